"""Names with values beside them, in any notation; logins in commands and headers: what a line shows of credentials, however weak."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from readylint.knowledge import regex
from readylint.secrets.hits import CONFIG, Hit

GROUPS = ("pair", "login", "jwk")  # of the prefilter's patterns for them
FAMILIES = ("pair", "login", "header", "jwk")  # of the hits
_DOCUMENTS = frozenset({"markdown", "rst", "asciidoc", "text", "html"})
_WORD = r"(?:pass(?:w(?:or)?d|phrase|wort)?|pwd|secret|token|api[_-]?key|auth|credential|salt|nonce|key|[_-]pw)"
_QUOTED = regex(
    rf"""{_WORD}(?P<tail>[\w-]{{0,40}})(?:\[\w*\])?["'`\])\\]{{0,4}}(?:\s{{0,3}}:\s{{0,3}}[\w<>\[\]|.?]{{1,30}})?\s{{0,20}}"""
    r"""(?P<sign>=>|:=|\|\||={1,3}|:|,|\(|<-|\?\?)\s{0,20}(?:[\w.]{1,40}\(\s{0,3})?[bruL@]?\\?(?P<q>["'`])"""
    r"""(?P<value>(?:(?!(?P=q)|\\["']).){3,300})""",
    re.IGNORECASE,
)
_BARE = regex(
    rf"""{_WORD}(?P<tail>[\w-]{{0,40}})["']?(?P<sign>\s{{0,20}}=\s{{0,20}}|:\s{{0,20}})"""
    r"""(?P<value>[^\s"'`,;&<>\\|(){}\[\]$][^\s"'`,;&<>\\]{2,300})""",
    re.IGNORECASE,
)
_BEGINNING = regex(r"[\w$.\-]{1,60}$")
_LOGINS = tuple(
    regex(text, re.IGNORECASE)
    for text in (
        # create user x identified by 'y', alter role x password 'y'
        r"""\b(?:identified\s(?:with\s\w{1,40}\s)?by|password)\s{1,4}(?P<value>'[^'\n+]{3,80}')""",
        r"""\b(?:create|alter|grant)\b[^\n]{0,200}\sidentified\sby\s(?P<value>[\w#!-]{4,40})(?=\s|;|$)""",
        # --password x, -Password x, --db-pass=x
        r"""\s--?(?!no-)[a-z-]{0,30}pass(?:word|wd|phrase)?[= ]["']?(?P<value>[^\s"'<>$()|\\=-][^\s"'<>|\\]{3,80})""",
        # curl -u user:x
        r"""\bcurl\b[^\n]{0,300}\s(?:-u|--user)\s{0,2}["']?[^\s:"'<>$]{1,60}:(?P<value>[^\s"'<>$][^\s"'<>]{2,80})""",
        # ConvertTo-SecureString "x"
        r"""securestring\s["'](?P<value>[^"'\n$]{4,80})["']""",
    )
)
_HEADER = regex(r"""\b(?P<sort>basic|bearer|apikey|oauth)\s{1,2}(?P<value>[A-Za-z0-9+/_.~=-]{8,1000})""", re.IGNORECASE)
_JWK = regex(r"""["']?\b(?P<name>[dk])["']?\s{0,4}:\s{0,4}["'](?P<value>[A-Za-z0-9_-]{20,1400})["']""")


def pairs(line: str, language: str, groups: frozenset[str], known: tuple[Hit, ...]) -> Iterator[Hit]:
    """The values that stand beside a secret's name, and those that a command or header logs in with, but for what is known better."""
    if groups.intersection(GROUPS):
        yield from (hit for hit in _pairs(line, language, groups) if not any(other.hides(hit) for other in known))


def _pairs(line: str, language: str, groups: frozenset[str]) -> Iterator[Hit]:
    if "pair" in groups:
        bare = language in CONFIG or language in _DOCUMENTS
        for pattern in (_QUOTED, _BARE):
            for found in pattern.finditer(line):
                if pattern is _QUOTED or bare or found["sign"] == "=":
                    column, name = found.start("value") + 1, _name(line, found)
                    yield Hit("pair", "a hard-coded secret", found["value"], column, name, sign=found["sign"].strip())
    if "login" in groups:
        yield from _login(line)
    if "jwk" in groups:
        yield from (Hit("jwk", "a private key (JWK)", m["value"], m.start("value") + 1, m["name"]) for m in _JWK.finditer(line))


def _name(line: str, found: re.Match[str]) -> str:
    """The whole name that a secret's word is a part of."""
    begin = _BEGINNING.search(line, max(0, found.start() - 60), found.start())
    return (begin[0] if begin else "") + line[found.start() : found.end("tail")]


def _login(line: str) -> Iterator[Hit]:
    for pattern in _LOGINS:
        for found in pattern.finditer(line):
            value = found["value"].strip("'")
            yield Hit("login", "a password in a command", value, found.start("value") + 1, "password", sign="=")
    for found in _HEADER.finditer(line):
        if found["sort"].lower() == "basic":
            password = _password(found["value"])
            if password:
                yield Hit("header", "a login in a header", found["value"], found.start("value") + 1, password)
        else:
            yield Hit("header", "a token in a header", found["value"], found.start("value") + 1)


def _password(value: str) -> str:
    """The password of a Basic login; "" where there is none."""
    try:
        text = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode("utf-8")
    except ValueError:
        return ""
    user, colon, password = text.strip().partition(":")
    return password if colon and user.isprintable() and password.isprintable() else ""
