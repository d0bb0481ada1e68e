"""The report for a terminal: how its tables are drawn."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from npo_cli.language import Language
from tests.commands.running import Program, obeyed, program


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, tmp_path: Path) -> Program:
    """Open a ledger with large amounts, long texts, and a text that a terminal would obey."""
    npo = program(monkeypatch, cache_of_tests, tmp_path)
    npo("init", "Oisterwijk", "--allocation", "999999999.99", "--date", "2021-10-01")
    texts = ("zomerschool " * 20, "zomerschool [bold red]x[/] \x1b[31m", "glas" * 30)
    for text in texts:
        npo("ledger", "add", text, "--amount", "123456789.01", "--date", "2022-07-18", "--goal", "catch-up")
    return npo


@pytest.mark.parametrize("language", Language)
def test_a_report_fits_in_80_columns(books: Program, language: Language) -> None:
    """Nothing is wider than the terminal, whatever the texts are."""
    lines = books("report", "--year", "2022", "--lang", language.value).lines
    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_figures_are_never_broken(books: Program, columns: str) -> None:
    """An amount stands on one line in a narrow terminal too."""
    out = books("report", "--year", "2022", "--lang", "nl", env={"COLUMNS": columns}).out
    assert out.count("€ 370.370.367,03") >= 4
    assert out.count("€ 999.999.999,99") == 1


def test_what_a_terminal_obeys_is_text(books: Program) -> None:
    """Markup and escapes in a description are shown, not obeyed."""
    out = books("report", "--lang", "nl").out
    assert not obeyed(out)
    assert "[bold red]x[/]" in re.sub(r"\s+", " ", out)


def test_colour_is_for_a_terminal(books: Program) -> None:
    """A terminal gets bold titles; a pipe, and a terminal with NO_COLOR, the same text without."""
    piped = books("report", "--lang", "nl", env={"COLUMNS": "80"})
    shown = books("report", "--lang", "nl", env={"COLUMNS": "80", "TERM": "xterm"}, terminal=True)
    bare = books("report", "--lang", "nl", env={"COLUMNS": "80", "NO_COLOR": "1"}, terminal=True)
    assert "\x1b[1m" in shown.out
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown.out) == piped.out == bare.out


def test_a_console_of_few_signs(books: Program) -> None:
    """A console without line-drawing signs gets plain ones."""
    out = books("report", "--lang", "en", env={"PYTHONIOENCODING": "cp1252"}, terminal=True, encoding="cp1252").out
    assert "----" in out
    assert "─" not in out


def test_a_table_stands_in_columns(books: Program) -> None:
    """Every amount of a column ends below its heading."""
    lines = books("report", "--year", "2022", "--lang", "en").lines
    start = next(place for place, line in enumerate(lines) if line == "Key figures")
    table = lines[start + 3 : start + 6]
    heading = lines[start + 1]
    assert {len(line) for line in table if "2022" not in line} == {len(heading)}


def test_nothing_heavy_for_a_report(books: Program, tmp_path: Path) -> None:
    """A report decides nothing and reads no words: neither the engine nor what only other commands need is imported."""
    assert books("report").code == 0
    code = "import sys; from npo_cli.main import run; run(['report']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    loaded = set(done.stderr.split())
    assert "npo_cli.reporting.formats.text" in loaded
    heavy = {"decimal", "pydantic", "yaml", "rich", "tempfile", "csv"}
    own = {
        "answer.record",
        "answer.wording",
        "bookkeeping.ledger",
        "bookkeeping.verification",
        "eligibility.decision",
        "eligibility.gist",
        "eligibility.lexicon",
        "eligibility.matching",
        "reporting.entry_text",
        "reporting.overview",
    }
    assert loaded.isdisjoint(heavy | {f"npo_cli.{name}" for name in own})
