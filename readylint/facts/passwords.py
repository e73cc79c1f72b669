"""Passwords: how the app keeps and checks its users' passwords, whether it has a login of its own, and what locks it (passwords.toml)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.edge import live
from readylint.facts.routes import Route, Routes
from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_PREPARED = regex(
    r"(?i)bcrypt|argon2|scrypt|pbkdf2|pwned|hibp|breach|gravatar|etag|cache_?key|fingerprint"
    r"|secure_?compare|timingSafe|compare_digest|hash_equals"
)
_LEAKED = regex(r"(?i)pwned")
_NO_LOGIN = regex(
    r"(?i)(?:^|/)(?:dev|debug|test|mock)/|refresh|csrf|api[-_]?tokens?|device|push|webhook"
    r"|(?:agent|node|worker|service|machine|instance|sensor)s?/register"
)


class Kept(Struct, frozen=True):
    """A place that says how passwords are kept: `kind` as in the table."""

    kind: str
    at: Location
    says: str


class Passwords:
    """Passwords of the app's own."""

    def __init__(self, all: tuple[Kept, ...], routes: Routes) -> None:
        self.all = all
        self._routes = routes

    @classmethod
    def of(cls, sightings: Sightings, routes: Routes) -> Passwords:
        table = known("facts/passwords")
        seen = [s for s in sightings.find(table["kept"], where=live) if _counts(s)]
        kinds = {s.row["kind"] for s in seen if "without" not in s.row}
        seen = [s for s in seen if s.row.get("without") not in kinds]
        if not _logins(routes):
            seen = [s for s in seen if "with_login" not in s.row]
        return cls(tuple(dict.fromkeys(Kept(str(s.row["kind"]), s.at, s.says) for s in seen)), routes)

    def of_kind(self, *kinds: str) -> tuple[Kept, ...]:
        return tuple(k for k in self.all if k.kind in kinds)

    @property
    def own(self) -> bool:
        """Whether the app checks passwords itself."""
        return bool(self.of_kind("slow", "fast", "clear"))

    @property
    def external(self) -> Kept | None:
        """Where an identity provider comes in; None without one."""
        return next(iter(self.of_kind("external")), None)

    @cached_property
    def logins(self) -> tuple[Route, ...]:
        """The routes at which users log in, sign up or set a password."""
        return _logins(self._routes)


def _logins(routes: Routes) -> tuple[Route, ...]:
    wanted = compiled(_table()["login"]["paths"])
    return tuple(
        r for r in routes
        if r.method in ("POST", "PUT", "ANY", "") and wanted.search(r.path) and not _NO_LOGIN.search(r.path) and not r.develops
    )  # fmt: skip


def _table() -> dict[str, Any]:
    return known("facts/passwords")


def _counts(seen: Sighting) -> bool:
    text, start = seen.match.string, seen.match.start()
    if compiled(_table()["login"]["apart"]).search(seen.at.path):
        return False
    if seen.row["kind"] == "fast":
        end = text.find("\n", seen.match.end())
        begin = text.rfind("\n", 0, start)
        if text[max(0, begin - 200) : max(0, begin)].rstrip().endswith(("(", ",")):  # a call that goes on over lines
            begin = text.rfind("\n", 0, max(text.rfind("(", 0, begin), 0))
        line = text[begin + 1 : end if end >= 0 else len(text)]
        return not _PREPARED.search(line) and not _LEAKED.search(text)
    if seen.row.get("beside"):
        return bool(compiled(_table()["login"]["words"]).search(text[max(0, start - 700) : start + 200] + seen.at.path.rpartition("/")[2]))
    return True
