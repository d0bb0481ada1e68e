"""The schema of a ledger in SQLite, as numbered migrations: each is applied once, in order, and recorded.

The entries are the truth and can only be added to. `booking` and `total` follow from them; they are kept so that a
figure costs the same in a ledger of any size, and are counted afresh by `npo ledger verify`.
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

APPLICATION_ID = 0x6E706F4C  # "npoL", by which SQLite's own tools tell the file


def m001_ledger(connection: sqlite3.Connection) -> None:
    """Make the ledger: whose it is, its entries, the archive of rules, and what follows from the entries."""
    for statement in (*_TABLES, *_INDEXES, *_GUARDS):
        connection.execute(statement)


_TABLES = (
    """CREATE TABLE ledger (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        municipality TEXT NOT NULL, pack TEXT NOT NULL, currency TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE entry (
        number INTEGER PRIMARY KEY, kind TEXT NOT NULL, day TEXT NOT NULL, recorded TEXT NOT NULL, who TEXT NOT NULL,
        year INTEGER NOT NULL, text TEXT NOT NULL, cents INTEGER, goal TEXT, verdict TEXT, refers INTEGER, ruling TEXT,
        receipt TEXT, details TEXT, hash TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE edition (sha256 TEXT PRIMARY KEY, rules TEXT NOT NULL, content TEXT NOT NULL) STRICT",
    """CREATE TABLE booking (
        number INTEGER PRIMARY KEY, kind TEXT NOT NULL, year INTEGER NOT NULL, goal TEXT NOT NULL,
        cents INTEGER NOT NULL, state TEXT NOT NULL, own INTEGER NOT NULL, open INTEGER NOT NULL, bare INTEGER NOT NULL,
        fulfils INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE total (
        year INTEGER NOT NULL, goal TEXT NOT NULL, measure TEXT NOT NULL, amount INTEGER NOT NULL,
        PRIMARY KEY (year, goal, measure)
    ) STRICT, WITHOUT ROWID""",
)

# Partial indexes: an ordinary spending is in none of them, so that booking one stays cheap. SQLite uses one only in a
# query that has the condition of the index itself.
RARE_KINDS = ("allocation", "payment", "seal", "import")
RARE = f"kind IN {RARE_KINDS}"
STATES_OF_DOUBT = ("awaiting", "rejected", "overridden")
IN_DOUBT = f"state IN {STATES_OF_DOUBT}"
_INDEXES = (
    "CREATE INDEX entry_refers ON entry (refers) WHERE refers IS NOT NULL",
    f"CREATE INDEX entry_rare ON entry (kind, number) WHERE {RARE}",
    f"CREATE INDEX booking_doubt ON booking (state, year, number) WHERE {IN_DOUBT}",
    "CREATE INDEX booking_open ON booking (year, number) WHERE open > 0",
    "CREATE INDEX booking_bare ON booking (year, number) WHERE bare = 1",
)

GUARDED = ("ledger", "entry", "edition")
_GUARDS = (
    *(
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'npo: {table} is append-only'); END"
        for table in GUARDED
        for action in ("UPDATE", "DELETE")
    ),
    """CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
        WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entry)
        BEGIN SELECT RAISE(ABORT, 'npo: entries are numbered in order'); END""",
    # INSERT OR REPLACE deletes without a DELETE that a trigger would see.
    """CREATE TRIGGER ledger_once BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM ledger)
        BEGIN SELECT RAISE(ABORT, 'npo: ledger is append-only'); END""",
    """CREATE TRIGGER edition_once BEFORE INSERT ON edition
        WHEN EXISTS (SELECT 1 FROM edition WHERE sha256 = NEW.sha256)
        BEGIN SELECT RAISE(ABORT, 'npo: edition is append-only'); END""",
)

MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (m001_ledger,)
NEWEST = len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """Give the number of the last migration that a ledger has had; 0 for an empty file."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that a ledger has not had yet. Must run inside a transaction."""
    done = version(connection)
    if not done:
        connection.execute("CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT, applied TEXT) STRICT")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for number, step in enumerate(MIGRATIONS[done:], done + 1):
        step(connection)
        applied = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO migration VALUES (?, ?, ?)", (number, step.__name__, applied))
        connection.execute(f"PRAGMA user_version = {number}")


def missing_guards(connection: sqlite3.Connection) -> list[str]:
    """Name the triggers that should be there and are not, or not as they were made."""
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return sorted(name for sql in _GUARDS if found.get(name := sql.split()[2]) != sql)
