"""Differences between two versions of one thing in a pack, field by field."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from npo_cli.eligibility.model import RunningWords

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
    running = tuple(f"{name}." for name, value in before if isinstance(value, RunningWords))
    old, new = (dict(_flat(each.model_dump(mode="json"), running)) for each in (before, after))
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


def _flat(data: Mapping[str, Any], running: tuple[str, ...], prefix: str = "") -> Iterator[tuple[str, Value]]:
    """Give each field with its value; those that begin as one of `running` are words, each of them an item."""
    for key, value in data.items():
        field = f"{prefix}{key}"
        match value:
            case {"start": start, "end": end, **rest} if not rest:
                yield field, f"{start or ''}/{end or ''}" if start or end else None
            case dict():
                yield from _flat(value, running, f"{field}.")
            case list():
                yield field, tuple(item if isinstance(item, str) else _described(item) for item in value)
            case str() if field.startswith(running):
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
