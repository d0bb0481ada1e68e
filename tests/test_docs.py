"""The documentation: what it shows on a console is run, and what it says of commands is compared with them.

A block fenced as `console` holds commands after `$` and their output. An HTML comment before it tells the language
(`<!-- lang: nl -->`; without: English). Of the output a line `…` or `...` skips any lines, and the same within a line
skips any characters; what follows the last line shown does not matter. `# exit 3` after a command tells its exit code.
`$ cat > FILE` or `$ cat FILE` shows a file: it is written, or compared if it is there. Other programs are not run.
"""

import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.commands.running import ROOT, Outcome, Process, Program, commands, program

DOCS = ROOT / "docs"
DOCUMENTS = sorted([*ROOT.glob("README*.md"), *ROOT.glob("CONTRIBUTING*.md"), *DOCS.glob("**/*.md")])

_LANGUAGE = re.compile(r"<!--\s*lang:\s*(nl|en)\s*-->")
_EXIT = re.compile(r"\s+# exit (\d+)\s*$")
_SKIP = {"…", "..."}
_SHELL = re.compile(r"[|<>;&$`*]")


@dataclass(slots=True)
class Step:
    """A command on a console, and what the document shows of its output."""

    line: int
    command: str
    language: str
    code: int = 0
    shown: list[str] = field(default_factory=list)


def steps(text: str) -> Iterator[Step]:
    """Read the commands of all console blocks of a document, in order."""
    language, inside, step = "en", False, None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            if inside or line.strip() != "```console":
                if inside and step:
                    yield step
                inside, step = False, None
                language = "en"
            else:
                inside = True
        elif not inside:
            found = _LANGUAGE.search(line)
            language = found[1] if found else language if not line.strip() else "en"
        elif line.startswith("$ "):
            if step:
                yield step
            ends = _EXIT.search(line)
            command = line[2 : ends.start()] if ends else line[2:]
            step = Step(number, command.strip(), language, int(ends[1]) if ends else 0)
        elif step and step.command.endswith("\\"):
            step.command = f"{step.command[:-1]}{line.removeprefix('>').strip()}"
        elif step:
            step.shown.append(line.rstrip())


def pattern(shown: list[str]) -> str:
    """Give what the shown lines match: all lines in order, `…` skipping what it stands for."""
    lines = list(shown)
    while lines and not lines[-1]:
        lines.pop()
    parts = []
    for line in lines:
        if line.strip() in _SKIP:
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(r".*".join(map(re.escape, re.split(r"…|\.\.\.", line))) + r"[ ]*\n")
    return "".join(parts)


def assert_shown(step: Step, real: str, where: str) -> None:
    if step.shown and not re.match(pattern(step.shown), real if real.endswith("\n") else f"{real}\n"):
        shown = "\n".join(step.shown)
        pytest.fail(f"{where}: $ {step.command}\n--- the document shows\n{shown}\n--- it really gives\n{real}")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make an empty workspace, to which a document adds the files that it shows."""
    (tmp_path / "ledgers").mkdir()
    return tmp_path


@pytest.fixture
def npo(monkeypatch: pytest.MonkeyPatch, cache_of_tests: Path, workspace: Path) -> Program:
    """Give what runs `npo` in the workspace; what is temporary stands beside it."""
    temporary = workspace.with_name(f"{workspace.name}-temporary")
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return program(monkeypatch, cache_of_tests, workspace)


@pytest.fixture
def npo_process(cache_of_tests: Path, workspace: Path) -> Process:
    """Give what runs `npo` in the workspace, as part of a line for the shell."""
    return Process(cache_of_tests, workspace, ["sh", "-c"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_console_blocks(npo: Program, npo_process: Process, workspace: Path, document: Path) -> None:
    """Every command on a console in the document runs, ends as told, and gives what is shown below it."""
    for step in steps(document.read_text(encoding="utf-8")):
        where = f"{document.relative_to(ROOT).as_posix()}:{step.line}"
        if step.command.startswith("npo ") or step.command == "npo":
            outcome = run(step, npo, npo_process)
            assert outcome.code == step.code, f"{where}: $ {step.command}\n{outcome.out}{outcome.err}"
            assert_shown(step, (outcome.out + outcome.err).replace("\r\n", "\n"), where)
        elif found := re.fullmatch(r"cat (?:> ?)?([\w./-]+)", step.command):
            show(step, workspace / found[1], where)


def run(step: Step, npo: Program, npo_process: Process) -> Outcome:
    """Run a command here or, if it needs a shell, there."""
    words = shlex.split(step.command, comments=True)[1:]
    plain = " ".join(re.sub(r"'[^']*'|\"[^\"]*\"", "", step.command).split("#")[0].split())
    if not _SHELL.search(plain):
        return npo(*words, env={"NPO_LANG": step.language})
    if sys.platform == "win32":
        pytest.skip("a line for a shell")
    function = f'npo() {{ {shlex.quote(sys.executable)} -m npo_cli "$@"; }}'
    return npo_process(f"{function}\n{step.command}", env={"NPO_LANG": step.language})


def show(step: Step, path: Path, where: str) -> None:
    """Make the file that the document shows, or compare it with what is there."""
    if path.exists() and not step.command.startswith("cat >"):
        assert_shown(step, path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), where)
        return
    while step.shown and not step.shown[-1]:
        step.shown.pop()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*step.shown, ""]), encoding="utf-8")


# Commands and options that the documentation names.

PATHS = {path: command for path, command in commands() if path}
GROUPS = {path[0]: command for path, command in PATHS.items() if hasattr(command, "list_commands")}


def named(text: str) -> Iterator[tuple[int, str]]:
    """Give every use of `npo` in code or headings, with its line."""
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            yield from ((number, use) for use in re.findall(r"^(?:\$ |\s+)?(npo [^#]*)", line))
        elif line.startswith("#"):
            yield from ((number, use) for use in re.findall(r"\b(npo [a-z].*)", line))
        else:
            yield from ((number, use) for use in re.findall(r"`(npo [^`]*)`", line))


def path_of(use: str) -> tuple[str, ...] | None:
    """Give the command that a use of `npo` names; None where it names none."""
    words = [word for word in re.split(r"\s+", use)[1:] if not word.startswith("-")]
    first = re.match(r"[a-z]+", words[0]) if words else None
    if not first:
        return None
    if first[0] not in GROUPS or len(words) == 1 or not re.fullmatch(r"[a-z]+[.,;:]?", words[1]):
        return (first[0],)
    return (first[0], words[1].rstrip(".,;:"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_that_are_named_exist(document: Path) -> None:
    """Every `npo x y` that the document names is a command."""
    wrong = [
        f"{document.name}:{number}: {use}"
        for number, use in named(document.read_text(encoding="utf-8"))
        if (path := path_of(use)) and path not in PATHS
    ]
    assert wrong == []


@pytest.fixture
def reference() -> str:
    """Give the reference of commands, which must be there where there is documentation at all."""
    if not DOCUMENTS:
        pytest.skip("there is no documentation yet")
    path = DOCS / "commands.md"
    assert path.is_file() or not DOCS.is_dir(), "docs/commands.md is missing: it describes every command of npo"
    return path.read_text(encoding="utf-8") if path.is_file() else pytest.skip("there are no docs yet")


def test_every_command_is_described(reference: str) -> None:
    """Every command and subcommand stands in docs/commands.md."""
    missing = [" ".join(("npo", *path)) for path in PATHS if f"npo {' '.join(path)}" not in reference]
    assert missing == []


def test_every_option_of_check_is_described(reference: str) -> None:
    """Every option of `npo check` stands in docs/commands.md, and every option that stands there exists."""
    options = {name for _, command in commands() for one in command.params for name in one.opts if name[:1] == "-"}
    check = {name for one in PATHS["check",].params for name in one.opts[-1:] if name.startswith("--")}
    written = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", reference))
    assert check - {"--interactive"} <= written
    assert written <= options | {"--help"}


@pytest.mark.parametrize("document", ["ledger.md", "grootboek.md"])
def test_the_chain_can_be_reckoned_without_npo(npo: Program, workspace: Path, document: str) -> None:
    """The script in the document finds the head of a real ledger, and the first entry of one that was changed."""
    (workspace / "factuur.txt").write_text("één", encoding="utf-8")
    for command in (
        "init 'Súdwest-Fryslân' --allocation 100000 --date 2021-07-15",
        "ledger add 'zomerschool “Ôfsprong”, groep 8' --amount 40 --date 2022-07-18 --evidence factuur.txt",
        "ledger add 'zomerschool met vervoer' --amount 12,50 --date 2022-07-18 --supplier 'Café ’t Gôj'",
        "ledger ruling 3 --reject --by 'J. de Boer' --date 2022-08-01 --note 'niet hiervoor'",
        "ledger reverse 3 --reason 'afgekeurd'",
    ):
        assert npo(*shlex.split(command), env={"NPO_LANG": "nl"}).code == 0
    (file,) = (workspace / "ledgers").glob("*.db")
    (script,) = re.findall(r"```python\n(.*?)```", (DOCS / document).read_text(encoding="utf-8"), re.DOTALL)

    def reckoned() -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-I", "-c", script, str(file)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    sound = reckoned()
    assert (sound.stdout.strip(), sound.returncode) == (npo("ledger", "verify", "--format", "json").data["head"], 0)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("DROP TRIGGER entry_no_update; UPDATE entry SET cents = 41 WHERE number = 3")
    changed = reckoned()
    assert (changed.stdout, changed.returncode) == ("", 1)
    assert changed.stderr.strip().endswith("3")


def test_links_lead_somewhere() -> None:
    """Every link to a file in the repository leads to one."""
    broken = [
        f"{document.relative_to(ROOT).as_posix()}: {target}"
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
        if not re.match(r"\w+:", target) and not (document.parent / target).exists()
    ]
    assert broken == []


def test_pictures_are_small() -> None:
    """A picture has less than 150 kB, and asks nothing of the internet."""
    pictures = [path for path in (DOCS / "pictures").iterdir() if path.is_file()] if DOCS.is_dir() else []
    assert [path.name for path in pictures if path.stat().st_size >= 150_000] == []
    drawn = [path for path in pictures if path.suffix == ".svg"]
    assert [path.name for path in drawn if "url(http" in path.read_text(encoding="utf-8")] == []


def test_console_blocks_are_read_well() -> None:
    """The reader of blocks finds commands, exit codes, languages and output, and nothing outside them."""
    text = (
        "<!-- lang: nl -->\n```console\n$ npo check x  # exit 3\n! a\n…\n$ ls\n```\n$ npo no\n"
        "```sh\n$ npo no\n```\n```console\n$ npo demo\n```\n"
    )
    read = [(step.line, step.command, step.language, step.code, step.shown) for step in steps(text)]
    assert read == [
        (3, "npo check x", "nl", 3, ["! a", "…"]),
        (6, "ls", "nl", 0, []),
        (13, "npo demo", "en", 0, []),
    ]


@pytest.mark.parametrize(
    ("shown", "real", "alike"),
    [
        (["a", "b"], "a\nb\nc\n", True),
        (["a", "c"], "a\nb\nc\n", False),
        (["a", "…", "c"], "a\nb\nc\n", True),
        (["…", "c"], "a\nb\nc\n", True),
        (["b"], "a\nb\n", False),
        (["b", "…", "a"], "a\nb\n", False),
        (["sha … end"], "sha 12 end\n", True),
        (["a.c"], "abc\n", False),
    ],
)
def test_output_is_compared_well(shown: list[str], real: str, alike: bool) -> None:
    """Shown lines follow each other in the real output, but where a skip stands between them."""
    assert bool(re.match(pattern(shown), real)) is alike
