"""An automated test suite exists.

Without tests, the first people to try a change are the people who rely on it. They meet the broken checkout or the lost record before
anyone on the team does.

Pass: test files that a recognised runner of that language collects, with at least one real test case

Fail: no such file, or only the scaffold's empty example test

Fix: Write one test of the path that matters most, and run it with the language's usual runner: pytest, `npx vitest`, `go test ./...`,
JUnit, RSpec or `rails test`, PHPUnit or Pest, `dotnet test`, `cargo test`, `mix test`. The framework's test client (Django's `Client`,
supertest, MockMvc, WebApplicationFactory) gets a whole request under test in a few lines.

Searched: test files by the names that runners collect, test modules in Rust sources, `terraform test`, Terratest, policy tests, and for a
static site or infrastructure its build, link check, plan or validation in CI
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from readylint import (
    Code,
    Files,
    Finding,
    Parts,
    Pipelines,
    TestCases,
    TestFile,
    check_wording,
    contradicts,
    example,
    regex,
    rule,
    supports,
    unclear,
)

_ALSO = {"infrastructure": "infra-test", "static site": "site-build"}  # ruling 18

PIPELINES = (
    "**/.github/workflows/*.{yml,yaml}",
    ".gitlab-ci.yml",
    "**/.circleci/config.yml",
    "Jenkinsfile*",
    "azure-pipelines*.yml",
    "bitbucket-pipelines.yml",
    ".travis.yml",
    "netlify.toml",
    "cloudbuild.yaml",
    "buildspec*.yml",
    "Makefile",
    "Rakefile",
    "package.json",
)


_FOLDER = regex(r"(?:^|/)(?:tests?|specs?|__tests__|features)/|[\w-]+\.Tests?/", re.I)  # where tests are most surely tests
_SHOWN = regex(r"(?:^|/)(?:examples?|samples?|docs?)/", re.I)


@rule(id="TST001", severity="high", applies="any", absence="fail", sources=("S1.1", "S2", "S4"))
def tests_exist(tests: TestCases, parts: Parts, files: Files, code: Code, pipelines: Pipelines) -> Iterator[Finding]:
    if tests.own:
        shown = _shown(tests)
        found = f"{len(tests.own)} test cases in {len(tests.files)} files, most for {shown.runner}"
        yield supports(next(c for c in shown.cases if not c.scaffold), found)
    elif check := next(_checks(parts.checked, files, code), None) or next(_called(parts.checked, pipelines), None):
        yield check
    elif tests.unread:
        yield unclear(f"there is test code in {tests.unread[0].language}, whose runner readylint does not know", tests.unread[0])
    elif tests.cases:
        yield contradicts(tests.cases[0], f"the only tests are those that {tests.cases[0].scaffold} generated")
    elif tests.uncollected:
        yield contradicts(tests.uncollected[0], "no test runner is declared that would collect this test")


def _shown(tests: TestCases) -> TestFile:
    """A file of the runner that most files are for, from a folder of tests where there is one."""
    own = [f for f in tests.files if any(not c.scaffold for c in f.cases)]
    runner = Counter(f.runner for f in own).most_common(1)[0][0]
    own = [f for f in own if f.runner == runner]
    return next((f for f in own if _FOLDER.search(f.path) and not _SHOWN.search(f.path)), own[0])


def _checks(kind: str, files: Files, code: Code) -> Iterator[Finding]:
    pattern = check_wording(kind)
    for file in files.match(*PIPELINES) if pattern else ():
        for match, place in code.source(file).search(pattern or "(?!)"):
            yield supports(place, f"`{match[0].strip()}` tests the {kind}")


def _called(kind: str, pipelines: Pipelines) -> Iterator[Finding]:
    """A check that CI runs by a script."""
    runs = pipelines.runs(_ALSO[kind]) if kind in _ALSO else ()
    yield from (supports(run, f"`{run.command.shown}` tests the {kind}") for run in runs)


PACKAGE = """
-- manage.py --
execute_from_command_line(sys.argv)
-- requirements.txt --
django
-- shop/tests/__init__.py --
from .views import OrderTest
-- shop/tests/views.py --
class OrderTest(TestCase):
    def test_add(self): self.assertEqual(add(1), 1)
"""

EXAMPLES = [
    example("a function beside more infrastructure than programs", "pass", line=".github/workflows/ci.yml:5", repo="""
-- network/main.tf --
resource "google_compute_network" "main" {}
-- data/main.tf --
resource "google_bigquery_dataset" "main" {}
-- store/main.tf --
resource "google_storage_bucket" "main" {}
-- report/main.tf --
resource "google_cloudfunctions2_function" "report" {}
-- report/files/main.py --
import functions_framework

@functions_framework.http
def report(request): return "ok"
-- .github/workflows/ci.yml --
on: push
jobs:
  checks:
    steps:
      - run: terraform validate
"""),
    example("the test that Swift's package manager wrote", "fail", repo="""
-- Package.swift --
import PackageDescription
-- Tests/AppTests/AppTests.swift --
import XCTest
final class AppTests: XCTestCase {
    func testNothing() throws {
        // add your tests here
        XCTAssert(true)
    }
}
"""),
    example("a package of tests that imports its modules, whose names no runner looks for", "pass", line="shop/tests/views.py:2",
            repo=PACKAGE),
    example("the same where nothing imports them", "fail", repo=PACKAGE.replace("from .views import OrderTest\n", "")),
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
"""),
    example("a site that a script of CI builds", "pass", line=".github/workflows/pages.yml:4", repo="""
-- .github/workflows/pages.yml --
on: push
jobs:
  build:
    steps: [{run: bash builder/deploy.sh}]
-- builder/deploy.sh --
cd site
mkdocs build --site-dir ../out
-- site/mkdocs.yml --
site_name: Shop
-- site/docs/index.md --
# Shop
"""),
    example("methods of a script's own class, which no runner collects", "fail", repo="""
-- requirements.txt --
fastapi
-- backend_test.py --
import requests
class BackendTester:
    def __init__(self):
        self.session = requests.Session()
    def test_login(self):
        answer = self.session.post("https://shop.example.com/api/login")
        print("ok" if answer.ok else "broken")
        return answer.ok
if __name__ == "__main__":
    BackendTester().test_login()
"""),
    example("methods that a class of tests inherits", "pass", line="tests/test_shop.py:2", repo="""
-- requirements.txt --
fastapi
-- tests/test_shop.py --
class Common:
    def test_empty(self):
        assert self.make() == []
class TestList(Common):
    make = list
"""),
    example(
        "pytest",
        "pass",
        """
-- app.py --
def add(a, b):
    return a + b
-- tests/test_app.py --
from app import add

def test_add():
    assert add(1, 2) == 3
""",
        line="tests/test_app.py:3",
    ),
    example(
        "Rust tests stand in the source",
        "pass",
        """
-- Cargo.toml --
[package]
name = "x"
-- src/main.rs --
fn main() {}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn totals_are_summed() {}
}
""",
        line="src/main.rs:5",
    ),
    example(
        "only the scaffold's test",
        "fail",
        """
-- package.json --
{"dependencies": {"react-scripts": "5"}}
-- src/App.js --
export default () => null
-- src/App.test.js --
import App from './App'

test('renders learn react link', () => {
  render(<App />)
})
""",
        line="src/App.test.js:3",
    ),
    example(
        "commented out",
        "fail",
        """
-- app.rb --
puts 1
-- spec/app_spec.rb --
# it "adds" do
# end
""",
    ),
    example(
        "no runner declared",
        "fail",
        """
-- package.json --
{"dependencies": {"express": "4"}}
-- src/app.spec.ts --
it("adds", () => {})
""",
        line="src/app.spec.ts:1",
    ),
    example(
        "a test that a comment switches off is none",
        "fail",
        """
-- package.json --
{"devDependencies": {"jest": "29"}}
-- server.js --
require("express")().listen(80)
-- server.test.js --
/*
test("answers", () => {})
*/
""",
    ),
    example(
        "tests that only their own runner can read",
        "unknown",
        """
-- src/app.hs --
main = print 1
-- test/Spec.hs --
main = hspec $ describe "app" $ it "adds" $ 1 + 1 `shouldBe` 2
""",
        says="haskell",
    ),
    example("Spock's methods without a result", "pass", line="src/test/groovy/shop/PlanSpec.groovy:3", repo="""
-- build.gradle --
dependencies { testCompile group: 'org.spockframework', name: 'spock-core', version: '1.3-groovy-2.5' }
-- src/test/groovy/shop/PlanSpec.groovy --
import spock.lang.Specification
class PlanSpec extends Specification {
    void 'a plan of #name is valid'() {
        expect:
        plan(name) == 0
    }
}
"""),
    example("NUnit", "pass", line="Shop.Tests/CartTests.cs:5", repo="""
-- Shop.Tests/Shop.Tests.csproj --
<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="NUnit" Version="3.13.2" /></ItemGroup></Project>
-- Shop.Tests/CartTests.cs --
using NUnit.Framework;

public class CartTests : TestBase
{
    [Test]
    public async Task AddsAnItem()
    {
        Assert.That(new Cart().Add(1).Count, Is.EqualTo(1));
    }
}
"""),
    example("a chart that is installed in CI", "pass", line=".github/workflows/test.yml:5", repo="""
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
    example("PHPUnit: a method that its comment of one line makes a test", "pass", line="tests/Feature/LoginTest.php:5", repo="""
-- composer.json --
{"require": {"php": "^8.1", "laravel/framework": "^10.0"}}
-- tests/Feature/LoginTest.php --
<?php
class LoginTest extends TestCase
{
    use DatabaseMigrations;
    /** @test */
    public function it_returns_a_token()
    {
        $this->postJson('/api/login', [])->assertStatus(422);
    }
}
"""),
]
