"""Tests assert something.

A test that checks nothing is green whatever the code does. It lends its colour to a release in which the total is wrong or the mail is
never sent, and the users are the ones who check.

Pass: at least 9 in 10 test cases check an outcome: an assertion, an expectation, an expected error, a mock verification, or a helper that
asserts

Fail: more than 1 in 10 test cases check nothing, or assert a constant; each is a finding

Fix: Give every test one statement about the outcome: `assert`, `expect(…)`, `require.Equal`, `assertThat`, `pytest.raises`, a verified
mock. Linters find the empty ones: `jest/expect-expect`, `vitest/expect-expect`, Sonar's S2699, PHPUnit's
`beStrictAboutTestsThatDoNotTestAnything`, `RSpec/NoExpectationExample`.

Searched: the body of every test case, and the helpers of the test code that it calls
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Assertions, Finding, TestCases, aside, contradicts, example, rule, supports, untested

ENOUGH = 0.9


@rule(id="TST004", severity="medium", applies="any", sources=("S1.1",))
def meaningful_assertions(assertions: Assertions, tests: TestCases) -> Iterator[Finding]:
    checking = [j for j in assertions if j.checks == "outcome"]
    idle = [j for j in assertions if j.checks != "outcome"]
    whole = len(checking) + len(idle)
    if not whole:
        yield untested(tests)
    elif len(checking) >= ENOUGH * whole:
        yield supports(checking[0], f"{len(checking)} of {whole} test cases check an outcome")
        yield from (aside(j, f"`{j.case.name}` {_what(j.checks)}, one of a few") for j in idle)
    else:
        for number, judged in enumerate(idle):
            count = "" if number else f"{len(idle)} of {whole} test cases check nothing: "
            yield contradicts(judged, f"{count}`{judged.case.name}` {_what(judged.checks)}")


def _what(checks: str) -> str:
    return "only asserts a constant" if checks == "constant" else "checks nothing"


EXAMPLES = [
    example("clojure.test, by itself and through a helper", "fail", line="test/shop/cart_test.clj:6", repo="""
-- deps.edn --
{:deps {org.clojure/clojure {:mvn/version "1.12.0"}}}
-- test/shop/cart_test.clj --
(ns shop.cart-test (:require [clojure.test :refer [deftest is]]))
(defn- costs? [n cart] (is (= n (total cart))))
(deftest adds (is (= 2 (+ 1 1))))
(deftest totals
  (costs? 3 [1 2]))
(deftest empties
  (clear!))
"""),
    example("AssertJ's words of behaviour; a stand-in that answers checks nothing", "fail", line="src/test/java/StepTest.java:15", repo="""
-- src/main/java/Step.java --
class Step { void validate() { throw new IllegalArgumentException(); } }
-- src/test/java/StepTest.java --
import static org.assertj.core.api.BDDAssertions.*;
class StepTest {
  @Test
  void refuses() {
    thenThrownBy(() -> step.validate()).isInstanceOf(IllegalArgumentException.class);
  }
  @Test
  void counts() {
    then(step.count()).isEqualByComparingTo(2);
  }
  @Test
  void shouldNotThrowWhenAllIsWell() {
    step.validate();
  }
  @Test
  void runs() {
    when(store.find(1))
        .thenReturn(order);
    step.run();
  }
}
"""),
    example("every case asserts, one through a helper", "pass", line="tests/test_app.py:5", says="3 of 3", repo='''
-- app.py --
print("hello")
-- tests/test_app.py --
import pytest
from app import add
from tests.tools import same_total

def test_add():
    assert add(1, 2) == 3

def test_refuses():
    with pytest.raises(ValueError):
        add(None, 1)

def test_total():
    same_total("""
1 2
""")
-- tests/tools.py --
def same_total(text):
    check = text.split()
    assert len(check) == 2
'''),
    example("the name says should, the body does nothing", "fail", line=("src/cart.test.js:2", "src/cart.test.js:6"), repo="""
-- package.json --
{"devDependencies": {"vitest": "1"}}
-- src/cart.test.js --
describe("cart", () => {
  it("should add the price", () => {
    // expect(total()).toBe(3)
    console.log("should be 3, expect it")
  })
  it("works", async () => {
    expect(true).toBe(true)
  })
  it("sums", () => { expect(sum([1, 2])).toBe(3) })
})
"""),
    example("Rust: a number that is compared with itself", "fail", line="tests/orders.rs:1", repo="""
-- Cargo.toml --
[package]
name = "shop"
-- tests/orders.rs --
#[test]
fn adds() {
    assert_eq!(3, 3);
}
"""),
    example("Go: the output that an example states is compared with what it prints", "pass", says="2 of 2", repo="""
-- a_test.go --
package a
func ExampleSum() {
	fmt.Println(Sum(1, 2))
	// Output: 3
}
func ExampleEach() {
	Each(func(n int) { fmt.Println(n) })
	// Unordered output:
	// 2
	// 1
}
"""),
    example("expected errors, verified mocks, pattern matches and conditions count", "pass", repo="""
-- a_test.go --
package a
import "testing"
func TestSum(t *testing.T) {
	if Sum(1, 2) != 3 {
		t.Fatal("sum")
	}
}
-- src/test/java/ATest.java --
class ATest {
  @Test(expected = IllegalStateException.class)
  public void refuses() { new A().add(null); }

  @Test
  void sends()
  {
    service.run();
    verify(mailer).send(any());
  }
}
-- src/lib.rs --
#[cfg(test)]
mod tests {
    #[test]
    #[should_panic]
    fn refuses() { super::add(0); }
}
-- test/a_test.exs --
defmodule ATest do
  test "redirects", %{conn: conn} do
    {:error, {:redirect, _}} = live(conn, "/")
  end
end
"""),
    example("base class with the assertion", "pass", repo="""
-- tests/Api/OrderTest.php --
<?php
class OrderTest extends ApiCase {
    public function test_created()
    {
        $this->post('/orders');
        $this->seesOrder(1);
    }
}
-- tests/ApiCase.php --
<?php
abstract class ApiCase extends TestCase {
    protected function seesOrder(int $id): void
    {
        $this->assertDatabaseHas('orders', ['id' => $id]);
    }
}
"""),
    example("no tests", "na", repo="""
-- app.py --
print("hello")
"""),
    example("only what a generator wrote", "na", repo="""
-- package.json --
{"dependencies": {"react-scripts": "5"}}
-- src/App.test.js --
test('renders learn react link', () => {})
"""),
    example("PHP: a helper of the class, of a name that many classes have", "pass", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}, "require-dev": {"phpunit/phpunit": "^11"}}
""" + "".join(f"""\
-- tests/Create{name}Test.php --
<?php
class Create{name}Test extends TestCase {{
    public function test_it_creates(): void
    {{
        $this->executeService($this->user());
    }}
    private function executeService(User $user): void
    {{
        $made = (new Create{name})->execute($user);
        $this->assertInstanceOf({name}::class, $made);
    }}
}}
""" for name in ("Call", "Contact", "Gift", "Group", "Label", "Loan", "Note", "Post", "Task", "Vault", "Visit", "Word"))),
    example("the entries of a table are asked by what it does with each", "pass", repo="""
-- shop/shop_test.go --
package shop_test

var _ = Describe("Shop", func() {
	DescribeTable("answers",
		func(name string) {
			body, err := ask(name)
			Expect(err).ToNot(HaveOccurred())
			Expect(body).To(ContainSubstring("ok"))
		},
		Entry("the API", "shop-api"),
		Entry("the worker", "shop-worker"),
	)
})
"""),
]
