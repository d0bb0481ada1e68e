"""Postings: what an entry adds to the running totals. Pure; the totals are the sum of these and of nothing else.

A total is kept by year, goal and measure. Once a year is sealed its figures stand, so what later undoes a part of them
is posted to its own year: money spent as such, all else under a `late` measure, which the cumulative figures take off
and the figures of a single year leave out.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from npo_cli.bookkeeping.booking import Booking
from npo_cli.bookkeeping.entry import Entry, Kind, State


class Measure(StrEnum):
    """What is added up: amounts in cents, and counts of spendings not reversed."""

    RECEIVED = "received"
    SPENT = "spent"
    SPENDINGS = "spendings"
    COMMITTED = "committed"
    AWAITING = "awaiting"
    AWAITING_COUNT = "awaiting-count"
    ERRORS = "errors"
    ERRORS_COUNT = "errors-count"
    BARE = "bare"
    BARE_COUNT = "bare-count"


DECIDED = "decided-by "  # before the hash of rule files: how many bookings were decided by them
LATE = "late-"  # before a measure: undone in this year, of an earlier one that is sealed


class Posting(NamedTuple):
    """An amount for one total; `measure` is a Measure, perhaps with `late-` before it, or `decided-by` an edition."""

    year: int
    goal: str
    measure: str
    amount: int


_MEASURES = frozenset(name for measure in Measure for name in (measure.value, LATE + measure))

_IN_DOUBT = {
    State.AWAITING: (Measure.AWAITING, Measure.AWAITING_COUNT),
    State.REJECTED: (Measure.ERRORS, Measure.ERRORS_COUNT),
    State.OVERRIDDEN: (Measure.ERRORS, Measure.ERRORS_COUNT),
}


def is_measure(name: str) -> bool:
    """Say whether a total may be kept under a name."""
    return name in _MEASURES or name.startswith(DECIDED)


def received(year: int, cents: int) -> Posting:
    """Post an instalment, or with a negative amount the reversal of one."""
    return Posting(year, "", Measure.RECEIVED, cents)


def added(booking: Booking, commitment: Booking | None = None) -> Iterator[Posting]:
    """Post a new commitment, or a new spending, perhaps of an earlier commitment."""
    if booking.kind is Kind.COMMITMENT:
        yield Posting(booking.year, booking.goal, Measure.COMMITTED, booking.cents)
        return
    yield Posting(booking.year, booking.goal, Measure.SPENT, booking.cents)
    yield from _counted(booking, booking.year, 1)
    if commitment:
        yield reduced(commitment, booking.year, booking.cents)


def all_added(
    year: int, goal: str, state: State, bare: bool, edition: str, count: int, cents: int
) -> Iterator[Posting]:
    """Post new spendings that stand alike, decided by one edition of the rules: how many, and their cents together."""
    alike = Booking(0, Kind.SPENDING, year, goal, cents, state, bare=bare)
    yield Posting(year, goal, Measure.SPENT, cents)
    yield from _counted(alike, year, 1, count)
    yield Posting(year, "", DECIDED + edition, count)


def decided(entry: Entry) -> Posting:
    """Post by which edition of the rules a booking was decided."""
    return Posting(entry.year, "", DECIDED + (entry.receipt.sha256 if entry.receipt else ""), 1)


def undone(booking: Booking, year: int, cents: int, commitment: Booking | None = None) -> Iterator[Posting]:
    """Post, in a year, the reversal of a spending, or of what was still open of a commitment.

    `commitment` is the one that the reversal of a spending opens again, if it does.
    """
    if booking.kind is Kind.COMMITMENT:
        yield reduced(booking, year, cents)
        return
    yield Posting(year, booking.goal, Measure.SPENT, -cents)
    yield from _counted(booking, year, -1)
    if commitment:
        yield reduced(commitment, year, -cents)


def reduced(commitment: Booking, year: int, cents: int) -> Posting:
    """Post, in a year, that less of a commitment is still open; with a negative amount, more."""
    if year == commitment.year:
        return Posting(year, commitment.goal, Measure.COMMITTED, -cents)
    return Posting(year, commitment.goal, LATE + Measure.COMMITTED, cents)


def restated(before: Booking, after: Booking) -> Iterator[Posting]:
    """Post that a booking has come to stand otherwise by a ruling; that counts in the year of the booking."""
    if before.kind is Kind.SPENDING:
        yield from _doubted(before, before.year, -1)
        yield from _doubted(after, after.year, 1)


def _counted(booking: Booking, year: int, sign: int, count: int = 1) -> Iterator[Posting]:
    """Post, or with a negative sign take off, what is told of a spending, or of several, beside its amount."""
    late = LATE if year != booking.year else ""
    sign = -sign if late else sign  # under a late measure stands what is to be taken off
    yield Posting(year, booking.goal, late + Measure.SPENDINGS, sign * count)
    yield from _doubted(booking, year, sign, late, count)
    if booking.bare:
        yield Posting(year, booking.goal, late + Measure.BARE, sign * booking.cents)
        yield Posting(year, booking.goal, late + Measure.BARE_COUNT, sign * count)


def _doubted(booking: Booking, year: int, sign: int, late: str = "", count: int = 1) -> Iterator[Posting]:
    if measures := _IN_DOUBT.get(booking.state):
        amount, counts = measures
        yield Posting(year, booking.goal, late + amount, sign * booking.cents)
        yield Posting(year, booking.goal, late + counts, sign * count)
