"""Nesting: what stands around a route in its file: the paths of open blocks, its class, the condition it is under."""

from __future__ import annotations

import re

from readylint.facts.brackets import LONGEST, closed, indented_end
from readylint.facts.templates import without_strings
from readylint.knowledge import regex
from readylint.secrets.place import words

_CLASS = regex(r"\b(?:class|interface|object|record)\s+\w+")
_MEMBER = regex(r"[{;]\s*\n|\bfun\s|\bfunction\s|\)\s*(?:throws [\w, ]+)?\{")
_OF_PATHS = regex(r"""\b(?:securityMatchers?|antMatcher|mvcMatcher)\(\s*(?!["']/\*\*["']\s*\))""")
_DEVELOPMENT = regex(r"\bif\s*\([^{}]*\bIsDevelopment\(\)[^{}]*$")


def joined(prefix: str, path: str) -> str:
    """Two parts of a path."""
    rest = path.lstrip("/^")
    if not prefix or not rest:
        return prefix or path
    return f"{prefix.rstrip('/$')}/{rest}"


class Around:
    """What the blocks around a route say: the paths of `scope "/x" do` and of lists of Django routes that are included by name,
    and the class whose methods the routes of a block name."""

    def __init__(
        self, code: str, nested: tuple[re.Pattern[str], ...], mounts: tuple[re.Pattern[str], ...], owned: tuple[re.Pattern[str], ...] = ()
    ) -> None:
        self._code = code
        self._spans = [(*self._span(m), _path_of(m)) for p in nested for m in p.finditer(code)]
        self._owners = [(*self._span(m), m["owner"]) for p in owned for m in p.finditer(code)]
        self.lists: set[int] = set()  # mounts of a list in the same file
        for match in (m for p in mounts if "target" in p.groupindex for m in p.finditer(code)):
            listed = re.search(rf"^{re.escape(match['target'])}\s*(?::[^=\n]*)?=\s*\[", code, re.MULTILINE)
            if listed:
                self.lists.add(match.start())
                self._spans.append((listed.start(), closed(code, listed.end() - 1), match["path"]))
        self._spans = sorted({(start, end): (start, end, path) for start, end, path in reversed(self._spans)}.values())

    def _span(self, opened: re.Match[str]) -> tuple[int, int]:
        return opened.start(), indented_end(self._code, opened.start(), below=self._code.find("\n", opened.start()))

    def owner(self, offset: int) -> str:
        return next((owner for start, end, owner in reversed(self._owners) if start < offset < end), "")

    def prefix(self, offset: int) -> str:
        whole = ""
        for start, end, path in self._spans:
            if start < offset < end:
                whole = joined(whole, path)
        return whole


def _path_of(match: re.Match[str]) -> str:
    return next((v for k, v in match.groupdict().items() if k.startswith("path") and v), "")


def member_start(code: str, offset: int) -> int:
    """Where the member that an annotation belongs to begins."""
    return max(code.rfind(mark, max(0, offset - 3000), offset) for mark in ("}", ";", "{", "\n\n")) + 1


def same_member(code: str, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return not re.search(r"[{};]", code[low:high])


def above_class(code: str, offset: int) -> bool:
    """Whether a class follows an annotation, before any block or statement; what a description says of classes and objects is none."""
    head = without_strings(code[offset : offset + 1500])
    found = _CLASS.search(head)
    stop = _MEMBER.search(head)
    return bool(found and (not stop or found.start() < stop.start()))


def controller(code: str, offset: int) -> str:
    found = re.search(r"\bclass\s+(\w+?)(?:Controller)?\b", code[offset : offset + 1500])
    return found[1] if found else ""


def only_in_development(code: str, offset: int) -> bool:
    """Whether the nearest open blocks around an offset ask for the development environment."""
    depth = 0
    for at in range(offset - 1, max(0, offset - 3000), -1):
        if code[at] == "}":
            depth += 1
        elif code[at] == "{":
            depth -= 1
            if depth < 0:
                depth = 0
                asked = _DEVELOPMENT.search(code, max(0, at - 200), at)
                if (asked and "!" not in asked[0]) or _is_of_lesser_profile(code, at):
                    return True
    return False


def _is_of_lesser_profile(code: str, opened: int) -> bool:
    """Whether Spring makes what a brace opens only for profiles that production has not."""
    named = [m.end() for m in words()["weak_profile"].finditer(code, max(0, opened - 400), opened)]
    return bool(named) and not re.search(r"[;{}]", code[named[-1] : opened])


def opens_apart(code: str, offset: int) -> bool:
    """Whether what lets anyone in does so in development alone, or in a chain of Spring's that is for some paths alone."""
    begun = max(code.rfind(mark, 0, offset) for mark in (";", "fun "))
    return bool(_OF_PATHS.search(code, max(0, begun, offset - 1500), offset)) or only_in_development(code, offset)


def past_annotations(code: str, offset: int, language: str) -> int:
    """Behind the further annotations of a member, whose arguments may say `(admins only)` of what stands below."""
    annotation = _ANNOTATIONS.get(language)
    while annotation and (found := annotation.match(code, offset)):
        opened = code[found.end() : found.end() + 1] in ("(", "[")
        offset = closed(code, found.end(), LONGEST) if opened else found.end()
    return offset


_AT = regex(r"\s*@(?!interface\b)[\w.]+[ \t]*")
_ANNOTATIONS = {"java": _AT, "kotlin": _AT, "groovy": _AT, "scala": _AT, "typescript": _AT, "csharp": regex(r"\s*(?=\[)")}
