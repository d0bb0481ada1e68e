"""A checker as one would first write it: Typer, Rich, pydantic and YAML, all imported and read on every call."""

from pathlib import Path
from typing import Any

import typer
import yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

app = typer.Typer()


class Rule(BaseModel):
    """The part of a rule that such a checker looks at."""

    id: str
    verdict: str
    title: dict[str, str]
    terms: dict[str, list[str]] = {}


@app.command()
def check(folder: Path, text: str) -> None:
    rules: list[Rule] = []
    for file in sorted(folder.glob("*.yaml")):
        content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        rules += [Rule.model_validate(rule) for rule in content.get("rules", [])]
    table = Table("rule", "verdict", "title")
    for rule in rules:
        if any(term in text.lower() for terms in rule.terms.values() for term in terms):
            table.add_row(rule.id, rule.verdict, rule.title["nl"])
    Console().print(table)


if __name__ == "__main__":
    app()
