"""Code knows imports and calls in each language, and is blind to comments."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.code import Code
from readylint.facts.files import PathRules
from readylint.snapshot import Snapshot


def code(text: str) -> Code:
    return Facts(Snapshot.of(text), PathRules()).get(Code)


@pytest.mark.parametrize(
    ("path", "text", "module", "call"),
    [
        ("a.py", "from a.b import c  # app.no(1)\n'''app.no(1)'''\napp.use(c)\n", "a.b", "app.use"),
        ("a.js", 'const x = require("koa") // app.no(1)\napp.use(x)\n', "koa", "app.use"),
        ("a.ts", 'import { x } from "koa"\n/* app.no(1) */ app.use(x)\n', "koa", "app.use"),
        ("a.go", 'package a\n\nimport (\n\t"net/http"\n)\n\nfunc f() { http.Get(u) } // app.no(1)\n', "net/http", "http.Get"),
        ("A.java", "import a.b.C;\nclass A { void f() { app.use(1); } } // app.no(1)\n", "a.b.C", "app.use"),
        ("a.kt", "import a.b.C\nfun f() { app.use(1) } // app.no(1)\n", "a.b.C", "app.use"),
        ("a.rb", "require 'sinatra'\napp.use(1) # app.no(1)\n", "sinatra", "app.use"),
        ("a.php", "<?php\nuse A\\B;\n$app->use(1); // $app->no(1)\n", "A\\B", "$app.use"),
        ("A.cs", "using A.B;\nclass A { void F() { app.Use(1); } } // app.No(1)\n", "A.B", "app.Use"),
        ("a.rs", "use a::b;\nfn f() { app.run(1); } // app.no(1)\n", "a::b", "app.run"),
        ("a.ex", "defmodule A do\n  use Phoenix.Router\n  App.run(1) # App.no(1)\nend\n", "Phoenix.Router", "App.run"),
    ],
)
def test_each_language(path: str, text: str, module: str, call: str) -> None:
    found = code(f"-- {path} --\n{text}")
    source = next(found.sources())
    assert module in [i.module for i in source.imports]
    names = [c.name for c in source.calls]
    assert call in names and not any(name.lower().endswith(".no") for name in names)
    assert not list(found.search(r"\.no\(")), "a word in a comment is nothing"
    assert len(source.code) == len(source.text)


def test_arguments_are_text() -> None:
    ((call, _),) = code('-- a.py --\nrun("x", port=80)\n').calls("run")
    assert call.arguments == ('"x"', "port=80") and call.at.line == 1


def test_the_pages_of_aspnet_load_the_scripts_beside_them() -> None:
    found = code(
        "-- Shop/Shop.csproj --\n<Project/>\n-- Shop/Web.config --\n<configuration/>\n-- Shop/Orders/list.js --\nvar Orders = { open: go }\n"
        "-- Shop/Scripts/grid.js --\nif (typeof module === 'object') module.exports = grid\n"
        "-- Shop/tools/package.json --\n{}\n-- Shop/tools/a.js --\ngo()\n-- Shop/jobs/run.js --\nconst fs = require('fs')\n"
    )
    assert [f.path for f in found.server] == ["Shop/jobs/run.js", "Shop/tools/a.js"]


def test_what_is_bundled_without_a_page_is_no_browser_code() -> None:
    library = '-- package.json --\n{"devDependencies": {"esbuild": "1"}}\n-- a.ts --\nexport const a = 1\n'
    assert [f.path for f in code(library).server] == ["a.ts"]
    assert [f.path for f in code(library + "-- index.html --\n<p>\n").server] == []


def test_browser_code_is_not_server_code() -> None:
    found = code(
        '-- web/package.json --\n{"dependencies": {"react": "18"}}\n-- web/src/app.tsx --\nfetch("/x")\n'
        '-- api/package.json --\n{"dependencies": {"express": "4"}}\n-- api/app.js --\nfetch("/x")\n'
    )
    assert [f.path for f in found.server] == ["api/app.js"]
    assert [f.path for f in found.browser] == ["web/src/app.tsx"]


@pytest.mark.parametrize(
    "browser",
    [
        '-- package.json --\n{"dependencies": {"express": "4", "react": "18"}}\n-- client/src/lib/auth.ts --\nfetch("/x")\n',
        '-- client/package.json --\n{"dependencies": {"react-scripts": "5", "socket.io": "4"}}\n-- client/src/a.js --\nfetch("/x")\n',
    ],
)
def test_the_half_of_an_app_that_runs_in_the_browser(browser: str) -> None:
    assert [f.language for f in code(browser).server] == []
    own = browser.replace("react-scripts", "express").replace('"express": "4", "react": "18"', "") + "-- client/package.json --\n{}\n"
    assert len(code(own).server) == 1


def test_tests_and_vendored_code_are_not_the_apps() -> None:
    found = code("-- tests/a.py --\nx()\n-- vendor/a.py --\nx()\n-- a.py --\nx()\n")
    assert [s.path for s in found.sources("x")] == ["a.py"]
