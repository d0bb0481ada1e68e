"""A ledger in a SQLite file: the default, one file a municipality.

An acknowledged entry is on disk (`synchronous = FULL`), and who appends holds the file for the length of one
transaction. The rollback journal is used and not the write-ahead log, which does not work on a network drive.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from npo_cli.bookkeeping.booking import BookingRow
from npo_cli.bookkeeping.posting import Posting
from npo_cli.bookkeeping.row import COLUMNS, INTEGERS, Cell
from npo_cli.bookkeeping.storage.interface import About, Archived, Head, StorageError, T
from npo_cli.bookkeeping.storage.schema import APPLICATION_ID, NEWEST, migrate, missing_guards, version
from npo_cli.bookkeeping.storage.sql import BOOKING_COLUMNS, ENTRY_COLUMNS, NO_GUARD, SqlStorage
from npo_cli.fault import Fault, fault
from npo_cli.language import Phrase

if TYPE_CHECKING:
    from npo_cli.behind import Behind

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
    "een ander programma houdt het grootboek bezet; er is niets geboekt. Sluit het, of probeer het zo nog eens.",
    "another program keeps the ledger occupied; nothing was booked. Close it, or try again in a moment.",
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
BROKEN_OFF = Phrase(
    "het boeken is afgebroken en alles ervan is ongedaan gemaakt; er is niets geboekt. Probeer het opnieuw.",
    "booking was broken off and all of it undone; nothing was booked. Try again.",
)
LEFT_OVER = Phrase(
    "naast dit bestand ligt {journal}, van een grootboek waarin het boeken werd afgebroken; er is niets geschreven. "
    "Zet beide bestanden samen opzij, of zet het grootboek terug en draai npo ledger verify: dat herstelt het.",
    "beside this file lies {journal}, of a ledger in which booking was broken off; nothing was written. Put both files "
    "aside together, or put the ledger back and run npo ledger verify, which mends it.",
)
DAMAGED = Phrase(
    "het grootboek is beschadigd ({problem}); er is niets geschreven. Zet de laatste reservekopie terug.",
    "the ledger is damaged ({problem}); nothing was written. Restore the last backup.",
)
NO_TEXT = Phrase("onleesbare tekst", "unreadable text")

WAIT_SECONDS = 30
_MOST_TOLD = 200  # characters of what SQLite finds
_SHORTEST_WAIT, _LONGEST_WAIT = 0.001, 0.1  # seconds between two tries
_SERIALIZED = 3  # what `sqlite3.threadsafety` calls an SQLite of which threads may share a connection
_BATCH = 500  # rows
# Rows inserted by one statement: of a few sizes only, for each makes a statement that is remembered, with its values.
_AT_ONCE = (1_000, 100, 10, 1)
_WORTH_A_THREAD = 500  # rows to insert
MANY = 50_000  # entries, from which a look takes longer than the start of a process for it

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
    is_new = not path.exists()
    if is_new:
        refuse_left_over(path)
    try:
        with _errors(name), closing(_connect(path, create=True)) as connection, _transaction(connection):
            _refuse_filled(connection, name)
            migrate(connection)
            connection.execute("INSERT INTO ledger VALUES (1, ?, ?, ?)", about)
            storage = SqliteStorage(connection, name)
            with storage.step():
                yield storage
    except BaseException:
        if is_new:
            _remove_empty(path)
        raise
    if not path.exists():  # another attempt, which waited for the same file, failed and removed it
        raise StorageError(fault(BROKEN_OFF, name))


def _refuse_filled(connection: sqlite3.Connection, name: str) -> None:
    if version(connection) or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        raise StorageError(fault(EXISTS if application == APPLICATION_ID else FOREIGN, name))


def _remove_empty(path: Path) -> None:
    """Remove the file that an attempt made, unless something was written to it."""
    with suppress(OSError):
        if not path.stat().st_size:
            path.unlink()


def refuse_left_over(path: Path) -> None:
    """Refuse to make a ledger where the journal of another is left, which SQLite would play into it."""
    for ending in ("-journal", "-wal"):
        journal = path.with_name(path.name + ending)
        if journal.exists():
            raise StorageError(fault(LEFT_OVER, str(path), journal=journal.name))


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a ledger to a new file as it is at one moment, while others may write to it."""
    until = monotonic() + WAIT_SECONDS

    def bear(status: int, _left: int, _pages: int) -> None:
        if status == sqlite3.SQLITE_BUSY and monotonic() >= until:
            raise StorageError(fault(BUSY, str(source)))

    with (
        open_sqlite(source),  # which refuses what is no ledger
        closing(_connect(source)) as connection,
        _errors(str(target)),
        closing(_connect(target, create=True)) as copy,
    ):
        connection.backup(copy, progress=bear, sleep=_LONGEST_WAIT)


class SqliteStorage(SqlStorage):
    """One ledger in a SQLite file, open."""

    _BOOKED = "booking b CROSS JOIN entry e ON e.number = b.number"
    _PAYLOAD = _PAYLOAD
    _CONTENT = "CAST(content AS BLOB)"

    def __init__(self, connection: sqlite3.Connection, name: str, *, reads: bool = False) -> None:
        self._connection = connection
        self._reads = reads  # inside a transaction of reading
        self._in_step = False  # inside a transaction of writing, which SQLite itself may have undone
        self._behind: Behind | None = None  # what writes many rows, inside a step
        self._most_values = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)  # in a statement
        self.name = name
        row = connection.execute("SELECT municipality, pack, currency FROM ledger").fetchone()
        if row is None:
            raise StorageError(fault(FOREIGN, name))
        if not all(isinstance(text, str) for text in row):
            raise StorageError(fault(DAMAGED, name, problem=NO_TEXT))
        self.about = About(*row)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open a transaction for appending; inside one, take part in it. None may be opened while it is read."""
        if self._in_step:
            yield
            return
        if self._reads:
            raise RuntimeError(self.name)
        with _errors(self.name), _transaction(self._connection), self.step():
            yield

    @contextmanager
    def step(self) -> Iterator[None]:
        """Note that a transaction of writing is open; when it ends, all is written and nobody writes any more."""
        self._in_step = True
        try:
            yield
            self._wait()
        finally:
            self._in_step = False
            if self._behind is not None:
                self._behind.close()
                self._behind = None

    def _wait(self) -> None:
        """Wait until all that was given to be written is, and see that the step still stands."""
        if self._behind is not None:
            self._behind.wait()
        if self._in_step:
            self._require_step()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Open a transaction for reading, in which nothing changes."""
        if self._in_step or self._reads:
            yield
            return
        with _errors(self.name):
            self._connection.execute("BEGIN")
            self._reads = True
            try:
                yield
            finally:
                self._reads = False
                self._connection.execute("COMMIT")

    @property
    def twice(self) -> bool:
        """Whether a long ledger is being read, of which at least the end can be read."""
        if not self._reads:
            return False
        try:
            number: object = self.head().number  # of a file that somebody changed it may be anything
        except StorageError:
            return False
        return isinstance(number, int) and number >= MANY

    @contextmanager
    def beside(self, look: Callable[..., T], *values: object) -> Iterator[Callable[[], T]]:
        """Look in a process of its own where that saves time and sees the same; else when asked for it.

        Who has read a file that has a rollback journal holds a lock under which nobody commits, so once this one has
        it, another one sees the same. With a write-ahead log, which another program may have set, that is not so.
        """
        if not self.twice:  # which reads, and so takes the lock
            with super().beside(look, *values) as found:
                yield found
            return
        from npo_cli.beside import beside  # which takes longer to load than a booking does

        with beside(seen, self.name, self.head(), look, values) as answer:
            yield lambda: look(self, *values) if (found := answer()) is None else found

    def append(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Add entries."""
        self._write(f"INSERT INTO entry ({ENTRY_COLUMNS}) VALUES {{}}", list(rows))

    def keep(self, rows: Sequence[BookingRow]) -> None:
        """Keep how bookings stand now."""
        self._write(f"INSERT OR REPLACE INTO booking ({BOOKING_COLUMNS}) VALUES {{}}", rows)

    def post(self, postings: Iterable[Posting]) -> None:
        """Add to the running totals."""
        self._write(
            "INSERT INTO total (year, goal, measure, amount) VALUES {} "
            "ON CONFLICT (year, goal, measure) DO UPDATE SET amount = amount + excluded.amount",
            list(postings),
        )

    def archive(self, edition: Archived) -> None:
        """Keep the texts of the rules, if they are not kept yet."""
        self._write(
            "INSERT INTO edition (sha256, rules, content) "
            "SELECT * FROM (VALUES {}) AS new WHERE NOT EXISTS (SELECT 1 FROM edition WHERE sha256 = new.column1)",
            [edition],
        )

    def _store_faults(self) -> Iterator[Fault]:
        for (problem,) in self._all("PRAGMA quick_check(20)"):
            if problem != "ok":
                told = " ".join(str(problem).split())  # of a damaged page SQLite may go on for long
                yield fault(DAMAGED, problem=told if len(told) <= _MOST_TOLD else f"{told[:_MOST_TOLD]}…")
        for guard in missing_guards(self._connection):
            yield fault(NO_GUARD, guard=guard)

    def _write(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows: many of them behind, with all that comes after, while their successors are made."""
        if self._behind is None and len(rows) >= _WORTH_A_THREAD:
            self._require_step()  # for it is the end of the step that waits for a thread
            self._behind = _behind()
        if self._behind is None:
            self._insert(sql, rows)
        else:
            self._behind.call(partial(self._insert, sql, rows))

    def _insert(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows, as many by one statement as may be.

        That is quicker, and as each statement waits for other threads before and after, they hold each other up less.
        """
        start = 0
        while start < len(rows):
            left, width = len(rows) - start, len(rows[start])
            many = next(size for size in _AT_ONCE if size == 1 or (size <= left and size * width <= self._most_values))
            some = rows[start : start + many]
            places = ", ".join([f"({', '.join('?' * width)})"] * many)
            self._require_step()
            with _errors(self.name):
                self._connection.execute(sql.format(places), list(chain.from_iterable(some)))
            start += many

    def _require_step(self) -> None:
        """Refuse to go on where no step is open: SQLite itself may have undone it, when the disk failed."""
        if not self._connection.in_transaction:
            raise StorageError(fault(BROKEN_OFF, self.name))

    def _one(self, sql: str, values: Sequence[object] = ()) -> Any:
        self._wait()
        with _errors(self.name):
            return self._connection.execute(sql, values).fetchone()

    def _all(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        self._wait()
        with _errors(self.name):
            cursor = self._connection.execute(sql, values)
            while rows := cursor.fetchmany(_BATCH):
                yield from rows
                self._wait()


def _behind() -> "Behind | None":
    """Give what writes in a thread, if SQLite may be used by one and the system has one to give."""
    from npo_cli.behind import Behind  # which takes longer to load than a booking does

    if sqlite3.threadsafety == _SERIALIZED:
        with suppress(RuntimeError):
            return Behind()
    return None


def seen(name: str, head: Head, look: Callable[..., T], values: tuple[object, ...]) -> T | None:
    """Look at the ledger in a file that another process reads; None where it does not have the head that is seen there.

    None, too, where a writer waits, for it may wait for the other process, and where damage ends the look: that one
    will meet it and tell.
    """
    path = Path(name)
    try:
        with closing(_connect(path, patient=False)) as connection:
            # Reads a third faster, but ends the process where somebody cuts the file: only for one that may end.
            connection.execute(f"PRAGMA mmap_size = {path.stat().st_size}")
            connection.execute("BEGIN")
            storage = SqliteStorage(connection, name, reads=True)
            (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
            # Another head tells that another file was put in this one's place.
            return look(storage, *values) if journal != "wal" and storage.head() == head else None
    except (OSError, sqlite3.Error, StorageError):
        return None


class _Connection(sqlite3.Connection):
    """A connection that tries again, for as many seconds as it has `patience`, while another program has the file.

    SQLite could wait by itself, but then Ctrl-C is heard at the end only. And amid a long step it would wait for every
    page that it might put aside in the file, under whoever reads; without waiting it keeps the page until the end.
    """

    patience = 0.0

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        wait, until = _SHORTEST_WAIT, monotonic() + self.patience
        while True:
            try:
                return super().execute(sql, values)
            except sqlite3.OperationalError as error:
                if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY") or monotonic() >= until:
                    raise
            sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)


def _connect(path: Path, *, create: bool = False, patient: bool = True) -> sqlite3.Connection:
    """Connect to a file; who is patient waits for another program that writes to it.

    Every step is opened and kept by a statement of our own. Python would open one for what is written outside of any,
    and as nobody keeps that, it is gone when the file is closed: so nothing is ever written by itself.
    """
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection = sqlite3.connect(
        address, timeout=0, isolation_level="DEFERRED", uri=True, check_same_thread=False, factory=_Connection
    )
    connection.patience = WAIT_SECONDS if patient else 0
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
