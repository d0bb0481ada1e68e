"""Tests of packs: where rules stand, how they are loaded, and what is said of faulty ones."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from npo_cli.eligibility.decision import decide
from npo_cli.eligibility.expense import Expense
from npo_cli.eligibility.pack import load_rulebook, read_pack, rules_folder
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import InputError
from npo_cli.language import Language, Phrase
from tests.conftest import DecideText
from tests.eligibility.support import (
    KNOWN,
    Section,
    both,
    goal,
    grant_file,
    load_files,
    question,
    rule,
    small_grant,
    workspace,
    write_yaml,
)

KITES = rule("kites", "eligible", ["vlieger"], goals=["flying"])
FLYING = [goal("flying", ["wind"])]


def faults(folder: Path, own: Path | None = None) -> list[str]:
    """Give the lines with which a pack is refused, without the folder; each has a Dutch line in the same place."""
    with pytest.raises(InputError) as caught:
        load_rulebook(str(folder), own)
    for fault in caught.value.faults:
        assert "{" not in fault.line(Language.NL)
        assert fault.line(Language.NL).partition(": ")[0] == fault.line(Language.EN).partition(": ")[0]
    return [fault.line(Language.EN).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_pack_of_the_grant() -> None:
    """Without a name the rules of the grant are loaded, and under their own name the same."""
    assert (
        load_rulebook().sha256
        == load_rulebook("npo-spuk").sha256
        == load_rulebook(str(rules_folder() / "npo-spuk")).sha256
    )


def test_another_grant_is_another_folder(tmp_path: Path) -> None:
    """A folder with the rules of another grant works as it is, with goals, questions and verdicts of its own."""
    rulebook = load_files(
        tmp_path,
        small_grant(
            rule(
                "kites",
                "eligible",
                ["vlieger"],
                goals=["flying"],
                conditions=[{"question": "wind", "if_no": "excluded"}],
            ),
            goals=FLYING,
            questions=[question("wind", no=["windstil"])],
        ),
    )
    decision = decide(Expense("windstille vliegers"), rulebook, KNOWN)
    assert rulebook.pack == decision.receipt.pack == "kites"
    assert decision.verdict is Verdict.EXCLUDED
    assert decision.goals == ("flying",)


@pytest.mark.parametrize("name", ["no-such-pack", "../npo-spuk-2", "/nowhere", "npo-spuk/", ".", "..", "npo-spuk\x00"])
def test_unknown_pack(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is no folder of rules is refused, with the packs there are; no path leads around that."""
    (tmp_path / "here" / "below").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here" / "below")
    with pytest.raises(InputError) as caught:
        load_rulebook(name)
    line = caught.value.faults[0].line(Language.EN)
    assert line.startswith("--pack: ")
    assert "npo-spuk" in line
    assert line.isprintable()


def test_folder_without_rules(tmp_path: Path) -> None:
    """An empty folder is no pack."""
    with pytest.raises(InputError, match="is not a folder of rules"):
        load_rulebook(str(tmp_path))


def test_digest_does_not_depend_on_order(tmp_path: Path) -> None:
    """The files of a pack give the same digest in whatever order they were written and are listed."""
    files = small_grant(KITES, goals=FLYING)
    there = load_files(tmp_path / "pack", files)
    (tmp_path / "pack").rename(tmp_path / "before")
    back = load_files(tmp_path / "pack", dict(reversed(files.items())))
    assert there.sha256 == back.sha256
    assert there.rules == back.rules


def test_digest_does_not_depend_on_line_ends(tmp_path: Path) -> None:
    """A checkout with the line ends of Windows gives the same digest and the same rules."""
    unix = load_files(tmp_path, small_grant(KITES, goals=FLYING))
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    windows = load_rulebook(str(tmp_path))
    assert unix.sha256 == windows.sha256
    assert unix.rules == windows.rules


def test_digest_does_not_depend_on_how_the_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack gives the same digest by a relative path, one that leads up, an absolute one, and from another place."""
    files: dict[str, Section | str] = {**small_grant(KITES, goals=FLYING), "more/empty.yaml": "rules: []\n"}
    absolute = load_files(tmp_path / "here" / "pack", files).sha256
    assert load_files(tmp_path / "moved", files).sha256 == absolute
    monkeypatch.chdir(tmp_path / "here")
    assert {load_rulebook(given).sha256 for given in ("pack", "./pack", "../here/pack", "pack/")} == {absolute}


def test_digest_depends_on_content(tmp_path: Path) -> None:
    """Any changed, added or moved content gives another digest."""
    plain = small_grant(KITES, goals=FLYING)
    digests = {
        load_files(tmp_path / str(number), files).sha256
        for number, files in enumerate(
            [
                plain,
                small_grant({**KITES, "terms": {"nl": ["vliegers"]}}, goals=FLYING),
                {**plain, "more.yaml": {"rules": [rule("string", "consult", ["draad"])]}},
                {**plain, "grant.yaml": {**grant_file(), "provisions": []}},
            ]
        )
    }
    assert len(digests) == 4


def test_files_in_folders(tmp_path: Path) -> None:
    """Files in folders below that of the pack belong to it, and other files do not."""
    files = {"grant.yaml": grant_file(), "own/kites.yaml": {"rules": [rule("kites", "eligible", ["vlieger"])]}}
    rulebook = load_files(tmp_path, {**files, "README.md": "no rules", "notes.txt": "{{{"})
    assert rulebook.rule("kites").verdict is Verdict.ELIGIBLE
    assert [name.rpartition("/")[2] for name, _, _ in read_pack(str(tmp_path))] == ["grant.yaml", "kites.yaml"]


# Rules of a workspace


def test_local_rules_are_added(tmp_path: Path) -> None:
    """The rules of a workspace stand beside those of the pack and are marked as local; the digest differs."""
    pack = write_yaml(tmp_path / "pack", small_grant(KITES, goals=FLYING))
    own = workspace(tmp_path / "own", {"rulings.yaml": {"rules": [rule("lamp", "excluded", ["lamp"])]}})
    rulebook = load_rulebook(str(pack), own)
    assert rulebook.rule("lamp").local
    assert not rulebook.rule("kites").local
    assert rulebook.sha256 != load_rulebook(str(pack)).sha256
    assert load_rulebook(str(pack), tmp_path).sha256 == load_rulebook(str(pack)).sha256


def test_local_rule_cites_a_document_of_its_own(tmp_path: Path) -> None:
    """A workspace may bring its own documents and vocabulary."""
    pack = write_yaml(tmp_path / "pack", small_grant(KITES, goals=FLYING))
    ruling: Section = {
        "documents": [{"id": "ruling", "title": "Ruling", "text_file": "ruling.txt"}],
        "vocabulary": {"groups": {"lamps": {"nl": ["lamp", "lantaarn"]}}},
        "rules": [
            rule(
                "lamp", "excluded", ["@lamps"], source={"document": "ruling", "place": "1", "quote": "no lamps at all"}
            )
        ],
    }
    rulebook = load_rulebook(str(pack), workspace(tmp_path / "own", {"ruling.yaml": ruling}))
    assert decide(Expense("drie lantaarns"), rulebook, KNOWN).reasons[0].rule.source.title == "Ruling"


def test_local_rule_with_the_id_of_the_pack(tmp_path: Path) -> None:
    """A local rule cannot take the id of a rule of the pack: nothing is overwritten."""
    pack = write_yaml(tmp_path / "pack", small_grant(KITES, goals=FLYING))
    own = workspace(tmp_path / "own", {"own.yaml": {"rules": [rule("kites", "excluded", ["vlieger"])]}})
    (line,) = faults(pack, own)
    assert line.startswith("rules/own.yaml:2:9: ‘kites’ exists already (")


# Faults


def test_every_fault_of_every_file_at_once(tmp_path: Path) -> None:
    """One run lists the faults of all files, each with file, line and column."""
    write_yaml(
        tmp_path,
        {
            "grant.yaml": grant_file(),
            "a.yaml": 'rules:\n  - id: "Kites"\n    verdict: maybe\n',
            "b.yaml": "rules: []\nrules: []\n",
            "c.yaml": "goals:\n  - {id: flying, kind: sport}\nsurprise: 1\n",
            "d.yaml": "grant: {id: x\n",
        },
    )
    lines = faults(tmp_path)
    assert {line.partition(":")[0] for line in lines} == {"a.yaml", "b.yaml", "c.yaml", "d.yaml"}
    places = {":".join(line.split(":")[:3]) for line in lines}
    assert {"a.yaml:2:9", "a.yaml:3:14", "b.yaml:2:1", "c.yaml:2:24", "c.yaml:3:1"} <= places
    assert all(line.split(":")[1].isdigit() and line.split(":")[2].isdigit() for line in lines)


def test_unknown_ids(tmp_path: Path) -> None:
    """Every id that is defined nowhere is refused where it stands, with the id that may have been meant."""
    files = small_grant(
        rule(
            "kites",
            "eligible",
            ["vlieger"],
            goals=["flyng"],
            outranks=["unamed"],
            replaces=["xyz"],
            conditions=[{"question": "windy", "if_no": "consult"}],
            source={"document": "lettre", "place": "1", "quote": "kites may be bought"},
            examples={"hits": [{"text": "a", "answers": {"wnd": "yes"}}], "misses": ["b"]},
        ),
        goals=FLYING,
        questions=[question("wind")],
    )
    lines = faults(write_yaml(tmp_path, files))
    assert len(lines) == 6
    for given, meant in [
        ("flyng", "flying"),
        ("unamed", "unnamed"),
        ("windy", "wind"),
        ("lettre", "letter"),
        ("wnd", "wind"),
    ]:
        assert any(f"‘{given}’ is defined nowhere" in line and f"Did you mean ‘{meant}’?" in line for line in lines)
    assert any("‘xyz’ is defined nowhere" in line and "Did you mean" not in line for line in lines)


def test_unknown_fallback(tmp_path: Path) -> None:
    """The rule for what no other names must exist."""
    grant = {"id": "kites", "title": both("Kites"), "fallback": "nothing"}
    lines = faults(write_yaml(tmp_path, {"grant.yaml": {**grant_file(), "grant": grant}}))
    assert any(line.startswith("grant.yaml:6:13: ‘nothing’ is defined nowhere") for line in lines)


@pytest.mark.parametrize("section", ["rules", "goals", "questions", "documents"])
def test_ids_stand_once(section: str, tmp_path: Path) -> None:
    """An id that stands twice is refused at its second place, naming the first."""
    content: dict[str, Section] = {
        "rules": rule("twice", "consult", ["draad"]),
        "goals": goal("twice"),
        "questions": question("twice"),
        "documents": {"id": "twice", "title": "T", "text_file": "t.txt"},
    }
    files: dict[str, Section | str] = {"grant.yaml": grant_file()}
    files |= {name: {section: [content[section]]} for name in ("a.yaml", "b.yaml")}
    (line,) = faults(write_yaml(tmp_path, files))
    assert line.startswith("b.yaml:2:9: ‘twice’ exists already (")
    assert "a.yaml:2:9" in line


@pytest.mark.parametrize("term", ["zomer*school", "@nobody", "vlieger + @nobody", "sport||dans", "de", "* + draad"])
def test_term_that_cannot_be_read(term: str, tmp_path: Path) -> None:
    """A term that is not in the notation is refused at its own place, one line for each."""
    text = (
        "rules:\n  - id: kites\n    verdict: eligible\n    title: {nl: a, en: a}\n    explanation: {nl: a, en: a}\n"
        '    advice: {file: {nl: a, en: a}}\n    terms:\n      nl: [vlieger, "TERM"]\n      en: ["TERM"]\n'
        '    known_from: 2020-01-01\n    source: {document: letter, place: "1", quote: "kites may be bought"}\n'
        "    examples: {hits: [a], misses: [b]}\n"
    ).replace("TERM", term)
    lines = faults(write_yaml(tmp_path, {"grant.yaml": grant_file(), "rules.yaml": text}))
    assert [line[: line.index(": ")] for line in lines] == ["rules.yaml:8:21", "rules.yaml:9:12"]
    assert all("is not a valid term" in line for line in lines)


def test_term_of_a_question_or_goal_that_cannot_be_read(tmp_path: Path) -> None:
    """Terms of questions and goals are checked like those of rules."""
    files = small_grant(KITES, goals=[goal("flying", ["@none"])], questions=[question("wind", yes=["w*nd"])])
    lines = faults(write_yaml(tmp_path, files))
    assert len(lines) == 2
    assert all(line.startswith("rules.yaml:") and "is not a valid term" in line for line in lines)


def test_two_grants(tmp_path: Path) -> None:
    """A folder that describes two grants is refused at the second, naming the first."""
    (first, *_) = faults(write_yaml(tmp_path, {"a.yaml": grant_file(), "b.yaml": {"grant": grant_file()["grant"]}}))
    assert first.startswith("b.yaml:")
    assert "a second section ‘grant’" in first
    assert "a.yaml has it already" in first


def test_no_grant(tmp_path: Path) -> None:
    """A folder of rules that does not say of which grant is refused."""
    content = {key: value for key, value in grant_file().items() if key != "grant"}
    assert any(
        "none of the files has a section ‘grant’" in line for line in faults(write_yaml(tmp_path, {"a.yaml": content}))
    )


def test_group_word_of_two_words(tmp_path: Path) -> None:
    """A group holds single words: two words in one place are refused there."""
    files = small_grant(
        KITES, goals=FLYING, vocabulary={"groups": {"toys": {"nl": ["tol", "houten tol"], "en": ["top"]}}}
    )
    (line,) = faults(write_yaml(tmp_path, files))
    assert line.startswith("rules.yaml:")
    assert "‘houten tol’ is more than one word" in line


@pytest.mark.parametrize("field", ["heads", "bearing"])
def test_group_that_is_not_there(tmp_path: Path, field: str) -> None:
    """A group of `heads` or `bearing` that no file can define is refused, with the one that may have been meant."""
    toys = {"vocabulary": {field: ["toy", "toys"], "groups": {"toys": {"nl": ["tol"]}}}}
    (line,) = faults(write_yaml(tmp_path / "one", {**small_grant(KITES, goals=FLYING), "toys.yaml": toys}))
    assert line == "toys.yaml:3:7: ‘toy’ is defined nowhere; choose an existing id or add it. Did you mean ‘toys’?"
    files = small_grant(KITES, goals=FLYING, vocabulary={field: ["toys"]})
    load_files(tmp_path / "two", {**files, "toys.yaml": {"vocabulary": {"groups": {"toys": {"nl": ["tol"]}}}}})
    (line,) = faults(write_yaml(tmp_path / "two", {"toys.yaml": "vocabulary: {groups: {toys: 5}}\n"}))
    assert line.startswith("toys.yaml:1:")


def test_groups_stand_once(tmp_path: Path) -> None:
    """A group that stands in two files is refused at its second place, naming the first: no file's name may decide."""
    toys = {"vocabulary": {"groups": {"toys": {"nl": ["tol"]}}}}
    balls = {"vocabulary": {"groups": {"balls": {"nl": ["bal"]}, "toys": {"nl": ["bal"]}}}}
    files: dict[str, Section | str] = {**small_grant(KITES, goals=FLYING), "a.yaml": toys}
    (line,) = faults(write_yaml(tmp_path / "two", {**files, "b.yaml": balls}))
    assert line == f"b.yaml:6:5: ‘toys’ exists already ({tmp_path / 'two'}/a.yaml:3:5); give this an id of its own."
    pack = write_yaml(tmp_path / "one", files)
    (line,) = faults(pack, workspace(tmp_path / "own", {"own.yaml": balls}))
    assert line == f"rules/own.yaml:6:5: ‘toys’ exists already ({pack}/a.yaml:3:5); give this an id of its own."


def test_group_of_groups(tmp_path: Path, decide_text: DecideText) -> None:
    """A group that names another holds its words too, in both languages."""
    groups = {"toys": {"nl": ["tol"], "en": ["top"]}, "things": {"nl": ["@toys", "bal"], "en": ["@toys"]}}
    flying = rule("kites", "eligible", ["@things + spelen"], goals=["flying"])
    rulebook = load_files(tmp_path, small_grant(flying, goals=FLYING, vocabulary={"groups": groups}))
    for text, verdict in (("tol om te spelen", "eligible"), ("bal, spelen", "eligible"), ("touw, spelen", "consult")):
        assert decide_text(text, rulebook=rulebook).verdict == verdict


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ({"toys": {"nl": ["@dolls"]}}, "there is no group ‘@dolls’"),
        ({"toys": {"nl": ["@toys"]}}, "‘@toys’ itself names groups"),
        ({"toys": {"nl": ["tol"]}, "things": {"nl": ["@toys"]}, "all": {"en": ["@things"]}}, "‘@things’ itself names"),
    ],
)
def test_group_that_names_no_group_of_words(tmp_path: Path, groups: dict[str, Any], told: str) -> None:
    """A group may name another that holds words, but none that is not there, itself, or one that names a third."""
    (line,) = faults(write_yaml(tmp_path, small_grant(KITES, goals=FLYING, vocabulary={"groups": groups})))
    assert line.startswith("rules.yaml:")
    assert told in line


def test_rule_that_can_never_hit(tmp_path: Path) -> None:
    """A rule without terms and without a spending period is refused, for it would be ignored."""
    (line,) = faults(write_yaml(tmp_path, small_grant(rule("kites", "eligible"))))
    assert "can never apply" in line
    assert line.startswith("rules.yaml:2:5: ")


@pytest.mark.parametrize("missing", ["source", "examples", "known_from", "title", "advice"])
def test_rule_without_what_it_needs(missing: str, tmp_path: Path) -> None:
    """A rule without a source, without examples or without a date does not load."""
    incomplete = {key: value for key, value in rule("kites", "eligible", ["vlieger"]).items() if key != missing}
    (line,) = faults(write_yaml(tmp_path, small_grant(incomplete)))
    assert line.startswith("rules.yaml:2:5: ")
    assert missing in line


@pytest.mark.parametrize("kind", ["hits", "misses"])
def test_rule_with_examples_on_one_side(kind: str, tmp_path: Path) -> None:
    """A rule needs examples that must and examples that must not come out by it."""
    lopsided = rule("kites", "eligible", ["vlieger"], examples={"hits": ["a"], "misses": ["b"], kind: []})
    (line,) = faults(write_yaml(tmp_path, small_grant(lopsided)))
    assert line.startswith("rules.yaml:")


def test_period_that_ends_before_it_begins(tmp_path: Path) -> None:
    """A period whose end lies before its start is refused."""
    backwards = rule("late", "excluded", spending_period={"start": date(2023, 1, 1), "end": date(2022, 1, 1)})
    (line,) = faults(write_yaml(tmp_path, small_grant(backwards)))
    assert "swap the dates" in line


def test_too_many_files(tmp_path: Path) -> None:
    """A folder with an absurd number of files is refused."""
    for number in range(201):
        (tmp_path / f"{number}.yaml").write_text("rules: []\n")
    (line,) = faults(tmp_path)
    assert "holds more than 200 files" in line


def test_file_that_is_too_large(tmp_path: Path) -> None:
    """A file above one megabyte is refused as such."""
    (line,) = faults(write_yaml(tmp_path, {"grant.yaml": grant_file(), "a.yaml": "# filling\n" * 120_000}))
    assert "larger than 1 MiB" in line


def test_large_file_with_the_line_ends_of_windows(tmp_path: Path) -> None:
    """A file that is small enough with plain line ends is read whole; one that is not is refused, and never cut off."""
    write_yaml(tmp_path, small_grant(KITES, goals=FLYING))
    rules = (tmp_path / "rules.yaml").read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / "rules.yaml").write_bytes(b"#\r\n" * 400_000 + rules)
    assert load_rulebook(str(tmp_path)).rule("kites").id == "kites"
    (tmp_path / "rules.yaml").write_bytes(rules + b"\r\n" * 1_100_000)
    (line,) = [each for each in faults(tmp_path) if "larger than 1 MiB" in each]
    assert line.startswith("rules.yaml:1:1: ")


# Asking a rulebook


def test_unknown_rule_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    """An id that no rule has is refused, with the nearest one there is."""
    rulebook = load_files(tmp_path, small_grant(KITES, goals=FLYING))
    assert rulebook.rule("kites").id == "kites"
    with pytest.raises(InputError, match="Did you mean ‘kites’"):
        rulebook.rule("kite")
    with pytest.raises(InputError, match="is not a rule"):
        rulebook.rule("\x1b[31m")


def test_goals_and_questions_are_checked(tmp_path: Path) -> None:
    """A goal is known by its id or its name in either language; another is refused, as is an unknown question."""
    rulebook = load_files(tmp_path, small_grant(KITES, goals=FLYING, questions=[question("wind")]))
    assert rulebook.goal_id("flying") == rulebook.goal_id(" FLYING ") == "flying"
    assert rulebook.check_question("wind") == "wind"
    with pytest.raises(InputError, match="--goal: ‘diving’ is not a spending goal; choose from: Flying \\(flying\\)"):
        rulebook.goal_id("diving", "--goal")
    with pytest.raises(InputError, match="is not a question of these rules; choose from: wind"):
        rulebook.check_question("rain", "--fact")


def test_titles_in_both_languages(tmp_path: Path) -> None:
    """Titles and advice come out in both languages as written."""
    titled = {**KITES, "title": {"nl": "Vliegers", "en": "Kites"}}
    assert load_files(tmp_path, small_grant(titled, goals=FLYING)).rule("kites").title == Phrase("Vliegers", "Kites")
