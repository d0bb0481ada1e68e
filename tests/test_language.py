"""Tests of choosing the language, and of phrases."""

import pytest

from npo_cli.language import Language, Phrase, language_of


@pytest.mark.parametrize(
    ("explicit", "environment", "expected"),
    [
        ("nl", {"NPO_LANG": "en", "LANG": "en_GB.UTF-8"}, Language.NL),
        ("en", {"NPO_LANG": "nl", "LC_ALL": "nl_NL.UTF-8"}, Language.EN),
        (None, {"NPO_LANG": "nl", "LC_ALL": "en_GB.UTF-8"}, Language.NL),
        (None, {"NPO_LANG": "en", "LC_ALL": "nl_NL.UTF-8"}, Language.EN),
        (None, {"NPO_LANG": "NL"}, Language.NL),
        (None, {"NPO_LANG": "nl_BE.UTF-8"}, Language.NL),
        (None, {"NPO_LANG": "", "LANG": "nl_NL.UTF-8"}, Language.NL),
        (None, {"NPO_LANG": "fr", "LANG": "nl_NL.UTF-8"}, Language.NL),
        (None, {"LC_ALL": "nl_NL.UTF-8", "LANG": "en_GB.UTF-8"}, Language.NL),
        (None, {"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "nl_NL", "LANG": "nl_NL"}, Language.EN),
        (None, {"LC_MESSAGES": "nl_NL", "LANG": "en_GB"}, Language.NL),
        (None, {"LC_ALL": "", "LANG": "nl_BE"}, Language.NL),
        (None, {"LANG": "C"}, Language.EN),
        (None, {"LANG": "de_DE.UTF-8"}, Language.EN),
    ],
)
def test_first_that_speaks_decides(explicit: str | None, environment: dict[str, str], expected: Language) -> None:
    """What is asked for goes before NPO_LANG, that before the locale in its own order, and English is the rest."""
    assert language_of(explicit, environment) is expected


def test_phrase_in_each_language() -> None:
    """A phrase gives its sentence in either language, with the names filled in."""
    phrase = Phrase("{many} appels", "{many} apples")
    assert phrase.to(Language.NL, many=3) == "3 appels"
    assert phrase.to(Language.EN, many=3) == "3 apples"


def test_braces_of_users_stay() -> None:
    """Braces in what is filled in are text, not names to fill in."""
    assert Phrase("‘{given}’", "‘{given}’").to(Language.NL, given="{other} {0} {given.__class__}") == (
        "‘{other} {0} {given.__class__}’"
    )
