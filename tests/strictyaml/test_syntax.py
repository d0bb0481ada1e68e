"""Tests of what is said of a file that is not YAML."""

import pytest

from npo_cli.language import Language
from npo_cli.strictyaml.reader import read_document
from tests.strictyaml.support import NAME, faults, only, places, read

pytestmark = pytest.mark.usefixtures("parser")


@pytest.mark.parametrize("text", ["a:\n\t- b\n", "a:\n\tb: 1\n", "a: 1\n\tb: 2\n", "a:\n  - b\n\t- c\n"])
def test_tab_as_indentation(text: str) -> None:
    """A tab that indents is told in one plain sentence, at the tab."""
    line = 3 if text.count("\n") == 3 else 2
    assert only(text) == f"{line}:1: This line is indented with a tab; use spaces."


@pytest.mark.parametrize("char", ["@", "`", "%"])
def test_reserved_character(char: str) -> None:
    """A text that begins with a character that YAML keeps for itself must be quoted."""
    assert only(f"a:\n- {char}groep").startswith(f"2:3: A text without quotes cannot begin with ‘{char}’")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: x: y", "1:5"),
        ("a:\n  b: 1\n c: 2\n", "3:2"),
        ("a: [1, 2", "1:9"),
        ("a: 'x\n", "2:1"),
        ("a: ]\n", "1:4"),
    ],
)
def test_other_syntax(text: str, place: str) -> None:
    """Other invalid YAML is told where it is found, with the problem in the parser's words."""
    fault = only(text)
    assert fault.startswith(f"{place}: This is not valid YAML")
    assert not fault.endswith("says: ")
    assert read(text)[0] is None


def test_syntax_fault_in_dutch() -> None:
    """The sentence about invalid YAML is Dutch in Dutch."""
    _, (fault,) = read_document(b"a: x: y", NAME)
    assert fault.line(Language.NL).startswith(f"{NAME}:1:5: Dit is geen geldige YAML; controleer inspringing")


def test_faults_before_a_syntax_error_are_kept() -> None:
    """What was found before the file became unreadable is told as well."""
    assert places(faults("a: no\nb: &x 1\nc: [\n")) == ["1:4", "2:4", "4:1"]


def test_surrogate_and_number_escapes() -> None:
    """Escapes of characters that do not exist are faults, whatever the parser makes of them."""
    for escape in (r"\ud800", r"\U00110000", r"\UFFFFFFFF"):
        assert only(f'a: "{escape}"').startswith("1:")
