"""Work done behind: calls made one after another in a thread, while the one who asked goes on.

Worth it where a call lets other threads of Python run for most of its time, as SQLite does while it inserts many rows.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import suppress

_MOST_WAITING = 6  # calls, so that what they are to handle takes no more room the longer a list is


class Behind:
    """Makes calls in order. After one that failed none is made any more, and waiting raises what it raised.

    Close it, waited for or not, before anything else touches what the calls work on.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="npo")
        self._waiting: deque[Future[None]] = deque()
        self._failed = False

    def call(self, task: Callable[[], None]) -> None:
        """Have a call made; waits only while too many are to be made before it."""
        while len(self._waiting) >= _MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._made, task))

    def wait(self) -> None:
        """Wait until all calls are made."""
        while self._waiting:
            self._waiting.popleft().result()

    def close(self) -> None:
        """Drop what is not begun, wait for what is, and end the thread; what fails now is nobody's any more.

        Who presses Ctrl-C once more has to wait as well, for what runs must end before anything else is done.
        """
        self._failed = True
        while not all(call.done() for call in self._waiting):
            with suppress(KeyboardInterrupt):
                wait_for(self._waiting)
        self._waiting.clear()
        self._thread.shutdown()

    def _made(self, task: Callable[[], None]) -> None:
        if self._failed:
            return
        try:
            task()
        except BaseException:
            self._failed = True
            raise
