"""Tampering: whatever is changed in a ledger behind the back of npo is found, and the first bad entry is named."""

import json
import sqlite3
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from npo_cli.bookkeeping.chain import link, origin, payload
from npo_cli.bookkeeping.row import COLUMNS
from npo_cli.bookkeeping.storage.address import Address
from npo_cli.bookkeeping.storage.schema import GUARDED
from npo_cli.bookkeeping.verification import checked_head
from npo_cli.eligibility.rulebook import Rulebook
from tests.bookkeeping.support import books, draft, entries, found, lines, refused, sql, tamper, verified
from tests.commands.running import Program
from tests.stores import both_stores

ALL = ", ".join((*COLUMNS, "hash"))


def head(place: Address) -> str:
    """Give the head of a ledger, as it stands in the signed report."""
    return verified(place).head.hash


def rewrite(place: Address, *statements: str) -> None:
    """Change a ledger and then make all of its hashes anew, as a clever forger would."""
    tamper(place, *statements)
    previous = origin(*sql(place, "SELECT municipality, pack, currency FROM ledger")[0])
    hashes = []
    for row in sql(place, f"SELECT {', '.join(COLUMNS)} FROM entry ORDER BY number"):
        previous = link(previous, payload(row))
        hashes.append((previous, row[0]))
    tamper(place, *(("UPDATE entry SET hash = ? WHERE number = ?", each) for each in hashes))


@both_stores
def test_a_sound_ledger(filled: Address) -> None:
    """A ledger in which only npo booked holds: head, seals and the entry of an earlier head are told, and no fault."""
    all_of_it = entries(filled)
    seal = all_of_it[20]
    outcome = verified(filled, seal.hash)
    assert outcome.faults == ()
    assert (outcome.head.number, outcome.head.hash, outcome.expected) == (27, all_of_it[-1].hash, 21)
    assert [tuple(each) for each in outcome.seals] == [(2022, 21, seal.hash)]


@both_stores
def test_an_empty_ledger(empty: Address) -> None:
    """A ledger with nothing but its allocation holds."""
    assert found(empty) == []


CHANGED = {
    "number": "UPDATE entry SET number = 100 WHERE number = 9",
    "kind": "UPDATE entry SET kind = 'commitment' WHERE number = 9",
    "day": "UPDATE entry SET day = '2022-07-19' WHERE number = 9",
    "recorded": "UPDATE entry SET recorded = '2022-07-19T00:00:00Z' WHERE number = 9",
    "who": "UPDATE entry SET who = 'bert' WHERE number = 9",
    "year": "UPDATE entry SET year = 2023 WHERE number = 9",
    "text": "UPDATE entry SET text = 'zomerschool' WHERE number = 9",
    "one letter": "UPDATE entry SET text = text || ' ' WHERE number = 9",
    "cents": "UPDATE entry SET cents = cents - 1 WHERE number = 9",
    "sign": "UPDATE entry SET cents = -cents WHERE number = 9",
    "goal": "UPDATE entry SET goal = 'preschool' WHERE number = 9",
    "no goal": "UPDATE entry SET goal = NULL WHERE number = 9",
    "verdict": "UPDATE entry SET verdict = 'eligible' WHERE number = 9",
    "refers": "UPDATE entry SET refers = 2 WHERE number = 9",
    "ruling": "UPDATE entry SET ruling = 'approved' WHERE number = 9",
    "receipt": "UPDATE entry SET receipt = replace(receipt, 'npo-spuk', 'npo-spam') WHERE number = 9",
    "receipt that is none": "UPDATE entry SET receipt = '[' WHERE number = 9",
    "details": "UPDATE entry SET details = NULL WHERE number = 9",
    "details that are none": "UPDATE entry SET details = '[' WHERE number = 9",
    "an answer": "UPDATE entry SET details = replace(details, '\"no\"', '\"yes\"') WHERE number = 9",
    "text into goal": "UPDATE entry SET goal = text || goal, text = '' WHERE number = 9",
    "hash": "UPDATE entry SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE number = 9",
}


# What only SQLite can hold: PostgreSQL refuses such texts itself.
CHANGED_IN_SQLITE = {
    "a NUL behind the text": "UPDATE entry SET text = text || char(0) || 'en meer' WHERE number = 9",
    "a NUL in the details": "UPDATE entry SET details = details || char(0) WHERE number = 9",
    "a text that is none": "UPDATE entry SET text = CAST(x'ff' AS TEXT) WHERE number = 9",
}


@pytest.mark.parametrize("statement", CHANGED_IN_SQLITE.values(), ids=CHANGED_IN_SQLITE)
def test_an_edited_entry_in_sqlite(filled: Path, statement: str) -> None:
    """Texts that are none, or that end before they seem to, are found too."""
    tamper(filled, statement)
    named = [line for line in found(filled) if "hash is wrong" in line or "missing" in line]
    assert len(named) == 1
    assert named[0].startswith("entry 9 ")


@both_stores
@pytest.mark.parametrize("statement", CHANGED.values(), ids=CHANGED)
def test_an_edited_entry(filled: Address, statement: str) -> None:
    """An entry of which anything was changed is named, and it alone of the chain."""
    tamper(filled, statement)
    named = [line for line in found(filled) if "hash is wrong" in line or "missing" in line]
    assert len(named) == 1
    assert named[0].startswith("entry 9 ")


@both_stores
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_edited_entry_is_shown(filled: Address, npo: Program, language: str) -> None:
    """The command names the entry in the user's language and ends with 1, in text and in JSON."""
    tamper(filled, CHANGED["text"])
    outcome = npo("ledger", "verify", "--ledger", filled, "--lang", language)
    assert outcome.code == 1
    assert {"nl": "boeking 9 is gewijzigd", "en": "entry 9 was changed"}[language] in outcome.out
    as_json = npo("ledger", "verify", "--ledger", filled, "--lang", language, "--format", "json")
    assert (as_json.code, as_json.data["sound"]) == (1, False)
    assert any({"nl": "boeking 9", "en": "entry 9"}[language] in line for line in as_json.data["faults"])


@both_stores
@pytest.mark.parametrize("number", [1, 2, 9, 20, 26])
def test_a_deleted_entry(filled: Address, number: int) -> None:
    """An entry that was taken out is named as missing."""
    tamper(filled, f"DELETE FROM entry WHERE number = {number}")
    assert f"entry {number} is missing: after {number - 1} comes {number + 1}." in found(filled)


@both_stores
def test_a_deleted_entry_whose_gap_was_closed(filled: Address) -> None:
    """Where the entries behind a deleted one were numbered anew, the one in its place is named."""
    tamper(
        filled,
        "DELETE FROM entry WHERE number = 9",
        "UPDATE entry SET number = -number WHERE number > 9",
        "UPDATE entry SET number = -number - 1 WHERE number < 0",
    )
    assert found(filled)[0].startswith("entry 9 was changed, or something before it was removed")


@both_stores
def test_an_inserted_entry(filled: Address) -> None:
    """An entry that was put between others is named."""
    tamper(
        filled,
        "UPDATE entry SET number = -number WHERE number > 9",
        "UPDATE entry SET number = 1 - number WHERE number < 0",
        f"INSERT INTO entry SELECT 10, {ALL.removeprefix('number, ')} FROM entry WHERE number = 9",
    )
    assert found(filled)[0].startswith("entry 10 was changed")


@both_stores
def test_an_entry_put_behind_the_last(filled: Address) -> None:
    """An entry that somebody else put at the end is named, for its hash cannot be right."""
    sql(filled, f"INSERT INTO entry SELECT 28, {ALL.removeprefix('number, ')} FROM entry WHERE number = 9")
    assert found(filled)[0].startswith("entry 28 was changed")


@both_stores
def test_an_entry_put_behind_the_last_with_its_hash(filled: Address) -> None:
    """An entry that was put at the end with the right hash does not fit the totals and standings."""
    (row,) = sql(filled, f"SELECT {', '.join(COLUMNS)} FROM entry WHERE number = 9")
    row = (28, *row[1:])
    marks = ", ".join("?" * (len(row) + 1))
    sql(filled, f"INSERT INTO entry ({ALL}) VALUES ({marks})", *row, link(head(filled), payload(row)))
    told = found(filled)
    spent = "‘spent’ of 2022 temporary-rent is € 9,000.00, but the entries give € 18,000.00"
    assert any(spent in line for line in told)
    assert "entry 28: the standing that was kept differs from what the entries say." in told


@both_stores
def test_two_entries_in_each_others_place(filled: Address) -> None:
    """Where two entries changed places, the first of the two is named."""
    tamper(
        filled,
        "UPDATE entry SET number = -1 WHERE number = 6",
        "UPDATE entry SET number = 6 WHERE number = 9",
        "UPDATE entry SET number = 9 WHERE number = -1",
    )
    assert found(filled)[0].startswith("entry 6 was changed")


@both_stores
def test_all_rewritten(filled: Address) -> None:
    """A history of which every hash was made anew is found against a head from outside, and only there."""
    sealed = entries(filled)[20].hash
    rewrite(filled, "UPDATE entry SET text = 'zomerschool' WHERE number = 9")
    assert found(filled) == []
    for expect in (sealed, "0" * 64):
        (line,) = found(filled, expect)
        assert expect[:12] in line
        assert "history was rewritten" in line


@both_stores
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET cents = cents + 100 WHERE number = 9",
        "UPDATE entry SET goal = 'preschool' WHERE number = 9",
        "UPDATE entry SET year = 2023 WHERE number = 9",
        "UPDATE entry SET verdict = 'excluded' WHERE number = 9",
        "UPDATE entry SET ruling = 'rejected' WHERE number = 16",
        "UPDATE entry SET refers = 6 WHERE number = 16",
        "UPDATE entry SET details = NULL WHERE number = 12",
        "UPDATE entry SET cents = 1 WHERE number = 2",
    ],
)
def test_figures_rewritten(filled: Address, statement: str) -> None:
    """A history rewritten as a whole, hashes included, no longer fits the totals if any figure changed."""
    rewrite(filled, statement)
    assert found(filled)
    assert all("total" in line or "standing" in line for line in found(filled))


MISSHAPEN = {
    5: ("ruling = 'x'", "verdict = NULL", "verdict = 'x'", "goal = NULL", "goal = ''", "cents = NULL", "kind = 'gift'"),
    9: ("refers = 12", "year = 0", "day = '20220718'", "recorded = 'yesterday'"),
    16: ("ruling = 'x'", "ruling = NULL", "refers = NULL", "refers = 0", "verdict = 'eligible'", "cents = 5"),
    21: ("refers = 5", "cents = 5"),
}


@both_stores
@pytest.mark.parametrize(
    ("number", "change"), [(number, change) for number, changes in MISSHAPEN.items() for change in changes]
)
def test_what_npo_never_writes(filled: Address, npo: Program, number: int, change: str) -> None:
    """A cell that npo writes in no such entry is told, also where all hashes were made anew; a list ends in a line."""
    rewrite(filled, f"UPDATE entry SET {change} WHERE number = {number}")
    assert f"entry {number} is not as npo writes one." in found(filled)
    outcome = npo("ledger", "list", "--ledger", filled, "--lang", "en")
    assert outcome.code == 1
    assert outcome.messages[-1].endswith(
        f"entry {number} cannot be read; the ledger is damaged or was changed. See npo ledger verify."
    )


@both_stores
def test_the_tail_cut(filled: Address) -> None:
    """Without its last entries a ledger does not fit its totals, and the head from outside is not in it."""
    last = head(filled)
    tamper(filled, "DELETE FROM entry WHERE number > 24")
    assert any("running total" in line for line in found(filled))
    assert any(last[:12] in line and "tail was cut off" in line for line in found(filled, last))


def test_the_tail_cut_with_its_totals(filled: Path, rulebook: Rulebook) -> None:
    """Where the totals were set back too, only the head from outside tells that the tail is gone."""
    earlier = filled.read_bytes()
    with books(filled, rulebook) as ledger:
        ledger.add(draft(day=date(2024, 1, 15)))
    last = head(filled)
    filled.write_bytes(earlier)
    assert found(filled) == []
    (line,) = found(filled, last)
    assert last[:12] in line


@both_stores
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE total SET amount = amount + 1 WHERE measure = 'spent' AND year = 2022 AND goal = 'catch-up'",
         "the running total ‘spent’ of 2022 catch-up is"),
        ("DELETE FROM total WHERE measure = 'received' AND year = 2021",
         "is € 0.00, but the entries give € 200,000.00"),
        ("INSERT INTO total VALUES (2024, 'preschool', 'spent', 500)", "‘spent’ of 2024 preschool is € 5.00"),
        ("UPDATE total SET amount = 7 WHERE measure = 'spendings' AND year = 2023 AND goal = 'preschool'",
         "‘spendings’ of 2023 preschool is 7, but the entries give 1"),
        ("UPDATE booking SET state = 'approved' WHERE number = 9", "entry 9: the standing"),
        ("UPDATE booking SET open = 5 WHERE number = 10", "entry 10: the standing"),
        ("UPDATE booking SET cents = cents - 1 WHERE number = 6", "entry 6: the standing"),
        ("UPDATE booking SET goal = 'preschool' WHERE number = 6", "entry 6: the standing"),
        ("UPDATE booking SET year = 2023 WHERE number = 6", "entry 6: the standing"),
        ("UPDATE booking SET own = 0 WHERE number = 6", "entry 6: the standing"),
        ("UPDATE booking SET bare = 0 WHERE number = 6", "entry 6: the standing"),
        ("UPDATE booking SET fulfils = 0 WHERE number = 11", "entry 11: the standing"),
        ("UPDATE booking SET kind = 'commitment' WHERE number = 6", "entry 6: the standing"),
        ("DELETE FROM booking WHERE number = 6", "entry 6: the standing"),
        ("INSERT INTO booking VALUES (2, 'spending', 2021, '', 0, 'eligible', 0, 0, 0, 0)", "entry 2: the standing"),
        ("INSERT INTO booking VALUES (99, 'spending', 2021, '', 0, 'eligible', 0, 0, 0, 0)", "entry 99: the standing"),
    ],
)  # fmt: skip
def test_a_changed_figure(filled: Address, statement: str, told: str) -> None:
    """A total or a standing that was changed in the database is named, with what the entries say."""
    sql(filled, statement)
    (line,) = found(filled)
    assert told in line


@both_stores
def test_texts_of_rules_changed(filled: Address) -> None:
    """A change to the texts of the rules that bookings were decided by is found."""
    tamper(filled, "UPDATE edition SET content = replace(content, 'vervoer', 'verkeer')")
    (line,) = found(filled)
    assert line.startswith("the archived texts of rules ")
    assert line.endswith(" were changed.")


@both_stores
def test_texts_of_rules_put_in_their_place(filled: Address) -> None:
    """Other texts with a hash that fits them are found, for the bookings name the hash of the true ones."""
    content = json.dumps({"rules": {}, "goals": {}, "questions": {}})
    digest = sha256(content.encode()).hexdigest()
    tamper(filled, ("UPDATE edition SET content = ?, sha256 = ?", (content, digest)))
    (line,) = found(filled)
    assert line.startswith("entry 5: the archived texts of rules ")
    assert line.endswith(" are missing.")


@both_stores
def test_texts_of_rules_gone(filled: Address) -> None:
    """The texts of the rules cannot be thrown away unseen; the first booking that cites them is named."""
    tamper(filled, "DELETE FROM edition")
    (line,) = found(filled)
    assert line.startswith("entry 5: ")


@both_stores
@pytest.mark.parametrize("column", ["municipality", "pack", "currency"])
def test_another_name(filled: Address, column: str) -> None:
    """A ledger that was given to another municipality, grant or currency does not hold from its first entry on."""
    tamper(filled, f"UPDATE ledger SET {column} = 'Tilburg'")
    assert found(filled)[0].startswith("entry 1 was changed")


def guards(path: Path) -> dict[str, str]:
    """Give the triggers of a ledger."""
    return dict(sql(path, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


def test_a_dropped_guard(filled: Path) -> None:
    """Each trigger that is taken away is named."""
    for name, made in guards(filled).items():
        sql(filled, f"DROP TRIGGER {name}")
        (line,) = found(filled)
        assert f"‘{name}’" in line
        sql(filled, made)
    assert found(filled) == []


def test_a_toothless_guard(filled: Path) -> None:
    """A trigger that is there by name, but does nothing, is named."""
    sql(filled, "DROP TRIGGER entry_no_update")
    sql(filled, "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END")
    (line,) = found(filled)
    assert "‘entry_no_update’" in line


@pytest.mark.parametrize("table", GUARDED)
def test_the_guards_refuse(filled: Path, table: str) -> None:
    """Any program that wants to change, delete or replace what was booked is refused by the database itself."""
    before = sql(filled, f"SELECT * FROM {table}")
    column = {"ledger": "municipality", "entry": "text", "edition": "content"}[table]
    for statement in (
        f"UPDATE {table} SET {column} = 'x'",
        f"UPDATE OR IGNORE {table} SET {column} = 'x'",
        f"UPDATE OR REPLACE {table} SET {column} = 'x'",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        f"INSERT OR IGNORE INTO {table} SELECT * FROM {table}",
        f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="npo: "):
            sql(filled, statement)
        assert sql(filled, f"SELECT * FROM {table}") == before


@pytest.mark.parametrize("number", [-1, 0, 1, 27, 29, 1000])
def test_the_guards_keep_the_order(filled: Path, number: int) -> None:
    """No entry can be put in front, between or far behind the others."""
    with pytest.raises(sqlite3.IntegrityError, match="npo: "):
        sql(filled, f"INSERT INTO entry SELECT {number}, {ALL.removeprefix('number, ')} FROM entry WHERE number = 2")


def test_columns_keep_their_type(filled: Path) -> None:
    """A text where cents belong is refused by the database itself."""
    with pytest.raises(sqlite3.IntegrityError):
        sql(filled, "INSERT INTO total VALUES (2022, 'catch-up', 'x', 'veel')")


@pytest.mark.parametrize("given", ["", "abc", "g" * 64, "0" * 63, "0" * 65, "é" * 64, "\x1b[31m", "9" * 10_000])
def test_no_head(given: str) -> None:
    """What cannot be a head is refused as bad input, in a line of ordinary length."""
    with refused("--expect", "is not a head", code=2):
        checked_head(given)


@both_stores
def test_a_head_as_people_copy_it(filled: Address) -> None:
    """A head may be copied in capitals, or broken over lines."""
    last = head(filled)
    assert checked_head(f" {last[:32].upper()}\n{last[32:]} ") == last


@both_stores
def test_many_faults(filled: Address) -> None:
    """However much was changed, what is told can be read: a line each, and no more than some dozens."""
    tamper(filled, "UPDATE entry SET cents = cents + 1", "DELETE FROM booking", "DELETE FROM total")
    told = lines(verified(filled).faults)
    assert told[0].startswith("entry 1 was changed")
    assert len(told) < 60
