"""`npo ledger recheck`: decide every booking again, and list those whose verdict changes."""

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.recheck import recheck
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.books import LedgerOption, PackOption, opened, rules_of, today
from npo_cli.commands.option import Form, FormOption, was_given
from npo_cli.day import parse_day
from npo_cli.fault import refuse
from npo_cli.jsontext import to_json
from npo_cli.language import Language, Phrase
from npo_cli.reporting.recheck_text import recheck_lines, recheck_record

TWO_SETS = Phrase(
    "--rules noemt de regels al waarmee opnieuw wordt beslist; laat een van beide weg.",
    "--rules names the rules to decide by already; leave one of the two out.",
)

app = command_app()


@app.command("recheck", help="ledger.recheck", cls=LocalCommand)
def recheck_ledger(
    ctx: typer.Context,
    as_of: str | None = typer.Option(None, "--as-of", metavar="D", help="check.as_of"),
    rules: str | None = typer.Option(None, "--rules", metavar="DIR", help="ledger.recheck.rules"),
    exit_code: bool = typer.Option(False, "--exit-code", help="ledger.recheck.exit_code"),
    ledger: str | None = LedgerOption,
    pack: str | None = PackOption,
    form: Form = FormOption,
) -> int:
    language: Language = ctx.obj
    if rules is not None and was_given(ctx, "pack"):
        raise refuse(TWO_SETS, "--pack")
    day = parse_day(as_of, "--as-of") if as_of is not None else today()
    with opened(ledger) as (storage, workspace):
        rulebook = rules_of(storage, workspace, rules if rules is not None else pack)
        found = recheck(storage, rulebook, day)
    if form is Form.JSON:
        terminal.say(to_json(recheck_record(found, day)))
    else:
        terminal.say("\n".join(recheck_lines(found, rulebook, day, language, terminal.width())))
    return 1 if exit_code and found.changes else 0
