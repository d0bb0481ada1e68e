"""The decision: what the rules say of an expense, and why. Pure: equal input gives an equal decision."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from npo_cli.eligibility.expense import Answer, Expense
from npo_cli.eligibility.gist import Gist
from npo_cli.eligibility.judgement import Judgement, Refusing, Stretch, judge, refused, stretches, whole_part
from npo_cli.eligibility.matching import Reading, read
from npo_cli.eligibility.rule import Question, Rule
from npo_cli.eligibility.rulebook import Edition, Receipt, Rulebook
from npo_cli.eligibility.verdict import Verdict

_MOST_REMEMBERED = 40_000  # judgements, of some two kilobytes each
_LONGEST_TO_RECUR = 300  # characters
_MOST_DECIDED = 5_000  # descriptions, with decisions of as much


class Match(NamedTuple):
    """Words of the description, from `start` to before `end`; `typo_of` is the known word they were read as."""

    text: str
    start: int
    end: int
    typo_of: str = ""


class Reason(NamedTuple):
    """A rule that speaks of the expense, its verdict on it, and the words that hit it."""

    rule: Rule
    verdict: Verdict
    matched: tuple[Match, ...]


class AskedQuestion(NamedTuple):
    """A question that a rule turns on, its answer, and the words of the description that gave it, if they did.

    `if_yes` and `if_no` are the verdict on the whole expense after that answer; both None once it is answered.
    """

    question: Question
    answer: Answer
    words: tuple[Match, ...]
    if_yes: Verdict | None
    if_no: Verdict | None


class Part(NamedTuple):
    """A part of the expense with a verdict of its own."""

    text: str
    verdict: Verdict


class Decision(NamedTuple):
    """The verdict on an expense, with everything that led to it.

    `reasons` stand the most cautious first; `parts` is filled where parts of the expense differ, and then advises to
    split the booking; `denied` are words that did not count; `goals` are ids in the grant's own order; `near` are the
    goals that lie nearest where nothing listed covers the expense.
    """

    expense: Expense
    verdict: Verdict
    reasons: tuple[Reason, ...]
    questions: tuple[AskedQuestion, ...]
    goals: tuple[str, ...]
    near: tuple[str, ...]
    parts: tuple[Part, ...]
    denied: tuple[Match, ...]
    receipt: Receipt


def decide(expense: Expense, rulebook: Rulebook, as_of: date) -> Decision:
    """Say what the rules, as known on a day, make of an expense.

    Descriptions recur in the books, and what was decided of one is remembered.
    """
    edition = rulebook.as_of(as_of)
    if not recurs(expense.description):
        return _decided(expense, rulebook, edition)
    key = (expense.description, edition.bearing(expense.day), _as_key(expense.answers))
    known: Decision | None = edition.decided.get(key)
    if known is not None:
        return Decision(expense, *known[1:])
    if len(edition.decided) >= _MOST_DECIDED:
        edition.decided.clear()
    decision = edition.decided[key] = _decided(expense, rulebook, edition)
    return decision


def recurs(description: str) -> bool:
    """Say whether a description may recur: a long one hardly does, and what was made of it takes much room."""
    return len(description) <= _LONGEST_TO_RECUR


def _as_key(answers: Mapping[str, Answer]) -> tuple[tuple[str, Answer], ...]:
    return tuple(sorted(answers.items())) if answers else ()


def _decided(expense: Expense, rulebook: Rulebook, edition: Edition) -> Decision:
    reading = read(expense.description, rulebook.lexicon, years=expense.day is None)
    judgement, gist, refusing = _judgement(expense, reading, edition)
    text, starts, ends = expense.description, reading.starts, reading.ends
    firsts, lasts = gist.firsts, gist.lasts

    def matches(found: tuple[Stretch, ...]) -> tuple[Match, ...]:
        return tuple(
            [
                Match(text[(start := starts[firsts[first]]) : (end := ends[lasts[last]])], start, end, typo_of)
                for first, last, typo_of in found
            ]
        )

    reasons = [Reason(rule, verdict, matches(matched)) for rule, verdict, matched in judgement.grounds]
    if expense.day is not None:
        reasons = _with_period(reasons, edition, expense.day)
    # Most decisions have neither questions nor parts nor denied words: an empty tuple is the quickest to make.
    return Decision(
        expense,
        reasons[0].verdict,
        tuple(reasons),
        tuple(
            [
                AskedQuestion(q, answer, matches(words) or _refusal(q, refusing, expense, reading), yes, no)
                for q, answer, words, yes, no in judgement.asked
            ]
        )
        if judgement.asked
        else (),
        judgement.goals,
        judgement.near,
        _parts(judgement, gist, reading, text) if judgement.parts else (),
        _denied(gist, reading, text) if gist.denied else (),
        edition.receipt,
    )


def _parts(judgement: Judgement, gist: Gist, reading: Reading, text: str) -> tuple[Part, ...]:
    found = []
    for place, verdict in judgement.parts:
        first, last = whole_part(gist.firsts[place], reading)
        found.append(Part(text[reading.starts[first] : reading.ends[last]], verdict))
    return tuple(found)


def _denied(gist: Gist, reading: Reading, text: str) -> tuple[Match, ...]:
    return _matches(gist.denied, reading, text)


def _matches(places: Iterable[int], reading: Reading, text: str) -> tuple[Match, ...]:
    """Give the words at places of the reading itself, of which the gist may have kept none."""
    return tuple(
        [
            Match(text[(start := reading.starts[first]) : (end := reading.ends[last])], start, end, typo_of)
            for first, last, typo_of in stretches(places, reading)
        ]
    )


def _refusal(question: Question, refusing: Refusing, expense: Expense, reading: Reading) -> tuple[Match, ...]:
    """Give the denied words that answered a question with no, unless the user answered it."""
    if expense.answers.get(question.id, Answer.UNKNOWN) is not Answer.UNKNOWN:
        return ()
    return _matches(refusing.get(question.id, ()), reading, expense.description)


def _judgement(expense: Expense, reading: Reading, edition: Edition) -> tuple[Judgement, Gist, Refusing]:
    """Judge the gist of the words, or remember how it was judged; again with more of them if it turns on those."""
    gist = edition.gists.of(reading)
    refusing = refused(reading, gist.denied, edition)
    while True:
        key = (
            gist.codes,
            expense.day if edition.dated else expense.day is None,
            _as_key(expense.answers),
            frozenset(refusing),
        )
        known: Judgement | None = edition.remembered.get(key)
        if known is None:
            if len(edition.remembered) >= _MOST_REMEMBERED:
                edition.remembered.clear()
            known = judge(edition.gists.reading(gist), edition, expense.answers, expense.day, refusing)
            edition.remembered[key] = known
        if not known.turns_on & ~gist.kinds:
            return known, gist, refusing
        gist = edition.gists.of(reading, gist.kinds | known.turns_on)


def _with_period(reasons: list[Reason], edition: Edition, day: date) -> list[Reason]:
    """Put the spending period before all reasons of less caution, if the day lies outside it."""
    outside = [Reason(rule, rule.verdict, ()) for rule in edition.periods if rule.period and not rule.period.holds(day)]
    return sorted([*outside, *reasons], key=lambda reason: -reason.verdict.caution) if outside else reasons
