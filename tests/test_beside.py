"""Work in a process of its own."""

import math
import os
import time
from operator import truth

from npo_cli.beside import beside


def test_beside() -> None:
    """A function called beside gives its value when asked, whatever was done meanwhile."""
    with beside(math.factorial, 20) as answer:
        assert math.factorial(3) == 6
        assert answer() == math.factorial(20)


def test_nothing_given() -> None:
    """A process that breaks off gives nothing, without a word."""
    with beside(os._exit, 1) as answer:
        assert answer() is None


def test_nobody_asks() -> None:
    """The process ends with the block, though nobody waited for its value."""
    begun = time.monotonic()
    with beside(time.sleep, 60), beside(truth, bytes(10_000_000)):
        pass
    assert time.monotonic() - begun < 30
