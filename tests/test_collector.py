"""The collector of cyclic garbage, kept from long work."""

import gc

import pytest

from npo_cli.collector import without_collector


def test_it_is_off_within_and_on_again_after() -> None:
    """The collector rests within the block, and works again after it, however the block was left."""
    with without_collector():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="left"), without_collector():
        raise ValueError("left")
    assert gc.isenabled()


def test_one_within_another() -> None:
    """Where the collector was off already it stays off."""
    with without_collector():
        with without_collector():
            pass
        assert not gc.isenabled()
