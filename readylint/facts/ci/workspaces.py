"""Scripts and programs of workspaces, called from the root: `yarn workspace web build`, `pnpm --filter web build`, `npm run x -w web`; of
all that have one, `turbo run test`, `pnpm -r test`, `lerna run test`."""

from __future__ import annotations

import re

from readylint.facts.files import File, Files
from readylint.facts.structured import Structured
from readylint.knowledge import regex

_YARN = regex(r"^yarn\s+workspace\s+(?P<name>[\w@./-]+)\s+(?P<rest>\S.*)", re.S)
_CHOSEN = regex(r"\s(?:--filter|-F|--workspace|(?<!pnpm )-w)(?:=|\s+)[\"']?(?P<name>[\w@./-]*\w)(?:\^?\.\.\.)?[\"']?(?=\s|$)")
_ALL = regex(
    r"^(?:turbo\s+(?:run\s+)?(?P<tasks>(?!(?:prune|login|link|ls|daemon|gen|watch|query|info|scan|boundaries)\b)[\w:]+(?:\s+[\w:]+)*)"
    r"|(?:pnpm\s+(?:-r|--recursive)|yarn\s+workspaces\s+(?:run|foreach(?:\s+-\S+)*(?:\s+run)?)|lerna\s+run)(?:\s+-\S+)*\s+(?:run\s+)?(?P<task>[\w:]+)"
    r"|npm\s+(?:run\s+)?(?P<own>[\w:]+)\s(?:[^\n]*\s)?(?:--workspaces|-ws)(?=\s|$))"
)
_TOOL = regex(r"^(?:npm|pnpm|bun)\s")
_OWN = frozenset("add audit cache dlx exec install link node outdated pack publish remove run up upgrade version why".split())


def called(bare: str) -> tuple[str, str] | None:
    """The workspace that a command names, and the command as it would be typed in its folder."""
    if found := _YARN.match(bare):
        return found["name"], f"yarn {found['rest']}"
    if _TOOL.match(bare) and (chosen := _CHOSEN.search(bare)):
        return chosen["name"], bare[: chosen.start()] + bare[chosen.end() :]
    return None


def of_all(bare: str) -> list[str]:
    """The scripts that a command calls in every workspace that has them."""
    found = _ALL.match(bare)
    return (found["tasks"] or found["task"] or found["own"]).split() if found else []


def program(rest: str) -> str:
    """What runs where no script has that name: a program that the workspace installs."""
    tool, word, *more = rest.split(None, 2)
    if word == "exec":
        return rest
    return "" if tool not in ("yarn", "pnpm") or word in _OWN or word.startswith("-") else " ".join((word, *more))


def manifest(files: Files, structured: Structured, name: str) -> File | None:
    """The manifest of the workspace with this name, or at this path."""
    if found := files.get(f"{name.removeprefix('./').rstrip('/')}/package.json"):
        return found
    return next((f for f in files.match("package.json") if str(structured.document(f)["name"]) == name), None)
