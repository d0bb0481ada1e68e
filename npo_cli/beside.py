"""Work done beside: a function called in a process of its own, on another core, while this one goes on.

A thread would not do: in one process SQLite has its threads wait for each other, and so has Python.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")


@contextmanager
def beside(function: Callable[..., T], *values: Any) -> Iterator[Callable[[], T | None]]:
    """Call a function of a module beside what the block does; what is given tells what it gave.

    That is None where no process can be started, or where it broke off: who asks must be able to do without. The
    process ends with the block. The function, its values and what it gives must be such as can be pickled.
    """
    context = get_context("spawn")  # the same on every system, and no half of a lock that a fork would leave
    answers, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sender, function, values), daemon=True)
    with answers:
        with sender, suppress(OSError):  # no more processes may be allowed here
            process.start()
        try:
            yield lambda: _received(answers)
        finally:
            if process.pid is not None:
                process.kill()
                process.join()


def _answer(sender: "Connection[Any, Any]", function: Callable[..., T], values: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that was started, which ends this one
    sender.send(function(*values))


def _received(answers: "Connection[Any, Any]") -> Any:
    try:
        return answers.recv()
    except (EOFError, OSError):  # none was started, or it broke off, perhaps amid its answer
        return None
