"""The one definition of what a rule file may hold: pydantic models of a grant's YAML files.

Pydantic is imported here and by what compiles rules; answering a question from the compiled rules never needs it.
"""

import datetime as dt  # a field may be called `date`
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from npo_cli.language import Phrase
from npo_cli.slug import ID

Id = Annotated[str, StringConstraints(pattern=f"^{ID}$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^\S(.*\S)?$")]
Quote = Annotated[str, StringConstraints(min_length=8, max_length=400)]
Term = Annotated[str, StringConstraints(min_length=2, max_length=400, pattern=r"^\S(.*\S)?$")]
Rate = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,7}\.[0-9]{2}$")]
VerdictWord = Literal["eligible", "consult", "excluded"]
DoubtWord = Literal["awaiting-answer", "not-listed", "conflicting-sources"]
Language = Literal["nl", "en"]
YesNo = Literal["yes", "no"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Text(_Part):
    """A sentence in both languages."""

    nl: Line
    en: Line


class Terms(_Part):
    """Terms to match, by language. See docs/rules.md for how a term is written."""

    nl: list[Term] = []
    en: list[Term] = []


class Source(_Part):
    """Where a rule comes from: a document of the grant, the place in it, and the words themselves."""

    document: Id
    place: Line
    quote: Quote


class Validity(_Part):
    """The days of spending that a rule governs, both included; an open end has no limit."""

    start: dt.date | None = None
    end: dt.date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Validity":
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError(
                "dates_in_order",
                "the end lies before the start",
                {
                    "phrase": Phrase(
                        "het einde ligt vóór het begin; verwissel de datums",
                        "the end lies before the start; swap the dates",
                    )
                },
            )
        return self


class Advice(_Part):
    """What to do: the question for the accountant, and what belongs in the file."""

    ask: Text | None = None
    file: Text


class Condition(_Part):
    """A question that a rule turns on, with the verdict if the answer is no and, if it differs, while it is unknown."""

    question: Id
    if_no: VerdictWord
    if_unknown: VerdictWord | None = None


class Example(_Part):
    """An expense that must, or must not, come out by a rule."""

    text: Line
    verdict: VerdictWord | None = None
    date: dt.date | None = None
    as_of: dt.date | None = None
    answers: dict[Id, YesNo] = {}


class Examples(_Part):
    """Expenses that must (`hits`) and must not (`misses`) come out by a rule."""

    hits: Annotated[list[Line | Example], Field(min_length=1)]
    misses: Annotated[list[Line | Example], Field(min_length=1)]


class Rule(_Part):
    """One rule: what it says, when it applies, and where it comes from."""

    id: Id
    verdict: VerdictWord
    doubt: DoubtWord | None = None
    title: Text
    explanation: Text
    advice: Advice
    goals: list[Id] = []
    terms: Terms = Terms()
    conditions: list[Condition] = []
    outranks: list[Id] = []
    replaces: list[Id] = []
    known_from: dt.date
    valid: Validity = Validity()
    spending_period: Validity | None = None
    source: Source
    examples: Examples


class Goal(_Part):
    """A spending goal or a cost kind, with words that lie near it."""

    id: Id
    kind: Literal["goal", "cost-kind"]
    title: Text
    description: Text
    near: Terms
    source: Source


class Question(_Part):
    """A yes-or-no question about an expense, with the words of a description that answer it.

    `answered_yes_by` names goals: an expense that names a measure under one of them answers yes.
    """

    id: Id
    text: Text
    answered_yes_by: list[Id] = []
    answered_yes: Terms = Terms()
    answered_no: Terms = Terms()


class Document(_Part):
    """A source text of the grant. `text_file` names its transcription among the sources."""

    id: Id
    title: Line
    published: dt.date | None = None
    url: str = ""
    text_file: str


class Schedule(_Part):
    """The months over which a grant is paid: `start` to `end`, the first of them paid together in `first`."""

    start: dt.date
    first: dt.date
    end: dt.date


class Provision(_Part):
    """A fact of the grant that no expense turns on: payment, accountability, amounts.

    `rates` are what the grant pays for each pupil and for each unit of the deprivation score, in euros. `indicators`
    are the SiSa codes under which the totals are accounted for: `goals`, and each cost kind by its id.
    """

    id: Id
    title: Text
    statement: Text
    values: dict[Id, Line] = {}
    rates: dict[Literal["pupils", "deprivation-score"], Rate] = {}
    schedule: Schedule | None = None
    indicators: dict[Id, Line] = {}
    verified: bool = True
    replaces: list[Id] = []
    known_from: dt.date
    source: Source


class Grant(_Part):
    """The head of a pack: what the grant is, and the rule that speaks where no other does."""

    id: Id
    title: Text
    fallback: Id
    currency: Literal["EUR"] = "EUR"


class RunningWords(_Part):
    """Words in running text, parted by blanks: just these forms, and never part of a compound."""

    nl: Annotated[str, StringConstraints(max_length=300_000)] = ""
    en: Annotated[str, StringConstraints(max_length=300_000)] = ""


class Vocabulary(_Part):
    """Words that no rule turns on.

    `groups` are named sets of words, written `@name` in a term or in another group; `heads` names the groups whose
    words, as the second half of a compound, leave the meaning of the first half standing (zomerschool + docent);
    `neutral` words add nothing; `bearers` are neutral words that what follows only describes (kinderen met …, aandacht
    voor …), beside the groups named in `bearing`; `plain` are further words that add nothing, as they stand; `other`
    words look like a term but mean something else (verhuur, kunstgras); `genuine` words exist and are never read as a
    typing error of another (regering is no regeling). A pack may spread its vocabulary over several files.
    """

    groups: dict[Id, Terms] = {}
    heads: list[Id] = []
    neutral: Terms = Terms()
    bearing: list[Id] = []
    bearers: Terms = Terms()
    plain: RunningWords = RunningWords()
    genuine: RunningWords = RunningWords()
    other: Terms = Terms()


Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}\.[0-9]{2}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=60)]


class DemoCheck(_Part):
    """An expense that is only checked; `full` shows all that is said of it."""

    text: Text
    amount: Amount | None = None
    date: dt.date | None = None
    facts: dict[Id, YesNo] = {}
    full: YesNo = "no"


class DemoBooking(_Part):
    """A spending or a commitment that is booked; `id` is the name by which later steps mean it."""

    id: Id
    text: Text
    amount: Amount
    date: dt.date
    goal: Id | None = None
    facts: dict[Id, YesNo] = {}
    supplier: Line | None = None
    reference: Line | None = None
    evidence: list[FileName] = []
    override: Text | None = None


class DemoFulfilment(_Part):
    """A spending of an earlier commitment, of which `final` releases the rest."""

    id: Id
    of: Id
    amount: Amount
    date: dt.date
    reference: Line | None = None
    evidence: list[FileName] = []
    final: YesNo = "no"


class DemoRuling(_Part):
    """The accountant's ruling on a booking."""

    of: Id
    ruling: Literal["approved", "rejected"]
    by: Line
    date: dt.date
    note: Text
    evidence: list[FileName] = []


class DemoPayment(_Part):
    """An instalment received, in so many months in a row, on the same day of each (at most the 28th)."""

    text: Text
    amount: Amount
    date: dt.date
    months: Annotated[int, Field(ge=1, le=120)] = 1

    @model_validator(mode="after")
    def _on_a_day_of_every_month(self) -> "DemoPayment":
        if self.date.day > 28:
            raise PydanticCustomError(
                "day_of_every_month",
                "not every month has this day",
                {
                    "phrase": Phrase(
                        "niet elke maand heeft deze dag; kies een dag tot en met de 28e",
                        "not every month has this day; choose a day up to the 28th",
                    )
                },
            )
        return self


class DemoCorrection(_Part):
    """A booking that is reversed and booked again with what is given here."""

    id: Id
    of: Id
    amount: Amount | None = None
    date: dt.date | None = None
    reference: Line | None = None
    evidence: list[FileName] = []
    reason: Text


class DemoReversal(_Part):
    """A booking that is undone."""

    of: Id
    reason: Text
    date: dt.date


class DemoSeal(_Part):
    """A year that is closed."""

    year: Annotated[int, Field(ge=1990, le=2100)]


class DemoStep(_Part):
    """One step of the story: just one of these, and perhaps what is said about it."""

    check: DemoCheck | None = None
    book: DemoBooking | None = None
    commit: DemoBooking | None = None
    fulfil: DemoFulfilment | None = None
    rule: DemoRuling | None = None
    pay: DemoPayment | None = None
    correct: DemoCorrection | None = None
    reverse: DemoReversal | None = None
    seal: DemoSeal | None = None
    say: Text | None = None

    @model_validator(mode="after")
    def _just_one(self) -> "DemoStep":
        if len(self.model_fields_set - {"say"}) != 1:
            raise PydanticCustomError(
                "just_one_action",
                "a step does just one thing",
                {
                    "phrase": Phrase(
                        "een stap doet precies één ding; kies uit check, book, commit, fulfil, rule, pay, correct, "
                        "reverse en seal",
                        "a step does just one thing; choose from check, book, commit, fulfil, rule, pay, correct, "
                        "reverse and seal",
                    )
                },
            )
        return self


class DemoAllocation(_Part):
    """The amount awarded, and where it was published."""

    amount: Amount
    date: dt.date
    reason: Text
    reference: Line


class Demo(_Part):
    """The demonstration: a municipality whose years are booked step by step, up to the report of the last."""

    municipality: Line
    allocation: DemoAllocation
    about: Text
    report: Annotated[int, Field(ge=1990, le=2100)]
    steps: Annotated[list[DemoStep], Field(min_length=1)]


class RuleFile(_Part):
    """One YAML file of a pack; every section may stand in any file."""

    grant: Grant | None = None
    documents: list[Document] = []
    goals: list[Goal] = []
    questions: list[Question] = []
    vocabulary: Vocabulary | None = None
    rules: list[Rule] = []
    provisions: list[Provision] = []
    demo: Demo | None = None
