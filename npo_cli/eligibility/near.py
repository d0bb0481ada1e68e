"""What may have been meant by an id that there is not."""

from collections.abc import Iterable

from npo_cli.language import Phrase


def near(given: str, known: Iterable[str]) -> Phrase:
    """Ask whether the known id was meant that is most like the one given; nothing where none is."""
    from difflib import get_close_matches  # only to help after a mistake

    found = get_close_matches(given, sorted(known), 1)
    return Phrase(f" Bedoelde u ‘{found[0]}’?", f" Did you mean ‘{found[0]}’?") if found else Phrase("", "")
