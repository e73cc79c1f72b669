"""Whole apps on stacks that teams share: what each rule says of all of it. The rules have the parts of them as examples."""

from __future__ import annotations

from functools import cache

import pytest

from readylint.registry import load
from readylint.rule import Rule, Verdict, example
from readylint.testing import Case

HMRC = """
-- build.sbt --
lazy val app = Project("advance-rulings-frontend", file(".")).enablePlugins(PlayScala)
-- project/AppDependencies.scala --
object AppDependencies {
  val compile = Seq("uk.gov.hmrc" %% "bootstrap-frontend-play-30" % "10.8.0", "uk.gov.hmrc.mongo" %% "hmrc-mongo-play-30" % "2.13.0")
}
-- conf/application.conf --
include "frontend.conf"

appName = "advance-rulings-frontend"
play.http.router = prod.Routes
play.filters.enabled += play.filters.csp.CSPFilter
-- conf/prod.routes --
GET   /rulings        controllers.RulingController.list
POST  /rulings/file   controllers.RulingController.initiate
-- conf/logback.xml --
<configuration>
  <appender name="STDOUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%date %level %message%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="STDOUT"/></root>
</configuration>
-- app/controllers/RulingController.scala --
package controllers

import play.api.Logging
import uk.gov.hmrc.auth.core.{AuthorisedFunctions, Enrolment}

class RulingController @Inject() (cc: MessagesControllerComponents, upscan: UpscanConnector)
    extends FrontendController(cc) with AuthorisedFunctions with Logging {
  def list: Action[AnyContent] = Action.async { implicit request =>
    authorised(Enrolment("HMRC-ATAR-ORG") and AuthProviders(GovernmentGateway)) {
      logger.info("listing"); logger.error("none")
      Future.successful(Ok(view()))
    }
  }
  def initiate: Action[AnyContent] = Action.async { implicit request =>
    authorised() {
      upscan.initiate(UpscanInitiateRequest(maximumFileSize = config.maxSize, expectedContentType = Some("application/pdf")))
    }
  }
}
-- app/connectors/UpscanConnector.scala --
package connectors

class UpscanConnector @Inject() (http: HttpClientV2) {
  def initiate(request: UpscanInitiateRequest): Future[UpscanInitiateResponse] =
    http.post(url"$host/upscan/v2/initiate").withBody(Json.toJson(request)).execute[UpscanInitiateResponse]
}
-- app/repositories/AnswersRepository.scala --
package repositories

import org.mongodb.scala.model.{IndexModel, IndexOptions}
import uk.gov.hmrc.mongo.play.json.PlayMongoRepository

class AnswersRepository @Inject() (config: Configuration, mongo: MongoComponent)
    extends PlayMongoRepository[Answers](
      collectionName = "answers",
      mongoComponent = mongo,
      indexes = Seq(
        IndexModel(
          ascending("lastUpdated"),
          IndexOptions()
            .name("answersExpiry")
            .expireAfter(config.get[Int]("mongodb.ttl").toLong, TimeUnit.SECONDS)
        )
      )
    )
-- app/models/Answers.scala --
package models

case class Answers(id: String, data: JsObject, lastUpdated: Instant = Instant.now())
-- test/repositories/AnswersRepositorySpec.scala --
package repositories

import org.scalatest.wordspec.AnyWordSpec
import uk.gov.hmrc.mongo.test.MongoSupport

class AnswersRepositorySpec extends AnyWordSpec with MongoSupport {
  "answers" should { "be kept" in { repository.get("1").futureValue shouldBe None } }
}
"""

NAIS = """
-- build.gradle.kts --
dependencies {
    implementation("io.ktor:ktor-server-netty:3.5.2")
    implementation("com.github.seratch:kotliquery:1.9.1")
}
-- src/main/kotlin/App.kt --
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import kotliquery.sessionOf

fun main() {
    embeddedServer(Netty, port = 8080) {
        routing {
            get("/cases") { call.respond(sessionOf(source).list(queryOf("SELECT * FROM cases"))) }
        }
    }.start(wait = true)
}
-- .nais/app.yaml --
apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: cases
spec:
  image: {{image}}
  liveness:
    path: /internal/isalive
  readiness:
    path: /internal/isready
  observability:
    autoInstrumentation:
      enabled: true
      runtime: java
  gcp:
    sqlInstances:
      - type: POSTGRES_17
        databases:
          - name: cases
  ingresses:
    - https://cases.example.no
"""

HOF = """
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"hof": "~23.0.4"}}
-- server.js --
"use strict";
const hof = require("hof");
const settings = require("./hof.settings");
const app = hof(Object.assign({}, settings, {csp: {imgSrc: ["www.example.com"]}}));
module.exports = app;
-- hof.settings.json --
{"routes": ["./apps/report"]}
-- apps/report/fields/index.js --
"use strict";
module.exports = {
  name: {
    mixin: "input-text",
    validate: ["required", "notUrl"]
  }
};
-- apps/report/models/upload.js --
"use strict";
const { model: Model } = require("hof");
module.exports = class Upload extends Model {
  save() {
    return this.request({method: "POST", data: this.get("data")});
  }
};
"""

SAID: list[tuple[str, str, Verdict, tuple[str, ...], str]] = [
    (HMRC, "DAT010", "pass", (), ""),
    (HMRC, "DAT012", "pass", (), ""),
    (HMRC, "DAT015", "pass", (), ""),
    (HMRC, "OBS002", "pass", (), ""),
    (HMRC, "OBS004", "pass", (), ""),
    (HMRC, "SEC006", "pass", (), ""),
    (HMRC, "SEC011", "pass", ("conf/application.conf:5",), ""),
    (HMRC, "SEC014", "pass", (), ""),
    (HMRC, "TST005", "pass", (), ""),
    (HOF, "API001", "pass", ("server.js:4",), ""),
    (HOF, "REL001", "pass", ("server.js:4",), ""),
    (HOF, "REL002", "pass", ("server.js:4",), ""),
    (HOF, "REL005", "fail", ("apps/report/models/upload.js:5",), ""),
    (HOF, "SEC008", "pass", ("apps/report/fields/index.js:5",), ""),
    (HOF, "SEC011", "pass", ("server.js:4",), ""),
    (HOF, "SEC013", "pass", ("server.js:4",), ""),
    (NAIS, "DAT006", "pass", (".nais/app.yaml:17",), ""),
    (NAIS, "OBS009", "pass", (".nais/app.yaml:12",), ""),
    (NAIS, "OPS010", "pass", (".nais/app.yaml:2",), ""),
    (NAIS, "REL003", "pass", (".nais/app.yaml:10",), ""),
]


@cache
def _rules() -> dict[str, Rule]:
    return {rule.item.id: rule for rule in load()}


@pytest.mark.parametrize(("app", "item", "verdict", "lines", "says"), SAID, ids=[row[1] for row in SAID])
def test_a_whole_app_is_judged_as_its_parts_are(app: str, item: str, verdict: Verdict, lines: tuple[str, ...], says: str) -> None:
    case = Case(_rules()[item], example(item, verdict, app, line=lines, says=says))
    assert not case.wrong, case.wrong
