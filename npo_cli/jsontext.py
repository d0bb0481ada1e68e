"""Data as JSON, as every command writes it."""

import json
import re
from typing import Any

_OBEYED = "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"


def to_json(data: Any, *, indent: int | None = 2) -> str:
    """Write data as JSON, in the order of its keys as made, readable by people too.

    Characters that a terminal would obey are written as escapes; JSON itself asks this of some of them only.
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return re.sub(_OBEYED, lambda match: f"\\u{ord(match[0]):04x}", text)
