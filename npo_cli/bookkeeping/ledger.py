"""The ledger: books, undoes, rules and closes. Every method appends whole entries in one transaction, or nothing."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from npo_cli.bookkeeping import refusal as no
from npo_cli.bookkeeping.allocation import allocation, remaining, sealed_year
from npo_cli.bookkeeping.archive import archived
from npo_cli.bookkeeping.booking import Booking
from npo_cli.bookkeeping.entry import Entry, Evidence, Ground, Kind, Receipt, Ruling, State
from npo_cli.bookkeeping.refusal import raise_refusals, refusal
from npo_cli.bookkeeping.register import Register
from npo_cli.bookkeeping.storage.interface import Standing, Storage, Wanted
from npo_cli.bookkeeping.totals import whole
from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import Answer, Expense
from npo_cli.eligibility.rulebook import Receipt as DecisionReceipt
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import Fault, InputError, fault, printable, refuse
from npo_cli.language import Phrase
from npo_cli.money import euros_phrase


class Moment(NamedTuple):
    """When something is booked, and by whom: the clock and the user's name are passed in, never looked up here."""

    now: datetime
    who: str

    @property
    def today(self) -> date:
        """The day, where the user is."""
        return self.now.date()

    @property
    def recorded(self) -> str:
        """The moment as it is stored: ISO, in UTC, to the second."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Draft(NamedTuple):
    """A spending or commitment that somebody wants to book; `cents` is above zero.

    `override` is the reason to book against a refusal, and `covers` what it was given against (None: whatever comes
    up), for a reason given once is none for what is refused later. `fulfils` is the commitment that it was promised
    under, `corrects` the entry that it takes the place of, and `had` the cents of that: so much is no new room. `spent`
    is the day of spending, by which it is judged, where that is another than the day on which it is booked.
    """

    text: str
    cents: int
    day: date
    goal: str | None = None
    supplier: str = ""
    reference: str = ""
    evidence: tuple[Evidence, ...] = ()
    answers: Mapping[str, Answer] = MappingProxyType({})
    override: str = ""
    covers: tuple[str, ...] | None = None
    commitment: bool = False
    fulfils: Booking | None = None
    corrects: int | None = None
    had: int = 0
    spent: date | None = None


def on_one_line(text: str) -> str:
    """Give a text as it is booked: without line breaks, and without what a terminal would obey."""
    if text.isprintable() and "  " not in text and text.strip() == text:
        return text  # as most are: of white space only the space is printable
    return " ".join(printable(text).split())


class Ledger:
    """One municipality's ledger, with the rules by which it decides and the moment at which it books."""

    def __init__(self, storage: Storage, rulebook: Rulebook, moment: Moment) -> None:
        self.storage = storage
        self.rulebook = rulebook
        self.moment = moment
        self._recorded = moment.recorded
        self._register: Register | None = None
        self._receipts: dict[DecisionReceipt, Receipt] = {}  # within a step: as they are booked
        if rulebook.pack != storage.about.pack:
            raise refuse(no.OTHER_PACK, storage.name, mine=storage.about.pack, given=rulebook.pack)

    def writing(self) -> AbstractContextManager[Register]:
        """Open the books for one step, however many entries it makes; inside a step, take part in it."""
        return self._step() if self._register is None else nullcontext(self._register)

    @contextmanager
    def _step(self) -> Iterator[Register]:
        with self.storage.writing():
            self._register = Register(self.storage)
            try:
                yield self._register
                self._register.flush()
            finally:
                self._register = None
                self._receipts.clear()

    def add(self, draft: Draft, otherwise: str | None = None) -> tuple[Entry, Decision]:
        """Check an expense and book it; raise a RefusalError for what is excluded, over budget or in a sealed year.

        `otherwise` is the goal where neither the draft nor the rules name one.
        """
        decision = self.decide(draft)
        if draft.goal is None and len(decision.goals) != 1:
            draft = draft._replace(goal=otherwise)  # on which no decision depends
        with self.writing():
            return self._book(draft, decision), decision

    def decide(self, draft: Draft) -> Decision:
        """Say what today's rules make of a draft."""
        expense = Expense(draft.text, draft.cents, draft.spent or draft.day, draft.goal, draft.answers)
        return decide(expense, self.rulebook, self.moment.today)

    def reverse(self, number: int, reason: str, day: date | None = None) -> Entry:
        """Undo a spending, a payment, or what is still open of a commitment, by an entry of the opposite amount.

        It belongs to the year of what it undoes while that is open, and to its own day's year once it is sealed.
        """
        with self.writing():
            return self._undo(self._standing(number), _reason(reason), day or self.moment.today)

    def correct(self, number: int, changes: Mapping[str, Any], reason: str) -> tuple[Entry, Entry, Decision]:
        """Reverse a booking and book it again with changes (fields of a Draft), in one step.

        Of a sealed year both fall in the year of what is booked again, so that no year is charged or relieved alone;
        who overrides the seal and keeps the day has the reversal today.

        A rejection stands until the accountant rules otherwise, and so is taken over; an approval only where nothing
        changed that it may have been given for.
        """
        with self.writing():
            standing = self._standing(number)
            entry, booking = standing.entry, standing.booking
            if booking is None:
                raise refusal(no.NOT_CORRECTED, number=number, kind=entry.kind.phrase)
            if booking.kind is Kind.COMMITMENT and booking.open != booking.cents:
                self._refuse_undone(booking)
                raise refusal(no.PARTLY_SPENT, number=number)
            first = _draft_of(entry)
            draft = _changed(first, changes)
            if draft == first:
                raise refuse(no.NO_CHANGE)
            draft = draft._replace(corrects=number, had=booking.cents)
            moved = booking.year <= self.sealed < draft.day.year
            draft = draft._replace(spent=_day_of_spending(first, draft, changes, moved=moved))
            decision = self.decide(draft)
            self._refuse_undone(booking)
            promised = self._commitment(booking)
            if promised:  # which the reversal opens again
                promised = promised._replace(open=promised.open + booking.cents)
                self._refuse_above_open(promised, draft.cents)
                draft = draft._replace(fulfils=promised)
            # Before anything is entered, for within a step of several bookings a refusal does not undo the step.
            self._refuse(draft, decision, freed=0 if promised else booking.cents)
            undone = self._undo(standing, reason, min(draft.day, self.moment.today) if moved else self.moment.today)
            corrected = self._book(draft, decision)
            if booking.own and (booking.state is State.REJECTED or _is_no_more(draft, first)):
                self._take_over_ruling(number, corrected)
            return undone, corrected, decision

    def _take_over_ruling(self, number: int, corrected: Entry) -> None:
        """Record the last ruling on a booking for the one that takes its place too."""
        ruling = [entry for entry in self._referring(number) if entry.kind is Kind.RULING][-1]
        self._enter(
            Kind.RULING,
            date.fromisoformat(ruling.day),
            corrected.year,
            text=ruling.text,
            goal=corrected.goal,
            refers=corrected.number,
            ruling=ruling.ruling,
            by=ruling.by,
            evidence=ruling.evidence,
        )

    def fulfil(
        self, number: int, changes: Mapping[str, Any], *, final: bool = False
    ) -> tuple[Entry, Entry | None, Decision]:
        """Turn a commitment into spending, whole or in part; `changes` are fields of a Draft, such as cents and day.

        What is left stays committed, unless `final` releases it by an entry of its own.
        """
        with self.writing():
            entry, booking = self._standing(number)
            if booking is None or booking.kind is not Kind.COMMITMENT:
                raise refusal(no.NOT_FULFILLED, number=number, kind=entry.kind.phrase)
            self._refuse_undone(booking)
            if not booking.open:
                raise refusal(no.NOTHING_OPEN, number=number)
            draft = _draft_of(entry)._replace(
                cents=booking.open, commitment=False, evidence=(), fulfils=booking, spent=None
            )
            draft = _changed(draft, changes)
            self._refuse_above_open(booking, draft.cents)
            if draft.day < entry.spent_on:
                raise refuse(
                    no.BEFORE_COMMITMENT, "--date", day=draft.day.isoformat(), number=number, made=entry.spent_on
                )
            decision = self.decide(draft)
            spending = self._book(draft, decision)
            released = self._release(spending, booking, draft) if final and draft.cents < booking.open else None
            return spending, released, decision

    def rule(
        self, number: int, ruling: Ruling, by: str, day: date, note: str = "", evidence: tuple[Evidence, ...] = ()
    ) -> Entry:
        """Record the accountant's ruling on a booking; a later ruling takes the place of an earlier one."""
        self._refuse_future(day)
        with self.writing():
            entry, booking = self._standing(number)
            if booking is None:
                raise refusal(no.NOT_RULED, number=number, kind=entry.kind.phrase)
            self._refuse_undone(booking)
            return self._enter(
                Kind.RULING,
                day,
                booking.year,
                text=on_one_line(note),
                goal=entry.goal,
                refers=number,
                ruling=ruling.value,
                by=on_one_line(by),
                evidence=evidence,
            )

    def pay(self, cents: int, day: date, text: str = "", reference: str = "", override: str = "") -> Entry:
        """Record an instalment that was received."""
        self._refuse_future(day)
        with self.writing():
            return self._enter(
                Kind.PAYMENT,
                day,
                day.year,
                **self._despite_seal(day.year, override),
                text=on_one_line(text),
                cents=cents,
                reference=on_one_line(reference),
            )

    def allocate(self, cents: int, day: date, reason: str, reference: str = "", override: str = "") -> Entry:
        """Record the amount that the grant decision awards: the first, or one that takes the place of an earlier."""
        self._refuse_future(day)
        with self.writing():
            return self._enter(
                Kind.ALLOCATION,
                day,
                day.year,
                **self._despite_seal(day.year, override),
                text=_reason(reason),
                cents=cents,
                reference=on_one_line(reference),
            )

    def seal(self, year: int | None = None) -> Entry:
        """Close a year and all before it; without a year, the oldest one past that has entries and is open.

        What was tampered with is not closed: the head that is signed for would vouch for it.
        """
        from npo_cli.bookkeeping.verification import verify  # nothing else that books looks at all entries

        if self._register:  # a step of which this is part
            self._register.flush()
        found = verify(self.storage)  # before the step, for it takes long and others want to book
        with self.writing():
            if found.faults or self._standing(found.head.number).entry.hash != found.head.hash:
                raise refusal(no.NOT_WHOLE, self.storage.name, count=len(found.faults) or 1)
            sealed, now = self.sealed, self.moment.today.year
            if year is None:
                past = [each for each in self.storage.totals().years if sealed < each < now]
                if not past:
                    raise refusal(no.NOTHING_TO_SEAL)
                year = past[0]
            if year >= now:
                raise refusal(no.YEAR_NOT_OVER, year=year)
            if year <= sealed:
                raise refusal(no.SEALED_BEFORE, year=year, sealed=sealed)
            if year < self._first_year():
                raise refusal(no.BEFORE_ALL, year=year, first=self._first_year())
            return self._enter(Kind.SEAL, self.moment.today, year)

    @property
    def sealed(self) -> int:
        """The last year that was sealed; 0 if none was."""
        return self._register.sealed if self._register else sealed_year(self.storage)

    @property
    def next_number(self) -> int:
        """The number that the next entry will have."""
        head = self._register.head if self._register else self.storage.head()
        return head.number + 1

    def note_import(self, text: str, source: Evidence) -> Entry:
        """Record that the bookings before came from a file."""
        today = self.moment.today
        return self._enter(Kind.IMPORT, today, today.year, text=text, evidence=(source,))

    def spendings(self) -> Iterator[Entry]:
        """Give the spendings that were not reversed, those of this step too."""
        with self.writing() as register:
            register.flush()
            for entry, booking in self.storage.spendings(date.min, date.max):
                if booking and booking.state is not State.REVERSED:
                    yield entry

    def entry(self, number: int) -> Entry:
        """Give an entry by its number; refuse a number that there is not."""
        return self._standing(number).entry

    def allocation(self, until: date | None = None) -> int:
        """The amount awarded, in cents: by the last decision, of those dated up to a day where there are any."""
        return allocation(self.storage, until)

    def remaining(self) -> int:
        """What may still be committed or spent, in cents."""
        if self._register is not None:
            return self._register.left
        return remaining(self.allocation(), whole(self.storage.totals().until(None)))

    def _book(self, draft: Draft, decision: Decision) -> Entry:
        """Append a spending or commitment whose decision is known, with all that follows from it."""
        overrode = self._refuse(draft, decision)
        goal = draft.goal or self._only_goal(decision)
        return self._enter(
            Kind.COMMITMENT if draft.commitment else Kind.SPENDING,
            draft.day,
            draft.day.year,
            text=on_one_line(draft.text),
            cents=draft.cents,
            goal=goal,
            verdict=decision.verdict.value,
            refers=draft.fulfils.number if draft.fulfils else None,
            receipt=self._receipt(decision),
            supplier=on_one_line(draft.supplier),
            reference=on_one_line(draft.reference),
            evidence=draft.evidence,
            answers={name: answer.value for name, answer in draft.answers.items()},
            grounds=_grounds(decision),
            questions=tuple(q.question.id for q in decision.questions if q.answer is Answer.UNKNOWN),
            override=on_one_line(draft.override),
            overrode=overrode,
            corrects=draft.corrects,
            spent=draft.spent.isoformat() if draft.spent and draft.spent != draft.day else "",
        )

    def _undo(self, standing: Standing, reason: str, day: date) -> Entry:
        entry, booking = standing
        if entry.kind is Kind.PAYMENT:
            return self._undo_payment(entry, reason, day)
        if booking is None:
            raise refusal(no.NOT_UNDONE, number=entry.number, kind=entry.kind.phrase)
        self._refuse_undone(booking)
        cents = booking.cents if booking.kind is Kind.SPENDING else booking.open
        if not cents:
            raise refusal(no.NOTHING_OPEN, number=entry.number)
        year = self._year_of_reversal(booking.year, day)
        return self._enter(
            Kind.REVERSAL, day, year, text=on_one_line(reason), cents=-cents, goal=entry.goal, refers=entry.number
        )

    def _undo_payment(self, entry: Entry, reason: str, day: date) -> Entry:
        for later in self._referring(entry.number):
            raise refusal(no.UNDONE_BEFORE, number=entry.number, by=later.number)
        year = self._year_of_reversal(entry.year, day)
        return self._enter(Kind.REVERSAL, day, year, text=on_one_line(reason), cents=-entry.amount, refers=entry.number)

    def _release(self, spending: Entry, commitment: Booking, draft: Draft) -> Entry:
        """Let go of what is left of a commitment after its last spending."""
        return self._enter(
            Kind.RELEASE,
            draft.day,
            spending.year,
            text=spending.text,
            cents=draft.cents - commitment.open,
            goal=commitment.goal,
            refers=commitment.number,
        )

    def _enter(self, kind: Kind, day: date, year: int, **fields: Any) -> Entry:
        with self.writing() as register:
            return register.enter(Entry(0, kind, day.isoformat(), self._recorded, self.moment.who, year, **fields))

    def _commitment(self, booking: Booking) -> Booking | None:
        """Give the commitment that a spending was promised under, as it stands now, unless it was reversed."""
        if not booking.fulfils:
            return None
        found = self._standing(booking.fulfils).booking
        return found if found and found.state is not State.REVERSED else None

    def _standing(self, number: int) -> Standing:
        found = (self._register or self.storage).standing(number)
        if found is None:
            raise no.no_entry(number)
        return found

    def _referring(self, number: int) -> list[Entry]:
        return (self._register or self.storage).referring(number)

    def _receipt(self, decision: Decision) -> Receipt:
        known = self._receipts.get(decision.receipt)
        if known is None:
            found = self.storage.archived(rules=decision.receipt.sha256)
            if found is None:
                found = archived(self.rulebook)
                self.storage.archive(found)
            engine, pack, as_of, sha256 = decision.receipt
            known = self._receipts[decision.receipt] = Receipt(engine, pack, as_of.isoformat(), sha256, found.sha256)
        return known

    def _refuse(self, draft: Draft, decision: Decision, freed: int = 0) -> tuple[str, ...]:
        """Refuse to book a draft where anything stands against it that is not overridden; give what is overridden."""
        if not draft.commitment:
            self._refuse_future(draft.day, no.FUTURE_DAY if draft.fulfils else no.FUTURE)
        return self._overridden(self._objections(draft, decision, freed), on_one_line(draft.override), draft.covers)

    def _objections(self, draft: Draft, decision: Decision, freed: int) -> dict[str, Fault]:
        """Give what stands against booking a draft, by the name of what an override would override."""
        found: dict[str, Fault] = {}
        if decision.verdict is Verdict.EXCLUDED:
            excluding = [reason.rule for reason in decision.reasons if reason.verdict is Verdict.EXCLUDED]
            found["verdict"] = no.excluded(excluding, draft.spent or draft.day)
        if draft.fulfils and draft.fulfils.state is State.REJECTED:
            found["ruling"] = fault(no.REJECTED, number=draft.fulfils.number)
        if draft.day.year <= self.sealed:
            found["seal"] = fault(no.SEALED, year=draft.day.year, sealed=self.sealed)
        # What fulfils a commitment takes no new room, nor does a correction to no more than before, so these are not
        # refused where others booked too much; what is corrected leaves its room to what takes its place.
        left = self.remaining() + freed
        if not draft.fulfils and draft.cents > max(left, draft.had):
            found["budget"] = fault(no.OVER_BUDGET, needed=euros_phrase(draft.cents), left=euros_phrase(left))
        return found

    def _despite_seal(self, year: int, override: str) -> dict[str, Any]:
        """Refuse a sealed year unless it is overridden; give the fields of an entry that keep the override."""
        override = on_one_line(override)
        sealed = {"seal": fault(no.SEALED, year=year, sealed=self.sealed)} if year <= self.sealed else {}
        return {"override": override, "overrode": self._overridden(sealed, override)}

    def _first_year(self) -> int:
        """Give the first year that anything was booked in, the allocation included."""
        awarded = (standing.entry.year for standing in self.storage.standings(Wanted(kinds=(Kind.ALLOCATION,))))
        return min((*self.storage.totals().years, *awarded), default=self.moment.today.year)

    @staticmethod
    def _overridden(
        objections: Mapping[str, Fault], override: str, covers: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        """Refuse what is objected to, unless it is overridden; give what is."""
        raise_refusals(
            [found for name, found in objections.items() if not override or (covers is not None and name not in covers)]
        )
        return tuple(objections)

    def _only_goal(self, decision: Decision) -> str:
        """Give the goal that the rules leave; ask for one where they leave several or none."""
        if len(decision.goals) == 1:
            return decision.goals[0]
        goals = decision.goals or tuple(self.rulebook.goals)
        raise MissingGoalError(goals, self.rulebook.goal_names(goals))

    def _year_of_reversal(self, year: int, day: date) -> int:
        self._refuse_future(day)
        if year > self.sealed:
            return year
        if day.year <= self.sealed:
            raise refusal(no.SEALED_DAY, "--date", year=day.year, sealed=self.sealed)
        return day.year

    def _refuse_undone(self, booking: Booking) -> None:
        if booking.state is State.REVERSED:
            by = next(e.number for e in self._referring(booking.number) if e.kind is Kind.REVERSAL)
            raise refusal(no.UNDONE_BEFORE, number=booking.number, by=by)

    def _refuse_above_open(self, commitment: Booking, cents: int) -> None:
        if cents > commitment.open:
            raise refusal(
                no.MORE_THAN_OPEN,
                number=commitment.number,
                left=euros_phrase(commitment.open),
                given=euros_phrase(cents),
            )

    def _refuse_future(self, day: date, phrase: Phrase = no.FUTURE_DAY) -> None:
        if day > self.moment.today:
            raise refuse(phrase, "--date", day=day.isoformat())


class MissingGoalError(InputError):
    """The rules leave several goals, or none: the user must choose one of `goals`."""

    def __init__(self, goals: tuple[str, ...], names: Phrase) -> None:
        super().__init__(fault(no.WHICH_GOAL, "--goal", goals=names))
        self.goals = goals


def _draft_of(entry: Entry) -> Draft:
    """Give the draft that would book an entry again."""
    return Draft(
        entry.text,
        entry.amount,
        date.fromisoformat(entry.day),
        entry.goal,
        entry.supplier,
        entry.reference,
        entry.evidence,
        {name: Answer(answer) for name, answer in entry.answers.items()},
        entry.override,
        entry.overrode,
        entry.kind is Kind.COMMITMENT,
        spent=date.fromisoformat(entry.spent) if entry.spent else None,
    )


def _is_no_more(draft: Draft, first: Draft) -> bool:
    """Say whether a correction makes no other expense of a booking, and no greater one."""
    return _is_same(draft, first) and (draft.spent or draft.day) == (first.spent or first.day)


def _is_same(draft: Draft, first: Draft) -> bool:
    same = (draft.text, draft.goal, draft.answers) == (first.text, first.goal, first.answers)
    return same and draft.cents <= first.cents


def _day_of_spending(first: Draft, draft: Draft, changes: Mapping[str, Any], *, moved: bool) -> date | None:
    """Give the day of spending of what takes the place of a booking, where that is not the day on which it is booked.

    What becomes another expense, or a greater one, is judged by its own day, and so is what `moved` out of a sealed
    year by a change of its day alone. All else stays the expense that it was.
    """
    if not _is_same(draft, first):
        return None
    if first.spent or "day" not in changes:
        return first.spent
    return first.day if moved and not changes.keys() <= {"day", "override"} else None


def _changed(draft: Draft, changes: Mapping[str, Any]) -> Draft:
    """Give a draft with changes; a new reason to override covers whatever comes up, an old one what it covered."""
    draft = draft._replace(**changes)
    return draft._replace(covers=None) if "override" in changes else draft


def _grounds(decision: Decision) -> tuple[Ground, ...]:
    return tuple(
        [
            Ground(rule.id, verdict.value, tuple([match.text for match in matched]))
            for rule, verdict, matched in decision.reasons
        ]
    )


def _reason(text: str) -> str:
    reason = on_one_line(text)
    if not reason:
        raise refuse(no.EMPTY_REASON, "--reason")
    return reason
