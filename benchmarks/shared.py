"""Bar 5: ledgers of a whole country on one server: the overview beside plain SQL, and many who book at once."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import TextIO

from benchmarks.ledgers import fill
from benchmarks.measure import Figure, Ran, Settings, in_turn, not_installed, ratio, require_same, run, script
from npo_cli.bookkeeping.ledger import Draft, Ledger, Moment
from npo_cli.bookkeeping.storage.address import create_ledger, ledgers_in, open_ledger
from npo_cli.bookkeeping.storage.interface import About
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from tests.postgres import execute, find_binaries, own_server

BAR = "shared"
MUNICIPALITIES = 342
SHARE = 34  # of the rows of the list: 3.4 million entries in all for 100,000
MOST_TIMES = 20  # what the overview may cost beside SQL that adds the running totals up
MOST_BYTES = 150_000_000
WRITERS, BOOKINGS = 16, 40
SETTINGS = {"max_locks_per_transaction": "512", "shared_buffers": "'512MB'", "autovacuum": "on"}

# The figures of one municipality, of its running totals or counted from its entries.
_OF_TOTALS = """SELECT (SELECT cents FROM {0}.entry WHERE kind = 'allocation' AND kind IN
('allocation', 'payment', 'seal', 'import') ORDER BY number DESC LIMIT 1) AS allocation,
coalesce(sum(amount) FILTER (WHERE measure = 'received'), 0) AS received,
coalesce(sum(amount) FILTER (WHERE measure = 'spent'), 0) AS spent,
coalesce(sum(amount) FILTER (WHERE measure = 'awaiting'), 0)
- coalesce(sum(amount) FILTER (WHERE measure = 'late-awaiting'), 0) AS awaiting FROM {0}.total"""
_OF_ENTRIES = """SELECT (SELECT cents FROM {0}.entry WHERE kind = 'allocation' ORDER BY number DESC LIMIT 1),
(SELECT coalesce(sum(e.cents), 0) FROM {0}.entry e WHERE e.kind = 'payment'),
(SELECT coalesce(sum(e.cents), 0) FROM {0}.entry e LEFT JOIN {0}.entry r ON r.number = e.refers
WHERE e.kind = 'spending' OR (e.kind = 'reversal' AND r.kind = 'spending')),
(SELECT coalesce(sum(b.cents), 0) FROM {0}.booking b WHERE b.kind = 'spending' AND b.state = 'awaiting')"""


def measure(settings: Settings) -> list[Figure]:
    """Fill a server, and read it in turn with npo and with SQL; then let sixteen book at once."""
    npo, psql = script("npo"), shutil.which("psql")
    municipalities = min(MUNICIPALITIES, max(2, settings.rows // 20))
    entries = settings.rows * SHARE // municipalities
    if npo is None or psql is None or find_binaries() is None:
        return [not_installed(BAR, "npo report --all")]
    with own_server(SETTINGS) as server:
        url = str(server.url)
        began = time.perf_counter()
        _fill(url, municipalities, entries, settings.seed)
        filled = time.perf_counter() - began
        execute(server.url, "VACUUM ANALYZE")
        figures = [Figure(BAR, f"made: {municipalities} ledgers of {entries:,} entries", "s", (filled,))]
        figures += _overview(settings, url, npo, psql)
        for ledgers in (1, WRITERS):
            figures += _writers(url, ledgers, min(BOOKINGS, settings.rows // 10))
    return figures


def _fill(url: str, municipalities: int, entries: int, seed: int) -> None:
    rulebook = load_rulebook()
    for number in range(municipalities):
        about = About(f"Gemeente {number:03}", rulebook.pack, rulebook.currency)
        with create_ledger(url, about) as storage:
            fill(storage, rulebook, entries, seed + number, seed)


def _overview(settings: Settings, url: str, npo: str, psql: str) -> list[Figure]:
    works: dict[str, Callable[[], Ran]] = {
        "npo report --all --unverified": lambda: _report(npo, url, settings.work, "--unverified"),
        "npo report --all": lambda: _report(npo, url, settings.work),
        "psql: the running totals": _psql(psql, url, settings.work, _OF_TOTALS),
        "psql: sums over all entries": _psql(psql, url, settings.work, _OF_ENTRIES),
    }
    _report(npo, url, settings.work, "--unverified")  # the first compiles the rules, once for all
    ran = {name: work() for name, work in works.items()}
    require_same(
        "totals of all municipalities",
        *(_of_record(each.text) for name, each in ran.items() if name.startswith("npo")),
        *(_of_rows(each.text) for name, each in ran.items() if name.startswith("psql")),
    )
    values = in_turn({name: _seconds(work) for name, work in works.items()}, settings.rounds)
    fast, whole, plain, _ = values
    figures = [Figure(BAR, name, "s", found, note=_peak(ran[name])) for name, found in values.items()]
    figures.append(Figure(BAR, f"{fast}, to {plain}", "×", (ratio(values[fast], values[plain]),), limit=MOST_TIMES))
    figures.append(Figure(BAR, f"{whole}, peak", "MB", (ran[whole].peak / 1e6,), limit=MOST_BYTES / 1e6))
    return figures


def _peak(ran: Ran) -> str:
    return f"{ran.peak / 1e6:,.0f} MB"


def _seconds(work: Callable[[], Ran]) -> Callable[[], float]:
    return lambda: work().seconds


def _report(npo: str, url: str, work: Path, *more: str) -> Ran:
    return run([npo, "report", "--all", "--ledger", url, "--format", "json", *more], work)


def _psql(psql: str, url: str, work: Path, query: str) -> Callable[[], Ran]:
    with ledgers_in(url) as found:
        schemas = [f"npo_{each.name.replace('-', '_')}" for each in found]
    file = work / f"{abs(hash(query))}.sql"
    file.write_text("\nUNION ALL ".join(query.format(schema) for schema in schemas) + ";\n", encoding="utf-8")
    return lambda: run([psql, "-X", "-A", "-t", "-F", " ", "-f", str(file), url], work)


def _of_record(text: str) -> tuple[int, ...]:
    together = json.loads(text)["together"]
    return tuple(int(together[name].replace(".", "")) for name in ("allocation", "received", "spent", "awaiting"))


def _of_rows(text: str) -> tuple[int, ...]:
    rows = [tuple(map(int, line.split())) for line in text.splitlines() if line.strip()]
    return tuple(map(sum, zip(*rows, strict=True)))


def _writers(url: str, ledgers: int, bookings: int) -> list[Figure]:
    """Let sixteen processes book, each booking on a connection of its own as by a command; give what one waits."""
    rulebook = load_rulebook()
    about = "schrijvers" if ledgers == 1 else "schrijver"
    places = []
    for number in range(ledgers):
        name = f"{about} {number}"
        with create_ledger(url, About(name, rulebook.pack, rulebook.currency)) as storage:
            Ledger(storage, rulebook, Moment(datetime.now(UTC), "a")).allocate(10**9, date(2021, 10, 1), "x")
        places.append(f"{url}#{name}")
    began = time.perf_counter()
    with _children([places[who % ledgers] for who in range(WRITERS)], rulebook, bookings) as pipes:
        found = [float(line) for pipe in pipes for line in pipe]
    seconds = time.perf_counter() - began
    require_same("bookings", len(found), WRITERS * bookings)
    found.sort()
    what = f"{WRITERS} writers, {ledgers} ledger{'s' if ledgers > 1 else ''}"
    return [
        Figure(BAR, f"{what}: a booking, median", "ms", (1000 * median(found),)),
        Figure(BAR, f"{what}: a booking, p99", "ms", (1000 * found[len(found) * 99 // 100],)),
        Figure(BAR, f"{what}: together", "a second", (len(found) / seconds,)),
    ]


@contextmanager
def _children(places: list[str], rulebook: Rulebook, bookings: int) -> Iterator[list[TextIO]]:
    pipes = []
    for place in places:
        reading, writing = os.pipe()
        if not os.fork():
            for _ in range(bookings):
                os.write(writing, f"{_booking(place, rulebook)}\n".encode())
            os._exit(0)
        os.close(writing)
        pipes.append(os.fdopen(reading))
    try:
        yield list(pipes)
    finally:
        for pipe in pipes:
            pipe.close()
            os.wait()


def _booking(place: str, rulebook: Rulebook) -> float:
    """Book a spending on a new connection, and give the seconds that it took."""
    began = time.perf_counter()
    with open_ledger(place) as storage:
        books = Ledger(storage, rulebook, Moment(datetime.now(UTC), "a"))
        books.add(Draft("zomerschool", 100, date(2022, 7, 18), "catch-up"))
    return time.perf_counter() - began
