"""What the commands of the ledger share: their common options, and how they open the books.

What only the commands that book share stands in `booking`, which imports the engine of decisions: to look something up
needs none.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer

from npo_cli.bookkeeping.refusal import OTHER_PACK
from npo_cli.bookkeeping.storage.address import Found, ledgers_in, open_ledger
from npo_cli.bookkeeping.storage.interface import Storage
from npo_cli.bookkeeping.workspace import ledger_address, ledgers_of_workspace
from npo_cli.day import parse_day
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import refuse
from npo_cli.language import Language, Phrase
from npo_cli.money import parse_cents
from npo_cli.progress import counted
from npo_cli.slug import slug
from npo_cli.workspace import Workspace, find_workspace, is_url, workspace_of

NOT_A_YEAR = Phrase(
    "‘{given}’ is geen jaar; schrijf bijvoorbeeld 2022.", "‘{given}’ is not a year; write for example 2022."
)
READING = Phrase("Grootboeken lezen", "Reading ledgers")
_FEW = 20  # ledgers that are read before a bar could be

LedgerOption = typer.Option(None, "--ledger", metavar="L", help="ledger.option", envvar="NPO_LEDGER", show_envvar=False)
PackOption = typer.Option(None, "--pack", metavar="P", help="pack.ledger", envvar="NPO_PACK", show_envvar=False)
NumberArgument = typer.Argument(metavar="N", help="ledger.number", show_default=False)
EvidenceOption = typer.Option([], "--evidence", metavar="FILE", help="ledger.evidence")
OverrideOption = typer.Option("", "--override", metavar="REASON", help="ledger.override", show_default=False)


@contextmanager
def opened(chosen: str | None) -> Iterator[tuple[Storage, Workspace]]:
    """Open the ledger that is meant, and give the workspace whose own rules go with it."""
    here = Path.cwd()
    with open_ledger(ledger_address(chosen, here)) as storage:
        yield storage, workspace_of(chosen, here)


@contextmanager
def all_ledgers(
    chosen: str | None, pack: str | None, language: Language
) -> Iterator[tuple[Iterable[Found], Callable[[Storage], Rulebook]]]:
    """Give all ledgers of a database or a workspace, and what loads the rules of one; where it is long, a bar."""
    loaded: dict[tuple[str, str], Rulebook] = {}
    with ExitStack() as opened_for_all:
        on_server = chosen is not None and is_url(chosen)
        if chosen and on_server:
            found, folder = opened_for_all.enter_context(ledgers_in(chosen)), find_workspace(Path.cwd())
        else:
            folder, found = ledgers_of_workspace(chosen, Path.cwd())
        own = folder is not None and (folder / "rules").is_dir()

        def load(storage: Storage) -> Rulebook:
            about = storage.about
            name = (slug(about.municipality) if on_server else Path(storage.name).stem) if own else ""
            if (about.pack, name) not in loaded:
                loaded[about.pack, name] = rules_of(storage, Workspace(folder, name), pack)
            return loaded[about.pack, name]

        yield counted(found, len(found), language, READING, few=_FEW), load


def server_chosen() -> str | None:
    """Give what NPO_LEDGER chooses for a new ledger: a database; a file or a municipality is one that is there."""
    chosen = os.environ.get("NPO_LEDGER", "")
    return chosen if is_url(chosen) else None


def shortened(name: str) -> str:
    """Give the name of a store as short as it is clear here: a file in this folder without the path to it."""
    return name.removeprefix(f"{Path.cwd()}{os.sep}")


def rules_of(storage: Storage, workspace: Workspace, pack: str | None) -> Rulebook:
    """Load the rules of a ledger's grant, with those of its workspace; refuse those of another grant."""
    rulebook = load_rulebook(storage.about.pack if pack is None else pack, workspace.folder, workspace.municipality)
    if rulebook.pack != storage.about.pack:
        raise refuse(OTHER_PACK, storage.name, mine=storage.about.pack, given=rulebook.pack)
    return rulebook


def today() -> date:
    """Give the day, for what is only looked up."""
    return datetime.now().astimezone().date()


def cents_of(given: str | None) -> int | None:
    """Read the option --amount."""
    return parse_cents(given, "--amount") if given is not None else None


def day_of(given: str | None) -> date | None:
    """Read the option --date."""
    return parse_day(given, "--date") if given is not None else None


def year_of(given: str | None) -> int | None:
    """Read the option --year; refuse what is no year."""
    if given is None:
        return None
    if not (len(given) == 4 and given.isascii() and given.isdecimal() and given > "1900"):
        raise refuse(NOT_A_YEAR, "--year", given=given[:40])
    return int(given)


def changes(**values: Any) -> Mapping[str, Any]:
    """Give the values that were given."""
    return {name: value for name, value in values.items() if value is not None}
