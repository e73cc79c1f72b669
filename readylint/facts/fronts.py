"""Fronts: the routers of Express that stand behind a guard, in whatever files they are: all of them, or what is mounted after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from readylint.facts import mounts
from readylint.facts.brackets import arguments
from readylint.facts.code import Code, Source
from readylint.knowledge import regex
from readylint.model import Location

DEEPEST = 4  # routers within routers that are followed
_JAVASCRIPT = ("javascript", "typescript")
# an app, what is mounted on it, and a middleware by its name or made by a call
_EXPRESS = regex(r"\b(?:const|let|var)\s+(?P<name>\w{1,40})(?:\s*:\s*[\w.]{1,40})?\s*=\s*(?:express|require\([\"']express[\"']\))\(\)")
_MOUNTED = regex(
    r"""(?i)["'`]/(?!(?:health|public|static|assets|docs?|ping|info|auth|login)\b)|(?:\w+\.)*\w*rout(?:es?|ers?|ing)\b|require\("""
)
_INLINE = regex(r"(?:async\s+)?(?:function\b\s*\w{0,40}\s*)?\(\s*_?req\w*\s*,\s*_?res\w*\s*,\s*next\s*\)\s*(?:=>\s*)?\{")
# what such a function hands all requests on to, or all but some
_CALLS_ON = regex(r"(?:\A|\belse\b)\s*\{?\s*(?:return\s+|await\s+)*(?P<name>[\w.]{1,60})\(\s*_?req\w*\s*,\s*_?res\w*\s*,\s*next\s*\)")
_NAMED = regex(r"[\w.]{1,80}(?:\((?:[^()]|\([^()]{0,200}\)){0,200}\))?")
_TURNS_AWAY = regex(
    r"(?:express_?[jJ]wt|requiresAuth|basicAuth|jwtCheck|checkJwt)\b(?![^\0]{0,400}credentialsRequired\s*:\s*false)"
    r"|passport\.authenticate\(\s*(?![\"'](?:session|anonymous)[\"'])"
)
# an app or a router
_MADE = regex(
    r"(?<![\w.])(?P<name>(?:this\.)?\w{1,40})(?:\s*:\s*[\w.]{1,40})?\s*=\s*"
    r"(?:express|(?:express\.)?Router|require\([\"']express[\"']\)(?:\.Router)?)\("
)
_ROUTER = regex(r"\bRouter\(")

Stretch = tuple[Location, Source, int, int, str | None]


def guarded(code: Code, is_guard: Callable[[str], bool], refuses: Callable[[str, Source], bool]) -> Iterator[Stretch]:
    """`app.use(requireLogin())` stands before every router where none is mounted above it, else before those that are mounted below."""
    sources = tuple(code.sources("express", language=_JAVASCRIPT))
    written = (s for s in code.sources("Router", language=_JAVASCRIPT) if _ROUTER.search(s.text)) if sources else ()
    routers = {s.path: s for s in written if _ROUTER.search(s.code)}

    def turns_away(said: str, source: Source) -> bool:
        if (inline := _INLINE.match(said)) and (called := _CALLS_ON.search(said[inline.end() - 1 :])):
            said = called["name"]
        name = said.partition("(")[0].rpartition(".")[2]
        return bool(_NAMED.fullmatch(said)) and is_guard(said) and bool(_TURNS_AWAY.match(said) or refuses(name, source))

    for source in sources:
        for name in dict.fromkeys(made["name"] for made in _MADE.finditer(source.code)):
            uses = _uses(source, name)
            guard = next((at for at, said in uses if len(said) == 1 and turns_away(said[0], source)), -1)
            above = [said for at, said in uses if at < guard]
            if guard >= 0 and _is_app(source, name) and not any(_is_mounted(said, source, routers) for said in above):
                yield source.place(guard), source, 0, 0, "/"
            elif guard >= 0:
                below = (found for at, said in uses if at > guard for found in _mounted(said, source, routers, DEEPEST))
                yield from ((source.place(guard), found, 0, len(found.code), None) for found in below)


def _uses(source: Source, name: str) -> list[tuple[int, list[str]]]:
    """What an app or a router uses, in order: where, and the arguments."""
    found = re.compile(rf"(?<![\w.]){re.escape(name)}\.use(?=\()").finditer(source.code)
    return [(use.start(), [source.code[a:b].strip() for a, b in arguments(source.code, use.end())]) for use in found]


def _is_app(source: Source, name: str) -> bool:
    return any(app["name"] == name for app in _EXPRESS.finditer(source.code))


def _is_mounted(said: list[str], source: Source, routers: dict[str, Source]) -> bool:
    """Whether what an app uses answers requests: a path before it tells, or that its name or its file is a router's."""
    return bool(said and _MOUNTED.match(said[0])) or next(_mounted(said[:1], source, routers, 1), None) is not None


def _mounted(said: list[str], source: Source, routers: dict[str, Source], depth: int) -> Iterator[Source]:
    """The files of the routers among some arguments, and of those that they mount."""
    for path in (path for one in said if depth for path in mounts.modules(one, source)):
        if found := routers.get(path):
            yield found
            inner = (used for made in _MADE.finditer(found.code) for _, used in _uses(found, made["name"]))
            yield from (deeper for used in inner for deeper in _mounted(used, found, routers, depth - 1))
