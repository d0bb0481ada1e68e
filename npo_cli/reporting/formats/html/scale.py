"""Scales: which amounts stand beside a drawing, and in which unit."""

from itertools import count
from typing import NamedTuple

from npo_cli.language import Language, Phrase

EUROS = Phrase("in euro's", "in euros")
THOUSANDS = Phrase("× € 1.000", "× € 1,000")
MILLIONS = Phrase("× € 1 miljoen", "× € 1 million")

_MOST_STEPS = 5


class Tick(NamedTuple):
    """A mark on a scale: where it stands, and what is written there."""

    place: float
    label: str


class Unit(NamedTuple):
    """In what amounts are written beside a drawing; `cents` is one of it."""

    name: str
    cents: int


def unit_of(most: int, language: Language) -> Unit:
    """Choose the unit for amounts up to one in cents."""
    if most < 1_000_000:
        return Unit(EUROS.to(language), 100)
    if most < 2_000_000_000:
        return Unit(THOUSANDS.to(language), 100_000)
    return Unit(MILLIONS.to(language), 100_000_000)


def ticks(low: int, high: int, unit: Unit, language: Language) -> tuple[Tick, ...]:
    """Give round amounts from at or below one to at or above another, both in cents."""
    step = next(
        size for power in count() for size in (10**power, 2 * 10**power, 5 * 10**power)
        if -(-high // size) - low // size <= _MOST_STEPS
    )  # fmt: skip
    first, last = low // step, max(-(-high // step), low // step + 1)
    return tuple(Tick(place * step, _label(place * step / unit.cents, language)) for place in range(first, last + 1))


def _label(number: float, language: Language) -> str:
    text = f"{number:,.2f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"
    return text.translate(str.maketrans(",.", ".,")) if language is Language.NL else text
