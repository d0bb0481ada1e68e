"""What the tests of lint share: a small pack made from the rules that matter, and what lint finds in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from npo_cli.eligibility.lint.linter import Report, lint
from npo_cli.eligibility.pack import read_pack
from npo_cli.eligibility.rulefile import RuleText
from tests.conftest import TODAY
from tests.eligibility.support import SOURCE, Section, goal, grant_file, question, rule, write_yaml


def completed(text: str) -> Section:
    """Read rules in short and fill in what they leave out; goals and questions that they name are made."""
    content: dict[str, Any] = yaml.safe_load(text)
    rules = [_rule(given) for given in content.get("rules", [])]
    named = {name for each in rules for name in each.get("goals", [])}
    asked = {condition["question"] for each in rules for condition in each.get("conditions", [])}
    asked |= {given["id"] for given in content.get("questions", [])}
    return {
        **content,
        "goals": [goal(name) for name in sorted(named)],
        "questions": [question(name) for name in sorted(asked)],
        "rules": rules,
    }


def _rule(given: Mapping[str, Any]) -> Section:
    terms = given.get("terms", {})
    first = next((text for texts in terms.values() for text in texts), "a")
    plain = rule(given["id"], given["verdict"], examples={"hits": [first], "misses": ["b"]})
    return {**plain, **given}


def report_of(folder: Path, text: str, sources: Path | None = None) -> Report:
    """Lint a small pack with these rules."""
    write_yaml(folder, {"grant.yaml": grant_file(), "rules.yaml": completed(text)})
    return report(folder, sources)


def report(folder: Path, sources: Path | None = None) -> Report:
    """Lint a folder."""
    return lint([RuleText(*text) for text in read_pack(str(folder))], TODAY, sources)


def codes(found: Report) -> list[str]:
    """Give the codes of what was found, in order of place."""
    return [finding.kind.code for finding in found.findings]


def write_source(folder: Path, text: str) -> Path:
    """Write the text of the small grant's only source, with the words that its other parts quote."""
    folder.mkdir(exist_ok=True)
    (folder / "letter.txt").write_text(f"{text}\n{SOURCE['quote']}\n", encoding="utf-8")
    return folder
