"""The fixtures of the tests of the books."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from npo_cli.bookkeeping.storage.address import Address
from npo_cli.eligibility.rulebook import Rulebook
from tests.bookkeeping.support import books, fill, new_ledger
from tests.commands.running import Process, Program, program
from tests.postgres import Databases
from tests.stores import SQLITE


@pytest.fixture
def empty(place: Address, rulebook: Rulebook) -> Address:
    """Give a ledger in which nothing but the allocation was booked."""
    return new_ledger(place, rulebook)


@pytest.fixture(scope="session")
def filled_once(memory: Path, rulebook: Rulebook) -> bytes:
    """Give the bytes of a ledger with some of every kind."""
    path = new_ledger(memory / "filled.db", rulebook)
    with books(path, rulebook) as ledger:
        fill(ledger)
    return path.read_bytes()


@pytest.fixture
def ledger(folder: Path, filled_once: bytes) -> Path:
    """Give a ledger with some of every kind in a workspace, where the program runs."""
    path = folder / "ledgers" / "oisterwijk.db"
    path.parent.mkdir()
    path.write_bytes(filled_once)
    return path


@pytest.fixture(scope="session")
def filled_database(databases: Databases, rulebook: Rulebook) -> Iterator[str]:
    """Give the name of a database in which the same was booked."""
    with databases.new() as url:
        with books(new_ledger(str(url), rulebook), rulebook) as ledger:
            fill(ledger)
        yield url.database


@pytest.fixture
def filled(store: str, folder: Path, filled_once: bytes, request: pytest.FixtureRequest) -> Iterator[Address]:
    """Give a ledger with some of every kind."""
    if store == SQLITE:
        path = folder / "oisterwijk.db"
        path.write_bytes(filled_once)
        yield path
        return
    databases: Databases = request.getfixturevalue("databases")
    with databases.new(request.getfixturevalue("filled_database")) as url:
        yield str(url)


@pytest.fixture
def npo(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, folder: Path) -> Program:
    """Give what runs `npo` in this process, in the folder of the ledger."""
    return program(monkeypatch, cache_of_tests, folder)


@pytest.fixture
def npo_process(cache_of_tests: Path, folder: Path) -> Process:
    """Give what runs `npo` as a process, in the folder of the ledger."""
    return Process(cache_of_tests, folder)
