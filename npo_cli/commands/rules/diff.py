"""`npo rules diff`: what differs between two packs, or between what was known on two days."""

from datetime import date

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand
from npo_cli.commands.rules.option import Format, FormatOption, PackOption
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.workspace import workspace_here

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("diff", help="rules.diff", cls=LocalCommand)
def diff(
    ctx: typer.Context,
    before: str = typer.Argument(metavar="A", help="rules.diff.before", show_default=False),
    after: str = typer.Argument(metavar="B", help="rules.diff.after", show_default=False),
    exit_code: bool = typer.Option(False, "--exit-code", help="rules.diff.exit_code"),
    form: Format = FormatOption,
    pack: str | None = PackOption,
) -> int:
    from npo_cli.answer.diffpage import diff_record, draw_diff
    from npo_cli.eligibility.diff.comparison import compare
    from npo_cli.eligibility.diff.side import Asked, two_sides

    language: Language = ctx.obj
    asked = Asked(before, after, pack, *workspace_here(), date.today())
    source = ctx.get_parameter_source("pack")
    comparison = compare(*two_sides(asked, pack_was_named=source is not None and source.name == "COMMANDLINE"))
    if form is Format.JSON:
        terminal.say(to_json(diff_record(comparison, language)))
    else:
        terminal.say("\n".join(draw_diff(comparison, language, terminal.width())))
    return 1 if exit_code and comparison.differs else 0
