"""A decision as JSON: the contract that other programs rely on, documented in docs/json.md."""

from typing import Any

from npo_cli.answer.wording import advice_lines
from npo_cli.eligibility.decision import Decision, Match
from npo_cli.eligibility.rule import Source
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.language import Language
from npo_cli.money import decimal_string

SCHEMA = "npo.check/1"


def record(decision: Decision, rulebook: Rulebook, language: Language) -> dict[str, Any]:
    """Give a decision as plain data; texts in the chosen language, all else the same in both."""
    expense = decision.expense
    return {
        "schema": SCHEMA,
        "verdict": decision.verdict.value,
        "description": expense.description,
        "amount": None if expense.cents is None else decimal_string(expense.cents),
        "date": expense.day.isoformat() if expense.day else None,
        "goal": expense.goal,
        "as_of": decision.receipt.as_of.isoformat(),
        "goals": list(decision.goals),
        "near_goals": list(decision.near),
        "reasons": [
            {
                "rule": reason.rule.id,
                "verdict": reason.verdict.value,
                "doubt": reason.rule.doubt or None,
                "local": reason.rule.local,
                "title": reason.rule.title.to(language),
                "explanation": reason.rule.explanation.to(language),
                "matched": [_match(match) for match in reason.matched],
                "source": source_record(reason.rule.source),
            }
            for reason in decision.reasons
        ],
        "questions": [
            {
                "id": asked.question.id,
                "text": asked.question.text.to(language),
                "answer": asked.answer.value,
                "words": [_match(match) for match in asked.words],
                "if_yes": asked.if_yes.value if asked.if_yes else None,
                "if_no": asked.if_no.value if asked.if_no else None,
            }
            for asked in decision.questions
        ],
        "parts": [{"text": part.text, "verdict": part.verdict.value} for part in decision.parts],
        "not_counted": [_match(match) for match in decision.denied],
        "advice": advice_lines(decision, rulebook, language),
        "receipt": {
            "engine": decision.receipt.engine,
            "pack": decision.receipt.pack,
            "as_of": decision.receipt.as_of.isoformat(),
            "sha256": decision.receipt.sha256,
        },
    }


def source_record(source: Source) -> dict[str, Any]:
    """Give a source as plain data."""
    return {
        "document": source.document,
        "title": source.title,
        "place": source.place,
        "quote": source.quote,
        "url": source.url or None,
    }


def _match(match: Match) -> dict[str, Any]:
    return {"text": match.text, "start": match.start, "end": match.end, "typo_of": match.typo_of or None}
