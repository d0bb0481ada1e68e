"""A rule file of a workspace, edited by hand: how a rule is put at the end of it, with all else left as it is."""

import re
from pathlib import Path
from typing import NamedTuple

from npo_cli.bookkeeping.refusal import refusal
from npo_cli.language import Phrase

NOT_APPENDED = Phrase(
    "in {path} staat ‘{section}:’ er niet als lijst; zet het zo, of leg de uitspraak vast zonder --precedent. Er is "
    "niets vastgelegd.",
    "in {path} ‘{section}:’ does not stand as a list; put it so, or record the ruling without --precedent. Nothing was "
    "recorded.",
)
_MARK = "\ufeff"  # with which Windows begins a text


class OwnFile(NamedTuple):
    """The text of a rule file with plain line ends, and how it stands on disk: its first mark and its line ends."""

    path: Path
    text: str
    mark: str = ""
    line_end: str = "\n"

    @classmethod
    def read(cls, path: Path) -> "OwnFile":
        """Read a rule file; one that is not there yet is empty."""
        if not path.is_file():
            return cls(path, "")
        text = path.read_bytes().decode("utf-8")
        mark = _MARK if text.startswith(_MARK) else ""
        line_end = "\r\n" if "\r\n" in text else "\n"
        return cls(path, text.removeprefix(mark).replace("\r\n", "\n"), mark, line_end)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the file."""
        return not self.text.strip()

    @property
    def content(self) -> bytes:
        """The file as it stands on disk."""
        return (self.mark + self.text.replace("\n", self.line_end)).encode()

    def has(self, item_id: str) -> bool:
        """Say whether an item with an id stands in a list of the file."""
        return bool(self.ids(re.escape(item_id)))

    def ids(self, pattern: str) -> list[str]:
        """Give the ids like a pattern of the items that stand in lists of the file."""
        return re.findall(rf"^\s*- id: ({pattern})\s*(?:#.*)?$", self.text, re.MULTILINE)

    def with_item(self, section: str, item: str) -> "OwnFile":
        """Put an item, written at a depth of two, at the end of a section's list, at the depth of what stands there.

        A comment below the list that begins in the first column belongs to what follows, and stays below.
        """
        text = self.text if self.text.endswith("\n") or not self.text else f"{self.text}\n"
        lines = text.splitlines(keepends=True)
        start = next((n for n, line in enumerate(lines) if re.match(rf"{section}:\s*(#.*)?$", line)), None)
        if start is None:
            if re.search(rf"^[\"']?{section}[\"']?\s*:", text, re.MULTILINE):
                raise refusal(NOT_APPENDED, path=self.path, section=section)
            return self._replace(text=f"{text}{section}:\n{item}")
        end = next((n for n in range(start + 1, len(lines)) if re.match(r"[^\s#-]", lines[n])), len(lines))
        while end > start + 1 and re.match(r"#|\s*$", lines[end - 1]):
            end -= 1
        first = next((line for line in lines[start + 1 : end] if re.match(r"\s*- ", line)), "  - ")
        depth = len(first) - len(first.lstrip())
        moved = "".join(f"{' ' * depth}{line.removeprefix('  ')}" for line in item.splitlines(keepends=True))
        return self._replace(text="".join([*lines[:end], moved, *lines[end:]]))
