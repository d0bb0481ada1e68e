"""The register: enters entries in the books, each with all that follows from it, inside one transaction.

Whatever books an entry (a command, an import, a ledger moved from elsewhere) does it here, so that the totals and the
standings follow from an entry in one way only. What is entered is gathered and written in runs, for a list of many.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from npo_cli.bookkeeping import posting
from npo_cli.bookkeeping.allocation import allocation, remaining, sealed_year
from npo_cli.bookkeeping.booking import Booking, BookingRow, booked, row_of_booking, ruled
from npo_cli.bookkeeping.chain import chained, filled, link, payload_pattern
from npo_cli.bookkeeping.entry import Entry, Kind, Ruling, State
from npo_cli.bookkeeping.posting import LATE, Measure, Posting
from npo_cli.bookkeeping.row import COLUMNS, Cell, cells_of, details_with, remembered, row_of
from npo_cli.bookkeeping.storage.interface import Head, Standing, Storage
from npo_cli.bookkeeping.totals import whole

_RUN = 1_000  # entries that are gathered before they are written
_NUMBER, _DAY, _YEAR, _CENTS, _DETAILS = map(COLUMNS.index, ("number", "day", "year", "cents", "details"))
_DIFFERING = (_NUMBER, _DAY, _YEAR, _CENTS, _DETAILS)  # in spendings that recur

Alike = tuple[str, State, bool, str]  # goal, state, bare, and the hash of the rule files that decided


class Recurring(NamedTuple):
    """What spendings that recur have in common: the first of them, and its row.

    `cells` are those of the row but for its supplier and reference; `pattern` is their payload without what differs.
    `kept` is the row of how it stands, and `alike` tells what stands in the same way.
    """

    entry: Entry
    cells: tuple[Cell, ...]
    pattern: str
    kept: BookingRow
    alike: Alike


def recurring(entry: Entry) -> Recurring:
    """Give what an ordinary spending has in common with those that recur."""
    cells = cells_of(entry._replace(supplier="", reference=""), remembered)
    booking = booked(entry)
    return Recurring(entry, cells, payload_pattern(cells, _DIFFERING), row_of_booking(booking), _alike(booking, entry))


class Register:
    """Enters entries in a ledger. Make one inside `storage.writing()`, and `flush` it before leaving, or `settle` it.

    `left` is what remains of the allocation in cents, `sealed` the last sealed year; both follow what is entered.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.head = storage.head()
        self.sealed = sealed_year(storage)
        self.left = remaining(allocation(storage), whole(storage.totals().until(None)))
        self._written = self.head.number
        self._rows: list[Sequence[Cell]] = []
        self._bookings: dict[int, Booking] = {}
        self._kept: list[BookingRow] = []  # of spendings that recur, which nothing refers to yet
        self._sums: dict[tuple[int, str, str], int] = {}
        # How many spendings of a year that stand alike, and their cents together.
        self._alike: dict[tuple[int, Alike], tuple[int, int]] = {}

    def enter(self, entry: Entry) -> Entry:
        """Enter an entry, numbered and chained to the last one; give it so."""
        numbered = Entry._make((self.head.number + 1, *entry[1:]))
        return self._take(*chained(numbered, self.head.hash, remembered))

    def take(self, entry: Entry) -> Entry:
        """Enter an entry that is numbered and chained already."""
        return self._take(entry, row_of(entry))

    def repeat(self, like: Recurring, day: date, cents: int, supplier: str, reference: str) -> None:
        """Enter a spending that differs in these fields only from those that recur."""
        number = self.head.number + 1
        shown, year = day.isoformat(), day.year
        details = details_with(supplier, reference, like.cells[_DETAILS])
        own = link(self.head.hash, filled(like.pattern, (str(number), shown, str(year), str(cents), details)))
        row = [*like.cells, own]
        row[_NUMBER], row[_DAY], row[_YEAR], row[_CENTS], row[_DETAILS] = number, shown, year, cents, details
        _, kind, _, goal, _, *rest = like.kept
        self._kept.append((number, kind, year, goal, cents, *rest))
        self._spend(year, cents, like.alike)
        self._add_row(row, Head(number, own))

    def standing(self, number: int) -> Standing | None:
        """Give an entry by its number, and how it stands, entered just now or before."""
        if number > self._written or number in self._bookings:
            self.flush()
        return self._storage.standing(number)

    def referring(self, number: int) -> list[Entry]:
        """Give the entries that refer to one, entered just now or before."""
        self.flush()
        return self._storage.referring(number)

    def flush(self) -> None:
        """Write what was gathered."""
        self._write_entries()
        for (year, alike), (count, cents) in self._alike.items():
            self._add(posting.all_added(year, *alike, count, cents))
        self._alike.clear()
        if self._sums:
            self._storage.post(Posting(*key, amount) for key, amount in self._sums.items() if amount)
            self._sums.clear()

    def _write_entries(self) -> None:
        """Write what is gathered for each entry; what is added up takes no more room the longer a list is."""
        if self._rows:
            self._storage.append(self._rows)
            self._rows.clear()
            self._written = self.head.number
        if self._kept or self._bookings:
            self._storage.keep([*self._kept, *map(row_of_booking, self._bookings.values())])
            self._kept.clear()
            self._bookings.clear()

    def settle(self) -> Head:
        """Write what was gathered, and give the head that the store then has; what keeps it from that is raised here.

        For who acts on what was entered, or leaves the step without keeping it.
        """
        self.flush()
        return self._storage.head()

    def _take(self, entry: Entry, row: tuple[Cell, ...]) -> Entry:
        self._follow(entry)
        self._add_row(row, Head(entry.number, entry.hash))
        return entry

    def _add_row(self, row: Sequence[Cell], head: Head) -> None:
        self._rows.append(row)
        self.head = head
        if len(self._rows) >= _RUN:
            self._write_entries()

    def _follow(self, entry: Entry) -> None:
        """Do all that follows from an entry."""
        match entry.kind:
            case Kind.SPENDING | Kind.COMMITMENT:
                self._book(entry)
            case Kind.REVERSAL:
                self._undo(entry)
            case Kind.RELEASE:
                commitment = self._booking(entry.refers)
                self._post([posting.reduced(commitment, entry.year, -entry.amount)])
                self._keep(commitment._replace(open=commitment.open + entry.amount))
            case Kind.RULING:
                self._rule(entry)
            case Kind.PAYMENT:
                self._post([posting.received(entry.year, entry.amount)])
            case Kind.ALLOCATION:
                self.flush()
                self.left += entry.amount - allocation(self._storage)
            case Kind.SEAL:
                self.sealed = max(self.sealed, entry.year)
            case Kind.IMPORT:
                pass  # only says where the bookings before it came from

    def _book(self, entry: Entry) -> None:
        commitment = self._booking(entry.refers) if entry.refers else None
        booking = booked(entry, commitment)
        self._keep(booking)
        if booking.kind is Kind.SPENDING and not commitment:
            self._spend(booking.year, booking.cents, _alike(booking, entry))
            return
        self._post(posting.added(booking, commitment))
        self._post([posting.decided(entry)])
        if commitment:
            self._keep(commitment._replace(open=commitment.open - entry.amount))

    def _spend(self, year: int, cents: int, alike: Alike) -> None:
        """Count an ordinary spending: of a list most stand alike, and their postings are made of all at once."""
        count, before = self._alike.get((year, alike), (0, 0))
        self._alike[year, alike] = (count + 1, before + cents)
        self.left -= cents

    def _undo(self, entry: Entry) -> None:
        standing = self.standing(entry.refers or 0)
        if standing is None or standing.booking is None:
            self._post([posting.received(entry.year, entry.amount)])
            return
        booking = standing.booking
        commitment = self._booking(booking.fulfils) if booking.fulfils else None
        if commitment and commitment.state is State.REVERSED:
            commitment = None  # what was promised is withdrawn, and opens no more
        self._post(posting.undone(booking, entry.year, -entry.amount, commitment))
        self._keep(booking._replace(state=State.REVERSED, open=0))
        if commitment:
            self._keep(commitment._replace(open=commitment.open - entry.amount))

    def _rule(self, entry: Entry) -> None:
        booking, ruling = self._booking(entry.refers), Ruling(entry.ruling or "")
        self._restate(booking, ruled(booking, ruling, own=True))
        if booking.kind is Kind.COMMITMENT:
            for spending in list(self._spendings_of(booking.number)):
                if not spending.own and spending.state is not State.REVERSED:
                    self._restate(spending, ruled(spending, ruling, own=False))

    def _spendings_of(self, commitment: int) -> Iterator[Booking]:
        for entry in self.referring(commitment):
            if entry.kind is Kind.SPENDING:
                yield self._booking(entry.number)

    def _restate(self, before: Booking, after: Booking) -> None:
        self._keep(after)
        self._post(posting.restated(before, after))

    def _booking(self, number: int | None) -> Booking:
        """Give a booking that an entry refers to; whoever makes an entry has seen that there is one."""
        if number in self._bookings:
            return self._bookings[number]
        standing = self.standing(number or 0)
        if standing is None or standing.booking is None:
            raise LookupError(number)
        return standing.booking

    def _keep(self, booking: Booking) -> None:
        self._bookings[booking.number] = booking

    def _post(self, postings: Iterable[Posting]) -> None:
        """Add to the totals, and to what remains of the allocation."""
        found = list(postings)
        self._add(found)
        for _, _, measure, amount in found:
            if measure in (Measure.SPENT, Measure.COMMITTED):
                self.left -= amount
            elif measure == LATE + Measure.COMMITTED:
                self.left += amount

    def _add(self, postings: Iterable[Posting]) -> None:
        for year, goal, measure, amount in postings:
            key = (year, goal, measure)
            self._sums[key] = self._sums.get(key, 0) + amount


def _alike(booking: Booking, entry: Entry) -> Alike:
    """Say how an ordinary spending stands, and by which rule files it was decided."""
    return booking.goal, booking.state, booking.bare, entry.receipt.sha256 if entry.receipt else ""
