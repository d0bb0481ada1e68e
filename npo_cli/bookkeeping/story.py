"""The story of a demonstration: the steps that a pack tells as data, booked in a ledger as a user would book them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from npo_cli.bookkeeping.entry import Entry, Evidence, Ruling
from npo_cli.bookkeeping.evidence import record_evidence
from npo_cli.bookkeeping.ledger import Draft, Ledger
from npo_cli.eligibility.expense import Answer, Expense
from npo_cli.fault import Fault, InputError, fault
from npo_cli.language import Language, Phrase
from npo_cli.money import parse_cents

PAPER = Phrase("Verzonnen bewijsstuk van npo demo: {name}\n{text}\n", "Made-up evidence of npo demo: {name}\n{text}\n")
WRONG_STEP = Phrase("stap {number} van de demonstratie: {problem}", "step {number} of the demonstration: {problem}")

Data = Mapping[str, Any]


class Told(NamedTuple):
    """An entry that the story says something about, and what it says."""

    entry: Entry
    words: Phrase


def checks(demo: Data, language: Language) -> Iterator[tuple[Expense, bool]]:
    """Give the expenses that are only checked, and whether all that is said of one is to be shown."""
    for step in demo["steps"]:
        if data := step.get("check"):
            cents = parse_cents(data["amount"]) if "amount" in data else None
            day = _day(data["date"]) if "date" in data else None
            yield Expense(_said(data["text"], language), cents, day, answers=_answers(data)), data.get("full") == "yes"


class Story:
    """Books the steps of a demonstration; papers, the evidence of its bookings, are made in a folder."""

    def __init__(self, demo: Data, ledger: Ledger, papers: Path, language: Language) -> None:
        self._demo = demo
        self._ledger = ledger
        self._papers = papers
        self._language = language
        self._numbers: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._does: dict[str, Callable[[Data], Entry]] = {
            "book": self._book,
            "commit": lambda data: self._book(data, commitment=True),
            "fulfil": self._fulfil,
            "rule": self._rule,
            "pay": self._pay,
            "correct": self._correct,
            "reverse": self._reverse,
            "seal": lambda data: ledger.seal(data["year"]),
        }

    def book(self) -> list[Told]:
        """Book the allocation and every step; give the entries of which something is told."""
        allocation = self._demo["allocation"]
        self._ledger.allocate(
            parse_cents(allocation["amount"]),
            _day(allocation["date"]),
            _said(allocation["reason"], self._language),
            allocation["reference"],
        )
        told: list[Told] = []
        for number, step in enumerate(self._demo["steps"], start=1):
            for name, data in step.items():
                if name in self._does:
                    try:
                        entry = self._does[name](data)
                    except InputError as error:
                        raise InputError(*(_in_step(number, found) for found in error.faults)) from None
                    if "say" in step:
                        told.append(Told(entry, Phrase(*step["say"])))
        return told

    def _book(self, data: Data, *, commitment: bool = False) -> Entry:
        text = _said(data["text"], self._language)
        draft = Draft(
            text,
            parse_cents(data["amount"]),
            _day(data["date"]),
            data.get("goal"),
            supplier=data.get("supplier", ""),
            reference=data.get("reference", ""),
            evidence=self._evidence(data, text),
            answers=_answers(data),
            override=_said(data["override"], self._language) if "override" in data else "",
            commitment=commitment,
        )
        entry, _ = self._ledger.add(draft)
        return self._named(data["id"], entry)

    def _fulfil(self, data: Data) -> Entry:
        changes = self._changes(data)
        entry, _, _ = self._ledger.fulfil(self._numbers[data["of"]], changes, final=data.get("final") == "yes")
        return self._named(data["id"], entry)

    def _correct(self, data: Data) -> Entry:
        reason = _said(data["reason"], self._language)
        _, entry, _ = self._ledger.correct(self._numbers[data["of"]], self._changes(data), reason)
        return self._named(data["id"], entry)

    def _reverse(self, data: Data) -> Entry:
        reason = _said(data["reason"], self._language)
        return self._ledger.reverse(self._numbers[data["of"]], reason, _day(data["date"]))

    def _rule(self, data: Data) -> Entry:
        note = _said(data["note"], self._language)
        return self._ledger.rule(
            self._numbers[data["of"]],
            Ruling(data["ruling"]),
            data["by"],
            _day(data["date"]),
            note,
            self._evidence(data, note),
        )

    def _pay(self, data: Data) -> Entry:
        first = _day(data["date"])
        for month in range(first.month - 1, first.month - 1 + data.get("months", 1)):
            day = first.replace(year=first.year + month // 12, month=month % 12 + 1)
            entry = self._ledger.pay(parse_cents(data["amount"]), day, _said(data["text"], self._language))
        return entry

    def _changes(self, data: Data) -> dict[str, Any]:
        """Give what a later step changes of the booking that it builds on."""
        given: dict[str, Any] = {}
        if "amount" in data:
            given["cents"] = parse_cents(data["amount"])
        if "date" in data:
            given["day"] = _day(data["date"])
        if "reference" in data:
            given["reference"] = data["reference"]
        if "evidence" in data:
            given["evidence"] = self._evidence(data, self._texts[data["of"]])
        return given

    def _evidence(self, data: Data, text: str) -> tuple[Evidence, ...]:
        paths = [self._papers / name for name in data.get("evidence", ())]
        for path in paths:
            content = PAPER.to(self._language, name=path.name, text=text)
            path.write_text(content, encoding="utf-8", newline="\n")
        return record_evidence(paths)

    def _named(self, name: str, entry: Entry) -> Entry:
        self._numbers[name] = entry.number
        self._texts[name] = entry.text
        return entry


def _in_step(number: int, found: Fault) -> Fault:
    """Say in which step something went wrong."""
    return fault(WRONG_STEP, number=number, problem=Phrase(*(found.line(language) for language in Language)))


def _said(text: list[str], language: Language) -> str:
    return Phrase(*text).to(language)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _answers(data: Data) -> dict[str, Answer]:
    return {name: Answer(answer) for name, answer in data.get("facts", {}).items()}
