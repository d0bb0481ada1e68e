"""What every format of a report does: it takes a report and writes it, and computes nothing.

A format is a module with a function `write`. It draws the sections, so that all formats tell the same figures.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import BinaryIO, TextIO, assert_never

from npo_cli.language import Language
from npo_cli.money import euros
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Cell, Money, Share


class Form(StrEnum):
    """The forms in which a report can be had."""

    TEXT = "text"
    MD = "md"
    PLAIN = "plain"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"

    @property
    def is_binary(self) -> bool:
        """Whether it is written as bytes, to a file and not to a terminal."""
        return self is Form.XLSX

    @property
    def most_bookings(self) -> int:
        """How many entries it shows one by one."""
        return {Form.HTML: 5_000, Form.XLSX: 1_000_000}.get(self, 0)

    @property
    def has_charts(self) -> bool:
        """Whether it draws what happened by month."""
        return self is Form.HTML


WriteText = Callable[[Report, TextIO, Language, int], None]
WriteBytes = Callable[[Report, BinaryIO, Language], None]


def text_writer(form: Form) -> WriteText:
    """Give what writes a form that is text, for so many columns; each draws with a library that others do not need."""
    match form:
        case Form.TEXT:
            from npo_cli.reporting.formats import text

            return text.write
        case Form.MD | Form.PLAIN:
            from npo_cli.reporting.formats import table

            return table.markdown if form is Form.MD else table.plain
        case Form.CSV:
            from npo_cli.reporting.formats import csv

            return csv.write
        case Form.JSON:
            from npo_cli.reporting.formats import json

            return json.write
        case Form.HTML:
            from npo_cli.reporting.formats import html

            return html.write
        case Form.XLSX:
            raise ValueError(form)  # bytes, not text: see `bytes_writer`
        case _:
            assert_never(form)


def bytes_writer() -> WriteBytes:
    """Give what writes the one form that is bytes."""
    from npo_cli.reporting.formats import xlsx

    return xlsx.write


def shown(cell: Cell, language: Language) -> str:
    """Write a cell for a reader."""
    match cell:
        case Money(cents):
            return euros(cents, language)
        case Share(part):
            text = f"{part * 100:.1f}%"
            return text.replace(".", ",") if language is Language.NL else text
        case date():
            return cell.isoformat()
        case None:
            return ""
        case _:
            return str(cell)


def counted(number: int, language: Language) -> str:
    """Write a whole number for a reader, by thousands."""
    text = f"{number:,}"
    return text.replace(",", ".") if language is Language.NL else text
