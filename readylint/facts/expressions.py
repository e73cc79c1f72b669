"""Expressions: what is assigned at a place of a text, to the end of its statement, by the habits of each language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from readylint.knowledge import regex

_BRANCHED = regex(r"(?:if|unless|elsif|else|case|when|#)(?!\w)")
_END = regex(
    r"\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"
    r"|<<[~-]?['\"]?(?P<tag>[A-Z]\w*)[\s\S]*?\n\s*(?P=tag)\b|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>;|\n)"
)


def assigned(text: str, start: int, language: str) -> Iterator[str]:
    """What a name may be given at an offset: the expression there, or the values of the condition that begins there in Ruby."""
    made = expression(text, start, language)
    yield from _branches(text, start) if language == "ruby" and _BRANCHED.match(made) else (made,)


def _branches(text: str, start: int) -> Iterator[str]:
    """The values of a condition's branches: what stands on lines of its own down to its `end`."""
    for line in islice(map(str.strip, text[start:].split("\n")), 1, 40):
        if line == "end":
            return
        if line and not _BRANCHED.match(line):
            yield line


def expression(text: str, start: int, language: str) -> str:
    """The expression that starts at an offset: to the semicolon, or to the end of a line that leaves nothing open."""
    depth = 0
    for token in _END.finditer(text, start, min(len(text), start + 6000)):
        depth += 1 if token["open"] else -1 if token["close"] else 0
        if depth < 0:
            return text[start : token.start()].strip()
        if token["end"] == ";" and depth == 0 and language not in ("python", "ruby", "elixir", "go"):
            return text[start : token.start()].strip()
        if token["end"] == "\n" and depth == 0 and not _goes_on(text, token.start(), language):
            return text[start : token.start()].strip()
    return text[start : start + 6000].strip()


def _goes_on(text: str, at: int, language: str) -> bool:
    """Whether an expression goes on in the next line."""
    before, after = text[max(0, at - 40) : at].rstrip(), text[at : at + 60].lstrip()
    if language in ("java", "csharp", "php", "rust") and not before.endswith(";"):
        return True
    return before.endswith(("+", ".", "\\", "<>", ",", "=", "?", ":")) or after.startswith(("+", ".", "<>", "? ", ": "))
