"""`npo ledger move`: carry a ledger over to another store, with the hashes that it has."""

from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.move import move
from npo_cli.bookkeeping.storage.address import create_ledger, has_ledger, named, open_ledger
from npo_cli.bookkeeping.workspace import address_for, ledger_address
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.backup import HEAD
from npo_cli.commands.ledger.books import shortened
from npo_cli.commands.option import Form, FormOption
from npo_cli.jsontext import to_json
from npo_cli.language import Language, Phrase

DONE = Phrase(
    "{source} is verhuisd naar {target}, daar gecontroleerd en in orde: {count} boekingen, waarvan {carried} deze keer "
    "overgebracht.",
    "{source} was moved to {target} and found whole there: {count} entries, {carried} of them now.",
)
FROM_NOW_ON = Phrase(
    "Boek voortaan in het nieuwe grootboek; zet het oude opzij, zodat niemand er nog in boekt.",
    "Book in the new ledger from now on; put the old one aside, so that nobody books in it any more.",
)

app = command_app()


@app.command("move", help="ledger.move", cls=LocalCommand)
def move_ledger(
    ctx: typer.Context,
    source: str = typer.Argument(metavar="FROM", help="ledger.move.from", show_default=False),
    target: str = typer.Argument(metavar="TO", help="ledger.move.to", show_default=False),
    form: Form = FormOption,
) -> None:
    language: Language = ctx.obj
    with open_ledger(ledger_address(source, Path.cwd())) as old:
        address = named(address_for(old.about.municipality, target, Path.cwd()), old.about)
        if not has_ledger(address, old.about):
            with create_ledger(address, old.about):
                pass  # so that a move that is broken off leaves what it can go on with
        with open_ledger(address) as new:
            moved = move(old, new)
            names = {"source": shortened(old.name), "target": shortened(new.name)}
    if form is Form.JSON:
        record = {"schema": "npo.move/1", **names, "entries": moved.head.number, "carried": moved.carried}
        terminal.say(to_json({**record, "head": moved.head.hash}))
        return
    terminal.say(DONE.to(language, **names, count=moved.head.number, carried=moved.carried))
    terminal.say(HEAD.to(language, head=moved.head.hash))
    terminal.tell("\n".join(terminal.wrapped(FROM_NOW_ON.to(language), terminal.width())))
