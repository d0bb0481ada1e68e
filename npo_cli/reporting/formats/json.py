"""The report as JSON: the contract of docs/json.md, and the bookings behind its figures."""

from typing import Any, TextIO

from npo_cli.jsontext import to_json
from npo_cli.language import Language
from npo_cli.money import decimal_string
from npo_cli.reporting.entry_record import entry_record
from npo_cli.reporting.report import Report, Shown, open_questions
from npo_cli.reporting.summary_record import summary_record


def write(report: Report, stream: TextIO, language: Language, width: int) -> None:  # noqa: ARG001 (as all formats)
    """Write the report; it is the same in both languages."""
    stream.write(to_json(report_record(report)) + "\n")


def report_record(report: Report) -> dict[str, Any]:
    """Give the report as plain data."""
    record = summary_record(report.summary)
    expected = report.expected
    record["expected_receipts"] = (
        {"amount": decimal_string(expected.cents), "assumption": "equal-monthly-instalments"} if expected else None
    )
    record["behind"] = {
        "errors": _shown(report.errors),
        "uncertainties": _shown(report.uncertainties),
        "commitments": _shown(report.commitments),
        "without_evidence": _shown(report.bare),
        "after_sealing": _shown(report.after_sealing),
    }
    record["open_questions"] = [
        {"number": standing.entry.number, "question": question} for standing, question in open_questions(report)
    ]
    record["editions"] = [edition._asdict() for edition in report.editions]
    return record


def _shown(shown: Shown) -> dict[str, Any]:
    return {
        "amount": decimal_string(shown.cents),
        "entries": [entry_record(standing) for standing in shown.standings],
        "more": shown.beyond,
    }
