"""How to deploy is documented.

When the one person who deploys is ill, a fix that is ready cannot reach the users. The next person learns the steps by trying them on
production.

Pass: a deployment section or document

Fail: nothing of the kind is found, or only a generator's advertisement or a link to the running site

Fix: Add a "Deployment" section to the README or `docs/deployment.md`: what triggers a deploy, the environments and their addresses, the
secrets that are needed and where they live, the command, and how to see that it worked.

Searched: documents and sections on deploying, hosting, releasing and running in production, and commands that deploy
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Topics, example, rule, supports

SHOWN = 5


@rule(id="DOC002", severity="medium", sources=("S1.8", "S2"))
def deploy_documented(topics: Topics) -> Iterator[Finding]:
    for _, told in zip(range(SHOWN), topics.told("deploy")):
        yield supports(told, f"{told.what} tells how to deploy")


EXAMPLES = [
    example("a guide in a site of its own, its title before the text", "pass", line="modules/microsite/docs/doc/install.md:3", repo="""
-- server.js --
require("express")().listen(3000)
-- modules/microsite/docs/doc/install.md --
---
layout: docs
title: Installation
---

# {{ page.title }}

Unpack the files into `/opt/shop` and copy the unit into place, so that systemd starts the server again after the machine does. Put the
address of the database into its settings first.
"""),
    example("a database for development that starts again by itself", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## To run MongoDB

```
docker run --restart unless-stopped -d -p 27017-27019:27017-27019 --name mongodb mongo:6.9
```
"""),
    example("a section that hands over to a guide", "pass", line="README.md:3", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## Deployment

You can deploy it into your account by following [the instructions](./docs/getting_started.md).
-- docs/getting_started.md --
# Getting started

Follow these steps: create the application in the console of the cloud, connect your fork of the repository, add the keys of the payment
provider as variables, and wait until the first build has come through. Then open the address that the console shows.
"""),
    example("the generator's advertisement", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## Deploy on Vercel

The easiest way to deploy your Next.js app is to use the [Vercel Platform](https://vercel.com/new) from the creators of Next.js.
"""),
    example("a link to the running site, and a box to tick", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

Deployment link: https://app.example.com

## Deployment checklist

- [ ] Deploy to production, watch the dashboards, tell the team and the users about what has changed since the last one
"""),
    example("how to run a job again that failed in production", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## Re-running a job

If a job failed in production, forward a port and ask for it again:

```sh
kubectl port-forward shop-1 3000:3000
curl -X POST localhost:3000/jobs/night
```
"""),
    example("a section that says what happens", "pass", line="README.md:3", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## Deployment

Every merge to the main branch is built and deployed to staging; production follows when the release manager approves the job.
"""),
    example("a command that deploys, under another heading", "pass", line="README.md:6", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## Azure Developer CLI

```sh
azd up
```
"""),
    example("a section in Arabic", "pass", line="README.md:3", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## النشر للإنتاج

```bash
vercel --prod
```
"""),
    example("how a release is made", "pass", line="CONTRIBUTING.md:3", repo="""
-- server.js --
require("express")().listen(3000)
-- CONTRIBUTING.md --
# Contributing

## Making a new release

A maintainer creates a new tag and writes its notes from the changelog. The pipeline then builds the images from that tag and publishes
them, and the cluster takes them over within minutes of that.
"""),
    example("a document of its own", "pass", line="docs/deployment.md:1", repo="""
-- server.js --
require("express")().listen(3000)
-- docs/deployment.md --
# Deployment

```sh
helm upgrade --install shop ./chart
```
"""),
    example("one sentence that sends the reader elsewhere", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- helm/README.md --
# Deployment notes

This uses the generic chart, see https://example.com/charts
"""),
    example("a library is not deployed", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("the database of one's own machine", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## Running Postgres

```shell
docker run -d --name db -p 5432:5432 \\
  -e POSTGRES_PASSWORD=example postgres:17
```
"""),
    example("a finding of an audit tells no deployment", "fail", repo="""
-- server.js --
require("express")().listen(80)
-- docs/security_report.md --
# Findings

### Finding 2: a fallback key in the configuration

A known key is used in production when the variable is missing, so that whoever has read the code can sign tokens for every user. Remove it.

### Finding 3: the deployment

It sends the answers of the bank on to everybody who asks for them, the names of the customers among them, and keeps no log of who did.
"""),
    example("a server for one's own machine", "fail", repo="""
-- index.php --
<?php header("Content-Type: text/html"); echo "Shop";
-- README.md --
# Shop

## Quick Start

1. Copy the folder to C:\\\\xampp\\\\htdocs
2. Start Apache and MySQL in XAMPP
3. Open phpMyAdmin and import the file schema.sql
"""),
    example("notes of plain text in a folder for it", "pass", line="deployment/heroku_notes.txt:1", repo="""
-- server.js --
require("express")().listen(80)
-- deployment/heroku_notes.txt --
1. Log in, and make the app
    $ heroku apps:create shop
2. Put the database beside it
    $ heroku addons:add heroku-postgresql
3. Push the branch, and look at what it writes
    $ git push heroku main
    $ heroku logs --tail
-- deployment/requirements.txt --
django==5.0
"""),
    example("how it is used names a web server", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## Usage

Start nginx and the app with `docker compose up` and open http://localhost:8080.
"""),
    example("how it is used sets up the web server", "pass", line="README.md:3", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# App

## Usage

Build the pages, and let nginx hand the rest over:

```nginx
server {
  server_name shop.example;
  location /api { proxy_pass http://127.0.0.1:3000; }
}
```
"""),
    example("what a machine for development needs, in a guide to set it up", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- docs/setup-guide.md --
# Guide

## Prerequisites

| Tool | What for |
| --- | --- |
| Node.js | the shop |
| Docker Desktop | the database, nginx |
"""),
]
