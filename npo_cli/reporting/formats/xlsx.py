"""The report as an Excel workbook (being made)."""

from collections.abc import Iterable
from typing import BinaryIO

from npo_cli.bookkeeping.storage.interface import Standing
from npo_cli.language import Language
from npo_cli.reporting.report import Report


def write_bookings(standings: Iterable[Standing], stream: BinaryIO, language: Language) -> None:
    """Write entries as a workbook of one sheet."""
    raise NotImplementedError


def write(report: Report, stream: BinaryIO, language: Language) -> None:
    """Write the report."""
    raise NotImplementedError
