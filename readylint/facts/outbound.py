"""Outbound: calls to other services with the timeout that each has: set, the client's own default, none, or not to be known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.brackets import closed
from readylint.facts.code import Code, Source, offset_of
from readylint.facts.files import Files
from readylint.facts.own_paths import OwnPaths
from readylint.facts.starts import is_aside
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled, passing

Timeout = Literal["set", "default", "none", "unknown"]
STATEMENT = 3_000  # characters of one statement that are read
_MARKS = " \"'(.;:,=/)"
_SCRIPTS = ("javascript", "typescript")
_OPTIONS = regex(r"(?:^\(|,)\s*(?:this\.)?(\w+)\s*\)$")  # a call whose last argument is a name
_LINK = regex(r"\s*[?!]?\.\s*\w+[?!]?(?:::)?(?:<[^()\n]{0,80}>)?(?:\s*[({])?|\?|\.await\b")


class OutboundCall(Struct, frozen=True):
    """A call to another service, or a client that makes them. `default`: how long it waits by itself, "" for ever."""

    client: str
    timeout: Timeout
    at: Location
    default: str = ""
    weak: bool = False  # whether waiting for ever is likely, and not certain


class Outbound:
    """The calls of the server code to other services; what only scripts and tools call is left out."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code

    @classmethod
    def of(cls, files: Files, code: Code) -> Outbound:
        return cls(files, code)

    def __iter__(self) -> Iterator[OutboundCall]:
        return iter(self.calls)

    @cached_property
    def calls(self) -> tuple[OutboundCall, ...]:
        found = {(c.at.path, c.at.line): c for row in known("facts/outbound")["client"] for c in self._of_row(row)}
        return tuple(_told(sorted(found.values(), key=lambda c: (c.at.path, c.at.line))))

    def _of_row(self, row: dict[str, Any]) -> Iterator[OutboundCall]:
        sources = self._code.sources(*row["words"], language=row["languages"])
        found = [c for s in sources if self._speaks(s, row) for c in _in_source(s, row) if not self._is_own(s, row, c)]
        bare = any(c.timeout == "none" for c in found)
        if bare and self._set_for_all(row):
            found = [replace(c, timeout="set") if c.timeout == "none" else c for c in found]
        elif bare and "doubt" in row and any(True for _ in self._code.search(row["doubt"]["wide"], language=row["languages"])):
            found = [replace(c, timeout="unknown") if c.timeout == "none" and self._doubted(c, row) else c for c in found]
        yield from found

    def _is_own(self, source: Source, row: dict[str, Any], call: OutboundCall) -> bool:
        """Whether a script asks the app itself, by a name for a path of its own: so it runs in the browser."""
        return row.get("name") == "fetch" and self._own_paths.asked(source, offset_of(source, call.at))

    @cached_property
    def _own_paths(self) -> OwnPaths:
        return OwnPaths.of(self._code)

    def _doubted(self, call: OutboundCall, row: dict[str, Any]) -> bool:
        file = self._files.get(call.at.path)
        return bool(file and compiled(row["doubt"]["file"]).search(file.text))

    def _speaks(self, source: Source, row: dict[str, Any]) -> bool:
        """Whether a file can hold calls of a row: server code that imports the client."""
        if is_aside(source.path) or compiled(known("facts/outbound")["aside"]["paths"]).search(source.path):
            return False
        if "file" in row and not compiled(row["file"]).search(source.text):
            return False
        return source.language not in _SCRIPTS or not self._in_browser(source)

    def _in_browser(self, source: Source) -> bool:
        """Whether a script of an app that renders pages on the server runs in the browser, or on a user's desktop."""
        table = known("facts/outbound")["browser"]
        if compiled(table["shell"]).search(source.text):
            return True
        if compiled(table["server"]).search(source.text):
            return False
        if compiled(table["is"], re.MULTILINE).search(source.text):
            return True
        if not self._renders(source.file.folder):
            return False
        return not compiled(table["paths"]).search(source.path) and not compiled(table["marks"]).search(source.text)

    def _renders(self, folder: str) -> bool:
        """Whether the nearest package.json is of an app that renders pages."""
        manifest = self._files.nearest("package.json", folder)
        return bool(manifest and compiled(known("facts/outbound")["browser"]["rendered"]).search(manifest.text))

    def _set_for_all(self, row: dict[str, Any]) -> bool:
        """Whether a timeout is set once for every call of a client, in code or in settings."""
        if "wide" in row and any(True for _ in self._code.search(row["wide"], language=row["languages"])):
            return True
        return "settings" in row and any(compiled(row["settings"]).search(text) for text in self._settings)

    @cached_property
    def _settings(self) -> tuple[str, ...]:
        """The configuration of JVM apps, as dotted keys."""
        found = self._files.match("application*.yml", "application*.yaml", "application*.properties", kinds=("config", "app"))
        return tuple("\n".join(_dotted(f.text)) if f.name.endswith("ml") else f.text for f in found)


def _dotted(text: str) -> Iterator[str]:
    above: list[tuple[int, str]] = []
    for match in re.finditer(r"^([ ]*)([\w.\"'-]+):", text, re.MULTILINE):
        above = [a for a in above if a[0] < len(match[1])] + [(len(match[1]), match[2].strip("\"'"))]
        yield ".".join(key for _, key in above)


def _told(calls: list[OutboundCall]) -> Iterator[OutboundCall]:
    """The calls, of those that give up by themselves the first of each folder: every e-mail of an app says the same."""
    seen: set[tuple[str, str]] = set()
    for call in calls:
        key = (call.at.path.rpartition("/")[0], call.default)
        if call.timeout != "default" or key not in seen:
            yield call
        seen.add(key)


def _in_source(source: Source, row: dict[str, Any]) -> Iterator[OutboundCall]:
    for pattern in _patterns(source, row):
        if not pattern.search(source.text):
            continue
        for match, at in source.search(pattern):
            timeout = _timeout(source, row, match)
            if timeout:
                name = row.get("name") or _shown(match[0])
                yield OutboundCall(name, timeout, at, row.get("default", ""), row.get("weak", False))
                if row.get("once"):
                    return


def _shown(text: str) -> str:
    """A client, by the code that names it."""
    line = re.sub(r"^\s*(?:import|from|use) |^\s*(?:require|from)\s*[(]?", "", re.sub(r"\s+", " ", text))
    return f"`{line.strip(_MARKS)[:60]}`"


def _patterns(source: Source, row: dict[str, Any]) -> Iterator[re.Pattern[str]]:
    """What a call looks like there: with the names that clients are bound to in this file."""
    if "binds" not in row:
        yield compiled(row["call"], re.MULTILINE)
        return
    names = {name for m in compiled(row["binds"]).finditer(source.code) for name in m.groups() if name}
    yield from (passing(row["call"].replace("{name}", re.escape(name)), re.MULTILINE) for name in sorted(names))
    if "also" in row:
        yield compiled(row["also"], re.MULTILINE)


def _timeout(source: Source, row: dict[str, Any], match: re.Match[str]) -> Timeout | None:
    """What a call says of its timeout; None when it is no call of this kind."""
    code = source.code
    before = code[code.rfind("\n", 0, match.start()) + 1 : match.start()]
    text, end = _span(code, row.get("span", "call"), match)
    if "before" in row and compiled(row["before"]).search(before):
        return None
    if ("unlike" in row and compiled(row["unlike"]).search(text)) or ("needs" in row and not compiled(row["needs"]).search(text)):
        return None
    if "apart" in row and compiled(row["apart"]).search(code[max(0, match.start() - 300) : match.start()]):
        return None
    if "after" in row and compiled(row["after"]).match(code[end : end + 200]):
        return None
    return _judged(code, row, compiled(row["inner"]).sub("", text) if "inner" in row else text)


def _judged(code: str, row: dict[str, Any], text: str) -> Timeout:
    if "never" in row and compiled(row["never"]).search(text):
        return "none"
    if ("set" in row and compiled(row["set"], re.MULTILINE).search(text)) or ("beside" in row and compiled(row["beside"]).search(code)):
        return "set"
    if "default" in row:
        return "default"
    if "unknown" in row and compiled(row["unknown"]).search(text):
        return "unknown"
    options = _OPTIONS.search(text) if "set" in row else None
    return _bound(code, options[1], row) if options else "none"


def _bound(code: str, name: str, row: dict[str, Any]) -> Timeout:
    """The timeout that the options of a call bring, where they are an object made in the same file."""
    made = re.search(rf"\b{re.escape(name)}\b\s*(?::[^=\n;]{{0,80}})?=\s*\{{", code)
    if made:
        text = code[made.end() - 1 : closed(code, made.end() - 1)]
        if not text.strip("{} \n"):  # what a parameter is where the caller says nothing
            return "unknown"
        said = compiled(row["set"]).search(text) or re.search(rf"\b{re.escape(name)}\.(?:timeout|signal)\b", code)
        return "set" if said else "unknown" if "unknown" in row and compiled(row["unknown"]).search(text) else "none"
    return "unknown" if re.search(r"(?i)option|config|opts|params|init|args|request", name) else "none"


def _span(code: str, kind: str, match: re.Match[str]) -> tuple[str, int]:
    """The text that a call is judged by, and where it ends."""
    if kind == "file":
        return code, match.end()
    if kind == "call" and match[0][-1] in "({":
        end = closed(code, match.end() - 1)
        return code[match.end() - 1 : end], end
    if kind == "statement":
        end = _chain_end(code, match.end())
        return code[match.start() : end], end
    end = code.find("\n", match.end())
    return code[match.start() : end if end >= 0 else len(code)], match.end()


def _chain_end(code: str, at: int) -> int:
    """Where a chain of calls ends that goes on at an offset: behind an opening bracket, or behind the dot before a name."""
    end = closed(code, at - 1) if code[at - 1] == "(" else at
    while link := _LINK.match(code, end if code[end - 1] != "." else end - 1, end + STATEMENT):
        end = closed(code, link.end() - 1) if link[0][-1] in "({" else link.end()
    return end
