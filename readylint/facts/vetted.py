"""Vetted values: those that the lines above stop at, unless a pattern or a list of the program's own lets them through."""

from __future__ import annotations

import re

from readylint.knowledge import regex

_GATE = regex(
    r"(?P<first>\b(?:return|raise|next)\b[^\n;{}]{0,60}?[ ])?\b(?P<no>if|unless)\b(?P<head>[^\n;]{0,120}?)(?:"
    r"\.(?:matcher|test|contains|includes|has|Contains|IsMatch|MatchString|fullmatch|match|include\?|member\?|key\?)\(\s*(?P<a>\$?[\w.]+)\s*[,)]"
    r"|\b(?:in_array|preg_match|slices\.Contains|re\.(?:full)?match|Regex\.IsMatch)\((?:[^()\n]{0,120},\s*)?(?P<b>\$?[\w.]+)\s*[,)]"
    r"|(?<![\w.])(?P<c>\w[\w.]*)\s+(?P<out>not in|!in)\s"
    r"|(?P<d>\w+)\.(?:matches|isidentifier|isalnum|isdigit|isnumeric)\()"
    r"(?P<rest>[^\n]*)(?P<next>\n?\s*\{?\s*[^\n]*)"
)
_STOPS = regex(r"\b(?:throw|raise|return|panic|continue|abort|die|exit|next)\b")
_OPENS = regex(r".*[{:]\s*|(?:\)?\.matches\(\))?\W*")  # a line that leaves to the next what happens
_NOT = regex(r"!(?!=)|\bnot\b")


def is_vetted(name: str, above: str) -> bool:
    """Whether a name is refused above, unless it is one of a list or fits a pattern."""
    return name in above and any(name in (gate["a"], gate["b"], gate["c"], gate["d"]) and _refuses(gate) for gate in _GATE.finditer(above))


def _refuses(gate: re.Match[str]) -> bool:
    """Whether what stands behind the condition ends what goes on, and the condition holds for what is not known."""
    unknown = gate["no"] == "unless" or gate["out"] or _NOT.search(gate["head"])
    then = gate["rest"] + (gate["next"] if _OPENS.fullmatch(gate["rest"]) else "")
    return bool(unknown and (gate["first"] or _STOPS.search(then)))
