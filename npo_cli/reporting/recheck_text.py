"""A recheck as text and as plain data."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from npo_cli import terminal
from npo_cli.bookkeeping.recheck import Change, Recheck
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import printable
from npo_cli.language import Language, Phrase
from npo_cli.money import decimal_string, euros
from npo_cli.reporting.entry_record import entry_record

HEADING = Phrase(
    "{count} {noun} opnieuw getoetst met de kennis van {day}.", "{count} {noun} decided again as known on {day}."
)
ONE, MANY = Phrase("boeking", "booking"), Phrase("boekingen", "bookings")
NONE = Phrase("Geen enkel oordeel verandert.", "No verdict changes.")
CHANGE = Phrase("was {before}, wordt {after}", "was {before}, becomes {after}")
BECAUSE = Phrase("door {rule}: {title}", "by {rule}: {title}")
RULED = Phrase("de accountant oordeelde al: {state}", "the accountant ruled already: {state}")
TOTAL = Phrase(
    "{count} veranderen; strenger beoordeeld: {exposed}, minder streng: {relieved}.",
    "{count} change; judged more strictly is {exposed}, less strictly {relieved}.",
)
GAPS = Phrase("Nog te beantwoorden, want de regels vragen het nu", "Still to be answered, for the rules now ask it")

SCHEMA = "npo.recheck/1"


def recheck_lines(found: Recheck, rulebook: Rulebook, as_of: date, language: Language, width: int) -> Iterator[str]:
    """Give the lines: each booking whose verdict changes and why, the amounts, and what lacks an answer."""
    noun = (ONE if found.bookings == 1 else MANY).to(language)
    yield HEADING.to(language, count=found.bookings, noun=noun, day=as_of.isoformat())
    for change in found.changes:
        yield from _change_lines(change, language, width)
    if found.changes:
        amounts = {"exposed": euros(found.exposed, language), "relieved": euros(found.relieved, language)}
        yield ""
        yield from terminal.wrapped(TOTAL.to(language, count=len(found.changes), **amounts), width)
    else:
        yield NONE.to(language)
    if found.gaps:
        yield ""
        yield terminal.bold(GAPS.to(language))
        for gap in found.gaps:
            for question in gap.questions:
                text = rulebook.questions[question].text.to(language)
                yield from terminal.wrapped(f"{text} ({question})", width, f"{gap.entry.number:>6}  ", " " * 8)


def recheck_record(found: Recheck, as_of: date) -> dict[str, Any]:
    """Give a recheck as plain data."""
    return {
        "schema": SCHEMA,
        "as_of": as_of.isoformat(),
        "count": found.bookings,
        "changes": [
            {
                **entry_record(change.standing),
                "at_stake": decimal_string(change.cents),
                "before": change.before.value,
                "after": change.decision.verdict.value,
                "because": [
                    reason.rule.id for reason in change.decision.reasons if reason.verdict is change.decision.verdict
                ],
            }
            for change in found.changes
        ],
        "exposed": decimal_string(found.exposed),
        "relieved": decimal_string(found.relieved),
        "unanswered": [{"number": gap.entry.number, "questions": list(gap.questions)} for gap in found.gaps],
    }


def _change_lines(change: Change, language: Language, width: int) -> Iterator[str]:
    entry, booking = change.standing
    verdict = change.decision.verdict
    yield ""
    head = f"{entry.number:>6}  {entry.day}  {euros(change.cents, language)}  {printable(entry.text)}"
    yield from terminal.wrapped(head, width, "", " " * 8)
    words = CHANGE.to(language, before=change.before.phrase.to(language), after=verdict.phrase.to(language))
    yield f"        {terminal.signed(words, verdict)}"
    for reason in change.decision.reasons:
        if reason.verdict is verdict:
            text = BECAUSE.to(language, rule=reason.rule.id, title=reason.rule.title.to(language))
            yield from terminal.wrapped(text, width, " " * 10)
    if booking and booking.own:
        yield f"          {RULED.to(language, state=booking.state.phrase.to(language))}"
