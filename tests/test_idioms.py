"""What each framework calls logging, health, an error handler, the end of a process, a limiter and a test is known by its own words."""

from __future__ import annotations

import pytest

from readylint import example, registry
from readylint.judging import judge_example
from tests.test_frameworks import MANIFESTS

RULES = {rule.item.id: rule for rule in registry.load()}
ELYSIA = 'import { Elysia } from "elysia"\nnew Elysia()\n'
ADONIS = "import { Ignitor } from '@adonisjs/core'\nnew Ignitor(ROOT).httpServer().start()\n-- "

# the item, the file, and what it holds
PASSES = [
    ("OBS001", "a.py", "from sanic import Sanic\nfrom sanic.log import logger\napp = Sanic('a')\nlogger.info('a')"),
    ("OBS001", "a.ts", 'import logixlysia from "logixlysia"\n' + ELYSIA + "  .use(logixlysia())\n  .listen(1)"),
    ("OBS001", "bin/server.ts", ADONIS + "app/a.ts --\nimport logger from '@adonisjs/core/services/logger'\nlogger.info('a')"),
    ("OBS002", "bin/server.ts", ADONIS + "config/logger.ts --\nimport { defineConfig } from '@adonisjs/core/logger'\nexport default defineConfig({ default: 'app' })"),
    ("OBS003", "bin/server.ts", ADONIS + "config/app.ts --\nexport const http = defineConfig({ generateRequestId: true })"),
    ("OBS001", "src/index.js", "module.exports = { bootstrap({ strapi }) { strapi.log.info('a') } }\n-- package.json --\n{\"dependencies\": {\"@strapi/strapi\": \"5\"}}"),
    ("OBS001", "main.go", 'package main\nimport "github.com/zeromicro/go-zero/core/logx"\nfunc main() { logx.Info("a"); http.ListenAndServe(a, h) }'),
    ("OBS001", "main.go", 'package main\nimport "github.com/gogf/gf/v2/frame/g"\nfunc main() { s := g.Server(); g.Log().Info(ctx, "a"); s.Run() }'),
    ("OBS001", "main.go", 'package main\nimport "gofr.dev/pkg/gofr"\nfunc main() { app := gofr.New() }\nfunc f(ctx *gofr.Context) { ctx.Logger.Info("a") }'),
    ("OBS001", "A.kt", "import io.ktor.server.engine.*\nfun main() { embeddedServer(Netty) { environment.log.info(\"a\") }.start() }"),
    ("OBS001", "A.scala", "import zio.http._\nobject A { val r = ZIO.logInfo(\"a\") *> Server.serve(x) }"),
    ("OBS001", "index.php", "<?php\n\\Drupal::logger('a')->error('b');"),
    ("OBS001", "web/index.php", "<?php\nYii::error('a');"),
    ("OBS001", "a.clj", "(ns a (:require [taoensso.timbre :as timbre]))\n(timbre/info \"a\")\n(run-jetty app {})"),
    ("OBS001", "bin/server.dart", "import 'package:shelf/shelf_io.dart' as io;\nfinal h = Pipeline().addMiddleware(logRequests());"),
    ("OBS001", "a.hs", "import Web.Scotty\nmain = scotty 3000 $ middleware logStdout"),
    ("OBS001", "a.pl", "use Mojolicious::Lite;\nget '/a' => sub ($c) { $c->app->log->info('a') };"),
    ("OBS001", "app.lua", 'local lapis = require("lapis")\nlocal app = lapis.Application()\nngx.log(ngx.ERR, "a")'),
    ("OBS001", "a.cc", '#include "crow.h"\nint main() { crow::SimpleApp app; CROW_LOG_INFO << "a"; }'),
    ("OBS001", "plumber.R", '#* @get /a\nfunction() log_info("a")'),
    ("REL001", "src/a.js", 'x\n-- package.json --\n{"dependencies": {"@strapi/strapi": "5"}}'),
    ("REL001", "a.ts", "import { RestApplication } from '@loopback/rest'\nclass A extends RestApplication { constructor() { super(); this.component(HealthComponent) } }"),
    ("REL004", "bin/server.ts", ADONIS + "start/kernel.ts --\nimport app from '@adonisjs/core/services/app'\napp.listen('SIGTERM', () => app.terminate())"),
    ("REL004", "a.ts", "import { RestApplication } from '@loopback/rest'\nclass A extends RestApplication {}"),
    ("REL004", "main.go", 'package main\nimport "github.com/gogf/gf/v2/frame/g"\nfunc main() { s := g.Server(); s.Run() }'),
    ("REL004", "a.swift", "import Vapor\nfunc routes(_ app: Application) { app.get(\"a\") { _ in \"b\" } }"),
    ("REL004", "bin/server.dart", "import 'package:shelf/shelf_io.dart' as io;\nvoid main() { ProcessSignal.sigterm.watch().listen((_) => server.close()); }"),
    ("REL004", "src/main.rs", "use poem::Server;\nfn main() { Server::new(TcpListener::bind(\"a\")).run_with_graceful_shutdown(app, signal, None); }"),
    ("REL004", "a.py", "import arq\nclass WorkerSettings:\n    functions = []"),
    ("API001", "a.py", "from bottle import Bottle\napp = Bottle()\n@app.error(500)\ndef failed(e): return {}\n@app.get('/a')\ndef a():\n    return {'a': 1}"),
    ("API001", "a.ts", ELYSIA + '  .onError(({ set }) => { set.status = 500; return { error: "a" } })\n  .get("/a", () => ({ a: 1 }))\n  .listen(1)'),
    ("API001", "bin/server.ts", ADONIS + "app/exceptions/handler.ts --\nimport { ExceptionHandler } from '@adonisjs/core/http'\nexport default class A extends ExceptionHandler {}"),
    ("API001", "main.go", 'package main\nimport "github.com/zeromicro/go-zero/rest/httpx"\nfunc main() { httpx.SetErrorHandler(f); http.ListenAndServe(a, h) }'),
    ("API001", "src/A.java", "import io.micronaut.http.annotation.Error;\nclass A { void m() { Micronaut.run(A.class); }\n @Error(global = true) void e() {} }"),
    ("API001", "a.swift", "import Vapor\nfunc configure(_ app: Application) { app.middleware.use(ErrorMiddleware.default(environment: app.environment)) }"),
    ("API005", "a.py", "from litestar import Litestar\nfrom litestar.middleware.rate_limit import RateLimitConfig\nlimit = RateLimitConfig(rate_limit=('minute', 60))\napp = Litestar([a], middleware=[limit.middleware])"),
    ("API005", "a.ts", 'import { rateLimit } from "elysia-rate-limit"\n' + ELYSIA + '  .use(rateLimit())\n  .get("/a", () => 1)\n  .listen(1)'),
    ("SEC005", "a.ts", 'import { jwt } from "hono/jwt"\nimport { Hono } from "hono"\nconst app = new Hono()\napp.use("/orders/*", jwt({ secret }))\napp.post("/orders/new", async (c) => c.json(await create()))\nexport default app'),
    ("SEC005", "a.ts", ELYSIA + '  .onBeforeHandle(({ user, set }) => { if (!user) { set.status = 401; return "no" } })\n  .post("/orders", ({ body }) => create(body))\n  .listen(1)'),
    ("SEC005", "api.rb", "class API < Grape::API\n  before { authenticate! }\n  resource :orders do\n    post do\n      Order.create(params)\n    end\n  end\nend"),
    ("SEC005", "a.cs", 'using Nancy;\npublic class M : NancyModule { public M() { this.RequiresAuthentication(); Post["/orders"] = _ => Create(); } }'),
    ("SEC005", "a.clj", '(ns a (:require [compojure.core :refer [defroutes POST]]))\n(defroutes app (POST "/orders" req (create req)))\n(run-jetty (wrap-authentication app backend) {})'),
    ("SEC005", "a.pl", "use Mojolicious::Lite;\nunder sub ($c) { return 1 if $c->session('user'); $c->redirect_to('login') };\npost '/orders' => sub ($c) { save() };"),
    ("SEC005", "app.js", "require('sails').lift()\n-- config/routes.js --\nmodule.exports.routes = {\n  'POST /orders': { action: 'order/create' },\n};\n-- config/policies.js --\nmodule.exports.policies = {\n  '*': 'is-logged-in',\n};\n-- api/controllers/order/create.js --\nmodule.exports = { fn: async function (i) { return Order.create(i) } }"),
    ("SEC008", "a.py", "from ninja import NinjaAPI, Schema\napi = NinjaAPI()\nclass A(Schema):\n    name: str\n@api.post('/a')\ndef a(request, data: A): ..."),
    ("DEP002", "bin/server.ts", ADONIS + "start/env.ts --\nimport { Env } from '@adonisjs/core/env'\nexport default await Env.create(url, { PORT: Env.schema.number() })"),
    ("TST001", "tests/a.spec.ts", "test('lists', async ({ client }) => {\n  await client.get('/a')\n})\n-- package.json --\n{\"devDependencies\": {\"@japa/runner\": \"3\"}}"),
    ("TST001", "test/a/core_test.clj", "(ns a.core-test (:require [clojure.test :refer :all]))\n(deftest lists\n  (is (= 1 (f))))"),
    ("TST001", "t/a.t", "use Test::More;\nis(f(), 1, 'one');\ndone_testing;"),
    ("TST001", "test/ASpec.hs", "spec = describe \"a\" $ do\n  it \"lists\" $ f `shouldBe` 1"),
    ("TST001", "spec/a_spec.lua", "describe('a', function()\n  it('lists', function() assert.equal(1, f()) end)\nend)"),
    ("TST001", "tests/testthat/test-a.R", "test_that('lists', {\n  expect_equal(f(), 1)\n})"),
]


@pytest.mark.parametrize(("item", "path", "text"), PASSES)
def test_known(item: str, path: str, text: str) -> None:
    manifest = "" if "package.json --" in text else f"-- {MANIFESTS.get(path.rpartition('.')[2], 'README --')}\n"
    found = judge_example(RULES[item], example("it", "pass", repo=f"{manifest}-- {path} --\n{text}\n"))
    assert found.verdict == "pass", found.reason
