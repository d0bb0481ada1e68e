"""What the tests of `npo ledger` share: short ways to book, and what every answer must be."""

import json
import re
from pathlib import Path
from typing import Any

from tests.commands.running import LANGUAGES, Outcome, Program

ELIGIBLE, CONSULT, EXCLUDED = "zomerschool", "leerlingenvervoer", "aanleg van glasvezel"
GOAL = ("--goal", "catch-up")
DAY = ("--date", "2022-07-18")
RULED = ("--by", "J. de Accountant", "--date", "2023-01-10")
MONEY = re.compile(r"-?\d+\.\d{2}")


def did(npo: Program, *arguments: str | Path) -> Any:
    """Run a command of the ledger that must succeed without a message, and give its JSON."""
    outcome = npo("ledger", *arguments, "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.data


def add(npo: Program, text: str = ELIGIBLE, amount: str = "100", *more: str | Path, day: str = "2022-07-18") -> Any:
    """Book a spending, under catch-up unless another goal is given, and give its record."""
    goal = () if "--goal" in more else GOAL
    return did(npo, "add", text, "--amount", amount, "--date", day, *goal, *more)


def listed(npo: Program, *arguments: str | Path) -> list[Any]:
    """Give the records of the entries that meet the filters."""
    records = did(npo, "list", *arguments)
    assert isinstance(records, list)
    return records


def numbers(npo: Program, *arguments: str | Path) -> list[int]:
    """Give the numbers of the entries that meet the filters."""
    return [record["number"] for record in listed(npo, *arguments)]


def state(npo: Program, number: int) -> Any:
    """Give how a booking stands."""
    return did(npo, "show", str(number))["state"]


def figures(npo: Program) -> Any:
    """Give the figures of the ledger as they stand."""
    return did(npo, "status")["cumulative"]


def refused(npo: Program, *arguments: str | Path, code: int = 1) -> str:
    """Run a command of the ledger that must be refused in one line, in either language; nothing may be booked.

    Gives the English line.
    """
    before = numbers(npo)
    said = {}
    for language in LANGUAGES:
        said[language] = npo("--lang", language, "ledger", *arguments).refusal(code)
    assert said["nl"] != said["en"]
    assert numbers(npo) == before
    return said["en"]


def both(npo: Program, *arguments: str | Path) -> dict[str, Outcome]:
    """Run a command that changes nothing in both languages."""
    outcomes = {language: npo("ledger", *arguments, "--lang", language) for language in LANGUAGES}
    for outcome in outcomes.values():
        assert (outcome.code, outcome.err) == (0, "")
    return outcomes


def compact(data: Any) -> str:
    """Give data as JSON, to be looked through as a text."""
    return json.dumps(data, ensure_ascii=False)
