"""Starts `npo`. Apart from `main`, so that what start-up makes is kept out of the collector's rounds from the first."""

import gc
import sys


def main() -> None:
    """Run `npo` with the arguments of the command line."""
    gc.disable()  # nothing that is made while importing is garbage; looking through it costs a tenth of a check
    from npo_cli.main import run  # here, for this import is most of the start-up

    gc.freeze()
    gc.enable()
    sys.exit(run(sys.argv[1:]))
