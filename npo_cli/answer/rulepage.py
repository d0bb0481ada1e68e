"""Rules and provisions as text and as plain data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from npo_cli import terminal
from npo_cli.answer.record import source_record
from npo_cli.answer.wording import DOUBTS, LOCAL
from npo_cli.eligibility.rule import Provision, Rule, Source
from npo_cli.eligibility.rulebook import Edition, Rulebook
from npo_cli.language import Language, Phrase

if TYPE_CHECKING:
    from npo_cli.eligibility.wordlist import WordList

PROVISIONS = Phrase("Bepalingen", "Provisions")
OTHER = Phrase("Zonder eigen bestedingsdoel", "Without a spending goal of their own")
TERMS = Phrase("Zoekwoorden", "Terms")
HITS = Phrase("Voorbeelden die zo uitkomen", "Examples that come out so")
MISSES = Phrase("Voorbeelden die niet zo uitkomen", "Examples that do not")
KNOWN = Phrase("Bekend sinds {day}", "Known since {day}")
REPLACES = Phrase("Vervangt {rules}", "Replaces {rules}")
TURNS_ON = Phrase("Hangt af van: {question} ({id})", "Turns on: {question} ({id})")
UNVERIFIED = Phrase("niet geverifieerd", "not verified")


def rule_record(rule: Rule, rulebook: Rulebook, language: Language) -> dict[str, Any]:
    """Give a rule as plain data."""
    return {
        "id": rule.id,
        "verdict": rule.verdict.value,
        "doubt": rule.doubt or None,
        "local": rule.local,
        "title": rule.title.to(language),
        "explanation": rule.explanation.to(language),
        "goals": list(rule.goals),
        "questions": [
            {
                "id": condition.question,
                "text": rulebook.questions[condition.question].text.to(language),
                "if_no": condition.no.value,
                "if_unknown": condition.unknown.value,
            }
            for condition in rule.conditions
        ],
        "ask": rule.ask.to(language) if rule.ask else None,
        "file": rule.file.to(language),
        "outranks": sorted(rule.outranks),
        "replaces": list(rule.replaces),
        "known_from": rule.known_from.isoformat(),
        "spending_period": [day.isoformat() if day else None for day in rule.period] if rule.period else None,
        "source": source_record(rule.source),
    }


def provision_record(provision: Provision, language: Language) -> dict[str, Any]:
    """Give a provision as plain data."""
    return {
        "id": provision.id,
        "title": provision.title.to(language),
        "statement": provision.statement.to(language),
        "values": dict(provision.values),
        "rates": dict(provision.rates),
        "schedule": [day.isoformat() for day in provision.schedule] if provision.schedule else None,
        "indicators": dict(provision.indicators),
        "verified": provision.verified,
        "replaces": list(provision.replaces),
        "known_from": provision.known_from.isoformat(),
        "source": source_record(provision.source),
    }


def draw_list(edition: Edition, language: Language, width: int) -> Iterator[str]:
    """Give the rules in force, under the goal that each opens, and the provisions."""
    rulebook = edition.rulebook
    yield terminal.bold(rulebook.title.to(language))
    for goal in rulebook.goals.values():
        yield from _rules(
            f"{goal.title.to(language)} ({goal.id})",
            [r for r in edition.rules if goal.id in r.goals],
            language,
            width,
        )
    yield from _rules(OTHER.to(language), [rule for rule in edition.rules if not rule.goals], language, width)
    yield ""
    yield terminal.bold(PROVISIONS.to(language))
    column = max((len(provision.id) for provision in edition.provisions), default=0)
    for provision in edition.provisions:
        mark = "" if provision.verified else f" ({UNVERIFIED.to(language)})"
        yield f"    {provision.id.ljust(column)}  {provision.title.to(language)}{mark}"


def _rules(heading: str, rules: list[Rule], language: Language, width: int) -> Iterator[str]:
    if not rules:
        return
    yield ""
    yield terminal.bold(heading)
    column = max(len(rule.id) for rule in rules)
    for rule in rules:
        mark = terminal.coloured(terminal.sign(rule.verdict), rule.verdict)
        doubt = f" ({DOUBTS[rule.doubt].to(language)})" if rule.doubt else ""
        local = f" ({LOCAL.to(language)})" if rule.local else ""
        title, *more = terminal.wrapped(f"{rule.title.to(language)}{doubt}{local}", width - column - 6)
        yield f"  {mark} {rule.id.ljust(column)}  {title}"
        yield from (" " * (column + 6) + line for line in more)


def draw_rule(rule: Rule, words: "WordList", rulebook: Rulebook, language: Language, width: int) -> Iterator[str]:
    """Give everything about one rule."""
    verdict = rule.verdict
    doubt = f" ({DOUBTS[rule.doubt].to(language)})" if rule.doubt else ""
    yield terminal.bold(f"{rule.title.to(language)} ({rule.id})")
    yield terminal.coloured(f"{terminal.sign(verdict)} {verdict.phrase.to(language)}{doubt}", verdict)
    yield ""
    yield from terminal.wrapped(rule.explanation.to(language), width)
    for condition in rule.conditions:
        question = rulebook.questions[condition.question]
        yield from terminal.wrapped(TURNS_ON.to(language, question=question.text.to(language), id=question.id), width)
    yield ""
    yield from _source(rule.source, width)
    yield KNOWN.to(language, day=rule.known_from.isoformat())
    if rule.replaces:
        yield REPLACES.to(language, rules=", ".join(rule.replaces))
    for text in (rule.ask, rule.file):
        if text:
            yield from terminal.wrapped(text.to(language), width, "- ", "  ")
    for heading, lines in (
        (TERMS, words.terms["nl"] + words.terms["en"]),
        (HITS, words.hits),
        (MISSES, words.misses),
    ):
        yield ""
        yield terminal.bold(heading.to(language))
        yield from terminal.wrapped("; ".join(lines), width, "  ", "  ")


def draw_provision(provision: Provision, language: Language, width: int) -> Iterator[str]:
    """Give everything about one provision."""
    mark = "" if provision.verified else f" ({UNVERIFIED.to(language)})"
    yield terminal.bold(f"{provision.title.to(language)} ({provision.id}){mark}")
    yield from terminal.wrapped(provision.statement.to(language), width)
    yield ""
    yield from _source(provision.source, width)
    yield KNOWN.to(language, day=provision.known_from.isoformat())
    if provision.replaces:
        yield REPLACES.to(language, rules=", ".join(provision.replaces))


def _source(source: Source, width: int) -> Iterator[str]:
    yield from terminal.wrapped(f"“{' '.join(source.quote.split())}” ({source.title}, {source.place})", width)
    if source.url:
        yield source.url
