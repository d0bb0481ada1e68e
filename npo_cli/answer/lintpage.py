"""What lint found, as text and as plain data."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from npo_cli.eligibility.lint.finding import Finding, Level
from npo_cli.eligibility.lint.linter import Report
from npo_cli.eligibility.quote import Anchor
from npo_cli.fault import Fault
from npo_cli.language import Language, Phrase

SOUND = Phrase(
    "De bestanden met regels zijn in orde: {rules} regels, {warnings} waarschuwingen.",
    "The rule files are sound: {rules} rules, {warnings} warnings.",
)
FAULTY = Phrase(
    "De bestanden met regels zijn te lezen, maar werken niet zoals bedoeld: {rules} regels, fouten: {errors}, "
    "waarschuwingen: {warnings}. Elke code staat uitgelegd in docs/lint/.",
    "The rule files load, but not as meant: {rules} rules, errors: {errors}, warnings: {warnings}. Each code is "
    "explained in docs/lint/.",
)
MORE = Phrase(
    "{code}: nog {count} zulke waarschuwingen; toon ze met --all.",
    "{code}: {count} more such warnings; show them with --all.",
)
QUOTES = Phrase(
    "{found} citaten gevonden, {ambiguous} vaker dan eens, {orphaned} niet, {no_text} zonder brontekst.",
    "{found} quotes found, {ambiguous} more than once, {orphaned} not, {no_text} without a source text.",
)

DOES_NOT_LOAD = "R001"
_SHOWN = 5  # warnings of one code in full; what comes more often is counted


def draw_report(report: Report, language: Language, *, every: bool) -> Iterator[str]:
    """Give every fault and error, the warnings, and the tallies; of frequent warnings the first, unless `every`."""
    yield from (fault.line(language) for fault in report.faults)
    shown: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for finding in report.findings:
        kind = finding.kind
        if every or kind.level is Level.ERROR or shown[kind.code] < _SHOWN:
            shown[kind.code] += 1
            yield finding.line(language)
        else:
            left[kind.code] += 1
    for code, count in sorted(left.items()):
        yield MORE.to(language, code=code, count=count)
    if report.faults:
        return
    errors, warnings = report.count(Level.ERROR), report.count(Level.WARNING)
    yield (FAULTY if errors else SOUND).to(language, rules=report.rules, errors=errors, warnings=warnings)
    if report.quotes:
        yield QUOTES.to(language, **_tally(report))


def report_record(report: Report, language: Language) -> dict[str, Any]:
    """Give what lint found as plain data; faults for which files do not load are errors of a code of their own."""
    faults = [_fault_record(fault, language) for fault in report.faults]
    return {
        "schema": "npo.lint/1",
        "pack": report.pack or None,
        "rules": report.rules,
        "loads": not report.faults,
        "errors": len(faults) + report.count(Level.ERROR),
        "warnings": report.count(Level.WARNING),
        "findings": [*faults, *(_record(finding, language) for finding in report.findings)],
        "quotes": _tally(report) if report.quotes else None,
    }


def _record(finding: Finding, language: Language) -> dict[str, Any]:
    return {
        "code": finding.kind.code,
        "level": finding.kind.level.value,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "sentence": finding.sentence(language),
        "mend": finding.mend(language),
        "page": finding.kind.page,
    }


def _fault_record(fault: Fault, language: Language) -> dict[str, Any]:
    file, *place = fault.where.rsplit(":", 2)
    said = fault._replace(where="").line(language)
    return {
        "code": DOES_NOT_LOAD,
        "level": Level.ERROR.value,
        "file": file or None,
        "line": int(place[0]) if place else None,
        "column": int(place[1]) if place else None,
        "sentence": said,
        "mend": None,
        "page": f"docs/lint/{DOES_NOT_LOAD}.md",
    }


def _tally(report: Report) -> dict[str, int]:
    return {anchor.name.lower(): report.quotes[anchor] for anchor in Anchor}
