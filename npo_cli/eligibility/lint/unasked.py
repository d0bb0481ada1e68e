"""R104: a question that no rule turns on."""

from collections.abc import Iterator

from npo_cli.eligibility.lint.finding import Finding, Kind, Level, finding
from npo_cli.eligibility.lint.subject import Subject
from npo_cli.language import Phrase

UNASKED = Kind(
    "R104",
    Level.WARNING,  # harmless: nobody is asked it
    Phrase("De vraag ‘{question}’ wordt nooit gesteld.", "The question ‘{question}’ is never asked."),
    Phrase(
        "Noem haar onder ‘conditions’ van een regel die ervan afhangt, of verwijder haar.",
        "Name it under ‘conditions’ of a rule that turns on it, or remove it.",
    ),
)
KINDS = (UNASKED,)


def check(subject: Subject) -> Iterator[Finding]:
    """Look at every question."""
    asked = {condition.question for written in subject.rules for condition in written.rule.conditions}
    for question, place in subject.questions:
        if question.id not in asked:
            yield finding(UNASKED, place, question=question.id)
