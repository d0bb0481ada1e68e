"""The intake: a list of invoices booked in one step, each row checked, and nothing booked unless all of it is sound."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from npo_cli.bookkeeping.entry import Entry, Evidence, Kind
from npo_cli.bookkeeping.exchange.invoice_list import InvoiceList, Item, Read
from npo_cli.bookkeeping.exchange.layout import Credits
from npo_cli.bookkeeping.ledger import Ledger, on_one_line
from npo_cli.bookkeeping.refusal import refusal
from npo_cli.bookkeeping.series import Series
from npo_cli.bookkeeping.storage.interface import Storage, StorageError, Wanted
from npo_cli.fault import Fault, InputError, printable, raise_all, refuse
from npo_cli.language import Phrase
from npo_cli.money import decimal_string, euros_phrase
from npo_cli.tables.table import Row, place

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
CREDITED = "creditnota {reference} van {day}: {amount}"


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


class Credited(NamedTuple):
    """A credit note that was taken up, and the entry that it was set against."""

    row: int
    item: Item
    entry: Entry


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
    credited: tuple[Credited, ...]
    left_out: tuple[Duplicate, ...]
    twins: tuple[Duplicate, ...]
    bad: tuple[Bad, ...]


Watched = Callable[[Iterator[Read]], Iterator[Read]]
Key = tuple[str, date, int, str, str]


def take_in(
    ledger: Ledger, invoices: InvoiceList, source: Evidence, choices: Choices, watched: Watched = iter
) -> Intake:
    """Book every row of a list. Must run inside `ledger.writing()`, so that an error undoes all of it.

    `watched` passes the rows on, and may show how far they are. Credit notes are taken up last, wherever they stand in
    the list. Raises an InputError with every fault of every row, unless `skip_bad` leaves those rows out.
    """
    _refuse_same_file(ledger.storage, source)
    with ledger.writing() as register:  # which takes part in the step that is open
        series = Series(ledger, register, choices.override, choices.goal)
        reader = _Reader(ledger, series, choices, invoices.table.name)
        intake = _taken_in(ledger, invoices, source, reader, watched)
        register.settle()  # before anybody acts on it: a dry run never keeps it, and the bad rows are written first
        return intake


def _taken_in(ledger: Ledger, invoices: InvoiceList, source: Evidence, reader: "_Reader", watched: Watched) -> Intake:
    choices = reader.choices
    first = ledger.next_number
    if not choices.allow_duplicates:
        reader.booked = _booked_before(ledger.storage, invoices)
    for row, found in watched(invoices.rows()):
        reader.take(row, found)
    reader.take_credits()
    bad = [found for _, found in sorted(reader.bad.items())]
    faults = [] if choices.skip_bad else [each for found in bad for each in found.faults]
    try:
        invoices.check_totals(None if reader.unread else reader.total)  # what cannot be read cannot be added up
    except InputError as error:  # of the list as a whole, which leaving out rows does not mend
        faults.extend(error.faults)
    raise_all(faults)
    last = ledger.next_number - 1
    if last >= first:
        ledger.note_import(IMPORTED.nl.format(name=source.name), source)
    return Intake(
        reader.verdicts,
        reader.cents,
        first,
        last,
        tuple(reader.credited),
        tuple(reader.left_out),
        tuple(reader.twins),
        tuple(bad),
    )


def source_of(path: Path) -> Evidence:
    """Give the file that is imported as evidence: its name, size and hash."""
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
        return Evidence(printable(path.name), stream.tell(), digest)


class _Reader:
    """Books rows one by one and keeps count of what became of them.

    `booked` gives, for what makes an invoice the same, the entries that equal it: each accounts for one row.
    """

    def __init__(self, ledger: Ledger, series: Series, choices: Choices, name: str) -> None:
        self._ledger = ledger
        self._series = series
        self._name = name
        self.choices = choices
        self._seen: set[int] = set()  # hashes, for the keys themselves of a long list take much room
        self._credits: list[tuple[int, Row, Item]] = []
        self.booked: dict[Key, list[int]] = {}
        self.verdicts: Counter[str] = Counter()
        self.cents = self.total = self.count = 0
        self.credited: list[Credited] = []
        self.unread = False
        self.left_out: list[Duplicate] = []
        self.twins: list[Duplicate] = []
        self.bad: dict[int, Bad] = {}  # by the place of the row among the rows that were read

    def take(self, row: Row | Fault, found: Item | list[Fault]) -> None:
        """Book one row, or note why not; a credit note is kept until all else is booked."""
        self.count += 1
        if isinstance(row, Fault) or isinstance(found, list):
            self.unread = True
            faults = found if isinstance(found, list) else [row] if isinstance(row, Fault) else []
            self.bad[self.count] = Bad(None if isinstance(row, Fault) else row, tuple(faults))
            return
        self.total += found.cents
        key = key_of(found)
        if equal := self.booked.get(key):
            self.left_out.append(Duplicate(row.number, found, equal.pop(0)))
            return
        mark = hash(key)
        if mark in self._seen:
            self.twins.append(Duplicate(row.number, found, None))
        self._seen.add(mark)
        if found.cents < 0 and self.choices.credits is Credits.REVERSE:
            self._credits.append((self.count, row, found))
            return
        try:
            if found.cents < 0:
                raise refuse(CREDIT)
            self._book(found)
        except InputError as error:
            self._note(error, self.count, row)

    def take_credits(self) -> None:
        """Undo what each credit note credits: the whole booking with its reference, or part of it by a correction."""
        if not self._credits:
            return
        wanted = {item.reference for _, _, item in self._credits} - {""}
        found: dict[str, list[Entry]] = {}
        for entry in self._ledger.spendings():
            if entry.reference in wanted:
                found.setdefault(entry.reference, []).append(entry)
        for at, row, item in self._credits:
            try:
                self._credit(row, item, found.get(item.reference, []))
            except InputError as error:
                self._note(error, at, row)

    def _note(self, error: InputError, at: int, row: Row) -> None:
        """Note what was refused as faults of a row."""
        if isinstance(error, StorageError):  # of the ledger, not of the row: whatever the step did is gone
            raise error
        self.bad[at] = Bad(row, error.at(place(self._name, row.number)).faults)

    def _book(self, item: Item) -> None:
        verdict = self._series.book(item.text, item.cents, item.day, item.goal, item.supplier, item.reference)
        self.verdicts[verdict] += 1
        self.cents += item.cents

    def _credit(self, row: Row, item: Item, booked: list[Entry]) -> None:
        """Take up a credit note, against the last of the spendings with its reference that leaves room for it."""
        mine = [
            entry
            for entry in reversed(booked)
            if entry.amount >= -item.cents
            and (entry.supplier == item.supplier or not (entry.supplier and item.supplier))
        ]
        entry = next((entry for entry in mine if entry.amount == -item.cents), mine[0] if mine else None)
        if entry is None:
            raise refuse(NOTHING_TO_CREDIT, reference=item.reference[:40], amount=euros_phrase(-item.cents))
        if entry.amount == -item.cents:
            self._ledger.reverse(entry.number, _reason_of(item), item.day)
        else:
            changes: dict[str, object] = {"cents": entry.amount + item.cents}
            if entry.year <= self._ledger.sealed:
                changes["day"] = item.day
            if self.choices.override:
                changes["override"] = self.choices.override
            _, corrected, _ = self._ledger.correct(entry.number, changes, _reason_of(item))
            booked.append(corrected)
        booked.remove(entry)
        self.credited.append(Credited(row.number, item, entry))
        self.cents += item.cents


def key_of(item: Item) -> Key:
    """Give what makes two rows the same invoice: reference, day, amount, supplier and text.

    Of a credit note only reference, day and amount are kept in the ledger.
    """
    if item.cents < 0:
        return "", date.min, item.cents, "", _reason_of(item)
    return item.reference, item.day, item.cents, item.supplier, item.text


def _reason_of(credit: Item) -> str:
    """Give the text under which a credit note is booked, by which it is known again."""
    return on_one_line(CREDITED.format(reference=credit.reference, day=credit.day, amount=decimal_string(credit.cents)))


def _booked_before(storage: Storage, invoices: InvoiceList) -> dict[Key, list[int]]:
    """Give the entries of the ledger that equal a row of the list, by what makes them the same.

    Those that were reversed or corrected since count too: the invoice was taken up, and somebody saw to it.
    """
    if not storage.totals().years:
        return {}
    wanted = {key_of(item): item for _, item in invoices.rows() if isinstance(item, Item)}
    found: dict[Key, list[int]] = {}
    days = [item.day for item in wanted.values() if item.cents > 0]
    if days:
        keys: dict[int | None, Key] = {}
        for entry, _ in storage.spendings(min(days), max(days)):
            key = (entry.reference, date.fromisoformat(entry.day), entry.amount, entry.supplier, entry.text)
            if key not in wanted:
                continue
            keys[entry.number] = key
            if keys.get(entry.corrects) != key:  # one invoice, however often it was corrected
                found.setdefault(key, []).append(entry.number)
    credited = {key[-1]: key for key, item in wanted.items() if item.cents < 0}
    if credited:
        for entry, _ in storage.standings(Wanted(kinds=(Kind.REVERSAL,))):
            if entry.text in credited:
                found.setdefault(credited[entry.text], []).append(entry.number)
    return found


def _refuse_same_file(storage: Storage, source: Evidence) -> None:
    for standing in storage.standings(Wanted(kinds=(Kind.IMPORT,))):
        if any(document.sha256 == source.sha256 for document in standing.entry.evidence):
            raise refusal(SAME_FILE, source.name, number=standing.entry.number, day=standing.entry.day)
