# The two commands are `make serve` and `make test`; both make the same .venv from the hashed lock first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEERS := build/peers
DATA ?= .aftershock
# PORT goes before AFTERSHOCK_PORT and the settings file, as options of the command do; without any it is 8000
PORT ?=
# documents that lie beside the checkout, where they do
SAMPLES ?= $(wildcard ../shared/samples/*.txt)

.PHONY: help serve test setup bundle lock format check system bench peers docs reference screenshot clean

help: ## what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: $(STAMP) ## make .venv from the hashed lock

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the locked packages into $(VENV) (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

bundle: $(STAMP) ## bundle the scripts of the pages, where their sources changed
	@$(BIN)/python scripts/bundle.py --node || { echo "no Node of 20 or later here: installing one into $(VENV) (once)"; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r api/web/node.txt; }
	@$(BIN)/python scripts/bundle.py

serve: $(STAMP) bundle ## load ontology, catalogue, the worked example and the samples, then serve them on loopback
	@$(BIN)/aftershock --data $(DATA) serve $(if $(PORT),--port $(PORT)) --with-examples $(addprefix --ingest ,$(SAMPLES))

test: $(STAMP) bundle system ## the whole gate: format, lint, types, contracts, tests with their coverage floor
	@PYTHON=$(BIN)/python scripts/gate

system: ## what the tests use of the system (Chromium, curl), where it may be installed
	@scripts/system-packages

check: $(STAMP) bundle ## the gate without its tests
	@PYTHON=$(BIN)/python scripts/gate static

format: $(STAMP) ## format and mend what ruff can mend
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: $(STAMP) ## make requirements.lock anew (all supported Pythons in one file, no host named)
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet --upgrade -o requirements.lock
	@$(BIN)/uv pip compile --group node --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet --upgrade -o api/web/node.txt
	@cd api/web && node lock.mjs

docs: $(STAMP) ## write what is generated anew: pages, mappings, picture, contract (tests compare them)
	@for script in vocabulary agents mappings mappings_page rules_table mitigations diagram estate_table incident_tables example_pages openapi; do \
	  $(BIN)/python -m scripts.$$script; done
	@$(BIN)/python -m scripts.questions

reference: $(STAMP) ## a page for every term of the ontology, and the ontology as one file, in build/
	@$(BIN)/python -m scripts.reference

screenshot: $(STAMP) bundle system ## draw docs/images anew
	@$(BIN)/python scripts/screenshot.py

# the libraries that this project is measured beside, in an environment of their own with all that it needs itself
$(PEERS)/.installed: requirements.lock benchmarks/peers.txt pyproject.toml
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@echo "installing the locked peers into $(PEERS) (once; some minutes)"
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/peers.txt
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

peers: $(STAMP) ## make benchmarks/peers.txt anew
	@$(BIN)/uv pip compile benchmarks/peers.in --constraint requirements.lock --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --upgrade -o benchmarks/peers.txt

bench: $(STAMP) $(PEERS)/.installed ## this project and its peers, side by side
	@$(PEERS)/bin/python -m benchmarks.cascade --graph synthetic --size 100000
	@$(PEERS)/bin/python -m benchmarks.cascade --graph synthetic --size 1000000
	@$(PEERS)/bin/python -m benchmarks.cascade --graph synthetic --size 2000000 --work reach
	@$(PEERS)/bin/python -m benchmarks.cascade --graph random --size 1000000 --work cascade
	@$(PEERS)/bin/python -m benchmarks.cascade --graph random --size 10000 --work cascade
	@$(PEERS)/bin/python -m benchmarks.cascade --graph hub --size 100000 --work reach dominators ranking
	@if ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then \
	  $(PEERS)/bin/python -m benchmarks.cascade --graph debian --work reach dominators ranking; fi
	@$(PEERS)/bin/python -m benchmarks.cascade --graph chain --size 100000 --work reach
	@$(PEERS)/bin/python -m benchmarks.cascade --graph onescc --size 1000000 --work reach
	@$(BIN)/python -m benchmarks.projection $$(ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 && echo --debian)
	@$(BIN)/python -m benchmarks.summary
	@$(BIN)/python -m benchmarks.explorer
	@$(PEERS)/bin/python -m benchmarks.sparql
	@$(BIN)/python -m benchmarks.deaths

clean: ## remove what make made, the data directory left alone
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .coverage .hypothesis dist build api/web/node_modules src/aftershock/explore/built
