"""Amounts of euros: read from what people type, kept as whole cents, written for either language."""

import re
from functools import cache
from typing import TYPE_CHECKING

from npo_cli.fault import refuse
from npo_cli.language import Language, Phrase

if TYPE_CHECKING:
    from decimal import Decimal

NOT_AN_AMOUNT = Phrase(
    "‘{given}’ is geen bedrag; schrijf bijvoorbeeld 1234,50.",
    "‘{given}’ is not an amount; write for example 1234.50.",
)
AMBIGUOUS = Phrase(
    "‘{given}’ kan {small} of {large} betekenen; schrijf {small} of {large}.",
    "‘{given}’ may mean {small} or {large}; write {small} or {large}.",
)
TOO_PRECISE = Phrase(
    "‘{given}’ heeft meer dan twee decimalen; rond af op hele centen.",
    "‘{given}’ has more than two decimals; round it to whole cents.",
)
NOT_POSITIVE = Phrase(
    "‘{given}’ is niet groter dan nul; geef een bedrag boven € 0,00.",
    "‘{given}’ is not above zero; give an amount above € 0.00.",
)
TOO_LARGE = Phrase(
    "‘{given}’ is groter dan € 999.999.999,99; controleer het bedrag.",
    "‘{given}’ is above € 999,999,999.99; check the amount.",
)

OTHER_CURRENCY = Phrase(
    "‘{given}’ is niet in euro's; reken het om en schrijf bijvoorbeeld 1234,50.",
    "‘{given}’ is not in euros; convert it and write for example 1234.50.",
)

MOST_CENTS = 99_999_999_999  # € 999.999.999,99, far above any allocation of the grant

_DUTCH_SIGNS = str.maketrans(",.", ".,")  # from how English writes groups and decimals
_SIGN = r"[-+\u2212]?"


@cache
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Give the shapes of an amount: whole, with decimals, with groups. Made when first needed, to start faster."""
    return (
        re.compile(rf"{_SIGN}\d+"),
        re.compile(rf"({_SIGN}\d+)[.,](\d+)"),
        re.compile(rf"({_SIGN}\d{{1,3}}(?:([. ])\d{{3}}(?:\2\d{{3}})*|(,)\d{{3}}(?:,\d{{3}})*))(?:[.,](\d+))?"),
    )


def parse_cents(given: str, where: str = "") -> int:
    """Read an amount above zero as a number of cents.

    Takes `1234.50`, `1234,50`, `1.234,50`, `1,234.50`, `€ 1.234,50`, `1.234,-`. Refuses with an InputError what is no
    amount, has more than two decimals, is not above zero, or may be read in two ways (`1.234`).
    """
    whole, _, fraction = given.replace(",", ".").partition(".")
    digits = whole + fraction
    if len(fraction) == 2 and 2 < len(digits) <= 11 and digits.isdecimal() and digits.isascii() and digits.strip("0"):
        return int(digits)  # the common shape, read at once: lists have many thousands
    text = given.strip().replace("\xa0", " ").replace("\u202f", " ")
    for mark in ("€", "EUR", "eur"):
        text = text.removeprefix(mark).removesuffix(mark).strip()
    text = without_dash(text)
    whole, fraction = _split(text, given, where)
    if len(fraction) > 2:
        raise refuse(TOO_PRECISE, where, given=given[:40])
    from decimal import Decimal  # only for the shapes that are rare

    return cents_of(Decimal(f"{whole}.{fraction or 0}".replace("\u2212", "-")), where, given)


def without_dash(text: str) -> str:
    """Write the dash that stands for no cents as two noughts: `1.234,-` and `1.234,--` give `1.234,00`."""
    bare = text.rstrip("-\u2013\u2014")
    return f"{bare}00" if bare != text and bare[-1:] in (",", ".") and bare[-2:-1].isdigit() else text


def is_common(given: object) -> bool:
    """Say whether this is an amount of the shape that `parse_cents` reads at once, and so sound."""
    return isinstance(given, str) and _common().fullmatch(given) is not None


@cache
def _common() -> re.Pattern[str]:
    return re.compile(r"(?!0*[.,]00)[0-9]{1,9}[.,][0-9]{2}")


def cents_of(amount: "Decimal", where: str = "", given: str | None = None) -> int:
    """Turn an exact amount above zero into cents; refuse others as `parse_cents` does."""
    shown = (f"{amount:f}" if given is None else given)[:40]
    cents = amount * 100
    if cents > MOST_CENTS:
        raise refuse(TOO_LARGE, where, given=shown)
    if cents <= 0:
        raise refuse(NOT_POSITIVE, where, given=shown)
    if cents != int(cents):
        raise refuse(TOO_PRECISE, where, given=shown)
    return int(cents)


def _split(text: str, given: str, where: str) -> tuple[str, str]:
    """Split an amount into its whole euros (grouping gone) and its decimals."""
    if any(sign in text for sign in "$£¥₤₣") or re.fullmatch(r"[A-Z]{3}\s*[\d.,]+|[\d.,]+\s*[A-Z]{3}", text):
        raise refuse(OTHER_CURRENCY, where, given=given[:40])
    if not text.isascii() and not text.startswith("\u2212"):
        raise refuse(NOT_AN_AMOUNT, where, given=given[:40])
    plain, decimal, grouped = _shapes()
    if plain.fullmatch(text):
        return text, ""
    if (match := decimal.fullmatch(text)) and len(match[2]) != 3:
        return match[1], match[2]
    if match and len(match[1].lstrip("-+\u2212")) <= 3 and match[1].lstrip("-+\u2212") != "0":
        whole, thousandth = match[1], match[2]
        raise refuse(AMBIGUOUS, where, given=given, small=f"{whole},{thousandth[:2]}", large=f"{whole}{thousandth},00")
    if match:
        return match[1], match[2]
    if match := grouped.fullmatch(text):
        return re.sub(r"[., ]", "", match[1]), match[4] or ""
    raise refuse(NOT_AN_AMOUNT, where, given=given[:40])


def decimal_string(cents: int) -> str:
    """Write cents as the decimal string of the JSON contract: 123450 gives "1234.50"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def euros(cents: int, language: Language) -> str:
    """Write cents for a reader: 123450 gives "€ 1.234,50" in Dutch, "€ 1,234.50" in English."""
    sign = "-" if cents < 0 else ""
    text = f"{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
    if language is Language.NL:
        text = text.translate(_DUTCH_SIGNS)
    return f"€ {sign}{text}"


def euros_phrase(cents: int) -> Phrase:
    """Write cents for a reader of either language, to be put into a sentence."""
    return Phrase(euros(cents, Language.NL), euros(cents, Language.EN))
