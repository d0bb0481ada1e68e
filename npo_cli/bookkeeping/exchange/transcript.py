"""The transcript: a whole ledger as JSON, from which it can be made again with the same chain.

The cells of each entry stand as they are stored and hashed, `receipt` and `details` as the very text.
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from npo_cli.bookkeeping.chain import link, payload
from npo_cli.bookkeeping.entry import Entry, Kind
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.row import COLUMNS, INTEGERS, NEVER_ABSENT, entry_of
from npo_cli.bookkeeping.storage.interface import MOST, About, Archived, Storage
from npo_cli.bookkeeping.verification import verify
from npo_cli.bookkeeping.workspace import municipality_name
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import InputError, refuse
from npo_cli.language import Phrase
from npo_cli.money import MOST_CENTS

SCHEMA = "npo.ledger/1"

NOT_A_TRANSCRIPT = Phrase(
    "dit bestand is geen volledige export van een grootboek; maak er een met npo ledger export --format json.",
    "this file is not the whole of a ledger; make one with npo ledger export --format json.",
)
BROKEN = Phrase(
    "boeking {number} in dit bestand past niet op de vorige: het is gewijzigd; er is niets ingelezen.",
    "entry {number} in this file does not fit the one before: it was changed; nothing was imported.",
)
CUT_OFF = Phrase(
    "dit bestand eindigt met boeking {number}, maar die heeft niet de controlecode die het bestand noemt: het is "
    "afgebroken of gewijzigd; er is niets ingelezen.",
    "this file ends with entry {number}, which is not the head that it names: it was cut off or changed; nothing was "
    "imported.",
)
NOT_SOUND = Phrase(
    "het grootboek in dit bestand klopt niet ({problem}); er is niets ingelezen.",
    "the ledger in this file does not hold ({problem}); nothing was imported.",
)


class Transcript:
    """A transcript that was read: whose ledger it is, and what it holds."""

    def __init__(self, data: dict[str, Any], name: str) -> None:
        self._data = data
        self._name = name
        self.about = About(data["municipality"], data["pack"], data["currency"])
        if not all(isinstance(name, str) for name in self.about) or municipality_name(self.about.municipality) != (
            self.about.municipality
        ):
            raise refuse(NOT_A_TRANSCRIPT, name)

    def replay(self, storage: Storage) -> None:
        """Enter everything in an empty ledger; refuse an entry that does not continue the chain."""
        register, number = Register(storage), 0
        try:
            for edition in self._data["editions"]:
                storage.archive(Archived(edition["sha256"], edition["rules"], edition["content"]))
            for cells in self._data["entries"]:
                number = register.head.number + 1
                row = tuple(cells[name] for name in (*COLUMNS, "hash"))
                if not _is_row(row) or row[0] != number or link(register.head.hash, payload(row[:-1])) != row[-1]:
                    raise refuse(BROKEN, self._name, number=number)
                entry = entry_of(row)
                _require_possible(entry)
                register.take(entry)
            head = register.settle()
        # What was made by somebody else than npo: a missing key, another type, a number too large for a ledger.
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
            raise refuse(BROKEN, self._name, number=number) from None
        if head.hash != self._data["head"]:
            raise refuse(CUT_OFF, self._name, number=head.number)
        for found in verify(storage).faults:
            raise refuse(NOT_SOUND, self._name, problem=found.whole)


def _is_row(row: tuple[Any, ...]) -> bool:
    """Tell whether a ledger takes the cells."""
    return all(map(_is_cell, (*COLUMNS, "hash"), row))


def _is_cell(name: str, cell: object) -> bool:
    """Tell whether a cell has the type that it is stored and hashed in."""
    if cell is None:
        return name not in NEVER_ABSENT
    if name in INTEGERS:
        return type(cell) is int and abs(cell) <= MOST
    return type(cell) is str


def _require_possible(entry: Entry) -> None:
    """Raise a ValueError for what npo never books, though the chain holds: a day that is none, a booking of no goal."""
    date.fromisoformat(entry.day)
    datetime.fromisoformat(entry.recorded)
    if entry.cents is not None and abs(entry.cents) > MOST_CENTS:  # of which no ledger holds so many that none adds up
        raise ValueError(entry.number)
    if entry.spent and entry.spent_on > date.fromisoformat(entry.day):
        raise ValueError(entry.number)
    if entry.kind in (Kind.SPENDING, Kind.COMMITMENT):
        Verdict(entry.verdict or "")
        if not entry.goal or entry.amount <= 0:
            raise ValueError(entry.number)
    elif entry.kind in (Kind.REVERSAL, Kind.RELEASE, Kind.PAYMENT, Kind.ALLOCATION) and entry.cents is None:
        raise ValueError(entry.number)


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
        shaped = all(isinstance(data[name], of) for name, of in (("head", str), ("entries", list), ("editions", list)))
        for name in About._fields:
            str(data[name]).encode()  # half a character, which no ledger can be named by, is a ValueError
        if data["schema"] != SCHEMA or not shaped:
            raise refuse(NOT_A_TRANSCRIPT, str(path))
        return Transcript(data, str(path))
    except (ValueError, TypeError, KeyError, RecursionError, InputError):
        raise refuse(NOT_A_TRANSCRIPT, str(path)) from None
