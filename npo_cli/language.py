"""The two languages of every text that a user reads: Dutch and English."""

import os
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """The language in which `npo` answers."""

    NL = "nl"
    EN = "en"


class Phrase(NamedTuple):
    """One sentence in both languages, with `{names}` for what is filled in."""

    nl: str
    en: str

    def to(self, language: Language, **values: object) -> str:
        """Give the sentence in one language, its names filled in."""
        text = self.nl if language is Language.NL else self.en
        return text.format(**values) if values else text


def language_of(explicit: str | None, environment: Mapping[str, str] = os.environ) -> Language:
    """Choose the language: as asked, else NPO_LANG, else the locale; English if none says Dutch.

    On Windows, where no locale variable is set, the language of the user's account decides.
    """
    if explicit:
        return Language(explicit)
    chosen = environment.get("NPO_LANG", "").lower()
    if chosen[:2] in ("nl", "en"):
        return Language(chosen[:2])
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return Language.NL if value.lower().startswith("nl") else Language.EN
    return Language.NL if _account_locale().lower().startswith(("nl", "dutch")) else Language.EN


def _account_locale() -> str:
    if os.name != "nt":
        return ""
    import locale  # only Windows needs it, and only here

    return locale.getlocale()[0] or ""
