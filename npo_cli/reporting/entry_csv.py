"""Entries of the ledger as CSV for a spreadsheet: with semicolons and decimal commas where that speaks Dutch."""

from collections.abc import Iterable
from decimal import Decimal
from io import TextIOWrapper
from typing import TextIO

from npo_cli.bookkeeping.storage.interface import Standing
from npo_cli.language import Language
from npo_cli.reporting.entry_record import rules_of
from npo_cli.tables.write import csv_writer

HEADER = (
    "number", "kind", "state", "date", "year", "amount", "goal", "verdict", "description", "supplier", "reference",
    "rules", "evidence", "override", "open", "refers_to", "corrects", "ruling", "by", "who", "recorded", "hash",
    "spent",
)  # fmt: skip


def write_entries(stream: TextIO, standings: Iterable[Standing], language: Language) -> None:
    """Write entries as rows; amounts are numbers to a spreadsheet, and no text is run as a formula."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(newline="")  # the writer ends its lines itself; Windows would double them
    writer = csv_writer(stream, ";" if language is Language.NL else ",")
    writer.writerow(HEADER)
    for standing in standings:
        writer.writerow(cells(standing))


def cells(standing: Standing) -> list[object]:
    """Give the cells of an entry, amounts as exact numbers."""
    entry, booking = standing
    return [
        entry.number,
        entry.kind.value,
        booking.state.value if booking else "",
        entry.day,
        entry.year,
        "" if entry.cents is None else Decimal(entry.cents).scaleb(-2),
        entry.goal or "",
        entry.verdict or "",
        entry.text,
        entry.supplier,
        entry.reference,
        rules_of(entry),
        "; ".join(document.name for document in entry.evidence),
        entry.override,
        Decimal(booking.open).scaleb(-2) if booking and booking.open else "",
        entry.refers or "",
        entry.corrects or "",
        entry.ruling or "",
        entry.by,
        entry.who,
        entry.recorded,
        entry.hash,
        entry.spent,
    ]
