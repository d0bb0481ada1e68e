"""A section: one table of a report, with typed cells that each format draws in its own way."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Money(NamedTuple):
    """An amount in cents."""

    cents: int


class Share(NamedTuple):
    """A share of a whole, 1 being all of it."""

    part: float


Cell = Money | Share | int | date | str | None


class Align(StrEnum):
    """On which side a column stands."""

    LEFT = "left"
    RIGHT = "right"


class Column(NamedTuple):
    """A column: its heading, the side its cells stand on, and whether it may be broken over lines."""

    heading: str
    align: Align = Align.RIGHT
    wraps: bool = False


class Section(NamedTuple):
    """One table of the report: an id that is the same in all languages, a title, columns, rows, and notes below.

    `total` says that the last row adds up those above it.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    total: bool = False


class Document(NamedTuple):
    """What a format draws: a title, a line below it, and tables in the order in which they are read."""

    title: str
    subtitle: str
    sections: Iterable[Section]
