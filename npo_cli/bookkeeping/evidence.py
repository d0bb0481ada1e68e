"""Evidence: the documents behind a booking, by name, size and SHA-256. The files themselves stay where they are."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest
from pathlib import Path

from npo_cli.bookkeeping.entry import Entry, Evidence
from npo_cli.fault import Fault, InputError, fault, printable, raise_all
from npo_cli.language import Phrase

NO_FILE = Phrase(
    "dit bestand is er niet; controleer de naam en de map.", "there is no such file; check its name and its folder."
)
NOT_READ = Phrase("dit bestand kan niet worden gelezen: {problem}.", "this file cannot be read: {problem}.")
NO_FOLDER = Phrase(
    "deze map is er niet; geef de map waarin de bewijsstukken staan.",
    "there is no such folder; give the folder that holds the evidence.",
)
GONE = Phrase(
    "boeking {number}: bewijsstuk ‘{name}’ staat niet in deze map.",
    "entry {number}: evidence ‘{name}’ is not in this folder.",
)
CHANGED = Phrase(
    "boeking {number}: bewijsstuk ‘{name}’ is gewijzigd sinds het werd vastgelegd.",
    "entry {number}: evidence ‘{name}’ was changed since it was recorded.",
)


def record_evidence(paths: Iterable[Path]) -> tuple[Evidence, ...]:
    """Record files by name, size and hash; refuse what cannot be read, all of it at once."""
    found: list[Evidence] = []
    faults: list[Fault] = []
    for path in dict.fromkeys(paths):
        try:
            found.append(_recorded(path))
        except InputError as error:
            faults.extend(error.faults)
    raise_all(faults)
    return tuple(found)


def missing_evidence(entries: Iterable[Entry], folder: Path) -> Iterator[Fault]:
    """Name the evidence of entries that is not in a folder, or below it, as it was recorded."""
    if not folder.is_dir():
        raise InputError(fault(NO_FOLDER, str(folder)))
    files = _by_name(folder)
    digests: dict[Path, str] = {}
    for entry in entries:
        for document in entry.evidence:
            paths = files.get(document.name, ())
            try:
                if not paths:
                    yield fault(GONE, number=entry.number, name=document.name)
                elif not any(_digest(path, digests) == document.sha256 for path in paths):
                    yield fault(CHANGED, number=entry.number, name=document.name)
            except InputError as error:
                yield from error.faults


def _recorded(path: Path) -> Evidence:
    if not path.is_file():
        raise InputError(fault(NO_FILE, str(path)))
    try:
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
            return Evidence(printable(path.name), stream.tell(), digest)
    except OSError as error:
        raise InputError(fault(NOT_READ, str(path), problem=error.strerror or str(error))) from None


def _by_name(folder: Path) -> Mapping[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.setdefault(printable(path.name), []).append(path)
    return found


def _digest(path: Path, known: dict[Path, str]) -> str:
    if path not in known:
        try:
            with path.open("rb") as stream:
                known[path] = file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise InputError(fault(NOT_READ, str(path), problem=error.strerror or str(error))) from None
    return known[path]
