"""What all tests share: a cache of their own, the rules of the grant, and a short way to decide on a text."""

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import Answer, Expense
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook

settings.register_profile("npo", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI")))
settings.load_profile("npo")

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"  # beside the repository where it is developed, and nowhere else
MEMORY = Path("/dev/shm")
TODAY = date(2026, 11, 24)  # any day on which all of the pack is known


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
