"""The summary as plain data: the JSON contract of `npo report`, documented in docs/json.md."""

from typing import Any

from npo_cli.money import decimal_string
from npo_cli.reporting.summary import Part, Summary

SCHEMA = "npo.report/1"


def summary_record(summary: Summary) -> dict[str, Any]:
    """Give all figures as plain data; amounts as decimal strings, shares as numbers from 0 to 1."""
    period = summary.period
    cumulative = _part(summary.cumulative)
    cumulative["remaining"] = decimal_string(summary.remaining)
    cumulative["projected_unspent"] = None if summary.unspent is None else decimal_string(summary.unspent)
    record = {
        "schema": SCHEMA,
        "municipality": summary.municipality,
        "currency": summary.currency,
        "year": summary.year,
        "allocation": decimal_string(summary.allocation),
        "period": {
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "until": period.until.isoformat(),
            "elapsed": round(period.elapsed, 4),
        }
        if period
        else None,
        "entries": summary.head.number,
        "head": summary.head.hash,
        "sealed": summary.sealed or None,
        "cumulative": cumulative,
    }
    if summary.in_year is not None:
        record["in_year"] = _part(summary.in_year)
    return record


def _part(part: Part) -> dict[str, Any]:
    figures = part.whole
    return {
        "received": decimal_string(figures.received),
        "committed": decimal_string(figures.committed),
        "spent": decimal_string(figures.spent),
        "awaiting": decimal_string(figures.awaiting),
        "errors": decimal_string(figures.errors),
        "uncertainties": decimal_string(figures.awaiting),
        "without_evidence": decimal_string(figures.bare),
        "count": figures.spendings,
        "awaiting_count": figures.awaiting_count,
        "errors_count": figures.errors_count,
        "without_evidence_count": figures.bare_count,
        "goals": [
            {
                "goal": goal.id,
                "count": each.spendings,
                "committed": decimal_string(each.committed),
                "spent": decimal_string(each.spent),
                "awaiting": decimal_string(each.awaiting),
                "errors": decimal_string(each.errors),
            }
            for goal, each in part.goals
        ],
        "totals": {name: decimal_string(cents) for name, cents in part.totals.items()},
    }
