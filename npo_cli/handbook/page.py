"""The page: what a handbook holds, before it is written in any format."""

from typing import NamedTuple

from npo_cli.eligibility.verdict import Verdict
from npo_cli.language import Language


class Quote(NamedTuple):
    """The words of a source, where they stand, and the address of the source (may be empty)."""

    text: str
    source: str
    url: str


class Entry(NamedTuple):
    """A rule, goal or provision: its id, title, verdict with its sign, paragraphs, facts by their label, and quote."""

    id: str
    title: str
    verdict: Verdict | None
    status: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    quote: Quote | None


class Table(NamedTuple):
    """A table: what it shows, its headings, and rows of which the first cell names the entry with the id before it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


class Chapter(NamedTuple):
    """A chapter: an id, a title, paragraphs, a quote, a table, entries, and chapters below it."""

    id: str
    title: str
    paragraphs: tuple[str, ...] = ()
    quote: Quote | None = None
    table: Table | None = None
    entries: tuple[Entry, ...] = ()
    parts: tuple["Chapter", ...] = ()


class Page(NamedTuple):
    """A whole handbook: its title, what stands above the chapters, the chapters, and the colophon."""

    language: Language
    title: str
    paragraphs: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    colophon: str
