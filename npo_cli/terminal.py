"""The two consoles: answers on standard output, messages and progress on standard error.

Colour is written to a terminal only, and never with NO_COLOR; signs that a console's encoding lacks are replaced.
Whatever came from a user passes through `printable`, so that no escape in a description reaches the terminal.
"""

import os
import re
import sys
import textwrap
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from typing import TextIO, TypeVar

import typer

from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import InputError
from npo_cli.language import Language

NARROWEST, WIDEST = 60, 100  # columns; text wider than this reads badly
PIPED = 80

T = TypeVar("T")

_COLOURS = {Verdict.ELIGIBLE: "green", Verdict.CONSULT: "yellow", Verdict.EXCLUDED: "red"}
_SIGNS = {Verdict.ELIGIBLE: ("✓", "+"), Verdict.CONSULT: ("!", "!"), Verdict.EXCLUDED: ("✗", "x")}


def prepare() -> None:
    """Let both consoles write any text: signs that their encoding lacks become `?`, and pipes carry UTF-8."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started npo, such as a service
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (for as long as npo runs)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() or "PYTHONIOENCODING" in os.environ else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def say(text: str = "", *, newline: bool = True) -> None:
    """Write to standard output."""
    typer.echo(text, nl=newline, color=colours(sys.stdout))


def tell(text: str, *, newline: bool = True) -> None:
    """Write to standard error."""
    typer.echo(text, err=True, nl=newline, color=colours(sys.stderr))


def tell_all(lines: Iterable[str]) -> None:
    """Write lines to standard error."""
    for line in lines:
        tell(line)


def width() -> int:
    """Give the columns to write for: those of the terminal within reason, or those of a pipe."""
    if not _is_terminal(sys.stdout) and "COLUMNS" not in os.environ:
        return PIPED
    return max(NARROWEST, min(WIDEST, get_terminal_size((PIPED, 24)).columns))


def sign(verdict: Verdict) -> str:
    """Give the sign of a verdict, for who sees no colour."""
    pretty, plain = _SIGNS[verdict]
    return pretty if writes(pretty) else plain


def pretty_sign(verdict: Verdict) -> str:
    """Give the sign of a verdict for a file, which can hold any character."""
    return _SIGNS[verdict][0]


def coloured(text: str, verdict: Verdict) -> str:
    """Give a text in the colour of a verdict, in bold."""
    return typer.style(text, fg=_COLOURS[verdict], bold=True)


def signed(text: str, verdict: Verdict) -> str:
    """Give a text in the colour of a verdict, with its sign before it."""
    return coloured(f"{sign(verdict)} {text}", verdict)


def bold(text: str) -> str:
    """Give a text in bold."""
    return typer.style(text, bold=True)


def faint(text: str) -> str:
    """Give a text in a fainter shade."""
    return typer.style(text, dim=True)


def bar(share: float, columns: int) -> str:
    """Draw a share of a whole as a bar; more than the whole fills it."""
    full, empty = ("█", "░") if writes("█░") else ("#", ".")
    filled = max(0, min(columns, round(share * columns)))
    return full * filled + empty * (columns - filled)


_HOLD = "\0"  # a blank at which no line is broken


def wrapped(text: str, columns: int, first: str = "", others: str | None = None) -> list[str]:
    """Break a text into lines, `first` before the first of them and `others` (else the same) before the rest.

    An amount stays on the line of its sign.
    """
    rest = first if others is None else others
    if "€ " in text and _HOLD not in text:
        held = re.sub("€ (?=[-0-9])", f"€{_HOLD}", text)
        if held != text:
            return [line.replace(_HOLD, " ") for line in wrapped(held, columns, first, rest)]
    words = text.split(" ")
    if all(words) and text.isprintable() and max(map(len, words)) + max(len(first), len(rest)) <= columns:
        return _filled(words, columns, first, rest)  # as nearly all texts are, and four times faster
    return textwrap.wrap(text, columns, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _filled(words: list[str], columns: int, first: str, others: str) -> list[str]:
    """Fill lines with words, none of which is wider than a line, with a blank between them."""
    lines: list[str] = []
    line = first + words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) <= columns:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = others + word
    return [*lines, line]


def plain(text: str) -> str:
    """Give a text without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def asks() -> bool:
    """Say whether a question on the terminal can be answered there."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)


def ask_until_sound(ask: Callable[[], T], language: Language) -> T:
    """Ask again after each mistake, which is told; of what comes through a pipe the first mistake is refused."""
    while True:
        try:
            return ask()
        except InputError as error:
            if not _is_terminal(sys.stdin):
                raise
            tell_all(fault.line(language) for fault in error.faults)


def writes(text: str) -> bool:
    """Say whether the console's encoding has all signs of a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (AttributeError, UnicodeEncodeError, LookupError):  # no console, or one of few signs
        return False
    return True


def _is_terminal(stream: TextIO | None) -> bool:
    """Say whether a stream is a terminal; a program started by a service may have no stream at all."""
    return stream is not None and stream.isatty()


def colours(stream: TextIO | None) -> bool:
    """Say whether a stream is a terminal on which colour is wanted."""
    return _is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
