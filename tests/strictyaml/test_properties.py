"""Tests of what holds for any file: nothing makes reading raise, and what is written is read back."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from npo_cli.language import Language
from npo_cli.strictyaml.character import REFUSED_IN_FILE
from npo_cli.strictyaml.reader import read_document
from npo_cli.strictyaml.scalar import resolve_plain
from npo_cli.strictyaml.validation import validate
from tests.strictyaml.support import NAME, Pack, quoted_yaml


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="this PyYAML comes without libyaml")
def test_both_parsers_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two parsers of PyYAML give the same data and marks."""
    text = b"# kop\na:\n- b: |\n    x\n    y\n  c: >-\n   z\n- {d: 'e', f: [1, 2021-09-21]}\n- \"g\\n\"\nh:\n"
    first = read_document(text, NAME)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert read_document(text, NAME) == first


def read_and_validate(raw: bytes) -> None:
    """Read and validate bytes, and write out all that is said of them."""
    document, found = read_document(raw, NAME)
    assert document is not None or found
    assert (document is None) or document.sound == (not found)
    if document is not None:
        model, more = validate(document, Pack)
        found += more
        assert found or model is not None
    for fault in found:
        for language in Language:
            assert fault.line(language).startswith(f"{NAME}:")


YAML_PIECES = st.lists(
    st.sampled_from(
        [
            "a", "b", "title", "nl", "kind", "hits", "text", ":", ": ", " ", "  ", "\n", "\n  ", "- ", "\n- ",
            "? ", "[", "]", "{", "}", ",", "'", '"', "|", ">", "\t", "&x ", "*x", "!foo ", "!<%ff>", "<<",
            "no", "5", "1.5", "12:30", "%TAG ! x", "---", "\n---\n", "\n...\n", "#", "@",
            "\\ud800", "\\x", "\0",
            "\r", "\x85", "\ufeff", "é", "2021-02-30", "~",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.usefixtures("either_parser")
class TestNeverRaises:
    """Whatever is read, faults are the worst that comes of it."""

    @given(st.binary(max_size=200))
    def test_any_bytes(self, raw: bytes) -> None:
        """No bytes make reading raise."""
        read_and_validate(raw)

    @given(st.text(max_size=200))
    @example("%YAML 1." + "9" * 5000)
    @example("a: |" + "9" * 5000)
    def test_any_text(self, text: str) -> None:
        """No text makes reading raise."""
        read_and_validate(text.encode("utf-8", "surrogatepass"))

    @settings(max_examples=500)
    @given(YAML_PIECES)
    def test_any_pieces_of_yaml(self, text: str) -> None:
        """No combination of what YAML is made of makes reading raise."""
        read_and_validate(text.encode())


TEXTS = st.text(
    st.characters(codec="utf-8").filter(lambda char: char != "\r" and not REFUSED_IN_FILE.match(char)),
    max_size=30,
)
PLAIN_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.dates() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)


class _QuotingDumper(yaml.SafeDumper):
    """A dumper of PyYAML that puts text, and only text, in quotes."""

    def ignore_aliases(self, data: object) -> bool:
        """Write every value out."""
        return True


_QuotingDumper.add_representer(
    str, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"')
)


def dumped(value: object) -> str:
    """Write data as PyYAML does, in block style."""
    return yaml.dump(value, Dumper=_QuotingDumper, allow_unicode=True, default_flow_style=False)


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("write", [quoted_yaml, dumped])
@settings(max_examples=200)
@given(value=PLAIN_DATA)
def test_data_read_back_equal(write: Callable[[object], str], value: object) -> None:
    """Data written as YAML with all text in quotes are read back equal, each value at a mark."""
    document, found = read_document(write(value).encode(), NAME)
    assert found == []
    assert document is not None
    assert document.data == value
    assert all(line >= 1 and column >= 1 for line, column in document.marks.values())


@settings(max_examples=1000)
@given(
    st.text(st.sampled_from("0123456789-+.:_eExobTZ ynafr~=<"), max_size=12)
    | st.from_regex(r"[-+]?[0-9:._]{1,8}", fullmatch=True)
)
def test_text_is_what_every_reader_calls_text(text: str) -> None:
    """What is read as text without quotes is text to YAML 1.1 too."""
    resolved = resolve_plain(text)
    if isinstance(resolved, str):
        resolver: Any = yaml.SafeLoader("")
        assert resolver.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"
