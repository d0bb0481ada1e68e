"""The sheet of figures: every section of the report under the other."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from openpyxl.styles import Border, Font, PatternFill

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


def _rows(sheet: Any, report: Report, language: Language) -> Iterator[tuple[Sequence[Style], Sequence[object]]]:
    """Give all rows, as styles and what they are filled with."""
    title, heading, note = ([Style(sheet, font)] for font in (TITLE, SUBTITLE, NOTE))
    yield title, [report_title(report, language)]
    yield note, [report_subtitle(report, language)]
    for section in sections(report, language):
        yield [], []
        yield heading, [section.title]
        yield from _table(sheet, _text_first(section))
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


def _table(sheet: Any, section: Section) -> Iterator[tuple[Sequence[Style], Sequence[object]]]:
    if section.rows and any(column.heading for column in section.columns):
        yield _styles(sheet, section, BOLD, RULE, HEADING), [column.heading for column in section.columns]
    plain, total = _styles(sheet, section, PLAIN), _styles(sheet, section, BOLD, SUM)
    for place, row in enumerate(section.rows, start=1):
        last = section.total and place == len(section.rows)
        yield total if last else plain, [excel_value(cell) for cell in row]


def _styles(
    sheet: Any, section: Section, font: Font, border: Border | None = None, fill: PatternFill | None = None
) -> list[Style]:
    """Give the styles of a row; a hash that is not in the first column runs on over the empty cells beside it."""
    return [
        Style(
            sheet,
            font,
            border=border,
            fill=fill,
            right=column.align is Align.RIGHT,
            wraps=width if width == WIDTHS[0] or column.wraps or fill else 0,
        )
        for column, width in zip(section.columns, WIDTHS, strict=False)
    ]
