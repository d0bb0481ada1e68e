"""What the ledger refuses to book, and why. A refusal is no mistake of typing: it ends with exit code 1."""

from collections.abc import Sequence
from datetime import date

from npo_cli.day import long_day
from npo_cli.eligibility.rule import Rule
from npo_cli.fault import Fault, InputError, fault, refuse
from npo_cli.language import Language, Phrase

EXCLUDED = Phrase(
    "niet toegestaan volgens {rules}; er is niets geboekt. Boek alleen met --override REDEN als u daarvoor instaat.",
    "excluded by {rules}; nothing was booked. Book it with --override REASON only if you answer for it.",
)
OUTSIDE = Phrase(
    "‘{title}’ ({rule}: {day} valt buiten {start} tot en met {end}; controleer de datum)",
    "‘{title}’ ({rule}: {day} lies outside {start} to {end}; check the date)",
)
OVER_BUDGET = Phrase(
    "hiervoor is {needed} nodig en er resteert {left}; er is niets geboekt. "
    "Leg een hogere beschikking vast of geef --override REDEN.",
    "this needs {needed} and {left} remains; nothing was booked. Record a higher allocation or give --override REASON.",
)
SEALED = Phrase(
    "het jaar {year} is afgesloten; er is niets geboekt. Kies een datum na {sealed}, of geef --override REDEN.",
    "the year {year} is sealed; nothing was booked. Choose a date after {sealed}, or give --override REASON.",
)
SEALED_DAY = Phrase(
    "het jaar {year} is afgesloten; er is niets geboekt. Kies een datum na {sealed}.",
    "the year {year} is sealed; nothing was booked. Choose a date after {sealed}.",
)
WHICH_GOAL = Phrase(
    "geef het bestedingsdoel met --goal; kies uit: {goals}.",
    "give the spending goal with --goal; choose from: {goals}.",
)
NO_ENTRY = Phrase(
    "boeking {number} bestaat niet; zie npo ledger list.", "there is no entry {number}; see npo ledger list."
)
NOT_UNDONE = Phrase(
    "boeking {number} ({kind}) kan niet worden teruggeboekt; dat kan met een besteding, verplichting of ontvangst.",
    "entry {number} ({kind}) cannot be reversed; a spending, a commitment or a payment can.",
)
NOT_RULED = Phrase(
    "over boeking {number} ({kind}) is geen uitspraak mogelijk; die gaat over een besteding of een verplichting.",
    "there is no ruling on entry {number} ({kind}); a ruling is about a spending or a commitment.",
)
NOT_FULFILLED = Phrase(
    "boeking {number} ({kind}) is geen verplichting; alleen een verplichting kan een besteding worden.",
    "entry {number} ({kind}) is no commitment; only a commitment can become a spending.",
)
NOT_CORRECTED = Phrase(
    "boeking {number} ({kind}) kan niet worden verbeterd; dat kan met een besteding of een verplichting.",
    "entry {number} ({kind}) cannot be corrected; a spending or a commitment can.",
)
UNDONE_BEFORE = Phrase(
    "boeking {number} is al teruggeboekt met boeking {by}.", "entry {number} was reversed already by entry {by}."
)
NOTHING_OPEN = Phrase(
    "van verplichting {number} staat niets meer open.", "nothing of commitment {number} is open any more."
)
MORE_THAN_OPEN = Phrase(
    "van verplichting {number} staat {left} open en de besteding is {given}; verhoog haar eerst met "
    "npo ledger correct {number} --amount, of boek het meerdere apart.",
    "{left} of commitment {number} is open and the spending is {given}; raise it first with "
    "npo ledger correct {number} --amount, or book the rest apart.",
)
PARTLY_SPENT = Phrase(
    "verplichting {number} is al deels besteed; boek terug wat openstaat (reverse) en leg de nieuwe vast met "
    "add --commitment.",
    "commitment {number} was spent in part; reverse what is open and record the new one with add --commitment.",
)
BEFORE_COMMITMENT = Phrase(
    "de datum {day} ligt vóór die van verplichting {number} ({made}); controleer de datum.",
    "the date {day} lies before that of commitment {number} ({made}); check the date.",
)
REJECTED = Phrase(
    "de accountant keurde verplichting {number} af; er is niets geboekt. Boek terug, of geef --override REDEN.",
    "the accountant rejected commitment {number}; nothing was booked. Reverse it, or give --override REASON.",
)
FUTURE = Phrase(
    "{day} ligt in de toekomst; leg een verplichting vast met --commitment.",
    "{day} lies in the future; record a commitment with --commitment.",
)
FUTURE_DAY = Phrase("{day} ligt in de toekomst; controleer de datum.", "{day} lies in the future; check the date.")
NO_CHANGE = Phrase(
    "er verandert niets; geef wat anders moet, zoals --amount of --goal.",
    "nothing changes; give what must be otherwise, such as --amount or --goal.",
)
NOTHING_TO_SEAL = Phrase(
    "er is geen afgelopen jaar met boekingen dat nog openstaat.", "there is no past year with entries still open."
)
SEALED_BEFORE = Phrase(
    "het jaar {year} is al afgesloten (tot en met {sealed}).",
    "the year {year} is sealed already (all up to {sealed} are).",
)
BEFORE_ALL = Phrase(
    "in {year} is niets geboekt; het eerste jaar met boekingen is {first}.",
    "nothing was booked in {year}; the first year with entries is {first}.",
)
BOOKED_UNSEEN = Phrase(
    "geboekt als {numbers}, maar het antwoord kon niet worden geschreven ({problem}). Boek niet opnieuw.",
    "booked as {numbers}, but the answer could not be written ({problem}). Do not book it again.",
)
NOT_WHOLE = Phrase(
    "het grootboek klopt niet (bevindingen: {count}); er is niets afgesloten. npo ledger verify noemt ze.",
    "the ledger is not whole (findings: {count}); nothing was sealed. npo ledger verify tells them.",
)
YEAR_NOT_OVER = Phrase(
    "het jaar {year} is nog niet voorbij; sluit het af als alles is geboekt.",
    "the year {year} is not over yet; seal it when all is booked.",
)
OTHER_PACK = Phrase(
    "dit grootboek hoort bij de regeling {mine} en de regels zijn van {given}; kies met --pack de juiste regels.",
    "this ledger belongs to the grant {mine} and the rules are those of {given}; choose the right rules with --pack.",
)
EMPTY_REASON = Phrase("geef een reden.", "give a reason.")


class RefusalError(InputError):
    """The ledger will not book this: exit code 1, a line for each reason, and nothing was booked."""

    exit_code = 1


def excluded(rules: Sequence[Rule], day: date) -> Fault:
    """Say by which rules a spending is excluded; of the spending period also which day lies outside it."""
    nl, en = (", ".join([_named(rule, day, language) for rule in rules]) for language in (Language.NL, Language.EN))
    return fault(EXCLUDED, rules=Phrase(nl, en))


def _named(rule: Rule, day: date, language: Language) -> str:
    title, period = rule.title.to(language), rule.period
    if period is None or period.start is None or period.end is None:
        return f"‘{title}’ ({rule.id})"
    shown, start, end = (long_day(each, language) for each in (day, period.start, period.end))
    return OUTSIDE.to(language, title=title, rule=rule.id, day=shown, start=start, end=end)


def refusal(phrase: Phrase, where: str = "", **values: object) -> RefusalError:
    """Make a refusal for one reason, to be raised."""
    return RefusalError(fault(phrase, where, **values))


def no_entry(number: int) -> InputError:
    """Make the error for a number that no entry has; a number of many digits is cut short."""
    shown = str(number)
    return refuse(NO_ENTRY, number=shown if len(shown) <= 20 else f"{shown[:20]}…")


def raise_refusals(faults: list[Fault]) -> None:
    """Raise every reason at once; none, no refusal."""
    if faults:
        raise RefusalError(*faults)
