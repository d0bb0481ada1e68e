"""Other ways to find which rules a description hits, on words and phrases of the pack's own rules.

They get the easier work: a term is found as it is written, without inflection, compounds, typing errors, denial,
questions or reasons, and terms of scattered words are left out.
"""

import json
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec

from npo_cli.eligibility.pack import read_pack
from npo_cli.eligibility.rulefile import RuleText, read_files

Terms = Mapping[str, tuple[str, ...]]  # by rule
Peer = Callable[[str], list[str]]  # from a folded description to the rules that it hits

_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


def pack_terms() -> dict[str, tuple[str, ...]]:
    """Give the words and phrases of each rule, those in a notation of their own left out."""
    files, _ = read_files(RuleText(*text) for text in read_pack(None))
    rules = [rule for file in files for rule in file.model.rules]
    terms = {rule.id: dict.fromkeys([*rule.terms.nl, *rule.terms.en]) for rule in rules}
    return {rule: tuple(filter(_PLAIN.fullmatch, found)) for rule, found in terms.items() if found}


def regex_per_rule(terms: Terms) -> Peer:
    """One regular expression for each rule."""
    patterns = [(rule, re.compile(_any_of(words))) for rule, words in terms.items() if words]
    return lambda text: [rule for rule, pattern in patterns if pattern.search(text)]


def regex_per_term(terms: Terms) -> Peer:
    """One regular expression for each term, tried one by one."""
    patterns = [(rule, re.compile(_any_of((word,)))) for rule, words in terms.items() for word in words]
    return lambda text: list({rule for rule, pattern in patterns if pattern.search(text)})


def re2_set(terms: Terms) -> Peer | None:
    """All terms in one automaton of google-re2, byte by byte: by characters it is much slower."""
    if not find_spec("re2"):
        return None
    re2 = import_module("re2")
    options = re2.Options()
    options.max_mem = 1 << 28
    options.encoding = re2.Options.Encoding.LATIN1
    automaton = re2.Set.SearchSet(options)
    rules = [rule for rule, words in terms.items() if words]
    for rule in rules:
        automaton.Add(_any_of(terms[rule]))
    automaton.Compile()
    return lambda text: [rules[number] for number in automaton.Match(text) or ()]


def rule_engine(terms: Terms) -> Peer | None:
    """The package rule-engine: one expression with a regular expression for each rule."""
    if not find_spec("rule_engine"):
        return None
    make = import_module("rule_engine").Rule
    rules = [(rule, make(f"text =~~ {json.dumps(_any_of(words))}")) for rule, words in terms.items() if words]
    return lambda text: [rule for rule, expression in rules if expression.matches({"text": text})]


def zen_engine(terms: Terms) -> Peer | None:
    """The package zen-engine: one expression for each rule, that asks for each of its terms by `contains`."""
    if not find_spec("zen"):
        return None
    compiled = import_module("zen").compile_expression
    rules = [
        (rule, compiled(" or ".join(f"contains(text, {json.dumps(f' {word} ')})" for word in words)))
        for rule, words in terms.items()
        if words
    ]
    return lambda text: [rule for rule, expression in rules if expression.evaluate({"text": _spaced(text)})]


def business_rules(terms: Terms) -> Peer | None:
    """The package business-rules: conditions as data, an `any` of `contains` for each rule."""
    if not find_spec("business_rules"):
        return None
    package = import_module("business_rules.variables")
    check = import_module("business_rules.engine").check_conditions_recursively
    conditions = {
        rule: {"any": [{"name": "text", "operator": "contains", "value": f" {word} "} for word in words]}
        for rule, words in terms.items()
        if words
    }

    def text(variables: object) -> str:
        return str(vars(variables)["given"])

    variables = type("Variables", (package.BaseVariables,), {"text": package.string_rule_variable()(text)})

    def rules_of(given: str) -> list[str]:
        asked = variables()
        asked.given = _spaced(given)
        return [rule for rule, condition in conditions.items() if check(condition, asked)]

    return rules_of


PEERS: dict[str, Callable[[Terms], Peer | None]] = {
    "google-re2, one set": re2_set,
    "re, one for each rule": regex_per_rule,
    "re, one for each term": regex_per_term,
    "rule-engine": rule_engine,
    "zen-engine, contains()": zen_engine,
    "business-rules": business_rules,
}


def _any_of(words: tuple[str, ...]) -> str:
    """Find any of the words between other signs or the edges of the text, as every engine reads them alike."""
    return rf"(?:^|[^a-z0-9])(?:{'|'.join(words)})(?:[^a-z0-9]|$)"


def _spaced(text: str) -> str:
    return f" {re.sub(r'[^a-z0-9]', ' ', text)} "
