"""No flaky or disabled tests are tolerated.

A suite in which red may mean nothing teaches everyone to press re-run. The day a failure is real it is re-run as well, and the bug ships.

Pass: nothing of what makes it fail is found

Fail: tests marked flaky or re-run on failure, or skipped/disabled with no reason and no condition; each is a finding

Fix: Repair or delete what is flaky, and give every skip a reason and a condition: `@pytest.mark.skipif(sys.platform == "win32",
reason="…")`, `t.Skip("why")`, `@Disabled("why, issue 123")`, `skip: "why"`. Remove `flaky`, `retry:` and `--reruns` from the tests and from
CI, or let the run fail on flaky tests (`playwright test --fail-on-flaky-tests`).

Searched: marks of test code, settings of test runners that CI runs, and commands of CI; a reason in a comment counts
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Suppressions, TestCases, aside, contradicts, example, rule, untested


@rule(id="TST007", severity="medium", applies="any", absence="pass", sources=("S1.1",))
def no_suppressed_tests(suppressions: Suppressions, tests: TestCases) -> Iterator[Finding]:
    if not tests.own:  # ruling 2
        yield untested(tests)
        return
    for found in suppressions:
        if found.excuse:
            yield aside(found, f"{found.shown}: {found.excuse}")
        elif found.how == "skipped":
            yield contradicts(found, f"{found.shown} switches a test off without a reason or condition")
        else:
            yield contradicts(found, f"{found.shown}: what fails is run again until it passes")


JEST = """
-- package.json --
{"scripts": {"e2e": "playwright test"}, "devDependencies": {"jest": "29", "@playwright/test": "1"}}
"""

EXAMPLES = [
    example("skipped without a reason", "fail", line=("tests/test_app.py:3", "tests/test_app.py:16"), repo="""
-- tests/test_app.py --
import pytest, sys

@pytest.mark.skip
def test_a():
    assert total() == 3

@pytest.mark.skip(reason="needs the sandbox of the bank")
def test_b():
    assert total() == 3

@pytest.mark.skipif(sys.platform == "win32", reason="paths")
def test_c():
    assert total() == 3

def test_d():
    pytest.skip()
"""),
    example("a skip in the text of another program", "pass", repo="""
-- tests/test_linter.py --
SOURCE = '''
@pytest.mark.skip
def test_a():
    pass
'''

def test_finds():
    assert lint(SOURCE)
"""),
    example("a reason in a comment, a condition around it", "pass", JEST + """
-- src/a.test.js --
// the API of the bank is down until March, see #12
it.skip('pays', () => { expect(pay()).toBe(1) })
it.todo('refunds')
it('sums', () => { expect(sum()).toBe(1) })
-- b_test.go --
package b
func TestA(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	t.Fatal("a")
}
-- spec/a_spec.rb --
it "renders" do
  skip unless ENV["BROWSER"]
  expect(page).to have_text("a")
end
"""),
    example("commented-out code above is no reason", "fail", line="src/a.test.js:2", repo=JEST + """
-- src/a.test.js --
// expect(pay()).toBe(2);
it.skip('pays', () => { expect(pay()).toBe(1) })
"""),
    example("marked flaky", "fail", line=("src/test/java/ATest.java:2", "a_test.go:3"), repo="""
-- src/test/java/ATest.java --
class ATest {
  @RetryingTest(3)
  @Test
  void adds() { assertEquals(3, sum()); }
}
-- a_test.go --
package a
import . "github.com/onsi/ginkgo/v2"
var _ = It("scales", FlakeAttempts(3), func() { Expect(1).To(Equal(1)) })
"""),
    example("retries that CI runs", "fail", line="playwright.config.ts:2", repo=JEST + """
-- playwright.config.ts --
export default defineConfig({
  retries: process.env.CI ? 2 : 0,
})
-- e2e/buy.spec.ts --
test('buys', async ({ page }) => { await expect(page).toHaveTitle('a') })
-- .github/workflows/e2e.yml --
on: push
jobs:
  e2e:
    steps:
      - run: npm run e2e
"""),
    example("retries, but CI fails on flaky tests, or runs none", "pass", JEST + """
-- playwright.config.ts --
export default defineConfig({
  retries: process.env.CI ? 2 : 0,
})
-- cypress.config.js --
module.exports = { retries: 2 }
-- e2e/buy.spec.ts --
test('buys', async ({ page }) => { await expect(page).toHaveTitle('a') })
-- .github/workflows/e2e.yml --
on: push
jobs:
  e2e:
    steps:
      - run: npx playwright test --fail-on-flaky-tests
"""),
    example("no tests", "na", """
-- app.py --
print("hello")
"""),
    example("the reason takes more than one line", "pass", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "devDependencies": {"jest": "29"}}
-- test/stop.test.js --
describe("stop", () => {
  it("is quiet", () => { expect(server.log).toBe("") })
  // We cannot figure out how to attach a spy to the method that closes the server. The test is left here for a later
  // date.
  it.skip("closes the server", () => { expect(server.stop.calledOnce).to.be.true() })
})
"""),
]
