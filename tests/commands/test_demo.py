"""`npo demo`: what a newcomer sees first."""

import json
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from tests.commands.running import LANGUAGES, ROOT, Outcome, Program, obeyed

CHECKED = re.compile(r"([✓!✗]) \S.* € [\d.,]+")
TOLD = re.compile(r" *(\d+)  (\d{4}-\d\d-\d\d)  \S.*")


@pytest.fixture(autouse=True)
def temporary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let what is temporary stand in the folder of the test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def workspace_of(outcome: Outcome) -> Path:
    """Give the workspace that the demonstration says it made."""
    (found,) = (Path(line.strip()) for line in outcome.lines if re.search(r"npo-demo-\w+$", line))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo(npo: Program, language: str) -> None:
    """It checks expenses of all three verdicts, tells the story, and ends with the report and where all stands."""
    outcome = npo("demo", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    brief = [match for match in map(CHECKED.fullmatch, outcome.lines) if match]
    assert len(brief) >= 6
    assert {match[1] for match in brief} == {"✓", "!", "✗"}
    assert len([line for line in outcome.lines if TOLD.fullmatch(line)]) >= 10
    assert "npo-spuk" in outcome.out
    assert "npo check" in outcome.lines[-1]
    assert not obeyed(outcome.out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_is_readable(npo: Program, language: str) -> None:
    """It fits in 80 columns, but for the paths, and is no longer than somebody scrolls."""
    outcome = npo("demo", "--lang", language)
    paths = ("npo-demo-", sys.executable)
    assert max(len(line.rstrip()) for line in outcome.lines if not any(path in line for path in paths)) <= 80
    assert len(outcome.lines) <= 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_leaves_a_workspace(npo: Program, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace stays, with a ledger that verifies with all its evidence, and the report as a page."""
    workspace = workspace_of(npo("demo", "--lang", language))
    monkeypatch.chdir(workspace)
    papers = {"nl": "bewijsstukken", "en": "evidence"}[language]
    assert npo("ledger", "verify", "--evidence", papers).code == 0
    (page,) = workspace.glob("*.html")
    assert page.stat().st_size > 1_000


def test_demo_shows_all_that_a_ledger_holds(npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are some thirty spendings under all goals and cost kinds, and every kind of entry and state."""
    monkeypatch.chdir(workspace_of(npo("demo", "--lang", "nl")))
    entries = npo("ledger", "list", "--format", "json").data
    kinds = Counter(entry["kind"] for entry in entries)
    assert set(kinds) == {
        "allocation", "payment", "commitment", "spending", "release", "reversal", "ruling", "seal",
    }  # fmt: skip
    assert 30 <= kinds["spending"] <= 45
    assert {entry["state"] for entry in entries if entry["kind"] == "spending"} == {
        "eligible", "awaiting", "approved", "rejected", "overridden", "reversed",
    }  # fmt: skip
    assert {entry["date"][:4] for entry in entries if entry["kind"] == "spending"} == {"2021", "2022", "2023"}
    record = npo("report", "--year", "2023", "--format", "json").data
    assert all(goal["count"] for goal in record["cumulative"]["goals"])
    assert record["allocation"] == record["cumulative"]["received"] == "503997.35"
    assert record["cumulative"]["committed"] != "0.00"
    assert record["behind"]["without_evidence"]["entries"]
    assert record["open_questions"]


def test_demo_ends_in_the_report_of_its_last_year(npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report that it shows is the one that `npo report` makes of the same ledger."""
    outcome = npo("demo", "--lang", "nl")
    monkeypatch.chdir(workspace_of(outcome))
    assert npo("report", "--year", "2023", "--lang", "nl").out in outcome.out


def test_demo_in_both_languages(npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dutch and English are two texts of the same story: the same verdicts, entries and figures."""
    found = []
    for language in LANGUAGES:
        outcome = npo("demo", "--lang", language)
        signs = [line[0] for line in outcome.lines if CHECKED.fullmatch(line)]
        with monkeypatch.context() as patch:
            patch.chdir(workspace_of(outcome))
            entries = npo("ledger", "list", "--format", "json").data
        kept = [(e["kind"], e["state"], e["amount"], e["goal"], e["verdict"]) for e in entries]
        found.append((signs, kept, {e["description"] for e in entries if e["kind"] == "spending"}))
    dutch, english = found
    assert dutch[:2] == english[:2]
    assert not dutch[2] & english[2]


@pytest.mark.parametrize(("language", "word"), [("nl", "verzonnen"), ("en", "made up")])
def test_demo_says_what_is_made_up(npo: Program, language: str, word: str) -> None:
    """It says at once that the bookings are made up, and where the amount is from."""
    opening = " ".join(npo("demo", "--lang", language).lines[:3])
    assert word in opening
    assert "CVDR685180" in opening


def test_demo_books_in_nobodys_name(npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it books is recorded by the real clock, and not as the work of the user."""
    monkeypatch.chdir(workspace_of(npo("demo", env={"NPO_USER": "A. Jansen"})))
    entries = npo("ledger", "list", "--format", "json").data
    assert {entry["who"] for entry in entries} == {"npo demo"}
    assert all(entry["recorded"] > "2024" for entry in entries)


def test_demo_touches_nothing_else(npo: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves the folder in which it is run alone, and takes no ledger that stands there for its own."""
    here = tmp_path / "here"
    (here / "ledgers").mkdir(parents=True)
    monkeypatch.chdir(here)
    assert npo("demo").code == 0
    assert [path.name for path in here.rglob("*")] == ["ledgers"]


def test_demo_agrees_with_check(npo: Program) -> None:
    """What the demonstration says of an expense, a check says too."""
    for line in npo("demo", "--lang", "nl").lines:
        if CHECKED.fullmatch(line) and "…" not in line:
            text = re.split(r"\s{2,}", line)[1]
            assert npo("check", text, "--lang", "nl", "--date", "2022-07-18").lines[0][0] == line[0], text


@pytest.mark.parametrize("way", ["option", "environment"])
def test_demo_of_rules_without_one(npo: Program, tmp_path: Path, way: str, temporary: Path) -> None:
    """Rules without a demonstration, by --pack or NPO_PACK, give a line that says so, and no workspace."""
    copytree(ROOT / "rules" / "npo-spuk", tmp_path / "pack", ignore=ignore_patterns("demo.yaml"))
    outcome = npo("demo", "--pack", "pack") if way == "option" else npo("demo", env={"NPO_PACK": "pack"})
    assert (outcome.code, outcome.err, len(outcome.lines)) == (0, "", 1)
    assert not list(temporary.iterdir())


HEAD = """\
demo:
  municipality: Kiekendam
  allocation:
    amount: "1000.00"
    date: 2021-10-01
    reason: {nl: besluit, en: decision}
    reference: B1
  about: {nl: verzonnen, en: made up}
  report: 2022
  steps:
"""
BOOK = """\
    - book: {id: first, text: {nl: zomerschool, en: summer school}, amount: "400.00", date: 2022-07-18, goal: catch-up}
"""


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Make a pack with a demonstration of its own, still without steps."""
    pack = tmp_path / "pack"
    copytree(ROOT / "rules" / "npo-spuk", pack)
    (pack / "demo.yaml").write_text(HEAD, encoding="utf-8")
    return pack


def tell(pack: Path, steps: str) -> None:
    (pack / "demo.yaml").write_text(HEAD + steps, encoding="utf-8")


def test_another_pack_tells_another_story(npo: Program, other: Path) -> None:
    """The story is data of the pack: another municipality, another amount, and no checks."""
    tell(other, BOOK)
    outcome = npo("demo", "--pack", "pack", "--lang", "nl")
    assert (outcome.code, outcome.err) == (0, "")
    assert "Kiekendam" in outcome.out
    assert "€ 400,00" in outcome.out
    assert list((workspace_of(outcome) / "ledgers").glob("kiekendam.db"))


@pytest.mark.parametrize(
    ("steps", "line", "part"),
    [
        ("    - reverse: {of: frist, reason: {nl: a, en: b}, date: 2022-08-01}\n", 12, "first"),
        ('    - fulfil: {id: second, of: first, amount: "1.00", date: 2022-08-01}\n', 12, "committed"),
        (BOOK, 12, "exists already"),
        ("    - {}\n", 12, "just one thing"),
        ("    - {seal: {year: 2021}, check: {text: {nl: a, en: b}}}\n", 12, "just one thing"),
        ('    - pay: {text: {nl: a, en: b}, amount: "1.00", date: 2022-01-31, months: 2}\n', 12, "28th"),
        (BOOK.replace("first", "second").replace("catch-up", "catchup"), 12, "catch-up"),
        (BOOK.replace("first", "second").replace('"400.00"', '"4e2"'), 12, "4e2"),
        (BOOK.replace("first", "second").replace("goal:", "evidence: [../a.txt], goal:"), 12, "../a.txt"),
    ],
    ids=["unknown", "no commitment", "double", "nothing", "two things", "day", "goal", "amount", "file"],
)
def test_a_story_that_does_not_hold(npo: Program, other: Path, steps: str, line: int, part: str) -> None:
    """A step that cannot be is refused with its place before anything is booked."""
    tell(other, BOOK + steps)
    outcome = npo("demo", "--pack", "pack", "--lang", "en")
    assert (outcome.code, outcome.out) == (2, "")
    assert any(re.search(rf"demo\.yaml:{line}:\d+: .*{re.escape(part)}", each) for each in outcome.messages), (
        outcome.err
    )


def test_a_story_that_the_ledger_refuses(npo: Program, other: Path) -> None:
    """A step that the ledger refuses is named by its number."""
    tell(other, BOOK + BOOK.replace("first", "second").replace("400", "700"))
    outcome = npo("demo", "--pack", "pack", "--lang", "en")
    assert outcome.code == 2
    assert "step 2" in outcome.err


def test_two_stories(npo: Program, other: Path) -> None:
    """A pack has one demonstration."""
    tell(other, BOOK)
    (other / "second.yaml").write_text(HEAD + BOOK, encoding="utf-8")
    outcome = npo("demo", "--pack", "pack", "--lang", "en")
    assert outcome.code == 2
    assert "second.yaml:2:3" in outcome.err


def test_demo_of_the_page_is_of_the_same_ledger(npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """The head of the ledger stands in the report that is shown."""
    outcome = npo("demo", "--lang", "en")
    monkeypatch.chdir(workspace_of(outcome))
    head = json.loads(npo("ledger", "verify", "--format", "json").out)["head"]
    assert head in outcome.out
