"""The gist of a description: the words of it on which the judgement may turn.

Most words of a description do not bear on its verdict: names, numbers, places, prepositions, words of terms of which
the other half is missing, answers to questions that nobody asks. Left out, they leave a short text, and there are far
fewer of those than descriptions: what one of them was judged to be is worth remembering.

Nothing is left out that could change a judgement. Between two words that matter there remains an idle word if any
stood there, for phrases and stretches of words end at it; a break remains a break. Where words are denied every place
remains, and every word of grammar, for how far a denial reaches turns on them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from npo_cli.eligibility.lexicon import BEARS, DENIES, NEUTRAL, STOPPED, UNKNOWN, YEAR, Lexicon, Word
from npo_cli.eligibility.matching import Reading
from npo_cli.eligibility.rule import Span

# What a word may speak for by itself: near goals matter where no rule speaks, and the answers to a question, which has
# a bit of its own from ANSWERS on, where it is asked. Of words of grammar much turns on where words are denied.
RULES, NEAR, _GRAMMAR, _ALWAYS, ANSWERS = 1, 2, 4, 8, 16

_NEW_PART, _NEW_CLAUSE = -1, -2  # what is no word


class Gist(NamedTuple):
    """The codes of the words that matter and of the breaks, and the places in the reading where each word stands.

    `kinds` are the kinds of things for which words that speak matter in it.
    """

    codes: tuple[int, ...]
    firsts: Sequence[int]
    lasts: Sequence[int]
    kinds: int


class _Weight(NamedTuple):
    """How a word may matter.

    `kinds` is what it speaks for, and `calls` what its rules ask for: the answers to their questions. `has` and `wants`
    are sets of words of the vocabulary, as bits: those that it is, and those that its terms ask for beside it. `code`
    stands for it where it matters and `idle` where it does not; `described` and `idle_described` do so where it only
    describes a word that bears it.
    """

    kinds: int
    calls: int
    has: int
    wants: int
    code: int
    idle: int
    described: int
    idle_described: int
    bears: bool


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
        self._weights: dict[int, _Weight] = {}

    def of(self, reading: Reading, kinds: int = 0) -> Gist:
        """Give the gist of a description, in which words that speak for rules matter, and for these kinds of things.

        The answers that its rules call for matter too, or where none of its words speaks for a rule, the near goals.
        That only guesses at what the judgement turns on, and guesses right for all but a few.
        """
        known = self._weights
        weights = [known.get(word.code) or self._weigh(word) for word in reading.words]
        denies = reading.seen & DENIES
        has = wants = spoken = calls = 0
        for weight in weights:
            if weight.has:
                has |= weight.has
                wants |= weight.wants
                spoken |= weight.kinds
                calls |= weight.calls
        kinds |= RULES | (calls if spoken & RULES else NEAR)
        counted = kinds | _ALWAYS | (_GRAMMAR if denies else 0)
        codes = [
            weight.code
            if weight.kinds & counted or (weight.has and (weight.wants & has or weight.has & wants))
            else weight.idle
            for weight in weights
        ]
        if reading.seen & BEARS and reading.seen & UNKNOWN:
            self._cover(codes, weights, reading.parts)
        return _whole(codes, reading, kinds) if denies else self._without_idle(codes, reading, kinds)

    def _cover(self, codes: list[int], weights: Sequence[_Weight], parts: Sequence[int]) -> None:
        """Let no word count as unknown that stands behind one which bears it: it only describes that."""
        bearing = -1
        for place, weight in enumerate(weights):
            if bearing == parts[place]:
                codes[place] = weight.described if codes[place] == weight.code else weight.idle_described
            if weight.bears:
                bearing = parts[place]

    def _without_idle(self, codes: Sequence[int], reading: Reading, kinds: int) -> Gist:
        """Keep of the idle words one where any stands between words that matter, and join unknown words in a row."""
        plain, stopped, unknown = self._lexicon.plain.code, self._lexicon.stopped.code, self._lexicon.unknown.code
        parts, clauses = reading.parts, reading.clauses
        kept: list[int] = []
        firsts: list[int] = []
        lasts: list[int] = []
        idle = before = 0
        for place, code in enumerate(codes):
            if code == plain:
                idle = plain
                continue
            if code == stopped:
                idle = idle or stopped
                continue
            if kept:
                if new_clause := clauses[place] != clauses[before]:
                    kept.append(_NEW_CLAUSE)
                elif parts[place] != parts[before]:
                    kept.append(_NEW_PART)
                if idle:
                    kept.append(plain if new_clause else idle)
                    firsts.append(place)
                    lasts.append(place)
                elif code == unknown == kept[-1]:
                    lasts[-1] = before = place
                    continue
            kept.append(code)
            firsts.append(place)
            lasts.append(place)
            before, idle = place, 0
        return Gist(tuple(kept), firsts, lasts, kinds)

    def reading(self, gist: Gist) -> Reading:
        """Write a gist out as a reading, to be judged as any other."""
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
        return short

    def _weigh(self, word: Word) -> _Weight:
        lexicon, bits = self._lexicon, word.bits
        bears = bool(bits & BEARS)
        described = lexicon.with_bits(word, (bits & ~UNKNOWN) | NEUTRAL).code
        idle_described = (lexicon.stopped if bits & STOPPED else lexicon.plain).code
        weight = self._weights[word.code] = _Weight(
            kinds=self._kinds_of(word),
            calls=_any_of(self._calls.get(owner, 0) for use, _ in word.uses for owner in use.owners),
            has=_as_bits(word.full | word.weak),
            wants=_as_bits(number for use, _ in word.uses for number in use.wanted()),
            code=described if bears else word.code,
            idle=lexicon.unknown.code if bits & UNKNOWN and not bears else idle_described,
            described=described,
            idle_described=idle_described,
            bears=bears,
        )
        return weight

    def _kinds_of(self, word: Word) -> int:
        kinds = _GRAMMAR if word.text or word.typo_of else 0  # a mistyped word is shown as such, if it is denied
        kinds |= _any_of(self._kinds.get(owner, 0) for use, _ in word.uses for owner in use.owners)
        outside = word.bits & YEAR and not all(period.touches(int(word.text)) for period in self._periods)
        mistyped = word.bits & UNKNOWN and word.typo_of  # shown with the word it was read as
        return kinds | _ALWAYS if outside or mistyped else kinds


def _whole(codes: Sequence[int], reading: Reading, kinds: int) -> Gist:
    """Keep every place."""
    kept: list[int] = []
    part = clause = 0
    for code, new_part, new_clause in zip(codes, reading.parts, reading.clauses, strict=True):
        if new_part != part:
            kept.append(_NEW_CLAUSE if new_clause != clause else _NEW_PART)
            part, clause = new_part, new_clause
        kept.append(code)
    places = range(len(codes))
    return Gist(tuple(kept), places, places, kinds)


def _as_bits(numbers: Iterable[int]) -> int:
    return _any_of(1 << number for number in numbers)


def _any_of(kinds: Iterable[int]) -> int:
    return reduce(or_, kinds, 0)
