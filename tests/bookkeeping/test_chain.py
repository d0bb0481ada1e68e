"""The chain: hashes of entries, and the payloads that they are made from."""

from hashlib import sha256
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from npo_cli.bookkeeping import chain
from npo_cli.bookkeeping.chain import filled, link, origin, payload, payload_pattern
from npo_cli.bookkeeping.entry import Entry, Evidence, Ground, Kind, Receipt
from npo_cli.bookkeeping.row import COLUMNS, cells_of, entry_of, remembered, row_of
from npo_cli.bookkeeping.soundness import BOOKINGS, REFERRING, WITHOUT_AMOUNT
from npo_cli.bookkeeping.storage.sqlite import open_sqlite
from tests.bookkeeping.support import entries

ALPHABET = 'a1,-:"\\é🏫 %s\x00\n'
CELLS = st.lists(st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(ALPHABET, max_size=6), max_size=5)
TEXTS = st.text(ALPHABET, max_size=6)
ENTRIES = st.builds(
    Entry,
    number=st.integers(1, 2**40),
    kind=st.sampled_from(Kind),
    day=st.dates().map(str),
    recorded=TEXTS,
    who=TEXTS,
    year=st.integers(1, 9999),
    text=TEXTS,
    cents=st.none() | st.integers(-(10**12), 10**12),
    goal=st.none() | TEXTS,
    receipt=st.none() | st.builds(Receipt, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS),
    supplier=TEXTS,
    evidence=st.lists(st.builds(Evidence, TEXTS, st.integers(0, 10**15), TEXTS), max_size=2).map(tuple),
    answers=st.dictionaries(TEXTS, TEXTS, max_size=2),
    grounds=st.lists(st.builds(Ground, TEXTS, TEXTS, st.lists(TEXTS, max_size=2).map(tuple)), max_size=2).map(tuple),
    overrode=st.lists(TEXTS, max_size=2).map(tuple),
    corrects=st.none() | st.integers(1, 100),
    by=TEXTS,
)


def test_payload() -> None:
    """A payload is the lengths in bytes, -1 for what is absent, and then all cells without anything between."""
    assert payload(("é", None, 12, "")) == b"2,-1,2,0,\xc3\xa912"
    assert payload(()) == b""


def test_link() -> None:
    """A hash is the SHA-256 of the hash before and the payload."""
    assert link("ab", b"1,x") == sha256(b"ab1,x").hexdigest()


@given(CELLS, CELLS)
def test_no_two_rows_are_taken_for_one(some: list[str | int | None], others: list[str | int | None]) -> None:
    """Rows that differ have payloads that differ, whatever moves from one cell to the next."""
    as_text = [[None if cell is None else str(cell) for cell in cells] for cells in (some, others)]
    assert (payload(some) == payload(others)) == (as_text[0] == as_text[1])


def test_a_text_moved_to_its_neighbour() -> None:
    """The same letters in other cells give another payload, and so does an empty text instead of none."""
    rows = [("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc"), ("abc", None), (None, "abc"), ("abc",), ("1,abc", "")]
    assert len({payload(row) for row in rows}) == len(rows)


def test_origin() -> None:
    """What stands before the first entry is another for each municipality, grant and currency."""
    names = [("Breda", "npo", "EUR"), ("Tilburg", "npo", "EUR"), ("Breda", "spuk", "EUR"), ("Breda", "npo", "USD")]
    assert len({origin(*name) for name in [*names, ("Bredan", "po", "EUR")]}) == 5


def chained(entry: Entry, previous: str) -> Entry:
    """Give the entry with its hash."""
    return chain.chained(entry, previous)[0]


def sound(entry: Entry) -> Entry:
    """Give an entry with what depends on its kind, and what is one of a few words, as npo writes it."""
    kind = entry.kind
    return entry._replace(
        number=entry.number + 1,
        recorded="2024-01-01T00:00:00Z",
        cents=None if kind in WITHOUT_AMOUNT else entry.cents or 0,
        goal=entry.goal or ("x" if kind in BOOKINGS else None),
        verdict="consult" if kind in BOOKINGS else None,
        refers=1 if kind in REFERRING else None,
        ruling="approved" if kind is Kind.RULING else None,
        answers=dict.fromkeys(entry.answers, "yes"),
        grounds=tuple(ground._replace(verdict="excluded") for ground in entry.grounds),
        corrects=1 if entry.corrects else None,
        spent=entry.day if entry.spent else "",
    )


@given(ENTRIES.map(sound))
def test_a_row_holds_the_whole_entry(entry: Entry) -> None:
    """An entry read from its row is the entry that was written, and has the same hash."""
    again = entry_of(row_of(entry))
    assert again == entry
    assert chained(again, "ab" * 32) == chained(entry, "ab" * 32)


@given(ENTRIES)
def test_remembered_texts_change_nothing(entry: Entry) -> None:
    """Receipts and grounds that are remembered are written as they are for the first time."""
    for _ in range(2):
        assert cells_of(entry, remembered) == row_of(entry)[:-1]


@given(ENTRIES, ENTRIES)
def test_the_hash_covers_all(entry: Entry, other: Entry) -> None:
    """Entries that differ in anything but their own hash have different hashes; the one before counts too."""
    hashed = chained(entry, "ab" * 32).hash
    assert (chained(other, "ab" * 32).hash == hashed) == (cells_of(other) == cells_of(entry))
    assert chained(entry, "cd" * 32).hash != hashed
    assert chained(entry._replace(hash="x"), "ab" * 32).hash == hashed


def test_the_store_hashes_as_the_books_do(filled: Path) -> None:
    """What SQLite makes of a row to verify it is, byte for byte, what was hashed when it was booked."""
    with open_sqlite(filled) as storage:
        links = list(storage.links())
    made = [payload(row_of(entry)[: len(COLUMNS)]) for entry in entries(filled)]
    assert [hashed for _, _, hashed in links] == made


@given(CELLS.filter(bool), st.data())
def test_payload_by_pattern(row: list[str | int | None], data: st.DataObject) -> None:
    """A row is hashed by the pattern of another that differs in some cells as from its own cells."""
    places = data.draw(st.sets(st.integers(0, len(row) - 1)))
    others = [data.draw(TEXTS | st.integers()) if place in places else cell for place, cell in enumerate(row)]
    texts = [str(others[place]) for place in sorted(places)]
    assert filled(payload_pattern(row, places), texts) == payload(others)
