"""Makes the pictures of the documentation: terminals as SVG, and the page of the report as PNG where Chromium is.

Usage: python docs/pictures.py. It shows the ledger of `npo demo`, so that what is seen can be made again.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import chdir
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.text import Text

from npo_cli.main import run

PICTURES = Path(__file__).with_name("pictures")
MOST_BYTES = 150_000
WIDTH = 80
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PAGE_WIDTH = 1000
PAGE_HEIGHTS = range(1300, 500, -50)  # the highest that stays small
# Of the page only what fits in a small picture: the summary and the charts.
STYLE = "<style>header, nav, .points, main > section:not(.short, #timeline, #shares) { display: none }</style>"
CHECKS = {"nl": "Zomerschool met vervoer per bus", "en": "Summer school with transport by bus"}
REPORT_LINES = 47


class Screen(TextIOWrapper):
    """A console that calls itself a terminal, so that what is written has its colours."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def main() -> None:
    """Make all pictures in both languages."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tempfile.tempdir = folder
        for language, check in CHECKS.items():
            here = Path(folder) / language
            here.mkdir()
            tempfile.tempdir = str(here)
            _terminal(f"check-{language}", ["check", check], language)
            written("demo", "--lang", language)
            (workspace,) = here.glob("npo-demo-*")
            with chdir(workspace):
                _terminal(f"report-{language}", ["report", "--year", "2023"], language, REPORT_LINES)
                _page(f"page-{language}", *workspace.glob("*.html"))


def written(*arguments: str) -> str:
    """Run `npo` and give what it writes to a terminal."""
    out = BytesIO()
    console = Screen(out, encoding="utf-8")
    environment = {"COLUMNS": str(WIDTH), "TERM": "xterm-256color", "NO_COLOR": ""}
    with patch.dict(os.environ, environment), patch.object(sys, "stdout", console):
        code = run(arguments)
    console.flush()
    if code:
        raise SystemExit(f"npo {' '.join(arguments)}: {code}")
    return out.getvalue().decode("utf-8")


def _terminal(name: str, arguments: Sequence[str], language: str, most: int | None = None) -> None:
    """Draw a command and what it answers, without the fonts that an SVG of Rich asks of the internet."""
    shown = written(*arguments, "--lang", language).splitlines()
    words = [f'"{word}"' if " " in word else word for word in arguments]
    lines = [f"$ npo {' '.join(words)}", *shown[:most]]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH + 1, file=nowhere, force_terminal=True, legacy_windows=False)
        console.print(Text.from_ansi("\n".join(lines)), soft_wrap=True)
        svg = console.export_svg(title="npo", unique_id=name)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "ui-monospace, Consolas, Menlo")
    _keep(PICTURES / f"{name}.svg", re.sub(r"[ \t]+\n", "\n", svg).encode())


def _page(name: str, html: Path) -> None:
    """Take a picture of the page with a browser without a window."""
    browser = next((found for each in BROWSERS if (found := shutil.which(each))), None)
    if browser is None:
        print(f"{name}: no Chromium here, so no picture of the page; install it and run this again")
        return
    page = html.with_name(f"{name}.html")
    text = re.sub(
        r"<meta http-equiv=[^>]*>", "", html.read_text(encoding="utf-8")
    )  # it allows the page's own style only
    page.write_text(text.replace("</head>", f"{STYLE}</head>", 1), encoding="utf-8")
    for height in PAGE_HEIGHTS:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            target = Path(folder) / "page.png"
            command = [
                browser,
                "--headless",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-lcd-text",
                f"--user-data-dir={folder}",
                f"--window-size={PAGE_WIDTH},{height}",
                f"--screenshot={target}",
                page.as_uri(),
            ]
            if hasattr(os, "geteuid") and os.geteuid() == 0:
                command.insert(1, "--no-sandbox")  # which Chromium asks of the superuser
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            content = target.read_bytes()
        if len(content) < MOST_BYTES:
            break
    _keep(PICTURES / f"{name}.png", content)


def _keep(path: Path, content: bytes) -> None:
    if len(content) >= MOST_BYTES:
        raise SystemExit(f"{path.name} has {len(content)} bytes; keep it below {MOST_BYTES}")
    path.write_bytes(content)
    print(f"{path.name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
