"""HTTP status codes mean what they say.

Retries, caches, monitors and clients all go by the status code. An error that is sent as 200 is cached as the answer, counted as a
success, and shown to the user as if it had worked.

Pass: no finding

Fail: an error body sent with 200 (success: false or error: ... with no status in a catch or error branch); each is a finding

Fix: Send the status with the error body: `raise HTTPException(status_code=404)`, `return jsonify(…), 400`, `res.status(422).json(…)`,
`ResponseEntity.badRequest()`, `render json: …, status: :unprocessable_entity`, `response()->json($e, 422)`, `return BadRequest(…)`,
`http.Error(w, …, 400)`, `put_status(conn, 422)`. Then search the code for `success: false` and `error:` in answers without one.

Searched: answers in server code with a flag or text of failure; apart from health bodies and acknowledged webhooks
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Answers, Finding, contradicts, example, rule


@rule(id="API002", severity="medium", applies="api", absence="pass", sources=("S1.4",))
def status_codes(answers: Answers) -> Iterator[Finding]:
    for said in answers.disguised:
        yield contradicts(said, f"an answer with `{said.what}` has no error status")
    for said in answers.paired:
        yield contradicts(said, f"`{said.what}` is sent as a part of the body, under a status of success")


EXAMPLES = [
    example("Laravel: the error's own status, or 500", "pass", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- routes/api.php --
<?php
Route::get('/orders', [OrdersController::class, 'show']);
-- app/Exceptions/Handler.php --
<?php
class Handler extends ExceptionHandler
{
    public function render($request, Throwable $exception)
    {
        if ($request->wantsJson()) {
            return response()->json(
                ['error' => $exception->getMessage()],
                method_exists($exception, 'getStatusCode') ? $exception->getStatusCode() : 500
            );
        }
        return parent::render($request, $exception);
    }
}
"""),
    example("Java: what is printed is no answer", "pass", repo="""
-- build.gradle --
dependencies { implementation 'org.springframework.boot:spring-boot-starter-web:3.3.0' }
-- src/main/java/shop/Orders.java --
package shop;
import org.springframework.web.bind.annotation.*;
@RestController
public class Orders {
    @GetMapping("/orders")
    public String all(@RequestParam String day) {
        try {
            return orders.of(format.parse(day));
        } catch (Exception ex) {
            System.out.println("all Error : " + ex.getMessage());
            throw ex;
        }
    }
}
"""),
    example("C#: what a tool tells its caller is no answer", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/orders", () => Results.Ok(orders));
app.Run();
-- BookTool.cs --
public class BookTool {
    public ToolResult Book(Booking booking) {
        return booking.Success
            ? ToolResult.Ok(new { success = true })
            : ToolResult.Ok(new { success = false, error = booking.ErrorMessage });
    }
}
"""),
    example("an error of JSON-RPC, which stands in the body", "pass", repo="""
-- server.js --
const app = new (require("hono").Hono)()
app.post("/mcp", async (c) => {
  try {
    return await handle(c)
  } catch (err) {
    return c.json({ jsonrpc: "2.0", id: c.get("id"), error: { code: -32603, message: "Internal error" } }, { status: 200 })
  }
})
require("@hono/node-server").serve(app)
"""),
    example("Flask: a helper's text of an error is sent with 200", "fail", line="app.py:6", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask, Response
app = Flask(__name__)
@app.route("/users", methods=["POST"])
def add():
    if known(request.json):
        return Response(error_message_helper("User already exists."), 200, mimetype="application/json")
    return Response(saved(request.json), 201, mimetype="application/json")
"""),
    example("Flask: the status beside the body, on a line of its own, or put into the answer that was kept", "pass", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask, flash, jsonify, make_response, redirect, request
app = Flask(__name__)

@app.post("/jobs")
def add():
    if not request.is_json:
        return make_response(jsonify({"error": "Request must be JSON"}), 415)
    try:
        save(request.json)
    except Exception as error:
        return make_response(
            jsonify(
                {"error": "failed to save"}
            ),
            500,
        )
    return jsonify({"id": 1})

@app.get("/jobs/<id>")
def show(id):
    response = jsonify({"error": "Not found"})
    response.status_code = 404
    return response

@app.get("/plans")
def plans():
    body: Response = jsonify(
        {"success": False, "message": "not in your plan"}
    )
    body.status_code = 403
    return body

@app.post("/form")
def form():
    try:
        save(request.form)
    except Exception as e:
        message = f"Failed :: {repr(e)}"
        flash(message)
        return redirect("/")
    return redirect("/jobs")
"""),
    example("a platform's function: the status behind the headers", "pass", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "react-dom": "18", "vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- supabase/functions/answer/index.ts --
Deno.serve(async (req) => {
  try {
    return new Response(JSON.stringify(await answer(req)), { headers: corsHeaders })
  } catch (error) {
    return new Response(JSON.stringify({ error: "not answered" }), {
      headers: { ...corsHeaders, "Content-Type": "application/json" },
      status: 500,
    })
  }
})
"""),
    example("a platform's function: headers, and no status", "fail", line="supabase/functions/answer/index.ts:5", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "react-dom": "18", "vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- supabase/functions/answer/index.ts --
Deno.serve(async (req) => {
  try {
    return new Response(JSON.stringify(await answer(req)), { headers: corsHeaders })
  } catch (error) {
    return new Response(JSON.stringify({ error: "not answered" }), {
      headers: { ...corsHeaders, "Content-Type": "application/json" },
    })
  }
})
"""),
    example("the error itself is the answer", "fail", line="orders.js:5", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- orders.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  try {
    res.send(await orders.all())
  } catch (err) { res.send(err) }
})
app.listen(80)
"""),
    example("the error itself, under a status of failure", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- orders.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  try {
    res.json(await orders.all())
  } catch (err) {
    res.status(500)
    res.json(err)
  }
})
app.get("/carts", async (req, res) => {
  try { res.json(await carts.all()) } catch (error) { res.status(502).send(error) }
})
app.listen(80)
"""),
    example("a Response with its status beside its headers", "pass", repo="""
-- package.json --
{"dependencies": {"hono": "4"}}
-- src/index.ts --
import { Hono } from "hono"
const app = new Hono()
app.post("/login", async (c) => {
  const form = await c.req.formData()
  if (!form.get("code")) {
    return new Response(page({ error: "A code is asked for" }), {
      status: 400,
      headers: { "Content-Type": "text/html" }
    })
  }
  return c.json({ ok: true })
})
export default app
"""),
    example("Go: a struct that says that it failed", "fail", line="main.go:14", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.9.1
-- main.go --
package main

import "github.com/gin-gonic/gin"

func list(c *gin.Context) {
	if missing() {
		c.JSON(http.StatusNotFound, Response{Success: false, Message: "no such order"})
		return
	}
	orders, err := find()
	if err != nil {
		log.Print(err)
		// the client looks at the flag
		c.JSON(http.StatusOK, Response{Success: false, Message: "failed"})
		return
	}
	c.JSON(http.StatusOK, Response{Success: true, Error: "", Data: orders})
}

func main() {
	r := gin.Default()
	r.GET("/orders", list)
	r.Run()
}
"""),
    example("Go: a struct with a code of failure of its own", "fail", line="main.go:7", repo="""
-- go.mod --
module example.com/shop
require github.com/labstack/echo/v4 v4.12.0
-- main.go --
package main

import "github.com/labstack/echo/v4"

func list(c echo.Context) error {
	if orders, err := find(); err != nil {
		return c.JSON(http.StatusOK, &api.Result{Code: 500, Msg: "failed"})
	} else {
		return c.JSON(http.StatusOK, &api.Result{Code: 200, Data: orders})
	}
}

func main() {
	e := echo.New()
	e.GET("/orders", list)
	e.Start(":80")
}
"""),
    example("Go: what is told of a part that failed is no failure of the answer", "pass", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.9.1
-- main.go --
package main

import "github.com/gin-gonic/gin"

func stats(c *gin.Context) {
	c.JSON(http.StatusOK, Stats{Orders: orders, Error: failures, Err: nil})
}

func main() {
	r := gin.Default()
	r.GET("/stats", stats)
	r.Run()
}
"""),
    example("ASP.NET: an object that says that it failed", "fail", line="OrdersController.cs:7", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapControllers();
app.Run();
-- OrdersController.cs --
[ApiController]
[Route("orders")]
public class OrdersController : ControllerBase
{
    [HttpGet("{id}")]
    public IActionResult Get(int id) => Find(id) is { } order ? Ok(order)
        : Ok(new ApiResponse { Success = false, Message = "no such order" });
}
"""),
    example("ASP.NET: the status is set in a block above the answer", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Errors.cs --
public class Errors : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancel)
    {
        context.Response.StatusCode = 422;

        await context.Response.WriteAsJsonAsync(new { success = false, message = "no" }, cancel);
        return true;
    }
}
"""),
    example("hapi: the status behind the answer, over several lines", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"@hapi/hapi": "21"}}
-- server.js --
const hapi = require("@hapi/hapi")
const { HTTP_INTERNAL_SERVER_ERROR } = require("./codes")
const server = hapi.server({ port: 3000 })
server.route({
  method: "GET",
  path: "/orders",
  handler: async (request, h) => {
    try {
      return h.response(await orders())
    } catch (error) {
      console.error("no orders:", error)
      return h.response({
        error: "Internal server error",
        message: "failed"
      }).code(HTTP_INTERNAL_SERVER_ERROR)
    }
  }
})
server.start()
"""),
    example("the script of a page in a string", "pass", repo="""
-- app.py --
from fastapi import APIRouter
router = APIRouter()
PAGE = "<script>r.json().catch(function(){{return{{error:{{message:'Request failed'}}}}}})</script>"
@router.get("/orders")
def orders(): return {"orders": []}
"""),
    example("axum: a handler whose type has no room for a status", "fail", line="src/main.rs:8", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
-- src/main.rs --
use axum::{routing::get, Json, Router};
async fn order(
    Path(id): Path<i32>,
    State(db): State<Db>,
) -> Json<ApiResponse<Order>> {
    match db.order(id).await {
        Ok(order) => Json(ApiResponse::success("found".to_string(), order)),
        Err(err) => Json(ApiResponse::error("not found".to_string(), vec![err.to_string()])),
    }
}
async fn orders(State(db): State<Db>) -> Result<Json<ApiResponse<Orders>>, (StatusCode, Json<ApiResponse<()>>)> {
    match db.orders().await {
        Ok(orders) => Ok(Json(ApiResponse::success("found".to_string(), orders))),
        Err(err) => Err((StatusCode::BAD_GATEWAY, Json(ApiResponse::error("not found".to_string(), vec![])))),
    }
}
async fn main() { axum::serve(listener, Router::new().route("/orders/{id}", get(order))).await.unwrap(); }
"""),
    example("a catch that answers 200", "fail", line="server.js:6", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  try {
    res.json(await orders())
  } catch (e) {
    res.send({ success: false, message: "failed" })
  }
})
app.listen(3000)
"""),
    example("Go, a code of failure of its own under 200", "fail", line="orders.go:9", repo="""
-- go.mod --
module example.com/shop
go 1.23
require github.com/gin-gonic/gin v1.10.0
-- orders.go --
package main

import ("net/http"; "github.com/gin-gonic/gin")

func Order(c *gin.Context) {
	reply := Reply{C: c}
	order, found := find(c.Param("id"))
	if !found {
		reply.Send(http.StatusOK, codes.ERROR_NOT_FOUND, nil)
		return
	}
	reply.Send(http.StatusOK, codes.SUCCESS, order)
}

func main() {
	r := gin.Default()
	r.GET("/orders/:id", Order)
	r.Run()
}
"""),
    example("a status in the chain, or above", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  try {
    res.json({ success: true, error: null, orders: await orders() })
  } catch (e) {
    res.status(500).json({ success: false, error: "failed" })
  }
})
app.get("/items", (req, res) => {
  res.status(404)
  res.json({ success: false })
})
app.listen(3000)
"""),
    example("Flask: what a function beside the routes hands to a template is no answer", "pass", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask, render_template
app = Flask(__name__)
@app.get("/send")
def send():
    return render_template("send.html", **_checked())


def _checked():
    try:
        return {"template": fetch()}
    except HTTPError as e:
        return {"error": "message-too-long", "limit": 918}
app.run()
"""),
    example("FastAPI: a dict that a route returns", "fail", line="app.py:7", repo="""
-- requirements.txt --
fastapi
-- app.py --
from fastapi import FastAPI
app = FastAPI()
@app.get(
    "/orders",
)
async def orders():
    return {"error": "nothing found"}
"""),
    example("FastAPI: a status beside the body, as Flask would take it", "fail", line="main.py:9", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI, status
app = FastAPI()

@app.post("/orders")
def add(order: Order):
    if not order.lines:
        raise HTTPException(status_code=422)
    if order.total < 0:
        return {"error": "the total is negative"}, status.HTTP_400_BAD_REQUEST
    return save(order), status.HTTP_201_CREATED
"""),
    example("Flask: a status beside the body", "pass", repo="""
-- requirements.txt --
flask
-- main.py --
from flask import Flask
from flask_api import status
app = Flask(__name__)

@app.post("/orders")
def add():
    return {"error": "no lines"}, status.HTTP_400_BAD_REQUEST
"""),
    example("FastAPI: a dict that a route hands on", "fail", line="app.py:7", repo="""
-- requirements.txt --
fastapi
-- app.py --
from fastapi import FastAPI
app = FastAPI()
def _checked():
    try:
        return {"healthy": ask()}
    except Exception as e:
        return {"error": str(e)}

@app.get("/state")
def state():
    found = _checked()
    log(found)
    return found
"""),
    example("Flask: with a status and without", "fail", line="app.py:7", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask, jsonify, request
app = Flask(__name__)
@app.get("/orders")
def orders():
    if not request.args:
        return jsonify({"error": "nothing asked"}), 400
    return jsonify({"error": "nothing found"})
app.run()
"""),
    example("Go", "fail", line="main.go:11", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.9.1
-- main.go --
package main

import "github.com/gin-gonic/gin"

func list(c *gin.Context) {
	if missing() {
		c.JSON(404, gin.H{"error": "missing"})
		return
	}
	if failed() {
		c.JSON(http.StatusOK, gin.H{"error": "failed"})
	}
}

func main() {
	r := gin.Default()
	r.GET("/orders", list)
	r.Run()
}
"""),
    example("a health body says what is wrong", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.use(require("./health"))
app.get("/orders", (req, res) => res.json([]))
app.listen(3000)
-- health.js --
module.exports = (req, res) => res.json({ ok: false, error: "database" })
"""),
    example("a command-line tool", "na", repo="""
-- pyproject.toml --
[project]
name = "tool"
version = "1"
scripts = {tool = "tool:main"}
[build-system]
requires = ["setuptools"]
-- tool.py --
def main() -> None:
    print("hello")
"""),
    example("what the page is to show as an error", "fail", line="app/Http/Controllers/TodosController.php:7", repo="""
-- composer.json --
{"require": {"laravel/framework": "^10"}}
-- artisan --
#!/usr/bin/env php
-- routes/api.php --
<?php
Route::delete('/todos/{id}', [TodosController::class, 'delete']);
-- app/Http/Controllers/TodosController.php --
<?php
class TodosController extends Controller {
    public function delete($id) {
        if (Todo::find($id)->delete()) {
            return response()->json(['title' => 'Deleted', 'icon' => 'success']);
        } else {
            return response()->json(['title' => 'Could not be deleted', 'icon' => 'error']);
        }
    }
}
"""),
    example("Laravel: a method of the app's own whose name says that it answers with an error", "pass", repo="""
-- composer.json --
{"require": {"laravel/framework": "^10.0"}}
-- artisan --
<?php
-- routes/api.php --
<?php
Route::get('/orders', [OrderController::class, 'index']);
-- app/Http/Middleware/Authenticate.php --
<?php
class Authenticate
{
    public function handle($request, Closure $next)
    {
        try {
            $this->auth->authenticate();
        } catch (TokenExpiredException $e) {
            return $this->respondError('error: Token has expired');
        }
        return $next($request);
    }
    protected function respondError($message)
    {
        return response()->json(['errors' => ['message' => $message]], 401);
    }
}
"""),
]
