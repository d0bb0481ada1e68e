"""Soundness: what holds for every entry that npo writes, whoever may have edited the file that it is read from."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from npo_cli.bookkeeping.entry import Entry, Kind, Ruling
from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.verdict import Verdict

BOOKINGS = frozenset({Kind.SPENDING, Kind.COMMITMENT})
WITHOUT_AMOUNT = frozenset({Kind.RULING, Kind.SEAL, Kind.IMPORT})
REFERRING = frozenset({Kind.REVERSAL, Kind.RULING, Kind.RELEASE})  # always; a spending may, and all else never

_PLAIN = Entry._fields.index("receipt")  # the fields before it have columns of their own
_MOMENT = re.compile(r"[0-9-]{10}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z")
_VERDICTS = frozenset(verdict.value for verdict in Verdict)
_RULINGS = frozenset(ruling.value for ruling in Ruling)
_ANSWERS = frozenset(answer.value for answer in Answer)


def require_sound(entry: Entry) -> None:
    """Raise a ValueError or a TypeError for an entry with anything in it that npo never writes, and nobody could read.

    What has a column of its own must have its type already.
    """
    if not (_is_possible(entry) and _is_told_in_full(entry)):
        raise ValueError(entry.number)


@lru_cache(maxsize=4_096)
def is_day(text: str) -> bool:
    """Say whether a text is a day as npo writes it; many entries have the same."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@lru_cache(maxsize=4_096)
def _is_moment(text: str) -> bool:
    """Say whether a text is a moment as npo writes it; a list that is imported has one for all its rows."""
    return _MOMENT.fullmatch(text) is not None and is_day(text[:10])


def _is_possible(entry: Entry) -> bool:
    """Look at what has a column of its own, which depends on the kind of the entry."""
    number, kind, day, recorded, _, year, _, cents, goal, verdict, refers, ruling, *_ = entry
    is_booking = kind in BOOKINGS
    return (
        is_day(day)
        and _is_moment(recorded)
        and 1 <= year <= 9999
        and (cents is None) is (kind in WITHOUT_AMOUNT)
        and (verdict in _VERDICTS if is_booking else verdict is None)
        and (goal is not None or not is_booking)
        and goal != ""
        and (ruling in _RULINGS if kind is Kind.RULING else ruling is None)
        and (kind not in REFERRING if refers is None else 0 < refers < number)
        and (refers is None or kind in REFERRING or kind is Kind.SPENDING)
    )


def _is_told_in_full(entry: Entry) -> bool:
    """Look at what stands in the receipt and the details, in which there may be anything that JSON can hold."""
    values: tuple[Any, ...] = entry[_PLAIN:]
    receipt, supplier, reference, evidence, answers, grounds, questions, override, overrode, corrects, by, spent, _ = (
        values
    )
    texts: list[str] = [supplier, reference, override, by, spent, *questions, *overrode, *(receipt or ())]
    for rule, verdict, words in grounds:
        if verdict not in _VERDICTS:
            return False
        texts += (rule, *words)
    for name, size, digest in evidence:
        if type(size) is not int:
            return False
        texts += (name, digest)
    for name, answer in answers.items():
        if answer not in _ANSWERS:
            return False
        texts.append(name)
    "".join(texts)  # a TypeError for what is no text
    is_earlier = corrects is None or (type(corrects) is int and 0 < corrects < entry.number)
    return is_earlier and (not spent or is_day(spent))
