"""Processes that book, for the tests of durability.

`kills` are killed at work, `books` works beside others, and `together` are sixteen at once in one ledger or in several.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from npo_cli.bookkeeping.ledger import Draft, Ledger, Moment
from npo_cli.bookkeeping.storage.address import Address, open_ledger
from npo_cli.bookkeeping.storage.interface import StorageError
from npo_cli.bookkeeping.storage.sqlite import open_sqlite
from npo_cli.bookkeeping.verification import verify
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.workspace import is_url

_LONGEST = 0.03  # seconds until a kill: some bookings long
_RECORD = 8 + 64  # number and hash


def book(place: Address, rulebook: Rulebook, who: str) -> bytes:
    """Book a spending in a ledger opened for it, and give its number and hash."""
    with open_ledger(place) as storage:
        ledger = Ledger(storage, rulebook, Moment(datetime.now(UTC), who))
        entry, _ = ledger.add(Draft("zomerschool", 100, date(2022, 7, 18), "catch-up"))
    return entry.number.to_bytes(8, "big") + entry.hash.encode()


def kills(path: Path, count: int, seed: int) -> dict[str, int]:
    """Kill a booking process `count` times at a random moment, and look each time at what it leaves."""
    rulebook = load_rulebook()
    chance = random.Random(seed)
    acknowledged = journals = 0
    for _ in range(count):
        told = _killed(path, rulebook, chance.uniform(0, _LONGEST))
        journals += path.with_name(f"{path.name}-journal").exists()
        acknowledged += len(told)
        with open_sqlite(path) as storage:
            last = told[-1] if told else None
            found = verify(storage, last[1] if last else None)
            assert not found.faults, found.faults
            assert found.expected == (last[0] if last else None)
            numbers = [number for number, _ in told]
            assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
            assert not last or found.head.number - last[0] in {0, 1}, "more than one booking was not told of"
        after = book(path, rulebook, "next")
        assert int.from_bytes(after[:8], "big") == found.head.number + 1
    return {"acknowledged": acknowledged, "journals": journals}


def _killed(path: Path, rulebook: Rulebook, seconds: float) -> list[tuple[int, str]]:
    """Let a child book until it is killed, and give the numbers and hashes that it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        while True:
            os.write(writing, book(path, rulebook, "child"))
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, "the child ended by itself"
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    records = [told[at : at + _RECORD] for at in range(0, len(told), _RECORD)]
    return [(int.from_bytes(record[:8], "big"), record[8:].decode()) for record in records]


def books(place: Address, count: int, who: str) -> None:
    """Book `count` times, and tell each number."""
    rulebook = load_rulebook()
    for _ in range(count):
        sys.stdout.write(f"{int.from_bytes(book(place, rulebook, who)[:8], 'big')}\n")
        sys.stdout.flush()


def together(places: list[Address], count: int) -> None:
    """Let sixteen processes book `count` times each, every one in a ledger; tell each number as it is acknowledged."""
    rulebook = load_rulebook()
    children = []
    for who in range(16):
        child = os.fork()
        if child:
            children.append(child)
            continue
        place = places[who % len(places)]
        try:
            for _ in range(count):
                number = int.from_bytes(book(place, rulebook, f"writer {who}")[:8], "big")
                os.write(1, f"{who % len(places)} {number}\n".encode())
        except StorageError as error:
            os.write(2, f"{error}\n".encode())
            os._exit(1)
        os._exit(0)
    sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))


def _place(text: str) -> Address:
    return text if is_url(text) else Path(text)


if __name__ == "__main__":
    task, file, times, more = sys.argv[1:]
    if task == "kills":
        sys.stdout.write(json.dumps(kills(Path(file), int(times), int(more))))
    elif task == "together":
        together([_place(each) for each in file.split()], int(times))
    else:
        books(_place(file), int(times), more)
