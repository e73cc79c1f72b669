"""The pictures of docs/images: the report of a repository in a terminal, light and dark, and as a page.

    python docs/site/pictures.py path/to/NodeGoat [--into FOLDER] [--columns N] [--lines N]

The terminal is SVG, drawn by rich from what `readylint scan --color always` prints. The page wants what `make browser`
installs, and Chromium (CHROMIUM=path names another); it is left as it is without them.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).parents[2]
# Those of GitHub, in whose pages the pictures stand.
LIGHT = TerminalTheme(
    (255, 255, 255),
    (31, 35, 40),
    [(31, 35, 40), (190, 30, 40), (26, 110, 50), (135, 85, 0), (9, 95, 210), (120, 70, 210), (20, 110, 125), (101, 109, 118)],
)
DARK = TerminalTheme(
    (13, 17, 23),
    (220, 226, 233),
    [(72, 79, 88), (255, 123, 114), (63, 185, 80), (210, 153, 34), (88, 166, 255), (188, 140, 255), (57, 197, 207), (177, 186, 196)],
)
# No frame with a title, no font that is fetched: a picture in a page may load nothing.
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px; }}
{styles}
</style>
<defs>{lines}</defs>
<rect width="{width}" height="{height}" rx="8" fill="BACKGROUND" stroke="#8b949e" stroke-opacity="0.4"/>
<g transform="translate({terminal_x}, 18)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("repository", type=Path)
    asked.add_argument("--into", type=Path, default=ROOT / "docs/images")
    asked.add_argument("--columns", type=int, default=100)
    asked.add_argument("--lines", type=int, default=39, help="as many as the picture shows")
    chosen = asked.parse_args()
    text = scanned(chosen.repository, "--color", "always", columns=chosen.columns)
    for name, theme in (("light", LIGHT), ("dark", DARK)):
        (chosen.into / f"terminal-{name}.svg").write_text(drawn(text, chosen.columns, chosen.lines, theme), "utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        scanned(chosen.repository, "--format", "html", "-o", str(page), columns=chosen.columns)
        photographed(page, chosen.into / "html-report.png")
    return 0


def scanned(repository: Path, *options: str, columns: int) -> str:
    """What a scan prints for a terminal of so many columns."""
    command = [sys.executable, "-m", "readylint", "scan", "--no-progress", *options, str(repository)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(columns)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout


def drawn(text: str, columns: int, lines: int, theme: TerminalTheme) -> str:
    """The first lines of a coloured text as a picture."""
    console = Console(record=True, width=columns, file=StringIO(), color_system="truecolor")
    console.print(Text.from_ansi("\n".join(text.split("\n")[:lines])))
    code = SVG.replace("BACKGROUND", theme.background_color.hex)
    svg = console.export_svg(theme=theme, code_format=code, unique_id="t", title="")
    return re.sub(r" clip-path=\"url\([^)]*\)\"|<clipPath.*?</clipPath>\s*", "", svg, flags=re.S)


def photographed(page: Path, into: Path) -> None:
    """The first screen of a page."""
    try:
        from PIL import Image
        from playwright.sync_api import sync_playwright
    except ImportError:
        print(f"{into} is left as it is: playwright and Pillow are not installed", file=sys.stderr)
        return
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"])
        shown = browser.new_context(viewport={"width": 860, "height": 740}, device_scale_factor=1.5, color_scheme="light").new_page()
        shown.goto(page.as_uri())
        shown.screenshot(path=into)
        browser.close()
    Image.open(into).quantize(160, dither=Image.Dither.NONE).save(into, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
