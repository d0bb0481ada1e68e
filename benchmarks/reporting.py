"""Bar 4: what the report costs in a small and in a large ledger, and what the same totals cost others."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median

from benchmarks.journals import COMMITTED, SPENT, Peer, Totals, account, peers, write_journal
from benchmarks.ledgers import kept_ledger
from benchmarks.measure import Figure, Ran, Settings, in_turn, not_installed, ratio, require_same, run, script

BAR = "report"
FEW = 1_000
MOST_TIMES = 2
MOST_BYTES = 100_000_000
LEAST_FASTER = {"ledger": 80, "hledger": 300}  # at the largest size
FLOOR = "python -c pass"
YEAR = "2023"
SUMS = "SELECT year, goal, sum(cents) FROM entry WHERE kind IN ('spending', 'reversal') GROUP BY year, goal"
BYTES_AN_ENTRY = {"hledger": 6_500, "ledger": 2_500, "beancount": 3_200}  # of memory, measured


def measure(settings: Settings) -> list[Figure]:
    """Time `npo report` in turn at both sizes; the peers print the totals by goal of the same books."""
    npo = script("npo")
    many = settings.rows * 10
    few = min(FEW, many)
    if npo is None:
        return [not_installed(BAR, _named(many))]
    works: dict[str, Callable[[], float]] = {FLOOR: lambda: run([sys.executable, "-c", "pass"], settings.work).seconds}
    for entries in dict.fromkeys((few, many)):
        for year in (None, YEAR):
            works[_named(entries, year)] = _timed(npo, kept_ledger(settings, entries), settings.work, year)
    if sqlite := shutil.which("sqlite3"):
        works[_sqlite(many)] = lambda: run([sqlite, str(kept_ledger(settings, many)), SUMS], settings.work).seconds
    values = in_turn(works, settings.rounds)
    figures = [Figure(BAR, name, "ms", tuple(seconds * 1000 for seconds in found)) for name, found in values.items()]
    figures += [
        Figure(
            BAR,
            f"{_named(many, year)}, to that of {few:,}",
            "×",
            tuple(
                large / small
                for large, small in zip(values[_named(many, year)], values[_named(few, year)], strict=True)
            ),
            limit=MOST_TIMES,
            note=f"{ratio(values[_named(many, year)], values[FLOOR]):.1f} × {FLOOR}",
        )
        for year in (None, YEAR)
    ]
    peak = _report(npo, kept_ledger(settings, many), settings.work).peak / 1e6
    figures.append(Figure(BAR, f"{_named(many)}, peak", "MB", (peak,), limit=MOST_BYTES / 1e6))
    if not sqlite:
        figures.append(not_installed(BAR, _sqlite(many)))
    for entries in dict.fromkeys((settings.rows, many)):
        figures += _peers(settings, npo, entries)
    return figures


def _peers(settings: Settings, npo: str, entries: int) -> list[Figure]:
    """Time each peer once, between as many reports before and after it; compare the answers first."""
    ledger = kept_ledger(settings, entries)
    totals = _totals(npo, ledger, settings.work)
    report = _timed(npo, ledger, settings.work, None)
    found = []
    for name, peer in peers():
        what = f"{name}: totals by goal, {entries:,} entries"
        needed = BYTES_AN_ENTRY[name] * entries
        if peer is None:
            found.append(not_installed(BAR, what))
        elif needed > _memory():
            found.append(Figure(BAR, what, "", note=f"not measured: needs {needed / 1e9:.1f} GB of memory"))
        else:
            journal = _journal(peer, ledger)
            before = [report() for _ in range(settings.rounds)]
            ran = _ask(peer, journal, settings.work, totals)
            ours = median([*before, *(report() for _ in range(settings.rounds))])
            limit = LEAST_FASTER.get(name) if entries == settings.rows * 10 else None
            note = f"{ran.seconds:,.2f} s beside {ours * 1000:,.0f} ms; {ran.peak / 1e6:,.0f} MB"
            found.append(Figure(BAR, what, "× npo", (ran.seconds / ours,), limit=limit, at_least=True, note=note))
    return found


def _journal(peer: Peer, ledger: Path) -> Path:
    journal = ledger.with_suffix(f".{peer.extension}")
    if not journal.exists():
        write_journal(ledger, journal)
    return journal


def _ask(peer: Peer, journal: Path, work: Path, totals: Totals) -> Ran:
    """Let a peer reckon the totals of its journal, which must be those of the report."""
    ran = run([*peer.totals, str(journal)], work)
    theirs = {name: amount for name, amount in sorted(peer.read(ran.text).items()) if amount}
    require_same(f"totals of {journal.stem} entries by {peer.name}", totals, theirs)
    return ran


def _totals(npo: str, ledger: Path, work: Path) -> Totals:
    """Read the totals of the report."""
    record = json.loads(_report(npo, ledger, work, "--format", "json").text)
    found = {
        account(kind, each["goal"]): Decimal(each[name])
        for each in record["cumulative"]["goals"]
        for kind, name in ((SPENT, "spent"), (COMMITTED, "committed"))
    }
    return {name: amount for name, amount in sorted(found.items()) if amount}


def _named(entries: int, year: str | None = None) -> str:
    return f"npo report{f' --year {year}' if year else ''}, {entries:,} entries"


def _sqlite(entries: int) -> str:
    return f"sqlite3: GROUP BY year and goal, {entries:,} entries"


def _timed(npo: str, ledger: Path, work: Path, year: str | None) -> Callable[[], float]:
    return lambda: _report(npo, ledger, work, *(("--year", year) if year else ())).seconds


def _report(npo: str, ledger: Path, work: Path, *more: str) -> Ran:
    return run([npo, "report", "--ledger", str(ledger), *more], work)


def _memory() -> int:
    """Give the memory that is free, in bytes."""
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
