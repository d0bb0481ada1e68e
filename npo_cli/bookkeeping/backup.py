"""Backups: a copy of a ledger that is whole even while others book, and that is verified before it counts."""

import os
from pathlib import Path

from npo_cli.bookkeeping.refusal import refusal
from npo_cli.bookkeeping.storage.interface import Head
from npo_cli.bookkeeping.storage.sqlite import copy_sqlite, open_sqlite, refuse_left_over
from npo_cli.bookkeeping.verification import verify
from npo_cli.bookkeeping.workspace import SERVER, new_ledger
from npo_cli.fault import refuse
from npo_cli.language import Phrase
from npo_cli.tables.write import NO_FOLDER
from npo_cli.workspace import is_url

EXISTS = Phrase(
    "dit bestand bestaat al en blijft zoals het is; kies een andere naam.",
    "this file exists and stays as it is; choose another name.",
)
NOT_SOUND = Phrase(
    "de kopie klopt niet ({problem}) en is verwijderd; zie npo ledger verify.",
    "the copy does not hold ({problem}) and was removed; see npo ledger verify.",
)
LEDGER_EXISTS = Phrase(
    "deze gemeente heeft hier al een grootboek; zet dat bestand eerst opzij, want het wordt nooit overschreven.",
    "this municipality has a ledger here already; put that file aside first, for it is never overwritten.",
)


def back_up(ledger: Path, target: Path) -> Head:
    """Copy a ledger to a new file and verify the copy; give its head."""
    if is_url(str(target)):
        raise refusal(SERVER)
    if target.exists():
        raise refusal(EXISTS, str(target))
    if not target.parent.is_dir():
        raise refuse(NO_FOLDER, str(target), folder=target.parent)
    return _copied(ledger, target)


def restore(backup: Path, folder: Path) -> tuple[Path, Head]:
    """Put a backup back as the ledger of its municipality in a workspace; never in the place of another."""
    if is_url(str(backup)):
        raise refusal(SERVER)
    with open_sqlite(backup) as storage:
        target = new_ledger(folder, storage.about.municipality)
    if target.exists() and target.stat().st_size:
        raise refusal(LEDGER_EXISTS, str(target))
    target.parent.mkdir(exist_ok=True)
    return target, _copied(backup, target)


def _copied(source: Path, target: Path) -> Head:
    """Copy to a file beside the target, verify it, and only then give it its name."""
    refuse_left_over(target)
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        copy_sqlite(source, temporary)
        with open_sqlite(temporary) as storage:
            found = verify(storage)
        if found.faults:
            raise refusal(NOT_SOUND, str(target), problem=found.faults[0].whole)
        name_new(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    return found.head


def name_new(temporary: Path, target: Path) -> None:
    """Give a file its name, unless somebody else took that in the meantime."""
    if target.exists() and not target.stat().st_size:
        target.unlink()  # what a broken-off attempt left
    try:
        target.hardlink_to(temporary)  # which never takes the place of a file
    except FileExistsError:
        raise refusal(EXISTS, str(target)) from None
    except OSError:  # a disk without links
        if target.exists():
            raise refusal(EXISTS, str(target)) from None
        temporary.rename(target)
