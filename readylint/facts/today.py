"""The day that end dates are held against."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from readylint.facts.commits import Head

SET_BACK = "the clock says"  # how the oddity begins: it is of this run, not of the repository

class Clock(Struct, frozen=True):
    """The day of the clock, or one that was asked for in its stead (`--as-of`)."""

    day: date | None = None
    asked: bool = False

    @classmethod
    def of(cls) -> Clock:
        return cls()


class Today(Struct, frozen=True):
    """The day, never before the last commit, so that a clock that is set back brings nothing to life. `odd`: what is odd about it."""

    day: date | None
    odd: str = ""

    @classmethod
    def of(cls, clock: Clock, head: Head) -> Today:
        last = head.date.date() if head.date else None
        if last is None or (clock.day and clock.day >= last):
            return cls(clock.day)
        if clock.asked or clock.day is None:
            return cls(last)
        return cls(last, f"{SET_BACK} {clock.day.isoformat()}, before the last commit: {last.isoformat()} counts as today")
