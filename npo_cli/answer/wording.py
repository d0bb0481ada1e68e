"""The sentences around a decision, in both languages; every format draws on them."""

from collections.abc import Iterator

from npo_cli.day import long_day
from npo_cli.eligibility.decision import Decision, Match
from npo_cli.eligibility.rule import Rule
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict
from npo_cli.language import Language, Phrase

SPLIT = Phrase("Splits de boeking: {parts}.", "Split the booking: {parts}.")
SPLIT_PART = Phrase("‘{text}’: {verdict}", "‘{text}’: {verdict}")
UNDATED = Phrase(
    "Zonder datum is niet aan de bestedingsperiode ({start} tot en met {end}) getoetst; geef --date.",
    "Without a date the spending period ({start} to {end}) was not tested; give --date.",
)
OUTSIDE = Phrase("{day} ligt buiten {start} tot en met {end}.", "{day} lies outside {start} to {end}.")
OTHER_GOAL = Phrase(
    "U noemt het doel ‘{given}’; de gevonden regels wijzen naar {found}. Controleer het doel vóór u boekt.",
    "You name the goal ‘{given}’; the rules found point to {found}. Check the goal before you book.",
)
NEAR = Phrase("Het dichtst erbij: {goals}.", "Nearest to it: {goals}.")
NEAR_ALL = Phrase(
    "De bestedingsdoelen en kostensoorten zijn: {goals}.",
    "The spending goals and cost kinds are: {goals}.",
)
ASK = Phrase("Vraag de accountant: {question}", "Ask the accountant: {question}")
FILE = Phrase("In het dossier: {what}", "In the file: {what}")
MATCHED = Phrase("herkend aan {words}", "recognised by {words}")
UNCOVERED = Phrase("geen regel noemt {words}", "no rule names {words}")
NOTHING = Phrase("geen regel noemt deze uitgave", "no rule names this expense")
DOUBTS = {
    "awaiting-answer": Phrase("toegezegd antwoord niet gevonden", "answer promised, not found"),
    "not-listed": Phrase("niet als bestedingsdoel genoemd", "not listed"),
    "conflicting-sources": Phrase("bronnen spreken elkaar tegen", "sources conflict"),
}
LOCAL = Phrase("eigen regel van deze werkmap", "local rule of this workspace")
EFFECT = Phrase("ja: {yes}; nee: {no}", "yes: {yes}; no: {no}")
NO_EFFECT = Phrase("dit antwoord alleen verandert het oordeel niet", "this answer alone does not change the verdict")
ANSWERED = {
    ("yes", False): Phrase("ja, zoals u opgaf", "yes, as you said"),
    ("no", False): Phrase("nee, zoals u opgaf", "no, as you said"),
    ("yes", True): Phrase("ja, gelet op {words}", "yes, given {words}"),
    ("no", True): Phrase("nee, gelet op {words}", "no, given {words}"),
}


def quoted(matches: tuple[Match, ...]) -> str:
    """Give matched words in quotes; a mistyped one with what it was read as."""
    if len(matches) == 1 and not matches[0].typo_of:
        return f"‘{matches[0].text}’"
    shown = [f"‘{m.text}’ (≈ {m.typo_of})" if m.typo_of else f"‘{m.text}’" for m in matches]
    return ", ".join(dict.fromkeys(shown))


def because(decision: Decision, rule: Rule, matched: tuple[Match, ...], fallback: str, language: Language) -> str:
    """Say in a clause what made a rule speak: the words, the day, or the lack of any rule."""
    if rule.period and decision.expense.day:
        return outside(decision, rule, language).rstrip(".")
    if rule.id == fallback:
        return UNCOVERED.to(language, words=quoted(matched)) if matched else NOTHING.to(language)
    return MATCHED.to(language, words=quoted(matched))


def outside(decision: Decision, rule: Rule, language: Language) -> str:
    """Name the day of spending and the period that it lies outside of."""
    day, period = decision.expense.day, rule.period
    if day is None or period is None or period.start is None or period.end is None:
        return rule.explanation.to(language)
    start, end = (long_day(edge, language) for edge in (period.start, period.end))
    return OUTSIDE.to(language, day=long_day(day, language), start=start, end=end)


def ask_lines(decision: Decision, language: Language) -> list[str]:
    """Give what to ask the accountant, if the verdict leaves anything to ask."""
    if decision.verdict is not Verdict.CONSULT:
        return []
    asks = (reason.rule.ask for reason in decision.reasons if reason.verdict is Verdict.CONSULT)
    return list(dict.fromkeys(ask.to(language) for ask in asks if ask))


def file_lines(decision: Decision, language: Language) -> list[str]:
    """Give what belongs in the file."""
    return list(dict.fromkeys(reason.rule.file.to(language) for reason in decision.reasons))


def note_lines(decision: Decision, rulebook: Rulebook, language: Language) -> Iterator[str]:
    """Give what else to know: how to split, what was not tested, which goal lies near."""
    if decision.parts:
        parts = "; ".join(
            SPLIT_PART.to(language, text=part.text, verdict=part.verdict.phrase.to(language)) for part in decision.parts
        )
        yield SPLIT.to(language, parts=parts)
    given = decision.expense.goal
    if given and decision.goals and given not in decision.goals:
        found = ", ".join(rulebook.goals[goal].title.to(language) for goal in decision.goals)
        yield OTHER_GOAL.to(language, given=rulebook.goals[given].title.to(language), found=found)
    if any(reason.rule.id == rulebook.fallback for reason in decision.reasons) and not decision.goals:
        near = decision.near or tuple(rulebook.goals)
        yield (NEAR if decision.near else NEAR_ALL).to(language, goals=rulebook.goal_names(near).to(language))
    if decision.expense.day is None:
        for rule in rulebook.as_of(decision.receipt.as_of).periods:
            if rule.period and rule.period.start and rule.period.end:
                start, end = (long_day(edge, language) for edge in (rule.period.start, rule.period.end))
                yield UNDATED.to(language, start=start, end=end)


def advice_lines(decision: Decision, rulebook: Rulebook, language: Language) -> list[str]:
    """Give all advice as sentences, most pressing first."""
    return [
        *(ASK.to(language, question=line) for line in ask_lines(decision, language)),
        *note_lines(decision, rulebook, language),
        *(FILE.to(language, what=line) for line in file_lines(decision, language)),
    ]
