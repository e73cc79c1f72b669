"""Test cases: what runners collect, and what generators left."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.files import PathRules
from readylint.facts.testcases import TestCases
from readylint.snapshot import Snapshot

JEST = '-- package.json --\n{"devDependencies": {"jest": "29"}}\n'


def cases(text: str) -> TestCases:
    return Facts(Snapshot.of(text), PathRules()).get(TestCases)


@pytest.mark.parametrize(
    ("repo", "names"),
    [
        ("-- tests/test_a.py --\nclass TestA:\n    async def test_b(self):\n        pass\n# def test_c(): pass\n", ["test_b"]),
        (
            "-- tests/test_a.py --\nimport pytest\n@pytest.fixture()\ndef test_user():\n    pass\ndef test_a():\n    def test_inner(): pass\n"
            "class TestB:\n    @pytest.fixture\n    async def test_c(self): pass\n    def test_d(self): pass\n",
            ["test_a", "test_d"],  # pytest collects neither fixtures nor functions inside functions
        ),
        ("-- rules/tests/tests-exist.py --\ndef tests_exist():\n    pass\n", []),  # no runner imports a name with a dash
        (
            JEST
            +
                "-- a.test.js --\ndescribe('a', () => {\n  it('adds', () => {})\n  test.each([1])('many', () => {})\n  // it('not', "
                "() => {})\n})\n",
            ["adds", "many"],
        ),
        (
            "-- a_test.ts --\nDeno.test('adds', () => {})\nDeno.test({\n  name: 'many',\n})\nDeno.test(async function alone() {})\n",
            ["adds", "many", "alone"],
        ),
        ("-- a_test.go --\npackage a\nfunc TestA(t *testing.T) {}\nfunc TestMain(m *testing.M) {}\n", ["TestA"]),
        ('-- src/test/java/ATest.java --\nclass ATest {\n  @Test\n  @DisplayName("x")\n  void adds() {}\n}\n', ["adds"]),
        ("-- src/test/kotlin/ATest.kt --\nclass ATest {\n  @Test\n  fun `adds numbers`() {}\n}\n", ["`adds numbers`"]),
        ('-- spec/a_spec.rb --\nit "adds" do\nend\n', ["adds"]),
        ('-- test/a_test.rb --\ntest "adds" do\nend\ndef test_b\nend\n', ["adds", "test_b"]),
        (
            "-- tests/ATest.php --\n<?php\nclass ATest {\n  public function test_adds() {}\n  #[Test]\n  public function it_works() "
            "{}\n}\n",
            ["test_adds", "it_works"],
        ),
        (
            "-- tests/A.Tests/ATests.cs --\npublic class ATests {\n  [Fact]\n  public async Task Adds() {}\n  [Theory]\n  "
            "[InlineData(1)]\n  public void Many(int x) {}\n}\n",
            ["Adds", "Many"],
        ),
        (
            "-- src/lib.rs --\n#[cfg(test)]\nmod tests {\n  #[test]\n  fn adds() {}\n  #[tokio::test]\n  async fn waits() {}\n}\n",
            ["adds", "waits"],
        ),
        ('-- test/a_test.exs --\ntest "adds" do\nend\n', ["adds"]),
        ('-- tests/a.tftest.hcl --\nrun "plans" {\n}\n', ["plans"]),
    ],
)
def test_languages(repo: str, names: list[str]) -> None:
    assert [c.name for c in cases(repo).own] == names


@pytest.mark.parametrize(
    ("repo", "by"),
    [
        (
            '-- package.json --\n{"dependencies": {"react-scripts": "5"}}\n-- src/App.test.js --\ntest("renders learn react link", '
            '() => {})\n',
            "create-react-app",
        ),
        (JEST + "-- src/app/app.component.spec.ts --\nTestBed\nit('should create the app', () => {})\n", "Angular"),
        (JEST + "-- src/app.controller.spec.ts --\nit('should return \"Hello World!\"', () => {})\n", "Nest"),
        ("-- tests/Unit/ExampleTest.php --\n<?php\nclass ExampleTest {\n  public function test_that_true_is_true() {}\n}\n", "Laravel"),
        ('-- test/app_web/controllers/page_controller_test.exs --\ntest "GET /", %{conn: conn} do\nend\n', "Phoenix"),
        ("-- Tests/UnitTest1.cs --\n[Fact]\npublic void Test1() {}\n", "dotnet new"),
        ("-- src/test/java/AppTests.java --\n@Test\nvoid contextLoads() {}\n", "Spring Initializr"),
    ],
)
def test_scaffolds(repo: str, by: str) -> None:
    found = cases(repo)
    assert found.scaffold_only
    assert {c.scaffold for c in found.cases} == {by}


def test_javascript_tests_need_a_runner() -> None:
    found = cases(
        '-- package.json --\n{"dependencies": {"express": "4"}}\n-- a.test.js --\ntest("a", () => {})\n-- b.test.js --\nimport test '
        'from "node:test"\ntest("b", () => {})\n'
    )
    assert [c.name for c in found.own] == ["b"]
    assert [f.path for f in found.uncollected] == ["a.test.js"]


def test_commented_block_is_no_case() -> None:
    assert not cases(JEST + "-- a.test.js --\n/*\ntest('a', () => {})\n*/\n").cases
