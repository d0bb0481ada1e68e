"""The allocation: what was awarded, what remains of it, and the last year that is closed."""

from datetime import date

from npo_cli.bookkeeping.entry import Kind
from npo_cli.bookkeeping.storage.interface import Storage, Wanted
from npo_cli.bookkeeping.totals import Figures


def allocation(storage: Storage, until: date | None = None) -> int:
    """Give the amount awarded, in cents: by the last decision dated up to a day, or by the first if none is."""
    found = [standing.entry for standing in storage.standings(Wanted(kinds=(Kind.ALLOCATION,)))]
    in_time = [entry for entry in found if until is None or entry.day <= until.isoformat()]
    return (in_time[-1] if in_time else found[0]).amount if found else 0


def sealed_year(storage: Storage) -> int:
    """Give the last year that was sealed; 0 if none was."""
    return max((standing.entry.year for standing in storage.standings(Wanted(kinds=(Kind.SEAL,)))), default=0)


def remaining(awarded: int, figures: Figures) -> int:
    """Give what may still be committed or spent, in cents; below zero if more was booked than awarded."""
    return awarded - figures.spent - figures.committed
