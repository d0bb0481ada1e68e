"""The transcript: a whole ledger as JSON, from which it can be made again with the same chain.

The cells of each entry stand as they are stored and hashed, `receipt` and `details` as the very text.
"""

import json
from pathlib import Path
from typing import Any, TextIO

from npo_cli.bookkeeping.chain import link, payload
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.row import COLUMNS, entry_of
from npo_cli.bookkeeping.storage.interface import About, Archived, Storage
from npo_cli.fault import refuse
from npo_cli.language import Phrase

SCHEMA = "npo.ledger/1"

NOT_A_TRANSCRIPT = Phrase(
    "dit bestand is geen volledige uitvoer van een grootboek; maak er een met npo ledger export --format json.",
    "this file is not the whole of a ledger; make one with npo ledger export --format json.",
)
BROKEN = Phrase(
    "boeking {number} in dit bestand past niet op de vorige: het is gewijzigd; er is niets ingelezen.",
    "entry {number} in this file does not fit the one before: it was changed; nothing was imported.",
)


class Transcript:
    """A transcript that was read: whose ledger it is, and what it holds."""

    def __init__(self, data: dict[str, Any], name: str) -> None:
        self._data = data
        self._name = name
        self.about = About(data["municipality"], data["pack"], data["currency"])

    def replay(self, storage: Storage) -> None:
        """Enter everything in an empty ledger; refuse an entry that does not continue the chain."""
        for edition in self._data["editions"]:
            storage.archive(Archived(edition["sha256"], edition["rules"], edition["content"]))
        register = Register(storage)
        for cells in self._data["entries"]:
            row = (*(cells[name] for name in COLUMNS), cells["hash"])
            number, expected = register.head.number + 1, register.head.hash
            if row[0] != number or link(expected, payload(row[:-1])) != row[-1]:
                raise refuse(BROKEN, self._name, number=number)
            try:
                register.take(entry_of(row))
            except (ValueError, TypeError, KeyError, LookupError):  # a chain that somebody made, but not npo
                raise refuse(BROKEN, self._name, number=number) from None
        register.flush()


def write_transcript(storage: Storage, stream: TextIO) -> None:
    """Write a ledger whole, entry by entry."""
    about, head = storage.about, storage.head()
    opening = {"schema": SCHEMA, **about._asdict(), "head": head.hash}
    stream.write(json.dumps(opening, ensure_ascii=False)[:-1])
    editions = [edition._asdict() for edition in storage.editions()]
    stream.write(f',\n"editions": {json.dumps(editions, ensure_ascii=False)},\n"entries": [')
    before = "\n"
    for row in storage.rows():
        stream.write(before + json.dumps(dict(zip((*COLUMNS, "hash"), row, strict=True)), ensure_ascii=False))
        before = ",\n"
    stream.write("\n]}\n")


def read_transcript(path: Path) -> Transcript:
    """Read a transcript; refuse what is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        if data["schema"] != SCHEMA or not isinstance(data["entries"], list) or not isinstance(data["editions"], list):
            raise refuse(NOT_A_TRANSCRIPT, str(path))
        return Transcript(data, str(path))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise refuse(NOT_A_TRANSCRIPT, str(path)) from None
