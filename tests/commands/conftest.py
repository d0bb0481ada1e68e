"""The fixtures with which tests run `npo`."""

from pathlib import Path

import pytest

from tests.commands.running import Process, Program, program


@pytest.fixture
def npo(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, tmp_path: Path) -> Program:
    """Give what runs `npo` in this process, in the folder `tmp_path`."""
    return program(monkeypatch, cache_of_tests, tmp_path)


@pytest.fixture
def npo_process(cache_of_tests: Path, tmp_path: Path) -> Process:
    """Give what runs `npo` as a process, in the folder `tmp_path`."""
    return Process(cache_of_tests, tmp_path)
