# `make help` tells what there is. Needs Rust, Python 3.10+ and make; everything else is installed into this folder.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PROJECT := bindings-python/pyproject.toml

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help build demo test lint format bench package sandbox clean \
        build-sandbox build-python test-rust test-python lint-rust lint-python

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/' | column -t -s '|'

build: build-sandbox build-python ## build everything in place: the sandbox, and `unpause` in .venv

demo: build ## resume a paused connector from every language, against a sandbox
	@cargo build --release --quiet -p unpause --example resume
	@$(BIN)/python examples/demo.py

test: test-rust test-python ## run every test of every language

lint: lint-rust lint-python ## formatting, lints and types of every language

format: $(VENV)/.dev ## format everything
	cargo fmt --all
	$(BIN)/ruff format --config $(PROJECT) bindings-python tests/bench examples

bench: build $(VENV)/.bench ## compare with other clients (four minutes; wants a quiet machine)
	cargo build --release --quiet -p unpause-bench
	cd bindings-python && ../$(BIN)/maturin build --release --quiet > /dev/null
	$(BIN)/python tests/bench/bench.py

package: $(VENV)/.dev ## the wheel and the source distribution, in target/wheels
	cd bindings-python && ../$(BIN)/maturin build --release --quiet --sdist

sandbox: build-sandbox ## run the sandbox until Ctrl-C
	@target/release/unpause-sandbox --no-stdin

clean: ## remove everything that was built or installed here
	rm -rf target $(VENV) bindings-python/python/unpause/*.so

# --- the sandbox

build-sandbox:
	cargo build --release --quiet -p unpause-sandbox

# --- Rust

test-rust:
	cargo test --workspace --quiet

lint-rust:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc -p unpause -p unpause-sandbox --no-deps --quiet

# --- Python

build-python: $(VENV)/.dev
	@mkdir -p target
	@echo "maturin develop --release"
	@cd bindings-python && ../$(BIN)/maturin develop --release > ../target/maturin.log 2>&1 || { cat ../target/maturin.log; exit 1; }

test-python: build
	cd bindings-python && ../$(BIN)/pytest --quiet

lint-python: build-python
	$(BIN)/ruff format --config $(PROJECT) --check --quiet bindings-python tests/bench examples
	$(BIN)/ruff check --config $(PROJECT) --quiet bindings-python tests/bench examples
	cd bindings-python && ../$(BIN)/mypy --no-error-summary python tests ../examples/demo.py
	$(BIN)/mypy --no-error-summary --config-file tests/bench/mypy.ini tests/bench
	cd bindings-python/python && ../../$(BIN)/stubtest unpause --mypy-config-file ../pyproject.toml --allowlist ../stubtest-allowlist.txt

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "Python 3.10 or newer is needed; try make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/.dev: $(PROJECT) $(VENV)/.venv
	$(BIN)/python -m pip install --quiet --group $(PROJECT):dev
	@touch $@

$(VENV)/.bench: $(PROJECT) $(VENV)/.venv
	$(BIN)/python -m pip install --quiet --group $(PROJECT):bench
	@touch $@
