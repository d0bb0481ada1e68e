"""Typing errors: which known word was meant by an unknown one, if it is long and near enough.

Short words are never guessed at, for there one letter makes another word (huur, duur). To find the near ones without
comparing all, every known word is cut in pieces, one more than the errors allowed: one piece then stands unharmed in
the mistyped word, at nearly the same place. Neighbours that changed places may harm two pieces and are tried apart.
The first letter is taken to be right.
"""

from collections.abc import Sequence
from itertools import pairwise

from npo_cli.eligibility.forms import Forms

SHORTEST = 6  # letters of a word that may be read with one error
SHORTEST_FOR_TWO = 11  # letters of a word that may be read with two


# What shows that a word may be a known one of some length: where a piece of the known word stands in it, and by piece
# the known words that have it. `start` and `end` are those in the unknown word.
Table = tuple[int, int, dict[str, list[str]]]


class SpellingIndex:
    """Known words by their pieces; made for one first letter and length at a time, as such words are asked for."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._by_letter: dict[str, dict[int, list[str]]] = {}
        self._tables: dict[tuple[str, int, int], list[Table]] = {}
        self._shifted: dict[tuple[str, int, int], list[Table]] = {}

    def _words(self, letter: str, size: int) -> Sequence[str]:
        by_size = self._by_letter.get(letter)
        if by_size is None:
            by_size = self._by_letter[letter] = {}
            for word in self._forms.starting(letter):
                by_size.setdefault(len(word), []).append(word)
        return by_size.get(size, ())

    def _pieces(self, letter: str, size: int, errors: int) -> list[Table]:
        """Give the pieces of the known words of a length, each where it stands in them."""
        tables = self._tables.get((letter, size, errors))
        if tables is None:
            tables = self._tables[letter, size, errors] = [(*cut, {}) for cut in _cuts(size, errors + 1)]
            for word in self._words(letter, size):
                for start, end, table in tables:
                    table.setdefault(word[start:end], []).append(word)
        return tables

    def _places(self, letter: str, size: int, errors: int) -> list[Table]:
        """Give every place in an unknown word of a length where a piece of a known one may stand.

        Letters added or dropped before a piece shift it, and those behind it make up the rest of the difference.
        """
        places = self._shifted.get((letter, size, errors))
        if places is None:
            places = self._shifted[letter, size, errors] = [
                (start + shift, end + shift, table)
                for longer in range(-errors, errors + 1)
                for start, end, table in self._pieces(letter, size - longer, errors)
                for shift in range(-errors, errors + 1)
                if abs(shift) + abs(longer - shift) <= errors and start + shift >= 0 and table
            ]
        return places

    def nearest(self, word: str, most: int = 2) -> tuple[str, ...]:
        """Give the known words that are nearest to a word, all equally near, the likeliest first; none if none is near.

        Likeliest is one with the same letters, for two that changed places are the commonest error, then one of which a
        letter was left out, and then the first by alphabet.
        """
        if len(word) < SHORTEST:
            return ()
        errors = min(most, 2 if len(word) >= SHORTEST_FOR_TWO else 1)
        letters = set(word)
        ranked = sorted(
            (far, sorted(word) != sorted(known), len(known) <= len(word), known)
            for known in self._sharing(word, errors) | self._swapped(word)
            # An error adds or drops two letters at most: most words that share a piece are told apart by this alone.
            if len(letters.symmetric_difference(known)) <= 2 * errors
            and (far := distance(word, known, errors)) <= errors
        )
        return tuple(known for far, _, _, known in ranked if far == ranked[0][0])

    def _sharing(self, word: str, errors: int) -> set[str]:
        found: set[str] = set()
        for start, end, table in self._places(word[0], len(word), errors):
            if sharing := table.get(word[start:end]):
                found.update(sharing)
        return found

    def _swapped(self, word: str) -> set[str]:
        swaps = [word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)]
        return {swapped for swapped in swaps if swapped in self._forms}


def _cuts(size: int, pieces: int) -> list[tuple[int, int]]:
    """Give the start and end of each of a number of nearly equal pieces."""
    edges = [size * number // pieces for number in range(pieces + 1)]
    return list(pairwise(edges))


def distance(left: str, right: str, most: int) -> int:
    """Count the letters to change, add, drop or swap with a neighbour; `most + 1` stands for any higher count."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    left, right = _unlike(left, right)
    if not left or not right:
        return len(left) + len(right)
    if most == 1:  # the one error must be all that is unlike
        return 1 if len(left) == len(right) == 1 or (len(left) == 2 and left == right[::-1]) else 2
    if most == 0:
        return 1
    # There is an error at once, for the words begin with different letters: try each kind, and count on behind it.
    rest = [(left[1:], right[1:]), (left[1:], right), (left, right[1:])]
    if left[0] == right[1:2] and left[1:2] == right[0]:
        rest.append((left[2:], right[2:]))
    return 1 + min([distance(one, other, most - 1) for one, other in rest])


def _unlike(left: str, right: str) -> tuple[str, str]:
    """Leave out the letters that two words begin and end with alike: no error need be there."""
    shorter = min(len(left), len(right))
    start = 0
    while start < shorter and left[start] == right[start]:
        start += 1
    left, right = left[start:], right[start:]
    shorter -= start
    end = 0
    while end < shorter and left[-1 - end] == right[-1 - end]:
        end += 1
    return (left[:-end], right[:-end]) if end else (left, right)
