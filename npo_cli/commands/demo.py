"""`npo demo`: a dozen expenses of a made-up municipality, checked."""

from datetime import date

import typer

from npo_cli import terminal
from npo_cli.answer.text import draw, draw_brief
from npo_cli.commands.help import LocalCommand
from npo_cli.eligibility.decision import decide
from npo_cli.eligibility.expense import Expense
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.language import Language, Phrase
from npo_cli.money import parse_cents

OPENING = Phrase(
    "Een verzonnen gemeente toetst haar uitgaven. De bedragen en data zijn bedacht; de regels en de bronnen zijn echt.",
    "A made-up municipality checks its expenses. Amounts and dates are invented; the rules and the sources are real.",
)
ONE = Phrase("Eén daarvan in het geheel:", "One of them in full:")
NEXT = Phrase('Toets er zelf een:  npo check "uw uitgave"', 'Check one yourself:  npo check "your expense"')
NONE = Phrase("Deze regels hebben geen voorbeelduitgaven.", "These rules have no expenses to show.")

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("demo", help="demo", cls=LocalCommand)
def demo(
    ctx: typer.Context,
    pack: str | None = typer.Option(None, "--pack", metavar="P", help="pack", envvar="NPO_PACK", show_envvar=False),
) -> None:
    language: Language = ctx.obj
    rulebook = load_rulebook(pack)
    if not rulebook.demo:
        terminal.say(NONE.to(language))
        return
    today, width = date.today(), terminal.width()
    decisions = [
        decide(
            Expense(
                row["text"][0 if language is Language.NL else 1],
                parse_cents(row["amount"]) if row["amount"] else None,
                date.fromisoformat(row["date"]) if row["date"] else None,
            ),
            rulebook,
            today,
        )
        for row in rulebook.demo
    ]
    terminal.say("\n".join(terminal.wrapped(OPENING.to(language), width)) + "\n")
    for decision in decisions:
        terminal.say(draw_brief(decision, language, width))
    fullest = max(decisions, key=lambda decision: (len(decision.parts), len(decision.reasons)))
    terminal.say("\n" + terminal.bold(ONE.to(language)) + "\n")
    for line in draw(fullest, rulebook, language, width):
        terminal.say(line)
    terminal.say("\n" + NEXT.to(language))
