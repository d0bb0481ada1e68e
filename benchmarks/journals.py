"""A ledger as a journal in plain text, for hledger, ledger and beancount: the same books, and the same totals."""

import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import run
from npo_cli.bookkeeping.entry import Entry, Kind
from npo_cli.bookkeeping.storage.interface import Storage, Wanted
from npo_cli.bookkeeping.storage.sqlite import open_sqlite
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.money import decimal_string

SPENT, COMMITTED = "Expenses:Spent", "Expenses:Committed"
GRANT, PROMISED, RECEIVED = "Assets:Grant", "Equity:Promised", "Income:Received"
BEANCOUNT = Path(__file__).with_name("peers") / "beancount_totals.py"

Totals = dict[str, Decimal]  # what was spent and what is committed, by account
Posting = tuple[str, str, int]  # to an account, from an account, cents


class Peer(NamedTuple):
    """A program that keeps books in plain text; both commands end with the path of the journal.

    `totals` prints the totals, which `read` reads; `check` reads the journal and says whether it balances.
    """

    name: str
    extension: str
    totals: list[str]
    check: list[str]
    read: Callable[[str], Totals]


def peers() -> list[tuple[str, Peer | None]]:
    """Give each peer by name, or None where it is not installed."""
    hledger, ledger = shutil.which("hledger"), shutil.which("ledger")
    line = r"%(account)\t%(quantity(scrub(display_total)))\n"
    beancount = [sys.executable, str(BEANCOUNT)]
    return [
        (
            "hledger",
            Peer(
                "hledger",
                "journal",
                [hledger, "bal", "Expenses", "--flat", "-N", "-O", "csv", "-f"],
                [hledger, "check", "-f"],
                _of_hledger,
            )
            if hledger
            else None,
        ),
        (
            "ledger",
            Peer(
                "ledger",
                "journal",
                [ledger, "bal", "Expenses", "--flat", "--no-total", "--format", line, "-f"],
                [ledger, "bal", "Assets", "-f"],
                _of_lines,
            )
            if ledger
            else None,
        ),
        (
            "beancount",
            Peer("beancount", "beancount", [*beancount, "totals"], [*beancount, "check"], _of_lines)
            if find_spec("beancount")
            else None,
        ),
    ]


def write_journal(source: Path, target: Path) -> None:
    """Write the ledger of a file as a journal; beancount, by the name of the target, wants its accounts opened."""
    for_beancount = target.suffix == ".beancount"
    with open_sqlite(source) as storage, target.open("w", encoding="utf-8") as stream:
        if for_beancount:
            goals = [account(kind, goal) for kind in (SPENT, COMMITTED) for goal in load_rulebook().goals]
            stream.writelines(f"2000-01-01 open {name}\n" for name in (*goals, GRANT, PROMISED, RECEIVED))
        for entry, postings in _booked(storage):
            stream.write(transaction(entry.day, entry.text, postings, for_beancount=for_beancount))


def transaction(day: str, text: str, postings: list[Posting], *, for_beancount: bool) -> str:
    """Write one transaction, with the lines of all its postings."""
    plain = "".join(char if char not in '";|\\' else " " for char in text)
    lines = [f'{day} * "{plain}"' if for_beancount else f"{day} * {plain}"]
    for into, out, cents in postings:
        lines += [f"  {into}  {decimal_string(cents)} EUR", f"  {out}  {decimal_string(-cents)} EUR"]
    return "\n".join([*lines, "", ""])


def account(kind: str, goal: str) -> str:
    """Name the account of a goal."""
    return f"{kind}:{goal.capitalize()}"


def totals_of_npo(npo: str, ledger: Path, work: Path) -> Totals:
    """Read the totals of `npo ledger status`."""
    record = json.loads(run([npo, "ledger", "status", "--ledger", str(ledger), "--format", "json"], work).text)
    found = {
        account(kind, each["goal"]): Decimal(each[name])
        for each in record["cumulative"]["goals"]
        for kind, name in ((SPENT, "spent"), (COMMITTED, "committed"))
    }
    return _not_zero(found)


def totals_of(peer: Peer, journal: Path, work: Path) -> Totals:
    """Read the totals of a peer."""
    return _not_zero(peer.read(run([*peer.totals, str(journal)], work).text))


def _booked(storage: Storage) -> Iterator[tuple[Entry, list[Posting]]]:
    """Give each entry that moves money or promises it, with its postings."""
    undone: set[int] = set()
    for entry, _ in storage.standings(Wanted()):
        undoes = storage.standing(entry.refers) if entry.kind is Kind.REVERSAL and entry.refers else None
        if undoes:
            undone.add(undoes.entry.number)
        # A reversal moves what its own amount, which is negative, takes back.
        kind, of = (undoes.entry.kind, undoes.entry) if undoes else (entry.kind, entry)
        goal, cents = entry.goal or "", entry.amount
        match kind:
            case Kind.PAYMENT:
                yield entry, [(GRANT, RECEIVED, cents)]
            case Kind.COMMITMENT | Kind.RELEASE:
                yield entry, [(account(COMMITTED, goal), PROMISED, cents)]
            case Kind.SPENDING:
                postings = [(account(SPENT, goal), GRANT, cents)]
                promised = storage.standing(of.refers) if of.refers and of.refers not in undone else None
                if promised:
                    postings.append((account(COMMITTED, promised.entry.goal or ""), PROMISED, -cents))
                yield entry, postings
            case _:
                pass


def _of_hledger(text: str) -> Totals:
    return {name: _amount(amount) for name, amount in list(csv.reader(text.splitlines()))[1:]}


def _of_lines(text: str) -> Totals:
    return {name: _amount(amount) for name, amount in (line.split("\t") for line in text.splitlines() if line)}


def _amount(text: str) -> Decimal:
    return Decimal(text.replace("EUR", "").replace(",", "").strip())


def _not_zero(totals: Totals) -> Totals:
    return {name: amount for name, amount in sorted(totals.items()) if amount}


def appended(peer: Peer, day: date, cents: int) -> str:
    """Write the transaction that a benchmark appends to a peer's journal, as `npo ledger add` books one."""
    postings = [(account(SPENT, "catch-up"), GRANT, cents)]
    return transaction(day.isoformat(), "zomerschool", postings, for_beancount=peer.extension == "beancount")
