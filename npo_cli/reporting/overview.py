"""The overview: the figures of many ledgers side by side, each read in turn, and what they come to together.

A ledger that cannot be read, or that does not hold, is named and counted nowhere: a total is never silently less.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from npo_cli.bookkeeping.refusal import OTHER_PACK
from npo_cli.bookkeeping.storage.address import Found
from npo_cli.bookkeeping.storage.interface import Storage
from npo_cli.bookkeeping.verification import verify
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import Fault, InputError, fault
from npo_cli.reporting.summary import Summary, summarise

LoadRules = Callable[[Storage], Rulebook]


class LeftOut(NamedTuple):
    """A ledger that is not counted, and why not."""

    name: str
    faults: tuple[Fault, ...]


class Together(NamedTuple):
    """What the ledgers that are counted come to, in cents; `unspent` is None where no rate of spending is known."""

    allocation: int = 0
    received: int = 0
    spent: int = 0
    committed: int = 0
    remaining: int = 0
    unspent: int | None = None
    awaiting: int = 0
    errors: int = 0
    entries: int = 0

    @property
    def share_spent(self) -> float:
        """The share of all allocations that was spent, from 0."""
        return self.spent / self.allocation if self.allocation else 0.0


class Overview(NamedTuple):
    """The summaries of many ledgers of one grant, by municipality, and the ledgers that could not be counted."""

    rulebook: Rulebook | None
    year: int | None
    today: date
    verified: bool
    summaries: tuple[Summary, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def together(self) -> Together:
        """What all that are counted come to."""
        parts = [figures(summary) for summary in self.summaries]
        known = [part.unspent for part in parts if part.unspent is not None]
        sums = Together(*(sum(each or 0 for each in column) for column in zip(*parts, strict=True)))
        return sums._replace(unspent=sum(known) if known else None)


def figures(summary: Summary) -> Together:
    """Give the figures of one ledger that are compared and added up."""
    whole = summary.cumulative.whole
    return Together(
        summary.allocation,
        whole.received,
        whole.spent,
        whole.committed,
        summary.remaining,
        summary.unspent,
        whole.awaiting,
        whole.errors,
        summary.head.number,
    )


def make_overview(
    ledgers: Iterable[Found], load: LoadRules, today: date, year: int | None = None, *, verified: bool = True
) -> Overview:
    """Read ledgers one after another, with one open at a time; `verified` proves each before it counts."""
    summaries: list[Summary] = []
    left_out: list[LeftOut] = []
    grant: Rulebook | None = None
    for ledger in ledgers:
        try:
            with ledger.open() as storage, storage.reading():
                rulebook = load(storage)
                grant = grant or rulebook
                found = _faults(storage, grant, verified=verified)
                if not found:
                    summaries.append(summarise(storage, rulebook, today, year))
        except InputError as error:
            found = error.faults
        if found:
            left_out.append(LeftOut(ledger.name, found))
    summaries.sort(key=lambda summary: summary.municipality.casefold())
    return Overview(grant, year, today, verified, tuple(summaries), tuple(left_out))


def _faults(storage: Storage, grant: Rulebook, *, verified: bool) -> tuple[Fault, ...]:
    """Say why a ledger cannot be counted with the others."""
    if storage.about.pack != grant.pack:
        return (fault(OTHER_PACK, storage.name, mine=storage.about.pack, given=grant.pack),)
    return verify(storage).faults if verified else ()
