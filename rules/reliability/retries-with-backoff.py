"""Transient failures are retried with exponential backoff.

Networks drop a request now and then, and the next attempt would work. Without a retry each of those is an error page, and with one that
does not wait, a struggling partner is knocked over for everybody.

Pass: a retry library or policy with backoff (tenacity, backoff, urllib3 Retry, axios-retry, p-retry, got, Resilience4j/Spring Retry,
Polly, cenkalti/backoff, retryablehttp, Sidekiq/Celery/Oban retries with backoff, mesh retries)

Fail: none; a bare retry loop without delay is a finding

Fix: Retry what may safely be repeated, with growing pauses and some chance in them: tenacity or urllib3's `Retry`, axios-retry with
`exponentialDelay` or p-retry, Resilience4j or `@Retryable`, Polly or `AddStandardResilienceHandler`, retriable or faraday-retry,
`Http::retry` (Laravel), cenkalti/backoff, backon or tokio-retry (Rust), Req's `retry` (Elixir), `retry_backoff=True` for Celery tasks.
Stop after a few attempts.

Searched: retry libraries and policies in server code and configuration, delays that grow with each attempt, background jobs that are
retried, retries of the mesh
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Retries, contradicts, example, rule, supports


@rule(id="REL006", severity="medium", applies="outbound", sources=("S4",), scope="service")
def retries_with_backoff(retries: Retries) -> Iterator[Finding]:
    for retry in retries.bare:
        yield contradicts(retry, retry.name)
    for retry in retries.policies:
        yield supports(retry, retry.name)
    if not retries.policies:
        yield from (contradicts(retry, retry.name) for retry in retries.fixed)


ASL = """
-- template.yml --
Transform: AWS::Serverless-2016-10-31
Resources:
  F: {Type: AWS::Serverless::Function, Properties: {CodeUri: lambda, Handler: f.handler, Runtime: nodejs22.x}}
  M: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: flow.asl.json}}
-- package.json --
{"dependencies": {"@aws-sdk/client-lambda": "3"}}
-- lambda/f.js --
const { LambdaClient } = require("@aws-sdk/client-lambda")
module.exports.handler = async (event) => new LambdaClient({}).send(event.command)
-- flow.asl.json --
{"StartAt": "Run", "States": {"Run": {
  "Type": "Task", "Resource": "${f}", "End": true,
  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 3, "MaxAttempts": 2%s}]
}}}
"""

BASE_LIBRARY = """
-- build.gradle.kts --
dependencies { implementation("org.springframework.boot:spring-boot-starter-web:3.5.2") }
-- src/main/kotlin/App.kt --
@SpringBootApplication
class App
fun main() { runApplication<App>() }
-- src/main/kotlin/Units.kt --
import okhttp3.OkHttpClient

class Units(val client: OkHttpClient) {
    private val retry = Retry(
        Retry.Config(initDelay = 30.seconds, growthFactor = 2.0, delayLimit = 1.hours),
    )
    suspend fun load() = retry.run { client.newCall(request).execute() }
}
"""

INTERVALS = """
-- build.sbt --
libraryDependencies ++= Seq(ws, "uk.gov.hmrc" %% "bootstrap-backend-play-30" % "10.1.0")
-- conf/app.routes --
POST  /orders  controllers.Orders.add
-- app/connectors/Payments.scala --
package connectors
class Payments @Inject() (http: HttpClientV2) extends Retries {
  def pay(order: Order)(implicit hc: HeaderCarrier): Future[HttpResponse] =
    retry(1.second, 2.seconds)(shouldRetry) { http.post(url"$base/pay").execute[HttpResponse] }
}
"""

EXAMPLES = [
    example("Go: each wait is longer than the one before", "pass", line="client.go:8", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
func main() { http.HandleFunc("/orders", order); http.ListenAndServe(":8080", nil) }
-- client.go --
package main

func order(w http.ResponseWriter, r *http.Request) {
	for attempt := 1; attempt <= 3; attempt++ {
		if _, err := client.Post("https://stock.example/orders", "application/json", r.Body); err == nil {
			return
		}
		time.Sleep(time.Duration(attempt) * time.Second)
	}
}
"""),
    example("how long all attempts may take together is no delay that grows", "fail", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
func main() { http.HandleFunc("/orders", order); http.ListenAndServe(":8080", nil) }
-- client.go --
package main

func order(w http.ResponseWriter, r *http.Request) {
	wait := pause * maxRetries
	ctx, cancel := context.WithTimeout(r.Context(), wait)
	defer cancel()
	client.Do(request.WithContext(ctx))
}
"""),
    example("Airflow: what every task is given", "pass", line="dags/orders.py:7", repo="""
-- requirements.txt --
apache-airflow==2.10.5
-- dags/orders.py --
import requests
from airflow import DAG
from airflow.version import version

default_args = {
    "retries": 3,
    "retry_exponential_backoff": True,
}
with DAG("orders", default_args=default_args) as dag:
    requests.get("https://shop.example.com/orders", timeout=5)
"""),
    example("a table of longer and longer waits", "pass", line="Backoff.cs:2", repo="""
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
var app = WebApplication.CreateBuilder(args);
app.Services.AddHttpClient<StockClient>();
-- Backoff.cs --
class Backoff {
  internal TimeSpan Wait(int dequeueCount) => dequeueCount switch {
    1 => TimeSpan.FromSeconds(10),
    2 => TimeSpan.FromMinutes(1),
    _ => TimeSpan.FromHours(1)
  };
}
"""),
    example("a delay of a loop in Kotlin that grows", "pass", line="src/main/kotlin/Retry.kt:5", repo="""
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-client-cio:3.0.0") }
-- src/main/kotlin/Retry.kt --
suspend fun <T> retryIO(times: Int, initialDelay: Long = 100, factor: Double = 2.0, block: suspend () -> T): T {
    var currentDelay = initialDelay
    repeat(times) {
        try { return block() } catch (e: IOException) { delay(currentDelay) }
        currentDelay = (currentDelay * factor).toLong().coerceAtMost(1000)
    }
    return block()
}
-- src/main/kotlin/App.kt --
fun main() { embeddedServer(CIO) { stock(HttpClient(CIO)) }.start() }
"""),
    example("Wolverine's retries after longer and longer waits", "pass", line="Program.cs:3", repo="""
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="WolverineFx" Version="5.0.0" /></ItemGroup></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args);
app.Services.AddHttpClient<StockClient>();
opts.OnException<HttpRequestException>().RetryWithCooldown(1.Seconds(), 5.Seconds(), 10.Seconds()).Then.ScheduleRetry(delays);
"""),
    example("Kotlin: a retry of a base library, told by which factor the delay grows", "pass", line="src/main/kotlin/Units.kt:5",
            repo=BASE_LIBRARY),
    example("Kotlin: a factor of one does not grow", "fail", repo=BASE_LIBRARY.replace("= 2.0", "= 1.0")),
    example("Scala: longer and longer intervals", "pass", line="app/connectors/Payments.scala:4", repo=INTERVALS),
    example("Scala: the same interval again", "fail", repo=INTERVALS.replace("1.second", "2.seconds")),
    example("Go: mails are sent by a library", "fail", repo="""
-- go.mod --
module example.com/shop
require github.com/go-mail/mail v2.3.1+incompatible
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":8080", routes()) }
-- mails.go --
package main

import gomail "github.com/go-mail/mail"

func send(message *gomail.Message) error {
	return gomail.NewDialer(host, 587, user, password).DialAndSend(message)
}
"""),
    example("a step of a state machine waits twice as long each time", "pass", line="flow.asl.json:3", repo=ASL.replace("%s", "")),
    example("a step that waits as long each time", "fail", repo=ASL.replace("%s", ', "BackoffRate": 1.0')),
    example("another name where one is taken is no retry of what failed", "fail", says="none found", repo="""
-- app.py --
import requests
from flask import Flask
from sqlalchemy.exc import IntegrityError
app = Flask(__name__)
def create(data, attempts=0):
    while True:
        try:
            return groups.create(data)
        except IntegrityError:
            attempts += 1
            if attempts >= 10:
                raise
            data["name"] = f"{data['name']} ({attempts})"
def rates():
    return requests.get("https://rates.example.com", timeout=5)
app.run()
"""),
    example("a helper that nothing brings in", "fail", repo="""
-- app.py --
import requests
from flask import Flask
from utils.dates import today
app = Flask(__name__)
def ask():
    return requests.get("https://a.example.com", timeout=3).text
-- utils/retry.py --
import time
def retry(call, attempts=3):
    for attempt in range(attempts):
        try:
            return call()
        except OSError:
            time.sleep(2 ** attempt)
"""),
    example("a helper that another file brings in", "pass", line="utils/retry.py:7", repo="""
-- app.py --
import requests
from flask import Flask
from utils.retry import retry
app = Flask(__name__)
def ask():
    return retry(lambda: requests.get("https://a.example.com", timeout=3).text)
-- utils/retry.py --
import time
def retry(call, attempts=3):
    for attempt in range(attempts):
        try:
            return call()
        except OSError:
            time.sleep(2 ** attempt)
"""),
    example("a queue of its own, whose jobs wait longer each time, to a bound", "pass", line="worker.py:4", repo="""
-- worker.py --
import requests
from flask import Flask
def again(job):
    backoff_seconds = min(60.0, 0.5 * (2 ** min(job.attempts, 8)))
    queue.put(job, after=backoff_seconds)
def ask():
    return requests.get("https://a.example.com", timeout=3).text
app = Flask(__name__)
"""),
    example("a state machine, whose definition is a text", "pass", line="template.yaml:6", repo="""
-- template.yaml --
Transform: AWS::Serverless-2016-10-31
Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties: {Handler: pay.handler, Events: {A: {Type: Api}}}
  Booking:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {"States": {"Pay": {"Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "BackoffRate": 2}]}}}
-- pay.py --
import requests
def handler(event, context):
    return requests.post("https://pay.example/charge", timeout=3)
"""),
    example("each attempt waits for the next of a list of delays", "pass", line="app.py:8", repo="""
-- app.py --
import time
import requests
from flask import Flask
DELAYS = [1, 5, 20]
def ask(retry=0):
    response = requests.get("https://a.example.com", timeout=3)
    if response.status_code == 503:
        time.sleep(DELAYS[retry])
        return ask(retry + 1)
    return response.text
app = Flask(__name__)
"""),
    example("the delay is multiplied by what the settings say", "pass", line="src/retry.ts:7", repo="""
-- package.json --
{"scripts": {"start": "node dist/main.js"}, "dependencies": {"express": "4", "axios": "1"}}
-- src/retry.ts --
export async function withRetry<T>(ask: () => Promise<T>, config: RetryConfig): Promise<T> {
  let delay = config.initialDelayMs
  for (let attempt = 0; ; attempt++) {
    try { return await ask() } catch (error) {
      if (attempt >= config.maxRetries) throw error
      await sleep(delay)
      delay = Math.min(
        delay * config.backoffMultiplier + Math.random() * 1000, config.maxDelayMs)
    }
  }
}
-- src/main.ts --
import axios from "axios"
import { withRetry } from "./retry"
require("express")().get("/price", async (req, res) => res.json(await withRetry(() => axios.get(URL), config))).listen(80)
"""),
    example("a loop over the delays between the attempts", "pass", line="retry.go:5", repo="""
-- go.mod --
module shop
-- main.go --
package main

import "net/http"

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		retry(func() error { _, err := http.Get("https://a.example.com"); return err }, time.Second, 5*time.Second)
	})
	http.ListenAndServe(":8080", nil)
}
-- retry.go --
package main

import "time"
func retry(ask func() error, after ...time.Duration) (err error) {
	for _, delay := range after {
		if err = ask(); err == nil {
			return nil
		}
		time.Sleep(delay)
	}
	return err
}
"""),
    example("a number to the power of the attempts", "pass", line="src/main.rs:5", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
reqwest = "0.12"
-- src/main.rs --
use axum::Router;
use std::time::Duration;

fn sleep_duration(retry_count: i32) -> Duration {
    let pow = 1.25_f64.powf(retry_count.into());
    Duration::from_secs_f64(pow)
}
async fn send(fails: i32) {
    tokio::time::sleep(sleep_duration(fails)).await;
    let _ = reqwest::Client::builder().timeout(Duration::from_secs(3)).build().unwrap().get("https://a.example.com").send().await;
}
#[tokio::main]
async fn main() {
    let app: Router = Router::new();
    send(1).await;
    axum::serve(listener, app).await.unwrap();
}
"""),
    example("Sequelize connects again, each time later", "pass", line="db.js:3", repo="""
-- package.json --
{"scripts": {"start": "node app.js"}, "dependencies": {"express": "4", "sequelize": "6", "axios": "1"}}
-- app.js --
const app = require("express")()
const axios = require("axios")
app.get("/", async (req, res) => res.json((await axios.get("https://a.example.com", { timeout: 900 })).data))
app.listen(3000)
-- db.js --
const { Sequelize } = require("sequelize")
module.exports = new Sequelize("shop", {
  retry: { max: 10, backoffBase: 500, backoffExponent: 1.1, match: [/ConnectionError/] },
})
"""),
    example("a switch over the attempts names longer and longer delays", "pass", line="src/main/java/shop/Sender.java:4", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/Sender.java --
@RestController public class Sender {
    static Duration nextRetryIn(int count) {
        return switch (count) {
            case 0 -> Duration.of(60, ChronoUnit.SECONDS);
            case 1 -> Duration.of(5, ChronoUnit.MINUTES);
            default -> null;
        };
    }
    @GetMapping("/") String ask() { return new RestTemplate().getForObject("https://a.example.com", String.class); }
}
"""),
    example("the first retrier of a step gives up, the second waits longer and longer", "pass", line="flow.asl.json:3", repo=ASL.replace(
        '"Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 3, "MaxAttempts": 2%s}]',
        '"Retry": [{"ErrorEquals": ["Gone"], "MaxAttempts": 0}, {"ErrorEquals": ["States.ALL"], "MaxAttempts": 6, "BackoffRate": 2}]',
    )),
    example("a fixed delay is no backoff, nor is a declared library", "fail", line="app.py:5", says="does not grow", repo="""
-- requirements.txt --
flask==3.0
requests==2.32
tenacity==9.0
-- app.py --
import requests
from flask import Flask
from tenacity import retry, wait_fixed
app = Flask(__name__)
@retry(wait=wait_fixed(2))
def ask():
    return requests.get("https://a.example.com", timeout=3).text
"""),
    example("tenacity", "pass", line="app.py:5", repo="""
-- app.py --
import requests
from flask import Flask
from tenacity import retry, wait_exponential
app = Flask(__name__)
@retry(wait=wait_exponential(max=10))
def ask():
    return requests.get("https://a.example.com", timeout=3).text
"""),
    example("a loop that does not wait", "fail", line="app.py:5", says="without waiting", repo="""
-- app.py --
import requests
from flask import Flask
app = Flask(__name__)
def ask(retries=3):
    while True:
        try:
            return requests.get("https://a.example.com", timeout=3).text
        except requests.RequestException:
            retries -= 1
            if retries == 0:
                raise
"""),
    example("a delay of its own that grows", "pass", line="server.js:7", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const app = express()
async function ask(url) {
  for (let attempt = 0; attempt < 4; attempt++) {
    try { return await fetch(url, { signal: AbortSignal.timeout(3000) }) }
    catch (error) {
      const delay = 100 * 2 ** attempt
      await new Promise((done) => setTimeout(done, delay))
    }
  }
}
app.get("/", async (req, res) => res.json(await (await ask("https://a.example.com")).json()))
app.listen(3000)
"""),
    example("a policy of its own whose delay grows from the second attempt on", "pass", line="shop/policy.py:3", repo="""
-- requirements.txt --
flask==3.0.0
httpx==0.28.0
-- shop/policy.py --
class Backoff:
    def delay_for_attempt(self, attempt: int) -> int:
        delay = int(self.base_delay * (self.multiplier ** max(attempt - 1, 0)))
        return min(delay, self.max_delay)
-- shop/app.py --
import time
import httpx
from flask import Flask
from shop.policy import Backoff

app = Flask(__name__)


@app.get("/")
def ask():
    for attempt in range(1, 5):
        try:
            return httpx.get("https://a.example.com", timeout=3).text
        except httpx.TransportError:
            time.sleep(Backoff().delay_for_attempt(attempt))
"""),
    example("axios-retry without a delay is none", "fail", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "axios": "1", "axios-retry": "4"}}
-- server.js --
const express = require("express")
const axios = require("axios")
require("axios-retry").default(axios, { retries: 3 })
const app = express()
app.get("/", async (req, res) => res.json((await axios.get("https://a.example.com", { timeout: 1000 })).data))
app.listen(3000)
"""),
    example("Sidekiq retries by itself, with growing pauses", "pass", line="app/workers/mail_worker.rb:2", repo="""
-- Gemfile --
gem "rails"
gem "sidekiq"
-- config/application.rb --
class Application < Rails::Application
end
-- app/workers/mail_worker.rb --
class MailWorker
  include Sidekiq::Worker
  def perform(id) = UserMailer.hello(id).deliver_now
end
"""),
    example("an app that calls nobody", "na", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("Elixir: the delay grows with each attempt", "pass", line="lib/shop/stream.ex:8", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}, {:req, "~> 0.5"}]
end
-- lib/shop/stream.ex --
defmodule Shop.Stream do
  def handle_disconnect(_, %{n: n} = state) do
    Process.sleep(exp_backoff_ms(n, max_seconds: 30))
    Req.get!("https://stream.example.com")
    {:reconnect, state}
  end

  defp exp_backoff_ms(n, opts) do
    max = Keyword.get(opts, :max_seconds, 30)

    :math.pow(2, n) |> min(max) |> round() |> :timer.seconds()
  end
end
"""),
    example("got is brought in where it is needed", "pass", line="charge.js:2", repo="""
-- package.json --
{"scripts": {"start": "node index.js", "test": "lab"}, "dependencies": {"@hapi/hapi": "21", "@hapi/lab": "26", "pg": "8"}}
-- index.js --
const Hapi = require('@hapi/hapi')
Hapi.server(require('./config/server.config.js').hapi).start()
-- charge.js --
module.exports = async (path, json) => {
  const { got } = await import('got')
  return got.post(path, { json, retry: { methods: ['POST'] }, timeout: { request: 5000 } })
}
"""),
]
