"""Risky changes sit behind feature flags or environment checks.

Without a switch, the only way to take back a feature that hurts users is another deploy. With one it is off within seconds, or on for one
user in a hundred first.

Pass: a feature-flag library, table or settings

Fail: nothing of the kind is found

Fix: Begin with a setting that is read from the environment, then use a library: django-waffle, Flipper (Rails), Laravel Pennant,
`Microsoft.FeatureManagement`, FF4J or Togglz (Java), FunWithFlags (Elixir), or OpenFeature's SDK with Unleash, Flagsmith, LaunchDarkly or
GrowthBook. Give every flag an owner and a date to remove it.

Searched: libraries for feature flags, flags by their names in the code, variables and settings that switch a feature; switches of
debugging, logs, addresses and developer aids left out
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readylint import Code, Environment, File, Files, Finding, Location, Project, Unread, Usage, example, known, regex, rule, supports

SHOWN = 3

_APART = regex(r"(?:^|/)fontello/|(?:^|/)(?:\.|supabase/config\.toml$)")  # hidden files, and what a platform's own tool is told


@rule(id="DEP010", severity="low", sources=("S1.5", "S4"))
def feature_flags(
    usage: Usage, code: Code, environment: Environment, files: Files, project: Project, unread: Unread,
) -> Iterator[Finding]:  # fmt: skip
    table = known("facts/flags")
    found = [supports(use.at, f"{use.package} switches features") for use in usage.find(table["packages"])]
    found += [supports(at, f"`{' '.join(m[0].split())}` asks for a flag") for m, at in _first(code, table["code"])]
    found += list(_variables(environment, table["variable"]))
    if project.kind == "infrastructure":
        places = (hit for hit in code.search(table["infrastructure"]["pattern"], language="hcl") if _is_switch(hit[0]))
        found += [supports(at, f"`{' '.join(m[0].split())[:60]}` switches a part on or off") for _, (m, at) in zip(range(SHOWN), places)]
    if project.kind != "static site":  # what its generator is told switches no feature
        found += [] if found else _settings(files, code, table["variable"], unread)
    yield from found


def _is_switch(found: re.Match[str]) -> bool:
    """Whether a plain truth value is a variable's, or handed to a module: in a resource it is an argument of the cloud's own."""
    line = found[0].lstrip("\n")
    if not line.endswith(("true", "false")) or not line[0].isspace():
        return True
    above = re.findall(r"^(\w+)\b[^\n]*\{", found.string[: found.start()], re.MULTILINE)
    return bool(above) and above[-1] in ("module", "locals", "inputs")


def _first(code: Code, row: dict[str, Any]) -> Iterator[tuple[re.Match[str], Location]]:
    yield from (hit for _, hit in zip(range(SHOWN), code.search(row["pattern"], *row["words"])))


def _variables(environment: Environment, row: dict[str, str]) -> Iterator[Finding]:
    wanted, never = regex(row["name"]), regex(row["never"])
    named = (v for v in environment if wanted.search(v.name) and not never.search(v.name))
    yield from (supports(v, f"{v.name} switches a feature") for _, v in zip(range(SHOWN), named))


def _settings(files: Files, code: Code, row: dict[str, Any], unread: Unread) -> Iterator[Finding]:
    """Booleans of the project's own in its configuration."""
    setting, section = regex(row["setting"], re.M), regex(row["section"], re.M)
    never, framework = regex(row["never"]), regex(row["frameworks"])
    for file in files.match(*row["files"], kinds=("app", "config")):
        if file.path in unread or _APART.search(file.path) or "test" in file.folder.lower():
            continue
        text = code.source(file).code
        if found := section.search(text):
            yield supports(file.place(found.start()), f"{file.path} has a section of features")
        for match in setting.finditer(text) if re.search(r"(?:^|/)(?:application|appsettings|config|settings)", file.name) else ():
            whole = f"{_above(text[: match.start()], len(match['indent']))}.{match['key']}"
            if not never.search(whole) and not framework.search(whole.lstrip(".")) and _is_own(file, code, match["key"]):
                yield supports(file.place(match.start("key")), f"the setting {whole.lstrip('.')} switches a feature", confidence="medium")
                return


def _is_own(file: File, code: Code, key: str) -> bool:
    """Whether the code names a setting of Spring, however it spells it; what it does not name is a library's."""
    if not file.name.startswith("application"):
        return True
    sources = list(code.sources(language=("java", "kotlin", "groovy", "scala")))
    name = re.sub(r"[-_]", "", key.rpartition(".")[2]).lower()
    return not sources or any(name in re.sub(r"[-_]", "", source.code.lower()) for source in sources)


def _above(text: str, indent: int) -> str:
    """The keys above a line of YAML or JSON, from the outermost."""
    keys: list[str] = []
    for line in reversed(text.splitlines()):
        found = re.match(r"([ \t]*)[\"']?([A-Za-z][\w.-]*)[\"']?\s*:\s*(?:\{\s*)?$", line)
        if found and len(found[1]) < indent:
            keys, indent = [found[2], *keys], len(found[1])
    return ".".join(keys)


EXAMPLES = [
    example("PostHog counts what users do", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5", "posthog-node": "5"}}
-- server.js --
const { PostHog } = require("posthog-node")
const posthog = new PostHog(process.env.POSTHOG_KEY)
const app = require("express")()
app.post("/orders", (req, res) => { posthog.capture({ event: "ordered" }); res.json({}) })
app.listen(3000)
"""),
    example("PostHog says which feature is on", "pass", line="server.js:5", repo="""
-- package.json --
{"dependencies": {"express": "5", "posthog-node": "5"}}
-- server.js --
const { PostHog } = require("posthog-node")
const posthog = new PostHog(process.env.POSTHOG_KEY)
const app = require("express")()
app.post("/orders", async (req, res) => {
  if (await posthog.getFeatureFlag("new-checkout", req.user.id) === "on") return checkout(req, res)
  res.json({})
})
app.listen(3000)
"""),
    example("a setting for a file of logs", "fail", repo="""
-- app.py --
app = Flask(__name__)
if settings.LOG_FILE_ENABLED:
    add_file_handler()
"""),
    example("a setting of a catalogue", "pass", line="app.py:2", repo="""
-- app.py --
app = Flask(__name__)
if settings.CATALOG_IMPORT_ENABLED:
    start_import()
"""),
    example("PHP: a feature that the settings switch", "pass", line="public/index.php:3", repo="""
-- composer.json --
{"require": {"php": "^8"}}
-- .gitignore --
src/config.php
-- src/config.php.dist --
<?php
return ['mode' => 'development', 'website_url' => '', 'features' => ['auto_verify_users' => false]];
-- public/index.php --
<?php
$config = require __DIR__ . '/../src/config.php';
if ($config['features']['auto_verify_users']) { verify($user); }
echo json_encode(['url' => $config['website_url']]);
"""),
    example("NestJS: a guard of its own, by the features that are on", "pass", line="src/orders.controller.ts:4", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11"}}
-- src/orders.controller.ts --
import { Controller, Post, UseGuards } from "@nestjs/common";
import { FeaturesEnabledGuard } from "./features-enabled.guard";
@Controller("orders")
@UseGuards(FeaturesEnabledGuard)
export class OrdersController { @Post() add() {} }
"""),
    example("how a queue keeps its time is no feature", "fail", repo="""
-- requirements.txt --
fastapi
celery
pydantic-settings
-- config.py --
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    celery_enable_utc: bool = True
-- main.py --
from fastapi import FastAPI
app = FastAPI()
"""),
    example("whether migrations run at start is no feature", "fail", repo="""
-- pom.xml --
<project/>
-- src/main/java/A.java --
@SpringBootApplication class A {}
-- src/main/resources/application.properties --
spring.flyway.enabled=${FLYWAY_ENABLED}
"""),
    example("a list of what is allowed, the template of a notice, and where files go", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
const config = {domains: process.env.DOMAIN_ALLOW_LIST, template: process.env.NOTIFY_TEMPLATE, folder: process.env.ACTIVE_STORAGE_ROOT}
const limits = {who: process.env.ALLOWED_SUBJECT, slow: process.env.RATE_LIMIT_ENABLED}
require("express")().listen(80)
"""),
    example("what the Supabase CLI starts", "fail", repo="""
-- supabase/config.toml --
[api]
enabled = true
-- supabase/functions/orders/index.ts --
Deno.serve(() => new Response("ok"));
"""),
    example("Laravel: a developer's aid, and what a package's own file asks for its platform", "fail", repo="""
-- composer.json --
{"require": {"laravel/framework": "^10.0"}}
-- artisan --
#!/usr/bin/env php
-- routes/api.php --
<?php
Route::get('/orders', OrderController::class);
-- config/telescope.php --
<?php
return ['enabled' => env('TELESCOPE_ENABLED', true)];
-- config/media-library.php --
<?php
return ['enable_vapor_uploads' => env('ENABLE_MEDIA_LIBRARY_VAPOR_UPLOADS', false)];
"""),
    example("Terraform: an argument of the store of its state", "fail", repo="""
-- main.tf --
terraform {
  backend "s3" {
    use_lockfile = true
  }
}
resource "aws_instance" "agent" {
  private_dns_name_options {
    enable_resource_name_dns_a_record = false
  }
}
"""),
    example("Terraform: a part that a module leaves out", "pass", line="main.tf:6", repo="""
-- main.tf --
resource "aws_instance" "agent" {
  ami = "ami-1"
}
module "cache" {
  source = "./cache"
  create_replica = false
}
"""),
    example("a vendor and a tag that are named open", "fail", repo="""
-- bot.js --
const { Client } = require("discord.js")
new Client().login(process.env.TOKEN)
ask(process.env.OPEN_AI_MODEL, process.env.FORUM_OPEN_TAG)
"""),
    example("what the generator of a site is told", "fail", repo="""
-- config.toml --
base_url = "https://blog.example.com"
compile_sass = true
-- templates/index.html --
<p>{{ section.title }}</p>
-- content/_index.md --
+++
title = "Blog"
+++
"""),
    example("Terraform: how a resource is replaced", "fail", repo="""
-- main.tf --
resource "aws_instance" "agent" {
  lifecycle {
    create_before_destroy = true
  }
}
"""),
    example("Terraform: a part that a variable switches", "pass", line="main.tf:2", repo="""
-- main.tf --
resource "aws_instance" "cache" {
  count = var.with_cache ? 1 : 0
}
"""),
    example("a library is told what it may do", "fail", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "3.4.0" }
-- src/main/kotlin/App.kt --
@SpringBootApplication
class App(@Value("\\${app.enabled}") val enabled: Boolean)
-- src/main/resources/application.yml --
azure:
  application-insights:
    web:
      enabled: false
"""),
    example("a file of settings that nothing reads, beside one that the program reads", "fail", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
func main() {
	path := flag.String("config", "shop.config.toml", "where the settings are")
	http.ListenAndServe(read(*path), nil)
}
-- deploy/icons/settings.json --
{
  "use_suffix": false
}
"""),
    example("Go's package of the app's own features", "pass", line="main.go:8", repo="""
-- go.mod --
module shop
-- main.go --
package main

import "shop/features"

func main() {
	features.Set(config.Features)
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if features.Get().NewBasket {
			newBasket(w, r)
		}
	})
	http.ListenAndServe(":8080", nil)
}
"""),
    example("a switch that Spring reads", "pass", line="src/main/kotlin/shop/App.kt:3", repo="""
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-web") }
-- src/main/kotlin/shop/App.kt --
@RestController
class App(
  @Value("\\${feature.flags.new-basket:false}") private val newBasket: Boolean,
) {
  @GetMapping("/") fun basket() = if (newBasket) "new" else "old"
}
"""),
    example("a setting of a class made of a class of settings", "pass", line="settings.py:5", repo="""
-- settings.py --
from pydantic_settings import BaseSettings
class LogSettings(BaseSettings):
    LOG_LEVEL: str = "info"
class AppSettings(LogSettings):
    ALLOW_SIGNUP: bool = False
-- app.py --
from fastapi import FastAPI
app = FastAPI()
"""),
    example("a variable that says what is active", "pass", line="app.py:3", repo="""
-- app.py --
import os
from flask import Flask
if os.environ.get("REFUNDS_ACTIVE") == "true":
    start_refunds()
Flask(__name__).run()
"""),
    example("who may use it is no switch", "fail", repo="""
-- bot.py --
import os
from discord.ext import commands
ALLOWED = os.environ.get("ALLOWED_USERNAMES", "").split(",")
class Bot(commands.Bot): pass
"""),
    example("what a library of tokens does with old ones", "fail", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11", "tymon/jwt-auth": "^2"}}
-- config/jwt.php --
<?php
return ['blacklist_enabled' => env('JWT_BLACKLIST_ENABLED', true)];
"""),
    example("switches of debugging and developer aids", "fail", repo="""
-- app.py --
import os
from flask import Flask
debug = os.environ.get("ENABLE_DEBUG")
docs = os.environ.get("ENABLE_SWAGGER_DOCS")
Flask(__name__).run()
"""),
    example("a variable that switches a feature", "pass", line="app.py:3", repo="""
-- app.py --
import os
from flask import Flask
open = os.environ.get("REGISTRATION_OPEN", "true")
Flask(__name__).run()
"""),
    example("a variable that a function of one's own reads, below another", "pass", line="main.go:18", repo="""
-- go.mod --
module example.com/shop
go 1.23
-- main.go --
package main

import ("net/http"; "os"; "strconv")

func getenv(key string, otherwise string) string {
	if s := os.Getenv(key); s != "" {
		return s
	}
	return otherwise
}

func getenvBool(key string) bool {
	b, _ := strconv.ParseBool(os.Getenv(key))
	return b
}

func main() {
	if getenvBool("SHOP_ENABLE_GIFTS") {
		http.HandleFunc("/gifts", gifts)
	}
	http.ListenAndServe(getenv("SHOP_ADDR", ":8080"), nil)
}
"""),
    example("a library that is declared and never asked", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4", "unleash-client": "6"}}
-- server.js --
require("express")().listen(3000)
"""),
    example("a library that is asked", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "unleash-client": "6"}}
-- server.js --
const { initialize } = require("unleash-client")
const unleash = initialize({ url: process.env.UNLEASH_ADDRESS })
require("express")().listen(3000)
"""),
    example("flags of one's own", "pass", line="app.rb:2", repo="""
-- app.rb --
require "sinatra"
FeatureFlag.enabled?(:checkout)
get("/") { "hello" }
"""),
    example("a setting of one's own", "pass", line="src/main/resources/application.yml:5", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/resources/application.yml --
spring:
  jpa:
    open-in-view: false
diff:
  events: true
"""),
    example("a library", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("an editor's settings", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .vscode/settings.json --
{"editor.codeActionsOnSave": {
  "source.fixAll": true
}}
-- web/.vscode/settings.json --
{"editor.codeActionsOnSave": {
  "source.enableImports": true
}}
"""),
    example("arguments of a cloud's own resources", "fail", repo="""
-- main.tf --
resource "aws_vpc" "main" {
  enable_dns_hostnames = true
}
"""),
    example("a list of types that are accepted", "fail", repo="""
-- app.py --
from pydantic_settings import BaseSettings
from fastapi import FastAPI
class Settings(BaseSettings):
    ALLOWED_UPLOAD_CONTENT_TYPES: list[str] = ["application/pdf"]
app = FastAPI()
"""),
    example("a mapper's own setting", "fail", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/resources/application.properties --
mybatis.configuration.map-underscore-to-camel-case=true
"""),
    example("Rust: settings that switch a feature", "pass", line="src/settings.rs:3", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
config = "0.15"
-- src/main.rs --
use actix_web::{App, HttpServer};
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new()).bind("0.0.0.0:80")?.run().await
}
-- src/settings.rs --
use serde::Deserialize;
#[derive(Deserialize)]
pub struct Settings {
    pub port: u16,
    pub statsd_enabled: bool,
    pub webhook_enabled: bool,
}
"""),
    example("Rust: settings that measure", "fail", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
-- src/main.rs --
use actix_web::{App, HttpServer};
#[derive(Deserialize)]
pub struct Settings {
    pub statsd_enabled: bool,
    pub enable_tracing: bool,
}
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new()).bind("0.0.0.0:80")?.run().await
}
"""),
    example("a setting that a library reads", "fail", repo="""
-- build.gradle.kts --
dependencies { implementation("uk.gov.justice.service.hmpps:hmpps-sqs-spring-boot-starter:5.0.0") }
-- src/main/resources/application.yml --
hmpps.sqs:
  reactiveApi: true
-- src/main/kotlin/shop/Shop.kt --
package shop
import org.springframework.boot.runApplication
fun main() { runApplication<Shop>() }
"""),
    example("a variable that is set, and read by nobody here", "fail", repo="""
-- requirements.txt --
django
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
-- shop/browser.py --
import os

def begin():
    os.environ["ALLOW_ASYNC_UNSAFE"] = "true"
"""),
    example("Spring Boot 1: which endpoints of its actuator answer", "fail", repo="""
-- build.gradle --
dependencies {
  compile "org.springframework.boot:spring-boot-starter-actuator:1.5.8.RELEASE"
}
-- src/main/java/shop/Shop.java --
package shop;
import org.springframework.boot.SpringApplication;
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/resources/application.properties --
endpoints.enabled=false
endpoints.health.enabled=true
"""),
    example("Spring: a switch that is off unless the environment says so, and a bean that it makes", "pass",
            line=("src/main/java/shop/Orders.java:3", "src/main/java/shop/Express.java:2"), repo="""
-- pom.xml --
<project></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/java/shop/Orders.java --
@Service
public class Orders {
  @Value("${orders.express.enabled:false}")
  private boolean express;
}
-- src/main/java/shop/Express.java --
@Service
@ConditionalOnProperty(name = "orders.express.enabled", havingValue = "true", matchIfMissing = false)
public class Express {}
"""),
    example("Spring: aids of its own", "fail", repo="""
-- pom.xml --
<project></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/java/shop/Docs.java --
@Configuration
@ConditionalOnProperty(name = "springdoc.swagger-ui.enabled", havingValue = "true")
public class Docs {
  @Value("${management.metrics.enabled:true}")
  private boolean metrics;
}
"""),
    example("Django: a constant that is off, which views ask", "pass", line="shop/views.py:3", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
ENABLE_EXPRESS = False
-- shop/views.py --
from django.conf import settings
def order(request):
    if settings.ENABLE_EXPRESS:
        return express(request)
"""),
    example("a flag of the command line, off by default", "pass", line="main.go:6", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import (
	"flag"
	"net/http"
)
var express = flag.Bool("enable-express", false, "takes express orders")
func main() {
	flag.Parse()
	http.ListenAndServe(":80", handler(*express))
}
"""),
    example("flags of the app's own, all of them off", "pass", line="flags.js:1", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- flags.js --
const flags = { express: false, gifts: false }
module.exports = flags
-- server.js --
const flags = require("./flags")
const app = require("express")()
if (flags.express) app.use("/express", express)
app.listen(80)
"""),
    example("ASP.NET Core: a setting that is off by default", "pass", line="Program.cs:2", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration.GetValue<bool>("Orders:ExpressEnabled", false)) builder.Services.AddExpress();
"""),
    example("Play: a section of features", "pass", line="conf/application.conf:1", repo="""
-- build.sbt --
libraryDependencies ++= Seq(ws, "uk.gov.hmrc" %% "bootstrap-backend-play-30" % "10.1.0")
-- conf/app.routes --
POST  /create-case  controllers.Cases.create
POST  /update-case  controllers.Cases.update
-- conf/application.conf --
features {
  transferFilesAsync = on
}
"""),
    example("Rails: Flipflop", "pass", repo="""
-- Gemfile --
gem "rails"
gem "flipflop"
-- config/application.rb --
class Application < Rails::Application; end
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def index; render(Flipflop.express? ? :express : :index); end
end
"""),
    example("the settings of a generator of icons", "fail", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask
Flask(__name__).run()
-- frontend/fontello/config.json --
{
  "css_use_suffix": false,
  "hinting": true
}
"""),
    example("Go: a switch among the settings", "pass", line="main.go:4", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
type Config struct {
	EnablePublicArchive bool `koanf:"enable_public_archive"`
}
func main() { http.ListenAndServe(":80", nil) }
"""),
    example("Supabase: whether a function asks for a token", "fail", repo="""
-- package.json --
{"dependencies": {"@supabase/supabase-js": "2"}}
-- supabase/functions/orders/index.ts --
Deno.serve(async (req) => new Response("[]"))
-- supabase/functions/orders/config.toml --
verify_jwt = false
"""),
    example("a server for tests of the pages alone", "fail", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(80)
-- server/e2e-test-server.js --
const express = require("express")
if (process.env.USE_API_SETTINGS === "true") express().listen(3000)
"""),
    example("what CORS allows is no feature", "fail", repo="""
-- requirements.txt --
fastapi
pydantic-settings
-- config.py --
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    ALLOW_CREDENTIALS: bool = True
    ALLOW_HEADERS: list[str] = ["*"]
    ALLOW_METHODS: list[str] = ["GET"]
settings = Settings()
-- main.py --
from fastapi import FastAPI
from config import settings
app = FastAPI()
"""),
]
