"""CORS is restrictive.

An API that answers every origin lets any web page read what the visitor is allowed to see. Where credentials are allowed too, opening the
wrong link hands over the account.

Pass: nothing of what makes it fail is found

Fail: every origin allowed outside development settings: *, origin: true, CORS_ALLOW_ALL_ORIGINS, cors() with defaults, AllowAnyOrigin;
each is a finding, worse with credentials

Fix: List the origins, from configuration: `CORS_ALLOWED_ORIGINS` (django-cors-headers), `allow_origins=[…]` (FastAPI), `cors({origin:
[…]})` (Express, Nest), `setAllowedOrigins` (Spring), `origins 'https://app.example.com'` (rack-cors), `config/cors.php` (Laravel),
`WithOrigins(…)` (ASP.NET Core), rs/cors, tower-http's `CorsLayer`, cors_plug. Take `*` and `origin: true` out of everything that is not a
public read-only API.

Searched: server code, framework settings, files of web servers, ingresses, gateways and platforms, outside development
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Cors, Finding, contradicts, example, rule


@rule(id="SEC016", severity="medium", applies="http", absence="pass", sources=("S1.3", "S2"))
def cors_restrictive(cors: Cors) -> Iterator[Finding]:
    for found in cors:
        worse = ", and sends it answers made with the visitor's cookies" if found.credentials else ""
        yield contradicts(found, f"{found.says}{worse}")


LARAVEL = """
-- composer.json --
{"require": {"php": "^8.2", "laravel/framework": "^11.0"}}
-- artisan --
#!/usr/bin/env php
-- bootstrap/app.php --
<?php
return Application::configure(basePath: dirname(__DIR__))
    ->withRouting(
        web: __DIR__.'/../routes/web.php',
        api: __DIR__.'/../routes/api.php',
        health: '/up',
    )->create();
-- routes/api.php --
<?php
Route::get('/orders', fn () => Order::paginate());
-- routes/web.php --
<?php
Route::get('/', fn () => view('home'));
"""

RUST = """
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
tower-http = { version = "0.6", features = ["cors"] }
-- src/main.rs --
use tower_http::cors::CorsLayer;
"""

ECHO = """
-- go.mod --
module shop
require github.com/labstack/echo/v4 v4.13.0
-- main.go --
package main
import "github.com/labstack/echo/v4"
import "github.com/labstack/echo/v4/middleware"
func main() {
	e := echo.New()
	e.Use(middleware.CORSWithConfig(middleware.CORSConfig{
		ExposeHeaders: []string{"Link"},
	}))
	e.Start(":80")
}
"""

UNREAD = """
-- requirements.txt --
fastapi==0.115.0
pydantic-settings==2.6.0
-- settings.py --
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    CORS_ORIGINS: list[str] = ["*"]
    name: str = "shop"
settings = Settings()
-- main.py --
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from settings import settings
app = FastAPI(title=settings.name)
app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example"])
"""

EXAMPLES = [
    example("a header of a request to another service, where it says nothing", "pass", repo="""
-- server.js --
require("express")().listen(3000)
-- alert.js --
module.exports = (url, key) => fetch(url, {
  method: "POST",
  headers: {
    Authorization: `Key ${key}`,
    "Access-Control-Allow-Origin": "*",
  },
})
"""),
    example("http4s lets every origin in", "fail", line="src/main/scala/shop/Edge.scala:4", repo="""
-- src/main/scala/shop/Server.scala --
import org.http4s.server.blaze.BlazeServerBuilder
object Server extends IOApp { def run(args: List[String]) = BlazeServerBuilder[IO](global).withHttpApp(app).serve.compile.lastOrError }
-- src/main/scala/shop/Edge.scala --
package shop
import org.http4s.server.middleware.CORS
object Edge {
  val policy = CORS.policy.withAllowOriginHostCi(_ => true).withAllowCredentials(false)
}
"""),
    example("FastAPI: a setting that nothing reads", "pass", repo=UNREAD),
    example("the same, and the middleware reads it", "fail", line="settings.py:3",
            repo=UNREAD.replace('["https://shop.example"]', "settings.CORS_ORIGINS")),
    example("echo: settings that name no origin", "fail", line="main.go:6", repo=ECHO),
    example("echo: settings that name an origin", "pass",
            repo=ECHO.replace('ExposeHeaders: []string{"Link"},', 'ExposeHeaders: []string{"Link"},\n\t\tAllowOrigins: []string{"https://shop.example"},')),
    example("Ring: every answer allows all", "fail", line="src/shop/main.clj:2", repo="""
-- deps.edn --
{:deps {http-kit/http-kit {:mvn/version "2.8.0"}}}
-- src/shop/main.clj --
(ns shop.main (:require [org.httpkit.server :as http]))
(defn wrap-cors [f] (fn [req] (update (f req) :headers assoc "Access-Control-Allow-Origin" "*")))
(http/run-server app {:port 3000})
"""),
    example("the answers that API Gateway makes itself", "fail", line="main.tf:3", repo="""
-- boto.py --
import functools
import boto3


@functools.cache
def get_boto3_resource(name: str):
    return boto3.resource(name)


def table():
    return get_boto3_resource("dynamodb").Table("orders")
-- orders.py --
import boto
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, event_source


@event_source(data_class=APIGatewayProxyEvent)
def handler(event, context):
    return {"statusCode": "200", "body": boto.table().get_item(Key={"pk": event.path})["Item"]}
-- main.tf --
resource "aws_api_gateway_gateway_response" "default_4xx" {
  response_parameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin" = "'*'"
  }
}
"""),
    example("Supabase's functions in a project of pages", "fail", line="supabase/functions/pay/index.ts:1", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "react-dom": "18"}, "devDependencies": {"vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- supabase/functions/pay/index.ts --
const headers = { "Access-Control-Allow-Origin": "*" }
Deno.serve(async (request) => new Response(JSON.stringify(await pay(await request.json())), { headers }))
"""),
    example("axum: every origin where a variable asks for it", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
tower-http = { version = "0.6", features = ["cors"] }
-- src/main.rs --
use axum::Router;
use tower_http::cors::{Any, CorsLayer};
fn layer() -> CorsLayer {
    let (origins, is_wildcard) = origins(env::var("CORS_ORIGINS").ok());
    if is_wildcard {
        CorsLayer::new()
            .allow_origin(Any)
    } else {
        CorsLayer::new().allow_origin(origins)
    }
}
async fn main() { axum::serve(listener, Router::new().layer(layer())).await.unwrap(); }
"""),
    example("axum: every origin where no variable says otherwise", "fail", line="src/main.rs:4", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
tower-http = { version = "0.6", features = ["cors"] }
-- src/main.rs --
use axum::Router;
use tower_http::cors::{Any, CorsLayer};
fn layer() -> CorsLayer {
    let wanted = env::var("CORS_ORIGINS").unwrap_or_else(|_| "*".to_string());
    if wanted == "*" {
        CorsLayer::new().allow_origin(Any)
    } else {
        CorsLayer::new().allow_origin(wanted.parse::<HeaderValue>().unwrap())
    }
}
async fn main() { axum::serve(listener, Router::new().layer(layer())).await.unwrap(); }
"""),
    example("the CDK's gateway", "fail", line="cdk/lib/gateway-stack.ts:6", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(3000)
-- cdk/lib/gateway-stack.ts --
import { Stack } from "aws-cdk-lib"
import { HttpApi } from "aws-cdk-lib/aws-apigatewayv2"
export class GatewayStack extends Stack {
  make() {
    return new HttpApi(this, "gateway", {
      corsPreflight: { allowOrigins: ["*"], allowHeaders: ["authorization"] }
    })
  }
}
"""),
    example("cors() with its defaults", "fail", line="server.js:4", says="every origin", repo="""
-- server.js --
const express = require("express")
const cors = require("cors")
const app = express()
app.use(cors())
"""),
    example("a getter of the settings has the name of the middleware", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11"}}
-- src/settings.ts --
export class Settings {
  get cors() {
    return this.get("cors")
  }
  private cors(): CorsOptions {
    return this.read("cors")
  }
}
-- src/main.ts --
const app = await NestFactory.create(AppModule)
app.enableCors({ origin: app.get(Settings).cors.origins })
await app.listen(3000)
"""),
    example("cors() with a list", "pass", repo="""
-- server.js --
const express = require("express")
const cors = require("cors")
const app = express()
// app.use(cors())
app.use(cors({ origin: ["https://shop.example.com"] }))
"""),
    example("no CORS at all", "pass", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("every origin, with credentials", "fail", line="main.py:5", says="cookies", repo="""
-- main.py --
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
app = FastAPI()
app.add_middleware(CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True)
"""),
    example("a setting that holds every origin", "fail", line=("main.py:6", "config.py:3"), repo="""
-- main.py --
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from config import settings
app = FastAPI()
app.add_middleware(CORSMiddleware,
    allow_origins=settings.ORIGINS)
-- config.py --
from typing import List
class Settings:
    ORIGINS: List[str] = ["*"]
settings = Settings()
"""),
    example("every origin while debugging, a list else", "pass", repo="""
-- main.py --
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from config import settings
app = FastAPI()
if settings.DEBUG:
    allowed_origins = ["*"]
else:
    allowed_origins = settings.CORS_ORIGINS.split(",")
app.add_middleware(CORSMiddleware, allow_origins=allowed_origins)
"""),
    example("Django, in the development settings only", "pass", repo="""
-- shop/settings/development.py --
INSTALLED_APPS = ["corsheaders"]
CORS_ALLOW_ALL_ORIGINS = True
"""),
    example("only where debugging is on", "pass", repo="""
-- shop/settings.py --
INSTALLED_APPS = ["corsheaders"]
if DEBUG:
    CORS_ALLOW_ALL_ORIGINS = True
"""),
    example("ASP.NET Core, any origin", "fail", line="Program.cs:2", repo="""
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCors(o => o.AddPolicy("all", p => p.AllowAnyOrigin().AllowAnyMethod()));
"""),
    example("ASP.NET Core, any origin in development", "pass", repo="""
-- Program.cs --
var app = builder.Build();
if (app.Environment.IsDevelopment())
{
    app.UseCors(p => p.AllowAnyOrigin());
}
"""),
    example("Spring's bare @CrossOrigin", "fail", line="src/main/java/shop/Orders.java:2", repo="""
-- src/main/java/shop/Orders.java --
package shop;
@CrossOrigin
@RestController
class Orders {}
"""),
    example("fonts may go anywhere", "pass", repo="""
-- nginx.conf --
location ~* [.](woff2|ttf)$ {
  add_header Access-Control-Allow-Origin *;
}
"""),
    example("nginx opens all of it", "fail", line="nginx.conf:2", repo="""
-- nginx.conf --
location / {
  add_header Access-Control-Allow-Origin *;
}
"""),
    example("Laravel 11, which has a default", "fail", line="bootstrap/app.php:3", says="by default", repo=LARAVEL),
    example("Laravel 11, its own origins", "pass", repo=LARAVEL + """\
-- config/cors.php --
<?php
return [
    'paths' => ['api/*'],
    'allowed_origins' => [env('FRONTEND_URL')],
];
"""),
    example("Laravel 11, pages only", "pass", repo=LARAVEL.replace("api: __DIR__.'/../routes/api.php',", "")),
    example("a command-line tool", "na", repo="""
-- pyproject.toml --
[project]
name = "tool"
version = "1"
scripts = {tool = "tool:main"}
[build-system]
requires = ["setuptools"]
-- tool.py --
def main() -> None:
    print("hello")
"""),
    example("Symfony 3 and before, nelmio/cors-bundle", "fail", line="app/config/config.yml:4", repo="""
-- composer.json --
{"require": {"symfony/symfony": "3.4"}}
-- web/app.php --
<?php
$kernel = new AppKernel('prod', false);
-- app/config/config.yml --
nelmio_cors:
    paths:
        '^/api/':
            allow_origin: ['*']
            allow_methods: ['POST', 'GET']
"""),
    example("Spring: the origins as a list that is imported by its name", "fail", line="src/main/java/shop/Web.java:4", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/java/shop/Web.java --
import static java.util.Arrays.asList;
public class Web {
  CorsConfigurationSource cors(CorsConfiguration configuration) {
    configuration.setAllowedOrigins(asList("*"));
    return source(configuration);
  }
}
"""),
    example("Corsica: its options on lines of their own", "fail", line="lib/shop_web/endpoint.ex:3", says="cookies", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  use Mix.Project
  defp deps, do: [{:phoenix, "~> 1.7"}, {:corsica, "~> 2.0"}]
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
  plug(Corsica,
    # FIXME: which origins?
    origins: "*",
    allow_credentials: true
  )
  plug(ShopWeb.Router)
end
"""),
    example("Corsica: a list", "pass", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  use Mix.Project
  defp deps, do: [{:phoenix, "~> 1.7"}, {:corsica, "~> 2.0"}]
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
  plug(Corsica,
    origins: ["https://shop.example"]
  )
  plug(ShopWeb.Router)
end
"""),
    example("a file of CORS that the app reads", "fail", line="config/cors.yml:3", repo="""
-- Gemfile --
gem "rails", "~> 7.1"
gem "logstasher"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- config/cors.yml --
production:
  allows:
    - {origins: '*', resource: '*'}
"""),
    example("Go: a middleware of the app's own is given every origin", "fail", line="main.go:6", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func main() {
	handler := middleware.NewCORSMiddleware([]string{"*"})
	http.ListenAndServe(":80", handler(http.NewServeMux()))
}
"""),
    example("Rust: answers of actix, axum and poem to every origin", "fail", line="src/lib.rs:6", repo=RUST + """
pub fn shop() -> CorsLayer {
    CorsLayer::new().allow_origin("*".parse::<HeaderValue>().unwrap())
}
-- src/lib.rs --
use actix_cors::Cors;
use poem::middleware::Cors as PoemCors;
use tower_http::cors::{AllowOrigin, CorsLayer};

pub fn partners() -> CorsLayer {
    CorsLayer::new().allow_origin(AllowOrigin::predicate(|_, _| true))
}
pub fn all() -> Cors {
    Cors::default().allowed_origin_fn(|_, _| true)
}
"""),
    example("Rust: rocket_cors allows every origin by default", "fail", line="src/main.rs:5", repo=RUST + """
fn cors() -> Cors {
    let allowed_methods = methods();
    CorsOptions { allowed_methods, ..Default::default() }.to_cors().unwrap()
}
"""),
    example("Rust: poem allows every origin by default", "fail", line="src/lib.rs:3", repo=RUST + """
-- src/lib.rs --
use poem::{middleware::Cors, Route, EndpointExt};
fn app() -> impl Endpoint {
    Route::new().with(Cors::new())
}
"""),
    example("Rust: origins are named, or none is allowed", "pass", repo=RUST + """
fn rocket() -> Cors {
    CorsOptions::default().allowed_origins(AllowedOrigins::some_exact(&["https://shop.example"])).to_cors().unwrap()
}
fn axum() -> CorsLayer {
    CorsLayer::new().allow_origin(HeaderValue::from_static("https://shop.example"))
}
fn actix() -> actix_cors::Cors {
    actix_cors::Cors::default().allowed_origin("https://shop.example")
}
-- src/pages.rs --
use poem::{middleware::Cors, Route, EndpointExt};
fn app() -> impl Endpoint {
    Route::new().with(Cors::new().allow_origin("https://shop.example"))
}
"""),
    example("FastAPI: every origin where a setting says development, in one expression", "pass", repo="""
-- main.py --
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from config import settings
app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"] if settings.debug else settings.origins)
"""),
    example("FastAPI: every origin where a setting asks for it", "pass", repo="""
-- main.py --
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from config import settings
app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"] if "*" in settings.origins else settings.origins)
"""),
    example("FastAPI: every origin where it is not told which", "fail", line="main.py:7", repo="""
-- main.py --
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from config import settings
app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=settings.origins.split(",") if settings.origins else ["*"],
)
"""),
    example("FastAPI: every origin but in the cloud", "pass", repo="""
-- main.py --
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from config import settings
app = FastAPI()
allow_origins = [settings.origin] if on_cloud() else ["*"]
app.add_middleware(CORSMiddleware, allow_origins=allow_origins)
"""),
    example("Express: every origin where no variable says which", "fail", line="server.js:5", repo="""
-- server.js --
const express = require("express")
const cors = require("cors")
const app = express()
app.use(cors({
  origin: process.env.CLIENT ? process.env.CLIENT.split(",") : "*",
  credentials: true
}))
"""),
    example("Express: every origin where the variable, taken apart, is not there", "fail", line="server.js:4", repo="""
-- server.js --
const express = require("express")
const cors = require("cors")
const app = express()
app.use(cors({ origin: process.env.CLIENT?.split(",").map(o => o.trim()) ?? true }))
"""),
    example("Express: the list falls back to every origin before it is given", "fail", line="server.js:4", repo="""
-- server.js --
const express = require("express")
const cors = require("cors")
const app = express()
const origins = process.env.CLIENTS
  ? process.env.CLIENTS.split(",").map(one => one.trim())
  : ["*"]
app.use(cors({ origin: origins }))
"""),
    example("Express: every origin in development, by an expression", "pass", repo="""
-- server.js --
const express = require("express")
const cors = require("cors")
const app = express()
app.use(cors({ origin: process.env.NODE_ENV === "production" ? process.env.CLIENT : true }))
app.use("/told", cors({ origin: process.env.NODE_ENV !== "production" ? "*" : process.env.CLIENT }))
"""),
    example("Express: every origin in production of all places", "fail", line="server.js:5", repo="""
-- server.js --
const express = require("express")
const cors = require("cors")
const app = express()
const isProduction = process.env.NODE_ENV === "production"
app.use(cors({ origin: isProduction ? true : "http://localhost:5173", credentials: true }))
"""),
    example("Express: a function that lets everyone in after all", "fail", line="server.js:5", repo="""
-- server.js --
const express = require("express")
const cors = require("cors")
const app = express()
app.use(cors({
  origin: (origin, callback) => {
    if (!origin) return callback(null, true)
    if (allowed.includes(origin)) {
      callback(null, true)
    } else {
      console.warn("unknown", origin)
      callback(null, true)
    }
  },
}))
"""),
    example("Express: a function that refuses whom it does not know", "pass", repo="""
-- server.js --
const express = require("express")
const cors = require("cors")
const app = express()
app.use(cors({
  origin(origin, callback) {
    if (!origin || allowed.includes(origin)) return callback(null, true)
    callback(new Error("not allowed"))
  },
}))
app.use("/told", cors({
  origin: function (origin, done) {
    if (!origin || allowed.includes(origin)) {
      done(null, true)
    }
  },
}))
app.use("/asked", cors({
  origin: (origin, callback) => { allowed.includes(origin) ? callback(null, true) : callback(new Error("not allowed")) },
}))
"""),
    example("Hono: a function that gives back whatever origin asks", "fail", line="server.ts:4", repo="""
-- package.json --
{"dependencies": {"hono": "4"}}
-- server.ts --
import { Hono } from "hono"
import { cors } from "hono/cors"
const app = new Hono()
app.use(cors({ origin: (origin) => origin, credentials: true }))
export default app
"""),
    example("a header that falls back to every origin", "fail", line="server.js:3", repo="""
-- server.js --
const app = require("express")()
app.use((req, res, next) => {
  res.setHeader("Access-Control-Allow-Origin", process.env.CLIENT || "*")
  next()
})
app.listen(80)
"""),
    example("rack-cors: every origin in development alone", "pass", repo="""
-- Gemfile --
gem "rails"
gem "rack-cors"
-- config/application.rb --
class Application < Rails::Application
end
-- config/initializers/cors.rb --
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins Rails.env.production? ? ENV.fetch("CLIENT") : "*"
    resource "*"
  end
  allow do
    origins "*" if Rails.env.development?
    resource "/told"
  end
end
"""),
    example("rack-cors: every origin where it is not development", "fail", line="config/initializers/cors.rb:3", repo="""
-- Gemfile --
gem "rails"
gem "rack-cors"
-- config/application.rb --
class Application < Rails::Application
end
-- config/initializers/cors.rb --
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins Rails.env.development? ? "localhost:3000" : "*"
    resource "*"
  end
end
"""),
    example("Go: every origin where no variable says which", "fail", line="main.go:10", repo="""
-- go.mod --
module example.com/shop
require github.com/rs/cors v1.11.0
-- main.go --
package main
import (
	"net/http"
	"os"
	"github.com/rs/cors"
)
func main() {
	origin := os.Getenv("CLIENT_ORIGIN")
	if origin == "" {
		origin = "*"
	}
	http.ListenAndServe(":80", cors.New(cors.Options{AllowedOrigins: []string{origin}}).Handler(mux))
}
"""),
    example("every origin, where the configuration names none", "fail", line="app.js:3", repo="""
-- package.json --
{"name": "shop", "dependencies": {"express": "^4"}}
-- app.js --
module.exports = ( app ) => {
	app.conf = require( './config.json' );
	app.conf.cors = app.conf.cors === undefined ? '*' : app.conf.cors;
	app.all( '*', ( req, res, next ) => {
		res.header( 'access-control-allow-origin', app.conf.cors );
		next();
	} );
	app.listen( 8080 );
};
"""),
    example("ASP.NET Core: a setting that falls back to every origin", "fail", line="Program.cs:2", repo="""
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins(builder.Configuration["Client"] ?? "*")));
"""),
    example("ASP.NET Core: a policy that nothing applies", "pass", repo="""
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCors(cors =>
{
    cors.AddPolicy(Policies.AnyOrigin, policy => policy.AllowAnyOrigin());
    cors.AddPolicy(Policies.OurOrigins, policy => policy.WithOrigins(builder.Configuration.GetValue<string[]>("Cors")));
});
var app = builder.Build();
app.UseCors(Policies.OurOrigins);
app.Run();
"""),
    example("NestJS: every origin, under a condition of several lines that asks for development", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10", "@nestjs/platform-fastify": "10"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
async function bootstrap() {
  const app = await NestFactory.create(AppModule)
  if (
    settings.getOrThrow('application.allowCors') &&
    settings.getOrThrow('application.isDevelopment')
  ) {
    app.enableCors({
      origin: true,
      credentials: true,
    })
  }
  await app.listen(3000)
}
"""),
    example("NestJS: every origin, under a condition of several lines that says nothing of it", "fail", line="src/main.ts:9", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10", "@nestjs/platform-fastify": "10"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
async function bootstrap() {
  const app = await NestFactory.create(AppModule)
  if (
    settings.getOrThrow('application.allowCors') &&
    settings.getOrThrow('application.isPublic')
  ) {
    app.enableCors({
      origin: true,
      credentials: true,
    })
  }
  await app.listen(3000)
}
"""),
    example("Laravel: who may open a socket of Reverb", "pass", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0", "laravel/reverb": "^1.0"}}
-- public/index.php --
<?php
$app = require __DIR__.'/../bootstrap/app.php';
-- routes/web.php --
<?php
Route::get('/', fn () => view('shop'));
-- config/reverb.php --
<?php
return ['apps' => ['apps' => [['key' => env('REVERB_APP_KEY'), 'allowed_origins' => ['*']]]]];
"""),
]
