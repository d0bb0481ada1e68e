"""Dates of a column: in which order they are written is decided for the whole column, never guessed for a cell."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from npo_cli.day import NO_SUCH_DAY, NOT_A_DAY
from npo_cli.eligibility.function_words import MONTHS
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
_NAMED = re.compile(
    r"(?P<d>\d{1,2})[-/. ]+(?P<m>[a-z]+)\.?[-/ ]+(?P<y>\d{4})", re.ASCII | re.IGNORECASE
)  # 18 jul. 2022
_TIME = re.compile(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?$", re.ASCII)  # of a date that a program wrote as a moment

_UNORDERED = frozenset({Order.DAY_FIRST, Order.MONTH_FIRST})  # which a column of one of them may be taken for


def order_of(cells: Iterable[str]) -> Order | None:
    """Decide how a column writes its dates; refuse a column that does not show it, or that is of two minds.

    None where no date in it has an order to decide. A year in front, or a month in letters, is read in one way only, so
    such dates may stand beside others, as where a worksheet has both dates and texts.
    """
    left, first, year_first = _UNORDERED, "", False
    for cell in cells:
        if _is_day(_evident(cell)):
            year_first = year_first or _parts(cell, Order.YEAR_FIRST) is not None
            continue
        found = {order for order in _UNORDERED if _is_day(_parts(cell, order))}
        if not found:
            continue  # no date in any order: told of at its own row
        if not left & found:
            raise refuse(BOTH, one=first.strip()[:40], other=cell.strip()[:40])
        if found < left or not first:
            first = cell
        left &= found
    if len(left) > 1 and first:
        raise refuse(UNDECIDED, given=first.strip()[:40])
    return next(iter(left)) if first else Order.YEAR_FIRST if year_first else None


def read_day(cell: str, order: Order) -> date:
    """Read a date of a column; refuse one that is written otherwise or that does not exist."""
    parts = _evident(cell) or _parts(cell, order)
    if parts is None:
        raise refuse(NOT_A_DAY, given=cell.strip()[:40])
    try:
        return date(*parts)
    except ValueError:
        raise refuse(NO_SUCH_DAY, given=cell.strip()[:40]) from None


def _is_day(parts: tuple[int, int, int] | None) -> bool:
    """Tell whether parts may be those of a date; 31-02-2022 is no day, yet shows that the day is first."""
    _, month, day = parts or (0, 0, 0)
    return 1 <= month <= 12 and 1 <= day <= 31


def _evident(cell: str) -> tuple[int, int, int] | None:
    """Give year, month and day of a date that is read in one way only."""
    named = _NAMED.fullmatch(_TIME.sub("", cell.strip()))
    if named and (month := MONTHS.get(named["m"].lower())):
        return int(named["y"]), month, int(named["d"])
    return _parts(cell, Order.YEAR_FIRST)


def _parts(cell: str, order: Order) -> tuple[int, int, int] | None:
    """Give year, month and day as they are written in an order, or None where the shape is another."""
    match = _SHAPES[order].fullmatch(_TIME.sub("", cell.strip()))
    if match is None:
        return None
    month, day = (match["m"], match["d"]) if match["m"] else match.group(5, 6)
    return int(match["y"]), int(month), int(day)
