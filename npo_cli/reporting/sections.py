"""The sections of the report: its figures and bookings as tables, made once, so that every format tells the same."""

from collections.abc import Iterator
from datetime import date

from npo_cli.bookkeeping.booking import Booking
from npo_cli.bookkeeping.totals import Figures
from npo_cli.day import long_day
from npo_cli.language import Language, Phrase
from npo_cli.money import euros
from npo_cli.reporting.report import MOST_SHOWN, Report, Shown, open_questions
from npo_cli.reporting.section import Align, Cell, Column, Document, Money, Section, Share
from npo_cli.reporting.summary import GOALS, Part

TITLE = Phrase("Verantwoording {grant}, {municipality}", "Account of {grant}, {municipality}")
OF_YEAR = Phrase("Jaar {year}", "Year {year}")
AS_AT = Phrase("Stand per {day}", "As at {day}")

KEY_FIGURES = Phrase("Kerncijfers", "Key figures")
IN_YEAR = Phrase("In {year}", "In {year}")
UNTIL_YEAR = Phrase("T/m {year}", "Until {year}")
TOGETHER = Phrase("Totaal", "Total")
ALLOCATION = Phrase("Beschikt bedrag", "Allocation")
RECEIVED = Phrase("Ontvangen", "Received")
EXPECTED = Phrase("Te verwachten ontvangst (aanname 1)", "Expected receipts (assumption 1)")
SPENT = Phrase("Besteed", "Spent")
COMMITTED = Phrase("Verplicht", "Committed")
AWAITING = Phrase("Wacht op accountant", "Awaiting accountant")
REMAINING = Phrase("Resteert", "Remaining")
UNSPENT = Phrase("Terug te betalen bij dit tempo (aanname 2)", "To be paid back at this rate (assumption 2)")
ASSUMPTION_1 = Phrase(
    "Aanname 1: gelijke maandelijkse termijnen. Dat de termijnen even groot zijn, staat in geen bron.",
    "Assumption 1: equal monthly instalments. No source says that they are equal.",
)
ASSUMPTION_2 = Phrase(
    "Aanname 2: er wordt tot en met {end} even snel besteed als tot nu toe; wat dan over is, gaat terug naar het Rijk.",
    "Assumption 2: spending goes on until {end} as fast as so far; what is left then goes back to the State.",
)
SHARES = Phrase("Tijd en geld", "Time and money")
PERIOD = Phrase("Bestedingsperiode verstreken", "Spending period gone by")
SHARE_SPENT = Phrase("Beschikking besteed", "Allocation spent")
SHARE_PROMISED = Phrase("Beschikking besteed of verplicht", "Allocation spent or committed")
SHARE = Phrase("Aandeel", "Share")
PERIOD_NOTE = Phrase("Bestedingsperiode: {start} tot en met {end}.", "Spending period: {start} to {end}.")
GOAL_TABLE = Phrase("Per bestedingsdoel", "By spending goal")
GOAL = Phrase("Bestedingsdoel", "Spending goal")
COUNT = Phrase("Aantal", "Count")
TOTALS = Phrase("Verantwoordingstotalen (SiSa)", "Accountability totals (SiSa)")
TOTAL = Phrase("Totaal van", "Total of")
ALL_GOALS = Phrase("Alle bestedingsdoelen samen", "All spending goals together")
INDICATOR = Phrase("SiSa-indicator", "SiSa indicator")
NOT_VERIFIED = Phrase("niet geverifieerd", "not verified")
ERRORS = Phrase("Fouten", "Errors")
ERRORS_NOTE = Phrase(
    "Bestedingen die zijn geboekt hoewel ze niet zijn toegestaan, of die de accountant heeft afgekeurd, en die niet "
    "zijn teruggeboekt.",
    "Spendings booked despite exclusion or rejected by the accountant, and not reversed.",
)
UNCERTAINTIES = Phrase("Onzekerheden", "Uncertainties")
UNCERTAINTIES_NOTE = Phrase(
    "Bestedingen die op de uitspraak van de accountant wachten.", "Spendings that await the accountant's ruling."
)
COMMITMENTS = Phrase("Openstaande verplichtingen", "Open commitments")
BARE = Phrase("Bestedingen zonder bewijsstuk", "Spendings without evidence")
AFTER_SEALING = Phrase("Geboekt na afsluiting", "Booked after sealing")
AFTER_SEALING_NOTE = Phrase(
    "Boekingen in een jaar dat al was afgesloten, met opgaaf van reden (--override). In de verantwoording die bij "
    "de afsluiting van dat jaar is ondertekend, staan zij niet.",
    "Entries in a year that was sealed already, with a reason given (--override). They are not in the report that was "
    "signed when that year was sealed.",
)
NUMBER = Phrase("Nr.", "No.")
DAY = Phrase("Datum", "Date")
AMOUNT = Phrase("Bedrag", "Amount")
OPEN = Phrase("Nog open", "Still open")
STATE = Phrase("Status", "State")
TEXT = Phrase("Omschrijving", "Description")
MORE = Phrase("En nog {count}; zie npo ledger list.", "And {count} more; see npo ledger list.")
EVEN_MORE = Phrase("En nog meer; zie npo ledger list.", "And more; see npo ledger list.")
ONE_UNDONE_LATER = Phrase(
    "Verder nog één boeking, van {amount}, die na de afsluiting van het jaar is teruggeboekt.",
    "Besides, one entry of {amount} that was reversed after the year was sealed.",
)
UNDONE_LATER = Phrase(
    "Verder nog {count} boekingen, samen {amount}, die na de afsluiting van het jaar zijn teruggeboekt.",
    "Besides, {count} entries, {amount} in all, that were reversed after the year was sealed.",
)
NONE = Phrase("Geen.", "None.")
QUESTIONS = Phrase("Openstaande vragen", "Open questions")
QUESTION = Phrase("Vraag", "Question")
EDITIONS = Phrase("Gebruikte regels", "Rules used")
EDITION = Phrase("Regels (sha256)", "Rules (sha256)")
BOOKINGS = Phrase("Boekingen", "Bookings")
LEDGER = Phrase("Grootboek", "Ledger")
ENTRIES = Phrase("Boekingen", "Entries")
HEAD = Phrase("Controlecode", "Head")
SEALED = Phrase("Afgesloten t/m", "Sealed until")
NOT_SEALED = Phrase("nog niet afgesloten", "not sealed yet")
VAT = Phrase(
    "Bedragen zijn wat ten laste van de uitkering komt. npo gaat ervan uit dat zij zonder de btw zijn die de gemeente "
    "terugkrijgt uit het BTW-compensatiefonds; de bronnen zeggen daar niets over.",
    "Amounts are what is charged to the grant. npo takes them to be without the VAT that the municipality gets back "
    "from the BTW-compensatiefonds; the sources do not speak of it.",
)


def report_title(report: Report, language: Language) -> str:
    """Give the title of a report."""
    grant, municipality = report.rulebook.title.to(language), report.summary.municipality
    return TITLE.to(language, grant=grant, municipality=municipality)


def report_subtitle(report: Report, language: Language) -> str:
    """Say which year the report is of, and how it stands on which day."""
    parts = [AS_AT.to(language, day=long_day(report.today, language))]
    if report.summary.year:
        parts.insert(0, OF_YEAR.to(language, year=report.summary.year))
    return " · ".join(parts)


def document(report: Report, language: Language) -> Document:
    """Give the report as what a format of plain tables draws."""
    return Document(report_title(report, language), report_subtitle(report, language), sections(report, language))


def sections(report: Report, language: Language) -> Iterator[Section]:
    """Give the report as tables, in the order in which they are read."""
    yield _key_figures(report, language)
    if report.summary.period:
        yield _shares(report, language)
    yield from _goals(report, language)
    yield _totals(report, language)
    yield _bookings("errors", ERRORS, report.errors, language, ERRORS_NOTE)
    yield _bookings("uncertainties", UNCERTAINTIES, report.uncertainties, language, UNCERTAINTIES_NOTE)
    yield _questions(report, language)
    yield _commitments(report, language)
    yield _bookings("without-evidence", BARE, report.bare, language)
    if report.after_sealing.standings:
        yield _bookings("after-sealing", AFTER_SEALING, report.after_sealing, language, AFTER_SEALING_NOTE)
    yield _editions(report, language)
    yield _ledger(report, language)


def _key_figures(report: Report, language: Language) -> Section:
    summary = report.summary
    mine, whole = summary.in_year, summary.cumulative.whole
    year = summary.year

    def row(label: Phrase, in_year: int | None, together: int | None) -> tuple[Cell, ...]:
        cells = [Money(cents) if cents is not None else None for cents in (in_year, together)]
        return (label.to(language), *(cells if mine else cells[1:]))

    own = mine.whole if mine else Figures()
    rows = [row(ALLOCATION, None, summary.allocation), row(RECEIVED, own.received, whole.received)]
    notes = []
    if report.expected:
        rows.append(row(EXPECTED, None, report.expected.cents))
        notes.append(ASSUMPTION_1.to(language))
    rows += [
        row(SPENT, own.spent, whole.spent),
        row(COMMITTED, own.committed, whole.committed),
        row(REMAINING, None, summary.remaining),
        row(AWAITING, own.awaiting, whole.awaiting),
        row(ERRORS, own.errors, whole.errors),
        row(BARE, own.bare, whole.bare),
    ]
    if summary.unspent is not None and summary.period:
        rows.append(row(UNSPENT, None, summary.unspent))
        notes.append(ASSUMPTION_2.to(language, end=long_day(summary.period.end, language)))
    columns = [Column("", Align.LEFT, wraps=True)]
    if mine:
        columns.append(Column(IN_YEAR.to(language, year=year)))
    columns.append(_together(report, language))
    return Section("key-figures", KEY_FIGURES.to(language), tuple(columns), tuple(rows), (*notes, VAT.to(language)))


def _together(report: Report, language: Language) -> Column:
    year = report.summary.year
    return Column(UNTIL_YEAR.to(language, year=year) if year else TOGETHER.to(language))


def _shares(report: Report, language: Language) -> Section:
    summary, period = report.summary, report.summary.period
    whole = summary.cumulative.whole
    awarded = summary.allocation or 1
    rows: list[tuple[Cell, ...]] = [
        (SHARE_SPENT.to(language), Share(whole.spent / awarded)),
        (SHARE_PROMISED.to(language), Share((whole.spent + whole.committed) / awarded)),
    ]
    notes: list[str] = []
    if period:
        rows.append((PERIOD.to(language), Share(period.elapsed)))
        notes.append(
            PERIOD_NOTE.to(language, start=long_day(period.start, language), end=long_day(period.end, language))
        )
    columns = (Column("", Align.LEFT, wraps=True), Column(SHARE.to(language)))
    return Section("shares", SHARES.to(language), columns, tuple(rows), tuple(notes))


def _goals(report: Report, language: Language) -> Iterator[Section]:
    summary = report.summary
    if summary.in_year and summary.year:
        yield _goal_table("goals-in-year", summary.in_year, IN_YEAR.to(language, year=summary.year), language)
    yield _goal_table("goals", summary.cumulative, _together(report, language).heading, language)


def _goal_table(section: str, part: Part, when: str, language: Language) -> Section:
    columns = (
        Column(GOAL.to(language), Align.LEFT, wraps=True),
        *(Column(phrase.to(language)) for phrase in (COUNT, COMMITTED, SPENT, AWAITING)),
    )
    rows = [(goal.title.to(language), *_told(figures)) for goal, figures in part.goals]
    rows.append((TOGETHER.to(language), *_told(part.whole)))
    title = f"{GOAL_TABLE.to(language)}: {when[0].lower()}{when[1:]}"
    return Section(section, title, columns, tuple(rows), total=True)


def _told(figures: Figures) -> tuple[Cell, ...]:
    return figures.spendings, Money(figures.committed), Money(figures.spent), Money(figures.awaiting)


def _totals(report: Report, language: Language) -> Section:
    summary = report.summary
    indicators = {name: code for provision in report.rulebook.provisions for name, code in provision.indicators.items()}
    rows: list[tuple[Cell, ...]] = []
    for name, cents in summary.cumulative.totals.items():
        title = ALL_GOALS if name == GOALS else report.rulebook.goals[name].title
        cells: list[Cell] = [title.to(language)]
        if summary.in_year:
            cells.append(Money(summary.in_year.totals[name]))
        rows.append((*cells, Money(cents), indicators.get(name, NOT_VERIFIED.to(language))))
    columns = [Column(TOTAL.to(language), Align.LEFT, wraps=True)]
    if summary.year:
        columns.append(Column(IN_YEAR.to(language, year=summary.year)))
    columns += [_together(report, language), Column(INDICATOR.to(language), Align.LEFT)]
    return Section("totals", TOTALS.to(language), tuple(columns), tuple(rows))


def _bookings(section: str, title: Phrase, shown: Shown, language: Language, note: Phrase | None = None) -> Section:
    columns = (
        Column(NUMBER.to(language)),
        Column(DAY.to(language), Align.LEFT),
        Column(AMOUNT.to(language)),
        Column(STATE.to(language), Align.LEFT, wraps=True),
        Column(TEXT.to(language), Align.LEFT, wraps=True),
    )
    rows = tuple(
        (
            entry.number,
            date.fromisoformat(entry.day),
            Money(entry.amount),
            _state(booking, language),
            entry.text or entry.kind.phrase.to(language),
        )
        for entry, booking in shown.standings
    )
    notes = [note.to(language)] if note else []
    return Section(section, title.to(language), columns, rows, (*notes, *_more(shown, language)))


def _commitments(report: Report, language: Language) -> Section:
    columns = (
        Column(NUMBER.to(language)),
        Column(DAY.to(language), Align.LEFT),
        Column(AMOUNT.to(language)),
        Column(OPEN.to(language)),
        Column(TEXT.to(language), Align.LEFT, wraps=True),
    )
    rows = tuple(
        (
            entry.number,
            date.fromisoformat(entry.day),
            Money(entry.amount),
            Money(booking.open if booking else 0),
            entry.text,
        )
        for entry, booking in report.commitments.standings
    )
    return Section("commitments", COMMITMENTS.to(language), columns, rows, tuple(_more(report.commitments, language)))


def _questions(report: Report, language: Language) -> Section:
    columns = (Column(NUMBER.to(language)), Column(QUESTION.to(language), Align.LEFT, wraps=True))
    asked = report.rulebook.questions
    rows = tuple(
        (standing.entry.number, asked[question].text.to(language) if question in asked else question)
        for standing, question in open_questions(report)
    )
    notes = () if rows else (NONE.to(language),)
    return Section("questions", QUESTIONS.to(language), columns, rows, notes)


def _editions(report: Report, language: Language) -> Section:
    columns = (Column(EDITION.to(language), Align.LEFT), Column(BOOKINGS.to(language)))
    rows = tuple((edition.sha256, edition.bookings) for edition in report.editions)
    return Section("editions", EDITIONS.to(language), columns, rows)


def _ledger(report: Report, language: Language) -> Section:
    summary = report.summary
    rows: tuple[tuple[Cell, ...], ...] = (
        (ENTRIES.to(language), str(summary.head.number)),
        (SEALED.to(language), str(summary.sealed) if summary.sealed else NOT_SEALED.to(language)),
        (HEAD.to(language), summary.head.hash),
    )
    return Section("ledger", LEDGER.to(language), (Column("", Align.LEFT, wraps=True), Column("", Align.LEFT)), rows)


def _state(booking: Booking | None, language: Language) -> str:
    return booking.state.phrase.to(language) if booking else ""


def _more(shown: Shown, language: Language) -> Iterator[str]:
    """Say of a list that it is empty, or that there is more than it shows."""
    if not shown.standings and not shown.beyond:
        yield NONE.to(language)
    elif shown.beyond and len(shown.standings) < MOST_SHOWN:
        rest = shown.cents - sum(standing.booking.cents for standing in shown.standings if standing.booking)
        phrase = ONE_UNDONE_LATER if shown.beyond == 1 else UNDONE_LATER
        yield phrase.to(language, count=shown.beyond, amount=euros(rest, language))
    elif shown.beyond is None:
        yield EVEN_MORE.to(language)
    elif shown.beyond:
        yield MORE.to(language, count=shown.beyond)
