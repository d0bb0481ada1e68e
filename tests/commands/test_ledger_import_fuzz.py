"""Lists and transcripts of any content: told of in plain lines, and never booked in part."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from tests.commands.ledgers import numbers
from tests.commands.running import Outcome, Program

LIST = (
    "Boekdatum;Omschrijving;Bedrag;Crediteur;Factuurnr.\r\n18-07-2022;zomerschool;48.500,00;Stichting Zomer;F22-017\r\n"
    '02-09-2022;"zomerschool; ""nagekomen""";12,50;Café ’t Gôj;\r\nTotaal;;48.512,50;;\r\n'
).encode()
BOUNDED = settings(max_examples=40, suppress_health_check=list(HealthCheck))
JUNK = st.sampled_from(
    [b";", b'"', b"\r", b"\n", b"\t", b",", b"\0", b"\xff\xfe", b"\xe9", b"-", b"9" * 400, b"=", b"\xef\xbb\xbf", b"%"]
) | st.binary(max_size=4)
EDITS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 6), JUNK), max_size=6)


def edited(content: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Put junk in the place of some bytes."""
    for at, length, junk in edits:
        start = at % (len(content) + 1)
        content = content[:start] + junk + content[start + length :]
    return content


def check(npo: Program, outcome: Outcome) -> None:
    """Whatever came of it, it was told in plain lines, and the ledger holds all of it or nothing."""
    outcome.check_messages()
    assert outcome.code in {0, 1, 2}
    booked = numbers(npo)
    record = json.loads(outcome.out) if outcome.code == 0 else {"first": None}
    expected = 0 if record["first"] is None else record["last"] - record["first"] + 2
    assert len(booked) == 1 + expected


class Fresh(NamedTuple):
    """The program, the file of its ledger, and a file with its content before anything was imported."""

    npo: Program
    path: Path
    before: Path


@pytest.fixture
def fresh(ledger: Program, folder: Path) -> Fresh:
    """Give the program, the file of its ledger and its content before anything was imported."""
    path = folder / "ledgers" / "oisterwijk.db"
    return Fresh(ledger, path, path.rename(folder / "before"))


def taken(fresh: Fresh, content: bytes, *options: str, name: str = "lijst") -> None:
    npo, path, before = fresh
    path.write_bytes(before.read_bytes())
    (path.parent.parent / name).write_bytes(content)
    check(npo, npo("ledger", "import", name, "--goal", "catch-up", "--format", "json", *options))


@BOUNDED
@given(edits=EDITS, options=st.sampled_from([(), ("--credits", "reverse"), ("--skip-bad", "fout.csv")]))
def test_csv(fresh: Fresh, edits: list[tuple[int, int, bytes]], options: tuple[str, ...]) -> None:
    """A CSV file with junk in it is booked whole or refused."""
    taken(fresh, edited(LIST, edits), *options)


CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["zomerschool", "12,50", "-12,50", 12.5, "18-07-2022", "Totaal", "=A1", "#REF!", 1e300]),
)


@settings(BOUNDED, max_examples=20)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=4), max_size=5), edits=EDITS)
def test_xlsx(fresh: Fresh, rows: list[list[Any]], edits: list[tuple[int, int, bytes]]) -> None:
    """A workbook with any cells, or with junk in its worksheet, is booked whole or refused."""
    book = Workbook()
    assert book.active is not None
    given: list[list[Any]] = [["Datum", "Omschrijving", "Bedrag"], ["18-07-2022", "zomerschool", 10], *rows]
    for row in given:
        try:
            book.active.append(row)
        except (ValueError, TypeError, IllegalCharacterError):  # what Excel cannot hold
            continue
    stream, changed = BytesIO(), BytesIO()
    try:
        book.save(stream)
    except (ValueError, OverflowError):
        return
    with ZipFile(stream) as parts, ZipFile(changed, "w", ZIP_DEFLATED) as copy:
        for name in parts.namelist():
            content = parts.read(name)
            copy.writestr(name, edited(content, edits) if "sheet1" in name else content)
    taken(fresh, stream.getvalue())
    taken(fresh, changed.getvalue())
    taken(fresh, edited(stream.getvalue(), edits))


@BOUNDED
@given(data=st.data())
def test_json(fresh: Fresh, data: st.DataObject) -> None:
    """A transcript with any value in the place of another makes the same ledger, or none."""
    npo, path, before = fresh
    path.write_bytes(before.read_bytes())
    record = json.loads(npo("ledger", "export", "--format", "json").out)
    value = data.draw(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({}))
    )
    place = data.draw(st.sampled_from([record, *record["entries"], *record["editions"]]))
    place[data.draw(st.sampled_from(sorted(place)))] = value
    (path.parent.parent / "x.json").write_text(json.dumps(record), encoding="utf-8")
    path.unlink()
    outcome = npo("ledger", "import", "x.json")
    outcome.check_messages()
    assert outcome.code in {0, 1, 2}
    if outcome.code == 0:
        assert npo("ledger", "verify").code == 0
    else:
        assert [file for file in path.parent.iterdir() if file.stat().st_size] == []


@BOUNDED
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_anything(fresh: Fresh, content: bytes) -> None:
    """Bytes of any kind, as a list or as a transcript, are told of in plain lines."""
    taken(fresh, content)
    npo, path, _ = fresh
    (path.parent.parent / "x.json").write_bytes(content)
    npo("ledger", "import", "x.json").refusal(2)
