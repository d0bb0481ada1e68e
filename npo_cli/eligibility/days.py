"""Runs of days without open ends, for comparing the days that rules govern."""

from datetime import date
from typing import NamedTuple

from npo_cli.eligibility.model import Validity
from npo_cli.language import Phrase


class Days(NamedTuple):
    """A run of days, both ends included, without open ends."""

    start: date
    end: date

    @classmethod
    def of(cls, validity: Validity) -> "Days":
        """Close open ends with the first and the last day there is."""
        return cls(validity.start or date.min, validity.end or date.max)

    @property
    def phrase(self) -> Phrase:
        """The days as users read them."""
        if self.start == date.min and self.end == date.max:
            return Phrase("altijd", "always")
        if self.start == date.min:
            return Phrase(f"tot en met {self.end}", f"until {self.end}")
        if self.end == date.max:
            return Phrase(f"vanaf {self.start}", f"from {self.start} on")
        return Phrase(f"van {self.start} tot en met {self.end}", f"from {self.start} to {self.end}")
