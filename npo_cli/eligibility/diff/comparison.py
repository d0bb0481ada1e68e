"""The comparison: what was added, closed and changed between two sides, and which examples come out otherwise."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from pydantic import BaseModel

from npo_cli.eligibility.compiling import whole_vocabulary
from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.diff.difference import Difference, differences
from npo_cli.eligibility.diff.side import Side
from npo_cli.eligibility.example import Example, examples_of
from npo_cli.eligibility.model import Provision, Rule
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import InputError
from npo_cli.language import Phrase


class Item(NamedTuple):
    """A rule or provision of either side; `verdict` is None of a provision.

    `replaced_by` names what closed it, and `differences` tell it from what replaced it, or from its other version.
    """

    id: str
    title: Phrase
    verdict: Verdict | None
    replaced_by: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


class Section(NamedTuple):
    """Anything else that differs between two packs: goals, questions, documents, vocabulary, the grant itself."""

    name: str
    added: tuple[str, ...]
    closed: tuple[str, ...]
    changed: tuple[tuple[str, tuple[Difference, ...]], ...]


class Turned(NamedTuple):
    """An example whose verdict is another on each side, with the rules that gave it."""

    example: Example
    before: Verdict
    after: Verdict
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]


class Comparison(NamedTuple):
    """All that differs between two sides. `asked` counts the examples that were put to both."""

    before: Side
    after: Side
    added: tuple[Item, ...]
    closed: tuple[Item, ...]
    changed: tuple[Item, ...]
    sections: tuple[Section, ...]
    turned: tuple[Turned, ...]
    asked: int

    @property
    def differs(self) -> bool:
        """Whether anything differs."""
        return any((self.added, self.closed, self.changed, self.sections, self.turned))


Written = Mapping[str, Rule] | Mapping[str, Provision]


def compare(before: Side, after: Side) -> Comparison:
    """Compare two sides."""
    old_rules, new_rules = ({rule.id for rule in side.edition.rules} for side in (before, after))
    old_facts, new_facts = ({fact.id for fact in side.edition.provisions} for side in (before, after))
    parts = (
        _Part(before.rules, after.rules, old_rules, new_rules, before.by_day),
        _Part(before.provisions, after.provisions, old_facts, new_facts, before.by_day),
    )
    examples = _examples(before, after)
    return Comparison(
        before,
        after,
        tuple(item for part in parts for item in part.added()),
        tuple(item for part in parts for item in part.closed()),
        tuple(item for part in parts for item in part.changed()),
        () if before.by_day else tuple(_sections(before, after)),
        tuple(_turned(examples, before, after)),
        len(examples),
    )


class _Part(NamedTuple):
    """The rules, or the provisions, of both sides: as written, and the ids of those in force."""

    old: Written
    new: Written
    old_ids: Collection[str]
    new_ids: Collection[str]
    by_day: bool

    def added(self) -> Iterator[Item]:
        """Give what is in force since, and what a pack has besides."""
        fresh = set() if self.by_day else self.new.keys() - self.old.keys()
        for name in sorted(fresh | (set(self.new_ids) - set(self.old_ids))):
            yield _item(self.new[name])

    def closed(self) -> Iterator[Item]:
        """Give what is no longer in force, with what replaced it, and what is gone."""
        gone = set() if self.by_day else self.old.keys() - self.new.keys()
        for name in sorted(gone | (set(self.old_ids) - set(self.new_ids))):
            successors = sorted(new for new in self.new_ids if name in self.new[new].replaces)
            told = differences(self.old[name], self.new[successors[0]]) if len(successors) == 1 else ()
            yield _item(self.old[name], tuple(successors), tuple(each for each in told if _tells(each)))

    def changed(self) -> Iterator[Item]:
        """Give what both sides have in different words."""
        for name in sorted(self.old.keys() & self.new.keys()):
            if found := differences(self.old[name], self.new[name]):
                yield _item(self.new[name], differences=found)


def _tells(difference: Difference) -> bool:
    """Say whether a difference between a rule and its successor is more than that they are two rules."""
    return difference.field not in ("id", "replaces") and not difference.field.startswith("examples.")


def _item(
    written: Rule | Provision, replaced_by: tuple[str, ...] = (), differences: tuple[Difference, ...] = ()
) -> Item:
    verdict = Verdict(written.verdict) if isinstance(written, Rule) else None
    return Item(written.id, Phrase(written.title.nl, written.title.en), verdict, replaced_by, differences)


def _sections(before: Side, after: Side) -> Iterator[Section]:
    for name in ("documents", "goals", "questions"):
        old, new = (
            {item.id: item for file in side.files for item in getattr(file.model, name)} for side in (before, after)
        )
        yield from _section(name, old, new)
    for name in ("grant", "vocabulary"):
        old, new = ({name: item} if (item := _whole(side, name)) else {} for side in (before, after))
        yield from _section(name, old, new)


def _whole(side: Side, name: str) -> BaseModel | None:
    if name == "vocabulary":
        return whole_vocabulary(file.model.vocabulary for file in side.files)
    return next((file.model.grant for file in side.files if file.model.grant), None)


def _section(name: str, old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> Iterator[Section]:
    changed = [(key, found) for key in sorted(old.keys() & new.keys()) if (found := differences(old[key], new[key]))]
    section = Section(
        name, tuple(sorted(new.keys() - old.keys())), tuple(sorted(old.keys() - new.keys())), tuple(changed)
    )
    if section.added or section.closed or section.changed:
        yield section


def _examples(before: Side, after: Side) -> list[Example]:
    """Give the examples of both sides, each once, in order of rule and text."""
    found: dict[object, Example] = {}
    for side in (before, after):
        for example in examples_of(side.files, side.day):
            expense = example.expense
            known = None if before.by_day else example.as_of
            key = (expense.description, expense.day, tuple(sorted(expense.answers.items())), known)
            if key not in found or example.rule < found[key].rule:
                found[key] = example
    return sorted(found.values(), key=lambda each: (each.rule, each.expense.description, str(each.expense.day)))


def _turned(examples: list[Example], before: Side, after: Side) -> Iterator[Turned]:
    for example in examples:
        old, new = _decided(example, before), _decided(example, after)
        if old and new and old.verdict is not new.verdict:
            yield Turned(example, old.verdict, new.verdict, _deciding(old), _deciding(new))


def _decided(example: Example, side: Side) -> Decision | None:
    """Decide an example, with the day's knowledge or its own; None if nothing was known then."""
    try:
        return decide(example.expense, side.rulebook, side.day if side.by_day else example.as_of)
    except InputError:
        return None


def _deciding(decision: Decision) -> tuple[str, ...]:
    return tuple(reason.rule.id for reason in decision.reasons if reason.verdict is decision.verdict)
