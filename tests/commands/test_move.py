"""`npo ledger move`: from a file to a server and back, broken off and gone on with, and what is refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from npo_cli.bookkeeping import move as move_module
from npo_cli.bookkeeping.move import move
from npo_cli.bookkeeping.storage.address import create_ledger, open_ledger
from npo_cli.bookkeeping.storage.interface import Storage
from npo_cli.eligibility.rulebook import Rulebook
from tests.bookkeeping.support import books, draft, entries, fill, found, new_ledger, tamper
from tests.commands.ledgers import refused
from tests.commands.running import LANGUAGES, Program
from tests.postgres import Databases

SOURCE = Path("ledgers", "oisterwijk.db")


@pytest.fixture
def filled(ledger: Program, folder: Path, rulebook: Rulebook) -> Path:
    """Give a ledger with some of every kind, in the workspace of the program."""
    path = folder / SOURCE
    path.unlink()
    with books(new_ledger(path, rulebook), rulebook) as booked:
        fill(booked)
    return path


def rows(storage: Storage) -> list[object]:
    return [storage.about, list(storage.rows()), list(storage.editions()), storage.totals().sums]


def test_there_and_back(ledger: Program, filled: Path, folder: Path, databases: Databases) -> None:
    """A ledger goes to a server and back with every hash, figure and edition, and can be booked in there."""
    with databases.new() as url:
        moved = ledger("ledger", "move", "oisterwijk", str(url), "--format", "json")
        assert (moved.code, moved.data["entries"], moved.data["carried"]) == (0, 27, 27)
        assert moved.data["target"] == f"postgresql://{url.host}:{url.port}/{url.database}#oisterwijk"
        again = ledger("ledger", "move", str(SOURCE), f"{url}#Oisterwijk", "--format", "json")
        assert (again.code, again.data["carried"], again.data["head"]) == (0, 0, moved.data["head"])
        back = ledger("ledger", "move", str(url), "back.db")
        assert back.code == 0
        assert "back.db and found whole there: 27 entries" in back.flat
        assert "put the old one aside" in " ".join(back.err.split())
        with open_ledger(filled) as one, open_ledger(str(url)) as two, open_ledger(folder / "back.db") as three:
            assert rows(one) == rows(two) == rows(three)
        assert found(str(url)) == found(folder / "back.db") == []


def test_what_came_later_is_carried_over(filled: Path, folder: Path, rulebook: Rulebook, ledger: Program) -> None:
    """A ledger that grew since it was moved is carried on from where it was."""
    assert ledger("ledger", "move", "oisterwijk", "new.db").code == 0
    with books(filled, rulebook) as booked:
        booked.add(draft(override="laat"))
    moved = ledger("ledger", "move", "oisterwijk", "new.db", "--format", "json")
    assert (moved.data["entries"], moved.data["carried"]) == (28, 1)
    assert entries(folder / "new.db") == entries(filled)


@pytest.mark.parametrize("at", [0, 1, 2, 3, 4, 5])
def test_broken_off(
    filled: Path, rulebook: Rulebook, databases: Databases, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Wherever a move is broken off, it leaves whole batches that verify, and goes on from there."""
    monkeypatch.setattr(move_module, "BATCH", 5)
    take, left = move_module.take, [at]

    def breaking(*arguments: object) -> None:
        take(*arguments)  # type: ignore[arg-type]
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1

    with databases.new() as url, open_ledger(filled) as source:
        with create_ledger(str(url), source.about):
            pass
        monkeypatch.setattr(move_module, "take", breaking)
        with open_ledger(str(url)) as target, pytest.raises(KeyboardInterrupt):
            move(source, target)
        assert found(str(url)) == []
        assert entries(str(url)) == entries(filled)[: at * 5]
        monkeypatch.setattr(move_module, "take", take)
        with open_ledger(str(url)) as target:
            assert move(source, target).before == at * 5
            assert rows(source) == rows(target)


def test_another_history(filled: Path, folder: Path, rulebook: Rulebook, ledger: Program) -> None:
    """A target that holds anything else, or more, is refused and stays as it was."""
    other, longer = folder / "other.db", folder / "longer.db"
    with books(new_ledger(other, rulebook), rulebook) as booked:
        booked.add(draft(cents=7))
    longer.write_bytes(filled.read_bytes())
    with books(longer, rulebook) as booked:
        booked.add(draft(override="laat"))
    new_ledger(folder / "breda.db", rulebook, municipality="Breda")
    for target in (other, longer, folder / "breda.db"):
        before = target.read_bytes()
        assert "another history" in refused(ledger, "move", "oisterwijk", target)
        assert target.read_bytes() == before


def test_a_source_that_was_changed(filled: Path, folder: Path, ledger: Program) -> None:
    """Of a ledger that does not hold nothing is taken from the entry on that does not fit."""
    tamper(filled, "UPDATE entry SET cents = cents + 1 WHERE number = 20")
    assert "entry 20 does not fit the one before" in refused(ledger, "move", "oisterwijk", "new.db")
    assert entries(folder / "new.db") == []
    tamper(filled, "UPDATE entry SET cents = cents - 1 WHERE number = 20", "UPDATE edition SET content = '{}'")
    assert "go on booking in the old one" in refused(ledger, "move", "oisterwijk", "other.db")


@pytest.mark.parametrize(
    ("source", "target"),
    [("tilburg", "x.db"), ("x.db", "y.db"), ("oisterwijk", "tilburg"), ("oisterwijk", "."), ("oisterwijk", "")],
)
def test_no_such_place(filled: Path, ledger: Program, source: str, target: str) -> None:
    """A source that is not there and a target that can be none are refused in one line."""
    for language in LANGUAGES:
        outcome = ledger("ledger", "move", source, target, "--lang", language)
        assert outcome.code in {1, 2}
        outcome.refusal(outcome.code)


def test_no_ledger_is_written_over(filled: Path, folder: Path, ledger: Program) -> None:
    """A file of another program at the target is refused and stays as it was."""
    with closing(sqlite3.connect(folder / "other.db")) as connection, connection:
        connection.execute("CREATE TABLE x (y)")
    before = (folder / "other.db").read_bytes()
    assert "not a ledger of npo" in refused(ledger, "move", "oisterwijk", "other.db")
    assert (folder / "other.db").read_bytes() == before
