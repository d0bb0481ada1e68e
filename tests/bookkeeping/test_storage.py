"""The stores give the same answers: each query compared with what plain Python makes of all entries."""

import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from npo_cli.bookkeeping.entry import Entry, Kind, State
from npo_cli.bookkeeping.posting import Posting
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.storage import sqlite
from npo_cli.bookkeeping.storage.address import Address, open_ledger
from npo_cli.bookkeeping.storage.interface import Head, Link, Month, Recount, Standing, Storage, Wanted
from npo_cli.bookkeeping.storage.sqlite import SqliteStorage, open_sqlite, seen
from npo_cli.eligibility.rulebook import Rulebook
from tests.bookkeeping.support import entries, found, new_ledger, sql, verified
from tests.stores import both_stores, in_postgres


def wanted() -> list[Wanted]:
    """Give many ways to ask for entries, alone and together."""
    kinds = (None, (Kind.PAYMENT,), (Kind.SPENDING, Kind.COMMITMENT), (Kind.ALLOCATION, Kind.SEAL))
    states = (None, (State.AWAITING,), (State.REJECTED, State.OVERRIDDEN), (State.REVERSED, State.ELIGIBLE))
    some = [
        Wanted(year=year, kinds=kind, states=state, after=after, most=most)
        for year, kind, state, after, most in product((None, 2022, 1999), kinds, states, (0, 9), (None, 2))
    ]
    return [
        *some,
        *(Wanted(goal="preschool", verdict=verdict) for verdict in (None, "consult", "excluded")),
        *(Wanted(bare=True, year=year, open=still) for year in (None, 2022, 2023) for still in (False, True)),
        Wanted(open=True),
        *(Wanted(cents=cents, kinds=kinds) for cents in (0, 100_000) for kinds in (None, (Kind.SPENDING,))),
    ]


def meets(standing: Standing, asked: Wanted) -> bool:
    """Say whether an entry is asked for."""
    entry, booking = standing
    in_doubt = asked.states is not None or asked.bare or asked.open
    if in_doubt and booking is None:
        return False
    return all((
        asked.year is None or entry.year == asked.year,
        asked.goal is None or entry.goal == asked.goal,
        asked.verdict is None or entry.verdict == asked.verdict,
        asked.cents is None or entry.cents == asked.cents,
        asked.kinds is None or entry.kind in asked.kinds,
        asked.states is None or (booking is not None and booking.state in asked.states),
        not asked.bare or (booking is not None and booking.bare),
        not asked.open or (booking is not None and booking.open > 0),
        entry.number > asked.after,
    ))  # fmt: skip


@both_stores
def test_entries_asked_for(filled: Address) -> None:
    """Whatever is asked for, the store gives just that, in order of number, inside a transaction and outside."""
    with open_ledger(filled) as storage:
        everything = list(storage.standings(Wanted()))
        for asked in wanted():
            right = [each for each in everything if meets(each, asked)][: asked.most]
            assert list(storage.standings(asked)) == right, asked
            with storage.reading():
                assert list(storage.standings(asked)) == right, asked


@both_stores
def test_single_entries(filled: Address) -> None:
    """An entry is found by its number, and what refers to it; a number that there is not finds nothing."""
    with open_ledger(filled) as storage:
        everything = list(storage.standings(Wanted()))
        for standing in everything:
            number = standing.entry.number
            assert storage.standing(number) == standing
            assert storage.referring(number) == [each.entry for each in everything if each.entry.refers == number]
        assert storage.head() == Head(27, everything[-1].entry.hash)
        for number in (-1, 0, 28, 2**63, 10**30):
            assert storage.standing(number) is None
            with pytest.raises(LookupError):
                storage.entry(number)


def rows_of(storage: Storage) -> list[object]:
    """Give all that a store holds, row by row."""
    return [list(storage.rows()), list(storage.links()), list(storage.editions()), list(storage.months())]


@both_stores
def test_whole_ledgers(filled: Address, filled_once: bytes, folder: object) -> None:
    """Rows, chain, editions and months are the same in every store."""
    with open_ledger(filled) as storage, storage.reading():
        found = rows_of(storage)
        edition = next(storage.editions())
        assert storage.archived(sha256=edition.sha256) == storage.archived(rules=edition.rules) == edition
        assert storage.archived(sha256="x") is None
        assert Month("2021-12", 20_000_000, 0) in storage.months()
    assert len(found) == 4
    assert [row[0] for row in found[0]] == [entry.number for entry in entries(filled)]  # type: ignore[attr-defined]


@in_postgres  # in a file the writer waits for the reader
def test_a_moment_of_reading(filled: str) -> None:
    """What others book while a reader reads is not seen before the reader is done."""
    with open_ledger(filled) as reader, open_ledger(filled) as writer:
        with reader.reading():
            before = reader.head()
            with writer.writing():
                register = Register(writer)
                register.enter(Entry(0, Kind.PAYMENT, "2024-01-01", "2024-01-01T00:00:00Z", "anna", 2024, cents=5))
                register.flush()
            assert reader.head() == before
        assert reader.head().number == 28


def recounted(filled: Path, head: Head) -> Recount | None:
    """Recount as another process does."""
    return seen(str(filled), head, SqliteStorage.recount, ())


def test_seen_elsewhere(filled: Path) -> None:
    """Another process that looks at a file finds what its reader finds, and while both read nobody commits."""
    with open_sqlite(filled) as reader, reader.reading():
        own = reader.recount()
        other = recounted(filled, reader.head())
        assert other is not None
        assert other.totals is not None
        assert own.totals is not None
        assert other.totals.sums == own.totals.sums == reader.totals().sums
        assert other.faults == own.faults == ()
        assert seen(str(filled), reader.head(), links_of, (5,)) == list(reader.links())[5:]
        with closing(sqlite3.connect(filled, 0)) as writer:
            writer.execute("UPDATE total SET amount = 0")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                writer.commit()


def links_of(storage: Storage, after: int) -> list[Link]:
    """Give the links of a chain behind an entry."""
    return list(storage.links(after))


def test_not_seen_while_a_writer_waits(filled: Path) -> None:
    """It is given up at once where a writer waits for the reader, or they would wait for each other."""
    with open_sqlite(filled) as reader, reader.reading(), closing(sqlite3.connect(filled, 0)) as writer:
        head = reader.head()
        writer.execute("UPDATE total SET amount = 0")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.commit()
        assert recounted(filled, head) is None


def test_not_seen_in_a_write_ahead_log(filled: Path) -> None:
    """A ledger that another program gave a write-ahead log is looked at by its reader alone."""
    sql(filled, "PRAGMA journal_mode = WAL")
    with open_sqlite(filled) as reader, reader.reading():
        assert recounted(filled, reader.head()) is None
    assert found(filled) == []
    sql(filled, "UPDATE total SET amount = amount + 1 WHERE measure = 'spendings'")
    assert all("running total" in line for line in found(filled))
    assert found(filled)


def test_not_seen_in_another_file(filled: Path, rulebook: Rulebook) -> None:
    """A ledger that was put in the place of the one that is read, or of which a page is damaged, gives nothing."""
    with open_sqlite(filled) as reader, reader.reading():
        head = reader.head()
        assert recounted(new_ledger(filled.with_name("other.db"), rulebook), head) is None
        assert recounted(filled.with_name("none.db"), head) is None
    filled.write_bytes(filled.read_bytes()[:8192])
    assert recounted(filled, head) is None


def test_beside_outside_reading(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a transaction of reading, or inside one of writing, a store looks at what it sees itself."""
    monkeypatch.setattr(sqlite, "MANY", 1)
    with open_sqlite(filled) as storage:
        with storage.beside(sums_of) as sums:
            assert sums() == storage.totals().sums
        with storage.writing(), storage.reading():
            storage.post([Posting(2022, "", "spent", 5)])
            with storage.beside(sums_of) as sums:
                assert sums() != storage.totals().sums


def sums_of(storage: Storage) -> dict[tuple[int, str, str], int]:
    """Give the totals as they are counted afresh."""
    totals = storage.recount().totals
    assert totals is not None
    return totals.sums


FREE = "DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete"
# A table that takes anything for a number, in the place of that of the entries.
LOOSE = "CREATE TABLE loose AS SELECT * FROM entry WHERE false"
NAMELESS = "INSERT INTO loose SELECT * FROM entry WHERE number = 2; UPDATE loose SET number = NULL WHERE rowid = 28"
DOUBLED = "INSERT INTO loose SELECT * FROM entry WHERE number IN (25, 26)"
TIGHT = "DROP TABLE entry; ALTER TABLE loose RENAME TO entry"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE total SET amount = amount + 1 WHERE measure = 'spendings'", "running total"),
        ("UPDATE booking SET cents = cents + 1 WHERE number = (SELECT max(number) FROM booking)", "standing"),
        ("DROP TRIGGER edition_no_delete; DELETE FROM edition", "archived texts"),
        (f"{FREE}; UPDATE entry SET text = 'x' WHERE number = 3", "entry 3 was changed"),
        (f"{FREE}; UPDATE entry SET text = 'x' WHERE number IN (3, 27)", "entry 3 was changed"),
        (f"{FREE}; UPDATE entry SET text = 'x' WHERE number = 27", "entry 27 was changed"),
        (f"{FREE}; UPDATE entry SET hash = hash || 'x' WHERE number = 26", "entry 26 was changed"),
        (f"{FREE}; UPDATE entry SET number = -number WHERE number = 26", "entry 1 is missing: after 0 comes -26"),
        (f"{FREE}; DELETE FROM entry WHERE number = 26", "entry 26 is missing: after 25 comes 27"),
        (f"{FREE}; DELETE FROM entry WHERE number > 20", "standing"),
        (f"{FREE}; DELETE FROM entry", "standing"),
        (f"{FREE}; DELETE FROM entry WHERE number BETWEEN 3 AND 25", "entry 3 is missing: after 2 comes 26"),
        (f"{FREE}; UPDATE entry SET hash = 'é' WHERE number = 26", "entry 26 was changed"),
        (f"{FREE}; UPDATE entry SET hash = lower(hash) || ' ' WHERE number = 26", "entry 26 was changed"),
        (
            f"{FREE}; UPDATE entry SET hash = CAST(x'ff' AS TEXT) WHERE number = 26; UPDATE total SET amount = 0",
            "total",
        ),
        (f"{FREE}; UPDATE entry SET number = {2**63 - 1} WHERE number = 27", "entry 27 is missing: after 26 comes 922"),
        (f"{LOOSE}; INSERT INTO loose SELECT * FROM entry; {NAMELESS}; {TIGHT}", "entry 1 is missing: after 0 comes"),
        (
            f"{LOOSE}; {DOUBLED}; INSERT INTO loose SELECT * FROM entry; {TIGHT}",
            "entry 26 is missing: after 25 comes 25",
        ),
    ],
)
def test_a_long_ledger(filled: Path, monkeypatch: pytest.MonkeyPatch, change: str, told: str) -> None:
    """What is looked at in a process of its own, as in a long ledger, finds the same faults in the same words."""
    with closing(sqlite3.connect(filled)) as connection:
        connection.executescript(change)
    in_turn = found(filled)
    assert any(told in line for line in in_turn)
    monkeypatch.setattr(sqlite, "MANY", 1)
    assert found(filled) == in_turn


def test_a_head_in_a_long_ledger(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A head given is found whichever process follows the chain where it stands, and one that is nowhere is told."""
    for many in (1, 50_000):
        monkeypatch.setattr(sqlite, "MANY", many)
        for number in (1, 26, 27):
            head = entries(filled)[number - 1].hash
            proof = verified(filled, head)
            assert (proof.expected, proof.head.number, proof.faults) == (number, 27, ())
        assert ["does not occur" in line for line in found(filled, "ab" * 32)] == [True]
