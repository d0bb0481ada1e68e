"""The decision: what the rules say of an expense, and why. Pure: equal input gives an equal decision."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from npo_cli import __version__
from npo_cli.eligibility.expense import Answer, Expense
from npo_cli.eligibility.function_words import ARTICLES, JOINING
from npo_cli.eligibility.matching import Hit, Reading, Token, read, uncovered
from npo_cli.eligibility.rule import Condition, Question, Rule, Span
from npo_cli.eligibility.rulebook import Edition, Rulebook
from npo_cli.eligibility.verdict import Verdict, worst
from npo_cli.eligibility.words import plain_word


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


class OpenQuestion(NamedTuple):
    """A question that a rule turns on, its answer, and where that comes from.

    `if_yes` and `if_no` are the verdict on the whole expense after that answer; both None once it is answered.
    """

    question: Question
    answer: Answer
    words: str
    if_yes: Verdict | None
    if_no: Verdict | None


class Part(NamedTuple):
    """A part of the expense with a verdict of its own."""

    text: str
    verdict: Verdict


class Receipt(NamedTuple):
    """What a decision was made with, so that it can be made again."""

    engine: str
    pack: str
    as_of: date
    sha256: str


class Decision(NamedTuple):
    """The verdict on an expense, with everything that led to it.

    `reasons` stand the most cautious first; `parts` is filled where parts of the expense differ, and then advises to
    split the booking; `denied` are words that did not count; `goals` are ids in the grant's own order; `near` are the
    goals that lie nearest where nothing listed covers the expense.
    """

    expense: Expense
    verdict: Verdict
    reasons: tuple[Reason, ...]
    questions: tuple[OpenQuestion, ...]
    goals: tuple[str, ...]
    near: tuple[str, ...]
    parts: tuple[Part, ...]
    denied: tuple[Match, ...]
    receipt: Receipt


def decide(expense: Expense, rulebook: Rulebook, as_of: date) -> Decision:
    """Say what the rules, as known on a day, make of an expense. See DESIGN section 3 for the steps."""
    edition = rulebook.as_of(as_of)
    reading = read(expense.description, rulebook.lexicon)
    hits = _hits_by_rule(reading, edition, expense.day)
    answers = _answers(reading, edition, expense)
    spoken = {number: _spoken_verdict(edition.spoken[number], answers) for number in hits}
    kept = _not_outranked(hits, edition)
    bare = uncovered(reading, expense.description, (hit for number in kept for hit in hits[number])) if kept else ()
    reasons = [Reason(edition.spoken[n], spoken[n], _matches(hits[n], reading, expense.description)) for n in kept]
    if not kept or bare:
        reasons = _with_fallback(reasons, edition, bare, reading, expense.description)
    reasons.extend(_period_reasons(edition, expense, reading))
    reasons.sort(key=lambda reason: (-reason.verdict.caution, _first(reason.matched), reason.rule.id))
    verdict = worst(reason.verdict for reason in reasons)
    return Decision(
        expense=expense,
        verdict=verdict,
        reasons=tuple(reasons),
        questions=_questions(kept, edition, answers, reasons) if any(edition.spoken[n].conditions for n in kept) else (),
        goals=_goals(reasons, rulebook),
        near=() if kept else _near(reading, rulebook),
        parts=_parts(reasons, reading, expense.description) if len(reasons) > 1 else (),
        denied=_merge(reading.denied, reading, expense.description) if reading.denied else (),
        receipt=Receipt(__version__, rulebook.pack, as_of, rulebook.sha256),
    )


def _hits_by_rule(reading: Reading, edition: Edition, day: date | None) -> dict[int, list[Hit]]:
    """Sort the hits by rule; leave out rules not in force, and half-meant words where a rule would allow."""
    found: dict[int, list[Hit]] = {}
    for hit in reading.hits:
        rule = edition.spoken.get(hit.owner)
        if rule is None or (hit.weak and rule.verdict is Verdict.ELIGIBLE):
            continue
        if day is None or rule.valid.holds(day):
            found.setdefault(hit.owner, []).append(hit)
    return found


class _Answered(NamedTuple):
    """An answer and the words of the description that gave it, if it was not the user who did."""

    answer: Answer
    words: str = ""


_NOT_KNOWN = _Answered(Answer.UNKNOWN)


def _answers(reading: Reading, edition: Edition, expense: Expense) -> Mapping[str, _Answered]:
    """Answer questions: as the user said, else as the words say; words that say both answer nothing."""
    found: dict[str, _Answered] = {}
    for hit in reading.hits:
        if hit.owner in edition.answering and not hit.weak:
            question, yes = edition.answering[hit.owner]
            words = " … ".join(reading.tokens[place].text for place in hit.places)
            answered = _Answered(Answer.YES if yes else Answer.NO, words)
            before = found.get(question, answered)
            found[question] = answered if before.answer is answered.answer else _NOT_KNOWN
    for question, answer in expense.answers.items():
        if answer is not Answer.UNKNOWN:
            found[question] = _Answered(answer)
    return found


def _spoken_verdict(rule: Rule, answers: Mapping[str, _Answered]) -> Verdict:
    """Give a rule's verdict under the answers: what is not known counts as the rule says, never as yes or no."""
    if not rule.conditions:
        return rule.verdict
    return worst([rule.verdict, *(_under(c, answers.get(c.question, _NOT_KNOWN).answer, rule) for c in rule.conditions)])


def _under(condition: Condition, answer: Answer, rule: Rule) -> Verdict:
    match answer:
        case Answer.YES:
            return rule.verdict
        case Answer.NO:
            return condition.no
        case Answer.UNKNOWN:
            return condition.unknown


def _not_outranked(hits: Mapping[int, list[Hit]], edition: Edition) -> list[int]:
    """Leave out the rules that another outranks: by id, or as a local rule on the same words."""
    if len(hits) == 1:
        return list(hits)
    rules = {number: edition.spoken[number] for number in hits}
    outranked = {rule_id for rule in rules.values() for rule_id in rule.outranks}
    local = [_places(hits[number]) for number, rule in rules.items() if rule.local]
    return [
        number
        for number, rule in rules.items()
        if rule.id not in outranked
        and (rule.local or not any(_places(hits[number]) <= places for places in local))
    ]


def _places(hits: list[Hit]) -> set[int]:
    return {place for hit in hits for place in hit.places}


def _with_fallback(
    reasons: list[Reason], edition: Edition, bare: tuple[int, ...], reading: Reading, description: str
) -> list[Reason]:
    """Add that no rule covers the expense, or these words of it."""
    rule, matched = edition.fallback, _merge(bare, reading, description)
    others = [reason for reason in reasons if reason.rule is not rule]
    matched += tuple(match for reason in reasons if reason.rule is rule for match in reason.matched)
    return [*others, Reason(rule, rule.verdict, tuple(sorted(matched, key=lambda match: match.start)))]


def _period_reasons(edition: Edition, expense: Expense, reading: Reading) -> Iterable[Reason]:
    """Test the day of spending against the period; without a day, a year in the text that lies outside is doubtful."""
    for rule in edition.periods:
        period = rule.period
        if period is None:
            continue
        if expense.day is not None:
            if not period.holds(expense.day):
                yield Reason(rule, rule.verdict, ())
        elif reading.years:
            outside = [place for place in reading.years if not _touches(period, int(reading.tokens[place].text[:4]))]
            if outside:
                yield Reason(rule, Verdict.CONSULT, _merge(outside, reading, expense.description))


def _touches(period: Span, year: int) -> bool:
    return (period.start is None or period.start.year <= year) and (period.end is None or year <= period.end.year)


def _matches(hits: list[Hit], reading: Reading, description: str) -> tuple[Match, ...]:
    if len(hits) == 1 and len(hits[0].places) == 1:
        return (_match(reading.tokens[hits[0].places[0]], description),)
    return _merge(_places(hits), reading, description)


def _match(token: Token, description: str) -> Match:
    return Match(description[token.start : token.end], token.start, token.end, token.word.typo_of)


def _merge(places: Iterable[int], reading: Reading, description: str) -> tuple[Match, ...]:
    """Give the words at these places, neighbours joined to one match."""
    found: list[Match] = []
    last = -2
    for place in sorted(places):
        match = _match(reading.tokens[place], description)
        if place == last + 1 and not (match.typo_of or found[-1].typo_of):
            start = found[-1].start
            match = Match(description[start : match.end], start, match.end)
            found.pop()
        found.append(match)
        last = place
    return tuple(found)


def _first(matched: tuple[Match, ...]) -> int:
    return matched[0].start if matched else 1 << 30


def _questions(
    kept: list[int], edition: Edition, answers: Mapping[str, _Answered], reasons: list[Reason]
) -> tuple[OpenQuestion, ...]:
    rules = [edition.spoken[number] for number in kept]
    asked = dict.fromkeys(condition.question for rule in rules for condition in rule.conditions)
    known = edition.rulebook.questions
    return tuple(_question(known[name], answers, reasons) for name in sorted(asked))


def _question(question: Question, answers: Mapping[str, _Answered], reasons: list[Reason]) -> OpenQuestion:
    answered = answers.get(question.id, _NOT_KNOWN)
    if answered.answer is not Answer.UNKNOWN:
        return OpenQuestion(question, answered.answer, answered.words, None, None)
    after = [
        worst(_after(reason, {**answers, question.id: _Answered(answer)}) for reason in reasons)
        for answer in (Answer.YES, Answer.NO)
    ]
    return OpenQuestion(question, Answer.UNKNOWN, "", after[0], after[1])


def _after(reason: Reason, answers: Mapping[str, _Answered]) -> Verdict:
    return _spoken_verdict(reason.rule, answers) if reason.rule.conditions else reason.verdict


def _goals(reasons: list[Reason], rulebook: Rulebook) -> tuple[str, ...]:
    if len(reasons) == 1 and len(reasons[0].rule.goals) <= 1:
        return reasons[0].rule.goals
    opened = {goal for reason in reasons for goal in reason.rule.goals}
    return tuple(goal for goal in rulebook.goals if goal in opened)


def _near(reading: Reading, rulebook: Rulebook) -> tuple[str, ...]:
    """Give the goals whose neighbouring words stand in the description, the most of them first; three at most."""
    owners = dict(rulebook.near)
    count: dict[str, int] = {}
    for hit in reading.hits:
        if goal := owners.get(hit.owner):
            count[goal] = count.get(goal, 0) + 1
    order = list(rulebook.goals)
    return tuple(sorted(count, key=lambda goal: (-count[goal], order.index(goal)))[:3])


def _parts(reasons: list[Reason], reading: Reading, description: str) -> tuple[Part, ...]:
    """Give the parts of an expense with their verdicts, if these differ."""
    part_at = {token.start: token.part for token in reading.tokens}
    verdicts: dict[int, list[Verdict]] = {}
    for reason in reasons:
        for match in reason.matched:
            verdicts.setdefault(part_at[match.start], []).append(reason.verdict)
    judged = {part: worst(found) for part, found in sorted(verdicts.items())}
    if len(set(judged.values())) < 2:
        return ()
    return tuple(Part(_part_text(part, reading, description), verdict) for part, verdict in judged.items())


def _part_text(part: int, reading: Reading, description: str) -> str:
    tokens = [token for token in reading.tokens if token.part == part]
    while len(tokens) > 1 and plain_word(tokens[0].text) in JOINING | ARTICLES:
        tokens.pop(0)
    return description[tokens[0].start : tokens[-1].end]
