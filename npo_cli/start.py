"""Starts `npo`. Apart from `main`, so that what start-up makes is kept out of the collector's rounds from the first."""

import gc
import os
import sys

_YOUNG = 50_000  # objects before the collector looks at them: as many as a short command makes in all


def main() -> None:
    """Run `npo` with the arguments of the command line."""
    gc.disable()  # nothing that is made while importing is garbage; looking through it costs a tenth of a check
    from npo_cli.main import run  # here, for this import is most of the start-up

    gc.freeze()
    gc.set_threshold(_YOUNG)
    gc.enable()
    _leave(run(sys.argv[1:]))


def _leave(code: int) -> None:
    """End the program. Python itself would first take apart, one by one, all things that it ever made."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # a program started by a service may have none
                stream.flush()
    except (OSError, ValueError):  # what could not be written is for Python to tell, as of any program
        sys.exit(code)
    os._exit(code)
