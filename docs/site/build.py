"""The documentation site, from README, docs/ and the pages of the rules: `make site` writes build/site/site.

    python docs/site/build.py [--source URL]

The pages are those that are read on GitHub too, so their links lead to files of the repository. Here each link is turned to the page that
the file has become; to the file's source, at --source, where it is no page; and one to no file at all ends the build, as every warning
of zensical does.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any

import tomli

ROOT = Path(__file__).parents[2]
HERE = ROOT / "docs/site"
CHECKLIST = "docs/rules/README.md"
ROOT_PAGES = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md", "CHANGELOG.md": "changelog.md"}
LINK = re.compile(r'(?P<before>!?\[[^\[\]]*\]\(|\bsrc(?:set)?=")(?P<target>[^)\s"]+)(?P<after>[)"])')
CODE = re.compile(r"(?:^(`{3,}).*?^\1|`[^`\n]*`)", re.M | re.S)
ITEM = re.compile(r"^\| \[(?P<id>\w+)\]\((?P<slug>[\w-]+)\.md\) \| ", re.M)


class DeadLink(Exception):
    """A link of a page to a file that is not there."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--source", default="", help="where the repository's files are shown: https://…/blob/<commit>")
    asked.add_argument("--into", type=Path, default=ROOT / "build/site", help="a folder that is made anew")
    chosen = asked.parse_args()
    shutil.rmtree(chosen.into, ignore_errors=True)
    try:
        laid_out(ROOT, chosen.into, chosen.source.rstrip("/"))
    except DeadLink as error:
        print(error, file=sys.stderr)
        return 1
    return subprocess.run([sys.executable, "-m", "zensical", "build", "--strict"], cwd=chosen.into, check=False).returncode


def laid_out(root: Path, into: Path, source: str) -> None:
    """A project of zensical: all pages with their links turned, what they show, and the settings with the order of the pages."""
    known = pages(root)
    for origin, page in known.items():
        target = into / "docs" / page
        target.parent.mkdir(parents=True, exist_ok=True)
        if origin.endswith(".md"):
            target.write_text(turned((root / origin).read_text("utf-8"), origin, known, root, source), "utf-8", newline="\n")
        else:
            shutil.copyfile(root / origin, target)
    shutil.copyfile(HERE / "site.css", into / "docs/site.css")
    settings = (HERE / "zensical.toml").read_text("utf-8")
    (into / "zensical.toml").write_text(settings.replace("nav = []", f"nav = {_toml(nav(root, known))}"), "utf-8", newline="\n")


def pages(root: Path) -> dict[str, str]:
    """Each file of the repository that the site has, and its name there."""
    files = (path for path in sorted((root / "docs").rglob("*")) if path.is_file() and HERE.name not in path.relative_to(root).parts)
    return {**ROOT_PAGES, **{path.relative_to(root).as_posix(): path.relative_to(root / "docs").as_posix() for path in files}}


def turned(text: str, origin: str, known: dict[str, str], root: Path, source: str) -> str:
    """The text of a page with its links as they are on the site; code is left alone."""

    def link(found: re.Match[str]) -> str:
        target = found["target"]
        if re.match(r"[a-z]+:|#", target):
            return found[0]
        path, _, anchor = target.partition("#")
        file = normpath(join(dirname(origin), path))
        if not (root / file).exists():
            raise DeadLink(f"{origin}: the link to {target} leads nowhere: {file} does not exist")
        if file in known:
            return f"{found['before']}{relpath(known[file], dirname(known[origin]) or '.')}{'#' + anchor if anchor else ''}{found['after']}"
        return f"{found['before']}{source}/{file}{found['after']}" if source else found["before"][1:-2]

    ends = [0, *(end for match in CODE.finditer(text) for end in match.span()), len(text)]
    parts = [text[start:end] for start, end in pairwise(ends)]
    return "".join(part if n % 2 else LINK.sub(link, part) for n, part in enumerate(parts))


def nav(root: Path, known: dict[str, str]) -> list[Any]:
    """The sections of nav.toml, the pages that it forgot, and the checklist by category."""
    sections = tomli.loads((HERE / "nav.toml").read_text("utf-8"))["section"]
    named = {page for section in sections for page in section["pages"]}
    if gone := sorted(named - known.keys()):
        raise DeadLink(f"docs/site/nav.toml: there is no {', '.join(gone)}")
    forgotten = sorted(page for page in known if page.endswith(".md") and "/rules/" not in page and page not in named)
    sections[-1]["pages"] += forgotten
    shown = [{section["title"]: [{_title(root / page): known[page]} for page in section["pages"]]} for section in sections]
    return [*shown, {"The checklist": ["rules/README.md", *_checklist(root)]}]


def _title(page: Path) -> str:
    return "Home" if page.name == "README.md" else page.read_text("utf-8").splitlines()[0].removeprefix("# ")


def _checklist(root: Path) -> Iterator[dict[str, list[dict[str, str]]]]:
    _, *blocks = (root / CHECKLIST).read_text("utf-8").split("\n## ")
    for block in blocks:
        items = [{f"{item['id']} {item['slug'].replace('-', ' ')}": f"rules/{item['slug']}.md"} for item in ITEM.finditer(block)]
        yield {block.splitlines()[0]: items}


def _toml(value: Any) -> str:
    """Lists, tables of one key, and texts, as inline TOML."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{json.dumps(key, ensure_ascii=False)} = {_toml(of)}' for key, of in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
