"""Progress on standard error, for work long enough to wait for, and only where somebody watches."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from npo_cli.language import Language, Phrase

CHECKING = Phrase("Toetsen", "Checking")
_SHORT = 2_000  # rows that are done before a bar could be read

Item = TypeVar("Item")


def counted(
    items: Iterable[Item], total: int, language: Language, doing: Phrase = CHECKING, few: int = _SHORT
) -> Iterator[Item]:
    """Pass items on, with a bar that counts them if there are many and standard error is a terminal."""
    if total < few or not sys.stderr.isatty():
        return iter(items)
    return _with_bar(items, total, doing.to(language))


def _with_bar(items: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    from rich.console import Console  # only where there is a bar to draw
    from rich.progress import Progress

    # Standard output stays what it is: in its place rich would put something that tells no encoding.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        yield from progress.track(items, total=total, description=label)
