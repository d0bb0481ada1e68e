"""Every benchmark works, at a size so small that its figures mean nothing; nothing here is timed."""

import json
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import measure
from benchmarks.__main__ import BARS, main, table
from benchmarks.expenses import LISTS, NEW, expenses, payments
from benchmarks.measure import DifferentAnswersError, Figure, require_same


@pytest.mark.parametrize("bar", BARS)
def test_each_bar_runs_and_keeps_its_figures(
    bar: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each bar is measured, its figures are kept and shown, and a peer that is not there is said to be missing."""
    monkeypatch.setenv("NPO_CACHE", str(tmp_path / "cache"))  # put back afterwards: the benchmarks set their own
    main(["--only", bar, "--rounds", "1", "--rows", "40", "--results", str(tmp_path)])
    (kept,) = tmp_path.glob("*.json")
    figures = json.loads(kept.read_text(encoding="utf-8"))["figures"]
    assert {figure["bar"] for figure in figures} == {bar}
    assert all(figure["values"] or figure["note"] == "not installed" for figure in figures)
    assert any(figure["values"] for figure in figures)
    assert bar in capsys.readouterr().out


def test_a_peer_that_is_missing_is_reported_as_such() -> None:
    """A peer that is not installed stands in the table as such."""
    assert "not installed" in table([measure.not_installed("check-start", "bean-check")])


def test_different_answers_are_not_compared() -> None:
    """Who answers otherwise is not timed."""
    with pytest.raises(DifferentAnswersError, match="the answers differ"):
        require_same("verdict", "eligible", "excluded")


def test_a_bar_is_met_by_its_ratio_or_its_value() -> None:
    """A bar is met by a ratio below its limit or a value above it, and a figure without a limit meets none."""
    assert Figure("a", "b", "ms", (100.0,), ratio=7.0, limit=7.5).met
    assert Figure("a", "b", "texts/s", (50_000.0,), limit=60_000, at_least=True).met is False
    assert Figure("a", "b", "ms", (1.0,)).met is None


def test_the_list_is_the_same_for_the_same_seed_and_mostly_different_texts() -> None:
    """A list is the same for the same seed, has words in every row, and mostly different texts."""
    rows = list(expenses(2_000, seed=3))
    assert rows == list(expenses(2_000, seed=3))
    assert rows[:50] != list(islice(expenses(2_000, seed=4), 50))
    assert len({row.description for row in rows}) >= 0.7 * len(rows)
    assert all(any(char.isalnum() for char in row.description) for row in rows)


@pytest.mark.parametrize("kind", LISTS)
def test_each_kind_of_list_is_the_same_for_the_same_seed(kind: str) -> None:
    """Every list has as many rows as asked for, the same for the same seed."""
    rows = list(LISTS[kind](500, 3))
    assert rows == list(LISTS[kind](500, 3))
    assert len(rows) == 500


def test_payments_recur_as_said() -> None:
    """In a list of payments so many descriptions are new, and the ten most frequent ones take up a tenth or so."""
    counts = Counter(row.description for row in payments(5_000, seed=3))
    assert len(counts) == pytest.approx(NEW * 5_000, rel=0.1)
    assert 0.05 < sum(count for _, count in counts.most_common(10)) / 5_000 < 0.3
