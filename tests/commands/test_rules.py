"""`npo rules`: the rules as a list, one by one, checked, and tried on their own examples."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml

from tests.commands.running import LANGUAGES, ROOT, Program, flat, obeyed

PACK = ROOT / "rules" / "npo-spuk"
SMALL = ROOT / "rules" / "example-grant"  # where any grant will do: it is looked through in no time
SOURCES = ROOT.parent / "shared" / "sources"  # there where the project is developed, and in CI
GOALS = "catch-up preschool care-and-welfare local-cooperation school-non-attendance".split()
KINDS = ["temporary-rent", "municipal-capacity"]
FIXED = "transport materials speech-therapy green-schoolyards fibre".split()
SIGNS = {"eligible": "✓", "consult": "!", "excluded": "✗"}
PLACE = re.compile(r"\S+\.yaml:[1-9]\d*:[1-9]\d*: \S")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Give a copy of the grant's rules, in the folder `pack` of the folder in which npo runs."""
    return copytree(PACK, tmp_path / "pack")


def listed(npo: Program, *arguments: str) -> Any:
    """Give the list of rules as data."""
    outcome = npo("rules", "list", "--format", "json", *arguments)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.data


# list


@pytest.mark.parametrize("language", LANGUAGES)
def test_list(npo: Program, language: str) -> None:
    """The list names every rule with its sign under its goal, and every provision, on lines that fit."""
    outcome = npo("rules", "list", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert max(map(len, outcome.lines)) <= 80
    assert not obeyed(outcome.out)
    assert [line for goal in GOALS + KINDS for line in outcome.lines if line.endswith(f"({goal})")] != []
    data = listed(npo, "--lang", language)
    for rule in data["rules"]:
        assert f"{SIGNS[rule['verdict']]} {rule['id']} " in outcome.out
        assert flat(rule["title"])[:20] in outcome.flat
    assert all(f" {provision['id']} " in outcome.out for provision in data["provisions"])


@pytest.mark.parametrize("arguments", [("--help",), ("list",), ("show", "x"), ("diff", "--help")])
def test_nothing_heavy_where_no_file_is_read(npo: Program, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Help, the list and the refusal of an unknown id ask for no YAML, no model, and nothing that judges rules."""
    assert npo("rules", "list").code == 0  # compiles the rules where no test did so before
    code = f"import sys; from npo_cli.main import run; run({['rules', *arguments]}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    loaded = set(done.stdout.split())
    assert "npo_cli.commands.rules" in loaded
    own = ("handbook.content", "eligibility.example", "eligibility.lint.linter", "eligibility.diff.comparison")
    assert loaded.isdisjoint({"yaml", "pydantic", *(f"npo_cli.{name}" for name in own)})


def test_list_as_json(npo: Program) -> None:
    """As JSON each rule has its verdict, goals, texts, day and source; the ids that are fixed are there."""
    data = listed(npo)
    rules = {rule["id"]: rule for rule in data["rules"]}
    assert data["pack"] == "npo-spuk"
    assert data["schema"]
    assert set(FIXED) <= rules.keys()
    assert {goal for rule in rules.values() for goal in rule["goals"]} == {*GOALS, *KINDS}
    for rule in rules.values():
        assert rule["verdict"] in SIGNS
        assert rule["title"]
        assert rule["explanation"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", rule["known_from"])
        assert all(rule["source"][name] for name in ("document", "place", "quote"))


def test_list_says_the_same_in_both_languages(npo: Program) -> None:
    """The same rules are there in Dutch and in English, with other titles."""
    dutch, english = (listed(npo, "--lang", language)["rules"] for language in LANGUAGES)
    assert [rule["id"] for rule in dutch] == [rule["id"] for rule in english]
    assert sum(one["title"] != other["title"] for one, other in zip(dutch, english, strict=True)) > len(dutch) / 2


def test_doubt_is_stated(npo: Program) -> None:
    """What waits for an answer says so, and what is not listed too."""
    doubts = {rule["id"]: rule["doubt"] for rule in listed(npo)["rules"]}
    assert {doubts[name] for name in ("transport", "materials", "speech-therapy")} == {"awaiting-answer"}
    assert doubts["not-listed"] == "not-listed"
    assert doubts["summer-school"] is None


@pytest.mark.parametrize(
    ("day", "end"), [("2021-09-21", "2023-07-31"), ("09-10-2022", "2023-07-31"), ("2022-10-10", "2025-07-31")]
)
def test_list_as_of(npo: Program, day: str, end: str) -> None:
    """With the knowledge of a day the list shows the period as it was then, and that one only."""
    data = listed(npo, "--as-of", day)
    periods = [rule["spending_period"] for rule in data["rules"] if rule["spending_period"]]
    assert periods == [["2021-07-01", end]]
    shown = npo("rules", "list", "--as-of", day, "--lang", "nl").flat
    assert f"31 juli {end[:4]}" in shown


# show


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*FIXED, "temporary-rent", "spending-period-2021", "not-listed"])
def test_show(npo: Program, name: str, language: str) -> None:
    """One rule is shown with verdict, explanation, source, advice, terms and examples, on lines that fit."""
    outcome = npo("rules", "show", name, "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert max(map(len, outcome.lines)) <= 80
    data = npo("rules", "show", name, "--format", "json", "--lang", language).data
    assert f"({name})" in outcome.lines[0]
    assert outcome.lines[1].startswith(f"{SIGNS[data['verdict']]} ")
    for text in (data["explanation"], data["source"]["quote"], data["source"]["place"], data["file"]):
        assert flat(text) in outcome.flat
    assert data["known_from"] in outcome.out
    terms = [term for of_language in data["terms"].values() for term in of_language]
    shown = "".join(outcome.out.split())  # a term of many words in one may be cut off at the edge
    assert all("".join(term.split()) in shown for term in terms)
    examples = data["examples"]["hits"] + data["examples"]["misses"]
    assert examples
    assert all(flat(example) in outcome.flat for example in examples)


@pytest.mark.parametrize("language", LANGUAGES)
def test_show_provision(npo: Program, language: str) -> None:
    """A provision is shown with its statement and source, and says if it was not verified."""
    data = npo("rules", "show", "sisa-indicators", "--format", "json", "--lang", language).data
    outcome = npo("rules", "show", "sisa-indicators", "--lang", language)
    assert flat(data["statement"]) in outcome.flat
    assert flat(data["source"]["quote"]) in outcome.flat
    assert data["verified"] is False
    assert {"nl": "niet geverifieerd", "en": "not verified"}[language] in outcome.lines[0]


def test_show_what_was_replaced(npo: Program) -> None:
    """An older rule can still be shown, and the newer one names it."""
    assert npo("rules", "show", "spending-period-2021").code == 0
    assert "spending-period-2021" in npo("rules", "show", "spending-period-2022").out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("given", "meant"), [("tranport", "transport"), ("green-schoolyard", "green-schoolyards")])
def test_unknown_rule(npo: Program, given: str, meant: str, language: str) -> None:
    """An id that is nearly right is refused with the id that was meant."""
    line = npo("rules", "show", given, "--lang", language).refusal()
    assert f"‘{given}’" in line
    assert f"‘{meant}’" in line


def test_unknown_rule_like_no_other(npo: Program) -> None:
    """An id like no other is refused without a guess, and with the command that names the rules."""
    assert "npo rules list" in npo("rules", "show", "qqqqq").refusal()


# lint


def test_lint(npo: Program) -> None:
    """Of rules that are sound the last line says so; what may be meant otherwise is told before it."""
    outcome = npo("rules", "lint", "--pack", "example-grant", "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    assert re.search(r"\d+ rules, \d+ warnings\.$", outcome.lines[-1])
    assert all(re.match(r"\S+\.yaml:\d+:\d+: warning R\d+: |R\d+: ", line) for line in outcome.lines[:-1])


BROKEN = {
    "a-shape.yaml": """\
rules:
  - id: Wrong_Id
    verdict: maybe
    colour: red
    title: {nl: Titel}
""",
    "b-twice.yaml": """\
rules: []
rules: []
""",
    "c-syntax.yaml": """\
rules:
  - id: [unclosed
""",
    "d-bare.yaml": """\
rules:
  - id: bare
    verdict: no
""",
}
EXPECTED = {"a-shape.yaml:2", "a-shape.yaml:3", "a-shape.yaml:4", "a-shape.yaml:5", "b-twice.yaml:2", "d-bare.yaml:3"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "arguments", [("rules", "lint"), ("check", "zomerschool"), ("rules", "list"), ("demo",)], ids=" ".join
)
def test_broken_pack(npo: Program, pack: Path, arguments: tuple[str, ...], language: str) -> None:
    """Every fault of every file is told at once, with file, line and column, whatever was asked."""
    for name, text in BROKEN.items():
        (pack / name).write_text(text, encoding="utf-8")
    outcome = npo(*arguments, "--pack", "pack", "--lang", language)
    assert (outcome.code, outcome.out) == (2, "")
    outcome.check_messages()
    assert all(PLACE.match(line) for line in outcome.messages)
    found = {line.removeprefix("pack/").rpartition(": ")[0] for line in outcome.messages}
    lines = {re.match(r"([^:]*:\d+)", place)[1] for place in found}  # type: ignore[index]  # PLACE matched before
    assert lines >= EXPECTED
    assert {line.split(":")[0] for line in lines} == BROKEN.keys(), "faults of sound files, or none of a broken one"


def test_broken_pack_in_both_languages(npo: Program, pack: Path) -> None:
    """The places are the same in both languages, the words are not."""
    (pack / "a-shape.yaml").write_text(BROKEN["a-shape.yaml"], encoding="utf-8")
    dutch, english = (npo("rules", "lint", "--pack", "pack", "--lang", language).messages for language in LANGUAGES)
    assert [line.split()[0] for line in dutch] == [line.split()[0] for line in english]
    assert all(one != other for one, other in zip(dutch, english, strict=True))


def test_lint_of_a_hostile_pack(npo: Program, pack: Path) -> None:
    """Escapes in the name of a key or a rule never reach the terminal raw."""
    (pack / "a.yaml").write_text('rules:\n  - id: "x\\e[31m"\n    "col\\e[31mour": red\n', encoding="utf-8")
    outcome = npo("rules", "lint", "--pack", "pack")
    assert (outcome.code, outcome.out) == (2, "")
    outcome.check_messages()


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "rules: 5\n", "zomerschool\n", "\x00\x01", "a: &a [*a]\n"])
def test_lint_of_what_is_no_rule_file(npo: Program, pack: Path, text: str) -> None:
    """A file that holds something else is a fault with a place, and no traceback."""
    (pack / "a.yaml").write_text(text, encoding="utf-8")
    outcome = npo("rules", "lint", "--pack", "pack")
    outcome.check_messages()
    if outcome.code:
        assert (outcome.code, outcome.out) == (2, "")
        assert all(line.startswith("pack/a.yaml:") for line in outcome.messages)


def test_lint_reads_anew(npo: Program, tmp_path: Path) -> None:
    """A fault made after the rules were used is found: lint trusts no cache."""
    pack = copytree(SMALL, tmp_path / "pack")
    assert npo("rules", "lint", "--pack", "pack").code == 0
    (pack / "a.yaml").write_text(BROKEN["b-twice.yaml"], encoding="utf-8")
    assert npo("rules", "lint", "--pack", "pack").code == 2


# lint --sources


def citations(node: Any) -> Iterator[tuple[str, str]]:
    """Find every quote in the files of a pack, with its document."""
    if isinstance(node, dict):
        if "document" in node and "quote" in node:
            yield node["document"], node["quote"]
        for child in node.values():
            yield from citations(child)
    elif isinstance(node, list):
        for child in node:
            yield from citations(child)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Write source texts that hold every quote of the pack, in the folder `sources`."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(SMALL.glob("**/*.yaml"))]
    names = {document["id"]: document["text_file"] for file in files for document in file.get("documents", ())}
    folder = tmp_path / "sources"
    folder.mkdir()
    for document, quote in sorted(set(citations(files))):
        with (folder / Path(names[document]).name).open("a", encoding="utf-8") as stream:
            stream.write(f"{quote}\n\n")
    return folder


@pytest.mark.parametrize("language", ["nl"])
def test_quotes_found(npo: Program, sources: Path, language: str) -> None:
    """Where every quote stands in its source, lint ends with 0 and counts them."""
    outcome = npo("rules", "lint", "--pack", SMALL.name, "--sources", "sources", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert len(re.findall(r"\d+", outcome.lines[-1])) >= 3


@pytest.mark.parametrize("language", ["en"])
def test_orphaned_quote(npo: Program, sources: Path, language: str) -> None:
    """A quote that its source does not hold is told with the rule that cites it, and lint ends with 1."""
    quotes = {rule["id"]: rule["source"]["quote"] for rule in listed(npo, "--pack", SMALL.name)["rules"]}
    lost = quotes["planting"]
    for path in sources.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace(lost, "niets"), encoding="utf-8")
    outcome = npo("rules", "lint", "--pack", SMALL.name, "--sources", "sources", "--lang", language)
    assert (outcome.code, outcome.err) == (1, "")
    told = [line for line in outcome.lines if lost in line]
    assert len(told) == 1
    assert "planting" in told[0]


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources are not here")
def test_real_sources(npo: Program) -> None:
    """Every quote of the grant stands in the real sources."""
    outcome = npo("rules", "lint", "--sources", SOURCES, "--lang", "en")
    assert outcome.code == 0, outcome.out
    assert " 0 not" in outcome.lines[-1]


# test


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples(npo: Program, language: str) -> None:
    """All examples that stand with the rules come out as they say, and every rule is reached by one."""
    outcome = npo("rules", "test", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert len(outcome.lines) == 2
    total, right, wrong, *_ = map(int, re.findall(r"\d+", outcome.lines[-1]))
    assert total == right > 100
    assert wrong == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_examples(npo: Program, pack: Path, language: str) -> None:
    """An example that comes out otherwise is told with its rule and both verdicts, and the end is 1."""
    path = pack / "catch-up.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("hits: [zomerschool,", "hits: [glasvezel, zomerschool,", 1)
    changed = changed.replace("misses: [zomerterras,", "misses: [zomerscholen, zomerterras,", 1)
    assert changed.count("\n") == text.count("\n")
    assert len(changed) > len(text) + 20
    path.write_text(changed, encoding="utf-8")
    outcome = npo("rules", "test", "--pack", "pack", "--lang", language)
    assert (outcome.code, outcome.err) == (1, "")
    told = [line for line in outcome.lines if line.startswith("summer-school: ")]
    assert len(told) == 2
    assert any("glasvezel" in line and "fibre" in line for line in told)
    assert any("zomerscholen" in line for line in told)


# Rules of a workspace.

LOCAL = """\
documents:
  - id: brief-accountant
    title: Brief van de accountant
    published: 2022-03-01
    text_file: brief.txt
rules:
  - id: bus-of-our-own
    verdict: eligible
    goals: [catch-up]
    title: {nl: Onze bus, en: Our bus}
    explanation: {nl: De accountant keurde dit goed., en: The accountant approved this.}
    advice: {file: {nl: Bewaar de brief., en: Keep the letter.}}
    terms: {nl: [leerlingenvervoer], en: [pupil transport]}
    known_from: 2022-03-01
    source: {document: brief-accountant, place: "alinea 2", quote: "Het vervoer is akkoord."}
    examples: {hits: [leerlingenvervoer], misses: [zomerschool]}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make a workspace with a rule of its own, in the folder in which npo runs."""
    (tmp_path / "ledgers").mkdir()
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text(LOCAL, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_local_rule(npo: Program, workspace: Path, language: str) -> None:
    """A rule of the workspace outranks the pack and is shown as local, in the answer and in the list."""
    data = npo("check", "leerlingenvervoer", "--format", "json").data
    assert (data["verdict"], data["reasons"][0]["rule"]) == ("eligible", "bus-of-our-own")
    assert data["reasons"][0]["local"] is True
    word = {"nl": "eigen regel", "en": "local rule"}[language]
    assert word in npo("check", "leerlingenvervoer", "--lang", language).flat
    assert word in npo("rules", "list", "--lang", language).flat


def test_local_rule_has_its_day(npo: Program, workspace: Path) -> None:
    """Before the accountant's letter the pack decides, and outside the workspace it always does."""
    assert npo("check", "leerlingenvervoer", "--as-of", "2022-02-28", "--exit-code").code == 3
    assert npo("check", "leerlingenvervoer", "--exit-code").code == 0


def test_local_rules_hold_below(
    npo: Program, workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The rules of a workspace hold in the folders below it, and nowhere else."""
    (workspace / "2022" / "juli").mkdir(parents=True)
    monkeypatch.chdir(workspace / "2022" / "juli")
    assert npo("check", "leerlingenvervoer", "--exit-code").code == 0
    monkeypatch.chdir(tmp_path_factory.mktemp("elders"))
    assert npo("check", "leerlingenvervoer", "--exit-code").code == 3


def test_broken_local_rule(npo: Program, workspace: Path) -> None:
    """A fault in a local rule is told with its file, once, and nothing is decided."""
    (workspace / "rules" / "own.yaml").write_text(LOCAL.replace("eligible", "maybe"), encoding="utf-8")
    assert npo("check", "zomerschool").refusal().startswith("rules/own.yaml:8:")
