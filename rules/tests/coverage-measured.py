"""Test coverage is measured.

Untested code looks exactly like tested code until it runs in front of a user. Without a coverage figure, the payment path can be the very
part that no test has ever touched.

Pass: coverage collected by the test command or in CI (a coverage run, a threshold, an upload)

Fail: nothing of the kind is found

Fix: Let the test command measure: `pytest --cov`, `vitest run --coverage` or `jest --coverage`, `go test -coverprofile=cover.out ./...`,
JaCoCo's plugin, SimpleCov at the top of `spec_helper.rb`, `phpunit --coverage-clover`, `dotnet test --collect:"XPlat Code Coverage"`,
`cargo llvm-cov`, ExCoveralls. Then set a threshold a little under today's figure, so that it can only rise.

Searched: coverage commands and uploads in CI, in the project's own test commands and in those its documents tell to type; settings that
switch coverage on
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Coverage, Finding, Parts, Pipelines, Project, TestCases, example, nothing, rule, supports, unclear, unread_pipelines

SHOWN = 5
OF_DECLARATIONS = ("terraform test", "helm unittest")


@rule(id="TST008", severity="medium", applies="any", sources=("S1.1", "S2", "S4"))
def coverage_measured(pipelines: Pipelines, coverage: Coverage, tests: TestCases, project: Project, parts: Parts) -> Iterator[Finding]:
    declared = project.kind == "infrastructure" or (project.kind == "nothing" and any(True for _ in pipelines.runs("test")))
    if not tests.cases and (declared or parts.checked == "static site"):  # ruling 18
        yield nothing(f"only checks of {'infrastructure' if declared else 'pages'}, no test cases")
        return
    if tests.files and all(file.runner in OF_DECLARATIONS for file in tests.files):  # ruling 18
        yield nothing(f"{tests.files[0].runner} tests what is declared, of which no tool measures the coverage")
        return
    if tests.scaffold_only or not (tests.cases or tests.unread or tests.uncollected):  # ruling 2: TST001 fails already
        return
    runs = {r.at: r for r in pipelines.runs("coverage")}
    yield from (supports(r, f"{r.pipeline.provider} measures coverage: `{r.command.shown}`") for r in list(runs.values())[:SHOWN])
    if runs:
        return
    yield from (supports(s, f"{s.tool} is switched on wherever the tests run") for s in coverage.settings[:SHOWN] if tests.cases)
    for command in (*pipelines.entries, *(c for c in pipelines.documented if c.via)):  # a document's word alone proves nothing
        if command.does("coverage"):
            yield supports(command, f"the test command measures coverage: `{command.shown}`")
            break
    if not any(True for _ in pipelines.runs("test")):
        yield from _cannot_tell(pipelines)


def _cannot_tell(pipelines: Pipelines) -> Iterator[Finding]:
    """Ruling 21: the only jobs that could measure call something outside the repository."""
    for name, at in pipelines.remote("test", on_change=True):
        yield unclear(f"whether {name} measures coverage is outside the repository", at)
    for place in pipelines.elsewhere if not pipelines else ():
        yield unclear("a document names a pipeline that lives outside the repository", place)
    yield from unread_pipelines(pipelines)


EXAMPLES = [
    example("Bun, whose settings measure it", "pass", line="bunfig.toml:1", repo="""
-- package.json --
{"scripts": {"test": "bun test"}, "dependencies": {"elysia": "1.4.0"}}
-- bunfig.toml --
[test]
coverage = true
-- src/index.ts --
import { Elysia } from "elysia"
new Elysia().listen(3000)
-- src/index.test.ts --
import { expect, test } from "bun:test"
test("adds", () => expect(1 + 1).toBe(2))
"""),
    example("a script that the README tells to run, in a line of text", "pass", line="run_all_tests.sh:2", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- run_all_tests.sh --
#!/usr/bin/env bash
sbt clean compile coverage test coverageReport
-- README.md --
# Shop

Run `./run_all_tests.sh`. This measures coverage too.
-- test/OrderSpec.scala --
import org.scalatest.wordspec.AnyWordSpec
class OrderSpec extends AnyWordSpec {
  "an order" should { "be made" in { assert(Order(1).id == 1) } }
}
"""),
    example("CI would measure, and nothing is tested", "fail", repo="""
-- .github/workflows/go.yml --
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: go test ./... -coverprofile=coverage.out
-- go.mod --
module shop
-- main.go --
package main

func main() {}
"""),
    example("tests of a chart", "na", repo="""
-- charts/shop/Chart.yaml --
name: shop
-- charts/shop/templates/web.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
-- charts/shop/tests/web_test.yaml --
suite: web
tests:
  - it: has a name
    asserts: [{equal: {path: metadata.name, value: web}}]
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: helm unittest charts/shop
"""),
    example("the scaffold's command, and no test that it would measure", "fail", repo="""
-- package.json --
{"scripts": {"start": "nest start", "test": "jest", "test:cov": "jest --coverage"}, "devDependencies": {"jest": "28"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
"""),
    example("sbt: an alias that measures while it tests", "pass", line="build.sbt:2", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
addCommandAlias("precommit", ";clean;scalafmt;coverage;test;it/test;coverageReport")
-- project/plugins.sbt --
addSbtPlugin("org.scoverage" % "sbt-scoverage" % "2.3.1")
-- test/OrderSpec.scala --
import org.scalatest.wordspec.AnyWordSpec
class OrderSpec extends AnyWordSpec {
  "an order" should { "be made" in { assert(Order(1).id == 1) } }
}
"""),
    example("pytest --cov in CI", "pass", line=".github/workflows/ci.yml:5", repo="""
-- app.py --
print("hello")
-- tests/test_app.py --
def test_app():
    assert 1 + 1 == 2
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: pytest --cov=app
"""),
    example("only a generator's tests", "fail", repo="""
-- package.json --
{"scripts": {"test": "jest --coverage"}, "dependencies": {"react-scripts": "5"}}
-- src/App.test.js --
test('renders learn react link', () => {})
"""),
    example("the npm script measures", "pass", line="package.json:2", repo="""
-- package.json --
{"scripts": {
  "test": "vitest run --coverage"
}, "devDependencies": {"vitest": "1"}}
-- sum.test.js --
import { test, expect } from "vitest"
test("sum", () => { expect(1 + 1).toBe(2) })
"""),
    example("one leg of the matrix measures", "pass", line=".github/workflows/ci.yml:8", repo="""
-- src/Sum.php --
<?php function sum($a, $b) { return $a + $b; }
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    strategy:
      matrix:
        include: [{php: "8.3", flags: "--coverage-text"}, {php: "8.4", flags: "--no-coverage"}]
    steps:
      - run: vendor/bin/phpunit ${{ matrix.flags }}
-- tests/test_shop.py --
def test_shop():
    assert shop()
"""),
    example("addopts", "pass", line="pyproject.toml:2", repo="""
-- pyproject.toml --
[tool.pytest.ini_options]
addopts = "-ra --cov=app"
-- tests/test_app.py --
def test_app():
    assert 1 + 1 == 2
"""),
    example("SimpleCov with every run", "pass", line="spec/spec_helper.rb:2", repo="""
-- spec/spec_helper.rb --
require "simplecov"
SimpleCov.start "rails"
-- spec/sum_spec.rb --
describe "sum" do
  it("adds") { expect(1 + 1).to eq(2) }
end
"""),
    example("SimpleCov behind a variable that nothing sets", "fail", repo="""
-- spec/spec_helper.rb --
require "simplecov"
SimpleCov.start if ENV["COVERAGE"]
-- spec/sum_spec.rb --
describe "sum" do
  it("adds") { expect(1 + 1).to eq(2) }
end
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: bundle exec rspec
"""),
    example("configured, never run", "fail", repo="""
-- pyproject.toml --
[tool.coverage.run]
branch = true
-- tests/test_app.py --
def test_app():
    assert 1 + 1 == 2
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: pytest
"""),
    example("the tests run in a workflow of another repository", "unknown", repo="""
-- main.go --
package main
-- main_test.go --
package main
import "testing"
func TestSum(t *testing.T) { if 1 + 1 != 2 { t.Fatal() } }
-- .github/workflows/ci.yml --
on: push
jobs:
  test: {uses: org/shared/.github/workflows/go-test.yml@v1}
"""),
    example("infrastructure with a plan only", "na", repo="""
-- main.tf --
resource "aws_s3_bucket" "files" {
  bucket = "files"
}
-- .github/workflows/plan.yml --
on: push
jobs:
  plan:
    steps:
      - run: terraform plan
"""),
    example("a chart that is installed in CI", "na", repo="""
-- charts/shop/Chart.yaml --
name: shop
version: 1.0.0
-- charts/shop/templates/app.yaml --
kind: Deployment
-- .github/workflows/test.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: ct install --target-branch main
"""),
    example("tap measures by itself", "pass", line="package.json:1", repo="""
-- package.json --
{"scripts": {"test": "tap --reporter=terse test/*.test.js"}, "devDependencies": {"tap": "^21.0.1"}}
-- test/a.test.js --
const { test } = require("tap");
test("a", (t) => { t.equal(1, one()); t.end(); });
"""),
    example("tap is told not to", "fail", repo="""
-- package.json --
{"scripts": {"test": "tap --disable-coverage test/*.test.js"}, "devDependencies": {"tap": "^21.0.1"}}
-- test/a.test.js --
const { test } = require("tap");
test("a", (t) => { t.equal(1, one()); t.end(); });
"""),
    example("SimpleCov, unless a variable that nothing sets", "pass", line="spec/spec_helper.rb:3", repo="""
-- spec/spec_helper.rb --
require "simplecov"
unless ENV["NOCOVERAGE"]
  SimpleCov.start do
    skip "spec/"
  end
end
-- spec/a_spec.rb --
it "works" do
  expect(1).to eq(1)
end
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: bundle exec rspec
"""),
    example("SimpleCov, unless a variable that CI sets", "fail", repo="""
-- spec/spec_helper.rb --
require "simplecov"
SimpleCov.start unless ENV["NOCOVERAGE"]
-- spec/a_spec.rb --
it "works" do
  expect(1).to eq(1)
end
-- .github/workflows/ci.yml --
on: push
env:
  NOCOVERAGE: 1
jobs:
  test:
    steps:
      - run: bundle exec rspec
"""),
    example("sbt-scoverage with a threshold", "pass", line="build.sbt:2", repo="""
-- build.sbt --
libraryDependencies += "org.scalatest" %% "scalatest" % "3.2.17" % Test
coverageMinimumStmtTotal := 80
-- src/test/scala/ASpec.scala --
class ASpec extends AnyWordSpec {
  "a sum" should {
    "be right" in {
      sum(1, 1) shouldBe 2
    }
  }
}
"""),
    example("JaCoCo as the parent of all services sets it up", "pass", line="pom.xml:2", repo="""
-- pom.xml --
<project>
<parent><groupId>org.example</groupId><artifactId>services-parent</artifactId><version>2.1.14</version></parent>
<build><plugins><plugin><groupId>org.jacoco</groupId><artifactId>jacoco-maven-plugin</artifactId></plugin></plugins></build>
</project>
-- src/test/java/ATest.java --
class ATest {
    @Test
    void adds() {
        assertEquals(2, Sum.of(1, 1));
    }
}
"""),
    example("JaCoCo that nothing sets up", "fail", repo="""
-- pom.xml --
<project>
<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.5.2</version></parent>
<build><plugins><plugin><groupId>org.jacoco</groupId><artifactId>jacoco-maven-plugin</artifactId></plugin></plugins></build>
</project>
-- src/test/java/ATest.java --
class ATest {
    @Test
    void adds() {
        assertEquals(2, Sum.of(1, 1));
    }
}
"""),
    example("lab's own file", "pass", line=".labrc.js:2", repo="""
-- package.json --
{"scripts": {"start": "node index.js", "test": "lab"}, "dependencies": {"@hapi/hapi": "21", "@hapi/lab": "26", "pg": "8"}}
-- index.js --
const Hapi = require('@hapi/hapi')
Hapi.server(require('./config/server.config.js').hapi).start()
-- .labrc.js --
module.exports = {
  coverage: true,
  reporter: ['console', 'lcov']
}
-- test/charge.test.js --
const { it } = exports.lab = require('@hapi/lab').script()
it('charges', () => {})
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: npm test
"""),
    example("LcovEx", "pass", line=".github/workflows/ci.yml:5", repo="""
-- mix.exs --
defmodule Shop.Umbrella do
  use Mix.Project
end
-- apps/web/lib/endpoint.ex --
defmodule Web.Endpoint do
  use Phoenix.Endpoint, otp_app: :web
end
-- apps/web/test/endpoint_test.exs --
defmodule Web.EndpointTest do
  use ExUnit.Case
  test "is up", do: assert true
end
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: mix lcov --exit
"""),
    example("a script that names its tools by a variable", "pass", line=".github/workflows/ci.yml:5", repo="""
-- pyproject.toml --
[project]
name = "shop"
-- tests/test_shop.py --
def test_up():
    assert up()
-- scripts/test --
#!/bin/sh -e
export PREFIX="venv/bin/"
${PREFIX}coverage run -m pytest "$@"
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: scripts/test
"""),
]
