"""The dialogue: how a question is put to the user, and how the answer is read."""

import sys

import typer

from npo_cli import terminal
from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.facts import NOT_AN_ANSWER, parse_answer
from npo_cli.eligibility.rule import Question
from npo_cli.fault import refuse
from npo_cli.language import Language, Phrase

QUESTION = Phrase("{question} [ja/nee/leeg = onbekend] ", "{question} [yes/no/empty = not known] ")


def ask(question: str) -> str:
    """Ask for a line; raise typer.Abort at the end of the input. The answer is typed behind the question, if at all."""
    terminal.tell(question, newline=not terminal.asks())
    line = sys.stdin.readline()
    if not line:
        raise typer.Abort
    return line.rstrip("\n")


def ask_question(question: Question, language: Language) -> Answer | None:
    """Ask a question of the rules; None for an empty answer. Ask again after a mistake."""

    def answer() -> Answer | None:
        given = ask(QUESTION.to(language, question=question.text.to(language)))
        return parse_answer(given, question.id) if given.strip() else None

    return terminal.ask_until_sound(answer, language)


def agrees(question: str, language: Language) -> bool:
    """Ask for yes or no, until it is one of them."""

    def answer() -> Answer:
        given = ask(question)
        if (found := parse_answer(given, "")) is Answer.UNKNOWN:
            raise refuse(NOT_AN_ANSWER, given=given.strip()[:40])
        return found

    return terminal.ask_until_sound(answer, language) is Answer.YES
