"""The report as an Excel workbook (being made)."""

from typing import BinaryIO

from npo_cli.language import Language
from npo_cli.reporting.report import Report


def write(report: Report, stream: BinaryIO, language: Language) -> None:
    """Write the report."""
    raise NotImplementedError
