"""Routes across frameworks: method, path, handler; health paths; handlers found and followed."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.files import PathRules
from readylint.facts.routes import Routes, is_health
from readylint.snapshot import Snapshot


def routes(repo: str) -> Routes:
    return Facts(Snapshot.of(repo.lstrip("\n")), PathRules()).get(Routes)


def shown(repo: str) -> list[str]:
    return [r.shown for r in routes(repo)]


FRAMEWORKS = [
    ("django", ["/shop/orders/<int:id>/", "/shop/", "/health"], """
-- site/urls.py --
from django.urls import include, path, re_path
urlpatterns = [path("shop/", include("shop.urls")), re_path(r"^health$", views.health)]
-- shop/urls.py --
from django.urls import path
urlpatterns = [
    path("orders/<int:id>/", views.order),
    path("", views.index),
]
"""),
    ("django, a list included by name", ["/api/v1/status/"], """
-- urls.py --
from django.urls import include, path
api = [
    path("status/", views.status),
]
urlpatterns = [
    path("api/v1/", include(api)),
]
"""),
    ("django-rest-framework", ["/orders"], """
-- urls.py --
from rest_framework.routers import DefaultRouter
router = DefaultRouter()
router.register(r"orders", OrderViewSet)
"""),
    ("flask", ["POST /api/orders", "/health"], """
-- app.py --
from flask import Blueprint, Flask
api = Blueprint("api", __name__, url_prefix="/api")
@api.route("/orders", methods=["POST"])
def order(): ...
app.add_url_rule("/health", "health", health)
"""),
    ("fastapi", ["GET /v1/health/live", "GET /items/{id}"], """
-- main.py --
from fastapi import FastAPI
from routers import health
app = FastAPI()
app.include_router(health.router, prefix="/v1")
@app.get("/items/{id}")
async def item(id): ...
-- routers/health.py --
from fastapi import APIRouter
router = APIRouter(prefix="/health")
@router.get("/live")
def live(): ...
"""),
    ("starlette", ["/health"], """
-- app.py --
from starlette.routing import Route
routes = [Route("/health", health)]
"""),
    ("aiohttp", ["GET /health", "/x"], """
-- app.py --
from aiohttp import web
app.add_routes([web.get("/health", health)])
app.router.add_route("*", "/x", x)
"""),
    ("tornado", ["/orders"], """
-- app.py --
import tornado.web
app = tornado.web.Application([(r"/orders", OrdersHandler)])
"""),
    ("express", ["GET /api/orders/:id", "POST /api/orders", "GET /health"], """
-- app.js --
const express = require("express")
const app = express()
app.use("/api/orders", require("./orders"))
app.get("/health", (req, res) => res.json({}))
axios.get("/not/a/route", config)
-- orders.js --
const router = require("express").Router()
router.get("/:id", auth, controller.show)
router.post("/", controller.create)
module.exports = router
"""),
    ("express, chained", ["GET /books", "POST /books"], """
-- app.js --
const router = require("express").Router()
router.route("/books").get(list).post(create)
"""),
    ("fastify", ["GET /health", "POST /orders"], """
-- app.js --
const fastify = require("fastify")()
fastify.get("/health", async () => ({ ok: true }))
fastify.route({ method: "POST", url: "/orders", handler: create })
"""),
    ("fastify's plugins under a prefix", ["GET /", "GET /v1/health", "POST /v1/orders"], """
-- src/app.ts --
import fastify from "fastify"
import { api } from "./api"
const app = fastify()
app.get("/", home)
app.register(staticFiles, { root: "public", prefix: "/public/" })
app.register(api, { prefix: "/v1", logLevel: "warn" })
-- src/api.ts --
import health from "./health"
import { orders } from "./orders"
export async function api(app: FastifyInstance) {
  app.register(health, { prefix: "/health" })
  app.register(orders)
}
-- src/health.ts --
export default async function (app: FastifyInstance) { app.get("/", {}, check) }
-- src/orders.ts --
export async function orders(app: FastifyInstance) { app.post("/orders", create) }
"""),
    ("express, by an alias, by what a barrel hands on, and by a class", ["GET /carts/:id", "GET /orders/:id", "GET /users/:id"], """
-- src/app.ts --
import express from "express"
import orders from "@/orders/routes"
import { cartRouter } from "./carts"
import { UserRoutes } from "./users/routes"
const app = express()
app.use("/orders", auth, orders)
app.use("/carts", cartRouter)
app.use("/users", new UserRoutes().router)
-- src/carts/index.ts --
export * from "./routes"
-- src/carts/routes.ts --
export const cartRouter = Router()
cartRouter.get("/:id", show)
-- src/orders/routes.ts --
const router = Router()
router.get("/:id", show)
export default router
-- src/users/routes.ts --
export class UserRoutes {
  router = Router()
  constructor() { this.router.get("/:id", show) }
}
"""),
    ("hapi", ["GET /orders"], """
-- app.js --
const Hapi = require("@hapi/hapi")
server.route({ method: "GET", path: "/orders", handler: list })
"""),
    ("koa", ["GET /orders"], """
-- app.ts --
import Router from "@koa/router"
const router = new Router()
router.get("/orders", async (ctx) => { ctx.body = [] })
"""),
    ("nestjs", ["GET /orders/:id", "GET /orders", "GET /health"], """
-- orders.controller.ts --
import { Controller, Get } from "@nestjs/common"
@Controller("orders")
export class OrdersController {
  @Get(":id")
  @UseGuards(JwtGuard)
  find() {}
  @Get()
  list() {}
}
-- app.controller.ts --
import { Controller, Get } from "@nestjs/common"
@Controller()
export class AppController {
  @Get("health")
  health() { return "ok" }
}
"""),
    ("next", ["/api/health", "/api/orders/:id", "/about"], """
-- app/api/health/route.ts --
export async function GET() { return Response.json({}) }
-- pages/api/orders/[id].ts --
export default function handler(req, res) { res.json({}) }
-- app/(site)/about/page.tsx --
export default function Page() { return <p/> }
"""),
    ("nuxt", ["DELETE /api/orders/:id", "GET /api/health", "/api/orders"], """
-- server/api/health.get.ts --
export default defineEventHandler(() => ({ ok: true }))
-- server/api/orders/[id]/index.delete.ts --
export default defineEventHandler(event => orders.remove(event.context.params.id))
-- server/api/orders/index.ts --
export default defineEventHandler(() => orders.all())
"""),
    ("net/http", ["/healthz", "GET /orders"], """
-- main.go --
package main
import "net/http"
func main() {
	http.HandleFunc("/healthz", health)
	mux.Handle("GET /orders", orders)
	http.Get("/not/a/route")
}
"""),
    ("Go, a project's own methods", ["GET /orders", "POST /orders"], """
-- api.go --
package main
import "github.com/gorilla/mux"
func (a *API) get(path string, f http.HandlerFunc) {
	a.router.HandleFunc(path, f).Methods("GET")
}
func (a *API) Post(path string, f http.HandlerFunc) { a.router.HandleFunc(path, f).Methods("POST") }
-- routes.go --
package main
func (a *API) routes() {
	a.get("/orders", a.listOrders)
	a.Post("/orders", a.createOrder)
	client.Post("/elsewhere", body)
	a.Post("/elsewhere", nil)
}
"""),
    ("firebase", ["/addOrder", "/listOrders", "/removeOrder", "/hook", "/pay"], """
-- index.js --
const functions = require("firebase-functions");
exports.addOrder = functions.region("eu").https.onCall(async (data, context) => { await db.collection("orders").add(data); })
exports.listOrders = functions.https.onRequest(async (req, res) => { res.json([]) });
exports.api = functions.https.onRequest(app);
-- later.ts --
import { onCall, onRequest } from "firebase-functions/v2/https";
export const removeOrder = onCall<{ id: string }>({ region: "eu" }, async (request) => { await orderRef.delete(); });
export const hook = onRequest({ cors: true }, handleHook);
-- main.py --
from firebase_functions import https_fn, options
@https_fn.on_request(
    cors=options.CorsOptions(cors_origins="*"),
)
def pay(request):
    return "paid"
"""),
    ("functions of Google", ["/hello", "/pay"], """
-- index.js --
const functions = require("@google-cloud/functions-framework");
functions.http("hello", (req, res) => { res.send("hello") });
-- main.py --
import functions_framework
@functions_framework.http
def pay(request): ...
"""),
    ("functions of Azure", ["POST /orders", "DELETE /Remove", "/keyed", "POST /carts", "POST /pay", "PATCH /items", "GET /items", "POST /create"], """
-- Orders.cs --
public class Orders {
    [Function("CreateOrder")]
    [OpenApiOperation(operationId: "x", tags: new[] { "orders" })]
    public async Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequestData req) { }
    [FunctionName(nameof(Orders.Remove))]
    public static IActionResult Remove([HttpTrigger(AuthorizationLevel.Function, "delete", Route = null)] HttpRequest req, ILogger log) { }
}
-- keyed/function.json --
{"bindings": [{"authLevel": "function", "type": "httpTrigger", "methods": ["get", "post"]}, {"type": "http", "direction": "out"}]}
-- placed/function.json --
{"bindings": [{"authLevel": "anonymous", "type": "httpTrigger", "methods": ["post"], "route": "carts"}], "scriptFile": "../dist/placed/index.js"}
-- placed/index.ts --
export default async function (context, req) { await save(req.body); }
-- timed/function.json --
{"bindings": [{"type": "timerTrigger"}]}
-- src/Pay.java --
public class Pay {
    @FunctionName("pay")
    public HttpResponseMessage run(@HttpTrigger(name = "req", methods = {HttpMethod.POST}, authLevel = AuthorizationLevel.ANONYMOUS) HttpRequestMessage<String> r) { }
}
-- src/functions/items.py --
import azure.functions as func
app = func.FunctionApp()
@app.route(route="items", methods=[func.HttpMethod.PATCH])
def items(req: func.HttpRequest): ...
-- src/functions/orders.js --
const { app } = require("@azure/functions");
app.http("listItems", { methods: ["GET"], authLevel: "anonymous", route: "items", handler: async () => { return { jsonBody: [] }; } });
app.http("create", {
  methods: ["POST"],
  handler: createOrder
});
"""),
    ("told apart by hand", [
        "GET /items", "PUT /items", "DELETE /items/{id}", "POST /orders", "DELETE /orders/", "POST /refunds", "POST /carts", "GET /books",
        "POST /books", "GET /notes", "DELETE /notes",
    ], """
-- a.js --
exports.handler = async (event) => {
  switch (event.routeKey) {
    case "GET /items":
      return { body: await list() };
    case 'PUT /items':
      await db.put(JSON.parse(event.body));
      break;
    case "DELETE /items/{id}": {
      await db.delete(event.pathParameters.id);
    }
  }
};
-- b.ts --
export const handler = async (event: APIGatewayProxyEvent) => {
  const { httpMethod, path } = event;
  if (httpMethod === "POST" && path === "/orders") {
    return await create(JSON.parse(event.body));
  }
  if (event.path.startsWith("/orders/") && event.httpMethod === 'DELETE') return remove(event);
};
-- c.py --
def lambda_handler(event, context):
    if event["httpMethod"] == "POST" and event["path"] == "/refunds":
        return refund(event)
    return ROUTES[event["httpMethod"] + " " + event["path"]](event)
ROUTES = {"POST /carts": add_cart}
-- books/app.ts --
export const lambdaHandler = async (event: APIGatewayProxyEventV2) => {
  switch (event.requestContext.http.method) {
    case 'GET':
      return books(event);
    case 'POST':
      return add(event);
  }
};
-- template.ts --
export const template = `
exports.handler = async (event) => {
  if (event.httpMethod === "POST" && event.path === "/made") return make(event);
};
`;
-- notes.js --
exports.handler = async ({ httpMethod, body }) => {
  if (httpMethod === "GET") return list();
  if (httpMethod === "DELETE") return remove(body);
};
"""),
    ("laravel, many resources at once", ["GET /v1/orders", "POST /v1/orders", "GET /v1/carts", "POST /v1/carts"], """
-- routes/api.php --
<?php
use Illuminate\\Support\\Facades\\Route;
Route::prefix('v1')->group(function () {
    Route::apiResources([
        'orders' => OrderController::class,
        'carts' => CartController::class,
    ], ['only' => ['index', 'store']]);
});
"""),
    ("gin", ["GET /api/v1/orders", "GET /health"], """
-- main.go --
package main
import "github.com/gin-gonic/gin"
func main() {
	r := gin.Default()
	v1 := r.Group("/api/v1")
	v1.GET("/orders", auth, list)
	r.GET("/health", func(c *gin.Context) { c.JSON(200, nil) })
}
"""),
    ("chi and fiber", ["GET /orders", "GET /health"], """
-- a.go --
package a
import "github.com/go-chi/chi/v5"
func f() { r.Get("/orders", list) }
-- b.go --
package b
import "github.com/gofiber/fiber/v2"
func f() { app.Get("/health", health) }
"""),
    ("spring", ["GET /api/orders/{id}", "GET /api/orders", "PUT /api/orders/all"], """
-- OrderController.java --
import org.springframework.web.bind.annotation.*;
@RestController
@RequestMapping("/api/orders")
public class OrderController {
  @GetMapping("/{id}")
  public Order one() { return null; }
  @GetMapping
  public List<Order> list() { return null; }
  @RequestMapping(value = "/all", method = RequestMethod.PUT)
  public void all() {}
}
"""),
    ("webflux", ["GET /orders"], """
-- Routes.kt --
import org.springframework.web.reactive.function.server.router
fun routes() = router {
  GET("/orders", handler::list)
}
"""),
    ("jax-rs", ["GET /orders/{id}", "POST /orders"], """
-- Orders.java --
import jakarta.ws.rs.*;
@Path("/orders")
public class Orders {
  @GET
  @Path("/{id}")
  public Order one() { return null; }
  @POST
  public void create() {}
}
"""),
    ("micronaut", ["GET /orders/{id}"], """
-- Orders.java --
import io.micronaut.http.annotation.*;
@Controller("/orders")
public class Orders {
  @Get("/{id}")
  public Order one() { return null; }
}
"""),
    ("ktor", ["GET /api/orders"], """
-- Routing.kt --
import io.ktor.server.routing.*
fun Route.orders() {
  route("/api") {
    get("/orders") { call.respond(listOf()) }
  }
}
"""),
    ("rails", ["GET /up", "/api/orders", "GET /healthcheck", "/sidekiq", "GET /"], """
-- config/routes.rb --
Rails.application.routes.draw do
  get "up" => "rails/health#show", as: :rails_health_check
  namespace :api do
    resources :orders
  end
  get "/healthcheck", to: "health#show"
  mount Sidekiq::Web => "/sidekiq"
  root "pages#home"
end
"""),
    ("sinatra", ["GET /orders"], """
-- app.rb --
require "sinatra"
get "/orders" do
  json []
end
"""),
    ("laravel", ["GET /orders", "POST /orders", "GET /up"], """
-- routes/web.php --
<?php
use Illuminate\\Support\\Facades\\Route;
Route::get('/orders', [OrderController::class, 'index']);
Route::middleware('auth')->post('/orders', [OrderController::class, 'store']);
-- bootstrap/app.php --
<?php
return Application::configure()->withRouting(web: 'x', health: '/up')->create();
"""),
    ("symfony", ["GET /orders/{id}"], """
-- src/Controller/OrderController.php --
<?php
use Symfony\\Component\\Routing\\Attribute\\Route;
#[Route('/orders')]
class OrderController {
    #[Route('/{id}', methods: ['GET'])]
    public function show() {}
}
"""),
    ("aspnet", ["GET /orders", "GET /health", "GET /api/Order/{id}"], """
-- Program.cs --
var app = builder.Build();
app.MapGet("/orders", () => Results.Ok());
app.MapHealthChecks("/health");
-- OrderController.cs --
[ApiController]
[Route("api/[controller]")]
public class OrderController : ControllerBase
{
    [HttpGet("{id}")]
    public IActionResult Get(int id) => Ok();
}
"""),
    ("axum", ["GET /orders", "GET /health"], """
-- src/main.rs --
use axum::{routing::get, Router};
fn app() -> Router { Router::new().route("/orders", get(list)).route("/health", get(|| async { "ok" })) }
"""),
    ("axum, several methods and routers of other modules", ["GET /health", "GET /orders", "POST /orders", "DELETE /orders/:id"], """
-- src/main.rs --
use axum::Router;
use crate::routes::probes::probe_routes;
fn app() -> Router { Router::new().nest("/orders", with_auth(state.clone(), orders::routes(state))).nest("/health", probe_routes()) }
-- src/routes/probes.rs --
use axum::{routing::get, Router};
pub fn probe_routes() -> Router { Router::new().route("/", get(async || "ok")) }
-- src/routes/orders.rs --
use axum::{routing::{delete, get}, Router};
pub fn routes(state: State) -> Router { Router::new().route("/", get(list).post(create)).route("/:id", delete(remove)) }
"""),
    ("express, several methods", ["GET /orders", "POST /orders", "GET /users"], """
-- server.js --
const express = require("express")
router.route("/orders").get(list).post(protect, (req, res) => { res.json(1) })
router.get("/users", users)
"""),
    ("actix and rocket", ["GET /orders"], """
-- src/main.rs --
use actix_web::get;
#[get("/orders")]
async fn orders() -> impl Responder { HttpResponse::Ok() }
"""),
    ("actix, by name", ["GET /health"], """
-- src/main.rs --
use actix_web::web::{get, scope};
fn config(c: &mut ServiceConfig) { c.service(scope("/x").route("/health", get().to(health))); }
"""),
    ("gin, several methods", ["GET /health"], """
-- main.go --
package main
import "github.com/gin-gonic/gin"
func f() { g.Match([]string{"GET", "HEAD"}, "/health", handler.Health) }
"""),
    ("a client of another service is none", [], """
-- OrdersClient.java --
import jakarta.ws.rs.*;
@Path("/orders")
@RegisterRestClient
public interface OrdersClient {
  @GET
  Order one();
}
"""),
    ("phoenix", ["GET /api/orders", "GET /dashboard"], """
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  use ShopWeb, :router
  scope "/api", ShopWeb do
    get "/orders", OrderController, :index
  end
  scope "/", ShopWeb do
    live "/dashboard", DashboardLive
  end
end
"""),
    ("grpc", ["RPC Orders"], """
-- main.go --
package main
import "google.golang.org/grpc"
func main() { pb.RegisterOrdersServer(server, &orders{}) }
"""),
    ("django ninja", ["GET /api/users"], """
-- urls.py --
from django.urls import path
from .api import api
urlpatterns = [
    path("api/", api.urls),
]
-- api.py --
from ninja import NinjaAPI
api = NinjaAPI()
@api.get("/users")
def users(request): ...
"""),
    ("pyramid", ["/users", "/health"], """
-- __init__.py --
from pyramid.config import Configurator
def main(settings):
    config = Configurator(settings=settings)
    config.add_route('users', '/users')
    config.add_route("health", "/health")
"""),
    ("web.py", ["/users", "/health"], """
-- code.py --
import web
urls = (
    '/users', 'Users',
    '/health', 'Health',
)
app = web.application(urls, globals())
"""),
    ("blacksheep", ["GET /users"], """
-- app.py --
from blacksheep import get
@get("/users")
def users(): ...
"""),
    ("fasthtml", ["GET /users", "GET /orders"], """
-- app.py --
from fasthtml.common import *
@rt("/users")
def get(): ...
@app.get("/orders")
def orders(): ...
"""),
    ("litestar", ["GET /health", "GET /"], """
-- app.py --
from litestar import get
@get("/health")
def health() -> str: ...
@get(guards=[admin])
def users() -> list[User]: ...
"""),
    ("elysia", ["GET /health", "POST /users"], """
-- app.ts --
import { Elysia } from "elysia"
new Elysia()
  .get("/health", () => "ok")
  .post("/users", ({ body }) => create(body))
  .listen(3000)
"""),
    ("loopback", ["GET /users"], """
-- user.controller.ts --
import { get } from "@loopback/rest"
export class UserController {
  @get("/users")
  async find() { return this.users.find() }
}
"""),
    ("sails", ["GET /users", "/about"], """
-- config/routes.js --
module.exports.routes = {
  "GET /users": { action: "user/list" },
  "/about": "PageController.about",
}
"""),
    ("encore", ["GET /users"], """
-- users.ts --
import { api } from "encore.dev/api"
export const list = api({ expose: true, auth: true, method: "GET", path: "/users" }, async () => ({}))
"""),
    ("beego", ["/users"], """
-- routers/router.go --
package routers
import "github.com/beego/beego/v2/server/web"
func init() { web.Router("/users", &controllers.UserController{}, "get:List") }
"""),
    ("go-zero", ["GET /users"], """
-- routes.go --
package handler
import "github.com/zeromicro/go-zero/rest"
func Register(server *rest.Server) {
	server.AddRoutes([]rest.Route{
		{
			Method:  http.MethodGet,
			Path:    "/users",
			Handler: UsersHandler(c),
		},
	})
}
"""),
    ("huma", ["GET /users", "POST /orders"], """
-- main.go --
package main
import "github.com/danielgtaylor/huma/v2"
func main() {
	huma.Get(api, "/users", list)
	huma.Register(api, huma.Operation{OperationID: "order", Method: http.MethodPost, Path: "/orders"}, order)
}
"""),
    ("goframe, in structures", ["GET /users"], """
-- api/users.go --
package api
import "github.com/gogf/gf/v2/frame/g"
type ListReq struct {
	g.Meta `path:"/users" tags:"Users" method:"get"`
}
"""),
    ("helidon", ["GET /users"], """
-- Main.java --
import io.helidon.webserver.http.HttpRouting;
class Main { static void routing(HttpRouting.Builder routing) { routing.get("/users", (req, res) -> res.send("a")); } }
"""),
    ("cask", ["GET /users"], """
-- A.scala --
object A extends cask.MainRoutes {
  @cask.get("/users")
  def users() = "a"
}
"""),
    ("scalatra", ["GET /users"], """
-- A.scala --
import org.scalatra._
class A extends ScalatraServlet {
  get("/users") { "a" }
}
"""),
    ("zio-http and tapir", ["GET /users", "POST /orders"], """
-- A.scala --
import zio.http._
val routes = Routes(Method.GET / "users" -> handler(f))
val order = endpoint.post.in("orders")
"""),
    ("armeria", ["/users"], """
-- A.java --
import com.linecorp.armeria.server.Server;
class A { Server s = Server.builder().service("/users", (ctx, req) -> f()).build(); }
"""),
    ("grape", ["GET /users", "GET /users/:id"], """
-- api.rb --
class API < Grape::API
  resource :users do
    get do
      User.all
    end
    get ':id' do
      User.find(params[:id])
    end
  end
end
"""),
    ("roda", ["GET /users", "GET /health"], """
-- app.rb --
class App < Roda
  route do |r|
    r.get "health" do
      "ok"
    end
    r.on "users" do
      r.get do
        "a"
      end
    end
  end
end
"""),
    ("cakephp and wordpress", ["/users", "/orders"], """
-- config/routes.php --
<?php
return function (RouteBuilder $routes): void {
    $routes->connect('/users', ['controller' => 'Users', 'action' => 'index']);
};
-- plugin.php --
<?php
register_rest_route('shop/v1', '/orders', ['callback' => 'orders']);
"""),
    ("endpoints of C#", ["GET /api/users", "/orders", "GET /home"], """
-- A.cs --
using FastEndpoints;
public class Users : EndpointWithoutRequest
{
    public override void Configure()
    {
        Get("/api/users");
    }
}
-- B.cs --
using ServiceStack;
[Route("/orders")]
public class Orders : IReturn<Order> {}
-- C.cs --
using Nancy;
public class M : NancyModule { public M() { Get["/home"] = _ => "a"; } }
"""),
    ("F#", ["GET /health", "/users"], """
-- a.fs --
open Giraffe
let app = choose [ GET >=> route "/health" >=> text "ok"
                   route "/users" >=> json users ]
"""),
    ("poem, tide and dropshot", ["GET /users", "POST /orders", "GET /things"], """
-- a.rs --
use poem::{get, Route};
fn a() { Route::new().at("/users", get(users)); }
-- b.rs --
fn b() { let mut app = tide::new(); app.at("/orders").post(order); }
-- c.rs --
use dropshot::endpoint;
#[endpoint { method = GET, path = "/things" }]
async fn things() {}
"""),
    ("clojure", ["GET /users", "GET /orders", "GET /things"], """
-- a.clj --
(ns a (:require [compojure.core :refer [defroutes GET]]))
(defroutes app (GET "/users" [] "a"))
-- b.clj --
(ns b (:require [reitit.ring :as ring]))
(def app (ring/router ["/orders" {:get orders}]))
-- c.clj --
(ns c (:require [io.pedestal.http :as http]))
(def routes #{["/things" :get things :route-name :things]})
"""),
    ("vapor", ["GET /health", "POST /users/:id"], """
-- routes.swift --
import Vapor
func routes(_ app: Application) throws {
    app.get("health") { _ in "ok" }
    let users = app.grouped("users")
    users.post(":id", use: update)
}
"""),
    ("shelf", ["GET /users", "POST /orders"], """
-- bin/server.dart --
import 'package:shelf_router/shelf_router.dart';
final app = Router()
  ..get('/users', users)
  ..post('/orders', order);
"""),
    ("C++", ["/users", "GET /orders", "GET /health"], """
-- a.cpp --
#include "crow.h"
int main() { CROW_ROUTE(app, "/users")([]{ return 1; }); }
-- b.cpp --
#include "oatpp/web.hpp"
ENDPOINT("GET", "/orders", orders) {}
-- c.cpp --
#include "httplib.h"
int main() { svr.Get("/health", f); }
"""),
    ("perl", ["GET /users", "GET /orders"], """
-- a.pl --
use Mojolicious::Lite;
get '/users' => sub { };
-- lib/A.pm --
use Mojo::Base 'Mojolicious';
sub startup { $r->get('/orders')->to('orders#list'); }
"""),
    ("haskell", ["GET /users", "GET /orders"], """
-- A.hs --
import Web.Scotty
main = scotty 3000 $ do
  get "/users" $ json users
-- B.hs --
import Servant
type API = "orders" :> Get '[JSON] [Order]
"""),
    ("lapis", ["GET /users"], """
-- app.lua --
local lapis = require("lapis")
app:get("/users", function(self) return { json = {} } end)
"""),
    ("plumber", ["GET /health"], """
-- plumber.R --
#* @get /health
function() "ok"
"""),
    ("a path compared", ["/healthcheck"], """
-- middleware.py --
PATH = "/healthcheck"
class Health:
    def __call__(self, request):
        if request.path == PATH:
            return HttpResponse("ok")
        if request.path == "/other":
            return None
"""),
]


@pytest.mark.parametrize(("expected", "repo"), [pytest.param(e, r, id=n) for n, e, r in FRAMEWORKS])
def test_frameworks(expected: list[str], repo: str) -> None:
    assert sorted(shown(repo)) == sorted(expected)


@pytest.mark.parametrize(
    "path",
    ["/health", "/healthz", "/api/v1/health/ready", "/-/healthy", "/livez", "/up", "/ping", "/api/status", "/actuator/health", "^health/?$",
     "/__lbheartbeat__", "/utils/health-check/", "/v{version:apiVersion}/health", "/_health", "/readyz"],
)
def test_health_paths(path: str) -> None:
    assert is_health(path)


@pytest.mark.parametrize(
    "path",
    ["/", "/orders/:id/status", "/api/auth/status", "/healthcare", "/user/alive", "/payments/{id}/ping",
     "/setup", "/sign-up", "/live/:room", "/health/:patient", "/*"],
)
def test_other_paths(path: str) -> None:
    assert not is_health(path)


def test_a_handler_is_followed_into_other_files() -> None:
    found = routes("""
-- config/routes.rb --
Rails.application.routes.draw do
  get "/healthcheck", to: "health#show"
end
-- app/controllers/health_controller.rb --
class HealthController < ApplicationController
  def show
    render json: { database: database_up? }
  end

  def database_up?
    ActiveRecord::Base.connection.active?
  end
end
""")
    health = found.health[0]
    assert "ActiveRecord" in "".join(b.text for b in found.reached(health))
    assert found.answers(health) == "data"


@pytest.mark.parametrize("language", ["java", "kt"])
def test_what_is_said_of_a_route_is_not_its_handler(language: str) -> None:
    method = "public Order" if language == "java" else "fun"
    found = routes(f"""
-- Orders.{language} --
import jakarta.ws.rs.*;
@Path("/orders")
public class Orders {{
  @POST
  @Operation(summary = "Makes an order (admins only)", responses = {{@ApiResponse(description = "made (now)")}})
  @Transactional
  {method} make() {{ return orders.keep(); }}
}}
""")
    (route,) = found.all
    body = found.body(route)
    assert route.handler == "make" and body and "keep" in body.text


IMPLEMENTED = """
-- OrdersApi.java --
import org.springframework.web.bind.annotation.*;
public interface OrdersApi {
  @GetMapping("/orders")
  @Operation(summary = "Lists orders (all of them)")
  List<Order> list(@RequestParam int page);
  @PostMapping("/orders")
  default Order make() { return null; }
}
-- Versioned.java --
public interface Versioned extends OrdersApi {}
-- OrdersController.java --
@RestController
public class OrdersController extends Base implements Serializable, HEIR {
  @Override
  public List<Order> list(int page) { return orders.findAll(); }
  @Override
  public Order make() { return orders.save(); }
}
"""


@pytest.mark.parametrize("heir", ["OrdersApi", "Versioned"])
def test_an_interface_says_the_routes_and_a_class_answers_them(heir: str) -> None:
    found = routes(IMPLEMENTED.replace("HEIR", heir))
    texts = [body.text for route in found.all if (body := found.body(route))]
    assert "orders.findAll()" in texts[0] and "return null" in texts[1]


def test_an_interface_that_nothing_implements() -> None:
    (listed, _) = routes(IMPLEMENTED.replace("HEIR", "Cloneable").replace("extends OrdersApi", "")).all
    assert listed.handler == "list" and listed.body and listed.body.text.endswith(";")


def test_an_interface_of_kotlin() -> None:
    found = routes("""
-- OrdersApi.kt --
import org.springframework.web.bind.annotation.*
interface OrdersApi {
  @GetMapping("/orders")
  fun list(@RequestParam page: Int): List<Order>
}
-- OrdersController.kt --
@RestController
class OrdersController(private val orders: Orders) : OrdersApi {
  override fun list(page: Int): List<Order> { return orders.page(page) }
}
""")
    body = found.body(found.all[0])
    assert body and "orders.page(page)" in body.text


def test_guards_and_answers() -> None:
    found = routes("""
-- app.js --
const app = require("express")()
app.get("/admin", requireLogin, (req, res) => res.render("admin"))
app.get("/api/orders", (req, res) => res.json([]))
""")
    admin, orders = found.all
    assert (admin.guards, found.answers(admin), found.answers(orders)) == (("requireLogin",), "page", "data")
    assert found.names == ("express",)


def test_development_only_is_none() -> None:
    assert not routes("""
-- Program.cs --
var app = builder.Build();
if (app.Environment.IsDevelopment())
{
    app.MapHealthChecks("/health");
}
""").all


def test_no_routes_without_a_framework() -> None:
    assert not routes("""
-- cache.py --
cache.get("/health")
client.get("/orders", timeout=3)
-- web/package.json --
{"dependencies": {"react": "18"}}
-- web/api.js --
router.get("/orders", () => 1)
-- scripts/ask.js --
// asks the server for every route
const asked = [{ path: "/orders", method: "POST", name: "orders" }]
""").all
