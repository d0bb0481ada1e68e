"""Bars 3 and 6: what booking one entry costs in a ledger of any size, and how fast a whole ledger is verified."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.journals import Peer, appended, peers, totals_of, totals_of_npo, write_journal
from benchmarks.ledgers import kept_ledger
from benchmarks.measure import Figure, Settings, in_turn, not_installed, ratio, require_same, run, script

ADD, VERIFY = "ledger-add", "ledger-verify"
MOST_TIMES = 10
LEAST_ENTRIES = 200_000
FEW = 1_000
FLOOR = "python -c pass"
DAY, CENTS = date(2025, 7, 31), 12_500


def measure_add(settings: Settings) -> list[Figure]:
    """Time `npo ledger add` in a small and in a large ledger; the peers append to a journal and reckon its total."""
    npo = script("npo")
    many, middle = settings.rows * 10, max(1, settings.rows // 10)
    small, large = min(FEW, middle), f"npo ledger add, {many:,} entries"
    ours = {f"npo ledger add, {small:,} entries": small, large: many}
    if npo is None:
        return [not_installed(ADD, name) for name in ours]
    works: dict[str, Callable[[], float]] = {FLOOR: lambda: run([sys.executable, "-c", "pass"], settings.work).seconds}
    for name, entries in ours.items():
        works[name] = _adding(npo, kept_ledger(settings, entries), settings.work)
    absent: list[str] = []
    beside: list[str] = []
    for entries in dict.fromkeys((small, middle)):
        source = kept_ledger(settings, entries)
        for name, peer in peers():
            what = f"{name}: append, then the total, {entries:,} entries"
            if peer:
                works[what] = _appending(peer, _journal(npo, peer, source, settings.work), settings.work)
                beside.append(what)
            else:
                absent.append(what)
        what = f"npo ledger add, then status, {entries:,} entries"
        works[what] = _adding(npo, source, settings.work, then_status=True)
        beside.append(what)
    values = in_turn(works, settings.rounds)
    flat = ratio(values[large], values[next(iter(ours))])
    return [
        Figure(
            ADD,
            name,
            "ms",
            tuple(seconds * 1000 for seconds in values[name]),
            ratio(values[name], values[FLOOR]),
            MOST_TIMES if name in ours else None,
            note=f"{flat:.2f} × that of {small:,}" if name == large else "",
        )
        for name in (FLOOR, *ours, *beside)
    ] + [not_installed(ADD, what) for what in absent]


def measure_verify(settings: Settings) -> list[Figure]:
    """Time `npo ledger verify`; peers have no chain, and only read their journal and see that it balances."""
    npo = script("npo")
    many = settings.rows * 10
    whole = f"npo ledger verify, {many:,} entries"
    if npo is None:
        return [not_installed(VERIFY, whole)]
    ledger, middle = kept_ledger(settings, many), max(1, settings.rows // 10)
    works: dict[str, Callable[[], float]] = {
        "sqlite3: fetching every row": lambda: many / _fetching(ledger),
        whole: lambda: many / run([npo, "ledger", "verify", "--ledger", str(ledger)], settings.work).seconds,
    }
    absent: list[str] = []
    for name, peer in peers():
        what = f"{name}: reads and balances, {middle:,} entries"
        if peer:
            journal = _journal(npo, peer, kept_ledger(settings, middle), settings.work)
            works[what] = _checking(peer, journal, middle, settings.work)
        else:
            absent.append(what)
    values = in_turn(works, settings.rounds)
    return [
        Figure(
            VERIFY,
            name,
            "entries/s",
            found,
            limit=LEAST_ENTRIES if name == whole else None,
            at_least=True,
            note="has no chain to verify" if "balances" in name else "",
        )
        for name, found in values.items()
    ] + [not_installed(VERIFY, what) for what in absent]


def _journal(npo: str, peer: Peer, source: Path, work: Path) -> Path:
    """Write a peer's journal; its totals must be those of the ledger before any speed is compared."""
    journal = source.with_suffix(f".{peer.extension}")
    if not journal.exists():
        write_journal(source, journal)
    require_same(f"totals of {source.stem} entries", totals_of_npo(npo, source, work), totals_of(peer, journal, work))
    return journal


def _adding(npo: str, ledger: Path, work: Path, *, then_status: bool = False) -> Callable[[], float]:
    book = [npo, "ledger", "add", "zomerschool", "--amount", "125,00", "--date", DAY.isoformat()]

    def seconds() -> float:
        spent = run([*book, "--ledger", str(ledger)], work).seconds
        return spent + run([npo, "ledger", "status", "--ledger", str(ledger)], work).seconds if then_status else spent

    return seconds


def _appending(peer: Peer, journal: Path, work: Path) -> Callable[[], float]:
    """Append a transaction to a copy of the journal, then ask for the totals."""
    own = journal.with_name(f"{peer.name}-{journal.name}")
    own.write_bytes(journal.read_bytes())
    text = appended(peer, DAY, CENTS)

    def seconds() -> float:
        with own.open("a", encoding="utf-8") as stream:
            stream.write(text)
        return run([*peer.totals, str(own)], work).seconds

    return seconds


def _checking(peer: Peer, journal: Path, entries: int, work: Path) -> Callable[[], float]:
    return lambda: entries / run([*peer.check, str(journal)], work).seconds


def _fetching(ledger: Path) -> float:
    start = perf_counter()
    with closing(sqlite3.connect(ledger)) as connection:
        for _ in connection.execute("SELECT * FROM entry ORDER BY number"):
            pass
    return perf_counter() - start
