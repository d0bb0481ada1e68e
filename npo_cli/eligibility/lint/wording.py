"""The wording of the rules: every term with what the lexicon makes of it, each term told apart from the others.

For deciding, all terms of a rule speak with one voice. Here each term is given a voice of its own in a lexicon built
from the same words, so that one can ask which terms hit a text, and what would hit it if some terms were not there.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import NamedTuple

from npo_cli.eligibility.compiling import whole_vocabulary
from npo_cli.eligibility.lexicon import Lexicon
from npo_cli.eligibility.lexicon_build import LexiconBuilder
from npo_cli.eligibility.matching import Hit, Reading, find_hits, read, uncovered
from npo_cli.eligibility.model import RuleFile
from npo_cli.eligibility.rulefile import Place
from npo_cli.eligibility.term import Term, TermKind, parse_term
from npo_cli.eligibility.words import words_of
from npo_cli.language import Language

_MOST_SAMPLES = 150  # ways to fill a term of many alternatives; a term with more is judged by these


_UNHEARD = "xqv"  # part of no word


class WrittenTerm(NamedTuple):
    """A term as it stands in a rule."""

    rule: str
    verdict: str
    language: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Heard:
    """What a lexicon hears in a text: the hits of each term, by the number of the term, and the places they cover."""

    reading: Reading
    hits: tuple[Hit, ...]
    terms: Sequence[WrittenTerm]

    def full(self, number: int) -> set[frozenset[int]]:
        """Give the places of each full hit of a term."""
        return {frozenset(hit.places) for hit in self.hits if hit.owner == number and not hit.weak}

    def numbers(self) -> set[int]:
        """Give the terms that have a full hit."""
        return {hit.owner for hit in self.hits if not hit.weak}

    def speaking(self) -> frozenset[tuple[str, int]]:
        """Give the rules that would speak, each with every place that it would speak of.

        Hits count as the judgement counts them: words in a longer phrase mean the phrase.
        """
        return frozenset((self.terms[hit.owner].rule, place) for hit in self._counted() for place in hit.places)

    def bare(self) -> tuple[int, ...]:
        """Give the places of words that no rule covers."""
        return uncovered(self.reading, frozenset(), self._counted())

    def mistyped(self) -> bool:
        """Say whether a word was understood only as a typing error of another."""
        return any(word.typo_of for word in self.reading.words)

    def _counted(self) -> Iterator[Hit]:
        phrases = [set(hit.places) for hit in self.hits if hit.phrase]
        for hit in self.hits:
            if hit.owner >= len(self.terms) or any(phrase > set(hit.places) for phrase in phrases):
                continue
            if not hit.weak or self.terms[hit.owner].verdict != "eligible":
                yield hit


class Wording:
    """All terms of a pack's rules."""

    def __init__(self, models: Iterable[RuleFile], terms: Sequence[WrittenTerm]) -> None:
        self.terms = tuple(terms)
        self._models = tuple(models)
        self._heard: dict[str, Heard] = {}
        self._vocabulary = whole_vocabulary(model.vocabulary for model in self._models)
        self._groups = {
            name: tuple(word for language in Language for text in getattr(words, language) for word in words_of(text))
            for name, words in self._vocabulary.groups.items()
        }

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon with every term."""
        return self.lexicon_without(frozenset())

    def lexicon_without(self, left_out: Collection[int]) -> Lexicon:
        """Build a lexicon of all terms but those left out; each speaks for itself, by its number."""
        builder = LexiconBuilder(self._vocabulary)
        for number, term in enumerate(self.terms):
            if number not in left_out:
                builder.add(number, term.text, Language(term.language))
        builder.close_rules()
        others = [
            (terms, things)
            for model in self._models
            for terms, things in (
                *((question.answered_yes, False) for question in model.questions),
                *((question.answered_no, True) for question in model.questions),
                *((goal.near, True) for goal in model.goals),
            )
        ]
        for number, (terms, things) in enumerate(others, start=len(self.terms)):
            for language in Language:
                for text in getattr(terms, language):
                    builder.add(number, text, language, things=things)
        return Lexicon(builder.data())

    def hear(self, text: str, lexicon: Lexicon | None = None) -> Heard:
        """Say which terms hit a text, in the lexicon with every term unless another is given."""
        if lexicon is None and text in self._heard:
            return self._heard[text]
        reading = read(text, lexicon or self.lexicon, years=False)
        heard = Heard(reading, find_hits(reading, frozenset()), self.terms)
        if lexicon is None:
            self._heard[text] = heard
        return heard

    @cached_property
    def parsed(self) -> tuple[tuple[Term, ...], ...]:
        """Each term, parsed."""
        return tuple(tuple(parse_term(term.text, self._groups)) for term in self.terms)

    def samples(self, number: int) -> list[str]:
        """Give texts that a term hits: every way to fill its places, up to a limit; an open term with an ending too."""
        match self.parsed[number]:
            case (Term(TermKind.WORD, ((word,),), open_head=head, open_tail=tail),) if head or tail:
                return [word, *([f"{word}{_UNHEARD}"] if head else []), *([f"{_UNHEARD}{word}"] if tail else [])]
        ways = (
            (", " if parsed.kind is TermKind.SET else " ").join(words)
            for parsed in self.parsed[number]
            for words in product(*parsed.places)
        )
        return list(islice(ways, _MOST_SAMPLES))

    @cached_property
    def of_rule(self) -> dict[str, list[int]]:
        """The numbers of the terms of each rule."""
        found: dict[str, list[int]] = {}
        for number, term in enumerate(self.terms):
            found.setdefault(term.rule, []).append(number)
        return found

    @cached_property
    def shared(self) -> dict[tuple[str, str], dict[int, tuple[str, int]]]:
        """What two rules share: by their ids, the terms of the first of which the other hits the very same words.

        Each term has a text in which that is so, and the number of the other rule's term.
        """
        found: dict[tuple[str, str], dict[int, tuple[str, int]]] = {}
        for number, term in enumerate(self.terms):
            for sample in self.samples(number):
                heard = self.hear(sample)
                own = heard.full(number)
                for hit in heard.hits:
                    if hit.weak or hit.owner >= len(self.terms) or frozenset(hit.places) not in own:
                        continue
                    other = self.terms[hit.owner].rule
                    if other != term.rule:
                        found.setdefault((term.rule, other), {}).setdefault(number, (sample, hit.owner))
        return found

    def meaning(self, rule: str) -> frozenset[tuple[str, tuple[frozenset[str], ...]]]:
        """Give all that the terms of a rule ask, for comparing rules: the order and notation of terms do not count."""
        return frozenset(
            (parsed.kind.value + "^" * parsed.open_head + "$" * parsed.open_tail, tuple(map(frozenset, parsed.places)))
            for number in self.of_rule.get(rule, ())
            for parsed in self.parsed[number]
        )
