"""The sheet of figures: every section of the report under the other."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from npo_cli.language import Language
from npo_cli.reporting.formats.xlsx.cell import NOTE, SUBTITLE, TITLE, Row, Style, append
from npo_cli.reporting.formats.xlsx.table import table_rows
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Align, Section
from npo_cli.reporting.sections import report_subtitle, report_title, sections

WIDTHS = (52, 19, 19, 19, 21)  # in characters: a text, then amounts up to € 999.999.999,99, days and states
_LINE = 120  # characters of a note that fit beside each other


def write_figures(sheet: Any, report: Report, language: Language) -> None:
    """Write all sections, with the title above them."""
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for place, (styles, values) in enumerate(_rows(sheet, report, language), start=1):
        append(sheet, place, styles, values)


def _rows(sheet: Any, report: Report, language: Language) -> Iterator[Row]:
    """Give all rows, as styles and what they are filled with."""
    title, heading, note = ([Style(sheet, font)] for font in (TITLE, SUBTITLE, NOTE))
    yield title, [report_title(report, language)]
    yield note, [report_subtitle(report, language)]
    for section in sections(report, language):
        yield [], []
        yield heading, [section.title]
        told = _text_first(section)
        yield from table_rows(sheet, told, _wraps(told, heading=True), _wraps(told, heading=False))
        for text in section.notes:
            yield from ((note, [line]) for line in wrap(text, _LINE))


def _text_first(section: Section) -> Section:
    """Put the text of a list of bookings first: all tables of a sheet share their columns, and the first is wide."""
    if section.columns[0].align is Align.LEFT:
        return section
    return section._replace(
        columns=(section.columns[-1], *section.columns[:-1]),
        rows=tuple((row[-1], *row[:-1]) for row in section.rows),
    )


def _wraps(section: Section, *, heading: bool) -> list[int]:
    """Say where the cells of a row wrap; a hash not in the first column runs on over the empty cells beside it."""
    return [
        width if width == WIDTHS[0] or column.wraps or heading else 0
        for column, width in zip(section.columns, WIDTHS, strict=False)
    ]
