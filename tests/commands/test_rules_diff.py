"""`npo rules diff`: two days, two packs, in words and as data."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands.running import LANGUAGES, ROOT, Outcome, Program, obeyed
from tests.eligibility.support import Section, goal, grant_file, question, rule, write_yaml

EXPENSE = ("zomerschool", "--date", "2024-03-01")


# The real amendment


@pytest.mark.parametrize(("day", "verdict"), [("2021-09-21", "excluded"), ("2023-02-01", "eligible")])
def test_the_amendment_decides(npo: Program, day: str, verdict: str) -> None:
    """An expense of 1 March 2024 is excluded as known in 2021, and eligible since the period was extended."""
    assert npo("check", *EXPENSE, "--as-of", day, "--format", "json").data["verdict"] == verdict


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "nl",
            [
                "bestedingsperiode: van 2021-07-01 tot en met 2023-07-31 → van 2021-07-01 tot en met 2025-07-31",
                "zomerschool (2024-03-01): niet toegestaan (spending-period-2021) → toegestaan (summer-school)",
                "vervangen door spending-period-2022",
            ],
        ),
        (
            "en",
            [
                "spending period: from 2021-07-01 to 2023-07-31 → from 2021-07-01 to 2025-07-31",
                "zomerschool (2024-03-01): excluded (spending-period-2021) → eligible (summer-school)",
                "replaced by spending-period-2022",
            ],
        ),
    ],
)
def test_the_amendment_in_words(npo: Program, language: str, words: list[str]) -> None:
    """Between the two days one period closed, another opened, and the expenses of 2024 turned."""
    outcome = npo("rules", "diff", "2021-09-21", "2023-02-01", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert max(map(len, outcome.lines)) <= 80 + len("voorbeelden krijgen er een ander oordeel.")
    for said in words:
        assert said in outcome.flat


def test_the_amendment_as_data(npo: Program) -> None:
    """As JSON: what was added and closed, the fields that differ, and each example that turned, with both verdicts."""
    data = npo("rules", "diff", "2021-09-21", "01-02-2023", "--format", "json").data
    assert data["schema"] == "npo.rules-diff/1"
    assert (data["before"]["as_of"], data["after"]["as_of"]) == ("2021-09-21", "2023-02-01")
    assert {item["id"] for item in data["added"] if item["kind"] == "rule"} == {"spending-period-2022"}
    (closed,) = (item for item in data["closed"] if item["kind"] == "rule")
    assert (closed["id"], closed["replaced_by"]) == ("spending-period-2021", ["spending-period-2022"])
    assert {"field": "spending_period", "before": "2021-07-01/2023-07-31", "after": "2021-07-01/2025-07-31"} in closed[
        "differences"
    ]
    assert data["changed"] == data["sections"] == []
    turned = {(item["description"], item["date"]): item for item in data["examples"]["turned"]}
    of_2024 = turned["zomerschool", "2024-03-01"]
    assert (of_2024["before"]["verdict"], of_2024["after"]["verdict"]) == ("excluded", "eligible")
    assert all(item["before"]["verdict"] != item["after"]["verdict"] for item in turned.values())


def test_days_between_which_nothing_changed(npo: Program) -> None:
    """Between two days on which the same was known there is no difference."""
    for day in ("2021-09-22", "2021-09-21"):
        outcome = npo("rules", "diff", "2021-09-21", day, "--exit-code", "--lang", "en")
        assert (outcome.code, outcome.lines[-1]) == (0, "There is no difference.")
    assert npo("rules", "diff", "2021-09-21", "2023-02-01", "--exit-code").code == 1


# Two packs

KITES: Section = rule("kites", "eligible", ["vlieger"], examples={"hits": ["vlieger"], "misses": ["mes"]})


def compared(npo: Program, folder: Path, old: list[Section], new: list[Section], *more: str) -> Outcome:
    """Compare two small packs."""
    goals, questions = [goal("flying"), goal("diving")], [question("windy")]
    for name, rules in (("a", old), ("b", new)):
        files = {"grant.yaml": grant_file(), "rules.yaml": {"rules": rules, "goals": goals, "questions": questions}}
        write_yaml(folder / name, files)
    return npo("rules", "diff", "a", "b", *more)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": "excluded"}, "oordeel: toegestaan → niet toegestaan"),
        ({"goals": ["flying"]}, "bestedingsdoelen: + flying"),
        ({"terms": {"nl": ["draak"]}}, "zoekwoorden (nl): + draak; − vlieger"),
        (
            {"conditions": [{"question": "windy", "if_no": "consult"}]},
            "voorwaarden: + question: windy, if_no: consult",
        ),
        ({"valid": {"start": yaml.safe_load("2022-01-01")}}, "geldig: niets → vanaf 2022-01-01"),
        ({"source": {**KITES["source"], "place": "page 2"}}, "bron (place): ‘page 1’ → ‘page 2’"),
        ({"title": {"nl": "Draken", "en": "kites"}}, "titel (nl): kites → Draken"),
        ({"known_from": yaml.safe_load("2021-01-01")}, "bekend sinds: 2020-01-01 → 2021-01-01"),
    ],
)
def test_changed_rule_in_words(npo: Program, tmp_path: Path, change: dict[str, Any], said: str) -> None:
    """Each field of a rule that changed is told in words, and fails with --exit-code."""
    outcome = compared(npo, tmp_path, [KITES], [{**KITES, **change}], "--exit-code", "--lang", "nl")
    assert (outcome.code, outcome.err) == (1, "")
    assert said in outcome.flat


def test_added_and_gone(npo: Program, tmp_path: Path) -> None:
    """A rule that only one pack has was added or is gone, and turns the examples of either side."""
    knives = rule("knives", "excluded", ["mes"], examples={"hits": ["mes"], "misses": ["vlieger"]})
    outcome = compared(npo, tmp_path, [KITES], [knives], "--lang", "en")
    assert "✗ knives: knives" in outcome.out
    assert "✓ kites: kites (gone)" in outcome.out
    assert "vlieger: eligible (kites) → consult the accountant (unnamed)" in outcome.flat
    assert "mes: consult the accountant (unnamed) → excluded (knives)" in outcome.flat
    assert outcome.lines[-1].startswith("1 added, 1 closed, 0 changed; of ")


def test_change_elsewhere(npo: Program, tmp_path: Path) -> None:
    """Goals, questions, documents and vocabulary that differ are told too."""
    compared(npo, tmp_path, [KITES], [KITES])
    assert npo("rules", "diff", "a", "b", "--exit-code").code == 0
    write_yaml(tmp_path / "b", {"more.yaml": {"vocabulary": {"neutral": {"nl": ["aantal"]}}, "goals": [goal("c")]}})
    outcome = npo("rules", "diff", "a", "b", "--exit-code", "--lang", "en")
    assert outcome.code == 1
    assert "goals, added: c" in outcome.flat
    assert "terms" not in outcome.flat
    assert "+ aantal" in outcome.flat


@pytest.mark.parametrize("field", ["plain", "genuine"])
def test_one_word_of_running_words(npo: Program, tmp_path: Path, field: str) -> None:
    """Of a text of words only those are told that were added or removed."""
    compared(npo, tmp_path, [KITES], [KITES])
    for name, words in (("a", "hond kat muis"), ("b", "hond koe muis paard")):
        write_yaml(tmp_path / name, {"more.yaml": {"vocabulary": {field: {"nl": words}}}})
    (section,) = npo("rules", "diff", "a", "b", "--format", "json").data["sections"]
    ((told,),) = (changed["differences"] for changed in section["changed"])
    assert (told["field"], told["added"], told["removed"]) == (f"{field}.nl", ["koe", "paard"], ["kat"])


def test_the_same_rules_in_other_files(npo: Program, tmp_path: Path) -> None:
    """How the files of a pack are cut and named makes no difference."""
    for number, path in enumerate(sorted((ROOT / "rules" / "example-grant").glob("*.yaml"), reverse=True)):
        write_yaml(tmp_path / "other", {f"{number:02d}.yaml": path.read_text(encoding="utf-8")})
    outcome = npo("rules", "diff", "example-grant", "other", "--exit-code", "--lang", "en")
    assert (outcome.code, outcome.lines[-1]) == (0, "There is no difference.")


def test_hostile_texts(npo: Program, tmp_path: Path) -> None:
    """Escapes in a text of a rule never reach the terminal raw."""
    hostile = {**KITES, "explanation": {"nl": "a", "en": "[bold]x[/bold] {0} ]8;;http://x"}}
    outcome = compared(npo, tmp_path, [KITES], [hostile])
    assert not obeyed(outcome.out)
    assert "[bold]x[/bold] {0}" in outcome.flat


# Bad input


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "arguments",
    [
        ("npo-spuk", "2021-09-21"),
        ("npo-spuk", "nowhere"),
        ("2021-09-21", "2021-13-21"),
        ("2021-09-21", "1999-01-01"),
        ("npo-spuk", "npo-spuk", "--pack", "npo-spuk"),
    ],
    ids=" ".join,
)
def test_refused(npo: Program, arguments: tuple[str, ...], language: str) -> None:
    """A day beside a pack, a pack or day that is not there, and a --pack that would be ignored are refused."""
    npo("rules", "diff", *arguments, "--lang", language).refusal()


def test_pack_from_the_environment(npo: Program) -> None:
    """NPO_PACK stands for two days only; it does not hinder comparing two packs."""
    assert npo("rules", "diff", "example-grant", "example-grant", env={"NPO_PACK": "npo-spuk"}).code == 0
