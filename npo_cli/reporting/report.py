"""The report: the summary, and the bookings that an accountant wants to see behind it."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from npo_cli.bookkeeping.entry import Kind, State
from npo_cli.bookkeeping.storage.interface import Month, Standing, Storage, Wanted
from npo_cli.bookkeeping.totals import Totals, whole
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.reporting.schedule import Expected, expected
from npo_cli.reporting.summary import Summary, summarise

MOST_SHOWN = 50  # bookings in a list of the report; all of them are in the ledger, and the list says how many there are
_NOT_UNDONE = tuple(state for state in State if state is not State.REVERSED)


class Shown(NamedTuple):
    """Bookings behind a figure: the first of them, and what all of them amount to in cents.

    `beyond` is how many more there are; None says that there are more, uncounted.
    """

    standings: tuple[Standing, ...]
    beyond: int | None
    cents: int


class Edition(NamedTuple):
    """An edition of the rules, by the hash of its files, and how many bookings were decided by it."""

    sha256: str
    bookings: int


class Bookings:
    """The first so many entries of the ledger, or of a year: read anew each time they are gone through, and not kept.

    They can be read while the ledger is open; a long ledger so takes no more memory than a short one.
    """

    def __init__(self, storage: Storage, year: int | None, most: int) -> None:
        self._storage = storage
        self._wanted = Wanted(year=year, most=most)

    def __iter__(self) -> Iterator[Standing]:
        """Give the entries in order of number."""
        return self._storage.standings(self._wanted)

    def has_after(self, number: int) -> bool:
        """Say whether there are entries above a number."""
        return any(self._storage.standings(self._wanted._replace(after=number, most=1)))


class Report(NamedTuple):
    """All that a report tells; every list runs to the end of the year asked, or to the last entry."""

    summary: Summary
    rulebook: Rulebook
    today: date
    errors: Shown
    uncertainties: Shown
    commitments: Shown
    bare: Shown
    after_sealing: Shown
    editions: tuple[Edition, ...]
    expected: Expected | None
    months: tuple[Month, ...] = ()
    bookings: Bookings | None = None


def make_report(
    storage: Storage,
    rulebook: Rulebook,
    today: date,
    year: int | None = None,
    *,
    months: bool = False,
    most_bookings: int = 0,
) -> Report:
    """Gather a report from one moment of the ledger.

    `months` and `most_bookings` ask for what only some formats draw, and what takes longer in a long ledger: the sums
    by month, and so many of the entries themselves (those of the year, where one is asked). The entries are read when
    they are drawn: keep the storage open, and in one transaction of reading, until then.
    """
    with storage.reading():
        summary = summarise(storage, rulebook, today, year)
        totals, so_far = storage.totals(), summary.cumulative.whole
        years = [each for each in totals.years if year is None or each <= year]
        # A year without such spendings is not searched, for it may have thousands of commitments in doubt.
        figures = {each: whole(totals.in_year(each)) for each in years}
        wrong = [each for each in years if figures[each].errors_count]
        asked = [each for each in years if figures[each].awaiting_count]
        bare = [each for each in years if figures[each].bare_count]
        return Report(
            summary,
            rulebook,
            today,
            _shown(storage, wrong, so_far.errors_count, so_far.errors, (State.REJECTED, State.OVERRIDDEN)),
            _shown(storage, asked, so_far.awaiting_count, so_far.awaiting, (State.AWAITING,)),
            _commitments(storage, years, so_far.committed),
            _bare(storage, bare, so_far.bare_count, so_far.bare),
            _after_sealing(storage, summary.sealed if year is None else min(year, summary.sealed)),
            _editions(totals, year),
            _expected(summary, rulebook, today),
            tuple(month for month in storage.months() if year is None or month.month[:4] <= str(year))
            if months
            else (),
            Bookings(storage, year, most_bookings) if most_bookings else None,
        )


def open_questions(report: Report) -> Iterator[tuple[Standing, str]]:
    """Give the bookings in doubt, but for those ruled on, with each question left open when they were booked."""
    for standing in (*report.errors.standings, *report.uncertainties.standings):
        if standing.booking and standing.booking.state is State.REJECTED:
            continue
        for question in standing.entry.questions:
            yield standing, question


def _shown(storage: Storage, years: list[int], count: int, cents: int, states: tuple[State, ...]) -> Shown:
    """Give the spendings in some states; looked up by year and state, for which there is an index."""
    found = (
        standing
        for year in years
        for state in states
        for standing in storage.standings(Wanted(year=year, kinds=(Kind.SPENDING,), states=(state,), most=MOST_SHOWN))
    )
    return _first(found, count, cents)


def _commitments(storage: Storage, years: list[int], cents: int) -> Shown:
    found = (
        standing for year in years for standing in storage.standings(Wanted(year=year, open=True, most=MOST_SHOWN + 1))
    )
    standings = tuple(islice(found, MOST_SHOWN))
    return Shown(standings, None if any(found) else 0, cents)


def _bare(storage: Storage, years: list[int], count: int, cents: int) -> Shown:
    found = (
        standing
        for year in years
        for standing in storage.standings(Wanted(year=year, states=_NOT_UNDONE, bare=True, most=MOST_SHOWN))
    )
    return _first(found, count, cents)


def _after_sealing(storage: Storage, until: int) -> Shown:
    """Give what was booked in sealed years up to one since; the amount is of spendings and commitments that count.

    It asks for an override, so there is little of it, and all of it is gone through.
    """
    seals = [standing.entry for standing in storage.standings(Wanted(kinds=(Kind.SEAL,)))]
    nexts = [*(seal.number for seal in seals[1:]), None]
    # Late is what came before the next seal, in a year up to the one sealed last: each entry is passed once.
    spans = [
        Wanted(after=seal.number, until=following, through=min(seal.year, until))
        for seal, following in zip(seals, nexts, strict=False)  # without a seal there is none
    ]
    booked = [each for span in spans for each in _with_releases(storage, span._replace(states=tuple(State)))]
    rare = [each for span in spans for each in storage.standings(span._replace(kinds=(Kind.ALLOCATION, Kind.PAYMENT)))]
    found = sorted([*booked, *rare], key=lambda standing: standing.entry.year)  # bookings before all else of a year
    cents = sum(each.booking.cents for each in booked if each.booking and each.booking.state is not State.REVERSED)
    return _first(iter(found), len(found), cents)


def _with_releases(storage: Storage, wanted: Wanted) -> Iterator[Standing]:
    """Give bookings, each with the release that came with it."""
    for standing in storage.standings(wanted):
        yield standing
        entry = standing.entry
        for other in storage.referring(entry.refers) if entry.refers else ():
            if other.kind is Kind.RELEASE and other.number == entry.number + 1:
                yield Standing(other, None)


def _first(found: Iterator[Standing], count: int, cents: int) -> Shown:
    standings = tuple(islice(found, MOST_SHOWN))
    return Shown(standings, count - len(standings), cents)


def _editions(totals: Totals, year: int | None) -> tuple[Edition, ...]:
    return tuple(Edition(*item) for item in totals.editions(year).items())


def _expected(summary: Summary, rulebook: Rulebook, today: date) -> Expected | None:
    until = today if summary.year is None else min(today, date(summary.year, 12, 31))
    return expected(rulebook.as_of(today), summary.allocation, until)
