"""Moving: a ledger carried over to another store, entry by entry, with the hashes that it has."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from npo_cli.bookkeeping.chain import link, payload
from npo_cli.bookkeeping.refusal import refusal
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.row import Cell, entry_of
from npo_cli.bookkeeping.storage.interface import Head, Storage
from npo_cli.bookkeeping.verification import verify
from npo_cli.language import Phrase

OTHER_HISTORY = Phrase(
    "hier staat al een grootboek met een andere geschiedenis; er is niets verhuisd. Kies een andere plaats.",
    "a ledger with another history stands here already; nothing was moved. Choose another place.",
)
BROKEN = Phrase(
    "boeking {number} past niet op de vorige; de verhuizing is vóór die boeking gestopt. Zie npo ledger verify.",
    "entry {number} does not fit the one before; the move stopped before it. See npo ledger verify.",
)
NOT_SOUND = Phrase(
    "het verhuisde grootboek klopt niet ({problem}); blijf in het oude boeken.",
    "the ledger that was moved does not hold ({problem}); go on booking in the old one.",
)
CHANGED = Phrase("het veranderde onder het verhuizen", "it changed while it was moved")

BATCH = 5_000  # entries in a transaction


class Moved(NamedTuple):
    """What a move did: the head, how many entries stood there before and how many were carried over."""

    head: Head
    before: int
    carried: int


def move(source: Storage, target: Storage) -> Moved:
    """Carry over what the target lacks, in transactions of some thousands; whoever is broken off can go on later.

    Raises a refusal where the target holds anything that the source does not begin with, and where it does not verify
    at the end.
    """
    with source.reading():
        before, wanted = target.head(), source.head()
        rows = source.rows()
        if target.about != source.about or not _begins_with(rows, before):
            raise refusal(OTHER_HISTORY, target.name)
        editions = list(source.editions())
        while batch := list(islice(rows, BATCH)):
            with target.writing():
                for edition in editions:
                    target.archive(edition)
                editions = []
                take(target, batch, source.name)
    found = verify(target, wanted.hash if wanted.number else None)
    if found.faults or found.head != wanted:
        raise refusal(NOT_SOUND, target.name, problem=found.faults[0].whole if found.faults else CHANGED)
    return Moved(wanted, before.number, wanted.number - before.number)


def _begins_with(rows: Iterator[tuple[Cell, ...]], head: Head) -> bool:
    """Pass over the rows that the target has, and say whether the last of them is its head."""
    if not head.number:
        return True
    *_, last = [None, *((row[0], row[-1]) for row in islice(rows, head.number))]
    return last == tuple(head)


def take(target: Storage, rows: Iterable[tuple[Any, ...]], name: str) -> None:
    """Enter rows in a ledger as they are; refuse one that does not continue the chain."""
    register = Register(target)
    for row in rows:
        number, previous = register.head.number + 1, register.head.hash
        try:
            if row[0] != number or link(previous, payload(row[:-1])) != row[-1]:
                raise ValueError(number)  # noqa: TRY301 (told as what cannot be read is)
            register.take(entry_of(row))
        except (ValueError, TypeError, KeyError, LookupError, AttributeError):
            raise refusal(BROKEN, name, number=number) from None
    register.flush()
