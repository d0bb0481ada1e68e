"""Series: what is made from what recurs is what would have been booked one by one."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npo_cli.bookkeeping.entry import Entry
from npo_cli.bookkeeping.ledger import Draft, Ledger
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.series import Series
from npo_cli.bookkeeping.storage.address import Address, open_ledger
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import InputError
from npo_cli.language import Language
from tests.bookkeeping.support import CONSULT, ELIGIBLE, EXCLUDED, books, entries, found, new_ledger
from tests.stores import both_stores

SEALED, FUTURE, OUTSIDE, INSIDE = date(2021, 12, 1), date(2030, 1, 1), date(2026, 2, 1), date(2022, 7, 18)
LATER = date(2024, 5, 1)  # in the grant's period, and after the day of booking
BOOKED = datetime(2024, 4, 1, 12, 0, tzinfo=UTC)


class Bill(NamedTuple):
    """A spending as a list tells of it."""

    text: str
    cents: int
    day: date
    goal: str | None = None
    supplier: str = ""
    reference: str = ""


BILLS = st.builds(
    Bill,
    st.sampled_from([ELIGIBLE, CONSULT, EXCLUDED, "bijles én vervoer", "huur van een pand", "iets 10%s"]),
    st.sampled_from([1, 100, 1_234_567, 60_000_000]),
    st.sampled_from([INSIDE, date(2023, 1, 2), LATER, OUTSIDE, SEALED, FUTURE]),
    st.sampled_from([None, "preschool"]),
    st.sampled_from(["", 'Café "Ün"', "x"]),
    st.sampled_from(["", "F-1", "\\"]),
)

Book = Callable[[Bill], str]


def one_by_one(ledger: Ledger, register: Register, override: str, otherwise: str | None) -> Book:
    """Give what books each spending by itself."""
    assert register.head

    def book(bill: Bill) -> str:
        entry, _ = ledger.add(Draft(*bill, override=override), otherwise)
        return entry.verdict or ""

    return book


def in_series(ledger: Ledger, register: Register, override: str, otherwise: str | None) -> Book:
    """Give what books them as a series."""
    series = Series(ledger, register, override, otherwise)
    return lambda bill: series.book(*bill)


def booked(
    way: Callable[[Ledger, Register, str, str | None], Book],
    place: Address,
    rulebook: Rulebook,
    bills: Sequence[Bill],
    override: str,
    otherwise: str | None,
) -> list[str]:
    """Book bills in one step; give their verdicts, or what was said where one was refused."""
    said = []
    with books(place, rulebook, BOOKED) as ledger:
        ledger.add(Draft(ELIGIBLE, 100, SEALED, "catch-up"))
        ledger.seal(2021)
        with ledger.writing() as register:
            book = way(ledger, register, override, otherwise)
            for bill in bills:
                try:
                    said.append(book(bill))
                except InputError as error:
                    said.append(" ".join(fault.line(Language.EN) for fault in error.faults))
    return said


@given(st.lists(BILLS, max_size=14), st.sampled_from(["", "besluit"]), st.sampled_from([None, "catch-up"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory,
    rulebook: Rulebook,
    bills: list[Bill],
    override: str,
    otherwise: str | None,
) -> None:
    """Entries, hashes, totals, standings and refusals are those of spendings that were booked one by one."""
    folder = tmp_path_factory.mktemp("series")
    left, right = (new_ledger(folder / f"{name}.db", rulebook) for name in ("left", "right"))
    said = booked(one_by_one, left, rulebook, bills, override, otherwise)
    assert booked(in_series, right, rulebook, bills, override, otherwise) == said
    assert rows_of(right) == rows_of(left)
    assert found(right) == []


def rows_of(path: Path) -> tuple[list[Entry], list[object], dict[tuple[int, str, str], int]]:
    """Give all of a ledger: its entries, how its bookings stand, and its totals."""
    with open_ledger(path) as storage:
        standings = [standing.booking for standing in storage.spendings(date.min, date.max)]
        return entries(path), list(standings), storage.totals().sums


@both_stores
@pytest.mark.parametrize("count", [49, 50, 51, 1_001])
def test_many(empty: Address, rulebook: Rulebook, count: int) -> None:
    """However many recur, each is booked once, in order, with the details of its own."""
    bills = [Bill(ELIGIBLE, 100 + n, INSIDE, "catch-up", f"Bureau {n % 3}", f"F-{n}") for n in range(count)]
    with books(empty, rulebook) as ledger, ledger.writing() as register:
        book = in_series(ledger, register, "", None)
        assert {book(bill) for bill in bills} == {"eligible"}
    told = [(entry.cents, entry.supplier, entry.reference) for entry in entries(empty)[1:]]
    assert told == [(bill.cents, bill.supplier, bill.reference) for bill in bills]
    assert found(empty) == []
