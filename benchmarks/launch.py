"""Runs one command and prints, as JSON, its seconds, its peak memory and its exit code.

A process of its own, for the peak that Linux tells of a child is never below that of the process that started it,
and the benchmarks themselves grow large. Usage: launch.py OUTPUT COMMAND...
"""

import json
import os
import sys
from time import perf_counter


def main() -> None:
    """Run the command with its output in a file."""
    output, *command = sys.argv[1:]
    to_file = [
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    start = perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=to_file)
    _, status, usage = os.wait4(process, 0)
    seconds = perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024  # in which ru_maxrss counts bytes
    print(json.dumps([seconds, usage.ru_maxrss * unit, os.waitstatus_to_exitcode(status)]))


if __name__ == "__main__":
    main()
