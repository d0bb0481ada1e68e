"""What differs between two packs or two days, as text and as plain data."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from npo_cli import terminal
from npo_cli.eligibility.diff.comparison import Comparison, Item, Section, Turned
from npo_cli.eligibility.diff.difference import Difference
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import printable
from npo_cli.language import Language, Phrase

ADDED = Phrase("Nieuw", "Added")
CLOSED = Phrase("Vervallen", "Closed")
CHANGED = Phrase("Gewijzigd", "Changed")
OTHERWISE = Phrase("Verder in de map", "Further in the folder")
EXAMPLES = Phrase("Voorbeelden met een ander oordeel", "Examples with another verdict")
REPLACED = Phrase("vervangen door {rules}", "replaced by {rules}")
GONE = Phrase("verdwenen", "gone")
NOTHING = Phrase("Er is geen verschil.", "There is no difference.")
TALLY = Phrase(
    "{added} nieuw, {closed} vervallen, {changed} gewijzigd; van {asked} voorbeelden krijgen er {turned} een ander"
    " oordeel.",
    "{added} added, {closed} closed, {changed} changed; of {asked} examples {turned} get another verdict.",
)
ABSENT = Phrase("niets", "nothing")
SPAN = Phrase("van {start} tot en met {end}", "from {start} to {end}")
SINCE, UNTIL = Phrase("vanaf {start}", "from {start} on"), Phrase("tot en met {end}", "until {end}")

_LABELS = {
    "verdict": Phrase("oordeel", "verdict"),
    "doubt": Phrase("twijfel", "doubt"),
    "goals": Phrase("bestedingsdoelen", "goals"),
    "terms": Phrase("zoekwoorden", "terms"),
    "conditions": Phrase("voorwaarden", "conditions"),
    "outranks": Phrase("heeft voorrang op", "outranks"),
    "replaces": Phrase("vervangt", "replaces"),
    "known_from": Phrase("bekend sinds", "known from"),
    "valid": Phrase("geldig", "valid"),
    "spending_period": Phrase("bestedingsperiode", "spending period"),
    "source": Phrase("bron", "source"),
    "title": Phrase("titel", "title"),
    "explanation": Phrase("uitleg", "explanation"),
    "advice": Phrase("advies", "advice"),
    "examples": Phrase("voorbeelden", "examples"),
    "values": Phrase("waarden", "values"),
    "statement": Phrase("bepaling", "statement"),
    "documents": Phrase("bronnen", "documents"),
    "questions": Phrase("vragen", "questions"),
    "vocabulary": Phrase("woordenschat", "vocabulary"),
    "grant": Phrase("regeling", "grant"),
}
_SPANS = ("valid", "spending_period")
_MOST_ITEMS = 12  # of a set: what was added or removed beyond these is counted


def draw_diff(comparison: Comparison, language: Language, width: int) -> Iterator[str]:
    """Give what differs, in words."""
    yield terminal.bold(printable(f"{comparison.before.label} → {comparison.after.label}"))
    if not comparison.differs:
        yield NOTHING.to(language)
        return
    for heading, items in (
        (ADDED, comparison.added),
        (CLOSED, comparison.closed),
        (CHANGED, comparison.changed),
    ):
        if items:
            yield from ("", terminal.bold(heading.to(language)))
        for item in items:
            yield from _item(item, heading is CLOSED, language, width)
    yield from _sections(comparison.sections, language, width)
    if comparison.turned:
        yield from ("", terminal.bold(EXAMPLES.to(language)))
    for turned in comparison.turned:
        yield from _turned(turned, language, width)
    yield ""
    counts = {name: len(getattr(comparison, name)) for name in ("added", "closed", "changed", "turned")}
    yield TALLY.to(language, asked=comparison.asked, **counts)


def _sections(sections: Sequence[Section], language: Language, width: int) -> Iterator[str]:
    if sections:
        yield from ("", terminal.bold(OTHERWISE.to(language)))
    for section in sections:
        name = _label(section.name, language)
        for heading, names in ((ADDED, section.added), (CLOSED, section.closed)):
            if names:
                line = printable(f"{name}, {heading.to(language).lower()}: {', '.join(names)}")
                yield from terminal.wrapped(line, width, "  ", "    ")
        for key, found in section.changed:
            yield printable(f"  {name}" if key == section.name else f"  {name}: {key}")
            yield from _differences(found, language, width)


def _item(item: Item, closed: bool, language: Language, width: int) -> Iterator[str]:
    mark = f"{terminal.coloured(terminal.sign(item.verdict), item.verdict)} " if item.verdict else "  "
    how = REPLACED.to(language, rules=", ".join(item.replaced_by)) if item.replaced_by else GONE.to(language)
    text = f"{item.id}: {item.title.to(language)}" + (f" ({how})" if closed else "")
    first, *more = terminal.wrapped(printable(text), width - 4)
    yield f"  {mark}{first}"
    yield from (f"    {line}" for line in more)
    yield from _differences(item.differences, language, width)


def _differences(found: Iterable[Difference], language: Language, width: int) -> Iterator[str]:
    for difference in found:
        label = _label(difference.field, language)
        if difference.added or difference.removed:
            said = [
                f"{sign} {text}"
                for sign, items in (("+", difference.added), ("−", difference.removed))
                for text in _some(items)
            ]
            line = f"{label}: {'; '.join(said)}"
        else:
            before, after = (_value(difference, value, language) for value in (difference.before, difference.after))
            line = f"{label}: {before} → {after}"
        yield from terminal.wrapped(printable(line), width, "      ", "        ")


def _some(items: tuple[str, ...]) -> list[str]:
    shown = list(items[:_MOST_ITEMS])
    return [*shown, f"… ({len(items) - len(shown)})"] if len(items) > len(shown) else shown


def _label(field: str, language: Language) -> str:
    first, *rest = field.split(".")
    name = _LABELS[first].to(language) if first in _LABELS else first
    return f"{name} ({'.'.join(rest)})" if rest else name


def _value(difference: Difference, value: str | None, language: Language) -> str:
    if value is None:
        return ABSENT.to(language)
    if difference.field == "verdict":
        return Verdict(value).phrase.to(language)
    if difference.field in _SPANS:
        start, end = value.split("/")
        return (SPAN if start and end else SINCE if start else UNTIL).to(language, start=start, end=end)
    return value if len(value.split()) == 1 else f"‘{value}’"


def _turned(turned: Turned, language: Language, width: int) -> Iterator[str]:
    expense = turned.example.expense
    day = f" ({expense.day.isoformat()})" if expense.day else ""
    answers = "".join(f", {name}={answer.value}" for name, answer in sorted(expense.answers.items()))
    before, after = (
        f"{verdict.phrase.to(language)} ({', '.join(rules)})"
        for verdict, rules in ((turned.before, turned.rules_before), (turned.after, turned.rules_after))
    )
    line = printable(f"{expense.description}{day}{answers}: {before} → {after}")
    yield from terminal.wrapped(line, width, "  ", "    ")


def diff_record(comparison: Comparison, language: Language) -> dict[str, Any]:
    """Give what differs as plain data; titles in one language, all else as written in the rules."""
    return {
        "schema": "npo.rules-diff/1",
        "before": _side(comparison.before.label, comparison.before.rulebook.pack, comparison.before.day.isoformat()),
        "after": _side(comparison.after.label, comparison.after.rulebook.pack, comparison.after.day.isoformat()),
        "differs": comparison.differs,
        "added": [_item_record(item, language) for item in comparison.added],
        "closed": [
            {
                **_item_record(item, language),
                "replaced_by": list(item.replaced_by),
                "differences": _records(item.differences),
            }
            for item in comparison.closed
        ],
        "changed": [
            {**_item_record(item, language), "differences": _records(item.differences)} for item in comparison.changed
        ],
        "sections": [
            {
                "section": section.name,
                "added": list(section.added),
                "closed": list(section.closed),
                "changed": [{"id": key, "differences": _records(found)} for key, found in section.changed],
            }
            for section in comparison.sections
        ],
        "examples": {
            "asked": comparison.asked,
            "turned": [
                {
                    "description": turned.example.expense.description,
                    "date": turned.example.expense.day.isoformat() if turned.example.expense.day else None,
                    "answers": {name: each.value for name, each in sorted(turned.example.expense.answers.items())},
                    "stands_with": turned.example.rule,
                    "before": {"verdict": turned.before.value, "rules": list(turned.rules_before)},
                    "after": {"verdict": turned.after.value, "rules": list(turned.rules_after)},
                }
                for turned in comparison.turned
            ],
        },
    }


def _side(label: str, pack: str, day: str) -> dict[str, str]:
    return {"label": label, "pack": pack, "as_of": day}


def _item_record(item: Item, language: Language) -> dict[str, Any]:
    return {
        "kind": "rule" if item.verdict else "provision",
        "id": item.id,
        "title": item.title.to(language),
        "verdict": item.verdict.value if item.verdict else None,
    }


def _records(found: Iterable[Difference]) -> list[dict[str, Any]]:
    return [
        {"field": each.field, "added": list(each.added), "removed": list(each.removed)}
        if each.added or each.removed
        else {"field": each.field, "before": each.before, "after": each.after}
        for each in found
    ]
