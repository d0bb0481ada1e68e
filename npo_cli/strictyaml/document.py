"""The data of one file, each part with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from npo_cli.strictyaml.position import KeyPath, Position


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file, and where each part of it stands.

    `marks` gives the line and column, from 1, of every value by its path, such as ("rules", 0, "title");
    `keys` does so for every key. `name` is what users see before the line number. `sound` is false if reading
    gave faults: then the data serve only to let `validate` find more of them. `refused` are the paths whose
    value could not be read.
    """

    data: object
    marks: Mapping[KeyPath, Position]
    name: str
    keys: Mapping[KeyPath, Position] = field(default_factory=dict)
    refused: frozenset[KeyPath] = frozenset()
    sound: bool = True
