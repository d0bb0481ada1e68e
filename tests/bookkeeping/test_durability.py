"""What is booked stays booked: after kill -9, beside other processes, on a full or read-only disk.

And no other file is ever taken for a ledger, or touched.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from npo_cli.bookkeeping.storage import sqlite as sqlite_module
from npo_cli.bookkeeping.storage.schema import APPLICATION_ID, NEWEST
from npo_cli.eligibility.rulebook import Rulebook
from tests.bookkeeping.support import entries, found, new_ledger, sql
from tests.commands.running import LANGUAGES, Outcome, Process, Program

WRITER = (sys.executable, "-m", "tests.bookkeeping.writer")
POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits of this kind are those of Linux")

# Run npo with no file to grow above a size, and as a root that the rights of files hold for too.
LIMITED = """
import resource, sys
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
from npo_cli.start import main
main()
"""
BOUND = """
import ctypes, os, sys
if not os.geteuid():
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
os.execv(sys.executable, [sys.executable, "-m", "npo_cli", *sys.argv[1:]])
"""

READING = (("list",), ("show", "1"), ("status",), ("verify",))
ADD = ("add", "zomerschool", "--amount", "12,50", "--date", "2024-01-15")
BOOKING = (
    ADD,
    ("payment", "--amount", "5", "--date", "2022-01-01"),
    ("allocation", "--amount", "7000", "--date", "2022-01-01", "--reason", "gewijzigd"),
    ("reverse", "2", "--reason", "dubbel"),
    ("correct", "5", "--amount", "5"),
    ("fulfil", "10"),
    ("ruling", "6", "--approve", "--by", "accountant", "--date", "2023-01-01"),
    ("seal",),
)


def one_line(outcome: Outcome, *codes: int) -> str:
    """Give the one line with which a command refused."""
    assert outcome.code in codes
    return outcome.refusal(outcome.code)


def beside(path: Path) -> list[str]:
    """Give the names of all that stands in the folder of a file."""
    return sorted(other.name for other in path.parent.iterdir())


def environment(npo_process: Process) -> dict[str, str]:
    return npo_process.environment({"NPO_USER": "anna"})


# Killed at work.


@POSIX
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_random_moments(
    folder: Path, tmp_path: Path, rulebook: Rulebook, npo_process: Process, seed: int
) -> None:
    """After each of fifty kills all that was acknowledged is there, the chain is whole and the next booking works.

    Two runs are in memory, where bookings are quick, and two on disk, where most kills hit the writing.
    """
    path = new_ledger((folder if seed % 2 else tmp_path) / "ledger.db", rulebook)
    done = subprocess.run(
        [*WRITER, "kills", str(path), "50", str(seed)],
        capture_output=True, env=environment(npo_process), timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["journals"], "no kill hit a booking half done"
    assert sql(path, "SELECT count(*) FROM entry")[0][0] >= told["acknowledged"] + 50


def test_killed_as_a_process(folder: Path, rulebook: Rulebook, npo_process: Process) -> None:
    """A process that is killed leaves every booking that it told of, and no lock."""
    path = new_ledger(folder / "ledger.db", rulebook)
    for number in (3, 7):
        process = subprocess.Popen(
            [*WRITER, "books", str(path), "100000", "anna"], stdout=subprocess.PIPE, env=environment(npo_process)
        )
        assert process.stdout
        for line in process.stdout:
            if int(line) >= number:
                break
        process.kill()
        told = [int(line), *map(int, process.communicate()[0].split())]
        numbers = [entry.number for entry in entries(path)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert 0 <= len(numbers) - told[-1] <= 1
        assert found(path) == []


# Beside each other.


def test_eight_processes_at_once(folder: Path, rulebook: Rulebook, npo_process: Process) -> None:
    """Eight processes that book at once lose nothing and fork nothing: each number is told once, from 2 on."""
    path = new_ledger(folder / "ledger.db", rulebook)
    started = [
        subprocess.Popen(
            [*WRITER, "books", str(path), "25", f"writer {who}"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(npo_process),
        )
        for who in range(8)
    ]  # fmt: skip
    told: list[int] = []
    for process in started:
        out, err = process.communicate(timeout=100)
        assert process.returncode == 0, err.decode()
        mine = [int(line) for line in out.split()]
        assert mine == sorted(mine)
        told += mine
    assert sorted(told) == list(range(2, 202))
    assert {entry.who for entry in entries(path)} == {"anna", *(f"writer {who}" for who in range(8))}
    assert found(path) == []


def test_eight_commands_at_once(ledger: Path, npo_process: Process) -> None:
    """Eight commands that book at once all succeed, each with a number of its own."""
    env = {"NPO_USER": "anna"}
    bookings = [("add", "zomerschool", "--amount", str(cents), "--date", "2024-01-15") for cents in range(1, 9)]
    started = [npo_process.start("ledger", *each, "--format", "json", env=env) for each in bookings]
    answers = [process.communicate(timeout=100) for process in started]
    assert [(process.returncode, err) for process, (_, err) in zip(started, answers, strict=True)] == [(0, b"")] * 8
    assert sorted(json.loads(out)["number"] for out, _ in answers) == list(range(28, 36))
    assert found(ledger) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_another_writes_for_too_long(
    ledger: Path, npo: Program, monkeypatch: pytest.MonkeyPatch, lock: str, language: str
) -> None:
    """Who waits longer than is reasonable for another program gets one line, and can book once that is done."""
    monkeypatch.setattr(sqlite_module, "WAIT_SECONDS", 0.05)
    before = ledger.read_bytes()
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        line = one_line(npo("ledger", *ADD, "--lang", language), 1)
        assert {"nl": "er is niets geboekt", "en": "nothing was booked"}[language] in line
        assert npo("ledger", "list").code == (1 if lock == "EXCLUSIVE" else 0)
        other.execute("ROLLBACK")
    assert ledger.read_bytes() == before
    assert npo("ledger", *ADD).code == 0


@pytest.fixture
def looked_at(ledger: Path) -> Iterator[sqlite3.Connection]:
    """Give another program that reads the ledger; until it is done, nobody can keep what they write."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM entry").fetchone()
        yield other


def long_list(folder: Path) -> Path:
    """Write a list of so many invoices that SQLite would put some of them aside in the file before all are booked."""
    path = folder / "lijst.csv"
    lines = [f"{number};2024-01-15;zomerschool {number:0200};1,00" for number in range(12_000)]
    path.write_text("\n".join(["nummer;datum;omschrijving;bedrag", *lines]), encoding="utf-8")
    return path


def test_a_long_import_under_a_reader(
    ledger: Path, npo: Program, tmp_path: Path, looked_at: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long list waits for a reader once, at its end, and not again and again; then it is refused, or kept."""
    monkeypatch.setattr(sqlite_module, "WAIT_SECONDS", 1)
    options = ("--goal", "catch-up", "--override", "proef", "--lang", "nl")
    command = ("ledger", "import", str(long_list(tmp_path)), *options)
    before = ledger.read_bytes()
    started = time.monotonic()
    refused = npo(*command)
    under_a_reader = time.monotonic() - started
    assert (refused.code, refused.out) == (1, "")
    assert "er is niets geboekt. Sluit het" in refused.err
    assert ledger.read_bytes() == before
    looked_at.execute("ROLLBACK")
    started = time.monotonic()
    assert npo(*command).code == 0
    alone = time.monotonic() - started
    assert under_a_reader < 1 + 8 * alone  # SQLite by itself would wait a second for each of many pages
    assert found(ledger) == []


def test_bad_rows_of_what_is_not_kept(
    ledger: Path, npo: Program, tmp_path: Path, looked_at: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the good rows cannot be kept, no file stays that says of the bad ones only that they are to be mended."""
    monkeypatch.setattr(sqlite_module, "WAIT_SECONDS", 0.05)
    lines = ["datum;omschrijving;bedrag", "2024-01-15;zomerschool;12,00", "2024-01-16;bijles;niets", ""]
    (tmp_path / "lijst.csv").write_text("\n".join(lines), encoding="utf-8")
    mend = tmp_path / "mend.csv"
    command = ("ledger", "import", str(tmp_path / "lijst.csv"), "--goal", "catch-up", "--skip-bad", str(mend))
    refused = npo(*command)
    assert (refused.code, refused.out, mend.exists()) == (1, "", False)
    looked_at.execute("ROLLBACK")
    assert npo(*command).code == 0
    assert "niets" in mend.read_text(encoding="utf-8-sig")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_ctrl_c_while_another_writes(ledger: Path, npo_process: Process, lock: str) -> None:
    """Ctrl-C ends the wait for another program at once."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        with npo_process.start("ledger", *ADD) as process:
            time.sleep(0.6)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=10)
        other.execute("ROLLBACK")
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert found(ledger) == []


def test_a_backup_beside_a_writer(ledger: Path, npo: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that another program keeps waiting for too long is refused, also once begun, and leaves nothing."""
    monkeypatch.setattr(sqlite_module, "WAIT_SECONDS", 0.05)
    really_open = sqlite_module.open_sqlite
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:

        @contextmanager
        def opened(path: Path) -> Iterator[sqlite_module.SqliteStorage]:
            with really_open(path) as storage:
                other.execute("BEGIN EXCLUSIVE")
                yield storage

        monkeypatch.setattr(sqlite_module, "open_sqlite", opened)
        one_line(npo("ledger", "backup", str(tmp_path / "kopie.db")), 1)
        other.execute("ROLLBACK")
    assert [path.name for path in tmp_path.iterdir() if "kopie" in path.name] == []


@pytest.mark.parametrize(
    "command", [("list", "--format", "csv"), ("export", "--format", "csv")], ids=["list", "export"]
)
def test_a_pager_keeps_nobody_from_booking(empty: Path, npo_process: Process, command: tuple[str, ...]) -> None:
    """While somebody looks at a long list in a pager, others book in the same ledger."""
    sql(
        empty,
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO entry "
        "SELECT i, kind, day, recorded, who, year, text, cents, goal, verdict, refers, ruling, receipt, details, hash "
        "FROM n, entry WHERE number = 1 ORDER BY i",
    )
    with npo_process.start("ledger", *command, "--ledger", empty) as process:
        assert process.stdout
        process.stdout.readline()  # the heading; the rest waits, for a pipe is soon full
        with closing(sqlite3.connect(empty, timeout=5, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
        listed = process.stdout.read().decode().splitlines()
    assert [int(line.partition(",")[0]) for line in listed] == list(range(1, 3001))


# A disk that refuses.


@LINUX
@pytest.mark.parametrize("share", [0, 0.001, 0.5, 1])
def test_a_file_may_not_grow(ledger: Path, npo_process: Process, share: float) -> None:
    """Where the system lets no file grow, a booking is refused in one line, and nothing of it is there."""
    before = ledger.read_bytes()
    npo_process.command = [sys.executable, "-c", LIMITED, str(int(len(before) * share))]
    line = one_line(
        npo_process("ledger", *ADD, "--supplier", "x" * 10_000, env={"NPO_LANG": "en", "NPO_USER": "anna"}), 1
    )
    assert "nothing was booked" in line
    assert found(ledger) == []
    assert ledger.read_bytes() == before
    assert beside(ledger) == ["oisterwijk.db"]
    npo_process.command = [sys.executable, "-m", "npo_cli"]
    assert npo_process("ledger", *ADD).code == 0


@LINUX
def test_the_answer_cannot_be_written(ledger: Path, npo_process: Process, folder: Path) -> None:
    """Where a booking is kept and its answer cannot be written, one line says so, lest it be booked again."""
    code = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:], stdout=open('/dev/full', 'w')))"
    npo_process.command = [sys.executable, "-c", code, *npo_process.command]
    (folder / "lijst.csv").write_text("Datum;Omschrijving;Bedrag\n18-01-2024;zomerschool;1,00\n", encoding="utf-8")
    env = {"NPO_LANG": "en", "NPO_USER": "anna"}
    assert "booked as 28, but the answer could not be written" in one_line(npo_process("ledger", *ADD, env=env), 1)
    outcome = npo_process("ledger", "import", "lijst.csv", "--goal", "catch-up", env=env)
    assert (outcome.code, len(entries(ledger))) == (1, 30)
    assert "booked as 29, but" in outcome.messages[-1]


@LINUX
@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--skip-bad", "mend.csv")])
def test_an_import_that_does_not_fit(
    ledger: Path, npo_process: Process, folder: Path, options: tuple[str, ...]
) -> None:
    """Where the file may not grow halfway an import, one line says so of the ledger, and nothing of it is there."""
    before = ledger.read_bytes()
    rows = (f"18-01-2024;zomerschool {n} {'zomerschool ' * 150};0,01;F{n}\n" for n in range(1_500))
    (folder / "lang.csv").write_text("Datum;Omschrijving;Bedrag;Kenmerk\n" + "".join(rows), encoding="utf-8")
    npo_process.command = [sys.executable, "-c", LIMITED, str(len(before) + 600_000)]
    outcome = npo_process("ledger", "import", "lang.csv", "--goal", "catch-up", *options, env={"NPO_LANG": "en"})
    assert outcome.code == 1
    assert [line for line in outcome.messages if "nothing was booked" in line] == outcome.messages[-1:]
    assert outcome.messages[-1].startswith(str(ledger.name)) or str(ledger) in outcome.messages[-1]
    assert found(ledger) == []
    assert len(entries(ledger)) == 27


@contextmanager
def small_disk(kilobytes: int) -> Iterator[Path]:
    """Mount a disk in memory of a few kilobytes; skip the test where this user may not."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder]
        if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this user may not mount a disk in memory")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)  # a test that failed may still be in it


@LINUX
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_disk_is_full(npo: Program, filled_once: bytes, language: str) -> None:
    """On a full disk a booking is refused in one line that says so; all before it is there and sound."""
    with small_disk(len(filled_once) // 1024 + 100) as disk:
        path = disk / "oisterwijk.db"
        path.write_bytes(filled_once)
        arguments = ("ledger", *ADD, "--supplier", "x" * 9_000, "--ledger", path, "--lang", language)
        booked = 0
        while (outcome := npo(*arguments)).code == 0:
            booked += 1
            assert booked < 100
        assert {"nl": "de schijf is vol; er is niets geboekt", "en": "the disk is full; nothing was booked"}[
            language
        ] in one_line(outcome, 1)
        assert [entry.number for entry in entries(path)] == list(range(1, 28 + booked))
        assert found(path) == []
        assert beside(path) == ["oisterwijk.db"]


@LINUX
def test_no_room_for_a_new_ledger(npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a new ledger does not fit on the disk, one line says so, and no ledger is left."""
    with small_disk(16) as disk:
        monkeypatch.chdir(disk)
        assert "disk is full" in one_line(npo("init", "Oisterwijk", "--allocation", "5", "--lang", "en"), 1)
        assert one_line(npo("ledger", "list"), 2)
        monkeypatch.chdir("/")


@LINUX
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_read_only_file(ledger: Path, npo_process: Process, language: str) -> None:
    """A ledger that may only be read is read, and a booking in it is refused in one line."""
    before = ledger.read_bytes()
    ledger.chmod(0o444)
    ledger.parent.chmod(0o555)
    npo_process.command = [sys.executable, "-c", BOUND]
    env = {"NPO_LANG": language, "NPO_USER": "anna"}
    try:
        line = one_line(npo_process("ledger", *ADD, env=env), 1)
        assert {"nl": "kan alleen worden gelezen", "en": "can only be read"}[language] in line
        assert npo_process("ledger", "verify", env=env).code == 0
        ledger.chmod(0o000)
        assert one_line(npo_process("ledger", "list", env=env), 1)
    finally:
        ledger.parent.chmod(0o755)
        ledger.chmod(0o644)
    assert ledger.read_bytes() == before
    assert beside(ledger) == ["oisterwijk.db"]


@LINUX
def test_a_read_only_folder(ledger: Path, npo_process: Process) -> None:
    """A booking needs its folder too, for the journal: one that may not be written is refused in one line."""
    before = ledger.read_bytes()
    ledger.parent.chmod(0o555)
    npo_process.command = [sys.executable, "-c", BOUND]
    try:
        line = one_line(npo_process("ledger", *ADD, env={"NPO_LANG": "en", "NPO_USER": "anna"}), 1)
        assert "folder" in line
    finally:
        ledger.parent.chmod(0o755)
    assert ledger.read_bytes() == before


# Files that are no ledger, or no longer one.


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE entry (number INTEGER, text TEXT)")
        connection.execute("INSERT INTO entry VALUES (1, 'of another program')")


def bare(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {NEWEST}")
        connection.execute("CREATE TABLE other (number INTEGER)")


def newer(path: Path) -> None:
    sql(path, f"PRAGMA user_version = {NEWEST + 1}")


def text(path: Path) -> None:
    path.write_text("omschrijving;bedrag\nzomerschool;12,50\n" * 200)


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def beginning(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def headless(path: Path) -> None:
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])


def zeroes(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def gone(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT: dict[Callable[[Path], None], str] = {
    foreign: "not a ledger of npo",
    bare: "damaged",
    newer: "newer npo",
    text: "not a ledger of npo",
    nothing: "",
    half: "damaged",
    beginning: "",
    headless: "not a ledger of npo",
    zeroes: "not a ledger of npo",
    gone: "",
    a_folder: "",
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_no_ledger_is_named_and_not_touched(ledger: Path, npo: Program, spoil: Callable[[Path], None]) -> None:
    """A foreign, empty, torn or newer file is named as such by every command in one line, and stays as it was."""
    if spoil in {foreign, bare}:
        ledger.unlink()
    spoil(ledger)
    before = ledger.read_bytes() if ledger.is_file() else None
    for command in (*READING, *BOOKING):
        for chosen in ((), ("--ledger", ledger)):
            line = one_line(npo("ledger", *command, *chosen, "--lang", "en"), 1, 2)
            if chosen:
                assert "oisterwijk.db" in line
                assert SPOILT[spoil] in line
            assert one_line(npo("ledger", *command, *chosen, "--lang", "nl"), 1, 2) != line
    assert (ledger.read_bytes() if ledger.is_file() else None) == before
    assert beside(ledger) == ([] if spoil is gone else ["oisterwijk.db"])


@pytest.mark.parametrize("spoil", [foreign, bare, newer, text, half, beginning, headless, zeroes, a_folder])
def test_init_overwrites_nothing(ledger: Path, npo: Program, spoil: Callable[[Path], None]) -> None:
    """Where a file of the name is there, whatever it is, a new ledger is refused and the file stays as it was."""
    if spoil in {foreign, bare}:
        ledger.unlink()
    spoil(ledger)
    before = ledger.read_bytes() if ledger.is_file() else None
    one_line(npo("init", "Oisterwijk", "--allocation", "5"), 1, 2)
    assert (ledger.read_bytes() if ledger.is_file() else None) == before


def test_init_takes_what_a_broken_off_attempt_left(ledger: Path, npo: Program) -> None:
    """An empty file, which an init that was broken off may leave, is no reason to refuse the next."""
    nothing(ledger)
    assert npo("init", "Oisterwijk", "--allocation", "5").code == 0
    assert found(ledger) == []


@pytest.mark.parametrize("seed", range(25))
def test_random_damage(ledger: Path, npo: Program, filled_once: bytes, seed: int) -> None:
    """Bytes overwritten at random are told of by verify, or hit nothing that was booked; no command falls over them."""
    chance = random.Random(seed)
    content = bytearray(filled_once)
    for _ in range(chance.choice((1, 3, 10))):
        start, length = chance.randrange(len(content)), chance.choice((1, 8, 64, 1024))
        content[start : start + length] = chance.randbytes(len(content[start : start + length]))
    ledger.write_bytes(content)
    sound = ledger.with_name("sound.db")
    sound.write_bytes(filled_once)
    outcome = npo("ledger", "verify", "--lang", "en", "--ledger", ledger)
    outcome.check_messages()
    assert outcome.code in {0, 1}
    assert outcome.code == 1 or entries(ledger) == entries(sound)
    for command in READING:
        done = npo("ledger", *command, "--ledger", ledger)
        done.check_messages()
        assert done.code in {0, 1, 2}  # an entry may be gone
    assert ledger.read_bytes() == content
