"""What the commands share that book: how they open the books for it, and how they answer."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from npo_cli import terminal
from npo_cli.bookkeeping import refusal as no
from npo_cli.bookkeeping.entry import Entry
from npo_cli.bookkeeping.evidence import record_evidence
from npo_cli.bookkeeping.ledger import Ledger, Moment
from npo_cli.bookkeeping.refusal import refusal
from npo_cli.commands.ledger.books import Form, opened, rules_of
from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.reporting.entry_record import entry_record
from npo_cli.reporting.entry_text import booked_lines
from npo_cli.user import user_name


@contextmanager
def opened_for_booking(chosen: str | None, pack: str | None) -> Iterator[Ledger]:
    """Open the ledger that is meant with its rules, to be booked in by this user, now."""
    with opened(chosen) as (storage, workspace):
        yield Ledger(storage, rules_of(storage, workspace, pack), moment())


def moment() -> Moment:
    """Give the moment and the user: here the clock is read, and nowhere below."""
    return Moment(datetime.now().astimezone(), user_name())


def evidence_of(paths: list[Path]) -> Any:
    """Read the option --evidence: nothing where none is given."""
    return record_evidence(paths) if paths else None


def answer(ledger: Ledger, entries: list[Entry], form: Form, language: Language) -> None:
    """Say what was booked: the first entry, and those that came with it."""
    standings = [found for entry in entries if (found := ledger.storage.standing(entry.number))]
    first, *others = standings
    with once_booked(", ".join(str(entry.number) for entry in entries)):
        if form is Form.JSON:
            terminal.say(to_json(entry_record(first, tuple(others))))
        else:
            terminal.say("\n".join(booked_lines(standings, ledger, language, terminal.width())))


@contextmanager
def once_booked(numbers: str) -> Iterator[None]:
    """Say that these are booked where the answer cannot be written: who saw only the error would book them again."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has seen enough
        raise
    except OSError as error:
        raise refusal(no.BOOKED_UNSEEN, numbers=numbers, problem=error.strerror or str(error)) from error
