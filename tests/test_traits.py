"""What a repository is where its names or files alone would say otherwise."""

from __future__ import annotations

from tests.test_project import project, traits


def test_what_the_initializer_calls_demo_is_the_app() -> None:
    made = "-- demo/pom.xml --\n<project/>\n-- demo/src/main/java/demo/A.java --\n@SpringBootApplication class A {}\n-- demo/README.md --\n# a\n"
    assert traits(project(made)) >= {"app", "http"} and traits(project(f"{made}-- src/B.java --\nclass B {{}}\n")) == set()
    pages = "-- web/package.json --\n{\"dependencies\": {\"react\": \"1\"}}\n-- web/a.tsx --\nx()\n"
    assert [s.kind for s in project(made + pages).services] == ["service"]


def test_products_that_run_together_are_infrastructure() -> None:
    together = "-- docker-compose.yml --\nservices:\n  db:\n    image: postgres:16\n  web:\n    image: me/web:2\n"
    assert (project(together).kind, traits(project(together))) == ("infrastructure", {"app", "db"})
    assert project(together + "-- a.py --\nx = 1\n").kind == "library"


def test_pages_and_answers_in_their_own_words() -> None:
    servlet = "-- WEB-INF/web.xml --\n<web-app/>\n-- login.jsp --\n<form>\n"
    assert "ui" in traits(project(servlet))
    text = "-- a.js --\nconst app = require('express')()\napp.get('/', (q, res) => res.send(%s))\napp.listen(1)\n"
    assert "api" in traits(project(text % "items")) and "api" not in traits(project(text % "html"))
