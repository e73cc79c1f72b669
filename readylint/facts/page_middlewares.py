"""Page middlewares: which paths a middleware of Next.js stands before, by the matcher in its file."""

from __future__ import annotations

from readylint.facts.code import Source
from readylint.knowledge import regex

_MATCHER = regex(r"\bmatcher\s*:\s*(?P<listed>\[[^\]]{0,2000}\]|[\"'`][^\"'`\n]*[\"'`])")
_PATH = regex(r"[\"'`](?P<path>[^\"'`\n]+)[\"'`]")
_REST = regex(r"/:\w+[*+]")
_ALL_BUT = regex(r"/\(\(\?!(?P<left>[^()]*(?:\([^()]*\)[^()]*)*)\)\.[*+]\)")  # /((?!api|_next/static).*)
_PLAIN = regex(r"/[\w/.-]*|(?:/:?[\w.-]+)*(?:/:\w+[*+])?")  # others are patterns of their own, and may stand before everything


def stands_before(source: Source, path: str) -> bool:
    """Whether the middleware of a file sees requests for a path: all of them, unless its matcher names others only."""
    matcher = _MATCHER.search(source.text)
    named = [m["path"] for m in _PATH.finditer(matcher["listed"])] if matcher else []
    if not named or any(not _PLAIN.fullmatch(p) and not _ALL_BUT.fullmatch(p) for p in named):
        return True
    return any(_matches(pattern, path) for pattern in named)


def _matches(pattern: str, path: str) -> bool:
    """`/orders/:path*` is for all that stands below, `/orders/:id` for one step, `/orders` for itself alone."""
    if all_but := _ALL_BUT.fullmatch(pattern):
        return not any(left and path.startswith(f"/{left}") for left in all_but["left"].split("|"))
    rest = _REST.search(pattern)
    steps = [s for s in _REST.sub("", pattern).split("/") if s]
    asked = [s for s in path.split("/") if s]
    same = all(step == part or step.startswith(":") or part.startswith(("[", ":", "{")) for step, part in zip(steps, asked))
    return same and (len(asked) >= len(steps) if rest else len(asked) == len(steps))
