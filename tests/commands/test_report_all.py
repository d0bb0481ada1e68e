"""`npo report --all`: many ledgers in one table, in a workspace and in a database, and what is left out of it."""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from npo_cli.bookkeeping.storage import sqlite as sqlite_module
from npo_cli.bookkeeping.storage.address import Address
from tests.bookkeeping.support import tamper
from tests.commands.running import LANGUAGES, Program, program
from tests.postgres import execute
from tests.stores import both_stores, in_postgres

NAMES = ("Breda", "Oisterwijk", "’s-Hertogenbosch")
AMOUNTS = ("allocation", "received", "spent", "committed", "remaining", "errors", "uncertainties", "projected_unspent")


class Region:
    """Three municipalities in a workspace or in a database, and what runs `npo` on them."""

    def __init__(self, npo: Program, place: Address, folder: Path) -> None:
        self.npo, self.folder = npo, folder
        self.url = place if isinstance(place, str) else None

    def of(self, municipality: str) -> str:
        """Give the address of one ledger."""
        return f"{self.url}#{municipality}" if self.url else municipality

    def overview(self, *arguments: str, code: int = 0) -> Any:
        """Give the overview as data."""
        chosen = ("--ledger", self.url) if self.url else ()
        outcome = self.npo("report", "--all", "--format", "json", *chosen, *arguments)
        assert outcome.code == code, outcome.err
        return outcome.data

    def written(self, *arguments: str | Path) -> str:
        """Give the overview as text."""
        chosen = ("--ledger", self.url) if self.url else ()
        outcome = self.npo("report", "--all", *chosen, *arguments)
        assert (outcome.code, outcome.err if "--output" not in arguments else "") == (0, "")
        return outcome.out


@pytest.fixture
def region(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, folder: Path, place: Address) -> Region:
    """Give three municipalities: one that spent, one with doubt and error, one that did nothing."""
    npo = program(monkeypatch, cache_of_tests, folder)
    monkeypatch.setenv("NPO_LANG", "en")
    made = Region(npo, place, folder)
    for name, amount in zip(NAMES, ("500000", "402500,50", "1"), strict=True):
        chosen = ("--ledger", made.url) if made.url else ()
        assert npo("init", name, "--allocation", amount, "--date", "2021-10-01", *chosen).code == 0
    for where, *command in (
        ("breda", "payment", "--amount", "1000", "--date", "2022-01-01"),
        ("breda", "add", "zomerschool", "--amount", "200", "--date", "2022-07-18"),
        ("breda", "add", "zomerschool", "--amount", "40", "--date", "2023-07-18", "--commitment"),
        ("oisterwijk", "add", "leerlingenvervoer", "--amount", "7,01", "--date", "2022-07-18", "--goal", "catch-up"),
        ("oisterwijk", "add", "aanleg van glasvezel", "--amount", "3", "--date", "2023-07-18", "--goal", "catch-up",
         "--override", "besluit"),
    ):  # fmt: skip
        assert npo("ledger", *command, "--ledger", made.of(where)).code == 0
    return made


@both_stores
def test_the_totals_are_those_of_the_ledgers(region: Region) -> None:
    """Each municipality has the figures of its own report, and the totals add them up."""
    for year in ((), ("--year", "2022")):
        found = region.overview(*year)
        assert [each["municipality"] for each in found["municipalities"]] == list(NAMES)
        for name, each in zip(("breda", "oisterwijk", "s-hertogenbosch"), found["municipalities"], strict=True):
            own = region.npo("report", "--format", "json", "--ledger", region.of(name), *year).data
            assert each == {key: own[key] for key in each}
        together = found["together"]
        for amount in AMOUNTS:
            parts = [Decimal({**each, **each["cumulative"]}[amount]) for each in found["municipalities"]]
            assert Decimal(together[amount]) == sum(parts)
        assert (found["complete"], found["verified"], found["left_out"]) == (True, True, [])
        assert together["municipalities"] == 3
    assert together["spent"] == "207.01"
    assert (together["uncertainties"], region.overview()["together"]["errors"]) == ("7.01", "3.00")
    assert region.overview()["together"]["share_spent"] == round(210.01 / 902501.50, 4)


@both_stores
def test_every_form_tells_the_same(region: Region) -> None:
    """All forms show the same table: names, amounts of each and together."""
    data = region.overview()
    rows = [{**each, **each["cumulative"]} for each in data["municipalities"]] + [data["together"]]
    for form in ("text", "md", "plain", "html"):
        text = re.sub(r"<[^>]+>", " ", region.written("--format", form)).replace("\\", "").replace("&#39;", "'")
        assert all(name in text for name in NAMES), form
        for row in rows:
            assert all(f"€ {Decimal(row[amount]):,.2f}" in text for amount in AMOUNTS), form
    table = list(csv.reader(io.StringIO(region.written("--format", "csv"))))
    assert [line[0] for line in table] == ["Municipality", *NAMES, "Total"]
    region.written("--output", "o.xlsx")
    sheet = list(openpyxl.load_workbook(region.folder / "o.xlsx").active.values)  # type: ignore[union-attr]
    inside = [line for line in sheet if line[0] in (*NAMES, "Total")]
    for row, written, cells in zip(rows, table[1:], inside, strict=True):
        for place, amount in ((1, "allocation"), (2, "spent"), (4, "remaining"), (6, "uncertainties"), (7, "errors")):
            assert Decimal(written[place]) == Decimal(row[amount])
            assert Decimal(str(round(float(cells[place]), 2))) == Decimal(row[amount])


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_fits_a_terminal(region: Region, language: str) -> None:
    """However many columns there are, no line of the text is wider than the terminal, and no figure is broken."""
    lines = region.written("--lang", language).splitlines()
    assert max(map(len, lines)) <= 80
    assert {"nl": "Niet meegeteld", "en": "Left out"}[language] not in "\n".join(lines)


def test_a_page_needs_nothing_from_elsewhere(region: Region) -> None:
    """The page is whole: its policy lets nothing in, and the table tells its headings."""
    page = region.written("--format", "html", "--lang", "nl")
    assert "default-src &#39;none&#39;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count('scope="col"') == 10
    assert '<html lang="nl">' in page


def damage(region: Region, name: str) -> None:
    """Change an entry behind the back of npo."""
    statement = "UPDATE entry SET text = 'x' WHERE number = 2"
    if region.url:
        execute(region.url, "SET session_replication_role = replica", statement, behind=f"npo_{name}")
    else:
        tamper(region.folder / "ledgers" / f"{name}.db", statement)


@both_stores
def test_a_damaged_ledger_is_named_and_not_counted(region: Region) -> None:
    """What does not hold is named first, in no total, on standard error too, and the command ends with 1."""
    damage(region, "breda")
    data = region.overview(code=1)
    assert data["complete"] is False
    assert [each["ledger"] for each in data["left_out"]] == ["breda"]
    assert data["together"]["allocation"] == "402501.50"
    for language, total in (("nl", "Totaal van 2 van de 3"), ("en", "Total of 2 of 3")):
        chosen = ("--ledger", region.url) if region.url else ()
        for form in ("text", "md", "plain", "csv", "html"):
            outcome = region.npo("report", "--all", "--format", form, "--lang", language, *chosen)
            assert outcome.code == 1
            assert total in outcome.flat
            assert {"nl": "boeking 2 is gewijzigd", "en": "entry 2 was changed"}[language] in outcome.flat
            assert len(outcome.messages) == 1
            assert "breda" in outcome.messages[0]
    whole = region.overview("--unverified")
    assert (whole["complete"], whole["verified"]) == (True, False)
    assert "not checked for changes" in " ".join(region.written("--unverified").split())


def test_files_that_cannot_be_read(region: Region) -> None:
    """A torn file, a foreign one and one of another grant are each named, with or without verifying."""
    ledgers = region.folder / "ledgers"
    (ledgers / "breda.db").write_bytes((ledgers / "breda.db").read_bytes()[:20_000])
    (ledgers / "brief.db").write_text("Geachte heer, " * 500)
    assert region.npo("init", "Zwolle", "--allocation", "9", "--pack", "example-grant").code == 0
    for more in ((), ("--unverified",)):
        data = region.overview(*more, code=1)
        assert [each["ledger"] for each in data["left_out"]] == ["breda", "brief", "zwolle"]
        assert data["together"]["allocation"] == "402501.50"


@in_postgres
def test_a_ledger_that_a_role_may_not_read(region: Region) -> None:
    """In a database, a ledger that lacks a table is left out, and the others are read on."""
    execute(str(region.url), "DROP TABLE npo_breda.total")
    data = region.overview(code=1)
    assert [each["ledger"] for each in data["left_out"]] == ["breda"]
    assert data["together"]["municipalities"] == 2


def test_one_is_open_at_a_time(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are, no two ledgers are open together."""
    opened = [0]
    open_sqlite = sqlite_module.open_sqlite

    @contextmanager
    def counting(path: Path) -> Iterator[Any]:
        opened[0] += 1
        assert opened[0] == 1
        with open_sqlite(path) as storage:
            yield storage
        opened[0] -= 1

    monkeypatch.setattr("npo_cli.bookkeeping.workspace.open_sqlite", counting)
    assert region.overview()["together"]["municipalities"] == 3


def test_rules_of_a_municipality_stay_its_own(region: Region) -> None:
    """A rule file of the workspace is read, and a faulty one leaves out only the municipality that it belongs to."""
    (region.folder / "rules").mkdir()
    (region.folder / "rules" / "breda.yaml").write_text("rules: 5\n")
    data = region.overview(code=1)
    assert [each["ledger"] for each in data["left_out"]] == ["breda"]


def test_which_ledgers(region: Region, tmp_path: Path) -> None:
    """A folder chooses a workspace; one ledger, an empty folder and an option without --all are refused."""
    assert region.overview("--ledger", str(region.folder / "ledgers"))["together"]["municipalities"] == 3
    for arguments in (
        ("report", "--all", "--ledger", "breda"),
        ("report", "--all", "--ledger", str(tmp_path)),
        ("report", "--unverified"),
        ("report", "--all", "--format", "xlsx"),
        ("report", "--all", "--year", "12"),
    ):
        said = {language: region.npo(*arguments, "--lang", language).refusal(2) for language in LANGUAGES}
        assert said["nl"] != said["en"]


def test_amounts_are_exact(region: Region) -> None:
    """The contract holds amounts as decimal strings, in the overview as elsewhere."""
    assert all(re.fullmatch(r"-?\d+\.\d{2}", region.overview()["together"][amount]) for amount in AMOUNTS)
    assert json.loads(region.written("--format", "json"))["schema"] == "npo.overview/1"
