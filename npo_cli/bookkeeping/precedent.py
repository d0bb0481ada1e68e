"""Precedents: an accountant's ruling as a rule of the workspace, by which later checks decide the like.

The rule is written in YAML to be read and edited by people. It hits an expense in which all words stand that named the
thing ruled on; how alike another must be is thus stated by its terms.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from npo_cli.bookkeeping.entry import Entry, Ruling
from npo_cli.bookkeeping.ledger import Ledger
from npo_cli.bookkeeping.refusal import refusal
from npo_cli.bookkeeping.workspace import Workspace
from npo_cli.day import long_day
from npo_cli.eligibility.decision import decide
from npo_cli.eligibility.expense import Expense
from npo_cli.eligibility.lexicon import HITS, UNKNOWN
from npo_cli.eligibility.matching import denied_places, read
from npo_cli.eligibility.pack import read_pack
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.words import fold
from npo_cli.language import Language, Phrase
from npo_cli.slug import slug
from npo_cli.tables.write import replace_file

NAMES_NOTHING = Phrase(
    "de omschrijving van boeking {number} noemt niets waaraan een regel het gelijke kan herkennen; er is niets "
    "vastgelegd. Leg de uitspraak vast zonder --precedent.",
    "the description of entry {number} names nothing by which a rule could know the like; nothing was recorded. "
    "Record the ruling without --precedent.",
)
NOT_APPENDED = Phrase(
    "in {path} staan de regels niet als lijst onder ‘rules:’; zet ze zo, of leg de uitspraak vast zonder --precedent.",
    "in {path} the rules do not stand as a list under ‘rules:’; put them so, or record the ruling without --precedent.",
)
NO_WORKSPACE = Phrase(
    "dit grootboek staat niet in een werkmap, en een eigen regel hoort in de map rules van een werkmap; er is niets "
    "vastgelegd. Leg de uitspraak vast zonder --precedent.",
    "this ledger does not stand in a workspace, and a rule of one's own belongs in the folder rules of a workspace; "
    "nothing was recorded. Record the ruling without --precedent.",
)
DECIDES_NOTHING = Phrase(
    "een regel met de zoekwoorden ‘{term}’ zou boeking {number} zelf niet raken; er is niets vastgelegd. Leg de "
    "uitspraak vast zonder --precedent en schrijf de regel met de hand (docs/rules.md).",
    "a rule with the terms ‘{term}’ would not hit entry {number} itself; nothing was recorded. Record the ruling "
    "without --precedent and write the rule by hand (docs/rules.md).",
)
TITLE = Phrase("Uitspraak van de accountant op boeking {number}", "The accountant's ruling on entry {number}")
DECIDED = {
    Ruling.APPROVED: Phrase(
        "Uw accountant ({by}) besliste op {day}: dit is toegestaan.", "Your accountant ({by}) ruled on {day}: approved."
    ),
    Ruling.REJECTED: Phrase(
        "Uw accountant ({by}) besliste op {day}: dit is niet toegestaan.",
        "Your accountant ({by}) ruled on {day}: rejected.",
    ),
}
KEEP = Phrase(
    "Verwijs naar boeking {ruling} en bewaar de uitspraak.", "Refer to entry {ruling} and keep the accountant's answer."
)
_VERDICTS = {Ruling.APPROVED: "eligible", Ruling.REJECTED: "excluded"}
_NOT_ALIKE = "een andere uitgave"  # an expense that no precedent speaks of, as the example that it needs
_SHORTEST_QUOTE, _LONGEST_QUOTE = 8, 400

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
    title: {title}
    explanation: {explanation}
    advice: {{file: {file}}}
    terms: {{nl: [{term}]}}
    replaces: [{replaces}]
    known_from: {day}
    source: {{document: {document}, place: {place}, quote: {quote}}}
    examples:
      hits: [{text}]
      misses: [{miss}]
"""


class Precedent(NamedTuple):
    """A rule about to be written: its id, its term, its own text, and the whole file as it will be."""

    id: str
    term: str
    rule: str
    path: Path
    content: str


def precedent(folder: Path, municipality: str, entry: Entry, ruling: Entry, rulebook: Rulebook) -> Precedent:
    """Write a ruling on an entry as a rule, at the end of the municipality's rule file in a workspace."""
    path = folder / "rules" / f"{slug(municipality)}.yaml"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    term = _term(entry, rulebook)
    stem = f"ruling-{slug(municipality)}-{entry.number}"
    older = [rule.id for rule in rulebook.rules if rule.local and rule.id.startswith(f"{stem}-")]
    rule_id = f"{stem}-{ruling.number}"
    document = f"rulings-{slug(municipality)}"
    rule = _rule(rule_id, entry, ruling, term, document, older)
    return Precedent(rule_id, term, rule, path, _appended(path, before, rule, document, municipality))


def _term(entry: Entry, rulebook: Rulebook) -> str:
    """Give the words that name the thing, as a term in which all of them must stand."""
    reading = read(entry.text, rulebook.lexicon)
    denied = denied_places(reading)
    folded = fold(entry.text)
    named = dict.fromkeys(
        folded[reading.starts[place] : reading.ends[place]]
        for place, word in enumerate(reading.words)
        if word.bits & (HITS | UNKNOWN) and place not in denied
    )
    words = [word for word in named if len(word) > 1 and not word.isdecimal()]
    if not words:
        raise refusal(NAMES_NOTHING, number=entry.number)
    return " + ".join(words)


def _rule(rule_id: str, entry: Entry, ruling: Entry, term: str, document: str, older: list[str]) -> str:
    decided = Ruling(ruling.ruling or "")
    day = date.fromisoformat(ruling.day)

    def both(phrase: Phrase, note: str = "") -> str:
        texts = [
            phrase.to(language, number=entry.number, ruling=ruling.number, by=ruling.by, day=long_day(day, language))
            for language in Language
        ]
        nl, en = (f"{text} {note}".strip() for text in texts)
        return f"{{nl: {_quoted(nl)}, en: {_quoted(en)}}}"

    quote = ruling.text if len(ruling.text) >= _SHORTEST_QUOTE else f"{decided.value}: {entry.text}"
    return RULE.format(
        number=entry.number,
        ruling=ruling.number,
        who=ruling.who,
        recorded=ruling.recorded[:10],
        id=rule_id,
        verdict=_VERDICTS[decided],
        goal=entry.goal,
        title=both(TITLE),
        explanation=both(DECIDED[decided], ruling.text),
        file=both(KEEP),
        term=_quoted(term),
        replaces=", ".join(older),
        day=ruling.day,
        document=document,
        place=_quoted(f"boeking {ruling.number}, {ruling.by}, {ruling.day}"),
        quote=_quoted(quote[:_LONGEST_QUOTE].strip()),
        text=_quoted(entry.text[:2000].strip()),
        miss=_quoted(_NOT_ALIKE),
    )


def _appended(path: Path, before: str, rule: str, document: str, municipality: str) -> str:
    """Give the file with the rule at the end of its list; what people wrote in it stays as it is."""
    title = _quoted(f"Uitspraken van de accountant van {municipality}")
    entry = DOCUMENT.format(id=document, title=title)
    if not before.strip():
        return HEAD.format(municipality=municipality, document=entry.rstrip("\n")) + rule
    found = before if before.endswith("\n") else f"{before}\n"
    if not re.search(rf"^\s*- id: {re.escape(document)}\s*$", found, re.MULTILINE):
        found = _under("documents", entry, found, path)
    return _under("rules", rule, found, path)


def _under(section: str, item: str, text: str, path: Path) -> str:
    """Put an item at the end of a section's list, at the depth at which its items stand."""
    lines = text.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if re.match(rf"{section}:\s*(#.*)?$", line)]
    if not starts:
        if re.search(rf"^{section}:", text, re.MULTILINE):
            raise refusal(NOT_APPENDED, path=path)
        return f"{text}{section}:\n{item}"
    start = starts[0]
    end = next((n for n in range(start + 1, len(lines)) if re.match(r"[^\s#-]", lines[n])), len(lines))
    first = next((line for line in lines[start + 1 : end] if re.match(r"\s*- ", line)), "  - ")
    depth = len(first) - len(first.lstrip())
    moved = "".join(f"{' ' * depth}{line.removeprefix('  ')}" for line in item.splitlines(keepends=True))
    return "".join([*lines[:end], moved, *lines[end:]])


def _quoted(text: str) -> str:
    """Write a text so that YAML takes it for just that text."""
    return json.dumps(text, ensure_ascii=False)


def adopt(
    ledger: Ledger,
    workspace: Workspace,
    pack: str | None,
    ruling: Callable[[], Entry],
    agree: Callable[[Precedent], bool],
) -> Entry | None:
    """Record a ruling and write it as a rule of the workspace: both, or neither.

    `ruling` books it in the ledger; `agree` is shown the rule before it is written, and None is given where it says no.
    """
    if workspace.folder is None:
        raise refusal(NO_WORKSPACE)
    path = workspace.folder / "rules" / f"{slug(ledger.storage.about.municipality)}.yaml"
    before = path.read_bytes() if path.is_file() else None
    try:
        with ledger.writing():
            made = ruling()
            entry = ledger.entry(made.refers or 0)
            found = precedent(workspace.folder, ledger.storage.about.municipality, entry, made, ledger.rulebook)
            _try(found, entry, made, read_pack(pack or ledger.storage.about.pack, *workspace), ledger)
            _write(found, agree)
    except _DeclinedError:
        return None
    except BaseException:
        _put_back(path, before)
        raise
    return made


class _DeclinedError(Exception):
    """The user does not want the rule, nor the ruling as a precedent."""


def _write(found: Precedent, agree: Callable[[Precedent], bool]) -> None:
    if not agree(found):
        raise _DeclinedError
    found.path.parent.mkdir(exist_ok=True)
    with replace_file(found.path) as stream:
        stream.write(found.content)


def _try(found: Precedent, entry: Entry, ruling: Entry, texts: list[tuple[str, bytes, bool]], ledger: Ledger) -> None:
    """Compile the rules with the new one, and see that it decides the very expense that it is about."""
    from npo_cli.eligibility.compiling import compile_pack  # reads YAML and pydantic
    from npo_cli.eligibility.rulefile import RuleText

    name = f"rules/{found.path.name}"
    others = [RuleText(*text) for text in texts if text[0] != name]
    rulebook = Rulebook(compile_pack([*others, RuleText(name, found.content.encode(), True)], ""))
    as_of = max(ledger.moment.today, date.fromisoformat(ruling.day))
    decision = decide(Expense(entry.text), rulebook, as_of)
    if all(reason.rule.id != found.id for reason in decision.reasons):
        raise refusal(DECIDES_NOTHING, number=entry.number, term=found.term)


def _put_back(path: Path, before: bytes | None) -> None:
    """Leave the rules as they were where the ruling was not booked after all."""
    if before is None:
        path.unlink(missing_ok=True)
    elif path.read_bytes() != before:
        path.write_bytes(before)
