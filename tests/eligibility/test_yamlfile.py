"""Tests of the strict reading of rule files."""

import json
import time
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WrapValidator,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from npo_cli.eligibility.yamlfile import (
    _REFUSED_IN_FILE,
    MOST_BYTES,
    Document,
    read_document,
    resolve_plain,
    validate,
)
from npo_cli.language import Language, Phrase

NAME = "rules/npo-spuk/goals.yaml"


@pytest.fixture(params=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with each of the two parsers of PyYAML."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("this PyYAML comes without libyaml")
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param == "libyaml")
    return str(request.param)


def read(text: str | bytes) -> tuple[Document | None, list[str]]:
    """Read a text; give the faults as lines without the name of the file, in English."""
    document, faults = read_document(text if isinstance(text, bytes) else text.encode(), NAME)
    assert all(fault.line(Language.NL) for fault in faults)
    assert all(fault.where.startswith(f"{NAME}:") for fault in faults)
    return document, [fault.line(Language.EN).removeprefix(f"{NAME}:") for fault in faults]


def faults(text: str | bytes) -> list[str]:
    """Read a text that must have faults; give them."""
    _, found = read(text)
    assert found
    return found


def data(text: str | bytes) -> Any:
    """Read a text that must be sound; give its data."""
    document, found = read(text)
    assert found == []
    assert document is not None
    assert document.sound
    return document.data


def only(text: str | bytes) -> str:
    """Give the only fault of a text."""
    (fault,) = faults(text)
    return fault


def places(found: list[str]) -> list[str]:
    """Give the line and column of every fault."""
    return [":".join(fault.split(":")[:2]) for fault in found]


# --- What is read -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
class TestSoundFiles:
    """Files without faults."""

    def test_reads_every_kind_of_value(self) -> None:
        """Texts, whole numbers, booleans, dates and nulls are read as such."""
        text = "a: tekst\nb: 5\nc: -12\nd: true\ne: false\nf: 2021-09-21\ng: null\nh: ~\ni:\nj: 0\n"
        assert data(text) == {
            "a": "tekst", "b": 5, "c": -12, "d": True, "e": False, "f": date(2021, 9, 21),
            "g": None, "h": None, "i": None, "j": 0,
        }  # fmt: skip

    def test_reads_lists_and_blocks_in_both_styles(self) -> None:
        """Block style and bracket style give the same data."""
        expected = {"a": ["x", {"z": 1}]}
        assert data("a:\n- x\n- z: 1\n") == expected
        assert data('{"a": [x, {z: 1}]}') == expected

    @pytest.mark.parametrize("value", ["no", "12:30", "0123", "1.5", "2021-09-21", "null", "<<", "5", "true"])
    @pytest.mark.parametrize("form", ['"{}"', "'{}'", "|-\n  {}", ">-\n  {}"])
    def test_quoted_and_block_text_is_text(self, value: str, form: str) -> None:
        """What stands in quotes or in a block of text is text, whatever it says."""
        assert data("a: " + form.format(value)) == {"a": value}

    @pytest.mark.parametrize(
        "text",
        ["€ 1.234,50", "1.2.3", "1.234.567", "31-07-2023", "50%", "artikel 5", "nee", "ja", "12:75", "."],
    )
    def test_plain_text_stays_text(self, text: str) -> None:
        """What no YAML reader takes for a number is text."""
        assert data(f"a: {text}") == {"a": text}

    def test_quoted_keys_are_text(self) -> None:
        """A key in quotes is text."""
        assert data('"no": 1\n"5": 2\n"<<": 3') == {"no": 1, "5": 2, "<<": 3}

    def test_skips_a_byte_order_mark(self) -> None:
        """A byte order mark at the start changes neither data nor columns."""
        document, found = read(b"\xef\xbb\xbfa: 1")
        assert found == []
        assert document
        assert document.data == {"a": 1}
        assert document.keys["a",] == (1, 1)

    def test_windows_line_ends_count_once(self) -> None:
        """A carriage return with a line feed is one line end."""
        assert only("a: 1\r\nb: no\r\n").startswith("2:4: ")

    def test_marks_values_and_keys(self) -> None:
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

    def test_columns_count_characters(self) -> None:
        """A character outside the basic plane or with an accent counts as one column."""
        assert only("é😀: no").startswith("1:5: ")


# --- What is refused ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
class TestRefusals:
    """Each thing that is refused, by itself."""

    def test_duplicate_key(self) -> None:
        """A key that stands twice is refused at the second, naming the line of the first."""
        assert only("a: 1\nb: 2\na: 3\n") == (
            "3:1: The key ‘a’ already stands on line 1; keep one of them or rename one."
        )

    def test_duplicate_key_in_other_quotes(self) -> None:
        """Quotes do not make a key different."""
        assert only('x:\n  a: 1\n  "a": 2\n').startswith("3:3: The key ‘a’ already stands on line 2")

    def test_each_repetition_of_a_key(self) -> None:
        """A key that stands three times is refused twice, within a second value too."""
        assert places(faults("a: 1\na: {b: no}\na: 3")) == ["2:1", "2:8", "3:1"]

    @pytest.mark.parametrize(
        "word",
        ["no", "yes", "on", "off", "y", "n", "No", "YES", "On", "OFF", "Y", "N", "True", "TRUE", "False"],
    )
    def test_bare_boolean(self, word: str) -> None:
        """A boolean of YAML 1.1 other than true and false is refused, with quotes as the mend."""
        assert only(f"a: {word}").startswith(
            f'1:4: Without quotes YAML reads ‘{word}’ as true or false; put it in quotes: "{word}".'
        )

    @pytest.mark.parametrize(
        "number",
        [
            "12:30", "09:30", "1:30:00", "12:30.5", "0123", "0899", "00", "-0", "+5", "0x1F", "0b101", "0o17",
            "1_000", "1.5", "1.", ".5", "-1.5e3", "1e3", ".inf", "-.INF", ".nan", "1234567890123456789",
        ],
    )  # fmt: skip
    def test_surprising_number(self, number: str) -> None:
        """A number in a special form is refused, with quotes as the mend."""
        assert only(f"a: {number}").startswith(
            f'1:4: Without quotes YAML reads ‘{number}’ as a special number; put it in quotes: "{number}".'
        )

    @pytest.mark.parametrize("sign", ["=", "<<"])
    def test_special_value(self, sign: str) -> None:
        """The two signs with a meaning of their own are refused as a value."""
        assert only(f"a: {sign}").startswith(f"1:4: ‘{sign}’ has a meaning of its own in YAML; put it in quotes")

    @pytest.mark.parametrize("day", ["2021-02-30", "2021-13-01", "0000-01-01", "2021-00-10"])
    def test_day_that_does_not_exist(self, day: str) -> None:
        """A date that does not exist is a fault, not a traceback."""
        assert only(f"a: {day}").startswith(f"1:4: ‘{day}’ is not a day that exists")

    @pytest.mark.parametrize(
        "moment",
        ["2021-09-21 12:00:00", "2021-09-21T12:00:00Z", "2021-9-1t1:00:00.5 +01:00", "2021-09-21 12:00"],
    )
    def test_date_with_time(self, moment: str) -> None:
        """A date with a time is refused."""
        assert only(f"a: {moment}").startswith(f"1:4: ‘{moment}’ is a date with a time; write the date only")

    def test_anchor(self) -> None:
        """An anchor is refused where it stands."""
        assert only("a: 1\nb: &keer 2").startswith("2:4: ‘&keer’ is a YAML anchor, which is not allowed")

    def test_anchor_on_a_key_and_on_a_list(self) -> None:
        """An anchor is refused on a key and on a list as well."""
        assert places(faults("&x a: &y [1]")) == ["1:1", "1:7"]

    def test_alias(self) -> None:
        """An alias is refused where it stands, even if no anchor goes with it."""
        assert only("a:\n- *weg").startswith("2:3: ‘*weg’ refers to a YAML anchor, which is not allowed")

    def test_alias_as_a_key(self) -> None:
        """An alias as a key is refused once."""
        assert only("*a : 1").startswith("1:1: ‘*a’ refers to a YAML anchor")

    def test_merge_key(self) -> None:
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
    def test_tag(self, written: str, shown: str) -> None:
        """A tag is refused, shown as it is written."""
        assert only(f"a: {written}").startswith(f"1:4: ‘{shown}’ is a YAML tag, which is not allowed")

    def test_directive(self) -> None:
        """A directive is refused, and what comes after it is still checked."""
        found = faults("%TAG ! tag:x,2000:\n---\na: no\n")
        assert places(found) == ["1:1", "3:4"]
        assert "begins with ‘%’" in found[0]

    def test_several_documents(self) -> None:
        """A second document is refused where it begins, and checked too."""
        found = faults("a: 1\n---\nb: no\n")
        assert places(found) == ["2:1", "3:4"]
        assert "a second YAML document begins" in found[0]
        assert read("a: 1\n---\nb: 2\n")[0] is None

    @pytest.mark.parametrize("key", ["5", "true", "null", "~", "2021-09-21", "-3"])
    def test_key_that_is_no_text(self, key: str) -> None:
        """A key that YAML reads as something other than text is refused."""
        assert only(f"{key}: x") == f'1:1: The key ‘{key}’ is not text to YAML; put it in quotes: "{key}".'

    @pytest.mark.parametrize("key", ["no", "1.5", "12:30", "2021-02-30", "="])
    def test_key_that_would_surprise(self, key: str) -> None:
        """A key that is refused as a value is refused for the same reason."""
        assert only(f"{key}: x").startswith("1:1: ")

    def test_key_that_is_absent(self) -> None:
        """A value without a key is refused."""
        assert only("?\n: x") == "1:2: The key before the colon is missing here; fill it in."

    @pytest.mark.parametrize("text", ["? [a, b]\n: c", "{a: 1}: c", "? - a\n: c"])
    def test_key_that_is_a_list_or_block(self, text: str) -> None:
        """A list or a block as a key is refused."""
        assert "a list or a block stands as a key" in only(text)

    def test_faults_within_a_key(self) -> None:
        """What is wrong within a key that is a list is told too."""
        assert places(faults("? [no, yes]\n: off")) == ["1:3", "1:4", "1:8", "2:3"]

    @pytest.mark.parametrize("text", ["a:\n\t- b\n", "a:\n\tb: 1\n", "a: 1\n\tb: 2\n", "a:\n  - b\n\t- c\n"])
    def test_tab_as_indentation(self, text: str) -> None:
        """A tab that indents is told in one plain sentence, at the tab."""
        line = 3 if text.count("\n") == 3 else 2
        assert only(text) == f"{line}:1: This line is indented with a tab; use spaces."

    @pytest.mark.parametrize("char", ["@", "`", "%"])
    def test_reserved_character(self, char: str) -> None:
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
    def test_other_syntax(self, text: str, place: str) -> None:
        """Other invalid YAML is told where it is found, with the problem in the parser's words."""
        fault = only(text)
        assert fault.startswith(f"{place}: This is not valid YAML")
        assert not fault.endswith("says: ")
        assert read(text)[0] is None

    def test_syntax_fault_in_dutch(self) -> None:
        """The sentence about invalid YAML is Dutch in Dutch."""
        _, (fault,) = read_document(b"a: x: y", NAME)
        assert fault.line(Language.NL).startswith(f"{NAME}:1:5: Dit is geen geldige YAML; controleer inspringing")

    def test_faults_before_a_syntax_error_are_kept(self) -> None:
        """What was found before the file became unreadable is told as well."""
        assert places(faults("a: no\nb: &x 1\nc: [\n")) == ["1:4", "2:4", "4:1"]

    def test_surrogate_and_number_escapes(self) -> None:
        """Escapes of characters that do not exist are faults, whatever the parser makes of them."""
        for escape in (r"\ud800", r"\U00110000", r"\UFFFFFFFF"):
            assert only(f'a: "{escape}"').startswith("1:")

    def test_too_large(self) -> None:
        """A file above 1 MiB is refused without reading."""
        assert only(b"[" * (MOST_BYTES + 1)) == (
            "1:1: The file is larger than 1 MiB; spread its contents over more files."
        )

    def test_not_utf8(self) -> None:
        """A byte that is no UTF-8 is told with its line and column."""
        document, found = read("é: 1\r\nb: caf".encode() + b"\xe9\n")
        assert document is None
        assert found == ["2:7: Here stands a byte (0xE9) that is not UTF-8; save the file as UTF-8."]

    @pytest.mark.parametrize("text", ["a: 1".encode("utf-16"), b"\xed\xa0\x80", b"\xc0\x80", b"a: \xf0\x9f\x98"])
    def test_other_encodings(self, text: bytes) -> None:
        """Other encodings, half characters and encoded surrogates are refused."""
        assert "is not UTF-8" in only(text)

    @pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\uffff"])
    def test_control_character(self, char: str) -> None:
        """A control character is told with its place and code."""
        found = only(f"a: 1\nbé: x{char}y\n")
        assert found == f"2:6: Here stands an invisible control character (U+{ord(char):04X}); remove it."

    def test_control_character_does_not_hide_other_faults(self) -> None:
        """The rest of a file with control characters is still checked."""
        document, found = read("a: \x00\x00b\nb: no\nc: '\x1b' x\n")
        assert document is None
        assert places(found) == ["1:4", "2:4", "3:5"]

    @pytest.mark.parametrize("escape", [r"\0", r"\a", r"\e", r"\r", r"\u202e", r"\N"])
    def test_control_character_as_escape(self, escape: str) -> None:
        """A control character cannot come in by an escape, in a value or a key."""
        found = faults(f'a: "x{escape}"\n"{escape}": 1\n')
        assert places(found) == ["1:4", "2:1"]
        assert all("holds the control character U+" in fault for fault in found)

    @pytest.mark.parametrize("text", ["", "\n\n", "# alleen een opmerking\n", "---\n", "---\n...\n", b"\xef\xbb\xbf"])
    def test_empty(self, text: str | bytes) -> None:
        """An empty file has no data and one fault, and no more is said of it."""
        document, found = read(text)
        assert [fault.split(": ", 1)[1] for fault in found] == ["The file is empty; fill it in or remove it."]
        assert document is not None
        assert document.data is None
        assert validate(document, Pack) == (None, [])

    def test_depth(self) -> None:
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
    def test_endless_nesting_ends_soon(self, text: str) -> None:
        """Very deep nesting is refused at once, without a RecursionError."""
        start = time.perf_counter()
        assert "layers are nested" in faults(text)[-1]
        assert time.perf_counter() - start < 5

    def test_alias_bomb(self) -> None:
        """Aliases that would multiply are refused, each at its place."""
        lines = ["a0: &a0 [x, x]"]
        lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 30)]
        assert len(faults("\n".join(lines))) == 30 + 29 * 9

    def test_alias_loop(self) -> None:
        """An alias to the list that it stands in is refused."""
        assert places(faults("a: &x [*x]")) == ["1:4", "1:8"]


@pytest.mark.usefixtures("parser")
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


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="this PyYAML comes without libyaml")
def test_both_parsers_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two parsers of PyYAML give the same data and marks."""
    text = b"# kop\na:\n- b: |\n    x\n    y\n  c: >-\n   z\n- {d: 'e', f: [1, 2021-09-21]}\n- \"g\\n\"\nh:\n"
    first = read_document(text, NAME)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert read_document(text, NAME) == first


# --- Validation ---------------------------------------------------------------------------------------------


class Colour(StrEnum):
    """An enum."""

    RED = "red"
    BLUE = "blue"


class Part(BaseModel):
    """What all models here share."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Title(Part):
    """A text in two languages."""

    nl: Annotated[str, StringConstraints(min_length=1, max_length=10)]
    en: str


class Period(Part):
    """Two dates, in order."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.end < self.start:
            raise PydanticCustomError(
                "in_order",
                "the end lies before the start",
                {
                    "phrase": Phrase(
                        "het einde ligt vóór {start}; verwissel ze", "the end lies before {start}; swap them"
                    ),
                    "start": self.start,
                },
            )
        return self


class Example(Part):
    """A mapping in a union."""

    text: str
    verdict: Literal["eligible", "excluded"] | None = None


class Cat(Part):
    """One of a tagged union."""

    kind: Literal["cat"]
    lives: int


class Dog(Part):
    """The other of a tagged union."""

    kind: Literal["dog"]
    name: str


class Coded(Part):
    """A model with aliases."""

    number: int = Field(alias="number-of")


def _even(value: int) -> int:
    if value % 2:
        raise ValueError("must be even")
    return value


Word = TypeAliasType("Word", Literal["one", "two"])
Wrapped = Annotated[str, WrapValidator(lambda value, handler: handler(value))]


class Pack(Part):
    """One field for each thing that can be wrong."""

    title: Title | None = None
    titles: list[Title] = []
    kind: Literal["goal", "cost-kind"] = "goal"
    flag: Literal["yes", "no"] | None = None
    colour: Colour = Field(default=Colour.RED, strict=False)
    strict_colour: Colour = Colour.RED
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] = "x"
    line: Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$")] = "x"
    code: Annotated[str, StringConstraints(pattern="^A+$")] = "A"
    count: Annotated[int, Field(ge=1, le=9)] = 1
    open_count: Annotated[int, Field(gt=1, lt=9, multiple_of=2)] = 2
    even: Annotated[int, AfterValidator(_even)] = 2
    ratio: float = 1.0
    truth: bool = True
    day: date | None = None
    words: Annotated[list[str], Field(min_length=1, max_length=2)] = ["x"]
    answers: dict[Annotated[str, StringConstraints(pattern="^[a-z]+$")], int] = {}
    period: Period | None = None
    hits: list[Annotated[str, StringConstraints(min_length=2)] | Example] = []
    wrapped: Wrapped | int = 1
    pets: list[Annotated[Cat | Dog, Field(discriminator="kind")]] = []
    either: list[Cat | Dog] = []
    coded: Coded | None = None
    never: None = None
    named: dict[str, Title] = {}
    aliased: Word | None = None

    @field_validator("code")
    @classmethod
    def _never_long(cls, value: str) -> str:
        if len(value) > 3:
            raise PydanticCustomError("long", "long", {"phrase": Phrase("te lang {of niet}", "too long {or not}")})
        return value


def check(text: str) -> list[str]:
    """Read and validate a text; give the faults of validation, in English."""
    document, _ = read_document(text.encode(), NAME)
    assert document is not None
    model, found = validate(document, Pack)
    assert model is None
    assert all(fault.line(Language.NL) for fault in found)
    return [fault.line(Language.EN).removeprefix(f"{NAME}:") for fault in found]


def test_gives_the_model_of_a_sound_document() -> None:
    """A document that fits gives its model and no faults."""
    document, _ = read_document(b"title: {nl: a, en: b}\nday: 2021-09-21\ncolour: blue\ncoded: {number-of: 3}", NAME)
    assert document
    model, found = validate(document, Pack)
    assert found == []
    assert model
    assert model.title
    assert model.title.nl == "a"
    assert model.day == date(2021, 9, 21)
    assert model.colour is Colour.BLUE


QUOTED_DATE = "Here a date should stand, but the text ‘2021-09-21’ stands here; write for example 2021-09-21, without"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("titel: 1\n", "1:1: The key ‘titel’ is not known here; do you mean ‘title’?"),
        ("title: {nl: a, en: b, NL2: c}", "1:23: The key ‘NL2’ is not known here; do you mean ‘nl’?"),
        ("title: {nl: a, en: b, x: c}", "1:23: The key ‘x’ is not known here; remove it or use one of: nl,"),
        ("title: {nl: a, en: b, en dan dit}", "1:23: ‘en dan dit’ stands after a comma as a key without a v"),
        ("titles:\n- nl: a\n", "2:3: The key ‘en’ is missing here; add it."),
        ("coded: {}", "1:8: The key ‘number-of’ is missing here; add it."),
        ("coded: {number-of: 1, foo: 2}", "1:23: The key ‘foo’ is not known here; remove it or use one of:"),
        ("line: 5", "1:7: Here text should stand, but the number 5 stands here; put it in quotes."),
        ("line: true", "1:7: Here text should stand, but true stands here; put it in quotes."),
        ("line: 2021-09-21", "1:7: Here text should stand, but the date 2021-09-21 stands here; put it in q"),
        ("line:", "1:6: Here text should stand, but nothing stands here; write one text."),
        ("line: [a]", "1:7: Here text should stand, but a list stands here; write one text."),
        ("line: {a: b}", "1:7: Here text should stand, but a block of keys stands here; write one text."),
        ("count: '5'", "1:8: Here a whole number should stand, but the text ‘5’ stands here; write for exam"),
        ("ratio: x", "1:8: Here a number should stand, but the text ‘x’ stands here"),
        ("truth: 'true'", "1:8: Here true or false should stand, but the text ‘true’ stands here; write tru"),
        ("day: '2021-09-21'", f"1:6: {QUOTED_DATE}"),
        ("words: a", "1:8: Here a list should stand, but the text ‘a’ stands here; put each item on a line"),
        ("words: [a, 5]", "1:12: Here text should stand, but the number 5 stands here; put it in quotes."),
        ("answers: []", "1:10: Here a block of keys should stand, but a list stands here; write each key on"),
        ("named: {a: {nl: a, en: b, eng: c}}", "1:27: The key ‘eng’ is not known here; do you mean ‘en’?"),
        ("aliased: three", "1:10: Here stands the text ‘three’, but only these are allowed: one, two;"),
        ("title: x", "1:8: Here a block of keys should stand, but the text ‘x’ stands here"),
        ("never: x", "1:8: Here nothing should stand, but the text ‘x’ stands here; leave the value empty."),
        ("- a", "1:1: Here a block of keys should stand, but a list stands here"),
        ("kind: gaol", "1:7: Here stands the text ‘gaol’, but only these are allowed: goal, cost-kind; choo"),
        ("flag: maybe", '1:7: Here stands the text ‘maybe’, but only these are allowed: "yes", "no"; choose'),
        ("colour: green", "1:9: Here stands the text ‘green’, but only these are allowed: red, blue; choose"),
        ("strict_colour: x", "1:16: Here stands the text ‘x’, but only these are allowed: red, blue; choose"),
        ("id: Foo Bar", "1:5: Here stands the text ‘Foo Bar’, but an id is made of lower-case letters and d"),
        ("line: >\n  a\n  b\n", "1:7: This text begins or ends with a space or takes more than one line"),
        ("code: B", "1:7: Here stands the text ‘B’, but the text must match the pattern ^A+$; change it."),
        ("code: AAAA", "1:7: too long {or not}"),
        ("title: {nl: '', en: b}", "1:13: The text is empty; fill it in."),
        ("title: {nl: aaaaaaaaaaaaa, en: b}", "1:13: The text has more than 10 characters; shorten it."),
        ("hits: [x]", "1:8: The text has fewer than 2 characters; extend it."),
        ("words: []", "1:8: The number of items here is 0, but must be at least 1; add to it."),
        ("words: [a, b, c]", "1:8: The number of items here is 3, but may be at most 2; remove some."),
        ("count: 0", "1:8: Here stands the number 0, but the value must be at least 1; change it."),
        ("count: 10", "1:8: Here stands the number 10, but the value may be at most 9; change it."),
        ("open_count: 0", "1:13: Here stands the number 0, but the value must be greater than 1; change it."),
        ("open_count: 10", "1:13: Here stands the number 10, but the value must be less than 9; change it."),
        ("open_count: 3", "1:13: Here stands the number 3, but the value must be a multiple of 2; change it"),
        ("even: 3", "1:7: This value cannot be used; change it. The message is: must be even"),
        ("answers: {a: 1, B: 2}", "1:17: Here stands the text ‘B’, but the text must match the pattern ^[a-"),
        ("answers: {a: x}", "1:14: Here a whole number should stand, but the text ‘x’ stands here"),
        ("period: {start: 2022-01-01, end: 2021-01-01}", "1:9: the end lies before 2022-01-01; swap them"),
        ("hits: [5]", "1:8: Here text or a block of keys should stand, but the number 5 stands here; put it"),
        ("hits:\n- xx\n- txt: a\n  text: b", "3:3: The key ‘txt’ is not known here; do you mean ‘text’?"),
        ("hits:\n- text: 5", "2:9: Here text should stand, but the number 5 stands here; put it in quotes."),
        ("hits:\n- text: a\n  verdict: x", "3:12: Here stands the text ‘x’, but only these are allowed: eli"),
        ("wrapped: []", "1:10: Here text or a whole number should stand, but a list stands here; write one"),
        ("pets:\n- kind: cow", "2:9: Here stands the text ‘cow’, but only these are allowed: cat, dog; choo"),
        ("pets:\n- lives: 3", "2:3: The key ‘kind’ is missing here; add it."),
        ("pets:\n- kind: dog\n  name: 3", "3:9: Here text should stand, but the number 3 stands here; put i"),
        ("either:\n- kind: cat\n  lives: x", "3:10: Here a whole number should stand, but the text ‘x’ stan"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_and_where(text: str, fault: str) -> None:
    """Each error of pydantic becomes one sentence at the line and column of the value or key."""
    (found,) = check(text)
    assert found.startswith(fault)


def test_suggests_an_absent_key_before_a_present_one() -> None:
    """A key that is still absent is suggested before a nearer one that already stands there."""
    assert "do you mean ‘end’?" in check("period: {start: 2021-01-01, ends: 2021-01-02}")[1]


def test_speaks_dutch() -> None:
    """The sentences are Dutch in Dutch, the parts filled in as well."""
    document, _ = read_document(b"line: [a]\nkind: 5\nperiod: {start: 2022-01-01, end: 2021-01-01}\n", NAME)
    assert document
    _, found = validate(document, Pack)
    assert [fault.line(Language.NL).removeprefix(f"{NAME}:") for fault in found] == [
        "1:7: Hier hoort tekst te staan, maar er staat een lijst; schrijf één tekst.",
        "2:7: Hier staat het getal 5, maar toegestaan is alleen: goal, cost-kind; kies een van deze waarden.",
        "3:9: het einde ligt vóór 2022-01-01; verwissel ze",
    ]


def test_every_fault_of_validation_at_once() -> None:
    """All faults of validation are told in one call, in the order of the file."""
    text = "kind: x\ntitel: z\ntitles:\n- {nl: a}\n- 5\nday: nooit\ncount: 0\n"
    assert places(check(text)) == ["1:7", "2:1", "4:3", "5:3", "6:6", "7:8"]


@pytest.mark.parametrize(
    "text",
    [
        "kind: no",
        "day: 2021-02-30",
        "day: 2021-09-21 10:00:00",
        "title: *x",
        "title: !foo {}",
        "title:\n  <<: {nl: a, en: b}",
        "count: 1.5",
        "5: x",
        "[a]: x",
        "*x : 1",
        "title: {nl: a, nl: b, en: c}",
        "hits: [{text: a, verdict: no}]",
        "count: &x 5",
    ],
)
def test_says_nothing_more_of_what_reading_refused(text: str) -> None:
    """A place that reading refused gets no second fault, and the file gives no model."""
    assert check(text) == []


def test_says_more_of_the_rest_of_a_refused_file() -> None:
    """The faults of validation come together with those of reading."""
    text = "flag: no\nkind: x\nday: 2021-02-30\n"
    assert places(faults(text) + check(text)) == ["1:7", "3:6", "2:7"]


def test_braces_in_the_file_are_harmless() -> None:
    """Braces in keys and values do not upset the sentences."""
    text = "'{0}': 1\nkind: '{x}'\nline: ['{']\n"
    assert len(check(text)) == 3


# --- Properties ---------------------------------------------------------------------------------------------


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


@pytest.fixture(scope="module", params=[True, False], ids=["libyaml", "pure"])
def either_parser(request: pytest.FixtureRequest) -> Any:
    """Run a property with each of the two parsers; hypothesis wants a fixture of a wider scope."""
    if request.param and not yaml.__with_libyaml__:
        pytest.skip("this PyYAML comes without libyaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", request.param)
        yield


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
    st.characters(codec="utf-8").filter(lambda char: char != "\r" and not _REFUSED_IN_FILE.match(char)),
    max_size=30,
)
PLAIN_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.dates() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)


def quoted_yaml(value: object) -> str:
    """Write data as YAML in bracket style, with all text in quotes."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return "[" + ", ".join(map(quoted_yaml, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{quoted_yaml(key)}: {quoted_yaml(inner)}" for key, inner in value.items()) + "}"
        case date():
            return value.isoformat()
        case _:
            return json.dumps(value)


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
