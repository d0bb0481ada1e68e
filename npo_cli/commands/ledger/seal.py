"""`npo ledger seal`: close a year, and print the head for the signed report."""

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import opened_for_booking
from npo_cli.commands.ledger.books import LedgerOption, PackOption, year_of
from npo_cli.commands.option import Form, FormOption
from npo_cli.jsontext import to_json
from npo_cli.language import Language, Phrase
from npo_cli.money import euros

SEALED = Phrase(
    "Het jaar {year} is afgesloten met boeking {number}. Zet deze controlecode in de ondertekende verantwoording:",
    "The year {year} is sealed with entry {number}. Put this head in the signed report:",
)
CHECK = Phrase(
    "Later toont `npo ledger verify --expect CONTROLECODE` aan dat er sindsdien niets is gewijzigd.",
    "Later `npo ledger verify --expect HEAD` proves that nothing was changed since.",
)
AWAITING = Phrase(
    "let op: {amount} wacht nog op de accountant; een uitspraak kan ook na de afsluiting nog worden vastgelegd.",
    "note: {amount} still awaits the accountant; a ruling can be recorded after sealing too.",
)

app = command_app()


@app.command("seal", help="ledger.seal", cls=LocalCommand)
def seal(
    ctx: typer.Context,
    year: str | None = typer.Option(None, "--year", metavar="Y", help="ledger.seal.year"),
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> None:
    language: Language = ctx.obj
    with opened_for_booking(ledger, pack) as books:
        entry = books.seal(year_of(year))
        awaiting = sum(each.awaiting for each in books.storage.totals().in_year(entry.year).values())
        if awaiting:
            terminal.tell(AWAITING.to(language, amount=euros(awaiting, language)))
        if form is Form.JSON:
            terminal.say(
                to_json({"schema": "npo.seal/1", "year": entry.year, "number": entry.number, "head": entry.hash})
            )
            return
        terminal.say(SEALED.to(language, year=entry.year, number=entry.number))
        terminal.say(f"\n  {entry.hash}\n")
        terminal.say(CHECK.to(language))
