"""`npo ledger correct`: reverse a booking and book it again with changes, in one step."""

from pathlib import Path

import typer

from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import answer, evidence_of, opened_for_booking
from npo_cli.commands.ledger.books import (
    EvidenceOption,
    LedgerOption,
    NumberArgument,
    PackOption,
    cents_of,
    changes,
    day_of,
)
from npo_cli.commands.option import Form, FormOption
from npo_cli.eligibility.expense import checked_description
from npo_cli.eligibility.facts import parse_facts
from npo_cli.fault import read_all
from npo_cli.language import Language, Phrase

REASON = Phrase("verbetering van boeking {number}", "correction of entry {number}")

app = command_app()


@app.command("correct", help="ledger.correct", cls=LocalCommand)
def correct(
    ctx: typer.Context,
    number: int = NumberArgument,
    text: str | None = typer.Option(None, "--text", metavar="TEXT", help="check.text"),
    amount: str | None = typer.Option(None, "--amount", metavar="A", help="check.amount"),
    day: str | None = typer.Option(None, "--date", metavar="D", help="ledger.add.date"),
    goal: str | None = typer.Option(None, "--goal", metavar="G", help="ledger.add.goal"),
    supplier: str | None = typer.Option(None, "--supplier", metavar="S", help="ledger.supplier"),
    reference: str | None = typer.Option(None, "--reference", metavar="R", help="ledger.reference"),
    evidence: list[Path] = EvidenceOption,
    fact: list[str] = typer.Option([], "--fact", metavar="NAME=yes|no", help="check.fact"),
    override: str | None = typer.Option(None, "--override", metavar="REASON", help="ledger.override"),
    reason: str = typer.Option("", "--reason", metavar="R", help="ledger.reason", show_default=False),
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    language: Language = ctx.obj
    with opened_for_booking(ledger, pack) as books:
        given = read_all(
            text=lambda: checked_description(text, "--text") if text is not None else None,
            cents=lambda: cents_of(amount),
            day=lambda: day_of(day),
            goal=lambda: books.rulebook.goal_id(goal, "--goal") if goal is not None else None,
            evidence=lambda: evidence_of(evidence),
            answers=lambda: parse_facts(fact, books.rulebook) if fact else None,
        )
        wanted = changes(**given, supplier=supplier, reference=reference, override=override)
        undone, entry, _ = books.correct(number, wanted, reason.strip() or REASON.to(language, number=number))
        answer(books, [entry, undone], form, language)
