"""The workspace: a folder with ledgers and rules of its own, and whose ledger is meant in it.

Here alone is said which rules count beside those of the grant, so that a check and a booking go by the same ones. Every
check loads this, so it imports next to nothing.
"""

import os
from pathlib import Path
from typing import NamedTuple

FOLDER = "ledgers"
_URLS = ("postgres:/", "postgresql:/")


class Workspace(NamedTuple):
    """A folder with ledgers and rules of its own, if there is one, and whose ledger is meant, by its file's name.

    Where that is left open the municipality is None: of several ledgers nobody's rulings count then.
    """

    folder: Path | None
    municipality: str | None


def workspace_here() -> Workspace:
    """Give the workspace for what takes no --ledger: as NPO_LEDGER chooses, or the one where the user is."""
    return workspace_of(os.environ.get("NPO_LEDGER"), Path.cwd())


def workspace_of(chosen: str | None, start: Path) -> Workspace:
    """Give the workspace that goes with a ledger, chosen by --ledger or NPO_LEDGER by a user who is in a folder.

    A ledger's file in a folder `ledgers` brings its own workspace with it; any other goes with the one where the user
    is. Whose ledger it is follows from the choice (the file's name, what stands behind the # of a URL, or the name of a
    municipality), or else from the only ledger that there is. Nothing is opened, and what is chosen need not exist.
    """
    if chosen and not is_url(chosen) and names_file(chosen):
        file = start / chosen
        return Workspace(file.parent.parent if file.parent.name == FOLDER else find_workspace(start), file.stem)
    folder = find_workspace(start)
    if chosen:
        from npo_cli.slug import slug  # only where one is chosen by its name

        municipality = slug(_behind(chosen) if is_url(chosen) else chosen)
        if municipality:
            return Workspace(folder, municipality)
    found = ledger_files(folder) if folder else []
    return Workspace(folder, found[0].stem if len(found) == 1 else None)


def find_workspace(start: Path) -> Path | None:
    """Find the workspace a folder lies in: the nearest folder at or above it that holds `ledgers`."""
    for folder in (start, *start.parents):
        if (folder / FOLDER).is_dir():
            return folder
    return None


def ledger_files(workspace: Path) -> list[Path]:
    """Give the files of all ledgers of a workspace, by name."""
    return sorted(path for path in (workspace / FOLDER).glob("*.db") if path.is_file() and path.stat().st_size)


def is_url(text: str) -> bool:
    """Say whether a text is the URL of a database, and no file or municipality."""
    return text[:12].lower().startswith(_URLS)


def names_file(chosen: str) -> bool:
    """Say whether what was chosen is a file, and no municipality."""
    return chosen.endswith(".db") or "/" in chosen or "\\" in chosen


def _behind(url: str) -> str:
    """Give the municipality behind a URL; empty where none is, and the last # stands in a password."""
    _, mark, last = url.rpartition("#")
    return last if mark and not {"@", "/"} & set(last) else ""
