"""Visitors: routes for whoever has no account: those that make one, and those by which a guest buys (guards.toml)."""

from __future__ import annotations

from readylint.facts.handlers import Body
from readylint.facts.routes import Route
from readylint.knowledge import known
from readylint.patterns import compiled


def are_expected(route: Route, body: Body | None) -> bool:
    """Whether a route that changes data is there for visitors: by its name, or by what it does at a place where they come in."""
    if route.method not in ("POST", "ANY"):
        return False
    table, done = known("facts/guards")["visitors"], f"{route.handler}\n{body.text if body else ''}"
    if compiled(table["guest"]).search(f"{route.path} {route.handler}"):
        return True
    return any(compiled(row["at"]).search(route.path) and compiled(row["does"]).search(done) for row in table["come"])
