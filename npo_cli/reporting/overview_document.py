"""The overview as tables: made once, so that every format tells the same."""

from collections.abc import Iterator

from npo_cli.day import long_day
from npo_cli.language import Language, Phrase
from npo_cli.reporting import sections as words
from npo_cli.reporting.overview import Overview, Together, figures
from npo_cli.reporting.section import Align, Cell, Column, Document, Money, Section, Share

TITLE = Phrase("Overzicht {grant}", "Overview of {grant}")
MANY = Phrase("{count} gemeenten", "{count} municipalities")
ONE = Phrase("1 gemeente", "1 municipality")
MUNICIPALITIES = Phrase("Gemeenten", "Municipalities")
MUNICIPALITY = Phrase("Gemeente", "Municipality")
SHARE_SPENT = Phrase("Deel besteed", "Share spent")
AT_RISK = Phrase("Terug te betalen", "To be paid back")
AT_RISK_NOTE = Phrase(
    "Terug te betalen: wat over is als er tot en met {end} even snel wordt besteed als tot nu toe.",
    "To be paid back: what is left if spending goes on until {end} as fast as so far.",
)
UNCERTAINTIES_NOTE = Phrase(
    "Onzekerheden: bestedingen die op de uitspraak van de accountant wachten.",
    "Uncertainties: spendings that await the accountant's ruling.",
)
TOTAL = Phrase("Totaal", "Total")
TOTAL_OF_SOME = Phrase("Totaal van {counted} van de {all}", "Total of {counted} of {all}")
LEFT_OUT = Phrase("Niet meegeteld", "Left out")
LEFT_OUT_NOTE = Phrase("Deze grootboeken zitten in geen enkel totaal.", "These ledgers are in none of the totals.")
LEDGER = Phrase("Grootboek", "Ledger")
WHY = Phrase("Waarom", "Why")
VERIFIED = Phrase(
    "Elk grootboek dat is meegeteld, is hierbij gecontroleerd en in orde: niets is gewijzigd.",
    "Each ledger that is counted was found whole: nothing was changed.",
)
UNVERIFIED = Phrase(
    "De grootboeken zijn hierbij niet op wijzigingen gecontroleerd (--unverified).",
    "The ledgers were not checked for changes (--unverified).",
)


def overview_document(overview: Overview, language: Language) -> Document:
    """Give the overview as what a format draws."""
    count = len(overview.summaries)
    parts = [ONE.to(language) if count == 1 else MANY.to(language, count=count)]
    if overview.year:
        parts.append(words.UNTIL_YEAR.to(language, year=overview.year))
    parts.append(words.AS_AT.to(language, day=long_day(overview.today, language)))
    grant = overview.rulebook.title.to(language) if overview.rulebook else ""
    return Document(TITLE.to(language, grant=grant).strip(), " · ".join(parts), tuple(_sections(overview, language)))


def _sections(overview: Overview, language: Language) -> Iterator[Section]:
    if overview.left_out:  # first, for whoever reads no further must not take the totals for all there is
        yield _left_out(overview, language)
    yield _municipalities(overview, language)


def _municipalities(overview: Overview, language: Language) -> Section:
    counted, left_out = len(overview.summaries), len(overview.left_out)
    total = TOTAL_OF_SOME.to(language, counted=counted, all=counted + left_out) if left_out else TOTAL.to(language)
    rows = [(summary.municipality, *_cells(figures(summary))) for summary in overview.summaries]
    rows.append((total, *_cells(overview.together)))
    columns = (
        words.ALLOCATION,
        words.SPENT,
        SHARE_SPENT,
        words.REMAINING,
        AT_RISK,
        words.UNCERTAINTIES,
        words.ERRORS,
        words.RECEIVED,
        words.COMMITTED,
    )
    period = next((summary.period for summary in overview.summaries if summary.period), None)
    notes = [AT_RISK_NOTE.to(language, end=long_day(period.end, language))] if period else []
    notes.append(UNCERTAINTIES_NOTE.to(language))
    if overview.summaries:  # of no ledger nothing was found
        notes.append((VERIFIED if overview.verified else UNVERIFIED).to(language))
    return Section(
        "municipalities",
        MUNICIPALITIES.to(language),
        (Column(MUNICIPALITY.to(language), Align.LEFT, wraps=True), *(Column(each.to(language)) for each in columns)),
        tuple(rows),
        tuple(notes),
        total=True,
    )


def _cells(found: Together) -> tuple[Cell, ...]:
    return (
        Money(found.allocation),
        Money(found.spent),
        Share(found.share_spent),
        Money(found.remaining),
        Money(found.unspent) if found.unspent is not None else None,
        Money(found.awaiting),
        Money(found.errors),
        Money(found.received),
        Money(found.committed),
    )


def _left_out(overview: Overview, language: Language) -> Section:
    columns = (Column(LEDGER.to(language), Align.LEFT), Column(WHY.to(language), Align.LEFT, wraps=True))
    rows = tuple((ledger.name, ledger.faults[0].line(language)) for ledger in overview.left_out)
    return Section("left-out", LEFT_OUT.to(language), columns, rows, (LEFT_OUT_NOTE.to(language),))
