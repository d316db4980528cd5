# Everything that one does with this checkout. Needs Python 3.11 or later, make and git; `make setup` brings the rest.
PORT ?= 8000
ARGS ?=
# The environment's own commands, by module: a moved checkout leaves no stale script behind.
VENV_PYTHON := .venv/bin/python
# As a production site would be set; the key lives as long as the command.
PRODUCTION = IMPRIMATUR_SECRET_KEY="$$($(VENV_PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	IMPRIMATUR_DEBUG=0 IMPRIMATUR_HTTPS=1 IMPRIMATUR_BEHIND_PROXY=1 IMPRIMATUR_ALLOWED_HOSTS=health.example \
	IMPRIMATUR_TRUSTED_ORIGINS=https://health.example IMPRIMATUR_DATA_DIR=var/check IMPRIMATUR_DATABASE=

.DEFAULT_GOAL := help
.PHONY: help setup demo test check soak mutants bench load

help: ## Say what there is.
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/'

setup: ## Make .venv from requirements.lock; quick when nothing changed.
	@.ci/setup

demo: setup ## Serve a site with sample pages on 127.0.0.1; PORT=8001 chooses another port.
	@$(VENV_PYTHON) -m governance.project.demo --port "$(PORT)"

test: setup ## Run all tests, on SQLite and on PostgreSQL side by side; ARGS="-k word" goes to pytest.
	@$(VENV_PYTHON) -m tests.run $(ARGS)

check: setup ## Look at form, types, layers, migrations and the settings of a production site.
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PRODUCTION) $(VENV_PYTHON) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(VENV_PYTHON) manage.py check --deploy --fail-level WARNING

soak: setup ## Many processes at once, and processes killed at any moment, on both databases; ARGS="--seconds 10".
	@$(VENV_PYTHON) -m tests.soak $(ARGS)

mutants: setup ## Take out each guard in turn and see that a test fails.
	@$(VENV_PYTHON) -m tests.mutants $(ARGS)

bench: setup ## Print score and speed, in some ten minutes on a quiet machine; ARGS="claims" chooses parts.
	@$(VENV_PYTHON) -m tests.bench $(ARGS)

load: setup ## Serve the site with gunicorn on PostgreSQL to readers and staff at once; ARGS="--beside" adds Wagtail.
	@$(VENV_PYTHON) -m tests.load $(ARGS)
