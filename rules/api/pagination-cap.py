"""Page sizes have an upper bound on the server.

A client that may choose the page size will one day ask for a million rows. One such request can use up the memory of the instance and end
the requests of everyone else on it.

Pass: a maximum for limit / page size (max_page_size, le=, max:, Math.min, max-page-size), or a fixed page size

Fail: paginated with a client-given size and no bound; not paginated

Fix: Cap it on the server: `max_page_size` (DRF), `Query(50, le=200)` (FastAPI), `Math.min(limit, 100)` or `z.coerce.number().max(100)`,
`spring.data.web.pageable.max-page-size`, `max_per_page` (kaminari) or `max_limit` (pagy), `'per_page' => 'integer|max:100'` (Laravel),
`[Range(1, 100)]` (.NET), `min(limit, 100)` (Go, Rust), `max_limit:` (Flop).

Searched: sizes that handlers take from requests, with the bounds in the same function; maxima and fixed sizes in code and settings
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Lists, Routes, contradicts, example, nothing, rule, supports, unclear


@rule(id="API004", severity="low", applies="api", sources=("S1.4",))
def pagination_cap(lists: Lists, routes: Routes) -> Iterator[Finding]:
    for at in lists.uncapped:
        yield contradicts(at, "the client gives the size of a page, and nothing here bounds it")
    if lists.whole and not lists.paged:
        yield from (contradicts(whole, f"{whole.endpoint} is not paginated") for whole in lists.whole)
    for mark in lists.capped if lists.paged or lists.whole else ():
        yield supports(mark, f"the size of a page is bounded: `{' '.join(mark.text.split())[:60]}`")
    if not lists.paged and not lists.whole:
        if len(routes.health) < len(routes.all):
            yield nothing("no endpoint was found that lists a table that grows")
        else:
            yield unclear("no endpoint could be read; those that list would tell")


MEDIATOR = """
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="MediatR" Version="12.4.0" /></ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
-- Controllers/OrdersController.cs --
[ApiController]
[Route("orders")]
public class OrdersController : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> Get([FromQuery] int page = 1, [FromQuery] int pageSize = 20)
        => Ok(await _mediator.Send(new GetOrdersQuery { Page = page, PageSize = pageSize }));
}
-- Orders/GetOrdersQueryHandler.cs --
public class GetOrdersQueryHandler : IRequestHandler<GetOrdersQuery, List<Order>>
{
    public Task<List<Order>> Handle(GetOrdersQuery request, CancellationToken token)
        => _context.Orders.Skip((request.Page - 1) * request.PageSize).Take(request.PageSize).ToListAsync(token);
}
"""

GO_NUMBER = """
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.10.0
-- main.go --
package main

import (
	"strconv"

	"github.com/gin-gonic/gin"
)

func orders(c *gin.Context) {
	limit := 50
	if limitStr := c.Query("limit"); limitStr != "" {
		if l, err := strconv.Atoi(limitStr); err == nil && l <= 200 {
			limit = l
		}
	}
	var found []Order
	db.Limit(limit).Find(&found)
	c.JSON(200, found)
}

func main() {
	router := gin.Default()
	router.GET("/orders", orders)
	router.Run()
}
"""

HAPI = """
-- package.json --
{"dependencies": {"@hapi/hapi": "21", "joi": "17", "mongodb": "6"}}
-- src/server.js --
import Hapi from "@hapi/hapi"
import { orders } from "./orders.js"
const server = Hapi.server({ port: 3000 })
server.route(orders)
await server.start()
-- src/orders.js --
import Joi from "joi"
export const orders = {
  method: "GET",
  path: "/orders",
"""

SPRING = """
-- pom.xml --
<project><artifactId>shop</artifactId><parent><groupId>org.springframework.boot</groupId>
<artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
  public static void main(String[] a) { SpringApplication.run(App.class, a); }
}
"""

EXAMPLES = [
    example("ASP.NET Core: what is read of a file at once is no page", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
WebApplication.CreateBuilder(args).Build().Run();
-- OrdersController.cs --
[ApiController]
[Route("api/orders")]
public class OrdersController : ControllerBase {
    [HttpGet]
    public IActionResult List(int page, int pageSize) => Ok(db.Orders.Skip(page * pageSize).Take(pageSize).ToList());
}
-- Sender.cs --
public class Sender {
    public void Send(FileStream file) {
        var chunk = new byte[Math.Min(chunkSize, file.Length - file.Position)];
    }
}
"""),
    example("Rails: the length of a column bounds no page; a range of sizes does", "pass", line="app/controllers/orders_controller.rb:2",
            repo="""
-- Gemfile --
gem "rails", "7.1.0"
-- config/routes.rb --
Rails.application.routes.draw do
  resources :orders, only: [:index]
end
-- db/migrate/20240101000000_create_orders.rb --
class CreateOrders < ActiveRecord::Migration[7.1]
  def change
    create_table(:orders) { |t| t.string :name, limit: 255 }
  end
end
-- app/controllers/orders_controller.rb --
class OrdersController < ActionController::API
  MAX_PER_PAGE = 100

  def index
    render json: Order.offset(0).limit(size)
  end

  def size
    given = params[:per_page].to_i
    (1..MAX_PER_PAGE).cover?(given) ? given : 10
  end
end
"""),
    example("Rust: the structure of the request bounds the size", "pass", line="src/requests.rs:6", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
validator = "0.20"
-- src/main.rs --
mod orders;
mod requests;
#[tokio::main]
async fn main() { axum::serve(listener, Router::new().route("/orders", get(orders::search))).await.unwrap(); }
-- src/requests.rs --
#[derive(Debug, Deserialize, Validate)]
pub struct SearchOrders {
    #[validate(range(min = 1))]
    pub page: u32,
    #[validate(range(min = 1, max = 20, message = "too many"))]
    pub page_size: u32,
}
-- src/orders.rs --
use crate::requests::SearchOrders;
pub async fn search(ValidatedQuery(request): ValidatedQuery<SearchOrders>) -> Json<Vec<Order>> {
    Json(Order::find().limit(request.page_size as u64).offset(request.page as u64).all(&db).await)
}
"""),
    example("hapi: the schema of the route bounds what the handler takes", "pass", repo=HAPI + """\
  options: { validate: { query: Joi.object({ page: Joi.number().min(1), pageSize: Joi.number().integer().min(1).max(MOST) }) } },
  handler: async (request) => {
    const pageSize = Number(request.query.pageSize ?? 50)
    return request.db.collection("orders").find().skip(pageSize * request.query.page).limit(pageSize).toArray()
  }
}
"""),
    example("hapi: the schema of the route bounds another value", "fail", line="src/orders.js:7", repo=HAPI + """\
  options: { validate: { query: Joi.object({ page: Joi.number().min(1).max(100), pageSize: Joi.number().integer().min(1) }) } },
  handler: async (request) => {
    const pageSize = Number(request.query.pageSize ?? 50)
    return request.db.collection("orders").find().skip(pageSize * request.query.page).limit(pageSize).toArray()
  }
}
"""),
    example("Next.js: a name in capitals for what the client asks", "fail", repo="""
-- package.json --
{"dependencies": {"next": "14", "@prisma/client": "5"}}
-- app/api/orders/route.ts --
export async function GET(request: Request) {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const PAGE_SIZE = Number(query.size)
  return Response.json(await prisma.order.findMany({ skip: Number(query.page) * PAGE_SIZE, take: PAGE_SIZE }))
}
"""),
    example("Spring Data gives 2,000 rows at most", "pass", line="src/main/kotlin/shop/OrderController.kt:6", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "3.4.0" }
dependencies { implementation("org.springframework.boot:spring-boot-starter-web") }
-- src/main/kotlin/shop/OrderController.kt --
package shop

@RestController
class OrderController(private val orders: OrderRepository) {
  @GetMapping("/orders")
  fun list(pageable: Pageable): Page<Order> = orders.findAll(pageable)
}
"""),
    example("Phoenix: one row that is looked up bounds no page", "fail", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, "~> 0.17"}, {:scrivener_ecto, "~> 2.0"}]
end
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  use ShopWeb, :router
  scope "/api", ShopWeb.Api do
    get "/orders", OrderController, :index
  end
end
-- lib/shop_web/controllers/api/order_controller.ex --
defmodule ShopWeb.Api.OrderController do
  use ShopWeb, :controller
  def index(conn, params), do: json(conn, Shop.Repo.paginate(Shop.Order, params))
  def newest(conn, _params), do: json(conn, Shop.Repo.one(from o in Shop.Order, order_by: [desc: o.id], limit: 1))
end
"""),
    example("Next.js: what the address asks for", "fail", line="app/api/todos/route.ts:4", repo="""
-- package.json --
{"dependencies": {"next": "14", "@prisma/client": "5"}}
-- app/api/todos/route.ts --
import prisma from "@/lib/prisma"
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url)
  const take = +(searchParams.get("take") ?? "10")
  return Response.json(await prisma.todo.findMany({ take }))
}
"""),
    example("FastAPI, a bound", "pass", line="main.py:4", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI, Query
app = FastAPI()
@app.get("/orders")
def orders(limit: int = Query(50, le=200)):
    return find(limit)
"""),
    example("FastAPI, none", "fail", line="main.py:4", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI
app = FastAPI()
@app.get("/orders")
def orders(skip: int = 0, limit: int = 100):
    return find(skip, limit)
"""),
    example("Rails: a size that stands in for none, and columns of a schema", "fail", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- config.ru --
run Rails.application
-- config/routes.rb --
Rails.application.routes.draw do
  resources :orders, only: [:index]
end
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def default_per_page
    10
  end

  def per_page
    params[:per_page]&.to_i || default_per_page
  end

  def index
    render json: Order.order(:id).limit(per_page)
  end
end
-- app/models/order.rb --
class Order < ApplicationRecord
end
-- db/cable_schema.rb --
ActiveRecord::Schema[7.1].define(version: 1) do
  create_table "solid_cable_messages", force: :cascade do |t|
    t.binary "channel", limit: 1024, null: false
  end
end
"""),
    example("Express, a bound in the handler", "pass", line="server.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  const limit = Math.min(parseInt(req.query.limit) || 20, 100)
  res.json(await Order.find().limit(limit))
})
app.listen(3000)
"""),
    example("ASP.NET Core, the client's size is taken", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/orders", ([AsParameters] PaginationRequest page, ShopContext db) => OrdersApi.All(page, db));
app.Run();
-- OrdersApi.cs --
public record PaginationRequest(int PageSize = 10, int PageIndex = 0);
public static class OrdersApi
{
    public static async Task<Ok<List<Order>>> All(PaginationRequest request, ShopContext db)
    {
        var pageSize = request.PageSize;
        return TypedResults.Ok(await db.Orders.Skip(pageSize * request.PageIndex).Take(pageSize).ToListAsync());
    }
}
"""),
    example("Go: a number is taken only where it is small enough", "pass", repo=GO_NUMBER),
    example("Go: a number is taken where it is large enough", "fail", line="main.go:11",
            repo=GO_NUMBER.replace("<= 200", "> 0")),
    example("Go: the service bounds the size that its options carry", "pass", line="orders/service.go:4", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.10.1
-- main.go --
package main
func main() {
	router := gin.New()
	router.GET("/orders", handlers.ListOrders)
	router.Run(":8080")
}
-- handlers/orders.go --
package handlers
func ListOrders(c *gin.Context) {
	pageSize, _ := strconv.Atoi(c.DefaultQuery("page_size", "10"))
	opts := &orders.Options{
		Page: 1,
		PageSize: pageSize,
	}
	found, err := service.ListNewest(opts)
	if err != nil { c.AbortWithStatus(500); return }
	c.JSON(200, found)
}
-- orders/service.go --
package orders
func (s *Service) ListNewest(opts *Options) ([]*Order, error) {
	query := s.db.Model(&Order{})
	if opts.PageSize < 1 || opts.PageSize > 100 {
		opts.PageSize = 10
	}
	var found []*Order
	err := query.Offset((opts.Page - 1) * opts.PageSize).Limit(opts.PageSize).Find(&found).Error
	return found, err
}
"""),
    example("no list", "na", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI
app = FastAPI()
@app.get("/time")
def now():
    return {"time": 1}
"""),
    example("Laravel: a size that no client gives", "pass", line="app/Orders.php:3", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- artisan --
#!/usr/bin/env php
-- routes/api.php --
<?php
Route::get('/orders', [OrderController::class, 'index']);
-- app/Orders.php --
<?php
class Orders {
    public function listed(array $filters, ?int $perPage = 10) {
        return Order::query()->filter($filters)->paginate($perPage);
    }
}
"""),
    example("Spring: a range of Hibernate's bounds the size", "pass", line="src/main/java/shop/OrderController.java:5",
            repo=SPRING + """\
-- src/main/java/shop/OrderController.java --
package shop;
@RestController
public class OrderController {
  @GetMapping("/orders")
  public List<Order> orders(@Valid @Range(min = 1, max = 20) @RequestParam(defaultValue = "20") int size) {
    return repository.findAll(PageRequest.of(0, size)).getContent();
  }
}
"""),
    example("Spring: the service below the controller bounds the size", "pass", line="src/main/java/shop/OrderService.java:6",
            repo=SPRING + """\
-- src/main/java/shop/OrderController.java --
package shop;
@RestController
public class OrderController {
  private final OrderService orderService;
  @GetMapping("/orders")
  public List<Order> orders(@RequestParam(defaultValue = "20") int size) {
    return orderService.newest(size);
  }
}
-- src/main/java/shop/OrderService.java --
package shop;
@Service
public class OrderService {
  private static final int MOST = 100;
  public List<Order> newest(int size) {
    return repository.findAll(PageRequest.of(0, Math.min(size, MOST))).getContent();
  }
}
"""),
    example("Spring: the service below the controller takes any size", "fail", line="src/main/java/shop/OrderController.java:6",
            repo=SPRING + """\
-- src/main/java/shop/OrderController.java --
package shop;
@RestController
public class OrderController {
  private final OrderService orderService;
  @GetMapping("/orders")
  public List<Order> orders(@RequestParam(defaultValue = "20") int size) {
    return orderService.newest(size);
  }
}
-- src/main/java/shop/OrderService.java --
package shop;
@Service
public class OrderService {
  public List<Order> newest(int size) {
    return repository.findAll(PageRequest.of(0, size)).getContent();
  }
}
"""),
    example("gRPC: the size that the request asks for", "fail", line="orders.go:6", repo="""
-- go.mod --
module shop
require google.golang.org/grpc v1.64.0
-- main.go --
package main
import "google.golang.org/grpc"
func main() {
	server := grpc.NewServer()
	pb.RegisterOrdersServer(server, &Orders{})
	server.Serve(listen(":9000"))
}
-- orders.go --
package main

import "google.golang.org/grpc"

func (s *Orders) ListOrders(ctx context.Context, req *pb.ListOrdersRequest) (*pb.ListOrdersResponse, error) {
	size := int(req.GetPageSize())
	return s.page(ctx, size, req.GetPageToken())
}
"""),
    example("the same, with a bound that stands above", "pass", line="orders.go:6", repo="""
-- go.mod --
module shop
require google.golang.org/grpc v1.64.0
-- main.go --
package main
import "google.golang.org/grpc"
func main() {
	server := grpc.NewServer()
	pb.RegisterOrdersServer(server, &Orders{})
	server.Serve(listen(":9000"))
}
-- orders.go --
package main

import "google.golang.org/grpc"

func (s *Orders) ListOrders(ctx context.Context, req *pb.ListOrdersRequest) (*pb.ListOrdersResponse, error) {
	if req.PageSize > 100 {
		req.PageSize = 100
	}
	return s.page(ctx, req.PageSize, req.PageToken)
}
"""),
    example("tRPC: a number without an end", "fail", line="src/router.ts:5", repo="""
-- package.json --
{"scripts": {"start": "node dist/server.js"}, "dependencies": {"@trpc/server": "11", "@prisma/client": "5", "express": "4"}}
-- src/server.ts --
import express from "express"
import * as trpcExpress from "@trpc/server/adapters/express"
const app = express()
app.use("/trpc", trpcExpress.createExpressMiddleware({ router: appRouter }))
app.get("/api/version", (req, res) => res.json({ version: 1 }))
app.listen(3000)
-- src/router.ts --
import { router, publicProcedure } from "./trpc"

export const appRouter = router({
  list: publicProcedure
    .input(z.object({ limit: z.number().min(1) }))
    .query(({ input }) => prisma.order.findMany({ take: input.limit })),
})
"""),
    example("Phoenix: a page's size is the app's own", "pass", line="lib/shop_web/controllers/api/order_controller.ex:4", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, "~> 0.17"}]
end
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  use ShopWeb, :router
  scope "/api", ShopWeb.Api do
    get "/orders", OrderController, :index
  end
end
-- lib/shop_web/controllers/api/order_controller.ex --
defmodule ShopWeb.Api.OrderController do
  use ShopWeb, :controller

  @per 20

  def index(conn, params) do
    orders = Orders.all(page: params["page"] || 1, per: @per)
    render(conn, "index.json", orders: orders)
  end
end
-- lib/shop/orders.ex --
defmodule Shop.Orders do
  def all(opts) do
    Order
    |> order_by([o], desc: o.inserted_at)
    |> Repo.paginate(opts[:page], opts[:per])
  end
end
"""),
    example("Kotlin: the size is validated by a function of the project", "pass", line="src/main/kotlin/shop/OrderResource.kt:9", repo="""
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-web:3.5.0") }
-- src/main/kotlin/shop/OrderResource.kt --
package shop
import org.springframework.web.bind.annotation.*
@RestController
@RequestMapping("/api/orders")
class OrderResource(private val orders: OrderService) {
  @GetMapping
  fun list(@RequestParam(defaultValue = "0") page: Int, @RequestParam(defaultValue = "20") pageSize: Int): List<Order> {
    ensure {
      ("pageSize" to pageSize).isAtLeast(1).isAtMost(100)
    }
    return orders.page(page, pageSize)
  }
}
"""),
    example("Go: the maximum is a field of what pages", "pass", line="pages.go:8", repo="""
-- go.mod --
module example.com/shop
-- pages.go --
package shop

import "net/http"

type Pages struct{ DefaultMaxLimit int }

func (p *Pages) of(r *http.Request) int {
	if limit := number(r.URL.Query().Get("limit")); limit > p.DefaultMaxLimit {
		return p.DefaultMaxLimit
	} else {
		return limit
	}
}
-- main.go --
package shop

import (
	"encoding/json"
	"net/http"
)

func main() {
	http.HandleFunc("/api/orders", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(orders.First(pages.of(r)))
	})
	http.ListenAndServe(":80", nil)
}
"""),
    example("Phoenix: what a job's configuration prunes at a time bounds no page", "fail", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  use Mix.Project
  defp deps, do: [{:phoenix, "~> 1.7"}, {:oban, "~> 2.1"}, {:scrivener_ecto, "~> 2.0"}]
end
-- config/config.exs --
import Config
config :shop, Oban, plugins: [{Oban.Plugins.Pruner, limit: 1000, max_age: 300}]
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  use Phoenix.Router
  scope "/api", ShopWeb do
    get "/orders", OrderController, :index
  end
end
-- lib/shop_web/order_controller.ex --
defmodule ShopWeb.OrderController do
  def index(conn, params), do: json(conn, Shop.Repo.paginate(Shop.Order, params))
end
"""),
    example("type-graphql: a size that the client gives", "fail", line="src/orders.ts:7", repo="""
-- package.json --
{"scripts": {"start": "node src/app.js"}, "dependencies": {"apollo-server-express": "3", "express": "4", "type-graphql": "1",
 "express-oauth2-jwt-bearer": "1", "@prisma/client": "4"}}
-- src/app.ts --
import { ApolloServer } from "apollo-server-express"
import express from "express"
import { auth } from "express-oauth2-jwt-bearer"
import { buildSchema } from "type-graphql"
import { OrderResolver } from "./orders"

const app = express()
new ApolloServer({ schema: await buildSchema({ resolvers: [OrderResolver], authChecker }) }).applyMiddleware({ app })
app.listen(5000)
-- src/orders.ts --
import { Arg, Authorized, Int, Mutation, Query, Resolver } from "type-graphql"

@Resolver()
export class OrderResolver {
  @Query(() => [Order])
  async orders(
    @Arg("limit", () => Int, { nullable: true }) limit?: number,
  ): Promise<Order[]> {
    return await prisma.orders.findMany({ take: limit ?? 10 })
  }

  @Authorized(Permission.OrderDelete)
  @Mutation(() => Order)
  async deleteOrder(@Arg("id", () => Int) id: number): Promise<Order> {
    return await prisma.orders.delete({ where: { id } })
  }
}
"""),
    example("MediatR: a validator bounds what it is handed", "pass", line="Orders/GetOrdersQueryValidator.cs:5", repo=MEDIATOR + """
-- Orders/GetOrdersQueryValidator.cs --
public class GetOrdersQueryValidator : AbstractValidator<GetOrdersQuery>
{
    public GetOrdersQueryValidator()
    {
        RuleFor(x => x.PageSize)
            .GreaterThanOrEqualTo(1)
            .LessThanOrEqualTo(100);
    }
}
"""),
    example("MediatR: the validator asks for one row at least", "fail", line="Controllers/OrdersController.cs:6", repo=MEDIATOR + """
-- Orders/GetOrdersQueryValidator.cs --
public class GetOrdersQueryValidator : AbstractValidator<GetOrdersQuery>
{
    public GetOrdersQueryValidator()
    {
        RuleFor(x => x.PageSize).GreaterThanOrEqualTo(1);
        RuleFor(x => x.Name).MaximumLength(100);
    }
}
"""),
    example("Gin: tags bound what the query binds to", "pass", line="list.go:5", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.10.0
-- list.go --
package main
import "github.com/gin-gonic/gin"
type ListQuery struct {
	Page     int `form:"page,default=1" binding:"min=1"`
	PageSize int `form:"pageSize,default=20" binding:"min=1,max=100"`
}
func list(c *gin.Context) {
	var q ListQuery
	if err := c.ShouldBindQuery(&q); err != nil { c.AbortWithStatus(400); return }
	var orders []Order
	db.Offset((q.Page - 1) * q.PageSize).Limit(q.PageSize).Find(&orders)
	c.JSON(200, orders)
}
func main() { r := gin.Default(); r.GET("/orders", list); r.Run() }
"""),
    example("Gin: tags that bound nothing", "fail", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.10.0
-- list.go --
package main
import "github.com/gin-gonic/gin"
type ListQuery struct {
	Limit int `form:"limit" binding:"required,min=1"`
}
func list(c *gin.Context) {
	var q ListQuery
	if err := c.ShouldBindQuery(&q); err != nil { c.AbortWithStatus(400); return }
	var orders []Order
	db.Limit(q.Limit).Find(&orders)
	c.JSON(200, orders)
}
func main() { r := gin.Default(); r.GET("/orders", list); r.Run() }
"""),
    example("PHP: a size beyond the bound is refused", "pass", line="src/OrdersController.php:6", repo="""
-- composer.json --
{"require": {"silex/silex": "^2.2"}}
-- web/app.php --
<?php
use Silex\\Application;
$app = new Application();
$app->get('/orders', 'controllers.orders:list');
$app->run();
-- src/OrdersController.php --
<?php
class OrdersController {
    public function list(Request $request) {
        $page = $request->query->get('page', 1);
        $perPage = $request->query->get('per-page', 20);
        if ($perPage != (int) $perPage || $perPage < 1 || $perPage > 100) {
            throw new NotFoundHttpException('Invalid per-page value');
        }
        return new JsonResponse($this->orders->slice(($page - 1) * $perPage, $perPage));
    }
}
"""),
    example("Flask: a size beyond the bound is refused", "pass", line="app.py:8", repo="""
-- requirements.txt --
flask
flask-sqlalchemy
-- app.py --
from flask import Flask, jsonify, request
from models import Order
app = Flask(__name__)

@app.route("/orders")
def orders():
    per_page = request.args.get("per-page", 20, type=int)
    if per_page < 1 or per_page > 100:
        raise BadRequest("Invalid per-page value")
    return jsonify([o.shown() for o in Order.query.paginate(per_page=per_page).items])
"""),
    example("Go: the cap that a paginator is given", "pass", line="main.go:6", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() {
	db.Get(&one, `SELECT id FROM items LIMIT 1`)
	pg := paginator.New(paginator.Opt{
		MaxPerPage: 50,
	})
	http.HandleFunc("/api/items", func(w http.ResponseWriter, r *http.Request) { list(w, pg, r.FormValue("page")) })
	http.ListenAndServe(":80", nil)
}
"""),
    example("a size that must be more than nothing has no bound above", "fail", repo="""
-- package.json --
{"dependencies": {"next": "16", "@prisma/client": "6"}, "scripts": {"start": "next start"}}
-- next.config.ts --
export default {};
-- app/api/items/route.ts --
import prisma from "@/lib/prisma";
export async function GET(request: Request) {
  const limit = parseInt(new URL(request.url).searchParams.get("limit") || "0");
  return Response.json(await prisma.item.findMany({ ...(limit > 0 && { take: limit }) }));
}
"""),
    example("a batch of a queue is no page", "na", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-core</artifactId></dependency></dependencies></project>
-- src/main/java/shop/QueueConfig.java --
package shop;
public class QueueConfig {
    @Max(10)
    private int messageMaximumBatchSize;
}
-- src/main/java/shop/Orders.java --
package shop;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
@Path("/orders")
public class Orders {
    @GET
    public List<Order> all() { return orders.list(); }
}
"""),
    example("what a job takes at once is no page", "na", repo="""
-- Api/Api.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Api/Jobs/MailQueueProcessorJob.cs --
public class MailQueueProcessorJob
{
    public async Task ExecuteAsync()
    {
        var pending = await _db.Mails.Where(e => e.Pending).Take(50).ToListAsync();
    }
}
-- Api/Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/hello", () => "hello");
app.Run();
"""),
    example("a page of at least one row may have any number of them", "fail", line="src/app.ts:4", repo="""
-- package.json --
{"dependencies": {"express": "5", "mongoose": "8"}}
-- src/app.ts --
import express from "express"
const app = express()
app.get("/brands", async (req, res) => {
  const limit = Math.max(1, parseInt(req.query.limit || "5") || 5)
  const page = Math.max(1, parseInt(req.query.page || "1") || 1)
  res.json(await Brand.find({}).skip((page - 1) * limit).limit(limit))
})
app.listen(3000)
"""),
    example("Spring: the size of a page that is asked of others", "na", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- src/main/java/shop/PayClient.java --
package shop;
import org.springframework.web.bind.annotation.RequestParam;
@HttpExchange(contentType = "application/json")
public interface PayClient {
    @GetExchange("/transactions")
    List<Transaction> transactions(@RequestParam("limit") int limit);
}
-- src/main/java/shop/Web.java --
package shop;
import org.springframework.web.bind.annotation.*;
@RestController
public class Web {
    @GetMapping("/hello")
    public String hello() { return "hello"; }
}
"""),
]
