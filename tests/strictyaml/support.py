"""What these tests share: short ways to read and check a text, and a model with one field for each thing."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WrapValidator,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

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


class Colour(StrEnum):
    """An enum."""

    RED = "red"
    BLUE = "blue"


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
    """One of a tagged union."""

    kind: Literal["cat"]
    lives: int


class Dog(Part):
    """The other of a tagged union."""

    kind: Literal["dog"]
    name: str


class Coded(Part):
    """A model with aliases."""

    number: int = Field(alias="number-of")


def _even(value: int) -> int:
    if value % 2:
        raise ValueError("must be even")
    return value


Word = TypeAliasType("Word", Literal["one", "two"])
Wrapped = Annotated[str, WrapValidator(lambda value, handler: handler(value))]


class Pack(Part):
    """One field for each thing that can be wrong."""

    title: Title | None = None
    titles: list[Title] = []
    kind: Literal["goal", "cost-kind"] = "goal"
    flag: Literal["yes", "no"] | None = None
    colour: Colour = Field(default=Colour.RED, strict=False)
    strict_colour: Colour = Colour.RED
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] = "x"
    line: Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$")] = "x"
    code: Annotated[str, StringConstraints(pattern="^A+$")] = "A"
    count: Annotated[int, Field(ge=1, le=9)] = 1
    open_count: Annotated[int, Field(gt=1, lt=9, multiple_of=2)] = 2
    even: Annotated[int, AfterValidator(_even)] = 2
    ratio: float = 1.0
    truth: bool = True
    day: date | None = None
    words: Annotated[list[str], Field(min_length=1, max_length=2)] = ["x"]
    answers: dict[Annotated[str, StringConstraints(pattern="^[a-z]+$")], int] = {}
    period: Period | None = None
    hits: list[Annotated[str, StringConstraints(min_length=2)] | Example] = []
    wrapped: Wrapped | int = 1
    pets: list[Annotated[Cat | Dog, Field(discriminator="kind")]] = []
    either: list[Cat | Dog] = []
    coded: Coded | None = None
    never: None = None
    named: dict[str, Title] = {}
    aliased: Word | None = None

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
