"""Reads the rows of a table as expenses."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from npo_cli.day import parse_day
from npo_cli.eligibility.expense import Answer, Expense, checked_description, is_plain
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import Fault, InputError, refuse
from npo_cli.language import Phrase
from npo_cli.money import cents_of, is_common, parse_cents
from npo_cli.tables.known import KNOWN
from npo_cli.tables.table import Cell, Row, Table

COLUMNS = {
    "description": frozenset({"description", "omschrijving", "beschrijving", "uitgave", "expense"}),
    "amount": frozenset({"amount", "bedrag"}),
    "date": frozenset({"date", "datum"}),
    "goal": frozenset({"goal", "doel", "bestedingsdoel"}),
}

# What lists of financial systems call it, taken where there is none of the headings above.
OTHERS = {"description": KNOWN["description"]}

_EMPTY = (None, "")

NOT_TEXT = Phrase(
    "een bedrag of datum staat waar een omschrijving hoort; schrijf tekst.",
    "an amount or date stands where a description belongs; write text.",
)


class ExpenseReader:
    """Reads rows of one table as expenses; dates and goals recur and are remembered."""

    def __init__(self, table: Table, rulebook: Rulebook, answers: Mapping[str, Answer]) -> None:
        self._table = table
        self._rulebook = rulebook
        self._answers = answers
        get = table.columns.get
        self.description = table.columns["description"]  # the place of its column
        self._places = (self.description, get("amount"), get("date"), get("goal"))
        self._days: dict[Cell, date | None] = dict.fromkeys(_EMPTY)
        self._goals: dict[Cell, str | None] = dict.fromkeys(_EMPTY)

    def expense(self, row: Row) -> Expense:
        """Read a row; raise an InputError for what is wrong with it."""
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
        return Expense(_description(row.cells[self.description]), None, self.day(row), None, self._answers)

    def day(self, row: Row) -> date | None:
        """Give the day of spending of a row."""
        place = self._places[2]
        return None if place is None else self._day(row.cells[place])

    def undated(self, rows: Sequence[Row]) -> int:
        """Count the rows that tell no day, of a list that has a column for it."""
        place = self._places[2]
        return 0 if place is None else sum([row.cells[place] in _EMPTY for row in rows])

    def elsewhere(self, rows: Sequence[Row], goals: Sequence[tuple[str, ...]]) -> list[int]:
        """Give the numbers of the rows that name another goal than those that the rules found for each."""
        place = self._places[3]
        if place is None:
            return []
        return [
            row.number
            for row, found in zip(rows, goals, strict=True)
            if found and (named := self._goal(row.cells[place])) and named not in found
        ]

    def doubtful(self, run: Sequence[Row | Fault]) -> list[Row | Fault]:
        """Give the rows that take a closer look: all but those of which each cell is as nearly all cells are."""
        description, amount, day, goal = self._places
        days, goals = self._days, self._goals
        return [
            row
            for row in run
            if isinstance(row, Fault)
            or not (
                is_plain((cells := row.cells)[description])
                and (amount is None or is_common(cells[amount]))
                and (day is None or cells[day] in days)
                and (goal is None or cells[goal] in goals)
            )
        ]

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
        if cell in _EMPTY:
            return None
        if isinstance(cell, date):
            return cell
        text = str(cell)
        known = self._days.get(text)
        if known is None:
            known = self._days[text] = parse_day(text)
        return known

    def _goal(self, cell: Cell) -> str | None:
        if cell in _EMPTY:
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
    if cell in _EMPTY:
        return None
    if isinstance(cell, int | Decimal):  # a number of Excel, which has no decimal sign to mistake
        return cents_of(Decimal(cell))
    return parse_cents(str(cell))
