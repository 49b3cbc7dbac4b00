# What people do with this repository; `make help` lists it.

PORT ?= 8000
# How long `make crash-test` goes on: until so many enquiries were acknowledged and the server was killed so often.
ACKNOWLEDGED ?= 2000
KILLS ?= 100
# How many enquiries `make bench-desk` makes; a million take some minutes on each database.
ENQUIRIES ?= 100000
PYTHON := .venv/bin/python
# In the order in which pytest-django puts them: what empties the database, roles and all, comes last on each worker.
ON_EVERY_CORE := --numprocesses auto --dist load

.DEFAULT_GOAL := help
.PHONY: help run dev test check lint types content locks format lock upgrade install publish bench bench-desk audit test-postgresql crash-test runtime-venv dev-venv

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

run: runtime-venv ## Serve the site on http://localhost:8000 as it would be in production (PORT=8001 for another port)
	@exec $(PYTHON) manage.py quickstart --port $(PORT)

dev: dev-venv ## Serve pages live while content, templates or code are being edited
	@$(PYTHON) manage.py migrate --skip-checks --verbosity 0
	@CLINIC_DEBUG=true DJANGO_RUNSERVER_HIDE_WARNING=true exec $(PYTHON) manage.py runserver --skip-checks $(PORT)

test: dev-venv ## Run lint, types and every test, in a real browser too
	@bin/have-chromium
	@$(MAKE) --no-print-directory lint types
	$(PYTHON) -m pytest $(ON_EVERY_CORE)

check: lint types content locks ## Check lint, types, content and locks, without running the tests

lint: dev-venv ## Check code and templates for bad habits and their format
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m djlint templates --lint --quiet

types: dev-venv ## Check types
	$(PYTHON) -m mypy

content: dev-venv ## Check every content file and the links between them
	$(PYTHON) manage.py check

locks: dev-venv ## Check that requirements/ match pyproject.toml
	$(PYTHON) -m pytest --quiet tests/test_requirements.py

format: dev-venv ## Put code into the agreed format
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

lock: dev-venv ## Write requirements/ from pyproject.toml, keeping versions where they fit
	$(PYTHON) -m clinic.locks

upgrade: dev-venv ## Write requirements/ with the newest versions that pyproject.toml allows
	$(PYTHON) -m clinic.locks --upgrade

install: runtime-venv ## Make .venv with what the site needs, and nothing else

publish: runtime-venv ## Render every public page to files and swap them in
	$(PYTHON) manage.py publish

test-postgresql: dev-venv ## Run the tests of enquiries on a PostgreSQL of their own
	bin/with-postgresql $(PYTHON) -m pytest $(ON_EVERY_CORE) tests/enquiries

crash-test: dev-venv ## Kill a real server while patients send, on SQLite and PostgreSQL, and look for what is lost
	$(PYTHON) -m bench.crash --acknowledged $(ACKNOWLEDGED) --kills $(KILLS)
	bin/with-postgresql $(PYTHON) -m bench.crash --acknowledged $(ACKNOWLEDGED) --kills $(KILLS)

bench: dev-venv ## Measure requests per second, beside a bare Django view and nginx
	$(PYTHON) -m bench

bench-desk: dev-venv ## Measure reception's pages with 1,000 enquiries and with ENQUIRIES, on SQLite and PostgreSQL
	$(PYTHON) -m bench.desk --insist --enquiries $(ENQUIRIES)
	bin/with-postgresql $(PYTHON) -m bench.desk --insist --enquiries $(ENQUIRIES)

audit: dev-venv ## Let Lighthouse, axe and the W3C's checker judge every page (needs npm and Java; the site does not)
	$(PYTHON) -m audit

runtime-venv:
	@bin/make-venv runtime

dev-venv:
	@bin/make-venv dev
