"""The kinds of values: what people call each, and how to write one."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from npo_cli.language import Phrase
from npo_cli.strictyaml.excerpt import excerpt


class Kind(NamedTuple):
    """A kind of value: what people call it, and how to write one."""

    called: Phrase
    mend: Phrase


TEXT = Kind(Phrase("tekst", "text"), Phrase("schrijf één tekst", "write one text"))
QUOTED = Phrase("zet het tussen aanhalingstekens", "put it in quotes")
WHOLE_NUMBER = Kind(
    Phrase("een geheel getal", "a whole number"),
    Phrase("schrijf bijvoorbeeld 3, zonder aanhalingstekens", "write for example 3, without quotes"),
)
TRUE_OR_FALSE = Kind(
    Phrase("true of false", "true or false"),
    Phrase("schrijf true of false, zonder aanhalingstekens", "write true or false, without quotes"),
)
DAY = Kind(
    Phrase("een datum", "a date"),
    Phrase(
        "schrijf bijvoorbeeld 2021-09-21, zonder aanhalingstekens",
        "write for example 2021-09-21, without quotes",
    ),
)
LIST = Kind(
    Phrase("een lijst", "a list"),
    Phrase("zet elk onderdeel op een eigen regel na ‘- ’", "put each item on a line of its own after ‘- ’"),
)
BLOCK = Kind(
    Phrase("een blok met sleutels", "a block of keys"),
    Phrase(
        "schrijf elke sleutel op een eigen regel als ‘sleutel: waarde’",
        "write each key on a line of its own as ‘key: value’",
    ),
)
NOTHING = Phrase("niets", "nothing")

KINDS: Mapping[str, Kind] = {
    "string_type": TEXT,
    "int_type": WHOLE_NUMBER,
    "bool_type": TRUE_OR_FALSE,
    "date_type": DAY,
    "list_type": LIST,
    "dict_type": BLOCK,
    "model_type": BLOCK,
}
"""The kind that a value should have, by the error that pydantic gives; a model with more kinds adds its own here."""


def standing(value: object) -> Phrase:
    """Say what stands in the file."""
    match value:
        case None:
            return NOTHING
        case bool():
            return Phrase(str(value).lower(), str(value).lower())
        case int():
            return Phrase(f"het getal {value}", f"the number {value}")
        case date():
            return Phrase(f"de datum {value}", f"the date {value}")
        case str():
            return Phrase(f"de tekst ‘{excerpt(value)}’", f"the text ‘{excerpt(value)}’")
        case list():
            return LIST.called
        case _:
            return BLOCK.called
