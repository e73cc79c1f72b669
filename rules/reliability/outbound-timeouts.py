"""Every outbound call has a timeout.

One slow partner without a timeout holds a worker for every waiting request until no worker is left. Users of pages that never needed
the partner then get nothing either.

Pass: no call without one, and at least one client that sets it (or whose default is finite)

Fail: a call with no timeout by a client whose default is to wait for ever (requests, urllib, http.DefaultClient / http.Client{}, axios
without timeout, fetch without a signal, RestTemplate/WebClient without, Faraday/Net::HTTP over 60 s, Guzzle, reqwest without); each is
a finding

Fix: Set a time-out on every client: `requests.get(url, timeout=5)`, `ClientTimeout` (aiohttp), `axios.create({timeout: 5000})`,
`fetch(url, {signal: AbortSignal.timeout(5000)})`, `http.Client{Timeout: 5 * time.Second}`, `setConnectTimeout` and `setReadTimeout` on
RestTemplate, `responseTimeout` on WebClient, `Net::HTTP` with `open_timeout` and `read_timeout`, `'timeout' => 5` (Guzzle),
`HttpClient.Timeout` or `AddStandardResilienceHandler` (.NET), `Client::builder().timeout(…)` (reqwest). Ruff's S113 and
golangci-lint's noctx find the rest.

Searched: calls and clients in server code (HTTP, mail, gRPC, vendors' SDKs), settings that set a timeout for all of them; scripts and
tools left out
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from readylint import Finding, Outbound, OutboundCall, contradicts, example, rule, supports, unclear


@rule(id="REL005", severity="high", applies="outbound", sources=("S4",), scope="service")
def outbound_timeouts(outbound: Outbound) -> Iterator[Finding]:
    made = Counter(call.client for call in outbound)
    bare = Counter(call.client for call in outbound if call.timeout == "none")
    for call in outbound:
        if call.timeout == "none":
            share = f"{bare[call.client]} of {made[call.client]} calls" if made[call.client] > 1 else "the call"
            yield contradicts(call, f"{call.client}: {share} without a timeout", confidence="medium" if call.weak else "high")
        elif call.timeout == "unknown":
            yield unclear(f"{call.client} gets its options from elsewhere, which may set a timeout", call)
        else:
            yield supports(call, _told(call))
    yield unclear("the calls to other services go through clients whose timeouts are not known here")


def _told(call: OutboundCall) -> str:
    if call.timeout == "set":
        return f"{call.client} has a timeout"
    return f"{call.client} gives up after {call.default}" if call.default[0].isdigit() else f"{call.client} gives up by itself"


GROOVY = """
-- build.gradle --
plugins { id "org.springframework.boot" version "3.5.0" }
dependencies { implementation "org.springframework.boot:spring-boot-starter-web" }
-- src/main/groovy/shop/App.groovy --
package shop
@SpringBootApplication
class App { static void main(String[] args) { SpringApplication.run(App, args) } }
-- src/main/groovy/shop/Rates.groovy --
package shop
import groovyx.net.http.HTTPBuilder
"""

EXAMPLES = [
    example("Python that the app of another language starts", "fail", line="lib/rates/ask.py:2", says="the call without", repo="""
-- Gemfile --
gem "rails", "~> 7.1"
-- config.ru --
run Rails.application
-- app/services/rates.rb --
class Rates
  def all
    `python3 lib/rates/ask.py --all`
  end
end
-- lib/rates/ask.py --
import requests
print(requests.get("https://rates.example.org/all").text)

if __name__ == "__main__":
    pass
"""),
    example("a gateway of Ocelot's gives up by itself", "pass", line="Program.cs:2", repo="""
-- Gateway.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Ocelot" Version="24.0.1" /></ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOcelot();
var app = builder.Build();
await app.UseOcelot();
app.Run();
"""),
    example("Next.js: a name for a path of the app's own is asked by the browser", "na", repo="""
-- package.json --
{"dependencies": {"next": "15"}}
-- app/page.tsx --
export default function Page() { return <main /> }
-- lib/paths.ts --
const API_BASE = "/api/v1";
export const apiPath = (suffix: string) => `${API_BASE}${suffix}`;
-- lib/account.ts --
import { apiPath } from "./paths";
export async function account() { return (await fetch(apiPath("/me"), { cache: "no-store" })).json(); }
"""),
    example("Express: a name for another service's address", "fail", line="account.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "5"}}
-- server.js --
const app = require("express")()
app.get("/", async (req, res) => res.json(await require("./account").account()))
app.listen(3000)
-- account.js --
const API_BASE = process.env.API_URL
const apiPath = (suffix) => `${API_BASE}${suffix}`
exports.account = async () => (await fetch(apiPath("/me"), { cache: "no-store" })).json()
"""),
    example("a gateway in Node that waits for ever, and one that does not", "fail", line="gateway.js:3", repo="""
-- package.json --
{"scripts": {"start": "node gateway.js"}, "dependencies": {"express": "4", "http-proxy-middleware": "2"}}
-- gateway.js --
const { createProxyMiddleware } = require("http-proxy-middleware")
const app = require("express")()
app.use("/orders", createProxyMiddleware({ target: process.env.ORDERS_URL, changeOrigin: true }))
app.use("/users", createProxyMiddleware({ target: process.env.USERS_URL, proxyTimeout: 5000 }))
app.listen(80)
"""),
    example("NAV's RestClient gives up after 5 s by itself", "pass", line="src/main/kotlin/Persons.kt:4", repo="""
-- build.gradle.kts --
dependencies { implementation("no.nav.common:rest:3.2025") }
-- src/main/kotlin/App.kt --
@SpringBootApplication
class App
fun main() { runApplication<App>() }
-- src/main/kotlin/Persons.kt --
import no.nav.common.rest.client.RestClient.baseClient
import okhttp3.OkHttpClient

class Persons(private val url: String, private val client: OkHttpClient = baseClient()) {
    fun person(id: String) = client.newCall(Request.Builder().url("$url/persons/$id").build()).execute()
}
"""),
    example("a model of HOF waits for ever", "fail", line="apps/report/models/upload.js:5", repo="""
-- apps/report/models/upload.js --
"use strict";
const { model: Model } = require("hof");
module.exports = class Upload extends Model {
  save() {
    return this.request({method: "POST", data: this.get("data")});
  }
};
"""),
    example("the library of a chat gives up by itself", "pass", repo="""
-- package.json --
{"private": true}
-- index.js --
import { Client } from "discord.js"
const bot = new Client({ intents: [] })
bot.login(process.env.TOKEN)
"""),
    example("wretch is fetch, and waits for ever", "fail", line="weather.js:2", repo="""
-- package.json --
{"private": true}
-- index.js --
import { Client } from "discord.js"
new Client({}).login(process.env.TOKEN)
-- weather.js --
import wretch from "wretch"
export const weather = () => wretch("https://wttr.in").get().json()
"""),
    example("Cloudinary's uploader for Python has no timeout of its own", "fail", line="app.py:7", repo="""
-- requirements.txt --
flask
cloudinary
-- app.py --
import cloudinary.uploader
from flask import Flask, request
app = Flask(__name__)

@app.post("/pictures")
def picture():
    return cloudinary.uploader.upload(request.files["picture"])
"""),
    example("the AWS SDK for JavaScript waits for ever by itself", "fail", line="server.js:2", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "@aws-sdk/client-s3": "3"}}
-- server.js --
const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3")
const s3 = new S3Client({ region: "eu-west-2" })
require("express")().listen(80)
"""),
    example("the AWS SDK for JavaScript with a time for its requests", "pass", line="server.js:2", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "@aws-sdk/client-s3": "3"}}
-- server.js --
const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3")
const s3 = new S3Client({ requestHandler: { requestTimeout: 5000, throwOnRequestTimeout: true } })
const put = new PutObjectCommand({ Bucket: "shop" })
require("express")().listen(80)
"""),
    example("the AWS SDK for JavaScript with a handler from elsewhere", "unknown", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "@aws-sdk/client-s3": "3"}}
-- server.js --
const { SQSClient } = require("@aws-sdk/client-sqs")
const { requestHandler } = require("./handler")
const queue = new SQSClient({ requestHandler })
require("express")().listen(80)
"""),
    example("version 2 of the AWS SDK gives up after two minutes", "pass", line="server.js:1", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "aws-sdk": "2"}}
-- server.js --
const S3 = require("aws-sdk/clients/s3")
const s3 = new S3()
require("express")().listen(80)
"""),
    example("SendGrid's client for Node sets no timeout by itself", "fail", line="server.js:1", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "@sendgrid/mail": "8"}}
-- server.js --
const mail = require("@sendgrid/mail")
mail.send({ to: "a@example.com" })
require("express")().listen(80)
"""),
    example("SendGrid's client for Node with a timeout", "pass", line="server.js:1", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "@sendgrid/mail": "8"}}
-- server.js --
const mail = require("@sendgrid/mail")
mail.setTimeout(5000)
require("express")().listen(80)
"""),
    example("Slack's client waits for ever by itself", "fail", line="server.js:2", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "5", "@slack/web-api": "7"}}
-- server.js --
const { WebClient } = require("@slack/web-api")
const slack = new WebClient(process.env.SLACK_TOKEN)
require("express")().listen(80)
"""),
    example("Twilio's client for Python has no timeout of its own", "fail", line="app.py:3", repo="""
-- requirements.txt --
flask
twilio
-- app.py --
from flask import Flask
from twilio.rest import Client
client = Client(account, token)
app = Flask(__name__)
"""),
    example("Twilio's client for Python with one", "pass", line="app.py:4", repo="""
-- requirements.txt --
flask
twilio
-- app.py --
from flask import Flask
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
client = Client(account, token, http_client=TwilioHttpClient(timeout=5))
app = Flask(__name__)
"""),
    example("zeep's timeout is for loading the description alone", "fail", line="app.py:3", repo="""
-- requirements.txt --
flask
zeep
-- app.py --
from flask import Flask
import zeep
client = zeep.Client(address, transport=zeep.Transport(timeout=5))
app = Flask(__name__)
"""),
    example("zeep with a timeout for its operations", "pass", line="app.py:3", repo="""
-- requirements.txt --
flask
zeep
-- app.py --
from flask import Flask
import zeep
client = zeep.Client(address, transport=zeep.Transport(operation_timeout=5))
app = Flask(__name__)
"""),
    example("Flask-Mail opens SMTP without a timeout", "fail", line="app.py:3", repo="""
-- requirements.txt --
flask
flask-mail
-- app.py --
from flask import Flask
from flask_mail import Mail
mail = Mail()
app = Flask(__name__)
"""),
    example("Go: the AWS SDK waits for an answer for ever by itself", "fail", line="main.go:11", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func main() {
	client := s3.NewFromConfig(settings)
	http.ListenAndServe(":80", handler(client))
}
"""),
    example("PHP: the AWS SDK waits for ever by itself", "fail", line="index.php:4", repo="""
-- composer.json --
{"require": {"aws/aws-sdk-php": "^3", "slim/slim": "^4"}}
-- index.php --
<?php
use Aws\\S3\\S3Client;
$app = Slim\\Factory\\AppFactory::create();
$s3 = new S3Client(['region' => 'eu-west-2']);
$app->get('/', $list);
$app->run();
"""),
    example("cookies that go along are a browser's", "na", repo="""
-- package.json --
{"dependencies": {"next": "15", "react": "19"}, "scripts": {"build": "next build"}}
-- next.config.js --
module.exports = {}
-- app/page.tsx --
export default function Page() {
  return <main>Shop</main>
}
-- lib/client.ts --
export async function ask(path: string, init: RequestInit = {}) {
  return await fetch(path, { ...init, credentials: "include" })
}
"""),
    example("a script beside an app of another language calls it by hand", "na", repo="""
-- go.mod --
module shop
-- main.go --
package main

import "net/http"

func main() {
	http.ListenAndServe(":80", nil)
}
-- diagnose.py --
import requests
def ask():
    print(requests.get("http://shop.example.org:80/health").status_code)
if __name__ == "__main__":
    ask()
"""),
    example("scripts beside an app of another language, and what they share", "na", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Orders.java --
package shop;
import jakarta.ws.rs.*;
@Path("/orders")
public class Orders {
    @GET
    public String all() { return "none"; }
}
-- helpers/shared.py --
import requests
def ask(path):
    return requests.get("http://shop.example.org:80" + path)
-- helpers/list_orders.py --
import shared
print(shared.ask("/orders").json())
"""),
    example("Python beside it, which an image runs", "fail", line="mailer/send.py:2", says="the call without", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Orders.java --
package shop;
import jakarta.ws.rs.*;
@Path("/orders")
public class Orders {
    @GET
    public String all() { return "none"; }
}
-- mailer/send.py --
import requests
requests.post("https://mail.example.org", json={})
-- mailer/Dockerfile --
FROM python:3.13-slim
RUN pip install requests==2.32.3
CMD ["python", "send.py"]
"""),
    example("a script that mends once, and one that the image runs", "fail", line="check_shop.py:2", says="the call without", repo="""
-- requirements.txt --
flask
requests
-- app.py --
from flask import Flask
app = Flask(__name__)
-- fix_names.py --
import requests
if __name__ == "__main__":
    print(requests.get("https://names.example.org"))
-- check_shop.py --
import requests
print(requests.get("https://shop.example.org"))
if __name__ == "__main__":
    pass
-- Dockerfile --
FROM python:3.13-slim
CMD ["sh", "-c", "python check_shop.py && gunicorn app:app"]
"""),
    example("the shell of a desktop program waits for the service", "pass", line="app.py:2", says="gives up by itself", repo="""
-- requirements.txt --
flask
groq
-- app.py --
from flask import Flask
from groq import Groq
app = Flask(__name__)
model = Groq()
-- package.json --
{"name": "shop-desktop", "main": "desktop/main.js", "devDependencies": {"electron": "30"}}
-- desktop/main.js --
const { app } = require("electron")
const fs = require("fs")
const ready = () => fetch("http://127.0.0.1:5000/").then((answer) => answer.ok)
"""),
    example("a vendor's client that waits for ever", "fail", line="server.js:4", says="Razorpay", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "razorpay": "2"}}
-- server.js --
const express = require("express")
const Razorpay = require("razorpay")
const app = express()
const pay = new Razorpay({ key_id: process.env.PAY_ID, key_secret: process.env.PAY_SECRET })
app.listen(80)
"""),
    example("a client of JAX-RS with no timeout", "fail", line="src/main/java/shop/Clients.java:6", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-core</artifactId><version>5.0.0</version></dependency>
<dependency><groupId>org.dhatim</groupId><artifactId>dropwizard-sentry</artifactId><version>4.0.0</version></dependency>
</dependencies></project>
-- src/main/java/shop/Shop.java --
package shop;
import io.dropwizard.core.Application;
import org.dhatim.dropwizard.sentry.logging.SentryAppenderFactory;
public class Shop extends Application<ShopConfig> {
    public void initialize(Bootstrap<ShopConfig> bootstrap) {
        bootstrap.getObjectMapper().getSubtypeResolver().registerSubtypes(SentryAppenderFactory.class);
    }
    public void run(ShopConfig configuration, Environment environment) {
        environment.healthChecks().register("ping", new Check());
        environment.jersey().register(new LimitFilter());
    }
}
-- src/main/java/shop/Clients.java --
package shop;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
public class Clients {
    public static Client payments() {
        ClientBuilder builder = ClientBuilder.newBuilder();
        return builder.build();
    }
}
"""),
    example("requests: one call with, one without, and the word in its data", "fail", line="app.py:6", says="1 of 2 calls without", repo="""
-- app.py --
import requests
from flask import Flask
app = Flask(__name__)
@app.route("/")
def index():
    requests.post("https://b.example.com", json={"timeout": 3})
    return requests.get("https://a.example.com", timeout=3).text
"""),
    example("a session bound to a name", "fail", line="app.py:7", repo="""
-- app.py --
import requests
from flask import Flask
app = Flask(__name__)
session = requests.Session()
@app.route("/")
def index():
    return session.get("https://a.example.com").text
"""),
    example("httpx and a vendor's SDK have finite defaults", "pass", line=("app.py:1", "app.py:7"), repo="""
-- app.py --
import stripe
import httpx
from flask import Flask
app = Flask(__name__)
@app.route("/")
def index():
    return httpx.get("https://a.example.com").text
"""),
    example("httpx with its default switched off", "fail", line="app.py:6", repo="""
-- app.py --
import httpx
from flask import Flask
app = Flask(__name__)
@app.route("/")
def index():
    return httpx.get("https://a.example.com", timeout=None).text
"""),
    example("smtplib waits for ever", "fail", line="app.py:6", repo="""
-- app.py --
import smtplib
from flask import Flask
app = Flask(__name__)
@app.route("/")
def index():
    with smtplib.SMTP("mail.example.com", 25) as server:
        server.sendmail("a", "b", "c")
"""),
    example("axios: an instance without a timeout; options made elsewhere decide nothing", "fail", line="server.js:4", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "axios": "1"}}
-- server.js --
const express = require("express")
const axios = require("axios")
const app = express()
const client = axios.create({ baseURL: "https://a.example.com" })
app.get("/", async (req, res) => res.json((await axios.get("https://b.example.com", options)).data))
app.listen(3000)
"""),
    example("axios: one timeout for all", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "axios": "1"}}
-- server.js --
const express = require("express")
const axios = require("axios")
axios.defaults.timeout = 5000
const app = express()
app.get("/", async (req, res) => res.json((await axios.get("https://b.example.com")).data))
app.listen(3000)
"""),
    example("fetch without a signal; a page's own call to its server is none", "fail", line="server.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const app = express()
app.get("/", async (req, res) => res.json(await (await fetch("https://b.example.com/orders")).json()))
app.listen(3000)
-- page.js --
export const orders = () => fetch("/api/orders")
"""),
    example("fetch with a signal, in options of the same file", "pass", line="server.js:5", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const express = require("express")
const app = express()
app.get("/", async (req, res) => {
  const options = { method: "POST", signal: AbortSignal.timeout(5000) }
  res.json(await (await fetch("https://b.example.com/orders", options)).json())
})
app.listen(3000)
"""),
    example("NestJS's HttpService", "fail", line="src/pay.service.ts:6", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node dist/main.js"}, "dependencies": {"@nestjs/core": "10", "@nestjs/axios": "3"}}
-- src/main.ts --
import { NestFactory } from "@nestjs/core"
async function bootstrap() { const app = await NestFactory.create(AppModule); await app.listen(3000) }
-- src/pay.service.ts --
import { HttpService } from "@nestjs/axios"
export class PayService {
  constructor(private readonly httpService: HttpService) {}
  async pay(body: any) {
    return firstValueFrom(
      this.httpService.post("https://pay.example.com", body, { headers: {} }),
    )
  }
}
"""),
    example("Go: a client with a timeout and one without", "fail", line="main.go:8", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"net/http"
	"time"
)

var slow = &http.Client{}
var quick = &http.Client{Timeout: 5 * time.Second}

func main() {
	http.ListenAndServe(":8080", nil)
}
"""),
    example("Go: only how long to connect may take", "fail", line="main.go:8", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"net"
	"net/http"
)

var client = &http.Client{Transport: &http.Transport{
	DialContext: (&net.Dialer{Timeout: 30 * time.Second}).DialContext,
}}

func main() {
	http.ListenAndServe(":8080", nil)
}
"""),
    example("Groovy: an HTTPBuilder, and no timeout", "fail", line="src/main/groovy/shop/Rates.groovy:6",
            repo=GROOVY + """
class Rates {
    def all() {
        new HTTPBuilder("https://rates.example.com").get(path: "/all")
    }
}
"""),
    example("Groovy: an address that is read", "fail", line="src/main/groovy/shop/Rates.groovy:5", repo=GROOVY + """
class Rates {
    String all() { new URL("https://rates.example.com/all").text }
}
"""),
    example("Groovy: an address that is read for as long as is said", "pass", repo=GROOVY + """
class Rates {
    String all() { new URL("https://rates.example.com/all").getText(connectTimeout: 2000, readTimeout: 5000) }
}
"""),
    example("Spring in Groovy: a RestTemplate of a client that has a timeout", "pass", repo=GROOVY + """
import org.springframework.web.client.RestTemplate
@Configuration
class Rates {
    @Bean
    RestTemplate rates() {
        def config = RequestConfig.custom().setResponseTimeout(5, TimeUnit.SECONDS).build()
        def client = HttpClients.custom().setDefaultRequestConfig(config).build()
        return new RestTemplate(new HttpComponentsClientHttpRequestFactory(client))
    }
}
"""),
    example("Gradle reads an address when it builds", "na", repo="""
-- build.gradle --
plugins { id "org.springframework.boot" version "3.5.0" }
dependencies { implementation "org.springframework.boot:spring-boot-starter-web" }
def notice = new URL("https://example.com/notice").text
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App { public static void main(String[] args) { SpringApplication.run(App.class, args); } }
"""),
    example("Spring: RestTemplate as it comes", "fail", line="src/main/java/shop/Shop.java:9", repo="""
-- pom.xml --
<project></project>
-- src/main/java/shop/Shop.java --
package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.client.RestTemplate;
@SpringBootApplication
public class Shop {
  public static void main(String[] a) { SpringApplication.run(Shop.class, a); }
  @Bean
  public RestTemplate restTemplate() { return new RestTemplate(); }
}
"""),
    example("Spring: WebClient with a response timeout", "pass", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "3.4.0" }
-- src/main/kotlin/shop/Shop.kt --
package shop
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.web.reactive.function.client.WebClient
@SpringBootApplication
class Shop
fun main() { runApplication<Shop>() }
fun orders(builder: WebClient.Builder): WebClient =
  builder.baseUrl("https://a.example.com").clientConnector(connector(HttpClient.create().responseTimeout(Duration.ofSeconds(5)))).build()
"""),
    example("Ruby's Net::HTTP and .NET's HttpClient give up by themselves", "pass", says="gives up after 60 s", repo="""
-- Gemfile --
gem "sinatra"
-- app.rb --
require "sinatra"
get("/") { Net::HTTP.get(URI("https://a.example.com")) }
"""),
    example("a library of PHP that gives up by itself", "pass", line="public/index.php:3", repo="""
-- public/index.php --
<?php
use WpOrg\\Requests\\Requests;
$answer = Requests::request($url, [], null, Requests::GET);
echo $answer->body . $_GET['order'];
"""),
    example("Guzzle", "fail", line="public/index.php:4", repo="""
-- composer.json --
{"require": {"slim/slim": "4", "guzzlehttp/guzzle": "7"}}
-- public/index.php --
<?php
use GuzzleHttp\\Client;
$app = \\Slim\\Factory\\AppFactory::create();
$client = new Client(['base_uri' => 'https://a.example.com']);
$app->run();
"""),
    example("Rust: reqwest as it comes", "fail", line="src/main.rs:4", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.7"
reqwest = "0.12"
-- src/main.rs --
use reqwest::Client;
#[tokio::main]
async fn main() {
    let client = Client::new();
    axum::serve(listener, app).await.unwrap();
}
"""),
    example("options that come from elsewhere", "unknown", repo="""
-- app.py --
import requests
from flask import Flask
app = Flask(__name__)
def ask(url, **options):
    return requests.get(url, **options)
"""),
    example("an app that calls nobody", "na", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("axios: options that a caller gives", "unknown", says="from elsewhere", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "axios": "1"}}
-- server.js --
const axios = require("axios")
const app = require("express")()
const client = (options = {}) => axios.create(options)
app.get("/", async (req, res) => res.json(await client(req.app.options).get("https://a.example.com")))
app.listen(3000)
"""),
    example("vendors' clients in .NET give up by themselves", "pass", line="Payments.cs:1", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.0" /></ItemGroup></Project>
-- Program.cs --
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql(builder.Configuration["Db"]));
builder.Services.AddAuthentication().AddJwtBearer();
var app = builder.Build();
app.MapControllers();
app.Run();
-- Payments.cs --
StripeConfiguration.ApiKey = config["Stripe"];
"""),
    example("wreck waits for ever by itself", "fail", line="src/server.js:4", repo="""
-- package.json --
{"name": "shop", "type": "module", "scripts": {"start": "node src/server.js"}, "dependencies": {"@hapi/hapi": "21", "@hapi/wreck": "18"}}
-- src/server.js --
import Hapi from "@hapi/hapi"
import Wreck from "@hapi/wreck"
const server = Hapi.server({ port: 3000 })
const ask = () => Wreck.get("https://a.example.com", { json: true })
server.route({ method: "GET", path: "/", handler: async () => (await ask()).payload })
await server.start()
"""),
    example("wreck with a timeout", "pass", line="src/server.js:4", repo="""
-- package.json --
{"name": "shop", "type": "module", "scripts": {"start": "node src/server.js"}, "dependencies": {"@hapi/hapi": "21", "@hapi/wreck": "18"}}
-- src/server.js --
import Hapi from "@hapi/hapi"
import Wreck from "@hapi/wreck"
const server = Hapi.server({ port: 3000 })
const ask = () => Wreck.get("https://a.example.com", { json: true, timeout: 5000 })
server.route({ method: "GET", path: "/", handler: async () => (await ask()).payload })
await server.start()
"""),
    example("the acceptance tests' own client calls the app, no service", "na", repo="""
-- src/Shop.Api/Shop.Api.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
-- src/Shop.Api/Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/orders", () => Orders.All());
app.Run();
-- src/Shop.Api.AcceptanceTests/Shop.Api.AcceptanceTests.csproj --
<Project Sdk="Microsoft.NET.Sdk"></Project>
-- src/Shop.Api.AcceptanceTests/ShopApi.cs --
public class ShopApi {
    public HttpClient Client { get; } = new HttpClient();
}
"""),
    example("Java: keys are fetched without a timeout", "fail", line="src/main/java/shop/Tokens.java:7", repo="""
-- build.gradle.kts --
plugins { id("org.springframework.boot") version "3.4.0" }
-- src/main/java/shop/Shop.java --
@SpringBootApplication
public class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }
-- src/main/java/shop/Tokens.java --
package shop;
import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.UrlJwkProvider;
@Component
public class Tokens {
    public Jwk key(String id, String url) {
        JwkProvider provider = new UrlJwkProvider(url);
        return provider.get(id);
    }
    private final JwkProvider other = new JwkProviderBuilder("https://login.example.com").timeouts(2000, 2000).build();
}
"""),
    example("a folder for the browser beside the server's", "fail", line="src/server/orders.js:1", repo="""
-- package.json --
{"dependencies": {"@hapi/hapi": "^21.3.0"}}
-- src/index.js --
import { orders } from './server/orders.js'
import Hapi from '@hapi/hapi'
const server = Hapi.server({ port: 3000 })
server.route({ method: 'GET', path: '/', handler: orders })
server.start()
-- src/server/orders.js --
export const orders = async () => await fetch('https://orders.example.org')
-- src/client/start.js --
import { poll } from './poll.js'
document.addEventListener('DOMContentLoaded', () => poll('/status'))
-- src/client/poll.js --
export const poll = async (url) => await fetch(url, { headers: { 'X-Requested-With': 'XMLHttpRequest' } })
"""),
]
