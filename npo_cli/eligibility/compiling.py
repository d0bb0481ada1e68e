"""Compiles the YAML files of a pack into plain data: checked as a whole, then cut to what answering needs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from pydantic import BaseModel

from npo_cli.eligibility.consistency import inconsistencies
from npo_cli.eligibility.lexicon_build import LexiconBuilder
from npo_cli.eligibility.model import Rule, RunningWords, Schedule, Source, Terms, Text, Validity, Vocabulary
from npo_cli.eligibility.rulefile import File, RuleText, Survey, survey
from npo_cli.fault import raise_all
from npo_cli.language import Language


def compile_pack(texts: Sequence[RuleText], sha256: str) -> dict[str, Any]:
    """Turn files into the data of a rulebook; raise an InputError that lists every fault of every file."""
    return compile_survey(survey(texts), sha256)


def compile_survey(found: Survey, sha256: str) -> dict[str, Any]:
    """Turn files that were read before into the data of a rulebook, as `compile_pack` does."""
    raise_all([*found.faults, *inconsistencies(found)])
    return _Compilation(found.files).data(sha256)


class _Compilation:
    """Sound files on their way to being plain data. Everything is put in order of id, never of file."""

    def __init__(self, files: list[File]) -> None:
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
        builder = LexiconBuilder(whole_vocabulary(file.model.vocabulary for file in self._files))
        for owner, (rule, local) in enumerate(self._rules):
            if not local:
                _add(builder.add, owner, rule.terms)
        builder.close_rules()
        first = len(self._rules)
        for n, question in enumerate(self._questions):
            for no, field in enumerate(("answered_yes", "answered_no")):
                add = partial(builder.add, things=bool(no))
                _add(add, first + 2 * n + no, getattr(question, field))
        for n, goal in enumerate(self._goals):
            _add(builder.add, self._near_owner(n), goal.near)
        for owner, (rule, local) in enumerate(self._rules):
            if local:
                _add(builder.add_local, owner, rule.terms)
        return builder.data()

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


def _add(add: Callable[[int, str, Language], None], owner: int, terms: Terms) -> None:
    for language in Language:
        for text in getattr(terms, language):
            add(owner, text, language)


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


def _text(text: Text) -> list[str]:
    return [text.nl, text.en]


def _span(validity: Validity) -> list[str | None]:
    return [day.isoformat() if day else None for day in (validity.start, validity.end)]


def _schedule(schedule: Schedule | None) -> list[str] | None:
    return [day.isoformat() for day in (schedule.start, schedule.first, schedule.end)] if schedule else None


def whole_vocabulary(vocabularies: Iterable[Vocabulary | None]) -> Vocabulary:
    """Join the pack's vocabulary with what a workspace adds to it, and write out the groups that groups name."""
    whole = Vocabulary()
    for vocabulary in vocabularies:
        if vocabulary is not None:
            whole = Vocabulary(
                groups={**whole.groups, **vocabulary.groups},
                heads=[*whole.heads, *vocabulary.heads],
                neutral=_joined(whole.neutral, vocabulary.neutral),
                bearing=[*whole.bearing, *vocabulary.bearing],
                bearers=_joined(whole.bearers, vocabulary.bearers),
                plain=_run_on(whole.plain, vocabulary.plain),
                genuine=_run_on(whole.genuine, vocabulary.genuine),
                other=_joined(whole.other, vocabulary.other),
            )
    return whole.model_copy(update={"groups": {name: _written_out(whole.groups, name) for name in whole.groups}})


def _written_out(groups: Mapping[str, Terms], name: str) -> Terms:
    """Put in the place of `@name` the words of that group in the same language."""
    words = {
        language: [
            word
            for entry in getattr(groups[name], language)
            for word in (getattr(groups[entry[1:]], language) if entry.startswith("@") else [entry])
        ]
        for language in Language
    }
    return Terms.model_validate(words)


def _run_on(left: RunningWords, right: RunningWords) -> RunningWords:
    return RunningWords(nl=f"{left.nl} {right.nl}", en=f"{left.en} {right.en}")


def _joined(left: Any, right: Any) -> Any:
    return type(left)(nl=[*left.nl, *right.nl], en=[*left.en, *right.en])
