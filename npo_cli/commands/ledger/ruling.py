"""`npo ledger ruling`: record what the accountant answered."""

from functools import partial
from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.adoption import adopt
from npo_cli.bookkeeping.entry import Ruling
from npo_cli.bookkeeping.evidence import record_evidence
from npo_cli.bookkeeping.ledger import Ledger, on_one_line
from npo_cli.bookkeeping.precedent import Precedent
from npo_cli.commands.dialogue import agrees
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import answer, moment
from npo_cli.commands.ledger.books import EvidenceOption, LedgerOption, NumberArgument, PackOption, opened, rules_of
from npo_cli.commands.option import Form, FormOption
from npo_cli.day import parse_day
from npo_cli.fault import printable_lines, read_all, refuse
from npo_cli.language import Language, Phrase

SHOWN = Phrase(
    "Deze regel komt in {path}; hij geldt voor uitgaven waarin staat: {term}.",
    "This rule goes into {path}; it holds for expenses that say: {term}.",
)
MAY_IT = Phrase("Vastleggen? [ja/nee] ", "Record it? [yes/no] ")
NOTHING_DONE = Phrase("Er is niets vastgelegd.", "Nothing was recorded.")
WHICH = Phrase("geef --approve (goedgekeurd) of --reject (afgekeurd).", "give --approve or --reject.")
NOBODY = Phrase("geef de naam van de accountant.", "give the accountant's name.")

app = command_app()


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
    as_precedent: bool = typer.Option(False, "--precedent", help="ledger.ruling.precedent"),
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    if approve == reject:
        raise refuse(WHICH)
    if not on_one_line(by):
        raise refuse(NOBODY, "--by")
    ruling = Ruling.APPROVED if approve else Ruling.REJECTED
    language: Language = ctx.obj
    given = read_all(day=lambda: parse_day(day, "--date"), evidence=lambda: record_evidence(evidence))
    with opened(ledger) as (storage, workspace):
        books = Ledger(storage, rules_of(storage, workspace, pack), moment())
        book = partial(books.rule, number, ruling, by, note=note, **given)
        made = adopt(books, workspace, pack, book, partial(_agrees, language)) if as_precedent else book()
        if made is None:
            terminal.tell(NOTHING_DONE.to(language))
            raise typer.Exit(1)
        answer(books, [made], form, language)


def _agrees(language: Language, found: Precedent) -> bool:
    """Show the rule that is about to be written and, on a terminal, ask whether it may."""
    terminal.tell(SHOWN.to(language, path=found.file.path, term=found.term))
    terminal.tell(printable_lines(found.rule))
    return not terminal.asks() or agrees(MAY_IT.to(language), language)
