"""Days: read from what people type, written for either language."""

import re
from datetime import date

from npo_cli.fault import refuse
from npo_cli.language import Language, Phrase

NOT_A_DAY = Phrase(
    "‘{given}’ is geen datum; schrijf 2023-07-31 of 31-07-2023.",
    "‘{given}’ is not a date; write 2023-07-31 or 31-07-2023.",
)
NO_SUCH_DAY = Phrase(
    "‘{given}’ bestaat niet als dag; schrijf een bestaande dag, zoals 2023-07-31 of 31-07-2023.",
    "‘{given}’ is not a day that exists; write one that does, such as 2023-07-31 or 31-07-2023.",
)

_ISO = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
_DUTCH = r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})"

MONTH_NAMES = {
    Language.NL: "januari februari maart april mei juni juli augustus september oktober november december".split(),
    Language.EN: "January February March April May June July August September October November December".split(),
}


def parse_day(given: str, where: str = "") -> date:
    """Read a day as people write it: ISO, or day-month-year. Refuses others with an InputError."""
    text = given.strip()
    if match := re.fullmatch(_ISO, text):
        year, month, day = match.groups()
    elif match := re.fullmatch(_DUTCH, text):
        day, month, year = match.groups()
    else:
        raise refuse(NOT_A_DAY, where, given=given[:40])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise refuse(NO_SUCH_DAY, where, given=given) from None


def long_day(day: date, language: Language) -> str:
    """Write a day in words: "31 juli 2023"."""
    return f"{day.day} {MONTH_NAMES[language][day.month - 1]} {day.year}"
