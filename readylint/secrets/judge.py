"""Is a hit a credential? Every one is kept, or set aside with the reason."""

from __future__ import annotations

import base64
import json
import re

from readylint.knowledge import regex
from readylint.secrets import formats, login, named
from readylint.secrets.hits import Hit
from readylint.secrets.place import Place, is_local, is_translation, placeholder, words
from readylint.secrets.strength import random_looking

_PLACE = "code for development, tests or CI"
PATHS_ASIDE = {
    "vendored": "vendored", "generated": "a generated file", "fixture": "a test fixture", "test": "test code", "sample": "sample code",
    "docs": "documentation",
}  # fmt: skip


def set_aside(hit: Hit, place: Place) -> str:
    """Why a hit does not count; "" when it is kept."""
    known = words()
    if place.kind in PATHS_ASIDE:
        return PATHS_ASIDE[place.kind]
    if place.of_inner_tests:
        return PATHS_ASIDE["test"]
    if known["built_path"].search(place.path) and hit.family != "file":
        return "a generated file"
    if any(text in hit.value for text in known["documented"]) or place.of_an_example or place.exemplifies(hit.value):
        return "a documented example"
    if known["shown_path"].search(place.path) and hit.family != "private key":
        return "what the site shows to everybody"
    return hit.aside or _BY_FAMILY.get(hit.family, _vendor)(hit, place)


def _vendor(hit: Hit, place: Place) -> str:
    known = words()
    if hit.public and (
        known["browser_path"].search(place.path) or known["browser_line"].search(place.around) or known["browser_name"].search(hit.name)
    ):
        return "a key that browsers and apps are given"
    if hit.near and not re.search(hit.near, place.around, re.IGNORECASE):
        return "no token"
    if place.line.partition(hit.value)[2].startswith(("...", "…", "**")):
        return "a placeholder"
    tail = max(re.split(r"[^A-Za-z0-9]", hit.value), key=len)
    return "a placeholder" if words()["blatant"].search(hit.value) or len(set(tail)) < 6 else ""


_BODY = regex(r"[A-Za-z0-9+/=]{40,}")


def _private_key(hit: Hit, place: Place) -> str:
    rest, ended, _ = place.line.partition(hit.value)[2].partition("-----END")
    below = () if ended else place.after[:6]
    body = _BODY.search(rest.replace("\\n", " ").replace("\\r", " ")) or any(_BODY.search(line) for line in below)
    if not body:
        return "no key body"
    if "..." in rest[:200] or is_local(place.path):
        return "a key for development or tests"
    return ""


_AWS = "[A-Za-z0-9/+]"
_AWS_SECRET = regex(rf"(?<!{_AWS})(?={_AWS}{{0,39}}[0-9])(?={_AWS}{{0,39}}[a-z])(?={_AWS}{{0,39}}[A-Z]){_AWS}{{40}}(?!{_AWS})")


def _aws(hit: Hit, place: Place) -> str:
    if re.fullmatch(r"(?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[0-9A-Z]{16}", hit.value):
        secret = _AWS_SECRET.search(place.around)
        if not secret or "EXAMPLE" in secret[0]:
            return "an access key id without its secret"
    return "a placeholder" if placeholder(hit.value) or not random_looking(hit.value.lower() + "aA1") else ""


def _jwt(hit: Hit, place: Place) -> str:
    """A signed token: kept when it is a long-lived service key, as Supabase's."""
    try:
        part = hit.value.split(".")[1]
        payload = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, IndexError):
        return "no token"
    kept = isinstance(payload, dict) and payload.get("role") == "service_role" and not is_local(place.path)
    return "" if kept else "a token that expires, or is public"


def _telegram(hit: Hit, place: Place) -> str:
    inside = re.search(rf"\w{re.escape(hit.value)}|{re.escape(hit.value)}[\w-]", place.line)
    if inside or not re.search("bot|telegram|tg", place.around, re.IGNORECASE):
        return "no token"
    return "a placeholder" if placeholder(hit.value) else ""


def _artifactory(hit: Hit, place: Place) -> str:
    return "" if re.search("artifactory|jfrog", place.line, re.IGNORECASE) else "no token"


def _id(hit: Hit, place: Place) -> str:
    return "an account's id"


_WEAK = {
    "pair": "a value beside a secret's name", "login": "a password in a command", "header": "a login in a header",
    "jwk": "a private key in code",
}  # fmt: skip


def _weak(hit: Hit, place: Place) -> str:
    """Signs that never fail anything."""
    if is_translation(place.path):
        return "a translation"
    return "commented out" if place.comment else _PLACE if place.aside else _WEAK[hit.family]


_BY_FAMILY = {
    "vendor": _vendor, "private key": _private_key, "url": login.in_address, "keyword": named.keyword, "entropy": named.keyword,
    "fallback": named.fallback, "signing": named.signing, "hashed": named.hashed, "aws": _aws, "jwt": _jwt, "telegram": _telegram,
    "let in": named.let_in, "artifactory": _artifactory, "id": _id, "file": formats.judged, **dict.fromkeys(_WEAK, _weak),
}  # fmt: skip
