"""`npo ledger import`: book a list from a financial system or a spreadsheet, each row checked."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from io import StringIO
from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.exchange.amount import Decimals
from npo_cli.bookkeeping.exchange.dates import Order
from npo_cli.bookkeeping.exchange.intake import Choices, Intake, source_of, take_in
from npo_cli.bookkeeping.exchange.invoice_list import InvoiceList
from npo_cli.bookkeeping.exchange.layout import Credits, Layout, layout_text, parse_columns
from npo_cli.bookkeeping.exchange.transcript import read_transcript
from npo_cli.bookkeeping.ledger import Ledger
from npo_cli.bookkeeping.storage.address import create_ledger
from npo_cli.bookkeeping.workspace import address_for
from npo_cli.collector import without_collector
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import once_booked, opened_for_booking
from npo_cli.commands.ledger.books import LedgerOption, OverrideOption, PackOption, server_chosen, shortened
from npo_cli.commands.option import Form, FormOption, was_given
from npo_cli.fault import InputError, fault, raise_all, refuse
from npo_cli.jsontext import to_json
from npo_cli.language import Language, Phrase
from npo_cli.progress import counted
from npo_cli.reporting.intake_text import REASON, bad_rows, intake_lines, intake_record
from npo_cli.tables.csvfile import SEPARATORS
from npo_cli.tables.faultlist import FaultList
from npo_cli.tables.heading import ColumnError
from npo_cli.tables.table import LONGEST_HEADING, Table, open_table, reading
from npo_cli.tables.write import csv_writer, replace_file

REPLAYED = Phrase(
    "Het grootboek {path} is opnieuw gemaakt: {count} boekingen. Controlecode: {head}",
    "The ledger {path} was made again: {count} entries. Head: {head}",
)
NOT_WITH_TRANSCRIPT = Phrase(
    "dit geldt voor lijsten; een .json-bestand is de volledige export van een grootboek en wordt een nieuw grootboek.",
    "this goes with lists; a .json file is the whole of a ledger and becomes a new ledger.",
)
OWN_LIST = Phrase(
    "{file} is de lijst die wordt ingelezen; kies een andere bestandsnaam.",
    "{file} is the list that is imported; choose another file name.",
)
KEPT = Phrase(
    "{file} bevat rijen van een eerdere keer, die misschien nog niet zijn geboekt; kies een andere bestandsnaam.",
    "{file} holds rows of an earlier time, which perhaps are not booked yet; choose another file name.",
)
NOT_ORDINARY = Phrase(
    "dit is geen gewoon bestand, maar bijvoorbeeld een pijp; sla de lijst eerst op als bestand en lees dat in.",
    "this is not an ordinary file, but for example a pipe; save the list as a file first and import that.",
)
NAME_IT = Phrase(
    "Of zeg met --columns welke kolom het is, bijvoorbeeld {example}.",
    "Or say with --columns which column it is, for example {example}.",
)

_LONGEST_HEADER = 100_000  # characters

app = command_app()


@app.command("import", help="ledger.import", cls=LocalCommand)
def import_list(
    ctx: typer.Context,
    file: Path = typer.Argument(metavar="FILE", help="ledger.import.file", show_default=False),
    columns: str | None = typer.Option(None, "--columns", metavar="C", help="ledger.import.columns"),
    save: Path | None = typer.Option(None, "--save-columns", metavar="F", help="ledger.import.save"),
    numbers: Decimals | None = typer.Option(None, "--numbers", help="ledger.import.numbers"),
    dates: Order | None = typer.Option(None, "--dates", help="ledger.import.dates"),
    credit: Credits | None = typer.Option(None, "--credits", help="ledger.import.credits"),
    goal: str | None = typer.Option(None, "--goal", metavar="G", help="ledger.import.goal"),
    override: str = OverrideOption,
    allow_duplicates: bool = typer.Option(False, "--allow-duplicates", help="ledger.import.duplicates"),
    skip_bad: Path | None = typer.Option(None, "--skip-bad", metavar="F", help="ledger.import.skip_bad"),
    dry_run: bool = typer.Option(False, "--dry-run", help="ledger.import.dry_run"),
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> int:
    language: Language = ctx.obj
    _refuse_stream(file)
    if file.suffix.lower() == ".json":
        _refuse_options(ctx, "file", "form", "ledger")
        _replay(file, ledger if was_given(ctx, "ledger") else server_chosen(), form, language)
        return 0
    _refuse_own_list(file, {"--skip-bad": skip_bad, "--save-columns": save})
    if skip_bad is not None and _holds_bad_rows(skip_bad):
        raise refuse(KEPT, "--skip-bad", file=str(skip_bad))
    layout = _layout(parse_columns(columns), numbers, dates, credit, goal)
    with (
        without_collector(),
        opened_for_booking(ledger, pack) as books,
        _opened(file, layout) as table,
    ):
        fallback = books.rulebook.goal_id(layout.goal, "--goal") if layout.goal is not None else None
        # A dry run shows what would become of the good rows too.
        choices = Choices(fallback, layout.credits, override, allow_duplicates, skip_bad is not None or dry_run)
        invoices = InvoiceList(table, layout, books.rulebook)
        terminal.tell_all(invoices.said(language))
        if save is not None:  # beforehand: a file that cannot be written is no reason to fail after booking
            with replace_file(save) as stream:
                stream.write(layout_text(_as_found(layout, table, invoices)))
        intake = _taken_in(books, invoices, file, choices, skip_bad, dry_run=dry_run, language=language)
        terminal.tell_all(invoices.said_of_totals(language))
    booked = str(intake.first) if intake.first == intake.last else f"{intake.first}–{intake.last}"
    with nullcontext() if dry_run or intake.last < intake.first else once_booked(booked):
        if form is Form.JSON:
            terminal.say(to_json(intake_record(intake, language, dry_run=dry_run)))
        else:
            terminal.say("\n".join(intake_lines(intake, language, terminal.width(), dry_run=dry_run)))
    if not dry_run or not intake.bad:
        return 0
    faults = FaultList(table.name)
    faults.add(*(found for bad in intake.bad for found in bad.faults))
    terminal.tell_all(found.line(language) for found in faults.told())
    return InputError.exit_code if skip_bad is None else 0


def _refuse_stream(file: Path) -> None:
    """Refuse what can be read only once, for a list is read again to be known by its hash; a pipe may never end."""
    with reading(str(file)):
        if file.exists() and not file.is_file() and not file.is_dir():
            raise refuse(NOT_ORDINARY, str(file))


def _refuse_own_list(file: Path, outputs: Mapping[str, Path | None]) -> None:
    """Refuse to write over the list that is read: what then fails would have lost it."""
    raise_all(
        fault(OWN_LIST, name, file=str(path))
        for name, path in outputs.items()
        if path is not None and path.exists() and file.exists() and path.samefile(file)
    )


def _holds_bad_rows(path: Path) -> bool:
    """Say whether a file is one that --skip-bad wrote: its last heading is that of the reasons."""
    if not path.is_file():
        return False
    with reading(str(path)), path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        top = stream.read(_LONGEST_HEADER)
    headers = (next(csv.reader(StringIO(top, newline=""), delimiter=sign), [""]) for sign in SEPARATORS)
    return any(header[-1] in {REASON.to(language) for language in Language} for header in headers)


@contextmanager
def _opened(file: Path, layout: Layout) -> Iterator[Table]:
    """Open the list; where a column is not found, say also how to name it."""
    try:
        with open_table(file, layout.aliases(), {"description", "date"}) as table:
            yield table
    except ColumnError as error:
        heading = error.heading or ""
        if not heading or "," in heading or len(heading) > LONGEST_HEADING:  # which cannot be given so
            heading = "…"
        example = f'--columns "{error.column}={heading}"'
        raise InputError(*error.faults, fault(NAME_IT, example=example)) from None


def _refuse_options(ctx: typer.Context, *known: str) -> None:
    """Refuse the options that were given and that do nothing for a transcript."""
    raise_all(
        fault(NOT_WITH_TRANSCRIPT, option.opts[0])
        for option in ctx.command.params
        if option.name is not None and option.name not in known and was_given(ctx, option.name)
    )


def _replay(file: Path, chosen: str | None, form: Form, language: Language) -> None:
    """Make a ledger again from its transcript: where it was chosen, or in this folder."""
    with reading(str(file)):
        transcript = read_transcript(file)
    address = address_for(transcript.about.municipality, chosen, Path.cwd())
    with create_ledger(address, transcript.about) as storage:
        transcript.replay(storage)
        head, stands = storage.head(), storage.name
    if form is Form.JSON:
        terminal.say(to_json({"schema": "npo.backup/1", "file": stands, "entries": head.number, "head": head.hash}))
        return
    terminal.say(REPLAYED.to(language, path=shortened(stands), count=head.number, head=head.hash))


class _DryRunError(Exception):
    """Leaves a step without keeping what it did, with what it would have done."""

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self.intake = intake


def _taken_in(
    books: Ledger,
    invoices: InvoiceList,
    file: Path,
    choices: Choices,
    skip_bad: Path | None,
    *,
    dry_run: bool,
    language: Language,
) -> Intake:
    """Book the list in one step; a dry run undoes the step, and bad rows are written before it is kept."""
    with reading(str(file)):
        source = source_of(file)
    written: Path | None = None
    try:
        with books.writing():
            intake = take_in(books, invoices, source, choices, lambda rows: counted(rows, invoices.count, language))
            if dry_run:
                raise _DryRunError(intake)  # noqa: TRY301 (it leaves the step on purpose)
            if skip_bad is not None and intake.bad:
                _write_bad(skip_bad, invoices.table, intake, language)
                written = skip_bad
    except _DryRunError as undone:
        return undone.intake
    except InputError as error:
        if written is not None:
            written.unlink(missing_ok=True)  # nothing was booked, so no row is to be mended by itself
        faults = FaultList(invoices.table.name)
        faults.add(*error.faults)
        if len(faults.told()) < len(error.faults):
            raise_all(faults.told())
        raise
    return intake


def _write_bad(path: Path, table: Table, intake: Intake, language: Language) -> None:
    with replace_file(path) as stream:
        writer = csv_writer(stream, table.delimiter)
        for row in bad_rows(table, intake, language):
            writer.writerow(row)


def _layout(
    given: Layout, numbers: Decimals | None, dates: Order | None, credit: Credits | None, goal: str | None
) -> Layout:
    """Give the layout with what the options say in place of what its file says."""
    return given._replace(
        numbers=numbers or given.numbers,
        dates=dates or given.dates,
        credits=credit or given.credits,
        goal=goal if goal is not None else given.goal,
    )


def _as_found(layout: Layout, table: Table, invoices: InvoiceList) -> Layout:
    """Give the layout as it was found out, to be kept for the next list of this system."""
    return layout._replace(
        columns={name: table.header[index] for name, index in table.columns.items()},
        numbers=invoices.written.decimals,
        dates=invoices.written.order,
    )
