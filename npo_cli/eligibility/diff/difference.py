"""Differences between two versions of one thing in a pack, field by field."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

Value = str | tuple[str, ...] | None  # one text, a set of texts in the order written, or nothing


class Difference(NamedTuple):
    """A field that differs: of a text both versions (None: absent), of a set what was added and removed."""

    field: str
    before: str | None = None
    after: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def differences(before: BaseModel, after: BaseModel) -> tuple[Difference, ...]:
    """Compare two models of one class; fields in the order of the model."""
    old, new = dict(_flat(before.model_dump(mode="json"))), dict(_flat(after.model_dump(mode="json")))
    found = (_difference(field, old.get(field), new.get(field)) for field in dict.fromkeys((*old, *new)))
    return tuple(difference for difference in found if difference)


def _difference(field: str, before: Value, after: Value) -> Difference | None:
    if isinstance(before, tuple) or isinstance(after, tuple):
        old, new = _as_set(before), _as_set(after)
        added = tuple(dict.fromkeys(item for item in new if item not in set(old)))
        removed = tuple(dict.fromkeys(item for item in old if item not in set(new)))
        return Difference(field, added=added, removed=removed) if added or removed else None
    return Difference(field, before, after) if before != after else None


def _as_set(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Value]]:
    for key, value in data.items():
        field = f"{prefix}{key}"
        match value:
            case {"start": start, "end": end, **rest} if not rest:
                yield field, f"{start or ''}/{end or ''}" if start or end else None
            case dict():
                yield from _flat(value, f"{field}.")
            case list():
                yield field, tuple(item if isinstance(item, str) else _described(item) for item in value)
            case str() if field.startswith("plain."):
                yield field, tuple(value.split())
            case None | "":
                yield field, None
            case _:
                yield field, str(value).lower() if isinstance(value, bool) else str(value)


def _described(item: Any) -> str:
    """Write an item of several fields on one line, without the fields that say nothing."""
    if isinstance(item, dict):
        return ", ".join(f"{key}: {_described(value)}" for key, value in item.items() if value not in (None, {}, []))
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
