"""`npo ledger allocation`: record an amended grant decision."""

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import answer, opened_for_booking
from npo_cli.commands.ledger.books import LedgerOption, OverrideOption, PackOption
from npo_cli.commands.option import Form, FormOption
from npo_cli.day import parse_day
from npo_cli.fault import read_all
from npo_cli.language import Phrase
from npo_cli.money import euros, parse_cents

TOO_LOW = Phrase(
    "let op: er is {short} meer besteed en verplicht dan nu is beschikt.",
    "note: {short} more was spent and committed than is now awarded.",
)

app = command_app()


@app.command("allocation", help="ledger.allocation", cls=LocalCommand)
def allocation(
    ctx: typer.Context,
    amount: str = typer.Option(..., "--amount", metavar="A", help="ledger.allocation.amount"),
    day: str = typer.Option(..., "--date", metavar="D", help="ledger.allocation.date"),
    reason: str = typer.Option(..., "--reason", metavar="R", help="ledger.reason"),
    reference: str = typer.Option("", "--reference", metavar="R", help="ledger.reference", show_default=False),
    override: str = OverrideOption,
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    given = read_all(cents=lambda: parse_cents(amount, "--amount"), day=lambda: parse_day(day, "--date"))
    with opened_for_booking(ledger, pack) as books:
        entry = books.allocate(**given, reason=reason, reference=reference, override=override)
        left = books.remaining()
        if left < 0:
            terminal.tell(TOO_LOW.to(ctx.obj, short=euros(-left, ctx.obj)))
        answer(books, [entry], form, ctx.obj)
