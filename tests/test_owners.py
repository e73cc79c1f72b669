"""CODEOWNERS as code hosts read it, and what a report says of it."""

from __future__ import annotations

import json

import pytest

from readylint import scan
from readylint.facts.owners import MOST, read
from readylint.report.as_json import as_json

LINES = """
# whoever it may be
*  @acme/all ada@example.org
*.js @acme/web # not @acme/nobody
/build/logs/ @acme/ci
docs/* @acme/docs
apps/ @acme/apps
/apps/free
**/logs @acme/logs
src/**/deep/*.sql @acme/data
with\\ space @acme/space
*.[ch] @acme/c
""".splitlines()


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README.md", ("@acme/all", "ada@example.org")),
        ("web/a.js", ("@acme/web",)),
        ("build/logs/today/one", ("@acme/logs",)),
        ("docs/a.md", ("@acme/docs",)),
        ("docs/more/a.md", ("@acme/all", "ada@example.org")),
        ("old/apps/main.go", ("@acme/apps",)),
        ("apps/free/main.go", ()),
        ("src/deep/a.sql", ("@acme/data",)),
        ("src/very/very/deep/a.sql", ("@acme/data",)),
        ("with space", ("@acme/space",)),
        ("main.c", ("@acme/all", "ada@example.org")),
    ],
)
def test_the_last_line_that_fits_names_the_owners(path: str, owners: tuple[str, ...]) -> None:
    assert read(LINES).of_file(path) == owners


def test_each_section_names_its_own() -> None:
    owners = read(["* @all", "[Data] @data", "*.sql", "^[Web][2]", "*.js @web", "*.sql"])
    assert owners.of_file("a.sql") == ("@all", "@data")
    assert owners.of_file("a.js") == ("@all", "@web")
    assert owners.of_folder("services/pay") == ("@all",)


def test_no_pattern_takes_long_and_no_file_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read([f"{'**/a*' * 60}b @x", f"/{'*a' * 90}b @y"]).of_file("/".join(["a" * 90] * 60)) == ()
    assert read([*["/a @a"] * MOST, "/b @b"]).of_file("b") == ()
    monkeypatch.setattr("readylint.facts.owners.WORK", 4)
    assert read(["* @all", "/a @a"]).of_files(["c", "b", "a"]) == {"a": ("@a",), "b": ("@all",)}


def test_a_report_names_owners_of_findings_and_services(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "CODEOWNERS").write_text("* @all\n/*.py @py\n")
    (tmp_path / "requirements.txt").write_text("flask==3.1\n")
    (tmp_path / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)\n")
    told = json.loads(as_json(scan(tmp_path)))
    assert told["owners"][""] == ["@all"]
    assert told["owners"]["app.py"] == ["@py"]
