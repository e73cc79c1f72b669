"""Go settings: variables of the environment from which a library fills the fields of a struct. A library is a row of environment.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code, Source
from readylint.facts.fields import Read
from readylint.facts.files import File
from readylint.knowledge import known, regex
from readylint.patterns import compiled

DEEPEST = 4  # structs within one another
_OPENS = regex(r"^(?P<indent>[ \t]*)(?:(?:type|var)[ \t]+)?(?P<name>\w+)(?:[ \t]*:?=)?[ \t]+\*?struct[ \t]*\{", re.MULTILINE)
_FIELD = regex(
    r"^[ \t]*(?:(?P<name>[A-Z]\w*)[ \t]+)?(?:(?P<opens>\*?struct[ \t]*\{)|\*?(?P<type>[\w.\[\]*]+))"
    r"[ \t]*(?P<tags>`[^`\n]*`)?[ \t]*$",
    re.MULTILINE,
)
_CLOSED = regex(r"[ \t]*\}[ \t]*(?P<tags>`[^`\n]*`)?")
_PLAIN = regex(r"(?:\[\]|map\[)?(?:[a-z]\w*(?![\w.])|time\.|url\.)")  # what no other file says more of
_DECODED = regex(r"^func \(\w+[ \t]+\*?(?P<name>\w+)\) (?:\w*Decode|Set(?:Value)?|Unmarshal\w+)\(\w+ (?:string|\[\]byte)", re.MULTILINE)
_WORDS = regex(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class _Body(Struct, frozen=True):
    """What stands between the brackets of a struct, and the name before them."""

    source: Source
    name: str
    indent: str
    start: int

    @property
    def end(self) -> int:
        """On its line, or at the bracket below its beginning."""
        code = self.source.code
        on_line, below = code.find("}", self.start, code.find("\n", self.start)), code.find(f"\n{self.indent}}}", self.start)
        return on_line if on_line >= 0 else below if below >= 0 else len(code)


def reads(code: Code, among: Iterable[File]) -> Iterator[Read]:
    """The variables behind such fields, each told by the first library that knows its field."""
    table = known("facts/environment")["struct"]
    sources = list(code.sources(*table["words"], language="go", among=among))
    told: set[object] = set()
    for row in table["library"]:
        found = [read for read in dict.fromkeys(_Filled(row, sources)) if read.at not in told]
        told.update(read.at for read in found)
        yield from found


class _Filled:
    """What one library fills, of a program's structs."""

    def __init__(self, row: dict[str, Any], sources: list[Source]) -> None:
        users = [s for s in sources if row.get("imported", "") in s.text]
        self._row = row
        self._sources = [s for s in sources if users and ("unnamed" in row or s in users or compiled(row["named"]).search(s.text))]
        self._calls = [(s, match) for s in users if "fills" in row for match in compiled(row["fills"]).finditer(s.code)]
        self._checked = "checked" not in row or any(compiled(row["checked"]).search(s.code) for s in self._sources)
        self._seen: set[_Body] = set()
        self._sections = False  # whether a struct stands within another

    def __iter__(self) -> Iterator[Read]:
        told = [*self._called(), *self._tagged()]
        if "flat" not in self._row or (self._calls and not self._sections):
            yield from told

    def _called(self) -> Iterator[Read]:
        """Of the structs that a call names."""
        for source, call in self._calls if "unnamed" in self._row else ():
            prefix, body = _prefix(source, call), self._filled(source, call["variable"])
            if prefix is not None and body:
                yield from self._fields(body, prefix, prefix, True)

    def _tagged(self) -> Iterator[Read]:
        """Of all others, where a tag says so: those first that stand in no other."""
        prefixes = {source: prefix for source, call in reversed(self._calls) if (prefix := _prefix(source, call))}
        types = {field["type"] for source in self._sources for field in _FIELD.finditer(source.code)}
        for body in sorted(chain(*self._bodies.values()), key=lambda b: (b.indent, b.name in types)):
            if body not in self._seen:
                prefix = prefixes.get(body.source) or next(reversed(prefixes.values()), "")
                yield from self._fields(body, prefix, prefix, False)

    def _fields(self, body: _Body, prefix: str, front: str, whole: bool, depth: int = DEEPEST) -> Iterator[Read]:
        """`front`: the prefix, with what structs around this one put behind it; `whole`: whether the library fills all of it."""
        self._seen.add(body)
        code, at, by_itself = body.source.code, body.start, "unnamed" in self._row
        while field := _FIELD.search(code, at, body.end):
            inner = self._struct(field["type"] or field["name"] or "", body.source, at)
            closed = inner and field["opens"] and _CLOSED.match(code, inner.end + 1)
            at, tags = (closed or field).end(), (closed or field)["tags"] or ""
            named, plain = self._says("named", tags), not inner and _PLAIN.match(field["type"])
            self._sections |= not plain
            name = named["name"] if named else self._made(field["name"], tags) if whole and field["name"] else ""
            if self._says("ignored", tags):
                continue
            if inner and depth:
                nested = self._says("nests", tags)
                within = self._joined(front, nested["prefix"] if nested else name if by_itself else "")
                yield from self._fields(inner, prefix, within, whole, depth - 1)
            elif not inner and name and (named or plain):
                refuses = self._checked and bool(self._says("needed", tags))
                full = self._joined(prefix if named and by_itself else front, name)
                yield Read(full, bool(self._says("default", tags)), body.source.place(field.start("type")), refuses)

    def _says(self, key: str, tags: str) -> re.Match[str] | None:
        return compiled(self._row[key]).search(tags) if key in self._row else None

    def _made(self, field: str, tags: str) -> str:
        """The name that a field without a tag gives."""
        return "_".join(_WORDS.split(field)) if self._says("unnamed", tags) else field

    def _joined(self, front: str, name: str) -> str:
        whole = str(self._row.get("joint", "")).join(filter(None, (front, name)))
        return whole.upper() if "upper" in self._row else whole

    @cached_property
    def _bodies(self) -> dict[str, list[_Body]]:
        """By name, but for those that make themselves of one text."""
        decoded = {m["name"] for s in self._sources for m in _DECODED.finditer(s.code)}
        found: dict[str, list[_Body]] = {}
        for source, m in ((s, m) for s in self._sources for m in _OPENS.finditer(s.code) if m["name"] not in decoded):
            found.setdefault(m["name"], []).append(_Body(source, m["name"], m["indent"], m.end()))
        return found

    def _struct(self, kind: str, source: Source, at: int) -> _Body | None:
        """The struct that a file calls so, of its package or of another; of two in the file the next."""
        package, _, name = kind.rpartition(".")
        folder = source.file.folder
        found = [b for b in self._bodies.get(name, ()) if (of := b.source.file.folder) == folder or (package and of.endswith(package))]
        return min(found, key=lambda b: (b.source is not source, b.start < at), default=None)

    def _filled(self, source: Source, variable: str) -> _Body | None:
        """The struct that a variable is of."""
        pattern = rf"\b{variable}(?:[ \t]*:?=[ \t]*(?:&|new\()?|[ \t]+\*?)(?P<type>[\w.]+)"
        kinds = ((m["type"], m.start()) for m in re.finditer(pattern, source.code))
        return next(filter(None, (self._struct(variable if k == "struct" else k, source, at) for k, at in kinds)), None)


def _prefix(source: Source, call: re.Match[str]) -> str | None:
    """What a call puts in front of the names: a literal, or a constant of the file; None where that stands elsewhere."""
    said = call["prefix"] or '""'
    if not said.startswith('"'):
        found = re.search(rf"\b{said}[ \t]*:?=[ \t]*(\"[^\"\n]*\")", source.code)
        said = found[1] if found else said
    return said.strip('"') if said.startswith('"') else None
