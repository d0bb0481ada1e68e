"""`npo ledger reverse`: undo a booking by an entry of the opposite amount."""

import typer

from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import answer, opened_for_booking
from npo_cli.commands.ledger.books import LedgerOption, NumberArgument, PackOption, day_of
from npo_cli.commands.option import Form, FormOption

app = command_app()


@app.command("reverse", help="ledger.reverse", cls=LocalCommand)
def reverse(
    ctx: typer.Context,
    number: int = NumberArgument,
    reason: str = typer.Option(..., "--reason", metavar="R", help="ledger.reason"),
    day: str | None = typer.Option(None, "--date", metavar="D", help="ledger.reverse.date"),
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    with opened_for_booking(ledger, pack) as books:
        answer(books, [books.reverse(number, reason, day_of(day))], form, ctx.obj)
