"""Evidence: what is recorded of a document, and what is found of it later."""

from hashlib import sha256
from pathlib import Path

import pytest

from npo_cli.bookkeeping.entry import Entry, Evidence, Kind
from npo_cli.bookkeeping.evidence import missing_evidence, record_evidence
from npo_cli.fault import InputError
from tests.bookkeeping.support import lines, refused


def entry(*evidence: Evidence) -> Entry:
    """Give an entry with evidence."""
    return Entry(7, Kind.SPENDING, "2022-07-18", "", "anna", 2022, evidence=evidence)


def test_records(tmp_path: Path) -> None:
    """A document is recorded by its name without its folder, its size and its hash; given twice it is one document."""
    path = tmp_path / "bon één.txt"
    path.write_bytes(b"abc")
    recorded = record_evidence([path, path])
    assert recorded == (Evidence("bon één.txt", 3, sha256(b"abc").hexdigest()),)
    assert list(missing_evidence([entry(*recorded)], tmp_path)) == []


def test_names_every_file_that_is_not_there(tmp_path: Path) -> None:
    """All files that cannot be recorded are told at once."""
    with pytest.raises(InputError) as caught:
        record_evidence([tmp_path / "a", tmp_path, tmp_path / "b"])
    assert len(lines(caught.value.faults)) == 3


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A file whose name holds what a terminal would obey is recorded without, and found again."""
    path = tmp_path / "bon\x1b[31m.txt"
    try:
        path.write_bytes(b"abc")
    except OSError:
        pytest.skip("this file system has no such names")
    (recorded,) = record_evidence([path])
    assert recorded.name == "bon\ufffd[31m.txt"
    assert list(missing_evidence([entry(recorded)], tmp_path)) == []


def test_two_documents_of_one_name(tmp_path: Path) -> None:
    """Of several files of a name below the folder it is enough that one is the document."""
    for name, content in (("a", b"1"), ("b", b"2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "factuur.pdf").write_bytes(content)
    for content in (b"1", b"2"):
        wanted = Evidence("factuur.pdf", 1, sha256(content).hexdigest())
        assert list(missing_evidence([entry(wanted)], tmp_path)) == []
    (told,) = lines(missing_evidence([entry(Evidence("factuur.pdf", 1, sha256(b"3").hexdigest()))], tmp_path))
    assert told == "entry 7: evidence ‘factuur.pdf’ was changed since it was recorded."


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is refused, before all documents are said to be gone."""
    with refused("there is no such folder", code=2):
        list(missing_evidence([], tmp_path / "weg"))
