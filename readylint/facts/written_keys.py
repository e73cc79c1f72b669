"""Written keys: what the app signs and verifies tokens with, where a constant of its code holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint.facts.brackets import arguments
from readylint.facts.code import Code, Source
from readylint.facts.further import for_development, further, works
from readylint.knowledge import regex
from readylint.model import Location

_SIGNS = regex(r"\b(?:jwt|jsonwebtoken|JWT|jose)(?:\.|::)(?:sign|verify|encode|decode)(?:Sync|Async)?\s*(?P<opens>\()")
_LANGUAGES = ("javascript", "typescript", "tsx", "python", "php")
# Go, Java, Kotlin, C#: a constant by its name, perhaps of another package or class; in C# the text itself, on a line of its own
_NAMED = regex(
    r"(?:\.SignedString\(\s*\[\]byte\(|\bAlgorithm\.HMAC\d{3}\(|\bhmacShaKeyFor\(|\bsetSigningKey\("
    r"|\bSymmetricSecurityKey\(\s*(?:\w+\.)*Encoding\.\w+\.GetBytes\()\s*(?:\w+\.){0,2}(?P<name>[A-Za-z_]\w*)\s*(?:\)|\.getBytes|\.toByteArray)"
)
_TEXT = regex(
    r"(?:\bnew\s+SymmetricSecurityKey|\.SignedString|\bAlgorithm\.HMAC\d{3}|\b(?:hmacShaKeyFor|setSigningKey)|codingKey::from_secret)"
    r"\(\s*\n\s*(?:(?:\w+\.){0,3}GetBytes\(\s*|\[\]byte\(\s*)?b?(?P<value>\"[^\"\n{$]{3,200}\")"
)
_CALLED = ("SignedString", "Algorithm", "Keys", "setSigningKey", "SymmetricSecurityKey", "from_secret")
_COMPILED = ("go", "java", "kotlin", "csharp", "rust")
_LITERAL = regex(r"b?(?P<value>'[^'\n{$]{3,200}'|\"[^\"\n{$]{3,200}\")")
_NO_KEY = regex(r"[HRPE]S\d{3}\b|-----|ssh-")
_CONSTANT = regex(r"\b(?:const|static|final|readonly|val)\b")
_NAME = regex(r"\$?[A-Za-z_]\w*")


class WrittenKeys:
    """Constants with a text of their own that are handed to what signs or verifies; `told` is what is said of each. A key that the file
    of the call holds beside its literal in another way, or that somebody reads from the environment, is none."""

    told = "the app signs its tokens with this key, which stands in its code"
    spares = (Code,)  # it looks at texts: what cannot be parsed hides nothing from it

    def __init__(self, code: Code) -> None:
        self._code = code

    @classmethod
    def of(cls, code: Code) -> WrittenKeys:
        return cls(code)

    def beside(self, known: Iterable[Location]) -> Iterator[Location]:
        """Where such a key stands, apart from the lines where one was found as a secret."""
        return further(dict.fromkeys(self._all()), known)

    def _all(self) -> Iterator[Location]:
        for source in self._code.sources("jwt", "jsonwebtoken", "JWT", "jose", language=_LANGUAGES):
            for call in (found for found in _SIGNS.finditer(source.code) if not source.quotes(found.start())):  # a text that shows code
                parts = arguments(source.code, call.start("opens"))
                name = source.code[slice(*parts[1])].strip() if len(parts) > 1 else ""
                if at := self._written(name.lstrip("$"), source) if _NAME.fullmatch(name) else self._literal(source, call, parts):
                    yield at
        yield from self._compiled()

    def _literal(self, source: Source, call: re.Match[str], parts: list[tuple[int, int]]) -> Location | None:
        """A key on a line of its own, among the arguments of the call; that on the call's line is the scanner's."""
        code, (start, end) = source.code, parts[1] if len(parts) > 1 else (0, 0)
        found = _LITERAL.fullmatch(code[start:end].strip())
        if not found or "\n" not in code[call.end() : start + len(code[start:end]) - len(code[start:end].lstrip())]:
            return None
        if code.count("`", 0, call.start()) % 2:
            return None  # a text that shows code
        unread = re.search(r"verify_signature\W{1,6}[fF]alse|\bverify\s*=\s*False", code[start : parts[-1][1]])
        if unread or _NO_KEY.match(found["value"][1:]) or for_development(source, call.start()):
            return None
        return source.place(code.index(found["value"], start))

    def _compiled(self) -> Iterator[Location]:
        """In languages whose constants are known by their package or class."""
        for source in self._code.sources(*_CALLED, language=_COMPILED):
            yield from (source.place(found.start("value")) for found in _TEXT.finditer(source.code))
            for call in _NAMED.finditer(source.code):
                if at := self._written(call["name"], source):
                    yield at

    def _written(self, name: str, near: Source) -> Location | None:
        """Where a constant gets its text, in the file itself or in another that gives it out."""
        text = r"\"[^\"\n${]{3,200}\"|'[^'\n{]{3,200}'"  # what is put together from parts is no constant
        pattern = re.compile(rf"(?<![\w.])\$?{name}[\"']?\s*(?::\s*\w+\s*)?[:=]\s*(?P<value>{text})\s*[;,]?[ \t]*(?:\}}|$)", re.MULTILINE)
        imported = near.language in _COMPILED or re.search(rf"\bimport\b[^;]*\b{name}\b|require\(", near.code)
        others = self._code.sources(name, language=(near.language,)) if imported else ()
        for source in (near, *(s for s in others if s is not near)):
            named = (one for one in pattern.finditer(source.code) if source is near or _is_given_out(source, one))
            if found := next((one for one in named if works(source, one)), None):
                return source.place(found.start("value"))
        return None


def _is_given_out(source: Source, found: re.Match[str]) -> bool:
    """Whether a name that gets a text in another file is a constant there, which Java and its kin say: a field may be any object's."""
    line = source.code[source.code.rfind("\n", 0, found.start()) + 1 : found.start()]
    return source.language not in ("java", "kotlin", "csharp") or bool(_CONSTANT.search(line))
