"""Tests of reading and writing amounts."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from npo_cli.fault import InputError
from npo_cli.language import Language
from npo_cli.money import MOST_CENTS, decimal_string, euros, is_common, parse_cents

CENTS = st.integers(1, MOST_CENTS)


def refusal(text: str, language: Language = Language.EN) -> str:
    """Give the line with which an amount is refused; it has a line in the other language too."""
    with pytest.raises(InputError) as caught:
        parse_cents(text, "--amount")
    (fault,) = caught.value.faults
    assert fault.line(Language.NL) != fault.line(Language.EN)
    return fault.line(language)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1234.50", 123450),
        ("1234,50", 123450),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("€ 1.234,50", 123450),
        ("€1.234,50", 123450),
        ("1.234,50 €", 123450),
        ("€ 1.234,-", 123400),
        ("1234,--", 123400),
        ("1,234.-", 123400),
        ("5,-", 500),
        ("€ 5,\u2013", 500),
        ("EUR 1234,50", 123450),
        ("1234,50 EUR", 123450),
        ("1 234,50", 123450),
        ("1\xa0234,50", 123450),
        ("1\u202f234,50", 123450),
        ("€\xa01.234,50", 123450),
        ("  12  ", 1200),
        ("12", 1200),
        ("+12", 1200),
        ("12,5", 1250),
        ("12.5", 1250),
        ("0,01", 1),
        ("0.10", 10),
        ("007,00", 700),
        ("1234", 123400),
        ("12345", 1234500),
        ("1.234.567", 123456700),
        ("1,234,567", 123456700),
        ("1.234.567,89", 123456789),
        ("1,234,567.89", 123456789),
        ("1.234,5", 123450),
        ("503.997,35", 50399735),
        ("999.999.999,99", MOST_CENTS),
        ("999999999.99", MOST_CENTS),
    ],
)
def test_reads_what_people_type(text: str, cents: int) -> None:
    """An amount is read with a comma or a point, with or without groups, blanks and the euro sign."""
    assert parse_cents(text) == cents


@pytest.mark.parametrize(
    ("text", "small", "large"),
    [
        ("1.234", "1,23", "1234,00"),
        ("1,234", "1,23", "1234,00"),
        ("12.345", "12,34", "12345,00"),
        ("123,456", "123,45", "123456,00"),
        ("€ 1.000", "1,00", "1000,00"),
    ],
)
@pytest.mark.parametrize("language", list(Language))
def test_refuses_what_may_be_read_in_two_ways(text: str, small: str, large: str, language: Language) -> None:
    """Three digits behind one mark are refused in both languages, naming both readings, each of which is accepted."""
    line = refusal(text, language)
    assert small in line
    assert large in line
    assert parse_cents(large) > parse_cents(small)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "€", "EUR", "twaalf", "NaN", "nan", "inf", "-inf", "Infinity", "1e5", "1E5", "0x10", "1_000", "½",
        "１２", "١٢٣", "12٫50", "12€50", "€ € 12", "1,234.567.8", "1.23.456", "12.34.567", "1234.567,89",
        "1234,567,890", "1.234,567,89", "1..5", "1,,5", ",5", ".5", "5.", "5,", "1 23", "12 34,50", "1\n234", "- 5",
        "--5", "12%", "1.234 567,00", "1,234 567.00", "12,50 13,50", "\x1b[31m12", "=12",
    ],
)  # fmt: skip
def test_refuses_what_is_no_amount(text: str) -> None:
    """Words, other notations of numbers, digits of other scripts and groups in wrong places are no amounts."""
    assert "is not an amount" in refusal(text)


@pytest.mark.parametrize("text", ["12.3456", "0,125", "0.001", "1.234,567", "1,234.567", "12345.678"])
def test_refuses_more_than_two_decimals(text: str) -> None:
    """More than two decimals are refused, never rounded."""
    assert "more than two decimals" in refusal(text)


@pytest.mark.parametrize("text", ["0", "0,00", "0.0", "-1", "-1234,50", "\u221212,50", "€ -5,00", "-0", "-1.234,50"])
def test_refuses_what_is_not_above_zero(text: str) -> None:
    """Zero and negative amounts are refused for what they are."""
    assert "is not above zero" in refusal(text)


@pytest.mark.parametrize("text", ["1.000.000.000,00", "1000000000", "9" * 30, "9" * 5000, "999.999.999.999"])
def test_refuses_what_is_too_large(text: str) -> None:
    """An amount far above any grant is refused, in a line of ordinary length."""
    line = refusal(text)
    assert "check the amount" in line
    assert len(line) < 160


def test_names_where_the_amount_stands() -> None:
    """A refusal begins with the place that the caller gave."""
    assert refusal("twaalf").startswith("--amount: ")


@given(CENTS)
@example(1)
@example(99)
@example(100)
@example(99_999)
@example(100_000)
@example(MOST_CENTS)
def test_printing_and_reading_are_inverse(cents: int) -> None:
    """Every amount from one cent to the most is read back as it was, from either language and from JSON."""
    for language in Language:
        assert parse_cents(euros(cents, language)) == cents
    assert parse_cents(decimal_string(cents)) == cents
    assert Decimal(decimal_string(cents)) * 100 == cents


@given(CENTS)
def test_both_marks_mean_the_same(cents: int) -> None:
    """A decimal comma and a decimal point, with or without groups, give the same amount."""
    plain = decimal_string(cents)
    grouped = euros(cents, Language.EN).removeprefix("€ ")
    swapped = grouped.translate(str.maketrans(",.", ".,"))
    assert {parse_cents(text) for text in (plain, plain.replace(".", ","), grouped, swapped)} == {cents}


@given(st.text(alphabet="0123456789.,- €+\u2212١e", max_size=14) | st.text(max_size=12))
def test_reads_or_refuses(text: str) -> None:
    """Any text at all is either an amount in range or refused as bad input, never a crash."""
    try:
        cents = parse_cents(text)
    except InputError as error:
        assert all(fault.line(Language.NL).isprintable() for fault in error.faults)  # noqa: PT017 (either may come)
    else:
        assert 1 <= cents <= MOST_CENTS


@pytest.mark.parametrize(
    ("cents", "json", "dutch", "english"),
    [
        (123450, "1234.50", "€ 1.234,50", "€ 1,234.50"),
        (5, "0.05", "€ 0,05", "€ 0.05"),
        (0, "0.00", "€ 0,00", "€ 0.00"),
        (-123450, "-1234.50", "€ -1.234,50", "€ -1,234.50"),
        (-5, "-0.05", "€ -0,05", "€ -0.05"),
    ],
)
def test_writes_for_each_reader(cents: int, json: str, dutch: str, english: str) -> None:
    """Cents are written with a point for programs, and with the marks of the language for people."""
    assert decimal_string(cents) == json
    assert euros(cents, Language.NL) == dutch
    assert euros(cents, Language.EN) == english


@given(st.from_regex(r"[0٠-٣-]{0,2}[0-9]{0,11}[.,]?[0-9]{0,3}", fullmatch=True))
def test_the_common_shape_is_sound(text: str) -> None:
    """What is told to be of the common shape is read without a refusal, as the cents that its digits say."""
    if is_common(text):
        assert parse_cents(text) == int(text.replace(",", "").replace(".", ""))


@pytest.mark.parametrize(
    "given", [None, 12, Decimal("1.00"), "", "0,00", "1,0", "-1,00", "1.234,00", "\u0661,00", "1,00 "]
)
def test_what_is_not_of_the_common_shape(given: object) -> None:
    """What is no text, no amount above zero, or written otherwise, takes a closer look."""
    assert not is_common(given)
