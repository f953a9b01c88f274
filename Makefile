# Everything sets itself up: `make run` and `make test` work on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
ROOT_SANDBOX := $(if $(filter 0,$(shell id -u)),QTWEBENGINE_DISABLE_SANDBOX=1)
# Without a display Qt and its web engine have much to say that helps nobody.
QUIET := QT_LOGGING_RULES='*.info=false;*.warning=false' QTWEBENGINE_CHROMIUM_FLAGS=--log-level=3

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench package clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 12

setup: $(STAMP) ## the virtual environment and the system libraries that Qt needs

$(STAMP): pyproject.toml packaging/constraints.txt packaging/setup/setup.sh
	@PYTHON="$(PYTHON)" sh packaging/setup/setup.sh
	@touch $@

run: $(STAMP) ## open the window; without a display: the main job as a guided tour
ifeq ($(shell uname),Linux)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(ROOT_SANDBOX) $(BIN)/python -m desktop; \
	else echo "There is no display here, so this is the tour: the main job without a window."; \
	$(QUIET) QT_QPA_PLATFORM=offscreen $(ROOT_SANDBOX) $(BIN)/python -m desktop.tour tour; fi
else
	@$(BIN)/python -m desktop
endif

test: $(STAMP) ## all tests
	@QT_QPA_PLATFORM=offscreen $(ROOT_SANDBOX) $(BIN)/python -m pytest -q

check: $(STAMP) ## style, types, import directions, and all tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

bench: $(STAMP) ## speed as ratios against bare alternatives; ARTICLES=100000 for a library of that size
	@QT_QPA_PLATFORM=offscreen $(ROOT_SANDBOX) $(if $(ARTICLES),ARTICLES=$(ARTICLES)) $(BIN)/python -m tests.benchmarks

package: ## installers: they come with a later release
	@echo "Installers are not built yet; they come with a later release. 'make run' starts Florilegium from here."

clean: ## what was made
	rm -rf .venv build dist tour .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
