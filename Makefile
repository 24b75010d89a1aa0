# The commands of everyday. `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PY := .venv/bin/python

.PHONY: help
help: ## This list.
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

.venv/bin/python:
	@python="$$(outils/python)"; "$$python" -m venv .venv

# A stamp a set of requirements: the second run costs nothing.
.venv/.portail: requirements/portail.txt pyproject.toml | .venv/bin/python
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/portail.txt
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.portail
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.PHONY: setup
setup: .venv/.portail ## Install the portal and the `accrochage` command in .venv.
	@echo "Prêt : make run démarre la démonstration ; .venv/bin/accrochage contrôle un fichier."

.PHONY: setup-dev
setup-dev: .venv/.dev ## What `make test` installs first: development tools, a browser, fonts.
	@outils/paquets-debian chromium fonts-dejavu-core

.PHONY: run
run: .venv/.portail ## Start the demonstration on PORT (8000 by default). Ctrl-C stops everything.
	@ENVIRONNEMENT="$${ENVIRONNEMENT:-demo}" exec $(PY) -m accrochage.portail demarrer

.PHONY: test
test: setup-dev ## Install what the tests need, then run them all.
	@$(PY) -m pytest -n 2 $(ARGS)

.PHONY: lint
lint: .venv/.dev ## Style of the code and templates, borders between packages.
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/djlint src --check
	@.venv/bin/djlint src --lint
	@.venv/bin/lint-imports

.PHONY: types
types: .venv/.dev ## Types, strictly.
	@.venv/bin/mypy

.PHONY: migrations
migrations: .venv/.dev ## Are the migrations those of the models?
	@ENVIRONNEMENT=test DJANGO_SETTINGS_MODULE=accrochage.portail.config.settings.test \
	  $(PY) -W ignore -m accrochage.portail makemigrations --check --dry-run

.PHONY: docs
docs: .venv/.dev ## Build the documentation in docs/_build/html; a warning is an error.
	@.venv/bin/sphinx-build -W --keep-going -q -b html docs docs/_build/html

.PHONY: routes
routes: .venv/.dev ## Order the table of routes × roles, and write the developers' page from it.
	@$(PY) -W ignore tests/portail/web/table_des_routes.py

.PHONY: captures
captures: setup-dev ## Screenshots of every page in artefacts/.
	@$(PY) -m pytest -q -m e2e tests/e2e $(ARGS)

.PHONY: bench-valider
bench-valider: .venv/.dev ## Speed of the check of 200,000 passages, xmllint beside it.
	@outils/paquets-debian libxml2-utils >&2
	@$(PY) benchmarks/valider.py $(if $(PASSAGES),--passages $(PASSAGES))

.PHONY: bench-depot
bench-depot: .venv/.dev ## Time from upload to report of PASSAGES passages (20,000).
	@$(PY) benchmarks/depot.py $(if $(PASSAGES),--passages $(PASSAGES))

.PHONY: bench-referentiel
bench-referentiel: .venv/.dev ## Time of the import of a published référentiel, the ORM beside it.
	@$(PY) benchmarks/referentiel.py
