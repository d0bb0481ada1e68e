"""Tests of finding terms in a description, and of what no term covers."""

import pytest

from npo_cli.eligibility.matching import read
from tests.eligibility.support import bare, found, lexicon

SCHOOL, LESSON, SUPPORT, TRAVEL, BUS = range(5)

LEXICON = lexicon(
    {
        SCHOOL: ["zomerschool"],
        LESSON: ["muziek|dans + @child"],
        SUPPORT: ["begeleiding in groep"],
        TRAVEL: ["halen en brengen"],
        BUS: ["bus"],
    },
    {
        "groups": {"child": {"nl": ["kind", "leerling"]}},
        "bearing": ["child"],
        "bearers": {"nl": ["aandacht"]},
        "neutral": {"nl": ["extra", "klein", "zomer"]},
    },
)


def parts(text: str) -> list[str]:
    """Give the words of each part of a description."""
    reading = read(text, LEXICON)
    by_part: dict[int, list[str]] = {}
    for place, part in enumerate(reading.parts):
        by_part.setdefault(part, []).append(text[reading.starts[place] : reading.ends[place]])
    return [" ".join(words) for words in by_part.values()]


@pytest.mark.parametrize(
    "text",
    [
        "begeleiding in de groep",
        "begeleiding in groep",
        "de begeleiding in onze groepen",
        "Begeleiding, begeleiding in een groep",
    ],
)
def test_phrase(text: str) -> None:
    """A phrase is found in its order, with articles and possessives between its words."""
    assert SUPPORT in found(text, LEXICON)


@pytest.mark.parametrize(
    "text",
    [
        "groep in begeleiding",
        "begeleiding. In de groep",
        "begeleiding, in groep",
        "begeleiding groep",
        "begeleiding in kleine groep",
        "begeleiding in extra muziek voor groep",
        "begeleiding",
    ],
)
def test_no_phrase(text: str) -> None:
    """Words in another order, on two sides of punctuation, or with a word of content between make no phrase."""
    assert SUPPORT not in found(text, LEXICON)


def test_joining_word_within_a_phrase() -> None:
    """A phrase may have a joining word of its own."""
    assert TRAVEL in found("halen en brengen", LEXICON)
    assert TRAVEL not in found("halen of brengen", LEXICON)


@pytest.mark.parametrize(
    "text", ["muziek voor leerlingen", "leerlingen maken muziek", "dans (leerlingen)", "leerling; dans", "Kind en dans"]
)
def test_words_in_any_order(text: str) -> None:
    """Words joined by a plus are found in any order and in any part of the description."""
    assert LESSON in found(text, LEXICON)


@pytest.mark.parametrize("text", ["muziek", "leerlingen", "muziek zonder leerlingen", "muziek en dans"])
def test_missing_word(text: str) -> None:
    """Where one of the words is missing, or denied, the term is not found."""
    assert LESSON not in found(text, LEXICON)


@pytest.mark.parametrize("text", ["ombuste", "abus", "robusten", "bu s", "busy", "bush"])
def test_never_inside_a_word(text: str) -> None:
    """A term is not found in the middle, at the beginning or at the end of a word that nobody knows."""
    assert BUS not in found(text, LEXICON)


@pytest.mark.parametrize(
    "text", ["bus", "bus.", "(bus)", "«bus»", "‘bus’", "bus/trein", "bus_2", "1 bus", "bus\x00", "BUS!"]
)
def test_signs_around_a_word(text: str) -> None:
    """Punctuation, quotes and control characters beside a word do not hide it."""
    assert BUS in found(text, LEXICON)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zomerschool, bus", ["zomerschool", "bus"]),
        ("zomerschool en bus", ["zomerschool", "en bus"]),
        ("zomerschool met de bus", ["zomerschool", "met de bus"]),
        ("zomerschool (bus)", ["zomerschool", "bus"]),
        ("zomerschool + bus", ["zomerschool", "bus"]),
        ("zomerschool & bus", ["zomerschool", "bus"]),
        ("zomerschool\nbus", ["zomerschool", "bus"]),
        ("zomerschool - bus", ["zomerschool", "bus"]),
        ("zomerschool inclusief bus", ["zomerschool", "inclusief bus"]),
        ("zomer- en winterschool", ["zomer en winterschool"]),
        ("leerlingen met aandacht", ["leerlingen met aandacht"]),
        ("zomerschool excl. bus", ["zomerschool excl bus"]),
        ("zomerschool voor kind", ["zomerschool voor kind"]),
    ],
)
def test_parts(text: str, expected: list[str]) -> None:
    """Punctuation and joining words begin a new part, but not between halves of a word or after whom it describes."""
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("knurften", ["knurften"]),
        ("zomerschool en knurften", ["knurften"]),
        ("zomerschool, knurften", ["knurften"]),
        ("knurften voor de zomerschool", ["knurften"]),
        ("zomerschool voor knurften", ["knurften"]),
        ("zomerschool for extra knurften", ["knurften"]),
        ("extra zomerschool", []),
        ("aandacht voor knurften en zomerschool", []),
        ("muziek voor leerlingen met knurften", []),
        ("zomerschool zonder knurften", []),
        ("zomerschool in Knurftendam", []),
        ("Knurften voor zomerschool", ["Knurften"]),
        ("ZOMERSCHOOL EN KNURFTEN", ["KNURFTEN"]),
        ("zomerschool met 3 knurften", ["knurften"]),
        ("zomerschool knurften", ["knurften"]),
        ("zomerschool extra knurften", ["knurften"]),
        ("leerlingen knurften zomerschool", ["knurften"]),
        ("Extra Zomerschool Knurften", ["Knurften"]),
        ("zomerschool Knurften", []),
    ],
)
def test_words_that_nothing_covers(text: str, expected: list[str]) -> None:
    """An unknown word that names a thing is bare, but not one that describes, is denied, or is a name."""
    assert bare(text, LEXICON) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zomerschool, door knurften", []),
        ("zomerschool (i.s.m. de knurften)", []),
        ("zomerschool, uitgevoerd door knurften", []),
        ("zomerschool, op landgoed knurften", []),
        ("zomerschool, in samenwerking met knurften", []),
        ("zomerschool, in samenwerking met knurften en zwikken", ["zwikken"]),
        ("zomerschool, samen met knurften", ["knurften"]),
        ("zomerschool, met knurften", ["knurften"]),
        ("zomerschool, voor knurften", ["knurften"]),
        ("zomerschool, in het park een knurft", ["knurft"]),
        ("zomerschool en in het park knurften", ["park", "knurften"]),
        ("zomerschool, knurften door zwikken", ["knurften", "zwikken"]),
        ("door knurften, zomerschool", ["knurften"]),
    ],
)
def test_who_carries_it_out_and_where(text: str, expected: list[str]) -> None:
    """After a comma, words such as door and i.s.m. name who carries out what is covered; met and voor may name more."""
    known = lexicon(
        {SCHOOL: ["zomerschool"]}, {"neutral": {"nl": ["landgoed", "samenwerking"]}, "plain": {"nl": "uitgevoerd"}}
    )
    assert bare(text, known) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("huur van een knurft", ["knurft"]),
        ("huur knurft", ["knurft"]),
        ("huur in knurftendam", []),
        ("zomerschool van een knurft", []),
    ],
)
def test_what_is_hired(text: str, expected: list[str]) -> None:
    """What stands behind huur is what is hired, and nothing that describes the hire."""
    assert bare(text, lexicon({SCHOOL: ["zomerschool"], BUS: ["huur"]})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zomerschool en kabel", ["kabel"]),
        ("zomerschool kabel", ["kabel"]),
        ("glas", ["glas"]),
        ("glas en kabel", []),
        ("zomerschool voor kabel", ["kabel"]),
        ("zomerschool en 16", []),
    ],
)
def test_words_that_only_terms_name(text: str, expected: list[str]) -> None:
    """A word that a term names beside others is a thing like any other where these are missing."""
    assert bare(text, lexicon({SCHOOL: ["zomerschool"], BUS: ["glas + kabel", "kabel 16"]})) == expected


def test_no_words() -> None:
    """A text without words has no hits, no parts and nothing bare."""
    for text in ("", " ", "…", "🚌", "--", "\x1b"):
        assert not found(text, LEXICON)
        assert parts(text) == []
        assert bare(text, LEXICON) == []
