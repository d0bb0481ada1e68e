"""The page is whole, needs nothing beside it, and shows every text as text."""

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from npo_cli.bookkeeping.entry import Kind
from npo_cli.bookkeeping.ledger import Draft
from npo_cli.bookkeeping.storage.interface import Month, Storage, Wanted
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.language import Language
from npo_cli.reporting.formats.html.scale import ticks, unit_of
from npo_cli.reporting.formats.html.timeline import balances, timeline
from npo_cli.reporting.formats.interface import Form
from tests.reporting.conftest import MakeReport, report_of, written
from tests.reporting.example import NASTY, books, new_ledger
from tests.reporting.reading import html_rows


@pytest.fixture(scope="module")
def page(make: MakeReport) -> str:
    """Give the page of the example, in Dutch."""
    return written(make(), Form.HTML)


def test_texts_are_text(page: str) -> None:
    """HTML, quotes, a closing script and Rich markup in a description show as they were written."""
    assert NASTY not in page
    assert page.count("<script>") == 1
    told = [str(cell) for row in html_rows(page) for cell in row]
    assert any(NASTY in cell for cell in told)


def test_needs_nothing_beside_it(page: str) -> None:
    """No address is fetched, and the policy lets no browser do so; nothing is styled or run but what it names."""
    assert not re.search(r"<(?:link|img|script|iframe|source)[^>]+(?:href|src)=.(?!data:,)", page)
    assert "@import" not in page
    policy = unescape(re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[0])
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" in policy
    assert not re.search(r'<[^>]+ (?:style|on\w+)="', page)


@pytest.mark.parametrize(("language", "title"), [(Language.NL, "Boekingen"), (Language.EN, "Bookings")])
def test_speaks_both_languages(make: MakeReport, language: Language, title: str) -> None:
    """The page says in which language it is, and is in it."""
    text = written(make(2022), Form.HTML, language)
    assert f'<html lang="{language.value}">' in text
    assert f'<h2 id="bookings-title">{title}</h2>' in text


def test_headings_follow_each_other(page: str) -> None:
    """There is one title, and no level is skipped below it."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_links_lead_somewhere(page: str) -> None:
    """Every link within the page has its goal, and no goal stands twice."""
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_lists_all_bookings_without_script(page: str, example: Storage) -> None:
    """Every entry is a row of the table that is sent, with its amount."""
    numbers = [int(number) for number in re.findall(r'<tr id="b(\d+)"', page)]
    assert numbers == [standing.entry.number for standing in example.standings(Wanted())]
    spent = [standing.entry for standing in example.standings(Wanted(kinds=(Kind.SPENDING,)))]
    assert all(f'data-key="{entry.cents}"' in page for entry in spent)


def test_says_what_was_left_out(make: MakeReport, page: str) -> None:
    """A page that cannot hold all entries says so; one that does, does not."""
    assert "Hier staan de eerste 10 boekingen" in written(make(most=10), Form.HTML)
    assert "Hier staan de eerste" not in page


def test_empty_ledger_is_told(rulebook: Rulebook, tmp_path: Path) -> None:
    """A ledger in which nothing was booked gives a page that says so, with charts that stand."""
    with new_ledger(tmp_path / "empty.db", rulebook) as storage:
        text = written(report_of(storage, rulebook), Form.HTML)
    assert "Er is nog niets ontvangen of besteed." in text
    assert "Geen fouten" in text
    assert "nan" not in re.sub(r"<(?:style|script)>.*?</(?:style|script)>", "", text, flags=re.DOTALL)


def test_more_spent_than_allocated_is_told(rulebook: Rulebook, tmp_path: Path) -> None:
    """A negative remainder is told as what it is."""
    with new_ledger(tmp_path / "over.db", rulebook) as storage:
        ledger = books(storage, rulebook, "2023-04-18")
        ledger.allocate(500_000, date(2021, 10, 11), "beschikking")
        ledger.add(Draft("zomerschool", 800_000, date(2022, 6, 1), "catch-up", override="besluit"))
        text = written(report_of(storage, rulebook), Form.HTML)
    assert "€\xa03.000,00 meer dan beschikt" in text
    assert "€ -3.000,00" in text


def test_thousand_bookings_stay_small(rulebook: Rulebook, tmp_path: Path) -> None:
    """A page of a thousand bookings is smaller than 1.5 MB."""
    with new_ledger(tmp_path / "long.db", rulebook) as storage, storage.writing():
        ledger = books(storage, rulebook, "2023-04-18")
        ledger.allocate(99_999_999, date(2021, 10, 11), "beschikking")
        for number in range(1_000):
            ledger.add(
                Draft(
                    f"huiswerkbegeleiding na schooltijd, groep {number}, twaalf weken op vier scholen",
                    1_000 + number,
                    date(2022, 1 + number % 12, 1 + number % 28),
                    "catch-up",
                    supplier="Stichting De Leerlijn",
                    reference=f"2022-{number:05}",
                )
            )
        text = written(report_of(storage, rulebook), Form.HTML)
    assert text.count('<tr id="b') == 1_001
    assert len(text.encode()) < 1_500_000


def test_course_adds_up(make: MakeReport) -> None:
    """The course ends with all that was received and spent, and names a day once."""
    report = make()
    last, whole = balances(report)[-1], report.summary.cumulative.whole
    assert (last.received, last.spent) == (whole.received, whole.spent)
    days = [each.day for each in balances(report)]
    assert days == sorted(set(days))


def test_course_leaves_out_what_tells_nothing(make: MakeReport) -> None:
    """A quarter between two in which nothing differs is no line of the table."""
    report = make()
    months = (Month("2021-09", 0, 100), Month("2023-03", 0, 100))
    days = [each.day.isoformat() for each in balances(report._replace(months=months))]
    assert days == ["2021-09-30", "2022-12-31", "2023-03-31", "2023-04-30"]


def test_course_stays_within_its_frame(make: MakeReport) -> None:
    """Lines stay within the drawing, also where more was spent than allocated and where a sum falls below zero."""
    months = (Month("2021-05", -500, 0), Month("2023-03", 0, 99_999_999_999))
    drawn = timeline(make()._replace(months=months), Language.NL)
    dots = (*drawn.received, *drawn.spent)
    assert all(46 <= dot.x <= 468 and 44 <= dot.y <= 250 for dot in dots)


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        (0, ["0", "0,01"]),
        (1_50, ["0", "0,5", "1", "1,5"]),
        (50_399_735, ["0", "200", "400", "600"]),
        (99_999_999_999, ["0", "200", "400", "600", "800", "1.000"]),
    ],
)
def test_scales_are_round(most: int, labels: list[str]) -> None:
    """A scale runs in a few round steps, in euros, thousands or millions."""
    unit = unit_of(most, Language.NL)
    assert [tick.label for tick in ticks(0, most, unit, Language.NL)] == labels
