"""A group of commands of which each is imported only when it is asked for, so that none waits for the others."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.main import get_command

from npo_cli.commands.help import LocalGroup, command_app, localised


class LazyGroup(LocalGroup):
    """A group that knows its commands by the names of the modules that hold them; each has an `app`."""

    modules: ClassVar[Mapping[str, str]] = {}
    suggested: ClassVar[int] = 1  # names at most, for a word that is nearly one

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (the signature is typer's)
        """Give the names of all commands."""
        return list(self.modules)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command and put its help in the user's language."""
        if cmd_name not in self.modules:
            return None
        return localised(get_command(import_module(self.modules[cmd_name]).app), ctx.obj)


def group_app(group: type[LazyGroup], help_key: str) -> typer.Typer:
    """Make what holds a group of commands; each of them does its own work."""
    app = command_app(cls=group, help=help_key, no_args_is_help=True)
    app.callback()(lambda: None)
    return app
