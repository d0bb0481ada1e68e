"""Tests of which words of a description are denied, and how far a denial reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_cli.eligibility.expense import Answer
from npo_cli.eligibility.matching import denied_places, read
from npo_cli.eligibility.negation import denied_words
from tests.conftest import DecideText
from tests.eligibility.support import lexicon

THINGS = ("school", "vervoer", "lunch", "laptop", "boek", "transport", "pupil")
LEXICON = lexicon({n: [thing] for n, thing in enumerate(THINGS)})


def counted(text: str) -> list[str]:
    """Give the things of a description that are not denied."""
    reading = read(text, LEXICON)
    denied = denied_places(reading)
    return [
        text[reading.starts[place] : reading.ends[place]]
        for place, word in enumerate(reading.words)
        if word.uses and place not in denied
    ]


@pytest.mark.parametrize(
    "text",
    [
        "school zonder vervoer",
        "school zonder het vervoer",
        "school zónder vervoer",
        "SCHOOL ZONDER VERVOER",
        "school exclusief vervoer",
        "school excl. vervoer",
        "school excl vervoer",
        "school (excl. vervoer)",
        "school, geen vervoer",
        "school m.u.v. vervoer",
        "school muv vervoer",
        "school behalve het vervoer",
        "school uitgezonderd vervoer",
        "school noch vervoer",
        "school, niet het vervoer",
        "school, niet voor vervoer",
        "school en niet voor vervoer",
        "school without transport",
        "school without the transport",
        "school excluding transport",
        "school exclusive of transport",
        "school except transport",
        "school, no transport",
        "school minus transport",
        "school, not for transport",
        "school, not the transport",
        "school, niet inclusief vervoer",
        "school, not including transport",
        "school, does not include transport",
        "school, not covering transport",
        "school, afgezien van vervoer",
        "school, los van het vervoer",
        "school, apart from the transport",
        "school, aside from transport",
        "school, ouders betalen het vervoer",
        "school, parents pay for transport",
    ],
)
def test_denies_what_follows(text: str) -> None:
    """Words such as zonder and without deny the thing that follows, and leave what stands before."""
    assert counted(text) == [text.split(maxsplit=1)[0].strip(",")]


@pytest.mark.parametrize(
    "text",
    [
        "school, vervoer niet inbegrepen",
        "school, vervoer is niet inbegrepen",
        "school, vervoer zit er niet bij",
        "school (vervoer niet erbij)",
        "school; vervoer niet meegerekend",
        "school (vervoer wordt niet vergoed)",
        "school. Vervoer wordt niet betaald.",
        "school, vervoer uitgezonderd",
        "school, vervoer uitgesloten",
        "school, het vervoer betalen we niet uit deze uitkering",
        "school, het vervoer komt niet ten laste hiervan",
        "school, transport not included",
        "school, transport is not included",
        "school, transport isn't covered",
        "school (transport excluded)",
        "school, transport is not paid from this grant",
        "school; vervoer komt voor rekening van ouders",
        "school, het vervoer betalen de ouders zelf",
        "school (vervoer wordt vergoed door de ouders)",
        "school; vervoer komt voor rekening van het schoolbestuur",
        "school, vervoer bekostigd door de vereniging",
        "school; transport is paid for by the parents",
        "school, transport funded by participants",
    ],
)
def test_denies_what_stands_before(text: str) -> None:
    """Words such as niet inbegrepen and not included deny the thing before them, as far as the punctuation."""
    assert counted(text) == ["school"]


@pytest.mark.parametrize(
    "text",
    [
        "school, niet alleen vervoer",
        "school niet slechts vervoer",
        "school, niet zonder vervoer",
        "school, vervoer inbegrepen",
        "school, vervoer wel inbegrepen",
        "school inclusief vervoer",
        "school incl. vervoer",
        "school met vervoer",
        "school, vervoer is niet gratis",
        "school niet ver met vervoer",
        "school, not only transport",
        "school, not without transport",
        "school, transport included",
        "school including transport",
        "afgezien van vervoer ook school",
        "school, los van het vervoer ook",
        "los van school en vervoer",
        "school, vervoer betaald",
        "school, vervoer betaald door de gemeente",
        "school, wij betalen het vervoer",
        "school, rekening vervoer voor ouders",
        "school, vervoer betaald, ouders zijn blij",
        "school, het vervoer betalen wij voor de ouders",
        "school, transport paid by npo for parents",
        "school; vervoer niet betaald door de ouders",
        "ouders betalen niet voor het vervoer, school",
        "school, ouders betalen geen vervoer",
        "lunch, vervoer deels betaald door de ouders",
        "lunch, vervoer vergoeden aan ouders",
        "lunch, vervoer betaald door gemeente en ouders",
        "lunch, gezien de ouders betalen wij vervoer",
        "parents pay part of transport, lunch",
        "lunch, afgezien van boek kopen we",
        "school met niet meer dan 30 laptops",
        "school, not more than 30 laptops",
        "school met geen andere kosten dan laptops",
        "school, laptops niet vergoed door de ouders",
        "lunch, laptops niet betaald door verenigingen",
        "school waarvoor geen laptops beschikbaar waren",
        "school, laptops niet begroot",
    ],
)
def test_denies_nothing(text: str) -> None:
    """What is included, not alone, not missing, or denied of something else, counts."""
    assert len(counted(text)) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Forward: over en, of and or …
        ("school zonder vervoer en lunch", ["school"]),
        ("school zonder vervoer of lunch", ["school"]),
        ("school without transport or lunch", ["school"]),
        ("school zonder vervoer, lunch of boek", ["school", "lunch", "boek"]),
        ("school without transport, lunch of pupil", ["school", "lunch", "pupil"]),
        ("school exclusief vervoer, lunch en boek", ["school", "lunch", "boek"]),
        # … but not over punctuation, a word that includes, or a new item.
        ("school zonder vervoer, lunch", ["school", "lunch"]),
        ("school zonder vervoer; lunch", ["school", "lunch"]),
        ("school zonder vervoer (lunch)", ["school", "lunch"]),
        ("school (zonder vervoer) en lunch", ["school", "lunch"]),
        ("school zonder vervoer\nlunch", ["school", "lunch"]),
        ("school zonder vervoer. Lunch", ["school", "Lunch"]),
        ("school zonder vervoer maar met lunch", ["school", "lunch"]),
        ("school zonder vervoer maar lunch", ["school", "lunch"]),
        ("school zonder vervoer met lunch", ["school", "lunch"]),
        ("school zonder vervoer plus lunch", ["school", "lunch"]),
        ("school zonder vervoer inclusief lunch", ["school", "lunch"]),
        ("school without transport but with lunch", ["school", "lunch"]),
        ("school zonder vervoer en een laptop", ["school", "laptop"]),
        ("school zonder vervoer en ook lunch", ["school", "lunch"]),
        ("school, geen vervoer, wel lunch", ["school", "lunch"]),
        ("school, geen vervoer wel lunch", ["school", "lunch"]),
        ("zonder vervoer, school", ["school"]),
        ("geen school maar lunch", ["lunch"]),
        ("zonder drie grote gele vierkante laptop", ["laptop"]),
        # A tax is the whole of what is denied, and so is a profit.
        ("school excl. btw en vervoer", ["school", "vervoer"]),
        ("school 5000 euro excl. 21% btw en vervoer 500 euro excl. btw", ["school", "vervoer"]),
        ("school excluding VAT and transport", ["school", "transport"]),
        ("school excl btw 30 laptops", ["school", "laptops"]),
        ("school zonder winstoogmerk laptops", ["school", "laptops"]),
        ("school; vervoer btw niet inbegrepen", ["school", "vervoer"]),
        # What the municipality does not pay is denied, unlike what somebody else does not.
        ("school, vervoer niet betaald door de gemeente", ["school"]),
        # Backward: as far as the last en, or beyond it where the verb is plural.
        ("school; lunch en vervoer niet inbegrepen", ["school", "lunch"]),
        ("school; lunch en vervoer zijn niet inbegrepen", ["school"]),
        ("school; lunch and transport are not included", ["school"]),
        ("school; lunch and transport not included", ["school", "lunch"]),
        ("school met lunch, vervoer niet inbegrepen", ["school", "lunch"]),
        ("school met vervoer niet inbegrepen", ["school"]),
        ("school. Lunch. Vervoer niet inbegrepen", ["school", "Lunch"]),
    ],
)
def test_reach(text: str, expected: list[str]) -> None:
    """A denial reaches over an and, but stops at punctuation, at a word that includes, and at a new item."""
    assert counted(text) == expected


@pytest.mark.parametrize("text", ["zonder", "niet", "school zonder", "zonder, zonder", "niet niet", "geen.", "excl."])
def test_denial_of_nothing(text: str) -> None:
    """A word that denies at the end of everything does no harm."""
    assert counted(text) in ([], ["school"])


@given(
    st.lists(
        st.sampled_from(
            (
                "zonder niet geen maar en of vervoer inbegrepen zijn met uitgezonderd "
                "ouders betalen betaald door rekening voor"
            ).split()
        )
    )
)
def test_denied_words_stay_in_their_clause(words: list[str]) -> None:
    """No denial reaches a word of another clause."""
    halves = [denied_words(half, [0] * len(half)) for half in (words, words[::-1])]
    whole = denied_words(words + words[::-1], [0] * len(words) + [1] * len(words))
    assert whole == halves[0] | {place + len(words) for place in halves[1]}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("zomerschool, vervoer niet inbegrepen", "eligible"),
        ("zomerschool zonder vervoer", "eligible"),
        ("summer school without transport", "eligible"),
        ("zomerschool, geen glasvezel", "eligible"),
        ("geen glasvezel maar bijles", "eligible"),
        ("bijles, glasvezel niet alleen voor de school", "excluded"),
        ("geen zomerschool", "consult"),
        ("zomerschool zonder vervoer met lunch", "consult"),
        ("zomerschool zonder vervoer en aanschaf van laptops", "consult"),
        ("laptops, zonder glasvezel", "consult"),
        ("bijles 1250 euro excl. btw en glasvezel 500 euro excl. btw", "excluded"),
    ],
)
def test_verdict_without_what_is_denied(text: str, verdict: str, decide_text: DecideText) -> None:
    """A denied thing has no part in the verdict, and a denied measure makes nothing eligible."""
    assert decide_text(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        ("huur van een gebouw voor de zomerschool, niet tijdelijk", "temporary", "niet tijdelijk"),
        ("rent of a building for the summer school that is not temporary", "temporary", "not temporary"),
        ("tijdelijke extra huur leslokaal, niet voor een programma", "serves-measure", "niet voor programma"),
        ("jongerencoach mbo niet ter voorkoming van thuiszitten", "prevents-non-attendance", "niet ter voorkoming"),
        ("extra jeugdhulp niet in school", "in-school", "niet in school"),
        ("jeugdhulp in school, niet extra", "additional", "niet extra"),
        ("professionalisering leraren, niet met een hogeschool", "with-institute", "niet met hogeschool"),
        ("professionalisering leraren zonder hogeschool", "with-institute", "hogeschool"),
        ("professionalisering leraren, zonder hbo, mbo of universiteit", "with-institute", "hbo"),
        ("tijdelijke huur gebouw dat nog niet bestaat, voor bijles", "existing-building", "niet bestaat"),
    ],
)
def test_a_denied_answer_is_no(text: str, question: str, words: str, decide_text: DecideText) -> None:
    """Words that deny what a question asks answer it with no, whatever other words say, and are shown."""
    decision = decide_text(text)
    (asked,) = [each for each in decision.questions if each.question.id == question]
    assert (asked.answer, " ".join(match.text for match in asked.words)) == (Answer.NO, words)
    assert decision.verdict == "consult"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("extra jeugdhulp op de basisschool, zonder peuteropvang", "in-school"),
        ("extra jeugdhulp in school, zonder extra kosten", "additional"),
        ("professionalisering docenten, niet alleen met de hogeschool", "with-institute"),
    ],
)
def test_a_denied_answer_beside_another(text: str, question: str, decide_text: DecideText) -> None:
    """Where other words answer a question with yes, denied words that would have done so say nothing."""
    (asked,) = [each for each in decide_text(text).questions if each.question.id == question]
    assert asked.answer is Answer.YES


def test_the_user_knows_better_than_denied_words(decide_text: DecideText) -> None:
    """What the user answers holds, whatever the words deny."""
    text = "huur van een gebouw voor de zomerschool, niet tijdelijk"
    decision = decide_text(text, answers={"temporary": Answer.YES})
    (asked,) = [each for each in decision.questions if each.question.id == "temporary"]
    assert (asked.answer, asked.words, decision.verdict) == (Answer.YES, (), "eligible")


def test_denied_words_are_shown(decide_text: DecideText) -> None:
    """A decision tells which words it did not count."""
    (denied,) = decide_text("zomerschool, vervoer niet inbegrepen").denied
    assert (denied.text, denied.start, denied.end) == ("vervoer", 13, 20)
