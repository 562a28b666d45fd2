# `make run` and `make test` are all that a stranger needs. Everything is installed into .venv.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run demo test test-slow check fix snapshots docs lock audit sbom bench clean chromium

# The first Python that is new enough. To choose another: make run PY=/path/to/python3.11
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11
NEW_ENOUGH := 'import sys; sys.exit(sys.version_info < (3, 11))'
PY ?= $(or $(shell for each in $(PYTHONS); do \
	$$each -c $(NEW_ENOUGH) 2>/dev/null && echo $$each && break; done),python3)
UV ?= uv
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest
LOCK := pip compile --universal --generate-hashes --python-version 3.11
JOBS ?= 3

help: ## print this list
	@awk -F ' *## *' '/^[a-z-]+:.*##/ { sub(/:.*/, "", $$1); printf "make %-10s  %s\n", $$1, $$2 }' \
		$(firstword $(MAKEFILE_LIST))

run: .venv/installed ## serve the screens on http://127.0.0.1:8501 (PORT=… moves them)
	@$(PYTHON) -m scorecards serve

demo: .venv/installed ## build and publish the fictional demonstration nation
	@$(PYTHON) -m scorecards demo

test: check chromium ## check, then run every test but the slow ones (JOBS=… at a time)
	@$(PYTEST) -n $(JOBS) --dist loadfile -m "not slow" -rs

test-slow: .venv/installed-dev ## run the longer loops
	@$(PYTEST) -m slow -rs

check: .venv/installed-dev ## format, lint, types, import contracts, library; changes nothing
	@steps=0; failed=0; \
	step() { \
		steps=$$((steps + 1)); printf '%-18s' "$$1"; shift; \
		if told=$$("$$@" 2>&1); then echo ok; \
		else echo FAILED; printf '%s\n' "$$told"; failed=$$((failed + 1)); fi; \
	}; \
	step 'format' $(PYTHON) -m ruff format --check; \
	step 'lint' $(PYTHON) -m ruff check; \
	step 'types' $(PYTHON) -m mypy; \
	step 'import contracts' $(PYTEST) -p no:cacheprovider tests/test_architecture.py; \
	step 'library' $(PYTHON) -m scorecards library check; \
	echo "$$failed of $$steps steps failed."; \
	test $$failed -eq 0

fix: .venv/installed-dev ## repair format and lint where that can be done safely
	@$(PYTHON) -m ruff check --fix
	@$(PYTHON) -m ruff format

snapshots: .venv/installed-dev ## write the kept pictures of charts (JSON) anew; read the difference
	@SCORECARDS_REWRITE=1 $(PYTEST) tests/claims/test_charts.py

docs: .venv/installed-dev ## write the pages that come from the code anew: limits, measures, command line
	@SCORECARDS_REWRITE=1 $(PYTEST) tests/test_docs.py

lock: ## compile requirements*.txt from requirements*.in (needs uv)
	@command -v $(UV) >/dev/null || { \
		echo "make lock needs uv. Install it (pip install uv), or name it: make lock UV=/path/to/uv" >&2; \
		exit 1; }
	@$(UV) $(LOCK) requirements.in -o requirements.txt >/dev/null
	@$(UV) $(LOCK) requirements-dev.in -o requirements-dev.txt >/dev/null

audit: .venv/installed-dev ## look up known vulnerabilities in what is installed; what nobody knows fails
	@$(PYTHON) -m tests.supply_chain audit

sbom: .venv/installed-dev ## write what is installed as a bill of materials (CycloneDX, sbom.json)
	@$(PYTHON) -m tests.supply_chain sbom

bench: .venv/installed ## time a click on a trust's scorecard
	@$(PYTHON) -m scorecards bench

clean: ## remove the environment and all caches; claims in var/ stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +

.venv/made:
	@"$(PY)" -c $(NEW_ENOUGH) 2>/dev/null || { \
		echo "Python 3.11 or newer is needed. $(PY): $$("$(PY)" --version 2>&1 || true)." \
			"Install a newer one, or say where it is: make run PY=/path/to/python3.11" >&2; \
		exit 1; }
	@echo "Making an environment in .venv with $$("$(PY)" --version)."
	@"$(PY)" -m venv .venv || { \
		echo "The environment could not be made. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; }
	@touch $@

# Every file is compared with its hash. uv is used where it is, because it is faster; pip is enough.
define install
	@echo "Installing $(1). The first time takes a minute or two."
	@if command -v $(UV) >/dev/null; then \
		$(UV) pip install --quiet --python $(PYTHON) --require-hashes -r $(1); \
	else \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); \
	fi
	@touch $@
endef

.venv/installed: requirements.txt .venv/made
	$(call install,$<)

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(call install,$<)

# Tests in a browser need Chromium. Where it may not be installed they skip, and say so.
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable chrome
CHROMIUM := test -n "$$(for each in $(BROWSERS); do command -v $$each; done)"
chromium:
	@if $(CHROMIUM); then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then may=""; else may="sudo -n"; fi; \
	if command -v apt-get >/dev/null && $$may true 2>/dev/null; then \
		echo "Installing Chromium, for the tests in a browser."; \
		{ $$may apt-get -qq update && \
			$$may env DEBIAN_FRONTEND=noninteractive apt-get -qq install chromium; } >/dev/null 2>&1; \
	fi; \
	$(CHROMIUM) || \
		echo "There is no Chromium: the tests in a browser will be skipped. Install the package chromium to run them."
