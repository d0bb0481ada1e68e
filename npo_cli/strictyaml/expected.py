"""What a model expects at a place: its keys, and the values that it allows there."""

import re
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel

from npo_cli.strictyaml.position import KeyPath
from npo_cli.strictyaml.problem import Branch
from npo_cli.strictyaml.scalar import resolve_plain


def types_at(model: type[BaseModel], path: KeyPath, branches: Sequence[Branch]) -> list[object]:
    """Give the types that a model allows at a path, following the alternatives that pydantic tried."""
    found = list(_alternatives(model))
    for depth in range(len(path) + 1):
        for branch in branches:
            if branch.path == path[:depth]:
                found = [one for one in found if _is_named(one, branch.name)] or found
        if depth < len(path):
            found = [inner for outer in found for inner in _inside(outer, path[depth])]
    return found


def _is_named(one: object, branch: str) -> bool:
    """Say whether a branch is for a type; its name may have more around it: `function-after[f(), Name]`."""
    return re.search(rf"\b{re.escape(getattr(one, '__name__', repr(one)))}\b", branch) is not None


def _alternatives(annotation: object) -> Iterator[object]:
    """Take an annotation apart into the types that a value may have."""
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for one in typing.get_args(annotation):
            yield from _alternatives(one)
    else:
        yield annotation


def _inside(outer: object, element: str | int) -> Iterator[object]:
    """Give the types allowed at a key or index of a type."""
    arguments = typing.get_args(outer)
    if isinstance(outer, type) and issubclass(outer, BaseModel):
        if info := outer.model_fields.get(str(element)):
            yield from _alternatives(info.annotation)
    elif isinstance(element, int) and arguments:
        yield from _alternatives(arguments[0])
    elif len(arguments) == 2:
        yield from _alternatives(arguments[1])


def known_keys(found: Iterable[object]) -> list[str]:
    """Give the keys of all models among types."""
    models = (one for one in found if isinstance(one, type) and issubclass(one, BaseModel))
    return list(dict.fromkeys(name for model in models for name in model.model_fields))


def allowed_values(found: Iterable[object]) -> list[str]:
    """Give the only values that types allow, as they are written in a file."""
    values = (value for one in found if typing.get_origin(one) is Literal for value in typing.get_args(one))
    return list(dict.fromkeys(map(_as_written, values)))


def _as_written(value: str) -> str:
    """Write an allowed text as it must stand in a file: in quotes if YAML would read it otherwise."""
    return value if resolve_plain(value) == value else f'"{value}"'
