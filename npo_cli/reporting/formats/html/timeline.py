"""The course of the money: received and spent, added up to the end of each quarter, as a table and as lines."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from npo_cli.language import Language, Phrase
from npo_cli.reporting.formats.html.scale import Tick, Unit, ticks, unit_of
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Align, Column, Money, Section
from npo_cli.reporting.sections import RECEIVED, SPENT

TITLE = Phrase("Verloop in de tijd", "Over time")
UNTIL = Phrase("Tot en met", "Up to")
NOTE = Phrase(
    "Een tegenboeking telt in de maand van wat zij terugboekt, zolang dat jaar open is; daarna op haar eigen dag.",
    "A reversal counts in the month of what it undoes, while that year is open; after that on its own day.",
)
NOTHING = Phrase("Er is nog niets ontvangen of besteed.", "Nothing was received or spent yet.")

LEFT, RIGHT, TOP, BOTTOM = 46.0, 468.0, 44.0, 250.0  # where the lines stand in the drawing
_MONTHS_ONE_BY_ONE = 14
_MONTHS_BY_QUARTER = 72


class Balance(NamedTuple):
    """What was received and spent up to and including a day, in cents."""

    day: date
    received: int
    spent: int


class Dot(NamedTuple):
    """A point of a line in the drawing."""

    x: float
    y: float


class Timeline(NamedTuple):
    """The drawing: two lines of dots, the allocation, and the time in which they stand."""

    received: tuple[Dot, ...]
    spent: tuple[Dot, ...]
    allocation: float
    zero: float
    heights: tuple[Tick, ...]
    years: tuple[Tick, ...]
    period: tuple[float, float] | None
    today: float | None
    unit: Unit


def balances(report: Report) -> tuple[Balance, ...]:
    """Add up what was received and spent, to the end of each month, quarter or year: whichever gives few lines."""
    if not report.months:
        return ()
    months = {_number(month.month): month for month in report.months}
    first, last = min(months), max(*months, _until(report))
    length = last - first + 1
    step = 1 if length <= _MONTHS_ONE_BY_ONE else 3 if length <= _MONTHS_BY_QUARTER else 12
    received = spent = 0
    found: list[Balance] = []
    for number in range(first, last + 1):
        if month := months.get(number):
            received, spent = received + month.received, spent + month.spent
        if number % step == step - 1 or number == last:
            found.append(Balance(_month_end(number), received, spent))
    return tuple(_turns(found))


def _turns(found: list[Balance]) -> Iterator[Balance]:
    """Leave out what stands between two days on which nothing differs: it tells nothing and bends no line."""
    for place, each in enumerate(found):
        beside = found[max(place - 1, 0) : place + 2]
        if place in (0, len(found) - 1) or any(other[1:] != each[1:] for other in beside):
            yield each


def timeline_section(report: Report, language: Language) -> Section:
    """Give the numbers behind the lines as a table."""
    rows = tuple((each.day, Money(each.received), Money(each.spent)) for each in balances(report))
    columns = (Column(UNTIL.to(language), Align.LEFT), Column(RECEIVED.to(language)), Column(SPENT.to(language)))
    note = NOTE if rows else NOTHING
    return Section("timeline", TITLE.to(language), columns, rows, (note.to(language),))


def timeline(report: Report, language: Language) -> Timeline:
    """Draw the lines."""
    found, period, allocation = balances(report), report.summary.period, report.summary.allocation
    amounts = [0, allocation, *(cents for each in found for cents in (each.received, each.spent))]
    unit = unit_of(max(amounts), language)
    marks = ticks(min(amounts), max(amounts), unit, language)
    low, high = marks[0].place, marks[-1].place
    days = [each.day for each in found] + ([period.start, period.end] if period else [])
    start = min(days, default=report.today).replace(day=1)
    if found:
        start = min(start, found[0].day.replace(day=1))
    end = max(days, default=report.today) + timedelta(days=1)

    def across(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - start) / (end - start), 1)

    def up(cents: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (cents - low) / (high - low), 1)

    until = period.until + timedelta(days=1) if period else None
    return Timeline(
        received=tuple(Dot(across(each.day), up(each.received)) for each in found),
        spent=tuple(Dot(across(each.day), up(each.spent)) for each in found),
        allocation=up(allocation),
        zero=up(0),
        heights=tuple(Tick(up(tick.place), tick.label) for tick in marks),
        years=tuple(_years(start, end, across)),
        period=(across(period.start), across(period.end + timedelta(days=1))) if period else None,
        today=across(until) if until and start < until < end else None,
        unit=unit,
    )


def _years(start: date, end: date, across: Callable[[date], float]) -> Iterator[Tick]:
    """Give where each year begins, with its number where there is room for it."""
    every = 1 + (end.year - start.year) // 9
    for year in range(start.year, end.year + 1):
        first, last = max(date(year, 1, 1), start), min(date(year + 1, 1, 1), end)
        has_room = across(last) - across(first) > 30 if every == 1 else year % every == 0
        yield Tick(across(first), str(year) if has_room else "")


def _until(report: Report) -> int:
    """Give the month up to which the lines run: that of the report, but not beyond the period."""
    period = report.summary.period
    if period is None:
        return 0
    day = min(period.until, period.end)
    return day.year * 12 + day.month - 1


def _number(month: str) -> int:
    """Give a month such as 2022-03 as a number, one more than that of the month before."""
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _month_end(number: int) -> date:
    following = number + 1
    if following // 12 > date.max.year:
        return date.max
    return date(following // 12, following % 12 + 1, 1) - timedelta(days=1)
