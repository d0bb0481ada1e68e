"""The fixtures with which tests run `npo`."""

from pathlib import Path

import pytest

from tests.commands.running import Process, Program, program


@pytest.fixture(scope="session")
def rule_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one cache of compiled rules for all tests, away from the user's own."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def npo(monkeypatch: pytest.MonkeyPatch, rule_cache: Path, tmp_path: Path) -> Program:
    """Give what runs `npo` in this process, in the folder `tmp_path`."""
    return program(monkeypatch, rule_cache, tmp_path)


@pytest.fixture
def npo_process(rule_cache: Path, tmp_path: Path) -> Process:
    """Give what runs `npo` as a process, in the folder `tmp_path`."""
    return Process(rule_cache, tmp_path)
