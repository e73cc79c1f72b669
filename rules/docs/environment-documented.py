"""Every required environment variable is documented.

A variable that only the code knows about is missing in the next environment. The deploy then fails, or worse, the app runs with an
empty value and sends users' mail nowhere.

Pass: at least 9 in 10 variables that the app's code reads appear in an example file, README, docs, or deploy configuration

Fail: more are missing; each undocumented variable is a finding at the line that reads it

Fix: List every variable that the code reads in `.env.example`, with a harmless value and a comment that says what it is for and whether it
is required. Keep it true with a settings class (pydantic-settings, envalid, zod) from which the list can be read.

Searched: variables read in server code and its configuration; example environment files, documents, Dockerfiles, compose files, manifests,
charts, Terraform, platform files and deploy workflows for their names
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Environment, Finding, contradicts, example, nothing, rule, supports


@rule(id="DOC003", severity="medium", absence="fail", sources=("S1.8",), ratio=0.9, counted="variables are documented")
def environment_documented(environment: Environment) -> Iterator[Finding]:
    if not environment.variables:
        yield nothing("the app reads no environment variable")
    for variable in environment:
        if variable.documented:
            yield supports(variable.documented, f"{variable.name} is documented")
        else:
            yield contradicts(
                variable, f"{variable.name} is read here{' with a default' if variable.has_default else ''} and documented nowhere"
            )


EXAMPLES = [
    example("NAIS hands in what its manifest asks for", "na", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
</dependencies></project>
-- .nais/prod.yaml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata: {name: shop}
spec:
  kafka: {pool: prod}
  gcp:
    sqlInstances:
      - type: POSTGRES_17
        databases:
          - name: shop
            envVarPrefix: SHOPDB
-- src/main/resources/application.yml --
spring:
  datasource:
    url: ${SHOPDB_JDBC_URL}
  kafka:
    bootstrap-servers: ${KAFKA_BROKERS}
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
"""),
    example("Spring: what the app's own configuration gives a value is no variable to be told", "pass", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
</dependencies></project>
-- README.md --
`STAGE` says where it runs.
-- src/main/resources/application.yml --
ORDERS_SCOPE: api://${STAGE}.orders/.default
server:
  port: 8080
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    @Value("${ORDERS_SCOPE}")
    private String scope;
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
"""),
    example("Spring: what the profile of production gives a value", "na", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
</dependencies></project>
-- src/main/resources/application-prod.yaml --
ORDERS_SCOPE: api://prod.orders/.default
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    @Value("${ORDERS_SCOPE}")
    private String scope;
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
"""),
    example("keys of konfig", "pass", repo="""
-- README.md --
Set `STOCK_URL`.
-- build.gradle.kts --
dependencies { implementation("com.natpryce:konfig:1.6") }
-- src/main/kotlin/App.kt --
val stock = properties[Key("STOCK_URL", stringType)]
fun main() { embeddedServer(CIO) { orders(stock) }.start() }
"""),
    example("what Supabase hands to each of its functions needs no document", "na", repo="""
-- supabase/functions/orders/index.ts --
const key = Deno.env.get("SUPABASE_SERVICE_ROLE_KEY");
Deno.serve(() => new Response(key ? "ok" : "no"));
"""),
    example("the template that deploys the functions", "pass", line="orders-service.yaml:8", repo="""
-- orders-service.yaml --
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables: {TABLE_NAME: orders}
-- orders/app.py --
import os
def lambda_handler(event, context):
    return {"statusCode": 200, "body": os.environ["TABLE_NAME"]}
"""),
    example("what Lambda sets by itself needs no document", "na", repo="""
-- serverless.yml --
provider: {name: aws, runtime: python3.13}
functions:
  orders: {handler: app.lambda_handler}
-- app.py --
import os
def lambda_handler(event, context):
    return {"statusCode": 200, "body": os.environ["AWS_REGION"]}
"""),
    example("what Lambda sets by itself, where CloudFormation declares the function", "na", repo="""
-- infra/functions.yml --
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties: {Handler: app.lambda_handler, Runtime: python3.13}
-- app.py --
import os
def lambda_handler(event, context):
    return {"statusCode": 200, "body": os.environ["AWS_REGION"]}
"""),
    example("Workers: what they are handed, apart from what is bound", "fail", line="src/index.ts:2", repo="""
-- wrangler.toml --
main = "src/index.ts"
[[d1_databases]]
binding = "DB"
[vars]
SHOP_URL = "https://shop.test"
-- src/index.ts --
export default { async fetch(request, env) {
  const key = env.SHOP_KEY;
  return new Response(await find(env.DB, env.SHOP_URL, key));
} };
"""),
    example("HOCON: a key of its own is no variable", "fail", line="src/main/resources/application.conf:4", repo="""
-- build.gradle --
implementation "io.ktor:ktor-server-netty:3.0.0"
-- src/main/resources/application.conf --
db {
  # password = ${?OLD_PASSWORD}
  pool = ${defaults.pool}
  url = ${?DB_URL}
}
-- src/main/kotlin/A.kt --
import io.ktor.server.netty.EngineMain
fun main(args: Array<String>) = EngineMain.main(args)
"""),
    example("Clojure, in code and in a file of settings", "fail", line="resources/config.edn:2", repo="""
-- README.md --
Set `CACHE_HOST`.
-- deps.edn --
{:deps {ring/ring-jetty-adapter {:mvn/version "1.15.3"}}}
-- resources/config.edn --
{:db {;; #env OLD_PORT
      :port #or [#env DB_PORT 5432]}}
-- src/shop/main.clj --
(ns shop.main (:require [ring.adapter.jetty :refer [run-jetty]]))
(def cache (or (System/getenv "CACHE_HOST") "localhost"))
(run-jetty app {:port 3000})
"""),
    example("a script for the deployment makes a ConfigMap of them", "pass", line="tools/config/update-configmap.sh:2", repo="""
-- pom.xml --
<project/>
-- src/main/java/A.java --
@SpringBootApplication class A {}
-- src/main/resources/application.properties --
nats.url=${NATS_URL}
-- tools/config/update-configmap.sh --
oc create configmap shop-config \\
  --from-literal=NATS_URL="$NATS_URL" --dry-run -o yaml | oc apply -f -
"""),
    example("Go: a package of one's own reads them, one function by another", "fail", line="main.go:4", repo="""
-- go.mod --
module shop
-- conf/conf.go --
package conf
import "os"
func GetEnv(key string) string { v, _ := LookupEnv(key); return v }
func LookupEnv(key string) (string, bool) { if file.Has(key) { return file.Get(key), true }; return os.LookupEnv(key) }
-- main.go --
package main
import ("net/http"; "shop/conf")
func main() {
	limit := conf.GetEnv("SHOP_LIMIT")
	http.ListenAndServe(limit, nil)
}
"""),
    example("what a CI hands to its jobs", "pass", repo="""
-- app.py --
import os
from flask import Flask
VERSION = os.environ.get("BUILD_SOURCEVERSION") or os.environ.get("CODEBUILD_RESOLVED_SOURCE_VERSION")
NAME = os.environ["SHOP_NAME"]
Flask(__name__).run()
-- README.md --
`SHOP_NAME` is shown above all pages.
"""),
    example("a helper of Kotlin, and the manifest of a platform that names what it reads", "pass", line=".nais/app.yaml:8", repo="""
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
    example("PHP: names that are put together", "pass", repo="""
-- composer.json --
{"require": {"slim/slim": "^4.0"}}
-- README.md --
A variable `SHOP_` and the name of a setting overrides it. `SHOP_DATA_PATH` says where the data are.
-- index.php --
<?php
$path = getenv('SHOP_DATA_PATH');
function setting(string $name, $value) { define('SHOP_' . $name, getenv('SHOP_' . $name) ?: $value); }
$app = Slim\\Factory\\AppFactory::create();
$app->run();
"""),
    example("Go: koanf's sections have names that only the program knows", "na", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"net/http"

	"github.com/knadh/koanf/providers/env"
	"github.com/knadh/koanf/v2"
)

type settings struct {
	Privacy struct {
		Tracking bool `koanf:"tracking"`
	} `koanf:"privacy"`
}

func main() {
	k := koanf.New(".")
	k.Load(env.Provider("SHOP_", ".", section), nil)
	k.Unmarshal("", &settings{})
	http.ListenAndServe(":80", nil)
}
"""),
    example("Go: names that a prefix stands in front of", "pass", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"net/http"

	"github.com/caarlos0/env/v6"
)

type settings struct {
	Bucket string `env:"BUCKET"`
	Port   int    `env:"PORT" envDefault:"80"`
}

func main() {
	var s settings
	env.Parse(&s, env.Options{Prefix: "SHOP_"})
	http.ListenAndServe(":80", nil)
}
-- README.md --
# Settings

`SHOP_BUCKET` and `SHOP_PORT`.
"""),
    example("Go: viper's struct names what it takes from the environment", "fail", line="config.go:10", repo="""
-- go.mod --
module example.com/shop
-- app.env.example --
DB_SOURCE=postgresql://localhost/shop
-- config.go --
package main

import (
	"net/http"
	"github.com/spf13/viper"
)

type Config struct {
	DBSource string `mapstructure:"DB_SOURCE"`
	TokenKey string `mapstructure:"TOKEN_KEY"`
}

func main() {
	var config Config
	viper.AutomaticEnv()
	viper.Unmarshal(&config)
	http.ListenAndServe(":8080", nil)
}
"""),
    example(
        "a function of one's own, called get, that reads what it is given",
        "fail",
        """
-- package.json --
{"scripts": {"start": "node dist/server.js"}, "dependencies": {"express": "5"}}
-- server/config.ts --
function get<T>(name: string, fallback: T): T | string {
  if (process.env[name]) return process.env[name]
  return fallback
}
export default { key: get('API_KEY', ''), url: get('API_URL', 'http://localhost') }
-- server/app.ts --
import express from 'express'
import config from './config'
const app = express()
app.get('ENV')
app.listen(3000)
""",
        line=("server/config.ts:5",),
    ),
    example(
        "in an example file",
        "pass",
        """
-- app.py --
import os
from flask import Flask
app = Flask(__name__)
url = os.environ["DATABASE_URL"]
app.run()
-- .env.example --
DATABASE_URL=postgres://localhost/app
""",
        line=".env.example:1",
    ),
    example(
        "nowhere",
        "fail",
        """
-- server.js --
const app = require("express")()
const key = process.env.STRIPE_KEY
app.listen(3000)
""",
        line="server.js:2",
    ),
    example(
        "a helper of the project's own",
        "fail",
        """
-- main.go --
package main

import (
	"net/http"
	"os"
)

func env(key, fallback string) string {
	if v := os.Getenv(key); v != "" {
		return v
	}
	return fallback
}

func main() {
	http.ListenAndServe(env("LISTEN_ADDRESS", ":80"), nil)
}
""",
        line="main.go:16",
    ),
    example(
        "none is read",
        "na",
        """
-- server.js --
const app = require("express")()
app.listen(3000)
""",
    ),
    example(
        "a section of the settings, documented by its fields",
        "pass",
        """
-- requirements.txt --
fastapi
pydantic-settings
-- main.py --
from fastapi import FastAPI
from pydantic_settings import BaseSettings
class Config(BaseSettings):
    model_config = {"env_nested_delimiter": "__"}
    database: Database
app = FastAPI()
-- .env.example --
DATABASE__HOST=localhost
""",
        line=".env.example:1",
    ),
    example(
        "a subclass of NestJS's ConfigService",
        "fail",
        """
-- package.json --
{"scripts": {"start": "node dist/main.js"}, "dependencies": {"@nestjs/core": "10", "@nestjs/config": "3"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- src/secrets.ts --
import { ConfigService } from "@nestjs/config"
export class Secrets extends ConfigService {
  url = this.get<string>("REDIS_URL")
}
""",
        line="src/secrets.ts:3",
    ),
    example(
        "Go, a table of options that the whole environment is held against, in a page of the manual",
        "fail",
        line="config/options.go:4",
        repo="""
-- go.mod --
module shop
-- main.go --
package main
import ("net/http"; "shop/config")
func main() { config.Read(); http.ListenAndServe(":8080", nil) }
-- config/options.go --
package config
import "os"
var options = map[string]*option{
	"DATABASE_URL": {
		raw: "postgres://localhost/shop",
	},
	"LISTEN_ADDR": {
		raw: ":8080",
	},
}
func Read() { for _, line := range os.Environ() { set(line) } }
-- shop.1 --
.TH "SHOP" "1"
.B LISTEN_ADDR
.RS 4
Address to listen on.
""",
    ),
    example("Rust, clap reads options from the environment", "fail", line="src/config.rs:7", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
clap = { version = "4", features = ["derive", "env"] }
-- src/main.rs --
fn main() { axum::serve(listener, app()); }
-- src/config.rs --
#[derive(clap::Parser)]
pub struct Config {
    #[arg(long, env)]
    pub database_url: String,

    #[arg(long, env, default_value_t = 50)]
    pub connections: u32,
}
-- README.md --
Set `DATABASE_URL`.
"""),
    example("Go: viper takes in the environment and is asked by name, with a default for one", "fail", line="settings.go:10", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func main() {
	http.ListenAndServe(Load().Address, nil)
}
-- settings.go --
package main

import "github.com/spf13/viper"

func Load() Config {
	viper.SetDefault("SERVER_ADDRESS", ":8080")
	viper.AutomaticEnv()
	return Config{
		Address: viper.GetString("SERVER_ADDRESS"),
		Secret:  viper.GetString("JWT_SECRET"),
		Level:   viper.GetString("log.level"),
	}
}
-- .env.example --
SERVER_ADDRESS=:8080
"""),
    example("Prisma reads the address of the database from the environment", "pass", line=".env.example:1", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15", "@prisma/client": "5"}}
-- app/page.tsx --
export default function Page() { return <p>Shop</p> }
-- prisma/schema.prisma --
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
-- .env.example --
DATABASE_URL=postgres://localhost/shop
"""),
    example("the workflow that runs it by the clock gives it its variables", "pass", line=".github/workflows/daily.yml:9", repo="""
-- remind.py --
import os
post(os.environ["SLACK_HOOK"])
-- .github/workflows/daily.yml --
on:
  schedule:
    - cron: '0 8 * * *'
jobs:
  remind:
    steps:
      - run: python remind.py daily
        env:
          SLACK_HOOK: ${{ secrets.SLACK_HOOK }}
"""),
    example("Viper: keys that stand for variables", "fail", line="main.go:14", repo="""
-- go.mod --
module example.com/shop
require github.com/spf13/viper v1.18.0
-- main.go --
package main

import (
	"net/http"

	"github.com/spf13/viper"
)

func main() {
	viper.SetEnvPrefix("shop")
	viper.SetEnvKeyReplacer(strings.NewReplacer("-", "_"))
	viper.AutomaticEnv()
	viper.SetDefault("port", "80")
	open(viper.GetString("db-dsn"), viper.GetString("port"), viper.GetString("title"))
	http.ListenAndServe(":80", nil)
}
-- config/config.yaml --
title: Shop
-- .env.example --
SHOP_PORT=80
"""),
    example("names of variables that constants hold", "fail", line="env.go:4", repo="""
-- go.mod --
module example.com/shop
-- env.go --
package main

const (
	EnvDatabaseURL = "SHOP_DATABASE_URL"
	EnvPort = "SHOP_PORT"
)
-- main.go --
package main

import ("net/http"; "os")

func read(target *string, name string) {
	if raw, ok := os.LookupEnv(name); ok {
		*target = raw
	}
}

func main() {
	read(&url, EnvDatabaseURL)
	read(&port, EnvPort)
	http.ListenAndServe(port, nil)
}
-- README.md --
`SHOP_PORT`: the port
"""),
    example("the proxy that libraries know, and what the compiler was given", "pass", repo="""
-- README.md --
# Shop

`SHOP_ADDRESS` is the address to listen on.
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
rocket = "0.5"
-- src/main.rs --
#[launch]
fn rocket() -> _ {
    let address = std::env::var("SHOP_ADDRESS").unwrap();
    let proxy = std::env::var("HTTPS_PROXY").ok();
    let version = option_env!("GIT_REV");
    rocket::build()
}
"""),
    example("the script that starts it sets them", "pass", line="start.sh:2", repo="""
-- requirements.txt --
flask
-- app.py --
import os
from flask import Flask
app = Flask(__name__)
STOCK = os.environ["STOCK_ADDRESS"]
-- start.sh --
#!/bin/sh
export STOCK_ADDRESS=http://stock.internal
exec gunicorn app:app
"""),
    example("a script that measures sets them", "fail", line="app.py:4", repo="""
-- requirements.txt --
flask
-- app.py --
import os
from flask import Flask
app = Flask(__name__)
STOCK = os.environ["STOCK_ADDRESS"]
-- bench/measure.sh --
#!/bin/sh
export STOCK_ADDRESS=http://localhost:8000
python measure.py
"""),
    example("the options of convict", "fail", line="src/config.ts:5", repo="""
-- package.json --
{"dependencies": {"express": "5", "convict": "6"}}
-- src/config.ts --
import convict from "convict"
export const config = convict({
  port: { doc: "The port", env: "PORT", format: "port", default: 8080 },
  stock: {
    address: { env: "STOCK_ADDRESS", format: String, default: "" },
  },
})
config.validate()
-- src/server.ts --
import express from "express"
import { config } from "./config"
express().listen(config.get("port"))
"""),
]
