"""The judgement: what the rules make of the words of a description, told by the places of the words.

It is the same for all descriptions with the same gist (see `gist`), so an edition remembers it. The decision puts the
words themselves, the day and the amount beside it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.function_words import TAKES_DENIAL_BACK
from npo_cli.eligibility.gist import NEAR
from npo_cli.eligibility.lexicon import DENIES, NAME, STOPPED, YEAR
from npo_cli.eligibility.matching import Hit, Reading, denied_places, find_hits, uncovered
from npo_cli.eligibility.rule import Condition, Question, Rule
from npo_cli.eligibility.rulebook import Edition, Rulebook
from npo_cli.eligibility.verdict import Verdict, worst


class Stretch(NamedTuple):
    """Words that stand together, by the places of the first and the last; `typo_of` as for a word."""

    first: int
    last: int
    typo_of: str = ""


class Ground(NamedTuple):
    """A rule that speaks of the words, its verdict, and where the words stand."""

    rule: Rule
    verdict: Verdict
    matched: tuple[Stretch, ...]


class Asked(NamedTuple):
    """A question that a rule turns on; `words` gave the answer; `if_yes` and `if_no`: see AskedQuestion."""

    question: Question
    answer: Answer
    words: tuple[Stretch, ...]
    if_yes: Verdict | None
    if_no: Verdict | None


class Judgement(NamedTuple):
    """What the rules make of the words: grounds from the most cautious on, and all that follows from them.

    Each of `parts` is told by a place in it. `turns_on` says of which kinds of words, beside those of rules, it makes
    something: it holds only where the words judged were chosen with these kinds in mind.
    """

    grounds: tuple[Ground, ...]
    asked: tuple[Asked, ...]
    goals: tuple[str, ...]
    near: tuple[str, ...]
    parts: tuple[tuple[int, Verdict], ...]
    turns_on: int


Answers = Mapping[str, tuple[Answer, tuple[int, ...]]]  # by question: the answer, and the places of its words


Refusing = Mapping[str, tuple[int, ...]]  # by question: the places of the words that refuse it


def refused(reading: Reading, denied: frozenset[int], edition: Edition) -> Refusing:
    """Give the questions that denied words answer with no, and the places of these words.

    Either words that say so themselves (`niet tijdelijk`), whatever else is said; or words that would have said yes
    (`zonder hogeschool`), where no others stand before them that do: behind them a list may go on (`zonder hbo, mbo of
    universiteit`).
    """
    if not reading.seen & DENIES:
        return {}
    no: dict[str, tuple[int, ...]] = {}
    unsaid: dict[str, tuple[int, ...]] = {}
    yes: dict[str, int] = {}
    for hit in find_hits(reading, frozenset()):
        if hit.owner not in edition.answering or hit.weak:
            continue
        question, says_yes = edition.answering[hit.owner]
        if not says_yes:
            if any(_denies(place, reading) for place in hit.places):
                no.setdefault(question, hit.places)
        elif denied.issuperset(hit.places):
            unsaid.setdefault(question, hit.places)
        elif denied.isdisjoint(hit.places):
            yes.setdefault(question, hit.places[0])
    doubted = {question: places for question, places in unsaid.items() if yes.get(question, places[0]) >= places[0]}
    return {**doubted, **no}


def _denies(place: int, reading: Reading) -> bool:
    """Say whether a word denies; in `niet alleen met de hogeschool` it does not."""
    words = reading.words
    after = words[place + 1].text if place + 1 < len(words) else ""
    return bool(words[place].bits & DENIES) and after not in TAKES_DENIAL_BACK


def judge(
    reading: Reading,
    edition: Edition,
    said: Mapping[str, Answer],
    day: date | None,
    refusing: Iterable[str] = (),
) -> Judgement:
    """Weigh the words of a description.

    `said` is what the user answered; `day` shuts out rules not valid then; `refusing` are the questions `refused`.
    """
    denied = denied_places(reading)
    hits = find_hits(reading, denied)
    by_rule = _by_rule(hits, edition, day, reading)
    kept = _not_outranked(by_rule, edition)
    asks = any(edition.spoken[number].conditions for number in kept)
    answers = _answers(hits, by_rule, edition, said, refusing) if asks else {}
    grounds = [_ground(edition.spoken[number], by_rule[number], answers, reading) for number in kept]
    bare = uncovered(reading, denied, chain.from_iterable(by_rule.values()))
    if bare or not grounds:
        grounds = _with_fallback(grounds, edition, bare, reading)
    if day is None:
        grounds.extend(_years_outside(edition, reading))
    grounds.sort(key=lambda ground: (-ground.verdict.caution, _first(ground), ground.rule.id))
    return Judgement(
        grounds=tuple(grounds),
        asked=tuple(_asked(grounds, edition.rulebook, answers, reading)) if asks else (),
        goals=_goals(grounds, edition.rulebook),
        near=() if kept else _near(hits, edition.rulebook),
        parts=_parts(grounds, reading) if len(grounds) > 1 else (),
        turns_on=_turns_on(grounds, edition) if asks else 0 if kept else NEAR,
    )


def _turns_on(grounds: Iterable[Ground], edition: Edition) -> int:
    return reduce(or_, (edition.answers_for(ground.rule) for ground in grounds))


def _by_rule(hits: tuple[Hit, ...], edition: Edition, day: date | None, reading: Reading) -> dict[int, list[Hit]]:
    """Sort the hits by rule; leave out rules not in force, and half-meant words where a rule would allow.

    Words inside a longer phrase mean what the phrase means: regulier in `naast de reguliere inzet`. A name gives no
    rise to doubt: of basisschool De Brug nobody asks what the bridge is for.
    """
    found: dict[int, list[Hit]] = {}
    phrases = [set(hit.places) for hit in hits if hit.phrase]
    for hit in hits:
        rule = edition.spoken.get(hit.owner)
        if rule is None or (hit.weak and rule.verdict is Verdict.ELIGIBLE):
            continue
        if reading.seen & NAME and rule.verdict is Verdict.CONSULT and _is_name(hit, reading):
            continue
        if phrases and any(phrase > set(hit.places) for phrase in phrases):
            continue
        if day is None or rule.valid.holds(day):
            found.setdefault(hit.owner, []).append(hit)
    return found


def _is_name(hit: Hit, reading: Reading) -> bool:
    return all(reading.words[place].bits & NAME for place in hit.places)


def _not_outranked(hits: Mapping[int, list[Hit]], edition: Edition) -> list[int]:
    """Leave out the rules that another outranks: by id, or as a local rule on the same words."""
    if len(hits) == 1:
        return list(hits)
    rules = {number: edition.spoken[number] for number in sorted(hits)}
    outranked = {rule_id for rule in rules.values() for rule_id in rule.outranks}
    local = [_places(hits[number]) for number, rule in rules.items() if rule.local]
    return [
        number
        for number, rule in rules.items()
        if rule.id not in outranked and (rule.local or not any(_places(hits[number]) <= places for places in local))
    ]


def _places(hits: Iterable[Hit]) -> set[int]:
    return {place for hit in hits for place in hit.places}


def _answers(
    hits: tuple[Hit, ...],
    by_rule: Mapping[int, list[Hit]],
    edition: Edition,
    said: Mapping[str, Answer],
    refusing: Iterable[str],
) -> Answers:
    """Answer questions: as the user said, else as the words say; words that say both answer nothing.

    What denied words refuse is no, whatever the others say.
    """
    found = _answered_by_measures(by_rule, edition)
    answering = [hit for hit in hits if hit.owner in edition.answering and not hit.weak]
    phrases = [(edition.answering[hit.owner][0], set(hit.places)) for hit in answering if hit.phrase]
    for hit in answering:
        question, yes = edition.answering[hit.owner]
        if not any(name == question and phrase > set(hit.places) for name, phrase in phrases):
            answer = Answer.YES if yes else Answer.NO
            if found.get(question, (answer,))[0] is answer:
                found[question] = (answer, hit.places)
            else:
                found[question] = (Answer.UNKNOWN, ())
    found.update(dict.fromkeys(refusing, (Answer.NO, ())))
    for question, answer in said.items():
        if answer is not Answer.UNKNOWN:
            found[question] = (answer, ())
    return found


def _answered_by_measures(
    by_rule: Mapping[int, list[Hit]], edition: Edition
) -> dict[str, tuple[Answer, tuple[int, ...]]]:
    """Answer yes where the expense names a measure under a goal that the question asks for."""
    found: dict[str, tuple[Answer, tuple[int, ...]]] = {}
    for number, hits in by_rule.items():
        rule = edition.spoken[number]
        if rule.verdict is Verdict.ELIGIBLE:
            for question in edition.rulebook.questions.values():
                if not question.answered_yes_by.isdisjoint(rule.goals):
                    found.setdefault(question.id, (Answer.YES, hits[0].places))
    return found


def _ground(rule: Rule, hits: list[Hit], answers: Answers, reading: Reading) -> Ground:
    return Ground(rule, spoken_verdict(rule, answers), stretches(_places(hits), reading))


def spoken_verdict(rule: Rule, answers: Answers) -> Verdict:
    """Give a rule's verdict under the answers: what is not known counts as the rule says, never as yes or no."""
    if not rule.conditions:
        return rule.verdict
    return worst([rule.verdict, *(_under(condition, answers, rule) for condition in rule.conditions)])


def _under(condition: Condition, answers: Answers, rule: Rule) -> Verdict:
    match answers.get(condition.question, (Answer.UNKNOWN,))[0]:
        case Answer.YES:
            return rule.verdict
        case Answer.NO:
            return condition.no
        case Answer.UNKNOWN:
            return condition.unknown


def _with_fallback(grounds: list[Ground], edition: Edition, bare: tuple[int, ...], reading: Reading) -> list[Ground]:
    """Add that no rule covers the expense, or these words of it."""
    rule = edition.fallback
    matched = [
        *stretches(bare, reading),
        *(s for ground in grounds if ground.rule is rule for s in ground.matched),
    ]
    others = [ground for ground in grounds if ground.rule is not rule]
    return [*others, Ground(rule, rule.verdict, tuple(sorted(matched)))]


def _years_outside(edition: Edition, reading: Reading) -> Iterable[Ground]:
    """Doubt an expense without a day whose text names a year outside the spending period."""
    if not reading.seen & YEAR:
        return
    years = {place: word.text for place, word in enumerate(reading.words) if word.bits & YEAR}
    for rule in edition.periods:
        outside = [place for place, year in years.items() if rule.period and not rule.period.touches(year)]
        if outside:
            yield Ground(rule, Verdict.CONSULT, stretches(outside, reading))


def stretches(places: Iterable[int], reading: Reading) -> tuple[Stretch, ...]:
    """Join neighbouring places; a mistyped word stands alone, so that it can be shown as such."""
    found: list[Stretch] = []
    for place in sorted(places):
        typo_of = reading.words[place].typo_of
        if found and found[-1].last == place - 1 and not (typo_of or found[-1].typo_of):
            found[-1] = Stretch(found[-1].first, place)
        else:
            found.append(Stretch(place, place, typo_of))
    return tuple(found)


def _first(ground: Ground) -> int:
    return ground.matched[0].first if ground.matched else 1 << 30


def _asked(grounds: list[Ground], rulebook: Rulebook, answers: Answers, reading: Reading) -> Iterable[Asked]:
    names = {condition.question for ground in grounds for condition in ground.rule.conditions}
    for name in sorted(names):
        question = rulebook.questions[name]
        answer, places = answers.get(name, (Answer.UNKNOWN, ()))
        if answer is Answer.UNKNOWN:
            yes, no = (_verdict_after(grounds, {**answers, name: (given, ())}) for given in (Answer.YES, Answer.NO))
            yield Asked(question, answer, (), yes, no)
        else:
            yield Asked(question, answer, stretches(places, reading), None, None)


def _verdict_after(grounds: list[Ground], answers: Answers) -> Verdict:
    return worst(
        spoken_verdict(ground.rule, answers) if ground.rule.conditions else ground.verdict for ground in grounds
    )


def _goals(grounds: list[Ground], rulebook: Rulebook) -> tuple[str, ...]:
    opened = {goal for ground in grounds for goal in ground.rule.goals}
    return tuple(goal for goal in rulebook.goals if goal in opened)


def _near(hits: Iterable[Hit], rulebook: Rulebook) -> tuple[str, ...]:
    """Give the goals whose neighbouring words stand in the description, the most of them first; three at most."""
    owners = dict(rulebook.near)
    count: dict[str, int] = {}
    for hit in hits:
        if goal := owners.get(hit.owner):
            count[goal] = count.get(goal, 0) + 1
    order = list(rulebook.goals)
    return tuple(sorted(count, key=lambda goal: (-count[goal], order.index(goal)))[:3])


def _parts(grounds: list[Ground], reading: Reading) -> tuple[tuple[int, Verdict], ...]:
    """Give the parts of an expense, each by a place in it, with their verdicts, if these differ."""
    if len({ground.verdict for ground in grounds}) < 2:
        return ()
    verdicts: dict[int, list[Verdict]] = {}
    for ground in grounds:
        for stretch in ground.matched:
            for place in range(stretch.first, stretch.last + 1):
                verdicts.setdefault(reading.parts[place], []).append(ground.verdict)
    judged = {part: worst(found) for part, found in sorted(verdicts.items())}
    if len(set(judged.values())) < 2:
        return ()
    return tuple((reading.parts.index(part), verdict) for part, verdict in judged.items())


def whole_part(place: int, reading: Reading) -> tuple[int, int]:
    """Give the first and the last word of the part around a place, without the `en` or `met de` it begins with."""
    part = reading.parts[place]
    places = [n for n, number in enumerate(reading.parts) if number == part]
    content = [n for n in places if not reading.words[n].bits & STOPPED] or places
    return content[0], places[-1]
