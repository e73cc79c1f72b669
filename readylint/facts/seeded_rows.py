"""Seeded rows: accounts that a schema, a migration or Spring's data.sql makes, with a password that stands there in clear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from readylint.facts.brackets import arguments, closed
from readylint.facts.code import Code, Source
from readylint.facts.files import File, Files
from readylint.facts.further import further
from readylint.facts.paths import unpackaged
from readylint.knowledge import regex
from readylint.model import Location

LARGEST = 2 << 20  # bytes of a file that is read
ROWS = 20  # of one statement
_INSERT = regex(
    r"\bINSERT\s+(?:IGNORE\s+)?INTO\s+[`\"\[]?(?:\w+[`\"\]]?\.[`\"\[]?)?(?P<table>\w*(?:user|admin|account|login|member|customer|employee|staff)\w*)"
    r"[`\"\]]?\s*\((?P<columns>[^()]{1,2000})\)\s*VALUES\b",
    re.IGNORECASE,
)
_CREATED = regex(r"\bCREATE\s+TABLE\s[^(;]{0,80}?(?P<table>\w+)[`\"\]]?\s*\(", re.IGNORECASE)
_PASSWORD = regex(r"[`\"\[]?(?:user_?|admin_?|login_?|account_?)?(?:password|passwd|pwd|passcode|pass)[`\"\]]?", re.IGNORECASE)
_ROW = regex(r"\s*,?\s*(?P<opens>\()")
_CLEAR = regex(r"N?'(?P<password>[^'\\\n]{2,30})'")
_DIGESTED = regex(
    r"(?:MD5|SHA1?|SHA2|SHA\d{3}|PASSWORD|crypt|ENCODE|HASHBYTES)\s*\(\s*(?:'SHA\w*'\s*,\s*)?N?'(?P<password>[^'\\\n]{2,40})'",
    re.IGNORECASE,
)
_NO_PASSWORD = regex(
    r"(?i)[0-9a-f]{24,}|[$*!{<@?:%].*|pbkdf2.*|argon.*|.*(?:hash|bcrypt|encrypted|disabled|locked|unusable|null|none|\$\{|<|\{\{|xxx|no_?pass).*|x+|-+"
)
_RUN = regex(r"(?i)(?:^|/)(?:migrations?|migrate|flyway)/|(?:^|/)V\d[\w.]*__\w+\.sql$|(?:^|/)src/main/resources/data\.sql$")
_APART = regex(r"(?i)seed|dummy|sample|test|demo|mock|fixture|example|(?:^|[/_.-])(?:dev|local|development|docker)(?:[/_.-]|$)")
_SLOW = r"\bpassword_verify\(|(?i:bcrypt|argon2|scrypt|pbkdf2|passwordencoder|check_?password_?hash|make_password|passwordhasher)"


class SeededRows:
    """Rows of accounts whose password is known to whoever reads them (ruling 12); `told` is what is said of each."""

    told = "the schema makes an account with this password"
    spares = (Code,)  # it looks at texts: what cannot be parsed hides nothing from it

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code

    @classmethod
    def of(cls, files: Files, code: Code) -> SeededRows:
        return cls(files, code)

    def beside(self, known: Iterable[Location]) -> Iterator[Location]:
        """Where such a password stands, apart from the lines where one was found as a secret."""
        return further(self._all, known)

    @cached_property
    def _all(self) -> tuple[Location, ...]:
        found = [(at, plain) for f in self._files.match("**/*.sql", "*.sql") for at, plain in f.made(_passwords)]
        if any(plain for _, plain in found) and self._hashes_slowly:
            found = [(at, plain) for at, plain in found if not plain]  # what is compared with a hash opens nothing
        return tuple(at for at, _ in found)

    @property
    def _hashes_slowly(self) -> bool:
        return any(True for _ in self._code.search(_SLOW))


def _passwords(file: File) -> tuple[tuple[Location, bool], ...]:
    """The first password of each statement in a file that production runs, and whether it stands there as it is typed."""
    if _APART.search(unpackaged(file.path)) or len(file.data) > LARGEST or b"values" not in file.data.lower():
        return ()
    return tuple(_of_text(file))


def _of_text(file: File) -> Iterator[tuple[Location, bool]]:
    text = file.made(Source).code
    created = frozenset(m["table"].lower() for m in _CREATED.finditer(text)) if not _RUN.search(file.path) else None
    for insert in _INSERT.finditer(text):
        columns = [c.strip() for c in insert["columns"].split(",")]
        number = next((n for n, c in enumerate(columns) if _PASSWORD.fullmatch(c)), -1)
        made = created is None or insert["table"].lower() in created
        for value, at in _values(text, insert.end(), number) if number >= 0 and made else ():
            found = _CLEAR.fullmatch(value) or _DIGESTED.match(value)
            if found and not _NO_PASSWORD.fullmatch(found["password"]):
                yield file.place(at + found.start("password")), bool(_CLEAR.fullmatch(value))
                break


def _values(text: str, at: int, number: int) -> Iterator[tuple[str, int]]:
    """What the first rows of a statement hold in one column, with its place."""
    for _ in range(ROWS):
        if not (row := _ROW.match(text, at)):
            return
        spans = arguments(text, row.start("opens"))
        if number < len(spans):
            start, end = spans[number]
            start += len(text[start:end]) - len(text[start:end].lstrip())
            yield text[start:end].rstrip(), start
        at = closed(text, row.start("opens"))
