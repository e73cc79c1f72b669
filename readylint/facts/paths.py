"""Paths and globs: `**/` any folders, `*` within a name, `{a,b}` either; without a slash, in any folder.

An index answers: the names and folders that fit the parts of a glob, then the paths that have them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, TypeVar

from readylint.knowledge import known, regex
from readylint.patterns import compiled

T = TypeVar("T")
_WILD = regex(r"[*?\[{]")
_PACKAGES = regex(r"(\bsrc/\w+/(?:java|kotlin|scala|groovy)/).*/")
_WILDCARD = regex(r"\*+|\?|\[[^\]]*\]|\{[^}]*\}")
_BRACES = regex(r"\{([^{}]*)\}")  # the innermost
DEEPEST = 5  # braces within braces that are read as such
LONGEST = 1_000  # characters between two braces
MOST = 5_000  # globs that one may stand for; one that stands for more is taken as it is written
_FEW = 200  # paths, which are looked through for what a glob spells out before they are ordered by it


@lru_cache(maxsize=20_000)  # asked table after table
def unpackaged(path: str) -> str:
    """A path without the folders of a package: one called `samples`, or `dev` as in dev.acme, says nothing of its files."""
    return _PACKAGES.sub(r"\1", path)


@lru_cache(maxsize=8192)
def glob_to_regex(pattern: str) -> str:
    """A glob as a regular expression over a whole path."""
    return _translated(pattern if "/" in pattern else "**/" + pattern, 0)


def _translated(text: str, depth: int) -> str:
    out, i = "", 0
    while i < len(text):
        if text.startswith("**/", i):
            out, i = out + r"(?:.*/)?", i + 3
        elif text.startswith("**", i):
            out, i = out + r".*", i + 2
        elif text[i] in "*?":
            out, i = out + (r"[^/]*" if text[i] == "*" else r"[^/]"), i + 1
        elif text[i] == "{" and depth < DEEPEST and (ends := _commas(text, i)):
            parts = [text[a + 1 : b] for a, b in pairwise((i, *ends))]
            out, i = out + "(?:" + "|".join(_translated(part, depth + 1) for part in parts) + ")", ends[-1] + 1
        elif text[i] == "[" and "]" in text[i:]:
            end = text.index("]", i)
            out, i = out + text[i : end + 1], end + 1
        else:
            out, i = out + re.escape(text[i]), i + 1
    return out


def _commas(text: str, opened: int) -> list[int]:
    """Where the parts between the brace at `opened` and the one that closes it end; none where nothing closes it."""
    depth, ends = 0, []
    for i in range(opened, min(len(text), opened + LONGEST)):
        depth += (text[i] == "{") - (text[i] == "}")
        if depth == 0 or (depth == 1 and text[i] == ","):
            ends.append(i)
        if depth == 0:
            return ends
    return []


@lru_cache(maxsize=8192)
def alternatives(pattern: str) -> tuple[str, ...]:
    """A glob with its braces spelt out, those within others too: `*.{a,b}` is `*.a` and `*.b`."""
    found = [pattern]
    while any(braces := [_BRACES.search(one) for one in found]):
        found = [one for text, match in zip(found, braces, strict=True) for one in (_spelt(text, match) if match else (text,))]
        if len(found) > MOST:
            return (pattern,)
    return tuple(dict.fromkeys(found))


def _spelt(text: str, match: re.Match[str]) -> list[str]:
    return [text[: match.start()] + part + text[match.end() :] for part in match[1].split(",")]


class PathIndex:
    """Paths, to be asked which of them match globs. A path is known by its number."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        self._asked: dict[str, frozenset[int]] = {}

    def matching(self, globs: Iterable[str]) -> frozenset[int]:
        """The numbers of the paths that match one of the globs."""
        return frozenset().union(*(self._matching(one) for glob in globs for one in alternatives(glob)))

    def _matching(self, glob: str) -> frozenset[int]:
        if glob not in self._asked:
            few = len(self.paths) < _FEW and _literal(glob) not in self._text
            self._asked[glob] = frozenset(() if few else self._found(glob))
        return self._asked[glob]

    @cached_property
    def _text(self) -> str:
        return "\0".join(self.paths)

    def _found(self, glob: str) -> Iterable[int]:
        if not _WILD.search(glob):
            return (n for n in self._names.under(glob.rpartition("/")[2]) if "/" not in glob or self.paths[n] == glob)
        *folders, name = parts = glob.split("/") if "/" in glob else ["**", glob]
        limits = [self._folders.under(folder) for folder in folders if folder != "**"] + ([self._names.under(name)] if name != "**" else [])
        if len(limits) == 1 and parts in (["**", name], ["**", folders[-1], "**"]):
            return limits[0]
        candidates = frozenset.intersection(*limits) if limits else range(len(self.paths))
        return (n for n in candidates if _fits(parts, self.paths[n].split("/")))

    @cached_property
    def _names(self) -> _Names:
        return _Names(grouped((path.rpartition("/")[2], n) for n, path in enumerate(self.paths)))

    @cached_property
    def _folders(self) -> _Names:
        return _Names(grouped((part, n) for n, path in enumerate(self.paths) for part in dict.fromkeys(path.split("/")[:-1])))


class _Names:
    """Names and the paths that have them. Names that fit a part of a glob are looked for by its longest literal in a text of all."""

    def __init__(self, paths: dict[str, list[int]]) -> None:
        self._paths = paths
        self._text = "\0".join(("", *paths, ""))  # no path holds this character
        self._asked: dict[str, frozenset[int]] = {}

    def under(self, part: str) -> frozenset[int]:
        """The paths of the names that fit."""
        if part not in self._asked:
            names = self._fitting(part) if _WILD.search(part) else (part,)
            self._asked[part] = frozenset(number for name in names for number in self._paths.get(name, ()))
        return self._asked[part]

    def _fitting(self, part: str) -> Iterator[str]:
        literal = max(_WILDCARD.split(f"\0{part}\0"), key=len)
        told = len(_pieces(part)) == 2 and "" in _pieces(part)  # one star at an end: the literal is all that a name must have
        at = self._text.find(literal)
        while 0 <= at < len(self._text) - 1:
            end = self._text.index("\0", at + 1)
            name = self._text[self._text.rindex("\0", 0, at + 1) + 1 : end]
            if told or fits(part, name):
                yield name
            at = self._text.find(literal, end)


def _fits(parts: list[str], names: list[str]) -> bool:
    """Whether the parts of a glob fit the names of a path. Compiling a regular expression for each glob would cost more."""
    if not parts:
        return not names
    if parts[0] == "**":
        rest = parts[1:]
        return not rest or any(_fits(rest, names[n:]) for n in range(len(names) - len(rest) + 1 + rest.count("**")))
    return bool(names) and fits(parts[0], names[0]) and _fits(parts[1:], names[1:])


def fits(part: str, name: str) -> bool:
    """Whether a name fits a part of a glob."""
    pieces = _pieces(part)
    if len(pieces) < 2:
        return part == name if pieces else _regex(part).fullmatch(name) is not None
    first, *middle, last = pieces
    at, end = len(first), len(name) - len(last)
    if at > end or not name.startswith(first) or not name.endswith(last):
        return False
    for piece in middle:
        at = name.find(piece, at, end) + len(piece)
        if at < len(piece):
            return False
    return True


@lru_cache(maxsize=8192)
def _literal(glob: str) -> str:
    """What stands in every path that matches: the longest of what it spells out."""
    return max((piece for part in glob.split("/") for piece in _WILDCARD.split(part)), key=len)


@lru_cache(maxsize=8192)
def _pieces(part: str) -> tuple[str, ...]:
    """What stands between the stars of a part; nothing for one with other wildcards."""
    pieces = tuple(part.split("*"))
    return () if any(_WILD.search(piece) for piece in pieces) else pieces


@lru_cache(maxsize=1024)
def _regex(part: str) -> re.Pattern[str]:
    return re.compile(glob_to_regex("/" + part)[1:], re.DOTALL)


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What stands under each name, in order."""
    groups: dict[str, list[T]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups


class PathRules:
    """Which paths are of which class: built-in globs, and those of the configuration in front of them."""

    def __init__(self, extra: Iterable[tuple[str, str]] = (), exclude: Iterable[str] = ()) -> None:
        self.extra = tuple(extra)  # (class, glob)
        self.exclude = tuple(exclude)

    @classmethod
    def of(cls) -> PathRules:
        """The built-in ones, where a configuration gives no others."""
        return cls()

    @property
    def table(self) -> dict[str, Any]:
        return known("facts/paths")

    @cached_property
    def globs(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Classes with their globs, those of the configuration first: the first that matches a path names its class."""
        ours = tuple((kind, tuple(g for k, g in self.extra if k == kind)) for kind in dict.fromkeys(k for k, _ in self.extra))
        return (*ours, *((kind, tuple(globs)) for kind, globs in self.table["class"].items()))

    def language(self, path: str) -> str:
        name = path.rpartition("/")[2]
        table = self.table["language"]
        found = table["names"].get(name) or table["names"].get(name.partition(".")[0] + ".*")
        if found:
            return str(found)
        return str(table["extensions"].get(name.rpartition(".")[2].lower(), "")) if "." in name else ""

    def classes(self, paths: Iterable[str]) -> dict[int, str]:
        """The class that a path's place gives it, by the number of the path."""
        index = PathIndex(unpackaged(path) for path in paths)
        found: dict[int, str] = {}
        for kind, globs in self.globs if index.paths else ():
            for number in index.matching(globs):
                found.setdefault(number, kind)
        return found

    def classify(self, path: str, language: str) -> str:
        """The class of one path, of a file that may be gone."""
        placed = unpackaged(path)
        return next((kind for kind, pattern in self._patterns if pattern.fullmatch(placed)), None) or self.usual_class(language)

    @cached_property
    def _patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        given = len(self.globs) - len(self.table["class"])  # by the repository: those are not kept
        makers = [re.compile] * given + [compiled] * len(self.table["class"])
        return tuple((kind, make("|".join(map(glob_to_regex, globs)), re.DOTALL)) for make, (kind, globs) in zip(makers, self.globs))

    def usual_class(self, language: str) -> str:
        """The class of a file whose place says nothing."""
        if language in self.table["language"]["code"]:
            return "app"
        return "config" if language else "other"


_JVM = frozenset({"java", "kotlin"})
_BUILDS = tuple(f"/demo/{name}" for name in ("pom.xml", "build.gradle", "build.gradle.kts"))


def initialized(paths: Sequence[str], sorts: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Of these paths, with the class and language of each, the folders `demo/` of what Spring's initializer makes when nobody gives it
    a name: a build of its own, where no other Java or Kotlin of the app stands. Beside a library's code a `demo` is a sample."""
    found = tuple(path.rpartition("/")[0] + "/" for path in paths if f"/{path}".endswith(_BUILDS))
    if not found or any(kind == "app" and language in _JVM for kind, language in map(sorts.__getitem__, paths)):
        return ()
    return found


_INSTALLED = regex(r"((?:[^/]+/)+)[^/]+\.dist-info/RECORD")


_MIX = regex(r"((?:[^/]+/)*)deps/[^/]+/(?:mix\.exs|rebar\.config|hex_metadata\.config|erlang\.mk)")
_BUILT = ("js/", "css/", "assets/")
_PHOENIX = regex(r"((?:[^/]+/)*)(?:assets|web/static)/js/app\.[jt]sx?")


def installed(paths: Sequence[str]) -> tuple[str, ...]:
    """The folders that packages were installed into and are kept with: of Python, a layer of functions, say; of Elixir by Mix, beside
    what Phoenix built for browsers."""
    found = Counter(match[1] for path in paths if path.endswith(".dist-info/RECORD") and (match := _INSTALLED.fullmatch(path)))
    layers = tuple(folder for folder, packages in found.items() if packages > 1)
    mixes = frozenset(path.removesuffix("mix.exs") for path in paths if path == "mix.exs" or path.endswith("/mix.exs"))
    if not mixes:
        return layers
    held = {match[1] + "deps/": match[1] for path in paths if "deps/" in path and (match := _MIX.fullmatch(path))}
    built = {match[1] + "priv/static/" + kind: match[1] for path in paths if (match := _PHOENIX.fullmatch(path)) for kind in _BUILT}
    return (*layers, *(folder for folder, root in (held | built).items() if root in mixes))
