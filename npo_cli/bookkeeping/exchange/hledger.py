"""The ledger as a journal of hledger: `hledger check --strict` accepts it, and its totals are those of npo."""

from collections.abc import Iterable
from typing import TextIO

from npo_cli.bookkeeping.exchange.journal import Step, accounts, day_in_accounts, new_accounts
from npo_cli.bookkeeping.storage.interface import About
from npo_cli.money import decimal_string


def write(about: About, steps: Iterable[Step], stream: TextIO) -> None:
    """Write the journal; every entry is a transaction with its number as code, and its state and hash as tags.

    Accounts of goals are declared where they are first used, so that no rules are needed.
    """
    stream.write(f"; {_plain(about.municipality)} · {about.pack}\n")
    stream.write(f"commodity {about.currency} 1000.00\n")
    known = set(declared := accounts(()))
    stream.writelines(f"account {':'.join(account)}\n" for account in declared)
    for (entry, booking), move in steps:
        stream.writelines(f"\naccount {':'.join(account)}\n" for account in new_accounts(move, known))
        sign = "!" if booking and booking.state == "awaiting" else "*"
        state = f"state:{booking.state}, " if booking else ""
        text = _plain(entry.text) or entry.kind.value
        day = day_in_accounts(entry)
        made = f"made:{entry.day}, " if day != entry.day else ""
        tags = f"kind:{entry.kind}, {state}{made}hash:{entry.hash}"
        stream.write(f"\n{day} {sign} ({entry.number}) {text}  ; {tags}\n")
        if move:
            amount = f"{about.currency} {decimal_string(move.cents)}"
            back = f"{about.currency} {decimal_string(-move.cents)}"
            stream.write(f"    {':'.join(move.to)}  {amount}\n    {':'.join(move.origin)}  {back}\n")


def _plain(text: str) -> str:
    """Give a text of which hledger makes nothing else: a semicolon would begin a comment."""
    return " ".join(text.replace(";", ",").replace("|", "/").split())
