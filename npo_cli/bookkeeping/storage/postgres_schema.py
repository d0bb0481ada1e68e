"""The schema of a ledger in PostgreSQL: a schema of the database for each municipality, with the tables of SQLite's.

So one database holds many ledgers, and its own roles say who sees which. The entries can only be added to. What follows
from them (`booking`, `total`) is kept by two functions that run with the owner's rights, so that a role which books
needs no right to change anything.
"""

from collections.abc import Callable
from typing import Any

PREFIX = "npo_"  # of the name of each municipality's schema

_COLUMNS_OF_BOOKING = (
    "number bigint, kind text, year integer, goal text, cents bigint, state text, own integer, open bigint, "
    "bare integer, fulfils bigint"
)
_COLUMNS_OF_TOTAL = "year integer, goal text, measure text, amount bigint"


def m001_ledger(connection: Any, schema: str) -> None:
    """Make the ledger: whose it is, its entries, the archive of rules, and what follows from the entries."""
    for statement in (*_TABLES, *_INDEXES, *_functions(schema), *_GUARDS):
        connection.execute(statement)


_TABLES = (
    """CREATE TABLE ledger (
        id integer PRIMARY KEY CHECK (id = 1),
        municipality text NOT NULL, pack text NOT NULL, currency text NOT NULL
    )""",
    """CREATE TABLE entry (
        number bigint PRIMARY KEY, kind text NOT NULL, day text NOT NULL, recorded text NOT NULL, who text NOT NULL,
        year integer NOT NULL, text text NOT NULL, cents bigint, goal text, verdict text, refers bigint, ruling text,
        receipt text, details text, hash text NOT NULL
    )""",
    "CREATE TABLE edition (sha256 text PRIMARY KEY, rules text NOT NULL, content text NOT NULL)",
    """CREATE TABLE booking (
        number bigint PRIMARY KEY, kind text NOT NULL, year integer NOT NULL, goal text NOT NULL,
        cents bigint NOT NULL, state text NOT NULL, own integer NOT NULL, open bigint NOT NULL, bare integer NOT NULL,
        fulfils bigint NOT NULL
    )""",
    """CREATE TABLE total (
        year integer NOT NULL, goal text NOT NULL, measure text NOT NULL, amount bigint NOT NULL,
        PRIMARY KEY (year, goal, measure)
    )""",
)

# Partial indexes: an ordinary spending is in none of them, so that booking one stays cheap.
_INDEXES = (
    "CREATE INDEX entry_refers ON entry (refers) WHERE refers IS NOT NULL",
    "CREATE INDEX entry_rare ON entry (kind, number) WHERE kind IN ('allocation', 'payment', 'seal', 'import')",
    "CREATE INDEX booking_doubt ON booking (state, year, number) WHERE state IN ('awaiting', 'rejected', 'overridden')",
    "CREATE INDEX booking_open ON booking (year, number) WHERE open > 0",
    "CREATE INDEX booking_bare ON booking (year, number) WHERE bare = 1",
)

GUARDED = ("ledger", "entry", "edition")


def _functions(schema: str) -> tuple[str, ...]:
    """Give the functions: two that keep what follows from the entries, and two that refuse changes to the entries."""
    return (
        f"""CREATE FUNCTION keep(rows jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER
            SET search_path = {schema}, pg_temp AS $$
            INSERT INTO booking SELECT * FROM jsonb_to_recordset(rows) AS r({_COLUMNS_OF_BOOKING})
            ON CONFLICT (number) DO UPDATE SET kind = excluded.kind, year = excluded.year, goal = excluded.goal,
                cents = excluded.cents, state = excluded.state, own = excluded.own, open = excluded.open,
                bare = excluded.bare, fulfils = excluded.fulfils $$""",
        f"""CREATE FUNCTION post(rows jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER
            SET search_path = {schema}, pg_temp AS $$
            INSERT INTO total SELECT * FROM jsonb_to_recordset(rows) AS r({_COLUMNS_OF_TOTAL})
            ON CONFLICT (year, goal, measure) DO UPDATE SET amount = total.amount + excluded.amount $$""",
        """CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'npo: % is append-only', TG_TABLE_NAME; END $$""",
        f"""CREATE FUNCTION in_order() RETURNS trigger LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
            BEGIN
                IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entry) THEN
                    RAISE EXCEPTION 'npo: entries are numbered in order';
                END IF;
                RETURN NEW;
            END $$""",
        "REVOKE ALL ON FUNCTION keep(jsonb), post(jsonb) FROM PUBLIC",
    )


_GUARDS = (
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        for table in GUARDED
    ),
    "CREATE TRIGGER entry_in_order BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION in_order()",
)
GUARDS = frozenset({*(f"{table}_append_only" for table in GUARDED), "entry_in_order"})

MIGRATIONS: tuple[Callable[[Any, str], None], ...] = (m001_ledger,)
NEWEST = len(MIGRATIONS)


def version(connection: Any) -> int:
    """Give the number of the last migration of the schema in the search path; 0 where there is no ledger."""
    (table,) = connection.execute("SELECT to_regclass('migration')").fetchone()
    if table is None:
        return 0
    (found,) = connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    return int(found)


def migrate(connection: Any, schema: str) -> None:
    """Apply the migrations that a ledger has not had yet. Must run in a transaction that holds the ledger's lock."""
    done = version(connection)
    if not done:
        connection.execute(
            "CREATE TABLE migration (number integer PRIMARY KEY, name text, applied timestamptz DEFAULT now())"
        )
    for number, step in enumerate(MIGRATIONS[done:], done + 1):
        step(connection, schema)
        connection.execute("INSERT INTO migration (number, name) VALUES (%s, %s)", (number, step.__name__))


def missing_guards(connection: Any) -> list[str]:
    """Name the triggers that should be there and are not, or that were switched off."""
    rows = connection.execute(
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal AND tgrelid IN "
        "('entry'::regclass, 'ledger'::regclass, 'edition'::regclass)"
    )
    return sorted(GUARDS - {name for (name,) in rows})


def grant_sql(schema: str, appender: str, reader: str) -> str:
    """Give the SQL that lets one role read and append, and another only read."""
    return f"""\
GRANT USAGE ON SCHEMA {schema} TO {appender}, {reader};
GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {appender}, {reader};
GRANT INSERT ON {schema}.entry, {schema}.edition TO {appender};
GRANT EXECUTE ON FUNCTION {schema}.keep(jsonb), {schema}.post(jsonb) TO {appender};
"""
