"""Lines of a terminal: broken between words, with amounts whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.terminal import wrapped


def test_amount_stays_with_its_sign() -> None:
    """No line ends with the sign of an amount; what was between sign and amount is a blank."""
    lines = wrapped("het grootboek, met een beschikking van € 943.000,00.", 41, "  ")
    assert lines == ["  het grootboek, met een beschikking van", "  € 943.000,00."]
    assert wrapped("bedrag in € ", 60) == ["bedrag in €"]


@pytest.mark.parametrize("columns", [20, 60])
@given(st.lists(st.sampled_from(["€", "€ 5,00", "€€ 5", "een", "woord", "€,", "beschikking"]), min_size=1))
def test_nothing_is_lost(columns: int, words: list[str]) -> None:
    """Lines together hold all that was written, in order, and none is too wide."""
    text = " ".join(words)
    lines = wrapped(text, columns)
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= columns for line in lines)
