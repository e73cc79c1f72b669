"""Handlers: the text of a function, found by its name, below its decorator or behind a call; and what it calls in its turn."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from readylint.facts import mediated
from readylint.facts.brackets import block_end, indented_end, object_end
from readylint.facts.code import Code, Source
from readylint.facts.files import File, Files
from readylint.facts.nesting import past_annotations
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

COMMON = 25  # files that hold a name, beyond which it is not looked for
MOST = 24  # functions that are followed from one handler
_CALLED = regex(r"(?<![\w@])((?:[A-Za-z_]\w*(?:\.|::|->|\?\.|!\.))*)([A-Za-z_]\w*)[?!]?\s*\(")
_MADE = regex(r"\b([A-Z]\w{3,60})\.new(?:\([^()\n]{0,200}\))?\.([a-z]\w*)\b(?![?!]?\s*\()")
_MODULE = regex(r"""[^{}"';]{0,400}\}\s*(?:from|=\s*require\()\s*["']([^"'\n]{1,200}?)(?:\.[cm]?[jt]sx?)?["']""")
_WHOLE = regex(
    r"\b(?:(?:const|let|var)[ \t]+(?P<name>\w{1,60})[ \t]*=[ \t]*require\(|import[ \t]+(?:\*[ \t]+as[ \t]+)?(?P<name2>\w{1,60})[ \t]+from)"
    r"""[ \t]*["'](?P<path>\.{1,2}/[^"'\n]{1,200})["']"""
)
# where a file of its own brings in a name
_BROUGHT = {
    "python": r"\bfrom\s+(?P<module>[\w.]+)\s+import\s+(?:\([^()]{0,600}?|[^\n(]{0,300}?)\b{name}\b(?!\s+as\b)",
    "javascript": r"\bimport\s*\{[^{}]{0,600}?\b{name}\b(?!\s+as\b)[^{}]{0,600}?\}\s*from\s*[\"'](?P<module>[^\"'\n]{1,200})[\"']",
}
_OWN = regex(r"(?:@|~|#|src)/|(?=\.)")  # a path within the project, and no package
_EXTENSION = regex(r"(?:/index)?\.(?:[cm]?[jt]s|tsx|jsx)$")
# Spring Data writes what they do
_GIVEN = regex(r"\b(?:Jpa|\w*Crud|PagingAndSorting|Mongo|R2dbc)Repository<")
_BY_IT = frozenset("findAll findById findAllById save saveAll delete deleteAll deleteById count existsById flush".split())
_NAMED = regex(r"[A-Za-z_]\w*")


def shapes() -> dict[str, Any]:
    """How languages define functions, and what handlers say about their answers (handlers.toml)."""
    return known("facts/handlers")


class Body(Struct, frozen=True):
    """The text of a function or class, with its place."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.code[self.start : self.end]

    @property
    def at(self) -> Location:
        return self.source.place(self.start)

    @property
    def answers(self) -> str:
        """What it answers: "data", "page", or "" where the text does not say."""
        text = self.text
        if re.search(shapes()["answers"]["page"], text, re.MULTILINE):
            return "page"
        return "data" if re.search(shapes()["answers"]["data"], text, re.MULTILINE) else ""


class Handlers:
    """Functions of the app's server code."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files = files
        self._code = code
        self._families: dict[str, frozenset[File]] = {}
        self._found: dict[tuple[str, str, str], Body | None] = {}

    @classmethod
    def of(cls, files: Files, code: Code) -> Handlers:
        return cls(files, code)

    def named(self, name: str, near: Source) -> Body | None:
        """The function a name means there: defined in the same file, else where its qualifier points, else the only one of that name."""
        parts = _NAMED.findall(name)
        if not parts:
            return None
        key = (".".join(parts[-2:]), near.path, near.language)
        if key not in self._found:
            self._found[key] = self._find(parts, near)
        return self._found[key]

    def _find(self, parts: list[str], near: Source) -> Body | None:
        return self._defined(parts, near) or (self._defined(real, near) if (real := _imported(parts[-1], near)) else None)

    def _defined(self, parts: list[str], near: Source) -> Body | None:
        qualifier = parts[-2] if len(parts) > 1 else ""
        here = self._in_file(near, parts[-1])
        if here and (not qualifier or qualifier in ("self", "this", "cls")):
            return here[0]
        if qualifier and (brought := self._brought(qualifier, near)) and (told := self._in_file(brought, parts[-1])):
            return told[0]
        kin = self._of_family(near.language)
        holding = [f for f in self._files.with_words(parts[-1]) if f in kin]
        if len(qualifier) > 3:  # a variable of one letter names no file
            wanted = _plain(qualifier)
            told = self._in([f for f in holding if wanted in self._plain_paths[f.path]], parts[-1])
            told.sort(key=lambda body: _aside(body.source.file.name, wanted))
            if told:
                return next((b for b in told if b.source.file.folder == near.file.folder), told[0])
            if qualifier.endswith("epository") and parts[-1] in _BY_IT and self._has_given:
                return None  # the framework's function, and no other's of that name
        if not qualifier and not here and (told := self._from(parts[-1], near)):
            return told[0]
        for bodies in (here, self._in([f for f in holding if f.folder == near.file.folder], parts[-1]), self._in(holding, parts[-1])):
            if len(outer := _outermost(bodies)) == 1:
                return outer[0]
        return here[0] if here else None

    @cached_property
    def _has_given(self) -> bool:
        return any(_GIVEN.search(f.text) for f in self._files.with_words("interface", among=tuple(self._of_family("java"))))

    def _brought(self, qualifier: str, near: Source) -> Source | None:
        """JavaScript: the file that a name stands for, as in `const controller = require("../controllers/orders")`."""
        path = near.file.made(_modules).get(qualifier) if family(near.language) == "javascript" else None
        file = self._stems.get(_EXTENSION.sub("", posixpath.normpath(posixpath.join(near.file.folder, path)))) if path else None
        return self._code.source(file) if file else None

    def _from(self, name: str, near: Source) -> list[Body]:
        """The definitions of a name in the one file that it comes from: `from app.core import name`, `import { name } from "./core"`."""
        language = family(near.language)
        found = re.search(_BROUGHT[language].replace("{name}", name), near.code) if language in _BROUGHT else None
        if not found or (language == "javascript" and not _OWN.match(found["module"])):
            return []
        files = self._of_module(found["module"], near) if language == "python" else self._of_path(found["module"], near)
        return self._in_file(self._code.source(files[0]), name) if len(files) == 1 else []

    def _of_module(self, module: str, near: Source) -> list[File]:
        """Python: the files that a module may be, as seen from a file."""
        path, dots = module.strip(".").replace(".", "/"), len(module) - len(module.lstrip("."))
        above = "/".join(near.file.folder.split("/")[: -(dots - 1) or None])
        ends = tuple(posixpath.join("/", above if dots else "", path) + end for end in (".py", "/__init__.py"))
        return [f for f in self._of_family("python") if (f"/{f.path}" in ends if dots else f"/{f.path}".endswith(ends))]

    def _of_path(self, module: str, near: Source) -> list[File]:
        """JavaScript: the files that a path may be, as seen from a file."""
        module = _EXTENSION.sub("", module)
        is_near = module.startswith(".")
        path = posixpath.normpath(posixpath.join(near.file.folder, module)) if is_near else _OWN.sub("", module)
        return [f for stem, f in self._stems.items() if stem == path or (not is_near and stem.endswith(f"/{path}"))]

    @cached_property
    def _stems(self) -> dict[str, File]:
        """The files of JavaScript by the paths that others bring them in by."""
        return {_EXTENSION.sub("", f.path): f for f in self._of_family("javascript")}

    def _in(self, holding: list[File], name: str) -> list[Body]:
        """The definitions of a name in files that hold it; none when it is too common to mean one."""
        return [b for f in holding for b in self._in_file(self._code.source(f), name)] if len(holding) <= COMMON else []

    def _in_file(self, source: Source, name: str) -> list[Body]:
        return source.file.made(_defined, name)

    def _of_family(self, language: str) -> frozenset[File]:
        name = family(language)
        if name not in self._families:
            self._families[name] = frozenset(f for f in self._code.server if family(f.language) == name)
        return self._families[name]

    @cached_property
    def _plain_paths(self) -> dict[str, str]:
        return {f.path: _plain(f.path) for f in self._code.server}

    def reached(self, body: Body, depth: int = 2, only: frozenset[str] | None = None) -> Iterator[Body]:
        """The body, and those of the functions it calls by name (by these names only, if told), so far as each name means one function."""
        seen, level = {(body.source.path, body.start)}, [body]
        yield body
        for _ in range(depth):
            level = [found for b in level for found in self._called(b, seen, only)]
            yield from level

    def _called(self, body: Body, seen: set[tuple[str, int]], only: frozenset[str] | None) -> Iterator[Body]:
        ignored = frozenset(shapes()["called"]["ignored"])
        for qualifier, name in dict.fromkeys((*_CALLED.findall(body.text), *_bare(body))):
            if name in ignored or len(seen) > MOST or (only is not None and name not in only):
                continue
            names = (qualifier + name, *mediated.handlers(name)) if body.source.language == "csharp" else (qualifier + name,)
            for found in filter(None, (self.named(n, body.source) for n in names)):
                if (found.source.path, found.start) not in seen:
                    seen.add((found.source.path, found.start))
                    yield found


def _aside(name: str, wanted: str) -> int:
    """How far a file's name is from what is wanted: it alone, more besides, or only its folder has it."""
    return (wanted not in _plain(name)) + (_plain(name.rpartition(".")[0]) != wanted)


def _outermost(bodies: list[Body]) -> list[Body]:
    """Those that stand in no other: a class has the name of what makes one."""
    return [b for b in bodies if not any(o.source is b.source and o.start < b.start and b.end <= o.end for o in bodies)]


def _imported(name: str, near: Source) -> list[str]:
    """What a file brings in under another name, as in `from health import check as health_check`, behind its module where that is told."""
    code, renamed = near.code, f" as {name}"
    if (at := code.find(renamed)) < 0 and family(near.language) == "javascript":  # const { check: healthCheck } = require("./health")
        found = re.search(rf"[ \t]{{0,9}}:[ \t]{{0,9}}{name}(?=\s*[,}}][^{{}};()]{{0,400}}\}}?\s*=\s*require\()", code)
        at, renamed = (found.start(), found[0]) if found else (-1, "")
    if at < 0 or code[at + len(renamed) :][:1].isidentifier():
        return []
    above = code[max(at - 400, 0) : at]
    module = re.search(r"\bfrom[ \t]+(\S+)[ \t]+import\b[^;]*\Z", above) or _MODULE.match(code, at)
    return [*(_NAMED.findall(module[1])[-1:] if module else ()), *re.findall(r"\w+\Z", above)]


def _bare(body: Body) -> Iterator[tuple[str, str]]:
    """Ruby calls a function of the same class, and one of what is made there, by its name alone."""
    if body.source.language == "ruby":
        own = set(re.findall(r"^[ \t]*def\s+(\w+)", body.source.code, re.MULTILINE))
        yield from (("", name) for name in _NAMED.findall(body.text) if name in own)
        yield from ((f"{made}.", name) for made, name in _MADE.findall(body.text))


def _modules(file: File) -> dict[str, str]:
    """The paths of the modules that a file brings in whole, by the names that it gives them."""
    return {m["name"] or m["name2"]: m["path"] for m in _WHOLE.finditer(file.made(Source).code)}


def _defined(file: File, name: str) -> list[Body]:
    return defined(file.made(Source), name)


def defined(source: Source, name: str) -> list[Body]:
    """The functions and classes of that name in a file."""
    if name not in source.text:
        return []
    pattern = _definition(family(source.language))
    if pattern is None or not any(True for _ in _near(pattern, name, source.text)):  # cheap: no parse for a file that only calls it
        return []
    return [block(source, start) for start in dict.fromkeys(_near(pattern, name, source.code))]


@cache
def _definition(kin: str) -> re.Pattern[str] | None:
    shape = shapes()["function"].get(kin)
    return compiled(shape, re.MULTILINE) if shape else None


def _near(pattern: re.Pattern[str], name: str, text: str) -> Iterator[int]:
    """Where something of that name is defined: looked for where the name stands. Compiling a pattern for each name takes longer."""
    at = text.find(name)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        while (found := pattern.search(text, start, at + len(name) + 600)) and found.start() <= at:
            if (at, at + len(name)) in found.regs[1:]:
                yield found.start()
                break
            start = found.start() + 1
        at = text.find(name, at + len(name))


def below(source: Source, offset: int) -> tuple[str, Body | None]:
    """The name and text of the function that a decorator or annotation stands above."""
    table = shapes()["below"]
    pattern = table.get(source.language) or table.get(family(source.language))
    code = source.code
    offset = past_annotations(code, offset, source.language)
    found = re.compile(pattern, re.MULTILINE).search(code, offset, offset + 3000) if pattern else None
    if not found:
        return "", None
    return found["name"], block(source, found.start())


def block(source: Source, start: int) -> Body:
    """From the start of a definition to the end of its block: by indentation, or by braces."""
    indented = source.language in shapes()["indented"]["languages"]
    return Body(source, start, indented_end(source.code, start) if indented else block_end(source.code, start))


def object_around(source: Source, start: int) -> Body:
    """From a member of an object to the end of the object."""
    return Body(source, start, object_end(source.code, start))


def family(language: str) -> str:
    """The language by whose rules another defines its functions."""
    return str(shapes()["alias"].get(language, language))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
