"""Tests of reading and writing days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.day import long_day, parse_day
from npo_cli.fault import InputError
from npo_cli.language import Language


def refusal(text: str) -> str:
    """Give the English line with which a day is refused."""
    with pytest.raises(InputError) as caught:
        parse_day(text, "--date")
    (fault,) = caught.value.faults
    assert fault.line(Language.NL) != fault.line(Language.EN)
    return fault.line(Language.EN)


@pytest.mark.parametrize(
    "text",
    ["2023-07-31", "2023-7-31", " 2023-07-31 ", "31-07-2023", "31-7-2023", "31/07/2023", "31.07.2023"],
)
def test_reads_what_people_type(text: str) -> None:
    """A day is read as year-month-day or as day-month-year."""
    assert parse_day(text) == date(2023, 7, 31)


def test_reads_the_day_before_the_month() -> None:
    """Where both could be a month, the first number is the day, as in Dutch."""
    assert parse_day("01-02-2023") == date(2023, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "", "vandaag", "31 juli 2023", "2023", "2023-07", "31-07-23", "20230731", "2023/07/31", "2023-07-31T12:00",
        "２０２３-07-31", "٣١-07-2023", "45138", "07-31", "-2023-07-31", "2023-07-31-", "2023--07-31", "\x1b2023-07-31",
    ],
)  # fmt: skip
def test_refuses_what_is_no_day(text: str) -> None:
    """Words, other orders and digits of other scripts are refused, with the two ways to write a day."""
    line = refusal(text)
    assert line.startswith("--date: ")
    assert "is not a date; write 2023-07-31 or 31-07-2023" in line


@pytest.mark.parametrize("text", ["2023-02-29", "31-04-2023", "2023-13-01", "00-01-2023", "0000-01-01", "07-31-2023"])
def test_refuses_days_that_do_not_exist(text: str) -> None:
    """A day that no calendar has is refused as such."""
    assert "is not a day that exists" in refusal(text)


@given(st.dates())
def test_printing_and_reading_are_inverse(day: date) -> None:
    """Every day is read back from both ways to write it."""
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day:02d}-{day.month:02d}-{day.year:04d}") == day


@given(st.text(max_size=14) | st.text(alphabet="0123456789-/.", max_size=12))
def test_reads_or_refuses(text: str) -> None:
    """Any text at all is a day or is refused in one printable line, never a crash."""
    try:
        parse_day(text)
    except InputError as error:
        assert all(fault.line(Language.NL).isprintable() for fault in error.faults)  # noqa: PT017 (either may come)


def test_writes_in_words() -> None:
    """A day is written out with the name of the month in the reader's language."""
    assert long_day(date(2023, 7, 31), Language.NL) == "31 juli 2023"
    assert long_day(date(2025, 3, 1), Language.EN) == "1 March 2025"
