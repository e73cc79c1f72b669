"""Tests run against the database engine that production uses.

SQLite and H2 forgive what PostgreSQL and MySQL refuse: types, case, locking, constraints, JSON. The tests stay green and the query fails on
the one database that users depend on.

Pass: the engine of the test settings or CI service equals the engine of the production settings, compose file or manifests

Fail: they differ (SQLite or H2 in tests, PostgreSQL in production); both places are shown

Fix: Test with the engine and major version that production runs: a `services:` container in CI with the same image tag, Testcontainers, or
a `docker compose` file for tests. Point `DATABASE_URL` (or `config/database.yml`, `application-test.yml`, `phpunit.xml`) at it and drop the
in-memory fallback.

Searched: databases that test code, test settings, CI and compose files for tests name; manifests, infrastructure, platform files, compose
files and settings for production's
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, ProductionEngines, Testbed, Testbeds, contradicts, example, regex, rule, supports, unclear

RELATIONAL = ("PostgreSQL", "MySQL", "SQL Server", "Oracle", "SQLite", "H2")


@rule(id="TST011", severity="medium", applies="sql", absence="unknown", sources=("S1.1",), unless=("infrastructure",))
def production_like_test_environment(testbeds: Testbeds, production: ProductionEngines) -> Iterator[Finding]:
    if not testbeds.all:
        yield unclear("no test reaches a database")
    elif not production.names:
        yield unclear("the repository does not say which database engine production runs")
    else:
        yield from _compared(_own_word(testbeds, production), production, testbeds)


_OF_SPRING = regex(r"application[\w-]*\.(?:ya?ml|properties)$")


def _own_word(testbeds: Testbeds, production: ProductionEngines) -> list[Testbed]:
    """The engines the tests use: what they name themselves or their settings say, where there is nothing of it what CI starts. A
    framework's test case beside them uses what the settings say: those of the tests, or else the app's own with what CI starts."""
    named = [b for b in testbeds if b.engine in RELATIONAL]
    own = sorted((b for b in named if not b.started), key=lambda b: not _is_setting(b))
    through = not any(map(_is_setting, own)) and any(not b.engine and not any(o.at.path == b.at.path for o in own) for b in testbeds)
    if fixed := [Testbed(e.how, e.name, e.at) for e in production.of_tests if e.fixed]:
        return fixed
    inherited = [Testbed(e.how, e.name, e.at) for e in production.of_tests]
    started = [b for b in named if b.started]
    return [*own, *(started if through or not own else ()), *(inherited if not started else ())]


def _is_setting(bed: Testbed) -> bool:
    name = bed.at.path.rpartition("/")[2]
    return "settings" in name or bool(_OF_SPRING.match(name))


def _compared(tested: list[Testbed], production: ProductionEngines, testbeds: Testbeds) -> Iterator[Finding]:
    same = [b for b in tested if b.engine in production.names]
    runs = next((e for e in production if same and e.name == same[0].engine), production.all[0])
    if same:
        yield supports(same[0], f"the tests run against {runs.name}, as production does ({runs.how})")
        yield supports(runs, f"production runs {runs.name}")
    elif tested:
        yield contradicts(tested[0], f"the tests run against {tested[0].engine}, production runs {runs.name}")
        yield contradicts(runs, f"production runs {runs.name}, the tests {tested[0].engine}")
    elif production.only == runs.name and (cases := [b for b in testbeds if not b.engine]):
        yield supports(cases[0], f"the tests go through the app's own settings, which know only {runs.name}")
    else:
        yield unclear(f"production runs {runs.name}; which engine the tests use is set outside the repository", runs)


FLASK = """
-- requirements.txt --
flask
sqlalchemy
psycopg2
-- Dockerfile --
FROM python:3.12
CMD ["gunicorn", "app:app"]
-- docker-compose.prod.yml --
services:
  db:
    image: postgres:16
  web:
    build: .
-- app.py --
from flask import Flask
from sqlalchemy import Column, Integer, create_engine
from sqlalchemy.orm import declarative_base
app = Flask(__name__)
Base = declarative_base()
class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
app.run()
"""

SPRING_SETTINGS = """
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
<dependency><groupId>com.oracle.database.jdbc</groupId><artifactId>ojdbc11</artifactId></dependency>
<dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><scope>test</scope></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
@SpringBootApplication
public class App { public static void main(String[] args) { SpringApplication.run(App.class, args); } }
-- src/main/resources/application.properties --
spring.datasource.url=jdbc:oracle:thin:@${DB_CONNECT_STRING}
-- src/test/resources/application.properties --
spring.jpa.hibernate.ddl-auto=create-drop
-- src/test/java/shop/OrdersTest.java --
@SpringBootTest
@AutoConfigureMockMvc
class OrdersTest {
    @Autowired OrderRepository orders;
    @Test void saves() { orders.save(new Order()); }
}
"""

EXAMPLES = [
    example("Spring's settings of the tests, beside a compose file that other tests start", "fail",
        line="src/test/resources/application-test.yml:1", repo="""
-- build.gradle.kts --
dependencies {
    implementation("org.springframework.boot:spring-boot-starter-data-jpa")
    runtimeOnly("org.postgresql:postgresql:42.7.4")
}
-- src/main/resources/application.yml --
spring.datasource.url: jdbc:postgresql://${DB_HOST}/shop
-- src/main/kotlin/Shop.kt --
@SpringBootApplication
class Shop
@jakarta.persistence.Entity
class Order
-- src/test/resources/application-test.yml --
spring.datasource.url: "jdbc:h2:mem:shop;MODE=PostgreSQL"
-- src/test/kotlin/OrderTest.kt --
@DataJpaTest
class OrderTest {
    @Test
    fun stores() { assertThat(repository.findAll()).isEmpty() }
}
-- docker-compose-test.yml --
services:
  db:
    image: postgres:17
"""),
    example("an engine that an emulator beside the app needs", "pass", repo="""
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Npgsql" Version="10.0.0" /></ItemGroup></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args);
app.Services.AddNpgsqlDataSource(address);
-- emulator/docker-compose.yaml --
services:
  emulator:
    image: mcr.microsoft.com/azure-messaging/servicebus-emulator:latest
  mssql:
    image: mcr.microsoft.com/mssql/server:2025-latest
-- test/Shop.Tests/Containers.cs --
using DotNet.Testcontainers.Builders;
class Containers {
  void Start() { database = new ContainerBuilder(Images.Of("postgres")).WithPortBinding(5432, true).Build(); }
  [Fact]
  public void Stores() { Assert.Equal(1, Orders.Count()); }
}
"""),
    example("the database that the platform's manifest asks for", "pass", repo="""
-- .nais/nais.yaml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  gcp:
    sqlInstances:
      - type: POSTGRES_14
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-server-cio:3.0.0") }
-- src/main/kotlin/App.kt --
import java.sql.Connection
fun main() { embeddedServer(CIO) { orders() }.start() }
-- src/test/kotlin/Postgres.kt --
import org.testcontainers.containers.PostgreSQLContainer
val postgres = PostgreSQLContainer<Nothing>("postgres:14")
class OrdersTest {
    @Test
    fun stores() { assertEquals(1, orders(postgres)) }
}
"""),
    example("Django: SQLite where no address is given, and the driver of PostgreSQL", "pass", repo="""
-- requirements.txt --
django==5.2
dj-database-url==3.0
python-decouple==3.8
psycopg2==2.9
-- manage.py --
import django
-- shop/settings.py --
DATABASE_URL = config("DATABASE_URL", default="sqlite:///{}".format(os.path.join(BASE_DIR, "db.sqlite3")))
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
-- shop/models.py --
from django.db import models
class Order(models.Model):
    name = models.CharField(max_length=5)
-- shop/tests/test_orders.py --
from django.test import TestCase
class OrderTest(TestCase):
    def test_saves(self):
        self.assertEqual(Order.objects.count(), 0)
-- .github/workflows/python.yml --
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      postgres:
        image: postgres:17
    steps:
      - run: pytest
"""),
    example("Spring: the tests' settings stand in place of the app's and name no database", "fail",
            line="src/test/resources/application.properties:1", repo=SPRING_SETTINGS),
    example("Spring: the tests' settings stand beside the app's", "pass",
            repo=SPRING_SETTINGS.replace("resources/application.properties", "resources/application-test.properties")),
    example("Symfony: another engine in the part for tests", "fail", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "*", "doctrine/orm": "^3"}}
-- public/index.php --
<?php
use App\\Kernel;
return fn (array $context) => new Kernel($context['APP_ENV'], false);
-- config/packages/doctrine.yaml --
when@test:
  doctrine:
    dbal:
      driver: pdo_sqlite
when@prod:
  doctrine:
    dbal:
      url: '%env(resolve:DATABASE_URL)%'
      driver: pdo_mysql
-- .github/workflows/ci.yml --
on: push
jobs:
  migrate:
    runs-on: ubuntu-latest
    env:
      DATABASE_URL: mysql://root:root@127.0.0.1:3306/shop
    steps:
      - run: bin/console doctrine:migrations:migrate --no-interaction
  test:
    runs-on: ubuntu-latest
    steps:
      - run: bin/phpunit
-- src/Entity/Order.php --
<?php
use Doctrine\\ORM\\Mapping as ORM;
#[ORM\\Entity]
class Order { #[ORM\\Id] private int $id; }
-- tests/OrderTest.php --
<?php
class OrderTest extends KernelTestCase {
    public function testSaves(): void {
        $orders = self::getContainer()->get(EntityManagerInterface::class);
        $this->assertNotNull($orders->find(Order::class, 1));
    }
}
"""),
    example("Django: the settings of the tests name an address for the environment", "fail", line="shop/settings/test.py:2", repo="""
-- requirements.txt --
django
psycopg2
-- manage.py --
import django
-- Dockerfile --
FROM python:3.12
CMD ["gunicorn", "shop.wsgi"]
-- docker-compose.prod.yml --
services:
  web:
    build: .
  database:
    image: postgres:17
-- shop/settings/base.py --
DATABASES = {"default": env.db("DATABASE_URL")}
-- shop/settings/test.py --
import os
os.environ.setdefault("DATABASE_URL", "sqlite:////tmp/test.sqlite3")
from .base import *
-- shop/tests/test_orders.py --
from django.test import TestCase
class OrderTests(TestCase):
    def test_none(self):
        self.assertEqual(Order.objects.count(), 0)
"""),
    example("Jest's set-up opens production's engine; one suite has a table of its own in memory", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node dist/main.js", "test": "jest"},
 "dependencies": {"express": "4", "sequelize-typescript": "2", "mariadb": "3"}, "devDependencies": {"jest": "30", "sqlite3": "6"}}
-- src/main.ts --
require("express")().listen(3000)
-- src/database.ts --
import { Sequelize } from "sequelize-typescript"
export const db = new Sequelize({ dialect: "mariadb", host: process.env.DB_HOST })
-- jest/setup-jest.ts --
import { Sequelize } from "sequelize-typescript"
beforeAll(async () => {
  sequelize = new Sequelize({
    dialect: "mariadb",
    host: "localhost",
    database: "shop_test",
  })
})
-- src/states.spec.ts --
import { Sequelize } from "sequelize-typescript"
const own = new Sequelize({ dialect: "sqlite", storage: ":memory:" })
it("moves on", async () => { expect(await own.query("SELECT 1")).toBeTruthy() })
"""),
    example("the engine of a compose file by a variable of the .env file beside it", "pass", line="compose.test.yaml:3", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "dependencies": {"pg": "8", "@hapi/hapi": "21"}, "devDependencies": {"jest": "29"}}
-- app/index.js --
const { Pool } = require('pg')
module.exports = new Pool({ host: process.env.POSTGRES_HOST, max: 5 })
require('@hapi/hapi').server({ port: 3000 }).start()
-- test/customers.test.js --
const pool = require('../app')
test('lists', async () => { expect((await pool.query('select 1')).rowCount).toBe(1) })
-- .env --
DATABASE_IMAGE=postgres:18.4
-- compose.yaml --
services:
  app: {build: .}
  db: {image: "${DATABASE_IMAGE}"}
-- compose.test.yaml --
services:
  app: {command: npm test}
  db: {image: "${DATABASE_IMAGE}"}
"""),
    example("the tests reach a store that is no relational database, the app has one beside it", "unknown", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "dependencies": {"pg": "8", "@hapi/hapi": "21"}, "devDependencies": {"jest": "29"}}
-- app/index.js --
const { Pool } = require('pg')
module.exports = new Pool({ host: process.env.POSTGRES_HOST, max: 5 })
require('@hapi/hapi').server({ port: 3000 }).start()
-- test/search.test.js --
const search = require('../app/search')
test('lists', async () => { expect((await search('pear')).length).toBe(1) })
-- compose.yaml --
services:
  app: {build: .}
  db: {image: postgres:16}
-- compose.test.yaml --
services:
  app: {command: npm test}
  found: {image: "opensearchproject/opensearch:2"}
"""),
    example("an emulator's own store in the compose file for tests is not what they reach", "unknown", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "dependencies": {"pg": "8", "@hapi/hapi": "21"}, "devDependencies": {"jest": "29"}}
-- app/index.js --
const { Pool } = require('pg')
module.exports = new Pool({ host: process.env.POSTGRES_HOST, max: 5 })
require('@hapi/hapi').server({ port: 3000 }).start()
-- test/customers.test.js --
const pool = require('../app')
test('lists', async () => { expect((await pool.query('select 1')).rowCount).toBe(1) })
-- docker-compose.yaml --
services:
  app: {build: .}
  db: {image: postgres:16}
-- docker-compose.test.yaml --
services:
  app: {command: npm test}
  store: {image: mcr.microsoft.com/azure-sql-edge}
  bus:
    image: mcr.microsoft.com/azure-messaging/servicebus-emulator
    depends_on: [store]
"""),
    example("CI runs the tests against each of several engines; a test of settings names another", "pass", FLASK + """
-- tests/test_settings.py --
def test_default(monkeypatch):
    assert settings(engine="sqlite").url == "sqlite:///app.db"
-- tests/test_app.py --
def test_users(client):
    assert client.get("/users").json == []
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    strategy:
      matrix:
        database: ["sqlite", "postgres"]
    services:
      db:
        image: postgres:16
    env:
      DB_ENGINE: ${{ matrix.database }}
    steps:
      - run: pytest
""", line=".github/workflows/ci.yml:6"),
    example("SQLite in tests, though CI starts PostgreSQL", "fail", FLASK + """
-- tests/conftest.py --
from sqlalchemy import create_engine
engine = create_engine("sqlite:///:memory:")
-- tests/test_app.py --
def test_users(client):
    assert client.get("/users").json == []
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    services:
      db:
        image: postgres:16
    steps:
      - run: pytest
""", line=("tests/conftest.py:2", "docker-compose.prod.yml:2"), says="SQLite"),
    example("Django's test settings say SQLite, and CI starts the stack for another test", "fail", """
-- pyproject.toml --
[project]
name = "shop"
dependencies = ["Django==5.2", "psycopg==3.2"]
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
INSTALLED_APPS = ["shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
-- tests/settings.py --
from shop.settings import *
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "test"}}
-- tests/test_shop.py --
import pytest
@pytest.mark.django_db
def test_users(client):
    assert client.get("/users").status_code == 200
-- compose.yml --
services:
  web: {build: ., ports: ["8000:8000"]}
  db: {image: postgres:17}
-- .github/workflows/ci.yml --
on: push
jobs:
  pages:
    steps:
      - run: docker compose up --detach web
      - run: npx playwright test
  test:
    steps:
      - run: pytest
""", line=("compose.yml:3", "tests/settings.py:2"), says="SQLite"),
    example("the same in CI", "pass", FLASK + """
-- tests/test_app.py --
def test_users(client):
    assert client.get("/users").json == []
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    services:
      db:
        image: postgres:16
    steps:
      - run: pytest
""", line=(".github/workflows/ci.yml:6", "docker-compose.prod.yml:2")),
    example("Ecto, with one driver", "pass", """
-- mix.exs --
defmodule Shop.MixProject do
  defp deps do
    [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, ">= 0.0.0"}]
  end
end
-- lib/shop/application.ex --
defmodule Shop.Application do
  use Application
  def start(_, _), do: Supervisor.start_link([ShopWeb.Endpoint], strategy: :one_for_one)
end
-- lib/shop/repo.ex --
defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
-- priv/repo/migrations/1_orders.exs --
defmodule Shop.Repo.Migrations.Orders do
  use Ecto.Migration
  def change, do: create table(:orders)
end
-- test/shop/order_test.exs --
defmodule Shop.OrderTest do
  use Shop.DataCase
  test "orders", do: assert Shop.Repo.all(Shop.Order) == []
end
""", says="only PostgreSQL"),
    example("no test reaches a database", "unknown", FLASK + """
-- tests/test_app.py --
def test_sum():
    assert 1 + 1 == 2
""", says="no test reaches"),
    example("a class of settings for tests, with SQLite", "fail", says="production runs PostgreSQL", repo="""
-- requirements.txt --
flask
flask-sqlalchemy
psycopg2
-- app.py --
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from settings import ProdConfig
app = Flask(__name__)
app.config.from_object(ProdConfig)
db = SQLAlchemy(app)
class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
-- settings.py --
class ProdConfig(Config):
    SQLALCHEMY_DATABASE_URI = "postgresql://localhost/shop"
class DevConfig(Config):
    SQLALCHEMY_DATABASE_URI = "sqlite:///dev.db"
class TestConfig(Config):
    TESTING = True
    SQLALCHEMY_DATABASE_URI = "sqlite://"
-- tests/conftest.py --
from app import app, db
from settings import TestConfig
db.create_all()
-- tests/test_app.py --
def test_users(client):
    assert client.get("/users").json == []
"""),
    example("no database", "na", """
-- cli.py --
print("hello")
"""),
    example("Laravel's scaffold, SQLite in tests and in the example", "unknown", says="does not say", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12"}, "require-dev": {"phpunit/phpunit": "^11"}}
-- artisan --
#!/usr/bin/env php
-- routes/web.php --
<?php
Route::get('/', fn () => view('home'));
-- .env.example --
DB_CONNECTION=sqlite
-- config/database.php --
<?php
return ['default' => env('DB_CONNECTION', 'sqlite'), 'connections' => ['sqlite' => [], 'mysql' => []]];
-- database/migrations/2024_01_01_000000_create_orders.php --
<?php
return new class extends Migration {
    public function up() { Schema::create('orders', function ($table) { $table->id(); }); }
};
-- phpunit.xml --
<phpunit><php><env name="DB_CONNECTION" value="sqlite"/><env name="DB_DATABASE" value=":memory:"/></php></phpunit>
-- tests/Feature/OrderTest.php --
<?php
use Illuminate\\Foundation\\Testing\\RefreshDatabase;
class OrderTest extends TestCase {
    use RefreshDatabase;
    public function test_list() { $this->get('/')->assertOk(); }
}
"""),
    example("Django: settings that know SQLite too", "unknown", repo="""
-- requirements.txt --
django
psycopg2
-- manage.py --
import django
-- shop/settings/base.py --
import os
if os.getenv("DB") == "postgres":
    one = {"ENGINE": "django.db.backends.postgresql"}
else:
    one = {"ENGINE": "django.db.backends.sqlite3"}
DATABASES = {"default": one}
-- shop/migrations/0001_initial.py --
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", [("id", models.AutoField(primary_key=True))])]
-- shop/tests/test_orders.py --
from django.test import TestCase
class Orders(TestCase):
    def test_made(self):
        self.assertEqual(Order.objects.count(), 0)
"""),
    example("Django: CI gives the tests an address of their own", "fail", line=".github/workflows/test.yml:5", repo="""
-- requirements.txt --
django
dj-database-url
psycopg
-- manage.py --
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
-- shop/settings.py --
INSTALLED_APPS = ["orders"]
DATABASES = {"default": dj_database_url.config("DATABASE_URL")}
-- docker-compose.yml --
services:
  db: {image: "postgres:16"}
-- orders/tests.py --
from django.test import TestCase
class OrderTest(TestCase):
    def test_total(self):
        self.assertEqual(Order.objects.create(of=2).total, 4)
-- .github/workflows/test.yml --
on: push
jobs:
  test:
    env:
      DATABASE_URL: sqlite:///db.sqlite3
    steps:
      - run: python manage.py test
"""),
    example("SQLite where no variable is set, beside the driver of production's engine", "fail", line="tests/conftest.py:2", repo="""
-- requirements.txt --
flask
sqlalchemy
psycopg2-binary
-- app.py --
from flask import Flask
app = Flask(__name__)
-- config.py --
import os
def uri():
    given = os.getenv("DATABASE_URL", "")
    return given.replace("postgres://", "postgresql://", 1)
SQLALCHEMY_DATABASE_URI = uri() or "sqlite:///shop.db"
-- tests/conftest.py --
from sqlalchemy import create_engine
engine = create_engine("sqlite://")
-- tests/test_shop.py --
def test_shop(session):
    assert session.query(Order).count() == 0
"""),
]
