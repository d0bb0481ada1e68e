"""Bad input: each piece of it gets one clear line in the user's language, exit code 2, and no traceback."""

import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.commands.running import LANGUAGES, Outcome, Process, Program, obeyed

BAD = {
    "empty text": ("check", ""),
    "blank text": ("check", "  \t\n \xa0 "),
    "text without a letter or digit": ("check", "?! … --"),
    "text of invisible signs": ("check", "\u200b\u200d\ufeff"),
    "text of controls": ("check", "\x00\x07\x1b"),
    "200 kB of text": ("check", "zomerschool " * 17_000),
    "200 kB in one word": ("check", "a" * 200_000),
    "unknown command": ("chek", "zomerschool"),
    "unknown subcommand": ("rules", "lst"),
    "unknown option": ("check", "zomerschool", "--amont", "5"),
    "unknown short option": ("check", "zomerschool", "-z"),
    "shortened option": ("check", "zomerschool", "--form", "json"),
    "unknown format": ("check", "zomerschool", "--format", "xml"),
    "unknown format of rules": ("rules", "list", "--format", "csv"),
    "unknown language": ("check", "zomerschool", "--lang", "de"),
    "language without a value": ("check", "zomerschool", "--lang"),
    "amount without a value": ("check", "zomerschool", "--amount"),
    "format without a value": ("check", "zomerschool", "--format"),
    "file without a value": ("check", "--file"),
    "flag with a value": ("check", "zomerschool", "--exit-code=3"),
    "too many words": ("check", "zomer", "school"),
    "too many words for rules": ("rules", "list", "alles"),
    "too many words for demo": ("demo", "alles"),
    "missing rule": ("rules", "show"),
    "unknown rule": ("rules", "show", "teleportation"),
    "empty rule": ("rules", "show", ""),
    "unknown goal": ("check", "zomerschool", "--goal", "fun"),
    "empty goal": ("check", "zomerschool", "--goal", ""),
    "unknown fact": ("check", "zomerschool", "--fact", "colour=yes"),
    "fact without an answer": ("check", "zomerschool", "--fact", "additional"),
    "fact with an empty answer": ("check", "zomerschool", "--fact", "additional="),
    "fact without a name": ("check", "zomerschool", "--fact", "=yes"),
    "fact with another answer": ("check", "zomerschool", "--fact", "additional=perhaps"),
    "fact with both answers": ("check", "x", "--fact", "additional=yes", "--fact", "additional=nee"),
    "unknown pack": ("check", "zomerschool", "--pack", "atlantis"),
    "pack that is a way up": ("check", "zomerschool", "--pack", ".."),
    "knowledge before all": ("check", "zomerschool", "--as-of", "2021-09-20"),
    "knowledge of no day": ("check", "zomerschool", "--as-of", "2022-02-30"),
    "rules of no day": ("rules", "list", "--as-of", "later"),
    "rules before all": ("rules", "list", "--as-of", "2020-01-01"),
    "file that is not there": ("check", "--file", "nergens.csv"),
    "file that is a folder": ("check", "--file", "."),
    "nothing on standard input": ("check", "--file", "-"),
    "empty as-of": ("check", "zomerschool", "--as-of="),
    "empty as-of of rules": ("rules", "list", "--as-of="),
    "empty pack": ("check", "zomerschool", "--pack="),
    "sources that are not there": ("rules", "lint", "--sources", "nergens"),
    "workbook to write": ("check", "zomerschool", "--output", "a.xlsx"),
    "output in no folder": ("check", "zomerschool", "--output", "nergens/a.txt"),
    "output that is a folder": ("check", "zomerschool", "--output", "."),
}

AMOUNTS = """
    1.234 1,234 12.345 € 1.234 | -1.234 | 1.2345 1234,567 0,001 0.001 | 0 0,00 -0 -5 −5 -1.234,50 |
    NaN nan inf -inf Infinity 1e5 1E5 0x10 1_000 ½ ١٢ １２ | abc € €€5 5€€5 EUR , . ,5 5, 1,2,3 1.23.456 1.2.3 1,234.567
    1.234,56,7 12-5 5- (5) 1'234.50 1234,50euro | 1000000000 999999999999999999999999999999 99999999999,99
""".replace("|", " ").split()  # fmt: skip
AMOUNTS += ["", " ", "1 234 5", "1. 234", "1,50 of 2", "€ 1.234", "\x1b[31m5", "5\n6", "[bold]5[/]", "9" * 50_000]
AMOUNTS += ["0," + "0" * 50_000 + "1", "{amount}", "%s"]

DAYS = """
    2023-02-29 2023-02-30 2023-13-01 2023-00-10 2023-01-00 0000-01-01 31-02-2023 32-01-2023 07-31-2023 00-00-0000
    20230731 2023-07 2023 31-07-23 31/07/23 7-2023 2023-07-31T00:00 2023/07/31 99999-01-01 -2023-01-01 45123 vandaag
    today ٢٠٢٣-٠١-٠١
""".split()  # fmt: skip
DAYS += ["", " ", "31 juli 2023", "2023-07-31 x", "\x1b[31m", "2023-07-\n31", "1" * 50_000, "{day}"]

# Descriptions that a terminal, Rich, a format string or a log could take for more than words.
NASTY = {
    "colour": "zomerschool \x1b[31mrood\x1b[0m",
    "title of the window": "\x1b]0;gekaapt\x07zomerschool",
    "clear the screen": "zomerschool\x1b[2J\x1b[H",
    "one byte escape": "zomerschool \x9b31mrood",
    "bell and backspace": "zomerschool\x07\x08\x08\x08",
    "delete": "zomer\x7fschool",
    "null": "zomer\0school",
    "return": "glasvezel\rzomerschool  ",
    "lines": "zomerschool\n✓ TOEGESTAAN\n\u2028\u2029\x85",
    "other direction": "zomerschool \u202egnisnelzalg\u202c",
    "half a pair": "zomerschool \udcff \ud83d",
    "markup": "[bold]zomerschool[/bold]",
    "markup that closes nothing": "zomerschool [/] [/red] [red",
    "link of Rich": "[link=https://example.org]zomerschool[/link]",
    "emoji of Rich": "zomerschool :warning:",
    "format": "zomerschool {0} {name} {} %s %(x)s $HOME",
    "HTML": "zomerschool <script>alert(1)</script> &amp;",
    "formula": '=HYPERLINK("http://example.org";"zomerschool")',
}


@pytest.fixture
def nested(npo: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Give what runs `npo` where the folder above is of this test alone too, for `..` is among the bad input."""
    folder = tmp_path / "map"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return npo


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("arguments", BAD.values(), ids=BAD.keys())
def test_bad_input(nested: Program, arguments: tuple[str, ...], language: str) -> None:
    """Bad input gets one line on standard error and exit code 2."""
    line = nested(*arguments, env={"NPO_LANG": language}).refusal()
    assert not re.search(r"\{\w*\}", line), "a name that was not filled in"


@pytest.mark.parametrize("arguments", BAD.values(), ids=BAD.keys())
def test_bad_input_in_both_languages(nested: Program, arguments: tuple[str, ...]) -> None:
    """A Dutch user reads Dutch, and an English one English."""
    dutch, english = (nested(*arguments, env={"NPO_LANG": language}).refusal() for language in LANGUAGES)
    assert dutch != english
    assert not {"the", "is not", "choose", "there is"}.intersection(dutch.split())
    assert not {"het", "niet", "geen", "zie", "kies"}.intersection(english.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("given", AMOUNTS, ids=lambda given: repr(given[:12]))
def test_bad_amount(npo: Program, given: str, language: str) -> None:
    """An amount that is none, or may be read in two ways, is refused in a line that names the option."""
    line = npo("check", "zomerschool", "--amount", given, "--lang", language).refusal()
    assert line.startswith("--amount: ")


@pytest.mark.parametrize("given", ["1.234", "1,234", "€ 1.234", "-1.234"])
def test_ambiguous_amount(npo: Program, given: str) -> None:
    """An amount that may be thousands or decimals is refused with both readings."""
    line = npo("check", "zomerschool", "--amount", given).refusal()
    assert "1234" in line.replace(given, "")
    assert "1,23" in line.replace(given, "") or "1.23" in line.replace(given, "")


@pytest.mark.parametrize("option", ["--date", "--as-of"])
@pytest.mark.parametrize("given", DAYS, ids=lambda given: repr(given[:12]))
def test_bad_day(npo: Program, given: str, option: str) -> None:
    """A day that does not exist, or is not written as a day, is refused in a line that names the option."""
    for language in LANGUAGES:
        assert npo("check", "zomerschool", option, given, "--lang", language).refusal().startswith(f"{option}: ")


@pytest.mark.parametrize(
    ("arguments", "help_of"),
    [
        (("check", "x", "--amont", "1"), "npo check --help"),
        (("rules", "show"), "npo rules show --help"),
        (("rules", "lst"), "npo rules --help"),
        (("chek",), "npo --help"),
        (("check", "x", "--amount"), "npo check --help"),
    ],
)
def test_wrong_usage_points_to_help(npo: Program, arguments: tuple[str, ...], help_of: str) -> None:
    """Wrong usage names the command whose help explains it."""
    assert help_of in npo(*arguments).refusal()


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("check", "x", "--amont", "1"), "--amount"),
        (("check", "x", "--form", "json"), "--format"),
        (("rules", "show", "tranport"), "transport"),
        (("chek", "x"), "check"),
        (("rules", "show", "helpdsk"), "helpdesk"),
        (("rules", "lit"), "‘list’ or ‘lint’"),
        (("ledger", "improt"), "‘import’?"),
        (("rules", "'show"), "‘'show’ is not a command. Did you mean ‘show’?"),
    ],
)
def test_slip_of_the_pen(npo: Program, arguments: tuple[str, ...], meant: str) -> None:
    """What is nearly right is answered with what may have been meant."""
    assert meant in npo(*arguments).refusal()


@pytest.mark.parametrize("arguments", [("--goal", "fun"), ("--fact", "fun=yes"), ("--format", "fun")])
def test_choices_are_named(npo: Program, arguments: tuple[str, str]) -> None:
    """Where one of a few was expected, they are all named."""
    option, _ = arguments
    line = npo("check", "zomerschool", *arguments).refusal()
    choices = {"--goal": "catch-up", "--fact": "additional", "--format": "json"}
    assert choices[option] in line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("arguments", [(), ("rules",)], ids=["npo", "npo rules"])
def test_nothing_given(npo: Program, arguments: tuple[str, ...], language: str) -> None:
    """Without a command npo shows its help, on lines that fit, and does not call that a misunderstanding."""
    outcome = npo(*arguments, "--lang", language)
    expected = npo(*arguments, "--help", "--lang", language).lines
    assert outcome.lines + outcome.messages == expected


# What a description may hold.


def assert_answered_or_refused(outcome: Outcome) -> None:
    """Either way nothing that a terminal obeys may come through."""
    assert not obeyed(outcome.out + outcome.err)
    if outcome.code == 2:
        outcome.refusal()
    else:
        assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_nasty_text(npo: Program, text: str, language: str) -> None:
    """A description is words and nothing else: it is answered or refused, and no control in it survives."""
    assert_answered_or_refused(npo("check", text, "--lang", language))


@pytest.mark.parametrize("name", NASTY)
def test_nasty_text_as_json(npo: Program, name: str) -> None:
    """JSON holds the description as given, its controls written as escapes of JSON."""
    outcome = npo("check", NASTY[name], "--format", "json")
    assert_answered_or_refused(outcome)
    if outcome.code == 0 and name != "half a pair":
        assert outcome.data["description"] == NASTY[name].strip()


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_nasty_text_on_a_terminal(npo: Program, text: str) -> None:
    """A terminal gets the colours of npo and no others."""
    plain = npo("check", text, terminal=True, env={"NO_COLOR": "1", "COLUMNS": "80"})
    assert_answered_or_refused(plain)
    lines = [line for line in plain.lines if line]
    for earlier, later in pairwise(lines[:3]):
        assert earlier != later
    assert sum(line.startswith(("✓ ", "! ", "✗ ")) for line in lines) <= 1, "a description that forges a verdict"


@pytest.mark.parametrize("name", ["markup", "markup that closes nothing", "link of Rich", "emoji of Rich", "format"])
def test_markup_is_shown_as_written(npo: Program, name: str) -> None:
    """Markup and format strings are words like any other."""
    outcome = npo("check", NASTY[name], terminal=True, env={"NO_COLOR": "1"})
    assert NASTY[name] in outcome.flat or outcome.code == 2


@pytest.mark.parametrize(
    "option", ["--amount", "--date", "--goal", "--fact", "--format", "--pack", "--as-of", "--lang"]
)
@pytest.mark.parametrize("name", ["colour", "one byte escape", "lines", "markup that closes nothing", "format"])
def test_nasty_value(npo: Program, name: str, option: str) -> None:
    """No value of an option comes back raw in the line that refuses it."""
    npo("check", "zomerschool", option, NASTY[name]).refusal()


@pytest.mark.parametrize("option", ["--file", "--output"])
@pytest.mark.parametrize("name", ["colour", "one byte escape", "markup that closes nothing", "format"])
def test_nasty_file_name(npo: Program, name: str, option: str) -> None:
    """No name of a file comes back raw in the line that refuses it."""
    given = ("check", "--file") if option == "--file" else ("check", "zomerschool", "--output")
    npo(*given, f"nergens/{NASTY[name]}/a.csv").refusal()


@pytest.mark.parametrize("name", ["colour", "one byte escape", "markup that closes nothing", "format", "lines"])
def test_nasty_command(npo: Program, name: str) -> None:
    """No command, option or rule that does not exist comes back raw."""
    for arguments in ((NASTY[name],), ("check", f"--{NASTY[name]}"), ("rules", "show", NASTY[name])):
        npo(*arguments).refusal()


def test_nasty_extra_word(npo: Program) -> None:
    """A word too many is quoted without what a terminal obeys."""
    npo("check", "zomerschool", NASTY["colour"], NASTY["one byte escape"]).refusal()


@pytest.mark.parametrize("arguments", [("check", ""), ("check", "x", "--amount", "1.234"), ("chek",), ("check", "-z")])
def test_bad_input_of_a_process(npo_process: Process, arguments: tuple[str, ...]) -> None:
    """A real process ends with 2 and one line too, in any encoding."""
    for encoding in ("utf-8", "cp1252"):
        npo_process(*arguments, encoding=encoding, env={"PYTHONIOENCODING": encoding}).refusal()


@pytest.mark.skipif("sys.platform == 'win32'", reason="arguments are text there")
def test_bytes_that_are_no_text(npo_process: Process) -> None:
    """An argument in another encoding than that of the system is answered or refused without a traceback."""
    argument = b"caf\xe9".decode("utf-8", "surrogateescape")
    assert "Traceback" not in npo_process("check", argument).err
    assert "Traceback" not in npo_process("check", "zomerschool", "--goal", argument).err


@pytest.mark.skipif("sys.platform == 'win32'", reason="there is no /dev/full")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_full_disk(npo_process: Process) -> None:
    """Where the system refuses to write, npo says so in a line and ends with 1."""
    code = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:], stdout=open('/dev/full', 'w')))"
    wrapped = Process(npo_process.cache, npo_process.folder, [sys.executable, "-c", code, *npo_process.command])
    told = wrapped("check", "zomerschool", env={"NPO_LANG": "nl"}).refusal(code=1)
    assert "de schijf is vol; maak ruimte vrij" in told
    assert "wat met > is omgeleid, is onvolledig" in told


@pytest.mark.skipif("sys.platform == 'win32'", reason="consoles are never closed there")
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_closed_console(npo_process: Process, closed: int) -> None:
    """A console that is not there at all (started by a service) gives no traceback."""
    code = f"import os, sys; os.close({closed}); os.execv(sys.argv[1], sys.argv[1:])"
    wrapped = Process(npo_process.cache, npo_process.folder, [sys.executable, "-c", code, *npo_process.command])
    assert npo_process("init", "Oisterwijk", "--allocation", "5").code == 0
    write = npo_process.folder / "lijst.csv"
    write.write_text("omschrijving\n" + "zomerschool\n" * 2_500, encoding="utf-8")
    commands: tuple[tuple[str, ...], ...] = (
        ("check", "huur van een pand", "-i"),
        ("check", "zomerschool"),
        ("check", "--file", "lijst.csv", "--format", "csv"),
        ("check", "--file", "lijst.csv", "--format", "json"),
        ("check", "--file", "-"),
        ("report",),
        ("ledger", "export", "--format", "csv"),
        ("ledger", "export", "--format", "json"),
    )
    for arguments in commands:
        outcome = wrapped(*arguments)
        assert "Traceback" not in outcome.err
        assert outcome.code in {0, 1, 2}
