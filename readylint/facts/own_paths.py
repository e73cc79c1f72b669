"""Own paths: names in scripts that stand for a path of the app itself, `/api/v1`, or a function that begins its text with one. Only a
browser can ask such a path: on a server it has no host."""

from __future__ import annotations

from readylint.facts.code import Code, Source
from readylint.knowledge import regex

DEEPEST = 4  # names that stand for names
_SCRIPTS = ("javascript", "typescript")
_DEFINED = regex(
    r"\b(?:(?:const|let|var)\s+(?P<a>\w+)\s*(?::\s*\w+\s*)?=\s*(?:\([^()]*\)\s*(?::\s*\w+\s*)?=>\s*(?:\{\s*return\s+)?)?"
    r"|function\s+(?P<b>\w+)\s*\([^()]*\)[^{;]{0,40}\{\s*return\s+)(?P<own>[`\"']/(?!/))?(?:`\$\{)?(?P<of>\w+)?"
)
_ASKED = regex(r"\w+\s*\(\s*(?:`\$\{)?(\w+)\s*(?:[(}+,)])")


class OwnPaths:
    """The names of a project's scripts that stand for paths of its own."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    @classmethod
    def of(cls, code: Code) -> OwnPaths:
        defined: dict[str, list[str]] = {}
        for match in (m for s in code.sources("const", "function", language=_SCRIPTS) for m in _DEFINED.finditer(s.code)):
            defined.setdefault(match["a"] or match["b"], []).append("/" if match["own"] else match["of"] or "")
        names = frozenset({"/"})
        for _ in range(DEEPEST):
            names |= {name for name, heads in defined.items() if names.issuperset(heads)}
        return cls(names)

    def asked(self, source: Source, start: int) -> bool:
        """Whether the call that begins there asks one of them."""
        found = _ASKED.match(source.code, start)
        return bool(found and found[1] in self._names)
