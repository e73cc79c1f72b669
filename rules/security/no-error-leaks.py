"""Error responses leak no internals.

A stack trace tells an attacker which library, which file and which query to aim at, and sometimes shows a password. To the user it only
says that nobody cares.

Pass: no finding

Fail: DEBUG on in settings that production uses or by default, stack trace or exception text sent to the client,
include-stacktrace=always, developer exception page outside development; each is a finding

Fix: Switch debug off unless a developer's variable says otherwise: `DEBUG = env.bool("DEBUG", False)` (Django), no
`app.run(debug=True)`, `APP_DEBUG=false` (Laravel), `server.error.include-stacktrace=never` (Spring), `UseDeveloperExceptionPage` only in
Development, `NODE_ENV=production` with your own Express error handler. Send a fixed sentence and a request id to the client; send
`str(e)` and `err.stack` to the log.

Searched: debug switches in settings and code that production may use; answers in handlers of errors of any kind, with the error's text
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Answers, Debugging, Finding, contradicts, example, rule


@rule(id="SEC018", severity="high", applies="http", absence="pass", sources=("S1.3", "S2"))
def no_error_leaks(answers: Answers, debugging: Debugging) -> Iterator[Finding]:
    for mark in debugging:
        yield contradicts(mark, mark.name)
    for said in answers.leaks:
        yield contradicts(said, f"the text of any error, `{said.what}`, is sent to the client")


RUST = """
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
sqlx = "0.8"
thiserror = "2"
-- src/main.rs --
mod error;
#[tokio::main]
async fn main() { axum::serve(listener, Router::new().route("/orders", get(list))).await.unwrap(); }
-- src/error.rs --
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("no such order")]
    Missing,
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}
impl IntoResponse for AppError {
    fn into_response(self) -> Response {"""

BOOM = """
-- package.json --
{"dependencies": {"@hapi/hapi": "^21.4.0", "@hapi/boom": "^10.0.1"}}
-- server.js --
import Hapi from "@hapi/hapi"
import Boom from "@hapi/boom"
const server = Hapi.server({ port: 3000 })
server.route({
  method: "GET",
  path: "/applications",
  handler: async (request, h) => {
    try {
      return await latest(request.query.sbi)
    } catch (error) {
      throw Boom.internal(error)
    }
  }
})
await server.start()
"""

SPRING = """
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
@RestController
public class App { @GetMapping("/orders") public List<Order> list() { return orders.page(); } }
-- src/main/java/shop/Errors.java --
package shop;

@ControllerAdvice
public class Errors {
    @ExceptionHandler(Exception.class)
    public ResponseEntity<Object> any(Exception ex) {
"""
NEST_FILTER = """
-- package.json --
{"dependencies": {"@nestjs/core": "^11.0.0"}}
-- src/main.ts --
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- src/errors.filter.ts --
@Catch()
export class ErrorsFilter implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost) {
"""

OWN_FUNCTION = """
-- package.json --
{"dependencies": {"express": "5"}}
-- src/main.ts --
import express from 'express';
const app = express();KEPT
app.get('/orders', list);
app.use((error: any, req: Request, res: Response, next: NextFunction) => {
  const failure = asFailure(error);
  res.status(failure.status).json({ error: publicMessage(failure) });
});
app.listen(3000);
"""

FOR_TESTS = """
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
</dependencies></project>
-- src/main/resources/application.yaml --
server:
  port: 80
testing-support:
  enabled: ${TESTING_SUPPORT:SAYS}
-- src/main/java/shop/TestingSupportController.java --
package shop;
@RestController
@ConditionalOnProperty(name = "testing-support.enabled", havingValue = "true")
public class TestingSupportController {
    @PostMapping("/testing/orders")
    public ResponseEntity<String> make(@RequestBody Order order) {
        try {
            return ResponseEntity.ok(orders.make(order));
        } catch (Exception e) {
            return ResponseEntity.internalServerError().body("failed: " + e.getMessage());
        }
    }
}
"""

HANDED = """
-- requirements.txt --
fastapi
-- app.py --
from fastapi import FastAPI
app = FastAPI()
@app.exception_handler(Exception)
async def unexpected(request, exc):
    return JSONResponse(status_code=500, content=TOLD)
"""

EXAMPLES = [
    example("Express: the log call that is given the trace begins with a template that tells the error", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.use((err, req, res, next) => {
  if (err.code === "EBADCSRFTOKEN") {
    return res.status(400).render("error", { message: "failed" })
  } else {
    logger.info(`Unhandled error caught: ${err.message}`, {
      stack: err.stack
    })
  }
  res.status(500).render("error", { message: "failed" })
})
"""),
    example("Express: the answer that is given the trace begins with a template", "fail", line="server.js:4", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.use((err, req, res, next) => {
  res.status(500).render(`errors/${req.locale}`, {
    stack: err.stack
  })
})
"""),
    example("Express: a handler that leaves at once with all but the errors that it tells", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.use((error, req, res, next) => {
  if (!(error instanceof ShopError)) {
    next(error)
    return
  }
  const status = error.statusCode
  res.status(status).json({
    message: error.message
  })
})
app.use((error, req, res, next) => {
  if (!(error.code && error.message)) {
    next(error)
    return
  }
  res.status(500).json({ message: "failed" })
})
app.listen(3000)
"""),
    example("Express: a handler that leaves with what is no error, and tells all others", "fail", line="server.js:7", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.use((error, req, res, next) => {
  if (!(error instanceof Error)) {
    return next(error)
  }
  res.status(500).json({
    message: error.message
  })
})
app.listen(3000)
"""),
    example("Rust: what a check of the input says is made to be told", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
-- src/main.rs --
#[tokio::main]
async fn main() { axum::serve(listener, Router::new().route("/password", post(change))).await.unwrap(); }
async fn change(Json(form): Json<Form>) -> Result<(), (StatusCode, String)> {
    password::validate_strength(&form.password)
        .map_err(|e| (StatusCode::BAD_REQUEST, e.to_string()))?;
    Ok(())
}
"""),
    example("a function of the file keeps back in production what any error says", "pass", repo=OWN_FUNCTION.replace("KEPT", """
const publicMessage = (error: Failure): string =>
  process.env.NODE_ENV === 'production' && !error.expose ? 'failed' : error.message;""")),
    example("a function of the file hands on what any error says", "fail", line="src/main.ts:8", repo=OWN_FUNCTION.replace("KEPT", """
const publicMessage = (error: unknown): string =>
  trimmed(error.message);""")),
    example("a filter whose methods know what each sort of error may tell", "pass", repo=NEST_FILTER + """
    const response = host.switchToHttp().getResponse();
    let answer;
    if (exception instanceof HttpException) {
      answer = this.ofHttp(exception);
    } else {
      answer = this.ofAny(exception);
    }
    response.status(this.statusOf(exception)).json(answer);
  }
  private ofHttp(exception: HttpException) {
    return { error: exception.message };
  }
  private ofAny(exception: unknown) {
    const error = exception instanceof Error ? exception : new Error('unknown');
    return { error: this.isProduction() ? 'failed' : error.message };
  }
  private statusOf(exception: unknown) {
    return exception instanceof HttpException ? exception.getStatus() : 500;
  }
}
"""),
    example("Spring: a controller for tests, whose option is off", "pass", repo=FOR_TESTS.replace("SAYS", "false")),
    example("Spring: a controller for tests, whose option is on", "fail", repo=FOR_TESTS.replace("SAYS", "true")),
    example("the debugger in an image that compose builds for developers, while the app is pushed to a platform", "pass", repo="""
-- requirements.txt --
flask
gunicorn
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Procfile --
web: gunicorn app:app
-- manifest.yml --
applications:
- name: shop
-- Dockerfile --
FROM python:3.13
ENV FLASK_ENV=development
CMD flask run --host 0.0.0.0
-- docker-compose.yml --
services:
  web:
    build: .
    volumes: [".:/app"]
"""),
    example("C#: a middleware describes any error by its own text", "fail", line="Errors.cs:4", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.UseMiddleware<Errors>();
app.Run();
-- Errors.cs --
public class Errors(RequestDelegate next, ProblemDetailsFactory problems) {
    public async Task Invoke(HttpContext context) {
        try { await next(context); }
        catch (Exception error) { var problem = problems.CreateProblemDetails(context, statusCode: 500, detail: error.Message);
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync(JsonSerializer.Serialize(problem)); }
    }
}
"""),
    example("C#: the texts of the app's own errors, arm by arm", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Handler.cs --
public class Handler : IExceptionHandler {
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken token) {
        (string Detail, int Status) details = exception switch
        {
            NotFoundException =>
            (
                exception.Message,
                context.Response.StatusCode = StatusCodes.Status404NotFound
            ),
            ConflictException conflict => (exception.Message, context.Response.StatusCode = StatusCodes.Status409Conflict),
            _ => ("something failed", context.Response.StatusCode = StatusCodes.Status500InternalServerError)
        };
        await context.Response.WriteAsJsonAsync(new ProblemDetails { Detail = details.Detail }, token);
        return true;
    }
}
"""),
    example("PHP: errors that are logged, and looked at", "pass", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7"}}
-- src/Kernel.php --
<?php
use Symfony\\Bundle\\FrameworkBundle\\Kernel\\MicroKernelTrait;
-- src/LogsErrors.php --
<?php
trait LogsErrors {
    public function noteException(Throwable $throwable, array $more = []): void
    {
        $this->logger->critical($throwable->getMessage(), [
            "trace" => $throwable->getTraceAsString(),
            "more" => $more,
        ]);
    }
}
-- src/OAuthListener.php --
<?php
class OAuthListener {
    public function onKernelException(ExceptionEvent $event): void {
        if ($this->isExpectedException($event->getThrowable())) {
            $event->setResponse(new JsonResponse(['error' => 'invalid_request'], 400));
        }
    }
    private function isExpectedException(Throwable $throwable): bool {
        return $throwable->getMessage() === self::EXPECTED;
    }
}
"""),
    example("NestJS: a trace under a name, which is sent outside production alone", "pass", repo=NEST_FILTER + """\
    let stack: string | undefined
    let detail: string | undefined
    if (exception instanceof AppError) {
      stack = exception.stack
    } else if (exception instanceof Error) {
      stack = exception.stack
      detail = exception.message
    }
    const isProduction = process.env.NODE_ENV === "production"
    const body = {
      message: "failed",
      ...(!isProduction && detail && { detail }),
      ...(!isProduction && stack && { stack }),
    }
    host.switchToHttp().getResponse().status(500).json(body)
  }
}
"""),
    example("NestJS: a trace under a name, which is always sent", "fail", line="src/errors.filter.ts:6", repo=NEST_FILTER + """\
    let stack: string | undefined
    if (exception instanceof Error) {
      stack = exception.stack
    }
    const isProduction = process.env.NODE_ENV === "production"
    host.switchToHttp().getResponse().status(500).json({ message: "failed", stack })
  }
}
"""),
    example("NestJS: a name for whether the error was made to be told", "pass", repo=NEST_FILTER + """\
    const isOurs = exception instanceof HttpException;
    if (isOurs) {
      const client = host.switchToWs().getClient<Socket>();
      client.emit("exception", { message: exception.message });
      return;
    }
    super.catch(exception, host);
  }
}
"""),
    example("NestJS: a name for whether it was not", "fail", line="src/errors.filter.ts:7", repo=NEST_FILTER + """\
    const isOurs = exception instanceof HttpException;
    if (!isOurs) {
      const client = host.switchToWs().getClient<Socket>();
      client.emit("exception", { message: exception.message });
    }
  }
}
"""),
    example("an error is made for the log, or kept and logged", "pass", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
const app = require("express")()
app.get("/health", async (req, res) => {
  try { await db.ping() } catch (error) {
    logger.error(new ApiError("ping failed", { cause: error, original: error }))
    const wrapped = new ApiError(error.message)
    logger.warn(wrapped)
  }
  res.json({ up: true })
})
app.listen(3000)
"""),
    example("an error is made of another, and raised by its name", "fail", line="server.js:4", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  try { res.json(await load()) } catch (error) {
    const wrapped = new ApiError(error.message)
    logger.warn(wrapped)
    throw wrapped
  }
})
app.listen(3000)
"""),
    example("Spring: the text of any error goes to who runs the app, over two lines", "pass", repo=SPRING + """\
        if (slack != null)
            slack.notifyError("500 in " + request.getRequestURI(),
                    ex.toString());
        return answer(500, "failed");
    }
}
"""),
    example("Spring: the text of any error has a name, and goes to the log alone", "pass", repo=SPRING + """\
        String message = ex.getMessage();
        log.info(
            "a request failed: {}",
            message);
        return ResponseEntity.status(500).build();
    }
}
"""),
    example("Spring: a helper tells the root of any error", "fail", line="src/main/java/shop/Errors.java:15", repo=SPRING + """\
        return answer(ex, INTERNAL_SERVER_ERROR, "failed");
    }

    private ResponseEntity<Object> answer(Exception ex, HttpStatus status, String text) {
        return new ResponseEntity<>(text, status);
    }

    private ResponseEntity<Object> errorResponse(Exception ex, HttpStatus status, String text) {
        ErrorResponse told = new ErrorResponse(text, getRootException(ex).getLocalizedMessage());
        return new ResponseEntity<>(told, status);
    }
}
"""),
    example("Laravel: a number made of the message, by which it is found in the logs", "pass", repo="""
-- composer.json --
{"require": {"laravel/framework": "5.4.*"}}
-- app/Exceptions/Handler.php --
<?php
class Handler extends ExceptionHandler
{
    public function render($request, Exception $e)
    {
        if ($this->isHttpException($e)) {
            return response()->json(['error' => $e->getMessage()], $e->getStatusCode());
        }
        return response()->view('errors.500', ['number' => md5($e->getMessage())], 500);
    }
}
"""),
    example("ASP.NET Core: the feature of an exception, under any name", "fail", line="Program.cs:7", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.UseExceptionHandler(builder => builder.Run(async context =>
{
    var error = context.Features.Get<IExceptionHandlerFeature>();
    if (error != null)
    {
        await context.Response.WriteAsync(error.Error.Message);
    }
}));
app.MapGet("/orders", (Db db) => db.Orders.ToList());
app.Run();
"""),
    example("Play: the text of whatever went wrong, in a catch of Scala's", "fail", line="app/Orders.scala:5", repo="""
-- build.sbt --
lazy val root = (project in file(".")).enablePlugins(PlayScala)
-- conf/routes --
POST /orders controllers.Orders.place
-- app/Orders.scala --
class Orders extends BaseController {
  def place = Action { request =>
    try { store(request.body); Ok } catch {
      case NonFatal(e) =>
        BadRequest(e.toString)
    }
  }
}
"""),
    example("Rails: a helper that renders the text of any error", "fail", line="app/controllers/orders_controller.rb:5", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- app/controllers/orders_controller.rb --
class OrdersController < ApplicationController
  def destroy
    Delete.call(params[:id])
  rescue StandardError => e
    json_api_error(status: :internal_server_error, message: e.message)
  end
end
"""),
    example("Sinatra: the status and the body as a list", "fail", line="app.rb:6", repo="""
-- Gemfile --
gem 'sinatra'
-- app.rb --
require 'sinatra'
get '/orders' do
  begin
    [200, load]
  rescue => e
    return [500, "Error: #{e.message}"]
  end
end
"""),
    example("Elysia: what a handler returns is the answer", "fail", line="src/index.ts:6", repo="""
-- package.json --
{"scripts": {"start": "bun src/index.ts"}, "dependencies": {"elysia": "1.4.0"}}
-- src/index.ts --
import { Elysia } from "elysia"
new Elysia().get("/orders", async () => {
  try {
    return { orders: await load() }
  } catch (error) {
    return { error: error instanceof Error ? error.message : "Unknown" }
  }
}).listen(3000)
"""),
    example("Plug.ErrorHandler answers with the message of any exception", "fail", line="lib/shop_web/import_controller.ex:7", repo="""
-- mix.exs --
defp deps, do: [{:phoenix, "~> 1.7"}]
-- lib/shop_web/router.ex --
post "/import", ImportController, :import
-- lib/shop_web/import_controller.ex --
defmodule ShopWeb.ImportController do
  use ShopWeb, :controller
  use Plug.ErrorHandler

  @impl Plug.ErrorHandler
  def handle_errors(conn, %{reason: error}) when is_exception(error) do
    send_resp(conn, conn.status, Exception.message(error))
  end
end
"""),
    example("a helper of one's own sends what went wrong", "fail", line="supabase/functions/orders/index.ts:5", repo="""
-- supabase/functions/orders/index.ts --
Deno.serve(async (req) => {
  try {
    return await handle(req);
  } catch (error) {
    return createErrorResponse(500, (error as Error).message);
  }
});
"""),
    example("Plug.ErrorHandler answers with a text of its own", "pass", repo="""
-- mix.exs --
defp deps, do: [{:phoenix, "~> 1.7"}]
-- lib/shop_web/router.ex --
post "/import", ImportController, :import
-- lib/shop_web/import_controller.ex --
defmodule ShopWeb.ImportController do
  use ShopWeb, :controller
  use Plug.ErrorHandler

  @impl Plug.ErrorHandler
  def handle_errors(conn, %{reason: error}) when is_exception(error) do
    Logger.error(Exception.message(error))
    send_resp(conn, conn.status, "Something went wrong")
  end
end
"""),
    example("Spring: a status with a reason, which its answer leaves out by default", "pass", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/Orders.java --
package shop;
@RestController
public class Orders {
    @GetMapping("/orders")
    public List<Order> list() {
        try { return orders.all(); }
        catch (Exception ex) { throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR, "Failed: " + ex.getMessage(), ex); }
    }
}
"""),
    example("Flask: the app's own handlers make an answer of the error", "pass", repo="""
-- app.py --
import json
from flask import Flask, make_response
app = Flask(__name__)
@app.route("/batch", methods=["POST"])
def batch():
    try:
        rv = app.dispatch_request()
    except Exception as e:
        rv = app.handle_user_exception(e)
    response = make_response(rv)
    return make_response(json.dumps([response.status_code]), 207)
"""),
    example("Spring: a log over two lines, and an answer of its own words", "pass", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Errors.java --
package shop;
@RestControllerAdvice
public class Errors {
    @ExceptionHandler(HttpMessageNotReadableException.class)
    public ResponseEntity<Answer> unread(HttpMessageNotReadableException ex, HttpServletRequest request) {

        log.warn("Malformed JSON on {} {}: {}",
                request.getMethod(), request.getRequestURI(), ex.getMessage());

        return answer(HttpStatus.BAD_REQUEST, "Malformed JSON");
    }
}
"""),
    example("ASP.NET Core: a controller's own answer of an error", "fail", line="Controllers/OrderController.cs:8", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapControllers();
app.Run();
-- Controllers/OrderController.cs --
[ApiController]
public class OrderController : BaseController
{
    [HttpPost]
    public async Task<IActionResult> Post([FromBody] Order order)
    {
        try { await orders.Add(order); return Ok(); }
        catch (Exception ex) { return ErrorResponse(ex.Message); }
    }
}
"""),
    example("C#: a helper is handed the error, and a text of its own to tell", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Chat.cs --
public class Chat
{
    private async Task<string> Add(int item)
    {
        try { await basket.AddAsync(item); return "Added."; }
        catch (Exception e) { return Error(e, "Unable to add the item."); }
    }
}
"""),
    example("ASP.NET Core: a client of another service hands its failure on", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapControllers();
app.Run();
-- Services/Images.cs --
public class Images
{
    public async Task<string> Make(string prompt)
    {
        try { return await client.GetStringAsync(prompt); }
        catch (HttpRequestException ex) { throw new HttpRequestException($"Error: {ex.Message}"); }
    }
}
"""),
    example("a platform's function beside the pages of its project", "fail", line="api/orders.js:5", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "react-dom": "18"}, "devDependencies": {"vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- api/orders.js --
export default async function handler(request, response) {
  try {
    response.json(await orders())
  } catch (error) {
    response.status(500).json({ error: error.message })
  }
}
"""),
    example("Flask: the message of an error, as Python 2 kept it", "fail", line="app.py:9", repo="""
-- requirements.txt --
flask==0.12
-- app.py --
from flask import Flask, jsonify, request
app = Flask(__name__)
@app.route("/orders", methods=["POST"])
def order():
    try:
        return jsonify(orders.add(request.json))
    except Exception as e:
        log.error("an order failed")
        return jsonify({"error": str(e.message)}), 404
"""),
    example("Flask: a page that is made of the error's text", "fail", repo="""
-- requirements.txt --
flask==0.12
-- app.py --
from flask import Flask, render_template_string, request
app = Flask(__name__)
@app.route("/search", methods=["POST"])
def search():
    try:
        return orders.like(request.json["name"])
    except Exception as e:
        template = "<h1>Oops</h1><h3>%s</h3>" % str(e)
        return render_template_string(template), 404
"""),
    example("Flask's debugger is on for whoever sits at the machine, gunicorn serves the rest", "pass", repo="""
-- requirements.txt --
flask==3.0
gunicorn==22.0
-- shop/__init__.py --
from flask import Flask
app = Flask(__name__)
@app.route("/orders")
def orders():
    return []
-- serve.py --
from shop import app

app.run(debug=True, host="127.0.0.1", port=4000)
"""),
    example("Flask's debugger is on for everybody, and gunicorn is there", "fail", line="serve.py:3", repo="""
-- requirements.txt --
flask==3.0
gunicorn==22.0
-- shop/__init__.py --
from flask import Flask
app = Flask(__name__)
@app.route("/orders")
def orders():
    return []
-- serve.py --
from shop import app

app.run(debug=True, host="0.0.0.0", port=4000)
"""),
    example("Flask's debugger is on where the app is only run, made in another file", "fail", line="run.py:4", repo="""
-- shop/__init__.py --
from flask import Flask
app = Flask(__name__)
-- run.py --
from shop import app

if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
"""),
    example("Django: a message on the next page tells of any error", "fail", line="shop/views.py:8", repo="""
-- manage.py --
import django
-- shop/views.py --
from django.contrib import messages
from django.utils.safestring import mark_safe
def edit(request):
    try:
        save(request)
    except Exception as e:
        logger.exception("not saved")
        messages.error(request, mark_safe(f"An unexpected error occurred: {str(e)}. Please try again."))
    return redirect("/")
"""),
    example("Django: the text of the app's own errors, and a sentence for all others", "pass", repo="""
-- manage.py --
import django
-- shop/views.py --
from django.contrib import messages
from shop.errors import Closed, SoldOut

def tell(request, exception, name):
    if isinstance(exception, SoldOut):
        messages.error(request, str(exception))
    elif isinstance(exception, (Closed, SoldOut)):
        messages.error(request, f"Sorry: {exception}")
    else:
        messages.error(request, f"{name} could not be ordered.")
"""),
    example("Django: an error of the database by its type", "fail", line="shop/views.py:6", repo="""
-- manage.py --
import django
-- shop/views.py --
from django.contrib import messages
from django.db import IntegrityError

def tell(request, exception, name):
    if isinstance(exception, IntegrityError):
        messages.error(request, str(exception))
    else:
        messages.error(request, f"{name} could not be ordered.")
"""),
    example("Flask: a handler of a number gets the framework's own error", "pass", repo="""
-- app.py --
from flask import Flask, jsonify
app = Flask(__name__)
@app.errorhandler(400)
def bad(error):
    return jsonify({"error": str(error.description) if hasattr(error, "description") else "Bad request"}), 400
@app.errorhandler(500)
def broken(error):
    return jsonify({"error": str(error)}), 500
app.run()
"""),
    example("Flask: a handler of all errors", "fail", line="app.py:5", repo="""
-- app.py --
from flask import Flask, jsonify
app = Flask(__name__)
@app.errorhandler(Exception)
def broken(error):
    return jsonify({"error": str(error)}), 500
app.run()
"""),
    example("what kind an error is tells nothing of it", "pass", repo="""
-- app.py --
from flask import Flask, jsonify
app = Flask(__name__)
@app.post("/orders")
def order():
    try:
        return jsonify(save())
    except Exception as error:
        return jsonify({"error": "No stock" if isinstance(error, NoStock) else "Not saved"}), 500
app.run()
"""),
    example("Flask: a fixed sentence on the next page", "pass", repo="""
-- app.py --
from flask import Flask, flash, redirect
app = Flask(__name__)
@app.post("/orders")
def order():
    try:
        save()
    except Exception as e:
        app.logger.error(f"not saved: {e}")
        flash("The order could not be saved.")
    return redirect("/")
app.run()
"""),
    example("what is kept for the log of requests is sent to nobody", "pass", repo="""
-- package.json --
{"dependencies": {"express": "^4.19.0"}}
-- server.js --
const app = require('express')();
app.get('/', home);
app.use((err, req, res, next) => {
  let { statusCode, message } = err;
  if (config.env === 'production' && !err.isOperational) message = 'Internal server error';
  res.locals.errorMessage = err.message;
  res.status(statusCode).send({ code: statusCode, message });
});
app.listen(3000);
"""),
    example("what is kept for a page of errors is shown there", "fail", line="server.js:4", repo="""
-- package.json --
{"dependencies": {"express": "^4.19.0"}}
-- server.js --
const app = require('express')();
app.get('/', home);
app.use((err, req, res, next) => {
  res.locals.message = err.message;
  res.status(err.status || 500).render('error');
});
app.listen(3000);
"""),
    example("Go: what is logged in a request's context is no answer", "pass", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"log/slog"
	"net/http"
)

func orders(w http.ResponseWriter, r *http.Request) {
	ctx, logger := r.Context(), slog.Default()
	if err := store.Close(ctx); err != nil {
		logger.ErrorContext(ctx, err.Error())
		slog.ErrorContext(ctx, "store: "+err.Error())
		http.Error(w, "try again later", http.StatusInternalServerError)
	}
}

func main() {
	http.HandleFunc("/orders", orders)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("a library's function is given a log to write to", "pass", repo="""
-- package.json --
{"dependencies": {"express": "^4.19.0", "http-proxy": "1"}}
-- server.js --
const app = require('express')();
app.get('/', home);
app.use('/old', (req, res) => proxy.web(req, res, target, function (err, req, res) {
  options.logFn(req, res, {
    message: err?.message,
    status: res?.statusCode });
  res.emit('next');
}));
app.listen(3000);
"""),
    example("Go: any error but those it knows is replaced, and one of a validation is told", "pass", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func orders(w http.ResponseWriter, r *http.Request) {
	if err := store.Close(); err != nil {
		handleErr(r.Context(), err, w)
		return
	}
	name, err := getValidated(r.FormValue("name"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if err := store.Add(name); err != nil {
		respondError(w, err)
	}
}

func handleErr(ctx context.Context, err error, w http.ResponseWriter) {
	var status int
	switch {
	case notFound[err]:
		status = http.StatusNotFound
	default:
		err = ErrInternal
		status = http.StatusInternalServerError
	}
	http.Error(w, err.Error(), status)
}

func respondError(w http.ResponseWriter, err error) {
	slog.Error("failed", "error", err)
	w.WriteHeader(http.StatusInternalServerError)
}

func main() {
	http.HandleFunc("/orders", orders)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("gin: an error is kept with the request, and nothing is told", "pass", repo="""
-- go.mod --
module shop
require github.com/gin-gonic/gin v1.10.0
-- main.go --
package main
import "github.com/gin-gonic/gin"
func login(c *gin.Context) {
	if err := check(c.Request.Header); err != nil {
		_ = c.Error(fmt.Errorf("could not parse the header: %w", err))
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
}
func main() {
	r := gin.New()
	r.POST("/login", login)
	r.Run()
}
"""),
    example("Go: a function of its own tells any error", "fail", line="main.go:13", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func orders(w http.ResponseWriter, r *http.Request) {
	if err := store.Close(); err != nil {
		respondError(w, err)
	}
}

func respondError(w http.ResponseWriter, err error) {
	slog.Error("failed", "error", err)
	json.NewEncoder(w).Encode(map[string]string{"error": err.Error()})
}

func main() {
	http.HandleFunc("/orders", orders)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("NestJS: a filter of the exceptions that were made to be told", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10", "@nestjs/common": "10"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- src/http.filter.ts --
@Catch(HttpException)
export class HttpFilter implements ExceptionFilter {
  catch(exception: HttpException, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse()
    response.status(exception.getStatus()).json({ message: exception.message })
  }
}
"""),
    example("NestJS: a filter of every error that calls it an exception of HTTP", "fail", line="src/all.filter.ts:5", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "10", "@nestjs/common": "10"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
NestFactory.create(AppModule).then((app) => app.listen(3000))
-- src/all.filter.ts --
@Catch()
export class AllFilter implements ExceptionFilter {
  catch(exception: HttpException, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse()
    response.status(500).json({ message: exception.message })
  }
}
"""),
    example("Express sends the text of any error", "fail", line="server.js:6", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  try {
    res.json(await orders())
  } catch (err) {
    res.status(500).json({ message: err.message })
  }
})
app.listen(3000)
"""),
    example("the error is what a validation returned", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "joi": "17"}}
-- server.js --
const app = require("express")()
app.post("/orders", async (req, res) => {
  const { error, value } = schema.validate(req.body, { abortEarly: false })
  if (error) {
    return res.status(400).json({ message: error.message })
  }
  res.json(await orders.add(value))
})
app.listen(3000)
"""),
    example("the text goes to the log, or to developers", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/orders", async (req, res) => {
  try {
    res.json(await orders())
  } catch (err) {
    console.error(err.message)
    res.status(500).json({ message: "failed" })
  }
})
app.use((err, req, res, next) => {
  if (err instanceof NotFound) {
    return res.status(404).json({ message: err.message })
  }
  res.status(500).json({ stack: process.env.NODE_ENV === "development" ? err.stack : undefined })
})
app.listen(3000)
"""),
    example("a handler of its own exceptions in FastAPI", "pass", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI, HTTPException
app = FastAPI()
@app.get("/orders")
def orders() -> list[str]:
    try:
        return find()
    except OrderMissing as e:
        raise HTTPException(404, detail=str(e))
    except Exception as e:
        logger.error("failed: %s", e)
        raise HTTPException(500, detail="failed")
"""),
    example("Spring: what Jackson says of a body names the classes of the app", "fail", line="src/main/java/shop/Errors.java:6", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Errors.java --
package shop;
@ControllerAdvice
public class Errors {
    @ExceptionHandler(HttpMessageNotReadableException.class)
    public ResponseEntity<ApiError> unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        return ResponseEntity.badRequest().body(new ApiError(400, e.getMessage(), request.getRequestURI()));
    }
    @ExceptionHandler(OutOfStock.class)
    public ResponseEntity<ApiError> out(OutOfStock e) {
        return ResponseEntity.status(409).body(new ApiError(409, e.getMessage(), null));
    }
}
"""),
    example("Spring: a handler of several sorts of errors, one of them the database's", "fail", line="src/main/java/shop/Errors.java:6",
            repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Errors.java --
package shop;
@RestControllerAdvice
public class Errors {
    @ExceptionHandler({OutOfStock.class, DataAccessException.class})
    public ResponseEntity<ApiError> failed(RuntimeException e) {
        return ResponseEntity.status(409).body(new ApiError(409, e.getMessage()));
    }
}
"""),
    example("Spring: a handler of several sorts, each made to be told", "pass", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Errors.java --
package shop;
@RestControllerAdvice
public class Errors {
    @ExceptionHandler(value = {OutOfStock.class, OrderMissing.class})
    public ResponseEntity<ApiError> failed(RuntimeException e) {
        return ResponseEntity.status(409).body(new ApiError(409, e.getMessage()));
    }
}
"""),
    example("Spring in Kotlin: a handler of a list of sorts, every error among them", "fail", line="src/main/kotlin/shop/Errors.kt:5",
            repo="""
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-web") }
-- src/main/kotlin/shop/Errors.kt --
package shop
@RestControllerAdvice
class Errors {
    @ExceptionHandler(value = [Exception::class])
    fun failed(e: Exception) = ResponseEntity.status(500).body(ApiError(500, e.message))
}
"""),
    example("FastAPI sends any exception's text", "fail", line="main.py:8", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI, HTTPException
app = FastAPI()
@app.get("/orders")
def orders() -> list[str]:
    try:
        return find()
    except Exception as e:
        raise HTTPException(500, detail=f"failed: {e}")
"""),
    example("Django: DEBUG by default", "fail", line="shop/settings.py:2", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
import os
DEBUG = os.environ.get("DEBUG", "True") == "True"
ROOT_URLCONF = "shop.urls"
-- shop/urls.py --
urlpatterns = []
"""),
    example("Flask: DEBUG where a variable says so", "pass", repo="""
-- requirements.txt --
flask
-- config.py --
import os
SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = os.environ.get("FLASK_DEBUG", "False").lower() in ["true", "1", "yes"]
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("Django: DEBUG asked for", "pass", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings/base.py --
import os
DEBUG = os.environ.get("DEBUG", "") == "True"
ROOT_URLCONF = "shop.urls"
-- shop/settings/local.py --
DEBUG = True
-- shop/urls.py --
urlpatterns = []
"""),
    example("Spring: a handler of every exception", "fail", line="src/main/java/shop/Advice.java:7", repo="""
-- pom.xml --
<project><artifactId>shop</artifactId><parent><groupId>org.springframework.boot</groupId>
<artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication @RestController
public class App {
  @GetMapping("/orders") public String orders() { return ""; }
  public static void main(String[] a) { SpringApplication.run(App.class, a); }
}
-- src/main/java/shop/Advice.java --
package shop;
@RestControllerAdvice
public class Advice {
  @ExceptionHandler(Exception.class)
  public ResponseEntity<ErrorResponse> any(Exception e) {
    log.error("failed {}", e.getMessage());
    return ResponseEntity.status(500).body(new ErrorResponse(e.getMessage()));
  }
  @ExceptionHandler(OrderMissing.class)
  public ResponseEntity<ErrorResponse> missing(OrderMissing e) {
    return ResponseEntity.status(404).body(new ErrorResponse(e.getMessage()));
  }
}
"""),
    example("Go", "fail", line="main.go:7", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import "net/http"

func list(w http.ResponseWriter, r *http.Request) {
	if err := find(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func main() {
	http.HandleFunc("/orders", list)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("Go: the body of the readiness check", "fail", line="main.go:11", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"encoding/json"
	"net/http"
)

func ready(w http.ResponseWriter, r *http.Request) {
	state := State{Status: "ready", Checks: map[string]string{}}
	if err := db.PingContext(r.Context()); err != nil {
		state.Checks["database"] = "failed: " + err.Error()
	}
	json.NewEncoder(w).Encode(state)
}

func main() {
	http.HandleFunc("/ready", ready)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("FastAPI: the body of the health check", "fail", line="main.py:9", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI
app = FastAPI()
@app.get("/health")
def health():
    checks = {}
    try:
        database.ping()
    except Exception as e:
        checks["database"] = f"down: {e}"
    return {"status": "ok" if not checks else "degraded", "checks": checks}
"""),
    example("FastAPI: the text is kept for the log, the answer is a fixed one", "pass", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI
app = FastAPI()
@app.get("/health")
def health():
    state = "up"
    try:
        database.ping()
    except Exception as e:
        message = f"down: {e}"
        state = "down"
        logger.error(message)
    return {"database": state, "message": "see the log"}
"""),
    example("Rails: a method is named as the handler of errors of any kind", "fail", line="app/controllers/api_controller.rb:8", repo="""
-- config/application.rb --
class Application < Rails::Application
end
-- config/routes.rb --
Rails.application.routes.draw { resources :orders }
-- app/controllers/api_controller.rb --
class ApiController < ActionController::API
  rescue_from ActionController::ParameterMissing, with: :missing
  rescue_from ActiveRecord::StatementInvalid, with: :failed
  def missing(exception)
    render json: { error: exception.message }, status: :bad_request
  end
  def failed(exception)
    render json: { error: exception.message }, status: :internal_server_error
  end
end
"""),
    example("Phoenix: the view of errors tells of any", "fail", line="lib/shop_web/views/error_view.ex:5", repo="""
-- mix.exs --
defp deps, do: [{:phoenix, "~> 1.7"}]
-- lib/shop_web/router.ex --
get "/orders", OrderController, :index
-- lib/shop_web/views/error_view.ex --
defmodule ShopWeb.ErrorView do
  use ShopWeb, :view

  def template_not_found(template, %{:conn => conn}) do
    %{error: Map.get(conn.assigns.reason, :message, Phoenix.Controller.status_message_from_template(template))}
  end
end
"""),
    example("Phoenix: the view of errors tells of those that clients made", "pass", repo="""
-- mix.exs --
defp deps, do: [{:phoenix, "~> 1.7"}]
-- lib/shop_web/router.ex --
get "/orders", OrderController, :index
-- lib/shop_web/controllers/error_json.ex --
defmodule ShopWeb.ErrorJSON do
  def render("400.json", %{reason: reason}) do
    %{error: Exception.message(reason)}
  end

  def render(_template, %{reason: %ShopWeb.OutOfStock{} = reason}) do
    %{error: Exception.message(reason)}
  end

  def render(template, _assigns) do
    %{error: Phoenix.Controller.status_message_from_template(template)}
  end
end
"""),
    example("ASP.NET Core: the developer's page for all", "fail", line="Program.cs:6", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
if (app.Environment.IsDevelopment())
{
    app.UseDeveloperExceptionPage();
}
app.UseDeveloperExceptionPage();
app.MapGet("/orders", () => Results.Ok());
app.Run();
"""),
    example("FastAPI: an error of the app's own with the text of any error, whose handler tells it", "fail", line="app/queue.py:8", repo="""
-- requirements.txt --
fastapi==0.115.0
-- app/errors.py --
class AppError(Exception):
    def __init__(self, message: str) -> None:
        self.message = message


class EnqueueFailed(AppError):
    pass
-- app/queue.py --
from app.errors import EnqueueFailed


def submit(client, task):
    try:
        client.lpush("tasks", task)
    except Exception as exc:
        raise EnqueueFailed(f"not queued: {exc}") from exc
-- app/main.py --
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from app.errors import AppError
from app.queue import submit

app = FastAPI()


@app.exception_handler(AppError)
async def app_error(request: Request, exc: AppError) -> JSONResponse:
    return JSONResponse(status_code=503, content={"detail": exc.message})


@app.post("/tasks")
def add(task: str):
    submit(app.state.client, task)
"""),
    example("FastAPI: the handler of the app's own errors keeps their text for the log", "pass", repo="""
-- requirements.txt --
fastapi==0.115.0
-- app/main.py --
import logging
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

app = FastAPI()
logger = logging.getLogger(__name__)


class EnqueueFailed(Exception):
    pass


@app.exception_handler(EnqueueFailed)
async def enqueue_failed(request: Request, exc: EnqueueFailed) -> JSONResponse:
    logger.error("failed: %s", str(exc))
    return JSONResponse(status_code=503, content={"detail": "not queued"})


@app.post("/tasks")
def add(task: str):
    try:
        app.state.client.lpush("tasks", task)
    except Exception as exc:
        raise EnqueueFailed(str(exc)) from exc
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
    example("the compose file that runs the app switches Flask's debugger on", "fail", line="docker-compose.yml:7", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Dockerfile --
FROM python:3.12
COPY . .
CMD ["flask", "run", "--host=0.0.0.0"]
-- docker-compose.yml --
services:
  web:
    build: .
    ports: ["5000:5000"]
    environment:
      DB_URI: mysql://db/shop
      FLASK_DEBUG: 1
"""),
    example("a stage for development that the deployed one does not build on", "pass", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask
app = Flask(__name__)
-- Dockerfile --
FROM python:3.12 AS base
RUN pip install flask gunicorn
FROM base AS dev
ENV FLASK_ENV=development
FROM base AS final
COPY . .
CMD ["gunicorn", "app:app"]
"""),
    example("NestJS keeps the cause of an exception to itself", "pass", repo="""
-- package.json --
{"dependencies": {"@nestjs/core": "11"}}
-- main.ts --
NestFactory.create(AppModule);
-- orders.controller.ts --
@Controller("orders")
export class OrdersController {
  @Post()
  async add(@Body() order: Order) {
    try {
      return await this.orders.add(order);
    } catch (error) {
      throw new BadRequestException("The order could not be added", { cause: error });
    }
  }
}
"""),
    example("Django REST framework: a trace in the answer, of an error without a name", "fail", line="views.py:10", repo="""
-- requirements.txt --
django
djangorestframework
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
-- views.py --
import traceback
from rest_framework.decorators import api_view
from rest_framework.response import Response

@api_view(["GET"])
def selftest(request):
    try:
        ask()
    except Exception:
        return Response({"error": traceback.format_exc()}, status=500)
    return Response({})
"""),
    example("Django REST framework: an error without a name, and no word of it", "pass", repo="""
-- requirements.txt --
django
djangorestframework
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
-- views.py --
from rest_framework.decorators import api_view
from rest_framework.response import Response

@api_view(["GET"])
def selftest(request):
    try:
        ask()
    except Exception:
        return Response({"OK": False, "check": "db"}, status=500)
    return Response({})
"""),
    example("Rust: an enum shows whichever error of the database it wraps", "fail", line="src/error.rs:14", repo=RUST + """
        let status = match &self {
            AppError::Missing => StatusCode::NOT_FOUND,
            AppError::Database(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, Json(json!({"error": self.to_string()}))).into_response()
    }
}
"""),
    example("Rust: an arm hands out what the database says", "fail", line="src/error.rs:14", repo=RUST + """
        let (status, text) = match self {
            AppError::Missing => (StatusCode::NOT_FOUND, "no such order".to_string()),
            AppError::Database(e) => {
                tracing::error!("database: {}", e);
                (StatusCode::INTERNAL_SERVER_ERROR, e.to_string())
            }
        };
        (status, text).into_response()
    }
}
"""),
    example("Rust: an arm keeps to itself what the database says", "pass", repo=RUST + """
        let text = match &self {
            AppError::Database(e) => {
                tracing::error!(error = %e.to_string(), "database");
                "internal error".to_string()
            }
            _ => self.to_string(),
        };
        (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
    }
}
"""),
    example("Actix: an enum that answers with its text by default", "fail", line="src/error.rs:7", says="Database", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
diesel = "2"
thiserror = "2"
-- src/main.rs --
mod error;
#[actix_web::main]
async fn main() -> std::io::Result<()> { HttpServer::new(|| App::new().service(list)).bind("0.0.0.0:80")?.run().await }
-- src/error.rs --
#[derive(Debug, Error)]
pub enum ShopError {
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl actix_web::ResponseError for ShopError {
    fn status_code(&self) -> StatusCode { StatusCode::INTERNAL_SERVER_ERROR }
}
"""),
    example("Scala: what went wrong is told to the client where a future recovers", "fail", line="app/controllers/Cases.scala:9", repo="""
-- build.sbt --
libraryDependencies ++= Seq(ws, "uk.gov.hmrc" %% "bootstrap-backend-play-30" % "10.1.0")
-- conf/app.routes --
POST  /create-case  controllers.Cases.create
POST  /update-case  controllers.Cases.update
-- app/controllers/Cases.scala --
package controllers
class Cases @Inject() (cc: ControllerComponents) extends BackendController(cc) {
  def create: Action[String] = Action.async { implicit request =>
    pega.create(request.body).map(made => Created(Json.toJson(made)))
      .recoverWith {
        // the last resort
        case e =>
          logger.error("failed", e)
          Future.successful(InternalServerError(Json.obj("error" -> e.getMessage)))
      }
  }
}
"""),
    example("Scala: what went wrong is logged where a future recovers", "pass", repo="""
-- build.sbt --
libraryDependencies ++= Seq(ws, "uk.gov.hmrc" %% "bootstrap-backend-play-30" % "10.1.0")
-- conf/app.routes --
POST  /create-case  controllers.Cases.create
POST  /update-case  controllers.Cases.update
-- app/controllers/Cases.scala --
package controllers
class Cases @Inject() (cc: ControllerComponents) extends BackendController(cc) {
  def create: Action[String] = Action.async { implicit request =>
    pega.create(request.body).map(made => Created(Json.toJson(made)))
      .recoverWith {
        // the last resort
        case e =>
          logger.error(s"failed: ${e.getMessage}", e)
          Future.successful(InternalServerError(Json.obj("error" -> "failed")))
      }
  }
}
"""),
    example("functions: an answer that is made of any error", "fail", line="core/response.py:7", repo="""
-- core/response.py --
class Response(BaseModel):
    statusCode: str
    body: str

    @classmethod
    def from_exception(cls, exc: Exception) -> "Response":
        return cls(statusCode="500", body=str(exc))
-- orders.py --
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, event_source


@event_source(data_class=APIGatewayProxyEvent)
def handler(event, context):
    return error_handler(listed)(event)
"""),
    example("hapi: an internal error keeps its text to itself", "pass", repo=BOOM),
    example("hapi: any error made a Boom is an internal one", "pass", repo=BOOM.replace("Boom.internal", "Boom.boomify")),
    example("hapi: an error made a Boom of another status tells its text", "fail",
            repo=BOOM.replace("Boom.internal(error", "Boom.boomify(error, { statusCode: 400 }")),
    example("hapi: the client is told why the other side did not answer", "fail", line="server.js:11",
            repo=BOOM.replace("Boom.internal(error", "Boom.badGateway(error.message")),
    example("Python: the sentence for the log is the answer, too", "fail", line="shop/views.py:12", repo="""
-- requirements.txt --
django
-- shop/views.py --
import logging
from django.http import HttpResponseServerError, JsonResponse

def create(request):
    try:
        return JsonResponse(made(request.user))
    except Exception as ex:
        msg = (
            f"The order of {request.user} failed: {ex}"
        )
        logger.error(msg)
        return HttpResponseServerError(msg)
"""),
    example("Python: the sentence is the log's alone", "pass", repo="""
-- requirements.txt --
django
-- shop/views.py --
import logging
from django.http import HttpResponseServerError, JsonResponse

def create(request):
    try:
        return JsonResponse(made(request.user))
    except Exception as ex:
        msg = f"The order of {request.user} failed: {ex}"
        logger.error(msg)
        return HttpResponseServerError("The order failed")
"""),
    example("TypeScript: the error under another type, and a handler that is given a logger", "fail",
            line=("src/orders.ts:6", "src/failed.ts:2"), repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- src/orders.ts --
import { failed } from "./failed"
app.post("/orders", async (req, res) => {
  try {
    res.json(await made(req.body))
  } catch (error) {
    res.status(500).json({ message: (error as Record<string, string>).message })
  }
})
app.use((error, req, res, next) => failed(error, req, res, next, log))
app.listen(8080)
-- src/failed.ts --
export const failed = (error, req, res, next, logger) => {
  res.status(500).send({ name: "failed", error: error.message || error })
}
"""),
    example("the answers of PagoPA's library", "fail", line="handler.ts:4", repo="""
-- package.json --
{"dependencies": {"express": "4", "@pagopa/ts-commons": "^11.0.0"}}
-- handler.ts --
import { ResponseErrorInternal } from "@pagopa/ts-commons/lib/responses"
const send = (message: Message) => pipe(
  TE.tryCatch(() => store(message), E.toError),
  TE.mapLeft(_ => ResponseErrorInternal(toError(_).message)),
)
app.post("/messages", wrap(send))
app.listen(8080)
"""),
    example("Flask: a handler of every error, which the factory registers", "fail", line="shop/errors.py:7", repo="""
-- requirements.txt --
flask
-- shop/app.py --
from flask import Flask
from shop import errors
def create_app():
    app = Flask(__name__)
    app.register_error_handler(Exception, errors.error_handler)
    return app
-- shop/errors.py --
from werkzeug.exceptions import InternalServerError
from werkzeug.wrappers import Response
LOGGER = logging.getLogger(__name__)

def error_handler(exception: Exception) -> Response:
    LOGGER.exception(exception)
    return shown(InternalServerError(str(exception)))
"""),
    example("Python: what all the routes of a class hand their errors to", "fail", line="main.py:11", repo="""
-- requirements.txt --
fastapi
-- main.py --
from fastapi import FastAPI, HTTPException
app = FastAPI()
class Crud:
    def create(self, item):
        try:
            self.add(item)
        except Exception as ex:
            self.handle_exception(ex)

    def handle_exception(self, ex: Exception) -> None:
        raise HTTPException(400, detail={"message": "failed", "exception": str(ex)})

@app.post("/items")
def create(item: dict):
    return Crud().create(item)
"""),
    example("C#: an object that holds the trace, and the text it is written as", "fail", line="Middleware.cs:6", repo="""
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.UseMiddleware<ExceptionMiddleware>();
app.Run();
-- Middleware.cs --
class ExceptionMiddleware {
  public async Task InvokeAsync(HttpContext context) {
    try { await _next(context); } catch (Exception ex) {
      var response = new ApiException(500, "failed", ex.StackTrace);
      var json = JsonSerializer.Serialize(response, options);
      await context.Response.WriteAsync(json);
    }
  }
}
"""),
    example("FastAPI: a function of the app's own says what is told of any error", "pass", repo=HANDED.replace("TOLD", "told(exc)")),
    example("FastAPI: the text of any error", "fail", line="app.py:5", repo=HANDED.replace("TOLD", 'problem("failed", str(exc))')),
    example("C#: each sort of errors has an arm, and the text of any other stays here", "pass", repo="""
-- src/Api/ErrorMiddleware.cs --
public class ErrorMiddleware
{
    private static async Task HandleExceptionAsync(HttpContext context, Exception exception)
    {
        var problem = exception switch
        {
            KeyNotFoundException => new Problem
            {
                Status = 404,
                Detail = exception.Message,
            },
            CartClosedException => new Problem { Status = 409, Detail = exception.Message },
            _ => new Problem { Status = 500, Detail = "Something went wrong" }
        };
        await context.Response.WriteAsJsonAsync(problem);
    }
}
"""),
    example("C#: the arm for all other errors tells their text", "fail", line="src/Api/ErrorMiddleware.cs:8", repo="""
-- src/Api/ErrorMiddleware.cs --
public class ErrorMiddleware
{
    private static async Task HandleExceptionAsync(HttpContext context, Exception exception)
    {
        var problem = exception switch
        {
            KeyNotFoundException => new Problem { Status = 404, Detail = exception.Message },
            _ => new Problem { Status = 500, Detail = exception.Message }
        };
        await context.Response.WriteAsJsonAsync(problem);
    }
}
"""),
    example("C#: the developer's page is for one case of the environment", "pass", repo="""
-- src/Api/Setup.cs --
public static class Setup
{
    public static void Use(WebApplication app, string environment)
    {
        switch (environment)
        {
            case "Staging":
            case "Development":
                app.UseDeveloperExceptionPage();
                break;
            default:
                app.UseHsts();
                break;
        }
    }
}
"""),
    example("JAX-RS: the message stays, the entity does not", "fail", line="src/main/java/shop/Orders.java:18", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Orders.java --
package shop;
import jakarta.ws.rs.*;
@Path("/orders")
public class Orders {
    @GET
    public String all() {
        try {
            return orders.all();
        } catch (Exception e) {
            throw new WebApplicationException(e.getMessage());
        }
    }
    @DELETE
    public void none() {
        try {
            orders.drop();
        } catch (Exception e) {
            throw new WebApplicationException(Response.status(500).entity(e.getMessage()).build());
        }
    }
}
"""),
]
