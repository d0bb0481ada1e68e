"""What an unquoted word or number means.

It is read by these rules, in this order; nothing else is ever guessed:

- nothing at all, `~`, `null`, `Null`, `NULL`: no value;
- `true`, `false`: a boolean; every other boolean of YAML 1.1 (`yes`, `no`, `on`, `off`, `y`, `n`, `True`) is
  refused;
- digits without a leading zero, at most 18, after a minus or not: a whole number;
- `2021-09-21`: a date; a day that does not exist and a date with a time are refused;
- what else is a number to YAML 1.1 or 1.2 (`0123`, `0x1F`, `1_000`, `+5`, `1.5`, `1e3`, `.inf`, `12:30`), and
  the special `<<` and `=`: refused;
- all else: text. Quoted text and block text (`|`, `>`) is text whatever it says.
"""

import re
from datetime import date

from npo_cli.language import Phrase

BARE_BOOLEAN = Phrase(
    "Zonder aanhalingstekens leest YAML ‘{text}’ als waar of onwaar; zet het tussen aanhalingstekens: "
    '"{text}". Bedoelt u waar of onwaar, schrijf dan true of false.',
    'Without quotes YAML reads ‘{text}’ as true or false; put it in quotes: "{text}". If you do mean true '
    "or false, write true or false.",
)
BARE_NUMBER = Phrase(
    "Zonder aanhalingstekens leest YAML ‘{text}’ als een bijzonder getal; zet het tussen aanhalingstekens: "
    '"{text}". Bedoelt u een geheel getal, schrijf dan alleen cijfers, zonder nul vooraan.',
    'Without quotes YAML reads ‘{text}’ as a special number; put it in quotes: "{text}". '
    "If you mean a whole number, write digits only, without a leading zero.",
)
BARE_SPECIAL = Phrase(
    '‘{text}’ heeft in YAML een eigen betekenis; zet het tussen aanhalingstekens: "{text}".',
    '‘{text}’ has a meaning of its own in YAML; put it in quotes: "{text}".',
)
DATE_WITH_TIME = Phrase(
    "‘{text}’ is een datum met een tijd; schrijf alleen de datum, zoals 2021-09-21, of zet het tussen "
    "aanhalingstekens.",
    "‘{text}’ is a date with a time; write the date only, such as 2021-09-21, or put it in quotes.",
)
NO_SUCH_DAY = Phrase(
    "‘{text}’ bestaat niet als dag; schrijf een bestaande dag, zoals 2021-09-21.",
    "‘{text}’ is not a day that exists; write one that does, such as 2021-09-21.",
)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = frozenset(
    form for word in ("y", "n", "yes", "no", "on", "off", "true", "false")
    for form in (word, word.capitalize(), word.upper())
)  # fmt: skip
_SPECIALS = frozenset({"<<", "="})
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATE_WITH_TIME = re.compile(
    r"""
    [0-9]{4} - [0-9]{1,2} - [0-9]{1,2} (?: [Tt] | [ \t]+ )
    [0-9]{1,2} : [0-9]{2} (?: : [0-9]{2} (?: \.[0-9]* )? )?
    (?: [ \t]* (?: Z | [-+][0-9]{1,2} (?: :?[0-9]{2} )? ) )?
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"""
    [-+]? 0b [01_]+
    | [-+]? 0o [0-7_]+
    | [-+]? 0x [0-9a-fA-F_]+
    | [-+]? [0-9] [0-9_]* (?: \. [0-9_]* )? (?: [eE] [-+]? [0-9]+ )?
    | [-+]? \. [0-9] [0-9_]* (?: [eE] [-+]? [0-9]+ )?
    | [-+]? [0-9] [0-9_]* (?: : [0-5]? [0-9] )+ (?: \. [0-9_]* )?
    | [-+]? \. (?: inf | Inf | INF )
    | \. (?: nan | NaN | NAN )
    """,
    re.VERBOSE,
)


def resolve_plain(text: str) -> str | int | bool | date | Phrase | None:
    """Give what an unquoted text means by the rules above, or why it is refused.

    A phrase has one name to fill in, `text`.
    """
    if text in _NULLS:
        return None
    if text in ("true", "false"):
        return text == "true"
    if text in _BOOLEANS:
        return BARE_BOOLEAN
    if text in _SPECIALS:
        return BARE_SPECIAL
    if _INTEGER.fullmatch(text):
        return int(text)
    if match := _DATE.fullmatch(text):
        return _day(*match.groups())
    if _DATE_WITH_TIME.fullmatch(text):
        return DATE_WITH_TIME
    if _NUMBER.fullmatch(text):
        return BARE_NUMBER
    return text


def _day(year: str, month: str, day: str) -> date | Phrase:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return NO_SUCH_DAY
