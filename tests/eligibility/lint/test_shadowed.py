"""Tests of terms that add nothing."""

from pathlib import Path

import pytest
import yaml

from npo_cli.eligibility.example import examples_of, run
from npo_cli.eligibility.lint.linter import lint
from npo_cli.eligibility.lint.shadowed import SHADOWED
from npo_cli.eligibility.pack import load_rulebook, read_pack, rules_folder
from npo_cli.eligibility.rulefile import RuleText, survey
from tests.conftest import TODAY
from tests.eligibility.lint.support import report_of
from tests.eligibility.support import write_yaml

GRANT = "example-grant"  # to lint the other again and again takes long


def shadowed(folder: Path, *terms: str, more: str = "", verdict: str = "eligible") -> list[tuple[object, object]]:
    """Give the terms of a rule that add nothing, each with the term that makes it so."""
    written = ", ".join(f'"{term}"' for term in terms)
    text = f"rules:\n  - {{id: kites, verdict: {verdict}, terms: {{nl: [{written}]}}}}\n{more}"
    found = [finding for finding in report_of(folder, text).findings if finding.kind is SHADOWED]
    return [(finding.values["term"], finding.values["by"]) for finding in found]


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (["vlieger", "vliegers"], [("vliegers", "vlieger")]),
        (["vlieger", "vlieger"], [("vlieger", "vlieger")]),
        (["vlieger", "vlieger + touw", "touw"], [("vlieger + touw", "vlieger")]),
        (["vlieger|ballon", "vlieger"], [("vlieger", "vlieger|ballon")]),
        (["vlieger + touw|koord", "touw + vlieger"], [("touw + vlieger", "vlieger + touw|koord")]),
    ],
)
def test_what_adds_nothing(tmp_path: Path, terms: list[str], found: list[tuple[str, str]]) -> None:
    """A term adds nothing if another of its rule hits all that it hits, with the same words covered."""
    assert shadowed(tmp_path, *terms) == found


@pytest.mark.parametrize(
    "terms",
    [
        ["vlieger", "windvaan"],
        ["vlieger", "vliegerkoord"],  # the compound has a meaning of its own without the term
        ["vlieger + touw", "vlieger + koord"],
        ["vlieger", "grote vlieger"],  # without the term, `grote` would be an unknown word before what is covered
        ["huur", "verhuur"],
        ["vlieger", "vlieger*"],  # which hits every word that begins so
        ["vlieger*", "vliegerkoord"],  # as a word of the list, an error in typing it is forgiven
        ["vlieger touw", "touw"],  # without the phrase, an answer would quote `touw` alone
    ],
)
def test_what_adds_something(tmp_path: Path, terms: list[str]) -> None:
    """A term that only looks like another, or whose words nothing else covers, is not told of."""
    assert shadowed(tmp_path, *terms) == []


def test_phrase_that_silences_another_rule(tmp_path: Path) -> None:
    """A phrase that keeps a word of it from hitting another rule adds something."""
    other = "  - {id: knives, verdict: excluded, terms: {nl: [scherp]}}\n"
    assert shadowed(tmp_path / "one", "vlieger", "scherp vlieger", "scherp touw", more=other) == []


def test_languages_are_apart(tmp_path: Path) -> None:
    """The same word in Dutch and in English is not double: its forms differ."""
    text = "rules:\n  - {id: kites, verdict: eligible, terms: {nl: [drone], en: [drone]}}\n"
    assert report_of(tmp_path, text).findings == ()


def test_all_may_be_removed_together(tmp_path: Path) -> None:
    """Without every term of a grant that is told of, all its examples come out as before."""
    texts = [RuleText(*text) for text in read_pack(GRANT)]
    found = [finding for finding in lint(texts, TODAY).findings if finding.kind is SHADOWED]
    for path in (rules_folder() / GRANT).glob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        places = {finding.place[1:] for finding in found if finding.place.file.endswith(f"/{path.name}")}
        (file,) = survey(text for text in texts if text.name.endswith(f"/{path.name}")).files
        for n, rule in enumerate(content.get("rules", ())):
            for language, terms in rule.get("terms", {}).items():
                rule["terms"][language] = [
                    term
                    for m, term in enumerate(terms)
                    if file.place("rules", n, "terms", language, m)[1:] not in places
                ]
        write_yaml(tmp_path, {path.name: content})
    examples = examples_of(survey(texts).files, TODAY)
    before, after = run(examples, load_rulebook(GRANT)), run(examples, load_rulebook(str(tmp_path)))
    changed = [
        (old.example.expense.description, [reason.rule.id for reason in new.decision.reasons])
        for old, new in zip(before, after, strict=True)
        if old.decision.verdict is not new.decision.verdict
    ]
    assert changed == []
