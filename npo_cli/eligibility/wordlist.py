"""The words of one rule as its author wrote them: terms and examples, which deciding does not need in this form."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from npo_cli.eligibility.rulefile import RuleText, read_files
from npo_cli.fault import raise_all


@dataclass(frozen=True, slots=True)
class WordList:
    """The terms by language, and the examples that must and must not come out by the rule."""

    terms: dict[str, list[str]]
    hits: list[str]
    misses: list[str]

    def record(self) -> dict[str, Any]:
        """Give the words as plain data."""
        return {"terms": self.terms, "examples": {"hits": self.hits, "misses": self.misses}}


def word_list(texts: Iterable[tuple[str, bytes, bool]], rule_id: str) -> WordList:
    """Find a rule's words in the files of its pack; raises LookupError for an unknown rule."""
    files, faults = read_files(RuleText(*text) for text in texts)
    raise_all(faults)
    for file in files:
        for rule in file.model.rules:
            if rule.id == rule_id:
                examples = rule.examples
                return WordList(
                    {"nl": rule.terms.nl, "en": rule.terms.en}, _texts(examples.hits), _texts(examples.misses)
                )
    raise LookupError(rule_id)


def _texts(examples: Iterable[Any]) -> list[str]:
    return [example if isinstance(example, str) else example.text for example in examples]
