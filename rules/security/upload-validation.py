"""File uploads are checked for type and size on the server.

An upload without limits fills the disk or the memory with one request. One without a type check lets a stranger store a web page or
script under the service's own name and send users to it.

Pass: a type check and a size limit on the upload path

Fail: an upload handler with neither

Fix: Check size and content on the server: `FileExtensionValidator` and a size check in the form (Django), `UploadFile` read up to a limit
with python-magic, multer's `limits` and `fileFilter`, `spring.servlet.multipart.max-file-size` with Tika, `validates :file,
content_type:, size:` (active_storage_validations), `'file' => 'mimes:pdf,jpg|max:5120'` (Laravel), `[RequestSizeLimit]` with a signature
check (.NET), `http.MaxBytesReader` with `http.DetectContentType` (Go). Store under a name of your own, outside the web root.

Searched: upload handlers, checks of extension, content type and signature, limits in code, in settings and in the proxy's files
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Dependencies, Finding, Uploads, contradicts, example, rule, supports, unclear

# What limits the size of an upload by itself: Spring at 1 MB a file, PHP and axum at 2 MB (ruling 5).
_LIMITED = {"maven": ["org.springframework.boot:*"], "composer": ["*"], "cargo": ["axum"]}
_OF_REQUESTS = {"cargo": ["axum"]}  # ... of the whole request


@rule(id="SEC014", severity="medium", applies="uploads", sources=("S1.3",))
def upload_validation(uploads: Uploads, dependencies: Dependencies) -> Iterator[Finding]:
    sized = bool(uploads.sizes) or bool(dependencies.find(_LIMITED))
    if uploads.types and sized:
        yield from (supports(mark, mark.name) for mark in (*uploads.types, *uploads.sizes))
    elif marks := uploads.types or uploads.sizes or (uploads.handlers if dependencies.find(_OF_REQUESTS) else ()):
        one, other = ("type", "size") if uploads.types else ("size", "type")
        yield unclear(f"the {one} of an upload is checked, a check of its {other} was not found", marks[0])
    else:
        yield from (contradicts(mark, "neither the type nor the size of the upload is checked") for mark in uploads.handlers)
        for mark in uploads.unruled if uploads.sent else ():
            yield contradicts(mark, mark.name)
        for mark in uploads.sent if not uploads.handlers and not uploads.unruled else ():
            yield unclear("files go straight from the pages to a bucket; the limits that are set there would tell", mark)


MULTER = """
-- package.json --
{"scripts": {"start": "node src/server.js"}, "dependencies": {"express": "5", "multer": "2"}}
-- src/server.js --
const app = require("express")()
app.use(require("./photos"))
app.listen(80)
-- src/lib/image-upload.js --
const multer = require("multer")
module.exports = multer({
  limits: { fileSize: 1000000 },
  fileFilter: (req, file, cb) => cb(null, file.mimetype.startsWith("image/")),
})
"""

PAGES = """
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "react-dom": "18", "@supabase/supabase-js": "2", "vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- src/Photos.tsx --
import { supabase } from "./client"
export async function keep(path: string, file: File) {
  const { data } = await supabase.from("photos").select()
  return supabase.storage
    .from("photos")
    .upload(path, file)
}
"""

SERVLET = """
-- pom.xml --
<project><dependencies><dependency><groupId>jakarta.servlet</groupId><artifactId>jakarta.servlet-api</artifactId></dependency>
<dependency><groupId>org.apache.commons</groupId><artifactId>commons-fileupload2-jakarta-servlet6</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Photos.java --
package shop;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
@WebServlet("/photos")
public class Photos extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var factory = DiskFileItemFactory.builder().get();
        var upload = new JakartaServletFileUpload<>(factory);
        LIMIT
        for (var item : upload.parseRequest(request)) { item.write(photos.resolve(item.getFieldName())); }
    }
}
"""

EXAMPLES = [
    example("Commons FileUpload: nothing checks what comes in", "fail", line="src/main/java/shop/Photos.java:8",
            repo=SERVLET.replace("LIMIT", "")),
    example("Commons FileUpload: the size and the type", "pass",
            repo=SERVLET.replace("LIMIT", "upload.setFileSizeMax(1_000_000);").replace(
        "item.write", "if (TYPES.contains(item.getContentType())) item.write")),
    example("Jersey and servlets: limits of the servlet, an ending that is asked for", "pass", repo="""
-- pom.xml --
<project><packaging>war</packaging><dependencies><dependency><groupId>jakarta.servlet</groupId><artifactId>jakarta.servlet-api</artifactId></dependency></dependencies></project>
-- src/main/java/shop/Photos.java --
package shop;
@WebServlet("/photos")
@MultipartConfig(maxFileSize = 1048576, location = "/tmp")
public class Photos extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        Part part = request.getPart("photo");
        if (!part.getSubmittedFileName().endsWith(".jpg")) { throw new WrongType(); }
        part.write(part.getName());
    }
}
"""),
    example("ASP.NET Core: attributes of the app's own check the field, and an interface takes no upload", "pass", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- Controllers/PhotoController.cs --
public class PhotoController : Controller {
    [HttpPost("/photos")]
    public IActionResult Add(PhotoForm form) => Ok(store.Keep(form.Photo));
}
-- Models/PhotoForm.cs --
public class PhotoForm {
    [PhotoEnding] [PhotoSize]
    public IFormFile Photo { get; set; }
}
-- Services/IStore.cs --
public interface IStore { Task<string> Keep(IFormFile photo); Task Change(IFormFile photo, string name); }
-- Services/Mail.cs --
public class Mail { public void Send(IFormFile photo) { Attach(photo.OpenReadStream()); } }
-- Models/PhotoRules.cs --
public class PhotoEnding : ValidationAttribute {
    public override bool IsValid(object value) => value is not IFormFile file || file.FileName.ToLower().EndsWith(".jpg");
}
public class PhotoSize : ValidationAttribute {
    public override bool IsValid(object value) => value is not IFormFile file || file.OpenReadStream().Length < 5242880;
}
"""),
    example("ASP.NET Core: nothing checks what a handler takes", "fail", line="PhotoController.cs:3", repo="""
-- Shop.csproj --
<Project Sdk="Microsoft.NET.Sdk.Web" />
-- Program.cs --
var app = WebApplication.CreateBuilder(args).Build();
app.Run();
-- PhotoController.cs --
public class PhotoController : Controller {
    [HttpPost("/photos")]
    public IActionResult Add(IFormFile photo, string name) { store.Keep(photo, name); return Ok(); }
}
"""),
    example("Filament: a field for files, which says of which type", "pass", line="app/Filament/Pages/Photos.php:4", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0", "filament/filament": "^3.0"}}
-- public/index.php --
<?php
$app = require __DIR__.'/../bootstrap/app.php';
-- app/Filament/Pages/Photos.php --
<?php
class Photos extends Page {
    public function field() {
        return FileUpload::make('photo')->acceptedFileTypes(['image/png']);
    }
}
"""),
    example("Filament: a field for files of any type and, by PHP, of 2 MB", "unknown", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0", "filament/filament": "^3.0"}}
-- public/index.php --
<?php
$app = require __DIR__.'/../bootstrap/app.php';
-- app/Filament/Pages/Photos.php --
<?php
class Photos extends Page {
    public function field() {
        return FileUpload::make('photo')->maxSize(2048);
    }
}
"""),
    example("Falcon: the size of a part is bound, and nothing is said about the type", "unknown", repo="""
-- requirements.txt --
falcon
-- app.py --
import falcon
from falcon.media.multipart import MultipartFormHandler, MultipartParseOptions

class Orders:
    def __init__(self):
        self.options = MultipartParseOptions()
        self.options.max_body_part_buffer_size = 1024

    def on_post(self, req, resp):
        handler = MultipartFormHandler(parse_options=self.options)
        for part in handler.deserialize(req.stream, req.content_type, req.content_length):
            keep(part.stream.read())

app = falcon.App()
app.add_route("/orders", Orders())
"""),
    example("Laravel: the file of a request is asked of the facade, and nothing looks at it", "fail",
            line="app/Http/Controllers/PhotoController.php:4", repo="""
-- composer.json --
{"require": {"laravel/framework": "^5.4"}}
-- app/Http/routes.php --
<?php
Route::post('photos', ['uses' => 'PhotoController@store', 'as' => 'photos.store']);
-- app/Http/Controllers/PhotoController.php --
<?php
class PhotoController extends Controller {
    public function store() {
        $path = \\Request::file('photo')->getRealPath();
        Photos::keep(file_get_contents($path));
    }
}
"""),
    example("Play: the size that it takes by itself, and nothing about the type", "unknown", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/routes --
POST /orders controllers.Orders.create()
-- app/controllers/Orders.scala --
package controllers
class Orders(c: ControllerComponents) extends AbstractController(c) {
  def create = Action(parse.multipartFormData) { request =>
    request.body.file("orders").foreach(f => f.ref.moveTo(target))
    Ok("")
  }
}
"""),
    example("LiveView, which takes 8 MB where nothing else is said", "pass", line="lib/shop_web/live/import_live.ex:5", repo="""
-- mix.exs --
defmodule Shop.MixProject do
  defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
end
-- lib/shop_web/endpoint.ex --
defmodule ShopWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :shop
end
-- lib/shop_web/live/import_live.ex --
defmodule ShopWeb.ImportLive do
  use ShopWeb, :live_view

  def mount(_params, _session, socket) do
    {:ok, allow_upload(socket, :orders, accept: ~w(.csv), max_entries: 1)}
  end
end
"""),
    example("a file field of a Flask form, of one type, and requests are limited", "pass", line="app/forms.py:9", repo="""
-- requirements.txt --
flask==3.1.0
flask-wtf==1.2.2
-- Procfile --
web: gunicorn app:create_app()
-- app/__init__.py --
from flask import Flask
def create_app():
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 10 * 1024 * 1024
    return app
-- app/forms.py --
from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField


class ValidateForm(FlaskForm):
    catalog = FileField(
        "Upload JSON",
        validators=[
            FileAllowed(["json"], "Only .json files are accepted."),
        ],
    )
"""),
    example("HMRC: upscan is told the size and the type", "pass", repo="""
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
"""),
    example("the pages send files to a bucket, whose limits stand elsewhere", "unknown", repo=PAGES),
    example("Rails: the file that was sent, read as it came", "fail", line="app/controllers/import_controller.rb:3", repo="""
-- Gemfile --
gem "rails"
-- config.ru --
run Rails.application
-- config/routes.rb --
Rails.application.routes.draw do
  post "/import", to: "import#create"
end
-- app/controllers/import_controller.rb --
class ImportController < ApplicationController
  def create
    file = File.new(params[:file].tempfile).read
    FileParserJob.perform_async(file)
    head :no_content
  end
end
"""),
    example("the pages send files to a bucket with limits", "pass", line="supabase/migrations/1_photos.sql:1", repo=PAGES + """
-- supabase/migrations/1_photos.sql --
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('photos', 'photos', false, 5242880, '{image/png,image/jpeg}');
"""),
    example("Firebase: the rules of the storage let anything in", "fail", line="storage.rules:4", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "react-dom": "18", "firebase": "10", "vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- src/Photos.tsx --
import { getFirestore } from "firebase/firestore"
import { ref, uploadBytes } from "firebase/storage"
export const keep = (path: string, file: File) => uploadBytes(ref(storage, path), file)
-- storage.rules --
service firebase.storage {
  match /b/{bucket}/o {
    match /{path=**} {
      allow read, write: if request.auth != null;
    }
  }
}
"""),
    example("Firebase: they ask for pictures of a size", "pass", line="storage.rules:4", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "react-dom": "18", "firebase": "10", "vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- src/Photos.tsx --
import { getFirestore } from "firebase/firestore"
import { ref, uploadBytes } from "firebase/storage"
export const keep = (path: string, file: File) => uploadBytes(ref(storage, path), file)
-- storage.rules --
service firebase.storage {
  match /b/{bucket}/o {
    match /{path=**} {
      allow write: if request.resource.size < 5 * 1024 * 1024 && request.resource.contentType.matches('image/.*');
    }
  }
}
"""),
    example("PHP: the body of the request is the file", "fail", line="index.php:4", repo="""
-- composer.json --
{"require": {"slim/slim": "^4.0"}}
-- index.php --
<?php
$app = Slim\\Factory\\AppFactory::create();
$app->put("/files/{name}", function ($request, $response, $args) {
    $body = $request->getBody();
    $file = fopen("data/" . basename($args["name"]), "xb");
    while ($data = $body->read(1048576)) {
        fwrite($file, $data);
    }
    return $response;
});
$app->run();
"""),
    example("PHP: what another service answers is no upload", "na", repo="""
-- composer.json --
{"require": {"slim/slim": "^4.0", "guzzlehttp/guzzle": "^7.0"}}
-- index.php --
<?php
$app = Slim\\Factory\\AppFactory::create();
$app->get("/logo", function ($request, $response) {
    $answer = (new GuzzleHttp\\Client())->request("GET", "https://example.com/logo.png");
    $body = $answer->getBody();
    file_put_contents("logo.png", $body);
    return $response;
});
$app->run();
"""),
    example("Django: the length of a path is no size", "fail", line="shop/views.py:4", repo="""
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/views.py --
from django.shortcuts import redirect

def upload(request):
    store(request.FILES["file"])
    filepath = request.user.profile.image
    return redirect(filepath if len(filepath) > 1 else "/default.png")
"""),
    example("multer: the extension is kept for the new name, and checked by nothing", "fail", line="server.js:10", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "multer": "1"}}
-- server.js --
const app = require("express")()
const multer = require("multer")
const path = require("path")
const storage = multer.diskStorage({
  filename: (req, file, cb) => {
    const ext = path.extname(file.originalname)
    cb(null, `${Date.now()}${ext}`)
  },
})
app.post("/photo", multer({ storage }).single("photo"), (req, res) => res.json({}))
app.listen(80)
"""),
    example("multer: the extension is looked at", "pass", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "multer": "1"}}
-- server.js --
const app = require("express")()
const multer = require("multer")
const path = require("path")
function fits(req, file, cb) {
  const ext = path.extname(file.originalname)
  if (ext !== ".jpg") return cb(new Error("no picture"))
  cb(null, true)
}
app.post("/photo", multer({ dest: "up", limits: { fileSize: 9000 } }).single("photo"), (req, res) => res.json({}))
app.listen(80)
"""),
    example("Laravel: the request hands a file over by its name", "pass", line="app/Http/Controllers/RoomController.php:7", repo="""
-- composer.json --
{"require": {"laravel/framework": "^9"}}
-- app/Http/Controllers/RoomController.php --
<?php
namespace App\\Http\\Controllers;
use Illuminate\\Http\\Request;
class RoomController extends Controller {
    public function store(Request $request) {
        $request->validate([
            'picture' => 'required|image',
        ]);
        return Room::create(['picture' => $request->picture->store('rooms', 'public')]);
    }
}
"""),
    example("Go: the extension makes the file's name", "fail", line="main.go:12", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

func upload(w http.ResponseWriter, r *http.Request) {
	file, header, _ := r.FormFile("photo")
	extension := filepath.Ext(header.Filename)
	out, _ := os.Create(time.Now().String() + extension)
	io.Copy(out, file)
}

func main() {
	http.HandleFunc("/photos", upload)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("Go: the extension is one of some, and the size has an end", "pass", repo="""
-- go.mod --
module example.com/shop
-- main.go --
package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
)

func upload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 5<<20)
	file, header, _ := r.FormFile("photo")
	extension := strings.ToLower(filepath.Ext(header.Filename))
	if !allowed[extension] {
		http.Error(w, "not a picture", http.StatusUnsupportedMediaType)
		return
	}
	io.Copy(out, file)
}

func main() {
	http.HandleFunc("/photos", upload)
	http.ListenAndServe(":8080", nil)
}
"""),
    example("Spring: the type that the client says is kept, and not looked at", "fail", line="src/main/java/shop/Files.java:5", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId>
<version>3.3.0</version></dependency></dependencies></project>
-- src/main/java/shop/Files.java --
package shop;
@RestController
public class Files {
    @PostMapping("/files")
    public Stored upload(@RequestPart("file") MultipartFile file) {
        return Stored.builder().name(storage.store(file)).type(file.getContentType()).build();
    }
}
"""),
    example("Spring: the type is compared with those that are taken", "pass", repo="""
-- pom.xml --
<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId>
<version>3.3.0</version></dependency></dependencies></project>
-- src/main/java/shop/Files.java --
package shop;
@RestController
public class Files {
    @PostMapping("/files")
    public Stored upload(@RequestPart("file") MultipartFile file) {
        String type = file.getContentType();
        if (type == null || !IMAGES.contains(type)) throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        return storage.store(file);
    }
}
"""),
    example("Laravel: the extension makes the file's name", "fail", line="app/Http/Controllers/PhotoController.php:6", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- app/Http/Controllers/PhotoController.php --
<?php
namespace App\\Http\\Controllers;
use Illuminate\\Http\\Request;
class PhotoController extends Controller {
    public function store(Request $request) {
        if (!$request->hasFile('photo')) { return back(); }
        $file = $request->file('photo');
        $name = time() . '.' . $file->getClientOriginalExtension();
        $file->move(public_path('photos'), $name);
        return back();
    }
}
"""),
    example("Laravel: the extension is one of some", "pass", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- app/Http/Controllers/PhotoController.php --
<?php
namespace App\\Http\\Controllers;
use Illuminate\\Http\\Request;
class PhotoController extends Controller {
    public function store(Request $request) {
        $file = $request->file('photo');
        $extension = strtolower($file->getClientOriginalExtension());
        abort_unless(in_array($extension, ['jpg', 'png']), 422);
        $file->move(public_path('photos'), time() . '.' . $extension);
        return back();
    }
}
"""),
    example("a form's file that a server action takes", "pass", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15", "@supabase/ssr": "0.5"}}
-- next.config.js --
module.exports = {}
-- app/actions.ts --
"use server"
const imageTypes = new Set(["image/jpeg", "image/png"])
export async function upload(form: FormData) {
  const file = form.get("image")
  if (!(file instanceof File) || !file.size) return null
  if (!imageTypes.has(file.type)) throw new Error("Images only.")
  if (file.size > 5 * 1024 * 1024) throw new Error("Too large.")
  await store(file)
}
"""),
    example("a form's file that an endpoint takes as it comes", "fail", line="app/api/upload/route.ts:3", repo="""
-- package.json --
{"scripts": {"start": "next start"}, "dependencies": {"next": "15"}}
-- next.config.js --
module.exports = {}
-- app/api/upload/route.ts --
export async function POST(request: Request) {
  const form = await request.formData()
  const file = form.get("file") as File
  await store(Buffer.from(await file.arrayBuffer()))
  return Response.json({})
}
"""),
    example("Symfony's form takes a file whose type is looked at", "fail", line="src/Form/ImportType.php:4", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "symfony/form": "^7"}}
-- src/Form/ImportType.php --
<?php
class ImportType extends AbstractType {
    public function buildForm(FormBuilderInterface $builder, array $options): void {
        $builder->add('file', FileType::class, ['required' => true]);
    }
}
-- src/Controller/ImportController.php --
<?php
class ImportController {
    #[Route(path: '/import', methods: ['POST'])]
    public function import(Request $request) {
        $file = $form->get('file')->getData();
        $file->move($this->folder, $name);
    }
}
"""),
    example("multer with a filter and a limit", "pass", line="server.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "multer": "1"}}
-- server.js --
const app = require("express")()
const multer = require("multer")
const upload = multer({ dest: "up", limits: { fileSize: 1000000 }, fileFilter: (q, f, cb) => cb(null, f.mimetype === "image/png") })
app.post("/photos", upload.single("photo"), (req, res) => res.json({}))
app.listen(3000)
"""),
    example("multer alone", "fail", line="server.js:3", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "multer": "1"}}
-- server.js --
const app = require("express")()
const multer = require("multer")
const upload = multer({ dest: "up" })
app.post("/photos", upload.single("photo"), (req, res) => res.json({}))
app.listen(3000)
"""),
    example("Flask, neither", "fail", line="app.py:5", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask, request
app = Flask(__name__)
@app.post("/photos")
def photo():
    request.files["photo"].save("photo")
    return {}
app.run()
"""),
    example("Spring limits by itself, the type is checked", "pass", line="src/main/java/shop/App.java:5", repo="""
-- build.gradle --
plugins { id 'org.springframework.boot' version '3.3.0' }
dependencies {
  implementation 'org.springframework.boot:spring-boot-starter-web'
}
-- src/main/java/shop/App.java --
package shop;
@SpringBootApplication @RestController
public class App {
  @PostMapping("/photos") public String photo(@RequestParam MultipartFile photo) {
    if (!"image/png".equals(photo.getContentType())) throw new IllegalArgumentException();
    return "";
  }
  public static void main(String[] a) { SpringApplication.run(App.class, a); }
}
"""),
    example("nginx limits by itself, the type is checked", "pass", line="forms.py:3", repo="""
-- requirements.txt --
Django==5.2
-- manage.py --
import django
-- forms.py --
from django import forms
class LogoForm(forms.Form):
    logo = forms.ImageField()
-- nginx/app.conf --
server {
  location / {
    proxy_pass http://app:8000;
  }
}
"""),
    example("a size alone", "unknown", says="its type was not found", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask, request
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
@app.post("/photos")
def photo():
    request.files["photo"].save("photo")
    return {}
app.run()
"""),
    example("no uploads", "na", repo="""
-- requirements.txt --
flask
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
"""),
    example("checks in a module that nothing brings in", "fail", line="src/photos.js:3", repo=MULTER + """
-- src/photos.js --
const multer = require("multer")
const routes = require("express").Router()
const upload = multer({ dest: "uploads/" })
module.exports = routes.post("/photos", upload.single("photo"), (req, res) => res.end())
"""),
    example("checks in a module that the route brings in", "pass", line="src/lib/image-upload.js:3", repo=MULTER + """
-- src/photos.js --
const upload = require("./lib/image-upload")
const routes = require("express").Router()
module.exports = routes.post("/photos", upload.single("photo"), (req, res) => res.end())
"""),
    example("an attachment that the server makes is no upload", "na", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- app/models/report.rb --
class Report < ApplicationRecord
  has_one_attached :result
end
-- app/services/report_service.rb --
class ReportService
  def call(report)
    report.result.attach(io: StringIO.new(@result.to_json), filename: "report.json", content_type: "application/json")
  end
end
"""),
    example("Laravel: a field of an answer is called image", "fail", line="app/Http/Controllers/Photos.php:4", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11"}}
-- app/Http/Controllers/Photos.php --
<?php
class Photos extends Controller {
    public function store(Request $request) {
        $request->file('photo')->store('photos');
    }
}
-- app/Http/Resources/Item.php --
<?php
class Item extends JsonResource {
    public function toArray($request) {
        return ['id' => $this->id, 'image' => $this->photo->path ?? null];
    }
}
"""),
    example("Rust: the type that the client says is kept, and axum bounds the size by itself", "unknown", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
-- src/main.rs --
mod files;
#[tokio::main]
async fn main() { axum::serve(listener, Router::new().route("/files", post(files::upload))).await.unwrap(); }
-- src/files.rs --
use axum::extract::Multipart;
pub async fn upload(mut multipart: Multipart) -> Result<(), Error> {
    while let Some(field) = multipart.next_field().await? {
        let mime_type = field.content_type().unwrap_or("application/octet-stream").to_string();
        keep(field.bytes().await?, mime_type).await?;
    }
    Ok(())
}
"""),
    example("Rust: a type of its own list, and a size", "pass", repo="""
-- Cargo.toml --
[package]
name = "shop"
[dependencies]
axum = "0.8"
-- src/main.rs --
mod files;
#[tokio::main]
async fn main() {
    let app = Router::new().route("/files", post(files::upload)).layer(DefaultBodyLimit::max(1_000_000));
    axum::serve(listener, app).await.unwrap();
}
-- src/files.rs --
use axum::extract::Multipart;
pub async fn upload(mut multipart: Multipart) -> Result<(), Error> {
    while let Some(field) = multipart.next_field().await? {
        let kind = field.content_type().unwrap_or_default().to_string();
        if !kind.starts_with("image/") { return Err(Error::Type) }
        keep(field.bytes().await?, kind).await?;
    }
    Ok(())
}
"""),
    example("Go: a helper gives the extension, and a loop asks for one of some", "pass", repo="""
-- go.mod --
module example.com/shop
-- pkg/upload/picture.go --
package upload

import (
	"mime/multipart"
	"strings"

	"example.com/shop/pkg/file"
)

func CheckExt(name string) bool {
	ext := file.GetExt(name)
	for _, allowed := range settings.Exts {
		if strings.ToUpper(allowed) == strings.ToUpper(ext) {
			return true
		}
	}
	return false
}
-- main.go --
package main

import (
	"net/http"

	"example.com/shop/pkg/upload"
)

func receive(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 5<<20)
	file, header, _ := r.FormFile("photo")
	if upload.CheckExt(header.Filename) {
		keep(file)
	}
}

func main() {
	http.HandleFunc("/photos", receive)
	http.ListenAndServe(":8080", nil)
}
"""),
]
