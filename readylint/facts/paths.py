"""Paths and globs: `**/` any folders, `*` within a name, `{a,b}` either; without a slash, in any folder.

Most globs ask for a name, an extension or a folder, which an index answers; only the others become regular expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from readylint.knowledge import regex

_WILD = regex(r"[*?\[{]")
_FOLDER = regex(r"\*\*/([^/]+)/\*\*")


@lru_cache(maxsize=8192)
def glob_to_regex(pattern: str) -> str:
    """A glob as a regular expression over a whole path."""
    if "/" not in pattern:
        pattern = "**/" + pattern
    out, i = "", 0
    while i < len(pattern):
        if pattern.startswith("**/", i):
            out, i = out + r"(?:.*/)?", i + 3
        elif pattern.startswith("**", i):
            out, i = out + r".*", i + 2
        elif pattern[i] in "*?":
            out, i = out + (r"[^/]*" if pattern[i] == "*" else r"[^/]"), i + 1
        elif pattern[i] == "{" and "}" in pattern[i:]:
            end = pattern.index("}", i)
            out, i = out + "(?:" + "|".join(glob_part(p) for p in pattern[i + 1 : end].split(",")) + ")", end + 1
        elif pattern[i] == "[" and "]" in pattern[i:]:
            end = pattern.index("]", i)
            out, i = out + pattern[i : end + 1], end + 1
        else:
            out, i = out + re.escape(pattern[i]), i + 1
    return out


def glob_part(part: str) -> str:
    return re.escape(part).replace(r"\*", "[^/]*")


@lru_cache(maxsize=8192)
def alternatives(pattern: str) -> tuple[str, ...]:
    """A glob with its braces spelt out: `*.{a,b}` is `*.a` and `*.b`."""
    found = re.match(r"([^{]*)\{([^{}]*)\}(.*)", pattern, re.DOTALL)
    if not found:
        return (pattern,)
    return tuple(whole for part in found[2].split(",") for whole in alternatives(found[1] + part + found[3]))


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
            self._asked[glob] = frozenset(self._found(glob))
        return self._asked[glob]

    def _found(self, glob: str) -> Iterable[int]:
        if not _WILD.search(glob):
            name = glob.rpartition("/")[2]
            return (n for n in self._named.get(name, ()) if "/" not in glob or self.paths[n] == glob)
        folder = _FOLDER.fullmatch(glob)
        if folder:
            return (n for known, numbers in self._below.items() if _fits_name(folder[1], known) for n in numbers)
        name = glob.rpartition("/")[2]
        if "/" not in glob:
            extension = glob.rpartition(".")[2] if "." in glob else "*"
            names = self._named if _WILD.search(extension) else self._names_ending.get(extension, ())
            return (n for known in names if _fits_name(glob, known) for n in self._named[known])
        parts = glob.split("/")
        return (n for n in self._candidates(name, glob) if _fits(parts, self.paths[n].split("/")))

    def _candidates(self, name: str, glob: str) -> Iterable[int]:
        """The paths that can match: of the name or extension that the glob ends in, and below every folder it names."""
        folders = [self._folders.get(part, frozenset()) for part in glob.split("/")[:-1] if not _WILD.search(part)]
        extension = name.rpartition(".")[2] if "." in name else "*"
        ending = self._named.get(name, ()) if not _WILD.search(name) else None
        if ending is None and not _WILD.search(extension):
            ending = self._extensions.get(extension, ())
        if not folders:
            return range(len(self.paths)) if ending is None else ending
        below = frozenset.intersection(*folders)
        return below if ending is None else (n for n in ending if n in below)

    @cached_property
    def _folders(self) -> dict[str, frozenset[int]]:
        return {part: frozenset(numbers) for part, numbers in self._below.items()}

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        return _grouped((path.rpartition("/")[2], n) for n, path in enumerate(self.paths))

    @cached_property
    def _names_ending(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._named:
            found.setdefault(name.rpartition(".")[2], []).append(name)
        return found

    @cached_property
    def _extensions(self) -> dict[str, list[int]]:
        return _grouped((name.rpartition(".")[2], n) for name, numbers in self._named.items() if "." in name for n in numbers)

    @cached_property
    def _below(self) -> dict[str, list[int]]:
        return _grouped((part, n) for n, path in enumerate(self.paths) for part in dict.fromkeys(path.split("/")[:-1]))


def _fits(parts: list[str], names: list[str]) -> bool:
    """Whether the parts of a glob fit the names of a path. Compiling a regular expression for each glob would cost more."""
    if not parts:
        return not names
    if parts[0] == "**":
        rest = parts[1:]
        return not rest or any(_fits(rest, names[n:]) for n in range(len(names) - len(rest) + 1 + rest.count("**")))
    return bool(names) and _fits_name(parts[0], names[0]) and _fits(parts[1:], names[1:])


def _fits_name(part: str, name: str) -> bool:
    before, after = _ends(part)
    if after is None:
        return part == name if before == part else _regex(part).fullmatch(name) is not None
    return len(name) >= len(before) + len(after) and name.startswith(before) and name.endswith(after)


@lru_cache(maxsize=4096)
def _ends(part: str) -> tuple[str, str | None]:
    """What stands before and after the one star of a part; the whole and None for one without wildcards; else "" and None."""
    before, star, after = part.partition("*")
    if not _WILD.search(part):
        return part, None
    return (before, after) if star and not _WILD.search(before) and not _WILD.search(after) else ("", None)


@lru_cache(maxsize=1024)
def _regex(part: str) -> re.Pattern[str]:
    return re.compile(glob_to_regex("/" + part)[1:], re.DOTALL)


def _grouped(pairs: Iterator[tuple[str, int]]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for key, number in pairs:
        groups.setdefault(key, []).append(number)
    return groups
