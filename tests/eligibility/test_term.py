"""Tests of the notation in which rules name their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.eligibility.term import Term, TermError, TermKind, parse_term

GROUPS = {"child": ("kind", "leerling"), "one": ("x",)}


def parse(text: str) -> list[Term]:
    """Read one term."""
    return list(parse_term(text, GROUPS))


def test_single_word() -> None:
    """A single word is a term of one place, folded."""
    assert parse("Zomerschool") == [Term(TermKind.WORD, (("zomerschool",),))]
    assert parse("huiswerkcafé") == [Term(TermKind.WORD, (("huiswerkcafe",),))]


def test_open_words() -> None:
    """A star before or behind a word leaves that side open."""
    assert parse("*vervoer") == [Term(TermKind.WORD, (("vervoer",),), open_tail=True)]
    assert parse("glasvezel*") == [Term(TermKind.WORD, (("glasvezel",),), open_head=True)]


def test_word_with_a_sign() -> None:
    """An at sign or apostrophe inside a word belongs to it, and begins no group."""
    assert parse("m@zl") == [Term(TermKind.WORD, (("m@zl",),))]
    assert parse("M@ZL") == [Term(TermKind.WORD, (("m@zl",),))]


@pytest.mark.parametrize("text", ["begeleiding in de groep", "begeleiding in groep", "Begeleiding in een groep"])
def test_phrase(text: str) -> None:
    """Words after each other are a phrase, in which articles do not count."""
    assert parse(text) == [Term(TermKind.PHRASE, (("begeleiding",), ("in",), ("groep",)))]


def test_hyphen_makes_a_phrase() -> None:
    """A word with a hyphen is a phrase of its halves, as a description with or without hyphen has them."""
    assert parse("npo-monitor") == parse("npo monitor") == [Term(TermKind.PHRASE, (("npo",), ("monitor",)))]


def test_words_in_any_order() -> None:
    """A plus between words asks for all of them, wherever they stand."""
    assert parse("sport + kind") == [Term(TermKind.SET, (("sport",), ("kind",)))]


def test_alternatives_and_groups() -> None:
    """A bar gives alternatives and an at sign the words of a group, in sets and in phrases."""
    assert parse("sport|dans + @child") == [Term(TermKind.SET, (("sport", "dans"), ("kind", "leerling")))]
    assert parse("extra les|@child") == [Term(TermKind.PHRASE, (("extra",), ("les", "kind", "leerling")))]
    assert parse("@child") == [Term(TermKind.WORD, (("kind", "leerling"),))]


def test_longer_alternatives() -> None:
    """An alternative of several words gives a term of its own, beside those of one word."""
    assert parse("npo-plan|plan + x") == [
        Term(TermKind.SET, (("plan",), ("x",))),
        Term(TermKind.SET, (("npo",), ("plan",), ("x",))),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("zomer*school", "zomer*school"),
        ("*", "*"),
        ("!!", "!!"),
        ("de het", "de het"),
        ("@nobody", "@nobody"),
        ("sport + @nobody", "@nobody"),
        ("sport + *dans", "*dans"),
        ("extra les*", "les*"),
        ("sport||dans + x", "sport||dans"),
        ("sport + !", "!"),
        ("@", "@"),
    ],
)
def test_faulty_terms(text: str, named: str) -> None:
    """What is not in the notation is refused, naming the part that is wrong."""
    with pytest.raises(TermError) as caught:
        parse(text)
    assert str(caught.value) == named


@given(st.text(alphabet="ab@|*+- 'é!", min_size=1, max_size=12))
def test_reads_or_refuses(text: str) -> None:
    """Any text is read as terms whose places all have words, or refused as a faulty term."""
    try:
        terms = parse(text)
    except TermError:
        return
    assert terms
    for term in terms:
        assert term.places
        assert all(place and all(place) for place in term.places)
        assert (len(term.places) == 1) == (term.kind is TermKind.WORD)
