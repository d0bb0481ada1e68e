"""The transcript: a whole ledger as JSON, from which it can be made again with the same chain.

The cells of each entry stand as they are stored and hashed, `receipt` and `details` as the very text.
"""

import json
import re
from pathlib import Path
from typing import Any, TextIO

from npo_cli.bookkeeping.archive import read_archive
from npo_cli.bookkeeping.chain import link, payload
from npo_cli.bookkeeping.entry import Entry, Kind
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.row import COLUMNS, entry_of, is_row
from npo_cli.bookkeeping.soundness import BOOKINGS
from npo_cli.bookkeeping.storage.interface import MOST, About, Archived, Storage, StorageError
from npo_cli.bookkeeping.verification import verify
from npo_cli.bookkeeping.workspace import municipality_name
from npo_cli.fault import InputError, refuse
from npo_cli.language import Phrase
from npo_cli.money import MOST_CENTS
from npo_cli.slug import is_id

SCHEMA = "npo.ledger/1"

NOT_A_TRANSCRIPT = Phrase(
    "dit bestand is geen volledige export van een grootboek; maak er een met npo ledger export --format json.",
    "this file is not the whole of a ledger; make one with npo ledger export --format json.",
)
BROKEN = Phrase(
    "boeking {number} in dit bestand past niet op de vorige: het is gewijzigd; er is niets ingelezen.",
    "entry {number} in this file does not fit the one before: it was changed; nothing was imported.",
)
IMPOSSIBLE = Phrase(
    "boeking {number} in dit bestand heeft een waarde die npo nooit schrijft; er is niets ingelezen.",
    "entry {number} in this file has a value that npo never writes; nothing was imported.",
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

_CURRENCY = re.compile(r"[A-Z]{3}")
_OF_THEIR_DAY = frozenset({Kind.ALLOCATION, Kind.PAYMENT, Kind.SPENDING, Kind.COMMITMENT, Kind.IMPORT})
# What an entry of a kind may refer to, or stand in the place of.
_REFERRED = {
    Kind.REVERSAL: BOOKINGS | {Kind.PAYMENT},
    Kind.RULING: BOOKINGS,
    Kind.RELEASE: frozenset({Kind.COMMITMENT}),
    Kind.SPENDING: frozenset({Kind.COMMITMENT}),
}


class Transcript:
    """A transcript that was read: whose ledger it is, and what it holds."""

    def __init__(self, data: dict[str, Any], name: str) -> None:
        self._data = data
        self._name = name
        municipality, pack, currency = self.about = About(data["municipality"], data["pack"], data["currency"])
        "".join(self.about)  # a TypeError for what is no text
        named = municipality_name(municipality) == municipality
        if not (named and is_id(pack) and _CURRENCY.fullmatch(currency)):
            raise refuse(NOT_A_TRANSCRIPT, name)

    def replay(self, storage: Storage) -> None:
        """Enter everything in an empty ledger; refuse an entry that does not continue the chain."""
        register, history, number = Register(storage), _History(), 0
        try:
            for edition in self._data["editions"]:
                storage.archive(self._edition(edition))
            for cells in self._data["entries"]:
                number = register.head.number + 1
                row = tuple(cells[name] for name in (*COLUMNS, "hash"))
                if not _is_kept(row) or row[0] != number or link(register.head.hash, payload(row[:-1])) != row[-1]:
                    raise refuse(BROKEN, self._name, number=number)
                register.take(self._entry(row, history))
            head = register.settle()
        # What was made by somebody else than npo: a missing key, another type, a number too large for a ledger.
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
            raise refuse(BROKEN, self._name, number=number) from None
        if head.hash != self._data["head"]:
            raise refuse(CUT_OFF, self._name, number=head.number)
        for found in verify(storage).faults:
            raise refuse(NOT_SOUND, self._name, problem=found.whole)

    def _edition(self, data: dict[str, Any]) -> Archived:
        """Give texts of rules that were kept; refuse those that nobody could read."""
        edition = Archived(data["sha256"], data["rules"], data["content"])
        "".join(edition)  # a TypeError for what is no text
        try:
            read_archive(edition)
        except StorageError as error:
            raise refuse(NOT_SOUND, self._name, problem=error.faults[0].whole) from None
        return edition

    def _entry(self, row: tuple[Any, ...], history: "_History") -> Entry:
        """Give the entry that a row holds; refuse one that npo never writes, though the chain may hold."""
        try:
            entry = entry_of(row)
            _require_possible(entry)
            history.take(entry)
        except ValueError:
            raise refuse(IMPOSSIBLE, self._name, number=row[0]) from None
        return entry


class _History:
    """What went before an entry, as far as it matters for what an entry may refer to."""

    def __init__(self) -> None:
        self._kinds: list[Kind] = []  # of the entries in order of number
        self._undone: set[int] = set()

    def take(self, entry: Entry) -> None:
        """Note an entry; raise a ValueError for one that refers to what it never may, as to what was reversed."""
        refers, corrects = entry.refers, entry.corrects
        if refers is not None and (self._kind(refers) not in _REFERRED[entry.kind] or refers in self._undone):
            raise ValueError(entry.number)
        if corrects is not None and (entry.kind not in BOOKINGS or corrects not in self._undone):
            raise ValueError(entry.number)
        if entry.kind is Kind.REVERSAL and refers is not None:
            self._undone.add(refers)
        self._kinds.append(entry.kind)

    def _kind(self, number: int) -> Kind:
        return self._kinds[number - 1]


def _is_kept(row: tuple[Any, ...]) -> bool:
    """Tell whether a ledger takes the cells."""
    return is_row(row) and all(abs(cell) <= MOST for cell in row if isinstance(cell, int))


def _require_possible(entry: Entry) -> None:
    """Raise a ValueError for what can be read, but npo never books, though the chain holds."""
    year = int(entry.day[:4])
    if not (
        abs(entry.amount) <= MOST_CENTS  # of which no ledger holds so many that none adds up
        and (entry.amount > 0 or entry.kind not in BOOKINGS)
        and (entry.amount < 0 or entry.kind not in (Kind.REVERSAL, Kind.RELEASE))
        and entry.spent <= entry.day
        and (entry.goal is None or is_id(entry.goal))
        and (year == entry.year or entry.kind not in _OF_THEIR_DAY)
    ):
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
