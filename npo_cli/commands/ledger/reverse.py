"""`npo ledger reverse`: undo a booking by an entry of the opposite amount."""

import typer

from npo_cli.commands.help import LocalCommand
from npo_cli.commands.ledger.booking import answer, opened_for_booking
from npo_cli.commands.ledger.books import Form, FormOption, LedgerOption, NumberArgument, PackOption, day_of

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


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
