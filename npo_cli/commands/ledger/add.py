"""`npo ledger add`: check an expense and book it."""

from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.entry import Entry
from npo_cli.bookkeeping.evidence import record_evidence
from npo_cli.bookkeeping.ledger import Draft, Ledger, MissingGoalError
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger import dialogue
from npo_cli.commands.ledger.booking import answer, opened_for_booking, tell_of_twin
from npo_cli.commands.ledger.books import EvidenceOption, LedgerOption, OverrideOption, PackOption
from npo_cli.commands.option import Form, FormOption
from npo_cli.day import parse_day
from npo_cli.eligibility.decision import Decision
from npo_cli.eligibility.expense import checked_description
from npo_cli.eligibility.facts import parse_facts
from npo_cli.fault import read_all, refuse
from npo_cli.language import Language, Phrase
from npo_cli.money import parse_cents

MISSING = Phrase("geef {option}, bijvoorbeeld {example}.", "give {option}, for example {example}.")
NOT_NEEDED = Phrase(
    "--override was niet nodig; de reden is wel bij de boeking bewaard.",
    "--override was not needed; the reason was kept with the entry.",
)
OTHER_GOAL = Phrase(
    "let op: de regels wijzen op {found}, niet op {given}; leg in het dossier vast waarom.",
    "note: the rules point to {found}, not to {given}; record in the file why.",
)

app = command_app()


@app.command("add", help="ledger.add", cls=LocalCommand)
def add(
    ctx: typer.Context,
    text: str | None = typer.Argument(None, metavar="TEXT", help="check.text", show_default=False),
    amount: str | None = typer.Option(None, "--amount", metavar="A", help="check.amount"),
    day: str | None = typer.Option(None, "--date", metavar="D", help="ledger.add.date"),
    goal: str | None = typer.Option(None, "--goal", metavar="G", help="ledger.add.goal"),
    supplier: str = typer.Option("", "--supplier", metavar="S", help="ledger.supplier", show_default=False),
    reference: str = typer.Option("", "--reference", metavar="R", help="ledger.reference", show_default=False),
    evidence: list[Path] = EvidenceOption,
    commitment: bool = typer.Option(False, "--commitment", help="ledger.add.commitment"),
    fact: list[str] = typer.Option([], "--fact", metavar="NAME=yes|no", help="check.fact"),
    override: str = OverrideOption,
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    language: Language = ctx.obj
    with opened_for_booking(ledger, pack) as books:
        if terminal.asks():
            text, amount, day = dialogue.complete(text, amount, day, language)
        given = read_all(
            text=lambda: checked_description(_needed("TEXT", text, '"zomerschool"')),
            cents=lambda: parse_cents(_needed("--amount", amount, "1234,50"), "--amount"),
            day=lambda: parse_day(_needed("--date", day, "2022-07-18"), "--date"),
            goal=lambda: books.rulebook.goal_id(goal, "--goal") if goal is not None else None,
            evidence=lambda: record_evidence(evidence),
            answers=lambda: parse_facts(fact, books.rulebook),
        )
        draft = Draft(**given, supplier=supplier, reference=reference, override=override, commitment=commitment)
        if terminal.asks():
            draft = dialogue.answered(books, draft, language)
        entry, decision = _booked(books, draft, language)
        if override and not entry.overrode:
            terminal.tell(NOT_NEEDED.to(language))
        if entry.goal and decision.goals and entry.goal not in decision.goals:
            found = ", ".join(decision.goals)
            terminal.tell(OTHER_GOAL.to(language, found=found, given=entry.goal))
        tell_of_twin(books, entry, language)
        answer(books, [entry], form, language)


def _booked(books: Ledger, draft: Draft, language: Language) -> tuple[Entry, Decision]:
    try:
        return books.add(draft)
    except MissingGoalError as error:
        if not terminal.asks():
            raise
        goal = dialogue.choose_goal(error.goals, books.rulebook, language)
        return books.add(draft._replace(goal=goal))


def _needed(option: str, given: str | None, example: str) -> str:
    """Give what a booking needs; refuse it where it was not given."""
    if given is None:
        raise refuse(MISSING, option=option, example=example)
    return given
