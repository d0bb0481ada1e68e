"""The options that several commands of the rules share."""

from datetime import date
from enum import StrEnum

import typer

from npo_cli.day import parse_day

PackOption = typer.Option(None, "--pack", metavar="P", help="pack", envvar="NPO_PACK", show_envvar=False)
AsOfOption = typer.Option(None, "--as-of", metavar="D", help="rules.as_of")


class Format(StrEnum):
    """How the rules are written."""

    TEXT = "text"
    JSON = "json"


FormatOption = typer.Option(Format.TEXT, "--format", help="format", show_default=False)


def day_of(as_of: str | None) -> date:
    """Read the day of --as-of; without, today."""
    return parse_day(as_of, "--as-of") if as_of is not None else date.today()
