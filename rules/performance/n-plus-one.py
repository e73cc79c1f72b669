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
]
