"""What every store that speaks SQL does alike: the queries, and how rows become values.

A store says how it runs a statement, and the few expressions that its dialect writes in its own way.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from itertools import islice
from types import UnionType
from typing import Any, ClassVar

from npo_cli.bookkeeping.booking import Booking
from npo_cli.bookkeeping.chain import origin
from npo_cli.bookkeeping.entry import Entry, Kind, Receipt, State
from npo_cli.bookkeeping.posting import Posting, is_measure
from npo_cli.bookkeeping.row import COLUMNS, Cell, entry_of, is_row
from npo_cli.bookkeeping.soundness import is_day
from npo_cli.bookkeeping.storage.interface import (
    MOST,
    About,
    Archived,
    Head,
    Link,
    Month,
    Recount,
    Standing,
    StorageError,
    T,
    Wanted,
)
from npo_cli.bookkeeping.storage.recount import (
    BOOKINGS,
    BOOKINGS_THAT_DIFFER,
    GROUPS,
    MISSHAPEN,
    PAYMENTS,
    REDUCTIONS,
    Group,
    groups,
    postings,
)
from npo_cli.bookkeeping.storage.schema import IN_DOUBT, RARE, RARE_KINDS, STATES_OF_DOUBT
from npo_cli.bookkeeping.totals import Totals
from npo_cli.fault import Fault, fault
from npo_cli.language import Phrase

DAMAGED_ENTRY = Phrase(
    "boeking {number} is niet te lezen; het grootboek is beschadigd of gewijzigd. Zie npo ledger verify.",
    "entry {number} cannot be read; the ledger is damaged or was changed. See npo ledger verify.",
)
DAMAGED_FIGURES = Phrase(
    "de cijfers van dit grootboek zijn niet te lezen; het is beschadigd of gewijzigd. Zet de laatste reservekopie "
    "terug.",
    "the figures in this ledger cannot be read; it is damaged or was changed. Restore the last backup.",
)
EDITION_GONE = Phrase(
    "boeking {number}: de bewaarde regelteksten {edition} ontbreken.",
    "entry {number}: the archived texts of rules {edition} are missing.",
)
DAMAGED_EDITION = Phrase(
    "de bewaarde regelteksten {edition} zijn niet te lezen; het grootboek is beschadigd of gewijzigd. Zie npo ledger "
    "verify.",
    "the archived texts of rules {edition} cannot be read; the ledger is damaged or was changed. See npo ledger "
    "verify.",
)
EDITION_CHANGED = Phrase(
    "de bewaarde regelteksten {edition} zijn gewijzigd.", "the archived texts of rules {edition} were changed."
)
MISSHAPEN_ENTRY = Phrase(
    "boeking {number} is niet zoals npo haar schrijft.", "entry {number} is not as npo writes one."
)
DIFFERS = Phrase(
    "boeking {number}: de bijgehouden stand strookt niet met de boekingen.",
    "entry {number}: the standing that was kept differs from what the entries say.",
)
NO_GUARD = Phrase(
    "de beveiliging ‘{guard}’ tegen wijzigen ontbreekt of is veranderd.",
    "the guard ‘{guard}’ against changes is missing or was altered.",
)

ENTRY_COLUMNS = ", ".join((*COLUMNS, "hash"))
BOOKING_COLUMNS = ", ".join(Booking._fields)

_BOOKING = (int, str, int, str, int, str, int, int, int, int)  # the types of a booking as it is kept
_TOTAL = (int, str, str, int)  # those of a total

_MOST_NAMED = 20
_SHOWN = 12  # characters of a hash that tell it apart

_FIRST_CITED = "SELECT min(number), receipt FROM entry WHERE receipt IS NOT NULL GROUP BY receipt"


class SqlStorage(ABC):
    """One ledger in a database, open. A place for a value is written `?` in every statement."""

    # Tables of bookings with their entries, read from the bookings on; the payload of an entry as bytes (see `chain`);
    # the texts of an edition as bytes.
    _BOOKED: ClassVar[str]
    _PAYLOAD: ClassVar[str]
    _CONTENT: ClassVar[str]

    name: str
    about: About

    @abstractmethod
    def _one(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Give the first row of a query, or None."""

    @abstractmethod
    def _all(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query, a few at a time."""

    def _stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query of which there may be very many."""
        return self._all(sql, values)

    @abstractmethod
    def _store_faults(self) -> Iterator[Fault]:
        """Name what is wrong with the database itself."""

    def head(self) -> Head:
        """Give the last entry."""
        row = self._one("SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1")
        if row and not isinstance(row[1], str):
            raise StorageError(fault(DAMAGED_ENTRY, self.name, number=row[0]))
        return Head(*row) if row else Head(0, origin(*self.about))

    def archived(self, *, sha256: str | None = None, rules: str | None = None) -> Archived | None:
        """Give the texts of the rules, by their own hash or that of the rule files."""
        row = self._one(
            "SELECT sha256, rules, content FROM edition WHERE sha256 = ? OR rules = ? ORDER BY sha256 LIMIT 1",
            (sha256, rules),
        )
        return self._edition(row) if row else None

    def entry(self, number: int) -> Entry:
        """Give an entry by its number; raises LookupError where there is none."""
        found = self.standing(number)
        if found is None:
            raise LookupError(number)
        return found.entry

    def standing(self, number: int) -> Standing | None:
        """Give an entry by its number, and how it stands."""
        if not 0 < number <= MOST:
            return None
        return next(self._standings("WHERE e.number = ?", (number,)), None)

    def standings(self, wanted: Wanted) -> Iterator[Standing]:
        """Give the entries asked for, in order of number."""
        # A state is looked up from the bookings, of which an index holds the few in doubt.
        booked = _of_bookings(wanted)
        conditions, values = _conditions(wanted)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        most = f"LIMIT {int(wanted.most)}" if wanted.most is not None else ""
        return self._standings(f"{where} ORDER BY {'b' if booked else 'e'}.number {most}", values, booked=booked)

    def referring(self, number: int) -> list[Entry]:
        """Give the entries that refer to one, in order of number."""
        rows = self._all(f"SELECT {ENTRY_COLUMNS} FROM entry WHERE refers = ? ORDER BY number", (number,))
        return [self._entry(row) for row in rows]

    def spendings(self, first: date, last: date) -> Iterator[Standing]:
        """Give the spendings of a run of days."""
        condition = "WHERE e.kind = 'spending' AND e.day BETWEEN ? AND ? ORDER BY e.number"
        return self._standings(condition, (first.isoformat(), last.isoformat()))

    def totals(self) -> Totals:
        """Give the running totals."""
        found = [Posting(*row) for row in self._figures("SELECT year, goal, measure, amount FROM total", *_TOTAL)]
        if not all(is_measure(each.measure) and 1 <= each.year <= 9999 for each in found):
            raise StorageError(fault(DAMAGED_FIGURES, self.name))
        return Totals(found)

    def months(self) -> Iterator[Month]:
        """Give what was received and spent by month; a reversal counts where it counts for its year."""
        rows = self._figures(
            "SELECT substr(CASE WHEN r.year = e.year THEN r.day ELSE e.day END, 1, 7), "
            "sum(CASE WHEN coalesce(r.kind, e.kind) = 'payment' THEN e.cents ELSE 0 END), "
            "sum(CASE WHEN coalesce(r.kind, e.kind) = 'spending' THEN e.cents ELSE 0 END) "
            "FROM entry e LEFT JOIN entry r ON r.number = e.refers AND e.kind = 'reversal' "
            "WHERE e.kind IN ('payment', 'spending', 'reversal') GROUP BY 1 ORDER BY 1",
            *(str, int, int),
        )
        for month, received, spent in rows:
            if not is_day(f"{month}-01"):
                raise StorageError(fault(DAMAGED_FIGURES, self.name))
            yield Month(month, received, spent)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Give every entry as it is stored, in order of number."""
        for row in self._stream(f"SELECT {ENTRY_COLUMNS} FROM entry ORDER BY number"):
            if not is_row(row):
                raise StorageError(fault(DAMAGED_ENTRY, self.name, number=row[0]))
            yield row

    def editions(self) -> Iterator[Archived]:
        """Give all archived texts of rules."""
        for row in self._all("SELECT sha256, rules, content FROM edition ORDER BY sha256"):
            yield self._edition(row)

    def links(self, after: int | None = None) -> Iterator[Link]:
        """Give the whole chain in order of number, whatever stands there for a number, or what is numbered higher."""
        where, values = ("", ()) if after is None else ("WHERE number > ?", (after,))
        sql = f"SELECT number, hash, {self._PAYLOAD} FROM entry {where} ORDER BY number"
        rows: Iterator[Any] = self._stream(sql, values)
        return rows

    def recount(self) -> Recount:
        """Add all entries up afresh, and name what differs from it or is missing."""
        found = list(groups(self._figures(GROUPS, *(int, str, int | None, str | None, int, int))))
        reductions = self._figures(REDUCTIONS, *(int, str, int, int))
        totals = Totals(postings(found, reductions, self._figures(PAYMENTS, *(int, int))))
        return Recount(totals, (*self._differing(found), *self._gone(found)))

    @property
    def twice(self) -> bool:
        """Most stores are read once."""
        return False

    @contextmanager
    def beside(self, look: Callable[..., T], *values: object) -> Iterator[Callable[[], T]]:
        """Call what looks at this store when asked for it: most stores are read once."""
        yield lambda: look(self, *values)

    def faults(self) -> Iterator[Fault]:
        """Name what is wrong with the store itself: damage, missing guards, texts changed, entries npo never writes."""
        yield from self._store_faults()
        for digest, content in self._all(f"SELECT sha256, {self._CONTENT} FROM edition"):
            if content is None or sha256(content).hexdigest() != digest:
                yield fault(EDITION_CHANGED, edition=str(digest)[:_SHOWN])
        for (number,) in islice(self._stream(MISSHAPEN), _MOST_NAMED):
            yield fault(MISSHAPEN_ENTRY, number=number)

    def _differing(self, found: Sequence[Group]) -> Iterator[Fault]:
        """Name the first bookings of which something else was kept than the entries say."""
        (kept,) = self._one(BOOKINGS)
        if kept != sum(group.many for group in found) or any(group.differs for group in found):
            for (number,) in islice(self._stream(BOOKINGS_THAT_DIFFER), _MOST_NAMED):
                yield fault(DIFFERS, number=number)

    def _gone(self, found: Sequence[Group]) -> Iterator[Fault]:
        """Name the editions that bookings cite and the archive has not, each with the first that does."""
        kept = {None, *(digest for (digest,) in self._all("SELECT sha256 FROM edition"))}
        # Which was the first takes long to find, and only matters for one that is gone.
        if any(_edition(group.receipt) not in kept for group in found):
            cited = _first_citing(self._all(_FIRST_CITED))
            for edition, number in sorted(cited.items(), key=lambda item: item[1]):
                if edition not in kept:
                    yield fault(EDITION_GONE, number=number, edition=edition[:_SHOWN])

    def _standings(self, rest: str, values: Sequence[object], *, booked: bool = False) -> Iterator[Standing]:
        columns = ", ".join(f"e.{name}" for name in (*COLUMNS, "hash"))
        kept = ", ".join(f"b.{name}" for name in Booking._fields)
        tables = self._BOOKED if booked else "entry e LEFT JOIN booking b ON b.number = e.number"
        places = len(COLUMNS) + 1
        for row in self._stream(f"SELECT {columns}, {kept} FROM {tables} {rest}", values):
            entry = self._entry(row[:places])
            try:
                yield Standing(entry, _booking(row[places:]))
            except ValueError:
                raise StorageError(fault(DAMAGED_ENTRY, self.name, number=row[0])) from None

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        try:
            return entry_of(row)
        except ValueError:
            raise StorageError(fault(DAMAGED_ENTRY, self.name, number=row[0])) from None

    def _edition(self, row: tuple[Any, ...]) -> Archived:
        """Give texts of rules that were kept; refuse what is no text."""
        if not all(isinstance(text, str) for text in row):
            raise damaged_edition(str(row[0]), self.name)
        return Archived(*row)

    def _figures(self, sql: str, *types: type | UnionType) -> Iterator[tuple[Any, ...]]:
        """Give rows of figures, each with values of these types; in a file that was damaged anything may stand."""
        for row in self._all(sql):
            if not all(map(isinstance, row, types)):
                raise StorageError(fault(DAMAGED_FIGURES, self.name))
            yield row


def damaged_edition(sha256: str, name: str = "") -> StorageError:
    """Make the error for texts of rules that are not as npo keeps them."""
    return StorageError(fault(DAMAGED_EDITION, name, edition=sha256[:_SHOWN]))


def _booking(row: tuple[Any, ...]) -> Booking | None:
    if row[0] is None:
        return None
    if tuple(map(type, row)) != _BOOKING:
        raise ValueError(row[0])
    number, kind, year, goal, cents, state, own, still_open, bare, fulfils = row
    return Booking(number, Kind(kind), year, goal, cents, State(state), bool(own), still_open, bool(bare), fulfils)


def _first_citing(cited: Iterable[tuple[int, Any]]) -> dict[str, int]:
    """Give the editions that receipts name, each with the first entry that does."""
    found: dict[str, int] = {}
    for number, receipt in cited:
        edition = _edition(receipt)
        if edition is not None:
            found[edition] = min(number, found.get(edition, number))
    return found


def _edition(receipt: str | None) -> str | None:
    """Give the edition that a receipt names; None of one that is not as npo wrote it, for the chain names its entry."""
    try:
        return str(Receipt(*json.loads(receipt)).edition) if receipt else None
    except (ValueError, TypeError, RecursionError):
        return None


def _of_bookings(wanted: Wanted) -> bool:
    """Say whether only bookings can be meant, which are looked up by how they stand."""
    return wanted.states is not None or wanted.bare or wanted.open


def _conditions(wanted: Wanted) -> tuple[list[str], list[object]]:
    """Give what the entries asked for must meet, and the values in it."""
    found: list[tuple[str, Sequence[object]]] = []
    table = "b" if _of_bookings(wanted) else "e"
    for condition, value in (
        (f"{table}.year = ?", wanted.year),
        ("e.goal = ?", wanted.goal),
        ("e.verdict = ?", wanted.verdict),
        ("e.cents = ?", wanted.cents),
        (f"{table}.number > ?", wanted.after or None),
        (f"{table}.number <= ?", wanted.until),
        (f"{table}.year <= ?", wanted.through),
    ):
        if value is not None:
            found.append((condition, (value,)))
    states = None if set(wanted.states or ()) == set(State) else wanted.states  # all of them are no condition
    indexed = ((f"{table}.kind", wanted.kinds, RARE_KINDS, RARE), ("b.state", states, STATES_OF_DOUBT, IN_DOUBT))
    for column, values, held, condition in indexed:
        if values is not None:
            found.append((f"{column} IN ({', '.join('?' * len(values))})", values))
            if set(values) <= set(held):
                found.append((f"{column[:2]}{condition}", ()))
    if wanted.bare:
        found.append(("b.bare = 1", ()))
    if wanted.open:
        found.append(("b.open > 0", ()))
    return [condition for condition, _ in found], [value for _, values in found for value in values]
