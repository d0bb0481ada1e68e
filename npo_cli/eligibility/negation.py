"""Negation: the words of a description that are denied and so do not count.

`zonder vervoer` denies forward, as far as the clause, a word such as `met`, or a new item after `en`; `vervoer niet
inbegrepen` denies backward, as far as the last `en` (or beyond it where the verb is plural), and so does `vervoer
betalen de ouders`, for what others pay is no part of the expense. `niet alleen vervoer` denies nothing. Where a reach
is open to doubt the shorter one holds: a word that counts too often makes a verdict more cautious, a word that counts
too seldom makes it less so.
"""

from collections.abc import Sequence

from npo_cli.eligibility.function_words import (
    ACCOUNTABLE,
    ARTICLES,
    AVAILABLE,
    BELONGING,
    DENIED_AFTERWARDS,
    DENIES_WHAT_FOLLOWS,
    DENIES_WHAT_STANDS_BEFORE,
    DENYING,
    DENYING_AT_THE_END,
    ENDS_DENIAL,
    FOR_ACCOUNT,
    INCLUDING,
    JOINING,
    LEAVING_OUT,
    NOT,
    OURS,
    PAID,
    PAYERS,
    PAYING,
    PLURAL_VERBS,
    SHARED,
    STARTS_ITEM,
    STOP,
    TAKES_DENIAL_BACK,
    WHOLE_OF_DENIAL,
)

_REACH = 3  # words of content that a denial may reach, counted anew after `en`
_LONGEST_LEFT_OUT = 2  # words of content
_MORE = frozenset("ook also tevens nog plus".split())
_BY = frozenset("door by".split())
_FROM = frozenset("van of".split())


def denied_words(words: Sequence[str], clauses: Sequence[int]) -> frozenset[int]:
    """Give the places of the words that are denied, from the function words and the clause that each stands in.

    A word of content may stand as an empty text, for only its place matters.
    """
    others_pay = _paid_by_others(words, clauses)
    # Where both are said, `betalen de ouders niet`, it is open whether we pay: nothing is denied there.
    doubtful = {clauses[n] for n in others_pay}
    denied: set[int] = set()
    for place, word in enumerate(words):
        if clauses[place] in doubtful:
            continue
        if word in NOT:
            denied |= _by_not(place, words, clauses)
        elif word in DENYING_AT_THE_END and _ends_clause(place, clauses):
            denied |= _backward(place, words, clauses)
        elif _denies_forward(place, words, clauses):
            denied |= _forward(place, words, clauses)
    open_to_doubt = {clauses[n] for n, word in enumerate(words) if word in NOT or word in DENYING or word in SHARED}
    for place, reached in others_pay.items():
        if clauses[place] not in open_to_doubt:
            denied |= reached
    return frozenset(denied)


def _paid_by_others(words: Sequence[str], clauses: Sequence[int]) -> dict[int, set[int]]:
    """Give the words that tell that somebody else pays, and what each says so of: what stands before it, or behind.

    The payer must stand next to them: `betalen wij voor de ouders` says nothing of the kind.
    """
    found: dict[int, set[int]] = {}
    for place, word in enumerate(words):
        before = words[place - 1] if _in_clause(place - 1, clauses, place) else ""
        if word in PAYING and before in PAYERS:
            found[place] = _forward(place, words, clauses)
            continue
        tells = word in PAYING or word in PAID or (word in FOR_ACCOUNT and before == "voor")
        if tells and _payer_behind(place, words, clauses):
            found[place] = _backward(place, words, clauses)
    return found


def _payer_behind(place: int, words: Sequence[str], clauses: Sequence[int]) -> bool:
    """Say whether a payer is named behind: betalen de ouders, betaald door de ouders, voor rekening van de school."""
    behind = [word for word in _clause_from(place, words, clauses)[1:] if word not in ARTICLES]
    if words[place] in PAID and behind[:1] == ["for"]:
        behind = behind[1:]
    link = _BY if words[place] in PAID else _FROM if words[place] in FOR_ACCOUNT else None
    if link is not None:
        who = PAYERS if words[place] in PAID else ACCOUNTABLE
        return bool(link & set(behind[:1])) and bool(who & set(behind[1:2]))
    return bool(PAYERS & set(behind[:1]))


def _by_not(place: int, words: Sequence[str], clauses: Sequence[int]) -> set[int]:
    following = _clause_from(place, words, clauses)[1:]
    if following and following[0] in TAKES_DENIAL_BACK:
        return set()
    content = [word for word in following if word not in STOP]
    if len(content) > 1 and following[0] in INCLUDING:
        return _forward(place + 1, words, clauses)
    if content and _paid_by_another(following):
        return set()
    belongs = len(following) == 1 and following[0] in BELONGING
    afterwards = content and content[0] in DENIED_AFTERWARDS
    if belongs or afterwards or (following and following[0] in DENIES_WHAT_STANDS_BEFORE):
        return _backward(place, words, clauses)
    starts = not _in_clause(place - 1, clauses, place) or words[place - 1] in JOINING | {"dus", "so"}
    if following and (following[0] in DENIES_WHAT_FOLLOWS or starts):
        return _forward(place, words, clauses)
    return set()


def _paid_by_another(following: Sequence[str]) -> bool:
    """Say whether it is not paid by somebody else, and so by us: `niet vergoed door de school`."""
    telling = [word for word in following if word not in ARTICLES]
    paid = next((n for n, word in enumerate(telling) if word in DENIED_AFTERWARDS), -1)
    link, who = set(telling[paid + 1 : paid + 2]), set(telling[paid + 2 : paid + 3])
    return paid >= 0 and bool(_BY & link) and not OURS & who


def _denies_forward(place: int, words: Sequence[str], clauses: Sequence[int]) -> bool:
    if words[place] in LEAVING_OUT:
        return _leaves_out(place, words, clauses)
    if words[place] not in DENYING or _taken_back(place, words, clauses):
        return False
    return AVAILABLE.isdisjoint(_clause_from(place, words, clauses))


def _taken_back(place: int, words: Sequence[str], clauses: Sequence[int]) -> bool:
    """Say whether the denial is itself denied: `niet zonder`, or means nothing: `geen ... maar wel` does."""
    before = _in_clause(place - 1, clauses, place) and words[place - 1] in NOT
    after = place + 1 < len(words) and words[place + 1] in TAKES_DENIAL_BACK - {"zonder", "without"}
    return before or after


def _leaves_out(place: int, words: Sequence[str], clauses: Sequence[int]) -> bool:
    """Say whether `afgezien van` and the like deny: behind a measure, a thing of a word or two with which a part ends.

    `Afgezien van laptops kopen we glasvezel` tells of more, as `ook` does.
    """
    clause = _clause_from(place, words, clauses)
    content = [word for word in clause[1:] if word not in STOP]
    short = len(content) <= _LONGEST_LEFT_OUT and STARTS_ITEM.isdisjoint(content)
    return place > 0 and clause[1:2] in (["van"], ["from"]) and short and _MORE.isdisjoint(clause)


def _clause_from(place: int, words: Sequence[str], clauses: Sequence[int]) -> list[str]:
    end = next((n for n in range(place, len(words)) if clauses[n] != clauses[place]), len(words))
    return list(words[place:end])


def _in_clause(place: int, clauses: Sequence[int], other: int) -> bool:
    return 0 <= place < len(clauses) and clauses[place] == clauses[other]


def _forward(place: int, words: Sequence[str], clauses: Sequence[int]) -> set[int]:
    reached: set[int] = set()
    content = 0
    for n in range(place + 1, len(words)):
        if clauses[n] != clauses[place] or words[n] in ENDS_DENIAL or content == _REACH:
            break
        content = 0 if words[n] in JOINING else content + (words[n] not in STOP)
        if words[n] in JOINING and n + 1 < len(words) and words[n + 1] in STARTS_ITEM:
            break
        reached.add(n)
        if words[n] in WHOLE_OF_DENIAL:
            break
    return reached


def _backward(place: int, words: Sequence[str], clauses: Sequence[int]) -> set[int]:
    plural = any(words[n] in PLURAL_VERBS for n in range(max(0, place - 2), min(len(words), place + 3)))
    reached: set[int] = set()
    for n in range(place - 1, -1, -1):
        if clauses[n] != clauses[place] or words[n] in ENDS_DENIAL:
            break
        if words[n] in JOINING and not plural:
            break
        reached.add(n)
        if words[n] in WHOLE_OF_DENIAL:
            break
    return reached


def _ends_clause(place: int, clauses: Sequence[int]) -> bool:
    return place + 1 == len(clauses) or clauses[place + 1] != clauses[place]
