"""`npo ledger`: booking, undoing, ruling; every option, and all that is refused."""

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.commands.ledgers import (
    CONSULT,
    DAY,
    ELIGIBLE,
    EXCLUDED,
    GOAL,
    MONEY,
    RULED,
    add,
    compact,
    did,
    figures,
    listed,
    numbers,
    refused,
    state,
)
from tests.commands.running import LANGUAGES, Program, obeyed
from tests.stores import both_stores

OVERRIDE = ("--override", "besluit van het college")
STATES = {"eligible", "awaiting", "approved", "rejected", "overridden", "reversed"}


def assert_contract(data: Any) -> None:
    """See that an entry holds the fields of the contract, each of the promised type."""
    assert data["schema"] == "npo.entry/1"
    assert isinstance(data["number"], int)
    assert data["state"] is None or data["state"] in STATES
    assert data["amount"] is None or MONEY.fullmatch(data["amount"])
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", data["date"])
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", data["recorded"])
    assert re.fullmatch(r"[0-9a-f]{64}", data["hash"])
    assert data["who"] == "Anna"
    if data["kind"] in {"spending", "commitment"}:
        assert data["verdict"] in {"eligible", "consult", "excluded"}
        assert data["goal"]
        assert data["rules"]
        assert data["receipt"].keys() == {"engine", "pack", "as_of", "sha256", "edition"}


# add


@pytest.mark.parametrize("language", LANGUAGES)
def test_add_eligible(ledger: Program, language: str) -> None:
    """An eligible spending is booked under the goal that its rule opens; the JSON is the contract in both languages."""
    data = did(
        ledger, "add", ELIGIBLE, "--amount", "€ 1.234,5", "--date", "18-07-2022", "--supplier", "Stichting Zomer",
        "--reference", "F-1", "--lang", language,
    )  # fmt: skip
    assert_contract(data)
    assert {name: data[name] for name in ("number", "kind", "state", "amount", "goal", "verdict", "date", "year")} == {
        "number": 2, "kind": "spending", "state": "eligible", "amount": "1234.50", "goal": "catch-up",
        "verdict": "eligible", "date": "2022-07-18", "year": 2022,
    }  # fmt: skip
    assert (data["description"], data["supplier"], data["reference"]) == (ELIGIBLE, "Stichting Zomer", "F-1")
    assert data["rules"] == ["summer-school"]
    assert data["reasons"] == [{"rule": "summer-school", "verdict": "eligible", "words": ["zomerschool"]}]
    assert data == listed(ledger)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_add_says_what_was_booked(ledger: Program, language: str) -> None:
    """The text answer names number, amount, day, goal and state, and what remains of the allocation."""
    outcome = ledger("ledger", "add", ELIGIBLE, "--amount", "1000", *DAY, "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    wanted = {
        "nl": ("Geboekt als nummer 2", "€ 1.000,00", "18 juli 2022", "toegestaan", "Er resteert € 499.000,00"),
        "en": ("Booked as number 2", "€ 1,000.00", "18 July 2022", "eligible", "€ 499,000.00 of € 500,000.00 remains"),
    }[language]
    assert all(part in outcome.flat for part in wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_add_consult(ledger: Program, language: str) -> None:
    """What needs the accountant is booked as awaiting, and the answer says how to record the ruling."""
    outcome = ledger("ledger", "add", CONSULT, "--amount", "5", *DAY, *GOAL, "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert {"nl": "wacht op accountant", "en": "awaiting accountant"}[language] in outcome.flat
    assert "npo ledger ruling 2 --approve|--reject" in outcome.flat
    assert state(ledger, 2) == "awaiting"
    assert figures(ledger)["awaiting"] == figures(ledger)["uncertainties"] == "5.00"


def test_add_asks_for_the_goal(ledger: Program) -> None:
    """Where the rules leave no single goal a pipe gets one line that names the goals, and exit code 2."""
    line = refused(ledger, "add", CONSULT, "--amount", "5", *DAY, code=2)
    assert line.startswith("--goal: ")
    assert "care-and-welfare" in line


@pytest.mark.parametrize("goal", ["preschool", "Preschool", "temporary-rent"])
def test_add_goal(ledger: Program, goal: str) -> None:
    """A goal that was given is the goal of the booking; where the rules point elsewhere a note says so."""
    outcome = ledger("ledger", "add", ELIGIBLE, "--amount", "5", *DAY, "--goal", goal, "--format", "json")
    assert (outcome.code, outcome.data["goal"]) == (0, goal.lower())
    assert "the rules point to catch-up" in outcome.err


@both_stores
def test_add_excluded(ledger: Program) -> None:
    """What is excluded is refused with exit code 1, naming the rule; with a reason it is booked as overridden."""
    line = refused(ledger, "add", EXCLUDED, "--amount", "5", *DAY, *GOAL)
    assert "(fibre)" in line
    data = add(ledger, EXCLUDED, "5", *OVERRIDE)
    assert (data["state"], data["override"], data["overrode"]) == ("overridden", OVERRIDE[1], ["verdict"])
    assert figures(ledger)["errors"] == "5.00"


@pytest.mark.parametrize("reason", ["", " ", "\t\n", "\u00a0"])
def test_a_blank_reason_overrides_nothing(ledger: Program, reason: str) -> None:
    """A reason without a word in it is none, whatever is to be overridden."""
    did(ledger, "payment", "--amount", "5", "--date", "2022-01-01")
    did(ledger, "seal")
    refused(ledger, "add", EXCLUDED, "--amount", "5", "--date", "2024-01-15", *GOAL, "--override", reason)
    refused(ledger, "payment", "--amount", "5", "--date", "2022-01-01", "--override", reason)
    refused(ledger, "allocation", "--amount", "5", "--date", "2022-01-01", "--reason", "x", "--override", reason)


@both_stores
def test_add_over_budget(ledger: Program) -> None:
    """What remains is never silently negative: more than that is refused, naming both amounts, or overridden."""
    add(ledger, amount="499.999,50")
    line = refused(ledger, "add", ELIGIBLE, "--amount", "0,51", *DAY)
    assert "€ 0.51" in line
    assert "€ 0.50" in line
    assert add(ledger, ELIGIBLE, "0,50")["overrode"] == []
    assert figures(ledger)["remaining"] == "0.00"
    assert add(ledger, ELIGIBLE, "0,01", *OVERRIDE)["overrode"] == ["budget"]
    assert figures(ledger)["remaining"] == "-0.01"
    refused(ledger, "add", ELIGIBLE, "--amount", "0,01", *DAY, "--commitment")


@both_stores
def test_add_names_every_objection(ledger: Program) -> None:
    """All that stands against a booking is told at once, before a goal is asked for; one reason overrides all of it."""
    add(ledger)
    did(ledger, "seal")
    arguments = ("add", EXCLUDED, "--amount", "600000", *DAY)
    outcome = ledger("ledger", *arguments)
    assert (outcome.code, outcome.out, len(outcome.messages)) == (1, "", 3)
    assert add(ledger, EXCLUDED, "600000", *OVERRIDE)["overrode"] == ["verdict", "seal", "budget"]


@pytest.mark.parametrize(
    ("first", "second", "pointed_out"),
    [
        (("--reference", "F-1"), ("--reference", "f-1", "--date", "2022-08-01"), "the same reference"),
        (("--reference", "F-1"), ("--reference", "F-2"), ""),
        (("--reference", "F-1", "--supplier", "A"), ("--reference", "F-1", "--supplier", "B"), ""),
        (("--supplier", "A"), ("--reference", "F-1"), "the same date and description"),
        ((), ("--date", "2022-08-01"), ""),
        ((), ("--amount", "6"), ""),
        (("--commitment",), (), ""),
    ],
    ids=["reference", "other reference", "other supplier", "text", "other day", "other amount", "other kind"],
)
@both_stores
def test_add_points_out_a_twin(ledger: Program, first: Sequence[str], second: Sequence[str], pointed_out: str) -> None:
    """An invoice that seems to be booked already is booked and pointed out, and no more once the first is reversed."""
    booking, alike = ("ledger", "add", ELIGIBLE), (("--amount", "5"), DAY)
    other = (*booking, *second, *(word for option in alike if option[0] not in second for word in option))
    assert ledger(*booking, *alike[0], *alike[1], *first).err == ""
    outcome = ledger(*other)
    assert outcome.code == 0
    assert (pointed_out in outcome.err) if pointed_out else not outcome.err
    assert ("entry 2 (18 July 2022)" in outcome.err) == ("npo ledger reverse 3" in outcome.err) == bool(pointed_out)
    for number in ("2", "3"):
        did(ledger, "reverse", number, "--reason", "dubbel")
    assert ledger(*other).err == ""


@both_stores
def test_fulfil_points_out_a_twin(ledger: Program) -> None:
    """Terms of a commitment are not taken for each other, unless they fall on one day."""
    add(ledger, ELIGIBLE, "400", "--commitment", "--reference", "C-1")
    assert [
        ledger("ledger", "fulfil", "2", "--amount", "5", "--date", day).err for day in ("2022-08-01", "2022-09-01")
    ] == [
        "",
        "",
    ]
    fulfil = ("ledger", "fulfil", "2", "--amount", "5", "--lang", "nl", "--date")
    outcome = ledger(*fulfil, "2022-09-01")
    assert (
        "let op: boeking 4 (1 september 2022) heeft hetzelfde bedrag en dezelfde datum en omschrijving" in outcome.err
    )
    assert ledger(*fulfil, "2022-10-01", "--reference", "F-1").err == ""
    assert ledger(*fulfil, "2022-10-01", "--reference", "F-2").err == ""
    outcome = ledger(*fulfil, "2022-10-05", "--reference", "f-1")
    assert "let op: boeking 6 (1 oktober 2022) heeft hetzelfde bedrag en hetzelfde kenmerk" in outcome.err


def test_add_override_that_was_not_needed(ledger: Program) -> None:
    """A reason that overrides nothing is kept with the booking, and a note says that it was not needed."""
    outcome = ledger("ledger", "add", ELIGIBLE, "--amount", "5", *DAY, *OVERRIDE, "--format", "json")
    assert (outcome.data["state"], outcome.data["override"], outcome.data["overrode"]) == ("eligible", OVERRIDE[1], [])
    assert "not needed" in outcome.err


@both_stores
def test_add_facts(ledger: Program) -> None:
    """Answers are stored with the booking, and count for its verdict."""
    facts = [f"--fact={name}=ja" for name in ("temporary", "existing-building", "serves-measure")]
    data = did(ledger, "add", "huur van een pand", "--amount", "5", *DAY, *facts)
    assert (data["verdict"], data["goal"]) == ("eligible", "temporary-rent")
    assert data["answers"] == {"existing-building": "yes", "serves-measure": "yes", "temporary": "yes"}
    assert did(ledger, "add", "huur van een pand", "--amount", "6", *DAY)["state"] == "awaiting"


@both_stores
def test_add_evidence(ledger: Program, folder: Path) -> None:
    """Documents are recorded by name, size and hash, each once."""
    bill = folder / "factuur één.pdf"
    bill.write_bytes(b"12345")
    (folder / "leeg.txt").touch()
    data = add(ledger, ELIGIBLE, "5", "--evidence", bill, "--evidence", "leeg.txt", "--evidence", bill)
    assert data["evidence"] == [
        {"name": "factuur één.pdf", "size": 5, "sha256": sha256(b"12345").hexdigest()},
        {"name": "leeg.txt", "size": 0, "sha256": sha256(b"").hexdigest()},
    ]
    assert figures(ledger)["without_evidence_count"] == 0
    assert "no such file" in refused(ledger, "add", ELIGIBLE, "--amount", "5", *DAY, "--evidence", "weg.pdf", code=2)
    assert "no such file" in refused(ledger, "add", ELIGIBLE, "--amount", "5", *DAY, "--evidence", folder, code=2)


@both_stores
def test_add_commitment(ledger: Program) -> None:
    """A promise may lie in the future, and takes from what remains; a spending there is refused."""
    data = add(ledger, ELIGIBLE, "5", "--commitment", day="2025-07-01")
    assert (data["kind"], data["state"], data["open"]) == ("commitment", "eligible", "5.00")
    assert (figures(ledger)["committed"], figures(ledger)["spent"]) == ("5.00", "0.00")
    assert figures(ledger)["remaining"] == "499995.00"
    line = refused(ledger, "add", ELIGIBLE, "--amount", "5", "--date", "2999-01-01", "--override", "x", code=2)
    assert "--commitment" in line


def test_add_names_all_that_is_missing(ledger: Program) -> None:
    """Through a pipe nothing is asked: each thing that a booking needs and lacks gets a line."""
    outcome = ledger("ledger", "add")
    assert (outcome.code, outcome.out, len(outcome.messages)) == (2, "", 3)
    assert "--amount" in refused(ledger, "add", ELIGIBLE, *DAY, code=2)
    assert "--date" in refused(ledger, "add", ELIGIBLE, "--amount", "5", code=2)


def test_add_names_all_that_is_wrong(ledger: Program) -> None:
    """Every wrong value is told in one run."""
    outcome = ledger(
        "ledger", "add", "?!", "--amount", "1.234", "--date", "gisteren", "--goal", "fun", "--fact", "x=y",
        "--evidence", "weg",
    )  # fmt: skip
    assert (outcome.code, outcome.out, len(outcome.messages)) == (2, "", 6)


@pytest.mark.parametrize(
    "amount", ["100 USD", "$100", "$ 100,00", "100 GBP", "£5", "USD 5", "0", "-5", "1.234", "5,001"]
)
def test_other_currencies_and_bad_amounts(ledger: Program, amount: str) -> None:
    """An amount in another currency, or one that cannot be read in one way, is refused wherever it may be given."""
    for arguments in (
        ("add", ELIGIBLE, *DAY), ("payment", *DAY), ("allocation", *DAY, "--reason", "x"), ("correct", "1"),
        ("fulfil", "1"),
    ):  # fmt: skip
        assert refused(ledger, *arguments, f"--amount={amount}", code=2).startswith("--amount: ")


def test_outside_the_period(ledger: Program) -> None:
    """A spending dated outside the spending period is refused, naming the rule, and booked only with a reason."""
    for day in ("2021-06-30", "2025-08-01"):
        line = refused(ledger, "add", ELIGIBLE, "--amount", "5", "--date", day, *GOAL)
        assert "spending-period" in line
        assert add(ledger, ELIGIBLE, "5", *OVERRIDE, day=day)["state"] == "overridden"
    for day in ("2021-07-01", "2025-07-31"):
        assert add(ledger, ELIGIBLE, "5", day=day)["state"] == "eligible"


# add, on a terminal


@pytest.mark.parametrize("language", LANGUAGES)
def test_terminal_asks_what_is_missing(ledger: Program, language: str) -> None:
    """On a terminal the description, amount, day and goal are asked for; a goal may be its number, id or name."""
    for number, goal in enumerate(("2", "preschool", "voorschoolse periode"), 2):
        answers = f"{CONSULT}\n5\n18-07-2022\nonzin\n{goal}\n"
        outcome = ledger("ledger", "add", "--lang", language, stdin=answers, terminal=True)
        assert outcome.code == 0
        asked = {"nl": ("Omschrijving", "Bedrag", "Datum"), "en": ("Description", "Amount", "Date")}[language]
        assert all(word in outcome.err for word in asked)
        record = did(ledger, "show", str(number))
        assert (record["goal"], record["description"], record["amount"]) == ("preschool", CONSULT, "5.00")


def test_terminal_asks_the_questions(ledger: Program) -> None:
    """On a terminal the open questions are asked; an empty answer leaves one open."""
    arguments = ("ledger", "add", "huur van een pand", "--amount", "5", *DAY)
    assert ledger(*arguments, stdin="misschien\nja\nyes\nja\n", terminal=True).code == 0
    assert did(ledger, "show", "2")["verdict"] == "eligible"
    assert ledger(*arguments, stdin="\n\n\n\n", terminal=True).code == 0
    assert (did(ledger, "show", "3")["verdict"], did(ledger, "show", "3")["answers"]) == ("consult", {})


def test_terminal_broken_off(ledger: Program) -> None:
    """Who ends the input instead of answering books nothing."""
    for answers in ("", f"{CONSULT}\n", f"{CONSULT}\n5\n2022-07-18\n"):
        assert ledger("ledger", "add", stdin=answers, terminal=True).code == 130
    assert numbers(ledger) == [1]


def test_terminal_is_not_asked_what_is_given(ledger: Program) -> None:
    """Nothing is asked where nothing is missing."""
    outcome = ledger("ledger", "add", ELIGIBLE, "--amount", "5", *DAY, terminal=True)
    assert (outcome.code, outcome.err) == (0, "")


# reverse


@both_stores
def test_reverse(ledger: Program) -> None:
    """A reversal takes the amount off in the year of what it undoes, and the booking stands as reversed."""
    add(ledger, amount="5", day="2023-02-01")
    data = did(ledger, "reverse", "2", "--reason", "dubbel", "--date", "01-03-2024")
    assert_contract(data)
    assert {name: data[name] for name in ("number", "kind", "amount", "refers_to", "date", "year", "description")} == {
        "number": 3, "kind": "reversal", "amount": "-5.00", "refers_to": 2, "date": "2024-03-01", "year": 2023,
        "description": "dubbel",
    }  # fmt: skip
    assert state(ledger, 2) == "reversed"
    assert (figures(ledger)["spent"], figures(ledger)["count"]) == ("0.00", 0)
    assert did(ledger, "show", "2")["followed_by"] == [3]


@both_stores
def test_reverse_payment(ledger: Program) -> None:
    """A payment can be undone, once."""
    did(ledger, "payment", "--amount", "5", "--date", "2022-01-01")
    did(ledger, "reverse", "2", "--reason", "verkeerde rekening")
    assert figures(ledger)["received"] == "0.00"
    assert "by entry 3" in refused(ledger, "reverse", "2", "--reason", "nog eens")


def test_reverse_refused(ledger: Program) -> None:
    """Nothing is reversed twice; an allocation, a ruling, a reversal, a release and a seal not at all."""
    add(ledger, CONSULT)  # 2
    did(ledger, "ruling", "2", "--approve", *RULED)  # 3
    did(ledger, "reverse", "2", "--reason", "x")  # 4
    add(ledger, ELIGIBLE, "100", "--commitment")  # 5
    did(ledger, "fulfil", "5", "--amount", "40", "--final")  # 6, 7
    did(ledger, "seal")  # 8
    assert refused(ledger, "reverse", "2", "--reason", "x").endswith("entry 2 was reversed already by entry 4.")
    for number, kind in ((1, "allocation"), (3, "ruling"), (4, "reversal"), (7, "release"), (8, "seal")):
        assert f"({kind})" in refused(ledger, "reverse", str(number), "--reason", "x")
    assert "nothing of commitment 5" in refused(ledger, "reverse", "5", "--reason", "x")
    assert "reason" in refused(ledger, "reverse", "6", "--reason", " ", code=2)
    assert "--reason" in refused(ledger, "reverse", "6", code=2)
    assert "future" in refused(ledger, "reverse", "6", "--reason", "x", "--date", "2999-01-01", code=2)


# correct


@pytest.mark.parametrize("language", LANGUAGES)
def test_correct(ledger: Program, language: str) -> None:
    """A correction reverses and books again in one step: what was not given stays, and each names the other."""
    add(ledger, ELIGIBLE, "100", "--supplier", "S", "--reference", "R")
    data = did(ledger, "correct", "2", "--amount", "90", "--lang", language)
    assert_contract(data)
    (undone,) = data["also"]
    assert (undone["kind"], undone["number"], undone["refers_to"], undone["amount"]) == ("reversal", 3, 2, "-100.00")
    assert (data["number"], data["corrects"], data["amount"], data["supplier"]) == (4, 2, "90.00", "S")
    assert undone["description"] == {"nl": "verbetering van boeking 2", "en": "correction of entry 2"}[language]
    assert (state(ledger, 2), state(ledger, 4), figures(ledger)["spent"]) == ("reversed", "eligible", "90.00")


@pytest.mark.parametrize(
    ("option", "value", "field", "found"),
    [
        ("--text", CONSULT, "description", CONSULT),
        ("--amount", "1,50", "amount", "1.50"),
        ("--date", "2023-02-03", "year", 2023),
        ("--goal", "preschool", "goal", "preschool"),
        ("--supplier", "T", "supplier", "T"),
        ("--supplier", "", "supplier", None),
        ("--reference", "Q", "reference", "Q"),
        ("--fact", "temporary=nee", "answers", {"temporary": "no"}),
        ("--override", "zekerheid", "override", "zekerheid"),
    ],
)
def test_correct_changes(ledger: Program, option: str, value: str, field: str, found: object) -> None:
    """Everything about a booking can be corrected, and is checked again."""
    add(ledger, ELIGIBLE, "100", "--supplier", "S", "--reference", "R")
    data = did(ledger, "correct", "2", option, value, "--reason", "fout")
    assert data[field] == found
    assert data["verdict"] == ("consult" if value == CONSULT else "eligible")
    assert data["also"][0]["description"] == "fout"


@both_stores
def test_correct_evidence(ledger: Program, folder: Path) -> None:
    """Evidence that came later is added by a correction, and replaces what was there."""
    (folder / "a.pdf").write_bytes(b"a")
    add(ledger)
    assert [each["name"] for each in did(ledger, "correct", "2", "--evidence", "a.pdf")["evidence"]] == ["a.pdf"]
    assert numbers(ledger, "--without-evidence") == [2]


def test_correct_refused(ledger: Program) -> None:
    """Nothing to change, an entry of another kind, one undone before, a commitment spent in part: each is refused."""
    add(ledger, ELIGIBLE, "100")
    assert "nothing changes" in refused(ledger, "correct", "2", code=2)
    assert "nothing changes" in refused(ledger, "correct", "2", "--amount", "100", code=2)
    assert "(allocation)" in refused(ledger, "correct", "1", "--amount", "5")
    add(ledger, ELIGIBLE, "100", "--commitment")
    did(ledger, "fulfil", "3", "--amount", "40")
    assert "spent in part" in refused(ledger, "correct", "3", "--amount", "50")
    did(ledger, "reverse", "3", "--reason", "x")
    assert "reversed already by entry 5" in refused(ledger, "correct", "3", "--amount", "50")
    did(ledger, "reverse", "2", "--reason", "x")
    assert "reversed already by entry 6" in refused(ledger, "correct", "2", "--amount", "50")
    assert "remains" in refused(ledger, "correct", "4", "--amount", "600000")
    assert "(fibre)" in refused(ledger, "correct", "4", "--text", EXCLUDED)


def test_a_day_outside_the_period_is_named(ledger: Program) -> None:
    """A spending outside the period is refused with the day and the period, for the day may be a slip."""
    line = refused(ledger, "add", ELIGIBLE, "--amount", "5", "--date", "2021-04-03", *GOAL)
    assert "3 April 2021 lies outside 1 July 2021 to 31 July 2025; check the date" in line


@both_stores
def test_a_commitment_of_a_sealed_year_moves_on(ledger: Program) -> None:
    """A commitment of a sealed year can be moved to a day to come; its reversal is of today."""
    add(ledger, ELIGIBLE, "2000", "--commitment")
    did(ledger, "seal", "--year", "2022")
    did(ledger, "correct", "2", "--date", "2099-01-15", "--override", "afgesproken")
    assert [each["amount"] for each in listed(ledger)[-2:]] == ["-2000.00", "2000.00"]


@both_stores
def test_correct_in_a_sealed_year(ledger: Program) -> None:
    """A booking of a sealed year is corrected on a later day: both halves fall there, and the sealed year stands."""
    add(ledger, amount="2000")
    did(ledger, "seal", "--year", "2022")
    refused(ledger, "correct", "2", "--amount", "1900")
    did(ledger, "correct", "2", "--amount", "1900", "--date", "2023-02-15")
    assert [(each["date"], each["year"], each["amount"]) for each in listed(ledger)[-2:]] == [
        ("2023-02-15", 2023, "-2000.00"),
        ("2023-02-15", 2023, "1900.00"),
    ]
    reports = [ledger("report", "--year", str(year), "--format", "json").data for year in (2022, 2023)]
    assert [report["cumulative"]["spent"] for report in reports] == ["2000.00", "1900.00"]


@both_stores
def test_correct_after_the_period(ledger: Program, folder: Path) -> None:
    """What stays the expense that it was is judged by its day of spending; another or a greater one by its own day."""
    (folder / "a.pdf").write_bytes(b"a")
    add(ledger, amount="2000")
    did(ledger, "seal", "--year", "2022")
    late = ("--date", "2025-09-01")
    for changes in ((), ("--amount", "2100"), ("--text", "bijles", "--amount", "1900"), ("--goal", "preschool")):
        assert "lies outside" in refused(ledger, "correct", "2", *changes, *late)
    lowered = did(ledger, "correct", "2", "--amount", "1900", *late)
    assert (lowered["date"], lowered["spent"], lowered["verdict"]) == ("2025-09-01", "2022-07-18", "eligible")
    for changes in (
        ("--text", "bijles"),
        ("--amount", "1900.01"),
        ("--text", "bijles", "--amount", "5"),
        ("--goal", "preschool"),
    ):
        assert "1 September 2025 lies outside" in refused(ledger, "correct", "5", *changes)
    again = did(ledger, "correct", "5", "--evidence", "a.pdf", "--supplier", "B")
    assert again["spent"] == "2022-07-18"
    last = did(ledger, "correct", "7", "--amount", "1800", "--date", "2025-09-02")
    assert (last["date"], last["spent"], last["state"]) == ("2025-09-02", "2022-07-18", "eligible")
    assert "judged by 18 July 2022" in ledger("ledger", "list").flat
    assert ledger("ledger", "verify").code == 0
    transcript = folder / "t.json"
    transcript.write_text(ledger("ledger", "export", "--format", "json").out, encoding="utf-8")
    assert ledger("ledger", "import", "t.json", "--ledger", "opnieuw.db").code == 0


@both_stores
def test_an_error_stays_one_on_another_day(ledger: Program) -> None:
    """What was spent before the period stays an error, however often and on whatever day it is corrected."""
    add(ledger, ELIGIBLE, "100", *OVERRIDE, day="2021-05-01")
    did(ledger, "seal", "--year", "2021")
    assert did(ledger, "correct", "2", "--amount", "90", "--date", "2023-01-10")["state"] == "overridden"
    assert did(ledger, "correct", "5", "--date", "2023-01-11")["state"] == "overridden"
    assert figures(ledger)["errors"] == "90.00"


@both_stores
def test_a_commitment_lowered_later_can_be_fulfilled(ledger: Program) -> None:
    """A commitment of a sealed year that was lowered is fulfilled on any day from its own on."""
    add(ledger, ELIGIBLE, "400", "--commitment")
    did(ledger, "seal", "--year", "2022")
    did(ledger, "correct", "2", "--amount", "300", "--date", "2025-09-01")
    assert did(ledger, "fulfil", "5", "--amount", "100", "--date", "2025-06-01")["state"] == "eligible"
    assert "lies before that of commitment" in refused(
        ledger, "fulfil", "5", "--amount", "1", "--date", "2022-07-17", code=2
    )


@both_stores
@pytest.mark.parametrize(
    ("ruling", "changes", "state"),
    [
        ("--reject", ("--reference", "F-2"), "rejected"),
        ("--reject", ("--amount", "90"), "rejected"),
        ("--reject", ("--amount", "110", "--text", "bijles"), "rejected"),
        ("--approve", ("--supplier", "B"), "approved"),
        ("--approve", ("--amount", "90"), "approved"),
        ("--approve", ("--amount", "110"), "awaiting"),
        ("--approve", ("--text", "logopedie"), "awaiting"),
        ("--approve", ("--date", "2022-07-19"), "awaiting"),
        ("--approve", ("--goal", "preschool"), "awaiting"),
    ],
)
def test_correct_keeps_the_ruling(ledger: Program, ruling: str, changes: Sequence[str], state: str) -> None:
    """A rejection is taken over by what stands in place of a booking, an approval only where it may be meant for it."""
    add(ledger, CONSULT, "100")
    did(ledger, "ruling", "2", ruling, *RULED)
    data = did(ledger, "correct", "2", *changes)
    assert data["state"] == state
    assert did(ledger, "show", str(data["number"]))["state"] == state
    errors = data["amount"] if state == "rejected" else "0.00"
    assert (figures(ledger)["errors"], figures(ledger)["awaiting_count"]) == (errors, int(state == "awaiting"))
    assert ledger("ledger", "verify").code == 0


def test_a_later_reversal_in_other_programs(ledger: Program) -> None:
    """What was reversed later in an open year counts for that year in a journal too, which goes by days."""
    add(ledger)
    did(ledger, "reverse", "2", "--reason", "vervallen", "--date", "2024-02-03")
    journal = ledger("ledger", "export", "--format", "hledger").out
    assert re.search(r"\n2022-12-31 \* \(3\) vervallen  ; kind:reversal, made:2024-02-03, hash:", journal)
    assert '\n2022-12-31 * "" "vervallen"\n  number: 3' in ledger("ledger", "export", "--format", "beancount").out


@both_stores
def test_correct_of_a_commitment(ledger: Program) -> None:
    """A commitment that is wholly open can be corrected, and can be spent as corrected."""
    add(ledger, ELIGIBLE, "100", "--commitment")
    data = did(ledger, "correct", "2", "--amount", "150")
    assert (data["kind"], data["open"], figures(ledger)["committed"]) == ("commitment", "150.00", "150.00")
    assert did(ledger, "fulfil", "4")["amount"] == "150.00"


@both_stores
def test_correct_of_a_fulfilment(ledger: Program) -> None:
    """A corrected spending stays one of its commitment: what it no longer takes is open again, and no more is."""
    add(ledger, ELIGIBLE, "100", "--commitment")
    did(ledger, "fulfil", "2", "--amount", "60")
    data = did(ledger, "correct", "3", "--amount", "70")
    assert (data["refers_to"], data["corrects"]) == (2, 3)
    assert did(ledger, "show", "2")["open"] == "30.00"
    assert "€ 100.00 of commitment 2 is open" in refused(ledger, "correct", "5", "--amount", "101")


@both_stores
def test_a_reason_covers_what_it_was_given_for(ledger: Program) -> None:
    """A correction keeps the reason of its booking, but that is none for what is only now refused."""
    add(ledger, EXCLUDED, "100", *OVERRIDE)
    data = did(ledger, "correct", "2", "--amount", "90")
    assert (data["state"], data["override"], data["overrode"]) == ("overridden", OVERRIDE[1], ["verdict"])
    assert "remains" in refused(ledger, "correct", "4", "--amount", "600000")
    assert did(ledger, "correct", "4", "--amount", "600000", "--override", "nieuw")["overrode"] == ["verdict", "budget"]
    refused(ledger, "correct", "6", "--amount", "5", "--override", "")


# fulfil


@both_stores
def test_fulfil_whole(ledger: Program) -> None:
    """A commitment becomes a spending of its whole amount and its own day, unless told otherwise."""
    add(ledger, ELIGIBLE, "100", "--commitment", "--supplier", "S", "--reference", "R")
    data = did(ledger, "fulfil", "2")
    assert_contract(data)
    assert {name: data[name] for name in ("kind", "amount", "date", "refers_to", "supplier", "goal")} == {
        "kind": "spending", "amount": "100.00", "date": "2022-07-18", "refers_to": 2, "supplier": "S",
        "goal": "catch-up",
    }  # fmt: skip
    assert (figures(ledger)["committed"], figures(ledger)["spent"]) == ("0.00", "100.00")
    assert did(ledger, "show", "2")["open"] == "0.00"
    assert "nothing of commitment 2" in refused(ledger, "fulfil", "2")


@both_stores
def test_fulfil_in_parts(ledger: Program, folder: Path) -> None:
    """Parts have their own amount, day, reference and evidence; the last one, or --final, closes the commitment."""
    (folder / "a.pdf").write_bytes(b"a")
    add(ledger, ELIGIBLE, "100", "--commitment")
    part = did(
        ledger, "fulfil", "2", "--amount", "30", "--date", "2022-08-01", "--reference", "F-2", "--supplier", "T",
        "--evidence", "a.pdf",
    )  # fmt: skip
    assert (part["amount"], part["date"], part["reference"], part["supplier"]) == ("30.00", "2022-08-01", "F-2", "T")
    assert len(part["evidence"]) == 1
    assert (did(ledger, "show", "2")["open"], figures(ledger)["committed"]) == ("70.00", "70.00")
    line = refused(ledger, "fulfil", "2", "--amount", "70,01")
    assert "€ 70.00" in line
    assert "€ 70.01" in line
    last = did(ledger, "fulfil", "2", "--amount", "50", "--final", "--date", "2022-09-01")
    (released,) = last["also"]
    assert (released["kind"], released["amount"], released["refers_to"]) == ("release", "-20.00", 2)
    assert (figures(ledger)["committed"], figures(ledger)["spent"]) == ("0.00", "80.00")
    assert did(ledger, "show", "2")["followed_by"] == [3, 4, 5]
    assert numbers(ledger, "--open") == []


def test_fulfil_final_without_a_rest(ledger: Program) -> None:
    """Where nothing is left to release, --final books nothing more."""
    add(ledger, ELIGIBLE, "100", "--commitment")
    assert "also" not in did(ledger, "fulfil", "2", "--final")


@both_stores
def test_fulfil_refused(ledger: Program) -> None:
    """A spending, a reversal, a reversed commitment, a day before the promise or in the future: each is refused."""
    add(ledger, ELIGIBLE, "100")
    add(ledger, ELIGIBLE, "100", "--commitment")
    did(ledger, "reverse", "2", "--reason", "x")
    assert "(spending)" in refused(ledger, "fulfil", "2")
    assert "(reversal)" in refused(ledger, "fulfil", "4")
    assert "(allocation)" in refused(ledger, "fulfil", "1")
    assert "before that of commitment 3" in refused(ledger, "fulfil", "3", "--date", "2022-07-17", code=2)
    assert "--commitment" not in refused(ledger, "fulfil", "3", "--date", "2999-01-01", code=2)
    did(ledger, "reverse", "3", "--reason", "x")
    assert "reversed already by entry 5" in refused(ledger, "fulfil", "3")


@both_stores
def test_fulfil_makes_its_own_room(ledger: Program) -> None:
    """A commitment that took all that remained can be spent, and once reversed leaves its room to others."""
    add(ledger, ELIGIBLE, "500000", "--commitment")
    refused(ledger, "add", ELIGIBLE, "--amount", "0,01", *DAY)
    assert did(ledger, "fulfil", "2", "--amount", "499999")["overrode"] == []
    did(ledger, "reverse", "2", "--reason", "x")
    assert add(ledger, ELIGIBLE, "1")["overrode"] == []


@both_stores
def test_reversal_of_a_fulfilment_opens_the_commitment(ledger: Program) -> None:
    """What a reversed spending had taken of a commitment is open again, unless the commitment was reversed too."""
    add(ledger, ELIGIBLE, "100", "--commitment")
    did(ledger, "fulfil", "2", "--amount", "60")
    did(ledger, "fulfil", "2", "--amount", "10")
    did(ledger, "reverse", "3", "--reason", "x")
    assert did(ledger, "show", "2")["open"] == "90.00"
    did(ledger, "reverse", "2", "--reason", "x")
    did(ledger, "reverse", "4", "--reason", "x")
    assert did(ledger, "show", "2")["open"] == "0.00"
    assert (figures(ledger)["committed"], figures(ledger)["spent"], figures(ledger)["remaining"]) == (
        "0.00", "0.00", "500000.00",
    )  # fmt: skip


# ruling


@pytest.mark.parametrize("language", LANGUAGES)
def test_ruling(ledger: Program, folder: Path, language: str) -> None:
    """A ruling settles a booking; a later one takes its place, and both stay in the books."""
    (folder / "brief.pdf").write_bytes(b"a")
    add(ledger, CONSULT)
    data = did(
        ledger, "ruling", "2", "--reject", *RULED, "--note", "niet aanvullend", "--evidence", "brief.pdf",
        "--lang", language,
    )  # fmt: skip
    assert_contract(data)
    assert {name: data[name] for name in ("kind", "ruling", "by", "refers_to", "description", "date", "year")} == {
        "kind": "ruling", "ruling": "rejected", "by": "J. de Accountant", "refers_to": 2,
        "description": "niet aanvullend", "date": "2023-01-10", "year": 2022,
    }  # fmt: skip
    assert data["evidence"][0]["name"] == "brief.pdf"
    assert (state(ledger, 2), figures(ledger)["errors"], figures(ledger)["awaiting"]) == ("rejected", "100.00", "0.00")
    did(ledger, "ruling", "2", "--approve", *RULED)
    assert (state(ledger, 2), figures(ledger)["errors"], figures(ledger)["awaiting"]) == ("approved", "0.00", "0.00")
    assert did(ledger, "show", "2")["followed_by"] == [3, 4]


@both_stores
def test_ruling_on_a_commitment(ledger: Program) -> None:
    """A ruling on a commitment carries to its spendings, made and to come, that have no ruling of their own."""
    add(ledger, CONSULT, "100", "--commitment")  # 2
    did(ledger, "fulfil", "2", "--amount", "10")  # 3
    did(ledger, "fulfil", "2", "--amount", "20")  # 4
    did(ledger, "ruling", "4", "--reject", *RULED)  # 5
    assert [state(ledger, number) for number in (2, 3, 4)] == ["awaiting", "awaiting", "rejected"]
    did(ledger, "ruling", "2", "--approve", *RULED)  # 6
    did(ledger, "fulfil", "2", "--amount", "30")  # 7
    assert [state(ledger, number) for number in (2, 3, 4, 7)] == ["approved", "approved", "rejected", "approved"]
    did(ledger, "ruling", "2", "--reject", *RULED)  # 8
    assert [state(ledger, number) for number in (2, 3, 4, 7)] == ["rejected"] * 4
    assert (figures(ledger)["errors"], figures(ledger)["errors_count"]) == ("60.00", 3)


@both_stores
def test_fulfil_of_what_was_rejected(ledger: Program) -> None:
    """A commitment that the accountant rejected is spent only with a reason given for that."""
    add(ledger, EXCLUDED, "100", "--commitment", *OVERRIDE)
    did(ledger, "ruling", "2", "--reject", *RULED)
    assert "rejected commitment 2" in refused(ledger, "fulfil", "2")
    assert ledger("ledger", "fulfil", "2", "--override", "  ").code == 1
    data = did(ledger, "fulfil", "2", "--override", "contract is getekend")
    assert (data["state"], data["overrode"]) == ("rejected", ["verdict", "ruling"])
    assert "rejected by the accountant" in ledger("ledger", "show", "4").flat


def test_ruling_refused(ledger: Program) -> None:
    """A ruling is one of two, by somebody, on a day gone by, on a booking that stands."""
    add(ledger, CONSULT)
    for flags in ((), ("--approve", "--reject")):
        assert "--reject" in refused(ledger, "ruling", "2", *flags, *RULED, code=2)
    assert "name" in refused(ledger, "ruling", "2", "--approve", "--by", " ", "--date", "2023-01-10", code=2)
    assert "future" in refused(ledger, "ruling", "2", "--approve", "--by", "x", "--date", "2999-01-01", code=2)
    did(ledger, "reverse", "2", "--reason", "x")
    assert "reversed already by entry 3" in refused(ledger, "ruling", "2", "--approve", *RULED)
    for number, kind in ((1, "allocation"), (3, "reversal")):
        assert f"({kind})" in refused(ledger, "ruling", str(number), "--approve", *RULED)


# payment and allocation


@pytest.mark.parametrize("language", LANGUAGES)
def test_payment(ledger: Program, language: str) -> None:
    """An instalment that was received is recorded, with its reference, and adds to what was received."""
    data = did(
        ledger, "payment", "--amount", "250.000,00", "--date", "2021-12-01", "--text", "eerste termijn",
        "--reference", "DUO-1", "--lang", language,
    )  # fmt: skip
    assert_contract(data)
    assert {name: data[name] for name in ("kind", "amount", "year", "description", "reference", "state", "goal")} == {
        "kind": "payment", "amount": "250000.00", "year": 2021, "description": "eerste termijn", "reference": "DUO-1",
        "state": None, "goal": None,
    }  # fmt: skip
    assert (figures(ledger)["received"], figures(ledger)["remaining"]) == ("250000.00", "500000.00")
    assert "future" in refused(ledger, "payment", "--amount", "5", "--date", "2999-01-01", code=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_allocation(ledger: Program, language: str) -> None:
    """An amended decision takes the place of the earlier; one below what is spent is recorded, with a note."""
    add(ledger, amount="300")
    arguments = ("ledger", "allocation", "--amount", "250", "--date", "2022-12-01", "--reason", "verlaagd")
    outcome = ledger(*arguments, "--reference", "DUO-2", "--lang", language)
    assert outcome.code == 0
    assert {"nl": "€ 50,00", "en": "€ 50.00"}[language] in outcome.err
    assert {"nl": "Er resteert € -50,00", "en": "€ -50.00 of € 250.00 remains"}[language] in outcome.flat
    data = listed(ledger)[-1]
    assert_contract(data)
    assert (data["kind"], data["amount"], data["description"], data["reference"]) == (
        "allocation", "250.00", "verlaagd", "DUO-2",
    )  # fmt: skip
    assert figures(ledger)["remaining"] == "-50.00"
    refused(ledger, "add", ELIGIBLE, "--amount", "0,01", *DAY)


@both_stores
def test_allocation_refused(ledger: Program) -> None:
    """A decision has a reason, and a day that is not still to come."""
    arguments = ("allocation", "--amount", "5")
    assert "reason" in refused(ledger, *arguments, "--date", "2022-12-01", "--reason", " ", code=2)
    assert "future" in refused(ledger, *arguments, "--date", "2999-01-01", "--reason", "x", code=2)


# what is no such entry, and what is no plain text

ON_AN_ENTRY = (
    ("show",),
    ("reverse", "--reason", "x"),
    ("correct", "--amount", "5"),
    ("fulfil",),
    ("ruling", "--approve", *RULED),
)


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999", str(10**30), "9" * 4000])
@pytest.mark.parametrize("command", ON_AN_ENTRY, ids=lambda command: command[0])
def test_no_such_entry(ledger: Program, command: tuple[str, ...], number: str) -> None:
    """A number that no entry has is refused in a line of ordinary length, by every command on an entry."""
    add(ledger)
    line = refused(ledger, *command, number, code=2)
    assert number[:10] in line
    assert len(line) < 120


@pytest.mark.parametrize("number", ["-1", "x", "1.5", "", "1e3", "9" * 5000, "١x", "\x1b[31m"])
@pytest.mark.parametrize("command", ON_AN_ENTRY, ids=lambda command: command[0])
def test_no_number(ledger: Program, command: tuple[str, ...], number: str) -> None:
    """What is no number of an entry is refused in one line, by every command on an entry."""
    refused(ledger, *command, "--", number, code=2)


HOSTILE = {
    "sql": "'; DROP TABLE entry;--",
    "sql comment": '"); DELETE FROM entry; /*',
    "rich": "[bold red]rood[/bold red] [link=http://x]x[/]",
    "format": "{number} {0} %s %(x)s $HOME `id`",
    "formula": '=HYPERLINK("http://x")',
    "html": "<script>alert(1)</script> &amp;",
    "quotes": "‘a’ \"b\" 'c' ; , |",
    "combining": "e\u0301e\u0301n 🏫 𝒜",
}
UNSHOWN = {
    "escape": "a\x1b[31mb\x1b]0;titel\x07c",
    "newline": "a\nb\r\nc\td",
    "nul": "a\x00b",
    "surrogate": "a\udcffb\udce9",
    "direction": "a\u202eb\u2066c\u200fd",
    "c1": "a\x9bb\x85c",
}


@pytest.mark.parametrize("text", [*HOSTILE.values(), *UNSHOWN.values()], ids=[*HOSTILE, *UNSHOWN])
def test_hostile_texts(ledger: Program, text: str) -> None:
    """Whatever a text holds, it is stored as text, without what a terminal would obey, and breaks nothing."""
    described = f"zomerschool {text}"
    outcome = ledger(
        "ledger", "add", described, "--amount", "100", *DAY, *GOAL, "--supplier", text, "--reference", text,
        "--override", text, "--format", "json",
    )  # fmt: skip
    assert outcome.code == 0
    data = outcome.data
    did(ledger, "payment", "--amount", "5", *DAY, "--text", text, "--reference", text, "--override", text)
    did(ledger, "allocation", "--amount", "500000", *DAY, "--reason", text, "--reference", text)
    did(ledger, "ruling", "2", "--approve", "--by", text, "--date", "2023-01-10", "--note", text)
    did(ledger, "reverse", "2", "--reason", text)
    if text in HOSTILE.values():
        assert (data["description"], data["supplier"], data["reference"]) == (described, text, text)
    for command in (("list",), ("show", "2"), ("show", "5"), ("status",), ("verify",), ("list", "--format", "csv")):
        outcome = ledger("ledger", *command)
        assert outcome.code == 0
        assert not obeyed(outcome.out.replace("\r\n", "\n"))
    assert not any(sign in compact(listed(ledger)) for sign in ("\x1b", "\x00", "\udcff", "\u202e"))
    assert len(listed(ledger)) == 6


@both_stores
def test_long_texts(ledger: Program) -> None:
    """A description of ten thousand characters is booked whole; a longer one is refused in a short line."""
    long = ("zomerschool " * 900)[:9_999].strip()
    assert add(ledger, long)["description"] == long
    assert all(len(line) <= 100 for line in ledger("ledger", "list").lines)
    assert len(refused(ledger, "add", "x" * 10_001, "--amount", "5", *DAY, code=2)) < 200
    assert did(ledger, "correct", "2", "--supplier", "y" * 10_000)["supplier"] == "y" * 10_000
    assert ledger("ledger", "show", "4").code == 0


@pytest.mark.parametrize(
    ("user", "shown"),
    [
        ("Anna", "Anna"),
        ("  Jan\n de\tBoer ", "Jan de Boer"),
        ("\x1b[31mrood", "\ufffd[31mrood"),
        ("x" * 500, "x" * 100),
    ],
)
def test_who_books(ledger: Program, user: str, shown: str) -> None:
    """Who books is NPO_USER, on one line."""
    outcome = ledger("ledger", "add", ELIGIBLE, "--amount", "5", *DAY, "--format", "json", env={"NPO_USER": user})
    assert outcome.data["who"] == shown


def test_who_books_without_a_name(ledger: Program) -> None:
    """Without NPO_USER it is the user's name on the system."""
    env = {"NPO_USER": "", "LOGNAME": "systeemnaam"}
    outcome = ledger("ledger", "add", ELIGIBLE, "--amount", "5", *DAY, "--format", "json", env=env)
    assert outcome.data["who"] == "systeemnaam"


def test_missing_and_wrong_at_once(ledger: Program) -> None:
    """What is missing is told beside what is wrong, and every wrong fact beside the others."""
    outcome = ledger("ledger", "add", "--amount", "1.234", "--goal", "zz", "--fact", "x", "--fact", "temporary=?!")
    assert (outcome.code, outcome.out) == (2, "")
    told = ["give TEXT", "--amount", "give --date", "--goal", "--fact", "--fact temporary"]
    assert [line.startswith(start) for line, start in zip(outcome.messages, told, strict=True)] == [True] * len(told)
