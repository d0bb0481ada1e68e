"""Tests that equal questions get equal answers: in any order of files, time zone, locale and run."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from npo_cli.answer.diffpage import diff_record
from npo_cli.answer.lintpage import report_record
from npo_cli.answer.record import record
from npo_cli.eligibility.decision import decide
from npo_cli.eligibility.diff.comparison import compare
from npo_cli.eligibility.diff.side import side
from npo_cli.eligibility.expense import Answer, Expense
from npo_cli.eligibility.lint.linter import lint
from npo_cli.eligibility.pack import load_rulebook, read_pack, rules_folder
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.rulefile import RuleText
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from tests.conftest import REPOSITORY, TODAY
from tests.eligibility.lint.support import completed
from tests.eligibility.support import grant_file, load_files, write_yaml

ASKED = [
    Expense("zomerschool met vervoer per bus", 620_000, date(2022, 7, 18)),
    Expense("laptops en een glasvezelaansluiting"),
    Expense("jongerencoach op het mbo", answers={"prevents-non-attendance": Answer.YES}),
    Expense(
        "Extra schoolmaatschappelijk werk naast de reguliere inzet, sport en cultuur voor peuters", goal="preschool"
    ),
    Expense("tijdelijke huur van een gymzaal voor de zomerschool, chromeboeks, knurften en volwassenen"),
    Expense("zomerschool 2026 zonder vervoer", day=date(2024, 3, 1)),
    Expense("drie knurften en een zaal voor kinderen tegen verzuim"),
]

PROGRAM = """
import sys
from datetime import date
from npo_cli.answer.record import record
from npo_cli.jsontext import to_json
from npo_cli.eligibility.decision import decide
from npo_cli.eligibility.expense import Expense
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.language import Language
rulebook = load_rulebook()
for text in sys.argv[1:]:
    for language in Language:
        answer = record(decide(Expense(text), rulebook, date(2026, 11, 24)), rulebook, language)
        sys.stdout.buffer.write(to_json(answer).encode() + b"\\n")
"""


def answers(rulebook: Rulebook) -> list[dict[str, Any]]:
    """Give the answers to all that is asked, but for the hash of the files they come from."""
    found = [record(decide(expense, rulebook, TODAY), rulebook, Language.NL) for expense in ASKED]
    for answer in found:
        del answer["receipt"]["sha256"]
    return found


def test_files_renamed(rulebook: Rulebook, tmp_path: Path) -> None:
    """The rules in files with other names, read in the opposite order, give the same answers."""
    files = sorted((rules_folder() / "npo-spuk").glob("*.yaml"))
    for number, file in enumerate(reversed(files)):
        (tmp_path / f"{number:02d}.yaml").write_bytes(file.read_bytes())
    assert answers(load_rulebook(str(tmp_path))) == answers(rulebook)


def test_rules_in_one_file_and_in_many(rulebook: Rulebook, tmp_path: Path) -> None:
    """Every rule and question in a file of its own, in another order, gives the same answers."""
    items: list[dict[str, Any]] = []
    for file in sorted((rules_folder() / "npo-spuk").glob("*.yaml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        for section in ("rules", "questions"):
            items += [{section: [item]} for item in content.pop(section, [])]
        items += [{section: value} for section, value in content.items()]
    files = {f"{number:03d}.yaml": item for number, item in enumerate(reversed(items))}
    assert answers(load_files(tmp_path, files)) == answers(rulebook)


def test_order_of_questions_asked(rulebook: Rulebook) -> None:
    """What was decided before changes no answer: a fresh rulebook that is asked in the opposite order agrees."""
    fresh = load_rulebook()
    backwards = [record(decide(expense, fresh, TODAY), fresh, Language.NL) for expense in reversed(ASKED)]
    assert backwards[::-1] == [record(decide(expense, rulebook, TODAY), rulebook, Language.NL) for expense in ASKED]


@pytest.fixture(scope="module")
def here(rulebook: Rulebook) -> bytes:
    """Give the answers of a process in the environment of this one."""
    return run_elsewhere({})


def run_elsewhere(environment: dict[str, str]) -> bytes:
    """Give the answers, as bytes, of a process in another environment."""
    command = [sys.executable, "-c", PROGRAM, *(expense.description for expense in ASKED)]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", **environment}
    return subprocess.run(command, env=env, capture_output=True, check=True, timeout=60).stdout


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Adak", "PYTHONHASHSEED": "2"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "3"},
        {"LC_ALL": "C", "LANG": "C", "NPO_LANG": "en", "PYTHONHASHSEED": "4"},
    ],
    ids=["far east", "far west", "turkish", "plain"],
)
def test_other_environments(environment: dict[str, str], here: bytes) -> None:
    """Another time zone, locale and order of hashing give the same bytes."""
    assert run_elsewhere(environment) == here
    assert here.count(b'"schema"') == 2 * len(ASKED)


def test_compiled_anew_elsewhere(here: bytes, tmp_path: Path) -> None:
    """A process that compiles the rules itself, with another order of hashing, gives the same bytes."""
    environment = {"NPO_CACHE": str(tmp_path), "PYTHONHASHSEED": "5", "TZ": "Asia/Kolkata"}
    assert run_elsewhere(environment) == here
    assert run_elsewhere({**environment, "PYTHONHASHSEED": "6"}) == here
    kept = {file: file.read_bytes() for file in tmp_path.iterdir()}
    for file in kept:
        file.unlink()
    run_elsewhere({**environment, "PYTHONHASHSEED": "7"})
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == kept


# Lint, diff and check, as they are asked

COMMANDS = (
    ("rules", "lint", "--format", "json", "--pack", "kites"),
    ("rules", "diff", "--format", "json", "kites", "kites-since"),
    ("rules", "diff", "--format", "json", "2021-09-21", "2023-02-01"),
    ("check", "--format", "json", "zomerschool met vervoer en een laptop", "--date", "2024-03-01"),
)
SMALL = """
questions: [{id: windy}, {id: rainy}]
rules:
  - {id: kites, verdict: eligible, goals: [flying, falling], terms: {nl: [windvaan, vlieger, vliegers, "vlieger|tol"]}}
  - {id: knives, verdict: excluded, terms: {nl: [mes, vlieger, windvaan]}, outranks: [knobs]}
  - {id: knobs, verdict: consult, terms: {nl: [knop, mes]}, outranks: [knives]}
  - {id: knots, verdict: consult, terms: {nl: [knop, touw]}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a pack with findings of many kinds, and another version of it."""
    folder = tmp_path_factory.mktemp("packs")
    for name, text in (("kites", SMALL), ("kites-since", SMALL.replace("touw", "lint, strik").replace("tol", "draak"))):
        content = completed(text)
        files = {f"{number}.yaml": {"rules": [each]} for number, each in enumerate(content.pop("rules"))}
        write_yaml(folder / name, {"grant.yaml": grant_file(), "rest.yaml": content, **files})
    return folder


def asked_elsewhere(folder: Path, environment: dict[str, str]) -> list[bytes]:
    """Give what the commands answer, as bytes, in another environment."""
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "NPO_LANG": "nl", **environment}
    return [
        subprocess.run(
            [sys.executable, "-m", "npo_cli", *command],
            env=env,
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=60,
        ).stdout
        for command in COMMANDS
    ]


def without_today(answer: bytes) -> bytes:
    """Leave out the day of the question, which is another in another time zone."""
    for days in (-1, 0, 1):
        answer = answer.replace(str(date.today() + timedelta(days)).encode(), b"TODAY")
    return answer


@pytest.fixture(scope="module")
def asked_here(folder: Path) -> list[bytes]:
    """Give what the commands answer in the environment of this process."""
    return asked_elsewhere(folder, {})


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "11", "LC_ALL": "tr_TR.UTF-8"},
        {"TZ": "America/Adak", "PYTHONHASHSEED": "12", "LC_ALL": "C", "PYTHONIOENCODING": "utf-8"},
    ],
    ids=["far east", "far west"],
)
def test_commands_in_other_environments(environment: dict[str, str], folder: Path, asked_here: list[bytes]) -> None:
    """Lint, diff and check give the same bytes of JSON in another time zone, locale and order of hashing."""
    elsewhere = asked_elsewhere(folder, environment)
    assert [without_today(answer) for answer in elsewhere] == [without_today(answer) for answer in asked_here]
    assert all(answer.startswith(b"{") and b'"schema"' in answer for answer in elsewhere)


def test_lint_and_diff_in_any_order_of_files(folder: Path) -> None:
    """Files read in any order give the same bytes of JSON, of lint, of diff and of what does not load."""
    texts = {name: [RuleText(*text) for text in read_pack(str(folder / name))] for name in ("kites", "kites-since")}
    broken = RuleText("x.yaml", b"rules: []\nrules: []\n", False)
    seen = set()
    for shuffle in (list, lambda given: given[::-1], lambda given: given[3:] + given[:3]):
        linted = [to_json(report_record(lint(shuffle(given), TODAY), Language.NL)) for given in texts.values()]
        faulty = to_json(report_record(lint(shuffle([*texts["kites"], broken]), TODAY), Language.NL))
        sides = [side(name, shuffle(given), TODAY) for name, given in texts.items()]
        seen.add((*linted, faulty, to_json(diff_record(compare(*sides), Language.NL))))
    assert len(seen) == 1
    ((linted_first, *_),) = seen
    assert {"R101", "R103", "R104", "R110"} <= {found["code"] for found in json.loads(linted_first)["findings"]}
