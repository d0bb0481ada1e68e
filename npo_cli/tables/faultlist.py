"""The faults of a table, which may have one in each of its rows: the first thousand in full, and how many more."""

from npo_cli.fault import Fault, fault
from npo_cli.language import Phrase

MORE_FAULTS = Phrase("… en nog {count} fouten.", "… and {count} more faults.")
_MOST = 1_000


class FaultList:
    """Gathers the faults of a table with this name, to be told together."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._faults: list[Fault] = []
        self._left_out = 0

    def add(self, *faults: Fault) -> None:
        """Gather faults; beyond the first thousand they are only counted."""
        room = _MOST - len(self._faults)
        self._faults.extend(faults[:room])
        self._left_out += max(0, len(faults) - room)

    def told(self) -> list[Fault]:
        """Give the faults as they are told."""
        more = [fault(MORE_FAULTS, self._name, count=self._left_out)] if self._left_out else []
        return [*self._faults, *more]
