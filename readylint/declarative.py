"""A TOML rule file, for "evidence must exist", "this must not occur": the very same Rule as a Python file gives.

    [[require]]   any one of these is evidence, at the line found
    [[forbid]]    each of these is a defect, at the line found

A clause holds one matcher, and `says`, the message. A matcher stands for a fact:

    used       { pypi = ["slowapi"], gem = ["rack-attack as Rack::Attack"] }   declared and used in the app's code
    code       'regex' over the app's code, comments blanked; with `language` to narrow and `words` to find files fast
    file       ["glob"]: a file of the project at such a path
    text       'regex' over the files that `file` names
    step       'regex' over the commands of CI steps
    resource   ["Kind or terraform_type"]: a declared resource; `argument` a regex over its text
    provided   a subject of provisions.toml or logging.toml: what is set up, declared or documented for it
    document   'regex' over the headings of the project's documents

A matcher or key is added only when three rules need it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from readylint.model import Item
from readylint.rule import Check, Example, Rule, RuleError, checked

METADATA = {
    "id": str,
    "title": str,
    "severity": str,
    "applies": str,
    "absence": str,
    "pass": str,
    "fail": str,
    "sources": list,
    "why": str,
    "fix": str,
    "searched": str,
    "scope": str,
    "unless": list,
    "preview": str,
    "wins": str,
    "require": list,
    "forbid": list,
    "example": list,
}
EXAMPLE = {"name": str, "is": str, "repo": str, "line": (str, list), "says": str}
NEEDED = ("id", "title", "severity", "pass", "why", "fix")


def read_rule(text: str, path: str, category: str, slug: str) -> Rule:
    """The rule of a TOML file. Raises RuleError with the file and line of what is wrong."""
    import tomli

    line_of = _lines(text)
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise RuleError(path, int(found[1]) if found else 1, str(error)) from error
    _check_keys(data, METADATA, path, line_of)
    for key in NEEDED:
        if not data.get(key):
            raise RuleError(path, 1, f"{key!r} is missing")
    check = _check_of(data, path, line_of)
    item = _item(data, category, slug, detected=check is not None)
    examples = tuple(_example(e, path, line_of) for e in data.get("example", ()))
    made = Rule(
        item,
        check,
        data.get("scope", "repo"),
        data.get("wins", "contradicts"),
        unless=tuple(data.get("unless", ())),
        examples=examples,
        path=path,
    )
    return checked(made, line_of)


def _item(data: Mapping[str, Any], category: str, slug: str, *, detected: bool) -> Item:
    return Item(
        id=data["id"],
        slug=slug,
        category=category,
        severity=data["severity"],
        title=data["title"],
        applies=data.get("applies", "app"),
        absence=data.get("absence", "fail"),
        passes=data["pass"],
        fails=data.get("fail", ""),
        why=data["why"],
        fix=data["fix"],
        searched=data.get("searched", ""),
        sources=tuple(data.get("sources", ())),
        detected=detected,
        preview=data.get("preview", ""),
    )


def _lines(text: str) -> Callable[[str], int]:
    lines = text.splitlines()

    def line_of(key: str) -> int:
        pattern = re.compile(rf"^\s*(?:\[+\s*)?{re.escape(key)}\b")
        return next((n for n, line in enumerate(lines, 1) if pattern.match(line)), 1)

    return line_of


def _check_keys(data: Mapping[str, Any], known: Mapping[str, Any], path: str, line_of: Callable[[str], int]) -> None:
    from difflib import get_close_matches

    for key, value in data.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            raise RuleError(path, line_of(key), f"unknown key {key!r}" + (f", did you mean {near[0]!r}?" if near else ""))
        if not isinstance(value, known[key]):
            raise RuleError(path, line_of(key), f"{key!r} is of the wrong type")


def _example(data: Mapping[str, Any], path: str, line_of: Callable[[str], int]) -> Example:
    _check_keys(data, EXAMPLE, path, line_of)
    for key in ("name", "is", "repo"):
        if key not in data:
            raise RuleError(path, line_of("example"), f"an example has no {key!r}")
    line = data.get("line", [])
    return Example(data["name"], data["is"], data["repo"], (line,) if isinstance(line, str) else tuple(line), data.get("says", ""))


def _check_of(data: Mapping[str, Any], path: str, line_of: Callable[[str], int]) -> Check | None:
    from readylint.matchers import Clause, clause, read_clauses  # late: they stand for facts, which a listing of rules needs not

    clauses: list[Clause] = []
    for section in ("require", "forbid"):
        for raw in data.get(section, ()):
            try:
                clauses.append(clause(raw, section))
            except ValueError as error:
                raise RuleError(path, line_of(f"[{section}"), str(error)) from error
    return read_clauses(tuple(clauses)) if clauses else None
