"""What all tests share: a cache of their own, the rules of the grant, and a short way to decide on a text."""

import gc
import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from npo_cli.bookkeeping.storage.address import Address
from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import Answer, Expense
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from tests.postgres import Databases, shared_server
from tests.stores import SQLITE

settings.register_profile("npo", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI")))
settings.load_profile("npo")

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"  # beside the repository where it is developed, and nowhere else
MEMORY = Path("/dev/shm")
TODAY = date(2026, 11, 24)  # any day on which all of the pack is known


def pytest_collection_finish() -> None:
    """Keep what was loaded and collected so far from the collector of garbage, which would look at it all the time."""
    gc.collect()
    gc.freeze()


class DecideText(Protocol):
    """Decides on a description, by the grant's rules as known today unless told otherwise."""

    def __call__(
        self,
        text: str,
        *,
        day: date | None = None,
        as_of: date = TODAY,
        answers: dict[str, Answer] | None = None,
        rulebook: Rulebook | None = None,
    ) -> Decision:
        """Give the decision."""


@pytest.fixture(scope="session", autouse=True)
def cache_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep compiled rules in a folder of this run, here and in what tests start; not in the user's own."""
    folder = tmp_path_factory.mktemp("npo-cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NPO_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """Give a folder in memory where the system has one, for tests that book much and ask nothing of the disk."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    with tempfile.TemporaryDirectory(dir=MEMORY if usable else None) as folder:
        yield Path(folder)


@pytest.fixture
def folder(memory: Path) -> Iterator[Path]:
    """Give a folder of this test alone, in memory."""
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Give what makes databases on a PostgreSQL server, which all workers of a run share."""
    workers = "PYTEST_XDIST_WORKER" in os.environ
    own = tmp_path_factory.getbasetemp()
    with shared_server(own.parent if workers else own) as url:
        yield Databases(url)


@pytest.fixture
def store(request: pytest.FixtureRequest) -> str:
    """Give the store that a test keeps its ledger in: a file, unless the test is one of `both_stores`."""
    return getattr(request, "param", SQLITE)


@pytest.fixture
def place(store: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Address]:
    """Give where the ledger of a test may stand: a file, or a database of its own."""
    if store == SQLITE:
        yield folder / "oisterwijk.db"
        return
    databases: Databases = request.getfixturevalue("databases")
    with databases.new() as url:
        yield str(url)


@pytest.fixture(scope="session")
def rulebook(cache_of_tests: Path) -> Rulebook:
    """Give the rules of the grant that ships with npo."""
    return load_rulebook()


@pytest.fixture(scope="session")
def decide_text(rulebook: Rulebook) -> DecideText:
    """Give a short way to decide on a text."""
    grant = rulebook

    def decided(
        text: str,
        *,
        day: date | None = None,
        as_of: date = TODAY,
        answers: dict[str, Answer] | None = None,
        rulebook: Rulebook | None = None,
    ) -> Decision:
        return decide(Expense(text, day=day, answers=answers or {}), rulebook or grant, as_of)

    return decided
