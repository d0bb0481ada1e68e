"""The gist of a description: the words of it on which the judgement may turn.

Most words of a description do not bear on its verdict: names, numbers, places, prepositions, words of terms of which
the other half is missing, answers to questions that nobody asks, words that are denied. Left out, they leave a short
text, and there are far fewer of those than descriptions: what one of them was judged to be is worth remembering.

Nothing is left out that could change a judgement. Between two words that matter there remains an idle word if any
stood there, for phrases and stretches of words end at it; a break remains a break. Whether an unknown word is covered
turns on what stands before it in its part: on words that bear it, and on words of grammar between. Those remain too,
unless they settle it; then the unknown word is as idle as a name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from npo_cli.eligibility.function_words import ACQUIRING, ARTICLES, OF, SERVING
from npo_cli.eligibility.lexicon import (
    BEARS,
    DENIES,
    INTRODUCED,
    NEUTRAL,
    STOPPED,
    UNKNOWN,
    YEAR,
    Lexicon,
    Word,
)
from npo_cli.eligibility.matching import Reading, denied_places
from npo_cli.eligibility.rule import Span

# What a word may speak for by itself: near goals matter where no rule speaks, and the answers to a question, which has
# a bit of its own from ANSWERS on, where it is asked.
RULES, NEAR, _ALWAYS, ANSWERS = 1, 2, 4, 8

_NEW_PART, _NEW_CLAUSE = -1, -2  # what is no word

# What stands in a gap between words that matter: what ends a phrase, an article, `van`, `voor`, other grammar.
_ENDS, _ARTICLE, _OF, _SERVES, _STOP = 1, 2, 4, 8, 16
_GRAMMAR = _ARTICLE | _OF | _SERVES | _STOP

_NOTHING, _MATTERS, _BEARS = 0, 1, 2  # what may bear an unknown word, as it stands nearest before it


_Kept = tuple[tuple[int, ...], Sequence[int], Sequence[int]]  # as a gist begins
_Asked = tuple[set[int], set[frozenset[int]]]  # second words of terms, and the bags of further ones


class Gist(NamedTuple):
    """The codes of the words that matter and of the breaks, and the places in the reading where each word stands.

    `kinds` are the kinds of things for which words that speak matter in it. `denied` are places in the reading.
    """

    codes: tuple[int, ...]
    firsts: Sequence[int]
    lasts: Sequence[int]
    kinds: int
    denied: frozenset[int]


class _Weight(NamedTuple):
    """How a word may matter.

    `kinds` is what it speaks for, and `calls` what its rules ask for: the answers to their questions. `has` and `wants`
    are sets of words of the vocabulary, as bits: those that it is, and those that its terms ask for as a second word.
    `asks` tells the latter by kind, and behind them all words of these terms but the first, and those of phrases.
    `code` stands for it where it matters, `described` where it matters and is surely covered, and `gap` tells what it
    is where it does not matter. `bare` stands for an unknown word that means nothing more, `bearing` for one that
    bears.
    """

    kinds: int = 0
    calls: int = 0
    has: int = 0
    wants: int = 0
    asks: tuple[tuple[int, int, int, int], ...] = ()
    code: int = 0
    described: int = 0
    gap: int = 0
    bare: int = 0
    bearing: int = 0
    acquires: bool = False


class _Weights(dict[Word, _Weight]):
    """The weights of words, each found when first asked for."""

    def __init__(self, weigh: Callable[[Word], _Weight]) -> None:
        super().__init__()
        self._weigh = weigh

    def __missing__(self, word: Word) -> _Weight:
        weight = self[word] = self._weigh(word)
        return weight


class Gists:
    """Makes the gists of descriptions for one edition of the rules.

    `kinds` says of each owner of terms what kind of thing it is, and `calls` which kinds of answers a rule turns on; a
    year within the `periods` is a number like others.
    """

    def __init__(
        self, lexicon: Lexicon, kinds: Mapping[int, int], calls: Mapping[int, int], periods: Iterable[Span]
    ) -> None:
        self._lexicon = lexicon
        self._kinds = kinds
        self._calls = calls
        self._periods = tuple(periods)
        self._weights = _Weights(self._weigh)
        self._denied = _Weights(self._weigh_denied)
        self._bits: dict[frozenset[int], int] = {}

    def of(self, reading: Reading, kinds: int = 0) -> Gist:
        """Give the gist of a description, in which words that speak for rules matter, and for these kinds of things.

        The answers that its rules call for matter too, or where none of its words speaks for a rule, the near goals.
        That only guesses at what the judgement turns on, and guesses right for all but a few.
        """
        weights = list(map(self._weights.__getitem__, reading.words))
        denied = denied_places(reading)
        for place in denied:
            weights[place] = self._denied[reading.words[place]]
        has = wants = spoken = calls = 0
        for weight in weights:
            if weight.has:
                has |= weight.has
                wants |= weight.wants
                spoken |= weight.kinds
                calls |= weight.calls
        kinds |= RULES | (calls if spoken & RULES else NEAR)
        counted = kinds | _ALWAYS
        if wants & has:
            codes = self._beside(weights, has, counted)
        else:
            codes = [weight.code if weight.kinds & counted else 0 for weight in weights]
        if reading.seen & UNKNOWN:
            ends = self._settle(codes, weights, reading.parts)
            if ends:
                return Gist(*self._with_grammar(codes, weights, ends, reading), kinds, denied)
        return Gist(*self._without_idle(codes, weights, reading), kinds, denied)

    def _beside(self, weights: Sequence[_Weight], has: int, counted: int) -> list[int]:
        """Give the codes of the words that matter by themselves or beside others, and 0 for the rest.

        A phrase of a kind that does not count matters where it may take the meaning from a word of a kind that does.
        """
        wanted = 0
        begins: set[int] = set()
        others: list[tuple[int, int]] = []
        for place, weight in enumerate(weights):
            if weight.wants & has:
                for kind, seconds, wants, phrases in weight.asks:
                    if not seconds & has:
                        continue
                    if kind & counted:
                        wanted |= wants
                        begins.add(place)
                    elif phrases & has:
                        others.append((place, phrases))
        codes = [
            weight.code if weight.kinds & counted or weight.has & wanted or place in begins else 0
            for place, weight in enumerate(weights)
        ]
        for place, phrases in others:
            phrase = [place, *(n for n, weight in enumerate(weights) if weight.has & phrases)]
            if any(codes[n] for n in phrase):
                for n in phrase:
                    codes[n] = weights[n].code
        return codes

    def _settle(self, codes: list[int], weights: Sequence[_Weight], parts: Sequence[int]) -> dict[int, int]:
        """Let unknown words matter, unless they are sure to be covered. Give the last one that matters, by part.

        What is covered is not known yet: any word before that matters may be. A word that bears is sure to.
        """
        ends: dict[int, int] = {}
        part = -1
        nearest, born, gap = _NOTHING, False, 0
        acquires = covers = False  # said of a nearest word that bears
        for place, weight in enumerate(weights):
            if parts[place] != part:
                part = parts[place]
                nearest, born, gap = _NOTHING, False, 0
            if weight.bare:
                if (born and _broken(gap)) or (
                    nearest == _BEARS
                    and gap & _GRAMMAR
                    and not (covers and not weight.bearing if gap & _SERVES else acquires)
                ):
                    codes[place] = weight.described if codes[place] else 0
                else:
                    codes[place] = codes[place] or weight.bare
                    ends[part] = place
            if weight.bearing:
                nearest, born, gap = _BEARS, True, 0
                acquires, covers = weight.acquires, codes[place] not in (0, weight.bare)
            elif codes[place]:
                if codes[place] != weight.bare:
                    nearest, gap = _MATTERS, 0
            else:
                gap |= weight.gap
        return ends

    def _without_idle(self, codes: Sequence[int], weights: Sequence[_Weight], reading: Reading) -> _Kept:
        """Keep of the idle words one where any stands between words that matter."""
        plain, stopped = self._lexicon.plain.code, self._lexicon.stopped.code
        parts, clauses = reading.parts, reading.clauses
        kept: list[int] = []
        places: list[int] = []
        before = gap = 0
        for place, code in enumerate(codes):
            if not code:
                gap |= weights[place].gap
                continue
            if kept:
                new_clause = clauses[place] != clauses[before]
                if new_clause or parts[place] != parts[before]:
                    kept.append(_NEW_CLAUSE if new_clause else _NEW_PART)
                if gap:
                    kept.append(plain if new_clause or gap & _ENDS else stopped)
                    places.append(place)
            kept.append(code)
            places.append(place)
            before, gap = place, 0
        return tuple(kept), places, places

    def _with_grammar(
        self,
        codes: Sequence[int],
        weights: Sequence[_Weight],
        ends: Mapping[int, int],
        reading: Reading,
    ) -> _Kept:
        """Keep also what an unknown word may turn on: before it in its part, words that bear, and of grammar.

        Unknown words in a row count as one; nothing but their number tells them apart.
        """
        parts, clauses = reading.parts, reading.clauses
        kept: list[int] = []
        firsts: list[int] = []
        lasts: list[int] = []
        before = part = -1
        gap = end = 0
        anchored = acquires = ended = False  # of this part; and whether no phrase goes on behind the word before
        for place, weight in enumerate(weights):
            if parts[place] != part:
                part, end = parts[place], ends.get(parts[place], -1)
                anchored = acquires = False
            code = codes[place] or (weight.bearing if place < end else 0)
            if not code:
                gap |= weight.gap
                continue
            bare = code == weight.bare
            if kept:
                new_clause = clauses[place] != clauses[before]
                if new_clause or part != parts[before]:
                    kept.append(_NEW_CLAUSE if new_clause else _NEW_PART)
                if gap:
                    gap &= -1 if anchored and place <= end else _ENDS
                    between = self._between(gap, acquires, ends=ended or bare or new_clause)
                    kept += between
                    firsts += [place] * len(between)
                    lasts += [place] * len(between)
                elif bare and code == kept[-1] and not weight.bearing:
                    lasts[-1] = before = place
                    continue
            kept.append(code)
            firsts.append(place)
            lasts.append(place)
            anchored = anchored or not bare or weight.bearing != 0
            acquires = acquires or weight.acquires
            before, gap, ended = place, 0, bare
        return tuple(kept), firsts, lasts

    def _between(self, gap: int, acquires: bool, ends: bool) -> list[int]:
        """Give what stands for a gap: what ends a phrase, unless one ends there anyway, and what keeps from bearing."""
        lexicon = self._lexicon
        ends_phrase = [lexicon.plain.code]
        if not gap & _GRAMMAR:
            return ends_phrase if ends or gap else [lexicon.stopped.code]
        if _broken(gap) or (gap & _OF and not acquires):
            grammar = lexicon.stopped
        else:
            grammar = lexicon.bare(STOPPED, "van" if gap & _OF else "voor" if gap & _SERVES else "de")
        return [*ends_phrase, grammar.code] if gap & _ENDS and not ends else [grammar.code]

    def reading(self, gist: Gist) -> Reading:
        """Write a gist out as a reading, to be judged as any other; what was denied stands in it no more."""
        short = Reading()
        part = clause = 0
        for code in gist.codes:
            if code < 0:
                part += 1
                clause += code == _NEW_CLAUSE
            else:
                word = self._lexicon.of_code[code]
                short.words.append(word)
                short.parts.append(part)
                short.clauses.append(clause)
                short.seen |= word.bits
        short.seen &= ~DENIES
        return short

    def _weigh(self, word: Word) -> _Weight:
        lexicon, bits = self._lexicon, word.bits
        asks = self._asks(word)
        acquires = word.text in ACQUIRING
        text = word.text if acquires else ""
        return _Weight(
            kinds=self._kinds_of(word),
            calls=_any_of(self._calls.get(owner, 0) for use, _ in word.uses for owner in use.owners),
            has=_as_bits(word.full | word.weak),
            wants=_any_of(seconds for _, seconds, *_ in asks),
            asks=asks,
            code=word.code,
            described=lexicon.with_bits(word, (bits & ~UNKNOWN) | NEUTRAL).code,
            gap=_gap(word) if bits & STOPPED else _ENDS,
            bare=lexicon.bare(bits & (UNKNOWN | INTRODUCED | BEARS), text).code if bits & UNKNOWN else 0,
            bearing=lexicon.bare(bits & (BEARS | STOPPED) | NEUTRAL, text).code if bits & BEARS else 0,
            acquires=acquires,
        )

    def _weigh_denied(self, word: Word) -> _Weight:
        """Weigh a word that is denied: it means nothing and ends a phrase, but it may still bear, or tell the year."""
        if word.bits & YEAR:
            return self._weights[word]
        bits, text = word.bits, word.text if word.text in ACQUIRING else ""
        return _Weight(
            gap=_ENDS | (_gap(word) if bits & STOPPED else 0),
            bearing=self._lexicon.bare(NEUTRAL | BEARS, text).code if bits & BEARS else 0,
            acquires=text != "",
        )

    def _asks(self, word: Word) -> tuple[tuple[int, int, int, int], ...]:
        # By kind, of phrases and of sets: the second words, and the bags of further ones. Terms share most of them, and
        # each is made bits of once.
        found: dict[int, tuple[_Asked, _Asked]] = {}
        for use, _ in word.uses:
            for is_set, demands in enumerate((use.phrases, use.sets)):
                for number, asked in demands.items():
                    for owner, bags in asked:
                        kind = self._kinds.get(owner, 0)
                        if kind not in found:
                            found[kind] = ((set(), set()), (set(), set()))
                        seconds, further = found[kind][is_set]
                        seconds.add(number)
                        further.update(bags)
        return tuple((kind, *self._bits_asked(*asked)) for kind, asked in found.items())

    def _bits_asked(self, of_phrases: _Asked, of_sets: _Asked) -> tuple[int, int, int]:
        """Give as bits the second words, all words but the first, and those of phrases."""
        seconds = _as_bits(of_phrases[0] | of_sets[0])
        phrases = _as_bits(of_phrases[0]) | _any_of(map(self._bits_of, of_phrases[1]))
        return seconds, seconds | phrases | _any_of(map(self._bits_of, of_sets[1])), phrases

    def _bits_of(self, bag: frozenset[int]) -> int:
        """Give a set of words of the vocabulary as bits; many terms share one."""
        known = self._bits.get(bag)
        if known is None:
            known = self._bits[bag] = _as_bits(bag)
        return known

    def _kinds_of(self, word: Word) -> int:
        kinds = _any_of(self._kinds.get(owner, 0) for use, _ in word.uses for owner in use.owners)
        outside = word.bits & YEAR and not all(period.touches(word.text) for period in self._periods)
        mistyped = word.bits & UNKNOWN and word.typo_of  # shown with the word it was read as
        return kinds | _ALWAYS if outside or mistyped else kinds


def _gap(word: Word) -> int:
    for kind, texts in ((_ARTICLE, ARTICLES), (_OF, OF), (_SERVES, SERVING)):
        if word.text in texts:
            return kind
    return _STOP


def _broken(gap: int) -> bool:
    """Say whether nothing before a gap can bear an unknown word behind it."""
    return bool(gap & _STOP or (gap & _OF and gap & _SERVES))


def _as_bits(numbers: Iterable[int]) -> int:
    return _any_of(1 << number for number in numbers)


def _any_of(kinds: Iterable[int]) -> int:
    return reduce(or_, kinds, 0)
