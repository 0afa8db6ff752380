# SPDX-License-Identifier: GPL-3.0-or-later
# `make help` says what there is. Everything happens in .venv and build/; nothing else is touched.

# Python 3.11 is what Blender as a module needs; any newer one will do with BLENDER=…
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV ?= .venv
# An installed Blender; without it, Blender as a module is installed into the environment.
BLENDER ?=
PROMPT ?= a red armchair with wooden legs
# Further arguments for pytest, e.g. PYTEST="-k undo -x".
PYTEST ?=
TESTS ?= tests

bin := $(VENV)/bin
bpy := $(if $(BLENDER),none,5.0)
sources := bridge ll3m_addon scripts tests setup.py $(wildcard *.py)

export PROMPT BLENDER  # handed over as they are, whatever quotes are in them

.DEFAULT_GOAL := help
.PHONY: help demo test lint format lock wheels extension bench clean env env-full

help: ## Show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile
	@echo
	@echo '  PROMPT="…"            what `make demo` asks for'
	@echo '  BLENDER=/path/to/it   an installed Blender instead of the bpy module'
	@echo '  PYTHON=/path/to/it    a Python 3.11, where python3 is another'
	@echo '  PYTEST="-k undo"      further arguments for pytest'

demo: env ## Prompt in, asset with files and previews out, under build/demo
	@$(bin)/python scripts/demo.py --out build/demo --prompt "$$PROMPT" --blender "$$BLENDER"

test: env-full ## Check the source and run every test that can run here
	@mkdir -p build/reports
	@code=0; \
	$(MAKE) --no-print-directory lint || code=1; \
	$(bin)/python -m pytest $(TESTS) --junitxml=build/reports/bpy-5.0.xml $(PYTEST) || code=1; \
	exit $$code

lint: env-full ## Check format, style, types, locks and the manifest
	$(bin)/ruff check $(sources)
	$(bin)/ruff format --check $(sources)
	$(bin)/pyright --pythonpath $(bin)/python
	$(bin)/python scripts/lint_manifest.py

format: env-full ## Format the source and mend what can be mended by itself
	$(bin)/ruff check --fix $(sources)
	$(bin)/ruff format $(sources)

lock: ## Resolve the dependencies anew: lock files, wheels and their list in the manifest
	$(PYTHON) scripts/lock.py
	$(PYTHON) scripts/build_extension.py --sync

extension: env ## Build the extension for every platform, under build/extension
	$(bin)/python scripts/build_extension.py $(if $(BLENDER),--blender "$$BLENDER")

bench: env ## Measure, and print a table
	@$(bin)/python scripts/bench --blender "$$BLENDER"

clean: ## Remove all that was made here, the environment included
	rm -rf build wheels $(VENV) .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

env:
	@$(PYTHON) scripts/setup_env.py --venv "$(VENV)" --bpy $(bpy)

env-full:
	@$(PYTHON) scripts/setup_env.py --venv "$(VENV)" --bpy 5.0
