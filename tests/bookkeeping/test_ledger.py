"""The ledger itself: steps of several bookings, and who and when."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from npo_cli.bookkeeping.ledger import MissingGoalError, Moment, on_one_line
from npo_cli.bookkeeping.storage.address import Address
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import InputError
from tests.bookkeeping.support import (
    CONSULT,
    ELIGIBLE,
    EXCLUDED,
    GOAL,
    books,
    draft,
    entries,
    found,
    refused,
)
from tests.stores import both_stores


@both_stores
def test_a_step_of_several_is_kept_as_a_whole(empty: Address, rulebook: Rulebook) -> None:
    """What several bookings of one step add is kept together, or not at all."""
    with books(empty, rulebook) as ledger:
        with ledger.writing():
            for _ in range(3):
                ledger.add(draft())
        with pytest.raises(InputError), ledger.writing():  # noqa: PT012 (the step is what is refused)
            ledger.add(draft())
            ledger.add(draft(EXCLUDED))
        ledger.add(draft())
    assert [entry.number for entry in entries(empty)] == [1, 2, 3, 4, 5]
    assert found(empty) == []


@both_stores
def test_a_refused_correction_within_a_step_leaves_nothing_behind(empty: Address, rulebook: Rulebook) -> None:
    """Where a step goes on after a refusal, as an import that skips rows does, no half of the refused is left."""
    with books(empty, rulebook) as ledger, ledger.writing():
        entry, _ = ledger.add(draft())
        for changes in (
            {"text": EXCLUDED},
            {"cents": 99_999_999},
            {"day": date(2030, 1, 1)},
            {"day": date(2020, 1, 1)},
        ):
            with pytest.raises(InputError):
                ledger.correct(entry.number, changes, "fout")
        ledger.add(draft(cents=20_000))
    assert [each.kind.value for each in entries(empty)] == ["allocation", "spending", "spending"]
    assert found(empty) == []


@both_stores
def test_a_correction_has_the_room_of_what_it_corrects(empty: Address, rulebook: Rulebook) -> None:
    """A booking that took all that remained can be corrected to as much, not to more; after an overrun too."""
    with books(empty, rulebook) as ledger:
        entry, _ = ledger.add(draft(cents=50_000_000))
        with refused("€ 500,000.01", "€ 500,000.00"):
            ledger.correct(entry.number, {"cents": 50_000_001}, "fout")
        _, again, _ = ledger.correct(entry.number, {"cents": 50_000_000, "supplier": "S"}, "fout")
        promised, _ = ledger.add(draft(cents=1, commitment=True, override="x"))
        with refused("€ 500,000.01", "€ 499,999.99"):
            ledger.correct(again.number, {"cents": 50_000_001}, "fout")
        _, again, _ = ledger.correct(again.number, {"cents": 50_000_000, "supplier": "T"}, "fout")
        assert (ledger.remaining(), again.overrode) == (-1, ())
        _, again, _ = ledger.correct(again.number, {"cents": 49_999_000}, "fout")
        assert (ledger.remaining(), again.overrode) == (999, ())
        assert promised.overrode == ("budget",)


@both_stores
def test_a_commitment_is_spent_where_others_booked_too_much(empty: Address, rulebook: Rulebook) -> None:
    """Spending what was committed takes no new room: it is not refused after an overrun, nor is its correction."""
    with books(empty, rulebook) as ledger:
        promised, _ = ledger.add(draft(cents=1_000, commitment=True))
        ledger.add(draft(cents=50_000_000, override="x"))
        spent, _, _ = ledger.fulfil(promised.number, {"cents": 600})
        _, again, _ = ledger.correct(spent.number, {"cents": 1_000}, "fout")
        assert (spent.overrode, again.overrode) == ((), ())
        assert ledger.remaining() == -1_000


@both_stores
def test_the_goal_is_asked_for_last(empty: Address, rulebook: Rulebook) -> None:
    """A refusal because of the verdict comes before the question for a goal, which names the goals."""
    with books(empty, rulebook) as ledger:
        with pytest.raises(MissingGoalError) as caught:
            ledger.add(draft(CONSULT, goal=None))
        assert caught.value.goals == tuple(rulebook.goals)
        with refused("(fibre)"):
            ledger.add(draft(EXCLUDED, goal=None))
        entry, _ = ledger.add(draft(ELIGIBLE, goal=None))
        assert entry.goal == GOAL
    assert len(entries(empty)) == 2


def test_the_moment_is_kept_in_utc() -> None:
    """The day of a booking is that of the user's clock, the moment of booking is kept in UTC."""
    moment = Moment(datetime(2024, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))), "anna")
    assert (moment.today, moment.recorded) == (date(2024, 1, 1), "2023-12-31T23:30:00Z")
    assert Moment(datetime(2024, 1, 1, tzinfo=UTC), "anna").recorded == "2024-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("text", "booked"),
    [
        ("  a \n b\t\tc ", "a b c"), ("a\x00b", "a\ufffdb"), ("\x1b[31m", "\ufffd[31m"), ("", ""), ("\u00a0\n", ""),
        ("a\u202eb", "a\ufffdb"), ("a\udcffb", "a\ufffdb"), ("é 🏫", "é 🏫"),
    ],
)  # fmt: skip
def test_on_one_line(text: str, booked: str) -> None:
    """A text is booked on one line, without what a terminal would obey."""
    assert on_one_line(text) == booked
