"""Builds the lexicon of a pack from its terms and its vocabulary, as plain data that can be kept in a cache."""

import json
from collections.abc import Iterable
from typing import Any

from npo_cli.eligibility.forms import forms_text
from npo_cli.eligibility.function_words import JOINING, STOP
from npo_cli.eligibility.inflection import forms
from npo_cli.eligibility.model import RunningWords, Vocabulary
from npo_cli.eligibility.term import Term, TermKind, parse_term
from npo_cli.eligibility.words import words_of
from npo_cli.language import Language

_SHORTEST_HALF = 4  # letters of a part that may stand apart: zomer school


class LexiconBuilder:
    """Collects words and terms; `data` gives the lexicon."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._numbers: dict[str, int] = {}
        self._forms: dict[str, set[int]] = {}
        self._inflected: set[tuple[str, Language]] = set()  # the words of which the forms are known
        self._bags: dict[tuple[int, ...], int] = {}
        self._singles: dict[int, set[int]] = {}
        self._phrases: set[tuple[int, int, tuple[int, ...]]] = set()
        self._sets: set[tuple[int, int, tuple[int, ...]]] = set()
        self._tails: set[tuple[str, int]] = set()
        self._heads: set[tuple[str, int]] = set()
        self._meaningful: set[int] = set()
        self._rule_words: set[int] = set()
        self._bearers: set[int] = set()
        self._added: set[int] = set()
        self._groups: dict[str, tuple[str, ...]] = self._read_groups()
        self._grouped = {word for group in self._groups.values() for word in group}
        for language in Language:
            self._read_neutral(language)
        self._of_no_weight = set(self._numbers.values())

    def add(self, owner: int, text: str, language: Language, *, things: bool = True) -> None:
        """Let a term speak for an owner: the number of a rule, an answer or a goal. Raises TermError.

        `things` says that its words may name what is bought; those of an answer yes (tijdelijk, hogeschool) only tell.
        """
        for term in parse_term(text, self._groups):
            self._add(owner, term, language)
            if not things:
                self._of_no_weight.update(self._numbers[word] for place in term.places for word in place)

    def add_local(self, owner: int, text: str, language: Language) -> None:
        """Let a term of a workspace's own rule speak, after all terms of the pack. Raises TermError.

        What the pack makes of its words still stands: a word that only such a term names is a compound of the pack too.
        """
        known = len(self._numbers)
        self.add(owner, text, language)
        self._added.update(range(known, len(self._numbers)))
        self._rule_words.update(self._singles.keys() & self._added)

    def close_rules(self) -> None:
        """Note which words are those of rules: these may end a compound that keeps the meaning of its first half."""
        self._rule_words = set(self._singles)

    def data(self) -> dict[str, Any]:
        """Give the lexicon as plain data; equal input gives equal data, whatever the order of files.

        `things` has a 1 for each word that only terms name, which beside a measure may be bought (`glas + kabel`).
        `added` are those of them that only a workspace's own terms name.
        `words` are the words themselves, by number; `uses` says what each of them means to the rules, as JSON of its
        own that is read when the word is met; `bags` are the sets of words that terms speak of.
        """
        self._add_words_apart()
        return {
            "forms": forms_text(self._forms),
            "words": " ".join(self._numbers),
            "uses": "\n".join(self._uses()),  # one text each, which loads faster than a list of many
            "bags": "\n".join(" ".join(map(str, bag)) for bag in self._bags),
            "plain": _listing(self._vocabulary.plain),
            "genuine": _listing(self._vocabulary.genuine),
            "things": "".join("01"[number not in self._of_no_weight] for number in range(len(self._numbers))),
            "added": sorted(self._added),
            "other": " ".join(sorted(self._other_words())),
            "bearers": sorted(self._bearers | self._words_of_groups(self._vocabulary.bearing)),
            "tails": sorted(self._tails),
            "heads": sorted(self._heads),
        }

    def _uses(self) -> list[str]:
        """Write, for each word by number, whether it carries compounds, and what its terms ask; empty if nothing."""
        phrases: dict[int, list[list[Any]]] = {}
        sets: dict[int, list[list[Any]]] = {}
        bags = list(self._bags)
        for terms, by_word in ((self._phrases, phrases), (self._sets, sets)):
            for first, owner, rest in sorted(terms):
                for number in bags[first]:
                    by_word.setdefault(number, []).append([owner, list(rest)])
        carriers = self._carriers()
        uses = []
        for number in range(len(self._numbers)):
            use = [
                int(number in carriers),
                int(number in self._meaningful),
                sorted(self._singles.get(number, ())),
                phrases.get(number, []),
                sets.get(number, []),
            ]
            meaningful = number in self._meaningful or number in carriers
            uses.append(json.dumps(use, separators=(",", ":")) if meaningful else "")
        return uses

    def _read_groups(self) -> dict[str, tuple[str, ...]]:
        """Give the words of each group in both languages: descriptions mix them (summer school activiteiten)."""
        groups = {}
        for name, terms in sorted(self._vocabulary.groups.items()):
            found: list[str] = []
            for language in Language:
                words = [word for text in getattr(terms, language) for word in words_of(text)]
                self._numbers_of(words, language)
                found.extend(words)
            groups[name] = tuple(dict.fromkeys(found))
        return groups

    def _read_neutral(self, language: Language) -> None:
        for text in getattr(self._vocabulary.neutral, language):
            self._numbers_of(_content(text), language)
        for text in getattr(self._vocabulary.bearers, language):
            self._bearers.update(self._numbers_of(_content(text), language))

    def _numbers_of(self, words: Iterable[str], language: Language) -> tuple[int, ...]:
        return tuple(sorted({self._number(word, language) for word in words}))

    def _number(self, word: str, language: Language) -> int:
        number = self._numbers.setdefault(word, len(self._numbers))
        if (word, language) not in self._inflected:
            self._inflected.add((word, language))
            for surface in forms(word, language):
                self._forms.setdefault(surface, set()).add(number)
        return number

    def _bag(self, words: Iterable[str], language: Language) -> int:
        bag = tuple(
            sorted({self._numbers[word] if word in self._grouped else self._number(word, language) for word in words})
        )
        self._meaningful.update(bag)
        return self._bags.setdefault(bag, len(self._bags))

    def _add(self, owner: int, term: Term, language: Language) -> None:
        if term.kind is TermKind.WORD:
            for word in term.places[0]:
                self._add_single(owner, term, self._number(word, language), word)
            return
        first, *rest = (self._bag(place, language) for place in term.places)
        target = self._phrases if term.kind is TermKind.PHRASE else self._sets
        target.add((first, owner, tuple(rest)))
        if term.kind is TermKind.PHRASE and len(term.places) == 2:
            self._add_joined(owner, term.places, language)

    def _add_single(self, owner: int, term: Term, number: int, word: str) -> None:
        self._singles.setdefault(number, set()).add(owner)
        self._meaningful.add(number)
        if term.open_tail:
            self._tails.add((word, number))
        if term.open_head:
            self._heads.add((word, number))

    def _add_joined(self, owner: int, places: tuple[tuple[str, ...], ...], language: Language) -> None:
        """Let `summer school` also be read as `summerschool`."""
        for left in places[0]:
            for right in places[1]:
                if min(len(left), len(right)) >= _SHORTEST_HALF and left not in STOP and right not in STOP:
                    self._add_single(owner, Term(TermKind.WORD, ()), self._number(left + right, language), left + right)

    def _add_words_apart(self) -> None:
        """Let `zomerschool` also be read as `zomer school`, where both halves are known words."""
        words = {number: word for word, number in self._numbers.items()}
        for number, owners in sorted(self._singles.items()):
            word = words[number]
            for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
                left, right = word[:cut], word[cut:]
                if left in self._forms and right in self._forms and not {left, right} & (STOP | JOINING):
                    bags = [
                        self._bags.setdefault(tuple(sorted(self._forms[half])), len(self._bags))
                        for half in (left, right)
                    ]
                    self._meaningful.update(self._forms[left] | self._forms[right])
                    self._phrases |= {(bags[0], owner, (bags[1],)) for owner in owners}

    def _carriers(self) -> set[int]:
        """Give the words that leave the first half of a compound its meaning: those of rules, and the named groups."""
        return self._words_of_groups(self._vocabulary.heads) | self._rule_words

    def _words_of_groups(self, names: Iterable[str]) -> set[int]:
        return {self._numbers[word] for name in names for word in self._groups[name]}

    def _other_words(self) -> set[str]:
        return {
            surface
            for language in Language
            for text in getattr(self._vocabulary.other, language)
            for word in words_of(text)
            for surface in forms(word, language)
        } - self._forms.keys()


def _listing(words: RunningWords) -> str:
    """Give the words as one text with a blank on either side of each."""
    return f" {' '.join(sorted({*words_of(words.nl), *words_of(words.en)}))} "


def _content(text: str) -> list[str]:
    """Give the words of a text but for those of grammar, which may not stand in a compound."""
    return [word for word in words_of(text) if word not in STOP and word not in JOINING]
