"""The ledger as a double-entry journal: what each entry moves from one account to another.

The allocation is a budget: an amount awarded stands under what is available, a commitment moves it to what is
committed to a goal, a spending to the expenses of its goal. So the accounts end at the figures of the report.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from npo_cli.bookkeeping.entry import Entry, Kind
from npo_cli.bookkeeping.storage.interface import Standing, StorageError
from npo_cli.fault import fault
from npo_cli.language import Phrase
from npo_cli.slug import is_id

REFERS_TO_NOTHING = Phrase(
    "boeking {number} verwijst naar een boeking die er niet is; het grootboek is beschadigd of gewijzigd. Zie npo "
    "ledger verify.",
    "entry {number} refers to an entry that there is not; the ledger is damaged or was changed. See npo ledger verify.",
)


class Move(NamedTuple):
    """An amount that goes from one account to another, in cents; an account is a path of names."""

    to: tuple[str, ...]
    origin: tuple[str, ...]
    cents: int


class Step(NamedTuple):
    """An entry with what it moves; None where it moves nothing (a ruling, a seal)."""

    standing: Standing
    move: Move | None


AVAILABLE = ("assets", "available")
ALLOCATION = ("equity", "allocation")
BANK = ("assets", "bank")
STATE = ("liabilities", "state")

_Find = Callable[[int], Entry]


def committed(goal: str) -> tuple[str, ...]:
    """Give the account of what is committed to a goal."""
    return ("assets", "committed", _name(goal))


def spent(goal: str) -> tuple[str, ...]:
    """Give the account of what was spent on a goal."""
    return ("expenses", _name(goal))


def _name(goal: str) -> str:
    """Give the name of a goal as that of an account: the id itself, if it is one that rules may have.

    Of any other, which only somebody else than npo can have written, the signs are left out that these programs take
    for something else, and a part of its hash keeps it apart.
    """
    if is_id(goal):
        return goal
    plain = re.sub(r"[^a-z0-9]+", "-", goal.lower()).strip("-")
    return f"{plain or 'goal'}-{sha256(goal.encode()).hexdigest()[:8]}"


def accounts(goals: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Give the accounts of a ledger with these goals."""
    return (AVAILABLE, ALLOCATION, BANK, STATE, *(account(goal) for goal in goals for account in (committed, spent)))


def new_accounts(move: Move | None, known: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Give the accounts of a move that are not known yet, as those of a goal that is no longer in the rules."""
    found = [account for account in (move.to, move.origin) if account not in known] if move else []
    known.update(found)
    return found


def steps(standings: Iterable[Standing], find: _Find) -> Iterator[Step]:
    """Give every entry with what it moves. `find` gives an entry by its number."""
    awarded = 0
    withdrawn: set[int] = set()  # commitments that were reversed
    for standing in standings:
        entry = standing.entry
        if entry.kind is Kind.ALLOCATION:
            yield Step(standing, Move(AVAILABLE, ALLOCATION, entry.amount - awarded))
            awarded = entry.amount
        else:
            yield Step(standing, _move(entry, find, withdrawn))


def day_in_accounts(entry: Entry) -> str:
    """Give the day of an entry (ISO) in the year whose accounts it belongs to.

    A reversal made later belongs to the year of what it undoes, and so stands at the end of that: a program that goes
    by days then has the figures of the year as the report has them.
    """
    return entry.day if entry.day[:4] <= str(entry.year) else f"{entry.year}-12-31"


def _move(entry: Entry, find: _Find, withdrawn: set[int]) -> Move | None:
    goal = entry.goal or ""
    match entry.kind:
        case Kind.PAYMENT:
            return Move(BANK, STATE, entry.amount)
        case Kind.COMMITMENT:
            return Move(committed(goal), AVAILABLE, entry.amount)
        case Kind.SPENDING:
            return Move(spent(goal), _promised(entry, find, withdrawn), entry.amount)
        case Kind.RELEASE:
            return Move(committed(goal), AVAILABLE, entry.amount)
        case Kind.REVERSAL:
            undone = _referred(entry, find)
            if undone.kind is Kind.COMMITMENT:
                withdrawn.add(undone.number)
            before = _move(undone, find, withdrawn)
            return before._replace(cents=entry.amount) if before else None
        case _:
            return None


def _promised(entry: Entry, find: _Find, withdrawn: set[int]) -> tuple[str, ...]:
    """Give the account that a spending comes from: that of its commitment, unless withdrawn, or what is available."""
    if not entry.refers or entry.refers in withdrawn:
        return AVAILABLE
    return committed(_referred(entry, find).goal or "")


def _referred(entry: Entry, find: _Find) -> Entry:
    """Give the entry that one refers to, of which a file that was damaged may have lost the trace."""
    try:
        return find(entry.refers or 0)
    except LookupError:
        raise StorageError(fault(REFERS_TO_NOTHING, number=entry.number)) from None
