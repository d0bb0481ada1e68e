"""Assembles the `npo` command: finds the language, loads the one command asked for, and ends with an exit code."""

import errno
import os
import sys
from collections.abc import Sequence

import typer
from typer.main import get_command

from npo_cli import __version__, terminal
from npo_cli.commands.group import LazyGroup
from npo_cli.commands.help import command_app, localised, usage_fault
from npo_cli.fault import Fault, InputError, fault
from npo_cli.language import Language, Phrase, language_of

COMMANDS = {
    "check": "npo_cli.commands.check",
    "init": "npo_cli.commands.init",
    "ledger": "npo_cli.commands.ledger",
    "report": "npo_cli.commands.report",
    "rules": "npo_cli.commands.rules",
    "demo": "npo_cli.commands.demo",
}

DONE, REFUSED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

NO_SUCH_LANGUAGE = Phrase(
    "‘{given}’ is geen taal van npo; kies nl of en.", "‘{given}’ is not a language of npo; choose nl or en."
)
SYSTEM = Phrase(
    "het systeem weigert: {problem}. Geen bestand van npo is half geschreven; wat met > is omgeleid, is onvolledig.",
    "the system refuses: {problem}. No file of npo is half written; what was redirected with > is incomplete.",
)
FULL = Phrase("de schijf is vol; maak ruimte vrij", "the disk is full; free some space")
BROKEN_OFF = Phrase("Afgebroken.", "Broken off.")


class RootGroup(LazyGroup):
    """The commands of `npo`."""

    modules = COMMANDS


app = command_app(cls=RootGroup)


@app.callback(invoke_without_command=True, no_args_is_help=True, help="root")
def root(
    version: bool = typer.Option(False, "--version", help="version", is_eager=True),
    lang: str = typer.Option("", "--lang", metavar="nl|en", help="lang"),  # noqa: ARG001 (taken before; here for the help)
) -> None:
    if version:
        terminal.say(f"npo {__version__}")
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run `npo` and give its exit code: 0 done, 1 refused, 2 bad input; 3 and 4 as `check --exit-code` says."""
    terminal.prepare()
    chosen, rest = _take_language([_as_typed(argument) for argument in arguments])
    if chosen is not None and chosen not in set(Language):
        terminal.tell(fault(NO_SUCH_LANGUAGE, "--lang", given=chosen[:20]).line(language_of(None)))
        return BAD_INPUT
    language = language_of(chosen)
    try:
        command = localised(get_command(app), language)
        result = command.main(args=rest, prog_name="npo", standalone_mode=False, obj=language)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # `npo` or `npo rules` alone: the message is the help itself
            terminal.tell(error.message)
            return BAD_INPUT
        return _tell([usage_fault(error, rest, COMMANDS)], language)
    except InputError as error:
        return _tell(error.faults, language, error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        result = INTERRUPTED
    except (BrokenPipeError, SystemExit):  # typer leaves so where the reader of a pipe has gone
        return _hush(REFUSED if "--exit-code" in rest else DONE)  # no verdict may be taken for one that was not read
    except OSError as error:
        problem = FULL if error.errno == errno.ENOSPC else error.strerror or str(error)
        return _tell([fault(SYSTEM, problem=problem)], language, REFUSED)
    if result == INTERRUPTED:
        terminal.tell(BROKEN_OFF.to(language))
    return result if isinstance(result, int) else DONE


def _as_typed(argument: str) -> str:
    """Read as UTF-8 what Python could not in the encoding that the environment names, such as that of LANG=C."""
    if argument.isascii():
        return argument
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:  # no text in any way: shown as such where it is used
        return argument


def _tell(faults: Sequence[Fault], language: Language, code: int = BAD_INPUT) -> int:
    terminal.tell_all(fault.line(language) for fault in faults)
    return code


def _take_language(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Take `--lang` from wherever it stands before a `--`: the help texts need it before the arguments are read."""
    chosen: str | None = None
    rest: list[str] = []
    given = iter(arguments)
    for argument in given:
        if argument == "--":
            return chosen, [*rest, argument, *given]
        if argument == "--lang":
            chosen = next(given, "")
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    return chosen, rest


def _hush(code: int) -> int:
    """End quietly where the reader of a pipe has gone (npo … | head), without a complaint at shutdown."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
