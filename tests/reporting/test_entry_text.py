"""Entries as text: lines that fit, and say what must not be missed."""

from collections.abc import Iterator

import pytest

from npo_cli import terminal
from npo_cli.bookkeeping.archive import read_archive
from npo_cli.bookkeeping.booking import booked
from npo_cli.bookkeeping.entry import Entry, Evidence, Ground, Kind, Receipt, Ruling, State
from npo_cli.bookkeeping.storage.interface import Standing
from npo_cli.language import Language
from npo_cli.reporting.entry_csv import HEADER, cells
from npo_cli.reporting.entry_record import entry_record
from npo_cli.reporting.entry_text import LABELS, entry_lines, listed_lines

RECEIPT = Receipt("0.1.0", "npo-spuk", "2024-01-15", "ab" * 32, "cd" * 32)
ENTRY = Entry(
    12, Kind.SPENDING, "2022-07-18", "2024-01-15T09:00:00Z", "anna", 2022, "zomerschool " * 20, 123_450, "catch-up",
    "consult", supplier="Stichting Zomer", reference="F-1", evidence=(Evidence("a.pdf", 3, "ef" * 32),),
    grounds=(Ground("transport", "consult", ("vervoer",)),), receipt=RECEIPT, hash="12" * 32,
)  # fmt: skip


def standing(entry: Entry = ENTRY, **booking: object) -> Standing:
    """Give an entry with its booking, where it has one."""
    made = booked(entry) if entry.kind in {Kind.SPENDING, Kind.COMMITMENT} else None
    return Standing(entry, made._replace(**booking) if made and booking else made)  # type: ignore[arg-type]


def listed(*standings: Standing, language: Language = Language.EN, width: int = 80) -> list[str]:
    """Give the lines of a list, without colours."""
    return [terminal.plain(line) for line in listed_lines(iter(standings), language, width)]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_line_fits(width: int, language: Language) -> None:
    """However long a text is, an entry is one line that fits, cut with an ellipsis."""
    line, tally = listed(standing(), language=language, width=width)
    assert len(line) == width
    assert line.endswith("…")
    assert tally == {Language.NL: "1 boeking", Language.EN: "1 entry"}[language]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.AWAITING, "awaiting accountant"), (State.APPROVED, "approved"), (State.REJECTED, "rejected"),
        (State.OVERRIDDEN, "despite exclusion"), (State.REVERSED, "reversed"),
    ],
)  # fmt: skip
def test_a_line_says_how_it_stands(state: State, said: str) -> None:
    """Every state but the plain one is said in words, for who sees no colour."""
    assert said in listed(standing(state=state))[0]


def test_a_line_of_a_commitment() -> None:
    """A commitment says what is still open, or that nothing is; once reversed neither."""
    commitment = ENTRY._replace(kind=Kind.COMMITMENT, text="x", verdict="eligible")
    assert "€ 1,234.50 still open" in listed(standing(commitment))[0]
    assert "nothing still open" in listed(standing(commitment, open=0))[0]
    reversed_line = listed(standing(commitment, open=0, state=State.REVERSED))[0]
    assert "nothing still open" not in reversed_line


def test_a_list_of_nothing() -> None:
    """An empty list is a sentence."""
    for language in Language:
        (line,) = listed(language=language)
        assert line.endswith(".")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [60, 80])
def test_an_entry_in_full(width: int, language: Language) -> None:
    """Everything about an entry is there, in lines that fit; hashes stay in one piece, to be copied."""
    ruling = Entry(
        13, Kind.RULING, "2023-01-10", "2024-01-15T09:00:00Z", "bert", 2022, "akkoord", refers=12,
        ruling=Ruling.APPROVED.value, by="J. de Accountant",
    )  # fmt: skip
    lines = [terminal.plain(line) for line in entry_lines(standing(), [ruling], read_archive(None), language, width)]
    assert max(map(len, lines)) <= max(width, 70)
    text = " ".join(" ".join(lines).split())
    for part in ("Stichting Zomer", "F-1", "a.pdf", "catch-up", "(transport)", "vervoer", "J. de Accountant", "anna"):
        assert part in text
    for part in (ENTRY.hash, "ef" * 32):
        assert any(part in line for line in lines)
    assert LABELS["goal"].to(language) in text


def kinds() -> Iterator[Entry]:
    """Give a bare entry of every kind."""
    for kind in Kind:
        yield Entry(5, kind, "2022-07-18", "2024-01-15T09:00:00Z", "anna", 2022, cents=5, verdict="eligible")


@pytest.mark.parametrize("entry", list(kinds()), ids=lambda entry: entry.kind.value)
def test_every_kind(entry: Entry) -> None:
    """Every kind of entry has a name in both languages, a line, a record and cells under every heading."""
    for language in Language:
        assert entry.kind.phrase.to(language) in listed(standing(entry), language=language)[0]
    record = entry_record(standing(entry))
    assert (record["kind"], record["amount"], record["supplier"]) == (entry.kind.value, "0.05", None)
    assert len(cells(standing(entry))) == len(HEADER)


def test_every_state_has_a_name() -> None:
    """Every state has a name in both languages, and none shares it with another."""
    for language in Language:
        assert len({state.phrase.to(language) for state in State}) == len(State)
