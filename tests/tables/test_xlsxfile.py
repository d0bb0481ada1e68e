"""Excel files: their types, their oddities, and what only looks like one."""

import io
import re
import warnings
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.datavalidation import DataValidation

from npo_cli.fault import Fault, InputError
from npo_cli.tables.table import Row, open_table
from npo_cli.tables.xlsxfile import LARGEST_BYTES
from tests.tables.support import ALIASES, REQUIRED, cells, faults, read, refusal, written

HEADER = ["Omschrijving", "Bedrag", "Datum"]


def workbook(path: Path, *rows: list[Any]) -> Path:
    """Save a workbook with one worksheet."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def changed(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change the text of one part of a workbook."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode("utf-8")).encode("utf-8")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def zipped(path: Path, **parts: str) -> Path:
    """Save a zip file; `__` in a name stands for a slash and `_dot_` for a dot."""
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("tekst", "tekst"),
        (5, 5),
        (-3, -3),
        (12.5, Decimal("12.5")),
        (1234.1, Decimal("1234.1")),
        (0.1 + 0.2, Decimal("0.3")),
        (12345678.900000001, Decimal("12345678.9")),
        (5.0 - 4.9 - 0.1, 0),
        (12.0, 12),
        (1e20, 100000000000000000000),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2023, 5, 1), date(2023, 5, 1)),
        (datetime(2023, 5, 1), date(2023, 5, 1)),
        (datetime(2023, 5, 1, 14, 5), "2023-05-01 14:05:00"),
        (time(14, 5), "14:05:00"),
        (timedelta(hours=30, minutes=2), "30:02:00"),
        ("1 mei 2023", "1 mei 2023"),
        ("2023-05-01", "2023-05-01"),
        ("#REF!", "#REF!"),
        ("=1+1", None),
        ("regel\nregel", "regel\nregel"),
    ],
)
def test_types(tmp_path: Path, given: object, expected: object) -> None:
    """Every value of Excel comes as the type that a Row promises, numbers as Excel shows them."""
    path = workbook(tmp_path / "a.xlsx", ["omschrijving", "x"], ["A", given])
    ((_, found),) = cells(path)
    assert found == expected
    assert type(found) is type(expected)


def test_time_in_a_wanted_column(tmp_path: Path) -> None:
    """A moment in the column of the day is the day itself, as exports of ledgers have it."""
    path = workbook(tmp_path / "a.xlsx", [*HEADER, "x"], ["A", 1, *[datetime(2023, 5, 1, 14, 5)] * 2])
    assert cells(path) == [("A", 1, date(2023, 5, 1), "2023-05-01 14:05:00")]


def test_infinite_number(tmp_path: Path) -> None:
    """A number too large for Excel is an error value, as Excel itself would show."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 77777])
    changed(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("77777", "1E999"))
    assert cells(path) == [("A", "#NUM!", None)]


def test_cached_formula(tmp_path: Path) -> None:
    """A formula gives the value that Excel last calculated."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", "=6*7"])
    changed(path, "xl/worksheets/sheet1.xml", lambda text: re.sub(r"</f><v ?/?>(</v>)?", "</f><v>42</v>", text))
    assert cells(path) == [("A", 42, None)]


def test_formulas_without_results(tmp_path: Path) -> None:
    """A formula of which no program stored the result is a fault in a column that is used, and nothing in another."""
    path = workbook(
        tmp_path / "a.xlsx",
        [*HEADER, "Nota"],
        ["zomerschool", "=5+5", "=DATE(2030,1,1)", "=1"],
        ["bijles", None, None, "=2"],
        ["lunch", 3, None, None],
        ['="vervoer"', 3, None, None],
    )
    found = [line.partition(": ") for line in faults(path)]
    assert [where for where, _, _ in found] == [f"{path}:{cell}" for cell in ("B2", "C2", "A5")]
    assert {said for _, _, said in found} == {
        "this cell holds a formula without a stored result; open the workbook in Excel and save it."
    }


def test_formulas_far_into_a_long_worksheet(tmp_path: Path) -> None:
    """A single formula is found wherever it stands."""
    rows = [["zomerschool", 1, date(2024, 1, 15)] for _ in range(3_000)]
    rows[2_900][1] = "=1"
    path = workbook(tmp_path / "a.xlsx", HEADER, *rows)
    (found,) = faults(path)
    assert found.startswith(f"{path}:B2902: ")


def test_header_below_titles_and_gaps(tmp_path: Path) -> None:
    """Row numbers are those of Excel, with titles above the header and empty rows between."""
    rows: list[list[Any]] = [
        ["Uitgaven 2023"],
        [],
        [None, "gemeente"],
        HEADER,
        ["A", 1],
        [],
        ["  ", None],
        ["B"],
    ]
    path = workbook(tmp_path / "a.xlsx", *rows)
    with open_table(path, ALIASES, REQUIRED) as table:
        assert (table.header_row, table.delimiter, table.sheet) == (4, ";", "Sheet")
        assert table.header == tuple(HEADER)
        assert list(table.rows()) == [Row(5, ("A", 1, None)), Row(8, ("B", None, None))]
        assert len(list(table.rows())) == 2


def test_two_readings_at_once(tmp_path: Path) -> None:
    """Two readings of the rows do not disturb each other."""
    rows: list[list[Any]] = [[f"u{number}", 1] for number in range(3000)]
    path = workbook(tmp_path / "a.xlsx", HEADER, *rows)
    with open_table(path, ALIASES, REQUIRED) as table:
        pairs = list(zip(table.rows(), table.rows(), strict=True))
        assert len(pairs) == 3000
        assert all(first == second for first, second in pairs)


def test_blank_and_odd_headings(tmp_path: Path) -> None:
    """A blank heading is empty, blank ones at the end are none, and numbers and days serve as headings."""
    path = workbook(tmp_path / "a.xlsx", ["omschrijving", None, 2023, date(2023, 5, 1), " ", None], ["A", "b"])
    with open_table(path, ALIASES, REQUIRED) as table:
        assert table.header == ("omschrijving", "", "2023", "2023-05-01")
        assert list(table.rows()) == [Row(2, ("A", "b", None, None))]


def test_cell_without_heading(tmp_path: Path) -> None:
    """A cell to the right of the header is told of, by its own place."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 1, None, None, "noot"], ["B", 2, None, " "])
    assert isinstance(read(path)[0], Fault)
    assert read(path)[1] == Row(3, ("B", 2, None))
    (line,) = faults(path)
    assert "a.xlsx:E2: there is no heading above this cell; give the column a heading in row 1" in line


def test_shared_strings(tmp_path: Path) -> None:
    """Texts that stand in a list of their own, as Excel writes them, come whole, even if partly bold."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 1])
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Omschrijving</t></si>'
        '<si><r><t xml:space="preserve">Huur </t></r><r><rPr><b/></rPr><t>zaal</t></r></si></sst>'
    )
    kind = (
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )

    def shared(text: str) -> str:
        text = text.replace("inlineStr", "s", 1).replace("<is><t>Omschrijving</t></is>", "<v>0</v>")
        return text.replace('t="inlineStr"><is><t>A</t></is>', 't="s"><v>1</v>')

    with ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
    changed(path, "[Content_Types].xml", lambda text: text.replace("</Types>", kind))
    changed(path, "xl/worksheets/sheet1.xml", shared)
    assert cells(path) == [("Huur zaal", 1, None)]


def test_merged_header(tmp_path: Path) -> None:
    """A heading that is merged over two rows is missed in the second; the refusal says how to mend it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["B2"], sheet["C2"] = "Omschrijving", "Geld", "Bedrag", "Datum"
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    book.save(tmp_path / "a.xlsx")
    line = refusal(tmp_path / "a.xlsx", ("description", "amount"))
    assert "or ‘uitgave’ on the first visible worksheet (‘Sheet’); found instead: ‘Bedrag’, ‘Datum’." in line
    assert "If heading cells are merged, choose ‘Unmerge Cells’" in line


def test_merged_title(tmp_path: Path) -> None:
    """A merged title above the header does no harm."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Uitgaven"], HEADER, ["A", 1]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [("A", 1, None)]


def test_first_visible_sheet(tmp_path: Path) -> None:
    """Hidden worksheets and charts before the worksheet are passed over."""
    book = Workbook()
    hidden, shown, later = book.worksheets[0], book.create_sheet("Uitgaven"), book.create_sheet("Later")
    hidden.append(["omschrijving"])
    hidden.sheet_state = "hidden"
    shown.append(["omschrijving"])
    shown.append(["A"])
    later.append(["omschrijving"])
    book.create_chartsheet("Grafiek", 0).add_chart(BarChart())
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [("A",)]


def test_no_visible_sheet(tmp_path: Path) -> None:
    """A workbook of which all worksheets are hidden is refused."""
    path = workbook(tmp_path / "a.xlsx", HEADER)
    changed(path, "xl/workbook.xml", lambda text: text.replace('state="visible"', 'state="hidden"'))
    assert "no visible worksheet" in refusal(path)


def test_empty_sheet(tmp_path: Path) -> None:
    """An empty worksheet is called so, by its name."""
    assert "the first visible worksheet (‘Sheet’) is empty" in refusal(workbook(tmp_path / "a.xlsx"))


def test_written_row_by_row(tmp_path: Path) -> None:
    """A workbook that was written row by row, without its dimensions, is read whole."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Uitgaven")
    for row in (HEADER, ["A", 1.5, date(2023, 5, 1)], ["B"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [("A", Decimal("1.5"), date(2023, 5, 1)), ("B", None, None)]


def test_wrong_dimensions(tmp_path: Path) -> None:
    """Dimensions that are too small hide nothing."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 1, "x"], ["B", 2, "y"])
    part = "xl/worksheets/sheet1.xml"
    changed(path, part, lambda text: re.sub('<dimension ref="[^"]*"', '<dimension ref="A1"', text))
    assert cells(path) == [("A", 1, "x"), ("B", 2, "y")]


def test_row_far_away(tmp_path: Path) -> None:
    """A row beyond the last of any worksheet, in a damaged file, does not keep the reader busy for ever."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 1])
    part = "xl/worksheets/sheet1.xml"
    changed(path, part, lambda text: re.sub('r="([A-C]?)2"', r'r="\g<1>999999999999"', text))
    assert cells(path) == []


def test_no_warnings(tmp_path: Path) -> None:
    """What openpyxl leaves out is no matter for the user, who is told nothing of it."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 1])
    part = "xl/worksheets/sheet1.xml"
    extension = '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    changed(path, part, lambda text: text.replace("</worksheet>", extension))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert len(read(path)) == 1
    assert caught == []


def test_validation_and_many_styles(tmp_path: Path) -> None:
    """Lists to choose from, widths and colours do not disturb the reading."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    sheet.append(["A", 1])
    sheet.add_data_validation(DataValidation(type="list", formula1='"ja,nee"'))
    sheet["Z900"].number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [("A", 1, None)]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"[Content_Types]_dot_xml": "", "word__document_dot_xml": ""}, "this is a Word document"),
        (
            {"[Content_Types]_dot_xml": "", "ppt__presentation_dot_xml": ""},
            "this is a PowerPoint presentation",
        ),
        ({"[Content_Types]_dot_xml": "", "xl__workbook_dot_bin": ""}, "this is a binary workbook (.xlsb)"),
        ({"mimetype": "", "META-INF__manifest_dot_xml": ""}, "this is an OpenDocument file (.ods)"),
        ({"brief_dot_txt": ""}, "this is a zip file"),
        ({}, "this is a zip file"),
        ({"[Content_Types]_dot_xml": "<x/>"}, "the Excel workbook is damaged"),
    ],
)
def test_other_zip_files(tmp_path: Path, parts: dict[str, str], said: str) -> None:
    """A file that is a zip file but no workbook is called what it is."""
    assert said in refusal(zipped(tmp_path / "a.xlsx", **parts))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("EncryptedPackage", "protected by a password"),
        ("Workbook", "this is an old Excel file (.xls) and not an Excel workbook; open it in Excel"),
        ("WordDocument", "this is an old Office file"),
    ],
)
def test_files_of_old(tmp_path: Path, name: str, said: str) -> None:
    """A workbook under a password, an old .xls and an old .doc are told apart."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name.encode("utf-16-le") + bytes(99))
    assert said in refusal(path)


@pytest.mark.parametrize("keep", [4, 30, 500, 0.5, 0.9, 0.999])
def test_cut_off(tmp_path: Path, keep: float) -> None:
    """A workbook of which the end is missing is called damaged."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 1])
    content = path.read_bytes()
    path.write_bytes(content[: int(keep if keep > 1 else keep * len(content))])
    assert "the Excel workbook is damaged or incomplete" in refusal(path)


def test_any_damage(tmp_path: Path) -> None:
    """Whatever byte of a workbook is damaged, it is read or refused as the user's input."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 1, date(2023, 5, 1)])
    content = path.read_bytes()
    refused = 0
    for place in range(0, len(content), 37):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        try:
            read(path)
        except InputError:
            refused += 1
    assert refused > 10


def test_damage_in_the_rows(tmp_path: Path) -> None:
    """Damage that shows only among the rows is told of when they are read."""
    path = workbook(tmp_path / "a.xlsx", HEADER, *[["A", number] for number in range(5000)])
    part = "xl/worksheets/sheet1.xml"
    changed(path, part, lambda text: text.replace("</sheetData>", "</sheetDat>"))
    with (
        open_table(path, ALIASES, REQUIRED) as table,
        pytest.raises(InputError, match="the Excel workbook is damaged"),
    ):
        list(table.rows())


def test_zip_bomb(tmp_path: Path) -> None:
    """A small file that unpacks to a huge one is refused before it is unpacked."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 1])
    megabyte = bytes(1_000_000)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as stream:
        for _ in range(LARGEST_BYTES // len(megabyte) + 1):
            stream.write(megabyte)
    assert path.stat().st_size < 1_000_000
    assert "larger than 500 MB when unpacked" in refusal(path)


def test_many_entities(tmp_path: Path) -> None:
    """XML that would grow a thousandfold by itself is refused."""
    path = workbook(tmp_path / "a.xlsx", HEADER, ["A", 1])
    entities = '<!ENTITY e0 "grow">' + "".join(
        f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12)
    )
    change = f"<!DOCTYPE x [{entities}]><worksheet"
    part = "xl/worksheets/sheet1.xml"
    changed(path, part, lambda text: text.replace("<worksheet", change, 1).replace("<v>1</v>", "<v>&e11;</v>"))
    assert "the Excel workbook is damaged" in refusal(path)


def test_closed_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is free again after use, rows read halfway or not, so that Windows lets it be replaced."""
    opened = []
    plainly = Path.open

    def noted(*arguments: Any, **named: Any) -> Any:
        opened.append(plainly(*arguments, **named))
        return opened[-1]

    monkeypatch.setattr(Path, "open", noted)
    for path in (
        workbook(tmp_path / "a.xlsx", HEADER, ["A", 1], ["B", 2]),
        written(tmp_path / "a.csv", "omschrijving\nA\nB\n"),
    ):
        with open_table(path, ALIASES, REQUIRED) as table:
            next(table.rows())
            unfinished = table.rows()
            next(unfinished)
        assert opened != []
        assert all(stream.closed for stream in opened)


def test_stream_is_read_from_where_it_stands(tmp_path: Path) -> None:
    """A stream is read from where it stands, and need not start there."""
    stream = io.BytesIO(b"skip" + workbook(tmp_path / "a.xlsx", HEADER, ["A"]).read_bytes())
    stream.seek(4)
    assert cells(stream) == [("A", None, None)]
