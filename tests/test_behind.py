"""Calls made in a thread, one after another."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from threading import Event, Timer, get_ident, main_thread

import pytest

from npo_cli.behind import Behind


@pytest.fixture
def behind() -> Iterator[Behind]:
    """Give somebody who makes calls, and leave none behind."""
    with closing(Behind()) as made:
        yield made


def test_calls_are_made_in_order_and_in_one_other_thread(behind: Behind) -> None:
    """However many calls there are, all are made once, in order, by one thread that is not this one."""
    made: list[tuple[int, int]] = []
    for number in range(100):
        behind.call(lambda number=number: made.append((number, get_ident())))  # type: ignore[misc]
    behind.wait()
    assert [number for number, _ in made] == list(range(100))
    assert len({thread for _, thread in made}) == 1
    assert made[0][1] != get_ident()


def test_the_one_who_asks_goes_on_but_not_without_end(behind: Behind) -> None:
    """A call is not waited for, until too many wait to be made."""
    release, made = Event(), list[int]()
    behind.call(lambda: made.append(int(release.wait(30))))
    for number in range(2, 5):
        behind.call(lambda number=number: made.append(number))  # type: ignore[misc]
    assert made == []
    Timer(0.2, release.set).start()
    for number in range(5, 100):
        behind.call(lambda number=number: made.append(number))  # type: ignore[misc]
    assert len(made) >= 90
    behind.wait()
    assert made == list(range(1, 100))


def test_after_a_failure_no_call_is_made_and_waiting_raises_it(behind: Behind) -> None:
    """What a call raised comes out at every wait and call after it, and what was to be done is left."""
    made: list[int] = []

    def fail() -> None:
        raise ValueError("no")

    behind.call(lambda: made.append(1))
    behind.call(fail)
    behind.call(lambda: made.append(2))
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            behind.wait()
    with pytest.raises(ValueError, match="no"):
        behind.call(lambda: made.append(3))
    assert made == [1]


def test_a_failure_comes_out_where_calls_go_on(behind: Behind) -> None:
    """Who never waits, but goes on asking, is told of a failure too."""

    def fail() -> None:
        raise ValueError("no")

    behind.call(fail)
    with pytest.raises(ValueError, match="no"):
        _ask_often(behind)


def test_closing_ends_what_is_begun_and_drops_the_rest() -> None:
    """After closing nothing runs any more: what was begun is done, what was not never is."""
    behind, begun, made = Behind(), Event(), list[int]()

    def first() -> None:
        begun.set()
        while not behind._closed:  # noqa: SLF001 (nothing else tells it while a call runs)
            time.sleep(0.001)
        made.append(1)

    behind.call(first)
    behind.call(lambda: made.append(2))
    assert begun.wait(30)
    behind.close()
    assert made == [1]
    with pytest.raises(ValueError, match="Behind"):
        behind.wait()
    behind.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C there")
def test_closing_is_not_broken_off() -> None:
    """Whoever presses Ctrl-C while what is begun is waited for, however often, waits to its end."""
    begun, made = Event(), list[int]()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # which a tester's shell may have set aside
    behind = Behind()

    def pressed() -> None:
        begun.set()
        while not behind._closed:  # noqa: SLF001 (nothing else tells it while a call runs)
            time.sleep(0.001)
        for _ in range(3):
            time.sleep(0.05)
            signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
        time.sleep(0.3)
        made.append(1)

    try:
        behind.call(pressed)
        assert begun.wait(30)
        behind.close()
    finally:
        signal.signal(signal.SIGINT, before)
    assert made == [1]


def _ask_often(behind: Behind) -> None:
    for _ in range(100):
        behind.call(lambda: None)
