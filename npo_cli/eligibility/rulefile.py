"""Rule files as they are read: each checked by itself, with the place of everything in it.

Of a file with faults, the items that are sound by themselves still serve to find the faults between files.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError

from npo_cli.collector import without_collector
from npo_cli.eligibility.model import RuleFile
from npo_cli.fault import Fault
from npo_cli.strictyaml.document import Document
from npo_cli.strictyaml.position import KeyPath
from npo_cli.strictyaml.reader import read_document
from npo_cli.strictyaml.validation import validate

SECTIONS_BY_ID = ("documents", "goals", "questions", "rules", "provisions")


class RuleText(NamedTuple):
    """One file of rules as it was read: the name users see, its bytes, and whether it is a workspace's own."""

    name: str
    content: bytes
    local: bool


class Place(NamedTuple):
    """Where something stands: file, line and column, as users know them."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class File:
    """A file of rules, or what is sound of it: `kept` then tells where each kept item of a section stood."""

    name: str
    local: bool
    marks: Document
    model: RuleFile
    kept: Mapping[str, list[int]] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Give the place of a value by its path in the model."""
        match path:
            case (str(section), int(number), *rest) if section in self.kept:
                path = (section, self.kept[section][number], *rest)
        return Place(self.name, *self.marks.marks.get(path, (1, 1)))

    def where(self, *path: str | int) -> str:
        """Give the place of a value as text."""
        return str(self.place(*path))

    def where_named(self, *path: str | int) -> str:
        """Give the place of a key outside the sections of items as text, by the path of its value in the model."""
        return str(Place(self.name, *self.marks.keys.get(path, (1, 1))))


@dataclass(frozen=True, slots=True)
class Survey:
    """All that can be read of a pack: files or what is sound of them, their faults, and the ids that broken items have.

    It is `complete` if there are no faults, and `closed` if at least every id could be read.
    """

    files: list[File]
    faults: list[Fault]
    broken_ids: Mapping[str, frozenset[str]]
    closed: bool

    @property
    def complete(self) -> bool:
        """Whether every file is sound."""
        return not self.faults


def read_files(texts: Iterable[RuleText]) -> tuple[list[File], list[Fault]]:
    """Read and check each file by itself; faults of all files are gathered, and sound files given."""
    found = survey(texts)
    return [file for file in found.files if not file.kept], found.faults


@without_collector()
def survey(texts: Iterable[RuleText]) -> Survey:
    """Read each file as far as can be."""
    files: list[File] = []
    faults: list[Fault] = []
    broken: dict[str, set[str]] = {section: set() for section in SECTIONS_BY_ID}
    closed = True
    for text in texts:
        document, found = read_document(text.content, text.name)
        faults.extend(found)
        if document is None:
            closed = False
            continue
        model, found = validate(document, RuleFile)
        faults.extend(found)
        if model is not None:
            files.append(File(text.name, text.local, document, model))
            continue
        files.append(_salvaged(text, document))
        for section, ids in broken.items():
            ids.update(_written_ids(document.data, section))
    return Survey(files, faults, {section: frozenset(ids) for section, ids in broken.items()}, closed)


def _salvaged(text: RuleText, document: Document) -> File:
    """Keep the items of a file with faults that have none themselves."""
    kept: dict[str, list[int]] = {section: [] for section in SECTIONS_BY_ID}
    whole: dict[str, Any] = {}
    data = document.data if isinstance(document.data, dict) else {}
    for section in RuleFile.model_fields.keys() & data.keys():
        value = data[section]
        if section not in kept:
            if _is_sound(section, value, document, (section,)):
                whole[section] = value
        elif isinstance(value, list):
            kept[section] = [
                number for number, item in enumerate(value) if _is_sound(section, [item], document, (section, number))
            ]
            whole[section] = [value[number] for number in kept[section]]
    return File(text.name, text.local, document, RuleFile.model_validate(whole), kept)


def _is_sound(section: str, value: object, document: Document, path: KeyPath) -> bool:
    if any(refused[: len(path)] == path for refused in document.refused):
        return False
    try:
        RuleFile.model_validate({section: value})
    except ValidationError:
        return False
    return True


def _written_ids(data: object, section: str) -> Iterator[str]:
    items = data.get(section) if isinstance(data, dict) else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield item["id"]
