"""Findings: what a check has to say of a rule, as a value with a code, a place, a sentence and a mend."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from npo_cli.eligibility.rulefile import Place
from npo_cli.fault import printable
from npo_cli.language import Language, Phrase


class Level(StrEnum):
    """How bad a finding is: an `error` makes answers other than the rules say; a `warning` may be meant."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def phrase(self) -> Phrase:
        """The level as users read it."""
        return Phrase("fout", "error") if self is Level.ERROR else Phrase("waarschuwing", "warning")


class Kind(NamedTuple):
    """A kind of finding: its code, how bad it is, what it says and how to mend it. docs/lint/CODE.md explains it."""

    code: str
    level: Level
    sentence: Phrase
    mend: Phrase

    @property
    def page(self) -> str:
        """The page that explains the code."""
        return f"docs/lint/{self.code}.md"


class Finding(NamedTuple):
    """A kind of finding at a place; `values` fill the names of its sentences."""

    kind: Kind
    place: Place
    values: Mapping[str, object]

    def sentence(self, language: Language) -> str:
        """Say what is wrong."""
        return self._filled(self.kind.sentence, language)

    def mend(self, language: Language) -> str:
        """Say how to mend it."""
        return self._filled(self.kind.mend, language)

    def line(self, language: Language) -> str:
        """Give the finding as one line, safe to print."""
        level = self.kind.level.phrase.to(language)
        said = f"{self.sentence(language)} {self.mend(language)}"
        return printable(f"{self.place}: {level} {self.kind.code}: {said}")

    def _filled(self, phrase: Phrase, language: Language) -> str:
        values = {
            name: value.to(language) if isinstance(value, Phrase) else value for name, value in self.values.items()
        }
        return phrase.to(language, **values)


def finding(kind: Kind, place: Place, **values: object) -> Finding:
    """Make a finding, its values by name."""
    return Finding(kind, place, values)


def in_order(findings: list[Finding]) -> list[Finding]:
    """Give findings in the order of the files, whatever order the checks found them in."""
    return sorted(findings, key=lambda found: (found.place, found.kind.code, found.sentence(Language.EN)))
