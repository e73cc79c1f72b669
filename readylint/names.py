"""Names that items once had, and what they are called now (renamed.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from readylint.knowledge import known
from readylint.model import Item


def table() -> Mapping[str, str]:
    """Old ids and names to the ids that stand for them now."""
    found: Mapping[str, str] = known("renamed")["renamed"]
    return found


def names_of(item: Item) -> frozenset[str]:
    """Everything that an item may be called: its id, its name, and what it was called before."""
    return frozenset((item.id, item.slug, *(old for old, id in table().items() if id == item.id)))


def current(name: str) -> str:
    """The id that stands for an old name now; any other name as it is."""
    return table().get(name, name)


def old_names(said: Iterable[str]) -> tuple[str, ...]:
    """One sentence for each name that is an old one."""
    return tuple(f"{name} is called {table()[name]} now" for name in dict.fromkeys(said) if name in table())
