"""Tests of the decision: verdict, reasons, questions, dates, parts, and what must hold of any text."""

import string
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from npo_cli import __version__
from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import LONGEST_DESCRIPTION, Answer, Expense, checked_description
from npo_cli.eligibility.function_words import INTRODUCING
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict, worst
from npo_cli.fault import InputError
from npo_cli.language import Language
from tests.conftest import TODAY, DecideText
from tests.eligibility.support import (
    KNOWN,
    UNNAMED,
    Section,
    goal,
    load_files,
    question,
    rule,
    small_grant,
    workspace,
    write_yaml,
)

ELIGIBLE, CONSULT, EXCLUDED = Verdict
YES, NO, UNKNOWN = Answer
MEETING, AMENDMENT = date(2021, 9, 21), date(2022, 10, 10)


def rules(decision: Decision) -> list[str]:
    """Give the ids of the rules that speak, in their order."""
    return [reason.rule.id for reason in decision.reasons]


def answers(decision: Decision) -> dict[str, Answer]:
    """Give the answers to the questions that were asked."""
    return {asked.question.id: asked.answer for asked in decision.questions}


# The three verdicts


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([ELIGIBLE], ELIGIBLE),
        ([ELIGIBLE, CONSULT], CONSULT),
        ([EXCLUDED, ELIGIBLE], EXCLUDED),
        ([CONSULT, EXCLUDED, CONSULT], EXCLUDED),
    ],
)
def test_most_cautious_verdict(verdicts: list[Verdict], expected: Verdict) -> None:
    """The most cautious verdict wins, whatever the order."""
    assert worst(verdicts) is worst(reversed(verdicts)) is expected


def test_verdicts_in_words() -> None:
    """Each verdict has words of its own in both languages, and caution grows from eligible to excluded."""
    for language in Language:
        assert len({verdict.phrase.to(language) for verdict in Verdict}) == 3
    assert [verdict.caution for verdict in Verdict] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("zomerschool", ELIGIBLE),
        ("zomerschool met vervoer per bus", CONSULT),
        ("laptops en een glasvezelaansluiting", EXCLUDED),
        ("zomerschool en glasvezelverbinding", EXCLUDED),
        ("lantaarnpaal", CONSULT),
        ("zomerschool en een lantaarnpaal", CONSULT),
        ("drie knurften en een zwik", CONSULT),
        ("zomerschool en drie knurften", CONSULT),
        ("", CONSULT),
        ("…", CONSULT),
    ],
)
def test_verdict(text: str, verdict: Verdict, decide_text: DecideText) -> None:
    """The verdict is the most cautious of the rules that the words hit; what nothing covers is never eligible."""
    assert decide_text(text).verdict is verdict


# No rule names the expense


def test_nothing_matches_is_never_eligible(decide_text: DecideText) -> None:
    """An expense that no rule names is for the accountant, as not listed, without a goal."""
    decision = decide_text("drie knurften")
    assert decision.verdict is CONSULT
    assert rules(decision) == ["not-listed"]
    assert decision.reasons[0].rule.doubt == "not-listed"
    assert [match.text for match in decision.reasons[0].matched] == ["knurften"]
    assert decision.goals == ()


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("een zaal voor knurften", "temporary-rent"),
        ("knurften voor peuters", "preschool"),
        ("een onderzoek naar knurften", "municipal-capacity"),
        ("knurften tegen verzuim", "school-non-attendance"),
    ],
)
def test_nearest_goals(text: str, nearest: str, decide_text: DecideText) -> None:
    """Where no rule names an expense, the goals whose neighbouring words it has are told, three at most."""
    decision = decide_text(text)
    assert decision.verdict is CONSULT
    assert decision.near[0] == nearest
    assert len(decision.near) <= 3


def test_no_nearest_goals_where_a_rule_speaks(decide_text: DecideText) -> None:
    """Where a rule names the expense there is no need for goals that are merely near."""
    assert decide_text("zomerschool en een zaal").near == ()


def test_words_that_no_rule_names_are_shown(decide_text: DecideText) -> None:
    """Beside a measure that is named, what no rule names is told word by word and makes the whole doubtful."""
    decision = decide_text("vergaderknurften voor de zomerschool")
    assert decision.verdict is CONSULT
    assert rules(decision) == ["not-listed", "summer-school"]
    assert [match.text for match in decision.reasons[0].matched] == ["vergaderknurften"]


# Questions


@pytest.fixture(scope="module")
def windy(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Give rules that turn on questions."""
    return load_files(
        tmp_path_factory.mktemp("windy"),
        small_grant(
            rule(
                "kites",
                "eligible",
                ["vlieger"],
                goals=["flying"],
                conditions=[
                    {"question": "wind", "if_no": "excluded", "if_unknown": "consult"},
                    {"question": "beach", "if_no": "consult"},
                ],
            ),
            rule("string", "consult", ["draad"], conditions=[{"question": "strong", "if_no": "excluded"}]),
            goals=[goal("flying")],
            questions=[
                question("wind", yes=["winderig", "kans op storm"], no=["windstil", "storm"]),
                question("beach", yes=["strand"], no=["bos"]),
                question("strong", yes=["sterk"]),
                question("never", yes=["nooit"]),
            ],
        ),
    )


@pytest.mark.parametrize(
    ("wind", "beach", "verdict"),
    [
        (YES, YES, ELIGIBLE),
        (YES, UNKNOWN, ELIGIBLE),
        (YES, NO, CONSULT),
        (UNKNOWN, YES, CONSULT),
        (UNKNOWN, UNKNOWN, CONSULT),
        (UNKNOWN, NO, CONSULT),
        (NO, YES, EXCLUDED),
        (NO, UNKNOWN, EXCLUDED),
        (NO, NO, EXCLUDED),
    ],
)
def test_three_answers(wind: Answer, beach: Answer, verdict: Verdict, windy: Rulebook) -> None:
    """What is not known is neither yes nor no: the verdict is then as the rule says, or stands as it is."""
    decision = decide(Expense("vlieger", answers={"wind": wind, "beach": beach}), windy, KNOWN)
    assert decision.verdict is verdict
    assert answers(decision) == {"wind": wind, "beach": beach}


def test_open_question_tells_what_each_answer_does(windy: Rulebook) -> None:
    """An open question is listed with the verdict after a yes and after a no; an answered one without."""
    beach, wind = decide(Expense("vlieger aan het strand"), windy, KNOWN).questions
    assert (wind.answer, wind.if_yes, wind.if_no) == (UNKNOWN, ELIGIBLE, EXCLUDED)
    assert (beach.answer, beach.if_yes, beach.if_no) == (YES, None, None)
    assert [match.text for match in beach.words] == ["strand"]


def test_what_an_answer_does_to_the_whole(windy: Rulebook) -> None:
    """The effect of an answer is that on the whole expense, other rules included."""
    by_id = {asked.question.id: asked for asked in decide(Expense("vlieger en draad"), windy, KNOWN).questions}
    assert (by_id["wind"].if_yes, by_id["wind"].if_no) == (CONSULT, EXCLUDED)
    assert (by_id["strong"].if_yes, by_id["strong"].if_no) == (CONSULT, EXCLUDED)


@pytest.mark.parametrize(
    ("text", "wind"),
    [
        ("vlieger, winderig", YES),
        ("vlieger, windstil", NO),
        ("vlieger, winderig en windstil", UNKNOWN),
        ("vlieger, windstil en winderig", UNKNOWN),
        ("vlieger, winderig, windstil, winderig", UNKNOWN),
        ("vlieger, niet alleen winderig", YES),
        ("vlieger zonder storm", UNKNOWN),
        ("vlieger, kans op storm", YES),
        ("vlieger", UNKNOWN),
    ],
)
def test_answers_in_the_text(text: str, wind: Answer, windy: Rulebook) -> None:
    """The words of a description answer a question, but denied words and contradictions answer nothing."""
    assert answers(decide(Expense(text), windy, KNOWN))["wind"] is wind


def test_user_answers_before_the_text(windy: Rulebook) -> None:
    """What the user says goes before what the words say; that it is not known says nothing."""
    assert answers(decide(Expense("vlieger, windstil", answers={"wind": YES}), windy, KNOWN))["wind"] is YES
    assert answers(decide(Expense("vlieger, windstil", answers={"wind": UNKNOWN}), windy, KNOWN))["wind"] is NO


def test_questions_of_rules_that_do_not_speak(windy: Rulebook) -> None:
    """Only the questions of rules that speak are asked, whatever was answered."""
    decision = decide(Expense("draad", answers={"wind": NO, "never": YES}), windy, KNOWN)
    assert answers(decision) == {"strong": UNKNOWN}
    assert decision.verdict is CONSULT


@pytest.mark.parametrize(
    ("text", "fact", "unknown", "yes", "no"),
    [
        ("jongerencoach op het mbo", "prevents-non-attendance", CONSULT, ELIGIBLE, CONSULT),
        ("laptops voor leerlingen", "contributes", CONSULT, CONSULT, CONSULT),
        ("ambtelijke inzet", "for-programme", ELIGIBLE, ELIGIBLE, CONSULT),
    ],
)
def test_questions_of_the_grant(
    text: str, fact: str, unknown: Verdict, yes: Verdict, no: Verdict, decide_text: DecideText
) -> None:
    """The questions of the grant turn a verdict as its sources say, and an open one never makes a thing eligible."""
    open_one = decide_text(text)
    (asked,) = (asked for asked in open_one.questions if asked.question.id == fact)
    assert (asked.answer, asked.if_yes, asked.if_no) == (UNKNOWN, yes, no)
    assert open_one.verdict is unknown
    assert decide_text(text, answers={fact: YES}).verdict is yes
    assert decide_text(text, answers={fact: NO}).verdict is no


# Rules that outrank others


def test_outranked_rule_is_silent(tmp_path: Path) -> None:
    """A rule that another outranks by id says nothing where both speak, and speaks where the other does not."""
    rulebook = load_files(
        tmp_path,
        small_grant(
            rule("kites", "eligible", ["vlieger"], outranks=["string"]),
            rule("string", "consult", ["draad"]),
            rule("knives", "excluded", ["mes"]),
        ),
    )
    assert rules(decide(Expense("vlieger met draad"), rulebook, KNOWN)) == ["kites"]
    assert decide(Expense("vlieger met draad"), rulebook, KNOWN).verdict is ELIGIBLE
    assert rules(decide(Expense("draad"), rulebook, KNOWN)) == ["string"]
    assert decide(Expense("vlieger met draad en mes"), rulebook, KNOWN).verdict is EXCLUDED


def local_rulebook(folder: Path, *own: Section) -> Rulebook:
    """Give a small pack with rules of a workspace beside it."""
    pack = write_yaml(
        folder / "pack",
        small_grant(
            rule("kites", "eligible", ["vlieger"], goals=["flying"]),
            rule("string", "consult", ["draad"]),
            rule("knives", "excluded", ["mes"]),
            goals=[goal("flying")],
        ),
    )
    return load_rulebook(str(pack), workspace(folder / "own", {"own.yaml": {"rules": list(own)}}))


def test_local_rule_outranks_on_its_words(tmp_path: Path) -> None:
    """A local rule takes the place of a rule of the pack on the words it matches, and is shown as local."""
    rulebook = local_rulebook(tmp_path, rule("own-string", "eligible", ["sterk draad"], goals=["flying"]))
    decision = decide(Expense("sterk draad"), rulebook, KNOWN)
    assert decision.verdict is ELIGIBLE
    assert rules(decision) == ["own-string"]
    assert decision.reasons[0].rule.local
    assert decide(Expense("draad"), rulebook, KNOWN).verdict is CONSULT


def test_local_rule_leaves_other_words_alone(tmp_path: Path) -> None:
    """On words that a local rule does not match, the rules of the pack stand."""
    rulebook = local_rulebook(tmp_path, rule("own-string", "eligible", ["draad"], goals=["flying"]))
    decision = decide(Expense("draad en een mes"), rulebook, KNOWN)
    assert decision.verdict is EXCLUDED
    assert rules(decision) == ["knives", "own-string"]


def test_local_rule_may_be_stricter(tmp_path: Path) -> None:
    """A local rule may forbid what the pack allows."""
    rulebook = local_rulebook(tmp_path, rule("own-kites", "excluded", ["vlieger"]))
    decision = decide(Expense("vliegers"), rulebook, KNOWN)
    assert decision.verdict is EXCLUDED
    assert rules(decision) == ["own-kites"]


# Time


@pytest.mark.parametrize(
    ("day", "as_of", "verdict", "period"),
    [
        (date(2024, 3, 1), MEETING, EXCLUDED, "spending-period-2021"),
        (date(2024, 3, 1), date(2022, 10, 9), EXCLUDED, "spending-period-2021"),
        (date(2024, 3, 1), AMENDMENT, ELIGIBLE, None),
        (date(2024, 3, 1), date(2023, 2, 1), ELIGIBLE, None),
        (date(2021, 6, 30), MEETING, EXCLUDED, "spending-period-2021"),
        (date(2021, 7, 1), MEETING, ELIGIBLE, None),
        (date(2023, 7, 31), MEETING, ELIGIBLE, None),
        (date(2023, 8, 1), MEETING, EXCLUDED, "spending-period-2021"),
        (date(2025, 7, 31), TODAY, ELIGIBLE, None),
        (date(2025, 8, 1), TODAY, EXCLUDED, "spending-period-2022"),
        (date(2021, 6, 30), TODAY, EXCLUDED, "spending-period-2022"),
        (None, TODAY, ELIGIBLE, None),
    ],
)
def test_spending_period(
    day: date | None, as_of: date, verdict: Verdict, period: str | None, decide_text: DecideText
) -> None:
    """An expense outside the period is excluded, by the period as it was known on the day of asking."""
    decision = decide_text("zomerschool", day=day, as_of=as_of)
    assert decision.verdict is verdict
    assert rules(decision) == ([period, "summer-school"] if period else ["summer-school"])


def test_period_before_other_reasons(decide_text: DecideText) -> None:
    """Outside the period the day is the first reason, also where the words alone would exclude."""
    for text in ("glasvezelverbinding", "zomerschool en bus", "knurften"):
        assert rules(decide_text(text, day=date(2030, 1, 1)))[0] == "spending-period-2022"


@pytest.mark.parametrize("as_of", [date(2021, 9, 20), date(1, 1, 1)])
def test_before_anything_was_known(as_of: date, decide_text: DecideText) -> None:
    """Asked as of a day on which nothing was known, the question is refused, naming the first day."""
    with pytest.raises(InputError, match=f"--as-of: on {as_of} nothing was known .* from 2021-09-21 on"):
        decide_text("zomerschool", as_of=as_of)


@pytest.mark.parametrize(
    ("text", "as_of", "verdict"),
    [
        ("zomerschool 2022", TODAY, ELIGIBLE),
        ("zomerschool 2024", TODAY, ELIGIBLE),
        ("zomerschool 2024", MEETING, CONSULT),
        ("zomerschool 2021", TODAY, ELIGIBLE),
        ("zomerschool 2020", TODAY, CONSULT),
        ("zomerschool 2026", TODAY, CONSULT),
        ("zomerschool 2025/2026", TODAY, CONSULT),
        ("zomerschool in 20260 stukken", TODAY, ELIGIBLE),
        ("glasvezelverbinding 2026", TODAY, EXCLUDED),
    ],
)
def test_year_in_the_text(text: str, as_of: date, verdict: Verdict, decide_text: DecideText) -> None:
    """A year outside the period makes an expense without a date doubtful."""
    assert decide_text(text, as_of=as_of).verdict is verdict


@pytest.mark.parametrize(
    ("text", "verdict", "shown"),
    [
        ("bijles maart 2021", CONSULT, "maart 2021"),
        ("bijles in juni 2021", CONSULT, "juni 2021"),
        ("bijles juli 2021", ELIGIBLE, ""),
        ("factuur jan. 2021 zomerschool", CONSULT, "jan. 2021"),
        ("Summer school August 2025", CONSULT, "August 2025"),
        ("zomerschool juli 2025", ELIGIBLE, ""),
        ("zomerschool, juni t/m augustus 2021", ELIGIBLE, ""),
        ("bijles oktober 2019", CONSULT, "oktober 2019"),
        ("bijles 12 maart 2021", CONSULT, "maart 2021"),
    ],
)
def test_month_in_the_text(text: str, verdict: Verdict, shown: str, decide_text: DecideText) -> None:
    """A month with its year tells more than the year: it makes doubt, and is shown, if it lies outside the period."""
    decision = decide_text(text)
    outside = [reason for reason in decision.reasons if reason.rule.period]
    assert (decision.verdict, [match.text for reason in outside for match in reason.matched]) == (
        verdict,
        [shown] if shown else [],
    )


def test_date_goes_before_a_year_in_the_text(decide_text: DecideText) -> None:
    """Where the day of spending is given, a year in the text says nothing of it."""
    assert decide_text("zomerschool 2026", day=date(2022, 7, 1)).verdict is ELIGIBLE


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Give rules that changed in time: one became known later, one replaces another, one holds for a while."""
    return load_files(
        tmp_path_factory.mktemp("changing"),
        small_grant(
            rule("kites", "eligible", ["vlieger"]),
            rule("kites-again", "consult", ["vlieger"], known_from=date(2021, 5, 1), replaces=["kites"]),
            rule("summer", "eligible", ["tent"], valid={"start": date(2020, 6, 1), "end": date(2020, 8, 31)}),
        ),
    )


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(KNOWN, "kites"), (date(2021, 4, 30), "kites"), (date(2021, 5, 1), "kites-again"), (TODAY, "kites-again")],
)
def test_replaced_rule(as_of: date, expected: str, changing: Rulebook) -> None:
    """A rule speaks until the day that one which replaces it became known; asked as of earlier it still speaks."""
    assert rules(decide(Expense("vlieger"), changing, as_of)) == [expected]


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2020, 5, 31), CONSULT),
        (date(2020, 6, 1), ELIGIBLE),
        (date(2020, 8, 31), ELIGIBLE),
        (date(2020, 9, 1), CONSULT),
        (None, ELIGIBLE),
    ],
)
def test_rule_of_some_days(day: date | None, verdict: Verdict, changing: Rulebook) -> None:
    """A rule that governs some days of spending says nothing of other days; without a day it speaks."""
    assert decide(Expense("tent", day=day), changing, KNOWN).verdict is verdict


# Parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("laptops en een glasvezelaansluiting", [("laptops", CONSULT), ("glasvezelaansluiting", EXCLUDED)]),
        ("zomerschool met vervoer per bus", [("zomerschool", ELIGIBLE), ("vervoer per bus", CONSULT)]),
        (
            "zomerschool (met bus), glasvezel & bijles",
            [("zomerschool", ELIGIBLE), ("bus", CONSULT), ("glasvezel", EXCLUDED), ("bijles", ELIGIBLE)],
        ),
        ("zomerschool en bijles", []),
        ("zomerschool", []),
        ("bus en chromebooks", []),
        ("zomerschool en drie knurften", [("zomerschool", ELIGIBLE), ("drie knurften", CONSULT)]),
    ],
)
def test_parts_that_differ(text: str, expected: list[tuple[str, Verdict]], decide_text: DecideText) -> None:
    """Where parts of an expense differ, each is told with its own verdict; where all are alike, none is."""
    assert [tuple(part) for part in decide_text(text).parts] == expected


def test_goals_of_the_grant_in_order(decide_text: DecideText) -> None:
    """The goals that an expense opens come in the grant's own order, whatever the order of the words."""
    assert decide_text("thuiszitters, voorschoolse educatie, zomerschool").goals == (
        "catch-up",
        "preschool",
        "school-non-attendance",
    )


# What a decision carries


def test_reasons_say_why(decide_text: DecideText) -> None:
    """Each reason has its rule, the words that hit it, and the document, place and quote that it rests on."""
    decision = decide_text("Zomerschool mét vervoer per bus")
    assert [match.text for match in decision.reasons[0].matched] == ["vervoer", "bus"]
    for reason in decision.reasons:
        source = reason.rule.source
        assert source.document
        assert source.title
        assert source.place
        assert source.quote


def test_typing_error_is_shown(decide_text: DecideText) -> None:
    """A mistyped word counts, and the decision tells which word it was read as."""
    decision = decide_text("de aanschaf van chromeboeks")
    (match,) = decision.reasons[0].matched
    assert rules(decision) == ["materials"]
    assert (match.text, match.start, match.typo_of) == ("chromeboeks", 16, "chromebook")
    assert decide_text("chromebooks").reasons[0].matched[0].typo_of == ""
    for reason in decide_text("iets voor gemeenteraadsleden").reasons:  # a compound that is spelt as it should be
        assert {match.typo_of for match in reason.matched} <= {""}


def test_receipt(decide_text: DecideText, rulebook: Rulebook) -> None:
    """A receipt names the engine, the pack, the day of knowledge and the hash of the rules used."""
    receipt = decide_text("zomerschool", as_of=MEETING).receipt
    assert receipt == (__version__, "npo-spuk", MEETING, rulebook.sha256)
    assert len(receipt.sha256) == 64
    assert set(receipt.sha256) <= set(string.hexdigits)


def test_amount_and_goal_do_not_decide(rulebook: Rulebook) -> None:
    """The amount and the goal that the user has in mind change nothing in the verdict."""
    plain = decide(Expense("zomerschool met bus"), rulebook, TODAY)
    more = decide(Expense("zomerschool met bus", 10**9, None, "preschool"), rulebook, TODAY)
    assert plain[1:] == more[1:]


@pytest.mark.parametrize("text", ["", "  ", "\n", "…", "!!", "🚌", "\x1b", "-"])
def test_empty_description(text: str) -> None:
    """A description without a letter or digit is refused before it is decided."""
    with pytest.raises(InputError, match="The description is empty"):
        checked_description(text)


def test_overlong_description() -> None:
    """A description of absurd length is refused, one of the utmost length is not; blanks around do not count."""
    assert checked_description(f"  {'a' * LONGEST_DESCRIPTION}\n") == "a" * LONGEST_DESCRIPTION
    with pytest.raises(InputError, match="keep it below"):
        checked_description("a" * (LONGEST_DESCRIPTION + 1))


# What must hold of any text

TERMS = (
    "zomerschool bijles huiswerkbegeleiding voorleeshulp sport dans muziekles kinderen leerlingen school docenten "
    "voorschoolse educatie peuters thuiszitters jongerencoach jeugdhulp samenwerking onderwijs huur gymzaal tijdelijke "
    "vervoer bus taxi chromebooks laptops boeken logopedie schoolplein glasvezelverbinding lunch lantaarnpaal verhuur "
    "kunstwerk volwassenen reguliere extra ambtelijke capaciteit expertise summer tutoring transport equipment 2026 "
    "2022"
).split()
NOISE = "knurften zwik blorp drie 12 3d x verhuurd zomrschool chromeboeks glasvezl".split()
GRAMMAR = (
    "de het een voor van in op en of met zonder geen niet wel maar plus exclusief inbegrepen zijn uit the and".split()
)
WORDS = st.sampled_from(TERMS) | st.sampled_from(TERMS) | st.sampled_from(GRAMMAR) | st.sampled_from(NOISE)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
LISTS = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=4)
ODD = st.sampled_from(
    [*" ,;()/&+-–\n\t\x00\x1b\u202e\u200b\u00ad\ufeff.!?’\"'@", "🚌", "👩‍👧", "é", "ß", "İ", "ﬁ", "\u0301"]
)
MIXED = st.lists(WORDS | ODD | st.characters() | WORDS.map(str.upper), max_size=14).map("".join) | st.text()


def all_matches(decision: Decision) -> Sequence[tuple[str, int, int]]:
    """Give the words and places of everything that a decision shows of the description."""
    shown = [match for reason in decision.reasons for match in reason.matched]
    shown += [match for asked in decision.questions for match in asked.words]
    return [match[:3] for match in (*shown, *decision.denied)]


@given(MIXED)
@example("İzomerschool, ﬁets en ΆΈ bus")
@example("🚌🚌zomerschool🚌")
@example("zomerschool\u0301 en\u202e glasvezel")
def test_places_of_words(decide_text: DecideText, text: str) -> None:
    """Whatever stands around them, words shown are those of the description at the places given."""
    decision = decide_text(text)
    for words, start, end in all_matches(decision):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == words
    assert all(part.text in text for part in decision.parts)


@given(TEXTS | MIXED)
@example("")
@example("zonder")
@example("sport- en")
@example("a" * 10_000)
@example("niet " * 2_000)
@example("zomerschool en " * 600)
def test_any_text_has_a_verdict(decide_text: DecideText, text: str) -> None:
    """Any text at all comes out with reasons, and with the verdict of the most cautious of them."""
    decision = decide_text(text)
    assert decision.reasons
    assert decision.verdict is worst(reason.verdict for reason in decision.reasons)
    assert decision.verdict is decision.reasons[0].verdict
    caution = [reason.verdict.caution for reason in decision.reasons]
    assert caution == sorted(caution, reverse=True)
    assert len(set(rules(decision))) == len(decision.reasons)


@given(TEXTS | MIXED)
def test_eligible_only_by_a_rule(decide_text: DecideText, rulebook: Rulebook, text: str) -> None:
    """Nothing is eligible without an eligible rule that its words hit, a goal, and no word left uncovered."""
    decision = decide_text(text)
    if decision.verdict is ELIGIBLE:
        assert all(reason.rule.verdict is ELIGIBLE and reason.matched for reason in decision.reasons)
        assert decision.goals
        assert rulebook.fallback not in rules(decision)
    if all(reason.rule.verdict is not ELIGIBLE for reason in decision.reasons):
        assert decision.verdict is not ELIGIBLE


@given(TEXTS | MIXED)
def test_what_is_excluded_excludes_the_whole(decide_text: DecideText, text: str) -> None:
    """An excluded thing beside any expense makes the whole excluded."""
    assert decide_text(f"{text}, glasvezelverbinding").verdict is EXCLUDED
    assert decide_text(f"glasvezelverbinding, {text}").verdict is EXCLUDED


@given(TEXTS | MIXED, st.sampled_from(["vervoer", "chromebooks", "logopedie", "groen schoolplein", "lantaarnpaal"]))
def test_what_is_doubtful_makes_nothing_eligible(decide_text: DecideText, text: str, doubtful: str) -> None:
    """A doubtful thing beside any expense leaves it at best doubtful."""
    assert decide_text(f"{text}, {doubtful}").verdict is not ELIGIBLE
    assert decide_text(f"{doubtful}, {text}").verdict is not ELIGIBLE


@given(TEXTS, st.sampled_from(["vervoer", "chromebooks", "glasvezelverbinding", "knurften"]))
def test_what_is_denied_does_not_count(decide_text: DecideText, text: str, denied: str) -> None:
    """To say at the end, apart, that a thing is not included changes neither verdict nor rules."""
    decision = decide_text(text)
    with_denial = decide_text(f"{text}, zonder {denied}")
    assert with_denial.verdict is decision.verdict
    assert rules(with_denial) == rules(decision)


@given(LISTS.flatmap(lambda parts: st.tuples(st.just(parts), st.permutations(parts))))
def test_order_of_parts_does_not_matter(decide_text: DecideText, orders: tuple[list[str], list[str]]) -> None:
    """The parts of a list give the same verdict and rules in whatever order they stand.

    A part that begins with `in` or `op` is no item of a list: behind one it tells where that is.
    """
    assume(all(part.split()[0] not in INTRODUCING for part in orders[0]))
    decision, shuffled = (decide_text(", ".join(parts)) for parts in orders)
    assert shuffled.verdict is decision.verdict
    assert sorted(rules(shuffled)) == sorted(rules(decision))
    assert shuffled.goals == decision.goals


@given(LISTS)
def test_list_is_no_milder_than_its_parts(decide_text: DecideText, parts: list[str]) -> None:
    """A list is excluded if one of its parts is, and separators of a list are all alike."""
    verdicts = {decide_text(separator.join(parts)).verdict for separator in (", ", "; ", "\n", " / ")}
    assert len(verdicts) == 1
    if any(decide_text(part).verdict is EXCLUDED for part in parts):
        assert verdicts == {EXCLUDED}


@given(TEXTS)
def test_capitals_do_not_matter(decide_text: DecideText, text: str) -> None:
    """A text all in capitals comes out as the same text in small letters."""
    assert decide_text(text.upper()).verdict is decide_text(text.lower()).verdict


@given(TEXTS | MIXED, st.dates(date(2019, 1, 1), date(2028, 1, 1)), st.dates(MEETING, TODAY))
def test_day_makes_nothing_milder(decide_text: DecideText, text: str, day: date, as_of: date) -> None:
    """A day outside the period excludes any expense; one inside leaves the verdict of the words, years apart."""
    last = date(2025, 7, 31) if as_of >= AMENDMENT else date(2023, 7, 31)
    decision = decide_text(text, day=day, as_of=as_of)
    if date(2021, 7, 1) <= day <= last:
        assume("20" not in text)
        assert decision.verdict is decide_text(text, as_of=as_of).verdict
    else:
        assert decision.verdict is EXCLUDED


@given(TEXTS, st.dictionaries(st.sampled_from(["additional", "temporary", "contributes"]), st.sampled_from(Answer)))
def test_decision_is_pure(rulebook: Rulebook, text: str, said: dict[str, Answer]) -> None:
    """The same expense under the same rules gives the same decision, whatever was decided in between."""
    expense = Expense(text, answers=said)
    first = decide(expense, rulebook, TODAY)
    decide(Expense(f"{text} knurften {text}"), rulebook, MEETING)
    assert decide(expense, rulebook, TODAY) == first
    rulebook.as_of(TODAY).decided.clear()
    assert decide(expense, rulebook, TODAY) == first
    assert UNNAMED not in rules(first)


EXPENSES = st.builds(
    Expense,
    TEXTS | MIXED,
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, date(2021, 6, 30), date(2021, 7, 1), date(2023, 8, 1), date(2025, 7, 31), date(2025, 8, 1)]),
    st.sampled_from([None, "catch-up", "preschool"]),
    st.dictionaries(st.sampled_from(["additional", "temporary", "contributes"]), st.sampled_from(Answer)),
)


@given(EXPENSES, EXPENSES, st.sampled_from([MEETING, TODAY]))
def test_a_description_that_recurs(rulebook: Rulebook, before: Expense, expense: Expense, as_of: date) -> None:
    """What was decided of a description before changes nothing, whatever else was other or the same then."""
    edition = rulebook.as_of(as_of)
    decide(before._replace(description=expense.description), rulebook, as_of)
    after = decide(expense, rulebook, as_of)
    edition.decided.clear()
    edition.remembered.clear()
    assert decide(expense, rulebook, as_of) == after
    assert after.expense is expense


def test_not_all_is_remembered(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long list no more decisions are kept than there is room for, and none of a long description."""
    rulebook.as_of(TODAY).decided.clear()
    assert decide(Expense("zomerschool " * 40), rulebook, TODAY).verdict is ELIGIBLE
    assert not rulebook.as_of(TODAY).decided
    monkeypatch.setattr("npo_cli.eligibility.decision._MOST_DECIDED", 3)
    for text in ("zomerschool", "bijles", "chromebooks", "glasvezel", "huur", "logopedie", "bijles"):
        decide(Expense(text), rulebook, TODAY)
        assert 0 < len(rulebook.as_of(TODAY).decided) <= 3


@given(TEXTS)
def test_effects_of_answers_hold(rulebook: Rulebook, text: str) -> None:
    """What an open question says that a yes or a no would do is what it does."""
    decision = decide(Expense(text), rulebook, TODAY)
    for asked in decision.questions:
        if asked.answer is UNKNOWN:
            for answer, foretold in ((YES, asked.if_yes), (NO, asked.if_no)):
                after = decide(Expense(text, answers={asked.question.id: answer}), rulebook, TODAY)
                assert after.verdict is foretold


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("kite for school De Ladder", ELIGIBLE),
        ("kite for school de ladder", CONSULT),
        ("Kite Van School De Ladder", CONSULT),
        ("kite for school De Rope", EXCLUDED),
        ("subsidy for De Kite", ELIGIBLE),
    ],
)
def test_a_name_gives_no_doubt(tmp_path: Path, text: str, verdict: Verdict) -> None:
    """A word with a capital after De or Het is a name: it calls for no caution, but still excludes and allows."""
    grant = small_grant(
        rule("kites", "eligible", ["kite"], goals=["flying"]),
        rule("ladders", "consult", ["ladder"]),
        rule("ropes", "excluded", ["rope"]),
        goals=[goal("flying")],
        vocabulary={"neutral": {"en": ["school", "subsidy"]}},
    )
    assert decide(Expense(text), load_files(tmp_path, grant), TODAY).verdict is verdict
