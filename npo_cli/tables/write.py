"""Writes tables and reports: no half files, and no text that a spreadsheet takes for a formula."""

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from npo_cli.fault import refuse
from npo_cli.language import Phrase

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

NO_FOLDER = Phrase(
    "de map {folder} bestaat niet; maak haar aan of kies een andere map.",
    "the folder {folder} does not exist; create it or choose another one.",
)
IS_FOLDER = Phrase(
    "dit is een map; geef de naam van een bestand in deze map.",
    "this is a folder; give the name of a file in it.",
)
NOT_A_FILE = Phrase(
    "dit is geen gewoon bestand; kies een andere bestandsnaam.",
    "this is not an ordinary file; choose another file name.",
)
NO_PERMISSION = Phrase(
    "het bestand mag niet worden geschreven; sluit het in Excel of kies een andere map.",
    "the file may not be written; close it in Excel or choose another folder.",
)
IS_DATABASE = Phrase(
    "dit bestand is een database, zoals een grootboek; het is niet overschreven. Kies een andere bestandsnaam.",
    "this file is a database, such as a ledger; it was not overwritten. Choose another file name.",
)
DISK_FULL = Phrase(
    "de schijf is vol; maak ruimte vrij of kies een andere schijf. Een eerder bestand is ongewijzigd gebleven.",
    "the disk is full; free some space or choose another disk. An earlier file is unchanged.",
)
CANNOT_WRITE = Phrase(
    "het bestand kan niet worden geschreven ({reason}); kies een andere naam of map.",
    "the file cannot be written ({reason}); choose another name or folder.",
)

# Signs that start a formula, in the wide form of East Asian keyboards too.
_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
# What may stand unseen before such a sign, and a spreadsheet may drop: blanks, control and format characters.
_UNSEEN = "".join(
    chr(code)
    for first, last in (
        (0x00, 0x20), (0x7F, 0xA0), (0xAD, 0xAD), (0x1680, 0x1680), (0x2000, 0x200F), (0x2028, 0x202F),
        (0x205F, 0x2064), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
_LINE_END = "\r\n"
_DATABASE = b"SQLite format 3\0"  # as such a file begins
_SUSPECT = frozenset(_SIGNS + _UNSEEN)
_BLANK = " \xa0\u202f"
# Possessive throughout, so that a long cell costs no more than its length.
_NUMBER = re.compile(rf"[{_BLANK}]*+[-+][{_BLANK}]*+€?+[.,{_BLANK}]*+[0-9][0-9.,{_BLANK}]*+[€%]?+[{_BLANK}]*+")


def safe_cell(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula, but not before a number."""
    if text[:1] not in _SUSPECT or _NUMBER.fullmatch(text):
        return text
    is_formula = text[0] in "\t\r" or text.lstrip(_UNSEEN)[:1] in frozenset(_SIGNS)
    return f"'{text}" if is_formula else text


def unguarded(text: str) -> str:
    """Take off the apostrophe that `safe_cell` put before a text, so that a list comes back as it went out."""
    return text[1:] if text[:1] == "'" and safe_cell(text[1:]) == text else text


class _Given:
    """A stream that only gives back what is written to it."""

    write = str


class CsvWriter:
    """Writes rows as CSV for Excel, every text through `safe_cell`.

    Dates are written as 2023-07-31, empty cells as nothing, and decimals with a comma where the separator is
    the semicolon of Dutch Excel, which takes 12.5 for a text.
    """

    def __init__(self, stream: TextIO, delimiter: str) -> None:
        """Write to a stream that was opened with newline=""."""
        import csv  # only a command that writes a table needs it

        self._stream = stream
        self._delimiter = delimiter
        self._writer = csv.writer(stream, delimiter=delimiter, lineterminator=_LINE_END)
        self._drawer = csv.writer(_Given(), delimiter=delimiter, lineterminator=_LINE_END)
        self._comma = delimiter == ";"

    def writerow(self, cells: Sequence[object]) -> None:
        """Write one row."""
        self._writer.writerow(self._safe(cells))

    def writerows(self, rows: Iterable[Sequence[object]]) -> None:
        """Write many rows."""
        self._writer.writerows(map(self._safe, rows))

    def drawn(self, cells: Sequence[object]) -> str:
        """Draw cells as a part of a row, for one that recurs in many rows."""
        text: str = self._drawer.writerow(self._safe(cells))  # which gives what the writing gives
        return text.removesuffix(_LINE_END)  # by which csv knows what must be quoted

    def write_beside(self, rows: Sequence[Sequence[object]], parts: Iterable[str]) -> None:
        """Write many rows, each with a part behind it that was drawn before."""
        lines = map(self._line, rows)
        mark, end = self._delimiter, _LINE_END
        self._stream.write("".join([f"{line}{mark}{part}{end}" for line, part in zip(lines, parts, strict=True)]))

    def _line(self, cells: Sequence[object]) -> str:
        """Draw a row as `drawn` does, and quicker if it holds only texts without anything to quote or to guard."""
        try:
            line = self._delimiter.join(cells)  # type: ignore[arg-type]  # what is no text raises
        except TypeError:
            return self.drawn(cells)
        plain = (
            '"' not in line
            and "\n" not in line
            and "\r" not in line
            and line.count(self._delimiter) < len(cells)
            and _SUSPECT.isdisjoint([cell[:1] for cell in cells])  # type: ignore[index]  # all are texts
        )
        return line if plain else self.drawn(cells)

    def _safe(self, cells: Sequence[object]) -> list[object]:
        # The first character is looked at here already: a call for every cell would double the time.
        return [
            (safe_cell(cell) if cell[:1] in _SUSPECT else cell)
            if isinstance(cell, str)
            else self._decimal(cell)
            if isinstance(cell, Decimal)
            else cell
            for cell in cells
        ]

    def _decimal(self, number: Decimal) -> str:
        text = f"{number:f}"
        return text.replace(".", ",") if self._comma else text


def csv_writer(stream: TextIO, delimiter: str) -> CsvWriter:
    """Make a writer of rows, to a stream that was opened with newline=""."""
    return CsvWriter(stream, delimiter)


@contextmanager
def replace_file(path: Path) -> Iterator[TextIO]:
    """Write a text file that takes the place of `path` only when all of it is on disk, as `replace_bytes` does.

    A CSV file starts with a byte order mark, without which Excel on Windows misreads é and €.
    """
    encoding = "utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8"
    with replace_bytes(path) as raw:
        stream = TextIOWrapper(raw, encoding=encoding, newline="")
        yield stream
        stream.flush()
        stream.detach()  # what is below is still to be made safe on disk


@contextmanager
def output_stream(path: Path | None) -> Iterator[TextIO]:
    """Give standard output, or a text file that `replace_file` puts in its place."""
    if path is None:
        yield sys.stdout
    else:
        with replace_file(path) as stream:
            yield stream


@contextmanager
def spooled_output(*, ends_lines: bool) -> Iterator[TextIO]:
    """Give a file of which all goes to standard output once the block is left.

    For a ledger that is read meanwhile: who stops halfway, in a pager, would keep others from booking. `ends_lines`
    says that the lines come with ends of their own.
    """
    from shutil import copyfileobj  # rare, and they load much
    from tempfile import TemporaryFile

    with TemporaryFile("w+", encoding="utf-8", newline="") as spool:
        yield spool
        spool.seek(0)
        if ends_lines and isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # Windows would double them
        copyfileobj(spool, sys.stdout)


@contextmanager
def replace_bytes(path: Path) -> Iterator[BinaryIO]:
    """Write a file that takes the place of `path` only when all of it is on disk.

    It is written beside the old file, which stays as it was if anything fails.
    """
    with _writing(path):
        target = path.resolve()  # through a link, so that the link stays one
        _check(target, path)
        temporary = target.with_name(f".npo-{os.urandom(6).hex()}.tmp")
    try:
        with _writing(path):
            raw = _Temporary(temporary, path)  # here, for an interrupt may come as soon as there is a file
        with BufferedWriter(raw) as stream:
            yield stream
            stream.flush()
            with _writing(path):
                os.fsync(raw.fileno())
        with _writing(path):
            if target.exists():
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            temporary.replace(target)
    except BaseException:
        with suppress(OSError):  # where the file could not be made, there may be no way to it
            temporary.unlink(missing_ok=True)
        raise


class _Temporary(FileIO):
    """A new file, of which a failed write names the file that the user asked for.

    It says so here, and not around the block that writes: what else fails in that block is another matter.
    """

    def __init__(self, temporary: Path, path: Path) -> None:
        super().__init__(temporary, "x")
        self._path = path

    def write(self, data: "ReadableBuffer", /) -> int:
        with _writing(self._path):
            return os.write(self.fileno(), data)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say what went wrong where the system could not write the file."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refuse(NO_FOLDER, str(path), folder=path.parent) from error
    except IsADirectoryError as error:
        raise refuse(IS_FOLDER, str(path)) from error
    except PermissionError as error:
        raise refuse(NO_PERMISSION, str(path)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):  # no quota on Windows
            raise refuse(DISK_FULL, str(path)) from error
        raise refuse(CANNOT_WRITE, str(path), reason=error.strerror or error) from error
    except RuntimeError as error:  # a link that leads to itself
        raise refuse(CANNOT_WRITE, str(path), reason=error) from error


def _check(target: Path, path: Path) -> None:
    """Refuse what `replace` would not: a device or a pipe, or a file that its owner made read-only."""
    if target.is_dir():
        raise IsADirectoryError
    if target.exists() and not target.is_file():
        raise refuse(NOT_A_FILE, str(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError
    if target.exists() and _is_database(target):
        raise refuse(IS_DATABASE, str(path))


def _is_database(target: Path) -> bool:
    with target.open("rb") as stream:
        return stream.read(len(_DATABASE)) == _DATABASE
