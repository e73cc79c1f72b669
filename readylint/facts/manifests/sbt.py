"""sbt: build definitions of Scala, read as text."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from readylint.facts.brackets import spaces
from readylint.facts.dependency import Dependency, Manifest, is_exact
from readylint.facts.files import File
from readylint.facts.structured import Structured
from readylint.knowledge import regex

_COMMENT = regex(r'("(?:\\.|[^"\\\n])*")|(/\*.*?(?:\*/|\Z)|//[^\n]*)', re.DOTALL)
_MODULE = regex(r'"([\w.-]+)"[ \t]*%{1,3}[ \t]*"([\w.-]+)"[ \t]*%[ \t]*(?:"([^"\n]*)"|([\w.]+))(?:[ \t]*%[ \t]*"?(\w+))?')
_LIST = regex(  # a list of modules, by its name, and where it ends
    r"\bval[ \t]+(\w+)[ \t]*(?::[^=\n]*)?=[ \t]*Seq\b|^[ \t]*\)", re.MULTILINE
)
_VALUE = regex(r'\bval[ \t]+(\w+)(?:[ \t]*:[ \t]*String)?[ \t]*=[ \t]*"([^"\n]+)"')


def sbt(file: File, structured: Structured) -> Manifest | None:
    """build.sbt, or what stands in `project/` for it: its modules, their versions from the same file."""
    text = _COMMENT.sub(lambda m: m[1] or spaces(m[0]), file.text)
    if not (found := tuple(_modules(file, text))) and file.name != "build.sbt":
        return None
    return Manifest(file.path, "maven", "sbt", file.at, found)


def _modules(file: File, text: str) -> Iterator[Dependency]:
    values = dict(_VALUE.findall(text))
    lists = [(m.start(), m[1] or "") for m in _LIST.finditer(text)]
    for module in _MODULE.finditer(text):
        group, name, version, variable, scope = module.groups()
        constraint = version or values.get((variable or "").rpartition(".")[2], "")
        above = bisect(lists, (module.start(), "")) - 1
        told = f"{scope or ''} {lists[above][1] if above >= 0 else ''}".lower()
        plugin = "addSbtPlugin" in text[text.rfind("\n", 0, module.start()) + 1 : module.start()]
        used = "build" if plugin else "dev" if "test" in told else "runtime"
        yield Dependency("maven", f"{group}:{name}", constraint, used, file.place(module.start()), is_exact("maven", constraint))
