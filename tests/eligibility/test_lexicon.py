"""Tests of what a word of a description may mean: its forms, compounds, half-meant compounds and typing errors."""

import time

import pytest

from npo_cli.eligibility.matching import read
from npo_cli.eligibility.verdict import Verdict
from tests.conftest import DecideText
from tests.eligibility.support import bare, found, lexicon

SCHOOL, ART, RENT, TRANSPORT, FIBRE, READING = range(6)

VOCABULARY = {
    "groups": {"role": {"nl": ["docent", "les"]}},
    "heads": ["role"],
    "neutral": {"nl": ["werk", "groep", "gras", "zomer", "school"]},
    "other": {"nl": ["verhuur", "kunstgras"]},
}
LEXICON = lexicon(
    {
        SCHOOL: ["zomerschool"],
        ART: ["kunst"],
        RENT: ["huur"],
        TRANSPORT: ["*vervoer"],
        FIBRE: ["glasvezel*"],
        READING: ["voorlees traject"],
    },
    VOCABULARY,
)


@pytest.mark.parametrize(
    "text", ["zomerschool", "Zomerschool", "ZOMERSCHOLEN", "zómerschool", "zomer school", "zomer-school"]
)
def test_ways_to_write_a_word(text: str) -> None:
    """A word is found in capitals, with accents, in the plural and with its halves apart."""
    assert SCHOOL in found(text, LEXICON)
    assert not bare(text, LEXICON)


@pytest.mark.parametrize("text", ["zomerschooldocent", "zomerschooldocenten", "zomerscholenles", "zomerschoollessen"])
def test_compound_that_keeps_its_meaning(text: str) -> None:
    """A compound that ends in a role, an activity or the like is still what its first half says."""
    assert found(text, LEXICON)[SCHOOL] == [(text, False)]


def test_compound_with_a_meaning_of_its_own() -> None:
    """A compound that ends in some other word is only half meant, and counts as unknown."""
    assert found("kunstwerk", LEXICON) == {ART: [("kunstwerk", True)]}
    assert bare("kunstgroep", lexicon({9: ["kunst"]}, {"neutral": {"nl": ["groep"]}})) == []
    assert found("kunstles", LEXICON) == {ART: [("kunstles", False)]}


def test_words_that_look_like_a_term() -> None:
    """A word listed as another word hits nothing and is unknown, and so is its plural."""
    for text in ("verhuur", "kunstgras"):
        assert not found(text, LEXICON)
        assert bare(text, LEXICON) == [text]


@pytest.mark.parametrize("text", ["verhuurder", "huurling", "duur", "huren zwaluw", "zuurhuurt"])
def test_terms_end_at_words(text: str) -> None:
    """A short word is not found inside a longer one or in one that only looks like it."""
    words = lexicon({RENT: ["huur"]})
    assert RENT not in found(text.replace("huren", "horen"), words)


def test_open_ends() -> None:
    """A term with a star is found in compounds with words that nobody listed."""
    assert found("knurftenvervoer", LEXICON) == {TRANSPORT: [("knurftenvervoer", False)]}
    assert found("glasvezelknurft", LEXICON) == {FIBRE: [("glasvezelknurft", False)]}
    assert not found("vervoerknurft", LEXICON)


def test_phrase_written_as_one_word() -> None:
    """A phrase of two words is also found as one word."""
    assert READING in found("voorleestraject", LEXICON)
    assert READING in found("voorlees traject", LEXICON)


@pytest.mark.parametrize(("text", "hit"), [("sumer school", True), ("suner school", False), ("sumer", False)])
def test_doubled_letter_written_once(text: str, hit: bool) -> None:
    """A word of five letters is read as a known one whose doubled letter it has once, and as no other."""
    assert (SCHOOL in found(text, lexicon({SCHOOL: ["summer school"]}))) is hit


@pytest.mark.parametrize(("text", "hit"), [("uren edukatie", True), ("uren edufatie", False)])
def test_k_for_c(text: str, hit: bool) -> None:
    """A word of eight letters is read as a known one that has a c for its k, as for one with another vowel."""
    assert (SCHOOL in found(text, lexicon({SCHOOL: ["uren educatie"]}))) is hit


def test_short_term_is_not_guessed_at() -> None:
    """A term of a single word is not read into five letters that lack one."""
    assert not found("balen", lexicon({SCHOOL: ["ballen"]}))


@pytest.mark.parametrize(("text", "meant"), [("zomrschool", "zomerschool"), ("zomerscohol", "zomerschool")])
def test_typing_error_names_the_word_meant(text: str, meant: str) -> None:
    """A mistyped word hits as the known one does, and tells which word it was read as."""
    assert SCHOOL in found(text, LEXICON)
    assert read(text, LEXICON).words[0].typo_of == meant


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("champagne", True),
        ("kurken", True),
        ("lintje", True),
        ("campane", False),
        ("campagnee", False),
        ("kerkeen", False),
        ("lijntej", False),
        ("kerekn", False),
        ("compagne", False),
        ("camqagne", True),
        ("suport", False),
        ("latten", True),
    ],
)
def test_slips_for_words_of_little_weight(text: str, thing: bool) -> None:
    """A word near one that is no term by itself stays unknown, but for what is plainly a slip of the pen."""
    words = lexicon({SCHOOL: ["zomerschool"]}, {"neutral": {"nl": ["campagne", "kerk", "lijn", "support", "laten"]}})
    assert bool(bare(text, words)) is thing


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("champagne", True),  # it exists
        ("campane", False),
        ("supermarktcampagnes", False),
        ("landelijkechampagne", True),  # nor at the end of a compound
        ("landelijkecampagme", False),
        ("regeringen", True),
    ],
)
def test_genuine_words_are_no_slips(text: str, thing: bool) -> None:
    """A word that exists is never read as a typing error of a known one, by itself or at the end of a compound."""
    neutral = ["campagne", "supermarkt", "landelijke", "regelingen"]
    genuine = {"nl": "champagne regeringen"}
    words = lexicon({SCHOOL: ["zomerschool"]}, {"neutral": {"nl": neutral}, "genuine": genuine})
    assert bool(bare(text, words)) is thing


def test_a_term_is_meant_rather_than_a_plain_word() -> None:
    """Of two words that are equally near, the one that a rule turns on is read, and named."""
    words = lexicon({RENT: ["tablets"]}, {"neutral": {"nl": ["tabels"]}, "genuine": {"nl": "champagne"}})
    assert found("tablels", words) == {RENT: [("tablels", False)]}
    assert read("tablels", words).words[0].typo_of == "tablets"


@pytest.mark.parametrize("text", ["huurr", "hurr", "kunts", "knust"])
def test_short_words_are_not_guessed(text: str) -> None:
    """A short word with an error stays unknown."""
    assert not found(text, LEXICON)
    assert bare(text, LEXICON) == [text]


@pytest.mark.parametrize("text", ["12", "2024", "12,50", "3e", "de", "voor", "het", "aan", "x"])
def test_numbers_and_grammar_weigh_nothing(text: str) -> None:
    """Numbers, articles and prepositions are neither hits nor unknown."""
    assert not found(text, LEXICON)
    assert not bare(text, LEXICON)


def test_grammar_makes_no_compound() -> None:
    """An unknown word is not cut into articles and prepositions."""
    words = lexicon({1: ["trein"]}, {"neutral": {"nl": ["lus"]}})
    assert not found("metrein", words)
    assert not found("plustrein", words)


@pytest.mark.parametrize("text", ["a" * 10_000, "les" * 3_000, "lesdocent" * 6 + "q", "zomerschool" * 5])
def test_overlong_words_take_no_time(text: str) -> None:
    """A word of absurd length is read at once, for it is not searched for parts."""
    begun = time.perf_counter()
    found(text, lexicon({1: ["les"]}, VOCABULARY))
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("verhuur", "temporary-rent"),
        ("verhuur van sportvelden", "temporary-rent"),
        ("huurtoeslag", "temporary-rent"),
        ("kunstwerk", "culture"),
        ("kunstgras", "culture"),
        ("boekhouding", "materials"),
        ("buurthuis", "transport"),
        ("logo van de gemeente", "speech-therapy"),
        ("rum", "school"),
        ("voorschot", "preschool-hours"),
    ],
)
def test_grant_takes_no_word_for_another(text: str, rule: str, decide_text: DecideText) -> None:
    """In the grant's own words, one that looks like a term is not taken for it, and is never eligible."""
    decision = decide_text(text)
    assert rule not in [reason.rule.id for reason in decision.reasons]
    assert decision.verdict is Verdict.CONSULT
