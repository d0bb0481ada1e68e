"""The workbook holds real numbers, days and shares, and no text that Excel would run."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from npo_cli.bookkeeping.storage.interface import Storage, Wanted
from npo_cli.language import Language
from npo_cli.reporting.entry_csv import HEADER
from npo_cli.reporting.formats.xlsx.bookings import FIELDS
from npo_cli.reporting.formats.xlsx.cell import EUROS, Style, safe_text
from tests.reporting.conftest import MakeReport, workbook
from tests.reporting.example import NASTY


@pytest.fixture(scope="module")
def sheets(make: MakeReport) -> list[Any]:
    """Give the sheets of the example, in Dutch; openpyxl's types doubt whether a sheet has rows and a page."""
    return list(load_workbook(workbook(make())).worksheets)


def column(sheet: Any, heading: str) -> list[Any]:
    """Give the cells below a heading."""
    (place,) = [cell.column for cell in sheet[1] if cell.value == heading]
    return [row[place - 1] for row in sheet.iter_rows(min_row=2)]


def test_has_named_sheets(make: MakeReport) -> None:
    """The sheets are named in the language of the report."""
    assert load_workbook(workbook(make())).sheetnames == ["Cijfers", "Boekingen"]
    assert load_workbook(workbook(make(), Language.EN)).sheetnames == ["Figures", "Bookings"]


def test_has_all_fields() -> None:
    """The sheet of bookings has every field that the CSV of the ledger has."""
    assert sorted(field.name for field in FIELDS) == sorted(HEADER)


def test_amounts_are_numbers(sheets: list[Any], example: Storage) -> None:
    """Amounts are numbers in euros, exact to the cent, and add up to those of the ledger."""
    cells = [cell for cell in column(sheets[1], "Bedrag") if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"n"}
    assert {cell.number_format for cell in cells} == {EUROS}
    told = sum(Decimal(str(cell.value)).scaleb(2) for cell in cells)
    assert told == sum(standing.entry.amount for standing in example.standings(Wanted()))


def test_days_are_dates(sheets: list[Any]) -> None:
    """Days and moments are dates to Excel."""
    assert all(type(cell.value) is datetime and cell.is_date for cell in column(sheets[1], "Datum"))
    assert column(sheets[1], "Datum")[0].value == datetime(2021, 10, 11)
    assert all(cell.is_date for cell in column(sheets[1], "Vastgelegd (UTC)"))


def test_shares_are_percentages(sheets: list[Any]) -> None:
    """Shares are fractions that are shown as percentages."""
    shown = {row[0].value: row[1] for row in sheets[0].iter_rows(max_col=2)}
    cell = shown["Beschikking besteed"]
    assert cell.number_format == "0.0%"
    assert cell.value == pytest.approx(0.5898, abs=0.0001)


def test_totals_are_bold(sheets: list[Any]) -> None:
    """The row that adds up a table is bold, those above it are not."""
    (total,) = [row for row in sheets[0].iter_rows() if row[0].value == "Totaal"]
    assert all(cell.font.bold for cell in total)
    assert not sheets[0].cell(total[0].row - 1, 1).font.bold


def test_no_text_is_a_formula(sheets: list[Any]) -> None:
    """A description that looks like a formula is text, unchanged, and stays so when it is edited."""
    (cell,) = [cell for cell in column(sheets[1], "Omschrijving") if cell.value == NASTY]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert not [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0", "'=1", "＝1"])
def test_texts_stay_texts(sheets: list[Any], text: str) -> None:
    """Whatever a text begins with, it is put in as that text."""
    cell = Style(sheets[0]).filled(text)
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a\tb\rc", "a b c"), ("a\x00b\x1bc", "a\ufffdb\ufffdc"), ("a\ud800b", "a\ufffdb"), ("_x000D_", "_x005F_x000D_")],
)
def test_unseen_signs_cannot_harm(given: str, kept: str) -> None:
    """Control signs, halves of signs and what Excel reads as the code of one do not reach the workbook."""
    assert safe_text(given) == kept


def test_is_ready_to_use_and_print(sheets: list[Any], make: MakeReport) -> None:
    """Headings are frozen, filtered and repeated; it prints on A4, at the width of the page, with numbers."""
    figures, bookings = sheets
    assert bookings.freeze_panes == "A2"
    assert bookings.auto_filter.ref == f"A1:W{bookings.max_row}"
    for sheet in sheets:
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "Voorbeeldhoven" in str(sheet.oddHeader.left.text)
        assert sheet.oddFooter.right.text == "Pagina &P van &N"
    assert figures.page_setup.orientation == "portrait"
    assert bookings.page_setup.orientation == "landscape"
    with ZipFile(workbook(make())) as file:
        assert file.testzip() is None


def test_year_has_its_own_bookings(make: MakeReport) -> None:
    """The report of a year lists the entries of that year."""
    sheet = load_workbook(workbook(make(2021))).worksheets[1]
    assert {cell.value for cell in column(sheet, "Boekjaar")} == {2021}


def test_says_what_was_left_out(make: MakeReport) -> None:
    """Where not all entries fit, the last line says so, outside the filter."""
    sheet = load_workbook(workbook(make(most=3))).worksheets[1]
    assert str(sheet.cell(5, 1).value).startswith("Hier staan de eerste 3 boekingen")
    assert sheet.auto_filter.ref == "A1:W4"


def test_day_of_making(make: MakeReport) -> None:
    """The properties of the workbook bear the day and the title of the report."""
    properties = load_workbook(workbook(make())).properties
    assert properties.created.date() == date(2023, 4, 18)
    assert "Voorbeeldhoven" in str(properties.title)
