"""Failure scenarios are tested.

Every service that this one calls will be slow or down one day. If nobody has tried what happens then, users find out: a spinner that
never ends, or an order that is paid for and lost.

Pass: fault injection: chaos experiments (Litmus, Chaos Mesh, toxiproxy, Pumba, AWS FIS), or tests that make a dependency time out, refuse
or answer 5xx and check the outcome

Fail: nothing of the kind is found

Fix: Write one test for each dependency that makes it time out and answer 503, and checks what the user gets: `responses` or `respx`
(Python), nock or msw (Node), WireMock (Java), WebMock (Ruby), `httptest.Server` (Go), `Http::fake` (Laravel), wiremock (Rust, .NET),
Bypass (Elixir). Toxiproxy in front of the test database does the same for it.

Searched: tests whose stand-in for a dependency times out, refuses or answers an error of the server; chaos experiments and scripts
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Faults, Finding, example, rule, supports


@rule(id="TST012", severity="low", applies="outbound", sources=("S4",))
def failure_scenarios_tested(faults: Faults) -> Iterator[Finding]:
    for fault in faults.injected:
        yield supports(fault, fault.how)
    for fault in faults.tested:
        yield supports(fault, fault.how)


_FLASK = """-- app.py --
import requests
from flask import Flask
app = Flask(__name__)
@app.route("/")
def index():
    return requests.get("https://a.example.com", timeout=3).text
"""

EXAMPLES = [
    example("Ktor: the engine of the tests answers an error of the server", "pass", line="src/test/kotlin/shop/OrdersTest.kt:4", repo="""
-- src/main/kotlin/shop/App.kt --
package shop
import io.ktor.client.HttpClient
fun main() { embeddedServer(Netty, 8080) { routing { orders(OrderService(HttpClient())) } }.start(wait = true) }
-- src/test/kotlin/shop/OrdersTest.kt --
package shop
class OrdersTest {
  @Test fun `prices are down`() {
    val engine = MockEngine { this.respondError(status = HttpStatusCode.InternalServerError) }
    assertEquals(null, OrderService(HttpClient(engine)).price())
  }
}
"""),
    example("a test has the database's client fail, and says what comes of it", "pass", line="users.test.js:3", repo="""
-- package.json --
{"scripts": {"test": "jest"}, "dependencies": {"express": "4", "axios": "1", "pg": "8"}, "devDependencies": {"jest": "29"}}
-- users.test.js --
const { one } = require("./app")
test("what is told when the database fails", async () => {
  db.query.mockRejectedValue(new Error("Database error"))
  await expect(one(7)).rejects.toThrow("try again later")
})
-- app.js --
const axios = require("axios")
require("express")().get("/", async (req, res) => res.json((await axios.get("https://a.example.com")).data)).listen(3000)
module.exports = { one: async (id) => db.query("SELECT 1", [id]) }
"""),
    example("a test of the app's own error is none", "fail", repo=f"""
{_FLASK}-- tests/test_app.py --
def test_not_found(client):
    assert client.get("/nowhere").status_code == 404
def test_broken(client):
    assert client.get("/broken").status_code == 500
"""),
    example("a dependency that times out", "pass", line="tests/test_app.py:3", repo=f"""
{_FLASK}-- tests/test_app.py --
import requests
def test_slow(client, mocker):
    mocker.patch("app.requests.get", side_effect=requests.Timeout)
    assert client.get("/").status_code == 503
"""),
    example("the errors that a dependency raises are the test's parameters", "pass", line="tests/test_app.py:2", repo=f"""
{_FLASK}-- tests/test_app.py --
import pytest
@pytest.mark.parametrize(
    "exception,expected",
    (
        (ReadTimeout, Retry),
        (HTTPError, Refused),
    ),
)
def test_slow(client, requests, exception, expected):
    requests.get.side_effect = exception
    with pytest.raises(expected):
        client.get("/")
"""),
    example("parameters that are the app's own errors make no dependency fail", "fail", repo=f"""
{_FLASK}-- tests/test_app.py --
import pytest
@pytest.mark.parametrize("exception", (UnknownOrder, EmptyBasket))
def test_refused(client, basket, exception):
    basket.check.side_effect = exception
    assert client.get("/").status_code == 400
"""),
    example("a test's helper that passes an error on makes nothing fail", "fail", repo=f"""
{_FLASK}-- tests/test_app.py --
import requests
def fetch(url):
    answer = requests.get(url)
    try:
        answer.raise_for_status()
    except requests.HTTPError as e:
        raise requests.HTTPError(
            f"{{url}} answered {{answer.text.strip()}}",
        ) from e
"""),
    example("axios-mock-adapter", "pass", line="tests/orders.test.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "axios": "1"}}
-- server.js --
const express = require("express")
const axios = require("axios")
const app = express()
app.get("/", async (req, res) => res.json((await axios.get("https://a.example.com")).data))
app.listen(3000)
-- tests/orders.test.js --
const mock = new MockAdapter(require("axios"))
it("answers when the partner is down", async () => {
  mock.onGet("https://a.example.com").reply(503)
  expect((await get("/")).status).toBe(502)
})
"""),
    example("JDK's own server answers that it failed", "pass", line="src/test/java/shop/HooksTest.java:5", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
</dependencies></project>
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication
public class App { public static void main(String[] args) { SpringApplication.run(App.class, args); } }
-- src/main/java/shop/Hooks.java --
package shop;
public class Hooks { void send(String to) { RestClient.create().post().uri(to).retrieve().toBodilessEntity(); } }
-- src/test/java/shop/HooksTest.java --
package shop;
class HooksTest {
    @Test
    void isTriedAgain() {
        server.createContext("/hook", exchange -> { exchange.sendResponseHeaders(503, -1); exchange.close(); });
        assertThat(hooks.send(address).isDone()).isFalse();
    }
}
"""),
    example("a chaos script", "pass", line="scripts/chaos/kill_redis.sh:1", repo=f"""
{_FLASK}-- scripts/chaos/kill_redis.sh --
docker compose stop redis
curl -f http://localhost:8000/
"""),
    example("an app that calls nobody", "na", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
"""),
    example("RSpec: the stand-in for a service raises its client's error of the server", "pass", line="spec/join_spec.rb:4", repo="""
-- Gemfile --
gem "rails", "~> 7.1"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- config/environment.rb --
Rails.application.initialize!
-- config/routes.rb --
Rails.application.routes.draw { resources :orders }
-- app/models/post_office.rb --
class PostOffice
  def send_it = Net::HTTP.get(URI(ENV["POST_URL"]))
end
-- spec/join_spec.rb --
RSpec.describe PostOffice do
  let(:client) { instance_double(Depot::Client) }
  it "says that it was not sent" do
    allow(client).to receive(:deliver).and_raise(Depot::Client::ServerError, "an error")
    expect(described_class.new(client).send_it).to be(false)
  end
end
"""),
    example("Moq: a client that throws what the service answered", "pass", line="Tests/MailTests.cs:6", repo="""
-- Shop/Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web"/>
-- Shop/Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/mail", async (HttpClient client) => await client.PostAsync("https://mail.example/", null));
app.Run();
-- Tests/Tests.csproj --
<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>
<PackageReference Include="xunit" Version="2.9.0"/><PackageReference Include="Moq" Version="4.20.0"/>
</ItemGroup></Project>
-- Tests/MailTests.cs --
public class MailTests {
    [Fact]
    public async Task Fails() {
        var client = new Mock<IMail>();
        client.Setup(m => m.SendAsync(It.IsAny<string>()))
            .ThrowsAsync(new MailException("Status code 500. Error: Some serious issue"));
        Assert.False(await new Sender(client.Object).Send("a"));
    }
}
"""),
    example("Scala: a stub of another service that fails", "pass", line="it/CasesISpec.scala:4", repo="""
-- build.sbt --
libraryDependencies ++= Seq(ws, "uk.gov.hmrc" %% "bootstrap-backend-play-30" % "10.1.0")
-- conf/app.routes --
POST  /create-case  controllers.Cases.create
POST  /update-case  controllers.Cases.update
-- it/CasesISpec.scala --
class CasesISpec extends ServerBaseISpec {
  "create-case" should {
    "answer 400 where the other service fails" in {
      givenPegaCreateCaseRequestFails(500, "500", "failed")
      create(payload).status shouldBe 400
    }
  }
}
"""),
    example("Java: a test that may throw brings about no failure", "fail", repo="""
-- build.gradle --
plugins { id "org.springframework.boot" version "3.5.0" }
-- src/main/java/Shop.java --
@RestController
class Shop {
    String rates() { return RestClient.create().get().uri("https://rates.example.com").retrieve().body(String.class); }
}
-- src/test/java/ShopTest.java --
class ShopTest {
    @Test
    void keepsFiles() throws IOException {
        assertThat(new Shop().keep(new MockMultipartFile("a", "b".getBytes()))).isNull();
    }
}
"""),
]
