"""Spare tokens: what a request must bring where a variable is not set, as the code that compares it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint.facts.code import Code, Source
from readylint.facts.further import further, works
from readylint.knowledge import regex
from readylint.model import Location

_LANGUAGES = ("javascript", "typescript", "tsx", "python")
_SPARE = regex(
    r"(?P<name>\w{0,40}(?i:secret|token|api_?key|password)\w{0,20})(?:\s{0,4}:\s{0,4}\w{1,20})?\s{0,4}=\s{0,40}"
    r"(?:process\.env(?:\.\w{1,60}|\[[\"']\w{1,60}[\"']\])\s{0,40}(?:\|\||\?\?)\s{0,40}|os\.(?:getenv|environ\.get)\(\s{0,40}[\"']\w{1,60}[\"']\s{0,4},\s{0,40})"
    r"(?P<value>\"[^\"\n{$]{3,200}\"|'[^'\n{$]{3,200}')"
)


class SpareTokens:
    """Texts of the program's own that it takes from a request as the secret, unless a variable holds another (ruling 24)."""

    told = "a request that brings this text is let in where the variable is not set"
    spares = (Code,)  # it looks at texts: what cannot be parsed hides nothing from it

    def __init__(self, code: Code) -> None:
        self._code = code

    @classmethod
    def of(cls, code: Code) -> SpareTokens:
        return cls(code)

    def beside(self, known: Iterable[Location]) -> Iterator[Location]:
        """Where such a text stands, apart from the lines where one was found as a secret."""
        return further(dict.fromkeys(self._all()), known)

    def _all(self) -> Iterator[Location]:
        for source in self._code.sources("authorization", "Authorization", "headers", language=_LANGUAGES):
            for spare in _SPARE.finditer(source.code):
                if works(source, spare) and _is_compared(spare["name"], source):
                    yield source.place(spare.start("value"))


def _is_compared(name: str, source: Source) -> bool:
    """Whether what a request brings is compared with it: no literal, and nothing that says that it is missing."""
    held = rf"(?:[`\"'f]{{1,2}}Bearer (?:\$?\{{{name}\}})[`\"']|\b{name}\b)"
    other = r"(?![\"']|undefined|null|None|process|typeof)[\w.]"
    compared = re.compile(rf"[\w.)\]]\s*[!=]==?\s*{held}|{held}\s*[!=]==?\s*{other}|compare_digest\([^()\n]{{1,80}}\b{name}\b")
    return bool(compared.search(source.code))
