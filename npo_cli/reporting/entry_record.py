"""An entry of the ledger as plain data: the JSON contract, documented in docs/json.md."""

from typing import Any

from npo_cli.bookkeeping.entry import Entry, Evidence, Kind, Receipt
from npo_cli.bookkeeping.storage.interface import Standing
from npo_cli.money import decimal_string

SCHEMA = "npo.entry/1"


def entry_record(standing: Standing, also: tuple[Standing, ...] = ()) -> dict[str, Any]:
    """Give an entry as plain data; `also` are the entries that were booked with it in one step."""
    entry, booking = standing
    record = {
        "schema": SCHEMA,
        "number": entry.number,
        "kind": entry.kind.value,
        "state": booking.state.value if booking else None,
        "date": entry.day,
        "year": entry.year,
        "amount": None if entry.cents is None else decimal_string(entry.cents),
        "goal": entry.goal,
        "verdict": entry.verdict,
        "rules": [ground.rule for ground in entry.grounds],
        "description": entry.text,
        "supplier": entry.supplier or None,
        "reference": entry.reference or None,
        "evidence": [_evidence(document) for document in entry.evidence],
        "answers": dict(entry.answers),
        "reasons": [
            {"rule": ground.rule, "verdict": ground.verdict, "words": list(ground.words)} for ground in entry.grounds
        ],
        "open_questions": list(entry.questions),
        "override": entry.override or None,
        "overrode": list(entry.overrode),
        "open": decimal_string(booking.open) if booking and entry.kind is Kind.COMMITMENT else None,
        "refers_to": entry.refers,
        "corrects": entry.corrects,
        "spent": entry.spent or None,
        "ruling": entry.ruling,
        "by": entry.by or None,
        "who": entry.who,
        "recorded": entry.recorded,
        "receipt": _receipt(entry.receipt) if entry.receipt else None,
        "hash": entry.hash,
    }
    if also:
        record["also"] = [entry_record(other) for other in also]
    return record


def rules_of(entry: Entry) -> str:
    """Give the ids of an entry's rules in one cell."""
    return " ".join(ground.rule for ground in entry.grounds)


def _evidence(document: Evidence) -> dict[str, Any]:
    return {"name": document.name, "size": document.size, "sha256": document.sha256}


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return dict(receipt._asdict())
