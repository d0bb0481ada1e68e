"""The cache of compiled rules, so that a check need not read YAML again.

It is plain JSON, keyed by the content it was made from and guarded by a checksum: a damaged, foreign or outdated file
is not used, and made anew. It is safe to delete, and `npo` works without it where it cannot be written.
"""

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any


def cache_folder() -> Path:
    """Give the folder for things that can be made again: NPO_CACHE, else where the system keeps a user's caches.

    A library knows these places too, but importing it takes longer than reading the cache.
    """
    if chosen := os.environ.get("NPO_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / "npo" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "npo"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "npo"


def load(key: str) -> dict[str, Any] | None:
    """Give what is kept under a key, or None if nothing sound is."""
    try:
        content = _file(key).read_bytes()
    except (OSError, RuntimeError):  # no such file, or a system that knows no home folder
        return None
    checksum, _, payload = content.partition(b"\n")
    if checksum.decode("ascii", "replace") != _checksum(key, payload):
        return None
    try:
        data = json.loads(payload.decode("ascii"))  # json takes longer to find out the encoding itself
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def save(key: str, data: dict[str, Any]) -> bool:
    """Keep data under a key, whole or not at all; say whether that could be done."""
    import tempfile  # only where the cache is made, which is rare

    payload = json.dumps(data, separators=(",", ":")).encode("ascii")
    try:
        target = _file(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_checksum(key, payload).encode("ascii") + b"\n" + payload)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError):
        return False
    return True


def _file(key: str) -> Path:
    return cache_folder() / f"rules-{key[:32]}.json"


def _checksum(key: str, payload: bytes) -> str:
    return sha256(key.encode("ascii") + b"\n" + payload).hexdigest()
