"""The payment schedule that may be expected: an assumption, for no source says that the instalments are equal."""

from datetime import date
from typing import NamedTuple

from npo_cli.eligibility.rule import Provision
from npo_cli.eligibility.rulebook import Edition


class Expected(NamedTuple):
    """What would have been received by a day in equal monthly instalments, in cents, and what says when they come."""

    cents: int
    provision: Provision


def expected(edition: Edition, allocation: int, until: date) -> Expected | None:
    """Reckon what would have been received by the end of a day; None where the rules know no schedule."""
    for provision in edition.provisions:
        if provision.schedule:
            start, first, end = provision.schedule
            months = _months(start, end)
            paid = _months(start, min(until, end)) if until >= first else 0
            return Expected(allocation * max(0, min(paid, months)) // months, provision)
    return None


def _months(start: date, end: date) -> int:
    """Count the months from one day's to another's, both included."""
    return (end.year - start.year) * 12 + end.month - start.month + 1
