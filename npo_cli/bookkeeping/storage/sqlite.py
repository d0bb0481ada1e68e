"""A ledger in a SQLite file: the default, one file a municipality.

An acknowledged entry is on disk (`synchronous = FULL`), and who appends holds the file for the length of one
transaction. The rollback journal is used and not the write-ahead log, which does not work on a network drive.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from npo_cli.bookkeeping.booking import Booking
from npo_cli.bookkeeping.chain import origin
from npo_cli.bookkeeping.entry import Entry, Kind, Receipt, State
from npo_cli.bookkeeping.posting import Posting
from npo_cli.bookkeeping.row import COLUMNS, INTEGERS, Cell, entry_of, row_of
from npo_cli.bookkeeping.storage.interface import About, Archived, Head, Link, Month, Standing, StorageError, Wanted
from npo_cli.bookkeeping.storage.recount import (
    BOOKINGS,
    BOOKINGS_THAT_DIFFER,
    DECISIONS,
    GROUPS,
    PAYMENTS,
    REDUCTIONS,
    postings,
)
from npo_cli.bookkeeping.storage.schema import (
    APPLICATION_ID,
    IN_DOUBT,
    NEWEST,
    RARE,
    RARE_KINDS,
    STATES_OF_DOUBT,
    migrate,
    missing_guards,
    version,
)
from npo_cli.bookkeeping.totals import Totals
from npo_cli.fault import Fault, fault
from npo_cli.language import Phrase

EXISTS = Phrase(
    "deze gemeente heeft al een grootboek; het blijft zoals het is. Kies een andere map, of boek erin met npo ledger.",
    "this municipality has a ledger already; it stays as it is. Choose another folder, or book in it with npo ledger.",
)
NO_LEDGER = Phrase(
    "hier staat geen grootboek; controleer het pad, of begin er een met npo init.",
    "there is no ledger here; check the path, or start one with npo init.",
)
FOREIGN = Phrase(
    "dit bestand is geen grootboek van npo; het is niet aangeraakt. Controleer het pad.",
    "this file is not a ledger of npo; it was not touched. Check the path.",
)
TOO_NEW = Phrase(
    "dit grootboek is gemaakt met een nieuwere npo (schema {found}, deze kent {known}); werk npo bij.",
    "this ledger was made by a newer npo (schema {found}, this one knows {known}); update npo.",
)
BUSY = Phrase(
    "een ander programma schrijft in het grootboek; er is niets geboekt. Probeer het zo nog eens.",
    "another program is writing to the ledger; nothing was booked. Try again in a moment.",
)
READ_ONLY = Phrase(
    "het grootboek kan alleen worden gelezen; er is niets geboekt. Vraag schrijfrechten op het bestand en zijn map.",
    "the ledger can only be read; nothing was booked. Ask for permission to write the file and its folder.",
)
FULL = Phrase(
    "de schijf is vol; er is niets geboekt. Maak ruimte en boek opnieuw.",
    "the disk is full; nothing was booked. Make room and book again.",
)
UNREADABLE = Phrase(
    "het grootboek kan niet worden geopend; controleer de map en uw rechten.",
    "the ledger cannot be opened; check the folder and your permissions.",
)
NOT_WRITTEN = Phrase(
    "de schijf weigert ({problem}); er is niets geboekt. Controleer de schijf en boek opnieuw.",
    "the disk refuses ({problem}); nothing was booked. Check the disk and book again.",
)
DAMAGED = Phrase(
    "het grootboek is beschadigd ({problem}); er is niets geschreven. Zet de laatste reservekopie terug.",
    "the ledger is damaged ({problem}); nothing was written. Restore the last backup.",
)
NO_TEXT = Phrase("onleesbare tekst", "unreadable text")
DAMAGED_ENTRY = Phrase(
    "boeking {number} is niet te lezen; het grootboek is beschadigd of gewijzigd. Zie npo ledger verify.",
    "entry {number} cannot be read; the ledger is damaged or was changed. See npo ledger verify.",
)
NO_GUARD = Phrase(
    "de beveiliging ‘{guard}’ tegen wijzigen ontbreekt of is veranderd.",
    "the guard ‘{guard}’ against changes is missing or was altered.",
)
EDITION_CHANGED = Phrase(
    "de bewaarde regelteksten {edition} zijn gewijzigd.", "the archived texts of rules {edition} were changed."
)
EDITION_GONE = Phrase(
    "boeking {number}: de bewaarde regelteksten {edition} ontbreken.",
    "entry {number}: the archived texts of rules {edition} are missing.",
)
DIFFERS = Phrase(
    "boeking {number}: de bijgehouden stand klopt niet met de boekingen.",
    "entry {number}: the standing that was kept differs from what the entries say.",
)

WAIT_SECONDS = 30
_BATCH = 500  # rows
_MOST = 2**63 - 1  # the largest number that SQLite keeps
_SHOWN = 12  # characters of a hash that tell it apart

_ENTRY = ", ".join(COLUMNS) + ", hash"
_BOOKING = ", ".join(Booking._fields)
# What `chain.payload` makes of a row, made by SQLite itself: verifying a long ledger is four times faster so. As bytes,
# for a text that was tampered with may be no text.
_PAYLOAD = (
    f"CAST(printf('{'%d,' * len(COLUMNS)}{'%s' * len(COLUMNS)}', "
    + ", ".join(f"coalesce(length({name if name in INTEGERS else f'CAST({name} AS BLOB)'}), -1)" for name in COLUMNS)
    + ", "
    + ", ".join(COLUMNS)
    + ") AS BLOB)"
)


@contextmanager
def open_sqlite(path: Path) -> Iterator["SqliteStorage"]:
    """Open the ledger in a file; refuse a file that is none, and one that a newer npo made."""
    name = str(path)
    if not path.is_file() or not path.stat().st_size:
        raise StorageError(fault(NO_LEDGER, name))
    with _errors(name), closing(_connect(path)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise StorageError(fault(FOREIGN, name))
        found = version(connection)
        if found > NEWEST:
            raise StorageError(fault(TOO_NEW, name, found=found, known=NEWEST))
        if found < NEWEST:
            with _transaction(connection):
                migrate(connection)
        yield SqliteStorage(connection, name)


@contextmanager
def create_sqlite(path: Path, about: About) -> Iterator["SqliteStorage"]:
    """Make a ledger in a new file and open it; what is booked in the block is kept with it, or nothing is.

    A file that exists is never overwritten: an empty one is taken for what a broken-off attempt left behind.
    """
    name = str(path)
    with _errors(name), closing(_connect(path, create=True)) as connection, _transaction(connection):
        if version(connection) or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            raise StorageError(fault(EXISTS if application == APPLICATION_ID else FOREIGN, name))
        migrate(connection)
        connection.execute("INSERT INTO ledger VALUES (1, ?, ?, ?)", about)
        yield SqliteStorage(connection, name)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a ledger to a new file as it is at one moment, while others may write to it."""
    with (
        open_sqlite(source),  # which refuses what is no ledger
        closing(_connect(source)) as connection,
        _errors(str(target)),
        closing(_connect(target, create=True)) as copy,
    ):
        connection.backup(copy)


class SqliteStorage:
    """One ledger in a SQLite file, open."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self.name = name
        row = connection.execute("SELECT municipality, pack, currency FROM ledger").fetchone()
        if row is None:
            raise StorageError(fault(FOREIGN, name))
        self.about = About(*row)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open a transaction for appending; inside one, take part in it."""
        if self._connection.in_transaction:
            yield
            return
        with _errors(self.name), _transaction(self._connection):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Open a transaction for reading, in which nothing changes."""
        if self._connection.in_transaction:
            yield
            return
        with _errors(self.name):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def head(self) -> Head:
        """Give the last entry."""
        row = self._one("SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1")
        return Head(*row) if row else Head(0, origin(*self.about))

    def append(self, entries: Iterable[Entry]) -> None:
        """Add entries."""
        places = ", ".join("?" * (len(COLUMNS) + 1))
        self._run(f"INSERT INTO entry ({_ENTRY}) VALUES ({places})", map(row_of, entries))

    def keep(self, bookings: Iterable[Booking]) -> None:
        """Keep how bookings stand now."""
        places = ", ".join("?" * len(Booking._fields))
        self._run(f"INSERT OR REPLACE INTO booking ({_BOOKING}) VALUES ({places})", bookings)

    def post(self, postings: Iterable[Posting]) -> None:
        """Add to the running totals."""
        self._run(
            "INSERT INTO total (year, goal, measure, amount) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (year, goal, measure) DO UPDATE SET amount = amount + excluded.amount",
            postings,
        )

    def archive(self, edition: Archived) -> None:
        """Keep the texts of the rules, if they are not kept yet."""
        self._run(
            "INSERT INTO edition (sha256, rules, content) "
            "SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM edition WHERE sha256 = ?1)",
            [edition],
        )

    def archived(self, *, sha256: str | None = None, rules: str | None = None) -> Archived | None:
        """Give the texts of the rules, by their own hash or that of the rule files."""
        row = self._one(
            "SELECT sha256, rules, content FROM edition WHERE sha256 = ? OR rules = ? ORDER BY rowid DESC LIMIT 1",
            (sha256, rules),
        )
        return Archived(*row) if row else None

    def entry(self, number: int) -> Entry:
        """Give an entry by its number; raises LookupError where there is none."""
        found = self.standing(number)
        if found is None:
            raise LookupError(number)
        return found.entry

    def standing(self, number: int) -> Standing | None:
        """Give an entry by its number, and how it stands."""
        if not 0 < number <= _MOST:
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
        rows = self._all(f"SELECT {_ENTRY} FROM entry WHERE refers = ? ORDER BY number", (number,))
        return [self._entry(row) for row in rows]

    def spendings(self, first: date, last: date) -> Iterator[Entry]:
        """Give the spendings of a run of days that were not reversed."""
        condition = "WHERE e.kind = 'spending' AND e.day BETWEEN ? AND ? AND b.state <> 'reversed'"
        for standing in self._standings(condition, (first.isoformat(), last.isoformat())):
            yield standing.entry

    def with_reference(self, reference: str) -> Iterator[Standing]:
        """Give the spendings with a reference, the latest first."""
        condition = "WHERE e.kind = 'spending' AND json_extract(e.details, '$.reference') = ? ORDER BY e.number DESC"
        return self._standings(condition, (reference,))

    def totals(self) -> Totals:
        """Give the running totals."""
        return Totals(Posting(*row) for row in self._all("SELECT year, goal, measure, amount FROM total"))

    def months(self) -> Iterator[Month]:
        """Give what was received and spent by month, reversals in the month of their own day."""
        rows = self._all(
            "SELECT substr(e.day, 1, 7), "
            "sum(CASE WHEN coalesce(r.kind, e.kind) = 'payment' THEN e.cents ELSE 0 END), "
            "sum(CASE WHEN coalesce(r.kind, e.kind) = 'spending' THEN e.cents ELSE 0 END) "
            "FROM entry e LEFT JOIN entry r ON r.number = e.refers AND e.kind = 'reversal' "
            "WHERE e.kind IN ('payment', 'spending', 'reversal') GROUP BY 1 ORDER BY 1"
        )
        return (Month(*row) for row in rows)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Give every entry as it is stored, in order of number."""
        return self._all(f"SELECT {_ENTRY} FROM entry ORDER BY number")

    def editions(self) -> Iterator[Archived]:
        """Give all archived texts of rules."""
        for row in self._all("SELECT sha256, rules, content FROM edition ORDER BY sha256"):
            yield Archived(*row)

    def links(self) -> Iterator[Link]:
        """Give the whole chain, in order of number."""
        rows: Iterator[Any] = self._all(f"SELECT number, hash, {_PAYLOAD} FROM entry ORDER BY number")
        return rows

    def recount(self) -> tuple[Totals, Iterator[Fault]]:
        """Add all entries up afresh, and name the bookings whose kept standing differs."""
        groups = list(self._all(GROUPS))
        totals = Totals(postings(groups, *map(self._all, (REDUCTIONS, PAYMENTS, DECISIONS))))
        (kept,) = self._one(BOOKINGS)
        sound = kept == sum(count for *_, count, _ in groups) and not any(differs for *_, differs, _, _ in groups)
        differing = iter(()) if sound else self._all(BOOKINGS_THAT_DIFFER)
        return totals, (fault(DIFFERS, number=number) for (number,) in differing)

    def faults(self) -> Iterator[Fault]:
        """Name what is wrong with the file itself: damaged pages, missing guards, changed texts of rules."""
        for (problem,) in self._all("PRAGMA quick_check(20)"):
            if problem != "ok":
                yield fault(DAMAGED, problem=" ".join(str(problem).split()))
        for guard in missing_guards(self._connection):
            yield fault(NO_GUARD, guard=guard)
        kept: set[str] = set()
        for digest, content in self._all("SELECT sha256, CAST(content AS BLOB) FROM edition"):
            kept.add(digest)
            if sha256(content).hexdigest() != digest:
                yield fault(EDITION_CHANGED, edition=str(digest)[:_SHOWN])
        cited = self._all("SELECT min(number), receipt FROM entry WHERE receipt IS NOT NULL GROUP BY receipt")
        for edition, number in sorted(_first_citing(cited).items(), key=lambda item: item[1]):
            if edition not in kept:
                yield fault(EDITION_GONE, number=number, edition=edition[:_SHOWN])

    def _standings(self, rest: str, values: Sequence[object], *, booked: bool = False) -> Iterator[Standing]:
        columns = ", ".join(f"e.{name}" for name in (*COLUMNS, "hash"))
        kept = ", ".join(f"b.{name}" for name in Booking._fields)
        tables = (
            "booking b CROSS JOIN entry e ON e.number = b.number"
            if booked
            else "entry e LEFT JOIN booking b ON b.number = e.number"
        )
        places = len(COLUMNS) + 1
        for row in self._all(f"SELECT {columns}, {kept} FROM {tables} {rest}", values):
            yield Standing(self._entry(row[:places]), _booking(row[places:]))

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        try:
            return entry_of(row)
        except (ValueError, TypeError, KeyError, AttributeError):  # not as npo wrote it
            raise StorageError(fault(DAMAGED_ENTRY, self.name, number=row[0])) from None

    def _run(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with _errors(self.name):
            self._connection.executemany(sql, rows)

    def _one(self, sql: str, values: Sequence[object] = ()) -> Any:
        with _errors(self.name):
            return self._connection.execute(sql, values).fetchone()

    def _all(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        with _errors(self.name):
            cursor = self._connection.execute(sql, values)
            while rows := cursor.fetchmany(_BATCH):
                yield from rows


def _booking(row: tuple[Any, ...]) -> Booking | None:
    if row[0] is None:
        return None
    number, kind, year, goal, cents, state, own, still_open, bare, fulfils = row
    return Booking(number, Kind(kind), year, goal, cents, State(state), bool(own), still_open, bool(bare), fulfils)


def _first_citing(cited: Iterable[tuple[int, Any]]) -> dict[str, int]:
    """Give the editions that receipts name, each with the first entry that does."""
    found: dict[str, int] = {}
    for number, receipt in cited:
        try:
            edition = Receipt(*json.loads(receipt)).edition
        except (ValueError, TypeError):  # not as npo wrote it; the chain names the entry
            continue
        found[edition] = min(number, found.get(edition, number))
    return found


def _of_bookings(wanted: Wanted) -> bool:
    """Say whether only bookings can be meant, which are looked up by how they stand."""
    return wanted.states is not None or wanted.bare or wanted.open


def _conditions(wanted: Wanted) -> tuple[list[str], list[object]]:
    """Give what the entries asked for must meet, and the values in it."""
    found: list[tuple[str, Sequence[object]]] = []
    table = "b" if _of_bookings(wanted) else "e"
    for column, value in (
        (f"{table}.year", wanted.year),
        ("e.goal", wanted.goal),
        ("e.verdict", wanted.verdict),
    ):
        if value is not None:
            found.append((f"{column} = ?", (value,)))
    indexed = (("e.kind", wanted.kinds, RARE_KINDS, RARE), ("b.state", wanted.states, STATES_OF_DOUBT, IN_DOUBT))
    for column, values, held, condition in indexed:
        if values is not None:
            found.append((f"{column} IN ({', '.join('?' * len(values))})", values))
            if set(values) <= set(held):
                found.append((f"{column[:2]}{condition}", ()))
    if wanted.bare:
        found.append(("b.bare = 1", ()))
    if wanted.open:
        found.append(("b.open > 0", ()))
    if wanted.after:
        found.append((f"{table}.number > ?", (wanted.after,)))
    return [condition for condition, _ in found], [value for _, values in found for value in values]


def _connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection = sqlite3.connect(address, timeout=WAIT_SECONDS, isolation_level=None, uri=True)
    try:
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back where the disk fails
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _errors(name: str) -> Iterator[None]:
    """Say in a line what SQLite or the system says of the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(_problem(error, name)) from error
    except UnicodeDecodeError as error:  # what SQLite says quotes a damaged name
        raise StorageError(fault(DAMAGED, name, problem=NO_TEXT)) from error


def _problem(error: sqlite3.Error, name: str) -> Fault:
    code = getattr(error, "sqlite_errorname", "")
    plain = (
        (("SQLITE_BUSY", "SQLITE_LOCKED"), BUSY),
        (("SQLITE_READONLY",), READ_ONLY),
        (("SQLITE_FULL",), FULL),
        (("SQLITE_NOTADB",), FOREIGN),
        (("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"), UNREADABLE),
    )
    for codes, phrase in plain:
        if code.startswith(codes):
            return fault(phrase, name)
    return fault(NOT_WRITTEN if code.startswith("SQLITE_IOERR") else DAMAGED, name, problem=str(error))
