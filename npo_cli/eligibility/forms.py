"""The table of word forms: which words of the vocabulary a form stands for.

Some twenty-five thousand forms must be there within a millisecond or two, so they are kept sorted and searched by
halves; only what is found is read further.
"""

from bisect import bisect_left
from collections.abc import Sequence


class Forms:
    """Forms in order of alphabet, each with the numbers of the words it may be."""

    def __init__(self, forms: str, numbers: str) -> None:
        self._forms = forms.split(" ")
        self._numbers = numbers.split(",")

    def __contains__(self, form: str) -> bool:
        place = bisect_left(self._forms, form)
        return place < len(self._forms) and self._forms[place] == form

    def get(self, form: str) -> tuple[int, ...] | None:
        """Give the numbers of the words that a form stands for, or None for an unknown form."""
        place = bisect_left(self._forms, form)
        if place == len(self._forms) or self._forms[place] != form:
            return None
        return tuple(map(int, self._numbers[place].split()))

    def starting(self, letter: str) -> Sequence[str]:
        """Give all forms with this first letter."""
        return self._forms[bisect_left(self._forms, letter) : bisect_left(self._forms, letter + "\uffff")]
