"""The schema of a ledger in PostgreSQL: a schema of the database for each municipality, with the tables of SQLite's.

So one database holds many ledgers, and its own roles say who sees which. The entries can only be added to. What follows
from them (`booking`, `total`) is kept by two functions that run with the owner's rights, so that a role which books
needs no right to change anything.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

PREFIX = "npo_"  # of the name of each municipality's schema

_COLUMNS_OF_BOOKING = (
    "number bigint, kind text, year integer, goal text, cents bigint, state text, own integer, open bigint, "
    "bare integer, fulfils bigint"
)
_COLUMNS_OF_TOTAL = "year integer, goal text, measure text, amount bigint"


def m001_ledger(connection: Any, schema: str) -> None:
    """Make the ledger: whose it is, its entries, the archive of rules, and what follows from the entries."""
    for statement in (*_TABLES, *_INDEXES, *_functions(schema), *map(_trigger, GUARDS)):
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

_APPEND_ONLY = " BEGIN RAISE EXCEPTION 'npo: % is append-only', TG_TABLE_NAME; END "
_IN_ORDER = """
    BEGIN
        IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entry) THEN
            RAISE EXCEPTION 'npo: entries are numbered in order';
        END IF;
        RETURN NEW;
    END """


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
        f"CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $${_APPEND_ONLY}$$",
        f"""CREATE FUNCTION in_order() RETURNS trigger LANGUAGE plpgsql
            SET search_path = {schema}, pg_temp AS $${_IN_ORDER}$$""",
        "REVOKE ALL ON FUNCTION keep(jsonb), post(jsonb) FROM PUBLIC",
    )


def _trigger(guard: "Guard") -> str:
    return f"CREATE TRIGGER {guard.name} BEFORE {guard.when.format(guard.table)} EXECUTE FUNCTION {guard.function}()"


class Guard(NamedTuple):
    """A trigger that refuses: on which table, by which function, and its type as PostgreSQL's catalogue has it."""

    name: str
    table: str
    function: str
    type: int
    when: str


_EACH_ROW, _BEFORE, _INSERT, _DELETE, _UPDATE, _TRUNCATE = 1, 2, 4, 8, 16, 32  # bits of pg_trigger.tgtype
GUARDS = (
    *(
        Guard(
            f"{table}_append_only",
            table,
            "append_only",
            _BEFORE | _UPDATE | _DELETE | _TRUNCATE,
            "UPDATE OR DELETE OR TRUNCATE ON {} FOR EACH STATEMENT",
        )
        for table in GUARDED
    ),
    Guard("entry_in_order", "entry", "in_order", _BEFORE | _INSERT | _EACH_ROW, "INSERT ON {} FOR EACH ROW"),
)

MIGRATIONS: tuple[Callable[[Any, str], None], ...] = (m001_ledger,)


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
    if connection.execute("SELECT to_regclass('migration')").fetchone() == (None,):
        connection.execute(
            "CREATE TABLE migration (number integer PRIMARY KEY, name text, applied timestamptz DEFAULT now())"
        )
    for number, step in enumerate(MIGRATIONS[done:], done + 1):
        step(connection, schema)
        connection.execute("INSERT INTO migration (number, name) VALUES (%s, %s)", (number, step.__name__))


def missing_guards(connection: Any) -> list[str]:
    """Name the triggers that should be there and are not, that were switched off, or that do something else."""
    rows = connection.execute(
        "SELECT tgname, tgrelid::regclass::text, tgtype, tgenabled, tgqual IS NULL, proname, prosrc "
        "FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgrelid IN "
        "('entry'::regclass, 'ledger'::regclass, 'edition'::regclass)"
    )
    found = {name: tuple(rest) for name, *rest in rows}
    bodies = {"append_only": _APPEND_ONLY, "in_order": _IN_ORDER}
    return sorted(
        guard.name
        for guard in GUARDS
        if found.get(guard.name) != (guard.table, guard.type, "O", True, guard.function, bodies[guard.function])
    )


def grant_sql(database: str, schemas: Iterable[str], appender: str | None, reader: str | None) -> str:
    """Give the SQL that lets one role read and append in schemas, and another only read."""
    append, read = (identifier(role) if role else None for role in (appender, reader))
    both = ", ".join(role for role in (append, read) if role)
    lines = [f"GRANT CONNECT ON DATABASE {identifier(database)} TO {both};"]
    for schema in schemas:
        lines += [
            f"GRANT USAGE ON SCHEMA {schema} TO {both};",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {both};",
        ]
        if append:
            lines += [
                f"GRANT INSERT ON {schema}.entry, {schema}.edition TO {append};",
                f"GRANT EXECUTE ON FUNCTION {schema}.keep(jsonb), {schema}.post(jsonb) TO {append};",
            ]
    return "\n".join(lines)


def identifier(name: str) -> str:
    """Quote the name of a role or a database, whatever it is made of."""
    return '"' + name.replace('"', '""') + '"'
