"""The cache of compiled rules, so that a check need not read YAML again.

It is plain JSON, keyed by the content it was made from and guarded by a checksum: a damaged, foreign or outdated file
is not used, and made anew. It is safe to delete, and `npo` works without it where it cannot be written.
"""

import json
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

_MOST_KEPT = 20  # files, which is ten sets of rules


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
        file = _file(key)
        content = file.read_bytes()
    except (OSError, RuntimeError):  # no such file, or a system that knows no home folder
        return None
    with suppress(OSError):  # in a folder that may only be read, from which nothing is cleared up either
        os.utime(file)  # used now
    end = content.find(b"\n")
    payload = memoryview(content)[end + 1 :]  # of megabytes, which are not copied
    if end < 0 or content[:end].decode("ascii", "replace") != _checksum(key, payload):
        return None
    try:
        data = json.loads(str(payload, "ascii"))  # json takes longer to find out the encoding itself
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
        _forget_the_oldest(target.parent)
    except (OSError, RuntimeError):
        return False
    return True


def _forget_the_oldest(folder: Path) -> None:
    """Leave the files that were used last: each change of the rules makes new ones, of some megabytes."""
    used: list[tuple[float, Path]] = []
    for path in folder.glob("rules-*.json"):
        with suppress(OSError):  # another program may clear up too
            used.append((path.stat().st_mtime, path))
    for _, path in sorted(used)[:-_MOST_KEPT]:
        with suppress(OSError):  # idem, or on Windows have it open
            path.unlink()


def _file(key: str) -> Path:
    return cache_folder() / f"rules-{key[:32]}.json"


def _checksum(key: str, payload: bytes | memoryview) -> str:
    digest = sha256(key.encode("ascii") + b"\n")
    digest.update(payload)
    return digest.hexdigest()
