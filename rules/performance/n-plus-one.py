"""N+1 queries are looked for and avoided.

A list that asks the database once for each row is fast on a developer's ten rows and takes seconds on a customer's thousand. The page
gets slower for exactly those users who use the service most.

Pass: eager loading or batching on relations that are listed (select_related/prefetch_related, joinedload, includes/preload, DataLoader,
JOIN FETCH/EntityGraph, include, Preload, with()), or a detector (bullet, nplusone, assertNumQueries)

Fail: neither; a query inside a loop over query results is a finding

Fix: Load relations with the list: `select_related` and `prefetch_related` (Django), `selectinload` (SQLAlchemy), `includes` (Rails),
`with()` (Laravel), `include:` (Prisma, Sequelize), `JOIN FETCH` or `@EntityGraph` (JPA), `.Include()` (EF Core), `Preload` (GORM,
Ecto), DataLoader (GraphQL). Catch new ones in tests: `assertNumQueries`, nplusone, bullet or prosopite, `Model::preventLazyLoading()`.

Searched: eager loading and batches in server code, detectors in code and tests, queries and saves inside loops, relations of the models
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Relations, contradicts, example, nothing, rule, supports

FEW = 4  # relations of the models, below which no list is likely to show one


@rule(id="PRF003", severity="medium", applies="sql", sources=("S1.4",), wins="supports")
def n_plus_one(relations: Relations) -> Iterator[Finding]:
    for found in (*relations.detected, *relations.eager):
        yield supports(found, found.what)
    for found in relations.loops:
        yield contradicts(found, found.what)
    if relations.declared < FEW:
        yield nothing("no list shows a relation, and no query stands in a loop")


EXAMPLES = [
    example("Go: the versions of a schema, one after another", "na", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "database/sql"
func main() { http.ListenAndServe(":80", nil) }
-- store/migrations_orders.go --
package store
func add(tx *sql.Tx) error {
	for _, column := range columns {
		if _, err := tx.ExecContext(ctx, "ALTER TABLE orders ADD COLUMN "+column); err != nil {
			return err
		}
	}
	return nil
}
"""),
    example("bun:sqlite: a query for each row", "fail", line="src/index.ts:6", repo="""
-- src/index.ts --
import { Database } from "bun:sqlite"
const db = new Database("shop.sqlite")
export const listed = () => {
  const orders = db.query("SELECT * FROM orders LIMIT 20").all()
  for (const order of orders) {
    order.lines = db.query("SELECT * FROM lines WHERE order_id = ?").all(order.id)
  }
  return orders
}
"""),
    example("a loop that brings what is stored up to a new version", "na", repo="""
-- main.go --
package main
import "database/sql"
func main() {
	db, err := sql.Open("sqlite3", "shop.db")
	http.ListenAndServe(":80", mux(db, err))
}
-- migrations/1.sql --
CREATE TABLE users (id integer PRIMARY KEY, seen integer);
-- store.go --
package main
func (s Store) Upgrade(version int) {
	for _, user := range s.Users() {
		s.db.Exec("UPDATE users SET seen = 1 WHERE id = ?", user.ID)
	}
}
"""),
    example("a loop that ends with its query", "na", repo="""
-- requirements.txt --
sqlalchemy
-- app.py --
from flask import Flask
app = Flask(__name__)
def key_of(db, keys):
    for key in keys:
        if key.fits():
            key.seen = now()
            db.commit()
            return key
    return None
"""),
    example("a row for each of a list, by its key", "fail", line="bot.py:7", repo="""
-- requirements.txt --
sqlalchemy
discord.py
-- bot.py --
from discord.ext import commands
from app.models import Channel
class Bot(commands.Bot): pass
async def sync(guild):
    async with make_session() as sess:
        for channel in guild.channels:
            if row := await sess.get(Channel, str(channel.id)):
                row.name = channel.name
-- app/models.py --
class Channel(Base):
    __tablename__ = "channels"
    id: Mapped[str] = mapped_column(primary_key=True)
"""),
    example("Go: a repository asks for each row that it reads", "fail", line="orders.go:16", repo="""
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.9
-- orders.go --
package main

import (
	"database/sql"
	_ "github.com/lib/pq"
)

func (repo OrderRepo) FindPage(page, limit uint) ([]*Order, error) {
	rows, err := repo.db.Query("SELECT id FROM orders LIMIT $1 OFFSET $2", limit, page)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		order := new(Order)
		rows.Scan(&order.ID)
		order.Items, err = repo.FindItemsByOrder(order.ID)
		orders = append(orders, order)
	}
	return orders, nil
}
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":8080", routes()) }
"""),
    example("Go: a service asks its store for each row", "fail", line="stock/sync.go:5", repo="""
-- go.mod --
module example.com/shop
require github.com/jmoiron/sqlx v1.3.5
-- stock/sync.go --
package stock

func (c *Client) Sync(ctx context.Context, products []Product) error {
	for _, product := range products {
		stock, err := c.store.GetStock(ctx, product.ID)
		if err != nil {
			return err
		}
		c.shown[product.ID] = stock
	}
	return nil
}
-- store/store.go --
package store

import "github.com/jmoiron/sqlx"

type Store struct{ db *sqlx.DB }

func (s *Store) GetStock(ctx context.Context, id int64) (*Stock, error) {
	var found Stock
	err := s.db.GetContext(ctx, &found, "SELECT * FROM stock WHERE product_id = $1", id)
	return &found, err
}
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":8080", routes()) }
"""),
    example("a loop that goes on in one case", "fail", line="app.py:5", repo="""
-- requirements.txt --
sqlalchemy
-- app.py --
from flask import Flask
app = Flask(__name__)
def seen(db, keys):
    for key in keys:
        found = db.execute(select(Use).where(Use.key == key.id)).first()
        if found:
            return found
    return None
"""),
    example("a query in a loop, and relations that nothing loads together", "fail", line="shop/views.py:5", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
-- shop/models.py --
from django.db import models
class Order(models.Model):
    buyer = models.ForeignKey("Buyer", on_delete=models.CASCADE)
-- shop/views.py --
from shop.models import Buyer, Order
def orders(request):
    names = []
    for order in Order.objects.all():
        names.append(Buyer.objects.get(id=order.buyer_id).name)
    return names
"""),
    example("eager loading", "pass", line="shop/views.py:3", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
-- shop/models.py --
from django.db import models
class Order(models.Model):
    buyer = models.ForeignKey("Buyer", on_delete=models.CASCADE)
-- shop/views.py --
from shop.models import Order
def orders(request):
    return [o.buyer.name for o in Order.objects.select_related("buyer")]
"""),
    example("no relation is listed", "na", says="no list shows a relation", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
-- shop/models.py --
from django.db import models
class Order(models.Model):
    name = models.TextField()
"""),
    example("a redirect that carries a message loads nothing", "fail", line="app/Services/Orders.php:5", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- artisan --
#!/usr/bin/env php
-- routes/web.php --
<?php
Route::post('/orders', function () { return back()->with('status', 'order-sent'); });
-- app/Services/Orders.php --
<?php
class Orders {
    public function fill(array $lines) {
        foreach ($lines as $line) {
            Product::where('sku', $line['sku'])->first();
        }
        DB::table('orders')->get();
    }
}
"""),
    example("Flask-SQLAlchemy asked in a loop", "fail", line="shop.py:7", repo="""
-- requirements.txt --
flask
flask-sqlalchemy
-- shop.py --
from flask import Flask
from models import Sale, db
app = Flask(__name__)
@app.post("/sales")
def drop(ids):
    for id in ids:
        Sale.query.filter_by(product_id=id).first().delete()
-- models.py --
from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()
class Sale(db.Model):
    product_id = db.Column(db.Integer, primary_key=True)
"""),
    example("what a bundler includes is no relation", "na", repo="""
-- package.json --
{"dependencies": {"express": "4", "knex": "3", "pg": "8"}}
-- server.js --
const knex = require("knex")({client: "pg"})
require("express")().listen(80)
-- migrations/1_orders.js --
exports.up = knex => knex.schema.createTable("orders", t => t.increments())
exports.down = knex => knex("orders").whereIn("id", [1]).del()
-- config/vite.config.js --
export default { build: { commonjsOptions: { include: [/.js$/] } } }
-- cache.js --
module.exports = { statusCodes: { include: [], exclude: [] } }
"""),
    example("Java: a stream that asks for each, and an optional that is no loop", "fail", line="src/main/java/CartService.java:12", repo="""
-- pom.xml --
<project><dependencies>
  <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/java/CartService.java --
package shop;

@SpringBootApplication
class CartService {
    Optional<Cart> renamed(Long id) {
        return cartRepository.findById(id).map(cart -> {
            return cartRepository.save(cart);
        });
    }
    List<Product> all() {
        return cartRepository.findAll().stream().map(cart -> {
            Optional<Product> product = productRepository.findById(cart.getProductId());
            return product.orElseThrow();
        }).toList();
    }
}
"""),
    example("a handler's loop calls a service that asks for each", "fail", line="app/routes.py:7", repo="""
-- requirements.txt --
fastapi
sqlalchemy
-- app/routes.py --
from fastapi import APIRouter
from app.service import order_service
router = APIRouter()
@router.get("/orders")
def orders():
    for order in order_service.page():
        order.customer = order_service.get_customer(order.customer_id)
-- app/service.py --
class OrderService:
    def page(self):
        return self.db.query(Order).limit(20).all()
    def get_customer(self, id):
        return self.db.query(Customer).filter(Customer.id == id).one()
order_service = OrderService()
-- main.py --
from fastapi import FastAPI
from app.routes import router
app = FastAPI()
app.include_router(router)
"""),
    example("a loop calls what computes, what is kept, and what another service answers", "na", repo="""
-- requirements.txt --
fastapi
sqlalchemy
-- main.py --
from fastapi import FastAPI
from prices import get_price, get_rate, get_stock
app = FastAPI()
@app.get("/orders")
def orders():
    found = session.query(Order).limit(20).all()
    for order in found:
        order.price = get_price(order)
        order.rate = get_rate(order.currency)
        order.stock = get_stock(order.id)
    return found
-- prices.py --
import requests
from functools import lru_cache
def get_price(order):
    return order.amount * order.each
@lru_cache(maxsize=100)
def get_rate(currency):
    return session.query(Rate).filter(Rate.currency == currency).one()
def get_stock(id):
    session.execute(seen)
    return requests.get(f"https://stock.internal/{id}", timeout=2).json()
"""),
    example("Express: a map over rows asks a repository below", "fail", line="orders.js:6", repo="""
-- package.json --
{"scripts": {"start": "node orders.js"}, "dependencies": {"express": "5", "pg": "8"}}
-- orders.js --
const app = require("express")()
const customers = require("./customerStore")
app.get("/orders", async (req, res) => {
  const orders = await page(req.query.page)
  for (const order of orders) {
    order.customer = await customers.customerStore.findCustomer(order.customerId)
  }
  res.json(orders)
})
app.listen(80)
-- customerStore.js --
const pool = new (require("pg").Pool)()
async function findCustomer(id) {
  const found = await pool.query("SELECT id, name FROM customers WHERE id = $1", [id])
  return found.rows[0]
}
module.exports = { customerStore: { findCustomer } }
"""),
    example("Kotlin: a loop removes from an index that is no database of tables", "na", repo="""
-- build.gradle --
dependencies {
    implementation 'org.springframework.boot:spring-boot-starter-data-jpa:3.3.0'
}
-- src/main/kotlin/shop/Merges.kt --
package shop
@SpringBootApplication
class Merges(private val shopperService: ShopperService) {
  fun merge(ids: List<String>) {
    ids.forEach {
      shopperService.delete(it)
    }
  }
}
-- src/main/kotlin/shop/ShopperService.kt --
package shop
class ShopperService(private val shopperRepository: ShopperRepository) {
  fun delete(id: String): Boolean {
    return shopperRepository.delete(id)
  }
}
-- src/main/kotlin/shop/ShopperRepository.kt --
package shop
import org.opensearch.client.RestHighLevelClient
class ShopperRepository(private val client: RestHighLevelClient) {
  fun delete(id: String) = client.delete(DeleteRequest("shoppers", id))
}
"""),
    example("plain PHP: a query for each row that is fetched", "fail", line="orders.php:5", repo="""
-- db.php --
<?php
$conn = mysqli_connect(getenv("DB_HOST"), getenv("DB_USER"), getenv("DB_PASSWORD"), "shop");
-- orders.php --
<?php
include "db.php";
$orders = mysqli_query($conn, "SELECT id, customer_id FROM orders LIMIT 50");
while ($row = mysqli_fetch_assoc($orders)) {
    $found = mysqli_query($conn, "SELECT name FROM customers WHERE id = " . (int) $row["customer_id"]);
    echo htmlspecialchars(mysqli_fetch_assoc($found)["name"]);
}
"""),
    example("plain PHP: rows are joined, and printed in a loop", "pass", line="orders.php:3", repo="""
-- db.php --
<?php
$conn = mysqli_connect(getenv("DB_HOST"), getenv("DB_USER"), getenv("DB_PASSWORD"), "shop");
-- orders.php --
<?php
include "db.php";
$orders = mysqli_query($conn, "SELECT o.id, c.name FROM orders o INNER JOIN customers c ON c.id = o.customer_id LIMIT 50");
while ($row = mysqli_fetch_assoc($orders)) {
    echo htmlspecialchars($row["name"]);
}
"""),
    example("ASP.NET: the scripts of a page are put together", "na", repo="""
-- Shop.csproj --
<Project><ItemGroup><PackageReference Include="EntityFramework" Version="6.4.4" /></ItemGroup></Project>
-- Models/Order.cs --
public class Order
{
    public int Id { get; set; }
    public virtual ICollection<Line> Lines { get; set; }
}
-- Models/ShopContext.cs --
public class ShopContext : DbContext
{
    public DbSet<Order> Orders { get; set; }
}
-- App_Start/BundleConfig.cs --
public class BundleConfig
{
    public static void RegisterBundles(BundleCollection bundles)
    {
        bundles.Add(new ScriptBundle("~/bundles/shop").Include("~/Scripts/shop.js").Include(
            "~/Scripts/orders.js"));
    }
}
"""),
]
