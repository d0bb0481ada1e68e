"""What the tests of the books share: a ledger in a file, short ways to book in it, and ways to tamper with it."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from npo_cli.bookkeeping.entry import Entry, Evidence, Ruling
from npo_cli.bookkeeping.ledger import Draft, Ledger, Moment
from npo_cli.bookkeeping.storage.address import Address, create_ledger, open_ledger
from npo_cli.bookkeeping.storage.interface import About, Wanted
from npo_cli.bookkeeping.verification import Verification, verify
from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import Fault, InputError
from npo_cli.language import Language

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
AWARDED = 50_000_000
ELIGIBLE, CONSULT, EXCLUDED = "zomerschool", "leerlingenvervoer", "aanleg van glasvezel"
GOAL = "catch-up"
PROOF = (Evidence("factuur.pdf", 3, "ab" * 32),)

Place = TypeVar("Place", Path, str, Address)

# Makes the running totals and the standings of a tampered ledger fit its entries again: what a clever forger would do.
Forger = Callable[[sqlite3.Connection], None]


def new_ledger(place: Place, rulebook: Rulebook, cents: int = AWARDED, municipality: str = "Oisterwijk") -> Place:
    """Make a ledger with an allocation, and give where it stands."""
    with create_ledger(place, About(municipality, rulebook.pack, rulebook.currency)) as storage:
        Ledger(storage, rulebook, Moment(NOW, "anna")).allocate(cents, date(2021, 10, 1), "beschikking")
    return place


@contextmanager
def books(place: Address, rulebook: Rulebook, now: datetime = NOW) -> Iterator[Ledger]:
    """Open a ledger to book in it at a moment."""
    with open_ledger(place) as storage:
        yield Ledger(storage, rulebook, Moment(now, "anna"))


def draft(text: str = ELIGIBLE, cents: int = 10_000, day: date = date(2022, 7, 18), **fields: Any) -> Draft:
    """Give a draft with the goal that all of these tests book under, unless told otherwise."""
    return Draft(text, cents, day, fields.pop("goal", GOAL), **fields)


def fill(ledger: Ledger) -> None:
    """Book some of every kind: 27 entries with the allocation, the year 2022 sealed by one of them."""
    add = ledger.add
    ledger.pay(20_000_000, date(2021, 12, 1), "eerste termijn", "DUO-1")  # 2
    ledger.pay(5_000_000, date(2022, 3, 1))  # 3
    ledger.reverse(3, "dubbel ontvangen", date(2022, 3, 2))  # 4
    add(draft(cents=4_850_000, evidence=PROOF, supplier="Stichting Zomer", reference="F-1"))  # 5
    add(draft(CONSULT, 120_000))  # 6
    add(draft(CONSULT, 130_000, goal="preschool", evidence=PROOF))  # 7
    add(draft(EXCLUDED, 70_000, override="besluit van het college"))  # 8
    add(draft("huur van een pand", 900_000, goal=None, answers={"temporary": Answer.NO}))  # 9
    add(draft(cents=1_000_000, day=date(2022, 9, 1), commitment=True))  # 10
    ledger.fulfil(10, {"cents": 400_000, "day": date(2022, 10, 1)})  # 11
    ledger.fulfil(10, {"cents": 100_000, "day": date(2023, 2, 1), "evidence": PROOF}, final=True)  # 12, 13
    add(draft(CONSULT, 300_000, commitment=True))  # 14
    ledger.fulfil(14, {"cents": 50_000})  # 15
    ledger.rule(14, Ruling.APPROVED, "J. de Accountant", date(2023, 1, 10), "akkoord")  # 16
    ledger.rule(6, Ruling.REJECTED, "J. de Accountant", date(2023, 1, 10), evidence=PROOF)  # 17
    ledger.correct(5, {"cents": 4_800_000}, "factuur verlaagd")  # 18, 19
    ledger.reverse(7, "vervallen", date(2022, 12, 1))  # 20
    ledger.seal(2022)  # 21
    add(draft(cents=60_000, day=date(2023, 3, 1), override="")._replace(text="peuteropvang", goal="preschool"))  # 22
    ledger.reverse(8, "toch uit eigen middelen", date(2023, 4, 1))  # 23
    ledger.fulfil(14, {"cents": 50_000, "day": date(2023, 5, 1)})  # 24
    ledger.reverse(14, "project gestopt", date(2023, 6, 1))  # 25
    add(draft(cents=20_000, override="laat ontvangen factuur"))  # 26
    ledger.allocate(45_000_000, date(2023, 7, 1), "verlaagd", "DUO-2")  # 27


def entries(place: Address) -> list[Entry]:
    """Give all entries of a ledger."""
    with open_ledger(place) as storage:
        return [standing.entry for standing in storage.standings(Wanted())]


def verified(place: Address, expect: str | None = None, evidence: Path | None = None) -> Verification:
    """Verify a ledger."""
    with open_ledger(place) as storage:
        return verify(storage, expect, evidence)


def found(place: Address, expect: str | None = None, evidence: Path | None = None) -> list[str]:
    """Verify a ledger and give the lines of what is wrong, each of which is there in both languages."""
    return lines(verified(place, expect, evidence).faults)


def lines(faults: Iterable[Fault]) -> list[str]:
    """Give the English lines of faults, each of which is there in both languages."""
    faults = list(faults)
    assert all(each.line(Language.NL) != each.line(Language.EN) for each in faults)
    return [each.line(Language.EN) for each in faults]


@contextmanager
def refused(*parts: str, code: int = 1) -> Iterator[None]:
    """Expect a refusal with an exit code and one line, which has all `parts`."""
    with pytest.raises(InputError) as caught:
        yield
    (line,) = lines(caught.value.faults)
    assert caught.value.exit_code == code, line
    for part in parts:
        assert part in line


def limit_sqlite(patch: pytest.MonkeyPatch, category: int, most: int) -> None:
    """Have every SQLite connection that is opened from now on take no more of something."""
    connect = sqlite3.connect

    def limited(*given: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **named)
        connection.setlimit(category, most)
        return connection

    patch.setattr(sqlite3, "connect", limited)


def tamper(place: Address, *statements: str | tuple[str, tuple[object, ...]]) -> None:
    """Change a ledger behind the back of npo: without its triggers, which are as they were afterwards."""
    if isinstance(place, str):
        _run_in_database(place, ["SET session_replication_role = replica", *statements])
        return
    with closing(sqlite3.connect(place)) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))
        for _, sql in triggers:
            connection.execute(sql)


def sql(place: Address, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run SQL on a ledger as any other program could."""
    if isinstance(place, str):
        return _run_in_database(place, [(statement, values)])
    with closing(sqlite3.connect(place)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def _run_in_database(url: str, statements: Iterable[str | tuple[str, tuple[object, ...]]]) -> list[tuple[Any, ...]]:
    import psycopg

    rows: list[tuple[Any, ...]] = []
    with psycopg.connect(url) as connection:
        connection.execute("SET search_path = npo_oisterwijk")
        for each in statements:
            statement, values = (each, ()) if isinstance(each, str) else each
            done = connection.execute(statement.replace("?", "%s"), values or None)
            rows = done.fetchall() if done.description else []
    return rows
