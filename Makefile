# Two commands for everybody: `make demo` and `make test`. The rest is for who works on it.
PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev

PEERS := .venv-peers/.done
WEB := tests/web/node_modules/.done
# Databases of tests live in memory where there is room: a test waits for the program, not for a disk.
MEMORY := $(shell df --output=avail -k /dev/shm 2>/dev/null | awk 'NR==2 && $$1 > 4000000 {print "/dev/shm"}')
PYTEST := PYTEST_DEBUG_TEMPROOT=$(or $(MEMORY),$(or $(TMPDIR),/tmp)) $(BIN)/pytest

.PHONY: demo test test-all check bench bench-merging bench-truth bench-peers soak torture learn wheel try-wheel gallery browser diagrams schema lock clean

# `make demo IN=en`: install and play in English.
ifdef IN
export REISLEIDER_BOT__LANGUAGE := $(IN)
endif

demo: $(RUNTIME)
	@$(BIN)/reisleider demo

test: $(DEV)
	$(PYTEST) -n 2 --dist worksteal -m "not long and not crash and not terminal and not browser and not server"
	$(PYTEST) -m terminal

test-all: $(DEV) $(WEB) browser
	$(PYTEST) -n 2 -m "(long or crash or browser or server) and not alone" --timeout 1500
	$(PYTEST) -m alone

# A Chromium to look at the HTML map with; Debian's, where there is none yet.
browser:
	@command -v chromium >/dev/null || { apt-get update --quiet && apt-get install --yes --quiet chromium; }

# The four folders as the one package that they are installed as: type checkers read no editable install.
TYPED := .venv/typed/reisleider
$(TYPED): $(RUNTIME)
	mkdir -p $@
	for layer in bot flows renderers storage; do ln -sfn ../../../$$layer $@/$$layer; done

check: $(DEV) $(TYPED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEV)
	$(BIN)/python bench/engine.py
	$(BIN)/python bench/turns.py
	$(BIN)/python bench/backlog.py
	$(BIN)/python bench/reader.py
	$(BIN)/python bench/maps.py
	$(BIN)/python bench/synthesis.py
	$(BIN)/python bench/renderers.py
	PYTHONPATH=tests:tests/platforms $(BIN)/python bench/start.py

# Whole studies of fields nobody prepared, simulated: how much comes onto the map, and how rightly. Some minutes.
bench-merging: $(DEV)
	$(BIN)/python bench/merging.py

# What maps claim where nothing differs, and how soon they find what is worst; and how much redaction finds.
bench-truth: $(DEV)
	$(BIN)/python bench/truth.py
	$(BIN)/python tests/redaction/score.py

# The product's turns beside those of other libraries, which live in a Python of their own.
bench-peers: $(DEV) $(PEERS)
	$(BIN)/python bench/beside_peers.py $(PEERS:.done=bin/python)

# Ten updates a second over both platforms' stand-ins, for SOAK_MINUTES (20): what the program holds stays flat.
soak: $(DEV)
	PYTHONPATH=tests:tests/platforms $(BIN)/python bench/soak.py

# Two hundred people on both platforms, in a file and on a server, and TORTURE_KILLS (300) times kill -9 meanwhile.
torture: $(DEV)
	TORTURE_KILLS=$(or $(TORTURE_KILLS),300) $(PYTEST) -s tests/platforms/test_torture.py

# The wheel in dist/. What an earlier build left is no part of it.
wheel: $(RUNTIME)
	@echo "The wheel of this tree, in dist/"
	@rm -rf build dist
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

# Installs that wheel in an empty environment outside the repository and plays the demo from it.
try-wheel: wheel
	@PYTHON=$(PYTHON) .ci/try-wheel

# Realistic maps to look at: out/gallery/index.html shows them all.
gallery: $(DEV)
	$(BIN)/python tools/draw_gallery.py

# The drawings in docs/, made anew from what they show: scripts, rooms, a talk.
diagrams: $(DEV)
	$(BIN)/python tools/draw_dialogues.py
	$(BIN)/python tools/draw_rooms.py
	$(BIN)/python tools/draw_talk.py

# What the practice replies teach the reader: flows/listening/learnt_*.json, made anew.
learn: $(DEV)
	$(BIN)/python tools/learn_replies.py
	$(BIN)/python tools/learn_outlines.py

# The published shape of a map as JSON, from the nouns themselves.
schema: $(DEV)
	$(BIN)/python tools/write_schema.py

$(RUNTIME): requirements.lock pyproject.toml
	@$(PYTHON) tools/install.py runtime
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.lock
	@$(PYTHON) tools/install.py dev
	@touch $@

$(WEB): $(DEV) tests/web/package-lock.json
	cd tests/web && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-progress
	touch $@

$(PEERS): bench/requirements-peers.lock
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Needs uv. Locks hold hashes and versions, no index and no host.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra postgres pyproject.toml requirements-build.in -o requirements-postgres.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --all-extras --group dev pyproject.toml requirements-build.in -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate bench/requirements-peers.in -o bench/requirements-peers.lock

clean:
	rm -rf .venv .venv-peers out build dist *.egg-info tests/web/node_modules
