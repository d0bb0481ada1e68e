"""Stores a ledger of the present schema as SQL, for the tests of migrations: `python -m tests.bookkeeping.dump`.

To be run once for a schema, before the next one is made; what it wrote is never written again.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from npo_cli.bookkeeping import ledger as ledger_module
from npo_cli.bookkeeping.archive import archived
from npo_cli.bookkeeping.storage.interface import Archived
from npo_cli.bookkeeping.storage.schema import APPLICATION_ID, NEWEST
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from tests.bookkeeping.support import PROOF, books, fill, new_ledger

FOLDER = Path(__file__).parent / "ledgers"
_CITED = {"summer-school", "transport", "fibre", "building-works", "temporary-rent", "not-listed"}


def dumped(path: Path) -> Iterator[str]:
    """Give a ledger as SQL, with the numbers by which its file is known."""
    yield f"PRAGMA application_id = {APPLICATION_ID};"
    with closing(sqlite3.connect(path)) as connection:
        yield f"PRAGMA user_version = {connection.execute('PRAGMA user_version').fetchone()[0]};"
        yield from connection.iterdump()


def restored(version: int, path: Path) -> Path:
    """Make the file of a stored ledger."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FOLDER / f"v{version}.sql").read_text(encoding="utf-8"))
    return path


def _short(rulebook: Rulebook) -> Archived:
    """Archive only some of the rules, so that the stored file can be read."""

    class Some:
        rules = tuple(rule for rule in rulebook.rules if rule.id in _CITED)
        goals, questions, sha256 = rulebook.goals, rulebook.questions, rulebook.sha256

    return archived(Some)  # type: ignore[arg-type]


def main() -> None:
    """Write the ledger of the present schema."""
    rulebook = load_rulebook()
    file = FOLDER / f"v{NEWEST}.sql"
    if file.exists():
        sys.exit(f"{file} is there already")
    with TemporaryDirectory() as folder, patch.object(ledger_module, "archived", _short):
        path = new_ledger(Path(folder) / "oisterwijk.db", rulebook)
        with books(path, rulebook) as ledger:
            fill(ledger)
            with ledger.writing():
                ledger.note_import("ingelezen uit facturen.csv", PROOF[0])
        file.write_text("\n".join(dumped(path)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
