"""R201, R202 and R203: quotes that do not stand in their source, stand there twice, or whose source is not at hand."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from npo_cli.eligibility.lint.finding import Finding, Kind, Level, finding
from npo_cli.eligibility.lint.subject import Subject
from npo_cli.eligibility.quote import Anchor, Citation, anchor_all
from npo_cli.eligibility.rulefile import File, Place
from npo_cli.language import Phrase

ORPHANED = Kind(
    "R201",
    Level.ERROR,  # what a rule cites must be there
    Phrase("{by}: dit citaat staat niet in {file}: “{quote}”", "{by}: this quote does not stand in {file}: “{quote}”"),
    Phrase(
        "Neem de woorden letterlijk over; verbindt u twee zinnen, citeer er dan één.",
        "Copy the words as they stand; where two sentences were joined, quote one.",
    ),
)
AMBIGUOUS = Kind(
    "R202",
    Level.WARNING,  # the words are there; only not which of the places is meant
    Phrase(
        "{by}: dit citaat staat meer dan eens in {file}: “{quote}”",
        "{by}: this quote stands more than once in {file}: “{quote}”",
    ),
    Phrase("Citeer meer woorden, zodat de plaats vaststaat.", "Quote more words, so that the place is certain."),
)
NO_TEXT = Kind(
    "R203",
    Level.WARNING,  # nothing was found wrong; it could not be looked up
    Phrase(
        "{by}: het citaat is niet nagezocht, want {file} ontbreekt tussen de bronnen: “{quote}”",
        "{by}: the quote was not looked up, for {file} is missing among the sources: “{quote}”",
    ),
    Phrase("Zet de tekst van de bron in de map.", "Put the text of the source in the folder."),
)
KINDS = (ORPHANED, AMBIGUOUS, NO_TEXT)

_OF = {Anchor.ORPHANED: ORPHANED, Anchor.AMBIGUOUS: AMBIGUOUS, Anchor.NO_TEXT: NO_TEXT}


def look_up(subject: Subject, sources: Path) -> list[tuple[Citation, Place, Anchor]]:
    """Look up every quote in a folder of sources."""
    found = list(citations(subject.survey.files))
    anchored = anchor_all([citation for citation, _ in found], sources)
    return [(citation, place, anchored[citation]) for citation, place in found]


def astray(looked_up: list[tuple[Citation, Place, Anchor]]) -> Iterator[Finding]:
    """Give a finding for every quote that was not found once."""
    for citation, place, anchor in looked_up:
        if anchor is not Anchor.FOUND:
            values = {"by": citation.cited_by, "file": citation.text_file, "quote": " ".join(citation.quote.split())}
            yield finding(_OF[anchor], place, **values)


def citations(files: Sequence[File]) -> Iterator[tuple[Citation, Place]]:
    """Give every quote of rule files, with what cites it, the file that holds its source, and its place."""
    text_files = {document.id: document.text_file for file in files for document in file.model.documents}
    for file in files:
        for section in ("goals", "rules", "provisions"):
            for n, item in enumerate(getattr(file.model, section)):
                if item.source.document in text_files:
                    citation = Citation(item.id, text_files[item.source.document], item.source.quote)
                    yield citation, file.place(section, n, "source", "quote")
