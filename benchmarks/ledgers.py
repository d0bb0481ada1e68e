"""Made-up ledgers of any size: the same for the same seed, and whole to `npo ledger verify`.

They are booked in one transaction through npo's own register. What is left out is what costs time and changes nothing
here: a decision for each text anew.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.expenses import SUPPLIERS, expenses
from benchmarks.measure import Settings
from npo_cli.bookkeeping.archive import archived
from npo_cli.bookkeeping.booking import Booking, booked
from npo_cli.bookkeeping.entry import Entry, Evidence, Ground, Kind, Receipt, Ruling, State
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.storage.interface import About, Storage
from npo_cli.bookkeeping.storage.sqlite import create_sqlite
from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import Expense
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict

FIRST, LAST = date(2021, 7, 1), date(2025, 7, 31)
AS_OF = date(2026, 11, 1)
TEXTS = 2_000  # different descriptions; each is decided once
MOST_CENTS = 1_500_000
WORKS = ("spend", "commit", "fulfil", "rule", "undo", "receive")
WEIGHTS = (64, 7, 7, 20, 1.5, 0.5)
VERDICTS = {Verdict.ELIGIBLE: 74, Verdict.CONSULT: 25, Verdict.EXCLUDED: 1}


def make_ledger(path: Path, entries: int, seed: int) -> None:
    """Make a ledger of so many entries in a new file."""
    rulebook = load_rulebook()
    about = About("Benchmarkstad", rulebook.pack, rulebook.currency)
    with create_sqlite(path, about) as storage:
        _Maker(storage, rulebook, entries, Random(seed)).run(seed)


def kept_ledger(settings: Settings, entries: int) -> Path:
    """Give a ledger of so many entries, made once for all that a run measures."""
    path = settings.work / f"{entries}.db"
    if not path.exists():
        make_ledger(path, entries, settings.seed)
    return path


class _Text(NamedTuple):
    """A description with its decision, in the form in which it is booked."""

    text: str
    goal: str
    verdict: str
    grounds: tuple[Ground, ...]


class _Maker:
    def __init__(self, storage: Storage, rulebook: Rulebook, entries: int, chance: Random) -> None:
        self._storage = storage
        self._rulebook = rulebook
        self._entries = entries
        self._chance = chance
        self._register = Register(storage)
        self._sealed = 0
        self._commitments: list[Booking] = []  # with something still open
        self._waiting: list[Booking] = []
        self._recent: list[Booking] = []  # spendings of no commitment
        self._settled: set[int] = set()  # ruled on, or undone

    def run(self, seed: int) -> None:
        edition = archived(self._rulebook)
        self._storage.archive(edition)
        rows = expenses(min(self._entries, TEXTS), seed)
        decided = [decide(Expense(row.description), self._rulebook, AS_OF) for row in rows]
        engine, pack, as_of, sha256 = decided[0].receipt
        self._receipt = Receipt(engine, pack, as_of.isoformat(), sha256, edition.sha256)
        self._texts = {
            verdict: [self._as_booked(decision) for decision in decided if decision.verdict is verdict]
            for verdict in VERDICTS
        }
        awarded = self._entries * MOST_CENTS
        self._append(Kind.ALLOCATION, FIRST, FIRST.year, text="beschikking", cents=awarded)
        work = {name: getattr(self, f"_{name}") for name in WORKS}
        for name in self._chance.choices(WORKS, WEIGHTS, k=self._entries):
            if self._number >= self._entries:
                break
            today = self._today()
            if today.year - 1 > self._sealed and (today.month > 3 or not self._sealed) and today.year > FIRST.year:
                self._sealed = today.year - 1
                self._append(Kind.SEAL, today, self._sealed)
            else:
                work[name](today)
        while self._number < self._entries:
            self._spend(LAST)
        self._register.flush()

    def _as_booked(self, decision: Decision) -> _Text:
        goals = decision.goals or tuple(self._rulebook.goals)
        grounds = tuple(
            Ground(reason.rule.id, reason.verdict.value, tuple(match.text for match in reason.matched))
            for reason in decision.reasons
        )
        return _Text(decision.expense.description, self._chance.choice(goals), decision.verdict.value, grounds)

    def _today(self) -> date:
        return FIRST + timedelta(days=(LAST - FIRST).days * self._number // self._entries)

    def _append(self, kind: Kind, day: date, year: int, **fields: Any) -> Entry:
        moment = datetime(2021, 7, 1, 9, tzinfo=UTC) + timedelta(seconds=60 * self._number)
        recorded = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._register.enter(Entry(0, kind, day.isoformat(), recorded, "b.fictief", year, **fields))

    @property
    def _number(self) -> int:
        return self._register.head.number

    def _book(self, kind: Kind, day: date, cents: int, text: _Text, commitment: Booking | None = None) -> Booking:
        """Book a spending or a commitment, with a supplier, a reference and mostly a document."""
        chance, number = self._chance, self._number + 1
        documents = (Evidence(f"factuur-{number}.pdf", 40_000 + number % 9_000, f"{chance.getrandbits(256):064x}"),)
        excluded = text.verdict == Verdict.EXCLUDED.value
        entry = self._append(
            kind,
            day,
            day.year,
            text=text.text,
            cents=cents,
            goal=commitment.goal if commitment else text.goal,
            verdict=text.verdict,
            refers=commitment.number if commitment else None,
            receipt=self._receipt,
            supplier=SUPPLIERS[number % len(SUPPLIERS)],
            reference=f"F{day.year}-{number:05}",
            evidence=documents if kind is Kind.SPENDING and chance.random() < 0.9 else (),
            grounds=text.grounds,
            override="besluit van het college" if excluded else "",
            overrode=("verdict",) if excluded else (),
        )
        booking = booked(entry, commitment)
        if booking.state is State.AWAITING:
            self._waiting.append(booking)
        return booking

    def _text(self) -> _Text:
        (verdict,) = self._chance.choices(list(VERDICTS), list(VERDICTS.values()))
        return self._chance.choice(self._texts[verdict] or self._texts[Verdict.CONSULT])

    def _cents(self) -> int:
        return min(int(self._chance.lognormvariate(11.5, 1.2)) + 100, MOST_CENTS)

    def _spend(self, today: date) -> None:
        self._recent.append(self._book(Kind.SPENDING, today, self._cents(), self._text()))

    def _commit(self, today: date) -> None:
        cents = self._cents()
        self._commitments.append(self._book(Kind.COMMITMENT, today, cents, self._text()))

    def _fulfil(self, today: date) -> None:
        """Spend a commitment whole, or a half of what is left, and now and then let go of the rest."""
        found = _taken(self._commitments, self._chance)
        if found is None:
            self._spend(today)
            return
        luck = self._chance.random()
        cents = found.open if luck < 0.5 else max(found.open // 2, 1)
        self._book(Kind.SPENDING, today, cents, self._text(), found)
        left = found._replace(open=found.open - cents)
        if left.open and luck > 0.9 and self._number < self._entries:
            fields = {"text": "vrijval", "cents": -left.open, "goal": left.goal, "refers": left.number}
            self._append(Kind.RELEASE, today, today.year, **fields)
            left = left._replace(open=0)
        if left.open:
            self._commitments.append(left)

    def _rule(self, today: date) -> None:
        """Let the accountant rule on a spending; one on a commitment would move its spendings too."""
        found = _taken(self._waiting, self._chance)
        if found is None or found.kind is Kind.COMMITMENT or found.number in self._settled:
            self._spend(today)
            return
        self._settled.add(found.number)
        ruling = Ruling.APPROVED if self._chance.random() < 0.95 else Ruling.REJECTED
        fields = {"goal": found.goal, "refers": found.number, "ruling": ruling.value, "by": "A. Ccountant"}
        self._append(Kind.RULING, today, found.year, **fields)

    def _undo(self, today: date) -> None:
        """Reverse a spending on which nobody ruled: while its year is open in that year, else in its own."""
        found = _taken(self._recent, self._chance)
        if found is None or found.number in self._settled:
            self._spend(today)
            return
        self._settled.add(found.number)
        year = found.year if found.year > self._sealed else today.year
        fields = {"text": "dubbel geboekt", "cents": -found.cents, "goal": found.goal, "refers": found.number}
        self._append(Kind.REVERSAL, today, year, **fields)

    def _receive(self, today: date) -> None:
        self._append(Kind.PAYMENT, today, today.year, text="termijn", cents=self._cents())


def _taken(bookings: list[Booking], chance: Random) -> Booking | None:
    """Take one of the bookings at random out of the list; None of an empty one."""
    if not bookings:
        return None
    place = chance.randrange(len(bookings))
    bookings[place], bookings[-1] = bookings[-1], bookings[place]
    return bookings.pop()
