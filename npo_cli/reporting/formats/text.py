"""The report for a terminal.

Its tables are drawn here: to load a library for it and let that lay out a long report took as long as all the rest
together. A column of text is broken over lines where room is short, and a figure never.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TextIO

from npo_cli import terminal
from npo_cli.fault import printable
from npo_cli.language import Language, Phrase
from npo_cli.reporting.formats.interface import shown
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Align, Cell, Document, Section, Share
from npo_cli.reporting.sections import document

CONTINUED = Phrase("{title} (vervolg)", "{title} (continued)")

_BAR = 24
_LONGEST_HEADING = 15
_BETWEEN = "   "
_NAME = 22  # columns that a text keeps beside others as long as another text can give way, or a table be divided
_LEAST = 10  # columns for a text, however narrow the terminal

Paint = Callable[[str], str]


class _Style(NamedTuple):
    """How what stands out is written, in how many columns, and whether shares get bars."""

    bold: Paint
    faint: Paint
    width: int
    bars: bool


class _Column(NamedTuple):
    """A column as it is drawn: its heading in lines, the side its cells stand on, and how wide it is."""

    heading: list[str]
    right: bool
    width: int

    def placed(self, text: str) -> str:
        """Give a cell as wide as the column."""
        return text.rjust(self.width) if self.right else text.ljust(self.width)


def write(report: Report, stream: TextIO, language: Language, width: int) -> None:
    """Write the report in so many columns."""
    draw(document(report, language), stream, language, width)


def draw(told: Document, stream: TextIO, language: Language, width: int, *, bars: bool = True) -> None:
    """Draw a document; in colour where the stream is a terminal that wants it, with shares as bars if wanted."""
    coloured = terminal.colours(stream)
    style = _Style(terminal.bold if coloured else _plain, terminal.faint if coloured else _plain, width, bars)
    stream.writelines(f"{line}\n" for line in _lines(told, language, style))


def _lines(told: Document, language: Language, style: _Style) -> Iterator[str]:
    yield from _said(told.title, style.bold, style)
    yield from _said(told.subtitle, style.faint, style)
    for section in told.sections:
        yield ""
        yield from _said(section.title, style.bold, style)
        if section.rows:
            yield from _table(section, language, style)
        for note in section.notes:
            yield from _said(note, style.faint, style, " ")


def _said(text: str, paint: Paint, style: _Style, indent: str = "") -> Iterator[str]:
    return map(paint, terminal.wrapped(printable(text), style.width, indent))


def _table(section: Section, language: Language, style: _Style) -> Iterator[str]:
    rows = [_cells(row, language) for row in section.rows]
    if style.bars and any(isinstance(cell, Share) for row in section.rows for cell in row):
        rows = [[*cells, _bar(row)] for cells, row in zip(rows, section.rows, strict=True)]
    columns = _columns(section, rows, style.width)
    if any(column.heading for column in columns):
        deep = max(len(column.heading) for column in columns)
        for place in range(-deep, 0):
            yield style.faint(
                _row(columns, [column.heading[place] if -place <= len(column.heading) else "" for column in columns])
            )
        yield ("─" if terminal.writes("─") else "-") * (sum(len(_BETWEEN) + column.width for column in columns) - 1)
    for number, row in enumerate(rows, start=1):
        paint = style.bold if section.total and number == len(rows) else _plain
        broken = [_broken(text, column.width) for text, column in zip(row, columns, strict=True)]
        for place in range(max(map(len, broken))):
            yield paint(_row(columns, [lines[place] if place < len(lines) else "" for lines in broken]))


def _cells(row: Sequence[Cell], language: Language) -> list[str]:
    return [printable(shown(cell, language)) for cell in row]


def _bar(row: Sequence[Cell]) -> str:
    """Draw the share of a row."""
    return next((terminal.bar(cell.part, _BAR) for cell in row if isinstance(cell, Share)), "")


def parted(section: Section, language: Language, width: int) -> Iterator[Section]:
    """Divide a section that is too wide over several with the same first column, and the notes below the last."""
    widths = []
    for place, column in enumerate(section.columns):
        cells = (printable(shown(row[place], language)) for row in section.rows)
        widest = max(map(len, (*_over_lines(column.heading), *cells)))
        widths.append(min(widest, _NAME) if column.wraps else widest)
    parts: list[list[int]] = [[]]
    for place in range(1, len(widths)):
        taken = sum(len(_BETWEEN) + widths[each] for each in (0, *parts[-1], place)) - 1
        if parts[-1] and taken > width:
            parts.append([])
        parts[-1].append(place)
    for part in parts:
        kept = (0, *part)
        yield section._replace(
            title=section.title if part is parts[0] else CONTINUED.to(language, title=section.title),
            columns=tuple(section.columns[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in section.rows),
            notes=section.notes if part is parts[-1] else (),
        )


def _columns(section: Section, rows: list[list[str]], width: int) -> list[_Column]:
    """Make each column as wide as its cells, but those that may be broken no wider than there is room for."""
    headings = [_over_lines(column.heading) for column in section.columns]
    right = [column.align is Align.RIGHT for column in section.columns]
    wraps = [column.wraps for column in section.columns]
    if rows and len(rows[0]) > len(headings):
        headings, right, wraps = [*headings, []], [*right, False], [*wraps, False]
    widths = [
        max(map(len, (*heading, *cells)), default=0)
        for heading, cells in zip(headings, zip(*rows, strict=True), strict=True)
    ]
    ruled = any(headings)  # by a line that ends one further than the cells
    over = sum(len(_BETWEEN) + each for each in widths) - (1 if ruled else 2) - width
    may_break = sorted((place for place, may in enumerate(wraps) if may), key=lambda place: -widths[place])
    for enough in (_NAME, _LEAST):
        for place in may_break:
            least = max(enough, *map(len, headings[place])) if headings[place] else enough
            narrower = max(min(widths[place], least), widths[place] - max(over, 0))
            over -= widths[place] - narrower
            widths[place] = narrower
    return list(map(_Column, headings, right, widths))


def _broken(text: str, width: int) -> list[str]:
    """Break a text that is too wide, within a word if that alone is."""
    return [text] if len(text) <= width else terminal.wrapped(text, width)


def _row(columns: list[_Column], texts: list[str]) -> str:
    cells = [column.placed(text) for column, text in zip(columns, texts, strict=True)]
    return f" {_BETWEEN.join(cells)}".rstrip()


def _over_lines(heading: str) -> list[str]:
    """Break a long heading near its middle, so that it leaves room for what stands below the others."""
    blanks = [place for place, char in enumerate(heading) if char == " "]
    if len(heading) <= _LONGEST_HEADING or not blanks:
        return [heading] if heading else []
    middle = min(blanks, key=lambda place: abs(place - len(heading) / 2))
    return [heading[:middle], heading[middle + 1 :]]


def _plain(text: str) -> str:
    return text
