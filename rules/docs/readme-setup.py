"""The README takes a newcomer from clone to passing tests.

The next developer on the project, or you in a year, starts from the README. If it does not lead to running code and passing tests, their
first fix for a user waits for days of guessing.

Pass: it says how to install, how to run and how to run the tests, with commands; the files, scripts and targets that those commands name
exist

Fail: one of the three is missing, or a command names something that does not exist (a finding)

Fix: Put three short sections with commands at the top of the README: install (`pip install -e .`, `npm ci`, `bundle install`), run
(`docker compose up`, `npm run dev`, `bin/rails server`) and test (`pytest`, `npm test`). Try them once in a fresh clone: every file,
script and target that they name has to exist.

Searched: commands in the README, in the documents that it links, and in the contributing guide; the scripts, targets, compose services
and files that they name
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint import (
    Command,
    Document,
    Documents,
    Files,
    Finding,
    Location,
    Parts,
    Pipelines,
    Targets,
    command_wording,
    contradicts,
    example,
    regex,
    rule,
    supports,
    unclear,
)

# Commands that leave the clone, or bring files of their own into it: what they name is not the repository's.
ELSEWHERE = regex(
    r"^(?:sudo )?(?:cd (?:/|~|\$)|curl .*(?:-o|-O|>)|wget |tar |unzip |su |ssh |npx create-|composer create-project|rails new"
    r"|django-admin startproject|mkdir )",
    re.MULTILINE,
)
SKIPS = regex(r"-D(?:maven\.)?(?:skipTests|test\.skip)|\s-x\s+test\b")
BUILDS = regex(r"\bmvnw?\b(?!.*\b(?:test|verify)\b)|\bgradlew?\b(?!.*(?:test|check))")
GUIDES = regex(
    r"(?i)(?:^|/)(?:readme|contribut(?:e|ing)|hacking|(?:local[-_ ]?)?develop\w*|install\w*|set[-_ ]?up\w*|getting[-_ ]?started"
    r"|quick[-_ ]?start|(?:(?!load|stress|perf)[a-z]+[-_])?test\w*|running|usage|build\w*|dev|docker|deploy\w*|local)[^/]*\.\w+$"
)
APPLIES = regex(r"\b(?:terraform|tofu|terragrunt)\b")  # what a server runs on: its infrastructure; functions are run by it
README = regex(r"(?i)(?:^|/)readme[^/]*$")  # that of a part lists what the part has: no guide to the whole
CONTENTS = 20  # links
INDEX = regex(r"(?i)docs?/index\.\w+$")  # the contents of the documentation, from which its guides are one step

# generators of a site for documentation, by their settings, and the addresses such sites have
GENERATORS = (
    "{doc,docs}/**/conf.py", "mkdocs.y*ml", "docs/gatsby-config.*", "**/docusaurus.config.*", "**/.vitepress/config.*",
    "docs/**/_config.yml", "book.toml",
)  # fmt: skip
SITE = regex(r"(?i)https?://(docs?\.[\w.-]+|[\w.-]+\.(?:readthedocs\.(?:io|org)|(?:github|gitlab)\.io(?:/[\w.-]+)?))")


@rule(id="DOC001", severity="medium", applies="any", absence="fail", sources=("S1.8",))
def readme_setup(documents: Documents, targets: Targets, parts: Parts, files: Files, pipelines: Pipelines) -> Iterator[Finding]:
    root = [d for d in documents.readmes if d.path.count("/") == 0 or d.path.lower().startswith((".github/readme", "docs/readme"))]
    if not root:
        yield from (
            unclear("this README is in a format that readylint does not read", f)
            for f in files.match("README.{org,html,pdf,docx,ipynb,rdoc,pod,textile}")
        )
        return
    readme = root[0]
    guides = tuple(_guides(readme, documents, files))
    commands = [c for d in guides for s in d.sections for c in s.commands]
    serves = any(part.kind == "service" for part in parts)
    steps = {
        "install it": command_wording("install"),
        "run it": command_wording("run"),
        "run its tests": command_wording("test", parts.checked),
    }
    for topic, pattern in steps.items():
        told = [c for c in commands if (topic != "run its tests" or _tests(c, files)) and not (serves and APPLIES.search(c.text))]
        found = _first(told, pattern) or (_usage(guides) if topic == "run it" and parts.kind in ("library", "nothing") else None)
        if not found and topic == "run its tests":
            found = _resolved(told, pipelines)
        if found:
            yield supports(found, f"says how to {topic}: `{found.text[:60]}`")
        else:
            yield contradicts(readme, f"nothing here, or in what it links, says how to {topic} with a command")
    for section in (s for d in guides for s in d.sections if not ELSEWHERE.search("\n".join(c.text for c in s.commands))):
        for typed in section.commands:
            if not typed.inline or _is_command(typed):
                yield from (
                    contradicts(typed, f"`{typed.text[:60]}` names the {gone}, which does not exist")
                    for gone in targets.missing(typed.text)
                    if not _of_another(gone, guides)
                )


def _guides(readme: Document, documents: Documents, files: Files) -> Iterator[Document]:
    """The README, the contributing guides, and the documents that those link for this."""
    first = [readme, *(d for d in documents.own if re.match(r"(?i)(?:\.github/|docs/)?contribut(?:e|ing)(?:\.\w+)?$", d.path))]
    linked = [to for d in first for link in d.links if (to := documents.linked(d, link))]
    onward = [d for d in linked if INDEX.match(d.path) or (GUIDES.search(d.path) and (not README.search(d.path) or _points_on(d)))]
    further = [to for d in onward for link in d.links if (to := documents.linked(d, link)) and GUIDES.search(to.path)]
    seen: set[str] = set()
    for document in (*first, *linked, *further, *_on_site(readme, documents, files)):
        if document.path not in seen and not re.search(r"(?i)changelog|license|code_of_conduct|security", document.path):
            seen.add(document.path)
            yield document


def _points_on(document: Document) -> bool:
    """Whether a document has no command of its own and says where to read on: a long list of links is a reference's contents."""
    return len(document.links) <= CONTENTS and not any(section.commands for section in document.sections)


def _is_own_site(address: str, readme: Document) -> bool:
    """Whether an address is that of a site for documentation which is called as the README is."""
    site = SITE.match(address)
    title = next((s.heading for s in readme.sections if s.heading), "").lower()
    return site is not None and any(word in site[1].lower() for word in re.findall(r"[a-z0-9]{4,}", title))


def _on_site(readme: Document, documents: Documents, files: Files) -> Iterator[Document]:
    """The guides of a documentation site that is built from this repository, where the README links the site."""
    named = any(link.target.startswith(site) for site in documents.sites for link in readme.links)
    if named or (files.match(*GENERATORS) and any(_is_own_site(link.target, readme) for link in readme.links)):
        yield from (d for d in documents.own if re.match(r"(?:\w+/)?docs?/", d.path) and GUIDES.search(d.path))


def _of_another(gone: str, guides: Iterable[Document]) -> bool:
    """Whether a document links the file where it is, in another repository."""
    path = gone.partition("`")[2].rstrip("`").removeprefix("./")
    return "/" in path and any(link.target.startswith("http") and link.target.endswith(path) for d in guides for link in d.links)


def _resolved(told: Iterable[Command], pipelines: Pipelines) -> Command | None:
    """A command that names a target or script of the repository which runs the tests."""
    places = (run.called_at or run.at for run in pipelines.documented if run.does("test"))
    testing = {(at.path, at.line) for at in places}
    return next((c for c in told if (c.at.path, c.at.line) in testing), None)


def _first(commands: Iterable[Command], pattern: re.Pattern[str]) -> Command | None:
    parts = ((c, part) for c in commands for part in re.split(r"\s*(?:&&|;|\|\|)\s*", c.text))
    return next(
        (
            c
            for c, part in parts
            if pattern.search(re.sub(r"^(?:[A-Z_]+=\S*\s+)+", "", part.strip())) and (not c.inline or " " in part.strip() or "/" in part)
        ),
        None,
    )


def _tests(command: Command, files: Files) -> bool:
    """Whether a command may run tests: one that builds does so where there are some, unless it is told to skip them."""
    return not SKIPS.search(command.text) and (bool(files.tests) or not BUILDS.search(command.text))


def _usage(documents: Iterable[Document]) -> Command | None:
    """A usage example of a library."""
    for document in documents:
        for section in document.sections:
            for block in section.code:
                if block.text.strip() and not command_wording("install").search(block.text.strip()):
                    return Command(block.text.strip().split("\n")[0], Location(document.path, block.line))
    return None


def _is_command(command: Command) -> bool:
    return bool(re.match(r"(?:npm|yarn|pnpm) run |(?:make|rake|bundle exec rake|docker[- ]compose|cd) \S", command.text))


EXAMPLES = [
    example("a Makefile that includes rules of a submodule", "pass", repo="""
-- go.mod --
module shop
-- main.go --
package main
func main() {}
-- Makefile --
include tools/make/go.mk

run:
	go run .
-- README.md --
# Shop

```sh
make deps
make run
make specs # runs the tests
go install .
go test ./...
```
"""),
    example("a target that checks, and runs the tests among others", "pass", line="README.md:6", repo="""
-- README.md --
Install with `pip install -r requirements.txt`, run with `flask run`.

## Development

```sh
just check   # everything
```
-- justfile --
check:
    ruff check .
    pytest
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
app = Flask(__name__)
-- tests/test_app.py --
def test_app():
    assert app
"""),
    example("a target that checks, and runs no tests", "fail", repo="""
-- README.md --
Install with `pip install -r requirements.txt`, run with `flask run`.

## Development

```sh
just check   # everything
```
-- justfile --
check:
    ruff check .
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
app = Flask(__name__)
-- tests/test_app.py --
def test_app():
    assert app
"""),
    example("commands in a list, each with what it does in a second column", "pass", repo="""
-- README.md --
# Shop
```
make install       Fetch all that it needs
make run           Start the server
make test          Run all tests
```
-- Makefile --
install:
	pip install -r requirements.txt
run:
	flask run
test:
	pytest
-- app.py --
app = Flask(__name__)
-- tests/test_app.py --
def test_app():
    assert app
"""),
    example("the contents of a reference, whose pages show commands of others", "pass", line="README.md:4", repo="""
-- README.md --
# Shop
[The rules](docs/rules/README.md)
```sh
pip install .
python shop.py
pytest
```
-- docs/rules/README.md --
""" + "".join(f"- [test {n}](test-{n}.md)\n" for n in range(CONTENTS + 1)) + """
-- docs/rules/test-1.md --
```sh
./scripts/check.sh
```
-- shop.py --
print("shop")
-- test_shop.py --
def test_shop(): assert 1 + 1 == 2
-- pyproject.toml --
[project]
name = "shop"
scripts = {shop = "shop:main"}
"""),
    example("a script of bin/ in a list of a guide", "pass", line=("README.md:3", "README.md:5", "CONTRIBUTING.md:5"), repo="""
-- README.md --
# Shop

`composer install`, then

    bin/console server:start

-- CONTRIBUTING.md --
# Contributing

## Running Tests

1. bin/phpunit
-- bin/phpunit --
#!/usr/bin/env php
-- bin/console --
#!/usr/bin/env php
-- composer.json --
{"require": {"symfony/framework-bundle": "^7.0"}}
-- tests/OrderTest.php --
<?php
class OrderTest extends TestCase { public function test_order() { $this->assertTrue(true); } }
"""),
    example("how the bucket is made is not how the server is run", "fail", line="README.md:1", says="says how to run it", repo="""
-- README.md --
# Shop
```sh
go build
make test
```
[Routes from a bucket](docs/deploy-routes.md)
-- docs/deploy-routes.md --
```sh
terraform init
terraform apply -var="env=staging"
```
-- Makefile --
test:
	go test ./...
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", nil) }
"""),
    example("a hook that formats is no test", "fail", line="README.md:1", repo="""
-- app.py --
print("shop")
-- .pre-commit-config.yaml --
repos:
  - repo: https://github.com/astral-sh/ruff-pre-commit
    hooks:
      - id: ruff
-- README.md --
# Shop

```
pip install -r requirements.txt
python app.py
pre-commit run -a ruff
```
-- requirements.txt --
flask
"""),
    example("commands in a list, without marks of code", "pass", line=("README.md:3", "README.md:4", "README.md:5"), repo="""
-- README.md --
# Shop

1. Run composer install
2. Run php artisan serve
- Tests: php artisan test
-- artisan --
#!/usr/bin/env php
-- composer.json --
{"require": {"laravel/framework": "^11.0"}}
-- tests/OrderTest.php --
<?php
class OrderTest extends TestCase { public function test_order() { $this->assertTrue(true); } }
"""),
    example("what is told to be run is one word", "pass", line="README.md:3", repo="""
-- README.md --
# Shop

Then just run `yarn`, and after that `yarn start` and `yarn test`.
-- package.json --
{"scripts": {"start": "node app.js", "test": "jest"}}
-- yarn.lock --
"""),
    example("sentences of a list that begin like commands", "fail", repo="""
-- README.md --
# Shop

- go to the settings
- make sure that the tests pass
- Run the tests
"""),
    example(
        "all three, and they exist",
        "pass",
        """
-- README.md --
# App

    npm ci
    npm start
    npm test
-- package.json --
{"scripts": {"start": "node server.js", "test": "jest"}}
-- server.js --
require("http").createServer().listen(80)
""",
        line=("README.md:3", "README.md:4", "README.md:5"),
    ),
    example(
        "a build tool that fetches what it needs",
        "pass",
        """
-- README.md --
# Lookup

    sbt test
    sbt "run 9022"
-- build.sbt --
name := "lookup"
""",
        line=("README.md:3", "README.md:4"),
    ),
    example(
        "a script of another repository, linked",
        "pass",
        """
-- README.md --
# App

    npm ci
    npm start
    npm test

To enter the container use [this script](https://github.com/example/infra/blob/main/scripts/enter.sh):

```
./scripts/enter.sh
```
-- package.json --
{"scripts": {"start": "node server.js", "test": "jest"}}
-- server.js --
require("http").createServer().listen(80)
""",
        line="README.md:3",
    ),
    example(
        "the file of an image that does not exist",
        "fail",
        """
-- README.md --
# Shop
```bash
bundle install
bundle exec rspec
docker build -f Dockerfile-3.3 -t shop .
docker build -f Dockerfile-3.2 -t shop . && docker run --rm shop
```
-- Dockerfile-3.3 --
FROM ruby:3.3
-- shop.gemspec --
Gem::Specification.new
""",
        line="README.md:6",
        says="Dockerfile-3.2",
    ),
    example("the folder of a submodule", "pass", repo="""
-- .gitmodules --
[submodule "src/locales"]
	path = src/locales
	url = https://example.com/locales.git
-- src/app.js --
require("http").createServer().listen(80)
-- package.json --
{"scripts": {"start": "node src/app.js", "test": "jest"}}
-- README.md --
# App
```bash
npm install
cd src/locales
npm start
npm test
```
"""),
    example(
        "a script that does not exist",
        "fail",
        """
-- README.md --
# App
```bash
npm install
npm start
npm run test:unit
```
-- package.json --
{"scripts": {"start": "node server.js", "test": "jest"}}
-- server.js --
require("http").createServer().listen(80)
""",
        line="README.md:5",
        says="test:unit",
    ),
    example(
        "nothing on tests",
        "fail",
        """
-- README.md --
# App
Install with `pip install -r requirements.txt`, then run `python app.py`.
-- requirements.txt --
flask
-- app.py --
from flask import Flask
Flask(__name__).run()
""",
        says="tests",
    ),
    example(
        "the contributing guide has the tests",
        "pass",
        """
-- README.md --
# Library

```
pip install lib
```

```python
import lib
```
-- CONTRIBUTING.md --
Run `tox -e py` before you push.
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
""",
    ),
    example("Python's flags before a module: a test runs nothing else", "pass", line="README.md:2", repo="""
-- README.md --
    pip install lib
    python -m lib
-- CONTRIBUTING.md --
    uv pip install -e .
    python -Im pytest
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example(
        "no README",
        "fail",
        """
-- app.py --
print(1)
""",
    ),
    example(
        "a README in another format",
        "unknown",
        """
-- README.org --
* App
-- app.py --
print(1)
""",
    ),
    example(
        "a build, and no tests that it could run",
        "fail",
        """
-- README.md --
# App

    mvn clean install
    mvn spring-boot:run
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
""",
        line="README.md:1",
        says="run its tests",
    ),
    example("Django's own tests, by the name of the interpreter", "pass", line="README.md:5", repo="""
-- README.md --
# Shop
```sh
pip install -r requirements.txt
python manage.py runserver
python manage.py test
```
-- requirements.txt --
django
-- manage.py --
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
-- orders/tests.py --
from django.test import TestCase
class OrderTest(TestCase):
    def test_total(self):
        self.assertEqual(total(2), 4)
"""),
    example("Go: what was installed is run from where it was put", "pass", line="README.md:7", repo="""
-- README.md --
# Shop

```
go get -u example.com/shop
go test ./...
go install
$GOPATH/bin/shop --port 8080
```
-- go.mod --
module example.com/shop
-- main.go --
package main
func main() { http.ListenAndServe(":80", nil) }
"""),
    example("typed on Windows", "pass", line="README.md:5", repo="""
-- pom.xml --
<project><artifactId>shop</artifactId></project>
-- mvnw.cmd --
@echo off
-- README.md --
# Shop

```powershell
.\\mvnw.cmd spring-boot:run
.\\mvnw.cmd -B verify
```
"""),
    example("commands between three marks each", "pass", line="README.md:3", repo="""
-- app.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- README.md --
# App

1. ```dotnet restore```
2. ```dotnet run```
3. ```dotnet test``` or the tests of your editor
"""),
    example("a gem that is tested with several versions of what it stands on", "pass", repo="""
-- shop.gemspec --
Gem::Specification.new do |s|
  s.name = "shop"
end
-- Gemfile --
gemspec
-- lib/shop.rb --
module Shop; end
-- README.md --
# Shop
## Install

    $ gem install shop

## Usage
```ruby
Shop.open
```
## Development
See the [development guide](docs/development.md).
-- docs/development.md --
# Running the tests

    $ bundle exec appraisal install
    $ bundle exec appraisal rake test
-- test/shop_test.rb --
class ShopTest < Minitest::Test
  def test_it; assert_equal 1, Shop.one; end
end
-- Rakefile --
Rake::TestTask.new(:test)
"""),
    example("reStructuredText, by targets of make", "pass", repo="""
-- README.rst --
Shop
====

1. Install the requirements:

   ::

       $ make develop

2. Run the server:

   ::

       $ make run

Running Tests
-------------

Run ``make test`` to run the tests.
-- Makefile --
develop:
	pip install -r requirements.txt
run:
	./manage.py runserver
test:
	pytest
-- requirements.txt --
django
-- tests/test_shop.py --
def test_sum():
    assert 1 + 1 == 2
"""),
    example("the contents of the documentation lead to the guides", "pass", repo="""
-- go.mod --
module example.com/shop
-- README.md --
# Shop
All documentation is in the [docs folder](docs/index.md).
-- docs/index.md --
# Documentation
- [Installation](Installation.md)
- [Contribute](Contribute.md)
-- docs/Installation.md --
# Installation

    go install example.com/shop@latest
-- docs/Contribute.md --
# Contribute
## Running the server locally

    make run-server
## Running tests

    make unittest
-- Makefile --
run-server:
	go run . server
unittest:
	go test ./...
-- main.go --
package main

func main() {}
-- main_test.go --
package main

import "testing"

func TestSum(t *testing.T) {}
"""),
    example("the README of a part has no command, and says where to read on", "pass", line="docs/developer/README.md:3", repo="""
-- README.md --
# Shop
The code is in [src](./src/).
-- src/README.md --
# Source code
[Developer documentation](../docs/developer/README.md)
-- docs/developer/README.md --
# Development
```sh
pip install -r requirements.txt
flask run
pytest
```
-- src/app.py --
from flask import Flask
app = Flask(__name__)
-- src/test_app.py --
def test_app(): assert app
-- requirements.txt --
flask
pytest
"""),
    example("a site for documentation whose pages are here", "pass", line="docs/src/dev/quickstart.md:6", repo="""
-- README.md --
[![ci](https://img.example.org/ci.svg)](https://ci.example.org)

# Harbour

See [the documentation](https://docs.harbour.example.org) for how to use it and how to contribute.
-- package.json --
{"scripts": {"start": "node server.js", "test": "jest"}, "dependencies": {"express": "4"}, "devDependencies": {"jest": "29"}}
-- server.js --
require("express")().listen(80)
-- docs/gatsby-config.js --
module.exports = { siteMetadata: { title: "Harbour" } }
-- docs/src/dev/quickstart.md --
# Quickstart

Install what it needs, start it, and run its tests:

```bash
npm install
npm start
npm test
```
"""),
    example("a site for documentation of something else", "fail", repo="""
-- README.md --
# Harbour

See [the documentation](https://docs.docker.com) for how to install Docker.
-- package.json --
{"scripts": {"start": "node server.js", "test": "jest"}, "dependencies": {"express": "4"}, "devDependencies": {"jest": "29"}}
-- server.js --
require("express")().listen(80)
-- docs/gatsby-config.js --
module.exports = { siteMetadata: { title: "Harbour" } }
-- docs/src/dev/quickstart.md --
# Quickstart

```bash
npm install
npm start
npm test
```
"""),
    example("the name of a service is left to the reader", "pass", line="README.md:3", repo="""
-- README.md --
Install with `npm install`, run with `npm start`.

Test with `npm test`, build with `docker build -t orders -f apps/service-name/Dockerfile .`
-- package.json --
{"scripts": {"start": "node apps/orders/server.js", "test": "node --test"}, "dependencies": {"express": "5"}}
-- apps/orders/Dockerfile --
FROM node:24
COPY . .
CMD ["npm", "start"]
-- apps/orders/server.js --
require("express")().listen(3000)
-- apps/orders/server.test.js --
const test = require("node:test")
test("adds", () => require("assert").equal(1 + 1, 2))
"""),
]
