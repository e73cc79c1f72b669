"""The files that a claim names as its evidence, and whether they are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from urllib.parse import unquote

from msgspec import Struct

from readylint.claims.claim import Claim
from readylint.claims.inline import LONGEST
from readylint.claims.status import words
from readylint.knowledge import regex

TextOf = Callable[[str], "str | None"]

_PATH = regex(r"(?<![\w/.:@$~<{%-])\.{0,2}/?(?:[\w.@*+()\[\]-]+/)+[\w.@*+-]+\.\w{1,10}\b(?:#[\w-]+|:\d+)?")
_NAME = regex(r"[\w.@*+()\[\]/-]+")
_LINES = regex(r"(?:#L|:)(\d+)(?:[-:,]L?\d+)*(?::\d+)?$")
_OUTSIDE = regex(r"[a-z][a-z0-9+.-]*:|//|[~$<{%]", 2)
_HOSTED = regex(r"https?://(?:www\.)?(?:github|gitlab)\.com/[^/]+/([^/]+)/(?:-/)?(?:blob|tree|raw)/[^/]+/(.+)")
_HEADING = regex(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$|(?:\bid|\bname)=[\"']([^\"']+)[\"']", re.MULTILINE)


class Evidence(Struct, frozen=True):
    """A file that a claim names. `wrong` says what is not as the claim has it; `at` is where the file was found."""

    named: str
    at: str = ""
    wrong: str = ""

    @property
    def missing(self) -> bool:
        return not self.at


class Tree:
    """The files of a repository. `folder` is that of the claiming document, "" at the root or elsewhere."""

    def __init__(self, paths: Iterable[str], text_of: TextOf, folder: str = "", name: str = "") -> None:
        self._paths = tuple(sorted(paths))
        self._text_of, self._folder, self._name = text_of, folder, name

    def evidence(self, claim: Claim) -> tuple[Evidence, ...]:
        """What a claim names that reads like a file of the repository, each once."""
        written = (*claim.targets, *_PATH.findall(claim.detail[:LONGEST]), *_PATH.findall(claim.head))
        named = dict.fromkeys(filter(None, map(self._own, written)))
        return tuple(self._looked_up(name) for name in named)

    def _own(self, target: str) -> str:
        """A target as a path of this repository; "" for what is none: an address, a route, a command, a setting."""
        target = unquote(target.strip())
        if (hosted := _HOSTED.match(target)) and hosted[1].lower() == self._name.lower():
            target = "/" + hosted[2].partition("?")[0]
        plain = _plain(target)
        if not plain or not _NAME.fullmatch(plain) or _OUTSIDE.match(target):
            return ""
        return target if self._reads_like_a_file(plain) else ""

    def _reads_like_a_file(self, plain: str) -> bool:
        last = plain.rstrip("/").rpartition("/")[2]
        ending = last.rpartition(".")[2] if "." in last[1:] else ""
        if any(fnmatchcase(plain.lstrip("/"), glob) or fnmatchcase(last, glob) for glob in words()["evidence"]["made"]):
            return False
        if plain.lstrip("./") in self._folders or plain.lstrip("/") in self._paths:
            return True
        return last in words()["evidence"]["names"] or ending.lower() in words()["evidence"]["endings"]

    def _looked_up(self, target: str) -> Evidence:
        plain = _plain(target)
        for path in self._candidates(plain):
            if path in self._folders:
                return Evidence(target, path)
            found = [p for p in self._paths if fnmatchcase(p, path)] if "*" in path else [path] if path in self._paths else []
            if found:
                return Evidence(target, found[0], self._wrong(target, found[0]))
        ends = [p for p in self._paths if p.endswith("/" + plain.lstrip("./"))]
        if ends:
            return Evidence(target, ends[0], self._wrong(target, ends[0]))
        moved = [p for p in self._paths if p.rpartition("/")[2] == plain.rpartition("/")[2]]
        return Evidence(target, moved[0], f"is not there; {moved[0]} is") if moved else Evidence(target, "", "is not in the repository")

    def _candidates(self, plain: str) -> Iterator[str]:
        for folder in ([] if plain.startswith("/") else [self._folder]) + [""]:
            parts: list[str] = []
            for part in [*folder.split("/"), *plain.split("/")]:
                if part == ".." and parts:
                    parts.pop()
                elif part not in ("", ".", ".."):
                    parts.append(part)
            yield "/".join(parts)

    def _wrong(self, target: str, path: str) -> str:
        """What is wrong with the place that is named in a file that is there."""
        text = self._text_of(path)
        if text is None:
            return ""
        if line := _LINES.search(target):
            last = text.count("\n") + 1
            return f"has {last} lines" if int(line[1]) > last else ""
        anchor = target.partition("#")[2].lower()
        if anchor and path.lower().endswith((".md", ".markdown")) and anchor not in _anchors(text):
            return f"has no heading #{anchor}"
        return ""

    @cached_property
    def _folders(self) -> frozenset[str]:
        found = set()
        for path in self._paths:
            while path := path.rpartition("/")[0]:
                found.add(path)
        return frozenset({*found, *(f"{folder}/" for folder in found)})


def _plain(target: str) -> str:
    """A path without its anchor, line or test name."""
    return _LINES.sub("", target.partition("::")[0]).partition("#")[0].partition("?")[0].strip()


def _anchors(text: str) -> frozenset[str]:
    found = set()
    for heading, id in _HEADING.findall(text):
        found.add(re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()).strip().replace(" ", "-"))
        found.add(id.lower())
    return frozenset(a.strip("-") for a in found) | frozenset(found)
