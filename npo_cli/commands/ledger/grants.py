"""`npo ledger grant-sql`: the SQL that lets roles of a database use its ledgers."""

from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.storage.address import grant_sql
from npo_cli.bookkeeping.workspace import ledger_address
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.books import LedgerOption
from npo_cli.fault import printable, refuse
from npo_cli.language import Phrase

NO_ROLE = Phrase(
    "geef een rol die mag boeken (--append) of een die alleen mag lezen (--read).",
    "give a role that may book (--append) or one that may only read (--read).",
)
BAD_ROLE = Phrase("dit is geen naam van een rol.", "this is not the name of a role.")
NO_SERVER = Phrase(
    "dit grootboek is een bestand; wie erbij mag, regelt u met de rechten op het bestand en zijn map.",
    "this ledger is a file; who may use it is settled by the permissions of the file and its folder.",
)
_LONGEST = 63  # characters that PostgreSQL keeps of a name

app = command_app()


@app.command("grant-sql", help="ledger.grants", cls=LocalCommand)
def grants(
    appender: str | None = typer.Option(None, "--append", metavar="ROLE", help="ledger.grants.append"),
    reader: str | None = typer.Option(None, "--read", metavar="ROLE", help="ledger.grants.read"),
    everything: bool = typer.Option(False, "--all", help="ledger.grants.all"),
    ledger: str | None = LedgerOption,
) -> None:
    if appender is None and reader is None:
        raise refuse(NO_ROLE)
    for option, role in (("--append", appender), ("--read", reader)):
        if role is not None and not (role == printable(role) and 0 < len(role.encode()) <= _LONGEST):
            raise refuse(BAD_ROLE, option)
    address = ledger_address(ledger, Path.cwd())
    if isinstance(address, Path):
        raise refuse(NO_SERVER, "--ledger")
    terminal.say(grant_sql(address, appender, reader, everything=everything))
