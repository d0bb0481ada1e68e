"""What the tests of tables share: the columns to look for, and short ways to read a file."""

from pathlib import Path
from typing import BinaryIO

import pytest

from npo_cli.fault import Fault, InputError
from npo_cli.language import Language
from npo_cli.tables.table import Cell, Row, open_table

ALIASES = {
    "description": frozenset({"description", "omschrijving", "uitgave"}),
    "amount": frozenset({"amount", "bedrag"}),
    "day": frozenset({"day", "date", "datum"}),
}
REQUIRED = ("description",)


def read(source: Path | BinaryIO, required: tuple[str, ...] = REQUIRED) -> list[Row | Fault]:
    """Read every row of a table."""
    with open_table(source, ALIASES, required) as table:
        return list(table.rows())


def cells(source: Path | BinaryIO, required: tuple[str, ...] = REQUIRED) -> list[tuple[Cell, ...]]:
    """Read the cells of every row, none of which may be a fault."""
    found = read(source, required)
    return [row.cells for row in found if isinstance(row, Row)] if _no_faults(found) else []


def _no_faults(found: list[Row | Fault]) -> bool:
    faults = [row.line(Language.EN) for row in found if isinstance(row, Fault)]
    assert faults == []
    return True


def faults(source: Path | BinaryIO) -> list[str]:
    """Give the lines of the faults among the rows, in English."""
    return [row.line(Language.EN) for row in read(source) if isinstance(row, Fault)]


def refusal(source: Path | BinaryIO, required: tuple[str, ...] = REQUIRED) -> str:
    """Give the lines with which a source is refused, in English; its Dutch lines must be there too."""
    with pytest.raises(InputError) as caught:
        read(source, required)
    for fault in caught.value.faults:
        assert "{" not in fault.line(Language.NL)
        assert fault.line(Language.NL) != fault.line(Language.EN)
    return "\n".join(fault.line(Language.EN) for fault in caught.value.faults)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text as it is, line breaks included."""
    path.write_bytes(text.encode(encoding))
    return path
