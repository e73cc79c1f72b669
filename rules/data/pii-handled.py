"""Personal data is identified, with its storage, access and deletion paths.

When a user asks what is stored about them, or for its deletion, the law gives weeks and the team has to know where to look. Personal
data in logs and forgotten tables is also what leaks first, and nobody can then say who is affected.

Pass: a data-protection document (privacy notice of the service, data map, DPIA) or code that marks, exports, anonymises or erases personal
data

Fail: personal data written to logs; each is a finding

Fix: List in `docs/data.md` which tables and services hold personal data, why, who reads them, and how a person's data is exported and
erased; write the erasure as a command or endpoint. Keep it out of logs: `filter_parameters` (Rails), pino's `redact`, structlog
processors, Serilog destructuring policies, Logback masking.

Searched: documents and pages on privacy and personal data, code that erases, exports, encrypts or anonymises it, messages of the log
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Personal, Provisions, contradicts, example, rule, supports

SHOWN = 5


@rule(id="DAT013", severity="medium", applies="db", absence="unknown", sources=("S1.2", "S4"))
def pii_handled(personal: Personal, provisions: Provisions) -> Iterator[Finding]:
    for found in provisions.on("personal_data")[:SHOWN]:
        yield supports(found.at, found.says, confidence=found.confidence)
    for leak in personal.logged:
        if not leak.whole:
            yield contradicts(leak.at, f"personal data is written to the log: `{leak.what}`")
        else:
            yield contradicts(leak.at, f"a whole request or person is written to the log: `{leak.what}`", confidence="medium")


DATABASE = """
-- requirements.txt --
flask
psycopg2
-- app.py --
import psycopg2
from flask import Flask
app = Flask(__name__)
db = psycopg2.connect("postgresql:///shop")
"""

EXAMPLES = [
    example("Rails: written to the log in development alone", "unknown", repo="""
-- Gemfile --
gem "rails", "7.1.0"
gem "pg"
-- app/mailers/order_mailer.rb --
class OrderMailer < ApplicationMailer
  def placed(order)
    if Rails.env.development?
      Rails.logger.info(
        [
          "Sending to #{order.customer_email}",
          "Order #{order.id}"
        ].join
      )
    end
    mail(to: order.customer_email)
  end
end
"""),
    example("Rails: seeds for developers say whom they made", "unknown", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- config/routes.rb --
Rails.application.routes.draw { resources :users }
-- app/models/user.rb --
class User < ApplicationRecord
end
-- db/schema.rb --
create_table "users" do |t|
  t.string "email"
end
-- db/dev_seed_data/dev_seed_data.rb --
admin = User.create(login: "admin", email: "no-reply@example.org")
puts "email: #{admin.email}"
"""),
    example("a log whose level is handed in, and a patient's number", "fail", line="app.py:7", repo="""
-- app.py --
import boto3
from flask import Flask
app = Flask(__name__)
table = boto3.resource("dynamodb").Table("records")

def search(nhs_number: str):
    logger.log(Reference.SEARCH, nhs_number=nhs_number)
    return table.query(KeyConditionExpression="patient = :p")
"""),
    example("the page that ASP.NET Core's template makes", "unknown", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web">
  <ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore.SqlServer" Version="8" /></ItemGroup>
</Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<Shop>(o => o.UseSqlServer(builder.Configuration.GetConnectionString("Shop")));
builder.Build().Run();
-- Views/Home/Privacy.cshtml --
@{ ViewData["Title"] = "Privacy Policy"; }
<p>Use this page to detail your site's privacy policy.</p>
"""),
    example("the word in a message, a masked value, a setting and a level that production drops", "unknown", repo=DATABASE + """\
-- mail.py --
import logging
logger = logging.getLogger(__name__)
def send(user):
    logger.info("email sent to the user %s", user.id)
    logger.info("email %s", mask(user.email))
    logger.info("from %s", settings.DEFAULT_FROM_EMAIL)
    logger.info("known: %s", bool(user.email))
    logger.info("small screen: %s", request.isMobile)
    logger.debug("to %s", user.email)
    # logger.info(user.email)
"""),
    example("a mailer's options hold whom the mail goes to", "fail", line="mail.js:5", repo="""
-- package.json --
{"dependencies": {"express": "5", "mongoose": "8", "nodemailer": "6"}}
-- mail.js --
const nodemailer = require("nodemailer")
const transport = nodemailer.createTransport(process.env.SMTP_URL)
module.exports = async (options) => {
  await transport.sendMail({ to: options.email, text: options.message })
  console.log(`sent to ${options.email}`)
}
-- server.js --
const mongoose = require("mongoose")
mongoose.connect(process.env.MONGO_URI)
mongoose.model("User", new mongoose.Schema({ email: String }))
require("express")().listen(80)
"""),
    example("an address in the log", "fail", line=("mail.py:4", "mail.py:5", "mail.py:6"), repo=DATABASE + """\
-- mail.py --
import logging
logger = logging.getLogger(__name__)
def send(user, email):
    logger.info(f"mail sent to {user.email}")
    logger.warning("failed", email=email, error="no")
    logger.error(
        "no answer from %s", user.phone_number)
"""),
    example("in a template of JavaScript", "fail", line="server.js:5", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "pg": "8"}}
-- server.js --
const app = require("express")()
const { Pool } = require("pg")
const db = new Pool()
app.post("/login", (req, res) => {
  console.log(`login of ${req.body.email}`)
  res.json({ email: "sent" })
})
app.listen(3000)
"""),
    example("Spring: what is logged under a profile of developers alone", "unknown", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App { public static void main(String[] args) { SpringApplication.run(App.class, args); } }
-- src/main/java/shop/Clerks.java --
package shop;
@Component
@Profile("local")
public class Clerks implements ApplicationRunner {
    public void run(ApplicationArguments given) { log.info("made the clerk {}", clerk.getEmail()); }
}
"""),
    example("an account can be erased", "pass", line="users.py:2", repo=DATABASE + """\
-- users.py --
@app.delete("/users/me")
def delete_account():
    db.execute("DELETE FROM users WHERE id = %s", [me()])
"""),
    example("users erase themselves", "pass", line="users.js:4", says="erase their own account", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "pg": "8"}}
-- server.js --
const app = require("express")()
const { Pool } = require("pg")
const db = new Pool()
app.delete("/users", require("./users").remove)
app.listen(3000)
-- users.js --
const store = require("./store")
async function remove(req, res) {
  await store.basket.remove(req.user)
  await store.user.remove(req.user)
  res.sendStatus(204)
}
module.exports = { remove }
"""),
    example("an administrator removes users, and a user a basket", "unknown", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- artisan --
#!/usr/bin/env php
-- routes/web.php --
<?php
Route::delete('/users/{user}', [UserController::class, 'destroy']);
-- app/Models/User.php --
<?php
class User extends Authenticatable {}
-- app/Http/Controllers/UserController.php --
<?php
class UserController extends Controller {
    public function destroy(User $user) {
        $user->delete();
    }
    public function empty(Request $request) {
        $request->user()->basket->delete();
    }
}
"""),
    example("a document says where it is", "pass", line="README.md:5", repo=DATABASE + """\
-- README.md --
# Shop

## Data storage

Sensitive user information exists in the table of orders and with the payment provider, and nowhere else.
"""),
    example("in the tests of a source set of Gradle's", "unknown", repo="""
-- build.gradle --
plugins { id 'org.springframework.boot' version '3.5.0' }
dependencies { implementation 'org.springframework.boot:spring-boot-starter-data-jpa' }
-- src/main/java/shop/Shop.java --
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
class Shop {}
-- src/e2eTest/utils/login.ts --
export async function login(user: User) {
  console.log(`login as ${user.email}`)
}
"""),
    example("no database", "na", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
"""),
    example("the full name of a type", "unknown", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="9.0.0" />
</ItemGroup></Project>
-- Program.cs --
using Microsoft.EntityFrameworkCore;
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Handling.cs --
using Microsoft.EntityFrameworkCore;
public class Handling<TRequest>(ILogger logger, ShopContext db) {
    public void Handle(TRequest request) {
        logger.LogInformation("Handled {Request}", typeof(TRequest).FullName);
        logger.LogInformation("Handled {Request}", request.GetType().FullName);
        db.SaveChanges();
    }
}
"""),
    example("the full name of a file", "unknown", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Npgsql" Version="9.0.0" /></ItemGroup></Project>
-- Program.cs --
using Microsoft.Extensions.Logging;
public class Export(ILogger<Export> logger, NpgsqlConnection connection) {
    public void Run(FileInfo outputFile) {
        logger.LogInformation("written to " + outputFile.FullName);
    }
}
"""),
    example("the full name of a profile", "fail", line="Program.cs:4", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Npgsql" Version="9.0.0" /></ItemGroup></Project>
-- Program.cs --
using Microsoft.Extensions.Logging;
public class Export(ILogger<Export> logger, NpgsqlConnection connection) {
    public void Run(Profile profile) {
        logger.LogInformation("written for " + profile.FullName);
    }
}
"""),
    example("Ecto: encrypted fields", "pass", line="lib/shop/person.ex:4", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}, {:postgrex, ">= 0.0.0"}]
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- lib/shop/repo.ex --
defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
-- lib/shop/person.ex --
defmodule Shop.Person do
  use Ecto.Schema
  schema "people" do
    field :email, Fields.EmailEncrypted
  end
end
"""),
    example("Kotlin: a whole person in a message that is built when it is asked for", "fail", line="src/main/kotlin/Consumer.kt:6", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "3.2.5" }
dependencies { implementation("org.springframework.boot:spring-boot-starter-data-jpa") }
-- src/main/kotlin/App.kt --
@SpringBootApplication
class App
-- src/main/kotlin/User.kt --
@Entity
class User(var username: String, var email: String)
-- src/main/kotlin/Consumer.kt --
class Consumer(private val users: UserRepository) {
    private val logger = KotlinLogging.logger {}

    fun consume(id: Long) {
        val user = users.findByIdOrNull(id) ?: return
        logger.info { "done with ${user.toJsonString()}" }
    }
}
"""),
    example("Kotlin: an id in such a message", "unknown", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "3.2.5" }
dependencies { implementation("org.springframework.boot:spring-boot-starter-data-jpa") }
-- src/main/kotlin/App.kt --
@SpringBootApplication
class App
-- src/main/kotlin/User.kt --
@Entity
class User(var username: String, var email: String)
-- src/main/kotlin/Consumer.kt --
class Consumer(private val users: UserRepository) {
    fun consume(user: User) {
        logger.info { "done with ${user.id}: ${order.toJsonString()}" }
    }
}
"""),
    example("annotations of personal data that a check asks for", "pass", line=".pii_annotations.yml:3", repo=DATABASE + """
-- .pii_annotations.yml --
annotations:
  pii_group:
    - ".. pii:":
    - ".. pii_types::":
"""),
    example("what is kept of a person is written over", "pass", line="repositories/contact.js:2", repo="""
-- package.json --
{"dependencies": {"@hapi/hapi": "21", "sequelize": "6", "pg": "8"}}
-- server.js --
import Hapi from "@hapi/hapi"
const server = Hapi.server({ port: 3000 })
await server.start()
-- repositories/contact.js --
import { models } from "../models.js"
export const redactPII = async (reference) => {
  await models.contact.update({ email: "REDACTED_EMAIL", name: "REDACTED_NAME" }, { where: { reference } })
}
-- models.js --
import { Sequelize } from "sequelize"
export const sequelize = new Sequelize(process.env.DATABASE_URL)
"""),
    example("a log's processor that masks is no erasure", "unknown", repo=DATABASE + """\
-- masking.py --
def redact_pii(logger, name, event):
    return {key: "***" if key in HIDDEN else value for key, value in event.items()}
"""),
    example("Rust: the full name of a repository", "unknown", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
tokio-postgres = "0.7"
-- src/main.rs --
async fn main() {
    let db = tokio_postgres::connect(&std::env::var("DATABASE_URL").unwrap()).await;
    let full_name = repo.full_name();
    tracing::info!("Loading the queue of {full_name}");
    axum::serve(listener, app(db)).await.unwrap();
}
"""),
    example("GitHub calls a repository's path its full name", "unknown", repo="""
-- go.mod --
module shop
-- owners/import.go --
package owners

import "github.com/google/go-github/v77/github"

func Import(log *slog.Logger, list []*github.Repository) {
	for _, item := range list {
		log.Info("reading", "codebase", *item.FullName)
	}
}
"""),
]
