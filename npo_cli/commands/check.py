"""`npo check`: one expense, or a list of them."""

import sys
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand
from npo_cli.day import parse_day
from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import Answer, Expense, checked_description
from npo_cli.eligibility.facts import parse_answer, parse_facts
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rule import Question
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import refuse
from npo_cli.language import Language, Phrase
from npo_cli.money import parse_cents
from npo_cli.workspace import workspace_here

EXIT_CODES = {Verdict.ELIGIBLE: 0, Verdict.CONSULT: 3, Verdict.EXCLUDED: 4}

NOTHING_TO_CHECK = Phrase(
    'geef een omschrijving (npo check "zomerschool") of een lijst (--file).',
    'give a description (npo check "summer school") or a list (--file).',
)
BOTH = Phrase("geef een omschrijving of een lijst, niet beide.", "give a description or a list, not both.")
ONLY_ONE = Phrase(
    "hoort bij één uitgave; zet dit bij --file in een kolom van de lijst.",
    "goes with a single expense; with --file put this in a column of the list.",
)
ONLY_FILE = Phrase("hoort bij een lijst; geef --file.", "goes with a list; give --file.")
NOT_WITH_LIST = Phrase("kan niet bij een lijst.", "does not go with a list.")
NOT_WRITTEN = Phrase(
    "een .{suffix}-bestand kan npo hier niet maken; kies .csv (opent in Excel), .json of .txt.",
    "a .{suffix} file is not written here; choose .csv (which Excel opens), .json or .txt.",
)
ASKING = Phrase("{question} [ja/nee/leeg = onbekend] ", "{question} [yes/no/empty = not known] ")


class Format(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


def form_of(output: Path | None) -> Format:
    """Choose the form by the name of the file to write; refuse a kind of file that cannot be written."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if suffix in ("xlsx", "xls", "ods", "pdf", "docx", "html"):
        raise refuse(NOT_WRITTEN, str(output), suffix=suffix)
    return Format(suffix) if suffix in set(Format) else Format.TEXT


app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("check", help="check", cls=LocalCommand)
def check(
    ctx: typer.Context,
    text: str | None = typer.Argument(None, metavar="TEXT", help="check.text", show_default=False),
    file: str | None = typer.Option(None, "--file", metavar="F", help="check.file"),
    amount: str | None = typer.Option(None, "--amount", metavar="A", help="check.amount"),
    day: str | None = typer.Option(None, "--date", metavar="D", help="check.date"),
    goal: str | None = typer.Option(None, "--goal", metavar="G", help="check.goal"),
    fact: list[str] = typer.Option([], "--fact", metavar="NAME=yes|no", help="check.fact"),
    as_of: str | None = typer.Option(None, "--as-of", metavar="D", help="check.as_of"),
    interactive: bool = typer.Option(False, "-i", "--interactive", help="check.interactive"),
    form: Format | None = typer.Option(None, "--format", help="check.format", show_default=False),
    output: Path | None = typer.Option(None, "--output", metavar="O", help="check.output"),
    exit_code: bool = typer.Option(False, "--exit-code", help="check.exit_code"),
    pack: str | None = typer.Option(None, "--pack", metavar="P", help="pack", envvar="NPO_PACK", show_envvar=False),
) -> int:
    language: Language = ctx.obj
    _refuse_what_does_not_go_together(text, file, amount, day, goal, interactive, form)
    rulebook = load_rulebook(pack, *workspace_here())
    known_on = parse_day(as_of, "--as-of") if as_of is not None else date.today()
    answers = parse_facts(fact, rulebook)
    rulebook.as_of(known_on)
    if file is not None:
        from npo_cli.batch.check import check_file  # reading tables is not needed for one expense

        worst = check_file(file, rulebook, known_on, answers, form or form_of(output), output, language)
        return EXIT_CODES[worst] if exit_code and worst else 0
    expense = Expense(
        checked_description(text or ""),
        parse_cents(amount, "--amount") if amount is not None else None,
        parse_day(day, "--date") if day is not None else None,
        rulebook.goal_id(goal, "--goal") if goal is not None else None,
        answers,
    )
    decision = decide(expense, rulebook, known_on)
    if interactive:
        decision = _ask(decision, rulebook, language)
    _print(decision, rulebook, language, form, output)
    return EXIT_CODES[decision.verdict] if exit_code else 0


def _refuse_what_does_not_go_together(
    text: str | None,
    file: str | None,
    amount: str | None,
    day: str | None,
    goal: str | None,
    interactive: bool,
    form: Format | None,
) -> None:
    if file is None:
        if text is None:
            raise refuse(NOTHING_TO_CHECK)
        if form is Format.CSV:
            raise refuse(ONLY_FILE, "--format csv")
        return
    if text is not None:
        raise refuse(BOTH)
    for name, given in (("--amount", amount), ("--date", day), ("--goal", goal)):
        if given is not None:
            raise refuse(ONLY_ONE, name)
    if interactive:
        raise refuse(NOT_WITH_LIST, "-i")


def _ask(decision: Decision, rulebook: Rulebook, language: Language) -> Decision:
    """Ask each open question in turn; an empty answer leaves it open. Ends when none is left, or at end of input."""
    asked: set[str] = set()
    while left := [q for q in decision.questions if q.answer is Answer.UNKNOWN and q.question.id not in asked]:
        question = left[0].question
        asked.add(question.id)
        try:
            answer = terminal.ask_until_sound(partial(_answer, question, language), language)
        except EOFError:
            break
        if answer is not None:
            expense = decision.expense
            answers = {**expense.answers, question.id: answer}
            decision = decide(
                Expense(expense.description, expense.cents, expense.day, expense.goal, answers),
                rulebook,
                decision.receipt.as_of,
            )
    return decision


def _answer(question: Question, language: Language) -> Answer | None:
    """Ask one question; None for an empty answer."""
    terminal.tell(ASKING.to(language, question=question.text.to(language)))
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return parse_answer(line, question.id) if line.strip() else None


def _print(
    decision: Decision, rulebook: Rulebook, language: Language, form: Format | None, output: Path | None
) -> None:
    if form is None:
        form = form_of(output)
        if form is Format.CSV:
            raise refuse(ONLY_FILE, str(output))
    if form is Format.JSON:
        from npo_cli.answer.record import record  # one form of answer is enough to import
        from npo_cli.jsontext import to_json  # idem

        text = to_json(record(decision, rulebook, language))
    else:
        from npo_cli.answer.text import draw  # idem

        text = "\n".join(draw(decision, rulebook, language, terminal.width()))
    if output is None:
        terminal.say(text)
        return
    from npo_cli.tables.write import replace_file  # rarely used

    with replace_file(output) as stream:
        stream.write(terminal.plain(text) + "\n")
