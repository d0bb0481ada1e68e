"""`npo rules lint`: findings as text and JSON, and all faults of many broken files at once."""

import re
from pathlib import Path

import pytest

from tests.commands.running import LANGUAGES, Program, obeyed
from tests.eligibility.lint.support import completed
from tests.eligibility.support import grant_file, workspace, write_yaml

SHARED = """
rules:
  - {id: kites, verdict: eligible, terms: {nl: [vlieger, windvaan]}}
  - {id: knives, verdict: excluded, terms: {nl: [mes, vlieger]}}
"""
CIRCLE = """
rules:
  - {id: kites, verdict: eligible, terms: {nl: [vlieger]}, outranks: [knives]}
  - {id: knives, verdict: excluded, terms: {nl: [mes]}, outranks: [kites]}
"""


def pack(folder: Path, rules: str) -> Path:
    """Write a small pack."""
    return write_yaml(folder / "pack", {"grant.yaml": grant_file(), "rules.yaml": completed(rules)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_warning(npo: Program, tmp_path: Path, language: str) -> None:
    """A warning is shown with place, code, sentence and mend, and fails nothing."""
    pack(tmp_path, SHARED)
    outcome = npo("rules", "lint", "--pack", "pack", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    told, tally = outcome.lines
    word = {"nl": "waarschuwing", "en": "warning"}[language]
    assert re.match(rf"pack/rules.yaml:\d+:\d+: {word} R101: ‘vlieger’", told)
    assert "‘outranks’" in told
    assert re.search(r"3 (regels|rules), 1 ", tally)


@pytest.mark.parametrize("language", LANGUAGES)
def test_error(npo: Program, tmp_path: Path, language: str) -> None:
    """With an error lint ends with 1, and says where the codes are explained."""
    pack(tmp_path, CIRCLE)
    outcome = npo("rules", "lint", "--pack", "pack", "--lang", language)
    assert (outcome.code, outcome.err) == (1, "")
    told, tally = outcome.lines
    assert " R110: " in told
    assert "kites → knives → kites" in told
    assert "docs/lint/" in tally


def test_json(npo: Program, tmp_path: Path) -> None:
    """As JSON each finding has its code, level, place, sentence, mend and page."""
    pack(tmp_path, SHARED)
    outcome = npo("rules", "lint", "--pack", "pack", "--format", "json", "--lang", "en")
    data = outcome.data
    assert (outcome.code, outcome.err) == (0, "")
    assert (data["schema"], data["pack"], data["loads"]) == ("npo.lint/1", "kites", True)
    assert (data["errors"], data["warnings"], data["quotes"]) == (0, 1, None)
    (found,) = data["findings"]
    assert (found["code"], found["level"], found["file"]) == ("R101", "warning", "pack/rules.yaml")
    line = (tmp_path / "pack" / "rules.yaml").read_text(encoding="utf-8").splitlines()[found["line"] - 1]
    assert line[found["column"] - 1 :] == "vlieger"
    assert found["sentence"]
    assert found["mend"]
    assert found["page"] == "docs/lint/R101.md"


def test_json_of_a_pack_that_does_not_load(npo: Program, tmp_path: Path) -> None:
    """Faults for which files do not load are errors in the JSON too, with their place; the end is 2."""
    (pack(tmp_path, SHARED) / "z.yaml").write_text("rules: []\nrules: []\n", encoding="utf-8")
    outcome = npo("rules", "lint", "--pack", "pack", "--format", "json")
    assert (outcome.code, outcome.err) == (2, "")
    (found,) = outcome.data["findings"]
    assert outcome.data["loads"] is False
    assert (found["code"], found["file"], found["line"], found["column"]) == ("R001", "pack/z.yaml", 2, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_source_that_is_no_utf8(npo: Program, tmp_path: Path, language: str) -> None:
    """The text of a source that is not UTF-8 is refused in one line, with the file, the line in it and the byte."""
    pack(tmp_path, SHARED)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "letter.txt").write_bytes("Brief\nkites may be bought\nfinanciële regels".encode("cp1252"))
    said = npo("rules", "lint", "--pack", "pack", "--sources", "sources", "--lang", language).refusal()
    assert said.startswith(f"{Path('sources') / 'letter.txt'}:3: ")
    assert "0xEB" in said


def test_frequent_warnings(npo: Program, tmp_path: Path) -> None:
    """Of a warning that comes often the first are shown and the rest counted; --all shows them all, JSON too."""
    words = ["vlieger", *(f"vlieger en {word}" for word in "touw lint haak spoel doek stok gesp".split())]
    pack(tmp_path, f"rules:\n  - {{id: kites, verdict: eligible, terms: {{nl: [{', '.join(words)}]}}}}\n")
    found = npo("rules", "lint", "--pack", "pack", "--format", "json").data["warnings"]
    few, every = (npo("rules", "lint", "--pack", "pack", *more).lines for more in ((), ("--all",)))
    assert len(every) == found + 1
    if found > 5:
        assert len(few) == 7
        assert "--all" in few[-2]


# Ten broken files

RULE = """\
rules:
  - id: {id}
    verdict: eligible
    title: {{nl: Vlieger, en: Kite}}
    explanation: {{nl: Over vliegers., en: About kites.}}
    advice: {{file: {{nl: Bewaar de factuur., en: Keep the invoice.}}}}
    terms: {{nl: [{id}]}}
    known_from: 2022-03-01
    source: {{document: letter, place: page 1, quote: kites may be bought}}
    examples: {{hits: [{id}], misses: [mes]}}
"""


def broken(name: str, old: str = "", new: str = "") -> str:
    """Give the text of a file with one rule, in which something is replaced."""
    text = RULE.format(id=name)
    assert old in text
    return text.replace(old, new, 1)


TEN = {
    "a-duplicate-key.yaml": (broken("aap", "    verdict:", "    verdict: consult\n    verdict:"), "4:5"),
    "b-unknown-key.yaml": (broken("beer", "    verdict:", "    colour: red\n    verdict:"), "3:5"),
    "c-no.yaml": (broken("cavia", "verdict: eligible", "verdict: no"), "3:14"),
    "d-anchors.yaml": (broken("das", "nl: [das]", "nl: &a [das, *a]"), "7:17"),
    "e-large.yaml": ("# filling filling filling\n" * 2_000_000, "1:1"),
    "f-type.yaml": (broken("fret", "nl: [fret]", "nl: 5"), "7:17"),
    "g-no-source.yaml": (
        broken("geit", "    source: {document: letter, place: page 1, quote: kites may be bought}\n"),
        "2:5",
    ),
    "h-quote.yaml": (broken("hond", "kites may be bought", "dogs may be bought"), "9:54"),
    "i-circle.yaml": (
        broken("ibis", "    known_from", "    outranks: [ibis-of-old]\n    known_from")
        + broken("ibis-of-old", "    known_from", "    outranks: [ibis]\n    known_from").removeprefix("rules:\n"),
        "8:16",
    ),
    "j-date.yaml": (broken("jak", "2022-03-01", "2022-02-30"), "8:17"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_broken_files(npo: Program, tmp_path: Path, language: str) -> None:
    """Every fault of ten broken local files is told in one run, each with file, line and column."""
    write_yaml(tmp_path / "pack", {"grant.yaml": grant_file()})
    workspace(tmp_path, {name: text for name, (text, _) in TEN.items()})
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "letter.txt").write_text("kites may be bought", encoding="utf-8")
    outcome = npo("rules", "lint", "--pack", "pack", "--sources", "sources", "--lang", language)
    assert (outcome.code, outcome.out) == (2, "")
    outcome.check_messages()
    assert not obeyed(outcome.err)
    for name, (_, place) in TEN.items():
        assert any(line.startswith(f"rules/{name}:{place}: ") for line in outcome.messages), (name, outcome.err)
    told = {line.split(":")[0] for line in outcome.messages}
    assert told == {f"rules/{name}" for name in TEN}
    data = npo("rules", "lint", "--pack", "pack", "--sources", "sources", "--format", "json").data
    assert len(data["findings"]) == len(outcome.messages) == data["errors"]


def test_faults_inside_one_broken_file(npo: Program, tmp_path: Path) -> None:
    """What is sound in a broken file still counts: its ids are known, and its circle is told beside its fault."""
    text = TEN["i-circle.yaml"][0] + broken("koe", "eligible", "maybe").removeprefix("rules:\n")
    other = broken("lam", "    known_from", "    outranks: [koe, kat]\n    known_from")
    write_yaml(tmp_path / "pack", {"grant.yaml": grant_file(), "a.yaml": text, "b.yaml": other})
    outcome = npo("rules", "lint", "--pack", "pack", "--lang", "en")
    assert outcome.code == 2
    assert [line.split(" ")[0] for line in outcome.messages] == [
        "pack/a.yaml:23:14:",
        "pack/b.yaml:8:21:",
        "pack/a.yaml:8:16:",
    ]
    assert "‘kat’ is defined nowhere" in outcome.err


def test_fault_of_a_term_beside_others(npo: Program, tmp_path: Path) -> None:
    """A term that cannot be read is told in the same run as a file that cannot, unless it may be explained there."""
    text = broken("aap", "nl: [aap]", 'nl: ["w*nd", "@toys|aap"]')
    write_yaml(tmp_path / "pack", {"grant.yaml": grant_file(), "a.yaml": text, "b.yaml": "rules: [\n"})
    outcome = npo("rules", "lint", "--pack", "pack", "--lang", "en")
    assert [line.split(":")[0] for line in outcome.messages] == ["pack/b.yaml", "pack/a.yaml"]
    assert "‘w*nd’ is not a valid term" in outcome.err
