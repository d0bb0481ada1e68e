"""What the commands share that book: how they open the books for it, and how they answer."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from npo_cli import terminal
from npo_cli.bookkeeping import refusal as no
from npo_cli.bookkeeping.entry import Entry
from npo_cli.bookkeeping.evidence import record_evidence
from npo_cli.bookkeeping.ledger import Ledger, Moment
from npo_cli.bookkeeping.refusal import refusal
from npo_cli.bookkeeping.twin import earlier_twin
from npo_cli.commands.ledger.books import opened, rules_of
from npo_cli.commands.option import Form
from npo_cli.day import long_day
from npo_cli.jsontext import to_json
from npo_cli.language import Language, Phrase
from npo_cli.reporting.entry_record import entry_record
from npo_cli.reporting.entry_text import booked_lines
from npo_cli.user import user_name

TWIN = Phrase(
    "let op: boeking {number} ({day}) heeft hetzelfde bedrag en {same}. Is het dezelfde factuur? Boek deze dan terug "
    "met npo ledger reverse {own} --reason dubbel.",
    "note: entry {number} ({day}) has the same amount and {same}. Is it the same invoice? Then take this one back with "
    "npo ledger reverse {own} --reason duplicate.",
)
SAME_REFERENCE = Phrase("hetzelfde kenmerk", "the same reference")
SAME_TEXT = Phrase("dezelfde datum en omschrijving", "the same date and description")


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


def tell_of_twin(ledger: Ledger, entry: Entry, language: Language) -> None:
    """Say on standard error if an invoice seems to be booked twice; whether it is, the user knows."""
    twin = earlier_twin(ledger.storage, entry)
    if twin:
        same = SAME_REFERENCE if twin.by_reference else SAME_TEXT
        day = long_day(date.fromisoformat(twin.entry.day), language)
        told = TWIN.to(language, number=twin.entry.number, day=day, same=same.to(language), own=entry.number)
        terminal.tell(told)


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
