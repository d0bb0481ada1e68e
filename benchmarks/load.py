"""How long the rules take to load: compiled and kept in the cache, or read from their YAML."""

import os
import shutil
from collections.abc import Callable
from time import perf_counter
from typing import Any

import yaml

from benchmarks.measure import Figure, Settings, in_turn, not_installed, ratio, require_same
from npo_cli.eligibility.pack import load_rulebook, read_pack

BAR = "load"
FLOOR = "compiled cache to rulebook"
C_LOADER = "yaml.CSafeLoader, same files"


def measure(settings: Settings) -> list[Figure]:
    """Time the loading in process; the cache stands in the work folder."""
    cache = settings.work / "load-cache"
    os.environ["NPO_CACHE"] = str(cache)
    files = [content.decode("utf-8") for _, content, _ in read_pack(None)]

    def cold() -> object:
        shutil.rmtree(cache, ignore_errors=True)
        return load_rulebook()

    works: dict[str, Callable[[], object]] = {
        FLOOR: load_rulebook,
        "reading and hashing the files": lambda: read_pack(None),
        "yaml.SafeLoader, same files": lambda: _documents(files, yaml.SafeLoader),
        "cold: strict YAML, checked and compiled": cold,
    }
    if hasattr(yaml, "CSafeLoader"):
        works[C_LOADER] = lambda: _documents(files, yaml.CSafeLoader)
        require_same("YAML", _documents(files, yaml.SafeLoader), _documents(files, yaml.CSafeLoader))
    cold()
    require_same("rules from the cache", *(load.rules for load in (load_rulebook(), load_rulebook())))
    values = in_turn({name: _timed(work) for name, work in works.items()}, settings.rounds)
    size = f"{len(files)} files, {sum(map(len, files)) // 1000} kB"
    return [
        Figure(BAR, name, "ms", found, ratio(found, values[FLOOR]), note=size if name == FLOOR else "")
        for name, found in values.items()
    ] + ([] if C_LOADER in works else [not_installed(BAR, C_LOADER)])


def _documents(files: list[str], loader: Any) -> list[Any]:
    return [yaml.load(text, loader) for text in files]


def _timed(work: Callable[[], object]) -> Callable[[], float]:
    def milliseconds() -> float:
        start = perf_counter()
        work()
        return (perf_counter() - start) * 1000

    return milliseconds
