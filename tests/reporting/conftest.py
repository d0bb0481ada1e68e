"""What the tests of reports share: the ledger of the example, and a short way to make a report."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Protocol

import pytest

from npo_cli.bookkeeping.storage.interface import Storage
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.language import Language
from npo_cli.reporting.formats.interface import Form, bytes_writer, text_writer
from npo_cli.reporting.report import Report, make_report
from tests.reporting.example import book_example, new_ledger

TODAY = date(2023, 4, 18)


class MakeReport(Protocol):
    """Makes a report of the example, for a year or over all that was booked."""

    def __call__(self, year: int | None = None, most: int = 5_000) -> Report:
        """Give the report."""


def report_of(storage: Storage, rulebook: Rulebook, year: int | None = None, most: int = 5_000) -> Report:
    """Make a report with all that any format draws."""
    return make_report(storage, rulebook, TODAY, year, months=True, most_bookings=most)


def written(report: Report, form: Form, language: Language = Language.NL) -> str:
    """Give a report in a form that is text, wide enough to break no line."""
    stream = StringIO()
    text_writer(form)(report, stream, language, 240)
    return stream.getvalue()


def workbook(report: Report, language: Language = Language.NL) -> BytesIO:
    """Give a report as a workbook."""
    stream = BytesIO()
    bytes_writer()(report, stream, language)
    stream.seek(0)
    return stream


@pytest.fixture(scope="session")
def example(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    """Open the ledger of the example."""
    path: Path = tmp_path_factory.mktemp("example") / "example.db"
    with new_ledger(path, rulebook) as storage:
        book_example(storage, rulebook)
        yield storage


@pytest.fixture(scope="session")
def make(example: Storage, rulebook: Rulebook) -> MakeReport:
    """Give a short way to make a report of the example."""

    def made(year: int | None = None, most: int = 5_000) -> Report:
        return report_of(example, rulebook, year, most)

    return made
