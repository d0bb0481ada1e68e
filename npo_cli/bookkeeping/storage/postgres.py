"""A ledger in PostgreSQL, or in any engine that speaks its protocol: one database for a team, a region or a country.

Who appends holds an advisory lock on the ledger for the length of one transaction, so that two writers never fork the
chain. An acknowledged entry was committed; the server's own settings say what that means on its disks.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from typing import Any, NamedTuple

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.numeric import IntLoader

from npo_cli.bookkeeping.booking import Booking, BookingRow
from npo_cli.bookkeeping.posting import Posting
from npo_cli.bookkeeping.row import COLUMNS, Cell
from npo_cli.bookkeeping.storage import postgres_schema as schema
from npo_cli.bookkeeping.storage.interface import About, Archived, StorageError
from npo_cli.bookkeeping.storage.postgres_fault import told
from npo_cli.bookkeeping.storage.sql import ENTRY_COLUMNS, NO_GUARD, SqlStorage
from npo_cli.fault import Fault, fault, refuse
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
    "deze database heeft meerdere grootboeken ({known}); zet het gewenste achter de URL: …#{first}.",
    "this database has several ledgers ({known}); put the one you want behind the URL: …#{first}.",
)
EXISTS = Phrase(
    "deze gemeente heeft in deze database al een grootboek; het blijft zoals het is.",
    "this municipality has a ledger in this database already; it stays as it is.",
)
OTHER_NAME = Phrase(
    "de URL noemt ‘{named}’, maar dit is het grootboek van {municipality}; laat #{named} weg.",
    "the URL names ‘{named}’, but this is the ledger of {municipality}; leave #{named} out.",
)
TOO_NEW = Phrase(
    "dit grootboek is gemaakt met een nieuwere npo (schema {found}, deze kent {known}); werk npo bij.",
    "this ledger was made by a newer npo (schema {found}, this one knows {known}); update npo.",
)
TOO_OLD = Phrase(
    "dit grootboek heeft een ouder schema ({found}, nu {known}); laat de eigenaar ervan npo ledger status geven, dan "
    "wordt het bijgewerkt.",
    "this ledger has an older schema ({found}; now {known}); have its owner run npo ledger status, which updates it.",
)
BAD_URL = Phrase(
    "dit is geen URL van een database; schrijf postgresql://gebruiker@server/database#gemeente, en tekens als @ / : # "
    "in een wachtwoord als %40 %2F %3A %23.",
    "this is not the URL of a database; write postgresql://user@server/database#municipality, and signs such as "
    "@ / : # in a password as %40 %2F %3A %23.",
)
NOT_UTF8 = Phrase(
    "de database is niet in UTF-8 gemaakt; maak haar opnieuw met ENCODING 'UTF8'.",
    "the database was not made in UTF-8; make it again with ENCODING 'UTF8'.",
)

CONNECT_SECONDS = 10
LOCK_SECONDS = 30
STATEMENT_SECONDS = 600
_BATCH = 2_000  # rows
_LOCKS = 0x6E706F  # the first half of the keys of all locks of npo
_LONGEST = 63 - len(schema.PREFIX)  # characters, of what PostgreSQL takes as the name of a schema


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

    @property
    def schema(self) -> str:
        """The schema of the database in which the municipality's ledger stands."""
        return schema.PREFIX + self.municipality.replace("-", "_")


def parse_address(url: str) -> Address:
    """Read a URL such as postgresql://user@host/database#oisterwijk; refuse one that may be split at a wrong sign."""
    base, mark, municipality = url.rpartition("#")
    if not mark or set("@/") & set(municipality):  # the sign stands in a password
        base, municipality = url, ""
    try:
        conninfo = make_conninfo(base, connect_timeout=CONNECT_SECONDS, client_encoding="UTF8")
        parts = conninfo_to_dict(conninfo)
    except psycopg.Error:
        raise refuse(BAD_URL, "--ledger") from None
    shown = "".join(str(parts.get(name) or "") for name in ("host", "hostaddr", "dbname"))
    if "@" in shown or not set(str(parts.get("port") or "")) <= set("0123456789,"):
        raise refuse(BAD_URL, "--ledger")
    return Address(conninfo, _place(municipality))


@contextmanager
def open_postgres(url: str) -> Iterator["PostgresStorage"]:
    """Open the ledger at a URL; refuse one that is not there, and one that a newer npo made."""
    with connected(url) as connection, open_on(connection, connection.chosen()) as storage:
        yield storage


@contextmanager
def create_postgres(url: str, about: About) -> Iterator["PostgresStorage"]:
    """Make a municipality's ledger in a database and open it; what is booked in the block is kept with it."""
    address = _address_for(url, about)
    with told(address.shown), _connected(address) as connection, connection.transaction():
        _lock(connection, address.municipality)
        if connection.execute("SELECT to_regnamespace(%s)", (address.schema,)).fetchone() != (None,):
            raise StorageError(fault(EXISTS, address.shown))
        connection.execute(f"CREATE SCHEMA {address.schema}")
        _use(connection, address)
        schema.migrate(connection, address.schema)
        connection.execute("INSERT INTO ledger VALUES (1, %s, %s, %s)", about)
        yield PostgresStorage(connection, address)


def named(url: str, about: About) -> str:
    """Give a URL that says whose ledger is meant."""
    address = _address_for(url, about)
    return url if parse_address(url).municipality else f"{url}#{address.municipality}"


def has_ledger(url: str, about: About) -> bool:
    """Say whether a municipality has a ledger in a database that this role may see."""
    address = _address_for(url, about)
    with connected(url) as connection:
        return address.municipality in connection.ledgers()


class Connected(NamedTuple):
    """A database that npo is connected to, and the address that was given for it."""

    connection: "psycopg.Connection[Any]"
    address: Address

    def ledgers(self) -> list[str]:
        """Give the municipalities whose ledgers this role may see, by name."""
        with told(self.address.shown):
            rows = self.connection.execute(
                "SELECT nspname FROM pg_namespace n WHERE starts_with(nspname, %s) "
                "AND has_schema_privilege(n.oid, 'USAGE') AND EXISTS (SELECT 1 FROM pg_class c "
                "WHERE c.relnamespace = n.oid AND c.relname = 'migration') ORDER BY 1",
                (schema.PREFIX,),
            ).fetchall()
        return [name.removeprefix(schema.PREFIX).replace("_", "-") for (name,) in rows]

    def chosen(self) -> str:
        """Give the municipality that the address names, or the only one there is."""
        found, given = self.ledgers(), self.address.municipality
        if given in found or (len(found) == 1 and not given):
            return given or found[0]
        known = ", ".join(found)
        if not found:
            raise refuse(NONE_HERE, self.address.shown)
        if given:
            raise refuse(NO_SUCH, self.address.shown, given=given, known=known)
        raise refuse(WHICH, self.address.shown, known=known, first=found[0])


@contextmanager
def connected(url: str) -> Iterator[Connected]:
    """Connect to a database, for what looks at several of its ledgers."""
    address = parse_address(url)
    with told(address.shown), _connected(address) as connection:
        yield Connected(connection, address)


@contextmanager
def open_on(found: Connected, municipality: str) -> Iterator["PostgresStorage"]:
    """Open a municipality's ledger on a connection, which has one open at a time."""
    address = found.address._replace(municipality=municipality)
    with told(address.shown):
        _use(found.connection, address)
        _upgrade(found.connection, address)
        yield PostgresStorage(found.connection, address)


def grant_sql(url: str, appender: str | None, reader: str | None, *, everything: bool) -> str:
    """Give the SQL that lets roles use the ledger at a URL, or all of its database."""
    with connected(url) as found:
        municipalities = found.ledgers() if everything else [found.chosen()]
        database = found.connection.info.dbname
    schemas = [found.address._replace(municipality=each).schema for each in municipalities]
    return schema.grant_sql(database, schemas, appender, reader)


class PostgresStorage(SqlStorage):
    """One ledger in PostgreSQL, open."""

    _BOOKED = "booking b JOIN entry e ON e.number = b.number"
    _CONTENT = "convert_to(content, 'UTF8')"
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
        self._reads = False  # inside a transaction of reading
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
        with told(self.name), self._connection.transaction():
            _lock(self._connection, self.address.municipality)
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Open a transaction for reading, in which nothing that others write is seen."""
        if self._in_transaction:
            yield
            return
        with told(self.name), self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self._reads = True
            try:
                yield
            finally:
                self._reads = False

    def append(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Add entries."""
        statement = f"COPY entry ({ENTRY_COLUMNS}) FROM STDIN"
        with told(self.name), self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def keep(self, rows: Sequence[BookingRow]) -> None:
        """Keep how bookings stand now."""
        self._call("keep", [dict(zip(Booking._fields, row, strict=True)) for row in rows])

    def post(self, postings: Iterable[Posting]) -> None:
        """Add to the running totals."""
        self._call("post", [posting._asdict() for posting in postings])

    def archive(self, edition: Archived) -> None:
        """Keep the texts of the rules, if they are not kept yet."""
        with told(self.name):
            self._connection.execute(
                "INSERT INTO edition (sha256, rules, content) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", edition
            )

    def _store_faults(self) -> Iterator[Fault]:
        for guard in schema.missing_guards(self._connection):
            yield fault(NO_GUARD, guard=guard)

    def _call(self, function: str, rows: Sequence[Any]) -> None:
        if rows:
            with told(self.name):
                self._connection.execute(f"SELECT {function}(%s::jsonb)", (json.dumps(rows, ensure_ascii=False),))

    def _one(self, sql: str, values: Sequence[object] = ()) -> Any:
        with told(self.name):
            return self._connection.execute(*_translated(sql, values)).fetchone()

    def _all(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        with told(self.name):
            yield from self._connection.execute(*_translated(sql, values))

    def _stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Give rows; in a transaction of reading through a cursor of the server, so that memory stays flat."""
        if not self._reads:
            yield from self._all(sql, values)
            return
        with told(self.name), self._connection.cursor(name=f"npo_{next(self._names)}") as cursor:
            cursor.itersize = _BATCH
            yield from cursor.execute(*_translated(sql, values))


def _translated(sql: str, values: Sequence[object]) -> tuple[Any, Sequence[object] | None]:
    """Give a statement as psycopg writes it: its places as %s; without any, no sign of percent is special."""
    return (sql.replace("%", "%%").replace("?", "%s"), values) if values else (sql, None)


def _place(municipality: str) -> str:
    """Give the name by which a municipality's ledger is known: as long as a name of a schema may be."""
    return slug(municipality)[:_LONGEST].rstrip("-")


def _address_for(url: str, about: About) -> Address:
    """Give the address of a municipality's ledger in a database; refuse a URL that names another."""
    address, mine = parse_address(url), _place(about.municipality)
    if address.municipality not in {"", mine}:
        named, municipality = address.municipality, about.municipality
        raise refuse(OTHER_NAME, address.shown, named=named, municipality=municipality)
    return address._replace(municipality=mine)


@contextmanager
def _connected(address: Address) -> Iterator["psycopg.Connection[Any]"]:
    with psycopg.connect(address.conninfo, autocommit=True, application_name="npo") as connection:
        connection.execute(
            f"SET lock_timeout = '{LOCK_SECONDS}s'; SET statement_timeout = '{STATEMENT_SECONDS}s'; "
            f"SET idle_in_transaction_session_timeout = '{STATEMENT_SECONDS}s'"
        )
        connection.adapters.register_loader("numeric", IntLoader)  # sums of cents: whole numbers of any size
        if connection.info.parameter_status("server_encoding") != "UTF8":
            raise StorageError(fault(NOT_UTF8, address.shown))
        yield connection


def _use(connection: "psycopg.Connection[Any]", address: Address) -> None:
    connection.execute(f"SET search_path = {address.schema}, pg_temp")


def _lock(connection: "psycopg.Connection[Any]", municipality: str) -> None:
    """Wait for the lock of a ledger, which is held to the end of the transaction."""
    key = int.from_bytes(sha256(municipality.encode()).digest()[:4], signed=True)
    connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_LOCKS, key))


def _upgrade(connection: "psycopg.Connection[Any]", address: Address) -> None:
    """Bring a ledger of an older schema up to date, if this role owns it."""
    found, newest = schema.version(connection), len(schema.MIGRATIONS)
    if found > newest:
        raise StorageError(fault(TOO_NEW, address.shown, found=found, known=newest))
    if found < newest:
        try:
            with connection.transaction():
                _lock(connection, address.municipality)
                schema.migrate(connection, address.schema)
        except errors.InsufficientPrivilege:
            raise StorageError(fault(TOO_OLD, address.shown, found=found, known=newest)) from None
