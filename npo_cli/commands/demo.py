"""`npo demo`: three years of a municipality in a workspace of its own, from the first check to the report."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import typer

from npo_cli import terminal
from npo_cli.answer.text import draw, draw_brief
from npo_cli.bookkeeping.ledger import Ledger, Moment
from npo_cli.bookkeeping.storage.interface import About, Storage
from npo_cli.bookkeeping.storage.sqlite import create_sqlite, open_sqlite
from npo_cli.bookkeeping.story import Story, Told, checks
from npo_cli.bookkeeping.verification import verify
from npo_cli.bookkeeping.workspace import new_ledger
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.ledger.booking import moment
from npo_cli.commands.ledger.books import today
from npo_cli.commands.option import PackOption
from npo_cli.commands.report import write
from npo_cli.eligibility.decision import decide
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import InputError
from npo_cli.language import Language, Phrase
from npo_cli.reporting.formats.interface import Form
from npo_cli.reporting.report import make_report

CHECKED = Phrase("1. Eerst toetsen", "1. First check")
ONE = Phrase("Eén daarvan volledig:", "One of them in full:")
BOOKED = Phrase("2. Dan boeken", "2. Then book")
WHOLE = Phrase(
    "{count} boekingen in het grootboek, vandaag ingevoerd; het grootboek en alle bewijsstukken kloppen.",
    "{count} entries in the ledger, recorded today; the ledger and all evidence hold.",
)
REPORTED = Phrase("3. En verantwoorden", "3. And report")
REPORT = Phrase("verantwoording", "report")
PAPERS = Phrase("bewijsstukken", "evidence")
KEPT = Phrase("De werkmap blijft staan; gooi haar weg als u klaar bent:", "The workspace stays; delete it when done:")
NEXT = Phrase(
    'Kijk rond:  cd in die map, dan  npo ledger list  of  npo ledger show 5\nToets zelf: npo check "uw uitgave"',
    "Look around:    cd to that folder, then  npo ledger list  or  npo ledger show 5\n"
    'Check yourself: npo check "your expense"',
)
NOT_ON_PATH = Phrase(
    "Uw shell kent npo nog niet: installeer het (zie README) of typ in plaats ervan:",
    "Your shell does not know npo yet: install it (see README) or type instead:",
)
NONE = Phrase("Deze regels hebben geen demonstratie.", "These rules have no demonstration.")

WHO = "npo demo"  # who books: none of it is anybody's work

app = command_app()


@app.command("demo", help="demo", cls=LocalCommand)
def demo(
    ctx: typer.Context,
    pack: str | None = PackOption,
) -> None:
    language: Language = ctx.obj
    rulebook = load_rulebook(pack)
    story = rulebook.demo
    if story is None:
        terminal.say(NONE.to(language))
        return
    width = terminal.width()
    _say(Phrase(*story["about"]).to(language), width)
    _check(story, rulebook, language, width)
    workspace = Path(tempfile.mkdtemp(prefix="npo-demo-"))
    ledger = new_ledger(workspace, story["municipality"])
    papers = workspace / PAPERS.to(language)
    _book(story, rulebook, ledger, papers, language)
    with open_sqlite(ledger) as storage:
        _prove(storage, papers, language)
        html = workspace / f"{REPORT.to(language)}-{story['report']}.html"
        _report(storage, rulebook, story["report"], html, language)
    terminal.say("\n" + KEPT.to(language))
    for path in (workspace, html):
        terminal.say(f"  {path}")
    if shutil.which("npo") is None:
        terminal.say(f"\n{NOT_ON_PATH.to(language)}\n  {_as_started()}")
    terminal.say("\n" + NEXT.to(language))


def _check(story: Any, rulebook: Rulebook, language: Language, width: int) -> None:
    """Show what the rules say of some expenses, and of some of them all that is said."""
    checked = [(decide(expense, rulebook, today()), full) for expense, full in checks(story, language)]
    if not checked:
        return
    _head(CHECKED, language)
    for decision, _ in checked:
        terminal.say(draw_brief(decision, language, width))
    for decision in (decision for decision, full in checked if full):
        terminal.say("\n" + ONE.to(language) + "\n")
        for line in draw(decision, rulebook, language, width):
            terminal.say(line)


def _book(story: Any, rulebook: Rulebook, path: Path, papers: Path, language: Language) -> None:
    """Book the story, and tell of it what the pack tells."""
    _head(BOOKED, language)
    path.parent.mkdir()
    papers.mkdir()
    about = About(story["municipality"], rulebook.pack, rulebook.currency)
    with create_sqlite(path, about) as storage:
        told = Story(story, Ledger(storage, rulebook, Moment(moment().now, WHO)), papers, language).book()
    for each in told:
        _tell(each, language)


def _as_started() -> str:
    """Give how this program is called here, from any folder."""
    script = Path(sys.argv[0])
    return str(script.absolute()) if script.stem == "npo" else f"{sys.executable} -m npo_cli"


def _tell(told: Told, language: Language) -> None:
    width = terminal.width()
    entry = told.entry
    for line in terminal.wrapped(told.words.to(language), width, f"{entry.number:>4}  {entry.day}  ", " " * 18):
        terminal.say(line)


def _prove(storage: Storage, papers: Path, language: Language) -> None:
    """Verify the ledger and its evidence, as `npo ledger verify` does."""
    found = verify(storage, evidence=papers)
    if found.faults:
        raise InputError(*found.faults)
    line = WHOLE.to(language, count=found.head.number)
    first, *rest = terminal.wrapped(line, terminal.width() - 2)
    terminal.say("\n" + terminal.signed(first, Verdict.ELIGIBLE))
    for other in rest:
        terminal.say(f"  {other}")


def _report(storage: Storage, rulebook: Rulebook, year: int, path: Path, language: Language) -> None:
    """Show the report of the last year, and write it as a page."""
    form = Form.HTML
    made = make_report(storage, rulebook, today(), year, months=form.has_charts, most_bookings=form.most_bookings)
    _head(REPORTED, language)
    write(made, Form.TEXT, None, language)
    write(made, form, path, language)


def _head(phrase: Phrase, language: Language) -> None:
    terminal.say("\n" + terminal.bold(phrase.to(language)) + "\n")


def _say(text: str, width: int) -> None:
    terminal.say("\n".join(terminal.wrapped(text, width)))
