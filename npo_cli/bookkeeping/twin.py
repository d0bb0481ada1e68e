"""Twins: two entries that look like one invoice which was booked twice."""

from typing import NamedTuple

from npo_cli.bookkeeping.entry import Entry, State
from npo_cli.bookkeeping.storage.interface import Storage, Wanted

LOOKED_BACK = 1_000  # entries: who books an invoice twice does so within weeks, and a look costs the same in any ledger


class Twin(NamedTuple):
    """An earlier entry that looks like the same invoice: by its reference, or else by its day and text."""

    entry: Entry
    by_reference: bool


def earlier_twin(storage: Storage, entry: Entry) -> Twin | None:
    """Give the last entry before a spending or a commitment that looks like the same invoice, if one does.

    What was reversed or corrected is gone, and is none.
    """
    wanted = Wanted(kinds=(entry.kind,), cents=entry.amount, after=entry.number - 1 - LOOKED_BACK)
    promised = storage.entry(entry.refers).reference if entry.refers else ""
    found = [
        standing.entry
        for standing in storage.standings(wanted)
        if standing.entry.number < entry.number
        and standing.booking
        and standing.booking.state is not State.REVERSED
        and _is_same_invoice(standing.entry, entry, promised)
    ]
    return Twin(found[-1], _has_same_reference(found[-1], entry, promised)) if found else None


def _is_same_invoice(one: Entry, other: Entry, promised: str) -> bool:
    """Say whether two entries of one amount look like the same invoice; capitals do not matter.

    They do if they have no other supplier, and the same reference, or the same day and text where one has none. A
    reference that is that of their commitment (`promised`) tells no invoices apart.
    """
    if one.supplier and other.supplier and one.supplier.casefold() != other.supplier.casefold():
        return False
    if one.reference and other.reference and one.reference.casefold() != other.reference.casefold():
        return False
    return _has_same_reference(one, other, promised) or (
        one.day == other.day and one.text.casefold() == other.text.casefold()
    )


def _has_same_reference(one: Entry, other: Entry, promised: str) -> bool:
    """Say whether two entries have one reference, and another than their commitment has."""
    return bool(one.reference) and one.reference.casefold() == other.reference.casefold() != promised.casefold()
