"""As much of a text as a sentence about it has room for."""


def excerpt(text: str, most: int = 40) -> str:
    """Cut a text to so many characters, the last of them then `…`."""
    return text if len(text) <= most else text[: most - 1] + "…"
