# Two commands, each in an environment of its own making (.venv): needs Python 3.10 or newer, git and make.
#   make scan [REPO=path] [ARGS="--format json"]    judge a repository, this one unless told
#   make check                                      everything that must hold before a change is merged
#   make site                                       the documentation as a site, in build/site/site; a dead link ends it
#   make cover                                      the tests again, with the lines counted that they run, and the floor of pyproject.toml
#   make browser                                    the HTML reports in Chromium, which must be installed
#   make lock                                       the versions and hashes that CI and the release install, anew

PYTHON ?= python3
REPO ?= .
ARGS ?=
BIN := .venv/bin
LOCKED := --quiet --universal --python-version 3.10 --generate-hashes --no-header

TYPES := types-3.10 types-3.14

.PHONY: scan check $(TYPES) cover browser docs site lock clean
.DEFAULT_GOAL := check

scan: .venv/installed
	@$(BIN)/readylint scan $(ARGS) "$(REPO)"

check: .venv/installed-dev
	$(BIN)/ruff check .
	@$(MAKE) --no-print-directory -j2 $(TYPES)
	$(BIN)/python -m readylint.docs --check
	$(BIN)/python -m pytest -n auto

$(TYPES): .venv/installed-dev
	$(BIN)/mypy --python-version $(@:types-%=%)

# Apart from check: before Python 3.14, which counts by itself, to count takes three times as long as to test.
cover: .venv/installed-dev
	$(BIN)/python -m pytest -n auto --cov

browser: .venv/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,browser]"
	READYLINT_BROWSER=wanted $(BIN)/python -m pytest tests/test_html_in_browser.py tests/test_fleet_in_browser.py

docs: .venv/installed
	$(BIN)/python -m readylint.docs

site: .venv/installed-site
	$(BIN)/python docs/site/build.py

lock: .venv/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	$(BIN)/uv pip compile $(LOCKED) --extra dev pyproject.toml -o .ci/requirements.txt
	$(BIN)/uv pip compile $(LOCKED) --extra release pyproject.toml -o .ci/release.txt
	$(BIN)/uv pip compile $(LOCKED) --extra docs pyproject.toml -o .ci/docs.txt

clean:
	rm -rf .venv build *.egg-info

.venv/installed: .venv/made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: .venv/made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@ .venv/installed

.venv/installed-site: .venv/made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[docs]"
	@touch $@ .venv/installed

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "readylint needs Python 3.10 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	@touch $@
