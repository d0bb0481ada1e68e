"""`npo init`: open a workspace here, with the ledger of a municipality."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.ledger import Ledger, on_one_line
from npo_cli.bookkeeping.refusal import FUTURE_DAY
from npo_cli.bookkeeping.storage.address import create_ledger
from npo_cli.bookkeeping.storage.interface import About
from npo_cli.bookkeeping.workspace import address_for, municipality_name
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import moment
from npo_cli.commands.ledger.books import server_chosen, shortened
from npo_cli.commands.option import Form, FormOption, PackOption
from npo_cli.day import parse_day
from npo_cli.eligibility.calculation import Calculation, calculate, parse_pupils, parse_score
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.fault import read_all, refuse
from npo_cli.jsontext import to_json
from npo_cli.language import Language, Phrase
from npo_cli.money import decimal_string, euros, parse_cents

OPENED = Phrase(
    "Het grootboek van {municipality} staat in {path}, met een beschikking van {amount}.",
    "The ledger of {municipality} stands in {path}, with an allocation of {amount}.",
)
DECISION = Phrase("grootboek geopend", "ledger opened")
CALCULATED = Phrase(
    "Berekend: {amount} ({parts}); verschil met de beschikking {difference}. {source}",
    "Calculated: {amount} ({parts}); difference from the allocation {difference}. {source}",
)
SOURCE = Phrase("Bron: {title}, {place}, bekend sinds {day}.", "Source: {title}, {place}, known since {day}.")

app = command_app()


@app.command("init", help="init", cls=LocalCommand)
def init(
    ctx: typer.Context,
    municipality: str = typer.Argument(metavar="MUNICIPALITY", help="init.municipality", show_default=False),
    allocation: str = typer.Option(..., "--allocation", metavar="A", help="ledger.allocation.amount"),
    day: str | None = typer.Option(None, "--date", metavar="D", help="ledger.allocation.date"),
    reason: str = typer.Option("", "--reason", metavar="R", help="init.reason", show_default=False),
    pupils: str | None = typer.Option(None, "--pupils", metavar="N", help="init.pupils"),
    score: str | None = typer.Option(None, "--deprivation-score", metavar="S", help="init.score"),
    pack: str | None = PackOption,
    ledger: str | None = typer.Option(None, "--ledger", metavar="L", help="init.ledger", show_default=False),
    form: Form = FormOption,
) -> None:
    language: Language = ctx.obj
    rulebook = load_rulebook(pack)
    now = moment()
    given = read_all(
        name=lambda: municipality_name(municipality),
        cents=lambda: parse_cents(allocation, "--allocation"),
        day=lambda: _day(day, now.today),
        calculation=lambda: calculate(rulebook, now.today, parse_pupils(pupils), parse_score(score)),
    )
    name, cents = given["name"], given["cents"]
    address = address_for(name, ledger if ledger is not None else server_chosen(), Path.cwd())
    with create_ledger(address, About(name, rulebook.pack, rulebook.currency)) as storage:
        books = Ledger(storage, rulebook, now)
        books.allocate(cents, given["day"], on_one_line(reason) or DECISION.to(language))
        head, stands = storage.head(), storage.name
    calculation: Calculation | None = given["calculation"]
    if form is Form.JSON:
        terminal.say(
            to_json(
                {
                    "schema": "npo.init/1",
                    "municipality": name,
                    "ledger": stands,
                    "pack": rulebook.pack,
                    "allocation": decimal_string(cents),
                    "calculated": decimal_string(calculation.cents) if calculation else None,
                    "head": head.hash,
                }
            )
        )
        return
    lines = [OPENED.to(language, municipality=name, path=shortened(stands), amount=euros(cents, language))]
    if calculation:
        lines.append(_calculated(calculation, cents, language))
    for line in lines:
        terminal.say("\n".join(terminal.wrapped(line, terminal.width())))


def _day(given: str | None, today: date) -> date:
    day = parse_day(given, "--date") if given is not None else today
    if day > today:
        raise refuse(FUTURE_DAY, "--date", day=day.isoformat())
    return day


def _calculated(calculation: Calculation, decided: int, language: Language) -> str:
    def number(value: Decimal) -> str:
        text = f"{value:f}"
        return text.replace(".", ",") if language is Language.NL else text

    parts = " + ".join(f"{number(part.number)} × {euros(part.rate, language)}" for part in calculation.parts)
    provision = calculation.provision
    source = SOURCE.to(
        language, title=provision.source.title, place=provision.source.place, day=provision.known_from.isoformat()
    )
    statement = provision.statement.to(language)
    return CALCULATED.to(
        language,
        amount=euros(calculation.cents, language),
        parts=parts,
        difference=euros(decided - calculation.cents, language),
        source=f"{statement} {source}",
    )
