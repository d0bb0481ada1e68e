"""The workbook in LibreOffice: it opens without repair, and no cell is too narrow for what is in it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from npo_cli.bookkeeping.ledger import Draft
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.money import MOST_CENTS
from tests.reporting.conftest import report_of, workbook
from tests.reporting.example import NASTY, book_example, books, new_ledger

pytestmark = [
    pytest.mark.skipif(
        not shutil.which(program), reason=f"there is no {program} here; on Debian: apt install {package}"
    )
    for program, package in (("soffice", "libreoffice-calc"), ("pdftotext", "poppler-utils"))
]


def test_opens_without_repair(rulebook: Rulebook, tmp_path: Path) -> None:
    """LibreOffice prints all of it, the largest amounts too, with nothing as #### and no formula run."""
    with new_ledger(tmp_path / "l.db", rulebook) as storage:
        book_example(storage, rulebook)
        ledger = books(storage, rulebook, "2023-04-18")
        day = ledger.moment.today
        ledger.pay(MOST_CENTS, day)
        for commitment in (False, True):
            ledger.add(Draft("zomerschool", MOST_CENTS, day, "catch-up", override="proef", commitment=commitment))
        path = tmp_path / "verantwoording.xlsx"
        path.write_bytes(workbook(report_of(storage, rulebook)).getvalue())
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            path,
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    pdf = path.with_suffix(".pdf")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert "###" not in text
    assert "Err:" not in text
    assert "999,999,999.99" in text
    assert "Pagina 1 van" in text
    assert all(word in text for word in NASTY.split())
