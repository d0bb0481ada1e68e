"""The results of a list: every row with its verdict, as lines of text, as CSV or as JSON.

Each way of writing takes a run of rows that were found sound, decides and writes them, and tells the verdict of each
and the goals that the rules found for it.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from io import TextIOWrapper
from typing import NamedTuple, TextIO

from npo_cli import terminal
from npo_cli.answer.record import record
from npo_cli.answer.row import ADDED_COLUMNS, Cells, RowWording
from npo_cli.answer.text import draw_brief
from npo_cli.batch.reader import ExpenseReader
from npo_cli.eligibility.decision import Decision, decide, recurs
from npo_cli.eligibility.expense import Expense
from npo_cli.eligibility.rulebook import Edition, Rulebook
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import printable
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.tables.table import Cell, Row, Table
from npo_cli.tables.write import csv_writer

_MOST_KNOWN = 5_000  # answers

Decided = Callable[[Expense], Decision]
Outcome = tuple[Verdict, tuple[str, ...]]  # with the goals
Write = Callable[[Sequence[Row]], list[Outcome]]


@contextmanager
def writer(
    form: str,
    stream: TextIO,
    table: Table,
    reader: ExpenseReader,
    edition: Edition,
    language: Language,
) -> Iterator[Write]:
    """Give what decides and writes a run of rows in a form: text, csv or json."""
    decided = partial(decide, rulebook=edition.rulebook, as_of=edition.receipt.as_of)
    if form == "csv":
        yield _CsvResult(stream, table, reader, decided, edition, language).write
    elif form == "json":
        with _json(stream, reader, decided, edition.rulebook, language) as write:
            yield write
    else:
        yield _text(stream, reader, decided, language)


class _Answer(NamedTuple):
    """What the list says of a row: the outcome, and the cells that are added, also as they are drawn."""

    outcome: Outcome
    cells: Cells
    drawn: str


class _CsvResult:
    """Writes the table as it was, with the verdict, the rules and the reason in columns of their own."""

    def __init__(
        self,
        stream: TextIO,
        table: Table,
        reader: ExpenseReader,
        decided: Decided,
        edition: Edition,
        language: Language,
    ) -> None:
        self._reader = reader
        self._decided = decided
        self._edition = edition
        self._cells = RowWording(edition.rulebook, language).cells
        self._known: dict[tuple[Cell, date | bool], _Answer] = {}  # what recurs in a list, recurs often
        header = [*table.header, *(name for name in ADDED_COLUMNS if name not in table.header)]
        self._places = [header.index(name) for name in ADDED_COLUMNS]
        self._extra = len(header) - len(table.header)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(newline="")  # the writer ends its lines itself; Windows would double them
        self._watched = stream.isatty()  # then no escape of the list may reach the terminal
        self._writer = csv_writer(stream, table.delimiter)
        self._writer.writerow(self._shown(header))

    def write(self, rows: Sequence[Row]) -> list[Outcome]:
        """Decide and write rows; give their outcomes."""
        answers = list(map(self._answer, rows))
        if self._watched or self._extra < len(ADDED_COLUMNS):
            self._writer.writerows(map(self._whole, rows, answers))
        else:
            self._writer.write_beside([cells for _, cells in rows], [drawn for _, _, drawn in answers])
        return [outcome for outcome, _, _ in answers]

    def _answer(self, row: Row) -> _Answer:
        text = row.cells[self._reader.description]
        key = (text, self._edition.bearing(self._reader.day(row)))
        known = self._known.get(key)
        if known is not None:
            return known
        decision = self._decided(self._reader.described(row))
        cells = self._cells(decision)
        answer = _Answer((decision.verdict, decision.goals), cells, self._writer.drawn(cells))
        if isinstance(text, str) and recurs(text):
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = answer
        return answer

    def _whole(self, row: Row, answer: _Answer) -> Sequence[Cell]:
        """Give a row with the added cells in their places, in the place of those of an earlier check."""
        cells: list[Cell] = [*row.cells, *[""] * self._extra]
        for place, cell in zip(self._places, answer.cells, strict=True):
            cells[place] = cell
        return self._shown(cells)

    def _shown(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Give cells as they may be written here."""
        if not self._watched:
            return cells
        return [printable(cell) if isinstance(cell, str) else cell for cell in cells]


@contextmanager
def _json(
    stream: TextIO, reader: ExpenseReader, decided: Decided, rulebook: Rulebook, language: Language
) -> Iterator[Write]:
    """Write a JSON array, one decision a line."""
    before = "[\n"

    def write(decision: Decision) -> None:
        nonlocal before
        stream.write(before + to_json(record(decision, rulebook, language), indent=None))
        before = ",\n"

    yield _one_by_one(reader, decided, write)
    stream.write("[]\n" if before == "[\n" else "\n]\n")


def _text(stream: TextIO, reader: ExpenseReader, decided: Decided, language: Language) -> Write:
    """Write a line for each row."""
    width = terminal.width()
    colour = stream is sys.stdout

    def write(decision: Decision) -> None:
        line = draw_brief(decision, language, width)
        if colour:
            terminal.say(line)
        else:
            stream.write(terminal.plain(line) + "\n")

    return _one_by_one(reader, decided, write)


def _one_by_one(reader: ExpenseReader, decided: Decided, write: Callable[[Decision], None]) -> Write:
    """Give what decides a run of rows and writes each decision by itself."""

    def write_all(rows: Sequence[Row]) -> list[Outcome]:
        decisions = [decided(reader.expense(row)) for row in rows]
        for decision in decisions:
            write(decision)
        return [(decision.verdict, decision.goals) for decision in decisions]

    return write_all
