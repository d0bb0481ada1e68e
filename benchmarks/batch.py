"""Bar 2, end to end: a list of expenses through the command line, beside a bare copy of the same file; and memory."""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from benchmarks.expenses import LISTS, expenses, write_csv
from benchmarks.measure import Figure, Ran, Settings, in_turn, not_installed, ratio, require_same, run, script
from npo_cli.eligibility.decision import decide
from npo_cli.eligibility.expense import Expense
from npo_cli.eligibility.pack import load_rulebook

BAR, FLOOR, CHECK = "check-batch", "csv.reader to csv.writer", "npo check --file"
LIMIT = 6
MOST_BYTES = 200_000_000
AS_OF = date(2026, 11, 1)
COPY = Path(__file__).with_name("peers") / "copy_csv.py"


def measure(settings: Settings) -> list[Figure]:
    """Time `npo check --file` and the copy, in turn, of lists in which descriptions recur more and less."""
    npo = script("npo")
    if npo is None:
        return [not_installed(BAR, CHECK)]
    source = settings.work / "list.csv"
    found = []
    for kind, make in LISTS.items():
        write_csv(source, make(settings.rows, settings.seed))
        found += _beside_a_copy(npo, source, settings, kind)
    return found


def _beside_a_copy(npo: str, source: Path, settings: Settings, kind: str) -> list[Figure]:
    target = settings.work / "checked.csv"
    _check(npo, source, settings.work)
    verdicts = _require_same_answers(source, target)
    values = in_turn(
        {
            FLOOR: lambda: run([sys.executable, str(COPY), str(source), str(target)], settings.work).seconds,
            CHECK: lambda: _check(npo, source, settings.work).seconds,
        },
        settings.rounds,
    )
    mix = ", ".join(f"{verdict} {count / settings.rows:.0%}" for verdict, count in sorted(verdicts.items()))
    return [
        Figure(BAR, FLOOR, "s", values[FLOOR], 1.0, note=f"{settings.rows:,} rows"),
        Figure(BAR, f"{CHECK}, {kind}", "s", values[CHECK], ratio(values[CHECK], values[FLOOR]), LIMIT, note=mix),
    ]


def measure_memory(settings: Settings) -> list[Figure]:
    """Compare the peak memory of a list of ten times as many rows with that of a tenth."""
    bar = "memory"
    few, many = max(1, settings.rows // 10), settings.rows * 10
    npo = script("npo")
    if npo is None:
        return [not_installed(bar, f"npo check --file, {many:,} rows")]
    peaks = {rows: (_check(npo, _listed(settings, rows), settings.work).peak / 1e6,) for rows in (few, many)}
    return [
        Figure(bar, f"npo check --file, {few:,} rows", "MB", peaks[few], note="peak"),
        Figure(
            bar,
            f"npo check --file, {many:,} rows",
            "MB",
            peaks[many],
            limit=MOST_BYTES / 1e6,
            note=f"peak, {peaks[many][0] / peaks[few][0]:.2f} × that of {few:,} rows",
        ),
    ]


def _listed(settings: Settings, rows: int) -> Path:
    path = settings.work / f"expenses-{rows}.csv"
    if not path.exists():
        write_csv(path, expenses(rows, settings.seed))
    return path


def _check(npo: str, source: Path, work: Path) -> Ran:
    command = [npo, "check", "--file", str(source), "--format", "csv", "--output", "checked.csv"]
    return run([*command, "--as-of", AS_OF.isoformat()], work)


def _require_same_answers(source: Path, target: Path, most: int = 20_000) -> Counter[str]:
    """The file says of each of the first rows what the engine says, and has every row; counts its verdicts."""
    rulebook = load_rulebook()
    counted: Counter[str] = Counter()
    checked = _rows(target)
    for row, answer in islice(zip(_rows(source), checked, strict=False), most):
        expense = Expense(row["omschrijving"].strip(), day=date.fromisoformat(row["datum"]))
        decision = decide(expense, rulebook, AS_OF)
        rules = " ".join(reason.rule.id for reason in decision.reasons)
        require_same(expense.description, (decision.verdict.value, rules), (answer["verdict"], answer["rules"]))
        counted[answer["verdict"]] += 1
    counted.update(row["verdict"] for row in checked)
    require_same("rows", sum(counted.values()), sum(1 for _ in _rows(source)))
    return counted


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=";")
