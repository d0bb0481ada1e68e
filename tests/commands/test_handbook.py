"""`npo rules handbook`: the rules of a grant, to be read by school boards."""

import os
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests.commands.running import LANGUAGES, ROOT, Process, Program, flat, obeyed
from tests.eligibility.support import both, rule, small_grant, workspace, write_yaml

PACKS = ("npo-spuk", "example-grant")
VOID = {"meta", "br", "hr", "img", "link"}
AS_OF = ("--as-of", "2026-01-01")


class Reader(HTMLParser):
    """Reads a page: its text, tags, ids, links; and fails where tags are not closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += f" {data}"


def handbook(npo: Program, *arguments: str | Path) -> str:
    """Give the handbook that a run writes to standard output."""
    outcome = npo("rules", "handbook", *arguments)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


def read(page: str) -> Reader:
    """Read a page, and see that every tag is closed."""
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def unescaped(text: str) -> str:
    """Take the escapes out of Markdown."""
    return flat(re.sub(r"\\(.)", r"\1", text))


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["md", "html"])
def test_everything_is_there(npo: Program, pack: str, language: str, form: str) -> None:
    """Every rule in force stands with its title, explanation, questions, advice, quote and place; provisions too."""
    text = handbook(npo, "--pack", pack, "--lang", language, "--format", form)
    shown = flat(read(text).text) if form == "html" else unescaped(text)
    data = npo("rules", "list", "--pack", pack, "--lang", language, "--format", "json").data
    for item in [*data["rules"], *data["provisions"]]:
        wanted = [item["title"], item.get("explanation") or item["statement"], item.get("file", ""), item.get("ask")]
        wanted += [item["source"]["quote"], item["source"]["document"] and item["source"]["place"]]
        wanted += [question["text"] for question in item.get("questions", [])]
        assert [part for part in wanted if part and flat(part) not in shown] == []


@pytest.mark.parametrize("pack", PACKS)
def test_goals_in_order(npo: Program, pack: str) -> None:
    """The chapters follow each other as a reader asks, with every goal and cost kind in the grant's order."""
    text = handbook(npo, "--pack", pack, "--lang", "nl")
    chapters = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert chapters == [
        "In het kort",
        "Wanneer",
        "Wat mag worden betaald",
        "Wat eerst moet worden gevraagd",
        "Wat niet wordt betaald",
        "Wat nergens staat",
        "De vragen",
        "Betaling en verantwoording",
        "Bronnen",
    ]
    listed = re.findall(r"^(\S.*) \([a-z-]+\)$", npo("rules", "list", "--pack", pack, "--lang", "nl").out, re.MULTILINE)
    may = text.split("## Wat mag worden betaald")[1].split("\n## ")[0]
    goals = [title.removesuffix(" (kostensoort)") for title in re.findall(r"^### (.*)$", may, re.MULTILINE)]
    assert goals == listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_needs_nothing_else(npo: Program, language: str) -> None:
    """The page loads nothing, runs nothing, and says so to the browser."""
    page = handbook(npo, "--format", "html", "--lang", language)
    reader = read(page)
    assert not {"script", "link", "img", "iframe", "form"} & set(reader.tags)
    assert not re.search(r"url\(|@import|@font-face", page)
    assert not [name for name, _ in reader.attributes if name.startswith("on") or name == "style"]
    assert "default-src 'none'" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_is_accessible(npo: Program, language: str) -> None:
    """The page tells its language, has one title and landmarks, headings without a gap, and links that lead there."""
    page = handbook(npo, "--format", "html", "--lang", language)
    reader = read(page)
    assert f'<html lang="{language}">' in page
    assert [reader.tags.count(tag) for tag in ("h1", "main", "nav", "header", "footer", "title")] == [1] * 6
    depths = [int(tag[1]) for tag in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(depths))
    assert len(reader.ids) == len(set(reader.ids))
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    assert all(link.startswith(("#", "https://")) for link in reader.links)
    assert page.count("<caption>") == reader.tags.count("table")
    assert "<th>" not in page
    assert {"prefers-color-scheme: dark", "@media print", "width=device-width"} <= set(
        re.findall(r"prefers-color-scheme: dark|@media print|width=device-width", page)
    )


def test_colours_are_legible() -> None:
    """Every colour of text stands out from both grounds by 4.5 to 1, by day and by night."""
    style = (ROOT / "npo_cli" / "handbook" / "handbook.css").read_text(encoding="utf-8")
    for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
        assert len(colours) == 9
        for text in ("ink", "soft", "link", "yes", "ask", "no"):
            for ground in ("paper", "panel"):
                assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG reckons it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Give how light a colour is."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("pack", PACKS)
def test_as_of(npo: Program, pack: str) -> None:
    """As of a day before the amendment the older period stands there; afterwards the newer, naming the older."""
    periods = [rule["id"] for rule in npo("rules", "list", "--pack", pack, "--format", "json").data["rules"]]
    early = {"npo-spuk": "2021-09-21", "example-grant": "2023-06-01"}[pack]
    before, after = (handbook(npo, "--pack", pack, "--lang", "en", "--as-of", day) for day in (early, "2026-01-01"))
    assert periods
    title = re.findall(r"^### (.*period until.*)$", before, re.MULTILINE | re.IGNORECASE)
    later = re.findall(r"^### (.*period until.*)$", after, re.MULTILINE | re.IGNORECASE)
    assert len(title) == len(later) == 1
    assert title != later
    assert f"- In place of: {title[0]} (known since " in after


def test_questions_tell_what_each_answer_does(npo: Program) -> None:
    """A rule that turns on a question says what yes, no and not yet known make of it, and a table gathers them all."""
    text = handbook(npo, "--pack", "example-grant", "--lang", "en")
    told = (
        "Does the building have a public function? Yes: eligible. No: excluded. Not yet known: consult the accountant."
    )
    assert told in text
    row = "| Green roofs | Does the building have a public function? | eligible | excluded | consult the accountant |"
    assert row in text.splitlines()


def test_question_without_effect(npo: Program, tmp_path: Path) -> None:
    """A question of which no answer changes the verdict is told as such, and the rule as not depending on it."""
    question = {"id": "why", "text": both("Why?")}
    paint = rule("paint", "consult", ["verf"], conditions=[{"question": "why", "if_no": "consult"}])
    write_yaml(tmp_path / "pack", small_grant(paint, questions=[question]))
    text = handbook(npo, "--pack", "pack", "--lang", "en")
    assert "- Ask beforehand: Why? The verdict stays: consult the accountant." in text
    assert "depending on" not in text


def test_examples_are_words(npo: Program, tmp_path: Path) -> None:
    """Of the terms those are named that read as words, and of those that begin alike the first."""
    terms = ["bus", "busje", "*vervoer", "taxi|trein", "boot + meer", "schip @x", "ferry", "veerpont"]
    files = small_grant(rule("ride", "consult", terms), vocabulary={"groups": {"x": {"nl": ["zee"]}}})
    write_yaml(tmp_path / "pack", files)
    assert "- Bijvoorbeeld: bus, ferry, veerpont\n" in handbook(npo, "--pack", "pack", "--lang", "nl")


def test_local_rules(npo: Program, tmp_path: Path) -> None:
    """A workspace's own rules stand there first, marked as local; elsewhere they do not."""
    own = rule("own", "excluded", ["touw + vlieger"], title=both("Vliegers aan touw"))
    folder = workspace(tmp_path / "work", {"own.yaml": {"rules": [own]}})
    write_yaml(tmp_path / "pack", small_grant(rule("kite", "excluded", ["vlieger"])))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        text = handbook(npo, "--pack", "../pack", "--lang", "nl")
    assert "**✗ niet toegestaan (eigen regel)**" in text
    assert text.index("### Vliegers aan touw") < text.index("### kite")
    assert "- Bijvoorbeeld: touw + vlieger\n" in text
    assert "alleen in deze gemeente" in text
    assert "Vliegers aan touw" not in handbook(npo, "--pack", "pack", "--lang", "nl")


def test_eligible_without_a_goal(npo: Program, tmp_path: Path) -> None:
    """What may be paid and opens no goal stands in a part of its own."""
    write_yaml(tmp_path / "pack", small_grant(rule("kite", "eligible", ["vlieger"])))
    text = handbook(npo, "--pack", "pack", "--lang", "nl")
    assert "### Zonder eigen bestedingsdoel\n\n#### kite\n\n**✓ toegestaan**" in text


NASTY = "<script>alert(1)</script> *a* _b_ | [x](javascript:1) `c` # \\ &amp; \x1b[31m"


@pytest.mark.parametrize("form", ["md", "html"])
def test_texts_stay_texts(npo: Program, tmp_path: Path, form: str) -> None:
    """What a rule says is shown as it stands: no markup in it counts, and no address but one of the web is a link."""
    files = small_grant(rule("odd", "consult", ["vlieger"], title=both(NASTY.strip("\x1b[31m ")), goals=[]))
    files["grant.yaml"]["documents"][0]["url"] = "javascript:alert(1)"
    write_yaml(tmp_path / "pack", files)
    text = handbook(npo, "--pack", "pack", "--format", form)
    assert not obeyed(text)
    if form == "html":
        reader = read(text)
        assert "script" not in reader.tags
        assert "<script>alert(1)</script> *a* _b_ | [x](javascript:1)" in flat(reader.text)
        assert not [link for link in reader.links if link.startswith("javascript")]
    else:
        assert not re.search(r"(?<!\\)<", text)
        assert r"\<script\>alert(1)\</script\> \*a\* \_b\_ \| \[x\](javascript:1) \`c\` # \\ &amp;" in text


@pytest.mark.parametrize(
    ("name", "start"), [("a.html", "<!doctype"), ("a.HTM", "<!doctype"), ("a.md", "#"), ("a", "#")]
)
def test_output(npo: Program, tmp_path: Path, name: str, start: str) -> None:
    """The name of the file chooses the format, and the message tells where it went."""
    outcome = npo("rules", "handbook", "--output", name, "--lang", "en")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", f"Written: {name}\n")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_option_goes_before_name(npo: Program, tmp_path: Path) -> None:
    """The format asked for counts, whatever the file is called."""
    assert npo("rules", "handbook", "--output", "a.txt", "--format", "html").code == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("<!doctype")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_other_files_are_refused(npo: Program, tmp_path: Path, name: str) -> None:
    """A kind of file that is not made is refused, and nothing is written."""
    assert ".html" in npo("rules", "handbook", "--output", name).refusal()
    assert not (tmp_path / name).exists()


def test_day_before_all_is_refused(npo: Program) -> None:
    """A day on which nothing was known is refused."""
    assert "2020-01-01" in npo("rules", "handbook", "--as-of", "2020-01-01").refusal()


@pytest.mark.parametrize("form", ["md", "html"])
def test_equal_bytes(npo_process: Process, form: str) -> None:
    """Another locale, time zone and hash seed give the same bytes."""
    settings = (
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "nl_NL.UTF-8", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "2"},
    )
    arguments = ("rules", "handbook", "--format", form, "--lang", "nl", *AS_OF)
    first, second = (npo_process(*arguments, env=setting) for setting in settings)
    assert first.code == 0
    assert first.out == second.out
    assert os.linesep != "\r\n" or "\r\n" not in first.out
