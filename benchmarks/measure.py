"""How things are measured: commands in processes of their own, contestants in turn, medians over the rounds."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

LAUNCHER = Path(__file__).with_name("launch.py")


class Settings(NamedTuple):
    """How much to measure, and in which folder to work."""

    rounds: int
    rows: int
    seed: int
    work: Path


class Ran(NamedTuple):
    """What a command took, and what it wrote to both its outputs together."""

    seconds: float
    peak: int
    text: str


class Figure(NamedTuple):
    """One line of the table: a value for each round, or none where the thing is not installed.

    `ratio` compares with the floor of the same rounds; `limit` is the bar that the ratio, or else the value, must
    meet: at most, or at least where `at_least`.
    """

    bar: str
    what: str
    unit: str
    values: tuple[float, ...] = ()
    ratio: float | None = None
    limit: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def middle(self) -> float | None:
        """The median of the rounds."""
        return median(self.values) if self.values else None

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None where there is none, or nothing was measured."""
        found = self.middle if self.ratio is None else self.ratio
        if self.limit is None or found is None:
            return None
        return found >= self.limit if self.at_least else found <= self.limit


class DifferentAnswersError(Exception):
    """Contestants that do not give the same answer, so that their speeds say nothing."""


def require_same(what: str, *answers: object) -> None:
    """Refuse to compare the speed of what answers differently."""
    if any(answer != answers[0] for answer in answers):
        shown = "\n".join(str(answer)[:500] for answer in answers)
        raise DifferentAnswersError(f"{what}: the answers differ.\n{shown}")


def not_installed(bar: str, what: str) -> Figure:
    """Say of a peer that it is not here."""
    return Figure(bar, what, "", note="not installed")


def script(name: str) -> str | None:
    """Find a command of this environment: beside its interpreter, never a shim elsewhere."""
    path = Path(sys.executable).with_name(name)
    return str(path) if path.is_file() else None


def run(command: Sequence[str], work: Path, cache: Path | None = None) -> Ran:
    """Run a command in the work folder with an environment that changes nothing; it must succeed."""
    output = work / "output.txt"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(LAUNCHER), str(output), *command],
        cwd=work,
        env=_environment(cache or work / "cache"),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak, code = json.loads(done.stdout)
    text = output.read_text(encoding="utf-8", errors="replace")
    if code != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {code}: {text[-2000:]}")
    return Ran(seconds, peak, text)


def in_turn(contestants: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, tuple[float, ...]]:
    """Measure every contestant once a round, so that a noisy spell hits all.

    Before several rounds comes one that is not counted, for the first finds files and caches cold.
    """
    values: dict[str, list[float]] = {name: [] for name in contestants}
    warming = int(rounds > 1)
    for number in range(rounds + warming):
        for name, measured in contestants.items():
            value = measured()
            if number >= warming:
                values[name].append(value)
    return {name: tuple(found) for name, found in values.items()}


def ratio(values: Sequence[float], floor: Sequence[float]) -> float:
    """Give the median, over the rounds, of what each round's value is to that round's floor."""
    return median(value / base for value, base in zip(values, floor, strict=True))


def _environment(cache: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NPO_", "PYTHON", "LC_", "COLUMNS", "BEANCOUNT"))
    }
    return {**kept, "LC_ALL": "C.UTF-8", "NPO_CACHE": str(cache), "NPO_LANG": "nl"}
