"""What an import did, or would do, as text, as plain data, and as rows to mend."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from npo_cli import terminal
from npo_cli.bookkeeping.exchange.intake import Bad, Credited, Duplicate, Intake
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import printable
from npo_cli.language import Language, Phrase
from npo_cli.money import decimal_string, euros
from npo_cli.tables.table import Table

BOOKED = Phrase(
    "Geboekt: {count} (nummer {first} tot en met {last}), samen {amount}.",
    "Booked: {count} (numbers {first} to {last}), {amount} together.",
)
ONLY_CREDITED = Phrase(
    "Geboekt als nummer {first} tot en met {last}, samen {amount}.",
    "Booked as numbers {first} to {last}, {amount} together.",
)
WOULD = Phrase("Zou worden geboekt: {count}, samen {amount}.", "Would be booked: {count}, {amount} together.")
NOTHING = Phrase("Er is niets geboekt.", "Nothing was booked.")
VERDICTS = Phrase(
    "Toegestaan: {eligible}; wacht op de accountant: {consult}; niet toegestaan, toch geboekt: {excluded}.",
    "Eligible: {eligible}; awaiting the accountant: {consult}; despite exclusion: {excluded}.",
)
CREDITED = Phrase(
    "Creditnota's verwerkt: {count}; hun bedragen zijn al in mindering gebracht.",
    "Credit notes taken up: {count}; their amounts are taken off already.",
)
CREDIT = Phrase(
    "rij {row}: {amount}, op boeking {number} ({text}{supplier})",
    "row {row}: {amount}, against entry {number} ({text}{supplier})",
)
LEFT_OUT = Phrase(
    "Weggelaten, want al geboekt (--allow-duplicates boekt ze toch): {count}",
    "Left out, for they are booked already (--allow-duplicates books them all the same): {count}",
)
TWINS = Phrase(
    "Gelijk aan een eerdere rij van deze lijst, en toch geboekt: {count}",
    "Equal to an earlier row of this list, and booked all the same: {count}",
)
ROW = Phrase("rij {row}: {day}, {amount}, {text}", "row {row}: {day}, {amount}, {text}")
AS_ENTRY = Phrase(" (boeking {number})", " (entry {number})")
MORE = Phrase("… en nog {count}.", "… and {count} more.")
BAD = Phrase("Niet geboekt: {count}.", "Not booked: {count}.")
REASON = Phrase("reden", "reason")

SCHEMA = "npo.import/1"
_MOST_SHOWN = 20

Told = TypeVar("Told", Duplicate, Credited)


def intake_lines(intake: Intake, language: Language, width: int, *, dry_run: bool) -> Iterator[str]:
    """Give the tally of an import, and the rows that were left out or that are alike."""
    count = sum(intake.verdicts.values())
    amount = euros(intake.cents, language)
    if count or intake.credited:
        phrase = WOULD if dry_run else BOOKED if count else ONLY_CREDITED
        yield phrase.to(language, count=count, first=intake.first, last=intake.last, amount=amount)
        yield VERDICTS.to(language, **{verdict.value: intake.verdicts[verdict.value] for verdict in Verdict})
    else:
        yield NOTHING.to(language)
    if intake.credited:
        yield CREDITED.to(language, count=len(intake.credited))
        yield from _listed(intake.credited, _credit, language, width)
    if intake.bad:
        yield BAD.to(language, count=len(intake.bad))
    for heading, rows in ((LEFT_OUT, intake.left_out), (TWINS, intake.twins)):
        if rows:
            yield ""
            yield from terminal.wrapped(heading.to(language, count=len(rows)), width)
            yield from _listed(rows, _row, language, width)


def intake_record(intake: Intake, language: Language, *, dry_run: bool) -> dict[str, Any]:
    """Give what an import did as plain data."""
    return {
        "schema": SCHEMA,
        "dry_run": dry_run,
        "booked": sum(intake.verdicts.values()),
        "first": intake.first if intake.last >= intake.first else None,
        "last": intake.last if intake.last >= intake.first else None,
        "amount": decimal_string(intake.cents),
        "verdicts": {verdict.value: intake.verdicts[verdict.value] for verdict in Verdict},
        "credited": len(intake.credited),
        "credits": [{"row": each.row, "entry": each.entry.number} for each in intake.credited],
        "left_out": [{"row": each.row, "entry": each.entry} for each in intake.left_out],
        "alike": [each.row for each in intake.twins],
        "faults": [found.line(language) for bad in intake.bad for found in bad.faults],
    }


def bad_rows(table: Table, intake: Intake, language: Language) -> Iterator[tuple[object, ...]]:
    """Give the rows that were not booked as they stood, with the reason in a column of its own, the header first."""
    yield (*table.header, REASON.to(language))
    for bad in intake.bad:
        cells = bad.row.cells if bad.row else _unread(bad, table)
        yield (*cells, " ".join(found.line(language) for found in bad.faults))


def _unread(bad: Bad, table: Table) -> tuple[object, ...]:
    """Give what is known of a row that could not be read: of one with too many cells all, the last of them together."""
    width = len(table.header)
    whole: object = bad.faults[0].values.get("whole") if bad.faults else None
    if not isinstance(whole, tuple):
        return ("",) * width
    return (*whole[: width - 1], table.delimiter.join(whole[width - 1 :]))


def _row(each: Duplicate, language: Language) -> str:
    item = each.item
    text = ROW.to(
        language,
        row=each.row,
        day=item.day.isoformat(),
        amount=euros(item.cents, language),
        text=printable(item.text),
    )
    return text + (AS_ENTRY.to(language, number=each.entry) if each.entry else "")


def _credit(each: Credited, language: Language) -> str:
    entry = each.entry
    return CREDIT.to(
        language,
        row=each.row,
        amount=euros(each.item.cents, language),
        number=entry.number,
        text=printable(entry.text),
        supplier=f", {printable(entry.supplier)}" if entry.supplier else "",
    )


def _listed(
    found: Sequence[Told], told: Callable[[Told, Language], str], language: Language, width: int
) -> Iterator[str]:
    """Give a line for each of the first, and say how many more there are."""
    for each in found[:_MOST_SHOWN]:
        yield from terminal.wrapped(told(each, language), width, "  - ", "    ")
    if len(found) > _MOST_SHOWN:
        yield f"  {MORE.to(language, count=len(found) - _MOST_SHOWN)}"
