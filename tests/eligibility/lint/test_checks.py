"""Tests of the other checks of lint, where the examples of their pages leave something open."""

from pathlib import Path

import pytest

from tests.eligibility.lint.support import codes, report, report_of
from tests.eligibility.support import grant_file, rule, write_yaml

KITES = "  - {id: kites, verdict: eligible, terms: {nl: [windvaan, vlieger]}%s}\n"
KNIVES = "  - {id: knives, verdict: excluded, terms: {nl: [mes, %s]}%s}\n"


@pytest.mark.parametrize(
    ("kites", "term", "knives", "found"),
    [
        ("", "vlieger", "", ["R101"]),
        ("", "vliegers", "", ["R101"]),  # another form of the same word
        ("", "vlieger + touw", "", []),  # more words: the other rule speaks of less
        ("", "vlieger", ", outranks: [kites]", []),
        (", outranks: [knives]", "vlieger", "", []),
        (", valid: {end: 2021-12-31}", "vlieger", ", valid: {start: 2022-01-01}", []),
        ("", "vlieger", ", replaces: [kites], known_from: 2022-01-01", ["R102"]),
    ],
)
def test_shared_terms(tmp_path: Path, kites: str, term: str, knives: str, found: list[str]) -> None:
    """Two verdicts on one word are told if both rules can speak of one expense and neither comes first."""
    assert codes(report_of(tmp_path, "rules:\n" + KITES % kites + KNIVES % (term, knives))) == found


def test_local_rule_beside_the_pack(tmp_path: Path) -> None:
    """A rule of the workspace on words of the pack is no finding: it outranks the pack there."""
    from npo_cli.eligibility.lint.linter import lint
    from npo_cli.eligibility.pack import read_pack
    from npo_cli.eligibility.rulefile import RuleText
    from tests.conftest import TODAY
    from tests.eligibility.support import workspace

    kites = rule("kites", "eligible", ["vlieger"], examples={"hits": ["mooie vlieger"], "misses": ["b"]})
    own = rule("own", "excluded", ["vlieger"], examples={"hits": ["vlieger"], "misses": ["b"]})
    folder = write_yaml(tmp_path / "pack", {"grant.yaml": grant_file(), "rules.yaml": {"rules": [kites]}})
    at = workspace(tmp_path / "work", {"own.yaml": {"rules": [own]}})
    found = lint([RuleText(*text) for text in read_pack(str(folder), at)], TODAY)
    assert "R101" not in codes(found)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("2021-01-01, end: 2021-12-31", "2021-01-01, end: 2022-12-31", []),
        ("2021-01-01, end: 2021-12-31", "2022-01-01, end: 2022-12-31", ["R108"]),
        ("2021-01-01, end: 2021-12-31", "2021-03-01, end: 2022-12-31", ["R108"]),
    ],
)
def test_spending_period_that_follows_another(tmp_path: Path, old: str, new: str, found: list[str]) -> None:
    """A new spending period must hold all days of the one that it replaces; days that it drops are a hole."""
    outside = "{text: vlieger, date: 2019-01-01, as_of: %s}"
    text = (
        f"rules:\n  - {{id: old, verdict: excluded, spending_period: {{start: {old}}}, "
        f"examples: {{hits: [{outside % '2021-01-01'}], misses: [b]}}}}\n"
        f"  - {{id: new, verdict: excluded, spending_period: {{start: {new}}}, known_from: 2022-01-01, "
        f"replaces: [old], examples: {{hits: [{outside % '2022-01-01'}], misses: [b]}}}}\n"
    )
    assert codes(report_of(tmp_path, text)) == found


def test_two_spending_periods_at_once(tmp_path: Path) -> None:
    """Two spending periods of which neither replaces the other contradict each other."""
    text = "rules:\n" + "".join(
        f"  - {{id: {name}, verdict: excluded, spending_period: {{end: {end}}}, "
        "examples: {hits: [{text: vlieger, date: 2030-01-01}], misses: [b]}}\n"
        for name, end in (("first", "2021-12-31"), ("second", "2022-12-31"))
    )
    assert codes(report_of(tmp_path, text)) == ["R107"]


def test_long_circle(tmp_path: Path) -> None:
    """A circle of several rules is told once, with the way round; a rule that outranks itself is a circle too."""
    text = "rules:\n" + "".join(
        f"  - {{id: {name}, verdict: eligible, terms: {{nl: [{term}]}}, outranks: [{other}]}}\n"
        for name, term, other in (
            ("a", "vlieger", "b"),
            ("b", "windvaan", "c"),
            ("c", "molentje", "a"),
            ("d", "tol", "d"),
        )
    )
    found = report_of(tmp_path, text)
    assert [finding.values["circle"] for finding in found.findings if finding.kind.code == "R110"] == [
        "a → b → c → a",
        "d → d",
    ]


def test_circle_of_replacements(tmp_path: Path) -> None:
    """Rules that replace each other are told as a circle, and not besides as never reached or running backwards."""
    text = (
        "rules:\n  - {id: a, verdict: eligible, terms: {nl: [vlieger]}, replaces: [b]}\n"
        "  - {id: b, verdict: eligible, terms: {nl: [windvaan]}, replaces: [a]}\n"
    )
    assert codes(report_of(tmp_path, text)) == ["R110"]


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    """Findings stand in the order of the files, by line and column."""
    text = (
        "questions: [{id: windy}, {id: rainy}]\n"
        "rules:\n  - {id: z, verdict: eligible, terms: {nl: [vlieger, vliegers]}}\n"
        "  - {id: a, verdict: eligible, terms: {nl: [drone, drones]}}\n"
    )
    report_of(tmp_path, text)
    places = [finding.place for finding in report(tmp_path).findings]
    assert len(places) == 4
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("grote vlieger|windvaan + strand", ["R111"]),
        ("strand + vlieger|grote windvaan", ["R111"]),
        ("grote + vlieger|windvaan + strand", []),
        ("grote vlieger|windvaan", []),  # in order: the choice is of the last word
        ("zee-vlieger|windvaan + strand", []),  # written as one word
    ],
)
def test_a_choice_that_says_more(tmp_path: Path, term: str, found: list[str]) -> None:
    """A single word beside words together is told, where words may stand anywhere."""
    hit = "grote vlieger strand zee windvaan" if " + " in term else "grote vlieger"
    examples = f"examples: {{hits: [{hit}], misses: [b]}}"
    text = f"rules:\n  - {{id: kites, verdict: eligible, terms: {{nl: ['{term}']}}, {examples}}}\n"
    assert [code for code in codes(report_of(tmp_path, text)) if code == "R111"] == found
