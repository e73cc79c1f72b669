"""A skeleton of a page that tells how to go back to the previous release (DEP006)."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.files import Files
from readylint.fixes.edit import Edit
from readylint.fixes.skeletons import skeleton


def edits(files: Files) -> Iterator[Edit]:
    """Beside a runbook: its own page, for the one who has two minutes."""
    yield from skeleton(
        files,
        "rollback",
        "Rolling back a release",
        (
            ("When", "What does one see that calls for it? Who decides, and within how many minutes?"),
            ("How to roll back", "The command, or the button: which one, with which version, and where does one find the last good one?"),
            ("What of the data", "Which migrations can stay, which must be undone first, and what is lost?"),
            ("Afterwards", "How does one see that it worked? Who is told?"),
        ),
    )


BEFORE = """
-- app.py --
from flask import Flask
Flask(__name__).run()
"""

AFTER = """
-- docs/rollback.md --
# Rolling back a release

<!-- readylint: not filled in yet. Answer the questions, then delete this line: until then this page counts for nothing. -->

## When

<!-- What does one see that calls for it? Who decides, and within how many minutes? -->

## How to roll back

<!-- The command, or the button: which one, with which version, and where does one find the last good one? -->

## What of the data

<!-- Which migrations can stay, which must be undone first, and what is lost? -->

## Afterwards

<!-- How does one see that it worked? Who is told? -->
"""

FILLED = """
-- docs/rollback.md --
# Rolling back a release

## How to roll back

```sh
kubectl rollout undo deployment/shop
```
"""
