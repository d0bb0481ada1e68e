"""The page: put together from templates, in which every value is escaped.

Jinja2 fills the templates: it escapes all that it is given unless told otherwise, and a page reads best as a page.
The charts are templates too, and not drawn by a library. Those that give static SVG without a heavy install were
tried: pygal adds a script and thirteen kilobytes of style of its own to each chart, leather and svgwrite fix the
colours in every element; none gives a chart a description for a screen reader, takes the colours of a dark page or of
print, or hatches an area, so that a chart is read without its colours. matplotlib and altair are larger than npo.
"""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TextIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from npo_cli import __version__
from npo_cli.day import long_day
from npo_cli.fault import printable
from npo_cli.language import Language, Phrase
from npo_cli.money import euros
from npo_cli.reporting import sections as words
from npo_cli.reporting.formats.html import wording
from npo_cli.reporting.formats.html.bars import goal_bars, share_bars
from npo_cli.reporting.formats.html.bookings import SIGNS, booking_lines
from npo_cli.reporting.formats.html.timeline import timeline, timeline_section
from npo_cli.reporting.formats.interface import counted, shown
from npo_cli.reporting.report import Report
from npo_cli.reporting.section import Cell, Money, Section, Share
from npo_cli.reporting.sections import report_subtitle, report_title, sections

_TEMPLATES = Path(__file__).parent / "templates"
_HARD_SPACE = "\xa0"
_LONG_WORD = 30


class Figure(NamedTuple):
    """One of the figures that open the page."""

    label: str
    amount: str


class Point(NamedTuple):
    """A point of attention: a sign, what it says, and the section that it leads to."""

    sign: str
    text: str
    section: str


def write(report: Report, stream: TextIO, language: Language, width: int) -> None:  # noqa: ARG001 (as all formats)
    """Write the report."""
    stream.write(page(report, language))


def page(report: Report, language: Language) -> str:
    """Give the page as text."""
    told = {section.id: section for section in _sections(report, language)}
    bookings = booking_lines(report, language)
    style, script = _source("style.css"), _source("script.js")
    return _environment(language).get_template("page.html").render(
        lang=language.value,
        title=report_title(report, language),
        subtitle=report_subtitle(report, language),
        municipality=report.summary.municipality,
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 (files of npo itself; no value is ever put into them)
        script=Markup(script),  # noqa: S704 (idem)
        word=_Words(language),
        lead=" ".join(_lead(report, language)),
        figures=tuple(_figures(report, language)),
        points=tuple(_points(report, language)),
        sections=told,
        course=timeline(report, language),
        course_told=_course_told(report, language),
        shares=share_bars(told["shares"], language) if "shares" in told else None,
        goals=goal_bars(report, language),
        bookings=bookings,
        signs={state.phrase.to(language): sign for state, sign in SIGNS.items()},
        numbers={line.number for line in bookings.lines},
        bookings_note=_bookings_note(report, language),
        left_out=wording.LEFT_OUT.to(language, count=counted(len(bookings.lines), language)),
        made=wording.MADE.to(
            language, version=__version__, day=report.today.isoformat(), head=report.summary.head.hash
        ),
    )  # fmt: skip


class _Words:
    """The phrases by name, in the language of the page."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __getattr__(self, name: str) -> str:
        phrase: Phrase = getattr(wording, name.upper(), None) or getattr(words, name.upper())
        return phrase.to(self._language)


def _environment(language: Language) -> Environment:
    """Make what fills the templates; no text reaches the page with a sign that a reader does not see."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )
    environment.filters["shown"] = lambda cell: shown(cell, language)
    environment.tests["day"] = lambda cell: isinstance(cell, date)
    environment.tests["figure"] = _is_figure
    environment.tests["unbroken"] = _is_unbroken
    return environment


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell, Money | Share | int)


def _is_unbroken(cell: Cell) -> bool:
    """Say whether a text has a word, such as a hash, that may be broken anywhere."""
    return isinstance(cell, str) and any(len(word) > _LONG_WORD for word in cell.split())


def _seen(value: object) -> object:
    """Give a value of which a reader sees every sign; hard spaces stay, and so does what is HTML already."""
    if type(value) is not str:
        return value
    return _HARD_SPACE.join(map(printable, value.split(_HARD_SPACE)))


def _kept(amount: str) -> str:
    """Keep the sign of the euro and its amount together on a line."""
    return amount.replace(" ", _HARD_SPACE)


def _sections(report: Report, language: Language) -> Iterator[Section]:
    """Give the sections, with the course of the money after the key figures."""
    for section in sections(report, language):
        yield section
        if section.id == "key-figures":
            yield timeline_section(report, language)


def _source(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Give the policy that lets a browser use this style and this script, and nothing from elsewhere."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _lead(report: Report, language: Language) -> Iterator[str]:
    summary, whole = report.summary, report.summary.cumulative.whole
    lead = wording.LEAD if summary.remaining >= 0 else wording.LEAD_OVER
    yield lead.to(
        language,
        allocation=_kept(euros(summary.allocation, language)),
        spent=_kept(euros(whole.spent, language)),
        committed=_kept(euros(whole.committed, language)),
        remaining=_kept(euros(summary.remaining, language)),
        over=_kept(euros(-summary.remaining, language)),
    )
    if summary.period:
        elapsed, spent = (shown(Share(part), language) for part in (summary.period.elapsed, summary.share_spent))
        yield wording.LEAD_TIME.to(language, elapsed=elapsed, spent=spent)


def _figures(report: Report, language: Language) -> Iterator[Figure]:
    summary, whole = report.summary, report.summary.cumulative.whole
    for label, cents in (
        (words.ALLOCATION, summary.allocation),
        (words.RECEIVED, whole.received),
        (words.SPENT, whole.spent),
        (words.COMMITTED, whole.committed),
        (words.REMAINING, summary.remaining),
    ):
        yield Figure(label.to(language), euros(cents, language))


def _points(report: Report, language: Language) -> Iterator[Point]:
    whole = report.summary.cumulative.whole
    for section, sign, title, none, cents, count in (
        ("errors", "✗", words.ERRORS, wording.NO_ERRORS, whole.errors, whole.errors_count),
        ("uncertainties", "?", words.UNCERTAINTIES, wording.NO_UNCERTAINTIES, whole.awaiting, whole.awaiting_count),
        ("without-evidence", "!", words.BARE, wording.NO_BARE, whole.bare, whole.bare_count),
    ):
        noun = (wording.SPENDING if count == 1 else wording.SPENDINGS).to(language)
        told = wording.POINT.to(
            language,
            title=title.to(language),
            amount=_kept(euros(cents, language)),
            count=counted(count, language),
            noun=noun,
        )
        yield Point(sign, told, section) if count else Point("✓", none.to(language), section)


def _course_told(report: Report, language: Language) -> str:
    summary, whole = report.summary, report.summary.cumulative.whole
    period = summary.period
    start, end = (period.start, period.end) if period else (report.today, report.today)
    return wording.COURSE_TOLD.to(
        language,
        start=long_day(start, language),
        end=long_day(end, language),
        received=euros(whole.received, language),
        spent=euros(whole.spent, language),
        allocation=euros(summary.allocation, language),
    )


def _bookings_note(report: Report, language: Language) -> str:
    year = report.summary.year
    return wording.BOOKINGS_OF_YEAR.to(language, year=year) if year else wording.BOOKINGS_NOTE.to(language)
