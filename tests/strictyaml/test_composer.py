"""Tests of what the composer reads, and of each thing that it refuses."""

import time

import pytest

from npo_cli.strictyaml.reader import MOST_BYTES
from npo_cli.strictyaml.validation import validate
from tests.strictyaml.support import NAME, Pack, data, faults, only, places, read

pytestmark = pytest.mark.usefixtures("parser")


def test_reads_lists_and_blocks_in_both_styles() -> None:
    """Block style and bracket style give the same data."""
    expected = {"a": ["x", {"z": 1}]}
    assert data("a:\n- x\n- z: 1\n") == expected
    assert data('{"a": [x, {z: 1}]}') == expected


def test_quoted_keys_are_text() -> None:
    """A key in quotes is text."""
    assert data('"no": 1\n"5": 2\n"<<": 3') == {"no": 1, "5": 2, "<<": 3}


def test_marks_values_and_keys() -> None:
    """Marks give line and column of every value, keys of every key."""
    document, _ = read("# kop\nrules:\n  - id: één\n    terms:\n      nl: [a, 'ü', b]\n")
    assert document
    assert document.name == NAME
    assert document.marks[()] == (2, 1)
    assert document.marks[("rules",)] == (3, 3)
    assert document.marks[("rules", 0)] == (3, 5)
    assert document.marks[("rules", 0, "id")] == (3, 9)
    assert document.marks[("rules", 0, "terms", "nl", 2)] == (5, 20)
    assert document.keys[("rules", 0, "terms", "nl")] == (5, 7)
    assert document.keys[("rules",)] == (2, 1)


def test_columns_count_characters() -> None:
    """A character outside the basic plane or with an accent counts as one column."""
    assert only("é😀: no").startswith("1:5: ")


def test_duplicate_key() -> None:
    """A key that stands twice is refused at the second, naming the line of the first."""
    assert only("a: 1\nb: 2\na: 3\n") == ("3:1: The key ‘a’ already stands on line 1; keep one of them or rename one.")


def test_duplicate_key_in_other_quotes() -> None:
    """Quotes do not make a key different."""
    assert only('x:\n  a: 1\n  "a": 2\n').startswith("3:3: The key ‘a’ already stands on line 2")


def test_each_repetition_of_a_key() -> None:
    """A key that stands three times is refused twice, within a second value too."""
    assert places(faults("a: 1\na: {b: no}\na: 3")) == ["2:1", "2:8", "3:1"]


def test_anchor() -> None:
    """An anchor is refused where it stands."""
    assert only("a: 1\nb: &keer 2").startswith("2:4: ‘&keer’ is a YAML anchor, which is not allowed")


def test_anchor_on_a_key_and_on_a_list() -> None:
    """An anchor is refused on a key and on a list as well."""
    assert places(faults("&x a: &y [1]")) == ["1:1", "1:7"]


def test_alias() -> None:
    """An alias is refused where it stands, even if no anchor goes with it."""
    assert only("a:\n- *weg").startswith("2:3: ‘*weg’ refers to a YAML anchor, which is not allowed")


def test_alias_as_a_key() -> None:
    """An alias as a key is refused once."""
    assert only("*a : 1").startswith("1:1: ‘*a’ refers to a YAML anchor")


def test_merge_key() -> None:
    """A merge key is refused, and its alias too."""
    found = faults("a: &x {b: 1}\nc:\n  <<: *x\n")
    assert places(found) == ["1:4", "3:3", "3:7"]
    assert found[1].startswith("3:3: ‘<<’ takes over the keys of another block")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("!!python/object/apply:os.system [x]", "!!python/object/apply:os.system"),
        ("!foo x", "!foo"),
        ("! x", "!"),
        ("!!binary aGFsbG8=", "!!binary"),
        ("!!str 5", "!!str"),
        ("!!set {}", "!!set"),
        ("!<x:y> 5", "x:y"),
    ],
)
def test_tag(written: str, shown: str) -> None:
    """A tag is refused, shown as it is written."""
    assert only(f"a: {written}").startswith(f"1:4: ‘{shown}’ is a YAML tag, which is not allowed")


def test_several_documents() -> None:
    """A second document is refused where it begins, and checked too."""
    found = faults("a: 1\n---\nb: no\n")
    assert places(found) == ["2:1", "3:4"]
    assert "a second YAML document begins" in found[0]
    assert read("a: 1\n---\nb: 2\n")[0] is None


@pytest.mark.parametrize("key", ["5", "true", "null", "~", "2021-09-21", "-3"])
def test_key_that_is_no_text(key: str) -> None:
    """A key that YAML reads as something other than text is refused."""
    assert only(f"{key}: x") == f'1:1: The key ‘{key}’ is not text to YAML; put it in quotes: "{key}".'


@pytest.mark.parametrize("key", ["no", "1.5", "12:30", "2021-02-30", "="])
def test_key_that_would_surprise(key: str) -> None:
    """A key that is refused as a value is refused for the same reason."""
    assert only(f"{key}: x").startswith("1:1: ")


def test_key_that_is_absent() -> None:
    """A value without a key is refused."""
    assert only("?\n: x") == "1:2: The key before the colon is missing here; fill it in."


@pytest.mark.parametrize("text", ["? [a, b]\n: c", "{a: 1}: c", "? - a\n: c"])
def test_key_that_is_a_list_or_block(text: str) -> None:
    """A list or a block as a key is refused."""
    assert "a list or a block stands as a key" in only(text)


def test_faults_within_a_key() -> None:
    """What is wrong within a key that is a list is told too."""
    assert places(faults("? [no, yes]\n: off")) == ["1:3", "1:4", "1:8", "2:3"]


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\e", r"\r", r"\u202e", r"\N"])
def test_control_character_as_escape(escape: str) -> None:
    """A control character cannot come in by an escape, in a value or a key."""
    found = faults(f'a: "x{escape}"\n"{escape}": 1\n')
    assert places(found) == ["1:4", "2:1"]
    assert all("holds the control character U+" in fault for fault in found)


@pytest.mark.parametrize("text", ["", "\n\n", "# alleen een opmerking\n", "---\n", "---\n...\n", b"\xef\xbb\xbf"])
def test_empty(text: str | bytes) -> None:
    """An empty file has no data and one fault, and no more is said of it."""
    document, found = read(text)
    assert [fault.split(": ", 1)[1] for fault in found] == ["The file is empty; fill it in or remove it."]
    assert document is not None
    assert document.data is None
    assert validate(document, Pack) == (None, [])


def test_depth() -> None:
    """Twenty layers are read, the twenty-first is refused where it begins."""
    assert data("[" * 20 + "]" * 20)
    assert only("[" * 21 + "]" * 21).startswith("1:21: Here more than 20 layers are nested")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        "[" * MOST_BYTES,
        "[[" + "? [" * 90_000,
    ],
    ids=["lists", "blocks", "dashes", "keys", "largest", "mixed"],
)
def test_endless_nesting_ends_soon(text: str) -> None:
    """Very deep nesting is refused at once, without a RecursionError."""
    start = time.perf_counter()
    assert "layers are nested" in faults(text)[-1]
    assert time.perf_counter() - start < 5


def test_alias_bomb() -> None:
    """Aliases that would multiply are refused, each at its place."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 30)]
    assert len(faults("\n".join(lines))) == 30 + 29 * 9


def test_alias_loop() -> None:
    """An alias to the list that it stands in is refused."""
    assert places(faults("a: &x [*x]")) == ["1:4", "1:8"]


def test_every_fault_of_a_file_at_once() -> None:
    """Faults of different kinds are all told in one call, in the order of the file."""
    text = """\
rules:
  - id: extra-handen
    verdict: no
    id: dubbel
    known_from: 2021-02-30
    terms: &t
      nl: [klassenassistent, 12:30]
      5: !foo x
    valid: *t
    tijd: 2021-09-21T10:00:00
"""
    found = faults(text)
    assert places(found) == ["3:14", "4:5", "5:17", "6:12", "7:30", "8:7", "8:10", "9:12", "10:11"]
    wanted = [
        "as true or false", "line 2", "day that exists", "anchor", "special number", "not text", "tag",
        "refers", "with a time",
    ]  # fmt: skip
    assert all(words in fault for words, fault in zip(wanted, found, strict=True))
