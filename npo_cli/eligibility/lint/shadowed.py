"""R103: a term that adds nothing, for another term of the same rule hits all that it hits."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from npo_cli.eligibility.lexicon import Lexicon
from npo_cli.eligibility.lint.finding import Finding, Kind, Level, finding
from npo_cli.eligibility.lint.subject import Subject
from npo_cli.eligibility.lint.wording import Wording
from npo_cli.eligibility.term import Term
from npo_cli.language import Phrase

SHADOWED = Kind(
    "R103",
    Level.WARNING,  # no answer changes; the term only makes the rule longer to read
    Phrase(
        "Het zoekwoord ‘{term}’ voegt niets toe: ‘{by}’ raakt al alles wat het raakt.",
        "The term ‘{term}’ adds nothing: ‘{by}’ already hits all that it hits.",
    ),
    Phrase(
        "Het kan weg.",
        "It can go.",
    ),
)
KINDS = (SHADOWED,)


def check(subject: Subject) -> Iterator[Finding]:
    """Ask a lexicon without the terms in doubt; what it hears all the same without them, they do not add.

    All that is found may be removed together: the last lexicon asked has none of it.
    """
    wording = subject.wording
    doubtful = frozenset(_candidates(wording))
    while doubtful:
        without = wording.lexicon_without(doubtful)
        found = {number: by for number in sorted(doubtful) if (by := _shadow(wording, number, without)) is not None}
        if found.keys() == doubtful:
            for number, by in found.items():
                term = wording.terms[number]
                yield finding(SHADOWED, term.place, term=term.text, by=wording.terms[by].text)
            return
        doubtful = frozenset(found)


def _candidates(wording: Wording) -> Iterator[int]:
    """Give the terms that hold the words of another of their rule: these alone are worth asking about."""
    for numbers in wording.of_rule.values():
        having: dict[str, set[int]] = {}  # by word, the terms that have it
        for number in numbers:
            for word in _words(wording.parsed[number]):
                having.setdefault(word, set()).add(number)
        for number in numbers:
            pieces = {piece for word in _words(wording.parsed[number]) for piece in _pieces(word)}
            others = {other for piece in pieces & having.keys() for other in having[piece]} - {number}
            if any(_holds(wording, number, other) for other in others):
                yield number


def _words(term: Iterable[Term]) -> set[str]:
    return {word for parsed in term for place in parsed.places for word in place}


@lru_cache(maxsize=10_000)
def _pieces(word: str) -> frozenset[str]:
    """Give all that stands within a word."""
    return frozenset(word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1))


def _holds(wording: Wording, number: int, other: int) -> bool:
    if wording.terms[number].language != wording.terms[other].language:
        return False
    held = all(any(_within(small, large) for small in wording.parsed[other]) for large in wording.parsed[number])
    if held and all(any(_within(small, large) for small in wording.parsed[number]) for large in wording.parsed[other]):
        return other < number  # each holds the other: the first stays
    return held


def _within(small: Term, large: Term) -> bool:
    """Say whether for all words of one term there is a word of the other that holds them."""
    written = [word for place in large.places for word in place]
    return all(any(word in one for word in place for one in written) for place in small.places)


def _shadow(wording: Wording, number: int, without: Lexicon) -> int | None:
    """Give a term of the same rule that hits all that a term hits, if nothing else about these texts changes.

    A word that no other term names is read without it only as a compound, in which no typing error is forgiven.
    """
    if not all(map(without.lists, _words(wording.parsed[number]))):
        return None
    term = wording.terms[number]
    beside = {other for other in wording.of_rule[term.rule] if wording.terms[other].language == term.language}
    by: set[int] | None = None
    for sample in wording.samples(number):
        before, after = wording.hear(sample), wording.hear(sample, without)
        if after.mistyped() or before.speaking() != after.speaking() or before.bare() != after.bare():
            return None
        own = beside & after.numbers()
        by = own if by is None else by & own
        if not by:
            return None
    return min(by) if by else None
