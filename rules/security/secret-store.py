"""Secrets come from the environment or a secret store.

A credential in code is the same in every environment and cannot be changed without a release. So it is never changed, and whoever has
seen the code once can use it against the users for years.

Pass: the code reads its credentials from environment variables, or from Vault / a cloud secret manager / SOPS / sealed or external
secrets / platform secrets

Fail: credentials are needed (a database, an API) and are literals in code or configuration

Fix: Read it at start-up: `os.environ["X"]` or pydantic-settings, `process.env.X`, `ENV.fetch("X")`, `${X}` in Spring properties,
`env('X')` in a Laravel config file, .NET configuration with user secrets or Key Vault, `System.fetch_env!("X")`. Fill it from the
platform's secrets, Vault, a cloud secret manager, SOPS or External Secrets.

Searched: environment variables that code reads, secret stores, secrets that manifests hand in, and literals in code and configuration
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Stores, contradicts, example, nothing, rule, supports


@rule(id="SEC004", severity="medium", sources=("S0.2", "S1.3", "S1.5", "S4"), unless=("static site", "infrastructure"))
def secret_store(stores: Stores) -> Iterator[Finding]:
    for source in stores.literal:
        yield contradicts(source, source.says)
    for source in stores.read:
        yield supports(source, source.says)
    if not stores.literal and not stores.read:
        yield nothing("the code asks for no credential")


WEAK = "shop" + "keeper"
KEY = "sk_" + "live_" + "4eC39HqLyjWDarjtT1zdp7dc"  # assembled here, so that no scanner mistakes it for one

EXAMPLES = [
    example("Airflow and the cluster hand the credentials in", "pass", line=("dags/orders.py:5", "dags/orders.py:6"), repo="""
-- requirements.txt --
apache-airflow==2.10.5
-- dags/orders.py --
from airflow import DAG
from airflow.models import Variable
from airflow.providers.cncf.kubernetes.secret import Secret

login = Secret(deploy_type="env", deploy_target="SHOP_LOGIN", secret="shop-logins", key="SHOP_LOGIN")
token = Variable.get("slack_token")
with DAG("orders") as dag:
    send(token)
"""),
    example("PHP: a template of the settings, which each installation fills in", "pass", line="src/database.php.dist:2", repo="""
-- composer.json --
{"require": {"php": "^8"}}
-- .gitignore --
src/database.php
-- src/database.php.dist --
<?php
$db['default']['password'] = '';
-- public/index.php --
<?php
require __DIR__ . '/../src/database.php';
$pdo = new PDO('mysql:host=' . $db['default']['hostname'], $db['default']['username'], $db['default']['password']);
echo json_encode($pdo->query('SELECT 1')->fetchAll());
"""),
    example("NAIS makes the login of the database, and hands it in", "pass", line=".nais/nais.yaml:5", repo="""
-- src/main/kotlin/shop/App.kt --
package shop
fun main() { embeddedServer(Netty, 8080) { routing { orders() } }.start(wait = true) }
-- .nais/nais.yaml --
apiVersion: "nais.io/v1alpha1"
kind: "Application"
spec:
  gcp:
    sqlInstances:
      - type: POSTGRES_16
"""),
    example("Everett's options", "pass", line="app.py:5", repo="""
-- requirements.txt --
flask
everett
-- app.py --
from everett.manager import Option
from flask import Flask

class Config:
    sentry_dsn = Option(default="")

Flask(__name__).run()
"""),
    example("the Guardian's configuration", "pass", line="app/Loader.scala:4", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/routes --
GET /orders controllers.Orders.list()
-- app/Loader.scala --
import com.gu.conf.{ConfigurationLoader, SSMConfigurationLocation}
object Loader {
  def load(identity: AppIdentity) = ConfigurationLoader.load(identity) {
    case app: AwsIdentity => SSMConfigurationLocation.default(app)
  }
}
-- app/controllers/Orders.scala --
package controllers
class Orders(c: ControllerComponents) extends AbstractController(c) { def list = Action { Ok("") } }
"""),
    example("a dump of the database holds the hash of somebody's password, which no code asks for", "pass", line="app.py:3", repo="""
-- requirements.txt --
flask==3.1.0
-- app.py --
import os
from flask import Flask
key = os.environ["SECRET_KEY"]
app = Flask(__name__)
-- docker/clean.sql --
-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
INSERT INTO `authentication` VALUES (16,'first_user','$2y$13$""" + "p5N.sboPpH16acPTxgauyejR9ueFlk46RLPDwyu6qLnbQ7YGaVKpO" + """',NULL);
"""),
    example("Kotlin: a required property by a variable's name", "pass", line="src/main/kotlin/Login.kt:4", repo="""
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-web:3.5.2") }
-- src/main/kotlin/App.kt --
@SpringBootApplication
class App
fun main() { runApplication<App>() }
-- src/main/kotlin/Login.kt --
import no.nav.common.utils.EnvironmentUtils

object Login {
    val secret = EnvironmentUtils.getRequiredProperty("SHOP_CLIENT_SECRET")
}
"""),
    example("Spring is given a secret that stands in no file", "pass", line="src/main/java/shop/Mail.java:5", repo="""
-- pom.xml --
<project/>
-- src/main/java/shop/Mail.java --
package shop;

@SpringBootApplication
class Mail {
    @Value("${spring.mail.password}")
    private String password;
}
"""),
    example("read from the environment", "pass", line="app/pay.py:3", repo="""
-- app/pay.py --
import os
import stripe
stripe.api_key = os.environ["STRIPE_KEY"]
"""),
    example("a literal in code", "fail", line="app/pay.py:2", repo=f"""
-- app/pay.py --
import stripe
stripe.api_key = "{KEY}"
"""),
    example("the login of a database in code, weak as it is", "fail", line="server.js:2", repo="""
-- server.js --
const app = require("express")()
const pool = new (require("pg").Pool)({ connectionString: "postgres://postgres:postgres@db/shop" })
app.listen(80)
"""),
    example("the login of a database in a file of settings that nothing overrides", "fail", line="config/config.json:1", repo="""
-- go.mod --
module shop
-- main.go --
package main
import _ "github.com/go-sql-driver/mysql"
func main() {
	raw, _ := os.ReadFile("config/config.json")
	http.ListenAndServe(":80", nil)
}
-- config/config.json --
{"user": "shop", "password": "shop123", "host": "db-mysql", "port": "3306"}
"""),
    example("settings of which the environment has its own", "pass", line="main.go:4", repo="""
-- go.mod --
module shop
-- main.go --
package main
import _ "github.com/go-sql-driver/mysql"
func main() {
	password := os.Getenv("DB_PASSWORD")
	http.ListenAndServe(":80", nil)
}
-- config/config.json --
{"user": "shop", "password": "shop123", "host": "db-mysql", "port": "3306"}
"""),
    example("the password of an account that the app makes belongs to another item", "pass", repo=f"""
-- app/pay.py --
import os
import stripe
stripe.api_key = os.environ["STRIPE_KEY"]
-- app/first.py --
def load(db):
    create_user_if_missing(
        db,
        name="Saul",
        password="{"Th4ts" + "MyP4ssw0" + "rdX9!"}",
    )
"""),
    example("a literal that only stands in for a variable belongs to another item", "pass", repo=f"""
-- app/pay.py --
import os
import stripe
stripe.api_key = os.environ.get("STRIPE_KEY", "{KEY}")
"""),
    example("Go: a literal where the variable is empty belongs to another item", "pass", line="main.go:9", repo=f"""
-- go.mod --
module shop
-- main.go --
package main
import (
	"net/http"
	"os"

	"github.com/golang-jwt/jwt/v5"
)
func key() []byte {{
	secret := os.Getenv("JWT_SECRET")
	if secret == "" {{
		secret = "{"default" + "secret"}"
	}}
	return []byte(secret)
}}
func main() {{ http.ListenAndServe(":80", nil) }}
"""),
    example("the login of a database on the same machine, and no variable anywhere", "fail", line="db.js:3", repo="""
-- server.js --
const app = require("express")()
require("./db")
app.listen(80)
-- db.js --
const mongoose = require("mongoose")
mongoose.connect(
  "mongodb://root:root@localhost:27017/shop?authSource=admin",
)
"""),
    example("plain PHP: the login of the database", "fail", line="db.php:2", repo="""
-- index.php --
<?php include "db.php"; echo $_GET["a"];
-- db.php --
<?php
$conn = mysqli_connect("localhost", "root", "", "shop", 3307);
"""),
    example("Go: the login of a database beside the context", "fail", line="main.go:9", repo="""
-- go.mod --
module shop
-- main.go --
package main
import (
	"context"
	"net/http"

	"github.com/jackc/pgx/v5/pgxpool"
)
func main() {
	db, _ := pgxpool.New(context.Background(), "postgres://postgres:password@db:5432/shop")
	http.ListenAndServe(":80", handler(db))
}
"""),
    example("Kubernetes hands it in", "pass", line="k8s/deployment.yaml:14", repo="""
-- k8s/deployment.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - name: shop
          env:
            - name: DB_PASSWORD
              valueFrom: {secretKeyRef: {name: shop, key: password}}
            - name: TOKEN
              valueFrom:
                secretKeyRef:
                  name: shop
"""),
    example("nothing is needed", "na", repo="""
-- main.py --
print("hello")
"""),
    example("Rust, settings that the environment fills", "pass", line="src/config.rs:5", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
config = "0.15"
-- src/config.rs --
pub struct Mail { pub host: String, pub smtp_password: String }
impl Mail {
    pub fn read() -> Result<Self, config::ConfigError> {
        config::Config::builder()
            .add_source(config::Environment::with_prefix("MAIL").separator("_"))
            .build()?
            .try_deserialize()
    }
}
"""),
    example("a login that a page is begun with is no server's", "pass", line="Program.cs:2", repo=f"""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));
builder.Build().Run();
-- client/package.json --
{{"dependencies": {{"@angular/core": "17"}}}}
-- client/src/app/nav.component.ts --
import {{ Component }} from '@angular/core'
@Component({{ selector: 'nav' }})
export class Nav {{
  model = {{ username: 'lisa', password: '{"Pa$$" + "w0rd"}' }}
}}
"""),
    example("Prisma reads the login of the database from the environment", "pass", line="prisma/schema.prisma:3", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15", "@prisma/client": "5"}}
-- app/page.tsx --
export default function Page() { return <p>Shop</p> }
-- prisma/schema.prisma --
datasource db {
  provider = "postgresql"
  url      = env("POSTGRES_PRISMA_URL")
}
"""),
    example("Go: viper takes in the environment and is asked for a secret", "pass", line="settings.go:7", repo="""
-- go.mod --
module example.com/shop
-- settings.go --
package main

import "github.com/spf13/viper"

func Load() string {
	viper.AutomaticEnv()
	return viper.GetString("JWT_SECRET")
}
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(Load(), nil) }
"""),
    example("the address of a channel's hook, which whoever has it may write to", "pass", line="bot.rb:2", repo="""
-- Gemfile --
gem "sidekiq"
-- bot.rb --
class Reminder; include Sidekiq::Worker; end
POSTER = Slack::Poster.new(ENV["SLACK_WEBHOOK_URL"])
-- config.ru --
run Sinatra::Application
-- app.rb --
require "sinatra"
"""),
    example("Go: viper fills the sections of a struct", "pass", line="config.go:13", repo="""
-- go.mod --
module example.com/shop
-- config.go --
package main

import "github.com/spf13/viper"

type Database struct {
	Host     string `mapstructure:"host"`
	Password string `mapstructure:"password"`
}

func Load() (c struct{ Database Database `mapstructure:"database"` }) {
	viper.SetConfigName("local")
	viper.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
	viper.AutomaticEnv()
	viper.Unmarshal(&c)
	return c
}
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }
"""),
    example(".NET: a field that holds the configuration", "pass", line="src/Shop/Program.cs:3", repo="""
-- src/Shop/Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- src/Shop/Program.cs --
var builder = WebApplication.CreateBuilder(args);
var _configuration = builder.Configuration.Load();
builder.Services.AddShop(_configuration["ApplicationSettings:SqlConnectionString"]!);
builder.Build().Run();
"""),
    example("a login in the builder of a data source", "fail", line="src/main/java/shop/Db.java:12", repo=f"""
-- pom.xml --
<project/>
-- src/main/java/shop/Db.java --
package shop;

@SpringBootApplication
class Shop {{
    @Bean
    public DataSource source() {{
        String url = String.format("jdbc:mysql://%s/shop", System.getenv("DB_HOST"));
        DataSourceBuilder made = DataSourceBuilder.create();
        made.url(url);

        made.username("shop");
        made.password("{WEAK}");
        return made.build();
    }}
}}
"""),
    example("a login among a container's parameters", "fail", line="src/Kernel.php:7", repo=f"""
-- composer.json --
{{"require": {{"symfony/framework-bundle": "^5.2"}}}}
-- src/Kernel.php --
<?php
use Symfony\\\\Component\\\\DependencyInjection\\\\ContainerBuilder;
class Kernel {{
    protected function configureContainer(ContainerBuilder $c) {{
        $c->setParameter('pdo_dsn', getenv('PDO_URL') ?: 'mysql:host=mysql;dbname=shop');
        $c->setParameter('pdo_user', 'shop');
        $c->setParameter('pdo_password', '{WEAK}');
    }}
}}
"""),
    example("Scala: a token by its key, which the platform fills", "pass", line="app/config/AppConfig.scala:4", repo="""
-- build.sbt --
libraryDependencies ++= Seq(ws, "uk.gov.hmrc" %% "bootstrap-backend-play-30" % "10.1.0")
-- conf/app.routes --
POST  /create-case  controllers.Cases.create
POST  /update-case  controllers.Cases.update
-- app/config/AppConfig.scala --
package config
class AppConfig @Inject() (config: ServicesConfig) {
  val token: String =
    config.getConfString("eis.create.token", throw new IllegalStateException("Missing eis.create.token"))
}
"""),
    example("hapi: settings by subject, each in a file of its own", "pass", line="config/database.config.js:1", repo="""
-- package.json --
{"scripts": {"start": "node index.js", "test": "lab"}, "dependencies": {"@hapi/hapi": "21", "@hapi/lab": "26", "pg": "8"}}
-- index.js --
const Hapi = require('@hapi/hapi')
Hapi.server(require('./config/server.config.js').hapi).start()
-- config/database.config.js --
module.exports = { password: process.env.POSTGRES_PASSWORD }
"""),
]
