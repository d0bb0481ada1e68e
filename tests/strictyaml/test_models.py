"""Tests that whatever stands in a file of rules or a layout is spoken of in npo's own words, not in pydantic's."""

from datetime import date

import pytest
from pydantic import BaseModel

from npo_cli.bookkeeping.exchange import layout_file
from npo_cli.eligibility import model
from npo_cli.strictyaml.reader import read_document
from npo_cli.strictyaml.sentence import OTHERWISE_WRONG
from npo_cli.strictyaml.validation import validate
from tests.strictyaml.support import NAME, quoted_yaml

MODELS = [
    each
    for module in (model, layout_file)
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, BaseModel) and each is not BaseModel
]
VALUES: list[object] = [
    None, "", "x", "Ab C", " x", "x" * 3000, "2021-09-21", -1, 0, 29, 10**9, True, date(2021, 9, 30), {}, [],
]  # fmt: skip


def nested(value: object) -> list[object]:
    """Give a value, and lists and blocks that hold it."""
    return [value, [value], {"a": value}, [{"a": value}], {"A b": value}, {"nl": value}, {"nl": [value]}]


@pytest.mark.parametrize("of", MODELS, ids=lambda each: each.__name__)
def test_every_error_has_words(of: type[BaseModel]) -> None:
    """No value at any key of a model is told of in the words of pydantic."""
    for key in [*of.model_fields, "x"]:
        for value in (inner for each in VALUES for inner in nested(each)):
            text = quoted_yaml({key: value})
            document, faults = read_document(text.encode(), NAME)
            assert document is not None
            assert faults == []
            _, faults = validate(document, of)
            assert OTHERWISE_WRONG not in {fault.phrase for fault in faults}, text
