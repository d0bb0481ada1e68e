"""The dialogue of a booking: what it needs and was not given, asked on the terminal; nothing where none is there."""

from npo_cli import terminal
from npo_cli.bookkeeping.ledger import Draft, Ledger
from npo_cli.commands.dialogue import ask, ask_question
from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.language import Language, Phrase

TEXT = Phrase("Omschrijving: ", "Description: ")
AMOUNT = Phrase("Bedrag (zoals 1234,50): ", "Amount (such as 1234.50): ")
DAY = Phrase("Datum (zoals 2022-07-18): ", "Date (such as 2022-07-18): ")
GOALS = Phrase("Bij welk bestedingsdoel hoort dit?", "To which spending goal does this belong?")
GOAL = Phrase("Nummer of naam: ", "Number or name: ")


def complete(text: str | None, amount: str | None, day: str | None, language: Language) -> tuple[str, str, str]:
    """Ask for the description, the amount and the day, where they were not given."""
    return (
        text if text is not None else ask(TEXT.to(language)),
        amount if amount is not None else ask(AMOUNT.to(language)),
        day if day is not None else ask(DAY.to(language)),
    )


def answered(ledger: Ledger, draft: Draft, language: Language) -> Draft:
    """Ask the open questions that may change the verdict, alone or together; an empty answer leaves one open."""
    asked: set[str] = set()
    while True:
        left = [
            found
            for found in ledger.decide(draft).questions
            if found.answer is Answer.UNKNOWN and found.question.id not in asked
        ]
        if not left or (len(left) == 1 and left[0].if_yes is left[0].if_no):
            return draft
        question = left[0].question
        asked.add(question.id)
        answer = ask_question(question, language)
        if answer is not None:
            draft = draft._replace(answers={**draft.answers, question.id: answer})


def choose_goal(goals: tuple[str, ...], rulebook: Rulebook, language: Language) -> str:
    """Let the user choose a goal by its number in a list, its id or its name; ask again after a mistake."""
    terminal.tell(GOALS.to(language))
    for number, goal in enumerate(goals, start=1):
        terminal.tell(f"  {number}. {rulebook.goals[goal].title.to(language)} ({goal})")

    def chosen() -> str:
        given = ask(GOAL.to(language)).strip()
        if given.isdecimal() and 1 <= int(given) <= len(goals):
            return goals[int(given) - 1]
        return rulebook.goal_id(given, "--goal")

    return terminal.ask_until_sound(chosen, language)
