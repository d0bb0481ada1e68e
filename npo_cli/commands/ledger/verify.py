"""`npo ledger verify`: prove that nothing was changed."""

from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.bookkeeping.verification import Verification, checked_head, verify
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.books import LedgerOption, opened
from npo_cli.commands.option import Form, FormOption
from npo_cli.eligibility.verdict import Verdict
from npo_cli.jsontext import to_json
from npo_cli.language import Language, Phrase

SOUND = Phrase(
    "Het grootboek van {municipality} klopt: {count} boekingen, niets gewijzigd.",
    "The ledger of {municipality} is whole: {count} entries, nothing was changed.",
)
BROKEN = Phrase(
    "Het grootboek van {municipality} klopt niet: {count} {noun}.",
    "The ledger of {municipality} is not whole: {count} {noun}.",
)
FAULT, FAULTS = Phrase("bevinding", "finding"), Phrase("bevindingen", "findings")
HEAD = Phrase("Controlecode: {head}", "Head: {head}")
SEALED = Phrase("Afgesloten: {year}, met boeking {number}.", "Sealed: {year}, with entry {number}.")
EXPECTED = Phrase(
    "De opgegeven controlecode is die van boeking {number}; boekingen daarna: {later}.",
    "The head given is that of entry {number}; entries since: {later}.",
)
NOT_ALONE = Phrase(
    "Is een grootboek in zijn geheel herschreven of zijn de laatste boekingen verwijderd, dan blijkt dat alleen met "
    "--expect en de controlecode uit de ondertekende verantwoording.",
    "A ledger rewritten as a whole, or one without its tail, is only found with --expect and the head in the signed "
    "report.",
)

app = command_app()


@app.command("verify", help="ledger.verify", cls=LocalCommand)
def verify_ledger(
    ctx: typer.Context,
    expect: str | None = typer.Option(None, "--expect", metavar="HEAD", help="ledger.verify.expect"),
    evidence: Path | None = typer.Option(None, "--evidence", metavar="DIR", help="ledger.verify.evidence"),
    ledger: str | None = LedgerOption,
    form: Form = FormOption,
) -> int:
    language: Language = ctx.obj
    head = checked_head(expect) if expect is not None else None
    with opened(ledger) as (storage, _):
        found = verify(storage, head, evidence)
        if form is Form.JSON:
            terminal.say(to_json(_record(found, language)))
        else:
            _draw(found, storage.about.municipality, language, alone=head is None)
    return 1 if found.faults else 0


def _record(found: Verification, language: Language) -> dict[str, object]:
    return {
        "schema": "npo.verification/1",
        "sound": not found.faults,
        "entries": found.head.number,
        "head": found.head.hash,
        "expected": found.expected,
        "seals": [seal._asdict() for seal in found.seals],
        "faults": [each.line(language) for each in found.faults],
    }


def _draw(found: Verification, municipality: str, language: Language, *, alone: bool) -> None:
    if found.faults:
        noun = (FAULT if len(found.faults) == 1 else FAULTS).to(language)
        line = BROKEN.to(language, municipality=municipality, count=len(found.faults), noun=noun)
        terminal.say(terminal.signed(line, Verdict.EXCLUDED))
        for each in found.faults:
            terminal.say(f"  - {each.line(language)}")
        return
    line = SOUND.to(language, municipality=municipality, count=found.head.number)
    terminal.say(terminal.signed(line, Verdict.ELIGIBLE))
    terminal.say(HEAD.to(language, head=found.head.hash))
    for seal in found.seals:
        terminal.say(SEALED.to(language, year=seal.year, number=seal.number))
    if found.expected is not None:
        terminal.say(EXPECTED.to(language, number=found.expected, later=found.head.number - found.expected))
    if alone:
        terminal.tell("\n".join(terminal.wrapped(NOT_ALONE.to(language), terminal.width())))
