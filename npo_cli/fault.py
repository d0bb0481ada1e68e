"""What is wrong with an input, as a value: where, what, and how to mend it."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from npo_cli.language import Language, Phrase


class Fault(NamedTuple):
    """One thing wrong with the user's input.

    `where` is a place as users know it ("uitgaven.csv:5", "rules.yaml:3:7", "--amount"), or empty.
    `phrase` says what is wrong and how to mend it; `values` fill its names.
    """

    phrase: Phrase
    values: Mapping[str, object] = MappingProxyType({})
    where: str = ""

    def line(self, language: Language) -> str:
        """Give the fault as one line, safe to print: no control characters of the input survive."""
        values = {
            name: (value.to(language) if isinstance(value, Phrase) else value) for name, value in self.values.items()
        }
        text = self.phrase.to(language, **values)
        return printable(f"{self.where}: {text}" if self.where else text)

    @property
    def whole(self) -> Phrase:
        """The fault as a phrase, to stand within another."""
        return Phrase(self.line(Language.NL), self.line(Language.EN))


class InputError(Exception):
    """The user's input cannot be used: exit code 2, one line for each fault. Subclasses may end with another code."""

    exit_code = 2

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.line(Language.EN) for fault in faults))
        self.faults = faults

    def at(self, where: str) -> "InputError":
        """Give the same error with its place, for what parses a value without knowing where it stands."""
        placed = InputError(*(fault._replace(where=where) for fault in self.faults))
        placed.exit_code = self.exit_code
        return placed


def fault(phrase: Phrase, where: str = "", **values: object) -> Fault:
    """Make a fault, its values by name."""
    return Fault(phrase, values, where)


def refuse(phrase: Phrase, where: str = "", **values: object) -> InputError:
    """Make the error for a single fault, to be raised."""
    return InputError(fault(phrase, where, **values))


def raise_all(faults: Iterable[Fault]) -> None:
    """Raise every fault at once; none, no error."""
    found = tuple(faults)
    if found:
        raise InputError(*found)


def read_all(**readers: Callable[[], object]) -> dict[str, Any]:
    """Call each reader, and give what they give by name; raise the faults of all of them at once."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, read in readers.items():
        try:
            values[name] = read()
        except InputError as error:
            faults.extend(error.faults)
    raise_all(faults)
    return values


def printable(text: str) -> str:
    """Replace what a terminal would obey (escapes, bells, line breaks, direction marks) by `�`.

    The result is one line as long as the text, so that places in it stay true.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char in "\t\n\r\xa0" else "\ufffd" for char in text)


def printable_lines(text: str) -> str:
    """Give a text of several lines, each made printable."""
    return "\n".join(printable(line) for line in text.splitlines())
