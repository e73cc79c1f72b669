"""Large payloads are streamed or pre-signed.

A report or upload that is read whole into memory needs as much memory as the largest customer has data. Two of them at once end the
process, and every other user's request with it.

Pass: streaming responses, direct-to-storage or pre-signed URLs

Fail: an upload or export read whole into memory; each is a finding

Fix: Stream it: `StreamingResponse` (FastAPI), `FileResponse` and `StreamingHttpResponse` (Django), `stream.pipeline` and busboy (Node),
`StreamingResponseBody` (Spring), `send_file` and `find_each` (Rails), `streamDownload` with `lazy()` (Laravel), `FileStreamResult`
(.NET), `io.Copy` (Go), `Body::from_stream` (axum), `send_chunked` (Phoenix). Better still, let the browser talk to storage: a pre-signed
S3, GCS or Azure URL, or Active Storage's direct upload.

Searched: streams, signed addresses of storage, uploads and exports in server code; an upload under a stated cap of 25 MB is not large
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Uploads, contradicts, example, rule, supports


@rule(id="PRF007", severity="low", applies="http", absence="unknown", sources=("S1.4",))
def large_payloads_streamed(uploads: Uploads) -> Iterator[Finding]:
    for mark in uploads.whole:
        yield contradicts(mark, mark.name)
    for mark in uploads.streamed:
        yield supports(mark, mark.name)


EXAMPLES = [
    example("FastAPI: the file behind the upload is read whole", "fail", line="app.py:6", repo="""
-- app.py --
from fastapi import FastAPI, File, UploadFile
app = FastAPI()
@app.post("/logo")
def logo(file: UploadFile = File(...)):
    with open("logo.png", "wb") as kept:
        kept.write(file.file.read())
"""),
    example("uploads in memory, no limit", "fail", line="server.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "multer": "1"}}
-- server.js --
const app = require("express")()
const multer = require("multer")
const upload = multer({ storage: multer.memoryStorage() })
app.post("/photos", upload.single("photo"), (req, res) => res.json({}))
app.listen(3000)
"""),
    example("uploads in memory, capped at 5 MB", "unknown", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "multer": "1"}}
-- server.js --
const app = require("express")()
const multer = require("multer")
const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 5 * 1024 * 1024 } })
app.post("/photos", upload.single("photo"), (req, res) => res.json({}))
app.listen(3000)
"""),
    example("Go: an export of every row, built in memory", "fail", line="main.go:10", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.10.1
-- main.go --
package main
func main() {
	router := gin.New()
	router.GET("/orders/export", ExportOrders)
	router.Run(":8080")
}
func ExportOrders(c *gin.Context) {
	query := db.Model(&Order{})
	var orders []Order
	if err := query.Order("id").Find(&orders).Error; err != nil { c.Status(500); return }
	text := "id,total\\n"
	for _, order := range orders { text += order.Line() }
	c.Header("Content-Type", "text/csv")
	c.String(200, text)
}
"""),
    example("Go: an export of a page", "unknown", repo="""
-- go.mod --
module example.com/shop
require github.com/gin-gonic/gin v1.10.1
-- main.go --
package main
func main() {
	router := gin.New()
	router.GET("/orders/export", ExportOrders)
	router.Run(":8080")
}
func ExportOrders(c *gin.Context) {
	var orders []Order
	if err := db.Model(&Order{}).Limit(500).Find(&orders).Error; err != nil { c.Status(500); return }
	c.Header("Content-Type", "text/csv")
	c.String(200, lines(orders))
}
"""),
    example("Django: an export of every row into one response", "fail", line="shop/views.py:6", repo="""
-- manage.py --
import django
-- shop/views.py --
import csv
def export(request):
    response = HttpResponse(content_type="text/csv")
    response["Content-Disposition"] = "attachment; filename=orders.csv"
    writer = csv.writer(response)
    for order in Order.objects.all():
        writer.writerow([order.id, order.total])
    return response
"""),
    example("the storage takes it", "pass", line="app.py:6", repo="""
-- requirements.txt --
flask
boto3
-- app.py --
import boto3
from flask import Flask
app = Flask(__name__)
@app.post("/photos")
def photo():
    return boto3.client("s3").generate_presigned_post("photos", "key")
app.run()
"""),
    example("a proxy hands through what it gets", "pass", line="main.go:9", repo="""
-- go.mod --
module example.com/gate
go 1.23
-- main.go --
package main

import (
	"net/http"
	"net/http/httputil"
)

func handler() http.Handler {
	return &httputil.ReverseProxy{Rewrite: route}
}

func main() {
	http.ListenAndServe(":8080", handler())
}
"""),
    example("a file is served by pieces", "pass", line="src/main.rs:5", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
tower-http = "0.6"
-- src/main.rs --
use axum::{routing::get, Router};
use tower_http::services::ServeFile;

async fn film(request: Request) -> Response {
    ServeFile::new("film.mkv").oneshot(request).await.into_response()
}

#[tokio::main]
async fn main() {
    axum::serve(listener, Router::new().route("/film", get(film))).await;
}
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
    example("ASP.NET Core hands the upload on as a stream", "pass", line="PhotoStore.cs:5", repo="""
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
-- PhotoStore.cs --
public class PhotoStore
{
    public async Task Add(IFormFile file)
    {
        await using var stream = file.OpenReadStream();
        await _client.UploadAsync(new UploadParams(file.FileName, stream));
    }
}
"""),
    example("Symfony's client, whose answers are read as they come", "unknown", repo="""
-- composer.json --
{"require": {"symfony/http-client": "6.4", "symfony/framework-bundle": "6.4"}}
-- src/Client.php --
<?php
class Client {
  public function stream($responses, $timeout) {
    return $this->httpClient->stream($responses, $timeout);
  }
}
"""),
    example("Rails: an answer that is begun anew", "unknown", repo="""
-- Gemfile --
gem "rails", "~> 7.1"
gem "logstasher"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::API
  def failed(exception)
    self.response_body = nil
    render json: { error: "sorry" }
  end
end
"""),
    example("Go: copied to the writer that the context holds", "pass", line="response/file.go:9", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }
-- response/file.go --
package response

import "io"

func SendFile(c Context, path string) error {
	file, _ := storage.Open(path)
	defer file.Close()
	c.ResponseWriter().Header().Set("Content-Type", kind(path))
	_, err := io.Copy(c.ResponseWriter(), file)
	return err
}
"""),
]
