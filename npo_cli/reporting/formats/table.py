"""The report as tables of plain characters, drawn with tabulate: Markdown, or columns for a text file."""

import re
from typing import TextIO

from tabulate import tabulate

from npo_cli.fault import printable
from npo_cli.language import Language
from npo_cli.reporting.formats.interface import shown
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Align, Section
from npo_cli.reporting.sections import report_subtitle, report_title, sections

_OBEYED_BY_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def markdown(report: Report, stream: TextIO, language: Language, width: int) -> None:  # noqa: ARG001 (as all formats)
    """Write the report in Markdown; a description is shown as it is, whatever Markdown would make of it."""
    stream.write(f"# {_escaped(report_title(report, language))}\n\n{report_subtitle(report, language)}\n")
    for section in sections(report, language):
        stream.write(f"\n## {_escaped(section.title)}\n")
        if section.rows:
            stream.write(f"\n{_table(section, language, 'pipe')}\n")
        stream.writelines(f"\n{_escaped(note)}\n" for note in section.notes)


def plain(report: Report, stream: TextIO, language: Language, width: int) -> None:  # noqa: ARG001 (as all formats)
    """Write the report in columns of plain text."""
    stream.write(f"{printable(report_title(report, language))}\n{report_subtitle(report, language)}\n")
    for section in sections(report, language):
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
