"""The table of word forms: which words of the vocabulary a form stands for; and a list of words without meaning.

There are thousands of forms, and a single check needs a handful. So the table is one text that is searched by halving
it, at some microseconds a word; only where many words are looked up is it worth cutting into a dictionary.
"""

from collections.abc import Sequence
from functools import cached_property

_WORTH_CUTTING = 200  # look-ups after which the dictionary has paid for itself


class Forms:
    """Forms in order of alphabet, each with the numbers of the words it may be: ` les:3 lessen:3,17 …`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._looked_up = 0

    def __contains__(self, form: str) -> bool:
        return self._numbers(form) is not None

    def get(self, form: str) -> tuple[int, ...] | None:
        """Give the numbers of the words that a form stands for, or None for an unknown form."""
        numbers = self._numbers(form)
        return None if numbers is None else tuple(map(int, numbers.split(",")))

    def starting(self, letter: str) -> Sequence[str]:
        """Give all forms with this first letter."""
        first = self._text.find(f" {letter}")
        if first < 0:
            return ()
        last = self._text.rfind(f" {letter}")
        run = self._text[first + 1 : self._text.find(" ", last + 1)]
        return [entry.partition(":")[0] for entry in run.split(" ")]

    def _numbers(self, form: str) -> str | None:
        if self._looked_up >= _WORTH_CUTTING:
            return self._table.get(form)
        self._looked_up += 1
        return self._found(form)

    def _found(self, form: str) -> str | None:
        """Search the text: what is left to search begins and ends at a blank, and is halved at an entry."""
        text, low, high = self._text, 0, len(self._text) - 1
        while low < high:
            before = text.rfind(" ", low, (low + high) // 2 + 1)
            colon = text.find(":", before)
            entry = text[before + 1 : colon]
            if entry == form:
                return text[colon + 1 : text.find(" ", colon)]
            if entry < form:
                low = text.find(" ", colon)
            else:
                high = before
        return None

    @cached_property
    def _table(self) -> dict[str, str]:
        return dict(entry.split(":") for entry in self._text.strip().split(" "))


class Listing:
    """Words in one text with a blank on either side of each, searched and then cut as the forms are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._looked_up = 0

    def __contains__(self, word: str) -> bool:
        if self._looked_up >= _WORTH_CUTTING:
            return word in self._words
        self._looked_up += 1
        return f" {word} " in self._text

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._text.split())


def forms_text(forms: dict[str, set[int]]) -> str:
    """Write a table of forms as the text that `Forms` reads."""
    entries = [f"{form}:{','.join(map(str, sorted(forms[form])))}" for form in sorted(forms)]
    return f" {' '.join(entries)} "
