"""The least that a Typer program does: one command that prints its argument."""

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def check(text: str) -> None:
    typer.echo(text)


if __name__ == "__main__":
    app()
