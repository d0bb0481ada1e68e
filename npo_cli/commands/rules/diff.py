"""`npo rules diff`: what differs between two packs, or between what was known on two days."""

from datetime import date

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.option import Form, FormOption, PackOption, was_given
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.workspace import workspace_here

app = command_app()


@app.command("diff", help="rules.diff", cls=LocalCommand)
def diff(
    ctx: typer.Context,
    before: str = typer.Argument(metavar="A", help="rules.diff.before", show_default=False),
    after: str = typer.Argument(metavar="B", help="rules.diff.after", show_default=False),
    exit_code: bool = typer.Option(False, "--exit-code", help="rules.diff.exit_code"),
    form: Form = FormOption,
    pack: str | None = PackOption,
) -> int:
    from npo_cli.answer.diffpage import diff_record, draw_diff
    from npo_cli.eligibility.diff.comparison import compare
    from npo_cli.eligibility.diff.side import Asked, two_sides

    language: Language = ctx.obj
    asked = Asked(before, after, pack, *workspace_here(), date.today())
    comparison = compare(*two_sides(asked, pack_was_named=was_given(ctx, "pack")))
    if form is Form.JSON:
        terminal.say(to_json(diff_record(comparison, language)))
    else:
        terminal.say("\n".join(draw_diff(comparison, language, terminal.width())))
    return 1 if exit_code and comparison.differs else 0
