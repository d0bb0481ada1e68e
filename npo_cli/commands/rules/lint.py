"""`npo rules lint`: every fault of the rule files, and what is doubtful in them."""

from datetime import date
from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.collector import without_collector
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.option import Form, FormOption, PackOption
from npo_cli.eligibility.pack import read_pack
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.workspace import workspace_here

app = command_app()


@app.command("lint", help="rules.lint", cls=LocalCommand)
def lint(
    ctx: typer.Context,
    sources: Path | None = typer.Option(None, "--sources", metavar="DIR", help="rules.lint.sources"),
    every: bool = typer.Option(False, "--all", help="rules.lint.all"),
    form: Form = FormOption,
    pack: str | None = PackOption,
) -> int:
    from npo_cli.answer.lintpage import draw_report, report_record
    from npo_cli.eligibility.lint.finding import Level
    from npo_cli.eligibility.lint.linter import lint as run_checks
    from npo_cli.eligibility.quote import require_sources
    from npo_cli.eligibility.rulefile import RuleText

    language: Language = ctx.obj
    if sources is not None:
        require_sources(sources)
    texts = [RuleText(*text) for text in read_pack(pack, *workspace_here())]
    with without_collector():
        report = run_checks(texts, date.today(), sources)  # anew, whatever the cache holds: a fault must show
    if form is Form.JSON:
        terminal.say(to_json(report_record(report, language)))
    elif report.faults:
        terminal.tell_all(draw_report(report, language, every=every))
    else:
        terminal.say("\n".join(draw_report(report, language, every=every)))
    if report.faults:
        return 2
    return 1 if report.count(Level.ERROR) else 0
