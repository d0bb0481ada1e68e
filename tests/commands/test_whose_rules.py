"""Under one NPO_LEDGER a check, the commands on rules and the ledger go by the same rules of a workspace."""

from pathlib import Path

import pytest

from tests.commands.running import Program
from tests.postgres import Databases

RULE = """\
documents: [{{id: own-{name}, title: Brief, text_file: brief.txt}}]
rules:
  - id: own-{name}
    verdict: {verdict}
    goals: [green-streets]
    title: {{nl: Eigen, en: Own}}
    explanation: {{nl: Eigen., en: Own.}}
    advice: {{file: {{nl: Bewaar de brief., en: Keep the letter.}}}}
    terms: {{nl: [springkussen]}}
    known_from: 2022-01-01
    source: {{document: own-{name}, place: blz. 1, quote: "over springkussens"}}
    examples: {{hits: [springkussen], misses: [bomen]}}
"""


@pytest.fixture
def places(npo: Program, tmp_path: Path) -> Program:
    """Give workspaces of one and of two municipalities, in which each one's accountant ruled on bouncy castles."""
    for name, ledgers in (
        ("one", {"oisterwijk": "excluded"}),
        ("two", {"haaren": "excluded", "oisterwijk": "eligible"}),
        ("outside", {}),
    ):
        (tmp_path / name / "rules").mkdir(parents=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path / name)
            for ledger, verdict in ledgers.items():
                arguments = ("--allocation", "900000", "--date", "2023-02-01", "--pack", "example-grant")
                assert npo("init", ledger.title(), *arguments).code == 0
                Path("rules", f"{ledger}.yaml").write_text(RULE.format(name=ledger, verdict=verdict), encoding="utf-8")
    npo.monkeypatch.setenv("NPO_PACK", "example-grant")
    return npo


@pytest.mark.parametrize(
    ("chosen", "start", "verdict"),
    [
        (None, "one", "excluded"),
        (None, "one/ledgers", "excluded"),
        ("Haaren", "two", "excluded"),
        ("Oisterwijk", "two/rules", "eligible"),
        ("{}/two/ledgers/oisterwijk.db", "outside", "eligible"),
        ("{}/two/ledgers/haaren.db", "outside", "excluded"),
        ("{}/two/ledgers/oisterwijk.db", "one", "eligible"),
        ("../two/ledgers/haaren.db", "one", "excluded"),
        ("haaren.db", "two/ledgers", "excluded"),
    ],
)
def test_check_and_booking_agree(
    places: Program, tmp_path: Path, chosen: str | None, start: str, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under one NPO_LEDGER and in one folder, check, rules and the ledger go by the same rules of a workspace."""
    monkeypatch.chdir(tmp_path / start)
    if chosen is not None:
        monkeypatch.setenv("NPO_LEDGER", chosen.format(tmp_path))
    checked = places("check", "springkussen", "--format", "json").data
    assert checked["verdict"] == verdict
    listed = places("rules", "list", "--format", "json").data
    assert sum(rule["local"] for rule in listed["rules"]) == 1
    more = ("--override", "proef") if verdict == "excluded" else ()
    arguments = ("--amount", "500", "--date", "2024-07-18", "--goal", "green-streets", "--format", "json", *more)
    booked = places("ledger", "add", "springkussen", *arguments)
    assert booked.code == 0, booked.err
    entry = booked.data
    assert entry["verdict"] == verdict
    assert entry["receipt"]["sha256"] == checked["receipt"]["sha256"]


def test_renamed_ledger_among_all(places: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The overview of all ledgers goes by the name of each file, as a report on one of them does."""
    monkeypatch.chdir(tmp_path / "one")
    Path("ledgers", "oisterwijk.db").rename(Path("ledgers", "anders.db"))
    Path("rules", "oisterwijk.yaml").rename(Path("rules", "anders.yaml"))
    Path("rules", "anders.yaml").write_text("rules: [{id: x}]\n", encoding="utf-8")
    assert "rules/anders.yaml" in places("report").err
    assert "rules/anders.yaml" in places("report", "--all").err


@pytest.mark.parametrize(("behind", "count"), [("#oisterwijk", 1), ("", 0)])
def test_ledger_on_a_server(
    places: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, databases: Databases, behind: str, count: int
) -> None:
    """A ledger on a server goes with the workspace where the user is; of several, as the name behind # says."""
    monkeypatch.chdir(tmp_path / "two")
    with databases.new() as url:
        chosen = ("--ledger", f"{url}{behind}")
        assert places("init", "Oisterwijk", "--allocation", "900000", "--date", "2023-02-01", *chosen).code == 0
        monkeypatch.setenv("NPO_LEDGER", f"{url}{behind}")
        checked = places("check", "springkussen", "--format", "json").data
        arguments = ("--amount", "500", "--date", "2024-07-18", "--goal", "green-streets", "--format", "json")
        entry = places("ledger", "add", "springkussen", *arguments).data
    assert sum(reason["rule"] == "own-oisterwijk" for reason in checked["reasons"]) == count
    assert entry["verdict"] == checked["verdict"]
    assert entry["receipt"]["sha256"] == checked["receipt"]["sha256"]
