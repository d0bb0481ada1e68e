"""The report for a terminal, drawn with Rich."""

from typing import TextIO

from rich.box import ASCII2, SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from npo_cli import terminal
from npo_cli.fault import printable
from npo_cli.language import Language
from npo_cli.reporting.formats.interface import shown
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Align, Section, Share
from npo_cli.reporting.sections import report_subtitle, report_title, sections

_BAR = 24
_LONGEST_HEADING = 15


def write(report: Report, stream: TextIO, language: Language, width: int) -> None:
    """Write the report in so many columns; in colour where the stream is a terminal that wants it."""
    console = Console(
        file=stream,
        width=width,
        force_terminal=terminal.colours(stream),
        color_system="standard" if terminal.colours(stream) else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(Text(printable(report_title(report, language)), style="bold"))
    console.print(Text(report_subtitle(report, language), style="dim"))
    for section in sections(report, language):
        console.print()
        console.print(Text(section.title, style="bold"))
        if section.rows:
            console.print(_table(section, language))
        for note in section.notes:
            console.print(Padding(Text(printable(note), style="dim"), (0, 0, 0, 1)))


def _table(section: Section, language: Language) -> Table:
    box = SIMPLE_HEAD if terminal.writes("─") else ASCII2
    bars = any(isinstance(cell, Share) for row in section.rows for cell in row)
    headed = any(column.heading for column in section.columns)
    table = Table(box=box, show_header=headed, show_edge=False, pad_edge=True)
    for column in section.columns:
        table.add_column(
            _over_lines(column.heading),
            justify="right" if column.align is Align.RIGHT else "left",
            no_wrap=not column.wraps,
            overflow="fold",
            header_style="dim",
        )
    if bars:
        table.add_column("", no_wrap=True)
    for place, row in enumerate(section.rows, start=1):
        cells = [Text(printable(shown(cell, language))) for cell in row]
        if bars:
            cells.append(Text(next((terminal.bar(cell.part, _BAR) for cell in row if isinstance(cell, Share)), "")))
        last = section.total and place == len(section.rows)
        table.add_row(*cells, style="bold" if last else None)
    return table


def _over_lines(heading: str) -> str:
    """Break a long heading near its middle, so that it leaves room for what stands below the others."""
    blanks = [place for place, char in enumerate(heading) if char == " "]
    if len(heading) <= _LONGEST_HEADING or not blanks:
        return heading
    middle = min(blanks, key=lambda place: abs(place - len(heading) / 2))
    return f"{heading[:middle]}\n{heading[middle + 1 :]}"
