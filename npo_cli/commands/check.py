"""`npo check`: one expense, or a list of them."""

from datetime import date
from enum import StrEnum
from pathlib import Path

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.day import parse_day
from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import Answer, Expense, checked_description
from npo_cli.eligibility.facts import parse_facts
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import fault, raise_all, read_all, refuse
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


app = command_app()


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
    # As PackOption, of which the module would be one more to load for every check.
    pack: str | None = typer.Option(None, "--pack", metavar="P", help="pack", envvar="NPO_PACK", show_envvar=False),
) -> int:
    language: Language = ctx.obj
    rulebook = load_rulebook(pack, *workspace_here())
    given = read_all(
        together=lambda: _refuse_what_does_not_go_together(text, file, amount, day, goal, interactive),
        expense=lambda: _expense(text, amount, day, goal, rulebook) if file is None else None,
        answers=lambda: parse_facts(fact, rulebook),
        known_on=lambda: _known_on(as_of, rulebook),
        form=lambda: _form(form, output, of_list=file is not None),
    )
    known_on, chosen = given["known_on"], given["form"]
    if file is not None:
        from npo_cli.batch.check import check_file  # reading tables is not needed for one expense

        worst = check_file(file, rulebook, known_on, given["answers"], chosen, output, language)
        return EXIT_CODES[worst] if exit_code and worst else 0
    decision = decide(given["expense"]._replace(answers=given["answers"]), rulebook, known_on)
    if interactive:
        decision = _ask(decision, rulebook, language)
    _print(decision, rulebook, language, chosen, output)
    return EXIT_CODES[decision.verdict] if exit_code else 0


def _refuse_what_does_not_go_together(
    text: str | None, file: str | None, amount: str | None, day: str | None, goal: str | None, interactive: bool
) -> None:
    if file is None:
        if text is None:
            raise refuse(NOTHING_TO_CHECK)
        return
    only_one = {"--amount": amount, "--date": day, "--goal": goal}
    raise_all(
        [
            *([fault(BOTH)] if text is not None else []),
            *(fault(ONLY_ONE, name) for name, given in only_one.items() if given is not None),
            *([fault(NOT_WITH_LIST, "-i")] if interactive else []),
        ]
    )


def _expense(text: str | None, amount: str | None, day: str | None, goal: str | None, rulebook: Rulebook) -> Expense:
    """Read the expense that the options tell; that a description is missing is told elsewhere."""
    return Expense(
        **read_all(
            description=lambda: checked_description(text) if text is not None else "",
            cents=lambda: parse_cents(amount, "--amount") if amount is not None else None,
            day=lambda: parse_day(day, "--date") if day is not None else None,
            goal=lambda: rulebook.goal_id(goal, "--goal") if goal is not None else None,
        )
    )


def _known_on(as_of: str | None, rulebook: Rulebook) -> date:
    """Read the day by whose knowledge is decided; refuse one on which nothing was known."""
    day = parse_day(as_of, "--as-of") if as_of is not None else date.today()
    rulebook.as_of(day)
    return day


def _form(form: Format | None, output: Path | None, *, of_list: bool) -> Format:
    """Choose the form; refuse one in which a single expense is not written."""
    chosen = form or form_of(output)
    if chosen is Format.CSV and not of_list:
        raise refuse(ONLY_FILE, "--format csv" if form else str(output))
    return chosen


def _ask(decision: Decision, rulebook: Rulebook, language: Language) -> Decision:
    """Ask each open question in turn; an empty answer leaves it open. Ends when none is left, or at end of input."""
    from npo_cli.commands.dialogue import ask_question  # most checks ask nothing

    asked: set[str] = set()
    while left := [q for q in decision.questions if q.answer is Answer.UNKNOWN and q.question.id not in asked]:
        question = left[0].question
        asked.add(question.id)
        try:
            answer = ask_question(question, language)
        except typer.Abort:
            break
        if answer is not None:
            answers = {**decision.expense.answers, question.id: answer}
            decision = decide(decision.expense._replace(answers=answers), rulebook, decision.receipt.as_of)
    return decision


def _print(decision: Decision, rulebook: Rulebook, language: Language, form: Format, output: Path | None) -> None:
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
