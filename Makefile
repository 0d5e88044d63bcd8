# CHAT APP's daily commands. `make` alone lists them.
#
# Everything is installed into .venv, from the lock files, once; after that no command needs the
# network. The scripts beside this file find Python and install what the system lacks.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PIP_LOCKED := $(PIP) install --no-deps --require-hashes
UV_VERSION := 0.13.9
UV := $(BIN)/uv
PYTEST := $(BIN)/python -m pytest
TYPED := chat server demo benchmarks tests
XVFB := $(if $(filter Linux,$(shell uname -s)),Xvfb:xvfb)

# What must stay at 95 % or more of its lines and branches.
COVERED := chat/protocol chat/controller server/core

.PHONY: help
help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(VENV)/run.stamp ## Try it: a server and two windows (no display: pictures in build/demo)
	@$(BIN)/python -m demo

.PHONY: test
test: $(VENV)/dev.stamp display ## Run every test, the view's on a virtual display
	@$(PYTEST) $(ARGS)

.PHONY: check
check: lint types contracts coverage ## What CI runs: format, lint, types, contracts, tests, coverage

.PHONY: tour
tour: $(VENV)/dev.stamp display ## Play a morning of a class in five windows; pictures in build/tour
	@$(BIN)/python -m tests.e2e.tour

.PHONY: gallery
gallery: $(VENV)/dev.stamp display ## Play it in light, dark and German, and put its pictures into docs/
	@$(BIN)/python scripts/write_gallery.py

.PHONY: bench
bench: $(VENV)/dev.stamp ## Measure the server on this machine
	@$(BIN)/python -m benchmarks $(ARGS)

.PHONY: papers
papers: $(VENV)/dev.stamp ## Write anew what the papers tell of options and measurements
	@$(BIN)/python scripts/write_papers.py

.PHONY: words
words: $(VENV)/dev.stamp ## Bring the catalogues of translated sentences up to date
	@$(BIN)/python scripts/write_catalogues.py

.PHONY: format
format: $(VENV)/dev.stamp ## Format the sources and mend what lint can mend
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

.PHONY: lint
lint: $(VENV)/dev.stamp ## Check format and lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

.PHONY: types
types: $(VENV)/dev.stamp ## Check types
	@$(BIN)/mypy $(wildcard $(TYPED))

.PHONY: contracts
contracts: $(VENV)/dev.stamp ## Check who imports whom
	@$(BIN)/lint-imports

.PHONY: coverage
coverage: ## Run every test (make test), and print line and branch coverage
	@$(MAKE) --no-print-directory test ARGS='--cov --cov-report=term $(ARGS)'
	@for package in $(COVERED); do \
		echo "$$package: at least 95 % of lines and branches" && \
		$(BIN)/coverage report --include="$$package/*" --fail-under=95 --format=total || exit 1; \
	done

.PHONY: lock
lock: $(UV) ## Choose the newest dependencies afresh, and write both lock files
	@$(UV) pip compile $(LOCKING) --group build -o requirements.lock
	@$(UV) pip compile $(LOCKING) --group build --extra dev -c requirements.lock -o requirements-dev.lock

.PHONY: clean
clean: ## Remove all that was made, .venv too
	rm -rf $(VENV) build dist *.egg-info .coverage* htmlcov
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One lock for every system and Python, with hashes and without the index that served them.
LOCKING := pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
	--no-emit-index-url --no-annotate --custom-compile-command 'make lock'

.PHONY: display
display:
	@sh scripts/install_missing.sh $(XVFB)

# The package itself is built with the locked setuptools, so a second run needs no network.
$(VENV)/run.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Installing CHAT APP and its locked dependencies into $(VENV)'
	@$(PIP_LOCKED) -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo 'Installing the tools that test and check it'
	@$(PIP_LOCKED) -r requirements-dev.lock
	@touch $@

# Debian keeps ensurepip in a package of its own: without it, the system's pip fills the venv.
$(BIN)/python:
	@python=$$(sh scripts/find_python.sh) && \
	if "$$python" -c 'import ensurepip' 2>/dev/null; then "$$python" -m venv $(VENV); \
	else "$$python" -m venv --without-pip $(VENV) && \
		"$$python" -m pip --quiet --python $(BIN)/python install pip; fi

$(UV): | $(BIN)/python
	@$(PIP) install uv==$(UV_VERSION)
