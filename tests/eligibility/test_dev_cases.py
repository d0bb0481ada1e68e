"""Tests of the expenses collected while npo was made, where their list is at hand."""

import csv

import pytest

from tests.conftest import SHARED, DecideText

CASES = SHARED / "cases" / "dev.tsv"


def test_every_case(decide_text: DecideText) -> None:
    """Every collected expense gets the verdict that stands beside it."""
    if not CASES.is_file():
        pytest.skip("the list of cases stands outside the repository and is not here")
    with CASES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows
    decided = [(row["text"], decide_text(row["text"]).verdict.value) for row in rows]
    assert decided == [(row["text"], row["expected"]) for row in rows]
