"""Places in a file: a value by its path, and the line and column where it stands."""

import re
from bisect import bisect_right
from typing import Protocol

KeyPath = tuple[str | int, ...]
"""The keys and indexes that lead to a value, such as ("rules", 0, "title")."""

Position = tuple[int, int]
"""Line and column, from 1."""

TOP: Position = (1, 1)
LINE_END = re.compile(r"\r\n|\r|\n")


class Lines:
    """Turns places in a text into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    def position(self, place: int) -> Position:
        """Give line and column, from 1, of a place in the text."""
        line = bisect_right(self._starts, place)
        return line, place - self._starts[line - 1] + 1


class Mark(Protocol):
    """A place as the YAML parser tells it, counted from 0."""

    line: int
    column: int


def position_of(mark: Mark | None) -> Position:
    """Give the position of a mark; of none, the top of the file."""
    return (mark.line + 1, mark.column + 1) if mark else TOP
