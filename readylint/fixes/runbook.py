"""A skeleton of a runbook (OPS001)."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.files import Files
from readylint.facts.project import Project
from readylint.fixes.edit import Edit
from readylint.fixes.skeletons import skeleton


def edits(files: Files, project: Project) -> Iterator[Edit]:
    """The topics of a runbook; migrations where the app has a schema of its own."""
    migration = ("Run a migration", "Which command, when, by whom? How does one see that it worked, and what if it stops half way?")
    sections = (
        ("Start, stop and restart", "Which commands, for each service, typed where? How does one see that users are served again?"),
        *([migration] if project.has("sql") else []),
        ("Roll back", "Which command brings the previous release back, and how long does it take? What of the data written since?"),
        ("Whom to call", "Who is on duty, by which number or channel? Who comes next? Who speaks to users?"),
    )
    yield from skeleton(files, "runbook", "Runbook", sections)


BEFORE = """
-- server.js --
require("express")().listen(80)
"""

AFTER = """
-- docs/runbook.md --
# Runbook

<!-- readylint: not filled in yet. Answer the questions, then delete this line: until then this page counts for nothing. -->

## Start, stop and restart

<!-- Which commands, for each service, typed where? How does one see that users are served again? -->

## Roll back

<!-- Which command brings the previous release back, and how long does it take? What of the data written since? -->

## Whom to call

<!-- Who is on duty, by which number or channel? Who comes next? Who speaks to users? -->
"""

FILLED = """
-- docs/runbook.md --
# Runbook

## Start, stop and restart

```sh
kubectl rollout restart deployment/shop
```

## Roll back

```sh
helm rollback shop
```

## Whom to call

Page the team on duty in #shop-oncall; after ten minutes call the lead.
"""
