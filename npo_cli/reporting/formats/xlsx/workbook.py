"""The workbook: its sheets, how they are printed, and the saving of it.

It is written row by row in openpyxl's write-only mode, so that a long ledger takes no more memory than a short one.
"""

from datetime import datetime, time
from typing import Any, BinaryIO

from openpyxl import Workbook

from npo_cli.language import Language, Phrase
from npo_cli.reporting.formats.xlsx.bookings import write_bookings
from npo_cli.reporting.formats.xlsx.figures import write_figures
from npo_cli.reporting.report import Report
from npo_cli.reporting.sections import BOOKINGS, report_title

FIGURES = Phrase("Cijfers", "Figures")
PAGE = Phrase("Pagina &P van &N", "Page &P of &N")

_A4 = 9  # as Excel numbers the sizes of paper


def write(report: Report, stream: BinaryIO, language: Language) -> None:
    """Write the report."""
    book = Workbook(write_only=True)
    title = report_title(report, language)
    book.properties.title = title
    book.properties.creator = f"npo, {report.summary.municipality}"
    book.properties.created = datetime.combine(report.today, time())
    figures = _sheet(book, FIGURES.to(language), title, language)
    figures.page_setup.orientation = "portrait"
    write_figures(figures, report, language)
    bookings = _sheet(book, BOOKINGS.to(language), title, language)
    bookings.page_setup.orientation = "landscape"
    write_bookings(bookings, report, language)
    book.save(stream)


def _sheet(book: Workbook, name: str, title: str, language: Language) -> Any:
    """Make a sheet that prints on A4 at the width of the page, with the title above and the page number below.

    What openpyxl gives is a write-only sheet, of which its types know too little.
    """
    sheet: Any = book.create_sheet(name)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5  # inches
    sheet.oddHeader.left.text = title.replace("&", "&&")
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.right.text = PAGE.to(language)
    sheet.print_title_rows = "1:1"
    sheet.freeze_panes = "A2"
    return sheet
