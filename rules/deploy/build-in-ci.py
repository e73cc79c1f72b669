"""CI lints and builds what is deployed.

When the first real build happens during the deploy, a missing file or a type error stops the release while users wait for the fix. A build
in CI finds it on the pull request.

Pass: a CI job that builds the artefact or image, or lints the code

Fail: neither

Fix: Add a job that builds what is deployed and runs the linter: `docker build .` (or docker/build-push-action with `push: false`), `npm run
build`, `mvn package`, `dotnet build -warnaserror`, `go build ./... && go vet ./...`, `cargo clippy -- -D warnings`, `ruff check`, `bundle
exec rubocop`, `terraform validate`, `mix compile --warnings-as-errors`.

Searched: commands that build, compile, lint or check types in every CI configuration, with the scripts and targets they call; workflows,
includes and orbs outside the repository
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Pipelines, Project, Run, contradicts, example, regex, rule, supports, unclear, unseen_pipelines

# What is linted there is not the code that is deployed: workflows, prose, commit messages.
_OF_OTHERS = regex(
    r"^(?:docker run (?:\S+ )*)?\S*(?:actionlint|zizmor|markdown|yamllint|commitlint|codespell|misspell|typos|cspell|vale|lychee"
    r"|dotenv-linter|editorconfig|lint[-_:](?:md|docs?|markdown|commits?|pr)\b|reuse\b)|/action-(?:actionlint|markdownlint|misspell|languagetool|alex)"
    r"|\b(?:lint|format|prettier)[-_:](?:md|docs?|markdown|commits?)\b|^make\s.*(?:markdown|actionlint|yamllint)",
)
ALSO = {"infrastructure": "infra-test", "static site": "site-build"}  # ruling 18
SHOWN = 3


@rule(id="DEP013", severity="medium", sources=("S2",))
def build_in_ci(pipelines: Pipelines, project: Project) -> Iterator[Finding]:
    built = _places(r for what in ("build", ALSO.get(project.kind, "build")) for r in pipelines.runs(what))
    linted = _places(r for r in pipelines.runs("lint") if not _OF_OTHERS.search(r.command.bare or r.command.text))
    yield from (supports(r, f"{r.pipeline.provider} builds: `{r.command.shown}`") for r in built[:SHOWN])
    yield from (supports(r, f"{r.pipeline.provider} lints: `{r.command.shown}`") for r in linted[:SHOWN])
    if not built and not linted:
        outside = list(_cannot_tell(pipelines, project))
        yield from outside or _lacking(pipelines)


def _lacking(pipelines: Pipelines) -> Iterator[Finding]:
    """The jobs that run on every change, of which none builds."""
    for pipeline in pipelines:
        jobs = [j for j in pipeline.jobs if pipeline.on_change and j.on_change and j.steps]
        for job in [j for j in jobs if not any(c for step in j.steps for c in step.doing("deploy"))][:SHOWN]:
            yield contradicts(job, f"{pipeline.provider} runs {job.name or 'a job'} on every change, and neither builds nor lints")


def _places(runs: Iterator[Run]) -> list[Run]:
    """One run for each line of CI."""
    found: dict[object, Run] = {}
    for run in runs:
        found.setdefault(run.at, run)
    return list(found.values())


def _cannot_tell(pipelines: Pipelines, project: Project) -> Iterator[Finding]:
    """Ruling 21: what could build or lint lives outside the repository."""
    for what in ("build", "lint", *(("test",) if project.kind in ALSO else ())):
        for name, at in pipelines.remote(what):
            yield unclear(f"what {name} builds and lints is outside the repository", at)
    yield from unseen_pipelines(pipelines)


EXAMPLES = [
    example("Leiningen's linters", "pass", line=".travis.yml:3", repo="""
-- .travis.yml --
language: clojure
script:
- lein eastwood
- lein kibit
-- project.clj --
(defproject shop "1" :dependencies [[ring "1.9.1"]])
-- src/shop/core.clj --
(ns shop.core (:require [org.httpkit.server :as httpkit]))
(defn -main [] (httpkit/run-server app {:port 80}))
"""),
    example("the commands that an action of others is given", "pass", line=".github/workflows/ci.yml:9", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/java/App.java --
@SpringBootApplication public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  backend:
    runs-on: ubuntu-latest
    steps:
      - uses: bcgov/action-test-and-analyse-java@7c7309721cae054b3e837c723afa4efb4b1a256d
        with:
          dir: backend
          commands: mvn clean compile verify
"""),
    example("a build written as a program with Bullseye", "pass", line=".github/workflows/ci.yml:5", repo="""
-- .github/workflows/ci.yml --
on: push
jobs:
  build:
    steps:
      - run: dotnet run --project build/build.csproj
-- build/Program.cs --
using static Bullseye.Targets;
using static SimpleExec.Command;
Target("build", () => Run("dotnet", "build Shop.sln -c Release"));
Target("default", ["build"]);
await RunTargetsAndExitAsync(args);
-- Shop/Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
"""),
    example("Python, compiled", "pass", line=".github/workflows/ci.yml:6", repo="""
-- .github/workflows/ci.yml --
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: python -m compileall src
-- src/app.py --
from flask import Flask
Flask(__name__).run()
"""),
    example("a linter of workflows and prose is none of the code", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- .github/workflows/ci.yml --
on: push
jobs:
  lint:
    steps:
      - run: actionlint
      - run: npx markdownlint-cli2 docs
"""),
    example("Amplify builds what is pushed", "pass", line="amplify.yml:6", repo="""
-- amplify.yml --
version: 1
frontend:
  phases:
    build:
      commands:
        - npm run build
-- package.json --
{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "5"}}
-- index.html --
<div id="root"></div>
"""),
    example("the image is built for a release", "pass", line=".github/workflows/image.yml:5", repo="""
-- server.js --
require("express")().listen(3000)
-- .github/workflows/image.yml --
on: {release: {types: [published]}}
jobs:
  image:
    steps:
      - uses: docker/build-push-action@v6
        with: {push: true}
"""),
    example("a linter", "pass", line=".github/workflows/ci.yml:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/ci.yml --
on: push
jobs:
  lint:
    steps:
      - run: poetry run ruff check .
"""),
    example("a target that compiles", "pass", line=".gitlab-ci.yml:3", repo="""
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- Makefile --
build:
	go build ./...
-- .gitlab-ci.yml --
build:
  script:
    - make build
"""),
    example("tests alone", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: pytest
"""),
    example("a workflow elsewhere lints", "unknown", says="outside the repository", repo="""
-- app.rb --
require "sinatra"
get("/") { "hello" }
-- .github/workflows/ci.yml --
on: push
jobs:
  lint:
    uses: acme/workflows/.github/workflows/rubocop.yml@main
"""),
    example("a library is not deployed", "na", repo="""
-- pyproject.toml --
[project]
name = "lib"
version = "1"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
-- src/lib/__init__.py --
x = 1
"""),
    example("a job that tests alone", "fail", line=".github/workflows/test.yml:3", says="neither builds nor lints", repo="""
-- app.rb --
require "sinatra"
get("/") { "hello" }
-- .github/workflows/test.yml --
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: bundle exec rspec
"""),
    example("a check of infrastructure that lives elsewhere", "unknown", repo="""
-- main.tf --
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
-- .github/workflows/check.yml --
on: [push, pull_request]
jobs:
  check:
    uses: acme/actions/.github/workflows/terraform_check.yml@v1
"""),
    example("a deploy that builds the image", "pass", line=".github/workflows/ci.yml:6", repo="""
-- app.rb --
require "sinatra"
get("/") { "hello" }
-- .github/workflows/ci.yml --
on: [push]
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: flyctl deploy --remote-only
"""),
    example("rake, a default of several lines", "pass", line=".github/workflows/ci.yml:5", repo="""
-- Gemfile --
gem "sinatra"
-- app.rb --
require "sinatra"
-- Rakefile --
RuboCop::RakeTask.new
RSpec::Core::RakeTask.new(:spec)
task default: %i[
  rubocop
  spec
]
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: bundle exec rake
"""),
    example("a linter called from the virtual environment that a variable names", "pass", line=".github/workflows/ci.yml:4", repo="""
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Makefile --
VENV := $(shell [ -z $$VIRTUAL_ENV ] && echo $$(pwd)/venv || echo $$VIRTUAL_ENV)
verify: verify-flake8
verify-flake8:
	${VENV}/bin/flake8 .
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  verify:
    steps: [{run: make verify}]
"""),
    example("rake: what runs by default is listed in a file beside", "pass", repo="""
-- Gemfile --
gem "rails"
gem "rubocop"
-- Rakefile --
require_relative "config/application"
Rails.application.load_tasks
-- lib/tasks/default.rake --
task(:default).clear.enhance %w[
  bundle_audit
  rubocop
  test
]
-- .github/workflows/ci.yml --
on: [push, pull_request]
jobs:
  ci:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: bundle exec rake
"""),
]
