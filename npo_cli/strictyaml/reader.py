"""Reads a file strictly: from bytes to text here, and from text to data by the composer."""

import re

from npo_cli.fault import Fault
from npo_cli.language import Phrase
from npo_cli.strictyaml.character import REFUSED_IN_FILE, code_of
from npo_cli.strictyaml.composer import Composer
from npo_cli.strictyaml.document import Document
from npo_cli.strictyaml.faultlist import FaultList
from npo_cli.strictyaml.position import TOP, Lines

FILE_TOO_LARGE = Phrase(
    "Het bestand is groter dan 1 MiB; verdeel de inhoud over meerdere bestanden.",
    "The file is larger than 1 MiB; spread its contents over more files.",
)
NOT_UTF8 = Phrase(
    "Hier staat een byte ({byte}) die geen UTF-8 is; sla het bestand op als UTF-8.",
    "Here stands a byte ({byte}) that is not UTF-8; save the file as UTF-8.",
)
CONTROL_CHARACTER = Phrase(
    "Hier staat een onzichtbaar stuurteken ({code}); verwijder het.",
    "Here stands an invisible control character ({code}); remove it.",
)
DIRECTIVE = Phrase(
    "Een regel die met ‘%’ begint, is een instructie aan de YAML-lezer; verwijder de regel.",
    "A line that begins with ‘%’ is an instruction to the YAML reader; remove the line.",
)

MOST_BYTES = 1024 * 1024
_DIRECTIVE = re.compile(r"(?:^|(?<=[\r\n]))%")


def read_document(text: bytes, name: str) -> tuple[Document | None, list[Fault]]:
    """Read the bytes of one file; give its data and every fault found, in the order of the file.

    Never raises. Without a document, the file could not be read to its end. With faults, the document is not
    sound: it must not be used but for `validate`, which then finds the remaining faults so that people see
    all at once.
    """
    faults = FaultList(name)
    document = _read(text, faults)
    return document, faults.in_order()


def _read(raw: bytes, faults: FaultList) -> Document | None:
    if len(raw) > MOST_BYTES:
        faults.add(TOP, FILE_TOO_LARGE)
        return None
    text = _decoded(raw, faults)
    if text is None:
        return None
    readable = _without_refused(text, faults)
    document = Composer(readable, faults).document()
    return document if readable == text else None


def _decoded(raw: bytes, faults: FaultList) -> str | None:
    """Read UTF-8, with or without a byte order mark at the start."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        faults.add(Lines(before).position(len(before)), NOT_UTF8, {"byte": f"0x{raw[error.start]:02X}"})
        return None


def _without_refused(text: str, faults: FaultList) -> str:
    """Note refused characters, one a line, and YAML directives; put harmless ones in their place.

    So the rest of the file can still be read, at unchanged positions, to find its other faults.
    """
    lines = Lines(text)
    last_line = 0
    for match in REFUSED_IN_FILE.finditer(text):
        position = lines.position(match.start())
        if position[0] != last_line:
            faults.add(position, CONTROL_CHARACTER, {"code": code_of(match[0])})
            last_line = position[0]
    for match in _DIRECTIVE.finditer(text):
        faults.add(lines.position(match.start()), DIRECTIVE)
    return _DIRECTIVE.sub("#", REFUSED_IN_FILE.sub("\ufffd", text))
