"""`npo ledger fulfil`: turn a commitment into spending, whole or in parts."""

from pathlib import Path

import typer

from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import answer, evidence_of, opened_for_booking, tell_of_twin
from npo_cli.commands.ledger.books import (
    EvidenceOption,
    LedgerOption,
    NumberArgument,
    OverrideOption,
    PackOption,
    cents_of,
    changes,
    day_of,
)
from npo_cli.commands.option import Form, FormOption
from npo_cli.fault import read_all

app = command_app()


@app.command("fulfil", help="ledger.fulfil", cls=LocalCommand)
def fulfil(
    ctx: typer.Context,
    number: int = NumberArgument,
    amount: str | None = typer.Option(None, "--amount", metavar="A", help="ledger.fulfil.amount"),
    day: str | None = typer.Option(None, "--date", metavar="D", help="ledger.fulfil.date"),
    supplier: str | None = typer.Option(None, "--supplier", metavar="S", help="ledger.supplier"),
    reference: str | None = typer.Option(None, "--reference", metavar="R", help="ledger.reference"),
    evidence: list[Path] = EvidenceOption,
    final: bool = typer.Option(False, "--final", help="ledger.fulfil.final"),
    override: str = OverrideOption,
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    with opened_for_booking(ledger, pack) as books:
        given = read_all(
            cents=lambda: cents_of(amount), day=lambda: day_of(day), evidence=lambda: evidence_of(evidence)
        )
        wanted = changes(**given, supplier=supplier, reference=reference, override=override or None)
        spending, released, _ = books.fulfil(number, wanted, final=final)
        tell_of_twin(books, spending, ctx.obj)
        answer(books, [spending, released] if released else [spending], form, ctx.obj)
