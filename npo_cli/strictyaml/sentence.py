"""What is wrong with a value or a key, and how to mend it, in one sentence."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from npo_cli.language import Phrase
from npo_cli.strictyaml.document import Document
from npo_cli.strictyaml.excerpt import excerpt
from npo_cli.strictyaml.expected import allowed_values, known_keys, types_at
from npo_cli.strictyaml.kind import KINDS, QUOTED, TEXT, standing
from npo_cli.strictyaml.problem import Problem

UNKNOWN_KEY_NEAR = Phrase(
    "De sleutel ‘{key}’ is hier niet bekend; bedoelt u ‘{near}’?",
    "The key ‘{key}’ is not known here; do you mean ‘{near}’?",
)
KEY_AFTER_COMMA = Phrase(
    "‘{key}’ staat na een komma als sleutel zonder waarde; zet tekst met een komma tussen aanhalingstekens.",
    "‘{key}’ stands after a comma as a key without a value; put text with a comma in quotes.",
)
UNKNOWN_KEY = Phrase(
    "De sleutel ‘{key}’ is hier niet bekend; verwijder hem of gebruik een van: {known}.",
    "The key ‘{key}’ is not known here; remove it or use one of: {known}.",
)
MISSING_KEY = Phrase(
    "Hier ontbreekt de sleutel ‘{key}’; voeg hem toe.",
    "The key ‘{key}’ is missing here; add it.",
)
WRONG_KIND = Phrase(
    "Hier hoort {expected} te staan, maar er staat {found}; {mend}.",
    "Here {expected} should stand, but {found} stands here; {mend}.",
)
NOT_ALLOWED = Phrase(
    "Hier staat {found}, maar toegestaan is alleen: {allowed}; kies een van deze waarden.",
    "Here stands {found}, but only these are allowed: {allowed}; choose one of them.",
)
OUT_OF_SHAPE = Phrase(
    "Hier staat {found}, maar de tekst moet voldoen aan het patroon {pattern}; pas hem aan.",
    "Here stands {found}, but the text must match the pattern {pattern}; change it.",
)
EMPTY_TEXT = Phrase(
    "De tekst is leeg; vul hem in.",
    "The text is empty; fill it in.",
)
OTHERWISE_WRONG = Phrase(
    "Deze waarde kan niet worden gebruikt; pas haar aan. De melding luidt: {problem}",
    "This value cannot be used; change it. The message is: {problem}",
)

SHAPES: Mapping[str, Phrase] = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": Phrase(
        "Hier staat {found}, maar een id bestaat uit kleine letters en cijfers, met losse streepjes "
        "ertussen; schrijf bijvoorbeeld extra-handen.",
        "Here stands {found}, but an id is made of lower-case letters and digits, with single hyphens "
        "between them; write for example extra-hands.",
    ),
    r"^\S(.*\S)?$": Phrase(
        "Deze tekst begint of eindigt met een spatie of beslaat meer dan één regel; haal spaties en "
        "regeleinden weg (begint de tekst met ‘>’ of ‘|’, schrijf dan ‘>-’).",
        "This text begins or ends with a space or takes more than one line; remove spaces and line ends (if"
        " the text begins with ‘>’ or ‘|’, write ‘>-’).",
    ),
}
"""What the patterns of rule files ask, in words; a pattern without words is shown as it is."""

LIMITS: Mapping[str, Phrase] = {
    "string_too_short": Phrase(
        "De tekst telt minder dan {min_length} tekens; vul hem aan.",
        "The text has fewer than {min_length} characters; extend it.",
    ),
    "string_too_long": Phrase(
        "De tekst telt meer dan {max_length} tekens; kort hem in.",
        "The text has more than {max_length} characters; shorten it.",
    ),
    "too_short": Phrase(
        "Het aantal onderdelen is hier {actual_length}, maar moet ten minste {min_length} zijn; vul aan.",
        "The number of items here is {actual_length}, but must be at least {min_length}; add to it.",
    ),
    "greater_than_equal": Phrase(
        "Hier staat {found}, maar de waarde moet ten minste {ge} zijn; pas haar aan.",
        "Here stands {found}, but the value must be at least {ge}; change it.",
    ),
    "less_than_equal": Phrase(
        "Hier staat {found}, maar de waarde mag hoogstens {le} zijn; pas haar aan.",
        "Here stands {found}, but the value may be at most {le}; change it.",
    ),
}

Told = tuple[Phrase, Mapping[str, object]]


def explained(group: Sequence[Problem], document: Document, model: type[BaseModel]) -> Told:
    """Say what is wrong, and how to mend it."""
    problem = group[0]
    error = problem.error
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    if isinstance(context.get("phrase"), Phrase):
        return context["phrase"], {name: value for name, value in context.items() if name != "phrase"}
    if problem.is_wrong_kind:
        return _wrong_kind(group)
    if kind == "extra_forbidden":
        return _unknown_key(problem, document, model)
    if kind == "missing":
        return MISSING_KEY, {"key": error["loc"][-1]}
    if kind == "literal_error":
        return _not_allowed(problem, model)
    if kind == "string_too_short" and not str(error["input"]).strip():
        return EMPTY_TEXT, {}
    if kind == "string_pattern_mismatch":
        phrase = SHAPES.get(context["pattern"], OUT_OF_SHAPE)
        return phrase, {"found": standing(error["input"]), "pattern": context["pattern"]}
    if kind in LIMITS:
        return LIMITS[kind], {**context, "found": standing(error["input"])}
    return OTHERWISE_WRONG, {"problem": excerpt(str(context.get("error") or error["msg"]), 200)}


def _wrong_kind(group: Sequence[Problem]) -> Told:
    found = group[0].error["input"]
    kinds = list(dict.fromkeys(KINDS[problem.error["type"]] for problem in group))
    mends = [QUOTED if kind is TEXT and isinstance(found, int | date) else kind.mend for kind in kinds]
    return WRONG_KIND, {
        "expected": _either(kind.called for kind in kinds),
        "found": standing(found),
        "mend": _either(mends),
    }


def _unknown_key(problem: Problem, document: Document, model: type[BaseModel]) -> Told:
    """Name the nearest known key, first among those that are still absent; without one, all known keys."""
    key, block = str(problem.path[-1]), problem.path[:-1]
    known = known_keys(types_at(model, block, problem.branches))
    absent = [name for name in known if (*block, name) not in document.keys]
    if " " in key and problem.error["input"] is None:
        return KEY_AFTER_COMMA, {"key": excerpt(key)}
    if near := _nearest(key, absent) or _nearest(key, known):
        return UNKNOWN_KEY_NEAR, {"key": excerpt(key), "near": near}
    return UNKNOWN_KEY, {"key": excerpt(key), "known": ", ".join(known)}


def _nearest(key: str, known: Sequence[str]) -> str | None:
    by_form = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(key.casefold(), list(by_form), n=1)
    return by_form[near[0]] if near else None


def _not_allowed(problem: Problem, model: type[BaseModel]) -> Told:
    allowed = allowed_values(types_at(model, problem.path, problem.branches))
    shown = ", ".join(allowed) or problem.error["ctx"]["expected"]  # the latter of a key, whose type is not looked up
    return NOT_ALLOWED, {"found": standing(problem.error["input"]), "allowed": shown}


def _either(phrases: Iterable[Phrase]) -> Phrase:
    distinct = list(dict.fromkeys(phrases))
    return Phrase(" of ".join(phrase.nl for phrase in distinct), " or ".join(phrase.en for phrase in distinct))
