"""Composed keys: what the app signs with, written into the compose file that runs it for users (ruling 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readylint.facts.compose import Compose, ComposeFile
from readylint.facts.further import further
from readylint.facts.platforms import Platforms
from readylint.facts.workloads import Workloads
from readylint.model import Location
from readylint.secrets.place import placeholder, words
from readylint.secrets.strength import random_looking


class ComposedKeys:
    """Keys that a deployed service is given by its compose file; `told` is what is said of each. Those that look chosen by hand are
    left out: as often as not they are for one's own machine."""

    told = "the compose file that runs the app gives it this key to sign with"

    def __init__(self, deployed: tuple[ComposeFile, ...]) -> None:
        self._deployed = deployed

    @classmethod
    def of(cls, compose: Compose, platforms: Platforms, workloads: Workloads) -> ComposedKeys:
        elsewhere = bool(tuple(platforms) or workloads.own)
        return cls(tuple(f for f in compose.production if f.purpose == "production" or not elsewhere))

    def beside(self, known: Iterable[Location]) -> Iterator[Location]:
        """Where such a key stands, apart from the lines where one was found as a secret."""
        return further(self._all(), known)

    def _all(self) -> Iterator[Location]:
        for service in (s for file in self._deployed for s in file.builds):
            yield from (at for name, value, at in service.environment if _is_key(name, value))


def _is_key(name: str, value: str) -> bool:
    known = words()
    of_the_app = known["own_key"].search(name) and not known["others_key"].search(name)
    return bool(of_the_app) and random_looking(value) and not placeholder(value)
