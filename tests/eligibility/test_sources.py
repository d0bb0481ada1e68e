"""Tests of the quotes of the grant against the texts of its sources, where these are at hand."""

import pytest

from npo_cli.eligibility.lint.quotes import citations
from npo_cli.eligibility.pack import read_pack
from npo_cli.eligibility.quote import Anchor, Citation, anchor_all
from npo_cli.eligibility.rulefile import RuleText, survey
from tests.conftest import SHARED

SOURCES = SHARED / "sources"


@pytest.fixture(scope="module")
def quotes() -> list[Citation]:
    """Give every quote of the grant."""
    files = survey(RuleText(*text) for text in read_pack(None)).files
    return [citation for citation, _ in citations(files)]


def test_every_quote_stands_in_its_source(quotes: list[Citation]) -> None:
    """Every quote is found in its source; a report tells which are ambiguous or orphaned."""
    if not SOURCES.is_dir():
        pytest.skip("the texts of the sources stand outside the repository and are not here")
    anchored = anchor_all(quotes, SOURCES)
    report = [
        f"{outcome.value}: {citation.cited_by}: {citation.quote}"
        for citation, outcome in anchored.items()
        if outcome is not Anchor.FOUND
    ]
    astray = [line for line in report if not line.startswith(Anchor.AMBIGUOUS.value)]
    assert astray == [], "\n".join(report)


def test_everything_that_needs_a_source_has_one(quotes: list[Citation]) -> None:
    """Each goal, rule and provision cites words of a document."""
    assert len(quotes) > 30
    assert all(quote.quote.strip() and quote.text_file for quote in quotes)
