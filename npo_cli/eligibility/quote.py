"""Quotes: whether the words that a rule cites stand in the source, and stand there once.

Line breaks, runs of blanks and the shape of quotation marks do not count: a transcription breaks its lines elsewhere.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from npo_cli.eligibility.pack import read_source
from npo_cli.fault import refuse
from npo_cli.language import Phrase

NO_SOURCES = Phrase("deze map met bronnen bestaat niet.", "this folder of sources does not exist.")

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\xa0": " "})


class Anchor(StrEnum):
    """How a quote stands in its source."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    ORPHANED = "orphaned"
    NO_TEXT = "no-text"

    @property
    def phrase(self) -> Phrase:
        """The outcome as users read it."""
        return _PHRASES[self]


_PHRASES = {
    Anchor.FOUND: Phrase("gevonden", "found"),
    Anchor.AMBIGUOUS: Phrase("staat er vaker", "stands there more than once"),
    Anchor.ORPHANED: Phrase("staat niet in de bron", "does not stand in the source"),
    Anchor.NO_TEXT: Phrase("de tekst van de bron ontbreekt", "the text of the source is missing"),
}


class Citation(NamedTuple):
    """A quote to look up: what cites it, and the file that holds the text of its source."""

    cited_by: str
    text_file: str
    quote: str


def anchor(quote: str, text: str) -> Anchor:
    """Say whether a quote stands in a text not at all, once, or more often."""
    count = _plain(text).count(_plain(quote))
    return Anchor.FOUND if count == 1 else Anchor.AMBIGUOUS if count else Anchor.ORPHANED


def require_sources(folder: Path) -> None:
    """Refuse a folder of source texts that is not there."""
    if not folder.is_dir():
        raise refuse(NO_SOURCES, str(folder))


def anchor_all(citations: Iterable[Citation], folder: Path) -> Mapping[Citation, Anchor]:
    """Look up quotes in a folder of source texts; refuse a text that cannot be read."""
    require_sources(folder)
    texts: dict[str, str | None] = {}
    found: dict[Citation, Anchor] = {}
    for citation in citations:
        name = citation.text_file
        if name not in texts:
            texts[name] = read_source(folder / Path(name).name)
        text = texts[name]
        found[citation] = Anchor.NO_TEXT if text is None else anchor(citation.quote, text)
    return found


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_MARKS)).strip()
