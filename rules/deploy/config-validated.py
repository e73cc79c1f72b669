"""Required configuration is validated at start-up.

An app that starts without its mail password looks healthy until the first user needs a password reset. A check at start-up stops the
deploy instead, while the old version is still serving.

Pass: start-up fails with a clear error when a variable is missing: a settings schema (pydantic-settings, envalid, zod, t3-env, environs,
django-environ without default, joi, convict, envconfig required, @Validated properties, ENV.fetch, expect/required in config crates,
explicit checks)

Fail: every variable has a silent default or is read unguarded

Fix: Declare what is required and read it once at start-up: a pydantic-settings `BaseSettings` class, `env("X")` without default
(django-environ, environs), envalid or a zod schema over `process.env`, `ConfigModule.forRoot({validationSchema})` (NestJS),
`@ConfigurationProperties` with `@Validated`, `ENV.fetch("X")`, `ValidateOnStart()` (.NET), `required:"true"` in envconfig,
`std::env::var("X").expect("X")`, `System.fetch_env!("X")`, a check in `AppServiceProvider::boot` (Laravel).

Searched: settings classes and schemas, reads that fail without a value, own checks that stop the start, compose files and entry scripts
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Environment, Finding, Required, contradicts, example, regex, rule, supports

_NEEDED = regex(r"SECRET|PASSWORD|PASSWD|TOKEN|KEY|DATABASE|DB_|_URL|_URI|DSN|HOST|MONGO|REDIS|SMTP|API", re.I)
# what tunes it, for which a default is as good as any
_TUNES = regex(
    r"(?:^|_)(?:DELAY|TIMEOUT|INTERVAL|EXPIR\w*|TTL|DAYS|HOURS|MINUTES|SECONDS|MS|LENGTH|LIMIT|COUNT|SIZE|MAX|MIN|RETRIES|ENABLED?|DISABLED?)(?:_|$)",
    re.I,
)
MOST = 20


@rule(
    id="DEP002", severity="medium", scope="service", sources=("S1.5",), wins="supports",
    unless=("static site", "infrastructure", "page renderer"),
)
def config_validated(required: Required, environment: Environment) -> Iterator[Finding]:
    yield from (supports(refusal, refusal.how) for refusal in required)
    needed = [r for r in environment.reads if _NEEDED.search(r.name) and not _TUNES.search(r.name) and not r.refuses]
    for read in needed[:MOST]:
        how = "has a silent default" if read.has_default else "is read unguarded"
        yield contradicts(read, f"{read.name} {how}")


NEST = """
-- package.json --
{"dependencies": {"@nestjs/core": "10", "@prisma/client": "5"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then((app) => app.listen(3000))"""

EXAMPLES = [
    example("a schema that checks what is typed into a form", "fail", repo="""
-- package.json --
{"dependencies": {"next": "14", "formik": "2", "yup": "1"}, "scripts": {"start": "next start"}}
-- pages/api/orders.js --
export default (req, res) => res.json({ shop: process.env.SHOP_URL })
-- components/OrderForm.jsx --
export const OrderForm = () => <Formik validationSchema={schema} />
export const useOrder = () => useFormik({ validationSchema: orderSchema, onSubmit })
"""),
    example("NestJS: the module's schema, named beside it", "pass", line="app.module.ts:3", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10", "@nestjs/config": "3", "joi": "17"}}
-- app.module.ts --
import { ConfigModule } from "@nestjs/config"
@Module({
  imports: [ConfigModule.forRoot({ isGlobal: true, validationSchema })],
})
export class AppModule {}
-- main.ts --
const app = await NestFactory.create(AppModule)
await app.listen(process.env.PORT)
"""),
    example("NestJS: a schema of the settings, which ends the process", "pass", line="src/settings.module.ts:9", repo=NEST + """
-- src/settings.module.ts --
import { ConfigService } from "@nestjs/config"
import { Checker } from "./checker"
export const settings = {
  provide: Settings,
  inject: [ConfigService],
  useFactory: (config: ConfigService) => {
    const SettingsSchema = Checker.object({ STOCK_URL: Checker.url(), PAY_KEY: Checker.string() })
    const read = new Settings(config)
    try {
      SettingsSchema.parse(read)
    } catch (error) {
      console.error(error.issues.map((i) => `${i.path.join(".")}: ${i.message}`).join(", "))
      process.exit(1)
    }
    return read
  },
}
"""),
    example("Flask: what only the tests' settings read", "pass", line="config.py:3", repo="""
-- config.py --
import os
class Config:
    DATABASE = os.environ["DATABASE_URL"]

class TestingConfig(Config):
    DATABASE = os.getenv("CHECKS_DATABASE_URL") or "sqlite://"

    CACHE = os.getenv("CHECKS_CACHE_URL")
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("Flask: what the tests' settings lack is not told", "fail", line="config.py:6", repo="""
-- config.py --
import os
class TestingConfig(Config):
    DATABASE = os.getenv("CHECKS_DATABASE_URL")

class Config:
    DATABASE = os.environ.get("DATABASE_URL", "sqlite://")
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("Flask starts without the key that Django would miss", "fail", line="config.py:2", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask
app = Flask(__name__)
app.config.from_object("config")
-- config.py --
import os
SECRET_KEY = os.environ.get("SECRET_KEY")
"""),
    example("Go: what only a helper of tests reads", "pass", line="main.go:6", repo="""
-- go.mod --
module shop
-- main.go --
package main
import ("log"; "net/http"; "os")
func main() {
	url := os.Getenv("DATABASE_URL")
	if url == "" {
		log.Fatal("DATABASE_URL is required")
	}
	http.ListenAndServe(":80", routes(url))
}
-- internal/dbtest/database.go --
package dbtest
import (
	"os"
	"testing"
)
func Open(t testing.TB) *sql.DB {
	db, _ := sql.Open("postgres", os.Getenv("TEST_DATABASE_URL"))
	return db
}
"""),
    example("PureConfig reads a type", "pass", line="src/main/scala/shop/Config.scala:4", repo="""
-- src/main/scala/shop/Server.scala --
import org.http4s.server.blaze.BlazeServerBuilder
object Server extends IOApp { def run(args: List[String]) = BlazeServerBuilder[IO](global).withHttpApp(app).serve.compile.lastOrError }
-- src/main/scala/shop/Config.scala --
package shop
import pureconfig.ConfigSource
object Config {
  def read = ConfigSource.default(ConfigSource.file("shop.conf")).load[Config]
}
"""),
    example("a helper that is told which variable must be there", "pass", line="shop/app.py:6", repo="""
-- requirements.txt --
flask
-- shop/app.py --
import os
from flask import Flask
def setting(param_name, default=None):
    value = os.environ.get(param_name)
    if value is None and default is None:
        raise ValueError(f"Param {param_name} must be provided.")
    return value or default
app = Flask(__name__)
app.config["DATABASE_URL"] = setting("DATABASE_URL")
"""),
    example("ASP.NET Core: what is empty stops it", "pass", line="Program.cs:2", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
if (string.IsNullOrEmpty(builder.Configuration["JWT_SECRET"]))
    throw new Exception("JWT_SECRET is not set");
var app = builder.Build();
app.MapGet("/", () => "a");
app.Run();
"""),
    example("konfig's keys, without which it fails", "pass", repo="""
-- build.gradle.kts --
dependencies { implementation("com.natpryce:konfig:1.6") }
-- src/main/kotlin/App.kt --
val stock by lazy { properties[Key("STOCK_URL", stringType)] }
fun main() { embeddedServer(CIO) { orders(stock) }.start() }
"""),
    example("an option of Everett's without a default", "pass", repo="""
-- app.py --
from everett.manager import ConfigManager, Option
import falcon
class Shop(falcon.App):
    class Config:
        level = Option(default="INFO", doc="The level (DEBUG, INFO).")
        bucket = Option(doc="The bucket (by its name).")
"""),
    example("options of Everett's that all have a default", "fail", repo="""
-- app.py --
from everett.manager import ConfigManager, Option
import falcon
class Shop(falcon.App):
    class Config:
        level = Option(doc="The level (DEBUG, INFO).", default="INFO")
"""),
    example("a function of Supabase's refuses to start", "pass", line="supabase/functions/mail/index.ts:3", repo="""
-- supabase/functions/mail/index.ts --
const user = Deno.env.get("MAIL_WEBHOOK_USER");
if (!user) {
  throw new Error("Missing MAIL_WEBHOOK_USER env variable");
}
Deno.serve(() => new Response(user));
"""),
    example("a property that its reader asks for in Scala", "pass", repo="""
-- build.sbt --
lazy val root = (project in file(".")).enablePlugins(PlayScala)
-- conf/routes --
GET /orders controllers.Orders.all
-- app/Config.scala --
object Config {
  def getRequiredStringProperty(key: String): String = {
    remote.getOrElse(key, {
      throw new IllegalArgumentException(s"Property '$key' not configured")
    })
  }
  val stock = sys.env.get("STOCK_URL")
}
"""),
    example("Go: a configuration that was filled is looked at", "pass", line="database/config.go:15", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

func main() {
	settings := database.LoadConfig()
	http.ListenAndServe(os.Getenv("LISTEN"), nil)
}
-- database/config.go --
package database

import "errors"

type Config struct {
	DatabaseURL string `conf:"DATABASE_URL"`
}

func LoadConfig() (*Config, error) {
	cfg := &Config{}
	if err := conf.Checkout(cfg); err != nil {
		return nil, err
	}
	if cfg.DatabaseURL == "" {
		return nil, errors.New("invalid config, DatabaseURL must be set")
	}
	return cfg, nil
}
"""),
    example("Kotlin: a helper that refuses what is missing, and stops", "pass", line="src/main/kotlin/Environment.kt:7", repo="""
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-server-netty:3.5.2") }
-- src/main/kotlin/Environment.kt --
class Integrations(val pdf: String = getEnvVar("PDF_URL"), val cluster: String = getEnvVar("NAIS_CLUSTER_NAME"))

const val ORDERS_PATH = "orders"
const val LINES_PATH = "${ORDERS_PATH}/lines"

fun getEnvVar(name: String, default: String? = null) =
    System.getenv(name) ?: default ?: throw RuntimeException("Missing required variable $name")
-- src/main/kotlin/App.kt --
import io.ktor.server.netty.Netty
fun main() { embeddedServer(Netty, port = 8080) { routing { get("/") { call.respond("hello") } } }.start(wait = true) }
-- .nais/app.yaml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  image: {{image}}
  env:
    - name: PDF_URL
      value: http://pdf
"""),
    example("a schema of the environment in a function that nobody calls", "fail", repo="""
-- package.json --
{"dependencies": {"next": "14", "react": "18", "zod": "3"}}
-- lib/env.ts --
import { z } from "zod"
const schema = z.object({ DATABASE_URL: z.string().min(1), AUTH_SECRET: z.string().min(32) })
export function validateEnv() {
  try {
    return schema.parse(process.env)
  } catch (error) {
    throw error
  }
}
-- lib/env.test.ts --
import { validateEnv } from "./env"
test("it refuses", () => { expect(() => validateEnv()).toThrow() })
-- app/api/orders/route.ts --
import { NextResponse } from "next/server"
export async function GET() { return NextResponse.json(await orders(process.env.DATABASE_URL)) }
"""),
    example("a schema of the environment in a function that the configuration calls", "pass", line="lib/env.ts:4", repo="""
-- package.json --
{"dependencies": {"next": "14", "react": "18", "zod": "3"}}
-- lib/env.ts --
import { z } from "zod"
const schema = z.object({ DATABASE_URL: z.string().min(1), AUTH_SECRET: z.string().min(32) })
export function validateEnv() {
  return schema.parse(process.env)
}
-- instrumentation.ts --
import { validateEnv } from "./lib/env"
export function register() { validateEnv() }
-- app/api/orders/route.ts --
import { NextResponse } from "next/server"
export async function GET() { return NextResponse.json(await orders(process.env.DATABASE_URL)) }
"""),
    example("NestJS: Prisma connects while the app starts", "pass", line="src/prisma.service.ts:2", repo=NEST + """
-- src/prisma.service.ts --
@Injectable()
export class PrismaService extends PrismaClient implements OnModuleInit {
  async onModuleInit() {
    await this.$connect()
  }
}
-- prisma/schema.prisma --
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
"""),
    example("a class of settings made of the app's own base, in another file", "pass", line="shop/settings.py:4", repo="""
-- requirements.txt --
fastapi
pydantic
-- shop/base.py --
from pydantic import BaseSettings
class AppBase(BaseSettings):
    class Config:
        env_file = ".env"
-- shop/settings.py --
from shop.base import AppBase
class Settings(AppBase):
    title: str = "Shop"
    database_url: str
-- shop/main.py --
from fastapi import FastAPI
from shop.settings import Settings
app = FastAPI(title=Settings().title)
"""),
    example("a function that is given all of the settings says which are missing", "pass", line="bot.js:3", repo="""
-- package.json --
{"scripts": {"start": "node main.js"}, "dependencies": {"discord.js": "14"}}
-- bot.js --
function verify(config) {
  const missing = Object.keys(config).filter((key) => !config[key])
  if (missing.length) throw new Error(`Missing the following environment variables: ${missing.join(", ")}`)
}
module.exports = { verify }
-- main.js --
const { Client } = require("discord.js")
const config = { token: process.env.BOT_TOKEN }
require("./bot").verify(config)
new Client().login(config.token)
"""),
    example("Go: fields that a validator wants", "pass", line="config.go:3", repo="""
-- go.mod --
module shop
-- config.go --
package main

type Config struct {
	Listen string `json:"listen" validate:"required,hostname_port"`
}
-- main.go --
package main

func main() {
	var c Config
	read(&c)
	if err := validator.New().Struct(c); err != nil {
		log.Fatal(err)
	}
	http.ListenAndServe(c.Listen, nil)
}
"""),
    example("NestJS: a connection that may fail", "fail", repo=NEST + """
-- src/prisma.service.ts --
@Injectable()
export class PrismaService extends PrismaClient implements OnModuleInit {
  async onModuleInit() {
    try { await this.$connect() } catch (error) { this.logger.warn(error) }
  }
}
-- prisma/schema.prisma --
datasource db {
  url = env("DATABASE_URL")
}
"""),
    example("Play: a typed read when the settings are made", "pass", line="app/shop/AppConfig.scala:4", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/routes --
GET /orders shop.OrderController.list
-- app/shop/AppConfig.scala --
package shop
import play.api.Configuration
class AppConfig(configuration: Configuration) {
  val mailUrl: String = configuration.get[String]("mail.url")
}
"""),
    example("Django's settings refuse to start where a feature lacks its variable", "pass", line="shop/settings.py:7", repo="""
-- requirements.txt --
django
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
from django.core.exceptions import ImproperlyConfigured
from framework.conf.utils import config

ENABLE_EVENTS = config("ENABLE_EVENTS", default=False)
EVENTS_SOURCE = config("EVENTS_SOURCE", default="")
if ENABLE_EVENTS and not EVENTS_SOURCE:
    raise ImproperlyConfigured("EVENTS_SOURCE is required for events")
"""),
    example("Django: what a command is called with is no setting of the server", "fail", line="shop/settings.py:4", repo="""
-- requirements.txt --
django
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
import os

DOMAIN = os.environ.get("DOMAIN")
MAIL_HOST = os.environ.get("MAIL_HOST")
-- shop/management/commands/email_report.py --
from django.conf import settings
from django.core.management import BaseCommand


class Command(BaseCommand):
    def handle(self, **options):
        if options.get("emailTo") == settings.DEFAULT_FROM_EMAIL:
            raise ValueError("The --emailTo arg must be specified, other than DEFAULT_FROM_EMAIL")
"""),
    example("a method that throws for the getters that ask it, while requests are served", "fail", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule)
-- src/environment.service.ts --
export class EnvironmentService {
  get isProduction(): boolean { return process.env.NODE_ENV === "production" }
  private missing(name: string): never {
    throw new Error(`Missing required environment variable: ${name}`)
  }
}
"""),
    example("a check whose message stands on lines of its own, as Black lays it out", "pass", line="app/config.py:5", repo="""
-- app/config.py --
from os import environ
def read(key, name):
    if value := environ.get(name):
        return value
    raise ConfigurationError(
        f"Required option '{key}' in"
        f" the settings is missing, either set"
        f" the environment variable {name} or override it in your file",
    )
-- app/bot.py --
from discord.ext import commands
class Bot(commands.Bot): pass
"""),
    example("Go: koanf fills a struct that the validator looks at", "pass", line="config/config.go:11", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

func main() {
	settings := config.Load()
	http.ListenAndServe(settings.Port, nil)
}
-- config/config.go --
package config

import (
	"github.com/go-playground/validator/v10"
	"github.com/knadh/koanf/providers/env"
	"github.com/knadh/koanf/v2"
)

type Config struct {
	Port      uint   `koanf:"port" validate:"gte=1"`
	SecretKey string `koanf:"secret_key" validate:"required"`
}

func Load() (config Config) {
	k := koanf.New(".")
	k.Load(env.Provider("SHOP_", "", lower), nil)
	k.UnmarshalWithConf("", &config, koanf.UnmarshalConf{Tag: "koanf", FlatPaths: true})
	if err := validator.New().Struct(config); err != nil {
		log.Fatalln("the environment is not complete", err)
	}
	return config
}
"""),
    example("Go: a field of a request that has to be there is no setting", "fail", line="main.go:10", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

type upload struct {
	Ids string `header:"ids" required:"true"`
}

func main() {
	http.HandleFunc("/", receive)
	http.ListenAndServe(":80", nil)
	os.Getenv("SHOP_KEY")
}
"""),
    example("a settings class whose fields all have a default, with the variable beside it", "fail", line="app.py:4", repo="""
-- app.py --
from fastapi import FastAPI
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    key: str = Field("none", env="SHOP_KEY")
app = FastAPI()
"""),
    example("a settings class: a field's call says no default", "pass", line="app.py:4", repo="""
-- app.py --
from fastapi import FastAPI
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    key: str = Field(
        description="signs tokens",
        validation_alias="SHOP_KEY",
    )
app = FastAPI()
"""),
    example("a reader of numbers that falls back is no check", "fail", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const parseLimit = (value) => Number(value) || 0
const limit = parseLimit(process.env.MONTHLY_LIMIT)
const app = require("express")()
app.listen(process.env.PORT)
"""),
    example("JSON that is parsed names no setting", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- app.js --
const services = JSON.parse(process.env.VCAP_SERVICES)
require('express')().listen(process.env.PORT)
"""),
    example("Spring stops where nothing gives what a setting takes in", "pass", line="src/main/resources/application.yml:2", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "3.4.0" }
dependencies { implementation("org.springframework.boot:spring-boot-starter-web") }
-- src/main/resources/application.yml --
sentry:
  environment: ${environment-name}
-- src/main/kotlin/Shop.kt --
@SpringBootApplication
class Shop
fun main(args: Array<String>) { runApplication<Shop>(*args) }
"""),
    example("Dropwizard's configuration, validated at the start", "pass", line="src/main/java/shop/ShopConfig.java:2", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-core</artifactId><version>5.0.0</version></dependency>
<dependency><groupId>org.dhatim</groupId><artifactId>dropwizard-sentry</artifactId><version>4.0.0</version></dependency>
</dependencies></project>
-- src/main/java/shop/Shop.java --
package shop;
import io.dropwizard.core.Application;
import org.dhatim.dropwizard.sentry.logging.SentryAppenderFactory;
public class Shop extends Application<ShopConfig> {
    public void initialize(Bootstrap<ShopConfig> bootstrap) {
        bootstrap.getObjectMapper().getSubtypeResolver().registerSubtypes(SentryAppenderFactory.class);
    }
    public void run(ShopConfig configuration, Environment environment) {
        environment.healthChecks().register("ping", new Check());
        environment.jersey().register(new LimitFilter());
    }
}
-- src/main/java/shop/ShopConfig.java --
package shop;
public class ShopConfig extends Configuration {
    @NotNull
    private String paymentsUrl;
}
-- src/main/resources/config.yaml --
paymentsUrl: ${PAYMENTS_URL}
"""),
    example("a script that is told by whoever runs it what to do is no start", "fail", repo="""
-- package.json --
{"scripts": {"start": "node index.js"}, "dependencies": {"express": "5", "mongoose": "8"}}
-- index.js --
require("mongoose").connect(process.env.MONGO_URI).then(() => require("express")().listen(80))
-- sync.js --
const day = process.argv[2]
if (!process.env.MONGO_URI) throw new Error("MONGO_URI is missing")
require("mongoose").connect(process.env.MONGO_URI)
"""),
    example("Spring: a copy of the code beside the manifest is not built", "fail", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- AllOfTheCode.java --
class Tokens {
    @Value("${tokens.life}")
    private long life;
}
-- src/main/java/shop/Shop.java --
package shop;
@SpringBootApplication
public class Shop {
    public static void main(String[] args) { SpringApplication.run(Shop.class, args); }
}
"""),
    example("a function of one's own that throws for what is missing", "pass", line="server/config.ts:2", repo="""
-- package.json --
{"scripts": {"start": "node dist/server.js"}, "dependencies": {"express": "5"}}
-- server/config.ts --
function get<T>(name: string, fallback?: T): T | string {
  if (process.env[name] || fallback !== undefined) return process.env[name] || fallback
  throw new Error(`Missing env var ${name}`)
}
export default { key: get('API_KEY'), port: parseInt(process.env.PORT, 10) || 3000 }
-- server/app.ts --
import express from 'express'
import config from './config'
express().listen(config.port)
"""),
    example("a number that is read", "fail", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5"}}
-- server.js --
const express = require("express")
const port = parseInt(process.env.PORT, 10)
express().listen(port)
"""),
    example("a fallback that raises is no default", "pass", line="config/runtime.exs:3", repo="""
-- mix.exs --
defmodule A.MixProject do
end
-- lib/a/endpoint.ex --
defmodule A.Endpoint do
  use Phoenix.Endpoint, otp_app: :a
end
-- config/runtime.exs --
import Config
database_url =
  System.get_env("DATABASE_URL") ||
    raise "DATABASE_URL is missing"
config :a, A.Repo, url: database_url
"""),
    example("a default for everything", "fail", line="app.py:3", repo="""
-- app.py --
import os
from flask import Flask
url = os.environ.get("DATABASE_URL", "sqlite://")
Flask(__name__).run()
"""),
    example("a settings class with a required field", "pass", line="app.py:4", repo="""
-- app.py --
from fastapi import FastAPI
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    database_url: str
    debug: bool = False
app = FastAPI()
"""),
    example("a getter that is asked long after the start", "fail", repo="""
-- server.js --
const app = require("express")()
class Settings {
  get url() {
    if (!process.env.DATABASE_URL) throw new Error("DATABASE_URL is not set")
    return process.env.DATABASE_URL
  }
}
app.listen(3000)
"""),
    example("a token that a request lacks", "fail", repo="""
-- server.js --
const app = require("express")()
const key = process.env.JWT_SECRET
app.get("/", (req, res) => { if (!req.token) throw new Error("token is required") })
app.listen(3000)
"""),
    example("an own check", "pass", line="server.js:2", repo="""
-- server.js --
const app = require("express")()
if (!process.env.DATABASE_URL) throw new Error("DATABASE_URL is not set")
app.listen(3000)
"""),
    example("a zod schema over the environment", "pass", repo="""
-- server.js --
const env = require("zod").z.object({ PORT: z.string() }).parse(process.env)
require("express")().listen(env.PORT)
"""),
    example("ENV.fetch without a default", "pass", line="app.rb:2", repo="""
-- app.rb --
require "sinatra"
KEY = ENV.fetch("API_KEY")
get("/") { "hello" }
"""),
    example("ENV.fetch with one", "fail", repo="""
-- app.rb --
require "sinatra"
KEY = ENV.fetch("API_KEY", "none")
OTHER = ENV.fetch("OTHER_KEY") { "none" }
get("/") { "hello" }
"""),
    example("a script of the pipeline that stops without an argument's variable", "fail", repo="""
-- app.py --
import os
from flask import Flask
url = os.environ.get("DATABASE_URL", "sqlite://")
Flask(__name__).run()
-- terraform/pipeline/tag.py --
import os
key = os.environ["DEPLOY_KEY"]
"""),
    example("a request's header in the server's own environ", "fail", repo="""
-- app.py --
import os
from flask import Flask, request
url = os.environ.get("DATABASE_URL", "sqlite://")
app = Flask(__name__)
@app.route("/")
def me():
    return request.headers.environ["HTTP_AUTHORIZATION"]
"""),
    example("a library", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("a consumer that refuses to start without the broker's address", "pass", line="app/consume.rb:2", repo="""
-- Gemfile --
gem "govuk_message_queue_consumer"
-- app/consume.rb --
require "govuk_message_queue_consumer"
GovukMessageQueueConsumer::Consumer.new(queue_name: "orders", processor: Processor.new).run
"""),
    example("two ways at once are refused, and neither is none; a script that releases is not the app", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(process.env.PORT)
-- setup.js --
function read(name) {
    const direct = process.env[name];
    const file = process.env[name + "_FILE"];
    if (direct && file) {
        throw new Error(`Both ${name} and ${name}_FILE are set`);
    }
    return direct;
}
-- extra/release/publish.js --
const version = process.env.RELEASE_VERSION
if (!version) {
    console.error("RELEASE_VERSION is required")
    process.exit(1)
}
"""),
    example("dotenv-safe stops where a variable of the example file is missing", "pass", line="src/config.ts:1", repo="""
-- package.json --
{"scripts": {"start": "node dist/server.js"}, "dependencies": {"express": "4", "dotenv-safe": "8"}}
-- .env.example --
JWT_SECRET=
-- src/config.ts --
import dotenvSafe from 'dotenv-safe'

dotenvSafe.config({ sample: '.env.example' })
export default { jwtSecret: process.env.JWT_SECRET || '' }
-- src/server.ts --
import express from 'express'
import config from './config'
express().listen(3000)
"""),
    example("a schema in which each variable has a default", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5", "zod": "4"}}
-- env.ts --
import { z } from "zod"
const envSchema = z.object({
  NODE_ENV: z
    .enum(["development", "production"])
    .default("development"),
  DB_HOST: z.string().default("localhost"),
  LOG_LEVEL: z.string().optional(),
})
export const env = envSchema.parse(process.env)
-- server.ts --
import express from "express"
import { env } from "./env"
express().listen(3000)
"""),
    example("a schema in which one has none", "pass", line="env.ts:7", repo="""
-- package.json --
{"dependencies": {"express": "5", "zod": "4"}}
-- env.ts --
import { z } from "zod"
const envSchema = z.object({
  PORT: z.coerce.number().default(3000),
  DB_HOST: z.string(),
  LOG_LEVEL: z.string().optional(),
})
export const env = envSchema.parse(process.env)
-- server.ts --
import express from "express"
import { env } from "./env"
express().listen(3000)
"""),
    example("Rust: settings are checked, and an error ends the start", "pass", line="src/config.rs:4", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
rocket = "0.5"
-- src/main.rs --
mod config;
#[launch]
fn rocket() -> _ { rocket::build().manage(config::load().unwrap_or_else(|_| std::process::exit(12))) }
-- src/config.rs --
pub fn load() -> Result<Items, Error> {
    let items = Config::from_env();
    if items.sso_enabled && items.sso_authority.is_empty() {
        err!("`SSO_AUTHORITY` must be set when SSO is enabled")
    }
    Ok(items)
}
"""),
    example("Rust: a setting that is missing is told, and no more", "fail", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
rocket = "0.5"
-- src/main.rs --
mod config;
#[launch]
fn rocket() -> _ { rocket::build().manage(config::load().unwrap_or_else(|_| std::process::exit(12))) }
-- src/config.rs --
pub fn load() -> Result<Items, Error> {
    let items = Config::from_env();
    if items.sso_enabled && items.sso_authority.is_empty() {
        warn!("`SSO_AUTHORITY` is not set")
    }
    Ok(items)
}
"""),
    example("Flask: a factory that refuses an empty setting", "pass", line="app/__init__.py:9", repo="""
-- requirements.txt --
flask==3.0.0
teamkit==2.0
-- app/__init__.py --
from flask import Flask
from teamkit import init_app, api_error_handlers
from .metrics import team_metrics

def create_app(config):
    app = Flask(__name__)
    init_app(app, config, error_handlers=api_error_handlers)
    if not app.config["SHOP_API_TOKENS"]:
        raise Exception("No SHOP_API_TOKENS provided")
    from .main import main
    app.register_blueprint(main)
    team_metrics.init_app(app)
    return app
-- app/metrics.py --
from teamkit.metrics import TeamMetrics

team_metrics = TeamMetrics()
-- app/main.py --
from flask import Blueprint, jsonify

main = Blueprint("main", __name__)

@main.after_request
def cached(response):
    response.cache_control.max_age = 24 * 60 * 60
    return response

@main.get("/orders")
def orders():
    return jsonify([])
-- application.py --
from app import create_app

application = create_app("production")
"""),
    example("ASP.NET Core: a settings class asks for each of its properties", "pass", line="Configuration/BlobSettings.cs:6", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"/>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
var settings = new BlobSettings();
builder.Configuration.GetSection("Blob").Bind(settings);
settings.Validate();
builder.Build().Run();
-- Configuration/BlobSettings.cs --
public class BlobSettings
{
    public string AccountName { get; set; } = string.Empty;
    public void Validate()
    {
        var properties = GetType().GetProperties();
        foreach (var property in properties)
        {
            if (string.IsNullOrEmpty(property.GetValue(this)?.ToString()))
                throw new ArgumentException($"Property {property.Name} cannot be null or empty.");
        }
    }
}
"""),
    example("io-ts decodes the environment", "pass", line="src/config.ts:7", repo="""
-- package.json --
{"dependencies": {"express": "5", "io-ts": "2"}}
-- src/config.ts --
import * as t from "io-ts"
import { NonEmptyString } from "./strings"
export const Config = t.intersection([
  t.interface({ STOCK_ADDRESS: NonEmptyString }),
  t.partial({ STOCK_PROXY: t.string }),
])
const decoded = Config.decode({ ...process.env, isProduction: process.env.NODE_ENV === "production" })
export const configOrThrow = () =>
  fold(decoded, errors => { throw new Error(`Invalid configuration: ${errors}`) })
-- src/server.ts --
import express from "express"
import { configOrThrow } from "./config"
express().listen(configOrThrow().PORT)
"""),
    example("http4k: a key that must be there", "pass", line="src/main/kotlin/shop/Server.kt:5", repo="""
-- src/main/kotlin/shop/Server.kt --
import org.http4k.config.EnvironmentKey
import org.http4k.server.Undertow
import org.http4k.server.asServer

val PORT = EnvironmentKey.int().required("PORT")
fun main() { shop().asServer(Undertow(PORT(Environment.ENV))).start() }
"""),
    example("how long a token lasts may have a default, and so says nothing", "fail", line="app.rb:3", repo="""
-- Gemfile --
gem "sinatra"
-- app.rb --
require "sinatra"
LASTS = (ENV["ACCESS_TOKEN_EXPIRE_MINUTES"] || 15).to_i
PAYS = ENV["PAY_API_KEY"] || "none"
get("/") { PAYS }
"""),
    example("infrastructure with a few functions of its own, of which one is tested", "na", repo="""
-- buckets.tf --
resource "aws_s3_bucket" "logs" {}
-- network.tf --
resource "aws_vpc" "main" {}
-- queues.tf --
resource "aws_sqs_queue" "events" {}
-- keys.tf --
resource "aws_kms_key" "main" {}
-- roles.tf --
resource "aws_iam_role" "reader" {}
-- lambdas/rotate.py --
def lambda_handler(event, context):
    return {"rotated": 1}
-- lambdas/notify.py --
def lambda_handler(event, context):
    return {"told": 1}
-- lambdas/clean.py --
def lambda_handler(event, context):
    return {"cleaned": 1}
-- lambdas/tests/test_clean.py --
from lambdas.clean import lambda_handler

def test_it_cleans():
    assert lambda_handler({}, None) == {"cleaned": 1}
"""),
]
