"""Runs the benchmarks, prints a table and keeps the figures as JSON."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import distributions
from pathlib import Path

from tabulate import tabulate

from benchmarks import batch, bookkeeping, engine, importing, load, reporting, shared, start
from benchmarks.measure import Figure, Settings

BARS: dict[str, Callable[[Settings], list[Figure]]] = {
    "check-start": start.measure,
    "load": load.measure,
    "check-batch": batch.measure,
    "engine": engine.measure,
    "memory": batch.measure_memory,
    bookkeeping.ADD: bookkeeping.measure_add,
    bookkeeping.VERIFY: bookkeeping.measure_verify,
    importing.BAR: importing.measure,
    reporting.BAR: reporting.measure,
    shared.BAR: shared.measure,
}
ROUNDS = {
    "check-start": 25,
    "load": 15,
    "check-batch": 5,
    "engine": 5,
    "memory": 1,
    bookkeeping.ADD: 11,
    bookkeeping.VERIFY: 3,
    importing.BAR: 3,
    reporting.BAR: 9,
    shared.BAR: 3,
}
RESULTS = Path(__file__).with_name("results")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the chosen bars; ends with 1 if one is missed."""
    given = _parser().parse_args(arguments)
    figures: list[Figure] = []
    before = os.getloadavg()
    for name in given.only:
        print(f"{name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="npo-benchmark-") as folder:
            os.environ["NPO_CACHE"] = str(Path(folder) / "cache")
            settings = Settings(given.rounds or ROUNDS[name], given.rows, given.seed, Path(folder))
            figures += BARS[name](settings)
    print(table(figures))
    path = _save(figures, given.results, before)
    print(f"\n{path}")
    return int(any(figure.met is False for figure in figures))


def table(figures: Sequence[Figure]) -> str:
    """Draw the figures: the median, the lowest and the highest round, and the ratio to the floor."""
    headings = ("bar", "what", "median", "lowest", "highest", "", "× floor", "must be", "", "note")
    return tabulate([_line(figure) for figure in figures], headings, tablefmt="simple", disable_numparse=True)


def _line(figure: Figure) -> list[str]:
    if figure.middle is None:
        return [figure.bar, figure.what, *[""] * 7, figure.note]
    limit = "" if figure.limit is None else f"{'≥' if figure.at_least else '≤'} {figure.limit:,g}"
    return [
        figure.bar,
        figure.what,
        *(_rounded(value) for value in (figure.middle, min(figure.values), max(figure.values))),
        figure.unit,
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        limit,
        {True: "met", False: "missed", None: ""}[figure.met],
        figure.note,
    ]


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _save(figures: Sequence[Figure], folder: Path, load_before: tuple[float, ...]) -> Path:
    now = datetime.now()
    whole = {
        "measured": now.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "processors": os.cpu_count(),
        "load_before_and_after": [load_before, os.getloadavg()],
        "installed": dict(sorted((found.name, found.version) for found in distributions())),
        "figures": [
            {**figure._asdict(), "median": figure.middle, "met": figure.met, "installed": bool(figure.values)}
            for figure in figures
        ],
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--only", type=_bars, default=list(BARS), metavar="A,B", help=f"of {', '.join(BARS)}")
    parser.add_argument("--rounds", type=int, help="how often to measure each thing; default: as each bar needs")
    parser.add_argument(
        "--rows", type=int, default=100_000, help="rows of the list; memory and ledgers take ten times as many"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the made-up list")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the JSON")
    return parser


def _bars(text: str) -> list[str]:
    chosen = text.split(",")
    if unknown := [name for name in chosen if name not in BARS]:
        raise argparse.ArgumentTypeError(f"no such bar: {', '.join(unknown)}; choose from {', '.join(BARS)}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
