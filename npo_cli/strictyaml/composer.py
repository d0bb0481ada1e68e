"""From text to data: what the YAML parser tells, built into plain values with their places and faults."""

from collections.abc import Iterator
from typing import NoReturn

import yaml

from npo_cli.language import Phrase
from npo_cli.strictyaml.character import REFUSED_IN_VALUE, code_of
from npo_cli.strictyaml.document import Document
from npo_cli.strictyaml.excerpt import excerpt
from npo_cli.strictyaml.faultlist import FaultList
from npo_cli.strictyaml.position import TOP, KeyPath, Position, position_of
from npo_cli.strictyaml.scalar import resolve_plain
from npo_cli.strictyaml.syntax import MOST_LAYERS, SYNTAX, TOO_DEEP, syntax_fault

CONTROL_IN_VALUE = Phrase(
    "Deze tekst bevat het stuurteken {code}; verwijder het.",
    "This text holds the control character {code}; remove it.",
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


class _UnreadableError(Exception):
    """The rest of the file cannot be read; the fault that says why has been noted."""


class Composer:
    """Builds data from the events of the YAML parser, noting positions and faults.

    It builds nothing but lists, blocks and what `scalar` gives, and follows no alias, so that no file can run code or
    grow without end. It calls itself once for each layer, of which there are at most `MOST_LAYERS`.
    """

    def __init__(self, text: str, faults: FaultList) -> None:
        self._text = text
        self._faults = faults
        # Only the parser of a loader is used, none of what constructs objects.
        self._parser = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        self._events = self._parsed()
        self._altered = faults.lines()
        self._marks: dict[KeyPath, Position] = {}
        self._keys: dict[KeyPath, Position] = {}
        self._refused: set[KeyPath] = set()
        self._reached = TOP

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
            self._reached = position_of(event.start_mark)
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
                self._faults.add(position_of(event.start_mark), SECOND_DOCUMENT)
                self._value(next(self._events), ("---",))
            else:
                data = self._root(next(self._events))
        if count == 0:
            self._refuse((), TOP, EMPTY_FILE)
        return data, count

    def _root(self, event: yaml.Event) -> object:
        data = self._value(event, ())
        if isinstance(event, yaml.ScalarEvent) and _is_plain(event) and not event.value:
            self._refuse((), position_of(event.start_mark), EMPTY_FILE)
        return data

    def _value(self, event: yaml.Event, path: KeyPath) -> object:
        position = position_of(event.start_mark)
        self._marks.setdefault(path, position)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(path, position, ALIAS, anchor=excerpt(event.anchor or ""))
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
                self._refuse(child, position_of(event.start_mark), DUPLICATE_KEY, key=excerpt(key), line=first)
            self._keys.setdefault(child, position_of(event.start_mark))
            items.setdefault(key, self._value(next(self._events), child))
        return items

    def _key(self, event: yaml.Event, path: KeyPath) -> str:
        """Read a key. One that is no text gets a stand-in that no other key can have, and is refused."""
        if isinstance(event, yaml.ScalarEvent):
            self._check_properties(event, (*path, event.value))
            self._check_key(event, path)
            return event.value
        position = position_of(event.start_mark)
        stand_in = f"\0{position}"
        if not isinstance(event, yaml.AliasEvent):  # of which `_value` says enough
            self._refuse((*path, stand_in), position, KEY_NOT_PLAIN)
        self._value(event, (*path, stand_in))
        return stand_in

    def _check_key(self, event: yaml.ScalarEvent, path: KeyPath) -> None:
        position, child = position_of(event.start_mark), (*path, event.value)
        if not _is_plain(event):
            self._check_characters(event, child)
        elif event.value == "<<":
            # The keys that it would bring are not known, so nothing can be said of the whole block.
            self._refuse(path, position, MERGE)
        elif not event.value:
            self._refuse(child, position, KEY_ABSENT)
        elif isinstance(value := resolve_plain(event.value), Phrase):
            self._refuse(child, position, value, text=excerpt(event.value))
        elif not isinstance(value, str):
            self._refuse(child, position, KEY_NOT_TEXT, key=excerpt(event.value))

    def _scalar(self, event: yaml.ScalarEvent, path: KeyPath) -> object:
        """Read a text, number or such. What is refused stands as text, as it would once put in quotes."""
        self._check_characters(event, path)
        if not _is_plain(event) or event.tag:
            return event.value
        value = resolve_plain(event.value)
        if isinstance(value, Phrase):
            self._refuse(path, position_of(event.start_mark), value, text=excerpt(event.value))
            return event.value
        return value

    def _check_properties(self, event: yaml.Event, path: KeyPath) -> None:
        """Refuse an anchor; refuse a tag, and with it the value whose meaning it changes."""
        position = position_of(event.start_mark)
        if anchor := getattr(event, "anchor", None):
            self._faults.add(position, ANCHOR, {"anchor": excerpt(anchor)})
        if tag := getattr(event, "tag", None):
            shown = tag.replace("tag:yaml.org,2002:", "!!", 1)
            self._refuse(path, position, TAG, tag=excerpt(shown))

    def _check_characters(self, event: yaml.ScalarEvent, path: KeyPath) -> None:
        """Refuse control characters that came as an escape in a quoted text."""
        if match := REFUSED_IN_VALUE.search(event.value):
            self._refuse(path, position_of(event.start_mark), CONTROL_IN_VALUE, code=code_of(match[0]))

    def _stop_too_deep(self, position: Position) -> NoReturn:
        # Reading on would take the parser time that grows with the square of the depth.
        self._faults.add(position, TOO_DEEP, {"most": MOST_LAYERS})
        raise _UnreadableError

    def _refuse(self, path: KeyPath, position: Position, phrase: Phrase, **values: object) -> None:
        self._refused.add(path)
        self._faults.add(position, phrase, values)

    def _note_syntax(self, error: yaml.MarkedYAMLError) -> None:
        position, phrase, values = syntax_fault(error, self._text, self._reached)
        # A refused character on this line may be the cause; if it is not, the next run will say so.
        if position[0] not in self._altered:
            self._faults.add(position, phrase, values)


def _is_plain(event: yaml.ScalarEvent) -> bool:
    return event.style in (None, "")
