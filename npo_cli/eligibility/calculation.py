"""The calculation of a grant's amount from the rates in its rules, to lay beside the amount that was decided."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from npo_cli.eligibility.rule import Provision
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import refuse
from npo_cli.language import Phrase

NOT_A_COUNT = Phrase(
    "‘{given}’ is geen aantal; schrijf een geheel getal, zoals 4267.",
    "‘{given}’ is not a number of pupils; write a whole number, such as 4267.",
)
NOT_A_SCORE = Phrase(
    "‘{given}’ is geen achterstandsscore; schrijf een getal van nul of hoger, zoals 250,75.",
    "‘{given}’ is not a deprivation score; write a number of zero or more, such as 250.75.",
)
NO_RATES = Phrase(
    "de regels kennen geen bedrag per leerling of scorepunt; laat --pupils en --deprivation-score weg.",
    "the rules know no amount per pupil or unit of score; leave out --pupils and --deprivation-score.",
)

PUPILS, SCORE = "pupils", "deprivation-score"


class Share(NamedTuple):
    """One part of a calculation: how many, and the rate for each in cents."""

    number: Decimal
    rate: int


class Calculation(NamedTuple):
    """A calculated amount in cents, its parts, and the provision that the rates come from."""

    cents: int
    parts: tuple[Share, ...]
    provision: Provision


def parse_pupils(given: str | None) -> Decimal | None:
    """Read a number of pupils."""
    if given is None:
        return None
    text = given.strip()
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise refuse(NOT_A_COUNT, "--pupils", given=given[:40])
    return Decimal(text)


def parse_score(given: str | None) -> Decimal | None:
    """Read a deprivation score."""
    if given is None:
        return None
    text = given.strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text):
        raise refuse(NOT_A_SCORE, "--deprivation-score", given=given[:40])
    return Decimal(text)


def calculate(rulebook: Rulebook, as_of: date, pupils: Decimal | None, score: Decimal | None) -> Calculation | None:
    """Calculate the amount from what was given, by the rates known on a day; None where nothing was given."""
    counts = {name: count for name, count in ((PUPILS, pupils), (SCORE, score)) if count is not None}
    if not counts:
        return None
    for provision in rulebook.as_of(as_of).provisions:
        if counts.keys() <= provision.rates.keys():
            parts = tuple(Share(count, _cents(provision.rates[name])) for name, count in counts.items())
            total = sum((part.number * part.rate for part in parts), Decimal(0))
            return Calculation(int(total.to_integral_value(ROUND_HALF_UP)), parts, provision)
    raise refuse(NO_RATES)


def _cents(rate: str) -> int:
    return int(Decimal(rate) * 100)
