"""The fixtures of the tests of the books."""

from pathlib import Path

import pytest

from npo_cli.eligibility.rulebook import Rulebook
from tests.bookkeeping.support import books, fill, new_ledger
from tests.commands.running import Process, Program, program


@pytest.fixture
def empty(folder: Path, rulebook: Rulebook) -> Path:
    """Give a ledger in which nothing but the allocation was booked."""
    return new_ledger(folder / "oisterwijk.db", rulebook)


@pytest.fixture(scope="session")
def filled_once(memory: Path, rulebook: Rulebook) -> bytes:
    """Give the bytes of a ledger with some of every kind."""
    path = new_ledger(memory / "filled.db", rulebook)
    with books(path, rulebook) as ledger:
        fill(ledger)
    return path.read_bytes()


@pytest.fixture
def filled(folder: Path, filled_once: bytes) -> Path:
    """Give a ledger with some of every kind."""
    path = folder / "oisterwijk.db"
    path.write_bytes(filled_once)
    return path


@pytest.fixture
def npo(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, folder: Path) -> Program:
    """Give what runs `npo` in this process, in the folder of the ledger."""
    return program(monkeypatch, cache_of_tests, folder)


@pytest.fixture
def npo_process(cache_of_tests: Path, folder: Path) -> Process:
    """Give what runs `npo` as a process, in the folder of the ledger."""
    return Process(cache_of_tests, folder)
