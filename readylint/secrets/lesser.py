"""Which of the values that fail nothing are credentials all the same: shown as a warning or a note, so that people can judge them."""

from __future__ import annotations

import base64
import json
import re
from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct

from readylint.knowledge import known, regex
from readylint.patterns import compiled
from readylint.secrets.hits import CONFIG, Hit
from readylint.secrets.login import password_in
from readylint.secrets.place import Place
from readylint.secrets.strength import is_hash, random_looking

Level = Literal["error", "warning", "note", ""]
LEVELS: tuple[Level, ...] = ("error", "warning", "note", "")  # the weightiest first


class LesserOption(Struct, frozen=True):
    """Whether to look for what fails nothing too: it decides nothing, so that only who asks for it pays for it."""

    wanted: bool = False

    @classmethod
    def of(cls) -> LesserOption:
        return cls()


def level(hit: Hit, place: Place, reason: str) -> Level:
    """What a value that does not count is worth all the same: "warning" where it is a strong one in a document, "note" where it is weak
    or belongs to tests, "" where it is no credential."""
    if reason in _words()["final"] or not _BY_FAMILY.get(hit.family, _never)(hit, place, reason):
        return ""
    strong = hit.family in _STRONG or random_looking(hit.value)
    return "warning" if strong and place.kind in ("docs", "vendored") else "note"


_STRONG = ("vendor", "private key", "aws")


def _never(hit: Hit, place: Place, reason: str) -> bool:
    return False


def _vendor(hit: Hit, place: Place, reason: str) -> bool:
    return reason not in ("no token", "a placeholder")


def _private_key(hit: Hit, place: Place, reason: str) -> bool:
    return reason != "no key body" and _body(hit, place)


def _body(hit: Hit, place: Place) -> bool:
    following = (place.line.partition(hit.value)[2], *place.after)
    return any(re.search(r"[A-Za-z0-9+/=]{40,}", line) for line in following)


def _url(hit: Hit, place: Place, reason: str) -> bool:
    return reason != "no user and password" and not _template(hit.value) and not _pattern("stand_in").search(hit.value)


def _jwt(hit: Hit, place: Place, reason: str) -> bool:
    """A signed token, whole: what detect-secrets reports ends before the signature."""
    parts = hit.value.split(".")
    signature = re.match(r"[\w.-]*", place.line.partition(hit.value)[2])
    return _is_object(parts[0]) and signature is not None and len(signature[0]) >= 20


def _is_object(part: str) -> bool:
    try:
        return isinstance(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))), dict)
    except ValueError:
        return False


def _aws(hit: Hit, place: Place, reason: str) -> bool:
    return reason != "a placeholder"


def _file(hit: Hit, place: Place, reason: str) -> bool:
    return reason != "a reference, not a value"


def _header(hit: Hit, place: Place, reason: str) -> bool:
    if hit.name:
        return not _template(hit.name)
    return random_looking(hit.value)


def _jwk(hit: Hit, place: Place, reason: str) -> bool:
    return bool(re.search(r"\bkty\b", place.around))


def _login(hit: Hit, place: Place, reason: str) -> bool:
    return not _template(hit.value) and not _pattern("stand_in").search(hit.value) and not _pattern("word").search(hit.value)


def _pair(hit: Hit, place: Place, reason: str) -> bool:
    """A value beside a name: a literal that looks generated, or one that stands for a password."""
    value, name = hit.value.strip(), hit.name
    if _template(value) or hit.sign in ("==", "===") or _innocent(name) or not _pattern("name").search(name):
        return False
    if is_hash(value) or _IMPORTED.search(place.line[: hit.column - 1]):
        return False
    if "://" in value:
        return bool(password_in(value))
    if random_looking(value) or _UUID.fullmatch(value) or _BASE32.fullmatch(value):
        return not _pattern("no_secret").search(value)
    quoted = place.quotes(hit.value)
    if hit.sign in (",", "(") or re.search(r"\s", value) or (not quoted and _pattern("code").search(value)):
        return False
    return _chosen(value, place, quoted) if _pattern("password").search(name) else quoted and bool(_MIXED.fullmatch(value))


def _innocent(name: str) -> bool:
    """Whether a name holds a secret's word and another that makes it none."""
    return any(part.lower() in _words()["innocent"] for part in _PARTS.findall(name))


_IMPORTED = regex(r"\b(?:require|import)\(\s*[\"'`]$")
_PARTS = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[0-9]+")
_UUID = regex(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_BASE32 = regex(r"(?=.*[B-DF-HJ-NP-TV-XZ2-7]{4})[A-Z2-7]{16,}=*")
_MIXED = regex(r"(?=.*[0-9].*[0-9])(?=.*[A-Za-z].*[A-Za-z])(?!\w*(?:token|secret|user|test|pass|example))[A-Za-z0-9]{8,}", re.IGNORECASE)
_WITH_DIGITS = regex(r"(?=.*[0-9])(?=.*[A-Za-z].*[A-Za-z])[\w!@#$%^&*-]{6,}")
_WRITTEN = regex(r"[A-Za-z]*[a-z][A-Za-z]*|(?=.*[0-9])(?=.*[A-Za-z])[!-~]+|[A-Za-z]+(?:[-_!@#$.][A-Za-z]+)+")


def _chosen(value: str, place: Place, quoted: bool) -> bool:
    """A password as people write one: in code between quotation marks, in a document where a word of the text could not stand."""
    config = place.language in CONFIG
    if len(value) < 5 or _pattern("word").search(value):
        return False
    if not quoted and not config:
        return place.kind == "docs" and bool(_WITH_DIGITS.fullmatch(value)) and not _pattern("stand_in").search(value)
    if _pattern("stand_in").search(value):
        return config and not quoted
    return bool(_WRITTEN.fullmatch(value))


_BY_FAMILY = {
    "vendor": _vendor, "private key": _private_key, "url": _url, "fallback": _pair, "signing": _pair,
    "pair": _pair, "aws": _aws, "jwt": _jwt, "file": _file, "header": _header, "jwk": _jwk, "login": _login,
}  # fmt: skip


def _template(value: str) -> bool:
    return bool(_pattern("template").search(value))


@lru_cache(maxsize=32)
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(_words()[name], re.IGNORECASE)


def _words() -> dict[str, Any]:
    return known("secrets/lesser")
