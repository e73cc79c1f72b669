"""List endpoints are paginated.

A list that returns the whole table works for the first hundred users and times out for the first big one. It also takes memory from every
other request while it tries.

Pass: pagination in the handlers that list: framework default, library, or limit/offset/cursor parameters

Fail: list endpoints exist and none is paginated; a handler that returns a whole table is a finding

Fix: Page every list that grows: `DEFAULT_PAGINATION_CLASS` with `PAGE_SIZE` (DRF), fastapi-pagination, `limit` and `offset` or a cursor in
the query (`LIMIT`, `take`/`skip`, `Limit`), `Pageable` (Spring Data), kaminari or pagy, `->paginate(50)` (Laravel), `Skip().Take()` (EF
Core), Flop or Scrivener (Ecto). Prefer a cursor where rows are added all the time.

Searched: queries for every row that endpoints without a parameter in their path reach, apart from look-up tables; pages in queries and
parameters
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Lists, Routes, contradicts, example, nothing, rule, supports, unclear


@rule(id="API003", severity="medium", applies="api", sources=("S1.4",))
def pagination(lists: Lists, routes: Routes) -> Iterator[Finding]:
    for whole in lists.whole:
        yield contradicts(whole, f"{whole.endpoint} answers with every row of `{whole.what}`")
    for mark in lists.paged:
        yield supports(mark, f"lists are paged: `{' '.join(mark.text.split())[:60]}`")
    if len(routes.health) < len(routes.all):
        yield nothing("no endpoint was found that lists a table that grows")
    elif not lists.paged and not lists.whole:
        yield unclear("no endpoint could be read; those that list would tell")


ACTIX = """
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
sea-orm = "1"
-- src/main.rs --
use actix_web::{web, App, HttpServer, HttpResponse};
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new()
        .app_data(web::JsonConfig::default()
            .limit(4096))
        .route("/settings", web::get().to(|| async { HttpResponse::Ok().json(settings()) })))
        .bind("0.0.0.0:80")?.run().await
}
%s"""

EXAMPLES = [
    example("Symfony: Doctrine's entities are made of nothing", "fail", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "doctrine/orm": "^3"}}
-- src/Entity/Order.php --
<?php
#[ORM\\Entity]
class Order
{
}
-- src/Controller/OrderController.php --
<?php
use Symfony\\Component\\Routing\\Attribute\\Route;

class OrderController extends AbstractController
{
    #[Route(path: '/orders', name: 'orders', methods: ['GET'])]
    public function all(): JsonResponse
    {
        return $this->json($this->em->getRepository(Order::class)->findAll());
    }
}
"""),
    example("Laravel: a class that is made of nothing is no model", "na", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- routes/api.php --
<?php
Route::get('/about', [AboutController::class, 'show']);
-- app/Http/Controllers/AboutController.php --
<?php
use App\\Site\\About;
class AboutController extends Controller
{
    public function show()
    {
        return response()->json(About::get());
    }
}
-- app/Site/About.php --
<?php
class About
{
    public static function get() { return ['name' => 'shop']; }
}
"""),
    example("Laravel: a model of the project's own base", "fail", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- routes/api.php --
<?php
Route::get('/orders', [OrdersController::class, 'show']);
-- app/Http/Controllers/OrdersController.php --
<?php
use App\\Shop\\Order;
class OrdersController extends Controller
{
    public function show()
    {
        return response()->json(Order::get());
    }
}
-- app/Shop/Order.php --
<?php
class Order extends Record
{
}
"""),
    example("C#: SQL that gets its conditions, and a page of SQL", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Dapper" Version="2.1.0" /></ItemGroup></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/orders", async (Orders orders, OrdersQuery query) => await orders.All(query));
app.MapGet("/payments", async (Payments payments, PaymentsQuery query) => await payments.All(query));
app.Run();
-- Orders.cs --
public class Orders(IConnections connections) {
    public async Task<PagedOrders> All(OrdersQuery query) {
        var whereClause = Filters.Build(query);
        var sql = "SELECT * FROM shop.vw_orders" + whereClause;
        return await connections.QueryPaginatedAsync<Order>(sql, "Id", query.Page, parameters);
    }
}
-- Payments.cs --
public class Payments(IConnections connections) {
    public async Task<PagedPayments> All(PaymentsQuery query) {
        var sql = "SELECT * FROM shop.vw_payments";

        var result = await connections.QueryPaginatedAsync<Payment>(sql, "Id DESC", query.Page);
        return new PagedPayments(result);
    }
}
"""),
    example("a table of routes in a form that is not read", "unknown", repo="""
-- composer.json --
{"require": {"php": "^8"}}
-- public/index.php --
<?php
$router = new ApiRouter(require __DIR__ . '/../routes.php');
header('Content-Type: application/json');
echo json_encode($router->getRoute(new Request($_SERVER))->dispatch());
-- routes.php --
<?php
return [['path' => '/orders', 'controller' => OrdersController::class, 'action' => 'listOrders', 'verbs' => ['GET']]];
"""),
    example("Spring: a page that has no end is none", "na", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-data-jpa</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
class Shop {}
-- src/main/java/shop/OrderController.java --
import org.springframework.web.bind.annotation.*;

@RestController
public class OrderController {
    @GetMapping("/api/payments")
    public List<Payment> paid() { return paymentRepository.findAll(spec, Pageable.unpaged()).getContent(); }
}
"""),
    example("Spring: what a page has to choose from is no endpoint's list", "na", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-data-jpa</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
class Shop {}
-- src/main/java/shop/OrderController.java --
import org.springframework.web.bind.annotation.*;

@Controller
public class OrderController {
    @GetMapping("/orders/new")
    public String add(Model model) {
        model.addAttribute("customers", customerRepository.findAll());
        return "orders/new";
    }

    @GetMapping("/orders/count")
    @ResponseBody
    public long count() { return orderRepository.count(); }
}
-- src/main/java/shop/OrderRestController.java --
import org.springframework.web.bind.annotation.*;

@RestController
public class OrderRestController {
    @GetMapping("/api/orders/{id}")
    public Order one(@PathVariable long id) { return orderRepository.findById(id); }
}
"""),
    example("NestJS: all rows of a model of Sequelize", "fail", line="src/orders.service.ts:8", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10", "@nestjs/sequelize": "10", "sequelize-typescript": "2"}}
-- src/main.ts --
import { NestFactory } from '@nestjs/core'
NestFactory.create(AppModule).then(app => app.listen(3000))
-- src/orders.controller.ts --
import { Controller, Get } from '@nestjs/common'
@Controller('orders')
export class OrdersController {
  constructor(private ordersService: OrdersService) {}

  @Get()
  getAll() {
    return this.ordersService.getAll()
  }
}
-- src/orders.service.ts --
import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/sequelize'
@Injectable()
export class OrdersService {
  constructor(@InjectModel(Order) private orderRepository: typeof Order) {}

  async getAll() {
    return await this.orderRepository.findAll({ include: { all: true } })
  }
}
"""),
    example("Rust: a trait names the query that an implementation makes", "fail", line="src/orders.rs:9", repo=ACTIX % """
-- src/routes.rs --
#[get("/orders")]
pub async fn orders(state: Data<AppState>) -> Result<Json<Vec<Order>>, Failed> {
    match state.orders.every_order().await {
        Ok(orders) => Ok(Json(orders)),
        Err(_) => Err(Failed),
    }
}
-- src/orders.rs --
#[async_trait]
pub trait Orders {
    async fn every_order(&self) -> Result<Vec<Order>, Error>;
}

#[async_trait]
impl Orders for Postgres {
    async fn every_order(&self) -> Result<Vec<Order>, Error> {
        let query = r#"
            SELECT id, total FROM orders
        "#;
        sqlx::query_as::<_, Order>(query).fetch_all(&self.pool).await
    }
}
"""),
    example("Express: two controllers by one name, and a status before what is sent", "fail", line="controllers/users.js:3", repo="""
-- package.json --
{"dependencies": {"express": "4", "mongoose": "8"}}
-- server.js --
const app = require("express")()
require("./routes/users")(app)
require("./routes/carts")(app)
app.listen(80)
-- routes/users.js --
const controller = require("../controllers/users")
module.exports = app => app.get("/users", controller.getAll)
-- routes/carts.js --
const controller = require("../controllers/carts")
module.exports = app => app.get("/carts", controller.getAll)
-- controllers/users.js --
module.exports = {
  getAll: async (req, res) => {
    const users = await User.find({})
    res.status(200).send({ users })
  }
}
-- controllers/carts.js --
module.exports = {
  getAll: async (req, res) => {
    res.status(200).send({ carts: 0 })
  }
}
"""),
    example("Phoenix: the list of a resource", "fail", line="lib/shop/orders.ex:5", repo="""
-- mix.exs --
defp deps do
  [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, ">= 0.0.0"}]
end
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  use ShopWeb, :router

  scope "/api", ShopWeb do
    pipe_through :api
    resources "/orders", OrderController, except: [:new, :edit]
  end
end
-- lib/shop_web/controllers/order_controller.ex --
defmodule ShopWeb.OrderController do
  use ShopWeb, :controller
  alias Shop.Orders

  def index(conn, _params) do
    orders = Orders.list_orders()
    render(conn, "index.json", orders: orders)
  end
end
-- lib/shop/orders.ex --
defmodule Shop.Orders do
  alias Shop.Repo

  def list_orders do
    Repo.all(Order)
    |> Repo.preload(:lines)
  end
end
"""),
    example("a filter that is empty until the client asks", "fail", line="products.js:7", repo="""
-- package.json --
{"scripts": {"start": "node products.js"}, "dependencies": {"express": "5", "mongoose": "8"}}
-- products.js --
const app = require("express")()
app.get("/products", async (req, res) => {
  const filter = {}
  if (req.query.search) {
    filter.name = { $regex: req.query.search }
  }
  res.json(await Product.find(filter).sort({ createdAt: -1 }))
})
app.listen(3000)
"""),
    example("a filter that is empty at first, and then of one user", "na", repo="""
-- package.json --
{"scripts": {"start": "node orders.js"}, "dependencies": {"express": "5", "mongoose": "8"}}
-- orders.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  const filter = {}
  filter.user = req.user.id
  res.json(await Order.find(filter))
})
app.listen(3000)
"""),
    example("Go asks in the condition", "fail", line="main.go:10", repo="""
-- go.mod --
module shop
require (
	github.com/gofiber/fiber/v2 v2.52.9
	gorm.io/driver/postgres v1.6.0
)
-- main.go --
package main

import (
	"github.com/gofiber/fiber/v2"
	"gorm.io/gorm"
)

func listUsers(c *fiber.Ctx) error {
	var users []User
	if result := db.Find(&users); result.Error != nil {
		return c.SendStatus(500)
	}
	return c.JSON(users)
}

func main() {
	app := fiber.New()
	app.Get("/users", listUsers)
	app.Listen(":3000")
}
"""),
    example("Next.js and Prisma: a page in short", "pass", repo="""
-- package.json --
{"dependencies": {"next": "14", "@prisma/client": "5"}}
-- app/api/todos/route.ts --
import prisma from "@/lib/prisma"
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url)
  const take = +(searchParams.get("take") ?? "10")
  const skip = +(searchParams.get("skip") ?? "0")
  return Response.json(await prisma.todo.findMany({ take, skip }))
}
"""),
    example("a handler that its module exports by an assignment", "fail", line="controllers/orders.js:3", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "mongoose": "8"}}
-- server.js --
const app = require("express")()
const { listOrders } = require("./controllers/orders")
app.get("/orders", listOrders)
app.listen(3000)
-- controllers/orders.js --
const Order = require("../models/order")
exports.listOrders = async (req, res) => {
  res.json(await Order.find())
}
"""),
    example("a handler that is brought in under another name", "fail", line="controllers/orders.js:3", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "mongoose": "8"}}
-- server.js --
const app = require("express")()
const { list: orders, create } = require("./controllers/orders")
const { list: shops } = require("./controllers/shops")
app.get("/orders", orders)
app.get("/shops", shops)
app.listen(3000)
-- controllers/orders.js --
const { Order } = require("../models")
const list = async (req, res) => {
  res.json(await Order.find())
}
module.exports = { list }
-- controllers/shops.js --
const { Shop } = require("../models")
const list = async (req, res) => {
  res.json(await Shop.find().limit(20))
}
module.exports = { list }
"""),
    example("a handler that a module of JavaScript brings in under another name", "fail", line="orders.js:3", repo="""
-- package.json --
{"type": "module", "scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "mongoose": "8"}}
-- server.js --
import express from "express"
import { list as listOrders } from "./orders.js"
const app = express()
app.get("/orders", listOrders)
app.listen(3000)
-- orders.js --
import Order from "./models/order.js"
export const list = async (req, res) => {
  res.json(await Order.find())
}
"""),
    example("mongoose: a page, after relations that are told at length", "pass", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "mongoose": "8"}}
-- server.js --
const app = require("express")()
const Order = require("./models/order")
app.get("/orders", async (req, res) => {
  const { page = 1, limit = 10 } = req.query
  const orders = await Order.find()
    .sort("-created")
    .populate({
      path: "cart",
      populate: {
        path: "products.product",
        select: "name price description weight size colour material category supplier picture",
        populate: {
          path: "brand",
          select: "name country founder homepage picture description category since"
        }
      }
    })
    .limit(limit * 1)
    .skip((page - 1) * limit)
  res.json(orders)
})
app.listen(3000)
"""),
    example("MediatR: the handler of the request lists them all", "fail", line="Orders/GetOrders.cs:18", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapOrders();
app.Run();
-- Orders/GetOrders.cs --
public record GetOrders : IRequest<List<Order>>;

public static class OrdersEndpoint
{
    public static void MapOrders(this WebApplication app)
    {
        app.MapGet($"{Config.Base}/orders", async (IMediator mediator) =>
        {
            return Results.Ok(await mediator.Send(new GetOrders()));
        });
    }
}

internal class GetOrdersHandler : IRequestHandler<GetOrders, List<Order>>
{
    public async Task<List<Order>> Handle(GetOrders request, CancellationToken token)
    {
        return await _context.Orders.AsNoTracking().ToListAsync(token);
    }
}
"""),
    example("a statement that is limited, put together above", "na", repo="""
-- go.mod --
module shop
-- main.go --
package main

func top(c *gin.Context) {
	statement := "SELECT id, name FROM orders ORDER BY views DESC limit 15"
	rows, _ := db.Query(statement)
	c.JSON(200, read(rows))
}

func main() {
	r := gin.Default()
	r.GET("/api/top", top)
	r.Run(":80")
}
"""),
    example("a whole collection", "fail", line="server.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "mongoose": "8"}}
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  res.json(await Order.find())
})
app.listen(3000)
"""),
    example("pages", "pass", line="server.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "mongoose": "8"}}
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  res.json(await Order.find().limit(50).skip(50 * req.query.page))
})
app.listen(3000)
"""),
    example("a look-up table, and what belongs to one user", "na", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "mongoose": "8"}}
-- server.js --
const app = require("express")()
app.get("/countries", async (req, res) => {
  res.json(await Country.find())
})
app.get("/orders", async (req, res) => {
  res.json(await Order.find({ user: req.user.id }))
})
app.listen(3000)
"""),
    example("behind a service", "fail", line="store.py:5", repo="""
-- requirements.txt --
fastapi
sqlalchemy
-- main.py --
from fastapi import FastAPI
from store import list_orders
app = FastAPI()
@app.get("/orders")
def orders(db):
    return list_orders(db)
-- store.py --
from sqlalchemy import select
from models import Order

def list_orders(db):
    return db.query(Order).filter(Order.open == True).all()
"""),
    example("Spring Data: a repository's own function is none of a service of that name", "fail",
            line="src/main/java/shop/OrderServiceImpl.java:5", says="GET /orders answers with every row of `order`", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App { public static void main(String[] args) { SpringApplication.run(App.class, args); } }
-- src/main/java/shop/ClerkRepository.java --
package shop;
public interface ClerkRepository extends JpaRepository<Clerk, String> {}
-- src/main/java/shop/AnalyticsController.java --
package shop;
import org.springframework.web.bind.annotation.*;
@RestController
public class AnalyticsController {
    @GetMapping("/by-clerk")
    public List<Row> byClerk() {
        for (Clerk clerk : clerkRepository.findAll()) { names.put(clerk.getId(), clerk.getName()); }
        return rows.of(names);
    }
}
-- src/main/java/shop/OrderController.java --
package shop;
import org.springframework.web.bind.annotation.*;
@RestController
public class OrderController {
    @GetMapping("/orders")
    public List<OrderDto> list() {
        return orderService.findAll();
    }
}
-- src/main/java/shop/OrderServiceImpl.java --
package shop;
@Service
public class OrderServiceImpl implements OrderService {
    public List<OrderDto> findAll() {
        return orderRepository.findAll().stream().map(OrderDto::of).toList();
    }
}
"""),
    example("FastAPI: a list is declared, and nothing cuts it", "fail", line="app.py:8", says="every row of `Item`", repo="""
-- requirements.txt --
fastapi
pymongo
-- app.py --
from fastapi import Depends, FastAPI
from pydantic import BaseModel
from services import ItemService
app = FastAPI()
class ItemSchema(BaseModel):
    name: str

@app.get("/items", summary="All items")
def items(service: ItemService = Depends(ItemService)) -> list[ItemSchema]:
    return service.list()

@app.get("/countries", response_model=list[CountrySchema])
def countries(service: ItemService = Depends(ItemService)):
    return service.countries()
-- services.py --
class ItemService:
    def list(self):
        return list(self._collection.find(self.filters))
"""),
    example("Laravel: the group names the class of its routes", "fail", line="app/Http/Controllers/OrderController.php:4", repo="""
-- composer.json --
{"require": {"laravel/framework": "^9"}}
-- artisan --
#!/usr/bin/env php
-- routes/api.php --
<?php
Route::controller(OrderController::class)->prefix('orders')->group(function () {
    Route::get('open', 'open');
});
-- app/Http/Controllers/OrderController.php --
<?php
class OrderController extends Controller {
    public function open() {
        return response()->json(Order::get());
    }
}
"""),
    example("MongoDB in Go: a whole collection, beside a limit of requests", "fail", line="main.go:13", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"github.com/gin-gonic/gin"
	"go.mongodb.org/mongo-driver/bson"
	"golang.org/x/time/rate"
)

var limiter = rate.NewLimiter(rate.Limit(10), 20)

func list(c *gin.Context) {
	var found []Order
	cursor, err := orders.Find(c.Request.Context(), bson.M{})
	if err == nil {
		err = cursor.All(c.Request.Context(), &found)
	}
	c.JSON(200, found)
}

func main() {
	r := gin.Default()
	r.GET("/orders", list)
	r.Run()
}
"""),
    example("gRPC in Go: a whole table", "fail", line="main.go:15", says="ListOrders", repo="""
-- go.mod --
module example.com/shop

require google.golang.org/grpc v1.70.0
-- main.go --
package main

import (
	"google.golang.org/grpc"
	pb "example.com/shop/genproto"
)

func main() {
	srv := grpc.NewServer()
	pb.RegisterShopServer(srv, &shop{})
	srv.Serve(listener)
}

func loadOrders(ctx context.Context) ([]*pb.Order, error) {
	rows, err := db.QueryContext(ctx, `
		SELECT o.id, o.customer
		FROM orders o
		ORDER BY o.id
	`)
	return read(rows), err
}

func (s *shop) ListOrders(ctx context.Context, req *pb.Empty) (*pb.ListOrdersResponse, error) {
	orders, err := loadOrders(ctx)
	return &pb.ListOrdersResponse{Orders: orders}, err
}
"""),
    example("MongoDB in Go: a page", "pass", line="main.go:10", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"github.com/gin-gonic/gin"
	"go.mongodb.org/mongo-driver/bson"
)

func list(c *gin.Context) {
	var found []Order
	page := options.Find().SetSkip(skip(c)).SetLimit(20)
	cursor, err := orders.Find(c, bson.M{}, page)
	c.JSON(200, found)
}

func main() {
	r := gin.Default()
	r.GET("/orders", list)
	r.Run()
}
"""),
    example("gRPC in Python: every row", "fail", line="server.py:10", repo="""
-- requirements.txt --
grpcio
sqlalchemy
-- server.py --
from concurrent import futures
import grpc
import orders_pb2
import orders_pb2_grpc
from models import Order, Session

class Orders(orders_pb2_grpc.OrdersServicer):
    def ListOrders(self, request, context):
        with Session() as session:
            rows = session.query(Order).all()
        return orders_pb2.ListOrdersResponse(orders=[row.message() for row in rows])

server = grpc.server(futures.ThreadPoolExecutor())
orders_pb2_grpc.add_OrdersServicer_to_server(Orders(), server)
server.start()
"""),
    example("Connect in Go: a page, of the size that the request asks for", "pass", line="orders.go:11", repo="""
-- go.mod --
module shop
require connectrpc.com/connect v1.16.0
-- main.go --
package main
import "net/http"
func main() {
	mux := http.NewServeMux()
	mux.Handle(ordersv1connect.NewOrdersHandler(&Orders{}))
	http.ListenAndServe(":8080", mux)
}
-- orders.go --
package main

import (
	"context"

	"connectrpc.com/connect"
)

func (s *Orders) ListOrders(ctx context.Context, req *connect.Request[v1.ListRequest]) (*connect.Response[v1.ListResponse], error) {
	var orders []Order
	s.db.Order("id").Limit(int(req.Msg.GetPageSize())).Find(&orders)
	return connect.NewResponse(&v1.ListResponse{Orders: messages(orders)}), nil
}
"""),
    example("the same without", "fail", line="orders.go:11", repo="""
-- go.mod --
module shop
require connectrpc.com/connect v1.16.0
-- main.go --
package main
import "net/http"
func main() {
	mux := http.NewServeMux()
	mux.Handle(ordersv1connect.NewOrdersHandler(&Orders{}))
	http.ListenAndServe(":8080", mux)
}
-- orders.go --
package main

import (
	"context"

	"connectrpc.com/connect"
)

func (s *Orders) ListOrders(ctx context.Context, req *connect.Request[v1.ListRequest]) (*connect.Response[v1.ListResponse], error) {
	var orders []Order
	s.db.Order("id").Find(&orders)
	return connect.NewResponse(&v1.ListResponse{Orders: messages(orders)}), nil
}
"""),
    example("tRPC: every row", "fail", line="src/router.ts:9", repo="""
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
import { prisma } from "./db"

export const appRouter = router({
  add: publicProcedure.input(Order).mutation(async ({ input }) => {
    await prisma.order.create({ data: input })
    return prisma.order.findMany()
  }),
  list: publicProcedure.query(() => prisma.order.findMany({ orderBy: { id: "desc" } })),
})
"""),
    example("tRPC: what changes something lists nothing, and the list is cut", "pass", line="src/router.ts:8", repo="""
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
  add: publicProcedure.input(Order).mutation(async ({ input }) => {
    return prisma.order.findMany()
  }),
  list: publicProcedure
    .input(z.object({ cursor: z.string().optional() }))
    .query(({ input }) => prisma.order.findMany({ cursor: { id: input.cursor }, take: 50 })),
})
"""),
    example("pages of another service are read, and none is given", "na", repo="""
-- package.json --
{"name": "shop", "type": "module", "scripts": {"start": "node src"}, "dependencies": {"@hapi/hapi": "21", "hapi-pulse": "3"}}
-- src/server.js --
import hapi from '@hapi/hapi'
const server = hapi.server({ port: 3000 })
server.route({ method: 'GET', path: '/members', handler: async (request, h) => {
  const found = await octokit.graphql.paginate(query, { org })
  return h.response({ names: found.nodes })
} })
"""),
    example("ASP.NET: a generic repository lists every row, of a table that grows", "fail", line="Data/Repository.cs:7", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
-- Data/Repository.cs --
public abstract class Repository<T> : IRepository<T> where T : class
{
    private readonly ShopContext _shopContext;

    public async Task<List<T>> GetItems()
    {
        return await _shopContext.Set<T>().AsNoTracking().ToListAsync();
    }
}
-- Data/BookRepository.cs --
public class BookRepository : Repository<Book>, IBookRepository { }
-- Services/BookService.cs --
public class BookService : IBookService
{
    private readonly IBookRepository _bookRepository;

    public async Task<List<Book>> GetBooks()
    {
        var books = await _bookRepository.GetItems();
        return books;
    }
}
-- Controllers/BookController.cs --
[ApiController]
[Route("[controller]/[action]")]
public class BookController : ControllerBase
{
    private readonly IBookService _bookService;

    [HttpGet]
    public async Task<IActionResult> GetAllBooks()
    {
        var books = await _bookService.GetBooks();
        return Ok(books);
    }
}
"""),
    example("ASP.NET: a generic repository lists a table that hardly grows", "na", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
-- Data/Repository.cs --
public abstract class Repository<T> : IRepository<T> where T : class
{
    public async Task<List<T>> GetItems()
    {
        return await _shopContext.Set<T>().ToListAsync();
    }
}
-- Controllers/GenreController.cs --
[ApiController]
[Route("[controller]/[action]")]
public class GenreController : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> GetAll()
    {
        return Ok(await _genreRepository.GetItems());
    }
}
"""),
    example("Express: handlers that a function of the project's own is given, as static members", "fail", line="src/products.ts:7", repo="""
-- package.json --
{"scripts": {"start": "node dist/server.js"}, "dependencies": {"express": "4", "typeorm": "0.3"}}
-- src/server.ts --
import express from "express"
import { ProductController } from "./products"
const app = express()
app.get("/products", ProductController.all)
app.listen(3000)
-- src/products.ts --
import { caught } from "./caught"
import { source, Product } from "./source"

export class ProductController {
  static all = caught(async function (req, res, next) {
    const productRepo = source.getRepository(Product)
    const products = await productRepo.find()
    return res.status(200).json({ data: products })
  })
}
"""),
    example("NestJS, a repository of the app's own around TypeORM's", "fail", line="src/user/user.repository.ts:8", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11", "@nestjs/typeorm": "11", "typeorm": "0.3.24"}}
-- src/main.ts --
NestFactory.create(AppModule)
-- src/user/user.controller.ts --
import { Controller, Get } from "@nestjs/common"
@Controller("users")
export class UserController {
  constructor(private readonly userService: UserService) {}

  @Get()
  getUsers(): Promise<UserDto[]> {
    return this.userService.getUsers()
  }
}
-- src/user/user.service.ts --
export class UserService {
  constructor(private readonly userRepository: UserRepository) {}

  async getUsers(): Promise<UserDto[]> {
    const users = await this.userRepository.getUsers()
    return users.map((user) => ({ id: user.id }))
  }
}
-- src/user/user.repository.ts --
export class UserRepository {
  constructor(
    @InjectRepository(User)
    private readonly repository: Repository<User>,
  ) {}

  async getUsers(): Promise<User[]> {
    return this.repository.find()
  }
}
"""),
    example("Connexion: a list of its OpenAPI file that answers with the whole table", "fail", line="api/orders.py:3", repo="""
-- requirements.txt --
connexion==3.1.0
sqlalchemy==2.0.0
-- app.py --
import connexion
app = connexion.App(__name__)
app.add_api("openapi.yml", resolver=RestyResolver("api"))
-- api/orders.py --
from models import Order, session
def search():
    return [o.shown() for o in session.query(Order).all()]
-- openapi.yml --
openapi: 3.0.1
paths:
  /orders:
    get:
      responses: {}
"""),
    example("a collection of MongoDB that a variable holds", "fail", line="server.js:3", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "mongodb": "3"}}
-- server.js --
const app = require("express")()
app.get("/users", (req, res) => {
  usersCollection.find().toArray().then((users) => {
    res.json(users)
  })
})
app.listen(8080)
"""),
    example("Actix: what a body may weigh is no page", "na", repo=ACTIX % ""),
    example("Actix: a page", "pass", line="src/orders.rs:2", repo=ACTIX % """\
-- src/orders.rs --
pub async fn list(db: &Db) -> Vec<Order> {
    Order::find().limit(50).all(db).await.unwrap()
}
"""),
    example("ASP.NET Core: all but the first of a few words is no page", "na", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"/>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/words", (string text) => text.Split(' ').Skip(1));
app.Run();
"""),
    example("MediatR: a group maps a method that sends a query for every row", "fail", line="Orders/GetOrders.cs:15", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="MediatR" Version="12.4.0" /></ItemGroup></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapEndpoints();
app.Run();
-- Endpoints/Orders.cs --
public class Orders : IEndpointGroup
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet(GetOrders);
        group.MapPut(UpdateOrder, "{id}");
    }

    public static async Task<Ok<OrdersVm>> GetOrders(ISender sender)
    {
        return TypedResults.Ok(await sender.Send(new GetOrdersQuery()));
    }
}
-- Orders/GetOrders.cs --
public record GetOrdersQuery : IRequest<OrdersVm>;

public class GetOrdersQueryHandler : IRequestHandler<GetOrdersQuery, OrdersVm>
{
    private readonly IShopContext _context;
    public GetOrdersQueryHandler(IShopContext context)
    {
        _context = context;
    }

    public async Task<OrdersVm> Handle(GetOrdersQuery request, CancellationToken token)
    {
        return new OrdersVm
        {
            Orders = await _context.Orders.AsNoTracking().OrderBy(o => o.Name).ToListAsync(token)
        };
    }
}
"""),
    example("a job that goes through its rows by portions pages no list", "fail", line="orders/views.py:4", repo="""
-- requirements.txt --
django
djangorestframework
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/urls.py --
from django.urls import path
from orders.views import orders
urlpatterns = [path("orders/", orders)]
-- orders/views.py --
from rest_framework.decorators import api_view
@api_view(["GET"])
def orders(request):
    return Response(OrderSerializer(Order.objects.all(), many=True).data)
-- orders/management/commands/send_all.py --
from django.core.paginator import Paginator
class Command(BaseCommand):
    def handle(self, *args, **options):
        for page in Paginator(Order.objects.order_by("id"), 500):
            send(page.object_list)
"""),
    example("the API of an app about tasks pages them", "pass", line="app/routers/tasks.py:4", repo="""
-- requirements.txt --
fastapi
sqlalchemy
-- app/routers/tasks.py --
from fastapi import APIRouter
router = APIRouter()
@router.get("/tasks")
def tasks(limit: int = 20, offset: int = 0):
    return session.query(Task).limit(limit).offset(offset).all()
-- main.py --
from fastapi import FastAPI
from app.routers.tasks import router
app = FastAPI()
app.include_router(router)
"""),
    example("GraphQL in NestJS: a resolver that lists every row", "fail", line="src/orders.service.ts:4", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11", "@nestjs/graphql": "13", "@nestjs/apollo": "13", "typeorm": "0.3"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then(app => app.listen(80))
-- src/orders.resolver.ts --
import { Args, Int, Query, Resolver } from "@nestjs/graphql"
@Resolver(() => Order)
export class OrdersResolver {
  constructor(private readonly ordersService: OrdersService) {}
  @Query(() => [Order], { name: "orders" })
  findAll() {
    return this.ordersService.findAll()
  }
}
-- src/orders.service.ts --
@Injectable()
export class OrdersService {
  findAll(): Promise<Order[]> {
    return this.orderRepository.find()
  }
}
"""),
    example("GraphQL in NestJS: a resolver that lists a page", "pass", line="src/orders.resolver.ts:6", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11", "@nestjs/graphql": "13", "@nestjs/apollo": "13", "typeorm": "0.3"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then(app => app.listen(80))
-- src/orders.resolver.ts --
import { Args, Int, Query, Resolver } from "@nestjs/graphql"
@Resolver(() => Order)
export class OrdersResolver {
  @Query(() => [Order])
  orders(@Args("first", { type: () => Int }) first: number) {
    return this.orderRepository.find({ take: first })
  }
}
"""),
    example("Apollo: resolvers of which one lists every row", "fail", line="server.js:8", says="orders", repo="""
-- package.json --
{"dependencies": {"@apollo/server": "5", "@prisma/client": "6"}}
-- server.js --
import { ApolloServer } from "@apollo/server"
import { startStandaloneServer } from "@apollo/server/standalone"
const resolvers = {
  Query: {
    order: (_, { id }) => prisma.order.findUnique({ where: { id } }),
    roles: () => prisma.role.findMany(),
    orders: async (parent, args, { prisma }) => {
      return prisma.order.findMany({ orderBy: { made: "desc" } })
    },
  },
  Mutation: {
    clear: () => prisma.line.findMany(),
  },
}
const { url } = await startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), { listen: { port: 80 } })
"""),
    example("Apollo: a schema whose lists are asked for in parts", "pass", line="schema.graphql:2", repo="""
-- package.json --
{"dependencies": {"@apollo/server": "5"}}
-- schema.graphql --
type Query {
  orders(first: Int = 20, after: String): OrderConnection!
}
-- server.js --
import { ApolloServer } from "@apollo/server"
import { startStandaloneServer } from "@apollo/server/standalone"
const resolvers = { Query: { orders: (_, args) => load(args) } }
const { url } = await startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), { listen: { port: 80 } })
"""),
    example("Graphene: every row", "fail", line="shop/schema.py:6", says="resolve_orders", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/urls.py --
from graphene_django.views import GraphQLView
urlpatterns = [path("graphql", GraphQLView.as_view())]
-- shop/schema.py --
import graphene
from shop.models import Order
class Query(graphene.ObjectType):
    orders = graphene.List(OrderType)
    def resolve_orders(self, info, **kwargs):
        return Order.objects.all()
schema = graphene.Schema(query=Query)
"""),
    example("Graphene: a connection, which is read in pages", "pass", line="shop/schema.py:4", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/urls.py --
from graphene_django.views import GraphQLView
urlpatterns = [path("graphql", GraphQLView.as_view())]
-- shop/schema.py --
import graphene
from graphene_django import DjangoConnectionField
class Query(graphene.ObjectType):
    orders = DjangoConnectionField(OrderType)
schema = graphene.Schema(query=Query)
"""),
    example("Strawberry: every row", "fail", line="main.py:9", says="orders", repo="""
-- main.py --
import strawberry
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter
@strawberry.type
class Query:
    @strawberry.field
    def orders(self) -> list[Order]:
        with Session() as db:
            return db.query(OrderModel).all()
app = FastAPI()
app.include_router(GraphQLRouter(strawberry.Schema(query=Query)), prefix="/graphql")
"""),
    example("gqlgen: every row", "fail", line="graph/schema.resolvers.go:10", says="Orders", repo="""
-- go.mod --
module example.com/shop
require github.com/99designs/gqlgen v0.17.0
-- server.go --
package main
import (
	"net/http"
	"github.com/99designs/gqlgen/graphql/handler"
)
func main() {
	http.Handle("/query", handler.NewDefaultServer(graph.NewExecutableSchema(graph.Config{})))
	http.ListenAndServe(":80", nil)
}
-- graph/schema.resolvers.go --
package graph
import (
	"context"
	"example.com/shop/graph/model"
)
func (r *mutationResolver) Drop(ctx context.Context) (bool, error) { return true, nil }
// Orders is the resolver for the orders field.
func (r *queryResolver) Orders(ctx context.Context) ([]*model.Order, error) {
	var orders []*model.Order
	r.DB.Find(&orders)
	return orders, nil
}
"""),
    example("HotChocolate: every row", "fail", line="Query.cs:3", says="GetOrders", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="HotChocolate.AspNetCore" Version="15.0" /></ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGraphQLServer().AddQueryType<Query>();
var app = builder.Build();
app.MapGraphQL();
app.Run();
-- Query.cs --
public class Query
{
    public async Task<List<Order>> GetOrders(ShopContext context) => await context.Orders.ToListAsync();
}
"""),
    example("HotChocolate: pages", "pass", line="Query.cs:3", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="HotChocolate.AspNetCore" Version="15.0" /></ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGraphQLServer().AddQueryType<Query>();
var app = builder.Build();
app.MapGraphQL();
app.Run();
-- Query.cs --
public class Query
{
    [UsePaging]
    [UseFiltering]
    public IQueryable<Order> GetOrders(ShopContext context) => context.Orders;
}
"""),
    example("Spring for GraphQL and graphql-ruby: every row", "fail", line=(
        "src/main/java/shop/Orders.java:5", "app/graphql/types/query_type.rb:5"), repo="""
-- pom.xml --
<project></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/java/shop/Orders.java --
@Controller
public class Orders {
  @QueryMapping
  public List<Order> orders() {
    return orderRepository.findAll();
  }
}
-- Gemfile --
gem "rails"
gem "graphql"
-- config/application.rb --
class Application < Rails::Application
end
-- app/graphql/types/query_type.rb --
module Types
  class QueryType < Types::BaseObject
    field :orders, [Types::OrderType], null: false
    def orders
      Order.all
    end
  end
end
"""),
    example("Rust: Diesel reads a whole table", "fail", line="src/main.rs:11", says="GET /orders", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
diesel = { version = "2", features = ["postgres"] }
-- src/main.rs --
use axum::{routing::get, Json, Router};
use diesel::prelude::*;
#[tokio::main]
async fn main() {
    let app = Router::new().route("/orders", get(list)).route("/first", get(first));
    let listener = tokio::net::TcpListener::bind("0.0.0.0:80").await.unwrap();
    axum::serve(listener, app).await.unwrap();
}
async fn list(State(pool): State<Pool>) -> Json<Vec<Order>> {
    let mut conn = pool.get().unwrap();
    let found = orders::table.order(orders::made.desc()).select(Order::as_select()).load(&mut conn).unwrap();
    Json(found)
}
async fn first(State(pool): State<Pool>) -> Json<Vec<Line>> {
    Json(lines::table.filter(lines::open.eq(true)).load::<Line>(&mut pool.get().unwrap()).unwrap())
}
"""),
    example("Rust: sqlx reads a whole table", "fail", line="src/orders.rs:3", says="GET /orders", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
sqlx = { version = "0.8", features = ["postgres"] }
-- src/main.rs --
use actix_web::{App, HttpServer};
mod orders;
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().service(orders::list)).bind("0.0.0.0:80")?.run().await
}
-- src/orders.rs --
#[get("/orders")]
async fn list(pool: web::Data<PgPool>) -> impl Responder {
    let found = sqlx::query_as!(Order, r#"SELECT id, made FROM orders"#)
        .fetch_all(pool.get_ref()).await.unwrap();
    HttpResponse::Ok().json(found)
}
"""),
    example("Express: a handler that a wrapper is given, of all that is not marked", "fail", line="controllers/offers.js:2", repo="""
-- package.json --
{"type": "module", "dependencies": {"express": "4", "mongoose": "8"}}
-- app.js --
import express from "express";
import { getAllJobs } from "./controllers/offers.js";
const app = express();
app.get("/jobs", getAllJobs);
app.listen(3000);
-- controllers/offers.js --
export const getAllJobs = catchErrors(async (req, res, next) => {
  const jobs = await Job.find({ expired: false });
  res.status(200).json({ success: true, jobs });
});
"""),
    example("a class names further rows beside those that its view pages", "pass", line="shop/settings.py:2", repo="""
-- shop/settings.py --
REST_FRAMEWORK = {
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": 20,
}
-- shop/urls.py --
from rest_framework import routers
from shop.views import PlanViewSet

router = routers.DefaultRouter()
router.register("plans", PlanViewSet)
urlpatterns = router.urls
-- shop/views.py --
from rest_framework.viewsets import ModelViewSet

class PlanViewSet(ModelViewSet):
    queryset = Plan.objects.active().select_related("owner")
    file_queryset = PlanFile.objects.all()
    file_relation = "plan"
"""),
    example("what a script takes in portions is no page", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5", "@prisma/client": "6"}}
-- src/server.ts --
import express from "express"
import { prisma } from "./db"
const app = express()
app.get("/api/orders", async (req, res) => res.json(await prisma.order.findMany()))
app.listen(3000)
-- scripts/backfill-labels.ts --
import { prisma } from "../src/db"
for (let done = 0; ; done += 100) {
  const orders = await prisma.order.findMany({ skip: done, take: 100 })
  if (!orders.length) break
}
"""),
]
