"""Tables: a section of a report or overview as rows of a sheet."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.styles import Border, Font, PatternFill

from npo_cli.reporting.formats.xlsx.cell import BOLD, HEADING, PLAIN, RULE, SUM, Row, Style, excel_value
from npo_cli.reporting.section import Align, Section


def table_rows(sheet: Any, section: Section, heading_wraps: Sequence[int], wraps: Sequence[int]) -> Iterator[Row]:
    """Give the rows of a section, its headings first; the wraps say at how many characters a column does, 0: never."""

    def styles(
        wraps: Sequence[int], font: Font, border: Border | None = None, fill: PatternFill | None = None
    ) -> list[Style]:
        return [
            Style(sheet, font, border=border, fill=fill, right=column.align is Align.RIGHT, wraps=width)
            for column, width in zip(section.columns, wraps, strict=True)
        ]

    if section.rows and any(column.heading for column in section.columns):
        yield styles(heading_wraps, BOLD, RULE, HEADING), [column.heading for column in section.columns]
    plain, total = styles(wraps, PLAIN), styles(wraps, BOLD, SUM)
    for place, row in enumerate(section.rows, start=1):
        last = section.total and place == len(section.rows)
        yield total if last else plain, [excel_value(cell) for cell in row]
