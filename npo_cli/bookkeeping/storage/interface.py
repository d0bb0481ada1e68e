"""What every store of a ledger does. Everything above works through this, so that a store is one more module."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from npo_cli.bookkeeping.booking import Booking, BookingRow
from npo_cli.bookkeeping.entry import Entry, Kind, State
from npo_cli.bookkeeping.posting import Posting
from npo_cli.bookkeeping.row import Cell
from npo_cli.bookkeeping.totals import Totals
from npo_cli.fault import Fault, InputError

MOST = 2**63 - 1  # the largest number that a database keeps

T = TypeVar("T")

# An entry as a link of the chain: its number, the hash it carries, and its payload (see `chain`). A plain tuple, for a
# long ledger has many.
Link = tuple[int, str, bytes]


class About(NamedTuple):
    """Whose ledger it is, of which grant, in which currency; none of it ever changes."""

    municipality: str
    pack: str
    currency: str


class Head(NamedTuple):
    """The last entry: its number and its hash. An empty ledger has number 0 and the hash of its origin."""

    number: int
    hash: str


class Wanted(NamedTuple):
    """Which entries are asked for; None asks for all, and `kinds` and `states` may name several.

    `bare` asks for spendings without evidence, `open` for commitments of which something is still open, `cents` for
    this very amount, `after` for numbers above it and `until` for those up to it, `through` for years up to it, `most`
    for no more than that many.
    """

    year: int | None = None
    goal: str | None = None
    verdict: str | None = None
    kinds: tuple[Kind, ...] | None = None
    states: tuple[State, ...] | None = None
    bare: bool = False
    open: bool = False
    cents: int | None = None
    after: int = 0
    until: int | None = None
    through: int | None = None
    most: int | None = None


class Standing(NamedTuple):
    """An entry, and how it stands now if it is a spending or a commitment."""

    entry: Entry
    booking: Booking | None


class Month(NamedTuple):
    """What was received and spent in a month (such as 2022-03), in cents."""

    month: str
    received: int
    spent: int


class Archived(NamedTuple):
    """The texts of the rules that bookings were decided by, kept so that a decision can be explained years later.

    `sha256` is that of `content`; `rules` that of the rule files which it was made from.
    """

    sha256: str
    rules: str
    content: str


class Recount(NamedTuple):
    """What the entries say afresh: their totals, the bookings that were kept otherwise, and editions that are gone.

    Without totals where they could not be read.
    """

    totals: Totals | None
    faults: tuple[Fault, ...]


class StorageError(InputError):
    """The store refuses or fails: exit code 1, and nothing was half written."""

    exit_code = 1


class Storage(Protocol):
    """One ledger, open until the `with` block in which it was opened is left."""

    @property
    def name(self) -> str:
        """The store as users know it: a path, or an address without its password."""

    @property
    def about(self) -> About:
        """Whose ledger it is."""

    def writing(self) -> AbstractContextManager[None]:
        """Open a transaction for appending. Others wait; all that is appended in it is kept, or none of it."""

    def reading(self) -> AbstractContextManager[None]:
        """Open a transaction for reading, in which nothing that others write is seen."""

    def head(self) -> Head:
        """Give the last entry."""

    def append(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Add entries, as rows (see `row`) whose numbers and hashes follow those of the head.

        Only inside `writing()`. This and what else writes may be done later, but before anything is read and before
        the transaction is kept; what goes wrong is raised by then at the latest.
        """

    def keep(self, rows: Sequence[BookingRow]) -> None:
        """Keep how bookings stand now, as rows."""

    def post(self, postings: Iterable[Posting]) -> None:
        """Add to the running totals."""

    def archive(self, edition: Archived) -> None:
        """Keep the texts of the rules, if they are not kept yet."""

    def archived(self, *, sha256: str | None = None, rules: str | None = None) -> Archived | None:
        """Give the texts of the rules, by their own hash or that of the rule files."""

    def entry(self, number: int) -> Entry:
        """Give an entry by its number; raises LookupError where there is none."""

    def standing(self, number: int) -> Standing | None:
        """Give an entry by its number, and how it stands."""

    def standings(self, wanted: Wanted) -> Iterator[Standing]:
        """Give the entries asked for, in order of number."""

    def referring(self, number: int) -> list[Entry]:
        """Give the entries that refer to one, in order of number."""

    def spendings(self, first: date, last: date) -> Iterator[Standing]:
        """Give the spendings of a run of days, those that were reversed too."""

    def totals(self) -> Totals:
        """Give the running totals."""

    def months(self) -> Iterator[Month]:
        """Give what was received and spent by month, in order.

        A reversal counts in the month of what it undoes while that year is open, and else in that of its own day, so
        that the months of a year add up to it.
        """

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Give every entry as it is stored, in order of number."""

    def editions(self) -> Iterator[Archived]:
        """Give all archived texts of rules."""

    def links(self, after: int | None = None) -> Iterator[Link]:
        """Give the whole chain in order of number, whatever stands there for a number, or what is numbered higher."""

    @property
    def twice(self) -> bool:
        """Whether it can be read twice at once, and is so long that this saves time."""

    def recount(self) -> Recount:
        """Add all entries up afresh, and name what differs from it or is missing."""

    def beside(self, look: Callable[..., T], *values: object) -> AbstractContextManager[Callable[[], T]]:
        """Call `look` with this store and the values, and give what gives what it gave.

        A store that can be read `twice` does so beside what the block does, and sees what this transaction of
        reading sees; so `look` must be a function of a module, and its values and what it gives must be such as can be
        pickled.
        """

    def faults(self) -> Iterator[Fault]:
        """Name what is wrong with the store itself: a damaged page, a missing guard, an edition that was changed."""
