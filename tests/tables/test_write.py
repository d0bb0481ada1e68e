"""Writing: no formulas, no half files, and nothing lost between writing and reading."""

import csv
import errno
import os
import stat
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npo_cli.fault import InputError
from npo_cli.language import Language
from npo_cli.tables.table import Row, open_table
from npo_cli.tables.write import csv_writer, replace_file, safe_cell, unguarded


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+SUM(A1)", "-A1", "@x", "-", "--5", "-5+3", "+31-6", "-1e5", "-12,50-", "-5\n", "=5",
     "-\u0661", " =1", "\n=1", "\t", "\tx", "\t-5", "\rx", "\0=1", "\xa0=1", "\ufeff=1", "\u200b=1",
     "\u3000@x", "\uff1d1", " \uff20x", "=cmd|' /C calc'!A0", "-€", "+ , .", "- 5 stuks", "-5€%"],
)  # fmt: skip
def test_formulas_are_made_text(text: str) -> None:
    """What a spreadsheet may run gets an apostrophe."""
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["", "a", "Boeken", "5", "-5", "-12,50", "+31", "-1.234,50", "+31 6 12345678", "-5%", "-€ 5", "- € 5,00",
     "-5 €", " -5", "\xa0-5", "€ -5", "%", "1=1", "a@b.nl", "'=1", "\nx", " x", "\u200bx", "-,5"],
)  # fmt: skip
def test_other_texts_stay(text: str) -> None:
    """Plain text and plain numbers, negative ones too, stay as they are."""
    assert safe_cell(text) == text


@given(st.text(alphabet=st.one_of(st.sampled_from("=+-@ \t\r\n\0\xa0€%.,'0123456789ab"), st.characters())))
def test_safe_cells(text: str) -> None:
    """A cell is changed by an apostrophe or not at all, and starts with a sign only if it is a number."""
    safe = safe_cell(text)
    assert safe in (text, f"'{text}")
    if safe.lstrip()[:1] in ("=", "+", "-", "@") or safe[:1] in ("\t", "\r"):
        assert safe == "" or (safe.lstrip(" \xa0\u202f")[0] in "+-" and any(map(str.isdigit, safe)))
        assert set(safe) <= set("+-0123456789., \xa0\u202f€%")


@given(st.text())
def test_letters_and_digits_are_never_touched(text: str) -> None:
    """A cell that starts with a letter or a digit stays as it is."""
    assert safe_cell(f"a{text}") == f"a{text}"
    assert safe_cell(f"7{text}") == f"7{text}"


def test_every_blank_is_looked_behind() -> None:
    """A formula behind any blank that Python knows is found."""
    for code in range(0x10000):
        if chr(code).isspace():
            assert safe_cell(f"{chr(code)}=1") == f"'{chr(code)}=1"


@pytest.mark.parametrize(
    "text",
    [f"-{'1' * 10**6}x", f"-{' ' * 10**6}x", f"{' ' * 10**6}=", f"-1{'., ' * 300_000}x", f"-{'.' * 10**6}"],
)
def test_long_cells_take_no_longer(text: str) -> None:
    """A long cell costs no more than its length: none of these would end otherwise."""
    assert safe_cell(text) == f"'{text}"


def test_csv_for_excel() -> None:
    """Rows end as on Windows, quotes stand only where needed, and decimals suit the separator."""
    row = [
        "a;b",
        'c"d',
        "e\nf",
        "",
        None,
        5,
        -5,
        Decimal("12.50"),
        Decimal("-1E+3"),
        date(2023, 5, 1),
        "=1",
        " x",
    ]
    for delimiter, expected in (
        (";", '"a;b";"c""d";"e\nf";;;5;-5;12,50;-1000;2023-05-01;\'=1; x\r\n'),
        (",", 'a;b,"c""d","e\nf",,,5,-5,12.50,-1000,2023-05-01,\'=1, x\r\n'),
    ):
        stream = StringIO(newline="")
        writer = csv_writer(stream, delimiter)
        writer.writerow(row)
        writer.writerows(iter([row, row]))
        assert stream.getvalue() == expected * 3


_other = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
_cell = st.text(alphabet=st.one_of(st.sampled_from(";,\t\"'\r\n =+-@é€"), _other))


@given(st.lists(st.tuples(_cell, _cell, _cell), max_size=20), st.sampled_from(";,\t"))
@settings(deadline=None)  # a disk may be slow
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    """Rows that are written are read back as they were, but for the empty rows and a guard that they had before."""
    path = tmp_path_factory.getbasetemp() / "written.csv"
    with replace_file(path) as stream:
        writer = csv_writer(stream, delimiter)
        writer.writerow(["omschrijving", "bedrag", "datum"])
        writer.writerows(rows)
    known = {"description": frozenset({"omschrijving"})}
    with open_table(path, known, ["description"]) as table:
        assert table.delimiter == delimiter
        found = [row.cells for row in table.rows() if isinstance(row, Row)]
    bare = [tuple(map(unguarded, row)) for row in rows]
    assert found == [row for row in bare if any(cell.strip() for cell in row)]


_cells = st.lists(st.one_of(_cell, st.none(), st.integers(), st.dates()), min_size=2)


@given(st.lists(st.tuples(_cells, _cells), max_size=4), st.sampled_from(";,\t"))
def test_rows_beside_drawn_parts(rows: list[tuple[list[object], list[object]]], delimiter: str) -> None:
    """Rows with parts beside them that were drawn apart are the rows written at once."""
    at_once, in_parts = StringIO(newline=""), StringIO(newline="")
    csv_writer(at_once, delimiter).writerows([*left, *right] for left, right in rows)
    writer = csv_writer(in_parts, delimiter)
    writer.write_beside([left for left, _ in rows], [writer.drawn(right) for _, right in rows])
    assert in_parts.getvalue() == at_once.getvalue()


@pytest.mark.parametrize(
    "cell", ['een "twee"', "een\ntwee", "een\rtwee", "een;twee", "=1+1", " =1+1", "-12,00", "twee", ""]
)
def test_a_row_beside_a_drawn_part(cell: str) -> None:
    """A row of texts is drawn as it is written, whatever must be quoted or guarded in it."""
    at_once, in_parts = StringIO(newline=""), StringIO(newline="")
    csv_writer(at_once, ";").writerow(["een", cell, "drie", "vier"])
    writer = csv_writer(in_parts, ";")
    writer.write_beside([["een", cell, "drie"]], ["vier"])
    assert in_parts.getvalue() == at_once.getvalue()


def test_csv_file_has_a_mark(tmp_path: Path) -> None:
    """A CSV file starts with the mark by which Excel knows UTF-8; other files do not."""
    for name, start in (("a.csv", b"\xef\xbb\xbf"), ("A.CSV", b"\xef\xbb\xbf"), ("a.json", b"")):
        with replace_file(tmp_path / name) as stream:
            stream.write("é\r\n€\n")
        assert (tmp_path / name).read_bytes() == start + "é\r\n€\n".encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A.CSV", "a.csv", "a.json"]


def test_old_file_is_replaced_at_the_end(tmp_path: Path) -> None:
    """The old file is there, whole, until the new one is."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with replace_file(path) as stream:
        stream.write("new")
        stream.flush()
        assert path.read_bytes() == b"old"
    assert path.read_text(encoding="utf-8-sig") == "new"


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), OSError("of another file")])
def test_failure_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    """Whatever goes wrong, it is raised as it is, the old file stays, and no temporary one does."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def write_half() -> None:
        with replace_file(path) as stream:
            stream.write("half")
            raise error

    with pytest.raises(type(error)) as caught:
        write_half()
    assert caught.value is error
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _refused(path: Path, text: str = "x") -> str:
    with pytest.raises(InputError) as caught, replace_file(path) as stream:
        stream.write(text)
    (fault,) = caught.value.faults
    assert fault.line(Language.NL) != fault.line(Language.EN)
    return fault.line(Language.EN)


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that does not exist is told of."""
    folder = tmp_path / "weg"
    assert _refused(folder / "a.csv") == (
        f"{folder / 'a.csv'}: the folder {folder} does not exist; create it or choose another one."
    )


def test_file_for_a_folder(tmp_path: Path) -> None:
    """A file where the folder should be is told of."""
    (tmp_path / "a").write_bytes(b"")
    assert "does not exist" in _refused(tmp_path / "a" / "a.csv")


def test_folder_for_a_file(tmp_path: Path) -> None:
    """A folder is not written over."""
    assert "this is a folder" in _refused(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_device(tmp_path: Path) -> None:
    """A pipe or a device is not replaced by a file."""
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in _refused(tmp_path / "pipe")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that its owner protected is not replaced, although the folder would allow it."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "close it in Excel or choose another folder" in _refused(path)
    assert path.read_bytes() == b"old"


def test_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that Excel holds, which Windows does not let be replaced, stays, and the user is told why."""

    def forbid(*_: object) -> None:
        raise PermissionError(13, "Access is denied")

    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", forbid)
    assert "close it in Excel" in _refused(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["x", "x" * 1_000_000])
def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A disk that fills up, at once or at the end, is told of, and the old file stays."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "write", full)
    assert "the disk is full" in _refused(path, text)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_other_trouble(tmp_path: Path) -> None:
    """Any other trouble of the system is told of in its own words."""
    assert "cannot be written" in _refused(tmp_path / ("x" * 5000 + ".csv"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_stay(tmp_path: Path) -> None:
    """A file that others may not read stays so, and a new one has the permissions of any new file."""
    old, new, other = tmp_path / "old.csv", tmp_path / "new.csv", tmp_path / "other.csv"
    old.write_bytes(b"")
    old.chmod(0o600)
    other.write_bytes(b"")
    for path in (old, new):
        with replace_file(path) as stream:
            stream.write("x")
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    assert new.stat().st_mode == other.stat().st_mode


def test_link_stays_a_link(tmp_path: Path) -> None:
    """A link is followed, so that the file it points to is the one replaced."""
    target, link = tmp_path / "a.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("Windows makes links only for administrators")
    with replace_file(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8-sig") == "new"


def test_csv_reads_what_csv_writer_wrote() -> None:
    """A single empty cell is written such that it is still a row."""
    stream = StringIO(newline="")
    csv_writer(stream, ";").writerow([""])
    assert list(csv.reader([stream.getvalue()], delimiter=";")) == [[""]]
