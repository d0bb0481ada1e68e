"""Dates of a column: in which order they are written is decided for the whole column, never guessed for a cell."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from npo_cli.day import NO_SUCH_DAY, NOT_A_DAY
from npo_cli.fault import refuse
from npo_cli.language import Phrase

UNDECIDED = Phrase(
    "aan deze kolom is niet te zien of ‘{given}’ met de dag of met de maand begint; geef --dates day-first of "
    "--dates month-first.",
    "this column does not show whether ‘{given}’ begins with the day or the month; give --dates day-first or "
    "--dates month-first.",
)
BOTH = Phrase(
    "deze kolom schrijft datums op twee manieren (‘{one}’ en ‘{other}’); maak haar eenduidig.",
    "this column writes dates in two ways (‘{one}’ and ‘{other}’); make it of one kind.",
)


class Order(StrEnum):
    """In which order a date is written."""

    YEAR_FIRST = "year-first"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


_SHAPES = {
    Order.YEAR_FIRST: re.compile(r"(?P<y>\d{4})(?:([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})|(\d\d)(\d\d))", re.ASCII),
    Order.DAY_FIRST: re.compile(r"(?P<d>\d{1,2})([-/. ])(?P<m>\d{1,2})\2(?P<y>\d{4})", re.ASCII),
    Order.MONTH_FIRST: re.compile(r"(?P<m>\d{1,2})([-/. ])(?P<d>\d{1,2})\2(?P<y>\d{4})", re.ASCII),
}
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")  # a date that a program wrote as a moment


def order_of(cells: Iterable[str]) -> Order:
    """Decide how a column writes its dates; refuse a column that does not show it, or that is of two minds."""
    left, first = set(Order), ""
    for cell in cells:
        found = {order for order in Order if _is_like(cell, order)}
        if not found:
            continue  # no date in any order: told of at its own row
        if not left & found:
            raise refuse(BOTH, one=first.strip()[:40], other=cell.strip()[:40])
        if found < left or not first:
            first = cell
        left &= found
    if len(left) > 1 and first:
        raise refuse(UNDECIDED, given=first.strip()[:40])
    return next(iter(left)) if len(left) == 1 else Order.YEAR_FIRST


def read_day(cell: str, order: Order) -> date:
    """Read a date of a column; refuse one that is written otherwise or that does not exist."""
    found = _as_day(cell, order)
    if found is None:
        shaped = _SHAPES[order].fullmatch(_MIDNIGHT.sub("", cell.strip()))
        raise refuse(NO_SUCH_DAY if shaped else NOT_A_DAY, given=cell.strip()[:40])
    return found


def _as_day(cell: str, order: Order) -> date | None:
    """Read a date in one order, or give None."""
    try:
        return date(*parts) if (parts := _parts(cell, order)) else None
    except ValueError:
        return None


def _is_like(cell: str, order: Order) -> bool:
    """Tell whether a date may be written in an order; 31-02-2022 is no day, yet shows that the day is first."""
    _, month, day = _parts(cell, order) or (0, 0, 0)
    return 1 <= month <= 12 and 1 <= day <= 31


def _parts(cell: str, order: Order) -> tuple[int, int, int] | None:
    """Give year, month and day as they are written in an order, or None where the shape is another."""
    match = _SHAPES[order].fullmatch(_MIDNIGHT.sub("", cell.strip()))
    if match is None:
        return None
    month, day = (match["m"], match["d"]) if match["m"] else match.group(5, 6)
    return int(match["y"]), int(month), int(day)
