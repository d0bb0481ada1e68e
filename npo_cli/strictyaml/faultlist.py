"""The faults of one file, gathered as they are found and told in the order of the file."""

from collections.abc import Mapping

from npo_cli.fault import Fault
from npo_cli.language import Phrase
from npo_cli.strictyaml.position import Position


class FaultList:
    """Gathers what is wrong in the file of this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._found: list[tuple[Position, Fault]] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, position: Position, phrase: Phrase, values: Mapping[str, object] | None = None) -> None:
        """Note what is wrong at a position."""
        line, column = position
        self._found.append((position, Fault(phrase, values or {}, f"{self.name}:{line}:{column}")))

    def lines(self) -> frozenset[int]:
        """Give the lines on which something is wrong so far."""
        return frozenset(line for (line, _), _ in self._found)

    def in_order(self) -> list[Fault]:
        """Give the faults in the order of the file."""
        return [fault for _, fault in sorted(self._found, key=lambda found: found[0])]
