"""Templates: an expression that makes a string, taken apart into its fixed text and the values put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from readylint.knowledge import regex


class Value(Struct, frozen=True):
    """An expression put into a text, with what stands right before and after it."""

    code: str
    before: str
    after: str


class Template(Struct, frozen=True):
    """Fixed text, \\0 where a value goes, and the values in order."""

    text: str
    values: tuple[Value, ...]


_STRING = regex(
    r"""(?P<prefix>(?:\b[fFrRbBuU]{1,2}|\$@?|@\$?)?)(?:\"\"\"(?P<t1>(?:\\[\s\S]|(?!\"\"\")[^\\])*)\"\"\"|'''(?P<t2>(?:\\[\s\S]|(?!''')[^\\])*)'''"""
    r"""|\"(?P<d>(?:\\.|[^\"\\])*)\"|'(?P<s>(?:\\.|[^'\\])*)'|`(?P<b>(?:\\.|[^`\\])*)`|<<[~-]?['\"]?(?P<tag>[A-Z]\w*)['\"]?\n?(?P<h>[\s\S]*?)\n\s*(?P=tag)\b)"""
)
_HOLES = {
    "python": r"(?<!\{)\{(?!\{)(?P<v>[^{}]*(?:\{[^{}]*\}[^{}]*)?)\}",
    "javascript": r"\$\{(?P<v>(?:[^{}]|\{[^{}]*\})*)\}",
    "ruby": r"#\{(?P<v>(?:[^{}]|\{[^{}]*\})*)\}",
    "elixir": r"#\{(?P<v>(?:[^{}]|\{[^{}]*\})*)\}",
    "java": r"(?<!\\)\$(?:\{(?P<v>[^{}]*)\}|(?P<w>[A-Za-z_]\w*))",
    "csharp": r"(?<!\{)\{(?!\{)(?P<v>[^{}]*)\}",
    "php": r"\{(?P<v>\$[^{}]*)\}|\$\{(?P<x>\w+)\}|(?<!\\)(?P<w>\$[A-Za-z_]\w*(?:->\w+|\[[^\]\n]*\])?)",
    "rust": r"(?<!\{)\{(?!\{)(?P<v>\w*)(?::[^{}]*)?\}",
    "go": r"\A\B\Z.",
}
_FORMATTERS = regex(r"^(?:fmt\.Sprintf|String\.format|string\.Format|sprintf|vsprintf|&?format!?|std::format)\s*\(", re.IGNORECASE)
_VERB = regex(r"(?<!%)%(?:\(\w+\)|\d+\$)?[-+# 0]*\d*(?:\.\d+)?(?P<verb>[a-zA-Z])")
_SLOT = regex(r"(?<!\{)\{(?P<name>\w*)(?::[^{}]*)?\}")
_PERCENT = regex(
    r"""((?:[rRuUbB]*(?:\"\"\"(?:\\[\s\S]|(?!\"\"\")[^\\])*\"\"\"|\"(?!\"\")(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')\s*)+)%\s*([\s\S]+)$"""
)
_CHOSEN = regex(r"\([^()?]{0,200}\?(?![?.>:])\s*(\S[\s\S]*)")  # a choice in brackets: what it asks is no part of the text
_ASKED = regex(r"\([^()?]{0,200}\?")  # or all that it asks, where texts are what it chooses from
_NESTED = regex(r"""\b[fF]"[^"\n]*\{[^{}"\n]*\bf"|\b[fF]'[^'\n]*\{[^{}'\n]*\bf'""")  # Python: a text with values in the hole of another
_JOINERS = {"php": r"\.", "elixir": r"<>"}


def template(expression: str, language: str) -> Template:
    """An expression as a template. One without any string literal has no text; it is a value as a whole."""
    expression = expression.strip()
    if language == "python" and _NESTED.search(expression):
        expression = "".join(_unnested(expression))
    if language == "javascript" and expression.count("`") > 2:
        expression = "".join(_within(expression))
    if formatter := _FORMATTERS.match(expression):
        return _formatted(split(expression[formatter.end() : expression.rfind(")")]), language)
    method = re.match(r"([\s\S]+?)\s*\.\s*(?:format|formatted)\(([\s\S]*)\)$", expression) if language in ("python", "java") else None
    if method and _STRING.match(method[1]):
        return _formatted([method[1], *split(method[2])], language)
    percent = _PERCENT.match(expression) if language in ("python", "ruby") else None
    if percent:
        given = percent[2].strip()
        return _formatted([percent[1], *split(given[1:-1] if given[:1] in "([" else given)], language)
    return _concatenated(expression, language)


def _unnested(expression: str) -> Iterator[str]:
    """Python from 3.12 on: the quotes in the holes of a text escaped that are those around it."""
    quote, depth = "", 0
    for at, char in enumerate(expression):
        if char in "\"'" and not depth and expression[at - 1 : at] != "\\":
            quote = "" if quote == char else quote or char
        elif quote:
            depth = max(0, depth + (char == "{") - (char == "}"))
        yield f"\\{char}" if depth and char == quote else char


def _within(expression: str) -> Iterator[str]:
    """JavaScript: the quotes of the texts that stand in the holes of another escaped."""
    depth = 0
    for at, char in enumerate(expression):
        opens = char == "{" and (depth > 0 or expression[at - 1 : at] == "$")
        depth = max(0, depth + opens - (char == "}"))
        yield "\\`" if depth and char == "`" else char


def _concatenated(expression: str, language: str) -> Template:
    text, values, last = "", [], 0  # type: str, list[str], int
    for match in _strings(expression):
        text, values = _between(expression[last : match.start()], text, values, language)
        for kind, piece in _pieces(match, language):
            text += piece if kind == "text" else "\0"
            values += [piece] if kind == "value" else []
        last = match.end()
    if last:
        text, values = _between(expression[last:], text, values, language)
    return _made(text, values)


def _between(code: str, text: str, values: list[str], language: str) -> tuple[str, list[str]]:
    """What stands between two string literals: the operator, and the values that it joins."""
    joiner = _JOINERS.get(language, r"\+")
    for piece in re.split(rf"\s*{joiner}\s*", code) if re.search(joiner, code) else ():
        piece = piece.strip(" \t\n&")
        if chosen := _CHOSEN.match(piece):
            piece = chosen[1]
        if piece and not _ASKED.fullmatch(piece) and not re.fullmatch(r"[()\s;,]*|\.\w+\(\)", piece) and re.search(r"\w", piece):
            text, values = text + "\0", [*values, piece]
    return text, values


def _strings(expression: str) -> Iterator[re.Match[str]]:
    """The string literals of an expression that are not arguments of a call inside it."""
    depth, last = 0, 0
    for match in _STRING.finditer(expression):
        between = expression[last : match.start()]
        depth += len(re.findall(r"[\w!?][(\[]", between))
        depth -= min(depth, between.count(")") + between.count("]"))
        last = match.end()
        if depth <= 0:
            yield match


@lru_cache(maxsize=4)  # asked for the same text name by name
def without_strings(text: str) -> str:
    """A text whose string literals are blanked, every other character at its place."""
    return _STRING.sub(lambda m: re.sub(r"[^\n]", '"', m[0]), text)


def _pieces(match: re.Match[str], language: str) -> Iterator[tuple[str, str]]:
    body = next(match[g] for g in ("t1", "t2", "d", "s", "b", "h", "tag") if match[g] is not None)
    body = match["h"] if match["h"] is not None else body
    if not _interpolates(match, language):
        yield "text", body
        return
    last = 0
    for hole in re.finditer(_HOLES[language], body):
        yield "text", body[last : hole.start()]
        groups = hole.groupdict()
        code = groups.get("v") or groups.get("w") or (f"${groups['x']}" if groups.get("x") else "")
        code = code.replace("\\", "") if language == "python" else code.replace("\\`", "`") if language == "javascript" else code
        yield "value", re.sub(r"(?:![rsa])?(?::[^:()\[\]'\"]*)?$", "", code) if language in ("python", "csharp") else code
        last = hole.end()
    yield "text", body[last:]


def _interpolates(match: re.Match[str], language: str) -> bool:
    if language == "python":
        return "f" in match["prefix"].lower()
    if language == "csharp":
        return "$" in match["prefix"]
    if language == "javascript":
        return match["b"] is not None
    return language in ("ruby", "elixir", "java", "php") and match["s"] is None


def _formatted(parts: list[str], language: str) -> Template:
    if not parts:
        return Template("", ())
    fixed = _concatenated(parts[0], language)
    given, used = parts[1:], 0
    text, values = "", []  # type: str, list[str]
    last = 0
    slots = _VERB if language in ("go", "php", "ruby") or (language in ("python", "java") and _VERB.search(fixed.text)) else _SLOT
    for slot in slots.finditer(fixed.text):
        name = slot.groupdict().get("name") or ""
        numeric = slot.groupdict().get("verb") in ("d", "f", "i", "u", "x", "q" if language == "go" else "d")
        named = (
            next((g.partition("=")[2] for g in given if re.match(rf"{re.escape(name)}\s*=[^=]", g)), "")
            if name and not name.isdigit()
            else ""
        )
        position = int(name) if name.isdigit() else used
        code = named or (name if name and not name.isdigit() else given[position] if position < len(given) else "")
        used += 0 if name else 1
        text += fixed.text[last : slot.start()] + ("1" if numeric or not code else "\0")
        values += [] if numeric or not code else [code]
        last = slot.end()
    return _made(text + fixed.text[last:], values)


def _made(text: str, values: list[str]) -> Template:
    parts = text.split("\0")
    return Template(
        text,
        tuple(
            Value(code.strip(), parts[i][-60:], parts[i + 1][:20] if i + 1 < len(parts) else "")
            for i, code in enumerate(values)
            if i < len(parts)
        ),
    )


def split(inner: str) -> list[str]:
    """Arguments, one by one."""
    parts, depth, last = [], 0, 0
    for token in re.finditer(_STRING.pattern + r"|[()\[\]{},]", inner):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0] == "," and depth == 0:
            parts.append(inner[last : token.start()].strip())
            last = token.end()
    return [p for p in [*parts, inner[last:].strip()] if p]
