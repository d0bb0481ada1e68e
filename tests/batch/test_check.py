"""`npo check --file`: lists in every form that officials have them in, checked row by row."""

import csv
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from openpyxl import Workbook

from tests.commands.running import LANGUAGES, Outcome, Process, Program, obeyed, program

HEADER = ("Nr", "Omschrijving", "Bedrag", "Datum", "Doel", "Leverancier")
ROWS = (
    ("1", "zomerschool", "1.234,50", "18-07-2022", "catch-up", "Café ’t Hoekje"),
    ("2", "aanleg van glasvezel", "€ 99", "2022-09-01", "", "Kabel & Zn."),
    ("3", "leerlingenvervoer", "", "", "", "Taxi Über"),
    ("4", "zomerschool", "100", "2026-01-01", "", ""),
)
VERDICTS = ["eligible", "excluded", "consult", "excluded"]
ADDED = ["verdict", "rules", "reason"]
FORMS = ("text", "csv", "json")


@pytest.fixture
def npo(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, tmp_path: Path) -> Program:
    """Give what runs `npo` in this process, in the folder `tmp_path`."""
    return program(monkeypatch, cache_of_tests, tmp_path)


@pytest.fixture
def npo_process(cache_of_tests: Path, tmp_path: Path) -> Process:
    """Give what runs `npo` as a process, in the folder `tmp_path`."""
    return Process(cache_of_tests, tmp_path)


def joined(separator: str = ";", *, header: tuple[str, ...] = HEADER, rows: Any = ROWS, end: str = "\r\n") -> str:
    """Write a list as CSV."""
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows([header, *rows])
    return stream.getvalue()


def workbook(path: Path, *rows: tuple[Any, ...], merged: str = "") -> Path:
    """Save rows as an Excel workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    book.save(path)
    return path


def table(text: str, separator: str = ";") -> list[dict[str, str]]:
    """Read CSV as rows by heading."""
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=separator))


def column(text: str, name: str, separator: str = ";") -> list[str]:
    """Read one column of CSV."""
    return [row[name] for row in table(text, separator)]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """Give a list in a file."""
    path = tmp_path / "uitgaven.csv"
    path.write_bytes(joined().encode("utf-8"))
    return path


# How a list comes in.


@pytest.mark.parametrize("separator", [";", ",", "\t"], ids=["semicolon", "comma", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n"], ids=["crlf", "lf"])
def test_csv_as_it_comes(npo: Program, tmp_path: Path, separator: str, encoding: str, end: str) -> None:
    """A list is read whatever its separator, characters and line ends, and comes back with its own separator."""
    (tmp_path / "a.csv").write_bytes(joined(separator, end=end).encode(encoding))
    outcome = npo("check", "--file", "a.csv", "--format", "csv")
    assert outcome.code == 0
    rows = table(outcome.out, separator)
    assert [row["verdict"] for row in rows] == VERDICTS
    assert [row["Leverancier"] for row in rows] == [row[5] for row in ROWS]


@pytest.mark.parametrize("name", ["a.txt", "a.xlsx", "a", "A.CSV"])
def test_csv_whatever_its_name(npo: Program, tmp_path: Path, name: str) -> None:
    """The content tells what a file is, not its name."""
    (tmp_path / name).write_text(joined(), encoding="utf-8")
    assert column(npo("check", "--file", name, "--format", "csv").out, "verdict") == VERDICTS


def excel(path: Path) -> Path:
    """Save the list as a workbook, with numbers and dates of Excel."""
    numbers = (1234.5, 99, None, 100)
    days = (datetime(2022, 7, 18), datetime(2022, 9, 1), None, datetime(2026, 1, 1))
    rows = [(*row[:2], n, d, *row[4:]) for row, n, d in zip(ROWS, numbers, days, strict=True)]
    return workbook(path, HEADER, *rows)


def test_xlsx(npo: Program, tmp_path: Path) -> None:
    """A workbook is read with its own numbers and dates, and comes back as CSV for Dutch Excel."""
    excel(tmp_path / "a.xlsx")
    outcome = npo("check", "--file", "a.xlsx", "--format", "csv")
    assert outcome.code == 0
    rows = table(outcome.out)
    assert [row["verdict"] for row in rows] == VERDICTS
    assert (rows[0]["Bedrag"], rows[0]["Datum"], rows[2]["Bedrag"]) == ("1234,5", "2022-07-18", "")
    amounts = [one["amount"] for one in npo("check", "--file", "a.xlsx", "--format", "json").data]
    assert amounts == ["1234.50", "99.00", None, "100.00"]


def test_xlsx_called_csv(npo: Program, tmp_path: Path) -> None:
    """A workbook under the name of a CSV file is read as what it is."""
    excel(tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    assert column(npo("check", "--file", "a.csv", "--format", "csv").out, "verdict") == VERDICTS


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_standard_input(npo: Program, npo_process: Process, tmp_path: Path, kind: str) -> None:
    """With - the list comes from standard input, as CSV or as a workbook."""
    content = excel(tmp_path / "a.xlsx").read_bytes() if kind == "xlsx" else joined().encode("cp1252")
    inside = npo("check", "--file", "-", "--format", "csv", stdin=content)
    assert column(inside.out, "verdict") == VERDICTS
    assert npo_process("check", "--file", "-", "--format", "csv", stdin=content) == inside


def test_faults_on_standard_input(npo: Program) -> None:
    """Faults of standard input name it and the line."""
    assert npo("check", "--file", "-", stdin="omschrijving;bedrag\nzomerschool;-5\n").refusal().startswith("stdin:2 ")


@pytest.mark.parametrize("heading", ["description", "Omschrijving", "OMSCHRIJVING", " omschrijving "])
def test_description_by_its_heading(npo: Program, tmp_path: Path, heading: str) -> None:
    """The column of descriptions is found by a Dutch or English heading, however it is written."""
    (tmp_path / "a.csv").write_text(f"nr;{heading}\n1;zomerschool\n", encoding="utf-8")
    assert npo("check", "--file", "a.csv").code == 0


@pytest.mark.parametrize("headings", [("amount", "date", "goal"), ("bedrag", "datum", "doel")])
def test_other_columns_by_their_headings(npo: Program, tmp_path: Path, headings: tuple[str, ...]) -> None:
    """Amount, date and goal are found in either language."""
    text = f"description,{','.join(headings)}\nzomerschool,12.50,2022-07-18,preschool\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (data,) = npo("check", "--file", "a.csv", "--format", "json").data
    assert (data["amount"], data["date"], data["goal"]) == ("12.50", "2022-07-18", "preschool")


@pytest.mark.parametrize("header", ["Boekdatum;Boekingsomschrijving;Bedrag", "Datum;Toelichting;Bedrag"])
def test_headings_of_financial_systems(npo: Program, tmp_path: Path, header: str) -> None:
    """Headings of financial systems for the description are known where no better one is there, and it is told."""
    (tmp_path / "a.csv").write_text(f"Toelichting\n{header}\n31-08-2026;zomerschool;5\n", encoding="utf-8")
    outcome = npo("check", "--file", "a.csv", "--format", "csv", "--lang", "en")
    assert outcome.lines[0].startswith(header)
    _, described, _ = header.split(";")
    assert f"What stands in the column ‘{described}’ was checked" in outcome.err
    dated = header.startswith("Datum")
    assert outcome.lines[-1].split(";")[3] == ("excluded" if dated else "eligible")
    assert ("the heading ‘date’ (‘Boekdatum’)" in outcome.err) is not dated


def test_a_cell_is_no_heading(npo: Program, tmp_path: Path) -> None:
    """A cell that is worded like a heading makes no header of its row."""
    rows = "Dagboek;Datum;Tegenpartij;Bedrag\nInkoop;18-07-2027;glasvezel;500\nMemo;18-07-2022;zomerschool;700\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    assert "no column found" in npo("check", "--file", "a.csv").refusal()
    rows = "Boekdatum;Boekingsomschrijving;Bedrag;Soort\n1-1-2022;glasvezel;500;Inkoop\n1-1-2022;bijles;7;Uitgave\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    assert len(npo("check", "--file", "a.csv", "--format", "json").data) == 2


def test_optional_columns(npo: Program, tmp_path: Path) -> None:
    """Only the description is needed."""
    (tmp_path / "a.csv").write_text("omschrijving\nzomerschool\n", encoding="utf-8")
    (data,) = npo("check", "--file", "a.csv", "--format", "json").data
    assert (data["amount"], data["date"], data["goal"]) == (None, None, None)


@pytest.mark.parametrize("form", FORMS)
def test_one_row(npo: Program, tmp_path: Path, form: str) -> None:
    """A list of one is a list."""
    (tmp_path / "a.csv").write_text("omschrijving\nzomerschool\n", encoding="utf-8")
    outcome = npo("check", "--file", "a.csv", "--format", form)
    assert outcome.code == 0
    assert "zomerschool" in outcome.out


# How a list goes out.


@pytest.mark.parametrize("language", LANGUAGES)
def test_text(npo: Program, listed: Path, language: str) -> None:
    """As text each row is one line: sign and word, description, amount; none wider than 80 columns."""
    outcome = npo("check", "--file", listed, "--lang", language)
    assert [line[0] for line in outcome.lines] == ["✓", "✗", "!", "✗"]
    assert all(row[1] in line for row, line in zip(ROWS, outcome.lines, strict=True))
    assert max(map(len, outcome.lines)) <= 80
    assert outcome.lines[0].endswith("€ 1.234,50" if language == "nl" else "€ 1,234.50")
    assert not obeyed(outcome.out)


def test_text_of_long_descriptions(npo: Program, tmp_path: Path) -> None:
    """A description that does not fit is cut off visibly, and its amount is still there."""
    (tmp_path / "a.csv").write_text(f"omschrijving;bedrag\nzomerschool {'x' * 200};999999999,99\n", encoding="utf-8")
    (line,) = npo("check", "--file", "a.csv").lines
    assert len(line) <= 80
    assert "…" in line
    assert line.endswith("€ 999,999,999.99")


def test_csv(npo: Program, listed: Path) -> None:
    """As CSV every column passes through in its place, with verdict, rules and reason after them."""
    rows = table(npo("check", "--file", listed, "--format", "csv").out)
    assert list(rows[0]) == [*HEADER, *ADDED]
    assert [tuple(row[name] for name in HEADER) for row in rows] == list(ROWS)
    assert [row["verdict"] for row in rows] == VERDICTS
    first = [row["rules"].split()[0] for row in rows]
    assert first[:3] == ["summer-school", "fibre", "transport"]
    assert first[3].startswith("spending-period")


@pytest.mark.parametrize("language", LANGUAGES)
def test_reason_is_a_sentence(npo: Program, listed: Path, language: str) -> None:
    """The reason names the words that hit, or the day and the period it lies outside of."""
    reasons = column(npo("check", "--file", listed, "--format", "csv", "--lang", language).out, "reason")
    assert "‘zomerschool’" in reasons[0]
    assert "glasvezel" in reasons[1]
    assert "2026" in reasons[3]
    assert "2025" in reasons[3]


def test_json(npo: Program, listed: Path) -> None:
    """As JSON the list is an array of what each expense gives by itself."""
    data = npo("check", "--file", listed, "--format", "json", "--as-of", "2024-01-01").data
    single = npo(
        *"check zomerschool --amount 1234.50 --date 2022-07-18 --goal catch-up --as-of 2024-01-01".split(),
        "--format",
        "json",
    ).data
    assert [one["verdict"] for one in data] == VERDICTS
    assert data[0] == single


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_tally(npo: Program, listed: Path, form: str, language: str) -> None:
    """One line on standard error counts the list and each verdict, in every format."""
    outcome = npo("check", "--file", listed, "--format", form, "--lang", language)
    assert re.findall(r"\d+", outcome.messages[-1]) == ["4", "1", "1", "2"]


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_rows_without_a_day(npo: Program, listed: Path, form: str) -> None:
    """A line counts the rows of which the date is empty, for they are not tested against the spending period."""
    outcome = npo("check", "--file", listed, "--format", form, "--lang", "nl")
    assert outcome.messages[:-1] == ["Uitgaven zonder datum: 1 van 4; die zijn niet aan de bestedingsperiode getoetst."]


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_rows_of_another_goal(npo: Program, tmp_path: Path, form: str) -> None:
    """A line tells the rows that name another goal than the rules point to, as for a single expense."""
    rows = ["zomerschool;preschool;2024-01-15"] * 12 + ["zomerschool;catch-up;2024-01-15", "zomerschool;;2024-01-15"]
    (tmp_path / "a.csv").write_text("\n".join(["omschrijving;doel;datum", *rows, "vervoer;preschool;2024-01-15"]))
    told, _ = npo("check", "--file", "a.csv", "--format", form, "--lang", "nl").messages
    assert told.startswith("Uitgaven met een ander bestedingsdoel dan waar de regels naar wijzen: 12 (rij 2, 3, 4, 5,")
    assert "11 …)" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_tally_of_one(npo: Program, tmp_path: Path, language: str) -> None:
    """One expense is counted in the singular."""
    (tmp_path / "a.csv").write_text("omschrijving\nzomerschool\n", encoding="utf-8")
    outcome = npo("check", "--file", "a.csv", "--lang", language)
    assert {"nl": "1 uitgave:", "en": "1 expense:"}[language] in outcome.err


def test_options_of_the_whole_list(npo: Program, tmp_path: Path) -> None:
    """Facts and the day of knowledge hold for every row, and --exit-code gives the most cautious."""
    (tmp_path / "a.csv").write_text("omschrijving;datum\nhuur van een pand;2024-01-15\n", encoding="utf-8")
    given = ["check", "--file", "a.csv", "--format", "json", "--exit-code"]
    facts = [f"--fact={name}=ja" for name in ("temporary", "serves-measure", "existing-building")]
    assert npo(*given).code == 3
    assert npo(*given, *facts).code == 0
    early = npo(*given, *facts, "--as-of", "2022-01-01")
    assert (early.code, early.data[0]["as_of"]) == (4, "2022-01-01")


def test_exit_code_without_asking(npo: Program, listed: Path) -> None:
    """A list with exclusions is no failure, unless --exit-code asks."""
    assert npo("check", "--file", listed).code == 0
    assert npo("check", "--file", listed, "--exit-code").code == 4


def test_checking_again(npo: Program, listed: Path) -> None:
    """A list that was checked before gets new verdicts in the same columns."""
    once = npo("check", "--file", listed, "--format", "csv", "--lang", "nl")
    listed.write_bytes(once.out.replace("eligible", "oud").replace("consult", "oud").encode("utf-8"))
    again = npo("check", "--file", listed, "--format", "csv", "--lang", "nl")
    assert again == once


def test_checking_again_elsewhere(npo: Program, tmp_path: Path) -> None:
    """Earlier verdicts are replaced where they stand, with columns of the user's around them."""
    text = "reason;omschrijving;verdict;eigen;rules\noud;zomerschool;oud;mijn;oud\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    out = npo("check", "--file", "a.csv", "--format", "csv").out
    assert out.splitlines()[0] == text.splitlines()[0]
    (row,) = table(out)
    assert (row["verdict"], row["rules"], row["eigen"]) == ("eligible", "summer-school", "mijn")
    assert "zomerschool" in row["reason"]


# Files to write.


@pytest.mark.parametrize(
    ("name", "form", "read"),
    [
        ("uit.csv", "", "csv"),
        ("uit.CSV", "", "csv"),
        ("uit.json", "", "json"),
        ("uit.txt", "", "text"),
        ("uit", "", "text"),
        ("uit.txt", "csv", "csv"),
        ("uit.csv", "json", "json"),
        ("uit.json", "text", "text"),
    ],
)
def test_output(npo: Program, listed: Path, name: str, form: str, read: str) -> None:
    """The file is written as --format says, else as its suffix says, and holds what a pipe would."""
    given = ["--format", form] if form else []
    outcome = npo("check", "--file", listed, "--output", name, *given)
    assert (outcome.code, outcome.out) == (0, "")
    expected = npo("check", "--file", listed, "--format", read).out
    assert (listed.parent / name).read_bytes().decode("utf-8-sig") == expected


def test_output_for_excel(npo: Program, listed: Path) -> None:
    """A CSV file starts with a byte order mark, without which Excel misreads é; a pipe does not."""
    npo("check", "--file", listed, "--output", "uit.csv")
    assert (listed.parent / "uit.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not npo("check", "--file", listed, "--format", "csv").out.startswith("\ufeff")


def test_output_can_be_checked_again(npo: Program, listed: Path) -> None:
    """A list may take the place of itself: read whole before it is replaced, and the same the second time."""
    assert npo("check", "--file", listed, "--output", listed).code == 0
    once = listed.read_bytes()
    assert npo("check", "--file", listed, "--output", listed).code == 0
    assert listed.read_bytes() == once
    assert [path.name for path in listed.parent.iterdir()] == [listed.name]


@pytest.mark.parametrize("name", ["uit.csv", "uit.json", "uit.txt"])
def test_output_untouched_by_bad_input(npo: Program, tmp_path: Path, name: str) -> None:
    """Where the list is refused, an earlier result stays as it was, and no other file appears."""
    (tmp_path / "a.csv").write_text("omschrijving;bedrag\nzomerschool;1\nhuur;-5\n", encoding="utf-8")
    (tmp_path / name).write_text("oud", encoding="utf-8")
    npo("check", "--file", "a.csv", "--output", name).refusal()
    assert (tmp_path / name).read_text(encoding="utf-8") == "oud"
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", name}


def test_no_output_from_bad_input(npo: Program, tmp_path: Path) -> None:
    """Where the list is refused, no result is made."""
    (tmp_path / "a.csv").write_text("omschrijving;bedrag\nhuur;-5\n", encoding="utf-8")
    npo("check", "--file", "a.csv", "--output", "uit.csv").refusal()
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_output_in_a_form_that_npo_lacks(npo: Program, listed: Path) -> None:
    """A suffix that promises another form is refused rather than belied."""
    npo("check", "--file", listed, "--output", "uit.xlsx").refusal()


# What is wrong with a list.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_all_faults_at_once(npo: Program, tmp_path: Path, form: str, language: str) -> None:
    """Every fault of every row is told in one run, each with its line and column, and nothing is written."""
    rows = [
        ("", "1", "2022-01-01", ""),
        ("zomerschool", "1.234", "31-02-2022", "fun"),
        ("zomerschool", "10", "2022-01-01", "catch-up"),
        ("zomerschool", "NaN", "", ""),
        ("x" * 200_000, "-5", "morgen", ""),
    ]
    (tmp_path / "a.csv").write_text(
        joined(header=("omschrijving", "bedrag", "datum", "doel"), rows=rows), encoding="utf-8"
    )
    outcome = npo("check", "--file", "a.csv", "--format", form, "--lang", language)
    assert (outcome.code, outcome.out) == (2, "")
    outcome.check_messages()
    places = [line.split(": ")[0] for line in outcome.messages]
    assert places == [
        "a.csv:2 (omschrijving)",
        *(f"a.csv:3 ({name})" for name in ("bedrag", "datum", "doel")),
        "a.csv:5 (bedrag)",
        *(f"a.csv:6 ({name})" for name in ("omschrijving", "bedrag", "datum")),
    ]


def test_faults_of_a_workbook(npo: Program, tmp_path: Path) -> None:
    """Faults of a workbook name the cell as Excel does."""
    workbook(
        tmp_path / "a.xlsx",
        ("Bedrag", "Omschrijving", "Datum"),
        (5, "zomerschool", datetime(2022, 7, 18)),
        (-5, None, "31-02-2022"),
        (1.234, datetime(2022, 1, 1), "ooit"),
        (True, 12, None),
    )
    outcome = npo("check", "--file", "a.xlsx")
    assert (outcome.code, outcome.out) == (2, "")
    outcome.check_messages()
    cells = sorted(line.split(":")[1].split()[0] for line in outcome.messages)
    assert cells == ["A3", "A4", "A5", "B3", "B4", "B5", "C3", "C4"]


def test_faults_in_the_order_of_the_list(npo: Program, tmp_path: Path) -> None:
    """What is wrong with the shape of a row and what is wrong with a cell are told in the order of the rows."""
    lines = ["omschrijving;bedrag", "zomerschool;nul", "bijles;1,00;te;veel", ";2,00", "taalklas;0,00", "sport;3,00"]
    (tmp_path / "lijst.csv").write_text("\n".join(lines), encoding="utf-8")
    outcome = npo("check", "--file", "lijst.csv")
    assert re.findall(r"lijst\.csv:(\d+)", outcome.err) == ["2", "3", "4", "5"]


def test_very_many_faults(npo: Program, tmp_path: Path) -> None:
    """A list with thousands of faults does not flood the terminal, and says how many more there are."""
    (tmp_path / "a.csv").write_text("omschrijving;bedrag\n" + "zomerschool;-1\n" * 3_000, encoding="utf-8")
    outcome = npo("check", "--file", "a.csv")
    assert (outcome.code, outcome.out) == (2, "")
    assert len(outcome.messages) <= 1_001
    assert str(3_001 - len(outcome.messages)) in outcome.messages[-1]


def bad_workbook(path: Path) -> None:
    path.write_bytes(workbook(path.with_suffix(".tmp"), ("omschrijving",), ("zomerschool",)).read_bytes()[:-200])


def bytes_of(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def writing(text: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text(text, encoding="utf-8")

    return write


BAD_FILES: dict[str, Callable[[Path], None]] = {
    "empty": writing(""),
    "blank lines": writing("\n\n  \n"),
    "only a mark": writing("\ufeff"),
    "header only": writing("omschrijving;bedrag\n"),
    "header and blank rows": writing("omschrijving;bedrag\n;\n\n"),
    "no column of descriptions": writing("wat;bedrag\nzomerschool;5\n"),
    "two columns of descriptions": writing("omschrijving;description\nzomerschool;bus\n"),
    "no header": writing("zomerschool;5\nbijles;6\n"),
    "row too long": writing("omschrijving,bedrag\nzomerschool,1.234,50\n"),
    "quotation mark never closed": writing('omschrijving;bedrag\n"zomerschool;5\nbijles;6\n'),
    "random bytes": bytes_of(bytes(range(256)) * 40),
    "half a workbook": bad_workbook,
    "broken zip": bytes_of(b"PK\x03\x04" + bytes(100)),
    "image": bytes_of(b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "PDF": bytes_of(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 4),
    "old workbook": bytes_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file(npo: Program, tmp_path: Path, name: str, language: str) -> None:
    """A file that is no list is refused in one line that names it, whatever it pretends to be."""
    BAD_FILES[name](tmp_path / "a.csv")
    line = npo("check", "--file", "a.csv", "--lang", language).refusal()
    assert line.startswith("a.csv:")


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_standard_input(npo: Program, tmp_path: Path, name: str) -> None:
    """The same content on standard input is refused in the same way."""
    BAD_FILES[name](tmp_path / "a.csv")
    line = npo("check", "--file", "-", stdin=(tmp_path / "a.csv").read_bytes()).refusal()
    assert line.startswith("stdin:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_column_says_what_was_found(npo: Program, tmp_path: Path, language: str) -> None:
    """Where the column is missing, the line names the heading to use and the headings that are there."""
    writing("wat;euro's\nzomerschool;5\n")(tmp_path / "a.csv")
    line = npo("check", "--file", "a.csv", "--lang", language).refusal()
    assert all(f"‘{name}’" in line for name in ("omschrijving", "description", "wat", "euro's"))


# Workbooks as people make them.


def test_merged_title(npo: Program, tmp_path: Path) -> None:
    """A merged title above the header does no harm."""
    workbook(tmp_path / "a.xlsx", ("Uitgaven 2022", None), ("Omschrijving", "Bedrag"), ("bijles", 5), merged="A1:B1")
    (data,) = npo("check", "--file", "a.xlsx", "--format", "json").data
    assert (data["description"], data["amount"]) == ("bijles", "5.00")


@pytest.mark.parametrize("language", LANGUAGES)
def test_merged_headers(npo: Program, tmp_path: Path, language: str) -> None:
    """Merged headings that leave no column of descriptions are refused in a line that says how to mend it."""
    workbook(
        tmp_path / "a.xlsx", ("Uitgave 2022", None, "Geld"), ("wat", "wie", "euro"), ("bijles", "x", 5), merged="A1:B1"
    )
    line = npo("check", "--file", "a.xlsx", "--lang", language).refusal()
    assert line.startswith("a.xlsx: ")
    assert {"nl": "samengevoegd", "en": "merged"}[language] in line


def test_merged_header_of_descriptions(npo: Program, tmp_path: Path) -> None:
    """A merged heading over two columns means the first; the second passes through without a heading."""
    workbook(tmp_path / "a.xlsx", ("Omschrijving", None, "Bedrag"), ("bijles", "groep 8", 5), merged="A1:B1")
    outcome = npo("check", "--file", "a.xlsx", "--format", "csv")
    assert outcome.code == 0
    assert outcome.lines[1].startswith("bijles;groep 8;5;eligible;")


@pytest.mark.parametrize("typed", ["18-07-2022", "2022-07-18", " 18-7-2022 ", "18/07/2022"])
def test_date_typed_as_text(npo: Program, tmp_path: Path, typed: str) -> None:
    """A date typed as text is taken where it is clear."""
    workbook(tmp_path / "a.xlsx", ("omschrijving", "datum"), ("bijles", typed))
    (data,) = npo("check", "--file", "a.xlsx", "--format", "json").data
    assert data["date"] == "2022-07-18"


@pytest.mark.parametrize("typed", ["juli 2022", "18-07", "07-18-2022", "30-02-2022", 44760, 20220718, 44760.5])
def test_unclear_date(npo: Program, tmp_path: Path, typed: object) -> None:
    """A date that is not clear is refused with its cell, and never guessed."""
    workbook(tmp_path / "a.xlsx", ("omschrijving", "datum"), ("bijles", typed))
    assert npo("check", "--file", "a.xlsx").refusal().startswith("a.xlsx:B2 (datum): ")


def test_date_with_a_time(npo: Program, tmp_path: Path) -> None:
    """A date of Excel with a time of day counts as the day."""
    workbook(tmp_path / "a.xlsx", ("omschrijving", "datum"), ("bijles", datetime(2025, 7, 31, 23, 59)))
    (data,) = npo("check", "--file", "a.xlsx", "--format", "json").data
    assert (data["date"], data["verdict"]) == ("2025-07-31", "eligible")


@pytest.mark.parametrize(
    ("typed", "amount"), [(5, "5.00"), (1234.5, "1234.50"), (0.1 + 0.2, "0.30"), ("1.234,50", "1234.50"), ("5", "5.00")]
)
def test_amount_of_excel(npo: Program, tmp_path: Path, typed: object, amount: str) -> None:
    """An amount counts as Excel shows it, as a number or typed as text."""
    workbook(tmp_path / "a.xlsx", ("omschrijving", "bedrag"), ("bijles", typed))
    (data,) = npo("check", "--file", "a.xlsx", "--format", "json").data
    assert data["amount"] == amount


@pytest.mark.parametrize("typed", [-5, 0, 0.001, 1.234, 1e12, "1.234", True, datetime(2022, 7, 18)])
def test_bad_amount_of_excel(npo: Program, tmp_path: Path, typed: object) -> None:
    """An amount that cannot be one is refused with its cell."""
    workbook(tmp_path / "a.xlsx", ("omschrijving", "bedrag"), ("bijles", typed))
    assert npo("check", "--file", "a.xlsx").refusal().startswith("a.xlsx:B2 (bedrag): ")


@pytest.mark.parametrize("goal", ["Zorg en welzijn", "zorg en welzijn", "Care and welfare"])
def test_goal_by_its_name(npo: Program, tmp_path: Path, goal: str) -> None:
    """A goal may be written as npo itself calls it, in either language."""
    writing(f"omschrijving;doel\nbijles;{goal}\n")(tmp_path / "a.csv")
    (data,) = npo("check", "--file", "a.csv", "--format", "json").data
    assert data["goal"] == "care-and-welfare"


# What a spreadsheet or a terminal would obey.

FORMULAS = [
    '=HYPERLINK("http://x.example";"klik")',
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3+cmd",
    "\t=1",
    "＝1",
]
NUMBERS = ["-5", "-12,50", "-1.234,50", "+31 20 1234567", "- € 5,00", "-5%"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula(npo: Program, tmp_path: Path, formula: str) -> None:
    """A text that a spreadsheet takes for a formula comes back as a text."""
    (tmp_path / "a.csv").write_text(
        joined(header=("omschrijving", "eigen"), rows=[(f"{formula} zomerschool", formula)]), encoding="utf-8"
    )
    npo("check", "--file", "a.csv", "--output", "uit.csv")
    (row,) = table((tmp_path / "uit.csv").read_text(encoding="utf-8-sig"))
    assert row["eigen"] == f"'{formula}"
    assert row["omschrijving"].startswith("'")
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())


@pytest.mark.parametrize("number", NUMBERS)
def test_negative_number(npo: Program, tmp_path: Path, number: str) -> None:
    """Negative numbers and the like in columns of the user's survive as they are."""
    (tmp_path / "a.csv").write_text(f"omschrijving;saldo\nzomerschool;{number}\n", encoding="utf-8")
    assert column(npo("check", "--file", "a.csv", "--format", "csv").out, "saldo") == [number]


def test_negative_number_of_excel(npo: Program, tmp_path: Path) -> None:
    """Negative numbers of a workbook survive as numbers."""
    workbook(tmp_path / "a.xlsx", ("omschrijving", "saldo"), ("bijles", -12.5), ("bijles", -3))
    assert column(npo("check", "--file", "a.xlsx", "--format", "csv").out, "saldo") == ["-12,5", "-3"]


def test_formula_in_a_heading(npo: Program, tmp_path: Path) -> None:
    """A heading is no formula either."""
    writing("omschrijving;=1+1\nzomerschool;5\n")(tmp_path / "a.csv")
    assert npo("check", "--file", "a.csv", "--format", "csv").lines[0].startswith("omschrijving;'=1+1;")


@pytest.mark.parametrize(
    "text", ["zomerschool \x1b[31mrood", "[bold]zomerschool[/] [/red]", "zomerschool {x} %s", "a\x9b31m"]
)
def test_nothing_of_a_row_is_obeyed(npo: Program, tmp_path: Path, text: str) -> None:
    """In a list too, descriptions are words: no escape, markup or format in them is obeyed."""
    writing(f"omschrijving;bedrag\n{text};5\n")(tmp_path / "a.csv")
    outcome = npo("check", "--file", "a.csv", terminal=True, env={"NO_COLOR": "1"})
    assert outcome.code in {0, 2}
    assert not obeyed(outcome.out + outcome.err)
    writing(f"omschrijving;bedrag;{text}\n{text};{text};5\n")(tmp_path / "a.csv")
    npo("check", "--file", "a.csv").refusal()


def test_csv_on_a_terminal(npo: Program, tmp_path: Path) -> None:
    """CSV on a terminal shows no escapes of the user's list, in its heading or below."""
    writing("omschrijving;bedrag;\x1b]0;titel\x07\nzomerschool \x1b[31mrood;5;\n")(tmp_path / "a.csv")
    outcome = npo("check", "--file", "a.csv", "--format", "csv", terminal=True)
    assert not obeyed(outcome.out + outcome.err)


# Pipes, terminals, long lists.


def test_descriptions_that_recur(npo: Program, tmp_path: Path) -> None:
    """Rows of a list in which descriptions recur, in and outside the period, come out as each would alone."""
    texts = ('bijles; "extra"', "busvervoer", "lantaarnpaal", "huur van een pand", "bijles zonder boeken", "zomrschool")
    days = ("", "2021-06-30", "2022-07-18", "2025-07-31", "2025-08-01")
    rows = [(text, day) for day in days for text in texts] * 2
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([("omschrijving", "datum"), *rows])
    together = table(npo("check", "--file", "a.csv", "--format", "csv").out)
    alone = []
    for row in rows[: len(rows) // 2]:
        with (tmp_path / "b.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([("omschrijving", "datum"), row])
        alone += table(npo("check", "--file", "b.csv", "--format", "csv").out)
    assert together == alone * 2
    assert len({row["reason"] for row in alone}) > len(texts)


def many(path: Path, count: int) -> Path:
    """Write a long list in which no two descriptions are alike."""
    texts = ("zomerschool met vervoer", "huur van een pand", "glasvezel", "bijles", "kerstpakketten", "chromebooks")
    with path.open("w", encoding="utf-8") as stream:
        stream.write("omschrijving;bedrag;datum\n")
        stream.writelines(f"{texts[n % 6]} nr {n};{n + 1},50;2022-07-18\n" for n in range(count))
    return path


@pytest.mark.parametrize("form", FORMS)
def test_broken_pipe(npo_process: Process, tmp_path: Path, form: str) -> None:
    """When the reader of a long list has seen enough (head -1), npo ends without a word."""
    many(tmp_path / "a.csv", 5_000)
    with npo_process.start("check", "--file", "a.csv", "--format", form) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        assert started.stdout.readline()
        started.stdout.close()
        assert started.stderr.read() == b""


@pytest.mark.skipif("sys.platform == 'win32'", reason="there a closed pipe is another error")
def test_broken_pipe_is_no_failure(npo_process: Process, tmp_path: Path) -> None:
    """A reader that has seen enough is no failure: the exit code is 0."""
    many(tmp_path / "a.csv", 5_000)
    with npo_process.start("check", "--file", "a.csv", "--format", "csv") as started:
        assert started.stdout is not None
        started.stdout.readline()
        started.stdout.close()
        assert started.wait(60) == 0


@pytest.mark.skipif("sys.platform == 'win32'", reason="there a closed pipe is another error")
def test_a_broken_pipe_is_no_verdict(npo_process: Process, tmp_path: Path) -> None:
    """With --exit-code the code of a list that nobody read to the end is not the one for all eligible."""
    many(tmp_path / "a.csv", 5_000)
    with npo_process.start("check", "--file", "a.csv", "--exit-code") as started:
        assert started.stdout is not None
        started.stdout.readline()
        started.stdout.close()
        assert started.wait(60) == 1


@pytest.mark.skipif("sys.platform == 'win32'", reason="Ctrl-C is no signal there")
def test_interrupted(npo_process: Process, tmp_path: Path) -> None:
    """Ctrl-C halfway leaves the earlier result as it was, and no half file."""
    import signal  # SIGINT can only be sent elsewhere
    import time

    many(tmp_path / "a.csv", 100_000)
    (tmp_path / "uit.csv").write_text("oud", encoding="utf-8")
    with npo_process.start("check", "--file", "a.csv", "--output", "uit.csv") as started:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".npo-*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=60)
    assert (started.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert (tmp_path / "uit.csv").read_text(encoding="utf-8") == "oud"
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "uit.csv"}


MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(most // (1 if sys.platform == "linux" else 1024))
sys.exit(done.returncode)
"""  # a process between: the peak of a process counts from before it became npo


@pytest.mark.skipif("sys.platform == 'win32'", reason="the peak of memory is not told there")
def test_memory_stays_flat(npo_process: Process, tmp_path: Path) -> None:
    """A list of 70,000 rows takes at most 4 MB more than one of 20,000: less than its rows do."""
    command = [sys.executable, "-c", MEASURED, *npo_process.command]
    wrapped = Process(npo_process.cache, npo_process.folder, command)
    peaks = []
    for count in (20_000, 70_000):
        many(tmp_path / "a.csv", count)
        outcome = wrapped("check", "--file", "a.csv", "--format", "csv", "--output", "uit.csv")
        assert outcome.code == 0
        peaks.append(int(outcome.out))
        with (tmp_path / "uit.csv").open(encoding="utf-8-sig") as stream:
            assert sum(1 for _ in stream) == count + 1
    assert peaks[1] < 100 * 1024
    assert peaks[1] - peaks[0] < 4 * 1024, peaks


@pytest.mark.parametrize("form", FORMS)
def test_long_list_keeps_its_order(npo: Program, tmp_path: Path, form: str) -> None:
    """5,001 rows come out in the order in which they went in, and all are counted."""
    many(tmp_path / "a.csv", 5_001)
    outcome = npo("check", "--file", "a.csv", "--format", form)
    if form == "json":
        texts = [one["description"] for one in outcome.data]
    else:
        texts = outcome.lines if form == "text" else column(outcome.out, "omschrijving")
    assert [int(n) for n in re.findall(r" nr (\d+)", "\n".join(texts))] == list(range(5_001))
    assert re.findall(r"\d+", outcome.err)[0] == "5001"
    assert len(outcome.messages) == 1


def test_progress(npo: Program, tmp_path: Path) -> None:
    """A long list shows its progress on standard error where that is a terminal, and leaves the tally behind."""
    many(tmp_path / "a.csv", 5_000)
    env = {"TERM": "xterm", "COLUMNS": "80"}
    watched = npo("check", "--file", "a.csv", "--output", "a.json", terminal=True, env=env)
    assert "100%" in watched.err
    assert re.match(r"5000 \w+: ", watched.messages[-1].rpartition("\x1b[2K")[2])
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))


def test_no_progress_through_the_list(npo: Program, tmp_path: Path) -> None:
    """Where the list itself goes to the terminal no bar is drawn through it, and it is what it is in a pipe."""
    many(tmp_path / "a.csv", 5_000)
    watched = npo("check", "--file", "a.csv", terminal=True, env={"TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "80"})
    assert watched.out == npo("check", "--file", "a.csv").out
    assert len(watched.messages) == 1


def test_no_progress_on_a_short_list(npo: Program, listed: Path) -> None:
    """A short list is done before a bar could be read: only the tally appears."""
    outcome = npo(
        "check", "--file", listed, "--output", "uit.csv", terminal=True, env={"TERM": "xterm", "NO_COLOR": "1"}
    )
    assert len(outcome.messages) == 2
    assert not obeyed(outcome.err)


@pytest.mark.skipif("sys.platform == 'win32'", reason="there are no pseudo-terminals")
def test_progress_on_a_real_terminal(npo_process: Process, tmp_path: Path) -> None:
    """On a real terminal the bar is drawn and wiped, while the result goes to the pipe untouched."""
    many(tmp_path / "a.csv", 5_000)
    shown, outcome = on_terminal(npo_process, "check", "--file", "a.csv", "--format", "csv")
    assert "100%" in shown
    signs, plain = (on_terminal(npo_process, "check", "--file", "a.csv")[1], npo_process("check", "--file", "a.csv"))
    assert signs.out == plain.out
    assert len(column(outcome.out, "verdict")) == 5_000
    assert not obeyed(outcome.out)


def on_terminal(npo_process: Process, *arguments: str) -> tuple[str, Outcome]:
    """Run `npo` with standard error on a pseudo-terminal; give what that showed, and the outcome."""
    import pty  # not on Windows
    import subprocess

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*npo_process.command, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=npo_process.folder,
        env=npo_process.environment({"TERM": "xterm"}),
    ) as started:
        os.close(theirs)
        assert started.stdout is not None
        held: list[bytes] = []
        reader = Thread(target=lambda stream: held.append(stream.read()), args=(started.stdout,))
        reader.start()
        shown = b"".join(iter(lambda: _read(ours), b""))
        reader.join()
    os.close(ours)
    return shown.decode(), Outcome(started.returncode, held[0].decode(), "")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux says so where others give nothing: the other side is closed
        return b""
