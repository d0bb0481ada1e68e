"""Bar 2, the engine: descriptions decided a second, in process and with full reasons, beside other engines."""

import gc
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter

from benchmarks.batch import AS_OF
from benchmarks.expenses import LISTS, expenses
from benchmarks.measure import Figure, Settings, in_turn, not_installed, ratio, require_same
from benchmarks.peers.engines import PEERS, Peer, pack_terms
from npo_cli.eligibility.decision import Decision, decide
from npo_cli.eligibility.expense import Expense
from npo_cli.eligibility.pack import load_rulebook
from npo_cli.eligibility.rulebook import Edition, Rulebook
from npo_cli.eligibility.words import WORD_OR_BREAK, fold

BAR = "engine"
LEAST = 60_000


def measure(settings: Settings) -> list[Figure]:
    """Measure the engine, then the peers on as many of the same descriptions as they can do in a second or so."""
    unique = list(dict.fromkeys(row.description for row in expenses(settings.rows, settings.seed)))
    _require_same_answers(unique)
    works: dict[str, Callable[[], float]] = {
        "tokenising alone, unique texts": partial(_tokenising, unique),
        "decide, unique texts, nothing remembered": partial(_deciding, unique, forget=True),
        "decide, unique texts": partial(_deciding, unique),
    }
    notes = {
        "decide, unique texts": f"{len(unique):,} texts, {_words(unique):,} different words",
        "decide, unique texts, nothing remembered": "each judged anew",
    }
    bars = {"decide, unique texts"}
    for kind, make in LISTS.items():
        texts = [row.description for row in make(settings.rows, settings.seed)]
        works[name := f"decide, {kind}"] = partial(_deciding, texts)
        notes[name] = f"{len(texts):,} texts, {len(set(texts)):,} different"
        bars.add(name)
    values = in_turn(works, settings.rounds)
    gc.unfreeze()
    ours = [
        Figure(
            BAR,
            name,
            "texts/s",
            found,
            limit=LEAST if name in bars else None,
            at_least=True,
            note=notes.get(name, ""),
        )
        for name, found in values.items()
    ]
    return ours + _peers(unique, settings)


def _fresh() -> Rulebook:
    """Load the rules anew, so that no round has the words or judgements of the one before."""
    rulebook = load_rulebook()
    gc.collect()
    gc.freeze()  # as `npo check --file` does
    return rulebook


def _deciding(texts: Sequence[str], forget: bool = False) -> float:
    rulebook = _fresh()
    edition = rulebook.as_of(AS_OF)
    items = [Expense(text) for text in texts]
    start = perf_counter()
    for item in items:
        if forget:
            _forget(edition)
        decide(item, rulebook, AS_OF)
    return len(texts) / (perf_counter() - start)


def _forget(edition: Edition) -> None:
    edition.remembered.clear()
    edition.decided.clear()


def _tokenising(texts: Sequence[str]) -> float:
    start = perf_counter()
    for text in texts:
        WORD_OR_BREAK.findall(fold(text))
    return len(texts) / (perf_counter() - start)


def _words(texts: Sequence[str]) -> int:
    return len({word for text in texts for word in WORD_OR_BREAK.findall(fold(text))})


def _require_same_answers(texts: Sequence[str]) -> None:
    """What is remembered changes no answer."""
    remembering, forgetting = _fresh(), _fresh()
    for text in texts[:5_000]:
        _forget(forgetting.as_of(AS_OF))
        require_same(text, *(_answer(decide(Expense(text), rules, AS_OF)) for rules in (remembering, forgetting)))


def _answer(decision: Decision) -> object:
    return decision.verdict, [(reason.rule.id, reason.verdict, reason.matched) for reason in decision.reasons]


def _peers(unique: Sequence[str], settings: Settings) -> list[Figure]:
    """Measure each peer on some of the descriptions beside the engine on all; all peers must find the same rules."""
    terms = pack_terms()
    peers: dict[str, Peer | None] = {name: make(terms) for name, make in PEERS.items()}
    sample = [fold(text) for text in unique[: max(10, settings.rows // 500)]]
    found = {name: [sorted(peer(text)) for text in sample] for name, peer in peers.items() if peer}
    require_same("the rules that peers find", *found.values())
    works = {name: partial(_asking, peer, sample) for name, peer in peers.items() if peer}
    values = in_turn({BAR: partial(_deciding, unique), **works}, min(settings.rounds, 3))
    note = f"{sum(map(len, terms.values())):,} terms, {len(sample):,} texts"
    return [
        Figure(BAR, name, "texts/s", values[name], note=f"{note}; npo {ratio(values[BAR], values[name]):,.1f} × faster")
        if name in values
        else not_installed(BAR, name)
        for name in peers
    ]


def _asking(peer: Peer, texts: Sequence[str]) -> float:
    start = perf_counter()
    for text in texts:
        peer(text)
    return len(texts) / (perf_counter() - start)
