# One file does it all; `make` alone tells what. Everything lands in .venv and node_modules.

BIN := .venv/bin
UV := $(BIN)/uv
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm
STAMPS := .venv/.stamps

.DEFAULT_GOAL := help
.PHONY: help install lock

help:
	@echo "make install | lock"

install: $(STAMPS)/installed

$(STAMPS)/uv:
	python3 -m venv .venv
	$(BIN)/python -m pip install --quiet "uv>=0.13,<0.14"
	mkdir -p $(STAMPS) && touch $@

$(STAMPS)/installed: $(STAMPS)/uv requirements-dev.txt pyproject.toml
	$(UV) pip install --quiet --require-hashes -r requirements-dev.txt
	HATCH_BUILD_NO_HOOKS=true $(UV) pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

lock: $(STAMPS)/uv
	$(UV) pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-emit-index-url pyproject.toml -o requirements.txt
	$(UV) pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-emit-index-url pyproject.toml --group build --group test --group lint -c requirements.txt -o requirements-dev.txt
