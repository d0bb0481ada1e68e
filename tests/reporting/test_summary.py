"""The summary: what is worked out beside the plain sums of the entries."""

from datetime import date

import pytest

from npo_cli.reporting.summary import Period

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
