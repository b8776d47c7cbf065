# `make help` lists the targets. Needs Rust, Python 3.10+, Node.js 20+ and make. Everything else is installed into this
# folder; on Debian also a Swift toolchain, if there is none.

PYTHON  ?= python3
VENV    := .venv
# Windows has other names.
BIN     := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
EXE     := $(if $(filter Windows_NT,$(OS)),.exe)
PROJECT := bindings-python/pyproject.toml
REPORTS := target/tests
SWIFT   := bindings-swift/scripts/swift.sh
MODULES := bindings-node/node_modules/.installed
LINK_EXAMPLES := mkdir -p examples/node_modules && ln -sfn ../../bindings-node examples/node_modules/unpause && \
  ln -sfn ../../bindings-node/node_modules/cli-progress examples/node_modules/cli-progress
BENCH_MODULES := tests/bench/node/node_modules/.installed

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UNPAUSE_SANDBOX := $(CURDIR)/target/release/unpause-sandbox$(EXE)

# The output of a test is shown and kept, and a failing test fails the target.
SHELL       := bash
.SHELLFLAGS := -euo pipefail -c

# Seconds for each fuzz target.
FUZZ_TIME := 60
FUZZ_TARGETS := bodies documents headers messages parse reports tokens

.DEFAULT_GOAL := help
.PHONY: help build demo test test-kafka lint format fuzz bench chart package package-npm package-native test-package try-package test-reproducible check-package deny advisories sandbox clean \
        build-sandbox build-python build-node build-swift test-rust test-python test-node test-swift \
        test-docs lint-layers lint-rust lint-python lint-node lint-swift lint-packaging lint-docs

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/' | column -t -s '|'

build: build-sandbox build-python build-node build-swift ## build everything in place, for each language

demo: ## resume a paused connector from every language, against a sandbox; builds each while it shows another
	@$(PYTHON) examples/demo/demo.py

# For debugging, because that compiles in a quarter of the time.
.PHONY: demo-rust demo-python demo-node demo-swift
demo-rust:
	cargo build -p unpause-sandbox -p unpause --bins --examples

demo-python: $(VENV)/.demo
	cd bindings-python && ../$(BIN)/maturin develop

demo-node: $(MODULES)
	npm --prefix bindings-node run build:debug
	$(LINK_EXAMPLES)

demo-swift:
	bindings-swift/scripts/build.sh --profile dev
	$(SWIFT) build --package-path examples/swift

test: test-rust test-python test-node test-swift test-docs ## run every test of every language, and every program of the documentation
	@$(BIN)/python tests/summary.py

# The last without `expand` in lists, without tasks in restarts, and without `stop`. In Rust alone: what differs is in the core.
OLDER_KAFKA := 2.2.2 2.8.2 3.4.1

# One case after the other, because all five runners share one cluster.
test-kafka: build-sandbox build-python build-node build-swift ## run the cases of tests/kafka-connect/ against a real Apache Kafka Connect
	UNPAUSE_CASES=$(CURDIR)/tests/kafka-connect/cases $(BIN)/python tests/kafka-connect/run.py -- $(MAKE) --no-print-directory kafka-faces
	for version in $(OLDER_KAFKA); do \
	  KAFKA_VERSION=$$version UNPAUSE_CASES=$(CURDIR)/tests/kafka-connect/older/$$version \
	    $(BIN)/python tests/kafka-connect/run.py -- cargo test --quiet -p unpause --test cases || exit 1; \
	done

.PHONY: kafka-faces
kafka-faces:
	cargo test --quiet -p unpause --test cases
	cd bindings-python && ../$(BIN)/pytest --quiet -p no:cacheprovider tests/test_cases.py
	cd bindings-node && node --test --test-reporter=spec test/cases.test.mjs
	bindings-swift/scripts/test.sh --filter CaseTests | grep -vE '^\[|^$$'

lint: lint-layers lint-rust lint-python lint-node lint-swift lint-packaging lint-docs ## imports, formatting, lints and types of every language

# Imports only go down, in the core, the bridges and the faces.
lint-layers:
	$(PYTHON) tests/layers.py

format: $(VENV)/.dev $(MODULES) ## format everything
	cargo fmt --all
	$(BIN)/ruff format --config $(PROJECT) bindings-python tests examples packaging
	$(BIN)/python bindings-python/scripts/unasync.py
	npm --prefix bindings-node run --silent format
	bindings-swift/scripts/lint.sh fix

bench: build $(VENV)/.bench $(BENCH_MODULES) ## compare with other clients (wants a quiet machine)
	cargo build --release --quiet -p unpause-bench
	cd bindings-python && ../$(BIN)/maturin build --release --quiet > /dev/null
	$(SWIFT) build --package-path tests/bench/swift --configuration release
	$(BIN)/python tests/bench/bench.py --json target/figures.json
	@echo; cargo test --quiet -p unpause --lib table_of -- --ignored --nocapture --test-threads 1 | sed 's/^\.//' | grep -vE '^$$|^running|^test result'

chart: ## draw docs/figures.svg and write the tables of docs/figures.md, from the figures of the last `make bench`
	$(PYTHON) tests/bench/chart.py target/figures.json docs/figures.svg
	$(PYTHON) tests/bench/page.py target/figures.json docs/figures.md

# PLATFORMS: names of packaging/platforms.py, or `host`; all by default.
package: build-node ## build every package for every platform into dist/ (PLATFORMS=host: for this machine only)
	$(PYTHON) packaging/build.py $(PLATFORMS)

package-npm: build-node ## pack the npm packages again, from the addons in dist/addons
	$(PYTHON) packaging/build.py --npm

package-native: build-node $(VENV)/.dev ## build the wheel and the addon of this machine with its own compiler, for macOS and Windows
	cd bindings-python && ../$(BIN)/maturin build --release --locked --quiet --out ../dist/pypi
	mkdir -p dist/addons && cp bindings-node/unpause.*.node dist/addons/

test-package: check-package try-package ## check the packages of dist/, install them into clean places, and run them (PLATFORMS=host FAST=1: the short form)
	$(PYTHON) packaging/documented.py --tested

try-package: build-sandbox
	$(PYTHON) packaging/trials.py $(PLATFORMS) $(if $(FAST),--fast)

test-reproducible: ## build the packages of this machine again, from a clone in another folder: the bytes must be the same
	$(PYTHON) packaging/reproduce.py

check-package: ## check the packages of dist/ without running them
	$(PYTHON) packaging/check.py

fuzz: .cache/cargo/bin/cargo-fuzz ## fuzz everything that a server may send, a minute for each target
	@for target in $(FUZZ_TARGETS); do \
	  mkdir -p target/fuzz/$$target; \
	  (cd core && PATH="$(CURDIR)/.cache/cargo/bin:$$PATH" RUSTC_BOOTSTRAP=1 cargo fuzz run --sanitizer none $$target \
	    $(CURDIR)/target/fuzz/$$target fuzz/corpus/$$target -- -max_total_time=$(FUZZ_TIME) -max_len=8192 2>&1) \
	    > target/fuzz/$$target.log || { tail -n 60 target/fuzz/$$target.log; exit 1; }; \
	  echo "fuzz $$target: $$(grep -E '^Done' target/fuzz/$$target.log)"; \
	done

# cargo-fuzz needs a nightly compiler only for its sanitizers. Without them, RUSTC_BOOTSTRAP makes a stable one suffice.
.cache/cargo/bin/cargo-fuzz:
	cargo install cargo-fuzz --version 0.13.2 --locked --quiet --root .cache/cargo

sandbox: build-sandbox ## run the sandbox until Ctrl-C
	@target/release/unpause-sandbox --no-stdin

clean: ## remove all build outputs, and everything that was installed here
	rm -rf target dist $(VENV) .cache bindings-python/python/unpause/*.so bindings-node/{node_modules,dist} bindings-swift/{.build,lib} scripts/docs/node_modules

# --- the sandbox

build-sandbox:
	cargo build --release --quiet -p unpause-sandbox

# --- Rust

test-rust: $(REPORTS)
	cargo test --workspace --no-fail-fast 2>&1 | tee $(REPORTS)/rust.log | grep --line-buffered -vE '^test .*ok$$|^$$|^running|Running|Compiling|Doc-tests'

lint-rust:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc -p unpause -p unpause-sandbox --no-deps --quiet

# --- Python

build-python: $(VENV)/.dev
	@mkdir -p target
	@echo "maturin develop --release"
	@cd bindings-python && ../$(BIN)/maturin develop --release > ../target/maturin.log 2>&1 || { cat ../target/maturin.log; exit 1; }

test-python: build-sandbox build-python $(REPORTS)
	cd bindings-python && ../$(BIN)/pytest --quiet --junitxml ../$(REPORTS)/python.xml

lint-python: build-python
	$(BIN)/ruff format --config $(PROJECT) --check --quiet bindings-python tests examples packaging
	$(BIN)/python bindings-python/scripts/unasync.py --check
	$(BIN)/ruff check --config $(PROJECT) --quiet bindings-python tests examples packaging
	cd bindings-python && ../$(BIN)/mypy --no-error-summary python tests scripts ../examples/*.py ../tests/layers.py ../tests/summary.py ../tests/parity/swift.py
	$(BIN)/mypy --no-error-summary --config-file tests/bench/mypy.ini tests/bench
	cd examples/demo && ../../$(BIN)/mypy --no-error-summary --config-file ../../tests/bench/mypy.ini .
	cd tests/kafka-connect && ../../$(BIN)/mypy --no-error-summary --config-file ../bench/mypy.ini .
	cd bindings-python/python && ../../$(BIN)/stubtest unpause --mypy-config-file ../pyproject.toml --allowlist ../stubtest-allowlist.txt

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "Python 3.10 or newer is needed; try make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/.dev: $(PROJECT) $(VENV)/.venv
	$(BIN)/python -m pip install --quiet --group $(PROJECT):dev
	@touch $@

$(VENV)/.demo: $(PROJECT) $(VENV)/.venv
	$(BIN)/python -m pip install --quiet --group $(PROJECT):demo
	@touch $@

$(VENV)/.bench: $(PROJECT) $(VENV)/.venv
	$(BIN)/python -m pip install --quiet --group $(PROJECT):bench
	@touch $@

# --- Node.js

build-node: $(MODULES)
	@echo "npm run build"
	@npm --prefix bindings-node run --silent build > target/node.log 2>&1 || { cat target/node.log; exit 1; }
	@$(LINK_EXAMPLES)

test-node: build-sandbox build-node $(REPORTS)
	cd bindings-node && node --test --test-reporter=dot --test-reporter-destination=stdout \
	  --test-reporter=junit --test-reporter-destination=../$(REPORTS)/node.xml test/*.test.mjs

lint-node: build-node
	npm --prefix bindings-node run --silent lint

# `npm ci`, because it never writes the lock file.
$(MODULES): bindings-node/package.json bindings-node/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { echo "Node.js 20 or newer is needed"; exit 1; }
	npm --prefix bindings-node ci --ignore-scripts --no-audit --no-fund --silent
	@mkdir -p target && touch $@

$(BENCH_MODULES): tests/bench/node/package.json tests/bench/node/package-lock.json
	npm --prefix tests/bench/node ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# --- Swift

build-swift:
	bindings-swift/scripts/build.sh

# Fails if there is no Swift and no Debian to install it on: an untested language must not pass as a skipped one.
test-swift: build-sandbox $(VENV)/.venv $(REPORTS)
	bindings-swift/scripts/test.sh 2>&1 | tee $(REPORTS)/swift.log | grep --line-buffered -vE '◇|✔|^\[|^$$'
	cd bindings-swift && scripts/swift.sh package dump-symbol-graph --skip-synthesized-members --minimum-access-level public > /dev/null
	$(BIN)/python tests/parity/swift.py bindings-swift/.build/*/symbolgraph/Unpause.symbols.json

lint-swift: build-swift
	bindings-swift/scripts/lint.sh

$(REPORTS):
	@mkdir -p $@

# --- the packages

.PHONY: rust-targets xcframework sbom test-apple test-oldest-rust
# Where rustup reaches its server; elsewhere packaging/compiler.py builds the standard libraries.
rust-targets:
	rustup target add aarch64-unknown-linux-gnu x86_64-unknown-linux-musl aarch64-unknown-linux-musl x86_64-pc-windows-gnu

# On macOS.
xcframework:
	bindings-swift/scripts/xcframework.sh
	mkdir -p dist/swift && mv bindings-swift/UnpauseFFI.xcframework.zip dist/swift/
	tar -czf dist/swift/UnpauseBridge.tar.gz -C bindings-swift Sources/UnpauseBridge

test-apple: build-sandbox
	bindings-swift/scripts/xcframework.sh
	cd bindings-swift && swift test

# maturin writes it into each wheel.
sbom:
	unzip -o -q -j "$$(ls dist/pypi/*-abi3-manylinux*x86_64.whl)" '*/sboms/*' -d dist

test-oldest-rust:
	rustup toolchain install --profile minimal "$$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
	cargo "+$$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)" check --workspace --locked

.cache/cargo/bin/cargo-deny:
	cargo install cargo-deny --version 0.20.2 --locked --quiet --root .cache/cargo

deny: .cache/cargo/bin/cargo-deny ## check licences, duplicates and sources of all Rust dependencies
	.cache/cargo/bin/cargo-deny --locked check --hide-inclusion-graph licenses bans sources

advisories: .cache/cargo/bin/cargo-deny ## check the dependencies against RustSec's database, which is on GitHub
	.cache/cargo/bin/cargo-deny --locked check advisories

lint-packaging: $(VENV)/.dev
	$(PYTHON) packaging/notices.py --check
	$(BIN)/python packaging/documented.py
	cd packaging && ../$(BIN)/mypy --no-error-summary --config-file ../tests/bench/mypy.ini .

# --- the documentation

.PHONY: docs docs-quick
DOCS     := .cache/docs
DOCS_BIN := $(DOCS)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
DOCS_MODULES := scripts/docs/node_modules/.installed

docs: $(DOCS)/.installed $(DOCS_MODULES) ## build the site into target/docs/site, with the reference of each language
	@$(DOCS_BIN)/python scripts/docs/build.py

# The guides and the Python reference.
docs-quick: $(DOCS)/.installed
	@$(DOCS_BIN)/python scripts/docs/build.py --quick

# The blocks use what is built in place. Without a Chromium, the last says so, and does nothing.
test-docs: build-sandbox build-python build-node docs-quick $(DOCS_MODULES) ## run every program of the READMEs and of the site, follow all links, and open the site in a browser
	@$(PYTHON) scripts/docs/links.py
	@$(DOCS_BIN)/python scripts/docs/run_blocks.py
	@$(DOCS_BIN)/python scripts/docs/browser.py

lint-docs: $(VENV)/.dev
	$(BIN)/ruff format --check --quiet scripts/docs
	$(BIN)/ruff check --quiet scripts/docs
	cd scripts/docs && ../../$(BIN)/mypy --no-error-summary .

$(DOCS)/.installed: scripts/docs/requirements.txt
	$(PYTHON) -m venv $(DOCS)
	$(DOCS_BIN)/python -m pip install --quiet --upgrade pip
	$(DOCS_BIN)/python -m pip install --quiet --requirement scripts/docs/requirements.txt
	@touch $@

$(DOCS_MODULES): scripts/docs/package.json scripts/docs/package-lock.json
	npm --prefix scripts/docs ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
