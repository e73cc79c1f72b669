"""A test step whose failure does not count (`continue-on-error: true`) counts again (TST003)."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.files import Files
from readylint.facts.pipelines import Pipelines
from readylint.fixes.edit import Edit, Hunk, defects
from readylint.knowledge import regex
from readylint.model import Assessment

_MARK = regex(r"(?P<item>\s*-\s+|\s*)(?:continue-on-error|allow_failure):\s*(?:true|\$\{\{\s*true\s*\}\})\s*(?:#.*)?$")


def edits(assessment: Assessment, files: Files, pipelines: Pipelines) -> Iterator[Edit]:
    """Takes the line with the mark out. A mark on a whole job lets more than its tests fail, so it is a suggestion."""
    of_jobs = {job.soft_fail for pipeline in pipelines for job in pipeline.jobs if len(job.steps) > 1}
    for at in defects(assessment):
        file = files.get(at.path)
        line = file.text.split("\n")[at.line - 1] if file else ""
        found = _MARK.match(line)
        if not found or "-" in found["item"]:
            continue
        doubt = "it stands on the whole job, whose other steps may fail now too" if at in of_jobs else ""
        yield Edit(at.path, (Hunk(at.line - 1, at.line),), "a failing test fails the pipeline", doubt)


BEFORE = """
-- app.py --
print("hello")
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: pytest  # all of them
        continue-on-error: true
      - run: ruff check .
        continue-on-error: true
"""

AFTER = """
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: pytest  # all of them
      - run: ruff check .
        continue-on-error: true
"""
