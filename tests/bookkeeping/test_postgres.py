"""A ledger in PostgreSQL, against a real server: rights, guards, many writers, a server that dies, and what goes wrong.

What it does alike with a ledger in a file is tested there, on both.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from npo_cli.bookkeeping.storage import address as address_module
from npo_cli.bookkeeping.storage import postgres_schema
from npo_cli.bookkeeping.storage.address import open_ledger
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.slug import slug
from tests.bookkeeping.support import books, draft, entries, fill, found, new_ledger, refused, sql, verified
from tests.commands.running import LANGUAGES, Process, Program
from tests.postgres import Databases, Server, Url, binaries, execute, own_server
from tests.stores import in_postgres

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed (the extra npo-cli[postgres])")

WRITER = (sys.executable, "-m", "tests.bookkeeping.writer")
ADD = ("ledger", "add", "zomerschool", "--amount", "12,50", "--date", "2024-01-15")
PASSWORD = "geheim"
TABLES = ("ledger", "entry", "edition", "booking", "total", "migration")
HERE = "npo_oisterwijk"
COLUMN = {"ledger": "municipality", "entry": "text", "edition": "content", "booking": "goal", "total": "goal",
          "migration": "name"}  # fmt: skip


def changes(table: str) -> Iterator[str]:
    """Give the statements by which a table could be changed."""
    column = COLUMN[table]
    yield f"UPDATE {table} SET {column} = {column}"
    yield f"DELETE FROM {table}"
    yield f"TRUNCATE {table}"


def one_line(npo: Program, *arguments: str, code: int = 1) -> str:
    """Run a command that must be refused in one line in both languages, without the password; give the English one."""
    said = {language: npo(*arguments, "--lang", language).refusal(code) for language in LANGUAGES}
    assert said["nl"] != said["en"]
    assert all(PASSWORD not in line for line in said.values())
    return said["en"]


# Guards and rights.


@in_postgres
def test_the_guards_refuse_the_owner(filled: str) -> None:
    """Even the owner of the tables cannot change, delete or empty what was booked: the triggers refuse it."""
    for table in postgres_schema.GUARDED:
        before = sql(filled, f"SELECT * FROM {table}")
        for statement in (*changes(table), f"TRUNCATE {table} CASCADE"):
            with pytest.raises(psycopg.errors.RaiseException, match=f"npo: {table} is append-only"):
                sql(filled, statement)
        assert sql(filled, f"SELECT * FROM {table}") == before
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        sql(filled, "INSERT INTO edition SELECT * FROM edition ON CONFLICT (sha256) DO UPDATE SET content = 'x'")
    with pytest.raises(psycopg.errors.UniqueViolation):
        sql(filled, "INSERT INTO ledger SELECT * FROM ledger")


@in_postgres
@pytest.mark.parametrize("number", [0, 1, 27, 29])
def test_the_guards_keep_the_order(filled: str, number: int) -> None:
    """No entry can be put in front, between or far behind the others."""
    columns = "kind, day, recorded, who, year, text, hash"
    with pytest.raises(psycopg.errors.RaiseException, match="npo: entries are numbered in order"):
        sql(filled, f"INSERT INTO entry (number, {columns}) SELECT {number}, {columns} FROM entry WHERE number = 2")


DISARMED = {
    "dropped": ("entry_append_only", "DROP TRIGGER entry_append_only ON entry"),
    "switched off": ("edition_append_only", "ALTER TABLE edition DISABLE TRIGGER edition_append_only"),
    "for replicas only": ("entry_in_order", "ALTER TABLE entry ENABLE REPLICA TRIGGER entry_in_order"),
    "of another table": (
        "ledger_append_only",
        """DROP TRIGGER ledger_append_only ON ledger; CREATE TRIGGER ledger_append_only
        BEFORE UPDATE OR DELETE OR TRUNCATE ON total FOR EACH STATEMENT EXECUTE FUNCTION append_only()""",
    ),
    "without DELETE": (
        "entry_append_only",
        """DROP TRIGGER entry_append_only ON entry; CREATE TRIGGER entry_append_only
        BEFORE UPDATE OR TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION append_only()""",
    ),
    "toothless": (
        "entry_in_order",
        "CREATE OR REPLACE FUNCTION in_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    ),
}


@in_postgres
@pytest.mark.parametrize(("guard", "statement"), DISARMED.values(), ids=DISARMED)
def test_a_disarmed_guard(filled: str, guard: str, statement: str) -> None:
    """A trigger that is gone, switched off or does less than it did is named by verify."""
    sql(filled, statement)
    (line,) = found(filled)
    assert f"‘{guard}’" in line


class Roles(NamedTuple):
    """A ledger as its owner sees it, and as a role that may append and one that may read."""

    owner: Url
    appender: Url
    reader: Url


@pytest.fixture
def roles(databases: Databases, filled_database: str, npo: Program) -> Iterator[Roles]:
    """Give two roles that got their rights by the SQL of `npo ledger grant-sql`."""
    with ExitStack() as made:
        appender, reader = (made.enter_context(databases.role()) for _ in range(2))
        owner = made.enter_context(databases.new(filled_database))
        grants = npo("ledger", "grant-sql", "--append", appender.user, "--read", reader.user, "--ledger", str(owner))
        assert (grants.code, grants.err) == (0, "")
        execute(owner, *grants.lines)
        yield Roles(owner, *(each._replace(database=owner.database) for each in (appender, reader)))


def test_the_role_that_appends(roles: Roles, npo: Program) -> None:
    """It reads and books, and can change, delete or empty no table, whether by SQL or by way of the derived ones."""
    url = str(roles.appender)
    assert npo(*ADD, "--ledger", url, "--override", "laat").code == 0
    assert npo("ledger", "verify", "--ledger", url).code == 0
    assert [entry.number for entry in entries(str(roles.owner))][-1] == 28
    for table in TABLES:
        for statement in changes(table):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                execute(roles.appender, statement, behind=HERE)
    for statement in (
        "INSERT INTO booking VALUES (99, 'spending', 2021, '', 0, 'eligible', 0, 0, 0, 0)",
        "INSERT INTO total VALUES (2022, 'x', 'spent', 1)",
        "INSERT INTO ledger VALUES (2, 'x', 'x', 'x')",
        "INSERT INTO migration (number) VALUES (9)",
        "DROP TRIGGER entry_append_only ON entry",
        "ALTER TABLE entry DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "DROP TABLE total",
        "CREATE TABLE entry2 ()",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            execute(roles.appender, statement, behind=HERE)
    assert found(str(roles.owner)) == []


def test_the_role_that_reads(roles: Roles, npo: Program) -> None:
    """It lists, reports and verifies; it books nothing, by command or by SQL, and is told so in one line."""
    url = str(roles.reader)
    for command in (("ledger", "list"), ("ledger", "status"), ("ledger", "verify"), ("report",), ("report", "--all")):
        assert npo(*command, "--ledger", url).code == 0
    line = one_line(npo, *ADD, "--override", "laat", "--ledger", url)
    assert "your role in the database may not do this; nothing was booked" in line
    for statement in (
        "INSERT INTO entry SELECT * FROM entry",
        "INSERT INTO edition VALUES ('x', 'x', 'x')",
        "SELECT keep('[]')",
        "SELECT post('[]')",
        *(statement for table in TABLES for statement in changes(table)),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            execute(roles.reader, statement, behind=HERE)
    assert len(entries(url)) == 27


def test_a_role_sees_only_its_own(databases: Databases, rulebook: Rulebook, npo: Program) -> None:
    """Of several ledgers in a database a role sees those that it was given, and no others."""
    with databases.role() as role, databases.new() as owner:
        for name in ("Breda", "Tilburg"):
            assert npo("init", name, "--allocation", "5", "--ledger", str(owner)).code == 0
        grants = npo("ledger", "grant-sql", "--read", role.user, "--ledger", f"{owner}#breda")
        execute(owner, *grants.lines)
        mine = str(role._replace(database=owner.database))
        assert npo("ledger", "status", "--ledger", mine, "--format", "json").data["municipality"] == "Breda"
        overview = npo("report", "--all", "--ledger", mine, "--format", "json").data
        assert [each["municipality"] for each in overview["municipalities"]] == ["Breda"]
        line = one_line(npo, "ledger", "list", "--ledger", f"{mine}#tilburg", code=2)
        assert "no ledger of ‘tilburg’ can be seen" in line
        line = one_line(npo, "ledger", "list", "--ledger", str(owner), code=2)
        assert "breda, tilburg" in line


def test_grants_quote_names(databases: Databases, npo: Program) -> None:
    """Whatever a role is called, its name is quoted; what can be no name is refused."""
    with databases.new() as owner:
        npo("init", "Breda", "--allocation", "5", "--ledger", str(owner))
        made = npo("ledger", "grant-sql", "--read", 'a"; DROP TABLE x; --', "--all", "--ledger", str(owner))
        assert '"a""; DROP TABLE x; --";' in made.lines[0]
        assert "INSERT" not in made.out
        for bad in ("", "x\n", "x" * 64, "\x1b"):
            assert "not the name of a role" in one_line(
                npo, "ledger", "grant-sql", "--read", bad, "--ledger", str(owner), code=2
            )
        one_line(npo, "ledger", "grant-sql", "--ledger", str(owner), code=2)


# Many writers, and a server that dies.


@pytest.mark.parametrize("ledgers", [1, 16])
def test_sixteen_writers(databases: Databases, rulebook: Rulebook, npo_process: Process, ledgers: int) -> None:
    """Sixteen processes that book at once, in one ledger or each in its own, lose nothing and fork nothing."""
    each = 3
    with databases.new() as url:
        places = [f"{url}#stad-{number}" for number in range(ledgers)]
        for number, place in enumerate(places):
            new_ledger(place, rulebook, municipality=f"Stad {number}")
        done = subprocess.run(
            [*WRITER, "together", " ".join(places), str(each), ""],
            capture_output=True, text=True, env=npo_process.environment(), timeout=100, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        told = sorted(tuple(map(int, line.split())) for line in done.stdout.splitlines())
        last = 1 + each * 16 // ledgers
        assert told == [(place, number) for place in range(ledgers) for number in range(2, last + 1)]
        for place in places:
            outcome = verified(place)
            assert (outcome.faults, outcome.head.number) == ((), last)


@pytest.fixture(scope="module")
def mortal() -> Iterator[Server]:
    """Give a server that may be killed, with the settings by which it keeps what it acknowledged."""
    with own_server({}) as server:
        yield server


def test_the_server_is_killed(mortal: Server, rulebook: Rulebook, npo_process: Process) -> None:
    """After each time that the server is killed amid bookings, all that was acknowledged is there, and verify clean."""
    place = new_ledger(str(mortal.url), rulebook)
    told: set[int] = set()
    for _ in range(2):
        process = subprocess.Popen(
            [*WRITER, "together", place, "100000", ""],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=npo_process.environment(),
        )  # fmt: skip
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(40)]
        mortal.stop("immediate")
        out, err = process.communicate(timeout=100)
        told |= {int(line.split()[1]) for line in [*lines, *out.splitlines()]}
        assert "Traceback" not in err
        assert PASSWORD not in err
        mortal.start()
        outcome = verified(place)
        assert outcome.faults == ()
        numbers = {entry.number for entry in entries(place)}
        assert told <= numbers
        assert len(numbers) - 1 - len(told) <= 32  # of each writer and time one may be kept and not told
    with books(place, rulebook) as ledger:
        assert ledger.add(draft())[0].number == outcome.head.number + 1


# What goes wrong.


@in_postgres
def test_the_connection_is_cut(empty: str, rulebook: Rulebook) -> None:
    """A connection that is cut amid a booking gives one line that says where to look; nothing is half booked."""
    cut = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE application_name = 'npo' AND datname = current_database()"
    )
    for before in (True, False):
        with refused("connection to the database was lost", "npo ledger list"), books(empty, rulebook) as ledger:
            if before:
                sql(empty, cut)
                ledger.add(draft())
            else:
                with ledger.writing():
                    ledger.add(draft())
                    sql(empty, cut)
    assert len(entries(empty)) == 1
    assert found(empty) == []


@in_postgres
def test_a_lock_that_is_held_too_long(empty: str, npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits longer than is reasonable for another writer gets one line, and can book once that is done."""
    from npo_cli.bookkeeping.storage import postgres

    monkeypatch.setattr(postgres, "LOCK_SECONDS", 0.05)
    with open_ledger(empty) as other, other.writing():
        line = one_line(npo, *ADD, "--ledger", empty)
        assert "somebody else is writing to this ledger; nothing was booked" in line
        assert npo("ledger", "list", "--ledger", empty).code == 0
    assert npo(*ADD, "--ledger", empty).code == 0


@in_postgres
def test_a_query_that_takes_too_long(empty: str, npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement that the server breaks off gives one line."""
    from npo_cli.bookkeeping.storage import postgres

    with open_ledger(empty) as other, other.writing():
        monkeypatch.setattr(postgres, "STATEMENT_SECONDS", 0.5)  # enough for every other query
        assert "broke the query off" in one_line(npo, *ADD, "--ledger", empty)


def wrong_password(url: Url) -> Url:
    return url._replace(password=f"{PASSWORD}-niet")


def no_password(url: Url) -> Url:
    return url._replace(password="")


def nobody(url: Url) -> Url:
    return url._replace(user="niemand")


def no_database(url: Url) -> Url:
    return url._replace(database="bestaat_niet")


def no_server(url: Url) -> Url:
    return url._replace(port=1)


def no_host(url: Url) -> Url:
    return url._replace(host="bestaat-niet.invalid")


def an_at_sign(url: Url) -> Url:
    return url._replace(password=f"{PASSWORD}@x")


def a_slash(url: Url) -> Url:
    return url._replace(password=f"1/{PASSWORD}")


def a_number_sign(url: Url) -> Url:
    return url._replace(password=f"#{PASSWORD}")


def an_unfinished_escape(url: Url) -> Url:
    return url._replace(password=f"%{PASSWORD}%2")


WRONG: dict[Callable[[Url], Url], tuple[str, int]] = {
    wrong_password: ("refuses this user or password", 1),
    no_password: ("refuses this user or password", 1),
    nobody: ("refuses this user or password", 1),
    no_database: ("does not exist on the server", 1),
    no_server: ("cannot be reached", 1),
    no_host: ("cannot be reached", 1),
    an_at_sign: ("is not the URL of a database", 2),
    a_slash: ("is not the URL of a database", 2),
    a_number_sign: ("refuses this user or password", 1),
    an_unfinished_escape: ("is not the URL of a database", 2),
}


@pytest.mark.parametrize("change", WRONG, ids=lambda change: change.__name__)
def test_a_wrong_address(
    databases: Databases, npo: Program, monkeypatch: pytest.MonkeyPatch, change: Callable[[Url], Url]
) -> None:
    """What is wrong with an address is told in one line that says how to mend it, without the password."""
    monkeypatch.delenv("PGPASSWORD", raising=False)
    told, code = WRONG[change]
    url = str(change(databases.url))
    for command in (("ledger", "list"), ("report", "--all"), ("init", "Breda", "--allocation", "5")):
        assert told in one_line(npo, *command, "--ledger", url, code=code)
    assert told in one_line(npo, "ledger", "move", url, "x.db", code=code)
    assert told in one_line(npo, "ledger", "list", "--ledger", f"{url}#breda", code=code)


def test_a_database_without_a_ledger(databases: Databases, npo: Program) -> None:
    """An empty database is told apart from one that is missing; a schema of another program is no ledger."""
    with databases.new() as url:
        assert "no ledger can be seen" in one_line(npo, "ledger", "list", "--ledger", str(url), code=2)
        execute(url, "CREATE SCHEMA npo_breda", "CREATE TABLE npo_breda.entry (number integer)")
        assert "no ledger can be seen" in one_line(npo, "ledger", "list", "--ledger", f"{url}#breda", code=2)
        line = one_line(npo, "init", "Breda", "--allocation", "5", "--ledger", str(url))
        assert "stays as it is" in line
        assert execute(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'npo_breda'") == [(1,)]


@in_postgres
def test_init_twice(place: str, npo: Program) -> None:
    """A ledger that is there is never overwritten, and a URL that names another municipality makes none."""
    given = ("--allocation", "5", "--ledger")
    assert npo("init", "’s-Gravenhage", *given, place).code == 0
    assert "stays as it is" in one_line(npo, "init", "’s-Gravenhage", *given, place)
    assert "‘breda’" in one_line(npo, "init", "Tilburg", *given, f"{place}#breda", code=2)
    assert npo("ledger", "status", "--ledger", f"{place}#s-gravenhage").code == 0


@in_postgres
def test_a_long_name(place: str, npo: Program) -> None:
    """A name longer than PostgreSQL takes for a schema is cut, and the ledger found by the whole name."""
    name = "Samenwerkende gemeenten van de Noordelijke Maasvallei en omstreken"
    assert npo("init", name, "--allocation", "5", "--ledger", place).code == 0
    for chosen in (place, f"{place}#{name}", f"{place}#{slug(name)}"):
        assert npo("ledger", "status", "--ledger", chosen, "--format", "json").data["municipality"] == name


@in_postgres
def test_a_newer_schema(filled: str, npo: Program) -> None:
    """A ledger that a newer npo made is refused in one line by every command, and not touched."""
    sql(filled, "INSERT INTO migration (number, name) VALUES (2, 'm002_of_tomorrow')")
    for command in (ADD, ("ledger", "list"), ("ledger", "verify"), ("report",)):
        assert "made by a newer npo (schema 2, this one knows 1)" in one_line(npo, *command, "--ledger", filled)


def test_an_older_schema(roles: Roles, npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of an older schema is brought up to date by its owner; others are told in one line whom to ask."""

    def m002_note(connection: Any, schema: str) -> None:
        connection.execute("CREATE TABLE note (text text)")

    monkeypatch.setattr(postgres_schema, "MIGRATIONS", (*postgres_schema.MIGRATIONS, m002_note))
    for role in (roles.reader, roles.appender):
        assert "has an older schema (1; now 2)" in one_line(npo, "ledger", "list", "--ledger", str(role))
    assert npo("ledger", "status", "--ledger", str(roles.owner)).code == 0
    assert execute(roles.owner, "SELECT number FROM npo_oisterwijk.migration ORDER BY 1") == [(1,), (2,)]
    assert npo("ledger", "list", "--ledger", str(roles.reader)).code == 0


@in_postgres
def test_texts_of_all_scripts(empty: str, rulebook: Rulebook) -> None:
    """What is booked comes back as it was, whatever signs are in it."""
    texts = ("Súdwest-Fryslân ’t €", "🏫 école", "a\\b\t%s %% ? ' \" \\N", '{"a": [1]}', "\ufffd\u0130", "x" * 20_000)
    with books(empty, rulebook) as ledger:
        for text in texts:
            entry, _ = ledger.add(draft(supplier=text, reference=text))
            assert ledger.entry(entry.number) == entry
            assert [each.number for each in ledger.spendings() if each.reference == entry.reference] == [entry.number]
    assert found(empty) == []


# Where the extra is not installed, and what is not for a server.


@pytest.mark.parametrize("windows", [False, True])
def test_without_the_driver(npo: Program, monkeypatch: pytest.MonkeyPatch, windows: bool) -> None:
    """Without the extra one line tells how to install it; no other command needs it."""
    storage = sys.modules["npo_cli.bookkeeping.storage"]
    monkeypatch.delattr(storage, "postgres", raising=False)
    monkeypatch.delitem(sys.modules, "npo_cli.bookkeeping.storage.postgres", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setattr(address_module, "WINDOWS", windows)
    line = one_line(npo, "ledger", "list", "--ledger", f"postgresql://npo:{PASSWORD}@localhost/npo")
    assert line.endswith(f'{"py -m " if windows else ""}pipx install "npo-cli[postgres]" --force')
    assert npo("init", "Breda", "--allocation", "5").code == 0


def test_backups_are_the_servers(npo: Program, folder: Path) -> None:
    """Backup and restore of a ledger on a server are refused in one line that names pg_dump."""
    url = f"postgresql://npo:{PASSWORD}@localhost/npo"
    assert npo("init", "Breda", "--allocation", "5").code == 0
    assert "pg_dump" in one_line(npo, "ledger", "backup", "x.db", "--ledger", url, code=2)
    assert "pg_dump" in one_line(npo, "ledger", "backup", url)
    assert "pg_dump" in one_line(npo, "ledger", "restore", url)
    assert "permissions of the file" in one_line(npo, "ledger", "grant-sql", "--read", "x", code=2)
    assert [path.name for path in folder.iterdir()] == ["ledgers"]


def test_a_backup_of_the_server(mortal: Server, databases: Databases, rulebook: Rulebook, folder: Path) -> None:
    """What pg_dump writes of one municipality, and pg_restore reads, verifies with the same head and all guards."""
    source, target = (mortal.url._replace(database=name) for name in ("bron", "terug"))
    for url in (source, target):
        execute(mortal.url, f"CREATE DATABASE {url.database} TEMPLATE template0 ENCODING 'UTF8'")
    with books(new_ledger(str(source), rulebook), rulebook) as ledger:
        fill(ledger)
    dump = folder / "npo.dump"
    for command in (
        ("pg_dump", "-Fc", "-d", str(source), "-n", HERE, "-f", str(dump)),
        ("pg_restore", "-d", str(target), str(dump)),
    ):
        done = subprocess.run([binaries() / command[0], *command[1:]], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert entries(str(target)) == entries(str(source))
    assert found(str(target), verified(str(source)).head.hash) == []


@in_postgres
def test_a_transcript_on_a_server(filled: str, npo: Program, folder: Path, databases: Databases) -> None:
    """A ledger exported as JSON is made again in another database, with the same head."""
    assert npo("ledger", "export", "--output", "all.json", "--ledger", filled).code == 0
    with databases.new() as url:
        assert npo("ledger", "import", "all.json", "--ledger", str(url)).code == 0
        assert entries(str(url)) == entries(filled)
        assert found(str(url)) == []
    assert npo("ledger", "import", "all.json", "--ledger", "here.db").code == 0
    assert entries(folder / "here.db") == entries(filled)
