# Everything that is installed or built lands in .venv, node_modules and static/dist; a second time takes no time.

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
STAMPS := .venv/.stamps
WORKERS ?= 3
# Node comes with the Python packages, so that it is the same one everywhere.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm --no-progress
ALONE := $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url
COMPILE := $(ALONE) pyproject.toml

NODE_MODULES := node_modules/.package-lock.json
DIST := static/dist/manifest.json
SOURCES := $(shell find static -path static/dist -prune -o -type f -print)

# Compiled code is kept, also where Python is told not to: a server starts in half the time.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/.pycache

.DEFAULT_GOAL := help
.PHONY: help install build run test lint format watch lock wheel clean tools bench-tools

help: ## tell what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

install: $(STAMPS)/installed $(NODE_MODULES) ## everything that is needed, into .venv and node_modules

build: install $(DIST) ## the files that browsers get, into static/dist

run: build ## pollapp with a demo event; make run ARGS="--help" tells more
	@$(BIN)/pollapp demo $(ARGS)

test: build tools lint ## the checks and all tests; make test ARGS="-k ranking" for some
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: install ## the checks alone
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates
	@$(NPM) run --silent lint

format: install ## put the Python code in its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

watch: install ## build again whenever a source in static changes
	@$(NPM) run --silent watch

wheel: install ## a wheel with everything inside, into dist
	$(UV) build --quiet

lock: $(STAMPS)/uv ## newer versions into the requirements and package-lock.json
	$(COMPILE) --upgrade -o requirements.txt
	$(COMPILE) --upgrade --group build --group test --group lint -c requirements.txt -o requirements-dev.txt
	$(ALONE) --upgrade --group bench -o bench/requirements.txt
	$(MAKE) install
	$(NPM) update --package-lock-only

clean: ## remove what was installed and built; the data stays
	rm -rf .venv node_modules static/dist dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(STAMPS)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "pollapp needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.13,<0.14"
	@mkdir -p $(@D) && touch $@

$(STAMPS)/installed: requirements-dev.txt pyproject.toml | $(STAMPS)/uv
	$(UV) pip install --quiet --require-hashes -r requirements-dev.txt
	HATCH_BUILD_NO_HOOKS=true $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(NODE_MODULES): package.json package-lock.json .npmrc | $(STAMPS)/installed
	$(NPM) ci
	@touch $@

$(DIST): $(SOURCES) $(NODE_MODULES)
	$(NPM) run --silent build
	@touch $@

# What only the benchmarks need: the phones, and the official Socket.IO server to compare with.
bench-tools: $(STAMPS)/bench bench/stacks/node/node_modules/.package-lock.json

$(STAMPS)/bench: bench/requirements.txt | $(STAMPS)/installed
	$(UV) pip install --quiet --require-hashes -r $<
	@touch $@

bench/stacks/node/node_modules/.package-lock.json: bench/stacks/node/package-lock.json | $(STAMPS)/installed
	$(NPM) --prefix bench/stacks/node ci
	@touch $@

# What the tests need beside Python packages: a browser, and nginx for the one test that puts it in front.
tools:
	@export PATH="$$PATH:/usr/sbin"; \
	has() { command -v "$$1" >/dev/null; }; \
	missing=$$(has chromium-headless-shell || has chromium || echo chromium-headless-shell; has nginx || echo nginx); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
		echo "The tests also need" $$missing: "install with, on Debian: sudo apt-get install" $$missing >&2; exit 1; \
	fi; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $$missing fonts-liberation >/dev/null
