"""Authentication endpoints are rate limited.

Lists of stolen passwords are tried against every login page by machines, thousands a minute. Without a limit some of the users who reuse
a password lose their account the same night.

Pass: a limit on login, registration or password reset: django-axes/ratelimit, rack-attack throttles or rate_limit, Devise lockable,
express-rate-limit or throttler on the auth routes or globally, Laravel throttle, Spring/Bucket4j, edge rules; an external identity
provider gives `na`

Fail: nothing of the kind is found

Fix: Limit login, registration and password reset by account and by address: django-axes or django-ratelimit, slowapi or flask-limiter on
the route, express-rate-limit or `@Throttle` on the auth routes, rack-attack's throttle, `rate_limit to: 10, within: 3.minutes` or Devise
`:lockable`, `throttle:5,1` or Fortify's limiter (Laravel), `lockoutOnFailure: true` (ASP.NET Identity), Bucket4j (Spring), Hammer
(Elixir).

Searched: limiters on login routes and on all routes, locks after failed logins, files of web servers, ingresses and gateways
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Inherited, Limits, Passwords, contradicts, example, nothing, rule, supports, unclear

SHOWN = 8


@rule(id="SEC017", severity="medium", applies="auth", sources=("S1.3",))
def auth_rate_limit(passwords: Passwords, limits: Limits, inherited: Inherited) -> Iterator[Finding]:
    if not passwords.own and not passwords.of_kind("login") and (passwords.external or not passwords.logins):
        said = "an identity provider logs users in" if passwords.external else "the app has no login of its own"
        yield nothing(said, passwords.external)
        return
    guarding = [limit for limit in limits if limit.login or limit.everywhere]
    for limit in guarding:
        yield supports(limit, f"logins are limited: {limit.name}")
    for lock in passwords.of_kind("lock"):
        yield supports(lock, lock.says)
    if guarding or passwords.of_kind("lock"):
        return
    for base in inherited:
        yield unclear(base.may("limit logins"), base)
    if not inherited.all:
        yield from (contradicts(limit, f"{limit.name}: it is set up here and limits nothing") for limit in limits.idle)
        for route in passwords.logins[:SHOWN]:
            yield contradicts(route, f"{route.shown} may be tried without limit")


EXAMPLES = [
    example("Filament's own login page", "pass", line="app/Providers/AdminPanelProvider.php:6", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0", "filament/filament": "^3.0"}}
-- public/index.php --
<?php
$app = require __DIR__.'/../bootstrap/app.php';
-- app/Providers/AdminPanelProvider.php --
<?php
class AdminPanelProvider extends PanelProvider {
    public function panel(Panel $panel): Panel {
        return $panel
            ->id('admin')
            ->login()
            ->middleware([Authenticate::class]);
    }
}
-- app/Models/User.php --
<?php
class User extends Authenticatable {
    protected function casts(): array { return ['password' => 'hashed']; }
}
"""),
    example("whoever failed too often is locked, as a model of the app's own says", "pass", line="login.php:5", repo="""
-- composer.json --
{"require": {"slim/slim": "4"}}
-- login.php --
<?php
session_start();
$username = $_POST['username'];
$users = new UserModel();
if ($users->isLocked($username)) {
    exit('Too many failed logins');
}
if (password_verify($_POST['password'], $users->hash($username))) {
    $_SESSION['user'] = $username;
} else {
    $users->incrementFailedLogin($username);
}
"""),
    example("Express: a limiter in a chain of a route", "pass", line="routes.js:4", repo="""
-- package.json --
{"dependencies": {"express": "4", "bcrypt": "5"}}
-- routes.js --
const limiter = require("./limiter")
const loginLimiter = limiter({ windowMs: 30000, max: 100 })
module.exports = router => {
  router.route("/login")
    .post(loginLimiter, async (req, res) => res.json(await require("bcrypt").compare(req.body.password, "x")))
}
-- limiter.js --
module.exports = options => (req, res, next) => seen(req.ip) > options.max ? res.status(429).end() : next()
-- server.js --
const express = require("express")
const app = express()
app.use("/api", require("./routes")(express.Router()))
app.listen(80)
"""),
    example("Express: a limiter that is off unless somebody sets a switch", "fail", line="helpers.js:3", says="off unless", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "express-rate-limit": "7", "envalid": "8", "bcrypt": "5"}}
-- env.js --
const { bool, cleanEnv } = require("envalid");
module.exports = cleanEnv(process.env, { ENABLE_LIMIT: bool({ default: false }) });
-- helpers.js --
const { rateLimit: expressRateLimit } = require("express-rate-limit");
const env = require("./env");
function rateLimit(params) {
  if (!env.ENABLE_LIMIT) {
    return function (req, res, next) {
      return next();
    };
  }
  return expressRateLimit({ windowMs: params.window });
}
module.exports = { rateLimit };
-- server.js --
const express = require("express");
const bcrypt = require("bcrypt");
const helpers = require("./helpers");
const app = express();
app.post("/login", helpers.rateLimit({ window: 60 }), async (req, res) => {
  res.json({ ok: await bcrypt.compare(req.body.password, (await find(req.body.email)).password) });
});
app.listen(3000);
-- .env.example --
ENABLE_LIMIT=true
"""),
    example("Express: a limiter whose switch the deployment sets", "pass", line="server.js:5", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "express-rate-limit": "7", "envalid": "8", "bcrypt": "5"}}
-- env.js --
const { bool, cleanEnv } = require("envalid");
module.exports = cleanEnv(process.env, { ENABLE_LIMIT: bool({ default: false }) });
-- helpers.js --
const { rateLimit: expressRateLimit } = require("express-rate-limit");
const env = require("./env");
function rateLimit(params) {
  if (!env.ENABLE_LIMIT) {
    return function (req, res, next) {
      return next();
    };
  }
  return expressRateLimit({ windowMs: params.window });
}
module.exports = { rateLimit };
-- server.js --
const express = require("express");
const bcrypt = require("bcrypt");
const helpers = require("./helpers");
const app = express();
app.post("/login", helpers.rateLimit({ window: 60 }), async (req, res) => {
  res.json({ ok: await bcrypt.compare(req.body.password, (await find(req.body.email)).password) });
});
app.listen(3000);
-- docker-compose.yml --
services:
  web:
    build: .
    environment:
      ENABLE_LIMIT: "true"
"""),
    example("a form that is sent to a path below the login's", "fail", repo="""
-- package.json --
{"scripts": {"start": "node app.js"}, "dependencies": {"express": "4", "pg-promise": "4", "express-session": "1"}}
-- app.js --
const app = require("express")()
const db = require("pg-promise")()(process.env.DATABASE_URL)
app.use(require("express-session")({ secret: process.env.SESSION_SECRET }))
app.post("/login/auth", (req, res) => {
  const q = "SELECT * FROM users WHERE name = '" + req.body.name + "' AND password ='" + req.body.password + "';"
  db.one(q).then(() => { req.session.logged = true; res.redirect("/") })
})
app.listen(80)
"""),
    example("Django's settings are built upon those of a package", "unknown", repo="""
-- requirements.txt --
django
framework
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
try:
    from shop.local_settings import *
except ImportError:
    from framework.settings import *

if "shop" not in INSTALLED_APPS:
    INSTALLED_APPS += ("shop",)
-- shop/urls.py --
from django.contrib import admin
from django.contrib.auth import views
from django.urls import path
urlpatterns = [path("admin/", admin.site.urls), path("password_reset/", views.PasswordResetView.as_view())]
"""),
    example("Spring locks an account at each third failure", "pass", line="src/main/java/shop/Attempts.java:9", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/Login.java --
package shop;
@RestController
public class Login {
    @PostMapping("/login")
    public Token login(@RequestBody Credentials who) { return service.authenticate(who); }
    @Bean
    PasswordEncoder encoder() { return new BCryptPasswordEncoder(); }
}
-- src/main/java/shop/Attempts.java --
package shop;
@Service
public class Attempts {
    private final int most = 3;
    @Transactional
    public void failed(String username) {
        User user = users.findByUsername(username).orElseThrow();
        user.setFailedLoginAttempts(user.getFailedLoginAttempts() + 1);
        if (user.getFailedLoginAttempts() % most == 0) {
            user.lock();
        }
    }
}
"""),
    example("keys of machines are hashed, nobody logs in", "na", repo="""
-- requirements.txt --
fastapi
bcrypt
-- app.py --
import bcrypt
from fastapi import FastAPI
from fastapi.security import HTTPBearer
app = FastAPI()
security = HTTPBearer()
def known(api_key, agent):
    return bcrypt.checkpw(api_key.encode(), agent.api_key_hash.encode())
@app.post("/agents/register")
def register(name: str):
    return {"name": name}
"""),
    example("a limiter on the login route", "pass", line="server.js:5", repo="""
-- server.js --
const bcrypt = require("bcrypt")
const express = require("express")
const limiter = require("express-rate-limit")({ windowMs: 60000 })
const app = express()
app.post("/login", limiter, async (req, res) => res.json(await bcrypt.compare(req.body.password, "x")))
"""),
    example("a limiter on another route alone", "fail", line="server.js:6", repo="""
-- server.js --
const bcrypt = require("bcrypt")
const express = require("express")
const limiter = require("express-rate-limit")({ windowMs: 60000 })
const app = express()
app.post("/orders", limiter, (req, res) => res.json({}))
app.post("/login", async (req, res) => res.json(await bcrypt.compare(req.body.password, "x")))
"""),
    example("a limiter on all routes", "pass", line="server.js:5", repo="""
-- server.js --
const bcrypt = require("bcrypt")
const express = require("express")
const limiter = require("express-rate-limit")({ windowMs: 60000 })
const app = express()
app.use(limiter)
app.post("/login", async (req, res) => res.json(await bcrypt.compare(req.body.password, "x")))
"""),
    example("nginx limits another route alone", "fail", line="server.js:4", repo="""
-- server.js --
const bcrypt = require("bcrypt")
const express = require("express")
const app = express()
app.post("/login", async (req, res) => res.json(await bcrypt.compare(req.body.password, "x")))
-- nginx.conf --
http {
  limit_req_zone $binary_remote_addr zone=slow:10m rate=12r/m;
  server {
    location ~* ^/(orders/confirm)$ {
      limit_req zone=slow;
      proxy_pass http://app;
    }
    location / { proxy_pass http://app; }
  }
}
"""),
    example("nginx limits the login", "pass", line="nginx.conf:5", repo="""
-- server.js --
const bcrypt = require("bcrypt")
const express = require("express")
const app = express()
app.post("/login", async (req, res) => res.json(await bcrypt.compare(req.body.password, "x")))
-- nginx.conf --
http {
  limit_req_zone $binary_remote_addr zone=slow:10m rate=12r/m;
  server {
    location = /login {
      limit_req zone=slow;
      proxy_pass http://app;
    }
  }
}
"""),
    example("Devise that locks", "pass", line="app/models/user.rb:2", repo="""
-- app/models/user.rb --
class User < ApplicationRecord
  devise :database_authenticatable, :recoverable, :lockable
end
"""),
    example("Devise that does not", "fail", repo="""
-- app/models/user.rb --
class User < ApplicationRecord
  devise :database_authenticatable, :recoverable
end
"""),
    example("a login by mail, throttled", "pass", line="config/initializers/rack_attack.rb:2", repo="""
-- app/models/user.rb --
class User < ApplicationRecord
  devise :registerable, :trackable, :passwordless_authenticatable
end
-- config/initializers/rack_attack.rb --
class Rack::Attack
  throttle("logins by ip", limit: 5, period: 20.seconds) do |request|
    request.ip if request.path == "/users/sign_in" && request.post?
  end
end
"""),
    example("Rack::Attack throttles other paths alone", "fail", repo="""
-- Gemfile --
gem "rails"
gem "devise"
gem "rack-attack"
-- app/models/user.rb --
class User < ApplicationRecord
  devise :database_authenticatable, :registerable
end
-- config/routes.rb --
Rails.application.routes.draw { devise_for :users }
-- config/initializers/rack_attack.rb --
class Rack::Attack
  throttle("reports by ip", limit: 5, period: 1.minute) do |req|
    req.ip if req.path == "/csp_reports"
  end
  throttle("interface by ip", limit: 1000, period: 5.minutes) do |request|
    if request.path.start_with?("/api/")
      request.ip
    end
  end
end
"""),
    example("Rack::Attack throttles all but some paths", "pass", line="config/initializers/rack_attack.rb:2", repo="""
-- Gemfile --
gem "rails"
gem "devise"
gem "rack-attack"
-- app/models/user.rb --
class User < ApplicationRecord
  devise :database_authenticatable, :registerable
end
-- config/routes.rb --
Rails.application.routes.draw { devise_for :users }
-- config/initializers/rack_attack.rb --
class Rack::Attack
  throttle("requests by ip", limit: 300, period: 5.minutes) do |req|
    req.ip unless req.path.start_with?("/assets")
  end
end
"""),
    example("failed attempts to fetch a version are no logins", "fail", repo="""
-- index.php --
<?php
if (password_verify($_POST['password'], known($_POST['login']))) { session_start(); }
if ($check->failed_attempts > 0 && time() - $check->last_attempt < 7200) { return; }
echo $_POST['url'];
"""),
    example("an identity provider", "na", says="identity provider", repo="""
-- src/main/java/shop/Security.java --
class Security {
  SecurityFilterChain chain(HttpSecurity http) {
    return http.oauth2Login(o -> {}).build();
  }
}
"""),
    example("failed logins are counted", "pass", line="users.py:4", repo="""
-- users.py --
import bcrypt
def login(user, password):
    if not bcrypt.checkpw(password, user.hash):
        user.failed_attempts += 1
"""),
    example("Rails' own limit", "pass", line="app/controllers/sessions_controller.rb:2", repo="""
-- app/models/user.rb --
class User < ApplicationRecord
  has_secure_password
end
-- app/controllers/sessions_controller.rb --
class SessionsController < ApplicationController
  rate_limit to: 10, within: 3.minutes, only: :create
end
"""),
    example("Laravel's template configures hashing, and nobody logs in here", "na", says="no login", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0"}}
-- bootstrap/app.php --
<?php return Application::configure(basePath: dirname(__DIR__))->create();
-- config/hashing.php --
<?php return ['driver' => 'bcrypt'];
-- app/Models/User.php --
<?php class User extends Authenticatable { protected $hidden = ['password']; }
-- routes/api.php --
<?php
Route::middleware('auth:sanctum')->get('/user', fn (Request $request) => $request->user());
"""),
    example("Laravel with a login", "fail", line="routes/web.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0"}}
-- bootstrap/app.php --
<?php return Application::configure(basePath: dirname(__DIR__))->create();
-- config/hashing.php --
<?php return ['driver' => 'bcrypt'];
-- app/Models/User.php --
<?php class User extends Authenticatable { protected $hidden = ['password']; }
-- routes/web.php --
<?php
Route::post('/login', [LoginController::class, 'store']);
"""),
    example("Phoenix, a login for developers, and a provider for all others", "na", repo="""
-- mix.exs --
defmodule Shop do
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- lib/shop/login.ex --
defmodule Shop.Login do
  def exchange(code) do
    post(endpoint(), %{grant_type: "authorization_code", code: code})
  end
end
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  if Mix.env() == :dev || Mix.env() == :test do
    scope "/dev_accounts", ShopWeb do
      post("/sign_in", PageController, :dev_sign_in)
    end
  end
end
"""),
    example("plain PHP: a limiter of the app's own", "pass", line="login.php:4", repo="""
-- limiter.php --
<?php
function rate_limit_exceeded(string $action, int $most): bool { return count(tries($action)) > $most; }
-- login.php --
<?php
session_start();
require_once "limiter.php";
if (rate_limit_exceeded("login", 5)) { exit("later"); }
$row = find_user($_POST["name"]);
if (password_verify($_POST["password"], $row["hash"])) { $_SESSION["user"] = $row["id"]; }
"""),
    example("plain PHP: a page to log in, tried as often as one likes", "fail", line="login.php:1", repo="""
-- login.php --
<?php
session_start();
require_once "db.php";
$row = find_user($_POST["name"]);
if (password_verify($_POST["password"], $row["hash"])) { $_SESSION["user"] = $row["id"]; }
"""),
    example("Django's admin is a login", "fail", repo="""
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
    example("who registers for an event gets no account", "na", repo="""
-- package.json --
{"dependencies": {"aws-amplify": "6"}}
-- serverless.yml --
service: registrations
provider: {name: aws, runtime: nodejs20.x}
functions:
  registrationPost:
    handler: handler.post
    events:
      - http: {path: registrations/, method: post}
  mine:
    handler: handler.mine
    events:
      - http: {path: registrations/, method: get, authorizer: {arn: "arn:aws:cognito-idp:us-west-2:1:userpool/a"}}
-- handler.js --
exports.post = async (event) => ({ statusCode: 201, body: await save(JSON.parse(event.body)) })
exports.mine = async (event) => ({ statusCode: 200, body: await find(event.requestContext.authorizer.claims.email) })
"""),
    example("a code by mail, at a route that does not say so", "fail", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then(app => app.listen(3000))
-- src/auth/auth.controller.ts --
@Controller("auth")
export class AuthController {
  @Post("verify")
  async verifyOtp(@Req() req: Request, @Body() dto: VerifyOtp) {
    const user = await this.authService.verifyOtp(dto)
    if (user) req.session.user = user
  }
}
"""),
    example("tokens that fast-jwt signs are logins", "fail", line="src/app.ts:4", repo="""
-- package.json --
{"dependencies": {"express": "4", "fast-jwt": "2"}}
-- src/app.ts --
import express from "express"
import { createSigner } from "fast-jwt"
const app = express()
app.post("/login", async (req, res) => { res.json({ token: createSigner({ key: process.env.KEY })({ id: 1 }) }) })
app.listen(3000)
"""),
]
