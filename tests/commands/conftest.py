"""The fixtures with which tests run `npo`."""

from pathlib import Path

import pytest

from tests.commands.running import Process, Program, program


@pytest.fixture
def npo(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, tmp_path: Path) -> Program:
    """Give what runs `npo` in this process, in the folder `tmp_path`."""
    return program(monkeypatch, cache_of_tests, tmp_path)


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, folder: Path) -> Program:
    """Give what runs `npo` in a workspace with the ledger of one municipality, awarded € 500.000,00, as user Anna."""
    npo = program(monkeypatch, cache_of_tests, folder)
    monkeypatch.setenv("NPO_USER", "Anna")
    monkeypatch.setenv("NPO_LANG", "en")
    assert npo("init", "Oisterwijk", "--allocation", "500000", "--date", "2021-10-01").code == 0
    return npo


@pytest.fixture
def npo_process(cache_of_tests: Path, tmp_path: Path) -> Process:
    """Give what runs `npo` as a process, in the folder `tmp_path`."""
    return Process(cache_of_tests, tmp_path)
