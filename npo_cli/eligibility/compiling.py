"""Compiles the YAML files of a pack into plain data: checked as a whole, then cut to what answering needs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from pydantic import BaseModel

from npo_cli.eligibility.lexicon_build import LexiconBuilder
from npo_cli.eligibility.model import (
    DemoStep,
    Goal,
    PlainWords,
    Provision,
    Rule,
    RuleFile,
    Schedule,
    Source,
    Terms,
    Text,
    Validity,
    Vocabulary,
)
from npo_cli.eligibility.quote import Citation
from npo_cli.eligibility.term import TermError
from npo_cli.eligibility.words import words_of
from npo_cli.eligibility.yamlfile import Document, read_document, validate
from npo_cli.fault import Fault, fault, raise_all
from npo_cli.language import Language, Phrase

Path = tuple[str | int, ...]

TWICE = Phrase(
    "‘{given}’ bestaat al ({other}); geef dit een eigen id.",
    "‘{given}’ exists already ({other}); give this an id of its own.",
)
UNKNOWN = Phrase(
    "‘{given}’ is nergens omschreven; kies een bestaande id of voeg haar toe.{near}",
    "‘{given}’ is defined nowhere; choose an existing id or add it.{near}",
)
NO_GRANT = Phrase(
    "geen van de bestanden heeft een onderdeel ‘grant’; voeg het toe.",
    "none of the files has a section ‘grant’; add it.",
)
SECOND_GRANT = Phrase(
    "een tweede onderdeel ‘{section}’; een map beschrijft één regeling ({other} heeft het al).",
    "a second section ‘{section}’; a folder describes one grant ({other} has it already).",
)
BAD_TERM = Phrase(
    "‘{given}’ is geen geldig zoekwoord; zie docs/rules.md voor de schrijfwijze.",
    "‘{given}’ is not a valid term; see docs/rules.md for the notation.",
)
NOT_ONE_WORD = Phrase(
    "‘{given}’ is meer dan één woord; een groep bevat losse woorden.",
    "‘{given}’ is more than one word; a group holds single words.",
)
NOT_BOOKED_BEFORE = Phrase(
    "‘{given}’ is in geen eerdere stap {how}; zet die stap ervoor, of kies een andere id.{near}",
    "‘{given}’ was {how} in no earlier step; put that step before this one, or choose another id.{near}",
)
BOOKED, COMMITTED = Phrase("geboekt", "booked"), Phrase("verplicht", "committed")
NEVER_HIT = Phrase(
    "de regel heeft geen zoekwoorden en geen bestedingsperiode en kan dus nooit gelden; voeg zoekwoorden toe.",
    "the rule has neither terms nor a spending period, so it can never apply; add terms.",
)
NO_RULES = Phrase("de map bevat geen enkele regel; voeg regels toe.", "the folder holds not one rule; add rules.")


class RuleText(NamedTuple):
    """One file of rules as it was read: the name users see, its bytes, and whether it is a workspace's own."""

    name: str
    content: bytes
    local: bool


@dataclass(frozen=True, slots=True)
class _File:
    """A file of rules that is sound by itself."""

    name: str
    local: bool
    marks: Document
    model: RuleFile

    def where(self, *path: str | int) -> str:
        line, column = self.marks.marks.get(path, (1, 1))
        return f"{self.name}:{line}:{column}"


def read_files(texts: Iterable[RuleText]) -> tuple[list[_File], list[Fault]]:
    """Read and check each file by itself; faults of all files are gathered."""
    files: list[_File] = []
    faults: list[Fault] = []
    for text in texts:
        document, found = read_document(text.content, text.name)
        faults.extend(found)
        if document is None:
            continue
        model, found = validate(document, RuleFile)
        faults.extend(found)
        if model is not None:
            files.append(_File(text.name, text.local, document, model))
    return files, faults


def citations(texts: Iterable[RuleText]) -> list[Citation]:
    """Give every quote of a pack's files, with what cites it and the file that holds its source."""
    files, faults = read_files(texts)
    raise_all(faults)
    text_files = {document.id: document.text_file for file in files for document in file.model.documents}
    items: list[Goal | Provision | Rule] = []
    for file in files:
        items += [*file.model.goals, *file.model.rules, *file.model.provisions]
    return [Citation(item.id, text_files[item.source.document], item.source.quote) for item in items]


def compile_pack(texts: Sequence[RuleText], sha256: str) -> dict[str, Any]:
    """Turn files into the data of a rulebook; raise an InputError that lists every fault of every file."""
    files, faults = read_files(texts)
    raise_all(faults)
    raise_all(_checked(files))
    return _Compilation(files).data(sha256)


def _checked(files: list[_File]) -> Iterator[Fault]:
    """Check what one file says of another: ids that are double or unknown, and what a pack must have."""
    grants = [file for file in files if file.model.grant]
    if not grants:
        yield fault(NO_GRANT, files[0].name if files else "")
    for section in ("grant", "demo"):
        yield from _second_sections(files, section)
    for section in ("documents", "goals", "questions", "rules", "provisions"):
        yield from _double_ids(files, section)
    yield from _unknown_ids(files)
    yield from _long_group_words(files)
    for file in files:
        yield from _order_of_steps(file)
    if not any(file.model.rules for file in files):
        yield fault(NO_RULES, files[0].name if files else "")
    for file in files:
        for place, rule in enumerate(file.model.rules):
            fallback = any(rule.id == owner.model.grant.fallback for owner in grants if owner.model.grant)
            if not (rule.terms.nl or rule.terms.en or rule.spending_period or fallback):
                yield fault(NEVER_HIT, file.where("rules", place))


def _long_group_words(files: list[_File]) -> Iterator[Fault]:
    for file in files:
        for name, terms in (file.model.vocabulary.groups if file.model.vocabulary else {}).items():
            for language in Language:
                for place, word in enumerate(getattr(terms, language)):
                    if len(words_of(word)) != 1:
                        where = file.where("vocabulary", "groups", name, language.value, place)
                        yield fault(NOT_ONE_WORD, where, given=word)


def _second_sections(files: list[_File], section: str) -> Iterator[Fault]:
    """Refuse a second section of which a pack has one."""
    having = [file for file in files if getattr(file.model, section)]
    for file in having[1:]:
        yield fault(SECOND_GRANT, file.where(section), section=section, other=having[0].name)


def _order_of_steps(file: _File) -> Iterator[Fault]:
    """Check that the steps of a demonstration build on what was booked before, each under an id of its own."""
    booked: dict[str, tuple[str, str]] = {}
    for place, step in enumerate(_steps(file.model)):
        name, action = _action(step)
        at = ("demo", "steps", place, name)
        of = getattr(action, "of", None)
        may = {each for each, (kind, _) in booked.items() if name != "fulfil" or kind == "commit"}
        if of is not None and of not in may:
            how = COMMITTED if name == "fulfil" else BOOKED
            yield fault(NOT_BOOKED_BEFORE, file.where(*at, "of"), given=of, how=how, near=_near(of, may))
        own = getattr(action, "id", None)
        if own is not None:
            where = file.where(*at, "id")
            if own in booked:
                yield fault(TWICE, where, given=own, other=booked[own][1])
            booked.setdefault(own, (booked[of][0] if name == "correct" and of in booked else name, where))


def _steps(model: RuleFile) -> list[DemoStep]:
    return model.demo.steps if model.demo else []


def _action(step: DemoStep) -> tuple[str, Any]:
    """Give the one thing that a step does: its name, and what it needs."""
    (name,) = step.model_fields_set - {"say"}
    return name, getattr(step, name)


def _double_ids(files: list[_File], section: str) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for file in files:
        for place, item in enumerate(getattr(file.model, section)):
            where = file.where(section, place, "id")
            if item.id in seen:
                yield fault(TWICE, where, given=item.id, other=seen[item.id])
            seen.setdefault(item.id, where)


def _unknown_ids(files: list[_File]) -> Iterator[Fault]:
    known = {
        section: {item.id for file in files for item in getattr(file.model, section)}
        for section in ("documents", "goals", "questions", "rules", "provisions")
    }
    for file in files:
        for path, section, given in _references(file.model):
            if given not in known[section]:
                yield fault(UNKNOWN, file.where(*path), given=given, near=_near(given, known[section]))


def _references(model: RuleFile) -> Iterator[tuple[Path, str, str]]:
    """Give every reference of a file: its place, the section it points into, and the id."""
    if model.grant:
        yield ("grant", "fallback"), "rules", model.grant.fallback
    cited: tuple[tuple[str, Sequence[Goal | Provision | Rule]], ...] = (
        ("goals", model.goals),
        ("provisions", model.provisions),
        ("rules", model.rules),
    )
    for section, items in cited:
        for n, item in enumerate(items):
            yield (section, n, "source", "document"), "documents", item.source.document
    for n, question in enumerate(model.questions):
        for m, goal in enumerate(question.answered_yes_by):
            yield ("questions", n, "answered_yes_by", m), "goals", goal
    for n, provision in enumerate(model.provisions):
        for m, old in enumerate(provision.replaces):
            yield ("provisions", n, "replaces", m), "provisions", old
    for n, rule in enumerate(model.rules):
        yield from _references_of_rule(rule, ("rules", n))
    for n, step in enumerate(_steps(model)):
        yield from _references_of_step(step, ("demo", "steps", n))


def _references_of_step(step: DemoStep, at: Path) -> Iterator[tuple[Path, str, str]]:
    name, action = _action(step)
    if getattr(action, "goal", None) is not None:
        yield (*at, name, "goal"), "goals", action.goal
    for question in getattr(action, "facts", ()):
        yield (*at, name, "facts", question), "questions", question


def _references_of_rule(rule: Rule, at: Path) -> Iterator[tuple[Path, str, str]]:
    for m, condition in enumerate(rule.conditions):
        yield (*at, "conditions", m, "question"), "questions", condition.question
    for field, section in (("goals", "goals"), ("outranks", "rules"), ("replaces", "rules")):
        for m, given in enumerate(getattr(rule, field)):
            yield (*at, field, m), section, given
    for kind in ("hits", "misses"):
        for m, example in enumerate(getattr(rule.examples, kind)):
            for question in getattr(example, "answers", {}):
                yield (*at, "examples", kind, m, "answers", question), "questions", question


def _near(given: str, known: Iterable[str]) -> Phrase:
    from difflib import get_close_matches  # only to help after a mistake

    found = get_close_matches(given, sorted(known), 1)
    return Phrase(f" Bedoelde u ‘{found[0]}’?", f" Did you mean ‘{found[0]}’?") if found else Phrase("", "")


class _Compilation:
    """Sound files on their way to being plain data. Everything is put in order of id, never of file."""

    def __init__(self, files: list[_File]) -> None:
        self._files = files
        self._documents = {item.id: item for file in files for item in file.model.documents}
        self._rules = sorted(
            ((rule, file.local) for file in files for rule in file.model.rules), key=lambda pair: pair[0].id
        )
        self._questions = sorted((item for file in files for item in file.model.questions), key=lambda item: item.id)
        self._goals = [item for file in files for item in file.model.goals]

    def data(self, sha256: str) -> dict[str, Any]:
        grant = next(file.model.grant for file in self._files if file.model.grant)
        return {
            "pack": grant.id,
            "title": _text(grant.title),
            "fallback": grant.fallback,
            "currency": grant.currency,
            "sha256": sha256,
            "rules": [self._rule(rule, local) for rule, local in self._rules],
            "goals": [[g.id, g.kind == "cost-kind", _text(g.title), _text(g.description)] for g in self._goals],
            "questions": [[q.id, _text(q.text), q.answered_yes_by] for q in self._questions],
            "provisions": [self._provision(p) for file in self._files for p in file.model.provisions],
            "demo": next((_plain(file.model.demo) for file in self._files if file.model.demo), None),
            "near_owners": [[self._near_owner(n), goal.id] for n, goal in enumerate(self._goals)],
            "lexicon": self._lexicon(),
        }

    def _near_owner(self, goal: int) -> int:
        return len(self._rules) + 2 * len(self._questions) + goal

    def _lexicon(self) -> dict[str, Any]:
        builder = LexiconBuilder(_whole_vocabulary(file.model.vocabulary for file in self._files))
        faults: list[Fault] = []
        for owner, (rule, local) in enumerate(self._rules):
            if not local:
                faults.extend(self._add(builder.add, owner, rule.terms, ("rules", rule.id, "terms")))
        builder.close_rules()
        first = len(self._rules)
        for n, question in enumerate(self._questions):
            for no, field in enumerate(("answered_yes", "answered_no")):
                terms = getattr(question, field)
                item = ("questions", question.id, field)
                add = partial(builder.add, things=bool(no))
                faults.extend(self._add(add, first + 2 * n + no, terms, item))
        for n, goal in enumerate(self._goals):
            faults.extend(self._add(builder.add, self._near_owner(n), goal.near, ("goals", goal.id, "near")))
        for owner, (rule, local) in enumerate(self._rules):
            if local:
                faults.extend(self._add(builder.add_local, owner, rule.terms, ("rules", rule.id, "terms")))
        raise_all(faults)
        return builder.data()

    def _add(
        self, add: Callable[[int, str, Language], None], owner: int, terms: Terms, item: tuple[str, str, str]
    ) -> Iterator[Fault]:
        for language in Language:
            for place, text in enumerate(getattr(terms, language)):
                try:
                    add(owner, text, language)
                except TermError as error:
                    yield fault(BAD_TERM, self._where(*item, language.value, place), given=str(error))

    def _where(self, section: str, item_id: str, *path: str | int) -> str:
        for file in self._files:
            for place, item in enumerate(getattr(file.model, section)):
                if item.id == item_id:
                    return file.where(section, place, *path)
        raise LookupError(item_id)

    def _source(self, source: Source) -> list[str]:
        document = self._documents[source.document]
        return [source.document, document.title, source.place, source.quote, document.url]

    def _rule(self, rule: Rule, local: bool) -> dict[str, Any]:
        return {
            "id": rule.id,
            "verdict": rule.verdict,
            "doubt": rule.doubt or "",
            "title": _text(rule.title),
            "explanation": _text(rule.explanation),
            "ask": _text(rule.advice.ask) if rule.advice.ask else None,
            "file": _text(rule.advice.file),
            "goals": rule.goals,
            "conditions": [[c.question, c.if_no, c.if_unknown or rule.verdict] for c in rule.conditions],
            "outranks": sorted(rule.outranks),
            "replaces": sorted(rule.replaces),
            "known_from": rule.known_from.isoformat(),
            "valid": _span(rule.valid),
            "period": _span(rule.spending_period) if rule.spending_period else None,
            "source": self._source(rule.source),
            "local": local,
        }

    def _provision(self, provision: Any) -> dict[str, Any]:
        return {
            "id": provision.id,
            "title": _text(provision.title),
            "statement": _text(provision.statement),
            "values": provision.values,
            "rates": provision.rates,
            "schedule": _schedule(provision.schedule),
            "indicators": provision.indicators,
            "verified": provision.verified,
            "replaces": provision.replaces,
            "known_from": provision.known_from.isoformat(),
            "source": self._source(provision.source),
        }


def _text(text: Text) -> list[str]:
    return [text.nl, text.en]


def _plain(value: Any) -> Any:
    """Give a part of the demonstration as plain data: texts as pairs, and nothing of what was left out."""
    match value:
        case Text():
            return _text(value)
        case BaseModel():
            return {
                name: _plain(getattr(value, name))
                for name in type(value).model_fields
                if name in value.model_fields_set
            }
        case list():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case _:
            return value


def _span(validity: Validity) -> list[str | None]:
    return [day.isoformat() if day else None for day in (validity.start, validity.end)]


def _schedule(schedule: Schedule | None) -> list[str] | None:
    return [day.isoformat() for day in (schedule.start, schedule.first, schedule.end)] if schedule else None


def _whole_vocabulary(vocabularies: Iterable[Vocabulary | None]) -> Vocabulary:
    """Join the pack's vocabulary with what a workspace adds to it."""
    whole = Vocabulary()
    for vocabulary in vocabularies:
        if vocabulary is not None:
            whole = Vocabulary(
                groups={**whole.groups, **vocabulary.groups},
                heads=[*whole.heads, *vocabulary.heads],
                neutral=_joined(whole.neutral, vocabulary.neutral),
                bearing=[*whole.bearing, *vocabulary.bearing],
                bearers=_joined(whole.bearers, vocabulary.bearers),
                plain=PlainWords(
                    nl=f"{whole.plain.nl} {vocabulary.plain.nl}", en=f"{whole.plain.en} {vocabulary.plain.en}"
                ),
                other=_joined(whole.other, vocabulary.other),
            )
    return whole


def _joined(left: Any, right: Any) -> Any:
    return type(left)(nl=[*left.nl, *right.nl], en=[*left.en, *right.en])
