"""R101: two rules of different verdicts hit the same words, and neither outranks the other."""

from collections.abc import Iterator

from npo_cli.eligibility.lint.finding import Finding, Kind, Level, finding
from npo_cli.eligibility.lint.subject import Subject, WrittenRule
from npo_cli.eligibility.verdict import Verdict
from npo_cli.language import Phrase

SHARED = Kind(
    "R101",
    Level.WARNING,  # the more cautious rule decides, so nothing is wrongly allowed
    Phrase(
        "‘{words}’ raakt ook de regel ‘{other}’ ({other_verdict}, {where}); daardoor wordt het nooit {verdict} door"
        " ‘{rule}’.",
        "‘{words}’ hits the rule ‘{other}’ too ({other_verdict}, {where}), so that it never comes out {verdict} by"
        " ‘{rule}’.",
    ),
    Phrase(
        "Laat een van beide voorgaan met ‘outranks’, of haal het zoekwoord uit een van de twee.",
        "Let one of them come first with ‘outranks’, or take the term out of one of the two.",
    ),
)
KINDS = (SHARED,)


def check(subject: Subject) -> Iterator[Finding]:
    """Look at every two rules that can both speak."""
    wording = subject.wording
    for pair in subject.pairs():
        bold, careful = sorted(pair, key=lambda written: Verdict(written.rule.verdict).caution)
        if bold.rule.verdict == careful.rule.verdict or _ranked(bold, careful):
            continue
        if wording.meaning(bold.id) == wording.meaning(careful.id):
            continue  # R105 says so
        for number, (words, other) in sorted(wording.shared.get((bold.id, careful.id), {}).items()):
            yield finding(
                SHARED,
                wording.terms[number].place,
                words=words,
                rule=bold.id,
                verdict=Verdict(bold.rule.verdict).phrase,
                other=careful.id,
                other_verdict=Verdict(careful.rule.verdict).phrase,
                where=wording.terms[other].place,
            )


def _ranked(one: WrittenRule, other: WrittenRule) -> bool:
    return one.id in other.rule.outranks or other.id in one.rule.outranks
