"""The subject of lint: the rules of a pack as written, with the place of everything, and what they make of examples."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from npo_cli.eligibility.lint.wording import Wording, WrittenTerm
from npo_cli.eligibility.model import Question, Rule
from npo_cli.eligibility.rulefile import File, Place, Survey


@dataclass(frozen=True)
class WrittenRule:
    """A rule as it stands in its file."""

    rule: Rule
    file: File
    number: int

    @property
    def id(self) -> str:
        """The id of the rule."""
        return self.rule.id

    def at(self, *path: str | int) -> Place:
        """Give the place of a part of the rule; without a path, of its id."""
        return self.file.place("rules", self.number, *(path or ("id",)))


@dataclass(frozen=True)
class Subject:
    """What the checks look at. `unreached` gives the ids of the rules that no example reaches, when it is asked."""

    survey: Survey
    unreached: Callable[[], frozenset[str]] = field(default=frozenset)

    @cached_property
    def rules(self) -> tuple[WrittenRule, ...]:
        """The rules, by id."""
        found = [WrittenRule(rule, file, n) for file in self.survey.files for n, rule in enumerate(file.model.rules)]
        return tuple(sorted(found, key=lambda written: (written.id, written.at())))

    @cached_property
    def by_id(self) -> dict[str, WrittenRule]:
        """The rules by their ids."""
        return {written.id: written for written in self.rules}

    @cached_property
    def questions(self) -> tuple[tuple[Question, Place], ...]:
        """The questions, each with its place."""
        return tuple(
            (question, file.place("questions", n, "id"))
            for file in self.survey.files
            for n, question in enumerate(file.model.questions)
        )

    @cached_property
    def wording(self) -> Wording:
        """The terms of the rules and what the lexicon makes of them."""
        terms = [
            WrittenTerm(written.id, written.rule.verdict, language, text, written.at("terms", language, n))
            for written in self.rules
            for language in ("nl", "en")
            for n, text in enumerate(getattr(written.rule.terms, language))
        ]
        return Wording([file.model for file in self.survey.files], terms)

    def pairs(self) -> Iterator[tuple[WrittenRule, WrittenRule]]:
        """Give every two rules that can both speak of one expense, the first by id before the other."""
        for n, one in enumerate(self.rules):
            for other in self.rules[n + 1 :]:
                if self.in_force_together(one.rule, other.rule) and one.file.local == other.file.local:
                    yield one, other

    def in_force_together(self, one: Rule, other: Rule) -> bool:
        """Say whether there is a day on which both rules are in force, and a day of spending that both govern."""
        if not (_starts(one) <= _ends(other) and _starts(other) <= _ends(one)):
            return False
        first = max(one.known_from, other.known_from)
        return all(self.closed_on(rule.id) > first for rule in (one, other))

    def closed_on(self, rule_id: str) -> date:
        """Give the day on which a rule was first replaced; the last day there is if it never was."""
        closing = [written.rule.known_from for written in self.rules if rule_id in written.rule.replaces]
        return min(closing, default=date.max)


def _starts(rule: Rule) -> date:
    return rule.valid.start or date.min


def _ends(rule: Rule) -> date:
    return rule.valid.end or date.max
