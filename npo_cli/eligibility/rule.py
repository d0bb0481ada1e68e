"""Rules as the decision uses them: small frozen values, made from the compiled pack without pydantic."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from npo_cli.eligibility.verdict import Verdict
from npo_cli.language import Phrase


class Source(NamedTuple):
    """Where a rule comes from: document id and title, place in it, its words, and its address (may be empty)."""

    document: str
    title: str
    place: str
    quote: str
    url: str


class Condition(NamedTuple):
    """A question that a rule turns on: the rule's verdict if the answer is no, and while it is not known."""

    question: str
    no: Verdict
    unknown: Verdict


class Span(NamedTuple):
    """A run of days, both ends included; None leaves an end open."""

    start: date | None
    end: date | None

    def holds(self, day: date) -> bool:
        """Say whether a day lies in the span."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def touches(self, when: str) -> bool:
        """Say whether any day of a calendar year, or of a month of one (2021-03), may lie in the span."""
        begins = self.start is None or self.start.isoformat()[: len(when)] <= when
        return begins and (self.end is None or when <= self.end.isoformat()[: len(when)])

    @classmethod
    def read(cls, data: list[str | None]) -> "Span":
        """Read a span from its ISO dates."""
        return cls(*(date.fromisoformat(day) if day else None for day in data))


class Rule(NamedTuple):
    """One rule of a grant. `known_from` is the day it became known; `valid` are the days of spending it governs.

    A rule with a `period` is not hit by words: it speaks of every expense dated outside that period.
    """

    id: str
    verdict: Verdict
    doubt: str
    title: Phrase
    explanation: Phrase
    ask: Phrase | None
    file: Phrase
    goals: tuple[str, ...]
    conditions: tuple[Condition, ...]
    outranks: frozenset[str]
    replaces: tuple[str, ...]
    known_from: date
    valid: Span
    period: Span | None
    source: Source
    local: bool

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Rule":
        """Make a rule from compiled data."""
        return cls(
            id=data["id"],
            verdict=Verdict(data["verdict"]),
            doubt=data["doubt"],
            title=Phrase(*data["title"]),
            explanation=Phrase(*data["explanation"]),
            ask=Phrase(*data["ask"]) if data["ask"] else None,
            file=Phrase(*data["file"]),
            goals=tuple(data["goals"]),
            conditions=tuple(
                Condition(name, Verdict(no), Verdict(unknown)) for name, no, unknown in data["conditions"]
            ),
            outranks=frozenset(data["outranks"]),
            replaces=tuple(data["replaces"]),
            known_from=date.fromisoformat(data["known_from"]),
            valid=Span.read(data["valid"]),
            period=Span.read(data["period"]) if data["period"] else None,
            source=Source(*data["source"]),
            local=data["local"],
        )


class Goal(NamedTuple):
    """A spending goal or a cost kind: its id, whether it is a cost kind, and its name."""

    id: str
    cost_kind: bool
    title: Phrase
    description: Phrase


class Question(NamedTuple):
    """A yes-or-no question about an expense; a measure under one of `answered_yes_by`, by goal id, answers yes."""

    id: str
    text: Phrase
    answered_yes_by: frozenset[str]


class Provision(NamedTuple):
    """A fact of the grant on which no expense turns: payment, accountability, amounts; `rates` are in euros.

    `schedule` holds the first month that is paid for, the month of the first payment and the last month; `indicators`
    are SiSa codes by accountability total.
    """

    id: str
    title: Phrase
    statement: Phrase
    values: Mapping[str, str]
    rates: Mapping[str, str]
    schedule: tuple[date, date, date] | None
    indicators: Mapping[str, str]
    verified: bool
    replaces: tuple[str, ...]
    known_from: date
    source: Source
