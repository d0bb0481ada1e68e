"""Verification: the proof that nothing in a ledger was changed since it was booked."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from npo_cli.bookkeeping.chain import link, origin
from npo_cli.bookkeeping.entry import Kind
from npo_cli.bookkeeping.evidence import missing_evidence
from npo_cli.bookkeeping.posting import DECIDED, Measure
from npo_cli.bookkeeping.storage.interface import Head, Recount, Storage, StorageError, Wanted
from npo_cli.bookkeeping.totals import Totals
from npo_cli.fault import Fault, fault, refuse
from npo_cli.language import Phrase
from npo_cli.money import euros_phrase

NOT_A_HEAD = Phrase(
    "‘{given}’ is geen controlecode; geef de 64 tekens die npo ledger seal of verify toonde.",
    "‘{given}’ is not a head; give the 64 characters that npo ledger seal or verify showed.",
)
MISSING = Phrase(
    "boeking {number} ontbreekt: na {before} volgt {found}.", "entry {number} is missing: after {before} comes {found}."
)
BROKEN = Phrase(
    "boeking {number} is gewijzigd, of ervoor is iets verwijderd, tussengevoegd of verplaatst: haar hash klopt niet.",
    "entry {number} was changed, or something before it was removed, inserted or moved: its hash is wrong.",
)
NOT_IN_CHAIN = Phrase(
    "de opgegeven controlecode {head}… komt in dit grootboek niet voor: de geschiedenis is herschreven of de laatste "
    "boekingen zijn verwijderd.",
    "the head given, {head}…, does not occur in this ledger: history was rewritten, or its tail was cut off.",
)
TOTAL_DIFFERS = Phrase(
    "het bijgehouden totaal ‘{measure}’ van {year} {goal} is {kept}, maar de boekingen geven {counted}.",
    "the running total ‘{measure}’ of {year} {goal} is {kept}, but the entries give {counted}.",
)

_HEX = frozenset("0123456789abcdef")
_MOST_FAULTS = 20
_ASIDE = 16  # a chain's last sixteenth is followed by who recounts, for that takes a little less than following all


class Seal(NamedTuple):
    """A closed year: the entry that closed it, and the head at that moment."""

    year: int
    number: int
    head: str


class Verification(NamedTuple):
    """What a verification found: the head, the seals, all that is wrong, and the entry that had the head given."""

    head: Head
    seals: tuple[Seal, ...]
    expected: int | None
    faults: tuple[Fault, ...]


def checked_head(given: str) -> str:
    """Read a head as people copy it; refuse what cannot be one."""
    text = "".join(given.split()).lower()
    if not _is_hash(text):
        raise refuse(NOT_A_HEAD, "--expect", given=given[:80])
    return text


def verify(storage: Storage, expect: str | None = None, evidence: Path | None = None) -> Verification:
    """Check the chain, the running totals, the store and, where a folder is given, the evidence.

    `expect` is a head that stands outside the ledger, as in a signed report: without one a history that was rewritten
    as a whole, or that lost its last entries, cannot be told from a true one.
    """
    start = Head(0, origin(*storage.about))
    with storage.reading():
        fork = _fork(storage)
        with storage.beside(_followed_and_recounted, fork, expect) as rest:
            walked = _walk(storage, start, expect, fork)
            store_faults = _gathered(storage.faults)
            further, counted = rest()
        if fork and not walked.faults:
            walked = _joined(walked, further) if walked.head == fork else _walk(storage, start, expect)
        faults = [*walked.faults, *store_faults]
        faults += _gathered(lambda: _differences(storage.totals(), counted))
        if expect is not None and walked.expected is None:
            faults.append(fault(NOT_IN_CHAIN, head=expect[:12]))
        seals = () if faults else tuple(_seals(storage))
        entries = () if faults or evidence is None else (found.entry for found in storage.standings(Wanted()))
        proven = [entry for entry in entries if entry.evidence]
    if evidence is not None:  # outside the transaction, for reading many files may take long and others want to book
        faults += missing_evidence(proven, evidence)
    return Verification(walked.head, seals, walked.expected, tuple(faults))


class _Walk(NamedTuple):
    """How far a chain was followed, the entry met that had the head given, and what does not fit behind it."""

    head: Head
    expected: int | None
    faults: tuple[Fault, ...]


def _fork(storage: Storage) -> Head | None:
    """Give the entry behind which another goes on, where that saves time; who follows the chain up to it proves it.

    There is none where its place in the chain is empty or cannot be read, or where it has no hash.
    """
    if not storage.twice:
        return None
    try:
        last = storage.head().number
        number = last - last // _ASIDE
        for found, hashed, _ in storage.links(number - 1):
            return Head(found, hashed) if found == number and _is_hash(hashed) else None
    except StorageError:
        pass  # who follows the chain will meet it and tell
    return None


def _is_hash(text: object) -> bool:
    return isinstance(text, str) and len(text) == 64 and set(text) <= _HEX


def _followed_and_recounted(storage: Storage, fork: Head | None, expect: str | None) -> tuple[_Walk, Recount]:
    """Follow the chain behind a fork, if there is one, and recount."""
    walked = _walk(storage, fork, expect) if fork else _Walk(Head(0, ""), None, ())
    try:
        return walked, storage.recount()
    except StorageError as error:
        return walked, Recount(None, error.faults)


def _joined(before: _Walk, after: _Walk) -> _Walk:
    return _Walk(after.head, before.expected or after.expected, after.faults)


def _walk(storage: Storage, start: Head, expect: str | None, fork: Head | None = None) -> _Walk:
    """Follow the chain from an entry to its end, or to the fork, or to the first entry that does not fit."""
    number, previous = start
    end = fork.number if fork else None
    expected = None
    faults: tuple[Fault, ...] = ()
    try:
        for found, hashed, payload in storage.links(number or None):
            if found != number + 1:
                faults = (fault(MISSING, number=number + 1, before=number, found=found),)
                break
            if number == end:
                break
            if link(previous, payload) != hashed:
                faults = (fault(BROKEN, number=found),)
                break
            number, previous = found, hashed
            if hashed == expect:
                expected = number
    except StorageError as error:
        faults = error.faults
    return _Walk(Head(number, previous), expected, faults)


def _gathered(look: Callable[[], Iterable[Fault]]) -> list[Fault]:
    """Give what a look finds; where the store cannot be read for it, that is what it finds."""
    found: list[Fault] = []
    try:
        found.extend(islice(look(), _MOST_FAULTS))
    except StorageError as error:
        found.extend(error.faults)
    return found


def _differences(kept: Totals, counted: Recount) -> Iterator[Fault]:
    """Compare the running totals with those counted afresh, if they could be, and give what else was found."""
    if counted.totals is not None:
        yield from islice(_totals_that_differ(kept, counted.totals), _MOST_FAULTS // 2)
    yield from counted.faults


def _totals_that_differ(kept: Totals, counted: Totals) -> Iterator[Fault]:
    mine, theirs = kept.sums, counted.sums
    for year, goal, measure in sorted(mine.keys() | theirs.keys()):
        key = (year, goal, measure)
        if mine.get(key, 0) != theirs.get(key, 0):
            counts = measure.endswith((Measure.SPENDINGS, "count")) or measure.startswith(DECIDED)
            shown = str if counts else euros_phrase
            yield fault(
                TOTAL_DIFFERS,
                measure=measure,
                year=year,
                goal=goal,
                kept=shown(mine.get(key, 0)),
                counted=shown(theirs.get(key, 0)),
            )


def _seals(storage: Storage) -> Iterator[Seal]:
    for standing in storage.standings(Wanted(kinds=(Kind.SEAL,))):
        yield Seal(standing.entry.year, standing.entry.number, standing.entry.hash)
