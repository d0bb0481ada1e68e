"""The definition of a layout file: which keys it may have, and with what values."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Heading = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Column = Literal[
    "description", "date", "amount", "debit", "credit", "side", "goal", "supplier", "reference", "currency"
]


class LayoutFile(BaseModel):
    """A layout as people write it; see `layout.Layout` for what each key means."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    columns: dict[Column, Heading] = {}
    unsided: bool = False
    goals: dict[Heading, Heading] = {}
    numbers: Literal["comma", "point"] | None = None
    dates: Literal["year-first", "day-first", "month-first"] | None = None
    credits: Literal["refuse", "reverse"] = "refuse"
    goal: Heading | None = None
