# Casebook. `make` alone lists what can be made; every target sets up what it needs first.

PYTHON ?= python3
DATA ?= data
HOST ?= 127.0.0.1
PORT ?= 8001
PRESS_PORT ?= 8002
REAL ?= ../shared/data

BUILD = $(DATA)/build
# Lists one input newer than the last whole build: a source, a decision, the policy, a vocabulary or a rule.
NEWER = find "$(DATA)" data/vocabularies scripts/casebook templates static plugins metadata.yml \( -path "$(BUILD)*" -o -name keys \
	-o -name backups -o -name audit -o -name editions -o -name __pycache__ \) -prune -o \
	-newer "$(BUILD)/stamp" \( -type f -o -path "$(DATA)/*" \) -print -quit
# The stamp when it is of this very day: consents end with a day, so that another day is another build.
TODAYS = find "$(BUILD)/stamp" -newermt "$$(date +%F)" 2>/dev/null
COMPILE = .venv-tools/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.DEFAULT_GOAL := help
.PHONY: train bench-linking link-spark help serve serve-press build checked backup audit doctor check bench bench-pages bench-search test test-slow lint mutants clean start-clean \
	try-real accuracy screenshots lock \
	chromium java venv venv-dev venv-tools venv-spark

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

serve: build ## the research site, set up from nothing, on 127.0.0.1:8001 (PORT=, HOST=, DATA=)
	@.venv/bin/python scripts/serve.py --data "$(DATA)" --host "$(HOST)" --port "$(PORT)"

serve-press: build ## the press site, which can open the published edition and nothing else (PRESS_PORT=)
	@.venv/bin/python scripts/serve.py --press --data "$(DATA)" --host "$(HOST)" --port "$(PRESS_PORT)"

# The build itself writes receipts and lines of the log, so its stamp is set at the end, unless a source changed meanwhile.
build: venv ## import, normalise, link, publish and check what is in data/sources
	@mkdir -p "$(BUILD)" "$(DATA)/sources"
	@if [ -n "$$($(TODAYS))" ] && [ -z "$$($(NEWER))" ]; then \
		echo "Nothing to do: the build is of today's sources and decisions."; \
	else \
		rm -f "$(BUILD)/stamp" && touch "$(BUILD)/started" && \
		.venv/bin/python scripts/import_sources.py --data "$(DATA)" && \
		.venv/bin/python scripts/publish.py --data "$(DATA)" && \
		if [ -z "$$(find "$(DATA)/sources" -type f -newer "$(BUILD)/started" ! -name receipts.jsonl -print -quit)" ]; \
		then touch "$(BUILD)/stamp"; fi; \
	fi

check: lint build ## lint, the leak checker on the current edition, and the tests
	@.venv/bin/python scripts/check_publication.py --data "$(DATA)"
	@$(MAKE) --no-print-directory test

bench: venv-dev ## rows a second and memory of a large import, beside plain SQLite
	@.venv-dev/bin/python tests/bench_import.py

test: venv-dev chromium ## every test but the slow ones, in a browser too
	@.venv-dev/bin/python -m pytest --numprocesses auto --dist loadfile

test-slow: venv-dev venv-spark java chromium ## the long fault, fuzz and scale loops (MORE= options of pytest)
	@.venv-dev/bin/python -m pytest -m slow $(MORE)

lint: venv-tools ## the style checks
	@.venv-tools/bin/ruff check scripts plugins tests

clean: ## remove what machines made (environments, build, caches); sources, decisions, keys and editions stay
	rm -rf .venv .venv-dev .venv-tools .venv-spark "$(BUILD)" "$(DATA)/build-real" .pytest_cache .ruff_cache .hypothesis
	find scripts plugins tests -name __pycache__ -type d -prune -exec rm -rf {} +

backup: venv ## one encrypted archive of everything, into data/backups (OUT=), for those whose keys are in data/keys
	@.venv/bin/python scripts/backup.py --data "$(DATA)" --out "$(or $(OUT),$(DATA)/backups)"

checked: venv-dev chromium ## run what docs/checks.md names, and write what came of it into docs/checks-result.md
	@.venv-dev/bin/python tests/checked.py

audit: venv-tools ## ask for known faults of the libraries; each needs a written answer in docs/advisories.md
	@.venv-tools/bin/python scripts/audit_libraries.py

doctor: venv ## look whether files, keys, editions, consents, libraries, disk and clock are as they have to be; each fix
	@.venv/bin/python scripts/doctor.py --data "$(DATA)"

bench-search: venv-dev ## milliseconds of search and lists at a million persons, beside raw SQLite and plain Datasette
	@.venv-dev/bin/python tests/bench_search.py

bench-pages: venv-dev ## an edition of 100,000 invented cases built, checked, read and withdrawn from, beside plain Datasette (CASES=)
	@.venv-dev/bin/python tests/bench_pages.py --cases $(or $(CASES),100000)

start-clean: venv ## remove the example that ships, before your own sources go in; says what it removed
	@.venv/bin/python scripts/start_clean.py --data "$(DATA)"

try-real: venv ## import the real public records of REAL= into a build of their own, and serve them
	@.venv/bin/python scripts/try_real.py "$(REAL)" --port "$(PORT)"

mutants: venv-dev ## take away each statement of policy, consent and building in turn: a test has to fail (MODULES=)
	@.venv-dev/bin/python tests/mutate.py $(MODULES)

accuracy: venv-dev ## measure what is understood of labelled phrases and narratives, into docs/accuracy.md
	@.venv-dev/bin/python tests/accuracy.py

train: venv ## weigh what linking compares by an invented population, into data/vocabularies/linking/model.json
	@.venv/bin/python scripts/train.py

bench-linking: venv-dev ## a million mentions linked, and fifty new ones: seconds, memory, recall (MENTIONS=)
	@.venv-dev/bin/python tests/bench_linking.py $(MENTIONS)

link-spark: venv-spark java ## link all anew in Spark instead of DuckDB, for data that one machine cannot hold
	@.venv-spark/bin/python scripts/link_persons.py --data "$(DATA)" --spark

screenshots: venv-dev chromium ## the pictures of the README, from the example alone
	@$(PYTHON) scripts/set_up.py packages fonts-noto-core fonts-noto-cjk
	@.venv-dev/bin/python scripts/screenshots.py --search 艾克白尔

lock: venv-tools ## resolve the dependencies of pyproject.toml again
	@$(COMPILE) --upgrade -o requirements.lock pyproject.toml
	@$(COMPILE) --upgrade --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	@$(COMPILE) --upgrade --extra spark -c requirements.lock -o requirements-spark.lock pyproject.toml
	@$(COMPILE) --upgrade -o requirements-tools.lock requirements-tools.in

chromium:
	@$(PYTHON) scripts/set_up.py packages chromium

java:
	@$(PYTHON) scripts/set_up.py packages default-jre-headless

# Each environment holds one lock and nothing else; set_up.py leaves alone one that does already.
venv:
	@$(PYTHON) scripts/set_up.py environment .venv requirements.lock

venv-dev:
	@$(PYTHON) scripts/set_up.py environment .venv-dev requirements-dev.lock

venv-tools:
	@$(PYTHON) scripts/set_up.py environment .venv-tools requirements-tools.lock

venv-spark:
	@$(PYTHON) scripts/set_up.py environment .venv-spark requirements-spark.lock
