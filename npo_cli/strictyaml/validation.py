"""Holds a document against a pydantic model."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from npo_cli.fault import Fault
from npo_cli.strictyaml.document import Document
from npo_cli.strictyaml.faultlist import FaultList
from npo_cli.strictyaml.position import TOP, KeyPath
from npo_cli.strictyaml.problem import by_value, likeliest, located
from npo_cli.strictyaml.sentence import explained

Model = TypeVar("Model", bound=BaseModel)


def validate(document: Document, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """Hold a document against a model (strict, extra="forbid"); give the model, or every fault in file order.

    A document that is not sound never gives a model, and nothing is said of the places that reading refused.

    A validator may say what is wrong in both languages by raising a `PydanticCustomError` with a `Phrase`
    under "phrase" in its context; the rest of the context fills the names of the phrase.
    """
    try:
        valid = model.model_validate(document.data)
    except ValidationError as error:
        return None, _faults_of(error, document, model)
    return (valid if document.sound else None), []


def _faults_of(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Fault]:
    problems = [located(details, document) for details in error.errors(include_url=False)]
    # What reading refused still helps to choose the alternative of a union, and only then goes.
    told = [problem for problem in likeliest(problems) if not _is_refused(problem.path, document.refused)]
    faults = FaultList(document.name)
    for group in by_value(told):
        phrase, values = explained(group, document, model)
        first = group[0]
        marks = document.keys if first.at_key else document.marks
        faults.add(marks.get(first.path, TOP), phrase, values)
    return faults.in_order()


def _is_refused(path: KeyPath, refused: frozenset[KeyPath]) -> bool:
    return any(path[:length] in refused for length in range(len(path) + 1))
