"""Tests of what an unquoted word or number means."""

from datetime import date

import pytest

from tests.strictyaml.support import data, only

pytestmark = pytest.mark.usefixtures("parser")


def test_reads_every_kind_of_value() -> None:
    """Texts, whole numbers, booleans, dates and nulls are read as such."""
    text = "a: tekst\nb: 5\nc: -12\nd: true\ne: false\nf: 2021-09-21\ng: null\nh: ~\ni:\nj: 0\n"
    assert data(text) == {
        "a": "tekst", "b": 5, "c": -12, "d": True, "e": False, "f": date(2021, 9, 21),
        "g": None, "h": None, "i": None, "j": 0,
    }  # fmt: skip


@pytest.mark.parametrize("value", ["no", "12:30", "0123", "1.5", "2021-09-21", "null", "<<", "5", "true"])
@pytest.mark.parametrize("form", ['"{}"', "'{}'", "|-\n  {}", ">-\n  {}"])
def test_quoted_and_block_text_is_text(value: str, form: str) -> None:
    """What stands in quotes or in a block of text is text, whatever it says."""
    assert data("a: " + form.format(value)) == {"a": value}


@pytest.mark.parametrize(
    "text",
    ["€ 1.234,50", "1.2.3", "1.234.567", "31-07-2023", "50%", "artikel 5", "nee", "ja", "12:75", "."],
)
def test_plain_text_stays_text(text: str) -> None:
    """What no YAML reader takes for a number is text."""
    assert data(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "off", "y", "n", "No", "YES", "On", "OFF", "Y", "N", "True", "TRUE", "False"],
)
def test_bare_boolean(word: str) -> None:
    """A boolean of YAML 1.1 other than true and false is refused, with quotes as the mend."""
    assert only(f"a: {word}").startswith(
        f'1:4: Without quotes YAML reads ‘{word}’ as true or false; put it in quotes: "{word}".'
    )


@pytest.mark.parametrize(
    "number",
    [
        "12:30", "09:30", "1:30:00", "12:30.5", "0123", "0899", "00", "-0", "+5", "0x1F", "0b101", "0o17",
        "1_000", "1.5", "1.", ".5", "-1.5e3", "1e3", ".inf", "-.INF", ".nan", "1234567890123456789",
    ],
)  # fmt: skip
def test_surprising_number(number: str) -> None:
    """A number in a special form is refused, with quotes as the mend."""
    assert only(f"a: {number}").startswith(
        f'1:4: Without quotes YAML reads ‘{number}’ as a special number; put it in quotes: "{number}".'
    )


@pytest.mark.parametrize("sign", ["=", "<<"])
def test_special_value(sign: str) -> None:
    """The two signs with a meaning of their own are refused as a value."""
    assert only(f"a: {sign}").startswith(f"1:4: ‘{sign}’ has a meaning of its own in YAML; put it in quotes")


@pytest.mark.parametrize("day", ["2021-02-30", "2021-13-01", "0000-01-01", "2021-00-10"])
def test_day_that_does_not_exist(day: str) -> None:
    """A date that does not exist is a fault, not a traceback."""
    assert only(f"a: {day}").startswith(f"1:4: ‘{day}’ is not a day that exists")


@pytest.mark.parametrize(
    "moment",
    ["2021-09-21 12:00:00", "2021-09-21T12:00:00Z", "2021-9-1t1:00:00.5 +01:00", "2021-09-21 12:00"],
)
def test_date_with_time(moment: str) -> None:
    """A date with a time is refused."""
    assert only(f"a: {moment}").startswith(f"1:4: ‘{moment}’ is a date with a time; write the date only")
