"""Migrations are applied in CI before production.

A migration that was never run before production runs there for the first time with users' data under it. A typing error or a missing
dependency then stops the deploy half way.

Pass: a CI job applies the migrations, directly or because the framework's test runner does

Fail: CI exists and none does; no CI

Fix: Add a step to the CI job that has a database service: `alembic upgrade head`, `manage.py migrate`, `rails db:migrate`, `flyway
migrate`, `prisma migrate deploy`, `knex migrate:latest`, `php artisan migrate --force`, `dotnet ef database update`, `migrate up`, `sqlx
migrate run`, `mix ecto.migrate`. Start from an empty database, so that the whole chain is proved.

Searched: the commands of every CI configuration with what they call, framework test runners, and the set-up of the tests that CI runs
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import (
    Compose,
    ComposeService,
    Finding,
    Images,
    Migrating,
    Migrations,
    Pipelines,
    Rehearsals,
    Run,
    example,
    nothing,
    regex,
    rule,
    supports,
    unclear,
    unseen_pipelines,
)

SHOWN = 5
# test commands that start the app first
BEGINS = regex(r"^(?:npx\s+)?(?:start-server-and-test|start-test)\b")
UP = regex(r"^docker(?:-compose|\s+compose)\s")
PLAIN = ("docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml")
# what a migration tool also does, without applying anything
NOT_APPLIED = regex(
    r"rollback|:down\b|\bdowngrade\b|--(?:check|plan|dry-run|fake)\b|(?:db:|ecto\.)create(?!.*(?:migrate|schema|setup|prepare))|:make\b|terraform"
)


@rule(id="DAT002", severity="medium", applies="sql", sources=("S1.2", "S4"))
def migrations_in_ci(
    pipelines: Pipelines, migrations: Migrations, rehearsals: Rehearsals, migrating: Migrating, compose: Compose, images: Images
) -> Iterator[Finding]:
    if not migrations:
        yield nothing("there are no migrations")
        return
    applied = [r for r in pipelines.runs("migrate") if _on_change(r) and not NOT_APPLIED.search(r.command.bare)]
    yield from (supports(r, f"CI runs `{r.command.shown}`") for r in _places(applied)[:SHOWN])
    if not applied:
        yield from _rehearsed([r for r in pipelines.runs("test") if _on_change(r)], rehearsals)
        yield from _begun(pipelines, migrating)
        yield from _composed(pipelines, migrating, compose, images)
        yield from _cannot_tell(pipelines)


def _rehearsed(tests: list[Run], rehearsals: Rehearsals) -> Iterator[Finding]:
    """A test run in CI, where the test runner or the tests' set-up applies them."""
    for rehearsal in rehearsals if tests else ():
        run = next((r for r in tests if rehearsal.begun_by(r.command.bare)), None)
        if run:
            yield supports(rehearsal, f"{rehearsal.by} applies them when CI runs `{run.command.shown}`")
            yield supports(run, f"CI runs `{run.command.shown}`")


def _begun(pipelines: Pipelines, migrating: Migrating) -> Iterator[Finding]:
    """CI starts the app, which applies them by itself."""
    runs = (*pipelines.runs("start"), *(r for r in pipelines.runs("test") if BEGINS.search(r.command.bare)))
    begun = [r for r in runs if _on_change(r)] if migrating.at_start else []
    for run in begun[:1]:
        yield supports(migrating.at_start[0], f"{migrating.at_start[0].by} applies them when CI runs `{run.command.shown}`")
        yield supports(run, f"CI runs `{run.command.shown}`")


def _composed(pipelines: Pipelines, migrating: Migrating, compose: Compose, images: Images) -> Iterator[Finding]:
    """CI starts all services of a Compose file, one of which applies them with its command."""
    runs = [r for r in pipelines.runs("start") if _on_change(r) and UP.search(r.command.bare)]
    for run in runs[:1]:
        for file in compose:
            if (name := file.path.rpartition("/")[2]) not in PLAIN and name not in run.command.bare:
                continue
            for service in file.builds:
                if migrating.is_applied_by(_command(service, images)):
                    yield supports(service, f"{service.name} applies them when CI runs `{run.command.shown}`")
                    yield supports(run, f"CI runs `{run.command.shown}`")


def _command(service: ComposeService, images: Images) -> str:
    image = images.at(service.dockerfile)
    return service.command or (image.command_line if image else "")


def _cannot_tell(pipelines: Pipelines) -> Iterator[Finding]:
    """Ruling 21: they may be applied in a pipeline that lives elsewhere."""
    for name, at in (*pipelines.remote("migrate", on_change=True), *pipelines.remote("test", on_change=True)):
        yield unclear(f"what {name} runs is outside the repository", at)
    yield from unseen_pipelines(pipelines)


def _on_change(run: Run) -> bool:
    return run.on_change or any(t.on == "call" for t in run.pipeline.triggers)


def _places(runs: list[Run]) -> list[Run]:
    """One run for each line of CI."""
    return list({run.at: run for run in reversed(runs)}.values())[::-1]


COMPOSED = """
-- requirements.txt --
flask==3.1.0
flask-migrate==4.1.0
psycopg==3.2
-- app.py --
from flask import Flask
from flask_migrate import Migrate
app = Flask(__name__)
Migrate(app, db)
-- migrations/versions/0001_orders.py --
revision = "0001"
down_revision = None
def upgrade():
    op.create_table("orders", sa.Column("id", sa.Integer()))
def downgrade():
    op.drop_table("orders")
-- Dockerfile --
FROM python:3.12
COPY . .
CMD ["/bin/sh", "-c", "flask db upgrade && flask run"]
-- docker-compose.yml --
services:
  db:
    image: postgres:17
  app:
    build: .
-- Makefile --
test-ci: up test-unit
up:
	docker compose up -d
test-unit:
	pytest
-- .github/workflows/commit.yml --
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test-ci
"""

SWITCHED = """
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency>
<dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/resources/db/migration/V1__orders.sql --
CREATE TABLE orders (id BIGINT PRIMARY KEY);
-- src/test/resources/application-test.yml --
spring:
  flyway:
    enabled: false
-- src/test/java/shop/OrdersIT.java --
@SpringBootTest class OrdersIT {
    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.flyway.enabled", () -> SAID);
    }
    @Test void keeps() { assertEquals(1, orders.count()); }
}
-- .github/workflows/ci.yml --
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: mvn verify
"""

EXAMPLES = [
    example("the tool of .NET by its own name", "pass", line=".github/workflows/ci.yml:5", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
  <ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="9" /></ItemGroup>
</Project>
-- Program.cs --
WebApplication.CreateBuilder(args).Build().Run();
-- Migrations/20240101000000_First.cs --
public partial class First : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) { migrationBuilder.CreateTable(name: "a"); }
}
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: dotnet-ef database update
      - run: dotnet test
"""),
    example("CI starts the services of Compose, and the app's image applies them", "pass", line="docker-compose.yml:4",
            repo=COMPOSED),
    example("the same, and the image only serves", "fail", repo=COMPOSED.replace("db upgrade && flask run", "run")),
    example("tests that call the app's own function of Flyway", "pass", line="src/test/kotlin/PostgresHelper.kt:4", repo="""
-- build.gradle.kts --
dependencies {
    implementation("com.zaxxer:HikariCP:7.1.0")
    implementation("org.flywaydb:flyway-database-postgresql:13.1.0")
}
-- .github/workflows/main.yaml --
on: [push]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./gradlew test
-- src/main/kotlin/Database.kt --
import com.zaxxer.hikari.HikariDataSource
import org.flywaydb.core.Flyway

fun runMigration(dataSource: DataSource) {
    Flyway.configure().dataSource(dataSource).load().migrate()
}
-- src/main/kotlin/App.kt --
import io.ktor.server.netty.Netty
fun main() { embeddedServer(Netty, 8080) { routing { get("/") { call.respond("hello") } } }.start(true) }
-- src/main/resources/db/migration/V1__sak.sql --
create table sak (id varchar(26) primary key);
-- src/test/kotlin/PostgresHelper.kt --
class PostgresHelper {
    val container = PostgreSQLContainer("postgres:18")
    init {
        runMigration(source(container))
    }
}
-- src/test/kotlin/SakTest.kt --
import kotlin.test.Test
class SakTest {
    @Test
    fun `a case is kept`() { PostgresHelper().find("1") shouldBe null }
}
"""),
    example("Flyway is off in the tests' settings, and on for one that asks the database", "pass",
            line="src/test/java/shop/OrdersIT.java:4", repo=SWITCHED.replace("SAID", '"true"')),
    example("Flyway is off in the tests' settings, and stays so", "fail", repo=SWITCHED.replace("SAID", '"false"')),
    example("Azure Pipelines, which a document calls those of Azure DevOps", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
  <ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="9.0.0" /></ItemGroup>
</Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Migrations/20240101000000_Init.cs --
public partial class Init : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) { migrationBuilder.CreateTable("orders"); }
}
-- azure-pipelines.yml --
trigger: [main]
steps:
  - script: dotnet test
-- docs/deploy.md --
# Deployment

The Azure DevOps pipeline builds and deploys every change.
"""),
    example("a test application that starts without its database", "fail", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency>
<dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/resources/db/migration/V1__orders.sql --
CREATE TABLE orders (id BIGINT PRIMARY KEY);
-- src/test/java/shop/ShopTests.java --
@SpringBootTest(properties = {"spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration"})
class ShopTests { @Test void starts() { assertTrue(true); } }
-- .github/workflows/ci.yml --
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: ./mvnw test
"""),
    example("the tests' set-up runs the tool with its arguments", "pass", line="tests/conftest.py:5", repo="""
-- requirements.txt --
alembic
fastapi
psycopg2
-- app.py --
from fastapi import FastAPI
app = FastAPI()
-- alembic.ini --
[alembic]
script_location = migrations
-- migrations/versions/0001_orders.py --
revision = "0001"
down_revision = None
def upgrade():
    op.create_table("orders", sa.Column("id", sa.Integer, primary_key=True))
def downgrade():
    op.drop_table("orders")
-- tests/conftest.py --
import subprocess, sys, pytest

@pytest.fixture(scope="session", autouse=True)
def schema():
    subprocess.run([sys.executable, "-m", "alembic", "-c", "alembic.ini", "upgrade", "head"], check=True)
-- tests/test_orders.py --
def test_orders(): assert True
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: pytest
"""),
    example("the tests' set-up calls what the app does at its start, which migrates", "pass", repo="""
-- requirements.txt --
fastapi
sqlalchemy
alembic
psycopg2
-- migrations/versions/1.py --
down_revision = None

def upgrade():
    op.create_table("users", sa.Column("id", sa.Integer()))
-- shop/db/init_db.py --
from alembic import command
def main():
    command.upgrade(Config("alembic.ini"), "head")
-- tests/conftest.py --
from shop.db.init_db import main
main()
-- tests/test_users.py --
def test_users(client):
    assert client.get("/users").json == []
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: pytest
"""),
    example("a step that migrates", "pass", line=".github/workflows/ci.yml:5", repo="""
-- requirements.txt --
flask
alembic
-- migrations/versions/1.py --
down_revision = None

def upgrade():
    op.create_table("users")
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - run: alembic upgrade head
      - run: pytest
"""),
    example("Django's test runner", "pass", line=".github/workflows/ci.yml:5", repo="""
-- requirements.txt --
django
-- shop/migrations/0001_initial.py --
from django.db import migrations

class Migration(migrations.Migration):
    operations = [migrations.CreateModel(name="Item")]
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: python manage.py test
"""),
    example("tests that never touch the migrations", "fail", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "dependencies": {"express": "4", "knex": "3"}}
-- db/migrations/1_users.js --
exports.up = (knex) => knex.schema.createTable("users")
exports.down = (knex) => knex.schema.dropTable("users")
-- test/users.test.js --
test("adds", () => expect(1 + 1).toBe(2))
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: npm test
"""),
    example("the tests' own set-up", "pass", line="test/setup.test.js:1", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "dependencies": {"express": "4", "knex": "3"}}
-- db/migrations/1_users.js --
exports.up = (knex) => knex.schema.createTable("users")
exports.down = (knex) => knex.schema.dropTable("users")
-- test/setup.test.js --
beforeAll(() => db.migrate.latest())
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: npm test
"""),
    example("only by hand", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4", "@prisma/client": "5"}}
-- prisma/migrations/1_a/migration.sql --
CREATE TABLE "User" (id int);
-- .github/workflows/migrate.yml --
on: workflow_dispatch
jobs:
  migrate:
    steps:
      - run: npx prisma migrate deploy
"""),
    example("a workflow outside the repository", "unknown", repo="""
-- composer.json --
{"require": {"laravel/framework": "11"}}
-- database/migrations/1_a.php --
<?php
use Illuminate\\Database\\Migrations\\Migration;
return new class extends Migration {
    public function up() { Schema::create("users", fn ($t) => $t->id()); }
};
-- .github/workflows/ci.yml --
on: push
jobs:
  tests:
    uses: example/workflows/.github/workflows/tests.yml@v1
"""),
    example("no migrations", "na", repo="""
-- requirements.txt --
flask
sqlalchemy
-- app.py --
from sqlalchemy import create_engine
"""),
    example("sqlx sets the database up", "pass", line=".github/workflows/ci.yml:5", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
sqlx = { version = "0.8", features = ["postgres"] }
-- src/main.rs --
fn main() { sqlx::query("SELECT 1"); }
-- migrations/1_orders.sql --
CREATE TABLE orders (id bigint PRIMARY KEY);
-- .github/workflows/ci.yml --
on: push
jobs:
  tests:
    steps:
      - run: sqlx db setup
"""),
    example("the app applies them when it starts, and CI starts it for its tests", "pass", line="main.go:6", repo="""
-- go.mod --
module example.com/shop
require github.com/golang-migrate/migrate/v4 v4.17.0
-- migrations/1_a.up.sql --
CREATE TABLE users (id serial PRIMARY KEY);
-- main.go --
package main

import "github.com/golang-migrate/migrate/v4"

func main() {
	m, _ := migrate.New("file://migrations", url())
	m.Up()
	http.ListenAndServe(":8080", routes())
}
-- Makefile --
integration-test:
	DATABASE_URL=$(DB_URL) \\
	LOG_LEVEL=debug \\
	go run main.go >/tmp/shop.log 2>&1 & echo "$$!" > /tmp/shop.pid
	while ! nc -z localhost 8080; do sleep 1; done
	go test ./internal/api
-- .github/workflows/ci.yml --
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      postgres:
        image: postgres:16
    steps:
      - run: make integration-test
"""),
    example("CI starts the database alone", "fail", repo="""
-- go.mod --
module example.com/shop
require github.com/golang-migrate/migrate/v4 v4.17.0
-- migrations/1_a.up.sql --
CREATE TABLE users (id serial PRIMARY KEY);
-- main.go --
package main

import "github.com/golang-migrate/migrate/v4"

func main() {
	m, _ := migrate.New("file://migrations", url())
	m.Up()
	http.ListenAndServe(":8080", routes())
}
-- .github/workflows/ci.yml --
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: docker compose up -d db
      - run: go test ./...
"""),
    example("the end-to-end tests start the app, which applies them", "pass", line="config/db.ts:5", repo="""
-- package.json --
{"scripts": {"start": "nest start", "e2e": "start-server-and-test start http://localhost:3000 \\"cypress run\\""},
 "dependencies": {"@nestjs/core": "10", "@nestjs/typeorm": "10", "typeorm": "0.3", "pg": "8"}}
-- config/db.ts --
export default {
  type: 'postgres',
  url: process.env.DATABASE_URL,
  migrations: ['./dist/db/migrate/*.js'],
  migrationsRun: true,
}
-- main.ts --
import { NestFactory } from '@nestjs/core'
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- db/migrate/1637595512467-Orders.ts --
import { MigrationInterface, QueryRunner } from 'typeorm'
export class Orders1637595512467 implements MigrationInterface {
  async up(runner: QueryRunner) { await runner.query(`CREATE TABLE orders (id uuid)`) }
  async down(runner: QueryRunner) { await runner.query(`DROP TABLE orders`) }
}
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  e2e:
    runs-on: ubuntu-latest
    steps:
      - run: npm run e2e
"""),
    example("the migrations of a workspace, by a script that names it", "pass", repo="""
-- package.json --
{"scripts": {"migrate": "dotenv -- yarn workspace @shop/database deploy"}, "dependencies": {"express": "4", "@prisma/client": "6"}}
-- server.js --
require("express")().listen(3000)
-- packages/database/package.json --
{"name": "@shop/database", "scripts": {"deploy": "prisma migrate deploy"}}
-- packages/database/schema.prisma --
datasource db { provider = "postgresql" }
-- packages/database/migrations/1_init/migration.sql --
CREATE TABLE item (id INT);
-- .github/workflows/ci.yml --
on: [pull_request]
jobs:
  check:
    steps:
      - run: yarn migrate
"""),
    example("Azure Pipelines: a job for changes, and for who asks for it by hand", "pass", line="azure-pipelines.yml:10", repo="""
-- package.json --
{"scripts": {"start": "node app.js"}, "dependencies": {"express": "5", "@prisma/client": "6", "prisma": "6"}}
-- app.js --
require("express")().listen(3000)
-- prisma/schema.prisma --
datasource db {
  provider = "postgresql"
  url = env("DATABASE_URL")
}
-- prisma/migrations/1_init/migration.sql --
CREATE TABLE orders (id INT PRIMARY KEY);
-- azure-pipelines.yml --
pr:
  branches:
    include: ['*']
jobs:
  - job: Smoke
    condition: >-
      or(eq(variables['Build.Reason'], 'PullRequest'),
         and(eq(variables['Build.Reason'], 'Manual'), eq('${{ parameters.suite }}', 'smoke')))
    steps:
      - script: npx prisma migrate deploy
"""),
    example("Azure Pipelines: a job for who asks for it by hand", "fail", repo="""
-- package.json --
{"scripts": {"start": "node app.js"}, "dependencies": {"express": "5", "@prisma/client": "6", "prisma": "6"}}
-- app.js --
require("express")().listen(3000)
-- prisma/schema.prisma --
datasource db {
  provider = "postgresql"
  url = env("DATABASE_URL")
}
-- prisma/migrations/1_init/migration.sql --
CREATE TABLE orders (id INT PRIMARY KEY);
-- azure-pipelines.yml --
pr:
  branches:
    include: ['*']
jobs:
  - job: Smoke
    condition: eq(variables['Build.Reason'], 'Manual')
    steps:
      - script: npx prisma migrate deploy
"""),
]
