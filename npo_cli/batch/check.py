"""A list of expenses: read from a table, checked in runs of rows, written as it goes.

The table is read twice. The first time every row is tried and all faults are told at once, before anything is
written; the second time the rows are decided and written, some hundreds at a time, so that memory stays flat however
long the list is.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path

from npo_cli import terminal
from npo_cli.batch.reader import COLUMNS, OTHERS, ExpenseReader
from npo_cli.batch.result import writer
from npo_cli.collector import without_collector
from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict, worst
from npo_cli.fault import Fault, fault, raise_all
from npo_cli.language import Language, Phrase
from npo_cli.progress import counted
from npo_cli.tables.faultlist import FaultList
from npo_cli.tables.heading import fold_heading
from npo_cli.tables.known import KNOWN
from npo_cli.tables.table import Row, Table, open_table, shortened
from npo_cli.tables.write import output_stream

TALLY = Phrase(
    "{total} {noun}: {eligible} toegestaan, {consult} overleg met accountant, {excluded} niet toegestaan.",
    "{total} {noun}: {eligible} eligible, {consult} consult the accountant, {excluded} excluded.",
)
UNDATED = Phrase(
    "Geen kolom ‘datum’: geen enkele uitgave is aan de bestedingsperiode getoetst.",
    "No column ‘date’: of no expense was the spending period tested.",
)
SOME_UNDATED = Phrase(
    "Uitgaven zonder datum: {count} van {total}; die zijn niet aan de bestedingsperiode getoetst.",
    "Expenses without a date: {count} of {total}; they were not tested against the spending period.",
)
ELSEWHERE = Phrase(
    "Uitgaven met een ander bestedingsdoel dan waar de regels naar wijzen: {count} (rij {rows}); controleer ze vóór u "
    "boekt.",
    "Expenses with another goal than the rules point to: {count} (row {rows}); check them before you book.",
)
TO_DATE = Phrase(
    "Geef de kolom met de dag van besteding de kop ‘datum’ ({headings}).",
    "Give the column that has the day of spending the heading ‘date’ ({headings}).",
)
DESCRIBED_BY = Phrase(
    "Getoetst is wat in de kolom ‘{heading}’ staat.", "What stands in the column ‘{heading}’ was checked."
)
ONE, MANY = Phrase("uitgave", "expense"), Phrase("uitgaven", "expenses")
NO_ROWS = Phrase("de lijst heeft geen rijen onder de kop.", "the list has no rows below its heading.")

_RUN = 500  # rows that are looked at together, which is quicker
_MOST_TOLD = 10  # rows of which a remark tells the numbers


def check_file(
    file: str,
    rulebook: Rulebook,
    as_of: date,
    answers: Mapping[str, Answer],
    form: str,
    output: Path | None,
    language: Language,
) -> Verdict | None:
    """Check every row of a table and write the outcome; give the most cautious verdict of all.

    `file` is a path, or `-` for standard input; `form` is text, csv or json. Raises an InputError with every fault of
    every row, before anything is written.
    """
    source = sys.stdin.buffer if file == "-" else Path(file)
    with open_table(source, COLUMNS, {"description"}, "stdin" if file == "-" else None, OTHERS) as table:
        terminal.tell_all(table.said_of_sheets(language))
        described = table.heading(table.columns["description"])
        if fold_heading(described) not in COLUMNS["description"]:
            terminal.tell(DESCRIBED_BY.to(language, heading=described))
        reader = ExpenseReader(table, rulebook, answers)
        count = _try_all(table, reader)
        tally: Counter[Verdict] = Counter()
        undated = 0
        elsewhere: list[int] = []
        with (
            without_collector(),
            output_stream(output) as stream,
            writer(form, stream, table, reader, rulebook.as_of(as_of), language) as write,
        ):
            # On a terminal that shows the list itself, a bar would be drawn through it.
            for run in _runs(table.rows() if stream.isatty() else counted(table.rows(), count, language)):
                rows = [row for row in run if isinstance(row, Row)]
                decided = write(rows)
                tally.update([verdict for verdict, _ in decided])
                undated += reader.undated(rows)
                elsewhere += reader.elsewhere(rows, [goals for _, goals in decided])
    noun = (ONE if count == 1 else MANY).to(language)
    if "date" not in table.columns:
        dates = [f"‘{shortened(heading)}’" for heading in table.header if fold_heading(heading) in KNOWN["date"]]
        hint = (TO_DATE.to(language, headings=", ".join(dates)),) if dates else ()
        terminal.tell(" ".join((UNDATED.to(language), *hint)))
    elif undated:
        terminal.tell(SOME_UNDATED.to(language, count=undated, total=count))
    if elsewhere:
        told = ", ".join(map(str, elsewhere[:_MOST_TOLD])) + (" …" if len(elsewhere) > _MOST_TOLD else "")
        terminal.tell(ELSEWHERE.to(language, count=len(elsewhere), rows=told))
    terminal.tell(TALLY.to(language, total=count, noun=noun, **{verdict.value: tally[verdict] for verdict in Verdict}))
    return worst(tally)


def _runs(rows: Iterator[Row | Fault]) -> Iterator[list[Row | Fault]]:
    while run := list(islice(rows, _RUN)):
        yield run


def _try_all(table: Table, reader: ExpenseReader) -> int:
    """Try every row and count them; raise all faults together."""
    faults = FaultList(table.name)
    count = 0
    for run in _runs(table.rows()):
        count += len(run)
        for row in reader.doubtful(run):
            faults.add(*([row] if isinstance(row, Fault) else reader.faults(row)))
    raise_all([*faults.told(), *([] if count else [fault(NO_ROWS, table.name)])])
    return count
