"""Reads the first visible worksheet of an Excel file, row by row, in the types of Excel."""

import re
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, cast
from zipfile import ZipFile

from npo_cli.fault import Fault, InputError, fault, refuse
from npo_cli.language import Phrase
from npo_cli.tables.heading import Wanted, best_heading, columns_of
from npo_cli.tables.table import Cell, Row, Table, place, reading

SAVE_AS = Phrase(
    "dit is {what} en geen Excel-werkmap; open het in {program} en sla het op als ‘Excel-werkmap (*.xlsx)’.",
    "this is {what} and not an Excel workbook; open it in {program} and save it as ‘Excel Workbook (*.xlsx)’.",
)
NOT_A_WORKBOOK = Phrase(
    "dit is {what} en geen Excel-werkmap; geef het Excel- of CSV-bestand met de uitgaven op.",
    "this is {what} and not an Excel workbook; give the Excel or CSV file that holds the expenses.",
)
PROTECTED = Phrase(
    "de werkmap is beveiligd met een wachtwoord; open haar in Excel, verwijder het wachtwoord (Bestand > "
    "Info > Werkmap beveiligen) en sla haar op.",
    "the workbook is protected by a password; open it in Excel, remove the password (File > Info > Protect "
    "Workbook) and save it.",
)
DAMAGED = Phrase(
    "de Excel-werkmap is beschadigd of onvolledig; open haar in Excel en sla haar opnieuw op als "
    "‘Excel-werkmap (*.xlsx)’.",
    "the Excel workbook is damaged or incomplete; open it in Excel and save it again as ‘Excel Workbook (*.xlsx)’.",
)
TOO_LARGE = Phrase(
    "de werkmap is uitgepakt groter dan {most} MB; kopieer alleen het werkblad met de uitgaven naar een "
    "nieuwe werkmap.",
    "the workbook is larger than {most} MB when unpacked; copy only the worksheet with the expenses to a new workbook.",
)
NO_SHEET = Phrase(
    "de werkmap heeft geen zichtbaar werkblad; maak het werkblad met de uitgaven zichtbaar.",
    "the workbook has no visible worksheet; make the worksheet with the expenses visible.",
)
EMPTY_SHEET = Phrase(
    "het eerste zichtbare werkblad (‘{sheet}’) is leeg; zet het werkblad met de uitgaven vooraan.",
    "the first visible worksheet (‘{sheet}’) is empty; put the worksheet with the expenses first.",
)
NO_COLUMN = Phrase(
    "geen kolom gevonden met de kop {names} op het eerste zichtbare werkblad (‘{sheet}’); wel gevonden: "
    "{found}. Geef de kolom een van deze koppen, in een van de bovenste {rows} gevulde rijen. Zijn "
    "kopcellen samengevoegd, kies dan in Excel ‘Celsamenvoeging opheffen’ en zet alle koppen in één rij.",
    "no column found that is headed {names} on the first visible worksheet (‘{sheet}’); found instead: "
    "{found}. Give the column one of these headings, in one of the top {rows} rows with content. If "
    "heading cells are merged, choose ‘Unmerge Cells’ in Excel and put all headings in one row.",
)
NO_HEADING = Phrase(
    "boven deze cel staat geen kop; geef de kolom een kop in rij {header_row}, of maak de cel leeg.",
    "there is no heading above this cell; give the column a heading in row {header_row}, or empty the cell.",
)
NO_RESULT = Phrase(
    "deze cel bevat een formule zonder opgeslagen uitkomst; open de werkmap in Excel en sla haar op.",
    "this cell holds a formula without a stored result; open the workbook in Excel and save it.",
)

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")  # the element of a cell that holds one
_PIECE = 1 << 20  # bytes of a worksheet that are looked at together
_LOOKED_AT = 20  # rows of a worksheet that is not read, to see whether it is empty
LARGEST_BYTES = 500_000_000
LAST_ROW = 1_048_576  # of any worksheet; a damaged file may name a row far beyond

# How a zip file shows what it is: a name inside it, what that is, and the program to open it with.
_KINDS = (
    ("word/", Phrase("een Word-document", "a Word document"), None),
    ("ppt/", Phrase("een PowerPoint-presentatie", "a PowerPoint presentation"), None),
    ("xl/workbook.bin", Phrase("een binaire werkmap (.xlsb)", "a binary workbook (.xlsb)"), "Excel"),
    (
        "META-INF/manifest.xml",
        Phrase("een OpenDocument-bestand (.ods)", "an OpenDocument file (.ods)"),
        "LibreOffice",
    ),
)
_CONTENTS = "[Content_Types].xml"


class Sheet(Protocol):
    """A worksheet of openpyxl in read-only mode, as far as it is used here."""

    title: str

    def iter_rows(self, *, max_row: int, values_only: Literal[True]) -> Iterator[tuple[object, ...]]:
        """Read the values of the cells, row by row from the first."""

    def reset_dimensions(self) -> None:
        """Forget how large the file says that the worksheet is."""


def open_xlsx(path: Path, name: str, wanted: Wanted, stack: ExitStack) -> Table:
    """Open the first visible worksheet; the file is closed with the stack."""
    with reading(name):
        stream = stack.enter_context(path.open("rb"))
    computes = _check_archive(stream, name)
    sheet, *others = _visible_sheets(stream, name, stack)
    formulas = _visible_sheets(stream, name, stack, results=False)[0] if computes else None
    top = ((number, [_heading(value) for value in values]) for number, values in _values(sheet, name))
    heading = best_heading(top, wanted)
    if heading is None:
        raise refuse(EMPTY_SHEET, name, sheet=sheet.title)
    columns = columns_of(heading, wanted, name, no_column=NO_COLUMN, sheet=sheet.title)
    header = _without_blank_end(heading.cells)
    meant = frozenset(columns.values())
    return Table(
        name,
        header,
        heading.number,
        ";",
        columns,
        lambda: _with_results(_rows(sheet, name, heading.number, len(header), meant), formulas, name, meant),
        sheet=sheet.title,
        other_sheets=tuple(other.title for other in others if _has_cells(other, name)),
    )


def old_format(path: Path, name: str) -> InputError:
    """Say what a file in the format of before 2007 is: a workbook under a password, or an old one."""
    with reading(name):
        content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return refuse(PROTECTED, name)
    if any(part.encode("utf-16-le") in content for part in ("Workbook", "Book")):
        return refuse(
            SAVE_AS,
            name,
            what=Phrase("een oud Excel-bestand (.xls)", "an old Excel file (.xls)"),
            program="Excel",
        )
    return refuse(NOT_A_WORKBOOK, name, what=Phrase("een oud Office-bestand", "an old Office file"))


def _check_archive(stream: BinaryIO, name: str) -> bool:
    """Refuse what is no workbook, and one that is too large; say whether a worksheet of it has formulas."""
    with _damaged(name), ZipFile(stream) as archive:
        names = archive.namelist()
        size = sum(part.file_size for part in archive.infolist())
        computes = size <= LARGEST_BYTES and any(
            _computes(archive, part) for part in names if part.startswith("xl/worksheets/") and part.endswith(".xml")
        )
    for sign, what, program in _KINDS:
        if any(part.startswith(sign) for part in names):
            raise refuse(SAVE_AS if program else NOT_A_WORKBOOK, name, what=what, program=program)
    if _CONTENTS not in names:
        raise refuse(NOT_A_WORKBOOK, name, what=Phrase("een zip-bestand", "a zip file"))
    if size > LARGEST_BYTES:  # a part can hold no more than it declares: zipfile stops there
        raise refuse(TOO_LARGE, name, most=LARGEST_BYTES // 1_000_000)
    return computes


def _computes(archive: ZipFile, part: str) -> bool:
    """Say whether a worksheet has a formula. That may stand across two pieces, of which the first keeps its end."""
    with archive.open(part) as stream:
        kept = b""
        while piece := stream.read(_PIECE):
            if _FORMULA.search(kept + piece):
                return True
            kept = piece[-20:]
    return False


def _visible_sheets(stream: BinaryIO, name: str, stack: ExitStack, *, results: bool = True) -> list[Sheet]:
    """Open the visible worksheets: with the stored results of formulas, or with the formulas themselves."""
    from openpyxl import load_workbook  # takes a tenth of a second: only for an Excel file

    # openpyxl warns of what it leaves out (validation, styles), none of which matters to a reader of cells.
    warnings.filterwarnings("ignore", module=r"openpyxl\b")
    with _damaged(name):
        workbook = load_workbook(stream, read_only=True, data_only=results, keep_links=False)
        stack.callback(workbook.close)
        visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise refuse(NO_SHEET, name)
    sheets = [cast(Sheet, sheet) for sheet in visible]  # the stubs know only the worksheets of a workbook read whole
    for sheet in sheets:
        sheet.reset_dimensions()  # other programs than Excel write wrong ones, or none
    return sheets


def _has_cells(sheet: Sheet, name: str) -> bool:
    """Say whether a worksheet has anything in its first rows; Excel adds empty ones by itself."""
    with _damaged(name):
        rows = sheet.iter_rows(max_row=_LOOKED_AT, values_only=True)
        return any(value is not None for values in rows for value in values)


def _values(sheet: Sheet, name: str) -> Iterator[tuple[int, tuple[object, ...]]]:
    with _damaged(name):
        yield from enumerate(sheet.iter_rows(max_row=LAST_ROW, values_only=True), start=1)


def _with_results(
    rows: Iterator[Row | Fault], formulas: Sheet | None, name: str, meant: frozenset[int]
) -> Iterator[Row | Fault]:
    """Pass rows on; a cell of a column that is meant, empty for want of the result of its formula, is a fault.

    Excel stores results; other programs that write a workbook may leave them to whoever opens it.
    """
    if formulas is None:
        yield from rows
        return
    written = _values(formulas, name)
    number, values = 0, tuple[object, ...]()
    for row in rows:
        empty = [column for column in sorted(meant) if row.cells[column] is None] if isinstance(row, Row) else []
        if isinstance(row, Row) and empty:
            while number < row.number:
                number, values = next(written)
            lacking = [column for column in empty if column < len(values) and values[column] is not None]
            if lacking:
                yield from (fault(NO_RESULT, place(name, row.number, column)) for column in lacking)
                continue
        yield row


def _rows(sheet: Sheet, name: str, header_row: int, width: int, days: frozenset[int]) -> Iterator[Row | Fault]:
    """Read the rows below the header. `days` are the columns in which the time of a day does not matter."""
    for number, values in _values(sheet, name):
        if number <= header_row:
            continue
        cells = [_cell(value, index in days) for index, value in enumerate(values)]
        if all(map(_is_blank, cells)):
            continue
        outside = next((index for index in range(width, len(cells)) if not _is_blank(cells[index])), None)
        if outside is not None:
            yield fault(NO_HEADING, place(name, number, outside), header_row=header_row)
        else:
            yield Row(number, tuple(cells[:width]) + (None,) * (width - len(cells)))


@contextmanager
def _damaged(name: str) -> Iterator[None]:
    """Call a file damaged if openpyxl cannot read it.

    Every exception counts, since a damaged file may raise almost any: of zip, XML, a look-up, a conversion.
    """
    try:
        yield
    except (InputError, MemoryError):
        raise
    except Exception as error:
        raise refuse(DAMAGED, name) from error


def _cell(value: object, day: bool = False) -> Cell:
    """Give the value of a cell in the types of a Row."""
    if value is None or type(value) is str or type(value) is int:
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date() if day or value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def _number(value: float) -> int | Decimal | str:
    """Give the number that Excel shows: it calculates in floats, and shows no more than 15 digits of them."""
    if not isfinite(value):
        return "#NUM!"
    number = Decimal(f"{round(value, 10):.15g}")
    return int(number) if number == int(number) else number


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _heading(value: object) -> str:
    cell = _cell(value)
    return "" if cell is None else str(cell)


def _without_blank_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out blank headings at the end: cells that only have a layout."""
    width = max(index for index, cell in enumerate(cells, start=1) if cell.strip())
    return cells[:width]
