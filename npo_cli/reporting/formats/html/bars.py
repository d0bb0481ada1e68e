"""Bars: shares of a whole beside each other, and the amounts of each goal behind each other."""

from collections.abc import Iterator
from typing import NamedTuple

from npo_cli.language import Language
from npo_cli.reporting.formats.html.scale import Tick, Unit, ticks, unit_of
from npo_cli.reporting.formats.interface import shown
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Section, Share

LEFT, RIGHT = 4.0, 476.0  # where the bars stand in the drawing
TOP, STEP = 16.0, 44.0  # the line of the first label, and how far the next is below it


class Piece(NamedTuple):
    """A part of a bar: what it stands for (`spent`, `awaiting` or `committed`), where it begins and how long it is."""

    kind: str
    x: float
    length: float


class Bar(NamedTuple):
    """A bar with its label above it, and perhaps its value at the right of that."""

    y: float
    label: str
    pieces: tuple[Piece, ...]
    value: str = ""


class Bars(NamedTuple):
    """A drawing of bars, with the scale below them."""

    bars: tuple[Bar, ...]
    marks: tuple[Tick, ...]
    height: float
    unit: Unit | None = None


def share_bars(section: Section, language: Language) -> Bars:
    """Draw shares as bars; the scale runs to 100%, or further where more was spent."""
    rows = [(str(label), share) for label, share in section.rows if isinstance(share, Share)]
    most = max([1.0, *(share.part for _, share in rows)])
    bars = tuple(
        Bar(
            TOP + STEP * place,
            label,
            (Piece("spent", LEFT, _length(share.part, most)),),
            shown(share, language),
        )
        for place, (label, share) in enumerate(rows)
    )
    marks = tuple(Tick(LEFT + _length(part, most), f"{part:.0%}") for part in (0.0, 0.25, 0.5, 0.75, 1.0))
    return Bars(bars, marks, TOP + STEP * len(rows))


def goal_bars(report: Report, language: Language) -> Bars:
    """Draw what was spent, awaits the accountant and was committed, for each goal."""
    goals = report.summary.cumulative.goals
    most = max((figures.spent + figures.committed for _, figures in goals), default=0)
    unit = unit_of(most, language)
    marks = ticks(0, most, unit, language)
    high = marks[-1].place
    bars = []
    for place, (goal, figures) in enumerate(goals):
        parts = {
            "spent": figures.spent - figures.awaiting,
            "awaiting": figures.awaiting,
            "committed": figures.committed,
        }
        bars.append(Bar(TOP + STEP * place, goal.title.to(language), tuple(_pieces(parts, high))))
    return Bars(
        tuple(bars),
        tuple(Tick(LEFT + _length(tick.place, high), tick.label) for tick in marks),
        TOP + STEP * len(goals),
        unit,
    )


def _pieces(parts: dict[str, int], high: float) -> Iterator[Piece]:
    x = LEFT
    for kind, cents in parts.items():
        length = _length(cents, high)
        if length:
            yield Piece(kind, round(x, 1), length)
        x += length


def _length(part: float, most: float) -> float:
    return round((RIGHT - LEFT) * max(part, 0) / most, 1)
