"""Services and traits are inferred with evidence, and the configuration corrects them."""

from __future__ import annotations

import pytest

from readylint.config import Config, StatedService
from readylint.fact import Facts
from readylint.facts.project import Project
from readylint.snapshot import Snapshot


def project(text: str, config: Config | None = None) -> Project:
    config = config or Config()
    return Facts(Snapshot.of(text, "shop"), config.rules, config).get(Project)


def traits(found: Project) -> set[str]:
    return {t.name for t in found.traits if t.present}


LIBRARY = """-- README.md --
# Till

Till is a KIND.
-- pom.xml --
<project><modules><module>web</module></modules></project>
-- web/pom.xml --
<project/>
-- web/src/main/java/A.java --
import com.sun.net.httpserver.HttpServer;
class A { void f() { HttpServer.create(a, 0); } }
-- .github/workflows/ci.yml --
on: push
jobs:
  out:
    steps:
      - run: mvn deploy -DaltDeploymentRepository=sonatype::default::https://oss.sonatype.org/releases
"""


@pytest.mark.parametrize(
    ("text", "kind", "some", "none"),
    [
        ('-- package.json --\n{"dependencies": {"express": "4", "pg": "8"}}\n-- server.js --\nconst e = require("express")\nconst pg = require("pg")\n'
         'const app = e()\napp.get("/", (q, s) => s.json({}))\napp.listen(1)\n', "service", {"app", "http", "api", "db", "sql", "deps"}, {"ui", "k8s"}),
        ("-- manage.py --\nimport os\nos.environ['DJANGO_SETTINGS_MODULE'] = 's'\n-- shop/models.py --\nfrom django.db import models\n"
         "-- shop/views.py --\nfrom django.shortcuts import render\ndef f(request): return render(request, 'a.html')\n", "service", {"http", "ui", "db", "sql"}, {"api"}),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nfunc main() { http.ListenAndServe(a, nil) }\n", "service", {"http"}, {"db"}),
        ("-- pom.xml --\n<project/>\n-- src/main/java/A.java --\n@SpringBootApplication class A {}\n-- src/main/resources/templates/voucher.html --\n<p>\n", "service", {"http"}, {"ui"}),
        ("-- pom.xml --\n<project/>\n-- src/main/java/A.java --\n@SpringBootApplication class A {}\n-- src/main/resources/templates/voucher.html --\n<p>\n"
         "-- src/main/java/B.java --\n@Controller class B {}\n", "service", {"http", "ui"}, set()),
        ("-- index.php --\n<?php\nuse Aura\\Sql\\ExtendedPdo;\nuse WpOrg\\Requests\\Requests;\nclass Db extends ExtendedPdo {}\n"
         "echo Requests::get($_GET['a'])->body;\n", "service", {"http", "db", "sql", "outbound"}, set()),
        ("-- pom.xml --\n<project/>\n-- src/main/java/A.java --\n@SpringBootApplication class A {}\n", "service", {"http"}, {"db"}),
        ("-- Gemfile --\ngem 'rails'\n-- config/application.rb --\nmodule A\n  class Application < Rails::Application\n  end\nend\n", "service", {"http"}, set()),
        ("-- a.csproj --\n<Project/>\n-- Program.cs --\nvar b = WebApplication.CreateBuilder(args);\n", "service", {"http"}, set()),
        ("-- a.csproj --\n<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><PackageId>Shop</PackageId></PropertyGroup></Project>\n-- Program.cs --\n"
         "var b = WebApplication.CreateBuilder(args);\n", "service", {"http"}, set()),
        ("-- a.csproj --\n<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><PackageId>Shop</PackageId></PropertyGroup></Project>\n-- Program.cs --\n"
         "var b = WebApplication.CreateBuilder(args);\n", "library", set(), {"app"}),
        ("-- Cargo.toml --\n[package]\n-- src/main.rs --\nfn main() { axum::serve(a, b); }\n", "service", {"http"}, set()),
        ("-- mix.exs --\ndefmodule A do\nend\n-- lib/a/endpoint.ex --\ndefmodule A.Endpoint do\n  use Phoenix.Endpoint, otp_app: :a\nend\n", "service", {"http"}, set()),
        ("-- Gemfile --\ngem 'bunny'\n-- lib/w.rb --\nGovukMessageQueueConsumer::Consumer.new\n-- Procfile --\nworker: ruby lib/w.rb\n", "service", {"app"}, {"http", "db"}),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nimport _ \"github.com/jackc/pgx/v5\"\nfunc main() { http.ListenAndServe(a, nil) }\n"
         "func f() { db.Query(\"SELECT path FROM routes\") }\n", "service", {"db"}, {"sql"}),
        ("-- main.tf --\nresource \"aws_db_instance\" \"a\" {\n  engine = \"postgres\"\n}\n", "infrastructure", {"app", "db"}, {"http", "sql"}),
        ("-- main.tf --\nresource \"aws_vpc\" \"a\" {\n}\nmodule \"a\" {\n  source = \"./modules/rds_instance\"\n}\n", "infrastructure", {"app", "db"}, {"http"}),
        ("-- prod/db.yaml --\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {template: {spec: {containers: [{name: db, image: 'postgres:16'}]}}}\n",
         "infrastructure", {"app", "db", "k8s"}, {"http", "sql", "container"}),
        ("-- apps/shop.yaml --\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\n", "infrastructure", {"app"}, {"http", "db", "k8s"}),
        ("-- site.yml --\n- name: all\n  hosts: web\n  roles: [nginx]\n-- library/a.py --\nx = 1\n", "infrastructure", {"app"}, {"http"}),
        ("-- site.yml --\n- name: all\n  hosts: web\n" + "".join(f"-- library/{n}.py --\nx = 1\n" for n in "abcd")
         + "-- pyproject.toml --\n[build-system]\nrequires = []\n[project]\nname = 'x'\n[tool.setuptools]\npy-modules = []\n", "infrastructure", {"app"}, {"http"}),
        ("-- package.json --\n{\"bin\": {\"i\": \"bin/i.js\"}, \"dependencies\": {\"aws-cdk-lib\": \"2\"}}\n-- cdk.json --\n{\"app\": \"npx ts-node bin/i.ts\"}\n-- lib/net.ts --\n"
         "export class Net extends Stack {}\n-- lib/db.ts --\nnew rds.DatabaseInstance(this, 'a', {});\n-- lib/c.ts --\nx\n-- lib/d.ts --\nx\n", "infrastructure", {"app", "db"}, {"http", "sql"}),
        ("-- package.json --\n{\"main\": \"lib/a.js\", \"types\": \"lib/a.d.ts\", \"files\": [\"lib\"]}\n-- cdk.json --\n{\"app\": \"node test/app.js\"}\n-- lib/a.ts --\nexport class A extends Construct {}\n",
         "library", set(), {"app"}),
        ("-- infra/Pulumi.yaml --\nname: i\nruntime: go\n-- infra/main.go --\npackage main\nfunc main() { pulumi.Run(f) }\n-- infra/db.go --\npackage main\nvar d = rds.NewInstance(ctx)\n"
         "-- infra/a.go --\npackage main\n-- infra/b.go --\npackage main\n", "infrastructure", {"app", "db"}, {"http"}),
        ("-- infra/Pulumi.yaml --\nname: i\nruntime: go\n-- infra/main.go --\npackage main\nfunc main() { pulumi.Run(f) }\n" + "".join(f"-- lib/{n}.go --\npackage lib\n" for n in "abcd"),
         "library", set(), {"app"}),
        ("-- requirements.txt --\ntelethon\n-- bot.py --\nfrom telethon import TelegramClient\nclient = TelegramClient('a', 1, 'h')\nclient.run_until_disconnected()\n", "service", {"app"}, {"http"}),
        ("-- pom.xml --\n<project/>\n-- Bot.java --\npublic class Bot { void main() { JDABuilder.createDefault(t).build(); } }\n", "service", {"app"}, {"http"}),
        ("-- package.json --\n{\"dependencies\": {\"node-cron\": \"3\"}}\n-- index.js --\nconst cron = require('node-cron')\ncron.schedule('* * * * *', f)\n", "service", {"app"}, {"http"}),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nimport \"github.com/robfig/cron/v3\"\nfunc main() { c := cron.New(); c.Run() }\n", "service", {"app"}, {"http"}),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nimport amqp \"github.com/rabbitmq/amqp091-go\"\nfunc main() { m, _ := ch.Consume(q) }\n", "service", {"app"}, {"http"}),
        ("-- requirements.txt --\nboto3\n-- w.py --\nwhile True:\n    r = sqs.receive_message(QueueUrl=u)\n", "service", {"app"}, {"http"}),
        ("-- requirements.txt --\nboto3\n-- w.py --\ndef one():\n    return sqs.receive_message(QueueUrl=u)\n", "library", set(), {"app"}),
        ("-- go.mod --\nmodule a\n-- f.go --\npackage f\nimport \"github.com/GoogleCloudPlatform/functions-framework-go/functions\"\nfunc init() { functions.HTTP(\"F\", f) }\n", "service", {"app"}, set()),
        ("-- main.ts --\nDeno.serve((r) => new Response('a'))\n", "service", {"http"}, set()),
        ("-- deno.json --\n{\n  \"name\": \"@a/b\",\n  \"exports\": \"./mod.ts\"\n}\n-- mod.ts --\nexport const f = () => Deno.serve(h)\n", "library", set(), {"app"}),
        ("-- mkdocs.yml --\nsite_name: a\n-- docs/index.md --\n# a\n", "static site", {"app", "ui"}, {"http"}),
        ("-- conf.py --\nextensions = []\n-- index.rst --\na\n=\n", "static site", {"app", "ui"}, {"http"}),
        ("-- mkdocs.yml --\nsite_name: a\n-- docs/index.md --\n# a\n-- a/core.py --\nx = 1\n", "library", set(), {"app"}),
        ("-- mkdocs.yml --\nsite_name: a\n-- main.tf --\nresource \"aws_vpc\" \"a\" {}\n", "infrastructure", {"app"}, {"ui"}),
        ("-- requirements.txt --\nbottle\n-- app.py --\nfrom bottle import run\nrun(host='0.0.0.0')\n", "service", {"http"}, set()),
        ("-- package.json --\n{}\n-- s.ts --\nBun.serve({ fetch: f })\n", "service", {"http"}, set()),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nimport \"github.com/cloudwego/hertz/pkg/app/server\"\nfunc main() { h := server.Default(); h.Spin() }\n", "service", {"http"}, set()),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nimport \"a/server\"\nfunc main() { h := server.New(); h.Lint() }\n", "library", set(), {"app"}),
        ("-- pom.xml --\n<project/>\n-- A.java --\nclass A { void m() { vertx.createHttpServer().listen(80); } }\n", "service", {"http"}, set()),
        ("-- flake.nix --\n{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { }; }; }\n-- a.nix --\n{\n  services.nginx.enable = true;\n}\n", "infrastructure", {"app"}, {"http"}),
        ("-- flake.nix --\n{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { }; }; }\n-- a.nix --\n{\n  services.pipewire.enable = true;\n}\n", "nothing", set(), {"app"}),
        ("-- manifests/site.pp --\nnode 'a.example.com' { }\n" + "".join(f"-- site/profile/files/{n}.py --\nx = 1\n" for n in "abcd"), "infrastructure", {"app"}, {"http"}),
        ("-- manifests/site.pp --\nnode default {\n  include nginx\n}\n", "infrastructure", {"app"}, {"http"}),
        ("-- manifests/init.pp --\nclass nginx { }\n-- metadata.json --\n{}\n", "nothing", set(), {"app"}),
        ("-- charts/a/Chart.yaml --\nname: a\n-- charts/a/templates/a.yaml --\napiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{image: b}]}}}\n", "nothing", set(), {"app"}),
        ("-- a.csproj --\n<Project/>\n-- Program.cs --\nvar b = WebApplication.CreateBuilder(args);\n-- A.cs --\n[Route(\"api/a\")]\n"
         "public class AController : Generic<A> {\n  [HttpGet] public IActionResult Get() { return Ok(all); }\n}\n", "service", {"api"}, set()),
        ("-- hugo.toml --\ntitle = 'x'\n-- content/a.md --\n# x\n-- layouts/a.html --\n<p>\n", "static site", {"app", "ui"}, {"http"}),
        ("-- pyproject.toml --\n[build-system]\nrequires = []\n[project]\nname = 'x'\n-- src/x/a.py --\nfrom flask import Flask\ndef make(): return Flask(__name__)\n",
         "library", set(), {"app", "http"}),
        ("-- manage.py --\nimport os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'a.settings')\n-- a/views.py --\ndef f(r):\n    r.user.email_user('a', 'b')\n", "service", {"outbound"}, {"sql"}),
        ("-- requirements.txt --\nconnexion==2.14.2\n-- config.py --\nimport connexion\napi = connexion.App(__name__)\napi.add_api('openapi.yml')\n", "service", {"app", "http"}, {"ui"}),
        ("-- go.mod --\nmodule a\n-- server.go --\npackage web\nfunc Serve() { http.ListenAndServe(a, nil) }\n", "library", set(), {"app"}),
        ("-- composer.json --\n{\"type\": \"wordpress-plugin\"}\n-- a.php --\n<?php\n$a = $_POST['a'];\n-- docker-compose.yml --\nservices:\n  wp:\n    build: .\n",
         "library", set(), {"app"}),
        ("-- a.gemspec --\nGem::Specification.new\n-- Procfile --\nweb: rackup\n-- lib/a.rb --\nclass A; end\n", "library", set(), {"app"}),
        ("-- package.json --\n{\"private\": true, \"dependencies\": {\"electron\": \"1\"}}\n-- main.js --\nhttp.createServer(f)\n-- index.html --\n<p>\n", "library", set(), {"app"}),
        ("-- x-samples/a/pom.xml --\n<project/>\n-- x-samples/a/A.java --\n@SpringBootApplication class A {}\n-- core/B.java --\nclass B {}\n", "library", set(), {"app"}),
        ("-- package.json --\n{\"scripts\": {\"deploy\": \"wrangler deploy\"}, \"devDependencies\": {\"vite\": \"1\", \"wrangler\": \"4\"}}\n-- index.ts --\nexport default { async fetch(request) {\n"
         "return Response.json({}) } }\n", "service", {"http", "api"}, {"ui"}),
        (LIBRARY.replace("KIND", "library that calls services in order"), "library", set(), {"app"}),
        ("-- api/package.json --\n{\"dependencies\": {\"express\": \"5\"}}\n-- api/server.js --\nrequire('express')().listen(3000)\n-- api/Dockerfile --\nFROM node:22\nEXPOSE 3000\n"
         "CMD [\"node\", \"server.js\"]\n-- desk/package.json --\n{\"main\": \"main.js\", \"devDependencies\": {\"electron\": \"33\"}}\n-- desk/main.js --\n"
         "const { app, BrowserWindow } = require('electron')\nrequire('http').createServer(f).listen(1)\nnew BrowserWindow().loadFile('a.html')\n", "service", {"http"}, {"ui"}),
        (LIBRARY.replace("KIND", "server that calls services in order"), "service", {"http"}, set()),
        (LIBRARY.replace("KIND", "library that calls services in order") + "-- Dockerfile --\nFROM eclipse-temurin:21\nCOPY a.jar /\nEXPOSE 80\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n",
         "service", {"http"}, set()),
        ("-- wrangler.toml --\nname = 'a'\n[assets]\ndirectory = './dist'\n-- package.json --\n{\"scripts\": {\"deploy\": \"wrangler deploy\"}, \"devDependencies\": {\"react\": \"1\"}}\n"
         "-- index.html --\n<p>\n", "static site", {"ui"}, {"http"}),
        ("-- wrangler.toml --\nsite = { bucket = './public' }\nmain = 'w/index.js'\n-- w/index.js --\nimport { getAssetFromKV } from '@cloudflare/kv-asset-handler'\n"
         "addEventListener('fetch', event => event.respondWith(getAssetFromKV(event)))\n-- hugo.toml --\nbaseURL = 'b'\n", "static site", {"ui"}, {"http"}),
        ("-- wrangler.toml --\nsite = { bucket = './public' }\nmain = 'w/index.js'\n-- w/index.js --\nimport { getAssetFromKV } from '@cloudflare/kv-asset-handler'\n"
         "addEventListener('fetch', event => event.respondWith(event.request.method === 'POST' ? save(event) : getAssetFromKV(event)))\n", "service", {"http"}, set()),
        ("-- template.yaml --\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        A:\n          Type: HttpApi\n-- src/a.rs --\n"
         "use aws_sdk_dynamodb::Client;\n", "service", {"http", "db"}, {"sql"}),
        ("-- template.yaml --\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        A:\n          Type: HttpApi\n"
         "  T: {Type: 'AWS::DynamoDB::Table'}\n  U: {Type: 'AWS::Cognito::UserPool'}\n-- f.py --\ndef handler(event, context): return {}\n", "service", {"db", "auth"}, {"sql"}),
        ("-- main.tf --\nresource \"a\" \"b\" {}\n-- f.py --\ndef handler(event, context):\n    pass\n", "infrastructure", {"app"}, {"http"}),
        ("-- go.mod --\nmodule x/b\n-- bot.go --\npackage b\nimport \"github.com/go-telegram/bot\"\nfunc Run() {\n\tb, _ := bot.New(token)\n\tb.Start(ctx)\n}\n-- .goreleaser.yaml --\nbuilds: [{main: ./cmd}]\n-- bin/b/main.go --\npackage main\nfunc main() { b.Run() }\n", "service", {"app"}, {"http"}),
        ("-- pyproject.toml --\n[project]\nname = 'b'\n-- b/bot.py --\nfrom discord.ext import commands\nclass Bot(commands.Bot): pass\n", "service", {"app"}, {"http"}),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nfunc main() { run() }\n-- Dockerfile --\nFROM scratch\nCOPY a /a\nCMD [\"/a\"]\n-- k8s/a.yaml --\napiVersion: apps/v1\n"
         "kind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: me/a}]}}}\n", "service", {"container", "k8s"}, {"http"}),
        ("-- index.php --\n<?php\necho 1;\n-- js/a.js --\ndocument.getElementById('a'); fetch('/a')\n", "service", {"http"}, {"outbound"}),
        ("-- app.py --\nimport streamlit as st\nst.write(1)\n", "service", {"http", "ui"}, {"api"}),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nfunc main() { s := &http.Server{Handler: h}; s.Serve(l); s.Shutdown(ctx) }\n", "service", {"http"}, set()),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nfunc main() { s := &http.Server{Handler: h}; s.Serve(l) }\n", "library", set(), {"app"}),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nfunc f() fasthttp.RequestHandler { return nil }\nfunc main() { s := &fasthttp.Server{Handler: f()} }\n", "service", {"http"}, set()),
        ("-- go.mod --\nmodule a\n-- rest/server.go --\npackage rest\nfunc Serve() { http.ListenAndServe(a, nil) }\n-- tools/gen/main.go --\npackage main\nfunc main() {}\n", "library", set(), {"app"}),
        ("-- a.gemspec --\nGem::Specification.new\n-- lib/a.rb --\nclass A; end\n-- .travis/b/app.yaml --\nruntime: go\n-- .travis/b/main.go --\npackage main\nfunc main() { http.ListenAndServe(a, nil) }\n", "library", set(), {"app"}),
        ("-- setup.py --\nsetup(name='a')\n-- a/app.py --\nclass Celery:\n    pass\napp = Celery('a')\n-- a/django.py --\ndef fixup(env='DJANGO_SETTINGS_MODULE'): pass\n-- charts/a/Chart.yaml --\nname: a\n", "library", set(), {"app"}),
        ("-- mix.exs --\ndefmodule A do\nend\n-- lib/a.ex --\ndefmodule A do\n  @moduledoc \"\"\"\n      use Phoenix.Endpoint, otp_app: :your_app\n  \"\"\"\nend\n", "library", set(), {"app"}),
        ("-- site.yml --\n- name: all\n  hosts: web\n  roles: [nginx]\n-- .nojekyll --\n\n-- _config.yml --\ntheme: jekyll-theme-slate\n-- index.html --\n<script src='docsify.js'></script>\n", "infrastructure", {"app"}, {"ui"}),
        ("-- a.py --\nx = 1\n-- _config.yml --\ntheme: jekyll-theme-slate\n", "library", set(), {"app"}),
        ("-- package.json --\n{\"bin\": {\"a\": \"cli.js\"}}\n-- cli.js --\nrun()\n-- page/package.json --\n{\"dependencies\": {\"react\": \"1\"}}\n-- page/public/index.html --\n<p>\n-- Dockerfile --\nFROM node:24\nCOPY . .\nCMD [\"node\", \"cli.js\"]\n", "library", set(), {"app"}),
        ("-- a.csproj --\n<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>\n-- Program.cs --\nawait Host.CreateDefaultBuilder(args).ConfigureServices(Jobs.Add).Build().RunAsync();\n", "service", {"app"}, {"http"}),
        ("-- a.csproj --\n<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>\n-- Program.cs --\nusing var host = Host.CreateDefaultBuilder(args).Build();\nvar dump = host.Services.GetRequiredService<Dump>();\nawait dump.RunAsync(args[0]);\n", "library", set(), {"app"}),
        ("-- a.csproj --\n<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>\n-- Program.cs --\nvar root = new RootCommand(\"dumps\");\nvar host = Host.CreateDefaultBuilder(args).Build();\nawait host.StartAsync();\nreturn await root.InvokeAsync(args);\n", "library", set(), {"app"}),
        ("-- a.csproj --\n<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>\n-- Program.cs --\nvar b = Host.CreateApplicationBuilder(args);\nb.Services.AddMcpServer().WithStdioServerTransport();\nawait b.Build().RunAsync();\n", "library", set(), {"app"}),
        ("-- a.csproj --\n<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>\n-- Program.cs --\nvar b = Host.CreateApplicationBuilder(args);\nb.Services.AddHostedService<Jobs>();\nvar host = b.Build();\nhost.Run();\n", "service", {"app"}, {"http"}),
        ("-- pom.xml --\n<project><dependencies><dependency><artifactId>spring-boot-starter</artifactId></dependency><dependency><artifactId>spring-kafka</artifactId></dependency></dependencies></project>\n-- src/main/java/A.java --\n@SpringBootApplication class A {}\n", "service", {"app"}, {"http", "api"}),
        ("-- pom.xml --\n<project><dependencies><dependency><artifactId>spring-boot-starter</artifactId></dependency><dependency><artifactId>spring-kafka</artifactId></dependency><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n-- src/main/java/A.java --\n@SpringBootApplication class A {}\n", "service", {"http"}, set()),
        ("-- pom.xml --\n<project><dependencies><dependency><artifactId>spring-boot-starter</artifactId></dependency><dependency><artifactId>spring-kafka</artifactId></dependency></dependencies></project>\n-- src/main/java/A.java --\n@SpringBootApplication class A {}\n-- src/main/resources/application.yml --\nserver:\n  port: 80\n", "service", {"http"}, set()),
        ("-- settings.gradle --\ninclude 'web', 'jobs', 'base'\n-- build.gradle --\nplugins {}\n-- web/build.gradle --\nimplementation 'org.springframework.boot:spring-boot-starter-web'\n"
         "-- jobs/build.gradle --\nimplementation 'org.springframework.boot:spring-boot-starter-batch'\nimplementation project(':web')\n"
         "-- jobs/src/main/java/A.java --\n@SpringBootApplication class A {}\n", "service", {"http"}, set()),
        ("-- settings.gradle --\ninclude 'web', 'jobs', 'base'\n-- build.gradle --\nplugins {}\n-- web/build.gradle --\nimplementation 'org.springframework.boot:spring-boot-starter-web'\n"
         "-- base/build.gradle --\nimplementation 'org.springframework.boot:spring-boot-starter-batch'\n-- jobs/build.gradle --\nimplementation project(':base')\n"
         "-- jobs/src/main/java/A.java --\n@SpringBootApplication class A {}\n", "service", {"app"}, {"http"}),
        ("-- a.csproj --\n<Project/>\n-- Bus.cs --\nvar c = new EventingBasicConsumer(channel);\n", "library", set(), {"app"}),
        ("-- package.json --\n{}\n-- s.ts --\nimport { createServer } from 'node:http'\ncreateServer(f).listen(1)\n", "service", {"http"}, set()),
        ("-- app/Main.hs --\nmodule Main where\nimport Network.Wai.Handler.Warp (run)\nimport qualified Hasql.Pool as P\nmain = run 80 app\n", "service", {"http", "sql"}, set()),
        ("-- core.clj --\n(ns a.core (:require [ring.adapter.jetty :refer [run-jetty]]))\n(defn -main [] (run-jetty app {:port 80}))\n", "service", {"http"}, set()),
        ("-- package.json --\n{}\n-- index.js --\nimport { start } from 'engine'\nstart()\n-- jobs.js --\nexport const f = (q, h) => h.response({})\n-- ecosystem.config.json --\n{\"apps\": []}\n", "service", {"http", "api"}, set()),
        ("-- a.erl --\n-module(a).\n-- b.c --\nint main() { return 0; }\n-- Dockerfile --\nFROM debian\nCOPY . .\nEXPOSE 8080\nCMD [\"/a\"]\n", "service", {"http", "container"}, set()),
        ("-- start.sh --\npostfix start\n-- Dockerfile --\nFROM debian\nCOPY . .\nEXPOSE 25 465/tcp\nCMD [\"/start.sh\"]\n", "service", {"app", "container"}, {"http"}),
        ("-- main.go --\npackage main\nfunc main() { lint() }\n-- Dockerfile --\nFROM scratch\nCOPY a /a\nENTRYPOINT [\"/a\"]\n", "library", set(), {"app"}),
        ("-- app/__init__.py --\nfrom apiflask import APIFlask\nclass Versioned(APIFlask):\n    def send_static_file(self, name): return super().send_static_file(name)\n"
         "def create_app(): return Versioned(__name__)\n", "service", {"app", "http"}, set()),
        ("-- app/main.py --\nimport fastapi\nclass Shop(fastapi.FastAPI):\n    pass\napp = Shop()\n", "service", {"app", "http"}, set()),
        ("-- pom.xml --\n<project/>\n-- src/main/java/A.java --\n@SpringBootApplication class A {}\n-- tools/openshift/api.deployment.yaml --\napiVersion: template.openshift.io/v1\n"
         "kind: Template\nmetadata: {name: a}\nobjects:\n- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: a}\n"
         "  spec: {template: {spec: {containers: [{name: a, image: me/a}]}}}\n", "service", {"http", "k8s"}, set()),
        ("-- go.mod --\nmodule a\n-- main.go --\npackage main\nfunc main() { http.ListenAndServe(a, nil) }\n-- test-engineering/load/k8s/swarm.yml --\napiVersion: apps/v1\n"
         "kind: Deployment\nmetadata: {name: swarm}\nspec: {template: {spec: {containers: [{name: a, image: me/swarm}]}}}\n", "service", {"http"}, {"k8s"}),
        ("-- README.md --\nFastAPI(), Flask(__name__)\n", "nothing", set(), {"app"}),
        ("-- a.py --\nx = 1\n-- tests/server.py --\napp = FastAPI()\n", "library", set(), {"app"}),
    ],
)  # fmt: skip
def test_kinds(text: str, kind: str, some: set[str], none: set[str]) -> None:
    found = project(text)
    assert found.kind == kind
    assert some <= traits(found) and not none & traits(found)
    assert all(t.evidence for t in found.traits if t.present and t.name != "app")

NOTHING_RUNS = [
    "-- go.mod --\nmodule a\n-- web.go --\npackage web\nfunc Serve() { http.ListenAndServe(a, nil) }\n-- _benchmarks/main.go --\npackage main\nfunc main() {}\n",
    "-- go.mod --\nmodule a\n-- main.go --\npackage main\nfunc look() { http.ListenAndServe(\"localhost:6060\", nil) }\n-- .goreleaser.yml --\narchives:\n- {}\n-- Dockerfile --\nFROM a\nCOPY a /a\n",
    "-- go.mod --\nmodule a\n-- main.go --\npackage main\nfunc answer() { s := &http.Server{Handler: mux}\ndns.Shutdown() }\n",
    "-- setup.py --\nsetup()\n-- a/__init__.py --\n-- a/requirements.txt --\nflask\n-- a/server.py --\napp = Flask(1)\n",
    "-- pyproject.toml --\n[build-system]\n[project]\nname = 'a'\n-- a.py --\napp = Flask(1)\n-- docker/Dockerfile.example --\nFROM a\nCOPY . .\n",
    "-- src/A.csproj --\n<Project/>\n-- src/A.cs --\nclass A {}\n-- manual/A.ManualTest.csproj --\n<Project/>\n-- manual/B.cs --\nvar b = WebApplication.CreateBuilder(args);\n",
    "-- Some Payloads/shell.php --\n<?php system($_GET['c']);\n",
    "-- composer.json --\n{\"type\": \"yii2-extension\"}\n-- a/B.php --\n<?php $a = $_POST['a'];\n",
    "-- pom.xml --\n<project/>\n-- src/main/java/A.java --\nclass A {}\n-- test-output/index.html --\n<p>\n",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING_RUNS)
def test_what_nobody_operates_is_no_app(text: str) -> None:
    assert (project(text).kind, "app" in traits(project(text))) == ("library", False)


def test_what_services_share_is_none() -> None:
    shared = "-- libs/server.ts --\nimport express from 'express'\nexport const app = express()\n"
    own = "-- {0}/Dockerfile --\nFROM a\n-- {0}/main.ts --\nNestFactory.create(A)\n"
    kept = "-- a/backups/v1/package.json --\n{}\n-- a/backups/v1/main.ts --\nNestFactory.create(A)\n"
    assert [s.root for s in project(shared + own.format("a") + own.format("b") + kept).services] == ["a", "b"]
    assert [s.kind for s in project(shared).services] == ["service"]


def test_programs_that_share_one_manifest() -> None:
    start = "-- apps/{0}/src/main.ts --\nNestFactory.create(A)\n"
    nx = start + "-- apps/{0}/project.json --\n{{\"projectType\": \"application\"}}\n"
    root = "-- package.json --\n{}\n-- libs/a/project.json --\n{\"projectType\": \"library\"}\n"
    assert [s.root for s in project(root + nx.format("users") + nx.format("jobs")).services] == ["apps/jobs", "apps/users"]
    listed = '-- nest-cli.json --\n{"projects": {"%s": {"type": "application", "root": "apps/%s", "sourceRoot": "apps/%s/src"}, "%s": {"type": "application", "root": "apps/%s"}}}\n'
    cli = listed % ("users", "users", "users", "jobs", "jobs") + start.format("users") + start.format("jobs")
    assert [s.root for s in project(root + cli).services] == ["apps/jobs", "apps/users"]
    lisp = "-- a/project.clj --\n(defproject a)\n-- a/src/core.clj --\n(defn -main [] (run-jetty app {:port 80}))\n-- b/go.mod --\nmodule b\n-- b/main.go --\npackage main\nfunc main() { http.ListenAndServe(a, nil) }\n"
    assert [s.root for s in project(lisp).services] == ["a", "b"]


def test_what_a_phone_runs_is_no_server() -> None:
    server = "-- api/pom.xml --\n<project/>\n-- api/src/A.java --\n@SpringBootApplication class A {}\n"
    phone = "-- phone/app/build.gradle --\nplugins {\n  id 'com.android.application'\n}\n-- phone/app/src/A.java --\nimport retrofit2.Retrofit;\nclass B { Retrofit r = new Retrofit.Builder().build(); }\n"
    assert "outbound" not in traits(project(server + phone))
    assert "outbound" in traits(project(server + phone.replace("com.android.application", "java")))


def test_a_framework_whose_archive_a_function_runs() -> None:
    app = "-- api/requirements.txt --\nfastapi\n-- api/main.py --\napp = FastAPI()\nhandler = Mangum(app)\n-- api/Dockerfile --\nFROM python:3.12\nCOPY . .\nCMD uvicorn main:app\n"
    local = "-- parts.yml --\nservices:\n  api:\n    build:\n      dockerfile: Dockerfile\n"
    declared = '-- main.tf --\nresource "aws_lambda_function" "api" {\n  %s\n}\n'
    found = project(app + local + declared % 'filename = "api.zip"')
    assert [s.kind for s in found.services] == ["function"] and "container" not in traits(found)
    for other in (declared % "image_uri = var.image", declared % 'filename = "a.zip"' + 'resource "aws_ecs_service" "api" {\n}\n'):
        found = project(app + other)
        assert [s.kind for s in found.services] == ["service"] and "container" in traits(found)


@pytest.mark.parametrize(
    "line",
    ["class A(c: AuthConnector) extends AuthorisedFunctions", "import pdi.jwt.JwtJson", 'val t = request.headers.get("Authorization")', "import play.silhouette.api.Silhouette",
     "import com.gu.pandomainauth.action.AuthActions", "import com.gu.googleauth.AuthAction"],
)  # fmt: skip
def test_who_logs_in_to_a_server_of_scala(line: str) -> None:
    play = "-- build.sbt --\nlazy val a = (project in file(\".\")).enablePlugins(PlayScala)\n-- conf/routes --\nGET /a A.b\n-- app/A.scala --\n{}\n"
    assert "auth" in traits(project(play.format(line)))
    assert "auth" not in traits(project(play.format("class A")))


def test_manifests_below_the_folder_of_workflows() -> None:
    server = "-- go.mod --\nmodule b\n-- main.go --\npackage main\nfunc main() { http.ListenAndServe(a, nil) }\n"
    pod = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: me/a}]}}}\n"
    assert "k8s" in traits(project(server + "-- .github/workflows/kubernetes/a.yml --\n" + pod))
    assert "k8s" in traits(project(server.replace("-- ", "-- a/") + "-- .github/workflows/kubernetes/a.yml --\n" + pod))
    assert "k8s" not in traits(project(server + "-- .github/workflows/a.yml --\n" + pod))


def test_a_server_for_the_developer_does_not_make_a_function_one() -> None:
    text = "-- f.py --\ndef handler(event, context): return {}\n-- package.json --\n{}\n-- local-server.ts --\nimport express from 'express'\nexpress().listen(1)\n"
    assert [s.kind for s in project(text).services] == ["function"]


def test_pages_in_a_wrapper_for_phones_are_pages_still() -> None:
    page = "-- web/package.json --\n{\"dependencies\": {\"vite\": \"8\", \"%s\": \"8\"}}\n-- web/index.html --\n<p>\n-- app.py --\napp = Flask(1)\n"
    assert "ui" in traits(project(page % "@capacitor/core")) and "ui" not in traits(project(page % "electron"))


CALLS = [
    ("a.py", "stub = Stub(grpc.insecure_channel(host))"),
    ("a.js", "import { Octokit } from '@octokit/rest'"),
    ("a.js", "new Shop(host, grpc.credentials.createInsecure())"),
    ("a.go", 'import "github.com/google/go-github/v60/github"'),
    ("a.go", 'import "k8s.io/client-go/kubernetes"'),
    ("a.scala", "import uk.gov.hmrc.http.client.HttpClientV2"),
    ("A.java", "var channel = ManagedChannelBuilder.forTarget(host);"),
    ("a.php", "<?php $mail = new PHPMailer(true);"),
    ("a.cs", "var channel = GrpcChannel.ForAddress(host);"),
    ("a.rs", "use octocrab::Octocrab;"),
]


@pytest.mark.parametrize(("path", "call"), CALLS)
def test_what_calls_others(path: str, call: str) -> None:
    server = "-- main.py --\napp = Flask(1)\n"
    assert "outbound" in traits(project(f"{server}-- {path} --\n{call}\n"))
    assert "outbound" not in traits(project(f"{server}-- scripts/{path} --\n{call}\n"))


def test_a_controller_that_reads_bodies_is_an_interface() -> None:
    text = "-- a.csproj --\n<Project/>\n-- Program.cs --\nvar b = WebApplication.CreateBuilder(args);\n-- A.cs --\nclass A : Controller { Task<IActionResult> Add(%s B b) {} }\n"
    assert "api" in traits(project(text % "[FromBody]")) and "api" not in traits(project(text % ""))


def test_constraints_of_hibernate_are_no_database() -> None:
    text = "-- pom.xml --\n<project/>\n-- A.java --\n@SpringBootApplication class A {}\n-- B.java --\nimport org.hibernate.%s;\n"
    assert "db" not in traits(project(text % "validator.constraints.Length")) and "db" in traits(project(text % "Session"))


def test_a_schema_that_checks_forms_is_no_database() -> None:
    form = "-- mix.exs --\ndefmodule A do\nend\n-- lib/a/endpoint.ex --\nuse Phoenix.Endpoint\n-- lib/a/form.ex --\nuse Ecto.Schema\n"
    assert "db" not in traits(project(form)) and "sql" in traits(project(form + "-- lib/a/repo.ex --\nuse Ecto.Repo\n"))


def test_a_monorepo_has_services() -> None:
    found = project(
        "-- a/go.mod --\nmodule a\n-- a/m.go --\npackage main\nfunc f() { gin.Default() }\n-- b/package.json --\n{}\n-- b/s.js --\nhttp.createServer(f)\n"
    )
    assert [(s.name, s.root, s.kind) for s in found.services] == [("a", "a", "service"), ("b", "b", "service")]


def test_a_library_of_rust_runs_in_the_crate_that_brings_it_in() -> None:
    api = '-- api/Cargo.toml --\n[package]\nname = "api"\n-- api/src/lib.rs --\nuse axum::{Router, Server};\npub fn main() { Server::bind(&a).serve(r) }\n'
    program = '-- Cargo.toml --\n[package]\nname = "shop"\n[dependencies]\napi = { path = "api" }\n-- src/main.rs --\nfn main() { api::main(); }\n'
    assert [s.frameworks for s in project(api + program).services] == [("Axum",)] and not project(api).services


def test_a_package_that_others_bring_in_is_no_service() -> None:
    jobs = '-- jobs/package.json --\n{\n  "name": "@a/jobs",\n  "scripts": {}\n}\n-- jobs/w.ts --\nimport { Worker } from "bullmq"\nexport const w = () => new Worker("q", f)\n'
    app = '-- web/package.json --\n{"dependencies": {"@a/jobs": "*"}}\n-- web/s.js --\nhttp.createServer(f)\n'
    assert [s.root for s in project(jobs + app.replace("@a/jobs", "b")).services] == ["jobs", "web"]
    assert [s.kind for s in project(jobs + app).services] == ["service"]
    assert [s.root for s in project(jobs.replace("{}", '{"start": "node w"}') + app).services] == ["jobs", "web"]


def test_web_programs_that_a_library_of_the_solution_starts_are_the_services() -> None:
    library = '-- src/Hosting/Shop.Hosting.csproj --\n<Project Sdk="Microsoft.NET.Sdk"></Project>\n'
    code = "-- src/Hosting/Host.cs --\nclass Host { public static void Run(string[] args) => WebApplication.CreateBuilder(args).Build().Run(); }\n"
    project_file = '<Project Sdk="Microsoft.NET.Sdk.Web"><ProjectReference Include="..\\Hosting\\Shop.Hosting.csproj" /></Project>'
    web = f"-- src/{{0}}/Shop.{{0}}.csproj --\n{project_file}\n-- src/{{0}}/Program.cs --\nHost.Run(args);\n"
    mail = '-- src/Mail/Shop.Mail.csproj --\n<Project Sdk="Microsoft.NET.Sdk"></Project>\n'
    found = project(library + code + web.format("Api") + web.format("Identity") + web.format("Api.Tests") + mail)
    assert [(s.root, s.kind) for s in found.services] == [("src/Api", "service"), ("src/Identity", "service")]
    assert len(project(library + code).services) == 1


def test_programs_that_a_shared_package_starts_are_the_services() -> None:
    core = '-- packages/core/package.json --\n{\n  "name": "@a/core",\n  "scripts": {"dev": "tsc -w -p ."}\n}\n-- packages/core/src/boot.ts --\nexport const boot = (m) => NestFactory.create(m)\n'
    app = '-- apps/{0}/package.json --\n{{"scripts": {{"start": "nest start"}}, "dependencies": {{"@a/core": "workspace:*"}}}}\n-- apps/{0}/src/main.ts --\nimport {{ boot }} from "@a/core";\nboot(A);\n'
    tool = app.format("tool").replace("src/main", "src/other")  # takes something else of it
    found = project(core + app.format("shop") + app.format("till") + tool)
    assert [(s.root, s.frameworks) for s in found.services] == [("apps/shop", ("NestJS",)), ("apps/till", ("NestJS",))]
    assert len(project(core.replace("tsc -w -p .", "tsc && node dist/main") + app.format("shop") + app.format("till")).services) == 1


@pytest.mark.parametrize("package", ["com/acme/shop", "dev/acme/shop", "com/acme/tools", "com/example/demo"])
def test_the_folders_of_a_package_say_nothing(package: str) -> None:
    found = project(f"-- pom.xml --\n<project/>\n-- src/main/kotlin/{package}/App.kt --\n@SpringBootApplication class App\n")
    assert [s.kind for s in found.services] == ["service"]


def test_a_program_that_a_workflow_runs_by_the_clock_is_a_worker() -> None:
    text = "-- .github/workflows/daily.yml --\non:\n  schedule:\n    - cron: '0 8 * * *'\njobs:\n  a:\n    steps:\n      - run: %s\n        env: {HOOK: '${{ secrets.%s }}'}\n-- bin/remind.py --\nprint(1)\n-- tools/x.py --\n"
    found = project(text % ("./bin/remind.py daily", "SLACK_HOOK"))
    assert [(s.kind, s.frameworks) for s in found.services] == [("worker", ("GitHub Actions schedule",))]
    assert not project(text % ("python tools/x.py", "SLACK_HOOK")).services
    assert not project(text % ("python bin/remind.py", "GITHUB_TOKEN")).services
    assert not project("-- setup.py --\nsetup()\n" + text % ("python bin/remind.py", "SLACK_HOOK")).services


def test_a_site_of_hugo_may_keep_its_settings_in_a_folder() -> None:
    page = "-- content/a.md --\n# A\n"
    assert project(f"-- config/_default/hugo.toml --\nlanguageCode = 'en'\n{page}").kind == "static site"
    assert project(f"-- config.toml --\nbaseURL = 'https://a.example/'\n{page}").kind == "static site"
    assert project(f"-- config.toml --\nport = 1\n{page}").kind != "static site"


def test_the_programs_of_integration_tests_are_no_services() -> None:
    spring = "-- {0}/pom.xml --\n<project/>\n-- {0}/src/main/java/A.java --\n@SpringBootApplication class A {{}}\n"
    assert len(project(spring.format("api") + spring.format("shop-integration-test/shop-integration-test-http")).services) == 1


def test_pages_that_a_process_renders_are_a_kind_of_their_own() -> None:
    pages = "-- next.config.js --\nmodule.exports = {}\n-- pages/index.tsx --\nexport default () => <p/>\n"
    assert [s.kind for s in project(pages).services] == ["page renderer"]
    assert [s.kind for s in project(pages + "-- pages/api/orders.ts --\nexport default (q, s) => s.json({})\n").services] == ["web application"]
    assert project(pages.replace("{}", "{output: 'export'}", 1)).kind == "static site"


def test_an_app_of_next_needs_no_configuration() -> None:
    manifest = '-- web/package.json --\n{"scripts": {"start": "next start"}, "dependencies": {"next": "14"}}\n'
    route = "-- web/app/api/orders/route.ts --\nexport async function GET() { return Response.json([]) }\n"
    found = project(manifest + route)
    assert [s.kind for s in found.services] == ["web application"]
    exported = project(f"{manifest}-- web/next.config.js --\nmodule.exports = {{output: 'export'}}\n")
    assert not any(s.kind == "web application" for s in exported.services)


def test_a_web_framework_behind_an_adapter_is_a_function() -> None:
    text = "-- serverless.yml --\nservice: a\n-- app.py --\napp = FastAPI()\nhandler = Mangum(app)\n"
    assert [s.kind for s in project(text).services] == ["function"]


def test_functions_that_help_the_infrastructure_are_no_service_beside_one() -> None:
    function = "-- infra/modules/db/lambda/roles.py --\ndef lambda_handler(event, context):\n    return grant(event)\n"
    app = "-- api/requirements.txt --\nflask\n-- api/app.py --\napp = Flask(__name__)\n"
    terraform = '-- infra/modules/db/main.tf --\nresource "aws_lambda_function" "roles" {\n}\n'
    assert [s.kind for s in project(app + function + terraform).services] == ["service"]
    assert [s.kind for s in project(function.replace("infra/modules/db/", "src/") + app).services] == ["function", "service"]


def test_services_of_the_same_name_are_called_by_their_roots() -> None:
    found = project("".join(f"-- {r}/api/package.json --\n{{}}\n-- {r}/api/s.js --\nhttp.createServer(f)\n" for r in "ab"))
    assert [s.name for s in found.services] == ["a/api", "b/api"]


def test_an_image_makes_a_program_of_its_own() -> None:
    text = "".join(f"-- src/{r}/Dockerfile --\nFROM a\nCOPY . .\n-- src/{r}/a.py --\n{code}\n" for r, code in (("x", "app = Flask(1)"), ("y", "app = FastAPI()"), ("load", "a = 1")))
    found = project(text)
    assert [s.root for s in found.services] == ["src/x", "src/y"]
    assert found.apart == ("src/load",)


def test_a_crate_without_main_is_a_part_of_the_one_with() -> None:
    text = "-- a/Cargo.toml --\n[package]\n-- a/src/main.rs --\nfn main() { HttpServer::new(f) }\n-- b/Cargo.toml --\n[package]\n-- b/src/lib.rs --\nfn f() { HttpServer::new(f) }\n"
    assert len(project(text).services) == 1


def test_one_service_is_the_whole_repository() -> None:
    found = project("-- a/go.mod --\nmodule a\n-- a/m.go --\npackage main\nfunc f() { gin.Default() }\n")
    assert [(s.name, s.root) for s in found.services] == [("shop", "")]


def test_the_configuration_states_a_service() -> None:
    stated = StatedService("", "till", "worker", ("db",))
    found = project("-- a.py --\nx = 1\n", Config(services=(stated,), path="readylint.toml"))
    assert [(s.name, s.kind, s.inferred) for s in found.services] == [("till", "worker", False)]
    assert {"app", "db"} <= traits(found) and "http" not in traits(found)


EXPRESS = "-- package.json --\n{}\n-- server.js --\nconst app = require('express')()\napp.listen(1)\n"
RAILS = "-- config/application.rb --\nclass Application < Rails::Application\nend\n"
LAMBDA = "-- a.py --\nfrom aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent\ndef handler(event, context): return told(event)\n"
SPRING = "-- pom.xml --\n<project/>\n-- src/main/java/A.java --\n@SpringBootApplication class A {}\n"
FLASK = "-- app.py --\napp = Flask(__name__)\n"
GIN = "-- go.mod --\nmodule a\n-- main.go --\npackage main\nfunc main() { gin.Default() }\n"
PHOENIX = "-- mix.exs --\ndefmodule A do\nend\n-- lib/a/endpoint.ex --\ndefmodule A.Endpoint do\n  use Phoenix.Endpoint, otp_app: :a\nend\n"
ROCKET = '-- Cargo.toml --\n[package]\nname = "a"\n-- src/main.rs --\nuse rocket::routes;\nfn main() { rocket::build().launch(); }\n'
PHP = "-- index.php --\n<?php\n$a = $_GET['a'];\n"


@pytest.mark.parametrize(
    ("app", "shows", "trait"),
    [
        (FLASK, "-- vault.py --\nimport subprocess\ncmd = ['bw', 'unlock']\nsubprocess.run(cmd)\n", "outbound"),
        (EXPRESS, "-- deploy.js --\nrequire('child_process').spawn('aws', ['s3', 'ls'])\n", "outbound"),
        (RAILS, "-- app/pay.rb --\nBraintree::Transaction.sale(amount: 1)\n", "outbound"),
        (EXPRESS, "-- auth.js --\nconst h = req.headers.authorization\n", "auth"),
        (EXPRESS, "-- auth.js --\nif (!req.user) return s.sendStatus(403)\n", "auth"),
        (RAILS, "-- app/a.rb --\nauthenticate_or_request_with_http_token { |t| t == key }\n", "auth"),
        (GIN, '-- web.go --\npackage main\nimport "html/template"\nvar t = template.New("")\n', "ui"),
        (EXPRESS, "-- auth.js --\nconst { data } = await supabase.auth.getUser(token)\n", "auth"),
        (RAILS, "-- app/models/user.rb --\nclass User\n  acts_as_authentic\nend\n", "auth"),
        (FLASK, "-- login.py --\nsession['user_id'] = 1\n", "auth"),
        (FLASK, "-- login.py --\nimport passlib\n", "auth"),
        (FLASK, "-- a.py --\n@app.route('/orders')\ndef orders():\n    found = all()\n    return {'orders': found}\n", "api"),
        (PHP, "-- page.php --\n<?php include 'a'; ?>\n<form method='post'>\n", "ui"),
        (EXPRESS, "-- page.js --\nreturn new Response(page, { headers: { 'Content-Type': 'text/html' } })\n", "ui"),
        (EXPRESS, "-- index.html --\n<p>\n", "ui"),
        (GIN, '-- web.go --\npackage main\nimport "html/template"\nvar t = template.Must(template.ParseFS(files, "a"))\n', "ui"),
        (RAILS, "-- db/schema.rb --\nActiveRecord::Schema.define do\nend\n", "sql"),
        (RAILS, "-- config/database.yml --\nproduction:\n  url: <%= ENV['DATABASE_URL'] %>\n", "sql"),
        (RAILS, "-- config/mongoid.yml --\nproduction:\n  clients:\n", "db"),
        (EXPRESS, '-- db.ts --\nimport { createClient } from "https://esm.sh/@supabase/supabase-js@2"\n', "db"),
        (PHP, "-- db.php --\n<?php\n$c = mysql_connect('a');\n", "sql"),
        (EXPRESS, "-- up.ts --\nconst f = (await req.formData()).get('f') as File\n", "uploads"),
        (PHOENIX, "-- lib/a/login.ex --\ndefmodule A.Login do\n  def create(conn, user) do\n    put_session(conn, :user_token, user.token)\n  end\nend\n", "auth"),
        (PHOENIX, "-- lib/a/photo.ex --\ndefmodule A.Photo do\n  use Waffle.Ecto.Schema\nend\n", "uploads"),
        (PHOENIX, "-- lib/a/templates/form.html.heex --\n<%= file_input f, :document %>\n", "uploads"),
        (ROCKET, '-- src/admin.rs --\n#[get("/admin")]\nfn admin() -> ApiResult<Html<String>> {\n    page()\n}\n', "ui"),
        (RAILS, "-- app/controllers/a.rb --\nrender plain: orders.to_json\n", "api"),
        (EXPRESS, "-- up.ts --\nconst url = await getSignedUrl(s3, new PutObjectCommand({}))\n", "uploads"),
        (LAMBDA, '-- boto.py --\nimport boto3\ntable = get_boto3_resource("dynamodb").Table("orders")\n', "db"),
        (LAMBDA, "-- api/swagger.yaml --\npaths:\n  /orders:\n    get:\n      x-amazon-apigateway-integration:\n        type: aws_proxy\n", "api"),
        (FLASK, '-- main.tf --\nresource "aws_api_gateway_domain_name" "a" {\n  mutual_tls_authentication {\n  }\n}\n', "auth"),
        (SPRING, "-- src/main/java/B.java --\nclass B { void f(FilterRegistrationBean<F> b) { b.setFilter(new OidcAuthenticationFilter(all)); } }\n", "auth"),
    ],
)
def test_a_trait_is_shown_by_code(app: str, shows: str, trait: str) -> None:
    assert trait not in traits(project(app)) and trait in traits(project(app + shows))


def test_what_a_function_gives_back_to_a_clock_is_no_api() -> None:
    gives = "-- clean.py --\nimport json\ndef handler(event, context):\n    clean()\n    return {'statusCode': 200, 'body': json.dumps('done')}\n"
    assert "api" not in traits(project(LAMBDA + gives))
    assert "api" in traits(project(LAMBDA + gives.replace("clean()", "clean(event['queryStringParameters'])")))


def test_a_text_in_memory_is_no_page() -> None:
    filled = '-- prompt.go --\npackage main\nimport "html/template"\nfunc fill() string { var b bytes.Buffer; t := template.New(""); t.Execute(&b, 1); return b.String() }\n'
    assert "ui" not in traits(project(GIN + filled))
    assert "ui" in traits(project(GIN + filled.replace("(&b", "(w").replace("fill()", "fill(w io.Writer)")))


def test_what_stands_beside_the_app_shows_no_trait() -> None:
    login = "const h = req.headers.authorization\n"
    assert "auth" not in traits(project(f"{EXPRESS}-- mock-login/a.js --\n{login}"))
    assert "auth" not in traits(project(f"{EXPRESS}-- newrelic.js --\nexports.config = {{attributes: {{exclude: ['request.headers.authorization']}}}}\n"))
    assert "ui" not in traits(project(f"{EXPRESS}-- contrib/www/index.html --\n<p>\n"))
    deployed = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: me/a}]}}}\n"
    assert "k8s" in traits(project(f"{EXPRESS}-- k8s/a.yaml --\n{deployed}")) and "k8s" not in traits(project(f"{EXPRESS}-- hack/k8s/a.yaml --\n{deployed}"))


def test_what_is_sent_to_others_is_no_api() -> None:
    assert "api" not in traits(project(RAILS + "-- app/lib/client.rb --\nclient.post(path) { |req| req.body = order.to_json }\n"))


def test_a_health_route_alone_is_no_api() -> None:
    answers = "app.get('/a', (q, s) => s.json({ok: true}))\n"
    assert "api" not in traits(project(f"{EXPRESS}-- routes/healthy.js --\n{answers}")) and "api" in traits(project(f"{EXPRESS}-- routes/a.js --\n{answers}"))
    says_well = answers.replace("ok: true", "status: 'ok', uptime: up()")
    assert "api" not in traits(project(f"{EXPRESS}-- routes/a.js --\n{says_well}"))
    assert "api" not in traits(project(FLASK + "-- a.py --\n@app.get('/health')\ndef health():\n    return {'ok': True}\n"))


def test_nobody_logs_in_to_a_worker() -> None:
    worker = "-- go.mod --\nmodule a\n-- main.go --\npackage main\nimport (\n  \"golang.org/x/oauth2\"\n)\nfunc main() { kafka.NewReader(c) }\n"
    found = project(worker)
    assert [s.kind for s in found.services] == ["worker"] and "auth" not in traits(found)


def test_pages_that_document_many_templates_are_no_site() -> None:
    site = '-- config/tech-docs.yml --\nservice_name: a\n-- source/index.html.md.erb --\n# a\n-- scripts/age.py --\nprint("a")\n'
    templates = "".join(f'-- terraform/t{n}/main.tf --\nresource "aws_s3_bucket" "a" {{}}\n' for n in range(60))
    assert project(site + templates).kind == "infrastructure"
    assert project(site + '-- terraform/main.tf --\nresource "aws_s3_bucket" "site" {}\n').kind == "static site"
