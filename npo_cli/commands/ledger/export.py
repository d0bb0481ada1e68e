"""`npo ledger export`: the ledger for another program."""

from collections.abc import Callable
from contextlib import nullcontext
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.exchange import beancount, hledger
from npo_cli.bookkeeping.exchange.journal import steps
from npo_cli.bookkeeping.exchange.transcript import write_transcript
from npo_cli.bookkeeping.storage.interface import Storage, Wanted
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.books import LedgerOption, PackOption, opened, rules_of, today
from npo_cli.commands.option import was_given
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import refuse
from npo_cli.language import Language, Phrase
from npo_cli.reporting.entry_csv import write_entries
from npo_cli.tables.write import replace_bytes, replace_file, spooled_output

NEEDS_FORM = Phrase(
    "geef --format csv, json, xlsx, hledger of beancount, of een naam met --output die dat zegt.",
    "give --format csv, json, xlsx, hledger or beancount, or a name with --output that says so.",
)
NEEDS_FILE = Phrase(
    "een Excel-bestand kan niet op het scherm; geef --output grootboek.xlsx.",
    "a workbook cannot go to the screen; give --output ledger.xlsx.",
)
WRITTEN = Phrase("Geschreven: {path}", "Written: {path}")


class Form(StrEnum):
    """The forms in which the ledger can be had."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    HLEDGER = "hledger"
    BEANCOUNT = "beancount"


_SUFFIXES = {
    "csv": Form.CSV,
    "json": Form.JSON,
    "xlsx": Form.XLSX,
    "journal": Form.HLEDGER,
    "beancount": Form.BEANCOUNT,
}

Rules = Callable[[], Rulebook]

app = command_app()


@app.command("export", help="ledger.export", cls=LocalCommand)
def export(
    ctx: typer.Context,
    form: Form | None = typer.Option(None, "--format", help="ledger.export.format", show_default=False),
    output: Path | None = typer.Option(None, "--output", metavar="O", help="check.output"),
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
) -> None:
    language: Language = ctx.obj
    chosen = form or _SUFFIXES.get(output.suffix.lower().removeprefix(".") if output else "")
    if chosen is None:
        raise refuse(NEEDS_FORM)
    if output is None and chosen is Form.XLSX:
        raise refuse(NEEDS_FILE)
    with (
        nullcontext() if output else spooled_output(ends_lines=chosen is Form.CSV) as spool,
        opened(ledger) as (storage, workspace),
        storage.reading(),
    ):
        rules = partial(rules_of, storage, workspace, pack)  # loaded where goals are named: all else must not need them
        if was_given(ctx, "pack"):
            rules()  # which refuses what is none
        if spool:
            _write(chosen, storage, rules, spool, language)
        elif output and chosen is Form.XLSX:
            with replace_bytes(output) as raw:
                _write_workbook(storage, rules, raw, language)
        elif output:
            with replace_file(output) as stream:
                _write(chosen, storage, rules, stream, language)
    if output is not None:
        terminal.tell(WRITTEN.to(language, path=output))


def _write(form: Form, storage: Storage, rules: Rules, stream: TextIO, language: Language) -> None:
    standings = storage.standings(Wanted())
    match form:
        case Form.CSV:
            write_entries(stream, standings, language)
        case Form.JSON:
            write_transcript(storage, stream)
        case Form.HLEDGER:
            hledger.write(storage.about, steps(standings, storage.entry), stream)
        case _:
            beancount.write(storage.about, rules().goals, steps(standings, storage.entry), stream)


def _write_workbook(storage: Storage, rules: Rules, raw: BinaryIO, language: Language) -> None:
    """Write the workbook of the report, which holds every booking."""
    from npo_cli.reporting.formats.interface import Form as ReportForm  # openpyxl, only for a workbook
    from npo_cli.reporting.formats.interface import bytes_writer
    from npo_cli.reporting.report import make_report

    report = make_report(storage, rules(), today(), most_bookings=ReportForm.XLSX.most_bookings)
    bytes_writer()(report, raw, language)
