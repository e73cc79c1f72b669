"""Fastify's autoload: folders of which every module is a plugin, its routes below its folder's path; source: fastify/fastify-autoload."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from msgspec import Struct

from readylint.facts.brackets import arguments, closed
from readylint.facts.code import Code, Source
from readylint.facts.nesting import joined
from readylint.knowledge import regex
from readylint.model import Location

_WORDS = ("@fastify/autoload", "fastify-autoload")
_NAME = regex(r"""\b(\w+)\s*(?:=\s*require\(\s*|from\s*)["'](?:@fastify/autoload|fastify-autoload)["']""")
_HOOKS = regex(r"(?:^|/)(?:[\w-]*\.)?auto-?hooks\.[cm]?[jt]s$")
_ADDED = regex(r"""\.addHook\s*\((?=\s*["'`](?:onRequest|preParsing|preValidation|preHandler)\b)""")
_REGISTERED = regex(r"\.register\s*\(")
_FOLDER = regex(r"\bdir\s*:\s*(?P<written>[^\n]+)")
_TEXT = regex(r"""["'`](?:\$\{[^}]*\})?([\w./-]+)["'`]""")
_PREFIX = regex(r"""\bprefix\s*:\s*["'`](/?[\w./:-]*)["'`]""")
_PLAIN = regex(r"\bdirNameRoutePrefix\s*:\s*false\b")


class Autoload(Struct, frozen=True):
    """A folder whose modules are registered, and the path that is put before all their routes; `nested` where folders are paths too."""

    folder: str
    prefix: str
    nested: bool

    def before(self, path: str) -> str | None:
        """What is put before the routes of a module; None for one of another folder."""
        if not path.startswith(f"{self.folder}/"):
            return None
        below = posixpath.dirname(path[len(self.folder) + 1 :]) if self.nested else ""
        return joined(self.prefix, "/".join(f":{part[1:]}" if part.startswith("_") else part for part in below.split("/")))


def autoloads(code: Code) -> tuple[Autoload, ...]:
    """Every folder that is loaded so."""
    return tuple(load for source in code.sources(*_WORDS, language=("javascript", "typescript")) for load in source.each(_read))


def guarded(code: Code, loads: tuple[Autoload, ...], guards: Callable[[str], bool]) -> Iterator[tuple[Location, Source, int, int, str]]:
    """The hooks that keep strangers out of what stands in their folder and below, with the path of that folder."""
    for source in code.sources("addHook", language=("javascript", "typescript")) if loads else ():
        prefix = before(loads, source.path) if _HOOKS.search(source.path) else None
        for match in _ADDED.finditer(source.code) if prefix is not None else ():
            if guards(source.code[match.end() - 1 : closed(source.code, match.end() - 1)]):
                yield source.place(match.start()), source, 0, 0, f"/{(prefix or '').lstrip('/')}"


def before(loads: tuple[Autoload, ...], path: str) -> str | None:
    """What the folders put before the routes of a module; None for one of no such folder."""
    return next((prefix for load in loads if (prefix := load.before(path)) is not None), None)


def _read(source: Source) -> Iterator[Autoload]:
    names = set(_NAME.findall(source.code))
    for match in _REGISTERED.finditer(source.code):
        given = [source.code[start:end].strip() for start, end in arguments(source.code, match.end() - 1)]
        if len(given) > 1 and given[0] in names and (folder := _folder(source, given[1])):
            prefix = _PREFIX.search(given[1])
            yield Autoload(folder, prefix[1] if prefix else "", not _PLAIN.search(given[1]))


def _folder(source: Source, options: str) -> str:
    """The folder as the repository names it: `path.join(__dirname, 'routes')`, `new URL('routes', …)`, `${__dirname}/routes`."""
    written = _FOLDER.search(options)
    parts = [part.lstrip("/") for part in _TEXT.findall(written["written"])] if written else []
    return posixpath.normpath(posixpath.join(source.file.folder, *parts)) if parts else ""
