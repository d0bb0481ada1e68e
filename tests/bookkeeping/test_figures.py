"""The figures: for any sequence of bookings they equal a plain sum over the entries, made here from the definitions.

The definitions are those of the design (what counts as spent, committed, awaiting, error) and of `posting` (what is
undone after its year was sealed counts in the year of the undoing).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from npo_cli.bookkeeping.allocation import sealed_year
from npo_cli.bookkeeping.entry import Entry, Kind, Ruling
from npo_cli.bookkeeping.ledger import Ledger, Moment
from npo_cli.bookkeeping.storage.address import Address, create_ledger, open_ledger
from npo_cli.bookkeeping.storage.interface import About, Wanted
from npo_cli.bookkeeping.totals import Figures, Totals
from npo_cli.bookkeeping.verification import verify
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import InputError
from npo_cli.reporting.summary import summarise
from tests.bookkeeping.support import CONSULT, ELIGIBLE, EXCLUDED, PROOF, books, draft
from tests.stores import SQLITE, both_stores

YEARS = range(2021, 2026)
GOALS = ("catch-up", "preschool", "temporary-rent")
REASON = "omdat het moet"

Places = Callable[[], AbstractContextManager[Address]]  # gives places for ledgers, one after another


class Plain(NamedTuple):
    """A spending or commitment with all that the entries say of it."""

    entry: Entry
    undone: Entry | None
    state: str
    reductions: tuple[tuple[int, int], ...] = ()


def plain(entries: Sequence[Entry]) -> Iterator[Plain]:
    """Read spendings and commitments from the entries alone, one after another."""
    for entry in entries:
        if entry.kind not in {Kind.SPENDING, Kind.COMMITMENT}:
            continue
        undone = reversal_of(entry, entries)
        reductions = []
        if entry.kind is Kind.COMMITMENT:
            for other in entries:
                if other.refers != entry.number:
                    continue
                if other.kind is Kind.SPENDING:
                    reductions.append((other.year, other.amount))
                    back = reversal_of(other, entries)
                    if back and not (undone and undone.number < back.number):
                        reductions.append((back.year, -other.amount))
                elif other.kind in {Kind.RELEASE, Kind.REVERSAL}:
                    reductions.append((other.year, -other.amount))
        yield Plain(entry, undone, state_of(entry, undone, entries), tuple(reductions))


def reversal_of(entry: Entry, entries: Sequence[Entry]) -> Entry | None:
    """Give the entry that undoes another."""
    return next((each for each in entries if each.kind is Kind.REVERSAL and each.refers == entry.number), None)


def state_of(entry: Entry, undone: Entry | None, entries: Sequence[Entry]) -> str:
    """Give how a booking stands, or stood when it was undone: by its own last ruling, its commitment's, its verdict."""
    rulings = [each for each in entries if each.kind is Kind.RULING and (not undone or each.number < undone.number)]
    for number in (entry.number, entry.refers):
        for each in reversed(rulings):
            if each.refers == number and each.ruling:
                return each.ruling
    return {"eligible": "eligible", "consult": "awaiting", "excluded": "overridden"}[str(entry.verdict)]


def summed(entries: Sequence[Entry], years: range, *, alone: bool) -> dict[str, Figures]:
    """Sum the figures of some years by goal; `alone` tells the figures of one year from those of all up to one."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    payments = {entry.number for entry in entries if entry.kind is Kind.PAYMENT}
    for entry in entries:
        if (entry.number in payments or entry.refers in payments) and entry.year in years:
            sums[""]["received"] += entry.amount
    for found in plain(entries):
        goal = sums[str(found.entry.goal)]
        for name, amount in (committed if found.entry.kind is Kind.COMMITMENT else spent)(found, years, alone):
            goal[name] += amount
    return {goal: Figures(**figures) for goal, figures in sums.items()}


def committed(found: Plain, years: range, alone: bool) -> Iterator[tuple[str, int]]:
    """Tell what was still open of a commitment; in the figures of one year, at the end of it."""
    if found.entry.year in years:
        yield "committed", found.entry.amount
        for year, cents in found.reductions:
            if year == found.entry.year if alone else year in years:
                yield "committed", -cents


def spent(found: Plain, years: range, alone: bool) -> Iterator[tuple[str, int]]:
    """Tell of a spending what it adds; all but the amount itself stays in its year once that is sealed."""
    entry, undone, state, _ = found
    if entry.year in years:
        yield "spent", entry.amount
    if undone and undone.year in years:
        yield "spent", -entry.amount
    if entry.year not in years or (undone and (undone.year == entry.year if alone else undone.year in years)):
        return
    yield "spendings", 1
    for name, meets in (
        ("awaiting", state == "awaiting"),
        ("errors", state in {"rejected", "overridden"}),
        ("bare", not entry.evidence),
    ):
        if meets:
            yield name, entry.amount
            yield f"{name}_count", 1


def without_zeroes(figures: dict[str, Figures]) -> dict[str, Figures]:
    return {goal: each for goal, each in figures.items() if each != Figures()}


def settled(figures: dict[str, Figures]) -> dict[str, Figures]:
    """Leave out of the figures of a sealed year what a later ruling may still change."""
    ruled = {"awaiting": 0, "errors": 0, "awaiting_count": 0, "errors_count": 0}
    return without_zeroes({goal: each._replace(**ruled) for goal, each in figures.items()})


def compare(ledger: Ledger) -> None:
    """See that every figure is what the entries add up to, and that verify agrees."""
    entries = [standing.entry for standing in ledger.storage.standings(Wanted())]
    totals = ledger.storage.totals()
    for year in YEARS:
        assert without_zeroes(totals.in_year(year)) == without_zeroes(
            summed(entries, range(year, year + 1), alone=True)
        )
        assert without_zeroes(totals.until(year)) == without_zeroes(summed(entries, range(1, year + 1), alone=False))
    everything = summed(entries, range(1, 3000), alone=False)
    assert without_zeroes(totals.until(None)) == without_zeroes(everything)
    spent = sum(each.spent for each in everything.values())
    committed = sum(each.committed for each in everything.values())
    awarded = [entry.amount for entry in entries if entry.kind is Kind.ALLOCATION][-1]
    assert ledger.remaining() == awarded - spent - committed
    assert verify(ledger.storage).faults == ()
    compare_standings(ledger, entries)
    compare_summary(ledger, entries, totals)


def compare_standings(ledger: Ledger, entries: Sequence[Entry]) -> None:
    """See that every booking stands as the entries say."""
    for entry, undone, state, reductions in plain(entries):
        standing = ledger.storage.standing(entry.number)
        assert standing
        assert standing.booking
        assert standing.booking.state.value == ("reversed" if undone else state)
        still_open = entry.amount - sum(cents for _, cents in reductions) if entry.kind is Kind.COMMITMENT else 0
        assert standing.booking.open == still_open >= 0


def compare_summary(ledger: Ledger, entries: Sequence[Entry], totals: Totals) -> None:
    """See that the summary adds the goals up, puts each in its accountability total, and reckons what remains."""
    for year in (None, 2022, 2024):
        summary = summarise(ledger.storage, ledger.rulebook, ledger.moment.today, year)
        wanted = summed(entries, range(1, (year or 2999) + 1), alone=False)
        part = summary.cumulative
        assert {each.goal.id: each.figures for each in part.goals if each.figures != Figures()} == without_zeroes(
            {goal: each for goal, each in wanted.items() if goal}
        )
        assert part.whole.received == sum(each.received for each in wanted.values())
        for name in ("spent", "committed", "awaiting", "errors", "bare", "spendings"):
            assert getattr(part.whole, name) == sum(getattr(each, name) for each in wanted.values())
        assert part.totals["temporary-rent"] == wanted.get("temporary-rent", Figures()).spent
        assert sum(part.totals.values()) == part.whole.spent
        assert summary.remaining == summary.allocation - part.whole.spent - part.whole.committed
        assert (summary.in_year is None) == (year is None)
    assert summary.head == ledger.storage.head()


CENTS = st.integers(1, 40_000)
DAYS = st.dates(date(2022, 1, 1), date(2024, 6, 30))
OVERRIDES = st.sampled_from(["", "", REASON])


class Bookkeeper(RuleBasedStateMachine):
    """Books at random; what the ledger refuses is left, as long as it leaves nothing behind."""

    places: Places
    rulebook: Rulebook

    def __init__(self) -> None:
        super().__init__()
        self.drop = ExitStack()
        place = self.drop.enter_context(self.places())
        self.may_be_negative = False
        self.year = 2023
        about = About("Oisterwijk", self.rulebook.pack, self.rulebook.currency)
        with create_ledger(place, about) as storage:
            Ledger(storage, self.rulebook, self.moment()).allocate(100_000, date(2021, 10, 1), "beschikking")
        self.ledger = Ledger(self.drop.enter_context(open_ledger(place)), self.rulebook, self.moment())

    def moment(self) -> Moment:
        return Moment(datetime(self.year, 12, 30, tzinfo=UTC), "anna")

    def teardown(self) -> None:
        """See that all figures are right at the end of every sequence, too."""
        compare(self.ledger)
        self.drop.close()

    def some(self, share: float) -> int:
        """Choose an entry by its place among all."""
        if share < 0.1:  # any entry at all, the first as well
            return 1 + int(share * 10 * self.ledger.storage.head().number)
        kinds = (Kind.SPENDING, Kind.COMMITMENT, Kind.PAYMENT)
        numbers = [found.entry.number for found in self.ledger.storage.standings(Wanted(kinds=kinds))]
        return numbers[int(share * len(numbers))] if numbers else 1

    def flush(self) -> None:
        """Write what was gathered within a step, so that the store can be looked at."""
        with self.ledger.writing() as register:
            register.flush()

    def tried(self, book: object, override: str = "") -> None:
        """Book, or see that a refusal left nothing behind."""
        assert callable(book)
        storage, sealed = self.ledger.storage, sealed_year(self.ledger.storage)
        self.flush()
        before, figures = storage.head(), storage.totals()
        with suppress(InputError):
            book()
            self.may_be_negative |= bool(override)
        self.flush()
        added = [found.entry for found in storage.standings(Wanted(after=before.number))]
        after = storage.totals()
        assert added or figures.sums == after.sums
        if not any("seal" in entry.overrode for entry in added):
            for year in (each for each in YEARS if each <= sealed):
                assert settled(figures.in_year(year)) == settled(after.in_year(year)), "a sealed year has changed"

    @rule(
        text=st.sampled_from((ELIGIBLE, CONSULT, EXCLUDED)), cents=CENTS, day=DAYS, goal=st.sampled_from(GOALS),
        override=OVERRIDES, commitment=st.booleans(), proof=st.sampled_from(((), PROOF)),
    )  # fmt: skip
    def add(self, text, cents, day, goal, override, commitment, proof):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Book a spending or a commitment."""
        wanted = draft(text, cents, day, goal=goal, override=override, commitment=commitment, evidence=proof)
        self.tried(lambda: self.ledger.add(wanted), override)

    @rule(several=st.lists(st.tuples(st.sampled_from((ELIGIBLE, CONSULT)), CENTS, DAYS), min_size=2, max_size=4))
    def add_several(self, several):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Book some in one step, correct and reverse them in it; what is refused leaves the others."""
        with self.ledger.writing():
            for wanted in (draft(text, cents, day) for text, cents, day in several):
                self.tried(partial(self.ledger.add, wanted))
            last = self.ledger.next_number - 1
            self.tried(lambda: self.ledger.correct(last, {"cents": 3 * several[0][1]}, REASON))
            self.tried(lambda: self.ledger.reverse(last, REASON))

    @rule(share=st.floats(0, 0.999), day=DAYS | st.none())
    def reverse(self, share, day):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Reverse an entry."""
        self.tried(lambda: self.ledger.reverse(self.some(share), REASON, day))

    @rule(share=st.floats(0, 0.999), cents=CENTS, goal=st.sampled_from((*GOALS, None)), override=OVERRIDES)
    def correct(self, share, cents, goal, override):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Correct an entry."""
        changes = {"cents": cents} | ({"goal": goal} if goal else {}) | ({"override": override} if override else {})
        self.tried(lambda: self.ledger.correct(self.some(share), changes, REASON), override)

    @rule(
        share=st.floats(0, 0.999),
        cents=CENTS | st.none(),
        day=DAYS | st.none(),
        final=st.booleans(),
        override=OVERRIDES,
    )
    def fulfil(self, share, cents, day, final, override):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Spend of a commitment, chosen among those there are."""
        made = [each.entry.number for each in self.ledger.storage.standings(Wanted(kinds=(Kind.COMMITMENT,)))]
        number = made[int(share * len(made))] if made else self.some(share)
        given = {"cents": cents, "day": day, "override": override or None}
        changes = {name: value for name, value in given.items() if value is not None}
        self.tried(lambda: self.ledger.fulfil(number, changes, final=final), override)

    @rule(share=st.floats(0, 0.999), ruling=st.sampled_from(Ruling), day=DAYS)
    def decide(self, share, ruling, day):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Rule on an entry."""
        self.tried(lambda: self.ledger.rule(self.some(share), ruling, "accountant", day))

    @precondition(lambda self: self.ledger.storage.head().number > 6)
    @rule(cents=CENTS, day=DAYS, override=OVERRIDES)
    def pay(self, cents, day, override):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Receive an instalment."""
        self.tried(lambda: self.ledger.pay(cents, day, override=override))

    @precondition(lambda self: self.ledger.storage.head().number > 6)
    @rule(cents=st.integers(20_000, 300_000), day=DAYS)
    def allocate(self, cents, day):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Amend the allocation; a lower one may leave less than nothing."""
        self.may_be_negative |= cents < self.ledger.allocation()
        self.tried(lambda: self.ledger.allocate(cents, day, REASON))

    @precondition(lambda self: self.year < 2026)
    @rule()
    def time_passes(self) -> None:
        """Go on to the next year."""
        self.year += 1
        self.ledger = Ledger(self.ledger.storage, self.rulebook, self.moment())

    @precondition(lambda self: self.ledger.storage.head().number > 12)
    @rule(year=st.sampled_from((*YEARS, None)))
    def seal(self, year):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Seal a year."""
        self.tried(lambda: self.ledger.seal(year))

    @invariant()
    def never_silently_negative(self) -> None:
        """What remains is below zero only after an override or a lowered allocation."""
        assert self.may_be_negative or self.ledger.remaining() >= 0


@both_stores
def test_any_sequence(store: str, folder: Path, rulebook: Rulebook, request: pytest.FixtureRequest) -> None:
    """Whatever is booked in whatever order, each figure equals the plain sum over the entries, and verify agrees."""
    examples = 30 if store == SQLITE else 4  # the arithmetic is the same; a database takes its time
    Bookkeeper.rulebook = rulebook
    Bookkeeper.places = staticmethod(files(folder) if store == SQLITE else schemas(request.getfixturevalue("place")))
    run_state_machine_as_test(
        Bookkeeper,
        settings=settings(max_examples=examples, stateful_step_count=40, suppress_health_check=list(HealthCheck)),
    )


def files(folder: Path) -> Places:
    """Give new files, one after another."""
    numbers = count()

    @contextmanager
    def place() -> Iterator[Path]:
        path = folder / f"{next(numbers)}.db"
        yield path
        path.unlink()

    return place


def schemas(url: str) -> Places:
    """Give the one database again and again, each time without the ledger that was in it."""

    @contextmanager
    def place() -> Iterator[str]:
        import psycopg

        yield url
        with psycopg.connect(url) as connection:
            connection.execute("DROP SCHEMA npo_oisterwijk CASCADE")

    return place


@both_stores
def test_the_ledger_of_every_kind(filled: Address, rulebook: Rulebook) -> None:
    """The ledger that other tests use has the figures that its entries add up to."""
    with books(filled, rulebook) as ledger:
        compare(ledger)
