"""Every provider's triggers, resolution, soft-fail marks and lines."""

from __future__ import annotations

import time

import pytest

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.ci.makefiles import recipes
from readylint.facts.ci.purposes import purpose, table
from readylint.facts.ci.shell import Script, commands, stripped
from readylint.facts.files import Files, PathRules
from readylint.facts.pipelines import Pipelines
from readylint.history import HistoryOption
from readylint.model import Location
from readylint.snapshot import Snapshot


def pipelines(text: str) -> Pipelines:
    return Facts(Snapshot.of(text.lstrip("\n")), PathRules(), HistoryOption(), Config()).get(Pipelines)


def run_by(text: str) -> list[tuple[str, bool, bool]]:
    """Where CI runs tests, whether a change starts them, and whether they may fail."""
    return [(str(r.at), r.on_change, r.soft_fail is not None) for r in pipelines(text).runs("test")]


PROVIDERS = {
    "GitHub Actions": ("""
-- .github/workflows/ci.yml --
on: [push]
jobs:
  a:
    steps:
      - run: |
          echo start
          pytest
        continue-on-error: true
""", [(".github/workflows/ci.yml:7", True, True)]),
    "a schedule is no change": ("""
-- .github/workflows/ci.yml --
on:
  schedule: [{cron: "0 1 * * *"}]
jobs:
  a: {steps: [{run: pytest}]}
""", [(".github/workflows/ci.yml:4", False, False)]),
    "a job that is off": ("""
-- .github/workflows/ci.yml --
on: push
jobs:
  a: {if: false, steps: [{run: pytest}]}
  b: {if: "github.event_name == 'schedule'", steps: [{run: pytest}]}
""", [(".github/workflows/ci.yml:4", False, False)]),
    "a local action and a local workflow": ("""
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  a: {steps: [{uses: ./.github/actions/unit}]}
  b: {uses: ./.github/workflows/reusable.yml, with: {command: npx vitest}}
-- .github/actions/unit/action.yml --
runs:
  using: composite
  steps:
    - run: go test ./...
-- .github/workflows/reusable.yml --
on: {workflow_call: {inputs: {command: {default: "true"}}}}
jobs:
  c:
    steps:
      - run: ${{ inputs.command }}
""", [(".github/actions/unit/action.yml:4", True, False), (".github/workflows/reusable.yml:5", True, False)]),
    "GitLab CI": ("""
-- .gitlab-ci.yml --
include: {local: ci/base.yml}
.base:
  script:
    - bundle exec rspec
unit: {extends: .base}
late: {script: [pytest], when: manual}
soft: {script: [mix test], allow_failure: true}
-- ci/base.yml --
included: {script: [cargo test]}
""", [("ci/base.yml:1", True, False), (".gitlab-ci.yml:4", True, False), (".gitlab-ci.yml:6", False, False),
    (".gitlab-ci.yml:7", True, True)]),
    "CircleCI": ("""
-- .circleci/config.yml --
orbs: {node: circleci/node@5}
jobs:
  unit:
    docker: [{image: cimg/go}]
    steps:
      - run: go test ./...
workflows:
  main:
    jobs: [unit, node/test]
  nightly:
    triggers: [{schedule: {cron: "0 0 * * *"}}]
    jobs: [unit]
""", [(".circleci/config.yml:6", True, False), (".circleci/config.yml:9", True, False), (".circleci/config.yml:6", False, False)]),
    "Jenkins": ("""
-- Jenkinsfile --
pipeline {
  stages {
    stage('Test') { steps { sh 'mvn -B verify' } }
    stage('Soft') { steps { catchError { sh "npm ci && npx jest" } } }
    stage('Not') { steps { /* sh 'pytest' */ sh(script: 'mvn package -DskipTests', returnStatus: true) } }
  }
}
""", [("Jenkinsfile:3", True, False), ("Jenkinsfile:4", True, True)]),
    "Azure Pipelines": ("""
-- azure-pipelines.yml --
trigger: [main]
steps:
  - task: DotNetCoreCLI@2
    inputs: {command: test}
  - template: more.yml
-- more.yml --
steps:
  - script: pytest
    continueOnError: true
""", [("azure-pipelines.yml:3", True, False), ("more.yml:2", True, True)]),
    "a shell by its path": ("""
-- .github/workflows/ci.yml --
on: push
jobs:
  a:
    steps:
      - run: docker run --rm -v $(pwd):/app -w /app mcr.microsoft.com/dotnet/sdk:8.0 /bin/sh .github/scripts/inside.sh Shop
-- .github/scripts/inside.sh --
dotnet test test/$1 --logger html
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
""", [(".github/workflows/ci.yml:5", True, False)]),
    "Azure Pipelines, by another name": ("""
-- .devops/code-review.yml --
pr: [main]
pool: {vmImage: ubuntu-latest}
steps:
  - template: steps.yml
-- .devops/steps.yml --
steps:
  - task: Gradle@3
    inputs: {tasks: clean build}
-- build.gradle --
apply plugin: "java"
-- .github/workflows/pipeline.yml --
on: push
jobs: {a: {runs-on: ubuntu-latest, steps: [{run: echo}]}}
""", [(".devops/steps.yml:2", True, False)]),
    "Bitbucket": ("""
-- bitbucket-pipelines.yml --
pipelines:
  pull-requests:
    '**':
      - step:
          script:
            - npx jest
  custom:
    nightly:
      - step: {script: [pytest]}
""", [("bitbucket-pipelines.yml:6", True, False), ("bitbucket-pipelines.yml:9", False, False)]),
    "Travis": ("""
-- .travis.yml --
language: node_js
-- package.json --
{"scripts": {"test": "mocha"}}
""", [(".travis.yml:1", True, False)]),
    "Drone": ("""
-- .drone.yml --
kind: pipeline
steps:
  - name: test
    commands: [go test ./...]
    failure: ignore
""", [(".drone.yml:4", True, True)]),
    "Woodpecker": ("""
-- .woodpecker.yml --
steps:
  test:
    image: golang
    commands: [go test ./...]
    when: {event: cron}
""", [(".woodpecker.yml:4", False, False)]),
    "Buildkite": ("""
-- .buildkite/pipeline.yml --
steps:
  - label: test
    command: rspec
    soft_fail: true
""", [(".buildkite/pipeline.yml:3", True, True)]),
    "AppVeyor": ("""
-- appveyor.yml --
test_script:
  - ps: dotnet test
""", [("appveyor.yml:2", True, False)]),
    "Netlify": ("""
-- netlify.toml --
[build]
base = "site/"
command = "npm run build"
[context.production]
command = "npm test"
""", [("netlify.toml:5", True, False)]),
    "Cirrus": ("""
-- .cirrus.yml --
unit_task:
  test_script: pytest
""", [(".cirrus.yml:2", True, False)]),
    "Cloud Build": ("""
-- cloudbuild.yaml --
steps:
  - name: node:20
    entrypoint: bash
    args:
      - -c
      - |
        npm ci
        npx jest
""", [("cloudbuild.yaml:8", False, False)]),
    "CodeBuild": ("""
-- buildspec.yml --
phases:
  build:
    commands: [pytest]
""", [("buildspec.yml:3", False, False)]),
    "Semaphore": ("""
-- .semaphore/semaphore.yml --
blocks:
  - task:
      jobs:
        - name: test
          commands: [bundle exec rspec]
""", [(".semaphore/semaphore.yml:5", True, False)]),
    "Tekton": ("""
-- .tekton/task.yaml --
kind: Task
spec:
  steps:
    - name: test
      onError: continue
      script: go test ./...
""", [(".tekton/task.yaml:6", False, True)]),
    "Forgejo": ("""
-- .forgejo/workflows/ci.yml --
on: push
jobs: {a: {steps: [{run: cargo test}]}}
""", [(".forgejo/workflows/ci.yml:2", True, False)]),
}


@pytest.mark.parametrize("name", PROVIDERS)
def test_provider(name: str) -> None:
    text, expected = PROVIDERS[name]
    assert run_by(text) == expected


CALLED = {
    "make test": "-- Makefile --\nPYTEST ?= poetry run pytest\ntest: build\n\t$(PYTEST) -q\nbuild:\n\techo ok\n",
    "npm run ci": '-- package.json --\n{"scripts": {"ci": "npm run lint && npm t", "lint": "eslint .", "test": "jest"}}\n',
    "composer ci": '-- composer.json --\n{"scripts": {"ci": ["@lint", "@php vendor/bin/phpunit"], "lint": "phpcs"}}\n',
    "tox": "-- tox.ini --\n[testenv]\ncommands =\n    coverage erase\n    py: pytest {posargs}\n",
    "nox -s unit": '-- noxfile.py --\nimport nox\n@nox.session\ndef unit(session):\n    session.run("pytest", "-q")\n',
    "just check": "-- justfile --\ncheck: lint\n    cargo test\nlint:\n    cargo fmt\n",
    "task ci": "-- Taskfile.yml --\ntasks:\n  ci:\n    cmds: [{task: unit}]\n  unit:\n    cmds: [go test ./...]\n",
    "mise run ci": "-- .mise.toml --\n[tasks.ci]\ndepends = ['lint']\ndir = 'api'\nrun = ['mix compile', 'mix test']\n[tasks]\nlint = 'mix format'\n",
    "mise r api:unit": "-- .mise/tasks/api/unit --\n#!/usr/bin/env bash\ngo test ./...\n",
    "npx turbo run lint test:all --continue": '-- package.json --\n{"private": true}\n-- apps/a/package.json --\n{"scripts": {"test:all": "vitest run"}}\n',
    "pnpm -r run verify": '-- apps/a/package.json --\n{"scripts": {"verify": "jest"}}\n-- apps/b/package.json --\n{"scripts": {"verify": "mocha"}}\n',
    "npm run verify --workspaces --if-present": '-- apps/a/package.json --\n{"scripts": {"verify": "jest"}}\n',
    "rake": "-- Rakefile --\nRSpec::Core::RakeTask.new(:spec)\ntask default: %i[lint spec]\n",
    "bin/ci": "-- bin/ci --\n#!/usr/bin/env bash\nset -e\nbundle exec rspec\n",
    "mix ci": '-- mix.exs --\n  defp aliases do\n    [\n      ci: ["format --check", "test"]\n    ]\n  end\n',
    "docker build .": "-- Dockerfile --\nFROM node\nRUN npm ci && npx jest\n",
    "docker compose run --rm -e A=1 web bash -c 'pytest'": "",
    "poe test": '-- pyproject.toml --\n[tool.poe.tasks]\ntest = "pytest"\n',
}


@pytest.mark.parametrize("call", CALLED)
def test_what_a_command_calls(call: str) -> None:
    found = pipelines(f"{CALLED[call]}-- .gitlab-ci.yml --\nci:\n  script:\n    - {call}\n")
    assert {str(r.at) for r in found.runs("test")} == {".gitlab-ci.yml:3"}


@pytest.mark.parametrize("script", ['echo \\"Error: no test specified\\" && exit 1', "eslint .", "exit 0", "tsc --noEmit"])
def test_a_target_is_judged_by_what_it_runs(script: str) -> None:
    assert not run_by('-- package.json --\n{"scripts": {"test": "' + script + '"}}\n-- .gitlab-ci.yml --\na: {script: [npm test]}\n')


NOT_TESTS = [
    "npm run lint", "mvn package -DskipTests", "go vet ./...", "cargo build", "gradle build -x test", "pip install pytest", "echo pytest",
    "pytest --collect-only", "docker build -t test .", "cargo install cargo-tarpaulin", "test -n value",
    "rails test:prepare", "npm ci", "dotnet build",
]


@pytest.mark.parametrize("text", NOT_TESTS)
def test_what_is_no_test(text: str) -> None:
    assert not purpose("test").done_by(stripped(text))


WHAT_FOR = {
    "pytest -v": "test", "bash ./gradlew check": "test", "/venv/bin/python manage.py test": "test", "go tool gotestsum ./...": "test",
    "istanbul cover cucumberjs": "test", "poetry --directory api run pytest": "test", "rush test": "test",
    "cf run-task shop --command 'python manage.py migrate' --name migrate": "migrate", "heroku run --app shop rails db:migrate": "migrate",
    "fly ssh console -C 'bin/rails db:migrate'": "migrate", "bin/rubocop -f github": "lint", "php bin/phpstan analyse": "lint",
    "npx @biomejs/biome ci .": "lint", "deno fmt --check": "lint", "sbt scalafmtCheckAll": "lint", "flutter analyze": "lint", "rye test": "test",
    "./gradlew assembleRelease": "build", "shards build --release": "build", "clojure -T:build uber": "build", "goreleaser build --snapshot": "build",
    "npx convex deploy": "deploy", "php vendor/bin/vapor deploy production": "deploy", "sst deploy --stage prod": "deploy",
}


@pytest.mark.parametrize("text", WHAT_FOR)
def test_what_a_command_is_for(text: str) -> None:
    assert [c.does(WHAT_FOR[text]) for c in commands(Script(text, Location("ci", 1), one_line=True))] == [True]


@pytest.mark.parametrize(("text", "soft"), [
    ("pytest || true", True), ("pytest || echo failed", True), ("pytest || exit 1", False), ("pytest || { echo failed; exit 1; }", False),
    ("set +e\npytest\necho done", True), ("set +e\npytest\nexit $?", False), ("pytest; exit 0", True),
    ("mvn verify -Dmaven.test.failure.ignore=true", True),
    ("pytest && echo ok", False), ("jest --passWithNoTests", False),
])
def test_soft_fail(text: str, soft: bool) -> None:
    found = [c for c in commands(Script(text, Location("ci", 1))) if c.does("test")]
    assert [bool(c.soft_fail) for c in found] == [soft]


def test_remote_workflows_are_told_apart_by_name() -> None:
    found = pipelines("""
-- .github/workflows/ci.yml --
on: push
jobs:
  lint: {uses: org/shared/.github/workflows/lint.yml@v1}
  unit: {uses: org/shared/.github/workflows/go-test.yml@v1}
  deps: {uses: org/shared/.github/workflows/dependency-review.yml@v1}
""")
    assert [str(at) for _, at in found.remote("test")] == [".github/workflows/ci.yml:4"]
    assert [str(at) for _, at in found.remote("audit")] == [".github/workflows/ci.yml:5"]


def test_a_broken_file_costs_itself() -> None:
    assert run_by("-- .gitlab-ci.yml --\na: [\n-- .travis.yml --\nscript: pytest\n") == [(".travis.yml:1", True, False)]


HOSTILE = [
    "-e " * 400, "docker compose " + "-f x " * 300, "npm " + "-a b " * 300, "make " + "a_" * 900, "npm test" + ":a-a" * 500 + "!",
    '"\\' * 1000, "$(" * 1000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_command_takes_long(text: str) -> None:
    began = time.perf_counter()
    for name in table()["purpose"]:
        purpose(name).done_by(text)
    list(commands(Script(text, Location("ci", 1))))
    assert time.perf_counter() - began < 2


def test_a_makefile_of_one_endless_line_is_read_at_once() -> None:
    text = f"-- Makefile --\n{'include ' * 20_000}\ntest:\n\tpytest\n"
    file = Facts(Snapshot.of(text), PathRules()).get(Files).get("Makefile")
    began = time.perf_counter()
    assert file and [script.text for script in recipes(file, ["test"])] == ["pytest"]
    assert time.perf_counter() - began < 2
