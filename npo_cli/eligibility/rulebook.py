"""The rulebook: the rules of one grant, compiled, as they were known on a given day."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from npo_cli import __version__
from npo_cli.eligibility.rule import Goal, Provision, Question, Rule, Source
from npo_cli.fault import refuse
from npo_cli.language import Language, Phrase

if TYPE_CHECKING:
    from npo_cli.eligibility.gist import Gists
    from npo_cli.eligibility.lexicon import Lexicon

NOTHING_KNOWN = Phrase(
    "op {day} was over deze regeling nog niets bekend; kies een dag vanaf {first}.",
    "on {day} nothing was known of this grant yet; choose a day from {first} on.",
)
NO_SUCH_GOAL = Phrase(
    "‘{given}’ is geen bestedingsdoel; kies uit: {known}.",
    "‘{given}’ is not a spending goal; choose from: {known}.",
)
NO_SUCH_QUESTION = Phrase(
    "‘{given}’ is geen vraag van deze regels; kies uit: {known}.",
    "‘{given}’ is not a question of these rules; choose from: {known}.",
)
NO_SUCH_RULE = Phrase(
    "‘{given}’ is geen regel; `npo rules list` noemt de regels.{near}",
    "‘{given}’ is not a rule; `npo rules list` names the rules.{near}",
)


class Rulebook:
    """All rules of a pack, and its words, made from compiled data.

    The words are most of it by far, and only what decides needs them; `words` gives their data when first
    asked, where `data` is without.
    """

    def __init__(self, data: Mapping[str, Any], words: Callable[[], Mapping[str, Any]] | None = None) -> None:
        self._data = data
        self._words = words
        self.pack: str = data["pack"]
        self.sha256: str = data["sha256"]
        self.fallback: str = data["fallback"]
        self.currency: str = data["currency"]
        self.title = Phrase(*data["title"])
        self.rules: tuple[Rule, ...] = tuple(map(Rule.read, data["rules"]))
        self.goals = {row[0]: Goal(row[0], row[1], Phrase(*row[2]), Phrase(*row[3])) for row in data["goals"]}
        self.questions = {row[0]: Question(row[0], Phrase(*row[1]), frozenset(row[2])) for row in data["questions"]}
        self._editions: dict[date, Edition] = {}

    def as_of(self, day: date) -> "Edition":
        """Give the rules as they were known on a day; refuse a day on which none was."""
        edition = self._editions.get(day)
        if edition is None:
            edition = self._editions[day] = Edition(self, day)
        return edition

    def rule(self, rule_id: str) -> Rule:
        """Give a rule by its id; refuse an unknown one, with what may have been meant."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        from difflib import get_close_matches  # only to help after a mistake

        known = [*(rule.id for rule in self.rules), *(provision.id for provision in self.provisions)]
        near = get_close_matches(rule_id, known, 1)
        hint = Phrase(f" Bedoelde u ‘{near[0]}’?", f" Did you mean ‘{near[0]}’?") if near else Phrase("", "")
        raise refuse(NO_SUCH_RULE, given=rule_id[:60], near=hint)

    def goal_id(self, given: str, where: str = "") -> str:
        """Find a goal by its id, or by its name in either language; refuse what the grant does not know."""
        if given in self.goals:
            return given
        plain = given.strip().casefold()
        for goal in self.goals.values():
            if plain in (goal.id, goal.title.nl.casefold(), goal.title.en.casefold()):
                return goal.id
        raise refuse(NO_SUCH_GOAL, where, given=given[:60], known=self.goal_names(self.goals))

    def goal_names(self, goals: Iterable[str]) -> Phrase:
        """Give goals by their names, each with its id behind it."""
        titles = [(self.goals[goal].title, goal) for goal in goals]
        return Phrase(*("; ".join(f"{title.to(language)} ({goal})" for title, goal in titles) for language in Language))

    def check_question(self, question: str, where: str = "") -> str:
        """Give the question's id back; refuse one that no rule asks."""
        if question not in self.questions:
            raise refuse(NO_SUCH_QUESTION, where, given=question[:60], known=", ".join(self.questions))
        return question

    @cached_property
    def lexicon(self) -> "Lexicon":
        """What the words of descriptions mean."""
        from npo_cli.eligibility.lexicon import Lexicon  # only what decides needs it

        return Lexicon(self._words() if self._words else self._data["lexicon"])

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """The facts of the grant on which no expense turns."""
        return tuple(
            Provision(
                row["id"],
                Phrase(*row["title"]),
                Phrase(*row["statement"]),
                row["values"],
                row["rates"],
                _schedule(row["schedule"]),
                row["indicators"],
                row["verified"],
                tuple(row["replaces"]),
                date.fromisoformat(row["known_from"]),
                Source(*row["source"]),
            )
            for row in self._data["provisions"]
        )

    @property
    def demo(self) -> Mapping[str, Any] | None:
        """The demonstration, as data; None where the pack has none."""
        found: Mapping[str, Any] | None = self._data["demo"]
        return found

    @cached_property
    def near(self) -> tuple[tuple[int, str], ...]:
        """The owners, in the lexicon, of the words that lie near each goal."""
        return tuple((owner, goal) for owner, goal in self._data["near_owners"])


def _schedule(days: list[str] | None) -> tuple[date, date, date] | None:
    if days is None:
        return None
    start, first, end = map(date.fromisoformat, days)
    return start, first, end


class Receipt(NamedTuple):
    """What a decision was made with, so that it can be made again."""

    engine: str
    pack: str
    as_of: date
    sha256: str


class Edition:
    """The rules of a rulebook as known on one day."""

    def __init__(self, rulebook: Rulebook, day: date) -> None:
        known = [n for n, rule in enumerate(rulebook.rules) if rule.known_from <= day]
        if not known:
            first = min(rule.known_from for rule in rulebook.rules)
            raise refuse(NOTHING_KNOWN, "--as-of", day=day.isoformat(), first=first.isoformat())
        replaced = {old for n in known for old in rulebook.rules[n].replaces}
        current = [n for n in known if rulebook.rules[n].id not in replaced]
        self.rulebook = rulebook
        self.receipt = Receipt(__version__, rulebook.pack, day, rulebook.sha256)
        self.spoken: dict[int, Rule] = {n: rulebook.rules[n] for n in current if rulebook.rules[n].period is None}
        self.periods: tuple[Rule, ...] = tuple(
            rulebook.rules[n] for n in current if rulebook.rules[n].period is not None
        )
        self.fallback: Rule = next(rule for rule in rulebook.rules if rule.id == rulebook.fallback)
        self.dated = any(rule.valid != (None, None) for rule in self.spoken.values())
        spans = [rule.period for rule in self.periods if rule.period]
        self._opens = max((span.start for span in spans if span.start), default=date.min)
        self._closes = min((span.end for span in spans if span.end), default=date.max)
        self.remembered: dict[object, Any] = {}  # judgements, by what they were made from
        self.decided: dict[object, Any] = {}  # decisions, by all of an expense that they turn on

    def bearing(self, day: date | None) -> date | bool:
        """Give of a day of spending what a decision turns on: which it is, or only whether there is one."""
        if day is None:
            return False
        return True if not self.dated and self._opens <= day <= self._closes else day

    @cached_property
    def answering(self) -> dict[int, tuple[str, bool]]:
        """The questions that words answer, by the owner of their terms, and whether with yes."""
        first = len(self.rulebook.rules)
        return {
            first + 2 * n + no: (question, not no)
            for n, question in enumerate(self.rulebook.questions)
            for no in (0, 1)
        }

    @cached_property
    def gists(self) -> "Gists":
        """What leaves out of descriptions the words that cannot matter under these rules."""
        from npo_cli.eligibility.gist import NEAR, RULES, Gists  # only what decides needs it

        answers_to = self._answers_to
        return Gists(
            self.rulebook.lexicon,
            {
                **dict.fromkeys(self.spoken, RULES),
                **{owner: answers_to[question] for owner, (question, _) in self.answering.items()},
                **dict.fromkeys((owner for owner, _ in self.rulebook.near), NEAR),
            },
            {number: self.answers_for(rule) for number, rule in self.spoken.items()},
            (rule.period for rule in self.periods if rule.period),
        )

    @cached_property
    def _answers_to(self) -> dict[str, int]:
        """The kind of words, as the gist knows them, that answer a question."""
        from npo_cli.eligibility.gist import ANSWERS

        return {question: ANSWERS << n for n, question in enumerate(self.rulebook.questions)}

    def answers_for(self, rule: Rule) -> int:
        """Give the kinds of words, as the gist knows them, that answer the questions of a rule."""
        return sum({self._answers_to[condition.question] for condition in rule.conditions})

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions in force."""
        known = [item for item in self.rulebook.provisions if item.known_from <= self.receipt.as_of]
        replaced = {old for item in known for old in item.replaces}
        return tuple(item for item in known if item.id not in replaced)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in force, by id."""
        return tuple(sorted((*self.spoken.values(), *self.periods), key=lambda rule: rule.id))
