"""Error enums: errors of Rust that wrap those of a database or a library, and answer with what these say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.brackets import block_end, closed
from readylint.facts.code import Code, Source
from readylint.knowledge import regex

_ENUM = regex(r"\benum\s+(?P<name>\w+)\s*\{")
# a variant that shows what it wraps, and holds an error that is none of the app's own
_VARIANT = regex(
    r"#\[error\(\s*(?:transparent|\"[^\"\n]*\{0[^\"\n]*\"[^()\n]*)\s*\)\]\s*(?P<name>[A-Z]\w*)\s*\(\s*(?:#\[\w+\]\s*)?"
    r"(?:(?P<crate>sqlx|diesel|sea_orm|tokio_postgres|mongodb|rusqlite|redis|anyhow|eyre|reqwest|r2d2|bb8|deadpool\w*)"
    r"::(?:\w+::)*\w*(?:Error|Err|Report)\b"
    r"|(?:std::)?io::Error\b|DbErr\b|Box<dyn\s[^()\n]{0,60}Error)"
)
_ANSWERS = regex(r"\bimpl\s+(?:\w+::)*(?P<trait>IntoResponse|ResponseError)\s+for\s+(?P<name>\w+)\s*\{")
_LOGS = regex(r"\b(?:trace|debug|info|warn|error|event|eprintln|println)!\s*\(")
_SELF = regex(
    r"\bself\.to_string\(\)|format!\(\s*\"[^\"\n]*\{(?::\??\})?[^\"\n]*\"\s*,\s*&?self\s*\)|format!\(\s*\"[^\"\n]*\{self"
)
_CONTEXT = regex(r"\.(?:with_)?context\(")  # by which anyhow says words of the app's own instead
_WORDS = regex(r"\"[^\"\n]*[a-zA-Z]{3}[^\"\n]*\"")


def telling(code: Code) -> Iterator[tuple[Source, int, str]]:
    """Where such an error answers with the text of what it wraps, and the variant."""
    found = [e for s in code.sources("enum", language="rust") for e in s.each(_wrapping)]
    retold = bool(found) and any(True for _ in code.search(_CONTEXT, "context", "with_context", language="rust"))
    wrapping = {name: [v for v, crate in variants if not (retold and crate in ("anyhow", "eyre"))] for name, variants in found}
    for source in code.sources("IntoResponse", "ResponseError", language="rust") if wrapping else ():
        for match in _ANSWERS.finditer(source.code):
            end = block_end(source.code, match.end() - 1)
            for variant in wrapping.get(match["name"], ()):
                at = _told(source.code, match.end(), end, variant, match["trait"])
                if at is not None:
                    yield source, at, f"{match['name']}::{variant}"
                    break


def _wrapping(source: Source) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for match in _ENUM.finditer(source.code):
        body = source.code[match.end() : block_end(source.code, match.end() - 1)]
        if found := tuple((v["name"], v["crate"] or "") for v in _VARIANT.finditer(body)):
            yield match["name"], found


def _told(code: str, start: int, end: int, variant: str, trait: str) -> int | None:
    """Where a block answers with what a variant says: its own arm does, or no arm of its own words stands before the text of all."""
    body = _unlogged(code[start:end])
    words = False
    for arm in re.finditer(rf"::{variant}\s*\(\s*(?:ref\s+)?(?P<held>\w+)\s*\)[^=\n]{{0,200}}=>\s*", body):
        stop = _arm_end(body, arm.end())
        held = re.escape(arm["held"])
        said = re.search(rf"\b{held}\.to_string\(\)|format!\([^()]*(?:\{{{held}\b|,\s*&?{held}\b)", body[arm.end() : stop])
        if said and held != "_":
            return start + arm.end() + said.start()
        words = words or bool(_WORDS.search(body, arm.end(), stop))
    shown = None if words else _SELF.search(body)
    if shown:
        return start + shown.start()
    return start if trait == "ResponseError" and "fn error_response" not in body else None


def _arm_end(body: str, start: int) -> int:
    if body[start : start + 1] in ("{", "("):
        return closed(body, start)
    line = body.find("\n", start)
    return line if line >= 0 else len(body)


def _unlogged(text: str) -> str:
    """A text without what goes to the log, each other character at its place."""
    for match in reversed(list(_LOGS.finditer(text))):
        end = closed(text, match.end() - 1)
        text = text[: match.end()] + " " * (end - match.end()) + text[end:]
    return text
