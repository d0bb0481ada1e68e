"""Consistency: what one rule file says of another. Double and unknown ids, bad terms, and what a pack must have."""

from collections.abc import Iterator, Sequence

from npo_cli.eligibility.demosteps import TWICE, order_of_steps, references_of_steps
from npo_cli.eligibility.model import Goal, Provision, Rule, RuleFile, Terms
from npo_cli.eligibility.near import near
from npo_cli.eligibility.rulefile import SECTIONS_BY_ID, File, Survey
from npo_cli.eligibility.term import TermError, parse_term
from npo_cli.eligibility.words import words_of
from npo_cli.fault import Fault, fault
from npo_cli.language import Language, Phrase
from npo_cli.strictyaml.position import KeyPath

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
    "‘{given}’ is geen geldig zoekwoord; zie docs/regels.md voor de schrijfwijze.",
    "‘{given}’ is not a valid term; see docs/rules.md for the notation.",
)
NOT_ONE_WORD = Phrase(
    "‘{given}’ is meer dan één woord; een groep bevat losse woorden.",
    "‘{given}’ is more than one word; a group holds single words.",
)
NO_SUCH_GROUP = Phrase(
    "de groep ‘{given}’ is er niet; noem een groep van ‘vocabulary.groups’.",
    "there is no group ‘{given}’; name a group of ‘vocabulary.groups’.",
)
GROUP_OF_GROUPS = Phrase(
    "‘{given}’ noemt zelf groepen; noem er een die alleen woorden bevat.",
    "‘{given}’ itself names groups; name one that holds words only.",
)
NEVER_HIT = Phrase(
    "de regel heeft geen zoekwoorden en geen bestedingsperiode en kan dus nooit gelden; voeg zoekwoorden toe.",
    "the rule has neither terms nor a spending period, so it can never apply; add terms.",
)
NO_RULES = Phrase("de map bevat geen enkele regel; voeg regels toe.", "the folder holds not one rule; add rules.")


def inconsistencies(survey: Survey) -> Iterator[Fault]:
    """Give every fault between the files of a pack that holds whatever their unreadable parts may say."""
    files = survey.files
    grants = [file for file in files if file.model.grant]
    if not grants and survey.complete:
        yield fault(NO_GRANT, files[0].where() if files else "")
    for section in ("grant", "demo"):
        yield from _second_sections(files, section)
    for section in SECTIONS_BY_ID:
        yield from _double_ids(files, section)
    yield from _double_groups(files)
    if survey.closed:
        yield from _unknown_ids(survey)
    if survey.complete:
        yield from _unknown_groups(files)
    yield from _bad_group_words(survey)
    for file in files:
        yield from order_of_steps(file)
    yield from _bad_terms(survey)
    if survey.complete and not any(file.model.rules for file in files):
        yield fault(NO_RULES, files[0].where() if files else "")
    if grants or survey.complete:
        yield from _rules_without_terms(files, {file.model.grant.fallback for file in grants if file.model.grant})


def _second_sections(files: list[File], section: str) -> Iterator[Fault]:
    """Refuse a second section of which a pack has one."""
    having = [file for file in files if getattr(file.model, section)]
    for file in having[1:]:
        yield fault(SECOND_GRANT, file.where(section), section=section, other=having[0].name)


def _rules_without_terms(files: list[File], fallbacks: set[str]) -> Iterator[Fault]:
    for file in files:
        for place, rule in enumerate(file.model.rules):
            if not (rule.terms.nl or rule.terms.en or rule.spending_period or rule.id in fallbacks):
                yield fault(NEVER_HIT, file.where("rules", place))


def _bad_group_words(survey: Survey) -> Iterator[Fault]:
    """Refuse in a group what is neither a single word nor the name of a group of words."""
    vocabularies = [(file, file.model.vocabulary) for file in survey.files if file.model.vocabulary]
    groups = {name: terms for _, vocabulary in vocabularies for name, terms in vocabulary.groups.items()}
    nested = {name for name, terms in groups.items() if any(word.startswith("@") for word in (*terms.nl, *terms.en))}
    for file, vocabulary in vocabularies:
        for name, terms in vocabulary.groups.items():
            for language in Language:
                for place, word in enumerate(getattr(terms, language)):
                    where = file.where("vocabulary", "groups", name, language.value, place)
                    if word.startswith("@"):
                        if word[1:] in nested:
                            yield fault(GROUP_OF_GROUPS, where, given=word)
                        elif survey.complete and word[1:] not in groups:
                            yield fault(NO_SUCH_GROUP, where, given=word)
                    elif len(words_of(word)) != 1:
                        yield fault(NOT_ONE_WORD, where, given=word)


def _double_ids(files: list[File], section: str) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for file in files:
        for place, item in enumerate(getattr(file.model, section)):
            where = file.where(section, place, "id")
            if item.id in seen:
                yield fault(TWICE, where, given=item.id, other=seen[item.id])
            seen.setdefault(item.id, where)


def _double_groups(files: list[File]) -> Iterator[Fault]:
    """Refuse a second group of the same name: which of them counted would turn on the names of the files."""
    seen: dict[str, str] = {}
    for file in files:
        for name in file.model.vocabulary.groups if file.model.vocabulary else ():
            where = file.where_named("vocabulary", "groups", name)
            if name in seen:
                yield fault(TWICE, where, given=name, other=seen[name])
            seen.setdefault(name, where)


def _unknown_groups(files: list[File]) -> Iterator[Fault]:
    """Refuse the name of a group that there is not, which would say nothing."""
    vocabularies = [(file, file.model.vocabulary) for file in files if file.model.vocabulary]
    known = {name for _, vocabulary in vocabularies for name in vocabulary.groups}
    for file, vocabulary in vocabularies:
        for field in ("heads", "bearing"):
            for place, given in enumerate(getattr(vocabulary, field)):
                if given not in known:
                    yield fault(UNKNOWN, file.where("vocabulary", field, place), given=given, near=near(given, known))


def _unknown_ids(survey: Survey) -> Iterator[Fault]:
    known = {
        section: {item.id for file in survey.files for item in getattr(file.model, section)}
        | survey.broken_ids[section]
        for section in SECTIONS_BY_ID
    }
    for file in survey.files:
        for path, section, given in _references(file.model):
            if given not in known[section]:
                yield fault(UNKNOWN, file.where(*path), given=given, near=near(given, known[section]))


def _references(model: RuleFile) -> Iterator[tuple[KeyPath, str, str]]:
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
    yield from references_of_steps(model)


def _references_of_rule(rule: Rule, at: KeyPath) -> Iterator[tuple[KeyPath, str, str]]:
    for m, condition in enumerate(rule.conditions):
        yield (*at, "conditions", m, "question"), "questions", condition.question
    for field, section in (("goals", "goals"), ("outranks", "rules"), ("replaces", "rules")):
        for m, given in enumerate(getattr(rule, field)):
            yield (*at, field, m), section, given
    for kind in ("hits", "misses"):
        for m, example in enumerate(getattr(rule.examples, kind)):
            for question in getattr(example, "answers", {}):
                yield (*at, "examples", kind, m, "answers", question), "questions", question


def _bad_terms(survey: Survey) -> Iterator[Fault]:
    """Try every term; of a group it names nothing is said where files could not be read whole."""
    names = {name for file in survey.files if file.model.vocabulary for name in file.model.vocabulary.groups}
    groups = dict.fromkeys(names, ("word",))
    for file in survey.files:
        for path, terms in _terms(file.model):
            for language in Language:
                for place, text in enumerate(getattr(terms, language)):
                    try:
                        list(parse_term(text, groups))
                    except TermError as error:
                        if survey.complete or not str(error).startswith("@"):
                            yield fault(BAD_TERM, file.where(*path, language.value, place), given=str(error))


def _terms(model: RuleFile) -> Iterator[tuple[KeyPath, Terms]]:
    for n, rule in enumerate(model.rules):
        yield ("rules", n, "terms"), rule.terms
    for n, question in enumerate(model.questions):
        yield ("questions", n, "answered_yes"), question.answered_yes
        yield ("questions", n, "answered_no"), question.answered_no
    for n, goal in enumerate(model.goals):
        yield ("goals", n, "near"), goal.near
