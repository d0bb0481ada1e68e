"""What the tests of eligibility share: small packs of rules of a grant that does not exist, made by a few words."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from npo_cli.eligibility.lexicon import Lexicon
from npo_cli.eligibility.lexicon_build import LexiconBuilder
from npo_cli.eligibility.matching import denied_places, find_hits, read, uncovered
from npo_cli.eligibility.model import Vocabulary
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.language import Language

KNOWN = date(2020, 1, 1)  # when the small grant became known
SOURCE = {"document": "letter", "place": "page 1", "quote": "kites may be bought"}
UNNAMED = "unnamed"  # the rule that speaks where no other does

Section = dict[str, Any]


class _Dumper(yaml.SafeDumper):
    """Writes YAML as people do: lists indented, and nothing by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def both(text: str) -> dict[str, str]:
    """Give a text that is the same in both languages."""
    return {"nl": text, "en": text}


def rule(rule_id: str, verdict: str, terms: Sequence[str] = (), **more: Any) -> Section:
    """Give a rule with Dutch terms; `more` sets further fields."""
    return {
        "id": rule_id,
        "verdict": verdict,
        "title": both(rule_id),
        "explanation": both(f"About {rule_id}."),
        "advice": {"file": both("Keep the invoice.")},
        "terms": {"nl": list(terms)},
        "known_from": KNOWN,
        "source": SOURCE,
        "examples": {"hits": ["a"], "misses": ["b"]},
        **more,
    }


def question(question_id: str, yes: Sequence[str] = (), no: Sequence[str] = (), **more: Any) -> Section:
    """Give a question, with the Dutch words that answer it."""
    return {
        "id": question_id,
        "text": both(f"Is it {question_id}?"),
        "answered_yes": {"nl": list(yes)},
        "answered_no": {"nl": list(no)},
        **more,
    }


def goal(goal_id: str, near: Sequence[str] = (), kind: str = "goal") -> Section:
    """Give a goal or cost kind."""
    return {
        "id": goal_id,
        "kind": kind,
        "title": both(goal_id.title()),
        "description": both(goal_id),
        "near": {"nl": list(near)},
        "source": SOURCE,
    }


def grant_file(**more: Any) -> Section:
    """Give the head of a small pack: the grant, its document and the rule for what no other names."""
    return {
        "grant": {"id": "kites", "title": both("Kites"), "fallback": UNNAMED},
        "documents": [{"id": "letter", "title": "Letter", "text_file": "letter.txt"}],
        "rules": [rule(UNNAMED, "consult", doubt="not-listed")],
        **more,
    }


def small_grant(*rules: Section, **sections: Any) -> dict[str, Section]:
    """Give the files of a small pack: the head, and these rules with further sections."""
    return {"grant.yaml": grant_file(), "rules.yaml": {"rules": list(rules), **sections}}


def write_yaml(folder: Path, files: Mapping[str, Section | str]) -> Path:
    """Write files of a pack; a text is written as it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        text = (
            content
            if isinstance(content, str)
            else yaml.dump(content, None, _Dumper, allow_unicode=True, sort_keys=False)
        )
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def load_files(folder: Path, files: Mapping[str, Section | str]) -> Rulebook:
    """Write a pack and load it."""
    return load_rulebook(str(write_yaml(folder, files)))


def workspace(folder: Path, files: Mapping[str, Section | str]) -> Path:
    """Make a workspace with rules of its own."""
    (folder / "ledgers").mkdir(parents=True)
    write_yaml(folder / "rules", files)
    return folder


def lexicon(
    terms: Mapping[int, Sequence[str]], vocabulary: Mapping[str, Any] | None = None, language: Language = Language.NL
) -> Lexicon:
    """Make a lexicon of terms, each owned by a number, and a vocabulary."""
    builder = LexiconBuilder(Vocabulary.model_validate(vocabulary or {}))
    for owner, texts in terms.items():
        for text in texts:
            builder.add(owner, text, language)
    builder.close_rules()
    return Lexicon(builder.data())


def found(text: str, words: Lexicon) -> dict[int, list[tuple[str, bool]]]:
    """Give what a description says to each owner of terms: the words of every hit, and whether they are half-meant."""
    reading = read(text, words)
    owners: dict[int, list[tuple[str, bool]]] = {}
    for hit in find_hits(reading, denied_places(reading)):
        said = " … ".join(text[reading.starts[place] : reading.ends[place]] for place in hit.places)
        owners.setdefault(hit.owner, []).append((said, hit.weak))
    return owners


def bare(text: str, words: Lexicon) -> list[str]:
    """Give the unknown words of a description that no hit covers."""
    reading = read(text, words)
    denied = denied_places(reading)
    places = uncovered(reading, denied, find_hits(reading, denied))
    return [text[reading.starts[place] : reading.ends[place]] for place in places]
