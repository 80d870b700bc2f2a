# Every target sets up what it needs: a virtual environment in .venv with the locked, hash-checked dependencies.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What trains models needs other packages than what runs them.
TRAIN := .venv-train
# One thread a process: on two cores the thread pools of BLAS and OpenMP fight each other.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

.PHONY: help demo desk test test-web test-export test-cluster shared bench crash watch-hour docs line-model statement-model event-model story-model saying-model knowledge salience lock clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

demo: $(VENV)/.base ## set up and run the built-in archive through all steps
	@$(BIN)/onrecord demo

desk: $(VENV)/.web ## set up the desk and open the built-in archive in the browser
	@test -f onrecord-demo.db || $(BIN)/onrecord demo --record onrecord-demo.db >/dev/null
	@$(BIN)/onrecord serve --record onrecord-demo.db

test: $(VENV)/.dev ## set up and run lint, types, layers and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n 2 --dist loadfile

test-web: $(VENV)/.web-test ## set up and run the desk's tests in a browser (Debian's chromium), and the API against its schema
	ONRECORD_BROWSER=1 ONRECORD_EXAMPLES=200 $(BIN)/pytest tests/browser tests/web

test-export: $(VENV)/.export-test ## set up and open the exports in the tools that they are for (builds pyicu: needs g++ and libicu-dev)
	ONRECORD_EXPORT=1 $(BIN)/pytest tests/exchange

# Daft leaves the pipes to its processes for Python to close, which Python tells of.
UNCLOSED := -W ignore::ResourceWarning -W ignore::pytest.PytestUnraisableExceptionWarning

test-cluster: $(VENV)/.cluster-test ## set up and run bulk archives by Daft, and by a Ray cluster on loopback that loses a machine (needs unshare)
	ONRECORD_DAFT=1 $(BIN)/pytest $(UNCLOSED) tests/archive/test_engines.py tests/cluster/test_quiet.py
	PYTHONPATH=src:. $(BIN)/python -m tests.cluster.cluster $(BIN)/pytest $(UNCLOSED) tests/archive/test_engines.py tests/cluster

shared: $(VENV)/.dev ## the checks that read the labelled data and saved pages beside the checkout
	$(BIN)/pytest -p no:cacheprovider checks

bench: $(VENV)/.dev ## quality and speed on the labelled data, one table each (takes minutes)
	@for command in gold pages cases statements entities said events news_events plover copies stories sayings figures robustness speed; do \
		echo "== benchmarks.$$command"; $(BIN)/python -m benchmarks.$$command || exit 1; done

crash: $(VENV)/.dev ## a run of 500 pages killed ten times, a bulk run of 500 fifty times (takes an hour)
	$(BIN)/pytest tests/crash --crash-pages 500 --crash-kills 10 --bulk-pages 500 --bulk-kills 50 --bulk-step sayings

watch-hour: $(VENV)/.dev ## an hour of 200 feeds on a clock of its own, restarts and kills (takes some minutes)
	$(BIN)/pytest tests/watch/test_restarts.py --watch-feeds 200 --watch-kills 30

docs: $(VENV)/.dev ## write docs/commands.md anew from --help
	$(BIN)/python -m tests.docs.test_docs

# Where the labelled data lies.
ONRECORD_BENCH ?= ../shared/bench

line-model: $(TRAIN)/.train ## make the line model anew from the labelled pages (takes about an hour on two cores)
	mkdir -p build
	$(TRAIN)/bin/python -m training.word_vectors --bench $(ONRECORD_BENCH) --out src/onrecord/data
	$(TRAIN)/bin/python -m training.views --bench $(ONRECORD_BENCH) --out build/views.jsonl
	$(TRAIN)/bin/python -m training.line_model --bench $(ONRECORD_BENCH) --views build/views.jsonl \
		--keep build --out src/onrecord/data

statement-model: $(TRAIN)/.train ## make the statement model anew from labelled news (takes about an hour on two cores)
	mkdir -p build
	$(TRAIN)/bin/python -m training.statement_model --bench $(ONRECORD_BENCH) \
		--keep build/statements.pt --out src/onrecord/data
	$(TRAIN)/bin/python -m training.statement_model.confidence --bench $(ONRECORD_BENCH) --out src/onrecord/data

event-model: $(TRAIN)/.train ## make the event model anew from our own labelled texts (takes an hour and a half)
	mkdir -p build
	$(TRAIN)/bin/python -m training.event_model --bench $(ONRECORD_BENCH) \
		--keep build/events.pt --out src/onrecord/data
	$(TRAIN)/bin/python -m training.event_model.unsaid --out src/onrecord/data
	$(TRAIN)/bin/python -m training.event_model.confidence --bench $(ONRECORD_BENCH) --out src/onrecord/data

story-model: $(TRAIN)/.train ## make anew the weights by which copies and stories are told (takes a minute)
	$(TRAIN)/bin/python -m training.word_weights --bench $(ONRECORD_BENCH) --out src/onrecord/data
	$(TRAIN)/bin/python -m training.story_model --bench $(ONRECORD_BENCH) --out src/onrecord/data
	$(TRAIN)/bin/python -m training.copy_model --out src/onrecord/data

saying-model: $(TRAIN)/.train ## make anew the models that tell what statements mean (takes four hours on two cores)
	mkdir -p build
	$(TRAIN)/bin/python -m training.contrast_model --out src/onrecord/data
	$(TRAIN)/bin/python -m training.saying_model teacher --bench $(ONRECORD_BENCH) --held --threads 2 --keep build/teacher.pt
	$(TRAIN)/bin/python -m training.saying_model network --bench $(ONRECORD_BENCH) --held --threads 2 --teacher build/teacher.pt \
		--keep build/sayings.pt --out src/onrecord/data

knowledge: $(VENV)/.dev ## make the knowledge pack anew: leaders from the World Factbook, then the database of all tables
	$(BIN)/python -m training.knowledge.factbook --leaders $(ONRECORD_BENCH)/knowledge/factbook_leaders.json \
		--out training/knowledge/tables
	$(BIN)/python -m training.knowledge

salience: $(TRAIN)/.train ## fit anew whom a pronoun means, on our own labelled articles
	$(TRAIN)/bin/python -m training.salience

lock: ## pin anew what pyproject.toml asks for (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/together.in \
		pyproject.toml requirements/build.in -o requirements/base.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/together.in --extra dev \
		--extra web -c requirements/base.lock pyproject.toml requirements/build.in -o requirements/dev.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/together.in --extra web \
		-c requirements/base.lock -c requirements/dev.lock pyproject.toml requirements/build.in -o requirements/web.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/together.in --extra dev \
		--extra web --extra web-test -c requirements/base.lock -c requirements/dev.lock pyproject.toml \
		requirements/build.in -o requirements/web-test.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/together.in --extra export \
		-c requirements/base.lock -c requirements/dev.lock pyproject.toml requirements/build.in -o requirements/export.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/together.in --extra dev \
		--extra web --extra export --extra export-test -c requirements/base.lock -c requirements/dev.lock \
		-c requirements/export.lock pyproject.toml requirements/build.in -o requirements/export-test.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/together.in --extra archive \
		-c requirements/base.lock -c requirements/dev.lock pyproject.toml requirements/build.in -o requirements/archive.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/together.in --extra dev \
		--extra web --extra cluster -c requirements/base.lock -c requirements/dev.lock pyproject.toml \
		requirements/build.in -o requirements/cluster-test.lock

clean: ## remove the environment and all caches
	rm -rf $(VENV) $(TRAIN) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else \
		f"onrecord needs Python 3.11 or later, and {sys.executable} is {sys.version.split()[0]}: make PYTHON=/path/to/python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.base: $(VENV)/.python requirements/base.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/.web: $(VENV)/.base requirements/web.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/web.lock
	@touch $@

$(VENV)/.web-test: $(VENV)/.dev requirements/web-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/web-test.lock
	@touch $@

$(VENV)/.export-test: $(VENV)/.dev requirements/export-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/export-test.lock
	@touch $@

$(VENV)/.cluster-test: $(VENV)/.dev requirements/cluster-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/cluster-test.lock
	@touch $@

$(TRAIN)/.train: requirements/train.txt requirements/base.lock
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.lock
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/train.txt
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
