"""What may stand in readylint.toml, and what is said of a mistake: its key, file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from readylint.decision import FAIL_ON, PROFILES
from readylint.model import CATEGORIES, SEVERITIES, TRAITS

KINDS = ("service", "web application", "page renderer", "worker", "function", "static site", "infrastructure")
PATH_CLASSES = ("test", "vendored", "generated", "sample", "fixture", "docs")

Check = Callable[[Any], str]  # what is wrong with a value, "" when nothing


class ConfigError(Exception):
    """The configuration is wrong: file, line, key and what."""


class Place:
    """Finds the line of a key, for a message."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self._lines = path, text.splitlines()

    def error(self, key: str, what: str, after: int = 1) -> ConfigError:
        """The error of a key, where it stands first from a line on."""
        return ConfigError(f"{self.path}:{self.line(key, after)}: {key}: {what}")

    def line(self, key: str, after: int = 1) -> int:
        """The line of a key, from a line on; 1 where there is none."""
        pattern = re.compile(rf"^\s*(?:\[+[\w.]*\b)?[\"']?{re.escape(key.rpartition('.')[2])}\b")
        return next((n for n, text in enumerate(self._lines, 1) if n >= after and pattern.match(text)), after)

    def tables(self, key: str) -> list[int]:
        """The lines of `[[key]]`, in order."""
        pattern = re.compile(rf"^\s*\[\[\s*(?:tool\.readylint\.)?{key}\s*\]\]")
        return [n for n, text in enumerate(self._lines, 1) if pattern.match(text)]


def named(name: str, names: Mapping[str, object], place: Place, key: str, after: int = 1) -> None:
    """Raises ConfigError for a name that nothing has."""
    if name not in names:
        near = _nearest(name, names) or _nearest(name.upper(), names)
        raise place.error(key, f"no item is called {name!r}" + (f", did you mean {near[0]!r}?" if near else ""), after)


def _nearest(name: str, names: Iterable[str]) -> list[str]:
    """The name that was meant, where one looks like it."""
    from difflib import get_close_matches  # late: only a mistake needs it

    return get_close_matches(name, list(names), 1)


def _one_of(values: tuple[str, ...]) -> Check:
    def check(value: Any) -> str:
        if value in values:
            return ""
        near = _nearest(str(value), values)
        return f"{value!r} is none of {', '.join(values)}" + (f", did you mean {near[0]!r}?" if near else "")

    return check


def _many(of: Check | None = None) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            return "a list of texts is wanted"
        return next(filter(None, (of(v) for v in value)), "") if of else ""

    return check


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "a text is wanted"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "true or false is wanted"


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _share(value: Any) -> str:
    return "" if _number(value) and 0 < value <= 1 else "a number above 0 and up to 1 is wanted"


def _positive(value: Any) -> str:
    return "" if _number(value) and isinstance(value, int) and value > 0 else "a whole number above 0 is wanted"


def _weight(value: Any) -> str:
    return "" if _number(value) and value > 0 else "a number above 0 is wanted"


def _day(value: Any) -> str:
    return "" if day_of(value) else "a date like 2027-01-31 is wanted"


def day_of(value: Any) -> date | None:
    """A date of TOML, or one written as a text; None for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


BASELINE = "readylint.baseline.json"  # where known failures are listed, unless the configuration names another file
_SIGNED: dict[str, Check] = {"by": _text, "expires": _day}
KEYS: dict[str, Check | dict[str, Check]] = {
    "required-version": _text,
    "preview": _flag,
    "profile": _one_of(PROFILES),
    "go_at": _share,
    "no_go_below": _share,
    "min_items": _positive,
    "fail_on": _one_of(FAIL_ON),
    "ignore": _many(),
    "hard_blockers": _many(),
    "approvers": _many(_text),
    "baseline": _text,
    "longest": _positive,
    "weights": dict.fromkeys(CATEGORIES, _weight),
    "paths": {"exclude": _many(), **{kind: _many() for kind in PATH_CLASSES}},
    "service": {"root": _text, "name": _text, "kind": _one_of(KINDS), "traits": _many(_one_of(TRAITS))},
    "attest": {
        **_SIGNED, "item": _text, "on": _day, "note": _text, "evidence": _many(_text), "paths": _many(_text), "service": _text,
        "fingerprint": _text,
    },
    "waive": {**_SIGNED, "item": _text, "reason": _text, "paths": _many(_text), "service": _text, "fingerprint": _text},
    "override": {**_SIGNED, "decision": _one_of(("go", "conditional_go")), "reason": _text, "service": _text},
}  # fmt: skip
OPEN_KEYS: dict[str, Check] = {"severity": _one_of(SEVERITIES)}  # tables whose keys are names of items


def check(data: Any, keys: Mapping[str, Any], place: Place, prefix: str = "") -> None:
    """Raises ConfigError for an unknown key or a value of the wrong kind."""
    if not isinstance(data, Mapping):
        raise place.error(prefix.rstrip("."), "a table is wanted")
    for key, value in data.items():
        if not prefix and key in OPEN_KEYS:
            check(value, dict.fromkeys(value, OPEN_KEYS[key]) if isinstance(value, Mapping) else {}, place, f"{key}.")
            continue
        if key not in keys:
            near = _nearest(key, (*keys, *({} if prefix else OPEN_KEYS)))
            raise place.error(prefix + key, "unknown key" + (f", did you mean {near[0]!r}?" if near else ""))
        rule = keys[key]
        if isinstance(rule, dict):
            for part in value if isinstance(value, list) else [value]:
                check(part, rule, place, f"{prefix}{key}.")
        elif wrong := rule(value):
            raise place.error(prefix + key, wrong)
