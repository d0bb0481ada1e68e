"""The summary: every figure of a report, computed here once and drawn by each format alike."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from npo_cli.bookkeeping.allocation import allocation, remaining, sealed_year
from npo_cli.bookkeeping.storage.interface import Head, Storage
from npo_cli.bookkeeping.totals import Figures, whole
from npo_cli.eligibility.rule import Goal
from npo_cli.eligibility.rulebook import Rulebook

GOALS = "goals"  # the accountability total of all spending goals together; each cost kind has one of its own


class GoalFigures(NamedTuple):
    """The figures of one goal or cost kind; all stand at zero where nothing was booked."""

    goal: Goal
    figures: Figures


class Part(NamedTuple):
    """The figures of a year, or of all years up to one: together, by goal, and the accountability totals of spending.

    `totals` are amounts spent in cents: under `goals` all spending goals together, and each cost kind by its id.
    """

    whole: Figures
    goals: tuple[GoalFigures, ...]
    totals: Mapping[str, int]


class Period(NamedTuple):
    """The spending period, both days included, and the day up to which it is reckoned.

    `days` is its length, `elapsed_days` how many of them have gone by at the end of that day.
    """

    start: date
    end: date
    until: date

    @property
    def days(self) -> int:
        """The length of the period in days."""
        return (self.end - self.start).days + 1

    @property
    def elapsed_days(self) -> int:
        """The days of the period that have gone by."""
        return min(max((self.until - self.start).days + 1, 0), self.days)

    @property
    def days_left(self) -> int:
        """The days of the period still to come."""
        return self.days - self.elapsed_days

    @property
    def elapsed(self) -> float:
        """The share of the period that has gone by, from 0 to 1."""
        return self.elapsed_days / self.days


class Summary(NamedTuple):
    """All figures of a ledger, in cents.

    `cumulative` runs to the end of `year`, or over all that was booked; `in_year` is that year alone. `unspent` is what
    would be paid back if spending went on at its present rate to the end of the period, and None while none of it has
    gone by.
    """

    municipality: str
    currency: str
    year: int | None
    allocation: int
    period: Period | None
    head: Head
    sealed: int
    cumulative: Part
    in_year: Part | None
    remaining: int
    unspent: int | None

    @property
    def share_spent(self) -> float:
        """The share of the allocation that was spent, from 0."""
        return self.cumulative.whole.spent / self.allocation if self.allocation else 0.0


def summarise(storage: Storage, rulebook: Rulebook, today: date, year: int | None = None) -> Summary:
    """Compute the figures of a ledger, for a year or as they stand on a day."""
    until = today if year is None else min(today, date(year, 12, 31))
    goals = tuple(rulebook.goals.values())
    with storage.reading():
        totals, head = storage.totals(), storage.head()
        sealed = sealed_year(storage)
        awarded = allocation(storage, None if year is None else date(year, 12, 31))
    cumulative = _part(totals.until(year), goals)
    period = _period(rulebook, today, until)
    return Summary(
        municipality=storage.about.municipality,
        currency=storage.about.currency,
        year=year,
        allocation=awarded,
        period=period,
        head=head,
        sealed=sealed,
        cumulative=cumulative,
        in_year=None if year is None else _part(totals.in_year(year), goals),
        remaining=remaining(awarded, cumulative.whole),
        unspent=_unspent(awarded, cumulative.whole.spent, period),
    )


def _part(figures: Mapping[str, Figures], goals: Iterable[Goal]) -> Part:
    lines = tuple(GoalFigures(goal, figures.get(goal.id, Figures())) for goal in goals)
    totals = {GOALS: sum(line.figures.spent for line in lines if not line.goal.cost_kind)}
    totals |= {line.goal.id: line.figures.spent for line in lines if line.goal.cost_kind}
    return Part(whole(figures), lines, totals)


def _period(rulebook: Rulebook, today: date, until: date) -> Period | None:
    for rule in rulebook.as_of(today).periods:
        if rule.period and rule.period.start and rule.period.end:
            return Period(rule.period.start, rule.period.end, until)
    return None


def _unspent(awarded: int, spent: int, period: Period | None) -> int | None:
    """Carry the present rate of spending on to the end of the period; whole cents, in the State's favour."""
    if period is None or not period.elapsed_days:
        return None
    return max(awarded - spent * period.days // period.elapsed_days, 0)
