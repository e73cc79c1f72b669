"""Heads: what is said of a function and of the class around it before their bodies begin."""

from __future__ import annotations

import re

from readylint.facts.code import Source
from readylint.facts.files import File
from readylint.facts.handlers import Body
from readylint.knowledge import regex

_CLASS = regex(
    r"^[ \t]*(?:(?:export|default|public|abstract|final|open|sealed|partial|internal|data)\s+)*class\s+\w+[^{:\n]*", re.MULTILINE
)
_CLOSED = regex(r"[ \t]*[\]})]{0,3}\)[ \t]*$")  # "})", and ")" alone
_STATEMENT = regex(r";\s*$|=>|\breturn\b")
_NAME = regex(r"\b(?:def|function|func|fn|fun|class)\s+\w+")
_SET_UP = regex(
    r"->(?:middleware|authorizeResource)\([^;\n]*|\bpermission_classes\s*=[^\n]*|^\s*(?:prepend_)?before_action[^\n]*", re.MULTILINE
)


def head(source: Source, start: int, end: int) -> str:
    """The decorators above a function, its name's line and parameters; of a class also its first lines."""
    text = source.code[start:end]
    opened = text.find("(")
    body = re.search(r"\)\s*(?:->[^:{\n]+)?\s*[:{]", text[opened:]) if opened >= 0 else None
    signature = text[: opened + body.end()] if body and opened < 200 else text[:200]
    more = text[:1500] if re.match(r"\s*class\b", text) else ""
    return above(source.code, start) + _NAME.sub("", signature) + more


def of(body: Body) -> str:
    """The head of a handler."""
    return head(body.source, body.start, body.end)


def above(code: str, start: int) -> str:
    """The lines of decorators or annotations that stand right above an offset."""
    lines: list[str] = []
    depth = 0  # of brackets around a line: arguments of a decorator that take several
    for line in reversed(code[max(0, start - 9000) : code.rfind("\n", 0, start) + 1].split("\n")[-161:-1]):
        within = depth > 0 or bool(_CLOSED.match(line))
        if not line.strip() or (_STATEMENT.search(line) if within else line.rstrip().endswith((";", "{", "}"))):
            break
        depth = max(0, depth + line.count(")") - line.count("("))
        lines.append(line)
    return " ".join(lines) if any(line.lstrip().startswith(("@", "[", "#[")) for line in lines) else ""


def _classes(file: File) -> tuple[re.Match[str], ...]:
    return tuple(_CLASS.finditer(file.made(Source).code))


def class_head(source: Source, offset: int) -> str:
    """What stands above and in the first line of the class around an offset, and a constructor that sets middleware."""
    code = source.code
    last = next((found for found in reversed(source.file.made(_classes)) if found.start() < offset), None)
    if last is None or "\n" not in code[last.start() : offset]:
        return ""
    inside = code[last.end() : last.end() + 1500]
    set_up = " ".join(_SET_UP.findall(inside))
    bases = last[0].split("(", 1)[1] if "(" in last[0] else " ".join(last[0].split(" extends ")[1:])
    return f"{above(code, last.start())} {bases} {set_up}"
