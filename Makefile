# make run: the comparison table, then the server.   make test: everything a change must pass.
PYTHON ?= python3
UV ?= uv
BIN := .venv/bin

.DEFAULT_GOAL := setup
.PHONY: setup run test check coverage bench crash fuzz lock clean

setup: .venv/.setup

run: setup
	$(BIN)/druglaw compare
	$(BIN)/druglaw serve --host 127.0.0.1 --port 8000

test: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: setup
	$(BIN)/druglaw check

coverage: .venv/.dev
	$(BIN)/python -m pytest --cov

bench: .venv/.dev
	@set -e; for script in $(wildcard benchmarks/*.py); do echo "$$script"; $(BIN)/python "$$script"; done

# Kill writers of a kept store at random moments and see that none is lost or half changed.
KILLS ?= 1000
crash: .venv/.dev
	$(BIN)/python tests/crash.py --kills $(KILLS)

# Any file into every loader, for so many seconds. What is found lies in build/fuzz; atheris has wheels for Linux only.
# With RUNS it tries so many inputs, the same ones each time: a change is judged by what it changed, new finds are sought apart.
SECONDS ?= 600
RUNS ?=
HOW_LONG = $(if $(RUNS),-runs=$(RUNS) -seed=1,-max_total_time=$(SECONDS))
fuzz: .venv/.fuzz
	$(if $(RUNS),rm -rf build/fuzz/corpus)
	mkdir -p build/fuzz
	$(BIN)/python tests/fuzz/seeds.py build/fuzz/corpus
	PYTHONHASHSEED=0 $(BIN)/python tests/fuzz/any_file.py $(HOW_LONG) -max_len=4096 -timeout=60 -rss_limit_mb=3000 -artifact_prefix=build/fuzz/ build/fuzz/corpus

# New locks, after a change of the dependencies in pyproject.toml; needs uv. "make lock UPGRADE=--upgrade" takes the newest of everything.
COMPILE = $(UV) pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet $(UPGRADE)
lock:
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	echo atheris==3.0.0 | $(UV) pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet $(UPGRADE) --output-file requirements-fuzz.txt

clean:
	rm -rf .venv build dist *.egg-info .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: each step is done again only when what it rests on has changed.
.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "druglaw needs Python 3.11 or newer; say which with: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.setup: .venv/.made requirements.txt pyproject.toml graph/release.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.setup requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

.venv/.fuzz: .venv/.dev requirements-fuzz.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-fuzz.txt
	@touch $@
