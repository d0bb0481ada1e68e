"""`npo ledger export`: every form, to a file and to a pipe."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.ledgers import CONSULT, add, did, figures
from tests.commands.running import LANGUAGES, Program
from tests.stores import both_stores

FORMS = {"csv": "csv", "json": "json", "hledger": "journal", "beancount": "beancount"}


@pytest.fixture
def booked(ledger: Program) -> Program:
    """Give a ledger with two spendings, of which one awaits the accountant."""
    add(ledger, amount="100")
    add(ledger, CONSULT, "12,50", "--supplier", "=cmd|'/c calc'!A1")
    return ledger


@both_stores
@pytest.mark.parametrize("form", FORMS)
def test_a_file_and_a_pipe_hold_the_same(booked: Program, folder: Path, form: str) -> None:
    """The name of the file chooses the form, as --format does for standard output."""
    path = folder / f"uit.{FORMS[form]}"
    outcome = booked("ledger", "export", "--output", path)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", f"Written: {path}\n")
    piped = booked("ledger", "export", "--format", form)
    written = path.read_bytes().decode("utf-8-sig")
    assert piped.out.replace("\r\n", "\n") == written.replace("\r\n", "\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_is_fit_for_a_spreadsheet(booked: Program, language: str) -> None:
    """Amounts are numbers as the language writes them; a text that a spreadsheet would run is neutralised."""
    outcome = booked("ledger", "export", "--format", "csv", "--lang", language)
    *_, last = csv.DictReader(io.StringIO(outcome.out), delimiter={"nl": ";", "en": ","}[language])
    assert last["amount"] == {"nl": "12,50", "en": "12.50"}[language]
    assert last["supplier"] == "'=cmd|'/c calc'!A1"
    assert last["state"] == "awaiting"


@both_stores
def test_a_workbook_holds_real_numbers(booked: Program, folder: Path) -> None:
    """The workbook has a sheet of bookings whose amounts add up to what was spent; without a file it is refused."""
    assert "--output" in booked("ledger", "export", "--format", "xlsx").refusal(2)
    assert booked("ledger", "export", "--output", "uit.xlsx").code == 0
    book = load_workbook(folder / "uit.xlsx", read_only=True)
    amounts = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    book.close()
    assert {100, 12.5} <= {cell for cell in amounts if isinstance(cell, int | float)}
    assert figures(booked)["spent"] == "112.50"


def test_no_form(booked: Program, folder: Path) -> None:
    """Without a form, or with a name that says none, one line asks for it and nothing is written."""
    booked("ledger", "export").refusal(2)
    booked("ledger", "export", "--output", "uit.doc").refusal(2)
    assert not (folder / "uit.doc").exists()


def test_awaiting_is_marked(booked: Program) -> None:
    """What awaits the accountant is pending (!) to both programs, and cleared (*) once it is approved."""
    for form in ("hledger", "beancount"):
        assert booked("ledger", "export", "--format", form).out.count("\n2022-07-18 ! ") == 1
    did(booked, "ruling", "3", "--approve", "--by", "A", "--date", "2023-01-01")
    for form in ("hledger", "beancount"):
        assert " ! " not in booked("ledger", "export", "--format", form).out


@pytest.mark.parametrize("named", [True, False])
def test_where_a_transcript_becomes_a_ledger(booked: Program, folder: Path, named: bool) -> None:
    """A ledger is made where --ledger says, also where NPO_LEDGER says the same; NPO_LEDGER alone names no new file."""
    assert booked("ledger", "export", "--output", "t.json").code == 0
    (folder / "ledgers" / "oisterwijk.db").unlink()
    chosen = str(Path("own", "new.db"))
    more = ("--ledger", chosen) if named else ()
    outcome = booked("ledger", "import", "t.json", *more, "--format", "json", env={"NPO_LEDGER": chosen})
    assert outcome.code == 0, outcome.err
    made = [Path(chosen).exists(), Path("ledgers", "oisterwijk.db").exists()]
    assert made == [named, not named]


@pytest.mark.parametrize("form", ["csv", "json", "hledger", "beancount", "xlsx"])
def test_a_fault_in_the_rules(booked: Program, folder: Path, form: str) -> None:
    """What holds only what is in the ledger is written whatever has become of the rules; the others name the fault."""
    expected = booked("ledger", "export", "--format", form)
    (folder / "rules").mkdir()
    (folder / "rules" / "own.yaml").write_text("rules: [{id: x}]\n", encoding="utf-8")
    if form in ("csv", "json", "hledger"):
        assert booked("ledger", "export", "--format", form) == expected
        assert booked("ledger", "export", "--format", form, env={"NPO_PACK": "gone"}) == expected
        assert "‘gone’" in booked("ledger", "export", "--format", form, "--pack", "gone").refusal()
    else:
        outcome = booked("ledger", "export", "--format", form, "--output", "uit")
        assert (outcome.code, (folder / "uit").exists()) == (2, False)
        assert "rules/own.yaml" in outcome.err
