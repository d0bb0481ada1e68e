"""The lexicon: what each word of a description may mean to the rules.

It is built once from the terms and the vocabulary of a pack (see `lexicon_build`) and kept as plain data, so that it
loads in milliseconds. A word is looked up as it stands, then as a compound of known words, then as a typing error of
a long known word. What a word means is remembered, for descriptions repeat their words.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from npo_cli.eligibility.forms import Forms, Listing
from npo_cli.eligibility.function_words import (
    DENIED_AFTERWARDS,
    DENYING,
    DENYING_AT_THE_END,
    DESCRIBING,
    FOR_ACCOUNT,
    INTRODUCING,
    JOINING,
    LEAVING_OUT,
    MODIFIER_ENDINGS,
    NOT,
    PAID,
    PARTNERING,
    PAYING,
    STOP,
    STRUCTURAL,
    TAKES_DENIAL_BACK,
    WHOLE_OF_DENIAL,
)
from npo_cli.eligibility.typing_error import SHORTEST, SpellingIndex, distance
from npo_cli.eligibility.words import BREAKS, plain_word

# What a word is, as bits, so that a description is read with a few integer operations for each word.
BREAK = 1  # punctuation between parts
STOPPED = 2  # an article, preposition or the like
JOINS = 4  # en, plus, met …
DENIES = 8  # zonder, niet …
HITS = 16  # means something to a rule or a question
NEUTRAL = 32  # known, and of no weight
UNKNOWN = 64  # in no list
YEAR = 128  # a calendar year written in the text, or a month of one
BEARS = 256  # what follows only describes it: kinderen met …, aandacht voor …
DESCRIBES = 512  # met, with: joins a part, or describes a word that bears
NAME = 1024  # stands as a name: basisschool De Brug
LEADS = 2048  # door, in samenwerking: after a comma what follows may tell who carries out what stands before
INTRODUCED = 4096  # follows such a word

_MOST_REMEMBERED = 200_000
_LONGEST_WORD = 60
_SHORTEST_SLIP = 7  # letters of a word that may be a slip for one that is no term by itself: a letter left out
_SHORTEST_ALIKE = 8  # or a vowel is another, or a k a c (edukatie)
_SHORTEST_ANY_SLIP = 10  # or any other error
_ALIKE = str.maketrans("eiouk", "aaaac")  # what is taken for the same
_SHORTEST_MISTYPED_END = 7  # letters of the end of a compound that may be mistyped


class Demand(NamedTuple):
    """What a term asks beyond its first two words: the number of what it speaks for, and the further words."""

    owner: int
    bags: tuple[frozenset[int], ...]


Demands = Mapping[int, tuple[Demand, ...]]  # by a word that must come next, or stand anywhere


class Use(NamedTuple):
    """What a word of the vocabulary means to the rules.

    `carries`: as the second half of a compound it leaves the first half its meaning. `counts`: some term names it.
    `owners`: what it speaks for by itself. `phrases` and `sets`: what it speaks for with a word that comes next, or
    that stands anywhere.
    """

    carries: bool
    counts: bool
    owners: tuple[int, ...]
    phrases: Demands
    sets: Demands


class Word:
    """What one word of a description means.

    `full` are the ids of the vocabulary's words that it stands for; `weak` those that only a cautious rule may count:
    the first half of a compound whose second half has a meaning of its own (kunst in kunstwerk). `uses` pairs what
    they mean with whether that is weak. `typo_of` is the known word that an unknown one was read as. `text` is kept
    of words that the structure of a description turns on, and of years (2021, 2021-03). There is one Word for each
    meaning, with a `code` of its own, so that descriptions which differ in names and numbers only are seen to be alike.
    """

    __slots__ = ("bits", "code", "full", "text", "typo_of", "uses", "weak")  # the quickest to look at

    def __init__(
        self,
        code: int,
        bits: int,
        full: frozenset[int],
        weak: frozenset[int],
        uses: tuple[tuple[Use, bool], ...],
        typo_of: str,
        text: str,
    ) -> None:
        self.code = code
        self.bits = bits
        self.full = full
        self.weak = weak
        self.uses = uses
        self.typo_of = typo_of
        self.text = text


class _Meaning(NamedTuple):
    """What a word means, before it has a code: the ids of the vocabulary's words, full and weak."""

    bits: int
    full: tuple[int, ...] = ()
    weak: tuple[int, ...] = ()
    typo_of: str = ""
    text: str = ""


class Lexicon:
    """The words of one pack, ready for look-up."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._forms = Forms(data["forms"])
        self._plain = Listing(data["plain"])
        self._genuine = Listing(data["genuine"])
        self._things: str = data["things"]
        self._added = frozenset(data["added"])
        self._other = frozenset(data["other"].split(" "))
        self._tails: list[tuple[str, int]] = [(tail, number) for tail, number in data["tails"]]
        self._heads: list[tuple[str, int]] = [(head, number) for head, number in data["heads"]]
        self._any_tail = tuple([tail for tail, _ in self._tails])  # most words have none: asked in one go
        self._any_head = tuple([head for head, _ in self._heads])
        self._base_text: str = data["words"]
        self._bearers = frozenset(data["bearers"])
        self._raw_uses: list[str] = data["uses"].split("\n")
        self._raw_bags: list[str] = data["bags"].split("\n")
        self._uses: dict[int, Use | None] = {}
        self._bags: dict[int, frozenset[int]] = {}
        self._spelling = SpellingIndex(self._forms)
        self._meanings: dict[tuple[object, ...], Word] = {}
        self._variants: dict[tuple[int, int], Word] = {}
        self.words: dict[str, Word] = {}
        self.of_code: dict[int, Word] = {}
        self.plain = self._coded(_Meaning(NEUTRAL))  # a name, a number, a word of no weight
        self.stopped = self._coded(_Meaning(STOPPED))  # a word that may stand within a phrase, and no more
        self.unknown = self._coded(_Meaning(UNKNOWN))

    def word(self, folded: str) -> Word:
        """Say what a folded word or break means; remembered, so that a second look costs nothing."""
        known = self.words.get(folded)
        if known is None:
            if len(self.words) >= _MOST_REMEMBERED:
                self.words.clear()
            known = self.words[folded] = self._coded(self._read(folded))
        return known

    def lists(self, folded: str) -> bool:
        """Say whether a word stands in the vocabulary itself, so that an error in typing it is seen to be one."""
        return folded in self._forms

    def bare(self, bits: int, text: str = "") -> Word:
        """Give the word that has these bits, and means nothing."""
        return self._coded(_Meaning(bits, text=text))

    def with_bits(self, word: Word, bits: int) -> Word:
        """Give what means the same as a word but for its bits."""
        known = self._variants.get((word.code, bits))
        if known is None:
            meaning = _Meaning(bits, tuple(word.full), tuple(word.weak), word.typo_of, word.text)
            known = self._variants[word.code, bits] = self._coded(meaning)
        return known

    def _coded(self, meaning: _Meaning) -> Word:
        """Give the one word with a meaning; of what no term speaks of, the ids do not matter."""
        full = frozenset(filter(self._counts, meaning.full))
        weak = frozenset(filter(self._counts, meaning.weak))
        bits = meaning.bits | (0 if self._bearers.isdisjoint(meaning.full) else BEARS)
        bits |= LEADS if meaning.text in INTRODUCING or meaning.text in PARTNERING else 0
        key = (bits, full, weak, meaning.typo_of if full or weak else "", meaning.text)
        known = self._meanings.get(key)
        if known is None:
            uses = tuple(
                (use, is_weak)
                for numbers, is_weak in ((sorted(full), False), (sorted(weak), True))
                for number in numbers
                if (use := self._use(number))
            )
            bits |= HITS if uses else 0
            known = Word(len(self._meanings) + 1, bits, full, weak, uses, key[3], meaning.text)
            self._meanings[key] = self.of_code[known.code] = known
        return known

    def _use(self, number: int) -> Use | None:
        """Give what a word of the vocabulary means to the rules, read when first asked for; None if nothing."""
        if number not in self._uses:
            self._uses[number] = self._read_use(self._raw_uses[number]) if self._raw_uses[number] else None
        return self._uses[number]

    def _counts(self, number: int) -> bool:
        use = self._use(number)
        return use is not None and use.counts

    def _read_use(self, raw: str) -> Use:
        carries, counts, owners, phrases, sets = json.loads(raw)
        return Use(bool(carries), bool(counts), tuple(owners), self._demands(phrases), self._demands(sets))

    def _demands(self, rows: list[list[Any]]) -> Demands:
        by_word: dict[int, list[Demand]] = {}
        for owner, (first, *rest) in rows:
            demand = Demand(owner, tuple(map(self._bag, rest)))
            for number in self._bag(first):
                by_word.setdefault(number, []).append(demand)
        return {number: tuple(demands) for number, demands in by_word.items()}

    def _bag(self, number: int) -> frozenset[int]:
        if number not in self._bags:
            self._bags[number] = frozenset(map(int, self._raw_bags[number].split(" ")))
        return self._bags[number]

    def _read(self, folded: str) -> _Meaning:
        if folded in BREAKS:
            return _Meaning(BREAK | JOINS if folded in "&+" else BREAK)
        word = plain_word(folded)
        bits = _function_bits(word)
        text = word if word in STRUCTURAL else ""
        ids = self._forms.get(word)
        if ids is not None:
            meaning = _Meaning(bits or UNKNOWN if self._is_thing(word, ids) else bits | NEUTRAL, ids, text=text)
            return self._with_pack(word, meaning) if self._added and self._added.issuperset(ids) else meaning
        if bits or not word:
            return _Meaning(bits or STOPPED, text=text)
        if word[0].isdigit():
            year = len(word) == 4 and word[:2] == "20" and word.isdigit()
            return _Meaning(NEUTRAL | YEAR, text=word) if year else _Meaning(NEUTRAL)
        if word in self._other or len(word) > _LONGEST_WORD:
            return _Meaning(UNKNOWN)
        meaning = self._open_compound(word) or self._composed(word) or _unlisted(word)
        return meaning._replace(text=text) if text else meaning

    def _with_pack(self, word: str, own: _Meaning) -> _Meaning:
        """Add to a word that only a workspace's own rules name what the pack makes of it as a compound."""
        pack = self._open_compound(word) or self._compound(word)
        if not pack:
            return own
        return pack._replace(full=(*own.full, *pack.full), text=own.text)

    def _is_thing(self, word: str, ids: tuple[int, ...]) -> bool:
        """Say whether a word that only terms name may be bought: it is no plain word, quality or compound of such."""
        if not self._are_things(ids) or word in self._plain or not _unlisted(word).bits & UNKNOWN:
            return False
        compound = self._compound(word)
        return (
            not compound
            or bool(compound.bits & UNKNOWN)
            or any(self._things[number] == "1" for number in compound.full)
        )

    def _are_things(self, ids: Iterable[int]) -> bool:
        return all(self._things[number] == "1" for number in ids)

    def _composed(self, word: str) -> _Meaning | None:
        """Read a word as a compound; one of unclear meaning only if it is no typing error of a known word."""
        compound = self._compound(word)
        if compound and not compound.bits & UNKNOWN:
            return compound
        if word in self._plain:
            return _Meaning(NEUTRAL)
        return (None if word in self._genuine else self._mistyped(word)) or compound

    def _open_compound(self, word: str) -> _Meaning | None:
        if not (word.endswith(self._any_tail) or word.startswith(self._any_head)):
            return None
        ids = [number for tail, number in self._tails if word.endswith(tail) and len(word) > len(tail)]
        ids += [number for head, number in self._heads if word.startswith(head) and len(word) > len(head)]
        return _Meaning(NEUTRAL, tuple(ids)) if ids else None

    def _compound(self, word: str) -> _Meaning | None:
        parts = next(self._splits(word), None)
        return self._joined(parts, "") if parts else None

    def _joined(self, parts: tuple[str, ...], typo_of: str) -> _Meaning:
        """Weigh the parts of a compound: its last part says what it is, the others what sort of it."""
        head = self._forms.get(parts[-1]) or ()
        others = tuple(number for part in parts[:-1] for number in self._forms.get(part) or ())
        carried = any(use.carries for number in head if (use := self._use(number)))
        if carried or not (any(map(self._counts, others)) or self._are_things(head)):
            return _Meaning(NEUTRAL, (*head, *others), (), typo_of)
        return _Meaning(UNKNOWN, head, others, typo_of)

    def _splits(self, word: str, depth: int = 4) -> Iterator[tuple[str, ...]]:
        """Cut a word wholly into known words of three letters or more, the longest first part first."""
        if depth == 0:
            return
        for end in range(len(word) - 3, 2, -1):
            head = word[:end]
            if head in self._forms and head not in STOP and head not in JOINING:
                rest = word[end:]
                if rest in self._forms and rest not in STOP and rest not in JOINING:
                    yield (head, rest)
                for parts in self._splits(rest, depth - 1):
                    yield (head, *parts)

    def _mistyped(self, word: str) -> _Meaning | None:
        """Read a long unknown word as the known one that it is nearest to, whole or as the end of a compound."""
        found = self._spelling.nearest(word) or self._undoubled(word)
        if found:
            near = self._meant(found)
            if self._speaks(near) or _surely_meant(word, near):
                numbers = self._forms.get(near) or ()
                return _Meaning(NEUTRAL, numbers, (), self._base(numbers))
        for start in range(len(word) - _SHORTEST_MISTYPED_END, 3, -1):
            end = word[start:]
            if word[:start] not in self._forms or end in self._genuine:
                continue
            if found := self._spelling.nearest(end, most=1):
                near = self._meant(found)
                read_as = word[:start] + self._base(self._forms.get(near) or ())
                return self._joined((word[:start], near), "" if read_as == word else read_as)
        return None

    def _meant(self, found: tuple[str, ...]) -> str:
        """Choose of equally near words one that a rule turns on, lest it be overlooked (tablels: tablets)."""
        return next(filter(self._speaks, found), found[0])

    def _undoubled(self, word: str) -> tuple[str, ...]:
        """Give the known words of which a short one misses a doubled letter (sumer), if no term by themselves."""
        if len(word) != SHORTEST - 1:
            return ()
        doubled = (word[:place] + word[place - 1 :] for place in range(2, len(word) + 1))
        return tuple(known for known in doubled if known in self._forms and not self._speaks(known))

    def _speaks(self, word: str) -> bool:
        """Say whether a known word is a rule's term by itself."""
        return any(use.owners and use.carries for number in self._forms.get(word) or () if (use := self._use(number)))

    @cached_property
    def _base_words(self) -> list[str]:
        return self._base_text.split(" ")

    def _base(self, numbers: tuple[int, ...]) -> str:
        """Give the word as rules write it, one with a use before others."""
        return min((not self._counts(number), self._base_words[number]) for number in numbers)[1]


def _function_bits(word: str) -> int:
    bits = 0
    if word in STOP or word in DENIED_AFTERWARDS or word in TAKES_DENIAL_BACK:
        bits |= STOPPED
    if word in JOINING:
        bits |= JOINS | STOPPED
    if word in DESCRIBING:
        bits |= DESCRIBES
    if word in DENYING or word in DENYING_AT_THE_END or word in NOT:
        bits |= DENIES | STOPPED
    if word in LEAVING_OUT or word in PAYING or word in PAID or word in FOR_ACCOUNT:
        bits |= DENIES
    if word in WHOLE_OF_DENIAL:
        bits |= NEUTRAL
    return bits


def _surely_meant(word: str, near: str) -> bool:
    """Say whether a word is but a slip for one of little weight: champagne is no campagne, lintje no lijntje."""
    if distance(word, near, 1) > 1:
        return False
    if len(word) < SHORTEST or sorted(word) == sorted(near):  # a doubled letter was written once, two changed places
        return True
    doubled = [letter for letter, _ in groupby(word)] == [letter for letter, _ in groupby(near)]
    if len(word) < _SHORTEST_SLIP:
        return doubled and len(word) < len(near)  # latten is no laten
    if len(word) >= _SHORTEST_ANY_SLIP or len(word) < len(near) or doubled:
        return True
    return len(word) >= _SHORTEST_ALIKE and word.translate(_ALIKE) == near.translate(_ALIKE)


def _unlisted(word: str) -> _Meaning:
    harmless = len(word) < 3 or word[0].isdigit() or word.endswith(MODIFIER_ENDINGS)
    return _Meaning(NEUTRAL if harmless else UNKNOWN)
