"""The sheet of bookings: a row for each entry, the columns that are printed first."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from npo_cli.bookkeeping.entry import Ruling
from npo_cli.bookkeeping.storage.interface import Standing
from npo_cli.eligibility.verdict import Verdict
from npo_cli.language import Language, Phrase
from npo_cli.reporting.entry_csv import HEADER, cells
from npo_cli.reporting.formats.interface import counted
from npo_cli.reporting.formats.xlsx.cell import BOLD, HEADING, NOTE, RULE, Style, append
from npo_cli.reporting.report import Report


class Field(NamedTuple):
    """A column of the sheet: the name of its cell, its heading, its width in characters, and how it is set."""

    name: str
    heading: Phrase
    width: int
    wraps: bool = False
    right: bool = False


FIELDS = (
    Field("number", Phrase("Nr.", "No."), 9, right=True),
    Field("date", Phrase("Datum", "Date"), 12),
    Field("kind", Phrase("Soort", "Kind"), 14),
    Field("description", Phrase("Omschrijving", "Description"), 46, wraps=True),
    Field("supplier", Phrase("Leverancier", "Supplier"), 28, wraps=True),
    Field("goal", Phrase("Bestedingsdoel", "Spending goal"), 34, wraps=True),
    Field("amount", Phrase("Bedrag", "Amount"), 19, right=True),
    Field("state", Phrase("Status", "State"), 20, wraps=True),
    Field("reference", Phrase("Kenmerk", "Reference"), 16, wraps=True),
    Field("evidence", Phrase("Bewijsstuk", "Evidence"), 24, wraps=True),
    # Up to here it is printed; what follows is to filter by and to look up.
    Field("open", Phrase("Nog open", "Still open"), 20, right=True),
    Field("year", Phrase("Boekjaar", "Accounting year"), 12, right=True),
    Field("verdict", Phrase("Oordeel", "Verdict"), 24),
    Field("rules", Phrase("Regels", "Rules"), 30, wraps=True),
    Field("override", Phrase("Geboekt ondanks weigering", "Booked against refusal"), 30, wraps=True),
    Field("refers_to", Phrase("Hoort bij nr.", "Belongs to no."), 14, right=True),
    Field("corrects", Phrase("In plaats van nr.", "In place of no."), 14, right=True),
    Field("spent", Phrase("Getoetst naar", "Judged by"), 14),
    Field("ruling", Phrase("Uitspraak", "Ruling"), 14),
    Field("by", Phrase("Uitspraak door", "Ruling by"), 22, wraps=True),
    Field("who", Phrase("Geboekt door", "Booked by"), 16, wraps=True),
    Field("recorded", Phrase("Vastgelegd (UTC)", "Recorded (UTC)"), 22),
    Field("hash", Phrase("Hash", "Hash"), 68),
)
_PRINTED = 10

VERDICTS = {
    Verdict.ELIGIBLE: Phrase("toegestaan", "eligible"),
    Verdict.CONSULT: Phrase("overleg met accountant", "consult the accountant"),
    Verdict.EXCLUDED: Phrase("niet toegestaan", "excluded"),
}
RULINGS = {
    Ruling.APPROVED: Phrase("goedgekeurd", "approved"),
    Ruling.REJECTED: Phrase("afgekeurd", "rejected"),
}
LEFT_OUT = Phrase(
    "Hier staan de eerste {count} boekingen; alle staan in: npo ledger export.",
    "These are the first {count} entries; all of them are in: npo ledger export.",
)


def write_bookings(sheet: Any, report: Report, language: Language) -> None:
    """Write the entries, with a filter on the headings."""
    for column, field in enumerate(FIELDS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = field.width
    heads = [Style(sheet, BOLD, border=RULE, fill=HEADING, right=field.right, wraps=field.width) for field in FIELDS]
    append(sheet, 1, heads, [field.heading.to(language) for field in FIELDS])
    styles = [Style(sheet, right=field.right, wraps=field.width if field.wraps else 0) for field in FIELDS]
    goals = {goal.id: goal.title.to(language) for goal in report.rulebook.goals.values()}
    rows, last = 1, 0
    for standing in report.bookings or ():
        rows, last = rows + 1, standing.entry.number
        append(sheet, rows, styles, _values(standing, goals, language))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(FIELDS))}{rows}"
    sheet.print_area = f"A1:{get_column_letter(_PRINTED)}{rows}"
    if report.bookings and report.bookings.has_after(last):
        sheet.append([Style(sheet, NOTE).filled(LEFT_OUT.to(language, count=counted(rows - 1, language)))])


def _values(standing: Standing, goals: Mapping[str, str], language: Language) -> Iterator[object]:
    """Give the cells of an entry in the types of Excel and the words of the language, empty ones as None."""
    entry, booking = standing
    told: dict[str, object] = dict(zip(HEADER, cells(standing), strict=True))
    told["kind"] = entry.kind.phrase.to(language)
    told["date"] = date.fromisoformat(entry.day)
    told["recorded"] = datetime.fromisoformat(entry.recorded).replace(tzinfo=None)
    told["goal"] = goals.get(entry.goal or "", entry.goal)
    if booking:
        told["state"] = booking.state.phrase.to(language)
    if entry.verdict:
        told["verdict"] = VERDICTS[Verdict(entry.verdict)].to(language)
    if entry.ruling:
        told["ruling"] = RULINGS[Ruling(entry.ruling)].to(language)
    for field in FIELDS:
        value = told[field.name]
        yield None if value == "" else value
