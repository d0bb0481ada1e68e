"""Tests of faults: what is wrong, where, in one printable line."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from npo_cli.fault import InputError, fault, printable, raise_all, refuse
from npo_cli.language import Language, Phrase

WRONG = Phrase("‘{given}’ is fout", "‘{given}’ is wrong")
OBEYED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # categories of Unicode that a terminal may act upon


def test_place_stands_before_the_text() -> None:
    """A fault with a place begins with it; one without does not begin with a colon."""
    assert fault(WRONG, "uitgaven.csv:5", given="x").line(Language.NL) == "uitgaven.csv:5: ‘x’ is fout"
    assert fault(WRONG, given="x").line(Language.EN) == "‘x’ is wrong"


def test_phrase_within_a_phrase() -> None:
    """A value that is itself a phrase appears in the language of the line."""
    nested = fault(Phrase("fout:{near}", "wrong:{near}"), near=Phrase(" bedoelde u x?", " did you mean x?"))
    assert nested.line(Language.NL) == "fout: bedoelde u x?"
    assert nested.line(Language.EN) == "wrong: did you mean x?"


@pytest.mark.parametrize("given_text", ["\x1b[31mrood\x1b[0m", "a\nb", "\x07", "\u202egnp.exe", "\u2028", "\x9b1A"])
def test_nothing_of_the_user_reaches_the_terminal(given_text: str) -> None:
    """Escapes, line breaks and direction marks in a value or a place do not survive in the line."""
    assert fault(WRONG, given_text, given=given_text).line(Language.NL).isprintable()


def test_every_fault_at_once() -> None:
    """All faults are raised together, in their order, and none raises nothing."""
    found = [fault(WRONG, f"r.yaml:{n}", given=n) for n in (1, 2, 3)]
    with pytest.raises(InputError) as caught:
        raise_all(found)
    assert list(caught.value.faults) == found
    assert str(caught.value) == "r.yaml:1: ‘1’ is wrong; r.yaml:2: ‘2’ is wrong; r.yaml:3: ‘3’ is wrong"
    raise_all([])


def test_single_refusal() -> None:
    """A refusal is an error with one fault, which knows its place."""
    (only,) = refuse(WRONG, "--date", given="x").faults
    assert only.line(Language.EN) == "--date: ‘x’ is wrong"


@given(st.text() | st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cs"])))
@example("\ud800")
@example("\x1b]0;title\x07")
@example("\u200f\u2066\ufeff\U000e0041")
def test_printable_keeps_length_and_obeys_nothing(text: str) -> None:
    """Made printable, a text has as many characters as before and none that a terminal obeys."""
    shown = printable(text)
    assert len(shown) == len(text)
    assert not [char for char in shown if unicodedata.category(char) in OBEYED]
    assert shown.splitlines() in ([shown], [])
    assert printable(shown) == shown


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_printable_leaves_plain_text(text: str) -> None:
    """Letters of any script, digits, punctuation and signs stay as they are."""
    assert printable(text) == text
