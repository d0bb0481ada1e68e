"""The report as one HTML file (being made)."""

from typing import TextIO

from npo_cli.language import Language
from npo_cli.reporting.report import Report


def write(report: Report, stream: TextIO, language: Language, width: int) -> None:
    """Write the report."""
    raise NotImplementedError
