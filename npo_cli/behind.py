"""Work done behind: calls made one after another in a thread, while the one who asked goes on.

Worth it where a call lets other threads of Python run for most of its time, as SQLite does while it inserts many rows.
"""

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

_MOST_WAITING = 6  # calls, so that what they are to handle takes no more room the longer a list is
_PATIENCE = 0.1  # seconds between two looks at a thread that is to end


class Behind:
    """Makes calls in order. Once one failed none is made any more, and whoever asks or waits is told, every time.

    Raises a RuntimeError where the system has no thread to give. Close it before anything else touches what the calls
    work on, whatever became of them.
    """

    def __init__(self) -> None:
        # Nothing else passes between the two: Ctrl-C amid a Queue, a Condition or an Event, which are written in
        # Python, may leave its lock held for ever.
        self._asked: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._news: SimpleQueue[None] = SimpleQueue()  # one for each call that was made
        self._given = 0
        self._made = 0  # counted by the thread alone
        self._failure: BaseException | None = None
        self._closed = self._ended = False
        Thread(target=self._work, name="npo-behind", daemon=True).start()

    def call(self, task: Callable[[], None]) -> None:
        """Have a call made; waits only while too many are to be made before it."""
        self._wait_for_all_but(_MOST_WAITING)
        self._asked.put(task)
        self._given += 1

    def wait(self) -> None:
        """Wait until all calls are made."""
        self._wait_for_all_but(0)

    def close(self) -> None:
        """Drop what is not begun, wait for what is, and end the thread.

        Ctrl-C does not end the wait: what runs must end before anything else is done.
        """
        self._closed = True
        while not self._ended:
            with suppress(KeyboardInterrupt):
                self._end()

    def _end(self) -> None:
        while not self._ended:
            self._asked.put(None)
            with suppress(Empty):
                self._news.get(timeout=_PATIENCE)

    def _wait_for_all_but(self, most: int) -> None:
        if self._closed:
            raise ValueError(self)
        while self._given - self._made > most and not self._ended:
            self._news.get()
        if self._failure is not None:
            raise self._failure

    def _work(self) -> None:
        try:
            while (task := self._asked.get()) is not None and not self._closed:
                task()
                self._made += 1
                self._news.put(None)
        except BaseException as failure:  # noqa: BLE001 (told to the one who asked, whatever it is)
            self._failure = failure
        finally:
            self._ended = True
            self._news.put(None)
