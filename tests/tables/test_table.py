"""Tables: opened from disk or stdin, with places and refusals that a user understands."""

import os
import subprocess
import sys
import threading
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from npo_cli.fault import Fault, InputError
from npo_cli.language import Language
from npo_cli.tables import table as module
from npo_cli.tables.table import Row, open_table
from tests.tables.support import ALIASES, REQUIRED, cells, read, refusal, written


def test_place_in_csv(tmp_path: Path) -> None:
    """A place in a CSV file is its line and the heading as written."""
    path = written(tmp_path / "a.csv", "omschrijving;  Datum\nA;1\n")
    with open_table(path, ALIASES, REQUIRED, name="uitgaven.csv") as table:
        (row,) = table.rows()
        assert isinstance(row, Row)
        assert table.where(row, "day") == "uitgaven.csv:2 (Datum)"
        assert table.where(row, "amount") == "uitgaven.csv:2"


def test_place_in_xlsx(tmp_path: Path) -> None:
    """A place in a worksheet is its cell and the heading as written."""
    book = Workbook()
    book.worksheets[0].append(["omschrijving", "Datum"])
    book.worksheets[0].append(["A", date(2023, 5, 1)])
    book.save(tmp_path / "a.xlsx")
    with open_table(tmp_path / "a.xlsx", ALIASES, REQUIRED, name="uitgaven.xlsx") as table:
        (row,) = table.rows()
        assert isinstance(row, Row)
        assert table.where(row, "day") == "uitgaven.xlsx:B2 (Datum)"
        assert table.where(row, "amount") == "uitgaven.xlsx:2"


def test_name_is_as_given(tmp_path: Path) -> None:
    """A table has the name that the user gave, and a stream that of stdin."""
    path = written(tmp_path / "a.csv", "omschrijving\n")
    for source, name, shown in (
        (path, None, str(path)),
        (path, "x", "x"),
        (BytesIO(b"uitgave\n"), None, "stdin"),
    ):
        with open_table(source, ALIASES, REQUIRED, name) as table:
            assert table.name == shown
            assert list(table.rows()) == []


def test_long_heading_in_place(tmp_path: Path) -> None:
    """A heading too long to read is shortened in a place, and put on one line."""
    known = {"description": frozenset({"x y " + "z" * 60})}
    path = written(tmp_path / "a.csv", f'"X\nY {"Z" * 60}"\nA\n')
    with open_table(path, known, ["description"], "a.csv") as table:
        (row,) = table.rows()
        assert isinstance(row, Row)
        assert table.where(row, "description") == f"a.csv:3 (X Y {'Z' * 35}…)"


def test_stdin_csv() -> None:
    """A stream of CSV is read, twice if need be, and nothing of it is left behind."""
    with open_table(BytesIO("omschrijving;bedrag\nCafé;1\n".encode("cp1252")), ALIASES, REQUIRED) as table:
        rows = table.rows()
        assert next(rows) == Row(2, ("Café", "1"))
        assert list(table.rows()) == [Row(2, ("Café", "1"))]


def test_stdin_xlsx(tmp_path: Path) -> None:
    """A stream that starts as a workbook is read as one."""
    book = Workbook()
    book.worksheets[0].append(["omschrijving", "bedrag"])
    book.worksheets[0].append(["A", 12.5])
    book.save(tmp_path / "a.xlsx")
    stream = BytesIO((tmp_path / "a.xlsx").read_bytes())
    with open_table(stream, ALIASES, REQUIRED) as table:
        (row,) = table.rows()
        assert isinstance(row, Row)
        assert table.where(row, "amount") == "stdin:B2 (bedrag)"


def test_stdin_leaves_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy of a stream is gone afterwards, also when its rows were read halfway."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with open_table(BytesIO(b"omschrijving\nA\nB\n"), ALIASES, REQUIRED) as table:
        rows = table.rows()
        next(rows)
        assert list(tmp_path.iterdir()) != []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_pipe(tmp_path: Path) -> None:
    """A named pipe, which can be read only once, is read as stdin is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    thread = threading.Thread(target=pipe.write_bytes, args=(b"omschrijving\nA\n",))
    thread.start()
    assert cells(pipe) == [("A",)]
    thread.join()


def test_content_decides(tmp_path: Path) -> None:
    """A file is what it holds, whatever its name says, and a column PK does not make it a zip file."""
    assert cells(written(tmp_path / "a.xlsx", "PK;omschrijving\n1;A\n")) == [("1", "A")]
    book = Workbook()
    book.worksheets[0].append(["omschrijving"])
    book.worksheets[0].append(["B"])
    book.save(tmp_path / "b.csv")
    assert cells(tmp_path / "b.csv") == [("B",)]


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is told of with its name."""
    for path in (tmp_path / "weg.csv", tmp_path / "a.csv" / "weg.csv"):
        written(tmp_path / "a.csv", "x")
        assert refusal(path) == f"{path}: the file does not exist; check its name and its folder."


def test_folder(tmp_path: Path) -> None:
    """A folder is called a folder."""
    assert "this is a folder and not a file" in refusal(tmp_path)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read, perhaps since Excel holds it, is told of."""

    def forbid(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path / "a.csv", "omschrijving\n")
    monkeypatch.setattr(Path, "open", forbid)
    assert "close it in Excel" in refusal(path)


def test_other_trouble(tmp_path: Path) -> None:
    """Any other trouble of the system is told of in its own words."""
    assert "a" in refusal(tmp_path / ("x" * 5000))


def test_changed_while_read(tmp_path: Path) -> None:
    """A file that is replaced by another between two readings is told of."""
    path = written(tmp_path / "a.csv", "omschrijving\nCafé\n")
    with open_table(path, ALIASES, REQUIRED) as table:
        path.write_bytes("omschrijving\nCafé\n".encode("cp1252"))
        with pytest.raises(InputError, match="was changed while it was read"):
            list(table.rows())


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n;;\r\n\r\n", b'""\n'])
def test_empty_file(tmp_path: Path, content: bytes) -> None:
    """A file without content is called empty."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert "a.csv: the file is empty" in refusal(path)


def test_no_required_column(tmp_path: Path) -> None:
    """Without a required column, the headings found are listed, at most eight, and those that would do."""
    headings = ";".join(f"kolom {number}" for number in range(11))
    path = written(tmp_path / "a.csv", f"Titel\n{headings}\n1\n")
    line = refusal(path)
    assert "headed ‘description’, ‘omschrijving’ or ‘uitgave’; found instead: ‘kolom 0’, " in line
    assert "‘kolom 7’ and 3 more. Give" in line


def test_braces_in_headings(tmp_path: Path) -> None:
    """Braces and control characters of the user's headings do no harm in a refusal."""
    with pytest.raises(InputError) as caught:
        read(written(tmp_path / "a.csv", "{oms};\x1b[31m{0}\n"))
    assert "wel gevonden: ‘{oms}’, ‘\ufffd[31m{0}’. Geef" in caught.value.faults[0].line(Language.NL)


def test_every_missing_column_is_told(tmp_path: Path) -> None:
    """All required columns that are missing are told of at once."""
    path = written(tmp_path / "a.csv", "omschrijving;x\nA;1\n")
    assert len(refusal(path, ("description", "amount", "day")).splitlines()) == 2


def test_header_needs_every_required_column(tmp_path: Path) -> None:
    """A title that equals one heading is no header while a lower row has all required columns."""
    path = written(tmp_path / "a.csv", "Omschrijving\nOmschrijving;Bedrag\nA;1\n")
    assert cells(path, ("description", "amount")) == [("A", "1")]


def test_header_too_low(tmp_path: Path) -> None:
    """A header is found in the tenth row with content, and not in the eleventh."""
    assert cells(written(tmp_path / "a.csv", "\n\n" + "titel\n" * 9 + "omschrijving\nA\n")) == [("A",)]
    assert "no column" in refusal(written(tmp_path / "a.csv", "titel\n" * 10 + "omschrijving\nA\n"))


def test_two_columns_for_one(tmp_path: Path) -> None:
    """Two headings that mean the same are both named."""
    line = refusal(written(tmp_path / "a.csv", "Omschrijving;Bedrag;Uitgave\nA;1;B\n"))
    assert "the headings ‘Omschrijving’ and ‘Uitgave’ mean the same" in line


def test_two_optional_columns_for_one(tmp_path: Path) -> None:
    """Two headings for a column that is not required are no less doubtful."""
    assert "‘Bedrag’ and ‘AMOUNT’" in refusal(written(tmp_path / "a.csv", "uitgave;Bedrag;AMOUNT\nA;1;2\n"))


def test_no_required_columns_at_all(tmp_path: Path) -> None:
    """If nothing is required, the first row with content is the header."""
    assert read(written(tmp_path / "a.csv", "\na;b\n1;2\n"), ()) == [Row(3, ("1", "2"))]


def test_faults_are_values(tmp_path: Path) -> None:
    """A long row comes as a fault in both languages, with its place."""
    found = read(written(tmp_path / "a.csv", "omschrijving;bedrag\nA;1;2;3\n"))[0]
    assert isinstance(found, Fault)
    assert found.where.endswith("a.csv:2")
    assert "de rij telt 4 cellen en de kopregel 2; zet een cel waarin een puntkomma" in found.line(Language.NL)


def test_nothing_heavy_at_start() -> None:
    """Importing the table module loads neither openpyxl nor csv, which a short command does not need."""
    code = "import sys, npo_cli.tables.table, npo_cli.tables.write; print(*sys.modules)"
    root = Path(module.__file__).parents[2]
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout.split()
    assert {"openpyxl", "csv", "zipfile", "tempfile", "shutil", "lzma"}.isdisjoint(loaded)
