"""Migrations: a ledger of every schema that ever was opens, holds, and has the figures that it had."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from npo_cli.bookkeeping.storage import schema, sqlite
from npo_cli.bookkeeping.storage.schema import MIGRATIONS, NEWEST
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.reporting.summary import summarise
from npo_cli.reporting.summary_record import summary_record
from tests.bookkeeping.dump import restored
from tests.bookkeeping.support import NOW, books, draft, entries, found, refused, sql, verified
from tests.bookkeeping.test_figures import compare
from tests.commands.running import Program

# What the ledgers were known to hold when they were stored; worked out by hand.
HEADS = {1: "0cc3020674adad89658a64f8879f0579c242638dd20d698568602e90aa3cd5d0"}
SEALS = {1: "ad22308cc5e532b5a2aa673a5bc252243ea155cb4e6219d3da79d43dd3232f09"}
IN_2022 = {
    "received": "0.00", "committed": "8500.00", "spent": "63600.00", "awaiting": "9000.00", "errors": "1900.00",
    "without_evidence": "15600.00", "count": 7,
}  # fmt: skip
IN_2023 = {
    "received": "0.00", "committed": "0.00", "spent": "1400.00", "awaiting": "600.00", "errors": "0.00",
    "without_evidence": "1100.00", "count": 3,
}  # fmt: skip
IN_ALL = {
    "received": "200000.00", "committed": "0.00", "spent": "65000.00", "awaiting": "9600.00", "errors": "1200.00",
    "without_evidence": "16000.00", "count": 9, "remaining": "385000.00",
}  # fmt: skip

VERSIONS = range(1, NEWEST + 1)


@pytest.fixture(params=VERSIONS)
def stored(request: pytest.FixtureRequest, folder: Path) -> tuple[int, Path]:
    """Give the number of a schema, and a ledger of it."""
    return request.param, restored(request.param, folder / "oisterwijk.db")


def figures(path: Path, rulebook: Rulebook, year: int | None, part: str) -> dict[str, Any]:
    """Give the figures of a year, or of all."""
    with books(path, rulebook) as ledger:
        summary = summarise(ledger.storage, rulebook, NOW.date(), year)
    record = summary_record(summary)[part]
    assert isinstance(record, dict)
    return record


def test_holds(stored: tuple[int, Path]) -> None:
    """A stored ledger verifies with its known head and seal, and is of the newest schema once it was opened."""
    version, path = stored
    outcome = verified(path, SEALS[version])
    assert outcome.faults == ()
    assert (outcome.head.number, outcome.head.hash, outcome.expected) == (28, HEADS[version], 21)
    assert sql(path, "PRAGMA user_version") == [(NEWEST,)]
    assert sql(path, "SELECT number, name FROM migration ORDER BY number") == [
        (number, step.__name__) for number, step in enumerate(MIGRATIONS, 1)
    ]


def test_figures(stored: tuple[int, Path], rulebook: Rulebook) -> None:
    """A stored ledger has the figures that were worked out by hand when it was stored."""
    _, path = stored
    assert figures(path, rulebook, 2022, "in_year").items() >= IN_2022.items()
    assert figures(path, rulebook, 2023, "in_year").items() >= IN_2023.items()
    everything = figures(path, rulebook, None, "cumulative")
    assert everything.items() >= IN_ALL.items()
    spent = {goal["goal"]: goal["spent"] for goal in everything["goals"] if Decimal(goal["spent"])}
    assert spent == {"catch-up": "55400.00", "preschool": "600.00", "temporary-rent": "9000.00"}
    with books(path, rulebook) as ledger:
        compare(ledger)


def test_is_booked_in(stored: tuple[int, Path], rulebook: Rulebook) -> None:
    """A stored ledger takes new bookings, under the rules of today beside those that it archived."""
    version, path = stored
    with books(path, rulebook) as ledger:
        entry, _ = ledger.add(draft(day=date(2024, 1, 15)))
        ledger.reverse(entry.number, "proef")
    assert [each.number for each in entries(path)] == list(range(1, 31))
    assert found(path, HEADS[version]) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_tells_why(folder: Path, npo: Program, version: int) -> None:
    """Why a booking of a stored ledger got its verdict is told from the texts that it archived."""
    path = restored(version, folder / "oisterwijk.db")
    sql(path, "DROP TRIGGER edition_no_update")
    sql(path, "UPDATE edition SET content = replace(content, 'naschoolse', 'toenmalige')")
    outcome = npo("ledger", "show", "6", "--ledger", path, "--lang", "nl")
    assert outcome.code == 0
    assert "toenmalige programma" in outcome.flat


def test_a_migration_that_fails_leaves_all_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a migration cannot be finished, the ledger stays of its old schema, byte for byte."""

    def halfway(connection: Any) -> None:
        connection.execute("CREATE TABLE more (number INTEGER) STRICT")
        connection.execute("CREATE TABLE more (number INTEGER) STRICT")

    path = restored(NEWEST, folder / "oisterwijk.db")
    before = path.read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, halfway))
    monkeypatch.setattr(sqlite, "NEWEST", NEWEST + 1)
    with refused("oisterwijk.db"):
        entries(path)
    assert path.read_bytes() == before


def test_a_migration_is_applied_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration is applied when the ledger is next opened, recorded by its name, and not applied again."""

    def m999_more(connection: Any) -> None:
        connection.execute("CREATE TABLE more (number INTEGER) STRICT")

    path = restored(NEWEST, folder / "oisterwijk.db")
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, m999_more))
    monkeypatch.setattr(sqlite, "NEWEST", NEWEST + 1)
    for _ in range(2):
        assert len(entries(path)) == 28
    assert sql(path, "SELECT name FROM migration ORDER BY number")[-1] == ("m999_more",)
    assert sql(path, "PRAGMA user_version") == [(NEWEST + 1,)]
