"""No secrets in the checked-out files.

Everyone who can read the repository, a former contractor's laptop and a stolen CI log included, can use a credential that lies in it.
Bots try keys in public repositories within minutes of the push, and the bill or the data breach follows.

Pass: no finding

Fail: a live-looking credential: provider token, private key, password, connection string with a password; a key, password or token that
production accepts as its default. Placeholders, documented examples, test doubles and public keys are not

Fix: Revoke the credential at its issuer first, then take it out of the file and read it from the environment: `os.environ["KEY"]`,
`process.env.KEY`, `ENV.fetch("KEY")`, or Rails credentials, .NET user secrets, a cloud secret manager. A signing key gets no default:
refuse to start without one.

Searched: every tracked file that is no test, fixture, sample, document or vendored code, with detect-secrets' plugins and vendors' token
shapes
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import (
    ComposedKeys,
    Credential,
    Finding,
    Secrets,
    Seeded,
    SeededRows,
    SpareTokens,
    WrittenKeys,
    aside,
    contradicts,
    example,
    nothing,
    rule,
    unclear,
)

MOST_PLACES = 3  # named in a message


@rule(id="SEC001", severity="blocker", applies="any", absence="pass", sources=("S0.2", "S1.3", "S4", "card"))
def no_secrets_in_tree(
    secrets: Secrets, seeded: Seeded, rows: SeededRows, keys: ComposedKeys, written: WrittenKeys, spare: SpareTokens
) -> Iterator[Finding]:
    for credential in secrets.kept:
        yield contradicts(credential, f"{credential.noun} is in the file{_also(credential)}", suppressed=credential.marked or None)
    for more in (seeded, rows, keys, written, spare):
        yield from (contradicts(at, more.told) for at in more.beside(c.at for c in secrets.kept))
    for credential in secrets.aside:
        yield aside(credential, credential.aside, credential.level)
    if secrets.unread:
        yield unclear(f"{len(secrets.unread)} tracked texts could not be read, {secrets.unread[0]} first")
    if secrets.unjudged:
        yield unclear(secrets.unjudged)
    if not secrets.read:
        yield nothing("no text is tracked")


def _also(credential: Credential) -> str:
    places = [str(at) for at in credential.also]
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    return f" (the same at {', '.join(places[:MOST_PLACES])}{more})" if places else ""


KEY = "sk_" + "live_" + "4eC39HqLyjWDarjtT1zdp7dc"  # assembled here, so that no scanner mistakes it for one

HALF = "-".join(("3fca9b0f", "1b5a", "4252", "a4d9", "39e9836f0f4e"))
WEAK = "_".join(("your", "super", "secret", "jwt", "key"))
CHOSEN = "Sh0p" + "!Keeper"
PLAIN = "safe" + "password"
GOOGLE = "AIza" + "SyB7xK2mQ9vLp4TzR8cW" + "1nHd6JfYe3GsU0a"
SESSION = "SESSION_" + "SECRET"
SHARED = "".join(("7Tqm2Zc9", "LwXv4RbN", "8KdYe3Hg", "P6sUj1Fa"))
GROUPS = " ".join(("fcas", "kdjw", "qhzl", "vmxt"))

COMPOSE = f"""
-- package.json --
{{"dependencies": {{"express": "4"}}}}
-- server.js --
require("express")().listen(80)
-- Dockerfile --
FROM node:22
COPY . .
CMD ["node", "server.js"]
-- compose.yaml --
services:
  shop:
    build: .
    environment:
      - {SESSION}=yYrECL4qbNwleYInGJYv{"VnSkwJuSQJ4ijPTx5tir" + "GUXrbznFIBFV"}
"""

JOI = f"""
-- package.json --
{{"dependencies": {{"@nestjs/core": "11", "joi": "17"}}}}
-- src/env.ts --
import Joi from "joi";
export const schema = Joi.object({{
  SESSION_SECRET: Joi.string().default('{CHOSEN}'),
  CACHE_KEY_PREFIX: Joi.string().default('shop:'),
  TOKEN_EXPIRES_IN: Joi.string().default('15 minutes'),
}});
-- src/main.ts --
NestFactory.create(AppModule);
"""

# a key for developers, with which the settings refuse to start in production
REFUSED = f"""
-- requirements.txt --
fastapi
pydantic-settings
-- app/config.py --
from pydantic import model_validator
from pydantic_settings import BaseSettings

_DEV_SECRET_KEY = "{'change-me-' + 'in-production-to-a-long-random-string'}"


class Settings(BaseSettings):
    SECRET_KEY: str = _DEV_SECRET_KEY
    APP_ENV: str = "local"
    DATABASE_HOST: str = ""
    DATABASE_NAME: str = ""
    CACHE_HOST: str = ""
    CACHE_PORT: int = 6379
    MAIL_HOST: str = ""
    MAIL_PORT: int = 25
    MAIL_FROM: str = ""
    PAGE_SIZE: int = 50
    PAGE_MOST: int = 200
    STOCK_URL: str = ""
    STOCK_WAIT: int = 5

    @model_validator(mode="after")
    def told(self):
        errors = []
"""

EXAMPLES = [
    example("accounts that production is not seeded with", "pass", repo=f"""
-- Gemfile --
gem "rails", "~> 7.1"
-- db/seeds.rb --
Order.create!(title: 'first')
unless Rails.env.production?
  User.create!(email: 'ann@shop.example.net', name: 'Ann')
  Order.create!(title: 'second')
  Order.create!(title: 'third')
  Order.create!(title: 'fourth')
  User.create!(email: 'ben@shop.example.net', password: '{"Winter" + "Garten" + "93!"}')
end
"""),
    example("accounts that production alone is seeded with", "fail", line="db/seeds.rb:7", repo=f"""
-- Gemfile --
gem "rails", "~> 7.1"
-- db/seeds.rb --
Order.create!(title: 'first')
if Rails.env.production?
  User.create!(email: 'ann@shop.example.net', name: 'Ann')
  Order.create!(title: 'second')
  Order.create!(title: 'third')
  Order.create!(title: 'fourth')
  User.create!(email: 'ben@shop.example.net', password: '{"Winter" + "Garten" + "93!"}')
end
"""),
    example("a page opens the tab of that name", "pass", repo="""
-- shop.csproj --
<Project></Project>
-- Admin.aspx --
<a href="javascript:OpenTab('adminPasswordConfiguration','true');" title="Passwords">Passwords</a>
"""),
    example("accounts that are made where debugging is off", "fail", line="shop/seed.py:9", repo=f"""
-- requirements.txt --
django
-- shop/seed.py --
from django.conf import settings
from shop.models import Account, Order

if not settings.DEBUG:
    Account.objects.create_user("ann", name="Ann")
    Order.objects.create(title="first")
    Order.objects.create(title="second")
    Order.objects.create(title="third")
    Account.objects.create_superuser("ben", password="{"Winter" + "Garten" + "93!"}")
"""),
    example("the key under which a browser keeps a state, and an empty token for Elastic APM", "pass", repo="""
-- src/list/state.rs --
const STORAGE_KEY: &str = "p908_goods_prices_list_state_v1";
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- appsettings.json --
{
  "ElasticApm": {
    "ServerUrl": "https://apm.example.com:8200/",
    "SecretToken": "replace_me"
  }
}
"""),
    example("the value that a schema of the API names an example", "pass", repo=f"""
-- schema/login.json --
{{
  "properties": {{
    "access_token": {{
      "example": "lV_-FVi{"UsQE2OrYnXQhVy"}AlzYgIc8Mal8g5YBFGs3J8",
      "type": "string"
    }}
  }}
}}
"""),
    example("Rust: a key that production signs with when the variable is missing", "fail", line="src/settings.rs:4", repo=f"""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
-- src/settings.rs --
use std::env::var;
pub fn settings() -> Settings {{
    Settings {{
        jwt_secret: var("JWT_SECRET").unwrap_or_else(|_| "{"-".join(("very", "secured", "secret"))}".to_string()),
    }}
}}
-- src/main.rs --
#[tokio::main]
async fn main() {{ axum::serve(listener, Router::new()).await.unwrap(); }}
"""),
    example("Grafana's number of a query", "pass", repo="""
-- dashboards/requests.json --
{"panels": [{"targets": [{"id": "", "key": "Q-27ccd33e-72f0-4418-957a-a65d9698395e-0", "metricName": "AllRequests"}]}]}
"""),
    example("Spring: accounts of a profile that production has not", "pass", repo="""
-- src/main/java/shop/seed/AccountSeeder.java --
package shop.seed;

@Component
@Profile({"seed", "local"})
@RequiredArgsConstructor
public class AccountSeeder {
    public void admin() {
        accounts.save(new Account("admin", encoder.encode("password00!!")));
    }
}
"""),
    example("the salt by which a feature flag spreads users", "pass", repo=f"""
-- bin/flags.json --
{{"flags": {{"new-cart": {{
  "on": true,
  "offVariation": 1,
  "salt": "{'d1a9d794232b464a'}{'a9648385517260cb'}",
  "trackEvents": false
}}}}}}
"""),
    example("C#: the key that tokens are signed with is a setting; another object has a key of that name", "pass", repo="""
-- Tokens.cs --
public class Tokens(IOptions<AuthOptions> options) {
    private SymmetricSecurityKey Signing() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.Value.Key));
}
-- Search.cs --
public class Search {
    private Filter WithOrders() => new Filter {
        MustNot = { new Condition { IsNull = new IsNullCondition { Key = "order_id" } } }
    };
}
"""),
    example("a constant with which the settings refuse to start", "pass", repo=REFUSED + """\
        if self.SECRET_KEY == _DEV_SECRET_KEY:
            errors.append("SECRET_KEY is the one for developers")
        if errors:
            raise ValueError(errors)
        return self
"""),
    example("a constant with which the settings start", "fail", line="app/config.py:4", repo=REFUSED + """\
        return self
"""),
    example("IndexNow's key, which stands in a file that its site serves", "pass", repo=f"""
-- app.py --
INDEXNOW_KEY = "{'3f1d8a6c' + '90b24e57' + 'a1c86e02' + 'd94f7b35'}"
"""),
    example("the password of an account that only a tool of tests is told", "pass", repo=f"""
-- package.json --
{{"dependencies": {{"express": "5"}}}}
-- .dredd/hooks.js --
const password = process.env.TEST_ADMIN_PASSWORD || "{PLAIN}"
"""),
    example("a generated value that says of itself that it is made up", "pass", repo=f"""
-- app.rb --
client = Twilio.new(ENV.fetch("TWILIO_AUTH_TOKEN"))
-- .env.profiling --
TWILIO_AUTH_TOKEN={"463e3aa5-dc2c-" + "4f08-ac5a-dad5c28493fb"}-fake
"""),
    example("the shape of a webhook's address in the description of an API", "pass", repo="""
-- static/openapi.yaml --
openapi: 3.1.0
components:
  schemas:
    SlackData:
      properties:
        webhook_url:
          examples:
            - https://hooks.slack.com/services/T00/B00/xxx
"""),
    example("the name of a cluster's secret, of which one key is handed over", "pass", repo="""
-- dags/orders.py --
from airflow.providers.cncf.kubernetes.secret import Secret

shop_jwt = Secret(
    deploy_type="env",
    deploy_target="SHOP_JWT",
    secret="airflow-restricted-secrets",
    key="shop_jwt",
)
"""),
    example("Go: the account of a demonstration, made in a file of its own", "pass", repo="""
-- go.mod --
module shop
-- main.go --
package main
import "net/http"
func main() {
	if cfg.Demo {
		app.SetupDemo()
	}
	http.ListenAndServe(":80", nil)
}
-- demo.go --
package main
func (a *app) SetupDemo() {
	registration := services.UserRegistration{
		Email:    "demo@example.com",
		Name:     "Demo",
		Password: "demo",
	}
	_, err := a.services.User.RegisterUser(ctx, registration)
}
"""),
    example("what a schema of the environment gives where nothing is set", "fail", line="src/env.ts:3", repo=JOI),
    example("the same, and nothing is given; a prefix and a time are no secrets", "pass",
            repo=JOI.replace(f".default('{CHOSEN}')", ".required()")),
    example("Django: a migration makes an account of which all know the password", "fail", line="shop/migrations/0002_admin.py:5", repo=f"""
-- manage.py --
import django
-- shop/settings.py --
INSTALLED_APPS = ["shop"]
-- shop/migrations/0002_admin.py --
from django.db import migrations


def admin(apps, schema_editor):
    User.objects.create_superuser(username="boss", email="a@shop.test", password="{CHOSEN}")


class Migration(migrations.Migration):
    operations = [migrations.RunPython(admin)]
"""),
    example("ids of a service's templates of mail about passwords", "pass", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- helm/shop/values.yaml --
email:
  templates:
    notifyRequestPasswordChangeTemplate: a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d
"""),
    example("the compose file that runs the shop gives it a key", "fail", line="compose.yaml:5", repo=COMPOSE),
    example("the compose file for production refuses to start without a key", "pass", repo="""
-- compose.production.yaml --
services:
  shop:
    build: .
    environment:
      - COOKIE_SECRET=${COOKIE_SECRET:?error}
      - JWT_SECRET=${JWT_SECRET:?required}
"""),
    example("the compose file runs what somebody is editing", "pass", repo=COMPOSE + "    volumes: ['.:/app']\n"),
    example("the id of a secret's version, by environment", "pass", repo="""
-- locals.tf --
locals {
  feed_secrets_version_pre_production = "f3680e16-7395-4c82-947a-be9b5e09b79c"
}
"""),
    example("the fingerprint of the key that signs releases", "pass", repo=f"""
-- release.sh --
git -c user.name="shop" -c user.signingkey="{"7C3E19A2D4F0" + "B85E6A1D92C47F03E8B15A6D20F9"}" tag -s -a "$1"
git config --global user.signingkey {"7c3e19a2d4f0" + "b85e6a1d92c47f03e8b15a6d20f9"}
"""),
    example("what a mail provider gives to programs, in four groups", "fail", line=(".env:2", "mail.js:4"), repo=f"""
-- package.json --
{{"dependencies": {{"express": "4", "nodemailer": "6"}}}}
-- .env --
MAIL_HOST=smtp.gmail.com
MAIL_PASSWORD={GROUPS}
-- mail.js --
const nodemailer = require("nodemailer")
module.exports = nodemailer.createTransport({{
  service: "gmail",
  auth: {{ user: "shop@gmail.com", pass: "{GROUPS[::-1].replace(' ', '')}" }},
}})
require("express")().listen(80)
"""),
    example("a password for a real host", "fail", line="server/db.js:2", repo=f"""
-- server/db.js --
const mongoose = require("mongoose")
mongoose.connect("mongodb+srv://shop:{"zIFvf" + "pArTRZHLT8K"}@cluster0.9xyom7h.mongodb.net/shop")
"""),
    example("a payment key", "fail", line="app/pay.py:3", repo=f"""
-- app/pay.py --
import stripe

stripe.api_key = "{KEY}"
"""),
    example("production falls back to a committed signing key", "fail", line="src/auth.ts:1", repo=f"""
-- src/auth.ts --
export const secret = process.env.JWT_SECRET || "{WEAK}"
"""),
    example("Flask's key: generated, a part of its own name, a word", "fail", line=("blog.py:1", "notes.py:1", "shop.py:3"), repo=f"""
-- shop.py --
from flask import Flask
app = Flask(__name__)
app.config["SECRET_KEY"] = "{"9f8b4c2e7a61" + "d03f5e8a1b2c4d6e"}"
-- blog.py --
app.{"secret_key"} = "{"sec" + "ret"}"
-- notes.py --
application.app.{"config"}['SECRET_KEY'] = '{"ran" + "dom"}'
"""),
    example("signing keys where no name stands before them, or a type stands between", "fail", line=(
        "app/config.py:4", "app/old.py:2", "app/tokens.py:2", "auth.go:3", "auth.go:4", "auth.go:5", "auth.go:8",
        "config.php:2", "src/jwt.rs:2",
    ), repo=f"""
-- app/config.py --
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    SECRET_KEY: str = "{WEAK}-change"
-- app/tokens.py --
import jwt
token = jwt.encode({{"sub": "a"}}, "{WEAK}1", algorithm="HS256")
-- app/old.py --
import os
SECRET_KEY = os.environ.get("SECRET_KEY") or "{WEAK}2"
-- auth.go --
package main

var store = sessions.NewCookieStore([]byte("{WEAK}3"))
var guard = jwtware.New(jwtware.Config{{SigningKey: jwtware.SigningKey{{Key: []byte("{WEAK}4")}}}})
func sign(t *jwt.Token) (string, error) {{ return t.SignedString([]byte("{WEAK}5")) }}
func read(s string) (*jwt.Token, error) {{
	return jwt.Parse(s, func(t *jwt.Token) (any, error) {{
		return []byte("{WEAK}8"), nil
	}})
}}
-- config.php --
<?php
define("JWT_SECRET", "{WEAK}6");
-- src/jwt.rs --
fn key() -> EncodingKey {{
    EncodingKey::from_secret("{WEAK}7".as_ref())
}}
"""),
    example("ASP.NET Core signs with what its settings hold", "fail", line="appsettings.json:3", repo=f"""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- appsettings.json --
{{
  "Jwt": {{
    "Key": "{WEAK}",
    "Issuer": "shop"
  }}
}}
"""),
    example("settings of the tests that drive an app by its pages, and of those that try its parts together", "pass",
            repo=f"""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- appsettings.uitest.json --
{{"Group": {{"AuthenticationKey": "{SHARED}"}}}}
-- appsettings.IntegrationTests.json --
{{"Group": {{"AuthenticationKey": "{SHARED}"}}, "ConnectionStrings": {{"Shop": "Server=sql;User Id=sa;Password={CHOSEN}"}}}}
"""),
    example("a password that the program itself lets in", "fail", line=("Security.java:4", "login.js:2"), repo=f"""
-- login.js --
app.post("/login", (req, res) => {{
  if (req.body.username === "admin" && req.body.password === "{"adm" + "in123"}") res.json(token())
}})
-- Security.java --
class Security {{
  UserDetailsService users() {{
    UserDetails boss = User.withUsername("boss")
        .password(passwordEncoder().encode("{"boss" + "123"}"))
        .build();
    return new InMemoryUserDetailsManager(boss);
  }}
}}
"""),
    example("an identity server asks its clients for a word that its code tells", "fail", line="Config.cs:4", repo=f"""
-- Config.cs --
public static class Config {{
    public static IEnumerable<Client> Clients => new List<Client> {{
        new Client {{ ClientId = "web", AllowedGrantTypes = GrantTypes.Code,
            ClientSecrets = {{ new Secret("{"sec" + "ret"}".Sha256()) }} }},
    }};
}}
"""),
    example("plain PHP opens a database of a provider", "fail", line=("a.php:2", "b.php:4"), repo=f"""
-- a.php --
<?php
$conn = mysqli_connect("sql203.epizy.com", "epiz_31", "{"Qx7v" + "Lp2m"}", "shop");
-- b.php --
<?php
$servername = "sql203.epizy.com";
$username = "epiz_31";
$password = "{"Kd83" + "mvPq"}";
$conn = new mysqli($servername, $username, $password, "shop");
"""),
    example("what is no key: types, names of keys, options, a check in a test, a database here", "pass", repo=f"""
-- src/types.ts --
export interface Settings {{ secret: string; tokenKey?: string }}
const tokenKey: string = "authToken"
-- src/i18n.json --
{{"list": {{"key": "a title that is shown"}}}}
-- pay.js --
pay({{ pass: "true", card }}, "standard", {{ expiresInDays: 3 }})
-- kind.go --
func (k Kind) MarshalJSON() ([]byte, error) {{ return []byte("unknown"), nil }}
-- tests/test_login.py --
def test_login():
    if data["username"] == "admin" and data["password"] == "{"adm" + "in123"}": pass
-- db.php --
<?php
$conn = mysqli_connect("localhost", "root", "{"pass" + "word1"}", "shop");
define("PASSWORD_MIN", "eight");
"""),
    example("a weak password opens an account at a provider", "fail", line="server/db.js:2", repo=f"""
-- server/db.js --
const mongoose = require("mongoose")
mongoose.connect("mongodb+srv://shop:{"test" + "1234"}@cluster0.del96.mongodb.net/shop")
"""),
    example("a key that says itself that nothing uses it, one of a test, half a login, a developer's cluster", "pass", repo=f"""
-- src/login.js --
const jwt = require("jsonwebtoken")
let jwtSecret = process.env.JWT_SECRET
if (!jwtSecret && !authEnabled) {{
  jwtSecret = "auth-disabled-key-not-used"
}}
-- src/login.unit.js --
const apiToken = "{KEY}"
-- src/main/resources/application.yml --
payments:
  access-key: {HALF}
  secret-key: ${{PAYMENTS_SECRET}}
-- deploy/kind/store.yaml --
apiVersion: v1
kind: Secret
metadata: {{name: store}}
stringData:
  url: postgresql://shop:{WEAK}@store:5432/shop
"""),
    example("a signing key is written into the call", "fail", line="src/login.js:3", repo=f"""
-- src/login.js --
const jwt = require("jsonwebtoken")

module.exports = (user) => jwt.sign({{ id: user.id }}, "{WEAK}", {{ expiresIn: "1d" }})
"""),
    example("settings that production loads sign with a placeholder", "fail", line="src/main/resources/application.properties:2", repo="""
-- src/main/resources/application.properties --
spring.datasource.url=${DB_URL}
app.jwt.secret=put_a_very_long_key_here_1234567890
"""),
    example("the environment as a list of names and values", "fail", line="render.yaml:6", repo=f"""
-- render.yaml --
services:
  - type: web
    name: shop
    envVars:
      - key: PAYMENT_SECRET
        value: {"zIFvf" + "pArTRZHLT8K" + "q2Wd"}
-- k8s/app.yaml --
env:
  - name: TLS_SECRET
    value: shop-tls-secret-2024
  - name: API_TOKEN
    value: $(API_TOKEN)
"""),
    example("a workload makes its database with a known password", "fail", line="k8s/all.yaml:11", repo=f"""
-- k8s/all.yaml --
kind: Deployment
metadata:
  name: mongodb
spec:
  template:
    spec:
      containers:
        - image: mongo:7
          env:
            - name: MONGO_INITDB_ROOT_PASSWORD
              value: "{"pass" + "word123"}"
"""),
    example("a workload takes its database's password from elsewhere, or shows where to write it", "pass", repo="""
-- k8s/all.yaml --
kind: Deployment
spec:
  template:
    spec:
      containers:
        - image: mysql:8
          env:
            - name: MYSQL_ROOT_PASSWORD
              value: $(ROOT_PASSWORD)
            - name: MYSQL_PASSWORD
              value: change-me
"""),
    example("Terraform creates a database with a known password", "fail", line="infra/main.tf:4", repo="""
-- infra/main.tf --
resource "aws_db_instance" "shop" {
  engine   = "postgres"
  username = "shop"
  password = "foobarbaz"
}
"""),
    example("an administrator is seeded with a known password", "fail", line="database/migrations/2014_create_users.php:4", repo="""
-- database/migrations/2014_create_users.php --
<?php
DB::table('users')->insert([
    'email' => 'admin@admin.com',
    'password' => bcrypt('password'),
]);
"""),
    example("one is made when the program starts", "fail", line="src/StartupData.java:4", repo="""
-- src/StartupData.java --
public class StartupData {
    void account() {
        User admin = new User();
        admin.setPassword("admin");
        users.save(admin);
    }
}
"""),
    example("a default of viper's is accepted", "fail", line="main.go:4", repo=f"""
-- main.go --
package main

func main() {{
	viper.SetDefault("jwt-secret", "{WEAK}")
}}
"""),
    example("a reference in a map of Terraform's", "pass", repo="""
-- main.tf --
module "export" {
  plaintext_env_vars = {
    INGEST_TAG_KEY = local.object_tag_dr2_ingest_key_v2,
  }
}
"""),
    example("read from the environment", "pass", repo="""
-- app/pay.py --
import os

import stripe

stripe.api_key = os.environ["STRIPE_KEY"]
password = get_password(user)
"""),
    example("the default is refused", "pass", repo="""
-- app/settings.py --
import os

SECRET_KEY = os.getenv("SECRET_KEY", "changethis")
if SECRET_KEY == "changethis":
    raise RuntimeError("SECRET_KEY is not set")
"""),
    example("names of secrets, references, a class for development, a built file", "pass", repo=f"""
-- helm/values.yaml --
env:
  {SESSION}: "shop-session-secret.txt"
license:
  secret{"Key"}: "license"
-- infra/main.tf --
module "bucket" {{
  custom_kms_key = aws_kms_key.state_bucket_multi_region_2.arn
}}
-- Auth.cs --
var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(config["TokenKey"]));
-- app/config.py --
class Development(Config):
    DEBUG = True
    SECRET_KEY = "dev-secret-key"
-- public/2.59d719ca.chunk.js --
var a = "https://shop:{"zIFvf" + "pArTRZHLT8K"}@shop.io/x"
"""),
    example("placeholders, a local service, a default for development, a test's key", "pass", repo=f"""
-- config/settings.yml --
api_key: your-api-key-here
database_url: postgres://postgres:postgres@localhost:5432/app
password: ${{DB_PASSWORD}}
-- app.js --
if (process.env.NODE_ENV !== "production") {{
  secret = process.env.SESSION_SECRET || "keyboard cat"
}}
-- tests/test_pay.py --
KEY = "{KEY}"
"""),
    example("a key beside the one of its site or of its access; what mise sets for developers", "pass", repo=f"""
-- config/config.exs --
config :shop, Captcha,
  secret_key: "0x{"0" * 40}",
  site_key: "10000000-ffff-ffff-ffff-000000000001"
-- plugin/build.gradle --
environment = ["STORE_ACCESS_KEY": "minio_access_key",
  "STORE_SECRET_KEY": "minio_secret_key"]
-- mise.toml --
[env]
{SESSION} = "aLongTextThatSigns{"TheSession1234"}"
"""),
    example("no text", "na", repo="""
-- logo.png --
"""),
    example("Rust, a signing key that stands in for a variable", "fail", line="src/config.rs:3", repo=f"""
-- src/config.rs --
pub fn read() -> Result<Config, config::ConfigError> {{
    config::Config::builder()
        .set_default("tokens.jwt_access_token.secret", "{WEAK}")?
        .add_source(config::Environment::with_prefix("APP"))
        .build()
}}
"""),
    example("an account is made at every start, with a password that all can read", "fail", line="Data/Seed.cs:5", repo=f"""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Data/Seed.cs --
public class Seed
{{
    public static async Task Users(UserManager<User> userManager)
    {{
        await userManager.CreateAsync(bob, "{"Pa$$" + "w0rd"}");
    }}
}}
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
await Seed.Users(app.Services.GetRequiredService<UserManager<User>>());
app.Run();
"""),
    example("the seed is registered with the migration that runs at every start", "fail", line="UsersSeed.cs:5", repo=f"""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- UsersSeed.cs --
public class UsersSeed(UserManager<User> userManager) : IDbSeeder<ShopContext>
{{
    public async Task SeedAsync(ShopContext context)
    {{
        await userManager.CreateAsync(bob, "{"Pa$$" + "w0rd"}");
    }}
}}
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMigration<ShopContext, UsersSeed>();
builder.Build().Run();
"""),
    example("the same for developers alone", "pass", repo=f"""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Data/Seed.cs --
public class Seed
{{
    public static async Task Users(UserManager<User> userManager)
    {{
        await userManager.CreateAsync(bob, "{"Pa$$" + "w0rd"}");
    }}
}}
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
if (app.Environment.IsDevelopment())
{{
    await Seed.Users(app.Services.GetRequiredService<UserManager<User>>());
}}
app.Run();
"""),
    example("Spring makes its administrator when it starts", "fail", line="src/main/java/shop/Accounts.java:6", repo=f"""
-- pom.xml --
<project><artifactId>shop</artifactId></project>
-- src/main/java/shop/Accounts.java --
package shop;
@Component
public class Accounts implements CommandLineRunner {{
  public void run(String... given) {{
    if (users.count() == 0) {{
      users.save(new User("admin", passwordEncoder.encode("{"admin" + "123"}")));
    }}
  }}
}}
"""),
    example("the hash of nobody's password, so that both ways take as long", "pass", repo=f"""
-- app.py --
from fastapi import FastAPI
DUMMY = get_password_hash("{"no" + "body"}")
"""),
    example("a variable is taken out of the environment above, and stands in for itself", "fail", line="src/config.js:2", repo=f"""
-- package.json --
{{"name": "shop", "scripts": {{"start": "node src/config.js"}}, "dependencies": {{"express": "4", "jsonwebtoken": "9"}}}}
-- src/config.js --
const {{ JWT_SECRET }} = process.env
export const config = {{ JWT_SECRET: JWT_SECRET || "{"dev-" + "secret-key"}" }}
"""),
    example("the hash of a known password, at every start", "fail", line="Data/Seed.cs:6", repo=f"""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Data/Seed.cs --
public class Seed
{{
    public static void Users(ShopContext context)
    {{
        using var hmac = new HMACSHA512();
        bob.PasswordHash = hmac.ComputeHash(Encoding.UTF8.GetBytes("{"Pa$$" + "w0rd"}"));
    }}
}}
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
Seed.Users(app.Services.GetRequiredService<ShopContext>());
app.Run();
"""),
    example("a fallback that Spring's configuration for production does without", "pass", repo=f"""
-- pom.xml --
<project/>
-- src/main/resources/application.yml --
shop:
  jwt-secret: ${{JWT_SECRET:{WEAK}}}
spring:
  datasource:
    url: jdbc:postgresql://localhost:5432/shop
    password: ${{DB_PASSWORD:{CHOSEN}}}
-- src/main/resources/application-prod.yml --
shop:
  jwtSecret: ${{JWT_SECRET}}
spring.datasource.password: ${{DB_PASSWORD}}
"""),
    example("production takes the fallback too", "fail", line="src/main/resources/application-prod.yml:2", repo=f"""
-- pom.xml --
<project/>
-- src/main/resources/application.yml --
shop:
  jwt-secret: ${{JWT_SECRET:{WEAK}}}
-- src/main/resources/application-prod.yml --
shop:
  jwt-secret: ${{SHOP_JWT_SECRET:{WEAK}}}
"""),
    example("production's configuration says nothing of it", "fail", line="src/main/resources/application.properties:1", repo=f"""
-- src/main/resources/application.properties --
app.jwt.secret=${{JWT_SECRET:{WEAK}}}
-- src/main/resources/application-prod.properties --
logging.level.root=WARN
"""),
    example("a mailbox's password works wherever it stands", "fail", line="src/main/resources/application.yml:4", repo=f"""
-- src/main/resources/application.yml --
spring:
  mail:
    host: smtp.shop.io
    password: {CHOSEN}
-- src/main/resources/application-prod.yml --
spring.mail.password: ${{MAIL_PASSWORD}}
"""),
    example("documents, sections and prefixes for one environment", "pass", repo=f"""
-- orders/src/main/resources/application.yml --
shop.jwt-secret: {WEAK}
---
spring.config.activate.on-profile: "dev | local"
spring.rabbitmq.password: {CHOSEN}
---
spring:
  config:
    activate:
      on-profile: prod
shop:
  jwt-secret: ${{JWT_SECRET}}
-- stock/src/main/resources/application.properties --
stock.jwt.secret={WEAK}
%prod.stock.jwt.secret=${{JWT_SECRET}}
%dev.stock.session-secret={WEAK}
#---
spring.config.activate.on-profile=!prod
stock.cookie-secret={WEAK}
-- api/appsettings.json --
{{"Jwt": {{"SecretKey": "{WEAK}"}}}}
-- api/appsettings.Production.json --
{{"Jwt:SecretKey": "#{{JwtSecret}}#"}}
-- web/config/packages/framework.yaml --
framework:
  secret_key: {CHOSEN}
when@prod:
  framework:
    secret_key: '%env(APP_SECRET)%'
-- admin/config/secrets.yml --
default: &default
  secret_key_base: {CHOSEN}
production:
  <<: *default
  secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>
"""),
    example("Firebase's key of a web app, which every page shows", "pass", repo=f"""
-- .env.example --
NEXT_PUBLIC_FIREBASE_API_KEY={GOOGLE}
NEXT_PUBLIC_FIREBASE_AUTH_DOMAIN=shop.firebaseapp.com
-- Dockerfile --
ARG VITE_GOOGLE_MAPS_KEY={GOOGLE}
-- firebase/settings.py --
FIREBASE_WEB_API_KEY = "{GOOGLE}"
"""),
    example("a key of the same shape that the server alone has", "fail", line=".env.example:3", repo=f"""
-- .env.example --
NEXT_PUBLIC_FIREBASE_API_KEY=your-key
NEXT_PUBLIC_FIREBASE_AUTH_DOMAIN=shop.firebaseapp.com
GEMINI_API_KEY={GOOGLE}
"""),
    example("a picture for files that end in key, and the token of a shop's pages", "pass", repo=f"""
-- lib/icons.json --
{{
  "key": "{"iVBORw0KGgo" + "AAAANSUhEUgAAABAAAAAQCAYAAAAf8"}{"Pn1xKk9QzT4vW7mYb2Rc8LfHs3Jd6GpU0aEiOtNw5ZqVyMhXrBgCuSlIj9"}"
}}
-- static/js/shop.js --
const client = ShopifyBuy.buildClient({{domain: "shop.myshopify.com", storefrontAccessToken: "{"7c3e19a2d4f0" + "b85e6a1d92c47f03e8b1"}"}});
"""),
    example("a secret with the length of that token", "fail", line="server/shop.js:1", repo=f"""
-- server/shop.js --
const client = shopify({{domain: "shop.myshopify.com", adminAccessToken: "{"7c3e19a2d4f0" + "b85e6a1d92c47f03e8b1"}"}});
"""),
    example("Django's production settings bring in the shared ones, and have a key of their own", "pass", repo=f"""
-- manage.py --
import django
-- shop/settings/base.py --
SECRET_KEY = "{CHOSEN}2019-tea&coffee"
-- shop/settings/prod.py --
from .base import *
try:
    SECRET_KEY = open("/data/secretkey.txt").read()
except OSError:
    SECRET_KEY = get_random_secret_key()
-- api/config.py --
class Config:
    SECRET_KEY = "{CHOSEN}2019-tea&coffee"
class ProductionConfig(Config):
    SECRET_KEY = os.environ["SECRET_KEY"]
"""),
    example("settings that production has, and that do not bring in the others", "fail", line="shop/settings/base.py:1", repo=f"""
-- manage.py --
import django
-- shop/settings/base.py --
SECRET_KEY = "{CHOSEN}2019-tea&coffee"
-- shop/settings/prod.py --
from .base import *
DEBUG = False
"""),
    example("a page's words in another language", "pass", repo=f"""
-- src/languages/pl.js --
export default {{
    SecretKey: "{"Tajny" + " klucz"}",
    "For safety, must use secret key": "Dla bezpieczenstwa trzeba podac klucz",
}}
"""),
    example("a constant of another module, which tokens are signed with", "fail", line="src/config.ts:1", repo=f"""
-- package.json --
{{"dependencies": {{"express": "4", "jsonwebtoken": "9"}}}}
-- src/main.ts --
import express from 'express'
express().listen(80)
-- src/config.ts --
export const SECRET = '{"-".join(("secret", "key"))}';
-- src/user.ts --
import * as jwt from 'jsonwebtoken';
import {{ SECRET }} from './config';
export const token = user => jwt.sign({{ id: user.id, name: user.name }}, SECRET);
"""),
    example("one that the environment gives, or that is a name alone", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9"}}
-- src/main.ts --
import express from 'express'
express().listen(80)
-- src/config.ts --
export const SECRET = process.env.JWT_SECRET
export const ISSUER = 'shop'
-- src/user.ts --
import * as jwt from 'jsonwebtoken';
import { SECRET, ISSUER } from './config';
export const token = user => jwt.sign({ id: user.id, iss: ISSUER }, SECRET);
"""),
    example("Django: a key that begins with a sign, as one in four does", "fail", line="shop/settings.py:1", repo=f"""
-- manage.py --
import os
-- shop/settings.py --
SECRET_KEY = '{"^@7k!qz_" + "m4=w9_tb2(x#e5-86hvr" + "+o^&u1-y)d3(0sj"}'
INSTALLED_APPS = ["django.contrib.auth"]
"""),
    example("a rule for secrets, and where a page asks for one", "pass", repo="""
-- shop/forms.py --
client_secret_rule = '^(?=.*[A-Z])(?=.*[0-9]).{8,}[a-z]$'
client_secret_field = '#client-secret-input-2-of-the-form'
"""),
    example("a password that production falls back to, and one for others", "fail", line="config/initializers/jobs.rb:3", repo=f"""
-- Gemfile --
gem "rails"
gem "sidekiq"
-- config/initializers/jobs.rb --
if Rails.env.production?
  Sidekiq::Web.use(Rack::Auth::Basic) do |name, given|
    expected = ENV.fetch("SIDEKIQ_WEB_PASSWORD", "{"let" + "me"}")
    given == expected
  end
end
-- config/initializers/keys.rb --
if !Rails.env.production?
  ENV["SHOP_SECRET"] ||= "{"only" + "here"}"
end
"""),
    example("a key in the package that Spring's initializr proposes", "fail", line="src/main/java/com/example/demo/Tokens.java:3", repo=f"""
-- pom.xml --
<project/>
-- src/main/java/com/example/demo/Tokens.java --
package com.example.demo;
class Tokens {{
    private static final String SECRET_KEY = "{"q7Xk2LmP9vRt4Wz8" + "Nc3Yb6Hs1Jd5Gf0a"}";
}}
"""),
    example("the same key in a test of that package", "pass", repo=f"""
-- pom.xml --
<project/>
-- src/test/java/com/example/demo/TokensTest.java --
package com.example.demo;
class TokensTest {{
    private static final String SECRET_KEY = "{"q7Xk2LmP9vRt4Wz8" + "Nc3Yb6Hs1Jd5Gf0a"}";
}}
"""),
    example("a constant of another package that Go signs with; C#'s key on a line of its own", "fail", repo=f"""
-- go.mod --
module example.com/shop
require github.com/golang-jwt/jwt/v5 v5.2.0
-- main.go --
package main
import "net/http"
func main() {{ http.ListenAndServe(":80", nil) }}
-- common/keys.go --
package common

const NBSecretPassword = "{" ".join(("A", "String", "Very", "Strong"))}!"
-- users/token.go --
package users

func token(claims jwt.Claims) (string, error) {{
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(common.NBSecretPassword))
}}
-- api/Startup.cs --
public static class Startup {{
    public static void AddJwt() {{
        var key = new SymmetricSecurityKey(
            "{"something" + "longer"}"u8.ToArray()
        );
    }}
}}
""", line=("common/keys.go:3", "api/Startup.cs:4")),
    example("the label of a field, in a language with letters of its own", "pass", repo=f"""
-- forms/labels.py --
LABELS = dict(
    SecretKey="{"Tajni" + " ključ"}",
)
"""),
    example("Elixir: what only the tests fall back to, and a key that production puts another in the place of", "pass", repo=f"""
-- mix.exs --
defmodule Shop.MixProject do
end
-- config/config.exs --
import Config
config :shop, ShopWeb.Endpoint,
  url: [host: "localhost"],
  secret_key_base: "{"Kz8wnQ2hZTw/tphlf7Q4SQ" + "9vjqNkPMioeRecpaWy6hqMtObO55UE31"}"
-- config/runtime.exs --
import Config
config :shop, ShopWeb.Endpoint,
  url: [host: System.get_env("HOST", "localhost")],
  secret_key_base: System.fetch_env!("SECRET_KEY_BASE")
config :shop, Shop.Vault, key: Util.get_env("ENCRYPTION_KEY", test: "{"quiet" + "-water"}")
-- lib/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
"""),
    example("Elixir: the releases of an umbrella of apps have another key", "pass", repo=f"""
-- mix.exs --
defmodule Shop.Umbrella do
end
-- apps/web/config/config.exs --
import Config
config :web, Web.Endpoint, secret_key_base: "{"Kz8wnQ2hZTw/tphlf7Q4SQ" + "9vjqNkPMioeRecpaWy6hqMtObO55UE31"}"
-- config/runtime.exs --
import Config
config :web, Web.Endpoint, secret_key_base: System.fetch_env!("SECRET_KEY_BASE")
-- apps/web/lib/endpoint.ex --
defmodule Web.Endpoint do
  use Phoenix.Endpoint, otp_app: :web
end
"""),
    example("Elixir: a key that production has no other for", "fail", line="config/config.exs:3", repo=f"""
-- mix.exs --
defmodule Shop.MixProject do
end
-- config/config.exs --
import Config
config :shop, ShopWeb.Endpoint,
  secret_key_base: "{"Kz8wnQ2hZTw/tphlf7Q4SQ" + "9vjqNkPMioeRecpaWy6hqMtObO55UE31"}"
-- config/runtime.exs --
import Config
config :shop, Shop.Repo, url: System.fetch_env!("DATABASE_URL")
-- lib/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
"""),
    example("a signing key on a line of its own in the call", "fail", line="app/tokens.py:7", repo=f"""
-- requirements.txt --
fastapi
pyjwt
-- app/tokens.py --
import jwt
from fastapi import FastAPI
app = FastAPI()
def give(user):
    return jwt.encode(
        {{"sub": user.id}},
        "{WEAK}",
        algorithm="HS256",
    )
"""),
    example("a call that signs, on many lines, with what the environment gives", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "jsonwebtoken": "9"}}
-- src/login.js --
const jwt = require("jsonwebtoken")
exports.login = (user) => jwt.sign(
  { id: user.id },
  process.env.JWT_SECRET,
  { expiresIn: "1h", algorithm: "HS256" },
)
exports.peek = (token) => jwt.verify(
  token,
  publicKey(),
  { algorithms: ["RS256"] },
)
"""),
    example("Go: the key on a line below", "fail", line="tokens.go:5", repo=f"""
-- go.mod --
module example.com/shop
-- tokens.go --
package main
import "github.com/golang-jwt/jwt/v5"
func give(claims jwt.Claims) (string, error) {{
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(
		[]byte("{WEAK}"),
	)
}}
"""),
    example("the schema makes an administrator with a known password", "fail", line="schema.sql:4", repo=f"""
-- login.php --
<?php
$row = $db->query("SELECT * FROM users WHERE name = '$name' AND password = '" . md5($password) . "'");
-- schema.sql --
CREATE TABLE `users` (`id` int NOT NULL, `name` varchar(80), `password` varchar(80), `role` varchar(20));
INSERT INTO `users` (`id`, `name`, `password`, `role`) VALUES
(1, 'O''Neil, the first', '', 'none'),
(2, 'root', MD5('{CHOSEN}'), 'admin');
"""),
    example("rows of accounts with hashes, for samples, or that open nothing", "pass", repo=f"""
-- login.php --
<?php
if (password_verify($_POST["password"], $row["password"])) $_SESSION["user"] = $row["id"];
-- schema.sql --
CREATE TABLE users (id int NOT NULL, name varchar(80), password varchar(80));
INSERT INTO users (id, name, password) VALUES (1, 'root', '$2y$10$uulJGar{"t54C0cj8YmoBCO"}');
INSERT INTO users (id, name, password) VALUES (2, 'robot', '{CHOSEN}');
-- sample_data.sql --
CREATE TABLE users (id int NOT NULL, name varchar(80), password varchar(80));
INSERT INTO users (id, name, password) VALUES (1, 'root', MD5('{CHOSEN}'));
-- queries.sql --
INSERT INTO users (name, password) VALUES (?, MD5('{CHOSEN}'));
"""),
    example("a migration makes an account whose password is compared in clear", "fail", line="db/migrations/0002_root.sql:3", repo=f"""
-- login.php --
<?php
$row = $db->query("SELECT * FROM users WHERE name = '$name' AND password = '$password'");
-- db/migrations/0002_root.sql --
INSERT INTO users (name, password)
VALUES
  ('root', '{CHOSEN}');
"""),
    example("a value that AWS KMS has encrypted", "pass", repo=f"""
-- config/production.env --
ENCRYPTED_SEARCH_API_KEY={"AQECAHh7" + "ea2tyZ6phZgT4B9BDKwguhlFxY7rQ" * 5}==
"""),
    example("a text that shows how not to sign", "pass", repo=f"""
-- package.json --
{{"dependencies": {{"express": "4", "jsonwebtoken": "9"}}}}
-- src/lessons.js --
const jwt = require("jsonwebtoken")
exports.lesson = () => `// too weak
  return jwt.sign(
    user,
    '{WEAK}',
  );
`
"""),
    example("Go: an account that is made where there is none", "fail", line="cmd/root.go:7", repo=f"""
-- go.mod --
module example.com/shop
-- cmd/root.go --
package cmd

func start() {{
	if len(accounts) == 0 {{
		account := model.AccountDTO{{
			Username: "shop",
			Password: "{CHOSEN}",
		}}
		if _, err := deps.Accounts().CreateAccount(ctx, account); err != nil {{
			panic(err)
		}}
	}}
}}
"""),
    example("Rails: an administrator whom the image plants at each start", "fail", line="db/seeds.rb:2", repo=f"""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- db/seeds.rb --
if User.none?
  User.create!(email: "demo@example.com", password: "{PLAIN}", admin: true)
end
-- docker/web-entrypoint.sh --
#!/bin/sh
bundle exec rails db:seed
exec bundle exec puma
"""),
    example("Rails: seeds that only developers plant", "pass", repo=f"""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- db/seeds.rb --
User.create!(email: "demo@example.com", password: "{PLAIN}", admin: true)
"""),
    example("a request that brings the spare secret is let in", "fail", line="app/api/cron/route.ts:3", repo="""
-- package.json --
{"dependencies": {"next": "16"}, "scripts": {"start": "next start"}}
-- next.config.ts --
export default {};
-- app/api/cron/route.ts --
import { NextResponse } from "next/server";
const CRON_SECRET =
  process.env.CRON_SECRET || "default-secret-change-in-production";
export async function GET(request: Request) {
  if (request.headers.get("authorization") !== `Bearer ${CRON_SECRET}`) return NextResponse.json({}, { status: 401 });
  return NextResponse.json(await run());
}
"""),
    example("the program stops where the secret is still the spare one", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
const API_TOKEN = process.env.API_TOKEN || "change-in-production";
if (API_TOKEN === "change-in-production") throw new Error("set API_TOKEN");
fetch("https://api.example.com", { headers: { authorization: `Bearer ${API_TOKEN}` } });
require("express")().listen(3000);
"""),
    example("texts that show how not to keep the key of tokens and the spare of a secret", "pass", repo=f"""
-- requirements.txt --
pyjwt
-- checks/examples.py --
import jwt

def read(token, signing):
    return jwt.decode(token, signing, algorithms=["HS256"])

EXAMPLES = [
    '''
signing = "{CHOSEN}"
''',
    '''
API_TOKEN = os.getenv("API_TOKEN", "default-token-change-in-production")
if request.headers["Authorization"] != f"Bearer {{API_TOKEN}}":
    raise Forbidden
''',
]
"""),
    example("keys of labels, of tags, and a key that is encrypted", "pass", repo="""
-- config/values.yaml --
extraTolerations:
  - key: 2b7x.org/community
    operator: Equal
-- terraform/main.tfvars --
taints : [{
  key : "2b7x.org/community",
}]
-- costs.py --
FILTER = {"Not": {"Tags": {"Key": "2b7x:hub-name", "MatchOptions": ["ABSENT"]}}}
-- config/secrets.yaml --
secret_key: ENC[AES256_GCM,data:ZT5kbQ==,iv:FFxe1A==,tag:9dJQkQ==,type:str]
"""),
    example("a constant that names a kind of credential, and one that is a key", "fail", line="src/main/java/shop/Tokens.java:4", repo=f"""
-- src/main/java/shop/Tokens.java --
package shop;
public class Tokens {{
    public static final String TYPE_SECRET_TOKEN = "shop-secret-token";
    public static final String SECRET_TOKEN = "{'shop-' + 'secret-token'}";
}}
"""),
    example("Python: an address in a docstring, and one that is used", "fail", line="shop/addresses.py:12", repo=f"""
-- pyproject.toml --
[project]
name = "shop"
-- shop/addresses.py --
class Address:
    \"\"\"
    Address("{"https://jo:" + "hx72kd93@"}shop.de:1234/path")

    {"https://jo:" + "a%20secret@"}shop.de:1234/path
    \"\"\"

    parts = ()


class Shop:
    home = "{"https://jo:" + "hx72kd93@"}shop.de:1234/path"
"""),
]
