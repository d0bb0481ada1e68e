"""The figures counted afresh from the entries, in SQL that every store understands.

It does in another way what `posting` adds up as entries come in: by sets instead of one by one. `npo ledger verify`
compares the two, so that neither a changed total nor a mistake in one of the ways goes unseen.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from npo_cli.bookkeeping.entry import Kind, Receipt, State
from npo_cli.bookkeeping.posting import DECIDED, LATE, Measure, Posting
from npo_cli.bookkeeping.storage.interface import MOST
from npo_cli.bookkeeping.storage.schema import RARE

_SHA256 = Receipt._fields.index("sha256")

# What was later recorded of an entry: its reversal, the last ruling on it, what was spent and dropped of a commitment.
_LATER = """later AS (
    SELECT refers AS number,
        max(CASE WHEN kind = 'reversal' THEN number END) AS undone,
        max(CASE WHEN kind = 'ruling' THEN number END) AS ruled,
        sum(CASE WHEN kind = 'spending' THEN cents ELSE 0 END) AS fulfilled,
        sum(CASE WHEN kind IN ('release', 'reversal') THEN cents ELSE 0 END) AS dropped
    FROM entry WHERE refers IS NOT NULL GROUP BY refers
)"""

# The reversals of spendings that opened their commitment again: those made while it was not reversed itself.
_REOPENED = """reopened AS (
    SELECT s.refers AS number, r.year AS year, -r.cents AS cents
    FROM {entry} r JOIN {entry} s ON s.number = r.refers
        LEFT JOIN entry u ON u.refers = s.refers AND u.kind = 'reversal' AND u.number < r.number
    WHERE r.kind = 'reversal' AND s.kind = 'spending' AND s.refers IS NOT NULL AND u.number IS NULL
)"""

# Each spending and commitment; `former` is how it stands, or stood when it was reversed.
_STANDING = """standing AS (
    SELECT e.number AS number, e.kind AS kind, e.year AS year, coalesce(e.goal, '') AS goal, e.cents AS cents,
        coalesce(
            own.ruling,
            CASE WHEN e.refers IS NOT NULL THEN (
                SELECT r.ruling FROM entry r
                WHERE r.refers = e.refers AND r.kind = 'ruling' AND (l.undone IS NULL OR r.number < l.undone)
                ORDER BY r.number DESC LIMIT 1
            ) END,
            CASE e.verdict WHEN 'excluded' THEN 'overridden' WHEN 'consult' THEN 'awaiting' ELSE 'eligible' END
        ) AS former,
        CASE WHEN own.number IS NULL THEN 0 ELSE 1 END AS own,
        CASE WHEN e.kind = 'spending' THEN 0
            ELSE e.cents - coalesce(l.fulfilled, 0) + coalesce(l.dropped, 0)
                + coalesce((SELECT sum(r.cents) FROM reopened r WHERE r.number = e.number), 0)
        END AS still_open,
        CASE WHEN e.kind = 'spending' AND coalesce(e.details, '') NOT LIKE '%"evidence":[[%' THEN 1 ELSE 0 END AS bare,
        coalesce(e.refers, 0) AS fulfils,
        u.year AS undone_year, e.receipt AS receipt
    FROM entry e
        LEFT JOIN later l ON l.number = e.number
        LEFT JOIN entry own ON own.number = l.ruled
        LEFT JOIN entry u ON u.number = l.undone
    WHERE e.kind IN ('spending', 'commitment')
)"""

_WITH = f"WITH {_LATER}, {_REOPENED.format(entry='entry')}, {_STANDING} "

_DIFFERS = """(b.number IS NULL OR b.kind <> s.kind OR b.year <> s.year OR b.goal <> s.goal OR b.cents <> s.cents
    OR b.state <> CASE WHEN s.undone_year IS NULL THEN s.former ELSE 'reversed' END
    OR b.own <> s.own OR b.open <> s.still_open OR b.bare <> s.bare OR b.fulfils <> s.fulfils)"""

_FORMER = (State.ELIGIBLE, State.APPROVED, State.AWAITING, State.REJECTED, State.OVERRIDDEN)
_NUMBERS = " ".join(f"WHEN '{state}' THEN {number}" for number, state in enumerate(_FORMER))
_STATES, _FLAGS, _YEARS = 8, 8, 10_000  # of a mark: how many each of its parts can tell apart

# The sums of spendings and commitments that stand alike, whether all is so in what was kept of them, and the receipt of
# their decision: in one pass, for that is most of the work. What tells groups apart is packed into one whole number, a
# mark, which SQLite sorts by in a quarter of the time that as many texts take. The limit limits nothing; without it
# whole entries are sorted, with all their texts, and not the few values that they are grouped by.
GROUPS = f"""{_WITH}, cited AS MATERIALIZED (
    SELECT receipt, row_number() OVER () AS id
    FROM (SELECT DISTINCT receipt FROM entry WHERE receipt IS NOT NULL) AS named
) SELECT g.mark, g.goal, g.undone_year, c.receipt, g.many, g.cents FROM (
    SELECT mark, goal, undone_year, count(*) AS many, coalesce(sum(cents), 0) AS cents FROM (
        SELECT ((coalesce(c.id, 0) * {_YEARS} + CASE WHEN s.year BETWEEN 1 AND {_YEARS - 1} THEN s.year ELSE 0 END)
                * {_STATES} + CASE s.former {_NUMBERS} ELSE {_STATES - 1} END) * {_FLAGS}
            + CASE s.kind WHEN 'commitment' THEN 4 ELSE 0 END + s.bare * 2 + CASE WHEN {_DIFFERS} THEN 1 ELSE 0 END
            AS mark, s.goal, s.undone_year, s.cents
        FROM standing s LEFT JOIN booking b ON b.number = s.number LEFT JOIN cited c ON c.receipt = s.receipt
        LIMIT {MOST}
    ) AS compared GROUP BY mark, goal, undone_year
) AS g LEFT JOIN cited c ON c.id = g.mark / {_YEARS * _STATES * _FLAGS}"""


class Group(NamedTuple):
    """Spendings or commitments that stand alike: how many, and what they amount to in cents.

    `former` is how they stand, or stood when they were reversed in the year `undone`; `differs` says that something
    else was kept of them. A year that npo does not write is 0, and a state that it does not write is None.
    """

    kind: Kind
    year: int
    goal: str
    former: State | None
    bare: bool
    undone: int | None
    differs: bool
    receipt: str | None
    many: int
    cents: int


def groups(rows: Iterable[tuple[Any, ...]]) -> Iterator[Group]:
    """Make groups of what `GROUPS` gives."""
    for mark, goal, undone, receipt, many, cents in rows:
        rest, flags = divmod(mark, _FLAGS)
        rest, state = divmod(rest, _STATES)
        kind = Kind.COMMITMENT if flags & 4 else Kind.SPENDING
        former = _FORMER[state] if state < len(_FORMER) else None
        year = rest % _YEARS
        yield Group(kind, year, goal, former, bool(flags & 2), undone, bool(flags & 1), receipt, many, cents)


BOOKINGS = "SELECT count(*) FROM booking"

BOOKINGS_THAT_DIFFER = (
    _WITH
    + f"""SELECT s.number FROM standing s LEFT JOIN booking b ON b.number = s.number WHERE {_DIFFERS}
UNION ALL SELECT b.number FROM booking b LEFT JOIN entry e ON e.number = b.number
WHERE e.number IS NULL OR e.kind NOT IN ('spending', 'commitment')"""
)

# The entries with a cell that npo writes in none of their kind, and that a chain made anew would vouch for.
MISSHAPEN = """SELECT number FROM entry WHERE NOT (
    CASE WHEN kind IN ('spending', 'commitment')
        THEN coalesce(goal, '') <> '' AND coalesce(verdict, '') IN ('eligible', 'consult', 'excluded')
        ELSE verdict IS NULL END
    AND CASE WHEN kind = 'ruling' THEN coalesce(ruling, '') IN ('approved', 'rejected') ELSE ruling IS NULL END
    AND CASE WHEN kind IN ('ruling', 'seal', 'import') THEN cents IS NULL ELSE cents IS NOT NULL END
    AND CASE WHEN kind IN ('reversal', 'ruling', 'release') THEN refers IS NOT NULL AND refers BETWEEN 1 AND number - 1
        WHEN kind = 'spending' THEN refers IS NULL OR refers BETWEEN 1 AND number - 1
        ELSE refers IS NULL AND kind IN ('allocation', 'payment', 'commitment', 'seal', 'import') END
    AND year BETWEEN 1 AND 9999 AND day LIKE '____-__-__' AND recorded LIKE '____-__-__T__:__:__Z'
)"""

# The sign before `refers` keeps SQLite from its index: many entries refer, and reading all in order is faster.
REDUCTIONS = f"""WITH referring AS MATERIALIZED (
    SELECT number, kind, year, cents, refers FROM entry WHERE +refers IS NOT NULL AND kind <> 'ruling'
), {_REOPENED.format(entry="referring")}, reduction AS (
    SELECT refers AS number, year, cents FROM referring WHERE kind = 'spending'
    UNION ALL SELECT refers, year, -cents FROM referring WHERE kind = 'release'
    UNION ALL SELECT r.refers, r.year, -r.cents FROM referring r JOIN entry c ON c.number = r.refers
        WHERE r.kind = 'reversal' AND c.kind = 'commitment'
    UNION ALL SELECT number, year, -cents FROM reopened
) SELECT c.year, coalesce(c.goal, ''), r.year, coalesce(sum(r.cents), 0)
FROM reduction r JOIN entry c ON c.number = r.number GROUP BY c.year, c.goal, r.year"""

# That a payment is rare goes without saying, but leads to the index.
PAYMENTS = f"""SELECT year, coalesce(sum(cents), 0) FROM (
    SELECT year, cents FROM entry WHERE kind = 'payment' AND {RARE}
    UNION ALL SELECT e.year, e.cents FROM entry p JOIN entry e ON e.refers = p.number
        WHERE e.kind = 'reversal' AND p.kind = 'payment' AND p.{RARE}
) AS payment GROUP BY year"""


def postings(
    groups: Iterable[Group], reductions: Iterable[tuple[Any, ...]], payments: Iterable[tuple[Any, ...]]
) -> Iterator[Posting]:
    """Make postings of what the three queries give."""
    for year, cents in payments:
        yield Posting(year, "", Measure.RECEIVED, cents)
    for made, goal, year, cents in reductions:
        measure, amount = (Measure.COMMITTED, -cents) if year == made else (LATE + Measure.COMMITTED, cents)
        yield Posting(year, goal, measure, amount)
    for group in groups:
        yield Posting(group.year, "", DECIDED + _rules_of(group.receipt), group.many)
        if group.kind is Kind.COMMITMENT:
            yield Posting(group.year, group.goal, Measure.COMMITTED, group.cents)
        else:
            yield from _spent(group)


def _spent(group: Group) -> Iterator[Posting]:
    """Give the postings of spendings: what was reversed in its own year counts for nothing but its two amounts."""
    year, goal, undone, cents = group.year, group.goal, group.undone, group.cents
    yield Posting(year, goal, Measure.SPENT, cents)
    if undone is not None:
        yield Posting(undone, goal, Measure.SPENT, -cents)
    if undone != year:
        told = list(_told(group))
        yield from (Posting(year, goal, measure, amount) for measure, amount in told)
        if undone is not None:
            yield from (Posting(undone, goal, LATE + measure, amount) for measure, amount in told)


def _rules_of(receipt: str | None) -> str:
    """Give the hash of the rule files that a receipt names; none of one that is not as npo wrote it."""
    try:
        return str(json.loads(receipt)[_SHA256]) if receipt else ""
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""


def _told(group: Group) -> Iterator[tuple[str, int]]:
    """Give what is told of spendings of one state beside their amount."""
    yield Measure.SPENDINGS, group.many
    if group.former is State.AWAITING:
        yield from ((Measure.AWAITING, group.cents), (Measure.AWAITING_COUNT, group.many))
    if group.former in (State.REJECTED, State.OVERRIDDEN):
        yield from ((Measure.ERRORS, group.cents), (Measure.ERRORS_COUNT, group.many))
    if group.bare:
        yield from ((Measure.BARE, group.cents), (Measure.BARE_COUNT, group.many))
