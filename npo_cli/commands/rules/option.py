"""The options that several commands of the rules share."""

from datetime import date

import typer

from npo_cli.day import parse_day

AsOfOption = typer.Option(None, "--as-of", metavar="D", help="rules.as_of")


def day_of(as_of: str | None) -> date:
    """Read the day of --as-of; without, today."""
    return parse_day(as_of, "--as-of") if as_of is not None else date.today()
