"""Packs: where the rules of a grant stand on disk, and how they become a rulebook."""

import fnmatch
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from npo_cli import __version__
from npo_cli.eligibility import cache
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import refuse
from npo_cli.language import Phrase
from npo_cli.workspace import FOLDER

DEFAULT_PACK = "npo-spuk"
_COMPILED_FORMAT = 39  # raise it when compiled data changes its shape

NO_SUCH_PACK = Phrase(
    "‘{given}’ is geen map met regels; kies uit: {known}, of geef het pad van een map.",
    "‘{given}’ is not a folder of rules; choose from: {known}, or give the path of a folder.",
)
UNREADABLE = Phrase("kan niet worden gelezen: {problem}", "cannot be read: {problem}")
SOURCE_NOT_UTF8 = Phrase(
    "hier staat een byte ({byte}) die geen UTF-8 is; sla de tekst van de bron op als UTF-8.",
    "here stands a byte ({byte}) that is not UTF-8; save the text of the source as UTF-8.",
)
TOO_MANY_FILES = Phrase(
    "de map bevat meer dan {most} bestanden; een map beschrijft één regeling.",
    "the folder holds more than {most} files; a folder describes one grant.",
)
_MOST_FILES = 200
# Twice what the reader of YAML accepts, and one: plain line ends at most halve a file, so that of one which is cut off
# here too much is left, and the reader names the fault.
_MOST_BYTES = 2 * 1024 * 1024 + 1


def rules_folder() -> Path:
    """Give the folder of packs: beside the code in an installed package, beside the package in a checkout."""
    installed = Path(__file__).parent.parent / "rules"
    return installed if installed.is_dir() else Path(__file__).parent.parent.parent / "rules"


def load_rulebook(pack: str | None = None, workspace: Path | None = None, municipality: str | None = None) -> Rulebook:
    """Load a grant's rules, with a workspace's own rules added; from the cache if the files have not changed.

    `pack` is a name or the path of a folder; `municipality`, by the name of its ledger's file, says whose rulings count
    where several ledgers share a workspace. Raises an InputError that lists every fault of every file.
    """
    read = _read(pack, workspace, municipality)
    texts = [text for _, text in read]
    digest = _digest(read)
    rules = cache.load(_key("rules", digest))
    if rules is None:
        return Rulebook(_compiled(texts, digest))
    return Rulebook(rules, lambda: cache.load(_key("words", digest)) or _compiled(texts, digest)["lexicon"])


def _compiled(texts: list[tuple[str, bytes, bool]], digest: str) -> dict[str, Any]:
    """Compile a pack and keep it: the words apart, for they are most of it and a report needs none."""
    from npo_cli.eligibility.compiling import compile_pack  # reads YAML and pydantic: rarely needed
    from npo_cli.eligibility.rulefile import RuleText

    data = compile_pack([RuleText(*text) for text in texts], digest)
    cache.save(_key("words", digest), data["lexicon"])
    cache.save(_key("rules", digest), {name: part for name, part in data.items() if name != "lexicon"})
    return data


def _key(part: str, digest: str) -> str:
    """Give the key under which a part of a compiled pack is kept."""
    return sha256(f"{_COMPILED_FORMAT} {__version__} {part} {digest}".encode("ascii")).hexdigest()


def read_pack(
    pack: str | None, workspace: Path | None = None, municipality: str | None = None
) -> list[tuple[str, bytes, bool]]:
    """Read a pack's files: for each the name users see, its bytes with plain line ends, and whether it is local."""
    return [text for _, text in _read(pack, workspace, municipality)]


def _read(
    pack: str | None, workspace: Path | None, municipality: str | None
) -> list[tuple[str, tuple[str, bytes, bool]]]:
    """Read a pack's files as `read_pack` does, each behind the name it has whatever path the pack was given by."""
    folder, files = _found(pack)
    shown = folder.name if pack is None or folder.parent == rules_folder() else str(folder)
    read = [(name, (f"{shown}/{name}", _content(folder / name), False)) for name in files]
    if workspace is not None:
        own = ((f"rules/{path.name}", path) for path in _own_files(workspace, municipality))
        read += [(name, (name, _content(path), True)) for name, path in own]
    return read


def read_source(path: Path) -> str | None:
    """Read the text of a source; None where there is none. Refuses what cannot be read, or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8") if path.is_file() else None
    except OSError as error:
        raise refuse(UNREADABLE, str(path), problem=error.strerror or str(error)) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise refuse(SOURCE_NOT_UTF8, f"{path}:{line}", byte=f"0x{error.object[error.start]:02X}") from None


def _found(pack: str | None) -> tuple[Path, list[str]]:
    """Give the folder of a pack, and the names of its files within it; refuse what is no folder with rules."""
    base = rules_folder()
    given = DEFAULT_PACK if pack is None else pack
    candidates = (base / given, Path(given)) if _is_name(given) else (Path(given),)
    for folder in candidates if given else ():
        if folder.is_dir() and (files := _yaml_files(folder)):
            return folder, files
    known = sorted(folder.name for folder in base.iterdir() if folder.is_dir()) if base.is_dir() else []
    raise refuse(NO_SUCH_PACK, "--pack", given=given[:100], known=", ".join(known))


def _own_files(workspace: Path, municipality: str | None) -> Iterator[Path]:
    """Give a workspace's own rule files, but for the rulings of another municipality's accountant."""
    ledgers = {path.stem for path in (workspace / FOLDER).glob("*.db")}
    others = ledgers - {municipality} if municipality or len(ledgers) > 1 else set()
    for path in sorted((workspace / "rules").glob("*.yaml")):
        if path.is_file() and path.stem not in others:
            yield path


def _is_name(given: str) -> bool:
    return "/" not in given and "\\" not in given and given not in (".", "..")


def _yaml_files(folder: Path) -> list[str]:
    """Give the names of the YAML files in a folder, those in folders within it too, with `/` between the parts."""
    found = [
        os.path.relpath(path, folder).replace(os.sep, "/")
        for inside, _, names in os.walk(folder)
        for path in (os.path.join(inside, name) for name in fnmatch.filter(names, "*.yaml"))  # noqa: PTH118 (as below)
        if os.path.isfile(path)  # noqa: PTH113 (a Path for each of them takes as long as to read them)
    ]
    if len(found) > _MOST_FILES:
        raise refuse(TOO_MANY_FILES, str(folder), most=_MOST_FILES)
    return sorted(found)


def _content(path: Path) -> bytes:
    """Read a file with the line ends of Unix, so that a checkout on Windows gives the same receipt."""
    try:
        with path.open("rb") as stream:
            return stream.read(_MOST_BYTES).replace(b"\r\n", b"\n")
    except OSError as error:
        raise refuse(UNREADABLE, str(path), problem=error.strerror or str(error)) from None


def _digest(read: list[tuple[str, tuple[str, bytes, bool]]]) -> str:
    """Hash the content of all files, each with its length, so that no two packs can be taken for one."""
    whole = sha256()
    for name, (_, content, local) in read:
        whole.update(f"{name}\n{int(local)} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()
