"""An expense: what somebody proposes to pay, or has paid, from the grant."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from npo_cli.fault import refuse
from npo_cli.language import Phrase

NO_DESCRIPTION = Phrase(
    "De omschrijving is leeg; beschrijf in enkele woorden wat u wilt betalen.",
    "The description is empty; describe in a few words what you want to pay.",
)
DESCRIPTION_TOO_LONG = Phrase(
    "De omschrijving telt {length} tekens; houd haar korter dan {most} tekens.",
    "The description has {length} characters; keep it below {most}.",
)

LONGEST_DESCRIPTION = 10_000


class Answer(StrEnum):
    """The answer to a question that a rule turns on. Not yet known is neither yes nor no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Expense(NamedTuple):
    """One expense.

    `cents` is its amount in euro cents, `day` the day of spending, `goal` the id of the goal or cost kind that the
    user has in mind, `answers` what the user said to questions, by question id; each may be absent.
    """

    description: str
    cents: int | None = None
    day: date | None = None
    goal: str | None = None
    answers: Mapping[str, Answer] = MappingProxyType({})


def checked_description(text: str, where: str = "") -> str:
    """Give the description without blank edges; refuse an empty or an overlong one."""
    description = text.strip()
    if not description[:1].isalnum() and not any(char.isalnum() for char in description):
        raise refuse(NO_DESCRIPTION, where)
    if len(description) > LONGEST_DESCRIPTION:
        raise refuse(DESCRIPTION_TOO_LONG, where, length=len(description), most=LONGEST_DESCRIPTION)
    return description


def is_plain(given: object) -> bool:
    """Say whether this is a description of the common kind, which needs no closer look to be sound."""
    return isinstance(given, str) and given[:1].isalnum() and len(given) <= LONGEST_DESCRIPTION
