"""R107, R108 and R109: the days of rules that follow each other overlap, leave a hole, or run backwards."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from npo_cli.eligibility.days import Days
from npo_cli.eligibility.lint.finding import Finding, Kind, Level, finding
from npo_cli.eligibility.lint.subject import Subject, WrittenRule
from npo_cli.eligibility.model import Validity
from npo_cli.language import Phrase

OVERLAP = Kind(
    "R107",
    Level.ERROR,  # two texts claim the same days, and nothing says which of them holds
    Phrase(
        "De regels ‘{rule}’ en ‘{other}’ ({where}) zijn versies van hetzelfde en gelden beide {span}.",
        "The rules ‘{rule}’ and ‘{other}’ ({where}) are versions of the same, and both hold {span}.",
    ),
    Phrase(
        "Laat ‘valid’ van de ene eindigen vóór de andere begint, of laat de oudere vervallen met ‘replaces’.",
        "Let ‘valid’ of one end before the other begins, or close the older one with ‘replaces’.",
    ),
)
HOLE = Kind(
    "R108",
    Level.WARNING,  # a law may really end; then the hole is meant
    Phrase(
        "‘{rule}’ volgt ‘{other}’ ({where}) op, maar {span} geldt geen van hun versies meer.",
        "‘{rule}’ follows ‘{other}’ ({where}), but {span} none of their versions holds any more.",
    ),
    Phrase(
        "Laat de dagen op elkaar aansluiten, of voeg een regel toe voor de dagen ertussen.",
        "Let the days join, or add a rule for the days between.",
    ),
)
BACKWARDS = Kind(
    "R109",
    Level.ERROR,  # the older text was then never in force, on whatever day one asks
    Phrase(
        "‘{rule}’ (bekend sinds {day}) vervangt ‘{other}’ ({where}), die niet eerder bekend werd ({other_day}).",
        "‘{rule}’ (known from {day}) replaces ‘{other}’ ({where}), which became known no earlier ({other_day}).",
    ),
    Phrase(
        "Verbeter ‘known_from’, of draai de vervanging om.",
        "Correct ‘known_from’, or turn the replacement around.",
    ),
)
KINDS = (OVERLAP, HOLE, BACKWARDS)

_DAY = timedelta(days=1)


def check(subject: Subject) -> Iterator[Finding]:
    """Look at every rule that follows another, and at the versions beside each other."""
    yield from _backwards(subject)
    yield from _holes_after_replacing(subject)
    yield from _beside_each_other(subject)


def _backwards(subject: Subject) -> Iterator[Finding]:
    for written in subject.rules:
        for n, old in enumerate(written.rule.replaces):
            older = subject.by_id.get(old)
            if older is None or written.id in older.rule.replaces:  # of a circle R110 speaks
                continue
            if written.rule.known_from <= older.rule.known_from:
                yield finding(
                    BACKWARDS,
                    written.at("replaces", n),
                    rule=written.id,
                    day=written.rule.known_from,
                    other=old,
                    where=older.at(),
                    other_day=older.rule.known_from,
                )


def _holes_after_replacing(subject: Subject) -> Iterator[Finding]:
    """Find the days that a replaced rule governed and none of those that replace it does."""
    for older in subject.rules:
        newer = [written for written in subject.rules if older.id in written.rule.replaces and written is not older]
        if not newer:
            continue
        last = max(newer, key=lambda written: (written.rule.known_from, written.id))
        beside = [written for written in newer if written.rule.known_from == last.rule.known_from]
        for span in _left(Days.of(older.rule.valid), [Days.of(written.rule.valid) for written in beside]):
            yield _hole(last, older, span)
        periods = [Days.of(each.rule.spending_period) for each in beside if each.rule.spending_period]
        if older.rule.spending_period and periods:
            for span in _left(Days.of(older.rule.spending_period), periods):
                yield _hole(last, older, span)


def _hole(newer: WrittenRule, older: WrittenRule, span: Days) -> Finding:
    place = newer.at("replaces", newer.rule.replaces.index(older.id)) if older.id in newer.rule.replaces else newer.at()
    return finding(HOLE, place, rule=newer.id, other=older.id, where=older.at(), span=span.phrase)


def _left(whole: Days, parts: Sequence[Days]) -> Iterator[Days]:
    """Give what the parts leave of the whole."""
    start = whole.start
    for part in sorted(parts):
        if part.start > whole.end:
            break
        if part.start > start:
            yield Days(start, part.start - _DAY)
        if part.end >= whole.end:
            return
        start = max(start, part.end + _DAY)
    if start <= whole.end:
        yield Days(start, whole.end)


def _beside_each_other(subject: Subject) -> Iterator[Finding]:
    """Compare the days of versions that hold beside each other: the same terms for other days, or two periods."""
    versions: dict[object, list[WrittenRule]] = {}
    for written in subject.rules:
        if written.rule.spending_period:
            versions.setdefault("period", []).append(written)
        elif written.rule.valid != Validity() and (meaning := subject.wording.meaning(written.id)):
            versions.setdefault(meaning, []).append(written)
    for group in versions.values():
        in_order = sorted(group, key=lambda written: (Days.of(written.rule.valid), written.id))
        for n, first in enumerate(in_order):
            for second in in_order[n + 1 :]:
                if subject.in_force_together(first.rule, second.rule):
                    span = Days(
                        max(Days.of(first.rule.valid).start, Days.of(second.rule.valid).start),
                        min(Days.of(first.rule.valid).end, Days.of(second.rule.valid).end),
                    )
                    yield finding(
                        OVERLAP, second.at(), rule=second.id, other=first.id, where=first.at(), span=span.phrase
                    )
        yield from _holes_between(in_order, subject)


def _holes_between(versions: Sequence[WrittenRule], subject: Subject) -> Iterator[Finding]:
    """Find the days between versions that are still in force."""
    current = [each for each in versions if subject.closed_on(each.id) == date.max]
    for first, second in pairwise(current):
        end, start = Days.of(first.rule.valid).end, Days.of(second.rule.valid).start
        if end < date.max and start > end + _DAY:
            yield _hole(second, first, Days(end + _DAY, start - _DAY))
