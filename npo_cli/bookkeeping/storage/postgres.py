"""A ledger in PostgreSQL, or in any engine that speaks its protocol: one database for a team, a region or a country.

Who appends holds an advisory lock on the ledger for the length of one transaction, so that two writers never fork the
chain. An acknowledged entry was committed; the server's own settings say what that means on its disks.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, NamedTuple

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from npo_cli.bookkeeping.booking import Booking
from npo_cli.bookkeeping.entry import Entry
from npo_cli.bookkeeping.posting import Posting
from npo_cli.bookkeeping.row import COLUMNS, row_of
from npo_cli.bookkeeping.storage.interface import About, Archived, StorageError
from npo_cli.bookkeeping.storage.postgres_schema import NEWEST, PREFIX, migrate, missing_guards, version
from npo_cli.bookkeeping.storage.sql import BOOKING_COLUMNS, ENTRY_COLUMNS, NO_GUARD, SqlStorage
from npo_cli.fault import Fault, fault
from npo_cli.language import Phrase
from npo_cli.slug import slug

NO_SUCH = Phrase(
    "in deze database is geen grootboek van ‘{given}’ te zien; wel: {known}.",
    "no ledger of ‘{given}’ can be seen in this database; but: {known}.",
)
NONE_HERE = Phrase(
    "in deze database is geen grootboek te zien; begin er een met npo init GEMEENTE --ledger URL, of vraag rechten.",
    "no ledger can be seen in this database; start one with npo init MUNICIPALITY --ledger URL, or ask for rights.",
)
WHICH = Phrase(
    "deze database heeft meer grootboeken ({known}); zet het gewenste achter de URL: …#{first}.",
    "this database has several ledgers ({known}); put the one you want behind the URL: …#{first}.",
)
EXISTS = Phrase(
    "deze gemeente heeft in deze database al een grootboek; het blijft zoals het is.",
    "this municipality has a ledger in this database already; it stays as it is.",
)
TOO_NEW = Phrase(
    "dit grootboek is gemaakt met een nieuwere npo (schema {found}, deze kent {known}); werk npo bij.",
    "this ledger was made by a newer npo (schema {found}, this one knows {known}); update npo.",
)
TOO_OLD = Phrase(
    "dit grootboek heeft een ouder schema ({found}, nu {known}); laat de eigenaar van de database npo ledger status "
    "geven.",
    "this ledger has an older schema ({found}; now {known}); have the database's owner run npo ledger status.",
)
NOT_REACHED = Phrase(
    "de database is niet te bereiken ({problem}); controleer adres, netwerk en of de server draait.",
    "the database cannot be reached ({problem}); check the address, the network and whether the server runs.",
)
NO_ACCESS = Phrase(
    "de database weigert deze gebruiker of dit wachtwoord; controleer de URL, of vraag de beheerder.",
    "the database refuses this user or password; check the URL, or ask its administrator.",
)
NO_DATABASE = Phrase(
    "deze database bestaat niet op de server; controleer de naam achter de laatste schuine streep.",
    "this database does not exist on the server; check the name behind the last slash.",
)
NO_RIGHT = Phrase(
    "uw rol in de database mag dit niet; er is niets geboekt. Vraag rechten aan de beheerder (npo ledger grant-sql).",
    "your role in the database may not do this; nothing was booked. Ask its administrator (npo ledger grant-sql).",
)
BUSY = Phrase(
    "een ander schrijft in dit grootboek; er is niets geboekt. Probeer het zo nog eens.",
    "somebody else is writing to this ledger; nothing was booked. Try again in a moment.",
)
CUT_OFF = Phrase(
    "de verbinding met de database viel weg; wat niet is bevestigd, is niet geboekt. Kijk met npo ledger list.",
    "the connection to the database was lost; what was not confirmed was not booked. Look with npo ledger list.",
)
REFUSED = Phrase("de database weigert: {problem}", "the database refuses: {problem}")
NOT_UTF8 = Phrase(
    "de database is niet in UTF-8 gemaakt; maak haar opnieuw met ENCODING 'UTF8'.",
    "the database was not made in UTF-8; make it again with ENCODING 'UTF8'.",
)

CONNECT_SECONDS = 10
LOCK_SECONDS = 30
STATEMENT_SECONDS = 600
_BATCH = 2_000
_LOCKS = 0x6E706F  # the first half of the keys of all locks of npo


class Address(NamedTuple):
    """Where a ledger is: what connects to the database, and which municipality's ledger (empty: the only one)."""

    conninfo: str
    municipality: str

    @property
    def shown(self) -> str:
        """The address without its password."""
        parts = conninfo_to_dict(self.conninfo)
        place = f"{parts.get('host') or 'localhost'}{':' + str(parts['port']) if parts.get('port') else ''}"
        name = f"postgresql://{place}/{parts.get('dbname') or ''}"
        return f"{name}#{self.municipality}" if self.municipality else name


def parse_address(url: str) -> Address:
    """Read a URL such as postgresql://user@host/database#oisterwijk."""
    base, _, municipality = url.partition("#")
    try:
        conninfo = make_conninfo(base, connect_timeout=CONNECT_SECONDS)
    except psycopg.Error:
        raise StorageError(fault(NOT_REACHED, "--ledger", problem="URL")) from None
    return Address(conninfo, slug(municipality))


@contextmanager
def open_postgres(address: Address) -> Iterator["PostgresStorage"]:
    """Open the ledger at an address; refuse one that is not there, and one that a newer npo made."""
    with _errors(address.shown), _connected(address) as connection:
        municipality = address.municipality or _only(connection, address)
        named = address._replace(municipality=municipality)
        if municipality not in ledgers(connection):
            known = ", ".join(ledgers(connection))
            phrase = fault(NO_SUCH, named.shown, given=municipality, known=known) if known else fault(NONE_HERE)
            raise StorageError(phrase)
        _use(connection, municipality)
        _upgrade(connection, named)
        yield PostgresStorage(connection, named)


@contextmanager
def create_postgres(address: Address, about: About) -> Iterator["PostgresStorage"]:
    """Make a municipality's ledger in a database and open it; what is booked in the block is kept with it."""
    named = address._replace(municipality=slug(about.municipality))
    schema = PREFIX + named.municipality.replace("-", "_")
    with _errors(named.shown), _connected(named) as connection, connection.transaction():
        _lock(connection, named.municipality)
        if connection.execute("SELECT to_regnamespace(%s)", (schema,)).fetchone() != (None,):
            raise StorageError(fault(EXISTS, named.shown))
        connection.execute(f"CREATE SCHEMA {schema}")
        _use(connection, named.municipality)
        migrate(connection, schema)
        connection.execute("INSERT INTO ledger VALUES (1, %s, %s, %s)", about)
        yield PostgresStorage(connection, named)


def ledgers(connection: "psycopg.Connection[Any]") -> list[str]:
    """Give the municipalities whose ledgers this role may see, by name."""
    rows = connection.execute(
        "SELECT nspname FROM pg_namespace WHERE nspname LIKE %s AND has_schema_privilege(oid, 'USAGE') ORDER BY 1",
        (PREFIX.replace("_", r"\_") + "%",),
    )
    return [name.removeprefix(PREFIX).replace("_", "-") for (name,) in rows]


@contextmanager
def connected(address: Address) -> Iterator["psycopg.Connection[Any]"]:
    """Connect to a database, for what looks at all of its ledgers."""
    with _errors(address.shown), _connected(address) as connection:
        yield connection


class PostgresStorage(SqlStorage):
    """One ledger in PostgreSQL, open."""

    _BOOKED = "booking b JOIN entry e ON e.number = b.number"
    _CONTENT = "convert_to(content, 'UTF8')"
    _REFERENCE = "e.details::jsonb ->> 'reference'"
    # What `chain.payload` makes of a row, made by the server.
    _PAYLOAD = (
        "convert_to("
        + " || ".join(f"coalesce(octet_length({name}::text), -1)::text || ','" for name in COLUMNS)
        + " || "
        + " || ".join(f"coalesce({name}::text, '')" for name in COLUMNS)
        + ", 'UTF8')"
    )

    def __init__(self, connection: "psycopg.Connection[Any]", address: Address) -> None:
        self._connection = connection
        self._names = count()
        self.address = address
        self.name = address.shown
        self.about = About(*self._one("SELECT municipality, pack, currency FROM ledger"))

    @property
    def _in_transaction(self) -> bool:
        return self._connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open a transaction for appending; inside one, take part in it."""
        if self._in_transaction:
            yield
            return
        with _errors(self.name), self._connection.transaction():
            _lock(self._connection, self.address.municipality)
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Open a transaction for reading, in which nothing that others write is seen."""
        if self._in_transaction:
            yield
            return
        with _errors(self.name), self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def append(self, entries: Iterable[Entry]) -> None:
        """Add entries."""
        statement = f"COPY entry ({ENTRY_COLUMNS}) FROM STDIN"
        with _errors(self.name), self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for entry in entries:
                copy.write_row(row_of(entry))

    def keep(self, bookings: Iterable[Booking]) -> None:
        """Keep how bookings stand now."""
        names = BOOKING_COLUMNS.split(", ")
        rows = [{name: _plain(value) for name, value in zip(names, each, strict=True)} for each in bookings]
        self._call("keep", rows)

    def post(self, postings: Iterable[Posting]) -> None:
        """Add to the running totals."""
        self._call("post", [posting._asdict() for posting in postings])

    def archive(self, edition: Archived) -> None:
        """Keep the texts of the rules, if they are not kept yet."""
        with _errors(self.name):
            self._connection.execute(
                "INSERT INTO edition (sha256, rules, content) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", edition
            )

    def _store_faults(self) -> Iterator[Fault]:
        for guard in missing_guards(self._connection):
            yield fault(NO_GUARD, guard=guard)

    def _call(self, function: str, rows: Sequence[Any]) -> None:
        if rows:
            with _errors(self.name):
                self._connection.execute(f"SELECT {function}(%s::jsonb)", (json.dumps(rows, ensure_ascii=False),))

    def _one(self, sql: str, values: Sequence[object] = ()) -> Any:
        with _errors(self.name):
            return self._connection.execute(*_translated(sql, values)).fetchone()

    def _all(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Give rows; inside a transaction through a cursor of the server, so that memory stays flat."""
        with _errors(self.name):
            if not self._in_transaction:
                yield from self._connection.execute(*_translated(sql, values))
                return
            with self._connection.cursor(name=f"npo_{next(self._names)}") as cursor:
                cursor.itersize = _BATCH
                yield from cursor.execute(*_translated(sql, values))


def _plain(value: object) -> object:
    return int(value) if isinstance(value, bool) else value


def _translated(sql: str, values: Sequence[object]) -> tuple[Any, Sequence[object] | None]:
    """Give a statement as psycopg writes it: its places as %s; without any, no sign of percent is special."""
    return (sql.replace("%", "%%").replace("?", "%s"), values) if values else (sql, None)


@contextmanager
def _connected(address: Address) -> Iterator["psycopg.Connection[Any]"]:
    with psycopg.connect(address.conninfo, autocommit=True, application_name="npo") as connection:
        connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        connection.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'")
        if connection.info.parameter_status("server_encoding") != "UTF8":
            raise StorageError(fault(NOT_UTF8, address.shown))
        yield connection


def _only(connection: "psycopg.Connection[Any]", address: Address) -> str:
    found = ledgers(connection)
    if len(found) == 1:
        return found[0]
    known = ", ".join(found)
    raise StorageError(fault(WHICH, address.shown, known=known, first=found[0]) if found else fault(NONE_HERE))


def _use(connection: "psycopg.Connection[Any]", municipality: str) -> None:
    connection.execute(f"SET search_path = {PREFIX}{municipality.replace('-', '_')}, pg_temp")


def _lock(connection: "psycopg.Connection[Any]", municipality: str) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCKS, municipality))


def _upgrade(connection: "psycopg.Connection[Any]", address: Address) -> None:
    """Bring a ledger of an older schema up to date, if this role owns it."""
    found = version(connection)
    if found > NEWEST:
        raise StorageError(fault(TOO_NEW, address.shown, found=found, known=NEWEST))
    if found < NEWEST:
        try:
            with connection.transaction():
                _lock(connection, address.municipality)
                migrate(connection, PREFIX + address.municipality.replace("-", "_"))
        except errors.InsufficientPrivilege:
            raise StorageError(fault(TOO_OLD, address.shown, found=found, known=NEWEST)) from None


@contextmanager
def _errors(name: str) -> Iterator[None]:
    """Say in a line what the server says."""
    try:
        yield
    except psycopg.Error as error:
        raise StorageError(_problem(error, name)) from error


def _problem(error: psycopg.Error, name: str) -> Fault:
    text = " ".join(str(error).split())
    match error:
        case errors.InvalidPassword() | errors.InvalidAuthorizationSpecification():
            return fault(NO_ACCESS, name)
        case errors.InvalidCatalogName():
            return fault(NO_DATABASE, name)
        case errors.InsufficientPrivilege():
            return fault(NO_RIGHT, name)
        case errors.LockNotAvailable() | errors.QueryCanceled():
            return fault(BUSY, name)
        case errors.AdminShutdown() | errors.CrashShutdown() | errors.IdleInTransactionSessionTimeout():
            return fault(CUT_OFF, name)
        case psycopg.OperationalError():
            return _not_connected(text, name)
        case _:
            return fault(REFUSED, name, problem=text[:200])


def _not_connected(text: str, name: str) -> Fault:
    """Tell apart what the client library only says in words: no connection has a code for it."""
    if "password" in text or "authentication failed" in text or 'role "' in text:
        return fault(NO_ACCESS, name)
    if 'database "' in text and "does not exist" in text:
        return fault(NO_DATABASE, name)
    if "server closed the connection" in text or "connection is lost" in text or "terminating connection" in text:
        return fault(CUT_OFF, name)
    return fault(NOT_REACHED, name, problem=text.rpartition(": ")[2][:120])
