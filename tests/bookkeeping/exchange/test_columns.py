"""How amounts and dates of a column are decided and read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.bookkeeping.exchange.amount import Decimals, _careful_cents, decimals_of, read_cents, shape, tells
from npo_cli.bookkeeping.exchange.dates import Order, order_of, read_day
from npo_cli.fault import InputError

COMMA, POINT = Decimals


@pytest.mark.parametrize(
    ("cell", "decimals", "cents"),
    [
        ("1.234,50", COMMA, 123_450),
        ("1.234", COMMA, 123_400),
        ("1,234", POINT, 123_400),
        ("1 234,5", COMMA, 123_450),
        ("1\xa0234", COMMA, 123_400),
        ("€ -12,50", COMMA, -1_250),
        ("-€ 12,50", COMMA, -1_250),
        ("12,50-", COMMA, -1_250),
        ("(12.50)", POINT, -1_250),
        ("\u221212,50", COMMA, -1_250),
        ("+12,50 EUR", COMMA, 1_250),
        ("1.234.567,89", COMMA, 123_456_789),
        ("€ 1.234,-", COMMA, 123_400),
        ("-5,-", COMMA, -500),
        ("12.--", POINT, 1_200),
    ],
)
def test_amounts(cell: str, decimals: Decimals, cents: int) -> None:
    """Thousands, signs on either side, brackets and the euro are read."""
    assert read_cents(cell, decimals) == cents


@pytest.mark.parametrize(
    "cell",
    [
        "€1€50",
        "EUREUR5",
        "12€50-",
        "0.500",
        "00.500",
        "--5",
        "-5-",
        "(5",
        "5)",
        "(-5)",
        "1.23",
        "1.2345,00",
        "USD 5",
        "$5",
        "n.v.t.",
        "٣",
        "12,345",
        "9" * 5_000,
    ],
)
def test_no_amounts(cell: str) -> None:
    """What is not written as amounts are is refused, not half read."""
    with pytest.raises(InputError):
        read_cents(cell, COMMA)


@pytest.mark.parametrize("junk", ["n.v.t.", "ca. 100", "zie 1.1.1", "-", "12,5x"])
def test_no_amount_decides(junk: str) -> None:
    """What is no amount says nothing about how the others are written."""
    assert decimals_of([junk, "12.50"]) is POINT
    assert decimals_of([junk, "12,50"]) is COMMA
    with pytest.raises(InputError):
        decimals_of([junk, "1.234"])


@given(st.text("019,.- €٣²", max_size=14), st.sampled_from(Decimals))
def test_the_quick_way_reads_no_other_amount(cell: str, decimals: Decimals) -> None:
    """An amount of the common shape, read at once, is what the careful way makes of it; all else is left to that."""
    found: list[object] = []
    for read in (read_cents, _careful_cents):
        try:
            found.append(read(cell, decimals))
        except InputError as error:
            found.append(error.faults)
    assert found[0] == found[1]


@given(st.lists(st.integers(-(10**10), 10**10), min_size=1), st.sampled_from(Decimals), st.booleans())
def test_amounts_are_read_as_they_were_written(amounts: list[int], decimals: Decimals, grouped: bool) -> None:
    """A column that shows its decimals is read back to the cent, however large and whatever the sign."""
    cells = [f"{cents / abs(cents or 1) * abs(cents) / 100:{',' if grouped else ''}.2f}" for cents in amounts]
    if decimals is COMMA:
        cells = [cell.translate(str.maketrans(",.", ".,")) for cell in cells]
    assert decimals_of(cells) is decimals
    assert [read_cents(cell, decimals) for cell in cells] == amounts


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03-04-2022", "13-04-2022"], Order.DAY_FIRST),
        (["03/04/2022", "04/13/2022"], Order.MONTH_FIRST),
        (["31-02-2022"], Order.DAY_FIRST),
        (["20220304", "2022-03-04", "2022.3.4"], Order.YEAR_FIRST),
        (["onbekend", "13 04 2022"], Order.DAY_FIRST),
        (["2022-07-18T00:00:00", "2022-07-18 00:00"], Order.YEAR_FIRST),
        (["2022-07-18", "20-07-2022"], Order.DAY_FIRST),
        (["2022-07-18", "18 juli 2022", "07/20/2022 0:00"], Order.MONTH_FIRST),
        (["18 juli 2022", "18-jul-2022"], None),
        (["onbekend"], None),
        ([], None),
    ],
)
def test_orders(cells: list[str], order: Order | None) -> None:
    """One date that leaves one order decides for its column; what is no date, or evident by itself, says nothing."""
    assert order_of(cells) is order


@pytest.mark.parametrize(
    "cell",
    [
        "18 juli 2022", "18-jul-2022", "18 jul. 2022", "18 July 2022", "2022-07-18", "20220718", "2022-07-18T14:21:09",
        "18-7-2022 0:00", "18-07-2022 14:21:09", "18.07.2022 00:00:00.000",
    ],
)  # fmt: skip
def test_days_as_programs_write_them(cell: str) -> None:
    """A month in letters and a year in front are read in any column; a time of the day does not matter."""
    assert read_day(cell, Order.DAY_FIRST) == date(2022, 7, 18)


@pytest.mark.parametrize("cell", ["2022111", "3-4-22", "2022-13-01", "18-07/2022", "44760", "١٨-٠٧-٢٠٢٢", "", "x"])
def test_no_days(cell: str) -> None:
    """A date that is cut short, of two signs, of other digits or a bare number is refused."""
    for order in Order:
        with pytest.raises(InputError):
            read_day(cell, order)


@given(st.lists(st.dates(date(1900, 1, 1)), min_size=1), st.sampled_from(Order))
def test_days_are_read_as_they_were_written(days: list[date], order: Order) -> None:
    """A column is read back as it was written, or else said not to show how."""
    shape = {Order.YEAR_FIRST: "%Y-%m-%d", Order.DAY_FIRST: "%d-%m-%Y", Order.MONTH_FIRST: "%m-%d-%Y"}[order]
    cells = [day.strftime(shape) for day in days]
    try:
        found = order_of(cells)
    except InputError:
        assert all(day.day <= 12 for day in days)
    else:
        assert found is not None
        assert [read_day(cell, found) for cell in cells] == days


@pytest.mark.parametrize(
    ("cell", "counts"),
    [("12,50", True), ("1.234", True), ("€ 1,234.50", True), ("1234", False), ("zie bijlage", False), ("", False)],
)
def test_what_tells_how_amounts_are_written(cell: str, counts: bool) -> None:
    """Only amounts with signs in them tell how a column is written: others are not kept, however many there are."""
    assert tells(shape(cell)) is counts
