"""`npo ledger ruling`: record what the accountant answered."""

from pathlib import Path

import typer

from npo_cli.bookkeeping.entry import Ruling
from npo_cli.bookkeeping.evidence import record_evidence
from npo_cli.bookkeeping.ledger import on_one_line
from npo_cli.commands.help import LocalCommand
from npo_cli.commands.ledger.books import (
    EvidenceOption,
    Form,
    FormOption,
    LedgerOption,
    NumberArgument,
    PackOption,
    answer,
    opened_for_booking,
    read_all,
)
from npo_cli.day import parse_day
from npo_cli.fault import refuse
from npo_cli.language import Phrase

WHICH = Phrase("geef --approve (goedgekeurd) of --reject (afgekeurd).", "give --approve or --reject.")
NOBODY = Phrase("geef de naam van de accountant.", "give the accountant's name.")

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("ruling", help="ledger.ruling", cls=LocalCommand)
def rule(
    ctx: typer.Context,
    number: int = NumberArgument,
    approve: bool = typer.Option(False, "--approve", help="ledger.ruling.approve"),
    reject: bool = typer.Option(False, "--reject", help="ledger.ruling.reject"),
    by: str = typer.Option(..., "--by", metavar="WHO", help="ledger.ruling.by"),
    day: str = typer.Option(..., "--date", metavar="D", help="ledger.ruling.date"),
    note: str = typer.Option("", "--note", metavar="T", help="ledger.ruling.note", show_default=False),
    evidence: list[Path] = EvidenceOption,
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    if approve == reject:
        raise refuse(WHICH)
    if not on_one_line(by):
        raise refuse(NOBODY, "--by")
    ruling = Ruling.APPROVED if approve else Ruling.REJECTED
    with opened_for_booking(ledger, pack) as books:
        given = read_all(day=lambda: parse_day(day, "--date"), evidence=lambda: record_evidence(evidence))
        answer(books, [books.rule(number, ruling, by, note=note, **given)], form, ctx.obj)
