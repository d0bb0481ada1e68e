"""The adoption of a ruling as a precedent: booked in the ledger and written as a rule of the workspace, or neither."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from npo_cli.bookkeeping.entry import Entry
from npo_cli.bookkeeping.ledger import Ledger
from npo_cli.bookkeeping.precedent import Precedent, precedent
from npo_cli.bookkeeping.refusal import refusal
from npo_cli.eligibility.decision import decide
from npo_cli.eligibility.expense import Expense
from npo_cli.eligibility.pack import read_pack
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.fault import InputError
from npo_cli.language import Language, Phrase
from npo_cli.tables.write import replace_bytes
from npo_cli.workspace import FOLDER, Workspace

NO_WORKSPACE = Phrase(
    "dit grootboek staat niet in de map ledgers van een werkmap, en alleen daar kan een eigen regel bij horen; er is "
    "niets vastgelegd. Leg de uitspraak vast zonder --precedent.",
    "this ledger does not stand in the folder ledgers of a workspace, and only there can a local rule go with it; "
    "nothing was recorded. Record the ruling without --precedent.",
)
UNSOUND = Phrase(
    "{path} zou met de regel erbij niet kloppen ({problem}); er is niets vastgelegd. Maak het bestand in orde, of leg "
    "de uitspraak vast zonder --precedent.",
    "{path} would not be sound with the rule added ({problem}); nothing was recorded. Mend the file, or record the "
    "ruling without --precedent.",
)
DECIDES_NOTHING = Phrase(
    "een regel met de zoekwoorden ‘{term}’ zou boeking {number} zelf niet raken; er is niets vastgelegd. Leg de "
    "uitspraak vast zonder --precedent en schrijf de regel met de hand (docs/regels.md).",
    "a rule with the terms ‘{term}’ would not hit entry {number} itself; nothing was recorded. Record the ruling "
    "without --precedent and write the rule by hand (docs/rules.md).",
)
LEFT = Phrase(
    "de uitspraak is niet vastgelegd, maar de regel {rule} staat nog in {path}; haal hem daar weg.",
    "the ruling was not recorded, but the rule {rule} still stands in {path}; take it out there.",
)


def adopt(
    ledger: Ledger,
    workspace: Workspace,
    pack: str | None,
    ruling: Callable[[], Entry],
    agree: Callable[[Precedent], bool],
) -> Entry | None:
    """Record a ruling and write it as a rule of the workspace: both, or neither.

    `ruling` books it in the ledger; `agree` is shown the rule before anything is written, and may take its time: the
    ledger is not locked meanwhile. None is given where it says no.
    """
    path = _rule_file(ledger, workspace)
    texts = read_pack(pack or ledger.storage.about.pack, *workspace)
    with suppress(_NotYetError), ledger.writing():
        shown = _tried(path, ruling(), texts, ledger)
        raise _NotYetError  # the booking was only tried
    if not agree(shown):
        return None
    writing: _Writing | None = None
    try:
        with ledger.writing() as register:
            made = ruling()
            found = _tried(path, made, texts, ledger)
            register.flush()  # so that once the rule is written all that can fail is to keep both
            writing = _Writing(found.id, path, _content(path), found.file.content)
            try:
                _write(found)
            except BaseException:
                writing.undo()  # while nobody else writes: who waits for the ledger reads this file next
                raise
    except BaseException:
        if writing is not None and not _stands(ledger, made):
            writing.undo()
        raise
    return made


class _NotYetError(Exception):
    """Ends a transaction of which nothing is to stay."""


class _Writing(NamedTuple):
    """The writing of a rule: its file, and what stands in it before (None: there is no file) and after."""

    rule: str
    path: Path
    before: bytes | None
    after: bytes

    def undo(self) -> None:
        """Leave the rules as they were, if this was written and nobody wrote since; say so where that fails."""
        try:
            if _content(self.path) != self.after:
                return
            if self.before is None:
                self.path.unlink()
            else:
                with replace_bytes(self.path) as stream:
                    stream.write(self.before)
        except (OSError, InputError) as error:
            raise refusal(LEFT, rule=self.rule, path=self.path) from error


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _stands(ledger: Ledger, ruling: Entry) -> bool:
    """Say whether a ruling was kept after all, as where Ctrl-C came just behind it; if the ledger tells, that is."""
    with suppress(InputError):
        kept = ledger.storage.standing(ruling.number)
        return kept is not None and kept.entry._replace(recorded=ruling.recorded, hash=ruling.hash) == ruling
    return False


def _rule_file(ledger: Ledger, workspace: Workspace) -> Path:
    """Give the file that holds the rulings on a ledger, by whose name they are kept from other municipalities."""
    folder, municipality = workspace
    if (
        folder is None
        or municipality is None
        or not _is_same(folder / FOLDER / f"{municipality}.db", Path(ledger.storage.name))
    ):
        raise refusal(NO_WORKSPACE)
    return folder / "rules" / f"{municipality}.yaml"


def _is_same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.samefile(other)


def _tried(path: Path, ruling: Entry, texts: list[tuple[str, bytes, bool]], ledger: Ledger) -> Precedent:
    """Compile the rules with the new one, and see that it decides the very expense that it is about."""
    from npo_cli.eligibility.compiling import compile_pack  # reads YAML and pydantic
    from npo_cli.eligibility.rulefile import RuleText

    entry = ledger.entry(ruling.refers or 0)
    found = precedent(path, ledger.storage.about.municipality, entry, ruling, ledger.rulebook)
    name = f"rules/{path.name}"
    others = [RuleText(*text) for text in texts if text[0] != name or not text[2]]
    try:
        rulebook = Rulebook(compile_pack([*others, RuleText(name, found.file.content, True)], ""))
    except InputError as error:
        nl, en = (error.faults[0].line(language) for language in Language)
        raise refusal(UNSOUND, path=path, problem=Phrase(nl, en)) from error
    as_of = max(ledger.moment.today, date.fromisoformat(ruling.day))
    decision = decide(Expense(entry.text), rulebook, as_of)
    if all(reason.rule.id != found.id for reason in decision.reasons):
        raise refusal(DECIDES_NOTHING, number=entry.number, term=found.term)
    return found


def _write(found: Precedent) -> None:
    path = found.file.path
    path.parent.mkdir(exist_ok=True)
    with replace_bytes(path) as stream:
        stream.write(found.file.content)
