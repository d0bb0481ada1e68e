"""Reads a CSV file as Excel and others write them: row by row, its characters and its separator found out."""

import csv
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import NamedTuple, TextIO, cast

from npo_cli.fault import Fault, fault, raise_all, refuse
from npo_cli.language import Phrase
from npo_cli.tables.encoding import encoding_of
from npo_cli.tables.heading import Heading, Wanted, best_heading, columns_of
from npo_cli.tables.table import EMPTY, Row, Table, place, reading

TOO_LONG = Phrase(
    "de rij telt {cells} cellen en de kopregel {width}; zet een cel waarin {separator} voorkomt tussen "
    "aanhalingstekens, of geef elke kolom een kop.",
    "the row has {cells} cells and the header {width}; put a cell that holds {separator} between quotation "
    "marks, or give every column a heading.",
)
UNCLOSED = Phrase(
    'het aanhalingsteken (") waarmee hier een cel begint, wordt nergens gesloten; zet er een aan het einde '
    "van de cel.",
    'the quotation mark (") that starts a cell here is closed nowhere; put one at the end of the cell.',
)
BAD_QUOTES = Phrase(
    'achter het aanhalingsteken (") dat een cel sluit, staat nog tekst; schrijf een aanhalingsteken binnen '
    'een cel dubbel ("").',
    'text follows the quotation mark (") that closes a cell; write a quotation mark inside a cell twice '
    '("").',
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
    found: list[tuple[CsvFile, Heading]] = []
    wrong: list[Fault] = []
    for delimiter in SEPARATORS:
        file = CsvFile(path, name, encoding, delimiter, stack)
        if heading := best_heading(file.top_rows(wrong), wanted):
            found.append((file, heading))
    if not found:
        raise_all(wrong[:1])
        raise refuse(EMPTY, name)
    file, heading = max(found, key=lambda pair: pair[1].rank)
    columns = columns_of(heading, wanted, name, also=wrong[:1])
    return Table(
        name,
        heading.cells,
        heading.number,
        file.delimiter,
        columns,
        lambda: file.rows(after=heading.last_line, width=len(heading.cells)),
    )


class Records(NamedTuple):
    """Records of a CSV file: the line on which each starts, and the cells of each."""

    numbers: Sequence[int]
    cells: list[list[str]]


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
        for row in self.rows():
            if isinstance(row, Fault):
                wrong.append(row)
            else:
                yield row.number, [str(cell) for cell in row.cells]

    def rows(self, after: int = 0, width: int | None = None) -> Iterator[Row | Fault]:
        """Read the rows below a line. With a width, short rows are filled up, and longer ones are faults."""
        with reading(self.name), self._open() as stream:
            for _ in range(after):
                next(stream, "")
            for records in self._records(stream, after + 1):
                if isinstance(records, Fault):
                    yield records
                elif _are_plain(records.cells, width):
                    yield from map(_ROW, zip(records.numbers, map(tuple, records.cells), strict=True))
                else:
                    for number, cells in zip(records.numbers, records.cells, strict=True):
                        if any(map(str.strip, cells)):
                            yield self._row(number, cells, width)

    def _records(self, stream: TextIO, line: int) -> Iterator[Records | Fault]:
        """Cut the lines into records, many at a time: a file may have a hundred thousand of them."""
        while lines := stream.readlines(_BATCH):
            text = "".join(lines)
            if '"' in text or len(text) > LARGEST_CELL:
                line = yield from self._quoted_records(lines, stream, line)
            else:  # what csv makes of it too, but in half the time
                cells = [text.rstrip("\r\n").split(self.delimiter) for text in lines]
                yield Records(range(line, line + len(lines)), cells)
                line += len(lines)

    def _quoted_records(
        self, lines: list[str], stream: TextIO, line: int
    ) -> Generator[Records | Fault, None, int]:
        """Cut lines that hold quotation marks, and the lines after them that the last record goes on in.

        Returns the number of the next line. Only when strict does csv tell of a mark that is never closed.
        """
        reader = csv.reader(chain(lines, stream), delimiter=self.delimiter, strict=True)
        while reader.line_num < len(lines):
            start = line + reader.line_num
            cells: list[list[str]] = []
            try:
                cells.extend(islice(reader, len(lines) - reader.line_num))
            except csv.Error as error:  # csv goes on with the next line, and `cells` keeps the records before
                numbers = list(accumulate(map(_lines_in, cells), initial=start))
                yield Records(numbers[:-1], cells)
                yield self._wrong(str(error), numbers[-1])
            else:
                one_line_each = line + reader.line_num - start == len(cells)
                yield Records(
                    range(start, start + len(cells))
                    if one_line_each
                    else list(accumulate(map(_lines_in, cells[:-1]), initial=start)),
                    cells,
                )
        return line + reader.line_num

    def _wrong(self, reason: str, line: int) -> Fault:
        """Say in the words of a user what csv found wrong with the record that starts on a line."""
        if reason.startswith("field larger"):
            return fault(TOO_LARGE, self._cell_place(line), most=LARGEST_CELL // 1_000_000)
        if reason.startswith("unexpected end"):
            return fault(UNCLOSED, self._cell_place(line))
        return fault(BAD_QUOTES, place(self.name, line))

    def _row(self, number: int, cells: list[str], width: int | None) -> Row | Fault:
        """Make a row as long as the header, if nothing is lost by it: separators at its end mean nothing."""
        if width is None:
            return Row(number, tuple(cells))
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) > width:
            separator = SEPARATORS[self.delimiter]
            return fault(
                TOO_LONG, place(self.name, number), cells=len(cells), width=width, separator=separator
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


def _are_plain(records: list[list[str]], width: int | None) -> bool:
    """Tell whether all records are as long as the header, and none is blank."""
    return set(map(len, records)) == {width} and all(map(str.strip, map("".join, records)))


def _lines_in(cells: list[str]) -> int:
    """Count the lines that a record takes up."""
    return 1 + sum(len(_LINE_BREAK.findall(cell)) for cell in cells)
