"""What is wrong with a file that is not YAML at all, as far as the parser can tell."""

from collections.abc import Mapping

import yaml

from npo_cli.language import Phrase
from npo_cli.strictyaml.position import LINE_END, Position, position_of

TOO_DEEP = Phrase(
    "Hier zijn meer dan {most} lagen in elkaar genest; maak de opbouw eenvoudiger. Verder is het bestand niet gelezen.",
    "Here more than {most} layers are nested in each other; make the structure simpler. The file was not read further.",
)
TAB = Phrase(
    "Deze regel springt in met een tab; gebruik spaties.",
    "This line is indented with a tab; use spaces.",
)
RESERVED = Phrase(
    "Een tekst zonder aanhalingstekens mag niet met ‘{char}’ beginnen; zet de tekst tussen aanhalingstekens.",
    "A text without quotes cannot begin with ‘{char}’; put the text in quotes.",
)
SYNTAX = Phrase(
    "Dit is geen geldige YAML; controleer inspringing, dubbele punten, aanhalingstekens en haken, hier en "
    "erboven. De YAML-lezer meldt: {problem}",
    "This is not valid YAML; check indentation, colons, quotes and brackets, here and above. The YAML "
    "reader says: {problem}",
)

MOST_LAYERS = 20


def syntax_fault(
    error: yaml.MarkedYAMLError, text: str, reached: Position
) -> tuple[Position, Phrase, Mapping[str, object]]:
    """Say what made the parser give up and where; without a place of its own, where it had come to."""
    lines = LINE_END.split(text)
    line, column = position_of(error.problem_mark) if error.problem_mark else reached
    if line > len(lines):  # the end of the file, which libyaml counts as a line of its own
        line, column = len(lines), len(lines[-1]) + 1
    written = lines[line - 1]
    indentation = written[: len(written) - len(written.lstrip())]
    if "\t" in indentation:
        return (line, indentation.index("\t") + 1), TAB, {}
    if "nesting depth" in (error.problem or ""):  # what newer parsers say, before they give the layers
        return (line, column), TOO_DEEP, {"most": MOST_LAYERS}
    if "cannot start any token" in (error.problem or ""):
        return (line, column), RESERVED, {"char": written[column - 1 : column]}
    return (line, column), SYNTAX, {"problem": _problem_of(error)}


def _problem_of(error: yaml.MarkedYAMLError) -> str:
    parts = []
    if error.context:
        parts.append(error.context + (f" (line {error.context_mark.line + 1})" if error.context_mark else ""))
    parts.append(error.problem or "unknown problem")
    return ": ".join(parts)
