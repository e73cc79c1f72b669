"""What a file says of a default that it names, however far from it: that the app does not start with it, or that only developers get it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from readylint.knowledge import regex
from readylint.secrets.hits import Hit
from readylint.secrets.place import words

REFUSED = "the app refuses to start with it"
DEVELOPMENT = "a default for development only"
_FAMILIES = frozenset(("fallback", "signing", "keyword", "entropy"))
_NAME = regex(r"(?=.*[A-Za-z])[\w-]{4,}")
_FAILS = re.compile(rb"(?i)\b(?:raise|throw|panic|exit|abort|fatal)\b|log\.Fatal")
_NOTED = regex(r"(?i)\b(?!warn)\w{0,20}(?:error|problem|issue|missing|weak|insecure|invalid|fail|bad)\w{0,20}\.(?:append|push|add)\(")
_SHORTER = regex(r"(?i)(?:\blen(?:gth)?\b|\.size\b)[^<\n]{0,80}<=? *(\d{1,3})\b")
_PART = regex(
    r"(?:[sS]tarts_?[wW]ith|[hH]as_?[pP]refix|includes|[cC]ontains)\W{1,3}(?:[\w.]{1,60}, ?)?[\"'`]([^\"'`\n]{3,60})[\"'`]"
    r"|[\"']([^\"'\n]{3,60})[\"'] in [\w.]"
)
_WEAK = r"\w{0,30}(?:weak|insecure|unsafe|forbidden|placeholder|default|known|banned|blocked)\w{0,30}"
_LISTED = regex(rf"(?i)(?:[=!]==? ?|\bin )(?:[\w.]{{1,60}}\.)?({_WEAK})|\b({_WEAK})(?:\.(?:has|includes|contains|indexOf))?\(")
_LESSER = regex(r"(?i)\b(?:if|elif|unless|case|when|match)\b(?![^\n]*\bnot\b)[^\n=]*(?:[=!]=+|\bin\b|\()[^\n]*[\"'.](?:dev|local|test)")
_ABOVE = 3  # lines in which a condition stands above what it is of
_BELOW = 6  # lines in which what fails a check follows it
_LIST = 600  # characters between the name of a list and a value on it


def harmless(hit: Hit, data: bytes) -> str:
    """Why a value that is kept does no harm by what the rest of its file says; "" where it says nothing of the kind."""
    name = re.split(r"[.:\[\"' ]", hit.name)[-1]
    if hit.family not in _FAMILIES or not _NAME.fullmatch(name):
        return ""
    text = data.decode("utf-8", "replace")
    if _FAILS.search(data) and any(_true_of(hit, name, line, text) and _stops(below) for line, below in _conditions(name, text)):
        return REFUSED
    return DEVELOPMENT if name.isupper() and _only_developers_get(name, text) else ""


def _only_developers_get(name: str, text: str) -> bool:
    """Whether a constant is used, and only behind conditions on the environment being one of development or tests."""
    uses = [found.start() for found in re.finditer(rf"(?<![\w.\"'`]){name}\b(?!\s*(?::[^=\n]{{1,40}})?=(?!=))", text)]
    above = (text[:at].rsplit("\n", _ABOVE)[1:] for at in uses)
    return bool(uses) and all(_LESSER.search("\n".join(lines)) for lines in above)


def _conditions(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Lines that may be conditions on a setting, each with what stands below it."""
    for found in _named(name).finditer(text):
        lines = text[found.start() : found.start() + 800].split("\n")[: _BELOW + 1]
        yield lines[0], "\n".join(lines)


@lru_cache(maxsize=256)
def _named(name: str) -> re.Pattern[str]:
    """A line with a setting, in whichever way its name is written: `JWT_SECRET`, `jwtSecret`."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return re.compile(rf"(?im)^[^\n]{{0,200}}(?<![A-Za-z]){'[_.-]?'.join(parts)}(?![A-Za-z])[^\n]{{0,200}}")


def _true_of(hit: Hit, name: str, line: str, text: str) -> bool:
    """Whether a condition is true of a value: it, or the constant that has it, is compared with; it is too short, has a part, or is on a
    list of weak ones."""
    value = hit.value
    if _compared(value).search(line) or (name.isupper() and hit.family != "fallback" and _of_constant(name).search(line)):
        return True
    shorter = _SHORTER.search(line)
    if shorter and len(value) < int(shorter[1]):
        return True
    has_part = any(part.lower() in value.lower() for found in _PART.findall(line) for part in found if part)
    return has_part or any(_lists(name, value, text) for found in _LISTED.findall(line) for name in found if name)


@lru_cache(maxsize=256)
def _compared(value: str) -> re.Pattern[str]:
    quoted = _quoted(value)
    on_a_list = rf"\b(?:in|includes|equals\w*|contains)\b *[\[({{][^=\n]{{0,100}}{quoted}"
    return re.compile(rf"[=!]=+ *{quoted}|{quoted} *[=!]=|{on_a_list}|{quoted}\.equals")


@lru_cache(maxsize=256)
def _of_constant(name: str) -> re.Pattern[str]:
    """A setting that is held against a constant, whichever stands first."""
    return re.compile(rf"[\w\])] *[=!]==? *(?:\w+\.)*{name}\b|\b{name} *[=!]==? *(?!(?:null|undefined|None|nil|true|false)\b)[A-Za-z]")


def _lists(name: str, value: str, text: str) -> bool:
    """Whether a value stands right below a name such as `WEAK_SECRETS` or `is_default`."""
    begins = rf"(?:\b(?:def|function|func|fun|fn)\s+{name}\b|\b{name}\b[^\n=(]{{0,60}}=(?!=))"
    return bool(re.search(rf"{begins}(?:(?!\n\n\n|\bdef\b|\bfunc)[\s\S]){{0,{_LIST}}}?{_quoted(value)}", text))


def _quoted(value: str) -> str:
    return rf"[\"'`]{re.escape(value)}[\"'`]"


def _stops(below: str) -> bool:
    """Whether what follows a condition ends the program, there or once all that is wrong was noted."""
    return bool(words()["raises"].search(below) or _NOTED.search(below))
