"""HSTS is set with an appropriate max-age.

A redirect to https comes too late for the first request, and an attacker on the same network can answer that one instead. HSTS makes the
browser refuse plain HTTP before anything is sent.

Pass: Strict-Transport-Security of at least 180 days, by code, middleware default or server configuration

Fail: max-age under 180 days in production configuration

Fix: Send `Strict-Transport-Security: max-age=31536000; includeSubDomains`: `SECURE_HSTS_SECONDS = 31536000` (Django), `config.force_ssl =
true` (Rails), helmet, Spring Security over https by default, `app.UseHsts()` with `MaxAge` (ASP.NET Core), `force_ssl: [hsts: true]`
(Phoenix), `add_header … always` in nginx, `header` in Caddy. Begin with a day where subdomains may still speak http, then raise it to at
least 180 days.

Searched: code, middleware, framework settings, files of web servers and proxies, ingresses, infrastructure, platform files
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Headers, contradicts, example, rule, supports

HALF_A_YEAR = 180 * 86400


@rule(id="SEC013", severity="medium", applies="http", absence="unknown", sources=("S1.3", "S2"))
def hsts(headers: Headers) -> Iterator[Finding]:
    for header in headers.named("hsts"):
        if header.seconds >= HALF_A_YEAR:
            yield supports(header, header.says)
        elif header.seconds:
            yield contradicts(header, f"{header.says}: {_shown(header.seconds)} is under 180 days")


def _shown(seconds: int) -> str:
    days = seconds // 86400
    return f"{days} days" if days > 1 else f"{seconds} seconds"


EXAMPLES = [
    example("Spring Security: an age in days", "pass", line="src/main/java/shop/Security.java:5", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-security</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
@SpringBootApplication public class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }
-- src/main/java/shop/Security.java --
package shop;
class Security {
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.headers(h -> h
            .httpStrictTransportSecurity(hsts -> hsts
                .includeSubDomains(true)
                .maxAgeInSeconds(Duration.of(186, ChronoUnit.DAYS).toSeconds()))).build();
    }
}
"""),
    example("the headers of another site, among data for show", "unknown", repo="""
-- server.js --
require("express")().listen(3000)
-- lib/mock.js --
module.exports = { headers: { "Strict-Transport-Security": "max-age=63072000" } }
"""),
    example("NelmioSecurityBundle's own key", "pass", line="config/packages/nelmio_security.yaml:4", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "nelmio/security-bundle": "^3"}}
-- config/packages/nelmio_security.yaml --
nelmio_security:
  forced_ssl:
    enabled: true
    hsts_max_age: 31536000
-- src/Kernel.php --
<?php
use Symfony\\Bundle\\FrameworkBundle\\Kernel\\MicroKernelTrait;
"""),
    example("NAV's common filter sets HSTS too", "pass", line="src/main/java/shop/Filters.java:8", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
-- src/main/java/shop/Orders.java --
package shop;
@RestController
public class Orders {
    @GetMapping("/orders")
    public List<Order> list() { return orders.all(); }
}
-- src/main/java/shop/Filters.java --
package shop;
import no.nav.common.rest.filter.SetStandardHttpHeadersFilter;
@Configuration
public class Filters {
    @Bean
    public FilterRegistrationBean<SetStandardHttpHeadersFilter> filter() {
        FilterRegistrationBean<SetStandardHttpHeadersFilter> registration = new FilterRegistrationBean<>();
        registration.setFilter(new SetStandardHttpHeadersFilter());
        registration.addUrlPatterns("/*");
        return registration;
    }
}
"""),
    example("HOF sets what helmet does", "pass", line="server.js:4", repo="""
-- server.js --
"use strict";
const hof = require("hof");
const settings = require("./hof.settings");
const app = hof(Object.assign({}, settings, {csp: {imgSrc: ["www.example.com"]}}));
module.exports = app;
"""),
    example("Plug.SSL sends it by default", "pass", line="lib/shop_web/router.ex:4", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.8"}]
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
  plug ShopWeb.Router
end
-- lib/shop_web/router.ex --
defmodule ShopWeb.Router do
  use ShopWeb, :router
  pipeline :secure do
    plug(Plug.SSL, rewrite_on: [:x_forwarded_proto])
  end
  scope "/", ShopWeb do
    pipe_through [:secure]
    get "/", PageController, :index
  end
end
"""),
    example("helmet's default", "pass", line="server.js:3", repo="""
-- server.js --
const helmet = require("helmet")
const app = require("express")()
app.use(helmet())
"""),
    example("an hour, in nginx", "fail", line="deploy/nginx.conf:2", says="3600 seconds", repo="""
-- deploy/nginx.conf --
server {
  add_header Strict-Transport-Security "max-age=3600; includeSubDomains";
}
"""),
    example("a year, in nginx", "pass", line="deploy/nginx.conf:2", repo="""
-- deploy/nginx.conf --
server {
  add_header Strict-Transport-Security "max-age=31536000";
}
"""),
    example("in the development settings", "unknown", repo="""
-- shop/settings/local.py --
SECURE_HSTS_SECONDS = 60
"""),
    example("Django, a product", "pass", line="shop/settings.py:2", repo="""
-- shop/settings.py --
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
"""),
    example("Rails' force_ssl", "pass", line="config/environments/production.rb:2", repo="""
-- config/environments/production.rb --
Rails.application.configure do
  config.force_ssl = true
end
"""),
    example("ASP.NET Core keeps 30 days", "fail", line="Program.cs:3", says="30 days", repo="""
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.UseHsts();
app.Run();
"""),
    example("OwaspHeaders.Core's builder keeps a year", "pass", line="Headers.cs:2", repo="""
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.UseSecureHeadersMiddleware(Headers.Own());
app.Run();
-- Headers.cs --
public class Headers {
    public static SecureHeadersMiddlewareConfiguration Own() => SecureHeadersMiddlewareBuilder.CreateBuilder().UseHsts().Build();
}
"""),
    example("OwaspHeaders.Core's builder is told an hour", "fail", line="Program.cs:2", says="3600 seconds", repo="""
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.UseSecureHeadersMiddleware(SecureHeadersMiddlewareBuilder.CreateBuilder().UseHsts(3600, false).Build());
app.Run();
"""),
    example("ASP.NET Core with a year", "pass", line="Program.cs:2", repo="""
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHsts(options => { options.MaxAge = TimeSpan.FromDays(365); });
var app = builder.Build();
app.UseHsts();
app.Run();
"""),
    example("ingress-nginx ends TLS", "pass", line="k8s/ingress.yaml:8", repo="""
-- k8s/ingress.yaml --
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  tls:
    - secretName: shop-tls
"""),
    example("TLS at another ingress", "unknown", repo="""
-- k8s/ingress.yaml --
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: traefik
  tls:
    - secretName: shop-tls
"""),
    example("NestJS: a middleware of the app's own that is helmet", "pass", line="src/helmet.middleware.ts:5", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10", "helmet": "^6.0.0"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then(app => app.listen(3000))
-- src/helmet.middleware.ts --
import helmet from "helmet"
@Injectable()
export class HelmetMiddleware implements NestMiddleware {
  constructor() {
    this.middleware = helmet({ crossOriginEmbedderPolicy: false })
  }
  use(req: Request, res: Response, next: NextFunction) { this.middleware(req, res, next) }
}
-- src/app.module.ts --
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer) { consumer.apply(HelmetMiddleware).forRoutes("*") }
}
"""),
    example("hapi: its security headers are switched on", "pass", line="config/server.config.js:1", repo="""
-- package.json --
{"scripts": {"start": "node index.js", "test": "lab"}, "dependencies": {"@hapi/hapi": "21", "@hapi/lab": "26", "pg": "8"}}
-- index.js --
const Hapi = require('@hapi/hapi')
Hapi.server(require('./config/server.config.js').hapi).start()
-- config/server.config.js --
module.exports = { hapi: { port: process.env.PORT, routes: { security: true } } }
"""),
]
