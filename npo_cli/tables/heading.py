"""Finds the header of a table: the first row that has every required column, titles above it or not."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple, Self

from npo_cli.fault import Fault, InputError, fault
from npo_cli.language import Phrase
from npo_cli.tables.table import shortened

NO_COLUMN = Phrase(
    "geen kolom gevonden met de kop {names}; wel gevonden: {found}. Geef de kolom een van deze koppen, in "
    "een van de bovenste {rows} gevulde rijen.",
    "no column found that is headed {names}; found instead: {found}. Give the column one of these "
    "headings, in one of the top {rows} rows with content.",
)
TWO_COLUMNS = Phrase(
    "de koppen {both} betekenen hetzelfde; geef de kolom die niet is bedoeld een andere kop.",
    "the headings {both} mean the same; give the column that is not meant another heading.",
)

MOST_ROWS = 10
MOST_SHOWN = 8

# What no content is in a row: separators too, since a row of those is one cell to another separator.
_BLANK = " \t\r\n\xa0;,"
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class ColumnError(InputError):
    """A column is missing or there twice: which one, and a heading that it may have."""

    def __init__(self, column: str, heading: str, *faults: Fault) -> None:
        super().__init__(*faults)
        self.column = column
        self.heading = heading


class Wanted(NamedTuple):
    """The columns to look for: the headings that mean each of them, and which of them must be there.

    `others` are headings that mean a column too where none of its own is there, and one of these alone.
    """

    aliases: Mapping[str, frozenset[str]]
    required: frozenset[str]
    others: Mapping[str, frozenset[str]] = {}

    def missing(self, places: Collection[str]) -> list[str]:
        """Name the required columns that are not there."""
        return sorted(self.required.difference(places))


class Heading(NamedTuple):
    """A row that may be the header: its number, its cells, and at which indexes each wanted column stands."""

    number: int
    cells: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    rank: tuple[int, int, int]

    @classmethod
    def of(cls, number: int, cells: Sequence[str], wanted: Wanted) -> Self:
        """Look for the wanted columns in a row."""
        folded = list(map(fold_heading, cells))
        places = {
            column: indexes
            for column, known in wanted.aliases.items()
            if (indexes := _places(folded, known) or _only(_places(folded, wanted.others.get(column, frozenset()))))
        }
        rank = (len(wanted.required.intersection(places)), len(places), sum(map(bool, folded)))
        return cls(number, tuple(cells), places, rank)

    @property
    def last_line(self) -> int:
        """The line of a CSV file on which the header ends: a heading may hold line breaks."""
        return self.number + sum(len(_LINE_BREAK.findall(cell)) for cell in self.cells)


def fold_heading(heading: str) -> str:
    """Write a heading as it is looked for: blanks, capitals and blanks around a stroke do not matter."""
    return " ".join(heading.split()).casefold().replace(" /", "/").replace("/ ", "/")


def _places(folded: Sequence[str], known: frozenset[str]) -> tuple[int, ...]:
    return tuple(index for index, text in enumerate(folded) if text in known)


def _only(places: tuple[int, ...]) -> tuple[int, ...]:
    return places if len(places) == 1 else ()


def best_heading(rows: Iterable[tuple[int, Sequence[str]]], wanted: Wanted) -> Heading | None:
    """Choose the header: of the top rows with every required column the first that has most columns.

    Without one, the row that is nearest to it. Headings of another program are words that a cell may hold too, so a row
    is none by such a word alone, unless it is the first. None means that no row has any content.
    """
    top = list(islice((row for row in rows if _has_content(row[1])), MOST_ROWS))
    own = wanted._replace(others={})
    headings = []
    for place, row in enumerate(top):
        heading = Heading.of(*row, wanted)
        headings.append(heading if len(heading.places) > 1 or not place else Heading.of(*row, own))
    whole = [heading for heading in headings if not wanted.missing(heading.places)]
    if whole:
        return max(whole, key=lambda heading: len(heading.places))
    return max(headings, key=attrgetter("rank"), default=None)


def _has_content(cells: Sequence[str]) -> bool:
    return any(cell.strip(_BLANK) for cell in cells)


def columns_of(
    heading: Heading,
    wanted: Wanted,
    where: str,
    also: Iterable[Fault] = (),
    no_column: Phrase = NO_COLUMN,
    **values: object,
) -> dict[str, int]:
    """Give the index of each wanted column; refuse a header that lacks a required one, or has one twice.

    `also` holds what else is wrong where a required column is missing, since that may be the cause.
    """
    found = quoted(heading.cells)
    missing = [
        fault(
            no_column,
            where,
            names=either(sorted(wanted.aliases[column])),
            found=found,
            rows=MOST_ROWS,
            **values,
        )
        for column in wanted.missing(heading.places)
    ]
    if missing:
        known = {index for indexes in heading.places.values() for index in indexes}
        free = (cell.strip() for index, cell in enumerate(heading.cells) if cell.strip() and index not in known)
        raise ColumnError(wanted.missing(heading.places)[0], next(free, ""), *missing, *also)
    twice = {column: indexes for column, indexes in heading.places.items() if len(indexes) > 1}
    faults = [fault(TWO_COLUMNS, where, both=_both([heading.cells[at] for at in each])) for each in twice.values()]
    for column, indexes in twice.items():
        if len({fold_heading(heading.cells[at]) for at in indexes}) < len(indexes):
            raise InputError(*faults)  # no heading tells which is meant
        raise ColumnError(column, heading.cells[indexes[0]].strip(), *faults)
    return {column: indexes[0] for column, indexes in heading.places.items()}


def either(names: Sequence[str]) -> Phrase:
    """Quote names of which one will do."""
    *most, last = [f"‘{name}’" for name in names]
    return Phrase(f"{', '.join(most)} of {last}", f"{', '.join(most)} or {last}") if most else Phrase(last, last)


def _both(headings: Sequence[str]) -> Phrase:
    *most, last = [f"‘{shortened(heading)}’" for heading in headings]
    return Phrase(f"{', '.join(most)} en {last}", f"{', '.join(most)} and {last}")


def quoted(headings: Sequence[str]) -> Phrase:
    """Quote headings, each shortened, and of many the first."""
    filled = [f"‘{shortened(heading)}’" for heading in headings if heading.strip()]
    text = ", ".join(filled[:MOST_SHOWN])
    more = len(filled) - MOST_SHOWN
    return Phrase(f"{text} en nog {more}", f"{text} and {more} more") if more > 0 else Phrase(text, text)
