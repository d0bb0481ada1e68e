"""A grant is a folder: every command works on each grant that ships with npo, and no code names what stands in one."""

import csv
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest

from npo_cli.eligibility import model
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from tests.commands.running import LANGUAGES, ROOT, Program, commands

PACKS = sorted(folder.name for folder in (ROOT / "rules").iterdir() if folder.is_dir())


class Grant(NamedTuple):
    """What a test must know of a grant: an expense of each verdict, a day within its period, and a word of its own."""

    pack: str
    eligible: str
    consult: str
    excluded: str
    day: str
    goal: str
    late: str  # a day that only the amended period holds
    before: str  # a day on which the amendment was not known


GRANTS = {
    "npo-spuk": Grant(
        "npo-spuk", "zomerschool", "leerlingenvervoer", "glasvezelverbinding", "2022-07-18", "catch-up",
        "2024-03-01", "2021-09-21",
    ),
    "example-grant": Grant(
        "example-grant", "bomen in het park", "natuurlijke speelplek", "kunstgras op het plein", "2024-05-06",
        "green-streets", "2025-03-03", "2024-01-01",
    ),
}  # fmt: skip


@pytest.fixture(params=PACKS)
def grant(request: pytest.FixtureRequest) -> Grant:
    """Give each grant that ships with npo."""
    return GRANTS[request.param]


class Runner(NamedTuple):
    """Runs commands on one grant."""

    npo: Program
    grant: Grant

    def __call__(self, *arguments: str | Path, code: int = 0) -> Any:
        """Run a command with --pack, and see that it ends as it should."""
        outcome = self.npo(*arguments, "--pack", self.grant.pack, env={"NPO_LANG": "nl"})
        assert outcome.code == code, outcome.out + outcome.err
        outcome.check_messages()
        return outcome

    def bare(self, *arguments: str | Path, code: int = 0) -> Any:
        """Run a command that takes no --pack, for it reads the ledger only."""
        outcome = self.npo(*arguments, env={"NPO_LANG": "nl"})
        assert outcome.code == code, outcome.out + outcome.err
        return outcome


@pytest.fixture
def run(npo: Program, grant: Grant) -> Runner:
    """Give what runs commands on a grant."""
    return Runner(npo, grant)


@pytest.fixture
def books(run: Runner) -> Runner:
    """Open a ledger of the grant, with bookings of each kind."""
    grant = run.grant
    run("init", "Lindestee", "--allocation", "100000", "--date", grant.day)
    add(run, grant.eligible)
    add(run, grant.consult, "--goal", grant.goal)
    add(run, grant.excluded, "--goal", grant.goal, "--override", "raadsbesluit")
    add(run, grant.eligible, "--commitment")
    return run


def add(run: Runner, text: str, *more: str) -> Any:
    """Book an expense of 1250 euros."""
    return run("ledger", "add", text, "--amount", "1250", "--date", run.grant.day, "--format", "json", *more).data


# Each command, by its path: what shows that it works on a grant.


def check(run: Runner) -> None:
    grant = run.grant
    for text, code in ((grant.eligible, 0), (grant.consult, 3), (grant.excluded, 4)):
        assert grant.pack in run("check", text, "--date", grant.day, "--exit-code", code=code).out
    assert grant.goal in run("check", grant.eligible, "--format", "json").data["goals"]
    assert run("check", grant.eligible, "--date", grant.late).out.startswith("✓")
    assert run("check", grant.eligible, "--date", grant.late, "--as-of", grant.before).out.startswith("✗")
    Path("lijst.csv").write_text(f"omschrijving;bedrag\n{grant.eligible};12,50\n{grant.excluded};10\n", "utf-8")
    rows = list(csv.DictReader(io.StringIO(run("check", "--file", "lijst.csv", "--format", "csv").out), delimiter=";"))
    assert [row["verdict"] for row in rows] == ["eligible", "excluded"]


def init(run: Runner) -> None:
    data = run("init", "Lindestee", "--allocation", "100000", "--format", "json").data
    assert data["pack"] == run.grant.pack


def ledger_add(run: Runner) -> None:
    assert add(run, run.grant.eligible)["verdict"] == "eligible"
    assert add(run, run.grant.consult, "--goal", run.grant.goal)["state"] == "awaiting"
    run("ledger", "add", run.grant.excluded, "--amount", "10", "--date", run.grant.day, code=1)


def ledger_list(run: Runner) -> None:
    assert len(run.bare("ledger", "list", "--goal", run.grant.goal, "--format", "json").data) == 4


def ledger_show(run: Runner) -> None:
    assert run.grant.eligible in run.bare("ledger", "show", "2").out


def ledger_status(run: Runner) -> None:
    goals = run("ledger", "status", "--format", "json").data["cumulative"]["goals"]
    assert [row["goal"] for row in goals] == list(load_rulebook(run.grant.pack).goals)


def ledger_reverse(run: Runner) -> None:
    run("ledger", "reverse", "2", "--reason", "dubbel")


def ledger_correct(run: Runner) -> None:
    run("ledger", "correct", "2", "--amount", "1300", "--reason", "factuur")


def ledger_fulfil(run: Runner) -> None:
    run("ledger", "fulfil", "5", "--amount", "500")


def ledger_ruling(run: Runner) -> None:
    arguments = ("--approve", "--by", "Jansen", "--date", date.today().isoformat(), "--precedent")
    run("ledger", "ruling", "3", *arguments)
    assert run("check", run.grant.consult, "--date", run.grant.day).out.startswith("✓")


def ledger_payment(run: Runner) -> None:
    run("ledger", "payment", "--amount", "50000", "--date", run.grant.day)


def ledger_allocation(run: Runner) -> None:
    run("ledger", "allocation", "--amount", "110000", "--date", run.grant.day, "--reason", "wijziging")


def ledger_seal(run: Runner) -> None:
    run("ledger", "seal", "--year", run.grant.day[:4])


def ledger_verify(run: Runner) -> None:
    run.bare("ledger", "verify")


def ledger_recheck(run: Runner) -> None:
    add(run, run.grant.eligible)
    assert run("ledger", "recheck", "--as-of", run.grant.before, "--format", "json").data["changes"] == []


def ledger_import(run: Runner) -> None:
    grant = run.grant
    rows = f"omschrijving;bedrag;datum\n{grant.eligible};75,00;{grant.day}\n"
    Path("facturen.csv").write_text(rows, encoding="utf-8")
    run("ledger", "import", "facturen.csv")
    assert "75,00" in run.bare("ledger", "list").out


def ledger_export(run: Runner) -> None:
    for form in ("csv", "json", "hledger", "beancount"):
        assert run("ledger", "export", "--format", form).out


def ledger_backup(run: Runner) -> None:
    run.bare("ledger", "backup", "kopie.db")


def ledger_restore(run: Runner) -> None:
    run.bare("ledger", "backup", "kopie.db")
    Path("ledgers/lindestee.db").unlink()
    run.bare("ledger", "restore", "kopie.db")
    run.bare("ledger", "verify")


def report(run: Runner) -> None:
    goals = run("report", "--format", "json").data["cumulative"]["goals"]
    assert [row["goal"] for row in goals] == list(load_rulebook(run.grant.pack).goals)
    for form in ("text", "md", "plain", "csv"):
        assert run("report", "--year", run.grant.day[:4], "--format", form).out


def rules_list(run: Runner) -> None:
    assert run("rules", "list", "--format", "json").data["pack"] == run.grant.pack


def rules_show(run: Runner) -> None:
    for rule in load_rulebook(run.grant.pack).rules:
        assert rule.source.quote.split()[0] in run("rules", "show", rule.id).out


def rules_lint(run: Runner) -> None:
    *told, last = run("rules", "lint").lines
    assert re.search(r"\d+ regels, \d+ waarschuwingen\.$", last)
    assert all(re.match(r"\S+\.yaml:\d+:\d+: waarschuwing R\d+: |R\d+: ", line) for line in told)


def rules_diff(run: Runner) -> None:
    pack, before = run.grant.pack, run.grant.before
    assert run.bare("rules", "diff", before, run.grant.late, "--pack", pack).out


def rules_schema(run: Runner) -> None:
    assert "properties" in run.bare("rules", "schema").data


def rules_test(run: Runner) -> None:
    run("rules", "test")


def rules_handbook(run: Runner) -> None:
    assert run("rules", "handbook").out.startswith("# ")


def demo(run: Runner) -> None:
    assert len(run("demo").lines) > 12


ALONE = {("check",): check, ("init",): init, ("demo",): demo, ("rules", "list"): rules_list,
         ("rules", "show"): rules_show, ("rules", "lint"): rules_lint, ("rules", "test"): rules_test,
         ("rules", "handbook"): rules_handbook, ("rules", "diff"): rules_diff,
         ("rules", "schema"): rules_schema}  # fmt: skip
WITH_BOOKS = {("report",): report, ("ledger", "add"): ledger_add, ("ledger", "list"): ledger_list,
              ("ledger", "show"): ledger_show, ("ledger", "status"): ledger_status,
              ("ledger", "reverse"): ledger_reverse, ("ledger", "correct"): ledger_correct,
              ("ledger", "fulfil"): ledger_fulfil, ("ledger", "ruling"): ledger_ruling,
              ("ledger", "payment"): ledger_payment, ("ledger", "allocation"): ledger_allocation,
              ("ledger", "seal"): ledger_seal, ("ledger", "verify"): ledger_verify,
              ("ledger", "import"): ledger_import, ("ledger", "export"): ledger_export,
              ("ledger", "backup"): ledger_backup, ("ledger", "restore"): ledger_restore,
              ("ledger", "recheck"): ledger_recheck}  # fmt: skip
ON_A_SERVER = {("ledger", "grant-sql"), ("ledger", "move")}
PATHS = sorted(path for path, command in commands() if path and not hasattr(command, "list_commands"))


def test_every_grant_is_tried() -> None:
    """Each folder of rules that ships with npo is tried here."""
    assert sorted(GRANTS) == PACKS
    assert len(PACKS) > 1


def test_every_command_is_tried() -> None:
    """Each command is tried here, except those for a server, which are tried on one."""
    assert sorted({*ALONE, *WITH_BOOKS, *ON_A_SERVER}) == PATHS


@pytest.mark.parametrize("path", sorted({*ALONE, *WITH_BOOKS}), ids=" ".join)
def test_every_command_works(run: Runner, request: pytest.FixtureRequest, path: tuple[str, ...]) -> None:
    """Every command does its work on every grant."""
    if path in WITH_BOOKS:
        request.getfixturevalue("books")
    tried: Callable[[Runner], None] = {**ALONE, **WITH_BOOKS}[path]
    tried(run)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_grant_is_named(npo: Program, language: str) -> None:
    """What is said of one grant never speaks of another."""
    for arguments in (
        ("check", "natuurlijke speelplek"), ("check", "lantaarnpaal"), ("rules", "list"), ("rules", "handbook"),
    ):  # fmt: skip
        out = npo(*arguments, "--pack", "example-grant", "--lang", language).out
        assert not re.search(r"onderwijs|COVID|NPO|school board|schoolbestu|education", out), arguments


@pytest.mark.parametrize("pack", PACKS)
def test_fact_that_is_none(npo: Program, pack: str) -> None:
    """A fact without an answer is refused with a question of these very rules as the example."""
    message = npo("check", "x", "--fact", "x", "--pack", pack).refusal()
    found = re.search(r"([a-z-]+)=yes", message)
    assert found
    assert found[1] in load_rulebook(pack).questions


@pytest.mark.parametrize("pack", [pack for pack in PACKS if any((ROOT / "rules" / pack).glob("*.txt"))])
def test_quotes_stand_in_the_sources(npo: Program, pack: str) -> None:
    """Where a pack's sources ship with it, every quote stands in them, once."""
    folder = ROOT / "rules" / pack
    outcome = npo("rules", "lint", "--pack", pack, "--sources", folder, "--lang", "en")
    assert outcome.code == 0
    assert re.search(r"\d+ quotes found, 0 more than once, 0 not, 0 without", outcome.out)


def test_the_example_says_that_it_is_made_up(npo: Program) -> None:
    """Nobody can take the example for a grant that exists: its name, its sources and their texts say that it is not."""
    for language, word in (("nl", "verzonnen"), ("en", "fictional")):
        assert word in npo("rules", "list", "--pack", "example-grant", "--lang", language).lines[0]
    for path in (ROOT / "rules" / "example-grant").glob("*.txt"):
        assert path.read_text(encoding="utf-8").startswith("VERZONNEN TEKST.")
    assert "(verzonnen)" in npo("check", "bomen", "--pack", "example-grant", "--lang", "en").out


# No code names a goal, a rule, a question or a provision.


def ids(rulebook: Rulebook) -> set[str]:
    """Give all ids of a grant, but for words that the model itself defines."""
    found = {rule.id for rule in rulebook.rules} | {provision.id for provision in rulebook.provisions}
    return (found | rulebook.goals.keys() | rulebook.questions.keys()) - set(get_args(model.DoubtWord))


def written(path: Path) -> Iterator[tuple[int, str]]:
    """Give all texts and comments of a file of code, with their lines."""
    with tokenize.open(path) as stream:
        for token in tokenize.generate_tokens(stream.readline):
            if tokenize.tok_name[token.type] in ("STRING", "COMMENT", "FSTRING_MIDDLE"):
                yield token.start[0], token.string


@pytest.mark.parametrize("pack", PACKS)
def test_no_code_names_an_id(pack: str) -> None:
    """No text in the code holds the id of anything in a grant's rules."""
    names = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(ids(load_rulebook(pack)))))})(?![\w-])")
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {match[0]}"
        for path in sorted((ROOT / "npo_cli").rglob("*.py"))
        for line, text in written(path)
        if (match := names.search(text))
    ]
    assert found == []
