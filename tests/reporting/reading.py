"""Reads each format of a report back as rows of cells, so that what they tell can be laid beside each other."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO, StringIO

from openpyxl import load_workbook

Rows = list[list[object]]

_AMOUNT = re.compile(r"€ (-?[\d.]+,\d\d)")


def value(cell: str) -> object:
    """Read a cell: an amount in Dutch as cents, a whole number as such, else text."""
    text = cell.strip()
    if match := _AMOUNT.fullmatch(text):
        return Decimal(match[1].replace(".", "").replace(",", "."))
    return int(text) if re.fullmatch(r"-?\d+", text) else text


def markdown_rows(text: str) -> Rows:
    """Read the rows of all tables in Markdown."""
    plain = text.replace("\\", "")
    return [[value(cell) for cell in line.strip("|").split("|")] for line in plain.splitlines() if line[:1] == "|"]


def spaced_rows(text: str) -> Rows:
    """Read the rows of columns with blanks between them."""
    return [[value(cell) for cell in re.split(r"\s{2,}", line.strip())] for line in text.splitlines() if line.strip()]


def html_rows(text: str) -> Rows:
    """Read the rows of all tables in a page."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return [[value(cell) for cell in row] for row in parser.rows]


def workbook_rows(stream: BytesIO, sheet: int = 0) -> Rows:
    """Read the rows of a sheet; amounts are numbers there already."""
    book = load_workbook(stream)
    rows = book.worksheets[sheet].iter_rows()
    return [
        [
            Decimal(str(cell.value)) if isinstance(cell.value, float) or "€" in cell.number_format else cell.value
            for cell in row
            if cell.value is not None
        ]
        for row in rows
    ]


def csv_rows(text: str) -> Rows:
    """Read the figures of the CSV, put together again as the rows of tables."""
    rows: dict[tuple[str, str], list[object]] = {}
    for section, item, _, given in list(csv.reader(StringIO(text), delimiter=";"))[1:]:
        amount = re.fullmatch(r"-?\d+,\d\d", given)
        rows.setdefault((section, item), [item]).append(
            Decimal(given.replace(",", ".")) if amount else int(given) if given.isdecimal() else given
        )
    return list(rows.values())


def row_of(rows: Rows, label: str, *, cells: int) -> list[object]:
    """Give the cells after a label, in the first row that begins with it and has so many."""
    return next(row[1:] for row in rows if row and row[0] == label and len(row) == cells)


READERS: dict[str, Callable[[str], Rows]] = {
    "text": spaced_rows,
    "plain": spaced_rows,
    "md": markdown_rows,
    "csv": csv_rows,
    "html": html_rows,
}


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data
