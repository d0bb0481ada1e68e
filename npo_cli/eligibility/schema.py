"""The JSON Schema of rule files (draft 2020-12), made from the models, for editors that complete and check."""

import json
from typing import Any

from npo_cli.eligibility.fieldtexts import FIELDS
from npo_cli.eligibility.model import RuleFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """Give the schema as the text of `rules/schema.json`."""
    return json.dumps(rule_file_schema(), ensure_ascii=False, indent=2) + "\n"


def rule_file_schema() -> dict[str, Any]:
    """Give the schema; every field is described in Dutch and English."""
    schema = RuleFile.model_json_schema(mode="validation")
    definitions = schema.pop("$defs")
    for name, definition in (("RuleFile", schema), *definitions.items()):
        _describe(name, definition)
    schema["title"] = "npo"
    schema["description"] = "Een bestand met regels van npo. / A file of rules for npo."
    return {"$schema": DIALECT, **schema, "$defs": definitions}


def _describe(model: str, definition: dict[str, Any]) -> None:
    """Put the texts of the fields in place of what pydantic makes of names and docstrings."""
    definition.pop("title", None)
    definition.pop("description", None)
    for field, schema in definition.get("properties", {}).items():
        text = FIELDS[model][field]
        schema.pop("title", None)
        schema["description"] = f"{text.nl} / {text.en}"
