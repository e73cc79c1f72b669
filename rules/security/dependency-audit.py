"""Dependencies are scanned for vulnerabilities.

Most of the code that serves users was written by strangers, and holes in it are published every day with instructions. Without a scan
nobody learns that the running version is on that list until somebody else makes use of it.

Pass: an audit in CI or a hook (npm/pnpm/yarn audit, pip-audit, safety, bundler-audit, govulncheck, cargo audit/deny, composer audit, OWASP
dependency-check, Trivy/Grype/Snyk/OSV, dependency-review-action, CodeQL does not count), or Dependabot/Renovate, whose security updates do
it

Fail: nothing of the kind is found

Fix: Add one step to CI: `pip-audit`, `npm audit --audit-level=high`, `bundle exec bundler-audit check --update`, `govulncheck ./...`,
`cargo audit`, `composer audit`, `dotnet list package --vulnerable`, OWASP dependency-check, `mix deps.audit`, or `trivy fs .` for all at
once. Or commit a `.github/dependabot.yml` or `renovate.json` that covers the app's package managers: their security updates do the same.

Searched: audit commands and actions in CI and hooks; workflows and templates outside the repository by name; Dependabot, Renovate and their
like; updates merged by a bot within a year
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Bots, Finding, Pipelines, Project, Updates, example, nothing, rule, supports, unclear, unread_pipelines

SHOWN = 5


@rule(id="SEC015", severity="high", applies="deps", sources=("S1.3", "S4"))
def dependency_audit(pipelines: Pipelines, bots: Bots, updates: Updates, project: Project) -> Iterator[Finding]:
    if not project.has("app") and not updates.pinned:  # ruling 26
        yield nothing("none of its dependencies is pinned: whoever installs it decides their versions")
        return
    audits = {r.at: r for r in pipelines.runs("audit")}
    yield from (supports(r, f"{r.pipeline.provider} audits: `{r.command.shown}`") for r in list(audits.values())[:SHOWN])
    yield from (supports(at, f"{name} scans dependencies") for name, at in list(pipelines.remote("audit"))[:SHOWN])
    yield from (supports(c, f"a hook audits: `{c.shown}`") for c in pipelines.hooks if c.does("audit"))
    yield from (supports(b, f"{b.name} raises {b.ecosystem or 'dependencies'}, security updates among them") for b in list(bots)[:SHOWN])
    for update in updates.merged_by_bots[:1]:
        yield supports(update, f"{update.author} raised dependencies on {update.day} ({update.commit[:9]})")
    if updates.hidden:
        yield unclear(f"a bot's updates would show in the history: {updates.why}")
    yield from unread_pipelines(pipelines)


EXAMPLES = [
    example("a workflow that is offered to other repositories runs here for none", "fail", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5.1.0"}}
-- server.js --
require("express")().listen(8080)
-- .github/workflows/audit.yml --
on: workflow_call
jobs:
  audit:
    steps:
      - uses: actions/dependency-review-action@v4
"""),
    example("an offered workflow that the repository calls by its full name", "pass", line=".github/workflows/audit.yml:5", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5.1.0"}}
-- server.js --
require("express")().listen(8080)
-- .github/workflows/audit.yml --
on: workflow_call
jobs:
  audit:
    steps:
      - uses: actions/dependency-review-action@v4
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  audit:
    uses: shop/shop/.github/workflows/audit.yml@main
"""),
    example("the Home Office's Trivy client in Drone", "pass", line=".drone.yml:8", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5.1.0"}}
-- server.js --
require("express")().listen(8080)
-- .drone.yml --
kind: pipeline
name: default
steps:
  - name: build
    image: node:24
    commands:
      - docker build -t shop:$${DRONE_COMMIT_SHA} .
  - name: scan_node_packages
    image: registry.example.org/acp/trivy/client:latest
    environment:
      IMAGE_NAME: shop:${DRONE_COMMIT_SHA}
      SEVERITY: MEDIUM,HIGH,CRITICAL
    when:
      event: [push, pull_request]
"""),
    example("CircleCI: what the job of an organisation's own orb is called", "pass", line=".circleci/config.yml:7", repo="""
-- go.mod --
module example.org/app
go 1.23
require github.com/gorilla/mux v1.8.1
-- main.go --
package main
import "github.com/gorilla/mux"
func main() { mux.NewRouter() }
-- .circleci/config.yml --
version: 2.1
orbs:
  ci: example/golang-ci@1
workflows:
  scans:
    jobs:
      - ci/scan:
          name: scan-dependencies
          context: team
"""),
    example("an extension of a browser is handed out with what its lock file names", "fail", repo="""
-- package.json --
{"private": true, "scripts": {"build": "parcel build source/manifest.json"}, "dependencies": {"webext-base-css": "^1.3.1"}}
-- package-lock.json --
{"lockfileVersion": 3}
-- source/manifest.json --
{"name": "Notifier", "manifest_version": 3, "background": {"service_worker": "background.js"}}
-- source/background.js --
import "webext-base-css"
browser.alarms.create("update", { delayInMinutes: 1 })
"""),
    example("a make target with its recipe behind it", "pass", line=".github/workflows/ci.yml:5", repo="""
-- go.mod --
module example.org/app
go 1.23
require github.com/gorilla/mux v1.8.1
-- main.go --
package main
import "github.com/gorilla/mux"
func main() { mux.NewRouter() }
-- Makefile --
lint: ; "$(SHELL)" ./scripts/lint.sh
-- scripts/lint.sh --
#!/bin/sh
run_linter "$go" tool govulncheck ./...
-- .github/workflows/ci.yml --
on: push
jobs:
  lint:
    steps:
      - run: make lint
"""),
    example("a library's lock file is read by nobody who installs it", "na", repo="""
-- mix.exs --
defmodule Cards.MixProject do
  use Mix.Project
  def project, do: [app: :cards, package: [licenses: ["MIT"]], deps: deps()]
  defp deps do
    [{:jason, "~> 1.4"}]
  end
end
-- mix.lock --
%{
  "jason": {:hex, :jason, "1.4.1", "fbb01ecd", [:mix], [], "hexpm", "fbb01ecd"},
}
-- lib/cards.ex --
defmodule Cards do
end
"""),
    example("npm audit in CI", "pass", line=".github/workflows/ci.yml:5", repo="""
-- package.json --
{"dependencies": {"express": "4.18.0"}}
-- server.js --
require("express")().listen(3000)
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: npm audit --audit-level=high
"""),
    example("Dependabot for the app's package manager", "pass", line=".github/dependabot.yml:3", repo="""
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
app = Flask(__name__)
-- .github/dependabot.yml --
version: 2
updates:
  - package-ecosystem: pip
    directory: /
"""),
    example("Dependabot for actions only", "fail", repo="""
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
-- .github/dependabot.yml --
version: 2
updates:
  - package-ecosystem: github-actions
    directory: /
"""),
    example("code scanning is no audit", "fail", repo="""
-- go.mod --
module example.org/app
go 1.22
require github.com/go-chi/chi/v5 v5.0.0
-- main.go --
package main
import ("net/http"; "github.com/go-chi/chi/v5")
func main() { http.ListenAndServe(":80", chi.NewRouter()) }
-- .github/workflows/ci.yml --
on: push
jobs:
  codeql:
    steps:
      - uses: github/codeql-action/analyze@v3
      - run: gosec ./...
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
    example("an audit of documents", "fail", repo="""
-- package.json --
{"private": true, "dependencies": {"express": "5.1.0"}, "scripts": {"start": "node server.js", "docs:audit": "node scripts/audit-docs.js"}}
-- server.js --
require("express")().listen(3000)
-- scripts/audit-docs.js --
require("fs").readdirSync("docs")
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  docs:
    runs-on: ubuntu-latest
    steps:
      - run: npm run docs:audit
"""),
]
