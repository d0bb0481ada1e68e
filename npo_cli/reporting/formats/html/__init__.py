"""The report as one HTML file, which needs nothing beside it: no network, no script, no other file."""

from npo_cli.reporting.formats.html.page import write

__all__ = ["write"]
