"""`npo ledger ruling --precedent`: the accountant's ruling as a rule of the workspace, by which the like is decided."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
import yaml

from npo_cli.bookkeeping import adoption
from npo_cli.bookkeeping.adoption import adopt
from npo_cli.bookkeeping.entry import Ruling
from npo_cli.bookkeeping.ledger import Ledger, Moment
from npo_cli.bookkeeping.storage import sqlite
from npo_cli.bookkeeping.storage.address import open_ledger
from npo_cli.commands.ledger import ruling as command
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.workspace import Workspace
from tests.commands.running import LANGUAGES, Outcome, Program, obeyed

DAY = "2024-09-12"
APPROVED = ("--approve", "--by", "A. Jansen RA", "--date", DAY, "--precedent")
REJECTED = ("--reject", *APPROVED[1:])
FIRST = "natuurspeeltuin bij de vijver"
RULES = Path("rules", "oisterwijk.yaml")
LEDGER = Path("ledgers", "oisterwijk.db")


@pytest.fixture
def small(npo: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose the rules of the small grant, which are read in no time."""
    monkeypatch.setenv("NPO_PACK", "example-grant")


@pytest.fixture
def books(npo: Program, small: None) -> Program:
    """Open a ledger in which one expense awaits the accountant: entry 2."""
    opened(npo, "Oisterwijk")
    book(npo, FIRST, "--goal", "green-streets")
    return npo


def opened(npo: Program, name: str) -> None:
    outcome = npo("init", name, "--allocation", "900000", "--date", "2023-02-01", env={"NPO_LANG": "nl"})
    assert outcome.code == 0, outcome.err


def book(npo: Program, text: str, *more: str) -> Any:
    """Book 500 euros; give the entry."""
    arguments = ("--amount", "500", "--date", "2024-07-18", "--format", "json", *more)
    outcome = npo("ledger", "add", text, *arguments)
    assert outcome.code == 0, outcome.err
    return outcome.data


def ruled(npo: Program, *arguments: str | Path, number: int = 2, code: int = 0) -> Outcome:
    """Record a ruling, in Dutch, and see how it ends."""
    outcome = npo("ledger", "ruling", str(number), *arguments, env={"NPO_LANG": "nl", "NPO_USER": "M. de Wit"})
    assert outcome.code == code, outcome.out + outcome.err
    return outcome


def verdict(npo: Program, text: str, *more: str, **env: str) -> str:
    """Give the verdict of a check."""
    return str(npo("check", text, "--format", "json", *more, env=env).data["verdict"])


def count(npo: Program, *more: str) -> int:
    """Give how many entries the ledger has."""
    return len(npo("ledger", "list", "--format", "json", *more).data)


def assert_sound(npo: Program) -> None:
    """See that the rules are sound and that every example comes out as it says."""
    for name in ("lint", "test"):
        outcome = npo("rules", name, env={"NPO_LANG": "en"})
        assert outcome.code == 0, outcome.out + outcome.err


# The rule


def test_rule_is_written(books: Program) -> None:
    """The file is valid, commented and readable, with the ruling as its source: who, when, and which entry."""
    ruled(books, *APPROVED, "--note", "Akkoord, want de kinderen wonen ver weg.")
    assert_sound(books)
    text = RULES.read_text(encoding="utf-8")
    assert text.startswith("# Uitspraken van de accountant van Oisterwijk")
    assert "# Boeking 2, beoordeeld in boeking 3; vastgelegd door M. de Wit op 20" in text
    assert max(map(len, text.splitlines())) < 160
    (rule,) = yaml.safe_load(text)["rules"]
    assert rule["verdict"] == "eligible"
    assert rule["goals"] == ["green-streets"]
    assert rule["terms"]["nl"] == ["natuurspeeltuin + vijver"]
    assert rule["source"]["place"] == f"boeking 3, A. Jansen RA, {DAY}"
    assert rule["source"]["quote"] == "Akkoord, want de kinderen wonen ver weg."
    assert rule["known_from"].isoformat() == DAY


def test_rule_without_a_note_quotes_the_booking(books: Program) -> None:
    """Where the accountant gave no reason, the source is the booking with what was decided of it, in Dutch."""
    ruled(books, *APPROVED)
    (rule,) = yaml.safe_load(RULES.read_text(encoding="utf-8"))["rules"]
    assert rule["source"]["quote"] == f"goedgekeurd: {FIRST}"


def test_rule_is_cited(books: Program) -> None:
    """A later check of the like follows the ruling and says in Dutch that the accountant decided, and when."""
    assert verdict(books, FIRST) == "consult"
    ruled(books, *APPROVED)
    outcome = books("check", "Natuurspeeltuin, ook bij de vijver in Haaren", "--lang", "nl", "--date", "2024-07-20")
    assert outcome.out.startswith("✓ TOEGESTAAN")
    assert "Uw accountant (A. Jansen RA) oordeelde op 12 september 2024: dit is toegestaan." in outcome.flat
    assert "eigen regel" in outcome.flat
    assert (
        "Your accountant (A. Jansen RA) ruled on 12 September 2024: approved."
        in books("check", FIRST, "--lang", "en").flat
    )


def test_only_the_like(books: Program) -> None:
    """What lacks a word of the rule, or names another thing beside it, is not decided by it."""
    ruled(books, *APPROVED)
    reasons = books("check", "natuurspeeltuin", "--format", "json").data["reasons"]
    assert [(reason["rule"], reason["verdict"]) for reason in reasons] == [("natural-play", "consult")]
    assert verdict(books, f"{FIRST} en kunstgras") == "excluded"
    assert verdict(books, f"{FIRST} en een lantaarnpaal") == "consult"


def test_period_still_counts(books: Program) -> None:
    """A ruling opens no door outside the spending period."""
    ruled(books, *APPROVED)
    assert verdict(books, FIRST, "--date", "2026-10-01") == "excluded"


def test_not_known_before(books: Program) -> None:
    """As of the day before the ruling it was not known."""
    ruled(books, *APPROVED)
    assert verdict(books, FIRST, "--as-of", "2024-09-11") == "consult"
    assert verdict(books, FIRST, "--as-of", DAY) == "eligible"


def test_rejected_excludes_the_like(books: Program) -> None:
    """A rejected ruling makes like expenses excluded, and the ledger refuses them."""
    ruled(books, *REJECTED)
    assert_sound(books)
    assert verdict(books, "vijver met natuurspeeltuin") == "excluded"
    outcome = books("ledger", "add", FIRST, "--amount", "5", "--date", "2024-07-18", "--lang", "nl")
    assert "Uitspraak van de accountant op boeking 2" in outcome.refusal(1)
    assert "dit is niet toegestaan" in books("check", FIRST, "--lang", "nl").flat


def test_later_booking_follows(books: Program) -> None:
    """A later booking of the like is eligible and opens the goal of the first."""
    ruled(books, *APPROVED)
    entry = book(books, FIRST)
    assert (entry["state"], entry["goal"]) == ("eligible", "green-streets")


def test_second_ruling_replaces_the_first(books: Program) -> None:
    """A second ruling on the same entry takes the place of the first; as of a day between, the first still stands."""
    ruled(books, *APPROVED)
    later = ("--reject", "--by", "B. de Vries", "--date", "2024-10-01", "--precedent")
    ruled(books, *later)
    assert_sound(books)
    assert verdict(books, FIRST) == "excluded"
    assert verdict(books, FIRST, "--as-of", "2024-09-30") == "eligible"
    first, second = yaml.safe_load(RULES.read_text(encoding="utf-8"))["rules"]
    assert second["replaces"] == [first["id"]]


def test_third_ruling(books: Program) -> None:
    """The last of three rulings counts."""
    for day, which in (("2024-09-12", "--approve"), ("2024-10-01", "--reject"), ("2024-11-01", "--approve")):
        ruled(books, which, "--by", "J", "--date", day, "--precedent")
    assert verdict(books, FIRST) == "eligible"
    assert_sound(books)


def test_two_entries(books: Program) -> None:
    """Rulings on two entries stand in one file, under one document."""
    book(books, "twintig lantaarnpalen bij de sporthal", "--goal", "green-streets")
    ruled(books, *APPROVED)
    ruled(books, *REJECTED, number=3)
    assert_sound(books)
    data = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    assert (len(data["documents"]), len(data["rules"])) == (1, 2)
    assert (verdict(books, FIRST), verdict(books, "lantaarnpalen bij een sporthal")) == ("eligible", "excluded")


def test_as_json(books: Program) -> None:
    """As JSON the entry goes to standard output, and the rule to standard error."""
    outcome = ruled(books, *APPROVED, "--format", "json")
    assert outcome.data["ruling"] == "approved"
    assert "ruling-oisterwijk-2-3" in outcome.err


def test_without_precedent_no_rule(books: Program) -> None:
    """Without --precedent nothing is written but the ruling."""
    ruled(books, *APPROVED[:-1])
    assert not Path("rules").exists()


ODD = [
    "Vervoer \"heen\" en 'terug': 100% {accoord} [nee] #1 & meer",
    "Taxi's — vóór de zomerschool; €5 p.p. \\ <b>vet</b> | @school *ster*",
    "M@ZL-vervoer met info@school.nl, zie https://voorbeeld.nl/a?b=c",
    "vervoer: no, yes, on, off, null, ~, 0x1F, 1e3, 12:30",
    "LEERLINGENVERVOER NAAR ZÜRICH, ŒUVRE, ĳsbaan, 🚌 2024",
    "vervoer %s {0} {term} {{x}}",
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("which", ["--approve", "--reject"])
def test_odd_texts(books: Program, text: str, which: str) -> None:
    """Whatever stands in the description, the note and the accountant's name, the file is sound and decides it."""
    book(books, text, "--goal", "green-streets")
    note = f"{text} " * 3
    ruled(books, which, "--by", f"{text} BV", "--date", DAY, "--note", note, "--precedent", number=3)
    assert_sound(books)
    assert verdict(books, text) == ("eligible" if which == "--approve" else "excluded")
    assert not obeyed(books("check", text, "--lang", "nl").out)


def test_long_texts(npo: Program, small: None) -> None:
    """A long name of a municipality, a long note and a long name of the accountant give a sound rule all the same."""
    opened(npo, "De verenigde gemeenten aan de noordelijke en zuidelijke oever van de rivier de Linge")
    book(npo, FIRST, "--goal", "green-streets")
    ruled(npo, "--approve", "--by", "J" * 3000, "--date", DAY, "--note", "woord " * 2000, "--precedent")
    assert_sound(npo)
    assert verdict(npo, FIRST) == "eligible"


# Shown, and asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_shown_first(books: Program, language: str) -> None:
    """The rule is shown with its terms and its file, on standard error."""
    outcome = books("ledger", "ruling", "2", *APPROVED, "--lang", language)
    assert "natuurspeeltuin + vijver" in outcome.messages[0]
    assert RULES.name in outcome.messages[0]
    assert "    verdict: eligible" in outcome.messages
    assert RULES.read_text(encoding="utf-8").endswith("\n".join(outcome.messages[1:]) + "\n")


@pytest.mark.parametrize(("answer", "done"), [("ja\n", True), ("yes\n", True), ("nee\n", False), ("n\n", False)])
def test_asked_on_a_terminal(books: Program, answer: str, done: bool) -> None:
    """On a terminal it is asked whether the rule may be written; after no, nothing was recorded at all."""
    outcome = books("ledger", "ruling", "2", *APPROVED, "--lang", "nl", terminal=True, stdin=answer)
    assert "Vastleggen? [ja/nee]" in outcome.err
    assert outcome.err.index("verdict: eligible") < outcome.err.index("Vastleggen?")
    assert (outcome.code, RULES.exists(), count(books)) == ((0, True, 3) if done else (1, False, 2))
    assert ("Er is niets vastgelegd." in outcome.err) is not done


@pytest.mark.parametrize("answer", ["\nja\n", "jaa\nja\n", "onbekend\nja\n"])
def test_asked_again(books: Program, answer: str) -> None:
    """What is neither yes nor no is asked again."""
    outcome = books("ledger", "ruling", "2", *APPROVED, "--lang", "nl", terminal=True, stdin=answer)
    assert (outcome.code, outcome.err.count("Vastleggen?"), RULES.exists()) == (0, 2, True)
    assert "schrijf ja of nee" in outcome.err


@pytest.mark.parametrize("answer", ["\n", "misschien\n", ""])
def test_no_clear_answer(books: Program, answer: str) -> None:
    """An empty or unclear answer, or the end of input, records nothing."""
    outcome = books("ledger", "ruling", "2", *APPROVED, "--lang", "nl", terminal=True, stdin=answer)
    assert outcome.code != 0
    assert (RULES.exists(), count(books)) == (False, 2)


def test_ledger_is_free_while_asked(books: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """While the question stands on the terminal, a colleague can book; the numbers in the rule follow."""

    def agrees(*_: object) -> bool:
        book(books, "bomen")
        return True

    monkeypatch.setattr(command, "_agrees", agrees)
    ruled(books, *APPROVED)
    assert count(books) == 4
    assert "beoordeeld in boeking 4" in RULES.read_text(encoding="utf-8")
    assert_sound(books)


def test_two_who_rule_on_one_entry(books: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ruling adopted while this one was asked for is replaced by it, as one of long ago is."""
    agrees = command._agrees  # noqa: SLF001 (the moment at which a user thinks)

    def meanwhile(*arguments: Any) -> bool:
        monkeypatch.setattr(command, "_agrees", agrees)
        ruled(books, *REJECTED)
        return True

    monkeypatch.setattr(command, "_agrees", meanwhile)
    ruled(books, "--approve", "--by", "B. de Vries", "--date", "2024-10-01", "--precedent")
    first, second = yaml.safe_load(RULES.read_text(encoding="utf-8"))["rules"]
    assert (first["id"], second["replaces"]) == ("ruling-oisterwijk-2-3", ["ruling-oisterwijk-2-3"])
    assert verdict(books, FIRST) == "eligible"
    assert_sound(books)


# Whose rule it is


def test_not_in_another_workspace(books: Program, tmp_path: Path) -> None:
    """In another folder the rule does not count."""
    ruled(books, *APPROVED)
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    (elsewhere / "ledgers").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(elsewhere)
        assert verdict(books, FIRST) == "consult"


def test_not_for_another_municipality(books: Program) -> None:
    """In a workspace of two municipalities a ruling counts for the one whose accountant gave it, and nobody else."""
    ruled(books, *APPROVED)
    opened(books, "Haaren")
    assert verdict(books, FIRST, NPO_LEDGER="Oisterwijk") == "eligible"
    assert verdict(books, FIRST, NPO_LEDGER="Haaren") == "consult"
    assert verdict(books, FIRST) == "consult"
    chosen = ("--goal", "green-streets", "--ledger")
    assert book(books, FIRST, *chosen, "Haaren")["verdict"] == "consult"
    assert book(books, FIRST, *chosen, "Oisterwijk")["verdict"] == "eligible"
    ruled(books, *REJECTED, "--ledger", "Haaren")
    assert verdict(books, FIRST, NPO_LEDGER="Haaren") == "excluded"
    assert verdict(books, FIRST, NPO_LEDGER="Oisterwijk") == "eligible"
    for name in ("Haaren", "Oisterwijk"):
        for action in ("lint", "test"):
            assert books("rules", action, env={"NPO_LEDGER": name}).code == 0
        handbook = books("rules", "handbook", "--lang", "nl", env={"NPO_LEDGER": name}).out
        assert handbook.count("(eigen regel)") == 2  # in the table and in its own place


def test_renamed_ledger(books: Program) -> None:
    """The rules of a ledger go by the name of its file, so that none is left for all to follow."""
    Path("ledgers", "oisterwijk.db").rename(Path("ledgers", "anders.db"))
    opened(books, "Haaren")
    ruled(books, *APPROVED, "--ledger", "anders")
    assert Path("rules", "anders.yaml").is_file()
    assert verdict(books, FIRST, NPO_LEDGER="Haaren") == "consult"
    assert verdict(books, FIRST, NPO_LEDGER="anders") == "eligible"


def test_ledger_elsewhere_is_refused(books: Program, tmp_path: Path) -> None:
    """A ledger outside the folder of ledgers has no rules of its own: the ruling is refused, and no rule written."""
    Path("ledgers", "oisterwijk.db").rename(tmp_path / "los.db")
    outcome = ruled(books, *APPROVED, "--ledger", tmp_path / "los.db", code=1)
    assert "zonder --precedent" in outcome.refusal(1)
    assert not Path("rules").exists()
    assert count(books, "--ledger", str(tmp_path / "los.db")) == 2


# A file that people edit

EDITED = """\
# Onze eigen regels. Niet weggooien!
documents: # bronnen
- id: brief   # van de wethouder
  title: "Brief"
  text_file: brief.txt

# Hieronder de regels, in volgorde van belang.
rules:

- id: own  # afgesproken in het college
  verdict: excluded
  title: {nl: Eigen, en: Own}
  explanation: {nl: Eigen., en: Own.}
  advice: {file: {nl: Eigen., en: Own.}}
  terms: {nl: [springkussen]}
  known_from: 2022-01-01
  source: {document: brief, place: blz. 1, quote: "geen springkussens"}
  examples: {hits: [springkussen], misses: [bomen]}
  # dit was het

# Tot zover.
vocabulary:
  neutral: {nl: [haaren]} # plaatsnaam
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("tail", ["", "#laatste"])
def test_edited_by_hand(books: Program, line_end: str, mark: str, tail: str) -> None:
    """Every line that people wrote stays, with its comments, its order, its line ends and the mark of Windows."""
    RULES.parent.mkdir()
    before = f"{mark}{EDITED}{tail}".replace("\n", line_end).encode()
    RULES.write_bytes(before)
    ruled(books, *APPROVED)
    assert_sound(books)
    after = RULES.read_bytes()
    assert after.startswith(mark.encode())
    assert (b"\r\n" in after) is (line_end == "\r\n")
    assert after.count(b"\n") == after.count(line_end.encode())
    lines, kept = after.decode().split(line_end), [line for line in before.decode().split(line_end) if line.strip()]
    places = [lines.index(line) for line in kept]
    assert places == sorted(places)
    assert lines.index("# Hieronder de regels, in volgorde van belang.") == lines.index("rules:") - 1
    assert lines.index("# Tot zover.") == lines.index("vocabulary:") - 1
    assert (verdict(books, FIRST), verdict(books, "springkussen")) == ("eligible", "excluded")


def test_edited_term(books: Program) -> None:
    """How alike another expense must be can be changed by hand, and the change counts."""
    ruled(books, *APPROVED)
    text = RULES.read_text(encoding="utf-8")
    RULES.write_text(text.replace("natuurspeeltuin + vijver", "natuurspeeltuin"), encoding="utf-8")
    assert_sound(books)
    assert verdict(books, "natuurspeeltuin") == "eligible"


@pytest.mark.parametrize(
    "text",
    [
        "rules: []\n",
        "rules: [{id: x}]\n",
        '"rules": []\n',
        "{}\n",
        "vocabulary: {}\n---\nrules: []\n",
        "documents: []\n",
    ],
)
def test_file_that_cannot_be_appended_to(books: Program, text: str) -> None:
    """A file of another shape is left as it is, with one line that says what to do, and nothing is booked."""
    RULES.parent.mkdir()
    RULES.write_text(text, encoding="utf-8")
    outcome = ruled(books, *APPROVED, code=books("rules", "lint").code or 1)
    assert outcome.messages
    assert outcome.out == ""
    outcome.check_messages()
    assert RULES.read_text(encoding="utf-8") == text
    RULES.unlink()
    assert count(books) == 2


@pytest.mark.parametrize("text", ["2024", "kosten", "nr. 12", "onderhoud in de buurt"])
def test_text_that_names_nothing(books: Program, text: str) -> None:
    """A description without a word to know the like by is refused with advice, and nothing is recorded."""
    book(books, text, "--goal", "green-streets")
    assert "zonder --precedent" in ruled(books, *APPROVED, number=3, code=1).refusal(1)
    assert (count(books), RULES.exists()) == (3, False)


def test_text_that_names_too_much(books: Program) -> None:
    """A description of more words than a term holds is refused with advice, and nothing is recorded."""
    book(books, " ".join(f"schommel{chr(97 + n)}wip" for n in range(26)) + " " + "vervoer bus taxi " * 20,
         "--goal", "green-streets")  # fmt: skip
    assert "zonder --precedent" in ruled(books, *APPROVED, number=3, code=1).refusal(1)
    assert (count(books), RULES.exists()) == (3, False)


# Both, or neither


def test_file_that_cannot_be_written(books: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file cannot be written, the ruling is not recorded."""

    def fails(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(adoption, "replace_bytes", fails)
    outcome = ruled(books, *APPROVED, code=1)
    assert "Traceback" not in outcome.err
    assert (count(books), RULES.exists()) == (2, False)


@pytest.mark.parametrize("earlier", [False, True])
def test_ruling_that_cannot_be_booked(books: Program, monkeypatch: pytest.MonkeyPatch, earlier: bool) -> None:
    """Where the ledger fails after the file was written, the file is as it was."""
    if earlier:
        RULES.parent.mkdir()
        RULES.write_text(EDITED, encoding="utf-8")
    write = adoption._write  # noqa: SLF001 (the one step between both writings)

    def writes_and_fails(*arguments: Any) -> None:
        write(*arguments)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(adoption, "_write", writes_and_fails)
    ruled(books, *APPROVED, code=1)
    assert count(books) == 2
    assert RULES.exists() is earlier
    assert not earlier or RULES.read_text(encoding="utf-8") == EDITED


def adopted(agree: Callable[[object], bool], caught: list[BaseException]) -> None:
    """Adopt a ruling on entry 2 as another process would, and keep what ended it."""
    try:
        with open_ledger(LEDGER) as storage:
            ledger = Ledger(storage, load_rulebook("example-grant"), Moment(datetime.now(UTC), "A"))
            book = partial(ledger.rule, 2, Ruling.APPROVED, "A. Jansen RA", date.fromisoformat(DAY))
            adopt(ledger, Workspace(Path.cwd(), "oisterwijk"), None, book, agree)
    except BaseException as error:  # noqa: BLE001 (for the test to look at)
        caught.append(error)


def test_colleague_is_first(books: Program) -> None:
    """Where a ruling is refused after a wait for a colleague, the rule that the colleague wrote meanwhile stays."""
    asked, agreed = Event(), Event()

    def agree(_: object) -> bool:
        asked.set()
        return agreed.wait(20)

    caught: list[BaseException] = []
    waiting = Thread(target=adopted, args=(agree, caught))
    waiting.start()
    assert asked.wait(20)
    with open_ledger(LEDGER) as storage:
        ledger = Ledger(storage, load_rulebook("example-grant"), Moment(datetime.now(UTC), "B"))
        with ledger.writing():
            agreed.set()
            sleep(0.5)  # in which the other comes to wait for the ledger
            RULES.parent.mkdir()
            RULES.write_text(EDITED, encoding="utf-8")
            ledger.reverse(2, "dubbel")
    waiting.join(30)
    (error,) = caught
    assert "entry 2 was reversed already" in str(error)
    assert RULES.read_text(encoding="utf-8") == EDITED


def test_ledger_that_is_not_kept(books: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the step cannot be kept once the rule is written, the rule is taken out again."""
    monkeypatch.setattr(sqlite, "WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(LEDGER, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchone()  # under which nobody else can commit
        ruled(books, *APPROVED, code=1)
        reader.execute("ROLLBACK")
    assert (count(books), RULES.exists()) == (2, False)
    ruled(books, *APPROVED)
    assert_sound(books)


def test_edited_before_it_is_taken_out(books: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody changed since the rule was written is not put back: what was typed there is not lost."""
    write = adoption._write  # noqa: SLF001 (the one step between both writings)

    def writes_and_fails(*arguments: Any) -> None:
        write(*arguments)
        with RULES.open("a", encoding="utf-8") as stream:
            stream.write("# let op\n")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(adoption, "_write", writes_and_fails)
    ruled(books, *APPROVED, code=1)
    assert count(books) == 2
    assert RULES.read_text(encoding="utf-8").endswith("# let op\n")


def interrupting(really: Any) -> Any:
    """Give a step that Ctrl-C ends just after it was kept."""

    @contextmanager
    def step(storage: Any) -> Iterator[None]:
        wrote = storage.head().number
        with really(storage):
            yield
        if storage.head().number > wrote:
            raise KeyboardInterrupt

    return step


def test_interrupted_behind_the_ledger(books: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C that comes just after the ruling was kept leaves its rule too: both, or neither."""
    with monkeypatch.context() as patch:
        patch.setattr(sqlite.SqliteStorage, "writing", interrupting(sqlite.SqliteStorage.writing))
        ruled(books, *APPROVED, code=130)
    assert count(books) == 3
    assert verdict(books, FIRST) == "eligible"


def test_rule_that_cannot_be_taken_out(books: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rule cannot be taken out again, it is said which rule still stands where."""
    write = adoption._write  # noqa: SLF001 (the one step between both writings)

    def fails(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    def writes_and_fails(*arguments: Any) -> None:
        write(*arguments)
        monkeypatch.setattr(Path, "unlink", fails)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(adoption, "_write", writes_and_fails)
    told = ruled(books, *APPROVED, code=1).messages[-1]
    assert "de regel ruling-oisterwijk-2-3 staat nog in" in told


def test_folder_of_rules_that_is_a_file(books: Program) -> None:
    """Where `rules` is a file, the ruling is refused in one line."""
    Path("rules").write_text("x", encoding="utf-8")
    assert ruled(books, *APPROVED, code=1).messages[-1]
    assert count(books) == 2


@pytest.mark.parametrize("number", [1, 99])
def test_entry_without_rulings(books: Program, number: int) -> None:
    """An entry that cannot be ruled on is refused as without --precedent."""
    outcome = books("ledger", "ruling", str(number), *APPROVED)
    assert outcome.code in (1, 2)
    assert (RULES.exists(), re.search(r"verdict:", outcome.err)) == (False, None)
