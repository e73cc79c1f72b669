"""Migrations run as part of the deployment.

When migrations are a step that somebody has to remember, one day nobody does. The new code then asks for a column that is not there, and
every page that needs it fails.

Pass: the deploy applies them: entrypoint, release phase, init container, Job, hook, workflow step, at application start by the migration
tool

Fail: nothing of the kind is found

Fix: Run them in the deploy, once and before the new code takes traffic: `release: python manage.py migrate` in the Procfile,
`release_command` on Fly, an init container or Helm `pre-upgrade` Job, a workflow step before the rollout, `bin/docker-entrypoint` with
`db:prepare` (Rails), `spring.flyway` at start, `prisma migrate deploy`, `php artisan migrate --force`, an EF migration bundle,
`MyApp.Release.migrate` (Phoenix).

Searched: CI jobs that release; commands and entry scripts of deployed images and production's compose files; Procfiles, platform files,
deploy scripts, hooks and targets; manifests, init containers and Jobs; code that migrates at its start
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Delivery, Finding, Migrating, Migrations, Pipelines, example, nothing, rule, supports, unclear

SHOWN = 5
NO_SERVER = ("Procfile", "Netlify")  # the first says how it starts, the second serves pages


@rule(id="DEP009", severity="medium", applies="sql", sources=("S1.5",))
def migrations_in_deploy(migrations: Migrations, migrating: Migrating, pipelines: Pipelines, delivery: Delivery) -> Iterator[Finding]:
    if not migrations:
        yield nothing("there are no migrations in the repository")  # ruling 2
        return
    yield from (supports(found, f"{found.by} applies the migrations") for found in migrating.all[:SHOWN])
    for name, at in () if migrating.all else pipelines.handed_on():
        yield unclear(f"CI tells {name} to go on, and what that does in a deploy is outside the repository", at)
    means = [m for m in delivery.means if not m.says.endswith(NO_SERVER)]
    if not migrating.all and not means and not any(True for _ in pipelines.runs("deploy")):
        for name, at in pipelines.remote("deploy"):
            yield unclear(f"what {name} does in a deploy is outside the repository", at)


_DJANGO = """
-- manage.py --
import django
-- shop/settings.py --
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
-- shop/migrations/0001_initial.py --
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", [("id", models.AutoField(primary_key=True))])]
"""

_RAILS = """-- Gemfile --
gem "rails"
gem "pg"
-- config/application.rb --
class Application < Rails::Application; end
-- db/migrate/20240101000000_add_orders.rb --
class AddOrders < ActiveRecord::Migration[7.1]
  def change = create_table(:orders)
end
"""

CALLED = """
-- requirements.txt --
fastapi
alembic
sqlalchemy
-- main.py --
from fastapi import FastAPI
from app.database.migrations import run_upgrade

async def lifespan(app):
    CALL
    yield

app = FastAPI(lifespan=lifespan)
-- app/database/migrations.py --
from alembic import command
async def run_upgrade():
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, command.upgrade, Config("alembic.ini"), "head")
-- scripts/upgrade.py --
from app.database.migrations import run_upgrade
asyncio.run(run_upgrade())
-- app/models.py --
from sqlalchemy import Column, Integer
class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
-- alembic.ini --
[alembic]
script_location = migrations
-- migrations/versions/0001_orders.py --
from alembic import op
revision = "0001"
down_revision = None
def upgrade():
    op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True))
def downgrade():
    op.drop_table("orders")
"""

EXTENSION = """
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
  <ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="9.0.0" /></ItemGroup>
</Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
CALL
app.Run();
-- Migration/Extension.cs --
using Microsoft.EntityFrameworkCore;
public static class Extension
{
    public static WebApplication MigrateDatabase<T>(this WebApplication app) where T : DbContext
    {
        app.Services.GetRequiredService<T>().Database.Migrate();
        return app;
    }
}
-- Migrations/20240101000000_Init.cs --
public partial class Init : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) { migrationBuilder.CreateTable("orders"); }
    protected override void Down(MigrationBuilder migrationBuilder) { migrationBuilder.DropTable("orders"); }
}
"""

EXAMPLES = [
    example("Go: a store runs the versions of its schema when it is opened", "pass", line="store.go:3", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
func main() { store.Open(ctx); http.ListenAndServe(":80", nil) }
-- store.go --
package store
func Open(ctx context.Context) error {
	return migrations.RunNamed(ctx, db, steps)
}
-- migrations.go --
package store
var steps = []migration{
	{1, "CREATE TABLE orders (id INT PRIMARY KEY)"},
	{2, "ALTER TABLE orders ADD COLUMN title TEXT"},
}
"""),
    example("a hook of the chart runs Liquibase's image, which needs no command's name", "pass", line="chart/templates/job.yaml:9", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- chart/Chart.yaml --
apiVersion: v2
name: shop
version: 1.0.0
-- chart/db/changelog.xml --
<databaseChangeLog>
  <changeSet id="1" author="a"><createTable tableName="orders"><column name="id" type="bigint"/></createTable></changeSet>
</databaseChangeLog>
-- chart/templates/job.yaml --
apiVersion: batch/v1
kind: Job
metadata:
  name: shop-migrations
spec:
  template:
    spec:
      containers:
        - name: db
          image: liquibase/liquibase:4.24.0
          args: ["--search-path=/work", "update", "--changelog-file=changelog.xml"]
"""),
    example("Rails: the script that a container starts with", "pass", line="bin/start-web.sh:2", repo=f"""
{_RAILS}-- bin/start-web.sh --
#!/bin/sh
bundle exec rails db:migrate
exec bundle exec puma
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {{name: shop}}
spec:
  template:
    spec:
      containers:
        - name: web
          image: shop
          command: ["./bin/start-web.sh"]
"""),
    example("Heroku's release phase runs a script for it", "pass", line="Procfile:2", repo=f"""
{_RAILS}-- Procfile --
web: bundle exec puma
release: ruby script/release_db_migrate.rb
"""),
    example("Go: a package of its own migrates what it is given, as the program starts", "pass", line="main.go:7", repo="""
-- go.mod --
module example.com/shop
require gorm.io/gorm v1.25.0
-- main.go --
package main

import "example.com/shop/migrations"

func main() {
	db, _ := gorm.Open(dialect(), &gorm.Config{})
	migrations.Run(db, config)
	http.ListenAndServe(":80", routes(db))
}
-- migrations/migrations.go --
package migrations

func Run(db *gorm.DB, cfg *Config) {
	for _, m := range all {
		m.f(db, cfg)
	}
}
-- migrations/20240101_orders.go --
package migrations

func init() {
	register(func(db *gorm.DB, cfg *Config) error {
		return db.Exec("ALTER TABLE orders ADD COLUMN paid_at timestamptz").Error
	})
}
"""),
    example("Yuniql when the app starts", "pass", line="Program.cs:3", repo="""
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
var app = WebApplication.CreateBuilder(args);
app.Services.AddNpgsqlDataSource(address);
app.UseYuniql(new PostgreSqlDataService(trace), new PostgreSqlBulkImportService(trace), trace, settings);
-- Migration/v0.00/01-tables.sql --
CREATE TABLE shop.orders (id uuid PRIMARY KEY);
"""),
    example("Supabase's own command, in a job that deploys its functions", "pass", line=".github/workflows/deploy.yml:6", repo="""
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: npx supabase db push
      - run: npx supabase functions deploy
-- supabase/migrations/20250101000000_orders.sql --
create table public.orders (id bigint primary key);
-- supabase/functions/orders/index.ts --
Deno.serve(() => new Response("ok"));
"""),
    example("Phoenix: the application runs the release's tasks as it starts", "pass", line="lib/shop/application.ex:4", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  def application, do: [mod: {Shop.Application, []}]
  defp deps, do: [{:phoenix, "~> 1.8"}, {:ecto_sql, "~> 3.4"}, {:postgrex, "~> 0.15"}]
end
-- lib/shop/application.ex --
defmodule Shop.Application do
  use Application
  def start(_type, _args) do
    Shop.ReleaseTasks.init()
    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)
  end
end
-- lib/shop/release_tasks.ex --
defmodule Shop.ReleaseTasks do
  def init, do: Ecto.Migrator.with_repo(Shop.Repo, &Ecto.Migrator.run(&1, :up, all: true))
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- priv/repo/migrations/20240101000000_orders.exs --
defmodule Shop.Repo.Migrations.Orders do
  use Ecto.Migration
  def change, do: create(table(:orders))
end
"""),
    example("Netlify shows the pages, and a workflow of others deploys the server", "unknown", repo=_DJANGO + """
-- frontend/netlify.toml --
[build]
publish = "out/"
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    uses: example/deploy-actions/.github/workflows/deploy.yml@v1
"""),
    example("CI hands the commit to the repository that builds the images", "unknown", repo=_DJANGO + """
-- .github/workflows/docker-publish.yml --
on: {push: {branches: [dev]}}
jobs:
  push:
    runs-on: ubuntu-latest
    steps:
      - uses: peter-evans/repository-dispatch@v3
        with:
          repository: example/shop-docker
          event-type: backend-commit-event
"""),
    example("CI starts another workflow of the same repository", "fail", repo=_DJANGO + """
-- .github/workflows/release.yml --
on: {push: {branches: [dev]}}
jobs:
  push:
    runs-on: ubuntu-latest
    steps:
      - uses: peter-evans/repository-dispatch@v3
        with:
          repository: ${{ github.repository }}
          event-type: deploy
"""),
    example("CI tells the repository of the manifests to deploy the image", "unknown", repo="""
-- requirements.txt --
flask==3.1.0
flask-migrate==4.1.0
psycopg==3.2
-- application.py --
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
-- ci/Dockerfile --
FROM python:3.12
COPY . .
CMD ["gunicorn", "application"]
-- .github/workflows/docker.yml --
on: {push: {branches: [main]}}
jobs:
  build-push-and-deploy:
    runs-on: ubuntu-latest
    steps:
      - run: docker push $REGISTRY/shop
      - name: Update images
        run: |
          curl -L -X POST \\
            https://api.github.com/repos/example/shop-manifests/dispatches \\
            -d '{"event_type":"update-docker-image"}'
"""),
    example("CI tells a chat that it is done", "fail", repo="""
-- requirements.txt --
flask==3.1.0
flask-migrate==4.1.0
psycopg==3.2
-- application.py --
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
-- ci/Dockerfile --
FROM python:3.12
COPY . .
CMD ["gunicorn", "application"]
-- .github/workflows/docker.yml --
on: {push: {branches: [main]}}
jobs:
  build-push-and-deploy:
    runs-on: ubuntu-latest
    steps:
      - run: docker push $REGISTRY/shop
      - name: Tell
        run: |
          curl -L -X POST \\
            https://hooks.example.com/dispatches \\
            -d '{"event_type":"update-docker-image"}'
"""),
    example("Ecto: the same, by a module that tests may replace", "pass", line="lib/shop/migrator.ex:4", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  def project, do: [app: :shop]
  def application, do: [mod: {Shop.Application, []}]
  defp deps, do: [{:phoenix, "~> 1.8"}, {:ecto_sql, "~> 3.4"}, {:postgrex, "~> 0.15"}]
end
-- lib/shop/repo.ex --
defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- lib/shop/application.ex --
defmodule Shop.Application do
  use Application
  def start(_type, _args) do
    Supervisor.start_link([Shop.Repo, Shop.Migrator, ShopWeb.Endpoint], strategy: :one_for_one)
  end
end
-- lib/shop/migrator.ex --
defmodule Shop.Migrator do
  use GenServer, restart: :transient

  @opts [module: Ecto.Migrator]

  def start_link(opts), do: GenServer.start_link(__MODULE__, Keyword.merge(@opts, opts))

  def init(opts) do
    for repo <- Application.fetch_env!(:shop, :ecto_repos) do
      :timer.tc(opts[:module], :with_repo, [repo, &opts[:module].run(&1, :up, all: true)])
    end
    :ignore
  end
end
-- priv/repo/migrations/20240101000000_orders.exs --
defmodule Shop.Repo.Migrations.Orders do
  use Ecto.Migration
  def change, do: create(table(:orders))
end
"""),
    example("EF Core's bundle in the image of a container that runs before the app's", "pass", line="Dockerfile:4", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore.SqlServer" Version="10.0.3" />
</ItemGroup></Project>
-- Migrations/20250709190831_Initial.cs --
public partial class Initial : Migration { protected override void Up(MigrationBuilder m) { m.CreateTable(name: "Orders"); } }
-- Data/ShopContext.cs --
using Microsoft.EntityFrameworkCore;
public class ShopContext : DbContext { public DbSet<Order> Orders { get; set; } }
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<ShopContext>(o => o.UseSqlServer(builder.Configuration.GetConnectionString("Default")));
builder.Build().Run();
-- Dockerfile --
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY . .
RUN dotnet publish -c Release -o /app
RUN dotnet ef migrations bundle -r linux-x64 --output /sql/migratedb

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS initcontainer
COPY --from=build /sql /sql

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS final
COPY --from=build /app /app
ENTRYPOINT ["dotnet", "/app/Shop.dll"]
"""),
    example("Terraform invokes a function that migrates", "pass", line="infra/flyway.tf:1", repo="""
-- requirements.txt --
fastapi
psycopg2
-- app.py --
import psycopg2
from fastapi import FastAPI
app = FastAPI()
-- sql/V1__orders.sql --
CREATE TABLE orders (id serial PRIMARY KEY);
-- infra/flyway.tf --
data "aws_lambda_invocation" "invoke_flyway_migration" {
  function_name = "flyway"
}
"""),
    example("the program upgrades its database before it starts", "pass", line="shop.service:2", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import (
	"database/sql"
	"net/http"
)
func main() {
	sql.Open("postgres", "")
	http.ListenAndServe(":80", nil)
}
-- migrations/v1.1.0.go --
package migrations
func V1_1_0(db *sql.DB) error {
	_, err := db.Exec(`ALTER TABLE visits ADD COLUMN at timestamptz`)
	return err
}
-- shop.service --
[Service]
ExecStartPre=/usr/bin/shop --upgrade --yes
ExecStart=/usr/bin/shop
"""),
    example("a script that the image writes for its start", "pass", line="Dockerfile:4", repo=_DJANGO + """
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
WORKDIR /app
RUN echo '#!/bin/bash\\n\\
set -e\\n\\
echo "the schema first"\\n\\
python manage.py migrate --noinput\\n\\
exec gunicorn shop.wsgi' > /usr/local/bin/start.sh && chmod +x /usr/local/bin/start.sh
ENTRYPOINT ["/usr/local/bin/start.sh"]
"""),
    example("a script that the image writes over lines", "pass", line="Dockerfile:4", repo=_DJANGO + """
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
WORKDIR /app
RUN cat <<'EOF' > /start.sh
#!/bin/sh
python manage.py migrate --noinput
exec gunicorn shop.wsgi
EOF
CMD ["sh", "/start.sh"]
"""),
    example("a script that the image writes and does not start", "fail", repo=_DJANGO + """
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
RUN echo 'python manage.py migrate' > /update.sh
CMD ["gunicorn", "shop.wsgi"]
"""),
    example("Laravel: a page that whoever asks for it migrates by", "fail", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- config/database.php --
<?php
return ['connections' => ['mysql' => ['driver' => 'mysql']]];
-- database/migrations/2025_01_01_000000_create_orders.php --
<?php
return new class extends Migration {
    public function up() { Schema::create('orders', function (Blueprint $table) { $table->id(); }); }
};
-- routes/web.php --
<?php
Route::get('/migrate', function () {
    return \\Artisan::call('migrate');
});
"""),
    example("a function beside the migrations, which the app calls when it starts", "pass", line="app/database/migrations.py:4",
            repo=CALLED.replace("CALL", "await run_upgrade()")),
    example("the same function, which a program calls that somebody runs by hand", "fail", repo=CALLED.replace("CALL", "pass")),
    example("the entry script migrates, a variable set in front", "pass", line="bin/docker_start.sh:3", repo="""
-- requirements.txt --
django
psycopg[binary]
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/models.py --
from django.db import models
class Order(models.Model):
    made = models.DateTimeField()
-- shop/migrations/0001_initial.py --
from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", fields=[("id", models.AutoField(primary_key=True))])]
-- Dockerfile --
FROM python:3.13
COPY ./bin/docker_start.sh /start.sh
COPY . .
CMD ["/start.sh"]
-- bin/docker_start.sh --
#!/bin/sh
set -ex
OTEL_SDK_DISABLED=True python src/manage.py migrate
exec gunicorn shop.wsgi
"""),
    example("Ecto: a process that the application starts migrates", "pass", line="lib/shop/migrate.ex:11", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  def project, do: [app: :shop]
  def application, do: [mod: {Shop.Application, []}]
  defp deps, do: [{:phoenix, "~> 1.8"}, {:ecto_sql, "~> 3.4"}, {:postgrex, "~> 0.15"}]
end
-- lib/shop/repo.ex --
defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- lib/shop/application.ex --
defmodule Shop.Application do
  use Application
  def start(_type, _args) do
    Supervisor.start_link([Shop.Repo, Shop.Migrate, ShopWeb.Endpoint], strategy: :one_for_one)
  end
end
-- lib/shop/migrate.ex --
defmodule Shop.Migrate do
  use GenServer, restart: :transient

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts)

  def init(opts) do
    migrate("migrations")
    {:ok, opts}
  end

  defp migrate(folder), do: Ecto.Migrator.run(Shop.Repo, Ecto.Migrator.migrations_path(Shop.Repo, folder), :up, all: true)
end
-- priv/repo/migrations/20240101000000_orders.exs --
defmodule Shop.Repo.Migrations.Orders do
  use Ecto.Migration
  def change do
    create table(:orders) do
      add :made, :utc_datetime
    end
  end
end
"""),
    example("only the tests' database is migrated", "fail", repo=_DJANGO + """
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    services: {postgres: {image: "postgres:17"}}
    steps:
      - run: python manage.py migrate
      - run: python manage.py test
"""),
    example("the README tells to do it by hand", "fail", repo=_DJANGO + """
-- README.md --
# Deploy

Run `python manage.py migrate`.
"""),
    example("the script that the image starts with", "pass", line="docker/entrypoint.sh:3", repo=_DJANGO + """
-- Dockerfile --
FROM python:3.13-slim
COPY . /app
ENTRYPOINT ["/app/docker/entrypoint.sh"]
CMD ["gunicorn", "shop.wsgi"]
-- docker/entrypoint.sh --
#!/bin/sh
set -e
python manage.py migrate --noinput
exec "$@"
"""),
    example("a release phase", "pass", line="Procfile:2", repo=_DJANGO + """
-- Procfile --
web: gunicorn shop.wsgi
release: python manage.py migrate
"""),
    example("a deploy job over SSH", "pass", line=".github/workflows/deploy.yml:9", repo=_DJANGO + """
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    steps:
      - uses: appleboy/ssh-action@v1
        with:
          script: |
            docker compose pull
            docker compose run --rm web python manage.py migrate
            docker compose up -d
"""),
    example("a deploy job whose action is handed the tool's command", "pass", line=".github/workflows/deploy.yml:8", repo=_DJANGO + """
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    steps:
      - uses: cloud-gov/cg-cli-tools@main
        with:
          cf_space: shop
          cf_command: run-task shop --command 'python manage.py migrate' --name migrate
"""),
    example("an init container", "pass", line="k8s/app.yaml:10", repo=_DJANGO + """
-- k8s/app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      initContainers:
        - name: schema
          image: registry.example.com/shop:1
          command: ["python", "manage.py", "migrate"]
      containers:
        - name: shop
          image: registry.example.com/shop:1
"""),
    example("Spring Boot runs Flyway by itself, as production's profile says", "pass", line="build.gradle:4", repo="""
-- src/main/resources/application.yml --
spring:
  flyway:
    enabled: false
-- src/main/resources/application-prod.yml --
spring:
  flyway:
    enabled: true
-- build.gradle --
plugins { id 'org.springframework.boot' version '3.4.0' }
dependencies {
  implementation 'org.springframework.boot:spring-boot-starter-web'
  implementation 'org.flywaydb:flyway-core'
}
-- src/main/resources/db/migration/V1__orders.sql --
CREATE TABLE orders (id bigint PRIMARY KEY);
"""),
    example("C#: a method in a folder called Migration, which the program calls at its start", "pass", line="Migration/Extension.cs:6",
            repo=EXTENSION.replace("CALL", "app.MigrateDatabase<ShopContext>();")),
    example("C#: a method in a folder called Migration, which nothing calls", "fail", repo=EXTENSION.replace("CALL", "")),
    example("only a developer's run migrates", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
  <ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="9.0.0" /></ItemGroup>
</Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
if (app.Environment.IsDevelopment())
{
    db.Database.Migrate();
}
app.Run();
-- Migrations/20240101000000_Init.cs --
public partial class Init : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) { migrationBuilder.CreateTable("orders"); }
    protected override void Down(MigrationBuilder migrationBuilder) { migrationBuilder.DropTable("orders"); }
}
"""),
    example("the API's pages are a developer's, the migration everybody's", "pass", line="Program.cs:7", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
</Project>
-- Program.cs --
using Microsoft.EntityFrameworkCore;
var app = WebApplication.CreateBuilder(args).Build();
if (app.Environment.IsDevelopment()) { app.UseSwagger(); }
app.MapControllers();
try
{
    await app.Services.GetRequiredService<ShopContext>().Database.MigrateAsync();
}
catch (Exception error) { app.Logger.LogError(error, "no migration"); }
app.Run();
-- Migrations/20240101000000_Initial.cs --
using Microsoft.EntityFrameworkCore.Migrations;
public partial class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) { migrationBuilder.CreateTable(name: "Orders"); }
}
"""),
    example("no migrations", "na", says="no migrations", repo="""
-- app.py --
from flask import Flask
import sqlite3
Flask(__name__).run()
"""),
    example("a command of the app's own that migrates", "pass", line="bin/setup.sh:2", repo=_DJANGO + """
-- Dockerfile --
FROM python:3.13
COPY . .
ENTRYPOINT ["/bin/bash"]
CMD ["-c", "bin/setup.sh; exec gunicorn shop.wsgi"]
-- bin/setup.sh --
#!/bin/sh
python manage.py ensure_schema
-- shop/management/commands/ensure_schema.py --
from django.core.management import call_command
class Command:
    def handle(self, **options):
        call_command("migrate", interactive=False)
"""),
    example("Go, the program that serves migrates first, or alone when it is told to", "pass", line="internal/cli/cli.go:5", repo="""
-- go.mod --
module shop
-- migrations/0001_orders.up.sql --
CREATE TABLE orders (id bigint PRIMARY KEY);
-- migrations/0001_orders.down.sql --
DROP TABLE orders;
-- main.go --
package main
import "shop/internal/cli"
func main() { cli.Parse() }
-- internal/cli/cli.go --
package cli
import ("database/sql"; "net/http"; "shop/internal/database")
func Parse() {
	db, _ := sql.Open("postgres", dsn())
	if err := database.Migrate(db); err != nil { fail(err) }
	startDaemon(db)
}
func startDaemon(db *sql.DB) { http.ListenAndServe(":8080", routes(db)) }
"""),
    example("Go, a command for migrations alone", "fail", repo="""
-- go.mod --
module shop
-- migrations/0001_orders.up.sql --
CREATE TABLE orders (id bigint PRIMARY KEY);
-- main.go --
package main
import ("database/sql"; "net/http")
func main() { db, _ := sql.Open("postgres", ""); http.ListenAndServe(":8080", routes(db)) }
-- cmd/migrate/main.go --
package main
import ("database/sql"; "shop/internal/database")
func main() { db, _ := sql.Open("postgres", ""); database.Migrate(db) }
"""),
    example("Go, in the init of a package that the image is built with", "pass", line="internal/app/migrate.go:6", repo="""
-- go.mod --
module shop
-- migrations/0001_orders.up.sql --
CREATE TABLE orders (id bigint PRIMARY KEY);
-- main.go --
package main
import ("net/http"; "shop/internal/app")
func main() { http.ListenAndServe(":8080", app.Routes()) }
-- internal/app/migrate.go --
//go:build migrate

package app
import "github.com/golang-migrate/migrate/v4"
func init() {
	m, _ := migrate.New("file://migrations", dsn())
	_ = m.Up()
}
-- Dockerfile --
FROM golang:1.25 AS build
COPY . .
RUN go build -tags migrate -o /bin/app .
FROM scratch
COPY --from=build /bin/app /app
CMD ["/app"]
"""),
    example("Go, behind a build tag that the image is built without", "fail", repo="""
-- go.mod --
module shop
-- migrations/0001_orders.up.sql --
CREATE TABLE orders (id bigint PRIMARY KEY);
-- main.go --
package main
import ("net/http"; "shop/internal/app")
func main() { http.ListenAndServe(":8080", app.Routes()) }
-- internal/app/migrate.go --
//go:build migrate

package app
import "github.com/golang-migrate/migrate/v4"
func init() {
	m, _ := migrate.New("file://migrations", dsn())
	_ = m.Up()
}
-- Dockerfile --
FROM golang:1.25 AS build
COPY . .
RUN go build -o /bin/app .
FROM scratch
COPY --from=build /bin/app /app
CMD ["/app"]
"""),
    example("ent applies a folder of versions when the app starts", "pass", line="main.go:9", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import (
	"net/http"
	"example.com/shop/ent"
	"entgo.io/ent/dialect/sql/schema"
)
func main() {
	client, _ := ent.Open("sqlite3", "shop.db")
	client.Schema.Create(ctx, schema.WithDir(versions), schema.WithDropColumn(true))
	http.ListenAndServe(":80", nil)
}
-- migrations/20240101120000_items.sql --
CREATE TABLE items (id integer PRIMARY KEY);
"""),
    example("Phoenix on Cloud Foundry: a script of the manifest, with a task of the app's own", "pass", line="start.sh:2", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp aliases do
    ["ecto.migrate.seed": ["ecto.migrate", "run priv/repo/seeds.exs"]]
  end
  defp deps, do: [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, "~> 0.17"}]
end
-- priv/repo/migrations/20240101000000_orders.exs --
defmodule Shop.Repo.Migrations.Orders do
  use Ecto.Migration
  def change, do: create(table(:orders))
end
-- start.sh --
#!/bin/bash
mix ecto.migrate.seed
mix phx.server
-- manifest.yml --
applications:
- name: shop
  buildpacks: [https://github.com/cloudfoundry-buildpack-elixir]
  command: ./start.sh
"""),
    example("the same, and the task only makes the database", "fail", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp aliases do
    ["ecto.seed": ["ecto.create", "run priv/repo/seeds.exs"]]
  end
  defp deps, do: [{:phoenix, "~> 1.7"}, {:ecto_sql, "~> 3.10"}, {:postgrex, "~> 0.17"}]
end
-- priv/repo/migrations/20240101000000_orders.exs --
defmodule Shop.Repo.Migrations.Orders do
  use Ecto.Migration
  def change, do: create(table(:orders))
end
-- start.sh --
#!/bin/bash
mix ecto.seed
mix phx.server
-- manifest.yml --
applications:
- name: shop
  buildpacks: [https://github.com/cloudfoundry-buildpack-elixir]
  command: ./start.sh
"""),
    example("Terraform declares a job whose arguments migrate", "pass", line="infrastructure/main.tf:4", repo=_DJANGO + """
-- infrastructure/main.tf --
module "db_migrate" {
  source            = "../modules/container-app-job"
  container_command = ["python"]
  container_args    = ["manage.py", "migrate"]
}
"""),
    example("the deployment runs a script that is named for migrations", "pass", line=".github/workflows/deploy.yml:7", repo=_DJANGO + """
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: terraform apply
      - run: ./scripts/db_migrate.sh prod
-- scripts/db_migrate.sh --
az containerapp job start --name shop-migrations
"""),
    example("a script in quotes, which calls the one that migrates", "pass", line="docker_scripts/setup_db:2", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- config/application.rb --
class Application < Rails::Application; end
-- db/migrate/20240101000000_create_orders.rb --
class CreateOrders < ActiveRecord::Migration[8.0]
  def change = create_table(:orders)
end
-- Dockerfile --
FROM ruby:4
COPY . .
CMD "./docker_scripts/run"
-- docker_scripts/run --
#!/bin/sh
./docker_scripts/setup_db
bundle exec puma
-- docker_scripts/setup_db --
#!/bin/sh
bundle exec rake db:create db:migrate
"""),
    example("Rust: the app's own list of migrations runs when it starts", "pass", line="src/main.rs:3", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
tokio-postgres = "0.7"
-- src/main.rs --
async fn main() {
    let pool = db::Pool::new(std::env::var("DATABASE_URL").expect("DATABASE_URL"));
    db::run_migrations(&mut *pool.get().await).await;
    axum::serve(listener, app(pool)).await.unwrap();
}
-- src/db.rs --
pub async fn run_migrations(client: &mut tokio_postgres::Client) { for sql in MIGRATIONS.iter() { client.execute(*sql, &[]).await; } }
static MIGRATIONS: &[&str] = &[
    "CREATE TABLE orders (id BIGSERIAL PRIMARY KEY);",
    "ALTER TABLE orders ADD COLUMN note TEXT;",
];
"""),
    example("Rails: a task of the app's own that migrates, which the container starts with", "pass", line="docker/run:3", repo=_RAILS + """\
-- lib/tasks/start.rake --
namespace :db do
  namespace :migrations do
    desc "Migrate, and try again"
    task with_retry: :environment do
      Rake::Task["db:migrate"].invoke
    end
  end
end
-- Dockerfile --
FROM ruby:3.3
COPY . .
CMD ["docker/run"]
-- docker/run --
#!/bin/sh
set -e
bundle exec rails db:migrations:with_retry
exec bundle exec puma
"""),
    example("a compose file that is called after production alone", "pass", line="production.yml:9", repo=_DJANGO + """\
-- requirements.txt --
django
psycopg
-- production.yml --
services:
  web:
    build: .
    command: gunicorn shop.wsgi
  migration:
    build: .
    depends_on:
      - web
    command: python manage.py migrate
-- Dockerfile --
FROM python:3.12
COPY . .
"""),
    example("what an app of Symfony has of services in production", "fail", repo=_DJANGO + """\
-- requirements.txt --
django
psycopg
-- config/prod.yml --
services:
  migration:
    class: App\\Migration
    command: python manage.py migrate
"""),
    example("Hasura: the image applies them at its start", "pass", line="hasura/Dockerfile:1", repo="""
-- web/package.json --
{"dependencies": {"next": "15", "graphql-request": "7"}}
-- hasura/metadata/databases/databases.yaml --
- name: default
  kind: postgres
  tables: "!include default/tables/tables.yaml"
-- hasura/migrations/default/1676582663723_create_orders/up.sql --
CREATE TABLE "public"."orders" ("id" bigserial PRIMARY KEY);
-- hasura/migrations/default/1676582663723_create_orders/down.sql --
DROP TABLE "public"."orders";
-- hasura/Dockerfile --
FROM hasura/graphql-engine:v2.47.0.cli-migrations-v3
COPY . /hasura
ENV HASURA_GRAPHQL_MIGRATIONS_DIR=/hasura/migrations
"""),
]
