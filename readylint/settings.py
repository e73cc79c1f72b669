"""What may stand in readylint.toml, and what is said of a mistake: its key, file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from readylint.crash import Mistake
from readylint.decision import FAIL_ON, PROFILES
from readylint.model import CATEGORIES, SEVERITIES, TRAITS
from readylint.version import VERSION

KINDS = ("service", "web application", "page renderer", "worker", "function", "static site", "infrastructure")
PATH_CLASSES = {
    "test": "tests",
    "vendored": "copied from elsewhere",
    "generated": "written by a program",
    "sample": "samples and examples",
    "fixture": "data of tests",
    "docs": "documentation",
}


class ConfigError(Mistake):
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
        told = f", did you mean {near[0]!r}?" if near else "; `readylint rules` lists them"
        raise place.error(key, f"no item is called {name!r}{told}", after)


def _nearest(name: str, names: Iterable[str]) -> list[str]:
    """The name that was meant, where one looks like it."""
    from difflib import get_close_matches  # late: only a mistake needs it

    return get_close_matches(name, list(names), 1)


class Setting(Struct, frozen=True):
    """What a setting is for, what its value has to be as a JSON Schema, and what is wrong with a value, "" when nothing."""

    about: str
    schema: Mapping[str, Any]
    wrong: Callable[[Any], str]


class Table(Struct, frozen=True):
    """A table of settings; `many` are written [[name]]. `others`: what keys hold that are names of items."""

    about: str
    keys: Mapping[str, Setting | Table]
    many: bool = False
    required: tuple[str, ...] = ()
    others: Setting | None = None


def _one_of(values: tuple[str, ...], about: str = "") -> Setting:
    def wrong(value: Any) -> str:
        if value in values:
            return ""
        near = _nearest(str(value), values)
        return f"{value!r} is none of {', '.join(values)}" + (f", did you mean {near[0]!r}?" if near else "")

    return Setting(about, {"type": "string", "enum": list(values)}, wrong)


def _many(of: Setting, about: str) -> Setting:
    def wrong(value: Any) -> str:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            return "a list of texts is wanted"
        return next(filter(None, map(of.wrong, value)), "")

    return Setting(about, {"type": "array", "items": of.schema}, wrong)


def _text(about: str = "") -> Setting:
    return Setting(about, {"type": "string", "pattern": r"\S"}, lambda v: "" if isinstance(v, str) and v.strip() else "a text is wanted")


def _item(about: str = "") -> Setting:
    return Setting(about, {"$ref": "#/definitions/item"}, _text().wrong)


def _flag(about: str) -> Setting:
    return Setting(about, {"type": "boolean"}, lambda v: "" if isinstance(v, bool) else "true or false is wanted")


def _share(about: str) -> Setting:
    said = "a number above 0 and up to 1 is wanted"
    return Setting(about, {"type": "number", "exclusiveMinimum": 0, "maximum": 1}, lambda v: "" if _number(v) and 0 < v <= 1 else said)


def _whole(about: str) -> Setting:
    said = "a whole number above 0 is wanted"
    return Setting(about, {"type": "integer", "minimum": 1}, lambda v: "" if _number(v) and isinstance(v, int) and v > 0 else said)


def _weight(about: str) -> Setting:
    return Setting(about, {"type": "number", "exclusiveMinimum": 0}, lambda v: "" if _number(v) and v > 0 else "a number above 0 is wanted")


def _day(about: str) -> Setting:
    return Setting(about, {"type": "string", "format": "date"}, lambda v: "" if day_of(v) else "a date like 2027-01-31 is wanted")


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def day_of(value: Any) -> date | None:
    """A date of TOML, or one written as a text; None for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


BASELINE = "readylint.baseline.json"  # where known failures are listed, unless the configuration names another file
_ANY = Setting("", {"type": "string"}, lambda value: "")
_NAME = Setting("", {"$ref": "#/definitions/item"}, lambda value: "")  # whether an item has it is asked where all items are known
_GLOBS = "like src/**; * does not cross a slash"
_SIGNED = {"by": _text("who answers for it, as git knows them"), "expires": _day("the last day on which it counts")}
_OF = {"service": _text("of this service only"), "fingerprint": _text("of this finding only, as the JSON report has it")}
SETTINGS = Table(
    "Configuration of readylint. None is needed: it corrects what was inferred, and sets the bar.",
    {
        "required-version": _text("the releases of readylint that may judge, like '>=0.1,<1'"),
        "extends": _text("a policy to build on: a file of the repository, or ADDRESS@COMMIT#PATH of a git repository"),
        "preview": _flag("whether rules in preview, new or changed in this release, count"),
        "profile": _one_of(PROFILES, "the policy: launch; strict, under which nothing but a pass will do; advisory, which never fails"),
        "go_at": _share("the pass rate that a go needs"),
        "no_go_below": _share("the pass rate below which it is a no-go"),
        "min_items": _whole("how many items must have been judged for any decision"),
        "fail_on": _one_of(FAIL_ON, "the decision that exits 1, and worse"),
        "ignore": _many(_NAME, "items that are not judged; no blockers"),
        "hard_blockers": _many(_NAME, "items, or whole categories, that block when they fail, beside the blockers"),
        "approvers": _many(_text(), "who may override, as git knows them: Ana Ruiz <ana@example.org>"),
        "baseline": _text("the file that lists known failures"),
        "longest": _whole("how many days an attestation, a waiver or an override may last"),
        "weights": Table("what a category counts in the pass rate; 1 unless stated", dict.fromkeys(CATEGORIES, _weight(""))),
        "severity": Table("severities of your own; a blocker stays one", {}, others=_one_of(SEVERITIES)),
        "paths": Table(
            "what files are, where their place does not say it",
            {
                "exclude": _many(_ANY, f"globs of files that are not read at all, {_GLOBS}"),
                **{kind: _many(_ANY, f"globs of files that are {what}") for kind, what in PATH_CLASSES.items()},
            },
        ),
        "service": Table(
            "a service as its team describes it, where it was not inferred right",
            {
                "root": _text('its folder, "." for the whole repository'),
                "name": _text("what it is called (default: its folder)"),
                "kind": _one_of(KINDS, "what it is"),
                "traits": _many(_one_of(TRAITS), "what it has, which decides on the items that apply (default: inferred)"),
            },
            many=True,
            required=("root",),
        ),
        "attest": Table(
            "what only people know of an item that the repository cannot tell",
            {
                "item": _item("the item that it answers"), **_SIGNED, "on": _day("the day when it was so"),
                "note": _text("what is known, and whence"), "evidence": _many(_text(), "paths that must exist, or addresses"),
                "paths": _many(_text(), "what it speaks of: a later commit to these makes it stale"), **_OF,
            },
            many=True,
            required=("item", "by", "on", "expires"),
        ),
        "waive": Table(
            "a failure that is accepted for a time",
            {
                "item": _item("the item that fails"), **_SIGNED, "reason": _text("why it is accepted"),
                "paths": _many(_text(), f"only the findings in these globs, {_GLOBS}"), **_OF,
            },
            many=True,
            required=("item", "by", "reason", "expires"),
        ),
        "override": Table(
            "a person who may says go anyway",
            {
                "decision": _one_of(("go", "conditional_go"), "what is decided"), **_SIGNED,
                "reason": _text("why"), "service": _text("of this service only"),
            },
            many=True,
            required=("decision", "by", "reason", "expires"),
        ),
    },
)  # fmt: skip


def check(data: Any, table: Table, place: Place, prefix: str = "") -> None:
    """Raises ConfigError for an unknown key or a value of the wrong kind."""
    if not isinstance(data, Mapping):
        raise place.error(prefix.rstrip("."), "a table is wanted")
    for key, value in data.items():
        setting = table.keys.get(key, table.others)
        if setting is None:
            near = _nearest(key, table.keys)
            told = f", did you mean {near[0]!r}?" if near else f"; there are {', '.join(table.keys)}"
            raise place.error(prefix + key, f"unknown key{told}")
        if isinstance(setting, Table):
            for part in value if setting.many and isinstance(value, list) else [value]:
                check(part, setting, place, f"{prefix}{key}.")
        elif wrong := setting.wrong(value):
            raise place.error(prefix + key, wrong)


def require_version(data: Any, place: Place) -> None:
    """Holds this version against the one that the repository asks for."""
    wanted = data.get("required-version") if isinstance(data, Mapping) else None
    if not isinstance(wanted, str):
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # late: few configurations ask

    try:
        fits = SpecifierSet(wanted).contains(VERSION, prereleases=True)
    except InvalidSpecifier:
        raise place.error("required-version", f"{wanted!r} is no list of versions like '>=0.2,<1'") from None
    if not fits:
        raise place.error("required-version", f"readylint {wanted} is wanted, and this is {VERSION}: pip install 'readylint{wanted}'")
