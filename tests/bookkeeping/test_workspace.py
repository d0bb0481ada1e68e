"""The workspace: names of municipalities as files, and which ledger is meant."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.bookkeeping.workspace import ledger_file, municipality_name, new_ledger
from npo_cli.fault import InputError
from npo_cli.slug import slug
from npo_cli.workspace import ledger_files
from tests.bookkeeping.support import refused

NAMES = st.text("aAéß09 -./\\:'🏫\x00\ncon\u0301", max_size=80) | st.sampled_from(["con", "NUL", "com1", "c" * 200])


@given(NAMES)
def test_a_slug_is_a_plain_file_name(name: str) -> None:
    """Whatever the name, what is made of it is a file name on any system, made of itself again, or nothing."""
    made = slug(name)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert not made.endswith("-")
    assert len(made) < 80
    assert slug(made) == made
    assert made not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@given(NAMES)
def test_a_ledger_stays_in_its_folder(name: str) -> None:
    """A name that is taken gives a file right inside `ledgers`."""
    try:
        municipality = municipality_name(name)
    except InputError:
        return
    path = new_ledger(Path("/werk"), municipality)
    assert path.parent == Path("/werk/ledgers")
    assert path.name == f"{slug(municipality)}.db" != ".db"
    assert "\n" not in municipality


@pytest.mark.parametrize("name", ["", " \t", "🏫", "?!", "x" * 101, "\x00\x1b"])
def test_no_name(name: str) -> None:
    """A name without a letter or a digit, or of more than a hundred characters, is refused."""
    with refused("is not the name of a municipality", code=2):
        municipality_name(name)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Give a workspace with two ledgers, and what an init that was broken off left."""
    (tmp_path / "ledgers").mkdir()
    for name, content in (("breda.db", b"x"), ("tilburg.db", b"x"), ("leeg.db", b""), ("notities.txt", b"x")):
        (tmp_path / "ledgers" / name).write_bytes(content)
    (tmp_path / "ledgers" / "map.db").mkdir()
    return tmp_path


def test_ledgers_of_a_workspace(workspace: Path) -> None:
    """The ledgers are the database files that hold something."""
    assert [path.name for path in ledger_files(workspace)] == ["breda.db", "tilburg.db"]


def test_which_ledger(workspace: Path) -> None:
    """A ledger is chosen by municipality or by path; of several none is taken by chance."""
    below = workspace / "a" / "b"
    below.mkdir(parents=True)
    for start in (workspace, below, workspace / "ledgers"):
        assert ledger_file("Breda", start) == workspace / "ledgers" / "breda.db"
        with refused("breda, tilburg", code=2):
            ledger_file(None, start)
        with refused("‘Leeg’", "breda, tilburg", code=2):
            ledger_file("Leeg", start)
    for path in ("x.db", "./x", "/tmp/x.db", "c:\\x"):
        assert ledger_file(path, workspace) == Path(path)
    (workspace / "ledgers" / "breda.db").unlink()
    assert ledger_file(None, below) == workspace / "ledgers" / "tilburg.db"
    (workspace / "ledgers" / "tilburg.db").unlink()
    with refused("npo init", code=2):
        ledger_file(None, below)


@pytest.mark.parametrize("chosen", ["", "  "])
def test_nothing_chosen(workspace: Path, chosen: str) -> None:
    """An empty choice is refused, not taken for none."""
    with refused("--ledger", code=2):
        ledger_file(chosen, workspace)
