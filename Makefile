# The commands of the project. Settings come from the environment: README lists them.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run web worker beat password migrate check test nightly screenshots bench bench-board bench-town bench-county bench-rota catalogs format clean

run: .venv/compiled
	@exec $(BIN)/python -m api run

# Apart, on PostgreSQL and Redis: one or more `web` and `worker QUEUE=solve|quick`, one `beat`.
web: .venv/compiled
	@exec $(BIN)/python -m api web

beat: .venv/compiled
	@exec $(BIN)/python -m api beat

worker: .venv/compiled
	@exec $(BIN)/python -m api worker $(or $(QUEUE),quick)

password: .venv/run
	@$(BIN)/python -m api password $(NAME)

migrate: .venv/run
	@$(BIN)/python -m api migrate

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check .venv/compiled-lines tests/calendars/node_modules/.made
	$(BIN)/python -m tests.prerequisites
	$(BIN)/pytest -n 3 --dist loadgroup

nightly: .venv/dev .venv/compiled-lines tests/calendars/node_modules/.made
	$(BIN)/python -m tests.prerequisites
	$(BIN)/pytest -n 3 --dist loadgroup --nightly
	$(BIN)/python -m tests.mutation

bench: .venv/dev .venv/compiled-lines
	@$(BIN)/python -m benchmarks

bench-board: .venv/dev .venv/compiled
	@$(BIN)/python -m benchmarks board

# The pictures of README and docs/, of the sample town; some minutes.
screenshots: .venv/dev .venv/compiled
	@$(BIN)/python -m tests.browser.screenshots

# Outside instances against the peer: BENCH_DATA names their folder, benchmarks/RESULTS.md has the rows.
bench-town: .venv/compiled-lines
	@$(BIN)/python -m benchmarks table town --limits 10 60
	@$(BIN)/python -m benchmarks table town --instances 1 2 3 --limits 60 --seeds 1 2 3
	@$(BIN)/python -m benchmarks table town --instances 1 2 3 --limits 600

bench-county: .venv/compiled-lines
	@$(BIN)/python -m benchmarks table county --instances 1 --limits 60

bench-rota: .venv/compiled-lines
	@$(BIN)/python -m benchmarks table rota --limits 600
	@$(BIN)/python -m benchmarks table rota --instances 20 --limits 1200

catalogs: .venv/dev
	$(BIN)/python -m scheduler.translations

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv tests/calendars/node_modules tests/browser/node_modules mutants .mypy_cache .ruff_cache .pytest_cache

.venv/run: requirements.txt | .venv/bin/pip
	@echo "installing the requirements; this takes a minute or two, once" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

# The solver's inner loops are compiled once, here, and not while somebody waits for a roster.
.venv/compiled: $(wildcard solver/*.py solver/search/*.py solver/proof/*.py solver/repair/*.py) .venv/run
	@echo "compiling the solver; this takes some minutes, once" >&2
	@rm -f solver/search/__pycache__/*.nb[ci] solver/proof/__pycache__/*.nb[ci]
	@$(BIN)/python -m solver.warm
	@touch $@

# Those of whole schedules, which no town has yet.
.venv/compiled-lines: $(wildcard solver/lines/*.py) .venv/compiled
	@rm -f solver/lines/__pycache__/*.nb[ci]
	@$(BIN)/python -m solver.warm lines
	@touch $@

.venv/dev: requirements.txt requirements-dev.txt | .venv/bin/pip
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/run

.venv/bin/pip:
	@command -v $(PYTHON) > /dev/null || { echo "Python is missing: sudo apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Python 3.11, 3.12 or 3.13 is needed: PYTHON=/path/to/python3.12 make $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2> /dev/null \
	  || { echo "Python's venv is missing: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

tests/calendars/node_modules/.made: tests/calendars/package-lock.json tests/browser/package-lock.json
	@command -v npm > /dev/null || { echo "npm is missing: sudo apt install npm"; exit 1; }
	npm ci --silent --no-audit --no-fund --prefix tests/calendars
	npm ci --silent --no-audit --no-fund --prefix tests/browser
	@touch $@
