"""Tests of the gist of a description: much is left out of it, and never anything that would change the judgement."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.eligibility.gist import Gist
from npo_cli.eligibility.judgement import Judgement, Stretch, judge
from npo_cli.eligibility.matching import Reading, read
from npo_cli.eligibility.rulebook import Edition, Rulebook
from tests.conftest import TODAY

WORDS = """
    zomerschool zomerschol bijles extra tijdelijk huur lokaal sport sport- muziek dans leerlingen kinderen
    peuters ouders groep school po vo begeleiding in op voor naast de het van reguliere inzet medewerkers uren
    voorschoolse educatie vervoer bus chromebooks chromeboeks glasvezel kunstwerk lantaarnpalen knurften
    Boerstra Lelystad 2019 2021 2022 2031 maart mei 12345 en met plus incl. zonder niet geen inbegrepen alleen maar
    thuiszitters verzuim jeugdhulp aandacht achterstand m@zl Summer summer lessons for children without
    transport , . ; - ( ) / & +
    door i.s.m. namens verzorgd samenwerking overleg onder among bij een of rental
    for Gouden a sofa Sofa Knurften De Het Brug brug
    Vervoer kabel kabels glas kunstkinderen muziekkinderen betalen uit hieruit inclusief inbegrepen steiger
""".split()
MUCH = (
    "knurften , door van de huur kinderen zomerschool sofa kabel lokaal in het met samenwerking zonder en Brug".split()
)
texts = st.lists(st.sampled_from(WORDS) | st.sampled_from(MUCH), min_size=1, max_size=14).map(" ".join)


def gist_judged(reading: Reading, edition: Edition) -> tuple[Judgement, Gist]:
    """Judge a description by its gist, as a decision does."""
    gist = edition.gists.of(reading)
    judgement = judge(edition.gists.reading(gist), edition, {}, None)
    while judgement.turns_on & ~gist.kinds:
        gist = edition.gists.of(reading, gist.kinds | judgement.turns_on)
        judgement = judge(edition.gists.reading(gist), edition, {}, None)
    return judgement, gist


def spans(stretches: Iterable[Stretch], reading: Reading, gist: Gist | None) -> list[tuple[int, int, str]]:
    """Give where stretches stand in the text; those of a gist by way of its places."""
    return [
        (
            reading.starts[gist.firsts[one.first] if gist else one.first],
            reading.ends[gist.lasts[one.last] if gist else one.last],
            one.typo_of,
        )
        for one in stretches
    ]


def told(judgement: Judgement, reading: Reading, gist: Gist | None = None) -> object:
    """Tell a judgement by places in the text, so that those of a gist and of the whole can be compared."""
    return (
        [(ground.rule.id, ground.verdict, spans(ground.matched, reading, gist)) for ground in judgement.grounds],
        [(one.question.id, one.answer, spans(one.words, reading, gist), *one[3:]) for one in judgement.asked],
        (judgement.goals, judgement.near),
        [(reading.parts[gist.firsts[place] if gist else place], verdict) for place, verdict in judgement.parts],
    )


@given(text=texts)
def test_gist_is_judged_as_the_whole(text: str, rulebook: Rulebook) -> None:
    """The gist of a description comes out exactly as all its words do."""
    edition = rulebook.as_of(TODAY)
    reading = read(text, rulebook.lexicon)
    judgement, gist = gist_judged(reading, edition)
    assert told(judgement, reading, gist) == told(judge(reading, edition, {}, None), reading)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zomerschool in Lelystad", "Zomerschool te Apeldoorn, week 12"),
        ("bijles Boerstra 2022-117", "bijles"),
        ("kosten zomerschool", "factuur 17: zomerschool (De Regenboog)"),
        ("zomerschool groep 8", "zomerschool groep 3, week 12"),
        ("zwik", "knurften zwik"),
        ("zwik en zomerschool", "de knurften en in het zomerschool"),
        ("aandacht voor kinderen in de knurft", "aandacht voor kinderen"),
        ("aandacht voor de knurft", "aandacht"),
        ("zomerschool zonder vervoer", "zomerschool, excl. de huur van een bus"),
        ("zomerschool van de knurft", "zomerschool uit de zwik"),
        ("voorleeshulp voor de knurft", "voorleeshulp onder knurften"),
        ("zomerschool, verzorgd door knurften", "zomerschool (i.s.m. de zwik)"),
    ],
)
def test_descriptions_that_are_alike(one: str, other: str, rulebook: Rulebook) -> None:
    """Descriptions that differ only in names, numbers and words of no weight have the same gist."""
    gists = rulebook.as_of(TODAY).gists
    assert gists.of(read(one, rulebook.lexicon)).codes == gists.of(read(other, rulebook.lexicon)).codes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zomerschool vervoer", "zomerschool zonder vervoer"),
        ("lantaarnpaal zomerschool", "zomerschool, lantaarnpaal"),
        ("zomerschool", "zomerschool 2031"),
        ("zomerschool", "zomerschool en knurften"),
        ("zomerschool", "zomerschool knurften"),
        ("zomerschool knurften", "zomerschool van knurften"),
        ("zomerschool voor knurften", "zomerschool van knurften"),
        ("kinderen", "kinderen knurften"),
        ("huur van knurften", "huur in knurften"),
        ("zomerschool, door knurften", "zomerschool, voor knurften"),
        ("zomerschool, in samenwerking met knurften", "zomerschool, samen met knurften"),
        ("zomerschool, in het park een knurft", "zomerschool, in het park knurft"),
        ("subsidie basisschool De Brug", "subsidie basisschool de brug"),
    ],
)
def test_descriptions_that_are_not_alike(one: str, other: str, rulebook: Rulebook) -> None:
    """A word in no list, what stands before it, and a year outside the period are in the gist."""
    gists = rulebook.as_of(TODAY).gists
    assert gists.of(read(one, rulebook.lexicon)).codes != gists.of(read(other, rulebook.lexicon)).codes


def test_answers_matter_where_they_are_asked_for(rulebook: Rulebook) -> None:
    """A word that only answers a question is left out of the gist, unless a rule of the description asks it."""
    gists, lexicon = rulebook.as_of(TODAY).gists, rulebook.lexicon
    assert gists.of(read("bijles extra", lexicon)).codes == gists.of(read("bijles", lexicon)).codes
    assert gists.of(read("jeugdhulp extra", lexicon)).codes != gists.of(read("jeugdhulp", lexicon)).codes
