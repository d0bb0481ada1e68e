"""Totals: the running sums of a ledger, read as the figures of a year or of all years up to one."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from npo_cli.bookkeeping.posting import DECIDED, LATE, Posting


class Figures(NamedTuple):
    """What was added up for one goal, or for all: amounts in cents, and counts of spendings that were not reversed.

    `spendings` counts all of them; `bare` are those without evidence.
    """

    received: int = 0
    spent: int = 0
    committed: int = 0
    awaiting: int = 0
    errors: int = 0
    bare: int = 0
    spendings: int = 0
    awaiting_count: int = 0
    errors_count: int = 0
    bare_count: int = 0


class Totals:
    """The running totals of a ledger, by year, goal and measure."""

    def __init__(self, postings: Iterable[Posting]) -> None:
        self._sums: dict[tuple[int, str, str], int] = {}
        for year, goal, measure, amount in postings:
            key = (year, goal, measure)
            self._sums[key] = self._sums.get(key, 0) + amount

    @property
    def sums(self) -> dict[tuple[int, str, str], int]:
        """The sums by year, goal and measure, those of zero left out."""
        return {key: amount for key, amount in sorted(self._sums.items()) if amount}

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which anything was booked."""
        return tuple(sorted({year for year, _, _ in self._sums}))

    def in_year(self, year: int) -> dict[str, Figures]:
        """Give the figures of one year by goal; money received stands under the goal ''."""
        return self._figures(lambda other: other == year, late=False)

    def until(self, year: int | None) -> dict[str, Figures]:
        """Give the figures of all years up to and including one (None: all) by goal."""
        return self._figures(lambda other: year is None or other <= year, late=True)

    def editions(self, until: int | None) -> dict[str, int]:
        """Give how many bookings were decided by each edition of the rules, up to a year (None: all)."""
        found: dict[str, int] = {}
        for (year, _, measure), count in sorted(self._sums.items()):
            if measure.startswith(DECIDED) and (until is None or year <= until):
                edition = measure.removeprefix(DECIDED)
                found[edition] = found.get(edition, 0) + count
        return found

    def _figures(self, counts: Callable[[int], bool], *, late: bool) -> dict[str, Figures]:
        found: dict[str, dict[str, int]] = {}
        for (year, goal, measure), amount in self._sums.items():
            is_late = measure.startswith(LATE)
            if measure.startswith(DECIDED):
                continue
            if counts(year) and (late or not is_late):
                name = measure.removeprefix(LATE).replace("-", "_")
                sums = found.setdefault(goal, {})
                sums[name] = sums.get(name, 0) + (-amount if is_late else amount)
        return {goal: Figures(**sums) for goal, sums in found.items()}


def whole(figures: Mapping[str, Figures]) -> Figures:
    """Add the figures of all goals up."""
    return Figures(*map(sum, zip(*figures.values(), strict=True))) if figures else Figures()
