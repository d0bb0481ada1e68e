"""The layout of a list to import: which column holds what, and how it is written.

Headings that Dutch and English systems use are known; for others the user says so, on the command line or in a file
that can be kept: a YAML file with the keys `columns`, `unsided`, `goals`, `numbers`, `dates`, `credits` and `goal`.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from npo_cli.bookkeeping.exchange.amount import Decimals
from npo_cli.bookkeeping.exchange.dates import Order
from npo_cli.fault import raise_all, refuse
from npo_cli.language import Phrase
from npo_cli.tables.heading import fold_heading
from npo_cli.tables.known import KNOWN

NOT_A_PAIR = Phrase(
    "‘{given}’ is niet te lezen; schrijf NAAM=KOP, zoals amount=Bedrag, met namen uit: {known}.",
    "‘{given}’ cannot be read; write NAME=HEADING, such as amount=Bedrag, with names out of: {known}.",
)
NO_FILE = Phrase(
    "dit bestand met een kolomindeling is er niet; controleer de naam.",
    "there is no such file of columns; check its name.",
)


class Credits(StrEnum):
    """What a negative amount, or a credit, becomes."""

    REFUSE = "refuse"
    REVERSE = "reverse"


class Layout(NamedTuple):
    """What the user says of a list: the headings of columns by their names, and how its cells are written.

    `goals` gives the spending goal for what stands in the goal column, `goal` the one for rows that name none.
    `unsided` says that no column tells debit from credit, whatever one looks like.
    """

    columns: Mapping[str, str] = {}
    goals: Mapping[str, str] = {}
    numbers: Decimals | None = None
    dates: Order | None = None
    credits: Credits = Credits.REFUSE
    goal: str | None = None
    unsided: bool = False

    def aliases(self) -> dict[str, frozenset[str]]:
        """Give the headings that mean each column: those given, else those that are known."""
        given = {name: frozenset({fold_heading(heading)}) for name, heading in self.columns.items()}
        taken = frozenset().union(*given.values()) if given else frozenset()
        # Who names one way in which a list may write its amounts means no other.
        unmeant: set[str] = set()
        if "amount" in given:
            unmeant = {"debit", "credit"}
        elif {"debit", "credit"} & given.keys():
            unmeant = {"amount", "side"}
        if self.unsided:
            unmeant.add("side")
        return {
            name: given.get(name, frozenset() if name in unmeant else known - taken) for name, known in KNOWN.items()
        }


def parse_columns(given: str | None) -> Layout:
    """Read the option --columns: pairs such as amount=Bedrag,date=Boekdatum, or a file that holds a layout."""
    if not given:
        return Layout()
    path = Path(given)
    if path.suffix.lower() in (".yaml", ".yml"):
        return read_layout(path)
    columns: dict[str, str] = {}
    unsided = False
    for pair in given.split(","):
        name, equals, heading = (part.strip() for part in pair.partition("="))
        if (name, equals, heading) == ("side", "=", ""):
            unsided = True
            continue
        if not equals or not heading or name not in KNOWN:
            raise refuse(NOT_A_PAIR, "--columns", given=pair[:60], known=", ".join(KNOWN))
        columns[name] = heading
    return Layout(columns, unsided=unsided)


def read_layout(path: Path) -> Layout:
    """Read a layout from a YAML file; every fault is told with its line."""
    from npo_cli.bookkeeping.exchange.layout_file import LayoutFile  # pydantic, only where there is such a file
    from npo_cli.strictyaml.reader import read_document
    from npo_cli.strictyaml.validation import validate

    if not path.is_file():
        raise refuse(NO_FILE, str(path))
    document, faults = read_document(path.read_bytes(), str(path))
    raise_all(faults)
    assert document is not None  # noqa: S101 (without faults there is a document)
    model, faults = validate(document, LayoutFile)
    raise_all(faults)
    assert model is not None  # noqa: S101 (idem)
    return Layout(
        {str(name): heading for name, heading in model.columns.items()},
        model.goals,
        Decimals(model.numbers) if model.numbers else None,
        Order(model.dates) if model.dates else None,
        Credits(model.credits),
        model.goal,
        model.unsided,
    )


def layout_text(layout: Layout) -> str:
    """Write a layout as the YAML file that `read_layout` reads."""
    import json  # a string of JSON is one of YAML

    lines = ["# Kolomindeling voor npo ledger import", "columns:"]
    lines += [f"  {name}: {json.dumps(heading, ensure_ascii=False)}" for name, heading in layout.columns.items()]
    if layout.unsided:
        lines.append("unsided: true")
    if layout.goals:
        lines.append("goals:")
        lines += [
            f"  {json.dumps(cell, ensure_ascii=False)}: {json.dumps(goal)}" for cell, goal in layout.goals.items()
        ]
    for key, value in (("numbers", layout.numbers), ("dates", layout.dates), ("goal", layout.goal)):
        if value:
            lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    lines.append(f"credits: {layout.credits}")
    return "\n".join(lines) + "\n"
