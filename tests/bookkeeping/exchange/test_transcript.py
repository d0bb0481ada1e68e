"""The transcript: a whole ledger as JSON, and the same ledger made of it again; nothing else is taken for one."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from npo_cli.bookkeeping.chain import link, origin, payload
from npo_cli.bookkeeping.row import COLUMNS, NEVER_ABSENT
from npo_cli.bookkeeping.storage.sqlite import open_sqlite
from tests.bookkeeping.support import entries, found, limit_sqlite
from tests.commands.running import LANGUAGES, Program, temporary_workspace

Change = Callable[[Any], object]


@pytest.fixture
def transcript(npo: Program, filled: Path, folder: Path) -> Path:
    """Give the transcript of a ledger with some of every kind."""
    path = folder / "grootboek.json"
    assert npo("ledger", "export", "--ledger", filled, "--output", path).code == 0
    return path


def test_the_same_ledger_is_made_of_it(npo: Program, filled: Path, folder: Path, transcript: Path) -> None:
    """The new ledger has the same entries, head, figures and archive, and gives the same transcript."""
    record = npo("ledger", "import", transcript, "--format", "json").data
    made = folder / "ledgers" / "oisterwijk.db"
    assert entries(made) == entries(filled)
    assert found(made) == []
    assert (record["entries"], record["head"]) == (27, entries(filled)[-1].hash)
    with open_sqlite(made) as ours, open_sqlite(filled) as theirs:
        assert list(ours.editions()) == list(theirs.editions())
        assert ours.totals().sums == theirs.totals().sums
    report = [npo("report", "--format", "json", "--ledger", path).out for path in (made, filled)]
    assert report[0] == report[1]
    assert npo("ledger", "export", "--format", "json", "--ledger", made).out == transcript.read_text(encoding="utf-8")


def rehashed(data: Any) -> None:
    """Chain the entries anew, as a forger would."""
    head = origin(data["municipality"], data["pack"], data["currency"])
    for entry in data["entries"]:
        head = entry["hash"] = link(head, payload([entry[name] for name in COLUMNS]))
    data["head"] = head


def forged(change: Change) -> Change:
    def both(data: Any) -> None:
        change(data)
        rehashed(data)

    return both


def set_entry(at: int, **cells: object) -> Change:
    return lambda data: data["entries"][at - 1].update(cells)


def edition(content: str) -> Change:
    """Put another edition beside the true one, with its own hash."""
    kept = {"sha256": sha256(content.encode()).hexdigest(), "rules": "0" * 64, "content": content}
    return lambda data: data["editions"].append(kept)


BROKEN: dict[str, tuple[Change, str]] = {
    "an amount": (set_entry(5, cents=1), "entry 5 in"),
    "a hash": (set_entry(6, hash="00"), "entry 6 in"),
    "a key gone": (lambda data: data["entries"][3].pop("day"), "entry 4 in"),
    "an entry gone": (lambda data: data["entries"].pop(8), "entry 9 in"),
    "the last entries gone": (lambda data: data["entries"].pop(), "ends with entry 26"),
    "two entries in another order": (lambda data: data["entries"].insert(3, data["entries"].pop(7)), "entry 4 in"),
    "another municipality": (lambda data: data.update(municipality="Tilburg"), "entry 1 in"),
    "another head": (lambda data: data.update(head="00"), "ends with entry 27"),
    "an edition gone": (lambda data: data["editions"].clear(), "does not hold"),
    "an edition changed": (lambda data: data["editions"][0].update(content="{}"), "does not hold"),
    "an edition of nothing": (lambda data: data["editions"].append({}), "entry 0 in"),
    "no entry but a text": (lambda data: data["entries"].insert(0, "x"), "entry 1 in"),
    "a true number": (forged(set_entry(1, number=True)), "entry 1 in"),
    "a float": (forged(set_entry(5, cents=1.5)), "entry 5 in"),
    "half a character": (set_entry(5, text="\ud800"), "entry 5 in"),
    "too large a number": (forged(set_entry(5, cents=2**70)), "entry"),
    "an unknown kind": (forged(set_entry(5, kind="gift")), "entry 5 in"),
    "details of another shape": (forged(set_entry(5, details="[1]")), "entry 5 in"),
    "details that are no JSON": (forged(set_entry(5, details="{")), "entry 5 in"),
    "details that are deep": (forged(set_entry(5, details="[" * 100_000)), "entry 5 in"),
    "a reference to nothing": (forged(set_entry(16, refers=999)), "entry 16 in"),
    "a ruling of another kind": (forged(set_entry(16, ruling="perhaps")), "entry 16 in"),
    "a day of spending that is none": (forged(set_entry(5, details='{"spent":"hoi"}')), "entry 5 in"),
    "a day of spending that is no text": (forged(set_entry(5, details='{"spent":[1]}')), "entry 5 in"),
    "a day of spending after the booking": (forged(set_entry(5, details='{"spent":"2099-01-01"}')), "entry 5 in"),
    "a day that is none": (forged(set_entry(5, day="not-a-day")), "entry 5 in"),
    "a moment that is none": (forged(set_entry(5, recorded="yesterday")), "entry 5 in"),
    "a booking of no goal": (forged(set_entry(5, goal=None)), "entry 5 in"),
    "a verdict that is none": (forged(set_entry(5, verdict="bogus")), "entry 5 in"),
    "a spending below zero": (forged(set_entry(5, cents=-5)), "entry 5 in"),
    "a ruling on no ruling": (forged(set_entry(5, ruling="x")), "entry 5 in"),
    "a ruling by a spending": (forged(set_entry(5, ruling="approved")), "entry 5 in"),
    "no ruling": (forged(set_entry(16, ruling=None)), "entry 16 in"),
    "a verdict on a payment": (forged(set_entry(2, verdict="eligible")), "entry 2 in"),
    "an amount of a ruling": (forged(set_entry(16, cents=5)), "entry 16 in"),
    "a goal of other signs": (forged(set_entry(5, goal="Catch:  Up")), "entry 5 in"),
    "a goal of capitals": (forged(set_entry(6, goal="Catch-up")), "entry 6 in"),
    "a goal without a name": (forged(set_entry(5, goal="")), "entry 5 in"),
    "a ruling for no goal": (forged(set_entry(16, goal="")), "entry 16 in"),
    "a day in another form": (forged(set_entry(5, day="20220718")), "entry 5 in"),
    "a moment in another form": (forged(set_entry(5, recorded="2024-01-01 10:00")), "entry 5 in"),
    "a day of spending in another form": (forged(set_entry(5, details='{"spent":"2022-W01-1"}')), "entry 5 in"),
    "another year than its day": (forged(set_entry(5, year=2023)), "entry 5 in"),
    "a year of many digits": (forged(set_entry(21, year=20_220)), "entry 21 in"),
    "a reversal above zero": (forged(set_entry(20, cents=5)), "entry 20 in"),
    "a reversal of nothing": (forged(set_entry(20, refers=None)), "entry 20 in"),
    "a reversal of an allocation": (forged(set_entry(20, refers=1)), "entry 20 in"),
    "a reversal of what was reversed": (forged(set_entry(20, refers=5)), "entry 20 in"),
    "a ruling on what was reversed": (forged(set_entry(26, kind="ruling", refers=5)), "entry 26 in"),
    "a spending of a spending": (forged(set_entry(11, refers=9)), "entry 11 in"),
    "a release of a spending": (forged(set_entry(13, refers=9)), "entry 13 in"),
    "a payment that refers": (forged(set_entry(2, refers=1)), "entry 2 in"),
    "a later entry": (forged(set_entry(11, refers=14)), "entry 11 in"),
    "a correction of what stands": (forged(set_entry(19, details='{"corrects":9}')), "entry 19 in"),
    "a correction of nothing": (forged(set_entry(19, details='{"corrects":"5"}')), "entry 19 in"),
    "an answer that is none": (forged(set_entry(9, details='{"answers":{"temporary":"x"}}')), "entry 9 in"),
    "a supplier that is no text": (forged(set_entry(5, details='{"supplier":5}')), "entry 5 in"),
    "half a character in the details": (forged(set_entry(5, details='{"supplier":"\\ud800"}')), "entry 5 in"),
    "evidence without a size": (forged(set_entry(5, details='{"evidence":[["a","b","c"]]}')), "entry 5 in"),
    "a ground with another verdict": (forged(set_entry(5, details='{"grounds":[["a","x",[]]]}')), "entry 5 in"),
    "a receipt of numbers": (forged(set_entry(5, receipt="[1,2,3,4,5]")), "entry 5 in"),
    "an edition that is no archive": (edition("{}"), "does not hold"),
    "a grant with a line break": (lambda data: data.update(pack="np\n2022-01-01 x"), "not the whole of a ledger"),
    "a currency of other signs": (lambda data: data.update(currency='"'), "not the whole of a ledger"),
    "no amount": (forged(set_entry(5, cents=None)), ""),
    "no year": (forged(set_entry(5, year=None)), ""),
    "no schema": (lambda data: data.pop("schema"), "not the whole of a ledger"),
    "a later schema": (lambda data: data.update(schema="npo.ledger/2"), "not the whole of a ledger"),
    "a number for a name": (lambda data: data.update(municipality=5), "not the whole of a ledger"),
    "a path for a name": (lambda data: data.update(municipality="../.."), "not the whole of a ledger"),
    "entries of another shape": (lambda data: data.update(entries={}), "not the whole of a ledger"),
    "no head": (lambda data: data.pop("head"), "not the whole of a ledger"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_changed_transcript_is_refused(npo: Program, folder: Path, transcript: Path, broken: str) -> None:
    """What was changed is refused in one line at its entry, also where the chain was made anew; no ledger is left."""
    change, told = BROKEN[broken]
    data = json.loads(transcript.read_text(encoding="utf-8"))
    change(data)
    transcript.write_text(json.dumps(data), encoding="utf-8")
    said = {language: npo("ledger", "import", transcript, "--lang", language) for language in LANGUAGES}
    lines = {language: outcome.refusal(outcome.code) for language, outcome in said.items()}
    assert told in lines["en"]
    assert lines["nl"] != lines["en"]
    assert sorted(path.name for path in folder.iterdir()) == ["grootboek.json", "oisterwijk.db"]


@pytest.fixture(scope="module")
def long_transcript(cache_of_tests: Path, memory: Path) -> str:
    """Give the transcript of a ledger of 3,202 entries, which takes several runs to write."""
    with temporary_workspace(cache_of_tests, memory) as (npo, folder):
        path = folder / "lang.json"
        rows = [f"2022-07-18;zomerschool;1,00;F{number}" for number in range(3_200)]
        (folder / "lang.csv").write_text("\n".join(["datum;omschrijving;bedrag;kenmerk", *rows]), encoding="utf-8")
        assert npo("ledger", "import", "lang.csv", "--goal", "catch-up").code == 0
        assert npo("ledger", "export", "--output", path).code == 0
        return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("at", [3, 1_500, 3_199, 3_202])
@pytest.mark.parametrize(
    ("cells", "code", "told"),
    [
        ({"who": None}, 2, "entry {at} in"),
        ({"cents": 2**63 - 1}, 2, "entry {at} in"),
        ({"text": "x" * 200_000}, 1, "oisterwijk.db: the ledger is damaged (string or blob too big)"),
    ],
    ids=["a gap", "a number", "a text that only the store refuses"],
)
def test_what_no_ledger_takes_amid_a_long_transcript(
    npo: Program,
    folder: Path,
    long_transcript: str,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    cells: dict[str, object],
    code: int,
    told: str,
) -> None:
    """Wherever an entry stands that no ledger takes, nothing is kept of the others, and nobody is told that it was."""
    data = json.loads(long_transcript)
    forged(set_entry(at, **cells))(data)
    (folder / "lang.json").write_text(json.dumps(data), encoding="utf-8")
    with monkeypatch.context() as patch:
        limit_sqlite(patch, sqlite3.SQLITE_LIMIT_LENGTH, 100_000)
        outcome = npo("ledger", "import", "lang.json", env={"NPO_LANG": "en"})
    line = outcome.refusal(code)
    assert told.format(at=at) in line
    assert "nothing was" in line
    assert not (folder / "ledgers").exists()
    (folder / "lang.json").write_text(long_transcript, encoding="utf-8")
    assert npo("ledger", "import", "lang.json").code == 0
    assert len(entries(folder / "ledgers" / "oisterwijk.db")) == 3_202


def test_what_is_never_absent(npo: Program, filled: Path, folder: Path, transcript: Path) -> None:
    """An entry without a cell that every ledger has is refused at its place."""
    with closing(sqlite3.connect(filled)) as connection:
        columns = connection.execute("PRAGMA table_info(entry)").fetchall()
    assert {name for _, name, _, always, _, key in columns if always or key} == NEVER_ABSENT
    whole = transcript.read_text(encoding="utf-8")
    for name in NEVER_ABSENT - {"hash", "number"}:
        data = json.loads(whole)
        forged(set_entry(5, **{name: None}))(data)
        transcript.write_text(json.dumps(data), encoding="utf-8")
        assert "entry 5 in" in npo("ledger", "import", transcript, "--lang", "en").refusal(2)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"{", b"[" * 100_000, b"\xff\xfe", b'{"schema": 1}', b"1" * 9_999]
)
def test_what_is_no_transcript(npo: Program, folder: Path, content: bytes) -> None:
    """A JSON file of another kind, or none at all, is refused in one line."""
    path = folder / "x.json"
    path.write_bytes(content)
    npo("ledger", "import", path).refusal(2)
    npo("ledger", "import", folder / "weg.json").refusal(2)


def test_a_ledger_that_is_there_stays(npo: Program, folder: Path, transcript: Path) -> None:
    """A transcript never takes the place of a ledger, and options for lists are refused."""
    assert npo("ledger", "import", transcript).code == 0
    before = (folder / "ledgers" / "oisterwijk.db").read_bytes()
    npo("ledger", "import", transcript).refusal(1)
    assert "--dry-run" in npo("ledger", "import", transcript, "--dry-run").refusal(2)
    assert (folder / "ledgers" / "oisterwijk.db").read_bytes() == before
