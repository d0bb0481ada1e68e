"""Tests of the JSON Schema of rule files."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from npo_cli.eligibility import model
from npo_cli.eligibility.fieldtexts import FIELDS
from npo_cli.eligibility.schema import rule_file_schema, schema_text
from tests.commands.running import Program, program
from tests.conftest import REPOSITORY
from tests.eligibility.support import grant_file, rule

RULES = REPOSITORY / "rules"
FILE_NAME = "schema.json"
MODELS = {
    name: each
    for name, each in vars(model).items()
    if isinstance(each, type) and issubclass(each, BaseModel) and not name.startswith("_") and each is not BaseModel
}


def as_json(value: Any) -> Any:
    """Give data of YAML as an editor sees it: days are text to it."""
    return json.loads(json.dumps(value, default=date.isoformat))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """Give what checks data by the schema."""
    Draft202012Validator.check_schema(rule_file_schema())
    return Draft202012Validator(rule_file_schema())


def test_file_is_equal_to_the_models() -> None:
    """The file that editors read says what the models say; `npo rules schema --output` writes it anew."""
    assert (RULES / FILE_NAME).read_bytes().decode("utf-8") == schema_text()


def test_every_field_is_described() -> None:
    """Every field of every model has a text in both languages, and no text is left over."""
    assert {name: set(each.model_fields) for name, each in MODELS.items()} == {
        name: set(texts) for name, texts in FIELDS.items()
    }
    assert all(text.nl and text.en and text.nl != text.en for texts in FIELDS.values() for text in texts.values())


@pytest.mark.parametrize("path", sorted(RULES.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_pack_names_and_follows_the_schema(path: Path, validator: Draft202012Validator) -> None:
    """Every file of a pack names the schema by a path that leads to it, and has no fault by it."""
    first, *_ = path.read_text(encoding="utf-8").splitlines()
    comment = "# yaml-language-server: $schema="
    assert first.startswith(comment)
    assert (path.parent / first.removeprefix(comment)).resolve() == RULES / FILE_NAME
    assert [error.message for error in validator.iter_errors(as_json(yaml.safe_load(path.read_text("utf-8"))))] == []


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "maybe"},
        {"colour": "red"},
        {"id": "Wrong_Id"},
        {"terms": {"nl": "vlieger"}},
        {"source": None},
        {"examples": {"hits": [], "misses": ["b"]}},
        {"conditions": [{"question": "windy"}]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_faults_are_found(change: dict[str, Any], validator: Draft202012Validator) -> None:
    """What the models refuse, the schema does not allow."""
    sound = {**grant_file(), "rules": [rule("kites", "eligible", ["vlieger"])]}
    assert validator.is_valid(as_json(sound))
    assert not validator.is_valid(as_json({**sound, "rules": [{**sound["rules"][0], **change}]}))


def test_command(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, tmp_path: Path) -> None:
    """`npo rules schema` gives the schema on the console, or in a file beside the rules of a workspace."""
    npo: Program = program(monkeypatch, cache_of_tests, tmp_path)
    outcome = npo("rules", "schema")
    assert (outcome.code, outcome.out, outcome.err) == (0, schema_text(), "")
    (tmp_path / "rules").mkdir()
    assert npo("rules", "schema", "--output", "rules/schema.json").code == 0
    assert (tmp_path / "rules" / "schema.json").read_bytes() == (RULES / FILE_NAME).read_bytes()
