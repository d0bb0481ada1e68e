"""Typing errors: which known word was meant by an unknown one, if it is long and near enough.

Short words are never guessed at, for there one letter makes another word (huur, duur). To find the near ones without
comparing all, every known word is cut in pieces, one more than the errors allowed: one piece then stands unharmed in
the mistyped word, at nearly the same place. Neighbours that changed places may harm two pieces and are tried apart.
The first letter is taken to be right.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from npo_cli.eligibility.forms import Forms

SHORTEST = 6  # letters of a word that may be read with one error
SHORTEST_FOR_TWO = 11  # letters of a word that may be read with two


class SpellingIndex:
    """Known words by their pieces; made for one first letter at a time, as words with that letter are asked for."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._by_letter: dict[str, dict[tuple[int, int, str], list[str]]] = {}

    def _pieces(self, letter: str) -> dict[tuple[int, int, str], list[str]]:
        found = self._by_letter.get(letter)
        if found is None:
            found = self._by_letter[letter] = {}
            for word in self._forms.starting(letter):
                for errors in (1, 2):
                    if len(word) >= (SHORTEST if errors == 1 else SHORTEST_FOR_TWO) - errors:
                        for number, (start, end) in enumerate(_cuts(len(word), errors + 1)):
                            found.setdefault((errors, number, word[start:end]), []).append(word)
        return found

    def nearest(self, word: str, most: int = 2) -> str:
        """Give the known word nearest to a word, or an empty text; of equals the first by alphabet."""
        if len(word) < SHORTEST:
            return ""
        errors = min(most, 2 if len(word) >= SHORTEST_FOR_TWO else 1)
        letters = set(word)
        ranked = [
            (far, known)
            for known in {*self._sharing(word, errors), *self._swapped(word)}
            # An error adds or drops two letters at most: most words that share a piece are told apart by this alone.
            if len(letters.symmetric_difference(known)) <= 2 * errors
            and (far := distance(word, known, errors)) <= errors
        ]
        return min(ranked)[1] if ranked else ""

    def _sharing(self, word: str, errors: int) -> Iterator[str]:
        pieces = self._pieces(word[0])
        for size in range(len(word) - errors, len(word) + errors + 1):
            for number, (start, end) in enumerate(_cuts(size, errors + 1)):
                for shift in range(max(-errors, -start), errors + 1):
                    found = pieces.get((errors, number, word[start + shift : end + shift]))
                    if found:
                        yield from [known for known in found if len(known) == size]

    def _swapped(self, word: str) -> Iterator[str]:
        for place in range(len(word) - 1):
            swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            if swapped in self._forms:
                yield swapped


@cache
def _cuts(size: int, pieces: int) -> tuple[tuple[int, int], ...]:
    """Give the start and end of each of a number of nearly equal pieces."""
    edges = [size * number // pieces for number in range(pieces + 1)]
    return tuple(pairwise(edges))


def distance(left: str, right: str, most: int) -> int:
    """Count the letters to change, add, drop or swap with a neighbour; `most + 1` stands for any higher count."""
    if most == 0:
        return int(left != right)
    if abs(len(left) - len(right)) > most:
        return most + 1
    left, right = _unlike(left, right)
    if not left or not right:
        return len(left) + len(right)
    # There is an error at once, for the words begin with different letters: try each kind, and count on behind it.
    rest = [(left[1:], right[1:]), (left[1:], right), (left, right[1:])]
    if left[0] == right[1:2] and left[1:2] == right[0]:
        rest.append((left[2:], right[2:]))
    return 1 + min([distance(one, other, most - 1) for one, other in rest])


def _unlike(left: str, right: str) -> tuple[str, str]:
    """Leave out the letters that two words begin and end with alike: no error need be there."""
    start = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        start += 1
    left, right = left[start:], right[start:]
    end = 0
    for one, other in zip(reversed(left), reversed(right), strict=False):
        if one != other:
            break
        end += 1
    return left[: len(left) - end], right[: len(right) - end]
