"""The stores give the same answers: each query compared with what plain Python makes of all entries."""

import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from npo_cli.bookkeeping.entry import Entry, Kind, State
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.storage.address import Address, open_ledger
from npo_cli.bookkeeping.storage.interface import Head, Month, Standing, Storage, Wanted
from npo_cli.bookkeeping.storage.sqlite import open_sqlite
from npo_cli.eligibility.rulebook import Rulebook
from tests.bookkeeping.support import entries, found, new_ledger, sql
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


def test_a_twin(filled: Path) -> None:
    """A twin reads what its reader reads, and while both read nobody commits."""
    with open_sqlite(filled) as reader, reader.reading(), reader.twin() as twin:
        assert twin is not None
        assert rows_of(twin) == rows_of(reader)
        with closing(sqlite3.connect(filled, 0)) as writer:
            writer.execute("UPDATE total SET amount = 0")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                writer.commit()


def test_no_twin_of_what_is_not_only_read(filled: Path) -> None:
    """There is no twin outside a transaction of reading, nor inside one of writing, of which it would not see all."""
    with open_sqlite(filled) as storage:
        with storage.twin() as twin:
            assert twin is None
        with storage.writing(), storage.reading(), storage.twin() as twin:
            assert twin is None


def test_no_twin_while_a_writer_waits(filled: Path) -> None:
    """A twin is given up at once where a writer waits for the reader, or they would wait for each other."""
    with open_sqlite(filled) as reader, reader.reading(), closing(sqlite3.connect(filled, 0)) as writer:
        reader.head()
        writer.execute("UPDATE total SET amount = 0")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.commit()
        with reader.twin() as twin:
            assert twin is None


def test_no_twin_of_a_write_ahead_log(filled: Path) -> None:
    """A ledger that another program gave a write-ahead log has no twin, and is verified all the same."""
    sql(filled, "PRAGMA journal_mode = WAL")
    with open_sqlite(filled) as reader, reader.reading(), reader.twin() as twin:
        assert twin is None
    assert found(filled) == []
    sql(filled, "UPDATE total SET amount = amount + 1 WHERE measure = 'spendings'")
    assert all("running total" in line for line in found(filled))
    assert found(filled)


def test_no_twin_of_another_file(filled: Path, rulebook: Rulebook) -> None:
    """Where another ledger was put in the place of the one that is read, that is no twin."""
    other = new_ledger(filled.with_name("other.db"), rulebook)
    with open_sqlite(filled) as reader, reader.reading():
        reader.head()
        reader.name = str(other)
        with reader.twin() as twin:
            assert twin is None
