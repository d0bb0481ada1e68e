"""The intake: a list of invoices booked in one step, each row checked, and nothing booked unless all of it is sound."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from npo_cli.bookkeeping.entry import Evidence, Kind
from npo_cli.bookkeeping.exchange.invoice_list import InvoiceList, Item, Read
from npo_cli.bookkeeping.exchange.layout import Credits
from npo_cli.bookkeeping.ledger import Draft, Ledger, MissingGoalError
from npo_cli.bookkeeping.refusal import refusal
from npo_cli.bookkeeping.storage.interface import Storage, Wanted
from npo_cli.fault import Fault, InputError, fault, printable
from npo_cli.language import Phrase
from npo_cli.money import euros_phrase
from npo_cli.tables.table import Row

SAME_FILE = Phrase(
    "ditzelfde bestand is al ingelezen (boeking {number}, op {day}); er is niets geboekt.",
    "this very file was imported before (entry {number}, on {day}); nothing was booked.",
)
CREDIT = Phrase(
    "het bedrag is negatief (een creditnota); geef --credits reverse om de boeking met dat kenmerk terug te boeken.",
    "the amount is negative (a credit note); give --credits reverse to reverse the booking with the same reference.",
)
NOTHING_TO_CREDIT = Phrase(
    "geen boeking gevonden met kenmerk ‘{reference}’ van ten minste {amount}; boek deze creditnota met de hand.",
    "no booking found with reference ‘{reference}’ and an amount of at least {amount}; book this credit note by hand.",
)
IMPORTED = Phrase("ingelezen uit {name}", "imported from {name}")
CREDITED = "creditnota {reference}"


class Choices(NamedTuple):
    """What the user chose for an intake.

    `goal` is the spending goal of rows for which neither they nor the rules name one; `override` is a reason to book
    what would be refused.
    """

    goal: str | None = None
    credits: Credits = Credits.REFUSE
    override: str = ""
    allow_duplicates: bool = False
    skip_bad: bool = False


class Duplicate(NamedTuple):
    """A row that equals a booked entry, or an earlier row of the same list (then `entry` is None)."""

    row: int
    item: Item
    entry: int | None


class Bad(NamedTuple):
    """A row that cannot be booked, and why."""

    row: Row | None
    faults: tuple[Fault, ...]


class Intake(NamedTuple):
    """What an intake did, or would do: verdicts by how often, the sum booked in cents, and what was left out."""

    verdicts: Counter[str]
    cents: int
    first: int
    last: int
    credited: int
    left_out: tuple[Duplicate, ...]
    twins: tuple[Duplicate, ...]
    bad: tuple[Bad, ...]


Watched = Callable[[Iterator[Read]], Iterator[Read]]
Key = tuple[str, str, int, str, str]


def take_in(
    ledger: Ledger, invoices: InvoiceList, source: Evidence, choices: Choices, watched: Watched = iter
) -> Intake:
    """Book every row of a list. Must run inside `ledger.writing()`, so that an error undoes all of it.

    `watched` passes the rows on, and may show how far they are. Raises an InputError with every fault of every row,
    unless `skip_bad` leaves those rows out.
    """
    _refuse_same_file(ledger.storage, source)
    reader = _Reader(ledger, choices, invoices.table.name)
    booked = {} if choices.allow_duplicates else _booked_before(ledger.storage, invoices)
    first = ledger.next_number
    for row, found in watched(invoices.rows()):
        reader.take(row, found, booked)
    _check_total(invoices, reader)
    if reader.bad and not choices.skip_bad:
        raise InputError(*(each for bad in reader.bad for each in bad.faults))
    last = ledger.next_number - 1
    if last >= first:
        ledger.note_import(IMPORTED.nl.format(name=source.name), source)
    return Intake(
        reader.verdicts,
        reader.cents,
        first,
        last,
        reader.credited,
        tuple(reader.left_out),
        tuple(reader.twins),
        tuple(reader.bad),
    )


def source_of(path: Path) -> Evidence:
    """Give the file that is imported as evidence: its name, size and hash."""
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
        return Evidence(printable(path.name), stream.tell(), digest)


class _Reader:
    """Books rows one by one and keeps count of what became of them."""

    def __init__(self, ledger: Ledger, choices: Choices, name: str) -> None:
        self._ledger = ledger
        self._name = name
        self._choices = choices
        self._seen: set[Key] = set()
        self.verdicts: Counter[str] = Counter()
        self.cents = self.total = self.credited = 0
        self.left_out: list[Duplicate] = []
        self.twins: list[Duplicate] = []
        self.bad: list[Bad] = []

    def take(self, row: Row | Fault, found: Item | list[Fault], booked: dict[Key, int]) -> None:
        """Book one row, or note why not."""
        if isinstance(row, Fault) or isinstance(found, list):
            self.bad.append(
                Bad(None if isinstance(row, Fault) else row, tuple(found) if isinstance(found, list) else ())
            )
            return
        self.total += found.cents
        number = row.number if isinstance(row, Row) else 0
        key = key_of(found)
        if key in booked:
            self.left_out.append(Duplicate(number, found, booked[key]))
            return
        if key in self._seen:
            self.twins.append(Duplicate(number, found, None))
        self._seen.add(key)
        try:
            self._book(found)
        except InputError as error:
            placed = error.at(f"{self._name}:{number}")
            self.bad.append(Bad(row if isinstance(row, Row) else None, placed.faults))

    def _book(self, item: Item) -> None:
        if item.cents < 0:
            self._credit(item)
            return
        draft = Draft(
            item.text, item.cents, item.day, item.goal, item.supplier, item.reference, override=self._choices.override
        )
        try:
            entry, _ = self._ledger.add(draft)
        except MissingGoalError:
            if self._choices.goal is None:
                raise
            entry, _ = self._ledger.add(draft._replace(goal=self._choices.goal))
        self.verdicts[entry.verdict or ""] += 1
        self.cents += item.cents

    def _credit(self, item: Item) -> None:
        """Undo what a credit note credits: the whole booking with its reference, or a part of it by a correction."""
        if self._choices.credits is Credits.REFUSE:
            raise InputError(fault(CREDIT))
        for standing in self._ledger.spendings_with(item.reference):
            reason = CREDITED.format(reference=item.reference)
            if standing.entry.amount == -item.cents:
                self._ledger.reverse(standing.entry.number, reason, item.day)
                break
            if standing.entry.amount > -item.cents:
                self._ledger.correct(standing.entry.number, {"cents": standing.entry.amount + item.cents}, reason)
                break
        else:
            raise InputError(fault(NOTHING_TO_CREDIT, reference=item.reference[:40], amount=euros_phrase(-item.cents)))
        self.credited += 1
        self.cents += item.cents


def key_of(item: Item) -> Key:
    """Give what makes two rows the same invoice: reference, day, amount, supplier and text."""
    return item.reference, item.day.isoformat(), item.cents, item.supplier, item.text


def _booked_before(storage: Storage, invoices: InvoiceList) -> dict[Key, int]:
    """Give the spendings of the ledger that equal a row of the list, by what makes them the same."""
    wanted = {key_of(item) for _, item in invoices.rows() if isinstance(item, Item)}
    days = [key[1] for key in wanted]
    if not days:
        return {}
    return {
        key: entry.number
        for entry in storage.spendings(date.fromisoformat(min(days)), date.fromisoformat(max(days)))
        if (key := (entry.reference, entry.day, entry.amount, entry.supplier, entry.text)) in wanted
    }


def _refuse_same_file(storage: Storage, source: Evidence) -> None:
    for standing in storage.standings(Wanted(kinds=(Kind.IMPORT,))):
        if any(document.sha256 == source.sha256 for document in standing.entry.evidence):
            raise refusal(SAME_FILE, source.name, number=standing.entry.number, day=standing.entry.day)


def _check_total(invoices: InvoiceList, reader: _Reader) -> None:
    if any(bad.row is None for bad in reader.bad):
        return  # a row that cannot be read cannot be added up
    try:
        invoices.check_totals(reader.total)
    except InputError as error:
        reader.bad.append(Bad(None, error.faults))
