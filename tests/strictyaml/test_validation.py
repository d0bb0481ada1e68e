"""Tests of holding a document against a model."""

from datetime import date

import pytest

from npo_cli.language import Language
from npo_cli.strictyaml.reader import read_document
from npo_cli.strictyaml.validation import validate
from tests.strictyaml.support import NAME, Pack, check, faults, places


def test_gives_the_model_of_a_sound_document() -> None:
    """A document that fits gives its model and no faults."""
    document, _ = read_document(b"title: {nl: a, en: b}\nday: 2021-09-21", NAME)
    assert document
    model, found = validate(document, Pack)
    assert found == []
    assert model
    assert model.title
    assert model.title.nl == "a"
    assert model.day == date(2021, 9, 21)


QUOTED_DATE = "Here a date should stand, but the text ‘2021-09-21’ stands here; write for example 2021-09-21, without"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("titel: 1\n", "1:1: The key ‘titel’ is not known here; do you mean ‘title’?"),
        ("title: {nl: a, en: b, NL2: c}", "1:23: The key ‘NL2’ is not known here; do you mean ‘nl’?"),
        ("title: {nl: a, en: b, x: c}", "1:23: The key ‘x’ is not known here; remove it or use one of: nl,"),
        ("title: {nl: a, en: b, en dan dit}", "1:23: ‘en dan dit’ stands after a comma as a key without a v"),
        ("titles:\n- nl: a\n", "2:3: The key ‘en’ is missing here; add it."),
        ("line: 5", "1:7: Here text should stand, but the number 5 stands here; put it in quotes."),
        ("line: true", "1:7: Here text should stand, but true stands here; put it in quotes."),
        ("line: 2021-09-21", "1:7: Here text should stand, but the date 2021-09-21 stands here; put it in q"),
        ("line:", "1:6: Here text should stand, but nothing stands here; write one text."),
        ("line: [a]", "1:7: Here text should stand, but a list stands here; write one text."),
        ("line: {a: b}", "1:7: Here text should stand, but a block of keys stands here; write one text."),
        ("count: '5'", "1:8: Here a whole number should stand, but the text ‘5’ stands here; write for exam"),
        ("truth: 'true'", "1:8: Here true or false should stand, but the text ‘true’ stands here; write tru"),
        ("day: '2021-09-21'", f"1:6: {QUOTED_DATE}"),
        ("words: a", "1:8: Here a list should stand, but the text ‘a’ stands here; put each item on a line"),
        ("words: [a, 5]", "1:12: Here text should stand, but the number 5 stands here; put it in quotes."),
        ("answers: []", "1:10: Here a block of keys should stand, but a list stands here; write each key on"),
        ("named: {a: {nl: a, en: b, eng: c}}", "1:27: The key ‘eng’ is not known here; do you mean ‘en’?"),
        ("title: x", "1:8: Here a block of keys should stand, but the text ‘x’ stands here"),
        ("- a", "1:1: Here a block of keys should stand, but a list stands here"),
        ("kind: gaol", "1:7: Here stands the text ‘gaol’, but only these are allowed: goal, cost-kind; choo"),
        ("flag: maybe", '1:7: Here stands the text ‘maybe’, but only these are allowed: "yes", "no"; choose'),
        ("id: Foo Bar", "1:5: Here stands the text ‘Foo Bar’, but an id is made of lower-case letters and d"),
        ("line: >\n  a\n  b\n", "1:7: This text begins or ends with a space or takes more than one line"),
        ("code: B", "1:7: Here stands the text ‘B’, but the text must match the pattern ^A+$; change it."),
        ("code: AAAA", "1:7: too long {or not}"),
        ("title: {nl: '', en: b}", "1:13: The text is empty; fill it in."),
        ("title: {nl: aaaaaaaaaaaaa, en: b}", "1:13: The text has more than 10 characters; shorten it."),
        ("hits: [x]", "1:8: The text has fewer than 2 characters; extend it."),
        ("words: []", "1:8: The number of items here is 0, but must be at least 1; add to it."),
        ("count: 0", "1:8: Here stands the number 0, but the value must be at least 1; change it."),
        ("count: 10", "1:8: Here stands the number 10, but the value may be at most 9; change it."),
        ("even: 3", "1:7: This value cannot be used; change it. The message is: must be even"),
        ("answers: {a: 1, B: 2}", "1:17: Here stands the text ‘B’, but the text must match the pattern ^[a-"),
        ("shades: {grey: x}", "1:10: Here stands the text ‘grey’, but only these are allowed: 'light' or 'da"),
        ("answers: {a: x}", "1:14: Here a whole number should stand, but the text ‘x’ stands here"),
        ("period: {start: 2022-01-01, end: 2021-01-01}", "1:9: the end lies before 2022-01-01; swap them"),
        ("hits: [5]", "1:8: Here text or a block of keys should stand, but the number 5 stands here; put it"),
        ("hits:\n- xx\n- txt: a\n  text: b", "3:3: The key ‘txt’ is not known here; do you mean ‘text’?"),
        ("hits:\n- text: 5", "2:9: Here text should stand, but the number 5 stands here; put it in quotes."),
        ("hits:\n- text: a\n  verdict: x", "3:12: Here stands the text ‘x’, but only these are allowed: eli"),
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
