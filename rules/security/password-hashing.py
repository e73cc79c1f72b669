"""Passwords are hashed with a slow, salted function.

A stolen table of fast hashes is turned back into passwords within hours, and the same passwords open the users' mail and bank. A slow,
salted function makes that take years.

Pass: bcrypt, argon2, scrypt or PBKDF2, or a framework whose default that is; an external identity provider gives `na`

Fail: MD5/SHA-x of a password, or passwords compared or stored in clear; each is a finding

Fix: Use the framework's own: Django's and Laravel's hashers, `has_secure_password` or Devise, Spring's `DelegatingPasswordEncoder`,
ASP.NET Identity's `PasswordHasher`, `password_hash` (PHP); otherwise argon2-cffi or bcrypt (Python), argon2 or bcrypt (Node),
`golang.org/x/crypto/bcrypt`, the argon2 crate, bcrypt_elixir. Rehash old values at the next login.

Searched: hashing and comparing of passwords in server code, framework settings, identity providers in use
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Passwords, contradicts, example, nothing, rule, supports, unclear


@rule(id="SEC019", severity="high", applies="auth", absence="unknown", sources=("S2",))
def password_hashing(passwords: Passwords) -> Iterator[Finding]:
    for kept in passwords.of_kind("slow"):
        yield supports(kept, kept.says)
    for kept in passwords.of_kind("fast", "clear"):
        yield contradicts(kept, kept.says)
    if passwords.own:
        return
    if passwords.external:
        yield nothing("the app keeps no passwords: an identity provider logs users in", passwords.external)
    elif passwords.logins:
        yield unclear("users log in here, but the code that checks their passwords was not found", passwords.logins[0])
    else:
        yield nothing("the app keeps no passwords of its own")


CHANGED = """
-- package.json --
{"scripts": {"start": "node app.js"}, "dependencies": {"express": "4", "mongoose": "8", "bcryptjs": "2"}}
-- app.js --
const app = require("express")()
const bcrypt = require("bcryptjs")
app.post("/login", async (req, res) => {
  if (await bcrypt.compare(req.body.password, user.password)) res.json({})
})
app.put("/change-password", async (req, res) => {
  const { newPassword } = req.body
  const user = await User.findById(req.user.id)
  user.password = newPassword
  await user.save()
})
app.listen(80)"""

EXAMPLES = [
    example("Symfony: a hash that is made anew at a login is compared with the one that is kept", "pass", repo="""
-- composer.json --
{"require": {"symfony/security-bundle": "^7"}}
-- config/packages/security.yaml --
security:
  password_hashers:
    App\\Entity\\User: auto
  firewalls:
    main: {form_login: {login_path: login}}
-- src/Kernel.php --
<?php
use Symfony\\Bundle\\FrameworkBundle\\Kernel\\MicroKernelTrait;
-- src/UserRepository.php --
<?php
class UserRepository implements PasswordUpgraderInterface {
    public function upgradePassword(PasswordAuthenticatedUserInterface $user, string $newHashedPassword): void {
        if ($user->getPassword() === $newHashedPassword) {
            return;
        }
        $user->setPassword($newHashedPassword);
    }
}
"""),
    example("Spring: the token of a request for a new password is kept as a digest", "pass", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/Resets.java --
package shop;
@RestController
class Resets {
    private final PasswordEncoder encoder = new BCryptPasswordEncoder();
    @PostMapping("/reset")
    public void reset(@RequestBody ResetPasswordRequest resetPasswordRequest) {
        var user = users.findByToken(md5Hex(resetPasswordRequest.getToken()));
        user.setPassword(encoder.encode(resetPasswordRequest.getPassword()));
    }
}
"""),
    example("Rails: a session's mark is a digest of what bcrypt made", "pass", line="app/models/site.rb:3", repo="""
-- Gemfile --
gem "rails"
gem "bcrypt"
-- config/application.rb --
class Application < Rails::Application
end
-- app/controllers/sessions_controller.rb --
class SessionsController < ApplicationController
  def create
    session[:user_id] = Site.authenticate(params[:username], params[:password])
  end
end
-- app/models/site.rb --
class Site < ApplicationRecord
  def password_digest
    BCrypt::Password.new(super)
  end
  def login_digest
    Digest::SHA256.base64digest("#{username}:#{password_digest}")
  end
end
"""),
    example("PHP: a digest goes through bcrypt, for the sake of old accounts", "pass", line="login.php:4", repo="""
-- login.php --
<?php
$stmt = $db->prepare('SELECT password FROM users WHERE name = ?');
$stmt->execute([$_POST['name']]);
if (password_verify(md5($_POST['password']), $stmt->fetchColumn())) { $_SESSION['user'] = $_POST['name']; }
-- register.php --
<?php
$db->prepare('INSERT INTO users VALUES (?, ?)')->execute([$_POST['name'], password_hash(md5($_POST['password']), PASSWORD_DEFAULT)]);
"""),
    example("AdonisJS' hash, by which its users log in", "pass", line="app/services/login.ts:4", repo="""
-- package.json --
{"dependencies": {"@adonisjs/core": "^6.18.0", "@adonisjs/auth": "^9.4.0"}}
-- bin/server.ts --
import { Ignitor } from '@adonisjs/core'
new Ignitor(ROOT).httpServer().start()
-- app/services/login.ts --
import hash from '@adonisjs/core/services/hash'
export async function login(email: string, password: string) {
  const user = await User.findBy('email', email)
  return user && (await hash.verify(user.password, password))
}
"""),
    example("Clojure: friend's credentials", "pass", line="src/shop/users.clj:1", repo="""
-- deps.edn --
{:deps {http-kit/http-kit {:mvn/version "2.8.0"}}}
-- src/shop/main.clj --
(ns shop.main (:require [org.httpkit.server :as http]))
(http/run-server app {:port 3000})
-- src/shop/users.clj --
(ns shop.users (:require [cemerick.friend.credentials :as creds] [cemerick.friend :as friend]))
(defn add [user] (assoc user :password (creds/hash-bcrypt (:password user))))
"""),
    example("PostgreSQL hashes them, in a file of queries", "pass", line="queries.sql:4", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import (
	"database/sql"
	"net/http"
	"os"
)
func main() {
	queries, _ := os.ReadFile("queries.sql")
	_ = queries
	http.HandleFunc("/login", login)
	http.ListenAndServe(":80", nil)
}
-- queries.sql --
-- name: create-user
INSERT INTO users (username, password)
    VALUES ($1,
        CRYPT($2, GEN_SALT('bf')));
"""),
    example("passlib's hashers, in Tornado", "pass", line="users.py:5", repo="""
-- users.py --
from passlib.hash import pbkdf2_sha256
from tornado import web
class Login(web.RequestHandler):
    def post(self):
        if pbkdf2_sha256.verify(self.json["password"], stored):
            self.set_secure_cookie("username", self.json["username"])
"""),
    example("bcrypt", "pass", line="users.js:3", repo="""
-- users.js --
const bcrypt = require("bcrypt")
async function register(req, res) {
  const hashed = await bcrypt.hash(req.body.password, 10)
}
"""),
    example("a helper that is named for the digest", "fail", line="user/login.go:6", repo="""
-- go.mod --
module shop
-- user/login.go --
package user
import "shop/util"
func Routes(m *http.ServeMux) { m.HandleFunc("POST /login", login) }
func login(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("username")
	sum := util.Md5Sum(r.FormValue("password"))
	check(name, sum)
}
-- util/digest.go --
package util
func Md5Sum(text string) string { return hex.EncodeToString(md5.New().Sum([]byte(text))) }
-- main.go --
package main
func main() { http.ListenAndServe(":80", m) }
"""),
    example("a helper for a list of leaked passwords, and one that nothing hands a password", "pass", repo="""
-- users.js --
const bcrypt = require("bcrypt")
const { sha1Hex } = require("./digest")
async function isPwned(password) { return lookUp(sha1Hex(password).slice(0, 5)) }
async function register(req, res) { req.user.hash = await bcrypt.hash(req.body.password, 10) }
-- digest.js --
export function md5(password) { return createHash("md5") }
"""),
    example("MD5", "fail", line="app/models/user.rb:3", repo="""
-- app/models/user.rb --
class User < ApplicationRecord
  def hash_password
    self.password = Digest::MD5.hexdigest(password)
  end
end
"""),
    example("MD5 of something else", "na", repo="""
-- app/models/user.rb --
class User < ApplicationRecord
  def avatar
    Digest::MD5.hexdigest(email)
  end
end
"""),
    example("bcrypt is declared and never used", "fail", line="users.js:3", says="in clear", repo="""
-- package.json --
{"name": "shop", "dependencies": {"bcrypt": "5", "express": "4"}}
-- users.js --
async function login(req, res) {
  const user = await User.findOne({ email: req.body.email })
  if (user.password === req.body.password) res.json({ ok: true })
}
"""),
    example("the confirmation is compared with the password", "pass", repo="""
-- users.js --
const bcrypt = require("bcrypt")
async function register(req, res) {
  if (req.body.password !== req.body.confirmPassword) return res.status(400)
  await bcrypt.hash(req.body.password, 10)
}
"""),
    example("Django's default", "pass", line="shop/urls.py:2", repo="""
-- shop/urls.py --
from django.urls import include, path
urlpatterns = [path("accounts/", include("django.contrib.auth.urls"))]
"""),
    example("an identity provider", "na", says="identity provider", repo="""
-- src/main/java/shop/Security.java --
class Security {
  SecurityFilterChain chain(HttpSecurity http) {
    return http.oauth2ResourceServer(o -> o.jwt()).build();
  }
}
"""),
    example("codes of letters are hashed, an identity provider logs users in", "na", says="identity provider", repo="""
-- build.gradle --
plugins { id 'org.springframework.boot' version '3.5.0' }
dependencies { implementation 'org.springframework.boot:spring-boot-starter-security' }
-- src/main/java/shop/AccessCodeConfiguration.java --
class AccessCodeConfiguration {
    @Bean PasswordEncoder passwordEncoder() { return new BCryptPasswordEncoder(10); }
}
-- src/main/java/shop/Shop.java --
@SpringBootApplication
class Shop {
    @Bean SecurityFilterChain chain(HttpSecurity http) { return http.oauth2ResourceServer(o -> o.jwt()).build(); }
}
"""),
    example("Spring without encoding", "fail", line="src/main/java/shop/Security.java:2", repo="""
-- src/main/java/shop/Security.java --
class Security {
  PasswordEncoder encoder() { return NoOpPasswordEncoder.getInstance(); }
}
"""),
    example("a login that cannot be followed", "unknown", repo="""
-- app.py --
from flask import Flask
from elsewhere import check
app = Flask(__name__)
@app.route("/login", methods=["POST"])
def login():
    return check()
"""),
    example("what came is compared with what is kept", "fail", line="users.py:4", says="in clear", repo="""
-- users.py --
def login():
    data = request.get_json()
    user = User.query.filter_by(username=data["username"]).first()
    if user and data.get("password") == user.password:
        return token(user)
-- app.py --
from flask import Flask
app = Flask(__name__)

@app.route("/login", methods=["POST"])
def sign_in():
    return users.login()
"""),
    example("a digest of what came is compared: bcrypt", "pass", repo="""
-- login.js --
const express = require("express")
const bcrypt = require("bcrypt")
const app = express()
app.post("/login", async (req, res) => {
  const user = await User.findOne({ email: req.body.email })
  const hashedPassword = await bcrypt.hash(req.body.password, user.salt)
  if (hashedPassword === user.password) res.json(token(user))
})
app.listen(3000)
"""),
    example("a query that is put together, the name before the password", "fail", line="auth.js:2", says="in clear", repo="""
-- app.js --
const app = require("express")()
app.post("/login/auth", require("./auth"))
app.listen(80)
-- auth.js --
module.exports = (req, res) => {
  const q = "SELECT * FROM users WHERE name = '" + req.body.name + "' AND password ='" + req.body.password + "';"
  return db.one(q)
}
"""),
    example("a change of the password that forgets to hash", "fail", line="app.js:9", says="as it came", repo=CHANGED),
    example("a change of the password, and a model that hashes before it saves", "pass", repo=CHANGED + """
-- models/user.js --
const bcrypt = require("bcryptjs")
userSchema.pre("save", async function () { this.password = await bcrypt.hash(this.password, 10) })
"""),
    example("a query that asks for the password as it is", "fail", line="src/login.ts:3", says="in clear", repo="""
-- src/login.ts --
export class Login {
  async login(model: UserEntity) {
    const user = await this.users.findOne({ login: model.login, pass: model.pass })
    if (!user) throw new Error("invalid")
  }
}
"""),
    example("a helper that compares, bcrypt in a comment only", "fail", line="users.js:3", says="in clear", repo="""
-- users.js --
const bcrypt = require("bcrypt-nodejs")
function validateLogin(name, password, callback) {
  const comparePassword = (fromDB, fromUser) => {
    return fromDB === fromUser;
    // return bcrypt.compareSync(fromDB, fromUser)
  }
  users.findOne({ name }, (err, user) => callback(comparePassword(password, user.password)))
}
"""),
    example("GORM: a query by the password as it came", "fail", line="auth.go:5", says="in clear", repo="""
-- go.mod --
module example.com/shop
require gorm.io/gorm v1.25.0
-- auth.go --
package models
import "gorm.io/gorm"
func CheckAuth(db *gorm.DB, username, password string) error {
	var auth Auth
	return db.Select("id").Where(Auth{Username: username, Password: password}).First(&auth).Error
}
"""),
    example("Ruby, a password of the environment held against another by their digests", "na", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application
end
-- config/initializers/jobs.rb --
Sidekiq::Web.use(Rack::Auth::Basic) do |username, password|
  configured_password = ::Digest::SHA256.hexdigest(ENV.fetch("WEB_PASSWORD"))
  ActiveSupport::SecurityUtils.secure_compare(::Digest::SHA256.hexdigest(password), configured_password)
end
"""),
    example("HMAC with a key for each user is a fast hash too", "fail", line="AccountController.cs:8", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddJwtBearer();
builder.Build().Run();
-- AccountController.cs --
[ApiController]
public class AccountController : ControllerBase
{
    [HttpPost("login")]
    public ActionResult Login(LoginDto told)
    {
        using var hmac = new HMACSHA512(user.PasswordSalt);
        var hash = hmac.ComputeHash(Encoding.UTF8.GetBytes(told.Password));
        return hash.SequenceEqual(user.PasswordHash) ? Ok() : Unauthorized();
    }
}
"""),
    example("Symfony, a digest for the app's users", "fail", line="app/config/security.yml:3", repo="""
-- composer.json --
{"require": {"symfony/symfony": "3.4"}}
-- web/app.php --
<?php
$kernel = new AppKernel('prod', false);
-- app/config/security.yml --
security:
    password_hashers:
        FOS\\UserBundle\\Model\\UserInterface: sha512
    firewalls:
        main:
            form_login: ~
"""),
    example("Symfony, a digest for tests alone", "pass", repo="""
-- composer.json --
{"require": {"symfony/security-bundle": "6.4"}}
-- config/packages/security.yaml --
security:
    password_hashers:
        App\\Entity\\User: auto
when@test:
    security:
        password_hashers:
            App\\Entity\\User: md5
"""),
    example("bcrypt by another name", "pass", line="src/helpers.ts:1", repo="""
-- package.json --
{"scripts": {"start": "node dist/server.js"}, "dependencies": {"express": "4", "bcrypt": "5"}}
-- src/server.ts --
import express from "express"
import { hashed } from "./helpers"
const app = express()
app.post("/login", async (req, res) => res.json(await hashed(req.body.password)))
app.listen(3000)
-- src/helpers.ts --
import crypt from "bcrypt"
export async function hashed(text: string) {
  return crypt.hashSync(text, 10)
}
"""),
    example("a form is asked whether it still holds what stands for no change", "pass", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.9.1
-- main.go --
package main
import "github.com/gin-gonic/gin"
func main() { gin.Default().POST("/login", login) }
-- users/validators.go --
package users
func (v *Validator) Bind() error {
	if v.User.Password != common.NBRandomPassword {
		v.user.setPassword(v.User.Password)
	}
	return nil
}
-- users/models.go --
package users
func (u *User) setPassword(password string) error {
	hash, _ := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	u.PasswordHash = string(hash)
	return nil
}
"""),
    example("a query on two lines compares the password in clear", "fail", line="login.php:4", repo="""
-- login.php --
<?php
session_start();
$name = $_POST["name"]; $password = $_POST["password"];
$sql = "SELECT * FROM users WHERE name = '$name' AND
    password = '$password'";
if ($db->query($sql)->num_rows) { $_SESSION["user"] = $name; }
"""),
    example("Django's admin keeps passwords", "pass", line="shop/urls.py:5", repo="""
-- requirements.txt --
django
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
ROOT_URLCONF = "shop.urls"
-- shop/urls.py --
from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
"""),
    example("Sidekiq's page compares the digests of what opens it in constant time", "na", repo="""
-- Gemfile --
gem "rails", "~> 7.1"
gem "sidekiq"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::API
  before_action :require_login
end
-- config/routes.rb --
require "sidekiq/web"

Rails.application.routes.draw do
  Sidekiq::Web.use Rack::Auth::Basic do |username, password|
    ActiveSupport::SecurityUtils.secure_compare(
      ::Digest::SHA256.hexdigest(username),
      ::Digest::SHA256.hexdigest(ENV["SIDEKIQ_USERNAME"])
    ) & ActiveSupport::SecurityUtils.secure_compare(
      ::Digest::SHA256.hexdigest(password),
      ::Digest::SHA256.hexdigest(ENV["SIDEKIQ_PASSWORD"])
    )
  end
  mount Sidekiq::Web => "/sidekiq"
  resources :orders
end
"""),
    example("a login that only compares what is kept", "fail", line="server.js:6", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "mongodb": "3"}}
-- server.js --
const app = require("express")()
app.post("/login", (req, res) => {
  usersCollection.findOne({
    name: req.body.name,
  }).then((user) => {
    if (user.password == req.body.password) res.json(user)
    else res.status(404).send("incorrect password")
  })
})
app.listen(8080)
"""),
    example("a form holds two fields against each other", "na", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.post("/orders", (req, res) => {
  const customer = req.body
  if (customer.password !== customer.confirmPassword) return res.status(400).end()
  res.end()
})
app.listen(8080)
"""),
    example("Java: a fast digest of one password, beside a slow one", "fail", line="src/main/java/Devices.java:4", repo="""
-- build.gradle --
plugins { id "org.springframework.boot" version "3.5.0" }
dependencies { implementation "org.springframework.boot:spring-boot-starter-security" }
-- src/main/java/Security.java --
@RestController
class Security {
    @Bean PasswordEncoder encoder() { return new BCryptPasswordEncoder(); }
    @PostMapping("/login") void login(@RequestBody Login login) { manager.authenticate(login); }
}
-- src/main/java/Devices.java --
@Service
class Devices {
    void add(String name, String rawPassword) {
        devices.save(new Device(name, Md5Util.md5Hex(rawPassword)));
    }
}
"""),
    example("Python: passlib's own context, and a session's name made of the hash", "pass", line="shop/users.py:2", repo="""
-- requirements.txt --
flask
passlib
-- shop/users.py --
import hashlib
from passlib.apps import custom_app_context as pwd_context
class User:
    def set_password(self, password): self.password_hash = pwd_context.hash(password)
    def get_id(self): return hashlib.md5("{},{}".format(self.email, self.password_hash).encode()).hexdigest()
-- shop/app.py --
from flask import Flask
app = Flask(__name__)
@app.post("/login")
def login():
    return pwd_context.verify(request.form["password"], user.password_hash)
"""),
    example("Elixir: Comeonin, as it was before its third version", "pass", line="lib/shop/accounts.ex:2", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.3"}, {:comeonin, "~> 4.0"}, {:bcrypt_elixir, "~> 1.0"}]
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- lib/shop/accounts.ex --
defmodule Shop.Accounts do
  def check(password, user), do: Comeonin.Bcrypt.checkpw(password, user.password_hash)
end
"""),
    example("Fastify: passwords of its own, hashed by the native Argon2 of @node-rs", "pass", line="src/password.ts:2", repo="""
-- package.json --
{"dependencies": {"fastify": "5", "@node-rs/argon2": "2"}}
-- src/app.ts --
import fastify from 'fastify';
import { verifyPassword } from './password.js';
const app = fastify();
app.post('/login', async (request) => {
  const member = await members.byEmail(request.body.email);
  return { known: await verifyPassword(member.passwordHash, request.body.password) };
});
app.listen({ port: 3000 });
-- src/password.ts --
import { hash, verify } from '@node-rs/argon2';
export const hashPassword = (password: string) => hash(password);
export const verifyPassword = (kept: string, password: string) => verify(kept, password);
"""),
]
