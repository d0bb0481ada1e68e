"""The collector of cyclic garbage, kept from long work that makes none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Spare the search for cyclic garbage.

    Only for work that makes no cycles, or memory grows with it. Where the collector was off already it stays off. It is
    that of the whole process: not for work in several threads.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
