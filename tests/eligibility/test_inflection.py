"""Tests of the forms in which a word of a rule may stand in a description."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.eligibility.inflection import forms
from npo_cli.language import Language

LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("les", "lessen"),
        ("school", "scholen"),
        ("huis", "huizen"),
        ("brief", "brieven"),
        ("klas", "klassen"),
        ("lokaal", "lokalen"),
        ("plein", "pleinen"),
        ("boek", "boeken"),
        ("programma", "programma's"),
        ("activiteit", "activiteiten"),
        ("middel", "middelen"),
        ("leerling", "leerlingen"),
        ("docent", "docenten"),
        ("leraar", "leraren"),
        ("kind", "kindje"),
        ("middag", "middagen"),
        ("tablet", "tablets"),
        ("chromebook", "chromebooks"),
        ("ipad", "ipad's"),
        ("coach", "coaches"),
        ("gymzaal", "gymzalen"),
        ("reis", "reizen"),
        ("bus", "bussen"),
        ("bus", "busje"),
        ("vaardigheid", "vaardigheden"),
        ("training", "trainingen"),
        ("pedagogisch", "pedagogische"),
        ("tijdelijk", "tijdelijke"),
        ("nieuw", "nieuwe"),
        ("regulier", "reguliere"),
        ("peuter", "peuters"),
        ("instrument", "instrumentje"),
        ("bibliotheek", "bibliotheken"),
        ("thuiszitter", "thuiszitters"),
        ("ambtenaar", "ambtenaren"),
        ("achterstand", "achterstanden"),
        ("gezin", "gezinnen"),
        ("inkopen", "inkoop"),
        ("begeleiden", "begeleiding"),
        ("voorlezen", "voorlees"),
    ],
)
def test_dutch_forms(word: str, form: str) -> None:
    """A Dutch word is found in its plural, adjective, diminutive and plain verb forms."""
    assert form in forms(word, Language.NL)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("lesson", "lessons"),
        ("class", "classes"),
        ("activity", "activities"),
        ("day", "days"),
        ("coach", "coaches"),
        ("box", "boxes"),
        ("pupil", "pupil's"),
        ("organisation", "organization"),
        ("organization", "organisation"),
        ("books", "book"),
    ],
)
def test_english_forms(word: str, form: str) -> None:
    """An English word is found in its plurals and in both spellings of -isation."""
    assert form in forms(word, Language.EN)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("les", "lezen"),
        ("les", "leest"),
        ("lezen", "lessen"),
        ("lezen", "les"),
        ("bus", "buis"),
        ("bus", "buizen"),
        ("huur", "verhuur"),
        ("huur", "huurder"),
        ("bar", "baar"),
        ("rum", "ruim"),
        ("bom", "bomen"),
        ("boom", "bommen"),
        ("ram", "ramen"),
        ("raam", "rammen"),
        ("kop", "kopen"),
        ("spel", "spelden"),
        ("klas", "klazen"),
        ("kas", "kazen"),
        ("kind", "kin"),
        ("boek", "boekt"),
    ],
)
def test_words_that_stay_other_words(word: str, other: str) -> None:
    """No form of a word is another word that only looks like it."""
    assert other not in forms(word, Language.NL)


@pytest.mark.parametrize("word", ["m@zl", "3d", "nt2", "t", "po"])
def test_short_or_odd_words_hardly_change(word: str) -> None:
    """An abbreviation or a word with digits gets an s at most."""
    for language in Language:
        assert forms(word, language) <= {word, f"{word}s", f"{word}'s"}


@given(LETTERS, st.sampled_from(Language))
def test_forms_of_any_word(word: str, language: Language) -> None:
    """Any word has itself among its forms, all of them plain and none of them much shorter or longer."""
    found = forms(word, language)
    assert word in found
    for form in found:
        assert form
        assert form == form.lower()
        assert form.replace("'", "").isalpha()
        assert len(word) - 3 <= len(form) <= len(word) + 5
