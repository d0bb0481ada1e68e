"""The page in a real Chromium: it opens in silence, sorts, filters, prints, and can be used by everyone."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from npo_cli.language import Language
from npo_cli.reporting.formats.interface import Form
from tests.reporting.conftest import MakeReport, written

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RUN_AXE = """axe.run({ resultTypes: ["violations"] }).then(({ violations, passes }) => [
  violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html)]),
  passes.map(({ id }) => id),
])"""

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here; on Debian: apt install chromium"),
    pytest.mark.xdist_group("browser"),  # one that is started once
]

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the Chromium that is installed here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(make: MakeReport, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the page of the example in both languages, that in English of a year."""
    folder = tmp_path_factory.mktemp("pages")
    found = {"nl": folder / "nl.html", "en": folder / "en.html"}
    found["nl"].write_text(written(make(), Form.HTML, Language.NL), encoding="utf-8")
    found["en"].write_text(written(make(2022), Form.HTML, Language.EN), encoding="utf-8")
    return found


@pytest.fixture
def open_page(browser: Browser, pages: dict[str, Path]) -> Iterator[OpenPage]:
    """Give a short way to open the page; what the browser complains of or fetches fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(language: str = "nl", *, width: int = 1280, anchor: str = "", **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if _is_outside(request.url) else None)
        page.goto(pages[language].as_uri() + anchor)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def _is_outside(url: str) -> bool:
    return not url.startswith(("file:", "data:"))


def column(page: Page, place: int) -> list[str]:
    """Give the texts of a column of the bookings that are shown."""
    cells = page.locator(f".bookings tbody tr:not([hidden]) > :nth-child({place})")
    return [text.strip() for text in cells.all_inner_texts()]


def amounts(page: Page) -> list[int]:
    """Give the amounts that are shown, in cents."""
    return [int(re.sub(r"\D", "", text)) * (-1 if "-" in text else 1) for text in column(page, 6) if text]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_opens_in_silence(open_page: OpenPage, language: str) -> None:
    """It opens without a message in the console and fetches nothing; all charts and bookings are there."""
    page = open_page(language)
    assert page.locator("svg[role=img]").count() == 3
    assert page.locator(".filters").is_visible()
    assert len(column(page, 1)) == page.locator(".bookings tbody tr").count() > 10


def test_is_whole_without_script(open_page: OpenPage) -> None:
    """Without JavaScript all bookings are there, and no button that would do nothing."""
    page = open_page(java_script_enabled=False)
    assert page.locator(".bookings tbody tr").count() == 37
    assert page.locator("button:visible, input:visible, select:visible").count() == 0


def test_description_is_shown_as_text(open_page: OpenPage) -> None:
    """HTML in a description is shown and not obeyed."""
    page = open_page()
    assert "</script><script>alert('1')</script> [bold]&amp; \"zomerschool\"" in " ".join(column(page, 4))


def test_sorts_amounts_as_numbers(open_page: OpenPage) -> None:
    """Amounts are sorted as numbers, both ways, with empty ones last; the heading says how it is sorted."""
    page = open_page()
    heading = page.locator(".bookings th", has_text="Bedrag")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert amounts(page) == sorted(amounts(page))
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert amounts(page) == sorted(amounts(page), reverse=True)
    assert column(page, 6)[-1] == ""
    assert page.locator(".bookings th[aria-sort]").count() == 1


def test_sorts_days_and_texts(open_page: OpenPage) -> None:
    """Days are sorted by time and numbers by size; texts as the language sorts them, capitals beside small letters."""
    page = open_page()
    page.get_by_role("button", name="Datum").click()
    assert column(page, 2) == sorted(column(page, 2))
    page.get_by_role("button", name="Bestedingsdoel").click()
    goals = [goal for goal in column(page, 5) if goal]
    assert goals == sorted(goals, key=str.lower)
    page.get_by_role("button", name="Nr.").click()
    assert column(page, 1) == [str(number) for number in range(1, 38)]


def test_filters_and_counts(open_page: OpenPage) -> None:
    """Text, goal and state filter together; the count is told in a live region, and can be wiped."""
    page = open_page()
    count = page.get_by_role("status")
    assert count.inner_text() == "37 van 37 boekingen"
    assert count.get_attribute("aria-live") == "polite"
    page.get_by_role("combobox", name="Bestedingsdoel").select_option(label="Thuiszitters")
    assert set(column(page, 5)) == {"Thuiszitters"}
    page.get_by_role("combobox", name="Status").select_option(label="toegestaan")
    page.get_by_role("searchbox", name="Zoek in de tekst").fill("TERUGKEER samenwerkingsverband")
    expect(count).to_have_text("1 van 37 boekingen")
    assert column(page, 7) == ["✓ toegestaan"]
    page.get_by_role("searchbox", name="Zoek in de tekst").fill("niets hiervan")
    expect(count).to_have_text("0 van 37 boekingen. Geen boeking voldoet aan deze filters.")
    page.get_by_role("button", name="Wis filters").click()
    assert len(column(page, 1)) == 37


def test_works_by_keyboard(open_page: OpenPage) -> None:
    """The first stop skips to the content, what has the focus is seen, and Enter sorts."""
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] > 0  # type: ignore[index]  # it is there
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.get_by_role("button", name="Wis filters").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Nr."
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert column(page, 2) == sorted(column(page, 2))


def test_link_shows_a_booking_that_is_filtered_away(open_page: OpenPage) -> None:
    """A link from a list of the report to a booking leads to it, whatever the filters hide."""
    page = open_page()
    page.get_by_role("combobox", name="Bestedingsdoel").select_option(label="Thuiszitters")
    expect(page.locator("#b16")).to_be_hidden()
    page.locator("#errors a", has_text="16").click()
    expect(page.locator("#b16")).to_be_in_viewport()  # the browser tells of the link after it was followed


def test_fits_a_phone(open_page: OpenPage) -> None:
    """At 390 pixels nothing is cut off at the side, bookings are cards with labels, and sorting is within reach."""
    page = open_page(width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    label = "getComputedStyle(document.querySelector('.bookings tbody td'), '::before').content"
    assert "Datum" in page.evaluate(label)
    page.get_by_role("button", name="Bedrag").click()
    assert amounts(page) == sorted(amounts(page))


def test_prints_on_paper(open_page: OpenPage, tmp_path: Path) -> None:
    """It prints on A4 without its controls, headings repeated on every page of the bookings."""
    if not shutil.which("pdftotext"):
        pytest.skip("there is no pdftotext here; on Debian: apt install poppler-utils")
    path = tmp_path / "page.pdf"
    open_page().pdf(path=path, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    pages = text.rstrip("\f").split("\f")
    first = next(place for place, page in enumerate(pages) if re.search(r"^\s*Boekingen$", page, re.MULTILINE))
    assert all("Omschrijving" in page and "Soort" in page for page in pages[first:])
    assert len(pages) - first > 1
    assert re.search(rf"1 ?/ ?{len(pages)}\n$", pages[0])
    assert "Wis filters" not in text
    assert "Inhoud" not in text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)], ids=["light", "dark", "phone"]
)
def test_axe_finds_nothing(open_page: OpenPage, language: str, scheme: str, width: int) -> None:
    """axe-core finds nothing that keeps anyone from reading or using it: contrast, names, order, landmarks."""
    page = open_page(language, width=width, color_scheme=scheme, bypass_csp=True)
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    violations, passes = page.evaluate(RUN_AXE)
    assert violations == []
    assert "color-contrast" in passes
