"""Writes that belong together run in a transaction.

If the process dies between two writes that belong together, the money has left one account and not arrived in the other. No error report
can tell afterwards which half is true.

Pass: the data layer uses transactions (request-wide, decorator, block, unit of work)

Fail: several writes in one function with no transaction around them and none request-wide; or none used anywhere

Fix: Put the writes of one operation into one transaction: `with transaction.atomic()` or `ATOMIC_REQUESTS`, `with session.begin()`,
`@Transactional`, `ActiveRecord::Base.transaction`, `DB::transaction`, `prisma.$transaction([…])`, `knex.transaction`,
`BeginTransactionAsync` or a single `SaveChanges`, `db.BeginTx` with a deferred rollback, `pool.begin()` (sqlx), `Ecto.Multi`. Send mail and
call other services after the commit.

Searched: calls of the common mappers, clients and SQL that write, function by function; transactions, units of work and annotations
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Project, Writes, contradicts, example, nothing, rule, supports

SHOWN = 5


@rule(id="DAT008", severity="medium", applies="sql", sources=("S1.2",))
def transactions(writes: Writes, project: Project) -> Iterator[Finding]:
    scattered = list(writes.scattered())
    for function in scattered:
        what = "ends its unit of work" if function.of_units else "writes"
        yield contradicts(function, f"{function.name} {what} {function.number} times, with no transaction around all of it")
    yield from (supports(t, "a transaction or unit of work is used") for t in writes.transactions[:SHOWN])
    if not scattered and not writes.transactions and writes.any:
        yield nothing("every write is a single statement")
    elif project.kind == "static site" and not (scattered or writes.transactions):
        yield nothing("pages write by single requests to a backend of others, and no server of the app writes")
    elif writes.none:
        yield nothing("the app only reads")


SQLX = """
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
sqlx = { version = "0.8", features = ["postgres"] }
-- migrations/1_shop.sql --
CREATE TABLE orders (id int primary key);
-- src/main.rs --
use axum::{routing::post, Router};
use sqlx::PgPool;
"""

OFFERS = """
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
  <ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="9.0.0" /></ItemGroup>
</Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Offers.cs --
using Microsoft.EntityFrameworkCore;
public class Offers(ShopContext shop, ILocks locks)
{
    public async Task<bool> Next(Delivery delivery)
    {
        while (true)
        {
            if (delivery.Next() is null) { break; }
            using (locks.Take(delivery))
            {
                delivery.Offer();
                await shop.SaveChangesAsync();
                LEAVES
            }
        }
        delivery.Park();
        await shop.SaveChangesAsync();
        return false;
    }
}
"""

CONTROLLED = """
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/resources/db/migration/V1__shop.sql --
CREATE TABLE orders (id bigint primary key);
-- src/main/java/shop/OrdersController.java --
package shop;
@RestController
class OrdersController {
    private final Orders orders;

    @PostMapping("/orders")MARK
    public void placeOrder(@RequestBody Cart cart) {
        orders.placeWhole(cart);
    }
}
-- src/main/java/shop/OrdersImpl.java --
package shop;
class OrdersImpl implements Orders {
    @Override
    public void placeWhole(Cart cart) {
        withdraw(cart);
    }

    private void withdraw(Cart cart) {
        accountRepository.save(cart.account());
        linkRepository.save(cart.link());
    }
}
-- src/main/java/shop/Bills.java --
package shop;
class Bills { @Transactional void pay(Bill bill) { billRepository.save(bill.paid()); } }
"""

EXAMPLES = [
    example("Rails: a row's lock opens a transaction around what it calls", "pass", line="app/services/order_sync.rb:3", repo="""
-- Gemfile --
gem "rails", "7.1.0"
gem "pg"
-- app/services/order_sync.rb --
class OrderSync
  def call
    order.with_lock { sync_lines }
  end

  def sync_lines
    Line.create!(order: order)
    Parcel.create!(order: order)
  end
end
-- db/migrate/20240101000000_create_orders.rb --
class CreateOrders < ActiveRecord::Migration[7.1]
  def change
    create_table(:orders)
  end
end
"""),
    example("C#: one end of the unit of work or the other, since what is locked returns", "na",
            repo=OFFERS.replace("LEAVES", "return true;")),
    example("C#: one end of the unit of work after the other", "fail", line="Offers.cs:12", repo=OFFERS.replace("LEAVES", "offered++;")),
    example("Doctrine: a repository that makes a query writes nothing", "na", says="single statement", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "doctrine/orm": "^3"}}
-- src/Kernel.php --
<?php
use Symfony\\Bundle\\FrameworkBundle\\Kernel\\MicroKernelTrait;
-- migrations/Version20240101000000.php --
<?php
class Version20240101000000 extends AbstractMigration {
    public function up(Schema $schema): void { $this->addSql('CREATE TABLE orders (id INT)'); }
}
-- src/Orders.php --
<?php
namespace App;
class Orders {
    public function late(User $user): array {
        $inner = $this->orderRepository->createQueryBuilder('o');
        $outer = $this->orderRepository->createQueryBuilder('p');
        $this->orderRepository->addPermissionCriteria($outer, $user);
        return $outer->andWhere($inner->getDQL())->getQuery()->getResult();
    }
    public function keep(Order $order): void { $this->orderRepository->save($order); }
}
"""),
    example("NestJS: an entity of the domain is made, and saved by its repository", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11", "typeorm": "0.3", "pg": "8"}}
-- src/main.ts --
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- src/transfers.service.ts --
import { DataSource } from "typeorm"
export class TransfersService {
  move(a: Account, b: Account) {
    return this.source.transaction(async (manager) => { await manager.save(a); await manager.save(b) })
  }
}
-- src/place-order.usecase.ts --
import { Order } from "./order"
export class PlaceOrder {
  constructor(private readonly orderRepository: OrderRepository) {}
  async execute(command: Command) {
    const order = Order.create(command.buyer, command.lines)
    const saved = await this.orderRepository.save(order)
    return saved
  }
}
"""),
    example("Sequelize: a row of a class is made and waited for, and another saved", "fail", line="src/orders.js:4", repo="""
-- package.json --
{"dependencies": {"express": "5", "sequelize": "6", "pg": "8"}}
-- src/orders.js --
const { Order, Stock } = require("./models")
require("express")().post("/orders", place).listen(3000)
async function place(req, res) {
  const order = await Order.create(req.body)
  await Stock.update({ left: 0 }, { where: { id: order.stockId } })
  res.json(order)
}
"""),
    example("Laravel: a use case whose action holds the transaction", "pass", line="app/Http/CreateOrderAction.php:5", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- artisan --
#!/usr/bin/env php
-- database/migrations/2024_01_01_000000_create_orders.php --
<?php
return new class extends Migration { public function up(): void { Schema::create('orders', fn ($table) => $table->id()); } };
-- app/Http/CreateOrderAction.php --
<?php
class CreateOrderAction {
    public function __construct(private CreateOrderInterface $useCase) {}
    public function __invoke(Request $request) {
        DB::beginTransaction();
        try {
            $this->useCase->process($request->input());
            DB::commit();
        } catch (Throwable $e) {
            DB::rollBack();
            throw $e;
        }
    }
}
-- app/UseCase/CreateOrder.php --
<?php
class CreateOrder implements CreateOrderInterface {
    public function process($input) {
        $this->orderRepository->save($input->order());
        $this->stockRepository->save($input->stock());
    }
}
"""),
    example("Spring: MapStruct's mapper fills an object, and MyBatis's writes a row", "fail", says="move writes 2 times", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/resources/db/migration/V1__shop.sql --
CREATE TABLE orders (id bigint primary key);
-- src/main/java/shop/OrderMapper.java --
package shop;
import org.mapstruct.Mapper;
@Mapper
public interface OrderMapper { void update(OrderDto dto, @MappingTarget Order order); }
-- src/main/java/shop/Orders.java --
package shop;
class Orders {
    public void change(OrderDto dto, Order order) {
        orderMapper.update(dto, order);
        orderRepository.save(order);
    }

    public void move(Order order) {
        stockMapper.update(order.stock());
        orderRepository.save(order);
    }
}
"""),
    example("Spring: private steps of a method with a transaction, by name and by reference", "pass", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/resources/db/migration/V1__shop.sql --
CREATE TABLE orders (id bigint primary key);
-- src/main/java/shop/Orders.java --
package shop;
class Orders {
    @Transactional
    public void place(Cart cart) {
        if (cart.isEmpty()) {
            return;
        }
        book(cart);
    }

    @Transactional
    public List<Order> create(Request request) {
        return request.items().stream().map(this::create).toList();
    }

    private void book(Cart cart) {
        withdraw(cart);
    }

    private void withdraw(Cart cart) {
        accountRepository.save(cart.account());
        linkRepository.save(cart.link());
    }

    private Order create(Item item) {
        fileRepository.save(item.file());
        return orderRepository.save(item.order());
    }
}
"""),
    example("Spring: the controller opens the transaction of what a private step of a handler writes", "pass",
            repo=CONTROLLED.replace("MARK", "\n    @Transactional")),
    example("Spring: a controller that opens none", "fail", says="withdraw writes 2 times", repo=CONTROLLED.replace("MARK", "")),
    example("Spring: a private step that is called outside a transaction too", "fail", says="withdraw writes 2 times", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/resources/db/migration/V1__shop.sql --
CREATE TABLE orders (id bigint primary key);
-- src/main/java/shop/Orders.java --
package shop;
class Orders {
    @Transactional
    public void place(Cart cart) {
        check(cart);
    }

    void again(Cart cart) {
        withdraw(cart);
    }

    private void withdraw(Cart cart) {
        accountRepository.save(cart.account());
        linkRepository.save(cart.link());
    }
}
"""),
    example("doobie runs a program in one transaction", "pass", line="src/main/scala/shop/Orders.scala:4", repo="""
-- src/main/scala/shop/Server.scala --
import org.http4s.server.blaze.BlazeServerBuilder
object Server extends IOApp { def run(args: List[String]) = BlazeServerBuilder[IO](global).withHttpApp(app).serve.compile.lastOrError }
-- src/main/scala/shop/Orders.scala --
package shop
import doobie.implicits._
class Orders(xa: Transactor[IO]) {
  def add(order: Order) = (Sql.insert(order).run *> Sql.log(order).run).transact(xa)
}
"""),
    example("Doctrine: fixtures fill a database that can be filled anew", "na", says="single statement", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "doctrine/orm": "^3"}}
-- src/Kernel.php --
<?php
use Symfony\\Bundle\\FrameworkBundle\\Kernel\\MicroKernelTrait;
-- src/DataFixtures/AppFixtures.php --
<?php
namespace App\\DataFixtures;
class AppFixtures {
    public function load(ObjectManager $manager): void {
        $manager->persist(new Order());
        $manager->flush();
        $manager->persist(new Order());
        $manager->flush();
    }
}
-- src/Service/Orders.php --
<?php
namespace App\\Service;
class Orders {
    public function add(Order $order): void { $this->repository->add($order); }
}
"""),
    example("Go: the folder of the queries is called db", "pass", line="db/sqlc/exec_tx.go:4", repo="""
-- go.mod --
module shop
require github.com/jackc/pgx/v5 v5.5.4
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", routes(db.NewStore(pool))) }
-- db/sqlc/exec_tx.go --
package db
import "github.com/jackc/pgx/v5/pgxpool"
func (store *SQLStore) execTx(ctx context.Context, fn func(*Queries) error) error {
	tx, err := store.connPool.Begin(ctx)
	if err != nil {
		return err
	}
	if err = fn(New(tx)); err != nil {
		return tx.Rollback(ctx)
	}
	return tx.Commit(ctx)
}
-- db/sqlc/order.sql.go --
package db
func (q *Queries) CreateOrder(ctx context.Context, owner string) error {
	_, err := q.db.Exec(ctx, createOrder, owner)
	return err
}
"""),
    example("pages that ask Supabase themselves", "na", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "@supabase/supabase-js": "2"}, "devDependencies": {"vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- src/orders.ts --
import { supabase } from "./supabase"
export const login = (email, password) => supabase.auth.signInWithPassword({ email, password })
export const add = (order) => supabase
  .from("orders")
  .insert(order)
-- supabase/migrations/1_orders.sql --
create table orders (id bigint primary key, owner uuid, created_at timestamptz);
"""),
    example("Rails: a method of a class, called in a transaction, and one that is not", "fail", says="replace writes 2 times", repo="""
-- Gemfile --
gem "rails"
-- app/models/item.rb --
class Item < ApplicationRecord
  def self.revert_all(one, other)
    one.destroy!
    other.save!
  end

  def self.take_back(one, other)
    transaction do
      revert_all(one, other)
    end
  end

  def self.replace(one, other)
    one.destroy!
    other.save!
  end
end
"""),
    example("a function that only one in a transaction calls, and a transaction that is begun by hand", "pass", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.mybatis</groupId><artifactId>mybatis</artifactId></dependency></dependencies></project>
-- src/main/java/Articles.java --
import org.apache.ibatis.annotations.Mapper;
import org.springframework.transaction.annotation.Transactional;
@Repository
class Articles {
  @Override
  @Transactional
  public void save(Article article) {
    if (mapper.findById(article.getId()) == null) {
      createNew(article);
    }
  }
  private void createNew(Article article) {
    mapper.insertRelation(article.getId());
    mapper.insert(article);
  }
}
-- go.mod --
module example.com/shop
require modernc.org/sqlite v1.30.0
-- store.go --
package store

import "database/sql"

func (s *Store) Bind(ctx context.Context, id int) error {
	conn, err := s.db.Conn(ctx)
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "UPDATE memo SET bound = 1 WHERE id = ?", id); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "INSERT INTO bound (id) VALUES (?)", id); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return err
}
"""),
    example("SeaORM: a write in one arm, and a second one behind the choice", "fail", line="src/main.rs:8", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
sea-orm = { version = "1", features = ["sqlx-postgres"] }
-- src/main.rs --
use axum::{routing::post, Router};
use sea_orm::{ActiveModelTrait, DatabaseConnection};
async fn add(State(db): State<DatabaseConnection>, Json(new): Json<New>) -> Json<Answer> {
    let mut user = None;
    match known(&new.name, &db).await {
        Ok(None) => {
            let made = user::ActiveModel { name: Set(new.name), ..Default::default() };
            match made.insert(&db).await {
                Ok(made) => user = Some(made.id),
                Err(e) => {
                    return Json(Answer::error(e));
                }
            }
        }
        Ok(Some(found)) => user = Some(found.id),
        Err(e) => {
            return Json(Answer::error(e));
        }
    }
    let member = member::ActiveModel { user: Set(user), ..Default::default() };
    Json(Answer::of(member.insert(&db).await))
}
async fn main() { axum::serve(listener, Router::new().route("/members", post(add))).await.unwrap(); }
"""),
    example("Go: methods of a repository, by their own names", "fail", line="order.go:8", repo="""
-- go.mod --
module example.com/shop
require github.com/lib/pq v1.10.9
-- migrations/1_orders.up.sql --
create table orders (id int primary key);
-- order.go --
package main

type Orders struct {
	repo OrderRepository
}

func (o Orders) Submit(order *Order) error {
	if err := o.repo.CreateOrder(order); err != nil {
		return err
	}
	for _, item := range order.Items {
		if err := o.repo.CreateOrderItem(item); err != nil {
			return err
		}
	}
	return nil
}
-- main.go --
package main

import (
	"database/sql"
	"net/http"
	_ "github.com/lib/pq"
)

func main() {
	db, _ := sql.Open("postgres", "")
	http.ListenAndServe(":8080", routes(db))
}
"""),
    example("Supabase: what belongs together is a function of the database", "pass", line="lib/orders.ts:3", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15", "@supabase/supabase-js": "2"}}
-- next.config.js --
module.exports = {}
-- supabase/migrations/1_orders.sql --
create table orders (id uuid primary key);
-- lib/orders.ts --
import { supabase } from "./supabase"
export async function order(items: Item[]) {
  return await supabase.rpc("create_order", { items })
}
export async function rename(id: string, values: Values) {
  return id ? await supabase.from("orders").update(values).eq("id", id) : await supabase.from("orders").insert(values)
}
"""),
    example("Supabase: two writes one after the other", "fail", line="lib/orders.ts:3", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15", "@supabase/supabase-js": "2"}}
-- next.config.js --
module.exports = {}
-- supabase/migrations/1_orders.sql --
create table orders (id uuid primary key);
-- lib/orders.ts --
import { supabase } from "./supabase"
export async function order(id: string, items: Item[]) {
  await supabase.from("orders").insert({ id })
  await supabase.from("order_items").insert(items)
}
"""),
    example("a connection that commits when it is left, and one that the caller commits", "pass", repo="""
-- app.py --
from flask import Flask
from db import db_session
app = Flask(__name__)
def check(issues):
    with db_session() as conn:
        conn.execute("INSERT INTO runs (state) VALUES ('running')")
        mark(conn, issues)
def mark(conn, issues):
    conn.execute("UPDATE runs SET state = 'done'")
    conn.execute("INSERT INTO results (number) VALUES (?)", (len(issues),))
-- db.py --
import sqlite3
from contextlib import contextmanager
@contextmanager
def db_session():
    conn = sqlite3.connect("shop.db")
    yield conn
    conn.commit()
"""),
    example("a session of SQLAlchemy, whose caller commits", "pass", repo="""
-- requirements.txt --
sqlalchemy
-- app.py --
from fastapi import FastAPI
from sqlalchemy import text

app = FastAPI()

def keep(session, blob):
    session.execute(text("INSERT INTO blobs (data) VALUES (:data)"), {"data": blob})
    session.execute(text("UPDATE messages SET raw = 1 WHERE id = :id"), {"id": blob.id})

def run(session, blob):
    keep(session, blob)
    session.commit()
"""),
    example("two writes of Django with nothing around them", "fail", line="shop/views.py:6", repo="""
-- requirements.txt --
django
-- shop/views.py --
from django.db import models
from shop.models import Order, Payment


def pay(request):
    order = Order.objects.create(user=request.user)
    Payment.objects.create(order=order)
"""),
    example("the same in a transaction, and two branches of one write", "pass", line="shop/views.py:5", repo="""
-- requirements.txt --
django
-- shop/views.py --
from django.db import transaction
from shop.models import Order, Payment


@transaction.atomic
def pay(request):
    order = Order.objects.create(user=request.user)
    Payment.objects.create(order=order)


def rename(request, order):
    if request.user:
        order.save()
        return None
    Order.objects.filter(pk=1).update(name="x")
"""),
    example("one commit for several additions", "pass", repo="""
-- requirements.txt --
fastapi
sqlalchemy
-- app.py --
from sqlalchemy.orm import Session

def pay(session: Session, order, payment):
    session.add(order)
    session.add(payment)
    session.commit()
"""),
    example("a commit between", "fail", line="app.py:5", repo="""
-- requirements.txt --
fastapi
sqlalchemy
-- app.py --
from sqlalchemy.orm import Session

def pay(session: Session, order, payment):
    session.add(order)
    session.commit()
    session.add(payment)
    session.commit()
"""),
    example("Prisma without $transaction", "fail", line="src/pay.ts:4", repo="""
-- package.json --
{"dependencies": {"express": "4", "@prisma/client": "5"}}
-- src/pay.ts --
import { prisma } from "./prisma"

export async function pay(order) {
  await prisma.order.update({ where: { id: order.id }, data: { paid: true } })
  await prisma.payment.create({ data: { orderId: order.id } })
}
"""),
    example("two writes by way of the module of queries", "fail", line="handlers/domains.js:8", repo="""
-- package.json --
{"dependencies": {"express": "4", "knex": "3", "pg": "8"}}
-- queries/index.js --
const link = require("./link.queries")
const domain = require("./domain.queries")
module.exports = { link, domain }
-- handlers/domains.js --
const query = require("../queries")

async function remove(req, res) {
  const domain = await query.domain.find({ id: req.params.id })
  if (!domain) {
    throw new Error("no such domain")
  }
  await query.link.remove({ domain_id: domain.id })
  await query.domain.remove(domain)
  return res.send({ message: "done" })
}
"""),
    example("Spring's annotation of the class", "pass", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency></dependencies></project>
-- src/main/java/Pay.java --
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
public class Pay {
    void pay(Order order) {
        orderRepository.save(order);
        paymentRepository.save(new Payment(order));
    }
}
"""),
    example("Spring: a mapper of MapStruct makes values, and writes nothing", "na", says="single statement", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Orders.java --
package shop;
@Service
public class Orders {
    private final OrderRepository orderRepository;
    public OrderDTO create(Order order) {
        Order saved = orderRepository.save(order);
        return orderMapper.createOrderDTO(saved);
    }
}
"""),
    example("Phoenix: a page that asks its contexts to write twice", "fail", line="lib/shop_web/live/order_live.ex:5", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps do
    [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, ">= 0.0.0"}]
  end
end
-- lib/shop/orders.ex --
defmodule Shop.Orders do
  def create_order(attrs), do: Shop.Repo.insert(Order.changeset(%Order{}, attrs))
  def update_cart(cart, attrs), do: Shop.Repo.update(Cart.changeset(cart, attrs))
end
-- lib/shop_web/live/order_live.ex --
defmodule ShopWeb.OrderLive do
  use ShopWeb, :live_view
  alias Shop.Orders
  def handle_event("buy", params, socket) do
    {:ok, _} = Orders.create_order(params)
    {:ok, _} = Orders.update_cart(socket.assigns.cart, %{state: "bought"})
    {:noreply, socket}
  end
end
"""),
    example("a log beside the write does not count", "na", repo="""
-- Gemfile --
gem "rails"
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def update
    order.update!(name: params[:name])
    AuditLog.create!(order: order)
  end
end
"""),
    example("what a rescue writes is instead of what it watches", "pass", repo="""
-- Gemfile --
gem "rails"
-- db/schema.rb --
create_table "documents"
-- app/models/document.rb --
class Document < ApplicationRecord
end
-- app/controllers/documents_controller.rb --
class DocumentsController < ApiController
  def create
    document = Document.create!(document_attributes)
    render_json document, serializer: DocumentSerializer, status: :created
  rescue ActiveSupport::MessageVerifier::InvalidSignature
    Document.create!(file: nil)
  end
  def move
    Document.transaction do
      document.update!(folder: folder)
      folder.update!(moved: true)
    end
  end
end
"""),
    example("one statement in all the app", "na", says="single statement", repo="""
-- go.mod --
module example.com/feed
require github.com/lib/pq v1.10.0
-- main.go --
package main

import (
	"database/sql"
	"net/http"
	_ "github.com/lib/pq"
)

func add(db *sql.DB, url string) {
	db.Exec("INSERT INTO feeds (url) VALUES ($1)", url)
}

func main() {
	http.ListenAndServe(":8080", nil)
}
"""),
    example("reads what another app keeps", "na", repo="""
-- go.mod --
module example.com/router
require github.com/jackc/pgx/v5 v5.5.0
-- main.go --
package main

import (
	"net/http"
	"github.com/jackc/pgx/v5"
)

func routes(conn *pgx.Conn) {
	conn.Query(ctx, "SELECT path, backend FROM routes")
}

func main() {
	http.ListenAndServe(":8080", nil)
}
"""),
    example("Diesel's manager of transactions", "pass", line="src/db/orders.rs:4", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
diesel = { version = "2", features = ["postgres"] }
actix-web = "4"
-- src/main.rs --
fn main() { actix_web::HttpServer::new(|| actix_web::App::new()).bind("0.0.0.0:80"); }
-- src/db/orders.rs --
use diesel::prelude::*;
impl Db {
    async fn begin(&mut self) -> DbResult<()> {
        <Conn as AsyncConnection>::TransactionManager::begin_transaction(&mut self.conn).await?;
        Ok(())
    }
    async fn place(&mut self, order: Order) -> DbResult<()> {
        diesel::insert_into(orders::table).values(&order).execute(&mut self.conn).await?;
        Ok(())
    }
}
"""),
    example("the account is saved by Identity, its profile by itself", "fail", line="AccountController.cs:7", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.0" /></ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql(builder.Configuration["Db"]));
builder.Services.AddAuthentication().AddJwtBearer();
var app = builder.Build();
app.MapControllers();
app.Run();
-- Migrations/1_Init.cs --
public partial class Init : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) { migrationBuilder.CreateTable("Clients"); }
}
-- AccountController.cs --
[ApiController]
public class AccountController : ControllerBase
{
    [HttpPost("register")]
    public async Task<ActionResult> Register(RegisterDto told)
    {
        var result = await _userManager.CreateAsync(user, told.Password);
        _context.Clients.Add(new Client { AccountId = user.Id });
        await _context.SaveChangesAsync();
        return Ok();
    }
}
"""),
    example("Entity Framework, only read", "na", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.0" /></ItemGroup></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/orders", (ShopContext db) => db.Orders.ToList());
app.Run();
-- ShopContext.cs --
public class ShopContext : DbContext
{
    public DbSet<Order> Orders { get; set; }
}
"""),
    example("PHP, two writes of a repository by names of its own", "fail", line="app/Orders/CancelOrder.php:7", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- app/Orders/CancelOrder.php --
<?php
namespace App\\Orders;
class CancelOrder
{
    public function cancel(Order $order): bool
    {
        $done = $this->orderRepository->cancelOrder($order);
        return $done && $this->orderRepository->cancelItemsOf($order);
    }
}
"""),
    example("rows that the app is begun with", "na", repo="""
-- pom.xml --
<project><artifactId>shop</artifactId><parent><groupId>org.springframework.boot</groupId>
<artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent><dependencies><dependency>
<groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication @Entity
public class App {
  public static void main(String[] a) { SpringApplication.run(App.class, a); }
}
-- src/main/java/shop/OrderService.java --
package shop;
public class OrderService {
  public void add(Order order) { orderRepository.save(order); }
}
-- src/main/java/shop/StartupData.java --
package shop;
public class StartupData implements CommandLineRunner {
  public void run(String... given) {
    categoryRepository.save(new Category("books"));
    categoryRepository.save(new Category("tea"));
  }
}
"""),
    example(".NET: what fills an empty database serves no request", "pass", line="Orders.cs:3", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.0" />
</ItemGroup></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Initialiser.cs --
public class ShopContextInitialiser(ShopContext context)
{
    public async Task TrySeedAsync()
    {
        context.Roles.Add(new Role());
        await context.SaveChangesAsync();
        context.Users.Add(new User());
        await context.SaveChangesAsync();
    }
}
-- Orders.cs --
public class Orders(ShopContext context)
{
    public Task Add(Order order) { context.Orders.Add(order); return context.SaveChangesAsync(); }
}
"""),
    example("MediatR: a behaviour opens the transaction", "pass", line="Behaviour.cs:5", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.0" />
</ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMediatR(c => c.AddOpenBehavior(typeof(TransactionBehaviour<,>)));
builder.Build().Run();
-- Behaviour.cs --
public class TransactionBehaviour<TRequest, TResponse>(ShopContext context) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken token)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(token);
        var answer = await next();
        await transaction.CommitAsync(token);
        return answer;
    }
}
-- PlaceOrder.cs --
public class PlaceOrderHandler(ShopContext context) : IRequestHandler<PlaceOrder, int>
{
    public async Task<int> Handle(PlaceOrder request, CancellationToken token)
    {
        context.Orders.Add(new Order());
        await context.SaveChangesAsync(token);
        context.Invoices.Add(new Invoice());
        return await context.SaveChangesAsync(token);
    }
}
"""),
    example("the same behaviour, which nothing brings in", "fail", line="PlaceOrder.cs:6", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.0" />
</ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMediatR(c => c.RegisterServicesFromAssemblyContaining<Program>());
builder.Build().Run();
-- Behaviour.cs --
public class TransactionBehaviour<TRequest, TResponse>(ShopContext context) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken token)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(token);
        return await next();
    }
}
-- PlaceOrder.cs --
public class PlaceOrderHandler(ShopContext context) : IRequestHandler<PlaceOrder, int>
{
    public async Task<int> Handle(PlaceOrder request, CancellationToken token)
    {
        context.Orders.Add(new Order());
        await context.SaveChangesAsync(token);
        context.Invoices.Add(new Invoice());
        return await context.SaveChangesAsync(token);
    }
}
"""),
    example("Rails: steps called without brackets, and what a model does when saved", "pass", line="app/services/transfer.rb:3", repo="""
-- Gemfile --
gem "rails"
-- app/services/transfer.rb --
class Transfer < BaseService
  def call
    ActiveRecord::Base.transaction do
      move_items!
      close_order! unless keep
    end
    Order.transaction { settle! }
  end

  private

  def settle!
    pay_out! if due
  end

  def pay_out!
    bill.update!(paid: true)
    other.update!(paid: true)
  end

  def move_items!
    item.update!(owner: other)
    other.update!(items: 1)
  end
end
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def create
    render turbo_stream: [turbo_stream.update("modal", ""), turbo_stream.update("flash", "")]
  end
end
-- app/services/closing.rb --
module Closing
  def close_order!
    order.update!(closed: true)
    order.bill.update!(closed: true)
  end
end
-- app/models/order.rb --
class Order < ApplicationRecord
  after_update :tell_bill

  def tell_bill
    bill&.update!(status: status) if saved_change_to_status?
    bill&.update!(place: place) if saved_change_to_place?
  end
end
-- app/services/valid_test_data_generators/orders.rb --
class Orders < BaseService
  def fill
    Order.create!(name: Faker::Name.name)
    Bill.create!(name: Faker::Name.name)
  end
end
"""),
    example("Rails: every action runs in one", "pass", line="app/controllers/application_controller.rb:5", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- config/application.rb --
class Application < Rails::Application
end
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::Base
  around_action :in_transaction
  private
  def in_transaction
    ActiveRecord::Base.transaction do
      yield
    end
  end
end
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def create
    order = Order.create!(order_params)
    Invoice.create!(order: order)
  end
end
"""),
    example("Rails: only those of another controller do", "fail", line="app/controllers/orders_controller.rb:3", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- config/application.rb --
class Application < Rails::Application
end
-- app/controllers/invoices_controller.rb --
class InvoicesController < ActionController::Base
  around_action :in_transaction
  private
  def in_transaction
    ActiveRecord::Base.transaction do
      yield
    end
  end
end
-- app/controllers/orders_controller.rb --
class OrdersController < ActionController::Base
  def create
    order = Order.create!(order_params)
    Invoice.create!(order: order)
  end
end
"""),
    example("Laravel: a middleware of all routes", "pass", line="app/Http/Middleware/Whole.php:6", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- bootstrap/app.php --
<?php
return Application::configure()->withMiddleware(fn ($m) => $m->append(App\\Http\\Middleware\\Whole::class))->create();
-- routes/api.php --
<?php
Route::post('/orders', [OrderController::class, 'store']);
-- database/migrations/2024_01_01_000000_create_orders.php --
<?php
Schema::create('orders', function ($table) { $table->id(); });
-- app/Http/Middleware/Whole.php --
<?php
namespace App\\Http\\Middleware;
class Whole {
    public function handle($request, Closure $next)
    {
        return DB::transaction(fn () => $next($request));
    }
}
-- app/Http/Controllers/OrderController.php --
<?php
namespace App\\Http\\Controllers;
use App\\Models\\Order;
class OrderController {
    public function store() {
        $order = Order::create([]);
        Invoice::create(['order' => $order->id]);
    }
}
"""),
    example("PHP: statements in variables, one of them not for this function's call", "na", repo="""
-- index.php --
<?php
require "models.php";
header("Content-Type: text/html");
-- models.php --
<?php
class PatientModel extends Model {
  public function create(array $p) {
    $sql = "INSERT INTO patients (name) VALUES (:name)";
    $stmt = $this->db->prepare($sql);
    $stmt->execute(["name" => $p["name"]]);
    return (int)$this->db->lastInsertId();
  }
  private function run($sql) {
    $this->db->prepare($sql)->execute();
    return $this->db->prepare($sql);
  }
}
-- schema.sql --
CREATE TABLE patients (id INT PRIMARY KEY, name VARCHAR(120));
"""),
    example("Python: two statements in one variable, and no transaction", "fail", line="app.py:9", repo="""
-- requirements.txt --
flask
psycopg2
-- app.py --
from flask import Flask
import psycopg2
app = Flask(__name__)
db = Database(autocommit=True)

@app.post("/orders")
def order():
    query = "INSERT INTO orders (customer) VALUES (%s)"
    db.execute(query, (1,))
    query = "UPDATE stock SET number = number - 1"
    db.execute(query)
    return {}
"""),
    example("Phoenix: a function that makes a changeset writes nothing", "na", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, "~> 0.17"}]
end
-- lib/shop_web/controllers/order_controller.ex --
defmodule ShopWeb.OrderController do
  use ShopWeb, :controller

  def new(conn, _) do
    order = Orders.create_order_changeset(%{})
    item = Orders.create_item_changeset(order)
    render(conn, :new, order: order, item: item)
  end
end
"""),
    example("Phoenix: functions that write, one after the other", "fail", line="lib/shop_web/controllers/order_controller.ex:5", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, "~> 0.17"}]
end
-- lib/shop_web/controllers/order_controller.ex --
defmodule ShopWeb.OrderController do
  use ShopWeb, :controller

  def create(conn, params) do
    {:ok, order} = Orders.create_order(params)
    {:ok, item} = Orders.create_item(order)
    render(conn, :show, order: order, item: item)
  end
end
"""),
    example("GORM: nothing is written yet", "na", repo="""
-- go.mod --
module example.com/shop
require gorm.io/gorm v1.31.1
-- main.go --
package main

import (
	"net/http"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

func main() {
	db, _ := gorm.Open(postgres.Open(dsn()), &gorm.Config{})
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) { db.Limit(20).Find(&orders) })
	http.ListenAndServe(":80", nil)
}
"""),
    example("Spring's operator for reactive code", "pass", line="src/main/kotlin/Orders.kt:7", repo="""
-- build.gradle.kts --
dependencies {
  implementation("org.springframework.boot:spring-boot-starter-webflux")
  implementation("org.springframework.boot:spring-boot-starter-data-r2dbc")
}
-- src/main/kotlin/App.kt --
@SpringBootApplication
class App
fun main(args: Array<String>) { runApplication<App>(*args) }
-- src/main/kotlin/Orders.kt --
import org.springframework.transaction.reactive.TransactionalOperator
@Service
class Orders(
  private val orderRepository: OrderRepository,
  private val transactionalOperator: TransactionalOperator,
) {
  suspend fun place(order: Order): Order = transactionalOperator.executeAndAwait {
    orderRepository.closeOthers(order.customerId)
    orderRepository.save(order)
    orderRepository.save(order.receipt())
  }
}
-- src/main/resources/db/migration/V1__orders.sql --
create table orders (id serial primary key);
"""),
    example("plain PHP: a form on a page writes to two tables", "fail", line="checkout.php:6", repo="""
-- db.php --
<?php
$conn = new PDO(getenv("DSN"));
-- checkout.php --
<?php
include "db.php";
if (isset($_POST["order"])) {
    $total = $_POST["total"];
    // first the order
    $order = $conn->prepare("INSERT INTO orders (total) VALUES (?)");
    $order->execute([$total]);
    $cart = $conn->prepare("DELETE FROM cart WHERE user_id = ?");
    $cart->execute([$user]);
}
"""),
    example("plain PHP: a page with a form for each write, the time of a login beside one", "na", repo="""
-- db.php --
<?php
$conn = mysqli_connect(getenv("DB_HOST"), getenv("DB_USER"), getenv("DB_PASSWORD"), "school");
-- students.php --
<?php
include "db.php";
if (isset($_POST["add"])) {
    $sql = "INSERT INTO students (name) VALUES ('x')";
    mysqli_query($conn, $sql);
}
if (isset($_POST["remove"])) {
    mysqli_query($conn, "DELETE FROM students WHERE id = 1");
    mysqli_query($conn, "UPDATE users SET last_login = NOW() WHERE id = 1");
}
"""),
    example("plain PHP: a page opens a transaction", "pass", line="checkout.php:3", repo="""
-- db.php --
<?php
$conn = mysqli_connect(getenv("DB_HOST"), getenv("DB_USER"), getenv("DB_PASSWORD"), "school");
-- checkout.php --
<?php
include "db.php";
mysqli_begin_transaction($conn);
if (isset($_POST["order"])) {
    mysqli_query($conn, "INSERT INTO orders (total) VALUES (1)");
    mysqli_query($conn, "DELETE FROM cart WHERE user_id = 1");
    mysqli_commit($conn);
}
"""),
    example("Django: a form saves its instance, then a row of its relation", "fail", line="shop/forms.py:5", repo="""
-- requirements.txt --
django
psycopg
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
-- shop/migrations/0001_initial.py --
from django.db import migrations
-- shop/forms.py --
from django import forms

class CancelForm(forms.Form):
    def save(self):
        self.instance.save()
        self.instance.statuses.create(state="CANCELLED")
        return self.instance
"""),
    example("Django: a row, and a charge by a vendor", "na", repo="""
-- requirements.txt --
django
stripe
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
-- shop/migrations/0001_initial.py --
from django.db import migrations
-- shop/forms.py --
import stripe
from django import forms

class PayForm(forms.Form):
    def save(self):
        self.instance.save()
        stripe.charges.create(amount=self.instance.total)
        return self.instance
"""),
    example("Rust: closures that answer routes, one of them in a transaction", "fail", line="src/main.rs:8", repo=SQLX + """
#[tokio::main]
async fn main() {
    let app = Router::new()
        .route("/orders", post(|State(pool): State<PgPool>| async move {
            sqlx::query("INSERT INTO orders VALUES (1)").execute(&pool).await.unwrap();
            sqlx::query("INSERT INTO items VALUES (1)").execute(&pool).await.unwrap();
        }))
        .route("/carts", post(|State(pool): State<PgPool>| async move {
            let mut tx = pool.begin().await.unwrap();
            sqlx::query("INSERT INTO carts VALUES (1)").execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
        }));
    serve(app).await;
}
"""),
    example("Rust: closures with a write each, and a statement that sets", "na", repo=SQLX + """
#[tokio::main]
async fn main() {
    let app = Router::new()
        .route("/orders", post(|State(pool): State<PgPool>| async move {
            sqlx::query("SET search_path = shop").execute(&pool).await.unwrap();
            sqlx::query("INSERT INTO orders VALUES (1)").execute(&pool).await.unwrap();
        }))
        .route("/carts", post(|State(pool): State<PgPool>| async move {
            sqlx::query("INSERT INTO carts VALUES (1)").execute(&pool).await.unwrap();
        }));
    serve(app).await;
}
"""),
    example("Rust: a row that is made and given back, and one more", "fail", line="src/main.rs:5", repo=SQLX + """
async fn add(pool: &PgPool) {
    let id = sqlx::query_scalar("INSERT INTO orders VALUES (1) RETURNING id").fetch_one(pool).await.unwrap();
    sqlx::query("INSERT INTO items VALUES ($1)").bind(id).execute(pool).await.unwrap();
}
"""),
    example("Rails: writes of which one is instead of the other", "pass", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application
end
-- app/models/order.rb --
class Order < ApplicationRecord
  def keep(found, made)
    made.save! unless found&.save!
  end

  def place(found, lines)
    found&.update!(lines: lines) || Order.create!(lines: lines)
  end

  def one(found, lines)
    return found.update!(lines: lines) if found

    Order.create!(lines: lines)
  end

  def both(lines)
    transaction { lines.each(&:save!) }
  end
end
"""),
    example("Rails: a write that is made where another was, too", "fail", line="app/models/order.rb:3", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application
end
-- app/models/order.rb --
class Order < ApplicationRecord
  def keep(found, made)
    made.save! if found.save!
  end
end
"""),
    example("JavaScript: writes of which one is instead of the other", "pass", repo="""
-- package.json --
{"dependencies": {"express": "5", "@prisma/client": "6"}}
-- server.js --
const app = require("express")()
app.listen(80)
-- orders.js --
async function keep(found, data) {
  if (found) {
    await prisma.order.update({ data })
    return true
  }
  await prisma.order.create({ data })
}
async function either(found, data) {
  if (found) await prisma.order.update({ data })
  else await prisma.order.create({ data })
}
async function told(found, data) {
  return (await find(found)) ? prisma.order.update({ data }) : prisma.order.create({ data })
}
async function any(kind, data) {
  switch (kind) {
    case "a":
      await prisma.order.update({ data })
      break
    default:
      await prisma.order.create({ data })
  }
}
async function or(found, data) {
  return (found && (await prisma.order.update({ data }))) || (await prisma.order.create({ data }))
}
async function all(data) { return prisma.$transaction(data.map(one => prisma.order.create(one))) }
"""),
    example("Java: an optional that is saved, or what it lacks", "pass", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency></dependencies></project>
-- src/main/java/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/java/Orders.java --
@Service
public class Orders {
  public Order keep(Long id, Order order) {
    return orderRepository.findById(id)
        .map(found -> orderRepository.save(found.with(order)))
        .orElseGet(() -> orderRepository.save(order));
  }
  public void drop(Long id, Order order) {
    orderRepository.findById(id).ifPresentOrElse(orderRepository::touch, () -> orderRepository.save(order));
    return;
  }
  public void either(Long id, Order order) {
    orderRepository.findById(id).ifPresentOrElse(found -> orderRepository.delete(found), () -> orderRepository.save(order));
  }
  @Transactional
  public void all(List<Order> orders) { orderRepository.saveAll(orders); }
}
-- src/main/kotlin/Lines.kt --
@Service
class Lines(val lineRepository: LineRepository) {
  fun keep(id: Long, line: Line): Line =
    lineRepository.find(id)?.let { lineRepository.save(it.with(line)) } ?: lineRepository.save(line)
  fun either(id: Long, line: Line) {
    if (lineRepository.has(id)) lineRepository.update(line) else lineRepository.save(line)
  }
  fun chosen(kind: Kind, line: Line) = when (kind) {
    Kind.NEW -> lineRepository.save(line)
    else -> lineRepository.update(line)
  }
}
"""),
    example("Python and PHP: writes of which one is instead of the other", "pass", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/views.py --
from django.db import transaction
from shop.models import Order
def keep(request, found):
    if found:
        found.save()
        return found
    return Order.objects.create(line=1)
def either(request, found):
    return found.save() if found else Order.objects.create(line=1)
def chosen(request, kind):
    match kind:
        case "a":
            Order.objects.create(line=1)
        case _:
            Order.objects.update(line=1)
def tried(request):
    try:
        order = Order.objects.get(id=1)
    except Order.DoesNotExist:
        Order.objects.create(line=1)
    else:
        order.save()
@transaction.atomic
def all(request):
    Order.objects.create(line=1)
-- composer.json --
{"require": {"laravel/framework": "12"}}
-- artisan --
#!/usr/bin/env php
-- app/Orders.php --
<?php
namespace App;
class Orders {
  public function keep($found, $data) {
    if ($found) {
      return $found->update($data);
    }
    return Order::create($data);
  }
  public function either($found, $data) {
    return $found ? $found->update($data) : Order::create($data);
  }
  public function chosen($kind, $data) {
    return match ($kind) {
      'a' => Order::create($data),
      default => $this->order->update($data),
    };
  }
  public function said($found, $data) {
    if ($found):
      $found->update($data);
    else:
      Order::create($data);
    endif;
  }
}
"""),
    example("Go, C#, Rust and Elixir: writes of which one is instead of the other", "pass", repo="""
-- go.mod --
module example.com/shop
require gorm.io/gorm v1.25.0
-- main.go --
package main
import "gorm.io/gorm"
func keep(db *gorm.DB, o *Order) error {
	if o.ID != 0 {
		return db.Save(o).Error
	}
	return db.Create(o).Error
}
func chosen(db *gorm.DB, o *Order) {
	switch {
	case o.ID != 0:
		db.Save(o)
	default:
		db.Create(o)
	}
}
func either(db *gorm.DB, o *Order) (err error) {
	if o.ID != 0 {
		err = db.Save(o).Error
	} else {
		err = db.Create(o).Error
	}
	return
}
func all(db *gorm.DB) { db.Transaction(func(tx *gorm.DB) error { return nil }) }
func main() { http.ListenAndServe(":80", nil) }
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Orders.cs --
public class Orders(ShopDbContext context) {
  public async Task Keep(Order order) {
    if (order.Id == 0) {
      context.Add(order);
      await context.SaveChangesAsync();
      return;
    }
    context.Update(order);
    await context.SaveChangesAsync();
  }
  public Task Either(Order order) => order.Id == 0 ? repository.CreateAsync(order) : repository.UpdateAsync(order);
  public Task Chosen(Order order) => order.Kind switch { 1 => repository.CreateAsync(order), _ => repository.UpdateAsync(order) };
}
-- mix.exs --
defmodule Shop.MixProject do
end
-- lib/shop/orders.ex --
defmodule Shop.Orders do
  def keep(nil, attrs), do: Repo.insert(attrs)
  def keep(order, attrs), do: Repo.update(order)
  def chosen(order, attrs) do
    case order do
      nil -> Repo.insert(attrs)
      _ -> Repo.update(order)
    end
  end
  def either(order, attrs) do
    if order, do: Repo.update(order), else: Repo.insert(attrs)
  end
  def asked(order, attrs) do
    if order do
      Repo.update(order)
    else
      Repo.insert(attrs)
    end
  end
end
"""),
    example("Sequelize: functions that are handed to a wrapper of the app's own", "fail", line="src/orders.js:17", repo="""
-- package.json --
{"dependencies": {"express": "4", "sequelize": "6"}}
-- src/transactions.js --
import { sequelize } from "./db"
export const withTransaction = work => (...given) => sequelize.transaction(() => work(...given))
-- src/orders.js --
import { Order, Item } from "./models"
import { withTransaction } from "./transactions"
export const close = withTransaction(
  async ({ id }) => {
    await Order.update({ closed: true }, { where: { id } })
    await Item.destroy({ where: { order: id } })
  },
)
async function openOrder({ id }) {
  await Order.update({ closed: false }, { where: { id } })
  await Item.create({ order: id })
}
export const open = withTransaction(openOrder)
export const move = () => withTransaction(async () => Order.count())
export async function lose({ id }) {
  const order = await Order.findByPk(id)
  await Order.update({ lost: true }, { where: { id } })
  await Item.destroy({ where: { order: id } })
}
-- src/server.js --
require("express")().listen(80)
"""),
    example("TypeORM: an object is made, and saved", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10", "@nestjs/typeorm": "10", "typeorm": "0.3", "pg": "8"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then(app => app.listen(3000))
-- src/orders.service.ts --
import { InjectRepository } from "@nestjs/typeorm"
import { DataSource, Repository } from "typeorm"
@Injectable()
export class OrdersService {
  constructor(@InjectRepository(Order) private readonly repository: Repository<Order>, private readonly dataSource: DataSource) {}
  async create(dto: CreateOrder): Promise<Order> {
    const order = this.repository.create(dto)
    return await this.repository.save(order)
  }
  async all(dtos: CreateOrder[]) {
    return this.dataSource.transaction(manager => manager.save(this.repository.create(dtos)))
  }
}
"""),
    example("TypeORM: repositories of the app's own, whose `create` is awaited", "fail", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10", "typeorm": "0.3", "pg": "8"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then(app => app.listen(3000))
-- src/orders.service.ts --
import { Order } from "typeorm"
@Injectable()
export class OrdersService {
  async create(dto: CreateOrder): Promise<Order> {
    await this.linesRepository.create(dto.lines)
    return await this.ordersRepository.create(dto)
  }
}
"""),
    example("SQLAlchemy's own language, handed to a database of `databases`", "na", repo="""
-- requirements.txt --
fastapi
databases
sqlalchemy
-- main.py --
from databases import Database
from sqlalchemy import Column, Integer, MetaData, Table
from fastapi import FastAPI
app = FastAPI()
database = Database("sqlite:///./shop.db")
items = Table("items", MetaData(), Column("id", Integer, primary_key=True))
@app.post("/items")
async def add(item: int):
    await database.execute(items.insert().values(id=item))
"""),
    example("node-postgres: the client of the caller's transaction is handed over", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "pg": "8"}}
-- src/app.ts --
require("express")().listen(80)
-- src/db.ts --
export async function inTransaction(work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
-- src/receipts.ts --
import type { PoolClient } from 'pg';
export async function receive(params: {
  client: PoolClient;
  id: string;
}) {
  await params.client.query('UPDATE receipts SET state = $1 WHERE id = $2', ['received', params.id]);
  await params.client.query('INSERT INTO receipt_states (receipt) VALUES ($1)', [params.id]);
}
"""),
    example("node-postgres: a client of its own, and no transaction", "fail", line="src/receipts.ts:5", repo="""
-- package.json --
{"dependencies": {"express": "4", "pg": "8"}}
-- src/app.ts --
require("express")().listen(80)
-- src/receipts.ts --
import type { PoolClient } from 'pg';
export async function receive(id: string) {
  let client: PoolClient;
  client = await pool.connect();
  await client.query('UPDATE receipts SET state = $1 WHERE id = $2', ['received', id]);
  await client.query('INSERT INTO receipt_states (receipt) VALUES ($1)', [id]);
}
"""),
]
