"""Deployment is scripted or automated.

A deployment that lives in one person's head or shell history goes differently every time, and not at all when that person is away. The step
that was forgotten this time is an outage for the users.

Pass: a deploy job, infrastructure or platform file of the app (workflow with a deploy step, Terraform, Helm, Kubernetes, Ansible,
Capistrano/Kamal, Procfile/app.json, fly.toml, render.yaml, vercel.json, serverless.yml, buildspec, a deploy script or target)

Fail: nothing of the kind is found

Fix: Put the deployment into the repository: a workflow job that runs on the default branch and deploys (`kubectl apply`, `helm upgrade`,
`terraform apply`, `fly deploy`, `kamal deploy`, `cap production deploy`, `serverless deploy`), or the platform's own file (`fly.toml`,
`render.yaml`, `app.json`, `vercel.json`). A `deploy` script or make target that anyone on the team can run is enough to begin with.

Searched: deploy and publish steps in CI; Terraform and other infrastructure, Kubernetes, Helm, Ansible, platform files, production compose
files, deploy scripts and targets
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Delivery, Finding, Parts, Pipelines, Releases, example, rule, supports, unread_pipelines

SHOWN = 4


@rule(id="DEP004", severity="high", sources=("S1.5", "S2", "S4"))
def deploy_automated(pipelines: Pipelines, delivery: Delivery, releases: Releases, parts: Parts) -> Iterator[Finding]:
    for what, says, found in (("deploy", "deploys", releases.deploys), ("publish", "publishes", pipelines.runs("publish"))):
        runs = {r.at: r for r in found}
        yield from (supports(r, f"{r.pipeline.provider} {says}: `{r.command.shown}`") for r in list(runs.values())[:SHOWN])
        yield from (supports(at, f"{name} {says}") for name, at in list(pipelines.remote(what))[:SHOWN])
    for means in delivery.means:
        yield supports(means, means.says)
    for start in (s for part in parts for s in part.starts if s.is_by_clock):
        yield supports(start.at, "the workflow runs what stands on the branch")
    for command in pipelines.entries_of("deploy")[:1]:
        yield supports(command, f"{' → '.join(command.via)} deploys: `{command.shown}`")
    yield from unread_pipelines(pipelines)


EXAMPLES = [
    example("a PowerShell script that deploys to IIS", "pass", line="deploy/Deploy-App.ps1:2", repo="""
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- deploy/Deploy-App.ps1 --
param([string]$Artifact)
Stop-WebAppPool -Name $Pool
robocopy $Artifact $Live /MIR
Start-WebAppPool -Name $Pool
"""),
    example("a list of folders that are called after deployments, over several lines", "fail", repo="""
-- app.py --
app = Flask(__name__)
-- .github/workflows/validate.yml --
on: pull_request
jobs:
  validate:
    steps:
      - run: |
          roots=$(find infra/deployments -type d \\
            -not -path "infra/deployments/forms"
          )
          terraform validate
"""),
    example("a workflow of a repository that is called after deployments, which only lints", "fail", repo="""
-- app.py --
app = Flask(__name__)
-- .github/workflows/lint.yml --
on: pull_request
jobs:
  lint:
    uses: acme/shop-deploy/.github/workflows/lint-workflows.yml@main
"""),
    example("a workflow elsewhere that is called after what it does", "pass", line=".github/workflows/ship.yml:3", repo="""
-- app.py --
app = Flask(__name__)
-- .github/workflows/ship.yml --
on: {push: {branches: [main]}}
jobs:
  ship:
    uses: acme/shop-infra/.github/workflows/deploy.yml@main
"""),
    example("pnpm deploy copies a package with what it needs", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
require("express")().listen(80)
-- .github/workflows/ci.yml --
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: pnpm --filter backend --prod deploy .artifacts/backend
"""),
    example("results that are fetched from storage", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/train.yml --
on: push
jobs:
  train:
    steps:
      - run: aws s3 cp s3://shop-models/latest/ results/ --recursive
"""),
    example("a server of models is rolled out", "pass", line=".github/workflows/serve.yml:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/serve.yml --
on: push
jobs:
  serve:
    steps:
      - run: anyscale service rollout -f serve.yaml
"""),
    example("OpenShift: a roll-out that is broken off, and files copied within the job", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
require("express")().listen(80)
-- .github/workflows/assets.yml --
on: push
jobs:
  assets:
    runs-on: ubuntu-latest
    steps:
      - run: oc rollout cancel deployment/shop
      - run: rsync -ar ./node_modules/frontend/all.js static/vendor/all.js
"""),
    example("a program for deploys is fetched, and nothing deploys", "fail", repo="""
-- server.js --
require("express")().listen(80)
-- .github/workflows/main.yml --
on: push
jobs:
  tools:
    runs-on: ubuntu-latest
    steps:
      - run: curl -sL -o bin/ecs-deploy https://example.com/ecs-deploy/main/ecs-deploy
"""),
    example("what Claudia.js keeps of a function", "pass", line="claudia.json:1", repo="""
-- package.json --
{"dependencies": {"express": "4", "aws-serverless-express": "3"}, "devDependencies": {"claudia": "5"}}
-- lambda.js --
require("aws-serverless-express").createServer(require("./app"))
-- app.js --
const app = require("express")()
app.get("/orders", (req, res) => res.json([]))
module.exports = app
-- claudia.json --
{"lambda": {"role": "shop", "name": "shop", "region": "eu-west-1"}, "api": {"id": "a1", "module": "lambda"}}
"""),
    example("Deno Deploy is told by the pipeline", "pass", line=".github/workflows/deploy.yml:4", repo="""
-- .github/workflows/deploy.yml --
on: push
jobs:
  deploy:
    steps: [{uses: denoland/deployctl@v1, with: {project: shop, entrypoint: main.ts}}]
-- main.ts --
Deno.serve(() => new Response("a"))
"""),
    example("the Serverless Framework's file in TypeScript", "pass", line="serverless.ts:3", repo="""
-- package.json --
{"dependencies": {"@middy/core": "4"}, "devDependencies": {"serverless": "3"}}
-- serverless.ts --
const shop: AWS = {
  service: "shop",
  provider: { name: "aws", runtime: "nodejs22.x" },
  functions: { orders: { handler: "src/orders.handler", events: [{ httpApi: "GET /orders" }] } },
};
module.exports = shop;
-- src/orders.ts --
export const handler = async () => ({ statusCode: 200, body: "[]" });
"""),
    example("what tells people of a release deploys nothing", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- .woodpecker.yml --
steps:
  tell:
    image: alpine:3
    commands:
      - "curl -H'Title: ${CI_REPO_NAME}:${CI_COMMIT_TAG} deployed' -d'${CI_PIPELINE_URL}' ntfy.sh/shop"
    when:
      event: tag
"""),
    example("Rails: what a new app has for Kamal, as it was made", "fail", repo="""
-- Gemfile --
gem "rails", "~> 8.0.0"
gem "kamal", require: false
-- config.ru --
run Rails.application
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- config/deploy.yml --
# Name of your application. Used to uniquely configure containers.
service: shop
image: your-user/shop
servers:
  web:
    - 192.168.0.1
proxy:
  ssl: true
  host: app.example.com
"""),
    example("its documents alone go to a host of pages", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- package.json --
{"dependencies": {"express": "4"}}
-- .github/workflows/pages.yml --
on: {push: {branches: [main]}}
jobs:
  build:
    steps:
      - run: pip install mkdocs
      - run: mkdocs build -f docs/mkdocs.yml
  deploy:
    needs: build
    steps:
      - uses: actions/deploy-pages@v4
"""),
    example("pages that a bundler makes go to a host of pages", "pass", line=".github/workflows/pages.yml:6", repo="""
-- src/main.jsx --
import { createRoot } from "react-dom/client"
createRoot(document.body).render(<App/>)
-- index.html --
<script type="module" src="/src/main.jsx"></script>
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "19", "react-dom": "19", "vite": "7"}}
-- .github/workflows/pages.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    steps:
      - run: npm run build
      - uses: peaceiris/actions-gh-pages@v4
        with: {publish_dir: ./dist}
"""),
    example("Aspire: the app host is deployed with one command", "pass", line="README.md:4", repo="""
-- Shop.AppHost/Shop.AppHost.csproj --
<Project Sdk="Aspire.AppHost.Sdk/13.0.0"></Project>
-- Shop.AppHost/Program.cs --
var builder = DistributedApplication.CreateBuilder(args);
builder.AddProject<Projects.Shop>("shop");
builder.Build().Run();
-- Shop/Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Shop/Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "shop");
app.Run();
-- README.md --
# Shop

```sh
azd up
```
"""),
    example("Aspire: the app host starts the shop on one's own machine", "fail", repo="""
-- Shop.AppHost/Shop.AppHost.csproj --
<Project Sdk="Aspire.AppHost.Sdk/13.0.0"></Project>
-- Shop.AppHost/Program.cs --
var builder = DistributedApplication.CreateBuilder(args);
builder.AddProject<Projects.Shop>("shop");
builder.Build().Run();
-- Shop/Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Shop/Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "shop");
app.Run();
"""),
    example("the only compose file says that it is for one's own machine", "fail", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(80)
-- Dockerfile --
FROM node:22
COPY . .
CMD ["node", "server.js"]
-- docker-compose.yml --
services:
  shop:
    build: .
    environment:
      NODE_ENV: development
"""),
    example("a deploy job", "pass", line=".github/workflows/deploy.yml:6", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/deploy.yml --
on: {push: {branches: [main]}}
jobs:
  deploy:
    steps:
      - run: |
          flyctl deploy --remote-only
"""),
    example("CI publishes the image", "pass", line=".github/workflows/image.yml:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/image.yml --
on: {push: {branches: [main]}}
jobs:
  image:
    steps:
      - uses: docker/build-push-action@v6
        with: {push: true, tags: "org/app:1"}
"""),
    example("a platform file", "pass", line="render.yaml:1", repo="""
-- server.js --
require("express")().listen(3000)
-- package.json --
{"dependencies": {"express": "4"}}
-- render.yaml --
services:
  - type: web
    name: app
"""),
    example("a specification for DigitalOcean's App Platform", "pass", line="spec.yaml:4", repo="""
-- server.js --
require("express")().listen(3000)
-- package.json --
{"dependencies": {"express": "4"}}
-- spec.yaml --
name: app
services:
  - name: app
    instance_size_slug: basic-xxs
"""),
    example("a message to a channel deploys nothing", "fail", repo="""
-- server.js --
require("express")().listen(80)
-- .github/workflows/review.yml --
on: pull_request
jobs:
  tell:
    runs-on: ubuntu-latest
    steps:
      - run: |
          PAYLOAD=$(jq -n --arg url "$PR_URL" '{"text": $url}')
          curl -X POST "$WEBHOOK_URL" -H "Content-Type: application/json" -d "$PAYLOAD"
"""),
    example("a cluster for tests in CI deploys nothing", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- package.json --
{"dependencies": {"express": "4"}}
-- .github/workflows/ci.yml --
on: pull_request
jobs:
  test:
    steps:
      - uses: helm/kind-action@v1
      - run: npm test
"""),
    example("a deploy target", "pass", line="Makefile:2", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- Makefile --
deploy:
	kubectl apply -f deployment.yaml
"""),
    example("a Dockerfile alone", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- Dockerfile --
FROM python:3.13-slim
CMD ["python", "app.py"]
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - run: docker build -t app .
"""),
    example("an image that is built and not pushed", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    steps:
      - uses: docker/build-push-action@v6
        with: {push: false}
"""),
    example("a library is not deployed", "na", repo="""
-- pyproject.toml --
[project]
name = "lib"
version = "1"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
-- src/lib/__init__.py --
x = 1
"""),
    example("the only compose file runs what an image for development starts", "fail", repo="""
-- package.json --
{"scripts": {"dev": "vite", "build": "vite build"}, "dependencies": {"react": "18"}, "devDependencies": {"vite": "5"}}
-- index.html --
<script type="module" src="/src/main.jsx"></script>
-- src/main.jsx --
import { createRoot } from "react-dom/client"
createRoot(document.body).render(<App/>)
-- Dockerfile --
FROM node:18
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
EXPOSE 5173
CMD ["npm", "run", "dev"]
-- docker-compose.yaml --
services:
  web:
    build: .
    ports: ["5173:5173"]
"""),
    example("a workflow runs it by the clock", "pass", line=".github/workflows/daily.yml:7", repo="""
-- bin/remind.py --
import requests
-- .github/workflows/daily.yml --
on:
  schedule:
    - cron: '0 8 * * *'
jobs:
  remind:
    steps:
      - run: ./bin/remind.py daily
        env:
          SLACK_HOOK: ${{ secrets.SLACK_HOOK }}
"""),
    example("an organisation's own action uploads the image", "pass", line=".github/workflows/ci.yml:6", repo="""
-- .github/workflows/ci.yml --
on: {push: {branches: [main]}}
jobs:
  image:
    steps:
      - run: docker build -t shop .
      - uses: example/actions/upload-docker-image@v1
        with: {image: shop, redeploy_ecs_service: shop}
-- app.py --
from flask import Flask
Flask(__name__).run()
"""),
    example("what is installed on a cluster that the job makes is gone with it", "fail", repo="""
-- go.mod --
module shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- .github/workflows/e2e.yml --
on: push
jobs:
  e2e:
    runs-on: ubuntu-latest
    steps:
      - uses: helm/kind-action@v1
      - run: helm upgrade --install shop ./charts/shop
"""),
]
