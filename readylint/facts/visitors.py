"""Visitors: routes for whoever has no account: those that make one, and those by which a guest buys (guards.toml)."""

from __future__ import annotations

from collections.abc import Iterable

from readylint.facts.handlers import Body
from readylint.facts.routes import Route
from readylint.knowledge import known
from readylint.patterns import compiled


def are_expected(route: Route, body: Body | None, routes: Iterable[Route]) -> bool:
    """Whether a route that changes data is there for visitors: by its name, or by what it does at a place where they come in."""
    if route.method not in ("POST", "ANY"):
        return False
    table, done = known("facts/guards")["visitors"], f"{route.handler}\n{body.text if body else ''}"
    if compiled(table["guest"]).search(f"{route.path} {route.handler}"):
        return True
    rows = (row for row in table["come"] if compiled(row["at"]).search(route.path))
    return any(compiled(row["does"]).search(done) or ("beside_login" in row and _logs_in(route, routes)) for row in rows)


def _logs_in(route: Route, routes: Iterable[Route]) -> bool:
    """Whether people log in right below the path, in the same file: who is made there has no account yet."""
    wanted = {f"{route.path.rstrip('/')}/{name}".lower() for name in ("login", "log-in", "signin", "sign-in")}
    return any(other.path.rstrip("/").lower() in wanted and other.source is route.source for other in routes)
