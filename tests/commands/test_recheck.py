"""`npo ledger recheck`: every booking decided again, by other rules or with other knowledge."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.commands.running import LANGUAGES, ROOT, Program, obeyed

# The grant of these tests lets its period end on 31 December 2024, and since 3 June 2024 on 30 September 2026.
BEFORE, LATE = "2024-01-01", "2025-03-03"
GARDEN = ROOT / "rules" / "example-grant" / "rules.yaml"


@pytest.fixture
def books(npo: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Open a ledger with one booking within the first period (2) and one that only the second holds (3)."""
    monkeypatch.setenv("NPO_PACK", "example-grant")
    npo("init", "Lindestee", "--allocation", "90000", "--date", "2023-03-01")
    book(npo, "bomen in het park", "2024-05-06", "100")
    book(npo, "geveltuinen in de wijk", LATE, "250,50")
    return npo


def book(npo: Program, text: str, day: str, amount: str, *more: str) -> Any:
    arguments = ("--amount", amount, "--date", day, "--format", "json", *more)
    outcome = npo("ledger", "add", text, *arguments)
    assert outcome.code == 0, outcome.err
    return outcome.data


def recheck(npo: Program, *arguments: str | Path, code: int = 0) -> Any:
    """Recheck, and give what was found."""
    outcome = npo("ledger", "recheck", "--format", "json", *arguments)
    assert (outcome.code, outcome.err) == (code, "")
    return outcome.data


def other_rules(tmp_path: Path, old: str, new: str) -> Path:
    """Copy the rules with one thing changed."""
    pack = copytree(ROOT / "rules" / "example-grant", tmp_path / "other")
    text = (pack / "rules.yaml").read_text(encoding="utf-8")
    assert old in text
    (pack / "rules.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return pack


def test_only_what_changes(books: Program) -> None:
    """As of a day before the amendment the late booking is listed, old and new, with the rule; the other is not."""
    found = recheck(books, "--as-of", BEFORE)
    (change,) = found["changes"]
    assert (change["number"], change["before"], change["after"]) == (3, "eligible", "excluded")
    assert change["because"] == ["period-to-2024"]
    assert (found["count"], found["exposed"], found["relieved"]) == (2, "250.50", "0.00")
    assert found["as_of"] == BEFORE


def test_nothing_changes_today(books: Program) -> None:
    """By the same rules and knowledge nothing changes."""
    assert recheck(books)["changes"] == []


def test_the_real_amendment(npo: Program) -> None:
    """A spending of 2024-03-01 on the real grant changes as of 2021-09-21, and does not as of 2023-02-01."""
    npo("init", "Oisterwijk", "--allocation", "90000", "--date", "2021-10-01")
    book(npo, "zomerschool", "2022-07-18", "100")
    book(npo, "zomerschool", "2024-03-01", "900")
    changes = recheck(npo, "--as-of", "2021-09-21")["changes"]
    assert [(change["number"], change["after"]) for change in changes] == [(3, "excluded")]
    assert recheck(npo, "--as-of", "2023-02-01")["changes"] == []


@pytest.mark.parametrize(("language", "words"), [
    ("nl", ("2 boekingen opnieuw getoetst", "was toegestaan, wordt niet toegestaan", "strenger beoordeeld: € 250,50")),
    ("en", ("2 bookings decided again", "was eligible, becomes excluded", "judged more strictly is € 250.50")),
])  # fmt: skip
def test_in_words(books: Program, language: str, words: tuple[str, ...]) -> None:
    """In words each change tells what was, what becomes, by which rule, and the amounts."""
    outcome = books("ledger", "recheck", "--as-of", BEFORE, "--lang", language)
    assert (outcome.code, outcome.err) == (0, "")
    assert [part for part in (*words, "period-to-2024", "geveltuinen in de wijk") if part not in outcome.flat] == []
    assert "bomen in het park" not in outcome.out
    assert max(map(len, outcome.lines)) <= 80
    assert not obeyed(outcome.out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_in_words(books: Program, language: str) -> None:
    """Where nothing changes, a line says so."""
    word = {"nl": "Geen enkel oordeel verandert.", "en": "No verdict changes."}[language]
    assert books("ledger", "recheck", "--lang", language).lines[1] == word


def test_exit_code(books: Program) -> None:
    """With --exit-code a change ends with 1, and none with 0."""
    recheck(books, "--as-of", BEFORE, "--exit-code", code=1)
    recheck(books, "--exit-code")


def test_other_rules(books: Program, tmp_path: Path) -> None:
    """With --rules the bookings are decided by the rules in a folder: a new exclusion exposes what was eligible."""
    changed = "id: pavement-gardens\n    verdict: excluded"
    pack = other_rules(tmp_path, "id: pavement-gardens\n    verdict: eligible", changed)
    found = recheck(books, "--rules", pack)
    assert [(change["number"], change["after"]) for change in found["changes"]] == [(3, "excluded")]
    assert found["exposed"] == "250.50"


def test_less_strict(books: Program, tmp_path: Path) -> None:
    """What becomes less cautious is told apart from what is exposed."""
    book(books, "natuurlijke speelplek", "2024-05-06", "40", "--goal", "green-streets")
    changed = "id: natural-play\n    verdict: eligible"
    pack = other_rules(tmp_path, "id: natural-play\n    verdict: consult", changed)
    found = recheck(books, "--rules", pack)
    assert (found["exposed"], found["relieved"]) == ("0.00", "40.00")


def test_rules_of_another_grant(books: Program) -> None:
    """Rules of another grant are refused: by them no booking means anything."""
    assert "npo-spuk" in books("ledger", "recheck", "--rules", "npo-spuk").refusal()


def test_folder_without_rules(books: Program, tmp_path: Path) -> None:
    """A folder without rules is refused."""
    assert "geen" in books("ledger", "recheck", "--rules", tmp_path, "--lang", "nl").refusal()


def test_stored_answers_are_used(books: Program) -> None:
    """What was answered at the time of booking is answered again, so that nothing changes."""
    entry = book(books, "groen dak", "2024-05-06", "70", "--fact", "public-function=yes")
    assert entry["verdict"] == "eligible"
    found = recheck(books)
    assert (found["changes"], found["unanswered"]) == ([], [])


def test_missing_answers(books: Program, tmp_path: Path) -> None:
    """A question that the new rules ask, and the booking was never asked, is named with the booking."""
    old = "id: planting\n    verdict: eligible\n    goals: [green-streets]"
    new = f"{old}\n    conditions: [{{question: public-function, if_no: excluded, if_unknown: consult}}]"
    pack = other_rules(tmp_path, old, new)
    found = recheck(books, "--rules", pack)
    assert found["unanswered"] == [{"number": 2, "questions": ["public-function"]}]
    assert [(change["number"], change["after"]) for change in found["changes"]] == [(2, "consult")]
    outcome = books("ledger", "recheck", "--rules", pack, "--lang", "nl")
    assert "Heeft het gebouw een publieke functie? (public-function)" in outcome.flat


def test_reversed_does_not_count(books: Program) -> None:
    """A reversed booking is not decided again."""
    books("ledger", "reverse", "3", "--reason", "dubbel")
    found = recheck(books, "--as-of", BEFORE)
    assert (found["count"], found["changes"]) == (1, [])


def test_commitments_count_once(books: Program) -> None:
    """Of a commitment that was partly spent the rest counts, and its spending for itself; one all spent is left out."""
    book(books, "honderd regentonnen", LATE, "1000", "--commitment")
    books("ledger", "fulfil", "4", "--amount", "300", "--date", LATE)
    found = recheck(books, "--as-of", BEFORE)
    assert [(change["number"], change["at_stake"]) for change in found["changes"]] == [
        (3, "250.50"),
        (4, "700.00"),
        (5, "300.00"),
    ]
    assert found["exposed"] == "1250.50"
    books("ledger", "fulfil", "4", "--date", LATE)
    assert [change["number"] for change in recheck(books, "--as-of", BEFORE)["changes"]] == [3, 5, 6]


def test_ruling_is_told(books: Program) -> None:
    """Where the accountant ruled on the booking itself, the list says so."""
    books("ledger", "ruling", "3", "--approve", "--by", "Jansen", "--date", "2025-04-01")
    assert (
        "de accountant oordeelde al: goedgekeurd" in books("ledger", "recheck", "--as-of", BEFORE, "--lang", "nl").flat
    )


def test_precedent_is_followed(books: Program) -> None:
    """A precedent changes the like: what awaited the accountant becomes eligible."""
    book(books, "natuurlijke speelplek", "2024-05-06", "40", "--goal", "green-streets")
    book(books, "speelplek, natuurlijke", "2024-05-07", "60", "--goal", "green-streets")
    books("ledger", "ruling", "4", "--approve", "--by", "J", "--date", "2024-06-01", "--precedent")
    found = recheck(books)
    assert [(change["number"], change["after"]) for change in found["changes"]] == [(4, "eligible"), (5, "eligible")]
    assert found["relieved"] == "100.00"


def test_changes_nothing(books: Program) -> None:
    """The files of the workspace are the same afterwards, byte for byte."""
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    recheck(books, "--as-of", BEFORE)
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_day_before_all(books: Program) -> None:
    """A day on which nothing was known is refused."""
    assert "2020-01-01" in books("ledger", "recheck", "--as-of", "2020-01-01").refusal()


def test_empty_ledger(npo: Program) -> None:
    """A ledger without bookings has nothing to list."""
    npo("init", "Leeg", "--allocation", "10", "--pack", "example-grant")
    found = recheck(npo)
    assert (found["count"], found["changes"], found["exposed"]) == (0, [], "0.00")


def test_two_sets_of_rules(books: Program, tmp_path: Path) -> None:
    """With --rules and --pack together one of them would be ignored: they are refused; an empty name is, too."""
    pack = other_rules(tmp_path, "terms:", "terms:")
    for given in ("does-not-exist", "example-grant"):
        outcome = books("ledger", "recheck", "--rules", pack, "--pack", given, "--lang", "nl")
        assert "--pack: --rules noemt de regels al" in outcome.refusal()
    for option in ("--rules", "--pack"):
        assert "not a folder of rules" in books("ledger", "recheck", option, "", "--lang", "en").refusal()
