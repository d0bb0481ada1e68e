"""Inflection: the forms in which a Dutch or English word of a rule may stand in a description.

Forms are generated, not guessed back from the text: `les` gives `lessen`, and `lezen` stays another word. A form
that no one writes does no harm; a form that is another word's does, so the rules below stay cautious.
"""

from npo_cli.language import Language

_VOWELS = "aeiou"
_DOUBLED = ("aa", "ee", "oo", "uu")
_UNSTRESSED = (
    "el",
    "er",
    "em",
    "en",
    "ig",
    "it",
    "or",
    "on",
    "ik",
)  # endings that do not double: middel, middelen

_LENGTHENED = "dag"  # of which the vowel is long in the plural: dagen, middagen


def forms(word: str, language: Language) -> set[str]:
    """Give the word and its plurals, adjective endings, diminutives and simple verb forms, all folded."""
    if len(word) < 3 or not word.isalpha():
        return {word, f"{word}s", f"{word}'s"} if len(word) > 1 else {word}
    return _dutch(word) if language is Language.NL else _english(word)


def _dutch(word: str) -> set[str]:
    found = {word} | _dutch_endings(word)
    if word[-1] not in "sxz":
        found.add(f"{word}s")
    if word.endswith(("ch", "sh")):  # taken from English: coaches, lunches
        found.add(f"{word}es")
    if word.endswith("heid"):
        found.add(f"{word[:-4]}heden")
    if word.endswith("en") and len(word) >= 5:
        stem = word[:-2]
        for closed in _closed_stems(stem):
            found |= {closed, f"{closed}t", f"{stem}ing", f"{stem}ingen", f"{word}d", f"{word}de"}
    if word.endswith("s") and len(word) >= 5 and word[-2] not in "sui":
        found.add(word[:-1])
    if word.endswith("e") and len(word) >= 6:
        found |= set(_closed_stems(word[:-1]))
    return found


def _dutch_endings(word: str) -> set[str]:
    """Give the plurals in -en, the forms in -e and the diminutives; what ends in -en is a plural or verb already."""
    if word.endswith("e"):
        return {f"{word}n", f"{word}tje", f"{word}tjes"}
    if word[-1] in "aiouy":
        return {f"{word}{ending}" for ending in ("'s", "en", "tje", "tjes")}
    if word.endswith("en"):
        return set()
    found = {f"{stem}{ending}" for stem in _open_stems(word) for ending in ("en", "e")}
    diminutives = ("je", "jes") if word[-1] in "bcdfgkpstxz" else ("tje", "tjes", "je", "jes")
    found |= {f"{word}{ending}" for ending in diminutives}
    return found | ({f"{word}'s"} if len(word) <= 5 else set())


def _open_stems(word: str) -> list[str]:
    """Give the stems to which -en and -e are added: school > schol-, les > less-, brief > briev-, huis > huiz-."""
    if len(word) >= 4 and word[-3:-1] in _DOUBLED:
        short = word[:-2] + word[-1]
        return [short, *_voiced(short)]
    if word[-2] in _VOWELS and word[-1] not in _VOWELS + "wxj" and (len(word) < 3 or word[-3] not in _VOWELS):
        once = word.endswith((*_UNSTRESSED, _LENGTHENED))
        return [word + word[-1], word] if once else [word + word[-1]]
    return [word, *_voiced(word)]


def _voiced(stem: str) -> list[str]:
    """Give the stem with its last f or s voiced, as Dutch writes it after a long vowel or an r, l, n."""
    if stem.endswith("f"):
        return [f"{stem[:-1]}v"]
    if stem.endswith("s") and stem[-2:] not in ("ss", "ts", "ks", "ps"):
        return [f"{stem[:-1]}z"]
    return []


def _closed_stems(stem: str) -> list[str]:
    """Give the words that an ending -en or -e may have been added to: schol- > school, less- > les."""
    if len(stem) < 3:
        return []
    plain = {"v": f"{stem[:-1]}f", "z": f"{stem[:-1]}s"}.get(stem[-1], stem)
    if stem[-1] == stem[-2]:
        return [stem[:-1]]
    if stem[-2] in "aeou" and stem[-3] not in _VOWELS and stem[-1] not in _VOWELS:
        long = f"{plain[:-1]}{plain[-2]}{plain[-1]}"
        return [long, plain] if stem[-2:] in _UNSTRESSED else [long]
    return [plain]


def _english(word: str) -> set[str]:
    found = {word, f"{word}s", f"{word}'s"}
    if word.endswith(("s", "x", "ch", "sh")):
        found.add(f"{word}es")
    if word.endswith("y") and word[-2] not in _VOWELS:
        found.add(f"{word[:-1]}ies")
    if word.endswith("s") and len(word) >= 5 and word[-2] not in "su":
        found.add(word[:-1])
    for american, british in (("z", "s"), ("s", "z")):
        if f"i{american}ation" in word:
            found.add(word.replace(f"i{american}ation", f"i{british}ation"))
    return found
