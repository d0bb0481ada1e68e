"""R110: rules that outrank or replace each other in a circle."""

from collections.abc import Iterator

from npo_cli.eligibility.lint.finding import Finding, Kind, Level, finding
from npo_cli.eligibility.lint.subject import Subject
from npo_cli.language import Phrase

CIRCLE = Kind(
    "R110",
    Level.ERROR,  # all rules of the circle fall silent, so that none of them ever decides
    Phrase("‘{field}’ loopt in een kring: {circle}.", "‘{field}’ runs in a circle: {circle}."),
    Phrase("Haal een van deze verwijzingen weg.", "Remove one of these references."),
)
KINDS = (CIRCLE,)


def check(subject: Subject) -> Iterator[Finding]:
    """Follow the references of every rule; a circle is told once, at its first rule by id."""
    for field in ("outranks", "replaces"):
        told: set[frozenset[str]] = set()
        for written in subject.rules:
            circle = _circle(written.id, field, subject)
            if circle and frozenset(circle) not in told:
                told.add(frozenset(circle))
                first = getattr(written.rule, field).index(circle[1])
                yield finding(CIRCLE, written.at(field, first), field=field, circle=" → ".join(circle))


def _circle(start: str, field: str, subject: Subject) -> list[str]:
    """Give the shortest way from a rule back to itself, that rule at both ends; empty if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:  # grows as it is walked: each round is one step longer
        written = subject.by_id.get(way[-1])
        for following in sorted(getattr(written.rule, field)) if written else ():
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []
