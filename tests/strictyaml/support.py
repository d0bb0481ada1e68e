"""What these tests share: short ways to read and check a text, and a model with one field for each thing."""

import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from npo_cli.language import Language, Phrase
from npo_cli.strictyaml.document import Document
from npo_cli.strictyaml.reader import read_document
from npo_cli.strictyaml.validation import validate

NAME = "rules/npo-spuk/goals.yaml"


def read(text: str | bytes) -> tuple[Document | None, list[str]]:
    """Read a text; give the faults as lines without the name of the file, in English."""
    document, faults = read_document(text if isinstance(text, bytes) else text.encode(), NAME)
    assert all(fault.line(Language.NL) for fault in faults)
    assert all(fault.where.startswith(f"{NAME}:") for fault in faults)
    return document, [fault.line(Language.EN).removeprefix(f"{NAME}:") for fault in faults]


def faults(text: str | bytes) -> list[str]:
    """Read a text that must have faults; give them."""
    _, found = read(text)
    assert found
    return found


def data(text: str | bytes) -> Any:
    """Read a text that must be sound; give its data."""
    document, found = read(text)
    assert found == []
    assert document is not None
    assert document.sound
    return document.data


def only(text: str | bytes) -> str:
    """Give the only fault of a text."""
    (fault,) = faults(text)
    return fault


def places(found: list[str]) -> list[str]:
    """Give the line and column of every fault."""
    return [":".join(fault.split(":")[:2]) for fault in found]


class Part(BaseModel):
    """What all models here share."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Title(Part):
    """A text in two languages."""

    nl: Annotated[str, StringConstraints(min_length=1, max_length=10)]
    en: str


class Period(Part):
    """Two dates, in order."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.end < self.start:
            raise PydanticCustomError(
                "in_order",
                "the end lies before the start",
                {
                    "phrase": Phrase(
                        "het einde ligt vóór {start}; verwissel ze", "the end lies before {start}; swap them"
                    ),
                    "start": self.start,
                },
            )
        return self


class Example(Part):
    """A mapping in a union."""

    text: str
    verdict: Literal["eligible", "excluded"] | None = None


class Cat(Part):
    """One of a union of two blocks."""

    kind: Literal["cat"]
    lives: int


class Dog(Part):
    """The other of it."""

    kind: Literal["dog"]
    name: str


def _even(value: int) -> int:
    if value % 2:
        raise ValueError("must be even")
    return value


class Pack(Part):
    """One field for each thing that can be wrong."""

    title: Title | None = None
    titles: list[Title] = []
    kind: Literal["goal", "cost-kind"] = "goal"
    flag: Literal["yes", "no"] | None = None
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] = "x"
    line: Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$")] = "x"
    code: Annotated[str, StringConstraints(pattern="^A+$")] = "A"
    count: Annotated[int, Field(ge=1, le=9)] = 1
    even: Annotated[int, AfterValidator(_even)] = 2
    truth: bool = True
    day: date | None = None
    words: Annotated[list[str], Field(min_length=1)] = ["x"]
    answers: dict[Annotated[str, StringConstraints(pattern="^[a-z]+$")], int] = {}
    period: Period | None = None
    hits: list[Annotated[str, StringConstraints(min_length=2)] | Example] = []
    either: list[Cat | Dog] = []
    shades: dict[Literal["light", "dark"], str] = {}
    named: dict[str, Title] = {}

    @field_validator("code")
    @classmethod
    def _never_long(cls, value: str) -> str:
        if len(value) > 3:
            raise PydanticCustomError("long", "long", {"phrase": Phrase("te lang {of niet}", "too long {or not}")})
        return value


def check(text: str) -> list[str]:
    """Read and validate a text; give the faults of validation, in English."""
    document, _ = read_document(text.encode(), NAME)
    assert document is not None
    model, found = validate(document, Pack)
    assert model is None
    assert all(fault.line(Language.NL) for fault in found)
    return [fault.line(Language.EN).removeprefix(f"{NAME}:") for fault in found]


def quoted_yaml(value: object) -> str:
    """Write data as YAML in bracket style, with all text in quotes."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return "[" + ", ".join(map(quoted_yaml, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{quoted_yaml(key)}: {quoted_yaml(inner)}" for key, inner in value.items()) + "}"
        case date():
            return value.isoformat()
        case _:
            return json.dumps(value)
