"""A decision as text for a reader: the verdict first, then why, what to ask, and what to keep."""

from collections.abc import Iterator

from npo_cli import terminal
from npo_cli.answer.wording import (
    ANSWERED,
    DOUBTS,
    EFFECT,
    LOCAL,
    NO_EFFECT,
    ask_lines,
    because,
    file_lines,
    note_lines,
    quoted,
)
from npo_cli.day import long_day
from npo_cli.eligibility.decision import AskedQuestion, Decision, Reason
from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import printable
from npo_cli.language import Language, Phrase
from npo_cli.money import euros

WHY = Phrase("Waarom", "Why")
QUESTIONS = Phrase("Vragen", "Questions")
ASK = Phrase("Vraag aan de accountant", "Ask the accountant")
FILE = Phrase("Voor het dossier", "For the file")
NOTES = Phrase("Let op", "Note")
GOALS = Phrase("Bestedingsdoel: {goals}", "Spending goal: {goals}")
GOALS_OF_PART = Phrase(
    "Bestedingsdoel, alleen voor het toegestane deel: {goals}", "Spending goal, for the eligible part only: {goals}"
)
DENIED = Phrase(
    "Telt niet mee, want volgens de omschrijving niet inbegrepen: {words}", "Not counted, for it is denied: {words}"
)
OPEN = Phrase("nog niet bekend; {effect} (--fact {id}=ja|nee)", "not yet known; {effect} (--fact {id}=yes|no)")
RECEIPT = Phrase(
    "npo {engine} · {pack} · kennis per {as_of} · regels {sha256}",
    "npo {engine} · {pack} · as known on {as_of} · rules {sha256}",
)
_SHA_SHOWN = 12  # characters; the whole hash stands in the JSON


def draw(decision: Decision, rulebook: Rulebook, language: Language, width: int) -> Iterator[str]:
    """Give the lines of an answer, none wider than the width but for words that cannot be broken."""
    verdict = decision.verdict
    yield terminal.coloured(f"{terminal.sign(verdict)} {verdict.phrase.to(language).upper()}", verdict)
    yield from terminal.wrapped(_expense_line(decision, language), width, "  ")
    yield ""
    yield terminal.bold(WHY.to(language))
    for reason in decision.reasons:
        yield from _reason(decision, reason, rulebook, language, width)
    if decision.denied:
        yield from terminal.wrapped(DENIED.to(language, words=quoted(decision.denied)), width, "  ")
    if decision.questions:
        yield from _section(QUESTIONS, language)
        for asked in decision.questions:
            yield from _question(asked, language, width)
    for heading, lines in (
        (NOTES, list(note_lines(decision, rulebook, language))),
        (ASK, ask_lines(decision, language)),
        (FILE, file_lines(decision, language)),
    ):
        if lines:
            yield from _section(heading, language)
            for line in lines:
                yield from terminal.wrapped(line, width, "  - ", "    ")
    yield ""
    if decision.goals:
        names = rulebook.goal_names(decision.goals).to(language)
        mixed = any(part.verdict is Verdict.ELIGIBLE for part in decision.parts)
        yield from terminal.wrapped((GOALS_OF_PART if mixed else GOALS).to(language, goals=names), width, "")
    receipt = decision.receipt
    shown = RECEIPT.to(
        language,
        engine=receipt.engine,
        pack=receipt.pack,
        as_of=receipt.as_of.isoformat(),
        sha256=receipt.sha256[:_SHA_SHOWN],
    )
    yield from (terminal.faint(line) for line in terminal.wrapped(shown, width, ""))


def draw_brief(decision: Decision, language: Language, width: int) -> str:
    """Give one line: the sign and word of the verdict, then as much of the description as fits."""
    verdict = decision.verdict
    word = f"{terminal.sign(verdict)} {verdict.phrase.to(language)}"
    amount = "" if decision.expense.cents is None else euros(decision.expense.cents, language)
    room = width - 28 - (len(amount) + 2 if amount else 0)
    text = " ".join(printable(decision.expense.description).split())
    text = text if len(text) <= room else text[: room - 1] + "…"
    return f"{terminal.coloured(word.ljust(26), verdict)}  {text.ljust(room) if amount else text}  {amount}".rstrip()


def _expense_line(decision: Decision, language: Language) -> str:
    expense = decision.expense
    parts = [" ".join(printable(expense.description).split())]
    if expense.cents is not None:
        parts.append(euros(expense.cents, language))
    if expense.day is not None:
        parts.append(long_day(expense.day, language))
    return " · ".join(parts)


def _reason(decision: Decision, reason: Reason, rulebook: Rulebook, language: Language, width: int) -> Iterator[str]:
    rule = reason.rule
    marks = [reason.verdict.phrase.to(language)]
    if rule.doubt:
        marks.append(DOUBTS[rule.doubt].to(language))
    if rule.local:
        marks.append(LOCAL.to(language))
    title, *more = terminal.wrapped(f"{rule.title.to(language)}: {', '.join(marks)}", width - 4, "")
    yield f"  {terminal.coloured(terminal.sign(reason.verdict), reason.verdict)} {terminal.bold(title)}"
    yield from (f"    {terminal.bold(line)}" for line in more)
    clause = printable(because(decision, rule, reason.matched, rulebook.fallback, language))
    yield from terminal.wrapped(f"{clause[0].upper()}{clause[1:]}.", width, "    ")
    yield from terminal.wrapped(rule.explanation.to(language), width, "    ")
    source = rule.source
    yield from (
        terminal.faint(line)
        for line in terminal.wrapped(
            f"“{' '.join(source.quote.split())}” ({source.title}, {source.place})", width, "    "
        )
    )


def _question(asked: AskedQuestion, language: Language, width: int) -> Iterator[str]:
    yield from terminal.wrapped(asked.question.text.to(language), width, "  ? ", "    ")
    if asked.answer is Answer.UNKNOWN and asked.if_yes and asked.if_no:
        yes, no = (verdict.phrase.to(language) for verdict in (asked.if_yes, asked.if_no))
        effect = NO_EFFECT.to(language) if yes == no else EFFECT.to(language, yes=yes, no=no)
        yield from terminal.wrapped(OPEN.to(language, effect=effect, id=asked.question.id), width, "    ")
    else:
        phrase = ANSWERED[asked.answer.value, bool(asked.words)]
        yield from terminal.wrapped(printable(phrase.to(language, words=quoted(asked.words))), width, "    ")


def _section(heading: Phrase, language: Language) -> Iterator[str]:
    yield ""
    yield terminal.bold(heading.to(language))
