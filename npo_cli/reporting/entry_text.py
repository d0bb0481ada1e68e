"""Entries of the ledger as text: a line each in a list, what was just booked, and one in full."""

from collections.abc import Iterator, Sequence
from datetime import date

from npo_cli import terminal
from npo_cli.answer.wording import DOUBTS, LOCAL
from npo_cli.bookkeeping.archive import Archive
from npo_cli.bookkeeping.booking import Booking
from npo_cli.bookkeeping.entry import Entry, Kind, Ruling, State
from npo_cli.bookkeeping.ledger import Ledger
from npo_cli.bookkeeping.storage.interface import Standing
from npo_cli.day import long_day
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict
from npo_cli.language import Language, Phrase
from npo_cli.money import euros

BOOKED = Phrase("Geboekt als nummer {number}: {what}", "Booked as number {number}: {what}")
REMAINS = Phrase("Er resteert {left} van {allocation}.", "{left} of {allocation} remains.")
AWAITS = Phrase(
    "Leg het antwoord van de accountant vast met: npo ledger ruling {number} --approve|--reject --by NAAM --date DATUM",
    "Record the accountant's answer with: npo ledger ruling {number} --approve|--reject --by NAME --date DATE",
)
STILL_OPEN = Phrase("nog open {amount}", "{amount} still open")
FULFILLED = Phrase("niets meer open", "nothing still open")
REFERS = {
    Kind.REVERSAL: Phrase("van boeking {number}", "of entry {number}"),
    Kind.RULING: Phrase("over boeking {number}", "on entry {number}"),
    Kind.SPENDING: Phrase("van verplichting {number}", "of commitment {number}"),
    Kind.RELEASE: Phrase("van verplichting {number}", "of commitment {number}"),
}
NOTHING = Phrase("Er zijn geen boekingen die hieraan voldoen.", "There are no such entries.")
TALLY = Phrase("{count} {noun}", "{count} {noun}")
ENTRY, ENTRIES = Phrase("boeking", "entry"), Phrase("boekingen", "entries")

WHY = Phrase("Waarom", "Why")
LATER = Phrase("Wat erop volgde", "What followed")
MATCHED = Phrase("Herkend aan {words}.", "Recognised by {words}.")
NO_TEXT = Phrase("De tekst van deze regel is niet bewaard.", "The text of this rule was not kept.")
JUDGED_BY = Phrase("getoetst naar {day}", "judged by {day}")
YES, NO = Phrase("ja", "yes"), Phrase("nee", "no")
LABELS = {
    "state": Phrase("Status", "State"),
    "goal": Phrase("Bestedingsdoel", "Spending goal"),
    "year": Phrase("Boekjaar", "Accounting year"),
    "supplier": Phrase("Leverancier", "Supplier"),
    "reference": Phrase("Kenmerk", "Reference"),
    "evidence": Phrase("Bewijsstuk", "Evidence"),
    "override": Phrase("Geboekt ondanks weigering", "Booked against refusal"),
    "refers": Phrase("Hoort bij boeking", "Belongs to entry"),
    "corrects": Phrase("In plaats van boeking", "In place of entry"),
    "ruling": Phrase("Uitspraak", "Ruling"),
    "booked": Phrase("Geboekt", "Booked"),
    "rules": Phrase("Regels", "Rules"),
    "hash": Phrase("Hash", "Hash"),
}
OVERRODE = {
    "verdict": Phrase("niet toegestaan", "excluded"),
    "ruling": Phrase("afgekeurd door de accountant", "rejected by the accountant"),
    "budget": Phrase("boven het budget", "over budget"),
    "seal": Phrase("in een afgesloten jaar", "in a sealed year"),
}
RULINGS = {
    Ruling.APPROVED: Phrase("goedgekeurd door {by}", "approved by {by}"),
    Ruling.REJECTED: Phrase("afgekeurd door {by}", "rejected by {by}"),
}
BY = Phrase("door {who} op {recorded} (UTC)", "by {who} on {recorded} (UTC)")
RECEIPT = Phrase(
    "{pack}, kennis per {as_of}, {sha256} (npo {engine})", "{pack}, as known on {as_of}, {sha256} (npo {engine})"
)

_SIGNS = {
    State.ELIGIBLE: Verdict.ELIGIBLE,
    State.APPROVED: Verdict.ELIGIBLE,
    State.AWAITING: Verdict.CONSULT,
    State.REJECTED: Verdict.EXCLUDED,
    State.OVERRIDDEN: Verdict.EXCLUDED,
}
_LABEL_WIDTH = 26
_HASH = 65  # characters of a hash, with a bracket behind it
_SHA_SHOWN = 12  # characters of the hash of the rules; the whole stands in the JSON


def listed_lines(standings: Iterator[Standing], language: Language, width: int) -> Iterator[str]:
    """Give a line for each entry: number, day, amount, sign of its state, kind, and as much of the text as fits."""
    count = 0
    for standing in standings:
        count += 1
        yield _line(standing, language, width)
    if count:
        noun = (ENTRY if count == 1 else ENTRIES).to(language)
        yield terminal.faint(TALLY.to(language, count=count, noun=noun))
    else:
        yield NOTHING.to(language)


def booked_lines(standings: Sequence[Standing], ledger: Ledger, language: Language, width: int) -> Iterator[str]:
    """Say what was just booked, how it stands, and what remains of the allocation."""
    for entry, booking in standings:
        what = " · ".join(_facts(entry, booking, ledger.rulebook, language))
        lines = terminal.wrapped(BOOKED.to(language, number=entry.number, what=what), width, "", "  ")
        sign = _SIGNS.get(booking.state) if booking else None
        yield from (terminal.coloured(line, sign) for line in lines) if sign else lines
        if booking and booking.state is State.AWAITING:
            yield from terminal.wrapped(AWAITS.to(language, number=entry.number), width, "  ")
    shown = {"left": euros(ledger.remaining(), language), "allocation": euros(ledger.allocation(), language)}
    yield REMAINS.to(language, **shown)


def entry_lines(
    standing: Standing,
    later: Sequence[Entry],
    archive: Archive,
    language: Language,
    width: int,
) -> Iterator[str]:
    """Give everything about an entry: what, how it stands, why, and what followed."""
    entry, booking = standing
    kind = entry.kind.phrase.to(language)
    yield terminal.bold(f"{entry.number} · {kind} · {long_day(date.fromisoformat(entry.day), language)}")
    if entry.text:
        yield from terminal.wrapped(entry.text, width, "  ")
    if entry.cents is not None:
        yield f"  {terminal.bold(euros(entry.cents, language))}"
    yield ""
    for label, value in _labelled(entry, booking, archive, language):
        first = f"  {LABELS[label].to(language).ljust(_LABEL_WIDTH)}"
        longest = max(map(len, value.split()), default=0)
        if longest > width - len(first):  # a hash is copied, and must stay in one piece
            yield first.rstrip()
            first = "    "
        yield from terminal.wrapped(value, max(width, len(first) + min(longest, _HASH)), first, " " * len(first))
    for question, answer in entry.answers.items():
        text = archive.questions.get(question, Phrase(question, question)).to(language)
        yield from terminal.wrapped(f"{text} {(YES if answer == 'yes' else NO).to(language)}", width, "  ? ", "    ")
    if entry.grounds:
        yield ""
        yield terminal.bold(WHY.to(language))
        for ground in entry.grounds:
            yield from _ground_lines(ground.rule, Verdict(ground.verdict), ground.words, archive, language, width)
    if later:
        yield ""
        yield terminal.bold(LATER.to(language))
        for other in later:
            parts = [other.kind.phrase.to(language), long_day(date.fromisoformat(other.day), language)]
            parts += [euros(other.cents, language)] if other.cents is not None else []
            parts += [_ruling(other, language)] if other.ruling else []
            parts += [other.text] if other.text else []
            yield from terminal.wrapped(" · ".join(parts), width, f"  {other.number}  ", "      ")


def _line(standing: Standing, language: Language, width: int) -> str:
    entry, booking = standing
    amount = "" if entry.cents is None else euros(entry.cents, language)
    sign = _SIGNS.get(booking.state) if booking else None
    mark = terminal.coloured(terminal.sign(sign), sign) if sign else " "
    kind = entry.kind.phrase.to(language)
    head = f"{entry.number:>6}  {entry.day}  {amount:>16} "
    text = " · ".join(part for part in (kind, *_notes(entry, booking, language), entry.text) if part)
    room = width - len(head) - 3
    return f"{head} {mark} {text if len(text) <= room else text[: room - 1] + '…'}"


def _notes(entry: Entry, booking: Booking | None, language: Language) -> Iterator[str]:
    """Give what must not be missed about an entry: that it was reversed, what is open, what it refers to."""
    if booking and booking.state is not State.ELIGIBLE:
        yield booking.state.phrase.to(language)
    if entry.ruling:
        yield _ruling(entry, language)
    if entry.refers and entry.kind in REFERS:
        yield REFERS[entry.kind].to(language, number=entry.refers)
    if booking and booking.kind is Kind.COMMITMENT and booking.state is not State.REVERSED:
        yield STILL_OPEN.to(language, amount=euros(booking.open, language)) if booking.open else FULFILLED.to(language)
    if entry.kind is Kind.SEAL:
        yield str(entry.year)
    if entry.spent:
        yield JUDGED_BY.to(language, day=long_day(entry.spent_on, language))


def _facts(entry: Entry, booking: Booking | None, rulebook: Rulebook, language: Language) -> Iterator[str]:
    yield entry.kind.phrase.to(language)
    if entry.cents is not None:
        yield euros(entry.cents, language)
    yield long_day(date.fromisoformat(entry.day), language)
    if entry.goal and entry.goal in rulebook.goals:
        yield rulebook.goals[entry.goal].title.to(language)
    if booking and booking.state is State.ELIGIBLE:
        yield booking.state.phrase.to(language)
    yield from _notes(entry, booking, language)


def _labelled(entry: Entry, booking: Booking | None, archive: Archive, language: Language) -> Iterator[tuple[str, str]]:
    if booking:
        notes = " · ".join(_notes(entry, booking, language))
        yield "state", notes or booking.state.phrase.to(language)
    if entry.goal:
        title = archive.goals.get(entry.goal)
        yield "goal", f"{title.to(language)} ({entry.goal})" if title else entry.goal
    for label in ("year", "supplier", "reference", "refers", "corrects"):
        if value := getattr(entry, label):
            yield label, str(value)
    for document in entry.evidence:
        yield "evidence", f"{document.name} ({document.size} bytes, sha256 {document.sha256})"
    if entry.override:
        overrode = ", ".join(OVERRODE[name].to(language) for name in entry.overrode if name in OVERRODE)
        yield "override", f"{entry.override} ({overrode})" if overrode else entry.override
    if entry.ruling:
        yield "ruling", _ruling(entry, language)
    yield "booked", BY.to(language, who=entry.who, recorded=entry.recorded.replace("T", " ").rstrip("Z"))
    if entry.receipt:
        shown = entry.receipt._replace(sha256=entry.receipt.sha256[:_SHA_SHOWN])
        yield "rules", RECEIPT.to(language, **shown._asdict())
    yield "hash", entry.hash


def _ruling(entry: Entry, language: Language) -> str:
    return RULINGS[Ruling(entry.ruling)].to(language, by=entry.by) if entry.ruling else ""


def _ground_lines(
    rule_id: str, verdict: Verdict, words: Sequence[str], archive: Archive, language: Language, width: int
) -> Iterator[str]:
    """Say why, in the words that the rule had when the entry was booked."""
    text = archive.rules.get(rule_id)
    mark = terminal.coloured(terminal.sign(verdict), verdict)
    parts = [verdict.phrase.to(language)]
    if text and text.doubt in DOUBTS:
        parts.append(DOUBTS[text.doubt].to(language))
    if text and text.local:
        parts.append(LOCAL.to(language))
    title = text.title.to(language) if text else rule_id
    heading = f"{title} ({rule_id}): {', '.join(parts)}"
    first, *more = terminal.wrapped(heading, width - 4)
    yield f"  {mark} {terminal.bold(first)}"
    yield from (f"    {terminal.bold(line)}" for line in more)
    if words:
        yield from terminal.wrapped(MATCHED.to(language, words=", ".join(f"‘{w}’" for w in words)), width, "    ")
    if text is None:
        yield f"    {NO_TEXT.to(language)}"
        return
    yield from terminal.wrapped(text.explanation.to(language), width, "    ")
    quote = " ".join(text.source.quote.split())
    for line in terminal.wrapped(f"“{quote}” ({text.source.title}, {text.source.place})", width, "    "):
        yield terminal.faint(line)
