"""One line of a checklist: what it says, and how it says that this stands."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Status = Literal["done", "partial", "open", "na", "unread"]


class Claim(Struct, frozen=True):
    """A line that states how something stands. `head` is what it names, `detail` what it says of it: the rest of the line, the other
    cells of its row, the plain lines below it. `status` "unread": words that no table of ours knows."""

    line: int
    status: Status
    said: str  # the status as written
    head: str
    detail: str = ""
    headings: tuple[str, ...] = ()  # above it, the outermost first
    title: bool = False  # a heading: nothing is lost where it speaks of no item
    targets: tuple[str, ...] = ()  # links and quoted code, as written: what may name a file
