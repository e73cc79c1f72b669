"""Development, staging and production are configured separately.

Where there is one configuration for all, every trial happens in production, on users' data. A staging environment of the same shape lets
the team be wrong in private.

Pass: at least two environments told apart by files, overlays, workspaces, deploy targets or an environment switch; staging named among
them is the full mark

Fail: one configuration for all

Fix: Keep one file or overlay for each environment and choose by one variable: `settings/staging.py`, `config/environments/staging.rb`,
`application-staging.yml`, `appsettings.Staging.json`, `.env.staging`, Kustomize overlays, `values-staging.yaml`, Terraform workspaces or
folders, GitHub environments. Give staging a database and credentials of its own.

Searched: files and folders named for an environment, sections of configuration, the environments that CI deploys to, and code that
switches by the environment's name
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Environments, Finding, example, rule, supports


@rule(id="DEP003", severity="medium", sources=("S1.5",))
def separate_environments(environments: Environments) -> Iterator[Finding]:
    found = sorted(environments.apart, key=lambda m: m.environment != "staging")
    lacking = "" if any(m.environment == "staging" for m in found) else "; none of them is staging"
    for mark in found:
        yield supports(mark, f"{mark.how}{lacking}")
        lacking = ""


EXAMPLES = [
    example("PHP: a setting names the mode", "pass", line="public/index.php:3", repo="""
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
if ($config['mode'] !== "development") { ini_set("display_errors", 0); }
echo json_encode(['url' => $config['website_url']]);
"""),
    example("JavaScript: a configuration for each, of which the environment takes one", "pass", line="config/index.js:2", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- app.js --
require("express")().get("/", (req, res) => res.send("a"))
-- config/index.js --
const configs = require("./all.json");
module.exports = configs[process.env.MODE || "development"];
"""),
    example("Go: what is different as somebody develops", "pass", line="config.go:8", repo="""
-- go.mod --
module example.com/shop
-- config.go --
package main

type Config struct {
	Env string `env:"ENVIRONMENT"`
}

func (c *Config) IsDev() bool {
	return c.Env == "dev"
}
-- main.go --
package main

func main() { http.ListenAndServe(":80", nil) }
"""),
    example("Symfony: a section of a package's settings", "pass", line="config/packages/monolog.yaml:5", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^6.4"}}
-- public/index.php --
<?php
return fn () => new App\\Kernel();
-- config/packages/monolog.yaml --
monolog:
  channels: [shop]
when@dev:
  monolog: {}
when@prod:
  monolog: {}
"""),
    example("Scala: a switch by the stage", "pass", line="app/Config.scala:4", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/routes --
POST /orders controllers.Orders.create()
-- app/Config.scala --
object Config {
  def apply(stage: Option[String]): Config = stage match {
    // what the instance's tags say
    case Some("PROD") => new ProdConfig
    case _ => new DevConfig
  }
}
-- app/controllers/Orders.scala --
package controllers
class Orders(c: ControllerComponents) extends AbstractController(c) { def create = Action { Ok("") } }
"""),
    example("aero's profiles", "pass", line="resources/config.edn:1", repo="""
-- deps.edn --
{:deps {http-kit/http-kit {:mvn/version "2.8.0"}}}
-- src/shop/main.clj --
(ns shop.main (:require [org.httpkit.server :as http]))
(http/run-server app {:port 3000})
-- resources/config.edn --
{:port #profile {:default 8080
                 :production 8001}}
"""),
    example("steps of one job, which are named for the environments they deploy to", "pass", line=".circleci/config.yml:6", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
-- src/main.rs --
use actix_web::{App, HttpServer};
#[actix_web::main]
async fn main() -> std::io::Result<()> { HttpServer::new(|| App::new()).bind(("0.0.0.0", 80))?.run().await }
-- .circleci/config.yml --
version: 2.1
jobs:
  images:
    docker: [{image: "cimg/base:current"}]
    steps:
      - run:
          name: Deploy Stage to Dockerhub
          command: docker push "shop:stage-$CIRCLE_SHA1"
      - run:
          name: Deploy Production to Dockerhub
          command: docker push "shop:prod-$CIRCLE_SHA1"
workflows:
  all:
    jobs: [images]
"""),
    example("values of each environment in the folder of a platform", "pass", line=".nais/prod.yaml:1", repo="""
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-server-netty:3.5.2") }
-- src/main/kotlin/App.kt --
import io.ktor.server.netty.Netty
fun main() { embeddedServer(Netty, port = 8080) { routing { get("/") { call.respond("hello") } } }.start(wait = true) }
-- .nais/dev.yaml --
memory: 1Gi
-- .nais/prod.yaml --
memory: 2Gi
"""),
    example("variables in files without an ending", "pass", line="terraform/profiles/live-eu-west-2/live/vars:1", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }
-- terraform/main.tf --
variable "environment" {}
-- terraform/profiles/staging-eu-west-2/staging/vars --
environment = "staging"
-- terraform/profiles/live-eu-west-2/live/vars --
environment = "live"
"""),
    example("Terraform: one configuration, and a workspace of each environment", "pass", line="main.tf:4", repo="""
-- main.tf --
terraform {
  cloud {
    organization = "shop"
    workspaces {
      tags = ["shop", "web"]
    }
  }
}
resource "aws_s3_bucket" "pages" {
  bucket = "shop-${var.environment}-pages"
}
"""),
    example("Terraform: one workspace", "fail", repo="""
-- main.tf --
terraform {
  cloud {
    organization = "shop"
    workspaces {
      name = "shop"
    }
  }
}
resource "aws_s3_bucket" "pages" {
  bucket = "shop-pages"
}
"""),
    example("PHP: a constant of the app's own tells the mode", "pass", line="app.php:2", repo="""
-- composer.json --
{"require": {"slim/slim": "^4.0"}}
-- app.php --
<?php
if (SHOP_MODE !== 'production') { error_reporting(E_ALL); }
$app = Slim\\Factory\\AppFactory::create();
$app->run();
"""),
    example("Prisma's client kept over reloads in development", "fail", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "@prisma/client": "5"}}
-- server.js --
const app = require("express")()
app.listen(80)
-- one.ts --
const globalForPrisma = globalThis as unknown as { prisma: PrismaClient }
export const prisma = globalForPrisma.prisma ?? new PrismaClient()
if (process.env.NODE_ENV !== "production") globalForPrisma.prisma = prisma
-- two.ts --
let prisma: PrismaClient
if (process.env.NODE_ENV === "production") {
  prisma = new PrismaClient()
} else {
  prisma = global.prisma
}
"""),
    example("Django's settings in a folder called conf", "pass", repo="""
-- requirements.txt --
django
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.conf.dev")
-- src/shop/conf/base.py --
INSTALLED_APPS = []
-- src/shop/conf/dev.py --
from .base import *
DEBUG = True
-- src/shop/conf/production.py --
from .base import *
DEBUG = False
"""),
    example("Flask's configurations by the environment's name", "pass", line="app/__init__.py:5", repo="""
-- requirements.txt --
flask
-- app/__init__.py --
import os
from flask import Flask
from app.config import configs
app = Flask(__name__)
app.config.from_object(configs[os.environ["SHOP_ENVIRONMENT"]])
app.run()
"""),
    example("previews are built otherwise than what Netlify publishes", "pass", line="netlify.toml:3", repo="""
-- netlify.toml --
[build]
command = "npm run build:preview"
[context.production]
command = "npm run build:production"
-- hugo.yaml --
title: Shop
-- content/_index.md --
# Shop
"""),
    example("Netlify builds everything alike", "fail", repo="""
-- netlify.toml --
[build]
command = "npm run build"
-- hugo.yaml --
title: Shop
-- content/_index.md --
# Shop
"""),
    example("values for each environment", "pass", line=("helm/values-prod.yaml:1", "helm/values-dev.yaml:1"), repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- helm/values-dev.yaml --
replicas: 1
-- helm/values-prod.yaml --
replicas: 4
"""),
    example("a file beside its default", "pass", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- compose.yml --
services: {}
-- compose.prod.yml --
services: {}
"""),
    example("Rails' sections", "pass", line="config/database.yml:3", repo="""
-- config.ru --
run App
-- config/database.yml --
development:
  database: shop_dev
production:
  database: shop
"""),
    example("jobs that deploy to each", "pass", line=".github/workflows/deploy.yml:6", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/deploy.yml --
on: push
jobs:
  deploy-staging:
    environment: staging
    steps: [{run: flyctl deploy}]
  deploy-production:
    environment: production
    steps: [{run: flyctl deploy}]
"""),
    example("a workflow for each, told by their names", "pass", line=".github/workflows/deploy-stage.yml:6", repo="""
-- server.js --
require("express")().listen(80)
-- .github/workflows/deploy-stage.yml --
name: Staging
on:
  push:
    branches: [develop]
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - run: ssh shop@stage "cd shop && git pull && pm2 reload shop"
-- .github/workflows/ship.yml --
name: Deploy to production
on:
  push:
    branches: [main]
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - run: ssh shop@live "cd shop && git pull && pm2 reload shop"
"""),
    example("a workflow that deploys to staging, and one of another branch", "pass", line=".github/workflows/stage.yml:6", repo="""
-- server.js --
require("express")().listen(80)
-- .github/workflows/stage.yml --
name: Deploy to the stage
on:
  push:
    branches: [develop]
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - run: ssh shop@stage "cd shop && git pull && pm2 reload shop"
-- .github/workflows/deploy.yml --
on:
  push:
    branches: [main]
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - run: ssh shop@live "cd shop && git pull && pm2 reload shop"
"""),
    example("one job, whose environment is the branch's", "pass", line=".github/workflows/cd.yml:5", repo="""
-- server.js --
require("express")().listen(80)
-- .github/workflows/cd.yml --
on:
  push:
    branches: [main, staging, production]
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: ${{ github.ref_name == 'main' && 'develop' || github.ref_name }}
    steps:
      - run: aws ecs update-service --cluster shop --service web --force-new-deployment
"""),
    example("one job, whose environment is the only branch's", "fail", repo="""
-- server.js --
require("express")().listen(80)
-- .github/workflows/cd.yml --
on:
  push:
    branches: [main]
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: ${{ github.ref_name }}
    steps:
      - run: aws ecs update-service --cluster shop --service web --force-new-deployment
"""),
    example("a workflow that deploys, and one named for production that tests", "fail", repo="""
-- server.js --
require("express")().listen(80)
-- .github/workflows/deploy-stage.yml --
on:
  push:
    branches: [develop]
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - run: ssh shop@stage "cd shop && git pull && pm2 reload shop"
-- .github/workflows/production.yml --
on: pull_request
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
"""),
    example("one job that deploys to the environment that is chosen", "pass", line=".github/workflows/deploy.yml:7", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/deploy.yml --
on:
  workflow_dispatch:
    inputs:
      target:
        type: choice
        options:
          - staging
          - production
jobs:
  deploy:
    uses: example/pipelines/.github/workflows/deploy.yml@main
    with: {environment: "${{ inputs.target }}"}
"""),
    example("a switch by the environment's name", "pass", line="server.js:2", repo="""
-- server.js --
const app = require("express")()
const secure = process.env.NODE_ENV === "production"
app.listen(3000)
"""),
    example("the settings of a test run are no environment", "fail", repo="""
-- server.js --
const app = require("express")()
app.listen(3000)
-- .env.test --
PORT=1
-- config/test.json --
{}
"""),
    example("Swagger for developers alone", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
if (app.Environment.IsDevelopment()) { app.UseSwagger(); }
app.Run();
-- appsettings.json --
{}
"""),
    example("a library is not deployed", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("an enumeration of environments", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11"}}
-- main.ts --
const env = config.get("app.environment");
const app = await NestFactory.create(AppModule);
if (env !== Environment.Production) { setUpSwagger(app); }
if (env === Environment.Development) { app.enableShutdownHooks(); }
"""),
    example("Flask's settings, debugging in development alone", "pass", line="shop/settings.py:5", repo="""
-- shop/settings.py --
from environs import Env

env = Env()
ENV = env.str("FLASK_ENV", default="production")
DEBUG = ENV == "development"
-- shop/app.py --
from flask import Flask
app = Flask(__name__)
app.config.from_object("shop.settings")
"""),
    example("Azure Pipelines hand the environment to a template", "pass", line="pipeline-templates/job/deploy.yml:4", repo="""
-- src/Shop.Api/Shop.Api.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- src/Shop.Api/Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/orders", () => new[] { 1 });
app.Run();
-- azure-pipelines.yml --
trigger: [main]
stages:
- stage: Deploy_TEST
  jobs:
  - template: pipeline-templates/job/deploy.yml
    parameters:
      Environment: TEST
- stage: Deploy_PROD
  jobs:
  - template: pipeline-templates/job/deploy.yml
    parameters:
      Environment: PROD
-- pipeline-templates/job/deploy.yml --
parameters:
  Environment:
jobs:
- deployment: DeployWebApp
  environment: ${{ parameters.Environment }}
  strategy:
    runOnce:
      deploy:
        steps:
        - task: AzureWebApp@1
          inputs:
            appName: shop
"""),
    example("the same, twice for tests", "fail", repo="""
-- src/Shop.Api/Shop.Api.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- src/Shop.Api/Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/orders", () => new[] { 1 });
app.Run();
-- azure-pipelines.yml --
trigger: [main]
stages:
- stage: Deploy_TEST
  jobs:
  - template: pipeline-templates/job/deploy.yml
    parameters:
      Environment: TEST
- stage: Deploy_TEST
  jobs:
  - template: pipeline-templates/job/deploy.yml
    parameters:
      Environment: TEST
-- pipeline-templates/job/deploy.yml --
parameters:
  Environment:
jobs:
- deployment: DeployWebApp
  environment: ${{ parameters.Environment }}
  strategy:
    runOnce:
      deploy:
        steps:
        - task: AzureWebApp@1
          inputs:
            appName: shop
"""),
    example("Flask: settings as classes that stand on one another", "pass", line="config.py:9", repo="""
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
app = Flask(__name__)
-- config.py --
class Config:
    DEBUG = True


class Live(Config):
    DEBUG = False


class Production(Live):
    PROTOCOL = "https"


configs = {"development": Config, "production": Production}
"""),
    example("Django: the image runs with other settings than those for development", "pass", line="shop/settings/yaml_config.py:1", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
-- shop/settings/common.py --
DEBUG = False
-- shop/settings/dev.py --
from .common import *
DEBUG = True
-- shop/settings/yaml_config.py --
from .common import *
-- Dockerfile --
FROM python:3.13
ENV DJANGO_SETTINGS_MODULE shop.settings.yaml_config
COPY . .
CMD ["gunicorn", "shop.wsgi"]
"""),
    example("Django: one module of settings, whoever runs it", "fail", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
ALLOWED_HOSTS = ["shop.example.com"]
-- shop/wsgi.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
"""),
]
