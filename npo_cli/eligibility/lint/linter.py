"""The linter: runs all checks on a pack, as far as its files can be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from npo_cli.eligibility.compiling import compile_survey
from npo_cli.eligibility.consistency import inconsistencies
from npo_cli.eligibility.example import examples_of, run, unreached
from npo_cli.eligibility.lint import (
    alternatives,
    circles,
    dates,
    identical,
    quotes,
    shadowed,
    shared_terms,
    unasked,
)
from npo_cli.eligibility.lint import (
    unreached as never,
)
from npo_cli.eligibility.lint.finding import Finding, Kind, Level, in_order
from npo_cli.eligibility.lint.subject import Subject
from npo_cli.eligibility.quote import Anchor
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.rulefile import RuleText, Survey, survey
from npo_cli.fault import Fault

Check = Callable[[Subject], Iterator[Finding]]

OF_ANY_PACK: tuple[Check, ...] = (circles.check, dates.check)
"""Checks whose errors hold whatever the files that cannot be read may say."""

OF_A_SOUND_PACK: tuple[Check, ...] = (
    shared_terms.check,
    never.check,
    shadowed.check,
    unasked.check,
    identical.check,
    alternatives.check,
)
"""Checks that need every file, and the lexicon of the whole."""

KINDS: tuple[Kind, ...] = (
    *shared_terms.KINDS,
    *never.KINDS,
    *shadowed.KINDS,
    *unasked.KINDS,
    *identical.KINDS,
    *dates.KINDS,
    *circles.KINDS,
    *alternatives.KINDS,
    *quotes.KINDS,
)


class Report(NamedTuple):
    """What lint found: faults for which the pack does not load, findings in order of place, and the quotes looked up.

    Without `sources` no quote was looked up, and `quotes` is empty.
    """

    pack: str
    rules: int
    faults: tuple[Fault, ...]
    findings: tuple[Finding, ...]
    quotes: Mapping[Anchor, int]

    def count(self, level: Level) -> int:
        """Count the findings of a level."""
        return sum(finding.kind.level is level for finding in self.findings)


def lint(texts: Sequence[RuleText], today: date, sources: Path | None = None) -> Report:
    """Check a pack; examples that name no day of knowledge are asked with today's.

    Where files do not load, all faults are told and, of the other checks, the errors that hold all the same.
    """
    found = survey(sorted(texts))
    faults = (*found.faults, *inconsistencies(found))
    subject = Subject(found, frozenset) if faults else _sound(found, today)
    checks = OF_ANY_PACK if faults else (*OF_ANY_PACK, *OF_A_SOUND_PACK)
    findings = [finding for check in checks for finding in check(subject)]
    looked_up = quotes.look_up(subject, sources) if sources else []
    findings += quotes.astray(looked_up)
    if faults:
        findings = [finding for finding in findings if finding.kind.level is Level.ERROR]
    pack = next((file.model.grant.id for file in found.files if file.model.grant), "")
    tally = {anchor: sum(each is anchor for _, _, each in looked_up) for anchor in Anchor} if sources else {}
    return Report(pack, len(subject.rules), faults, tuple(in_order(findings)), tally)


def _sound(found: Survey, today: date) -> Subject:
    rulebook = Rulebook(compile_survey(found, ""))

    def never_reached() -> frozenset[str]:
        return frozenset(unreached(run(examples_of(found.files, today), rulebook), rulebook))

    return Subject(found, never_reached)
