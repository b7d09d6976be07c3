# `make run` and `make test` need Python 3.11 or later and make, nothing else.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STATE := var
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test test-sqlite test-postgres test-browser test-set check reliability bench accuracy lock pictures lighthouse messages clean

help:
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dealdesk needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

$(BIN)/.run: requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	@touch $@

$(BIN)/.dev: requirements-dev.lock $(BIN)/.run
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

MESSAGES := $(patsubst %.po,%.mo,$(wildcard dealdesk/locale/*/LC_MESSAGES/*.po))
%.mo: %.po $(BIN)/.run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(word 3,$(subst /, ,$@)) --domain $(basename $(notdir $@))

$(STATE)/desk.env:
	@mkdir -p $(STATE)
	@(umask 077; $(PYTHON) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(48))' > $@)

setup: $(BIN)/.dev $(MESSAGES) ## all that development needs, in .venv

run: $(BIN)/.run $(MESSAGES) $(STATE)/desk.env ## set everything up and open the desk on http://127.0.0.1:8000
	@set -eu; . ./$(STATE)/desk.env; export SECRET_KEY HTTPS=0 LOG_LEVEL=WARNING ALLOWED_HOSTS=127.0.0.1,localhost; \
	$(BIN)/python manage.py migrate --verbosity 0; \
	$(BIN)/python manage.py collectstatic --noinput --verbosity 0; \
	$(BIN)/python manage.py first_start; \
	$(BIN)/python manage.py import_seeds; \
	echo "The desk is open: http://127.0.0.1:$(PORT)/  (Ctrl-C closes it)"; \
	exec $(BIN)/gunicorn dealdesk.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --preload --log-level warning

test: test-sqlite test-postgres test-browser ## every test: on SQLite, on PostgreSQL, in a browser

test-sqlite: setup
	$(BIN)/python -m pytest -n auto -m "not browser"

test-postgres: setup
	$(BIN)/python -m tests.ground.on_postgres $(BIN)/python -m pytest -n auto -m database || [ $$? = 3 -a -z "$$REQUIRE_ALL" ]

test-browser: setup
	$(BIN)/python -m tests.ground.chromium >/dev/null || [ -z "$$REQUIRE_ALL" ]
	$(BIN)/python -m pytest -m browser

test-set: setup ## the browser tests against a newsroom's set: two web processes, a worker, PostgreSQL
	DESK_SET=1 $(BIN)/python -m pytest -m browser

check: setup ## linters, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	SECRET_KEY=x $(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/djhtml --check templates
	git ls-files '*.py' | xargs $(BIN)/django-upgrade --target-version 5.2

reliability: setup ## many editors, crashes, full disks, copies, headers: the table of docs/reliability.md (half an hour)
	$(BIN)/python -m tests.reliability $(ONLY)

bench: setup ## measure speed on this machine (ONLY="pages import" measures some of it)
	$(BIN)/python -m tests.bench $(ONLY)

accuracy: setup ## how well figures are read, with every miss in its context
	$(BIN)/python -m tests.accuracy
	$(BIN)/python -m tests.crosschecks.accuracy

lock: setup ## resolve the dependencies again
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev --constraints requirements.lock --output-file requirements-dev.lock pyproject.toml

pictures: setup ## take the pictures of the documentation again
	$(BIN)/python -m tests.ground.pictures

lighthouse: setup ## the score of the main pages, on a phone and on a desktop (needs npm; PAGE="overview" measures one)
	$(BIN)/python -m tests.ground.lighthouse $(if $(PAGE),"$(PAGE)")

messages: setup ## collect what is to be translated (needs gettext)
	SECRET_KEY=x $(BIN)/python manage.py makemessages --locale fr --no-location --no-wrap --no-obsolete --ignore .venv --ignore tests
	@sed -i.bak -E '/^"(Report-Msgid-Bugs-To|POT-Creation-Date)/d' dealdesk/locale/fr/LC_MESSAGES/django.po && rm dealdesk/locale/fr/LC_MESSAGES/django.po.bak

clean: ## remove what make made, except the desk's data in var/
	rm -rf .venv staticfiles artefacts .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis $(MESSAGES)
