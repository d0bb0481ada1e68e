"""The overview in every form of a report."""

from io import TextIOWrapper
from typing import BinaryIO, TextIO

from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.money import decimal_string
from npo_cli.reporting.formats.interface import Form
from npo_cli.reporting.overview import Overview
from npo_cli.reporting.overview_document import WHY, overview_document
from npo_cli.reporting.summary_record import summary_record

SCHEMA = "npo.overview/1"


def write_overview(overview: Overview, form: Form, stream: TextIO, language: Language, width: int) -> None:
    """Write the overview in a form that is text; each draws with a library that others do not need."""
    told = overview_document(overview, language)
    match form:
        case Form.JSON:
            stream.write(to_json(overview_record(overview)) + "\n")
        case Form.CSV:
            _write_csv(overview, stream, language)
        case Form.HTML:
            from npo_cli.reporting.formats.html.overview import page

            stream.write(page(told, language))
        case Form.MD | Form.PLAIN:
            from npo_cli.reporting.formats import table

            (table.draw_markdown if form is Form.MD else table.draw_plain)(told, stream, language)
        case _:
            from npo_cli.reporting.formats import text

            parts = [part for section in told.sections for part in text.parted(section, language, width)]
            text.draw(told._replace(sections=parts), stream, language, width, bars=False)


def write_overview_workbook(overview: Overview, stream: BinaryIO, language: Language) -> None:
    """Write the overview as a workbook."""
    from npo_cli.reporting.formats.xlsx.overview import write

    write(overview_document(overview, language), overview.today, stream, language)


def overview_record(overview: Overview) -> dict[str, object]:
    """Give the overview as plain data, the same in both languages."""
    together = overview.together
    amounts = ("allocation", "received", "spent", "committed", "remaining", "awaiting", "errors")
    return {
        "schema": SCHEMA,
        "pack": overview.rulebook.pack if overview.rulebook else None,
        "year": overview.year,
        "verified": overview.verified,
        "complete": not overview.left_out,
        "together": {
            **{name: decimal_string(getattr(together, name)) for name in amounts},
            "uncertainties": decimal_string(together.awaiting),
            "projected_unspent": None if together.unspent is None else decimal_string(together.unspent),
            "share_spent": round(together.share_spent, 4),
            "entries": together.entries,
            "municipalities": len(overview.summaries),
        },
        "municipalities": [summary_record(summary) for summary in overview.summaries],
        "left_out": [
            {"ledger": ledger.name, "faults": [each.line(Language.EN) for each in ledger.faults]}
            for ledger in overview.left_out
        ],
    }


def _write_csv(overview: Overview, stream: TextIO, language: Language) -> None:
    """Write a line a municipality; a ledger that is left out has a line too, with the reason at its end."""
    from npo_cli.reporting.formats.csv import number
    from npo_cli.tables.write import csv_writer

    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(newline="")
    *_, table = overview_document(overview, language).sections
    writer = csv_writer(stream, ";" if language is Language.NL else ",")
    writer.writerow([*(column.heading for column in table.columns), WHY.to(language)])
    *rows, total = ([*("" if cell is None else number(cell) for cell in row), ""] for row in table.rows)
    writer.writerows(rows)
    for ledger in overview.left_out:
        writer.writerow([ledger.name, *[""] * (len(table.columns) - 1), ledger.faults[0].line(language)])
    writer.writerow(total)
