"""`npo ledger backup`: a copy of the ledger that is whole and verified."""

from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.backup import back_up
from npo_cli.bookkeeping.workspace import ledger_file
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.books import LedgerOption
from npo_cli.commands.option import Form, FormOption
from npo_cli.jsontext import to_json
from npo_cli.language import Phrase

DONE = Phrase(
    "Reservekopie {path} is gemaakt, gecontroleerd en in orde: {count} boekingen.",
    "The backup {path} was made and found whole: {count} entries.",
)
HEAD = Phrase("Controlecode: {head}", "Head: {head}")

app = command_app()


@app.command("backup", help="ledger.backup", cls=LocalCommand)
def backup(
    ctx: typer.Context,
    file: Path = typer.Argument(metavar="FILE", help="ledger.backup.file", show_default=False),
    ledger: str | None = LedgerOption,
    form: Form = FormOption,
) -> None:
    head = back_up(ledger_file(ledger, Path.cwd()), file)
    if form is Form.JSON:
        terminal.say(to_json({"schema": "npo.backup/1", "file": str(file), "entries": head.number, "head": head.hash}))
        return
    terminal.say(DONE.to(ctx.obj, path=file, count=head.number))
    terminal.say(HEAD.to(ctx.obj, head=head.hash))
