"""A table of the user's: its header, its rows, and every place in it as the user knows it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from npo_cli.fault import Fault, refuse
from npo_cli.language import Language, Phrase

NOT_FOUND = Phrase(
    "het bestand bestaat niet; controleer de naam en de map.",
    "the file does not exist; check its name and its folder.",
)
IS_FOLDER = Phrase(
    "dit is een map en geen bestand; geef de naam van het bestand in deze map.",
    "this is a folder and not a file; give the name of the file in this folder.",
)
NO_PERMISSION = Phrase(
    "het bestand mag niet worden gelezen; sluit het in Excel of vraag leesrechten aan.",
    "the file may not be read; close it in Excel or ask for permission to read it.",
)
CANNOT_READ = Phrase(
    "het bestand kan niet worden gelezen ({reason}); kopieer het naar uw eigen schijf en probeer het opnieuw.",
    "the file cannot be read ({reason}); copy it to your own disk and try again.",
)
CHANGED = Phrase(
    "het bestand is tijdens het lezen gewijzigd; sluit het in andere programma's en probeer het opnieuw.",
    "the file was changed while it was read; close it in other programs and try again.",
)
EMPTY = Phrase(
    "het bestand is leeg; controleer of u het juiste bestand hebt opgegeven.",
    "the file is empty; check that this is the file you meant.",
)

ONE_SHEET = Phrase(
    "Alleen het werkblad ‘{sheet}’ is gelezen, want dat staat vooraan; niet gelezen: {others}.",
    "Only the worksheet ‘{sheet}’ was read, for it comes first; not read: {others}.",
)

LONGEST_HEADING = 40  # as quoted in a fault

# The whole signature and not only "PK": a CSV file may well have a column called PK.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Cell = str | int | Decimal | date | None


class Row(NamedTuple):
    """One row: the number by which the user finds it, and as many cells as the header has.

    `number` is the row number in Excel, or the line of the CSV file on which the row starts. Cells of a CSV
    file are all text as written; cells of an Excel file have the types of Excel, None for an empty one.
    """

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """An open table; valid inside the `with open_table(...)` that made it.

    `header` holds the headings as written, doubles and blanks included. `columns` says where each wanted column stands;
    one that is not required may be absent. `delimiter` is the one to write results with: that of the CSV file, or the
    semicolon of Dutch Excel. `sheet` names the worksheet; empty for a CSV file. `other_sheets` are the visible ones
    with content that are not read.
    """

    name: str
    header: tuple[str, ...]
    header_row: int
    delimiter: str
    columns: Mapping[str, int]
    _read: Callable[[], Iterator[Row | Fault]] = field(repr=False, compare=False)
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row | Fault]:
        """Read the rows below the header one by one, from the first; may be called several times.

        A row that cannot be used (too long, wrong quotes) comes as a Fault in the place where the row would
        be, so that the caller can collect every fault of the file before refusing it. Empty rows are left
        out. What makes the rest unreadable (the disk, a damaged worksheet) is raised as an InputError.
        """
        return self._read()

    def said_of_sheets(self, language: Language) -> Iterator[str]:
        """Say which worksheet is read, if there are others with content."""
        if self.other_sheets:
            others = ", ".join(f"‘{shortened(name)}’" for name in self.other_sheets)
            yield ONE_SHEET.to(language, sheet=shortened(self.sheet), others=others)

    def heading(self, index: int) -> str:
        """Give the heading of a column, fit to be quoted."""
        return shortened(self.header[index])

    def where(self, row: Row, column: str) -> str:
        """Give the place of a cell as users know it: "uitgaven.csv:5 (datum)", "uitgaven.xlsx:B5 (datum)".

        `column` is a wanted name; for one that the table lacks, the place is that of the whole row.
        """
        index = self.columns.get(column)
        if index is None:
            return place(self.name, row.number)
        heading = self.heading(index)
        cell = place(self.name, row.number, index if self.sheet else None)
        return f"{cell} ({heading})" if heading else cell


def place(name: str, number: int, index: int | None = None) -> str:
    """Give a place in a file: a row of it or, with the index of a column, a cell of a worksheet."""
    if index is None:
        return f"{name}:{number}"
    from openpyxl.utils import get_column_letter  # only a worksheet has such columns

    return f"{name}:{get_column_letter(index + 1)}{number}"


def shortened(heading: str) -> str:
    """Give a heading fit to be quoted: on one line, and not too long."""
    text = " ".join(heading.split())
    return text if len(text) <= LONGEST_HEADING else f"{text[: LONGEST_HEADING - 1]}…"


@contextmanager
def open_table(
    source: Path | BinaryIO,
    aliases: Mapping[str, frozenset[str]],
    required: Collection[str],
    name: str | None = None,
    others: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Iterator[Table]:
    """Open a CSV or Excel file, told apart by their content, and find its header.

    `aliases` maps each wanted column to the headings that mean it, casefolded; `required` names the columns that must
    be there. `others` are headings that mean a column where none of its own is there, and one of these alone. A stream
    (stdin) is copied to a file of its own: the rows are read more than once.
    """
    from npo_cli.tables.heading import Wanted  # here, since it needs this module

    wanted = Wanted(aliases, frozenset(required), others)
    shown = name or (str(source) if isinstance(source, Path) else "stdin")
    with ExitStack() as stack:
        with reading(shown):
            path = _regular(source, stack)
            with path.open("rb") as stream:
                start = stream.read(len(_OLE))
        if not start:
            raise refuse(EMPTY, shown)
        if start == _OLE:
            from npo_cli.tables.xlsxfile import (
                old_format,
            )  # openpyxl and its like only when there is such a file

            raise old_format(path, shown)
        if start.startswith(_ZIP):
            from npo_cli.tables.xlsxfile import open_xlsx  # idem

            yield open_xlsx(path, shown, wanted, stack)
        else:
            from npo_cli.tables.csvfile import open_csv  # idem, for csv and codecs

            yield open_csv(path, shown, wanted, stack)


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Say what went wrong with the user's file where the system could not read it."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refuse(NOT_FOUND, name) from error
    except IsADirectoryError as error:
        raise refuse(IS_FOLDER, name) from error
    except PermissionError as error:
        raise refuse(NO_PERMISSION, name) from error
    except OSError as error:
        raise refuse(CANNOT_READ, name, reason=error.strerror or error) from error
    except UnicodeError as error:
        raise refuse(CHANGED, name) from error


def _regular(source: Path | BinaryIO, stack: ExitStack) -> Path:
    """Give a file that can be read several times: the source itself, or a copy of a stream."""
    if not isinstance(source, Path):
        return _copied(source, stack)
    if source.is_dir():  # asked beforehand: Windows calls opening a folder a lack of permission
        raise IsADirectoryError
    if source.exists() and not source.is_file():  # a pipe, such as /dev/stdin
        with source.open("rb") as stream:
            return _copied(stream, stack)
    return source


def _copied(stream: BinaryIO, stack: ExitStack) -> Path:
    import shutil  # these two only for a stream
    import tempfile

    # A file in a folder of its own: one that the system made to vanish cannot be opened twice on Windows.
    path = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="npo-"))) / "stdin"
    with path.open("wb") as copy:
        shutil.copyfileobj(stream, copy)
    return path
