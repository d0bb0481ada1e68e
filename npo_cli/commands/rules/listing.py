"""`npo rules list`: the rules in force, and the provisions."""

import typer

from npo_cli import terminal
from npo_cli.answer.rulepage import draw_list, provision_record, rule_record
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.option import Form, FormOption, PackOption
from npo_cli.commands.rules.option import AsOfOption, day_of
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.workspace import workspace_here

app = command_app()


@app.command("list", help="rules.list", cls=LocalCommand)
def list_rules(
    ctx: typer.Context,
    as_of: str | None = AsOfOption,
    form: Form = FormOption,
    pack: str | None = PackOption,
) -> None:
    language: Language = ctx.obj
    rulebook = load_rulebook(pack, *workspace_here())
    edition = rulebook.as_of(day_of(as_of))
    if form is Form.JSON:
        rules = [rule_record(rule, rulebook, language) for rule in edition.rules]
        provisions = [provision_record(provision, language) for provision in edition.provisions]
        terminal.say(
            to_json({"schema": "npo.rules/1", "pack": rulebook.pack, "rules": rules, "provisions": provisions})
        )
    else:
        terminal.say("\n".join(draw_list(edition, language, terminal.width())))
