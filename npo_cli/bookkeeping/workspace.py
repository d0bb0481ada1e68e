"""The workspace: where the ledgers of municipalities stand, and which one is meant."""

import re
from pathlib import Path
from typing import NamedTuple

from npo_cli.eligibility.pack import find_workspace
from npo_cli.fault import printable, refuse
from npo_cli.language import Phrase
from npo_cli.slug import slug

FOLDER = "ledgers"

NO_NAME = Phrase(
    "‘{given}’ is geen naam van een gemeente; schrijf bijvoorbeeld Oisterwijk.",
    "‘{given}’ is not the name of a municipality; write for example Oisterwijk.",
)
NO_WORKSPACE = Phrase(
    "hier is geen werkmap met een grootboek; begin er een met npo init, of wijs het aan met --ledger.",
    "there is no workspace with a ledger here; start one with npo init, or point it out with --ledger.",
)
WHICH = Phrase(
    "deze werkmap heeft meer grootboeken ({known}); kies er een met --ledger NAAM of NPO_LEDGER.",
    "this workspace has several ledgers ({known}); choose one with --ledger NAME or NPO_LEDGER.",
)
NO_CHOICE = Phrase("geef een gemeente of een bestand.", "give a municipality or a file.")
NOT_HERE = Phrase(
    "deze werkmap heeft geen grootboek ‘{given}’; kies uit: {known}.",
    "this workspace has no ledger ‘{given}’; choose from: {known}.",
)
NO_SERVER = Phrase(
    "een grootboek op een databaseserver kan deze versie nog niet openen; geef een bestand of een gemeente.",
    "this version cannot open a ledger on a database server yet; give a file or a municipality.",
)


class Workspace(NamedTuple):
    """A folder with ledgers and rules of its own, if there is one, and whose ledger is meant, by its file's name."""

    folder: Path | None
    municipality: str


def municipality_name(given: str) -> str:
    """Give the name of a municipality on one line; refuse one without a letter."""
    name = " ".join(printable(given).split())
    if not slug(name) or len(name) > 100:
        raise refuse(NO_NAME, given=given[:60])
    return name


def new_ledger(folder: Path, municipality: str) -> Path:
    """Give the file of a municipality's ledger in a workspace, which may not exist yet."""
    return folder / FOLDER / f"{slug(municipality)}.db"


def ledger_file(chosen: str | None, start: Path) -> Path:
    """Find the ledger that is meant: a file, a municipality of the workspace, or the only one there is."""
    if chosen is not None and not chosen.strip():
        raise refuse(NO_CHOICE, "--ledger")
    if chosen and re.match(r"postgres(ql)?://", chosen):
        raise refuse(NO_SERVER, "--ledger")
    if chosen and (chosen.endswith(".db") or "/" in chosen or "\\" in chosen):
        return Path(chosen)
    workspace = find_workspace(start)
    found = ledger_files(workspace) if workspace else []
    if not found:
        raise refuse(NO_WORKSPACE)
    known = ", ".join(path.stem for path in found)
    if chosen:
        for path in found:
            if path.stem == slug(chosen):
                return path
        raise refuse(NOT_HERE, given=chosen[:60], known=known)
    if len(found) > 1:
        raise refuse(WHICH, known=known)
    return found[0]


def workspace_of(ledger: Path) -> Workspace:
    """Give the workspace that a ledger stands in; a file elsewhere goes with the workspace where the user is."""
    folder = ledger.absolute().parent
    return Workspace(folder.parent if folder.name == FOLDER else find_workspace(Path.cwd()), ledger.stem)


def ledger_files(workspace: Path) -> list[Path]:
    """Give the files of all ledgers of a workspace, by name."""
    return sorted(path for path in (workspace / FOLDER).glob("*.db") if path.is_file() and path.stat().st_size)
