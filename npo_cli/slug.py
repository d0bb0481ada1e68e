"""The slug: the name of a municipality as part of a file name."""

import re
import unicodedata

ID = r"[a-z0-9]+(-[a-z0-9]+)*"  # the shape of ids, as rules may have them
_LONGEST = 60
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")  # names that Windows keeps for devices


def is_id(text: str) -> bool:
    """Say whether a text has the shape of an id."""
    return re.fullmatch(ID, text) is not None


def slug(name: str) -> str:
    """Give the part of a file name that stands for a name: small letters, digits and hyphens; empty without any."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")
    return f"gemeente-{found}" if _DEVICES.match(found) else found
