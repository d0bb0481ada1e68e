"""The report as CSV, a figure a line: section, item, figure, value. Every figure of the text is in it."""

from decimal import Decimal
from io import TextIOWrapper
from typing import TextIO

from npo_cli.language import Language, Phrase
from npo_cli.reporting.formats.interface import shown
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Cell, Money, Share
from npo_cli.reporting.sections import sections
from npo_cli.tables.write import csv_writer

HEADER = (
    Phrase("onderdeel", "section"),
    Phrase("regel", "item"),
    Phrase("gegeven", "figure"),
    Phrase("waarde", "value"),
)
NOTE = Phrase("toelichting", "note")


def write(report: Report, stream: TextIO, language: Language, width: int) -> None:  # noqa: ARG001 (as all formats)
    """Write the figures; amounts are numbers to a spreadsheet, with the decimal sign of the language."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(newline="")  # the writer ends its lines itself; Windows would double them
    writer = csv_writer(stream, ";" if language is Language.NL else ",")
    writer.writerow([phrase.to(language) for phrase in HEADER])
    for section in sections(report, language):
        for row in section.rows:
            item, *cells = row
            for column, cell in zip(section.columns[1:], cells, strict=True):
                if cell is not None:
                    writer.writerow([section.title, shown(item, language), column.heading, number(cell)])
        writer.writerows([section.title, "", NOTE.to(language), note] for note in section.notes)


def number(cell: Cell) -> object:
    """Give a cell as a spreadsheet reckons with it."""
    match cell:
        case Money(cents):
            return Decimal(cents).scaleb(-2)
        case Share(part):
            return Decimal(round(part * 10_000)).scaleb(-4)
        case _:
            return cell
