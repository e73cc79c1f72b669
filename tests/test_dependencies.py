"""Manifests and lock files of every package manager, as one model."""

from __future__ import annotations

import time

import pytest

from readylint.fact import Facts
from readylint.facts.dependencies import Dependencies
from readylint.facts.files import Files, PathRules
from readylint.snapshot import Snapshot


def facts(repo: str) -> Facts:
    return Facts(Snapshot.of(repo), PathRules())


def dependencies(repo: str) -> Dependencies:
    return facts(repo).get(Dependencies)


# A repository, and each dependency as: line, ecosystem, name, group, whether it is exact.
MANIFESTS = {
    "requirements": (
        """
-- requirements.txt --
-r base.txt
Django==4.2.1 \\
    --hash=sha256:00
sentry_sdk[django]>=2 ; python_version > '3'  # why
-- base.txt --
redis
""",
        """
1 pypi redis runtime
2 pypi django runtime exact
4 pypi sentry-sdk runtime
""",
    ),
    "pyproject": (
        """
-- pyproject.toml --
[project]
name = 'a'
requires-python = '>=3.10'
dependencies = ['httpx>=0.27']
[project.optional-dependencies]
s3 = ['boto3==1.34.0']
[dependency-groups]
dev = ['pytest']
""",
        """
3 pypi python platform
4 pypi httpx runtime
6 pypi boto3 optional exact
8 pypi pytest dev
""",
    ),
    "poetry": (
        """
-- pyproject.toml --
[tool.poetry]
name = 'a'
[tool.poetry.dependencies]
python = '^3.11'
flask = '^3.0'
celery = { version = '5.3.6', extras = ['redis'] }
[tool.poetry.group.test.dependencies]
pytest = '*'
""",
        """
4 pypi python platform
5 pypi flask runtime
6 pypi celery runtime exact
8 pypi pytest dev
""",
    ),
    "setup.cfg": (
        """
-- setup.cfg --
[metadata]
name = tool
[options]
install_requires =
    attrs>=23
[options.extras_require]
test = pytest
""",
        """
5 pypi attrs runtime
7 pypi pytest dev
""",
    ),
    "setup.py": (
        """
-- setup.py --
setup(name='x',
  install_requires=[
    'click>=8',  # 'not this'
  ],
)
""",
        """
3 pypi click runtime
""",
    ),
    "Pipfile": (
        """
-- Pipfile --
[packages]
django = '~=5.2'
gunicorn = '==23.0.0'
[dev-packages]
black = '*'
""",
        """
2 pypi django runtime
3 pypi gunicorn runtime exact
5 pypi black dev
""",
    ),
    "npm": (
        """
-- package.json --
{
 "engines": {"node": ">=20"},
 "dependencies": {"express": "4.19.2", "lib": "workspace:*"},
 "devDependencies": {
  "jest": "^29.0.0"
 }
}
""",
        """
3 npm express runtime exact
3 npm lib runtime exact
5 npm jest dev
2 npm node platform
""",
    ),
    "go": (
        """
-- go.mod --
module example.com/a

go 1.22

require (
	github.com/gin-gonic/gin v1.9.1
	golang.org/x/net v0.20.0 // indirect
)
replace (
	github.com/x/y v1.0.0 => ../y
)
""",
        """
6 go github.com/gin-gonic/gin runtime exact
7 go golang.org/x/net indirect exact
3 go go platform exact
""",
    ),
    "maven": (
        """
-- pom.xml --
<project>
<!-- <dependency><artifactId>gone</artifactId></dependency> -->
<properties><jdbc.version>42.7.1</jdbc.version></properties>
<dependencies>
<dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>${jdbc.version}</version></dependency>
<dependency>
<groupId>org.junit</groupId><artifactId>junit</artifactId><scope>test</scope>
</dependency>
</dependencies>
</project>
""",
        """
5 maven org.postgresql:postgresql runtime exact
6 maven org.junit:junit dev exact
""",
    ),
    "gradle": (
        """
-- gradle/libs.versions.toml --
[versions]
jackson = '2.17.0'
[libraries]
jackson-core = { module = 'com.x:jackson-core', version.ref = 'jackson' }
-- build.gradle.kts --
plugins {
  id("org.springframework.boot") version "3.4.1"
}
val kafka = "3.7.0"
dependencies {
  implementation(libs.jackson.core)
  implementation("org.apache.kafka:kafka-clients:$kafka")
  // implementation("no:no:1")
  runtimeOnly("a:b:1.+")
  testImplementation("io.kotest:kotest:5.0")
}
""",
        """
2 gradle org.springframework.boot build exact
6 maven com.x:jackson-core runtime exact
7 maven org.apache.kafka:kafka-clients runtime exact
9 maven a:b runtime
10 maven io.kotest:kotest dev exact
""",
    ),
    "gem": (
        """
-- Gemfile --
ruby '3.3.0'
gem 'rails', '~> 7.1'
if ENV['X']
  gem 'pg', '1.5.4'
end
group :development, :test do
  gem 'rspec'
end
gem 'puma', group: :production
# gem 'gone'
""",
        """
1 gem ruby platform
2 gem rails runtime
4 gem pg runtime exact
7 gem rspec dev
9 gem puma runtime
""",
    ),
    "composer": (
        """
-- composer.json --
{"require": {
"php": "^8.2",
"laravel/framework": "^11.0"},
"require-dev": {"phpunit/phpunit": "11.0.1"}}
""",
        """
2 composer php platform
3 composer laravel/framework runtime
4 composer phpunit/phpunit dev exact
""",
    ),
    "deno": (
        """
-- deno.json --
{"tasks": {"dev": "deno run -A main.ts"},
"imports": {
"@/": "./",
"$fresh/": "https://deno.land/x/fresh@1.7.3/",
"preact": "npm:preact@10.22.1",
"preact/hooks": "npm:/preact@10.22.1/hooks",
"@std/http": "jsr:@std/http@^1.0.18",
"map": "https://raw.githubusercontent.com/denoland/import_map/v0.15.0/mod.ts",
"stripe": "https://esm.sh/stripe"}}
-- jobs/deno.jsonc --
{
// in a file of their own
"importMap": "../import_map.json", "tasks": {"a": {"command": "deno run a.ts"}}}
-- import_map.json --
{"imports": {"twas": "https://esm.sh/twas@2.1.2?pin=v90"}}
""",
        """
4 npm fresh runtime exact
5 npm preact runtime exact
7 npm @std/http runtime
8 npm import_map runtime exact
9 npm stripe runtime
1 npm twas runtime exact
""",
    ),
    "nuget": (
        """
-- Directory.Packages.props --
<Project><ItemGroup><PackageVersion Include="Serilog" Version="4.0.0" /></ItemGroup></Project>
-- src/App.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
<PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup>
<ItemGroup>
<PackageReference Include="Serilog" />
<PackageReference Include="Dapper" Version="2.*" />
</ItemGroup></Project>
""",
        """
1 nuget Microsoft.NET.Sdk.Web platform exact
4 nuget Serilog runtime exact
5 nuget Dapper runtime
""",
    ),
    "paket": (
        """
-- src/paket.references --
Serilog # structured
File: Paket.Extra.cs
group Test
  xunit.assert
group Build
  FAKE.Core
""",
        """
1 nuget Serilog runtime
4 nuget xunit.assert dev
6 nuget FAKE.Core build
""",
    ),
    "cargo": (
        """
-- Cargo.toml --
[dependencies]
axum = '0.7'
shared = { path = '../shared' }
[dev-dependencies]
insta = '=1.38.0'
""",
        """
2 cargo axum runtime
3 cargo shared runtime exact
5 cargo insta dev exact
""",
    ),
    "hex": (
        """
-- mix.exs --
def project, do: [app: :shop, elixir: "~> 1.15"]
defp deps do
  [
    {:phoenix, "~> 1.7"},
    # {:gone, "1.0"},
    {:credo, "~> 1.7", only: [:dev, :test], runtime: false}
  ]
end
""",
        """
4 hex phoenix runtime
6 hex credo dev
1 hex elixir platform
""",
    ),
    "sbt": (
        """
-- project/AppDependencies.scala --
object AppDependencies {
  val playVersion = "10.4.0"
  val compile: Seq[ModuleID] = Seq(
    "uk.gov" %% "bootstrap-play-30" % playVersion, // "org" % "gone" % "1"
    "org.h2" % "h2" % "2.1" % Test
  )
  val test = Seq("org.mock" %% "mock" % "1.0").map(_ % Test)
}
-- project/plugins.sbt --
addSbtPlugin("org.playframework" % "sbt-plugin" % "3.0.9")
""",
        """
4 maven uk.gov:bootstrap-play-30 runtime exact
5 maven org.h2:h2 dev exact
7 maven org.mock:mock dev exact
1 maven org.playframework:sbt-plugin build exact
""",
    ),
    "Clojure CLI": (
        """
-- deps.edn --
{:deps
 {ring/ring-core {:mvn/version "1.15.3"} ; gone/gone {:mvn/version "1"}
  com.sun.mail/jakarta.mail ^:antq/exclude {:exclusions [a/b] :mvn/version "1.6.8"}
  io.github.acme/tool {:git/url "https://github.com/acme/tool" :git/sha "d997df8"}}
 :aliases {:test {:extra-deps {lambdaisland/kaocha {:mvn/version "1.91"}}}}}
""",
        """
2 maven ring:ring-core runtime exact
3 maven com.sun.mail:jakarta.mail runtime exact
4 maven io.github.acme:tool runtime exact
5 maven lambdaisland:kaocha dev exact
""",
    ),
    "Leiningen": (
        """
-- project.clj --
(defproject acme/shop "0.1.0"
  :dependencies [[org.clojure/clojure "1.12.0"]
                 [compojure "1.7.1" :exclusions [ring/ring-codec]]]
  :plugins [[lein-ring "0.12.6"]]
  :profiles {:dev {:dependencies [[ring/ring-mock "0.4.0-SNAPSHOT"]]}})
""",
        """
2 maven org.clojure:clojure runtime exact
3 maven compojure:compojure runtime exact
4 maven lein-ring:lein-ring build exact
5 maven ring:ring-mock dev
""",
    ),
}


@pytest.mark.parametrize("kind", MANIFESTS)
def test_a_manifest_of_each_tool(kind: str) -> None:
    repo, expected = MANIFESTS[kind]
    shown = [f"{d.at.line} {d.ecosystem} {d.name} {d.group}{' exact' if d.pinned else ''}" for d in dependencies(repo.lstrip("\n"))]
    assert shown == expected.split("\n")[1:-1]


LOCKS = [
    (
        "pypi",
        "django",
        "5.2.1",
        """
-- Pipfile --
[packages]
django = "*"
-- Pipfile.lock --
{"default": {"django": {"hashes": [], "version": "==5.2.1"}}}
""",
    ),
    (
        "pypi",
        "django",
        "5.1",
        """
-- pyproject.toml --
[project]
dependencies = ["Django>=5"]
-- uv.lock --
[[package]]
name = "django"
version = "5.1"
""",
    ),
    (
        "npm",
        "express",
        "4.19.2",
        """
-- package.json --
{"dependencies": {"express": "^4.0.0"}}
-- package-lock.json --
{"packages": {"node_modules/express": {
 "version": "4.19.2"}}}
""",
    ),
    (
        "npm",
        "express",
        "4.18.0",
        """
-- package.json --
{"dependencies": {"express": "^4.0.0"}}
-- yarn.lock --
express@^4.0.0:
  version "4.18.0"
""",
    ),
    (
        "npm",
        "express",
        "4.17.0",
        """
-- package.json --
{"dependencies": {"express": "^4"}}
-- pnpm-lock.yaml --
x:
      express:
        specifier: ^4
        version: 4.17.0
""",
    ),
    (
        "gem",
        "rails",
        "7.1.3",
        """
-- Gemfile --
gem 'rails', '~> 7.1'
-- Gemfile.lock --
GEM
  specs:
    rails (7.1.3)
""",
    ),
    (
        "composer",
        "laravel/framework",
        "11.2.0",
        """
-- composer.json --
{"require": {"laravel/framework": "^11.0"}}
-- composer.lock --
{"packages": [{"name": "laravel/framework",
"version": "v11.2.0"}]}
""",
    ),
    (
        "hex",
        "phoenix",
        "1.7.10",
        """
-- mix.exs --
defp deps do
[{:phoenix, "~> 1.7"}]
end
-- mix.lock --
%{"phoenix": {:hex, :phoenix, "1.7.10", "0"}}
""",
    ),
    (
        "cargo",
        "axum",
        "0.7.5",
        """
-- Cargo.toml --
[dependencies]
axum = "0.7"
-- Cargo.lock --
[[package]]
name = "axum"
version = "0.7.5"
""",
    ),
    (
        "nuget",
        "Microsoft.NET.Sdk.Web",
        "8.0",
        """
-- a.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>
""",
    ),
    (
        "nuget",
        "marten",
        "7.8",
        """
-- src/paket.references --
Marten
-- paket.lock --
NUGET
  remote: https://api.nuget.org/v3/index.json
    Marten (7.8)
      Npgsql (>= 8.0)
""",
    ),
    (
        "maven",
        "spring-boot-starter-parent",
        "3.4.1",
        """
-- pom.xml --
<parent><groupId>o</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.1</version></parent>
""",
    ),
]


@pytest.mark.parametrize(("ecosystem", "name", "version", "repo"), LOCKS)
def test_the_version_in_use(ecosystem: str, name: str, version: str, repo: str) -> None:
    assert dependencies(repo.lstrip("\n")).version(ecosystem, name) == version


def test_a_version_is_compared_by_its_numbers() -> None:
    found = dependencies('-- build.gradle --\nplugins {\n  id "org.springframework.boot" version "3.10.1"\n}\n')
    assert found.at_least("gradle", "org.springframework.boot", "3.4")
    assert not found.at_least("gradle", "org.springframework.boot", "4.0")
    assert not found.at_least("gradle", "unknown", "1.0")


WORKSPACE = (
    '-- package.json --\n{"name": "a"%s}\n-- package-lock.json --\n{}\n-- web/package.json --\n{"dependencies": {"react": "18.0.0"}}\n'
)


@pytest.mark.parametrize(("workspaces", "lock"), [(', "workspaces": ["web"]', "package-lock.json"), ("", None)])
def test_a_lock_above_holds_for_the_folders_of_a_workspace(workspaces: str, lock: str | None) -> None:
    found = dependencies(WORKSPACE % workspaces)
    locked = found.lock_of(found.manifests[-1])
    assert (locked.path if locked else None) == lock


def test_manifests_of_others_tests_and_samples_are_not_the_apps() -> None:
    text = '{"dependencies": {"left-pad": "1.0.0"}}'
    paths = ("node_modules/a/package.json", "examples/package.json", "docs/package.json", "e2e/package.json", "vendor/b/package.json")
    assert dependencies("".join(f"-- {path} --\n{text}\n" for path in paths)).manifests == ()


def test_names_are_found_by_pattern_and_without_the_group_of_maven() -> None:
    found = dependencies("-- build.gradle --\ndependencies {\n  implementation 'io.micrometer:micrometer-registry-prometheus:1.13.0'\n}\n")
    assert found.declared("maven", "micrometer-registry-*")
    assert found.declared("maven", "io.micrometer:*")
    assert not found.declared("maven", "io.prometheus:*")
    assert not found.declared("gradle", "micrometer-registry-*")


def test_development_tools_are_asked_for_expressly() -> None:
    found = dependencies("-- requirements-dev.txt --\npytest==8.0\n")
    assert not found.declared("pypi", "pytest")
    assert found.declared("pypi", "PyTest", development=True)


@pytest.mark.parametrize(
    "repo",
    ["-- package.json --\n{{{\n", "-- pyproject.toml --\n= 1\n", "-- pom.xml --\n<dependency><dependency>\n", "-- go.mod --\n\x01\n"],
)
def test_a_broken_manifest_costs_itself_only(repo: str) -> None:
    scan = facts(repo + "-- sub/requirements.txt --\nflask==3.0\n")
    assert scan.get(Dependencies).declared("pypi", "flask")
    assert not {"sub/requirements.txt"} & set(scan.get(Files).skipped)


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("build.gradle", "/*\n"),
        ("build.gradle", " \n"),
        ("pom.xml", "<!--"),
        ("pom.xml", "<dependency>"),
        ("go.mod", "replace (\n"),
        ("build.sbt", '"a" % "b" % "1"\n'),
        ("build.sbt", "val a"),
        ("deps.edn", "a/b {"),
        ("deps.edn", ":aliases {"),
        ("project.clj", "[a "),
        ("setup.py", "install_requires=["),
    ],
)
def test_a_hostile_manifest_is_read_in_linear_time(path: str, piece: str) -> None:
    began = time.perf_counter()
    dependencies(f"-- {path} --\nsetup(\n{piece * 30_000}\n")
    assert time.perf_counter() - began < 2
