"""The ledger for hledger and beancount: their own checks pass, and their totals are those of npo."""

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import date, timedelta
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npo_cli.bookkeeping.allocation import allocation, remaining
from npo_cli.bookkeeping.entry import Kind, Ruling
from npo_cli.bookkeeping.exchange import beancount, hledger
from npo_cli.bookkeeping.exchange.journal import Move, Step, committed, spent, steps
from npo_cli.bookkeeping.ledger import Ledger
from npo_cli.bookkeeping.storage.interface import Storage, Wanted
from npo_cli.bookkeeping.storage.sqlite import open_sqlite
from npo_cli.bookkeeping.totals import Figures, whole
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import InputError
from tests.bookkeeping.support import CONSULT, books, draft, new_ledger

HLEDGER = pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not installed")
BEANCOUNT = pytest.mark.skipif(not find_spec("beancount"), reason="beancount is not installed")
HOSTILE = (
    'a;b | "c" \\ d',
    "[x] {y} (z) !*",
    "=1+1",
    "+31 @SUM(A1)",
    "emoji 🎒 and \u202ertl\u202c",
    "; comment:value",
    "2022-01-01 * (5) x",
    "\\",
    '"',
    "a  b\ttab",
    "#tag ^link",
)
_TOTALS = """
import sys
from collections import Counter
from beancount import loader
from beancount.core import data
entries, errors, _ = loader.load_file(sys.argv[1])
assert not errors, errors
totals = Counter()
for entry in entries:
    if isinstance(entry, data.Transaction):
        for posting in entry.postings:
            totals[posting.account] += posting.units.number
texts = [e.narration for e in entries if isinstance(e, data.Transaction)]
print(*(f"{name}\\t{total}" for name, total in totals.items()), sep="\\n")
"""


def figures(storage: Storage, rulebook: Rulebook) -> dict[str, Decimal]:
    """Give the figures of the ledger by the account under which an export shows them, zeroes left out."""
    totals = storage.totals().until(None)
    cents = {"assets:available": remaining(allocation(storage), whole(totals))}
    for goal in rulebook.goals:
        found = totals.get(goal, Figures())
        cents |= {":".join(spent(goal)): found.spent, ":".join(committed(goal)): found.committed}
    return {name: Decimal(amount).scaleb(-2) for name, amount in cents.items() if amount}


def exported(path: Path, rulebook: Rulebook, form: str) -> Path:
    target = path.with_suffix(f".{form}")
    with open_sqlite(path) as storage, target.open("w", encoding="utf-8", newline="") as stream:
        found = steps(storage.standings(Wanted()), storage.entry)
        if form == "journal":
            hledger.write(storage.about, found, stream)
        else:
            beancount.write(storage.about, rulebook.goals, found, stream)
    return target


def run(*command: str | Path) -> str:
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, env=env)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def of_hledger(path: Path, rulebook: Rulebook) -> dict[str, Decimal]:
    journal = exported(path, rulebook, "journal")
    assert run("hledger", "check", "--strict", "-f", journal) == ""
    balance = run("hledger", "bal", "--flat", "-N", "-O", "csv", "-f", journal)
    lines = list(csv.reader(balance.splitlines()))[1:]
    return shown({name: Decimal(amount.replace("EUR", "").replace(",", "")) for name, amount in lines})


def of_beancount(path: Path, rulebook: Rulebook) -> dict[str, Decimal]:
    file = exported(path, rulebook, "beancount")
    lines = run(sys.executable, "-c", _TOTALS, file).splitlines()
    return shown({name.lower(): Decimal(amount) for name, amount in (line.split("\t") for line in lines if line)})


def shown(totals: dict[str, Decimal]) -> dict[str, Decimal]:
    """Leave out what the ledger has no figure for: the other side of the allocation and of what was received."""
    others = ("equity:allocation", "assets:bank", "liabilities:state")
    return {name: amount for name, amount in totals.items() if amount and name not in others}


PROGRAMS = [pytest.param(of_hledger, marks=HLEDGER), pytest.param(of_beancount, marks=BEANCOUNT)]
Program = Callable[[Path, Rulebook], dict[str, Decimal]]


@pytest.mark.parametrize("program", PROGRAMS)
def test_totals_of_every_kind_of_entry(filled: Path, rulebook: Rulebook, program: Program) -> None:
    """With some of every kind of entry the program accepts the file, and its totals by account are ours."""
    with open_sqlite(filled) as storage:
        ours = figures(storage, rulebook)
    assert program(filled, rulebook) == ours


@pytest.mark.parametrize("program", PROGRAMS)
def test_hostile_texts(empty: Path, rulebook: Rulebook, program: Program) -> None:
    """Texts made of what these programs obey change no total and raise no fault."""
    with books(empty, rulebook) as ledger:
        for number, text in enumerate(HOSTILE, start=1):
            supplier = HOSTILE[-number]
            ledger.add(draft(f"zomerschool {text}", 100 * number, supplier=supplier, reference=text))
            ledger.add(draft(f"{text} zomerschool", 7, supplier=text, commitment=True))
        ours = figures(ledger.storage, rulebook)
    assert program(empty, rulebook) == ours


@pytest.mark.parametrize("program", PROGRAMS)
def test_hostile_goals(filled: Path, rulebook: Rulebook, program: Program) -> None:
    """Goals that no rules name, of which a program would make something else, keep their totals apart."""
    goals = ("", "Catch:  Up", "catch up", "catch-up ", ":", "é", "; x", "2022\n", "CATCH-UP", "-a")
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("DROP TRIGGER entry_no_update")
        numbers = connection.execute("SELECT number FROM entry WHERE kind = 'spending' AND refers IS NULL").fetchall()
        for (number,), goal in zip(numbers, goals[1:], strict=False):
            connection.execute("UPDATE entry SET goal = ? WHERE number = ?", (goal, number))
    assert len({spent(goal) for goal in (*goals, "catch-up")}) == len(goals) + 1
    assert sum(program(filled, rulebook).values()) == sum(figures_of(filled, rulebook).values())


def figures_of(path: Path, rulebook: Rulebook) -> dict[str, Decimal]:
    with open_sqlite(path) as storage:
        return figures(storage, rulebook)


@BEANCOUNT
def test_bean_check_accepts_the_file(filled: Path, rulebook: Rulebook) -> None:
    """The checker of beancount has nothing to say of the file."""
    file = exported(filled, rulebook, "beancount")
    assert run(sys.executable, "-c", "from beancount.scripts.check import main; main()", file) == ""


def at_random(ledger: Ledger, chance: "st.DataObject") -> None:
    """Book, fulfil, correct, reverse and rule at random; what the ledger refuses is not booked."""
    goals = tuple(ledger.rulebook.goals)
    day = date(2021, 8, 1)
    for number in range(2, chance.draw(st.integers(5, 30))):
        day += timedelta(days=chance.draw(st.integers(0, 60)))
        cents, goal = chance.draw(st.integers(1, 4_000_000)), chance.draw(st.sampled_from(goals))
        earlier = chance.draw(st.integers(2, number))
        with suppress(InputError):
            match chance.draw(st.integers(0, 9)):
                case 0:
                    ledger.pay(cents, day)
                case 1 | 2:
                    ledger.add(draft(CONSULT, cents, day, goal=goal, commitment=True))
                case 3 | 4:
                    ledger.fulfil(earlier, {"cents": cents // 3 + 1, "day": day, "goal": goal}, final=cents % 2 == 0)
                case 5:
                    ledger.reverse(earlier, "vervallen", day)
                case 6:
                    ledger.correct(earlier, {"cents": cents // 2 + 1, "goal": goal}, "verlezen")
                case 7:
                    ledger.rule(earlier, list(Ruling)[cents % 2], "accountant", day)
                case 8:
                    ledger.allocate(cents * 20, day, "gewijzigd")
                case _:
                    ledger.add(draft(cents=cents, day=day, goal=goal, override="besluit"))
                    if cents % 5 == 0:
                        ledger.seal()


def balances(found: Iterable[Step]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for _, move in found:
        if isinstance(move, Move):
            for account, cents in ((move.to, move.cents), (move.origin, -move.cents)):
                name = ":".join(account)
                totals[name] = totals.get(name, Decimal(0)) + Decimal(cents).scaleb(-2)
    return shown(totals)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_random_ledgers(memory: Path, rulebook: Rulebook, data: st.DataObject) -> None:
    """Whatever was booked, the accounts of the export end at the figures of the ledger."""
    path = memory / "random.db"
    path.unlink(missing_ok=True)
    with books(new_ledger(path, rulebook), rulebook) as ledger:
        at_random(ledger, data)
        ours = figures(ledger.storage, rulebook)
        assert balances(steps(ledger.storage.standings(Wanted()), ledger.storage.entry)) == ours


@pytest.mark.parametrize("program", PROGRAMS)
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_random_ledgers_in_the_programs(
    memory: Path, rulebook: Rulebook, program: Program, data: st.DataObject
) -> None:
    """The programs themselves accept random ledgers and come to the same totals."""
    path = memory / "random.db"
    path.unlink(missing_ok=True)
    with books(new_ledger(path, rulebook), rulebook) as ledger:
        at_random(ledger, data)
        ours = figures(ledger.storage, rulebook)
    assert program(path, rulebook) == ours


def test_every_kind_is_in_the_ledger_of_the_tests(filled: Path) -> None:
    """The ledger that is exported here has every kind of entry but an import, which moves nothing."""
    with open_sqlite(filled) as storage:
        kinds = {standing.entry.kind for standing in storage.standings(Wanted())}
    assert kinds == set(Kind) - {Kind.IMPORT}
