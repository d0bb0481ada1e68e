"""The handbook as one HTML file that needs nothing else: to be sent, read on any screen, or printed."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from npo_cli.handbook.page import Chapter, Entry, Page, Quote, Table
from npo_cli.language import Phrase
from npo_cli.terminal import pretty_sign

SKIP = Phrase("Naar de inhoud", "Skip to the content")
CONTENTS = Phrase("Inhoud", "Contents")

_QUOTED_IN = "nl"  # the sources of a Dutch grant are Dutch, and quotes are never translated
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(page: Page) -> str:
    """Write a handbook as HTML."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    style = files("npo_cli.handbook").joinpath("handbook.css").read_text(encoding="utf-8")
    yield "<!doctype html>"
    yield f'<html lang="{page.language.value}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{escape(page.title)}</title>"
    yield f"<style>\n{style}</style>"
    yield "</head>"
    yield "<body>"
    yield f'<a class="skip" href="#content">{SKIP.to(page.language)}</a>'
    yield "<header>"
    yield f"<h1>{escape(page.title)}</h1>"
    yield from _paragraphs(page.paragraphs)
    yield "</header>"
    yield from _contents(page)
    yield '<main id="content">'
    for chapter in page.chapters:
        yield from _chapter(chapter, 2)
    yield "</main>"
    yield f"<footer><p>{escape(page.colophon)}</p></footer>"
    yield "</body>"
    yield "</html>"


def _contents(page: Page) -> Iterator[str]:
    yield '<nav aria-labelledby="contents">'
    yield f'<h2 id="contents">{CONTENTS.to(page.language)}</h2>'
    yield from _links(page.chapters)
    yield "</nav>"


def _links(chapters: tuple[Chapter, ...]) -> Iterator[str]:
    yield "<ol>"
    for chapter in chapters:
        yield f'<li><a href="#chapter-{escape(chapter.id)}">{escape(chapter.title)}</a>'
        if chapter.parts:
            yield from _links(chapter.parts)
        yield "</li>"
    yield "</ol>"


def _chapter(chapter: Chapter, depth: int) -> Iterator[str]:
    name = escape(chapter.id)
    yield f'<section aria-labelledby="chapter-{name}">'
    yield f'<h{depth} id="chapter-{name}">{escape(chapter.title)}</h{depth}>'
    yield from _paragraphs(chapter.paragraphs)
    if chapter.quote:
        yield from _quote(chapter.quote)
    if chapter.table:
        yield from _table(chapter.table)
    for entry in chapter.entries:
        yield from _entry(entry, depth + 1)
    for part in chapter.parts:
        yield from _chapter(part, depth + 1)
    yield "</section>"


def _table(table: Table) -> Iterator[str]:
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
    yield "<table>"
    yield f"<caption>{escape(table.caption)}</caption>"
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    yield f"<thead><tr>{head}</tr></thead>"
    yield "<tbody>"
    for name, (first, *cells) in table.rows:
        rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        yield f'<tr><th scope="row"><a href="#{escape(name)}">{escape(first)}</a></th>{rest}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _entry(entry: Entry, depth: int) -> Iterator[str]:
    yield f'<article id="{escape(entry.id)}">'
    yield f"<h{depth}>{escape(entry.title)}</h{depth}>"
    if entry.status:
        sign = f'<span aria-hidden="true">{pretty_sign(entry.verdict)}</span> ' if entry.verdict else ""
        kind = f" {entry.verdict.value}" if entry.verdict else ""
        yield f'<p class="status{kind}">{sign}{escape(entry.status)}</p>'
    yield from _paragraphs(entry.paragraphs)
    if entry.facts:
        yield "<dl>"
        yield from (f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in entry.facts)
        yield "</dl>"
    if entry.quote:
        yield from _quote(entry.quote)
    yield "</article>"


def _quote(quote: Quote) -> Iterator[str]:
    address = f'<a href="{escape(quote.url)}">{escape(quote.url)}</a>' if quote.url else ""
    if not quote.text:
        yield f"<p>{address}</p>"
        return
    yield "<figure>"
    yield f'<blockquote lang="{_QUOTED_IN}"><p>{escape(quote.text)}</p></blockquote>'
    yield f'<figcaption><cite lang="{_QUOTED_IN}">{escape(quote.source)}</cite>{f" · {address}" if address else ""}'
    yield "</figcaption>"
    yield "</figure>"


def _paragraphs(texts: tuple[str, ...]) -> Iterator[str]:
    yield from (f"<p>{escape(text)}</p>" for text in texts)
