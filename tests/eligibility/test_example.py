"""Tests of the examples that stand with the rules."""

from datetime import date
from pathlib import Path

import pytest

from npo_cli.eligibility.example import Example, Outcome, read_examples, run, unreached
from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.pack import load_rulebook, read_pack
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict
from tests.conftest import TODAY
from tests.eligibility.support import KNOWN, Section, question, rule, small_grant, write_yaml


@pytest.fixture(scope="module")
def outcomes(rulebook: Rulebook) -> list[Outcome]:
    """Give the outcomes of all examples of the grant."""
    return run(read_examples(read_pack(None), TODAY), rulebook)


def test_every_example_of_the_grant(outcomes: list[Outcome]) -> None:
    """Every example of the grant comes out as it says."""
    failed = [
        f"{outcome.example.rule}: {outcome.example.expense.description} -> {outcome.decision.verdict}"
        for outcome in outcomes
        if not outcome.passed
    ]
    assert failed == []
    assert len(outcomes) > 100


def test_every_rule_of_the_grant_is_reached(outcomes: list[Outcome], rulebook: Rulebook) -> None:
    """Every rule of the grant speaks in some example, and has examples that must and that must not hit it."""
    assert unreached(outcomes, rulebook) == []
    for rule_id in (each.id for each in rulebook.rules):
        kinds = {outcome.example.verdict is None for outcome in outcomes if outcome.example.rule == rule_id}
        assert kinds == {True, False}, rule_id


def outcomes_of(folder: Path, *rules: Section, **sections: object) -> list[Outcome]:
    """Give the outcomes of the examples of a small pack."""
    write_yaml(folder, small_grant(*rules, **sections))
    found = run(read_examples(read_pack(str(folder)), KNOWN), load_rulebook(str(folder)))
    return [outcome for outcome in found if outcome.example.rule == "kites"]


def test_what_passes(tmp_path: Path) -> None:
    """A hit passes if its rule speaks and the verdict is right; a miss passes if its rule does not speak."""
    kites = rule(
        "kites",
        "eligible",
        ["vlieger"],
        examples={"hits": ["vlieger", "mes", "vlieger, mes"], "misses": ["mes", "vlieger"]},
    )
    knives = rule("knives", "excluded", ["mes"])
    assert [outcome.passed for outcome in outcomes_of(tmp_path, kites, knives)] == [True, False, False, True, False]


def test_what_an_example_may_say(tmp_path: Path) -> None:
    """An example may name a verdict of its own, answers, a day of spending and a day of knowledge."""
    kites = rule(
        "kites",
        "eligible",
        ["vlieger"],
        conditions=[{"question": "wind", "if_no": "excluded"}],
        valid={"start": KNOWN},
        examples={
            "hits": [
                {"text": "vlieger", "answers": {"wind": "no"}, "verdict": "excluded"},
                {"text": "vlieger", "as_of": date(2020, 5, 5), "date": date(2020, 6, 6)},
            ],
            "misses": [{"text": "vlieger", "date": date(2019, 1, 1)}],
        },
    )
    first, second, third = outcomes_of(tmp_path, kites, questions=[question("wind")])
    assert all(outcome.passed for outcome in (first, second, third))
    assert first.example.expense.answers == {"wind": Answer.NO}
    assert (first.example.verdict, first.example.as_of) == (Verdict.EXCLUDED, KNOWN)
    assert (second.example.verdict, second.example.as_of) == (Verdict.ELIGIBLE, date(2020, 5, 5))
    assert (third.example.verdict, third.example.expense.day) == (None, date(2019, 1, 1))


def test_rule_that_no_example_reaches(tmp_path: Path) -> None:
    """A rule that speaks in no example is named."""
    kites = rule("kites", "eligible", ["vlieger"], examples={"hits": ["vlieger"], "misses": ["draad"]})
    write_yaml(tmp_path, small_grant(kites, rule("knives", "excluded", ["mes"])))
    rulebook = load_rulebook(str(tmp_path))
    examples: list[Example] = read_examples(read_pack(str(tmp_path)), KNOWN)
    assert unreached(run(examples, rulebook), rulebook) == ["knives"]
