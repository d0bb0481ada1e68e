"""A list of invoices: a table of a financial system, read row by row as expenses, with how it is written found out."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from npo_cli.bookkeeping.exchange.amount import Decimals, decimals_of, exact_cents, read_cents, shape, tells
from npo_cli.bookkeeping.exchange.dates import Order, order_of, read_day
from npo_cli.bookkeeping.exchange.layout import Layout
from npo_cli.bookkeeping.ledger import on_one_line
from npo_cli.eligibility.decision import recurs
from npo_cli.eligibility.expense import checked_description
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import Fault, InputError, fault, raise_all, refuse
from npo_cli.language import Language, Phrase
from npo_cli.money import euros, euros_phrase
from npo_cli.tables.heading import quoted
from npo_cli.tables.table import Cell, Row, Table

NO_AMOUNT_COLUMN = Phrase(
    "geen kolom met bedragen gevonden; wijs haar aan met --columns amount=KOP, of debit=KOP en credit=KOP.",
    "no column of amounts was found; point it out with --columns amount=HEADING, or debit=HEADING and credit=HEADING.",
)
NO_SUCH_HEADING = Phrase(
    "de kop ‘{heading}’ staat niet in deze lijst; wel: {found}.",
    "the heading ‘{heading}’ is not in this list; found: {found}.",
)
NO_DAY = Phrase("de datum ontbreekt.", "the date is missing.")
NO_AMOUNT = Phrase("het bedrag ontbreekt.", "the amount is missing.")
TWO_AMOUNTS = Phrase(
    "debet en credit zijn allebei ingevuld; houd één van de twee over.",
    "debit and credit are both filled in; keep one.",
)
TWO_WAYS = Phrase(
    'de lijst heeft bedragen onder ‘{plain}’ en onder ‘{sided}’; zeg welke gelden met --columns "amount={plain}" of '
    '--columns "{pairs}".',
    'the list has amounts under ‘{plain}’ and under ‘{sided}’; say which count with --columns "amount={plain}" or '
    '--columns "{pairs}".',
)
CREDIT_TWICE = Phrase(
    "het bedrag is negatief en staat als credit; laat het minteken of de aanduiding credit weg.",
    "the amount is negative and stands as credit; leave out the minus sign or the mark of credit.",
)
SIDE_MISSING = Phrase(
    "er staat niet bij of dit debet of credit is; schrijf D of C.",
    "it is not said whether this is debit or credit; write D or C.",
)
SIDE_OF_TWO = Phrase(
    "‘{side}’ zegt alleen van bedragen in één kolom wat debet en wat credit is; geef ook --columns amount=KOP, of laat "
    "‘side’ weg.",
    "‘{side}’ tells debit from credit only of amounts in one column; give --columns amount=HEADING too, or leave out "
    "‘side’.",
)
NO_SIDE = Phrase(
    "‘{given}’ zegt niet of dit debet of credit is; schrijf D of C.",
    "‘{given}’ does not say debit or credit; write D or C.",
)
UNNAMED_SIDE = Phrase(
    'de kolom ‘{heading}’ lijkt te zeggen wat debet en wat credit is; geef --columns "side={heading}", of '
    '--columns "side=" als dat niet zo is.',
    'the column ‘{heading}’ seems to say what is debit and what is credit; give --columns "side={heading}", or '
    '--columns "side=" if it does not.',
)
NO_EXPENSE = Phrase(
    "‘{given}’ lijkt een totaal of een saldo en geen uitgave; haal de rij uit de lijst, of geef haar een andere "
    "omschrijving.",
    "‘{given}’ seems to be a total or a balance and no expense; take the row out of the list, or give it another "
    "description.",
)
NOT_EUROS = Phrase(
    "‘{given}’ is niet de euro; reken het bedrag om en schrijf EUR.",
    "‘{given}’ is not the euro; convert the amount and write EUR.",
)
NOT_TEXT = Phrase("hier hoort tekst te staan.", "text belongs here.")
ZERO = Phrase("het bedrag is nul; een besteding is meer dan € 0,00.", "the amount is zero; a spending is above € 0.00.")
TOTAL_DIFFERS = Phrase(
    "de totaalregel noemt {given}, maar de rijen tellen op tot {sum}; controleer de lijst.",
    "the total row says {given}, but the rows add up to {sum}; check the list.",
)

_TOTAL = re.compile(r"\s*((sub|eind)?totaal|(sub)?total|grand total|saldo|som|sum)\b", re.IGNORECASE)
_BALANCE = re.compile(
    r"((sub|tussen|begin|eind|openings?|slot|sluit|start)[- ]?(totaal|saldo|balans|stand)\b"
    r"|(opening|closing|starting) balance\b|balance (brought|carried) forward\b|sub[- ]?total\b"
    r"|(totaal|saldo|total|grand total|balance)\b"  # by itself, or of a time: a `saldo subsidie` is paid
    r"(\W*(per|op|t/m|tot|until|at|vorig|oud|nieuw|jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\w*)?"
    r"[\W\d]*$)",
    re.IGNORECASE,
)
_EUROS = frozenset({"eur", "euro", "euro's", "€", ""})
_AMOUNTS = ("amount", "debit", "credit")
_MOST_TEXTS = 5_000  # that recur

_SIDES = {
    **dict.fromkeys(("d", "db", "dr", "deb", "debet", "debit", "af", "s", "soll", "+"), 1),
    **dict.fromkeys(("c", "cr", "cred", "credit", "bij", "h", "haben", "k", "-"), -1),
}
_MEAN_MORE = frozenset("hks")  # such as a high rate of VAT; only both sides together make them sides


class Item(NamedTuple):
    """One row as an expense: `cents` is negative for a credit note; `goal` is an id, or None where none is named."""

    text: str
    cents: int
    day: date
    goal: str | None
    supplier: str
    reference: str


Read = tuple[Row | Fault, Item | list[Fault]]  # a row, and what was read from it: an expense, or its faults


class Written(NamedTuple):
    """How the list is written, decided for whole columns; None where no cell of it tells, and none turns on it."""

    decimals: Decimals | None
    order: Order | None


class InvoiceList:
    """A table read as expenses. Reads the table once to find out how it is written, and again for each use."""

    def __init__(self, table: Table, layout: Layout, rulebook: Rulebook) -> None:
        self.table = table
        self._layout = layout
        self._rulebook = rulebook
        self._days: dict[Cell, date] = {}
        self._texts: dict[Cell, str] = {}
        self._goals: dict[Cell, str | None] = {}
        self._check_headings()
        get = table.columns.get
        self._places = (
            table.columns["description"],
            table.columns["date"],
            get("goal"),
            get("supplier"),
            get("reference"),
        )
        self._currency = get("currency")
        self._plain_amount = None if "side" in table.columns else get("amount")  # where an amount is all that counts
        self.count = 0  # of all rows
        self._dated: dict[Cell, None] = {}  # the dates that occur, in the order in which they come
        self._amounts = [table.columns[name] for name in _AMOUNTS if name in table.columns]
        self._shapes: dict[str, str] = {}  # how amounts are written, each with the first of its kind
        # Columns of which all cells so far say debit or credit, or nothing, and which of the three they say.
        alone = self._plain_amount is not None and not layout.unsided
        free = set(range(len(table.header))).difference(table.columns.values()) if alone else ()
        self._like_sides: dict[int, set[int]] = {column: set() for column in free}
        self._sides_said = False  # whether anything stands in the column that is known to say it
        self._totals = self._look_through()
        self._refuse_unnamed_side()
        self.written = self._find_out()
        self._decimals = self.written.decimals or Decimals.COMMA
        self._order = self.written.order or Order.YEAR_FIRST
        self.uncompared: list[tuple[int, int]] = []  # the total rows that were left out while rows could not be read
        self.left_out: list[tuple[int, int | None]] = []  # the total rows: their numbers, and their amounts in cents

    def rows(self) -> Iterator[Read]:
        """Read every row but the totals at the end: as an expense, or as all that is wrong with it."""
        for row in self.table.rows():
            if isinstance(row, Fault):
                yield row, [row]
            elif row.number not in self._totals:
                yield row, self._read(row)

    def said(self, language: Language) -> Iterator[str]:
        """Say aloud what was decided about the list, so that a wrong guess is seen."""
        yield from self.table.said_of_sheets(language)
        heads = ", ".join(
            f"{name} = ‘{self.table.heading(index)}’" for name, index in sorted(self.table.columns.items())
        )
        yield COLUMNS.to(language, columns=heads)
        told = [
            *([DECIMALS[self.written.decimals].to(language)] if self.written.decimals else []),
            *([ORDERS[self.written.order].to(language)] if self.written.order else []),
        ]
        if told:
            yield WRITTEN.to(language, how=AND.to(language).join(told))

    def said_of_totals(self, language: Language) -> Iterator[str]:
        """Say which rows were taken for totals, once `check_totals` has seen them add up."""
        for number, cents in self.left_out:
            if cents is None:
                yield EMPTY_TOTAL_ROW.to(language, number=number)
            else:
                yield TOTAL_ROW.to(language, number=number, amount=euros(cents, language))
        for number, amount in self.uncompared:
            yield UNCOMPARED_ROW.to(language, number=number, amount=euros(amount, language))

    def _check_headings(self) -> None:
        columns = self.table.columns
        wanted = {name: heading for name, heading in self._layout.columns.items() if name not in columns}
        found = quoted(self.table.header)
        raise_all(fault(NO_SUCH_HEADING, self.table.name, heading=heading, found=found) for heading in wanted.values())
        if "amount" not in columns and "debit" not in columns:
            raise refuse(NO_AMOUNT_COLUMN, self.table.name)
        sides = [name for name in ("debit", "credit") if name in columns]
        if "amount" in columns and sides:
            plain, *others = (self.table.header[columns[name]] for name in ("amount", *sides))
            pairs = ",".join(f"{name}={heading}" for name, heading in zip(sides, others, strict=True))
            raise refuse(TWO_WAYS, self.table.name, plain=plain[:40], sided=others[0][:40], pairs=pairs[:80])
        if "side" in columns and sides:
            raise refuse(SIDE_OF_TWO, self.table.name, side=self.table.heading(columns["side"])[:40])

    def _look_through(self) -> dict[int, Row]:
        """Read the list once: count its rows, and note its dates and how its amounts are written.

        Gives the rows at its end that are totals and no expenses, by their numbers.
        """
        found: dict[int, Row] = {}
        place, dated = self.table.columns["date"], self._dated
        for row in self.table.rows():
            self.count += 1
            if isinstance(row, Row):
                day = row.cells[place]
                if day not in dated:  # else it is no total, as nearly all rows are none
                    if self._is_total(row):
                        found[row.number] = row
                        continue
                    if not _says_total(day) and not _empty(day):
                        dated[day] = None
            if found:  # totals amid the list are none
                for each in found.values():
                    self._note_amounts(each)
                found.clear()
            if isinstance(row, Row):
                self._note_amounts(row)
                if self._like_sides or self._plain_amount is None:
                    self._note_sides(row)
        return found

    def _note_sides(self, row: Row) -> None:
        self._sides_said = self._sides_said or not _empty(self._cell(row, "side"))
        for column in list(self._like_sides):
            sign = _sign_of(row.cells[column])
            if sign is None:
                del self._like_sides[column]
            else:
                self._like_sides[column].add(sign * (2 if _folded(row.cells[column]) in _MEAN_MORE else 1))

    def _refuse_unnamed_side(self) -> None:
        """Refuse a list in which a column that has no known heading seems to tell debit from credit.

        One in which all is debit, or in which nothing stands, changes nothing.
        """
        for column, signs in self._like_sides.items():
            if -1 in signs or {0, 1} <= signs or min(signs, default=0) < 0 < max(signs):
                raise refuse(UNNAMED_SIDE, self.table.name, heading=self.table.heading(column))

    def _note_amounts(self, row: Row) -> None:
        for place in self._amounts:
            cell = row.cells[place]
            if isinstance(cell, str) and (found := shape(cell)) not in self._shapes and tells(found):
                self._shapes[found] = cell

    def _is_total(self, row: Row) -> bool:
        day = self._cell(row, "date")
        if not _empty(day):
            return _says_total(day)
        described = self._cell(row, "description")
        named = not all(_empty(self._cell(row, name)) for name in ("supplier", "reference"))
        if named and not _empty(described) and not _says_total(described):
            return False  # an expense, whatever the supplier is called: Total Nederland sells fuel
        if any(map(_says_total, row.cells)):
            return True
        return all(_empty(self._cell(row, name)) for name in ("description", "supplier", "reference"))

    def _find_out(self) -> Written:
        """Decide how the columns are written; refuse what they do not show, each at its column."""
        faults: list[Fault] = []
        decimals, order = self._layout.numbers, self._layout.dates
        try:
            decimals = decimals or decimals_of(self._shapes.values())
        except InputError as error:
            faults.extend(error.at(self._place(self._amounts[0])).faults)
        try:
            order = order or order_of(day for day in self._dated if isinstance(day, str))
        except InputError as error:
            faults.extend(error.at(self._place(self.table.columns["date"])).faults)
        raise_all(faults)
        return Written(decimals, order)

    def _place(self, column: int) -> str:
        return f"{self.table.name} ({self.table.heading(column)})"

    def check_totals(self, total: int | None) -> None:
        """See that the total row adds up; `total` is the sum of all rows read. Refuse a list where it does not.

        None says that not every row could be read, so that nothing can be compared.
        """
        for row in self._totals.values():
            names = [name for name in _AMOUNTS if not _empty(self._cell(row, name))]
            if not names:  # a closing line, or a formula whose outcome was not kept
                self.left_out.append((row.number, None))
                continue
            where = self.table.where(row, names[0])
            try:
                cents = self._sided(row) or 0
            except InputError as error:
                raise error.at(where) from error
            if total is None:
                self.uncompared.append((row.number, cents))
                continue
            if cents != total:
                raise refuse(TOTAL_DIFFERS, where, given=euros_phrase(cents), sum=euros_phrase(total))
            self.left_out.append((row.number, cents))

    def _read(self, row: Row) -> Item | list[Fault]:
        cells = row.cells
        description, day, goal, supplier, reference = self._places
        try:
            if self._currency is not None:
                _refuse_others(cells[self._currency])
            return Item(
                self._texts.get(cells[description]) or self._text(cells[description]),
                self._cents(row),
                self._days.get(cells[day]) or self._day(cells[day]),
                None if goal is None else self._goal(cells[goal]),
                "" if supplier is None else _plain(cells[supplier]),
                "" if reference is None else _plain(cells[reference]),
            )
        except InputError:
            return self._all_faults(row)

    def _all_faults(self, row: Row) -> list[Fault]:
        """Give everything that is wrong with a row."""
        found: list[Fault] = []
        readings: tuple[tuple[str, Callable[[], object]], ...] = (
            ("description", lambda: _text(self._cell(row, "description"))),
            ("side", lambda: self._side(row)),
            ("amount", lambda: self._cents(row, sided=self._tells_side(row))),
            ("date", lambda: self._day(self._cell(row, "date"))),
            ("goal", lambda: self._goal(self._cell(row, "goal"))),
            ("currency", lambda: _refuse_others(self._cell(row, "currency"))),
        )
        for name, read in readings:
            try:
                read()
            except InputError as error:
                found.extend(error.at(self.table.where(row, name)).faults)
        return found

    def _cents(self, row: Row, *, sided: bool = True) -> int:
        if "amount" not in self.table.columns and self._amount(row, "debit") and self._amount(row, "credit"):
            raise refuse(TWO_AMOUNTS)
        if sided and self._sides_said:
            self._side(row)
        cents = self._sided(row) if sided else self._amount(row, "amount")
        if cents is None:
            raise refuse(NO_AMOUNT)
        if not cents:
            raise refuse(ZERO)
        return cents

    def _sided(self, row: Row) -> int | None:
        """Read the amount with its sign: that of its side, or debit less credit; None where there is no amount."""
        place = self._plain_amount
        if place is not None and isinstance(cell := row.cells[place], str) and cell.strip():
            return read_cents(cell, self._decimals)
        if "amount" not in self.table.columns:
            debit, credit = self._amount(row, "debit"), self._amount(row, "credit")
            if (credit or 0) < 0:
                raise refuse(CREDIT_TWICE)
            return None if debit is None and credit is None else (debit or 0) - (credit or 0)
        cents, side = self._amount(row, "amount"), self._cell(row, "side")
        if cents is None or _empty(side):
            return cents
        sign = self._side(row)
        if cents < 0 and sign < 0:
            raise refuse(CREDIT_TWICE)
        return cents * sign

    def _side(self, row: Row) -> int:
        """Read on which side an amount stands: 1 for debit, -1 for credit. A column in which nothing stands says 1."""
        cell = self._cell(row, "side")
        if not self._tells_side(row):
            raise refuse(SIDE_MISSING) if _empty(cell) else refuse(NO_SIDE, given=str(cell).strip()[:20])
        return _sign_of(cell) or 1

    def _tells_side(self, row: Row) -> bool:
        sign = _sign_of(self._cell(row, "side"))
        return bool(sign) or (sign == 0 and not self._sides_said)

    def _amount(self, row: Row, name: str) -> int | None:
        cell = self._cell(row, name)
        if _empty(cell):
            return None
        if isinstance(cell, int | Decimal):
            return exact_cents(Decimal(cell))
        return read_cents(str(cell), self._decimals)

    def _text(self, cell: Cell) -> str:
        text = _text(cell)
        if isinstance(cell, str) and recurs(cell):
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[cell] = text
        return text

    def _day(self, cell: Cell) -> date:
        if _empty(cell):
            raise refuse(NO_DAY)
        if isinstance(cell, date):
            return cell
        known = self._days[cell] = read_day(str(cell), self._order)
        return known

    def _goal(self, cell: Cell) -> str | None:
        if cell not in self._goals:
            text = "" if cell is None else str(cell).strip()
            named = self._layout.goals.get(text, text)
            self._goals[cell] = self._rulebook.goal_id(named) if named else None
        return self._goals[cell]

    def _cell(self, row: Row, name: str) -> Cell:
        index = self.table.columns.get(name)
        return None if index is None else row.cells[index]


def _text(cell: Cell) -> str:
    if cell is None or isinstance(cell, str):
        text = on_one_line(checked_description(cell or ""))
        if _BALANCE.match(text):
            raise refuse(NO_EXPENSE, given=text[:40])
        return text
    raise refuse(NOT_TEXT)


def _sign_of(cell: Cell) -> int | None:
    """Give the side that a cell names: 1 for debit, -1 for credit, 0 where it is empty; None for anything else."""
    return 0 if _empty(cell) else _SIDES.get(_folded(cell))


def _folded(cell: Cell) -> str:
    return str(cell).strip().casefold().rstrip(".")


def _refuse_others(currency: Cell) -> None:
    """Refuse any currency but the euro."""
    if currency is not None and str(currency).strip().casefold() not in _EUROS:
        raise refuse(NOT_EUROS, given=str(currency).strip()[:20])


def _plain(cell: Cell) -> str:
    return "" if cell is None else on_one_line(str(cell))


def _says_total(cell: Cell) -> bool:
    return isinstance(cell, str) and _TOTAL.match(cell) is not None


def _empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


COLUMNS = Phrase("Kolommen: {columns}.", "Columns: {columns}.")
WRITTEN = Phrase("Gelezen met {how}.", "Read with {how}.")
AND = Phrase(" en ", " and ")
TOTAL_ROW = Phrase(
    "Rij {number} is een totaalregel ({amount}) en is niet geboekt.",
    "Row {number} is a total ({amount}) and was not booked.",
)
UNCOMPARED_ROW = Phrase(
    "Rij {number} is een totaalregel ({amount}); zij is niet geboekt en niet vergeleken: niet alle rijen zijn gelezen.",
    "Row {number} is a total ({amount}); it was not booked, and not compared: not every row was read.",
)
EMPTY_TOTAL_ROW = Phrase(
    "Rij {number} is een totaalregel zonder bedrag; zij is niet geboekt en niet vergeleken.",
    "Row {number} is a total without an amount; it was not booked, and not compared.",
)
DECIMALS = {
    Decimals.COMMA: Phrase("een komma als decimaalteken", "a comma before the cents"),
    Decimals.POINT: Phrase("een punt als decimaalteken", "a point before the cents"),
}
ORDERS = {
    Order.YEAR_FIRST: Phrase("datums als jaar-maand-dag", "dates as year-month-day"),
    Order.DAY_FIRST: Phrase("datums als dag-maand-jaar", "dates as day-month-year"),
    Order.MONTH_FIRST: Phrase("datums als maand-dag-jaar", "dates as month-day-year"),
}
