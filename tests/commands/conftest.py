"""The fixtures with which tests run `npo`."""

from pathlib import Path

import pytest

from npo_cli.bookkeeping.storage.address import Address
from tests.commands.running import Process, Program, program, start_ledger


@pytest.fixture
def npo(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, tmp_path: Path) -> Program:
    """Give what runs `npo` in this process, in the folder `tmp_path`."""
    return program(monkeypatch, cache_of_tests, tmp_path)


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, folder: Path, place: Address) -> Program:
    """Give what runs `npo` in a workspace with the ledger of one municipality, awarded € 500.000,00, as user Anna.

    The ledger stands in the workspace, or in the database that NPO_LEDGER names.
    """
    npo = program(monkeypatch, cache_of_tests, folder)
    if isinstance(place, str):
        monkeypatch.setenv("NPO_LEDGER", place)
        (folder / "ledgers").mkdir()
    start_ledger(npo)
    return npo


@pytest.fixture
def npo_process(cache_of_tests: Path, tmp_path: Path) -> Process:
    """Give what runs `npo` as a process, in the folder `tmp_path`."""
    return Process(cache_of_tests, tmp_path)
