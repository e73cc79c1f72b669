"""What somebody runs though no framework says so, and what nobody does: bots, pipelines, crawlers, sites, charts, tools of the terminal."""

from __future__ import annotations

import pytest

from tests.test_project import project, traits

IMAGE = "-- Dockerfile --\nFROM python:3.13-slim\nCOPY . .\nENTRYPOINT [\"pipenv\", \"run\", \"python\", \"main.py\"]\n-- Pipfile --\n"
LOOP = "import time\nfrom rabbit import stack\nstack.start()\nwhile True:\n    time.sleep(5)\n"
CLOCK = "-- .github/workflows/cron.yml --\non:\n  schedule:\n    - cron: '1 8 * * *'\nenv:\n  A: ${{ secrets.STORE_KEY }}\njobs:\n  a:\n    steps:\n      - run: %s\n"
CHART = "-- charts/%s/Chart.yaml --\nname: a\n-- charts/%s/templates/a.yaml --\n"
LAMBDA = "package a;\nimport com.amazonaws.services.lambda.runtime.RequestHandler;\nclass H implements RequestHandler<In, Out> {}\n"

BESIDE = (
    "-- vote/package.json --\n{}\n-- vote/app.js --\nconst e = require('express')\ne().listen(80)\n-- vote/Dockerfile --\nFROM node:24\nCOPY . .\nCMD [\"node\", \"app.js\"]\n"
    "-- %s/Program.cs --\nclass P { static void Main() {\n  while (true)\n  {\n    Store(queue.Pop());\n  }\n} }\n-- %s/Dockerfile --\nFROM dotnet\nCOPY . .\nENTRYPOINT [\"dotnet\", \"a.dll\"]\n"
)
DART = "".join(f"-- lib/{n}.dart --\nclass {n.upper()} {{}}\n" for n in "abcdef")
HOSTED = '{"hosting": {"public": "build/web", "rewrites": []}}\n'


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"{IMAGE}-- main.py --\n{LOOP}", ["worker"]),
        (f"{IMAGE}-- main.py --\nimport jobs\njobs.run()\n", ["worker"]),
        (f"{IMAGE}-- main.py --\nimport argparse\nargparse.ArgumentParser()\n", []),
        ("-- Dockerfile --\nFROM node:24\nCOPY . .\nCMD npm start\n-- package.json --\n{\"private\": true, \"scripts\": {\"start\": \"node run.js\"}}\n-- run.js --\nsync()\n", ["worker"]),
        ("-- Dockerfile --\nFROM python:3.13\nCOPY . .\nCMD [\"python\", \"-m\", \"etl.main\"]\n-- etl/main.py --\nrun()\n", ["worker"]),
        ("-- etl.py --\nrun()\n-- deploy/etl.service --\n[Service]\nExecStart=/usr/bin/python etl.py\n", ["worker"]),
        ("-- requirements.txt --\n-- dags/a.py --\nfrom airflow import DAG\nwith DAG('a') as dag:\n    pass\n", ["worker"]),
        ("-- requirements.txt --\n-- dags/a.py --\nfrom airflow.decorators import dag\n@dag(schedule='@daily')\ndef a(): ...\n", ["worker"]),
        ("-- setup.py --\nsetup(name='airflow-provider')\n-- a/hooks.py --\nfrom airflow import DAG\nd = DAG('a')\n", []),
        ("-- definitions.py --\nimport dagster as dg\ndefs = dg.Definitions(assets=[a])\n", ["worker"]),
        ("-- flow.py --\nfrom prefect import flow\n@flow\ndef a(): ...\na.serve(name='a')\n", ["worker"]),
        ("-- B.csproj --\n<Project><OutputType>Exe</OutputType></Project>\n-- Program.cs --\nvar b = DiscordClientBuilder\n  .CreateDefault(t, i);\nawait b.Build().ConnectAsync();\n", ["worker"]),
        ("-- package.json --\n{}\n-- app.js --\nconst Botkit = require('botkit')\nbot.setupWebserver(process.env.PORT, f)\n", ["service"]),
        ("-- Pipfile --\n-- scrapy.cfg --\n[settings]\n-- s/spiders.py --\nclass A: pass\n" + CLOCK % "pipenv run scrapy crawl a", ["worker"]),
        ("-- Pipfile --\n-- scrapy.cfg --\n[settings]\n-- s/spiders.py --\nclass A: pass\n-- .deploy.sh --\n#!/bin/sh\nscrapy crawl a\n" + CLOCK % "./.deploy.sh", ["worker"]),
        ("-- a/report.py --\nsend()\n" + CLOCK % "python -m a.report", ["worker"]),
        ("-- a/report.py --\nsend()\n" + CLOCK % "pytest", []),
        ("-- site/mkdocs.yml --\nsite_name: a\n-- site/docs/a.md --\n# a\n-- builder/lists.py --\nx = 1\n", ["static site"]),
        ("-- site/mkdocs.yml --\nsite_name: a\n-- site/docs/a.md --\n# a\n-- a/core.py --\nx = 1\n", []),
        ("-- package.json --\n{\"private\": true, \"devDependencies\": {\"web-ext\": \"8\"}}\n-- src/popup/index.html --\n<p>\n-- src/popup/main.js --\ndocument.title\n", []),
        (CHART % ("a", "a") + "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\n", ["infrastructure"]),
        (CHART % ("a", "a") + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", []),
        ("-- main.go --\npackage main\nfunc main() { generate() }\n" + "".join(f"-- apps/{n}.yaml --\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {n}}}\n" for n in "abcd")
         + "".join(f"-- pkg/{n}.go --\npackage pkg\n" for n in "abc"), []),
        ("".join(f"-- pkg/{n}.go --\npackage pkg\n" for n in "abcd")
         + "".join(f"-- apps/a{n}.json --\n{{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {{\"name\": \"a{n}\"}}}}\n" for n in range(13)), ["infrastructure"]),
        ("-- Cargo.toml --\n[package]\nname = \"a\"\n[build-dependencies]\nclap_mangen = \"1\"\n-- src/main.rs --\nfn main() { axum::serve(a, b); }\n-- Dockerfile --\nFROM debian\nCOPY a /a\nENTRYPOINT [\"/a\"]\n", []),
        ("-- Cargo.toml --\n[package]\nname = \"a\"\n[build-dependencies]\nclap_mangen = \"1\"\n-- src/main.rs --\nfn main() { axum::serve(a, b); }\n-- Dockerfile --\nFROM debian\nCOPY a /a\nEXPOSE 80\nENTRYPOINT [\"/a\"]\n", ["service"]),
        ("-- b/pom.xml --\n<project/>\n-- b/src/main/java/a/H.java --\n" + LAMBDA + "-- b/src/test/java/a/HTest.java --\nclass HTest { @Test void a() {} }\n-- b/main.tf --\nresource \"aws_lambda_function\" \"a\" {}\n", ["function"]),
        ("-- b/pom.xml --\n<project/>\n-- b/src/main/java/a/H.java --\n" + LAMBDA + "-- b/main.tf --\nresource \"aws_lambda_function\" \"a\" {}\n", ["infrastructure"]),
        ("-- requirements.txt --\n-- src/a.py --\ndef ingest_handler(event, context):\n    pass\n-- test/test_a.py --\ndef test_a(): assert 1\n-- tf/main.tf --\nresource \"aws_lambda_function\" \"a\" {}\n", ["function"]),
        ("-- api/serverless.yml --\nfunctions: {}\n-- api/package.json --\n{}\n-- package.json --\n{\"scripts\": {\"dev\": \"node index.js\"}, \"dependencies\": {\"http-proxy-middleware\": \"2\"}}\n"
         "-- index.js --\nconst express = require('express')\nexpress().listen(3000)\n", ["function"]),
        ("-- package.json --\n{\"private\": true, \"scripts\": {\"start\": \"docusaurus start\"}}\n-- docusaurus.config.js --\nmodule.exports = {}\n-- api/login.ts --\nexport default async function handler(req, res) {}\n"
         "-- Dockerfile --\nFROM nginx\nCOPY build /usr/share/nginx/html\nEXPOSE 80\n", ["static site"]),
        ("-- package.json --\n{\"private\": true}\n-- docusaurus.config.js --\nmodule.exports = {}\n-- api/login.ts --\nexport default async function handler(req, res) {}\n-- vercel.json --\n{}\n", ["function"]),
        ("-- build.gradle.kts --\n-- src/main/kotlin/Bot.kt --\nimport com.slack.api.bolt.socket_mode.SocketModeApp\nfun main() { SocketModeApp(app).start() }\n", ["worker"]),
        ("-- config/tech-docs.yml --\nhost: a\n-- source/index.html.md.erb --\n# a\n-- document.go --\npackage main\n", ["static site"]),
        ("-- tasks.py --\nimport luigi\n" + CLOCK % "python -m luigi --module tasks All", ["worker"]),
        ("-- dbt_project.yml --\nname: a\n-- models/a.sql --\nselect 1\n" + CLOCK % "dbt build", ["worker"]),
        ("-- wrangler.toml --\nname = 'a'\nmain = 'src/bot.ts'\n-- package.json --\n{}\n-- src/bot.ts --\nimport { Bot } from 'grammy'\nexport const bot = new Bot(t)\nbot.start()\n-- packages/b/package.json --\n"
         "{\"name\": \"@a/b\", \"types\": \"d.ts\"}\n-- packages/b/i.ts --\nimport { Bot } from 'grammy'\nnew Bot(t).start()\n", ["function"]),
        ("-- pyproject.toml --\n[build-system]\nrequires = []\n[project]\nname = 'a'\n-- lambdas/b/f.py --\ndef handler(event, context): ...\n-- terraform/main.tf --\nresource \"aws_lambda_function\" \"a\" {}\n"
         "-- tests/test_f.py --\ndef test_f(): assert 1\n", ["function"]),
        ("-- w/go.mod --\nmodule w\n-- w/main.go --\npackage main\nfunc main() { sync() }\n-- w/Dockerfile --\nFROM scratch\nCOPY a /a\nCMD [\"/a\"]\n-- apps/w.yaml --\napiVersion: batch/v1\nkind: CronJob\n"
         "metadata: {name: w}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{name: w, image: me/w}]}}}}}\n-- apps/all.yaml --\napiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\n",
         ["infrastructure"]),
        ("".join(f"-- stacks/{n}.yml --\nResources:\n  A: {{Type: 'AWS::S3::Bucket'}}\n" for n in "abcdef") + "-- stacks/template.yml --\nTransform: AWS::Serverless-2016-10-31\nResources:\n  F: {Type: 'AWS::Serverless::Function'}\n"
         + "".join(f"-- src/{n}/index.mjs --\nexport const handler = async (event) => event\n" for n in "abcd"), ["infrastructure"]),
        (BESIDE % ("worker", "worker"), ["service", "worker"]),
        (BESIDE % ("load-generator", "load-generator"), ["service"]),
        (f"-- pubspec.yaml --\ndependencies: {{flutter: {{sdk: flutter}}}}\n{DART}-- web/index.html --\n<body>\n-- firebase.json --\n{HOSTED}", ["static site"]),
        (f"-- core/pubspec.yaml --\nname: core\n{DART}-- mobile/pubspec.yaml --\ndependencies: {{flutter: {{sdk: flutter}}}}\n-- web/firebase.json --\n{HOSTED}", ["static site"]),
        (f"-- pubspec.yaml --\ndependencies: {{flutter: {{sdk: flutter}}}}\n{DART}-- firebase.json --\n{{\"flutter\": {{}}}}\n", []),
        ("-- jobs/a.py --\nfrom awsglue.context import GlueContext\nglue = GlueContext(sc)\n", ["worker"]),
        ("-- backend/setup.py --\nsetup(name='shop')\n-- backend/server.py --\nfrom flask import Flask\ndef make(): return Flask(__name__)\n-- backend/wsgi.py --\nfrom server import make\napp = make()\n", ["service"]),
        ("-- setup.py --\nsetup(name='shop')\n-- shop/server.py --\nfrom flask import Flask\ndef make(): return Flask(__name__)\n", []),
        ("-- pyproject.toml --\n[build-system]\nrequires = []\n[project]\nname = 'a'\n-- src/a/main.py --\nrun()\n-- Dockerfile --\nFROM python:3.13\nCOPY . .\nCMD [\"python\", \"src/a/main.py\"]\n", ["worker"]),
        ("-- pyproject.toml --\n[build-system]\nrequires = []\n[project]\nname = 'a'\n[project.scripts]\na = 'a:main'\n-- src/a/main.py --\nrun()\n-- Dockerfile --\nFROM python:3.13\nCOPY . .\nCMD [\"python\", \"src/a/main.py\"]\n", []),
    ],
)  # fmt: skip
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [s.kind for s in project(text).services] == kinds


def test_dbt_fills_a_warehouse() -> None:
    assert traits(project("-- dbt_project.yml --\nname: a\n-- tasks.py --\nx = 1\n" + CLOCK % "dbt build")) == {"app", "db"}


def test_an_image_that_only_jobs_run_has_no_door() -> None:
    job = "-- k8s/a.yaml --\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: me/a}]}}}}}\n"
    image = "-- Dockerfile --\nFROM node:24\nCOPY . .\nEXPOSE 3999\n-- package.json --\n{\"private\": true}\n-- run.js --\nrun()\n"
    assert [s.kind for s in project(image + job).services] == ["worker"] and "http" not in traits(project(image + job))
    assert [s.kind for s in project(image).services] == ["service"]
