"""Examples: the expenses that stand with the rules, and whether each comes out as it says."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import Answer, Expense
from npo_cli.eligibility.model import Example as ExampleModel
from npo_cli.eligibility.rule import Rule
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.rulefile import File, RuleText, read_files
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import raise_all


@dataclass(frozen=True, slots=True)
class Example:
    """An expense that must (`verdict` is set) or must not (None) come out by a rule, perhaps one of a workspace."""

    rule: str
    expense: Expense
    as_of: date
    verdict: Verdict | None
    local: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """An example beside what the rules made of it."""

    example: Example
    decision: Decision

    @property
    def passed(self) -> bool:
        """Whether it came out as it says, or as a workspace's own rule says that goes before."""
        if any(reason.rule.local and self._yields_to(reason.rule) for reason in self.decision.reasons):
            return True
        reached = any(reason.rule.id == self.example.rule for reason in self.decision.reasons)
        if self.example.verdict is None:
            return not reached
        return reached and self.decision.verdict is self.example.verdict

    def _yields_to(self, rule: Rule) -> bool:
        return not self.example.local or self.example.rule in rule.replaces


def read_examples(texts: Iterable[tuple[str, bytes, bool]], today: date) -> list[Example]:
    """Read the examples of a pack's files; an example without `as_of` is asked with today's knowledge."""
    files, faults = read_files(RuleText(*text) for text in texts)
    raise_all(faults)
    return examples_of(files, today)


def examples_of(files: Iterable[File], today: date) -> list[Example]:
    """Give the examples of files that were read."""
    found: list[Example] = []
    for file in files:
        for rule in file.model.rules:
            hits = [_example(rule.id, item, today, Verdict(rule.verdict)) for item in rule.examples.hits]
            misses = [_example(rule.id, item, today, None) for item in rule.examples.misses]
            found += [replace(example, local=file.local) for example in (*hits, *misses)]
    return found


def run(examples: Iterable[Example], rulebook: Rulebook) -> list[Outcome]:
    """Decide every example."""
    return [Outcome(example, decide(example.expense, rulebook, example.as_of)) for example in examples]


def unreached(outcomes: Iterable[Outcome], rulebook: Rulebook) -> list[str]:
    """Give the ids of rules that speak in no example."""
    reached = {reason.rule.id for outcome in outcomes for reason in outcome.decision.reasons}
    return [rule.id for rule in rulebook.rules if rule.id not in reached]


def _example(rule: str, item: str | ExampleModel, today: date, verdict: Verdict | None) -> Example:
    if isinstance(item, str):
        return Example(rule, Expense(item), today, verdict)
    answers = {name: Answer(answer) for name, answer in item.answers.items()}
    expected = Verdict(item.verdict) if item.verdict and verdict else verdict
    return Example(rule, Expense(item.text, day=item.date, answers=answers), item.as_of or today, expected)
