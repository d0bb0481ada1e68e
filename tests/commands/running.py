"""Runs `npo` for a test: inside the process of the test, which is fast, or as a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from npo_cli import main
from npo_cli.commands.group import LazyGroup
from npo_cli.language import Language

ROOT = Path(__file__).parents[2]
LANGUAGES = ("nl", "en")

# What in the environment of the tester would change an answer.
_OWN = ("NPO_", "LC_", "LANG", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "PYTHONIOENCODING", "PYTHONUTF8")
# All that a terminal obeys: C0 without tab and line ends, DEL and C1; and signs that turn the direction of text.
_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its exit code, and what it wrote to each console."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines on standard output."""
        return self.out.splitlines()

    @property
    def messages(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()

    @property
    def data(self) -> Any:
        """What standard output holds as JSON."""
        return json.loads(self.out)

    @property
    def flat(self) -> str:
        """Standard output as running text, so that it does not matter where lines were broken."""
        return flat(self.out)

    def refusal(self, code: int = 2) -> str:
        """Give the one line with which bad input was refused; all else about the refusal must be right too."""
        assert (self.code, self.out) == (code, "")
        assert len(self.messages) == 1, self.err
        self.check_messages()
        return self.messages[0]

    def check_messages(self) -> None:
        """See that the messages are fit to be read: no traceback, no raw controls, nothing overlong."""
        assert "Traceback" not in self.err
        assert not obeyed(self.err)
        assert all(line.strip() for line in self.messages), "an empty line among the messages"
        assert all(len(line) < 1_000 for line in self.messages), "a message that nobody reads to its end"


class Screen(TextIOWrapper):
    """A console that calls itself a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


@dataclass(slots=True)
class Program:
    """Runs `npo` in this process, in a folder and an environment of its own."""

    monkeypatch: pytest.MonkeyPatch

    def __call__(
        self,
        *arguments: str | Path,
        stdin: bytes | str = b"",
        terminal: bool = False,
        encoding: str = "utf-8",
        env: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run `npo` with arguments, with `env` on top of a plain environment; on a terminal if asked."""
        out, err = BytesIO(), BytesIO()
        console = Screen if terminal else TextIOWrapper
        given = stdin.encode() if isinstance(stdin, str) else stdin
        streams = {
            "stdin": console(BytesIO(given), encoding="utf-8"),
            "stdout": console(out, encoding=encoding, newline="\n"),
            "stderr": console(err, encoding=encoding, newline="\n"),
        }
        with self.monkeypatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            try:
                code: object = main.run([str(argument) for argument in arguments])
            except SystemExit as leaving:  # as `main` would leave
                code = leaving.code
            for stream in (streams["stdout"], streams["stderr"]):
                stream.flush()
        assert isinstance(code, int)
        return Outcome(code, out.getvalue().decode(encoding), err.getvalue().decode(encoding))


@dataclass(slots=True)
class Process:
    """Runs `npo` as a process, for what only a process shows: pipes, encodings, exit codes, Ctrl-C."""

    cache: Path
    folder: Path
    command: list[str] = field(default_factory=lambda: [sys.executable, "-m", "npo_cli"])

    def __call__(
        self,
        *arguments: str | Path,
        stdin: bytes = b"",
        encoding: str = "utf-8",
        env: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run `npo` with arguments to its end."""
        done = subprocess.run(
            [*self.command, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=self.folder,
            env=self.environment(env),
            timeout=120,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    def start(self, *arguments: str | Path, env: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """Start `npo` with pipes on all three sides, and leave it running."""
        return subprocess.Popen(
            [*self.command, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=self.environment(env),
            preexec_fn=_obey_interrupts if os.name == "posix" else None,  # noqa: PLW1509 (no threads run then)
        )

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Give the environment of a process: plain, so that the tester's own settings do not matter."""
        return {**plain_environment(os.environ), "NPO_CACHE": str(self.cache), "PYTHONPATH": str(ROOT), **(more or {})}


def _obey_interrupts() -> None:
    """Obey Ctrl-C, which a tester's own shell may have told what it starts to ignore."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def plain_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out what would change the answers of `npo`."""
    return {name: value for name, value in environment.items() if not name.startswith(_OWN)}


def program(monkeypatch: pytest.MonkeyPatch, cache: Path, folder: Path) -> Program:
    """Make what runs `npo` in this process, in `folder`, away from the checkout."""
    for name in os.environ.keys() - plain_environment(os.environ).keys():
        monkeypatch.delenv(name)
    monkeypatch.setenv("NPO_CACHE", str(cache))
    monkeypatch.chdir(folder)
    return Program(monkeypatch)


@contextmanager
def temporary_workspace(cache: Path, memory: Path) -> Iterator[tuple[Program, Path]]:
    """Make a workspace in a folder of its own, with a ledger in which nothing but € 500.000,00 was awarded.

    For what is booked once and then copied by many tests; gives what runs `npo` there as user Anna, and the folder.
    """
    with tempfile.TemporaryDirectory(dir=memory) as name, pytest.MonkeyPatch.context() as patch:
        npo = program(patch, cache, Path(name))
        start_ledger(npo)
        yield npo, Path(name)


def start_ledger(npo: Program) -> None:
    """Start the ledger that most tests book in, as user Anna, who reads English."""
    npo.monkeypatch.setenv("NPO_USER", "Anna")
    npo.monkeypatch.setenv("NPO_LANG", "en")
    assert npo("init", "Oisterwijk", "--allocation", "500000", "--date", "2021-10-01").code == 0


def flat(text: str) -> str:
    """Give a text on one line."""
    return " ".join(text.split())


def obeyed(text: str) -> list[str]:
    """Give the characters of a text that a terminal would obey instead of show."""
    return _OBEYED.findall(text)


def commands(language: Language | None = None) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every command with its path, groups included.

    Without a language their help is what the code wrote: the keys of the texts.
    """
    yield from _below((), _localised(get_command(main.app), language), language)


def _below(path: tuple[str, ...], command: Any, language: Language | None) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, child in _children(command).items():
        yield from _below((*path, name), _localised(child, language), language)


def _children(command: Any) -> dict[str, Any]:
    """Give the commands of a group; of another command, none."""
    modules = command.modules if isinstance(command, LazyGroup) else {}
    return {name: get_command(import_module(module).app) for name, module in modules.items()}


def _localised(command: Any, language: Language | None) -> Any:
    from npo_cli.commands.help import localised

    return command if language is None else localised(command, language)
