"""Help: every command and option explains itself, in the language of the user."""

import re
from typing import Any

import pytest

from npo_cli.commands.help import TEXTS
from npo_cli.language import Language
from tests.commands.running import LANGUAGES, Program, commands, obeyed

PATHS = [path for path, _ in commands()]
ENGLISH = ("Usage", "Options", "Arguments", "Commands", "OPTIONS", "COMMAND", "ARGS", "Show this message", "required",
           "default", "env var", "exit.")  # fmt: skip
DUTCH = ("Gebruik", "Opties", "Argumenten", "Opdrachten", "Toon deze", "verplicht", "standaard:")


def explained(command: Any) -> list[Any]:
    """Give the parameters of a command, without the --help that typer adds."""
    return [parameter for parameter in command.params if parameter.name != "help"]


def test_every_command_is_here() -> None:
    """The commands of the first issue are there."""
    wanted = {("check",), ("demo",), ("rules", "list"), ("rules", "show"), ("rules", "lint"), ("rules", "test")}
    assert wanted <= set(PATHS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text(language: str) -> None:
    """Every command and every option has a help text in both languages, and none shows a key."""
    for path, command in commands(Language(language)):
        for thing in (command, *explained(command)):
            text = thing.help
            assert text, f"{path} {thing.name}"
            assert text not in TEXTS, f"{path} {thing.name}"
            assert " " in text
            assert text[0].isupper()
            assert text.endswith(".")


def test_every_key_is_used() -> None:
    """No text in help.py is left over, and no command names a text that is not there."""
    used = {thing.help for _, command in commands() for thing in (command, *explained(command))}
    assert used == TEXTS.keys()


def test_texts_differ() -> None:
    """Dutch and English are different texts."""
    assert [key for key, text in TEXTS.items() if text.nl == text.en] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(("npo", *path)))
def test_help(npo: Program, path: tuple[str, ...], language: str) -> None:
    """The option --help of every command gives its help on standard output, and ends with 0."""
    outcome = npo(*path, "--help", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert not obeyed(outcome.out)
    assert max(map(len, outcome.lines)) <= 80
    assert " ".join(("npo", *path)) in outcome.lines[0]
    assert not re.search(r"\{\w*\}", outcome.out)
    command = dict(commands(Language(language)))[path]
    for parameter in explained(command):
        assert all(name in outcome.out for name in parameter.opts if name.startswith("-"))
        assert " ".join(parameter.help.split())[:20] in outcome.flat
    for name in getattr(command, "modules", {}):
        assert re.search(rf"^  {name} ", outcome.out, re.MULTILINE)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(("npo", *path)))
def test_no_english_in_dutch_help(npo: Program, path: tuple[str, ...]) -> None:
    """Dutch help is Dutch to its headings, and English help English."""
    dutch, english = (npo(*path, "--help", "--lang", language).out for language in LANGUAGES)
    assert [word for word in ENGLISH if re.search(rf"\b{re.escape(word)}", dutch)] == []
    assert [word for word in DUTCH if word in english] == []


@pytest.mark.parametrize("arguments", [("--version",), ("--version", "--lang", "nl")])
def test_version(npo: Program, arguments: tuple[str, ...]) -> None:
    """The option --version gives the name and the version on a line."""
    outcome = npo(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert re.fullmatch(r"npo \d+\.\d+\.\d+\S*\n", outcome.out)


def test_help_names_all_formats(npo: Program) -> None:
    """The formats to choose from stand in the help."""
    assert "text|csv|json" in npo("check", "--help").out
    assert "text|json" in npo("rules", "list", "--help").out


def test_values_are_named_in_the_language(npo: Program) -> None:
    """The values that options take have Dutch names in Dutch, and English ones in English."""
    shown = {language: npo("ledger", "add", "--help", "--lang", language).out for language in LANGUAGES}
    for dutch, english in (("TEKST", "TEXT"), ("REDEN", "REASON"), ("BESTAND", "FILE"), ("NAAM=ja|nee", "NAME=yes|no")):
        assert dutch in shown["nl"]
        assert english not in shown["nl"]
        assert english in shown["en"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("rules", "lint", "map"), "‘map’ is too much; see npo rules lint --help."),
        (("demo", "x"), "‘x’ is too much; see npo demo --help."),
        (("ledger", "show", "1", "2"), "‘2’ is too much; see npo ledger show --help."),
        (("check", "bijles", "rekenen"), "‘rekenen’ is too much; put a text of several words in quotes."),
        (("init", "Den", "Haag", "--allocation", "5"), "‘Haag’ is too much; put a text of several words in quotes."),
    ],
)
def test_words_too_many(npo: Program, arguments: tuple[str, ...], told: str) -> None:
    """A word too many is told with what mends it: quotes where a text is asked for, else the help of the command."""
    assert npo("--lang", "en", *arguments).refusal() == told


def test_an_option_twice(npo: Program) -> None:
    """An option with two values is refused, for one of them would be ignored; a switch, and one for many, may recur."""
    outcome = npo(
        "--lang", "en", "check", "--file", "a.csv", "--as-of=2022-01-01", "--file", "b.csv", "--as-of=2023-01-01"
    )
    assert (outcome.code, outcome.messages) == (
        2,
        [
            "--file: this option stands twice; give it once.",
            "--as-of: this option stands twice; give it once.",
        ],
    )
    facts = ("--fact", "temporary=ja", "--fact", "serves-measure=ja")
    assert npo("check", "huur van een pand", *facts, "--exit-code", "--exit-code").code == 0
