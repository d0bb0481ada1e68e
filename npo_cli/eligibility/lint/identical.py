"""R105 and R106: two rules that say the same. R105: the same terms; R106: the same consequences on shared terms."""

from collections.abc import Iterator

from npo_cli.eligibility.lint.finding import Finding, Kind, Level, finding
from npo_cli.eligibility.lint.subject import Subject
from npo_cli.eligibility.model import Rule, Validity
from npo_cli.language import Phrase

SAME_TERMS = Kind(
    "R105",
    Level.ERROR,  # one of the two was meant for something else, and now speaks wherever the other does
    Phrase(
        "De regels ‘{rule}’ en ‘{other}’ ({where}) hebben precies dezelfde zoekwoorden.",
        "The rules ‘{rule}’ and ‘{other}’ ({where}) have exactly the same terms.",
    ),
    Phrase(
        "Voeg ze samen, of geef elk de zoekwoorden waarin die verschilt; laat een oudere regel vervallen met "
        "‘replaces’.",
        "Join them, or give each the terms in which it differs; close an older rule with ‘replaces’.",
    ),
)
SAME_CONSEQUENCES = Kind(
    "R106",
    Level.WARNING,  # the answer is right, only its reasons are double
    Phrase(
        "‘{words}’ raakt ook de regel ‘{other}’ ({where}), met hetzelfde oordeel, dezelfde doelen en dezelfde vragen"
        " als ‘{rule}’.",
        "‘{words}’ hits the rule ‘{other}’ too ({where}), which has the same verdict, goals and questions as ‘{rule}’.",
    ),
    Phrase(
        "Haal het zoekwoord uit een van beide, of voeg de regels samen.",
        "Take the term out of one of them, or join the rules.",
    ),
)
KINDS = (SAME_TERMS, SAME_CONSEQUENCES)


def check(subject: Subject) -> Iterator[Finding]:
    """Look at every two rules that can both speak; the later by id is told of."""
    wording = subject.wording
    for first, second in subject.pairs():
        if second.id in first.rule.outranks or first.id in second.rule.outranks:
            continue
        meaning = wording.meaning(second.id)
        if meaning and meaning == wording.meaning(first.id):
            if Validity() in (first.rule.valid, second.rule.valid):  # else versions for other days: R107 looks at these
                yield finding(SAME_TERMS, second.at(), rule=second.id, other=first.id, where=first.at())
        elif _consequences(first.rule) == _consequences(second.rule):
            for number, (words, other) in sorted(wording.shared.get((second.id, first.id), {}).items())[:1]:
                place = wording.terms[number].place
                where = wording.terms[other].place
                yield finding(SAME_CONSEQUENCES, place, words=words, rule=second.id, other=first.id, where=where)


def _consequences(rule: Rule) -> tuple[object, ...]:
    conditions = sorted((each.question, each.if_no, each.if_unknown or rule.verdict) for each in rule.conditions)
    return rule.verdict, rule.doubt, sorted(rule.goals), conditions
