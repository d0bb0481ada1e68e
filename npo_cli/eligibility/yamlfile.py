"""Strict reading of the rule files that people write: every fault of a file at once, with line and column.

The files are YAML, but only the part of YAML in which what is written is what is meant. `read_document` gives
plain data (dict, list, str, int, bool, date, None); what a YAML reader might take for something other than it
looks like is refused. `validate` holds the data against a pydantic model and says what is wrong at the line
where it stands.

An unquoted word or number is read by these rules, in this order; nothing else is ever guessed:

- nothing at all, `~`, `null`, `Null`, `NULL`: no value;
- `true`, `false`: a boolean; every other boolean of YAML 1.1 (`yes`, `no`, `on`, `off`, `y`, `n`, `True`) is
  refused;
- digits without a leading zero, at most 18, after a minus or not: a whole number;
- `2021-09-21`: a date; a day that does not exist and a date with a time are refused;
- what else is a number to YAML 1.1 or 1.2 (`0123`, `0x1F`, `1_000`, `+5`, `1.5`, `1e3`, `.inf`, `12:30`), and
  the special `<<` and `=`: refused;
- all else: text. Quoted text and block text (`|`, `>`) is text whatever it says.
"""

import difflib
import re
import types
import typing
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, NamedTuple, NoReturn, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from npo_cli.fault import Fault
from npo_cli.language import Phrase

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
CONTROL_IN_VALUE = Phrase(
    "Deze tekst bevat het stuurteken {code}; verwijder het.",
    "This text holds the control character {code}; remove it.",
)
DIRECTIVE = Phrase(
    "Een regel die met ‘%’ begint, is een instructie aan de YAML-lezer; verwijder de regel.",
    "A line that begins with ‘%’ is an instruction to the YAML reader; remove the line.",
)
EMPTY_FILE = Phrase(
    "Het bestand is leeg; vul het in of verwijder het.",
    "The file is empty; fill it in or remove it.",
)
SECOND_DOCUMENT = Phrase(
    "Hier begint een tweede YAML-document; een bestand bevat er één: verwijder de scheiding ‘---’ of ‘...’,"
    " of maak een tweede bestand.",
    "Here a second YAML document begins; a file holds one: remove the separator ‘---’ or ‘...’, or make a second file.",
)
TOO_DEEP = Phrase(
    "Hier zijn meer dan {most} lagen in elkaar genest; maak de opbouw eenvoudiger. Verder is het bestand niet gelezen.",
    "Here more than {most} layers are nested in each other; make the structure simpler. The file was not read further.",
)
TAB = Phrase(
    "Deze regel springt in met een tab; gebruik spaties.",
    "This line is indented with a tab; use spaces.",
)
RESERVED = Phrase(
    "Een tekst zonder aanhalingstekens mag niet met ‘{char}’ beginnen; zet de tekst tussen aanhalingstekens.",
    "A text without quotes cannot begin with ‘{char}’; put the text in quotes.",
)
SYNTAX = Phrase(
    "Dit is geen geldige YAML; controleer inspringing, dubbele punten, aanhalingstekens en haken, hier en "
    "erboven. De YAML-lezer meldt: {problem}",
    "This is not valid YAML; check indentation, colons, quotes and brackets, here and above. The YAML "
    "reader says: {problem}",
)
ANCHOR = Phrase(
    "‘&{anchor}’ is een anker van YAML, en dat mag hier niet; verwijder het en schrijf de waarde overal "
    "voluit, of zet tekst die met & begint tussen aanhalingstekens.",
    "‘&{anchor}’ is a YAML anchor, which is not allowed; remove it and write the value out wherever it is "
    "needed, or put text that begins with & in quotes.",
)
ALIAS = Phrase(
    "‘*{anchor}’ verwijst naar een anker van YAML, en dat mag hier niet; schrijf de waarde voluit, of zet "
    "tekst die met * begint tussen aanhalingstekens.",
    "‘*{anchor}’ refers to a YAML anchor, which is not allowed; write the value out, or put text that "
    "begins with * in quotes.",
)
MERGE = Phrase(
    "‘<<’ neemt in YAML de sleutels van een ander blok over, en dat mag hier niet; schrijf die sleutels voluit.",
    "‘<<’ takes over the keys of another block in YAML, which is not allowed; write those keys out.",
)
TAG = Phrase(
    "‘{tag}’ is een tag van YAML, en dat mag hier niet; verwijder de tag, of zet tekst die met ! begint "
    "tussen aanhalingstekens.",
    "‘{tag}’ is a YAML tag, which is not allowed; remove the tag, or put text that begins with ! in quotes.",
)
DUPLICATE_KEY = Phrase(
    "De sleutel ‘{key}’ staat ook al op regel {line}; houd er één over of hernoem er een.",
    "The key ‘{key}’ already stands on line {line}; keep one of them or rename one.",
)
KEY_NOT_TEXT = Phrase(
    'De sleutel ‘{key}’ is voor YAML geen tekst; zet hem tussen aanhalingstekens: "{key}".',
    'The key ‘{key}’ is not text to YAML; put it in quotes: "{key}".',
)
KEY_ABSENT = Phrase(
    "Hier ontbreekt de sleutel vóór de dubbele punt; vul hem in.",
    "The key before the colon is missing here; fill it in.",
)
KEY_NOT_PLAIN = Phrase(
    "Hier staat een lijst of een blok als sleutel; een sleutel is één tekst: vervang hem, of zet tekst met "
    "haken tussen aanhalingstekens.",
    "Here a list or a block stands as a key; a key is one text: replace it, or put text with brackets in quotes.",
)
BARE_BOOLEAN = Phrase(
    "Zonder aanhalingstekens leest YAML ‘{text}’ als waar of onwaar; zet het tussen aanhalingstekens: "
    '"{text}". Bedoelt u waar of onwaar, schrijf dan true of false.',
    'Without quotes YAML reads ‘{text}’ as true or false; put it in quotes: "{text}". If you do mean true '
    "or false, write true or false.",
)
BARE_NUMBER = Phrase(
    "Zonder aanhalingstekens leest YAML ‘{text}’ als een bijzonder getal; zet het tussen aanhalingstekens: "
    '"{text}". Bedoelt u een geheel getal, schrijf dan alleen cijfers, zonder nul vooraan.',
    'Without quotes YAML reads ‘{text}’ as a special number; put it in quotes: "{text}". '
    "If you mean a whole number, write digits only, without a leading zero.",
)
BARE_SPECIAL = Phrase(
    '‘{text}’ heeft in YAML een eigen betekenis; zet het tussen aanhalingstekens: "{text}".',
    '‘{text}’ has a meaning of its own in YAML; put it in quotes: "{text}".',
)
DATE_WITH_TIME = Phrase(
    "‘{text}’ is een datum met een tijd; schrijf alleen de datum, zoals 2021-09-21, of zet het tussen "
    "aanhalingstekens.",
    "‘{text}’ is a date with a time; write the date only, such as 2021-09-21, or put it in quotes.",
)
NO_SUCH_DAY = Phrase(
    "‘{text}’ bestaat niet als dag; schrijf een bestaande dag, zoals 2021-09-21.",
    "‘{text}’ is not a day that exists; write one that does, such as 2021-09-21.",
)

UNKNOWN_KEY_NEAR = Phrase(
    "De sleutel ‘{key}’ is hier niet bekend; bedoelt u ‘{near}’?",
    "The key ‘{key}’ is not known here; do you mean ‘{near}’?",
)
KEY_AFTER_COMMA = Phrase(
    "‘{key}’ staat na een komma als sleutel zonder waarde; zet tekst met een komma tussen aanhalingstekens.",
    "‘{key}’ stands after a comma as a key without a value; put text with a comma in quotes.",
)
UNKNOWN_KEY = Phrase(
    "De sleutel ‘{key}’ is hier niet bekend; verwijder hem of gebruik een van: {known}.",
    "The key ‘{key}’ is not known here; remove it or use one of: {known}.",
)
MISSING_KEY = Phrase(
    "Hier ontbreekt de sleutel ‘{key}’; voeg hem toe.",
    "The key ‘{key}’ is missing here; add it.",
)
WRONG_KIND = Phrase(
    "Hier hoort {expected} te staan, maar er staat {found}; {mend}.",
    "Here {expected} should stand, but {found} stands here; {mend}.",
)
NOT_ALLOWED = Phrase(
    "Hier staat {found}, maar toegestaan is alleen: {allowed}; kies een van deze waarden.",
    "Here stands {found}, but only these are allowed: {allowed}; choose one of them.",
)
OUT_OF_SHAPE = Phrase(
    "Hier staat {found}, maar de tekst moet voldoen aan het patroon {pattern}; pas hem aan.",
    "Here stands {found}, but the text must match the pattern {pattern}; change it.",
)
EMPTY_TEXT = Phrase(
    "De tekst is leeg; vul hem in.",
    "The text is empty; fill it in.",
)
OTHERWISE_WRONG = Phrase(
    "Deze waarde kan niet worden gebruikt; pas haar aan. De melding luidt: {problem}",
    "This value cannot be used; change it. The message is: {problem}",
)

SHAPES: Mapping[str, Phrase] = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": Phrase(
        "Hier staat {found}, maar een id bestaat uit kleine letters en cijfers, met losse streepjes "
        "ertussen; schrijf bijvoorbeeld extra-handen.",
        "Here stands {found}, but an id is made of lower-case letters and digits, with single hyphens "
        "between them; write for example extra-hands.",
    ),
    r"^\S(.*\S)?$": Phrase(
        "Deze tekst begint of eindigt met een spatie of beslaat meer dan één regel; haal spaties en "
        "regeleinden weg (begint de tekst met ‘>’ of ‘|’, schrijf dan ‘>-’).",
        "This text begins or ends with a space or takes more than one line; remove spaces and line ends (if"
        " the text begins with ‘>’ or ‘|’, write ‘>-’).",
    ),
}
"""What the patterns of rule files ask, in words; a pattern without words is shown as it is."""

LIMITS: Mapping[str, Phrase] = {
    "string_too_short": Phrase(
        "De tekst telt minder dan {min_length} tekens; vul hem aan.",
        "The text has fewer than {min_length} characters; extend it.",
    ),
    "string_too_long": Phrase(
        "De tekst telt meer dan {max_length} tekens; kort hem in.",
        "The text has more than {max_length} characters; shorten it.",
    ),
    "too_short": Phrase(
        "Het aantal onderdelen is hier {actual_length}, maar moet ten minste {min_length} zijn; vul aan.",
        "The number of items here is {actual_length}, but must be at least {min_length}; add to it.",
    ),
    "too_long": Phrase(
        "Het aantal onderdelen is hier {actual_length}, maar mag hoogstens {max_length} zijn; haal er weg.",
        "The number of items here is {actual_length}, but may be at most {max_length}; remove some.",
    ),
    "greater_than": Phrase(
        "Hier staat {found}, maar de waarde moet groter zijn dan {gt}; pas haar aan.",
        "Here stands {found}, but the value must be greater than {gt}; change it.",
    ),
    "greater_than_equal": Phrase(
        "Hier staat {found}, maar de waarde moet ten minste {ge} zijn; pas haar aan.",
        "Here stands {found}, but the value must be at least {ge}; change it.",
    ),
    "less_than": Phrase(
        "Hier staat {found}, maar de waarde moet kleiner zijn dan {lt}; pas haar aan.",
        "Here stands {found}, but the value must be less than {lt}; change it.",
    ),
    "less_than_equal": Phrase(
        "Hier staat {found}, maar de waarde mag hoogstens {le} zijn; pas haar aan.",
        "Here stands {found}, but the value may be at most {le}; change it.",
    ),
    "multiple_of": Phrase(
        "Hier staat {found}, maar de waarde moet een veelvoud zijn van {multiple_of}; pas haar aan.",
        "Here stands {found}, but the value must be a multiple of {multiple_of}; change it.",
    ),
}

MOST_BYTES = 1024 * 1024
MOST_LAYERS = 20

KeyPath = tuple[str | int, ...]
Position = tuple[int, int]
Model = TypeVar("Model", bound=BaseModel)

_TOP: Position = (1, 1)


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file, and where each part of it stands.

    `marks` gives the line and column, from 1, of every value by its path, such as ("rules", 0, "title");
    `keys` does so for every key. `name` is what users see before the line number. `sound` is false if reading
    gave faults: then the data serve only to let `validate` find more of them. `refused` are the paths whose
    value could not be read.
    """

    data: object
    marks: Mapping[KeyPath, Position]
    name: str
    keys: Mapping[KeyPath, Position] = field(default_factory=dict)
    refused: frozenset[KeyPath] = frozenset()
    sound: bool = True


def read_document(text: bytes, name: str) -> tuple[Document | None, list[Fault]]:
    """Read the bytes of one file; give its data and every fault found, in the order of the file.

    Never raises. Without a document, the file could not be read to its end. With faults, the document is not
    sound: it must not be used but for `validate`, which then finds the remaining faults so that people see
    all at once.
    """
    faults = _Faults(name)
    document = _read(text, faults)
    return document, faults.in_order()


def validate(document: Document, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """Hold a document against a model (strict, extra="forbid"); give the model, or every fault in file order.

    A document that is not sound never gives a model, and nothing is said of the places that reading refused.

    A validator may say what is wrong in both languages by raising a `PydanticCustomError` with a `Phrase`
    under "phrase" in its context; the rest of the context fills the names of the phrase.
    """
    try:
        valid = model.model_validate(document.data)
    except ValidationError as error:
        return None, _faults_of(error, document, model)
    return (valid if document.sound else None), []


class _Faults:
    """The faults of one file as they are found."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._found: list[tuple[Position, Fault]] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, position: Position, phrase: Phrase, values: Mapping[str, object] | None = None) -> None:
        """Note what is wrong at a position."""
        line, column = position
        self._found.append((position, Fault(phrase, values or {}, f"{self.name}:{line}:{column}")))

    def lines(self) -> frozenset[int]:
        """Give the lines on which something is wrong so far."""
        return frozenset(line for (line, _), _ in self._found)

    def in_order(self) -> list[Fault]:
        """Give the faults in the order of the file."""
        return [fault for _, fault in sorted(self._found, key=lambda found: found[0])]


# --- From bytes to text -------------------------------------------------------------------------------------

# Besides control characters: the characters that some readers take for a line end and others do not (U+0085,
# U+2028, U+2029), a byte order mark within the text, and marks that make text read in another order than it
# stands (U+202A and further), for with all of these what people see is not what is read.
_INVISIBLE = "\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
_REFUSED_IN_FILE = re.compile(f"[\x00-\x08{_INVISIBLE}]")
_REFUSED_IN_VALUE = re.compile(f"[\x00-\x08\r{_INVISIBLE}]")
_DIRECTIVE = re.compile(r"(?:^|(?<=[\r\n]))%")
_LINE_END = re.compile(r"\r\n|\r|\n")


def _read(raw: bytes, faults: _Faults) -> Document | None:
    if len(raw) > MOST_BYTES:
        faults.add(_TOP, FILE_TOO_LARGE)
        return None
    text = _decoded(raw, faults)
    if text is None:
        return None
    readable = _without_refused(text, faults)
    document = _Composer(readable, faults).document()
    return document if readable == text else None


def _decoded(raw: bytes, faults: _Faults) -> str | None:
    """Read UTF-8, with or without a byte order mark at the start."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        faults.add(_Lines(before).position(len(before)), NOT_UTF8, {"byte": f"0x{raw[error.start]:02X}"})
        return None


def _without_refused(text: str, faults: _Faults) -> str:
    """Note refused characters, one a line, and YAML directives; put harmless ones in their place.

    So the rest of the file can still be read, at unchanged positions, to find its other faults.
    """
    lines = _Lines(text)
    last_line = 0
    for match in _REFUSED_IN_FILE.finditer(text):
        position = lines.position(match.start())
        if position[0] != last_line:
            faults.add(position, CONTROL_CHARACTER, {"code": _code(match[0])})
            last_line = position[0]
    for match in _DIRECTIVE.finditer(text):
        faults.add(lines.position(match.start()), DIRECTIVE)
    return _DIRECTIVE.sub("#", _REFUSED_IN_FILE.sub("\ufffd", text))


class _Lines:
    """Turns places in a text into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, place: int) -> Position:
        """Give line and column, from 1, of a place in the text."""
        line = bisect_right(self._starts, place)
        return line, place - self._starts[line - 1] + 1


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


# --- From text to data --------------------------------------------------------------------------------------


class _UnreadableError(Exception):
    """The rest of the file cannot be read; the fault that says why has been noted."""


class _Composer:
    """Builds data from the events of the YAML parser, noting positions and faults.

    It builds no object of any type but those of the module's docstring, and follows no alias, so that no file
    can run code or grow without end. It calls itself once for each layer, of which there are at most
    `MOST_LAYERS`.
    """

    def __init__(self, text: str, faults: _Faults) -> None:
        self._text = text
        self._faults = faults
        # Only the parser of a loader is used, none of what constructs objects.
        self._parser = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        self._events = self._parsed()
        self._altered = faults.lines()
        self._marks: dict[KeyPath, Position] = {}
        self._keys: dict[KeyPath, Position] = {}
        self._refused: set[KeyPath] = set()
        self._reached = _TOP

    def document(self) -> Document | None:
        """Read the only document of the file; nothing if it has several or cannot be read to its end."""
        try:
            data, count = self._documents()
        except _UnreadableError:
            return None
        except yaml.MarkedYAMLError as error:
            self._note_syntax(error)
            return None
        except (yaml.YAMLError, ValueError, ArithmeticError) as error:
            # The pure Python parser lets some errors of its number and character conversions pass through.
            self._faults.add(self._reached, SYNTAX, {"problem": str(error)[:200]})
            return None
        if count > 1:
            return None
        return Document(
            data, self._marks, self._faults.name, self._keys, frozenset(self._refused), sound=not self._faults
        )

    def _parsed(self) -> Iterator[yaml.Event]:
        parser = self._parser(self._text)
        while (event := parser.get_event()) is not None:
            self._reached = _position(event.start_mark)
            yield event

    def _documents(self) -> tuple[object, int]:
        """Read all documents; give the data of the first, and how many there are."""
        data: object = None
        count = 0
        for event in self._events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            count += 1
            if count > 1:
                self._faults.add(_position(event.start_mark), SECOND_DOCUMENT)
                self._value(next(self._events), ("---",))
            else:
                data = self._root(next(self._events))
        if count == 0:
            self._refuse((), _TOP, EMPTY_FILE)
        return data, count

    def _root(self, event: yaml.Event) -> object:
        data = self._value(event, ())
        if isinstance(event, yaml.ScalarEvent) and _is_plain(event) and not event.value:
            self._refuse((), _position(event.start_mark), EMPTY_FILE)
        return data

    def _value(self, event: yaml.Event, path: KeyPath) -> object:
        position = _position(event.start_mark)
        self._marks.setdefault(path, position)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(path, position, ALIAS, anchor=_short(event.anchor or ""))
            return None
        self._check_properties(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= MOST_LAYERS:
            self._stop_too_deep(position)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _list(self, path: KeyPath) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: KeyPath) -> dict[str, object]:
        """Read a block of keys; of a key that stands twice, the first value is kept."""
        items: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            child = (*path, key)
            if key in items:
                first, _ = self._keys[child]
                self._refuse(child, _position(event.start_mark), DUPLICATE_KEY, key=_short(key), line=first)
            self._keys.setdefault(child, _position(event.start_mark))
            items.setdefault(key, self._value(next(self._events), child))
        return items

    def _key(self, event: yaml.Event, path: KeyPath) -> str:
        """Read a key. One that is no text gets a stand-in that no other key can have, and is refused."""
        if isinstance(event, yaml.ScalarEvent):
            self._check_properties(event, (*path, event.value))
            self._check_key(event, path)
            return event.value
        position = _position(event.start_mark)
        stand_in = f"\0{position}"
        if not isinstance(event, yaml.AliasEvent):  # of which `_value` says enough
            self._refuse((*path, stand_in), position, KEY_NOT_PLAIN)
        self._value(event, (*path, stand_in))
        return stand_in

    def _check_key(self, event: yaml.ScalarEvent, path: KeyPath) -> None:
        position, child = _position(event.start_mark), (*path, event.value)
        if not _is_plain(event):
            self._check_characters(event, child)
        elif event.value == "<<":
            # The keys that it would bring are not known, so nothing can be said of the whole block.
            self._refuse(path, position, MERGE)
        elif not event.value:
            self._refuse(child, position, KEY_ABSENT)
        elif isinstance(value := resolve_plain(event.value), Phrase):
            self._refuse(child, position, value, text=_short(event.value))
        elif not isinstance(value, str):
            self._refuse(child, position, KEY_NOT_TEXT, key=_short(event.value))

    def _scalar(self, event: yaml.ScalarEvent, path: KeyPath) -> object:
        """Read a text, number or such. What is refused stands as text, as it would once put in quotes."""
        self._check_characters(event, path)
        if not _is_plain(event) or event.tag:
            return event.value
        value = resolve_plain(event.value)
        if isinstance(value, Phrase):
            self._refuse(path, _position(event.start_mark), value, text=_short(event.value))
            return event.value
        return value

    def _check_properties(self, event: yaml.Event, path: KeyPath) -> None:
        """Refuse an anchor; refuse a tag, and with it the value whose meaning it changes."""
        position = _position(event.start_mark)
        if anchor := getattr(event, "anchor", None):
            self._faults.add(position, ANCHOR, {"anchor": _short(anchor)})
        if tag := getattr(event, "tag", None):
            shown = tag.replace("tag:yaml.org,2002:", "!!", 1)
            self._refuse(path, position, TAG, tag=_short(shown))

    def _check_characters(self, event: yaml.ScalarEvent, path: KeyPath) -> None:
        """Refuse control characters that came as an escape in a quoted text."""
        if match := _REFUSED_IN_VALUE.search(event.value):
            self._refuse(path, _position(event.start_mark), CONTROL_IN_VALUE, code=_code(match[0]))

    def _stop_too_deep(self, position: Position) -> NoReturn:
        # Reading on would take the parser time that grows with the square of the depth.
        self._faults.add(position, TOO_DEEP, {"most": MOST_LAYERS})
        raise _UnreadableError

    def _refuse(self, path: KeyPath, position: Position, phrase: Phrase, **values: object) -> None:
        self._refused.add(path)
        self._faults.add(position, phrase, values)

    def _note_syntax(self, error: yaml.MarkedYAMLError) -> None:
        lines = _LINE_END.split(self._text)
        line, column = _position(error.problem_mark) if error.problem_mark else self._reached
        if line > len(lines):  # the end of the file, which libyaml counts as a line of its own
            line, column = len(lines), len(lines[-1]) + 1
        if line in self._altered:
            # The refused character on this line may be the cause; if it is not, the next run will say so.
            return
        written = lines[line - 1]
        indentation = written[: len(written) - len(written.lstrip())]
        if "\t" in indentation:
            self._faults.add((line, indentation.index("\t") + 1), TAB)
        elif "nesting depth" in (error.problem or ""):  # what newer parsers say, before they give the layers
            self._faults.add((line, column), TOO_DEEP, {"most": MOST_LAYERS})
        elif "cannot start any token" in (error.problem or ""):
            self._faults.add((line, column), RESERVED, {"char": written[column - 1 : column]})
        else:
            self._faults.add((line, column), SYNTAX, {"problem": _problem_of(error)})


def _problem_of(error: yaml.MarkedYAMLError) -> str:
    parts = []
    if error.context:
        parts.append(error.context + (f" (line {error.context_mark.line + 1})" if error.context_mark else ""))
    parts.append(error.problem or "unknown problem")
    return ": ".join(parts)


class _Mark(typing.Protocol):
    line: int
    column: int


def _position(mark: _Mark | None) -> Position:
    return (mark.line + 1, mark.column + 1) if mark else _TOP


def _is_plain(event: yaml.ScalarEvent) -> bool:
    return event.style in (None, "")


# --- What an unquoted word means ----------------------------------------------------------------------------

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = frozenset(
    form for word in ("y", "n", "yes", "no", "on", "off", "true", "false")
    for form in (word, word.capitalize(), word.upper())
)  # fmt: skip
_SPECIALS = frozenset({"<<", "="})
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATE_WITH_TIME = re.compile(
    r"""
    [0-9]{4} - [0-9]{1,2} - [0-9]{1,2} (?: [Tt] | [ \t]+ )
    [0-9]{1,2} : [0-9]{2} (?: : [0-9]{2} (?: \.[0-9]* )? )?
    (?: [ \t]* (?: Z | [-+][0-9]{1,2} (?: :?[0-9]{2} )? ) )?
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"""
    [-+]? 0b [01_]+
    | [-+]? 0o [0-7_]+
    | [-+]? 0x [0-9a-fA-F_]+
    | [-+]? [0-9] [0-9_]* (?: \. [0-9_]* )? (?: [eE] [-+]? [0-9]+ )?
    | [-+]? \. [0-9] [0-9_]* (?: [eE] [-+]? [0-9]+ )?
    | [-+]? [0-9] [0-9_]* (?: : [0-5]? [0-9] )+ (?: \. [0-9_]* )?
    | [-+]? \. (?: inf | Inf | INF )
    | \. (?: nan | NaN | NAN )
    """,
    re.VERBOSE,
)


def resolve_plain(text: str) -> str | int | bool | date | Phrase | None:
    """Give what an unquoted text means by the rules of the module's docstring, or why it is refused.

    A phrase has one name to fill in, `text`.
    """
    if text in _NULLS:
        return None
    if text in ("true", "false"):
        return text == "true"
    if text in _BOOLEANS:
        return BARE_BOOLEAN
    if text in _SPECIALS:
        return BARE_SPECIAL
    if _INTEGER.fullmatch(text):
        return int(text)
    if match := _DATE.fullmatch(text):
        return _day(*match.groups())
    if _DATE_WITH_TIME.fullmatch(text):
        return DATE_WITH_TIME
    if _NUMBER.fullmatch(text):
        return BARE_NUMBER
    return text


def _day(year: str, month: str, day: str) -> date | Phrase:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return NO_SUCH_DAY


# --- From pydantic's errors to faults -----------------------------------------------------------------------


class _Kind(NamedTuple):
    """A kind of value: what people call it, and how to write one."""

    called: Phrase
    mend: Phrase


_TEXT = _Kind(Phrase("tekst", "text"), Phrase("schrijf één tekst", "write one text"))
_QUOTED = Phrase("zet het tussen aanhalingstekens", "put it in quotes")
_WHOLE_NUMBER = _Kind(
    Phrase("een geheel getal", "a whole number"),
    Phrase("schrijf bijvoorbeeld 3, zonder aanhalingstekens", "write for example 3, without quotes"),
)
_NUMBER_KIND = _Kind(Phrase("een getal", "a number"), _WHOLE_NUMBER.mend)
_TRUE_OR_FALSE = _Kind(
    Phrase("true of false", "true or false"),
    Phrase("schrijf true of false, zonder aanhalingstekens", "write true or false, without quotes"),
)
_DAY = _Kind(
    Phrase("een datum", "a date"),
    Phrase(
        "schrijf bijvoorbeeld 2021-09-21, zonder aanhalingstekens",
        "write for example 2021-09-21, without quotes",
    ),
)
_LIST = _Kind(
    Phrase("een lijst", "a list"),
    Phrase("zet elk onderdeel op een eigen regel na ‘- ’", "put each item on a line of its own after ‘- ’"),
)
_BLOCK = _Kind(
    Phrase("een blok met sleutels", "a block of keys"),
    Phrase(
        "schrijf elke sleutel op een eigen regel als ‘sleutel: waarde’",
        "write each key on a line of its own as ‘key: value’",
    ),
)
_NOTHING = _Kind(Phrase("niets", "nothing"), Phrase("laat de waarde leeg", "leave the value empty"))

_KINDS: Mapping[str, _Kind] = {
    "string_type": _TEXT,
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "float_type": _NUMBER_KIND,
    "float_parsing": _NUMBER_KIND,
    "decimal_type": _NUMBER_KIND,
    "decimal_parsing": _NUMBER_KIND,
    "bool_type": _TRUE_OR_FALSE,
    "bool_parsing": _TRUE_OR_FALSE,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "dict_type": _BLOCK,
    "mapping_type": _BLOCK,
    "model_type": _BLOCK,
    "model_attributes_type": _BLOCK,
    "dataclass_type": _BLOCK,
    "none_required": _NOTHING,
}
_LACKS_A_KEY = ("missing", "union_tag_not_found")
_ONE_OF_SOME = ("literal_error", "enum", "is_instance_of", "union_tag_invalid")


class _Branch(NamedTuple):
    """One alternative of a union that pydantic tried: at which value, and its name."""

    path: KeyPath
    name: str


@dataclass(frozen=True, slots=True)
class _Problem:
    """One error of pydantic, at the value or the key of a path."""

    path: KeyPath
    branches: tuple[_Branch, ...]
    at_key: bool
    error: ErrorDetails

    @property
    def is_wrong_kind(self) -> bool:
        return self.error["type"] in _KINDS


def _faults_of(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Fault]:
    problems = [_located(details, document) for details in error.errors(include_url=False)]
    # What reading refused still helps to choose the alternative of a union, and only then goes.
    told = [problem for problem in _likeliest(problems) if not _is_refused(problem.path, document.refused)]
    faults = _Faults(document.name)
    for group in _by_value(told):
        phrase, values = _explained(group, document, model)
        first = group[0]
        marks = document.keys if first.at_key else document.marks
        faults.add(marks.get(first.path, _TOP), phrase, values)
    return faults.in_order()


def _located(error: ErrorDetails, document: Document) -> _Problem:
    """Find the value of an error: what in its location is no key or index names an alternative of a union."""
    location = error["loc"]
    at_key = error["type"] == "extra_forbidden" or location[-1:] == ("[key]",)
    if error["type"] == "missing" or location[-1:] == ("[key]",):
        location = location[:-1]
    path: KeyPath = ()
    branches: list[_Branch] = []
    for element in location:
        if (*path, element) in document.marks:
            path = (*path, element)
        else:
            branches.append(_Branch(path, str(element)))
    if error["type"] == "union_tag_invalid" and (tag := (*path, _discriminator(error))) in document.marks:
        path = tag
    return _Problem(path, tuple(branches), at_key and path in document.keys, error)


def _discriminator(error: ErrorDetails) -> str:
    return str(error.get("ctx", {}).get("discriminator", "")).strip("'")


def _is_refused(path: KeyPath, refused: frozenset[KeyPath]) -> bool:
    return any(path[:length] in refused for length in range(len(path) + 1))


def _likeliest(problems: Sequence[_Problem], level: int = 0) -> list[_Problem]:
    """Of every union, keep the problems of the alternative that the writer most likely meant."""
    kept = [problem for problem in problems if len(problem.branches) <= level]
    unions: dict[KeyPath, dict[str, list[_Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        if len(problem.branches) > level:
            path, name = problem.branches[level]
            unions[path][name].append(problem)
    for path, alternatives in unions.items():
        kept += _likeliest(_meant(path, list(alternatives.values())), level + 1)
    return kept


def _meant(path: KeyPath, alternatives: Sequence[list[_Problem]]) -> list[_Problem]:
    """Choose the alternative of the right kind with the fewest problems; without one, all of them."""
    right_kind = [
        problems
        for problems in alternatives
        if not all(problem.is_wrong_kind and problem.path == path for problem in problems)
    ]
    if right_kind:
        return min(right_kind, key=len)
    return [problem for problems in alternatives for problem in problems]


def _by_value(problems: Iterable[_Problem]) -> list[list[_Problem]]:
    """Put together the problems that say only that one value is of the wrong kind; others stay single."""
    wrong_kind: dict[KeyPath, list[_Problem]] = {}
    groups: list[list[_Problem]] = []
    for problem in problems:
        if not problem.is_wrong_kind:
            groups.append([problem])
        elif problem.path in wrong_kind:
            wrong_kind[problem.path].append(problem)
        else:
            wrong_kind[problem.path] = [problem]
            groups.append(wrong_kind[problem.path])
    return groups


_Told = tuple[Phrase, Mapping[str, object]]


def _explained(group: Sequence[_Problem], document: Document, model: type[BaseModel]) -> _Told:
    """Say what is wrong, and how to mend it."""
    problem = group[0]
    error = problem.error
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    if isinstance(context.get("phrase"), Phrase):
        return context["phrase"], {name: value for name, value in context.items() if name != "phrase"}
    if problem.is_wrong_kind:
        return _wrong_kind(group)
    if kind == "extra_forbidden":
        return _unknown_key(problem, document, model)
    if kind in _LACKS_A_KEY:
        return MISSING_KEY, {"key": error["loc"][-1] if kind == "missing" else _discriminator(error)}
    if kind in _ONE_OF_SOME:
        return _not_allowed(problem, model)
    if kind == "string_too_short" and not str(error["input"]).strip():
        return EMPTY_TEXT, {}
    if kind == "string_pattern_mismatch":
        phrase = SHAPES.get(context["pattern"], OUT_OF_SHAPE)
        return phrase, {"found": _found(error["input"]), "pattern": context["pattern"]}
    if kind in LIMITS:
        return LIMITS[kind], {**context, "found": _found(error["input"])}
    return OTHERWISE_WRONG, {"problem": _short(str(context.get("error") or error["msg"]), 200)}


def _wrong_kind(group: Sequence[_Problem]) -> _Told:
    found = group[0].error["input"]
    kinds = list(dict.fromkeys(_KINDS[problem.error["type"]] for problem in group))
    mends = [_QUOTED if kind is _TEXT and isinstance(found, int | date) else kind.mend for kind in kinds]
    return WRONG_KIND, {
        "expected": _either(kind.called for kind in kinds),
        "found": _found(found),
        "mend": _either(mends),
    }


def _unknown_key(problem: _Problem, document: Document, model: type[BaseModel]) -> _Told:
    """Name the nearest known key, first among those that are still absent; without one, all known keys."""
    key, block = str(problem.path[-1]), problem.path[:-1]
    known = _known_keys(_types_at(model, block, problem.branches))
    absent = [name for name in known if (*block, name) not in document.keys]
    if " " in key and problem.error["input"] is None:
        return KEY_AFTER_COMMA, {"key": _short(key)}
    if near := _nearest(key, absent) or _nearest(key, known):
        return UNKNOWN_KEY_NEAR, {"key": _short(key), "near": near}
    return UNKNOWN_KEY, {"key": _short(key), "known": ", ".join(known)}


def _nearest(key: str, known: Sequence[str]) -> str | None:
    by_form = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(key.casefold(), list(by_form), n=1)
    return by_form[near[0]] if near else None


def _not_allowed(problem: _Problem, model: type[BaseModel]) -> _Told:
    error = problem.error
    context: dict[str, Any] = error.get("ctx", {})
    allowed = _allowed_values(_types_at(model, problem.path, problem.branches))
    shown = ", ".join(allowed) or str(context.get("expected_tags") or context.get("expected") or error["msg"])
    value = context.get("tag", error["input"]) if error["type"] == "union_tag_invalid" else error["input"]
    return NOT_ALLOWED, {"found": _found(value), "allowed": shown}


def _found(value: object) -> Phrase:
    """Say what stands in the file."""
    match value:
        case None:
            return _NOTHING.called
        case bool():
            return Phrase(str(value).lower(), str(value).lower())
        case int():
            return Phrase(f"het getal {value}", f"the number {value}")
        case date():
            return Phrase(f"de datum {value}", f"the date {value}")
        case str():
            return Phrase(f"de tekst ‘{_short(value)}’", f"the text ‘{_short(value)}’")
        case list():
            return _LIST.called
        case _:
            return _BLOCK.called


def _either(phrases: Iterable[Phrase]) -> Phrase:
    distinct = list(dict.fromkeys(phrases))
    return Phrase(" of ".join(phrase.nl for phrase in distinct), " or ".join(phrase.en for phrase in distinct))


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# --- What a model expects at a place ------------------------------------------------------------------------


def _types_at(model: type[BaseModel], path: KeyPath, branches: Sequence[_Branch]) -> list[object]:
    """Give the types that a model allows at a path, following the alternatives that pydantic tried."""
    found = list(_alternatives(model))
    for depth in range(len(path) + 1):
        for branch in branches:
            if branch.path == path[:depth]:
                found = [one for one in found if _is_named(one, branch.name)] or found
        if depth < len(path):
            found = [inner for outer in found for inner in _inside(outer, path[depth])]
    return found


def _is_named(one: object, branch: str) -> bool:
    """Say whether a branch is for a type; its name may have more around it: `function-after[f(), Name]`."""
    return re.search(rf"\b{re.escape(getattr(one, '__name__', repr(one)))}\b", branch) is not None


def _alternatives(annotation: object) -> Iterator[object]:
    """Take an annotation apart into the types that a value may have."""
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for one in typing.get_args(annotation):
            yield from _alternatives(one)
    elif hasattr(annotation, "__value__"):  # an alias made by a `type` statement
        yield from _alternatives(annotation.__value__)
    else:
        yield annotation


def _inside(outer: object, element: str | int) -> Iterator[object]:
    """Give the types allowed at a key or index of a type."""
    arguments = typing.get_args(outer)
    if isinstance(outer, type) and issubclass(outer, BaseModel):
        for name, info in outer.model_fields.items():
            if element in (name, info.validation_alias, info.alias):
                yield from _alternatives(info.annotation)
    elif isinstance(element, int) and arguments:
        yield from _alternatives(arguments[0])
    elif len(arguments) == 2:
        yield from _alternatives(arguments[1])


def _known_keys(found: Iterable[object]) -> list[str]:
    return list(
        dict.fromkeys(
            info.validation_alias if isinstance(info.validation_alias, str) else info.alias or name
            for one in found
            if isinstance(one, type) and issubclass(one, BaseModel)
            for name, info in one.model_fields.items()
        )
    )


def _allowed_values(found: Iterable[object]) -> list[str]:
    allowed: list[str] = []
    for one in found:
        if typing.get_origin(one) is Literal:
            allowed += map(_as_written, typing.get_args(one))
        elif isinstance(one, type) and issubclass(one, Enum):
            allowed += (_as_written(member.value) for member in one)
    return list(dict.fromkeys(allowed))


def _as_written(value: object) -> str:
    """Write an allowed value as it must stand in a file: in quotes if YAML would read it otherwise."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{text}"' if isinstance(value, str) and resolve_plain(value) != value else text
