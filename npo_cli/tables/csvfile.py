"""Reads a CSV file as Excel and others write them: row by row, its characters and its separator found out."""

import csv
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain, count, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from npo_cli.fault import Fault, fault, raise_all, refuse
from npo_cli.language import Phrase
from npo_cli.tables.encoding import encoding_of
from npo_cli.tables.heading import MOST_ROWS, Heading, Wanted, best_heading, columns_of
from npo_cli.tables.table import EMPTY, Row, Table, place, reading
from npo_cli.tables.write import unguarded

if TYPE_CHECKING:
    import _csv

TOO_LONG = Phrase(
    "de rij telt {cells} cellen en de kopregel {width}; zet een cel waarin {separator} voorkomt tussen "
    "aanhalingstekens, of geef elke kolom een kop.",
    "the row has {cells} cells and the header {width}; put a cell that holds {separator} between quotation "
    "marks, or give every column a heading.",
)
UNCLOSED = Phrase(
    'het aanhalingsteken (") waarmee hier een cel begint, wordt nergens gesloten; zet er een aan het einde van de cel.',
    'the quotation mark (") that starts a cell here is closed nowhere; put one at the end of the cell.',
)
BAD_QUOTES = Phrase(
    'achter het aanhalingsteken (") dat een cel sluit, staat nog tekst; schrijf een aanhalingsteken binnen '
    'een cel dubbel ("").',
    'text follows the quotation mark (") that closes a cell; write a quotation mark inside a cell twice ("").',
)
TOO_LARGE = Phrase(
    "een cel die hier begint, is groter dan {most} miljoen tekens; waarschijnlijk ontbreekt een "
    'aanhalingsteken (") aan het einde van de cel.',
    'a cell that starts here is larger than {most} million characters; probably a quotation mark (") is '
    "missing at the end of the cell.",
)

SEPARATORS = {
    ";": Phrase("een puntkomma", "a semicolon"),
    ",": Phrase("een komma", "a comma"),
    "\t": Phrase("een tab", "a tab"),
}
LARGEST_CELL = 10_000_000  # far above a cell of Excel, which holds 32,767 characters

_BATCH = 1 << 15  # characters
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
# Row(number, cells) in C: making the rows would otherwise take as long as reading them.
_ROW = cast(Callable[[tuple[int, tuple[str, ...]]], Row], partial(tuple.__new__, Row))


def open_csv(path: Path, name: str, wanted: Wanted, stack: ExitStack) -> Table:
    """Open a CSV file; its streams are closed with the stack.

    The separator is the one by which the header has most of the wanted columns, then most columns at all.
    """
    csv.field_size_limit(LARGEST_CELL)  # of the whole program, as Python has it; npo reads CSV nowhere else
    encoding = encoding_of(path, name)
    found: list[tuple[Heading, CsvFile]] = []
    wrong: dict[str, list[Fault]] = {}
    for delimiter in SEPARATORS:
        file = CsvFile(path, name, encoding, delimiter, stack)
        if heading := best_heading(file.top_rows(wrong.setdefault(delimiter, [])), wanted):
            found.append((heading, file))
    every = list(chain.from_iterable(wrong.values()))
    if not found:
        raise_all(every[:1])
        raise refuse(EMPTY, name)
    heading, file = max(found, key=lambda pair: pair[0].rank)
    # By a wrong separator good quotes seem wrong, but one that is never closed is so by any.
    causes = wrong[file.delimiter] + [one for one in every if one.phrase is UNCLOSED]
    columns = columns_of(heading, wanted, name, also=causes[:1])
    return Table(
        name,
        heading.cells,
        heading.number,
        file.delimiter,
        columns,
        lambda: file.rows(after=heading.last_line, width=len(heading.cells)),
    )


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file of which the encoding is known, read with one separator."""

    path: Path
    name: str
    encoding: str
    delimiter: str
    stack: ExitStack

    def top_rows(self, wrong: list[Fault]) -> Iterator[tuple[int, list[str]]]:
        """Read rows from the top, of any width; what is wrong with them is added to `wrong`."""
        for row in islice(self.rows(), MOST_ROWS):
            if isinstance(row, Fault):
                wrong.append(row)
            else:
                yield row.number, [str(cell) for cell in row.cells]

    def rows(self, after: int = 0, width: int | None = None) -> Iterator[Row | Fault]:
        """Read the rows below a line. With a width, short rows are filled up, and longer ones are faults."""
        with reading(self.name), self._open() as stream:
            for _ in range(after):
                next(stream, "")
            line = after + 1
            # Many lines at a time: a file may have a hundred thousand of them.
            while lines := stream.readlines(_BATCH):
                text = "".join(lines)  # what is nowhere in it need be looked for in no line
                records = self._one_line_each(lines, text)
                if records is None:
                    line = yield from self._careful_rows(lines, stream, line, width)
                    continue
                if "'" in text:
                    records = list(map(_unguarded, records))
                if _are_plain(records, width):
                    yield from map(_ROW, zip(count(line), map(tuple, records)))
                else:
                    for number, cells in enumerate(records, start=line):
                        if any(map(str.strip, cells)):
                            yield self._row(number, cells, width)
                line += len(lines)

    def _one_line_each(self, lines: list[str], text: str) -> list[list[str]] | None:
        """Cut lines into cells if every line is a row by itself; None if one is not, or has wrong quotes.

        `text` is all lines together. Only lines with quotation marks need csv, which is slower. If one of those goes
        on in another line, csv makes fewer rows of them than there are lines.
        """
        if len(text) > LARGEST_CELL and max(map(len, lines)) > LARGEST_CELL:
            return None
        if '"' not in text:
            return [line.rstrip("\r\n").split(self.delimiter) for line in lines]
        quoted = [line for line in lines if '"' in line]
        try:
            parsed = list(self._reader(quoted))
        except csv.Error:
            return None  # the careful way tells what is wrong, and where
        if len(parsed) != len(quoted):
            return None
        if len(quoted) == len(lines):
            return parsed
        ready = iter(parsed)
        return [next(ready) if '"' in line else line.rstrip("\r\n").split(self.delimiter) for line in lines]

    def _careful_rows(
        self, lines: list[str], stream: TextIO, line: int, width: int | None
    ) -> Generator[Row | Fault, None, int]:
        """Read rows that may take up several lines, and go on in the stream for the last of them.

        Returns the number of the next line.
        """
        reader = self._reader(chain(lines, stream))
        while reader.line_num < len(lines):
            number = line + reader.line_num
            try:
                cells = _unguarded(next(reader))
            except csv.Error as error:  # after which csv goes on with the next line
                yield self._wrong(str(error), number)
            else:
                if any(map(str.strip, cells)):
                    yield self._row(number, cells, width)
        return line + reader.line_num

    def _reader(self, lines: Iterable[str]) -> "_csv.Reader":
        # Only when strict does csv tell of a quotation mark that is never closed.
        return csv.reader(lines, delimiter=self.delimiter, strict=True)

    def _wrong(self, reason: str, line: int) -> Fault:
        """Say in the words of a user what csv found wrong with the record that starts on a line."""
        if reason.startswith("field larger"):
            return fault(TOO_LARGE, self._cell_place(line), most=LARGEST_CELL // 1_000_000)
        if reason.startswith("unexpected end"):
            return fault(UNCLOSED, self._cell_place(line))
        return fault(BAD_QUOTES, place(self.name, line))

    def _row(self, number: int, cells: list[str], width: int | None) -> Row | Fault:
        """Make a row as long as the header, if nothing is lost by it: separators at its end mean nothing."""
        if width is None or len(cells) == width:
            return Row(number, tuple(cells))
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) > width:
            separator = SEPARATORS[self.delimiter]
            return fault(
                TOO_LONG,
                place(self.name, number),
                cells=len(cells),
                width=width,
                separator=separator,
                whole=tuple(cells),  # for who keeps what was refused
            )
        return Row(number, tuple(cells) + ("",) * (width - len(cells)))

    def _open(self) -> TextIO:
        stream = self.path.open(encoding=self.encoding, newline="")
        return self.stack.enter_context(stream)  # closed with the table, should the reading stop halfway

    def _cell_place(self, line: int) -> str:
        """Give the line on which the unfinished cell of a row opens; the row itself starts on `line`."""
        with self._open() as stream:
            for _ in range(line - 1):
                next(stream, "")
            text = stream.read(2 * LARGEST_CELL)
        mark = re.escape(self.delimiter)
        cell = re.compile(rf'"[^"]*+(?:""[^"]*+)*+"|[^"{mark}\r\n][^{mark}\r\n]*+|(?!")')
        start = 0
        while start < len(text) and (match := cell.match(text, start)):
            start = match.end() + 1
        opens = start < len(text)
        return place(self.name, line + (len(_LINE_BREAK.findall(text, 0, start)) if opens else 0))


def _unguarded(cells: list[str]) -> list[str]:
    """Take off the apostrophes that npo put before texts that a spreadsheet would run as a formula."""
    return [unguarded(cell) if cell[:1] == "'" else cell for cell in cells]


def _are_plain(records: list[list[str]], width: int | None) -> bool:
    """Tell whether all rows are as long as the header, and none is blank; mostly its first cell says so."""
    return set(map(len, records)) == {width} and (
        all(map(str.strip, map(itemgetter(0), records))) or all(map(str.strip, map("".join, records)))
    )
