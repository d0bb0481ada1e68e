"""Amounts of a column: how they are written is decided for the whole column, never guessed for a cell."""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from npo_cli.fault import refuse
from npo_cli.language import Phrase
from npo_cli.money import MOST_CENTS, NOT_AN_AMOUNT, OTHER_CURRENCY, TOO_LARGE, TOO_PRECISE, without_dash

UNDECIDED = Phrase(
    "niet te zien is of ‘{given}’ duizenden of decimalen heeft; geef --numbers comma of --numbers point.",
    "this column does not show whether ‘{given}’ has thousands or decimals; give --numbers comma or --numbers point.",
)
BOTH = Phrase(
    "deze kolom schrijft bedragen op twee manieren (‘{comma}’ en ‘{point}’); maak haar eenduidig.",
    "this column writes amounts in two ways (‘{comma}’ and ‘{point}’); make it of one kind.",
)


class Decimals(StrEnum):
    """Which sign stands before the cents."""

    COMMA = "comma"
    POINT = "point"


_SHAPES = {
    Decimals.COMMA: re.compile(r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,([0-9]+))?"),
    Decimals.POINT: re.compile(r"([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?:\.([0-9]+))?"),
}
_SIGNED = re.compile(r"\(([^()+-]*)\)|([+-]?)([^()+-]*)([+-]?)")
_DIGIT = re.compile(r"[0-9]")
_NO_GROUPS = str.maketrans("", "", "., ")
_ONE_DIGIT = str.maketrans("123456789", "000000000")
_PLAIN_DIGITS = len(str(MOST_CENTS))  # with which no amount is too large
_MOST_DIGITS = 15  # of whole euros, far above any amount that is taken


def shape(cell: str) -> str:
    """Give the shape of an amount, which tells how it is written: which digits there are does not matter.

    A long column has few shapes.
    """
    return cell.translate(_ONE_DIGIT)


def tells(found: str) -> bool:
    """Say whether a shape helps to decide how a column is written, or is one that cannot be decided."""
    return len(_signs(found)) != len(Decimals)


def decimals_of(cells: Iterable[str]) -> Decimals | None:
    """Decide how a column writes its amounts; refuse a column that does not show it, or that is of two minds.

    A column of whole numbers without separators can be read either way: None. One cell of each shape is enough.
    """
    seen: dict[Decimals, str] = {}
    unsure = ""
    for cell in cells:
        found = _signs(shape(cell))
        if len(found) == 1:
            seen.setdefault(found[0], cell)
        elif not found:
            unsure = unsure or cell
    if len(seen) == 2:
        raise refuse(BOTH, comma=seen[Decimals.COMMA].strip()[:40], point=seen[Decimals.POINT].strip()[:40])
    if not seen and unsure:
        raise refuse(UNDECIDED, given=unsure.strip()[:40])
    return next(iter(seen), None)


def read_cents(cell: str, decimals: Decimals) -> int:
    """Read an amount of a column, which may be negative: -12,50, 12,50- or (12,50)."""
    whole, _, cents = cell.partition("," if decimals is Decimals.COMMA else ".")
    digits = whole + cents
    if len(cents) == 2 and whole and len(digits) <= _PLAIN_DIGITS and digits.isdecimal() and digits.isascii():
        return int(digits)  # the common shape, read at once: lists have many thousands
    return _careful_cents(cell, decimals)


def _careful_cents(cell: str, decimals: Decimals) -> int:
    """Read an amount that has a sign, a currency, groups or no cents; say what is wrong with it."""
    text, negative = _bare(cell)
    match = _SHAPES[decimals].fullmatch(text)
    if match is None or (match[1][0] == "0" and not match[1].isdigit()):  # 0.500 has no thousands
        foreign = re.search(r"[$£¥]|\b[A-Z]{3}\b.*[0-9]|[0-9].*\b[A-Z]{3}\b", text)
        raise refuse(OTHER_CURRENCY if foreign else NOT_AN_AMOUNT, given=cell.strip()[:40])
    whole, cents = match[1].translate(_NO_GROUPS), match[2] or ""
    if len(cents) > 2:
        raise refuse(TOO_PRECISE, given=cell.strip()[:40])
    if len(whole) > _MOST_DIGITS:
        raise refuse(TOO_LARGE, given=cell.strip()[:40])
    found = int(whole) * 100 + int(cents.ljust(2, "0"))
    return _in_range(-found if negative else found, cell)


def exact_cents(number: Decimal) -> int:
    """Read a number of a spreadsheet, which has no signs to mistake."""
    cents = number * 100
    if abs(cents) > MOST_CENTS:
        raise refuse(TOO_LARGE, given=f"{number:f}"[:40])
    if cents != int(cents):
        raise refuse(TOO_PRECISE, given=f"{number:f}"[:40])
    return int(cents)


def _in_range(cents: int, cell: str) -> int:
    if abs(cents) > MOST_CENTS:
        raise refuse(TOO_LARGE, given=cell.strip()[:40])
    return cents


def _bare(cell: str) -> tuple[str, bool]:
    """Take the currency and the sign from an amount; what has no sign as amounts have it is left as it is."""
    text = cell.strip().replace("\xa0", " ").replace("\u202f", " ").replace("\u2212", "-")
    if text[:1].isdigit() and text[-1:].isdigit():
        return text, False
    for mark in ("€", "EUR", "eur"):  # once, and on one side of the number
        before, found, after = text.partition(mark)
        if found and not (_DIGIT.search(before) and _DIGIT.search(after)):
            text = f"{before}{after}".strip()
            break
    match = _SIGNED.fullmatch(without_dash(text))
    if match is None:
        return text, False
    bracketed, before, plain, after = match.groups()
    if before and after:
        return text, False
    return (bracketed or plain or "").strip(), bracketed is not None or "-" in (before, after)


@lru_cache(maxsize=4_096)
def _signs(cell: str) -> tuple[Decimals, ...]:
    """Give the readings that the shape of an amount leaves: one, both, or none where both are as likely.

    What is no amount in any reading says nothing, and is told of at its own row.
    """
    text, _ = _bare(cell)
    found = tuple(decimals for decimals in Decimals if _SHAPES[decimals].fullmatch(text))
    if len(found) == 1:
        return found
    return () if found and ("," in text or "." in text) else tuple(Decimals)
