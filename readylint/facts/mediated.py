"""Mediated: what MediatR's requests and their handlers are called, by the custom of those who use it."""

from __future__ import annotations

from collections.abc import Iterator

_KINDS = ("Command", "Query", "Request")


def handlers(request: str) -> Iterator[str]:
    """What may answer a request: it is named for all of that, or for what the request asks alone."""
    yield f"{request}Handler"
    yield from (f"{request.removesuffix(kind)}Handler" for kind in _KINDS if request.endswith(kind))


def requests(handler: str) -> Iterator[str]:
    """What a handler may be sent: who sends the request names that alone."""
    asked = handler.removesuffix("Handler")
    yield from (asked, *(f"{asked}{kind}" for kind in _KINDS))
