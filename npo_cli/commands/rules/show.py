"""`npo rules show`: all of one rule or provision."""

import typer

from npo_cli import terminal
from npo_cli.answer.rulepage import draw_provision, draw_rule, provision_record, rule_record
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.option import Form, FormOption, PackOption
from npo_cli.eligibility.pack import load_rulebook, read_pack
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.workspace import workspace_here

app = command_app()


@app.command("show", help="rules.show", cls=LocalCommand)
def show(
    ctx: typer.Context,
    rule_id: str = typer.Argument(metavar="ID", help="rules.show.id", show_default=False),
    form: Form = FormOption,
    pack: str | None = PackOption,
) -> None:
    language: Language = ctx.obj
    workspace = workspace_here()
    rulebook = load_rulebook(pack, *workspace)
    provision = next((item for item in rulebook.provisions if item.id == rule_id), None)
    if provision:
        data = provision_record(provision, language)
        lines = draw_provision(provision, language, terminal.width())
    else:
        rule = rulebook.rule(rule_id)
        from npo_cli.eligibility.wordlist import word_list  # reads the YAML files again, for terms and examples

        words = word_list(read_pack(pack, *workspace), rule_id)
        data = {**rule_record(rule, rulebook, language), **words.record()}
        lines = draw_rule(rule, words, rulebook, language, terminal.width())
    terminal.say(to_json(data) if form is Form.JSON else "\n".join(lines))
