"""How a scan is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from readylint.decision import Profile

Progress = Callable[[int, int, str], None]


class Options(Struct, frozen=True):
    """How to scan. `profile` None: as configured. `cache`: what was read before may come from the user's cache. `as_of`: the day that
    counts as today where HEAD is older, whatever the clock says; `today`: what the clock says. `lesser`: also what fails nothing and is
    worth a look. `service`: the only one that is asked about. `baseline`: whether known failures are accepted. `index`: the files as they
    are staged. `preview`: rules in preview count. `since`: a revision that is judged too, to tell what is new.
    `facts`: they are asked for after the scan too, so its report is not recalled."""

    revision: str | None = None
    index: bool = False
    history: bool = True
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: Profile | None = None
    as_of: date | None = None
    today: date | None = None
    isolated: bool = False
    cache: bool = False
    lesser: bool = False
    service: str = ""
    baseline: bool = True
    preview: bool = False
    since: str = ""
    facts: bool = False
    progress: Progress | None = None
