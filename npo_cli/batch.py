"""A list of expenses: read from a table, checked row by row, written as it goes.

The table is read twice. The first time every row is tried and all faults are told at once, before anything is
written; the second time each row is decided and written, so that memory stays flat however long the list is.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from npo_cli import terminal
from npo_cli.answer.record import record
from npo_cli.answer.row import ADDED_COLUMNS, RowWording
from npo_cli.answer.text import draw_brief
from npo_cli.collector import without_collector
from npo_cli.day import parse_day
from npo_cli.eligibility.decision import Decision, decide, recurs
from npo_cli.eligibility.expense import Answer, Expense, checked_description
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict, worst
from npo_cli.fault import Fault, InputError, fault, printable, refuse
from npo_cli.jsontext import to_json
from npo_cli.language import Language, Phrase
from npo_cli.money import cents_of, parse_cents
from npo_cli.progress import counted
from npo_cli.tables.table import Cell, Row, Table, open_table
from npo_cli.tables.write import csv_writer, output_stream

COLUMNS = {
    "description": frozenset({"description", "omschrijving", "beschrijving", "uitgave", "expense"}),
    "amount": frozenset({"amount", "bedrag"}),
    "date": frozenset({"date", "datum"}),
    "goal": frozenset({"goal", "doel", "bestedingsdoel"}),
}

TALLY = Phrase(
    "{total} {noun}: {eligible} toegestaan, {consult} overleg met accountant, {excluded} niet toegestaan.",
    "{total} {noun}: {eligible} eligible, {consult} consult the accountant, {excluded} excluded.",
)
ONE, MANY = Phrase("uitgave", "expense"), Phrase("uitgaven", "expenses")
MORE_FAULTS = Phrase("… en nog {count} fouten.", "… and {count} more faults.")
NO_ROWS = Phrase("de lijst heeft geen rijen onder de kop.", "the list has no rows below its heading.")
NOT_TEXT = Phrase(
    "een bedrag of datum staat waar een omschrijving hoort; schrijf tekst.",
    "an amount or date stands where a description belongs; write text.",
)

_MOST_FAULTS = 1_000
_MOST_DRAWN = 5_000  # parts of rows

Write = Callable[[Row, Decision], None]


def check_file(
    file: str,
    rulebook: Rulebook,
    as_of: date,
    answers: Mapping[str, Answer],
    form: str,
    output: Path | None,
    language: Language,
) -> Verdict | None:
    """Check every row of a table and write the outcome; give the most cautious verdict of all.

    `file` is a path, or `-` for standard input; `form` is text, csv or json. Raises an InputError with every fault of
    every row, before anything is written.
    """
    source = sys.stdin.buffer if file == "-" else Path(file)
    with open_table(source, COLUMNS, {"description"}, "stdin" if file == "-" else None) as table:
        reader = _RowReader(table, rulebook, answers)
        count = _try_all(table, reader)
        tally = dict.fromkeys(Verdict, 0)
        with (
            without_collector(),
            output_stream(output) as stream,
            _writer(form, stream, table, rulebook, language) as write,
        ):
            expense = reader.described if form == "csv" else reader.expense
            for row in counted(table.rows(), count, language):
                if isinstance(row, Row):
                    decision = decide(expense(row), rulebook, as_of)
                    tally[decision.verdict] += 1
                    write(row, decision)
    noun = (ONE if count == 1 else MANY).to(language)
    terminal.tell(TALLY.to(language, total=count, noun=noun, **{verdict.value: n for verdict, n in tally.items()}))
    return worst(verdict for verdict, n in tally.items() if n)


class _RowReader:
    """Reads rows of one table as expenses; dates and goals recur and are remembered."""

    def __init__(self, table: Table, rulebook: Rulebook, answers: Mapping[str, Answer]) -> None:
        self._table = table
        self._rulebook = rulebook
        self._answers = answers
        get = table.columns.get
        self._places = (table.columns["description"], get("amount"), get("date"), get("goal"))
        self._days: dict[str, date] = {}
        self._goals: dict[str, str] = {}

    def expense(self, row: Row) -> Expense:
        """Read a row that was tried before."""
        cells = row.cells
        description, amount, day, goal = self._places
        return Expense(
            _description(cells[description]),
            None if amount is None else _cents(cells[amount]),
            None if day is None else self._day(cells[day]),
            None if goal is None else self._goal(cells[goal]),
            self._answers,
        )

    def described(self, row: Row) -> Expense:
        """Read of a row that was tried before only what its decision turns on, for a result that tells no more."""
        cells = row.cells
        description, _, day, _ = self._places
        return Expense(
            _description(cells[description]), None, None if day is None else self._day(cells[day]), None, self._answers
        )

    def faults(self, row: Row) -> list[Fault]:
        """Give everything that is wrong with a row; of a sound one nothing, at little cost."""
        try:
            self.expense(row)
        except InputError:
            return self._all_faults(row)
        return []

    def _all_faults(self, row: Row) -> list[Fault]:
        found: list[Fault] = []
        parsers: tuple[Callable[[Cell], object], ...] = (_description, _cents, self._day, self._goal)
        for name, place, parse in zip(COLUMNS, self._places, parsers, strict=True):
            if place is not None:
                try:
                    parse(row.cells[place])
                except InputError as error:
                    found.extend(error.at(self._table.where(row, name)).faults)
        return found

    def _day(self, cell: Cell) -> date | None:
        if cell is None or cell == "":
            return None
        if isinstance(cell, date):
            return cell
        text = str(cell)
        known = self._days.get(text)
        if known is None:
            known = self._days[text] = parse_day(text)
        return known

    def _goal(self, cell: Cell) -> str | None:
        if cell is None or cell == "":
            return None
        text = str(cell)
        known = self._goals.get(text)
        if known is None:
            known = self._goals[text] = self._rulebook.goal_id(text)
        return known


def _description(cell: Cell) -> str:
    if cell is None or isinstance(cell, str):
        return checked_description(cell or "")
    raise refuse(NOT_TEXT)


def _cents(cell: Cell) -> int | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, int | Decimal):  # a number of Excel, which has no decimal sign to mistake
        return cents_of(Decimal(cell))
    return parse_cents(str(cell))


def _try_all(table: Table, reader: _RowReader) -> int:
    """Try every row and count them; raise all faults together, the first thousand in full."""
    faults: list[Fault] = []
    count = left_out = 0
    for row in table.rows():
        count += 1
        found = [row] if isinstance(row, Fault) else reader.faults(row)
        room = _MOST_FAULTS - len(faults)
        faults.extend(found[:room])
        left_out += max(0, len(found) - room)
    if left_out:
        faults.append(fault(MORE_FAULTS, table.name, count=left_out))
    if not count:
        faults.append(fault(NO_ROWS, table.name))
    if faults:
        raise InputError(*faults)
    return count


@contextmanager
def _writer(form: str, stream: TextIO, table: Table, rulebook: Rulebook, language: Language) -> Iterator[Write]:
    """Give what writes a decided row in the chosen form."""
    if form == "csv":
        yield _csv(stream, table, rulebook, language)
    elif form == "json":
        with _json(stream, rulebook, language) as write:
            yield write
    else:
        width = terminal.width()
        colour = stream is sys.stdout

        def write_line(_row: Row, decision: Decision) -> None:
            line = draw_brief(decision, language, width)
            if colour:
                terminal.say(line)
            else:
                stream.write(terminal.plain(line) + "\n")

        yield write_line


def _csv(stream: TextIO, table: Table, rulebook: Rulebook, language: Language) -> Write:
    """Write the table as it was, with the verdict, the rules and the reason in columns of their own."""
    header = [*table.header, *(name for name in ADDED_COLUMNS if name not in table.header)]
    places = [header.index(name) for name in ADDED_COLUMNS]
    extra = len(header) - len(table.header)
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(newline="")  # the writer ends its lines itself; Windows would double them
    watched = stream.isatty()  # then no escape of the list may reach the terminal
    writer = csv_writer(stream, table.delimiter)
    writer.writerow(header)
    cells = RowWording(rulebook, language).cells
    drawn = lru_cache(maxsize=_MOST_DRAWN)(writer.drawn)  # what is added is long, and recurs with the descriptions

    def write(row: Row, decision: Decision) -> None:
        added = cells(decision)
        if watched:
            row = row._replace(cells=tuple(printable(cell) if isinstance(cell, str) else cell for cell in row.cells))
            added = (added[0], added[1], printable(added[2]))
        if extra == len(ADDED_COLUMNS):
            draw = drawn if recurs(decision.expense.description) else writer.drawn
            writer.write_drawn(writer.drawn(row.cells), draw(added))
            return
        whole: list[Cell] = [*row.cells, *[""] * extra]
        for place, cell in zip(places, added, strict=True):
            whole[place] = cell
        writer.writerow(whole)

    return write


@contextmanager
def _json(stream: TextIO, rulebook: Rulebook, language: Language) -> Iterator[Write]:
    """Write a JSON array, one decision a line."""
    before = "[\n"

    def write(_row: Row, decision: Decision) -> None:
        nonlocal before
        stream.write(before + to_json(record(decision, rulebook, language), indent=None))
        before = ",\n"

    yield write
    stream.write("[]\n" if before == "[\n" else "\n]\n")
