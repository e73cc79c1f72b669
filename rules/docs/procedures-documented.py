"""Non-obvious procedures are documented.

The backfill that is run once a year and the key that is rotated once in two are done from memory. One wrong argument then changes users'
rows that cannot be changed back.

Pass: at least one of: seeding the database, running a backfill or one-off task, rotating a secret, written down with its command

Fail: nothing of the kind is found

Fix: Write one page under `docs/procedures/` for each: seeding a database (`manage.py loaddata`, `rails db:seed`, `php artisan db:seed`,
`prisma db seed`), a backfill or one-off task with its exact command and a dry run, the rotation of each secret with what has to be
restarted. Say how to see that it worked and how to stop it.

Searched: commands in documents that seed, backfill, import, rotate, restore or run a task of the project, and sections on that
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Topics, example, rule, supports

SHOWN = 5


@rule(id="DOC005", severity="low", sources=("S1.8",), unless=("static site",))
def procedures_documented(topics: Topics) -> Iterator[Finding]:
    for _, told in zip(range(SHOWN), topics.told("procedures")):
        yield supports(told, f"{told.what} is written down")


EXAMPLES = [
    example("how refresh tokens are rotated is the program's own doing", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
require("express")().listen(3000)
-- docs/tokens.md --
# Tokens

## Refresh-token rotation with reuse detection

1. The signature is verified.
2. A new token is issued.
"""),
    example("a name over two lines, and words between it and the next", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/log.md --
# What was done

The new group of readers (`auto-offset-reset:
earliest`) replayed stale, pre-`amount` messages left over from tests.
"""),
    example("a one-off command makes the tables", "pass", line="README.md:3", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- README.md --
# Shop

## Initialise the database

This is a one-off command that you run when you launch the stack for the first time.

```
docker-compose run shop setup --config /etc/shop.conf
```
"""),
    example("a script whose purpose stands in the words above it", "pass", line="README.md:5", repo="""
-- package.json --
{"dependencies": {"express": "4", "mongoose": "8"}}
-- README.md --
# Shop
Run the setup script, which creates some test data:

```
node startup_script.js
```
-- startup_script.js --
require("mongoose")
-- server.js --
require("express")().listen(80)
"""),
    example("the branches of a drawn call tree are not typed", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- README.md --
# Shop
How a request goes:

```
1. POST /users
   ├── UserController.createUser() is called
   └── UserService.createUser() saves the row
```
-- server.js --
require("express")().listen(80)
"""),
    example("how it is started, and what data a test makes", "fail", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- README.md --
# Shop
The tests create test data by themselves.

```
node server.js
```
-- server.js --
require("express")().listen(80)
"""),
    example("a script that fills the database anew", "pass", line="README.md:4", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- README.md --
## Database
A script creates the database and fills it with data:

    ./reset_db.sh
-- reset_db.sh --
python manage.py migrate
python manage.py loaddata fixtures/*
"""),
    example("install, migrate, run and test are obvious", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- README.md --
# App

```sh
pip install -r requirements.txt
python manage.py migrate
python manage.py runserver
rails db:migrate
rake test
```
"""),
    example("seeding with its command", "pass", line="README.md:4", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- README.md --
# App

```sh
npm run db:seed
```
"""),
    example("a one-off run of the app's own program", "pass", line="README.md:4", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- README.md --
# App

```sh
ROUTES=/tmp/routes.jsonl ./router -export-routes
```
"""),
    example("what to do after a failed night", "pass", line="README.md:4", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- README.md --
# App
## Runbook

### Re-running a job

```sh
kubectl port-forward shop-1 8080:8080
curl -X POST localhost:8080/jobs/night
```
"""),
    example("a plan of what will be seeded", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- docs/policies.md --
# Default Policy Seed Plan

The table of policies is called policies. A new company should find one policy in it, which approves small sums by itself and leaves the
large ones to the owner; the trigger that makes the company will write that row when the first user of it signs up.
"""),
    example("the rotation of a key", "pass", line="docs/keys.md:1", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/keys.md --
# Rotating the signing key

```sh
kubectl rollout restart deployment/app
```
"""),
    example("the rotation of logs is another thing", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/logs.md --
# Log file rotation

```sh
logrotate -f /etc/logrotate.conf
```
"""),
    example("a library is not deployed", "na", repo="""
-- setup.py --
from setuptools import setup
setup(name="lib")
-- lib/__init__.py --
def f(): pass
"""),
    example("what is typed into the app's console", "pass", line="docs/domains.md:3", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- docs/domains.md --
# Domains

## Adding a domain

Domains are added to the table by running this in a Rails console:

```ruby
SuspiciousDomain.create(domain: "malicious.example.com")
```
"""),
    example("make generates code, no data", "fail", repo="""
-- go.mod --
module shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- README.md --
# Shop

```bash
make generate      # mocks
```
"""),
    example("make generates a key", "pass", line="README.md:4", repo="""
-- go.mod --
module shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- README.md --
# Shop

```bash
make generate-signing-keys
```
"""),
    example("a script that imports an example", "pass", line="import-script/README.md:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- import-script/README.md --
# Import script
This script imports an example data set into a database of one's own. It takes for granted that there are no data sets yet.

```
./import-script.sh
```
-- import-script/import-script.sh --
mongoimport --db datasets --file editions.json
"""),
    example("ASP.NET Core: the app is run with the name of a task", "pass", line="README.md:5", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"/>
-- Program.cs --
if (await Import.RunImport(args)) return;
WebApplication.CreateBuilder(args).Build().Run();
-- README.md --
#### Data import

The partners' data is fetched by running the importer:

    dotnet run --project UI import
"""),
    example("a job made from a scheduled one, on two lines", "pass", line="README.md:6", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- README.md --
## Tasks

To fill the test database from that of production:

```
kubectl --namespace=shop-prod \\
  create job --from=cronjob.batch/db-refresh refresh
```
"""),
    example("a target that makes the index anew", "pass", line="README.md:4", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- README.md --
## Search
The index is put together with its mapping:

    make create-index
-- Makefile --
create-index:
	python manage.py search_index --rebuild -f
"""),
]
