"""Bar 5: what it costs to import a list of invoices: parsed, checked, chained and booked in one transaction."""

import csv
import shutil
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

from benchmarks.expenses import LISTS, Row
from benchmarks.measure import Figure, Settings, in_turn, not_installed, ratio, require_same, run, script

BAR = "ledger-import"
LEAST_TIMES = 5
HEADER = ("factuurnummer", "datum", "omschrijving", "bedrag")
RULES = """skip 1
separator ;
fields code, date, description, amount
date-format %Y-%m-%d
decimal-mark ,
currency EUR
account1 expenses:spent
account2 assets:grant
"""


def measure(settings: Settings) -> list[Figure]:
    """Time `npo ledger import`, hledger reading the same list by CSV rules, and `sqlite3 .import`, in turn.

    Of lists in which descriptions recur more and less.
    """
    ours = "npo ledger import"
    npo = script("npo")
    if npo is None:
        return [not_installed(BAR, ours)]
    return [
        figure
        for kind, make in LISTS.items()
        for figure in _beside_peers(npo, make(settings.rows, settings.seed), settings, ours, kind)
    ]


def _beside_peers(npo: str, rows: Iterable[Row], settings: Settings, ours: str, kind: str) -> list[Figure]:
    reader, floor = "hledger: reads the list by CSV rules", "sqlite3 .import"
    hledger, sqlite = shutil.which("hledger"), shutil.which("sqlite3")
    source, total = _listed(rows, settings.work)
    works: dict[str, Callable[[], float]] = {}
    absent = [name for name, found in ((floor, sqlite), (reader, hledger)) if not found]
    if sqlite:
        works[floor] = _sqlite(sqlite, source, settings.work)
    works[ours] = _npo(npo, source, settings.work, total)
    if hledger:
        works[reader] = _hledger(hledger, source, settings.work, total)
    values = in_turn(works, settings.rounds)
    note = f"{settings.rows:,} rows, {kind}"
    found = [Figure(BAR, name, "s", each, note=note) for name, each in values.items()]
    if hledger:
        times = tuple(theirs / mine for theirs, mine in zip(values[reader], values[ours], strict=True))
        found.append(Figure(BAR, f"hledger ÷ {ours}", "×", times, limit=LEAST_TIMES, at_least=True, note=kind))
    if sqlite:
        to_floor = ratio(values[ours], values[floor])
        found = [each._replace(ratio=to_floor) if each.what == ours else each for each in found]
    return found + [not_installed(BAR, name) for name in absent]


def _listed(rows: Iterable[Row], work: Path) -> tuple[Path, Decimal]:
    """Write the list, and give the sum of its amounts."""
    path, cents = work / "invoices.csv", 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADER)
        for row in rows:
            writer.writerow(row)
            cents += int(row.amount.replace(",", ""))
    return path, Decimal(cents).scaleb(-2)


def _npo(npo: str, source: Path, work: Path, total: Decimal) -> Callable[[], float]:
    ledger = work / "ledgers" / "oisterwijk.db"
    ledger.unlink(missing_ok=True)
    run([npo, "init", "Oisterwijk", "--allocation", "999999999", "--date", "2021-07-01"], work)
    fresh = ledger.read_bytes()
    options = ["--goal", "catch-up", "--override", "meting", "--ledger", str(ledger)]

    def seconds() -> float:
        ledger.write_bytes(fresh)
        done = run([npo, "ledger", "import", str(source), *options], work)
        shown = f"€ {total:,.2f}".translate(str.maketrans(",.", ".,"))
        require_same("the sum that npo booked", shown in done.text, True)
        return done.seconds

    return seconds


def _hledger(hledger: str, source: Path, work: Path, total: Decimal) -> Callable[[], float]:
    rules = work / "invoices.rules"
    rules.write_text(RULES, encoding="utf-8")
    command = [hledger, "bal", "expenses", "--flat", "-N", "-O", "csv", "-f", str(source), "--rules-file", str(rules)]

    def seconds() -> float:
        done = run(command, work)
        amount = list(csv.reader(done.text.splitlines()))[-1][-1].replace("EUR", "")
        decimal = amount.strip().replace(".", "").replace(",", ".") if "," in amount else amount.strip()
        require_same("the sum that hledger read", Decimal(decimal), total)
        return done.seconds

    return seconds


def _sqlite(sqlite: str, source: Path, work: Path) -> Callable[[], float]:
    database = work / "imported.db"

    def seconds() -> float:
        database.unlink(missing_ok=True)
        return run([sqlite, str(database), ".mode csv", ".separator ;", f".import {source} invoice"], work).seconds

    return seconds
