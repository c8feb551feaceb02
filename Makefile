# Community OS. `make` alone explains itself.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test quick check bench docs lock hooks clean runtime dev

bin := .venv/bin
unexport PYTHONDONTWRITEBYTECODE # without bytecode each process compiles the tests anew: twice the wait

help: ## this list
	@echo "Community OS"; echo
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' Makefile
	@echo; echo "  ARGS= passes arguments on:  make demo ARGS='--store memory'   make test ARGS='-k replay'"
	@echo "  PYTHON= chooses Python:     PYTHON=python3.12 make demo"

demo: runtime ## a seeded small community on a dashboard, on this machine, in one command
	@exec $(bin)/community-os demo $(ARGS)

test: dev ## everything under tests/ (browser tests where a Chromium is found)
	@$(bin)/python -m pytest $(ARGS)

quick: dev ## under a minute, for each commit: ruff, import-linter, mypy, unit tests
	@$(bin)/ruff check --quiet
	@seen=$$($(bin)/lint-imports --no-logo) || { echo "$$seen"; exit 1; }
	@$(bin)/mypy
	@HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-quick} $(bin)/python -m pytest -q -m 'not slow' -n auto --dist loadfile tests/unit $(ARGS)

check: dev ## what a machine can say without running it: ruff, format, mypy, import-linter, locks
	@$(bin)/ruff check
	@$(bin)/ruff format --check
	@$(bin)/mypy
	@$(bin)/lint-imports --no-logo
	@scripts/lock --check
	@$(bin)/uv pip check --quiet --python $(bin)/python

bench: dev ## the benchmarks: one JSON line for each figure
	@exec $(bin)/python -m bench $(ARGS)

docs: dev ## regenerate the documents that are made from the code
	@exec $(bin)/python -m docs.generate $(ARGS)

lock: dev ## pin the dependencies again (ARGS=--upgrade for the newest that pyproject.toml allows)
	@scripts/lock $(ARGS)

hooks: dev ## run ruff and import-linter at each commit of yours
	@$(bin)/pre-commit install

clean: ## remove .venv and every cache; your data folder stays
	@rm -rf .venv .bootstrap.lock .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

runtime:
	@scripts/bootstrap

dev:
	@scripts/bootstrap dev
