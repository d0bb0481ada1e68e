"""The status of a ledger on one screen: what was awarded, received, promised, spent, and what is left of both."""

from collections.abc import Iterator

from npo_cli import terminal
from npo_cli.day import long_day
from npo_cli.eligibility.verdict import Verdict
from npo_cli.language import Language, Phrase
from npo_cli.money import euros
from npo_cli.reporting.summary import Summary

ALLOCATION = Phrase("Beschikt bedrag", "Allocation")
RECEIVED = Phrase("Ontvangen", "Received")
COMMITTED = Phrase("Verplicht", "Committed")
SPENT = Phrase("Besteed", "Spent")
AWAITING = Phrase("waarvan wacht op accountant", "of which awaiting accountant")
ERRORS = Phrase("waarvan fout", "of which errors")
REMAINING = Phrase("Resteert", "Remaining")
TIME = Phrase(
    "De bestedingsperiode is voor {elapsed} verstreken; {left}.", "{elapsed} of the spending period is over; {left}."
)
DAYS_LEFT = Phrase("dagen te gaan: {days}, tot en met {end}", "days left: {days}, until {end}")
OVER = Phrase("de periode eindigde op {end}", "the period ended on {end}")
PASSED = Phrase("Tijd", "Time")
TO_DO = Phrase("Te doen", "To do")
ASK = Phrase(
    "wacht op de accountant: {count} (npo ledger list --state awaiting)",
    "awaiting the accountant: {count} (npo ledger list --state awaiting)",
)
MEND = Phrase(
    "niet toegestaan en toch geboekt, of afgekeurd: {count} (npo ledger list --state overridden --state rejected)",
    "despite exclusion, or rejected: {count} (npo ledger list --state overridden --state rejected)",
)
PROVE = Phrase(
    "zonder bewijsstuk: {count} (npo ledger list --without-evidence)",
    "without evidence: {count} (npo ledger list --without-evidence)",
)
NEGATIVE = Phrase("Er is meer besteed en verplicht dan beschikt.", "More was spent and committed than awarded.")
_BAR = 30


def status_lines(summary: Summary, language: Language, width: int) -> Iterator[str]:
    """Give the lines of the status."""
    figures = summary.cumulative.whole
    yield terminal.bold(summary.municipality)
    yield ""
    rows = (
        (ALLOCATION, summary.allocation, 0),
        (RECEIVED, figures.received, 0),
        (SPENT, figures.spent, 0),
        (AWAITING, figures.awaiting, 2),
        (ERRORS, figures.errors, 2),
        (COMMITTED, figures.committed, 0),
        (REMAINING, summary.remaining, 0),
    )
    for label, cents, indent in rows:
        line = f"{' ' * indent}{label.to(language)}".ljust(32) + f"{euros(cents, language):>20}"
        yield terminal.bold(line) if label is REMAINING else line
    if summary.remaining < 0:
        yield terminal.signed(NEGATIVE.to(language), Verdict.EXCLUDED)
    yield ""
    yield _share(SPENT, summary.share_spent, language)
    if summary.period:
        period = summary.period
        yield _share(PASSED, period.elapsed, language)
        end = long_day(period.end, language)
        left = (
            DAYS_LEFT.to(language, days=period.days_left, end=end) if period.days_left else OVER.to(language, end=end)
        )
        yield from terminal.wrapped(TIME.to(language, elapsed=percent(period.elapsed, language), left=left), width)
    tasks = (
        (ASK, figures.awaiting_count),
        (MEND, figures.errors_count),
        (PROVE, figures.bare_count),
    )
    if any(count for _, count in tasks):
        yield ""
        yield terminal.bold(TO_DO.to(language))
        for phrase, count in tasks:
            if count:
                yield from terminal.wrapped(phrase.to(language, count=count), width, "  - ", "    ")


def _share(label: Phrase, share: float, language: Language) -> str:
    return f"{label.to(language).ljust(10)} {terminal.bar(share, _BAR)} {percent(share, language)}"


def percent(share: float, language: Language) -> str:
    """Write a share as a percentage with one decimal."""
    text = f"{share * 100:.1f}%"
    return text.replace(".", ",") if language is Language.NL else text
