"""Laravel's resources: the routes that stand behind `Route::apiResource('orders', OrderController::class)`, one for each of the
controller's methods that is meant."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from readylint.facts.code import offset_of
from readylint.facts.route_reader import Written
from readylint.knowledge import regex

_RESOURCE = regex(r"[\w:>()'\",\s\[\]-]{0,200}?(?P<api>apiResource|resource)(?P<many>s?)\(")
_NAMED = regex(r"""["'](?P<path>[^"'\n]+)["']\s*=>\s*(?P<handler>\[[^\]]*\]|["']?[\w\\]+(?:::class)?)""")
_ONLY = regex(r"\bonly\b['\"]?\s*(?:\(|=>)(?P<names>[^()=;]{0,300})")
_EXCEPT = regex(r"\bexcept\b['\"]?\s*(?:\(|=>)(?P<names>[^()=;]{0,300})")
_METHODS = {"index": "GET", "create": "GET", "store": "POST", "show": "GET", "edit": "GET", "update": "PUT", "destroy": "DELETE"}
_FORMS = ("create", "edit")
_OF_ALL = ("index", "create", "store")  # the others are of one


def expanded(route: Written) -> Iterator[Written]:
    """The route itself, or the routes that a resource is short for."""
    said = _said(route) if route.framework == "laravel" and not route.method else ""
    found = _RESOURCE.match(said)
    if not found:
        yield route
        return
    for one in _each(route, said[found.end() :].partition("]")[0]) if found["many"] else (route,):
        yield from _of_one(one, said, found["api"])


def _each(route: Written, listed: str) -> Iterator[Written]:
    """The resources of `Route::apiResources(['orders' => OrderController::class])`; the route has the path of the first."""
    named = list(_NAMED.finditer(listed))
    before = route.path.removesuffix(named[0]["path"].strip("/")) if named else ""
    for one in named:
        yield replace(route, path=before + one["path"].strip("/"), handler=one["handler"].strip("\"'"))


def _of_one(route: Written, said: str, api: str) -> Iterator[Written]:
    only, left_out = _ONLY.search(said), _EXCEPT.search(said)
    for name, method in _METHODS.items():
        is_left_out = (left_out and name in left_out["names"]) or (api == "apiResource" and name in _FORMS)
        if not is_left_out and (not only or name in only["names"]):
            path = route.path if name in _OF_ALL else f"{route.path}/{{id}}"
            yield replace(route, method=method, path=path, handler=f"{route.handler}@{name}")


def _said(route: Written) -> str:
    """The statement that declares a route."""
    code, start = route.source.code, offset_of(route.source, route.at)
    return code[start : start + 800].partition(";")[0]
