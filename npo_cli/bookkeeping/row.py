"""Rows: an entry as a database keeps it. What is searched and added up has a column; all else stands in `details`."""

import json
from functools import lru_cache
from typing import Any, Final

from npo_cli.bookkeeping.entry import Entry, Evidence, Ground, Kind, Receipt

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
_PLAIN: Final = 12  # the columns before `receipt` are fields of the entry as they are

Cell = str | int | None


def row_of(entry: Entry) -> tuple[Cell, ...]:
    """Give the cells of an entry, its hash last."""
    details = {
        "supplier": entry.supplier,
        "reference": entry.reference,
        "evidence": entry.evidence,
        "answers": dict(sorted(entry.answers.items())),
        "grounds": entry.grounds,
        "questions": entry.questions,
        "override": entry.override,
        "overrode": entry.overrode,
        "corrects": entry.corrects,
        "by": entry.by,
    }
    return (*entry[:_PLAIN], _json(entry.receipt), _json({k: v for k, v in details.items() if v}), entry.hash)


def entry_of(row: tuple[Any, ...]) -> Entry:
    """Make the entry that a row holds."""
    number, kind, day, recorded, who, year, text, cents, goal, verdict, refers, ruling, receipt, details, own = row
    found: dict[str, Any] = json.loads(details) if details else {}
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
        hash=own,
    )


@lru_cache(maxsize=64)
def _receipt(text: str) -> Receipt:
    """Read a receipt; all bookings of a day have the same one."""
    return Receipt(*json.loads(text))


def _json(data: object) -> str | None:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) if data else None
