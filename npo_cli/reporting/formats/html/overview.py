"""The overview as one HTML page, in the style of the report."""

from markupsafe import Markup

from npo_cli import __version__
from npo_cli.language import Language, Phrase
from npo_cli.reporting.formats.html.page import Words, environment, policy, source
from npo_cli.reporting.section import Document

MADE = Phrase("Gemaakt met npo {version}.", "Made with npo {version}.")


def page(told: Document, language: Language) -> str:
    """Give the page as text."""
    style = source("style.css") + source("overview.css")
    return environment(language).get_template("overview.html").render(
        lang=language.value,
        title=told.title,
        subtitle=told.subtitle,
        policy=policy(style, ""),
        style=Markup(style),  # noqa: S704 (files of npo itself; no value is ever put into them)
        word=Words(language),
        sections=tuple(told.sections),
        signs={},
        numbers=(),
        made=MADE.to(language, version=__version__),
    )  # fmt: skip
