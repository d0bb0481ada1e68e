"""Cells: a value of the report as Excel holds it, in the right type and format, and no text as a formula."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from npo_cli.fault import printable
from npo_cli.reporting.section import Cell, Money, Share

EUROS = "[$€-413] #,##0.00;[$€-413] -#,##0.00"
NUMBER_FORMATS = {
    Decimal: EUROS,
    float: "0.0%",
    int: "0",
    datetime: "dd-mm-yyyy hh:mm:ss",
    date: "dd-mm-yyyy",
}

PLAIN, BOLD = Font(name="Calibri", size=11), Font(name="Calibri", size=11, bold=True)
TITLE, SUBTITLE = Font(name="Calibri", size=16, bold=True), Font(name="Calibri", size=13, bold=True, color="154273")
NOTE = Font(name="Calibri", size=10, italic=True, color="595959")
_USUAL = 15.0  # the height of a row, in points
HEADING = PatternFill("solid", fgColor="E8EDF4")
RULE = Border(bottom=Side(style="thin", color="154273"))
SUM = Border(top=Side(style="thin", color="154273"), bottom=Side(style="double", color="154273"))

_LINE = 1.36  # of the size of the letters, in which both are points
_FILLED = 0.85  # of a wrapped line, on average
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Style:
    """A cell that is filled anew for each value: it is styled once, and written out before it is filled again.

    A text is wrapped where `wraps` says at how many characters; `height` is then what its row needs, in points.
    """

    def __init__(
        self,
        sheet: Any,
        font: Font = PLAIN,
        *,
        border: Border | None = None,
        fill: PatternFill | None = None,
        right: bool = False,
        wraps: int = 0,
    ) -> None:
        side = "right" if right else "left"
        self._cell: Any = WriteOnlyCell(sheet)
        self._cell.font = font
        self._cell.alignment = Alignment(vertical="top", horizontal=side, wrap_text=wraps > 0, indent=0 if right else 1)
        if border:
            self._cell.border = border
        if fill:
            self._cell.fill = fill
        self._wraps = wraps
        self._line = _LINE * font.size
        self._format: str | None = None
        self.height = 0.0

    def filled(self, value: object) -> Any:
        """Give the cell with a value in it; it is good until the next."""
        cell = self._cell
        self.height = self._line
        if isinstance(value, str):
            cell.quotePrefix = True  # who edits a text that looks like a formula is not left with a formula
            cell.value = safe_text(value)
            cell.data_type = "s"
            if 0 < self._wraps < len(value):
                self.height *= ceil(len(value) / (self._wraps * _FILLED))
            return cell
        number_format = NUMBER_FORMATS.get(type(value), "General")
        cell.quotePrefix = False
        if number_format != self._format:
            cell.number_format = self._format = number_format
        cell.value = value
        return cell


Row = tuple[Sequence[Style], Sequence[object]]  # the styles of a row, and what they are filled with


def append(sheet: Any, place: int, styles: Sequence[Style], values: Iterable[object]) -> None:
    """Write a row, as high as its texts need: Excel would see to that, LibreOffice would not."""
    filled = list(zip(styles, values, strict=True))
    cells = [None if value is None else style.filled(value) for style, value in filled]
    height = max((style.height for style, value in filled if value is not None), default=_USUAL)
    if height > _USUAL:
        sheet.row_dimensions[place].height = height
    sheet.append(cells)
    sheet.row_dimensions.pop(place, None)  # it was written, and a long ledger has many


def safe_text(text: str) -> str:
    """Give a text without what a workbook cannot hold, and of which Excel reads no part as a character code."""
    return _ESCAPED.sub("_x005F_", printable(text))


def excel_value(cell: Cell) -> object:
    """Give a cell of a section as a value for Excel: exact amounts, shares as fractions, days as days."""
    match cell:
        case Money(cents):
            return Decimal(cents).scaleb(-2)
        case Share(part):
            return round(part, 6)
        case _:
            return cell
