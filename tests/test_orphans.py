"""Orphans: modules that nothing brings in, and whatever may be brought in all the same."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.code import Code
from readylint.facts.files import PathRules
from readylint.judging import scan_snapshot
from readylint.options import Options
from readylint.registry import built_in
from readylint.snapshot import Snapshot

SERVER = """
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.use("/orders", require("./routes/orders"))
app.listen(3000)
-- routes/orders.js --
const router = require("express").Router()
router.post("/", (req, res) => res.json(save(req.body)))
module.exports = router
-- routes/carts.js --
const router = require("express").Router()
const { check } = require("../middleware/check")
router.post("/", check, (req, res) => res.json(save(req.body)))
module.exports = router
-- middleware/check.js --
exports.check = (req, res, next) => next()
"""
FASTAPI = """
-- app/main.py --
from fastapi import FastAPI
from app.routers import orders
app = FastAPI()
app.include_router(orders.router)
-- app/routers/orders.py --
from fastapi import APIRouter
router = APIRouter()
-- app/routers/carts.py --
from fastapi import APIRouter
router = APIRouter()
@router.post("/carts")
def add(): ...
"""
GO = """
-- go.mod --
module example.com/shop
-- cmd/shop/main.go --
package main
import (
	"example.com/shop/internal/orders"
)
func main() { orders.Serve() }
-- internal/orders/orders.go --
package orders
-- internal/carts/carts.go --
package carts
-- sdk/client.go --
package sdk
"""
LARAVEL = """
-- artisan --
#!/usr/bin/env php
-- bootstrap/app.php --
<?php
return Application::configure()->withRouting(web: __DIR__.'/../routes/web.php')->withMiddleware(fn ($m) => $m->append(Locale::class));
-- routes/web.php --
<?php
Route::get('/', Home::class);
-- routes/api.php --
<?php
Route::post('/orders', Orders::class);
-- app/Http/Middleware/Locale.php --
<?php
class Locale {}
-- app/Http/Middleware/Throttle.php --
<?php
class Throttle {}
"""
LEFT = ["middleware/check.js", "routes/carts.js"]


def orphans(repo: str) -> list[str]:
    return sorted(Facts(Snapshot.of(repo.lstrip("\n")), PathRules()).get(Code).orphans)


CASES = [
    ("a module of routes that nothing loads, and what it alone requires", LEFT, SERVER),
    ("only a test requires it", LEFT, SERVER + "-- test/carts.test.js --\nconst carts = require('../routes/carts')\n"),
    ("a comment names it", LEFT, SERVER.replace("app.listen", '// app.use("/carts", require("./routes/carts"))\napp.listen')),
    ("modules of a folder are loaded by their names", [], SERVER.replace("app.listen", """
require("fs").readdirSync("./routes").forEach(name => app.use(require("./routes/" + name)))
app.use(require(path.join(__dirname, "routes", name)))
app.listen""")),
    ("a glob", [], SERVER.replace("app.listen", 'for (const route of glob.sync("./routes/**/*.js")) app.use(require(route))\napp.listen')),
    ("a glob of a tool that reads comments", LEFT, SERVER.replace("app.listen", 'swagger({ apis: ["./routes/*.js"] })\napp.listen')),
    ("an alias", [], SERVER.replace("app.listen", 'const carts = require("@/routes/carts")\napp.use(carts)\napp.listen')),
    ("a setting names it", [], SERVER + "-- serverless.yml --\nfunctions:\n  carts: {handler: routes/carts.add}\n"),
    ("a framework that loads by convention", [], SERVER.replace('"express": "4"', '"express": "4", "@adonisjs/core": "6"')),
    ("nothing is seen to bring anything in", [], SERVER.replace('require("./routes/orders")', "orders")),
    ("nothing starts", [], SERVER.replace("app.listen(3000)", "")),
    ("one that runs by itself", [], SERVER.replace("-- routes/carts.js --", "-- routes/carts.js --\n#!/usr/bin/env node")),
    ("Next's pages bring in what they need", ["lib/limit.ts"], """
-- package.json --
{"dependencies": {"next": "15"}}
-- app/api/orders/route.ts --
import { NextResponse } from "next/server"
import { save } from "@/lib/orders"
export const POST = async (req: Request) => NextResponse.json(await save(req))
-- lib/orders.ts --
export const save = async () => 1
-- lib/limit.ts --
export const limit = () => 1
-- middleware.ts --
export function middleware() {}
"""),
    ("Python: a router that nothing includes", ["app/routers/carts.py"], FASTAPI),
    ("Python: a dotted name", [], FASTAPI.replace("app = FastAPI()", 'app = FastAPI()\nROUTERS = ["app.routers.carts"]')),
    ("Python: modules are loaded by their names", [], FASTAPI.replace("app = FastAPI()", "app = FastAPI()\nimportlib.import_module(name)")),
    ("Python: relative, with others", [], FASTAPI.replace("from app.routers import orders", """from .routers import (
    orders,  # first
    carts,
)""").replace("(orders.router)", "(orders.router)\napp.include_router(carts.router)")),
    ("Python: a router that is imported and not included", ["app/routers/carts.py"], FASTAPI.replace("import orders", "import carts, orders")),
    ("Python: a router by another name", [], FASTAPI.replace("app = FastAPI()", "from .routers.carts import router as more\napp = FastAPI()\napp.include_router(more)")),
    ("what is imported and named no more", ["lib/schemas.ts"], """
-- package.json --
{"dependencies": {"express": "4", "yup": "1"}}
-- src/server.ts --
import express from "express"
import { orders } from "./orders"
import { OrderSchema, CartSchema } from "../lib/schemas"
express().use(orders).listen(3000)
-- src/orders.ts --
export const orders = express.Router()
-- lib/schemas.ts --
import * as yup from "yup"
export const OrderSchema = yup.object({})
export const CartSchema = yup.object({})
"""),
    ("what is imported for what it does", [], """
-- package.json --
{"dependencies": {"express": "4", "mongoose": "8"}}
-- src/server.ts --
import express from "express"
import { orders } from "./orders"
import User from "./user"
express().use(orders).listen(3000)
-- src/orders.ts --
export const orders = express.Router()
-- src/user.ts --
export default mongoose.model("User", schema)
"""),
    ("a router that is required and mounted nowhere", LEFT, SERVER.replace("app.listen", """const carts = require("./routes/carts")
// app.use("/carts", carts)
app.listen""")),
    ("a router that is required and mounted", [], SERVER.replace("app.listen", """const carts = require("./routes/carts")
app.use("/carts", carts)
app.listen""")),
    ("Go: a package that no program imports", ["internal/carts/carts.go"], GO),
    ("Go: a package for tests of another", [], GO.replace('internal/orders"\n', 'internal/orders"\n\t_ "example.com/shop/internal/carts"\n')),
    ("Laravel", ["app/Http/Middleware/Throttle.php", "routes/api.php"], LARAVEL),
    ("Laravel: loaded and named", [], LARAVEL.replace("web: ", "api: __DIR__.'/../routes/api.php', web: ").replace("Locale::", "Throttle::class, Locale::")),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "repo"), [pytest.param(e, r, id=n) for n, e, r in CASES])
def test_orphans(expected: list[str], repo: str) -> None:
    assert orphans(repo) == expected


def test_what_a_private_field_is_made_of_is_named() -> None:
    repo = SERVER.replace("app.listen(3000)", """require("./routes/carts")
const Errors = require("./errors")
class Till {
  #errors = new Errors()
}
app.listen(3000)""")
    repo += "-- errors.js --\nclass Errors {}\nmodule.exports = Errors\n"
    assert "errors.js" not in Facts(Snapshot.of(repo), PathRules()).get(Code).orphans


def test_the_reason_names_what_would_have_answered() -> None:
    retries = """
-- lib/prices.js --
const axiosRetry = require("axios-retry"), axios = require("axios")
exports.priced = client => axiosRetry(client, { retries: 3, retryDelay: axiosRetry.exponentialDelay })
"""
    call = 'const axios = require("axios")\napp.get("/p", async (q, r) => r.json(await axios.get(process.env.PRICES)))\napp.listen'
    asked = SERVER.replace("app.listen", call)
    asked = asked.replace('"express": "4"', '"express": "4", "axios": "1", "axios-retry": "4"')
    rules = tuple(r for r in built_in() if r.item.id == "REL006")
    said = scan_snapshot(Snapshot.of((asked + retries).lstrip("\n")), rules, Options()).report.assessments[0]
    assert said.verdict == "fail" and said.reason.endswith("(lib/prices.js:2), but nothing brings that file in")


def test_the_report_names_what_counts_for_nothing() -> None:
    report = scan_snapshot(Snapshot.of(SERVER.lstrip("\n")), (), Options()).report
    assert report.coverage.notes[-1] == "code that no other file brings in counts for nothing: middleware/check.js, routes/carts.js"


def test_a_login_that_nothing_brings_in_leaves_routes_to_be_judged() -> None:
    idle = '-- middleware/auth.js --\nconst jwt = require("jsonwebtoken")\nexports.auth = (q, s, next) => jwt.verify(q.headers.authorization, KEY, next)\n'
    scan = scan_snapshot(Snapshot.of(SERVER + idle), built_in(), Options(isolated=True))
    assert "middleware/auth.js" in scan.facts.get(Code).orphans
    made = {m.item.id: m for m in scan.report.assessments}
    assert (made["SEC005"].verdict, [f.location and f.location.path for f in made["SEC005"].findings]) == ("fail", ["routes/orders.js"])
