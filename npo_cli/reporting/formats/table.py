"""The report as tables of plain characters, drawn with tabulate: Markdown, or columns for a text file."""

import re
from typing import TextIO

from tabulate import tabulate

from npo_cli.fault import printable
from npo_cli.language import Language
from npo_cli.reporting.formats.interface import shown
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Align, Document, Section
from npo_cli.reporting.sections import document

_OBEYED_BY_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def markdown(report: Report, stream: TextIO, language: Language, width: int) -> None:  # noqa: ARG001 (as all formats)
    """Write the report in Markdown; a description is shown as it is, whatever Markdown would make of it."""
    draw_markdown(document(report, language), stream, language)


def plain(report: Report, stream: TextIO, language: Language, width: int) -> None:  # noqa: ARG001 (as all formats)
    """Write the report in columns of plain text."""
    draw_plain(document(report, language), stream, language)


def draw_markdown(told: Document, stream: TextIO, language: Language) -> None:
    """Draw a document in Markdown."""
    stream.write(f"# {_escaped(told.title)}\n\n{told.subtitle}\n")
    for section in told.sections:
        stream.write(f"\n## {_escaped(section.title)}\n")
        if section.rows:
            stream.write(f"\n{_table(section, language, 'pipe')}\n")
        stream.writelines(f"\n{_escaped(note)}\n" for note in section.notes)


def draw_plain(told: Document, stream: TextIO, language: Language) -> None:
    """Draw a document in columns of plain text."""
    stream.write(f"{printable(told.title)}\n{told.subtitle}\n")
    for section in told.sections:
        stream.write(f"\n{section.title}\n\n")
        if section.rows:
            stream.write(f"{_table(section, language, 'simple')}\n")
        stream.writelines(f"{printable(note)}\n" for note in section.notes)


def _table(section: Section, language: Language, form: str) -> str:
    escape = _escaped if form == "pipe" else printable
    return tabulate(
        [[escape(shown(cell, language)) for cell in row] for row in section.rows],
        [escape(column.heading) for column in section.columns],
        tablefmt=form,
        colalign=["right" if column.align is Align.RIGHT else "left" for column in section.columns],
        disable_numparse=True,
    )


def _escaped(text: str) -> str:
    """Give a text of which Markdown makes nothing else."""
    return _OBEYED_BY_MARKDOWN.sub(r"\\\1", printable(text)).replace("\\-", "-")
