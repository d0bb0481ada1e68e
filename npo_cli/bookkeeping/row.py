"""Rows: an entry as a database keeps it. What is searched and added up has a column; all else stands in `details`."""

import json
from collections.abc import Callable
from functools import lru_cache
from json.encoder import encode_basestring  # what `written` makes of a text
from typing import Any, Final

from npo_cli.bookkeeping.entry import Entry, Evidence, Ground, Kind, Receipt
from npo_cli.bookkeeping.soundness import require_sound

# The columns in the order in which they are stored and hashed; the hash itself comes after them.
COLUMNS = (
    "number",
    "kind",
    "day",
    "recorded",
    "who",
    "year",
    "text",
    "cents",
    "goal",
    "verdict",
    "refers",
    "ruling",
    "receipt",
    "details",
)
INTEGERS = frozenset({"number", "year", "cents", "refers"})
NEVER_ABSENT = frozenset({"number", "kind", "day", "recorded", "who", "year", "text", "hash"})
_PLAIN: Final = 12  # the columns before `receipt` are fields of the entry as they are
# The fields that stand in `details`, where they are not empty: those between `receipt` and `hash`.
_IN_DETAILS = Entry._fields[_PLAIN + 1 : -1]

Cell = str | int | None

# One encoder, for `json.dumps` makes another for each text that it writes in this way.
written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# Receipts and grounds recur from entry to entry. Only for what npo made itself: 1 and 1.0 would be taken for the same.
remembered = lru_cache(maxsize=4_096)(written)


def row_of(entry: Entry) -> tuple[Cell, ...]:
    """Give the cells of an entry, its hash last."""
    return (*cells_of(entry), entry.hash)


def cells_of(entry: Entry, write: Callable[[Any], str] = written) -> tuple[Cell, ...]:
    """Give the cells of an entry that are hashed; `write` makes JSON of a receipt, grounds and the like."""
    receipt = write(entry.receipt) if entry.receipt else None
    return (entry.number, entry.kind.value, *entry[2:_PLAIN], receipt, _details(entry, write))


def _details(entry: Entry, write: Callable[[Any], str]) -> str | None:
    """Write what has no column of its own."""
    found = []
    values: tuple[Any, ...] = entry[_PLAIN + 1 : -1]
    for name, value in zip(_IN_DETAILS, values, strict=True):
        if not value:
            continue
        if name == "answers":
            text = written(dict(sorted(value.items())))
        else:
            text = write(value) if isinstance(value, tuple) else written(value)
        found.append(f'"{name}":{text}')
    return f"{{{','.join(found)}}}" if found else None


def details_with(supplier: str, reference: str, others: Cell) -> str:
    """Give the details of an entry from those that it has beside its supplier and its reference."""
    found = []
    if supplier:
        found.append(f'"supplier":{encode_basestring(supplier)}')
    if reference:
        found.append(f'"reference":{encode_basestring(reference)}')
    if others:
        found.append(str(others)[1:-1])
    return f"{{{','.join(found)}}}"


def entry_of(row: tuple[Any, ...]) -> Entry:
    """Make the entry that a row holds; a ValueError says that it is none that npo writes."""
    try:
        if not is_row(row):
            raise TypeError(row[0])  # noqa: TRY301 (told as what cannot be read is)
        entry = _read(row)
        require_sound(entry)
    except (TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ValueError(row[0]) from error
    return entry


def is_row(row: tuple[Any, ...]) -> bool:
    """Say whether each cell of an entry and its hash has the type in which it is stored and hashed."""
    return _is_row_of(tuple(map(type, row)))


@lru_cache(maxsize=256)
def _is_row_of(types: tuple[type, ...]) -> bool:
    """Say whether a row is of these types, of which a sound ledger has a few combinations."""
    names = (*COLUMNS, "hash")
    return len(types) == len(names) and all(
        each is (int if name in INTEGERS else str) or (each is type(None) and name not in NEVER_ABSENT)
        for name, each in zip(names, types, strict=True)
    )


def _read(row: tuple[Any, ...]) -> Entry:
    number, kind, day, recorded, who, year, text, cents, goal, verdict, refers, ruling, receipt, details, own = row
    found: dict[str, Any] = _details_of(details) if details else {}
    return Entry(
        number,
        Kind(kind),
        day,
        recorded,
        who,
        year,
        text,
        cents,
        goal,
        verdict,
        refers,
        ruling,
        receipt=_receipt(receipt) if receipt else None,
        supplier=found.get("supplier", ""),
        reference=found.get("reference", ""),
        evidence=tuple(Evidence(*item) for item in found.get("evidence", ())),
        answers=found.get("answers", {}),
        grounds=tuple(Ground(rule, verdict, tuple(words)) for rule, verdict, words in found.get("grounds", ())),
        questions=tuple(found.get("questions", ())),
        override=found.get("override", ""),
        overrode=tuple(found.get("overrode", ())),
        corrects=found.get("corrects"),
        by=found.get("by", ""),
        spent=found.get("spent", ""),
        hash=own,
    )


def _details_of(text: str) -> Any:
    found = json.loads(text)
    if "\\u" in text:  # half a character can be written so, which nothing can be written with
        written(found).encode()
    return found


@lru_cache(maxsize=64)
def _receipt(text: str) -> Receipt:
    """Read a receipt; all bookings of a day have the same one."""
    return Receipt(*json.loads(text))
