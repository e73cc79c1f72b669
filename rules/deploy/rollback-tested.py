"""The rollback has been tested.

A rollback that was never tried fails on the day it is needed: the old image has been deleted, or the old code cannot read the new schema.
The outage then lasts as long as the improvisation.

Pass: a job that rolls back, or a dated record; else an attestation

Fix: Deploy the previous version to staging on purpose, follow the runbook's step, and note date, duration and surprises there. Repeat it
every quarter, or let a job do it after each staging deploy (`helm rollback`, `kubectl rollout undo`, then the smoke tests); attest it
with an end date.

Searched: jobs of CI that roll back on purpose, by hand or on a schedule; documents that record a rollback with its date
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Documents, Finding, Pipelines, Run, example, regex, rule, supports, unclear

_TRIED = r"(?:tests?|tested|testing|drills?|drilled|rehears\w+|exercises?|verified|practi[cs]ed|game ?day)"
_BACK = r"(?:roll(?:ed|ing)?[ -]?backs?|revert(?:ed)?)"
_RECORD = regex(rf"\b{_BACK}\b[^.\n]{{0,60}}\b{_TRIED}\b|\b{_TRIED}\b[^.\n]{{0,40}}\b{_BACK}\b", re.I)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?"
_DATE = regex(rf"\b20\d\d-\d\d-\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}[./]20\d\d\b|\b(?:\d{{1,2}} )?{_MONTH} (?:\d{{1,2}},? )?20\d\d\b")
_NEVER = regex(r"\b(?:TODO|not (?:yet )?tested|never|should be|must be|to be|plan(?:ned)?|will be|next)\b", re.I)
_OF_DATA = regex(r"\b(?:migrations?|transactions?|schema|database|alembic)\b", re.I)
_ATOMIC = regex(r"--atomic|--rollback-on-failure|failure\(\)|always\(\)|on_failure|when:\s*on_failure")


@rule(id="DEP007", severity="medium", absence="unknown", sources=("S1.5", "S1.7", "S4"))
def rollback_tested(pipelines: Pipelines, documents: Documents) -> Iterator[Finding]:
    for run in {r.at: r for r in pipelines.runs("rollback") if _on_purpose(r)}.values():
        yield supports(run, f"{run.pipeline.provider} rolls back on purpose: `{run.command.shown}`")
    for match, at in documents.search(_RECORD):
        around = match.string[max(0, match.start() - 200) : match.end() + 200]
        if _DATE.search(around) and not _NEVER.search(around) and not _OF_DATA.search(match[0]):
            yield supports(at, "a rollback is recorded with its date")
    yield unclear("no job rolls back on purpose and no document records a rollback with its date: attest when it was last tried")


def _on_purpose(run: Run) -> bool:
    """Ruling 30: what goes back by itself when a deploy fails is no test of it."""
    by_itself = _ATOMIC.search(f"{run.command.text} {run.step.condition} {run.job.condition}")
    started = {t.on for t in run.pipeline.triggers} & {"manual", "schedule"}
    return bool(started) and not by_itself and "roll" in f"{run.job.name} {run.pipeline.name} {run.pipeline.path}".lower()


EXAMPLES = [
    example("a rollback when the deploy fails is no test of it", "unknown", says="attest", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}, workflow_dispatch: {}}
jobs:
  deploy:
    steps:
      - run: helm upgrade app ./chart
  rollback:
    if: failure()
    needs: deploy
    steps:
      - run: helm rollback app
"""),
    example("a job of its own", "pass", line=".github/workflows/rollback.yml:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/rollback.yml --
on: {schedule: [{cron: "0 6 1 * *"}]}
jobs:
  rollback-drill:
    steps:
      - run: helm rollback app -n staging
"""),
    example("a dated record", "pass", line="docs/runbook.md:7", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/runbook.md --
# Runbook

## Roll back

Run `helm rollback app`.

The rollback was tested on 2026-03-14 in staging: four minutes.
"""),
    example("a plan to test it", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/runbook.md --
# Runbook

The rollback will be tested in staging by 2026-12-01.
"""),
]
