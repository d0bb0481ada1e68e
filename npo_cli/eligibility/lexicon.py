"""The lexicon: what each word of a description may mean to the rules.

It is built once from the terms and the vocabulary of a pack (see `lexicon_build`) and kept as plain data, so that it
loads in milliseconds. A word is looked up as it stands, then as a compound of known words, then as a typing error of
a long known word. What a word means is remembered, for descriptions repeat their words.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from npo_cli.eligibility.function_words import (
    DENIED_AFTERWARDS,
    DENYING,
    DENYING_AT_THE_END,
    JOINING,
    MODIFIER_ENDINGS,
    NOT,
    STOP,
)
from npo_cli.eligibility.typing_error import SpellingIndex
from npo_cli.eligibility.words import BREAKS, plain_word

# What a word is, as bits, so that a description is read with a few integer operations for each word.
BREAK = 1  # punctuation between parts
STOPPED = 2  # an article, preposition or the like
JOINS = 4  # en, plus, met …
DENIES = 8  # zonder, niet …
HITS = 16  # means something to a rule or a question
NEUTRAL = 32  # known, and of no weight
UNKNOWN = 64  # in no list
YEAR = 128  # a calendar year written in the text

_MOST_REMEMBERED = 200_000
_LONGEST_WORD = 60


class Word(NamedTuple):
    """What one word of a description means.

    `full` are the ids of the vocabulary's words that it stands for; `weak` those that only a cautious rule may count:
    the first half of a compound whose second half has a meaning of its own (kunst in kunstwerk). `typo_of` is the
    known word that an unknown one was read as.
    """

    bits: int
    full: tuple[int, ...] = ()
    weak: tuple[int, ...] = ()
    typo_of: str = ""


class Place(NamedTuple):
    """A demand on further words: the owner of a term, and for each place the ids that may stand there."""

    owner: int
    bags: tuple[frozenset[int], ...]


class Lexicon:
    """The words of one pack, ready for look-up."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        ids = [(entry,) if isinstance(entry, int) else tuple(entry) for entry in data["ids"]]
        self._forms: dict[str, tuple[int, ...]] = dict(zip(data["forms"].split("\n"), ids, strict=True))
        self._other = frozenset(data["other"])
        self._tails: list[tuple[str, int]] = [(tail, number) for tail, number in data["tails"]]
        self._heads: list[tuple[str, int]] = [(head, number) for head, number in data["heads"]]
        self._carriers = frozenset(data["carriers"])
        bags = [frozenset(bag) for bag in data["bags"]]
        self.singles: dict[int, tuple[int, ...]] = {number: tuple(owners) for number, owners in data["singles"]}
        self.phrases = _by_word(data["phrases"], bags)
        self.sets = _by_word(data["sets"], bags)
        self._meaningful = frozenset(data["meaningful"])
        self._words: dict[str, Word] = {}
        self._spelling: SpellingIndex | None = None

    def word(self, token: str) -> Word:
        """Say what a folded token means; remembered, so that a second look costs nothing."""
        known = self._words.get(token)
        if known is None:
            if len(self._words) >= _MOST_REMEMBERED:
                self._words.clear()
            known = self._words[token] = self._read(token)
        return known

    def _read(self, token: str) -> Word:
        if token in BREAKS:
            return Word(BREAK | JOINS if token in "&+" else BREAK)
        word = plain_word(token)
        bits = _function_bits(word)
        ids = self._forms.get(word)
        if ids is not None:
            return self._word(bits, ids, (), "")
        if bits or not word:
            return Word(bits or STOPPED)
        if word[0].isdigit():
            return Word(NEUTRAL | YEAR if len(word) == 4 and word[:2] == "20" and word.isdigit() else NEUTRAL)
        if word in self._other or len(word) > _LONGEST_WORD:
            return Word(UNKNOWN)
        return self._open_compound(word) or self._compound(word) or self._mistyped(word) or _unlisted(word)

    def _word(self, bits: int, full: tuple[int, ...], weak: tuple[int, ...], typo_of: str) -> Word:
        meaningful = not self._meaningful.isdisjoint(full) or not self._meaningful.isdisjoint(weak)
        return Word(bits | (HITS if meaningful else 0) | NEUTRAL, full, weak, typo_of)

    def _open_compound(self, word: str) -> Word | None:
        ids = [number for tail, number in self._tails if word.endswith(tail) and len(word) > len(tail)]
        ids += [number for head, number in self._heads if word.startswith(head) and len(word) > len(head)]
        return self._word(0, tuple(ids), (), "") if ids else None

    def _compound(self, word: str) -> Word | None:
        parts = next(self._splits(word), None)
        return self._joined(parts, "") if parts else None

    def _joined(self, parts: tuple[str, ...], typo_of: str) -> Word:
        """Weigh the parts of a compound: its last part says what it is, the others what sort of it."""
        head = self._forms[parts[-1]]
        others = tuple(number for part in parts[:-1] for number in self._forms[part])
        if not self._carriers.isdisjoint(head):
            return self._word(0, (*head, *others), (), typo_of)
        if self._meaningful.isdisjoint(others):
            return self._word(0, (*head, *others), (), typo_of)
        return Word(UNKNOWN | HITS, head, others, typo_of)

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

    def _mistyped(self, word: str) -> Word | None:
        """Read a long unknown word as the known one that it is nearest to, whole or as the end of a compound."""
        if self._spelling is None:
            self._spelling = SpellingIndex(self._forms)
        if near := self._spelling.nearest(word):
            return self._word(0, self._forms[near], (), near)
        for start in range(len(word) - 6, 3, -1):
            if word[:start] in self._forms and (near := self._spelling.nearest(word[start:], most=1)):
                return self._joined((word[:start], near), word[:start] + near)
        return None


def _function_bits(word: str) -> int:
    bits = 0
    if word in STOP or word in DENIED_AFTERWARDS:
        bits |= STOPPED
    if word in JOINING:
        bits |= JOINS | STOPPED
    if word in DENYING or word in DENYING_AT_THE_END or word in NOT:
        bits |= DENIES | STOPPED
    return bits


def _unlisted(word: str) -> Word:
    harmless = len(word) < 3 or word.endswith(MODIFIER_ENDINGS)
    return Word(NEUTRAL if harmless else UNKNOWN)


def _by_word(rows: list[list[Any]], bags: list[frozenset[int]]) -> dict[int, tuple[Place, ...]]:
    found: dict[int, list[Place]] = {}
    for first, owner, rest in rows:
        place = Place(owner, tuple(bags[bag] for bag in rest))
        for number in bags[first]:
            found.setdefault(number, []).append(place)
    return {number: tuple(places) for number, places in found.items()}
