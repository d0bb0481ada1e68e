"""`npo check` for one expense: the answer as text, the answer as JSON, and every option."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from npo_cli import __version__
from tests.commands.running import LANGUAGES, Outcome, Process, Program, flat, obeyed

ELIGIBLE, CONSULT, EXCLUDED = "zomerschool", "leerlingenvervoer", "aanleg van glasvezel"
MIXED = "zomerschool met vervoer per bus"
ASKING = "huur van een pand"  # turns on questions, one of which the words answer
UNLISTED = "kerstpakketten voor het personeel"
TYPO = "chromeboeks"
DENIED = "zomerschool zonder vervoer"
LATE = "2024-01-15"  # in the period as amended on 10 October 2022, after the period as first known

KINDS = (ELIGIBLE, CONSULT, EXCLUDED, MIXED, ASKING, UNLISTED, TYPO, DENIED)
WORDS = {
    "nl": {"eligible": "toegestaan", "consult": "overleg met accountant", "excluded": "niet toegestaan"},
    "en": {"eligible": "eligible", "consult": "consult", "excluded": "excluded"},
}
SIGNS = {"eligible": "✓", "consult": "!", "excluded": "✗"}
VERDICTS = set(SIGNS)
GOALS = set("catch-up preschool care-and-welfare local-cooperation school-non-attendance".split())
GOALS |= {"temporary-rent", "municipal-capacity"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def checked(npo: Program, *arguments: str, language: str = "en") -> dict[str, Any]:
    """Check an expense and give the JSON, of which the reading must succeed."""
    outcome = npo("check", *arguments, "--format", "json", "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    data = outcome.data
    assert isinstance(data, dict)
    return data


def verdict(npo: Program, *arguments: str) -> str:
    """Give the verdict on an expense."""
    return str(checked(npo, *arguments)["verdict"])


def answered(npo: Program, *arguments: str, language: str = "nl", env: dict[str, str] | None = None) -> Outcome:
    """Check an expense and give the answer as text."""
    outcome = npo("check", *arguments, "--lang", language, env=env)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome


# The contract of section 4 of the design.


def assert_text(value: object) -> None:
    assert isinstance(value, str)
    assert value.strip() == value != ""
    assert "{" not in value


def assert_matches(matches: Any, description: str) -> None:
    assert isinstance(matches, list)
    for match in matches:
        assert match.keys() >= {"text", "start", "end"}
        assert description[match["start"] : match["end"]] == match["text"] != ""


def assert_source(source: Any) -> None:
    assert source.keys() >= {"document", "place", "quote", "url"}
    for name in ("document", "place", "quote"):
        assert_text(source[name])
    assert source["url"] is None or source["url"].startswith("https://")


def assert_contract(data: Any) -> None:
    assert data.keys() >= set(
        "schema verdict description amount date as_of goals reasons questions advice receipt".split()
    )
    assert re.fullmatch(r"[a-z.]+/\d+", data["schema"])
    assert data["verdict"] in VERDICTS
    assert isinstance(data["description"], str)
    assert data["amount"] is None or re.fullmatch(r"\d+\.\d{2}", data["amount"])
    assert data["date"] is None or DAY.fullmatch(data["date"])
    assert DAY.fullmatch(data["as_of"])
    assert GOALS.issuperset(data["goals"])
    assert len(set(data["goals"])) == len(data["goals"])
    assert data["reasons"], "a verdict without a reason"
    for reason in data["reasons"]:
        assert reason.keys() >= {"rule", "verdict", "title", "explanation", "matched", "source"}
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", reason["rule"])
        assert reason["verdict"] in VERDICTS
        assert_text(reason["title"])
        assert_text(reason["explanation"])
        assert_matches(reason["matched"], data["description"])
        assert_source(reason["source"])
    for question in data["questions"]:
        assert question.keys() >= {"id", "text", "answer"}
        assert_text(question["text"])
        assert question["answer"] in {"yes", "no", "unknown"}
    assert data["advice"], "a verdict without advice"
    for line in data["advice"]:
        assert_text(line)
    assert data["receipt"].keys() >= {"engine", "pack", "sha256"}
    assert (data["receipt"]["engine"], data["receipt"]["pack"]) == (__version__, "npo-spuk")
    assert re.fullmatch(r"[0-9a-f]{64}", data["receipt"]["sha256"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", KINDS)
def test_json_contract(npo: Program, text: str, language: str) -> None:
    """Every kind of answer holds the fields of the contract, each of the promised type."""
    assert_contract(checked(npo, text, language=language))


def test_json_of_a_whole_expense(npo: Program) -> None:
    """Amount, day, goal and the day of knowledge come back as decimal string, ISO dates and id."""
    data = checked(npo, MIXED, *"--amount 1.234,5 --date 18-07-2022 --goal catch-up --as-of 31-12-2022".split())
    assert_contract(data)
    assert (data["description"], data["amount"], data["date"]) == (MIXED, "1234.50", "2022-07-18")
    assert (data["goal"], data["as_of"]) == ("catch-up", "2022-12-31")


def test_json_of_an_expense_without_more(npo: Program) -> None:
    """What was not given is null, and the knowledge is that of today."""
    data = checked(npo, ELIGIBLE)
    assert (data["amount"], data["date"], data["as_of"]) == (None, None, date.today().isoformat())


@pytest.mark.parametrize("text", KINDS)
def test_json_says_the_same_in_both_languages(npo: Program, text: str) -> None:
    """Only the texts for readers differ between Dutch and English."""
    dutch, english = (checked(npo, text, language=language) for language in LANGUAGES)
    for data in (dutch, english):
        assert data.pop("advice")
        for item in (*data["reasons"], *data["questions"]):
            for name in ("title", "explanation", "text"):
                item.pop(name, None)
    assert dutch == english


@pytest.mark.parametrize("text", KINDS)
def test_json_is_pure(npo: Program, text: str) -> None:
    """The same question gives the same bytes."""
    once, again = (npo("check", text, "--format", "json") for _ in range(2))
    assert once == again


def test_verdicts(npo: Program) -> None:
    """Named things are eligible, doubtful ones are for the accountant, fibre is excluded."""
    assert [verdict(npo, text) for text in (ELIGIBLE, CONSULT, EXCLUDED)] == ["eligible", "consult", "excluded"]


def test_unlisted(npo: Program) -> None:
    """What nothing names is for the accountant, without a goal, and the doubt is stated."""
    data = checked(npo, UNLISTED)
    assert (data["verdict"], data["goals"]) == ("consult", [])
    assert data["reasons"][0]["doubt"] == "not-listed"


def test_mixed(npo: Program) -> None:
    """The parts of a mixed expense have verdicts of their own, and the advice is to split the booking."""
    data = checked(npo, MIXED)
    assert data["verdict"] == "consult"
    assert {part["verdict"] for part in data["parts"]} == {"eligible", "consult"}
    assert all(part["text"] in MIXED for part in data["parts"])
    assert any("zomerschool" in line and "bus" in line for line in data["advice"])
    assert "Bestedingsdoel, alleen voor het toegestane deel:" in answered(npo, MIXED).flat


def test_typo(npo: Program) -> None:
    """A mistyped word counts, and is shown with the word it was read as."""
    (match,) = checked(npo, TYPO)["reasons"][0]["matched"]
    assert (match["text"], match["typo_of"]) == (TYPO, "chromebook")
    assert f"‘{TYPO}’ (≈ chromebook" in answered(npo, TYPO).flat


def test_denied(npo: Program) -> None:
    """Words that are denied do not count, and are shown as such."""
    data = checked(npo, DENIED)
    assert data["verdict"] == "eligible"
    assert [match["text"] for match in data["not_counted"]] == ["vervoer"]
    assert "‘vervoer’" in answered(npo, DENIED).flat


# The answer as text.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [*KINDS, "lang " * 1_800, "x" * 9_000, f"{'w' * 300} zomerschool"])
def test_text_fits_a_page(npo: Program, text: str, language: str) -> None:
    """No line is wider than 80 columns, in a pipe or where COLUMNS says so, whatever the description."""
    for environment in ({}, {"COLUMNS": "80"}):
        outcome = answered(npo, text, "--amount", "999999999", "--date", LATE, language=language, env=environment)
        assert max(map(len, outcome.lines)) <= 80
        assert all(line == line.rstrip() for line in outcome.lines)


def test_text_fits_a_narrow_terminal(npo: Program) -> None:
    """A terminal of 60 columns gets lines of 60."""
    assert max(map(len, npo("check", MIXED, terminal=True, env={"COLUMNS": "60", "NO_COLOR": "1"}).lines)) <= 60


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", KINDS)
def test_text_leads_with_the_verdict(npo: Program, text: str, language: str) -> None:
    """The first line is a sign and the word of the verdict, and nothing before it."""
    decided = verdict(npo, text)
    sign, word = answered(npo, text, language=language).lines[0].split(" ", 1)
    assert sign == SIGNS[decided]
    assert word.casefold().startswith(WORDS[language][decided])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", KINDS)
def test_text_says_all(npo: Program, text: str, language: str) -> None:
    """The text holds the expense, each reason with its words, quote, document and place, and each question."""
    data = checked(npo, text, language=language)
    shown = answered(npo, text, language=language).flat
    assert text in shown
    for reason in data["reasons"]:
        source = reason["source"]
        assert reason["title"] in shown
        assert reason["explanation"] in shown
        assert all(f"‘{match['text']}’" in shown for match in reason["matched"])
        assert flat(source["quote"]) in shown
        assert source["title"] in shown
        assert source["place"] in shown
    for question in data["questions"]:
        assert question["text"] in shown
    assert data["receipt"]["sha256"][:8] in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", KINDS)
def test_text_says_what_to_do(npo: Program, text: str, language: str) -> None:
    """The text says what belongs in the file and, where the verdict is consult, what to ask the accountant."""
    data = checked(npo, text, language=language)
    shown = answered(npo, text, language=language).flat
    for reason in data["reasons"]:
        rule = npo("rules", "show", reason["rule"], "--format", "json", "--lang", language).data
        assert flat(rule["file"]) in shown
        if data["verdict"] == reason["verdict"] == "consult":
            assert flat(rule["ask"]) in shown


def test_open_question_says_how_to_answer(npo: Program) -> None:
    """An open question shows what each answer would do, and the option that gives it."""
    shown = answered(npo, ASKING).flat
    for question in checked(npo, ASKING)["questions"]:
        assert (f"--fact {question['id']}=" in shown) is (question["answer"] == "unknown")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_warns_without_date(npo: Program, language: str) -> None:
    """Without a date the answer says that the period was not tested; with one it does not."""
    assert "--date" in answered(npo, ELIGIBLE, language=language).out
    assert "--date" not in answered(npo, ELIGIBLE, "--date", LATE, language=language).out


def test_text_writes_amount_and_day_as_people_do(npo: Program) -> None:
    """Amount and day stand in the answer in the user's language."""
    given = (ELIGIBLE, "--amount", "1234.5", "--date", "2022-07-18")
    assert "€ 1.234,50 · 18 juli 2022" in answered(npo, *given).out
    assert "€ 1,234.50 · 18 July 2022" in answered(npo, *given, language="en").out


# Colour.


def test_no_colour_in_a_pipe(npo: Program) -> None:
    """A pipe gets no escapes."""
    assert "\x1b" not in answered(npo, MIXED).out


def test_colour_on_a_terminal(npo: Program) -> None:
    """A terminal gets the verdict in its colour, and the same text as a pipe."""
    for text, colour in ((ELIGIBLE, "32"), (CONSULT, "33"), (EXCLUDED, "31")):
        shown = npo("check", text, terminal=True, env={"COLUMNS": "80"}).out
        assert shown.splitlines()[0].startswith(f"\x1b[{colour}m")
        assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == npo("check", text).out


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_not_wanted(npo: Program, environment: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal are honoured."""
    assert "\x1b" not in npo("check", MIXED, terminal=True, env=environment).out


def test_plain_signs(npo: Program) -> None:
    """A console that cannot write ✓ or ✗ gets a plain sign, and never an error."""
    for text, sign in ((ELIGIBLE, "+"), (CONSULT, "!"), (EXCLUDED, "x")):
        outcome = npo("check", text, terminal=True, encoding="cp850", env={"NO_COLOR": "1"})
        assert (outcome.code, outcome.out.split()[0]) == (0, sign)


def test_encoding_of_a_pipe(npo_process: Process) -> None:
    """A pipe carries UTF-8 whatever the locale, unless PYTHONIOENCODING says otherwise."""
    assert npo_process("check", ELIGIBLE, env={"LC_ALL": "C", "NPO_LANG": "nl"}).out.startswith("✓ TOEGESTAAN")
    plain = npo_process("check", ELIGIBLE, encoding="cp1252", env={"PYTHONIOENCODING": "cp1252"})
    assert (plain.code, plain.out.split()[0]) == (0, "+")


# Facts and questions.


@pytest.mark.parametrize(
    ("given", "answer"),
    [("yes", "yes"), ("ja", "yes"), ("JA", "yes"), ("no", "no"), ("nee", "no"), ("unknown", "unknown")],
)
def test_fact(npo: Program, given: str, answer: str) -> None:
    """An answer is taken in either language and comes back in the question."""
    data = checked(npo, ASKING, "--fact", f"temporary={given}")
    assert {question["id"]: question["answer"] for question in data["questions"]}["temporary"] == answer


def test_facts_turn_the_verdict(npo: Program) -> None:
    """Unknown is neither yes nor no: all answers yes allow, a single no or unknown does not."""
    facts = ("--fact", "temporary=yes", "--fact", "serves-measure=ja", "--fact", "existing-building=yes")
    assert verdict(npo, ASKING) == "consult"
    assert verdict(npo, ASKING, *facts[:2]) == "consult"
    assert verdict(npo, ASKING, *facts) == "eligible"
    assert verdict(npo, ASKING, *facts[:4], "--fact", "existing-building=no") == "consult"
    assert verdict(npo, ASKING, *facts[2:], "--fact", "temporary=unknown") == "consult"


def test_same_fact_twice(npo: Program) -> None:
    """The same answer given twice is one answer."""
    assert verdict(npo, ASKING, "--fact", "temporary=yes", "--fact", "temporary=ja") == "consult"


@pytest.mark.parametrize(("language", "yes"), [("nl", "ja"), ("en", "yes"), ("nl", "J"), ("en", " Y ")])
def test_interactive(npo: Program, language: str, yes: str) -> None:
    """With -i each open question is asked on standard error, and the answers count."""
    outcome = npo("check", ASKING, "-i", "--lang", language, "--exit-code", stdin=f"{yes}\n" * 5)
    assert outcome.code == 0
    assert outcome.lines[0].casefold().endswith(WORDS[language]["eligible"])
    asked = [q["text"] for q in checked(npo, ASKING, language=language)["questions"] if q["answer"] == "unknown"]
    assert len(asked) > 1
    assert [line for line in asked if line in outcome.err] == asked


def test_interactive_json(npo: Program) -> None:
    """Questions do not stand in the way of JSON."""
    outcome = npo("check", ASKING, "-i", "--format", "json", stdin="yes\nno\n")
    assert_contract(outcome.data)
    answers = [question["answer"] for question in outcome.data["questions"]]
    assert sorted(answers) == ["no", "yes", "yes"]


@pytest.mark.parametrize("typed", ["", "\n", "\n\n\n\n", "yes\n"])
def test_interactive_without_an_answer(npo: Program, typed: str) -> None:
    """An empty answer leaves the question open, and at the end of the input the verdict stands as it is."""
    outcome = npo("check", ASKING, "-i", "--format", "json", stdin=typed)
    assert (outcome.code, outcome.data["verdict"]) == (0, "consult")
    assert "unknown" in {question["answer"] for question in outcome.data["questions"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_interactive_nonsense(npo: Program, language: str) -> None:
    """What is no answer is refused, or asked again, in a clear line; it is never taken for yes or no."""
    outcome = npo("check", ASKING, "-i", "--lang", language, stdin="misschien\x1b[31m\n")
    outcome.check_messages()
    assert "misschien" in outcome.err
    assert outcome.code == 2 or outcome.lines[0].startswith("!")


def test_interactive_after_a_mistake(npo: Program) -> None:
    """On a terminal a question is asked again after what is no answer."""
    outcome = npo("check", ASKING, "-i", "--format", "json", stdin="misschien\nyes\nyes\nyes\n", terminal=True)
    assert outcome.code == 0
    assert "‘misschien’" in outcome.err
    assert json.loads(outcome.out)["verdict"] == "eligible"


def test_interactive_without_questions(npo: Program) -> None:
    """Where nothing is open, nothing is asked."""
    assert npo("check", ELIGIBLE, "-i") == npo("check", ELIGIBLE)


# The two axes of time.


def test_as_of_before_the_amendment(npo: Program) -> None:
    """With the knowledge of 2021 the period ends in 2023, since the amendment of 10 October 2022 in 2025."""
    late = (ELIGIBLE, "--date", LATE)
    assert verdict(npo, *late, "--as-of", "2022-10-09") == "excluded"
    assert verdict(npo, *late, "--as-of", "2022-10-10") == "eligible"
    assert verdict(npo, *late) == "eligible"


@pytest.mark.parametrize(
    ("day", "as_of", "dates"),
    [
        (LATE, "2022-10-09", ("15 januari 2024", "1 juli 2021", "31 juli 2023")),
        ("2025-08-01", "2026-01-01", ("1 augustus 2025", "1 juli 2021", "31 juli 2025")),
        ("2021-06-30", "2026-01-01", ("30 juni 2021", "1 juli 2021", "31 juli 2025")),
    ],
)
def test_outside_the_period(npo: Program, day: str, as_of: str, dates: tuple[str, ...]) -> None:
    """A day outside the period is excluded, naming the day, both ends of the period, and the source."""
    given = (ELIGIBLE, "--date", day, "--as-of", as_of)
    data = checked(npo, *given)
    assert (data["verdict"], data["reasons"][0]["verdict"]) == ("excluded", "excluded")
    shown = answered(npo, *given).flat
    assert all(named in shown for named in dates)
    assert flat(data["reasons"][0]["source"]["quote"]) in shown


@pytest.mark.parametrize(("day", "as_of"), [("2021-07-01", "2022-01-01"), ("2023-07-31", "2022-01-01")])
def test_edges_of_the_first_period(npo: Program, day: str, as_of: str) -> None:
    """The first and the last day belong to the period."""
    assert verdict(npo, ELIGIBLE, "--date", day, "--as-of", as_of) == "eligible"


def test_last_day_of_the_amended_period(npo: Program) -> None:
    """31 July 2025 is the last day, in the Dutch way of writing too."""
    assert verdict(npo, ELIGIBLE, "--date", "31-07-2025", "--as-of", "10-10-2022") == "eligible"
    assert verdict(npo, ELIGIBLE, "--date", "01-08-2025", "--as-of", "10-10-2022") == "excluded"


# Exit codes, goal.


@pytest.mark.parametrize(("text", "code"), [(ELIGIBLE, 0), (CONSULT, 3), (EXCLUDED, 4)])
def test_exit_code(npo: Program, text: str, code: int) -> None:
    """A verdict is not a failure, unless --exit-code asks for it: 0, 3 and 4."""
    assert npo("check", text).code == 0
    assert npo("check", text, "--exit-code").code == code
    assert npo("check", text, "--exit-code", "--format", "json").code == code


def test_exit_code_of_a_process(npo_process: Process) -> None:
    """The shell sees the exit code."""
    assert [npo_process("check", text, "--exit-code").code for text in (CONSULT, EXCLUDED, "")] == [3, 4, 2]


@pytest.mark.parametrize("goal", sorted(GOALS))
def test_goal(npo: Program, goal: str) -> None:
    """Each of the seven goals and cost kinds may be named, and comes back."""
    assert checked(npo, ELIGIBLE, "--goal", goal)["goal"] == goal


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_goal(npo: Program, language: str) -> None:
    """A goal that the rules do not point to is remarked on; the right one is not."""
    plain, right, other = (
        checked(npo, ELIGIBLE, *given, language=language)["advice"]
        for given in ((), ("--goal", "catch-up"), ("--goal", "preschool"))
    )
    assert right == plain
    assert len(other) == len(plain) + 1


# Language.


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "nl", "check", CONSULT),
        ("check", "--lang", "nl", CONSULT),
        ("check", CONSULT, "--lang", "nl"),
        ("--lang=nl", "check", CONSULT),
        ("check", CONSULT, "--lang=nl"),
        ("check", "--lang=nl", "--", CONSULT),
        ("--lang", "en", "check", CONSULT, "--lang", "nl"),
    ],
)
def test_lang_anywhere(npo: Program, arguments: tuple[str, ...]) -> None:
    """The option --lang may stand anywhere, and the last one counts."""
    assert npo(*arguments).lines[0] == "! OVERLEG MET ACCOUNTANT"


@pytest.mark.parametrize(
    ("environment", "dutch"),
    [
        ({}, False),
        ({"NPO_LANG": "nl"}, True),
        ({"NPO_LANG": "NL"}, True),
        ({"NPO_LANG": "en", "LC_ALL": "nl_NL.UTF-8"}, False),
        ({"LC_ALL": "nl_NL.UTF-8"}, True),
        ({"LC_ALL": "nl_BE"}, True),
        ({"LC_ALL": "C", "LANG": "nl_NL.UTF-8"}, False),
        ({"LC_MESSAGES": "nl_NL.UTF-8", "LANG": "en_US.UTF-8"}, True),
        ({"LANG": "nl_NL.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8"}, False),
    ],
)
@pytest.mark.skipif("sys.platform == 'win32'", reason="there the account decides where no variable does")
def test_language_of_the_environment(npo: Program, environment: dict[str, str], dutch: bool) -> None:
    """NPO_LANG chooses the language, else the locale; English if neither says Dutch."""
    assert ("OVERLEG" in npo("check", CONSULT, env=environment).lines[0]) is dutch


def test_lang_over_the_environment(npo: Program) -> None:
    """The option goes before NPO_LANG, for refusals too."""
    assert npo("check", CONSULT, "--lang", "en", env={"NPO_LANG": "nl"}).lines[0].startswith("! CONSULT")
    assert npo("check", "", "--lang", "en", env={"NPO_LANG": "nl"}) == npo("check", "")


# The end of options, and the file to write.


@pytest.mark.parametrize("text", ["-zomerschool", "--zomerschool", "--amount zomerschool", "--lang=zomerschool"])
def test_text_that_starts_with_a_dash(npo: Program, text: str) -> None:
    """After -- everything is the description."""
    assert npo("check", "--format", "json", "--", text).data["description"] == text


def test_lang_after_the_end_of_options(npo: Program) -> None:
    """After -- even --lang is a description, which nothing names."""
    assert npo("check", "--format", "json", "--", "--lang").data["description"] == "--lang"


@pytest.mark.parametrize("form", ["text", "json"])
def test_output(npo: Program, tmp_path: Path, form: str) -> None:
    """With --output the answer stands in the file as it would on standard output, which stays empty."""
    expected = npo("check", MIXED, "--format", form)
    written = npo("check", MIXED, "--format", form, "--output", "antwoord.txt")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert (tmp_path / "antwoord.txt").read_text(encoding="utf-8") == expected.out


def test_output_on_a_terminal(npo: Program, tmp_path: Path) -> None:
    """A file gets no colours, even if the terminal would."""
    assert npo("check", MIXED, "--output", "antwoord.txt", terminal=True, env={"COLUMNS": "80"}).code == 0
    assert not obeyed((tmp_path / "antwoord.txt").read_text(encoding="utf-8"))


def test_output_takes_the_place_of_a_file(npo: Program, tmp_path: Path) -> None:
    """An earlier answer is replaced, and no other file is left behind."""
    (tmp_path / "a.txt").write_text("oud", encoding="utf-8")
    assert npo("check", ELIGIBLE, "--output", "a.txt").code == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("✓")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_output_by_suffix(npo: Program, tmp_path: Path) -> None:
    """As with a list, a name that ends in .json asks for JSON."""
    assert npo("check", ELIGIBLE, "--output", "a.json").code == 0
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == npo("check", ELIGIBLE, "--format", "json").out


# Wrong combinations.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--amount", "5"),
        (ELIGIBLE, "--file", "uitgaven.csv"),
        (ELIGIBLE, "--format", "csv"),
        ("--file", "uitgaven.csv", "--amount", "5"),
        ("--file", "uitgaven.csv", "--date", "2022-07-18"),
        ("--file", "uitgaven.csv", "--goal", "catch-up"),
        ("--file", "uitgaven.csv", "-i"),
        ("zomer", "school"),
    ],
    ids=" ".join,
)
def test_wrong_combination(npo: Program, tmp_path: Path, arguments: tuple[str, ...], language: str) -> None:
    """What does not go together is refused in one line, rather than ignored."""
    (tmp_path / "uitgaven.csv").write_text("omschrijving\nzomerschool\n", encoding="utf-8")
    npo("check", *arguments, "--lang", language).refusal()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_faults_at_once(npo: Program, language: str) -> None:
    """Every bad option is told in one run, each in a line of its own, and each fact too."""
    options = ("--amount", "1.234", "--date", "gisteren", "--goal", "zz", "--as-of", "x", "--output", "a.pdf")
    facts = ("--fact", "temporary", "--fact", "glas=yes", "--fact", "temporary=perhaps", "--fact", "temporary")
    outcome = npo("check", "-", *options, *facts, "--lang", language)
    assert (outcome.code, outcome.out) == (2, "")
    outcome.check_messages()
    places = [line.split(":")[0] for line in outcome.messages[1:]]
    facts_told = ["--fact", "--fact", "--fact temporary"]
    assert places == ["--amount", "--date", "--goal", *facts_told, "--as-of", "a.pdf"]


def test_all_faults_of_a_list_at_once(npo: Program, tmp_path: Path) -> None:
    """With a list each option that does not go with it is told, beside those that are wrong in themselves."""
    (tmp_path / "uitgaven.csv").write_text("omschrijving\nzomerschool\n", encoding="utf-8")
    options = ("--amount", "5", "--goal", "catch-up", "-i", "--as-of", "x")
    outcome = npo("check", "--file", "uitgaven.csv", *options)
    assert [line.split(":")[0] for line in outcome.messages] == ["--amount", "--goal", "-i", "--as-of"]


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv"])
def test_form_is_chosen_before_asking(npo: Program, name: str) -> None:
    """A file that cannot be written is refused before a question is asked."""
    assert name in npo("check", ASKING, "-i", "--output", name, stdin="ja\n" * 5).refusal()


def test_question_on_a_terminal(npo: Program) -> None:
    """On a terminal an answer is typed behind its question; through a pipe each question has a line."""
    for terminal in (True, False):
        outcome = npo("check", ASKING, "-i", "--lang", "nl", stdin="\n" * 5, terminal=terminal)
        assert outcome.code == 0
        assert outcome.err.endswith("onbekend] ") is terminal


# What the consoles may do to a program.


def test_broken_pipe(npo_process: Process) -> None:
    """When the reader of the pipe has gone, npo ends without a word."""
    with npo_process.start("check", MIXED) as started:
        assert started.stdout is not None
        started.stdout.close()
        assert started.stderr is not None
        assert started.stderr.read() == b""


@pytest.mark.skipif("sys.platform == 'win32'", reason="there a closed pipe is another error")
def test_broken_pipe_is_no_refusal(npo_process: Process) -> None:
    """A reader that has seen enough (head -1) is no failure: the exit code is 0."""
    with npo_process.start("check", MIXED) as started:
        assert started.stdout is not None
        started.stdout.close()
        assert started.wait(60) == 0


@pytest.mark.skipif("sys.platform == 'win32'", reason="Ctrl-C is no signal there")
@pytest.mark.parametrize("language", LANGUAGES)
def test_interrupted(npo_process: Process, language: str) -> None:
    """Ctrl-C at a question ends with 130 and a word, without a traceback."""
    import signal  # SIGINT can only be sent elsewhere

    with npo_process.start("check", ASKING, "-i", "--lang", language) as started:
        assert started.stderr is not None
        assert started.stderr.readline()
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=60)
        assert (started.returncode, out) == (130, b"")
        assert b"Traceback" not in err
        assert {"nl": "Afgebroken", "en": "Broken off"}[language] in err.decode()
