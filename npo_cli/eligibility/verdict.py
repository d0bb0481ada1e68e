"""The three verdicts, in order of caution."""

from collections.abc import Iterable
from enum import StrEnum

from npo_cli.language import Phrase


class Verdict(StrEnum):
    """What may be said of an expense. Members stand in order, the most cautious last."""

    ELIGIBLE = "eligible"
    CONSULT = "consult"
    EXCLUDED = "excluded"

    @property
    def phrase(self) -> Phrase:
        """The verdict as users read it."""
        return _PHRASES[self]

    @property
    def caution(self) -> int:
        """How cautious the verdict is: 0 for eligible, 2 for excluded."""
        return _CAUTION[self]


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the most cautious of one or more verdicts."""
    return max(verdicts, key=_CAUTION.__getitem__)


_CAUTION = {verdict: place for place, verdict in enumerate(Verdict)}

_PHRASES = {
    Verdict.ELIGIBLE: Phrase("toegestaan", "eligible"),
    Verdict.CONSULT: Phrase("overleg met accountant", "consult the accountant"),
    Verdict.EXCLUDED: Phrase("niet toegestaan", "excluded"),
}
