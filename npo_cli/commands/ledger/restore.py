"""`npo ledger restore`: put a backup back as a ledger of this folder."""

from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.backup import restore
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.backup import HEAD
from npo_cli.commands.option import Form, FormOption
from npo_cli.jsontext import to_json
from npo_cli.language import Phrase

DONE = Phrase(
    "Het grootboek {path} is teruggezet, gecontroleerd en in orde: {count} boekingen.",
    "The ledger {path} was restored and found whole: {count} entries.",
)

app = command_app()


@app.command("restore", help="ledger.restore", cls=LocalCommand)
def restore_ledger(
    ctx: typer.Context,
    file: Path = typer.Argument(metavar="FILE", help="ledger.restore.file", show_default=False),
    form: Form = FormOption,
) -> None:
    path, head = restore(file, Path.cwd())
    if form is Form.JSON:
        terminal.say(to_json({"schema": "npo.backup/1", "file": str(path), "entries": head.number, "head": head.hash}))
        return
    terminal.say(DONE.to(ctx.obj, path=path.relative_to(Path.cwd()), count=head.number))
    terminal.say(HEAD.to(ctx.obj, head=head.hash))
