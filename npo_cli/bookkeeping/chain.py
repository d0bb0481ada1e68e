"""The chain: every entry carries a hash that covers the one before, so that no change to the past goes unseen.

Hashed are the hash before, and then the columns of the entry's row: first the length in bytes of each (-1 for one that
is absent) with a comma behind it, then all of them without anything between. What stands before the first entry is
made in the same way from the name of the ledger.
"""

from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from typing import Any

from npo_cli.bookkeeping.entry import Entry
from npo_cli.bookkeeping.row import Cell, cells_of, written


def payload(cells: Sequence[Cell]) -> bytes:
    """Join cells so that no two rows can be taken for one."""
    texts = [cell if isinstance(cell, str) else "" if cell is None else str(cell) for cell in cells]
    joined = "".join(texts)
    pairs = zip(cells, texts, strict=True)
    # Of plain texts, which most are, the characters are as many as the bytes.
    if joined.isascii():
        lengths = [-1 if cell is None else len(text) for cell, text in pairs]
    else:
        lengths = [-1 if cell is None else len(text.encode()) for cell, text in pairs]
    return ("%d," * len(lengths) % (*lengths,) + joined).encode()


def payload_pattern(cells: Sequence[Cell], differing: Collection[int]) -> str:
    """Give what `payload` makes of rows that differ in some cells only, to be filled with those by `filled`.

    `differing` are the places of these cells, none of which is absent.
    """
    sizes = (-1 if cell is None else len(str(cell).encode()) for cell in cells)
    texts = ("" if cell is None else str(cell) for cell in cells)
    return "".join("%d," if place in differing else f"{size}," for place, size in enumerate(sizes)) + "".join(
        "%s" if place in differing else text.replace("%", "%%") for place, text in enumerate(texts)
    )


def filled(pattern: str, texts: Sequence[str]) -> bytes:
    """Give the payload of a row from the texts of the cells in which it differs, all of them there."""
    sizes = map(len, texts) if "".join(texts).isascii() else [len(text.encode()) for text in texts]
    return (pattern % (*sizes, *texts)).encode()


def link(previous: str, hashed: bytes) -> str:
    """Give the hash of an entry from the hash before and its payload."""
    return sha256(previous.encode("ascii") + hashed).hexdigest()


def origin(municipality: str, pack: str, currency: str) -> str:
    """Give what stands before the first entry: the hash of the ledger's name."""
    return link("", payload(("npo.ledger", municipality, pack, currency)))


def chained(entry: Entry, previous: str, write: Callable[[Any], str] = written) -> tuple[Entry, tuple[Cell, ...]]:
    """Give the entry with its hash, and its row; `write` makes JSON as for `cells_of`."""
    cells = cells_of(entry, write)
    own = link(previous, payload(cells))
    return Entry._make((*entry[:-1], own)), (*cells, own)
