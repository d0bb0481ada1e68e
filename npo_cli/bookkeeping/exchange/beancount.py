"""The ledger as a file of beancount, which `bean-check` accepts and of which the totals are those of npo."""

from collections.abc import Iterable
from typing import TextIO

from npo_cli.bookkeeping.exchange.journal import Step, accounts, day_in_accounts, new_accounts
from npo_cli.bookkeeping.storage.interface import About
from npo_cli.money import decimal_string

_FIRST_DAY = "1900-01-01"  # on which all accounts are opened, before any entry


def write(about: About, goals: Iterable[str], steps: Iterable[Step], stream: TextIO) -> None:
    """Write the file; `goals` are the ids for which accounts are opened, used or not."""
    stream.write(f'option "title" {_quoted(about.municipality)}\n')
    stream.write(f'option "operating_currency" "{about.currency}"\n\n')
    known = set(opened := accounts(goals))
    stream.writelines(_opening(account, about) for account in opened)
    for (entry, booking), move in steps:
        stream.writelines(f"\n{_opening(account, about)}" for account in new_accounts(move, known))
        day = day_in_accounts(entry)
        if move is None:
            stream.write(f'\n{day} custom "{entry.kind}" {_quoted(entry.text or str(entry.number))}\n')
        else:
            sign = "!" if booking and booking.state == "awaiting" else "*"
            stream.write(f"\n{day} {sign} {_quoted(entry.supplier)} {_quoted(entry.text or entry.kind.value)}\n")
        stream.write(f'  number: {entry.number}\n  kind: "{entry.kind}"\n  hash: "{entry.hash}"\n')
        if day != entry.day:
            stream.write(f"  made: {entry.day}\n")
        if booking:
            stream.write(f'  state: "{booking.state}"\n')
        if move:
            stream.write(f"  {_account(move.to)}  {decimal_string(move.cents)} {about.currency}\n")
            stream.write(f"  {_account(move.origin)}  {decimal_string(-move.cents)} {about.currency}\n")


def _opening(account: tuple[str, ...], about: About) -> str:
    return f"{_FIRST_DAY} open {_account(account)} {about.currency}\n"


def _account(path: tuple[str, ...]) -> str:
    return ":".join(name[0].upper() + name[1:] for name in path)


def _quoted(text: str) -> str:
    """Write a text as beancount reads it back."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
