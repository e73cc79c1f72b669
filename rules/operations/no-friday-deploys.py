"""Nothing is deployed on a Friday afternoon.

What breaks on Friday evening stays broken until Monday, or costs somebody the weekend. Fewer people are there to notice, and the users of a
weekend service meet it first.

Pass: a deploy window or freeze in the pipeline, or no release tag of the last year on a Friday after 12:00 (tagger's time)

Fail: release tags of the last year on Friday afternoons; each is a finding

Fix: Add a guard as the deploy job's first step: fail when `date -u +%u%H` is 512 or more (Friday noon until Sunday), unless an input says
emergency; a deploy freeze on GitLab, a change window in Argo CD (`syncWindows`), gates in Azure Pipelines, or a schedule for the release
train from Monday to Thursday.

Searched: release tags of the year before HEAD, pre-releases left out (a tag without a date of its own has its commit's); windows and
freezes in pipelines
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from readylint import (
    Commits,
    Files,
    Finding,
    Location,
    Project,
    Provisions,
    Tag,
    Tags,
    contradicts,
    example,
    regex,
    rule,
    supports,
    unclear,
)

NAMES_RELEASES = ("version", "VERSION", "version.txt", ".version", "CHANGELOG*", "CHANGES*", "HISTORY.md", "version.*")
YEAR = timedelta(days=365)
LATE = timedelta(days=7)  # a tag may be made after its commit
FRIDAY, NOON = 4, 12
RELEASE = regex(
    r"(?i)(?!(?:dev(?:el(?:opment)?)?|test(?:ing)?|integration|pre-?prod(?:uction)?|staging|stage|uat|qa|preview|sandbox|nightly|canary|backup|before|archived?)\b)"
    r"(?:.*[-_/@v.])?(?:v|r|rel|release)?\d[\w.+-]*"
)
PRERELEASE = regex(
    r"(?i)\d[._-]?(?:alpha|beta|rc|dev|pre|preview|snapshot|nightly|canary|next|m\d|a\d|b\d)|^v?\d+\.\d+\.\d+-|helm-?chart|staging|preview"
)


@rule(id="OPS012", severity="low", absence="unknown", sources=("S4",))
def no_friday_deploys(tags: Tags, commits: Commits, provisions: Provisions, files: Files, project: Project) -> Iterator[Finding]:
    for found in provisions.on("deploy_window"):
        yield supports(found, found.says)
    releases = _releases(tags, commits)
    named = [f.path for f in files.match(*NAMES_RELEASES) if "/" not in f.path]
    anchor = Location(next(iter((*named, *project.anchors)), ""))
    late = [t for t in releases if t.date.weekday() == FRIDAY and t.date.hour >= NOON]
    for tag in late:
        said = f"{tag.name} was tagged on Friday {tag.date:%Y-%m-%d} at {tag.date:%H:%M}"
        yield contradicts(anchor, said, commit=tag.commit or None, author_date=tag.date)
    if releases and not late:
        number = f"{len(releases)} release tags" if len(releases) > 1 else f"one release tag ({releases[0].name})"
        yield supports(anchor, f"{number} in the last year, none on a Friday after noon")
    elif not releases:
        lacking = "no release tag in the last year, and no deploy window in a pipeline"
        yield unclear(f"the tags could not be read: {tags.why}" if tags.why else lacking)


def _releases(tags: Tags, commits: Commits) -> list[Tag]:
    """The release tags of the year before HEAD."""
    now = commits.head_date
    named = [t for t in tags if RELEASE.fullmatch(t.name) and not PRERELEASE.search(t.name)]
    return [t for t in named if now and -LATE <= now - t.date <= YEAR]


EXAMPLES = [
    example("releases that are counted", "fail", says="r268 was tagged on Friday 2024-03-08 at 15:10", repo="""
-- server.js --
require("express")().listen(80)
== 2024-03-08T15:10-05:00 Release (tag: r268) ==
-- version.txt --
268
"""),
    example("a guard in the pipeline", "pass", line=".github/workflows/deploy.yml:6", repo="""
-- .github/workflows/deploy.yml --
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: test "$(date -u +%u%H)" -lt 512
      - run: ./deploy.sh
-- server.js --
require("express")().listen(80)
"""),
    example("a freeze in a comment, and no tag", "unknown", says="no release tag", repo="""
-- .github/workflows/deploy.yml --
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      # - run: test "$(date -u +%u%H)" -lt 512
      - run: ./deploy.sh
-- server.js --
require("express")().listen(80)
== 2024-03-01 Deploy ==
-- version.txt --
1.0.0
"""),
    example("a release on a Friday afternoon", "fail", says="v1.1.0 was tagged on Friday 2024-03-08 at 15:10", repo="""
-- server.js --
require("express")().listen(80)
== 2024-03-08T15:10+01:00 Release (tag: v1.1.0) ==
-- version.txt --
1.1.0
== 2024-03-15T15:10+01:00 Try (tag: v1.2.0-rc.1) ==
-- version.txt --
1.2.0
"""),
    example("releases on Friday mornings, and one on an afternoon long ago", "pass", says="one release tag (v1.1.0)", repo="""
-- server.js --
require("express")().listen(80)
== 2022-03-04T15:00+01:00 Release (tag: v1.0.0) ==
-- version.txt --
1.0.0
== 2024-03-08T11:10+01:00 Release (tag: v1.1.0) ==
-- version.txt --
1.1.0
"""),
    example("a library", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("a tag that keeps what was", "unknown", says="no release tag", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
== 2024-03-08T15:00:00Z Orders (tag: backup-before-merge-20240308-150000) ==
-- app.py --
from flask import Flask
Flask(__name__).run(port=1)
== 2024-03-11T10:00:00Z Items ==
"""),
    example("tags of an environment before production", "pass", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
== 2024-03-05T10:00:00Z Orders (tag: production-2024-03-05.1) ==
-- app.py --
from flask import Flask
Flask(__name__).run(port=1)
== 2024-03-08T15:00:00Z Items (tag: development-2024-03-08.2) ==
"""),
]
