"""Tests of cutting a description into folded words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.eligibility.words import BREAKS, WORD_OR_BREAK, fold, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zomerschool", ["zomerschool"]),
        ("ZOMERSCHOOL", ["zomerschool"]),
        ("huiswerkcafé", ["huiswerkcafe"]),
        ("coördinatie en poëzie", ["coordinatie", "en", "poezie"]),
        ("M@ZL-aanpak", ["m@zl", "aanpak"]),
        ("iPad's", ["ipad's"]),
        ("iPad’s", ["ipad's"]),
        ("sport- en spel", ["sport", "en", "spel"]),
        ("m.u.v. vervoer", ["muv", "vervoer"]),
        ("excl. vervoer.", ["excl", "vervoer"]),
        ("18 t/m 25 jaar", ["18", "t/m", "25", "jaar"]),
        ("bus/trein", ["bus", "trein"]),
        ("groep 7/8", ["groep", "7/8"]),
        ("2021/2022", ["2021", "2022"]),
        ("1/2/3", ["1", "2", "3"]),
        ("65+", ["65+"]),
        ("2022+bus", ["2022", "bus"]),
        ("zorg–onderwijs", ["zorg", "onderwijs"]),
        ("zomer\u00adschool", ["zomer", "school"]),
        ("\x1b[31mbus", ["31mbus"]),
        ("spel\u202een", ["spel", "en"]),
        ("", []),
        ("…!?", []),
        ("🚌", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Words come out in lower case, without accents, hyphens or the dots of an abbreviation."""
    assert words_of(text) == words


@pytest.mark.parametrize("text", ["a, b", "a; b", "a (b)", "a/b", "a\nb", "a. b", "a - b", "a & b", "a + b", "a • b"])
def test_breaks(text: str) -> None:
    """Punctuation between things is a break, in whatever way a list is written."""
    found = WORD_OR_BREAK.findall(fold(text))
    assert found[0] == "a"
    assert found[1] in BREAKS


def test_hyphen_within_a_word_is_no_break() -> None:
    """A hyphen inside a word only joins its halves; between blanks it parts."""
    assert not BREAKS & set(WORD_OR_BREAK.findall(fold("npo-monitor")))
    assert BREAKS & set(WORD_OR_BREAK.findall(fold("npo - monitor")))


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    """Folding gives exactly one character for each, so that places in the folded text hold for the text."""
    folded = fold(text)
    assert len(folded) == len(text)
    for char, plain in zip(text, folded, strict=True):
        if char.isascii() and char.isalnum():
            assert plain == char.lower()


@given(st.text(alphabet="abzAB é ï, -'@."))
def test_capitals_change_nothing(text: str) -> None:
    """A text in capitals has the same words as in lower case."""
    assert words_of(text.upper()) == words_of(text.lower())
