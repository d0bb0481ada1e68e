"""The address of a ledger: a file, or a URL of a database. Here alone is chosen which store opens it.

The driver of PostgreSQL is an extra, and is looked for only where a URL is given.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from npo_cli.bookkeeping.storage.interface import About, Storage, StorageError
from npo_cli.bookkeeping.storage.sqlite import create_sqlite, open_sqlite
from npo_cli.fault import fault
from npo_cli.language import Phrase

Address = Path | str  # a file, or a URL; the URL may hold a password and is never shown as it is
WINDOWS = os.name == "nt"

NO_DRIVER = Phrase(
    "een grootboek in PostgreSQL vraagt een extra onderdeel; installeer het met: {command}",
    "a ledger in PostgreSQL needs an extra part; install it with: {command}",
)


class Found(NamedTuple):
    """A ledger among others: its name, and what opens it."""

    name: str
    open: Callable[[], AbstractContextManager[Storage]]


def open_ledger(address: Address) -> AbstractContextManager[Storage]:
    """Open the ledger at an address."""
    if isinstance(address, Path):
        return open_sqlite(address)
    opened: AbstractContextManager[Storage] = _postgres().open_postgres(address)
    return opened


def create_ledger(address: Address, about: About) -> AbstractContextManager[Storage]:
    """Make a ledger at an address and open it; what is booked in the block is kept with it, or nothing is."""
    if isinstance(address, Path):
        return _created_in_folder(address, about)
    created: AbstractContextManager[Storage] = _postgres().create_postgres(address, about)
    return created


@contextmanager
def _created_in_folder(path: Path, about: About) -> Iterator[Storage]:
    """Make a ledger in a file, and the folder for it; where it is not kept, the folder is not either."""
    is_new = not path.parent.exists()
    path.parent.mkdir(exist_ok=True)
    try:
        with create_sqlite(path, about) as storage:
            yield storage
    except BaseException:
        if is_new:
            with suppress(OSError):  # somebody else put something in it
                path.parent.rmdir()
        raise


def named(address: Address, about: About) -> Address:
    """Give an address that says whose ledger is meant, where a URL leaves it open; refuse one that names another."""
    return address if isinstance(address, Path) else str(_postgres().named(address, about))


def has_ledger(address: Address, about: About) -> bool:
    """Say whether something stands at an address where the ledger of a municipality is to come."""
    if isinstance(address, Path):
        return address.exists() and (not address.is_file() or address.stat().st_size > 0)
    return bool(_postgres().has_ledger(address, about))


@contextmanager
def ledgers_in(url: str) -> Iterator[list[Found]]:
    """Give all ledgers of a database that its role may see; they share one connection, so open one at a time."""
    postgres = _postgres()
    with postgres.connected(url) as connected:
        yield [Found(name, partial(postgres.open_on, connected, name)) for name in connected.ledgers()]


def grant_sql(url: str, appender: str | None, reader: str | None, *, everything: bool) -> str:
    """Give the SQL that lets roles use a ledger of a database, or all of them."""
    return str(_postgres().grant_sql(url, appender, reader, everything=everything))


def _postgres() -> ModuleType:
    try:
        from npo_cli.bookkeeping.storage import postgres
    except ImportError:
        command = f'{"py -m " if WINDOWS else ""}pipx install "npo-cli[postgres]" --force'
        raise StorageError(fault(NO_DRIVER, "--ledger", command=command)) from None
    return postgres
