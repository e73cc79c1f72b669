"""Headers: where answers get a Content-Security-Policy, Strict-Transport-Security, or the other security headers (headers.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod

from msgspec import Struct

from readylint.facts.code import Code, Source
from readylint.facts.dependencies import Dependencies
from readylint.facts.edge import ends_tls, live
from readylint.facts.files import Files
from readylint.facts.platforms import Platforms
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.workloads import Workloads
from readylint.knowledge import known, regex
from readylint.model import Location

HALF_A_YEAR = 180 * 86400
_UNITS = {"day": 86400, "hour": 3600, "minute": 60, "week": 604800, "month": 2592000, "year": 31536000}
_DIRECTIVE = regex(r"(?i)\b(?:script|default)-?src\b(?P<sources>[^;\]\)\n]{0,400})")
_FOR_FILES = regex(r"[^;\n]{0,80}\b(?:default-src 'none'|sandbox\b)(?![^\n]*script-src)")  # of downloads, not of pages
_EVERY = regex(r"(?:^|[\s\"',\[])(?:\*|https?:)(?=[\s\"',]|$)")
_DEFINED = regex(
    r"^[ \t]*(?:[\w@]+[ \t]+){0,5}(?:class|def|func|function|fn|fun|object)[ \t]+(?:\([^)\n]*\)[ \t]*)?(?P<name>\w+)", re.MULTILINE
)
_CALLED = regex(r"(?i)controller|^(?:main|application|app|handler|lambda_handler|headers|proxy|middleware)$")
_MARKED = regex(r"(?:^|\n)[ \t]*(?:@|#\[|\[)[^\n]*\n?[^\n]*$")


class Header(Struct, frozen=True):
    """A place that sets one: `name` is "csp", "hsts" or "other"; `seconds` the age of HSTS; `sources` what a policy says of scripts."""

    name: str
    at: Location
    says: str
    seconds: int = 0
    sources: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a policy lets any script in: inline ones and every origin."""
        return "unsafe-inline" in self.sources and bool(_EVERY.search(self.sources))


class Headers:
    """The security headers of the app's answers."""

    def __init__(self, all: tuple[Header, ...]) -> None:
        self.all = all

    def __iter__(self) -> Iterator[Header]:
        return iter(self.all)

    def named(self, name: str) -> tuple[Header, ...]:
        return tuple(h for h in self.all if h.name == name)

    @classmethod
    def of(
        cls, sightings: Sightings, files: Files, code: Code, dependencies: Dependencies, workloads: Workloads, platforms: Platforms
    ) -> Headers:
        table = known("facts/headers")
        seen = sightings.find(table["header"], where=live)
        found = [_header(s) for s in seen if _counts(s, code, files, dependencies)]
        ingress = "ingress-nginx sends HSTS of a year by default where it ends TLS"
        found += [Header("hsts", at, ingress, HALF_A_YEAR) for at in ends_tls(files, workloads)]
        senders = (p for p in platforms.serving if p.name in table["platforms"]["names"])
        found += [Header("hsts", p.at, f"{p.name} sends HSTS by default", HALF_A_YEAR) for p in senders]
        return cls(tuple({(h.name, h.at.path, h.at.line): h for h in reversed(found)}.values())[::-1])


def _header(seen: Sighting) -> Header:
    name = seen.name
    if name == "hsts":
        return Header(name, seen.at, seen.says, _age(seen))
    after = seen.match.string[seen.match.start() : seen.match.start() + 3000]
    if name == "csp" and _FOR_FILES.match(after):
        return Header("other", seen.at, "a policy for downloaded files is set")
    policy = next((m["sources"] for m in _DIRECTIVE.finditer(after) if "unsafe-inline" in m["sources"]), "") if name == "csp" else ""
    return Header(name, seen.at, seen.says, sources=policy)


def _age(seen: Sighting) -> int:
    """The seconds a match names, else those of its row: `60 * 60 * 24 * 365`, `1.year`, `FromDays(365`."""
    text = next((v for k, v in seen.match.groupdict().items() if k.startswith("age") and v), "")
    if not text:
        return int(seen.row.get("seconds", 0))
    unit = next((n for word, n in _UNITS.items() if word in text.lower()), 1)
    return prod(int(n.replace("_", "")) for n in re.findall(r"\d[\d_]{0,12}", text)[:8]) * unit


def _counts(seen: Sighting, code: Code, files: Files, dependencies: Dependencies) -> bool:
    row = seen.row
    if "version" in row and not _is_new(row["version"], dependencies):
        return False
    return not row.get("own") or seen.source is None or _is_used(seen.source, seen.match.start(), files, code)


def _is_new(wanted: list[str], dependencies: Dependencies) -> bool:
    ecosystem, name, version = wanted
    return not dependencies.version(ecosystem, name) or dependencies.at_least(ecosystem, name, version)


def _is_used(source: Source, offset: int, files: Files, code: Code) -> bool:
    """Whether the class or function around an offset is named a second time: a middleware that nothing mounts sets no header."""
    text = source.code
    around: list[re.Match[str]] = []
    for found in _DEFINED.finditer(text, 0, offset):
        depth = len(found[0].expandtabs()) - len(found[0].expandtabs().lstrip())
        around = [*(m for m in around if _depth(m) < depth), found]
    if not around or _annotated(text, around):
        return True
    name = around[0]["name"]
    short = name.removesuffix("Attribute").removesuffix("Middleware") if source.language == "csharp" else name
    return _mentions(text, name) > 1 or any(
        _mentions(code.source(f).code, short) for f in files.with_words(name, short) if f.path != source.path
    )


def _depth(match: re.Match[str]) -> int:
    return len(match[0].expandtabs()) - len(match[0].expandtabs().lstrip())


def _annotated(text: str, around: list[re.Match[str]]) -> bool:
    """Whether a decorator or annotation stands above, or the framework calls it by its name."""
    return any(_CALLED.search(m["name"]) or _MARKED.search(text[max(0, m.start() - 200) : m.start() + 1]) for m in around)


def _mentions(text: str, name: str) -> int:
    return len(re.findall(rf"\b{re.escape(name)}(?=\w*Attribute\b|Middleware\b|\b)", text))
