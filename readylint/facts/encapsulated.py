"""Encapsulated: what stands behind a hook of Fastify, in whatever files it is: a hook holds for all that is registered in its context."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from readylint.facts import autoload, mounts
from readylint.facts.brackets import arguments, object_end
from readylint.facts.code import Code, Source
from readylint.knowledge import regex
from readylint.model import Location

DEEPEST = 4  # plugins within plugins that are followed
_JAVASCRIPT = ("javascript", "typescript")
_ADDED = regex(r"""\.addHook\s*\((?=\s*["'`](?:onRequest|preParsing|preValidation|preHandler)\b)""")
_REGISTERED = regex(r"\.register\s*\(")

Stretch = tuple[Location, Source, int, int, str | None]


def guarded(code: Code, loads: tuple[autoload.Autoload, ...], guards: Callable[[str], bool]) -> Iterator[Stretch]:
    """The stretches of files whose routes a hook keeps strangers out of: what stands below it in its block, and the plugins of that."""
    yield from autoload.guarded(code, loads, guards)
    written = {s.path: s for s in code.sources("fastify", "Fastify*", language=_JAVASCRIPT)}
    for source in code.sources("addHook", language=_JAVASCRIPT) if written else ():
        for hook in _ADDED.finditer(source.code):
            given = [source.code[start:end].strip() for start, end in arguments(source.code, hook.end() - 1)]
            if len(given) > 1 and guards(given[1]):
                at, below = source.place(hook.start()), (source, hook.start(), object_end(source.code, hook.start()))
                yield from ((at, *stretch, None) for stretch in (below, *_registered(*below, written, DEEPEST)))


def _registered(source: Source, start: int, end: int, written: dict[str, Source], depth: int) -> Iterator[tuple[Source, int, int]]:
    """The files of the plugins that a stretch registers, and of those that these register."""
    for call in _REGISTERED.finditer(source.code, start, end) if depth else ():
        begun, ended = next(iter(arguments(source.code, call.end() - 1)), (0, 0))
        found = (written[path] for path in mounts.modules(source.code[begun:ended].strip(), source) if path in written)
        for plugin in found:
            yield plugin, 0, len(plugin.code)
            yield from _registered(plugin, 0, len(plugin.code), written, depth - 1)
