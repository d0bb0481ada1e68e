"""`npo demo`: what a newcomer sees first."""

import re
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from tests.commands.running import LANGUAGES, ROOT, Program, obeyed

LINE = re.compile(r"([✓!✗]) \S.* € [\d.,]+")


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo(npo: Program, language: str) -> None:
    """A dozen expenses are checked, of all three verdicts, each on a line with its amount."""
    outcome = npo("demo", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    brief = [match for match in map(LINE.fullmatch, outcome.lines) if match]
    assert len(brief) >= 12
    assert {match[1] for match in brief} == {"✓", "!", "✗"}
    assert max(map(len, outcome.lines)) <= 80
    assert not obeyed(outcome.out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_in_full(npo: Program, language: str) -> None:
    """One of the expenses is answered in full, with quote, source and receipt; and it ends with what to do next."""
    outcome = npo("demo", "--lang", language)
    assert re.search(r"^[✓!✗] [A-Z ]+$", outcome.out, re.MULTILINE)
    assert re.search(r"“.+” \(.+\)", outcome.flat)
    assert "npo-spuk" in outcome.out
    assert "npo check" in outcome.lines[-1]


def test_demo_in_both_languages(npo: Program) -> None:
    """Dutch and English are two texts, of the same expenses with the same verdicts.

    The line shows the verdict first, so that the signs in order are the verdicts in order.
    """
    dutch, english = (npo("demo", "--lang", language) for language in LANGUAGES)
    signs = [[line[0] for line in outcome.lines if LINE.fullmatch(line)] for outcome in (dutch, english)]
    assert signs[0] == signs[1]
    assert not {line for line in dutch.lines if LINE.fullmatch(line)}.intersection(english.lines)


def test_demo_says_what_is_made_up(npo: Program) -> None:
    """It says at once that the municipality is made up."""
    assert "verzonnen" in npo("demo", "--lang", "nl").lines[0]
    assert "made-up" in npo("demo", "--lang", "en").lines[0]


def test_demo_agrees_with_check(npo: Program) -> None:
    """What the demonstration says of an expense, a check says too."""
    for line in npo("demo", "--lang", "nl").lines:
        if LINE.fullmatch(line) and "…" not in line and "afloop" not in line:
            text = re.split(r"\s{2,}", line)[1]
            assert npo("check", text, "--lang", "nl", "--date", "2022-07-18").lines[0][0] == line[0], text


@pytest.mark.parametrize("way", ["option", "environment"])
def test_demo_of_rules_without_one(npo: Program, tmp_path: Path, way: str) -> None:
    """Rules without expenses to show, by --pack or NPO_PACK, give a line that says so."""
    copytree(ROOT / "rules" / "npo-spuk", tmp_path / "pack", ignore=ignore_patterns("demo.yaml"))
    outcome = npo("demo", "--pack", "pack") if way == "option" else npo("demo", env={"NPO_PACK": "pack"})
    assert (outcome.code, outcome.err, len(outcome.lines)) == (0, "", 1)
