"""Documents: headings, commands, links and text of the markup languages."""

from __future__ import annotations

from readylint.fact import Facts
from readylint.facts.documents import Documents
from readylint.facts.files import PathRules
from readylint.snapshot import Snapshot


def documents(text: str) -> Documents:
    return Facts(Snapshot.of(text), PathRules()).get(Documents)


def test_markdown_sections_commands_and_links() -> None:
    (readme,) = documents("""-- README.md --
# Shop

Uses `make lint`, see [the guide](docs/guide.md).

## Run it

```bash
# a comment
$ docker compose \\
    up -d
not typed
```

<!-- ## Hidden -->

    npm test
""").own
    assert [(s.heading, s.level, s.at.line) for s in readme.sections] == [("Shop", 1, 1), ("Run it", 2, 5)]
    assert [(c.text, c.at.line, c.inline) for c in readme.commands] == [
        ("make lint", 3, True),
        ("docker compose up -d", 9, False),
        ("npm test", 16, False),
    ]
    assert [(link.text, link.target, link.at.line) for link in readme.links] == [("the guide", "docs/guide.md", 3)]
    assert "Hidden" not in readme.sections[1].text


def test_restructured_text() -> None:
    (index,) = documents("""-- docs/index.rst --
=====
Title
=====

Run::

    $ pip install x

Deeper
------

.. code-block:: bash
   :linenos:

   make run

.. code-block:: python

   import x
""").own
    assert [(s.heading, s.level) for s in index.sections if s.heading] == [("Title", 1), ("Deeper", 2)]
    assert [(c.text, c.at.line) for c in index.commands] == [("pip install x", 7), ("make run", 15)]


def test_asciidoc() -> None:
    (doc,) = documents("""-- docs/a.adoc --
= Title

== Start

[source,bash]
----
make start
----
See link:b.adoc[more].
""").own
    assert [s.heading for s in doc.sections] == ["Title", "Start"]
    assert [(c.text, c.at.line) for c in doc.commands] == [("make start", 7)]
    assert [link.target for link in doc.links] == ["b.adoc"]


def test_searches_prose_with_places_and_leaves_code_out() -> None:
    found = documents("""-- README.md --
# A

To roll back, wait.

```
roll back
```
-- docs/ops.md --
# Roll back
Text.
""")
    assert [str(at) for _, at in found.search(r"roll back")] == ["README.md:3"]
    assert [(d.path, s.at.line) for d, s in found.sections("roll back")] == [("docs/ops.md", 1)]


def test_what_is_no_document_of_the_project() -> None:
    found = documents("""-- README.md --
# A
-- vendor/x/README.md --
# V
-- tests/README.md --
# T
-- examples/a/README.md --
# E
-- docs/archive/plan.md --
# P
-- .claude/notes.md --
# N
-- requirements.txt --
flask
""")
    assert [d.path for d in found.own] == ["README.md"]
    assert found.get("tests/README.md") is not None


def test_posts_of_hugo_are_product_text() -> None:
    found = documents("-- config.toml --\nbaseURL = 'https://shop.example'\n-- archetypes/default.md --\n---\ntitle: A\n---\n"
                      "-- content/posts/a.md --\n---\ntitle: A\n---\nRoll back.\n-- README.md --\n# A\n")  # fmt: skip
    assert [d.path for d in found.own] == ["README.md"]


def test_pages_that_a_site_publishes_are_product_text() -> None:
    found = documents("""-- README.md --
# Site
-- config/tech-docs.yml --
host: x
-- source/standards/a.html.md --
---
title: A
---
# A
""")
    assert [d.path for d in found.own] == ["README.md"]


def test_links_lead_to_files_folders_and_views_on_the_host() -> None:
    found = documents("""-- README.md --
[a](./docs/) [b](https://github.com/o/r/blob/main/docs/b.md#x) [c](../out.md)
-- docs/README.md --
# D
-- docs/b.md --
# B
""")
    readme = found.own[0]
    assert [getattr(found.linked(readme, link), "path", None) for link in readme.links] == ["docs/README.md", "docs/b.md", None]


def test_stubs() -> None:
    (doc,) = documents("""-- runbook.md --
# Runbook
TODO

## Restart
Coming soon.
""").own
    assert doc.stub and all(s.stub for s in doc.sections)


def test_hostile_text_is_read() -> None:
    for text in ("```" * 5000, "[" * 20000, "<a " * 20000, "=\n" * 20000, "`" * 30000, "    " * 20000):
        assert documents(f"-- README.md --\n{text}\n").own[0].sections is not None


def test_a_title_before_the_text_is_its_heading_where_the_text_has_none() -> None:
    found = documents("""-- docs/install.md --
---
title: Installation
---

# {{ page.title }}

Unpack it.
-- docs/more.md --
---
title: "More of it"
---
Unpack it.
-- docs/other.md --
---
title: Other
---
# Its own
""").own
    assert [[(s.heading, s.level, s.at.line) for s in d.sections] for d in found] == [
        [("Installation", 1, 2)], [("More of it", 1, 2)], [("Its own", 1, 4)],
    ]  # fmt: skip
