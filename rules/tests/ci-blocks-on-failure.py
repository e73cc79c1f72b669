"""A failing test blocks the merge.

When a red test does not stop the merge, somebody in a hurry merges past it, and the next deploy carries the bug to everyone. After a few of
those, nobody looks at the colour any more.

Pass: required checks as code (branch protection in Terraform, a settings file, a ruleset, a merge queue or merge bot that waits for the
test job)

Fail: the test step cannot fail the build: continue-on-error, allow_failure, `|| true`, `exit 0`, set +e

Fix: Make the test job a required check of the default branch: a branch ruleset on GitHub, or as code with Terraform's
`github_branch_protection` (`required_status_checks`), a `.github/settings.yml`, or Mergify's conditions; "Pipelines must succeed" on
GitLab. Take `continue-on-error`, `allow_failure: true` and `|| true` off the test step.

Searched: soft-fail marks around test commands in CI; branch protection, rulesets and merge bots as code
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Finding, Merging, Parts, Pipelines, Run, contradicts, example, regex, rule, supports

# Reporters of test results, and the input that makes them fail with the tests, or not
_REPORTERS = regex(r"^(?:dorny/test-reporter|phoenix-actions/test-reporting|mikepenz/action-junit-report)(?:@|$)")
_FAILS = ("fail-on-error", "fail_on_failure")
_ALSO = {"infrastructure": "infra-test", "static site": "site-build"}  # ruling 18
_FAILED = regex(r"\bsteps\.[\w-]+\.outcome\s*(?:==\s*'failure'|!=\s*'success')")
_ASKED = regex(r"""\$\{\{\s*steps\.[\w-]+\.outcome\s*\}\}["']?\s*(?:!=|==?)\s*["']?(?:success|failure)\b""")


@rule(id="TST003", severity="high", applies="any", absence="unknown", sources=("S1.1", "S2"))
def ci_blocks_on_failure(pipelines: Pipelines, merging: Merging, parts: Parts) -> Iterator[Finding]:
    kinds = ("test", *filter(None, (_ALSO.get(parts.checked),)))
    runs = [run for kind in kinds for run in pipelines.runs(kind, on_change=True)]
    blocking = [r for r in runs if r.soft_fail is None]
    for run in runs:
        if run.soft_fail and not _repeated(run, blocking) and not _judged_later(run):
            yield contradicts(run.soft_fail, f"`{run.command.shown}` may fail and the pipeline stays green")
    for check in merging.checks:
        yield supports(check, check.says)


def _repeated(soft: Run, blocking: list[Run]) -> bool:
    """Whether the same tests also run where they block: the soft run is there for a report, or for one more version."""
    return any(_essence(soft) == _essence(run) and soft.command.folder == run.command.folder for run in blocking)


def _judged_later(run: Run) -> bool:
    """Whether a step of the same job reads how the tests went, and fails with them."""
    steps = [s for s in run.job.steps if s.soft_fail is None]
    asked = [s for s in steps if _FAILED.search(s.condition) or any(_ASKED.search(c.bare) for c in s.commands)]
    return any(c.bare.startswith("exit 1") for s in asked for c in s.commands) or any(_reports(s.uses, dict(s.with_)) for s in steps)


def _reports(uses: str, given: dict[str, str]) -> bool:
    """Whether an action reports the results of tests, and fails when one failed."""
    default = "false" if uses.startswith("mikepenz/") else "true"
    return bool(_REPORTERS.match(uses)) and next((given[name] for name in _FAILS if name in given), default).lower() == "true"


def _essence(run: Run) -> str:
    """A test command without what only asks for reports."""
    bare = re.sub(r"^mix coveralls(?:\.\w+)?", "mix test", run.command.bare)  # the same tests, counted
    return re.sub(r"\s-{1,2}(?:cov|coverage|reporter|junit|verbose|v|q|warnings-as-errors)\S*", "", bare).strip()


ASKED = """
-- app.py --
print("hello")
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: pytest
        id: tests
        continue-on-error: true
      - if: always()
        run: |
          if [ "${{ steps.tests.outcome }}" != "success" ]; then
            THEN
          fi
"""

EXAMPLES = [
    example("a file that the step writes itself tests no project", "unknown", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- test_app.py --
def test_app():
    assert 1 + 1 == 2
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: echo "import flask" > test.py && python test.py && echo "hit=true" >> $GITHUB_OUTPUT
        continue-on-error: true
      - run: pytest
"""),
    example("Terraform requires the check", "pass", line="github.tf:3", repo="""
-- app.py --
print("hello")
-- github.tf --
resource "github_branch_protection" "main" {
  pattern = "main"
  required_status_checks {
    contexts = ["test"]
  }
}
"""),
    example("the manifests of infrastructure are checked, and nothing comes of it", "fail", line=".github/workflows/check.yml:6", repo="""
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec: {template: {spec: {containers: [{name: shop, image: example/shop:1}]}}}
-- .github/workflows/check.yml --
on: {pull_request: {}}
jobs:
  check:
    steps:
      - run: helm lint chart
      - run: kubectl apply --dry-run=client -k k8s || true
"""),
    example("a settings file requires the check", "pass", line=".github/settings.yml:4", repo="""
-- .github/settings.yml --
branches:
  - name: main
    protection:
      required_status_checks:
        contexts: [test]
-- app.py --
print("hello")
"""),
    example("|| true", "fail", line=".github/workflows/ci.yml:6", repo="""
-- app.py --
print("hello")
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: |
          pytest || true
"""),
    example("|| true, and a report that fails with the tests", "unknown", repo="""
-- app.py --
print("hello")
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: |
          pytest --junitxml=report.xml || true
      - uses: dorny/test-reporter@v2
        if: always()
        with: {path: report.xml, reporter: java-junit, fail-on-error: true}
"""),
    example("the outcome is asked for in the end", "unknown", repo="""
-- app.py --
print("hello")
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: pytest
        id: tests
        continue-on-error: true
      - run: python report.py
      - if: steps.tests.outcome == 'failure'
        run: exit 1
"""),
    example("a step asks for the outcome itself", "unknown", repo=ASKED.replace("THEN", "exit 1")),
    example("a step asks for the outcome, and goes on", "fail", line=".github/workflows/ci.yml:7",
            repo=ASKED.replace("THEN", "echo tests")),
    example("Gradle: what looks at the style of the tests runs none", "unknown", repo="""
-- build.gradle --
plugins { id "java"; id "checkstyle" }
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: ./gradlew :shop:test
      - run: ./gradlew :shop:checkstyleMain :shop:checkstyleTest --continue
        continue-on-error: true
"""),
    example("|| true, and a report that fails with nothing", "fail", line=".github/workflows/ci.yml:6", repo="""
-- app.py --
print("hello")
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: |
          pytest --junitxml=report.xml || true
      - uses: dorny/test-reporter@v2
        with: {path: report.xml, reporter: java-junit, fail-on-error: false}
"""),
    example("allow_failure", "fail", line=".gitlab-ci.yml:3", repo="""
-- app.rb --
puts "hello"
-- .gitlab-ci.yml --
rspec:
  script: [bundle exec rspec]
  allow_failure: true
"""),
    example("the audit may fail, the tests may not", "unknown", repo="""
-- app.rb --
puts "hello"
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: bundle exec rspec
      - run: bundle exec bundle-audit
        continue-on-error: true
"""),
    example("no CI at all", "unknown", repo="""
-- app.py --
print("hello")
"""),
    example("Elixir: the tests run once more for a report of what they cover", "unknown", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}, {:excoveralls, "~> 0.18", only: :test}]
end
-- test/shop_test.exs --
defmodule ShopTest do
  use ExUnit.Case
  test "sum", do: assert Shop.sum(1, 1) == 2
end
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: mix test --warnings-as-errors
      - run: mix coveralls.github
        continue-on-error: true
"""),
]
