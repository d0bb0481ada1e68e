"""Words: a description folded to plain letters and cut into words and breaks, each place kept."""

import re
import unicodedata
from functools import lru_cache

_ODD = {
    "\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-",
    "\u2022": ";", "\u00b7": ";", "\r": "\n", "\t": " ", "\xa0": " ", "\u202f": " ",
    "\u00df": "s", "\u00f8": "o", "\u00e6": "e", "\u0153": "e", "\u0142": "l",
}  # fmt: skip

# Every alternative begins with the characters that it may begin with, so that what can begin none is passed over fast.
# The one group makes `split` give what stands between the words, and the words, by turns.
WORD_OR_BREAK = re.compile(
    r"([a-z][a-z0-9]+(?:['@][a-z0-9]+)*-?"  # ipad's, and the sport- of "sport- en spel"
    r"|[0-9](?:(?<![0-9/].)[0-9]?/[0-9]{1,2}(?![0-9/a-z])"  # groep 7/8, 22/23
    r"|(?<![0-9].)[0-9]\+(?![a-z0-9])"  # 65+
    r"|[a-z0-9]*(?:['@][a-z0-9]+)*-?)"  # 2022, 2e
    r"|[,;:()/+|&\n\[\]!?]"
    r"|[a-z](?:\.(?:[a-z]\.)+[a-z]?(?![a-z])|(?<=t)/m|(?:['@][a-z0-9]+)*-?)"  # m.u.v., t/m, m@zl
    r"|\.(?=\s|$)|-(?<=\s-)-*(?=\s))"
)

BREAKS = frozenset(",;:()/|\n[]!?.+&") | {"-", "--", "---"}


def fold(text: str) -> str:
    """Write a text in lower case without accents, every character still in its own place."""
    if text.isascii():
        return text.lower().replace("\t", " ").replace("\r", "\n")
    return "".join(map(_plain, text))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Fold one character to exactly one character; a soft hyphen or an unknown sign becomes a blank."""
    lower = char.lower()
    if char in _ODD or lower in _ODD:
        return _ODD.get(char) or _ODD[lower]
    base = unicodedata.normalize("NFKD", lower)[:1]
    return base if base.isascii() and base.isprintable() else " " if not base.isalnum() else base


def words_of(text: str) -> list[str]:
    """Give the words of a text without its breaks, folded."""
    return [plain_word(word) for word in WORD_OR_BREAK.findall(fold(text)) if word not in BREAKS]


def plain_word(word: str) -> str:
    """Give the word itself: without the dots of an abbreviation or a trailing hyphen."""
    return word.replace(".", "").rstrip("-")
