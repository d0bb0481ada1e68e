"""The summary: what is worked out beside the plain sums of the entries."""

from datetime import date
from pathlib import Path

import pytest

from npo_cli.bookkeeping.totals import whole
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.reporting.report import MOST_SHOWN
from npo_cli.reporting.summary import Period
from tests.bookkeeping.support import CONSULT, books, draft, fill, new_ledger
from tests.reporting.conftest import report_of

PERIOD = Period(date(2021, 7, 1), date(2023, 7, 31), date(2022, 7, 31))


@pytest.mark.parametrize(
    ("until", "gone", "left"),
    [
        (date(2021, 6, 30), 0, 761), (date(2021, 7, 1), 1, 760), (date(2022, 7, 31), 396, 365),
        (date(2023, 7, 30), 760, 1), (date(2023, 7, 31), 761, 0), (date(2030, 1, 1), 761, 0),
    ],
)  # fmt: skip
def test_period(until: date, gone: int, left: int) -> None:
    """Both the first and the last day count; before the period none of it is gone, after it all of it."""
    period = PERIOD._replace(until=until)
    assert (period.days, period.elapsed_days, period.days_left) == (761, gone, left)
    assert period.elapsed == gone / 761


def test_months_add_up_to_the_years(tmp_path: Path, rulebook: Rulebook) -> None:
    """What was spent by month is, together, what was spent: a reversal counts in the month of what it undoes."""
    path = new_ledger(tmp_path / "a.db", rulebook)
    with books(path, rulebook) as ledger:
        fill(ledger)
        months = list(ledger.storage.months())
        totals = ledger.storage.totals()
    for year in totals.years:
        spent = sum(month.spent for month in months if month.month.startswith(str(year)))
        assert spent == whole(totals.in_year(year)).spent
    assert sum(month.received for month in months) == whole(totals.until(None)).received


def test_spendings_in_doubt_behind_many_commitments(tmp_path: Path, rulebook: Rulebook) -> None:
    """Lists of what awaits a ruling or has no evidence hold all that belongs in them, whatever stands before it."""
    path = new_ledger(tmp_path / "a.db", rulebook)
    with books(path, rulebook) as ledger:
        for _ in range(MOST_SHOWN + 1):
            ledger.add(draft(CONSULT, 100, commitment=True))
            undone, _ = ledger.add(draft(cents=100))
            ledger.reverse(undone.number, "fout")
        asked, _ = ledger.add(draft(CONSULT, 100))
        report = report_of(ledger.storage, rulebook)
    assert [shown.entry.number for shown in report.uncertainties.standings] == [asked.number]
    assert [shown.entry.number for shown in report.bare.standings] == [asked.number]
