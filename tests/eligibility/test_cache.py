"""Tests of keeping compiled rules: what is damaged, foreign or cannot be kept is made anew."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from npo_cli.eligibility import cache
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from tests.eligibility.support import rule, small_grant, write_yaml

KEY = sha256(b"one pack").hexdigest()
OTHER_KEY = sha256(b"another pack").hexdigest()
DATA = {"pack": "kites", "words": ["vlieger", "draad", "é"]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty cache of its own to a test."""
    monkeypatch.setenv("NPO_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def kept(folder: Path) -> Path:
    """Give the one file of the cache."""
    (file,) = folder.iterdir()
    return file


def test_gives_back_what_was_kept(folder: Path) -> None:
    """What is kept under a key is given back under it, and nothing under another."""
    assert cache.load(KEY) is None
    assert cache.save(KEY, DATA)
    assert cache.load(KEY) == DATA
    assert cache.load(OTHER_KEY) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: content + b" ",
        lambda content: content.replace(b"kites", b"bites"),
        lambda content: content.partition(b"\n")[2],
        lambda content: content.partition(b"\n")[0],
        lambda content: b"\xff\xfe" + content,
        lambda content: bytes(len(content)),
        lambda content: b"0" * 64 + content[64:],
        lambda content: b"{}",
    ],
)
def test_damaged_file(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    """A truncated, altered or foreign file is not used, and is replaced when next kept."""
    cache.save(KEY, DATA)
    file = kept(folder)
    file.write_bytes(damage(file.read_bytes()))
    assert cache.load(KEY) is None
    assert cache.save(KEY, DATA)
    assert cache.load(KEY) == DATA


def test_file_of_another_pack(folder: Path) -> None:
    """A sound file that was kept for another key is not used."""
    cache.save(OTHER_KEY, {"pack": "other"})
    other = kept(folder)
    cache.save(KEY, DATA)
    (file,) = set(folder.iterdir()) - {other}
    file.write_bytes(other.read_bytes())
    assert cache.load(KEY) is None


def test_sound_file_that_is_no_mapping(folder: Path) -> None:
    """A file with a right checksum but with other data than rules is not used."""
    cache.save(KEY, DATA)
    payload = json.dumps(["kites"]).encode()
    checksum = sha256(KEY.encode() + b"\n" + payload).hexdigest().encode()
    kept(folder).write_bytes(checksum + b"\n" + payload)
    assert cache.load(KEY) is None


def test_folder_in_the_place_of_the_file(folder: Path) -> None:
    """A folder where the file should be is no reason to fail, and no half file is left."""
    cache.save(KEY, DATA)
    file = kept(folder)
    file.unlink()
    file.mkdir()
    assert cache.load(KEY) is None
    assert not cache.save(KEY, DATA)
    assert [path.name for path in folder.iterdir()] == [file.name]


def test_cache_that_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder of the cache cannot be made, nothing is kept, and rules are loaded all the same."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NPO_CACHE", str(tmp_path / "file" / "cache"))
    assert not cache.save(KEY, DATA)
    assert cache.load(KEY) is None
    pack = write_yaml(tmp_path / "pack", small_grant(rule("kites", "eligible", ["vlieger"])))
    assert load_rulebook(str(pack)).pack == "kites"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no folders that their owner may not write")
def test_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without the right to write is no reason to fail: the rules are compiled anew."""
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):
        monkeypatch.setenv("NPO_CACHE", "/proc/self/cache")  # root may write anywhere but here
    else:
        monkeypatch.setenv("NPO_CACHE", str(folder))
    assert not cache.save(KEY, DATA)
    pack = write_yaml(tmp_path / "pack", small_grant(rule("kites", "eligible", ["vlieger"])))
    assert load_rulebook(str(pack)).pack == "kites"


def meaning(rulebook: Rulebook, text: str) -> object:
    """Give all that a rulebook knows of a word."""
    word = rulebook.lexicon.word(text)
    return [getattr(word, name) for name in word.__slots__]


def test_rules_from_the_cache_are_the_same(folder: Path, tmp_path: Path) -> None:
    """Rules read from the cache equal those just compiled, and a damaged cache is mended in passing."""
    pack = write_yaml(tmp_path / "pack", small_grant(rule("kites", "eligible", ["vlieger"])))
    compiled = load_rulebook(str(pack))
    files = {file: file.read_bytes() for file in folder.iterdir()}
    assert len(files) == 2  # the rules, and the words apart
    cached = load_rulebook(str(pack))
    assert cached.rules == compiled.rules
    assert cached.sha256 == compiled.sha256
    assert meaning(cached, "vlieger") == meaning(compiled, "vlieger")
    for file, content in files.items():
        file.write_bytes(content[: len(content) // 2])
        mended = load_rulebook(str(pack))
        assert mended.rules == compiled.rules
        assert meaning(mended, "vlieger") == meaning(compiled, "vlieger")
        assert file.read_bytes() == content


def test_words_are_read_when_asked_for(folder: Path, tmp_path: Path) -> None:
    """Who decides nothing reads no words; they are made anew where only they are gone."""
    pack = write_yaml(tmp_path / "pack", small_grant(rule("kites", "eligible", ["vlieger"])))
    word = meaning(load_rulebook(str(pack)), "vlieger")
    words = max(folder.iterdir(), key=lambda file: b'"forms"' in file.read_bytes())
    words.unlink()
    rulebook = load_rulebook(str(pack))
    assert rulebook.as_of(date(2022, 1, 1)).rules == rulebook.rules
    assert not words.exists()
    assert meaning(rulebook, "vlieger") == word
    assert words.exists()


def test_changed_rules_are_not_taken_from_the_cache(folder: Path, tmp_path: Path) -> None:
    """A changed file of rules is compiled anew, whatever its name and time."""
    pack = write_yaml(tmp_path / "pack", small_grant(rule("kites", "eligible", ["vlieger"])))
    before = load_rulebook(str(pack))
    times = (pack / "rules.yaml").stat()
    write_yaml(pack, small_grant(rule("kites", "excluded", ["vlieger"])))
    os.utime(pack / "rules.yaml", ns=(times.st_atime_ns, times.st_mtime_ns))
    after = load_rulebook(str(pack))
    assert after.rule("kites").verdict == "excluded"
    assert after.sha256 != before.sha256


def test_writers_at_the_same_time(folder: Path) -> None:
    """Many writers and readers at once never see a half file, and leave one whole one."""

    def write_and_read(number: int) -> object:
        cache.save(KEY, {**DATA, "filling": "x" * 50_000})
        return (cache.load(KEY) or {}).get("pack")

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(write_and_read, range(40))) == {"kites"}
    assert kept(folder).suffix == ".json"


def test_processes_at_the_same_time(folder: Path, tmp_path: Path) -> None:
    """Processes that load the same rules for the first time at once all succeed."""
    pack = write_yaml(tmp_path / "pack", small_grant(rule("kites", "eligible", ["vlieger"])))
    code = "import sys; from npo_cli.eligibility.pack import load_rulebook; print(load_rulebook(sys.argv[1]).sha256)"
    command = [sys.executable, "-c", code, str(pack)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert len({process.communicate(timeout=60)[0] for process in started}) == 1
    assert {process.returncode for process in started} == {0}
    assert {file.suffix for file in folder.iterdir()} == {".json"}


def test_folder_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without NPO_CACHE the cache lies among the user's own, and never in the folder one works in."""
    monkeypatch.delenv("NPO_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert cache.cache_folder().is_relative_to(tmp_path)
    assert "npo" in cache.cache_folder().parts


def test_keeps_what_was_used_last(folder: Path) -> None:
    """Of very many sets of rules those that were used last are kept; another program's files stay."""
    folder.mkdir()
    (folder / "rules.txt").touch()
    keys = [sha256(str(number).encode()).hexdigest() for number in range(30)]
    for age, key in enumerate(keys):
        assert cache.save(key, DATA)
        for path in folder.glob(f"rules-{key[:32]}*"):
            os.utime(path, (1_000_000 + age, 1_000_000 + age))
        assert cache.load(keys[0]) == DATA
    assert [key for key in keys if cache.load(key)] == [keys[0], *keys[-19:]]
    assert (folder / "rules.txt").exists()
