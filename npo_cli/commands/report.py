"""`npo report`: what the controller hands over to the accountant."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.books import LedgerOption, PackOption, all_ledgers, opened, rules_of, today, year_of
from npo_cli.fault import refuse
from npo_cli.language import Language, Phrase
from npo_cli.reporting.formats.interface import Form, bytes_writer, text_writer
from npo_cli.reporting.report import Report, make_report

if TYPE_CHECKING:
    from npo_cli.reporting.overview import Overview

NEEDS_FILE = Phrase(
    "een Excel-verantwoording kan niet op het scherm; geef --output verantwoording.xlsx.",
    "a workbook cannot go to the screen; give --output report.xlsx.",
)
NOT_YET = Phrase("het jaar {year} moet nog beginnen.", "the year {year} has not begun yet.")
NO_SUCH_FORM = Phrase(
    "een .{suffix}-bestand kan npo hier niet maken; kies .html, .xlsx, .csv, .json, .md of .txt.",
    "a .{suffix} file is not made here; choose .html, .xlsx, .csv, .json, .md or .txt.",
)
ONLY_ALL = Phrase("dit hoort bij --all.", "this goes with --all.")
LEFT_OUT = Phrase("{name} is niet meegeteld: {why}", "{name} was left out: {why}")
WRITTEN = Phrase("Geschreven: {path}", "Written: {path}")

_SUFFIXES = {"": Form.TEXT, "txt": Form.TEXT, **{form.value: form for form in Form}}

app = command_app()


@app.command("report", help="report", cls=LocalCommand)
def report(
    ctx: typer.Context,
    year: str | None = typer.Option(None, "--year", metavar="Y", help="report.year"),
    form: Form | None = typer.Option(None, "--format", help="report.format", show_default=False),
    output: Path | None = typer.Option(None, "--output", metavar="O", help="check.output"),
    everything: bool = typer.Option(False, "--all", help="report.all"),
    unverified: bool = typer.Option(False, "--unverified", help="report.unverified"),
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
) -> int:
    language: Language = ctx.obj
    chosen = form or form_of(output)
    if chosen.is_binary and output is None:
        raise refuse(NEEDS_FILE)
    if unverified and not everything:
        raise refuse(ONLY_ALL, "--unverified")
    wanted = _begun(year_of(year))
    if everything:
        from npo_cli.reporting.overview import make_overview  # verifies ledgers; one report reads one as it is

        with all_ledgers(ledger, pack, language) as (found, load):
            overview = make_overview(found, load, today(), wanted, verified=not unverified)
        _write_all(overview, chosen, output, language)
        return 1 if overview.left_out else 0
    with opened(ledger) as (storage, workspace), storage.reading():
        made = make_report(
            storage,
            rules_of(storage, workspace, pack),
            today(),
            wanted,
            months=chosen.has_charts,
            most_bookings=chosen.most_bookings,
        )
        if chosen.most_bookings:  # its entries are read while it is drawn
            write(made, chosen, output, language)
    if not chosen.most_bookings:  # who pages through it keeps nobody from booking
        write(made, chosen, output, language)
    if output is not None:
        terminal.tell(WRITTEN.to(language, path=output))
    return 0


def _write_all(overview: "Overview", form: Form, output: Path | None, language: Language) -> None:
    """Write an overview, and tell what was left out of it on standard error too."""
    from npo_cli.reporting.formats.overview import write_overview, write_overview_workbook  # only with --all

    _write(
        form,
        output,
        lambda stream, width: write_overview(overview, form, stream, language, width),
        lambda raw: write_overview_workbook(overview, raw, language),
    )
    if output is not None:
        terminal.tell(WRITTEN.to(language, path=output))
    for left in overview.left_out:
        terminal.tell(LEFT_OUT.to(language, name=left.name, why=left.faults[0].line(language)))


def write(made: Report, form: Form, output: Path | None, language: Language) -> None:
    """Write a report in a form, to a file as a whole or not at all, or to the console."""
    _write(
        form,
        output,
        lambda stream, width: text_writer(form)(made, stream, language, width),
        lambda raw: bytes_writer()(made, raw, language),
    )


def _write(
    form: Form, output: Path | None, text: Callable[[TextIO, int], None], workbook: Callable[[BinaryIO], None]
) -> None:
    if output is None:
        text(sys.stdout, terminal.width())
        return
    from npo_cli.tables.write import replace_bytes, replace_file  # only where a file is written

    if form.is_binary:
        with replace_bytes(output) as raw:
            workbook(raw)
    else:
        with replace_file(output) as stream:
            text(stream, terminal.PIPED)


def form_of(output: Path | None) -> Form:
    """Choose the form by the name of the file to write."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if suffix not in _SUFFIXES:
        raise refuse(NO_SUCH_FORM, str(output), suffix=suffix)
    return _SUFFIXES[suffix]


def _begun(year: int | None) -> int | None:
    """Give a year to report on; refuse one still to come."""
    if year is not None and year > today().year:
        raise refuse(NOT_YET, "--year", year=str(year))
    return year
