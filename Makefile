# Every target sets up what it needs by itself: Python 3.11 and make are all it takes.
PYTHON ?= python3
BIN := .venv/bin
# Twice quiet: errors are shown, warnings are not.
INSTALL := $(BIN)/pip install -qq --disable-pip-version-check --require-hashes

.venv/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "jobwire needs Python 3.11 \
	or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(INSTALL) -r requirements.txt
	@# also where PYTHONDONTWRITEBYTECODE is set: a command starts a third faster
	$(BIN)/python -m compileall -q crawlers pipelines spiders
	touch $@

.venv/dev: requirements-dev.txt .venv/run
	$(INSTALL) -r requirements-dev.txt
	touch $@

.PHONY: demo dist test lint schema bench bench-long browser docs eval hostile kill distributed scale pins timeline vacancies
demo: .venv/run
	$(BIN)/python -m crawlers.demo

# One process a core and one more, since many tests wait; the tests of a file stay together.
TESTS_AT_ONCE ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
test: lint
	$(BIN)/pytest -n $(TESTS_AT_ONCE) --dist loadfile -m "not slow"

lint: .venv/dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

# The wheel, in dist/: `pip install dist/jobwire-*.whl`, then `jobwire init DIR`.
dist: .venv/dev
	$(BIN)/python -m build --no-isolation --wheel --outdir dist .

schema: .venv/run
	$(BIN)/python -m crawlers.posting.json_schema > docs/schema.json
	$(BIN)/python -m crawlers.report.schema_reference > docs/schema.md
	$(BIN)/python -m crawlers.report.slots_reference
	$(BIN)/python -m crawlers.report.settings_reference > docs/settings.md
	$(BIN)/python -m crawlers.report.messages_reference > docs/messages.md
	$(BIN)/python -m crawlers.report.removed_text_reference > docs/removed-text.md
	$(BIN)/python -m crawlers.vacancies.model > docs/vacancies.schema.json
	$(BIN)/python -m crawlers.feed.consume.json_schema > docs/changes.schema.json

bench: .venv/dev
	$(BIN)/python -m bench --write

# The same with a crawl of 100,000 pages and a feed of a million postings: over an hour.
bench-long: .venv/dev
	$(BIN)/python -m bench --write --sizes long

# The saved pages beside this checkout: what is read right from them, beside other extractors, into
# docs/quality.md. Half A of the sites; HALVES="A B" scores both.
SHARED ?= ../shared
HALVES ?= A
eval: .venv/dev
	@$(BIN)/python -m bench.quality $(SHARED) --halves $(HALVES)

# The report in Debian's Chromium; as root it is installed where it is missing.
browser: .venv/dev
	test -x /usr/bin/chromium || (apt-get update --quiet && apt-get install --quiet --yes chromium)
	$(BIN)/pytest -m browser -rA --capture=tee-sys tests/report

# The hostile web at full size (an hour): its table, a million fuzzed records, each guard taken
# away, fuzzing by coverage where atheris can be installed.
hostile: .venv/dev
	$(BIN)/python -m tests.hostile.table > docs/hostile.md
	$(BIN)/pytest --timeout 3600 -m "slow or not slow" -rs tests/hostile
	$(BIN)/python -m tests.hostile.mutations
	$(BIN)/pip install --quiet --disable-pip-version-check atheris==3.0.0 || true
	$(BIN)/python -m tests.hostile.coverage 60

# Every command of README, CONTRIBUTING and docs/, the slow ones too, each page from top to bottom.
docs: .venv/dev
	$(BIN)/pytest -rA tests/docs

# kill -9 at 500 random instants, a third of them inside publication; the tests do sixty.
kill: .venv/dev
	$(BIN)/python -m tests.feed.publish.kill 500

# Two hundred nights of four invented sites, watched by an oracle that shares no code with the feed (half an hour).
timeline: .venv/dev
	$(BIN)/python -m tests.timeline --days 200 --seeds 4

# One vacancy from many sources: the invented markets at full size, ids over thirty days, and what
# linking costs; LINKED="100000 1000000" takes half an hour and 20 GB of disk.
LINKED ?= 100000
vacancies: .venv/dev
	$(BIN)/pytest -rA -m "slow or not slow" tests/vacancies
	$(BIN)/python -m tests.vacancies.scale --postings $(LINKED)

# Many machines, on this one: Redis and PostgreSQL from Debian's packages, which the tests start on
# free loopback ports and stop again; then kill -9 of workers, broker and crawls at full size (about
# an hour; ROUNDS=1 for a first look). As root it installs what is missing.
ROUNDS ?= 10
distributed: .venv/dev
	which redis-server >/dev/null && ls /usr/lib/postgresql/*/bin/initdb >/dev/null || \
	  (apt-get update --quiet && RUNLEVEL=1 apt-get install --quiet --yes redis-server postgresql)
	$(BIN)/pytest -rA --capture=tee-sys -m "slow or not slow" tests/runs/distributed
	$(BIN)/python -m tests.runs.distributed.speed
	$(BIN)/python -m tests.runs.distributed.kill --rounds $(ROUNDS)

# Ten thousand sources and a million postings in one feed; POSTINGS=1000 makes it ten million (50 GB,
# about an hour).
POSTINGS ?= 100
scale: .venv/dev
	$(BIN)/python -m tests.runs.distributed.many --sources 10000 --postings $(POSTINGS)

# Change a version in pyproject.toml, then run this (it needs uv). Runtime packages have the same
# versions in both files.
LOCK := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
  --python-version 3.11 pyproject.toml
pins:
	$(LOCK) -o requirements.txt
	$(LOCK) -o requirements-dev.txt -c requirements.txt --all-extras --group dev --group peers
