"""Typing errors: which known word was meant by an unknown one, if it is long and near enough.

Short words are never guessed at, for there one letter makes another word (huur, duur). To find the near ones without
comparing all, every known word is cut in pieces, one more than the errors allowed: one piece then stands unharmed in
the mistyped word, at nearly the same place. Neighbours that changed places may harm two pieces and are tried apart.
The first letter is taken to be right.
"""

from collections.abc import Iterator
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
        ranked = sorted(
            (far, known)
            for known in {*self._sharing(word, errors), *self._swapped(word)}
            if (far := distance(word, known, errors)) <= errors
        )
        return ranked[0][1] if ranked else ""

    def _sharing(self, word: str, errors: int) -> Iterator[str]:
        pieces = self._pieces(word[0])
        for size in range(len(word) - errors, len(word) + errors + 1):
            for number, (start, end) in enumerate(_cuts(size, errors + 1)):
                for shift in range(-errors, errors + 1):
                    if start + shift >= 0:
                        piece = word[start + shift : end + shift]
                        for known in pieces.get((errors, number, piece), ()):
                            if len(known) == size:
                                yield known

    def _swapped(self, word: str) -> Iterator[str]:
        for place in range(len(word) - 1):
            swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            if swapped in self._forms:
                yield swapped


def _cuts(size: int, pieces: int) -> list[tuple[int, int]]:
    """Give the start and end of each of a number of nearly equal pieces."""
    edges = [size * number // pieces for number in range(pieces + 1)]
    return list(pairwise(edges))


def distance(left: str, right: str, most: int) -> int:
    """Count the letters to change, add, drop or swap with a neighbour; `most + 1` stands for any higher count."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, 1):
        two_before, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == right[j - 2] and left[i - 2] == other:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
