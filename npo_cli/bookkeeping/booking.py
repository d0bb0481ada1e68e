"""A booking: how a spending or a commitment stands now, after what was later recorded about it."""

from typing import NamedTuple

from npo_cli.bookkeeping.entry import Entry, Kind, Ruling, State
from npo_cli.eligibility.verdict import Verdict


class Booking(NamedTuple):
    """How a spending or a commitment stands.

    `own` says that an accountant ruled on it itself; the spending of a commitment else follows the ruling on that.
    `open` is what is still committed, in cents; 0 for a spending. `bare` says that a spending has no evidence.
    `fulfils` is the number of the commitment that a spending was promised under, or 0.
    """

    number: int
    kind: Kind
    year: int
    goal: str
    cents: int
    state: State
    own: bool = False
    open: int = 0
    bare: bool = False
    fulfils: int = 0


# A booking as a store keeps it: its fields in their order, as plain texts and numbers.
BookingRow = tuple[int | str, ...]


def booked(entry: Entry, commitment: Booking | None = None) -> Booking:
    """Give the booking that a new spending or commitment makes, the spending perhaps of an earlier commitment."""
    is_spending = entry.kind is Kind.SPENDING
    return Booking(
        entry.number,
        entry.kind,
        entry.year,
        entry.goal or "",
        entry.amount,
        commitment.state if commitment and commitment.own else _first_state(entry.verdict),
        open=0 if is_spending else entry.amount,
        bare=is_spending and not entry.evidence,
        fulfils=commitment.number if commitment else 0,
    )


def row_of_booking(booking: Booking) -> BookingRow:
    """Give a booking as a store keeps it, in plain texts and numbers: what only is like one takes SQLite far longer."""
    number, kind, year, goal, cents, state, own, still_open, bare, fulfils = booking
    return number, _KEPT[kind], year, goal, cents, _KEPT[state], 1 if own else 0, still_open, 1 if bare else 0, fulfils


def ruled(booking: Booking, ruling: Ruling, *, own: bool) -> Booking:
    """Give the booking after a ruling on it, or on its commitment."""
    return booking._replace(state=State(ruling.value), own=own)


def _first_state(verdict: str | None) -> State:
    """Give the state of a booking on which no accountant has ruled."""
    return _STATES.get(verdict or "", State.ELIGIBLE)


_KEPT: dict[str, str] = {each: each.value for each in (*Kind, *State)}
_STATES = {Verdict.EXCLUDED.value: State.OVERRIDDEN, Verdict.CONSULT.value: State.AWAITING}
