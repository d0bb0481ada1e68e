"""`npo rules`: look into the rules, and check them."""

from datetime import date
from enum import StrEnum
from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.answer.rulepage import draw_list, draw_provision, draw_rule, provision_record, rule_record
from npo_cli.collector import without_collector
from npo_cli.commands.help import LocalCommand, LocalGroup
from npo_cli.day import parse_day
from npo_cli.eligibility.pack import load_rulebook, read_pack
from npo_cli.fault import printable, refuse
from npo_cli.handbook.page import Page
from npo_cli.jsontext import to_json
from npo_cli.language import Language, Phrase
from npo_cli.workspace import workspace_here

TESTED = Phrase(
    "{total} voorbeelden: {passed} goed, {failed} fout, 0 overgeslagen.",
    "{total} examples: {passed} right, {failed} wrong, 0 skipped.",
)
FAILED_HIT = Phrase(
    "{rule}: ‘{text}’ moet {wanted} zijn door deze regel; het werd {got} door {by}.",
    "{rule}: ‘{text}’ must be {wanted} by this rule; it came out {got} by {by}.",
)
FAILED_MISS = Phrase(
    "{rule}: ‘{text}’ mag deze regel niet raken, maar raakt hem.",
    "{rule}: ‘{text}’ must not hit this rule, but does.",
)
UNREACHED = Phrase("Geen enkel voorbeeld raakt: {rules}.", "No example reaches: {rules}.")
ALL_REACHED = Phrase("Elke regel wordt door een voorbeeld geraakt.", "Every rule is reached by an example.")
NOT_WRITTEN = Phrase(
    "een .{suffix}-bestand kan npo hier niet maken; kies .md of .html (opent in elke browser).",
    "a .{suffix} file is not written here; choose .md or .html (which any browser opens).",
)
WRITTEN = Phrase("Geschreven: {path}", "Written: {path}")

app = typer.Typer(
    help="rules",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    cls=LocalGroup,
)

PackOption = typer.Option(None, "--pack", metavar="P", help="pack", envvar="NPO_PACK", show_envvar=False)
AsOfOption = typer.Option(None, "--as-of", metavar="D", help="rules.as_of")


class Format(StrEnum):
    """How the rules are written."""

    TEXT = "text"
    JSON = "json"


FormatOption = typer.Option(Format.TEXT, "--format", help="format", show_default=False)


class HandbookFormat(StrEnum):
    """How the handbook is written."""

    MD = "md"
    HTML = "html"

    def write(self, page: Page) -> str:
        """Write a handbook in this format."""
        match self:
            case HandbookFormat.MD:
                from npo_cli.handbook.markdown import to_markdown  # one format is enough to import

                return to_markdown(page)
            case HandbookFormat.HTML:
                from npo_cli.handbook.html import to_html  # idem

                return to_html(page)


@app.command("list", help="rules.list", cls=LocalCommand)
def list_rules(
    ctx: typer.Context,
    as_of: str | None = AsOfOption,
    form: Format = FormatOption,
    pack: str | None = PackOption,
) -> None:
    language: Language = ctx.obj
    rulebook = load_rulebook(pack, *workspace_here())
    edition = rulebook.as_of(_day(as_of))
    if form is Format.JSON:
        rules = [rule_record(rule, rulebook, language) for rule in edition.rules]
        provisions = [provision_record(provision, language) for provision in edition.provisions]
        terminal.say(
            to_json({"schema": "npo.rules/1", "pack": rulebook.pack, "rules": rules, "provisions": provisions})
        )
    else:
        terminal.say("\n".join(draw_list(edition, language, terminal.width())))


@app.command("show", help="rules.show", cls=LocalCommand)
def show(
    ctx: typer.Context,
    rule_id: str = typer.Argument(metavar="ID", help="rules.show.id", show_default=False),
    form: Format = FormatOption,
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
        from npo_cli.eligibility.wordlist import (
            word_list,
        )  # reads the YAML files again, for terms and examples

        rule = rulebook.rule(rule_id)
        words = word_list(read_pack(pack, *workspace), rule_id)
        data = {**rule_record(rule, rulebook, language), **words.record()}
        lines = draw_rule(rule, words, rulebook, language, terminal.width())
    terminal.say(to_json(data) if form is Format.JSON else "\n".join(lines))


@app.command("lint", help="rules.lint", cls=LocalCommand)
def lint(
    ctx: typer.Context,
    sources: Path | None = typer.Option(None, "--sources", metavar="DIR", help="rules.lint.sources"),
    every: bool = typer.Option(False, "--all", help="rules.lint.all"),
    form: Format = FormatOption,
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
    if form is Format.JSON:
        terminal.say(to_json(report_record(report, language)))
    elif report.faults:
        terminal.tell_all(draw_report(report, language, every=every))
    else:
        terminal.say("\n".join(draw_report(report, language, every=every)))
    if report.faults:
        return 2
    return 1 if report.count(Level.ERROR) else 0


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


@app.command("schema", help="rules.schema", cls=LocalCommand)
def schema(
    output: Path | None = typer.Option(None, "--output", metavar="FILE", help="rules.schema.output"),
) -> None:
    from npo_cli.eligibility.schema import schema_text

    if output is None:
        terminal.say(schema_text(), newline=False)
    else:
        from npo_cli.tables.write import replace_bytes

        with replace_bytes(output) as stream:
            stream.write(schema_text().encode())


@app.command("handbook", help="rules.handbook", cls=LocalCommand)
def handbook(
    ctx: typer.Context,
    form: HandbookFormat | None = typer.Option(None, "--format", help="rules.handbook.format", show_default=False),
    output: Path | None = typer.Option(None, "--output", metavar="O", help="check.output"),
    as_of: str | None = AsOfOption,
    pack: str | None = PackOption,
) -> None:
    from npo_cli.handbook.content import make_handbook
    from npo_cli.handbook.detail import read_details  # reads the YAML files again, for the terms

    language: Language = ctx.obj
    chosen = form or _format_of(output)
    workspace = workspace_here()
    edition = load_rulebook(pack, *workspace).as_of(_day(as_of))
    page = make_handbook(edition, read_details(read_pack(pack, *workspace)), language)
    text = chosen.write(page)
    if output is None:
        terminal.say(text, newline=False)
        return
    from npo_cli.tables.write import replace_file  # only where a file is written

    with replace_file(output) as stream:
        stream.write(text)
    terminal.tell(WRITTEN.to(language, path=output))


@app.command("test", help="rules.test", cls=LocalCommand)
def run_examples(ctx: typer.Context, pack: str | None = PackOption) -> int:
    from npo_cli.eligibility.example import read_examples, run, unreached

    language: Language = ctx.obj
    workspace = workspace_here()
    rulebook = load_rulebook(pack, *workspace)
    outcomes = run(read_examples(read_pack(pack, *workspace), date.today()), rulebook)
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        example, decision = outcome.example, outcome.decision
        shown = {
            "rule": example.rule,
            "text": example.expense.description,
            "wanted": example.verdict.phrase.to(language) if example.verdict else "",
            "got": decision.verdict.phrase.to(language),
            "by": ", ".join(reason.rule.id for reason in decision.reasons),
        }
        terminal.say(printable((FAILED_HIT if example.verdict else FAILED_MISS).to(language, **shown)))
    left = unreached(outcomes, rulebook)
    terminal.say(UNREACHED.to(language, rules=", ".join(left)) if left else ALL_REACHED.to(language))
    terminal.say(TESTED.to(language, total=len(outcomes), passed=len(outcomes) - len(failed), failed=len(failed)))
    return 1 if failed else 0


def _format_of(output: Path | None) -> HandbookFormat:
    """Choose the format by the name of the file to write; refuse a kind of file that is not made."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    found = {"": HandbookFormat.MD, "htm": HandbookFormat.HTML, **{each.value: each for each in HandbookFormat}}
    if suffix not in found:
        raise refuse(NOT_WRITTEN, str(output), suffix=suffix)
    return found[suffix]


def _day(given: str | None) -> date:
    return parse_day(given, "--as-of") if given is not None else date.today()
