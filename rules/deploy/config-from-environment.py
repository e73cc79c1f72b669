"""Environment-specific configuration is read from the environment.

An address in the code means that staging talks to production's database, or the other way round, sooner or later. Test mails to real
users are the harmless kind of that accident.

Pass: settings read from environment variables or per-environment configuration

Fail: hosts, URLs, ports or credentials of an environment hard-coded in code; each is a finding

Fix: Move hosts, URLs and ports to the environment: pydantic-settings or django-environ, `process.env` behind one config module,
`application.yml` with `${VAR}`, `config_for` or `ENV` in Rails, `config/*.php` with `env()`, `appsettings.{Environment}.json`, envconfig
or viper (Go), figment or config (Rust), `config/runtime.exs` (Elixir). The same image then runs everywhere.

Searched: variables that the code reads and configuration by environment; addresses in server code: connection strings, numbers, origins,
names that a host gave the app (the public APIs of others are none)
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import (
    Code,
    Environment,
    Environments,
    Files,
    Finding,
    Parts,
    Stores,
    contradicts,
    example,
    known,
    nothing,
    regex,
    rule,
    supports,
)

_PAGES_AND_SCRIPTS = frozenset("bash hcl html css template heex erb blade razor yaml dockerfile sql".split())
SHOWN = 3
ABOUT = 300  # characters between what opens a description of who is behind an API and an address in it
MOST = 12
# Elixir: what takes a variable's place where the environment has none
_FALLS_BACK = regex(r"\{\s*:system\s*,\s*\"\w+\"\s*,\s*\"(?:https?://)?$")
# the branch for development of a condition, not ended yet
_AT_HOME = regex(r"(?i)\bis_?(?:dev(?:elopment)?|local)\w{0,12}(?:\(\))?\s*\?[^:;?{}]{0,200}(?:https?:)?[^:;?{}]{0,100}$")
# words of a sentence, such as a model or a person is told
_PROSE = regex(r"(?:[A-Za-z][\w'’-]{0,30}[.,:;]?[ \t]{1,3}){4}[\"'`(<\[]?(?:https?://)?$")
_POLICY = regex(r"(?i)content[-_]?security[-_]?policy|\bcsp|'(?:self|none)'|\.self\(\)|\bdirectives\b")
# a directive of a Content-Security-Policy whose list of sources has not ended yet
_DIRECTIVE = regex(
    r"(?i)\b(?:csp_|add)?(?:(?:default|script|style|img|image|connect|font|frame|media|object|worker|child|manifest)[-_]?(?:src|sources?)"
    r"(?:[-_]?(?:elem|attr))?|form[-_]?actions?|frame[-_]?ancestors)\b"
    r"(?!\s*=\s*[\"'`](?:https?://)?$)(?:[^\]{};\n]|\n(?![ \t]*[\w.]{1,60}[ \t]*[:=])){0,250}$"
)
_CONFIGURED = (
    "appsettings*.json", "application*.{yml,yaml,properties,conf}", "**/conf/*.{ini,toml,yml,yaml}",
    "**/config/*.{yml,yaml,json,toml,exs}", "*.tfvars", "values*.yaml", "**/group_vars/**", "**/host_vars/**", "**/roles/*/defaults/*.yml",
)  # fmt: skip
_TO_FILL_IN = ("*config*.php.{dist,example,sample}", "*config{.,-,_}{sample,example,dist}.php", "settings.php.{dist,example}")


@rule(id="DEP001", severity="medium", sources=("S1.5",))
def config_from_environment(
    code: Code, environment: Environment, environments: Environments, files: Files, parts: Parts, stores: Stores
) -> Iterator[Finding]:
    if parts.kind != "static site":  # whose code is the text of its pages
        yield from (finding for _, finding in zip(range(MOST), _hard_coded(code)))
    written = {f.path for f in code.server if f.language not in _PAGES_AND_SCRIPTS}
    yield from (contradicts(s, s.says) for _, s in zip(range(SHOWN), (s for s in stores.literal if s.at.path in written)))
    yield from _proxied(files)
    read = list(environment.variables)
    yield from (supports(v, f"{v.name} is read from the environment") for v in read[:SHOWN])
    if not read:
        apart = [supports(mark, mark.how) for mark in environments.apart[:SHOWN]]
        kept = files.match(*_CONFIGURED, kinds=("config", "app")) or files.match(*_TO_FILL_IN, kinds=("app", "config", "other"))
        loader = known("facts/addresses")["loader"]
        loads = code.search(loader["pattern"], *loader["words"])
        apart += [supports(at, f"`{m[0]}` reads the environment") for _, (m, at) in zip(range(SHOWN), loads)]
        yield from apart or [supports(f, f"{f.path} keeps the settings outside the code") for f in kept[:1]]
        if parts.kind == "static site" and not apart and not kept:
            yield nothing("no setting of the site differs by environment")


def _hard_coded(code: Code) -> Iterator[Finding]:
    """Addresses in server code."""
    table = known("facts/addresses")
    host, path, line, asset, about = (regex(table["never"][key]) for key in ("host", "path", "line", "asset", "about"))
    rows = [(row["what"], regex(row["pattern"])) for row in table["address"]]
    for source in code.sources(*table["words"]):
        if path.search(source.path) or source.language in _PAGES_AND_SCRIPTS:
            continue
        taken: set[int] = set()
        for what, pattern in rows:
            for match in pattern.finditer(source.code) if pattern.search(source.text) else ():
                at = source.place(match.start("at"))
                around = source.code[source.code.rfind("\n", 0, match.start("at")) + 1 : match.end()]
                apart = bool(line.search(around) or asset.match(source.code, match.end("at")))
                apart = apart or bool(about.search(source.code, max(0, match.start("at") - ABOUT), match.start("at")))
                apart = apart or bool(host.search(match["at"]) and "machine" not in what)
                apart = apart or _is_of_policy(source.code, match.start("at"))
                apart = apart or bool(_PROSE.search(source.code, max(0, match.start("at") - 160), match.start("at")))
                apart = apart or bool(_FALLS_BACK.search(source.code, max(0, match.start("at") - ABOUT), match.start("at")))
                apart = apart or bool(_AT_HOME.search(source.code, max(0, match.start("at") - ABOUT), match.start("at")))
                if at.line not in taken and not apart:
                    taken.add(at.line)
                    yield contradicts(at, f"{what} stands in the code: {match['at'][:60]}")


def _is_of_policy(code: str, at: int) -> bool:
    """Whether a host stands in a directive of a Content-Security-Policy: it is let in, not called."""
    near = code[max(0, at - ABOUT) : at]
    return bool(_DIRECTIVE.search(near) and _POLICY.search(near))


def _proxied(files: Files) -> Iterator[Finding]:
    """A development server that sends its requests to a running deployment."""
    for file in files.match("package.json"):
        for _, at in file.search(r'(?m)^\s*"proxy"\s*:\s*"https?://(?!localhost|127\.|0\.0\.0\.0)[\w-]+\.[^"]+"'):
            yield contradicts(at, "the development proxy leads to a running deployment")


EXAMPLES = [
    example("hosts that a policy of the content lets pages load from", "pass", line="app.py:5", repo="""
-- app.py --
import os
from flask import Flask
from flask_talisman import Talisman
app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
Talisman(app, content_security_policy={"default-src": "'self'", "img-src": ["'self'", "https://shop-media.s3.amazonaws.com"]})
POLICY = "default-src 'self'; img-src 'self' https://d111.cloudfront.net; connect-src 'self' https://shop.azurewebsites.net"
"""),
    example("helmet's directives", "pass", line="server.js:7", repo="""
-- package.json --
{"dependencies": {"express": "5", "helmet": "8"}}
-- server.js --
const app = require("express")()
app.use(require("helmet")({ contentSecurityPolicy: { directives: {
  imgSrc: ["'self'",
    "https://shop-media.blob.core.windows.net"],
  connectSrc: ["'self'", "https://shop-api.herokuapp.com"],
} } }))
app.listen(process.env.PORT)
"""),
    example("Django's lists for its policy", "pass", line="shop/settings.py:2", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
import os
SECRET_KEY = os.environ["SECRET_KEY"]
CSP_CONNECT_SRC = ("'self'", "https://shop.supabase.co")
"""),
    example("a host that is called, below a policy", "fail", line="app.py:5", repo="""
-- app.py --
import os
app = Flask(__name__)
POLICY = "default-src 'self'; img-src 'self'"
RATES = "https://rates.herokuapp.com/all"
img_src = "https://shop-media.s3.amazonaws.com"
app.secret_key = os.environ["SECRET_KEY"]
"""),
    example("an app that GitHub knows is named by the app's own variable", "pass", line="app.py:4", repo="""
-- app.py --
import os
from flask import Flask
app = Flask(__name__)
app.config["OAUTH_CLIENT"] = os.environ.get("GITHUB_CLIENT_ID", "")
app.config["RELEASE"] = os.environ.get("GITHUB_SHA", "")
"""),
    example("PHP: a file of settings that each installation fills in", "pass", line="src/config.php.dist:1", repo="""
-- composer.json --
{"require": {"php": "^8"}}
-- .gitignore --
src/config.php
-- src/config.php.dist --
<?php
return ['mode' => 'development', 'website_url' => '', 'features' => ['auto_verify_users' => false]];
-- public/index.php --
<?php
$config = require __DIR__ . '/../src/config.php';
header('Content-Type: application/json');
echo json_encode(['url' => $config['website_url']]);
"""),
    example("a link to another project, in a list of projects", "pass", line="app.py:2", repo="""
-- app.py --
import os
port = os.environ["PORT"]
projects = [{"liveUrl": "https://paper.pages.dev/"}]
"""),
    example("the page of who wrote it, in the description of the API", "pass", line="main.py:12", repo="""
-- requirements.txt --
fastapi==0.115.0
-- main.py --
import os
from fastapi import FastAPI
app = FastAPI(
    title="Shop",
    contact={
        "name": "Ada",
        "url": "https://ada-portfolio.vercel.app/",
    },
    license_info={"name": "MIT", "url": "https://ada-licences.netlify.app/mit"},
    root_path="/api/v1",
)
DATABASE = os.environ["DATABASE_URL"]
"""),
    example("a list of addresses that stands near a contact", "fail", line="main.py:4", repo="""
-- requirements.txt --
fastapi==0.115.0
-- main.py --
import os
from fastapi import FastAPI
app = FastAPI(contact={"name": "Ada"})
BACKEND = "https://shop-backend.onrender.com/"
DATABASE = os.environ["DATABASE_URL"]
"""),
    example("Rust's config crate reads all variables", "pass", line="src/config.rs:4", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.7"
config = "0.14"
-- src/main.rs --
#[tokio::main]
async fn main() {
    let app = axum::Router::new();
    axum::serve(listener, app).await.unwrap();
}
-- src/config.rs --
use config::{Config, Environment};
pub fn read() -> Result<Settings, config::ConfigError> {
    Config::builder()
        .add_source(Environment::default().separator("__"))
        .build()?.try_deserialize()
}
"""),
    example("a program for Pulumi asks the stack's configuration", "pass", line="index.ts:3", repo="""
-- Pulumi.yaml --
name: net
runtime: nodejs
-- index.ts --
import * as pulumi from "@pulumi/pulumi"
import * as aws from "@pulumi/aws"
const config = new pulumi.Config()
new aws.ec2.Vpc("net", { cidrBlock: config.require("cidr") })
"""),
    example("what differs by group stands beside the playbook", "pass", line="group_vars/production.yml:1", repo="""
-- site.yml --
- name: the shop
  hosts: web
  roles: [shop]
-- group_vars/production.yml --
domain: shop.example
"""),
    example("the name of a permission that looks like an address", "pass", line="database.js:2", repo="""
-- database.js --
const scope = 'https://ossrdbms-aad.database.windows.net/.default'
module.exports = { host: process.env.POSTGRES_HOST, scope }
"""),
    example("the database's address, beside a port that is read", "fail", line="server.js:2", repo="""
-- server.js --
const app = require("express")()
require("mongoose").connect("mongodb+srv://shop.ab12c.mongodb.net/shop")
app.listen(process.env.PORT)
"""),
    example("logins of the services beside it", "fail", line=("server.js:2", "worker/Program.cs:2"), repo="""
-- server.js --
const app = require("express")()
const pool = new (require("pg").Pool)({ connectionString: "postgres://shop:shop@db/shop" })
app.listen(process.env.PORT)
-- worker/Program.cs --
class Program {
    static void Main() { Open("Server=db;Username=shop;Password=shop;"); }
}
"""),
    example("a login that only stands in for a setting", "pass", repo="""
-- settings.py --
import os
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    database: str = "postgresql://shop:shop@db/shop"
broker = os.environ.get("BROKER", "amqp://shop:shop@queue:5672")
-- app.py --
from flask import Flask
Flask(__name__).run()
"""),
    example("an origin of production", "fail", line="app.py:4", repo="""
-- app.py --
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["https://www.shop.io"])
"""),
    example("the public API of somebody else is no setting", "pass", line="app.py:4", repo="""
-- app.py --
import os, requests
from flask import Flask
def send(text):
    key = os.environ["BOT_TOKEN"]
    requests.post("https://api.telegram.org/send", json={"text": text}, timeout=3)
Flask(__name__).run()
"""),
    example("a default for a developer's machine", "pass", repo="""
-- app.py --
import os
from flask import Flask
url = os.environ.get("DATABASE_URL", "postgresql://localhost/shop")
Flask(__name__).run()
"""),
    example("settings in a file for each environment", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- appsettings.json --
{}
-- appsettings.Production.json --
{"Url": "https://shop.azurewebsites.net"}
"""),
    example("an origin on the developer's own machine", "pass", line="app.py:3", repo="""
-- app.py --
import os
from flask import Flask
url = os.environ["DATABASE_URL"]
CORS_ORIGIN_WHITELIST = ["http://0.0.0.0:4100", "http://localhost:4100"]
Flask(__name__).run()
"""),
    example("nothing is read from anywhere", "fail", repo="""
-- server.js --
require("express")().listen(3000)
"""),
    example("a library", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("a picture", "pass", line="server.js:2", repo="""
-- server.js --
const app = require("express")()
app.listen(process.env.PORT)
const PICTURE = "https://d1234abcd5678.cloudfront.net/800px_cup.jpg"
"""),
    example("Rust, the address of a test that stands in the source", "pass", line="src/main.rs:2", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
-- src/main.rs --
fn main() {
    let url = std::env::var("REDIS_URL").expect("REDIS_URL");
    axum::serve(listener, app(url));
}

#[cfg(test)]
mod tests {
    #[test]
    fn connects() {
        let url = env_url().unwrap_or_else(|| "redis://127.0.0.1:6379".into());
        assert!(super::connect(url).is_ok());
    }
}
"""),
    example("a credential in code, beside settings", "fail", line="Pay.cs:3", repo=f"""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- appsettings.json --
{{"Logging": {{}}}}
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Pay.cs --
public class Pay
{{
    private const string Secret = "{"whsec_" + "7f3c9a1e5b8d2f6047c1a9e3b5d8f02a"}";
}}
"""),
    example("convict, a default for a developer's machine", "pass", repo="""
-- package.json --
{"name": "shop", "dependencies": {"convict": "6", "mongodb": "7"}}
-- src/config.js --
const config = convict({
  mongoUrl: { format: String, default: 'mongodb://127.0.0.1:27017/', env: 'MONGO_URI' }
})
const level = process.env.LOG_LEVEL
"""),
    example("an origin that is allowed in development", "pass", line="server.js:2", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "cors": "2"}}
-- server.js --
const app = require("express")()
const client = process.env.CLIENT_LOCATION
const allowedOrigins = isDev()
  ? [client, "https://studio.apollographql.com"]
  : client
app.use(require("cors")({ origin: allowedOrigins }))
app.listen(3000)
"""),
    example("Amazon's public certificates for its databases are no address of the app", "pass", repo="""
-- app.py --
import os
from flask import Flask
CERTIFICATES = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"
DATABASE_URL = os.environ["DATABASE_URL"]
Flask(__name__).run()
"""),
    example("Elixir: what stands in where the environment says nothing", "pass", repo="""
-- mix.exs --
defmodule Shop.Umbrella do
  use Mix.Project
end
-- apps/web/lib/endpoint.ex --
defmodule Web.Endpoint do
  use Phoenix.Endpoint, otp_app: :web
end
-- apps/web/config/config.exs --
import Config
config :web, feed: {:system, "FEED_URL", "https://shop-development.firebaseio.com/orders.json"}
config :web, port: System.get_env("PORT")
"""),
    example("a bucket in an example of an answer, and a service of everybody's", "pass", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
const hub = "https://pubsubhubbub.appspot.com"
const shown = { example: "https://example-bucket.s3.amazonaws.com/orders.csv" }
require("express")().listen(process.env.PORT)
"""),
    example("pydantic: settings whose fields another class has", "pass", line="config.py:3", repo="""
-- requirements.txt --
fastapi
pydantic-settings
-- app.py --
from fastapi import FastAPI
app = FastAPI()
-- fields.py --
from pydantic import BaseModel
class Shop(BaseModel):
    HOST: str
-- config.py --
from pydantic_settings import BaseSettings, SettingsConfigDict
from fields import Shop
class ShopFromEnvironment(BaseSettings, Shop):
    model_config = SettingsConfigDict(env_prefix="SHOP_")
"""),
    example("what a model is told of a host is no setting", "pass", line="app/agent.py:3", repo="""
-- requirements.txt --
flask
-- app/agent.py --
import os
from flask import Flask
app = Flask(os.environ["NAME"])
PROMPT = '''You answer for the shop.
When someone asks where orders are followed, send them to https://our-shop.onrender.com and nowhere else.
'''
"""),
    example("the same host, asked by the program", "fail", line="app/agent.py:4", repo="""
-- requirements.txt --
flask
-- app/agent.py --
import os
from flask import Flask
app = Flask(os.environ["NAME"])
SHOP = "https://our-shop.onrender.com"
"""),
    example("a browser's own origin is none that is allowed", "pass", line="src/links.ts:1", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- src/links.ts --
export const base = process.env.BASE ?? (typeof window !== "undefined" ? window.location.origin : "https://shop.example.app")
-- src/server.ts --
import express from "express"
import { base } from "./links"
express().get("/", (_, res) => res.redirect(base)).listen(3000)
"""),
]
