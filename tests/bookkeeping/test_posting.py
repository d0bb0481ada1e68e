"""Postings and bookings: what an entry adds to the totals, and how a booking stands after it."""

from collections.abc import Iterable

import pytest

from npo_cli.bookkeeping import posting
from npo_cli.bookkeeping.booking import Booking, booked, ruled
from npo_cli.bookkeeping.entry import Entry, Kind, Ruling, State
from npo_cli.bookkeeping.posting import Posting
from npo_cli.bookkeeping.totals import Figures, Totals, whole
from tests.bookkeeping.support import PROOF

SPENDING = Booking(2, Kind.SPENDING, 2022, "catch-up", 500, State.ELIGIBLE)
COMMITMENT = Booking(3, Kind.COMMITMENT, 2022, "catch-up", 900, State.ELIGIBLE, open=900)


def sums(postings: Iterable[Posting]) -> dict[tuple[int, str], int]:
    """Add postings up by year and measure."""
    return {(year, measure): amount for (year, _, measure), amount in Totals(postings).sums.items()}


def entry(kind: Kind = Kind.SPENDING, verdict: str = "eligible", **fields: object) -> Entry:
    """Give an entry of a spending or commitment."""
    made = Entry(2, kind, "2022-07-18", "", "anna", 2022, "zomerschool", 500, "catch-up", verdict)
    return made._replace(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verdict", "state"),
    [("eligible", State.ELIGIBLE), ("consult", State.AWAITING), ("excluded", State.OVERRIDDEN)],
)
def test_first_state(verdict: str, state: State) -> None:
    """A booking on which no accountant ruled stands as its verdict says."""
    assert booked(entry(verdict=verdict)).state is state
    assert booked(entry(verdict=verdict), COMMITMENT).state is state


@pytest.mark.parametrize("ruling", list(Ruling))
def test_a_spending_follows_the_ruling_on_its_commitment(ruling: Ruling) -> None:
    """Where the accountant ruled on a commitment, its spending starts in that state, as a ruling not its own."""
    spending = booked(entry(verdict="consult"), ruled(COMMITMENT, ruling, own=True))
    assert (spending.state.value, spending.own, spending.fulfils) == (ruling.value, False, 3)


def test_a_commitment_is_open_and_needs_no_evidence() -> None:
    """A new commitment is open in full; only a spending can lack evidence."""
    made = booked(entry(Kind.COMMITMENT))
    assert (made.open, made.bare) == (500, False)
    assert (booked(entry()).open, booked(entry()).bare, booked(entry(evidence=PROOF)).bare) == (0, True, False)


def test_added() -> None:
    """A spending adds its amount and counts once, in doubt as well as its state says; a commitment only commits."""
    assert sums(posting.added(SPENDING)) == {(2022, "spent"): 500, (2022, "spendings"): 1}
    assert sums(posting.added(COMMITMENT)) == {(2022, "committed"): 900}
    doubted = SPENDING._replace(state=State.AWAITING, bare=True)
    assert sums(posting.added(doubted)) == {
        (2022, "spent"): 500, (2022, "spendings"): 1, (2022, "awaiting"): 500, (2022, "awaiting-count"): 1,
        (2022, "bare"): 500, (2022, "bare-count"): 1,
    }  # fmt: skip
    assert sums(posting.added(SPENDING._replace(state=State.REJECTED))).keys() >= {(2022, "errors")}
    assert sums(posting.added(SPENDING._replace(state=State.OVERRIDDEN))).keys() >= {(2022, "errors")}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("bare", [True, False])
def test_all_added(state: State, bare: bool) -> None:
    """Spendings that stand alike, posted together, add what they would add one by one."""
    alike = [SPENDING._replace(state=state, bare=bare, cents=cents) for cents in (500, 70, 3)]
    each = [one for booking in alike for one in (*posting.added(booking), posting.Posting(2022, "", "decided-by x", 1))]
    together = posting.all_added(2022, SPENDING.goal, state, bare, "x", 3, 573)
    assert sums(together) == sums(each)


def test_added_of_a_commitment() -> None:
    """A spending takes from its commitment: in the year of both, or as late where that is another year."""
    assert sums(posting.added(SPENDING, COMMITMENT))[2022, "committed"] == -500
    later = sums(posting.added(SPENDING._replace(year=2023), COMMITMENT))
    assert (later[2023, "late-committed"], later[2023, "spent"]) == (500, 500)


@pytest.mark.parametrize("state", [State.ELIGIBLE, State.AWAITING, State.REJECTED, State.OVERRIDDEN, State.APPROVED])
def test_undone_in_its_year(state: State) -> None:
    """What is undone in its own year leaves nothing of it."""
    booking = SPENDING._replace(state=state, bare=True)
    assert sums([*posting.added(booking), *posting.undone(booking, 2022, 500)]) == {}
    both = [*posting.added(booking, COMMITMENT), *posting.undone(booking, 2022, 500, COMMITMENT)]
    assert sums(both) == {}
    assert sums([*posting.added(COMMITMENT), *posting.undone(COMMITMENT, 2022, 900)]) == {}


@pytest.mark.parametrize("state", [State.ELIGIBLE, State.AWAITING, State.REJECTED])
def test_undone_later(state: State) -> None:
    """What is undone after its year was sealed leaves that year as it was, and in all years nothing."""
    booking = SPENDING._replace(state=state, bare=True)
    totals = Totals([*posting.added(booking), *posting.undone(booking, 2023, 500)])
    assert totals.in_year(2022) == Totals(posting.added(booking)).in_year(2022)
    assert whole(totals.in_year(2023)) == Figures(spent=-500)
    assert whole(totals.until(2022)) == whole(totals.in_year(2022))
    assert whole(totals.until(2023)) == whole(totals.until(None)) == Figures()


@pytest.mark.parametrize("before", [State.AWAITING, State.ELIGIBLE, State.OVERRIDDEN, State.REJECTED])
@pytest.mark.parametrize("ruling", list(Ruling))
def test_restated(before: State, ruling: Ruling) -> None:
    """A ruling moves the amount from what awaits to the errors, or off both; a commitment has no such figures."""
    booking = SPENDING._replace(state=before)
    after = ruled(booking, ruling, own=True)
    assert sums([*posting.added(booking), *posting.restated(booking, after)]) == sums(posting.added(after))
    assert sums(posting.restated(COMMITMENT, ruled(COMMITMENT, ruling, own=True))) == {}


def test_received() -> None:
    """An instalment counts under no goal."""
    assert posting.received(2022, 7) == Posting(2022, "", "received", 7)


def test_totals() -> None:
    """Totals are read by year and up to a year, by goal; sums of zero are left out, years are told in order."""
    totals = Totals(
        [
            Posting(2023, "preschool", "spent", 5), Posting(2022, "catch-up", "spent", 3),
            Posting(2022, "catch-up", "spent", 4), Posting(2022, "preschool", "awaiting", 1),
            Posting(2022, "preschool", "awaiting", -1),
        ]
    )  # fmt: skip
    assert totals.sums == {(2022, "catch-up", "spent"): 7, (2023, "preschool", "spent"): 5}
    assert totals.years == (2022, 2023)
    assert totals.in_year(2022) == {"catch-up": Figures(spent=7), "preschool": Figures()}
    assert totals.until(2023) == {"catch-up": Figures(spent=7), "preschool": Figures(spent=5)}
    assert whole(totals.until(None)) == Figures(spent=12)
    assert whole({}) == Figures()
