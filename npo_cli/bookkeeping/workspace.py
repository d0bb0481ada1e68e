"""The ledgers of a workspace: where each stands or is to stand, and which one is meant."""

from functools import partial
from pathlib import Path

from npo_cli.bookkeeping.storage.address import Address, Found
from npo_cli.bookkeeping.storage.sqlite import open_sqlite
from npo_cli.fault import printable, refuse
from npo_cli.language import Phrase
from npo_cli.slug import slug
from npo_cli.workspace import FOLDER, find_workspace, is_url, ledger_files, names_file

NO_NAME = Phrase(
    "‘{given}’ is geen naam van een gemeente; schrijf bijvoorbeeld Oisterwijk.",
    "‘{given}’ is not the name of a municipality; write for example Oisterwijk.",
)
NO_WORKSPACE = Phrase(
    "hier is geen werkmap met een grootboek; begin er een met npo init, of wijs het aan met --ledger.",
    "there is no workspace with a ledger here; start one with npo init, or point it out with --ledger.",
)
WHICH = Phrase(
    "deze werkmap heeft meerdere grootboeken ({known}); kies er een met --ledger NAAM of NPO_LEDGER.",
    "this workspace has several ledgers ({known}); choose one with --ledger NAME or NPO_LEDGER.",
)
NO_CHOICE = Phrase("geef een gemeente of een bestand.", "give a municipality or a file.")
NOT_HERE = Phrase(
    "deze werkmap heeft geen grootboek ‘{given}’; kies uit: {known}.",
    "this workspace has no ledger ‘{given}’; choose from: {known}.",
)
ALL_OF_WHAT = Phrase(
    "‘{given}’ is één grootboek, of niets; geef bij --all de map van een werkmap, de URL van een database, of niets.",
    "‘{given}’ is one ledger, or nothing; with --all give the folder of a workspace, a database's URL, or nothing.",
)
SERVER = Phrase(
    "een grootboek op een databaseserver wordt met pg_dump bewaard en met pg_restore teruggezet (docs/gedeeld.md).",
    "a ledger on a database server is backed up with pg_dump and restored with pg_restore (docs/shared.md).",
)
NOT_ITS_NAME = Phrase(
    "‘{given}’ is niet de gemeente {municipality}; geef een bestand (.db), een URL, of niets.",
    "‘{given}’ is not the municipality {municipality}; give a file (.db), a URL, or nothing.",
)


def municipality_name(given: str) -> str:
    """Give the name of a municipality on one line; refuse one without a letter."""
    name = " ".join(printable(given).split())
    if not slug(name) or len(name) > 100:
        raise refuse(NO_NAME, given=given[:60])
    return name


def new_ledger(folder: Path, municipality: str) -> Path:
    """Give the file of a municipality's ledger in a workspace, which may not exist yet."""
    return folder / FOLDER / f"{slug(municipality)}.db"


def address_for(municipality: str, chosen: str | None, folder: Path) -> Address:
    """Give where a new ledger of a municipality is to stand: where it was chosen, or in a workspace here."""
    if chosen is None or slug(chosen) == slug(municipality):
        return new_ledger(folder, municipality)
    if not is_url(chosen) and not names_file(chosen):
        raise refuse(NOT_ITS_NAME, "--ledger", given=chosen[:60], municipality=municipality)
    return chosen if is_url(chosen) else Path(chosen)


def ledger_address(chosen: str | None, start: Path) -> Address:
    """Find the ledger that is meant: one on a server, a file, a municipality of the workspace, or the only one."""
    return chosen if chosen and is_url(chosen) else ledger_file(chosen, start)


def ledger_file(chosen: str | None, start: Path) -> Path:
    """Find the ledger that is meant, for what only works on files."""
    if chosen is not None and not chosen.strip():
        raise refuse(NO_CHOICE, "--ledger")
    if chosen and is_url(chosen):
        raise refuse(SERVER)
    if chosen and names_file(chosen):
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


def ledgers_of_workspace(chosen: str | None, start: Path) -> tuple[Path, list[Found]]:
    """Give a workspace and all its ledgers: that of a folder that was chosen, or the one where the user is."""
    if chosen is not None and not Path(chosen).is_dir():
        raise refuse(ALL_OF_WHAT, "--ledger", given=chosen[:60])
    folder = find_workspace(Path(chosen).absolute() if chosen else start)
    found = ledger_files(folder) if folder else []
    if not folder or not found:
        raise refuse(NO_WORKSPACE)
    return folder, [Found(path.stem, partial(open_sqlite, path)) for path in found]
