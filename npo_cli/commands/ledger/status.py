"""`npo ledger status`: how the grant stands, on one screen."""

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.books import LedgerOption, PackOption, opened, rules_of, today
from npo_cli.commands.option import Form, FormOption
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.reporting.status_text import status_lines
from npo_cli.reporting.summary import summarise
from npo_cli.reporting.summary_record import summary_record

app = command_app()


@app.command("status", help="ledger.status", cls=LocalCommand)
def status(
    ctx: typer.Context,
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    language: Language = ctx.obj
    with opened(ledger) as (storage, workspace):
        summary = summarise(storage, rules_of(storage, workspace, pack), today())
    if form is Form.JSON:
        terminal.say(to_json(summary_record(summary)))
        return
    for line in status_lines(summary, language, terminal.width()):
        terminal.say(line)
