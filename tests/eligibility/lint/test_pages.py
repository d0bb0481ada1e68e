"""Tests of the pages of docs/lint: each code has one, and its examples do what it says."""

import re
from pathlib import Path

import pytest

from npo_cli.answer.lintpage import DOES_NOT_LOAD
from npo_cli.eligibility.lint.linter import KINDS
from tests.conftest import REPOSITORY
from tests.eligibility.lint.support import codes, report, report_of, write_source
from tests.eligibility.support import grant_file, write_yaml

PAGES = REPOSITORY / "docs" / "lint"
CODES = [DOES_NOT_LOAD, *(kind.code for kind in KINDS)]


def blocks(code: str, kind: str) -> list[str]:
    """Give the blocks of a page that are fenced as a kind."""
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("code", [kind.code for kind in KINDS])
def test_examples_of_a_page(code: str, tmp_path: Path) -> None:
    """The bad example gives exactly this finding, and the good one none."""
    source = blocks(code, "text")
    sources = write_source(tmp_path / "sources", source[0]) if source else None
    bad, good = blocks(code, "yaml")
    assert codes(report_of(tmp_path / "bad", bad, sources)) == [code]
    assert codes(report_of(tmp_path / "good", good, sources)) == []
    assert not report(tmp_path / "bad").faults
    assert not report(tmp_path / "good").faults


def test_examples_of_the_page_on_files_that_do_not_load(tmp_path: Path) -> None:
    """The bad example does not load, and the good one does."""
    bad, good = (
        report(write_yaml(tmp_path / name, {"grant.yaml": grant_file(), "rules.yaml": text}))
        for name, text in zip(("bad", "good"), blocks(DOES_NOT_LOAD, "yaml"), strict=True)
    )
    assert len(bad.faults) == 1
    assert not good.faults


def test_every_code_has_a_page() -> None:
    """Every code has a page of its own and a row in the table, and there are no others."""
    assert sorted(path.stem for path in PAGES.glob("R[0-9]*.md")) == sorted(CODES)
    table = (PAGES / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[(R\d+)\]", table, re.MULTILINE) == sorted(CODES)
    for kind in KINDS:
        page = (PAGES / f"{kind.code}.md").read_text(encoding="utf-8")
        assert f"Level: {kind.level.value}." in page
        assert f"Soort: {kind.level.phrase.nl}." in page
        assert re.search(rf"^\| \[{kind.code}\]\({kind.code}.md\) \| {kind.level.value} \|", table, re.MULTILINE)


def test_no_code_twice() -> None:
    """No two kinds of findings share a code, and each says in both languages what is wrong and how to mend it."""
    assert len(set(CODES)) == len(CODES)
    for kind in KINDS:
        assert all((*kind.sentence, *kind.mend))
        assert kind.sentence.nl != kind.sentence.en
        assert set(re.findall(r"{(\w+)}", kind.sentence.nl)) == set(re.findall(r"{(\w+)}", kind.sentence.en))
