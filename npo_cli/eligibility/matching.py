"""Matching: which terms stand in a description, and which words stand in none.

The description is read in parts, cut at punctuation and at words such as en, plus and met, for what joins two things
may join two verdicts. Denied words (zonder vervoer, vervoer niet inbegrepen) are found by `negation` and do not count.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from npo_cli.eligibility.function_words import (
    ABBREVIATIONS,
    ACQUIRING,
    ARTICLES,
    CARRIED_OUT,
    INTRODUCING,
    MONTHS,
    NAMING,
    OF,
    PARTNERING,
    SERVING,
)
from npo_cli.eligibility.lexicon import (
    BEARS,
    BREAK,
    DENIES,
    DESCRIBES,
    HITS,
    INTRODUCED,
    JOINS,
    LEADS,
    NAME,
    STOPPED,
    UNKNOWN,
    YEAR,
    Demand,
    Demands,
    Lexicon,
    Word,
)
from npo_cli.eligibility.negation import denied_words
from npo_cli.eligibility.words import WORD_OR_BREAK, fold


class Hit(NamedTuple):
    """A term found: the number of what it speaks for, and the places of its words in the reading.

    `weak` says that a word was only the first half of a compound with a meaning of its own; `phrase` that the words
    stand together in this order.
    """

    owner: int
    places: tuple[int, ...]
    weak: bool
    phrase: bool = False


class Reading:
    """A description cut into words: lists that run side by side, with the place of each word in the text.

    `parts` and `clauses` number what the words belong to: parts are cut at punctuation and joining words, clauses at
    punctuation only.
    """

    __slots__ = ("clauses", "ends", "parts", "seen", "starts", "words")

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.parts: list[int] = []
        self.clauses: list[int] = []
        self.seen = 0


_SPECIAL = BREAK | JOINS | UNKNOWN | HITS | YEAR  # what may be more, or less, than a word of its part
_TITLE_CASE = re.compile(r" (?:En|Van|Voor|Met|In|Op|Door|Bij|Aan|Of) ")  # capitals say nothing there
_NAME_BEGUN = re.compile(r"(?:De|Het) (?:[A-Z][a-z]+e|Gouden|Zilveren|Houten) $")  # what follows ends the name
_SENTENCE = re.compile(r"\b[a-z]{4}")  # a word of content without a capital: those with one are names
_WORD_BEFORE = re.compile(r"\b([a-z]+)\.? *$")
_LONGEST_MONTH = 12  # characters, with a point and blanks behind it
_SMALL = re.compile(r"\b[a-z]{2}")  # a word without a capital


def read(description: str, lexicon: Lexicon, *, years: bool = True) -> Reading:
    """Cut a description into words. Where the day of spending is known, `years` in the text are numbers like others.

    An unknown word with a capital inside a sentence is taken for a name. Names, numbers and other words of no weight
    that follow each other count as one word.
    """
    reading = Reading()
    folded = fold(description)
    known, plain = lexicon.words, lexicon.plain
    words, starts, ends = reading.words, reading.starts, reading.ends
    parts, clauses = reading.parts, reading.clauses
    named = not description.isupper()  # capitals tell names only where not all is in capitals
    seen = part = clause = 0
    joined = False  # after "sport-" of "sport- en spel", where `en` joins halves of one word
    last: Word | None = None  # the word before, if nothing stands between
    pieces = WORD_OR_BREAK.split(folded)
    end = 0
    for between, text in zip(pieces[::2], pieces[1::2], strict=False):
        start = end + len(between)
        end = start + len(text)
        word = known.get(text)
        if word is None:
            is_number = len(text) > 4 and text.isdecimal()  # of an invoice: many, and not to be remembered
            word = plain if is_number else lexicon.word(text)
        bits = word.bits
        if bits & _SPECIAL:
            if bits & BREAK:
                if text == "." and words and words[-1].text in ABBREVIATIONS:
                    continue
                part += 1
                clause += not bits & JOINS
                last = None
                continue
            if bits & (UNKNOWN | HITS) and named and words and description[start].isupper():
                word = _with_a_capital(word, start, words, description, starts[-1], lexicon)
                bits = word.bits
            elif bits & YEAR:
                word, start = _in_month(word, start, folded, lexicon) if years else (plain, start)
                bits = word.bits
            if bits & JOINS:
                part += not (joined or (bits & DESCRIBES and _last_bears(words)))
        if word is plain and last is plain:
            ends[-1] = end
            continue
        joined = text[-1] == "-"
        last = word
        words.append(word)
        starts.append(start)
        ends.append(end - joined)
        parts.append(part)
        clauses.append(clause)
        seen |= bits
    reading.seen = seen
    return _with_introduced(reading, lexicon) if part and seen & LEADS and seen & UNKNOWN else reading


def _in_month(word: Word, start: int, folded: str, lexicon: Lexicon) -> tuple[Word, int]:
    """Give a year with the month that stands before it, if one does, and where that begins."""
    before = _WORD_BEFORE.search(folded, max(0, start - _LONGEST_MONTH), start)
    month = before and MONTHS.get(before[1])
    if not before or not month:
        return word, start
    return lexicon.bare(word.bits, f"{word.text}-{month:02}"), before.start()


def _with_a_capital(word: Word, place: int, words: list[Word], description: str, start: int, lexicon: Lexicon) -> Word:
    """Say what a word with a capital inside a sentence is: a name if no term is about it, or after a capital De or Het.

    Where every word has a capital, one behind a known word is a name no more: Homework Club Sofa.
    """
    before = words[-1]
    if word.bits & UNKNOWN and not any(use.owners for use, weak in word.uses if not weak):
        styled = len(words) > 1 and before.bits & HITS and not _SMALL.search(description)
        if styled:
            return word
        if not word.uses:
            return lexicon.plain
        return _as_name(word, lexicon) if _SENTENCE.search(description) else word
    named = (before.text in NAMING and description[start].isupper()) or _NAME_BEGUN.search(description[:place])
    if named and not _TITLE_CASE.search(description):
        return _as_name(word, lexicon)
    return word


def _as_name(word: Word, lexicon: Lexicon) -> Word:
    return lexicon.with_bits(word, word.bits & ~UNKNOWN | NAME)


def _last_bears(words: list[Word]) -> bool:
    """Say whether what follows only describes the last word: `children with …`, but not `summer school with …`."""
    if not words or not words[-1].bits & BEARS:
        return False
    before = words[-2].uses if len(words) > 1 else ()
    return not any(use.phrases.keys() & words[-1].full for use, _ in before)


def _with_introduced(reading: Reading, lexicon: Lexicon) -> Reading:
    words = reading.words
    for place in _introduced(reading):
        words[place] = lexicon.with_bits(words[place], words[place].bits | INTRODUCED)
    return reading


def _introduced(reading: Reading) -> Iterator[int]:
    """Give the places of the unknown words that tell who carries out what stands in an earlier part, where or when.

    They follow an introducing word that begins a part after a comma or the like, or `met` after `in samenwerking`, and
    reach to the next word of grammar: in `bijles, in het park een springkussen` the springkussen is none of them.
    """
    words, parts, clauses = reading.words, reading.parts, reading.clauses
    leading = open_ = reached = False
    for place, word in enumerate(words):
        if place and parts[place] != parts[place - 1]:
            leading = clauses[place] != clauses[place - 1]
            open_ = bool(word.bits & DESCRIBES and words[place - 1].text in PARTNERING)
            reached = False
        if leading and word.text in INTRODUCING:
            open_, leading, reached = True, False, False
        elif word.bits & STOPPED:
            open_ = open_ and not reached
        else:
            leading = leading and word.text in CARRIED_OUT
            reached = True
            if open_ and word.bits & UNKNOWN:
                yield place


def denied_places(reading: Reading) -> frozenset[int]:
    """Give the places of the words that are denied."""
    if not reading.seen & DENIES:
        return frozenset()
    return denied_words([word.text for word in reading.words], reading.clauses)


def find_hits(reading: Reading, denied: frozenset[int]) -> tuple[Hit, ...]:
    """Find every term in a description, denied words left out."""
    return _hits(reading, denied) if reading.seen & HITS else ()


def _hits(reading: Reading, denied: frozenset[int]) -> tuple[Hit, ...]:
    words = reading.words
    hits: list[Hit] = []
    beside: _Beside | None = None
    for place, word in enumerate(words):
        if not word.uses or place in denied:
            continue
        following: tuple[int, ...] | None = None
        for use, weak in word.uses:
            hits += [Hit(owner, (place,), weak) for owner in use.owners]
            if use.phrases:
                if following is None:
                    following = _following(place, reading, denied)
                hits.extend(_phrase_hits(use.phrases, place, following, weak, reading, denied))
            if use.sets:
                if beside is None:
                    beside = _Beside(reading, denied)
                for number in beside.among(use.sets):
                    hits.extend(beside.hits(use.sets[number], number, place, weak))
    return tuple(dict.fromkeys(hits))


def _phrase_hits(
    phrases: Demands,
    place: int,
    following: tuple[int, ...],
    weak: bool,
    reading: Reading,
    denied: frozenset[int],
) -> Iterator[Hit]:
    """Find the phrases that begin at a place; articles and the like may stand between their words."""
    words = reading.words
    if len(words[place].full) > 1:  # both words in one compound: jeugdhulpschool
        for number in words[place].full & phrases.keys():
            for demand in phrases[number]:
                if not demand.bags:
                    yield Hit(demand.owner, (place,), weak)
    for second in following:
        for number in words[second].full & phrases.keys():
            for demand in phrases[number]:
                if rest := _rest_of(demand, second, reading, denied):
                    yield Hit(demand.owner, (place, *rest), weak, phrase=True)


def _following(place: int, reading: Reading, denied: frozenset[int]) -> tuple[int, ...]:
    """Give the places that may hold the next word of a phrase."""
    words, clauses = reading.words, reading.clauses
    clause = clauses[place]
    found = []
    for following in range(place + 1, len(words)):
        if clauses[following] != clause or following in denied:
            break
        found.append(following)
        if not words[following].bits & STOPPED:
            break
    return tuple(found)


def _rest_of(demand: Demand, second: int, reading: Reading, denied: frozenset[int]) -> tuple[int, ...]:
    """Give the places of a phrase's words from the second on; empty if one is missing."""
    found = [second]
    for bag in demand.bags:
        here = next(
            (n for n in _following(found[-1], reading, denied) if not bag.isdisjoint(reading.words[n].full)),
            -1,
        )
        if here < 0:
            return ()
        found.append(here)
    return tuple(found)


class _Beside:
    """The words of a description that count, wherever they stand: what a term of scattered words asks for."""

    def __init__(self, reading: Reading, denied: frozenset[int]) -> None:
        self._full: dict[int, int] = {}
        self._weak: dict[int, int] = {}
        for place, word in enumerate(reading.words):
            if place not in denied:
                for number in word.full:
                    self._full.setdefault(number, place)
                for number in word.weak:
                    self._weak.setdefault(number, place)
        self.numbers = self._full.keys() | self._weak.keys()

    def among(self, sets: Demands) -> Iterable[int]:
        """Give the words that terms ask for, in an order that does not turn on what else the description holds."""
        found = self.numbers & sets.keys()  # in an order that does
        return found if len(found) < 2 else set(filter(found.__contains__, sets))

    def hits(self, demands: Iterable[Demand], second: int, place: int, weak: bool) -> Iterator[Hit]:
        """Find the terms that begin with the word at a place, have this second word, and all further ones."""
        for owner, bags in demands:
            if any(bag.isdisjoint(self.numbers) for bag in bags):
                continue
            numbers = [second, *(self._first(bag) for bag in bags)]
            places = {place, *(self._full.get(number, self._weak.get(number, place)) for number in numbers)}
            yield Hit(owner, tuple(sorted(places)), weak or not self._full.keys() >= set(numbers))

    def _first(self, bag: frozenset[int]) -> int:
        """Give the first word of the description that may fill a place, a full one before a half-meant one."""
        numbers = bag & self._full.keys() or bag & self._weak.keys()
        where = self._full if numbers <= self._full.keys() else self._weak
        return min(numbers, key=where.__getitem__)


def uncovered(reading: Reading, denied: frozenset[int], counted: Iterable[Hit]) -> tuple[int, ...]:
    """Give the places of unknown words that name a thing which no counted term covers.

    Such a word is the subject of a part in which nothing is covered (zomerschool en een lantaarnpaal), or stands before
    what is covered (vergaderstoelen voor de zomerschool). After a word such as `kinderen` or `aandacht` it describes,
    and after what is covered it may name who carries that out, where or when (bijles, op landgoed Zonnestraal).
    """
    if not reading.seen & UNKNOWN:
        return ()
    parts, words = reading.parts, reading.words
    covered = {place for hit in counted for place in hit.places}
    first: dict[int, int] = {}  # by part, the place from which on an unknown word may describe
    for place in chain(covered, _bearing(reading)):
        first[parts[place]] = min(place, first.get(parts[place], place))
    found = [
        place
        for place, word in enumerate(words)
        if word.bits & UNKNOWN
        and place not in denied
        and place not in covered
        and (place < first.get(parts[place], len(parts)) or _stands_bare(place, reading, covered))
    ]
    if not found or not covered:
        return tuple(found)
    earliest = parts[min(covered)]
    return tuple(place for place in found if not words[place].bits & INTRODUCED or parts[place] <= earliest)


def _stands_bare(place: int, reading: Reading, covered: set[int]) -> bool:
    """Say whether an unknown word follows what might bear it with no word of grammar between: homework club sofa.

    Of what is rented or hired it is the thing itself, though `van` or an article stand between: huur van een steiger.
    After `voor` it tells whom a measure serves, and these are children only if it says so: bijles voor vrachtrijders.
    """
    words, parts = reading.words, reading.parts
    linked: set[str] = set()
    for before in range(place - 1, -1, -1):
        word = words[before]
        if parts[before] != parts[place]:
            return False
        if before in covered or word.bits & BEARS:
            if linked & SERVING:
                return before in covered and not words[place].bits & BEARS
            return not linked or word.text in ACQUIRING
        if word.bits & STOPPED:
            linked.add(word.text)
            if not (linked <= OF or linked <= ARTICLES | SERVING):
                return False
    return False


def _bearing(reading: Reading) -> Iterator[int]:
    return (place for place, word in enumerate(reading.words) if word.bits & BEARS)
