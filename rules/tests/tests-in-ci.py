"""CI runs the test suite on every change.

A test suite that runs only when somebody remembers it stops being run the week before a deadline. From then on a broken change reaches
users with every test that would have caught it lying unused.

Pass: a CI configuration (any common provider) with a job that runs a test command (directly, or through a script, make/just/tox/nox/npm
target that does), triggered by push or pull/merge requests

Fail: no CI configuration, or none of its jobs runs tests, or tests only run by hand or on a schedule

Fix: Add a job that runs the suite on `push` and `pull_request`. On GitHub: `.github/workflows/test.yml` with `actions/checkout`, the
language's setup action and the test command (`pytest`, `npm test`, `go test ./...`, `mvn verify`, `bundle exec rspec`, `dotnet test`); on
GitLab the same command as a job of `.gitlab-ci.yml`.

Searched: the commands of every CI configuration, with the scripts and targets they call; workflows, includes and orbs outside the
repository; documents that name a pipeline elsewhere
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Parts, Pipelines, Run, contradicts, example, rule, supports, unclear, unseen_pipelines

# Ruling 18: what counts as a test where there is no code to test.
ALSO = {"infrastructure": "infra-test", "static site": "site-build"}
WHEN = {
    "manual": "by hand", "schedule": "on a schedule", "release": "for a release", "after": "after another workflow", "call": "when called",
}
SHOWN = 5


@rule(id="TST002", severity="blocker", applies="any", sources=("S0.1", "S1.1", "S2", "S4", "card"))
def tests_in_ci(pipelines: Pipelines, parts: Parts) -> Iterator[Finding]:
    runs = [*pipelines.runs("test", offered=True), *(pipelines.runs(ALSO[parts.checked]) if parts.checked in ALSO else ())]
    changed = _places(r for r in runs if r.on_change)
    if changed:
        yield from (supports(r, f"{r.pipeline.provider} runs `{r.command.shown}` on every change") for r in changed[:SHOWN])
    else:
        outside = list(_cannot_tell(pipelines, runs))
        yield from outside
        told = [r for r in _places(runs) if not any(t.on == "outside" for t in r.pipeline.triggers)]
        yield from (contradicts(r, f"`{r.command.shown}` runs only {_when(r)}, on no change") for r in told[:SHOWN])
        if not runs and not outside:
            built = _places(pipelines.runs("build", on_change=True))
            yield from (contradicts(r, f"{r.pipeline.provider} builds here on every change, and tests nothing") for r in built[-1:])


def _cannot_tell(pipelines: Pipelines, runs: list[Run]) -> Iterator[Finding]:
    """Ruling 21: the tests may run in a pipeline that lives elsewhere."""
    for name, at in pipelines.remote("test", on_change=True):
        yield unclear(f"what {name} runs is outside the repository", at)
    for run in runs:
        if any(t.on == "outside" for t in run.pipeline.triggers):
            yield unclear(f"what starts the {run.pipeline.provider} build is set outside the repository", run)
    yield from unseen_pipelines(pipelines)


def _places(runs: Iterator[Run] | list[Run]) -> list[Run]:
    """One run for each line of CI."""
    return list({run.at: run for run in reversed(list(runs))}.values())[::-1]


def _when(run: Run) -> str:
    if run.pipeline.on_change:
        return "by hand or on other events"
    return " or ".join(dict.fromkeys(WHEN.get(t.on, "when something outside starts it") for t in run.pipeline.triggers)) or "when called"


_TOX = """-- tox.ini --
[testenv]
commands =
    tests: pytest
    mypy: mypy src
[testenv:py31{0-3}-tests{,-rich}]
commands = coverage run -m pytest
-- tests/test_sums.py --
def test_add(): assert 1 + 1 == 2
-- .github/workflows/test.yml --
on: [pull_request]
jobs:
  test:
    steps:
"""

EXAMPLES = [
    example("Composer: whether the platform has what is asked for", "fail", repo="""
-- composer.json --
{"require": {"php": "^8.2"}, "require-dev": {"phpunit/phpunit": "^11"}}
-- tests/OrderTest.php --
<?php
class OrderTest extends PHPUnit\\Framework\\TestCase { public function testTotal() { $this->assertSame(1, 1 * 1); } }
-- .github/workflows/ci.yml --
on: push
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - run: composer check-platform-reqs
"""),
    example("a target that runs in a shell of Nix", "pass", line=".github/workflows/ci.yml:8", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
func main() {}
-- main_test.go --
package main
func TestMain(t *testing.T) { if 1 != 1 { t.Fatal() } }
-- Justfile --
tests:
  @go test ./...
-- .github/workflows/ci.yml --
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: >
          nix --extra-experimental-features "nix-command" --extra-experimental-features "flakes"
          develop --impure --command just tests
"""),
    example("Azure: a template of another repository is given jobs and commands", "pass", line="azure-pipelines-ci.yml:18", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "devDependencies": {"jest": "30"}}
-- a.test.js --
test("adds", () => expect(1 + 1).toBe(2))
-- azure-pipelines-ci.yml --
pr: ["*"]
resources:
  repositories:
    - repository: templates
      type: github
      name: example/templates
extends:
  template: stages/ci.yml@templates
  parameters:
    validationJobs:
      - name: Checks
        steps:
          - template: ../steps/node.yml
            parameters:
              script: npm ci
          - template: ../steps/node.yml
            parameters:
              script: npm test
"""),
    example("Laravel: a command that makes data for tests", "fail", repo="""
-- .github/workflows/ci.yml --
on: push
jobs:
  data:
    runs-on: ubuntu-latest
    steps: [{run: php artisan test-data:seed}]
-- artisan --
#!/usr/bin/env php
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- tests/Feature/OrderTest.php --
<?php
class OrderTest extends TestCase {
    public function test_total(): void { $this->assertSame(3, total([1, 2])); }
}
"""),
    example("a library was copied here with its CI, which no service reads there", "fail", says="only by hand", repo="""
-- .github/workflows/ci.yml --
on: workflow_dispatch
jobs:
  test:
    runs-on: ubuntu-latest
    steps: [{run: pytest}]
-- web/jquery-sliders/.travis.yml --
language: node_js
script: npm test
-- web/jquery-sliders/package.json --
{"scripts": {"test": "mocha"}}
-- app.py --
def total(prices): return sum(prices)
-- tests/test_app.py --
def test_total(): assert total([1, 2]) == 3
"""),
    example("the tests' database is prepared, and no test runs", "fail", repo="""
-- app.rb --
puts 1
-- spec/a_spec.rb --
it("adds") { expect(1 + 1).to eq(2) }
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  prepare:
    steps:
      - run: bundle exec rake db:test:prepare
"""),
    example("a runner that shares the tests among jobs", "pass", line=".github/workflows/ci.yml:6", repo="""
-- app.rb --
puts 1
-- spec/a_spec.rb --
it("adds") { expect(1 + 1).to eq(2) }
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  rspec:
    steps:
      - run: bundle exec rake db:test:prepare
      - run: rspec_booster --job 1/4
"""),
    example("tox: an environment whose factors leave the tests out", "fail", repo=f"""
{_TOX}      - run: uvx tox run -e py312-mypy
"""),
    example("tox: environments by their factors", "pass", line=".github/workflows/test.yml:5", says="coverage run", repo=f"""
{_TOX}      - run: uvx tox run -f py312-tests
"""),
    example("Go: a run of benchmarks that leaves the tests out", "fail", repo="""
-- go.mod --
module example.com/shop
-- sum_test.go --
package shop
import "testing"
func TestSum(t *testing.T) { if Sum(1, 2) != 3 { t.Fatal("sum") } }
-- .github/workflows/bench.yml --
on: pull_request
jobs:
  bench:
    steps:
      - run: go test ./... -bench . -benchtime 5s -run=XXX -benchmem
"""),
    example("what the shell hands over in quotes before the command", "pass", line=".github/workflows/test.yml:7", repo="""
-- go.mod --
module shop
-- shop_test.go --
package shop
func TestShop(t *testing.T) { t.Error("x") }
-- .github/workflows/test.yml --
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: sudo env "PATH=$PATH" "GOROOT=$GOROOT" go test ./... -race
"""),
    example("sbt's own name for several tasks", "pass", line=".github/workflows/ci.yml:6", repo="""
-- build.sbt --
name := "shop"
addCommandAlias("ci", "scalafmtCheckAll; test")
-- src/test/scala/SumTest.scala --
class SumTest extends munit.FunSuite { test("adds") { assertEquals(1 + 1, 2) } }
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  ci:
    runs-on: ubuntu-latest
    steps:
      - run: nix develop .#ci --command sbt ci
"""),
    example("TeamCity, whose steps are written in Kotlin", "unknown", repo="""
-- .teamcity/settings.kts --
project { buildType(Tests) }
object Tests : BuildType({ steps { gradle { tasks = "test" } } })
-- src/test/kotlin/ShopTest.kt --
class ShopTest {
  @Test
  fun adds() { assertEquals(2, 1 + 1) }
}
"""),
    example("pytest that tells each test's name", "pass", line=".github/workflows/test.yml:5", repo="""
-- test_sums.py --
def test_add(): assert 1 + 1 == 2
-- .github/workflows/test.yml --
on: [pull_request]
jobs:
  test:
    steps:
      - run: pytest -v
"""),
    example("an action that analyses Terraform", "pass", line=".github/workflows/terraform.yml:5", repo="""
-- main.tf --
resource "aws_vpc" "main" {}
-- .github/workflows/terraform.yml --
on: pull_request
jobs:
  analysis:
    steps:
      - uses: shop/github-actions/terraform-static-analysis@main
        with: {scan_type: full}
"""),
    example("a wrapper that a shell is told to run", "pass", line=".github/workflows/test.yml:5", repo="""
-- build.gradle --
plugins { id 'java' }
-- src/test/java/SumTest.java --
class SumTest { @Test void adds() { assertEquals(2, 1 + 1); } }
-- .github/workflows/test.yml --
on: [pull_request]
jobs:
  test:
    steps:
      - run: bash ./gradlew test --stacktrace
"""),
    example("mocha's own process, below nyc", "pass", line=".drone.yml:6", repo="""
-- package.json --
{
  "scripts": {"start": "node server.js", "test:unit": "nyc _mocha \\"test/_unit/**/*.spec.js\\""},
  "devDependencies": {"mocha": "11", "nyc": "18"}
}
-- server.js --
require("http").createServer(answer).listen(8080)
-- test/_unit/answer.spec.js --
describe("answer", () => it("answers", () => answer()));
-- .drone.yml --
kind: pipeline
name: default
unit_tests: &unit_tests
  image: node:24
  commands:
    - yarn run test:unit
steps:
  - name: unit_tests
    <<: *unit_tests
    when:
      event: [push, pull_request]
"""),
    example("a program for the browser is code: its build alone tests nothing", "fail", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "react-dom": "18"}, "devDependencies": {"vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/cart.tsx"></script>
-- src/cart.tsx --
export const Cart = () => <p>cart</p>
-- src/order.tsx --
export const Order = () => <p>order</p>
-- src/orders.tsx --
export const Orders = () => <p>orders</p>
-- src/product.tsx --
export const Product = () => <p>product</p>
-- src/search.tsx --
export const Search = () => <p>search</p>
-- src/user.tsx --
export const User = () => <p>user</p>
-- .github/workflows/ci.yml --
on: push
jobs:
  build:
    steps:
      - run: npm run build
"""),
    example("a function of the Makefile's own switches the environment on", "pass", line=".github/workflows/ci.yml:4", repo="""
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps: [{run: make run-checks}]
-- Makefile --
define execute_in_env
	source venv/bin/activate && $1
endef
unit-test:
	$(call execute_in_env, PYTHONPATH=. pytest -v test/)
run-checks: unit-test
-- a.py --
x = 1
-- test/test_a.py --
def test_a():
    assert 1 + 1 == 2
"""),
    example("Cloud Build that is told the branch is started by a push", "pass", line="cloudbuild.yaml:7", repo="""
-- cloudbuild.yaml --
steps:
  - id: plan
    name: hashicorp/terraform:1.9
    entrypoint: sh
    args:
      - -c
      - cd environments/$BRANCH_NAME && terraform plan
-- environments/dev/main.tf --
resource "google_compute_instance" "shop" {}
"""),
    example("what starts Cloud Build is set outside", "unknown", repo="""
-- cloudbuild.yaml --
steps:
  - name: python:3.13
    entrypoint: pytest
-- app.py --
x = 1
-- tests/test_app.py --
def test_one():
    assert 1 + 1 == 2
"""),
    example("Netlify builds the pages at every change", "pass", line="netlify.toml:2", says="hugo --minify", repo="""
-- netlify.toml --
[build]
command = "hugo mod clean && hugo --minify"
-- hugo.yaml --
title: Shop
-- content/_index.md --
# Shop
"""),
    example("what Flux keeps is checked against the schemas", "pass", line=".github/workflows/test.yml:6", repo="""
-- .github/workflows/test.yml --
on:
  pull_request:
jobs:
  manifests:
    steps:
      - uses: fluxcd/flux-schema/actions/validate@v1
-- apps/shop.yaml --
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: shop}
"""),
    example("a cluster of CI waits until everything is ready", "pass", line=".github/workflows/e2e.yml:5", repo="""
-- .github/workflows/e2e.yml --
on: push
jobs:
  kubernetes:
    steps:
      - run: kubectl -n flux-system wait kustomization/apps --for=condition=ready --timeout=5m
-- apps/shop.yaml --
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: shop}
"""),
    example("playbooks whose syntax a linter checks", "pass", line=".github/workflows/ci.yml:6", repo="""
-- .github/workflows/ci.yml --
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - run: ansible-lint
-- site.yml --
- name: the shop
  hosts: web
  roles: [shop]
"""),
    example("a script of the image, run in its container", "pass", line=".circleci/config.yml:7", repo="""
-- .circleci/config.yml --
version: 2.1
jobs:
  build:
    machine: {image: ubuntu-2204:current}
    steps:
      - checkout
      - run: docker compose run web test
-- docker-compose.yml --
services:
  web: {build: .}
-- Dockerfile --
FROM ruby:3.4
ENV PATH=/app/bin:$PATH
-- bin/test --
#!/bin/sh
rails test
-- test/a_test.rb --
class ATest < ActiveSupport::TestCase
  test("one") { assert_equal 1, 1 }
end
"""),
    example("pytest on pull requests", "pass", line=".github/workflows/test.yml:7", repo="""
-- app.py --
print("hello")
-- .github/workflows/test.yml --
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: |
          poetry run pytest -q
"""),
    example("a make target that runs a script", "pass", line=".gitlab-ci.yml:3", repo="""
-- main.go --
package main
-- Makefile --
test:
	./scripts/check.sh
-- scripts/check.sh --
#!/bin/sh
go test ./...
-- .gitlab-ci.yml --
unit:
  script:
    - make test
"""),
    example("terraform plan for infrastructure", "pass", repo="""
-- main.tf --
resource "aws_s3_bucket" "files" {
  bucket = "files"
}
-- .github/workflows/plan.yml --
on: pull_request
jobs:
  plan:
    steps:
      - run: terraform plan
"""),
    example("npm's placeholder is no test", "fail", repo="""
-- package.json --
{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(3000)
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: npm test
"""),
    example("only on a schedule", "fail", line=".github/workflows/nightly.yml:8", says="on a schedule", repo="""
-- app.py --
print("hello")
-- .github/workflows/nightly.yml --
on:
  schedule:
    - cron: "0 3 * * *"
jobs:
  test:
    steps:
      - name: test
        run: pytest
"""),
    example("CI builds and lints only", "fail", repo="""
-- pom.xml --
<project><groupId>a</groupId></project>
-- src/main/java/App.java --
class App {}
-- Jenkinsfile --
pipeline { stages { stage("build") { steps { sh "mvn -B package -DskipTests" } } } }
"""),
    example("a workflow of another repository", "unknown", says="go-test.yml", repo="""
-- main.go --
package main
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  lint: {uses: org/shared/.github/workflows/lint.yml@v1}
  test: {uses: org/shared/.github/workflows/go-test.yml@v1}
"""),
    example("a document says where the tests run", "unknown", says="a document names", repo="""
-- app.py --
print("hello")
-- README.md --
# App
## Tests

When our tests are run in Concourse, Postgres is part of the container.
"""),
    example("a Jenkinsfile that leaves all to a library", "unknown", says="Infrastructure@2.4.9", repo="""
-- src/main/java/App.java --
class App {}
-- Jenkinsfile_CNP --
@Library("Infrastructure@2.4.9")

withPipeline("java", "product", "component") {
  disableLegacyDeployment()
}
"""),
    example("PowerShell that runs the tests", "pass", line=".github/workflows/ci.yml:6", repo="""
-- src/Lib.cs --
class Lib {}
-- Build.ps1 --
<#
  exec { dotnet test } in words only
#>
exec { & dotnet test -c Release --results-directory $artifacts -l trx }
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  build:
    runs-on: windows-latest
    steps:
      - run: .\\Build.ps1
        shell: pwsh
"""),
    example("a build program that a script starts", "pass", line=".github/workflows/ci.yml:5", repo="""
-- src/Lib.cs --
class Lib {}
-- build.sh --
#!/bin/sh
dotnet tool restore
dotnet cake "$@"
-- build.cake --
Task("Test").Does(() => {
    DotNetTest("./tests", settings);
});
-- .github/workflows/ci.yml --
on: push
jobs:
  build:
    steps:
      - run: ./build.sh
"""),
    example("a compose service whose image runs the tests", "pass", line=".circleci/config.yml:6", repo="""
-- src/Api.cs --
class Api {}
-- docker-compose.yml --
services:
  api-test:
    build: {context: ., dockerfile: Api.Tests/Dockerfile}
-- Api.Tests/Dockerfile --
FROM mcr.microsoft.com/dotnet/sdk:8.0
CMD ["dotnet", "test"]
-- .circleci/config.yml --
version: 2.1
jobs:
  check:
    docker: [{image: "cimg/base:stable"}]
    steps:
      - run: docker-compose run api-test
workflows:
  all: {jobs: [check]}
"""),
    example("a pipeline written in Go", "pass", line=".github/workflows/ci.yml:5", repo="""
-- lib/app.ex --
defmodule App do
end
-- magefiles/ci.go --
package main

func Ci() {
	run("mix", "test")
}
-- .github/workflows/ci.yml --
on: push
jobs:
  all:
    steps:
      - run: mage ci
"""),
    example("the matrix says what runs", "pass", line=".github/workflows/ci.yml:7", repo="""
-- index.js --
module.exports = 1
-- package.json --
{"scripts": {"lint": "eslint .", "unit": "mocha"}, "devDependencies": {"mocha": "10"}}
-- .github/workflows/ci.yml --
on: push
jobs:
  all:
    strategy:
      matrix: {task: [lint, unit]}
    steps:
      - run: npm run ${{ matrix.task }}
"""),
    example("a runner in the folder of an installed package", "pass", line=".travis.yml:3", repo="""
-- index.php --
<?php echo 1;
-- .travis.yml --
language: php
script:
  - php app/vendor/bin/phpunit
"""),
    example("Flask's own command", "pass", line=".travis.yml:2", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .travis.yml --
language: python
script: flask test
"""),
    example("a remote workflow that is given the command", "pass", line=".github/workflows/ci.yml:6", repo="""
-- src/main/kotlin/App.kt --
fun main() {}
-- .github/workflows/ci.yml --
on: push
jobs:
  verify:
    uses: org/shared/.github/workflows/gradle.yml@v1
    with:
      gradle-command: ./gradlew check
"""),
    example("a build on every change, and no test", "fail", line=".github/workflows/ci.yml:6", says="tests nothing", repo="""
-- Program.cs --
System.Console.WriteLine("hello");
-- .github/workflows/ci.yml --
on: [push]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: dotnet build --configuration Release
"""),
    example("a make target whose commands run in a container, or without one", "pass", line=".github/workflows/ci.yml:5", repo="""
-- go.mod --
module example.com/shop
-- shop_test.go --
package shop
func TestSum(t *testing.T) { if Sum(1, 1) != 2 { t.Fatal("sum") } }
-- Makefile --
include Makefile.variables
local:
	@$(eval ENGINERUN= )
build: test *.go
	${ENGINERUN} go build
test:
	${ENGINERUN} bash ./scripts/test.sh
-- scripts/test.sh --
go test $(go list ./...)
-- .github/workflows/ci.yml --
on: [push, pull_request]
jobs:
  build:
    steps:
      - run: make local build
"""),
    example("a task of Concourse that runs a script of the repository", "pass", line="ci/unit.yml:7", repo="""
-- go.mod --
module example.com/shop
-- shop_test.go --
package shop
func TestSum(t *testing.T) { if Sum(1, 1) != 2 { t.Fatal("sum") } }
-- Makefile --
test:
	go test ./...
-- ci/unit.yml --
platform: linux
image_resource:
  type: docker-image
inputs:
  - name: shop
run:
  path: shop/ci/scripts/unit.sh
-- ci/scripts/unit.sh --
#!/bin/bash -eux
pushd shop
  make test
popd
"""),
    example("a pipeline of Concourse whose inputs are fetched together", "pass", line="ci/pipeline.yml:18", repo="""
-- go.mod --
module example.com/shop
-- shop_test.go --
package shop
func TestSum(t *testing.T) { if Sum(1, 1) != 2 { t.Fatal("sum") } }
-- ci/pipeline.yml --
resources:
  - name: shop
    type: git
    source: {uri: https://git.example.com/shop.git}
jobs:
  - name: unit
    plan:
      - in_parallel:
          - get: shop
            trigger: true
          - get: image
      - task: unit
        config:
          platform: linux
          inputs:
            - name: shop
          run:
            path: sh
            args: ["-c", "cd shop && go test ./..."]
"""),
    example("Gradle: a report of Kover runs the tests it reports on", "pass", line=".github/workflows/ci.yml:4", repo="""
-- build.gradle.kts --
plugins { id("org.jetbrains.kotlinx.kover") version "0.9.3" }
-- src/test/kotlin/ShopTest.kt --
class ShopTest {
  @Test
  fun total() { assertEquals(2, Shop().total()) }
}
-- Makefile --
coverage-report:
	docker compose exec api gradle koverHtmlReport --parallel
-- .github/workflows/ci.yml --
on: push
jobs:
  validate:
    steps: [{run: make coverage-report}]
"""),
    example("a script by its place in the container that the checkout is mounted into", "pass", line=".github/workflows/ci.yml:5", repo="""
-- .github/workflows/ci.yml --
on: [push, pull_request]
jobs:
  build:
    steps:
      - run: docker exec -e TOXENV=py38 -u root shop /srv/app/shop/.travis/run_all.sh
-- .travis/run_all.sh --
#!/bin/bash -xe
pytest
-- tests/test_shop.py --
def test_sum():
    assert 1 + 1 == 2
"""),
    example("Drone, by a file of another name", "pass", line=".drone-1.0.yml:6", repo="""
-- package.json --
{"scripts": {"test": "mocha ./test"}}
-- test/a.js --
it("adds", () => { expect(1 + 1).to.equal(2) })
-- .drone-1.0.yml --
kind: pipeline
name: default
steps:
  - name: test
    image: node:22
    commands: [npm test]
"""),
    example("a program that one workspace installs, called from the root", "pass", line=".github/workflows/ci.yml:5", repo="""
-- .github/workflows/ci.yml --
on: [pull_request]
jobs:
  end-to-end:
    steps:
      - run: yarn workspace @shop/web playwright test --grep @login
-- apps/web/package.json --
{"name": "@shop/web"}
-- apps/web/e2e/login.spec.ts --
test("logs in", async ({ page }) => { await expect(page).toHaveURL("/home") })
"""),
    example("a workspace's script of another name", "pass", line=".github/workflows/ci.yml:5", repo="""
-- .github/workflows/ci.yml --
on: [pull_request]
jobs:
  check:
    steps:
      - run: pnpm --filter @shop/api run verify
-- apps/api/package.json --
{"name": "@shop/api", "scripts": {"verify": "jest"}}
-- apps/api/sum.test.ts --
test("adds", () => { expect(1 + 1).toBe(2) })
"""),
    example("a task whose command takes arguments, named as it is written", "pass", says="pytest {{.CLI_ARGS}}", repo="""
-- .github/workflows/ci.yml --
on: [pull_request]
jobs: {check: {steps: [{run: task verify}]}}
-- Taskfile.yml --
tasks:
  verify:
    cmds:
      - pytest {{.CLI_ARGS}}
-- tests/test_shop.py --
def test_sum():
    assert 1 + 1 == 2
"""),
    example("an action that another repository shares", "unknown", repo="""
-- package.json --
{"scripts": {"test": "vitest run"}, "devDependencies": {"vitest": "3"}}
-- sum.test.js --
import { expect, it } from "vitest"
it("adds", () => expect(1 + 1).toBe(2))
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: shop/shared/.github/actions/test-and-scan@main
      - run: docker build -t shop .
"""),
    example("Rails: databases for parallel tests are made, and nothing is tested", "fail", repo="""
-- Gemfile --
gem "rails", "7.1.0"
gem "rspec-rails"
-- spec/models/order_spec.rb --
describe Order do
  it("has a total") { expect(described_class.new.total).to eq(0) }
end
-- .github/workflows/ci.yml --
on: push
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - run: bundle exec rake parallel:create
"""),
]
