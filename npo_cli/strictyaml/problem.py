"""One error of pydantic as a value, and which of its errors are worth telling."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic_core import ErrorDetails

from npo_cli.strictyaml.document import Document
from npo_cli.strictyaml.kind import KINDS
from npo_cli.strictyaml.position import KeyPath


class Branch(NamedTuple):
    """One alternative of a union that pydantic tried: at which value, and its name."""

    path: KeyPath
    name: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One error of pydantic, at the value or the key of a path."""

    path: KeyPath
    branches: tuple[Branch, ...]
    at_key: bool
    error: ErrorDetails

    @property
    def is_wrong_kind(self) -> bool:
        return self.error["type"] in KINDS


def located(error: ErrorDetails, document: Document) -> Problem:
    """Find the value of an error: what in its location is no key or index names an alternative of a union."""
    location = error["loc"]
    at_key = error["type"] == "extra_forbidden" or location[-1:] == ("[key]",)
    if error["type"] == "missing" or location[-1:] == ("[key]",):
        location = location[:-1]
    path: KeyPath = ()
    branches: list[Branch] = []
    for element in location:
        if (*path, element) in document.marks:
            path = (*path, element)
        else:
            branches.append(Branch(path, str(element)))
    return Problem(path, tuple(branches), at_key and path in document.keys, error)


def likeliest(problems: Sequence[Problem], level: int = 0) -> list[Problem]:
    """Of every union, keep the problems of the alternative that the writer most likely meant."""
    kept = [problem for problem in problems if len(problem.branches) <= level]
    unions: dict[KeyPath, dict[str, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        if len(problem.branches) > level:
            path, name = problem.branches[level]
            unions[path][name].append(problem)
    for path, alternatives in unions.items():
        kept += likeliest(_meant(path, list(alternatives.values())), level + 1)
    return kept


def _meant(path: KeyPath, alternatives: Sequence[list[Problem]]) -> list[Problem]:
    """Choose the alternative of the right kind with the fewest problems; without one, all of them."""
    right_kind = [
        problems
        for problems in alternatives
        if not all(problem.is_wrong_kind and problem.path == path for problem in problems)
    ]
    if right_kind:
        return min(right_kind, key=len)
    return [problem for problems in alternatives for problem in problems]


def by_value(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Put together the problems that say only that one value is of the wrong kind; others stay single."""
    wrong_kind: dict[KeyPath, list[Problem]] = {}
    groups: list[list[Problem]] = []
    for problem in problems:
        if not problem.is_wrong_kind:
            groups.append([problem])
        elif problem.path in wrong_kind:
            wrong_kind[problem.path].append(problem)
        else:
            wrong_kind[problem.path] = [problem]
            groups.append(wrong_kind[problem.path])
    return groups
