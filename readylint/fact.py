"""Facts on demand: each is a frozen class with a classmethod `of` whose parameters are the facts it needs.

    class Images:
        @classmethod
        def of(cls, files: Files, structured: Structured) -> Images: ...

A rule asks for a fact by the type of a parameter; it is built on first use, once per scan, and shared.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

T = TypeVar("T")


class FactError(Exception):
    """A fact cannot be built: its name, and the cause."""


@cache
def wants(function: Callable[..., Any]) -> Mapping[str, type]:
    """The facts a function asks for: parameter name to type, the return type left out."""
    said = {name: hint for name, hint in function.__annotations__.items() if name != "return"}
    named = {name: function.__globals__.get(hint) if isinstance(hint, str) else hint for name, hint in said.items()}
    if all(isinstance(kind, type) for kind in named.values()):
        return cast("Mapping[str, type]", named)
    hints = get_type_hints(function)  # ten times as slow, and there are hundreds to ask
    return {name: hints[name] for name in said}


class Facts:
    """The facts of one scan, each built when first asked for."""

    def __init__(self, *given: object) -> None:
        self._built: dict[type, Any] = {type(value): value for value in given}
        self._failed: dict[type, Exception] = {}
        self.seconds: dict[str, float] = {}

    def get(self, kind: type[T]) -> T:
        """The fact of this type. Raises FactError, again at every asking, when its builder crashed."""
        if kind not in self._built:
            self._built[kind] = self._build(kind)
        found: T = self._built[kind]
        return found

    def has(self, kind: type) -> bool:
        """Whether this fact is there already."""
        return kind in self._built

    def for_(self, function: Callable[..., Any]) -> Mapping[str, object]:
        """The arguments a rule or builder asked for."""
        return {name: self.get(kind) for name, kind in wants(function).items()}

    def _build(self, kind: type[T]) -> T:
        if kind in self._failed:
            raise FactError(f"{kind.__name__} could not be read") from self._failed[kind]
        builder = cast(Callable[..., T], kind.of)  # type: ignore[attr-defined]
        needs = self.for_(builder)
        began = time.perf_counter()
        try:
            return builder(**needs)
        except Exception as error:
            self._failed[kind] = error
            raise FactError(f"{kind.__name__} could not be read") from error
        finally:
            self.seconds[kind.__name__] = time.perf_counter() - began
