# Two commands do everything: `make demo` and `make test`. The others are parts of the second.
PORT ?= 8000
SIZE ?= 20k
ROWS ?= 20000
COMPANIES ?= 200000
LINES ?= 5000000
RUN = .venv/bin/python
prepare = python="$$(tools/find_python.sh)" && "$$python" tools/prepare.py

.DEFAULT_GOAL := help
.PHONY: help demo test lint unit unit-postgresql e2e pictures bench bench-board bench-matrix bench-scores bench-segments bench-imports bench-duplicates bench-numbering bench-calls bench-desk bench-documents bench-influence bench-mailing bench-portfolio lock clean prepare-demo prepare-test

help: ## Say what each command does
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 24

prepare-demo:
	@$(prepare) demo

prepare-test:
	@$(prepare) test

demo: prepare-demo ## Run Négoce with its demo world on 127.0.0.1 (PORT=8000)
	@exec .venv/bin/negoce demo --port $(PORT)

test: prepare-test ## Run every check and every test; the last line adds them up
	@exec $(RUN) tools/run_tests.py

lint: prepare-test ## Run the checks alone: style, types, imports, sizes, rules, texts
	@exec $(RUN) tools/run_tests.py --only lint

unit: prepare-test ## Run the unit tests on SQLite
	@exec $(RUN) tools/run_tests.py --only unit

unit-postgresql: prepare-test ## Run the unit tests on a throw-away PostgreSQL
	@exec $(RUN) tools/run_tests.py --only unit-postgresql

e2e: prepare-test ## Run the browser tests and take the pictures
	@exec $(RUN) tools/run_tests.py --only e2e

pictures: e2e ## Run the browser tests, then renew the pictures of the README
	@mkdir -p docs/pictures && cp build/pictures/company-light.png build/pictures/companies-light.png docs/pictures/

bench: prepare-test ## Measure speed and memory (SIZE=20k or 200k companies), and a map of influence in a browser
	@exec $(RUN) -m bench --size $(SIZE)
	@exec $(RUN) -m bench.influence

bench-imports: prepare-test ## Measure an import of ROWS companies and its undo beside SIZE companies, and pages meanwhile
	@exec $(RUN) -m bench.imports --size $(SIZE) --rows $(ROWS)

bench-duplicates: prepare-test ## Measure the search for duplicates
	@exec $(RUN) -m bench.duplicates

bench-numbering: prepare-test ## Issue 2,000 invoices from 16 processes that are killed at random
	@exec $(RUN) -m bench.numbering

bench-portfolio: prepare-test ## Measure the nightly work over COMPANIES companies and LINES order lines
	@exec $(RUN) -m bench.portfolio --companies $(COMPANIES) --lines $(LINES)

bench-segments: prepare-test ## Measure the counting and the freezing of targets among 200,000 companies
	@exec $(RUN) -m bench.segments

bench-board: prepare-test ## Measure the board of 30,000 deals under way, a move, the page of a deal
	@exec $(RUN) -m bench.board

bench-desk: prepare-test ## Measure the full pages of the desk: deal, preparation and its PDF, tender
	@exec $(RUN) -m bench.desk

bench-matrix: prepare-test ## Measure potential and accessibility of 200,000 companies
	@exec $(RUN) -m bench.matrix

bench-scores: prepare-test ## Measure scores of 200,000 companies, by rules and learned
	@exec $(RUN) -m bench.scores

bench-mailing: prepare-test ## Send 10,000 e-mails to a local server with one worker (KILLS=3 kills it in the middle)
	@exec $(RUN) -m bench.mailing --kills $(or $(KILLS),0)

bench-calls: prepare-test ## Measure the next number in a session of 10,000 beside 200,000 companies
	@exec $(RUN) -m bench.calls

bench-documents: prepare-test ## Measure the printing of quotes and their previews
	@exec $(RUN) -m bench.documents

bench-influence: prepare-test ## Measure frames a second while dragging on a map of 60 people
	@exec $(RUN) -m bench.influence

bench-foresight: prepare-test ## Fit and foresee CDNOW and 200,000 drawn customers
	@exec $(RUN) -m bench.foresight

lock: prepare-test ## Compile requirements/*.in into hashed requirements/*.txt
	@exec $(RUN) tools/lock.py

clean: ## Remove what tools made; the data directory is kept
	rm -rf .venv node_modules build negoce.egg-info negoce/ui/static/build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find negoce tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
	find negoce -name '*.mo' -delete
