"""Bar 1: how long a single question takes, from the command line to the answer."""

import json
import shutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import Figure, Ran, Settings, in_turn, not_installed, ratio, require_same, run, script
from npo_cli.eligibility.pack import DEFAULT_PACK, rules_folder

BAR = "check-start"
LIMIT = 7.5
FLOOR = "python -c pass"
CHECK = "npo check zomerschool"
COLD = "npo check zomerschool, cold cache"
PEERS = Path(__file__).with_name("peers")


def measure(settings: Settings) -> list[Figure]:
    """Time whole processes, in turn, each beside an interpreter that does nothing."""
    work = settings.work
    npo = script("npo")
    empty = work / "empty.beancount"
    empty.touch()
    commands: dict[str, list[str] | None] = {
        FLOOR: [sys.executable, "-c", "pass"],
        CHECK: _installed("npo", "check", "zomerschool"),
        "npo --version": _installed("npo", "--version"),
        "lean Typer app": _python("typer", "lean_typer.py", "zomerschool"),
        "naive typer+rich+pydantic+yaml check": _python(
            "yaml", "naive_check.py", str(rules_folder() / DEFAULT_PACK), "zomerschool"
        ),
        "bean-check, empty file": _installed("bean-check", str(empty)),
        "bean-query, empty file": _installed("bean-query", str(empty), "SELECT account"),
    }
    contestants: dict[str, Callable[[], float]] = {
        name: _timed(command, work) for name, command in commands.items() if command
    }
    if npo:
        _require_same_answers(npo, work)
        contestants[COLD] = lambda: _cold([npo, "check", "zomerschool"], work).seconds
    values = in_turn(contestants, settings.rounds)
    floor = values[FLOOR]
    return [
        Figure(
            BAR,
            name,
            "ms",
            tuple(seconds * 1000 for seconds in values[name]),
            ratio(values[name], floor),
            LIMIT if name == CHECK else None,
        )
        if name in values
        else not_installed(BAR, name)
        for name in [*commands, COLD]
    ]


def _python(needs: str, name: str, *arguments: str) -> list[str] | None:
    return [sys.executable, str(PEERS / name), *arguments] if find_spec(needs) else None


def _installed(name: str, *arguments: str) -> list[str] | None:
    found = script(name)
    return [found, *arguments] if found else None


def _timed(command: list[str], work: Path) -> Callable[[], float]:
    return lambda: run(command, work).seconds


def _cold(command: list[str], work: Path) -> Ran:
    """Run a command with a cache folder that is empty."""
    cache = work / "cold"
    shutil.rmtree(cache, ignore_errors=True)
    return run(command, work, cache)


def _require_same_answers(npo: str, work: Path) -> None:
    """The answer is the same with a cold and a warm cache, and the naive peer finds the same rule."""
    command = [npo, "check", "zomerschool", "--format", "json"]
    cold, first, warm = (ran.text for ran in (_cold(command, work), run(command, work), run(command, work)))
    require_same("npo check zomerschool, cold and warm", cold, first, warm)
    answer = json.loads(warm)
    require_same("npo check zomerschool", answer["verdict"], "eligible")
    rule = answer["reasons"][0]["rule"]
    if naive := _python("yaml", "naive_check.py", str(rules_folder() / DEFAULT_PACK), "zomerschool"):
        require_same("the naive peer finds the rule too", True, rule in run(naive, work).text)
