"""Matching: which terms stand in a description, and which words stand in none.

The description is read in parts, cut at punctuation and at words such as en, plus and met, for what joins two things
may join two verdicts. Denied words (zonder vervoer, vervoer niet inbegrepen) are found by `negation` and do not count.
"""

from collections.abc import Iterable
from typing import NamedTuple

from npo_cli.eligibility.lexicon import (
    BREAK,
    DENIES,
    HITS,
    JOINS,
    STOPPED,
    UNKNOWN,
    YEAR,
    Lexicon,
    Place,
    Word,
)
from npo_cli.eligibility.negation import denied_words
from npo_cli.eligibility.words import WORD_OR_BREAK, fold


class Token(NamedTuple):
    """One word of a description in its place; `part` counts parts, `clause` what punctuation parts."""

    text: str
    word: Word
    start: int
    end: int
    part: int
    clause: int


class Hit(NamedTuple):
    """A term found: the number of what it speaks for, and the places of its words among the tokens.

    `weak` says that a word was only the first half of a compound with a meaning of its own; `phrase` that the words
    stand together in this order.
    """

    owner: int
    places: tuple[int, ...]
    weak: bool
    phrase: bool = False


class Reading(NamedTuple):
    """A description as the rules see it."""

    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    denied: frozenset[int]
    years: tuple[int, ...]

    @property
    def parts(self) -> int:
        """The number of parts."""
        return self.tokens[-1].part + 1 if self.tokens else 0


def read(description: str, lexicon: Lexicon) -> Reading:
    """Read a description: its words, the terms in it, what is denied, and the years it names."""
    tokens, seen = _tokens(description, lexicon)
    if not seen & (HITS | YEAR):
        return Reading(tokens, (), frozenset(), ())
    denied = denied_words(tokens) if seen & DENIES else frozenset()
    years = tuple(n for n, token in enumerate(tokens) if token.word.bits & YEAR) if seen & YEAR else ()
    return Reading(tokens, _hits(tokens, denied, lexicon) if seen & HITS else (), denied, years)


def _tokens(description: str, lexicon: Lexicon) -> tuple[tuple[Token, ...], int]:
    tokens: list[Token] = []
    seen = part = clause = 0
    joined = False  # after "sport- en", which joins two halves of one word
    for match in WORD_OR_BREAK.finditer(fold(description)):
        text = match[0]
        word = lexicon.word(text)
        bits = word.bits
        if bits & BREAK:
            if not (text == "." and tokens and tokens[-1].word.bits & DENIES):
                part += 1
                clause += not bits & JOINS
        else:
            if bits & JOINS and not joined:
                part += 1
            joined = text[-1] == "-"
            tokens.append(Token(text, word, match.start(), match.end() - joined, part, clause))
            seen |= bits
    return tuple(tokens), seen


def _hits(tokens: tuple[Token, ...], denied: frozenset[int], lexicon: Lexicon) -> tuple[Hit, ...]:
    where: dict[int, list[int]] = {}
    weak: dict[int, list[int]] = {}
    for place, (_, word, *_) in enumerate(tokens):
        if word.bits & HITS and place not in denied:
            for number in word.full:
                where.setdefault(number, []).append(place)
            for number in word.weak:
                weak.setdefault(number, []).append(place)
    hits: list[Hit] = []
    for numbers, is_weak in ((where, False), (weak, True)):
        for number, places in numbers.items():
            for owner in lexicon.singles.get(number, ()):
                hits.extend(Hit(owner, (place,), is_weak) for place in places)
    phrases, sets = lexicon.phrases, lexicon.sets
    everywhere = {**weak, **where}
    for number, places in everywhere.items():
        for phrase in phrases.get(number, ()):
            hits.extend(_phrase_hits(phrase, places, tokens, denied, number not in where))
        for demand in sets.get(number, ()):
            if hit := _set_hit(demand, places, where, everywhere, number not in where):
                hits.append(hit)
    return _longest(hits) if len(hits) > 1 else tuple(hits)


def _phrase_hits(
    phrase: Place, places: list[int], tokens: tuple[Token, ...], denied: frozenset[int], weak: bool
) -> Iterable[Hit]:
    for first in places:
        found = [first]
        here = first
        for bag in phrase.bags:
            here = _next_in(bag, here, tokens, denied)
            if here < 0:
                break
            found.append(here)
        else:
            yield Hit(phrase.owner, tuple(found), weak, phrase=True)


def _next_in(bag: frozenset[int], here: int, tokens: tuple[Token, ...], denied: frozenset[int]) -> int:
    """Find the next word of a phrase: the word itself or the one after it, but for articles and the like."""
    clause = tokens[here].clause
    if not bag.isdisjoint(tokens[here].word.full[1:]) and len(tokens[here].word.full) > 1:
        return here  # both words in one compound: jeugdhulpschool
    for place in range(here + 1, len(tokens)):
        token = tokens[place]
        if token.clause != clause or place in denied:
            return -1
        if not bag.isdisjoint(token.word.full):
            return place
        if not token.word.bits & STOPPED:
            return -1
    return -1


def _set_hit(
    demand: Place, places: list[int], where: dict[int, list[int]], everywhere: dict[int, list[int]], weak: bool
) -> Hit | None:
    found = {places[0]}
    for bag in demand.bags:
        full = [place for number in bag for place in where.get(number, ())]
        if not full:
            full = [place for number in bag for place in everywhere.get(number, ())]
            weak = True
        if not full:
            return None
        found.add(min(full))
    return Hit(demand.owner, tuple(sorted(found)), weak)


def _longest(hits: list[Hit]) -> tuple[Hit, ...]:
    """Drop a hit whose words all lie inside a longer phrase: regulier in `naast de reguliere inzet`."""
    phrases = [set(hit.places) for hit in hits if hit.phrase and len(hit.places) > 1]
    if phrases:
        hits = [hit for hit in hits if not any(set(hit.places) < phrase for phrase in phrases)]
    return tuple(dict.fromkeys(hits))


def uncovered(reading: Reading, description: str, counted: Iterable[Hit]) -> tuple[int, ...]:
    """Give the places of unknown words that name a thing which no counted term covers.

    Such a word is the subject of a part in which nothing is covered (zomerschool en een lantaarnpaal), or stands before
    what is covered (vergaderstoelen voor de zomerschool). Names, written with a capital, are left alone.
    """
    tokens = reading.tokens
    first_hit: dict[int, int] = {}
    for hit in counted:
        for place in hit.places:
            part = tokens[place].part
            first_hit[part] = min(place, first_hit.get(part, place))
    capitals = any(char.islower() for char in description)
    return tuple(
        place
        for place, token in enumerate(tokens)
        if token.word.bits & UNKNOWN
        and place not in reading.denied
        and place < first_hit.get(token.part, len(tokens))
        and not (capitals and place and description[token.start].isupper())
    )
