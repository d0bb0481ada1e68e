"""The overview as a workbook: one sheet, with real numbers, that a spreadsheet can sort and filter."""

from datetime import date, datetime, time
from typing import Any, BinaryIO

from openpyxl import Workbook

from npo_cli.language import Language
from npo_cli.reporting.formats.xlsx.cell import (
    BOLD,
    HEADING,
    NOTE,
    PLAIN,
    RULE,
    SUBTITLE,
    SUM,
    TITLE,
    Style,
    append,
    excel_value,
)
from npo_cli.reporting.formats.xlsx.workbook import new_sheet
from npo_cli.reporting.section import Align, Document, Section

_FIRST, _OTHERS = 34, 19  # widths in characters: a name, and amounts up to € 999.999.999,99


def write(told: Document, today: date, stream: BinaryIO, language: Language) -> None:
    """Write the overview."""
    book = Workbook(write_only=True)
    book.properties.title = told.title
    book.properties.creator = "npo"
    book.properties.created = datetime.combine(today, time())
    *before, table = told.sections
    sheet = new_sheet(book, table.title, told.title, language)
    sheet.page_setup.orientation = "landscape"
    for place in range(len(table.columns)):
        sheet.column_dimensions["ABCDEFGHIJKLMNOP"[place]].width = _OTHERS if place else _FIRST
    rows = [([Style(sheet, TITLE)], [told.title]), ([Style(sheet, NOTE)], [told.subtitle])]
    for section in (*before, table):
        rows += [([], []), ([Style(sheet, SUBTITLE)], [section.title]), *_rows(sheet, section)]
        rows += [([Style(sheet, NOTE)], [note]) for note in section.notes]
    for place, (styles, values) in enumerate(rows, start=1):
        append(sheet, place, styles, values)
    book.save(stream)


def _rows(sheet: Any, section: Section) -> list[tuple[list[Style], list[Any]]]:
    right = [column.align is Align.RIGHT for column in section.columns]
    heading = [Style(sheet, BOLD, border=RULE, fill=HEADING, right=each, wraps=_OTHERS) for each in right]
    plain = [Style(sheet, PLAIN, right=each) for each in right]
    total = [Style(sheet, BOLD, border=SUM, right=each) for each in right]
    rows: list[tuple[list[Style], list[Any]]] = [(heading, [column.heading for column in section.columns])]
    for place, row in enumerate(section.rows, start=1):
        last = section.total and place == len(section.rows)
        rows.append((total if last else plain, [excel_value(cell) for cell in row]))
    return rows
