"""`npo rules`: look into the rules, and check them, one module a command."""

from npo_cli.commands.group import LazyGroup, group_app

_HERE = "npo_cli.commands.rules"


class RulesGroup(LazyGroup):
    """The commands of `npo rules`."""

    modules = {  # noqa: RUF012 (declared a ClassVar where it is defined)
        "list": f"{_HERE}.listing",
        "show": f"{_HERE}.show",
        "lint": f"{_HERE}.lint",
        "diff": f"{_HERE}.diff",
        "schema": f"{_HERE}.schema",
        "handbook": f"{_HERE}.handbook",
        "test": f"{_HERE}.testing",
    }
    suggested = 3  # list and lint are soon mistaken for each other


app = group_app(RulesGroup, "rules")
