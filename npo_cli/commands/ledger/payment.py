"""`npo ledger payment`: record an instalment of the grant that was received."""

import typer

from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import answer, opened_for_booking
from npo_cli.commands.ledger.books import LedgerOption, OverrideOption, PackOption
from npo_cli.commands.option import Form, FormOption
from npo_cli.day import parse_day
from npo_cli.fault import read_all
from npo_cli.money import parse_cents

app = command_app()


@app.command("payment", help="ledger.payment", cls=LocalCommand)
def payment(
    ctx: typer.Context,
    amount: str = typer.Option(..., "--amount", metavar="A", help="check.amount"),
    day: str = typer.Option(..., "--date", metavar="D", help="ledger.payment.date"),
    text: str = typer.Option("", "--text", metavar="TEXT", help="ledger.text", show_default=False),
    reference: str = typer.Option("", "--reference", metavar="R", help="ledger.reference", show_default=False),
    override: str = OverrideOption,
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    given = read_all(cents=lambda: parse_cents(amount, "--amount"), day=lambda: parse_day(day, "--date"))
    with opened_for_booking(ledger, pack) as books:
        answer(books, [books.pay(**given, text=text, reference=reference, override=override)], form, ctx.obj)
