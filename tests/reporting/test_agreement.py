"""All formats tell the same figures, and those of a sum that is made without the ledger's own totals."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npo_cli.bookkeeping.entry import Ruling
from npo_cli.bookkeeping.ledger import Draft, Ledger
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.money import MOST_CENTS
from npo_cli.reporting.formats.interface import Form
from npo_cli.reporting.report import Report
from tests.reporting.conftest import report_of, workbook, written
from tests.reporting.example import books, new_ledger
from tests.reporting.reading import READERS, Rows, row_of, workbook_rows

TEXTS = {"eligible": "zomerschool taal en rekenen", "awaiting": "logopedie voor kleuters", "error": "aanleg glasvezel"}


@dataclass(frozen=True)
class Step:
    """Something to book: a spending, a commitment, a payment, or what is done to an earlier booking."""

    do: str
    cents: int = 1
    goal: int = 0
    state: str = "eligible"
    day: date = date(2022, 5, 1)
    earlier: int = 0


@dataclass
class Sum:
    """A spending or a commitment as the test itself adds it up."""

    number: int
    goal: str
    cents: int
    state: str
    promised: bool = False
    done: bool = False
    fulfils: "Sum | None" = None


@dataclass
class Sums:
    """All that was booked, as the test itself adds it up."""

    allocation: int
    received: int = 0
    bookings: list[Sum] = field(default_factory=list)

    def of(self, goal: str | None = None, *, promised: bool = False, state: str | None = None) -> list[int]:
        """Give the amounts of some bookings."""
        return [
            each.cents
            for each in self.standing(promised=promised)
            if goal in (None, each.goal) and state in (None, each.state)
        ]

    def standing(self, *, promised: bool) -> list[Sum]:
        """Give the spendings, or the commitments, that were not reversed."""
        return [each for each in self.bookings if not each.done and each.promised == promised]


STEPS = st.lists(
    st.builds(
        Step,
        do=st.sampled_from(["spend", "spend", "spend", "commit", "pay", "allocate", "reverse", "fulfil", "rule"]),
        cents=st.integers(1, MOST_CENTS) | st.integers(1, 100_000),
        goal=st.integers(0, 6),
        state=st.sampled_from(sorted(TEXTS)),
        day=st.dates(date(2021, 7, 1), date(2023, 4, 1)),
        earlier=st.integers(0, 20),
    ),
    max_size=14,
)


@given(allocation=st.integers(1, MOST_CENTS), steps=STEPS)
@settings(max_examples=30)
def test_agree(rulebook: Rulebook, allocation: int, steps: list[Step]) -> None:
    """Text, Markdown, plain, CSV, JSON, HTML and Excel give each figure to the cent as an independent sum does."""
    _check(rulebook, allocation, steps)


@pytest.mark.parametrize(
    ("allocation", "steps"),
    [
        pytest.param(50_399_735, [], id="nothing booked"),
        pytest.param(1, [Step("spend", 1)], id="one entry, one cent"),
        pytest.param(900_000, [Step("spend", 800_000), Step("allocate", 500_000)], id="a lowered allocation"),
        pytest.param(
            MOST_CENTS,
            [Step("pay", MOST_CENTS), Step("spend", MOST_CENTS), Step("commit", MOST_CENTS)],
            id="the largest amounts",
        ),
    ],
)
def test_agree_at_the_edges(rulebook: Rulebook, allocation: int, steps: list[Step]) -> None:
    """They agree for no entry, one entry, a negative remainder, and amounts of € 999.999.999,99."""
    _check(rulebook, allocation, steps)


def _check(rulebook: Rulebook, allocation: int, steps: list[Step]) -> None:
    with TemporaryDirectory() as folder, new_ledger(Path(folder) / "l.db", rulebook) as storage:
        ledger = books(storage, rulebook, "2023-04-18")
        ledger.allocate(allocation, date(2021, 10, 11), "beschikking")
        sums = Sums(allocation)
        goals = list(rulebook.goals)
        for step in steps:
            _book(ledger, sums, goals, step)
        report = report_of(storage, rulebook)
        _check_json(report, sums, goals)
        for name, read in READERS.items():
            _check_rows(read(written(report, Form(name))), rulebook, sums)
        _check_rows(workbook_rows(workbook(report)), rulebook, sums)


def _book(ledger: Ledger, sums: Sums, goals: list[str], step: Step) -> None:
    """Do a step in the ledger, and add it up; what there is nothing for is left out."""
    spent, promised = sums.standing(promised=False), [each for each in sums.standing(promised=True) if each.cents]
    match step.do:
        case "spend" | "commit":
            draft = Draft(
                TEXTS[step.state],
                step.cents,
                step.day,
                goals[step.goal],
                override="toch",
                commitment=step.do == "commit",
            )
            entry, _ = ledger.add(draft)
            sums.bookings.append(Sum(entry.number, goals[step.goal], step.cents, step.state, draft.commitment))
        case "pay":
            ledger.pay(step.cents, step.day)
            sums.received += step.cents
        case "allocate":
            ledger.allocate(step.cents, date(2022, 10, 10), "gewijzigde beschikking")
            sums.allocation = step.cents
        case "reverse" if spent or promised:
            found = (spent + promised)[step.earlier % len(spent + promised)]
            ledger.reverse(found.number, "vergissing")
            found.done = True
            if found.fulfils and not found.fulfils.done:
                found.fulfils.cents += found.cents
        case "fulfil" if promised:
            found = promised[step.earlier % len(promised)]
            cents = min(step.cents, found.cents)
            entry, _, _ = ledger.fulfil(found.number, {"cents": cents, "day": date(2023, 4, 10)})
            found.cents -= cents
            sums.bookings.append(Sum(entry.number, found.goal, cents, found.state, fulfils=found))
        case "rule" if spent:
            found = spent[step.earlier % len(spent)]
            approves = step.state == "eligible"
            ruling = Ruling.APPROVED if approves else Ruling.REJECTED
            ledger.rule(found.number, ruling, "accountant", date(2023, 4, 12))
            found.state = "eligible" if approves else "error"


def _check_rows(rows: Rows, rulebook: Rulebook, sums: Sums) -> None:
    """Lay the rows that a format shows beside the sum."""
    spent, committed = sum(sums.of()), sum(sums.of(promised=True))
    key_figures = {
        "Beschikt bedrag": sums.allocation,
        "Ontvangen": sums.received,
        "Besteed": spent,
        "Verplicht": committed,
        "Resteert": sums.allocation - spent - committed,
        "Wacht op accountant": sum(sums.of(state="awaiting")),
        "Fouten": sum(sums.of(state="error")),
    }
    assert {label: row_of(rows, label, cells=2) for label in key_figures} == {
        label: [_euros(cents)] for label, cents in key_figures.items()
    }
    lines = {goal.title.nl: goal.id for goal in rulebook.goals.values()} | {"Totaal": None}
    assert {title: row_of(rows, title, cells=5) for title in lines} == {
        title: [
            len(sums.of(goal)),
            _euros(sum(sums.of(goal, promised=True))),
            _euros(sum(sums.of(goal))),
            _euros(sum(sums.of(goal, state="awaiting"))),
        ]
        for title, goal in lines.items()
    }


def _check_json(report: Report, sums: Sums, goals: list[str]) -> None:
    record = json.loads(written(report, Form.JSON))
    told = record["cumulative"]
    spent, committed = sum(sums.of()), sum(sums.of(promised=True))
    assert Decimal(record["allocation"]) == _euros(sums.allocation)
    assert {name: Decimal(told[name]) for name in ("received", "spent", "committed", "remaining", "errors")} == {
        "received": _euros(sums.received),
        "spent": _euros(spent),
        "committed": _euros(committed),
        "remaining": _euros(sums.allocation - spent - committed),
        "errors": _euros(sum(sums.of(state="error"))),
    }
    assert {each["goal"]: Decimal(each["spent"]) for each in told["goals"]} == {
        goal: _euros(sum(sums.of(goal))) for goal in goals
    }


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
