"""What a repository is where its names or files alone would say otherwise."""

from __future__ import annotations

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.files import Files
from readylint.snapshot import Snapshot
from tests.test_project import project, traits


def test_packages_that_were_installed_into_a_folder_are_nobodys_code_here() -> None:
    layer = "-- layer/python/boto/web.py --\nx = 1\n-- layer/python/boto-1.dist-info/RECORD --\na\n-- layer/python/b-2.dist-info/RECORD --\na\n"
    own = "-- api/handler.py --\nx = 1\n-- tool-1.dist-info/RECORD --\na\n-- tool.py --\nx = 1\n"
    files = Facts(Snapshot.of(layer + own), Config().rules).get(Files)
    assert [f.path for f in files.code] == ["api/handler.py", "tool.py"]


def test_packages_that_mix_keeps_and_what_phoenix_builds_are_nobodys_code_here() -> None:
    app = "-- mix.exs --\nx\n-- lib/a.ex --\nx\n-- assets/js/app.js --\nx()\n-- priv/static/js/app.js --\nx()\n-- _build/dev/lib/a.ex --\nx\n"
    kept = "-- deps/plug/mix.exs --\nx\n-- deps/plug/lib/plug.ex --\nx\n-- deps/plug/test/a.js --\nx()\n-- web/deps/auth.py --\nx = 1\n"
    files = Facts(Snapshot.of(app + kept), Config().rules).get(Files)
    assert [f.path for f in files.code] == ["assets/js/app.js", "lib/a.ex", "mix.exs", "web/deps/auth.py"]


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


FUNCTION = "-- serverless.yml --\nfunctions:\n  a:\n    events:\n      - http:\n          path: a\n%s-- a.py --\ndef handler(event, context): return {}\n"
SPRING = "-- pom.xml --\n<project/>\n-- A.java --\n@SpringBootApplication class A {}\n-- B.java --\n%s\n"
BOT = "-- package.json --\n{\"private\": true}\n-- index.js --\nimport { Client } from 'discord.js'\nconst c = new Client({})\nc.login(t)\n"


def test_what_deno_brings_in_by_address_is_what_it_is() -> None:
    fresh = "-- main.ts --\nimport { start } from '$fresh/server.ts'\nawait start(manifest)\n-- %s --\n%s\n"
    assert {"http", "auth"} <= traits(project(fresh % ("a.ts", "import { getSessionId } from 'jsr:@deno/kv-oauth@0.11'")))
    assert "db" in traits(project(fresh % ("a.ts", "export const kv = await Deno.openKv()")))
    handler = "import { Handlers } from '$fresh/server.ts'\nexport const handler: Handlers = { GET(req) { listen(event) } }"
    assert [s.frameworks for s in project(fresh % ("routes/a.ts", handler)).services] == [("Fresh",)]
    router = "-- main.ts --\nimport { Router } from '%s'\nconst router = new Router()\n"
    assert traits(project(router % "https://deno.land/x/acorn@0.4.0/mod.ts")) >= {"http"}


def test_who_is_there_is_asked_before_a_handler() -> None:
    assert "auth" in traits(project(FUNCTION % "          authorizer: aws_iam\n")) and "auth" not in traits(project(FUNCTION % ""))
    assert "auth" in traits(project(SPRING % "class TokenAuthInterceptor implements HandlerInterceptor {}"))
    assert "auth" not in traits(project(SPRING % "class LoggingInterceptor implements HandlerInterceptor {}"))
    hosted = "-- Shop.csproj --\n<Project Sdk=\"Microsoft.NET.Sdk.Web\" />\n-- Program.cs --\nreturn ShopHost.Run(args, AddServices, AddApp);\n%s"
    told = traits(project(hosted % "void AddServices(WebApplicationBuilder b) => b.Services.AddDbContext<Orders>();\nvoid AddApp(WebApplication app) {}\n"))
    assert {"app", "http", "db"} <= told and not traits(project(hosted % "")) & {"http", "db"}
    azure = "-- Shop.csproj --\n<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><AzureFunctionsVersion>v4</AzureFunctionsVersion></PropertyGroup></Project>\n"
    azure += "-- Orders.cs --\npublic class Orders {\n  [Function(\"Orders\")]\n  public IActionResult Run([HttpTrigger(\"get\")] HttpRequest q) => %s;\n}\n"
    assert "api" in traits(project(azure % "new OkObjectResult(orders)")) and "api" not in traits(project(azure % "new RedirectResult(to)"))
    scribe = "import com.github.scribejava.core.builder.ServiceBuilder;\nclass %s { String to() { return service.getAuthorizationUrl(); } }"
    assert "auth" in traits(project(SPRING % (scribe % "LoginController")))
    assert "auth" not in traits(project(SPRING % (scribe % "CalendarClient")))


def test_chats_and_clients_of_others_are_called() -> None:
    assert "outbound" in traits(project(BOT)) and [s.kind for s in project(BOT).services] == ["worker"]
    assert "outbound" in traits(project(SPRING % "import uk.gov.other.api.InternalApiClient;\nclass B {}"))
    worker = "-- Dockerfile --\nFROM python:3.13\nCOPY . .\nCMD [\"python\", \"main.py\"]\n-- main.py --\nfrom requests import codes, post\npost(u)\n"
    assert traits(project(worker)) >= {"container", "outbound"}


def test_a_warehouse_is_no_schema_of_the_app_s_own() -> None:
    dag = "-- dags/a.py --\nfrom airflow import DAG\nimport sqlalchemy\nDAG('a')\n"
    assert traits(project(dag)) == {"app", "db"}
    assert "sql" in traits(project(dag.replace("from airflow import DAG", "from fastapi import FastAPI\nFastAPI()")))


def test_what_documents_an_interface_is_no_page() -> None:
    go = "-- go.mod --\nmodule a\n-- %s.go --\npackage main\nfunc main() { http.ListenAndServe(a, nil) }\nfunc f() { h.Set(\"Content-Type\", \"text/html\") }\n"
    assert "ui" in traits(project(go % "web")) and "ui" not in traits(project(go % "swagger_ui"))
    node = "-- package.json --\n{}\n-- a.js --\nrequire('express')().listen(1)\n-- lib/views/%s.mustache --\n<html><body>\n"
    assert "ui" in traits(project(node % "index")) and "ui" not in traits(project(node % "mails/welcome"))


def test_an_image_that_runs_tests_is_deployed_nowhere() -> None:
    image = "-- package.json --\n{}\n-- index.js --\nexports.handler = async (event) => 1\n-- Dockerfile --\nFROM node:24\nCOPY . .\nENTRYPOINT [\"yarn\", \"run\"]\nCMD [\"%s\"]\n"
    assert "container" not in traits(project(image % "test")) and "container" in traits(project(image % "serve"))


def test_what_go_turns_into_json_is_an_answer_only_where_answers_are_made() -> None:
    pages = '-- go.mod --\nmodule shop\n-- main.go --\npackage main\nfunc main() { http.ListenAndServe(":80", pages()) }\n'
    client = '-- client.go --\npackage main\nfunc again(v any) { text, _ := json.Marshal(v); json.Unmarshal(text, &kept) }\n'
    answer = "-- orders.go --\npackage main\nfunc orders(w http.ResponseWriter, r *http.Request) { text, _ := json.Marshal(all()); w.Write(text) }\n"
    assert "api" not in traits(project(pages + client)) and "api" in traits(project(pages + answer))


def test_documents_that_clojure_keeps() -> None:
    ring = "-- project.clj --\n(defproject shop)\n-- src/app.clj --\n(ns app (:require [org.httpkit.server :as s] [%s]))\n(s/run-server app {})\n"
    assert "db" in traits(project(ring % "rethinkdb.query :as r")) and "db" in traits(project(ring % "taoensso.faraday :as far"))
    assert "db" not in traits(project(ring % "clojure.string :as s"))


def test_what_a_server_in_haskell_calls_and_asks_for() -> None:
    warp = "-- shop.cabal --\nname: shop\n-- Main.hs --\nimport Network.Wai.Handler.Warp\n%s\nmain = run 80 app\n"
    assert "outbound" in traits(project(warp % "import Network.HTTP.Client qualified as Http\nimport qualified Network.HTTP.Client as Http"))
    assert "auth" in traits(project(warp % "type Routes = AuthProtect \"cookie\" :> Get")) and "auth" not in traits(project(warp % ""))


def test_documents_and_answers_of_phoenix_in_json_api() -> None:
    endpoint = "-- mix.exs --\nx\n-- lib/endpoint.ex --\ndefmodule Shop.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n  %s\nend\n"
    assert traits(project(endpoint % "alias ExAws.Dynamo")) >= {"db"} and "sql" not in traits(project(endpoint % "alias ExAws.Dynamo"))
    assert "api" in traits(project(endpoint % "use JaSerializer.PhoenixView")) and "api" not in traits(project(endpoint % ""))


def test_what_giraffe_renders_and_answers() -> None:
    app = "-- App.fs --\nopen Giraffe\n%s\nlet main args =\n    let builder = WebApplication.CreateBuilder args\n    builder.Build().Run()\n"
    assert "ui" in traits(project(app % "open Giraffe.ViewEngine")) and "ui" not in traits(project(app % ""))
    assert "api" in traits(project(app % "let list = route \"/orders\" >=> json orders"))


def test_a_model_that_is_called_package_is_no_manifest_of_swift() -> None:
    package = "-- Package.swift --\nimport PackageDescription\n-- Sources/Run/main.swift --\nimport Vapor\n%s"
    model = "-- Sources/App/Models/Package.swift --\nimport Vapor\nfinal class Package: Model {}\n"
    assert [s.root for s in project(package % model).services] == [""]
    assert traits(project(package % "import Plot\nimport AsyncHTTPClient\n")) >= {"ui", "outbound"}
    assert not traits(project(package % model)) & {"ui", "outbound"}


def test_what_http4k_falcon_and_slack_ruby_bot_server_bring() -> None:
    kotlin = "-- a.kt --\nimport org.http4k.server.asServer\n%s\nfun main() { app.asServer(Undertow(80)).start() }\n"
    assert traits(project(kotlin % "import org.http4k.client.OkHttp\nimport org.http4k.security.OAuthProvider")) >= {"auth", "outbound"}
    assert not traits(project(kotlin % "")) & {"auth", "outbound", "ui"}
    assert "auth" in traits(project("-- a.py --\nimport falcon\napp = falcon.App()\ndef who(req):\n    raise falcon.HTTPUnauthorized()\n"))
    bot = "-- Gemfile --\ngem 'slack-ruby-bot-server'\n-- config.ru --\nrun SlackRubyBotServer::Api::Middleware.instance\n"
    assert traits(project(bot)) >= {"http", "api", "auth", "outbound"}


def test_versions_that_a_manifest_fixes_for_its_workspaces_are_no_dependencies_of_its_own() -> None:
    root = '-- package.json --\n{"workspaces": ["apps/*"], "catalog": {"@tanstack/react-start": "1"}, "overrides": {"@tanstack/react-start": "1"}}\n'
    web = '-- apps/web/package.json --\n{"dependencies": {"@tanstack/react-start": "catalog:"}}\n-- apps/web/src/a.tsx --\nx()\n'
    api = "-- apps/api/go.mod --\nmodule a\n-- apps/api/main.go --\npackage main\nfunc main() { http.ListenAndServe(a, nil) }\n"
    assert [s.root for s in project(root + web + api).services] == ["apps/api", "apps/web"]


def test_a_worker_is_asked_by_a_method_named_fetch_and_asks_by_a_call() -> None:
    worker = "-- wrangler.toml --\nmain = 'src/a.ts'\n-- src/a.ts --\nexport default {\n  async fetch(request, env) { return new Response() },\n"
    assert "outbound" not in traits(project(worker + "}\n"))
    assert "outbound" not in traits(project(worker.replace("async fetch(request, env)", "fetch(request: Request, env: Env)") + "}\n"))
    assert "outbound" in traits(project(worker + "  ask: () => fetch(STOCK_URL),\n}\n"))


def test_what_the_command_line_of_cloudflare_is_told_is_no_function() -> None:
    lists = "-- db/wrangler.jsonc --\n{\"name\": \"db\", \"d1_databases\": [{\"binding\": \"DB\"}]}\n-- db/package.json --\n{\"name\": \"db\"}\n"
    assert not project(lists).services


def test_callers_are_known_by_the_functions_that_a_specification_of_connexion_names() -> None:
    app = "-- app.py --\nimport connexion\napp = connexion.App(__name__)\napp.add_api('api.yaml')\n-- api.yaml --\nopenapi: 3.0.0\n%s"
    assert "auth" in traits(project(app % "      x-apikeyInfoFunc: app.callers.identity\n")) and "auth" not in traits(project(app % ""))


def test_a_field_of_filament_takes_files() -> None:
    app = "-- composer.json --\n{\"require\": {\"laravel/framework\": \"^11\"}}\n-- public/index.php --\n<?php\n$app = 1;\n-- a.php --\n<?php\n%s"
    assert "uploads" in traits(project(app % "$a = FileUpload::make('a');")) and "uploads" not in traits(project(app % ""))


def test_a_server_for_tests_is_no_service() -> None:
    app = "-- package.json --\n{\"dependencies\": {\"express\": \"4\"}}\n-- %s --\nrequire('express')().listen(80)\n"
    assert "http" in traits(project(app % "server.js")) and "http" not in traits(project(app % "test.server.js"))
