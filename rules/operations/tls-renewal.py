"""TLS certificates renew themselves or are watched for expiry.

A certificate that somebody renews by hand expires on a holiday. From that minute every browser shows users a warning page instead of the
service, and every API client fails.

Pass: cert-manager, ACME/certbot/Caddy/Traefik resolvers, managed certificates, an expiry alert, or a platform that does it

Fix: Let a machine renew it: cert-manager with a `cert-manager.io/cluster-issuer` annotation, Caddy, Traefik's `certificatesResolvers`, a
certbot timer, ACM or a Google-managed certificate on the load balancer, the platform's own. Where that is impossible, alert 21 days
ahead: `probe_ssl_earliest_cert_expiry` from the blackbox exporter, or the uptime service's certificate check.

Searched: cert-manager, ACME clients and servers that renew by themselves, managed certificates, platforms that do it, alerts on expiry,
documents that say who renews; a certificate kept elsewhere needs an attestation
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Platforms, Provisions, example, rule, supports

NO_PLATFORM = ("Procfile", "Cloud Foundry", "Kamal")  # they say nothing of who ends TLS (ruling 7)


@rule(id="OPS004", severity="medium", applies="http", absence="unknown", sources=("S1.7",))
def tls_renewal(provisions: Provisions, platforms: Platforms) -> Iterator[Finding]:
    for found in provisions.on("tls_renewal"):
        yield supports(found, found.says, confidence=found.confidence)
    for platform in platforms.serving:
        if platform.name not in NO_PLATFORM:
            yield supports(platform, f"{platform.name} renews the certificates by itself")


EXAMPLES = [
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
    example("nginx-proxy's companion", "pass", line="docker-compose.yml:7", repo="""
-- docker-compose.yml --
services:
  api:
    build: .
    restart: unless-stopped
    environment:
      - VIRTUAL_HOST=${VIRTUAL_HOST}
      - LETSENCRYPT_HOST=${VIRTUAL_HOST}
-- Dockerfile --
FROM python:3.13
CMD ["python", "app.py"]
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("a certificate that somebody put there", "unknown", repo="""
-- nginx.conf --
server {
  listen 443 ssl;
  ssl_certificate /etc/ssl/shop.pem;
}
-- Procfile --
web: node server.js
-- server.js --
require("express")().listen(80)
"""),
    example("cert-manager", "pass", line="k8s/ingress.yaml:6", repo="""
-- k8s/ingress.yaml --
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
spec:
  tls: [{hosts: [shop.io], secretName: shop-tls}]
-- server.js --
require("express")().listen(80)
"""),
    example("a platform", "pass", line="render.yaml:1", repo="""
-- render.yaml --
services:
  - type: web
    name: shop
-- server.js --
require("express")().listen(80)
"""),
    example("Traefik's resolver", "pass", line="docker-compose.prod.yml:6", repo="""
-- docker-compose.prod.yml --
services:
  traefik:
    image: traefik:3
    command:
      - --providers.docker
      - --certificatesresolvers.le.acme.tlschallenge=true
-- server.js --
require("express")().listen(80)
"""),
    example("a worker", "na", repo="""
-- Procfile --
worker: python work.py
-- work.py --
import time
while True:
    time.sleep(1)
"""),
    example("a module that watches for expiry", "pass", line="terraform/tls.tf:1", repo="""
-- terraform/tls.tf --
module "statuscake-tls-monitor" {
  source = "github.com/example/terraform-statuscake-tls-monitor?ref=v0.1.5"
  statuscake_alert_at = [40, 20, 5]
}
-- server.js --
require("express")().listen(80)
"""),
    example("a monitoring module is given the addresses whose certificates it checks", "pass", line="terraform/monitoring.tf:4", repo="""
-- terraform/monitoring.tf --
module "statuscake" {
  source      = "./vendor/modules/aks//monitoring/statuscake"
  uptime_urls = var.uptime_urls
  ssl_urls    = ["https://shop.example.org"]
}
-- server.js --
require("express")().listen(80)
"""),
    example("the same module, for uptime alone", "unknown", repo="""
-- terraform/monitoring.tf --
module "statuscake" {
  source      = "./vendor/modules/aks//monitoring/statuscake"
  uptime_urls = ["https://shop.example.org"]
}
-- server.js --
require("express")().listen(80)
"""),
    example("Dokku reads app.json too, on a server of one's own", "unknown", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- app.json --
{"buildpacks": [{"url": "heroku/ruby"}], "scripts": {"dokku": {"predeploy": "rails db:migrate"}}}
"""),
    example("the renewal of names that the shop sells", "unknown", repo="""
-- server.js --
require("express")().listen(80)
-- docs/renewals.md --
# Domain renewal

A domain that a buyer marks as `auto-renew` is renewed by its registry.
"""),
]
