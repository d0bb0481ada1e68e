"""`npo ledger show`: everything about one entry, and why."""

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.archive import read_archive
from npo_cli.bookkeeping.refusal import no_entry
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.books import LedgerOption, NumberArgument, opened
from npo_cli.commands.option import Form, FormOption
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.reporting.entry_record import entry_record
from npo_cli.reporting.entry_text import entry_lines

app = command_app()


@app.command("show", help="ledger.show", cls=LocalCommand)
def show(
    ctx: typer.Context,
    number: int = NumberArgument,
    ledger: str | None = LedgerOption,
    form: Form = FormOption,
) -> None:
    language: Language = ctx.obj
    with opened(ledger) as (storage, _), storage.reading():
        found = storage.standing(number)
        if found is None:
            raise no_entry(number)
        later = storage.referring(number)
        if form is Form.JSON:
            record = entry_record(found)
            record["followed_by"] = [other.number for other in later]
            terminal.say(to_json(record))
            return
        receipt = found.entry.receipt
        archive = read_archive(storage.archived(sha256=receipt.edition) if receipt else None)
        for line in entry_lines(found, later, archive, language, terminal.width()):
            terminal.say(line)
