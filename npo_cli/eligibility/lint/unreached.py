"""R102: a rule that speaks in no example of the pack."""

from collections.abc import Iterator

from npo_cli.eligibility.lint.finding import Finding, Kind, Level, finding
from npo_cli.eligibility.lint.subject import Subject
from npo_cli.language import Phrase

UNREACHED = Kind(
    "R102",
    Level.ERROR,  # its own examples, too, do not come out by it: it does not do what it says
    Phrase("Geen enkel voorbeeld raakt de regel ‘{rule}’.", "No example reaches the rule ‘{rule}’."),
    Phrase(
        "Geef onder ‘examples’ bij ‘hits’ een uitgave die hij raakt; lukt dat niet, dan gaat een andere regel altijd"
        " voor of kloppen de zoekwoorden niet.",
        "Give an expense that it hits, under ‘hits’ of its ‘examples’; if none can be found, another rule always comes"
        " first or the terms are wrong.",
    ),
)
KINDS = (UNREACHED,)


def check(subject: Subject) -> Iterator[Finding]:
    """Look at every rule."""
    unreached = subject.unreached()
    for written in subject.rules:
        never_in_force = subject.closed_on(written.id) <= written.rule.known_from  # of which R109 and R110 speak
        if written.id in unreached and not never_in_force:
            yield finding(UNREACHED, written.at(), rule=written.id)
