"""Tells in which characters a text file is written, from the whole file, so that it is never read half."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from npo_cli.fault import InputError, refuse
from npo_cli.language import Phrase
from npo_cli.tables.table import place, reading

BINARY = Phrase(
    "dit is geen CSV-bestand en geen Excel-werkmap; open het bestand in Excel en sla het op als ‘CSV UTF-8’.",
    "this is neither a CSV file nor an Excel workbook; open the file in Excel and save it as ‘CSV UTF-8’.",
)
UNKNOWN = Phrase(
    "de tekens in dit bestand zijn niet te lezen (geen UTF-8 en geen Windows-1252); open het in Excel en "
    "sla het op als ‘CSV UTF-8’.",
    "the characters in this file cannot be read (neither UTF-8 nor Windows-1252); open it in Excel and "
    "save it as ‘CSV UTF-8’.",
)
BROKEN = Phrase(
    "vanaf hier is de tekst beschadigd: het bestand begint als {encoding} maar gaat anders verder; open "
    "het in Excel en sla het op als ‘CSV UTF-8’.",
    "from here on the text is damaged: the file starts as {encoding} but goes on differently; open it in "
    "Excel and save it as ‘CSV UTF-8’.",
)

_CHUNK = 1 << 20
_UTF_8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")  # à to ÿ, and their capitals
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\v\f\r") | {127}
_TEXT = bytes(byte for byte in range(256) if byte not in _CONTROL)
_NOT_IN_1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
_IN_1252 = bytes(byte for byte in range(256) if byte not in _NOT_IN_1252)


def encoding_of(path: Path, name: str) -> str:
    """Give the encoding as `open` knows it: UTF-8 if the file is valid as such, else Windows-1252.

    A byte order mark decides beforehand. Refuses a binary file, one that its own mark belies, and one of which part is
    UTF-8: read as Windows-1252, all of its é would become Ã©.
    """
    with reading(name), path.open("rb") as stream:
        marked = _marked(stream.read(3))
        stream.seek(0)
        decoder = codecs.getincrementaldecoder(marked or "utf-8")()
        broken: InputError | None = None
        size, controls, unknown, lines, letters = 0, 0, 0, 0, 0
        for chunk in _chunks(stream):
            text = ""
            try:
                if broken is None:
                    text = decoder.decode(chunk, final=not chunk)  # a character may be cut off at the very end
            except UnicodeDecodeError as error:
                broken = _broken(error, name, lines, marked)
                if marked:
                    raise broken from error
            plain = text.encode("utf-8") if marked == "utf-16" else chunk
            if b"\0" in plain:
                raise refuse(BINARY, name)
            size += len(chunk)
            controls += len(plain.translate(None, _TEXT))
            unknown += len(chunk.translate(None, _IN_1252))
            letters += len(_UTF_8_LETTER.findall(chunk))
            lines += plain.count(b"\n")
    if controls > 3 + size // 100:
        raise refuse(BINARY, name)
    if broken and letters:
        raise broken
    if broken and unknown:
        raise refuse(UNKNOWN, name)
    return marked or ("cp1252" if broken else "utf-8")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Give the file piece by piece, and nothing at its end."""
    while chunk := stream.read(_CHUNK):
        yield chunk
    yield b""


def _marked(start: bytes) -> str:
    """Give the encoding that the byte order mark at the start promises, or nothing."""
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def _broken(error: UnicodeDecodeError, name: str, lines: int, marked: str) -> InputError:
    before = error.object[: error.start]
    return refuse(
        BROKEN,
        place(name, lines + 1 + before.count(b"\n")),
        encoding="UTF-16" if marked == "utf-16" else "UTF-8",
    )
