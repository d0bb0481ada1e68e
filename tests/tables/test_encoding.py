"""Characters: every encoding that Excel writes is read, and what is no text is refused plainly."""

import random
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npo_cli.fault import InputError
from npo_cli.tables.table import open_table
from tests.tables.support import ALIASES, cells, read, refusal, written

TEXT = "Omschrijving\tBedrag\r\nCafé – ‘één’\t€ 5\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_encodings_of_excel(tmp_path: Path, encoding: str) -> None:
    """Letters with accents, euro signs and curly quotes survive in every encoding."""
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert cells(written(tmp_path / "a.csv", mark + TEXT, encoding)) == [("Café – ‘één’", "€ 5")]


def test_utf8_far_into_the_file(tmp_path: Path) -> None:
    """The whole file decides: a single character beyond the first megabyte tells UTF-8 from Windows-1252."""
    start = "omschrijving\n" + "Boeken en schriften\n" * 100_000
    for encoding in ("utf-8", "cp1252"):
        path = written(tmp_path / "a.csv", f"{start}Café €\n", encoding)
        assert cells(path)[-1] == ("Café €",)


def test_character_across_chunks(tmp_path: Path) -> None:
    """A character that is cut in two by the reading in chunks is still UTF-8."""
    for shift in range(3):
        path = written(tmp_path / "a.csv", "omschrijving\n" + "x" * shift + "€" * 400_000)
        assert set(str(cells(path)[0][0])) <= {"x", "€"}


def test_part_of_it_utf8(tmp_path: Path) -> None:
    """A file of which some letters are UTF-8 and others are not is refused, with the line of the first that is not."""
    path = tmp_path / "a.csv"
    path.write_bytes("omschrijving\néén\n".encode() + "twéé\n".encode("cp1252"))
    assert "a.csv:3: from here on the text is damaged: the file starts as UTF-8" in refusal(path)


def test_cut_off_at_the_end(tmp_path: Path) -> None:
    """Half a character at the very end makes the file no UTF-8."""
    path = tmp_path / "a.csv"
    path.write_bytes("omschrijving\nBoeken\u20ac".encode()[:-1])
    assert cells(path) == [("Boekenâ‚",)]


def test_damaged_utf16(tmp_path: Path) -> None:
    """A file that starts as UTF-16 and ends halfway is refused, with the line."""
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode("utf-16")[:-1])
    assert "a.csv:2: from here on the text is damaged: the file starts as UTF-16" in refusal(path)


def test_damaged_utf8(tmp_path: Path) -> None:
    """A file that promises UTF-8 by its mark and breaks the promise is refused, with the line."""
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffomschrijving\nA\n".encode() + "Café\nB\n".encode("cp1252"))
    assert "a.csv:3: from here on the text is damaged: the file starts as UTF-8" in refusal(path)


def test_unknown_characters(tmp_path: Path) -> None:
    """Bytes that mean nothing in UTF-8 or Windows-1252 are refused."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"omschrijving\nCaf\x8f Boeken\n")
    assert "neither UTF-8 nor Windows-1252" in refusal(path)


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
        b"%PDF-1.7\n" + bytes(range(1, 32)) * 9,
        random.Random(1).randbytes(100_000),
        b"omschrijving\nBoe\0ken\n",
        "omschrijving\nBoe\0ken\n".encode("utf-16"),
        "omschrijving\nBoeken\n".encode("utf-32"),
        "omschrijving\nBoeken\n".encode("utf-16-le"),
    ],
)
def test_binary_files(tmp_path: Path, content: bytes) -> None:
    """A picture, a PDF or anything else that is no text is called what it is."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert "this is neither a CSV file nor an Excel workbook; open the file in Excel" in refusal(path)


def test_a_few_control_characters_are_no_matter(tmp_path: Path) -> None:
    """A stray control character does not make a text binary."""
    assert cells(written(tmp_path / "a.csv", "omschrijving\nBoe\x02ken\n")) == [("Boe\x02ken",)]


@given(
    st.sampled_from(
        [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf",
         b"omschrijving;bedrag\n", b'omschrijving;"']
    ),
    st.binary(max_size=300),
)  # fmt: skip
@settings(max_examples=500, deadline=None)  # the first one loads openpyxl
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes) -> None:
    """Whatever a file holds, it is read or refused as the user's input, from disk and from stdin."""
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(start + rest)
    try:
        expected = read(path)
    except InputError:
        with pytest.raises(InputError):
            read(BytesIO(start + rest))
    else:
        with open_table(BytesIO(start + rest), ALIASES, ["description"], name=str(path)) as table:
            assert list(table.rows()) == expected
