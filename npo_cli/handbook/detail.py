"""Details that only a reader wants to know, and deciding does not: they are read from the rule files themselves."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from npo_cli.eligibility.rule import Source
from npo_cli.eligibility.rulefile import RuleText, read_files
from npo_cli.fault import raise_all


class Details(NamedTuple):
    """The terms of rules by id and language, the sources of goals by id, and the days of documents by id."""

    terms: Mapping[str, Mapping[str, list[str]]]
    goals: Mapping[str, Source]
    published: Mapping[str, date | None]


def read_details(texts: Iterable[tuple[str, bytes, bool]]) -> Details:
    """Read the details from the files of a pack."""
    files, faults = read_files(RuleText(*text) for text in texts)
    raise_all(faults)
    documents = {document.id: document for file in files for document in file.model.documents}

    def source(document: str, place: str, quote: str) -> Source:
        return Source(document, documents[document].title, place, quote, documents[document].url)

    return Details(
        {rule.id: {"nl": rule.terms.nl, "en": rule.terms.en} for file in files for rule in file.model.rules},
        {
            goal.id: source(goal.source.document, goal.source.place, goal.source.quote)
            for file in files
            for goal in file.model.goals
        },
        {document.id: document.published for document in documents.values()},
    )
