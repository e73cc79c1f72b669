"""Output is escaped.

Text that one user typed runs as a script in another user's browser, with that user's session. One comment is enough to take over every
account that looks at it, the administrator's too.

Pass: nothing of what makes it fail is found

Fail: unescaped output of a value: mark_safe / |safe / autoescape off, dangerouslySetInnerHTML / v-html / innerHTML with a non-constant
that is not sanitised, raw / html_safe / {!! !!}, template.HTML; each is a finding

Fix: Let the template escape, and take out `|safe`, `mark_safe`, `raw`, `html_safe`, `{!! !!}`, `v-html`, `dangerouslySetInnerHTML` and
`template.HTML`. Where users may write HTML or Markdown, sanitise what is shown: nh3 (Python), DOMPurify, `sanitize` in Rails, OWASP Java
HTML Sanitizer, HTMLPurifier, HtmlSanitizer (.NET), bluemonday (Go), ammonia (Rust).

Searched: templates, server code and scripts of pages; vendored and minified files and plain-text mails left out
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Project, Sinks, contradicts, example, regex, rule

SHOWN = 40
PAGES = regex(r"(?:^|/)(?:content|_posts|_pages)/")


@rule(id="SEC010", severity="medium", applies="ui", absence="pass", sources=("S1.3",))
def no_xss_sinks(sinks: Sinks, project: Project) -> Iterator[Finding]:
    site = project.kind == "static site"  # nobody but its authors gives its templates a value, and what it publishes is product text
    for sink in [s for s in sinks if not (site and (s.built or PAGES.search(s.at.path)))][:SHOWN]:
        yield contradicts(sink, sink.says, confidence="medium")


_CARDS = """
-- static/cards.js --
class Cards {
  show(orders) {
    this.list.innerHTML = this.rows(orders)
    this.copy.innerHTML = this.template.innerHTML.replace(/NEW/g, Date.now())
  }
  rows(orders) {
    const rows = []
    orders.forEach((order, index) => rows.push(this.row(order, index)))
    return rows.length ? rows.join("") : this.none()
  }
  none() {
    return "<p>none</p>"
  }
  row(order, index) {
    const badge = order.paid ? `<b>paid</b>` : ""
    return `<li id="${order.id}" data-index="${index}">${badge} NAME</li>`
  }
}
"""
EXAMPLES = [
    example("Twig: what is broken into lines was escaped for it, other text was not", "fail", line="templates/show.html.twig:2", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "symfony/twig-bundle": "^7"}}
-- src/Kernel.php --
<?php
use Symfony\\Bundle\\FrameworkBundle\\Kernel\\MicroKernelTrait;
-- templates/show.html.twig --
<p>{{ order.note|nl2br|raw }}</p>
<p>{{ order.note|raw }}</p>
"""),
    example("Twig: what is broken into lines was escaped for it", "pass", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "^7", "symfony/twig-bundle": "^7"}}
-- src/Kernel.php --
<?php
use Symfony\\Bundle\\FrameworkBundle\\Kernel\\MicroKernelTrait;
-- templates/show.html.twig --
<p>{{ order.note|nl2br|replace({'<br />': ''})|raw }}</p>
"""),
    example("Thymeleaf puts out a message of the app's own, and one with a value in it", "fail",
            line="src/main/resources/templates/shop.html:2", repo="""
-- pom.xml --
<project><dependencies><dependency><artifactId>spring-boot-starter-thymeleaf</artifactId></dependency></dependencies></project>
-- src/main/java/shop/App.java --
@SpringBootApplication @Controller public class App { @GetMapping("/") String shop() { return "shop"; } }
-- src/main/resources/templates/shop.html --
<p th:utext="#{shop.welcome}"></p>
<p th:utext="#{shop.owner(${name})}"></p>
"""),
    example("Jinja fills in what a model is told", "pass", repo="""
-- requirements.txt --
flask
jinja2
-- app.py --
from flask import Flask, render_template
app = Flask(__name__)
@app.get("/")
def index():
    return render_template("index.html")
-- agents/prompt_template.py --
from jinja2 import Environment
environment = Environment(autoescape=False)
"""),
    example("Twirl: what a user answered is put out as HTML", "fail", line="app/views/answers.scala.html:4", repo="""
-- build.sbt --
lazy val shop = Project("shop", file(".")).enablePlugins(PlayScala)
-- conf/routes --
GET /answers controllers.Answers.list()
-- app/controllers/Answers.scala --
package controllers
class Answers(c: ControllerComponents) extends AbstractController(c) { def list = Action { Ok(views.html.answers(rows)) } }
-- app/views/answers.scala.html --
@(rows: Seq[Row])
@for(row <- rows) {
  <h2>@Html(messages("answers.title"))</h2>
  <p>@Html(row.answer.replaceAll("\\n", "<br>"))</p>
}
"""),
    example("Rails: a drawing of its own", "pass", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- app/helpers/icon_helper.rb --
module IconHelper
  def icon(name)
    file = File.read(Rails.root.join("app/icons", "#{name}.svg"))
    raw file
  end

  def drawing(name)
    raw File.read(Rails.root.join("app/drawings/#{name}.svg"))
  end
end
-- app/views/orders/index.html.erb --
<p><%= icon("a") %></p>
"""),
    example("the letters that a service sends are no pages", "na", repo="""
-- package.json --
{"dependencies": {"express": "4", "nodemailer": "6"}}
-- app.js --
const app = require("express")()
app.get("/orders", (req, res) => res.json([]))
-- etc/templates/sign-up/body.html --
<p>Hello <%- name %></p>
-- etc/templates/sign-up/subject.html --
Welcome
"""),
    example("Django: scripts of its packages that were collected and committed", "pass", repo="""
-- manage.py --
import django
-- shop/settings.py --
STATIC_ROOT = BASE_DIR / "staticfiles"
-- shop/templates/orders.html --
<ul>{% for order in orders %}<li>{{ order }}</li>{% endfor %}</ul>
-- staticfiles/debug_toolbar/js/toolbar.js --
document.getElementById("panel").innerHTML = data.content;
"""),
    example("Django: a text of several lines that interpolates", "fail", line="shop/views.py:5", repo="""
-- manage.py --
import django
-- shop/views.py --
from django.shortcuts import render
from django.utils.safestring import mark_safe

def orders(request):
    hint = mark_safe(
        f"There is no {request.GET['name']}. Please try again, "
        '<a href="https://shop.test/contact">or contact us</a>.'
    )
    plain = mark_safe(
        f"There is none. Please try again, "
        '<a href="https://shop.test/contact">or contact us</a>.'
    )
    return render(request, "orders.html", {"hint": hint, "plain": plain})
-- shop/templates/orders.html --
<p>{{ hint }}</p>
"""),
    example("the templates of a static site, and a script of its pages", "fail", line="static/app.js:1", repo="""
-- config.toml --
base_url = "https://blog.example.com"
compile_sass = true
-- templates/index.html --
<p><a href="{{ config.base_url | safe }}">{{ section.title }}</a></p>
{{ section.extra.html | safe }}
-- content/_index.md --
+++
title = "Blog"
+++
-- static/app.js --
document.querySelector("#name").innerHTML = new URLSearchParams(location.search).get("name")
"""),
    example("marked, whose hook sanitises what it makes", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "react": "19"}}
-- server.js --
require("express")().listen(80)
-- src/Note.tsx --
marked.use({ hooks: { postprocess: (html) => DOMPurify.sanitize(html) } });
export function Note({ text }) {
  const html = marked.parse(text) as string;
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
"""),
    example("the templates of a static site", "pass", repo="""
-- config.toml --
base_url = "https://blog.example.com"
compile_sass = true
-- templates/index.html --
<p><a href="{{ config.base_url | safe }}">{{ section.title }}</a></p>
{{ section.extra.html | safe }}
-- content/_index.md --
+++
title = "Blog"
+++
-- content/release/timing.html --
<script>
document.querySelector("#unit").innerHTML = units[location.hash].name
</script>
"""),
    example("Rails: a template puts out a value raw by its tag", "fail", line="app/views/posts/show.html.erb:1", repo="""
-- Gemfile --
gem "rails"
-- app/views/posts/show.html.erb --
<p><%== @post.body %></p>
<%== pagy_nav(@pagy) %>
<%== t(".greeting") %>
"""),
    example("Rails: only the pager is put out raw by its tag", "pass", repo="""
-- Gemfile --
gem "rails"
-- app/views/posts/index.html.erb --
<%== pagy_nav(@pagy) if @pagy.pages > 1 %>
"""),
    example("Blade: what a user wrote", "fail", line="resources/views/recipe.blade.php:2", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0"}}
-- bootstrap/app.php --
<?php return Application::configure(basePath: dirname(__DIR__))->create();
-- resources/views/recipe.blade.php --
<h1>{{ $recipe->title }}</h1>
<div>{!! nl2br($recipe->description) !!}</div>
"""),
    example("Blade: what was escaped, or the framework made", "pass", repo="""
-- composer.json --
{"require": {"laravel/framework": "^11.0"}}
-- bootstrap/app.php --
<?php return Application::configure(basePath: dirname(__DIR__))->create();
-- resources/views/recipe.blade.php --
<h1>{!! __("recipes.title") !!}</h1>
<div>{!! nl2br(e($recipe->description)) !!}</div>
<div @class([])>{!! $slot !!}</div>
{!! $recipes->links() !!}
{{-- {!! $recipe->description !!} --}}
"""),
    example("plain PHP: a row, and the name of who logged in", "fail", line=("home.php:4", "students.php:7"), repo="""
-- home.php --
<?php
session_start();
?>
<h2>Welcome <?php echo $_SESSION['user']; ?></h2>
-- students.php --
<?php
include "db.php";
$result = mysqli_query($conn, "SELECT * FROM students");
while ($row = mysqli_fetch_assoc($result)) {
    echo "<tr>
            <td>{$row['id']}</td>
            <td>{$row['name']}</td>
          </tr>";
}
"""),
    example("plain PHP: rows escaped, an id, a text of the program's own", "pass", repo="""
-- students.php --
<?php
$rows = $pdo->query("SELECT * FROM students")->fetchAll();
foreach ($rows as $row) {
    echo "<td>" . htmlspecialchars($row['name']) . "</td><td>" . $row['id'] . "</td>";
}
echo $lang['title'];
?>
<?= htmlentities($_SESSION['user']) ?>
"""),
    example("a function that replaces brackets first, and one that does not", "fail", line="src/main.js:9", repo="""
-- index.html --
<html><body><script type="module" src="/src/main.js"></script></body></html>
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.get("/", (req, res) => res.sendFile("index.html"))
app.listen(80)
-- src/main.js --
function coloured(json) {
  return json
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/("[^"]*")/g, (match) => `<b>${match}</b>`)
}
function bold(json) { return json.replace(/("[^"]*")/g, (match) => `<b>${match}</b>`) }
one.innerHTML = coloured(text)
two.innerHTML = bold(text)
"""),
    example("a library among the pages' files", "pass", repo="""
-- app.py --
from flask import Flask, render_template
app = Flask(__name__)
@app.route("/")
def index(): return render_template("index.html")
-- templates/index.html --
<p>{{ name }}</p>
-- templates/js/vue.js --
function render(node, text) { node.innerHTML = text }
"""),
    example("an address of the app's own", "pass", repo="""
-- manage.py --
import django
-- shop/templates/base.html --
<html></html>
-- shop/views.py --
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
def note(request, order):
    url = reverse("order", args=[order.id])
    return format_html(
        "<a href='{}'>{}</a>",
        mark_safe(url),
        order.name,
    )
"""),
    example("a template with |safe", "fail", line="templates/comment.html:1", repo="""
-- templates/comment.html --
<p>{{ comment.text|safe }}</p>
"""),
    example("the plain text of a mail", "pass", repo="""
-- templates/registration/password_reset_email.html --
{% autoescape off %}
Someone asked to reset your password. Follow this link: {{ link }}
{% endautoescape %}
-- templates/comment.html --
<p>{{ comment.text }}</p>
"""),
    example("a mail of HTML that escapes nothing", "fail", line="templates/invitation_email.html:1", repo="""
-- templates/invitation_email.html --
{% autoescape off %}<p>{{ inviter.name }} invites you.</p>{% endautoescape %}
-- templates/comment.html --
<p>{{ comment.text }}</p>
"""),
    example("a template that escapes", "pass", repo="""
-- templates/comment.html --
<p>{{ comment.text }}</p>
{# {{ comment.text|safe }} #}
"""),
    example("innerHTML from an answer", "fail", line="static/app.js:2", repo="""
-- static/app.js --
const list = document.getElementById("list")
list.innerHTML = `<li>${order.note}</li>`
"""),
    example("innerHTML of what methods put together, and escape", "pass", repo=_CARDS.replace("NAME", "${this.escape(order.name)}")),
    example(
        "innerHTML of what methods put together, one value as it came", "fail", line="static/cards.js:3",
        repo=_CARDS.replace("NAME", "${order.name}"),
    ),
    example("Ruby: a variable called raw", "pass", repo="""
-- app/services/import.rb --
raw = params[:items]
raw.to_s
"""),
    example("innerHTML, a constant", "pass", repo="""
-- static/app.js --
const list = document.getElementById("list")
list.innerHTML = "<li>none</li>"
list.innerHTML = ""
"""),
    example("Vue: what is shown is sanitised by a method, or as it is computed", "pass", repo="""
-- src/Status.vue --
<template>
  <div v-html="incidentHTML(incident.text)"></div>
  <div v-html="footerHTML"></div>
  <div v-html="note"></div>
</template>
<script>
import DOMPurify from "dompurify"
export default {
  computed: {
    footerHTML() {
      return DOMPurify.sanitize(marked(this.config.footer))
    },
  },
  setup(props) {
    const note = computed(() => {
      return DOMPurify.sanitize(props.note)
    })
    return { note }
  },
  methods: {
    incidentHTML(content) {
      if (content != null) {
        return DOMPurify.sanitize(marked(content));
      }
      return "";
    },
  },
}
</script>
"""),
    example("Vue: a method that sanitises only sometimes", "fail", line="src/Status.vue:2", repo="""
-- src/Status.vue --
<template>
  <div v-html="incidentHTML(incident.text)"></div>
</template>
<script>
export default {
  methods: {
    incidentHTML(content) {
      if (this.strict) {
        return DOMPurify.sanitize(marked(content))
      }
      return marked(content)
    },
  },
}
</script>
"""),
    example("React, sanitised", "pass", repo="""
-- src/Comment.tsx --
import DOMPurify from "dompurify"
export const Comment = ({ text }) => <p dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(text) }} />
"""),
    example("React, a text of the program's own as it is laid out", "pass", repo="""
-- src/Nav.tsx --
export const Nav = () => (
  <style
    dangerouslySetInnerHTML={{
      __html:
        "nav:has(a[data-x='1']) { visibility: hidden; }",
    }}
  />
)
export const Start = () => <script dangerouslySetInnerHTML={{ __html: `(function () { start() })()` }} />
"""),
    example("React, not sanitised", "fail", line="src/Comment.tsx:1", repo="""
-- src/Comment.tsx --
export const Comment = ({ text }) => <p dangerouslySetInnerHTML={{ __html: text }} />
"""),
    example("Rails' html_safe", "fail", line="app/views/users/show.html.erb:1", repo="""
-- app/views/users/show.html.erb --
<p><%= @user.name.html_safe %></p>
"""),
    example("Rails' html_safe on texts without a value", "pass", repo="""
-- app/views/guide/show.html.erb --
<%= row.with_value { "A DfE-funded provider and/or <b>your own</b>, #1".html_safe } %>
<%= inset(text: 'Hello,<br/>
  this link will expire in 14 days'.html_safe) %>
"""),
    example("Rails' html_safe on a text with a value", "fail", line="app/helpers/admin_helper.rb:3", repo="""
-- app/helpers/admin_helper.rb --
module AdminHelper
  def shown(school)
    %(Link <span class="hidden">for #{school.name}</span>).html_safe
  end
end
-- app/views/guide/show.html.erb --
<p>Hello</p>
"""),
    example("a library without pages", "na", repo="""
-- pyproject.toml --
[project]
name = "tool"
version = "1"
[build-system]
requires = ["setuptools"]
-- tool/__init__.py --
def main() -> None:
    print("hello")
"""),
    example("a template engine that escapes nothing", "fail", line="server.js:4", repo="""
-- server.js --
const express = require("express")
const swig = require("swig")
const app = express()
swig.setDefaults({ autoescape: false })
app.get("/", (req, res) => res.render("index", { name: req.query.name }))
app.listen(3000)
-- views/index.html --
<p>{{ name }}</p>
"""),
    example("Jinja with escaping switched off", "fail", line="app.py:4", repo="""
-- app.py --
from flask import Flask
import jinja2
app = Flask(__name__)
env = jinja2.Environment(loader=jinja2.FileSystemLoader("pages"), autoescape=False)
@app.get("/")
def index():
    return env.get_template("index.html").render()
-- templates/index.html --
<p>{{ name }}</p>
"""),
    example("EJS puts out raw what users wrote", "fail", line="views/show.ejs:2", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "ejs": "3"}}
-- server.js --
require("express")().get("/", (req, res) => res.render("show", { comment })).listen(3000)
-- views/show.ejs --
<%- include("header") %>
<p><%- comment.text %></p>
<p><%= comment.name %></p>
"""),
    example("Handlebars: the layout's own parts, escaped values", "pass", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "hbs": "4"}}
-- server.js --
require("express")().get("/", (req, res) => res.render("show", { comment })).listen(3000)
-- views/layout.hbs --
{{{block "scripts"}}}
{{{body}}}
<p>{{comment.text}}</p>
"""),
    example("Handlebars and Pug put out raw", "fail", line="views/show.hbs:1", repo="""
-- package.json --
{"name": "shop", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "hbs": "4"}}
-- server.js --
require("express")().get("/", (req, res) => res.render("show", { comment })).listen(3000)
-- views/show.hbs --
<p>{{{comment.text}}}</p>
-- views/item.pug --
h2!= item.subtitle
"""),
    example("a text with escaped quotes, and a download of somebody else's icons", "pass", repo="""
-- index.html --
<script src="static/js/stats.js"></script>
-- static/js/stats.js --
var waiting = "<div class=\\"waiting\\"></div>";
document.getElementById("stats").innerHTML = waiting;
-- static/fontawesome-free-6.5.2-web/js/all.js --
node.outerHTML = newOuterHTML(abstract);
"""),
    example("Twig: what a translation says may hold tags, what a user wrote may not", "fail",
        line="templates/orders.html.twig:2", repo="""
-- composer.json --
{"require": {"symfony/framework-bundle": "7.0", "symfony/twig-bundle": "7.0"}}
-- src/Kernel.php --
<?php
class Kernel extends BaseKernel {}
-- templates/orders.html.twig --
<p>{{ 'orders.help'|trans|raw }}</p>
<p>{{ order.notes|default({'text': 'none'})|raw }}</p>
"""),
    example("a text of the catalogue by its key, and a value beside it", "fail", line="views/order.njk:2", repo="""
-- package.json --
{"dependencies": {"express": "4", "nunjucks": "3"}}
-- server.js --
require("express")().listen(80)
-- views/index.njk --
<p>{{ "pages.index.intro" | t | safe }}</p>
<p>{{ ("pages.index.closed" | t | safe ) }}</p>
-- views/order.njk --
<h1>{{ "pages.order.title" | t | safe }}</h1>
<p>{{ order.remark | safe }}</p>
"""),
    example("texts of the catalogue by their keys", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4", "nunjucks": "3"}}
-- server.js --
require("express")().listen(80)
-- views/index.njk --
<p>{{ "pages.index.intro" | t | safe }}</p>
<p>{{ ("pages.index.closed" | t | safe ) }}</p>
"""),
    example("Django: the help of a field is its author's own HTML", "pass", repo="""
-- shop/settings.py --
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
-- shop/templates/admin/shop/fieldset.html --
<div class="description">{{ fieldset.description|safe }}</div>
<div class="help">{{ field.field.help_text|safe }}</div>
"""),
    example("Rails: constants, and a file of values that is no page", "pass", repo="""
-- Gemfile --
gem "rails"
-- app/helpers/marks_helper.rb --
module MarksHelper
  ROBOT = '(automatic) '
  ROBOT_SAFE = ROBOT.html_safe.freeze
end
-- app/views/orders/index.csv.erb --
<%= raw CSV.generate_line(Order.column_names.map { |c| order[c] }) -%>
-- app/views/orders/index.html.erb --
<p><%= @order.name %></p>
"""),
]
