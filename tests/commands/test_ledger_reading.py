"""`npo ledger`: list, show, status, verify and seal; and how the ledger that is meant is found."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from npo_cli.bookkeeping.entry import Kind
from npo_cli.bookkeeping.storage.address import Address
from npo_cli.reporting.entry_csv import HEADER
from tests.bookkeeping.support import tamper
from tests.commands.ledgers import (
    CONSULT,
    DAY,
    ELIGIBLE,
    EXCLUDED,
    GOAL,
    RULED,
    add,
    both,
    did,
    figures,
    listed,
    numbers,
    refused,
    state,
)
from tests.commands.running import LANGUAGES, Program, temporary_workspace
from tests.stores import both_stores

LEDGER = Path("ledgers", "oisterwijk.db")


def fill(npo: Program, folder: Path) -> None:
    """Make entries of every kind in the ledger."""
    put_evidence(folder)
    did(npo, "payment", "--amount", "200000", "--date", "2021-12-01")  # 2
    add(npo, ELIGIBLE, "1000", "--evidence", "a.pdf", "--supplier", "S")  # 3
    add(npo, CONSULT, "200", "--goal", "preschool", "--evidence", "b.pdf")  # 4
    add(npo, EXCLUDED, "300", "--override", "besluit")  # 5
    add(npo, ELIGIBLE, "400", "--commitment")  # 6
    did(npo, "fulfil", "6", "--amount", "100", "--date", "2023-02-01")  # 7
    add(npo, CONSULT, "500", day="2023-03-01")  # 8
    did(npo, "ruling", "8", "--approve", *RULED)  # 9
    did(npo, "reverse", "5", "--reason", "vervallen")  # 10


def put_evidence(folder: Path) -> None:
    """Put the files there that the entries name as evidence."""
    (folder / "a.pdf").write_bytes(b"bewijs a")
    (folder / "b.pdf").write_bytes(b"bewijs b")


@pytest.fixture(scope="session")
def filled_once(memory: Path, cache_of_tests: Path) -> bytes:
    """Give the bytes of a file with these entries."""
    with temporary_workspace(cache_of_tests, memory) as (npo, folder):
        fill(npo, folder)
        return (folder / LEDGER).read_bytes()


@pytest.fixture
def filled(ledger: Program, folder: Path, place: Address, filled_once: bytes) -> Program:
    """Give the program with entries of every kind in its ledger."""
    if isinstance(place, str):
        fill(ledger, folder)
    else:
        put_evidence(folder)
        (folder / LEDGER).write_bytes(filled_once)
    return ledger


# list


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ((), list(range(1, 11))),
        (("--year", "2021"), [1, 2]),
        (("--year", "2023"), [7, 8, 9]),
        (("--year", "1999"), []),
        (("--goal", "preschool"), [4]),
        (("--goal", "voorschoolse periode"), [4]),
        (("--verdict", "consult"), [4, 8]),
        (("--verdict", "excluded"), [5]),
        (("--state", "awaiting"), [4]),
        (("--state", "approved", "--state", "reversed"), [5, 8]),
        (("--state", "eligible"), [3, 6, 7]),
        (("--kind", "spending"), [3, 4, 5, 7, 8]),
        (("--kind", "ruling", "--kind", "reversal"), [9, 10]),
        (("--without-evidence",), [5, 7, 8]),
        (("--open",), [6]),
        (("--year", "2022", "--goal", "catch-up", "--verdict", "eligible"), [3, 6]),
        (("--year", "2023", "--state", "approved", "--kind", "spending"), [8]),
        (("--open", "--state", "reversed"), []),
    ],
)
def test_list_filters(filled: Program, filters: tuple[str, ...], found: list[int]) -> None:
    """Each filter leaves the entries that meet it, several together those that meet all, in order of number."""
    assert numbers(filled, *filters) == found
    text = filled("ledger", "list", *filters)
    assert [int(line.split()[0]) for line in text.lines[: len(found)]] == found
    rows = list(csv.reader(io.StringIO(filled("ledger", "list", *filters, "--format", "csv").out)))
    assert [int(row[0]) for row in rows[1:]] == found


def test_list_without_evidence_leaves_out_what_was_reversed(filled: Program) -> None:
    """A spending that was reversed needs no evidence any more, nor does its figure count."""
    assert figures(filled)["without_evidence_count"] == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_as_text(filled: Program, language: str) -> None:
    """A line an entry: number, day, amount, kind, how it stands, and the text; then how many there are."""
    outcome = both(filled, "list")[language]
    assert len(outcome.lines) == 11
    assert all(len(line) <= 80 for line in outcome.lines)
    words = {
        "nl": ("verplichting", "nog open € 300,00", "goedgekeurd door J. de", "10 boekingen"),
        "en": ("commitment", "€ 300.00 still open", "approved by J. de", "10 entries"),
    }[language]
    assert all(word in outcome.out for word in words)


def test_list_of_nothing(filled: Program) -> None:
    """Where nothing meets the filters, a sentence says so; JSON is an empty array and CSV a heading."""
    outcomes = both(filled, "list", "--year", "1999")
    assert outcomes["nl"].out != outcomes["en"].out
    assert filled("ledger", "list", "--year", "1999", "--format", "json").data == []
    assert filled("ledger", "list", "--year", "1999", "--format", "csv").lines == [",".join(HEADER)]


@both_stores
def test_list_as_json(filled: Program) -> None:
    """Each entry is the record that `show` gives, in one array with an entry a line."""
    outcome = filled("ledger", "list", "--format", "json")
    assert len(outcome.lines) == 12
    for record in outcome.data:
        shown = did(filled, "show", str(record["number"]))
        shown.pop("followed_by")
        assert shown == record


@pytest.mark.parametrize(("language", "separator"), [("nl", ";"), ("en", ",")])
def test_list_as_csv(filled: Program, language: str, separator: str) -> None:
    """CSV speaks the language of the spreadsheet: separator and decimal sign; amounts are numbers, also below zero."""
    out = both(filled, "list", "--format", "csv")[language].out
    rows = list(csv.DictReader(io.StringIO(out), delimiter=separator))
    amounts = [row["amount"].replace(",", ".") for row in rows]
    assert amounts == [record["amount"] or "" for record in listed(filled)]
    assert rows[9]["amount"] == {"nl": "-300,00", "en": "-300.00"}[language]
    assert rows[5]["open"] == {"nl": "300,00", "en": "300.00"}[language]
    assert [row["hash"] for row in rows] == [record["hash"] for record in listed(filled)]
    assert (rows[3]["evidence"], rows[8]["refers_to"], rows[8]["by"]) == ("b.pdf", "8", "J. de Accountant")


def test_csv_runs_nothing(ledger: Program) -> None:
    """A text that a spreadsheet would run is no formula in the CSV."""
    add(ledger, ELIGIBLE, "5", "--supplier", "=1+1", "--reference", "@SUM(A1)")
    (row,) = list(csv.DictReader(io.StringIO(ledger("ledger", "list", "--kind", "spending", "--format", "csv").out)))
    assert (row["supplier"], row["reference"]) == ("'=1+1", "'@SUM(A1)")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--state", "weg"), ("--kind", "iets"), ("--verdict", "misschien"), ("--goal", "fun"), ("--goal", ""),
        ("--year", "x"), ("--year", "0"), ("--year", "10000"), ("--year", str(10**30)), ("--format", "xml"),
    ],
)  # fmt: skip
def test_list_refused(filled: Program, arguments: tuple[str, ...]) -> None:
    """A filter that cannot be is refused in one line."""
    refused(filled, "list", *arguments, code=2)


def test_help_names_every_kind(npo: Program) -> None:
    """The help of --kind names all kinds there are."""
    for outcome in both(npo, "list", "--help").values():
        assert [kind.value for kind in Kind if kind.value not in outcome.flat] == []


# show


@pytest.mark.parametrize("language", LANGUAGES)
def test_show_why(filled: Program, language: str) -> None:
    """A booking is shown in full: how it stands, its rule with the quote, the receipt, its hash and what followed."""
    outcome = both(filled, "show", "8")[language]
    wanted = {
        "nl": ("8 · besteding · 1 maart 2023", "€ 500,00", "goedgekeurd", "Vervoer", "Hier komen wij nog op terug",
               "Herkend aan ‘leerlingenvervoer’", "Wat erop volgde", "uitspraak", "Waarom"),
        "en": ("8 · spending · 1 March 2023", "€ 500.00", "approved", "Transport", "Hier komen wij nog op terug",
               "Recognised by ‘leerlingenvervoer’", "What followed", "ruling", "Why"),
    }[language]  # fmt: skip
    flat = outcome.flat.replace("hier komen", "Hier komen")
    assert [part for part in wanted if part not in flat] == []
    assert did(filled, "show", "8")["hash"] in outcome.out
    assert all(len(line) <= 80 for line in outcome.lines)


@both_stores
def test_show_of_every_kind(filled: Program) -> None:
    """Every kind of entry can be shown, in both languages."""
    did(filled, "fulfil", "6", "--amount", "100", "--date", "2023-02-02", "--final")
    seal(filled)
    kinds = set()
    for record in listed(filled):
        kinds.add(record["kind"])
        outcomes = both(filled, "show", str(record["number"]))
        assert record["hash"] in outcomes["nl"].out
        assert outcomes["nl"].out != outcomes["en"].out
    assert len(kinds) == 8


@both_stores
def test_show_answers_override_evidence(ledger: Program, folder: Path) -> None:
    """Answers, the reason for an override and evidence are shown in words."""
    (folder / "a.pdf").write_bytes(b"a")
    add(ledger, EXCLUDED, "5", "--override", "besluit van het college", "--evidence", "a.pdf")
    outcome = ledger("ledger", "show", "2")
    assert "besluit van het college (excluded)" in outcome.flat
    assert "a.pdf (1 bytes, sha256" in outcome.flat
    did(ledger, "add", "huur van een pand", "--amount", "5", *DAY, "--fact", "temporary=no")
    assert re.search(r"\? .*temporar.* no\b", ledger("ledger", "show", "3").flat)


def test_show_with_the_rules_of_then(ledger: Program, folder: Path) -> None:
    """Why is told in the words of the day of booking, also where the rules now say something else."""
    add(ledger, CONSULT)
    before = ledger("ledger", "show", "2").out
    tampered = Path("ledgers/oisterwijk.db")
    with closing(sqlite3.connect(tampered)) as connection:
        (content,) = connection.execute("SELECT content FROM edition").fetchone()
    tamper(tampered, ("UPDATE edition SET content = ?", (content.replace("after-school", "bygone"),)))
    assert "bygone" in ledger("ledger", "show", "2").flat
    assert "bygone" not in before


# status


@pytest.mark.parametrize("language", LANGUAGES)
def test_status(filled: Program, language: str) -> None:
    """One screen tells allocation, received, spent, awaiting, errors, committed, remaining, time and what is to do."""
    outcome = both(filled, "status")[language]
    rows = {
        "nl": ("Beschikt bedrag € 500.000,00", "Ontvangen € 200.000,00", "Besteed € 1.800,00",
               "waarvan wacht op accountant € 200,00", "waarvan fout € 0,00", "Verplicht € 300,00",
               "Resteert € 497.900,00", "de periode eindigde op 31 juli 2025", "wacht op de accountant: 1",
               "zonder bewijsstuk: 2"),
        "en": ("Allocation € 500,000.00", "Received € 200,000.00", "Spent € 1,800.00",
               "of which awaiting accountant € 200.00", "of which errors € 0.00", "Committed € 300.00",
               "Remaining € 497,900.00", "the period ended on 31 July 2025", "awaiting the accountant: 1",
               "without evidence: 2"),
    }[language]  # fmt: skip
    assert [row for row in rows if row not in outcome.flat] == []
    assert len(outcome.lines) <= 24
    assert all(len(line) <= 80 for line in outcome.lines)


def test_status_below_zero(filled: Program) -> None:
    """Where more was booked than awarded, a line says so in words."""
    filled("ledger", "allocation", "--amount", "1000", "--date", "2023-01-01", "--reason", "x")
    outcomes = both(filled, "status")
    assert "Er is meer besteed en verplicht dan beschikt." in outcomes["nl"].out
    assert "More was spent and committed than awarded." in outcomes["en"].out


@both_stores
def test_status_as_json(filled: Program) -> None:
    """The JSON is the contract of the report, with all seven goals, also at zero."""
    data = did(filled, "status")
    assert data.keys() >= set("schema municipality year allocation period head cumulative".split())
    assert (data["schema"], data["municipality"], data["year"]) == ("npo.report/1", "Oisterwijk", None)
    assert data["period"].keys() >= {"start", "end", "elapsed"}
    assert data["head"] == listed(filled)[-1]["hash"]
    part = data["cumulative"]
    wanted = {"received": "200000.00", "committed": "300.00", "spent": "1800.00", "awaiting": "200.00", "count": 4}
    assert part.items() >= {**wanted, "errors": "0.00", "uncertainties": "200.00", "remaining": "497900.00"}.items()
    assert [goal["goal"] for goal in part["goals"]] == [
        "catch-up", "preschool", "care-and-welfare", "local-cooperation", "school-non-attendance", "temporary-rent",
        "municipal-capacity",
    ]  # fmt: skip
    assert part["totals"] == {"goals": "1800.00", "temporary-rent": "0.00", "municipal-capacity": "0.00"}


# verify


@pytest.mark.parametrize("language", LANGUAGES)
def test_verify(filled: Program, language: str) -> None:
    """A sound ledger is said to be whole, with its head; a note says what a head from outside adds."""
    outcome = filled("ledger", "verify", "--lang", language)
    assert outcome.code == 0
    head = listed(filled)[-1]["hash"]
    assert {"nl": f"Controlecode: {head}", "en": f"Head: {head}"}[language] in outcome.out
    assert {"nl": "10 boekingen", "en": "10 entries"}[language] in outcome.out
    assert "--expect" in outcome.err
    again = filled("ledger", "verify", "--lang", language, "--expect", head)
    assert (again.code, again.err) == (0, "")


@both_stores
def test_verify_as_json(filled: Program) -> None:
    """The JSON tells whether all is sound, the head, the seals, and which entry had the head that was expected."""
    head = seal(filled)["head"]
    add(filled, day="2024-01-15")
    data = did(filled, "verify", "--expect", head.upper())
    last = listed(filled)[-1]["hash"]
    assert data == {
        "schema": "npo.verification/1", "sound": True, "entries": 12, "head": last, "expected": 11,
        "seals": [{"year": 2021, "number": 11, "head": head}], "faults": [],
    }  # fmt: skip


@both_stores
def test_verify_expect(filled: Program) -> None:
    """A head that is nowhere in the ledger ends with 1; one that cannot be a head is refused as bad input."""
    for language, word in (("nl", "herschreven"), ("en", "rewritten")):
        outcome = filled("ledger", "verify", "--expect", "0" * 64, "--lang", language)
        assert outcome.code == 1
        assert word in outcome.out
    refused(filled, "verify", "--expect", "abc", code=2)


@both_stores
def test_verify_evidence(filled: Program, folder: Path) -> None:
    """Evidence that is gone or was changed is named with its entry; a copy elsewhere below the folder is as good."""
    elsewhere = folder / "dossier" / "2022"
    elsewhere.mkdir(parents=True)
    (folder / "a.pdf").rename(elsewhere / "a.pdf")
    assert did(filled, "verify", "--evidence", folder)["sound"]
    (elsewhere / "a.pdf").write_bytes(b"bewijs A")
    (folder / "b.pdf").unlink()
    for language, gone, changed in (("nl", "staat niet", "is gewijzigd"), ("en", "is not in", "was changed")):
        outcome = filled("ledger", "verify", "--evidence", folder, "--lang", language)
        assert outcome.code == 1
        assert re.search(rf"3: [^\n]*‘a.pdf’ {changed}", outcome.out)
        assert re.search(rf"4: [^\n]*‘b.pdf’ {gone}", outcome.out)
    (folder / "a.pdf").write_bytes(b"bewijs a")
    (folder / "b.pdf").write_bytes(b"bewijs b")
    assert did(filled, "verify", "--evidence", folder)["sound"]
    assert "no such folder" in refused(filled, "verify", "--evidence", folder / "weg", code=2)


# seal


def seal(npo: Program, *arguments: str) -> Any:
    """Seal a year, whether or not a note tells what still awaits, and give the record."""
    outcome = npo("ledger", "seal", *arguments, "--format", "json")
    assert outcome.code == 0
    return outcome.data


@pytest.mark.parametrize("language", LANGUAGES)
def test_seal(filled: Program, language: str) -> None:
    """Sealing closes the oldest open year by default, and prints the head; what still awaits is told beside it."""
    outcome = filled("ledger", "seal", "--year", "2022", "--lang", language)
    assert outcome.code == 0
    assert {"nl": "€ 200,00 wacht nog", "en": "€ 200.00 still awaits"}[language] in outcome.err
    record = listed(filled)[-1]
    assert (record["kind"], record["year"], record["number"]) == ("seal", 2022, 11)
    assert record["hash"] in outcome.out
    assert {"nl": "Afgesloten: 2022, met boeking 11.", "en": "Sealed: 2022, with entry 11."}[language] in filled(
        "ledger", "verify", "--lang", language
    ).out


@both_stores
def test_booked_after_sealing(filled: Program) -> None:
    """The report lists what was booked in a year since it was sealed, and nothing else; without it has no such list."""
    seal(filled)
    assert "Booked after sealing" not in filled("report").out
    for year, text in ((2021, "bijles voor leerlingen"), (2022, "zomerschool")):
        filled(
            "ledger",
            "add",
            text,
            "--amount",
            "10",
            "--date",
            f"{year}-10-01",
            "--override",
            "te laat",
            "--goal",
            "catch-up",
        )
    filled("ledger", "payment", "--amount", "5", "--date", "2021-12-01", "--override", "vergeten")
    filled(
        "ledger", "allocation", "--amount", "90000", "--date", "2021-12-02", "--reason", "besluit", "--override", "x"
    )
    late = filled("report", "--format", "json").data["behind"]["after_sealing"]
    assert late["amount"] == "10.00"
    did(filled, "reverse", str(late["entries"][0]["number"]), "--reason", "x")
    assert filled("report", "--format", "json").data["behind"]["after_sealing"]["amount"] == "0.00"
    late = filled("report", "--format", "json").data["behind"]["after_sealing"]
    assert [(entry["kind"], entry["year"]) for entry in late["entries"]] == [
        ("spending", 2021),
        ("payment", 2021),
        ("allocation", 2021),
    ]
    seal(filled)
    assert filled("report", "--year", "2021", "--format", "json").data["behind"]["after_sealing"] == late
    assert "Booked after sealing,,note,Entries in a year" in filled("report", "--format", "csv").out.replace('"', "")
    out = filled("report", "--lang", "nl").out
    assert "Geboekt na afsluiting" in out
    assert "zomerschool" not in out.split("Geboekt na afsluiting")[1]


@both_stores
def test_all_kinds_booked_after_sealing(ledger: Program) -> None:
    """A decision in a year without other entries, and what a last spending releases, are listed too."""
    add(ledger, ELIGIBLE, "4000", "--commitment")
    add(ledger, ELIGIBLE, "1", day="2023-07-18")
    did(ledger, "seal", "--year", "2023")
    did(ledger, "allocation", "--amount", "90000", "--date", "2021-12-02", "--reason", "b", "--override", "x")
    did(ledger, "fulfil", "2", "--amount", "1000", "--date", "2022-12-01", "--final", "--override", "laat")
    late = ledger("report", "--format", "json").data["behind"]["after_sealing"]
    assert [(entry["kind"], entry["amount"]) for entry in late["entries"]] == [
        ("allocation", "90000.00"),
        ("spending", "1000.00"),
        ("release", "-3000.00"),
    ]


@both_stores
def test_seal_year_by_year(filled: Program) -> None:
    """Without a year the oldest past year with entries that is open is closed; in the end there is none."""
    assert [seal(filled)["year"] for _ in range(2)] == [2021, 2022]
    assert seal(filled).keys() == {"schema", "year", "number", "head"}
    assert "no past year" in refused(filled, "seal")


def test_seal_refused(filled: Program) -> None:
    """A year that is sealed, not over, or before the first entry is refused; a year closes all before it."""
    seal(filled, "--year", "2022")
    for year in ("2022", "2021", "2000"):
        assert f"the year {year} is sealed already (all up to 2022 are)" in refused(filled, "seal", "--year", year)
    for year in ("2999", "9999"):
        assert "is not over yet" in refused(filled, "seal", "--year", year)
    for year in ("0", "-1", "x", "10000", str(10**30)):
        refused(filled, "seal", f"--year={year}", code=2)


def test_seal_of_a_tampered_ledger(filled: Program, folder: Path) -> None:
    """What was tampered with is not sealed, for its head would vouch for it."""
    (path,) = (folder / "ledgers").glob("*.db")
    tamper(path, "UPDATE entry SET cents = 1 WHERE number = 3")
    assert "not whole" in refused(filled, "seal", "--year", "2022")


def test_seal_before_all(ledger: Program) -> None:
    """A year before the first entry cannot be sealed."""
    assert "the first year with entries is 2021" in refused(ledger, "seal", "--year", "2020")
    assert did(ledger, "seal", "--year", "2021")["year"] == 2021


def test_booking_in_a_sealed_year(filled: Program) -> None:
    """A sealed year takes no booking, payment or decision without a reason; with one it does, and that is kept."""
    seal(filled, "--year", "2022")
    why = ("--override", "nagekomen")
    for arguments in (
        ("add", ELIGIBLE, "--amount", "5", *DAY),
        ("add", ELIGIBLE, "--amount", "5", *DAY, "--commitment"),
        ("fulfil", "6", "--amount", "5", "--date", "2022-12-31"),
        ("correct", "3", "--amount", "5"),
        ("payment", "--amount", "5", "--date", "2021-01-01"),
        ("allocation", "--amount", "600000", "--date", "2022-01-01", "--reason", "x"),
    ):
        assert "is sealed" in refused(filled, *arguments)
        assert did(filled, *arguments, *why)["overrode"] == ["seal"]
    assert did(filled, "verify")["sound"]


@both_stores
def test_reversal_after_the_seal(filled: Program) -> None:
    """What is undone after its year was sealed belongs to the year of the undoing, which must be open itself."""
    add(filled, ELIGIBLE, "50")  # 11
    seal(filled, "--year", "2022")  # 12
    assert "is sealed" in refused(filled, "reverse", "11", "--reason", "x", "--date", "2022-12-31")
    assert did(filled, "reverse", "11", "--reason", "x", "--date", "2023-05-01")["year"] == 2023
    assert did(filled, "reverse", "8", "--reason", "x", "--date", "2024-05-01")["year"] == 2023
    assert state(filled, 11) == "reversed"
    assert did(filled, "verify")["sound"]


@both_stores
def test_ruling_after_the_seal(filled: Program) -> None:
    """The accountant may rule on a booking of a sealed year: it counts there as an error, or awaits no longer."""
    seal(filled, "--year", "2022")
    did(filled, "ruling", "4", "--reject", *RULED)
    assert (figures(filled)["awaiting"], figures(filled)["errors"]) == ("0.00", "200.00")
    assert did(filled, "verify")["sound"]


# which ledger


def test_several_ledgers(ledger: Program, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several ledgers one must be named: by its municipality, its file or the environment; they stay apart."""
    assert ledger("init", "'s-Hertogenbosch", "--allocation", "5").code == 0
    line = refused_without_list(ledger, "list")
    assert "oisterwijk, s-hertogenbosch" in line
    for chosen, count in (
        ("Oisterwijk", 1), ("oisterwijk", 1), ("'s-Hertogenbosch", 1), (str(folder / LEDGER), 1), (str(LEDGER), 1),
    ):  # fmt: skip
        assert len(listed(ledger, "--ledger", chosen)) == count
    assert did(ledger, "status", "--ledger", "'S-HERTOGENBOSCH")["municipality"] == "'s-Hertogenbosch"
    monkeypatch.setenv("NPO_LEDGER", "s-hertogenbosch")
    assert did(ledger, "status")["municipality"] == "'s-Hertogenbosch"
    assert did(ledger, "status", "--ledger", "oisterwijk")["municipality"] == "Oisterwijk"
    monkeypatch.setenv("NPO_LEDGER", "")
    assert "oisterwijk, s-hertogenbosch" in refused_without_list(ledger, "list")


def refused_without_list(npo: Program, *arguments: str) -> str:
    """Give the English line with which a command is refused where no ledger can be listed."""
    said = [npo("--lang", language, "ledger", *arguments).refusal(2) for language in LANGUAGES]
    assert said[0] != said[1]
    return said[1]


def test_from_a_folder_below(ledger: Program, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace is found from any folder below it."""
    below = folder / "dossiers" / "2022"
    below.mkdir(parents=True)
    for inside in (below, folder / "ledgers"):
        monkeypatch.chdir(inside)
        assert numbers(ledger) == [1]


@pytest.mark.parametrize("command", [("list",), ("status",), ("add", ELIGIBLE, "--amount", "5", *DAY), ("verify",)])
def test_no_workspace(npo: Program, command: tuple[str, ...]) -> None:
    """Where there is no workspace every command says in one line how to begin one."""
    assert "npo init" in refused_without_list(npo, *command)


@pytest.mark.parametrize(
    "chosen",
    ["", " ", "Tilburg", "tilburg.db", "/", ".", "ledgers", "ledgers/", "../../etc/passwd", "a\x00b", "a\x00b.db",
     "\x1b[31m", "x" * 5000, "x" * 5000 + ".db", "postgresql://x@localhost/y", "🏫"],
)  # fmt: skip
def test_no_such_ledger(ledger: Program, chosen: str) -> None:
    """A ledger that is not there is refused in one line, and none is made."""
    for language in LANGUAGES:
        outcome = ledger("--lang", language, "ledger", "list", "--ledger", chosen)
        outcome.refusal(outcome.code)
        assert outcome.code in {1, 2}
    assert sorted(path.name for path in Path().rglob("*")) == ["ledgers", "oisterwijk.db"]


def test_another_grant(ledger: Program) -> None:
    """A ledger is not booked in under the rules of another grant."""
    tamper(LEDGER, "UPDATE ledger SET pack = 'andere-regeling'")
    assert "andere-regeling" in ledger("ledger", "status", "--pack", "npo-spuk").refusal(2)
    assert "andere-regeling" in ledger("ledger", "status").refusal(2)


# init


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Oisterwijk", "oisterwijk"), ("'s-Hertogenbosch", "s-hertogenbosch"), ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Bergen (NH.)", "bergen-nh"), ("../../etc/passwd", "etc-passwd"), ("con", "gemeente-con"),
        ("NUL", "gemeente-nul"), ("a/b\\c:d*e?", "a-b-c-d-e"), ("=cmd|'/c calc'!A0", "cmd-c-calc-a0"),
        ("x" * 100, "x" * 60), ("[bold]Eén[/bold]", "bold-een-bold"), ("'; DROP TABLE entry;--", "drop-table-entry"),
        ("Oister\nwijk\x1b[31m", "oister-wijk-31m"), ("Oister\x00wijk", "oisterwijk"), (".hidden", "hidden"),
    ],
)  # fmt: skip
def test_init(npo: Program, tmp_path: Path, name: str, file: str) -> None:
    """Whatever the name, the ledger stands inside `ledgers`, under a plain file name, and opens by its name."""
    outcome = npo("init", name, "--allocation", "1.000.000,00", "--date", "2021-10-01", "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    path = tmp_path / "ledgers" / f"{file}.db"
    data = outcome.data
    assert (data["schema"], data["ledger"], data["allocation"]) == ("npo.init/1", str(path), "1000000.00")
    assert data["calculated"] is None
    assert path.is_file()
    assert [other.name for other in (tmp_path / "ledgers").iterdir()] == [path.name]
    assert did(npo, "verify")["head"] == data["head"]
    assert "\x1b" not in json.dumps(did(npo, "status")["municipality"])


@pytest.mark.parametrize(
    "name", ["", " ", "🏫", "🏫🎒", "...", "/", "..", "Москва", "x" * 101, "x" * 300, "\x00", "--"]
)
def test_init_refused(npo: Program, tmp_path: Path, name: str) -> None:
    """A name without a letter, or one that nobody has, is refused in one line, and nothing is made."""
    said = [npo("--lang", language, "init", "--allocation", "5", "--", name).refusal(2) for language in LANGUAGES]
    assert said[0] != said[1]
    assert list(tmp_path.iterdir()) == []


def test_init_names_all_that_is_wrong(npo: Program, tmp_path: Path) -> None:
    """Every wrong value is told in one run, and nothing is made."""
    for language in LANGUAGES:
        outcome = npo(
            "init", "", "--allocation", "$5", "--date", "2999-01-01", "--pupils", "veel", "--deprivation-score", "x",
            "--lang", language,
        )  # fmt: skip
        assert (outcome.code, outcome.out) == (2, "")
        assert len(outcome.messages) >= 4
    assert npo("init", "Oisterwijk").refusal(2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_init_calculates(npo: Program, language: str) -> None:
    """With pupils and score the calculation stands beside the decided amount, with its figures and source."""
    outcome = npo(
        "init", "Oisterwijk", "--allocation", "500000", "--pupils", "4000", "--deprivation-score", "100,5",
        "--lang", language,
    )  # fmt: skip
    assert (outcome.code, outcome.err) == (0, "")
    # 4000 × 118.11 + 100.5 × 22.64 = 472440.00 + 2275.32
    wanted = {"nl": ("€ 474.715,32", "€ 25.284,68", "4000 ×"), "en": ("€ 474,715.32", "€ 25,284.68", "4000 ×")}
    assert [part for part in wanted[language] if part not in outcome.flat] == []


def test_init_twice(ledger: Program) -> None:
    """A ledger that is there is never made anew."""
    before = LEDGER.read_bytes()
    for language in LANGUAGES:
        assert ledger("init", "OISTERWIJK", "--allocation", "5", "--lang", language).refusal(1)
    assert LEDGER.read_bytes() == before


def test_init_says_what_it_made(npo: Program) -> None:
    """The answer names the municipality, the file and the allocation; its reason is that of the first entry."""
    for language, amount in (("nl", "€ 500.000,00"), ("en", "€ 500,000.00")):
        name = f"Gemeente {language}"
        outcome = npo("init", name, "--allocation", "500000", "--reason", "DUO 1", "--lang", language)
        assert name in outcome.flat
        assert amount in outcome.flat
        assert f"gemeente-{language}.db" in outcome.flat
        assert listed(npo, "--ledger", name)[0]["description"] == "DUO 1"


# What a report tells of doubt


def test_a_rejected_booking_asks_nothing_more(ledger: Program) -> None:
    """A report's open questions are those of bookings that still wait: what was rejected asks nothing more."""
    arguments = ("huur van een pand", "--amount", "5", "--date", "2022-07-18", "--goal", "temporary-rent")
    assert ledger("ledger", "add", *arguments).code == 0
    assert ledger("report", "--year", "2022", "--format", "json").data["open_questions"]
    did(ledger, "ruling", "2", "--reject", "--by", "J. de Boer", "--date", "2022-09-01")
    assert ledger("report", "--year", "2022", "--format", "json").data["open_questions"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_reversed_after_sealing_is_told_with_its_amount(ledger: Program, language: str) -> None:
    """Of spendings that were reversed after their year was sealed, the report of that year tells how much they were."""
    did(ledger, "add", "zomerschool", "--amount", "2000", "--date", "2022-07-18", *GOAL)
    did(ledger, "seal", "--year", "2022")
    did(ledger, "reverse", "2", "--reason", "dubbel", "--date", "2023-02-15")
    told = " ".join(ledger("report", "--year", "2022", "--lang", language).out.split())
    assert {"nl": "één boeking, van € 2.000,00", "en": "one entry of € 2,000.00"}[language] in told


@pytest.mark.parametrize("year", ["22", "0022", "1900", "10000", "x", "２０２２", "-2022"])
@pytest.mark.parametrize("command", [("report",), ("ledger", "list"), ("ledger", "seal")])
def test_no_year(filled: Program, command: tuple[str, ...], year: str) -> None:
    """What is no year is refused by all that take one, in the same line."""
    line = filled(*command, f"--year={year}", "--lang", "en").refusal()
    assert line == f"--year: ‘{year}’ is not a year; write for example 2022."


def test_list_of_a_year_to_come(filled: Program) -> None:
    """A commitment may lie in a year to come: the list of it is no mistake, a report on it is."""
    assert filled("ledger", "list", "--year", "2999").code == 0
    assert "2999" in filled("report", "--year", "2999").refusal()
