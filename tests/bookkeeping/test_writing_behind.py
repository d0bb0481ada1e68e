"""A long step in a file: its rows are written by a thread, and still all of them are kept, or none."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from npo_cli.bookkeeping.ledger import Draft, Ledger
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.series import Series
from npo_cli.bookkeeping.storage.address import open_ledger
from npo_cli.eligibility.rulebook import Rulebook
from tests.bookkeeping.support import CONSULT, ELIGIBLE, books, entries, found, limit_sqlite, new_ledger, refused

FIRST = date(2022, 1, 1)


@pytest.fixture
def place(folder: Path, rulebook: Rulebook) -> Iterator[Path]:
    """Give a ledger in a file, after which no thread may be left."""
    yield new_ledger(folder / "oisterwijk.db", rulebook)
    for thread in threading.enumerate():
        if thread.name.startswith("npo"):  # it may just be ending
            thread.join(10)
            assert not thread.is_alive()


def book(ledger: Ledger, register: Register, count: int) -> None:
    """Book so many spendings in the step that is open."""
    series = Series(ledger, register, "", "catch-up")
    for number in range(count):
        text = ELIGIBLE if number % 3 else CONSULT
        series.book(text, 1 + number, FIRST + timedelta(days=number % 300), None, "", f"F-{number}")


def book_and_break_off(ledger: Ledger, register: Register) -> None:
    """Book many spendings, and stop as Ctrl-C does."""
    book(ledger, register, 2_000)
    raise KeyboardInterrupt


@pytest.mark.parametrize("values", [999, 32_766])
@pytest.mark.parametrize("count", [499, 500, 999, 1_000, 1_001, 2_500])
def test_all_is_kept(place: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, count: int, values: int) -> None:
    """Whatever the number of rows, and of values that this SQLite takes in a statement, all are there and verify."""
    limit_sqlite(monkeypatch, sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, values)
    with books(place, rulebook) as ledger, ledger.writing() as register:
        book(ledger, register, count)
    assert [entry.number for entry in entries(place)] == list(range(1, count + 2))
    assert sum(entry.amount for entry in entries(place)[1:]) == count * (count + 1) // 2
    assert found(place) == []


def test_all_is_kept_where_no_thread_is_to_be_had(
    place: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system gives no thread, the same is written without one."""

    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with books(place, rulebook) as ledger, ledger.writing() as register:
        book(ledger, register, 2_500)
    monkeypatch.undo()
    assert len(entries(place)) == 2_501
    assert found(place) == []


def test_what_was_entered_is_seen_within_the_step(place: Path, rulebook: Rulebook) -> None:
    """A look amid the step sees all that was entered before it, and entering goes on behind it."""
    with books(place, rulebook) as ledger, ledger.writing() as register:
        for many in (1_500, 1_000, 3):
            book(ledger, register, many)
            register.settle()
            assert ledger.storage.head() == register.head
        ledger.reverse(1_200, "dubbel", date(2022, 12, 1))
        book(ledger, register, 1_200)
    assert entries(place)[-1].number == 1 + 1_500 + 1_000 + 3 + 1 + 1_200
    assert found(place) == []


def test_a_step_that_is_undone(place: Path, rulebook: Rulebook) -> None:
    """Where the block fails amid the writing, nothing of it is kept, and the ledger takes the next booking."""
    before = place.read_bytes()
    with pytest.raises(KeyboardInterrupt), books(place, rulebook) as ledger, ledger.writing() as register:
        book_and_break_off(ledger, register)
    assert place.read_bytes() == before
    with books(place, rulebook) as ledger:
        ledger.add(Draft(ELIGIBLE, 100, FIRST, "catch-up"))
    assert [entry.number for entry in entries(place)] == [1, 2]


def rows_of(place: Path) -> list[tuple[object, ...]]:
    with open_ledger(place) as storage:
        return list(storage.rows())


def test_a_write_that_fails_is_told_at_the_next_look(place: Path, rulebook: Rulebook, folder: Path) -> None:
    """Rows that the store refuses are told of as soon as anything is read, and nothing of the step is kept."""
    other = new_ledger(folder / "ander.db", rulebook, municipality="Ander")
    with books(other, rulebook) as ledger, ledger.writing() as register:
        book(ledger, register, 1_200)
    wrong = rows_of(other)[2:]  # which do not follow the head
    before = place.read_bytes()
    with refused("numbered in order"), open_ledger(place) as storage, storage.writing():
        storage.append(wrong)  # type: ignore[arg-type]  # cells, as they were read
        storage.head()
        pytest.fail("nothing was told")
    assert place.read_bytes() == before


def test_a_write_that_fails_is_told_at_the_end(place: Path, rulebook: Rulebook, folder: Path) -> None:
    """Where nothing is read any more, it is told when the step is to be kept; what came after it is not written."""
    other = new_ledger(folder / "ander.db", rulebook, municipality="Ander")
    with books(other, rulebook) as ledger, ledger.writing() as register:
        book(ledger, register, 1_200)
    rows = rows_of(other)
    before = place.read_bytes()
    with refused("numbered in order"), open_ledger(place) as storage, storage.writing():
        storage.append(rows[2:])  # type: ignore[arg-type]
        storage.append(rows[1:])  # type: ignore[arg-type]  # which would follow the head
    assert place.read_bytes() == before


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """Give the connections that are made."""
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(*given: Any, **named: Any) -> sqlite3.Connection:
        made.append(connect(*given, **named))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    return made


@pytest.mark.parametrize("count", [1, 600])
def test_nothing_is_written_outside_a_step(
    place: Path, rulebook: Rulebook, connections: list[sqlite3.Connection], count: int
) -> None:
    """Without a step rows are refused; and what would get past that is gone when the file is closed."""
    with books(place, rulebook) as ledger, ledger.writing() as register:
        book(ledger, register, count)
    rows = rows_of(place)[-count:]
    before = place.read_bytes()
    with refused("broken off"), open_ledger(place) as storage:
        storage.append(rows)  # type: ignore[arg-type]
    with open_ledger(place):
        connections[-1].execute("INSERT INTO total VALUES (2031, 'catch-up', 'spent', 1)")
    assert place.read_bytes() == before
    with open_ledger(place) as storage:
        assert 2031 not in storage.totals().years


def test_nothing_is_read_in_a_step_that_was_undone(place: Path, connections: list[sqlite3.Connection]) -> None:
    """Where SQLite undid a step, as on a full disk, a look within it is refused: it would see what is no more."""
    with refused("broken off"), open_ledger(place) as storage, storage.writing():
        connections[-1].rollback()
        storage.head()


@pytest.mark.parametrize(("count", "behind"), [(499, False), (1_000, True)])
def test_a_thread_writes_many_rows_only(place: Path, rulebook: Rulebook, count: int, *, behind: bool) -> None:
    """A thread is there as soon as many rows are to be written, and none for few."""
    with books(place, rulebook) as ledger, ledger.writing() as register:
        book(ledger, register, count)
        register.settle()
        assert any(thread.name == "npo-behind" for thread in threading.enumerate()) is behind
