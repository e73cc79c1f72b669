"""HTTPS is enforced and HTTP redirects to it.

Over plain HTTP, anyone on the same café network or along the way reads passwords and session cookies, and can change the page. One user
who types the address without https is enough to lose the session.

Pass: a redirect or TLS at the edge in code or configuration (SECURE_SSL_REDIRECT, force_ssl, UseHttpsRedirection, requiresSecure,
nginx/Caddy/Traefik/ingress TLS, load balancer redirect, a platform that always does)

Fail: switched off in production settings (SECURE_SSL_REDIRECT = False, force_ssl = false, ssl-redirect: "false", verify=False on a client)

Fix: Redirect at the edge or in the app: `SECURE_SSL_REDIRECT = True` (Django), `config.force_ssl = true` (Rails),
`app.UseHttpsRedirection()` (ASP.NET Core), `requiresSecure()` (Spring), a middleware that redirects (Laravel),
`force_ssl` (Phoenix); or `return 301 https://…` in nginx, Caddy's default, `tls:` on the Ingress, a redirect action on the load
balancer's port 80 listener. Remove `verify=False` and `rejectUnauthorized: false` from clients.

Searched: framework settings and middleware, files of web servers and proxies, ingresses, load balancers, platform files; HTTP clients
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Edge, Finding, Transport, contradicts, example, rule, supports


@rule(id="SEC012", severity="blocker", applies="http", absence="unknown", sources=("S0.3", "S1.3", "S4"))
def https_enforced(transport: Transport, edge: Edge) -> Iterator[Finding]:
    for at, says in (*transport.enforced, *edge.secured):
        yield supports(at, says)
    for at, says in (*transport.switched_off, *edge.opened, *transport.unchecked):
        yield contradicts(at, says)


EXAMPLES = [
    example("the client of a database checks no certificate", "unknown", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Microsoft.Azure.Cosmos" Version="3.46.0" /></ItemGroup></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Store.cs --
public static class Store {
    public static CosmosClient Open(string account, string key) => new CosmosClient(account, key, new CosmosClientOptions {
        HttpClientFactory = () => new HttpClient(new HttpClientHandler {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        }),
    });
}
"""),
    example("a client of rates beside that of a database", "fail", line="Rates.cs:3", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Microsoft.Azure.Cosmos" Version="3.46.0" /></ItemGroup></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Store.cs --
public static class Store {
    public static CosmosClient Open(string account, string key) => new CosmosClient(account, key, new CosmosClientOptions {
        HttpClientFactory = () => new HttpClient(new HttpClientHandler {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        }),
    });
}
-- Rates.cs --
public static class Rates {
    public static HttpClient Open() => new HttpClient(new HttpClientHandler {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    });
}
"""),
    example("Caddy: the site's name comes from the environment", "pass", line="Caddyfile:1", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
const app = require("express")()
app.listen(3000)
-- Caddyfile --
{$DOMAIN:localhost} {
    reverse_proxy shop:3000
}
"""),
    example("a program that deploys waits for the new version, whatever its certificate", "unknown", repo="""
-- app.py --
app = Flask(__name__)
-- terraform/scripts/deploy_service.py --
import ssl, urllib.request
def wait(url):
    context = ssl._create_unverified_context()
    urllib.request.urlopen(url, context=context)
"""),
    example("an editor's colours for nginx", "unknown", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
require("express")().listen(80)
-- public/codemirror/mode/nginx/index.html --
<textarea>
server {
  listen 443 ssl;
}
</textarea>
"""),
    example("Go: a server beside the other sends everyone to HTTPS", "pass", line="main.go:7", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func redirector() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		url := "https://" + req.Host + req.URL.String()
		http.Redirect(w, req, url, http.StatusMovedPermanently)
	})
}

func main() {
	go http.ListenAndServe(":80", redirector())
	http.ListenAndServe(":8443", orders())
}
"""),
    example("Go: one page sends back to where a login began", "unknown", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func login(w http.ResponseWriter, r *http.Request) {
	back := "https://" + r.Host + "/callback"
	http.Redirect(w, r, authorizeURL+"?redirect_uri="+back, http.StatusFound)
}

func main() {
	http.HandleFunc("/login", login)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("a stack of the CDK whose distribution redirects", "pass", line="lib/shop-stack.ts:6", repo="""
-- package.json --
{"dependencies": {"aws-cdk-lib": "2", "constructs": "10"}}
-- lib/shop-stack.ts --
import * as cloudfront from "aws-cdk-lib/aws-cloudfront"
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    new cloudfront.Distribution(this, "Shop", { defaultBehavior: { origin,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS } })
    new lambda.Function(this, "Orders", { handler: "orders.handler", code, runtime: lambda.Runtime.NODEJS_22_X })
  }
}
-- src/orders.ts --
export const handler = async (event: APIGatewayProxyEvent) => ({ statusCode: 200, body: "[]" })
"""),
    example("a manifest has the process check no certificate", "fail", line="kube/deployment.yml:12", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(8080)
-- kube/deployment.yml --
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .APP_NAME }}
spec:
  template:
    spec:
      containers:
        - name: {{ .APP_NAME }}
          image: quay.io/example/shop:1
          env:
            - name: NODE_TLS_REJECT_UNAUTHORIZED
              value: "0"
"""),
    example("a platform that is told to build the folder of the pages", "unknown", repo="""
-- server/package.json --
{"scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}
-- server/index.js --
const app = require("express")()
app.post("/orders", add)
app.listen(process.env.PORT)
-- package.json --
{"name": "shop", "scripts": {"build": "npm --prefix client run build"}}
-- vercel.json --
{"buildCommand": "npm run build", "outputDirectory": "client/dist"}
-- client/package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18"}, "devDependencies": {"vite": "5"}}
"""),
    example("a platform has the pages and functions beside them", "pass", line="vercel.json:1", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18"}, "devDependencies": {"vite": "5"}}
-- vercel.json --
{"rewrites": [{"source": "/((?!api).*)", "destination": "/index.html"}]}
-- api/orders.js --
export default function handler(request, response) { response.json([]) }
"""),
    example("a platform has the pages, and the server runs elsewhere", "unknown", repo="""
-- server/package.json --
{"scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}
-- server/index.js --
const app = require("express")()
app.post("/orders", add)
app.listen(process.env.PORT)
-- client/package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18"}, "devDependencies": {"vite": "5"}}
-- client/vercel.json --
{"rewrites": [{"source": "/(.*)", "destination": "/index.html"}]}
"""),
    example("Supabase keeps the data, and serves nothing of the app", "unknown", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15", "@supabase/ssr": "0.5"}}
-- next.config.js --
module.exports = {}
-- app/api/orders/route.ts --
export async function GET() { return Response.json([]) }
-- supabase/config.toml --
project_id = "shop"
"""),
    example("Django redirects", "pass", line="shop/settings/production.py:1", repo="""
-- shop/settings/production.py --
SECURE_SSL_REDIRECT = True
"""),
    example("Django does not", "fail", line="shop/settings/production.py:1", repo="""
-- shop/settings/production.py --
SECURE_SSL_REDIRECT = False
"""),
    example("off for development only", "unknown", repo="""
-- shop/settings/local.py --
SECURE_SSL_REDIRECT = False
"""),
    example("commented out", "unknown", repo="""
-- config/environments/production.rb --
Rails.application.configure do
  # config.force_ssl = true
end
"""),
    example("Rails", "pass", line="config/environments/production.rb:2", repo="""
-- config/environments/production.rb --
Rails.application.configure do
  config.force_ssl = true
end
"""),
    example("nginx redirects", "pass", line="deploy/nginx.conf:3", repo="""
-- deploy/nginx.conf --
server {
  listen 80;
  return 301 https://$host$request_uri;
}
"""),
    example("the ingress ends TLS", "pass", line="k8s/ingress.yaml:6", repo="""
-- k8s/ingress.yaml --
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  tls:
    - secretName: shop-tls
"""),
    example("a platform that always does", "pass", line="render.yaml:1", repo="""
-- render.yaml --
services:
  - type: web
    name: shop
"""),
    example("fly.io is not told to", "unknown", repo="""
-- fly.toml --
app = "shop"
[http_service]
  internal_port = 8080
"""),
    example("a client that checks nothing", "fail", line="shop/pay.py:2", repo="""
-- shop/pay.py --
import requests
answer = requests.post("https://pay.example.com/charge", json={"amount": 3}, verify=False)
"""),
    example("a client that checks nothing where a setting asks for it", "unknown", repo="""
-- fetch.go --
package fetch

func client(o Options) *http.Client {
	transport := &http.Transport{}
	if o.ignoreTLSErrors {
		suites := all()
		for _, s := range tls.InsecureCipherSuites() {
			suites = append(suites, s.ID)
		}
		transport.TLSClientConfig = &tls.Config{
			CipherSuites:       suites,
			InsecureSkipVerify: true,
		}
	}
	return &http.Client{Transport: transport}
}
"""),
    example("a container's check of itself", "unknown", repo="""
-- extra/healthcheck.go --
package main
func main() {
	http.DefaultTransport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	http.Get("https://127.0.0.1:5001")
}
"""),
    example("a client that never checks", "fail", line="fetch.go:5", repo="""
-- fetch.go --
package fetch

func client() *http.Client {
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}
	return &http.Client{Transport: transport}
}
"""),
    example("a certificate only where the operator sets a domain", "unknown", repo="""
-- server.go --
package server

func tlsFor(conf *Config) *tls.Config {
	manager := autocert.Manager{Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(conf.Domain)}
	return manager.TLSConfig()
}
"""),
    example("a certificate for a host by name", "pass", line="server.go:4", repo="""
-- server.go --
package server

func tls() *tls.Config {
	manager := autocert.Manager{Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist("shop.example.com")}
	return manager.TLSConfig()
}
"""),
    example("a redirect behind an option that nothing sets", "unknown", repo="""
-- shop/settings.py --
import os

if os.environ.get("BEHIND_TLS"):
    SECURE_SSL_REDIRECT = True
"""),
    example("off in common settings, on in those of production", "pass", line="shop/settings/production.py:2", repo="""
-- shop/settings/base.py --
SECURE_SSL_REDIRECT = False
-- shop/settings/production.py --
from .base import *
SECURE_SSL_REDIRECT = True
"""),
    example("on, but off in production", "fail", line="shop/settings/production.py:2", repo="""
-- shop/settings/base.py --
SECURE_SSL_REDIRECT = True
-- shop/settings/production.py --
from .base import *
SECURE_SSL_REDIRECT = False
"""),
    example("links are made https, nobody is redirected", "unknown", repo="""
-- app/Providers/AppServiceProvider.php --
<?php
class AppServiceProvider extends ServiceProvider
{
    public function boot(): void
    {
        URL::forceScheme('https');
    }
}
"""),
    example("a chart without default values, released with those of production", "pass", line="helm/shop/templates/ingress.yaml:9", repo="""
-- helm/shop/Chart.yaml --
name: shop
-- helm/shop/values-production.yaml --
ingress:
  enabled: true
  hosts: [shop.example.com]
-- helm/shop/templates/ingress.yaml --
{{- if .Values.ingress.enabled -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .Release.Name }}
spec:
  tls:
  {{- range .Values.ingress.hosts }}
  - hosts:
    - {{ . }}
    secretName: shop
  {{- end }}
{{- end }}
"""),
    example("a database client that checks nothing", "unknown", repo="""
-- src/db.js --
const { Pool } = require("pg")
module.exports = new Pool({ connectionString: process.env.DATABASE_URL, ssl: { rejectUnauthorized: false } })
"""),
    example("a scheduled job that checks nothing", "fail", line="k8s/job.yaml:13", repo="""
-- k8s/job.yaml --
apiVersion: batch/v1
kind: CronJob
metadata: {name: remind}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: remind
              image: registry.example.com/curl:8
              command: [sh, -c, "curl -ks https://shop.example.com/remind"]
"""),
    example("Symfony's client looks at no certificate", "fail", line="config/packages/framework.yaml:6", repo="""
-- composer.json --
{"require": {"symfony/http-client": "6.4", "symfony/framework-bundle": "6.4"}}
-- config/packages/framework.yaml --
framework:
    http_client:
        scoped_clients:
            browser.client:
                verify_host: false
                verify_peer: false
"""),
    example("Laravel Sail's containers are for a developer's machine", "unknown", repo="""
-- composer.json --
{"require": {"laravel/framework": "^12.0"}}
-- artisan --
<?php
-- docker/8.3/Dockerfile --
FROM ubuntu:24.04
COPY start-container /usr/local/bin/
-- docker-compose.yml --
services:
  laravel.test:
    build:
      context: ./docker/8.3
    environment:
      LARAVEL_SAIL: 1
    labels:
      - "traefik.http.routers.shop-https.entrypoints=websecure"
      - "traefik.http.routers.shop-https.tls=true"
"""),
    example("Rails: production as a developer tries it", "pass", line="config/environments/production.rb:2", repo="""
-- Gemfile --
gem "rails"
-- config/environments/production.rb --
Rails.application.configure do
  config.force_ssl = true
end
-- config/environments/fake_production.rb --
Rails.application.configure do
  config.force_ssl = false
end
"""),
]
