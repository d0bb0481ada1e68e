"""Facts: the answers that users give to questions, as they type them."""

from collections.abc import Iterable, Mapping

from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import Fault, InputError, fault, raise_all, refuse
from npo_cli.language import Phrase

NOT_A_FACT = Phrase(
    "‘{given}’ is geen feit; schrijf NAAM=ja of NAAM=nee, zoals {example}=ja.",
    "‘{given}’ is not a fact; write NAME=yes or NAME=no, such as {example}=yes.",
)
NO_QUESTIONS = Phrase("deze regels stellen geen vragen; laat dit weg.", "these rules ask no questions; leave this out.")
NOT_AN_ANSWER = Phrase("‘{given}’ is geen antwoord; schrijf ja of nee.", "‘{given}’ is not an answer; write yes or no.")
BOTH_ANSWERS = Phrase(
    "‘{given}’ is twee keer verschillend beantwoord; geef één antwoord.",
    "‘{given}’ was answered twice, differently; give one answer.",
)

_WORDS = {
    **dict.fromkeys(("yes", "y", "ja", "j", "true", "1"), Answer.YES),
    **dict.fromkeys(("no", "n", "nee", "false", "0"), Answer.NO),
    **dict.fromkeys(("unknown", "onbekend", "?"), Answer.UNKNOWN),
}


def parse_answer(text: str, where: str) -> Answer:
    """Read an answer in either language; refuse anything else."""
    answer = _WORDS.get(text.strip().lower())
    if answer is None:
        raise refuse(NOT_AN_ANSWER, where, given=text.strip()[:40])
    return answer


def parse_facts(given: Iterable[str], rulebook: Rulebook) -> Mapping[str, Answer]:
    """Read facts, each a question's name with `=yes` or `=no`.

    Refuses all unknown names and answers, and contradictions, at once.
    """
    answers: dict[str, Answer] = {}
    faults: list[Fault] = []
    for text in given:
        try:
            question, answer = _fact(text, rulebook)
        except InputError as error:
            faults.extend(error.faults)
            continue
        if answers.setdefault(question, answer) is not answer:
            faults.append(fault(BOTH_ANSWERS, "--fact", given=question))
    raise_all(each for place, each in enumerate(faults) if each not in faults[:place])
    return answers


def _fact(text: str, rulebook: Rulebook) -> tuple[str, Answer]:
    name, separator, answer = text.partition("=")
    if not rulebook.questions:
        raise refuse(NO_QUESTIONS, "--fact")
    if not separator:
        raise refuse(NOT_A_FACT, "--fact", given=text[:60], example=min(rulebook.questions))
    question = rulebook.check_question(name.strip(), "--fact")
    return question, parse_answer(answer, f"--fact {question}")
