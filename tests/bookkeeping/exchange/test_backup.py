"""Backup and restore: whole while others book, verified, and never in the place of another file."""

import json
import subprocess
from pathlib import Path

import pytest

from npo_cli.bookkeeping import backup
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import InputError
from tests.bookkeeping.support import entries, found, new_ledger, tamper
from tests.bookkeeping.test_durability import WRITER
from tests.commands.running import LANGUAGES, Process, Program


def test_there_and_back(npo: Program, folder: Path, ledger: Path) -> None:
    """A backup holds what the ledger holds; restored elsewhere it is the same ledger, with the same head."""
    made = npo("ledger", "backup", "kopie.db", "--format", "json").data
    assert entries(folder / "kopie.db") == entries(ledger)
    assert (made["schema"], made["entries"], made["head"]) == ("npo.backup/1", 27, entries(ledger)[-1].hash)
    ledger.rename(folder / "opzij.db")
    back = npo("ledger", "restore", "kopie.db", "--format", "json").data
    assert (back["entries"], back["head"]) == (27, made["head"])
    assert found(ledger) == []
    assert npo("ledger", "add", "zomerschool", "--amount", "1", "--date", "2024-01-15").code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["kopie.db", "ledgers", "opzij.db"]
    assert [path.name for path in ledger.parent.iterdir()] == ["oisterwijk.db"]


def test_while_others_book(npo: Program, npo_process: Process, folder: Path, rulebook: Rulebook) -> None:
    """Copies made while another process books are each whole, one after the other longer."""
    (folder / "ledgers").mkdir()
    ledger = new_ledger(folder / "ledgers" / "oisterwijk.db", rulebook)
    env = npo_process.environment({"NPO_USER": "anna"})
    command = [*WRITER, "books", str(ledger), "100000", "anna"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as writer:
        assert writer.stdout
        counts = []
        for number in range(8):
            writer.stdout.readline()
            made = npo("ledger", "backup", f"kopie-{number}.db", "--format", "json")
            assert made.code == 0, made.err
            counts.append(json.loads(made.out)["entries"])
            assert found(folder / f"kopie-{number}.db") == []
        writer.kill()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0] > 1


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_beside_a_journal_that_was_left(npo: Program, folder: Path, ledger: Path, ending: str) -> None:
    """Where the journal of another ledger lies, none is restored, backed up or begun: SQLite would play it in."""
    assert npo("ledger", "backup", "kopie.db").code == 0
    ledger.rename(folder / "opzij.db")
    ledger.with_name(ledger.name + ending).write_bytes(b"left")
    refusal = npo("--lang", "en", "ledger", "restore", "kopie.db").refusal(1)
    assert f"oisterwijk.db{ending}" in refusal
    npo("init", "Oisterwijk", "--allocation", "5").refusal(1)
    (folder / f"weer.db{ending}").write_bytes(b"left")
    npo("ledger", "backup", "weer.db", "--ledger", "opzij.db").refusal(1)
    assert not ledger.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_is_overwritten(npo: Program, folder: Path, ledger: Path, language: str) -> None:
    """A backup over a file and a restore over a ledger are refused in one line; both stay as they were."""
    (folder / "kopie.db").write_text("van mij")
    npo("ledger", "backup", "kopie.db", "--lang", language).refusal(1)
    npo("ledger", "backup", ".", "--lang", language).refusal(1)
    assert (folder / "kopie.db").read_text() == "van mij"
    before = ledger.read_bytes()
    assert npo("ledger", "backup", "goed.db").code == 0
    npo("ledger", "restore", "goed.db", "--lang", language).refusal(1)
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("parent", ["weg", "bestand"])
def test_a_folder_that_is_not_there(npo: Program, folder: Path, ledger: Path, parent: str, language: str) -> None:
    """A backup in a folder that does not exist, or in what is a file, is refused by the name of that folder."""
    (folder / "bestand").write_text("van mij")
    target = Path(parent) / "kopie.db"
    line = npo("ledger", "backup", target, "--ledger", ledger, "--lang", language).refusal(2)
    assert line.startswith(f"{target}: ")
    assert {"nl": f"de map {parent} bestaat niet", "en": f"the folder {parent} does not exist"}[language] in line
    assert ".tmp" not in line


def test_a_file_that_appears_meanwhile_stays(folder: Path, ledger: Path) -> None:
    """A file that another program makes while the copy is verified is not overwritten either."""
    target = folder / "kopie.db"
    target.write_text("van een ander")
    with pytest.raises(InputError):
        backup.name_new(ledger, target)
    assert target.read_text() == "van een ander"


@pytest.mark.parametrize("damage", ["cut", "torn", "changed", "empty", "text", "gone"])
def test_a_damaged_backup_is_refused(npo: Program, folder: Path, ledger: Path, damage: str) -> None:
    """A backup that is cut off, torn, changed or none is refused in one line, and nothing is restored."""
    assert npo("ledger", "backup", "kopie.db").code == 0
    copy = folder / "kopie.db"
    content = copy.read_bytes()
    if damage == "changed":
        tamper(copy, "UPDATE entry SET cents = 1 WHERE number = 5")
    elif damage == "gone":
        copy.unlink()
    else:
        middle = len(content) // 2
        copy.write_bytes(
            {
                "cut": content[:middle],
                "torn": content[:middle] + bytes(4096) + content[middle + 4096 :],
                "empty": b"",
                "text": b"omschrijving;bedrag\n" * 300,
            }[damage]
        )
    ledger.unlink()
    outcome = npo("ledger", "restore", "kopie.db")
    outcome.refusal(outcome.code)
    assert outcome.code in {1, 2}
    assert list(ledger.parent.iterdir()) == []


def test_a_damaged_ledger_gives_no_backup(npo: Program, folder: Path, ledger: Path) -> None:
    """A ledger that was tampered with is not kept as a backup."""
    tamper(ledger, "UPDATE entry SET cents = 1 WHERE number = 5")
    assert "verify" in npo("ledger", "backup", "kopie.db", "--lang", "en").refusal(1)
    assert [path.name for path in folder.iterdir()] == ["ledgers"]


def test_no_folder_for_a_backup(npo: Program, ledger: Path) -> None:
    """A backup in a folder that is not there is refused in one line."""
    outcome = npo("ledger", "backup", "weg/kopie.db")
    outcome.refusal(outcome.code)
