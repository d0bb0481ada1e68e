"""`npo rules schema`: the JSON Schema of rule files, for editors."""

from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand, command_app

app = command_app()


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
