"""Tests of reading the bytes of a file."""

import pytest

from npo_cli.strictyaml.reader import MOST_BYTES
from tests.strictyaml.support import faults, only, places, read

pytestmark = pytest.mark.usefixtures("parser")


def test_skips_a_byte_order_mark() -> None:
    """A byte order mark at the start changes neither data nor columns."""
    document, found = read(b"\xef\xbb\xbfa: 1")
    assert found == []
    assert document
    assert document.data == {"a": 1}
    assert document.keys["a",] == (1, 1)


def test_windows_line_ends_count_once() -> None:
    """A carriage return with a line feed is one line end."""
    assert only("a: 1\r\nb: no\r\n").startswith("2:4: ")


def test_directive() -> None:
    """A directive is refused, and what comes after it is still checked."""
    found = faults("%TAG ! tag:x,2000:\n---\na: no\n")
    assert places(found) == ["1:1", "3:4"]
    assert "begins with ‘%’" in found[0]


def test_too_large() -> None:
    """A file above 1 MiB is refused without reading."""
    assert only(b"[" * (MOST_BYTES + 1)) == ("1:1: The file is larger than 1 MiB; spread its contents over more files.")


def test_not_utf8() -> None:
    """A byte that is no UTF-8 is told with its line and column."""
    document, found = read("é: 1\r\nb: caf".encode() + b"\xe9\n")
    assert document is None
    assert found == ["2:7: Here stands a byte (0xE9) that is not UTF-8; save the file as UTF-8."]


@pytest.mark.parametrize("text", ["a: 1".encode("utf-16"), b"\xed\xa0\x80", b"\xc0\x80", b"a: \xf0\x9f\x98"])
def test_other_encodings(text: bytes) -> None:
    """Other encodings, half characters and encoded surrogates are refused."""
    assert "is not UTF-8" in only(text)


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\uffff"])
def test_control_character(char: str) -> None:
    """A control character is told with its place and code."""
    found = only(f"a: 1\nbé: x{char}y\n")
    assert found == f"2:6: Here stands an invisible control character (U+{ord(char):04X}); remove it."


def test_control_character_does_not_hide_other_faults() -> None:
    """The rest of a file with control characters is still checked."""
    document, found = read("a: \x00\x00b\nb: no\nc: '\x1b' x\n")
    assert document is None
    assert places(found) == ["1:4", "2:4", "3:5"]
