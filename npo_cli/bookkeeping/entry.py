"""An entry of the ledger: what was recorded, once and for good."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from npo_cli.language import Phrase


class Kind(StrEnum):
    """What an entry records."""

    ALLOCATION = "allocation"
    PAYMENT = "payment"
    COMMITMENT = "commitment"
    SPENDING = "spending"
    RELEASE = "release"
    REVERSAL = "reversal"
    RULING = "ruling"
    SEAL = "seal"
    IMPORT = "import"

    @property
    def phrase(self) -> Phrase:
        """The kind as users read it."""
        return _KINDS[self]


class State(StrEnum):
    """How a spending or a commitment stands now: it follows from its verdict, the rulings on it and its reversal."""

    ELIGIBLE = "eligible"
    AWAITING = "awaiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    OVERRIDDEN = "overridden"
    REVERSED = "reversed"

    @property
    def phrase(self) -> Phrase:
        """The state as users read it."""
        return _STATES[self]


class Ruling(StrEnum):
    """The accountant's answer to a consult."""

    APPROVED = "approved"
    REJECTED = "rejected"


class Evidence(NamedTuple):
    """A document that proves a booking: its file name, its size in bytes and the SHA-256 of its content."""

    name: str
    size: int
    sha256: str


class Ground(NamedTuple):
    """Why a booking got its verdict: a rule, its verdict on the expense, and the words that hit it."""

    rule: str
    verdict: str
    words: tuple[str, ...]


class Receipt(NamedTuple):
    """What the decision on a booking was made with: as of a check, and the hash of the archived texts of the rules."""

    engine: str
    pack: str
    as_of: str
    sha256: str
    edition: str


class Entry(NamedTuple):
    """One entry; a field that does not apply is None or empty.

    `day` is the day of spending, payment, ruling and so on (ISO); `recorded` the moment of booking (ISO, UTC). `year`
    is the year whose accounts the entry belongs to. `cents` is the amount in euro cents, negative for a reversal and a
    release. `refers` is the number of the entry that this one undoes, rules on or fulfils; `corrects` that of the
    booking in whose place it stands. `verdict`, `grounds`, `answers` (by question id), `questions` (those left open)
    and `receipt` are those of the decision. `override` is the reason for booking against a refusal, `overrode` what it
    overrode: `verdict`, `ruling`, `budget`, `seal`. `ruling` (approved or rejected) was given by `by`. `spent` is the
    day of spending (ISO) where `day` is that of a later correction. `hash` is the entry's own, see `chain`.
    """

    number: int
    kind: Kind
    day: str
    recorded: str
    who: str
    year: int
    text: str = ""
    cents: int | None = None
    goal: str | None = None
    verdict: str | None = None
    refers: int | None = None
    ruling: str | None = None
    receipt: Receipt | None = None
    supplier: str = ""
    reference: str = ""
    evidence: tuple[Evidence, ...] = ()
    answers: Mapping[str, str] = MappingProxyType({})
    grounds: tuple[Ground, ...] = ()
    questions: tuple[str, ...] = ()
    override: str = ""
    overrode: tuple[str, ...] = ()
    corrects: int | None = None
    by: str = ""
    spent: str = ""
    hash: str = ""

    @property
    def amount(self) -> int:
        """The amount in cents; zero for an entry that has none."""
        return self.cents or 0

    @property
    def spent_on(self) -> date:
        """The day of spending, by which the expense is judged."""
        return date.fromisoformat(self.spent or self.day)


_KINDS = {
    Kind.ALLOCATION: Phrase("beschikking", "allocation"),
    Kind.PAYMENT: Phrase("ontvangst", "payment"),
    Kind.COMMITMENT: Phrase("verplichting", "commitment"),
    Kind.SPENDING: Phrase("besteding", "spending"),
    Kind.RELEASE: Phrase("vrijval", "release"),
    Kind.REVERSAL: Phrase("tegenboeking", "reversal"),
    Kind.RULING: Phrase("uitspraak", "ruling"),
    Kind.SEAL: Phrase("afsluiting", "seal"),
    Kind.IMPORT: Phrase("import", "import"),
}

_STATES = {
    State.ELIGIBLE: Phrase("toegestaan", "eligible"),
    State.AWAITING: Phrase("wacht op accountant", "awaiting accountant"),
    State.APPROVED: Phrase("goedgekeurd", "approved"),
    State.REJECTED: Phrase("afgekeurd", "rejected"),
    State.OVERRIDDEN: Phrase("niet toegestaan, toch geboekt", "despite exclusion"),
    State.REVERSED: Phrase("teruggeboekt", "reversed"),
}
