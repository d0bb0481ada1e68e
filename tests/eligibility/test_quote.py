"""Tests of whether a quote stands in its source."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.eligibility.quote import Anchor, Citation, anchor, anchor_all
from npo_cli.fault import InputError
from npo_cli.language import Language

TEXT = """De middelen kunnen worden besteed
van 1 juli 2021  tot en met 31 juli 2023.
Hier komen wij nog op terug. Over het vervoer: “Hier komen wij nog op terug.”
"""


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("kunnen worden besteed", Anchor.FOUND),
        ("worden besteed van 1 juli 2021 tot en met", Anchor.FOUND),
        ("worden\n besteed   van", Anchor.FOUND),
        ('vervoer: "Hier komen', Anchor.FOUND),
        ("Hier komen wij nog op terug.", Anchor.AMBIGUOUS),
        ("31 juli 2025", Anchor.ORPHANED),
        ("de middelen kunnen", Anchor.ORPHANED),
    ],
)
def test_anchor(quote: str, expected: Anchor) -> None:
    """A quote is found, ambiguous or orphaned; line breaks and the shape of quotation marks do not count."""
    assert anchor(quote, TEXT) is expected


@given(st.text("abc ’'\n", min_size=1).filter(str.strip), st.text("xyz \n"), st.text("xyz \n"))
def test_every_part_is_found(quote: str, before: str, after: str) -> None:
    """Words that stand in a text once are found, however its lines are broken."""
    text = f"{before} {quote} {after}"
    assert anchor(quote, text) is Anchor.FOUND
    assert anchor(quote, "\n".join(text.split(" "))) is Anchor.FOUND


def test_folder_of_sources(tmp_path: Path) -> None:
    """Each quote is looked up in the text of its own source; one without a text is told apart."""
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    here = Citation("kites", "report.txt", "kunnen worden besteed")
    gone = Citation("string", "report.txt", "31 juli 2025")
    lost = Citation("lead", "letter.txt", "kunnen worden besteed")
    assert anchor_all([here, gone, lost], tmp_path) == {
        here: Anchor.FOUND,
        gone: Anchor.ORPHANED,
        lost: Anchor.NO_TEXT,
    }


def test_no_source_outside_the_folder(tmp_path: Path) -> None:
    """The name of a text with a path in it does not lead outside the folder of sources."""
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "sources"
    folder.mkdir()
    outside = Citation("kites", "../secret.txt", "kunnen worden besteed")
    assert anchor_all([outside], folder) == {outside: Anchor.NO_TEXT}


def test_no_folder(tmp_path: Path) -> None:
    """A folder of sources that does not exist is refused by name."""
    with pytest.raises(InputError, match="this folder of sources does not exist") as caught:
        anchor_all([], tmp_path / "nowhere")
    assert "nowhere" in caught.value.faults[0].line(Language.NL)


def test_outcomes_in_words() -> None:
    """Every outcome has words of its own in both languages."""
    for language in Language:
        assert len({outcome.phrase.to(language) for outcome in Anchor}) == len(Anchor)
