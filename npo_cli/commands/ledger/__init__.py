"""`npo ledger`: the budget ledger, one module a command."""

from npo_cli.commands.group import LazyGroup, group_app

_HERE = "npo_cli.commands.ledger"


class LedgerGroup(LazyGroup):
    """The commands of `npo ledger`, in the order of the work."""

    modules = {  # noqa: RUF012 (declared a ClassVar where it is defined)
        "add": f"{_HERE}.add",
        "list": f"{_HERE}.listing",
        "show": f"{_HERE}.show",
        "status": f"{_HERE}.status",
        "reverse": f"{_HERE}.reverse",
        "correct": f"{_HERE}.correct",
        "fulfil": f"{_HERE}.fulfil",
        "ruling": f"{_HERE}.ruling",
        "payment": f"{_HERE}.payment",
        "allocation": f"{_HERE}.allocation",
        "import": f"{_HERE}.importing",
        "export": f"{_HERE}.export",
        "backup": f"{_HERE}.backup",
        "restore": f"{_HERE}.restore",
        "move": f"{_HERE}.move",
        "grant-sql": f"{_HERE}.grants",
        "recheck": f"{_HERE}.recheck",
        "verify": f"{_HERE}.verify",
        "seal": f"{_HERE}.seal",
    }


app = group_app(LedgerGroup, "ledger")
