"""The overview as a workbook: one sheet, with real numbers, that a spreadsheet can sort and filter."""

from datetime import date, datetime, time
from typing import BinaryIO

from openpyxl import Workbook

from npo_cli.language import Language
from npo_cli.reporting.formats.xlsx.cell import NOTE, SUBTITLE, TITLE, Row, Style, append
from npo_cli.reporting.formats.xlsx.table import table_rows
from npo_cli.reporting.formats.xlsx.workbook import new_sheet
from npo_cli.reporting.section import Document

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
    rows: list[Row] = [([Style(sheet, TITLE)], [told.title]), ([Style(sheet, NOTE)], [told.subtitle])]
    for section in (*before, table):
        wrapped, unwrapped = ([wraps] * len(section.columns) for wraps in (_OTHERS, 0))
        rows += [([], []), ([Style(sheet, SUBTITLE)], [section.title]), *table_rows(sheet, section, wrapped, unwrapped)]
        rows += [([Style(sheet, NOTE)], [note]) for note in section.notes]
    for place, (styles, values) in enumerate(rows, start=1):
        append(sheet, place, styles, values)
    book.save(stream)
