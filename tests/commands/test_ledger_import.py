"""`npo ledger import`: lists as municipal systems write them, booked whole or not at all."""

import os
import random
import sqlite3
import subprocess
import time
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.commands.ledgers import figures, listed, numbers
from tests.commands.running import LANGUAGES, Outcome, Process, Program
from tests.stores import both_stores

GOAL = ("--goal", "catch-up")
HEADER = "Boekdatum;Omschrijving;Bedrag;Crediteur;Factuurnr."


def write(folder: Path, text: str | bytes, name: str = "lijst.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def sheet(folder: Path, *rows: tuple[Any, ...], name: str = "lijst.xlsx") -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def rows(*lines: str, header: str = HEADER) -> str:
    return "\r\n".join((header, *lines, ""))


def imported(npo: Program, path: Path, *options: str | Path) -> Any:
    """Import a list that must be sound, and give the record of what was done."""
    outcome = npo("ledger", "import", path, *options, "--format", "json")
    outcome.check_messages()
    assert outcome.code == 0, outcome.err
    return outcome.data


def spendings(npo: Program) -> list[tuple[Any, ...]]:
    return [
        (each["date"], each["amount"], each["description"], each["supplier"], each["reference"])
        for each in listed(npo, "--kind", "spending")
    ]


def refused(npo: Program, path: Path, *options: str | Path, code: int = 2) -> list[str]:
    """Import a list that must be refused in both languages, nothing being booked; give the English lines."""
    before = numbers(npo)
    said: dict[str, Outcome] = {}
    for language in LANGUAGES:
        said[language] = npo("--lang", language, "ledger", "import", path, *GOAL, *options)
        said[language].check_messages()
        assert (said[language].code, said[language].out) == (code, "")
    assert said["nl"].err != said["en"].err
    assert numbers(npo) == before
    return [line for line in said["en"].messages if not line.startswith(("Columns:", "Read with"))]


SEMICOLON = rows(
    "18-07-2022;zomerschool;48.500,00;Stichting Zomer;F22-017",
    "1-9-2022;zomerschool, nagekomen;1.234;Café ’t Gôj;881",
    "02-09-2022;zomerschool;12,5;;",
)
BOOKED = [
    ("2022-07-18", "48500.00", "zomerschool", "Stichting Zomer", "F22-017"),
    ("2022-09-01", "1234.00", "zomerschool, nagekomen", "Café ’t Gôj", "881"),
    ("2022-09-02", "12.50", "zomerschool", None, None),
]
LAYOUTS: dict[str, bytes] = {
    "semicolon and decimal comma": SEMICOLON.encode(),
    "Windows-1252": SEMICOLON.encode("cp1252"),
    "byte order mark": SEMICOLON.encode("utf-8-sig"),
    "UTF-16": SEMICOLON.encode("utf-16"),
    "header on row 4": ("Gemeente Oisterwijk;;;;\r\n\r\nKaart 4431, 2022;;;;\r\n" + SEMICOLON).encode(),
    "tab, English, points": (
        "Posting date\tDescription\tNet amount\tVendor\tInvoice number\n"
        "2022-07-18\tzomerschool\t48,500.00\tStichting Zomer\tF22-017\n"
        "2022-09-01\tzomerschool, nagekomen\t1,234\tCafé ’t Gôj\t881\n2022-09-02\tzomerschool\t12.50\t\t\n"
    ).encode(),
    "debit and credit": (
        "Datum;Omschrijving;Debet;Credit;Leverancier;Kenmerk\n"
        "18-07-2022;zomerschool;48.500,00;;Stichting Zomer;F22-017\n"
        "01-09-2022;zomerschool, nagekomen;1.234,00;0,00;Café ’t Gôj;881\n02-09-2022;zomerschool;12,50;;;\n"
    ).encode(),
    "D/C": (
        "Datum;Omschrijving;Bedrag;D/C;Leverancier;Kenmerk\n18-07-2022;zomerschool;48500,00;D;Stichting Zomer;F22-017\n"
        "01-09-2022;zomerschool, nagekomen;1234,00;Debet;Café ’t Gôj;881\n02-09-2022;zomerschool;12,50;d;;\n"
    ).encode(),
    "comma with quotes, compact dates, euro signs": (
        "Datum,Omschrijving,Bedrag (€),Leverancier,Kenmerk\n"
        '20220718,zomerschool,"€ 48.500,00",Stichting Zomer,F22-017\n'
        '20220901,"zomerschool, nagekomen","€ 1.234,00",Café ’t Gôj,881\n20220902,zomerschool,"€ 12,50",,\n'
    ).encode(),
    "total": (SEMICOLON + "Totaal;;49.746,50;;\r\n").encode(),
    "total under an empty row, without a word": (SEMICOLON + ";;;;\r\n;;49.746,50;;\r\n").encode(),
    "spaces between thousands": SEMICOLON.replace("48.500", "48 500").replace("1.234", "1 234").encode(),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_of_csv(ledger: Program, folder: Path, layout: str) -> None:
    """However a system writes the same three invoices, the same is booked."""
    record = imported(ledger, write(folder, LAYOUTS[layout]), *GOAL)
    assert spendings(ledger) == BOOKED
    assert (record["booked"], record["amount"], record["first"], record["last"]) == (3, "49746.50", 2, 4)
    assert record["verdicts"] == {"eligible": 3, "consult": 0, "excluded": 0}


@pytest.mark.parametrize("dates", ["real", "moments", "text"])
def test_layouts_of_xlsx(ledger: Program, folder: Path, dates: str) -> None:
    """A workbook with real dates, with moments or with dates as text gives the same bookings as a CSV file."""
    as_given: Any = {
        "real": lambda day: day,
        "moments": lambda day: datetime(day.year, day.month, day.day, 13, 30),
        "text": lambda day: day.strftime("%d-%m-%Y"),
    }[dates]
    path = sheet(
        folder,
        ("Kaart 4431",),
        ("Boekdatum", "Omschrijving", "Bedrag", "Crediteur", "Factuurnr."),
        (as_given(date(2022, 7, 18)), "zomerschool", 48500, "Stichting Zomer", "F22-017"),
        (as_given(date(2022, 9, 1)), "zomerschool, nagekomen", 1234.0, "Café ’t Gôj", 881),
        (as_given(date(2022, 9, 2)), "zomerschool", 12.5, None, None),
        ("Totaal", None, 49746.5, None, None),
    )
    imported(ledger, path, *GOAL)
    assert spendings(ledger) == BOOKED


def test_what_was_decided_is_said(ledger: Program, folder: Path) -> None:
    """Columns, numbers, dates and the total row are told, on standard error."""
    outcome = ledger("ledger", "import", write(folder, LAYOUTS["total"]), *GOAL)
    assert "amount = ‘Bedrag’" in outcome.err
    assert "a comma before the cents and dates as day-month-year" in outcome.err
    assert "Row 5 is a total (€ 49,746.50)" in outcome.err


@both_stores
def test_each_row_is_checked_and_explained_in_one_step(ledger: Program, folder: Path) -> None:
    """Rows carry their own verdict and receipt, and the file itself stands in the ledger with its hash."""
    path = write(folder, rows("18-07-2022;zomerschool;10,00;A;1", "18-07-2022;leerlingenvervoer;20,00;B;2"))
    record = imported(ledger, path, *GOAL)
    assert record["verdicts"] == {"eligible": 1, "consult": 1, "excluded": 0}
    first, second, source = listed(ledger)[-3:]
    assert (first["verdict"], second["verdict"], second["state"]) == ("eligible", "consult", "awaiting")
    assert first["receipt"]["sha256"] == second["receipt"]["sha256"]
    assert (source["kind"], source["evidence"][0]["name"]) == ("import", "lijst.csv")
    assert ledger("ledger", "verify").code == 0
    assert figures(ledger)["spent"] == "30.00"


# What is not certain is asked for.


@pytest.mark.parametrize(
    ("cells", "option", "booked"),
    [
        (("1.234", "2.345"), ("--numbers", "comma"), "1234.00"),
        (("1,234.50", "2,345"), (), "1234.50"),
        (("1.234", "n.v.t."), (), None),
        (("1.234,50", "1,234.50"), (), None),
    ],
)
def test_amounts_are_decided_for_the_column(
    ledger: Program, folder: Path, cells: tuple[str, str], option: tuple[str, ...], booked: str | None
) -> None:
    """An amount of two readings is read as its column shows; one that shows nothing, or two ways, is refused."""
    path = write(folder, rows(*(f'18-07-2022;zomerschool {n};"{cell}";;' for n, cell in enumerate(cells))))
    if option or booked is None:
        (line,) = refused(ledger, path)
        assert line.startswith(f"{path} (Bedrag): this column")
    if booked:
        imported(ledger, path, *GOAL, *option)
        assert spendings(ledger)[0][1] == booked


@pytest.mark.parametrize(
    ("cells", "option", "day"),
    [
        (("03-04-2022", "05-06-2022"), ("--dates", "day-first"), "2022-04-03"),
        (("03-04-2022", "05-06-2022"), ("--dates", "month-first"), "2022-03-04"),
        (("03/04/2022", "04/18/2022"), (), "2022-03-04"),
        (("03-04-2022", "2022-05-06"), (), None),
        (("18-04-2022", "04-18-2022"), (), None),
    ],
)
def test_dates_are_decided_for_the_column(
    ledger: Program, folder: Path, cells: tuple[str, str], option: tuple[str, ...], day: str | None
) -> None:
    """A date of two readings is read as its column shows; a column that shows nothing, or two ways, is refused."""
    path = write(folder, rows(*(f"{cell};zomerschool {n};10,00;;" for n, cell in enumerate(cells))))
    if option or day is None:
        (line,) = refused(ledger, path)
        assert line.startswith(f"{path} (Boekdatum): this column")
    if day:
        imported(ledger, path, *GOAL, *option)
        assert spendings(ledger)[0][0] == day


# Columns.


def test_unknown_headings(ledger: Program, folder: Path) -> None:
    """Headings that nobody knows are named in the refusal, pointed out with --columns, and kept in a file."""
    path = write(folder, rows("18-07-2022;zomerschool;10,00;Zomer", header="Wann;Was;Wieviel;Wer"))
    *lines, last = refused(ledger, path)
    assert all("‘Wieviel’" in line for line in lines)
    assert last == 'Or say with --columns which column it is, for example --columns "date=Wann".'
    kept = folder / "kolommen.yaml"
    pairs = "date=Wann,description=Was,amount=Wieviel,supplier=Wer"
    dry = imported(ledger, path, *GOAL, "--columns", pairs, "--save-columns", kept, "--dry-run")
    assert (dry["dry_run"], dry["booked"], spendings(ledger)) == (True, 1, [])
    assert 'amount: "Wieviel"' in kept.read_text(encoding="utf-8")
    imported(ledger, path, "--columns", kept)  # which holds the goal too
    assert spendings(ledger) == [("2022-07-18", "10.00", "zomerschool", "Zomer", None)]
    again = folder / "weer.yaml"
    more = write(folder, rows("18-07-2022;bijles;10,00;Zomer", header="Wann;Was;Wieviel;Wer"), "meer.csv")
    imported(ledger, more, "--columns", kept, "--save-columns", again, "--dry-run")
    assert again.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("amount", "--columns: ‘amount’ cannot be read"),
        ("prijs=Bedrag", "‘prijs=Bedrag’ cannot be read"),
        ("supplier=Wie", "the heading ‘Wie’ is not in this list"),
        ("weg.yaml", "no such file"),
    ],
)
def test_wrong_columns(ledger: Program, folder: Path, given: str, told: str) -> None:
    """A pair that cannot be read, a heading that is not there and a file that is not there are each told as such."""
    (line,) = refused(ledger, write(folder, SEMICOLON), "--columns", given)
    assert told in line


def test_a_mapping_file_maps_goals_and_tells_its_faults_by_line(ledger: Program, folder: Path) -> None:
    """The file gives the goal for what stands in the goal column; every fault in it is told with its line."""
    path = write(
        folder,
        rows("18-07-2022;zomerschool;10,00;4431.1", "18-07-2022;zomerschool;5,00;", header="Datum;Tekst;Bedrag;Kpl"),
    )
    kept = folder / "kolommen.yaml"
    kept.write_text('columns: {goal: Kpl}\ngoals: {"4431.1": preschool}\ngoal: catch-up\n', encoding="utf-8")
    imported(ledger, path, "--columns", kept)
    assert [each["goal"] for each in listed(ledger, "--kind", "spending")] == ["preschool", "catch-up"]
    kept.write_text("columns: {prijs: Bedrag}\nnumbers: punt\nnog: iets\n", encoding="utf-8")
    told = refused(ledger, write(folder, SEMICOLON, "ander.csv"), "--columns", kept)
    assert [line.split(":")[1] for line in told] == ["1", "2", "3"]


def test_no_amount_column(ledger: Program, folder: Path) -> None:
    """A list without amounts is refused with a way to point them out."""
    (line,) = refused(ledger, write(folder, "Datum;Omschrijving\n2022-07-18;zomerschool\n"))
    assert "amount=HEADING" in line


# Faults.

BAD = rows(
    "31-02-2022;;x;;1",
    "18-07-2022;zomerschool;10,00;;2",
    "18-07-2022;aanleg van glasvezel;10,00;;3",
    "18-07-2022;zomerschool;$ 5,00;;4",
    "18-07-2022;zomerschool;0,00;;5",
    "18-07-2022;zomerschool;-1,00;;6",
    "18-07-2099;zomerschool;1,00;;7",
    "18-07-2022;zomerschool;1,00;;8;te veel",
    ";zomerschool;1,001;;9",
    "18-07-2022;zomerschool;900.000,00;;10",
    "18-07-2022;zomerschool;5,00;;11",
)


def test_all_faults_of_all_rows_at_once(ledger: Program, folder: Path) -> None:
    """Every fault is told with its row and column, the refusals of the ledger among them, and nothing is booked."""
    path = write(folder, BAD)
    told = refused(ledger, path)
    assert [line.removeprefix(str(path))[1:].split(":", 1)[0] for line in told] == [
        "2 (Omschrijving)",
        "2 (Bedrag)",
        "2 (Boekdatum)",
        "4",
        "5 (Bedrag)",
        "6 (Bedrag)",
        "7",
        "8",
        "9",
        "10 (Bedrag)",
        "10 (Boekdatum)",
        "11",
    ]


@both_stores
def test_very_many_faults(ledger: Program, folder: Path) -> None:
    """Of a list with thousands of faults the first thousand are told, and how many more there are."""
    lines = refused(ledger, write(folder, rows(*["31-02-2022;zomerschool;1,00;;"] * 1_500)))
    assert len(lines) == 1_001
    assert lines[-1].endswith("and 500 more faults.")


def test_bad_rows_are_written_to_be_mended(ledger: Program, folder: Path) -> None:
    """With --skip-bad the sound rows are booked; the others stand in a file that can be mended and imported."""
    bad = folder / "fout.csv"
    record = imported(ledger, write(folder, BAD), *GOAL, "--skip-bad", bad)
    assert (record["booked"], record["amount"], len(record["faults"])) == (2, "15.00", 12)
    text = bad.read_text(encoding="utf-8-sig")
    header, first, *_ = text.splitlines()
    assert header == f"{HEADER};reason"
    assert first.startswith("31-02-2022;;x;;1;")
    assert "is not a day that exists" in first
    mended = "\n".join([header, first.replace("31-02", "28-02").replace(";;x;", ";bijles;7,00;", 1)])
    imported(ledger, write(folder, mended, "hersteld.csv"), *GOAL)
    assert [each[1] for each in spendings(ledger)] == ["10.00", "5.00", "7.00"]


@both_stores
def test_a_dry_run_tells_the_same_faults(ledger: Program, folder: Path) -> None:
    """A dry run finds what the real run would, beside what would be booked, and writes no file of bad rows."""
    path = write(folder, BAD)
    shown = ledger("--lang", "en", "ledger", "import", path, *GOAL, "--dry-run")
    assert shown.code == 2
    assert shown.out.startswith("Would be booked: 2, € 15.00 together.\nEligible: 2;")
    assert [line for line in shown.messages if line.startswith(str(path))] == refused(ledger, path)
    left = ledger("--lang", "en", "ledger", "import", path, *GOAL, "--dry-run", "--skip-bad", folder / "fout.csv")
    assert (left.code, left.out, left.messages) == (0, shown.out, shown.messages)
    imported(ledger, path, *GOAL, "--dry-run", "--skip-bad", folder / "fout.csv")
    assert not (folder / "fout.csv").exists()
    assert numbers(ledger) == [1]


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("Totaal;;49.746,49;;", "the total row says € 49,746.49, but the rows add up to € 49,746.50"),
        ("Totaal;;0,00;;", "the total row says € 0.00"),
        ("Totaal;;#REF!;;", "‘#REF!’ is not an amount"),
        (";;10,00;;", "the total row says € 10.00"),
        (";zomerschool;10,00;Totaalbouw BV;12", "the date is missing"),
        (";zomerschool;10,00;Sommelier;12", "the date is missing"),
        (";zomerschool, brandstof bus;75,00;Total Nederland;12", "the date is missing"),
    ],
)
def test_a_total_that_does_not_add_up(ledger: Program, folder: Path, last: str, told: str) -> None:
    """A total row that is not the sum, or cannot be read, refuses the list; an invoice without a date is no total."""
    (line,) = refused(ledger, write(folder, SEMICOLON + last + "\r\n"))
    assert told in line


def test_an_invoice_without_text_is_no_total(ledger: Program, folder: Path) -> None:
    """A row with a supplier or a reference is none of the totals at the end, and its faults are told."""
    told = refused(ledger, write(folder, SEMICOLON + ";;10,00;Totaalbouw BV;12\r\n"))
    assert len(told) == 2
    assert "the date is missing" in told[1]


def test_rows_taken_for_totals_are_told_beside_bad_rows(ledger: Program, folder: Path) -> None:
    """With --skip-bad a total that cannot be compared is told; a row that only lacks its text is a bad row."""
    lines = (
        "18-07-2022;zomerschool;100,00;A;1",
        "onbekend;zomerschool;10,00;B;2",
        ";;5.000,00;C;3",
        ";Totaal;999,00;;",
    )
    path, bad = write(folder, rows(*lines)), folder / "mend.csv"
    outcome = ledger("ledger", "import", path, *GOAL, "--skip-bad", bad)
    assert outcome.code == 0
    assert "Row 5 is a total (€ 999.00); it was not booked, and not compared" in outcome.err
    amounts = [line.split(";")[2] for line in bad.read_text(encoding="utf-8-sig").splitlines()]
    assert amounts == ["Bedrag", "10,00", "5.000,00"]


@pytest.mark.parametrize(
    "text",
    [
        "Beginsaldo",
        "Eindsaldo 2022",
        "Subtotaal juli",
        "totaal",
        "Opening balance",
        "Totaal juli",
        "Saldo 1-1",
        "Saldo per 31-12",
    ],
)
def test_balances_are_no_expenses(ledger: Program, folder: Path, text: str) -> None:
    """An opening or closing balance or a subtotal with a date is refused, also with a goal for the list."""
    path = write(folder, rows("18-07-2022;zomerschool;100,00;A;1", f"31-07-2022;{text};100,00;;"))
    (told,) = refused(ledger, path)
    assert f"‘{text}’ seems to be a total or a balance" in told


@pytest.mark.parametrize(
    "text", ["Totaalpakket bijles voor leerlingen", "Totaal van zes middagen bijles", "Saldo bijles"]
)
def test_not_every_total_is_one(ledger: Program, folder: Path, text: str) -> None:
    """An expense that only begins like a total is booked."""
    imported(ledger, write(folder, rows(f"18-07-2022;{text};100,00;A;1")), *GOAL)


@pytest.mark.parametrize("heading", ["Debet / Credit", "S/H", "dc-indicatie"])
def test_headings_of_sides(ledger: Program, folder: Path, heading: str) -> None:
    """A column that tells debit from credit is known by many headings."""
    lines = ("18-07-2022;bijles;10,00;D;1", "19-08-2022;bijles;10,00;C;1")
    path = write(folder, "\n".join((f"Datum;Omschrijving;Bedrag;{heading};Kenmerk", *lines)))
    (told,) = refused(ledger, path)
    assert "--credits reverse" in told
    assert imported(ledger, path, *GOAL, "--credits", "reverse")["amount"] == "0.00"


def test_an_unnamed_side(ledger: Program, folder: Path) -> None:
    """A column under another heading that holds only marks of debit and credit is asked for, and never passed over."""
    header, debit, empty, credit = (
        "Datum;Omschrijving;Bedrag;Soort",
        "18-07-2022;a;10,00;D",
        "19-07-2022;b;4,00;",
        "20-07-2022;c;10,00;C",
    )
    path = write(folder, f"{header}\n{debit}\n{empty}\n{credit}\n")
    (told,) = refused(ledger, path)
    assert 'give --columns "side=Soort", or --columns "side="' in told
    assert refused(ledger, path, "--columns", "amount=Bedrag") == [told]  # which answers another question
    assert imported(ledger, path, *GOAL, "--columns", "side=", "--override", "x")["amount"] == "24.00"
    only_debit = write(folder, f"{header}\n{debit}\n", "debet.csv")
    assert imported(ledger, only_debit, *GOAL, "--override", "x", "--allow-duplicates")["amount"] == "10.00"


@pytest.mark.parametrize(
    ("debit", "credit"), [("Dr", "Cr"), ("+", "-"), ("Deb.", "Cred."), ("", "C"), ("C", "C"), ("D", ""), ("S", "H")]
)
def test_marks_of_an_unnamed_side(ledger: Program, folder: Path, debit: str, credit: str) -> None:
    """Whatever marks a column has for debit and credit, and where one of them is left out, it is asked for."""
    lines = (f"18-07-2022;bijles;{debit};10,00;1", f"19-08-2022;bijles;{credit};10,00;1")
    path = write(folder, "\n".join(("Datum;Omschrijving;X;Bedrag;Kenmerk", *lines)))
    (told,) = refused(ledger, path, "--credits", "reverse")
    assert 'give --columns "side=X", or --columns "side="' in told
    assert imported(ledger, path, *GOAL, "--columns", "side=")["amount"] == "20.00"


def test_a_kept_layout_still_asks_for_the_side(ledger: Program, folder: Path) -> None:
    """A layout that was kept of a list without credit notes answers nothing for one with them, unless somebody did."""
    header, layout = "Boekdatum;Omschrijving;Soort;Bedrag;Kenmerk", folder / "indeling.yaml"
    july = write(folder, f"{header}\n18-07-2022;zomerschool;D;1.500,00;1\n", "juli.csv")
    august = write(folder, f"{header}\n18-08-2022;bijles;D;500,00;2\n19-08-2022;bijles;C;500,00;2\n", "aug.csv")
    imported(ledger, july, *GOAL, "--save-columns", layout)
    (told,) = refused(ledger, august, "--columns", layout, "--credits", "reverse")
    assert 'give --columns "side=Soort"' in told
    imported(ledger, august, *GOAL, "--columns", "side=", "--save-columns", layout, "--dry-run")
    assert "unsided: true" in layout.read_text(encoding="utf-8")
    assert imported(ledger, august, *GOAL, "--columns", layout, "--dry-run")["amount"] == "1000.00"


def test_a_side_that_is_left_out(ledger: Program, folder: Path) -> None:
    """In a column that tells debit from credit an empty cell is a fault, unless nothing stands in all of it."""
    header = "Datum;Omschrijving;D/C;Bedrag"
    path = write(folder, f"{header}\n18-07-2022;bijles;D;10,00\n19-08-2022;bijles;;10,00\n19-08-2022;bijles;x;y\n")
    assert [line.removeprefix(f"{path}:") for line in refused(ledger, path)] == [
        "3 (D/C): it is not said whether this is debit or credit; write D or C.",
        "4 (D/C): ‘x’ does not say debit or credit; write D or C.",
        "4 (Bedrag): ‘y’ is not an amount; write for example 1234.50.",
    ]
    empty = write(folder, f"{header}\n18-07-2022;bijles;;10,00\n19-08-2022;bijles;;10,00\n", "leeg.csv")
    assert imported(ledger, empty, *GOAL)["amount"] == "20.00"


def test_a_side_beside_two_columns_of_amounts(ledger: Program, folder: Path) -> None:
    """A side says nothing of amounts that have a column for each side, and is not passed over."""
    path = write(folder, "Datum;Omschrijving;Soort;Debet\n18-07-2022;bijles;D;10,00\n19-07-2022;bijles;C;10,00\n")
    (told,) = refused(ledger, path, "--columns", "side=Soort")
    assert "‘Soort’ tells debit from credit only of amounts in one column" in told


def test_a_layout_keeps_only_what_was_decided(ledger: Program, folder: Path) -> None:
    """Of a list in which nothing shows how amounts and dates are written, nothing of it is said or kept."""
    layout = folder / "indeling.yaml"
    book = Workbook()
    for row in (["Datum", "Omschrijving", "Bedrag"], [datetime(2022, 7, 18), "zomerschool", 48500]):
        book.worksheets[0].append(row)
    book.save(folder / "lijst.xlsx")
    outcome = ledger("ledger", "import", folder / "lijst.xlsx", *GOAL, "--save-columns", layout, "--lang", "en")
    assert (outcome.code, [line for line in outcome.messages if line.startswith("Read with")]) == (0, [])
    text = layout.read_text(encoding="utf-8")
    assert "numbers" not in text
    assert "dates" not in text
    path = write(folder, 'Datum,Omschrijving,Bedrag\n18-08-2022,bijles,"1,500.50"\n')
    assert imported(ledger, path, *GOAL, "--columns", layout)["amount"] == "1500.50"


def test_dates_of_two_kinds_from_a_worksheet(ledger: Program, folder: Path) -> None:
    """A list checked from a worksheet with both dates and texts can be imported: a year in front is read in one way."""
    book = Workbook()
    for row in (
        ["Datum", "Omschrijving", "Bedrag"],
        [datetime(2022, 7, 18), "zomerschool", 12],
        ["20-07-2022", "bijles", 13],
    ):
        book.worksheets[0].append(row)
    book.save(folder / "lijst.xlsx")
    assert ledger("check", "--file", folder / "lijst.xlsx", "--output", folder / "oordeel.csv").code == 0
    imported(ledger, folder / "oordeel.csv", *GOAL)
    assert [day for day, *_ in spendings(ledger)] == ["2022-07-18", "2022-07-20"]


def test_rows_to_mend_under_a_heading_of_two_lines(ledger: Program, folder: Path) -> None:
    """A file of rows to mend is known, and kept, also where a heading holds a line break."""
    header, mend = 'Datum;Omschrijving;"Bedrag\nEUR";Kenmerk', folder / "mend.csv"
    columns = ("--columns", "amount=Bedrag EUR", "--skip-bad", mend)
    first = write(folder, f"{header}\n18-07-2022;bijles;100,00;1\n31-02-2022;bijles;200,00;2\n", "een.csv")
    second = write(folder, f"{header}\n18-08-2022;bijles;100,00;3\n31-02-2022;bijles;300,00;4\n", "twee.csv")
    imported(ledger, first, *GOAL, *columns)
    before = mend.read_bytes()
    (told,) = refused(ledger, second, *columns)
    assert "holds rows of an earlier time" in told
    assert mend.read_bytes() == before


def test_a_row_with_a_cell_too_many_is_kept(ledger: Program, folder: Path) -> None:
    """Nothing of a row that has more cells than the header is lost in the file of rows to mend, which is refused so."""
    text = "Datum;Omschrijving;Bedrag;Kenmerk\n18-07-2022;bijles;5,00;1\n20-07-2022;bijles; deel 2;7,00;3\n"
    mend = folder / "mend.csv"
    imported(ledger, write(folder, text), *GOAL, "--skip-bad", mend)
    assert '20-07-2022;bijles; deel 2;"7,00;3";' in mend.read_text(encoding="utf-8-sig")
    assert "‘ deel 2’" in refused(ledger, mend)[0] or "deel 2" in refused(ledger, mend)[0]


def test_a_heading_that_stands_twice(ledger: Program, folder: Path) -> None:
    """Where one heading stands twice, no option that could choose it is named."""
    path = write(folder, "Datum;Omschrijving;Omschrijving;Bedrag\n18-07-2022;NPO;zomerschool;5,00\n")
    (told,) = refused(ledger, path)
    assert told.endswith("mean the same; give the column that is not meant another heading.")


def test_a_heading_with_a_stroke_can_be_named(ledger: Program, folder: Path) -> None:
    """A heading is found as it is given, with or without blanks around a stroke; rates of VAT are no sides."""
    lines = "18-07-2022;bijles;10,00;D;H\n19-07-2022;bijles;3,00;C;H\n"
    path = write(folder, f"Datum;Omschrijving;Bedrag;Af / Toe;Btw\n{lines}")
    (told,) = refused(ledger, path)
    assert 'give --columns "side=Af / Toe"' in told
    for heading in ("Af / Toe", "af/toe"):
        (told,) = refused(ledger, path, "--columns", f"side={heading}")
        assert "a credit note" in told


def test_another_currency_in_its_own_column(ledger: Program, folder: Path) -> None:
    """A row that another column says is in dollars is refused."""
    lines = ("18-07-2022;bijles;10,00;EUR", "19-07-2022;bijles;5,00;usd", "20-07-2022;bijles;1,00;")
    path = write(folder, "\n".join(("Datum;Omschrijving;Bedrag;Valuta", *lines)))
    (told,) = refused(ledger, path)
    assert told.startswith(f"{path}:3 (Valuta): ‘usd’ is not the euro")


def test_two_columns_of_a_kind_can_be_chosen_from(ledger: Program, folder: Path) -> None:
    """Where two headings mean the same, it is told how to choose one."""
    path = write(folder, "Boekdatum;Factuurdatum;Omschrijving;Bedrag\n18-07-2022;19-07-2022;bijles;10,00\n")
    told = refused(ledger, path)
    assert told[-1].endswith('for example --columns "date=Boekdatum".')
    imported(ledger, path, *GOAL, "--columns", "date=Boekdatum")
    assert listed(ledger)[1]["date"] == "2022-07-18"


def test_other_worksheets_are_told(ledger: Program, folder: Path) -> None:
    """Which worksheet was read is told, if others have anything."""
    book = Workbook()
    for sheet in (book.worksheets[0], book.create_sheet("2023"), book.create_sheet("Leeg")):
        if sheet.title != "Leeg":
            sheet.append(["Datum", "Omschrijving", "Bedrag"])
            sheet.append(["18-07-2022", "zomerschool", 10])
    book.save(folder / "a.xlsx")
    for outcome in (ledger("ledger", "import", "a.xlsx", *GOAL, "--dry-run"), ledger("check", "--file", "a.xlsx")):
        assert "Only the worksheet ‘Sheet’ was read, for it comes first; not read: ‘2023’." in outcome.err


def test_which_booking_a_credit_note_went_to(ledger: Program, folder: Path) -> None:
    """It is told which booking a credit note was set against."""
    invoices = rows("18-07-2022;zomerschool;600,00;A;1", "18-07-2022;bijles;400,00;B;1")
    imported(ledger, write(folder, invoices), *GOAL)
    credit = write(folder, rows("20-07-2022;creditnota;-100,00;A;1"), "credit.csv")
    outcome = ledger("ledger", "import", credit, "--credits", "reverse", "--lang", "nl", "--dry-run")
    assert "- rij 2: € -100,00, op boeking 2 (zomerschool, A)" in outcome.flat


def test_bad_rows_of_an_earlier_time_are_kept(ledger: Program, folder: Path) -> None:
    """A file of bad rows is not written over by the next list, for its rows may not be booked yet."""
    bad = folder / "mend.csv"
    imported(
        ledger, write(folder, rows("18-07-2022;zomerschool;100,00;A;1", "x;bijles;1,00;A;2")), *GOAL, "--skip-bad", bad
    )
    before = bad.read_bytes()
    other = write(folder, rows("19-07-2022;zomerschool;100,00;A;3", "y;bijles;1,00;A;4"), "meer.csv")
    (told,) = refused(ledger, other, "--skip-bad", bad)
    assert "holds rows of an earlier time" in told
    assert bad.read_bytes() == before


def test_a_total_is_no_bad_row(ledger: Program, folder: Path) -> None:
    """With --skip-bad too a list is refused of which the rows do not add up to the total."""
    path = write(folder, rows("18-07-2022;zomerschool;100,00;A;1", "Totaal;;500,00;;"))
    (told,) = refused(ledger, path, "--skip-bad", folder / "mend.csv")
    assert "the rows add up to € 100.00" in told
    assert not (folder / "mend.csv").exists()


@pytest.mark.parametrize("option", ["--skip-bad", "--save-columns"])
def test_no_output_over_the_list_or_a_ledger(ledger: Program, folder: Path, option: str) -> None:
    """An import writes over neither the list that it reads nor the ledger that it books in."""
    path = write(folder, rows("18-07-2022;zomerschool;1,00;A;1", "31-02-2022;zomerschool;1,00;A;2"))
    (book,) = (folder / "ledgers").glob("*.db")
    before = path.read_bytes()
    assert "choose another file name" in refused(ledger, path, option, path)[0]
    assert "is a database" in refused(ledger, path, option, book)[-1]
    assert path.read_bytes() == before
    outcome = ledger("--lang", "en", "ledger", "export", "--format", "json", "--output", book)
    assert "is a database" in outcome.refusal(2)


def test_a_total_without_an_amount_is_named(ledger: Program, folder: Path) -> None:
    """A total row whose amount is not there, as a formula without its outcome is not, is left out and said to be."""
    path = write(folder, rows("18-07-2022;zomerschool;10,00;A;1", "Totaal;;;;"))
    outcome = ledger("--lang", "en", "ledger", "import", path, *GOAL)
    assert outcome.code == 0
    assert "Row 3 is a total without an amount; it was not booked, and not compared." in outcome.messages
    assert figures(ledger)["spent"] == "10.00"


def test_totals_of_debit_and_credit(ledger: Program, folder: Path) -> None:
    """Totals under debit and credit are compared as one balance."""
    header = "Datum;Omschrijving;Debet;Credit;Kenmerk"
    lines = ("18-07-2022;zomerschool;100,00;;1", "19-07-2022;zomerschool;;40,00;1")
    wrong = write(folder, rows(*lines, "Totaal;;100,00;50,00;", header=header))
    (line,) = refused(ledger, wrong, "--credits", "reverse")
    assert "says € 50.00, but the rows add up to € 60.00" in line
    imported(ledger, write(folder, rows(*lines, "Totaal;;100,00;40,00;", header=header)), *GOAL, "--credits", "reverse")
    assert figures(ledger)["spent"] == "60.00"


def test_a_bad_row_is_no_reason_to_doubt_the_total(ledger: Program, folder: Path) -> None:
    """Where a row cannot be read the total is not compared, so that one fault does not make two."""
    text = SEMICOLON.replace("12,5", "12,x") + "Totaal;;49.746,50;;\r\n"
    assert len(refused(ledger, write(folder, text))) == 1


def test_sides(ledger: Program, folder: Path) -> None:
    """A side that says neither debit nor credit is a fault, as are debit and credit in one row."""
    (line,) = refused(
        ledger,
        write(folder, rows("18-07-2022;zomerschool;1,00;X", header="Datum;Omschrijving;Bedrag;D/C")),
    )
    assert "‘X’ does not say debit or credit" in line
    (line,) = refused(
        ledger,
        write(folder, rows("18-07-2022;zomerschool;1,00;2,00", header="Datum;Omschrijving;Debet;Credit")),
    )
    assert "both filled in" in line


# Overlap.


def test_what_was_guarded_against_formulas_comes_back(ledger: Program, folder: Path) -> None:
    """A checked list books the same as the list itself: the apostrophes before =, +, - and @ are npo's own."""
    path = write(folder, rows("18-07-2022;- zomerschool;10,00;@home BV;=A1"))
    imported(ledger, path, *GOAL)
    assert ledger("check", "--file", path, "--output", folder / "getoetst.csv").code == 0
    assert "'- zomerschool" in (folder / "getoetst.csv").read_text(encoding="utf-8-sig")
    record = imported(ledger, folder / "getoetst.csv", *GOAL)
    assert (record["booked"], len(record["left_out"])) == (0, 1)
    assert spendings(ledger) == [("2022-07-18", "10.00", "- zomerschool", "@home BV", "=A1")]


def test_amounts_written_in_two_ways(ledger: Program, folder: Path) -> None:
    """Beside debit and credit a balance is none of the amounts; of an amount beside them the user says which count."""
    lines = ("18-07-2022;zomerschool;100,00;;100,00", "19-07-2022;bijles;50,00;;150,00")
    balance = write(folder, rows(*lines, header="Datum;Omschrijving;Debet;Credit;Saldo"))
    assert imported(ledger, balance, *GOAL, "--dry-run")["amount"] == "150.00"
    both = write(folder, rows(*lines, header="Datum;Omschrijving;Debet;Credit;Bedrag"), "beide.csv")
    (told,) = refused(ledger, both)
    assert '--columns "amount=Bedrag" or --columns "debit=Debet,credit=Credit"' in told
    assert imported(ledger, both, *GOAL, "--dry-run", "--columns", "debit=Debet,credit=Credit")["amount"] == "150.00"
    assert imported(ledger, both, *GOAL, "--dry-run", "--columns", "amount=Bedrag")["amount"] == "250.00"


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("Datum;Omschrijving;Bedrag;D/C", "18-07-2022;bijles;-107,00;C"),
        ("Datum;Omschrijving;Debet;Credit", "18-07-2022;bijles;;-8,00"),
    ],
)
def test_a_credit_said_twice(ledger: Program, folder: Path, header: str, line: str) -> None:
    """A negative amount that stands as credit is refused, for twice credit would be read as a spending."""
    (told,) = refused(ledger, write(folder, rows(line, header=header)), "--credits", "reverse")
    assert "negative and stands as credit" in told


def test_the_same_file_is_refused(ledger: Program, folder: Path) -> None:
    """The same content is refused under any name, with the entry that it came in with."""
    imported(ledger, write(folder, SEMICOLON), *GOAL)
    (line,) = refused(ledger, write(folder, SEMICOLON, "ander.csv"), code=1)
    assert "imported before (entry 5" in line


@both_stores
def test_overlap_is_shown_and_left_out(ledger: Program, folder: Path) -> None:
    """Rows that equal an entry are left out and shown; --allow-duplicates books them."""
    imported(ledger, write(folder, SEMICOLON), *GOAL)
    more = write(folder, SEMICOLON + "3-9-2022;zomerschool;7,00;;F9\r\n", "meer.csv")
    outcome = ledger("ledger", "import", more, *GOAL, "--dry-run")
    assert "row 2: 2022-07-18, € 48,500.00, zomerschool (entry 2)" in outcome.out
    twice = imported(ledger, more, *GOAL, "--allow-duplicates", "--dry-run")
    assert (twice["booked"], twice["left_out"]) == (4, [])
    record = imported(ledger, more, *GOAL)
    assert (record["booked"], record["left_out"]) == (1, [{"row": n, "entry": n} for n in (2, 3, 4)])


def test_equal_invoices_in_one_file_are_both_booked(ledger: Program, folder: Path) -> None:
    """Two equal rows are two invoices: both are booked and pointed out; later each entry accounts for one row."""
    line = "18-07-2022;zomerschool;10,00;A;1"
    record = imported(ledger, write(folder, rows(line, line)), *GOAL)
    assert (record["booked"], record["alike"]) == (2, [3])
    third = imported(ledger, write(folder, rows(line, line, line), "drie.csv"), *GOAL)
    assert (third["booked"], [each["row"] for each in third["left_out"]]) == (1, [2, 3])


@both_stores
def test_what_was_undone_since_counts_as_taken_up(ledger: Program, folder: Path) -> None:
    """A row whose entry was reversed or corrected by hand does not come back with the next list."""
    imported(ledger, write(folder, rows("18-07-2022;zomerschool;10,00;A;1", "18-07-2022;zomerschool;20,00;A;2")), *GOAL)
    assert ledger("ledger", "reverse", "2", "--reason", "dubbel").code == 0
    assert ledger("ledger", "correct", "3", "--amount", "25", "--reason", "verlezen").code == 0
    lines = ("18-07-2022;zomerschool;10,00;A;1", "18-07-2022;zomerschool;20,00;A;2", "18-07-2022;zomerschool;25,00;A;2")
    record = imported(ledger, write(folder, rows(*lines), "meer.csv"), *GOAL)
    assert (record["booked"], record["first"], len(record["left_out"])) == (0, None, 3)
    assert figures(ledger)["spent"] == "25.00"


# Credit notes.


@both_stores
def test_credit_notes(ledger: Program, folder: Path) -> None:
    """A credit note reverses the booking with its reference, or lowers it; it may stand before its invoice."""
    path = write(
        folder,
        rows(
            "20-07-2022;creditnota;-10,00;A;1",
            "18-07-2022;zomerschool;10,00;A;1",
            "18-07-2022;zomerschool;100,00;A;2",
            "20-07-2022;correctie;(40,00);;2",
            "21-07-2022;correctie;10,00-;A;2",
            "18-07-2022;zomerschool;70,00;B;2",
        ),
    )
    assert len(refused(ledger, path)) == 3
    record = imported(ledger, path, *GOAL, "--credits", "reverse")
    assert (record["booked"], record["credited"], record["amount"]) == (3, 3, "120.00")
    assert figures(ledger)["spent"] == "120.00"
    open_now = [each for each in listed(ledger, "--kind", "spending") if each["state"] != "reversed"]
    assert sorted((each["supplier"], each["amount"]) for each in open_now) == [("A", "90.00"), ("B", "30.00")]
    again = write(folder, path.read_bytes() + b"22-07-2022;zomerschool;1,00;A;3\r\n", "meer.csv")
    more = imported(ledger, again, *GOAL, "--credits", "reverse")
    assert (more["booked"], more["credited"], len(more["left_out"])) == (1, 0, 6)
    assert figures(ledger)["spent"] == "121.00"


def test_a_partial_credit_note_on_a_sealed_year(ledger: Program, folder: Path) -> None:
    """A credit note on part of an invoice of a sealed year counts in its own year, by what it credits."""
    imported(ledger, write(folder, rows("18-07-2022;zomerschool;1.000,00;A;1")), *GOAL)
    assert ledger("ledger", "seal", "--year", "2022").code == 0
    credit = write(folder, rows("15-01-2023;creditnota;-200,00;A;1"), "credit.csv")
    record = imported(ledger, credit, "--credits", "reverse")
    assert (record["credited"], record["amount"]) == (1, "-200.00")
    assert figures(ledger)["spent"] == "800.00"
    assert {(each["year"], each["date"], each["amount"]) for each in listed(ledger, "--year", "2023")} >= {
        (2023, "2023-01-15", "800.00"),
        (2023, "2023-01-15", "-1000.00"),
    }


def test_a_partial_credit_note_after_the_period(ledger: Program, folder: Path) -> None:
    """A credit note on part of an invoice of a sealed year is judged by when that was spent, however late it comes."""
    imported(ledger, write(folder, rows("18-07-2022;zomerschool;1.000,00;A;1")), *GOAL)
    assert ledger("ledger", "seal", "--year", "2022").code == 0
    credit = write(folder, rows("15-09-2025;creditnota;-200,00;A;1"), "credit.csv")
    assert imported(ledger, credit, "--credits", "reverse")["credited"] == 1
    last = listed(ledger, "--kind", "spending")[-1]
    assert (last["date"], last["spent"], last["state"], last["amount"]) == (
        "2025-09-15",
        "2022-07-18",
        "eligible",
        "800.00",
    )
    assert figures(ledger)["errors"] == "0.00"
    assert "18 July 2022" in ledger("ledger", "show", str(last["number"])).out
    assert ledger("ledger", "recheck", "--exit-code").code == 0
    again = write(folder, rows("15-10-2025;creditnota;-300,00;A;1"), "nog.csv")
    assert imported(ledger, again, "--credits", "reverse")["credited"] == 1
    last = listed(ledger, "--kind", "spending")[-1]
    assert (last["spent"], last["state"], last["amount"]) == ("2022-07-18", "eligible", "500.00")


@pytest.mark.parametrize("line", ["-10,01;A;1", "-10,00;B;1", "-10,00;A;2", "-10,00;A;"])
def test_a_credit_note_that_matches_nothing(ledger: Program, folder: Path, line: str) -> None:
    """A credit note of more than was spent, of another supplier or without its reference is a fault at its row."""
    path = write(folder, rows("18-07-2022;zomerschool;10,00;A;1", f"20-07-2022;creditnota;{line}"))
    (told,) = refused(ledger, path, "--credits", "reverse")
    assert told.startswith(f"{path}:3: no booking found with reference")


# Limits of the ledger.


def test_over_budget(ledger: Program, folder: Path) -> None:
    """A list that exceeds what remains is refused at the row that does; with a reason it is booked."""
    path = write(folder, rows("18-07-2022;zomerschool;400.000,00;;1", "18-07-2022;zomerschool;100.000,01;;2"))
    (line,) = refused(ledger, path)
    assert line.startswith(f"{path}:3: ")
    imported(ledger, path, *GOAL, "--override", "besluit van het college")
    assert [each["overrode"] for each in listed(ledger, "--kind", "spending")] == [[], ["budget"]]


@both_stores
def test_a_sealed_year(ledger: Program, folder: Path) -> None:
    """Rows of a sealed year are refused, each at its row."""
    imported(ledger, write(folder, SEMICOLON), *GOAL)
    assert ledger("ledger", "seal", "--year", "2022").code == 0
    path = write(folder, rows("18-12-2022;zomerschool;1,00;;8", "18-01-2023;zomerschool;1,00;;9"), "laat.csv")
    (line,) = refused(ledger, path)
    assert line.startswith(f"{path}:2: the year 2022 is sealed")


def test_the_goal_is_a_fallback_only(ledger: Program, folder: Path) -> None:
    """--goal goes for rows for which neither they nor the rules name one; without it such rows are faults."""
    path = write(
        folder,
        rows(
            "18-07-2022;zomerschool;1,00;preschool",
            "18-07-2022;lantaarnpaal;2,00;",
            "18-07-2022;voorleeshulp thuis;3,00;",
            header="Datum;Omschrijving;Bedrag;Doel",
        ),
    )
    outcome = ledger("ledger", "import", path)
    assert (outcome.code, [line for line in outcome.messages if line.startswith(f"{path}:3: ")] != []) == (2, True)
    imported(ledger, path, "--goal", "care-and-welfare")
    assert [each["goal"] for each in listed(ledger, "--kind", "spending")][:2] == ["preschool", "care-and-welfare"]
    (line,) = refused(ledger, write(folder, SEMICOLON), "--goal", "maan")
    assert line.startswith("--goal")


def test_results_of_a_check_are_imported_without_retyping(ledger: Program, folder: Path) -> None:
    """What `npo check --file` writes can be imported as it is, in either language of columns."""
    text = SEMICOLON.replace("1.234;", "1.234,00;")
    assert ledger("check", "--file", write(folder, text), "--output", "x.csv", "--format", "csv").code == 0
    assert "verdict" in (folder / "x.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    imported(ledger, folder / "x.csv", *GOAL)
    assert spendings(ledger) == BOOKED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["/dev/stdin", "pijp", "pijp.json"])
def test_a_pipe_is_refused(ledger: Program, folder: Path, npo_process: Process, name: str, language: str) -> None:
    """What is no ordinary file is refused at once in one line, also where nobody writes to it."""
    if name != "/dev/stdin":
        os.mkfifo(folder / name)
    npo_process.folder = folder
    line = npo_process("--lang", language, "ledger", "import", name, stdin=rows().encode()).refusal(2)
    assert line.startswith(f"{name}: ")
    assert {"nl": "geen gewoon bestand", "en": "not an ordinary file"}[language] in line
    assert numbers(ledger) == [1]


def test_a_ledger_of_another_grant(ledger: Program, folder: Path) -> None:
    """With rules of another grant than the ledger's nothing is imported."""
    (line,) = refused(ledger, write(folder, SEMICOLON), "--pack", "example-grant")
    assert "--pack" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_in_words(ledger: Program, folder: Path, language: str) -> None:
    """The tally tells how many rows were booked, as which numbers, and their sum."""
    outcome = ledger("--lang", language, "ledger", "import", write(folder, SEMICOLON), *GOAL)
    assert (
        outcome.lines[0]
        == {
            "nl": "Geboekt: 3 (nummer 2 tot en met 4), samen € 49.746,50.",
            "en": "Booked: 3 (numbers 2 to 4), € 49,746.50 together.",
        }[language]
    )


def test_hostile_texts_stay_texts(ledger: Program, folder: Path) -> None:
    """Texts that a spreadsheet, a terminal or a markup would obey are booked, and shown harmless."""
    path = write(folder, rows('18-07-2022;zomerschool [red] =cmd() \x1b[31m\u202ex;1,00;"=1+1; ""x""";@f'))
    imported(ledger, path, *GOAL)
    ((_, _, text, supplier, _),) = spendings(ledger)
    assert supplier == '=1+1; "x"'
    assert "[red]" in text
    assert "\x1b" not in text
    outcome = ledger("ledger", "export", "--format", "csv")
    assert ',"\'=1+1; ""x""",\'@f,' in outcome.out


# Killed at work.


def test_killed_at_random_moments(ledger: Program, folder: Path, npo_process: Process) -> None:
    """However far an import was when it was killed, all of it is booked or nothing."""
    days = [f"{1 + n % 28:02}-07-2022;zomerschool {n};1,00;S;{n}" for n in range(1_500)]
    path = write(folder, rows(*days))
    book = folder / "ledgers" / "oisterwijk.db"
    before, chance = book.read_bytes(), random.Random(7)
    env = {**npo_process.environment(), "NPO_USER": "anna"}
    command = [*npo_process.command, "ledger", "import", str(path), *GOAL]
    started = time.monotonic()
    subprocess.run(command, cwd=folder, env=env, capture_output=True, check=True)
    whole = time.monotonic() - started
    seen = set()
    for share in (0.5, 0.8, 0.9, 0.97):
        book.write_bytes(before)
        with subprocess.Popen(command, cwd=folder, env=env, stdout=-3, stderr=-3) as process:
            time.sleep(whole * share * chance.uniform(0.9, 1.1))
            process.kill()
        assert ledger("ledger", "verify").code == 0
        with closing(sqlite3.connect(book)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM entry").fetchone()
        seen.add(count)
    assert seen <= {1, 1_502}


if not hasattr(os, "fork"):  # a process cannot be killed so there
    del test_killed_at_random_moments


def test_overlong_headings_are_shortened(ledger: Program, folder: Path) -> None:
    """A heading of a thousand characters is quoted by its beginning, found or not."""
    long = "9" * 1_000
    (folder / "lijst.csv").write_text(f"datum;omschrijving;{long}\n2022-07-18;zomerschool;5\n", encoding="utf-8")
    for columns in ((), ("--columns", f"amount={long}"), ("--columns", "amount=bedragen")):
        outcome = ledger("ledger", "import", "lijst.csv", "--goal", "catch-up", *columns)
        outcome.check_messages()
        assert "99999…" in outcome.err or not columns
