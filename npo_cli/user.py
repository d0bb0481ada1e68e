"""The user: whose name stands beside what is booked."""

import os
from collections.abc import Mapping

from npo_cli.fault import printable, refuse
from npo_cli.language import Phrase

NOBODY = Phrase(
    "het systeem noemt geen gebruiker; zet uw naam in NPO_USER.", "the system names no user; put your name in NPO_USER."
)
_LONGEST = 100


def user_name(environment: Mapping[str, str] = os.environ) -> str:
    """Give NPO_USER, else the user's name on this system; refuse to book in nobody's name."""
    name = environment.get("NPO_USER", "")
    if not name.strip():
        import getpass  # only where no name was set

        try:
            name = getpass.getuser()
        except (OSError, KeyError, ImportError):  # a service without a user; Windows without USERNAME
            raise refuse(NOBODY) from None
    return " ".join(printable(name).split())[:_LONGEST]
