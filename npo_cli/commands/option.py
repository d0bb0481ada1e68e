"""The options that many commands share, and whether one was given."""

from enum import StrEnum

import typer

PackOption = typer.Option(None, "--pack", metavar="P", help="pack", envvar="NPO_PACK", show_envvar=False)


class Form(StrEnum):
    """How a command answers."""

    TEXT = "text"
    JSON = "json"


FormOption = typer.Option(Form.TEXT, "--format", help="format", show_default=False)


def was_given(ctx: typer.Context, option: str) -> bool:
    """Say whether an option was given on the command line; a setting in the environment is none."""
    source = ctx.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"
