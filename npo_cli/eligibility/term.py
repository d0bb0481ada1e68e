"""Terms: the small notation in which a rule names the words that hit it.

- `zomerschool`: the word, its inflected forms, and compounds of it with known words;
- `begeleiding in de groep`: a phrase; articles and prepositions may stand between its words;
- `*vervoer`, `glasvezel*`: every compound that ends or begins so, also with an unknown word;
- `sport|dans + @activity`: words that must all stand in the expense, in any order; `|` gives alternatives and
  `@activity` stands for every word of that group of the vocabulary. Alternatives and groups work in phrases too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from npo_cli.eligibility.function_words import ARTICLES
from npo_cli.eligibility.words import words_of

Choice = tuple[tuple[str, ...], ...]  # for each place, the words that may stand there


class TermKind(StrEnum):
    """How the words of a term must stand in the expense."""

    WORD = "word"
    PHRASE = "phrase"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Term:
    """A parsed term: for each of its places, the words that may stand there."""

    kind: TermKind
    places: tuple[tuple[str, ...], ...]
    open_head: bool = False
    open_tail: bool = False


class TermError(ValueError):
    """A term that is not written in the notation; the argument names the offending part."""


def parse_term(text: str, groups: Mapping[str, tuple[str, ...]]) -> Iterator[Term]:
    """Read one term; alternatives of several words (externe adviseur|consultant) each give a term of their own."""
    is_set = " + " in text
    pieces = text.split(" + ") if is_set else [piece for piece in text.split() if piece.lower() not in ARTICLES]
    if not is_set and len(pieces) == 1 and not {"@", "|"} & set(pieces[0].replace("m@zl", "")):
        yield from _single(pieces[0])
        return
    if not pieces:
        raise TermError(text)
    for chosen in product(*(_choices(piece, groups) for piece in pieces)):
        places = tuple(place for choice in chosen for place in choice)
        kind = TermKind.SET if is_set else TermKind.PHRASE
        yield Term(kind if len(places) > 1 else TermKind.WORD, places)


def _single(piece: str) -> Iterator[Term]:
    words = words_of(piece.strip("*"))
    if not words or "*" in piece.strip("*"):
        raise TermError(piece)
    if len(words) > 1:
        yield Term(TermKind.PHRASE, tuple((word,) for word in words))
    else:
        yield Term(TermKind.WORD, ((words[0],),), open_head=piece.endswith("*"), open_tail=piece.startswith("*"))


def _choices(piece: str, groups: Mapping[str, tuple[str, ...]]) -> list[Choice]:
    """Give the ways to fill one piece of a term: single words share one place, words together take one each."""
    shared: list[str] = []
    longer: list[Choice] = []
    for alternative in piece.strip().split("|"):
        if alternative.startswith("@"):
            if alternative[1:] not in groups:
                raise TermError(alternative)
            shared.extend(groups[alternative[1:]])
            continue
        words = words_of(alternative)
        if not words or "*" in alternative:
            raise TermError(alternative or piece)
        if len(words) == 1:
            shared.append(words[0])
        else:
            longer.append(tuple((word,) for word in words))
    return [*([(tuple(dict.fromkeys(shared)),)] if shared else []), *longer]
