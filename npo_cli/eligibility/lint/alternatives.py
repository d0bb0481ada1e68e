"""R111: a place of a term in which words together stand beside a single word, which hits without the others."""

from collections.abc import Iterator

from npo_cli.eligibility.lint.finding import Finding, Kind, Level, finding
from npo_cli.eligibility.lint.subject import Subject
from npo_cli.language import Phrase

MIXED = Kind(
    "R111",
    Level.WARNING,  # it may be meant
    Phrase(
        "In ‘{part}’ treft ‘{alone}’ ook zonder de andere woorden van ‘{together}’.",
        "In ‘{part}’ the word ‘{alone}’ hits also without the other words of ‘{together}’.",
    ),
    Phrase(
        "Zet het woord dat vooropgaat als een eigen deel voor een +, of maak van elke keus een eigen zoekwoord.",
        "Put the word that comes first as a part of its own before a +, or make each choice a term of its own.",
    ),
)
KINDS = (MIXED,)


def check(subject: Subject) -> Iterator[Finding]:
    """Look at every place of the terms whose words stand anywhere."""
    for term in subject.wording.terms:
        if " + " not in term.text:
            continue
        for part in term.text.split(" + "):
            choices = [choice.strip() for choice in part.split("|")]
            together = next((choice for choice in choices if " " in choice), "")
            alone = next((choice for choice in choices if " " not in choice), "")
            if together and alone:
                yield finding(MIXED, term.place, part=part.strip(), alone=alone, together=together)
