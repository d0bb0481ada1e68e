"""`npo ledger list`: the entries, by year, goal, verdict, state or kind."""

import sys
from collections.abc import Iterator
from enum import StrEnum

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.entry import Kind, State
from npo_cli.bookkeeping.storage.interface import Standing, Storage, Wanted
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.books import LedgerOption, PackOption, opened, rules_of, year_of
from npo_cli.eligibility.verdict import Verdict
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.reporting.entry_csv import write_entries
from npo_cli.reporting.entry_record import entry_record
from npo_cli.reporting.entry_text import listed_lines

_PAGE = 500  # entries

app = command_app()


class Form(StrEnum):
    """How the entries are written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


@app.command("list", help="ledger.list", cls=LocalCommand)
def list_entries(
    ctx: typer.Context,
    year: str | None = typer.Option(None, "--year", metavar="Y", help="ledger.list.year"),
    goal: str | None = typer.Option(None, "--goal", metavar="G", help="ledger.list.goal"),
    verdict: Verdict | None = typer.Option(None, "--verdict", help="ledger.list.verdict"),
    state: list[State] = typer.Option([], "--state", help="ledger.list.state"),
    kind: list[Kind] = typer.Option([], "--kind", metavar="K", help="ledger.list.kind"),
    bare: bool = typer.Option(False, "--without-evidence", help="ledger.list.bare"),
    still_open: bool = typer.Option(False, "--open", help="ledger.list.open"),
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = typer.Option(Form.TEXT, "--format", help="ledger.list.format", show_default=False),
) -> None:
    language: Language = ctx.obj
    with opened(ledger) as (storage, workspace):
        wanted = Wanted(
            year_of(year),
            rules_of(storage, workspace, pack).goal_id(goal, "--goal") if goal is not None else None,
            verdict.value if verdict else None,
            tuple(kind) or None,
            tuple(state) or None,
            bare,
            still_open,
        )
        _write(_paged(storage, wanted), form, language)


def _paged(storage: Storage, wanted: Wanted) -> Iterator[Standing]:
    """Read page by page: whoever looks at a long list in a pager must not keep others from booking."""
    while page := list(storage.standings(wanted._replace(most=_PAGE))):
        yield from page
        wanted = wanted._replace(after=page[-1].entry.number)


def _write(standings: Iterator[Standing], form: Form, language: Language) -> None:
    match form:
        case Form.TEXT:
            for line in listed_lines(standings, language, terminal.width()):
                terminal.say(line)
        case Form.CSV:
            write_entries(sys.stdout, standings, language)
        case Form.JSON:
            before = "[\n"
            for standing in standings:
                terminal.say(before + to_json(entry_record(standing), indent=None), newline=False)
                before = ",\n"
            terminal.say("[]" if before == "[\n" else "\n]")
