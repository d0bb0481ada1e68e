"""The handbook as Markdown."""

import re
from collections.abc import Iterator

from npo_cli.handbook.page import Chapter, Entry, Page, Quote, Table
from npo_cli.terminal import pretty_sign

_MARKS = re.compile(r"([\\`*_\[\]<>|~])")
_STARTS = re.compile(r"^(\d*)([#+=.)-])")  # what would begin a heading or a list


def to_markdown(page: Page) -> str:
    """Write a handbook as Markdown."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield f"# {_text(page.title)}"
    yield from _paragraphs(page.paragraphs)
    for chapter in page.chapters:
        yield from _chapter(chapter, 2)
    yield ""
    yield "---"
    yield from _paragraphs((page.colophon,))


def _chapter(chapter: Chapter, depth: int) -> Iterator[str]:
    yield ""
    yield f"{'#' * depth} {_text(chapter.title)}"
    yield from _paragraphs(chapter.paragraphs)
    if chapter.quote:
        yield ""
        yield from _quote(chapter.quote)
    if chapter.table:
        yield ""
        yield from _table(chapter.table)
    for entry in chapter.entries:
        yield from _entry(entry, depth + 1)
    for part in chapter.parts:
        yield from _chapter(part, depth + 1)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.head)
    yield _row("---" for _ in table.head)
    for _, cells in table.rows:
        yield _row(map(_text, cells))


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _entry(entry: Entry, depth: int) -> Iterator[str]:
    yield ""
    yield f"{'#' * depth} {_text(entry.title)}"
    if entry.status:
        sign = f"{pretty_sign(entry.verdict)} " if entry.verdict else ""
        yield ""
        yield f"**{sign}{_text(entry.status)}**"
    yield from _paragraphs(entry.paragraphs)
    if entry.facts:
        yield ""
        yield from (f"- {_text(label)}: {_text(value)}" for label, value in entry.facts)
    if entry.quote:
        yield ""
        yield from _quote(entry.quote)


def _quote(quote: Quote) -> Iterator[str]:
    if quote.text:
        yield f"> “{_text(quote.text)}”"
        yield ">"
        yield f"> — {_text(quote.source)}" + (f", <{quote.url}>" if quote.url else "")
    elif quote.url:
        yield f"<{quote.url}>"


def _paragraphs(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        yield ""
        yield _text(text)


def _text(text: str) -> str:
    """Take from a text all that Markdown would obey."""
    return _STARTS.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))
