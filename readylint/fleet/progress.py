"""How far the scan of a fleet is: how many of how many, how many a minute, and how long it will take yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Shown: TypeAlias = Callable[[str], None]  # one more has ended: its name
PERIOD = 600  # seconds that the rate is taken over


@contextmanager
def progress(wanted: bool, total: int, done: int) -> Iterator[Shown]:
    """A bar on standard error, or nothing."""
    if not wanted:
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a minute."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed * 60:.1f} a minute" if task.speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=PERIOD) as bar:
        task = bar.add_task("", total=total, completed=done)
        yield lambda name: bar.update(task, advance=1, description=name)
