# Two verbs to know: `make serve` and `make test`. `make help` explains the others.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help
help: ## Explain the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: serve
serve: install ## Set up what is needed and open the service on http://127.0.0.1:8000 (GRAPHSVC_PORT for another)
	@exec $(BIN)/graphsvc serve

.PHONY: test
test: install-dev ## Set up what the tests need and run all of them
	@tools/test-machine
	@$(BIN)/python -m pytest

.PHONY: check
check: install-dev ## Lint, types, house rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/house

.PHONY: bench
bench: install-dev ## Run the benchmarks and print seconds and ratios
	@for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python "$$each"; done

.PHONY: install
install: ## Make the environment alone: .venv/bin/graphsvc
	@PYTHON="$(PYTHON)" tools/environment requirements.lock

.PHONY: install-dev
install-dev: ## Make the environment with what tests and checks need
	@PYTHON="$(PYTHON)" tools/environment requirements-dev.lock

.PHONY: lock
lock: install-dev ## Choose the newest versions that pyproject.toml allows and pin them with hashes
	@tools/lock

.PHONY: catalogue
catalogue: install-dev ## Bring the French catalogue up to date and list what is not translated
	@$(BIN)/python tools/catalogue.py

.PHONY: documents
documents: install-dev ## Write the documents that say what the code says: settings, commands, API, measures
	@$(BIN)/python tools/documents.py

.PHONY: screenshots
screenshots: install-dev ## Picture every page, on a desk and on a phone, in both languages: docs/screenshots
	@$(BIN)/python -m tools.screenshots

.PHONY: clean
clean: ## Remove the environment and what the tools leave behind; the graph is kept
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
