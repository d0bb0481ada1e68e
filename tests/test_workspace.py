"""Which workspace and whose ledger follow from a choice and a folder."""

from pathlib import Path

import pytest

from npo_cli.workspace import Workspace, find_workspace, is_url, workspace_here, workspace_of

URL = "postgresql://anna@server/npo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a workspace of one municipality, one of two, one of none, and a folder outside of them."""
    for name, ledgers in (("one", ["oisterwijk"]), ("two", ["haaren", "oisterwijk"]), ("none", [])):
        (tmp_path / name / "ledgers").mkdir(parents=True)
        (tmp_path / name / "invoices").mkdir()
        for ledger in ledgers:
            (tmp_path / name / "ledgers" / f"{ledger}.db").write_bytes(b"x")
    (tmp_path / "outside").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("chosen", "start", "workspace", "municipality"),
    [
        # nothing is chosen: the only ledger of the workspace where the user is
        (None, "one", "one", "oisterwijk"),
        (None, "one/invoices", "one", "oisterwijk"),
        (None, "one/ledgers", "one", "oisterwijk"),
        (None, "two", "two", None),
        (None, "none", "none", None),
        (None, "outside", None, None),
        ("", "one", "one", "oisterwijk"),
        (" ", "two", "two", None),
        # a name: in the workspace where the user is
        ("Oisterwijk", "two/invoices", "two", "oisterwijk"),
        ("’s-Hertogenbosch", "two", "two", "s-hertogenbosch"),
        ("Haaren", "one", "one", "haaren"),
        ("Haaren", "outside", None, "haaren"),
        # a file in a folder `ledgers`: the workspace of that file, wherever the user is
        ("{}/two/ledgers/haaren.db", "two", "two", "haaren"),
        ("{}/two/ledgers/haaren.db", "one", "two", "haaren"),
        ("{}/two/ledgers/haaren.db", "outside", "two", "haaren"),
        ("{}/two/ledgers/haaren.sqlite", "outside", "two", "haaren"),
        ("../two/ledgers/haaren.db", "outside", "outside/../two", "haaren"),
        ("ledgers/oisterwijk.db", "two", "two", "oisterwijk"),
        ("oisterwijk.db", "two/ledgers", "two", "oisterwijk"),
        # a file elsewhere: the workspace where the user is
        ("{}/outside/Los.db", "two/invoices", "two", "Los"),
        ("los.db", "outside", None, "los"),
        ("./los", "one", "one", "los"),
        # a server: the workspace where the user is, and whose ledger it is behind the #
        (f"{URL}#oisterwijk", "two", "two", "oisterwijk"),
        (f"{URL}#Oisterwijk", "two/invoices", "two", "oisterwijk"),
        (f"{URL}#breda", "one", "one", "breda"),
        (f"{URL}#breda", "outside", None, "breda"),
        (f"POSTGRES{URL[10:]}#breda", "outside", None, "breda"),
        (URL, "one", "one", "oisterwijk"),
        (URL, "two", "two", None),
        (URL, "outside", None, None),
        ("postgresql://anna:a#b@server/npo", "two", "two", None),
    ],
)
def test_whose_rules_count(
    folder: Path, chosen: str | None, start: str, workspace: str | None, municipality: str | None
) -> None:
    """The workspace and the municipality follow from what was chosen and from where the user is."""
    given = chosen.format(folder) if chosen is not None else None
    expected = Workspace(folder / workspace if workspace else None, municipality)
    assert workspace_of(given, folder / start) == expected


def test_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes no --ledger goes by NPO_LEDGER and the folder where the user is."""
    monkeypatch.chdir(folder / "one")
    monkeypatch.delenv("NPO_LEDGER", raising=False)
    assert workspace_here() == Workspace(folder / "one", "oisterwijk")
    monkeypatch.setenv("NPO_LEDGER", str(folder / "two" / "ledgers" / "haaren.db"))
    assert workspace_here() == Workspace(folder / "two", "haaren")


def test_found_from_below(folder: Path) -> None:
    """The workspace of a folder is the nearest one at or above it that holds ledgers."""
    one, below = folder / "one", folder / "one" / "invoices" / "2022"
    below.mkdir()
    assert find_workspace(below) == find_workspace(one) == one
    (below / "ledgers").mkdir()
    assert find_workspace(below) == below


@pytest.mark.parametrize(
    "text", ["oisterwijk", "http://server/npo", "ledgers/postgres.db", "postgres", "x/postgres:/y"]
)
def test_no_url(text: str) -> None:
    """A name or a file is not the URL of a database."""
    assert not is_url(text)
