"""The recheck: every booking decided again by other rules, or with other knowledge, to see which verdicts change."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from npo_cli.bookkeeping.entry import Entry, Kind, State
from npo_cli.bookkeeping.refusal import OTHER_PACK
from npo_cli.bookkeeping.storage.interface import Standing, Storage, Wanted
from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import Answer, Expense
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import refuse


class Change(NamedTuple):
    """A booking whose verdict changes: what it was, and the decision that it would get."""

    standing: Standing
    before: Verdict
    decision: Decision

    @property
    def cents(self) -> int:
        """What is at stake: the amount of a spending, or what is still open of a commitment."""
        booking = self.standing.booking
        return booking.open if booking and booking.kind is Kind.COMMITMENT else self.standing.entry.amount

    @property
    def is_stricter(self) -> bool:
        """Whether the new verdict is the more cautious one."""
        return self.decision.verdict.caution > self.before.caution


class Gap(NamedTuple):
    """A booking without the answer to questions that would turn its verdict and that it was not asked before."""

    entry: Entry
    questions: tuple[str, ...]


class Recheck(NamedTuple):
    """What a recheck found; `bookings` is how many were decided again."""

    changes: tuple[Change, ...]
    gaps: tuple[Gap, ...]
    bookings: int

    @property
    def exposed(self) -> int:
        """What the bookings amount to, in cents, whose verdict becomes more cautious."""
        return sum(change.cents for change in self.changes if change.is_stricter)

    @property
    def relieved(self) -> int:
        """What the bookings amount to, in cents, whose verdict becomes less cautious."""
        return sum(change.cents for change in self.changes if not change.is_stricter)


def recheck(storage: Storage, rulebook: Rulebook, as_of: date) -> Recheck:
    """Decide every booking that still counts again, with the answers that were given; changes nothing.

    What was reversed does not count, nor a commitment of which nothing is open: its spendings stand for it.
    """
    if rulebook.pack != storage.about.pack:
        raise refuse(OTHER_PACK, storage.name, mine=storage.about.pack, given=rulebook.pack)
    states = tuple(state for state in State if state is not State.REVERSED)
    with storage.reading():
        return _rechecked(storage.standings(Wanted(states=states)), rulebook, as_of)


def _rechecked(standings: Iterable[Standing], rulebook: Rulebook, as_of: date) -> Recheck:
    changes: list[Change] = []
    gaps: list[Gap] = []
    count = 0
    for standing in standings:
        entry, booking = standing
        if booking and booking.kind is Kind.COMMITMENT and not booking.open:
            continue
        count += 1
        decision = decide(_expense(entry, rulebook), rulebook, as_of)
        before = Verdict(entry.verdict or Verdict.CONSULT)
        if decision.verdict is not before:
            changes.append(Change(standing, before, decision))
        if missing := tuple(_unanswered(entry, decision)):
            gaps.append(Gap(entry, missing))
    return Recheck(tuple(changes), tuple(gaps), count)


def _expense(entry: Entry, rulebook: Rulebook) -> Expense:
    """Give the expense that an entry booked, without answers to questions that these rules do not ask."""
    answers = {name: Answer(answer) for name, answer in entry.answers.items() if name in rulebook.questions}
    return Expense(entry.text, entry.cents, entry.spent_on, entry.goal, answers)


def _unanswered(entry: Entry, decision: Decision) -> Iterator[str]:
    for asked in decision.questions:
        name = asked.question.id
        if asked.answer is Answer.UNKNOWN and asked.if_yes is not asked.if_no and name not in entry.questions:
            yield name
