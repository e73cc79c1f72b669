"""Dependencies are locked.

Without a lock file, tomorrow's build of today's commit contains other code. A broken or hijacked release of some indirect dependency
goes straight to production, and rolling back the commit does not bring the old version back.

Pass: a lock file of each package manager in use, or all versions pinned exactly.

Fail: a manifest of the app with neither.

Fix: commit the lock file that the package manager writes, and install from it in CI and in the image: `uv.lock` with `uv sync --locked`,
`poetry.lock`, `pip-compile` to a pinned `requirements.txt`, `package-lock.json` with `npm ci`, `pnpm-lock.yaml` or `yarn.lock` with a
frozen install, `Gemfile.lock`, `go.sum`, `Cargo.lock`, `composer.lock`, `mix.lock`. Where the tool has none by custom (Maven, NuGet),
name an exact version for each direct dependency.

Searched: the manifests of the app, the lock files beside them and in the workspace above them. Helm and Terraform are not the app's
package managers; manifests of tests, samples, documents and development tools are not the app's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import (
    Dependencies,
    Dependency,
    Files,
    Finding,
    Manifest,
    Programs,
    Project,
    contradicts,
    example,
    nothing,
    regex,
    rule,
    supports,
)

# they have no lock file by custom (ruling 26)
EXACT_IS_ENOUGH = ("maven", "gradle", "sbt", "Clojure CLI", "Leiningen", "nuget", "pip", "pip-tools", "deno")
NOT_READ_ON_INSTALL = ("pypi", "npm", "gem")
_ASIDE = regex(
    r"(?:^|/)(?:scripts?|tools?|hack|dev|\.devcontainer|\.github|ci|bench(?:mark)?s?|load-?tests?|\w*[-_]tests?)(?:/|$)", re.I
)
_TOOLS = regex(  # what checks, tests or documents the app, and is no part of it
    r"(?:@\w+/)?(?:sqlfluff|black|ruff|flake8|pylint|isort|mypy|bandit|pre-commit|yamllint|codespell|djlint|tox|nox|detect-secrets|commitizen"
    r"|ansible-lint|cfn-lint|checkov|semgrep|pip-audit|safety|coverage|pytest|sphinx|mkdocs|eslint|prettier|stylelint|markdownlint|husky"
    r"|lint-staged|commitlint|commitlint-cli|cspell|cypress|playwright|semantic-release|release-please|standard|newman|redoc|spectral|schemathesis|locust|hypothesis"
    r"|robotframework|tavern|behave|selenium|molecule)(?:[-_]\S+)?",
    re.I,
)
_NAMED = regex(r"requirements[-_.](?P<tool>[\w-]+)\.(?:txt|in)")
_LOCAL = regex(r"(?:file|link|workspace|portal):|path$")
_BUILDS = regex(r"(?:^|:)(?:build|prod|production|compile)\b")


@rule(id="SEC020", severity="medium", applies="deps", sources=("S1.3",))
def locked_dependencies(dependencies: Dependencies, files: Files, project: Project, programs: Programs) -> Iterator[Finding]:
    judged = [m for m in dependencies.manifests if _fetched(m)]
    judged = [m for m in judged if not _is_aside(m)] or judged
    if not judged:
        yield nothing("only development tools are declared")
    if judged and not project.has("app") and not programs:
        yield nothing(f"{judged[0].path} describes a package that others install: they choose the versions of what it needs", judged[0])
        return
    for group in _by_folder(judged):
        bundled = bool(programs.bundled) and group[0].ecosystem == "npm"
        yield _judged(group, dependencies, files, project.has("app") or bundled)


def _is_aside(manifest: Manifest) -> bool:
    named = _NAMED.fullmatch(manifest.path.rpartition("/")[2])  # `requirements-locust.txt`: a file for a tool alone
    aside = _ASIDE.search(manifest.folder) or (named and _TOOLS.fullmatch(named["tool"]))
    return bool(aside) or all(_TOOLS.fullmatch(d.name) for d in _fetched(manifest))


def _fetched(manifest: Manifest) -> tuple[Dependency, ...]:
    """What the app fetches with this manifest; a front end that is built from development dependencies counts."""
    found = [d for d in manifest.runtime if manifest.ecosystem != "pypi" or d.group != "build"]
    if manifest.ecosystem == "npm" and not found and any(_BUILDS.search(name) for name, _ in manifest.scripts):
        found = [d for d in manifest.dependencies if d.group == "dev"]
    return tuple(d for d in found if not _LOCAL.match(d.constraint))


def _by_folder(manifests: list[Manifest]) -> list[list[Manifest]]:
    """Manifests of one folder that the same package manager could read: any one of them locked is enough."""
    groups: dict[tuple[str, str], list[Manifest]] = {}
    for manifest in manifests:
        groups.setdefault((manifest.ecosystem, re.sub(r"(?:^|/)requirements$", "", manifest.folder)), []).append(manifest)
    return list(groups.values())


def _judged(group: list[Manifest], dependencies: Dependencies, files: Files, app: bool) -> Finding:
    first = group[0]
    installed = nothing(f"{first.path} describes a package that others install: its installer reads no lock file", first)
    if not app and first.ecosystem in NOT_READ_ON_INSTALL:
        return installed
    for manifest in group:
        if lock := dependencies.lock_of(manifest):
            return supports(lock, f"{lock.path} locks {manifest.path}")
        if manifest.ecosystem == "go" and (file := files.get(_beside(manifest, "vendor/modules.txt"))):
            return supports(file, f"the modules of {manifest.path} are vendored")
    if not app and any(m.publishes for m in group):
        return installed
    modules = {m.name for m in dependencies.manifests if m.tool == "maven"}  # made by the build itself, at whatever version
    loose = [[d for d in _fetched(m) if not d.pinned and not (m.tool == "maven" and d.name.rpartition(":")[2] in modules)] for m in group]
    for manifest, unpinned in zip(group, loose, strict=True):
        if manifest.tool in EXACT_IS_ENOUGH and not unpinned:
            return supports(_fetched(manifest)[0], f"every version in {manifest.path} is exact, or managed by one that is")
    worst = next((d for unpinned in loose for d in unpinned), _fetched(first)[0])
    return contradicts(
        worst, f"no lock file fixes what {worst.manifest} declares: {worst.name} {worst.constraint or 'of any version'}".strip()
    )


def _beside(manifest: Manifest, name: str) -> str:
    return f"{manifest.folder}/{name}" if manifest.folder else name


EXAMPLES = [
    example("Maven: a module of the same build, at its own version of today", "pass", line="web/pom.xml:2", repo="""
-- pom.xml --
<project><groupId>com.acme</groupId><artifactId>shop</artifactId><version>1.0.0-SNAPSHOT</version>
<modules><module>orders</module><module>web</module></modules></project>
-- orders/pom.xml --
<project><parent><groupId>com.acme</groupId><artifactId>shop</artifactId><version>1.0.0-SNAPSHOT</version></parent>
<artifactId>orders</artifactId></project>
-- web/pom.xml --
<project><artifactId>web</artifactId><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId><version>3.5.0</version></dependency>
<dependency><groupId>com.acme</groupId><artifactId>orders</artifactId><version>1.0.0-SNAPSHOT</version></dependency>
</dependencies></project>
-- web/src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
"""),
    example("Gradle: a version with a classifier after it", "pass", line="build.gradle:4", repo="""
-- build.gradle --
plugins { id "org.springframework.boot" version "3.5.0" }
ext { queryDslVersion = "7.3.0" }
dependencies {
    implementation "io.github.openfeign.querydsl:querydsl-jpa:${queryDslVersion}"
    annotationProcessor "io.github.openfeign.querydsl:querydsl-apt:${queryDslVersion}:jpa"
}
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
"""),
    example("Bundler: a gem of the repository's own, which the lock file takes in", "pass", line="Gemfile.lock:1", repo="""
-- config.ru --
run Shop
-- Gemfile --
gem "rails"
gem "billing", path: "engines/billing"
-- Gemfile.lock --
PATH
  remote: engines/billing
  specs:
    billing (0.1.0)
      activerecord (>= 7.0)
-- engines/billing/billing.gemspec --
Gem::Specification.new do |spec|
  spec.name = "billing"
  spec.add_dependency "activerecord", ">= 7.0"
end
"""),
    example("Bundler: a gem beside the app, which no lock file takes in", "fail", line="tasks/billing/billing.gemspec:3", repo="""
-- config.ru --
run Shop
-- Gemfile --
gem "rails"
-- Gemfile.lock --
GEM
-- tasks/billing/billing.gemspec --
Gem::Specification.new do |spec|
  spec.name = "billing"
  spec.add_dependency "activerecord", ">= 7.0"
end
"""),
    example("Deno: ranges, and no lock file", "fail", line="deno.json:2", repo="""
-- deno.json --
{"lock": false, "imports": {
"preact": "npm:preact@^10"}}
-- main.ts --
Deno.serve(() => new Response("a"))
"""),
    example("Deno: addresses of one version each, as code that is older than its lock file brings in", "pass", line="deno.json:2", repo="""
-- deno.json --
{"imports": {
"oak": "https://deno.land/x/oak@v12.6.1/mod.ts"}}
-- main.ts --
Deno.serve(() => new Response("a"))
"""),
    example("deps.edn, whose tool has no lock file: every version is exact", "pass", line="deps.edn:1", repo="""
-- deps.edn --
{:deps {ring/ring-core {:mvn/version "1.15.3"}}
 :aliases {:test {:extra-deps {lambdaisland/kaocha {:mvn/version "RELEASE"}}}}}
-- src/shop/main.clj --
(ns shop.main (:require [ring.adapter.jetty :refer [run-jetty]]))
(run-jetty app {:port 3000})
"""),
    example("an app of Flutter's, fixed", "pass", line="pubspec.lock:1", repo="""
-- pubspec.yaml --
name: shop
dependencies:
  flutter: {sdk: flutter}
  dio: ^5.0.0
-- pubspec.lock --
packages: {}
-- lib/main.dart --
void main() {
  runApp(const ShopApp());
}
"""),
    example("an app of Flutter's that nothing fixes", "fail", line="pubspec.yaml:4", repo="""
-- pubspec.yaml --
name: shop
dependencies:
  flutter: {sdk: flutter}
  dio: ^5.0.0
-- lib/main.dart --
void main() {
  runApp(const ShopApp());
}
"""),
    example("a package of Dart's for others", "na", repo="""
-- pubspec.yaml --
name: shop_client
dependencies:
  dio: ^5.0.0
-- lib/shop_client.dart --
class ShopClient {}
"""),
    example("Swift's packages, fixed", "pass", line="Package.resolved:1", repo="""
-- Package.swift --
import PackageDescription
let package = Package(name: "shop", dependencies: [
    // .package(url: "https://github.com/vapor/old.git", from: "1.0.0"),
    .package(url: "https://github.com/vapor/vapor.git", from: "4.3.0"),
], targets: [.executableTarget(name: "Run")])
-- Package.resolved --
{"pins": [{"identity": "vapor", "location": "https://github.com/vapor/vapor.git", "state": {"version": "4.54.0"}}], "version": 2}
-- Sources/Run/main.swift --
import Vapor
let app = try Application(.detect())
try app.run()
"""),
    example("Dart's packages, of a server, that nothing fixes", "fail", line="pubspec.yaml:4", repo="""
-- pubspec.yaml --
name: shop
publish_to: none
dependencies:
  shelf: ^1.4.0
-- bin/server.dart --
import 'package:shelf/shelf_io.dart' as io;
void main() async { await io.serve(handler, '0.0.0.0', 8080); }
-- Dockerfile --
FROM dart:3.5
COPY . .
EXPOSE 8080
CMD ["dart", "bin/server.dart"]
"""),
    example("project.clj asks for whatever is newest", "fail", line="project.clj:2", repo="""
-- project.clj --
(defproject acme/shop "0.1.0"
  :dependencies [[ring/ring-core "RELEASE"]])
-- src/shop/main.clj --
(ns shop.main (:require [ring.adapter.jetty :refer [run-jetty]]))
(run-jetty app {:port 3000})
"""),
    example("what a platform's build left behind", "pass", line="package-lock.json:1", repo="""
-- package.json --
{"private": true, "dependencies": {"express": "4.19.2"}}
-- package-lock.json --
{"lockfileVersion": 3}
-- server.js --
require('express')().listen(3000)
-- .vercel/output/functions/fn.func/package.json --
{"private": true, "dependencies": {"express": "4.19.2"}}
-- .vercel/output/functions/fn.func/server.js --
require('express')().listen(3000)
"""),
    example("an extension of a browser, bundled from its lock file", "pass", line="package-lock.json:1", repo="""
-- package.json --
{"private": true, "scripts": {"build": "parcel build source/manifest.json"}, "dependencies": {"webext-base-css": "^1.3.1"}}
-- package-lock.json --
{"lockfileVersion": 3}
-- source/manifest.json --
{"name": "Notifier", "manifest_version": 3, "background": {"service_worker": "background.js"}}
-- source/background.js --
import "webext-base-css"
browser.alarms.create("update", { delayInMinutes: 1 })
"""),
    example("a program for the desktop", "pass", line="package-lock.json:1", repo="""
-- package.json --
{"name": "notes", "version": "1.0.0", "scripts": {"build": "electron-builder"},
 "dependencies": {"electron-store": "^8.0.0"}, "devDependencies": {"electron": "^31.0.0"}}
-- package-lock.json --
{"lockfileVersion": 3}
-- main.js --
const { app, BrowserWindow } = require("electron")
"""),
    example("a library for programs of the desktop", "na", repo="""
-- package.json --
{"name": "electron-notes", "version": "1.0.0", "files": ["index.js"], "scripts": {"build": "tsc"},
 "dependencies": {"conf": "^10.0.0"}, "devDependencies": {"electron": "^31.0.0"}}
-- package-lock.json --
{"lockfileVersion": 3}
-- index.js --
const { app } = require("electron")
module.exports = () => app.getPath("userData")
"""),
    example("one that is bundled from whatever is newest", "fail", line="package.json:1", repo="""
-- package.json --
{"private": true, "scripts": {"build": "parcel build source/manifest.json"}, "dependencies": {"webext-base-css": "^1.3.1"}}
-- source/manifest.json --
{"name": "Notifier", "manifest_version": 3, "background": {"service_worker": "background.js"}}
-- source/background.js --
import "webext-base-css"
browser.alarms.create("update", { delayInMinutes: 1 })
"""),
    example("the private manifest of many packages that others install", "na", repo="""
-- package.json --
{"private": true, "workspaces": ["packages/*"], "scripts": {"build": "lerna run build"}, "dependencies": {"lerna": "^8.0.0"}}
-- package-lock.json --
{"lockfileVersion": 3}
-- packages/parser/package.json --
{"name": "parser", "exports": "./index.js", "dependencies": {"ini": "^4.0.0"}}
-- packages/parser/index.js --
export const parse = text => text
"""),
    example("a file for a tool that tests the API, by its name", "pass", line="Cargo.lock:1", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
-- Cargo.lock --
version = 4
-- src/main.rs --
#[tokio::main]
async fn main() { axum::serve(listener, axum::Router::new()).await.unwrap(); }
-- requirements-schemathesis.txt --
schemathesis>=3.19.0
requests>=2.28.0
"""),
    example(
        "requirements that are compiled into another folder",
        "pass",
        """
-- app.py --
from flask import Flask
Flask(__name__).run()
-- requirements/source/requirements-base.in --
flask>=3,<4
-- requirements/generated/production.txt --
# This file is autogenerated by pip-compile with Python 3.12
#    pip-compile --output-file=requirements/generated/production.txt requirements/source/production.in
flask==3.0.3
    # via -r requirements/source/requirements-base.in
""",
        line="requirements/generated/production.txt:1",
    ),
    example(
        "a published library with a demonstration",
        "na",
        """
-- pom.xml --
<project><groupId>org.acme</groupId><artifactId>json</artifactId><version>2.0-SNAPSHOT</version>
<licenses><license/></licenses><scm><url/></scm></project>
-- extras/pom.xml --
<project><dependencies>
<dependency><groupId>org.acme</groupId><artifactId>json</artifactId><version>2.0-SNAPSHOT</version></dependency>
</dependencies></project>
-- extras/src/main/java/Usage.java --
class Usage {
  public static void main(String[] args) {}
}
""",
    ),
    example(
        "a library, whatever its package manager",
        "na",
        """
-- composer.json --
{"name": "acme/files", "type": "library", "require": {"psr/log": "^3.0"}}
-- src/Local/composer.json --
{"name": "acme/files-local", "require": {"acme/files": "^3.0"}}
-- src/Files.php --
<?php class Files {}
""",
        says="others install",
    ),
    example(
        "a linter of another language is no part of the app",
        "pass",
        """
-- package.json --
{"dependencies": {"express": "^4.19.0"}}
-- package-lock.json --
{"lockfileVersion": 3, "packages": {}}
-- server.js --
require("express")().listen(3000)
-- requirements.txt --
sqlfluff==4.3.*
""",
        line="package-lock.json:1",
    ),
    example(
        "a lock file beside the manifest",
        "pass",
        line="package-lock.json:1",
        repo="""
-- package.json --
{"dependencies": {"express": "^4.19.2"}}
-- package-lock.json --
{"lockfileVersion": 3}
-- server.js --
require("express")().listen(3000)
""",
    ),
    example(
        "ranges and no lock file",
        "fail",
        line="package.json:3",
        repo="""
-- package.json --
{
  "dependencies": {
    "express": "^4.19.2"
  }
}
-- server.js --
require("express")().listen(3000)
""",
    ),
    example(
        "exact requirements",
        "pass",
        line="requirements.txt:1",
        repo="""
-- requirements.txt --
flask==3.0.3
gunicorn==23.0.0
-- app.py --
from flask import Flask
app = Flask(__name__)
""",
    ),
    example(
        "one requirement without a version",
        "fail",
        line="requirements.txt:2",
        repo="""
-- requirements.txt --
flask==3.0.3
gunicorn
-- requirements-dev.txt --
pytest
-- app.py --
from flask import Flask
app = Flask(__name__)
""",
    ),
    example(
        "a workspace's lock file",
        "pass",
        line="uv.lock:1",
        repo="""
-- pyproject.toml --
[tool.uv.workspace]
members = ["backend"]
-- uv.lock --
version = 1
-- backend/pyproject.toml --
[project]
name = "backend"
dependencies = ["fastapi>=0.110"]
-- backend/main.py --
from fastapi import FastAPI
app = FastAPI()
""",
    ),
    example(
        "a version managed by the parent",
        "pass",
        repo="""
-- pom.xml --
<project>
<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.1</version></parent>
<dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies>
</project>
-- src/main/java/App.java --
import org.springframework.boot.SpringApplication;
@SpringBootApplication
public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
""",
    ),
    example(
        "one of two package managers",
        "fail",
        line="web/package.json:1",
        repo="""
-- Gemfile --
gem "rails", "~> 7.1"
-- Gemfile.lock --
GEM
-- config/application.rb --
class Application < Rails::Application
end
-- web/package.json --
{"dependencies": {"react": "^18.0.0"}}
""",
    ),
    example(
        "a library",
        "na",
        repo="""
-- setup.py --
from setuptools import setup
setup(name="parser", install_requires=["attrs>=23"])
-- parser.py --
import attrs
""",
    ),
    example("Python: the list for pip under a name of its own", "pass", line="req.txt:1", repo="""
-- req.txt --
Django==2.2.6
mysqlclient==1.4.4
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
INSTALLED_APPS = ["django.contrib.auth"]
-- shop/urls.py --
from django.urls import path
from shop import views
urlpatterns = [path("", views.index)]
"""),
    example("Python: a capital letter, and what is no list", "fail", line="Requirements.txt:1", repo="""
-- Requirements.txt --
flask
-- req.txt --
GET / HTTP/1.1
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
"""),
    example("Paket", "pass", line="paket.lock:1", repo="""
-- paket.dependencies --
source https://api.nuget.org/v3/index.json
nuget Marten
-- paket.lock --
NUGET
  remote: https://api.nuget.org/v3/index.json
    Marten (7.8)
-- src/Shop/paket.references --
Marten
-- src/Shop/Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- src/Shop/Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
"""),
]
