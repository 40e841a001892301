# Readout: every target sets up what it needs. Only make, a Python of 3.11 or newer and its venv are presumed.
# make PYTHON=python3.12 VENV=.venv-3.12 test   tries another Python in an environment of its own.

PYTHON ?=
VENV ?= .venv
PEERS ?= .venv-bench
TEXT_PEERS ?= .venv-peers-text
export PIP_DISABLE_PIP_VERSION_CHECK = 1

BIN = $(VENV)/bin
PIP = -m pip -qq --no-input
COMPILE = build/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

# Sets $$python: the one that was asked for, else the newest that really runs (a pyenv shim may not) and is whole.
FIND_PYTHON = \
	for python in $(or $(PYTHON),python3.13 python3.12 python3.11 python3); do \
		"$$python" -c 'import sys, ensurepip, sqlite3, ssl, venv; sys.exit(sys.version_info < (3, 11))' \
			>/dev/null 2>&1 && break; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Readout needs Python 3.11 or newer with venv, ssl and sqlite3; none is called" \
			"$(or $(PYTHON),python3.13$(COMMA) python3.12$(COMMA) python3.11 or python3)." \
			"Name one: make PYTHON=/path/to/python3.12" >&2; \
		exit 1; \
	fi
COMMA = ,

.PHONY: help demo test torture lint bench bench-text bench-links census live-check lock clean

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/make \1	\2/p' Makefile | expand -t 18

demo: $(VENV)/.installed  ## crawl a small site on this machine and write demo/archive.csv
	@$(BIN)/python -m demo

test: $(VENV)/.installed  ## run the tests
	@$(BIN)/python -m pytest -n 4 $(ARGS)

torture: $(VENV)/.installed  ## the long form of the fault trials, half an hour and more
	@$(BIN)/python -m tests.faults $(ARGS)
	@$(BIN)/python -m tests.tampering

lint: $(VENV)/.installed  ## check format, style and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(VENV)/.installed $(PEERS)/.installed  ## measure Readout beside its peers
	@READOUT_PEERS="$(abspath $(PEERS))/bin/python" $(BIN)/python -m bench $(ARGS)

bench-text: $(VENV)/.installed $(TEXT_PEERS)/.installed  ## measure the text that Readout reads beside its peers
	@READOUT_PEERS="$(abspath $(TEXT_PEERS))/bin/python" $(BIN)/python -m bench_text $(ARGS)

bench-links: $(VENV)/.installed  ## measure how reports are traced to the readouts that they report
	@$(BIN)/python -m bench_links $(ARGS)

census: $(VENV)/.installed  ## account for every piece of text of the stored pages, and look for lines that recur
	@$(BIN)/python -m census $(ARGS)

live-check: $(VENV)/.installed  ## ask the real sites whether Readout still reads them
	@$(BIN)/python -m crawler.livecheck $(ARGS)

lock:  ## write requirements/*.txt anew; UPGRADE=--upgrade takes the newest versions
	@$(FIND_PYTHON); "$$python" -m venv build/uv && build/uv/bin/python $(PIP) install uv
	@$(COMPILE) --extra fast -o requirements/lock.txt
	@$(COMPILE) --extra fast --group dev -c requirements/lock.txt -o requirements/dev.txt
	@$(subst pyproject.toml,,$(COMPILE)) --group bench -o requirements/bench.txt
	@$(subst pyproject.toml,,$(COMPILE)) --group bench-text -o requirements/bench-text.txt
	@wc -l requirements/*.txt

clean:  ## remove what these targets made, the environments too; archives outside demo/ stay
	@rm -rf $(VENV) $(PEERS) $(TEXT_PEERS) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@rm -f demo/archive.* live-check.db live-check.db-wal live-check.db-shm live-check.db.lock live-check.db.backups
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: requirements/dev.txt pyproject.toml
	@$(FIND_PYTHON); \
	echo "Setting up $(VENV) with $$("$$python" --version): about a minute, once"; \
	"$$python" -m venv --clear $(VENV)
	@$(BIN)/python $(PIP) install --require-hashes -r requirements/dev.txt
	@$(BIN)/python $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# The peers' own needs are beyond the old pip of a fresh environment, so the locked pip beside them installs.
SET_UP_PEERS = \
	$(FIND_PYTHON); \
	echo "Setting up $(@D), the peers that are measured: about a minute, once"; \
	"$$python" -m venv --clear --without-pip $(@D) && \
	$(BIN)/python -m pip --python $(@D)/bin/python -qq --no-input install --require-hashes -r $<

$(PEERS)/.installed: requirements/bench.txt $(VENV)/.installed
	@$(SET_UP_PEERS)
	@touch $@

$(TEXT_PEERS)/.installed: requirements/bench-text.txt $(VENV)/.installed
	@$(SET_UP_PEERS)
	@touch $@
