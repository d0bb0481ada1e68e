"""The archive: the texts of the rules that a booking was decided by, kept in the ledger itself.

Rules change and programs are updated; why a payment was thought lawful at the time must still be told years later.
"""

import json
from hashlib import sha256
from typing import Any, NamedTuple

from npo_cli.bookkeeping.storage.interface import Archived
from npo_cli.bookkeeping.storage.sql import damaged_edition
from npo_cli.eligibility.rule import Source
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.language import Phrase


class RuleText(NamedTuple):
    """What a rule said when a booking was decided by it."""

    title: Phrase
    explanation: Phrase
    doubt: str
    local: bool
    source: Source


class Archive(NamedTuple):
    """The texts of one edition of the rules: of rules, goals and questions, by id."""

    rules: dict[str, RuleText]
    goals: dict[str, Phrase]
    questions: dict[str, Phrase]


def archived(rulebook: Rulebook) -> Archived:
    """Put the texts of a rulebook in the form in which they are kept."""
    content = json.dumps(
        {
            "rules": {
                rule.id: [rule.title, rule.explanation, rule.doubt, rule.local, rule.source] for rule in rulebook.rules
            },
            "goals": {goal.id: goal.title for goal in rulebook.goals.values()},
            "questions": {question.id: question.text for question in rulebook.questions.values()},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return Archived(sha256(content.encode()).hexdigest(), rulebook.sha256, content)


def read_archive(edition: Archived | None) -> Archive:
    """Read the texts that were kept; none gives an archive in which nothing is found.

    Raises a StorageError for texts that are not as npo keeps them.
    """
    if edition is None:
        return Archive({}, {}, {})
    try:
        data: dict[str, Any] = json.loads(edition.content)
        return Archive(
            {name: _rule(*parts) for name, parts in data["rules"].items()},
            {goal: _phrase(title) for goal, title in data["goals"].items()},
            {question: _phrase(text) for question, text in data["questions"].items()},
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise damaged_edition(edition.sha256) from None


def _rule(title: Any, explanation: Any, doubt: Any, local: Any, source: Any) -> RuleText:
    "".join((doubt, *source))  # a TypeError for what is no text
    return RuleText(_phrase(title), _phrase(explanation), doubt, bool(local), Source(*source))


def _phrase(parts: Any) -> Phrase:
    "".join(parts)
    return Phrase(*parts)
