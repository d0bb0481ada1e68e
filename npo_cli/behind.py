"""Work done behind: calls made one after another in a thread, while the one who asked goes on.

Worth it where a call lets other threads of Python run for most of its time, as SQLite does while it inserts many rows.
"""

from collections.abc import Callable
from contextlib import suppress
from queue import Full, Queue
from threading import Event, Thread

_MOST_WAITING = 6  # calls, so that what they are to handle takes no more room the longer a list is
_PATIENCE = 0.1  # seconds between two looks at a thread that is to end


class Behind:
    """Makes calls in order. Once one failed none is made any more, and whoever asks or waits is told, every time.

    Raises a RuntimeError where the system has no thread to give. Close it before anything else touches what the calls
    work on, whatever became of them.
    """

    def __init__(self) -> None:
        self._asked: Queue[Callable[[], None] | None] = Queue(_MOST_WAITING)
        self._failure: BaseException | None = None
        self._closed = False
        self._ended = Event()  # for Python 3.11 takes a thread for ended when Ctrl-C breaks off the wait for it
        Thread(target=self._work, name="npo-behind", daemon=True).start()  # a hung disk keeps nobody from ending

    def call(self, task: Callable[[], None]) -> None:
        """Have a call made; waits only while too many are to be made before it."""
        self._tell()
        self._asked.put(task)

    def wait(self) -> None:
        """Wait until all calls are made."""
        self._asked.join()
        self._tell()

    def close(self) -> None:
        """Drop what is not begun, wait for what is, and end the thread.

        Who presses Ctrl-C once more has to wait as well, for what runs must end before anything else is done.
        """
        self._closed = True
        while not self._ended.is_set():
            with suppress(KeyboardInterrupt, Full):
                self._asked.put_nowait(None)
            with suppress(KeyboardInterrupt):
                self._ended.wait(_PATIENCE)

    def _tell(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _work(self) -> None:
        while (task := self._asked.get()) is not None:
            try:
                if self._failure is None and not self._closed:
                    task()
            except BaseException as failure:  # noqa: BLE001 (told to the one who asked, whatever it is)
                self._failure = failure
            finally:
                self._asked.task_done()
        self._ended.set()
