"""The entries one by one: what a row of the table of bookings tells."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from npo_cli.bookkeeping.booking import Booking
from npo_cli.bookkeeping.entry import Entry, Kind, Ruling, State
from npo_cli.bookkeeping.storage.interface import Standing
from npo_cli.day import long_day
from npo_cli.language import Language, Phrase
from npo_cli.money import euros
from npo_cli.reporting.entry_text import JUDGED_BY, OVERRODE, REFERS, RULINGS, STILL_OPEN
from npo_cli.reporting.formats.interface import Form
from npo_cli.reporting.report import Report

SIGNS = {
    State.ELIGIBLE: "✓",
    State.APPROVED: "✓",
    State.AWAITING: "?",
    State.REJECTED: "✗",
    State.OVERRIDDEN: "✗",
    State.REVERSED: "−",
}
REFERENCE = Phrase("kenmerk {reference}", "reference {reference}")
EVIDENCE = Phrase("bewijsstuk: {names}", "evidence: {names}")
NO_EVIDENCE = Phrase("geen bewijsstuk", "no evidence")
OVERRIDE = Phrase("geboekt ondanks weigering ({what}): {reason}", "booked against refusal ({what}): {reason}")
CORRECTS = Phrase("in plaats van boeking {number}", "in place of entry {number}")
SEALED = Phrase("boekjaar {year}", "accounting year {year}")


class Choice(NamedTuple):
    """A value to filter by, and how it is shown."""

    id: str
    label: str


class Line(NamedTuple):
    """An entry as a row: its fields in words, and the ids by which it is filtered."""

    number: int
    day: str
    kind: str
    text: str
    details: tuple[str, ...]
    goal: Choice
    cents: int | None
    amount: str
    state: Choice
    sign: str


class Lines(NamedTuple):
    """The rows of the table, the goals and states that occur in it, and whether there are more entries than it has."""

    lines: tuple[Line, ...]
    goals: tuple[Choice, ...]
    states: tuple[Choice, ...]
    left_out: bool


def booking_lines(report: Report, language: Language) -> Lines:
    """Give the entries of a report, up to the number that a page can hold."""
    titles = {goal.id: goal.title.to(language) for goal in report.rulebook.goals.values()}
    entries = islice(report.bookings or (), Form.HTML.most_bookings)
    lines = tuple(_line(standing, titles, language) for standing in entries)
    last = lines[-1].number if lines else 0
    goals, states = {line.goal for line in lines}, {line.state for line in lines}
    return Lines(
        lines,
        tuple(Choice(*item) for item in titles.items() if Choice(*item) in goals),
        tuple(choice for state in State if (choice := _state(state, language)) in states),
        report.bookings is not None and report.bookings.has_after(last),
    )


def _line(standing: Standing, titles: dict[str, str], language: Language) -> Line:
    entry, booking = standing
    goal = entry.goal or ""
    return Line(
        entry.number,
        entry.day,
        entry.kind.phrase.to(language),
        entry.text,
        tuple(_details(entry, booking, language)),
        Choice(goal, titles.get(goal, goal)),
        entry.cents,
        "" if entry.cents is None else euros(entry.cents, language),
        _state(booking.state, language) if booking else Choice("", ""),
        SIGNS[booking.state] if booking else "",
    )


def _details(entry: Entry, booking: Booking | None, language: Language) -> Iterator[str]:
    """Give what else is known of an entry, in small print below its text."""
    if entry.supplier:
        yield entry.supplier
    if entry.reference:
        yield REFERENCE.to(language, reference=entry.reference)
    yield from _relations(entry, language)
    if booking and booking.open:
        yield STILL_OPEN.to(language, amount=euros(booking.open, language))
    if entry.evidence:
        yield EVIDENCE.to(language, names=", ".join(document.name for document in entry.evidence))
    elif booking and booking.bare and booking.state is not State.REVERSED:
        yield NO_EVIDENCE.to(language)
    if entry.override:
        what = ", ".join(OVERRODE[name].to(language) for name in entry.overrode if name in OVERRODE)
        yield OVERRIDE.to(language, what=what, reason=entry.override)


def _relations(entry: Entry, language: Language) -> Iterator[str]:
    """Say what an entry does to others."""
    if entry.refers and entry.kind in REFERS:
        yield REFERS[entry.kind].to(language, number=entry.refers)
    if entry.corrects:
        yield CORRECTS.to(language, number=entry.corrects)
    if entry.spent:
        yield JUDGED_BY.to(language, day=long_day(entry.spent_on, language))
    if entry.ruling:
        yield RULINGS[Ruling(entry.ruling)].to(language, by=entry.by)
    if entry.kind is Kind.SEAL:
        yield SEALED.to(language, year=entry.year)


def _state(state: State, language: Language) -> Choice:
    return Choice(state.value, state.phrase.to(language))
