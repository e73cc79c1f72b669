"""Integration tests exercise a real database or a faithful substitute.

A mocked database accepts every query, the misspelt column and the violated constraint included. The first real database to see the query is
then production's, with a user waiting for the answer.

Pass: tests that reach a database: a CI service container, testcontainers, a compose file for tests, the framework's database test case, an
in-memory engine of the same family

Fail: the database layer is only ever mocked, or there are no tests

Fix: Run the data layer's tests against the real engine: a `services: postgres` block in the CI job, Testcontainers (Java, Node, Go, .NET,
Python, Rust), `@pytest.mark.django_db`, Rails' and Laravel's test database, `Ecto.Adapters.SQL.Sandbox`. Wrap each test in a transaction
that is rolled back, so that they stay fast.

Searched: test code for containers, connections and the database test cases of frameworks; test settings; services, containers and actions
of the pipelines that test; compose files for tests
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Testbeds, TestCases, example, rule, supports, unclear

SHOWN = 3


@rule(id="TST005", severity="medium", applies="db", sources=("S1.1", "S4"), unless=("infrastructure",))
def integration_tests(testbeds: Testbeds, tests: TestCases) -> Iterator[Finding]:
    for bed in testbeds.all[:SHOWN]:
        yield supports(bed, f"the tests reach {bed.how}")
    if not testbeds.all and tests.unread and not tests.cases:
        yield unclear(f"there is test code in {tests.unread[0].language}, which readylint does not read", tests.unread[0])


FLASK = """
-- requirements.txt --
flask
sqlalchemy
psycopg2
-- app.py --
from flask import Flask
from sqlalchemy import create_engine
app = Flask(__name__)
engine = create_engine("postgresql://db/app")
app.run()
"""

EXAMPLES = [
    example("a compose file for tests builds its database on PostgreSQL's image", "pass", line="docker-compose.yml:2", repo="""
-- requirements.txt --
flask
psycopg2
-- app.py --
import psycopg2
from flask import Flask
app = Flask(__name__)
db = psycopg2.connect("dbname=shop")
app.run()
-- database/Dockerfile --
FROM postgres:17.9
COPY *.sql /docker-entrypoint-initdb.d/
-- docker-compose.yml --
services:
  database:
    build: ./database
    image: shop/database-test:1.0.0
  tests:
    build: ./api-tests
-- api-tests/Dockerfile --
FROM python:3.13
CMD pytest
-- api-tests/test_orders.py --
import requests
def test_lists():
    assert requests.get("http://app/orders", timeout=5).json() == []
-- .github/workflows/ci.yml --
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: docker compose up --exit-code-from tests
"""),
    example("bun:sqlite: the tests have a file of their own", "pass", repo="""
-- package.json --
{"scripts": {"start": "bun src/index.ts"}, "dependencies": {"elysia": "1.4.0"}}
-- src/db.ts --
import { Database } from "bun:sqlite"
const db = new Database(process.env.DB_PATH ?? "./data/shop.sqlite")
db.exec(`CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  date_created TEXT NOT NULL
); CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders(id), title TEXT)`)
export default db
-- src/index.ts --
import { Elysia } from "elysia"
import db from "./db"
new Elysia().get("/orders", () => db.query("SELECT * FROM orders LIMIT 20").all()).listen(3000)
-- tests/db.test.ts --
import { Database } from "bun:sqlite"
import { expect, test } from "bun:test"
import { orders } from "../src/orders"
const db = new Database("./data/test.sqlite", { create: true })
test("lists", () => expect(orders(db)).toEqual([]))
"""),
    example("DynamoDB as moto keeps it", "pass", line="tests/test_orders.py:1", repo="""
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
-- tests/test_orders.py --
from moto import mock_aws
from tests.dynamodb import repository

@mock_aws
def test_found():
    assert handler({"path": "a"}, None)["statusCode"] == "200"
"""),
    example("DynamoDB as LocalStack keeps it", "pass", line="src/test/java/shop/LocalStack.java:4", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>software.amazon.awssdk</groupId><artifactId>dynamodb-enhanced</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App { public static void main(String[] args) { SpringApplication.run(App.class, args); } }
-- src/main/java/shop/Orders.java --
package shop;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
public class Orders { void keep(Order order) { table.putItem(order); } }
-- src/test/java/shop/LocalStack.java --
package shop;
@TestConfiguration
public class LocalStack {
    static LocalStackContainer stack =
        new LocalStackContainer(DockerImageName.parse("localstack/localstack:4")).withServices(DYNAMODB);
}
-- src/test/java/shop/OrdersTest.java --
package shop;
@SpringBootTest
@Import(LocalStack.class)
class OrdersTest {
    @Test
    void keeps() { assertEquals(1, orders.count()); }
}
"""),
    example("hmrc-mongo's support for tests", "pass", repo="""
-- test/repositories/AnswersRepositorySpec.scala --
package repositories

import org.scalatest.wordspec.AnyWordSpec
import uk.gov.hmrc.mongo.test.MongoSupport

class AnswersRepositorySpec extends AnyWordSpec with MongoSupport {
  "answers" should { "be kept" in { repository.get("1").futureValue shouldBe None } }
}
"""),
    example("D1 in the test pool of Workers", "pass", line="src/tasks.test.ts:4", repo="""
-- package.json --
{"devDependencies": {"vitest": "2"}}
-- wrangler.toml --
name = "tasks"
main = "src/index.ts"
[[d1_databases]]
binding = "DB"
-- src/index.ts --
import { drizzle } from "drizzle-orm/d1";
export default { fetch: (request, env) => Response.json(drizzle(env.DB).query.tasks.findMany()) };
-- src/tasks.test.ts --
import { applyD1Migrations, env } from "cloudflare:test";
import { expect, it } from "vitest";
it("lists", async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  expect(await list()).toEqual([]);
});
"""),
    example("Supabase's own stack, which CI starts for the tests", "pass", line="Makefile:2", repo="""
-- package.json --
{"devDependencies": {"@playwright/test": "1"}}
-- Makefile --
test-e2e:
	npx supabase start
	npx playwright test
-- .github/workflows/ci.yml --
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test-e2e
-- supabase/migrations/1_orders.sql --
create table public.orders (id bigint primary key);
-- supabase/functions/orders/index.ts --
import { createClient } from "jsr:@supabase/supabase-js@2";
Deno.serve(async () => Response.json(await createClient(u, k).from("orders").select()));
-- e2e/orders.spec.ts --
import { test, expect } from "@playwright/test";
test("orders", async ({ page }) => { await page.goto("/"); await expect(page).toHaveTitle("Orders"); });
"""),
    example("Symfony's tests ask the app, and their settings name a database", "pass", line=".env.test:2", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "7.0", "doctrine/orm": "3.0"}, "require-dev": {"phpunit/phpunit": "11"}}
-- src/Kernel.php --
<?php
class Kernel extends BaseKernel {}
-- .env.test --
KERNEL_CLASS='App\\Kernel'
DATABASE_URL=sqlite:///%kernel.project_dir%/var/test.sqlite
-- tests/OrdersTest.php --
<?php
class OrdersTest extends WebTestCase
{
    public function testIndex(): void
    {
        static::createClient()->request('GET', '/orders');
        $this->assertResponseIsSuccessful();
    }
}
"""),
    example("ent opens SQLite in memory, for which the app is made", "pass", line="items_test.go:3", repo="""
-- go.mod --
module example.com/shop
require entgo.io/ent v0.14.0
-- main.go --
package main
func main() {
	client, _ := ent.Open("sqlite3", "file:shop.db")
	http.ListenAndServe(":80", nil)
}
-- items_test.go --
package main
func TestMain(m *testing.M) {
	client, _ = ent.Open("sqlite3", "file:ent?mode=memory&_fk=1")
	os.Exit(m.Run())
}
func TestItems(t *testing.T) {
	if client.Item.Query().CountX(ctx) != 0 {
		t.Fatal("items")
	}
}
"""),
    example("only mocked", "fail", FLASK + """
-- tests/test_app.py --
from unittest.mock import MagicMock

def test_orders():
    session = MagicMock()
    # session = sessionmaker(bind=engine)
    assert orders(session) == []
"""),
    example("an in-memory engine", "pass", FLASK + """
-- tests/test_app.py --
from sqlalchemy import create_engine
engine = create_engine("sqlite:///:memory:")

def test_orders():
    assert orders(engine) == []
""", line="tests/test_app.py:2"),
    example("a service container in CI", "pass", FLASK + """
-- tests/test_app.py --
def test_orders(client):
    assert client.get("/orders").json == []
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    services:
      db:
        image: postgres:16
    steps:
      - run: pytest
""", line=".github/workflows/ci.yml:6"),
    example("a service container, but no tests", "fail", FLASK + """
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    services:
      db:
        image: postgres:16
    steps:
      - run: pytest
"""),
    example("testcontainers, and a mocked driver beside it", "pass", """
-- go.mod --
module x
require github.com/jackc/pgx/v5 v5.0.0
-- main.go --
package main

import (
	"net/http"

	"github.com/jackc/pgx/v5/pgxpool"
)

func main() {
	pool, _ := pgxpool.New(ctx, dsn)
	pool.Exec(ctx, "insert into a values (1)")
	http.ListenAndServe(":80", nil)
}
-- main_test.go --
package main

func TestStore(t *testing.T) {
	container, err := postgres.Run(ctx, "postgres:16")
	require.NoError(t, err)
}
""", line="main_test.go:4"),
    example("Rails", "pass", """
-- Gemfile --
gem "rails"
gem "pg"
-- config.ru --
run Rails.application
-- config/database.yml --
production:
  adapter: postgresql
-- app/models/book.rb --
class Book < ApplicationRecord
end
-- app/controllers/books_controller.rb --
class BooksController < ApplicationController
end
-- spec/models/book_spec.rb --
RSpec.describe Book do
  it("has a title") { expect(Book.create!(title: "x").title).to eq("x") }
end
""", line="spec/models/book_spec.rb:2"),
    example("no database", "na", """
-- cli.py --
print("hello")
"""),
    example("Rust, the app's pool beside tests that ask no database, and a deploy that starts one", "fail", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
sqlx = { version = "0.8", features = ["postgres"] }
-- src/main.rs --
async fn main() {
    let pool = PgPoolOptions::new().connect(&url).await.unwrap();
    sqlx::query("INSERT INTO orders VALUES (1)").execute(&pool).await;
    axum::serve(listener, app(pool)).await;
}

#[cfg(test)]
mod tests {
    #[test]
    fn sums() { assert_eq!(super::sum(1, 1), 2); }
}
-- docker-compose.yml --
services:
  db:
    image: postgres:18
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: cargo test
  deploy:
    needs: test
    steps:
      - uses: appleboy/ssh-action@v1
        with:
          script: |
            docker compose up -d
"""),
    example("Rust: a helper that starts a database, and no test that calls it", "fail", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
sqlx = { version = "0.8", features = ["postgres"] }
[dev-dependencies]
testcontainers = "0.23"
-- src/main.rs --
async fn main() {
    let pool = PgPool::connect(&url).await.unwrap();
    sqlx::query("INSERT INTO orders VALUES (1)").execute(&pool).await;
    axum::serve(listener, app(pool)).await;
}
-- tests/common/mod.rs --
pub async fn setup_database() -> PgPool {
    let container = Postgres::default().start().await.unwrap();
    PgPool::connect("postgres://postgres:postgres@localhost/postgres").await.unwrap()
}
-- tests/orders.rs --
mod common;

#[test]
fn adds() {
    assert_eq!(shop::total(2), 2);
}
"""),
    example("a base of tests beside the app's libraries", "pass", line="src/BuildingBlocks/TestBase/TestFixture.cs:1", repo="""
-- src/Shop/Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="9.0.0" />
</ItemGroup></Project>
-- src/Shop/Program.cs --
using Microsoft.EntityFrameworkCore;
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
builder.Build().Run();
-- src/BuildingBlocks/TestBase/TestFixture.cs --
using Testcontainers.PostgreSql;
public class TestFixture<TEntryPoint> where TEntryPoint : class {
    private readonly PostgreSqlContainer _postgres = new PostgreSqlBuilder().Build();
}
-- src/Shop/tests/OrderTests.cs --
using Xunit;
public class OrderTests : TestFixture<Program> {
    [Fact]
    public async Task Creates() { Assert.NotNull(await Send(new CreateOrder())); }
}
"""),
    example("JavaScript: tests sweep away what the app's own models wrote", "pass", line="tests/users.test.js:7", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "dependencies": {"express": "4", "typeorm": "0.2", "mysql": "2"}, "devDependencies": {"jest": "29"}}
-- server.js --
const { createConnection } = require("typeorm")
const app = require("express")()
createConnection().then(() => app.listen(3000))
-- tests/users.test.js --
const request = require("supertest")
const app = require("../server")
const { connect } = require("../database")
const { User } = require("../models")

beforeAll(async () => await connect())
afterAll(async () => await User.delete({ email: "a@example.com" }))
test("lists", async () => {
  await request(app).get("/users").expect(200)
})
"""),
    example("JavaScript: models that are mocked", "fail", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "dependencies": {"express": "4", "mongoose": "8"}, "devDependencies": {"jest": "29"}}
-- server.js --
require("mongoose").connect(process.env.MONGO_URL)
require("express")().listen(3000)
-- tests/users.test.js --
const { User } = require("../models")
jest.mock("../models")
test("deletes", async () => {
  await User.deleteMany({})
  expect(User.deleteMany).toHaveBeenCalled()
})
"""),
    example("Exposed: tables are emptied before each test", "pass", line="src/test/kotlin/ServerTest.kt:7", repo="""
-- build.gradle.kts --
dependencies {
    implementation("io.ktor:ktor-server-netty:2.3.7")
    implementation("org.jetbrains.exposed:exposed-jdbc:0.46.0")
    implementation("com.h2database:h2:2.2.224")
}
-- src/main/kotlin/Main.kt --
fun main() { embeddedServer(Netty, 80) { module() }.start(wait = true) }
fun connect() = Database.connect("jdbc:h2:mem:test")
-- src/test/kotlin/ServerTest.kt --
import org.jetbrains.exposed.sql.deleteAll
import org.jetbrains.exposed.sql.transactions.experimental.newSuspendedTransaction
class ServerTest {
    @BeforeEach
    fun empty() = runBlocking {

        newSuspendedTransaction {
            Widgets.deleteAll()
        }
    }
    @Test
    fun made() { assertEquals(0, count()) }
}
"""),
    example("Go: the app opens a database for its tests", "pass", line="users/unit_test.go:8", repo="""
-- go.mod --
module example.com/shop
require gorm.io/gorm v1.25.0
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- common/database.go --
package common
func TestDBInit() *gorm.DB {
	db, _ := gorm.Open("sqlite3", "./../gorm_test.db")
	return db
}
-- users/unit_test.go --
package users

import "testing"

var testDB *gorm.DB

func TestMain(m *testing.M) {
	testDB = common.TestDBInit()
	m.Run()
}
func TestUser(t *testing.T) {
	if find(testDB) == nil {
		t.Fatal("no user")
	}
}
"""),
    example("Spring: a group of scripts that fill the database", "pass", line="src/test/kotlin/OrderTest.kt:2", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "3.4.0" }
dependencies {
  implementation("org.springframework.boot:spring-boot-starter-web")
  implementation("org.springframework.boot:spring-boot-starter-data-jpa")
  implementation("org.postgresql:postgresql")
}
-- src/main/kotlin/Shop.kt --
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication

@SpringBootApplication
class Shop

fun main(args: Array<String>) { runApplication<Shop>(*args) }

@Entity
class Order(@Id val id: Long)
-- src/main/resources/application.yml --
spring.datasource.url: jdbc:postgresql://${DB_HOST}/shop
-- src/test/kotlin/OrderTest.kt --
@SpringBootTest
@SqlGroup(
  Sql(scripts = ["classpath:orders.sql"]),
  Sql(scripts = ["classpath:clean.sql"], executionPhase = Sql.ExecutionPhase.AFTER_TEST_METHOD),
)
class OrderTest {
  @Test
  fun lists() { client.get().uri("/orders").exchange().expectStatus().isOk }
}
"""),
    example("make is told by a variable where the shell lies", "pass", line=".github/workflows/_test.yml:6", repo="""
-- go.mod --
module example.com/shop
require github.com/jmoiron/sqlx v1.4.0
-- main.go --
package main
import "github.com/jmoiron/sqlx"
import "net/http"
func main() { sqlx.Connect("postgres", url); http.ListenAndServe(":80", nil) }
-- orders_test.go --
package main
import "testing"
func TestOrders(t *testing.T) { if total() != 3 { t.Fatal("no") } }
-- Makefile --
BASH ?= $(shell command -v bash 2> /dev/null)
GO_TEST_FLAGS ?= -v -race
unittest:
	GO_TEST_FLAGS="$(GO_TEST_FLAGS)" $(BASH) -xe ./scripts/test.sh
-- scripts/test.sh --
#!/bin/bash
go test ./... ${GO_TEST_FLAGS}
-- .github/workflows/pull.yml --
on: pull_request
jobs:
  test:
    uses: ./.github/workflows/_test.yml
-- .github/workflows/_test.yml --
on: workflow_call
jobs:
  test:
    services:
      postgres:
        image: postgres:17
    runs-on: ubuntu-latest
    steps:
      - run: make unittest
"""),
    example("Haskell: tests that are not read run beside CI's database", "pass", line=".github/workflows/ci.yml:6", repo="""
-- shop.cabal --
name: shop
-- src/Main.hs --
import Database.PostgreSQL.Simple
import Network.Wai.Handler.Warp
main = run 80 app
-- test/Main.hs --
module Main where
main = defaultMain tests
-- .github/workflows/ci.yml --
on: [push]
jobs:
  test:
    services:
      db:
        image: postgres
    steps:
      - run: cabal test
"""),
    example("Haskell: tests that are not read", "unknown", repo="""
-- shop.cabal --
name: shop
-- src/Main.hs --
import Database.PostgreSQL.Simple
import Network.Wai.Handler.Warp
main = run 80 app
-- test/Main.hs --
module Main where
main = defaultMain tests
"""),
    example("DynamoDB in CI, by a digest whose version stands in a comment", "pass", line=".github/workflows/ci.yml:6", repo="""
-- mix.exs --
defmodule Shop.Umbrella do
  use Mix.Project
end
-- apps/web/lib/endpoint.ex --
defmodule Web.Endpoint do
  use Phoenix.Endpoint, otp_app: :web
end
-- apps/accounts/lib/dynamo.ex --
defmodule Accounts.Dynamo do
  alias ExAws.Dynamo
end
-- apps/web/test/endpoint_test.exs --
defmodule Web.EndpointTest do
  use ExUnit.Case
  test "is up", do: assert Web.up?()
end
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    services:
      dynamodb:
        image: amazon/dynamodb-local@sha256:c8702bde # 2.0.0
    steps:
      - run: mix test
"""),
]
