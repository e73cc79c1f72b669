"""Every framework that is known makes a service or a worker of the smallest program that is written with it."""

from __future__ import annotations

import pytest

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.project import Project
from readylint.snapshot import Snapshot

MANIFESTS = {
    "py": "requirements.txt --\na",
    "js": 'package.json --\n{"private": true}',
    "ts": 'package.json --\n{"private": true}',
    "go": "go.mod --\nmodule a",
    "java": "pom.xml --\n<project/>",
    "kt": "pom.xml --\n<project/>",
    "scala": "build.sbt --\nname := \"a\"",
    "rb": "Gemfile --\nsource 'a'",
    "php": "composer.json --\n{}",
    "cs": "a.csproj --\n<Project/>",
    "rs": "Cargo.toml --\n[package]",
}


def read(path: str, text: str) -> Project:
    repo = f"-- {MANIFESTS.get(path.rpartition('.')[2], 'README --')}\n-- {path} --\n{text}\n"
    config = Config()
    return Facts(Snapshot.of(repo, "shop"), config.rules, config).get(Project)


# the file, what it holds, and what that shows
KNOWN = [
    ("a.py", "from falcon.asgi import App\napp = App()", "http"),
    ("a.py", "import falcon\nclass Shop(falcon.App):\n    def setup(self): ...", "http"),
    ("a.py", "from tornado.web import Application\napp = Application([(r'/', A)])", "http"),
    ("a.py", "import cherrypy\ncherrypy.tree.mount(Root(), '/')\ncherrypy.engine.start()", "http"),
    ("a.py", "import bottle\napplication = bottle.default_app()", "http"),
    ("a.py", "from eve import Eve\napp = Eve()", "http api db"),
    ("a.py", "from klein import Klein\napp = Klein()", "http"),
    ("a.py", "import web\napp = web.application(urls, globals())\ndb = web.database(dbn='postgres')", "http db sql"),
    ("a.py", "from fasthtml.common import *\napp, rt = fast_app()", "http ui"),
    ("a.py", "from strawberry.asgi import GraphQL\napp = GraphQL(schema)", "http api"),
    ("a.py", "import dash\napp = dash.Dash()", "http ui"),
    ("a.py", "import reflex as rx\napp = rx.App()", "http ui"),
    ("a.py", "import panel as pn\nt.servable()", "http ui"),
    ("a.py", "from shiny import App, ui\napp = App(ui.page_fluid(), server)", "http ui"),
    ("a.py", "import uvicorn\nuvicorn.run('a:app')", "http"),
    ("a.py", "import asyncio, websockets\nasync def f():\n    async with websockets.serve(g, 'a', 1): ...", "http"),
    ("a.py", "import socketio\nsio = socketio.AsyncServer()", "http"),
    ("a.py", "from twisted.web import server\nsite = server.Site(A())", "http"),
    ("a.py", "import bentoml\n@bentoml.service\nclass A: ...", "http api"),
    ("a.py", "from rq import Worker\nWorker(map(Queue, names)).work()", "worker"),
    ("a.py", "from temporalio.worker import Worker\nw = Worker(c, task_queue='a')", "worker"),
    ("a.py", "from huey import RedisHuey\nhuey = RedisHuey('a')", "worker"),
    ("a.py", "from arq import create_pool\nclass WorkerSettings:\n    functions = []", "worker"),
    ("a.py", "from taskiq_redis import ListQueueBroker\nbroker = ListQueueBroker(url=u)", "worker"),
    ("a.py", "from faststream import FastStream\napp = FastStream(broker)", "worker"),
    ("a.py", "import aio_pika\nasync def f(q):\n    async with q.iterator() as it: ...", "worker"),
    ("a.py", "import paho.mqtt.client as mqtt\nclient.loop_forever()", "worker"),
    ("a.ts", "import { Hono } from 'hono'\nconst app = new Hono()\nexport default app", "http"),
    ("a.tsx", "import { Hono } from 'hono'\nimport { html } from 'hono/html'\nconst app = new Hono()\nexport default app", "http ui"),
    ("a.tsx", "import { Elysia, t } from 'elysia'\nimport { html } from '@elysiajs/html'\nnew Elysia().post('/a', f, { body: t.Object({ a: t.Files() }) })", "http ui uploads"),
    ("build.gradle", "application {\n  mainClass = 'io.ktor.server.netty.EngineMain'\n}\n-- src/main/kotlin/A.kt --\nfun Application.main() {}", "http"),
    ("A.scala", "import org.http4s.ember.server.EmberServerBuilder\nimport org.mindrot.jbcrypt.BCrypt\nobject A { val s = EmberServerBuilder.default[IO]; val u = req.as[Multipart[F]] }", "http auth uploads"),
    ("a.clj", "(ns a (:require [org.httpkit.server :as http] [org.httpkit.client :as client] [cemerick.friend :as friend]))\n(http/run-server app {:port 1})", "http auth outbound"),
    ("a.ts", "import { H3, serve } from 'h3'\nserve(new H3())", "http"),
    ("a.ts", "import { serve } from 'bun'\nserve({ fetch() {} })", "http"),
    ("nitro.config.ts", "export default defineNitroConfig({})", "http"),
    ("astro.config.mjs", "export default defineConfig({\n  output: 'server',\n})", "http"),
    ("package.json", '{"devDependencies": {"svelte-adapter-bun": "1", "@sveltejs/kit": "2"}}', "http ui"),
    ("main.ts", "import { start } from '$fresh/server.ts'\nawait start(manifest)", "http"),
    ("encore.app", "{}", "http"),
    ("package.json", '{"scripts": {"start": "moleculer-runner services"}}', "http"),
    ("package.json", '{"dependencies": {"@strapi/strapi": "5", "react": "18"}}', "http api auth db"),
    ("bin/server.ts", "import { Ignitor } from '@adonisjs/core'\nnew Ignitor(ROOT).httpServer().start()", "http"),
    ("a.ts", "import { Application } from 'https://deno.land/x/oak@v12/mod.ts'\nconst app = new Application()", "http"),
    ("a.ts", "import { createHTTPServer } from '@trpc/server/adapters/standalone'\ncreateHTTPServer({ router }).listen(1)", "http api"),
    ("a.js", "const uWS = require('uWebSockets.js')\nuWS.App().listen(1, f)", "http"),
    ("a.js", "const io = require('socket.io')(3000)", "http"),
    ("a.js", "import { Server } from 'socket.io'\nconst io = new Server(3000)", "http"),
    ("a.ts", "import { createExpressServer } from 'routing-controllers'\ncreateExpressServer({})", "http"),
    ("a.js", "var loopback = require('loopback')\nvar app = loopback()", "http api"),
    ("a.js", "const Queue = require('bull')\nq.process(async (job) => {})", "worker"),
    ("a.js", "import { connect } from 'nats'\nnc.subscribe('a')", "worker"),
    ("a.ts", "import { Elysia } from 'elysia'\nimport { jwt } from '@elysiajs/jwt'\nnew Elysia().listen(1)", "http api auth"),
    ("main.go", 'package main\nimport "github.com/gobuffalo/buffalo"\nfunc main() { app := buffalo.New(o) }', "http"),
    ("main.go", 'package main\nimport "gofr.dev/pkg/gofr"\nfunc main() { app := gofr.New() }', "http api"),
    ("main.go", 'package main\nimport "github.com/go-fuego/fuego"\nfunc main() { s := fuego.NewServer() }', "http api"),
    ("main.go", 'package main\nimport "github.com/beego/beego/v2/client/orm"\nfunc main() { http.ListenAndServe(a, h) }', "http db sql"),
    ("main.go", 'package main\nimport "github.com/nats-io/nats.go"\nfunc main() { nc.QueueSubscribe("a", "b", f) }', "worker"),
    ("main.go", 'package main\nimport "cloud.google.com/go/pubsub"\nfunc main() { sub.Receive(ctx, func(c C, m *M) {}) }', "worker"),
    ("pom.xml", "<project><packaging>war</packaging></project>", "http"),
    ("pom.xml", "<project><parent><artifactId>helidon-mp</artifactId></parent></project>", "http"),
    ("build.gradle", "plugins {\n  id 'war'\n}", "http"),
    ("A.java", 'import jakarta.servlet.annotation.WebServlet;\n@WebServlet("/a")\nclass A extends HttpServlet {}', "http"),
    ("A.java", "import org.eclipse.jetty.server.Server;\nclass A { void m() { Server s = new Server(8080); } }", "http"),
    ("A.java", "import io.undertow.Undertow;\nclass A { void m() { Undertow.builder().build(); } }", "http"),
    ("A.kt", "import io.jooby.kt.runApp\nfun main(args: Array<String>) { runApp(args) { } }", "http"),
    ("A.java", "import ratpack.server.RatpackServer;\nclass A { void m() { RatpackServer.start(f); } }", "http"),
    ("A.java", "import com.linecorp.armeria.server.Server;\nclass A { void m() { Server.builder().http(1).build(); } }", "http"),
    ("A.java", "import io.grpc.Grpc;\nclass A { void m() { Grpc.newServerBuilderForPort(1, c).addService(s); } }", "http api"),
    ("A.scala", "object A extends cask.MainRoutes { initialize() }", "http"),
    ("A.scala", "import com.twitter.finatra.http.HttpServer\nclass A extends HttpServer {}", "http"),
    ("A.groovy", "import grails.boot.GrailsApp\nclass A { void main() { GrailsApp.run(A) } }", "http"),
    ("A.java", "import org.apache.flink.E;\nclass A { void m() { StreamExecutionEnvironment.getExecutionEnvironment(); } }", "worker"),
    ("app.rb", "require 'sinatra'\nget('/') { 'a' }", "http"),
    ("config.ru", "run ->(env) { [200, {}, ['a']] }", "http"),
    ("app.rb", "class App < Padrino::Application\nend", "http"),
    ("Rakefile", "require 'resque/tasks'\n", "worker"),
    ("server.php", "<?php\nuse Swoole\\Http\\Server;\n$http = new Server('0.0.0.0', 9501);", "http"),
    ("composer.json", '{"type": "project", "require": {"drupal/core-recommended": "^10"}}', "http ui auth db"),
    ("composer.json", '{"type": "project", "repositories": [{"type": "composer"}], "require": {"roots/wordpress": "6"}}', "http ui auth db"),
    ("Sources/A/main.swift", "import AWSLambdaRuntime\n@main struct A: SimpleLambdaHandler {}", "app"),
    ("Global.asax.cs", "public class MvcApplication : System.Web.HttpApplication {}", "http"),
    ("Startup.cs", "public class Startup { public void Configuration(IAppBuilder app) {} }", "http"),
    ("A.cs", "public class UsersController : ApiController {}\nclass M : NancyModule {}", "http api"),
    ("src/main.rs", "use poem::Server;\nfn main() { Server::new(TcpListener::bind(\"a\")).run(app); }", "http"),
    ("src/main.rs", "use dropshot::HttpServerStarter;\nfn main() { HttpServerStarter::new(&c, api, (), &log); }", "http"),
    ("src/bin/main.rs", "use loco_rs::cli;\nfn main() { cli::main::<App, Migrator>(); }", "http"),
    ("lib/a.ex", "defmodule A do\n  use Broadway\nend", "worker"),
    ("project.clj", "(defproject a \"1\" :ring {:handler a.core/app})", "http"),
    ("src/a.clj", "(ns a (:require [ring.adapter.undertow :refer [run-undertow]] [next.jdbc :as jdbc] [muuntaja.core :as m]))\n(run-undertow app)", "http api db sql"),
    ("Sources/App/main.swift", "import Kitura\nKitura.run()", "http"),
    ("Sources/App/routes.swift", "import Vapor\nimport Fluent\nstruct A: Content {}\nlet g = User.guardMiddleware()", "http api auth db sql"),
    ("pubspec.yaml", "name: a\ndependencies:\n  dart_frog: ^1", "http"),
    ("bin/server.dart", "import 'package:shelf/shelf_io.dart' as io;\nimport 'package:postgres/postgres.dart';", "http db sql"),
    ("main.cc", "#include <drogon/drogon.h>\nint main() { app().addListener(a, 80).run(); }", "http"),
    ("main.c", '#include "mongoose.h"\nint main(void) { mg_http_listen(&mgr, "a", fn, NULL); }', "http"),
    ("lib/Shop.pm", "package Shop;\nuse Dancer2;\nuse DBI;\nget '/a' => sub { to_json([]) };", "http api db sql"),
    ("app.psgi", "my $app = sub { return [200, [], ['a']] };", "http"),
    ("Main.hs", "import Web.Spock\nmain = runSpock 1 app", "http"),
    ("app.lua", 'local lapis = require("lapis")\nlocal app = lapis.Application()', "http"),
    ("plumber.R", "#* @get /users\nfunction() 1", "http api"),
    ("app.R", "pkgload::load_all()\na::run_app()", "http ui"),
    ("a.py", "from litestar import Litestar\nfrom litestar.security.jwt import JWTAuth\napp = Litestar([])", "http api auth"),
    ("a.py", "from flask import Flask\nfrom flask_restx import Api\napp = Flask(__name__)", "http api"),
    ("a.kt", "fun main() { RapidApplication.create(env).apply { OrderRiver(this) }.start() }", "worker"),
    ("a.kt", "val rapid = RapidApplication.create(env) { withKtorModule { api() } }", "http"),
    ("a.cs", "var app = WebApplication.CreateBuilder(args);\nservices.AddNpgsqlDataSource(address);", "http db sql"),
    ("a.py", "import falcon\napp = falcon.App()\ndef on_get(self, req, resp):\n    resp.media = {}", "http api"),
]


@pytest.mark.parametrize(("path", "text", "shows"), KNOWN)
def test_known(path: str, text: str, shows: str) -> None:
    found = read(path, text)
    assert found.kind == "service"
    if shows == "worker":
        assert {s.kind for s in found.services} == {"worker"}
    else:
        assert {*shows.split()} <= {t.name for t in found.traits if t.present}


# what only looks like one
UNKNOWN = [
    ("a.py", "from tornado.httpclient import AsyncHTTPClient\nclient = AsyncHTTPClient()"),
    ("a.py", "import websockets\nasync def f():\n    async with websockets.connect('a') as c: ..."),
    ("a.py", "from dataset import Rows\nfrom app import App\nApp().run()"),
    ("a.py", "from multiprocessing import Pool\nw = Worker(q)"),
    ("a.js", "import { io } from 'socket.io-client'\nconst socket = io('a')"),
    ("a.ts", "import { Hono } from 'hono'\nexport const routes = new Hono()"),
    ("a.tsx", "import { hc } from 'hono/client'\nexport const A = () => <p>{hc('/a')}</p>"),
    ("a.js", "import { Server } from './server'\nnew Server(1)"),
    ("bin/release.ts", "import express from 'express'\nexpress().listen(1)"),
    ("package.json", '{"scripts": {"start": "node micro-service-docs.js"}}'),
    ("main.go", 'package main\nimport "github.com/nats-io/nats.go"\nfunc main() { nc.Publish("a", b) }'),
    ("A.java", "import io.grpc.ManagedChannel;\nclass A { void m() { Server s = ManagedChannelBuilder.forAddress(a, 1); } }"),
    ("A.java", "import a.b.Server;\nclass A { void m() { new Server(8080); } }"),
    ("pom.xml", "<project><packaging>jar</packaging></project>\n-- A.java --\nclass A {}"),
    ("composer.json", '{"type": "drupal-module", "require": {"drupal/core": "^10"}}'),
    ("src/main.rs", "use tonic::transport::Channel;\nfn main() { Client::new(Channel::from_static(\"a\")); }"),
    ("main.cc", "#include <boost/beast/http.hpp>\nint main() { http::read(stream, buffer, res); }"),
    ("lib/Shop.pm", "package Shop;\nuse Moose;\n1;"),
    ("bin/release.dart", "void main() {}"),
    ("package.json", '{"engines": {"homebridge": "^1"}, "main": "a.js"}\n-- a.js --\nconst mqtt = require("mqtt")\nclient.subscribe("a")'),
    ("package.json", '{"strapi": {"kind": "plugin"}, "peerDependencies": {"@strapi/strapi": "5"}}\n-- server/index.js --\nmodule.exports = {}'),
    ("config.ru", "run Shop::App\n-- shop.gemspec --\nGem::Specification.new\n-- lib/shop.rb --\nclass Shop; end"),
    ("a.py", "from apscheduler.schedulers.background import BackgroundScheduler\ns = BackgroundScheduler()"),
    ("api/src/a.ts", "export const GET: Operation = [f()]\n-- api/.pipeline/b.js --\nmodule.exports = f"),
]


@pytest.mark.parametrize(("path", "text"), UNKNOWN)
def test_unknown(path: str, text: str) -> None:
    assert not read(path, text).services


def test_an_app_that_a_platform_of_functions_asks() -> None:
    found = read("src/a.ts", "import { Hono } from 'hono'\nconst app = new Hono()\nexport default app\n-- wrangler.toml --\nmain = 'src/a.ts'\nname = 'a'")
    assert [s.kind for s in found.services] == ["function"]


def test_a_site_that_is_built_once_is_no_server() -> None:
    assert read("astro.config.mjs", "export default defineConfig({ integrations: [] })").kind == "static site"


def test_a_site_of_middleman_is_served_as_it_was_built() -> None:
    found = read("config.ru", "use Rack::TryStatic, root: 'build'\nrun ->(env) { [404, {}, []] }\n-- config/tech-docs.yml --\nhost: a\n-- config.rb --\nGovukTechDocs.configure(self)")
    assert found.kind == "static site"


def test_a_package_that_a_server_loads_an_app_from() -> None:
    setup = "setup(name='a', entry_points={'paste.app_factory': ['main = a:main']})"
    found = read("a/__init__.py", f"from pyramid.config import Configurator\ndef main(c, **s):\n    return config.make_wsgi_app()\n-- setup.py --\n{setup}")
    assert [s.kind for s in found.services] == ["service"]
