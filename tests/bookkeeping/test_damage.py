"""A ledger whose file was damaged, by the disk or by somebody: whatever stands in it, npo says so in lines."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from npo_cli.bookkeeping.storage.schema import GUARDED
from tests.commands.running import LANGUAGES, Program

LOOKS: tuple[tuple[str, ...], ...] = (
    ("ledger", "verify"),
    ("ledger", "list"),
    ("ledger", "status"),
    ("report",),
    ("ledger", "restore", "kopie.db"),
)
MORE: tuple[tuple[str, ...], ...] = (
    *LOOKS,
    ("ledger", "list", "--format", "json"),
    ("ledger", "recheck"),
    *(("ledger", "export", "--format", form) for form in ("csv", "json", "hledger", "beancount")),
    *(("ledger", "show", number) for number in ("6", "10")),
)
VARIANTS, AT_ONCE = 160, 20
VALUES = 4  # put in each cell
COLUMNS = {
    "entry": "kind day recorded who year text cents goal verdict refers ruling receipt details hash",
    "booking": "kind year goal cents state own open bare fulfils",
    "total": "year goal measure amount",
    "edition": "rules content",
    "ledger": "municipality pack currency",
}
ANYTHING = (
    None, b"\xff\x00", -1, 0, 2**62, 1.5, "", "x", "2022-13-01", "20220718", "spending", "rejected", "late-spent",
    "[]", "{}", '{"spent":"x"}', '{"supplier":5}', '{"supplier":"\\ud800"}', '{"evidence":[[1,2,3]]}',
    '{"answers":{"temporary":"x"}}', '{"grounds":[["a","x",[1]]]}', '{"corrects":99}', "[1,2,3,4,5]", "[" * 10_000,
)  # fmt: skip


def looked_at(npo: Program, folder: Path, content: bytes, looks: tuple[tuple[str, ...], ...]) -> list[int]:
    """Put a ledger in a workspace, and a backup beside it; give the exit code of each look, none a traceback."""
    path = folder / "ledgers" / "oisterwijk.db"
    path.parent.mkdir(exist_ok=True)
    (folder / "kopie.db").write_bytes(content)
    codes = []
    for look in looks:
        for other in path.parent.iterdir():
            other.unlink()
        if "restore" not in look:
            path.write_bytes(content)
        outcome = npo(*look, "--lang", "en")
        outcome.check_messages()
        assert outcome.code in (0, 1, 2), look
        assert outcome.code == 0 or outcome.out or outcome.err, look
        codes.append(outcome.code)
    return codes


def flipped(content: bytes, chance: random.Random) -> bytes:
    """Change a few bytes of a page that holds rows, where there is something."""
    size = int.from_bytes(content[16:18])
    starts = [at for at in range(0, len(content), size) if content[at or 100] in (2, 5, 10, 13)]
    start, data = chance.choice(starts), bytearray(content)
    places = [at for at in range(start, start + size) if content[at]]
    for at in chance.sample(places, min(len(places), chance.randint(1, 6))):
        data[at] = chance.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("first", range(0, VARIANTS, AT_ONCE))
def test_bytes_changed_at_random(npo: Program, folder: Path, filled_once: bytes, first: int) -> None:
    """Whatever bytes of the file are changed, every look at it ends as it should, without a traceback."""
    for seed in range(first, first + AT_ONCE):
        looked_at(npo, folder, flipped(filled_once, random.Random(seed)), LOOKS)


def put(path: Path, cell: str, value: object) -> None:
    """Put a value in a cell (table.column) of the sixth row that its table could never take, as only damage does."""
    table, column = cell.split(".")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema = connection.execute("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master").fetchall()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE type = 'trigger'")
        for _, name, _, _, sql in schema:
            lax = str(sql).replace(" STRICT,", "").replace(" STRICT", "").replace(" NOT NULL", "")
            for found in COLUMNS.get(name, "").split():
                lax = lax.replace(f"{found} TEXT", f"{found} BLOB").replace(f"{found} INTEGER", f"{found} BLOB")
            connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ? AND type = 'table'", (lax, name))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        key = "year, goal, measure" if table == "total" else "rowid"
        (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        connection.execute(
            f"UPDATE {table} SET {column} = ? "
            f"WHERE ({key}) = (SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {min(5, rows - 1)})",
            (value,),
        )
        connection.execute("PRAGMA writable_schema = ON")
        for kind, name, table_name, root, sql in schema:
            if kind == "trigger":
                row = (kind, name, table_name, root, sql)
                connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
            connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ? AND type = 'table'", (sql, name))


@pytest.mark.parametrize("cell", [f"{table}.{name}" for table, names in COLUMNS.items() for name in names.split()])
def test_anything_in_a_cell(npo: Program, folder: Path, filled_once: bytes, cell: str) -> None:
    """Whatever stands in a cell, every look at the ledger ends as it should, without a traceback."""
    path = folder / "beschadigd.db"
    for value in random.Random(cell).sample(ANYTHING, VALUES):
        path.write_bytes(filled_once)
        put(path, cell, value)
        looked_at(npo, folder, path.read_bytes(), MORE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("cell", "command", "told"),
    [
        ("total.amount", ("ledger", "status"), {"nl": "zijn niet te lezen", "en": "cannot be read"}),
        ("total.amount", ("ledger", "verify"), {"nl": "beschadigd (NULL", "en": "damaged (NULL"}),
        ("total.amount", ("ledger", "restore", "kopie.db"), {"nl": "de kopie klopt niet", "en": "does not hold"}),
        ("edition.content", ("ledger", "verify"), {"nl": "zijn gewijzigd", "en": "were changed"}),
        ("edition.content", ("ledger", "show", "6"), {"nl": "zijn niet te lezen", "en": "cannot be read"}),
        ("booking.state", ("ledger", "list"), {"nl": "boeking 10 is niet te lezen", "en": "entry 10 cannot be read"}),
        ("ledger.pack", ("ledger", "status"), {"nl": "onleesbare tekst", "en": "unreadable text"}),
    ],
)
def test_a_cell_that_was_lost(
    npo: Program,
    folder: Path,
    ledger: Path,
    cell: str,
    command: tuple[str, ...],
    told: dict[str, str],
    language: str,
) -> None:
    """Where a cell was lost that is never empty, the line says that the ledger is damaged."""
    put(ledger, cell, None)
    if "restore" in command:
        ledger.rename(folder / "kopie.db")
    outcome = npo(*command, "--lang", language)
    assert outcome.code == 1
    assert told[language] in outcome.out + outcome.err


def test_what_is_guarded_is_damaged_here() -> None:
    """The cells that are damaged here are those of every table that npo guards, and of what follows from them."""
    assert set(GUARDED) | {"booking", "total"} == COLUMNS.keys()
