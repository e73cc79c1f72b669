"""Dependency updates are automated or regular.

Dependencies that nobody updates grow old together, until a security fix needs three major upgrades at once. The fix that users needed this
week then takes a month.

Pass: Dependabot or Renovate configured, or dependency-update commits in at least 3 of the last 6 months of the history

Fail: neither

Fix: Commit `.github/dependabot.yml` with one `updates:` entry for each package manager of the app and `schedule: {interval: weekly}`,
grouped to keep the number of pull requests low; or a `renovate.json` with `"extends": ["config:recommended"]`. Merge them every week while
the tests are green.

Searched: Dependabot, Renovate and their like; scheduled update jobs; commits that raise versions in the last six months before HEAD
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import MONTHS, Bots, Finding, Pipelines, Project, Updates, example, nothing, rule, supports, unclear

ENOUGH = 3  # months of the last six


@rule(id="OPS003", severity="medium", applies="deps", sources=("S1.7",))
def dependency_updates(bots: Bots, pipelines: Pipelines, updates: Updates, project: Project) -> Iterator[Finding]:
    if not project.has("app") and not updates.pinned:  # ruling 26
        yield nothing("none of its dependencies is pinned: whoever installs it decides their versions")
        return
    for bot in bots:
        if bot.updates:
            yield supports(bot, f"{bot.name} raises {bot.ecosystem or 'dependencies'}" + (f" in {bot.folder}" if bot.folder else ""))
    for run in pipelines.runs("update"):
        if any(t.on == "schedule" for t in run.pipeline.triggers):
            yield supports(run, f"a scheduled job raises dependencies: `{run.command.shown}`")
    scheduled = {p.path for p in pipelines.all if any(t.on == "schedule" for t in p.triggers)}
    yield from (
        supports(at, f"a scheduled job raises dependencies: {name}") for name, at in pipelines.remote("update") if at.path in scheduled
    )
    if len(updates.months) >= ENOUGH:
        for month, update in sorted(updates.months.items(), reverse=True):
            yield supports(update, f"raised in {month}: {update.subject[:60]} ({update.commit[:9]})")
    elif updates.why:
        yield unclear(f"updates in {ENOUGH} of the last {MONTHS} months would show in the history: {updates.why}")


EXAMPLES = [
    example("an upgrade to a version, of nothing that is named, is one of the project's own", "fail", repo="""
-- package.json --
{"version": "1.4.20", "dependencies": {"express": "4.18.0"}}
-- server.js --
require("express")().listen(3000)
== 2024-02-10 Upgrade to 1.4.21 ==
-- package.json --
{"version": "1.4.21", "dependencies": {"express": "4.18.0", "cors": "2"}}
-- server.js --
require("express")().use(require("cors")()).listen(3000)
== 2024-03-10 Upgrade to v1.4.22 ==
-- package.json --
{"version": "1.4.22", "dependencies": {"express": "4.18.0", "cors": "2", "uuid": "9"}}
-- server.js --
require("express")().use(require("cors")()).listen(80)
== 2024-04-10 Upgrade to 1.5.0 ==
-- package.json --
{"version": "1.5.0", "dependencies": {"express": "4.18.0", "cors": "2", "uuid": "9", "pg": "8"}}
-- server.js --
require("express")().use(require("cors")()).listen(8080)
"""),
    example("work on the app that adds a dependency now and then", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4.18.0"}}
-- server.js --
require("express")().listen(3000)
== 2024-02-10 update ==
-- package.json --
{"dependencies": {"express": "4.18.0", "cors": "2"}}
-- server.js --
require("express")().use(require("cors")()).listen(3000)
-- orders.js --
module.exports = []
== 2024-03-10 feat: Update , fix logic ==
-- package.json --
{"dependencies": {"express": "4.18.0", "cors": "2", "uuid": "9"}}
-- server.js --
require("express")().use(require("cors")()).listen(80)
-- orders.js --
module.exports = [1]
== 2024-04-10 BIG update ==
-- package.json --
{"dependencies": {"express": "4.18.0", "cors": "2", "uuid": "9", "pg": "8"}}
-- server.js --
require("express")().use(require("cors")()).listen(8080)
-- orders.js --
module.exports = [2]
"""),
    example("Renovate", "pass", line="renovate.json:1", repo="""
-- package.json --
{"dependencies": {"express": "4.18.0"}}
-- server.js --
require("express")().listen(3000)
-- renovate.json --
{"extends": ["config:recommended"]}
"""),
    example("by hand, month after month", "pass", line="requirements.txt:1", repo="""
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
Flask(__name__).run()
== 2024-02-10 Upgrade to Flask 3.0.1 ==
-- requirements.txt --
flask==3.0.1
== 2024-03-10 Update requirements ==
-- requirements.txt --
flask==3.0.2
== 2024-04-10 Bump flask to 3.0.3 ==
-- requirements.txt --
flask==3.0.3
"""),
    example("once in a while", "fail", repo="""
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
Flask(__name__).run()
== 2024-06-10 Upgrade to Flask 3.0.1 ==
-- requirements.txt --
flask==3.0.1
"""),
    example("Renovate switched off", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4.18.0"}}
-- server.js --
require("express")().listen(3000)
-- renovate.json --
{"enabled": false}
== 2024-01-11 Another port ==
-- server.js --
require("express")().listen(80)
"""),
    example("a library that pins nothing", "na", repo="""
-- pyproject.toml --
[project]
name = "lib"
version = "1"
dependencies = ["attrs>=22"]
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
-- src/lib/__init__.py --
import attrs
"""),
    example("releases of its own", "fail", repo="""
-- requirements.txt --
flask==3.0.0
-- setup.cfg --
[metadata]
version = 1
-- app.py --
from flask import Flask
Flask(__name__).run()
== 2024-02-10 Update project version to 2 ==
-- requirements.txt --
flask==3.0.0
# 2
== 2024-03-10 feat(release): update the version ==
-- requirements.txt --
flask==3.0.0
# 3
== 2024-04-10 Update version ==
-- requirements.txt --
flask==3.0.0
# 4
"""),
    example("Azure Pipelines: a template of the organisation's, by the clock", "pass", line=".devops/yarn-lock-upgrade.yml:10", repo="""
-- package.json --
{"dependencies": {"express": "4.18.0"}}
-- server.js --
require("express")().listen(3000)
-- .devops/yarn-lock-upgrade.yml --
trigger: none
schedules:
  - cron: "0 0 * * *"
    always: true
pool: {vmImage: ubuntu-latest}
jobs:
  - job: upgrade
    steps:
      - checkout: self
      - template: templates/yarn-lock-upgrade/template.yaml@commons
"""),
    example("the project's own version, raised each month", "fail", repo="""
-- package.json --
{"version": "1.4.0", "dependencies": {"express": "4.18.0"}}
-- server.js --
require("express")().listen(3000)
== 2024-03-10 Begin ==
-- package.json --
{"version": "1.1.0", "dependencies": {"express": "4.18.0"}}
== 2024-04-10 Bump versions ==
-- package.json --
{"version": "1.2.0", "dependencies": {"express": "4.18.0"}}
== 2024-05-10 bump the versions ==
-- package.json --
{"version": "1.3.0", "dependencies": {"express": "4.18.0"}}
== 2024-06-10 Bump versions by dotnet-bump-version. ==
-- package.json --
{"version": "1.4.0", "dependencies": {"express": "4.18.0"}}
"""),
]
