"""Precedents: an accountant's ruling as a rule of the workspace, by which later checks decide the like.

The rule is written in YAML to be read and edited by people. It hits an expense in which all words stand that named the
thing ruled on; how alike another must be is thus stated by its terms.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from npo_cli.bookkeeping.entry import Entry, Ruling
from npo_cli.bookkeeping.ownfile import OwnFile
from npo_cli.bookkeeping.refusal import refusal
from npo_cli.day import long_day
from npo_cli.eligibility.lexicon import HITS, UNKNOWN
from npo_cli.eligibility.matching import Reading, denied_places, find_hits, read
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.words import fold, plain_word
from npo_cli.language import Language, Phrase
from npo_cli.slug import slug

NAMES_NOTHING = Phrase(
    "de omschrijving van boeking {number} noemt niets waaraan een regel een vergelijkbare uitgave kan herkennen; er "
    "is niets vastgelegd. Leg de uitspraak vast zonder --precedent.",
    "the description of entry {number} names nothing by which a rule could know the like; nothing was recorded. "
    "Record the ruling without --precedent.",
)
NAMES_TOO_MUCH = Phrase(
    "de omschrijving van boeking {number} noemt te veel om er een regel van te maken; er is niets vastgelegd. Leg de "
    "uitspraak vast zonder --precedent en schrijf de regel met de hand (docs/regels.md).",
    "the description of entry {number} names too much to make a rule of; nothing was recorded. Record the ruling "
    "without --precedent and write the rule by hand (docs/rules.md).",
)
TITLE = Phrase("Uitspraak van de accountant op boeking {number}", "The accountant's ruling on entry {number}")
DECIDED = {
    Ruling.APPROVED: Phrase(
        "Uw accountant ({by}) oordeelde op {day}: dit is toegestaan.",
        "Your accountant ({by}) ruled on {day}: approved.",
    ),
    Ruling.REJECTED: Phrase(
        "Uw accountant ({by}) oordeelde op {day}: dit is niet toegestaan.",
        "Your accountant ({by}) ruled on {day}: rejected.",
    ),
}
KEEP = Phrase(
    "Verwijs naar boeking {ruling} en bewaar de uitspraak.", "Refer to entry {ruling} and keep the accountant's answer."
)
_IN_A_WORD = {Ruling.APPROVED: "goedgekeurd", Ruling.REJECTED: "afgekeurd"}  # as the rest of such a file: in Dutch
_VERDICTS = {Ruling.APPROVED: "eligible", Ruling.REJECTED: "excluded"}
_NOT_ALIKE = "een andere uitgave"  # an expense that no precedent speaks of, as the example that it needs
_SHORTEST_QUOTE, _LONGEST_QUOTE = 8, 400
_LONGEST_TERM, _LONGEST_NOTE, _LONGEST_TEXT = 400, 1500, 2000
_LONGEST_NAME = 36  # so that an id made with it is no longer than an id may be

HEAD = """\
# Uitspraken van de accountant van {municipality}, als regels van deze werkmap.
# Een regel geldt voor een uitgave waarin alle zoekwoorden (terms) staan. Verander ze zo nodig, en kijk daarna na met:
#   npo rules lint     npo rules test
documents:
{document}
rules:
"""
DOCUMENT = """\
  - id: {id}
    title: {title}
    text_file: {id}.txt
"""
RULE = """\
  # Boeking {number}, beoordeeld in boeking {ruling}; vastgelegd door {who} op {recorded}.
  - id: {id}
    verdict: {verdict}
    goals: [{goal}]
    title:
{title}
    explanation:
{explanation}
    advice:
      file:
{file}
    terms: {{nl: [{term}]}}
    replaces: [{replaces}]
    known_from: {day}
    source: {{document: {document}, place: {place}, quote: {quote}}}
    examples:
      hits: [{{text: {text}, {spent}as_of: {day}}}]
      misses: [{miss}]
"""


class Precedent(NamedTuple):
    """A rule about to be written: its id, its term, its own text, and the whole file as it will be."""

    id: str
    term: str
    rule: str
    file: OwnFile


def precedent(path: Path, municipality: str, entry: Entry, ruling: Entry, rulebook: Rulebook) -> Precedent:
    """Write a ruling on an entry as a rule, at the end of a municipality's rule file in a workspace."""
    term = _term(entry, rulebook)
    name = slug(municipality)[:_LONGEST_NAME].rstrip("-")
    stem = f"ruling-{name}-{entry.number}"
    file = OwnFile.read(path)
    known = [rule.id for rule in rulebook.rules if rule.local and re.fullmatch(rf"{stem}-\d+", rule.id)]
    older = list(dict.fromkeys([*known, *file.ids(rf"{stem}-\d+")]))  # a colleague may have ruled meanwhile
    rule_id = f"{stem}-{ruling.number}"
    document = f"rulings-{name}"
    spent = f"date: {entry.spent_on}, " if _in_period(entry, ruling, rulebook) else ""
    rule = _rule(rule_id, entry, ruling, term, document, older, spent)
    return Precedent(rule_id, term, rule, _appended(file, rule, document, municipality))


def _term(entry: Entry, rulebook: Rulebook) -> str:
    """Give the words that name the thing, as a term in which all of them must stand."""
    reading = read(entry.text, rulebook.lexicon)
    denied = denied_places(reading)
    folded = fold(entry.text)
    named = dict.fromkeys(
        plain_word(folded[reading.starts[place] : reading.ends[place]])
        for place, word in enumerate(reading.words)
        if word.bits & (HITS | UNKNOWN) and place not in denied
    )
    words = [word for word in named if len(word) > 1 and not word.isdecimal()]
    if len(entry.text) > _LONGEST_TEXT:
        raise refusal(NAMES_TOO_MUCH, number=entry.number)
    if not words or not (_names_the_unknown(reading, denied) or _names_what_rules_know(reading, denied, rulebook)):
        raise refusal(NAMES_NOTHING, number=entry.number)
    term = " + ".join(words)
    if len(term) > _LONGEST_TERM:
        raise refusal(NAMES_TOO_MUCH, number=entry.number)
    return term


def _in_period(entry: Entry, ruling: Entry, rulebook: Rulebook) -> bool:
    """Say whether an entry lies within the spending period: outside it no ruling makes it eligible."""
    periods = rulebook.as_of(date.fromisoformat(ruling.day)).periods
    return all(rule.period is None or rule.period.holds(entry.spent_on) for rule in periods)


def _names_the_unknown(reading: Reading, denied: frozenset[int]) -> bool:
    return any(word.bits & UNKNOWN for place, word in enumerate(reading.words) if place not in denied)


def _names_what_rules_know(reading: Reading, denied: frozenset[int], rulebook: Rulebook) -> bool:
    """Say whether words stand there by which some rule knows a thing: costs or a school alone are none."""
    return any(hit.owner < len(rulebook.rules) for hit in find_hits(reading, denied))


def _rule(rule_id: str, entry: Entry, ruling: Entry, term: str, document: str, older: list[str], spent: str) -> str:
    decided = Ruling(ruling.ruling or "")
    day = date.fromisoformat(ruling.day)
    by = _cut(ruling.by, _LONGEST_NAME)

    def both(phrase: Phrase, note: str = "", depth: int = 6) -> str:
        texts = [
            phrase.to(language, number=entry.number, ruling=ruling.number, by=by, day=long_day(day, language))
            for language in Language
        ]
        nl, en = (f"{text} {note}".strip() for text in texts)
        return "\n".join(f"{' ' * depth}{name}: {_quoted(text)}" for name, text in (("nl", nl), ("en", en)))

    quote = ruling.text if len(ruling.text) >= _SHORTEST_QUOTE else f"{_IN_A_WORD[decided]}: {entry.text}"
    return RULE.format(
        number=entry.number,
        ruling=ruling.number,
        who=ruling.who,
        recorded=ruling.recorded[:10],
        id=rule_id,
        verdict=_VERDICTS[decided],
        goal=entry.goal,
        title=both(TITLE),
        explanation=both(DECIDED[decided], _cut(ruling.text, _LONGEST_NOTE)),
        file=both(KEEP, depth=8),
        term=_quoted(term),
        replaces=", ".join(older),
        day=ruling.day,
        document=document,
        place=_quoted(f"boeking {ruling.number}, {by}, {ruling.day}"),
        quote=_quoted(quote[:_LONGEST_QUOTE].strip()),
        text=_quoted(entry.text),
        spent=spent,
        miss=_quoted(_NOT_ALIKE),
    )


def _appended(file: OwnFile, rule: str, document: str, municipality: str) -> OwnFile:
    """Give the file with the rule at the end of its list, and the rulings among its documents."""
    title = _quoted(f"Uitspraken van de accountant van {municipality}")
    entry = DOCUMENT.format(id=document, title=title)
    if file.is_empty:
        return file._replace(text=HEAD.format(municipality=municipality, document=entry.rstrip("\n")) + rule)
    known = file if file.has(document) else file.with_item("documents", entry)
    return known.with_item("rules", rule)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _quoted(text: str) -> str:
    """Write a text so that YAML takes it for just that text."""
    return json.dumps(text, ensure_ascii=False)
