"""`npo rules handbook`: the rules as a document that anyone can read."""

from enum import StrEnum
from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.option import PackOption
from npo_cli.commands.rules.option import AsOfOption, day_of
from npo_cli.eligibility.pack import load_rulebook, read_pack
from npo_cli.fault import refuse
from npo_cli.handbook.page import Page
from npo_cli.language import Language, Phrase
from npo_cli.workspace import workspace_here

NOT_WRITTEN = Phrase(
    "een .{suffix}-bestand kan npo hier niet maken; kies .md of .html (opent in elke browser).",
    "a .{suffix} file is not written here; choose .md or .html (which any browser opens).",
)
WRITTEN = Phrase("Geschreven: {path}", "Written: {path}")

app = command_app()


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
    edition = load_rulebook(pack, *workspace).as_of(day_of(as_of))
    page = make_handbook(edition, read_details(read_pack(pack, *workspace)), language)
    text = chosen.write(page)
    if output is None:
        terminal.say(text, newline=False)
        return
    from npo_cli.tables.write import replace_file  # only where a file is written

    with replace_file(output) as stream:
        stream.write(text)
    terminal.tell(WRITTEN.to(language, path=output))


def _format_of(output: Path | None) -> HandbookFormat:
    """Choose the format by the name of the file to write; refuse a kind of file that is not made."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    found = {"": HandbookFormat.MD, "htm": HandbookFormat.HTML, **{each.value: each for each in HandbookFormat}}
    if suffix not in found:
        raise refuse(NOT_WRITTEN, str(output), suffix=suffix)
    return found[suffix]
