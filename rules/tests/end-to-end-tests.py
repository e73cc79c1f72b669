"""At least one end-to-end test walks a user journey.

Every unit can be right while sign-up is broken, because the form posts to a route that was renamed. Only a test that walks the way a user
walks notices it before the users do.

Pass: a browser or API journey test (Playwright, Cypress, Selenium, Capybara system tests, WebdriverIO, TestCafe, Puppeteer, Dusk, Karate,
Postman/newman, Hurl, Tavern, a smoke suite against the running stack)

Fail: nothing of the kind is found

Fix: Write one journey first, sign up or log in and do the main thing: `npm init playwright@latest`, Cypress, a Capybara system test with a
headless browser, Laravel Dusk, WebApplicationFactory with Playwright for .NET; for an API, a Hurl, newman or Karate file against the
running stack. Start the stack in CI with `docker compose up --wait` and run it there.

Searched: browser tests in every language, API suites (Karate, Postman, Hurl, Tavern, Bruno, Hoppscotch, Robot), and smoke or acceptance
suites and scripts that call a running stack; in-process test clients, and what a generator wrote, do not count
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Journeys, contradicts, example, rule, supports


@rule(id="TST006", severity="medium", applies="http", sources=("S1.1",))
def end_to_end_tests(journeys: Journeys) -> Iterator[Finding]:
    for journey in journeys:
        yield supports(journey, f"{journey.name} walks a journey")
    if not journeys.all:
        said = "this suite asks the app inside its own process: nothing runs as it does for users"
        yield from (contradicts(at, said) for at in journeys.in_process)


EXPRESS = """
-- package.json --
{"dependencies": {"express": "4"}, "devDependencies": {"jest": "29", "supertest": "6", "@playwright/test": "1"}}
-- server.js --
const app = require("express")()
app.listen(80)
"""

CURL = """
-- requirements.txt --
flask
-- app.py --
from flask import Flask
app = Flask(__name__)
-- .github/workflows/ci.yml --
on: push
jobs:
  smoke:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
"""

EXAMPLES = [
    example("Go: a suite asks the running stack by gRPC", "pass", line="test/e2e/orders_test.go:6", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

func main() { http.ListenAndServe(":8080", nil) }
-- test/e2e/orders_test.go --
package e2e

import "google.golang.org/grpc"

func TestOrder(t *testing.T) {
	conn, err := grpc.NewClient(os.Getenv("SHOP_ADDRESS"), grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	_, err = pb.NewShopClient(conn).Order(context.Background(), &pb.OrderRequest{Id: 1})
	require.NoError(t, err)
}
"""),
    example("Go: a suite starts a server of gRPC inside its own process", "fail", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

func main() { http.ListenAndServe(":8080", nil) }
-- test/e2e/orders_test.go --
package e2e

import "google.golang.org/grpc"

func TestOrder(t *testing.T) {
	server := grpc.NewServer()
	pb.RegisterShopServer(server, shop.New())
	go server.Serve(listener)
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
}
"""),
    example("Frisby", "pass", line="tests/frisby/orders.js:2", repo="""
-- composer.json --
{"require": {"slim/slim": "^4"}}
-- public/index.php --
<?php
$app = Slim\\Factory\\AppFactory::create();
$app->run();
-- tests/frisby/orders.js --
var frisby = require('frisby');
frisby.create('the list of orders')
  .get(baseURL + '/orders')
  .expectStatus(200)
  .toss();
"""),
    example("checks of k6, none of which may fail", "pass", line="test/k6/orders.js:3", repo="""
-- shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
var app = WebApplication.CreateBuilder(args);
-- test/k6/orders.js --
import { check } from "k6";
import { place } from "./api.js";
export const options = { thresholds: { errors: ["count<1"] } };
export default function () { check(place(), { "placed": (r) => r.status === 201 }); }
"""),
    example("a page of Playwright that a fixture hands out, not signed in", "pass", line="tests/playwright/test_job.py:2", repo="""
-- requirements.txt --
flask==3.1.0
pytest-playwright==0.7.0
-- Procfile --
web: gunicorn app:app
-- app.py --
from flask import Flask
app = Flask(__name__)
@app.route("/job/<id>")
def job(id):
    return render_template("job.html", job=find(id))
-- tests/playwright/test_job.py --
def test_shows_job(unauthed_page):
    unauthed_page.goto("/job/6bce761c")
    assert unauthed_page.locator("h1").text_content() == "Job"
"""),
    example("Python: what a smoke suite shares knows the address of the stack", "pass", line="tests/smoke/environment.py:5", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- tests/smoke/environment.py --
import os

class Environment:
    def __init__(self):
        self.base_url = f"https://{os.environ['STACK_DOMAIN']}/"
-- tests/smoke/test_orders.py --
def test_orders(client):
    assert client.create({"item": 1}).ok
"""),
    example("a suite that starts the image of the app, and asks it", "pass", line="src/test/kotlin/Containers.kt:4", repo="""
-- build.gradle.kts --
dependencies { implementation("io.ktor:ktor-server-netty:3.5.2") }
-- Dockerfile --
FROM eclipse-temurin:21-jre
CMD ["java", "-jar", "/app.jar"]
-- src/main/kotlin/App.kt --
import io.ktor.server.netty.Netty
fun main() { embeddedServer(Netty, 8080) { routing { get("/cases") { call.respond("[]") } } }.start(true) }
-- src/test/kotlin/Containers.kt --
import org.testcontainers.images.builder.ImageFromDockerfile

object Containers {
    val app: GenericContainer<*> = GenericContainer(ImageFromDockerfile().withDockerfile(Path("./Dockerfile")))
        .withExposedPorts(8080)
}
-- src/test/kotlin/CaseTest.kt --
class CaseTest {
    @Test
    fun `cases are listed`() { Containers.app.get("/cases").status shouldBe 200 }
}
"""),
    example("Go: a suite starts the app's own image", "pass", line="test/containers.go:8", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

func main() { http.ListenAndServe(":8080", nil) }
-- test/containers.go --
package test

import "github.com/testcontainers/testcontainers-go"

var image = "shop:" + version

func start(ctx context.Context) (testcontainers.Container, error) {
	request := testcontainers.ContainerRequest{
		Image:      image,
		WaitingFor: wait.ForHTTP("/health"),
	}
	return testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{ContainerRequest: request, Started: true})
}
"""),
    example("Go: a stand-in for another service is no app", "fail", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

func main() { http.ListenAndServe(":8080", nil) }
-- test/containers.go --
package test

func start(ctx context.Context) {
	request := testcontainers.ContainerRequest{Image: "wiremock/wiremock:3", WaitingFor: wait.ForHTTP("/__admin")}
	testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{ContainerRequest: request, Started: true})
}
"""),
    example("Go: a program that encrypts from end to end is no suite", "fail", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- cmd/wasme2e/main.go --
package main
import "net/http"
func main() {
	r, _ := http.NewRequest("POST", "./upload", nil)
	(&http.Client{}).Do(r)
}
"""),
    example("a script named for a test writes to what runs, and ends badly", "pass", EXPRESS + """
-- test-api.ps1 --
$ApiUrl = "http://localhost:3000/api/orders"
try {
    $made = Invoke-RestMethod -Uri $ApiUrl -Method POST -Body $order -ContentType "application/json"
} catch {
    exit 1
}
""", line="test-api.ps1:3"),
    example("a script named for a test says what was answered, and never ends badly", "fail", EXPRESS + """
-- scripts/test_orders.sh --
BASE_URL="http://localhost:3000"
response=$(curl -s -X POST "$BASE_URL/orders" -d '{}')
echo "Response: $response"
"""),
    example("a smoke script in Python against the running stack", "pass", EXPRESS + """
-- scripts/smoke_api.py --
import os
import httpx
with httpx.Client(base_url=os.environ["API"], timeout=20.0) as client:
    client.post("/login", json={"name": "smoke"}).raise_for_status()
    client.get("/orders").raise_for_status()
""", line="scripts/smoke_api.py:3"),
    example("called e2e, but in process", "fail", EXPRESS + """
-- test/app.e2e-spec.ts --
import * as request from 'supertest'
it('/ (GET)', () => request(app.getHttpServer()).get('/').expect(200))
"""),
    example("a browser declared, only the generator's test", "fail", EXPRESS + """
-- e2e/example.spec.ts --
import { test, expect } from '@playwright/test'
test('has title', async ({ page }) => {
  await page.goto('https://playwright.dev/')
})
"""),
    example("Hoppscotch, a collection with tests", "pass", EXPRESS + """
-- api/collection.json --
{"v": 1, "name": "api", "requests": [{"endpoint": "<<host>>/api/items", "method": "POST",
  "testScript": "pw.test(\\"created\\", () => { pw.expect(pw.response.status).toBe(200) })"}]}
"""),
    example("Playwright", "pass", EXPRESS + """
-- e2e/checkout.spec.ts --
import { test, expect } from '@playwright/test'
test('buys a book', async ({ page }) => {
  await page.goto('/books/1')
  await page.getByRole('button', { name: 'Buy' }).click()
  await expect(page).toHaveURL('/thanks')
})
""", line="e2e/checkout.spec.ts:3"),
    example("Capybara without a browser", "fail", """
-- Gemfile --
gem "rails"
gem "capybara"
-- config.ru --
run Rails.application
-- app/controllers/books_controller.rb --
class BooksController < ApplicationController
end
-- spec/features/buy_spec.rb --
RSpec.feature "buy" do
  scenario("a book") { visit "/books/1" }
end
"""),
    example("Capybara with headless Chrome", "pass", """
-- Gemfile --
gem "rails"
gem "capybara"
-- config.ru --
run Rails.application
-- app/controllers/books_controller.rb --
class BooksController < ApplicationController
end
-- spec/rails_helper.rb --
Capybara.javascript_driver = :selenium_chrome_headless
-- spec/features/buy_spec.rb --
RSpec.feature "buy" do
  scenario "a book", js: true do
    visit "/books/1"
  end
end
""", line="spec/features/buy_spec.rb:3"),
    example("a smoke script against the running stack", "pass", EXPRESS + """
-- scripts/smoke_test.sh --
#!/bin/sh
set -e
id=$(curl -sf -X POST "$BASE_URL/orders" | jq -r .id)
curl -sf "$BASE_URL/orders/$id" | grep paid
""", line="scripts/smoke_test.sh:3"),
    example("a collection of Postman whose script keeps the token, and tests nothing", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- shop.postman_collection.json --
{"info": {"name": "shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [
  {"name": "login", "event": [{"listen": "test", "script": {"exec": ["pm.environment.set('token', pm.response.json().token)"]}}]}
]}
"""),
    example("Karate", "pass", EXPRESS + """
-- karate/orders.feature --
Feature: orders
Scenario: order
  * url baseUrl
  Given path 'orders'
  When method post
  Then status 201
""", line="karate/orders.feature:3"),
    example("no HTTP", "na", """
-- cli.py --
print("hello")
"""),
    example("Playwright, an API asked over the network", "pass", EXPRESS + """
-- e2e/orders.spec.ts --
import { expect, test } from '@playwright/test'
test('lists', async ({ request }) => {
  const response = await request.get('/orders')
  expect(response.status()).toBe(200)
})
"""),
    example("Helm's tests of the release", "pass", EXPRESS + """
-- charts/shop/Chart.yaml --
name: shop
-- charts/shop/templates/tests/orders.yaml --
apiVersion: v1
kind: Pod
metadata:
  name: shop-orders
  annotations:
    "helm.sh/hook": test-success
spec:
  containers:
    - name: curl
      command: ["sh", "-c", "curl -s shop/orders | grep total"]
"""),
    example("the chart's scaffold", "fail", EXPRESS + """
-- charts/shop/Chart.yaml --
name: shop
-- charts/shop/templates/tests/test-connection.yaml --
apiVersion: v1
kind: Pod
metadata:
  name: "{{ include "shop.fullname" . }}-test-connection"
  annotations:
    "helm.sh/hook": test
spec:
  containers:
    - name: wget
      command: ['wget']
"""),
    example("called end-to-end, asked in process", "fail", EXPRESS + """
-- test/app.e2e-spec.ts --
import * as request from 'supertest'
it('/ (GET)', () => {
  return request(app.getHttpServer()).get('/').expect(200)
})
""", line="test/app.e2e-spec.ts:3"),
    example("an app that drives a browser itself", "fail", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
-- fetchers/puppeteer.py --
class Fetcher:
    async def run(self, page, url):
        return await page.goto(url)
"""),
    example("a suite that compose starts beside the server", "pass", line="docker/docker-compose.e2e.yml:5", repo="""
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", routes()) }
-- docker/docker-compose.e2e.yml --
services:
  shop:
    build: ..
  e2e:
    entrypoint:
      - /bin/sh
      - -c
      - pytest /app/tests/journeys
"""),
    example("the tests ask the program, which is started before them", "pass", line="Taskfile.yml:5", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
func main() { http.ListenAndServe(":80", nil) }
-- Taskfile.yml --
tasks:
  test:ci:
    cmds:
      - go build -o shop .
      - ./shop &
      - sleep 5
      - cd frontend && pnpm run test:ci
"""),
    example("a watcher that runs beside the tests starts no program of the app's", "fail", repo="""
-- app.py --
from flask import Flask
Flask(__name__).run()
-- Makefile --
test:
	pytest
build:
	./bundle & ./compile
"""),
    example("a script of tests that asks the running program, called after no suite", "pass", EXPRESS + """
-- test_all_endpoints.py --
import requests
BASE_URL = "http://localhost:8081"
def test_order():
    answer = requests.post(f"{BASE_URL}/orders", json={"name": "tea"})
    return answer.status_code == 201
""", line="test_all_endpoints.py:4"),
    example("a script of tests in JavaScript that asks the running program", "pass", EXPRESS + """
-- test-orders.js --
const axios = require('axios')
const baseUrl = process.env.BASE || 'http://localhost:3000'
async function main() {
  const made = await axios.post(`${baseUrl}/orders`, { name: 'tea' })
  console.assert(made.status === 201)
}
main()
""", line="test-orders.js:4"),
    example("a test asks another service, which is feigned", "fail", EXPRESS + """
-- tests/test_payment.py --
import requests
from unittest.mock import patch
API_URL = "http://localhost:9000"
@patch("requests.post")
def test_pays(post):
    post.return_value.status_code = 200
    assert requests.post(API_URL).status_code == 200
"""),
    example("a test asks a vendor, not the program", "fail", EXPRESS + """
-- tests/test_payment.py --
import requests
API_URL = "https://api.payments.example"
def test_pays():
    assert requests.post(API_URL).status_code == 200
"""),
    example("the same by make, with its number written down", "pass", line="Makefile:3", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
func main() { http.ListenAndServe(":80", nil) }
-- Makefile --
integration-test:
	LOG_LEVEL=debug \\
	go run main.go >/tmp/shop.log 2>&1 & echo "$$!" > /tmp/shop.pid

	while ! nc -z localhost 80; do sleep 1; done

	SHOP_URL=http://127.0.0.1 \\
	go test -count=1 ./internal/api
"""),
    example("Spring: a client of tests that is bound to a server that runs", "pass", line="src/e2e/kotlin/OrderTest.kt:4", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "3.4.0" }
dependencies { implementation("org.springframework.boot:spring-boot-starter-web") }
-- src/main/kotlin/Shop.kt --
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication

@SpringBootApplication
class Shop

fun main(args: Array<String>) { runApplication<Shop>(*args) }
-- src/e2e/kotlin/OrderTest.kt --
import org.springframework.test.web.reactive.server.WebTestClient

class OrderTest {
  val client = WebTestClient.bindToServer().baseUrl(System.getenv("BASE_URL")).build()

  @Test
  fun orders() { client.post().uri("/orders").exchange().expectStatus().isCreated }
}
"""),
    example("Rust: tests start the program and ask it over the network", "pass", line="tests/orders.rs:2", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
actix-web = "4"
-- src/main.rs --
use actix_web::{web, App, HttpServer};
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().route("/orders", web::get().to(list))).bind("0.0.0.0:80")?.run().await
}
-- tests/orders.rs --
use assert_cmd::cargo_bin;
use reqwest::blocking::Client;
use std::process::Command;
#[test]
fn orders() {
    let mut child = Command::new(cargo_bin!()).arg("run").spawn().expect("started");
    let orders = Client::new().get("http://localhost:80/orders").send().unwrap();
    child.kill().unwrap();
    assert_eq!(orders.status(), 200);
}
"""),
    example("CI starts the stack and asks it by curl for more than its health", "pass", line=".github/workflows/ci.yml:8", repo=CURL + """
      - run: docker compose up -d --wait
      - run: |
          curl --fail --retry 10 http://localhost:8000/health
          curl --fail -X POST -d '{"n": 1}' http://localhost:8000/orders
"""),
    example("CI asks the stack for its health alone", "fail", repo=CURL + """
      - run: docker compose up -d --wait
      - run: |
          curl --fail --retry 10 http://localhost:8000/ready
          curl --fail --retry 10 http://localhost:8000/health
"""),
    example("CI loads by curl what it installs", "fail", repo=CURL + """
      - run: docker compose up -d --wait
      - run: curl -sSfL https://example.com/install.sh | sh
      - run: curl -f -X POST https://hooks.example.com/localhost/deploy
"""),
    example("Rails: a binstub asks what is deployed", "pass", line="bin/smoke_tests:2", repo="""
-- Gemfile --
gem "rails"
-- config/routes.rb --
Rails.application.routes.draw do
  get "/smoke-test/:case", to: "smoke#show"
end
-- bin/smoke_tests --
#!/bin/sh
STATUS=$(curl -s -o /dev/null -w '%{http_code}' "https://$SMOKE_TEST_URI/smoke-test/$1")
if [ $STATUS -eq 200 ]; then
  exit 0;
else
  exit 1;
fi
"""),
    example("Rails: a binstub asks for the health alone", "fail", repo="""
-- Gemfile --
gem "rails"
-- config/routes.rb --
Rails.application.routes.draw do
  get "/orders", to: "orders#index"
end
-- bin/smoke_tests --
#!/bin/sh
curl -sf "https://$HOST/health" || exit 1
"""),
    example("Playwright, led there by a fixture", "pass", line="e2e/tests/login.test.ts:3", repo="""
-- package.json --
{"dependencies": {"express": "5"}}
-- server.js --
require("express")().listen(3000)
-- e2e/fixtures/login.ts --
export const login = async (page) => { await page.goto("/login") }
-- e2e/tests/login.test.ts --
import { expect, test } from "@playwright/test"
import { login } from "../fixtures/login"
test("should log in", async ({ page }) => {
  await login(page)
  await expect(page).toHaveURL("/orders")
})
"""),
    example("Rails: the driver of the browser is chosen over lines", "pass", line="spec/features/orders_spec.rb:3", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- spec/rails_helper.rb --
Capybara.javascript_driver = if ENV["RUN_IN_BROWSER"]
                               :selenium_chrome
                             else
                               :chrome_headless
                             end
-- spec/features/orders_spec.rb --
RSpec.describe "Orders", :js do
  it "makes one" do
    visit "/orders/new"
    expect(page).to have_text "Order"
  end
end
"""),
    example("Supertest, at the address of what is deployed", "pass", line="test/integration/search.js:3", repo="""
-- package.json --
{"dependencies": {"express": "5"}, "devDependencies": {"mocha": "11", "supertest": "7"}}
-- app.js --
require("express")().listen(3000)
-- test/integration/search.js --
const request = require("supertest")
const baseUrl = process.env.TEST_BASE_URL || "https://qa.example.org/api"
const search = (params) => request(baseUrl).get("/orders").query(params).expect(200)
module.exports = { search }
-- test/integration/search.test.js --
const { search } = require("./search")
it("finds orders", async () => {
  const found = await search({ q: "tea" })
  expect(found.body.length).to.be.above(0)
})
"""),
    example("Supertest, in the process", "fail", repo="""
-- package.json --
{"dependencies": {"express": "5"}, "devDependencies": {"mocha": "11", "supertest": "7"}}
-- app.js --
module.exports = require("express")()
module.exports.listen(3000)
-- test/search.test.js --
const request = require("supertest")
const app = require("../app")
it("finds orders", async () => {
  const found = await request(app).get("/orders").expect(200)
  expect(found.body.length).to.be.above(0)
})
"""),
    example("RSpec: a model that is called a visit, in a suite with a browser", "fail", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- spec/rails_helper.rb --
Capybara.javascript_driver = :selenium_chrome
-- spec/helpers/places_helper_spec.rb --
it "computes visit count" do
  create(:visit, place: visit.place)
  expect(stats[:visits]).to eq(1)
end
"""),
    example("C#, the client's server is written in the test", "fail", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "shop");
app.Run();
-- tests/Shop.Tests/SmsServiceTests.cs --
public class SmsServiceTests
{
    private sealed class Capturing : HttpMessageHandler
    {
    }

    [Fact]
    public async Task Sends()
    {
        var client = new HttpClient(new Capturing()) { BaseAddress = new Uri("https://sms.test") };
        Assert.True(await new SmsService(client).Send("hello"));
    }
}
"""),
    example("C#, the client asks what runs", "pass", line="tests/Shop.Acceptance/OrdersTests.cs:3", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "shop");
app.Run();
-- tests/Shop.Acceptance/OrdersTests.cs --
public class OrdersTests
{
    private readonly HttpClient client = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("SHOP_URL")) };

    [Fact]
    public async Task Orders()
    {
        Assert.True((await client.PostAsync("/orders", null)).IsSuccessStatusCode);
    }
}
"""),
]
