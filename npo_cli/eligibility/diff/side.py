"""The two sides of a comparison: packs, or the days on which one pack is asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from npo_cli.day import parse_day
from npo_cli.eligibility.compiling import compile_survey
from npo_cli.eligibility.model import Provision, Rule
from npo_cli.eligibility.pack import read_pack
from npo_cli.eligibility.rulebook import Edition, Rulebook
from npo_cli.eligibility.rulefile import File, RuleText, survey
from npo_cli.fault import refuse
from npo_cli.language import Phrase

A_DAY_AND_A_PACK = Phrase(
    "‘{day}’ is een dag en ‘{pack}’ niet; geef twee dagen (met --pack voor de map) of twee mappen.",
    "‘{day}’ is a day and ‘{pack}’ is not; give two days (with --pack for the folder) or two folders.",
)
TWO_PACKS_AND_ONE = Phrase(
    "A en B noemen zelf al twee mappen; --pack hoort bij twee dagen: laat het weg.",
    "A and B name two folders themselves; --pack belongs to two days: leave it out.",
)

_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}")


class Asked(NamedTuple):
    """What is to be compared: two names, folders or days, and where days are asked of."""

    before: str
    after: str
    pack: str | None
    workspace: Path | None
    municipality: str | None
    today: date


@dataclass(frozen=True)
class Side:
    """One side: a pack as known on a day. `by_day` says that the other side is the same pack."""

    label: str
    files: Sequence[File]
    rulebook: Rulebook
    day: date
    by_day: bool

    @cached_property
    def edition(self) -> Edition:
        """The rules in force."""
        return self.rulebook.as_of(self.day)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """All rules as written, by id."""
        return {rule.id: rule for file in self.files for rule in file.model.rules}

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """All provisions as written, by id."""
        return {provision.id: provision for file in self.files for provision in file.model.provisions}


def two_sides(asked: Asked, *, pack_was_named: bool = False) -> tuple[Side, Side]:
    """Read both sides: two days with the rules of the workspace, two packs without."""
    names = (asked.before, asked.after)
    days = [name for name in names if _DAY.fullmatch(name)]
    if len(days) == 1:
        raise refuse(A_DAY_AND_A_PACK, day=days[0], pack=next(name for name in names if name not in days)[:100])
    if days:
        first, second = (parse_day(name, where) for name, where in zip(names, ("A", "B"), strict=True))
        files, rulebook = _read(read_pack(asked.pack, asked.workspace, asked.municipality))
        return (
            Side(first.isoformat(), files, rulebook, first, by_day=True),
            Side(second.isoformat(), files, rulebook, second, by_day=True),
        )
    if pack_was_named:
        raise refuse(TWO_PACKS_AND_ONE, "--pack")
    packs = [read_pack(name) for name in names]  # both, for one that is not there is told sooner than one is compiled
    before, after = (side(name, texts, asked.today) for name, texts in zip(names, packs, strict=True))
    return before, after


def side(label: str, texts: Sequence[tuple[str, bytes, bool]], day: date) -> Side:
    """Make a side of a pack's files, whatever their order."""
    files, rulebook = _read(texts)
    return Side(label, files, rulebook, day, by_day=False)


def _read(texts: Sequence[tuple[str, bytes, bool]]) -> tuple[Sequence[File], Rulebook]:
    found = survey(sorted(RuleText(*text) for text in texts))
    return found.files, Rulebook(compile_survey(found, ""))
