"""CSV files as municipalities have them: every separator, header and quotation mark."""

import csv
import random
import tracemalloc
from contextlib import ExitStack
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from npo_cli.fault import Fault
from npo_cli.tables.csvfile import CsvFile
from npo_cli.tables.table import Row, open_table
from tests.tables.support import ALIASES, REQUIRED, cells, faults, read, refusal, written


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separator(tmp_path: Path, separator: str) -> None:
    """The separator is found in the header, and kept for the results."""
    lines = [["Omschrijving", "Datum"], ["Tablets", "2023-05-01"]]
    path = written(tmp_path / "a.csv", "".join(separator.join(line) + "\r\n" for line in lines))
    with open_table(path, ALIASES, REQUIRED) as table:
        assert table.delimiter == separator
        assert table.header == ("Omschrijving", "Datum")
        assert table.columns == {"description": 0, "day": 1}
        assert list(table.rows()) == [Row(2, ("Tablets", "2023-05-01"))]


def test_decimal_commas(tmp_path: Path) -> None:
    """Commas in amounts do not make the comma a separator."""
    path = written(tmp_path / "a.csv", "Bedrag;Omschrijving\n1.234,50;Huur, zaal\n12,5;Boeken, schriften\n")
    assert cells(path) == [("1.234,50", "Huur, zaal"), ("12,5", "Boeken, schriften")]


def test_separators_within_quotes(tmp_path: Path) -> None:
    """Separators inside a quoted heading do not count, however many there are."""
    path = written(tmp_path / "a.csv", '"Bedrag; incl; btw; ",omschrijving\n"1;2",Boeken\n')
    with open_table(path, ALIASES, REQUIRED) as table:
        assert (table.delimiter, table.header) == (",", ("Bedrag; incl; btw; ", "omschrijving"))
        assert list(table.rows()) == [Row(2, ("1;2", "Boeken"))]


def test_one_column(tmp_path: Path) -> None:
    """A file of one column keeps the commas of its texts."""
    path = written(tmp_path / "a.csv", "omschrijving\nBoeken, schriften\n\nTablets\n")
    assert read(path) == [Row(2, ("Boeken, schriften",)), Row(4, ("Tablets",))]


def test_line_of_excel_that_names_the_separator(tmp_path: Path) -> None:
    """A first line `sep=;` is no header."""
    path = written(tmp_path / "a.csv", "sep=;\r\nomschrijving;bedrag\r\nBoeken;1,00\r\n")
    assert read(path) == [Row(3, ("Boeken", "1,00"))]


def test_header_below_titles(tmp_path: Path) -> None:
    """Titles and empty lines above the header are passed over, and line numbers stay true."""
    path = written(tmp_path / "a.csv", 'Uitgaven NPO\n\n"Gemeente ""X""";2023\nOMSCHRIJVING ;  Bedrag\nBoeken;1\n')
    with open_table(path, ALIASES, REQUIRED) as table:
        assert (table.header_row, table.header) == (4, ("OMSCHRIJVING ", "  Bedrag"))
        assert list(table.rows()) == [Row(5, ("Boeken", "1"))]


def test_header_of_several_lines(tmp_path: Path) -> None:
    """A heading with a line break in it matches, and the rows are numbered by their own lines."""
    path = written(tmp_path / "a.csv", 'omschrijving;"be\r\ndrag"\r\n"Boeken\r\nen meer";1\r\nTablets;2\r\n')
    assert read(path) == [Row(3, ("Boeken\r\nen meer", "1")), Row(5, ("Tablets", "2"))]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks(tmp_path: Path, line_break: str) -> None:
    """Lines end as on Windows, Linux or an old Mac."""
    path = written(tmp_path / "a.csv", line_break.join(["omschrijving;bedrag", "Boeken;1", '"T;";2']))
    assert read(path) == [Row(2, ("Boeken", "1")), Row(3, ("T;", "2"))]


def test_unusual_line_separators_are_text(tmp_path: Path) -> None:
    """Characters that Python takes for line breaks, and Excel does not, stay in their cell."""
    path = written(tmp_path / "a.csv", "omschrijving;bedrag\na\u2028b\x0bc\x85d;1\n")
    assert read(path) == [Row(2, ("a\u2028b\x0bc\x85d", "1"))]


def test_short_long_and_empty_rows(tmp_path: Path) -> None:
    """Short rows are filled up, empty ones left out, separators at the end ignored, long rows told of."""
    path = written(tmp_path / "a.csv", "omschrijving;bedrag\nA\n;;\n \n\nB;1;; \nC;1;x\n;\nD;2\n")
    a, b, c, d = read(path)
    assert (a, b, d) == (Row(2, ("A", "")), Row(6, ("B", "1")), Row(9, ("D", "2")))
    assert isinstance(c, Fault)
    (line,) = faults(path)
    assert "a.csv:7: the row has 3 cells and the header 2; put a cell that holds a semicolon between" in line


def test_blank_headings_and_doubles_stay(tmp_path: Path) -> None:
    """Headings that are blank or stand twice are kept as written, if nothing is asked of them."""
    path = written(tmp_path / "a.csv", "omschrijving;;x;x;\nA;1;2;3;4\n")
    with open_table(path, ALIASES, REQUIRED) as table:
        assert table.header == ("omschrijving", "", "x", "x", "")
        assert list(table.rows()) == [Row(2, ("A", "1", "2", "3", "4"))]


def test_rows_may_be_read_again(tmp_path: Path) -> None:
    """Two readings of the rows do not disturb each other, even at the same time."""
    path = written(tmp_path / "a.csv", "omschrijving\n" + "".join(f"u{n}\n" for n in range(5000)))
    with open_table(path, ALIASES, REQUIRED) as table:
        first = table.rows()
        next(first)
        assert len(list(table.rows())) == 5000
        assert len(list(first)) == 4999


def test_unclosed_quote(tmp_path: Path) -> None:
    """A quotation mark that is never closed is told of, with the line of the cell that it starts."""
    path = written(tmp_path / "a.csv", 'omschrijving;bedrag\nA;1\n"B\n""b""";"2\nC;3\nD;4\n')
    assert read(path)[0] == Row(2, ("A", "1"))
    (line,) = faults(path)
    assert "a.csv:4: the quotation mark" in line
    assert "closed nowhere" in line


def test_unclosed_quote_in_header(tmp_path: Path) -> None:
    """A quotation mark that is never closed in the header does not hide behind a missing column."""
    lines = refusal(written(tmp_path / "a.csv", 'omschrijving;"bedrag\nA;1\nB;2\n')).splitlines()
    assert "no column found that is headed" in lines[0]
    assert "a.csv:1: the quotation mark" in lines[1]


def test_wrong_quotes_in_header(tmp_path: Path) -> None:
    """Wrong quotes in the header do not hide behind a missing column."""
    path = written(tmp_path / "a.csv", '"omschrijving" ;bedrag\nA;1\n')
    assert "a.csv:1: text follows the quotation mark" in refusal(path).splitlines()[1]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_quotes_are_not_blamed(tmp_path: Path, separator: str) -> None:
    """Where only a column is missing, quotation marks that are right are not called wrong."""
    path = written(tmp_path / "a.csv", f'"kosten"{separator}"prijs"\n"A"{separator}"1"\n')
    (line,) = refusal(path).splitlines()
    assert "found instead: ‘kosten’, ‘prijs’. Give" in line


def test_text_after_a_closing_quote(tmp_path: Path) -> None:
    """A quotation mark inside a quoted cell is told of, and the rows around it are still read."""
    path = written(tmp_path / "a.csv", 'omschrijving;bedrag\nA;1\n"24" scherm";2\n"C\nc";3\n24" scherm;4\n')
    good = [row for row in read(path) if isinstance(row, Row)]
    assert good == [Row(2, ("A", "1")), Row(4, ("C\nc", "3")), Row(6, ('24" scherm', "4"))]
    (line,) = faults(path)
    assert "a.csv:3: text follows the quotation mark" in line


def test_many_wrong_quotes_open_quickly(tmp_path: Path) -> None:
    """A file with wrong quotes in every line is refused after its top rows."""
    path = written(tmp_path / "a.csv", '"a"b;c\n' * 1_000_000)
    assert len(refusal(path).splitlines()) == 1


def test_large_cells(tmp_path: Path) -> None:
    """A cell of 200 kB is read, with quotes or without."""
    text = "é" * 100_000
    path = written(tmp_path / "a.csv", f'omschrijving;bedrag\n{text};1\n"{text}";2\n')
    assert cells(path) == [(text, "1"), (text, "2")]


@pytest.mark.parametrize("mark", ["", '"'])
def test_too_large_cell(tmp_path: Path, mark: str) -> None:
    """A cell above ten million characters is told of, and the rows around it are read."""
    path = written(tmp_path / "a.csv", f"omschrijving;bedrag\nA;1\nB;{mark}{'x' * 10_000_001}{mark}\nC;3\n")
    assert [row.cells[0] for row in read(path) if isinstance(row, Row)] == ["A", "C"]
    (line,) = faults(path)
    assert "a.csv:3: a cell that starts here is larger than 10 million" in line


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Reading a large file takes no more memory than a small part of it."""
    path = written(tmp_path / "a.csv", "omschrijving;bedrag\n" + f"{'Boeken ' * 20};1\n" * 100_000)
    with open_table(path, ALIASES, REQUIRED) as table:
        tracemalloc.start()
        assert sum(1 for _ in table.rows()) == 100_000
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert path.stat().st_size > 14_000_000
    assert peak < 1_000_000


def _plainly(text: str, delimiter: str) -> list[tuple[int, tuple[str, ...]]] | None:
    """Read rows in the plainest way; None if csv finds something wrong."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found, line = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((line, tuple(row)))
            line = reader.line_num + 1
    except csv.Error:
        return None
    return found


@given(st.text(alphabet='ab "";,\n\r\n', max_size=60), st.integers(1, 20))
@example('a;b\n"a\n\nb";b\na', 1)
@settings(max_examples=500, deadline=None)  # a disk may be slow
def test_fast_way_reads_what_csv_reads(tmp_path_factory: pytest.TempPathFactory, text: str, batch: int) -> None:
    """However the lines fall into batches, the rows and their lines are those of Python's csv."""
    path = written(tmp_path_factory.getbasetemp() / "fast.csv", text)
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setattr("npo_cli.tables.csvfile._BATCH", batch)
        file = CsvFile(path, "fast.csv", "utf-8", ";", stack)
        found = list(file.rows())
    expected = _plainly(text, ";")
    if expected is None:
        assert any(isinstance(row, Fault) for row in found)
    else:
        assert found == expected


def test_quotes_here_and_there(tmp_path: Path) -> None:
    """Rows over one line and over several, quoted or not, all keep their place in a large file."""
    chance = random.Random(1)
    texts = ["Boeken", "a;b", 'een "b"', "x\ny", "", "z\r\n\r\nq", " "]
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["omschrijving", "bedrag"])
        for number in range(20_000):
            writer.writerow([chance.choice(texts if number % 3000 < 1000 else texts[:3]), f"{number}"])
    text = path.read_bytes().decode("utf-8")
    assert read(path) == (_plainly(text, ";") or [])[1:]
