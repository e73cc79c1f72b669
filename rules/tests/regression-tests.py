"""Bugs that were fixed are covered by regression tests.

A bug that was fixed without a test comes back, often within the year, because the same refactoring breaks the same case. To the user who
reported it, it looks as if nobody listened.

Pass: of the history's bug-fix commits (last 200, merge and dependency commits left out), at least 1 in 4 also changes tests; fewer than 5
fix commits gives `unknown`

Fail: fewer than 1 in 4; the fix commits without tests are the findings

Fix: Write the failing test first, then the fix, and commit both together with the issue's number in the test's name. Make it a line of the
pull request template (`.github/pull_request_template.md`): "this fix has a test that failed before".

Searched: the subjects and changed files of HEAD's history; fixes of tests, CI, build, lint, types, typos, links, documents and dependencies
are left out
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Fixes, contradicts, example, rule, supports, unclear

FEWEST = 5
SHOWN = 70  # characters of a subject


@rule(id="TST010", severity="medium", applies="any", sources=("S1.1",), ratio=0.25, counted="fixes change a test")
def regression_tests(fixes: Fixes) -> Iterator[Finding]:
    if fixes.why:
        yield unclear(f"the history was not read whole: {fixes.why}")
        return
    if len(fixes.all) < FEWEST:
        yield unclear(f"{len(fixes.all) or 'no'} commits say that they fix a bug in the program: too few to tell")
        return
    for fix in fixes:
        said = fix.subject if len(fix.subject) <= SHOWN else f"{fix.subject[: SHOWN - 3]}..."
        if fix.tested:
            yield supports(fix.tested, f'"{said}" changes a test')
        else:
            standing = fix.in_tree
            yield contradicts(fix, f'"{said}" changes no test', commit=fix.commit, author_date=fix.when, in_tree=standing)


EXAMPLES = [
    example("a dependency in a build file is no behaviour", "pass", repo="""
-- build.gradle --
implementation "org.springframework.boot:spring-boot-starter-web:3.3.1"
-- src/main/java/shop/Shop.java --
class Shop { int a = 1; }
-- src/test/java/shop/ShopTest.java --
class ShopTest { @Test void a() {} }
== 2024-02-01 Fix CVE-2024-1001 ==
-- build.gradle --
implementation "org.springframework.boot:spring-boot-starter-web:3.3.2"
== 2024-02-02 Fix CVE-2024-1002 ==
-- build.gradle --
implementation "org.springframework.boot:spring-boot-starter-web:3.3.3"
== 2024-02-03 Fix CVE-2024-1003 ==
-- build.gradle --
implementation "org.springframework.boot:spring-boot-starter-web:3.3.4"
== 2024-02-04 Fix CVE-2024-1004 ==
-- build.gradle --
implementation "org.springframework.boot:spring-boot-starter-web:3.3.5"
== 2024-03-01 Fix the total of basket 1 ==
-- src/main/java/shop/Shop.java --
class Shop { int a = 2; }
-- src/test/java/shop/ShopTest.java --
class ShopTest { @Test void a() { assertEquals(1, 1); } }
== 2024-03-02 Fix the total of basket 2 ==
-- src/main/java/shop/Shop.java --
class Shop { int a = 3; }
-- src/test/java/shop/ShopTest.java --
class ShopTest { @Test void a() { assertEquals(2, 1); } }
== 2024-03-03 Fix the total of basket 3 ==
-- src/main/java/shop/Shop.java --
class Shop { int a = 4; }
-- src/test/java/shop/ShopTest.java --
class ShopTest { @Test void a() { assertEquals(3, 1); } }
== 2024-03-04 Fix the total of basket 4 ==
-- src/main/java/shop/Shop.java --
class Shop { int a = 5; }
-- src/test/java/shop/ShopTest.java --
class ShopTest { @Test void a() { assertEquals(4, 1); } }
== 2024-03-05 Fix the total of basket 5 ==
-- src/main/java/shop/Shop.java --
class Shop { int a = 6; }
-- src/test/java/shop/ShopTest.java --
class ShopTest { @Test void a() { assertEquals(5, 1); } }
"""),
    example("every other fix has its test", "pass", line="tests/test_app.py:1", repo="""
-- app.py --
a = 1
-- tests/test_app.py --
def test_a(): assert True
== 2024-01-02 Fix the total of an empty basket ==
-- app.py --
a = 2
-- tests/test_app.py --
def test_a(): assert 1
== 2024-01-03 fix: rounding of prices ==
-- app.py --
a = 3
== 2024-01-04 Fixes #12 ==
-- app.py --
a = 4
== 2024-01-05 Resolve #13: login with a plus sign ==
-- app.py --
a = 5
-- tests/test_app.py --
def test_a(): assert 2
== 2024-01-06 bug: names with accents ==
-- app.py --
a = 6
"""),
    example("a script of tests by its name", "pass", says="2 of 5", repo="""
-- app.py --
a = 1
-- scripts/integration-tests.py --
run("a")
== 2024-01-02 Fix the total of an empty basket ==
-- app.py --
a = 2
-- scripts/integration-tests.py --
run("b")
== 2024-01-03 fix: rounding of prices ==
-- app.py --
a = 3
-- scripts/integration-tests.py --
run("c")
== 2024-01-04 Fixes #12 ==
-- app.py --
a = 4
== 2024-01-05 hotfix login ==
-- app.py --
a = 5
== 2024-01-06 bug: names with accents ==
-- app.py --
a = 6
"""),
    example("no fix has a test", "fail", line="app.py:1", says="0 of 5", repo="""
-- app.py --
a = 1
== 2024-01-02 Fix the total of an empty basket ==
-- app.py --
a = 2
== 2024-01-03 fix: rounding of prices ==
-- app.py --
a = 3
== 2024-01-04 Fixes #12 ==
-- app.py --
a = 4
== 2024-01-05 hotfix login ==
-- app.py --
a = 5
== 2024-01-06 bug: names with accents ==
-- app.py --
a = 6
"""),
    example("fixes of the tests, the build and the spelling are none", "unknown", says="no commits", repo="""
-- app.py --
a = 1
== 2024-01-02 Fix flaky test ==
-- app.py --
a = 2
-- tests/test_app.py --
def test_a(): assert 1
== 2024-01-03 fix(ci): cache ==
-- app.py --
a = 3
== 2024-01-04 Fix typos ==
-- app.py --
a = 4
== 2024-01-05 fix rubocop offences ==
-- app.py --
a = 5
== 2024-01-06 Fix instructions ==
-- README.md --
fixed
== 2024-01-07 fix(deps): bump requests ==
-- app.py --
a = 6
"""),
]
