"""A series: spendings booked one after another, of which what recurs is made once.

In the books of a year the same descriptions come back month after month. The first spending of a kind is booked as any
other. One like it, against which nothing stands, differs in its number, day, amount, supplier and reference only, and
its row is made from what they have in common. All else goes the ordinary way, so that what is to be refused is decided
in one place.
"""

from datetime import date

from npo_cli.bookkeeping.entry import Entry
from npo_cli.bookkeeping.ledger import Draft, Ledger
from npo_cli.bookkeeping.register import Recurring, Register, recurring
from npo_cli.eligibility.decision import recurs

_MOST_KNOWN = 5_000  # kinds of spendings
_OF_THE_KIND = ((), ("verdict",))  # what was overridden that would be of any spending of the kind

_Kind = tuple[str, date | bool, str | None]  # the text, what a decision turns on of the day, and the goal that is named


class Series:
    """Books spendings in the open books of a ledger, within one step of it.

    `override` is a reason to book what would be refused; `otherwise` the goal where neither a spending nor the rules
    name one.
    """

    def __init__(self, ledger: Ledger, register: Register, override: str, otherwise: str | None) -> None:
        self._ledger = ledger
        self._register = register
        self._override = override
        self._otherwise = otherwise
        self._today = ledger.moment.today
        self._bearing = ledger.rulebook.as_of(self._today).bearing
        self._first: dict[_Kind, Entry] = {}
        self._known: dict[_Kind, Recurring] = {}

    def book(self, text: str, cents: int, day: date, goal: str | None, supplier: str, reference: str) -> str:
        """Book a spending, its texts each on one line, as `Ledger.add` does; give its verdict."""
        kind = (text, self._bearing(day), goal)
        known = self._known.get(kind) or self._recurring(kind)
        if known and self._is_free(day, cents):
            self._register.repeat(known, day, cents, supplier, reference)
            return known.entry.verdict or ""
        draft = Draft(text, cents, day, goal, supplier, reference, override=self._override)
        entry, _ = self._ledger.add(draft, self._otherwise)
        if not known and recurs(text) and entry.overrode in _OF_THE_KIND:
            if len(self._first) >= _MOST_KNOWN:
                self._first.clear()
            self._first[kind] = entry
        return entry.verdict or ""

    def _recurring(self, kind: _Kind) -> Recurring | None:
        """Give what spendings of a kind have in common once it is met again; few of those that are met once are."""
        first = self._first.pop(kind, None)
        if first is None:
            return None
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        known = self._known[kind] = recurring(first)
        return known

    def _is_free(self, day: date, cents: int) -> bool:
        """Say whether nothing stands against a spending but what it may have in common with others of its kind."""
        return day <= self._today and day.year > self._register.sealed and cents <= self._register.left
